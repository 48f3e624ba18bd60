#ifndef ROUNDTABLE_TESTS_STORE_WORLD_H
#define ROUNDTABLE_TESTS_STORE_WORLD_H

#include "room.h"

/** A room whose file lies in a folder of its own, made anew for each test. */
struct world {
	char *folder, *path;
	struct room room;
};

int world_set_up(void **state);
int world_tear_down(void **state);
/** Closes, opens again, and asserts that the model is the same to the last byte. */
void world_reopen(struct world *world);

#endif
