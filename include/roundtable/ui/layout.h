#ifndef ROUNDTABLE_UI_LAYOUT_H
#define ROUNDTABLE_UI_LAYOUT_H

#include "roundtable/base/buf.h"
#include "roundtable/ui/canvas.h"
#include "roundtable/ui/page.h"

enum { SCREEN_COLUMNS_MIN = 40, SCREEN_ROWS_MIN = 10 };

/**
 * Lays a page out on a canvas of the given size (which it sets): header, body, state line, message,
 * entry line, footer. Wraps by word and grapheme, aligns tables and details, drops gaps and then
 * scrolls when there is too little room so that the focused line (or the entry line) is always
 * visible, and says how much is above and below. `scroll` is kept by the caller from frame to
 * frame: the first body row shown (any number past the end shows the end). A long page keeps its
 * question in sight while the rest scrolls. Below SCREEN_COLUMNS_MIN × SCREEN_ROWS_MIN it says what
 * size is needed instead.
 */
void layout(const struct page *page, int columns, int rows, int *scroll, struct canvas *canvas);

/** Appends the page as plain lines in reading order, `columns` wide, no boxes and no bars: for
 * screen readers, TERM=dumb and tests. */
void layout_linear(const struct page *page, int columns, struct buf *out);

#endif
