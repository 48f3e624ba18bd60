#ifndef ROUNDTABLE_CORE_BOX_H
#define ROUNDTABLE_CORE_BOX_H

#include "roundtable/base/array.h"
#include "roundtable/base/clock.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * The ballot box of an open secret poll.
 *
 * Two blocks of bytes of a fixed size, rewritten whole with each ballot, so that the file tells
 * neither who voted what nor in which order: a byte per voter (eligible order, with spare room),
 * and records sorted by a random tracker. A record is tracker, flag, one byte a mark (mark + 1, so
 * that 0 is MARK_NONE). Unused records are zero. Which marks a poll's records have beside those of
 * its options is its own affair: see poll_marks().
 */
enum { TRACKER_BYTES = 16, BOX_SPARE = 10, BALLOT_VALID = 1, BALLOT_BLANK = 2, BALLOT_SPOILT = 3 };

struct box {
	int64_t poll;
	size_t options;         /**< marks per record */
	size_t room;            /**< voters and records there is room for */
	unsigned char *voted;   /**< room bytes: 0 or 1 */
	unsigned char *ballots; /**< room × box_record_size() bytes */
};

struct boxes {
	struct box *items;
	size_t count, capacity;
};

/** Bytes of a record. */
size_t box_record_size(size_t options);
/** An empty box for a poll of `voters` people. */
void box_init(struct box *box, int64_t poll, size_t options, size_t voters);
/** Wipes and frees. Takes NULL. */
void box_finish(struct box *box);
/** Deep copy; what `to` held must have been finished. */
void box_copy(struct box *to, const struct box *from);
/** How many ballots lie in it. */
size_t box_count(const struct box *box);
/** How many names are ticked. */
size_t box_ticked(const struct box *box);
/** Puts a ballot in (`flag`: BALLOT_VALID or _BLANK; marks NULL: none) under a random tracker and,
 * unless `voter` is SIZE_MAX (paper), ticks that voter. False when there is no room. */
bool box_add(struct box *box, size_t voter, unsigned char flag, const int16_t *marks,
	struct random random);
/** The same under a tracker of TRACKER_BYTES that whoever voted keeps; false too when a ballot lies
 * under it already. */
bool box_add_tracked(struct box *box, size_t voter, unsigned char flag, const int16_t *marks,
	const unsigned char *tracker);
/** Whether a ballot lies under this tracker. */
bool box_has(const struct box *box, const unsigned char *tracker);
/** Puts another ballot in the place of the one under this tracker. False when there is none, or
 * when it is that ballot already. */
bool box_replace(
	struct box *box, unsigned char flag, const int16_t *marks, const unsigned char *tracker);
/** Writes each ballot's flag (box_count() of them) and marks (as many × options). Called at closing
 * only. */
void box_read(const struct box *box, unsigned char *flags, int16_t *marks);

#endif
