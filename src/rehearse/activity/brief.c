/* Points are shown as they are spoken about. */
#include "../room.h"

bool brief_act(struct rehearse *room, const struct model *model)
{
	const struct stage *plan = model_stage(model, room->stage);
	int points = (int)plan->items.count, seconds = (int)(room->length / 1000) / (points + 1);

	if (room_small_groups(room, model))
		return true;
	if (stage_setting(plan, SETTING_REVEAL) != REVEAL_ONE_BY_ONE || room->index >= points)
		return false;
	room->index++;
	room_wish(room, EVENT_POINT_REVEALED, seconds / 2, seconds)->number = room->index;
	return true;
}
