#ifndef ROUNDTABLE_APP_OUTPUT_H
#define ROUNDTABLE_APP_OUTPUT_H

#include "roundtable/base/buf.h"
#include "roundtable/base/error.h"

#include <stdbool.h>

/**
 * Writes a document to a file, or to standard output when `path` is NULL or "-".
 *
 * The file is there whole or not at all: a temporary one beside it is written, synced and renamed.
 * One that exists is refused unless `force`, and never replaced when it is `source`, the file the
 * document was made from. A device or pipe is written to directly.
 */
bool output_write(const char *path, bool force, const char *source, const struct buf *content,
	struct error *err);

/**
 * A name under which nothing stands yet: `path` itself, else with -2, -3 ... before its ending
 * ("notes-2.html"). Another process may take it before it is used; owned (array_free()).
 */
char *output_free_name(const char *path);

#endif
