/* What was read back stands in its own sections. */
#include "../build.h"

#include "roundtable/base/i18n.h"

void minutes_close(struct building *building, int stage)
{
	const struct model *model = building->model;

	if (stage_reads_last(model_stage(model, stage))) {
		build_last(building);
		return;
	}
	bool decisions = false, actions = false;
	for (size_t i = 0; i < model->proposals.count; i++)
		decisions =
			decisions || build_decision_number(model, &model->proposals.items[i]) != 0;
	for (size_t i = 0; i < model->actions.count; i++)
		actions = actions || build_takes_action(model, &model->actions.items[i]);
	if (decisions && actions)
		build_say(building, "%s",
			_("What was read back stands under “Decisions” and “Actions”."));
	else if (decisions)
		build_say(building, "%s", _("What was read back stands under “Decisions”."));
	else if (actions)
		build_say(building, "%s", _("What was read back stands under “Actions”."));
	else
		build_say(
			building, "%s", _("No decision and no action was there to be read back."));
}
