/* Every form: its fields, and the command it makes. */
#include "form.h"

#include "roundtable/base/mem.h"
#include "roundtable/core/sentence.h"

#include <string.h>

static const char *const paid_choices[] = {N_("not asked"), N_("yes"), N_("nobody"), N_("not yet known"), NULL};
static const char *const duty_choices[] = {N_("none"), N_("facilitator"), N_("scribe"), N_("observer"),
	N_("interpreter"), N_("supporter"), NULL};
static const char *const vote_choices[] = {N_("with a vote"), N_("without a vote"), NULL};
static const char *const status_choices[] = {N_("expected"), N_("here"), N_("here, came later"), N_("absent"),
	N_("has left"), NULL};
static const char *const way_choices[] = {N_("not asked"), N_("keyboard"), N_("paper"), N_("large print"),
	N_("with a helper I choose"), NULL};
static const char *const naming_choices[] = {N_("not asked: by role only"), N_("by name"), N_("by role"), N_("not at all"), NULL};
static const char *const answer_choices[] = {N_("not asked"), N_("accepted"), N_("declined"), NULL};
static const char *const verdict_choices[] = {N_("adopted"), N_("not adopted"),
	N_("deferred: taken back to those we speak for"), NULL};

/* Adds field `index` to the words of a command. */
static void say(struct command *command, const struct form *form, size_t index)
{
	char *text = form_text(form, index);

	texts_add(&command->words, text);
	array_free(text);
}

static void set(struct form *form, size_t index, const char *text)
{
	editor_set(&form->fields[index].editor, text != NULL ? text : "");
}

static void set_date(struct form *form, size_t index, day date)
{
	struct buf text = {0};

	day_format(&text, date);
	set(form, index, buf_text(&text));
	buf_finish(&text);
}

static void about(struct form *form, const char *text)
{
	array_free(form->about);
	form->about = mem_copy_text(text != NULL ? text : _("(erased)"));
}

/* --- one line of words --- */

static bool submit_words(struct console *console, struct form *form, enum event_kind kind, const char *done)
{
	struct command command = command_make(kind);

	command.body.stage = console_model(console)->stage;
	command.body.thing = form->thing;
	command.body.poll = form->thing;
	command.body.part = form->part;
	say(&command, form, 0);
	return console_run(console, &command, done);
}

static bool submit_note(struct console *console, struct form *form)
{
	return submit_words(console, form, EVENT_NOTE_ADDED, _("Noted for the minutes."));
}

static bool submit_park(struct console *console, struct form *form)
{
	return submit_words(console, form, EVENT_THOUGHT_PARKED, _("Parked. It stays in the minutes."));
}

static bool submit_voice(struct console *console, struct form *form)
{
	return submit_words(console, form, EVENT_VOICE_MISSING, _("Written down as missing from the table."));
}

static bool submit_reason(struct console *console, struct form *form)
{
	return submit_words(console, form, EVENT_REASON_GIVEN, _("The reason is in the minutes, without a name."));
}

static bool submit_void(struct console *console, struct form *form)
{
	return submit_words(console, form, EVENT_POLL_VOIDED, _("The vote is void. Its result is not shown. It can be run again."));
}

static bool submit_correct(struct console *console, struct form *form)
{
	return submit_words(console, form, EVENT_CORRECTION_ADDED, _("The correction is listed in the minutes."));
}

/* --- words of a thing --- */

static const char *thing_words(const struct model *model, int64_t thing, size_t part)
{
	const struct card *card = model_card(model, thing);
	const struct person *person = model_person(model, thing);
	const struct theme *named = model_theme(model, thing);
	const struct proposal *proposal = model_proposal(model, thing);
	const struct action *action = model_action(model, thing);

	if (card != NULL)
		return part < card->cells.count ? card->cells.items[part] : "";
	if (person != NULL)
		return person->name;
	if (named != NULL)
		return named->name;
	if (proposal != NULL)
		return proposal->text;
	if (action != NULL)
		return action->what;
	for (size_t i = 0; i < model->voices.count; i++)
		if (model->voices.items[i].id == thing)
			return model->voices.items[i].text;
	return "";
}

