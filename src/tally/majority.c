#include "rules.h"

#include "roundtable/base/i18n.h"

/* Of how many the majority is needed. */
static int64_t base_of(enum tally_base base, const struct tally_sums *sums)
{
	const struct tally_heads *heads = &sums->heads;
	switch (base) {
	case BASE_YES_NO:
		return sums->totals[ANSWER_YES] + sums->totals[ANSWER_NO];
	case BASE_CAST:
		return heads->cast;
	case BASE_PRESENT:
		return heads->cast + heads->stepped_out;
	case BASE_ELIGIBLE:
		return heads->eligible - heads->stepped_out;
	}
	return 0;
}

static void verdict(const struct tally_rule *rule, struct tally_result *out)
{
	const struct tally_sums *sums = &out->sums;
	int64_t numerator = 1, denominator = 2;
	if (rule->numerator > 0 && rule->denominator > 0) {
		numerator = rule->numerator;
		denominator = rule->denominator;
	}
	rank_by_total(rule, out);
	array_finish(&out->winners);
	out->base = base_of(rule->base, sums);
	/*
	 * Carried when yes × denominator is above numerator × base, or equals it where that is
	 * enough. A tie is lost, and without any yes nothing is carried.
	 */
	__int128 share = (__int128)numerator * out->base;
	out->needed =
		(int64_t)(share / denominator) + (rule->at_least ? share % denominator != 0 : 1);
	if (out->needed < 1)
		out->needed = 1;
	out->outcome =
		sums->totals[ANSWER_YES] >= out->needed ? OUTCOME_CARRIED : OUTCOME_NOT_CARRIED;
}

const struct tally_method majority_method = {
	.name = "majority",
	.title = N_("Majority"),
	.brief = N_(
		"Each person answers yes or no; it is carried when enough of the answers are yes."),
	.shape = SHAPE_ANSWER,
	.needs = NEED_SHARE,
	.answers = ANSWERS_MAJORITY,
	.source = "Robert's Rules of Order Newly Revised, section 44",
	.valid = marks_choose,
	.verdict = verdict,
};
