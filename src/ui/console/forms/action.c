/* Actions and the next meeting. */
#include "../form.h"

#include <string.h>

static const char *const answer_choices[] = {N_("not asked"), N_("accepted"), N_("declined"), NULL};

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
	form_say(&command, form, 0);
	form_say(&command, form, 1);
	return console_run(console, &command, _("The action is written down."));
}

static bool fill_action_answer(struct console *console, struct form *form)
{
	const struct action *action = model_action(console_model(console), form->thing);

	if (action == NULL)
		return false;
	form_about(form, action->what);
	form_set_person(console, form, 0, action->person, action->who);
	form_set_date(form, 1, action->due);
	form->fields[2].choice = action->accepted;
	form->fields[3].choice = action->paid;
	return true;
}

static bool submit_action_answer(struct console *console, struct form *form)
{
	const struct action *action = model_action(console_model(console), form->thing);
	day due;

	if (action == NULL || !form_date(console, form, 1, &due))
		return action == NULL;
	int64_t person = form_person_still(console, form, 0, action->person, action->who);
	char *who = form_text(form, 0);
	if (person == 0 && who[0] == '\0' && form->fields[2].choice != ANSWER_NOT_ASKED) {
		array_free(who);
		form->focus = 0;
		console_say(console, true, _("Nobody is named yet who could answer. Say who."));
		return false;
	}
	bool given = person != action->person || due != action->due ||
		     (person == 0 && (action->who == NULL || strcmp(action->who, who) != 0));
	array_free(who);
	if (given) {
		struct command command = command_make(EVENT_ACTION_GIVEN);
		drafts_spare(console);
		command.body.thing = form->thing;
		command.body.person = person;
		command.body.date = due;
		form_say(&command, form, 0);
		if (!console_run(console, &command, NULL))
			return false;
	}
	struct command command = command_make(EVENT_ACTION_ANSWERED);
	command.body.thing = form->thing;
	command.body.accepted = form->fields[2].choice;
	command.body.paid = form->fields[3].choice;
	return console_run(console, &command, _("Written down."));
}

static const char *const came_choices[] = {N_("still open"), N_("done"), N_("dropped"), NULL};

static bool fill_action_came(struct console *console, struct form *form)
{
	const struct action *action = model_action(console_model(console), form->thing);

	if (action == NULL)
		return false;
	form_about(form, action->what);
	form->fields[0].choice = action->state;
	form_set(form, 1, action->came);
	form_set_date(form, 2, action->due);
	return true;
}

/* What is still open may have another date. */
static bool give_until(struct console *console, const struct action *action, day due)
{
	struct command command = command_make(EVENT_ACTION_GIVEN);

	drafts_spare(console);
	command.body.thing = action->id;
	command.body.person = action->person;
	command.body.date = due;
	texts_add(&command.words, action->person == 0 && action->who != NULL ? action->who : "");
	return console_run(console, &command, NULL);
}

static bool submit_action_came(struct console *console, struct form *form)
{
	const struct action *action = model_action(console_model(console), form->thing);
	struct command command = command_make(EVENT_ACTION_REPORTED);
	day due;

	if (action == NULL || !form_date(console, form, 2, &due))
		return action == NULL;
	if (form->fields[0].choice == ACTION_IS_OPEN && due != action->due &&
		!give_until(console, action, due))
		return false;
	command.body.thing = form->thing;
	command.body.number = form->fields[0].choice;
	form_say(&command, form, 1);
	return console_run(console, &command, _("Written down."));
}

static bool fill_meeting(struct console *console, struct form *form)
{
	form_set_date(form, 0, console_model(console)->next_date);
	form_set(form, 1, console_model(console)->next_meeting);
	return true;
}

static bool submit_meeting(struct console *console, struct form *form)
{
	struct command command = command_make(EVENT_NEXT_MEETING);
	day date;

	if (!form_date(console, form, 0, &date))
		return false;
	command.body.date = date;
	form_say(&command, form, 1);
	return console_run(console, &command, _("The next meeting is written down."));
}

/* What it follows from is said above the fields. */
static bool fill_action(struct console *console, struct form *form)
{
	const char *words;
	struct buf about = {0};

	if (form->thing == 0)
		return true;
	if (!form_thing_words(console_model(console), form->thing, 0, &words))
		return false;
	buf_format(&about, _("It follows from: %s"), words != NULL ? words : _("(erased)"));
	form_about(form, buf_text(&about));
	buf_finish(&about);
	return true;
}

const struct form_spec action_form = {"action", N_("An action"),
	{WORDS(N_("What"), N_("what is to be done")),
		WHO(N_("Who"), N_("a name; empty: nobody yet")), DATE(N_("By when"))},
	fill_action, submit_action, false};

const struct form_spec action_answer_form = {"action-answer", N_("Does the person accept it?"),
	{WHO(N_("Who"), NULL), DATE(N_("By when")), CHOICE(N_("Answer"), answer_choices),
		CHOICE(N_("Paid"), form_paid_choices)},
	fill_action_answer, submit_action_answer, false};

const struct form_spec action_came_form = {"action-came", N_("What came of it?"),
	{CHOICE(N_("It is"), came_choices), MAYBE(N_("In words"), N_("what came of it")),
		DATE(N_("By when, if still open"))},
	fill_action_came, submit_action_came, false};

const struct form_spec meeting_form = {"meeting", N_("The next meeting"),
	{DATE(N_("When")), MAYBE(N_("Where, and what time"), NULL)}, fill_meeting, submit_meeting,
	false};
