#ifndef ROUNDTABLE_CORE_PARTICIPANT_H
#define ROUNDTABLE_CORE_PARTICIPANT_H

#include "roundtable/core/model.h"

/**
 * What one participant's own device is told beside what everybody may see: about this participant
 * and nobody else.
 */

enum participant_state {
	PARTICIPANT_NOBODY,  /**< has not said yet who it is */
	PARTICIPANT_WAITING, /**< the facilitator has not answered yet */
	PARTICIPANT_IN,
	PARTICIPANT_OUT, /**< put out, or another device took the place */
};

struct participant {
	enum participant_state state;
	int64_t person;   /**< 0: nobody of the roster yet */
	const char *name; /**< NULL: none, or erased; borrowed */
	const char *role; /**< NULL: not said; borrowed */
	int64_t poll;     /**< the vote that is shown, while it is open; 0: none */
	bool can_vote;    /**< in it */
	bool voted;       /**< in it, whichever way */
	int small_group;  /**< which one they are in now, from 1; 0: none */
	bool hand;        /**< wants to speak */
	bool ready;       /**< said so in this stage */
};

/** A place at the table that a device may ask for. */
struct place {
	int64_t person;
	const char *name; /**< borrowed */
	const char *role; /**< NULL: not said; borrowed */
	bool taken;       /**< a device speaks for it: only the facilitator's word moves it */
};
struct places {
	struct place *items;
	size_t count, capacity;
};

/** Fills in what the model knows of a person on the roster: name, role, vote, hand. Leaves state
 * and `ready`. */
void participant_fill(const struct model *model, int64_t person, struct participant *participant);
/** Everybody of the roster who may come with a device, none of them taken. */
void participant_places(const struct model *model, struct places *places);

#endif
