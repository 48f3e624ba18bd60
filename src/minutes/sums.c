/* What a table comes to: its sums by who bears it and of which kind, and what is open. */
#include "build.h"

#include "roundtable/base/i18n.h"
#include "roundtable/core/ledger.h"
#include "roundtable/core/sides.h"

static void add_figures(struct building *building, const struct ledger *ledger,
	const struct ledger_row *row, bool open)
{
	struct buf text = {0};

	ledger_figures(ledger, row, open, &text);
	document_cell(building->document, buf_text(&text));
	buf_finish(&text);
}

/* How a row appears: a name that was typed as that person wishes. */
static void add_name(
	struct building *building, const struct column *column, const struct ledger_row *row)
{
	struct buf name = {0};

	if (column->type == COLUMN_PERSON && row->name != NULL && row->name[0] != '\0')
		build_typed_person(building, row->name, &name);
	else
		buf_text_add(&name, ledger_name(row));
	document_cell(building->document, buf_text(&name));
	buf_finish(&name);
}

static void add_row(struct building *building, const struct ledger *ledger,
	const struct column *column, const struct ledger_row *row)
{
	struct buf share = {0};

	document_row(building->document);
	add_name(building, column, row);
	add_figures(building, ledger, row, false);
	buf_format(&share, "%d %%", ledger_share(ledger, row));
	document_cell(building->document, buf_text(&share));
	if (ledger->gap >= 0)
		add_figures(building, ledger, row, true);
	buf_finish(&share);
}

static void add_table(
	struct building *building, const struct ledger *ledger, const struct ledger_by *by)
{
	const struct column *column = &ledger->columns->items[by->column];
	struct buf caption = {0};

	buf_format(&caption, _("By: %s"), column->name);
	document_table(building->document, buf_text(&caption));
	document_column(building->document, column->name, ALIGN_START);
	document_column(building->document,
		ledger->sum >= 0 ? ledger->columns->items[ledger->sum].name : _("Cards"),
		ALIGN_END);
	document_column(building->document, _("Share"), ALIGN_END);
	if (ledger->gap >= 0)
		document_column(building->document, _("Of these open"), ALIGN_END);
	for (size_t i = 0; i < by->rows.count; i++)
		add_row(building, ledger, column, &by->rows.items[i]);
	buf_finish(&caption);
}

static void add_side(
	struct building *building, const struct ledger *ledger, const struct ledger_row *row)
{
	struct buf share = {0};

	if (row == NULL) {
		document_cell(building->document, _("! nothing"));
		document_cell(building->document, "");
		return;
	}
	add_figures(building, ledger, row, false);
	buf_format(&share, "%d %%", ledger_share(ledger, row));
	document_cell(building->document, buf_text(&share));
	buf_finish(&share);
}

static void sides_table(struct building *building, const struct sides *sides)
{
	const struct ledger *ledger = &sides->side[1].ledger;
	const struct column *column = &ledger->columns->items[ledger->by.items[0].column];
	struct buf caption = {0};

	buf_format(&caption, _("Side by side: “%1$s” and “%2$s”"), sides->side[0].name,
		sides->side[1].name);
	document_table(building->document, buf_text(&caption));
	document_column(building->document, column->name, ALIGN_START);
	for (size_t i = 0; i < 2; i++) {
		struct buf heading = {0};
		sides_heading(&sides->side[i], &heading);
		document_column(building->document, buf_text(&heading), ALIGN_END);
		document_column(building->document, _("Share"), ALIGN_END);
		buf_finish(&heading);
	}
	for (size_t i = 0; i < sides->rows.count; i++) {
		const struct sides_row *row = &sides->rows.items[i];
		document_row(building->document);
		add_name(building, column, row->side[row->side[0] == NULL]);
		for (size_t k = 0; k < 2; k++)
			add_side(building, &sides->side[k].ledger, row->side[k]);
	}
	buf_finish(&caption);
}

/* True: there is another table beside this one. */
static bool fill_sides(
	struct building *building, int stage, const struct ids *cards, struct sides *sides)
{
	int other = sides_other(building->model, stage);
	struct ids earlier = {0};

	if (other >= 0)
		build_stage_cards(building, other, &earlier);
	bool any = other >= 0 && sides_fill(building->model, stage, &earlier, cards, sides);
	array_finish(&earlier);
	return any;
}

static bool build_sides(struct building *building, int stage, const struct ids *cards)
{
	struct sides sides = {0};
	struct buf sentence = {0};
	bool any = fill_sides(building, stage, cards, &sides);

	if (any) {
		sentence_sides(&sides, false, &sentence);
		if (sentence.count > 0)
			build_say(building, "%s", buf_text(&sentence));
		sides_table(building, &sides);
	}
	buf_finish(&sentence);
	sides_finish(&sides);
	return any;
}

void build_sums_said(struct building *building, int stage, const struct ids *cards, struct buf *out)
{
	struct ledger ledger = {0};
	struct sides sides = {0};

	if (ledger_fill(building->model, stage, cards, &ledger))
		sentence_ledger(&ledger, false, out);
	if (fill_sides(building, stage, cards, &sides))
		sentence_sides(&sides, false, out);
	ledger_finish(&ledger);
	sides_finish(&sides);
}

void build_sums(struct building *building, int stage, const struct ids *cards)
{
	struct ledger ledger = {0};
	struct buf sentence = {0};

	if (!ledger_fill(building->model, stage, cards, &ledger))
		return;
	sentence_ledger(&ledger, false, &sentence);
	if (sentence.count > 0)
		build_say(building, "%s", buf_text(&sentence));
	/* what stands beside another table need not stand alone as well */
	size_t first = build_sides(building, stage, cards);
	for (size_t i = first; i < ledger.by.count && ledger.cards > 0; i++)
		add_table(building, &ledger, &ledger.by.items[i]);
	buf_finish(&sentence);
	ledger_finish(&ledger);
}
