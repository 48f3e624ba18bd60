#include "roundtable/ui/canvas.h"

#include "roundtable/base/array.h"
#include "roundtable/base/mem.h"
#include "roundtable/ui/glyph.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

enum {
	JOINER = 0x200d,
	SYMBOLS = 0x2600,
	TEXT_LOOK = 0xfe0e,
	EMOJI_LOOK = 0xfe0f,
	REPLACEMENT = 0xfffd,
	TAGS = 0xe0000,
	TAGS_END = 0xe0080
};

void canvas_size(struct canvas *canvas, int columns, int rows)
{
	columns = columns < 1 ? 1 : columns;
	rows = rows < 1 ? 1 : rows;
	size_t count = (size_t)columns * (size_t)rows;
	if (columns != canvas->columns || rows != canvas->rows || !canvas->cells)
		canvas->cells = mem_resize(canvas->cells, count, sizeof *canvas->cells);
	canvas->columns = columns;
	canvas->rows = rows;
	/* Every byte is set, so that two canvases can be compared as memory. */
	memset(canvas->cells, 0, count * sizeof *canvas->cells);
	for (size_t i = 0; i < count; i++) {
		canvas->cells[i].text[0] = ' ';
		canvas->cells[i].width = 1;
	}
	canvas->cursor_row = canvas->cursor_column = 0;
	canvas->cursor_visible = false;
	canvas->spots.count = 0;
}

void canvas_finish(struct canvas *canvas)
{
	if (!canvas)
		return;
	free(canvas->cells);
	array_finish(&canvas->spots);
	*canvas = (struct canvas){0};
}

static struct cell *cell_at(struct canvas *canvas, int row, int column)
{
	return &canvas->cells[(size_t)row * (size_t)canvas->columns + (size_t)column];
}

/* Whatever wide character reaches into or out of this cell becomes blank there: half of one cannot
 * be drawn. */
static void split_wide(struct canvas *canvas, int row, int column)
{
	struct cell *cell = cell_at(canvas, row, column);
	struct cell *other = NULL;
	if (cell->width == 0 && column > 0)
		other = cell - 1;
	else if (cell->width == 2 && column + 1 < canvas->columns)
		other = cell + 1;
	if (!other)
		return;
	memset(other->text, 0, CELL_BYTES);
	other->text[0] = ' ';
	other->width = 1;
}

static void put(struct canvas *canvas, int row, int column, enum style style, const char *bytes,
	size_t length, int width)
{
	for (int i = 0; i < width; i++) {
		split_wide(canvas, row, column + i);
		struct cell *cell = cell_at(canvas, row, column + i);
		memset(cell, 0, sizeof *cell);
		cell->style = (unsigned char)style;
	}
	struct cell *cell = cell_at(canvas, row, column);
	memcpy(cell->text, bytes, length);
	cell->width = (unsigned char)width;
}

/* Adds a mark without width of its own to the cell's grapheme, if there is room for it. */
static void put_mark(struct cell *cell, const char *bytes, size_t length)
{
	size_t used = strlen(cell->text);
	if (used + length < CELL_BYTES)
		memcpy(cell->text + used, bytes, length);
}

static int code_width(int32_t code)
{
	return code < 0x20 || code == 0x7f ? -1 : wcwidth((wchar_t)code);
}

/*
 * True for marks that make terminals disagree about columns: the two which choose between a picture
 * and a letter, the joiner between two pictures, which are drawn apart here, and tags, which nobody
 * sees.
 */
static bool is_troublesome(int32_t code, const char *rest, size_t length)
{
	int32_t following = 0;
	glyph_decode(rest, length, &following);
	return code == EMOJI_LOOK || code == TEXT_LOOK || (code >= TAGS && code < TAGS_END) ||
	       (code == JOINER && following >= SYMBOLS);
}

/*
 * Draws one grapheme, in as many cells as it has characters with a width: what
 * terminals draw as one picture (families, flags) curses can only place one character at a
 * time.
 */
