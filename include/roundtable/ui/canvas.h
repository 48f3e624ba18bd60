#ifndef ROUNDTABLE_UI_CANVAS_H
#define ROUNDTABLE_UI_CANVAS_H

#include "roundtable/base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** What a cell means; a set of colours (ui/colours.h) gives it a colour. Never colour alone: the
 * text says it too. */
enum style {
	STYLE_PLAIN,
	STYLE_HEADER, /**< top line */
	STYLE_QUESTION,
	STYLE_DO,
	STYLE_DIM,   /**< details, hints */
	STYLE_FOCUS, /**< the focused item */
	STYLE_MARK,  /**< glyph or number before an item */
	STYLE_BAR,
	STYLE_SENTENCE,
	STYLE_NOTE, /**< private */
	STYLE_WARNING,
	STYLE_KEY,   /**< a key's name in the footer */
	STYLE_ENTRY, /**< the entry line */
	STYLE_CODE,  /**< squares for a camera: black on white in every set of colours */
	STYLES,
};

/** One cell: a grapheme (up to `CELL_BYTES` bytes, NUL-terminated) or the right half of a wide one
 * (empty). */
enum { CELL_BYTES = 24 };
struct cell {
	char text[CELL_BYTES];
	unsigned char style; /* enum style */
	unsigned char width; /* 1 or 2; 0: covered by the wide cell to the left */
};

/** Cells of one row that mean something to a click: the key it sends. */
struct spot {
	int row, column, columns;
	int32_t code;
	size_t target; /**< of KEYS_MOUSE */
};

/** A rectangle of styled cells: what the screen shall show. */
struct canvas {
	int columns, rows;
	struct cell *cells;
	int cursor_row, cursor_column; /**< where the real cursor goes */
	bool cursor_visible;
	struct spots {
		struct spot *items;
		size_t count, capacity;
	} spots;
};

/** Makes (or remakes) the canvas of this size, all blank. */
void canvas_size(struct canvas *canvas, int columns, int rows);
void canvas_finish(struct canvas *canvas);
/** Writes text from (row, column) rightwards, at most `columns` wide; clips by grapheme, never
 * splits a wide one. Returns columns used. */
int canvas_write(struct canvas *canvas, int row, int column, int columns, enum style style,
	const char *text);
/** Fills a run of cells with one grapheme. */
void canvas_fill(struct canvas *canvas, int row, int column, int columns, enum style style,
	const char *grapheme);
/** Makes a run of cells mean a key to a click. */
void canvas_spot(
	struct canvas *canvas, int row, int column, int columns, int32_t code, size_t target);
/** What a click on this cell means; NULL: nothing. Valid until the canvas is drawn anew. */
const struct spot *canvas_spot_at(const struct canvas *canvas, int row, int column);
/** Appends the canvas as text, trailing blanks trimmed, one line a row: what golden screens record.
 */
void canvas_print(const struct canvas *canvas, struct buf *out);
/** Appends one letter a cell for the styles ('.' plain), same shape as canvas_print(). */
void canvas_print_styles(const struct canvas *canvas, struct buf *out);

#endif
