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

/* Where it can be decided: in this stage, else in the next one that decides, else in any; -1: none
 * does. Where rules are decided nothing else is. */
static int deciding_stage(struct console *console)
{
	const struct plan *plan = console_model(console)->plan;
	int at = console_at(console), found = -1;

	for (int i = (int)plan->stages.count - 1; i >= 0; i--) {
		const struct stage *stage = &plan->stages.items[i];
		bool decides = stage->activity == ACTIVITY_DECIDE &&
			       (i == at || stage_setting(stage, SETTING_WHAT) != WHAT_RULES);
		if (decides && (i >= at || found < at))
			found = i;
	}
	return found;
}

void again_open(struct console *console, int64_t decision)
{
	if (deciding_stage(console) < 0)
		console_say(console, true,
			_("No stage of this programme decides anything: it can be taken up in a "
			  "session that has one."));
	else
		form_open(console, FORM_AGAIN, decision, 0);
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

	int stage = deciding_stage(console);
	const struct stage *plan = model_stage(console_model(console), stage);

	command.body.stage = stage;
	command.body.into = form->thing;
	form_say(&command, form, 0);
	if (!console_run(console, &command,
		    _("Proposed. The earlier decision holds until this one is adopted.")))
		return false;
	if (stage != console_at(console))
		console_sayf(console, false,
			_("Proposed, to be decided in stage %1$d, “%2$s”. Until then the earlier "
			  "decision holds."),
			stage + 1, plan->title);
	return true;
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
	if (how == REVIEW_STANDS)
		form_open(console, FORM_REVIEW, decision, 0);
	else
		again_open(console, decision);
}

void review_ask(struct console *console, int64_t decision)
{
	struct pick *pick =
		pick_open(console, _("This decision is reviewed."), false, picked, decision);

	pick_add(pick, REVIEW_STANDS, _("It stands"), _("say what was found"));
	pick_add(pick, REVIEW_AGAIN, _("Take it up again"), _("to change it, or to end it"));
}
