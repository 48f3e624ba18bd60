#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * What is written comes back as it was, by other connections too; and what must not be left, is not
 * left.
 */

static struct store *open_loaded(
	const char *path, enum store_mode mode, struct events *events, struct boxes *boxes)
{
	struct error err = {0};
	struct store *store = store_open(path, mode, random_system(), &err);
	int64_t broken = -1;

	if (!store)
		fail_msg("%s", err.text);
	if (!store_load(store, events, boxes, &broken, &err))
		fail_msg("%s", err.text);
	assert_int_equal(broken, 0);
	return store;
}

/* Writes one change as a turn of its own. */
static void turn(struct store *store, struct change *change)
{
	struct error err = {0};

	if (!store_begin(store, &err) || !store_write(store, change, &err) ||
		!store_commit(store, &err))
		fail_msg("%s", err.text);
	change_finish(change);
}

static void add_note(struct change *change, int64_t seq, const char *text)
{
	struct event note = {.seq = seq,
		.at = 1795000000000 + seq,
		.step = seq,
		.kind = EVENT_NOTE_ADDED,
		.body = {.stage = 0}};

	texts_add(&note.words, text);
	change_add(change, &note);
	event_finish(&note);
}

static struct store *create_started(const char *path)
{
	struct error err = {0};
	struct store *store = store_create(path, random_system(), &err);
	struct change change = {0};
	struct event start;

	if (!store)
		fail_msg("%s", err.text);
	event_start(&start);
	change_add(&change, &start);
	event_finish(&start);
	turn(store, &change);
	return store;
}

static void test_every_kind_comes_back(void **state)
{
	struct site *site = *state;

	for (uint32_t seed = 0; seed < 20; seed++) {
		struct events events = {0};
		struct boxes boxes = {0};
		store_fill(site->path, seed * 1000);
		struct store *store = open_loaded(
			site->path, seed % 2 ? STORE_READ : STORE_WRITE, &events, &boxes);
		assert_int_equal(events.count, EVENT_KINDS);
		for (int kind = 1; kind < EVENT_KINDS; kind++) {
			struct event event;
			event_fill(&event, (enum event_kind)kind, kind + 1,
				seed * 1000 + (uint32_t)kind);
			array_finish(&body_rare_make(&event.body)->things);
			assert_event_equal(&event, &events.items[kind]);
			event_finish(&event);
		}
		events_finish(&events);
		boxes_free(&boxes);
		store_close(store);
		assert_false(unlink(site->path));
	}
}

static void test_one_private_file_is_left(void **state)
{
	struct site *site = *state;
	struct store *store = create_started(site->path);
	struct stat file;

	assert_int_equal(stat(site->path, &file), 0);
	assert_int_equal(file.st_mode & 0777, 0600);
	assert_int_equal(stat(site->journal, &file), 0);
	assert_int_equal(file.st_mode & 0777, 0600);
	assert_int_equal(file.st_size, 0);
	store_close(store);
	assert_false(file_is_there(site->journal));
	assert_true(file_is_there(site->path));
}

static void test_create_overwrites_nothing(void **state)
{
	struct site *site = *state;
	struct error err = {0};
	struct buf bytes = {0};

	file_write(site->path, "mine", 4);
	assert_null(store_create(site->path, random_system(), &err));
	assert_int_equal(err.code, ERROR_INPUT);
	file_read(site->path, &bytes);
	assert_string_equal(bytes.bytes, "mine");
	buf_finish(&bytes);
	error_finish(&err);
	char *nowhere = folder_path(site->folder, "no/such/folder/a.roundtable");
	assert_null(store_create(nowhere, random_system(), &err));
	assert_int_equal(err.code, ERROR_INPUT);
	error_finish(&err);
	free(nowhere);
}

/* A session begins with its start or not at all. */
static void test_create_leaves_nothing_without_a_start(void **state)
{
	struct site *site = *state;
	struct store *store = store_create(site->path, random_system(), NULL);

	assert_non_null(store);
	store_close(store);
	assert_false(file_is_there(site->path));
	store = store_create(site->path, random_system(), NULL);
	assert_true(store_begin(store, NULL));
	store_rollback(store);
	store_close(store);
	assert_false(file_is_there(site->path));
}

