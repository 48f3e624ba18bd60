/* Plain text for the body of a mail: 72 columns, no markup but white space and a few signs. */
#include "writers.h"

#include "roundtable/base/array.h"
#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"

#include <string.h>

enum { COLUMNS = 72, BAR_CELLS = 20, GAP = 2, NARROW = 8, WORDY_MOST = 6, COLUMNS_MAX = 16 };
/* What the words keep beside figures. */
enum { NARROW_OF_FIGURES = 16 };

/* --- wrapping --- */

struct wrapping {
	struct texts *lines;
	struct buf line;
	int used;
	int width;
};

static void flush(struct wrapping *wrapping)
{
	texts_add(wrapping->lines, buf_text(&wrapping->line));
	buf_clear(&wrapping->line);
	wrapping->used = 0;
}

/* A word wider than a line: broken between letters, but for web addresses. */
static void add_long_word(struct wrapping *wrapping, const char *word, size_t length)
{
	bool address = memmem(word, length, "://", 3) != NULL;

	for (size_t at = 0; at < length && !address;) {
		size_t next = text_next(word, length, at);
		int width = text_grapheme_width(word + at, next - at);
		if (wrapping->used + width > wrapping->width && wrapping->used > 0)
			flush(wrapping);
		buf_add(&wrapping->line, word + at, next - at);
		wrapping->used += width;
		at = next;
	}
	if (address) {
		buf_add(&wrapping->line, word, length);
		wrapping->used = wrapping->width;
	}
}

static int width_of(const char *text, size_t length)
{
	char *part = mem_copy_bytes(text, length);
	int width = text_width(part);

	array_free(part);
	return width;
}

static void add_word(struct wrapping *wrapping, const char *word, size_t length)
{
	int width = width_of(word, length);

	if (wrapping->used > 0 && wrapping->used + 1 + width > wrapping->width)
		flush(wrapping);
	if (width > wrapping->width) {
		add_long_word(wrapping, word, length);
		return;
	}
	if (wrapping->used > 0) {
		buf_byte(&wrapping->line, ' ');
		wrapping->used++;
	}
	buf_add(&wrapping->line, word, length);
	wrapping->used += width;
}

/* Text as lines of at most `width` columns; at least one. */
static void wrap(const char *text, int width, struct texts *lines)
{
	struct wrapping wrapping = {.lines = lines, .width = width < 1 ? 1 : width};

	for (;;) {
		size_t length = strcspn(text, " \n");
		if (length > 0)
			add_word(&wrapping, text, length);
		text += length;
		if (*text == '\0')
			break;
		if (*text == '\n')
			flush(&wrapping);
		text++;
	}
	flush(&wrapping);
	buf_finish(&wrapping.line);
}

static void add_spaces(struct buf *out, int count)
{
	for (int i = 0; i < count; i++)
		buf_byte(out, ' ');
}

/* Drops the spaces at the end of the text so far, and ends the line. */
static void end_line(struct buf *out)
{
	while (out->count > 0 && out->bytes[out->count - 1] == ' ')
		out->bytes[--out->count] = '\0';
	buf_byte(out, '\n');
}

/* Wrapped text; the first line after `first`, the others under it after `rest`. */
static void write_wrapped(struct buf *out, const char *first, const char *rest, const char *text)
{
	struct texts lines = {0};
	int indent = text_width(first);

	wrap(text, COLUMNS - indent, &lines);
	for (size_t i = 0; i < lines.count; i++) {
		buf_text_add(out, i == 0 ? first : rest);
		buf_text_add(out, lines.items[i]);
		end_line(out);
	}
	texts_finish(&lines);
}

static void plain(const struct runs *runs, struct buf *text)
{
	for (size_t i = 0; i < runs->count; i++)
		buf_text_add(text, runs->items[i].text);
}

static void write_runs(
	struct buf *out, const char *first, const char *rest, const struct runs *runs)
{
	struct buf text = {0};

	plain(runs, &text);
	write_wrapped(out, first, rest, buf_text(&text));
	buf_finish(&text);
}

/* --- blocks --- */

static void write_heading(struct buf *out, const struct block_heading *heading)
{
	struct texts lines = {0};
	int widest = 0;

	wrap(heading->text, COLUMNS, &lines);
	for (size_t i = 0; i < lines.count; i++) {
		int width = text_width(lines.items[i]);
		widest = width > widest ? width : widest;
		buf_text_add(out, lines.items[i]);
		end_line(out);
	}
	for (int i = 0; i < widest; i++)
		buf_byte(out, "=-~"[heading->level - 1]);
	buf_byte(out, '\n');
	texts_finish(&lines);
}

