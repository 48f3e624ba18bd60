#include "recount.h"

#include "roundtable/base/i18n.h"
#include "roundtable/core/agreement.h"
#include "roundtable/core/beside.h"
#include "roundtable/core/counted.h"
#include "roundtable/core/parts.h"
#include "roundtable/core/receipt.h"
#include "roundtable/core/rounds.h"

#include <string.h>

static bool same_numbers(const struct ids *one, const struct ids *other)
{
	return one->count == other->count &&
	       (one->count == 0 ||
		       memcmp(one->items, other->items, one->count * sizeof *one->items) == 0);
}

/* Whether a count says the same, number by number, as what the closing event stores. */
static bool same_count(
	const struct poll *poll, const struct tally_result *counted, const struct rare *closed)
{
	struct body body = {0};
	struct rare *again = body_rare_make(&body);

	counted_write(poll, counted, again);
	bool same = again->cast == closed->cast && again->blank == closed->blank &&
		    again->spoilt == closed->spoilt && again->steps == closed->steps &&
		    again->ranks == closed->ranks &&
		    same_numbers(&again->totals, &closed->totals) &&
		    same_numbers(&again->givers, &closed->givers) &&
		    same_numbers(&again->pairs, &closed->pairs) &&
		    same_numbers(&again->spread, &closed->spread) &&
		    same_numbers(&again->counted, &closed->counted);
	body_finish(&body);
	return same;
}

/* Hands are counts already; what can be added up again is how many people they stand for. */
static bool count_hands(
	const struct poll *poll, struct tally_heads heads, struct tally_result *result)
{
	bool several = tally_method(poll->rule.method)->shape == SHAPE_APPROVE;
	struct tally_sums *sums = &result->sums;
	int64_t sum = 0, most = 0;

	if (poll->hands.count != poll_options(poll))
		return false;
	tally_sums_init(sums, poll->hands.count);
	sums->heads = heads;
	for (size_t i = 0; i < sums->options; i++) {
		sums->totals[i] = sums->givers[i] = poll->hands.items[i];
		sum += poll->hands.items[i];
		most = poll->hands.items[i] > most ? poll->hands.items[i] : most;
	}
	sums->heads.blank = poll->hands_blank;
	sums->heads.cast = (several ? most : sum) + poll->hands_blank;
	tally_verdict(&poll->rule, result);
	return true;
}

static enum recount_from source_of(const struct poll *poll, const struct rare *closed)
{
	if (!poll->secret)
		return poll->hands.count > 0 ? RECOUNT_HANDS : RECOUNT_NAMED;
	if (closed->ballots.count > 0)
		return RECOUNT_PUBLISHED;
	if (closed_places_alone(poll, closed))
		return RECOUNT_PLACES;
	return rule_needs_ballots(&poll->rule) ? RECOUNT_STAGES : RECOUNT_SUMS;
}

static bool count_again(const struct model *model, const struct poll *poll,
	const struct rare *closed, enum recount_from from, struct tally_result *result)
{
	struct tally_heads heads = {
		.eligible = closed->could_vote, .stepped_out = closed->stepped_out};
	struct ballots ballots = {0};
	bool good = false;

	if (from == RECOUNT_HANDS)
		return count_hands(poll, heads, result);
	if (from == RECOUNT_PUBLISHED)
		good = ballots_listed(poll, &closed->ballots, &ballots);
	if (from == RECOUNT_NAMED)
		good = ballots_named(model, poll, &ballots);
	good = good && poll_count(model, poll, &ballots, heads, result);
	if (good && poll_places_alone(poll, result->sums.heads.cast))
		counted_hide(poll, result);
	ballots_finish(&ballots);
	return good;
}

/* Who could vote, and how many may have, is known from the events between opening and closing. */
static const char *wrong_heads(const struct poll *poll, const struct rare *closed)
{
	int64_t most = closed->could_vote - closed->stepped_out;

	if (closed->could_vote != (int64_t)poll->eligible.count ||
		closed->stepped_out != (int64_t)poll->out.count)
		return _("It does not name as many people who could vote as there were.");
	if (closed->cast > most || closed->blank < 0 || closed->spoilt < 0 ||
		closed->blank + closed->spoilt > closed->cast)
		return _("It counts more ballots than people who could vote.");
	return NULL;
}

