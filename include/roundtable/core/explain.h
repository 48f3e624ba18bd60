#ifndef ROUNDTABLE_CORE_EXPLAIN_H
#define ROUNDTABLE_CORE_EXPLAIN_H

#include "roundtable/base/buf.h"
#include "roundtable/tally/tally.h"

#include <stdbool.h>

/**
 * A count in plain sentences, so that a room can follow it: the same for the same result, byte for
 * byte, and every amount exact.
 */

/** What is explained; all borrowed. */
struct explained {
	const struct tally_rule *rule;
	const struct tally_result *result;
	const char *const *names; /**< one for each option of the result, or answer of the rule */
	const char *const *roles; /**< one for each role of the profile; NULL: no roles */
	const char *const
		*grades; /**< one for each step of the scale, worst first; NULL: numbers */
	bool groups;     /**< small groups vote, not people */
	bool tabled;     /**< a table beside it has what each option came to and its places */
	int64_t money;   /**< smallest units of money in one unit; 0 counts as 1 */
};

/**
 * Appends the transcript, a line for each sentence: the rule and its options, the ballots, the
 * figures or stages that decide, with their ties, and the outcome.
 */
void explain_count(const struct explained *about, struct buf *out);
/** Appends the outcome alone, the lines with which the transcript ends. */
void explain_outcome(const struct explained *about, struct buf *out);
/**
 * Appends an amount of `value` units of 1/unit, exactly: "12", "12.50000" where unit is a power of
 * ten, else "12", "12.25" or a fraction such as "25/3".
 */
void explain_amount(int64_t value, int64_t unit, struct buf *out);
/** Appends total/count exactly: "12", "12.25" or a fraction such as "25/3"; `count` above 0. */
void explain_mean(int64_t total, int64_t count, struct buf *out);

#endif
