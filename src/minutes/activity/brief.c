/* Text and the key points that were shown. */
#include "../build.h"

void minutes_brief(struct building *building, int stage)
{
	const struct stage *plan = model_stage(building->model, stage);
	size_t shown = plan->items.count;

	if (stage_setting(plan, SETTING_REVEAL) == REVEAL_ONE_BY_ONE)
		shown = (size_t)building->model->stages.items[stage].points;
	document_list(building->document, true);
	for (size_t i = 0; i < shown && i < plan->items.count; i++) {
		document_item(building->document, 0);
		document_run(building->document, RUN_PLAIN, plan->items.items[i]);
	}
}
