/* What a table comes to, as everybody may see it: its sums, and its grid. */
#include "../rule.h"

#include "roundtable/base/amount.h"
#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/core/grid.h"
#include "roundtable/core/ledger.h"
#include "roundtable/core/sentence.h"
#include "roundtable/core/sides.h"
#include "roundtable/core/survived.h"

/* An amount in figures that lives as long as the audience. */
static const char *figures(struct audience *audience, int64_t amount)
{
	struct buf text = {0};

	amount_format(&text, amount);
	return audience_keep(audience, &text);
}

static const char *row_figures(struct audience *audience, const struct ledger *ledger,
	const struct ledger_row *row, bool open)
{
	struct buf text = {0};

	ledger_figures(ledger, row, open, &text);
	return audience_keep(audience, &text);
}

/* More of what the table comes to; the sentences are emptied. */
static void comes_to(struct audience *audience, struct buf *sentences)
{
	struct buf text = {0};

	if (sentences->count > 0 && audience->comes_to != NULL)
		buf_format(&text, "%s %s", audience->comes_to, buf_text(sentences));
	else if (sentences->count > 0)
		buf_text_add(&text, buf_text(sentences));
	if (text.count > 0) {
		array_free(audience->comes_to);
		audience->comes_to = buf_take(&text);
	}
	buf_finish(sentences);
}

void audience_add_unowned(struct audience *audience)
{
	int64_t actions = 0, unowned = 0;
	struct buf text = {0};

	for (size_t i = 0; i < audience->items.count; i++) {
		const struct audience_item *item = &audience->items.items[i];
		bool open = item->kind == ITEM_ACTION && item->action.state == ACTION_IS_OPEN;
		actions += open;
		unowned += open && item->action.who != NULL && item->action.who[0] == '\0';
	}
	sentence_unowned(unowned, actions, &text);
	comes_to(audience, &text);
}

void audience_add_survived(struct audience *audience, const struct model *model, int stage)
{
	struct buf text = {0};

	sentence_survived(model, stage, SURVIVED_ROOM, &text);
	comes_to(audience, &text);
}

void audience_add_sides(
	struct audience *audience, const struct model *model, int stage, const struct ids *cards)
{
	struct sides sides = {0};
	struct buf text = {0}, left = {0}, right = {0};

	if (!sides_fill(model, stage, NULL, cards, &sides))
		return;
	sentence_sides(&sides, true, &text);
	comes_to(audience, &text);
	const struct ledger *ledger = &sides.side[1].ledger;
	audience->sides.by = ledger->columns->items[ledger->by.items[0].column].name;
	sides_heading(&sides.side[0], &left);
	sides_heading(&sides.side[1], &right);
	audience->sides.left = audience_keep(audience, &left);
	audience->sides.right = audience_keep(audience, &right);
	for (size_t i = 0; i < sides.rows.count; i++) {
		const struct sides_row *row = &sides.rows.items[i];
		const struct ledger_row *one = row->side[0], *other = row->side[1];
		struct audience_both both = {
			.name = ledger_name(one != NULL ? one : other), .left = "", .right = ""};
		if (one != NULL) {
			both.left = row_figures(audience, &sides.side[0].ledger, one, false);
			both.left_share = ledger_share(&sides.side[0].ledger, one);
		}
		if (other != NULL) {
			both.right = row_figures(audience, ledger, other, false);
			both.right_share = ledger_share(ledger, other);
		}
		*array_push(&audience->sides) = both;
	}
	sides_finish(&sides);
}

void audience_add_ledger(struct audience *audience, const struct ledger *ledger)
{
	struct buf text = {0};

	sentence_ledger(ledger, true, &text);
	comes_to(audience, &text);
	audience->sum_of =
		mem_copy_text(ledger->sum >= 0 ? ledger->columns->items[ledger->sum].name : "");
	for (size_t i = 0; i < ledger->by.count; i++)
		for (size_t k = 0; k < ledger->by.items[i].rows.count; k++) {
			const struct ledger_row *row = &ledger->by.items[i].rows.items[k];
			const char *amount = row_figures(audience, ledger, row, false);
			*array_push(&audience->sums) = (struct audience_sum){
				.by = ledger->columns->items[ledger->by.items[i].column].name,
				.name = ledger_name(row),
				.amount = amount,
				.share = ledger_share(ledger, row),
				.open = row->open > 0 ? row_figures(audience, ledger, row, true)
						      : ""};
		}
}

static void add_heads(const struct grid *grid, const struct grid_heads *heads,
	struct audience *audience, struct audience_heads *to)
{
	for (size_t i = 0; i < heads->count; i++) {
		const struct grid_head *head = &heads->items[i];
		texts_add(&audience->said, head->name);
		const char *name = audience->said.items[audience->said.count - 1];
		*array_push(to) = (struct audience_head){.name = name,
			.cards = head->cards,
			.missing = head->missing,
			.amount = grid->sum >= 0 ? figures(audience, head->amount) : ""};
	}
}

void audience_add_grid(
	struct audience *audience, const struct model *model, int stage, const struct ids *cards)
{
	struct grid grid = {0};
	struct buf text = {0};

	if (!grid_fill(model, stage, cards, false, &grid))
		return;
	sentence_grid(&grid, &text);
	comes_to(audience, &text);
	if (grid.heads.count > 0) {
		audience->grid.row = grid.row_name;
		audience->grid.across = grid.across_name;
		audience->grid.sum = grid.sum_name;
		audience->grid.sum_column = (size_t)(grid.sum + 1);
		audience->grid.amount = grid.sum >= 0 ? figures(audience, grid.amount) : "";
		add_heads(&grid, &grid.rows, audience, &audience->grid.rows);
		add_heads(&grid, &grid.heads, audience, &audience->grid.heads);
	}
	/* the cards stand among the items in the order in which they were given */
	for (size_t i = 0, at = 0; i < audience->items.count && grid.heads.count > 0; i++) {
		struct audience_item *item = &audience->items.items[i];
		if (item->kind == ITEM_KIND)
			item->row = (size_t)-item->id;
		if (item->kind != ITEM_CARD || item->left_out || at >= cards->count)
			continue;
		item->row = (size_t)grid.places.items[2 * at] + 1;
		item->across = (size_t)grid.places.items[2 * at + 1] + 1;
		at++;
	}
	grid_finish(&grid);
}
