/* A proposal, what it asks of whom, its test, and the decision. */
#include "../rule.h"

#include "roundtable/base/i18n.h"
#include "roundtable/core/agreement.h"
#include "roundtable/core/sentence.h"

#include <string.h>

bool decide_proposal_made(struct deciding *d)
{
	const struct body *body = &d->command->body;

	if (model_stage(d->model, (int)body->stage)->activity != ACTIVITY_DECIDE)
		return refuse(d, REFUSED_NOT_HERE, body->stage);
	if (body->thing != 0 && model_card(d->model, body->thing) == NULL &&
		model_theme(d->model, body->thing) == NULL)
		return refuse(d, REFUSED_NO_THING, body->thing);
	const struct card *card = model_card(d->model, body->thing);
	const struct theme *theme = model_theme(d->model, body->thing);
	if ((card != NULL && card_hidden(d->model, card)) ||
		(theme != NULL && model_cards_hidden(d->model, theme->stage)))
		return refuse(d, REFUSED_HIDDEN, body->thing);
	if (body->person != 0 && model_person(d->model, body->person) == NULL)
		return refuse(d, REFUSED_NO_PERSON, body->person);
	const struct proposal *into = model_proposal(d->model, body->into);
	if (proposal_open_here(d->model, into))
		return amendment_moved(d, into);
	if (body->into != 0 && !may_take_up(d))
		return false;
	deciding_add(d)->body.yes = into != NULL && into->burdens.count > 0;
	return true;
}

/* The words of `about` stand in the order of the kinds, which count down from "anything". */
static int64_t stage_kind(const struct model *model, int64_t stage)
{
	const struct stage *plan = model_stage(model, known_stage(model, stage));

	return plan != NULL && plan->activity == ACTIVITY_DECIDE
		       ? -stage_setting(plan, SETTING_ABOUT)
		       : KIND_ANY;
}

struct proposal *proposal_add(struct model *model, const struct event *event)
{
	struct proposal *proposal = array_push(&model->proposals);

	*proposal = (struct proposal){.id = event->seq,
		.stage = known_stage(model, event->body.stage),
		.worded = event->seq,
		.text = event_word(event, 0),
		.next = "",
		.why = "",
		.does_text = "",
		.answers_text = "",
		.asked = "",
		.told = ""};
	return proposal;
}

void apply_proposal_made(struct model *model, const struct event *event)
{
	/* what is taken up again is decided by the rule of its kind, wherever that is done; what is
	 * not decided yet is amended */
	const struct proposal *earlier = model_proposal(model, event->body.into);
	int64_t amends = proposal_open_here(model, earlier) ? earlier->id : 0;
	int64_t again = earlier != NULL && amends == 0 ? earlier->id : 0;
	int64_t kind = earlier != NULL ? earlier->kind : stage_kind(model, event->body.stage);

	struct proposal *proposal = proposal_add(model, event);
	proposal->source = event->body.thing;
	proposal->kind = kind;
	proposal->amends = amends;
	proposal->mover = event->body.person;
	proposal->earlier = again;
	if (again != 0 && event->body.yes)
		bearers_go_on(model_proposal(model, again), proposal);
}

bool decide_reason_given(struct deciding *d)
{
	const struct poll *poll = model_poll(d->model, d->command->body.poll);

	if (poll == NULL || poll->state == POLL_IS_VOIDED)
		return refuse(d, REFUSED_NO_THING, d->command->body.poll);
	/* whose reason it is stays out of the file */
	deciding_add(d)->by = BY_NOBODY;
	return true;
}

void apply_reason_given(struct model *model, const struct event *event)
{
	struct poll *poll = poll_mutable(model, event->body.poll);

	if (poll != NULL)
		*array_push(&poll->reasons) =
			(struct reason){.id = event->seq, .text = event_word(event, 0)};
}

