/* A vote: held here, or begun here and left open at a side table. */
#include "../room.h"

enum { WISHING, HOLDING, LEFT };

bool vote_act(struct rehearse *room, const struct model *model)
{
	const struct stage *plan = model_stage(model, room->stage);
	bool stays_open =
		plan->activity == ACTIVITY_VOTE && stage_setting(plan, SETTING_STAYS_OPEN) != 0;

	if (room->phase == WISHING) {
		room->phase = HOLDING;
		return polling_open(room, model, room->stage, 0);
	}
	if (room->phase != HOLDING)
		return false;
	/* at a side table half of the room votes later */
	if (polling_next(room, model, stays_open ? 1 + room->guests.count / 2 : 0))
		return true;
	room->phase = LEFT;
	return false;
}