static void fill_reword(struct console *console, struct form *form)
{
	const char *words = thing_words(console_model(console), form->thing, (size_t)form->part);

	about(form, words);
	set(form, 0, words);
}

static bool submit_reword(struct console *console, struct form *form)
{
	return submit_words(console, form, EVENT_WORDS_CHANGED, _("Reworded. The earlier words are kept in the log."));
}

/* The next empty cell of a stage's cards that is asked about: after this card and column. */
static bool next_gap(const struct model *model, int stage, int64_t *card, int64_t *part)
{
	const struct stage *plan = model_stage(model, stage);

	for (size_t i = 0; plan != NULL && i < model->cards.count; i++)
		for (size_t column = 0; column < plan->columns.count; column++) {
			const struct card *here = &model->cards.items[i];
			bool later = here->id > *card ||
				(here->id == *card && (int64_t)column > *part);
			if (!later || here->stage != stage || !card_stands(here) ||
				column >= here->cells.count || here->cells.items[column] == NULL ||
				here->cells.items[column][0] != '\0')
				continue;
			*card = here->id;
			*part = (int64_t)column;
			return true;
		}
	return false;
}

static void fill_gap(struct console *console, struct form *form)
{
	const struct model *model = console_model(console);
	const struct card *card = model_card(model, form->thing);
	const struct stage *plan = card != NULL ? model_stage(model, card->stage) : NULL;
	struct buf text = {0};

	if (plan == NULL || (size_t)form->part >= plan->columns.count)
		return;
	const struct column *column = &plan->columns.items[form->part];
	const struct person *person = model_person(model, card->person);
	if (card->item >= 0)
		buf_format(&text, "%s: %s", person != NULL && person->name != NULL ? person->name : "",
			plan->items.items[card->item]);
	if (card->cells.items[0] != NULL && card->cells.items[0][0] != '\0')
		buf_format(&text, "%s%s", text.count > 0 ? " - " : "", card->cells.items[0]);
	about(form, buf_text(&text));
	buf_finish(&text);
	struct form_field *field = form_add(form, column->name, 0, FIELD_WORDS);
	field->field.hint = N_("empty Enter: leave it and go on");
	if (column->type == COLUMN_PERSON)
		field->field.kind = FIELD_PERSON;
	struct buf choices = {0};
	for (size_t i = 0; i < column->choices.count; i++)
		buf_format(&choices, "%s%s", i > 0 ? ", " : "", column->choices.items[i]);
	if (choices.count > 0) {
		struct buf explain = {0};
		buf_format(&explain, _("One of these, the beginning is enough: %s."), buf_text(&choices));
		form->explain = buf_take(&explain);
	}
	buf_finish(&choices);
}

/* "pr" stands for "practical" where only that choice begins so; a name is completed from the roster. */
static char *complete_cell(struct console *console, const struct form *form, const struct column *column)
{
	char *typed = form_text(form, 0);
	const char *found = NULL;
	size_t beginning = 0;

	for (size_t i = 0; i < column->choices.count && typed[0] != '\0'; i++)
		if (strncasecmp(column->choices.items[i], typed, strlen(typed)) == 0) {
			found = column->choices.items[i];
			beginning++;
		}
	if (column->type == COLUMN_ROLE) {
		int role = plan_role(console_model(console)->plan, typed);
		found = role >= 0 ? console_model(console)->plan->roles.items[role].name : NULL;
		beginning = 1;
	}
	if (column->type == COLUMN_PERSON) {
		const struct person *person = model_person_named(console_model(console), typed);
		found = person != NULL ? person->name : NULL;
		beginning = 1;
	}
	if (found != NULL && beginning == 1) {
		array_free(typed);
		return mem_copy_text(found);
	}
	return typed;
}

