#ifndef ROUNDTABLE_CLI_FORMAT_H
#define ROUNDTABLE_CLI_FORMAT_H

#include "roundtable/base/error.h"
#include "roundtable/minutes/minutes.h"

/**
 * Which format a document is written in: the one `asked` for or, without that (NULL), the one that
 * the ending of `out` names; `standard` on standard output (NULL or "-"). False: there is none
 * such.
 */
bool cli_format(const char *asked, const char *out, const char *standard,
	enum minutes_format *format, struct error *err);

#endif
