/* Rating is a poll over the numbered list. */
#include "../room.h"

bool rate_act(struct rehearse *room, const struct model *model)
{
	return vote_act(room, model);
}
