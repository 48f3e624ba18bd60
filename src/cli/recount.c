#include "recount.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/core/agreement.h"

#include <stdlib.h>
#include <string.h>

/* The sums as the closing event stores them; false when they cannot be sums of this vote. */
static bool stored_sums(const struct poll *poll, const struct rare *closed, struct tally_sums *sums)
{
	size_t options = poll_options(poll);

	if (options > TALLY_OPTIONS_MAX || closed->totals.count != options ||
		closed->givers.count != options)
		return false;
	tally_sums_init(sums, options);
	sums->heads = (struct tally_heads){closed->could_vote, closed->stepped_out, closed->cast,
		closed->blank, closed->spoilt};
	for (size_t i = 0; i < options; i++) {
		sums->totals[i] = closed->totals.items[i];
		sums->givers[i] = closed->givers.items[i];
	}
	return true;
}

static bool same_sums(const struct tally_sums *one, const struct tally_sums *other)
{
	const struct tally_heads *a = &one->heads, *b = &other->heads;

	if (one->options != other->options)
		return false;
	for (size_t i = 0; i < one->options; i++)
		if (one->totals[i] != other->totals[i] || one->givers[i] != other->givers[i])
			return false;
	return a->cast == b->cast && a->blank == b->blank && a->spoilt == b->spoilt;
}

static bool add_marks(const struct ids *marks, size_t from, size_t options, int16_t *out)
{
	for (size_t i = 0; i < options; i++) {
		if (marks->items[from + i] < MARK_NONE || marks->items[from + i] > TALLY_POINTS_MAX)
			return false;
		out[i] = (int16_t)marks->items[from + i];
	}
	return true;
}

static bool count_published(const struct poll *poll, const struct ids *ballots,
	struct tally_heads heads, struct tally_sums *sums)
{
	size_t options = poll_options(poll), rows = options > 0 ? ballots->count / options : 0;
	int16_t *marks = mem_alloc(ballots->count + 1, sizeof *marks);
	bool good =
		rows * options == ballots->count && add_marks(ballots, 0, ballots->count, marks);

	if (good) {
		struct tally_profile profile = {.options = options, .count = rows, .marks = marks};
		tally_add_up(&poll->rule, &profile, heads, sums);
	}
	free(marks);
	return good;
}

static bool count_named(const struct poll *poll, struct tally_heads heads, struct tally_sums *sums)
{
	size_t options = poll_options(poll), rows = 0;
	int16_t *marks = mem_alloc(poll->ballots.count * options + 1, sizeof *marks);
	bool good = true;

	heads.blank = 0;
	for (size_t i = 0; good && i < poll->ballots.count; i++) {
		const struct poll_ballot *ballot = &poll->ballots.items[i];
		if (ids_contain(&poll->out, ballot->person))
			continue;
		if (ballot->marks.count == 0)
			heads.blank++;
		else
			good = ballot->marks.count == options &&
			       add_marks(&ballot->marks, 0, options, marks + options * rows++);
	}
	if (good) {
		struct tally_profile profile = {.options = options, .count = rows, .marks = marks};
		tally_add_up(&poll->rule, &profile, heads, sums);
	}
	free(marks);
	return good;
}

/* Hands are counts already; what can be added up again is how many people they stand for. */
static bool count_hands(const struct poll *poll, struct tally_heads heads, struct tally_sums *sums)
{
	bool several = tally_method(poll->rule.method)->shape == SHAPE_APPROVE;
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
	return true;
}

static enum recount_from source_of(const struct poll *poll, const struct rare *closed)
{
	if (!poll->secret)
		return poll->hands.count > 0 ? RECOUNT_HANDS : RECOUNT_NAMED;
	return closed->ballots.count > 0 ? RECOUNT_PUBLISHED : RECOUNT_SUMS;
}

