#include "chrome.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/text.h"
#include "roundtable/ui/glyph.h"

#include <string.h>

enum { TALL = 20, ROOMY = 24, TALLER = 40, FIELD_LEAST = 16 };

static int max(int a, int b)
{
	return a > b ? a : b;
}

static int min(int a, int b)
{
	return a < b ? a : b;
}

static int width_of(const char *text)
{
	return text ? glyph_width(text, strlen(text)) : 0;
}

/* Where header and footer begin: small screens give them the margin too. */
static int outer_left(const struct frame *f)
{
	return f->left <= 2 ? 1 : f->left;
}

static int outer_width(const struct frame *f)
{
	return f->columns - outer_left(f) - (f->left <= 2 ? 1 : f->columns - f->left - f->measure);
}

int frame_band(const struct frame *f)
{
	return min(f->measure + 4, f->columns - f->left + 2);
}

/* The label stands before the field, or above it when that would leave too little to type in. */
static bool label_fits(const struct frame *f)
{
	int label = width_of(f->page->ask);
	return label <= f->measure / 2 && label + 2 + FIELD_LEAST <= f->measure;
}

/*
 * Puts as many hints as fit into `rows` rows, in their order; one that is too long for the rest of
 * a row makes room for a shorter one after it. Draws them unless `f->footer_row` is not known yet,
 * and returns the rows used.
 */
static int place_hints(const struct frame *f, int rows)
{
	int apart = f->columns < 60 ? 2 : 3, left = outer_left(f), room = outer_width(f);
	int row = 0, used = 0;
	for (size_t i = 0; i < f->page->hints.count; i++) {
		const struct hint *hint = &f->page->hints.items[i];
		int key = width_of(hint->key), width = key + 1 + width_of(hint->what);
		if (used + (used ? apart : 0) + width > room) {
			if (row + 1 >= rows || width > room)
				continue;
			row++;
			used = 0;
		}
		used += used ? apart : 0;
		if (f->footer_row >= 0) {
			int y = f->footer_row + row, column = left + used;
			canvas_write(f->canvas, y, column, key, STYLE_KEY, hint->key);
			canvas_write(f->canvas, y, column + key + 1, width, STYLE_DIM, hint->what);
			if (hint->code)
				canvas_spot(f->canvas, y, column, width, hint->code, 0);
		}
		used += width;
	}
	return row + 1;
}

void frame_init(struct frame *f, const struct page *page, struct canvas *canvas, int columns,
	int measure, int reading)
{
	int rows = canvas->rows;
	bool tall = rows >= TALL;
	*f = (struct frame){.page = page,
		.canvas = canvas,
		.columns = columns,
		.measure = measure,
		.reading = reading};
	f->state_row = f->message_row = f->label_row = f->entry_row = f->footer_row = -1;
	f->left = columns < 100 ? (columns < 60 ? 2 : 3) : (columns - measure) / 2;
	f->footer_rows = place_hints(f, tall && columns >= 80 ? 2 : 1);
	int y = rows - f->footer_rows - (rows >= TALLER ? 1 : 0);
	f->footer_row = y;
	/* Air above the footer; on shorter screens the message's empty row is enough. */
	if (rows >= TALLER || (rows >= ROOMY && page->asking))
		y--;
	if (page->asking) {
		f->entry_row = --y;
		if (!label_fits(f)) {
			y -= min(2, wrap_count(page->ask ? page->ask : "", measure));
			f->label_row = y;
		}
	}
	f->message_rows = 1;
	if (page->message)
		f->message_rows = max(1,
			min(3, wrap_count(page->message, page->alarming ? measure - 1 : measure)));
	y -= f->message_rows;
	f->message_row = y;
	if (!tall)
		f->state_row = page->message ? -1 : y;
	else if (page->state)
		f->state_row = --y;
	f->top = tall ? 2 : 1;
	f->height = y - f->top - (tall && page->state ? 1 : 0);
}

static void draw_header(const struct frame *f)
{
	int left = outer_left(f), room = outer_width(f);
	int status = min(width_of(f->page->status), room);
	canvas_fill(f->canvas, 0, 0, f->columns, STYLE_HEADER, " ");
	struct buf text = {0};
	int title = status ? room - status - 2 : room;
	if (f->page->title && title > 1) {
		glyph_shorten(&text, f->page->title, title);
		canvas_write(f->canvas, 0, left, title, STYLE_HEADER, buf_text(&text));
	}
	buf_clear(&text);
	if (f->page->status) {
		glyph_shorten(&text, f->page->status, status);
		canvas_write(
			f->canvas, 0, left + room - status, status, STYLE_HEADER, buf_text(&text));
	}
	buf_finish(&text);
}