static bool submit_gap(struct console *console, struct form *form)
{
	const struct model *model = console_model(console);
	const struct card *card = model_card(model, form->thing);
	int64_t next = form->thing, part = form->part;

	if (card == NULL)
		return true;
	int stage = card->stage;
	char *text = complete_cell(console, form, &model_stage(model, stage)->columns.items[form->part]);
	if (text[0] != '\0') {
		struct command command = command_make(EVENT_WORDS_CHANGED);
		command.body.thing = form->thing;
		command.body.part = form->part;
		texts_add(&command.words, text);
		array_free(text);
		if (!console_run(console, &command, NULL))
			return false;
	} else {
		array_free(text);
	}
	if (next_gap(model, stage, &next, &part))
		form_open(console, FORM_GAP, next, part);
	else
		console_say(console, false, _("No empty cell is left to ask about."));
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

/* --- people --- */

static void fill_person_new(struct console *console, struct form *form)
{
	form->fields[1].choice = 0;
	form->fields[2].choice = console_model(console)->stage >= 0 ? STATUS_HERE : STATUS_EXPECTED;
}

static bool submit_person_new(struct console *console, struct form *form)
{
	struct command command = command_make(EVENT_PERSON_ADDED);

	command.body.role = form->fields[1].choice - 1;
	command.body.status = form->fields[2].choice;
	command.body.votes = form->fields[3].choice == 0;
	say(&command, form, 0);
	texts_add(&command.words, "");
	return console_run(console, &command, _("On the roster."));
}

enum person_field { P_NAME, P_ROLE, P_OWN, P_DUTY, P_VOTE, P_STATUS, P_INTEREST, P_WAY, P_NAMING };

static void fill_person(struct console *console, struct form *form)
{
	const struct person *person = model_person(console_model(console), form->thing);

	if (person == NULL)
		return;
	set(form, P_NAME, person->name);
	form->fields[P_ROLE].choice = person->role + 1;
	set(form, P_OWN, person->own_role);
	form->fields[P_DUTY].choice = person->duty;
	form->fields[P_VOTE].choice = person->votes ? 0 : 1;
	form->fields[P_STATUS].choice = person->status;
	set(form, P_INTEREST, person->interest);
	form->fields[P_WAY].choice = person->way;
	form->fields[P_NAMING].choice = person->naming;
	if (console->same_picture)
		form->count = P_WAY; /* what is private opens only when nobody looks on */
}

/* Runs a command about this person when `wanted`. */
static bool change_person(struct console *console, const struct form *form, bool wanted,
	struct command *command)
{
	command->body.person = form->thing;
	return wanted ? console_run(console, command, NULL)
		: (body_finish(&command->body), texts_finish(&command->words), true);
}

static bool submit_person(struct console *console, struct form *form)
{
	const struct model *model = console_model(console);
	const struct person *person = model_person(model, form->thing);
	char *name = form_text(form, P_NAME), *own = form_text(form, P_OWN), *interest = form_text(form, P_INTEREST);
	const struct form_field *f = form->fields;
	bool ok = person != NULL;

	if (ok && (person->name == NULL || strcmp(person->name, name) != 0)) {
		struct command command = command_make(EVENT_WORDS_CHANGED);
		command.body.thing = form->thing;
		texts_add(&command.words, name);
		ok = console_run(console, &command, NULL);
	}
	if (ok && (person = model_person(model, form->thing)) != NULL) {
		struct command command = command_make(EVENT_PERSON_ROLE);
		command.body.role = f[P_ROLE].choice - 1;
		texts_add(&command.words, own);
		ok = change_person(console, form, person->role != f[P_ROLE].choice - 1 ||
			person->own_role == NULL || strcmp(person->own_role, own) != 0, &command);
	}
	if (ok && (person = model_person(model, form->thing)) != NULL) {
		struct command command = command_make(EVENT_PERSON_DUTY);
		command.body.duty = f[P_DUTY].choice;
		command.body.votes = f[P_VOTE].choice == 0;
		ok = change_person(console, form, (int)person->duty != f[P_DUTY].choice ||
			person->votes != (f[P_VOTE].choice == 0), &command);
	}
	if (ok && (person = model_person(model, form->thing)) != NULL) {
		struct command command = command_make(EVENT_PERSON_STATUS);
		command.body.status = f[P_STATUS].choice;
		ok = change_person(console, form, (int)person->status != f[P_STATUS].choice, &command);
	}
	if (ok && (person = model_person(model, form->thing)) != NULL) {
		struct command command = command_make(EVENT_PERSON_INTEREST);
		texts_add(&command.words, interest);
		ok = change_person(console, form, interest[0] != '\0' && (person->interest == NULL ||
			strcmp(person->interest, interest) != 0), &command);
	}
	if (ok && form->count > P_NAMING && (person = model_person(model, form->thing)) != NULL) {
		struct command command = command_make(EVENT_PERSON_WAY);
		command.body.way = f[P_WAY].choice;
		ok = change_person(console, form, (int)person->way != f[P_WAY].choice, &command);
	}
	if (ok && form->count > P_NAMING && (person = model_person(model, form->thing)) != NULL) {
		struct command command = command_make(EVENT_PERSON_NAMING);
		command.body.naming = f[P_NAMING].choice;
		ok = change_person(console, form, (int)person->naming != f[P_NAMING].choice, &command);
	}
	array_free(name);
	array_free(own);
	array_free(interest);
	return ok;
}

/* --- actions --- */

static bool submit_action(struct console *console, struct form *form)
{
	struct command command = command_make(EVENT_ACTION_ADDED);
	day due;

	if (!form_date(console, form, 2, &due))
		return false;
	command.body.stage = console_model(console)->stage;
	command.body.thing = form->thing;
	command.body.person = form_person(console, form, 1);
	command.body.date = due;
	say(&command, form, 0);
	say(&command, form, 1);
	return console_run(console, &command, _("The action is written down."));
}

static void fill_action_answer(struct console *console, struct form *form)
{
	const struct action *action = model_action(console_model(console), form->thing);
	const struct person *person = action != NULL ? model_person(console_model(console), action->person) : NULL;

	if (action == NULL)
		return;
	about(form, action->what);
	set(form, 0, person != NULL ? person->name : action->who);
	set_date(form, 1, action->due);
	form->fields[2].choice = action->accepted;
	form->fields[3].choice = action->paid;
}

static bool submit_action_answer(struct console *console, struct form *form)
{
	const struct action *action = model_action(console_model(console), form->thing);
	int64_t person = form_person(console, form, 0);
	day due;

	if (action == NULL || !form_date(console, form, 1, &due))
		return action == NULL;
	char *who = form_text(form, 0);
	bool given = person != action->person || due != action->due ||
		(person == 0 && (action->who == NULL || strcmp(action->who, who) != 0));
	array_free(who);
	if (given) {
		struct command command = command_make(EVENT_ACTION_GIVEN);
		command.body.thing = form->thing;
		command.body.person = person;
		command.body.date = due;
		say(&command, form, 0);
		if (!console_run(console, &command, NULL))
			return false;
	}
	struct command command = command_make(EVENT_ACTION_ANSWERED);
	command.body.thing = form->thing;
	command.body.accepted = form->fields[2].choice;
	command.body.paid = form->fields[3].choice;
	return console_run(console, &command, _("Written down."));
}

/* --- cards --- */

static void fill_leave_out(struct console *console, struct form *form)
{
	about(form, thing_words(console_model(console), form->thing, 0));
}

static bool submit_leave_out(struct console *console, struct form *form)
{
	struct command command = command_make(EVENT_CARD_CUT);

	command.body.stage = console_model(console)->stage;
	command.body.thing = form->thing;
	command.body.yes = 0;
	say(&command, form, 0);
	return console_run(console, &command, _("Not taken forward; it stays listed with why. l takes it back in."));
}

/* --- voting --- */

static void fill_hands(struct console *console, struct form *form)
{
	const struct model *model = console_model(console);
	const struct poll *poll = model_poll(model, form->thing);
	struct buf text = {0};

	if (poll == NULL)
		return;
	buf_format(&text, _("%zu people can vote here."), poll->eligible.count - poll->out.count);
	about(form, buf_text(&text));
	for (size_t i = 0; i < poll_options(poll); i++) {
		buf_clear(&text);
		sentence_option(model, poll, i, &text);
		form_add(form, buf_text(&text), (int64_t)i, FIELD_NUMBER);
	}
	form_add(form, _("Hands for none of these"), -1, FIELD_NUMBER);
	buf_finish(&text);
}

static bool submit_hands(struct console *console, struct form *form)
{
	struct command command = command_make(EVENT_HANDS_COUNTED);

	command.body.poll = form->thing;
	for (size_t i = 0; i < form->count; i++) {
		int64_t count = 0;
		if (!form_number(console, form, i, &count)) {
			body_finish(&command.body);
			return false;
		}
		if (i + 1 < form->count)
			ids_add(&command.body.marks, count);
		else
			command.body.blank = count;
	}
	return console_run(console, &command, _("Counted. c closes the vote; h counts again."));
}

static bool submit_tellers(struct console *console, struct form *form)
{
	struct command command = command_make(EVENT_TELLERS_NAMED);
	int64_t poll = form->thing;

	command.body.poll = poll;
	command.body.person = form_person(console, form, 0);
	command.body.into = form_person(console, form, 1);
	if (!console_run(console, &command, NULL))
		return false;
	ballot_open(console, poll, 0);
	return true;
}

static bool submit_step_out(struct console *console, struct form *form)
{
	struct command command = command_make(EVENT_VOTER_STEPPED_OUT);
	const struct poll *poll = model_poll(console_model(console), form->thing);

	command.body.poll = form->thing;
	command.body.person = form_person(console, form, 0);
	command.body.yes = poll == NULL || !ids_contain(&poll->out, command.body.person);
	return console_run(console, &command,
		command.body.yes ? _("Stepped out of this vote: not counted among those who can vote.")
			: _("Back in this vote."));
}

static bool submit_wrong_name(struct console *console, struct form *form)
{
	struct command command = command_make(EVENT_TICK_MOVED);

	command.body.poll = form->thing;
	command.body.person = form_person(console, form, 0);
	command.body.into = form_person(console, form, 1);
	return console_run(console, &command, _("The tick is moved; the ballot lies where it lay."));
}

/* --- deciding --- */

static void fill_proposal(struct console *console, struct form *form)
{
	about(form, thing_words(console_model(console), form->thing, 0));
}

static bool submit_burden(struct console *console, struct form *form)
{
	struct command command = command_make(EVENT_BURDEN_STATED);

	command.body.thing = form->thing;
	command.body.paid = form->fields[2].choice;
	say(&command, form, 0);
	say(&command, form, 1);
	say(&command, form, 3);
	return console_run(console, &command, _("Written down."));
}

/* What the vote says is what is offered first. */
static void fill_decide(struct console *console, struct form *form)
{
	const struct model *model = console_model(console);
	const struct poll *poll = model_proposal_poll(model, form->thing);
	struct tally_verdict verdict = {0};

	fill_proposal(console, form);
	form->fields[0].choice = DECISION_DEFERRED;
	if (poll == NULL || poll->state != POLL_IS_CLOSED)
		return;
	tally_verdict(&poll->rule, &poll->sums, &verdict);
	form->fields[0].choice = verdict.outcome == OUTCOME_CARRIED ? DECISION_ADOPTED
		: DECISION_NOT_ADOPTED;
}

static bool submit_decide(struct console *console, struct form *form)
{
	struct command command = command_make(EVENT_DECISION_RECORDED);
	bool adopted = form->fields[0].choice == DECISION_ADOPTED;
	int64_t proposal = form->thing;
	char head[10];
	day review;

	if (!form_date(console, form, 2, &review))
		return false;
	command.body.thing = proposal;
	command.body.verdict = form->fields[0].choice;
	command.body.date = review;
	say(&command, form, 1);
	if (!console_run(console, &command, NULL))
		return false;
	console->config.ports.head(console->config.ports.context, head);
	console_sayf(console, false, _("Recorded. The log stands at %s."), head);
	if (adopted)
		form_open(console, FORM_CARE, proposal, 0);
	return true;
}

static bool submit_care(struct console *console, struct form *form)
{
	struct command command = command_make(EVENT_DECISION_CARE);
	day review;

	if (!form_date(console, form, 2, &review))
		return false;
	command.body.thing = form->thing;
	command.body.person = form_person(console, form, 0);
	command.body.into = form_person(console, form, 1);
	command.body.date = review;
	say(&command, form, 0);
	say(&command, form, 1);
	return console_run(console, &command, _("Written down."));
}

/* --- closing --- */

static void fill_naming(struct console *console, struct form *form)
{
	const struct model *model = console_model(console);

	for (size_t i = 0; i < model->persons.count && form->count < FORM_FIELDS_MAX; i++) {
		const struct person *person = &model->persons.items[i];
		if (person->withdrawn)
			continue;
		struct form_field *field = form_add(
			form, person->name != NULL ? person->name : _("(erased)"), person->id, FIELD_CHOICE);
		field->field.choices = naming_choices;
		field->choice = person->naming;
	}
}

static bool submit_naming(struct console *console, struct form *form)
{
	for (size_t i = 0; i < form->count; i++) {
		const struct person *person = model_person(console_model(console), form->fields[i].id);
		if (person == NULL || (int)person->naming == form->fields[i].choice)
			continue;
		struct command command = command_make(EVENT_PERSON_NAMING);
		command.body.person = person->id;
		command.body.naming = form->fields[i].choice;
		if (!console_run(console, &command, NULL))
			return false;
	}
	console_say(console, false, _("Everybody appears in the minutes as they wish."));
	return true;
}

static bool submit_meeting(struct console *console, struct form *form)
{
	struct command command = command_make(EVENT_NEXT_MEETING);
	day date;

	if (!form_date(console, form, 0, &date))
		return false;
	command.body.date = date;
	say(&command, form, 1);
	return console_run(console, &command, _("The next meeting is written down."));
}

/* --- files --- */

static void fill_minutes(struct console *console, struct form *form)
{
	struct buf name = {0};
	const char *file = console->config.file;
	size_t length = strlen(file), ending = strlen(".roundtable");

	if (length > ending && strcmp(file + length - ending, ".roundtable") == 0)
		length -= ending;
	buf_add(&name, file, length);
	buf_text_add(&name, form->id == FORM_COPY ? "-copy.roundtable" : ".html");
	set(form, 0, buf_text(&name));
	buf_finish(&name);
}

static bool submit_file(struct console *console, struct form *form)
{
	const struct console_ports *ports = &console->config.ports;
	struct error err = {0};
	char *path = form_text(form, 0);
	bool done = form->id == FORM_COPY ? ports->copy(ports->context, path, &err)
		: ports->minutes(ports->context, path, &err);

	if (done)
		console_sayf(console, false, _("Written: %s"), path);
	else
		console_say(console, true, err.text);
	error_finish(&err);
	array_free(path);
	return done;
}

#define WORDS(label, hint) {label, hint, FIELD_WORDS, NULL, true}
#define MAYBE(label, hint) {label, hint, FIELD_WORDS, NULL, false}
#define WHO(label, hint) {label, hint, FIELD_PERSON, NULL, false}
#define DATE(label) {label, N_("fri, +2w, 27.11., 2026-11-27; empty: none"), FIELD_DATE, NULL, false}
#define CHOICE(label, choices) {label, NULL, FIELD_CHOICE, choices, false}

const struct form_spec form_specs[FORMS] = {
	[FORM_NOTE] = {"note", N_("A note for the minutes"), {WORDS(N_("Note"), NULL)}, NULL, submit_note, false},
	[FORM_ACTION] = {"action", N_("An action"),
		{WORDS(N_("What"), N_("what is to be done")), WHO(N_("Who"), N_("a name; empty: nobody yet")), DATE(N_("By when"))},
		NULL, submit_action, false},
	[FORM_PARK] = {"park", N_("Park a thought"), {WORDS(N_("Thought"), N_("it belongs elsewhere, and is not lost"))}, NULL,
		submit_park, false},
	[FORM_PERSON_NEW] = {"person-new", N_("Add a person"),
		{WORDS(N_("Name"), NULL), {N_("Role"), NULL, FIELD_ROLE, NULL, false}, CHOICE(N_("Now"), status_choices),
			CHOICE(N_("Vote"), vote_choices)},
		fill_person_new, submit_person_new, false},
	[FORM_PERSON] = {"person", N_("A person"),
		{WORDS(N_("Name"), NULL), {N_("Role"), NULL, FIELD_ROLE, NULL, false}, MAYBE(N_("In their own words"), NULL),
			CHOICE(N_("Duty"), duty_choices), CHOICE(N_("Vote"), vote_choices), CHOICE(N_("Now"), status_choices),
			MAYBE(N_("Interests declared"), NULL), CHOICE(N_("Votes best by"), way_choices),
			CHOICE(N_("In the minutes"), naming_choices)},
		fill_person, submit_person, false},
	[FORM_VOICE] = {"voice", N_("Who is missing from the table?"), {WORDS(N_("Who"), N_("people or groups whose voice is not here"))},
		NULL, submit_voice, false},
	[FORM_REWORD] = {"reword", N_("Reword"), {MAYBE(N_("New words"), NULL)}, fill_reword, submit_reword, false},
	[FORM_LEAVE_OUT] = {"leave-out", N_("Not taken forward: why?"), {MAYBE(N_("Why"), NULL)}, fill_leave_out, submit_leave_out, false},
	[FORM_GAP] = {"gap", N_("What is still empty"), {{0}}, fill_gap, submit_gap, false},
	[FORM_HANDS] = {"hands", N_("Show of hands"), {{0}}, fill_hands, submit_hands, false},
	[FORM_VOID] = {"void", N_("Void this vote"), {WORDS(N_("Reason"), N_("it stands in the minutes"))}, NULL, submit_void, false},
	[FORM_TELLERS] = {"tellers", N_("Two tellers, from different roles"), {WHO(N_("Reads aloud"), NULL), WHO(N_("Looks on"), NULL)},
		NULL, submit_tellers, false},
	[FORM_BURDEN] = {"burden", N_("Who carries the work?"),
		{WORDS(N_("Who carries it"), N_("a person, a role, a group")), MAYBE(N_("How much"), N_("hours, money, in words")),
			CHOICE(N_("Paid"), paid_choices), MAYBE(N_("By whom"), NULL)},
		fill_proposal, submit_burden, false},
	[FORM_REASON] = {"reason", N_("A reason against"),
		{WORDS(N_("Reason"), N_("\"I can't put it into words yet\" counts"))}, NULL, submit_reason, false},
	[FORM_DECIDE] = {"decide", N_("Record the decision"),
		{CHOICE(N_("Outcome"), verdict_choices), MAYBE(N_("What happens next"), NULL), DATE(N_("Reviewed on"))},
		fill_decide, submit_decide, false},
	[FORM_CARE] = {"care", N_("Who does it, who answers for it?"),
		{WHO(N_("Who does it"), NULL), WHO(N_("Who answers for it"), NULL), DATE(N_("Reviewed on"))},
		fill_proposal, submit_care, false},
	[FORM_NAMING] = {"naming", N_("How does each person want to appear in the minutes?"), {{0}}, fill_naming, submit_naming, true},
	[FORM_MEETING] = {"meeting", N_("The next meeting"), {DATE(N_("When")), MAYBE(N_("Where, and what time"), NULL)},
		NULL, submit_meeting, false},
	[FORM_CORRECT] = {"correct", N_("A correction to the minutes"), {WORDS(N_("Correction"), NULL)}, NULL, submit_correct, false},
	[FORM_ACTION_ANSWER] = {"action-answer", N_("Does the person accept it?"),
		{WHO(N_("Who"), NULL), DATE(N_("By when")), CHOICE(N_("Answer"), answer_choices), CHOICE(N_("Paid"), paid_choices)},
		fill_action_answer, submit_action_answer, false},
	[FORM_MINUTES] = {"minutes", N_("Write the minutes"), {WORDS(N_("File"), N_("ending .html, .md, .txt or .json"))},
		fill_minutes, submit_file, false},
	[FORM_COPY] = {"copy", N_("Save a copy"), {WORDS(N_("File"), NULL)}, fill_minutes, submit_file, false},
	[FORM_WRONG_NAME] = {"wrong-name", N_("The wrong name was ticked"),
		{WHO(N_("Ticked by mistake"), NULL), WHO(N_("Who really voted"), NULL)}, NULL, submit_wrong_name, true},
	[FORM_STEP_OUT] = {"step-out", N_("Who steps out of this vote, or back in?"), {WHO(N_("Name"), NULL)}, NULL, submit_step_out, false},
};
