#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "faulty.h"
#include "scenario.h"

#include "../support/model_dump.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* Whatever the disk does: nothing acknowledged is lost, and what is shown is what the disk has. */

struct world {
	char *folder, *path, *journal;
	struct faulty faulty;
};

static int set_up(void **state)
{
	struct world *world = calloc(1, sizeof *world);

	world->folder = folder_make();
	world->path = folder_path(world->folder, "a.roundtable");
	world->journal = folder_path(world->folder, "a.roundtable-journal");
	faulty_install(&world->faulty);
	*state = world;
	return 0;
}

static int tear_down(void **state)
{
	struct world *world = *state;

	faulty_remove(&world->faulty);
	folder_remove(world->folder);
	free(world->path);
	free(world->journal);
	free(world);
	return 0;
}

static void forget(struct world *world)
{
	unlink(world->path);
	unlink(world->journal);
}

/* Plays on a disk without faults. */
static void play_whole(struct world *world)
{
	struct play play;
	bool found[STEPS];
	char *text;

	play_init(&play, world->path);
	faulty_set(&world->faulty, FAULT_NONE, 0);
	for (int step = 0; step < STEPS; step++) {
		if (play_step(&play, (enum step)step, &text) != TURN_DONE)
			fail_msg("step %d: %s", step, text);
	}
	play_finish(&play);
	assert_true(play_found(world->path, found, NULL));
	for (int step = 0; step < STEPS; step++) {
		/* who voted is not known any more */
		bool cast = step == STEP_CAST_1 || step == STEP_CAST_2 || step == STEP_CAST_3 ||
			    step == STEP_CAST_4;
		assert_int_equal(found[step], !cast);
	}
	forget(world);
}

struct mending {
	struct faulty *faulty;
	int in_a_row;
	bool failed;
};

/* The disk is mended after two failures in a row. */
static void mend(void *context, enum turn_outcome outcome)
{
	struct mending *mending = context;

	mending->failed = mending->failed || mending->faulty->failed;
	mending->in_a_row = outcome == TURN_FAILED ? mending->in_a_row + 1 : 0;
	if (mending->in_a_row == 2)
		faulty_set(mending->faulty, FAULT_NONE, 0);
}

/*
 * Plays on through a fault: every step is where its outcome says, and the model is what the disk
 * has. False: there were fewer calls.
 */
static bool play_with_fault(struct world *world, enum fault fault, int at)
{
	enum turn_outcome outcomes[STEPS];
	struct mending mending = {.faulty = &world->faulty};
	bool found[STEPS];
	char *disk = NULL, *shown = NULL;
	struct play play;
	char where[64];

	snprintf(where, sizeof where, "fault %d at call %d", fault, at);
	play_init(&play, world->path);
	faulty_set(&world->faulty, fault, at);
	play_through(&play, outcomes, mend, &mending);
	if (play.created)
		shown = play_dump(&play);
	play_finish(&play);
	bool failed = mending.failed || world->faulty.failed;
	faulty_set(&world->faulty, FAULT_NONE, 0);
	bool there = play_found(world->path, found, &disk);
	int unsure = play_compare(outcomes, found, where);
	/*
	 * Only the very last sync of a commit leaves open whether it counts: all is written then.
	 * The store says that it failed and writes no more, so it happens once.
	 */
	assert_true(unsure <= (fault == FAULT_FULL ? 0 : 1));
	/* Of a disk that does not answer any more only the acknowledged is known. */
	if (shown && there && !(fault == FAULT_DEAD && unsure))
		assert_dumps_equal(shown, disk, where);
	free(disk);
	free(shown);
	forget(world);
	return failed;
}

static void every_call(struct world *world, enum fault fault)
{
	int at = 0;

	play_whole(world);
	while (play_with_fault(world, fault, at))
		at++;
	/* as many as a workshop of that size makes, about */
	assert_true(at > 40);
}

static void test_one_call_fails(void **state)
{
	every_call(*state, FAULT_ERROR);
}

static void test_all_calls_fail_from_one_on(void **state)
{
	every_call(*state, FAULT_DEAD);
}

static void test_no_room_from_one_write_on(void **state)
{
	every_call(*state, FAULT_FULL);
}

