#include "rules.h"

#include "roundtable/base/i18n.h"

/* Totals are counted in halves, so that options level on a ballot can share their places. */
enum { HALVES = 2 };

static size_t ranked_on(const int16_t *marks, size_t options)
{
	size_t ranked = 0;
	for (size_t i = 0; i < options; i++)
		ranked += marks[i] > 0;
	return ranked;
}

/* Ranks may have gaps; where it is agreed how many to rank, more are too many. */
static bool valid(const struct tally_rule *rule, const int16_t *marks, size_t options)
{
	for (size_t i = 0; i < options; i++)
		if (marks[i] < 0 || marks[i] > TALLY_OPTIONS_LIMIT)
			return false;
	size_t ranked = ranked_on(marks, options);
	return ranked > 0 && (rule->ranks <= 0 || ranked <= (size_t)rule->ranks);
}

/* Options level on a ballot each get the mean of the places they take up together. */
static void add(const struct tally_rule *rule, const int16_t *marks, int64_t weight,
	struct tally_sums *sums)
{
	uint16_t level[TALLY_OPTIONS_LIMIT + 1] = {0}, before[TALLY_OPTIONS_LIMIT + 1] = {0};
	size_t ranked = ranked_on(marks, sums->options);

	(void)rule;
	if (ranked > sums->ranks)
		sums->ranks = ranked;
	for (size_t i = 0; i < sums->options; i++)
		level[marks[i]] += marks[i] > 0;
	for (size_t rank = 1; rank <= TALLY_OPTIONS_LIMIT; rank++)
		before[rank] = (uint16_t)(before[rank - 1] + level[rank - 1]);
	for (size_t i = 0; i < sums->options; i++) {
		int16_t rank = marks[i];
		if (rank == 0)
			continue;
		/* halves: the places before + 1 to before + level add up to their mean, doubled */
		sums->totals[i] += (HALVES * before[rank] + level[rank] + 1) * weight;
		sums->givers[i] += weight;
	}
}

/* An option left out takes the place after all that were to be given. */
static void complete(const struct tally_rule *rule, struct tally_sums *sums)
{
	int64_t valid_ballots = heads_valid(&sums->heads);

	if (rule->ranks > 0)
		sums->ranks = (size_t)rule->ranks;
	for (size_t i = 0; i < sums->options; i++)
		sums->totals[i] +=
			HALVES * ((int64_t)sums->ranks + 1) * (valid_ballots - sums->givers[i]);
}

static void verdict(const struct tally_rule *rule, struct tally_result *out)
{
	out->unit = HALVES;
	rank_by_lowest(rule, out);
}

const struct tally_method rank_total_method = {
	.name = "rank-total",
	.title = N_("Rank total"),
	.brief = N_("Each person ranks the options, 1 for the best; the ranks are added up and the "
		    "lowest total comes first."),
	.shape = SHAPE_RANK,
	.needs = NEED_SEED,
	.source = "nominal group technique: Delbecq, Van de Ven & Gustafson, Group Techniques for "
		  "Program Planning (1975)",
	.valid = valid,
	.verdict = verdict,
	.add = add,
	.complete = complete,
};
