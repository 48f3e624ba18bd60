/* What a table comes to: its sums by who bears it and of which kind, and what is open. */
#include "build.h"

#include "roundtable/base/i18n.h"
#include "roundtable/core/ledger.h"

static void add_amount(struct building *building, int64_t amount)
{
	struct buf text = {0};

	amount_format(&text, amount);
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
	add_amount(building, row->amount);
	buf_format(&share, "%d %%", ledger_share(ledger, row));
	document_cell(building->document, buf_text(&share));
	if (ledger->gap >= 0)
		add_amount(building, row->open_amount);
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

void build_sums(struct building *building, int stage, const struct ids *cards)
{
	struct ledger ledger = {0};
	struct buf sentence = {0};

	if (!ledger_fill(building->model, stage, cards, &ledger))
		return;
	sentence_ledger(&ledger, false, &sentence);
	if (sentence.count > 0)
		build_say(building, "%s", buf_text(&sentence));
	for (size_t i = 0; i < ledger.by.count && ledger.cards > 0; i++)
		add_table(building, &ledger, &ledger.by.items[i]);
	buf_finish(&sentence);
	ledger_finish(&ledger);
}