static void draw_state(const struct frame *f)
{
	if (f->state_row < 0 || !f->page->state)
		return;
	struct buf text = {0};
	glyph_shorten(&text, f->page->state, f->measure);
	canvas_write(f->canvas, f->state_row, f->left, f->measure, STYLE_DIM, buf_text(&text));
	buf_finish(&text);
}

/* Writes a wrapped text into at most `rows` rows; the last says with "…" that there is more. */
static void write_wrapped(const struct frame *f, const char *text, int row, int rows, int column,
	int columns, enum style style)
{
	size_t length = strlen(text), at = 0;
	struct wrapped piece;
	for (int i = 0; i < rows && wrap_next(text, length, &at, columns, &piece); i++) {
		struct buf words = {0};
		if (i + 1 == rows)
			glyph_shorten(&words, text + piece.start, columns);
		else
			buf_add(&words, text + piece.start, piece.length);
		canvas_write(f->canvas, row + i, column, columns, style, buf_text(&words));
		buf_finish(&words);
	}
}

static void draw_message(const struct frame *f)
{
	if (!f->page->message)
		return;
	if (!f->page->alarming) {
		write_wrapped(f, f->page->message, f->message_row, f->message_rows, f->left,
			f->measure, STYLE_DO);
		return;
	}
	for (int i = 0; i < f->message_rows; i++)
		canvas_fill(f->canvas, f->message_row + i, f->left - 2, frame_band(f),
			STYLE_WARNING, " ");
	canvas_write(f->canvas, f->message_row, f->left - 1, 1, STYLE_WARNING, "!");
	write_wrapped(f, f->page->message, f->message_row, f->message_rows, f->left + 1,
		f->measure - 1, STYLE_WARNING);
}

/* What the field shows: the text or a dot a letter. Returns the columns before the cursor. */
static int field_text(const struct page *page, struct buf *out)
{
	const char *typed = page->typed ? page->typed : "";
	size_t length = strlen(typed);
	int column = -1, width, total = 0;
	for (size_t at = 0; at < length; total += width) {
		if (column < 0 && at >= page->cursor)
			column = total;
		size_t next = glyph_next(typed, length, at, &width);
		if (page->hidden) {
			buf_text_add(out, "•");
			width = 1;
		} else {
			buf_add(out, typed + at, next - at);
		}
		at = next;
	}
	return column < 0 ? total : column;
}

/*
 * Shows the part of the field around the cursor. A long text moves in steps of half a field, so
 * that it stands still while one types; "…" says on which side there is more. Needs no memory of
 * the last frame.
 */
static void draw_field(const struct frame *f, int left, int columns)
{
	struct buf text = {0};
	int cursor = field_text(f->page, &text);
	int total = glyph_width(buf_text(&text), text.count);
	int step = columns / 2, start = 0;
	/* Room for a wide letter under the cursor and for "…" after it. */
	while (total >= columns && cursor - start > columns - 3)
		start += step;
	canvas_fill(f->canvas, f->entry_row, left, columns, STYLE_ENTRY, " ");
	int column = 0;
	for (size_t at = 0; at < text.count;) {
		int width;
		size_t next = glyph_next(text.bytes, text.count, at, &width);
		int x = column - start;
		bool more = start > 0 && x < 1;
		if (!more && x + width > columns)
			break;
		if (!more) {
			struct buf grapheme = {0};
			buf_add(&grapheme, text.bytes + at, next - at);
			canvas_write(f->canvas, f->entry_row, left + x, width, STYLE_ENTRY,
				buf_text(&grapheme));
			buf_finish(&grapheme);
		}
		column += width;
		at = next;
	}
	if (start > 0)
		canvas_write(f->canvas, f->entry_row, left, 1, STYLE_ENTRY, "…");
	if (total - start > columns)
		canvas_write(f->canvas, f->entry_row, left + columns - 1, 1, STYLE_ENTRY, "…");
	f->canvas->cursor_row = f->entry_row;
	f->canvas->cursor_column = left + cursor - start;
	f->canvas->cursor_visible = true;
	buf_finish(&text);
}

static void draw_entry(const struct frame *f)
{
	if (f->entry_row < 0)
		return;
	const char *label = f->page->ask ? f->page->ask : "";
	int column = f->left;
	if (f->label_row >= 0)
		write_wrapped(f, label, f->label_row, f->entry_row - f->label_row, f->left,
			f->measure, STYLE_KEY);
	else
		column +=
			canvas_write(f->canvas, f->entry_row, column, f->measure, STYLE_KEY, label);
	canvas_write(f->canvas, f->entry_row, column, 2, STYLE_KEY, "> ");
	draw_field(f, column + 2, f->left + f->measure - column - 2);
}

void frame_draw(const struct frame *f)
{
	draw_header(f);
	draw_state(f);
	draw_message(f);
	draw_entry(f);
	if (f->page->hints.count > 0)
		place_hints(f, f->footer_rows);
}
