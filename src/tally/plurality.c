#include "rules.h"

/* Most votes wins; a ballot with two marks is spoilt, not split. */
static bool valid(const struct tally_rule *rule, const int16_t *marks, size_t options)
{
	(void)rule;
	return marks_are_ticks(marks, options, 1);
}

const struct tally_method plurality_method = {
	.name = "plurality",
	.shape = SHAPE_CHOOSE,
	.source = "one vote a ballot, most votes first (first past the post)",
	.valid = valid,
	.verdict = rank_by_total,
};