static void test_a_sync_fails(void **state)
{
	every_call(*state, FAULT_SYNC);
}

/* --- killed --- */

/*
 * Plays in a child that dies at call `at`, and counts the steps it acknowledged before. -1: it came
 * to the end.
 */
static int play_until_killed(struct world *world, enum fault fault, int at)
{
	int ends[2], acknowledged = 0, status;
	char byte;

	assert_int_equal(pipe(ends), 0);
	pid_t child = fork();
	if (child == 0) {
		struct play play;
		char *text;
		play_init(&play, world->path);
		faulty_set(&world->faulty, fault, at);
		for (int step = 0; step < STEPS; step++) {
			if (step == STEP_CLOSE)
				continue;
			if (play_step(&play, (enum step)step, &text) != TURN_DONE ||
				write(ends[1], "x", 1) != 1)
				_exit(1);
		}
		play_finish(&play);
		_exit(0);
	}
	close(ends[1]);
	while (read(ends[0], &byte, 1) == 1)
		acknowledged++;
	close(ends[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
	return WIFSIGNALED(status) ? acknowledged : -1;
}

/*
 * Killed before every single call: what is found are the acknowledged steps and at most the one
 * under way.
 */
static void killed_everywhere(struct world *world, enum fault fault)
{
	int at = 0, acknowledged;

	for (; (acknowledged = play_until_killed(world, fault, at)) >= 0; at++) {
		bool found[STEPS];
		int there = 0;
		if (!play_found(world->path, found, NULL))
			assert_int_equal(acknowledged, 0);
		while (there < STEPS && (found[there] || there == STEP_CLOSE))
			there++;
		if (there > STEP_CLOSE)
			there--;
		if (there < acknowledged || there > acknowledged + 1)
			fail_msg("killed at call %d: %d acknowledged, %d there", at, acknowledged,
				there);
		for (int step = acknowledged + 2; step < STEPS; step++)
			assert_false(found[step]);
		forget(world);
	}
	assert_true(at > 40);
}

static void test_killed_before_every_call(void **state)
{
	killed_everywhere(*state, FAULT_KILL);
}

static void test_killed_in_every_write(void **state)
{
	killed_everywhere(*state, FAULT_TORN);
}

/* --- erased words and a crash before the file was written anew --- */

static size_t copies(const struct buf *bytes, int64_t seq)
{
	char needle[16];

	snprintf(needle, sizeof needle, "secret-%04d-", (int)seq);
	return bytes_count(bytes, needle, strlen(needle));
}

/* Makes a file in which the words of one note stand twice; the note's seq. */
static int64_t type_residue(struct world *world)
{
	struct buf bytes = {0};
	int64_t found = 0;

	for (uint32_t seed = 0; found == 0; seed++) {
		assert_true(seed < 100);
		forget(world);
		store_type(world->path, seed);
		file_read(world->path, &bytes);
		for (int64_t seq = 2; seq < 2 + NOTES; seq++) {
			if (copies(&bytes, seq) > 1)
				found = seq;
		}
	}
	buf_finish(&bytes);
	return found;
}

static void erase_and_be_killed(struct world *world, int64_t seq, int at)
{
	struct events events = {0};
	struct boxes boxes = {0};
	struct change change = {0};
	struct event event = {.seq = NOTES + 2,
		.step = NOTES + 2,
		.kind = EVENT_WORDS_ERASED,
		.body = {.thing = seq}};
	int64_t broken;
	struct store *store = store_open(world->path, STORE_WRITE, random_system(), NULL);

	ids_add(&body_rare_make(&event.body)->things, seq);
	change_add(&change, &event);
	if (!store || !store_load(store, &events, &boxes, &broken, NULL))
		_exit(1);
	faulty_set(&world->faulty, FAULT_KILL, at);
	if (!store_begin(store, NULL) || !store_write(store, &change, NULL) ||
		!store_commit(store, NULL))
		_exit(1);
	_exit(0);
}

/* How often the words of `seq` stand in a journal that is not in force: it begins with zero. */
static size_t copies_kept(const struct world *world, int64_t seq)
{
	struct buf bytes = {0};
	size_t kept = 0;

	if (file_is_there(world->journal))
		file_read(world->journal, &bytes);
	if (bytes.count > 0 && bytes.bytes[0] == '\0')
		kept = copies(&bytes, seq);
	buf_finish(&bytes);
	return kept;
}

/* Kills it at every call while it erases; how often the words had gone and were left somewhere. */
static int erase_killed(struct world *world, const struct buf *good, int64_t seq)
{
	struct buf bytes = {0};
	int left = 0, status = 1;

	for (int at = 0; status != 0; at++) {
		forget(world);
		file_write(world->path, good->bytes, good->count);
		pid_t child = fork();
		if (child == 0)
			erase_and_be_killed(world, seq, at);
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFSIGNALED(status) || status == 0);
		file_read(world->path, &bytes);
		size_t before = copies(&bytes, seq) + copies_kept(world, seq);
		struct room room;
		assert_true(room_open(&room, world->path, random_system(), NULL));
		bool erased = room.session.model.events.items[seq - 1].erased;
		room_finish(&room);
		file_read(world->path, &bytes);
		if (erased)
			assert_int_equal(copies(&bytes, seq), 0);
		left += erased && before > 0;
	}
	buf_finish(&bytes);
	return left;
}

static void test_erased_and_killed(void **state)
{
	struct world *world = *state;
	int64_t twice = type_residue(world), once = 2;
	struct buf good = {0};

	file_read(world->path, &good);
	while (copies(&good, once) != 1)
		once++;
	/* it was worth looking: some crashes left the words behind, in the slack of a page */
	assert_true(erase_killed(world, &good, twice) > 0);
	assert_int_equal(erase_killed(world, &good, once), 0);
	buf_finish(&good);
}

/* --- a real full disk --- */

static void test_no_room(void **state)
{
	struct world *world = *state;
	struct rlimit old, small;
	struct error err = {0};
	struct room room;
	char words[2001];
	char *note[] = {words};
	struct command command = command_note(note);
	size_t done = 0;

	memset(words, 'w', 2000);
	words[2000] = '\0';
	signal(SIGXFSZ, SIG_IGN);
	assert_true(room_create(&room, world->path, random_system(), &err));
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	small = (struct rlimit){.rlim_cur = 100000, .rlim_max = old.rlim_max};
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	struct refusal refusal;
	while (session_run(&room.session, &command, &refusal, &err) == TURN_DONE)
		done++;
	assert_int_equal(err.code, ERROR_FULL);
	assert_true(done > 10);
	assert_int_equal(room.session.model.notes.count, done);
	assert_false(store_read_only(room.session.store, NULL));
	/* still full; then there is room again and it goes on */
	assert_int_equal(session_run(&room.session, &command, &refusal, &err), TURN_FAILED);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
	assert_int_equal(session_run(&room.session, &command, &refusal, &err), TURN_DONE);
	room_finish(&room);
	assert_true(room_open(&room, world->path, random_system(), NULL));
	assert_int_equal(room.session.model.notes.count, done + 1);
	room_finish(&room);
	error_finish(&err);
}

/* A copy that finds no room leaves nothing, and the session goes on. */
static void test_no_room_for_a_copy(void **state)
{
	struct world *world = *state;
	char *path = folder_path(world->folder, "copy.roundtable");
	struct rlimit old, small;
	struct error err = {0};
	struct room room;
	char *note[] = {"a note"};
	struct command command = command_note(note);

	signal(SIGXFSZ, SIG_IGN);
	assert_true(room_create(&room, world->path, random_system(), NULL));
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	small = (struct rlimit){.rlim_cur = 10000, .rlim_max = old.rlim_max};
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	assert_false(store_copy(room.session.store, path, &err));
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
	assert_non_null(err.text);
	assert_false(file_is_there(path));
	room_do(&room, &command);
	assert_true(store_copy(room.session.store, path, NULL));
	room_finish(&room);
	error_finish(&err);
	free(path);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_one_call_fails),
		TEST(test_all_calls_fail_from_one_on),
		TEST(test_no_room_from_one_write_on),
		TEST(test_a_sync_fails),
		TEST(test_killed_before_every_call),
		TEST(test_killed_in_every_write),
		TEST(test_erased_and_killed),
		TEST(test_no_room),
		TEST(test_no_room_for_a_copy),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
