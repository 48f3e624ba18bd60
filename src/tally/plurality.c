#include "rules.h"

#include "roundtable/base/i18n.h"

/* Most votes wins; a ballot with two marks is spoilt, not split. */
const struct tally_method plurality_method = {
	.name = "plurality",
	.title = N_("Plurality"),
	.brief = N_("Each person chooses one option; the option with most votes comes first."),
	.shape = SHAPE_CHOOSE,
	.needs = NEED_SEED,
	.source = "one vote a ballot, most votes first (first past the post)",
	.valid = marks_choose,
	.verdict = rank_by_total,
};
