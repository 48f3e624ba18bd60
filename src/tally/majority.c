#include "rules.h"

#include "roundtable/base/i18n.h"

int64_t share_base(enum tally_base base, const struct tally_heads *heads, int64_t answered)
{
	switch (base) {
	case BASE_YES_NO:
		return answered;
	case BASE_CAST:
		return heads->cast;
	case BASE_PRESENT:
		return heads->cast + heads->stepped_out;
	case BASE_ELIGIBLE:
		return heads->eligible - heads->stepped_out;
	}
	return 0;
}

int64_t share_needed(int64_t numerator, int64_t denominator, bool at_least, int64_t base)
{
	__int128 share = (__int128)numerator * base;
	int64_t needed = (int64_t)(share / denominator) + (at_least ? share % denominator != 0 : 1);

	return needed < 1 ? 1 : needed;
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
	out->base = share_base(
		rule->base, &sums->heads, sums->totals[ANSWER_YES] + sums->totals[ANSWER_NO]);
	/*
	 * Carried when yes × denominator is above numerator × base, or equals it where that is
	 * enough. A tie is lost, and without any yes nothing is carried.
	 */
	out->needed = share_needed(numerator, denominator, rule->at_least, out->base);
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
