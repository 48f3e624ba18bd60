#include "picture.h"

/* A picture with a margin and at a size; false when it is larger than the room. */
static bool fits(const struct picture *picture, int scale, int quiet, int columns, int rows,
	struct placed *placed)
{
	int side = (picture->side + 2 * quiet) * scale;

	if (side > columns || (side + 1) / 2 > rows)
		return false;
	*placed = (struct placed){picture, scale, quiet, side, (side + 1) / 2};
	return true;
}

bool picture_place(const struct page *page, int columns, int rows, int quiet, struct placed *placed)
{
	/* a whole margin on a lesser picture is worth less than the better one with a narrow
	 * margin, but the narrowest is for when nothing else fits */
	for (int least = quiet < 2 ? 2 : quiet; least >= quiet; least--)
		for (size_t i = 0; i < page->pictures.count; i++) {
			const struct picture *picture = &page->pictures.items[i];
			int most = page->poster ? columns / (picture->side + 2 * PICTURE_QUIET) : 1;
			for (int scale = most; scale > 0; scale--)
				if (fits(picture, scale, PICTURE_QUIET, columns, rows, placed))
					return true;
			for (int margin = PICTURE_QUIET - 1; margin >= least; margin--)
				if (fits(picture, 1, margin, columns, rows, placed))
					return true;
		}
	*placed = (struct placed){0};
	return false;
}

/* Whether the square at this place, counted in half rows and columns, is dark. */
static bool is_dark(const struct placed *placed, int y, int x)
{
	const struct picture *picture = placed->picture;
	int row = y / placed->scale - placed->quiet, column = x / placed->scale - placed->quiet;

	return row >= 0 && row < picture->side && column >= 0 && column < picture->side &&
	       picture->dark[row * picture->side + column] != 0;
}

void picture_draw(const struct placed *placed, int row, int column, struct canvas *canvas)
{
	static const char *const halves[2][2] = {{" ", "▄"}, {"▀", "█"}};

	for (int y = 0; y < placed->rows; y++)
		for (int x = 0; x < placed->columns; x++)
			canvas_fill(canvas, row + y, column + x, 1, STYLE_CODE,
				halves[is_dark(placed, 2 * y, x)][is_dark(placed, 2 * y + 1, x)]);
}
