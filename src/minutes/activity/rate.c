/* Statements and how they were rated. */
#include "../build.h"

void minutes_rate(struct building *building, int stage)
{
	const struct stage *plan = model_stage(building->model, stage);

	document_list(building->document, true);
	for (size_t i = 0; i < plan->items.count; i++) {
		document_item(building->document, 0);
		document_run(building->document, RUN_PLAIN, plan->items.items[i]);
	}
	build_polls(building, stage);
}
