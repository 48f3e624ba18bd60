/* In which format a document is written. */
#include "format.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/text.h"

#include <string.h>

static bool format_named(const char *name, enum minutes_format *format, struct error *err)
{
	const char *names[MINUTES_FORMATS];

	if (minutes_format_find(name, format))
		return true;
	for (int i = 0; i < MINUTES_FORMATS; i++)
		names[i] = minutes_format_name((enum minutes_format)i);
	const char *near = text_nearest(name, names, MINUTES_FORMATS);
	if (near != NULL)
		return error_set(err, ERROR_INPUT, _("There is no format “%s”. Did you mean “%s”?"),
			name, near);
	return error_set(err, ERROR_INPUT,
		_("There is no format “%s”. There are md, html, txt and json."), name);
}

bool cli_format(const char *asked, const char *out, const char *standard,
	enum minutes_format *format, struct error *err)
{
	const char *slash = out != NULL ? strrchr(out, '/') : NULL;
	const char *dot = out != NULL ? strrchr(slash != NULL ? slash : out, '.') : NULL;

	if (asked != NULL)
		return format_named(asked, format, err);
	if (out == NULL || strcmp(out, "-") == 0)
		return format_named(standard, format, err);
	if (dot != NULL && minutes_format_find(dot + 1, format))
		return true;
	return error_set(err, ERROR_INPUT,
		_("The ending of “%s” does not say which format is wanted. Say -f md, html, txt or "
		  "json."),
		out);
}
