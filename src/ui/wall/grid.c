/* A table of cards as a grid: on a narrow screen each row is a list of its own. */
#include "wall.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/text.h"

#include <string.h>

enum { WORDS_MOST = 60 /* graphemes of a card; the table has all of it */ };

static void add_clipped(const char *text, struct buf *out)
{
	size_t length = strlen(text), at = 0, count = 0;

	while (at < length && count++ < WORDS_MOST)
		at = text_next(text, length, at);
	buf_add(out, text, at);
	if (at < length)
		buf_text_add(out, "…");
}

/* A card in its field: one to a line, the one that has the cursor pointed at. */
static void add_card(const struct audience_grid *grid, const struct audience_item *item, bool here,
	struct buf *out)
{
	const struct audience_card *card = &item->card;
	const char *text = card->item >= 0 ? item->person.name : item->text;

	buf_format(out, "%s%s ", out->count > 0 ? "\n" : "", here ? "▸" : "•");
	add_clipped(text != NULL ? text : _("(erased)"), out);
	if (grid->sum_column > 0 && grid->sum_column <= card->cells.count &&
		card->cells.items[grid->sum_column - 1] != NULL &&
		card->cells.items[grid->sum_column - 1][0] != '\0')
		buf_format(out, _(" (%s)"), card->cells.items[grid->sum_column - 1]);
}

/* A row or column nobody named anything for stands out. */
static void add_head(const struct audience_head *head, struct line *line)
{
	struct buf text = {0};

	buf_format(&text, "%s%s", head->missing ? "! " : "",
		head->name != NULL ? head->name : _("(erased)"));
	texts_add(&line->cells, buf_text(&text));
	buf_finish(&text);
}

static void add_sums(
	const struct audience_grid *grid, int64_t cards, const char *amount, struct line *line)
{
	struct buf text = {0};

	buf_format(&text, "%lld", (long long)cards);
	texts_add(&line->cells, buf_text(&text));
	if (grid->sum_column > 0)
		texts_add(&line->cells, amount != NULL ? amount : "");
	buf_finish(&text);
}

static void head_line(const struct audience_grid *grid, struct page *page)
{
	struct line *line = page_add(page, LINE_HEAD, "");

	texts_add(&line->cells, grid->row != NULL ? grid->row : "");
	for (size_t i = 0; i < grid->heads.count; i++)
		add_head(&grid->heads.items[i], line);
	texts_add(&line->cells, _("in all"));
	if (grid->sum_column > 0)
		texts_add(&line->cells, grid->sum != NULL ? grid->sum : "");
}

/* Returns where the items of the next row begin. */
static size_t row_line(const struct audience *audience, size_t row, size_t at,
	const struct wall_cursor *cursor, struct page *page)
{
	const struct audience_grid *grid = &audience->grid;
	const struct audience_head *head = &grid->rows.items[row];
	struct line *line = page_add(page, LINE_ROW, "");
	size_t focus = cursor != NULL ? cursor->focus : SIZE_MAX;

	add_head(head, line);
	if (cursor != NULL && at < audience->items.count &&
		audience->items.items[at].row == row + 1)
		line->target = at + 1;
	for (size_t i = 0; i <= grid->heads.count; i++) { /* 0: the head of a kind, no card */
		struct buf text = {0};
		for (; at < audience->items.count && audience->items.items[at].row == row + 1 &&
			audience->items.items[at].across == i;
			at++) {
			line->focused |= at == focus;
			if (i > 0)
				add_card(grid, &audience->items.items[at], at == focus, &text);
		}
		if (i > 0)
			texts_add(&line->cells, buf_text(&text));
		buf_finish(&text);
	}
	add_sums(grid, head->cards, head->amount, line);
	return at;
}

void wall_grid(const struct audience *audience, size_t first, const struct wall_cursor *cursor,
	struct page *page)
{
	const struct audience_grid *grid = &audience->grid;
	int64_t cards = 0;
	size_t at = first;

	head_line(grid, page);
	for (size_t i = 0; i < grid->rows.count; i++) {
		at = row_line(audience, i, at, cursor, page);
		cards += grid->rows.items[i].cards;
	}
	struct line *line = page_add(page, LINE_ROW, "");
	texts_add(&line->cells, _("in all"));
	for (size_t i = 0; i < grid->heads.count; i++) {
		struct buf text = {0};
		const struct audience_head *head = &grid->heads.items[i];
		if (grid->sum_column > 0)
			buf_format(&text, "%lld (%s)", (long long)head->cards,
				head->amount != NULL ? head->amount : "");
		else
			buf_format(&text, "%lld", (long long)head->cards);
		texts_add(&line->cells, buf_text(&text));
		buf_finish(&text);
	}
	add_sums(grid, cards, grid->amount, line);
}
