#include "reader.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"

#include <stdlib.h>
#include <string.h>

char *clean(const char *text, size_t length)
{
	return text_sanitise(text, length, false, 0, NULL);
}

static char lower(char letter)
{
	return letter >= 'A' && letter <= 'Z' ? (char)(letter - 'A' + 'a') : letter;
}

bool same_word(const char *a, const char *b)
{
	for (; *a && lower(*a) == lower(*b); a++)
		b++;
	return lower(*a) == lower(*b);
}

bool read_number(const char *text, int64_t *number)
{
	size_t length = strspn(text, "0123456789");

	if (length == 0 || length > 9 || text[length])
		return false;
	*number = strtol(text, NULL, 10);
	return true;
}

bool read_minutes(const char *text, int64_t *minutes)
{
	static const char *const units[] = {"min", "mins", "minute", "minutes"};
	size_t digits = strspn(text, "0123456789");
	const char *unit = text + digits + strspn(text + digits, " ");

	if (digits == 0 || digits > 9)
		return false;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		if (same_word(unit, units[i])) {
			*minutes = strtol(text, NULL, 10);
			return true;
		}
	}
	return false;
}

char *next_part(const char **text, char separator)
{
	const char *start = *text;
	const char *end = NULL;

	if (!start)
		return NULL;
	end = strchr(start, separator);
	*text = end ? end + 1 : NULL;
	return clean(start, end ? (size_t)(end - start) : strlen(start));
}

bool name_fits(struct reader *reader, int line, const char *name)
{
	if (!*name) {
		mistake(reader, line, _("A name is missing here."));
		return false;
	}
	if (text_graphemes(name) > TEXT_NAME) {
		mistake(reader, line, _("“%s” is longer than %d characters; shorten it."),
			shown(reader, name), TEXT_NAME);
		return false;
	}
	return true;
}

void add_paragraph(struct buf *text, const char *paragraph)
{
	char *sanitised = text_sanitise(paragraph, strlen(paragraph), true, 0, NULL);

	if (*sanitised && text->count > 0)
		buf_text_add(text, "\n\n");
	buf_text_add(text, sanitised);
	free(sanitised);
}

bool split_key(const char *text, char **key, char **value)
{
	const char *colon = strchr(text, ':');

	if (!colon)
		return false;
	*key = clean(text, (size_t)(colon - text));
	*value = clean(colon + 1, strlen(colon + 1));
	return true;
}
