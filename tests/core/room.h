#ifndef ROUNDTABLE_TESTS_CORE_ROOM_H
#define ROUNDTABLE_TESTS_CORE_ROOM_H

#include "../support/desk.h"

enum { PEOPLE = 5 };

/** A session with five people: two residents (the first and the last), a carer, a researcher, a
 * funder. */
struct room {
	struct desk desk;
	int64_t persons[PEOPLE];
};

/** Set-up and tear-down of a test; the state is the room. */
int room_open(void **state);
int room_close(void **state);

#endif
