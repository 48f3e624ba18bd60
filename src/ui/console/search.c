/* Search: everything said in this session, and what can be done with each thing found. Never on a
 * wall. */
#include "form.h"

#include "roundtable/core/trace.h"

#include <string.h>

enum thing_choice {
	THING_GO,
	THING_PERSON,
	THING_ACTION,
	THING_MEANING,
	THING_REWORD,
	THING_WITHDRAW,
	THING_BRING_BACK,
	THING_ERASE,
	THING_TRACE
};

static void withdraw_yes(struct console *console, int64_t thing)
{
	const struct proposal *proposal = model_proposal(console_model(console), thing);
	struct command command = command_make(EVENT_THING_WITHDRAWN);
	bool amendment = proposal != NULL && proposal->amends != 0;

	command.body.thing = thing;
	command.body.yes = 1;
	console_run(console, &command,
		amendment ? _("Withdrawn; the minutes say so. u takes it back.")
			  : _("Withdrawn: the minutes only say that there was one. u takes it "
			      "back."));
}

static void bring_back(struct console *console, int64_t thing)
{
	struct command command = command_make(EVENT_THING_WITHDRAWN);

	command.body.thing = thing;
	command.body.yes = 0;
	console_run(console, &command, _("Brought back."));
}

static void erase_yes(struct console *console, int64_t thing)
{
	const struct proposals *proposals = &console_model(console)->proposals;
	struct command command = command_make(EVENT_WORDS_ERASED);

	command.body.thing = thing;
	if (!console_run(console, &command, _("Erased: the words are gone from this file.")))
		return;
	drafts_forget(console, thing);
	for (size_t i = 0; i < proposals->count; i++)
		if (proposals->items[i].source == thing)
			drafts_forget(console, proposals->items[i].id);
}

void thing_reword(struct console *console, int64_t thing)
{
	const struct proposal *proposal = model_proposal(console_model(console), thing);
	bool decided = proposal != NULL && proposal->decision != 0;

	form_open(console, decided ? FORM_MEND : FORM_REWORD, thing, 0);
}

void thing_withdraw(struct console *console, int64_t thing, const char *text)
{
	confirm_open(console, _("Withdraw this?"), text != NULL ? text : _("(erased)"),
		withdraw_yes, thing);
}

void thing_erase(struct console *console, int64_t thing, const char *text)
{
	const struct proposals *proposals = &console_model(console)->proposals;
	bool proposed = false;

	for (size_t i = 0; i < proposals->count; i++)
		proposed |= proposals->items[i].source == thing;
	confirm_open(console,
		proposed ? _("Erase these words for good, and the proposal made of them? Copies "
			     "already sent out keep them.")
			 : _("Erase these words for good? Copies already sent out keep them."),
		text != NULL ? text : _("(erased)"), erase_yes, thing);
}

/* The stage in which a thing was said, -1 when it belongs to none. */
static int stage_of(const struct model *model, int64_t thing)
{
	const struct event *event = model_event(model, thing);

	return event != NULL && model_person(model, thing) == NULL ? (int)event->body.stage : -1;
}

static const char *words_of(const struct model *model, int64_t thing)
{
	const char *words = "";

	form_thing_words(model, thing, 0, &words);
	return words;
}

static void chosen(struct console *console, int64_t choice, int64_t thing)
{
	const struct model *model = console_model(console);
	int stage = stage_of(model, thing);

	switch ((enum thing_choice)choice) {
	case THING_GO:
		if (stage >= 0 && stage != console_at(console))
			console_go(console, stage);
		break;
	case THING_TRACE:
		trace_open(console, thing);
		break;
	case THING_PERSON:
		form_open(console, FORM_PERSON, thing, 0);
		break;
	case THING_ACTION:
		form_open(console, FORM_ACTION_ANSWER, thing, 0);
		break;
	case THING_MEANING:
		form_open(console, FORM_MEANING, thing, 0);
		break;
	case THING_REWORD:
		thing_reword(console, thing);
		break;
	case THING_WITHDRAW:
		thing_withdraw(console, thing, words_of(model, thing));
		break;
	case THING_BRING_BACK:
		bring_back(console, thing);
		break;
	case THING_ERASE:
		thing_erase(console, thing, words_of(model, thing));
		break;
	}
}

