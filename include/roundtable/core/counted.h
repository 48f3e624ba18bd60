#ifndef ROUNDTABLE_CORE_COUNTED_H
#define ROUNDTABLE_CORE_COUNTED_H

#include "roundtable/core/model.h"

/**
 * How a poll is counted, and what of the count the log keeps.
 *
 * Most rules read their verdict from sums alone: these are kept, and the verdict is derived again
 * by whoever reads the file. A few rules (rounds, transfers, purchases, roles) need the ballots
 * themselves: of these the counted result is kept with its stages and figures, never the ballots.
 * Of few secret ballots neither pairwise sums nor stages are kept, but the places they led to.
 */

/** The ballots of a poll, ready to be counted. Zeroed before; ended with ballots_finish(). */
struct ballots {
	size_t options, count; /**< count: those with marks */
	int16_t *marks;        /**< count × options */
	uint16_t *roles;       /**< per ballot, poll_role_mark() where ballots say it; else NULL */
	int64_t blank;
};

/**
 * Fewest ballots cast in a secret poll of which pairwise sums, stages and points of rankings are
 * kept and shown: of fewer they nearly tell how each person voted. (Three people rank four options:
 * who knows one ballot guesses another right in 38 of 100 cases from the pairwise sums, in 35 from
 * the points, and in 10 from the first choices; by chance in 4. How often each grade was given says
 * nothing of who gave two of them together, and is shown.)
 */
enum { STAGES_MIN = 10 };

/**
 * Whether the places alone are kept and shown of a poll with so many ballots cast: it is secret,
 * there are fewer than STAGES_MIN, and its rule has pairwise sums or stages, or its ballots are
 * rankings.
 */
bool poll_places_alone(const struct poll *poll, int64_t cast);
/** Whether a closing event holds the places alone. */
bool closed_places_alone(const struct poll *poll, const struct rare *closed);
/** Takes from a result of which the places alone are shown whatever else it holds. */
void counted_hide(const struct poll *poll, struct tally_result *result);

/** Whether the rule needs the ballots themselves, so that sums alone say nothing of its verdict. */
bool rule_needs_ballots(const struct tally_rule *rule);
/** How many marks lie in the box for each ballot: those of its options, one more where the ballot
 * says its role, and the bytes of its words where voters may choose some (see receipt.h). */
size_t poll_marks(const struct poll *poll);
/** Whether a ballot says the role it comes from, or its part of the room. */
bool poll_says_role(const struct poll *poll);
/** How many roles ballots may say: those of the programme, and "not said" as the last one. */
size_t poll_roles(const struct model *model);

/** What stands on a ballot for a role (-1: not said) where ballots say one: its number or, where
 * results are shown by part of the room, that of the part. */
int poll_role_mark(const struct model *model, const struct poll *poll, int role);
/** The ballots of an open (named) poll; false when one of them cannot be a ballot of this poll. */
bool ballots_named(const struct model *model, const struct poll *poll, struct ballots *ballots);
/** The same of a list of marks, ballot after ballot. */
bool ballots_listed(const struct poll *poll, const struct ids *marks, struct ballots *ballots);
/** Wipes the marks and frees them. */
void ballots_finish(struct ballots *ballots);

/**
 * Counts them by the rule of the poll. `heads` says who could vote and stepped out, `spoilt` how
 * many ballots more were handed in that cannot be read. `result` is zeroed before; false, and
 * untouched, when the rule cannot count them.
 */
bool poll_count(const struct model *model, const struct poll *poll, const struct ballots *ballots,
	struct tally_heads heads, struct tally_result *result);

/** Writes a result into the body of a closing event, or its places alone. */
void counted_write(const struct poll *poll, const struct tally_result *result, struct rare *closed);
/**
 * Reads the result back from a closing event: the verdict is derived again from the sums, or read
 * where the rule needs the ballots. `result` is zeroed before. False when what stands there cannot
 * be a result of this poll; then it has the sums as far as they hold, and no order.
 */
bool counted_read(const struct model *model, const struct poll *poll, const struct rare *closed,
	struct tally_result *result);
/** What in a result that was read from stages does not add up, a sentence for people; NULL: it all
 * does. */
const char *counted_wrong(const struct poll *poll, const struct tally_result *result);

#endif
