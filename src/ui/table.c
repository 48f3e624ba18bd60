#include "sheet.h"

#include "roundtable/base/mem.h"
#include "roundtable/ui/glyph.h"

#include <stdlib.h>
#include <string.h>

/* A column is never squeezed below this, and a table narrower than that is not squeezed at all. */
enum { COLUMN_LEAST = 12, SQUEEZE_LEAST = 50, WORD_MOST = 18 };
/* Beside figures words keep so much while the heads can be made narrower: in whole words at first,
 * then broken down to so much. As brief as figures is a word like "up 11". */
enum { TEXT_GOOD = 32, TEXT_FAIR = 24, FIGURE_LEAST = 8, BRIEF_MOST = 7 };

struct table_column {
	int width, least;
	int widest;  /* of what stands under the head */
	int word;    /* the longest word, or what of it may not be broken */
	int floor;   /* where squeezing it ends for now */
	bool number; /* only figures: they end in one column */
	size_t at;   /* how much of the cell of this row is set */
};

struct table {
	const struct page *page;
	size_t first, end; /* the lines of the page, the head included */
	const struct line *head;
	size_t count;
	struct table_column *columns;
	int gap, width;
	struct placing set;
	bool aligned;
};

static const char *cell_of(const struct table *table, const struct line *line, size_t column)
{
	if (column < line->cells.count && line->cells.items[column])
		return line->cells.items[column];
	/* Details stand in a last column of their own. */
	bool last = column + 1 == table->count && line->detail && line->cells.count < table->count;
	return last ? line->detail : "";
}

static bool is_number(const char *text)
{
	bool digit = false;
	for (; *text; text++) {
		digit = digit || (*text >= '0' && *text <= '9');
		if (!strchr("0123456789+-.,%/: ", *text))
			return false;
	}
	return digit;
}

static int longest_word(const char *text)
{
	int longest = 0;
	while (*text) {
		size_t run = strcspn(text, " -\n");
		int width = glyph_width(text, run);
		longest = width > longest ? width : longest;
		text += run + (text[run] != 0);
	}
	return longest;
}

/* `width`, or `least` if that is more, and never more than `most`. */
static int at_least(int width, int least, int most)
{
	width = width > least ? width : least;
	return width < most ? width : most;
}

static void measure_column(struct table *table, size_t column)
{
	struct table_column *c = &table->columns[column];
	bool figures = true, any = false;
	int word = 0;
	for (size_t i = table->first; i < table->end; i++) {
		const struct line *line = &table->page->lines.items[i];
		const char *cell = cell_of(table, line, column);
		int width = glyph_width(cell, strlen(cell)), longest = longest_word(cell);
		c->width = width > c->width ? width : c->width;
		word = longest > word ? longest : word;
		if (line != table->head && width > c->widest)
			c->widest = width;
		/* what is marked as missing among figures is none of them */
		if (line != table->head && *cell && *cell != '!' && strcmp(cell, "–") != 0) {
			any = true;
			figures = figures && is_number(cell);
		}
	}
	c->number = any && figures;
	c->word = word > WORD_MOST ? WORD_MOST : word;
	c->least = at_least(c->word, COLUMN_LEAST, c->width);
}

static int total_width(const struct table *table)
{
	int total = table->set.indent;
	for (size_t i = 0; i < table->count; i++)
		total += table->columns[i].width + (i ? table->gap : 0);
	return total;
}

/* Takes columns from the widest until the table fits; false when it cannot. */
static bool squeeze_to_floor(struct table *table, int columns)
{
	while (total_width(table) > columns) {
		struct table_column *widest = NULL;
		for (size_t i = 0; i < table->count; i++) {
			struct table_column *c = &table->columns[i];
			if (c->width > c->floor && (!widest || c->width > widest->width))
				widest = c;
		}
		if (!widest)
			return false;
		widest->width--;
	}
	return true;
}

/* Whether all columns but one are of figures, or as brief. */
static bool of_figures(const struct table *table)
{
	size_t words = 0;
	for (size_t i = 0; i < table->count; i++)
		words += !table->columns[i].number && table->columns[i].widest > BRIEF_MOST;
	return words == 1;
}

/* A table of figures gives up air first, then width of heads, and words last. */
static bool squeeze(struct table *table, int columns)
{
	static const struct {
		int text;
		bool breaks; /* long heads over figures */
	} passes[] = {{TEXT_GOOD, false}, {TEXT_FAIR, true}, {0, true}};
	bool fits = total_width(table) <= columns, figures = of_figures(table);
	if (fits || columns < SQUEEZE_LEAST)
		return fits;
	if (figures)
		table->gap = 2;
	for (size_t pass = figures ? 0 : 2; pass < sizeof passes / sizeof *passes && !fits;
		pass++) {
		for (size_t i = 0; i < table->count; i++) {
			struct table_column *c = &table->columns[i];
			int word = passes[pass].breaks ? FIGURE_LEAST : c->word;
			c->floor = figures && c->number
					   ? at_least(c->widest, word, c->width)
					   : at_least(c->least, passes[pass].text, c->width);
		}
		fits = squeeze_to_floor(table, columns);
	}
	return fits;
}

