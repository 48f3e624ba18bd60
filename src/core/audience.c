#include "roundtable/core/audience.h"

#include "rule.h"

#include "roundtable/base/i18n.h"
#include "roundtable/core/agreement.h"
#include "roundtable/core/parts.h"
#include "roundtable/core/receipt.h"
#include "roundtable/core/rounds.h"
#include "roundtable/core/sentence.h"
#include "roundtable/core/survived.h"

const struct activity_rule activity_rules[ACTIVITY_COUNT] = {
	[ACTIVITY_BRIEF] = {brief_audience},
	[ACTIVITY_PEOPLE] = {people_audience},
	[ACTIVITY_COLLECT] = {collect_audience},
	[ACTIVITY_GROUP] = {group_audience},
	[ACTIVITY_VOTE] = {vote_audience},
	[ACTIVITY_RATE] = {rate_audience},
	[ACTIVITY_DECIDE] = {decide_audience},
	[ACTIVITY_TALK] = {talk_audience},
	[ACTIVITY_BREAK] = {break_audience},
	[ACTIVITY_CLOSE] = {close_audience},
};

const char *audience_role(const struct model *model, int role)
{
	return role >= 0 && role < (int)model->plan->roles.count
		       ? model->plan->roles.items[role].name
		       : NULL;
}

struct audience_person audience_person(const struct model *model, const struct person *person)
{
	if (person == NULL)
		return (struct audience_person){0};
	return (struct audience_person){.id = person->id,
		.name = person->name,
		.role = person->own_role != NULL && person->own_role[0] != '\0'
				? person->own_role
				: audience_role(model, person->role),
		.status = person->status,
		.votes = person->votes,
		.seat = model_seat(model, person->id)};
}

struct audience_item *audience_add(
	struct audience *audience, enum audience_kind kind, int64_t id, const char *text)
{
	struct audience_item *item = array_push(&audience->items);

	*item = (struct audience_item){.kind = kind, .id = id, .text = text};
	return item;
}

/* What somebody needs to know to fill in a ballot. */
static void set_ballot(
	struct audience_vote *vote, const struct stage *stage, const struct poll *poll)
{
	const struct tally_method *method = tally_method(poll->rule.method);

	vote->shape = method->shape;
	if (vote->shape == SHAPE_POINTS || vote->shape == SHAPE_CREDITS)
		vote->dots = tally_dots(&poll->rule);
	if (vote->shape == SHAPE_SCORE || vote->shape == SHAPE_GRADE)
		vote->scale = tally_scale(&poll->rule);
	vote->fingers = poll->rule.method == TALLY_FIST_TO_FIVE;
	vote->ranks = poll->rule.ranks;
	vote->budget = poll->rule.budget;
	if (stage != NULL && vote->shape == SHAPE_GRADE)
		stage_grades(stage, &vote->grades);
	vote->rates = poll->rule.method == TALLY_RATINGS;
	vote->unsure = poll->rule.unsure;
	vote->poles = poll_has_poles(poll, stage);
	vote->blank = poll_takes_blank(poll);
	vote->changes = poll->changes;
	vote->receipts = poll->receipts;
	for (size_t i = 0; i < method->answers; i++)
		*array_push(&vote->answers) =
			(struct audience_answer){.text = sentence_answer(poll->rule.method, i)};
}

/* By whose rule it is, and that it holds where the programme asked for another one. */
static void say_agreed(const struct model *model, const struct poll *poll, struct buf *out)
{
	const struct rule *rule = model_rule(model, poll->agreed);
	const struct stage *plan = model_stage(model, poll->stage);

	if (rule == NULL)
		return;
	sentence_sealed(model, rule, out);
	const struct tally_rule asked = plan != NULL ? stage_rule(plan) : rule->counted;
	if (!rule_counts_so(rule, &asked))
		buf_format(out, " %s",
			_("The programme asks for another rule here; the group's rule holds."));
}

const char *audience_keep(struct audience *audience, struct buf *sentence)
{
	char *text = buf_take(sentence);

	texts_add(&audience->said, text);
	array_free(text);
	return audience->said.items[audience->said.count - 1];
}

void audience_set_vote(
	struct audience *audience, const struct model *model, const struct poll *poll)
{
	const struct proposal *proposal = model_proposal(model, poll->proposal);
	struct buf text = {0};

