/* What was read back stands in its own sections. */
#include "../build.h"

#include "roundtable/base/i18n.h"

void minutes_close(struct building *building, int stage)
{
	(void)stage;
	build_say(building, "%s", _("What was read back stands under “Decisions” and “Actions”."));
}
