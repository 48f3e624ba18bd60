/* Forms of a vote: hands, tellers, stepping out, the wrong name. */
#include "../form.h"

#include "roundtable/core/sentence.h"

/* Of many answers nobody counts hands one answer after the other: each shows theirs, and they are
 * typed as they sit. */
static bool in_seat_order(const struct poll *poll)
{
	return poll->rule.method == TALLY_GRADIENTS || poll->rule.method == TALLY_FIST_TO_FIVE;
}

static void fill_digits(const struct poll *poll, struct form *form)
{
	struct buf text = {0};

	buf_format(&text,
		poll->rule.method == TALLY_FIST_TO_FIVE
			? _("%zu people, all at once: a fist is 0, fingers 1 to 5. Type a digit "
			    "for each in the order of seats, - for no hand.")
			: _("%zu people, all at once: 1 full support to 8 block. Type a digit for "
			    "each in the order of seats, - for no answer."),
		poll->eligible.count - poll->out.count);
	form_about(form, buf_text(&text));
	form_add(form, _("Digits"), 0, FIELD_WORDS);
	buf_finish(&text);
}

/* One digit a person: how often each answer was given. Says what is wrong. */
static bool count_digits(
	struct console *console, const struct poll *poll, const char *digits, struct rare *hands)
{
	int64_t counts[TALLY_OPTIONS_MAX] = {0}, people = 0;
	int first = poll->rule.method == TALLY_FIST_TO_FIVE ? '0' : '1';
	size_t options = poll_options(poll), asked = poll->eligible.count - poll->out.count;

	for (; *digits != '\0'; digits++) {
		if (*digits == ' ' || *digits == ',')
			continue;
		people++;
		if (*digits == '-') {
			hands->blank++;
		} else if (*digits >= first && (size_t)(*digits - first) < options) {
			counts[*digits - first]++;
		} else {
			console_sayf(console, true, _("An answer is a digit from %c to %c, or -."),
				first, first + (int)options - 1);
			return false;
		}
	}
	if ((size_t)people != asked) {
		console_sayf(console, true,
			_("That makes %lld digits for %zu people. Count again: one for each."),
			(long long)people, asked);
		return false;
	}
	for (size_t i = 0; i < options; i++)
		ids_add(&hands->marks, counts[i]);
	return true;
}

static bool fill_hands(struct console *console, struct form *form)
{
	const struct model *model = console_model(console);
	const struct poll *poll = model_poll(model, form->thing);
	struct buf text = {0};

	if (!form_poll_open(console, form))
		return false;
	if (in_seat_order(poll)) {
		fill_digits(poll, form);
		return true;
	}
	buf_format(&text, _("%zu people can vote here."), poll->eligible.count - poll->out.count);
	form_about(form, buf_text(&text));
	for (size_t i = 0; i < poll_options(poll); i++) {
		buf_clear(&text);
		sentence_option(model, poll, i, &text);
		form_add(form, buf_text(&text), (int64_t)i, FIELD_NUMBER);
	}
	form_add(form, _("Hands for none of these"), -1, FIELD_NUMBER);
	buf_finish(&text);
	return true;
}

static bool submit_hands(struct console *console, struct form *form)
{
	const struct poll *poll = model_poll(console_model(console), form->thing);
	struct command command = command_make(EVENT_HANDS_COUNTED);
	struct rare *hands = body_rare_make(&command.body);

	command.body.poll = form->thing;
	if (poll != NULL && in_seat_order(poll)) {
		char *digits = form_text(form, 0);
		bool counted = count_digits(console, poll, digits, hands);
		array_free(digits);
		if (counted)
			return console_run(console, &command,
				_("Counted. Enter closes the vote; h counts again."));
		body_finish(&command.body);
		return false;
	}
	for (size_t i = 0; i < form->count; i++) {
		int64_t count = 0;
		if (!form_number(console, form, i, &count)) {
			body_finish(&command.body);
			return false;
		}
		if (i + 1 < form->count)
			ids_add(&hands->marks, count);
		else
			hands->blank = count;
	}
	return console_run(console, &command, _("Counted. Enter closes the vote; h counts again."));
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

enum { OUT_WHY, OUT_WORDS, OUT_NAME };
static const char *const why_choices[] = {
	N_("not said"), N_("the interest they declared"), N_("in their own words:"), NULL};

/* `part` is who steps out, where that is known; 0: it is asked. */
static bool fill_step_out(struct console *console, struct form *form)
{
	const struct person *person = model_person(console_model(console), form->part);

	if (!form_poll_open(console, form))
		return false;
	if (person != NULL)
		form_about(form, person->name);
	else
		form_add(form, _("Name"), OUT_NAME, FIELD_PERSON)->field.on_roster = true;
	struct form_field *why = form_add(form, _("Why"), OUT_WHY, FIELD_CHOICE);
	why->field.choices = why_choices;
	if (person != NULL && person->interest != NULL && person->interest[0] != '\0')
		why->choice = 1;
	form_add(form, _("Words"), OUT_WORDS, FIELD_WORDS)->field.hint =
		N_("they stand in the minutes; empty: not said");
	return true;
}

static bool submit_step_out(struct console *console, struct form *form)
{
	struct command command = command_make(EVENT_VOTER_STEPPED_OUT);
	const struct poll *poll = model_poll(console_model(console), form->thing);
	size_t why = form->part == 0;
	char *words = form_text(form, why + 1);

	command.body.poll = form->thing;
	command.body.person = form->part != 0 ? form->part : form_person(console, form, 0);
	command.body.yes = poll == NULL || !ids_contain(&poll->out, command.body.person);
	command.body.number = form->fields[why].choice == 1 && words[0] == '\0';
	texts_add(&command.words, words);
	array_free(words);
	return console_run(console, &command,
		command.body.yes
			? _("Stepped out of this vote: not counted among those who can vote.")
			: _("Back in this vote."));
}

static bool submit_stand_in(struct console *console, struct form *form)
{
	struct command command = command_make(EVENT_STOOD_IN);

	command.body.poll = form->thing;
	command.body.person = form_person(console, form, 0);
	command.body.into = form_person(console, form, 1);
	return console_run(console, &command,
		_("Taken in: they vote for themselves, and once more for who is absent."));
}

static bool submit_wrong_name(struct console *console, struct form *form)
{
	struct command command = command_make(EVENT_TICK_MOVED);

	command.body.poll = form->thing;
	command.body.person = form_person(console, form, 0);
	command.body.into = form_person(console, form, 1);
	return console_run(
		console, &command, _("The tick is moved; the ballot lies where it lay."));
}

const struct form_spec hands_form = {
	"hands", N_("Show of hands"), {{0}}, fill_hands, submit_hands, false};

const struct form_spec tellers_form = {"tellers", N_("Two tellers, from different roles"),
	{MEMBER(N_("Reads aloud"), NULL), MEMBER(N_("Looks on"), NULL)}, form_poll_open,
	submit_tellers, false};

const struct form_spec step_out_form = {"step-out", N_("Who steps out of this vote, or back in?"),
	{{NULL}}, fill_step_out, submit_step_out, false};

const struct form_spec wrong_name_form = {"wrong-name", N_("The wrong name was ticked"),
	{MEMBER(N_("Ticked by mistake"), NULL), MEMBER(N_("Who really voted"), NULL)},
	form_poll_open, submit_wrong_name, true};

const struct form_spec stand_in_form = {"stand-in", N_("Who votes for somebody absent?"),
	{MEMBER(N_("Absent"), NULL), MEMBER(N_("Votes for them"), NULL)}, form_poll_open,
	submit_stand_in, false};
