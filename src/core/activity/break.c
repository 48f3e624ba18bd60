/* A pause with a clock; a poll at the side table goes on under it. */
#include "../rule.h"

void break_audience(const struct model *model, int stage, struct audience *audience)
{
	audience->task = TASK_REST;
	audience_add_mixing(model, stage, audience);
	const struct poll *poll = model_open_poll(model);
	if (poll != NULL)
		audience_set_vote(audience, model, poll);
}