static bool count_again(const struct poll *poll, const struct rare *closed, enum recount_from from,
	struct tally_sums *sums)
{
	const struct tally_heads heads = {.eligible = closed->could_vote,
		.stepped_out = closed->stepped_out,
		.blank = closed->blank};

	switch (from) {
	case RECOUNT_PUBLISHED:
		return count_published(poll, &closed->ballots, heads, sums);
	case RECOUNT_NAMED:
		return count_named(poll, heads, sums);
	case RECOUNT_HANDS:
		return count_hands(poll, heads, sums);
	case RECOUNT_SUMS:
	case RECOUNTS:
		break;
	}
	return true;
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

static const char *wrong_closing(
	const struct poll *poll, const struct rare *closed, enum recount_from from)
{
	struct tally_result stored = {0};
	struct tally_sums counted = {0};
	const char *wrong = NULL;

	if (!stored_sums(poll, closed, &stored.sums))
		wrong = _("Its sums do not belong to the options of this vote.");
	if (wrong == NULL)
		wrong = wrong_heads(poll, closed);
	if (wrong == NULL && from != RECOUNT_SUMS &&
		(!count_again(poll, closed, from, &counted) || !same_sums(&stored.sums, &counted)))
		wrong = _("Its sums are not those of the ballots.");
	if (wrong == NULL) {
		tally_verdict(&poll->rule, &stored);
		if ((int64_t)stored.outcome != closed->outcome)
			wrong = _("Its outcome does not follow from its sums.");
	}
	tally_result_finish(&stored);
	tally_sums_finish(&counted);
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

static const char *wrong_poll_rule(const struct model *model, const struct poll *poll)
{
	const struct rule *rule = model_rule(model, poll->agreed);
	const char *wrong = wrong_rule(model, poll->proposal, poll->agreed, poll->id);

	if (wrong == NULL && rule != NULL && !rule_counts_so(rule, &poll->rule))
		wrong = _("It was not counted as the sealed rule says.");
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
	const char *wrong = event->kind == EVENT_DECISION_RECORDED
				    ? wrong_rule(model, decision->thing, agreed, event->seq)
				    : NULL;

	if (wrong == NULL)
		wrong = wrong_bearer(proposal, rule, event);
	if (decision->verdict == DECISION_DEFERRED || wrong != NULL)
		return wrong;
	if (rule != NULL && !rule_votes(rule->how))
		return rule->how == HOW_ELSEWHERE ? _("It was not to be decided here.") : NULL;
	if (poll != NULL && poll->agreed != agreed)
		return _("Its vote was held by another rule.");
	if (proposal == NULL || poll == NULL || poll->state != POLL_IS_CLOSED)
		return _("The decision rests on no closed vote.");
	if (poll->result.outcome == OUTCOME_CARRIED && decision->verdict == DECISION_NOT_ADOPTED &&
		proposal_missing(proposal) != NULL)
		return NULL;
	if ((poll->result.outcome == OUTCOME_CARRIED) != (decision->verdict == DECISION_ADOPTED))
		return _("The decision is not what the vote says.");
	return NULL;
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
		recount.wrong = wrong_closing(poll, closed, recount.from);
		if (recount.wrong == NULL && poll->proposal != 0)
			recount.wrong = wrong_poll_rule(model, poll);
	}
	*array_push(recounts) = recount;
}

void recount_all(const struct model *model, struct recounts *recounts)
{
	for (size_t i = 0; i < model->events.count; i++) {
		const struct event *event = &model->events.items[i];
		if (model_step_undone(model, event->step))
			continue;
		if (event->kind == EVENT_POLL_CLOSED)
			add_closing(model, event, recounts);
		if (event->kind == EVENT_DECISION_RECORDED ||
			event->kind == EVENT_DECISION_CORRECTED)
			*array_push(recounts) = (struct recount){.event = event->seq,
				.poll = event->body.poll,
				.decision = true,
				.wrong = wrong_decision(model, event)};
	}
}
