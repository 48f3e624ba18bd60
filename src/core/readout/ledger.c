/* Sums over the cards of a stage, by what stands in their columns; and what is missing there. */
#include "roundtable/core/ledger.h"

#include "../words.h"
#include "names.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"

#include <stdlib.h>
#include <string.h>

/* --- what the programme asks for --- */

/* The next part of a list parted by commas, its length in *length; NULL after the last. */
static const char *next_name(const char **at, size_t *length)
{
	const char *from = *at;

	if (from == NULL)
		return NULL;
	*length = strcspn(from, ",");
	*at = from[*length] == ',' ? from + *length + 1 : NULL;
	return from;
}

int ledger_gap_column(const struct columns *columns, const char *text, struct texts *nothing)
{
	size_t length = strcspn(text, "="), part;
	const char *at = text[length] == '=' ? text + length + 1 : NULL, *word;

	while (nothing != NULL && (word = next_name(&at, &part)) != NULL) {
		char *plain = text_sanitise(word, part, false, 0, NULL);
		if (plain[0] != '\0')
			texts_add(nothing, plain);
		array_free(plain);
	}
	return columns_find(columns, text, length);
}

void ledger_by_columns(const struct columns *columns, const char *text, struct ids *numbers)
{
	const char *name;
	size_t length;

	while ((name = next_name(&text, &length)) != NULL)
		ids_add(numbers, columns_find(columns, name, length));
}

static bool asks(const struct stage *stage)
{
	return stage_setting_text(stage, SETTING_SUM) != NULL ||
	       stage_setting_text(stage, SETTING_SUM_BY) != NULL ||
	       stage_setting_text(stage, SETTING_GAP) != NULL ||
	       stage_setting_text(stage, SETTING_GRID) != NULL;
}

const struct stage *ledger_asking(const struct model *model, int stage)
{
	for (;;) {
		const struct stage *plan = model_stage(model, stage);
		if (plan == NULL || asks(plan))
			return plan;
		int64_t from = stage_setting(plan, SETTING_FROM);
		if (from < 0 || from >= stage)
			return NULL;
		stage = (int)from;
	}
}

static bool begin(const struct model *model, int stage, struct ledger *ledger)
{
	const struct stage *plan = ledger_asking(model, stage);
	struct ids by = {0};

	*ledger = (struct ledger){
		.columns = model_columns(model, stage), .sum = -1, .unnumbered = -1, .gap = -1};
	ledger->ticks = model_stage(model, stage) != NULL &&
			stage_setting(model_stage(model, stage), SETTING_MATRIX) != 0;
	if (plan == NULL)
		return false;
	const char *sum = stage_setting_text(plan, SETTING_SUM);
	const char *parts = stage_setting_text(plan, SETTING_SUM_BY);
	const char *gap = stage_setting_text(plan, SETTING_GAP);
	if (sum != NULL)
		ledger->sum = columns_find(ledger->columns, sum, strlen(sum));
	if (parts != NULL)
		ledger_by_columns(ledger->columns, parts, &by);
	if (gap != NULL)
		ledger->gap = ledger_gap_column(ledger->columns, gap, &ledger->nothing);
	for (size_t i = 0; i < by.count; i++)
		if (by.items[i] >= 0)
			*array_push(&ledger->by) =
				(struct ledger_by){.column = (size_t)by.items[i]};
	array_finish(&by);
	if (ledger->sum >= 0 || ledger->gap >= 0 || ledger->by.count > 0)
		return true;
	ledger_finish(ledger);
	return false;
}

void ledger_finish(struct ledger *ledger)
{
	if (ledger == NULL)
		return;
	for (size_t i = 0; i < ledger->by.count; i++)
		array_finish(&ledger->by.items[i].rows);
	array_finish(&ledger->by);
	texts_finish(&ledger->nothing);
	*ledger = (struct ledger){0};
}

/* --- summing --- */

/* "" for what the card has no cell for. */
static const char *cell(const struct card *card, size_t column)
{
	return column < card->cells.count ? card->cells.items[column] : "";
}

void ledger_figures(
	const struct ledger *ledger, const struct ledger_row *row, bool open, struct buf *out)
{
	int64_t cards = open ? row->open : row->cards,
		unsaid = open ? row->open_unsaid : row->unsaid;
	struct buf amount = {0};

	amount_format(&amount, open ? row->open_amount : row->amount);
	if (ledger->sum < 0 || unsaid == 0)
		buf_text_add(out, buf_text(&amount));
	else if (unsaid == cards)
		buf_format(out, ngettext("%lld card", "%lld cards", words_plural(unsaid)),
			(long long)unsaid);
	else
		buf_format(out,
			ngettext("%1$s + %2$lld card", "%1$s + %2$lld cards", words_plural(unsaid)),
			buf_text(&amount), (long long)unsaid);
	buf_finish(&amount);
}

