/* Two tables side by side, by what stands in a column of each. */
#include "roundtable/core/sides.h"

#include "../words.h"
#include "names.h"

#include "roundtable/base/i18n.h"

enum { NAMED_MOST = 3 /* who is named one by one; more are counted */ };

int sides_other(const struct model *model, int stage)
{
	const struct stage *plan = ledger_asking(model, stage);
	int64_t other = plan != NULL ? stage_setting(plan, SETTING_BESIDE) : -1;

	return other >= 0 && other < stage ? (int)other : -1;
}

static bool fill_side(
	const struct model *model, int stage, const struct ids *cards, struct side *side)
{
	const struct stage *plan = model_stage(model, stage);

	side->name = plan->name != NULL ? plan->name : plan->title;
	return !model_cards_hidden(model, stage) &&
	       ledger_fill(model, stage, cards, &side->ledger) && side->ledger.by.count > 0 &&
	       side->ledger.by.items[0].rows.count > 0;
}

static void add_rows(struct sides *sides, size_t which, struct names *names)
{
	struct ledger_rows *rows = &sides->side[which].ledger.by.items[0].rows;

	for (size_t i = 0; i < rows->count; i++) {
		bool added = false;
		size_t at = names_number(names, rows->items[i].name, &added);
		if (added)
			*array_push(&sides->rows) = (struct sides_row){.name = rows->items[i].name};
		sides->rows.items[at].side[which] = &rows->items[i];
	}
}

bool sides_fill(const struct model *model, int stage, const struct ids *earlier,
	const struct ids *cards, struct sides *sides)
{
	int other = sides_other(model, stage);
	struct names names = {0};

	*sides = (struct sides){0};
	if (other >= 0 && fill_side(model, other, earlier, &sides->side[0]) &&
		fill_side(model, stage, cards, &sides->side[1]))
		for (size_t i = 0; i < 2; i++)
			add_rows(sides, i, &names);
	names_finish(&names);
	if (sides->rows.count > 0)
		return true;
	sides_finish(sides);
	return false;
}

void sides_finish(struct sides *sides)
{
	if (sides == NULL)
		return;
	ledger_finish(&sides->side[0].ledger);
	ledger_finish(&sides->side[1].ledger);
	array_finish(&sides->rows);
	*sides = (struct sides){0};
}

static const char *unit_of(const struct ledger *ledger)
{
	return ledger->sum >= 0 ? ledger->columns->items[ledger->sum].name : _("cards");
}

void sides_heading(const struct side *side, struct buf *out)
{
	buf_format(out, _("%1$s: %2$s"), side->name, unit_of(&side->ledger));
}

/* Whether a row has something in one table and nothing in the other. */
static bool only_in(const struct sides_row *row, size_t which)
{
	return row->side[which] != NULL && row->side[1 - which] == NULL && row->name != NULL &&
	       row->name[0] != '\0';
}

static void say_row(
	const struct sides *sides, const struct sides_row *row, size_t which, struct buf *out)
{
	const struct ledger *ledger = &sides->side[which].ledger;
	const struct ledger_row *has = row->side[which];
	bool cards = ledger->sum < 0 || has->amount == 0;
	struct buf amount = {0}, total = {0};

	amount_format(&amount, cards ? has->cards * AMOUNT_ONE : has->amount);
	amount_format(&total, cards ? ledger->cards * AMOUNT_ONE : ledger->total);
	words_begin(out);
	buf_format(out, _("For %1$s: %2$s of %3$s %4$s under “%5$s”, and nothing under “%6$s”."),
		row->name, buf_text(&amount), buf_text(&total),
		cards ? _("cards") : unit_of(ledger), sides->side[which].name,
		sides->side[1 - which].name);
	buf_finish(&amount);
	buf_finish(&total);
}

static void say_side(const struct sides *sides, size_t which, bool names, struct buf *out)
{
	int64_t count = 0;

	for (size_t i = 0; i < sides->rows.count; i++)
		count += only_in(&sides->rows.items[i], which);
	for (size_t i = 0; i < sides->rows.count && names && count <= NAMED_MOST; i++)
		if (only_in(&sides->rows.items[i], which))
			say_row(sides, &sides->rows.items[i], which, out);
	if (count == 0 || (names && count <= NAMED_MOST))
		return;
	words_begin(out);
	buf_format(out,
		ngettext("%1$lld of them stands under “%2$s” and not under “%3$s”.",
			"%1$lld of them stand under “%2$s” and not under “%3$s”.",
			words_plural(count)),
		(long long)count, sides->side[which].name, sides->side[1 - which].name);
}

void sentence_sides(const struct sides *sides, bool names, struct buf *out)
{
	bool people = false;

	for (size_t i = 0; i < 2; i++) {
		const struct ledger *ledger = &sides->side[i].ledger;
		const struct ledger_by *by = &ledger->by.items[0];
		people |= ledger->columns->items[by->column].type == COLUMN_PERSON;
	}
	for (size_t i = 0; i < 2; i++)
		say_side(sides, i, names || !people, out);
}
