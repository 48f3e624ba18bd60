/* Forms of a vote: hands, tellers, stepping out, the wrong name. */
#include "../form.h"

#include "roundtable/core/sentence.h"

static bool fill_hands(struct console *console, struct form *form)
{
	const struct model *model = console_model(console);
	const struct poll *poll = model_poll(model, form->thing);
	struct buf text = {0};

	if (!form_poll_open(console, form))
		return false;
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
	struct command command = command_make(EVENT_HANDS_COUNTED);
	struct rare *hands = body_rare_make(&command.body);

	command.body.poll = form->thing;
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
		command.body.yes
			? _("Stepped out of this vote: not counted among those who can vote.")
			: _("Back in this vote."));
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
	{WHO(N_("Reads aloud"), NULL), WHO(N_("Looks on"), NULL)}, form_poll_open, submit_tellers,
	false};

const struct form_spec step_out_form = {"step-out", N_("Who steps out of this vote, or back in?"),
	{WHO(N_("Name"), NULL)}, form_poll_open, submit_step_out, false};

const struct form_spec wrong_name_form = {"wrong-name", N_("The wrong name was ticked"),
	{WHO(N_("Ticked by mistake"), NULL), WHO(N_("Who really voted"), NULL)}, form_poll_open,
	submit_wrong_name, true};
