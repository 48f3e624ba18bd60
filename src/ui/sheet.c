#include "sheet.h"

#include "roundtable/ui/glyph.h"

#include <string.h>

enum { DETAIL_LEAST = 48 };

void sheet_finish(struct sheet *sheet)
{
	array_finish(&sheet->rows);
	array_finish(&sheet->spans);
	buf_finish(&sheet->text);
	*sheet = (struct sheet){0};
}

void sheet_row(struct sheet *sheet, size_t index, bool focused)
{
	*array_push(&sheet->rows) = (struct row){.line = index,
		.focused = focused,
		.block = sheet->block,
		.first = sheet->spans.count};
}

void sheet_span(struct sheet *sheet, int column, enum style style, const char *text, size_t length)
{
	if (length == 0)
		return;
	struct row *row = &sheet->rows.items[sheet->rows.count - 1];
	*array_push(&sheet->spans) = (struct span){.column = column,
		.style = row->focused ? STYLE_FOCUS : style,
		.text = sheet->text.count};
	buf_add(&sheet->text, text, length);
	buf_byte(&sheet->text, 0);
	row->spans++;
	int end = column + glyph_width(text, length);
	row->width = end > row->width ? end : row->width;
}

void sheet_gap(struct sheet *sheet, size_t index, enum gap gap)
{
	if (sheet->rows.count == 0)
		return;
	struct row *last = &sheet->rows.items[sheet->rows.count - 1];
	if (last->gap != GAP_NONE && last->spans == 0) {
		last->gap = gap < last->gap ? gap : last->gap;
		return;
	}
	sheet_row(sheet, index, false);
	sheet->rows.items[sheet->rows.count - 1].gap = gap;
}

void sheet_mark(struct sheet *sheet, const struct line *line, const struct placing *set)
{
	if (!line->mark || set->mark_width == 0)
		return;
	size_t length = strlen(line->mark);
	int width = glyph_width(line->mark, length);
	int column = set->mark_right ? set->mark_width - width : 0;
	sheet_span(sheet, column > 0 ? column : 0, line->struck ? STYLE_DIM : STYLE_MARK,
		line->mark, length);
}

/* What stands before the text of a row: the prefix, and on the first row the mark. */
static void start_row(struct sheet *sheet, size_t index, const struct line *line,
	const struct placing *set, bool first)
{
	sheet_row(sheet, index, line->focused);
	if (set->prefix && (first || set->every_row))
		sheet_span(sheet, set->prefix_column, set->prefix_style, set->prefix,
			strlen(set->prefix));
	if (!first || !line->mark)
		return;
	sheet_mark(sheet, line, set);
	/* A mark wider than its room has its own row. */
	if (glyph_width(line->mark, strlen(line->mark)) > set->mark_width && set->mark_width > 0)
		sheet_row(sheet, index, line->focused);
}

static bool is_numeric(const char *mark)
{
	return mark[0] >= '0' && mark[0] <= '9';
}

void sheet_marks(
	const struct page *page, size_t first, size_t end, int columns, struct placing *set)
{
	int widest = 0, most = columns / 4;
	set->mark_right = true;
	for (size_t i = first; i < end; i++) {
		const char *mark = page->lines.items[i].mark;
		if (!mark || !*mark)
			continue;
		int width = glyph_width(mark, strlen(mark));
		widest = width > widest ? width : widest;
		set->mark_right = set->mark_right && is_numeric(mark);
	}
	set->mark_width = widest > most ? most : widest;
	set->indent = widest == 0 ? 0 : set->mark_width + (columns < 60 ? 1 : 2);
}

void sheet_two(struct sheet *sheet, size_t index, const struct line *line,
	const struct placing *set, const char *text, size_t split, enum style second, int hang)
{
	size_t length = strlen(text), at = 0;
	struct wrapped piece;
	int indent = set->indent;
	for (bool first = true; wrap_next(text, length, &at, set->edge - indent, &piece);
		first = false) {
		start_row(sheet, index, line, set, first);
		size_t end = piece.start + piece.length;
		size_t middle = split < piece.start ? piece.start : split > end ? end : split;
		sheet_span(sheet, indent, set->style, text + piece.start, middle - piece.start);
		int column = indent + glyph_width(text + piece.start, middle - piece.start);
		sheet_span(sheet, column, second, text + middle, end - middle);
		indent = set->indent + hang;
	}
}

