/* Text and key points. */
#include "../rule.h"

bool decide_point_revealed(struct deciding *d)
{
	const struct body *body = &d->command->body;
	const struct stage *stage = model_stage(d->model, (int)body->stage);

	if (body->number < 0 || body->number > (int64_t)stage->items.count)
		return refuse(d, REFUSED_NO_THING, body->number);
	if (body->number == d->model->stages.items[body->stage].points)
		return refuse(d, REFUSED_SAME, body->number);
	deciding_add(d);
	return true;
}

void apply_point_revealed(struct model *model, const struct event *event)
{
	struct stage_state *state = stage_state_mutable(model, event->body.stage);

	if (state != NULL)
		state->points = (int)known_count(event->body.number);
}

void brief_audience(const struct model *model, int stage, struct audience *audience)
{
	const struct stage *plan = model_stage(model, stage);
	size_t shown = plan->items.count;

	if (stage_setting(plan, SETTING_REVEAL) == REVEAL_ONE_BY_ONE)
		shown = (size_t)model->stages.items[stage].points;
	audience->task = TASK_LISTEN;
	if (plan->items.count > 0) {
		audience->counted = COUNTED_POINTS;
		audience->done = (int64_t)shown;
		audience->of = (int64_t)plan->items.count;
	}
	for (size_t i = 0; i < shown && i < plan->items.count; i++)
		audience_add(audience, ITEM_POINT, -1 - (int64_t)i, plan->items.items[i]);
	audience_add_mixing(model, stage, audience);
}
