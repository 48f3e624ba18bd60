#ifndef ROUNDTABLE_TESTS_TALLY_SLOW_STV_H
#define ROUNDTABLE_TESTS_TALLY_SLOW_STV_H

#include "roundtable/tally/tally.h"

/*
 * The counts by single transferable vote once more, ballot by ballot and step by step as the rules
 * are written, with no thought for speed: what the fast ones are held against.
 */

enum { SLOW_OPTIONS = 7, SLOW_STAGES = 40 };

struct slow_stage {
	enum tally_stage_kind kind;
	size_t who[SLOW_OPTIONS], count;
	int64_t votes[SLOW_OPTIONS];
	int64_t quota, lost, amount;
	int rounds;
};

struct slow_count {
	size_t elected[SLOW_OPTIONS], count;
	struct slow_stage stages[SLOW_STAGES];
	size_t stage_count;
	bool stopped;
	size_t options, seats;
	const size_t *lot; /* the options in lot order; NULL without a seed */
	/* 0: in the count, 1: elected, 2: out */
	int states[SLOW_OPTIONS];
	int64_t votes[SLOW_OPTIONS], quota, lost;
};

/* Counts; ranks up to SLOW_OPTIONS, in Meek's count at most 4 options on a rank. */
void slow_scottish(struct slow_count *count, const struct tally_profile *profile, size_t seats,
	const size_t *lot);
void slow_meek(struct slow_count *count, const struct tally_profile *profile, size_t seats,
	const size_t *lot);

#endif
