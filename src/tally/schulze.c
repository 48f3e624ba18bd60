#include "rules.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"

#include <string.h>

/* How strong the direct link is, 0 where the majority does not prefer a to b. */
static int64_t link_strength(
	const struct tally_rule *rule, const struct tally_sums *sums, size_t a, size_t b)
{
	int64_t for_a = sums->pairs[a * sums->options + b];
	int64_t for_b = sums->pairs[b * sums->options + a];

	if (for_a <= for_b)
		return 0;
	switch (rule->strength) {
	case STRENGTH_WINNING:
		return for_a;
	case STRENGTH_MARGINS:
		return for_a - for_b;
	}
	return 0;
}

/* A path is as strong as its weakest link; the widest way by way of each option in turn. */
static void widen_paths(int64_t *paths, size_t options)
{
	for (size_t via = 0; via < options; via++) {
		const int64_t *onward = paths + via * options;
		for (size_t from = 0; from < options; from++) {
			int64_t *row = paths + from * options, first = row[via];
			if (from == via || first == 0)
				continue;
			for (size_t to = 0; to < options; to++) {
				int64_t way = first < onward[to] ? first : onward[to];
				row[to] = row[to] > way ? row[to] : way;
			}
			row[from] = 0;
		}
	}
}

static bool beats(const void *context, size_t a, size_t b)
{
	const struct tally_result *result = context;
	size_t options = result->sums.options;

	return result->paths[a * options + b] > result->paths[b * options + a];
}

static void verdict(const struct tally_rule *rule, struct tally_result *out)
{
	size_t options = out->sums.options;

	out->paths = mem_alloc(options * options + 1, sizeof *out->paths);
	for (size_t a = 0; a < options; a++)
		for (size_t b = 0; b < options; b++)
			out->paths[a * options + b] = link_strength(rule, &out->sums, a, b);
	widen_paths(out->paths, options);
	result_peel(out, beats, out);
}

const struct tally_method schulze_method = {
	.name = "schulze",
	.title = N_("Schulze"),
	.brief = N_("Each person ranks the options; every option is compared with every other, and "
		    "the one that no other beats, directly or by way of others, comes first."),
	.shape = SHAPE_RANK,
	.needs = NEED_PAIRS | NEED_SEED,
	.source =
		"Schulze, A new monotonic, clone-independent, reversal symmetric, and "
		"Condorcet-consistent single-winner election method, Social Choice and Welfare 36 "
		"(2011), section 2",
	.valid = marks_rank,
	.verdict = verdict,
};
