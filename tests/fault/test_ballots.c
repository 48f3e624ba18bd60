#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../store/room.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * Somebody who gets hold of the file, at whatever moment, must not learn who voted what, nor in
 * which order: every byte of the file and its journal is looked at after each thing that is done.
 */

/* All bytes there are, in any file of the folder that belongs to the session. */
static void read_all(const struct site *site, struct buf *bytes)
{
	struct buf journal = {0};

	file_read(site->path, bytes);
	if (file_is_there(site->journal)) {
		file_read(site->journal, &journal);
		buf_add(bytes, journal.bytes, journal.count);
	}
	buf_finish(&journal);
}

/*
 * How often a tracker stands there. A record may lie across two pages: then one half of its tracker
 * is in one piece.
 */
static size_t copies(const struct buf *bytes, const unsigned char *tracker)
{
	size_t first = bytes_count(bytes, tracker, TRACKER_BYTES / 2);
	size_t second = bytes_count(bytes, tracker + TRACKER_BYTES / 2, TRACKER_BYTES / 2);

	return first > second ? first : second;
}

/* The record that is in `now` and not in `before`: what was cast last. */
static const unsigned char *newest(const struct box *now, const struct box *before)
{
	size_t size = box_record_size(now->options);

	for (size_t i = 0; i < box_count(now); i++) {
		const unsigned char *record = now->ballots + i * size;
		bool old = false;
		for (size_t k = 0; k < box_count(before); k++)
			old = old || memcmp(before->ballots + k * size, record, TRACKER_BYTES) == 0;
		if (!old)
			return record;
	}
	fail_msg("nothing new in the box");
	return NULL;
}

/*
 * Kendall's tau between the order in which the trackers were cast and the places where they lie in
 * the bytes.
 */
static double order_told(
	const struct buf *bytes, unsigned char (*trackers)[TRACKER_BYTES], size_t count)
{
	int64_t agree = 0;

	for (size_t i = 0; i < count; i++) {
		char *one = memmem(bytes->bytes, bytes->count, trackers[i], TRACKER_BYTES);
		assert_non_null(one);
		for (size_t k = i + 1; k < count; k++) {
			char *two = memmem(bytes->bytes, bytes->count, trackers[k], TRACKER_BYTES);
			assert_non_null(two);
			agree += two > one ? 1 : -1;
		}
	}
	return (double)agree / ((double)count * (double)(count - 1) / 2);
}

/* The same of the words a voter chose: one of the two is in one piece. */
static size_t word_copies(const struct buf *bytes, const char *words)
{
	size_t length = strcspn(words, " ");
	size_t first = bytes_count(bytes, words, length);
	size_t second = bytes_count(bytes, words + length + 1, strlen(words + length + 1));

	return first > second ? first : second;
}

/* The words of all who have cast a ballot stand there so often. */
static void words_must_stand(const struct buf *bytes, size_t cast, size_t times)
{
	for (size_t i = 0; i < cast; i++)
		if (room_words(i)[0] != '\0')
			assert_int_equal(word_copies(bytes, room_words(i)), times);
}

enum { VOTERS = 12, RUNS = 100 };

/*
 * One vote; after each cast every tracker stands in the bytes once, and nothing else has changed.
 * The order told at the end.
 */
static double vote(const struct site *site, bool look, bool voided)
{
	unsigned char trackers[VOTERS][TRACKER_BYTES], head[HASH_BYTES], after[HASH_BYTES];
	struct buf bytes = {0};
	struct room room;

	assert_true(room_create(&room, site->path, random_system(), NULL));
	room_people(&room, VOTERS);
	int64_t poll = room_poll(&room);
	store_head(room.session.store, head);
	size_t events = room.session.model.events.count;
	for (size_t i = 0; i < VOTERS; i++) {
		struct box before;
		box_copy(&before, model_box(&room.session.model, poll));
		assert_int_equal(room_cast(&room, poll, i, i % 3), TURN_DONE);
		memcpy(trackers[i], newest(model_box(&room.session.model, poll), &before),
			TRACKER_BYTES);
		box_finish(&before);
		if (!look)
			continue;
		read_all(site, &bytes);
		for (size_t k = 0; k <= i; k++)
			assert_int_equal(copies(&bytes, trackers[k]), 1);
		words_must_stand(&bytes, i + 1, 1);
	}
	/* no event, no time, no digest */
	store_head(room.session.store, after);
	assert_memory_equal(head, after, HASH_BYTES);
	assert_int_equal(room.session.model.events.count, events);
	read_all(site, &bytes);
	double told = order_told(&bytes, trackers, VOTERS);
	char *why[] = {"once more"};
	struct command close = command_close(poll);
	if (voided)
		close = (struct command){.kind = EVENT_POLL_VOIDED,
			.body = {.poll = poll},
			.words = {.items = why, .count = 1}};
	room_do(&room, &close);
	for (int closed = 0; closed < 2; closed++) {
		read_all(site, &bytes);
		for (size_t k = 0; k < VOTERS; k++)
			assert_int_equal(copies(&bytes, trackers[k]), 0);
		/* in the list, which nobody can find the order of casting in; else nowhere */
		words_must_stand(&bytes, VOTERS, !voided);
		if (!closed)
			room_finish(&room);
	}
	buf_finish(&bytes);
	assert_int_equal(unlink(site->path), 0);
	return told;
}

