/* Meek's count: what options that share a rank get of a ballot. */
#include "meek.h"

#include "roundtable/base/mem.h"

/*
 * Averages over all orders, after Hill (Voting matters 13, 2001): a member gets what it keeps of
 * what those before it let pass. With a member at a random place, any set of the others, of every
 * size from none to all with equal chances, is before it; means[s] is what sets of s of them let
 * pass on average. All means lie between 0 and 1, so that nothing overflows or cancels out.
 *
 * The rule's nine decimals are kept for the sum of the votes: shares have ten more, rounded up, and
 * the sum of all of them is cut. So what adds up to a whole vote is one (three thirds), and no
 * option is favoured for standing first on the list.
 */

/* One more of the others, who lets `passes` billionths pass; `others` of them are in already. */
static void add_other(uint64_t *means, size_t others, size_t *largest, uint64_t passes)
{
	uint64_t whole = (others + 1) * (uint64_t)MEEK_UNIT;

	if (passes > 0)
		means[++*largest] = 0;
	for (size_t s = *largest + 1; s-- > 0;) {
		unsigned __int128 sum =
			(unsigned __int128)means[s] * ((others + 1 - s) * (uint64_t)MEEK_UNIT);
		if (s > 0)
			sum += (unsigned __int128)means[s - 1] * (s * passes);
		means[s] = (uint64_t)((sum + whole - 1) / whole);
	}
}

/* The share of members[who]. */
static uint64_t share_of(
	const struct meek_group *group, const int64_t *keeps, size_t who, uint64_t *means)
{
	size_t others = 0, largest = 0;

	means[0] = MEEK_SHARES;
	/* whoever lets something pass comes first, then those who do not: fewer sizes to look at */
	for (int passing = 1; passing >= 0; passing--) {
		for (size_t i = 0; i < group->count; i++) {
			int64_t passes = MEEK_UNIT - keeps[group->members[i]];
			if (i != who && (passes > 0) == passing)
				add_other(means, others++, &largest, (uint64_t)passes);
		}
	}
	unsigned __int128 sum = 0;
	for (size_t s = 0; s <= largest; s++)
		sum += means[s];
	uint64_t keep = (uint64_t)keeps[group->members[who]];
	uint64_t whole = group->count * (uint64_t)MEEK_UNIT;
	return (uint64_t)((sum * keep + whole - 1) / whole);
}

void meek_group_share(struct meek_group *group, const int64_t *keeps)
{
	uint64_t *means = mem_alloc(group->count + 1, sizeof *means);
	uint64_t of_whole = 0;
	bool known = false;

	group->rest = MEEK_SHARES;
	for (size_t i = 0; i < group->count; i++) {
		int64_t keep = keeps[group->members[i]];
		bool whole = keep == MEEK_UNIT;
		/* all who keep everything have the same share */
		if (!whole || !known)
			group->shares[i] = share_of(group, keeps, i, means);
		else
			group->shares[i] = of_whole;
		if (whole) {
			of_whole = group->shares[i];
			known = true;
		}
		unsigned __int128 rest = (unsigned __int128)group->rest;
		rest = rest * (uint64_t)(MEEK_UNIT - keep) + MEEK_UNIT - 1;
		group->rest = (uint64_t)(rest / MEEK_UNIT);
	}
	array_free(means);
}