static void put_grapheme(struct canvas *canvas, int row, int column, int end, enum style style,
	const char *bytes, size_t length)
{
	struct cell *base = NULL;
	for (size_t at = 0; at < length;) {
		int32_t code;
		size_t step = glyph_decode(bytes + at, length - at, &code);
		int width = code == REPLACEMENT ? -1 : code_width(code);
		if (width > 0 && column + width <= end) {
			put(canvas, row, column, style, bytes + at, step, width);
			base = cell_at(canvas, row, column);
			column += width;
		} else if (width < 0 && column < end) {
			bool blank = code == '\n' || code == '\t' || code == '\r';
			put(canvas, row, column, style, blank ? " " : "\xef\xbf\xbd", blank ? 1 : 3,
				1);
			base = NULL;
			column++;
		} else if (width == 0 && base &&
			   !is_troublesome(code, bytes + at + step, length - at - step)) {
			put_mark(base, bytes + at, step);
		}
		at += step;
	}
}

int canvas_write(
	struct canvas *canvas, int row, int column, int columns, enum style style, const char *text)
{
	if (row < 0 || row >= canvas->rows || column < 0)
		return 0;
	int end = columns > canvas->columns - column ? canvas->columns : column + columns;
	size_t length = strlen(text);
	int start = column;
	for (size_t at = 0; at < length;) {
		int width;
		size_t next = glyph_next(text, length, at, &width);
		if (column + width > end)
			break;
		put_grapheme(canvas, row, column, column + width, style, text + at, next - at);
		column += width;
		at = next;
	}
	return column - start;
}

void canvas_fill(struct canvas *canvas, int row, int column, int columns, enum style style,
	const char *grapheme)
{
	int width = glyph_width(grapheme, strlen(grapheme));
	for (int used = 0; width > 0 && used + width <= columns; used += width)
		canvas_write(canvas, row, column + used, width, style, grapheme);
}

static bool is_blank(const struct cell *cell)
{
	return cell->text[0] == ' ' && cell->text[1] == 0;
}

void canvas_spot(
	struct canvas *canvas, int row, int column, int columns, int32_t code, size_t target)
{
	*array_push(&canvas->spots) = (struct spot){row, column, columns, code, target};
}

const struct spot *canvas_spot_at(const struct canvas *canvas, int row, int column)
{
	for (size_t i = 0; i < canvas->spots.count; i++) {
		const struct spot *spot = &canvas->spots.items[i];
		if (spot->row == row && column >= spot->column &&
			column < spot->column + spot->columns)
			return spot;
	}
	return NULL;
}

void canvas_print(const struct canvas *canvas, struct buf *out)
{
	for (int row = 0; row < canvas->rows; row++) {
		const struct cell *cells = canvas->cells + (size_t)row * (size_t)canvas->columns;
		int end = canvas->columns;
		while (end > 0 && is_blank(&cells[end - 1]))
			end--;
		for (int i = 0; i < end; i++)
			buf_text_add(out, cells[i].text);
		buf_byte(out, '\n');
	}
}

void canvas_print_styles(const struct canvas *canvas, struct buf *out)
{
	static const char letters[STYLES + 1] = {
		[STYLE_PLAIN] = '.',
		[STYLE_HEADER] = 'H',
		[STYLE_QUESTION] = 'Q',
		[STYLE_DO] = 'D',
		[STYLE_DIM] = 'd',
		[STYLE_FOCUS] = 'F',
		[STYLE_MARK] = 'm',
		[STYLE_BAR] = 'B',
		[STYLE_SENTENCE] = 'S',
		[STYLE_NOTE] = 'N',
		[STYLE_WARNING] = 'W',
		[STYLE_KEY] = 'k',
		[STYLE_ENTRY] = 'E',
		[STYLE_CODE] = 'C',
	};
	for (int row = 0; row < canvas->rows; row++) {
		const struct cell *cells = canvas->cells + (size_t)row * (size_t)canvas->columns;
		int end = canvas->columns;
		while (end > 0 && cells[end - 1].style == STYLE_PLAIN)
			end--;
		for (int i = 0; i < end; i++)
			buf_byte(out, letters[cells[i].style]);
		buf_byte(out, '\n');
	}
}