static void test_turns(void **state)
{
	struct site *site = *state;
	struct store *store = create_started(site->path);
	struct change change = {0};
	struct events events = {0};
	struct boxes boxes = {0};
	unsigned char one[HASH_BYTES], two[HASH_BYTES];

	add_note(&change, 2, "first");
	turn(store, &change);
	store_head(store, one);
	/* taken back: as if it had never been */
	add_note(&change, 3, "taken back");
	assert_true(store_begin(store, NULL));
	assert_true(store_write(store, &change, NULL));
	store_rollback(store);
	change_finish(&change);
	store_head(store, two);
	assert_memory_equal(one, two, HASH_BYTES);
	add_note(&change, 3, "second");
	add_note(&change, 4, "third");
	turn(store, &change);
	store_head(store, two);
	assert_memory_not_equal(one, two, HASH_BYTES);
	store_close(store);
	store = open_loaded(site->path, STORE_WRITE, &events, &boxes);
	assert_int_equal(events.count, 4);
	assert_string_equal(events.items[2].words.items[0], "second");
	store_head(store, one);
	assert_memory_equal(one, two, HASH_BYTES);
	events_finish(&events);
	store_close(store);
}

static void test_calls_that_do_not_fit(void **state)
{
	struct site *site = *state;
	struct store *store = create_started(site->path);
	struct change change = {0};
	struct events events = {0};
	struct boxes boxes = {0};
	int64_t broken;

	add_note(&change, 2, "no turn is open");
	assert_false(store_write(store, &change, NULL));
	assert_false(store_commit(store, NULL));
	assert_false(store_draft_put(store, "note", "x", NULL));
	assert_true(store_begin(store, NULL));
	assert_false(store_begin(store, NULL));
	assert_false(store_load(store, &events, &boxes, &broken, NULL));
	store_rollback(store);
	change_finish(&change);
	/* out of order */
	add_note(&change, 3, "a gap");
	assert_true(store_begin(store, NULL));
	assert_false(store_write(store, &change, NULL));
	store_rollback(store);
	change_finish(&change);
	add_note(&change, 2, "in order");
	turn(store, &change);
	store_close(store);
	/* before it was read, nothing is written */
	store = store_open(site->path, STORE_WRITE, random_system(), NULL);
	assert_false(store_begin(store, NULL));
	store_close(store);
}

static void collect(void *context, const char *place, const char *text)
{
	struct buf *all = context;

	buf_format(all, "[%s|%s]", place, text);
}

static void draft(struct store *store, const char *place, const char *text)
{
	assert_true(store_begin(store, NULL));
	assert_true(store_draft_put(store, place, text, NULL));
	assert_true(store_commit(store, NULL));
}

static void test_drafts(void **state)
{
	struct site *site = *state;
	struct store *store = create_started(site->path);
	struct events events = {0};
	struct boxes boxes = {0};
	struct buf all = {0};
	unsigned char before[HASH_BYTES], after[HASH_BYTES];

	store_head(store, before);
	draft(store, "card", "half a thou");
	draft(store, "note", "x");
	draft(store, "card", "half a thought\n\xc3\xa9");
	draft(store, "note", NULL);
	draft(store, "park", "gone");
	draft(store, "park", "");
	store_head(store, after);
	assert_memory_equal(before, after, HASH_BYTES);
	store_close(store);
	store = open_loaded(site->path, STORE_READ, &events, &boxes);
	assert_true(store_drafts(store, collect, &all, NULL));
	assert_string_equal(buf_text(&all), "[card|half a thought\n\xc3\xa9]");
	assert_int_equal(events.count, 1);
	events_finish(&events);
	store_close(store);
	buf_finish(&all);
}

/* --- the ballot box --- */

static void put_box(struct store *store, const struct box *box)
{
	struct change change = {.operation = BOX_PUT};

	box_copy(&change.box, box);
	turn(store, &change);
}

static void assert_box_equal(const struct box *a, const struct box *b)
{
	assert_int_equal(a->poll, b->poll);
	assert_int_equal(a->options, b->options);
	assert_int_equal(a->room, b->room);
	assert_memory_equal(a->voted, b->voted, a->room);
	assert_memory_equal(a->ballots, b->ballots, a->room * box_record_size(a->options));
}