/* The text of a line; returns the width of its last row and in *rows how many there are. */
static int add_text(struct sheet *sheet, size_t index, const struct line *line,
	const struct placing *set, int *rows)
{
	size_t length = strlen(line->text), at = 0;
	int columns = set->edge - set->indent, last = 0;
	if (set->balanced)
		columns = wrap_balanced(line->text, columns);
	struct wrapped piece;
	for (*rows = 0; wrap_next(line->text, length, &at, columns, &piece); ++*rows) {
		start_row(sheet, index, line, set, *rows == 0);
		sheet_span(sheet, set->indent, line->struck ? STYLE_DIM : set->style,
			line->text + piece.start, piece.length);
		last = piece.width;
	}
	if (*rows == 0)
		start_row(sheet, index, line, set, true);
	return last;
}

void sheet_line(
	struct sheet *sheet, size_t index, const struct line *line, const struct placing *set)
{
	int rows, room = set->edge - set->indent;
	int last = add_text(sheet, index, line, set, &rows);
	if (!line->detail || !*line->detail)
		return;
	size_t length = strlen(line->detail);
	int width = glyph_width(line->detail, length);
	int right = set->right ? set->right : set->edge;
	if (rows <= 1 && set->indent + last + (last ? 2 : 0) + width <= right) {
		int column = last ? right - width : set->indent;
		sheet_span(sheet, column, STYLE_DIM, line->detail, length);
	} else if (last + 3 + width <= room) {
		sheet_span(sheet, set->indent + last, STYLE_DIM, " — ", strlen(" — "));
		sheet_span(sheet, set->indent + last + 3, STYLE_DIM, line->detail, length);
	} else if (!line->spare) {
		size_t at = 0;
		struct wrapped piece;
		while (wrap_next(line->detail, length, &at, room, &piece)) {
			sheet_row(sheet, index, line->focused);
			sheet_span(sheet, set->indent, STYLE_DIM, line->detail + piece.start,
				piece.length);
		}
	}
}

void sheet_under(struct sheet *sheet, size_t index, const struct line *line, int columns)
{
	struct buf rule = {0};
	if (!line->under)
		return;
	buf_format(&rule, "── %s ", line->under);
	for (int at = glyph_width(buf_text(&rule), rule.count); at < columns; at++)
		buf_text_add(&rule, "─");
	sheet_row(sheet, index, false);
	sheet_span(sheet, 0, STYLE_DIM, buf_text(&rule), rule.count);
	buf_finish(&rule);
}

/* The column where details of a list end: near enough to the texts for the eye to find across. */
static int detail_edge(const struct page *page, size_t first, size_t end, int indent, int columns)
{
	int edge = columns < DETAIL_LEAST ? columns : DETAIL_LEAST;
	for (size_t i = first; i < end; i++) {
		const struct line *line = &page->lines.items[i];
		if (!line->detail)
			continue;
		int width = indent + glyph_width(line->text, strlen(line->text)) + 4 +
			    glyph_width(line->detail, strlen(line->detail));
		if (width > edge && width <= columns)
			edge = width;
	}
	return edge;
}

static void add_items(struct sheet *sheet, const struct page *page, size_t first, size_t end)
{
	struct placing set = {.style = STYLE_PLAIN, .edge = sheet->reading};
	sheet_marks(page, first, end, sheet->reading, &set);
	set.right = detail_edge(page, first, end, set.indent, sheet->reading);
	for (size_t i = first; i < end; i++) {
		if (i > first)
			sheet_gap(sheet, i, GAP_AIR);
		sheet_line(sheet, i, &page->lines.items[i], &set);
		sheet_under(sheet, i, &page->lines.items[i],
			set.right > 0 ? set.right : sheet->reading);
	}
}

/* A warning stands in a box of its own colour: rows of even length, a column of it at either side.
 */
static void add_warning(struct sheet *sheet, size_t index, const struct line *line)
{
	struct placing set = {.prefix = "! ",
		.prefix_column = 1,
		.prefix_style = STYLE_WARNING,
		.indent = 3,
		.edge = sheet->reading - 1,
		.style = STYLE_WARNING};
	size_t first = sheet->rows.count;
	sheet_line(sheet, index, line, &set);
	int width = 0;
	for (size_t i = first; i < sheet->rows.count; i++)
		if (sheet->rows.items[i].width > width)
			width = sheet->rows.items[i].width;
	for (size_t i = first; i < sheet->rows.count; i++)
		sheet->rows.items[i].box = sheet->rows.items[i].width = width + 1;
}

