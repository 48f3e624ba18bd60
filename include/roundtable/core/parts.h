#ifndef ROUNDTABLE_CORE_PARTS_H
#define ROUNDTABLE_CORE_PARTS_H

#include "roundtable/core/counted.h"
#include "roundtable/core/model.h"

/**
 * Results by role or group of roles, beside each other, and only where nobody can be seen through.
 *
 * The parts of a room are fixed when a poll is opened: each is one role or several, and none has
 * fewer people than the stage's minimum. A ballot then says its part and nothing more. At closing
 * the same is asked of the ballots that came; parts that became too small are put together with
 * others. Where fewer than two would be left, nothing is shown by role.
 *
 * Parts are kept as a list with a number for each role of the programme and one more for "not
 * said"; -1 where nobody of the role is in the room. Empty: not by role.
 */

/** Whether polls by this rule can be shown by part of the room: what each part gave adds up to the
 * whole, and a total says what it means without knowing the ballots. */
bool rule_by_part(const struct tally_rule *rule);
/** Whether a stage asks for results by role or group of roles, by a rule that can show them. */
bool stage_by_part(const struct stage *stage);
/** What a slip of this stage can say of where its voter belongs, one name a role: the role or,
 * where results are shown by group of roles, no more than its group. NULL where the role has no
 * vote here, or an earlier one stands for its group. */
const char *slip_part_name(const struct plan *plan, const struct stage *stage, size_t role);
/**
 * Appends the parts which these people make to an empty list: roles, or (`grouped`) groups of
 * roles, with at least `least` people each and never fewer than 3; it stays empty where fewer than
 * two would be left.
 */
void parts_of_people(const struct model *model, const struct ids *persons, bool grouped,
	int64_t least, struct ids *parts);
/** Appends the parts of a poll of this stage with these voters to an empty list. */
void parts_of_voters(const struct model *model, const struct stage *stage, const struct ids *voters,
	struct ids *parts);
/** How many parts a list names. */
size_t parts_count(const struct ids *parts);
/** The part of a role (-1: not said) in a poll that is open: where nobody of it was there at
 * opening, that of its group or else the last one. -1 in a poll that is not by role. */
int parts_of_role(const struct model *model, const struct poll *poll, int role);
/**
 * Writes into the closing event what each part came to: the parts as they can be shown, and for
 * each how many ballots count and how often each mark was given (ratings) or what the marks add up
 * to (other rules). Nothing where that cannot be shown. The roles of `ballots` are the parts of the
 * poll.
 */
void parts_write(const struct model *model, const struct poll *poll, const struct ballots *ballots,
	struct rare *closed);
/** Takes them from a closing event; leaves none where they do not add up to the result, which is
 * there already, or show fewer than may be shown. False then. */
bool parts_read(const struct model *model, struct poll *poll, const struct rare *closed);

/** What may be wrong with what a closing says of the parts of the room. */
enum parts_fault {
	PARTS_HOLD,
	PARTS_NOT_COUNTED_SO, /**< it is not what the ballots give, or not of the parts opened */
	PARTS_TOO_SMALL,      /**< a part has fewer ballots than the programme allows */
	PARTS_TOLD,           /**< beside an earlier vote it tells how a few voted */
};
/** Whether the parts which the opening of a poll names are those of the session as it stood before
 * it (`then`). */
bool parts_opened_so(const struct model *then, const struct poll *poll, const struct event *opened);
/**
 * Makes again what a closing says of the parts, from the session as it stood before it and from its
 * poll then. Named ballots are counted again. Of a secret vote no ballots are kept: what is shown
 * must be of the parts opened, of enough ballots, and tell nothing beside an earlier vote; why
 * nothing is shown cannot be derived, but for that there was an earlier vote to stand beside.
 */
enum parts_fault parts_closed_so(
	const struct model *then, const struct poll *poll, const struct rare *closed);

/** What one part of a closed poll came to: how many of its ballots count, and how often each mark
 * was given to an option, result.sums.steps numbers; or, where the poll is not one of ratings, the
 * one number that its marks add up to. */
int64_t part_ballots(const struct poll *poll, size_t part);
const int64_t *part_spread(const struct poll *poll, size_t part, size_t option);
/** Appends the name of a part of such a list: a role, a group of roles, or several roles. No full
 * stop. */
void sentence_part(
	const struct model *model, const struct ids *parts, size_t part, struct buf *out);
/** Appends what is shown by role, or why it is not; nothing where the stage does not ask for it. */
void sentence_parts(const struct model *model, const struct poll *poll, struct buf *out);
/** Appends what each shown part gave to an option: "resident: 1 of 5; council: 4 of 4". No full
 * stop; nothing where nothing is shown by role. */
void sentence_part_totals(
	const struct model *model, const struct poll *poll, size_t option, struct buf *out);
/**
 * Appends the verdict of a closed vote by heads, with each shown part weighing the same, and for
 * the part that is served least; nothing where nothing is shown by role, and none of ratings.
 */
void sentence_part_verdicts(const struct model *model, const struct poll *poll, struct buf *out);

#endif