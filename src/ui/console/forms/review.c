/* What a minority says of a decision. It is looked at again: it stands, or is taken up with other
 * words. */
#include "../form.h"

static bool fill_review(struct console *console, struct form *form)
{
	const struct proposal *proposal = model_proposal(console_model(console), form->thing);

	if (proposal == NULL || proposal->decision == 0)
		return false;
	form_about(form, proposal->text);
	return true;
}

static bool submit_review(struct console *console, struct form *form)
{
	struct command command = command_make(EVENT_DECISION_REVIEWED);
	day next;

	if (!form_date(console, form, 1, &next))
		return false;
	command.body.thing = form->thing;
	command.body.date = next;
	form_say(&command, form, 0);
	return console_run(console, &command, _("Reviewed: it stands."));
}

static bool fill_again(struct console *console, struct form *form)
{
	const struct proposal *proposal = model_proposal(console_model(console), form->thing);

	if (proposal == NULL)
		return false;
	form_about(form, proposal->text);
	form_set(form, 0, proposal->text);
	return true;
}

static bool submit_again(struct console *console, struct form *form)
{
	struct command command = command_make(EVENT_PROPOSAL_MADE);

	command.body.stage = console_at(console);
	command.body.into = form->thing;
	form_say(&command, form, 0);
	return console_run(console, &command,
		_("Proposed. The earlier decision holds until this one is adopted."));
}

const struct form_spec review_form = {"review", N_("Reviewed: it stands"),
	{WORDS(N_("What was found"), N_("how it went, and for whom")), DATE(N_("Next review"))},
	fill_review, submit_review, false};

const struct form_spec again_form = {"again", N_("Take it up again"),
	{WORDS(N_("What is proposed now"), NULL)}, fill_again, submit_again, false};

static bool submit_minority(struct console *console, struct form *form)
{
	struct command command = command_make(EVENT_MINORITY_STATED);

	command.body.thing = form->thing;
	command.body.person = form_person(console, form, 1);
	form_say(&command, form, 0);
	return console_run(console, &command, _("It stands with the decision, as it was said."));
}

const struct form_spec minority_form = {"minority", N_("A minority states what it thinks"),
	{WORDS(N_("Statement"), N_("in their own words; nobody changes it later")),
		MEMBER(N_("Signed"), N_("only if they wish; else empty"))},
	fill_review, submit_minority, false};

enum { REVIEW_STANDS, REVIEW_AGAIN };

static void picked(struct console *console, int64_t how, int64_t decision)
{
	form_open(console, how == REVIEW_STANDS ? FORM_REVIEW : FORM_AGAIN, decision, 0);
}

void review_ask(struct console *console, int64_t decision)
{
	struct pick *pick =
		pick_open(console, _("This decision is reviewed."), false, picked, decision);

	pick_add(pick, REVIEW_STANDS, _("It stands"), _("say what was found"));
	pick_add(pick, REVIEW_AGAIN, _("Take it up again"), _("to change it, or to end it"));
}
