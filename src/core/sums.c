/* What a table comes to, as everybody may see it: its sums, and its grid. */
#include "rule.h"

#include "roundtable/base/amount.h"
#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/core/grid.h"
#include "roundtable/core/ledger.h"

/* An amount in figures that lives as long as the audience. */
static const char *figures(struct audience *audience, int64_t amount)
{
	struct buf text = {0};

	amount_format(&text, amount);
	texts_add(&audience->said, buf_text(&text));
	buf_finish(&text);
	return audience->said.items[audience->said.count - 1];
}

void audience_add_ledger(struct audience *audience, const struct ledger *ledger)
{
	struct buf text = {0};

	sentence_ledger(ledger, true, &text);
	if (text.count > 0)
		audience->comes_to = buf_take(&text);
	buf_finish(&text);
	audience->sum_of =
		mem_copy_text(ledger->sum >= 0 ? ledger->columns->items[ledger->sum].name : "");
	for (size_t i = 0; i < ledger->by.count; i++)
		for (size_t k = 0; k < ledger->by.items[i].rows.count; k++) {
			const struct ledger_row *row = &ledger->by.items[i].rows.items[k];
			const char *amount = figures(audience, row->amount);
			*array_push(&audience->sums) = (struct audience_sum){
				.by = ledger->columns->items[ledger->by.items[i].column].name,
				.name = ledger_name(row),
				.amount = amount,
				.share = ledger_share(ledger, row),
				.open = row->open > 0 ? figures(audience, row->open_amount) : ""};
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
	if (audience->comes_to != NULL)
		buf_text_add(&text, audience->comes_to);
	sentence_grid(&grid, &text);
	array_free(audience->comes_to);
	audience->comes_to = text.count > 0 ? buf_take(&text) : NULL;
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
	buf_finish(&text);
}
