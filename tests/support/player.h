#ifndef ROUNDTABLE_TESTS_PLAYER_H
#define ROUNDTABLE_TESTS_PLAYER_H

#include "roundtable/core/decide.h"

/**
 * Random commands that often make sense: of every kind, about things that are there, in stages
 * where they belong, and now and then about nothing at all.
 */
struct player {
	struct random random;
	struct rare rare;
	struct ids list;    /**< marks or options of the last command */
	struct texts words; /**< words of the last command */
	bool calm;          /**< no closing of the session */
};

void player_finish(struct player *player);
/** The next command; what it borrows belongs to the player until the next one. */
struct command player_next(struct player *player, const struct model *model);

#endif
