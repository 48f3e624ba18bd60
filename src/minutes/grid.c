/* A table of cards as a grid: rows by one column, across by another, and what is empty in it. */
#include "build.h"

#include "roundtable/base/amount.h"
#include "roundtable/base/i18n.h"
#include "roundtable/core/grid.h"

/* Cards and what is summed over them. */
static void add_sums(
	struct building *building, const struct grid *grid, int64_t cards, int64_t amount)
{
	struct buf text = {0};

	buf_format(&text, "%lld", (long long)cards);
	document_cell(building->document, buf_text(&text));
	buf_clear(&text);
	if (grid->sum >= 0) {
		amount_format(&text, amount);
		document_cell(building->document, buf_text(&text));
	}
	buf_finish(&text);
}

static void add_card(struct building *building, const struct grid *grid, const struct card *card,
	struct buf *out)
{
	struct buf amount = {0};

	if (out->count > 0)
		buf_text_add(out, _("; "));
	build_cell(building, card, 0, out);
	if (grid->sum >= 0)
		build_cell(building, card, (size_t)grid->sum, &amount);
	if (amount.count > 0)
		buf_format(out, _(" (%s)"), buf_text(&amount));
	buf_finish(&amount);
}

/* What stands in a field; of ticks how many, for who they are stands with the kinds. */
static void add_field(struct building *building, const struct grid *grid, const struct ids *cards,
	size_t row, size_t column)
{
	struct buf text = {0};
	size_t ticks = 0;

	for (size_t i = 0; i < cards->count; i++) {
		if (grid->places.items[2 * i] != (int64_t)row ||
			grid->places.items[2 * i + 1] != (int64_t)column)
			continue;
		ticks++;
		if (grid->row != GRID_KINDS)
			add_card(building, grid, model_card(building->model, cards->items[i]),
				&text);
	}
	if (grid->row == GRID_KINDS && ticks > 0)
		buf_format(&text, "%zu", ticks);
	document_cell(building->document, buf_text(&text));
	buf_finish(&text);
}

/* Nobody named anything for it: it stands out. */
static void add_name(struct buf *out, const struct grid_head *head)
{
	buf_format(out, "%s%s", head->missing ? "! " : "", head->name);
}

static void add_columns(struct building *building, const struct grid *grid)
{
	document_column(building->document, grid->row == GRID_KINDS ? _("What") : grid->row_name,
		ALIGN_START);
	for (size_t i = 0; i < grid->heads.count; i++) {
		struct buf name = {0};
		add_name(&name, &grid->heads.items[i]);
		document_column(building->document, buf_text(&name),
			grid->row == GRID_KINDS ? ALIGN_END : ALIGN_START);
		buf_finish(&name);
	}
	document_column(building->document, _("In all"), ALIGN_END);
	if (grid->sum >= 0)
		document_column(building->document, grid->sum_name, ALIGN_END);
}

static void add_last_row(struct building *building, const struct grid *grid)
{
	document_row(building->document);
	document_cell(building->document, _("In all"));
	for (size_t i = 0; i < grid->heads.count; i++) {
		const struct grid_head *head = &grid->heads.items[i];
		struct buf text = {0}, amount = {0};
		amount_format(&amount, head->amount);
		if (grid->sum >= 0)
			buf_format(&text, _("%1$lld (%2$s)"), (long long)head->cards,
				buf_text(&amount));
		else
			buf_format(&text, "%lld", (long long)head->cards);
		document_cell(building->document, buf_text(&text));
		buf_finish(&text);
		buf_finish(&amount);
	}
	add_sums(building, grid, grid->cards, grid->amount);
}

static void add_table(struct building *building, const struct grid *grid, const struct ids *cards)
{
	struct buf caption = {0};

	if (grid->row == GRID_KINDS)
		buf_format(&caption, _("By: %s"), grid->across_name);
	else
		buf_format(
			&caption, _("By: %1$s; across: %2$s"), grid->row_name, grid->across_name);
	document_table(building->document, buf_text(&caption));
	add_columns(building, grid);
	for (size_t r = 0; r < grid->rows.count; r++) {
		const struct grid_head *row = &grid->rows.items[r];
		struct buf name = {0};
		add_name(&name, row);
		document_row(building->document);
		document_cell(building->document, buf_text(&name));
		for (size_t c = 0; c < grid->heads.count; c++)
			add_field(building, grid, cards, r, c);
		add_sums(building, grid, row->cards, row->amount);
		buf_finish(&name);
	}
	add_last_row(building, grid);
	buf_finish(&caption);
}

void build_grid(struct building *building, int stage, const struct ids *cards)
{
	struct grid grid = {0};
	struct buf sentence = {0};

	if (cards->count == 0 || !grid_fill(building->model, stage, cards, true, &grid))
		return;
	sentence_grid(&grid, &sentence);
	if (sentence.count > 0)
		build_say(building, "%s", buf_text(&sentence));
	if (grid.heads.count > 0)
		add_table(building, &grid, cards);
	buf_finish(&sentence);
	grid_finish(&grid);
}
