/* Markdown: CommonMark with pipe tables. What people said stays text. */
#include "writers.h"

#include "roundtable/base/array.h"

#include <string.h>

/* Where text stands, which says what a newline becomes and what would mean something there. */
enum place { PLACE_BLOCK, PLACE_LINE, PLACE_INSIDE };

struct md {
	struct buf *out;
	enum place place;
	const char *indent; /* PLACE_BLOCK: what a new line begins with */
	bool start;         /* nothing but digits has been written on this line */
	bool digits;        /* and at least one */
};

enum { BAR_CELLS = 20 };

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static void newline(struct md *md)
{
	if (md->place != PLACE_BLOCK) {
		buf_byte(md->out, ' ');
		return;
	}
	buf_text_add(md->out, "\\\n");
	buf_text_add(md->out, md->indent);
	md->start = true;
	md->digits = false;
}

/* Whether a character would begin markup here; those that could anywhere are always escaped. */
static bool is_markup(const struct md *md, char c)
{
	if (strchr("\\`*_{}[]<>|~$#&", c) != NULL)
		return true;
	if (md->start && !md->digits && strchr("-+=:", c) != NULL)
		return true;
	return md->start && strchr(".)", c) != NULL;
}

static void escape(struct md *md, const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		char c = text[i];
		if (c == '\n') {
			newline(md);
			continue;
		}
		if (c == '|' && md->place == PLACE_INSIDE) {
			/* readers disagree on a backslash here, not on this */
			buf_text_add(md->out, "&#124;");
		} else {
			if (is_markup(md, c))
				buf_byte(md->out, '\\');
			buf_byte(md->out, c);
		}
		md->digits = md->start && is_digit(c);
		md->start = md->digits;
	}
}

static struct md begin(struct buf *out, enum place place, const char *indent)
{
	return (struct md){
		.out = out, .place = place, .indent = indent, .start = place != PLACE_INSIDE};
}

static void write_line(struct buf *out, enum place place, const char *text)
{
	struct md md = begin(out, place, "");

	escape(&md, text, strlen(text));
}

static void write_run(struct md *md, const struct run *run)
{
	static const char *const marks[] = {
		[RUN_PLAIN] = "", [RUN_STRONG] = "**", [RUN_EMPHASIS] = "*"};
	const char *text = run->text;
	size_t length = strlen(text), from = 0;

	if (run->style == RUN_PLAIN) {
		escape(md, text, length);
		return;
	}
	while (from < length && text[from] == ' ')
		from++;
	while (length > from && text[length - 1] == ' ')
		length--;
	escape(md, text, from);
	if (length > from) {
		buf_text_add(md->out, marks[run->style]);
		md->start = md->digits = false;
		escape(md, text + from, length - from);
		buf_text_add(md->out, marks[run->style]);
	}
	escape(md, text + length, strlen(text + length));
}

static void write_runs(struct buf *out, const struct runs *runs, const char *indent)
{
	struct md md = begin(out, PLACE_BLOCK, indent);

	for (size_t i = 0; i < runs->count; i++)
		write_run(&md, &runs->items[i]);
}

static void write_quote(struct buf *out, const struct runs *runs)
{
	buf_text_add(out, "> ");
	write_runs(out, runs, "> ");
	buf_text_add(out, "\n\n");
}

static void write_notice(struct buf *out, const char *text)
{
	struct run run = {.style = RUN_STRONG, .text = (char *)text};
	struct runs runs = {.items = &run, .count = 1};

	write_quote(out, &runs);
}

static void write_caption(struct buf *out, const char *caption)
{
	struct md md = begin(out, PLACE_LINE, "");
	struct run run = {.style = RUN_EMPHASIS, .text = (char *)caption};

	if (caption[0] == '\0')
		return;
	write_run(&md, &run);
	buf_text_add(out, "\n\n");
}

static void write_list(struct buf *out, const struct block_list *list, bool second)
{
	/* another sign begins another list where two would else run together */
	char bullet = second ? '*' : '-', dot = second ? ')' : '.';
	struct buf mark = {0}, indent = {0};
	int number = 0;

	for (size_t i = 0; i < list->count; i++) {
		const struct block_item *item = &list->items[i];
		if (item->level == 0) {
			buf_clear(&mark);
			if (list->ordered)
				buf_format(&mark, "%d%c ", ++number, dot);
			else
				buf_format(&mark, "%c ", bullet);
			buf_clear(&indent);
			for (size_t k = 0; k < mark.count; k++)
				buf_byte(&indent, ' ');
			buf_text_add(out, buf_text(&mark));
			write_runs(out, &item->runs, buf_text(&indent));
		} else {
			struct buf deeper = {0};
			buf_format(&deeper, "%s  ", buf_text(&indent));
			buf_format(out, "%s%c ", buf_text(&indent), bullet);
			write_runs(out, &item->runs, buf_text(&deeper));
			buf_finish(&deeper);
		}
		buf_byte(out, '\n');
	}
	buf_byte(out, '\n');
	buf_finish(&mark);
	buf_finish(&indent);
}