static void write_list(struct buf *out, const struct block_list *list)
{
	int number = 0;

	for (size_t i = 0; i < list->count; i++) {
		const struct block_item *item = &list->items[i];
		struct buf mark = {0}, rest = {0};
		if (item->level > 0)
			buf_text_add(&mark, list->ordered ? "   - " : "  - ");
		else if (list->ordered)
			buf_format(&mark, "%d. ", ++number);
		else
			buf_text_add(&mark, "- ");
		add_spaces(&rest, (int)mark.count);
		write_runs(out, buf_text(&mark), buf_text(&rest), &item->runs);
		buf_finish(&mark);
		buf_finish(&rest);
	}
}

static void write_fields(struct buf *out, const struct block_fields *fields)
{
	for (size_t i = 0; i < fields->count; i++) {
		struct buf text = {0};
		struct texts lines = {0};
		buf_format(&text, "%s: ", fields->items[i].term);
		plain(&fields->items[i].runs, &text);
		wrap(buf_text(&text), COLUMNS - GAP, &lines);
		for (size_t k = 0; k < lines.count; k++) {
			add_spaces(out, k == 0 ? 0 : GAP);
			buf_text_add(out, lines.items[k]);
			end_line(out);
		}
		texts_finish(&lines);
		buf_finish(&text);
	}
}

/* --- tables --- */

/* What a text needs: all of it on one line, and its longest word. */
static void measure(const char *text, int *whole, int *word)
{
	while (*text != '\0') {
		size_t line = strcspn(text, "\n");
		int width = width_of(text, line);
		*whole = width > *whole ? width : *whole;
		for (size_t at = 0; at < line;) {
			size_t length = strcspn(text + at, " \n");
			width = width_of(text + at, length);
			*word = width > *word ? width : *word;
			at += length + 1;
		}
		text += line + (text[line] == '\n');
	}
}

/* Whether all columns but one are of figures: they are there to be read down, and no list says
 * that.
 */
static bool of_figures(const struct block_table *table)
{
	size_t words = 0;

	for (size_t c = 0; c < table->columns.count; c++)
		words += table->columns.items[c].align != ALIGN_END;
	return words == 1;
}

/* The width of each column; false when they do not fit beside each other. */
static bool fit(const struct block_table *table, int widths[COLUMNS_MAX])
{
	size_t count = table->columns.count;
	int least[COLUMNS_MAX], sum = (int)(count - 1) * GAP;

	if (count > (of_figures(table) ? COLUMNS_MAX : WORDY_MOST))
		return false;
	int narrow = of_figures(table) ? NARROW_OF_FIGURES : NARROW;
	for (size_t c = 0; c < count; c++) {
		widths[c] = least[c] = 1;
		measure(table->columns.items[c].name, &widths[c], &least[c]);
		for (size_t r = 0; r < table->rows.count; r++)
			if (c < table->rows.items[r].count)
				measure(table->rows.items[r].items[c], &widths[c], &least[c]);
		least[c] = least[c] < narrow && widths[c] > narrow ? narrow : least[c];
		sum += widths[c];
	}
	while (sum > COLUMNS) {
		size_t widest = count;
		for (size_t c = 0; c < count; c++)
			if (widths[c] > least[c] && (widest == count || widths[c] > widths[widest]))
				widest = c;
		if (widest == count)
			return false;
		widths[widest]--;
		sum--;
	}
	return true;
}

static void write_row(struct buf *out, const struct block_table *table, const struct texts *row,
	const int *widths)
{
	struct texts lines[COLUMNS_MAX] = {{0}};
	size_t height = 1;

	for (size_t c = 0; c < table->columns.count; c++) {
		wrap(c < row->count ? row->items[c] : "", widths[c], &lines[c]);
		height = lines[c].count > height ? lines[c].count : height;
	}
	for (size_t i = 0; i < height; i++) {
		for (size_t c = 0; c < table->columns.count; c++) {
			const char *text = i < lines[c].count ? lines[c].items[i] : "";
			int room = widths[c] - text_width(text);
			bool end = table->columns.items[c].align == ALIGN_END;
			add_spaces(out, (c > 0 ? GAP : 0) + (end ? room : 0));
			buf_text_add(out, text);
			add_spaces(out, end ? 0 : room);
		}
		end_line(out);
	}
	for (size_t c = 0; c < table->columns.count; c++)
		texts_finish(&lines[c]);
}

