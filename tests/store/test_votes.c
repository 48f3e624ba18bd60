#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "world.h"

#include "../support/model_dump.h"

#include "roundtable/core/parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Votes in a file: what lies there while one is open, and what is left of it. */

static void test_a_secret_vote(void **state)
{
	struct world *world = *state;
	struct room *room = &world->room;
	struct buf bytes = {0};
	unsigned char trackers[7][TRACKER_BYTES];

	room_people(room, 7);
	int64_t poll = room_poll(room);
	assert_int_equal(room_cast(room, poll, 0, 2), TURN_DONE);
	world_reopen(world);
	for (size_t i = 1; i < 7; i++)
		assert_int_equal(room_cast(room, poll, i, i % 3), TURN_DONE);
	assert_int_equal(room_cast(room, poll, 3, 1), TURN_REFUSED);
	world_reopen(world);
	const struct box *box = model_box(&room->session.model, poll);
	assert_int_equal(box_count(box), 7);
	for (size_t i = 0; i < 7; i++)
		memcpy(trackers[i], box->ballots + i * box_record_size(box->options),
			TRACKER_BYTES);
	file_read(world->path, &bytes);
	for (size_t i = 0; i < 7; i++)
		assert_int_equal(bytes_count(&bytes, trackers[i], TRACKER_BYTES), 1);
	struct command close = command_close(poll);
	room_do(room, &close);
	assert_null(model_box(&room->session.model, poll));
	assert_int_equal(model_poll(&room->session.model, poll)->result.sums.heads.cast, 7);
	file_read(world->path, &bytes);
	for (size_t i = 0; i < 7; i++)
		assert_int_equal(bytes_count(&bytes, trackers[i], TRACKER_BYTES), 0);
	world_reopen(world);
	buf_finish(&bytes);
}

/* A ballot that says its part of the room is longer than its options. */
static void test_a_secret_vote_by_role(void **state)
{
	struct world *world = *state;
	struct room *room = &world->room;
	struct rare secretly = {.secret = 1};

	room_people(room, 8);
	for (size_t i = 0; i < 4; i++)
		room_do(room, &(struct command){.kind = EVENT_PERSON_ROLE,
				      .body = {.person = room->people.items[i], .role = 1}});
	int64_t poll = room_do(room, &(struct command){.kind = EVENT_POLL_OPENED,
					     .body = {.stage = ROOM_BY_ROLE, .rare = &secretly}});
	assert_int_equal(parts_count(&model_poll(&room->session.model, poll)->parts), 2);
	for (size_t i = 0; i < 8; i++) {
		assert_int_equal(room_cast(room, poll, i, i % 3), TURN_DONE);
		world_reopen(world);
	}
	struct command close = command_close(poll);
	room_do(room, &close);
	assert_int_equal(model_poll(&room->session.model, poll)->result.sums.heads.cast, 8);
	world_reopen(world);
}

static void test_a_copy_waits_for_the_box(void **state)
{
	struct world *world = *state;
	char *path = folder_path(world->folder, "copy.roundtable");

	room_people(&world->room, 3);
	int64_t poll = room_poll(&world->room);
	assert_false(store_copy(world->room.session.store, path, NULL));
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(room_cast(&world->room, poll, i, i), TURN_DONE);
	struct command close = command_close(poll);
	room_do(&world->room, &close);
	char *before = model_dumped(&world->room.session.model, DUMP_ALL);
	assert_true(store_copy(world->room.session.store, path, NULL));
	room_finish(&world->room);
	assert_true(room_open(&world->room, path, random_system(), NULL));
	char *after = model_dumped(&world->room.session.model, DUMP_ALL);
	assert_dumps_equal(before, after, "the copy");
	free(before);
	free(after);
	free(path);
}

/* A box that no vote of this session can have left is not put into the model. */
static void test_foreign_boxes(void **state)
{
	struct world *world = *state;
	static const char *const boxes[] = {
		"UPDATE box SET voted = zeroblob(10), ballots = zeroblob(220)",
		"UPDATE box SET ballots = zeroblob(length(voted) * 19)",
		"UPDATE box SET voted = x'', ballots = x''",
		"UPDATE box SET ballots = zeroblob(7)",
		"UPDATE box SET poll = 1",
		"UPDATE box SET poll = 10000",
	};

	room_people(&world->room, 30);
	int64_t poll = room_poll(&world->room);
	room_finish(&world->room);
	for (size_t i = 0; i < sizeof boxes / sizeof boxes[0]; i++) {
		sqlite3 *db = bare_open(world->path);
		assert_int_equal(bare_run(db, boxes[i]), SQLITE_OK);
		sqlite3_close(db);
		assert_true(room_open(&world->room, world->path, random_system(), NULL));
		assert_int_equal(world->room.session.model.boxes.count, 0);
		assert_true(room_cast(&world->room, poll, 29, 0) != TURN_DONE);
		room_finish(&world->room);
	}
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, world_set_up, world_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_a_secret_vote),
		TEST(test_a_secret_vote_by_role),
		TEST(test_a_copy_waits_for_the_box),
		TEST(test_foreign_boxes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