static void write_fields(struct buf *out, const struct block_fields *fields, bool second)
{
	for (size_t i = 0; i < fields->count; i++) {
		struct buf term = {0};
		buf_format(&term, "%s:", fields->items[i].term);
		struct run run = {.style = RUN_STRONG, .text = (char *)buf_text(&term)};
		struct md md = begin(out, PLACE_LINE, "");
		buf_text_add(out, second ? "* " : "- ");
		write_run(&md, &run);
		buf_byte(out, ' ');
		write_runs(out, &fields->items[i].runs, "  ");
		buf_byte(out, '\n');
		buf_finish(&term);
	}
	buf_byte(out, '\n');
}

static void write_cell(struct buf *out, const char *text)
{
	buf_byte(out, ' ');
	write_line(out, PLACE_INSIDE, text);
	buf_text_add(out, text[0] != '\0' ? " |" : "|");
}

static void write_table(struct buf *out, const struct block_table *table)
{
	if (table->columns.count == 0)
		return;
	write_caption(out, table->caption);
	buf_byte(out, '|');
	for (size_t c = 0; c < table->columns.count; c++)
		write_cell(out, table->columns.items[c].name);
	buf_text_add(out, "\n|");
	for (size_t c = 0; c < table->columns.count; c++)
		buf_text_add(
			out, table->columns.items[c].align == ALIGN_END ? " ---: |" : " --- |");
	buf_byte(out, '\n');
	for (size_t r = 0; r < table->rows.count; r++) {
		const struct texts *row = &table->rows.items[r];
		buf_byte(out, '|');
		for (size_t c = 0; c < table->columns.count; c++)
			write_cell(out, c < row->count ? row->items[c] : "");
		buf_byte(out, '\n');
	}
	buf_byte(out, '\n');
}

static void write_bars(struct buf *out, const struct block_bars *bars, bool second)
{
	write_caption(out, bars->caption);
	for (size_t i = 0; i < bars->count; i++) {
		const struct block_bar *bar = &bars->items[i];
		int64_t cells =
			bar->total > 0 ? (bar->value * BAR_CELLS + bar->total / 2) / bar->total : 0;
		buf_text_add(out, second ? "* " : "- ");
		write_line(out, PLACE_LINE, bar->label);
		buf_text_add(out, ": ");
		write_line(out, PLACE_LINE, bar->text);
		if (cells > 0)
			buf_byte(out, ' ');
		for (int64_t k = 0; k < cells; k++)
			buf_text_add(out, "█");
		buf_byte(out, '\n');
	}
	buf_byte(out, '\n');
}

static void write_block(struct buf *out, const struct block *block, bool second)
{
	switch (block->kind) {
	case BLOCK_HEADING:
		/* behind its signs a heading is as little a line's start as a cell is */
		buf_text_add(out, &"### "[3 - block->heading.level]);
		write_line(out, PLACE_INSIDE, block->heading.text);
		buf_text_add(out, "\n\n");
		break;
	case BLOCK_PARAGRAPH:
		write_runs(out, &block->runs, "");
		buf_text_add(out, "\n\n");
		break;
	case BLOCK_NOTICE:
	case BLOCK_QUOTE:
		write_quote(out, &block->runs);
		break;
	case BLOCK_LIST:
		write_list(out, &block->list, second);
		break;
	case BLOCK_FIELDS:
		write_fields(out, &block->fields, second);
		break;
	case BLOCK_TABLE:
		write_table(out, &block->table);
		break;
	case BLOCK_BARS:
		write_bars(out, &block->bars, second);
		break;
	case BLOCK_KINDS:
		break;
	}
}

/* Blocks that become lists: two in a row must not become one. */
static bool is_list(const struct block *block)
{
	return block->kind == BLOCK_LIST || block->kind == BLOCK_FIELDS ||
	       (block->kind == BLOCK_BARS && block->bars.caption[0] == '\0');
}

void write_md(const struct document *document, struct buf *out)
{
	bool second = false;

	for (size_t i = 0; i < document->every_page.count; i++)
		write_notice(out, document->every_page.items[i]);
	for (size_t i = 0; i < document->blocks.count; i++) {
		const struct block *block = &document->blocks.items[i];
		second = i > 0 && is_list(block) && !second &&
			 (is_list(block - 1) || block[-1].kind == BLOCK_BARS);
		write_block(out, block, second);
	}
	if (document->footer.count > 0)
		buf_text_add(out, "---\n\n");
	for (size_t i = 0; i < document->footer.count; i++) {
		write_line(out, PLACE_LINE, document->footer.items[i]);
		buf_text_add(out, "\n\n");
	}
	for (size_t i = 0; i < document->every_page.count; i++)
		write_notice(out, document->every_page.items[i]);
	/* one newline at the end */
	while (out->count > 1 && out->bytes[out->count - 2] == '\n')
		out->bytes[--out->count] = '\0';
}
