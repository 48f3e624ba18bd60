#include "roundtable/ui/layout.h"

#include "linear.h"
#include "roundtable/base/i18n.h"
#include "roundtable/base/text.h"
#include "roundtable/ui/glyph.h"

#include <string.h>

void linear_rows(struct buf *out, const char *text, int columns, int indent)
{
	size_t length = strlen(text), at = 0;
	struct wrapped piece;
	int room = columns > 0 ? columns : 1 << 20;
	for (bool first = true; wrap_next(text, length, &at, room, &piece); first = false) {
		for (int i = 0; i < indent && !first; i++)
			buf_byte(out, ' ');
		buf_add(out, text + piece.start, piece.length);
		buf_byte(out, '\n');
		room = columns > indent ? columns - indent : room;
	}
}

/* "Head: value; Head: value", or the cells alone where the table has no head. */
static void add_cells(struct buf *words, const struct line *line, const struct line *head)
{
	bool first = true;
	for (size_t i = 0; i < line->cells.count; i++) {
		const char *cell = line->cells.items[i];
		const char *name = head && i < head->cells.count ? head->cells.items[i] : NULL;
		if (!cell || !*cell)
			continue;
		buf_text_add(words, first ? "" : "; ");
		if (name && *name)
			buf_format(words, "%s: ", name);
		buf_text_add(words, cell);
		first = false;
	}
	if (line->cells.count == 0)
		buf_text_add(words, line->text);
}

/* "residents: disagree 1, agree 4": what was not answered is left out. */
static void add_spread(struct buf *words, const struct line *line)
{
	bool first = true;
	buf_format(words, "%s%s", line->text, *line->text ? ": " : "");
	for (size_t i = 0; i < line->counts.count && i < line->cells.count; i++) {
		if (line->counts.items[i] == 0)
			continue;
		buf_format(words, "%s%s %lld", first ? "" : ", ", line->cells.items[i],
			(long long)line->counts.items[i]);
		first = false;
	}
	if (first)
		buf_text_add(words, _("no answer"));
}

/* The words of a line after its mark, said as people would read them aloud. */
static void add_words(struct buf *words, const struct line *line, const struct line *head)
{
	switch (line->role) {
	case LINE_BAR:
		buf_format(words, "%s: %lld", line->text, (long long)line->value);
		break;
	case LINE_SPREAD:
		add_spread(words, line);
		break;
	case LINE_ROW:
		add_cells(words, line, head);
		break;
	case LINE_NOTE:
		buf_format(words, _("Private note: %s"), line->text);
		break;
	case LINE_WARNING:
		buf_format(words, _("Warning: %s"), line->text);
		break;
	case LINE_TITLE:
	case LINE_QUESTION:
	case LINE_DO:
	case LINE_FATE:
	case LINE_TEXT:
	case LINE_ITEM:
	case LINE_HEAD:
	case LINE_BIG:
	case LINE_SENTENCE:
	case LINE_GAP:
		buf_text_add(words, line->text);
		break;
	}
	if (line->detail && *line->detail)
		buf_format(words, "%s(%s)", words->count ? " " : "", line->detail);
	if (line->under)
		buf_format(words, " — %s —", line->under);
}

bool linear_next(struct linear *linear, const struct line **next, struct buf *words)
{
	const struct lines *lines = &linear->page->lines;
	buf_clear(words);
	while (linear->at < lines->count) {
		const struct line *line = &lines->items[linear->at++];
		if (line->role == LINE_HEAD)
			linear->head = line;
		else if (line->role != LINE_ROW)
			linear->head = NULL;
		/* The head of a table is said with each of its rows. */
		bool rows = linear->at < lines->count && lines->items[linear->at].role == LINE_ROW;
		if (line->role == LINE_HEAD && rows)
			continue;
		if (line->mark && line->mark[strspn(line->mark, " ")])
			buf_format(words, "%s ", line->mark);
		struct line row = *line;
		row.role = line->role == LINE_HEAD ? LINE_ROW : line->role;
		add_words(words, &row, line->role == LINE_ROW ? linear->head : NULL);
		*next = line;
		return true;
	}
	return false;
}

static void add_lines(const struct page *page, int columns, struct buf *out)
{
	struct linear linear = {.page = page};
	const struct line *line;
	struct buf words = {0}, said = {0};
	for (bool gap = true; linear_next(&linear, &line, &words); gap = line->role == LINE_GAP) {
		if (line->role == LINE_GAP && !gap)
			buf_byte(out, '\n');
		if (line->role == LINE_GAP)
			continue;
		/* The mark in front says "here" to eyes and ears alike. */
		buf_clear(&said);
		buf_format(&said, "%s%s", line->focused ? "> " : "", buf_text(&words));
		linear_rows(out, buf_text(&said), columns, line->mark && *line->mark ? 2 : 0);
	}
	buf_finish(&words);
	buf_finish(&said);
}

static void add_entry(const struct page *page, int columns, struct buf *out)
{
	struct buf words = {0};
	buf_format(&words, "%s> ", page->ask ? page->ask : "");
	if (page->hidden && page->typed)
		for (size_t i = text_graphemes(page->typed); i > 0; i--)
			buf_text_add(&words, "•");
	else
		buf_text_add(&words, page->typed);
	linear_rows(out, buf_text(&words), columns, 2);
	buf_finish(&words);
}

static void add_hints(const struct page *page, int columns, struct buf *out)
{
	struct buf hints = {0}, words = {0};
	for (size_t i = 0; i < page->hints.count; i++) {
		const struct hint *hint = &page->hints.items[i];
		buf_format(&hints, "%s%s %s", i ? ", " : "", hint->key, hint->what);
	}
	buf_format(&words, _("Keys: %s"), buf_text(&hints));
	linear_rows(out, buf_text(&words), columns, 2);
	buf_finish(&hints);
	buf_finish(&words);
}

void layout_linear(const struct page *page, int columns, struct buf *out)
{
	if (page->title)
		linear_rows(out, page->title, columns, 0);
	if (page->status)
		linear_rows(out, page->status, columns, 0);
	if ((page->title || page->status) && page->lines.count)
		buf_byte(out, '\n');
	add_lines(page, columns, out);
	if (page->state || page->message || page->asking || page->hints.count)
		buf_byte(out, '\n');
	if (page->state)
		linear_rows(out, page->state, columns, 0);
	if (page->message) {
		struct buf words = {0};
		if (page->alarming)
			buf_format(&words, _("Warning: %s"), page->message);
		else
			buf_text_add(&words, page->message);
		linear_rows(out, buf_text(&words), columns, 0);
		buf_finish(&words);
	}
	if (page->hints.count)
		add_hints(page, columns, out);
	if (page->asking)
		add_entry(page, columns, out);
}
