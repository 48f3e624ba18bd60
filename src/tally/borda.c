#include "rules.h"

#include "roundtable/base/i18n.h"

/* Points are counted in halves: an option level with another gets half a point from it. */
enum { HALVES = 2 };

/*
 * A group of level options stands at places start..end - 1 of `ranked`. Each gets what its members
 * would get on average one after the other: a point for every option below and half a point for
 * every other one level with it; counted from the options ranked only, with a point more, where
 * the rule says so.
 */
static int64_t halves(
	enum tally_borda kind, size_t start, size_t end, size_t ranked, size_t options)
{
	switch (kind) {
	case BORDA_AVERAGE:
	case BORDA_ZERO:
		return (int64_t)((options - end) + (options - start) - 1);
	case BORDA_TRUNCATED:
		return (int64_t)((ranked - end) + (ranked - start) + 1);
	}
	return 0;
}

static void add(const struct tally_rule *rule, const int16_t *marks, int64_t weight,
	struct tally_sums *sums)
{
	uint16_t places[TALLY_OPTIONS_LIMIT];
	size_t options = sums->options, ranked = marks_sort(marks, options, places), start = 0;

	for (size_t i = 0; i < ranked; i++) {
		if (!(places[i] & PLACE_LAST))
			continue;
		int64_t points = halves(rule->borda, start, i + 1, ranked, options);
		for (; start <= i; start++) {
			size_t option = places[start] & ~(unsigned)PLACE_LAST;
			sums->totals[option] += points * weight;
			sums->givers[option] += weight;
		}
	}
	/* options left out are level with each other and below all others */
	if (rule->borda != BORDA_AVERAGE || ranked == options)
		return;
	for (size_t i = 0; i < options; i++)
		if (marks[i] == 0)
			sums->totals[i] +=
				halves(rule->borda, ranked, options, ranked, options) * weight;
}

static void verdict(const struct tally_rule *rule, struct tally_result *out)
{
	out->unit = HALVES;
	rank_by_total(rule, out);
}

const struct tally_method borda_method = {
	.name = "borda",
	.title = N_("Borda count"),
	.brief = N_("Each person ranks the options; an option gets a point for every option ranked "
		    "below it, and the one with most points comes first."),
	.shape = SHAPE_RANK,
	.needs = NEED_SEED,
	.source = "Borda 1781; Emerson, The original Borda count and partial voting, Social Choice "
		  "and Welfare 40 (2013)",
	.valid = marks_rank,
	.verdict = verdict,
	.add = add,
};