static struct placing placing_of(const struct sheet *sheet, enum line_role role)
{
	struct placing set = {
		.edge = sheet->reading, .style = STYLE_PLAIN, .balanced = sheet->centred};
	switch (role) {
	case LINE_TITLE:
		set.style = STYLE_MARK;
		break;
	case LINE_QUESTION:
		set.style = STYLE_QUESTION;
		set.balanced = true;
		set.prefix = sheet->centred ? NULL : "▌";
		set.prefix_column = -2;
		set.prefix_style = STYLE_BAR;
		set.every_row = true;
		break;
	case LINE_DO:
		set.style = STYLE_DO;
		break;
	case LINE_FATE:
		set.style = STYLE_DIM;
		break;
	case LINE_SENTENCE:
		set.style = STYLE_SENTENCE;
		break;
	case LINE_NOTE:
		set.style = STYLE_NOTE;
		set.prefix = "│";
		set.prefix_style = STYLE_NOTE;
		set.every_row = true;
		set.indent = 2;
		break;
	case LINE_BIG:
		set.style = STYLE_QUESTION;
		break;
	case LINE_TEXT:
	case LINE_WARNING:
	case LINE_ITEM:
	case LINE_BAR:
	case LINE_SPREAD:
	case LINE_ROW:
	case LINE_HEAD:
	case LINE_GAP:
		break;
	}
	return set;
}

/* Lines of one class stand together; between classes there is air. */
static int class_of(enum line_role role)
{
	switch (role) {
	case LINE_FATE:
		return LINE_DO;
	case LINE_HEAD:
		return LINE_ROW;
	case LINE_TITLE:
	case LINE_QUESTION:
	case LINE_DO:
	case LINE_TEXT:
	case LINE_ITEM:
	case LINE_BAR:
	case LINE_SPREAD:
	case LINE_ROW:
	case LINE_BIG:
	case LINE_SENTENCE:
	case LINE_NOTE:
	case LINE_WARNING:
	case LINE_GAP:
		break;
	}
	return (int)role;
}

/* The end of the lines that are set together with line `first`: lists, bars, tables. */
static size_t end_of_group(const struct page *page, size_t first)
{
	enum line_role role = page->lines.items[first].role;
	size_t end = first + 1;
	if (role == LINE_ITEM || role == LINE_BAR || role == LINE_SPREAD)
		while (end < page->lines.count && page->lines.items[end].role == role)
			end++;
	if (role == LINE_ROW || role == LINE_HEAD)
		while (end < page->lines.count && page->lines.items[end].role == LINE_ROW)
			end++;
	return end;
}

static void add_group(
	struct sheet *sheet, const struct page *page, size_t first, size_t end, int big)
{
	const struct line *line = &page->lines.items[first];
	struct placing set = placing_of(sheet, line->role);
	switch (line->role) {
	case LINE_ITEM:
		add_items(sheet, page, first, end);
		break;
	case LINE_BAR:
		sheet_bars(sheet, page, first, end);
		break;
	case LINE_SPREAD:
		sheet_spreads(sheet, page, first, end);
		break;
	case LINE_ROW:
	case LINE_HEAD:
		sheet_table(sheet, page, first, end);
		break;
	case LINE_BIG:
		if (big > 0)
			sheet_big(sheet, first, line, big);
		else
			sheet_line(sheet, first, line, &set);
		break;
	case LINE_WARNING:
		add_warning(sheet, first, line);
		break;
	case LINE_GAP:
		sheet_gap(sheet, first, GAP_GIVEN);
		break;
	case LINE_TITLE:
	case LINE_QUESTION:
	case LINE_DO:
	case LINE_FATE:
	case LINE_TEXT:
	case LINE_SENTENCE:
	case LINE_NOTE:
		if (line->mark)
			sheet_marks(page, first, end, sheet->reading, &set);
		sheet_line(sheet, first, line, &set);
		break;
	}
}

void sheet_build(struct sheet *sheet, const struct page *page, int measure, int reading, int big)
{
	*sheet = (struct sheet){.measure = measure, .reading = reading, .centred = page->centred};
	for (size_t i = 0; i < page->lines.count;) {
		enum line_role role = page->lines.items[i].role;
		if (i > 0) {
			enum line_role before = page->lines.items[i - 1].role;
			if (before != LINE_TITLE && class_of(before) != class_of(role))
				sheet_gap(sheet, i, GAP_BETWEEN);
		}
		size_t end = end_of_group(page, i);
		add_group(sheet, page, i, end, big);
		sheet->block++;
		i = end;
	}
	while (sheet->rows.count > 0 && sheet->rows.items[sheet->rows.count - 1].gap != GAP_NONE)
		sheet->rows.count--;
}