bool ledger_open(const struct ledger *ledger, const struct card *card)
{
	const char *text = ledger->gap >= 0 ? cell(card, (size_t)ledger->gap) : NULL;

	if (text == NULL || text[0] == '\0')
		return text != NULL;
	for (size_t i = 0; i < ledger->nothing.count; i++)
		if (text_same_folded(text, ledger->nothing.items[i]))
			return true;
	return false;
}

/* What a card adds to every sum it is in. */
struct share {
	int64_t amount;
	bool open, unsaid;
};

static void add_to_row(
	struct ledger_by *by, struct names *names, const char *name, const struct share *share)
{
	bool added = false;
	size_t at = names_number(names, name, &added);

	if (added)
		*array_push(&by->rows) = (struct ledger_row){.name = name};
	struct ledger_row *row = &by->rows.items[at];
	row->cards++;
	row->amount += share->amount;
	row->unsaid += share->unsaid;
	row->open += share->open;
	row->open_amount += share->open ? share->amount : 0;
	row->open_unsaid += share->open && share->unsaid;
}

static bool says_number(const struct ledger *ledger, const struct card *card, int64_t *amount)
{
	const char *text = cell(card, (size_t)ledger->sum);

	return text != NULL && amount_parse(text, amount);
}

/* Where nobody gave a number there is nothing to sum, but there is still who has how many cards. */
static void count_if_unnumbered(
	const struct model *model, const struct ids *cards, struct ledger *ledger)
{
	int64_t amount;

	for (size_t i = 0; i < cards->count && ledger->sum >= 0; i++) {
		const struct card *card = model_card(model, cards->items[i]);
		if (card != NULL && says_number(ledger, card, &amount))
			return;
	}
	if (cards->count > 0) {
		ledger->unnumbered = ledger->sum;
		ledger->sum = -1;
	}
}

static void add_card(struct ledger *ledger, struct names *names, const struct card *card)
{
	struct share share = {.open = ledger_open(ledger, card)};

	if (ledger->sum < 0)
		share.amount = AMOUNT_ONE;
	else
		share.unsaid = !says_number(ledger, card, &share.amount);
	ledger->cards++;
	ledger->unsaid += share.unsaid;
	ledger->total += share.amount;
	ledger->open += share.open;
	ledger->open_total += share.open ? share.amount : 0;
	for (size_t i = 0; i < ledger->by.count; i++) {
		struct ledger_by *by = &ledger->by.items[i];
		add_to_row(by, &names[i], cell(card, by->column), &share);
	}
}

static bool says_nothing(const struct ledger_row *row)
{
	return row->name == NULL || row->name[0] == '\0';
}

static bool before(const struct ledger_row *one, const struct ledger_row *other)
{
	if (says_nothing(one) != says_nothing(other))
		return says_nothing(other);
	return one->amount > other->amount;
}

/* Few rows, and equal ones stay in the order in which they came. */
static void sort_rows(struct ledger_rows *rows)
{
	for (size_t i = 1; i < rows->count; i++)
		for (size_t k = i; k > 0 && before(&rows->items[k], &rows->items[k - 1]); k--) {
			struct ledger_row row = rows->items[k];
			rows->items[k] = rows->items[k - 1];
			rows->items[k - 1] = row;
		}
}

bool ledger_fill(
	const struct model *model, int stage, const struct ids *cards, struct ledger *ledger)
{
	struct ids standing = {0};

	if (!begin(model, stage, ledger))
		return false;
	if (cards == NULL)
		model_stage_cards(model, stage, &standing);
	const struct ids *all = cards != NULL ? cards : &standing;
	count_if_unnumbered(model, all, ledger);
	struct names *names = mem_alloc(ledger->by.count + 1, sizeof *names);
	for (size_t i = 0; i < all->count; i++) {
		const struct card *card = model_card(model, all->items[i]);
		if (card != NULL)
			add_card(ledger, names, card);
	}
	for (size_t i = 0; i < ledger->by.count; i++) {
		struct ledger_rows *rows = &ledger->by.items[i].rows;
		sort_rows(rows);
		/* nobody has said anything there yet */
		if (rows->count == 1 && says_nothing(rows->items))
			rows->count = 0;
		names_finish(&names[i]);
	}
	array_free(names);
	array_finish(&standing);
	return true;
}

int ledger_share(const struct ledger *ledger, const struct ledger_row *row)
{
	return ledger->total > 0 ? (int)((row->amount * 100 + ledger->total / 2) / ledger->total)
				 : 0;
}

const char *ledger_name(const struct ledger_row *row)
{
	return row->name == NULL      ? _("(erased)")
	       : row->name[0] == '\0' ? _("(not said)")
				      : row->name;
}

/* --- to be read aloud --- */

/* Who share the largest part, if so many can be named. */
static void name_level(const struct ledger_rows *rows, size_t level, struct buf *out)
{
	enum { NAMED = 3 };
	struct texts names = {0};

	for (size_t i = 0; i < level && level <= NAMED; i++)
		texts_add(&names, rows->items[i].name);
	if (level <= NAMED)
		words_list(&names, out);
	else
		buf_format(out, "%zu", level);
	texts_finish(&names);
}