/* The verdict must be what the test says; deferring is always possible. */
static bool verdict_tested(struct deciding *d, const struct proposal *proposal)
{
	int64_t verdict = d->command->body.verdict;
	const struct poll *poll = model_proposal_poll(d->model, proposal->id);

	/* what was tested is the text as it stood then */
	if (poll == NULL || !proposal_words_tested(proposal, poll))
		return refuse(d, REFUSED_NOT_TESTED, proposal->id);
	if (!amendment_first(d, proposal))
		return false;
	bool carried = poll->result.outcome == OUTCOME_CARRIED;
	/* hold, test again or defer: what nobody finished is no verdict against it */
	if (!carried && poll->result.outcome != OUTCOME_NOT_CARRIED)
		return refuse(d, REFUSED_UNDECIDED, proposal->id);
	/* what was carried fails all the same where a bearer does not consent */
	if (carried && verdict == DECISION_NOT_ADOPTED && proposal_missing(proposal) != NULL)
		return true;
	return verdict == (carried ? DECISION_ADOPTED : DECISION_NOT_ADOPTED) ||
	       refuse(d, REFUSED_OUTCOME_DIFFERS, proposal->id);
}

static bool verdict_holds(struct deciding *d, const struct proposal *proposal)
{
	const struct rule *rule = model_rule_for(d->model, proposal);
	bool voted = rule == NULL || rule_votes(rule->how);

	if (d->command->body.verdict == DECISION_DEFERRED)
		return true;
	if (d->command->body.verdict < 0 || d->command->body.verdict >= DECISIONS)
		return refuse(d, REFUSED_OUTCOME_DIFFERS, proposal->id);
	return (!voted || verdict_tested(d, proposal)) && agreed_verdict(d, proposal);
}

bool decide_decision_recorded(struct deciding *d)
{
	const struct body *body = &d->command->body;
	const struct proposal *proposal = model_proposal(d->model, body->thing);
	const struct poll *poll = model_proposal_poll(d->model, body->thing);
	const struct rule *rule = model_rule_for(d->model, proposal);

	if (poll != NULL && poll->state == POLL_OPEN)
		return refuse(d, REFUSED_POLL_OPEN, poll->id);
	if (!verdict_holds(d, proposal))
		return false;
	struct event *event = deciding_add(d);
	event->body.poll = poll != NULL ? poll->id : 0;
	if (rule != NULL || event->body.rare != NULL)
		body_rare_make(&event->body)->agreed = rule != NULL ? rule->id : 0;
	if (body->verdict == DECISION_ADOPTED)
		agreed_seal(d, body->thing);
	return true;
}

void apply_decision_recorded(struct model *model, const struct event *event)
{
	struct proposal *proposal = proposal_mutable(model, event->body.thing);

	if (proposal == NULL || proposal->decision != 0 || event->body.verdict < 0 ||
		event->body.verdict >= DECISIONS)
		return;
	proposal->decision = event->seq;
	proposal->poll = event->body.poll;
	proposal->agreed = body_rare(&event->body)->agreed;
	proposal->verdict = (enum decision_verdict)event->body.verdict;
	proposal->decided_at = event_then(event);
	proposal->next = event_word(event, 0);
	proposal->why = event_word(event, 1);
	if (event->body.date != 0)
		proposal->review = (day)event->body.date;
	if (proposal->verdict == DECISION_ADOPTED && proposal->amends != 0)
		amendment_take(model, proposal);
	else if (proposal->verdict == DECISION_ADOPTED)
		replace_earlier(model, proposal);
}

static const char *wished(const struct command *command, size_t word)
{
	return word < command->words.count ? command->words.items[word] : "";
}

/* What is wished to stand here: an empty word leaves it as it is. */
static bool changes(const char *stands, const char *wish)
{
	return wish[0] != '\0' && (stands == NULL || strcmp(stands, wish) != 0);
}

/* What was decided stays; how it was written down can be mended, with a reason. Another outcome
 * must be what the vote says, as at first. */
