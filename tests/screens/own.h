#ifndef ROUNDTABLE_TESTS_OWN_H
#define ROUNDTABLE_TESTS_OWN_H

#include "../support/table.h"
#include "golden.h"

#include "roundtable/ui/keyboard.h"

/**
 * A participant's own keyboard on a session in memory: what it wants is written down, and done or
 * refused when the test says so, as over a slow line. Include cmocka before.
 */

/** Something wanted and not answered yet. */
struct wanted {
	enum keyboard_wish wish;
	int64_t id; /* person, stage or poll */
	bool yes;
	struct texts words; /* of a card; code, name and role of a place */
	struct ids marks;   /* of a ballot; a card, its theme and the one it goes into; a theme */
};

struct own {
	struct table table;
	struct keyboard *keyboard;
	struct keyboard_sight sight;
	struct audience audience;
	struct participant me;
	struct places places;
	struct {
		struct wanted *items;
		size_t count, capacity;
	} wanted;
	unsigned char tracker[TRACKER_BYTES];
};

/** The keyboard as it is started, at a session in this stage of RICH. */
void own_open(struct own *own, int stage, bool needs_code);
/** The same for Ben, who has been let in. */
void own_open_in(struct own *own, int stage);
/** The same for somebody else, in the group stage of the tour, with three cards in no theme. */
void own_open_grouping(struct own *own);
void own_close(struct own *own);
/** Says what is known of the session now. */
void own_look(struct own *own);
/** Keys by name and "text", parted by spaces, as in table_keys(); false: left. */
bool own_press(struct own *own, const char *keys);
/** Whether the page, with its message, state and keys, says this. */
bool own_says(struct own *own, const char *words);
/** Fails the test, with the page, unless it does. */
void own_must_say(struct own *own, const char *words);
/** Compares what it looks like at 40 x 12 and 80 x 24. */
void own_picture(struct own *own, struct goldens *goldens, const char *name);
/** Answers the oldest wish, which must be this one: does it, or refuses with a sentence. */
void own_answer(struct own *own, enum keyboard_wish wish, const char *refused);
/** How many ballots are in. */
int64_t own_ballots(const struct own *own, int64_t poll);

#endif