/* Each row as a list item, its other cells under it with their heads. */
static void write_records(struct buf *out, const struct block_table *table)
{
	for (size_t r = 0; r < table->rows.count; r++) {
		const struct texts *row = &table->rows.items[r];
		write_wrapped(out, "- ", "  ", row->count > 0 ? row->items[0] : "");
		for (size_t c = 1; c < table->columns.count; c++) {
			struct buf text = {0};
			buf_format(&text, "%s: %s", table->columns.items[c].name,
				c < row->count ? row->items[c] : "");
			if (c < row->count && row->items[c][0] != '\0')
				write_wrapped(out, "  ", "    ", buf_text(&text));
			buf_finish(&text);
		}
	}
}

static void write_table(struct buf *out, const struct block_table *table)
{
	int widths[COLUMNS_MAX];
	struct texts heads = {0};

	if (table->columns.count == 0)
		return;
	if (table->caption[0] != '\0')
		write_wrapped(out, "", "", table->caption);
	if (!fit(table, widths)) {
		write_records(out, table);
		return;
	}
	for (size_t c = 0; c < table->columns.count; c++)
		texts_add(&heads, table->columns.items[c].name);
	write_row(out, table, &heads, widths);
	for (size_t c = 0; c < table->columns.count; c++) {
		add_spaces(out, c > 0 ? GAP : 0);
		for (int i = 0; i < widths[c]; i++)
			buf_byte(out, '-');
	}
	buf_byte(out, '\n');
	for (size_t r = 0; r < table->rows.count; r++)
		write_row(out, table, &table->rows.items[r], widths);
	texts_finish(&heads);
}

static void write_bars(struct buf *out, const struct block_bars *bars)
{
	if (bars->caption[0] != '\0')
		write_wrapped(out, "", "", bars->caption);
	for (size_t i = 0; i < bars->count; i++) {
		const struct block_bar *bar = &bars->items[i];
		int64_t cells =
			bar->total > 0 ? (bar->value * BAR_CELLS + bar->total / 2) / bar->total : 0;
		struct buf drawn = {0}, rest = {0};
		buf_text_add(&drawn, "  ");
		for (int64_t k = 0; k < BAR_CELLS; k++)
			buf_byte(&drawn, k < cells ? '#' : '.');
		buf_byte(&drawn, ' ');
		add_spaces(&rest, (int)drawn.count);
		write_wrapped(out, "- ", "  ", bar->label);
		write_wrapped(out, buf_text(&drawn), buf_text(&rest), bar->text);
		buf_finish(&drawn);
		buf_finish(&rest);
	}
}

static void write_block(struct buf *out, const struct block *block)
{
	switch (block->kind) {
	case BLOCK_HEADING:
		write_heading(out, &block->heading);
		break;
	case BLOCK_PARAGRAPH:
		write_runs(out, "", "", &block->runs);
		break;
	case BLOCK_NOTICE:
		write_runs(out, "! ", "! ", &block->runs);
		break;
	case BLOCK_QUOTE:
		write_runs(out, "    ", "    ", &block->runs);
		break;
	case BLOCK_LIST:
		write_list(out, &block->list);
		break;
	case BLOCK_FIELDS:
		write_fields(out, &block->fields);
		break;
	case BLOCK_TABLE:
		write_table(out, &block->table);
		break;
	case BLOCK_BARS:
		write_bars(out, &block->bars);
		break;
	case BLOCK_KINDS:
		break;
	}
	buf_byte(out, '\n');
}

void write_txt(const struct document *document, struct buf *out)
{
	for (size_t i = 0; i < document->every_page.count; i++)
		write_wrapped(out, "*** ", "*** ", document->every_page.items[i]);
	if (document->every_page.count > 0)
		buf_byte(out, '\n');
	for (size_t i = 0; i < document->blocks.count; i++) {
		const struct block *block = &document->blocks.items[i];
		/* more air above a section */
		if (block->kind == BLOCK_HEADING && block->heading.level < 3 && i > 0)
			buf_byte(out, '\n');
		write_block(out, block);
	}
	if (document->footer.count > 0)
		for (int i = 0; i <= COLUMNS; i++)
			buf_byte(out, i < COLUMNS ? '-' : '\n');
	for (size_t i = 0; i < document->footer.count; i++)
		write_wrapped(out, "", "", document->footer.items[i]);
	if (document->every_page.count > 0)
		buf_byte(out, '\n');
	for (size_t i = 0; i < document->every_page.count; i++)
		write_wrapped(out, "*** ", "*** ", document->every_page.items[i]);
}
