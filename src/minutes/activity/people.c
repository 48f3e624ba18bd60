/* The roster has a section of its own. */
#include "../build.h"

#include "roundtable/base/i18n.h"

void minutes_people(struct building *building, int stage)
{
	(void)stage;
	build_say(building, "%s",
		_("Who was there, and who was missing, stands under “Who was "
		  "there”."));
}
