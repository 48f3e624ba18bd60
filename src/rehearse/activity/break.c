/* Tea; a vote at the side table goes on and is closed at the end. */
#include "../room.h"

bool break_act(struct rehearse *room, const struct model *model)
{
	if (room_small_groups(room, model))
		return true;
	return polling_on(room) && polling_next(room, model, 0);
}