static const char *wrong_closing(const struct model *model, const struct poll *poll,
	const struct rare *closed, enum recount_from from)
{
	struct tally_result stored = {0}, counted = {0};
	const char *wrong = NULL;
	bool stages = from == RECOUNT_PLACES || rule_needs_ballots(&poll->rule),
	     again = from < RECOUNT_SUMS;

	if (!counted_read(model, poll, closed, &stored))
		wrong = stages ? _("Its stages cannot be those of a count of this vote.")
			       : _("Its sums do not belong to the options of this vote.");
	if (wrong == NULL)
		wrong = wrong_heads(poll, closed);
	if (wrong == NULL && again &&
		(!count_again(model, poll, closed, from, &counted) ||
			!same_count(poll, &counted, closed)))
		wrong = _("Its sums are not those of the ballots.");
	if (wrong == NULL && closed->ballots.count > 0 && !poll->listed)
		wrong = _("Its list of ballots is none that may be shown.");
	if (wrong == NULL && closed->parts.count + closed->by_part.count > 0 &&
		poll->shown.count + poll->told.count == 0)
		wrong = _("What its parts of the room came to does not add up to the whole.");
	if (wrong == NULL && stages)
		wrong = counted_wrong(poll, &stored);
	if (wrong == NULL && (int64_t)(again ? counted.outcome : stored.outcome) != closed->outcome)
		wrong = _("Its outcome does not follow from its sums.");
	tally_result_finish(&stored);
	tally_result_finish(&counted);
	return wrong;
}

/* Whether what was taken is the rule that was sealed for it and held then. */
static const char *wrong_rule(
	const struct model *model, int64_t proposal, int64_t agreed, int64_t before)
{
	const struct proposal *about = model_proposal(model, proposal);
	const struct rule *rule = about != NULL ? model_rule_then(model, about, before) : NULL;
	const struct rule *taken = model_rule(model, agreed);

	/* the rule for work put on somebody comes before that of the kind */
	if (taken != NULL && taken->kind == KIND_WORK && rule_held(taken, before) &&
		about->burdens.count > 0)
		return NULL;
	if (agreed != (rule != NULL ? rule->id : 0))
		return _("It was not taken by the rule which the group had sealed for it.");
	return NULL;
}

/* Whether the text could be voted on: amendments moved before it were voted on or withdrawn. */
static const char *wrong_order(const struct model *model, const struct poll *poll)
{
	for (size_t i = 0; i < model->proposals.count; i++) {
		const struct proposal *amendment = &model->proposals.items[i];
		if (amendment->amends == poll->proposal && amendment->id < poll->id &&
			!amendment->withdrawn &&
			(amendment->decision == 0 || amendment->decision > poll->id))
			return _("It was held while an amendment waited for its vote.");
	}
	return NULL;
}

static const char *wrong_poll_rule(const struct model *model, const struct poll *poll)
{
	const struct rule *rule = model_rule(model, poll->agreed);
	const char *wrong = wrong_rule(model, poll->proposal, poll->agreed, poll->id);

	if (wrong == NULL && rule != NULL && !rule_counts_so(rule, &poll->rule))
		wrong = _("It was not counted as the sealed rule says.");
	if (wrong == NULL)
		wrong = wrong_order(model, poll);
	return wrong;
}

/* Whether it was adopted without the consent of a person or role who was known to carry it. */
static const char *wrong_bearer(
	const struct proposal *proposal, const struct rule *rule, const struct event *event)
{
	for (size_t i = 0; proposal != NULL && i < proposal->burdens.count; i++) {
		const struct burden *burden = &proposal->burdens.items[i];
		bool known = burden->person != 0 || burden->role >= 0;
		if (known && burden->id < proposal->decision &&
			event->body.verdict == DECISION_ADOPTED &&
			burden->answer != ANSWER_ACCEPTED &&
			(rule == NULL || rule->kind != KIND_WORK))
			return _("It was adopted without the consent of those who carry it.");
	}
	return NULL;
}

