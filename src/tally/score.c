#include "rules.h"

#include "roundtable/base/i18n.h"

/* What is left out adds nothing, as the lowest score does. */
bool marks_on_scale(const struct tally_rule *rule, const int16_t *marks, size_t options)
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

/* Options that enough ballots scored come first, the higher mean first among each. */
static int compare_means(const void *context, size_t a, size_t b)
{
	const struct tally_result *result = context;
	const int64_t *totals = result->sums.totals, *givers = result->sums.givers;
	bool a_enough = givers[a] >= result->needed, b_enough = givers[b] >= result->needed;
	if (a_enough != b_enough)
		return a_enough ? -1 : 1;
	if (givers[a] == 0 || givers[b] == 0)
		return (givers[a] == 0) - (givers[b] == 0);
	__int128 one = (__int128)totals[a] * givers[b], other = (__int128)totals[b] * givers[a];
	return (one < other) - (one > other);
}

static void verdict(const struct tally_rule *rule, struct tally_result *out)
{
	if (!rule->mean) {
		rank_by_total(rule, out);
		return;
	}
	bool share = rule->numerator > 0 && rule->denominator > 0;
	out->base = heads_valid(&out->sums.heads);
	out->needed = share ? share_needed(rule->numerator, rule->denominator, true, out->base) : 1;
	result_rank(out, compare_means, out);
	if (out->sums.givers[out->order[0]] >= out->needed)
		return;
	array_finish(&out->winners);
	out->outcome = OUTCOME_REPORTED;
}

const struct tally_method score_method = {
	.name = "score",
	.title = N_("Score"),
	.brief = N_("Each person gives each option a score; the option with the highest total "
		    "comes first."),
	.shape = SHAPE_SCORE,
	.needs = NEED_SCALE | NEED_SEED,
	.source = "score (range) voting: highest sum, or mean of those who scored, first",
	.valid = marks_on_scale,
	.verdict = verdict,
};
