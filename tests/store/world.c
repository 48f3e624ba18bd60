#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "world.h"

#include "../support/model_dump.h"

#include <stdlib.h>

int world_set_up(void **state)
{
	struct world *world = calloc(1, sizeof *world);
	struct error err = {0};

	world->folder = folder_make();
	world->path = folder_path(world->folder, "a.roundtable");
	if (!room_create(&world->room, world->path, random_system(), &err))
		fail_msg("%s", err.text);
	*state = world;
	return 0;
}

int world_tear_down(void **state)
{
	struct world *world = *state;

	room_finish(&world->room);
	folder_remove(world->folder);
	free(world->path);
	free(world);
	return 0;
}

void world_reopen(struct world *world)
{
	struct error err = {0};
	char *before = model_dumped(&world->room.session.model, DUMP_ALL);

	room_finish(&world->room);
	if (!room_open(&world->room, world->path, random_system(), &err))
		fail_msg("%s", err.text);
	assert_int_equal(world->room.session.broken, 0);
	char *after = model_dumped(&world->room.session.model, DUMP_ALL);
	assert_dumps_equal(before, after, "opened again");
	free(before);
	free(after);
}
