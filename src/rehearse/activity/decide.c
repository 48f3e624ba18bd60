/* Proposals: what they ask of whom, their test, what follows from it. */
#include "../room.h"

#include "roundtable/base/buf.h"
#include "roundtable/base/date.h"
#include "roundtable/core/agreement.h"

#include <string.h>

enum {
	PROPOSING,
	SAYING_KIND,
	BURDENS,
	MOVING,
	TESTING,
	REASONS,
	AMENDING,
	BEARERS,
	DECIDING,
	CARING,
	ACTING,
	OVER
};
enum {
	MANY_MINUTES = 12, /* from which on there is time for two */
	SOME_MINUTES = 5,  /* in the last stage of its kind: for a second one that is put off */
	TESTS_MOST = 3,
};

static int proposals_wanted(const struct rehearse *room, const struct model *model)
{
	int minutes = model_stage(model, room->stage)->minutes;
	bool last = true;

	for (size_t i = (size_t)room->stage + 1; i < model->plan->stages.count; i++)
		last &= model->plan->stages.items[i].activity != ACTIVITY_DECIDE;
	return 1 + (minutes >= MANY_MINUTES || (last && minutes >= SOME_MINUTES));
}

static const struct proposal *current(const struct rehearse *room, const struct model *model)
{
	return model_stage_proposal(model, room->stage);
}

/* A card or theme that was left, as the text of a proposal; 0: none. */
static int64_t source_of(struct rehearse *room, const struct model *model)
{
	const struct stage *plan = model_stage(model, room->stage);
	struct ids cards = {0};
	int64_t source = 0;

	if (stage_setting(plan, SETTING_FROM) < 0)
		return 0;
	model_stage_cards(model, room->stage, &cards);
	if (cards.count > 0)
		source = cards.items[room_draw(room, (int)cards.count)];
	array_finish(&cards);
	const struct card *card = model_card(model, source);
	return card != NULL && card->cells.items[0] != NULL && card->cells.items[0][0] != '\0'
		       ? source
		       : 0;
}

/* Where rules are made, one is proposed for a kind that has none yet. */
static bool propose_rule(struct rehearse *room, const struct model *model)
{
	static const enum rule_how ways[] = {
		HOW_QUALIFIED, HOW_CONSENT, HOW_MAJORITY, HOW_CONSENSUS, HOW_AUTHORITY};
	static const int64_t kinds[] = {KIND_MONEY, KIND_PUBLICATION, KIND_QUESTIONS};
	struct body *body = room_wish(room, EVENT_RULE_PROPOSED, 20, 60);

	body->number = ways[room_draw(room, 5)];
	body->rare = &room->rare;
	body->rare->about = kinds[(room->count - 1) % 3];
	body->rare->threshold = 2003;
	if (body->number != HOW_AUTHORITY)
		return true;
	body->person = room_somebody(room, model, false);
	for (int word = 0; word < 8; word++)
		room_say(room, "");
	room_say(room, words_from(room, WORDS_BEARERS));
	return true;
}

/* Where one person decides, those who are to be asked are, but for one now and then. */
static bool hear_advice(
	struct rehearse *room, const struct model *model, const struct proposal *proposal)
{
	struct texts names = {0};

	if (!model_by_authority(model, proposal) || proposal_advised(model, proposal))
		return false;
	proposal_unasked(model, proposal, &names);
	struct body *body = room_wish(room, EVENT_ADVICE_GIVEN, 20, 60);
	body->thing = proposal->id;
	body->yes = room_chance(room, 80);
	room_say(room, names.count > 0 ? names.items[0] : words_from(room, WORDS_BEARERS));
	room_say(room, words_from(room, WORDS_AGAINST));
	texts_finish(&names);
	return true;
}

static bool makes_rules(const struct rehearse *room, const struct model *model)
{
	return stage_setting(model_stage(model, room->stage), SETTING_WHAT) == WHAT_RULES;
}

