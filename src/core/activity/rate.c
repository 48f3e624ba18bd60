/* Statements rated on a scale: a poll of score ballots over the numbered list. */
#include "../rule.h"

void rate_audience(const struct model *model, int stage, struct audience *audience)
{
	vote_audience(model, stage, audience);
}