static void table_init(
	struct table *table, const struct page *page, size_t first, size_t end, int columns)
{
	*table = (struct table){.page = page,
		.first = first,
		.end = end,
		.gap = columns < 60 ? 2 : 3,
		.set = {.style = STYLE_PLAIN, .edge = columns}};
	if (page->lines.items[first].role == LINE_HEAD)
		table->head = &page->lines.items[first];
	bool details = false;
	for (size_t i = first; i < end; i++) {
		const struct line *line = &page->lines.items[i];
		table->count = line->cells.count > table->count ? line->cells.count : table->count;
		details = details || line->detail;
	}
	table->count += details;
	sheet_marks(page, first, end, columns, &table->set);
	table->columns = mem_alloc(table->count + 1, sizeof *table->columns);
	for (size_t i = 0; i < table->count; i++)
		measure_column(table, i);
	table->width = total_width(table);
}

static void table_finish(struct table *table)
{
	free(table->columns);
}

/* Writes the next piece of each cell into a new row; false (and no row) when all cells are done. */
static bool add_piece(
	struct sheet *sheet, struct table *table, size_t index, const struct line *line, bool first)
{
	bool head = line == table->head, more = first;
	for (size_t i = 0; i < table->count; i++) {
		const char *cell = cell_of(table, line, i);
		more = more ||
		       cell[table->columns[i].at + strspn(cell + table->columns[i].at, " ")];
	}
	if (!more)
		return false;
	sheet_row(sheet, index, line->focused);
	if (first)
		sheet_mark(sheet, line, &table->set);
	int column = table->set.indent;
	for (size_t i = 0; i < table->count; i++) {
		struct table_column *c = &table->columns[i];
		const char *cell = cell_of(table, line, i);
		struct wrapped piece;
		if (wrap_next(cell, strlen(cell), &c->at, c->width, &piece)) {
			enum style style = head                                     ? STYLE_MARK
					   : line->struck || i >= line->cells.count ? STYLE_DIM
										    : STYLE_PLAIN;
			sheet_span(sheet, column + (c->number ? c->width - piece.width : 0), style,
				cell + piece.start, piece.length);
		}
		column += c->width + table->gap;
	}
	return true;
}

/* A thin line under the head; the first to go when room is short. */
static void add_rule(struct sheet *sheet, const struct table *table)
{
	struct buf rule = {0};
	for (int i = 0; i < table->width; i++)
		buf_text_add(&rule, "─");
	sheet_row(sheet, table->first, false);
	sheet->rows.items[sheet->rows.count - 1].gap = GAP_BETWEEN;
	sheet_span(sheet, 0, STYLE_DIM, buf_text(&rule), rule.count);
	buf_finish(&rule);
}

static void add_aligned(struct sheet *sheet, struct table *table)
{
	for (size_t i = table->first; i < table->end; i++) {
		const struct line *line = &table->page->lines.items[i];
		for (size_t j = 0; j < table->count; j++)
			table->columns[j].at = 0;
		for (bool first = true; add_piece(sheet, table, i, line, first); first = false)
			;
		if (line == table->head)
			add_rule(sheet, table);
		sheet_under(sheet, i, line, table->width);
	}
}

/* Appends "head: cell", behind what stands there already. */
static void add_named(
	const struct table *table, const struct line *line, size_t column, struct buf *text)
{
	const char *head = table->head ? cell_of(table, table->head, column) : "";
	if (text->count > 0)
		buf_text_add(text, " · ");
	if (*head)
		buf_format(text, "%s: ", head);
	buf_text_add(text, cell_of(table, line, column));
}

/* Too narrow for columns: each cell on a row of its own behind the name of its column, figures
 * together. */
static void add_stacked(struct sheet *sheet, struct table *table, size_t index)
{
	const struct line *line = &table->page->lines.items[index];
	struct line rest = *line;
	struct placing set = table->set;
	set.style = STYLE_DIM;
	for (size_t i = 0; i < table->count; i++) {
		const char *cell = cell_of(table, line, i);
		if (!*cell)
			continue;
		struct buf text = {0};
		bool said = i < line->cells.count && !line->struck;
		add_named(table, line, i, &text);
		size_t split = text.count - strlen(cell);
		for (; table->columns[i].number && i + 1 < table->count &&
			table->columns[i + 1].number;
			i++)
			if (*cell_of(table, line, i + 1))
				add_named(table, line, i + 1, &text);
		sheet_two(sheet, index, &rest, &set, buf_text(&text), split,
			said ? STYLE_PLAIN : STYLE_DIM, 2);
		buf_finish(&text);
		rest.mark = NULL;
	}
	sheet_under(sheet, index, line, sheet->reading);
}

void sheet_table(struct sheet *sheet, const struct page *page, size_t first, size_t end)
{
	struct table table;
	table_init(&table, page, first, end, sheet->measure);
	if (table.count == 0) {
		for (size_t i = first; i < end; i++)
			sheet_line(sheet, i, &page->lines.items[i], &table.set);
	} else if (squeeze(&table, sheet->measure)) {
		table.width = total_width(&table);
		add_aligned(sheet, &table);
	} else {
		for (size_t i = first + (table.head ? 1 : 0); i < end; i++) {
			sheet_gap(sheet, i, GAP_BETWEEN);
			add_stacked(sheet, &table, i);
		}
	}
	table_finish(&table);
}

int sheet_table_width(const struct page *page)
{
	int widest = 0;
	for (size_t i = 0; i < page->lines.count; i++) {
		enum line_role role = page->lines.items[i].role;
		if (role != LINE_HEAD && role != LINE_ROW)
			continue;
		size_t end = i + 1;
		while (end < page->lines.count && page->lines.items[end].role == LINE_ROW)
			end++;
		struct table table;
		table_init(&table, page, i, end, 1000);
		widest = table.width > widest ? table.width : widest;
		table_finish(&table);
		i = end - 1;
	}
	return widest;
}
