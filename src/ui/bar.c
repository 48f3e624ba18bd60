#include "sheet.h"

#include "roundtable/base/buf.h"
#include "roundtable/ui/glyph.h"

#include <string.h>

enum { BAR_LEAST = 10, BAR_LONG = 24, BAR_SHORT = 8, LABEL_LEAST = 28 };

/* How the bars of one group share the width: label, digits, bar, detail. */
struct columns {
	struct placing set;
	int label, digits, bar, detail;
	bool first; /* digits and bar before the label */
};

static int digits_width(int64_t value)
{
	struct buf buf = {0};
	buf_format(&buf, "%lld", (long long)value);
	int width = (int)buf.count;
	buf_finish(&buf);
	return width;
}

static int max(int a, int b)
{
	return a > b ? a : b;
}

static struct columns measure(
	const struct sheet *sheet, const struct page *page, size_t first, size_t end)
{
	struct columns c = {.set = {.style = STYLE_PLAIN, .edge = sheet->reading}};
	sheet_marks(page, first, end, sheet->reading, &c.set);
	for (size_t i = first; i < end; i++) {
		const struct line *line = &page->lines.items[i];
		c.label = max(c.label, glyph_width(line->text, strlen(line->text)));
		c.digits = max(c.digits, digits_width(line->value));
		if (line->detail)
			c.detail = max(c.detail, glyph_width(line->detail, strlen(line->detail)));
	}
	int room = sheet->reading - c.set.indent;
	int fixed = 2 + c.digits + 1 + (c.detail ? c.detail + 2 : 0);
	c.bar = room - c.label - fixed;
	if (c.bar >= BAR_LEAST)
		return c;
	/* Long labels are wrapped within what the bars leave, while that can still be read. */
	c.label = room - fixed - BAR_LONG;
	c.bar = BAR_LONG;
	if (c.label >= LABEL_LEAST)
		return c;
	/* Narrow: short bars first, then the label with its detail. */
	c.first = true;
	c.bar = BAR_SHORT;
	c.set.edge = sheet->reading;
	return c;
}

/* The bar itself in eighths of a column; what is not nothing is never drawn as nothing. */
static void add_bar(struct sheet *sheet, int column, int columns, int64_t value, int64_t total)
{
	static const char *const eighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"};
	if (total <= 0 || value <= 0 || columns <= 0)
		return;
	value = value > total ? total : value;
	int parts = (int)((double)value / (double)total * columns * 8 + 0.5);
	parts = max(parts, 1);
	struct buf bar = {0};
	for (; parts >= 8; parts -= 8)
		buf_text_add(&bar, eighths[8]);
	buf_text_add(&bar, eighths[parts]);
	sheet_span(sheet, column, STYLE_BAR, bar.bytes, bar.count);
	buf_finish(&bar);
}

/* Digits and bar in the last row, from this column on. */
static void add_figures(
	struct sheet *sheet, const struct line *line, const struct columns *c, int column)
{
	struct buf digits = {0};
	buf_format(&digits, "%*lld", c->digits, (long long)line->value);
	sheet_span(
		sheet, column, line->struck ? STYLE_DIM : STYLE_PLAIN, digits.bytes, digits.count);
	buf_finish(&digits);
	add_bar(sheet, column + c->digits + 1, c->bar, line->value, line->total);
}

/* Label, digits, bar, detail; a long label goes on below. */
static void add_after(
	struct sheet *sheet, size_t index, const struct line *line, const struct columns *c)
{
	size_t length = strlen(line->text), at = 0;
	struct wrapped piece;
	for (bool first = true; wrap_next(line->text, length, &at, c->label, &piece) || first;
		first = false) {
		sheet_row(sheet, index, line->focused);
		if (first)
			sheet_mark(sheet, line, &c->set);
		if (length)
			sheet_span(sheet, c->set.indent, line->struck ? STYLE_DIM : STYLE_PLAIN,
				line->text + piece.start, piece.length);
		if (!first)
			continue;
		add_figures(sheet, line, c, c->set.indent + c->label + 2);
		if (!line->detail)
			continue;
		size_t detail = strlen(line->detail);
		sheet_span(sheet, c->set.edge - glyph_width(line->detail, detail), STYLE_DIM,
			line->detail, detail);
	}
}

/* Digits, bar, label with its detail. */
static void add_before(
	struct sheet *sheet, size_t index, const struct line *line, const struct columns *c)
{
	struct buf text = {0};
	buf_text_add(&text, line->text);
	size_t split = text.count;
	if (line->detail)
		buf_format(&text, " — %s", line->detail);
	struct placing set = c->set;
	set.indent += c->digits + 1 + c->bar + 1;
	set.style = line->struck ? STYLE_DIM : STYLE_PLAIN;
	size_t top = sheet->rows.count;
	size_t at = 0;
	struct wrapped piece;
	while (wrap_next(buf_text(&text), text.count, &at, set.edge - set.indent, &piece) ||
		sheet->rows.count == top) {
		sheet_row(sheet, index, line->focused);
		if (sheet->rows.count == top + 1) {
			sheet_mark(sheet, line, &c->set);
			add_figures(sheet, line, c, c->set.indent);
		}
		if (text.count == 0)
			continue;
		size_t end = piece.start + piece.length;
		size_t middle = split < piece.start ? piece.start : split > end ? end : split;
		const char *words = text.bytes;
		sheet_span(sheet, set.indent, set.style, words + piece.start, middle - piece.start);
		sheet_span(sheet,
			set.indent + glyph_width(words + piece.start, middle - piece.start),
			STYLE_DIM, words + middle, end - middle);
	}
	buf_finish(&text);
}

void sheet_bars(struct sheet *sheet, const struct page *page, size_t first, size_t end)
{
	struct columns c = measure(sheet, page, first, end);
	for (size_t i = first; i < end; i++) {
		if (i > first)
			sheet_gap(sheet, i, GAP_AIR);
		if (c.first)
			add_before(sheet, i, &page->lines.items[i], &c);
		else
			add_after(sheet, i, &page->lines.items[i], &c);
		sheet_under(sheet, i, &page->lines.items[i], sheet->reading);
	}
}
