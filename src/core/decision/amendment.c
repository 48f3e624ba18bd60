/*
 * Amendments to a proposal that is decided by majority: each is the whole text as it would then be,
 * is voted on before the proposal, in the order in which they were moved, and once adopted is the
 * text that is put to the vote.
 *
 * An amendment is a proposal of its own that names the one it amends: so it is voted on, reworded,
 * withdrawn and erased like any other.
 */
#include "roundtable/core/agreement.h"
#include "roundtable/core/sentence.h"

#include "../rule.h"
#include "../words.h"

#include "roundtable/base/i18n.h"

#include <string.h>

bool model_by_majority(const struct model *model, const struct proposal *proposal)
{
	const struct rule *rule = model_rule_for(model, proposal);
	const struct stage *plan = model_stage(model, proposal->stage);

	if (rule != NULL)
		return rule_votes(rule->how) && rule->counted.method == TALLY_MAJORITY;
	return plan != NULL && stage_rule(plan).method == TALLY_MAJORITY;
}

const struct proposal *proposal_amended(const struct model *model, const struct proposal *proposal)
{
	const struct proposal *amended = model_proposal(model, proposal->amends);

	return amended != NULL ? amended : proposal;
}

const struct proposal *proposal_pending(const struct model *model, const struct proposal *proposal)
{
	for (size_t i = 0; i < model->proposals.count; i++) {
		const struct proposal *amendment = &model->proposals.items[i];
		if (amendment->amends == proposal->id && !amendment->withdrawn &&
			amendment->decision == 0)
			return amendment;
	}
	return NULL;
}

bool amendment_stale(const struct model *model, const struct proposal *amendment)
{
	return proposal_amended(model, amendment)->worded > amendment->worded;
}

int amendment_number(const struct model *model, const struct proposal *amendment)
{
	int number = 0;

	for (size_t i = 0; i < model->proposals.count; i++)
		number += model->proposals.items[i].amends == amendment->amends &&
			  model->proposals.items[i].id <= amendment->id;
	return number;
}

bool proposal_voted_on(const struct model *model, const struct proposal *proposal)
{
	for (size_t i = 0; i < model->polls.count; i++) {
		const struct poll *poll = &model->polls.items[i];
		const struct proposal *about = model_proposal(model, poll->proposal);
		if (poll->state == POLL_OPEN && about != NULL &&
			(about->id == proposal->id || about->amends == proposal->id))
			return true;
	}
	return false;
}

bool proposal_open_here(const struct model *model, const struct proposal *proposal)
{
	return proposal != NULL && proposal->decision == 0 && !model_carried(model, proposal->id);
}

bool amendment_moved(struct deciding *d, const struct proposal *amended)
{
	const struct command *command = d->command;

	if (amended->withdrawn || amended->text == NULL || amended->amends != 0 ||
		model_rule(d->model, amended->id) != NULL)
		return refuse(d, REFUSED_NO_THING, amended->id);
	if (!model_by_majority(d->model, amended))
		return refuse(d, REFUSED_NO_AMENDMENT, amended->id);
	const struct poll *poll = model_proposal_poll(d->model, amended->id);
	if (poll != NULL && poll->state == POLL_OPEN)
		return refuse(d, REFUSED_POLL_OPEN, poll->id);
	if (strcmp(command->words.items[0], amended->text) == 0)
		return refuse(d, REFUSED_SAME, amended->id);
	deciding_add(d)->body.stage = amended->stage;
	return true;
}

bool amendment_first(struct deciding *d, const struct proposal *proposal)
{
	const struct proposal *pending =
		proposal_pending(d->model, proposal_amended(d->model, proposal));

	if (pending != NULL && pending->id != proposal->id)
		return refuse(d, REFUSED_AMENDMENT, pending->id);
	if (pending != NULL && amendment_stale(d->model, pending))
		return refuse(d, REFUSED_AMENDED, pending->id);
	return true;
}

void amendment_settle(struct deciding *d, const struct poll *poll, enum tally_outcome outcome)
{
	const struct proposal *amendment = model_proposal(d->model, poll->proposal);

	if (amendment == NULL || amendment->amends == 0 || amendment->decision != 0 ||
		(outcome != OUTCOME_CARRIED && outcome != OUTCOME_NOT_CARRIED))
		return;
	struct event *event = deciding_add(d);
	texts_finish(&event->words);
	body_finish(&event->body);
	event->kind = EVENT_DECISION_RECORDED;
	event->body.thing = amendment->id;
	event->body.poll = poll->id;
	event->body.verdict = outcome == OUTCOME_CARRIED ? DECISION_ADOPTED : DECISION_NOT_ADOPTED;
	body_rare_make(&event->body)->agreed = poll->agreed;
}