bool decide_decision_corrected(struct deciding *d)
{
	const struct command *command = d->command;
	const struct body *body = &command->body;
	const struct proposal *proposal = model_proposal(d->model, body->thing);

	if (proposal == NULL || proposal->withdrawn || proposal->decision == 0 ||
		proposal->amends != 0)
		return refuse(d, REFUSED_NO_THING, body->thing);
	bool text = changes(proposal->text, wished(command, 0));
	bool next = changes(proposal->next, wished(command, 1));
	bool verdict = body->verdict != (int64_t)proposal->verdict;
	if (wished(command, 2)[0] == '\0')
		return refuse(d, REFUSED_EMPTY, 0);
	if (!text && !next && !verdict && body->date == proposal->review)
		return refuse(d, REFUSED_SAME, body->thing);
	/* what was sealed with it is not unsealed by the way */
	if (verdict && model_rule(d->model, proposal->id) != NULL)
		return refuse(d, REFUSED_DECIDED, body->thing);
	if (!verdict)
		deciding_add(d)->body.poll = proposal->poll;
	else if (!decide_decision_recorded(d))
		return false;
	/* words that stand already are not said again */
	struct event *event = &d->change->events.items[d->change->events.count - 1];
	event->body.part = (text ? MENDED_TEXT : 0) + (next ? MENDED_NEXT : 0);
	if (!text)
		event->words.items[0][0] = '\0';
	if (!next)
		event->words.items[1][0] = '\0';
	return true;
}

void apply_decision_corrected(struct model *model, const struct event *event)
{
	struct proposal *proposal = proposal_mutable(model, event->body.thing);

	if (proposal == NULL || proposal->decision == 0 || event->body.verdict < 0 ||
		event->body.verdict >= DECISIONS)
		return;
	*array_push(&proposal->mendings) = (struct mended){.id = event->seq,
		.text = proposal->text,
		.next = proposal->next,
		.why = event_word(event, 2),
		.verdict = proposal->verdict,
		.review = proposal->review};
	if (event->body.part & MENDED_TEXT)
		proposal->text = event_word(event, 0);
	if (event->body.part & MENDED_NEXT)
		proposal->next = event_word(event, 1);
	proposal->poll = event->body.poll;
	proposal->verdict = (enum decision_verdict)event->body.verdict;
	proposal->review = (day)event->body.date;
}

bool decide_decision_care(struct deciding *d)
{
	const struct body *body = &d->command->body;

	const struct proposal *proposal = model_proposal(d->model, body->thing);

	if (proposal == NULL || proposal->amends != 0)
		return refuse(d, REFUSED_NO_THING, body->thing);
	if ((body->person != 0 && model_person(d->model, body->person) == NULL) ||
		(body->into != 0 && model_person(d->model, body->into) == NULL))
		return refuse(d, REFUSED_NO_PERSON, body->person);
	struct event *event = deciding_add(d);
	deciding_forget_name(event, 0, body->person);
	deciding_forget_name(event, 1, body->into);
	return true;
}

void apply_decision_care(struct model *model, const struct event *event)
{
	struct proposal *proposal = proposal_mutable(model, event->body.thing);

	if (proposal == NULL)
		return;
	proposal->does = event->body.person;
	proposal->answers = event->body.into;
	proposal->does_text = event_word(event, 0);
	proposal->answers_text = event_word(event, 1);
	proposal->asked = event_word(event, 2);
	proposal->told = event_word(event, 3);
	if (event->body.date != 0)
		proposal->review = (day)event->body.date;
}

void audience_say(
	struct audience *audience, enum audience_kind kind, int64_t id, struct buf *sentence)
{
	audience_add(audience, kind, id, audience_keep(audience, sentence));
}

/* The arithmetic of the vote that decided, where that was by majority and is not shown whole. */
static const char *counts_of(
	struct audience *audience, const struct model *model, const struct proposal *proposal)
{
	const struct poll *poll =
		proposal->decision != 0 ? model_poll(model, proposal->poll) : NULL;
	struct buf text = {0};

	if (poll == NULL || poll->id == audience->vote.id || poll->rule.method != TALLY_MAJORITY)
		return "";
	sentence_arithmetic(poll, &text);
	return audience_keep(audience, &text);
}

/* Whether those who would carry it consent. */
static void audience_add_bearers(struct audience *audience, const struct model *model,
	const struct proposal *proposal, bool tested)
{
	for (size_t i = 0; i < proposal->burdens.count; i++) {
		const struct burden *burden = &proposal->burdens.items[i];
		struct buf text = {0};
		if (!burden_matters(model, proposal, burden))
			continue;
		sentence_bearer(proposal, burden, burden->who, &text);
		audience_say(audience, ITEM_BEARER, burden->id, &text);
		audience->items.items[audience->items.count - 1].proposal.tested = tested;
	}
}