/* What was carried over says nothing itself: its vote lies in the file it comes from. */
static const char *wrong_origin(const struct model *model, const struct event *event)
{
	return model_carried(model, event->seq) && event->step == model->events.items[0].step
		       ? NULL
		       : _("It says that it comes from an earlier session, and does not.");
}

/* Its vote lies in the other file; what is here must hold together. */
static const char *wrong_rated(const struct model *model, const struct event *event)
{
	if (!rated_before_whole(event))
		return _("Its answers do not add up to its ballots.");
	return wrong_origin(model, event);
}

static enum decision_verdict verdict_before(
	const struct model *model, const struct proposal *proposal)
{
	const struct event *first = model_event(model, proposal->decision);

	return (enum decision_verdict)first->body.verdict;
}

static const char *wrong_decision(const struct model *model, const struct event *event)
{
	const struct body *decision = &event->body;
	const struct poll *poll = model_poll(model, decision->poll);
	const struct proposal *proposal = model_proposal(model, decision->thing);
	/* a correction names no rule: that of the decision stands */
	int64_t agreed = event->kind == EVENT_DECISION_RECORDED ? body_rare(decision)->agreed
			 : proposal != NULL                     ? proposal->agreed
								: 0;
	const struct rule *rule = model_rule(model, agreed);
	/* carried over and mended since: the verdict is still that of the earlier session */
	if (event->kind == EVENT_DECISION_CORRECTED && proposal != NULL && decision->poll == 0 &&
		model_carried(model, proposal->decision))
		return (int64_t)verdict_before(model, proposal) == decision->verdict
			       ? NULL
			       : _("The decision rests on no closed vote.");
	const char *wrong = event->kind == EVENT_DECISION_RECORDED
				    ? wrong_rule(model, decision->thing, agreed, event->seq)
				    : NULL;

	if (wrong == NULL)
		wrong = wrong_bearer(proposal, rule, event);
	if (decision->verdict == DECISION_DEFERRED || wrong != NULL)
		return wrong;
	if (rule != NULL && rule->how == HOW_AUTHORITY && event->kind == EVENT_DECISION_RECORDED &&
		!proposal_advised(model, proposal))
		return _("It was decided before all who were to be asked had been.");
	if (rule != NULL && !rule_votes(rule->how))
		return rule->how == HOW_ELSEWHERE ? _("It was not to be decided here.") : NULL;
	if (poll != NULL && poll->agreed != agreed)
		return _("Its vote was held by another rule.");
	if (proposal == NULL || poll == NULL || poll->state != POLL_IS_CLOSED)
		return _("The decision rests on no closed vote.");
	if (poll->result.outcome == OUTCOME_CARRIED && decision->verdict == DECISION_NOT_ADOPTED &&
		proposal_missing(proposal) != NULL)
		return NULL;
	if (decision->verdict == DECISION_ADOPTED && rule_asks_everybody(&poll->rule) &&
		proposal_objection(model, proposal) != NULL)
		return _("It was adopted while an objection stood.");
	if ((poll->result.outcome == OUTCOME_CARRIED) != (decision->verdict == DECISION_ADOPTED))
		return _("The decision is not what the vote says.");
	if (!proposal_words_tested(proposal, poll))
		return _("The text was changed after it was voted on.");
	return NULL;
}

/* Whether the parts of the room are those of its voters, and show what may be shown. */
static const char *wrong_parts(
	const struct model *model, const struct poll *poll, const struct event *closing)
{
	static const char *const faults[] = {
		[PARTS_NOT_COUNTED_SO] = N_("What it shows by part of the room is not what its "
					    "ballots give."),
		[PARTS_TOO_SMALL] = N_("It shows a part of the room with fewer ballots than the "
				       "programme allows."),
		[PARTS_TOLD] = N_("What it shows by part of the room, beside an earlier vote, "
				  "tells how a few people voted."),
	};
	const struct event *opened = model_event(model, poll->id);
	const struct rare *closed = body_rare(&closing->body);
	struct model then = {0};
	bool opened_so = true;
	enum parts_fault fault = PARTS_HOLD;

	if (body_rare(&opened->body)->parts.count + closed->parts.count + closed->by_part.count +
			(size_t)(closed->withheld != 0) ==
		0)
		return NULL;
	model_before(model, opened->seq, &then);
	opened_so = parts_opened_so(&then, poll, opened);
	model_finish(&then);
	then = (struct model){0};
	model_before(model, closing->seq, &then);
	if (opened_so && model_poll(&then, poll->id) != NULL)
		fault = parts_closed_so(&then, model_poll(&then, poll->id), closed);
	model_finish(&then);
	if (!opened_so)
		return _("Its parts of the room are not those of its voters.");
	return fault != PARTS_HOLD ? _(faults[fault]) : NULL;
}

