/* How many spoke; never who, nor how long. */
#include "../build.h"

#include "roundtable/base/i18n.h"

void minutes_talk(struct building *building, int stage)
{
	const struct model *model = building->model;
	const struct stage *plan = model_stage(model, stage);
	struct ids speakers = {0};

	for (size_t i = 0; i < model->turns.count; i++)
		if (model->turns.items[i].stage == stage &&
			!ids_contain(&speakers, model->turns.items[i].person))
			ids_add(&speakers, model->turns.items[i].person);
	document_list(building->document, true);
	for (size_t i = 0; i < plan->items.count; i++) {
		document_item(building->document, 0);
		document_run(building->document, RUN_PLAIN, plan->items.items[i]);
	}
	if (speakers.count > 0)
		build_say(building,
			ngettext("%zu person spoke.", "%zu people spoke.", speakers.count),
			speakers.count);
	array_finish(&speakers);
}