void audience_add_proposal(
	struct audience *audience, const struct model *model, const struct proposal *proposal)
{
	const struct person *does = model_person(model, proposal->does);
	const struct person *answers = model_person(model, proposal->answers);
	const struct proposal *earlier = model_proposal(model, proposal->earlier);
	size_t mended = proposal->mendings.count;
	struct audience_item *item =
		audience_add(audience, proposal->decision != 0 ? ITEM_DECISION : ITEM_PROPOSAL,
			proposal->id, proposal->text);

	item->proposal = (struct audience_proposal){.decided = proposal->decision != 0,
		.verdict = proposal->verdict,
		.rule = model_rule(model, proposal->id) != NULL,
		.burdens = proposal->burdens,
		.corrected = mended > 0 ? proposal->mendings.items[mended - 1].why : "",
		.does = does != NULL ? does->name : proposal->does_text,
		.answers = answers != NULL ? answers->name : proposal->answers_text,
		.replaced = proposal->replaced != 0,
		.counts = counts_of(audience, model, proposal),
		.why = proposal->why,
		.earlier = earlier != NULL ? earlier->text : "",
		.found = proposal->reviews.count > 0
				 ? proposal->reviews.items[proposal->reviews.count - 1].text
				 : "",
		.asked = proposal->asked,
		.told = proposal->told,
		.review = proposal->review,
		.due = proposal_due(model, proposal)};
	const struct audience_vote *vote = &audience->vote;
	const struct poll *poll = model_poll(model, vote->id);
	bool tested = vote->tests && poll != NULL && poll->proposal == proposal->id;
	item->proposal.tested = tested;
	audience_add_bearers(audience, model, proposal, tested);
	for (size_t i = 0; i < proposal->dissents.count; i++) {
		const struct dissent *statement = &proposal->dissents.items[i];
		const struct person *signs = model_person(model, statement->person);
		struct buf text = {0};
		sentence_dissent(statement,
			signs == NULL         ? ""
			: signs->name != NULL ? signs->name
					      : _("(erased)"),
			&text);
		audience_say(audience, ITEM_HEARD, statement->id, &text);
	}
}

/* The sealed rule by which the proposal will be decided, until its vote says so. */
static void rule_of_proposal(
	const struct model *model, const struct proposal *proposal, struct audience *audience)
{
	const struct rule *rule = model_rule_for(model, proposal);
	struct buf text = {0};

	if (rule == NULL)
		return;
	sentence_sealed(model, rule, &text);
	sentence_rule_terms(model, rule, sentence_name, &text);
	audience_say(audience, ITEM_RULE, rule->id, &text);
}

/* The rules that hold, where rules are made. */
static void sealed_rules_here(const struct model *model, int stage, struct audience *audience)
{
	if (stage_setting(model_stage(model, stage), SETTING_WHAT) != WHAT_RULES)
		return;
	for (size_t i = 0; i < model->rules.count; i++) {
		const struct rule *rule = &model->rules.items[i];
		const struct proposal *proposal = model_proposal(model, rule->id);
		struct buf text = {0};
		/* those made here stand among the decisions */
		if (rule->sealed == 0 || rule->replaced != 0 || proposal == NULL ||
			proposal->stage == stage)
			continue;
		sentence_group_rule(model, rule, sentence_name, &text);
		audience_say(audience, ITEM_RULE, rule->id, &text);
	}
}

static void add_objections(
	const struct model *model, const struct proposal *proposal, struct audience *audience)
{
	for (size_t i = 0; i < proposal->objections.count; i++) {
		const struct objection *objection = &proposal->objections.items[i];
		const struct person *person = model_person(model, objection->person);
		struct buf text = {0};
		sentence_objection(
			model, proposal, objection, person != NULL ? person->name : "", &text);
		audience_say(audience, objection_holds(objection) ? ITEM_OBJECTION : ITEM_HEARD,
			objection->id, &text);
		audience->items.items[audience->items.count - 1].left_out = objection->met;
	}
}

/* What is asked of the room in a round of testing by consent. */
static enum audience_task round_task(const struct proposal *proposal, enum audience_task otherwise)
{
	switch (proposal->round) {
	case ROUND_PRESENT:
		return TASK_PRESENT;
	case ROUND_CLARIFY:
		return TASK_CLARIFY;
	case ROUND_REACT:
		return TASK_REACT;
	case ROUND_AMEND:
		return TASK_AMEND;
	case ROUND_OBJECTIONS:
		return TASK_OBJECTIONS;
	case ROUND_OPEN:
	case CONSENT_ROUNDS:
		break;
	}
	return otherwise;
}

