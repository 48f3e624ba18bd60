#ifndef ROUNDTABLE_SRC_TALLY_RANKED_PAIRS_H
#define ROUNDTABLE_SRC_TALLY_RANKED_PAIRS_H

#include "rules.h"

/** A majority: `over` is preferred to `under` by `ahead` ballots against `behind`. */
struct majority {
	uint16_t over, under;
	int32_t ahead, behind;
	uint32_t group; /* majorities that are equally strong share it; 0 is the strongest */
};

/** Majorities, strongest first. */
struct majorities {
	struct majority *items;
	size_t count, capacity;
};

/** Who is above whom by the pairs locked so far, directly or by way of others. */
struct locked {
	size_t options, words; /* words of a row */
	uint64_t *below;       /* options × words: a set of options for each */
};

void locked_init(struct locked *locked, size_t options);
void locked_copy(struct locked *to, const struct locked *from);
void locked_finish(struct locked *locked);
bool locked_above(const struct locked *locked, size_t a, size_t b);
/** Puts a over b, whatever that closes. */
void locked_join(struct locked *locked, size_t a, size_t b);
/** Locks a over b; false, and nothing done, where that would close a circle. */
bool locked_add(struct locked *locked, size_t a, size_t b);

/** A group of equally strong majorities, start..end - 1, without those of options that are gone. */
struct group {
	const struct majorities *majorities;
	size_t start, end;
	const bool *gone; /* per option */
};

/** The group that starts at `start`. */
struct group group_at(const struct majorities *majorities, size_t start, const bool *gone);
/** True when neither option of majority `index` is gone. */
bool group_has(const struct group *group, size_t index);
/**
 * `all` becomes who would be above whom if everything that is still open in the group were locked,
 * circles and all, but for what is `refused` (per majority of the group; NULL: nothing).
 */
void group_reach(const struct group *group, const struct locked *locked, const bool *refused,
	struct locked *all);
/**
 * Marks in `tied` (per majority of the group) those whose order decides: each could be locked, but
 * in circles with others, not all of them. False where there are none.
 */
bool group_tied(const struct group *group, const struct locked *locked, const bool *refused,
	const struct locked *all, bool *tied);

/**
 * The stated limits of the search: majorities looked at (and a step with many options counts for
 * more), and words of memory for where it has been.
 */
enum { RANKED_PAIRS_WORK_LIMIT = 1 << 22, RANKED_PAIRS_WORDS_LIMIT = 1 << 24 };

/**
 * Who comes first among the options not `gone` for some order of equally strong majorities.
 * `locked` and `start` say what is locked already whatever the order, up to which majority; they
 * are moved on as far as that goes, and serve again when options found here are gone too. `work`,
 * what is still allowed, goes down. False, and an empty list, when that is used up.
 */
bool ranked_pairs_possible(const struct majorities *majorities, const bool *gone,
	struct locked *locked, size_t *start, size_t *work, struct tally_list *possible);

#endif