/* After the workshop is closed words can still be erased, and nothing else changed. */
static void found(struct console *console, int64_t thing, int64_t unused)
{
	const struct model *model = console_model(console);
	const char *text = words_of(model, thing);
	struct pick *pick =
		pick_open(console, text != NULL ? text : _("(erased)"), false, chosen, thing);

	(void)unused;
	if (stage_of(model, thing) >= 0)
		pick_add(pick, THING_GO, _("Go to its stage"), "");
	if (trace_shown(model, thing))
		pick_add(pick, THING_TRACE, _("Where it comes from, and what came of it"), "");
	if (model->closed_at == 0 && model_withdrawn(model, thing)) {
		pick_add(pick, THING_BRING_BACK, _("Bring it back"),
			model_card(model, thing) != NULL ? _("with what was merged with it") : "");
	} else if (model->closed_at == 0) {
		if (model_person(model, thing) != NULL)
			pick_add(pick, THING_PERSON, _("Role, vote, here or gone"), "");
		if (model_action(model, thing) != NULL)
			pick_add(pick, THING_ACTION, _("Who does it, by when, accepted"), "");
		if (model_term(model, thing) != NULL)
			pick_add(pick, THING_MEANING, _("What it means here"), "");
		pick_add(pick, THING_REWORD, _("Reword it"),
			_("the earlier words are kept in the log"));
		pick_add(pick, THING_WITHDRAW, _("Withdraw it"),
			_("the minutes say that there was one"));
	}
	pick_add(pick, THING_ERASE, _("Erase its words"), _("for good; asks first"));
}

void thing_ask(struct console *console, int64_t thing)
{
	found(console, thing, 0);
}

/* What was withdrawn is found too: it can be brought back, and must be found to be erased. */
static void add(const struct model *model, struct pick *pick, int64_t thing, const char *text,
	const char *what)
{
	pick_add(pick, thing, text, model_withdrawn(model, thing) ? _("withdrawn") : what);
}

static void add_remarks(const struct model *model, struct pick *pick, const struct remarks *remarks,
	const char *what)
{
	for (size_t i = 0; i < remarks->count; i++)
		add(model, pick, remarks->items[i].id, remarks->items[i].text, what);
}

static void add_cards(const struct model *model, struct pick *pick)
{
	for (size_t i = 0; i < model->cards.count; i++) {
		const struct card *card = &model->cards.items[i];
		const struct stage *plan = model_stage(model, card->stage);
		if (model_cards_hidden(model, card->stage))
			continue;
		for (size_t k = 0; k < card->cells.count; k++)
			if (card->cells.items[k] == NULL || card->cells.items[k][0] != '\0')
				add(model, pick, card->id, card->cells.items[k],
					plan != NULL ? plan->title : "");
	}
}

static void add_glossary(const struct model *model, struct pick *pick)
{
	for (size_t i = 0; i < model->glossary.count; i++) {
		const struct term *term = &model->glossary.items[i];
		add(model, pick, term->id, term->word, _("word of the glossary"));
		if (term->meaning == NULL || term->meaning[0] != '\0')
			add(model, pick, term->id, term->meaning, _("meaning of a word"));
	}
}

void search_open(struct console *console)
{
	const struct model *model = console_model(console);
	struct pick *pick =
		pick_open(console, _("Find words. Enter says what can be done."), true, found, 0);

	add_cards(model, pick);
	for (size_t i = 0; i < model->themes.count; i++)
		add(model, pick, model->themes.items[i].id, model->themes.items[i].name,
			_("theme"));
	for (size_t i = 0; i < model->proposals.count; i++)
		add(model, pick, model->proposals.items[i].id, model->proposals.items[i].text,
			_("proposal"));
	for (size_t i = 0; i < model->actions.count; i++)
		add(model, pick, model->actions.items[i].id, model->actions.items[i].what,
			_("action"));
	add_glossary(model, pick);
	add_remarks(model, pick, &model->notes, _("note"));
	add_remarks(model, pick, &model->parked, _("parked thought"));
	add_remarks(model, pick, &model->voices, _("missing voice"));
	add_remarks(model, pick, &model->corrections, _("correction"));
	for (size_t i = 0; i < model->persons.count; i++)
		add(model, pick, model->persons.items[i].id, model->persons.items[i].name,
			_("person"));
}