/* Sometimes a proposal is about something the group has a rule for. */
static bool say_kind(
	struct rehearse *room, const struct model *model, const struct proposal *proposal)
{
	const struct rule *rule = model_sealed_rule(model, KIND_MONEY);

	room->phase = BURDENS;
	if (rule == NULL || proposal->kind != KIND_ANY || !room_chance(room, 50))
		return false;
	struct body *body = room_wish(room, EVENT_PROPOSAL_KIND, 5, 15);
	body->thing = proposal->id;
	body->rare = &room->rare;
	body->rare->about = KIND_MONEY;
	return true;
}

static bool propose(struct rehearse *room, const struct model *model)
{
	int64_t source = source_of(room, model);

	if (room->count >= proposals_wanted(room, model)) {
		room->phase = OVER;
		return false;
	}
	room->count++;
	room->index = 0;
	room->thing = 0;
	room->phase = SAYING_KIND;
	if (makes_rules(room, model)) {
		room->phase = TESTING;
		return propose_rule(room, model);
	}
	room_wish(room, EVENT_PROPOSAL_MADE, 20, 60)->thing = source;
	room_say(room, source != 0 ? model_card(model, source)->cells.items[0]
				   : words_next(room, WORDS_PROPOSALS));
	return true;
}

static bool state_burden(struct rehearse *room, const struct proposal *proposal)
{
	static const enum paid paid[] = {PAID_YES, PAID_NOBODY, PAID_NOT_KNOWN, PAID_NOT_ASKED};

	if (room->index++ >= 1 + room_draw(room, 2)) {
		room->phase = MOVING;
		room->index = 0;
		return false;
	}
	struct body *body = room_wish(room, EVENT_BURDEN_STATED, 10, 35);
	body->thing = proposal->id;
	body->paid = paid[room->burdens++ % PAIDS];
	room_say(room, words_from(room, WORDS_BEARERS));
	room_say(room, words_from(room, WORDS_AMOUNTS));
	room_say(room, body->paid == PAID_YES ? words_from(room, WORDS_PAYERS) : "");
	return true;
}

/* One proposal is put off without a test; rules never. */
static bool put_off(const struct rehearse *room, const struct model *model)
{
	return room->count > 1 && !room->deferred && !makes_rules(room, model);
}

/* The text of a proposal with something more at its end. */
static void say_amended(struct rehearse *room, const struct proposal *proposal, int which)
{
	struct buf text = {0};
	size_t length = strlen(proposal->text);

	buf_add(&text, proposal->text,
		length > 0 && proposal->text[length - 1] == '.' ? length - 1 : length);
	buf_format(&text, ", %s.", words_at(WORDS_AMENDS, which));
	room_say(room, buf_text(&text));
	buf_finish(&text);
}

/* Where a majority decides, one or two amendments are moved now and then. */
static bool move_amendment(
	struct rehearse *room, const struct model *model, const struct proposal *proposal)
{
	const struct proposal *amended = proposal_amended(model, proposal);

	if (!model_by_majority(model, amended) || model_rule(model, amended->id) != NULL ||
		amended->text == NULL || room->index >= 2 || put_off(room, model) ||
		!room_chance(room, room->index == 0 ? 60 : 40)) {
		room->phase = TESTING;
		room->index = 0;
		return false;
	}
	struct body *body = room_wish(room, EVENT_PROPOSAL_MADE, 20, 60);
	body->into = amended->id;
	body->person = room_chance(room, 70) ? room_somebody(room, model, false) : 0;
	say_amended(room, amended, room->index++);
	return true;
}

/* An amendment that cannot be voted on as it is: fitted to the new text, or withdrawn; withdrawn
 * too where its vote came to nothing, or to none. */
static bool fit_amendment(
	struct rehearse *room, const struct model *model, const struct proposal *amendment)
{
	const struct proposal *amended = proposal_amended(model, amendment);
	bool stale = amendment_stale(model, amendment);

