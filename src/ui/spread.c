/* How answers spread over a scale: a row of parts, each its number and a bar as long as its share.
 * Where the ends are opposites the parts go both ways from the middle, and who stands there has a
 * column of their own. Never by colour alone: the order is that of the answers. */
#include "sheet.h"

#include "roundtable/base/buf.h"
#include "roundtable/ui/glyph.h"
#include "roundtable/ui/spread.h"

#include <string.h>

enum { INDENT = 2, SHARE_MOST = 48, FULL_LEAST = 8, CELLS_LEAST = 1 };

/* How the spreads of a page share the width. */
struct frame {
	int label, detail; /* columns, 0: none */
	int full;          /* cells of a bar that stands for everybody */
	int lower, middle; /* columns of the parts before and in the middle */
};

const char *spread_glyph(size_t step, size_t steps, bool poles)
{
	static const char *const outward[] = {"▒", "█", "▓", "░"};
	static const char *const upward[] = {"·", "░", "▒", "▓", "█"};
	size_t side = steps / 2;

	if (!poles || steps < 2)
		return upward[steps < 2   ? 4
			      : steps < 5 ? step + 5 - steps
					  : step * 4 / (steps - 1)];
	if (steps % 2 == 1 && step == side)
		return "·";
	size_t from_end = step < side ? step : steps - 1 - step;
	/* of two on a side the outer one is full */
	if (side == 1)
		return outward[1];
	return from_end == 0 ? outward[1] : from_end + 1 == side ? outward[0] : outward[2];
}

static int cells_of(int64_t count, int64_t total, int full)
{
	if (count <= 0 || total <= 0 || full <= 0)
		return 0;
	int cells = (int)((count * full * 2 + total) / (total * 2));
	return cells < CELLS_LEAST ? CELLS_LEAST : cells;
}

/* The parts [first, end) of a line, each with its number. */
static void add_parts(const struct line *line, size_t first, size_t end, int full, struct buf *out)
{
	for (size_t i = first; i < end; i++) {
		buf_format(out, i > first ? " %lld" : "%lld", (long long)line->counts.items[i]);
		for (int k = cells_of(line->counts.items[i], line->total, full); k > 0; k--)
			buf_text_add(out, spread_glyph(i, line->counts.count, line->poles));
	}
}

static int parts_width(const struct line *line, size_t first, size_t end, int full)
{
	struct buf text = {0};
	add_parts(line, first, end, full, &text);
	int width = glyph_width(buf_text(&text), text.count);
	buf_finish(&text);
	return width;
}

static int max(int a, int b)
{
	return a > b ? a : b;
}

/* The columns all spreads of a page take with bars of this length. */
static int whole_width(const struct page *page, int full, struct frame *frame)
{
	int upper = 0;
	bool poles = false;

	frame->full = full;
	frame->lower = frame->middle = 0;
	for (size_t i = 0; i < page->lines.count; i++) {
		const struct line *line = &page->lines.items[i];
		if (line->role != LINE_SPREAD)
			continue;
		size_t steps = line->counts.count, side = line->poles ? steps / 2 : 0;
		poles = poles || line->poles;
		frame->lower = max(frame->lower, parts_width(line, 0, side, full));
		if (line->poles && steps % 2 == 1)
			frame->middle = max(frame->middle, parts_width(line, side, side + 1, full));
		upper = max(upper, parts_width(line, line->poles ? steps - side : 0, steps, full));
	}
	return frame->lower + (poles ? 3 : 0) + (frame->middle ? frame->middle + 3 : 0) + upper;
}

/* The longest bars there is room for; 0: numbers alone. */
static int fit(const struct sheet *sheet, const struct page *page, struct frame *frame)
{
	int room = sheet->reading - INDENT - (frame->label ? frame->label + 2 : 0) -
		   (frame->detail ? frame->detail + 2 : 0);
	int full = room < SHARE_MOST ? room : SHARE_MOST;
	while (full > 0 && whole_width(page, full, frame) > room)
		full--;
	if (full <= 0)
		whole_width(page, 0, frame);
	return full;
}

static struct frame measure(const struct sheet *sheet, const struct page *page)
{
	struct frame frame = {0};
	for (size_t i = 0; i < page->lines.count; i++) {
		const struct line *line = &page->lines.items[i];
		if (line->role != LINE_SPREAD)
			continue;
		int label = glyph_width(line->text, strlen(line->text));
		if (label <= sheet->reading / 3)
			frame.label = max(frame.label, label);
		if (line->detail)
			frame.detail =
				max(frame.detail, glyph_width(line->detail, strlen(line->detail)));
	}
	if (fit(sheet, page, &frame) < FULL_LEAST && frame.detail > 0) {
		frame.detail = 0; /* narrow: what is beside the scale stands in the sentence */
		fit(sheet, page, &frame);
	}
	return frame;
}

static void span(struct sheet *sheet, int *column, enum style style, const char *text)
{
	size_t length = strlen(text);
	sheet_span(sheet, *column, style, text, length);
	*column += glyph_width(text, length);
}

/* A label too wide for its column has rows of its own, before the bar. */
static void add_label(struct sheet *sheet, size_t index, const struct line *line, int room)
{
	size_t length = strlen(line->text), at = 0;
	struct wrapped piece;
	if (glyph_width(line->text, length) > room)
		while (wrap_next(line->text, length, &at, sheet->reading - INDENT, &piece)) {
			sheet_row(sheet, index, line->focused);
			sheet_span(
				sheet, INDENT, STYLE_DIM, line->text + piece.start, piece.length);
		}
	sheet_row(sheet, index, line->focused);
	if (at == 0 && length > 0)
		sheet_span(sheet, INDENT, STYLE_DIM, line->text, length);
}

static void add_spread(
	struct sheet *sheet, size_t index, const struct line *line, const struct frame *frame)
{
	size_t steps = line->counts.count, side = line->poles ? steps / 2 : 0;
	int column = INDENT + (frame->label ? frame->label + 2 : 0);
	struct buf parts = {0};

	add_label(sheet, index, line, frame->label);
	if (line->poles) {
		add_parts(line, 0, side, frame->full, &parts);
		column += frame->lower - glyph_width(buf_text(&parts), parts.count);
		span(sheet, &column, STYLE_BAR, buf_text(&parts));
		span(sheet, &column, STYLE_DIM, " │ ");
	}
	if (line->poles && steps % 2 == 1) {
		buf_clear(&parts);
		add_parts(line, side, side + 1, frame->full, &parts);
		int from = column;
		span(sheet, &column, STYLE_BAR, buf_text(&parts));
		column = from + frame->middle;
		span(sheet, &column, STYLE_DIM, " │ ");
	}
	buf_clear(&parts);
	add_parts(line, line->poles ? steps - side : 0, steps, frame->full, &parts);
	span(sheet, &column, STYLE_BAR, buf_text(&parts));
	column += 2;
	if (line->detail && frame->detail > 0)
		span(sheet, &column, STYLE_DIM, line->detail);
	buf_finish(&parts);
}

void sheet_spreads(struct sheet *sheet, const struct page *page, size_t first, size_t end)
{
	struct frame frame = measure(sheet, page);
	for (size_t i = first; i < end; i++)
		add_spread(sheet, i, &page->lines.items[i], &frame);
}
