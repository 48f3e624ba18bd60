#ifndef ROUNDTABLE_SRC_TALLY_IRV_H
#define ROUNDTABLE_SRC_TALLY_IRV_H

#include "rules.h"

/**
 * Votes per option left, in units of 1/unit; a rank shared by several options left is split among
 * them. `unit` must be a multiple of every number of options that share a rank. Returns their sum.
 * Ranks of which nobody is left are not read again: options may only leave from one call to the
 * next, unless `gone` of the rankings is set back.
 */
int64_t irv_votes(
	struct rankings *rankings, size_t options, const bool *left, int64_t unit, int64_t *votes);
/** The option left with more than half of `counted` votes, or the last one left; else `options`. */
size_t irv_leader(size_t options, const bool *left, const int64_t *votes, int64_t counted);
/** The options left with fewest votes. */
void irv_fewest(size_t options, const bool *left, const int64_t *votes, struct tally_list *fewest);
/**
 * True when the tied options with fewest votes go out one after the other whatever happens: all
 * their votes together are fewer than any other option left has.
 */
bool irv_all_go(
	size_t options, const bool *left, const int64_t *votes, const struct tally_list *fewest);
/**
 * Who wins for some way of breaking the ties for fewest votes (parallel universes: Conitzer,
 * Rognlie & Xia 2009). False, and an empty list, where that takes more than the stated limits.
 */
bool irv_possible(
	const struct rankings *rankings, size_t options, int64_t unit, struct tally_list *possible);

#endif
