/* Statements and how they were rated. */
#include "../build.h"

#include "roundtable/base/i18n.h"

void minutes_rate(struct building *building, int stage)
{
	const struct stage *plan = model_stage(building->model, stage);
	const struct poll *poll = model_stage_poll(building->model, stage);

	if (poll == NULL || poll->state != POLL_IS_CLOSED || poll->rule.method != TALLY_RATINGS) {
		document_list(building->document, true);
		for (size_t i = 0; i < plan->items.count; i++) {
			document_item(building->document, 0);
			document_run(building->document, RUN_PLAIN, plan->items.items[i]);
		}
	}
	if (build_polls(building, stage) == 0)
		build_say(building, "%s", _("The statements were not rated."));
}