	if (stale && amended->text != NULL && room_chance(room, 70)) {
		room_wish(room, EVENT_WORDS_CHANGED, 20, 60)->thing = amendment->id;
		say_amended(room, amended, 2);
		return true;
	}
	if (!stale && room->polling.proposal != amendment->id)
		return false;
	struct body *body = room_wish(room, EVENT_THING_WITHDRAWN, 5, 20);
	body->thing = amendment->id;
	body->yes = 1;
	return true;
}

static bool test(struct rehearse *room, const struct model *model, const struct proposal *proposal)
{
	if (room->thing == 0 && proposal->amends != 0 && fit_amendment(room, model, proposal))
		return true;
	if (room->thing == 0 && proposal->round == ROUND_OPEN &&
		model_asks_everybody(model, proposal) && model_rule(model, proposal->id) == NULL) {
		struct body *body = room_wish(room, EVENT_CONSENT_ROUND, 20, 60);
		body->thing = proposal->id;
		body->number = ROUND_CLARIFY;
		return true;
	}
	if (room->thing == 0) {
		room->thing = 1;
		return polling_open(room, model, room->stage, proposal->id);
	}
	if (polling_next(room, model, 0))
		return true;
	bool amendment = model_proposal(model, room->polling.proposal)->amends != 0;
	room->thing = 0;
	if (amendment) /* what it amends comes next, or the next amendment */
		return test(room, model, current(room, model));
	room->phase = REASONS;
	return false;
}

static const struct poll *tested(const struct model *model, const struct proposal *proposal)
{
	const struct poll *poll = model_proposal_poll(model, proposal->id);

	return poll != NULL && poll->state == POLL_IS_CLOSED ? poll : NULL;
}

static enum tally_outcome outcome(const struct poll *poll)
{

	return poll->result.outcome;
}

/* A reservation, or why somebody stands aside: once a test. */
static bool hear_reservation(
	struct rehearse *room, const struct model *model, const struct poll *poll)
{
	const struct proposal *proposal = model_proposal(model, poll->proposal);
	const int64_t *totals = poll->result.sums.totals;

	if (poll->rule.method != TALLY_CONSENSUS || proposal == NULL)
		return false;
	for (size_t i = 0; i < proposal->objections.count; i++)
		if (!objection_holds(&proposal->objections.items[i]) &&
			proposal->objections.items[i].id > poll->id)
			return false;
	if (totals[ANSWER_RESERVED] + totals[ANSWER_ASIDE] == 0)
		return false;
	struct body *body = room_wish(room, EVENT_OBJECTION_RAISED, 20, 60);
	body->thing = proposal->id;
	body->number = totals[ANSWER_ASIDE] > 0 ? OBJECTION_ASIDE : OBJECTION_RESERVED;
	room_say(room, words_next(room, WORDS_AGAINST));
	room_say(room, "");
	return true;
}

/* One reason for each objection, at most two for each that was lost otherwise. */
static bool give_reason(struct rehearse *room, const struct poll *poll)
{
	bool everybody = rule_asks_everybody(&poll->rule);
	size_t against = everybody ? poll_options(poll) - 1 : (size_t)ANSWER_NO;
	int64_t wanted =
		against < poll->result.sums.options ? poll->result.sums.totals[against] : 0;

	wanted = wanted < 2 ? wanted : 2;
	if ((int64_t)poll->reasons.count >= wanted || room->thing++ >= 2)
		return false;
	if (everybody) {
		struct body *body = room_wish(room, EVENT_OBJECTION_RAISED, 20, 60);
		body->thing = poll->proposal;
		body->number = room_chance(room, 20) ? OBJECTION_FOLLOWS : OBJECTION_SAID;
		room_say(room,
			body->number == OBJECTION_SAID ? words_next(room, WORDS_AGAINST) : "");
		room_say(room, "");
		return true;
	}
	room_wish(room, EVENT_REASON_GIVEN, 20, 60)->poll = poll->id;
	room_say(room, words_next(room, WORDS_AGAINST));
	return true;
}