/* Who has most of it, or that several have; nothing where nobody has any, or one alone was named.
 */
static void say_most(const struct ledger *ledger, const struct ledger_by *by, struct buf *out)
{
	const struct ledger_rows *rows = &by->rows;
	const struct ledger_row *first = rows->items;
	struct buf amount = {0}, open = {0}, total = {0}, names = {0};
	size_t level = 0;

	if (rows->count < 2 || says_nothing(first) || first->amount == 0)
		return;
	while (level < rows->count && !says_nothing(&rows->items[level]) &&
		rows->items[level].amount == first->amount)
		level++;
	/* one card each is no top */
	if (level > 1 && ledger->sum < 0 && first->cards == 1)
		return;
	name_level(rows, level, &names);
	const char *column = ledger->columns->items[by->column].name;
	const char *unit = ledger->sum >= 0 ? ledger->columns->items[ledger->sum].name
			   : ledger->ticks  ? _("ticks")
					    : _("cards");
	amount_format(&amount, first->amount);
	amount_format(&total, ledger->total);
	amount_format(&open, first->open_amount);
	words_begin(out);
	if (level > 1)
		buf_format(out,
			_("By “%1$s”: %2$s are level at the top, %3$s of %4$s %5$s each (%6$d "
			  "%%)."),
			column, buf_text(&names), buf_text(&amount), buf_text(&total), unit,
			ledger_share(ledger, first));
	else if (ledger->gap >= 0 && first->open_amount > 0)
		buf_format(out,
			_("By “%1$s”: most under “%2$s”, %3$s of %4$s %5$s (%6$d %%); open of "
			  "these: %7$s."),
			column, first->name, buf_text(&amount), buf_text(&total), unit,
			ledger_share(ledger, first), buf_text(&open));
	else
		buf_format(out, _("By “%1$s”: most under “%2$s”, %3$s of %4$s %5$s (%6$d %%)."),
			column, first->name, buf_text(&amount), buf_text(&total), unit,
			ledger_share(ledger, first));
	buf_finish(&amount);
	buf_finish(&open);
	buf_finish(&total);
	buf_finish(&names);
}

static void say_gap(const struct ledger *ledger, struct buf *out)
{
	const char *name = ledger->columns->items[ledger->gap].name;
	struct buf amount = {0}, total = {0};

	words_begin(out);
	if (ledger->open == 0)
		buf_format(out, _("Nothing is open under “%s”."), name);
	else if (ledger->ticks)
		buf_format(out,
			ngettext("“%1$s” is open on %2$lld of %3$lld tick.",
				"“%1$s” is open on %2$lld of %3$lld ticks.",
				words_plural(ledger->cards)),
			name, (long long)ledger->open, (long long)ledger->cards);
	else if (ledger->sum < 0 || ledger->total == 0)
		buf_format(out,
			ngettext("“%1$s” is open on %2$lld of %3$lld card.",
				"“%1$s” is open on %2$lld of %3$lld cards.",
				words_plural(ledger->cards)),
			name, (long long)ledger->open, (long long)ledger->cards);
	else {
		amount_format(&amount, ledger->open_total);
		amount_format(&total, ledger->total);
		buf_format(out,
			ngettext("“%1$s” is open on %2$lld of %3$lld card, with %4$s of %5$s "
				 "%6$s.",
				"“%1$s” is open on %2$lld of %3$lld cards, with %4$s of %5$s "
				"%6$s.",
				words_plural(ledger->cards)),
			name, (long long)ledger->open, (long long)ledger->cards, buf_text(&amount),
			buf_text(&total), ledger->columns->items[ledger->sum].name);
	}
	buf_finish(&amount);
	buf_finish(&total);
}

void sentence_ledger(const struct ledger *ledger, bool names, struct buf *out)
{
	struct buf total = {0};

	if (ledger->cards == 0)
		return;
	amount_format(&total, ledger->total);
	if (ledger->unnumbered >= 0) {
		words_begin(out);
		buf_format(out, _("No number was given under “%s”."),
			ledger->columns->items[ledger->unnumbered].name);
	}
	if (ledger->sum >= 0) {
		words_begin(out);
		buf_format(out, _("%1$s %2$s in all."), buf_text(&total),
			ledger->columns->items[ledger->sum].name);
	}
	if (ledger->unsaid > 0) {
		words_begin(out);
		buf_format(out,
			ngettext("%lld card has no number yet.", "%lld cards have no number yet.",
				words_plural(ledger->unsaid)),
			(long long)ledger->unsaid);
	}
	for (size_t i = 0; i < ledger->by.count; i++)
		if (names ||
			ledger->columns->items[ledger->by.items[i].column].type != COLUMN_PERSON)
			say_most(ledger, &ledger->by.items[i], out);
	if (ledger->gap >= 0)
		say_gap(ledger, out);
	buf_finish(&total);
}