static void test_boxes(void **state)
{
	struct site *site = *state;
	struct store *store = create_started(site->path);
	struct events events = {0};
	struct boxes boxes = {0};
	struct box small, large;
	int16_t marks[TALLY_OPTIONS_MAX] = {1};

	box_init(&small, 2, 2, 3);
	box_init(&large, 5, TALLY_OPTIONS_MAX, 1000);
	put_box(store, &small);
	put_box(store, &large);
	for (size_t voter = 0; voter < 3; voter++) {
		assert_true(box_add(&small, voter, BALLOT_VALID, marks, random_system()));
		put_box(store, &small);
		assert_true(box_add(&large, voter, BALLOT_VALID, marks, random_system()));
		put_box(store, &large);
	}
	store_close(store);
	store = open_loaded(site->path, STORE_WRITE, &events, &boxes);
	assert_int_equal(boxes.count, 2);
	assert_box_equal(&boxes.items[0], &small);
	assert_box_equal(&boxes.items[1], &large);
	struct change change = {.operation = BOX_EMPTY, .box = {.poll = 2}};
	turn(store, &change);
	boxes_free(&boxes);
	events_finish(&events);
	store_close(store);
	store = open_loaded(site->path, STORE_READ, &events, &boxes);
	assert_int_equal(boxes.count, 1);
	assert_box_equal(&boxes.items[0], &large);
	boxes_free(&boxes);
	events_finish(&events);
	store_close(store);
	box_finish(&small);
	box_finish(&large);
}

/* --- erasing --- */

static void erase(struct store *store, int64_t seq, const int64_t *things, size_t count)
{
	struct change change = {0};
	struct event event = {.seq = seq,
		.at = 1795000000000 + seq,
		.step = seq,
		.kind = EVENT_WORDS_ERASED,
		.body = {.thing = things[0]}};

	for (size_t i = 0; i < count; i++)
		ids_add(&body_rare_make(&event.body)->things, things[i]);
	change_add(&change, &event);
	event_finish(&event);
	turn(store, &change);
}

/* How often the words of note `seq` stand in the file and in its journal. */
static size_t occurs(const struct site *site, int64_t seq)
{
	struct buf bytes = {0};
	char needle[16];
	size_t count;

	snprintf(needle, sizeof needle, "secret-%04d-", (int)seq);
	file_read(site->path, &bytes);
	count = bytes_count(&bytes, needle, strlen(needle));
	file_read(site->journal, &bytes);
	count += bytes_count(&bytes, needle, strlen(needle));
	buf_finish(&bytes);
	return count;
}

static void test_erased_words_are_nowhere(void **state)
{
	struct site *site = *state;
	struct events events = {0};
	struct boxes boxes = {0};

	/*
	 * One of these seeds leaves a second copy of some words in the slack of a page until the
	 * file is written anew.
	 */
	for (uint32_t seed = 0; seed < 24; seed++) {
		store_type(site->path, seed);
		struct store *store = open_loaded(site->path, STORE_WRITE, &events, &boxes);
		events_finish(&events);
		for (int64_t seq = 2 + NOTES, first = 2; first < 2 + NOTES; seq++, first += 4) {
			erase(store, seq, (int64_t[]){first, first + 1, first + 2}, 3);
			for (int64_t i = 0; i < 3; i++)
				assert_int_equal(occurs(site, first + i), 0);
			assert_int_equal(occurs(site, first + 3), 1);
		}
		store_close(store);
		store = open_loaded(site->path, STORE_READ, &events, &boxes);
		assert_true(events.items[1].erased);
		assert_int_equal(events.items[1].words.count, 0);
		assert_null(event_word(&events.items[1], 0));
		assert_false(events.items[4].erased);
		events_finish(&events);
		store_close(store);
		assert_int_equal(unlink(site->path), 0);
	}
}

/* --- a copy --- */