void amendment_take(struct model *model, const struct proposal *adopted)
{
	struct proposal *amended = proposal_mutable(model, adopted->amends);

	if (amended == NULL || amended->decision != 0)
		return;
	amended->text = adopted->text;
	amended->worded = adopted->decision;
	bearers_ask_again(amended);
}

/* --- in sentences --- */

/* Where an amendment stands; said without and with whose it is. */
enum amendment_state {
	AMENDMENT_NOW,
	AMENDMENT_NEXT,
	AMENDMENT_WAITS,
	AMENDMENT_STALE,
	AMENDMENT_ADOPTED,
	AMENDMENT_LOST,
	AMENDMENT_WITHDRAWN,
	AMENDMENT_LEFT,
	AMENDMENT_STATES
};

static const char *const states[AMENDMENT_STATES][2] = {
	[AMENDMENT_NOW] = {N_("Amendment %1$d is voted on now, before the proposal: “%2$s”"),
		N_("Amendment %1$d, moved by %3$s, is voted on now, before the proposal: "
		   "“%2$s”")},
	[AMENDMENT_NEXT] = {N_("Amendment %1$d is voted on next, before the proposal: “%2$s”"),
		N_("Amendment %1$d, moved by %3$s, is voted on next, before the proposal: "
		   "“%2$s”")},
	[AMENDMENT_WAITS] = {N_("Amendment %1$d waits for the one before it: “%2$s”"),
		N_("Amendment %1$d, moved by %3$s, waits for the one before it: “%2$s”")},
	[AMENDMENT_STALE] = {N_("The text has changed since amendment %1$d was moved; it is fitted "
				"to the new text, or withdrawn: “%2$s”"),
		N_("The text has changed since amendment %1$d was moved by %3$s; it is fitted to "
		   "the new text, or withdrawn: “%2$s”")},
	[AMENDMENT_ADOPTED] = {N_("Amendment %1$d was adopted: “%2$s”"),
		N_("Amendment %1$d, moved by %3$s, was adopted: “%2$s”")},
	[AMENDMENT_LOST] = {N_("Amendment %1$d was lost: “%2$s”"),
		N_("Amendment %1$d, moved by %3$s, was lost: “%2$s”")},
	[AMENDMENT_WITHDRAWN] = {N_("Amendment %1$d was withdrawn: “%2$s”"),
		N_("Amendment %1$d, moved by %3$s, was withdrawn: “%2$s”")},
	[AMENDMENT_LEFT] = {N_("Amendment %1$d was not voted on: “%2$s”"),
		N_("Amendment %1$d, moved by %3$s, was not voted on: “%2$s”")},
};

static enum amendment_state state_of(const struct model *model, const struct proposal *amendment)
{
	const struct proposal *amended = proposal_amended(model, amendment);

	if (amendment->decision != 0)
		return amendment->verdict == DECISION_ADOPTED ? AMENDMENT_ADOPTED : AMENDMENT_LOST;
	if (amendment->withdrawn)
		return AMENDMENT_WITHDRAWN;
	if (amended->decision != 0 || model->closed_at != 0)
		return AMENDMENT_LEFT;
	if (proposal_voted_on(model, amendment))
		return AMENDMENT_NOW;
	if (amendment_stale(model, amendment))
		return AMENDMENT_STALE;
	return proposal_pending(model, amended) == amendment ? AMENDMENT_NEXT : AMENDMENT_WAITS;
}

void sentence_amendment(const struct model *model, const struct proposal *amendment,
	const char *mover, struct buf *out)
{
	const char *text = amendment->text != NULL ? amendment->text : _("(erased)");
	int number = amendment_number(model, amendment);
	bool named = mover != NULL && mover[0] != '\0';
	const char *sentence = states[state_of(model, amendment)][named];

	words_begin(out);
	if (named)
		buf_format(out, _(sentence), number, text, mover);
	else
		buf_format(out, _(sentence), number, text);
}

void sentence_asked(const struct model *model, const struct proposal *proposal, struct buf *out)
{
	const char *text = proposal->text != NULL ? proposal->text : _("(erased)");

	if (proposal->amends != 0)
		buf_format(out, _("Amendment %1$d. Shall the proposal then read: “%2$s”?"),
			amendment_number(model, proposal), text);
	else
		buf_text_add(out, text);
}

void sentence_question(const struct model *model, const struct poll *poll, struct buf *out)
{
	const struct proposal *proposal = model_proposal(model, poll->proposal);
	const struct stage *plan = model_stage(model, poll->stage);

	if (proposal != NULL)
		sentence_asked(model, proposal, out);
	else if (plan != NULL)
		buf_text_add(out, plan->title);
}
