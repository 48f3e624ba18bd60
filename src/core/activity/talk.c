/* Timed discussion: who speaks, who wants to, rounds with passes; and who shall do what. */
#include "../rule.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/core/phase.h"
#include "roundtable/core/sift.h"

bool decide_turn_started(struct deciding *d)
{
	const struct turn *speaking = model_speaking(d->model);

	if (speaking != NULL && speaking->person == d->command->body.person)
		return refuse(d, REFUSED_SAME, speaking->person);
	deciding_add(d);
	return true;
}

void apply_turn_started(struct model *model, const struct event *event)
{
	if (model_person(model, event->body.person) == NULL)
		return;
	apply_turn_ended(model, event);
	*array_push(&model->turns) = (struct turn){.stage = known_stage(model, event->body.stage),
		.person = event->body.person,
		.from = event->at};
	for (size_t i = model->hands.count; i-- > 0;)
		if (model->hands.items[i].person == event->body.person)
			array_remove(&model->hands, i);
}

bool decide_turn_ended(struct deciding *d)
{
	if (model_speaking(d->model) == NULL)
		return refuse(d, REFUSED_SAME, 0);
	deciding_add(d);
	return true;
}

void apply_turn_ended(struct model *model, const struct event *event)
{
	if (model->turns.count > 0 && model->turns.items[model->turns.count - 1].to == 0)
		model->turns.items[model->turns.count - 1].to = event->at;
}

bool decide_hand_raised(struct deciding *d)
{
	const struct body *body = &d->command->body;
	bool up = false;

	for (size_t i = 0; i < d->model->hands.count; i++)
		up |= d->model->hands.items[i].person == body->person;
	if (up == (body->yes != 0))
		return refuse(d, REFUSED_SAME, body->person);
	deciding_add(d);
	return true;
}

void apply_hand_raised(struct model *model, const struct event *event)
{
	if (model_person(model, event->body.person) == NULL)
		return;
	if (event->body.yes != 0) {
		*array_push(&model->hands) = (struct hand){.person = event->body.person,
			.stage = known_stage(model, event->body.stage)};
		return;
	}
	for (size_t i = model->hands.count; i-- > 0;)
		if (model->hands.items[i].person == event->body.person)
			array_remove(&model->hands, i);
}

bool decide_balance_shown(struct deciding *d)
{
	if (d->model->balance_shown == (d->command->body.yes != 0))
		return refuse(d, REFUSED_SAME, 0);
	deciding_add(d);
	return true;
}

void apply_balance_shown(struct model *model, const struct event *event)
{
	model->balance_shown = event->body.yes != 0;
}

/* The table people talk about: as its grid where it has one. */
static void add_shown(const struct model *model, int64_t stage, struct audience *audience)
{
	const struct sift as_grid = {.how = SIFT_GRID};

	if (stage < 0 || stage >= (int64_t)model->stages.count ||
		model_stage(model, (int)stage)->activity != ACTIVITY_COLLECT)
		return;
	audience_add_table(audience, model, (int)stage);
	audience_sift(audience, &as_grid);
}

void talk_audience(const struct model *model, int stage, struct audience *audience)
{
	const struct stage *plan = model_stage(model, stage);
	const struct turn *speaking = model_speaking(model);

	audience->task = stage_setting(plan, SETTING_ROUND) ? TASK_SAY_ROUND : TASK_TALK;
	if (speaking != NULL)
		audience->turn = audience_person(model, model_person(model, speaking->person));
	bool level;
	if (audience->task == TASK_SAY_ROUND && speaking == NULL &&
		model_rounds_heard(model, stage, &level) > 0)
		audience->comes_to = mem_copy_text(_("Everybody has been heard."));
	/* in steps, each entry of the list says what to do in one of them */
	size_t only = stage_phases(plan) > 0 && plan->items.count > 0 && stage == model->stage
			      ? (size_t)model->stages.items[stage].phase
			      : SIZE_MAX;
	for (size_t i = 0; i < plan->items.count; i++)
		if (only == SIZE_MAX || only == i)
			audience_add(audience, ITEM_POINT, -1 - (int64_t)i, plan->items.items[i]);
	audience_add_mixing(model, stage, audience);
	add_shown(model, stage_setting(plan, SETTING_SHOWS), audience);
	for (size_t i = 0; i < model->actions.count; i++)
		if (model->actions.items[i].stage == stage && !model->actions.items[i].withdrawn)
			audience_add_action(audience, model, &model->actions.items[i]);
}
