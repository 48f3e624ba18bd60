/* The gap pass: the empty cells of a stage, one by one. */
#include "../form.h"

#include "roundtable/base/mem.h"
#include "roundtable/core/ledger.h"

#include <string.h>

/* Where the columns begin that a stage asks about: its own, of cards that it took over. */
static size_t first_asked(const struct model *model, int stage)
{
	const struct stage *plan = model_stage(model, stage);
	size_t all = model_columns(model, stage)->count;

	return plan != NULL && model_source(model, stage) != stage ? all - plan->columns.count : 0;
}

/* Whether a cell is empty; what was erased is not asked about again. */
static bool empty_cell(const struct card *card, size_t column)
{
	return column < card->cells.count && card->cells.items[column] != NULL &&
	       card->cells.items[column][0] == '\0';
}

/* The next empty cell of the cards a stage works on: after this card and column, by id. */
static bool next_gap(const struct model *model, int stage, int64_t *card, int64_t *part)
{
	size_t columns = model_columns(model, stage)->count;
	int source = model_source(model, stage);

	for (size_t i = 0; i < model->cards.count; i++)
		for (size_t column = first_asked(model, stage); column < columns; column++) {
			const struct card *here = &model->cards.items[i];
			bool later =
				here->id > *card || (here->id == *card && (int64_t)column > *part);
			if (!later || model_source(model, here->stage) != source ||
				!card_stands(here) || !empty_cell(here, column))
				continue;
			*card = here->id;
			*part = (int64_t)column;
			return true;
		}
	return false;
}

/* The column a form asks about, NULL when there is no such cell. */
static const struct column *gap_column(const struct model *model, const struct form *form)
{
	const struct card *card = model_card(model, form->thing);
	const struct columns *columns = card != NULL ? model_card_columns(model, card) : NULL;

	if (columns == NULL || form->part < 0 || (size_t)form->part >= columns->count ||
		(size_t)form->part >= card->cells.count)
		return NULL;
	return &columns->items[form->part];
}

static bool fill_gap(struct console *console, struct form *form)
{
	const struct model *model = console_model(console);
	const struct card *card = model_card(model, form->thing);
	const struct column *column = gap_column(model, form);
	struct buf text = {0};

	if (column == NULL)
		return false;
	const struct stage *plan = model_stage(model, card->stage);
	const struct person *person = model_person(model, card->person);
	if (card->item >= 0)
		buf_format(&text, "%s: %s",
			person != NULL && person->name != NULL ? person->name : "",
			plan->items.items[card->item]);
	if (card->cells.items[0] != NULL && card->cells.items[0][0] != '\0')
		buf_format(&text, "%s%s", text.count > 0 ? " - " : "", card->cells.items[0]);
	form_about(form, buf_text(&text));
	buf_clear(&text);
	struct form_field *field = form_add(form, column->name, 0, FIELD_WORDS);
	field->field.hint = N_("empty Enter: leave it and go on");
	form_cell(console, field, column);
	if (column->type == COLUMN_NUMBER)
		field->field.hint = N_("3, 2.5 or 1 200; empty Enter: leave it and go on");
	if (column->type == COLUMN_DATE)
		field->field.hint =
			N_("fri, +2w, 27.11. or 2026-11-27; empty Enter: leave it and go on");
	for (size_t i = 0; i < field->words.count; i++)
		buf_format(&text, _("%1$s%2$zu %3$s"), i > 0 ? ", " : "", i + 1,
			field->words.items[i]);
	if (text.count > 0) {
		struct buf explain = {0};
		buf_format(&explain, _("One of these, its beginning or number is enough: %s."),
			buf_text(&text));
		form->explain = buf_take(&explain);
	}
	buf_finish(&text);
	return true;
}

static bool fill_cell(struct console *console, const struct form *form, const char *text)
{
	struct command command = command_make(EVENT_WORDS_CHANGED);

	command.body.thing = form->thing;
	command.body.part = form->part;
	texts_add(&command.words, text);
	return console_run(console, &command, NULL);
}

/* At the end of the pass: what was passed over, and what only says that there is nothing. */
static void say_end(struct console *console, int stage)
{
	const struct model *model = console_model(console);
	struct ledger ledger = {0};
	int64_t card = 0, part = 0, empty = 0;

	while (next_gap(model, stage, &card, &part))
		empty++;
	ledger_fill(model, stage, NULL, &ledger);
	if (empty > 0)
		console_sayf(console, false,
			ngettext("That was the last one; %lld cell is still empty.",
				"That was the last one; %lld cells are still empty.",
				(unsigned long)empty),
			(long long)empty);
	else if (ledger.open > 0)
		console_sayf(console, false,
			ngettext("No cell is empty; on %lld card something is still open.",
				"No cell is empty; on %lld cards something is still open.",
				(unsigned long)ledger.open),
			(long long)ledger.open);
	else
		console_say(console, false, _("No empty cell is left to ask about."));
	ledger_finish(&ledger);
}

static bool submit_gap(struct console *console, struct form *form)
{
	const struct model *model = console_model(console);
	const struct card *card = model_card(model, form->thing);
	const struct column *column = gap_column(model, form);
	int64_t next = form->thing, part = form->part;

	if (column == NULL)
		return true;
	/* a draft may be gone on with in another stage */
	int stage = model_source(model, console_at(console)) == model_source(model, card->stage)
			    ? console_at(console)
			    : card->stage;
	const char *named = form_named(console, form, 0);
	char *text = named != NULL ? mem_copy_text(named) : form_text(form, 0);
	bool filled = text[0] == '\0' || fill_cell(console, form, text);
	array_free(text);
	if (!filled)
		return false;
	if (next_gap(model, stage, &next, &part))
		form_open(console, FORM_GAP, next, part);
	else
		say_end(console, stage);
	return true;
}

/* thing = stage: begins the gap pass. */
void gaps_open(struct console *console, int stage)
{
	int64_t card = 0, part = 0;

	if (next_gap(console_model(console), stage, &card, &part))
		form_open(console, FORM_GAP, card, part);
	else
		console_say(console, false, _("There is no empty cell in this stage."));
}

const struct form_spec gap_form = {
	"gap", N_("What is still empty"), {{0}}, fill_gap, submit_gap, false};
