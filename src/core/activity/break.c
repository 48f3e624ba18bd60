/* A pause with a clock; a poll at the side table goes on under it. */
#include "../rule.h"

void break_audience(const struct model *model, int stage, struct audience *audience)
{
	(void)stage;
	audience->task = TASK_REST;
	audience->poll = model_open_poll(model);
	if (audience->poll != NULL) {
		audience->counted = COUNTED_BALLOTS;
		audience->done = model_poll_cast(model, audience->poll);
		audience->of =
			(int64_t)(audience->poll->eligible.count - audience->poll->out.count);
	}
}
