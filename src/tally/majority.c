#include "rules.h"

static bool valid(const struct tally_rule *rule, const int16_t *marks, size_t options)
{
	(void)rule;
	return marks_are_ticks(marks, options, 1);
}

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

static void verdict(
	const struct tally_rule *rule, const struct tally_sums *sums, struct tally_verdict *out)
{
	int64_t numerator = 1, denominator = 2;
	if (rule->numerator > 0 && rule->denominator > 0) {
		numerator = rule->numerator;
		denominator = rule->denominator;
	}
	rank_by_total(rule, sums, out);
	out->winners = 0;
	out->base = base_of(rule->base, sums);
	/*
	 * Carried when yes × denominator is above numerator × base, or equals it where that is
	 * enough. A tie is lost, and without any yes nothing is carried.
	 */
	int64_t share = numerator * out->base;
	out->needed = share / denominator + (rule->at_least ? share % denominator != 0 : 1);
	if (out->needed < 1)
		out->needed = 1;
	out->outcome =
		sums->totals[ANSWER_YES] >= out->needed ? OUTCOME_CARRIED : OUTCOME_NOT_CARRIED;
}

const struct tally_method majority_method = {
	.name = "majority",
	.shape = SHAPE_ANSWER,
	.answers = ANSWERS_MAJORITY,
	.source = "Robert's Rules of Order Newly Revised, section 44",
	.valid = valid,
	.verdict = verdict,
};
