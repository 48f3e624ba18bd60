#ifndef UI_PICTURE_H
#define UI_PICTURE_H

#include "roundtable/ui/canvas.h"
#include "roundtable/ui/page.h"

/*
 * The picture of a page: where there is room for it, and its squares as cells. A cell is two
 * squares, one above the other, as it is about twice as high as wide. Used by the layout alone.
 */

/** The margin that readers may ask for, in squares, and the least that still works on a screen. */
enum { PICTURE_QUIET = 4, PICTURE_QUIET_LEAST = 1 };

struct placed {
	const struct picture *picture; /**< NULL: there is no room for any */
	int scale;                     /**< columns a square is wide */
	int quiet;                     /**< squares of margin */
	int columns, rows;             /**< the room it takes, margin included */
};

/** Chooses picture, margin (at least `quiet`) and size for a room of so many columns and rows;
 * larger than a column a square only on a poster. */
bool picture_place(
	const struct page *page, int columns, int rows, int quiet, struct placed *placed);
void picture_draw(const struct placed *placed, int row, int column, struct canvas *canvas);

#endif