static void test_order_is_not_told(void **state)
{
	struct site *site = *state;
	double sum = 0, most = 0;

	for (int run = 0; run < RUNS; run++) {
		double told = vote(site, run < 3, run % 4 == 3);
		sum += told;
		most = fabs(told) > most ? fabs(told) : most;
	}
	/* by chance: a mean of 0 with a deviation of 0.022 */
	assert_true(fabs(sum / RUNS) < 0.15);
	assert_true(most < 0.95);
}

/* --- several votes at once, of all sizes: rows that move leave nothing behind --- */

enum { POLLS = 10 };

struct open {
	struct box box;
	unsigned char (*trackers)[TRACKER_BYTES];
	size_t count;
	bool is_open;
};

static uint32_t draw(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 8) % below;
}

static void turn(struct store *store, struct change *change)
{
	assert_true(store_begin(store, NULL));
	assert_true(store_write(store, change, NULL));
	assert_true(store_commit(store, NULL));
	change_finish(change);
}

static void put(struct store *store, const struct box *box)
{
	struct change change = {.operation = BOX_PUT};

	box_copy(&change.box, box);
	turn(store, &change);
}

static void open_vote(struct store *store, struct open *open, int64_t poll, uint32_t *seed)
{
	static const size_t voters[] = {3, 5, 15, 30, 60};

	box_init(&open->box, poll, 2 + draw(seed, 20), voters[draw(seed, 5)]);
	open->trackers = calloc(open->box.room, TRACKER_BYTES);
	open->count = 0;
	open->is_open = true;
	put(store, &open->box);
}

static void cast(struct store *store, struct open *open)
{
	int16_t marks[TALLY_OPTIONS_MAX] = {1};
	struct box before;

	box_copy(&before, &open->box);
	assert_true(box_add(&open->box, open->count, BALLOT_VALID, marks, random_system()));
	memcpy(open->trackers[open->count++], newest(&open->box, &before), TRACKER_BYTES);
	box_finish(&before);
	put(store, &open->box);
}

static void close_vote(struct store *store, struct open *open)
{
	struct change change = {.operation = BOX_EMPTY, .box = {.poll = open->box.poll}};

	turn(store, &change);
	box_finish(&open->box);
	open->is_open = false;
}

static void look(const struct site *site, const struct open polls[POLLS])
{
	struct buf bytes = {0};

	read_all(site, &bytes);
	for (size_t i = 0; i < POLLS; i++) {
		for (size_t k = 0; k < polls[i].count; k++)
			assert_int_equal(copies(&bytes, polls[i].trackers[k]), polls[i].is_open);
	}
	buf_finish(&bytes);
}

static void many_votes(const struct site *site, uint32_t seed)
{
	struct events events = {0};
	struct boxes boxes = {0};
	struct open polls[POLLS] = {0};
	int64_t broken;

	store_fill(site->path, 1);
	struct store *store = store_open(site->path, STORE_WRITE, random_system(), NULL);
	assert_true(store_load(store, &events, &boxes, &broken, NULL));
	events_finish(&events);
	for (int i = 0; i < 80; i++) {
		uint32_t slot = draw(&seed, POLLS);
		struct open *open = &polls[slot];
		uint32_t what = draw(&seed, 4);
		if (open->is_open && open->count < open->box.room && what > 0) {
			cast(store, open);
		} else if (open->is_open) {
			close_vote(store, open);
		} else {
			free(open->trackers);
			/* in no order, so that rows come to lie between others */
			open_vote(store, open, 1 + slot + POLLS * draw(&seed, 100), &seed);
		}
		look(site, polls);
	}
	store_close(store);
	look(site, polls);
	for (size_t i = 0; i < POLLS; i++) {
		free(polls[i].trackers);
		box_finish(&polls[i].box);
	}
	assert_int_equal(unlink(site->path), 0);
}

static void test_nothing_is_left_when_rows_move(void **state)
{
	struct site *site = *state;

	for (uint32_t seed = 0; seed < 25; seed++)
		many_votes(site, seed * 977);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, site_set_up, site_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_order_is_not_told),
		TEST(test_nothing_is_left_when_rows_move),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