/* After an objection the proposal is worded anew and tested again. */
static bool amend(struct rehearse *room, const struct model *model, const struct poll *poll,
	const struct proposal *proposal)
{
	if (!rule_asks_everybody(&poll->rule) || model_rule(model, proposal->id) != NULL ||
		outcome(poll) != OUTCOME_NOT_CARRIED || room->index++ >= TESTS_MOST ||
		proposal->text == NULL) {
		room->phase = BEARERS;
		return false;
	}
	const struct objection *objection = proposal_objection(model, proposal);
	if (objection != NULL) {
		room->index--; /* it is met, then the proposal is worded anew */
		struct body *body = room_wish(room, EVENT_OBJECTION_MET, 20, 40);
		body->thing = objection->id;
		body->yes = 1;
		room_say(room, "");
		return true;
	}
	room_wish(room, EVENT_WORDS_CHANGED, 30, 90)->thing = proposal->id;
	say_amended(room, proposal, room->index - 1);
	room->phase = TESTING;
	room->thing = 0;
	return true;
}

/* One of those who would carry it and are here; 0: nobody. */
static int64_t voice_of(const struct model *model, const struct burden *burden)
{
	for (size_t i = 0; i < model->persons.count; i++)
		if (burden_voice(burden, &model->persons.items[i]))
			return model->persons.items[i].id;
	return 0;
}

/* What was carried is asked of those who would carry it, one after another; some confer first. */
static bool ask_bearer(struct rehearse *room, const struct model *model, const struct poll *poll,
	const struct proposal *proposal)
{
	const struct burden *burden = proposal_missing(proposal);
	bool carried = poll != NULL && outcome(poll) == OUTCOME_CARRIED;

	if (!carried || burden == NULL || burden->answer != ANSWER_NOT_ASKED ||
		voice_of(model, burden) == 0) {
		room->phase = DECIDING;
		return false;
	}
	struct body *body = room_wish(room, EVENT_BEARER_ANSWERED, 10, 30);
	body->thing = proposal->id;
	body->into = burden->id;
	body->yes = !burden->apart && room_chance(room, 25);
	if (body->yes)
		return true;
	body->person = voice_of(model, burden);
	body->accepted = room_chance(room, 85) ? ANSWER_ACCEPTED : ANSWER_DECLINED;
	return true;
}

/* Whether the test said yes or no, so that it can be recorded. */
static bool says_something(const struct poll *poll)
{
	return poll != NULL &&
	       (outcome(poll) == OUTCOME_CARRIED || outcome(poll) == OUTCOME_NOT_CARRIED);
}

static bool record(struct rehearse *room, const struct model *model, const struct poll *poll,
	const struct proposal *proposal)
{
	struct body *body = room_wish(room, EVENT_DECISION_RECORDED, 8, 25);
	bool alone = model_by_authority(model, proposal) && proposal_advised(model, proposal);
	bool defer = (!says_something(poll) && !alone) || put_off(room, model);

	const struct burden *missing = proposal_missing(proposal);
	bool carried = !defer && (alone ? missing == NULL : outcome(poll) == OUTCOME_CARRIED);
	/* nobody can say yes for those who are not here: it waits */
	defer |= carried && missing != NULL && missing->answer == ANSWER_NOT_ASKED;
	body->thing = proposal->id;
	body->verdict = defer                        ? DECISION_DEFERRED
			: carried && missing == NULL ? DECISION_ADOPTED
						     : DECISION_NOT_ADOPTED;
	body->date = day_add(day_of(room->now, model->offset), 30 + room_draw(room, 150));
	room->deferred |= defer;
	room_say(room, defer ? words_at(WORDS_NEXT, 3) : words_from(room, WORDS_NEXT));
	if (alone)
		room_say(room, words_from(room, WORDS_CUTS));
	room->phase = CARING;
	return true;
}

