#include "rules.h"

#include "roundtable/base/i18n.h"

/*
 * n votes for one option, or against it where that is allowed, cost n × n credits. What is left
 * is lost; a ballot that spends too many credits does not count at all.
 */
static bool valid(const struct tally_rule *rule, const int16_t *marks, size_t options)
{
	int64_t left = tally_dots(rule);
	bool given = false;
	for (size_t i = 0; i < options; i++) {
		int64_t votes = marks[i];
		if (votes < 0 && !rule->against)
			return false;
		left -= votes * votes;
		if (left < 0)
			return false;
		given = given || votes != 0;
	}
	return given;
}

const struct tally_method quadratic_method = {
	.name = "quadratic",
	.title = N_("Quadratic voting"),
	.brief = N_("Each person spends credits on votes: 1 vote for an option costs 1 credit, "
		    "2 votes cost 4, 3 votes cost 9; the option with the most votes comes first."),
	.shape = SHAPE_CREDITS,
	.needs = NEED_CREDITS | NEED_SEED,
	.source = "Lalley & Weyl, Quadratic Voting, AEA Papers and Proceedings 108 (2018)",
	.valid = valid,
	.verdict = rank_by_total,
};
