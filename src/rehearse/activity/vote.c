/* A vote: held here, or begun here and left open at a side table. */
#include "../room.h"

#include "roundtable/core/rounds.h"

enum { WISHING, HOLDING, LEFT };

/* Mostly all the rounds are held that may be. */
static bool next_round(struct rehearse *room, const struct model *model)
{
	const struct poll *poll = model_stage_poll(model, room->stage);
	struct rounds rounds;

	rounds_read(model, room->stage, INT64_MAX, &rounds);
	return rounds.most > 0 && !rounds.over && poll != NULL && poll == rounds.last &&
	       room_chance(room, 90);
}

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
	if (next_round(room, model))
		return polling_open(room, model, room->stage, 0);
	room->phase = LEFT;
	return false;
}
