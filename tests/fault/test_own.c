#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../store/room.h"
#include "faulty.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* People's own devices and the disk: what a changed ballot leaves there, whose step a turn was. */

enum { VOTERS = 12 };

static enum turn_outcome cast(struct room *room, int64_t poll, size_t voter,
	const int64_t marks[ROOM_OPTIONS], const unsigned char *tracker)
{
	struct rare ballot = {
		.marks = {.items = (int64_t *)marks, .count = marks != NULL ? ROOM_OPTIONS : 0}};
	struct command command = command_cast(poll, room->people.items[voter], &ballot);

	command.own = true;
	command.tracker = tracker;
	return room_run(room, &command, NULL);
}

/* All bytes there are, in any file of the folder that belongs to the session. */
static void read_all(const struct site *site, struct buf *bytes)
{
	struct buf journal = {0};

	buf_clear(bytes);
	file_read(site->path, bytes);
	if (file_is_there(site->journal)) {
		file_read(site->journal, &journal);
		buf_add(bytes, journal.bytes, journal.count);
	}
	buf_finish(&journal);
}

/* How often a record with these marks stands there; a box of this size lies on one page. */
static size_t copies(const struct buf *bytes, const unsigned char *tracker, const int64_t *marks)
{
	unsigned char record[TRACKER_BYTES + 1 + ROOM_OPTIONS];

	memcpy(record, tracker, TRACKER_BYTES);
	record[TRACKER_BYTES] = BALLOT_VALID;
	for (size_t i = 0; i < ROOM_OPTIONS; i++)
		record[TRACKER_BYTES + 1 + i] = (unsigned char)(marks[i] + 1);
	return bytes_count(bytes, record, sizeof record);
}

/* Who votes, and what first and then. */
struct changing {
	unsigned char tracker[TRACKER_BYTES];
	int64_t first[ROOM_OPTIONS], then[ROOM_OPTIONS];
};

static void draw(struct changing *changing, struct random random, size_t voter)
{
	*changing = (struct changing){0};
	random.fill(random.context, changing->tracker, TRACKER_BYTES);
	changing->first[voter % ROOM_OPTIONS] = 1;
	changing->then[(voter + 1) % ROOM_OPTIONS] = 1;
}

static void test_a_changed_ballot_leaves_no_trace(void **state)
{
	struct site *site = *state;
	struct changing all[VOTERS];
	unsigned char head[HASH_BYTES], after[HASH_BYTES];
	struct buf bytes = {0};
	struct room room;

	assert_true(room_create(&room, site->path, random_system(), NULL));
	room_people(&room, VOTERS);
	int64_t poll = room_poll(&room);
	store_head(room.session.store, head);
	size_t events = room.session.model.events.count;
	for (size_t i = 0; i < VOTERS; i++) {
		draw(&all[i], random_system(), i);
		assert_int_equal(cast(&room, poll, i, all[i].first, all[i].tracker), TURN_DONE);
		read_all(site, &bytes);
		assert_int_equal(copies(&bytes, all[i].tracker, all[i].first), 1);
	}
	for (size_t i = VOTERS; i-- > 0;) {
		read_all(site, &bytes);
		struct buf before = {0};
		buf_add(&before, bytes.bytes, bytes.count);
		/* sent once more: not a byte is written */
		assert_int_equal(cast(&room, poll, i, all[i].first, all[i].tracker), TURN_REFUSED);
		read_all(site, &bytes);
		assert_int_equal(bytes.count, before.count);
		assert_memory_equal(bytes.bytes, before.bytes, bytes.count);
		buf_finish(&before);
		if (i % 4 == 3) /* by way of a blank one */
			assert_int_equal(cast(&room, poll, i, NULL, all[i].tracker), TURN_DONE);
		assert_int_equal(cast(&room, poll, i, all[i].then, all[i].tracker), TURN_DONE);
		read_all(site, &bytes);
		assert_int_equal(copies(&bytes, all[i].tracker, all[i].first), 0);
		assert_int_equal(copies(&bytes, all[i].tracker, all[i].then), 1);
		assert_int_equal(bytes_count(&bytes, all[i].tracker, TRACKER_BYTES), 1);
	}
	/* no event, no time, no digest tells that anything was changed */
	store_head(room.session.store, after);
	assert_memory_equal(head, after, HASH_BYTES);
	assert_int_equal(room.session.model.events.count, events);
	struct command close = command_close(poll);
	room_do(&room, &close);
	room_finish(&room);
	read_all(site, &bytes);
	for (size_t i = 0; i < VOTERS; i++)
		assert_int_equal(bytes_count(&bytes, all[i].tracker, TRACKER_BYTES), 0);
	buf_finish(&bytes);
}

