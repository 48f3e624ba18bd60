#ifndef UI_CHROME_H
#define UI_CHROME_H

#include "roundtable/ui/canvas.h"
#include "roundtable/ui/page.h"

/*
 * What stands around the body of a page: header, state, message, entry line,
 * footer. Used by the layout alone.
 */

/** The rows and columns of a screen, shared out. */
struct frame {
	const struct page *page;
	struct canvas *canvas;
	int columns;       /**< of the canvas, that are its own */
	int left, measure; /**< the block everything stands in */
	int reading;       /**< the most that running text may use of it */
	int top, height;   /**< the rows of the body */
	int state_row, message_row, message_rows, label_row, entry_row, footer_row,
		footer_rows; /**< -1: none */
};

/** Shares out the screen. */
void frame_init(struct frame *frame, const struct page *page, struct canvas *canvas, int columns,
	int measure, int reading);
/** Columns of a coloured band from two columns left of the block to two right of it, as far as the
 * screen goes. */
int frame_band(const struct frame *frame);
/** Draws everything but the body; puts the cursor on the entry line when the page asks for
 * something. */
void frame_draw(const struct frame *frame);

#endif
