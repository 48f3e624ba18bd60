/* Forms about people; what is private opens only when nobody looks on. */
#include "../form.h"

#include <string.h>

static const char *const duty_choices[] = {N_("none"), N_("facilitator"), N_("scribe"),
	N_("observer"), N_("interpreter"), N_("supporter"), NULL};
static const char *const vote_choices[] = {N_("with a vote"), N_("without a vote"), NULL};
static const char *const status_choices[] = {
	N_("expected"), N_("here"), N_("here, came later"), N_("absent"), N_("has left"), NULL};
static const char *const way_choices[] = {N_("not asked"), N_("keyboard"), N_("paper"),
	N_("large print"), N_("with a helper I choose"), NULL};
static const char *const naming_choices[] = {
	N_("not asked: by role only"), N_("by name"), N_("by role"), N_("not at all"), NULL};

static bool fill_person_new(struct console *console, struct form *form)
{
	form->fields[1].choice = 0;
	form->fields[2].choice = console_model(console)->stage >= 0 ? STATUS_HERE : STATUS_EXPECTED;
	return true;
}

static bool submit_person_new(struct console *console, struct form *form)
{
	struct command command = command_make(EVENT_PERSON_ADDED);

	command.body.role = form->fields[1].choice - 1;
	command.body.status = form->fields[2].choice;
	command.body.votes = form->fields[3].choice == 0;
	form_say(&command, form, 0);
	texts_add(&command.words, "");
	return console_run(console, &command, _("On the roster."));
}

enum person_field { P_NAME, P_ROLE, P_OWN, P_DUTY, P_VOTE, P_STATUS, P_INTEREST, P_WAY, P_NAMING };

static bool fill_person(struct console *console, struct form *form)
{
	const struct person *person = model_person(console_model(console), form->thing);

	if (person == NULL)
		return false;
	form_set(form, P_NAME, person->name);
	form->fields[P_ROLE].choice = person->role + 1;
	form_set(form, P_OWN, person->own_role);
	form->fields[P_DUTY].choice = person->duty;
	form->fields[P_VOTE].choice = person->votes ? 0 : 1;
	form->fields[P_STATUS].choice = person->status;
	form_set(form, P_INTEREST, person->interest);
	form->fields[P_WAY].choice = person->way;
	form->fields[P_NAMING].choice = person->naming;
	if (console->same_picture)
		form->count = P_WAY; /* what is private opens only when nobody looks on */
	return true;
}

/* Runs a command about this person when `wanted`. */
static bool change_person(
	struct console *console, const struct form *form, bool wanted, struct command *command)
{
	command->body.person = form->thing;
	return wanted ? console_run(console, command, NULL)
		      : (body_finish(&command->body), texts_finish(&command->words), true);
}

/* What can be refused comes first, a name that is taken before all: nothing else has happened then.
 */
static bool submit_person(struct console *console, struct form *form)
{
	const struct model *model = console_model(console);
	const struct person *person = model_person(model, form->thing);
	char *name = form_text(form, P_NAME), *own = form_text(form, P_OWN),
	     *interest = form_text(form, P_INTEREST);
	const struct form_field *f = form->fields;
	size_t before = model->events.count;
	bool ok = person != NULL;

	drafts_spare(console);
	if (ok && (person->name == NULL || strcmp(person->name, name) != 0)) {
		struct command command = command_make(EVENT_WORDS_CHANGED);
		command.body.thing = form->thing;
		texts_add(&command.words, name);
		ok = console_run(console, &command, NULL);
	}
	if (ok && (person = model_person(model, form->thing)) != NULL) {
		struct command command = command_make(EVENT_PERSON_INTEREST);
		texts_add(&command.words, interest);
		ok = change_person(console, form,
			strcmp(person->interest != NULL ? person->interest : "", interest) != 0,
			&command);
	}
	if (ok && (person = model_person(model, form->thing)) != NULL) {
		struct command command = command_make(EVENT_PERSON_ROLE);
		command.body.role = f[P_ROLE].choice - 1;
		texts_add(&command.words, own);
		ok = change_person(console, form,
			person->role != f[P_ROLE].choice - 1 || person->own_role == NULL ||
				strcmp(person->own_role, own) != 0,
			&command);
	}
	if (ok && (person = model_person(model, form->thing)) != NULL) {
		struct command command = command_make(EVENT_PERSON_DUTY);
		command.body.duty = f[P_DUTY].choice;
		command.body.votes = f[P_VOTE].choice == 0;
		ok = change_person(console, form,
			(int)person->duty != f[P_DUTY].choice ||
				person->votes != (f[P_VOTE].choice == 0),
			&command);
	}
	if (ok && (person = model_person(model, form->thing)) != NULL) {
		struct command command = command_make(EVENT_PERSON_STATUS);
		command.body.status = f[P_STATUS].choice;
		ok = change_person(
			console, form, (int)person->status != f[P_STATUS].choice, &command);
	}
	if (ok && form->count > P_NAMING && (person = model_person(model, form->thing)) != NULL) {
		struct command command = command_make(EVENT_PERSON_WAY);
		command.body.way = f[P_WAY].choice;
		ok = change_person(console, form, (int)person->way != f[P_WAY].choice, &command);
	}
	if (ok && form->count > P_NAMING && (person = model_person(model, form->thing)) != NULL) {
		struct command command = command_make(EVENT_PERSON_NAMING);
		command.body.naming = f[P_NAMING].choice;
		ok = change_person(
			console, form, (int)person->naming != f[P_NAMING].choice, &command);
	}
	if (ok)
		console_say(console, false,
			model->events.count > before ? _("Written down.")
						     : _("Nothing was changed."));
	array_free(name);
	array_free(own);
	array_free(interest);
	return ok;
}

static bool fill_naming(struct console *console, struct form *form)
{
	const struct model *model = console_model(console);

	for (size_t i = 0; i < model->persons.count; i++) {
		const struct person *person = &model->persons.items[i];
		if (person->withdrawn)
			continue;
		struct form_field *field =
			form_add(form, person->name != NULL ? person->name : _("(erased)"),
				person->id, FIELD_CHOICE);
		field->field.choices = naming_choices;
		field->choice = person->naming;
	}
	return true;
}

static bool submit_naming(struct console *console, struct form *form)
{
	for (size_t i = 0; i < form->count; i++) {
		const struct person *person =
			model_person(console_model(console), form->fields[i].id);
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

const struct form_spec person_new_form = {"person-new", N_("Add a person"),
	{NAME(N_("Name")), {N_("Role"), NULL, FIELD_ROLE, NULL, false},
		CHOICE(N_("Now"), status_choices), CHOICE(N_("Vote"), vote_choices)},
	fill_person_new, submit_person_new, false};

const struct form_spec person_form = {"person", N_("A person"),
	{NAME(N_("Name")), {N_("Role"), NULL, FIELD_ROLE, NULL, false},
		{N_("In their own words"), NULL, FIELD_NAME, NULL, false},
		CHOICE(N_("Duty"), duty_choices), CHOICE(N_("Vote"), vote_choices),
		CHOICE(N_("Now"), status_choices), MAYBE(N_("Interests declared"), NULL),
		PRIVATE(N_("Votes best by"), way_choices),
		PRIVATE(N_("In the minutes"), naming_choices)},
	fill_person, submit_person, false};

const struct form_spec naming_form = {"naming",
	N_("How does each person want to appear in the minutes?"), {{0}}, fill_naming,
	submit_naming, true};
