/* The gap pass: the empty cells of a stage, one by one. */
#include "../form.h"

#include "roundtable/base/mem.h"

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
	buf_finish(&text);
	struct form_field *field = form_add(form, column->name, 0, FIELD_WORDS);
	field->field.hint = N_("empty Enter: leave it and go on");
	field->field.kind = form_cell_kind(column);
	if (column->type == COLUMN_NUMBER)
		field->field.hint = N_("3, 2.5 or 1 200; empty Enter: leave it and go on");
	struct buf choices = {0};
	if (column->type == COLUMN_ROLE)
		plan_roles_meant(model->plan, "", &choices);
	for (size_t i = 0; i < column->choices.count; i++)
		buf_format(&choices, "%s%s", i > 0 ? ", " : "", column->choices.items[i]);
	if (choices.count > 0) {
		struct buf explain = {0};
		buf_format(&explain, _("One of these, the beginning is enough: %s."),
			buf_text(&choices));
		form->explain = buf_take(&explain);
	}
	buf_finish(&choices);
	return true;
}

/* How many choices of a column begin so, one of them in *found; a whole one is the only one. */
static size_t matching(const struct column *column, const char *typed, const char **found)
{
	size_t beginning = 0;

	*found = NULL;
	for (size_t i = 0; i < column->choices.count && typed[0] != '\0'; i++) {
		const char *choice = column->choices.items[i];
		if (strncasecmp(choice, typed, strlen(typed)) != 0)
			continue;
		*found = choice;
		beginning++;
		if (strlen(choice) == strlen(typed))
			return 1;
	}
	return beginning;
}

/*
 * "pr" stands for "practical" where only that choice begins so; a role is completed, and a name
 * from the roster. Other words stay as typed. NULL (and says so): several choices begin so.
 */
static char *complete_cell(
	struct console *console, const struct form *form, const struct column *column)
{
	char *typed = form_text(form, 0);
	const char *found = NULL;
	size_t beginning = matching(column, typed, &found);

	if (beginning > 1) {
		console_sayf(console, true,
			_("\"%s\" can be several of these. Type one letter more."), typed);
		array_free(typed);
		return NULL;
	}
	if (found == NULL)
		found = form_named(console, form, 0);
	if (found != NULL) {
		array_free(typed);
		return mem_copy_text(found);
	}
	return typed;
}

static bool fill_cell(struct console *console, const struct form *form, const char *text)
{
	struct command command = command_make(EVENT_WORDS_CHANGED);

	command.body.thing = form->thing;
	command.body.part = form->part;
	texts_add(&command.words, text);
	return console_run(console, &command, NULL);
}

static bool submit_gap(struct console *console, struct form *form)
{
	const struct model *model = console_model(console);
	const struct card *card = model_card(model, form->thing);
	const struct column *column = gap_column(model, form);
	int64_t next = form->thing, part = form->part;
	const char *found;

	if (column == NULL)
		return true;
	/* a draft may be gone on with in another stage */
	int stage = model_source(model, console_at(console)) == model_source(model, card->stage)
			    ? console_at(console)
			    : card->stage;
	char *text = complete_cell(console, form, column);
	if (text == NULL || (text[0] != '\0' && !fill_cell(console, form, text))) {
		array_free(text);
		return false;
	}
	bool own =
		text[0] != '\0' && column->choices.count > 0 && matching(column, text, &found) == 0;
	if (next_gap(model, stage, &next, &part))
		form_open(console, FORM_GAP, next, part);
	else
		console_say(console, false, _("No empty cell is left to ask about."));
	if (own)
		console_sayf(console, false,
			_("\"%s\" is none of the choices: kept as it was typed."), text);
	array_free(text);
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