/* Amendments to what is not decided yet, each with where it stands. */
static void add_amendments(
	const struct model *model, const struct proposal *amended, struct audience *audience)
{
	for (size_t i = 0; i < model->proposals.count; i++) {
		const struct proposal *amendment = &model->proposals.items[i];
		const struct person *mover = model_person(model, amendment->mover);
		struct buf text = {0};
		if (amendment->amends != amended->id)
			continue;
		sentence_amendment(model, amendment, mover != NULL ? mover->name : "", &text);
		audience_say(audience, ITEM_AMENDMENT, amendment->id, &text);
		audience->items.items[audience->items.count - 1].left_out =
			amendment->withdrawn || amendment->decision != 0;
	}
}

/* What was advised, and who is still to be asked. */
static void add_advice(
	const struct model *model, const struct proposal *proposal, struct audience *audience)
{
	struct texts names = {0};
	struct buf text = {0};

	for (size_t i = 0; i < proposal->advice.count; i++) {
		sentence_advice(&proposal->advice.items[i], proposal->advice.items[i].who, &text);
		audience_say(audience, ITEM_ADVICE, proposal->advice.items[i].id, &text);
	}
	if (proposal->decision == 0)
		proposal_unasked(model, proposal, &names);
	for (size_t i = 0; i < names.count; i++) {
		buf_format(&text, _("Still to be asked: %s."), names.items[i]);
		audience_say(audience, ITEM_ADVICE, 0, &text);
	}
	texts_finish(&names);
}

/* The vote that is shown: on what is being decided or, until there is one, on the amendment before
 * it - unless there is a newer one to be read. */
static const struct poll *vote_shown(const struct model *model, const struct proposal *current)
{
	const struct poll *poll = model_proposal_poll(model, current->id);
	const struct proposal *amended = proposal_amended(model, current);

	for (size_t i = model->polls.count; i-- > 0 && poll == NULL && amended->decision == 0;) {
		const struct poll *other = &model->polls.items[i];
		const struct proposal *about = model_proposal(model, other->proposal);
		if (other->state != POLL_IS_VOIDED && about != NULL &&
			about->amends == amended->id && other->id > current->worded)
			poll = other;
	}
	return poll;
}

void decide_audience(const struct model *model, int stage, struct audience *audience)
{
	const struct proposal *current = model_stage_proposal(model, stage);
	const struct poll *poll = current != NULL ? vote_shown(model, current) : NULL;

	audience->task = TASK_PROPOSE;
	if (poll != NULL) {
		audience_set_vote(audience, model, poll);
		audience->task = poll->state != POLL_OPEN ? TASK_SEE_RESULT
				 : poll->secret           ? TASK_TEST
							  : TASK_SHOW_HANDS;
		audience->fate = poll->secret ? FATE_SECRET : FATE_OPEN;
	}
	if (current != NULL && current->decision == 0 && (poll == NULL || poll->state != POLL_OPEN))
		audience->task = round_task(current, audience->task);
	for (size_t i = 0; i < model->proposals.count; i++) {
		const struct proposal *proposal = &model->proposals.items[i];
		if (proposal->stage != stage || proposal->withdrawn || proposal->amends != 0)
			continue;
		audience_add_proposal(audience, model, proposal);
		if (proposal->decision == 0)
			add_amendments(model, proposal, audience);
	}
	if (current != NULL && current->decision == 0 && poll == NULL)
		rule_of_proposal(model, current, audience);
	else if (current == NULL || current->decision != 0)
		sealed_rules_here(model, stage, audience);
	if (current != NULL)
		add_advice(model, current, audience);
	if (current != NULL)
		add_objections(model, current, audience);
	for (size_t i = 0; poll != NULL && i < poll->reasons.count; i++)
		audience_add(audience, ITEM_REASON, poll->reasons.items[i].id,
			poll->reasons.items[i].text);
	if (poll != NULL)
		audience_add_ballots(audience, model, poll);
}
