#ifndef ROUNDTABLE_TALLY_PROFILE_H
#define ROUNDTABLE_TALLY_PROFILE_H

#include "roundtable/base/array.h"
#include "roundtable/base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** What a ballot looks like to the person who fills it in; MARK_NONE and 0 as said here. */
enum ballot_shape {
	SHAPE_CHOOSE,  /**< one option: its mark is 1, else 0 */
	SHAPE_APPROVE, /**< any number of options: mark 1 each, else 0 */
	SHAPE_POINTS,  /**< points up to a budget: mark = points, else 0 */
	SHAPE_SCORE,   /**< each option on a scale 0..scale: mark = score, MARK_NONE = not scored */
	SHAPE_ANSWER,  /**< one of the rule's answers (yes/no; consent/concern/object): mark 1 */
	SHAPE_CREDITS, /**< n votes cost n × n credits: mark = votes, below 0 against, else 0 */
	SHAPE_RANK,  /**< ranks: lowest = best, level ones share one, gaps say nothing, 0 = none */
	SHAPE_GRADE, /**< each option one of the grades 0 (worst)..scale, MARK_NONE = not graded */
	SHAPES,      /**< how many there are */
};

/**
 * Stated limits, refused beyond, so that no sum overflows: options of a profile, the highest mark,
 * ballots (weights added up), marks in all (rows × options).
 */
enum {
	MARK_NONE = -1,
	TALLY_OPTIONS_LIMIT = 1000,
	TALLY_MARK_LIMIT = 32000,
	TALLY_BALLOTS_LIMIT = INT32_MAX,
	TALLY_CELLS_LIMIT = 1 << 28,
};

/**
 * The ballots: `count` rows of `options` marks each, every row standing for `weights[row]`
 * identical ballots. Blank ballots may be among them; they are told apart when counted.
 * Whoever fills it in owns what it points to; the counting functions only read it.
 */
struct tally_profile {
	enum ballot_shape shape; /**< what the marks mean */
	size_t options;
	size_t count;           /**< rows */
	const int16_t *marks;   /**< count × options */
	const int32_t *weights; /**< count, each >= 1; NULL: every row is one ballot */
	const uint16_t *roles;  /**< count, below role_count; NULL: no roles */
	size_t role_count;
	const char *const *names; /**< of the options; needed for the lot alone, else may be NULL */
	const bool *withdrawn;    /**< per option: struck from the ballots; NULL: none */
	const int64_t *costs;     /**< per option, in the smallest unit of money; NULL: no costs */
	int64_t money; /**< how many smallest units make one unit of money; 0 counts as 1 */
};

/**
 * The same ballots as another shape, where that says nothing the voter did not say: the first rank
 * as what was chosen or approved (two or more at the first rank stay two, so that a rule which
 * takes one sees a spoilt ballot), chosen and approved options as a first rank, scores as grades
 * and points as votes that cost credits, each also the other way; one of two (or more) options
 * chosen as an answer. `as` borrows what `profile` has; `*marks`, NULL or owned by the caller,
 * holds what it does not. False when the shapes have nothing in common; outputs are then untouched.
 */
bool profile_seen_as(const struct tally_profile *profile, enum ballot_shape shape,
	struct tally_profile *as, int16_t **marks);

/** How many identical ballots row `row` stands for. */
int64_t profile_weight(const struct tally_profile *profile, size_t row);

/**
 * The order in which ties are broken by lot: options sorted by SHA-256(seed LF name), bytes
 * ascending (methods: LOT). In a tie to win the earliest wins, in a tie to be excluded the latest
 * is excluded. `order` gets `options` option numbers. The names must differ from each other.
 */
void lot_draw(const char *seed, const char *const *names, size_t options, size_t *order);

#endif
