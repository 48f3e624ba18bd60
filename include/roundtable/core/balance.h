#ifndef ROUNDTABLE_CORE_BALANCE_H
#define ROUNDTABLE_CORE_BALANCE_H

#include "roundtable/base/buf.h"
#include "roundtable/core/model.h"

/**
 * Speaking balance: how the time of the talk turns was shared, as they were clicked.
 *
 * Counted are those who were there and have a voice - an observer or an interpreter without a vote
 * has none - and the time of their turns without pauses and without what was off the record. By
 * role it is shown as results are (see parts.h): each part of the room has at least three people,
 * smaller roles are put together with others, and where fewer than two parts would be left nothing
 * is shown by role. Who has not been heard is for the facilitator alone.
 */
struct balance {
	int64_t time;      /**< ms of all turns that count */
	size_t people;     /**< who could have spoken */
	size_t heard;      /**< how many of them did */
	struct ids silent; /**< of them, who is here and has not: private */
	struct ids parts;  /**< of the room, see parts.h; empty: not shown by role */
	struct balance_parts {
		struct balance_part {
			int64_t time;   /**< ms */
			int64_t people; /**< of them */
		} * items;
		size_t count, capacity;
	} by_part; /**< parts_count(&parts) of them */
};

enum { BALANCE_SESSION = -1 /**< in place of a stage: of the whole session */ };

/** Fills `balance` (zeroed, or finished before) for a stage or the whole session; whoever still
 * speaks has spoken until `now`. */
void balance_of(const struct model *model, int stage, moment now, struct balance *balance);
/** Frees what it owns and zeroes it. */
void balance_finish(struct balance *balance);
/** How many of a hundred parts of the whole this is, to the nearest; 0 where there is no whole. */
int balance_percent(int64_t part, int64_t whole);
/** The share of a part in the time spoken, and in the people who could have: in hundredths. */
int balance_time(const struct balance *balance, size_t part);
int balance_people(const struct balance *balance, size_t part);

/** Appends how long was spoken, how many were heard and, where nothing can be shown by role, why;
 * sentences. Nothing where nobody spoke. */
void sentence_balance(const struct balance *balance, struct buf *out);
/** Appends the share of a part in the time and in the room; no full stop. */
void sentence_balance_part(const struct balance *balance, size_t part, struct buf *out);
/** Appends which part of the room had most more of the time than its share of the people and which
 * most less, in a sentence; nothing where no part is 10 of a hundred off. */
void sentence_balance_tilt(
	const struct model *model, const struct balance *balance, struct buf *out);

#endif
