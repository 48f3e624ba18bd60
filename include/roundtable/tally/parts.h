#ifndef ROUNDTABLE_TALLY_PARTS_H
#define ROUNDTABLE_TALLY_PARTS_H

#include <stddef.h>
#include <stdint.h>

/**
 * The same sums read for parts of the room: not only by heads, but with each part weighing the
 * same, or by what the part gives that gives least. All by what a part gives per ballot, exactly.
 */
struct tally_parts {
	size_t parts, options;
	const int64_t *ballots; /**< per part, each above 0 (borrowed) */
	const int64_t *totals;  /**< parts × options, none below 0 (borrowed) */
};

/** Below, at or above 0 as option `a` gets less than `b`, as much or more where each part weighs
 * the same. */
int tally_parts_compare(const struct tally_parts *parts, size_t a, size_t b);
/** The same of what each gets from the part that gives it least. */
int tally_parts_compare_least(const struct tally_parts *parts, size_t a, size_t b);
/** Below, at or above 0 as an option gets less than a share of each ballot, so much or more, where
 * each part weighs the same. The share is not below 0, its denominator above. */
int tally_parts_reach(
	const struct tally_parts *parts, size_t option, int64_t numerator, int64_t denominator);
/** The part that gives an option least; the first of several. */
size_t tally_parts_least(const struct tally_parts *parts, size_t option);
/** Below, at or above 0 as part `a` gives an option less than `b`, as much or more. */
int tally_parts_give(const struct tally_parts *parts, size_t option, size_t a, size_t b);
/** What an option gets per hundred ballots where each part weighs the same, to the nearest whole
 * one: to be said, not to decide by. */
int64_t tally_parts_percent(const struct tally_parts *parts, size_t option);

#endif
