#ifndef UI_LINEAR_H
#define UI_LINEAR_H

#include "roundtable/base/buf.h"
#include "roundtable/ui/page.h"

#include <stdbool.h>

/*
 * The lines of a page as people read them aloud. Used by layout_linear() and by what listens to it.
 */

/** Where the reading of a page stands; begin with the page alone. */
struct linear {
	const struct page *page;
	size_t at;
	const struct line *head; /**< of the table that is being read */
};

/** The next line and its words, mark first; a gap has none. The head of a table is said with its
 * rows. False at the end. */
bool linear_next(struct linear *linear, const struct line **next, struct buf *words);
/** Appends a text as rows; later rows are indented by `indent`. No width (0): one row, newlines
 * kept. */
void linear_rows(struct buf *out, const char *text, int columns, int indent);

#endif