/* Ballots cast first or changed last leave the same box, to the byte. */
static void test_the_order_of_changes_is_not_told(void **state)
{
	struct site *site = *state;
	struct changing all[VOTERS];
	struct box one = {0};
	struct room room;

	assert_true(room_create(&room, site->path, random_system(), NULL));
	room_people(&room, VOTERS);
	for (size_t i = 0; i < VOTERS; i++)
		draw(&all[i], random_system(), i);
	for (int round = 0; round < 2; round++) {
		int64_t poll = room_poll(&room);
		for (size_t i = 0; i < VOTERS; i++) {
			size_t voter = round == 0 ? i : VOTERS - 1 - i;
			bool changes = voter % 3 == (size_t)round;
			if (changes)
				cast(&room, poll, voter, all[voter].first, all[voter].tracker);
			assert_int_equal(
				cast(&room, poll, voter, all[voter].then, all[voter].tracker),
				TURN_DONE);
		}
		const struct box *box = model_box(&room.session.model, poll);
		size_t size = box->room * box_record_size(box->options);
		assert_int_equal(box_count(box), VOTERS);
		if (round == 0) {
			box_copy(&one, box);
			struct command again = {.kind = EVENT_POLL_VOIDED,
				.body = {.poll = poll},
				.words = {.items = (char *[]){"again"}, .count = 1}};
			room_do(&room, &again);
		} else {
			assert_memory_equal(one.voted, box->voted, box->room);
			assert_memory_equal(one.ballots, box->ballots, size);
		}
	}
	box_finish(&one);
	room_finish(&room);
}

/* --- whose step it was, after a turn that failed --- */

static int64_t note(struct room *room, const char *text, bool own)
{
	char *words[] = {(char *)text};
	struct command command = command_note(words);

	command.own = own;
	return room_do(room, &command);
}

/* A turn of two at a disk that has no room from write `at` on; false when it needs fewer. */
static bool turn_fails(const struct site *site, struct faulty *faulty, int at)
{
	struct room room;
	bool not_undoable;
	char *words[] = {"one of two"};
	struct command mine = command_note(words), theirs = command_note(words);
	struct turn_command turn[] = {{.command = &theirs}, {.command = &mine}};

	theirs.own = true;
	assert_true(room_create(&room, site->path, random_system(), NULL));
	int64_t first = note(&room, "the facilitator's", false);
	int64_t second = note(&room, "from a device", true);
	faulty_set(faulty, FAULT_FULL, at);
	bool failed = !session_turn(&room.session, turn, 2, NULL);
	faulty_set(faulty, FAULT_NONE, 0);
	const struct model *model = &room.session.model;
	if (failed) {
		/* the device's step is one still; that of the failed turn is none */
		assert_int_equal(model->notes.count, 2);
		assert_int_equal(model->own.count, 1);
		assert_int_equal(model->own.items[0], second);
		assert_int_equal(model_undoable(model, &not_undoable), first);
	} else {
		assert_int_equal(model->own.count, 2);
		assert_int_equal(model_undoable(model, &not_undoable), second + 2);
	}
	room_finish(&room);
	unlink(site->path);
	unlink(site->journal);
	return failed;
}

static void test_a_failed_turn_keeps_whose_steps_were_whose(void **state)
{
	struct site *site = *state;
	struct faulty faulty = {0};
	int at = 0;

	faulty_install(&faulty);
	while (at < 100 && turn_fails(site, &faulty, at))
		at++;
	assert_in_range(at, 3, 99);
	faulty_remove(&faulty);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, site_set_up, site_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_a_changed_ballot_leaves_no_trace),
		TEST(test_the_order_of_changes_is_not_told),
		TEST(test_a_failed_turn_keeps_whose_steps_were_whose),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
