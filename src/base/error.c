#include "roundtable/base/error.h"

#include "roundtable/base/buf.h"
#include "roundtable/base/i18n.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

bool error_set(struct error *err, enum error_code code, const char *format, ...)
{
	if (!err)
		return false;
	/* Worded before the old sentence goes: it may be among the arguments. */
	struct buf text = {0};
	va_list args;
	va_start(args, format);
	buf_vformat(&text, format, args);
	va_end(args);
	free(err->text);
	err->code = code;
	err->text = buf_take(&text);
	return false;
}

bool error_set_open(struct error *err, const char *name)
{
	switch (errno) {
	case ENOENT:
	case ENOTDIR:
		return error_set(err, ERROR_INPUT, _("There is no file “%s”."), name);
	case EACCES:
	case EPERM:
		return error_set(err, ERROR_INPUT, _("“%s” may not be read by you."), name);
	default:
		return error_set(
			err, ERROR_INPUT, _("“%s” cannot be opened: %s."), name, strerror(errno));
	}
}

void error_finish(struct error *err)
{
	if (!err)
		return;
	free(err->text);
	*err = (struct error){0};
}

int error_exit_status(const struct error *err)
{
	if (!err)
		return 0;
	switch (err->code) {
	case ERROR_NONE:
		return 0;
	case ERROR_INPUT:
		return 2;
	case ERROR_BROKEN:
	case ERROR_BUSY:
	case ERROR_READ_ONLY:
	case ERROR_MOVED:
	case ERROR_FULL:
	case ERROR_SYSTEM:
		return 1;
	}
	return 1;
}
