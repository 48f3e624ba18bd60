#ifndef ROUNDTABLE_TESTS_WALK_H
#define ROUNDTABLE_TESTS_WALK_H

#include "../support/table.h"

/** What the tests of the console's keys share: a furnished table, and hands that press anything. */

/** A table with the programme above. */
void open_rich(struct table *table, bool same_picture);
/** Goes to a stage past the console. */
void go(struct table *table, int stage);
/** Cards, a proposal, an open vote with ballots in each stage that has one: whatever could end,
 * can. */
void furnish(struct table *table);
/** Out of whatever is open, to where letters are commands. */
void to_the_letters(struct table *table);

/** Keys that have names and are no letters. */
extern const int32_t named_keys[];
extern const size_t named_keys_count;

/** Somebody who presses anything; the same seed presses the same. */
struct walker {
	struct random_seeded seeded;
	struct random random;
	bool never_enter;    /**< neither Enter nor anything that contains it */
	bool never_wall_off; /**< the room goes on looking */
};

void walker_init(struct walker *walker, uint64_t seed);
/** One key, or what people at a console do in a row. Opens the session again when the console was
 * left. */
void step(struct table *table, struct walker *walker);
/** Opens the session again when the console was left. */
void come_back(struct table *table);

#endif