/* Whether it was opened though the rounds of its stage were over then: a round that was declared
 * void later counted still. */
static const char *wrong_round(const struct model *model, const struct poll *poll)
{
	const struct stage *stage = model_stage(model, poll->stage);
	struct model then = {0};

	if (stage == NULL || poll->proposal != 0 || stage_setting(stage, SETTING_ROUNDS) == 0)
		return NULL;
	model_before(model, poll->id, &then);
	bool allowed = rounds_allow(&then, poll->stage, &poll->options);
	model_finish(&then);
	return allowed ? NULL : _("It was held after the rule for its rounds had ended them.");
}

/* Whether the people, in the order of the lot that the log holds, would not be dealt so again. */
static const char *wrong_mixing(const struct model *model, const struct event *event)
{
	const struct rare *rare = body_rare(&event->body);
	struct model then = {0};
	struct ids again = {0}, lot = {0};

	model_before(model, event->seq, &then);
	ids_copy(&lot, &rare->people);
	mixing_draw(&then, event->seq, &lot);
	bool same = model_stage(model, (int)event->body.stage) != NULL &&
		    same_numbers(&lot, &rare->people) && rare->people.count == rare->groups.count &&
		    event->body.number > 0 && event->body.number <= SMALL_GROUPS_MOST;
	if (same)
		mixing_deal(&then, (int)event->body.stage, &rare->people, (int)event->body.number,
			&again);
	for (size_t i = 0; same && i < again.count; i++)
		same = again.items[i] + 1 == rare->groups.items[i];
	array_finish(&again);
	array_finish(&lot);
	model_finish(&then);
	return same ? NULL : _("The small groups are not those that the lot makes.");
}

static void add_closing(
	const struct model *model, const struct event *event, struct recounts *recounts)
{
	const struct poll *poll = model_poll(model, event->body.poll);
	struct recount recount = {.event = event->seq, .poll = event->body.poll};

	if (poll == NULL) {
		recount.wrong = _("There is no such vote.");
	} else {
		const struct rare *closed = body_rare(&event->body);
		recount.from = source_of(poll, closed);
		recount.wrong = wrong_closing(model, poll, closed, recount.from);
		if (recount.wrong == NULL && poll->proposal != 0)
			recount.wrong = wrong_poll_rule(model, poll);
		if (recount.wrong == NULL)
			recount.wrong = wrong_round(model, poll);
		if (recount.wrong == NULL)
			recount.wrong = wrong_parts(model, poll, event);
	}
	*array_push(recounts) = recount;
}

void recount_all(const struct model *model, struct recounts *recounts)
{
	for (size_t i = 0; i < model->events.count; i++) {
		const struct event *event = &model->events.items[i];
		if (model_step_undone(model, event->step))
			continue;
		bool came = body_rare(&event->body)->origin != 0;
		if (event->kind == EVENT_POLL_CLOSED)
			add_closing(model, event, recounts);
		if (event->kind == EVENT_GROUPS_MIXED)
			*array_push(recounts) = (struct recount){.event = event->seq,
				.mixing = true,
				.wrong = wrong_mixing(model, event)};
		if (event->kind == EVENT_RATED_BEFORE)
			*array_push(recounts) = (struct recount){.event = event->seq,
				.carried = true,
				.rated = true,
				.wrong = wrong_rated(model, event)};
		if (event->kind == EVENT_DECISION_RECORDED ||
			event->kind == EVENT_DECISION_CORRECTED)
			*array_push(recounts) = (struct recount){.event = event->seq,
				.poll = event->body.poll,
				.decision = true,
				.carried = came,
				.wrong = came ? wrong_origin(model, event)
					      : wrong_decision(model, event)};
	}
}