	audience->vote.id = poll->id;
	audience->vote.open = poll->state == POLL_OPEN;
	audience->vote.secret = poll->secret;
	/* what an amendment came to is shown until the proposal itself is decided */
	audience->vote.tests = proposal != NULL && proposal_amended(model, proposal)->decision == 0;
	audience->vote.question = audience->vote.tests ? proposal->text : NULL;
	if (audience->vote.tests && proposal->amends != 0) {
		sentence_question(model, poll, &text);
		audience->vote.question = audience_keep(audience, &text);
	}
	say_agreed(model, poll, &text);
	sentence_rule(&poll->rule, poll->secret, poll->mixing != 0, &text);
	sentence_voters(model, poll, sentence_name, &text);
	if (poll->state == POLL_OPEN) {
		sentence_parts(model, poll, &text);
		sentence_rounds(model, poll, &text);
		sentence_receipts(model, poll, &text);
	}
	audience->vote.rule = buf_take(&text);
	set_ballot(&audience->vote, model_stage(model, poll->stage), poll);
	audience->counted = COUNTED_BALLOTS;
	audience->done = model_poll_cast(model, poll);
	audience->of = (int64_t)(poll->eligible.count - poll->out.count);
	if (poll->state != POLL_IS_CLOSED)
		return;
	sentence_voters(model, poll, sentence_name, &text);
	sentence_result(model, poll, &text);
	sentence_shift(model, poll, &text);
	sentence_rounds(model, poll, &text);
	sentence_forward(model, poll, &text);
	if (poll->proposal == 0 && poll == model_stage_poll(model, poll->stage))
		sentence_survived(model, poll->stage, SURVIVED_ROOM, &text);
	sentence_survived_withheld(model, poll->stage, SURVIVED_ROOM, &text);
	sentence_receipts(model, poll, &text);
	audience->vote.result = buf_take(&text);
	sentence_by_part(model, poll, &text);
	if (text.count > 0)
		audience->vote.by_part = buf_take(&text);
	for (size_t i = 0; i < audience->vote.answers.count; i++)
		audience->vote.answers.items[i].people = poll->result.sums.totals[i];
}

void audience_add_ballots(
	struct audience *audience, const struct model *model, const struct poll *poll)
{
	for (size_t row = 0; row < poll_listed(poll); row++) {
		struct buf answer = {0};
		struct audience_item *item = audience_add(
			audience, ITEM_BALLOT, poll->closing, poll_listed_words(model, poll, row));
		sentence_listed(model, poll, row, &answer);
		item->figure = buf_take(&answer);
	}
}

const struct texts *audience_choices(const struct audience *audience, size_t column)
{
	static const struct texts none;

	return column < audience->choices.count ? &audience->choices.items[column] : &none;
}

void audience_finish(struct audience *audience)
{
	if (audience == NULL)
		return;
	for (size_t i = 0; i < audience->items.count; i++) {
		array_free(audience->items.items[i].figure);
		array_free(audience->items.items[i].parts);
		array_free(audience->items.items[i].cut);
		texts_finish(&audience->items.items[i].marks);
		array_finish(&audience->items.items[i].spread);
	}
	array_finish(&audience->items);
	if (audience->release == NULL)
		for (size_t i = 0; i < audience->choices.count; i++)
			array_finish(&audience->choices.items[i]);
	array_finish(&audience->choices);
	array_finish(&audience->roles);
	array_finish(&audience->words);
	array_finish(&audience->sums);
	array_finish(&audience->sides);
	array_finish(&audience->grid.rows);
	array_finish(&audience->grid.heads);
	array_free(audience->sum_of);
	array_free(audience->comes_to);
	texts_finish(&audience->vote.heads);
	texts_finish(&audience->vote.grades);
	texts_finish(&audience->said);
	array_free(audience->vote.rule);
	array_free(audience->vote.result);
	array_free(audience->vote.by_part);
	array_finish(&audience->vote.answers);
	if (audience->release != NULL)
		audience->release(audience->backing);
	*audience = (struct audience){0};
}

void audience_fill_stage(
	const struct model *model, int stage, moment now, struct audience *audience)
{
	const struct stage *plan = model_stage(model, stage);

	audience_finish(audience);
	audience->stage = stage;
	if (model->plan == NULL)
		return;
	audience->title = model->plan->title;
	audience->purpose = model->plan->purpose;
	audience->language = model->plan->language;
	audience->minutes = plan_stage_minutes(model->plan, true);
	audience->offset = model->offset;
	audience->rehearsal = model->rehearsal;
	audience->stages = (int)model->plan->stages.count;
	if (model->off_record) {
		audience->state = AUDIENCE_OFF_RECORD;
		return;
	}
	if (plan == NULL)
		return;
	audience->stage_title = plan->title;
	audience->prompt = plan->prompt;
	audience->state = AUDIENCE_STAGE;
	if (stage == model->stage && plan->minutes > 0)
		audience->ends_at = now + model_stage_planned(model, stage) -
				    model_stage_used(model, stage, now);
	activity_rules[plan->activity].audience(model, stage, audience);
	audience_add_unowned(audience);
	if (stage == model->stage && model->closed_at == 0)
		audience_set_phase(model, now, audience);
	if (stage == model->stage && model->closed_at == 0)
		audience_set_silence(model, now, audience);
	if (plan->activity == ACTIVITY_TALK && stage == model->stage)
		audience_add_balance(model, now, audience);
	/* what is read back at the end has them in it */
	if (stage == model->stage && model->closed_at == 0 && !stage_reads_this(plan))
		audience_add_words(audience, model);
}

void audience_fill(const struct model *model, moment now, struct audience *audience)
{
	audience_fill_stage(model, model->stage, now, audience);
	if (model->closed_at != 0)
		audience->state = AUDIENCE_CLOSED;
	else if (model->paused && !model->off_record)
		audience->state = AUDIENCE_PAUSED;
}
