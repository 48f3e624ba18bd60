/* What was read back stands in its own sections. */
#include "../build.h"

#include "roundtable/base/i18n.h"

void minutes_close(struct building *building, int stage)
{
	if (stage_reads_last(model_stage(building->model, stage))) {
		build_last(building);
		return;
	}
	build_say(building, "%s", _("What was read back stands under “Decisions” and “Actions”."));
}
