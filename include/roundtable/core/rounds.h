#ifndef ROUNDTABLE_CORE_ROUNDS_H
#define ROUNDTABLE_CORE_ROUNDS_H

#include "roundtable/base/buf.h"
#include "roundtable/core/model.h"

/**
 * A question that is put again after talking, in rounds (Delphi; estimate, talk, estimate), by a
 * rule that stands in the programme and so was set before the first one: how many rounds there are
 * at most, and that they end once the answers hardly move any more. A vote among those that are
 * level is no round, nor is one that was declared void.
 */
struct rounds {
	int most; /**< 0: not held in rounds */
	int stop; /**< they end when fewer of 100 than this moved; 0: only `most` ends them */
	int held; /**< rounds that were closed */
	/** Of 100, how many moved in the last of them since the one before; -1: nothing to compare.
	 */
	int moved;
	/** The option of the last one that moved so much; SIZE_MAX: the vote as a whole did. */
	size_t option;
	const struct poll *last; /**< NULL before the first */
	bool over;
};

/** The number an option of a poll has in another one, SIZE_MAX: it is not in it. */
size_t poll_option_of(const struct poll *poll, const struct poll *other, size_t option);
/** The place of an option of a counted poll, from 1; level ones share the first of theirs. */
long long poll_place(const struct poll *poll, size_t option);
/**
 * The counted poll that a counted one is compared with: the last before on the same question or,
 * for want of one, the last of an earlier stage on mostly the same cards or themes. NULL: none, or
 * there are no places.
 */
const struct poll *poll_compared(const struct model *model, const struct poll *poll);
/** Whether they are compared option by option in one sentence: few of them, in one stage, by one
 * rule. */
bool poll_shifts_listed(const struct poll *poll, const struct poll *before);
/** The same, where each option is told for itself how it moved; else NULL. */
const struct poll *poll_moves(const struct model *model, const struct poll *poll);
/** Appends how far an option moved, in as few words as a table has room for: "up 5", "new". */
void sentence_place_by(
	const struct poll *poll, const struct poll *before, size_t option, struct buf *out);
/** Appends how an option moved: "up 5, from place 9 to 4". */
void sentence_place_moved(
	const struct poll *poll, const struct poll *before, size_t option, struct buf *out);
/** Appends which rose and fell most, and which came among the first and left them: as many as the
 * stage takes forward, else ten. */
void sentence_moves(const struct model *model, const struct poll *poll, struct buf *out);

/** Reads how the rounds of a stage stand after its poll `until` (INT64_MAX: now). */
void rounds_read(const struct model *model, int stage, int64_t until, struct rounds *rounds);
/** Whether a vote on these options (none: on all) may be opened in a stage: while its rounds are
 * not over, or among those that are level. */
bool rounds_allow(const struct model *model, int stage, const struct ids *options);
/**
 * Appends which round a poll is and the rule set before the first one; of a closed one, what moved
 * and whether by that rule it goes on. Nothing of votes that are not held in rounds.
 */
void sentence_rounds(const struct model *model, const struct poll *poll, struct buf *out);
/** Appends the rule alone: "At most 3 rounds; no other is held once fewer than 15 of 100 move." */
void sentence_rounds_rule(const struct rounds *rounds, struct buf *out);

#endif
