#ifndef ROUNDTABLE_MINUTES_WRITERS_H
#define ROUNDTABLE_MINUTES_WRITERS_H

#include "roundtable/base/buf.h"
#include "roundtable/minutes/document.h"

/* Inside minutes: one writer per format, one file each. Each appends the whole document. */
void write_md(const struct document *document, struct buf *out);
void write_html(const struct document *document, struct buf *out);
void write_txt(const struct document *document, struct buf *out);
void write_json(const struct document *document, struct buf *out);

/** Appends a page up to the end of its head: nothing is fetched, no script runs. */
void html_head(const char *language, const char *title, const char *style, struct buf *out);

#endif