/* Who stood aside from what was adopted may say why, and leave it unsigned. */
static bool state_minority(
	struct rehearse *room, const struct model *model, const struct proposal *proposal)
{
	const struct poll *poll = model_poll(model, proposal->poll);

	if (proposal->decision == 0 || proposal->dissents.count > 0 || poll == NULL ||
		poll->rule.method != TALLY_CONSENSUS ||
		poll->result.sums.options != ANSWERS_CONSENSUS ||
		poll->result.sums.totals[ANSWER_ASIDE] == 0)
		return false;
	room_wish(room, EVENT_MINORITY_STATED, 20, 60)->thing = proposal->id;
	room_say(room, words_next(room, WORDS_AGAINST));
	return true;
}

static bool care(struct rehearse *room, const struct model *model, const struct proposal *proposal)
{
	room->phase = ACTING;
	if (proposal->decision == 0 || proposal->verdict == DECISION_NOT_ADOPTED)
		return false;
	struct body *body = room_wish(room, EVENT_DECISION_CARE, 10, 30);
	body->thing = proposal->id;
	body->person = room_somebody(room, model, false);
	body->into = room_chance(room, 80) ? room_somebody(room, model, false) : 0;
	room_say(room, "");
	room_say(room, body->into == 0 ? words_from(room, WORDS_BEARERS) : "");
	return true;
}

static bool act(struct rehearse *room, const struct model *model, const struct proposal *proposal)
{
	room->phase = PROPOSING;
	if (proposal->decision == 0 || proposal->verdict != DECISION_ADOPTED)
		return false;
	struct body *body = room_wish(room, EVENT_ACTION_ADDED, 10, 30);
	body->thing = proposal->id;
	body->person = proposal->does;
	body->date = day_add(day_of(room->now, model->offset), 7 + room_draw(room, 30));
	room_say(room, words_next(room, WORDS_ACTIONS));
	room_say(room, "");
	return true;
}

/* What comes after a test. */
static bool conclude(
	struct rehearse *room, const struct model *model, const struct proposal *proposal)
{
	const struct poll *poll = tested(model, proposal);

	if (room->phase == REASONS) {
		if (poll != NULL &&
			(give_reason(room, poll) || hear_reservation(room, model, poll)))
			return true;
		room->phase = AMENDING;
	}
	if (room->phase == AMENDING && poll == NULL)
		room->phase = BEARERS;
	if (room->phase == AMENDING && amend(room, model, poll, proposal))
		return true;
	if (room->phase == BEARERS && ask_bearer(room, model, poll, proposal))
		return true;
	return room->phase == DECIDING && record(room, model, poll, proposal);
}

bool decide_act(struct rehearse *room, const struct model *model)
{
	if (room->phase == PROPOSING)
		return propose(room, model);
	const struct proposal *proposal = current(room, model);
	if (room->phase == OVER || proposal == NULL)
		return false;
	if (room->phase == SAYING_KIND && say_kind(room, model, proposal))
		return true;
	if (room->phase == BURDENS && state_burden(room, proposal))
		return true;
	if (room->phase == MOVING && move_amendment(room, model, proposal))
		return true;
	/* one is put off without a test */
	if (room->phase == TESTING && put_off(room, model))
		return record(room, model, NULL, proposal);
	if (room->phase == TESTING && hear_advice(room, model, proposal))
		return true;
	if (room->phase == TESTING && model_by_authority(model, proposal))
		return record(room, model, NULL, proposal);
	if (room->phase == TESTING && test(room, model, proposal))
		return true;
	if (room->phase <= DECIDING && conclude(room, model, proposal))
		return true;
	if (room->phase == CARING && state_minority(room, model, proposal))
		return true;
	if (room->phase == CARING && care(room, model, proposal))
		return true;
	if (room->phase == ACTING && act(room, model, proposal))
		return true;
	return room->phase == PROPOSING && propose(room, model);
}
