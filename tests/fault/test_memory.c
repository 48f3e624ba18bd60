#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "scenario.h"

#include "../support/model_dump.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * SQLite gets no memory at its Nth wish. It can take that back, so we do not end there: the turn
 * fails, or SQLite does without; nothing acknowledged is lost.
 */

struct memory {
	sqlite3_mem_methods real;
	long wishes, refuse_at; /* refuse_at 0: never */
	bool refused;
};

/* SQLite's allocator has no context of its own to find it by. */
static struct memory memory;

static bool refuses(void)
{
	if (++memory.wishes != memory.refuse_at)
		return false;
	memory.refused = true;
	return true;
}

static void *give(int size)
{
	return refuses() ? NULL : memory.real.xMalloc(size);
}

static void *resize(void *block, int size)
{
	return refuses() ? NULL : memory.real.xRealloc(block, size);
}

static void no_more(void *context, enum turn_outcome outcome)
{
	(void)context;
	(void)outcome;
}

/* False: SQLite had fewer wishes than that. */
static bool play_with_little_memory(const char *path, long at)
{
	enum turn_outcome outcomes[STEPS];
	bool found[STEPS];
	char *shown = NULL, *disk = NULL, where[64];
	struct play play;

	snprintf(where, sizeof where, "no memory at %ld", at);
	memory.wishes = 0;
	memory.refused = false;
	memory.refuse_at = at;
	play_init(&play, path);
	play_through(&play, outcomes, no_more, NULL);
	if (play.created)
		shown = play_dump(&play);
	play_finish(&play);
	memory.refuse_at = 0;
	bool there = play_found(path, found, &disk);
	/*
	 * SQLite ends the transaction by itself when an INSERT finds no memory at its very end: the
	 * turn fails, and yet it is there. What is shown is what the disk has, then too.
	 */
	assert_in_range(play_compare(outcomes, found, where), 0, 1);
	if (there && shown)
		assert_dumps_equal(shown, disk, where);
	free(shown);
	free(disk);
	unlink(path);
	return memory.refused;
}

static void test_every_wish_refused(void **state)
{
	char *folder = folder_make();
	char *path = folder_path(folder, "a.roundtable");
	long at = 1;

	(void)state;
	/* the beginning wish by wish, the rest at strides that share no factor with what repeats */
	while (play_with_little_memory(path, at))
		at += at < 100 ? 1 : 29;
	assert_true(at > 2000);
	folder_remove(folder);
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_wish_refused),
	};
	sqlite3_mem_methods methods;

	sqlite3_config(SQLITE_CONFIG_GETMALLOC, &memory.real);
	methods = memory.real;
	methods.xMalloc = give;
	methods.xRealloc = resize;
	sqlite3_config(SQLITE_CONFIG_MALLOC, &methods);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
