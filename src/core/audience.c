#include "roundtable/core/audience.h"

#include "rule.h"

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

struct audience_person audience_person(const struct model *model, const struct person *person)
{
	if (person == NULL)
		return (struct audience_person){.role = -1};
	return (struct audience_person){.id = person->id,
		.name = person->name,
		.own_role = person->own_role,
		.role = person->role,
		.status = person->status,
		.votes = person->votes,
		.seat = model_seat(model, person->id)};
}

struct audience_item *audience_add(
	struct audience *audience, enum audience_kind kind, int64_t id, const char *text)
{
	struct audience_item *item = array_push(&audience->items);

	*item = (struct audience_item){.kind = kind, .id = id, .text = text, .role = -1};
	return item;
}

void audience_finish(struct audience *audience)
{
	if (audience == NULL)
		return;
	array_finish(&audience->items);
	array_finish(&audience->roles);
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
}

void audience_fill(const struct model *model, moment now, struct audience *audience)
{
	audience_fill_stage(model, model->stage, now, audience);
	if (model->closed_at != 0)
		audience->state = AUDIENCE_CLOSED;
	else if (model->paused && !model->off_record)
		audience->state = AUDIENCE_PAUSED;
}
