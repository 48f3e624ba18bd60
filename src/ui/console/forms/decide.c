/* Who carries it, the decision, who does it. */
#include "../form.h"

#include "roundtable/base/mem.h"
#include "roundtable/core/agreement.h"

static const char *const verdict_choices[] = {
	N_("adopted"), N_("not adopted"), N_("deferred: taken back to those we speak for"), NULL};

static bool fill_proposal(struct console *console, struct form *form)
{
	const struct proposal *proposal = model_proposal(console_model(console), form->thing);

	if (proposal == NULL)
		return false;
	form_about(form, proposal->text);
	return true;
}

static bool submit_burden(struct console *console, struct form *form)
{
	struct command command = command_make(EVENT_BURDEN_STATED);

	command.body.thing = form->thing;
	command.body.paid = form->fields[2].choice;
	form_say(&command, form, 0);
	form_say(&command, form, 1);
	form_say(&command, form, 3);
	return console_run(console, &command, _("Written down."));
}

/* What can come of a proposal: what would be refused is not offered. */
static const char *const rejected_choices[] = {
	N_("not adopted"), N_("deferred: taken back to those we speak for"), NULL};
static const char *const accepted_choices[] = {
	N_("adopted"), N_("deferred: taken back to those we speak for"), NULL};
static const char *const deferred_choices[] = {
	N_("deferred: taken back to those we speak for"), NULL};
static const struct {
	const char *const *choices;
	enum decision_verdict verdicts[DECISIONS];
} offers[] = {{deferred_choices, {DECISION_DEFERRED}},
	{accepted_choices, {DECISION_ADOPTED, DECISION_DEFERRED}},
	{rejected_choices, {DECISION_NOT_ADOPTED, DECISION_DEFERRED}},
	{verdict_choices, {DECISION_ADOPTED, DECISION_NOT_ADOPTED, DECISION_DEFERRED}}};

/* Whether it would be taken, whatever the other fields say; else `why` (owned) says why not. */
static bool can_be(
	struct console *console, int64_t proposal, enum decision_verdict verdict, char **why)
{
	struct command command = command_make(EVENT_DECISION_RECORDED);
	struct change change = {0};
	struct refusal refusal;

	command.body.thing = proposal;
	command.body.verdict = verdict;
	texts_add(&command.words, "");
	texts_add(&command.words, "why");
	bool taken = decide(console_model(console), &command, console_now(console),
		console->config.random, &change, &refusal);
	/* the result itself stands on the screen */
	*why = taken || refusal.code == REFUSED_OUTCOME_DIFFERS ? NULL : refusal_text(&refusal);
	change_finish(&change);
	body_finish(&command.body);
	texts_finish(&command.words);
	return taken;
}

static enum decision_verdict verdict_of(const struct form *form)
{
	return offers[form->fields[0].id].verdicts[form->fields[0].choice];
}

/* Before it is written down as not adopted: what the group's rule has for that. */
static void explain_failed(const struct model *model, struct form *form)
{
	const struct poll *poll = model_proposal_poll(model, form->thing);
	struct buf fails = {0};

	if (poll != NULL)
		sentence_rule_fails(model, poll, &fails);
	if (form->explain == NULL && fails.count > 0)
		form->explain = buf_take(&fails);
	buf_finish(&fails);
}

/* What the vote says is what is offered first. */
static bool fill_decide(struct console *console, struct form *form)
{
	const struct model *model = console_model(console);

	if (!fill_proposal(console, form))
		return false;
	char *why_not;
	array_free(form->explain);
	form->fields[0].id = can_be(console, form->thing, DECISION_ADOPTED, &form->explain) +
			     2 * can_be(console, form->thing, DECISION_NOT_ADOPTED, &why_not);
	array_free(why_not);
	form->fields[0].field.choices = offers[form->fields[0].id].choices;
	if (model_by_authority(model, model_proposal(model, form->thing)))
		form_add(form, _("Why"), 0, FIELD_WORDS)->field.hint =
			N_("and which advice was not followed, and why");
	explain_failed(model, form);
	/* who would carry what was carried was not asked yet, or nobody voted: it waits */
	const struct burden *missing = proposal_missing(model_proposal(model, form->thing));
	const struct poll *poll = model_proposal_poll(model, form->thing);
	bool carried = poll != NULL && poll->result.outcome == OUTCOME_CARRIED;
	bool open =
		poll == NULL || (carried && missing != NULL && missing->answer != ANSWER_DECLINED);
	while (open && verdict_of(form) != DECISION_DEFERRED)
		form->fields[0].choice++;
	return true;
}

static bool submit_decide(struct console *console, struct form *form)
{
	struct command command = command_make(EVENT_DECISION_RECORDED);
	enum decision_verdict verdict = verdict_of(form);
	bool adopted = verdict == DECISION_ADOPTED;
	bool rule = model_rule(console_model(console), form->thing) != NULL;
	int64_t proposal = form->thing;
	char head[10];
	day review;

	if (!form_date(console, form, 2, &review))
		return false;
	command.body.thing = proposal;
	command.body.verdict = verdict;
	command.body.date = review;
	form_say(&command, form, 1);
	if (form->count > 3)
		form_say(&command, form, 3);
	if (!console_run(console, &command, NULL))
		return false;
	console->config.ports.head(console->config.ports.context, head);
	console_sayf(console, false,
		rule && adopted ? _("Recorded, and the rule is sealed. The log stands at %s.")
				: _("Recorded. The log stands at %s."),
		head);
	if (adopted && !rule)
		form_open(console, FORM_CARE, proposal, 0);
	return true;
}

/* When it is looked at again, or, taken back, when those are to have answered who it is taken to.
 */
