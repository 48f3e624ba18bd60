#include "rules.h"

#include "roundtable/base/i18n.h"

/* Each option scored or left out; what is left out adds nothing, as the lowest score does. */
static bool valid(const struct tally_rule *rule, const int16_t *marks, size_t options)
{
	int scale = tally_scale(rule);
	bool scored = false;
	for (size_t i = 0; i < options; i++) {
		if (marks[i] == MARK_NONE)
			continue;
		if (marks[i] < 0 || marks[i] > scale)
			return false;
		scored = true;
	}
	return scored;
}

const struct tally_method score_method = {
	.name = "score",
	.title = N_("Score"),
	.brief = N_("Each person gives each option a score; the option with the highest total "
		    "comes first."),
	.shape = SHAPE_SCORE,
	.needs = NEED_SCALE,
	.source = "score (range) voting: highest sum first, unscored adds nothing",
	.valid = valid,
	.verdict = rank_by_total,
};
