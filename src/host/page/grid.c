/* A table of cards as a grid, and what a table comes to. */
#include "html.h"

static void head(const struct page_view *view, const char *scope, const struct audience_head *head,
	struct buf *out)
{
	html(out, "<th scope=\"%s\">%s", scope, head->missing ? "! " : "");
	html_words(view, out, "span", head->name);
	buf_text_add(out, "</th>");
}

static void card(const struct page_view *view, const struct audience_item *item, struct buf *out)
{
	size_t sum = view->audience->grid.sum_column;
	const struct cells *cells = &item->card.cells;

	buf_text_add(out, "<li>");
	html_words(view, out, "span", item->card.item >= 0 ? item->person.name : item->text);
	if (sum > 0 && sum <= cells->count && cells->items[sum - 1] != NULL &&
		cells->items[sum - 1][0] != '\0') {
		buf_text_add(out, " (");
		html_words(view, out, "span", cells->items[sum - 1]);
		buf_byte(out, ')');
	}
	buf_text_add(out, "</li>");
}

static void sums(
	const struct audience_grid *grid, int64_t cards, const char *amount, struct buf *out)
{
	html(out, "<td>%lld</td>", (long long)cards);
	if (grid->sum_column > 0) {
		buf_text_add(out, "<td>");
		html_escape(amount != NULL ? amount : "", out);
		buf_text_add(out, "</td>");
	}
}

/* Returns where the items of the next row begin. */
static size_t row(const struct page_view *view, size_t number, size_t at, struct buf *out)
{
	const struct audience *audience = view->audience;
	const struct audience_head *heads = audience->grid.rows.items;

	buf_text_add(out, "<tr>");
	head(view, "row", &heads[number], out);
	for (size_t i = 0; i <= audience->grid.heads.count; i++) { /* 0: the head of a kind */
		size_t first = at;
		for (; at < audience->items.count && audience->items.items[at].row == number + 1 &&
			audience->items.items[at].across == i;
			at++) {
			if (i > 0 && at == first)
				buf_text_add(out, "<td><ul class=\"plain\">");
			if (i > 0)
				card(view, &audience->items.items[at], out);
		}
		if (i > 0)
			buf_text_add(out, at > first ? "</ul></td>" : "<td></td>");
	}
	sums(&audience->grid, heads[number].cards, heads[number].amount, out);
	buf_text_add(out, "</tr>\n");
	return at;
}

void page_grid(const struct page_view *view, size_t first, struct buf *out)
{
	const struct audience_grid *grid = &view->audience->grid;
	size_t at = first;

	/* a table that is wider than the screen is moved by keyboard as well */
	buf_text_add(out, "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"");
	html_say(view, out, SAY_COUNT_CARDS, (long long)view->audience->done);
	buf_text_add(out, "\"><table>\n<thead><tr>");
	html_words(view, out, "th scope=\"col\"", grid->row != NULL ? grid->row : "");
	for (size_t i = 0; i < grid->heads.count; i++)
		head(view, "col", &grid->heads.items[i], out);
	html_line(view, out, "th scope=\"col\"", SAY_IN_ALL);
	if (grid->sum_column > 0)
		html_words(view, out, "th scope=\"col\"", grid->sum != NULL ? grid->sum : "");
	buf_text_add(out, "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < grid->rows.count; i++)
		at = row(view, i, at, out);
	buf_text_add(out, "</tbody></table></div>\n");
}

static void share(const struct page_view *view, const char *amount, int64_t share, struct buf *out)
{
	if (amount == NULL || amount[0] == '\0') {
		html_line(view, out, "td", SAY_SIDE_NOTHING);
		buf_text_add(out, "<td></td>");
		return;
	}
	html_words(view, out, "td", amount);
	html(out, "<td>%lld %%</td>", (long long)share);
}

static void sides(const struct page_view *view, struct buf *out)
{
	const struct audience_sides *sides = &view->audience->sides;

	buf_text_add(out, "<table>\n<thead><tr>");
	html_words(view, out, "th scope=\"col\"", sides->by != NULL ? sides->by : "");
	html_words(view, out, "th scope=\"col\"", sides->left != NULL ? sides->left : "");
	html_line(view, out, "th scope=\"col\"", SAY_SHARE);
	html_words(view, out, "th scope=\"col\"", sides->right != NULL ? sides->right : "");
	html_line(view, out, "th scope=\"col\"", SAY_SHARE);
	buf_text_add(out, "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < sides->count; i++) {
		const struct audience_both *both = &sides->items[i];
		buf_text_add(out, "<tr>");
		html_words(view, out, "th scope=\"row\"", both->name);
		share(view, both->left, both->left_share, out);
		share(view, both->right, both->right_share, out);
		buf_text_add(out, "</tr>\n");
	}
	buf_text_add(out, "</tbody></table>\n");
}

void page_sums(const struct page_view *view, struct buf *out)
{
	const struct audience *audience = view->audience;

	if (audience->comes_to != NULL)
		html_known(view, out, "p class=\"result\"", audience->comes_to);
	if (audience->sides.count > 0)
		sides(view, out);
}