static void test_copy(void **state)
{
	struct site *site = *state;
	char *path = folder_path(site->folder, "copy.roundtable");
	struct store *store = create_started(site->path);
	struct events events = {0};
	struct boxes boxes = {0};
	struct change change = {0};
	struct error err = {0};
	struct stat file;

	add_note(&change, 2, "kept");
	turn(store, &change);
	draft(store, "card", "half");
	assert_true(store_copy(store, path, &err));
	assert_int_equal(stat(path, &file), 0);
	assert_int_equal(file.st_mode & 0777, 0600);
	/* never over another file */
	assert_false(store_copy(store, path, &err));
	assert_int_equal(err.code, ERROR_INPUT);
	error_finish(&err);
	add_note(&change, 3, "the original goes on");
	turn(store, &change);
	store_close(store);
	store = open_loaded(path, STORE_WRITE, &events, &boxes);
	assert_int_equal(events.count, 2);
	add_note(&change, 3, "the copy too");
	turn(store, &change);
	events_finish(&events);
	store_close(store);
	free(path);
}

static void test_no_copy_of_an_open_box(void **state)
{
	struct site *site = *state;
	char *path = folder_path(site->folder, "copy.roundtable");
	struct store *store = create_started(site->path);
	struct error err = {0};
	struct box box;

	box_init(&box, 1, 2, 3);
	put_box(store, &box);
	assert_false(store_copy(store, path, &err));
	assert_false(file_is_there(path));
	assert_string_equal(err.text, refusal_sentence(REFUSED_COPY_OPEN));
	error_finish(&err);
	store_close(store);
	box_finish(&box);
	free(path);
}

/* --- the chain as the manual page describes it, with nothing of ours --- */

static void add_length(crypto_generichash_state *hash, uint64_t length)
{
	unsigned char bytes[8];

	for (int i = 0; i < 8; i++)
		bytes[i] = (unsigned char)(length >> (8 * i));
	crypto_generichash_update(hash, bytes, 8);
}

static void add_field(crypto_generichash_state *hash, sqlite3_stmt *row, int column)
{
	int64_t number = sqlite3_column_int64(row, column);

	switch (sqlite3_column_type(row, column)) {
	case SQLITE_NULL:
		add_length(hash, UINT64_MAX);
		return;
	case SQLITE_INTEGER:
		add_length(hash, 8);
		add_length(hash, (uint64_t)number);
		return;
	default:
		add_length(hash, (uint64_t)sqlite3_column_bytes(row, column));
		crypto_generichash_update(hash, sqlite3_column_blob(row, column),
			(size_t)sqlite3_column_bytes(row, column));
	}
}

static void test_another_verifier_agrees(void **state)
{
	struct site *site = *state;
	unsigned char key[16], head[32] = {0}, digest[32];
	crypto_generichash_state hash;
	sqlite3_stmt *rows;
	int count = 0;

	store_fill(site->path, 3);
	sqlite3 *db = bare_open(site->path);
	assert_true(hex_read("00112233445566778899aabbccddeeff", key, 16));
	assert_int_equal(
		sqlite3_prepare_v2(db,
			"SELECT seq, at, step, \"by\", kind, body, digest, salt, words, hash "
			"FROM event ORDER BY seq",
			-1, &rows, NULL),
		SQLITE_OK);
	while (sqlite3_step(rows) == SQLITE_ROW) {
		if (sqlite3_column_type(rows, 8) != SQLITE_NULL) {
			crypto_generichash_init(&hash, NULL, 0, 32);
			add_field(&hash, rows, 7);
			add_field(&hash, rows, 8);
			crypto_generichash_final(&hash, digest, 32);
			assert_memory_equal(digest, sqlite3_column_blob(rows, 6), 32);
		}
		crypto_generichash_init(&hash, key, 16, 32);
		add_length(&hash, 32);
		crypto_generichash_update(&hash, head, 32);
		for (int column = 0; column < 7; column++)
			add_field(&hash, rows, column);
		crypto_generichash_final(&hash, head, 32);
		assert_memory_equal(head, sqlite3_column_blob(rows, 9), 32);
		count++;
	}
	assert_int_equal(count, EVENT_KINDS);
	sqlite3_finalize(rows);
	sqlite3_close(db);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, site_set_up, site_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_every_kind_comes_back),
		TEST(test_one_private_file_is_left),
		TEST(test_create_overwrites_nothing),
		TEST(test_create_leaves_nothing_without_a_start),
		TEST(test_turns),
		TEST(test_calls_that_do_not_fit),
		TEST(test_drafts),
		TEST(test_boxes),
		TEST(test_erased_words_are_nowhere),
		TEST(test_copy),
		TEST(test_no_copy_of_an_open_box),
		TEST(test_another_verifier_agrees),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