static const char *date_label(enum decision_verdict verdict)
{
	return verdict == DECISION_DEFERRED ? _("Taken back until") : NULL;
}

static const char *decide_label(struct console *console, const struct form *form, size_t field)
{
	(void)console;
	return field == 2 ? date_label(verdict_of(form)) : NULL;
}

enum mend_field { M_TEXT, M_VERDICT, M_NEXT, M_REVIEW, M_WHY };

/* As it stands; a line that is cleared leaves it so. */
static bool fill_mend(struct console *console, struct form *form)
{
	const struct proposal *proposal = model_proposal(console_model(console), form->thing);

	if (proposal == NULL || proposal->decision == 0)
		return false;
	array_free(form->explain);
	form->explain = mem_copy_text(_("To decide otherwise, make a new proposal."));
	form_set(form, M_TEXT, proposal->text);
	form->fields[M_VERDICT].choice = proposal->verdict;
	form_set(form, M_NEXT, proposal->next);
	form_set_date(form, M_REVIEW, proposal->review);
	return true;
}

static bool submit_mend(struct console *console, struct form *form)
{
	struct command command = command_make(EVENT_DECISION_CORRECTED);
	char head[10];
	day review;

	if (!form_date(console, form, M_REVIEW, &review))
		return false;
	command.body.thing = form->thing;
	command.body.verdict = form->fields[M_VERDICT].choice;
	command.body.date = review;
	form_say(&command, form, M_TEXT);
	form_say(&command, form, M_NEXT);
	form_say(&command, form, M_WHY);
	if (!console_run(console, &command, NULL))
		return false;
	console->config.ports.head(console->config.ports.context, head);
	console_sayf(
		console, false, _("Corrected; the minutes keep both. The log stands at %s."), head);
	return true;
}

static const char *mend_label(struct console *console, const struct form *form, size_t field)
{
	(void)console;
	return field == M_REVIEW ? date_label((enum decision_verdict)form->fields[M_VERDICT].choice)
				 : NULL;
}

enum { CARE_DOES, CARE_ANSWERS, CARE_ASKED, CARE_TOLD, CARE_REVIEW };

/* What the group's rule says of decisions of this kind, where nothing was said of this one. */
static void offer_usual(struct console *console, struct form *form, const struct proposal *proposal)
{
	const struct rule *rule = model_rule(console_model(console), proposal->agreed);

	if (rule == NULL)
		return;
	const char *usual[] = {rule->does, rule->answers, rule->asked, rule->told};
	for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
		if (editor_text(&form->fields[i].editor)[0] == '\0')
			form_set(form, i, usual[i]);
}

/* What stands is what is offered: Enter through the fields changes nothing. */
static bool fill_care(struct console *console, struct form *form)
{
	const struct proposal *proposal = model_proposal(console_model(console), form->thing);

	if (!fill_proposal(console, form))
		return false;
	form_set_person(console, form, CARE_DOES, proposal->does, proposal->does_text);
	form_set_person(console, form, CARE_ANSWERS, proposal->answers, proposal->answers_text);
	form_set(form, CARE_ASKED, proposal->asked);
	form_set(form, CARE_TOLD, proposal->told);
	form_set_date(form, CARE_REVIEW, proposal->review);
	offer_usual(console, form, proposal);
	return true;
}

static bool submit_care(struct console *console, struct form *form)
{
	const struct proposal *proposal = model_proposal(console_model(console), form->thing);
	struct command command = command_make(EVENT_DECISION_CARE);
	day review;

	if (proposal == NULL || !form_date(console, form, CARE_REVIEW, &review))
		return proposal == NULL;
	command.body.thing = form->thing;
	command.body.person =
		form_person_still(console, form, CARE_DOES, proposal->does, proposal->does_text);
	command.body.into = form_person_still(
		console, form, CARE_ANSWERS, proposal->answers, proposal->answers_text);
	command.body.date = review;
	form_say(&command, form, CARE_DOES);
	form_say(&command, form, CARE_ANSWERS);
	form_say(&command, form, CARE_ASKED);
	form_say(&command, form, CARE_TOLD);
	return console_run(console, &command, _("Written down."));
}

static const char *care_label(struct console *console, const struct form *form, size_t field)
{
	const struct proposal *proposal = model_proposal(console_model(console), form->thing);

	return proposal != NULL && field == CARE_REVIEW ? date_label(proposal->verdict) : NULL;
}

const struct form_spec burden_form = {"burden", N_("Who carries the work?"),
	{WORDS(N_("Who carries it"), N_("a person, a role, a group")),
		MAYBE(N_("How much"), N_("hours, money, in words")),
		CHOICE(N_("Paid"), form_paid_choices), MAYBE(N_("By whom"), NULL)},
	fill_proposal, submit_burden, false};

const struct form_spec decide_form = {"decide", N_("Record the decision"),
	{CHOICE(N_("Outcome"), verdict_choices), MAYBE(N_("What happens next"), NULL),
		DATE(N_("Reviewed on"))},
	fill_decide, submit_decide, false, decide_label};

const struct form_spec mend_form = {"mend", N_("Correct a recorded decision"),
	{MAYBE(N_("Decision"), NULL), CHOICE(N_("Outcome"), verdict_choices),
		MAYBE(N_("What happens next"), NULL), DATE(N_("Reviewed on")),
		WORDS(N_("Why"), N_("it stands in the minutes"))},
	fill_mend, submit_mend, false, mend_label};

const struct form_spec care_form = {"care", N_("Who does it, who answers for it?"),
	{WHO(N_("Who does it"), NULL), WHO(N_("Who answers for it"), NULL),
		MAYBE(N_("Who is asked before"), NULL), MAYBE(N_("Who is told"), NULL),
		DATE(N_("Reviewed on"))},
	fill_care, submit_care, false, care_label};
