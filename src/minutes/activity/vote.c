/* The polls of a stage, each with its result. */
#include "../build.h"

#include "roundtable/base/i18n.h"

void minutes_vote(struct building *building, int stage)
{
	if (build_polls(building, stage) == 0)
		build_say(building, "%s", _("No vote was opened."));
}
