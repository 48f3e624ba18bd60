#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support.h"

#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Files in use, ones that move, ones that cannot be written, and what a crash leaves. */

enum { NOBODY = 65534 };

/* --- in use --- */

/* A process that opens the file, says so, and holds it until the pipe closes. */
static pid_t hold(const char *path, enum store_mode mode, int *release)
{
	int ready[2], go[2];
	char byte;

	assert_int_equal(pipe(ready), 0);
	assert_int_equal(pipe(go), 0);
	pid_t child = fork();
	if (child == 0) {
		struct events events = {0};
		struct boxes boxes = {0};
		int64_t broken;
		close(go[1]);
		struct store *store = store_open(path, mode, random_system(), NULL);
		bool held = store && store_load(store, &events, &boxes, &broken, NULL);
		byte = held ? 'y' : 'n';
		if (write(ready[1], &byte, 1) != 1 || read(go[0], &byte, 1) < 0)
			_exit(1);
		_exit(held ? 0 : 1);
	}
	close(go[0]);
	assert_int_equal(read(ready[0], &byte, 1), 1);
	assert_int_equal(byte, 'y');
	close(ready[0]);
	close(ready[1]);
	*release = go[1];
	return child;
}

static void let_go(pid_t child, int release)
{
	close(release);
	assert_int_equal(waitpid(child, NULL, 0), child);
}

static void test_second_process(void **state)
{
	struct site *site = *state;
	struct buf expected = {0};
	char *text;
	int release;
	int64_t broken;

	store_fill(site->path, 1);
	pid_t child = hold(site->path, STORE_WRITE, &release);
	buf_format(&expected, "is open in process %ld.", (long)child);
	for (int mode = STORE_WRITE; mode <= STORE_READ; mode++) {
		assert_int_equal(
			store_outcome(site->path, (enum store_mode)mode, NULL, &broken, &text),
			ERROR_BUSY);
		assert_non_null(strstr(text, expected.bytes));
		free(text);
	}
	/* asking did not loosen its hold */
	assert_int_equal(store_outcome(site->path, STORE_WRITE, NULL, &broken, NULL), ERROR_BUSY);
	let_go(child, release);
	assert_int_equal(store_outcome(site->path, STORE_WRITE, NULL, &broken, NULL), ERROR_NONE);
	/* readers do not keep anybody out */
	child = hold(site->path, STORE_READ, &release);
	assert_int_equal(store_outcome(site->path, STORE_READ, NULL, &broken, NULL), ERROR_NONE);
	assert_int_equal(store_outcome(site->path, STORE_WRITE, NULL, &broken, NULL), ERROR_NONE);
	let_go(child, release);
	buf_finish(&expected);
}

/* Twice in one process: refused, and the first goes on holding it. */
static void test_twice_in_one_process(void **state)
{
	struct site *site = *state;
	struct events events = {0};
	struct boxes boxes = {0};
	char *text;
	int64_t broken;

	store_fill(site->path, 1);
	struct store *store = store_open(site->path, STORE_WRITE, random_system(), NULL);
	assert_true(store_load(store, &events, &boxes, &broken, NULL));
	events_finish(&events);
	assert_int_equal(store_outcome(site->path, STORE_WRITE, NULL, &broken, &text), ERROR_BUSY);
	assert_non_null(strstr(text, "this program already"));
	free(text);
	pid_t child = fork();
	if (child == 0)
		_exit(store_outcome(site->path, STORE_WRITE, NULL, &broken, NULL) == ERROR_BUSY
				? 0
				: 1);
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	store_close(store);
}

/* --- moved --- */

static bool write_note(struct store *store, int64_t seq, struct error *err)
{
	struct change change = {0};
	struct event note = {.seq = seq, .step = seq, .kind = EVENT_NOTE_ADDED};

	texts_add(&note.words, "a note");
	change_add(&change, &note);
	event_finish(&note);
	bool done = store_begin(store, err) && store_write(store, &change, err) &&
		    store_commit(store, err);
	if (!done)
		store_rollback(store);
	change_finish(&change);
	return done;
}

static struct store *open_for_notes(const char *path)
{
	struct events events = {0};
	struct boxes boxes = {0};
	struct error err = {0};
	int64_t broken;
	struct store *store = store_open(path, STORE_WRITE, random_system(), &err);

	if (!store || !store_load(store, &events, &boxes, &broken, &err))
		fail_msg("%s", err.text);
	events_finish(&events);
	return store;
}

static void test_moved_files_are_noticed(void **state)
{
	struct site *site = *state;
	char *other = folder_path(site->folder, "other.roundtable");
	char *copy = folder_path(site->folder, "copy.roundtable");
	struct error err = {0};
	int64_t broken, seq = EVENT_KINDS + 1;

	store_fill(site->path, 1);
	struct store *store = open_for_notes(site->path);
	assert_true(write_note(store, seq++, &err));
	assert_int_equal(rename(site->path, other), 0);
	assert_false(write_note(store, seq, &err));
	assert_int_equal(err.code, ERROR_MOVED);
	/* back in its place it goes on */
	assert_int_equal(rename(other, site->path), 0);
	assert_true(write_note(store, seq++, &err));
	/* replaced by another one of the same name */
	store_fill(other, 2);
	assert_int_equal(rename(other, site->path), 0);
	assert_false(write_note(store, seq, &err));
	assert_int_equal(err.code, ERROR_MOVED);
	/* gone: what is still in our hands can be saved */
	assert_int_equal(unlink(site->path), 0);
	assert_false(write_note(store, seq, &err));
	assert_int_equal(err.code, ERROR_MOVED);
	assert_true(store_copy(store, copy, &err));
	store_close(store);
	struct events events = {0};
	assert_int_equal(store_outcome(copy, STORE_READ, &events, &broken, NULL), ERROR_NONE);
	assert_int_equal(events.count, EVENT_KINDS + 2);
	events_finish(&events);
	error_finish(&err);
	free(other);
	free(copy);
}

static void test_moved_before_commit(void **state)
{
	struct site *site = *state;
	char *other = folder_path(site->folder, "other.roundtable");
	struct change change = {0};
	struct event note = {.seq = EVENT_KINDS + 1, .step = EVENT_KINDS + 1, .kind = EVENT_PAUSED};
	struct error err = {0};

	store_fill(site->path, 1);
	struct store *store = open_for_notes(site->path);
	change_add(&change, &note);
	assert_true(store_begin(store, &err));
	assert_true(store_write(store, &change, &err));
	assert_int_equal(rename(site->path, other), 0);
	assert_false(store_commit(store, &err));
	assert_int_equal(err.code, ERROR_MOVED);
	store_rollback(store);
	store_close(store);
	change_finish(&change);
	error_finish(&err);
	free(other);
}

/* --- what cannot be written --- */

/* Reads as somebody who may not write: as root, the permissions of the file say nothing. */
static void become_weak(bool weak)
{
	if (getuid() == 0)
		assert_int_equal(seteuid(weak ? NOBODY : 0), 0);
}

static void assert_readable_only(const char *path)
{
	struct events events = {0};
	struct boxes boxes = {0};
	struct error err = {0};
	const char *why = NULL;
	int64_t broken;
	struct store *store = store_open(path, STORE_WRITE, random_system(), &err);

	if (!store)
		fail_msg("%s", err.text);
	assert_true(store_read_only(store, &why));
	assert_non_null(strstr(why, "cannot be written") ? strstr(why, "cannot be written")
							 : strstr(why, "not written"));
	assert_true(store_load(store, &events, &boxes, &broken, &err));
	assert_int_equal(events.count, EVENT_KINDS);
	assert_false(store_begin(store, &err));
	assert_int_equal(err.code, ERROR_READ_ONLY);
	events_finish(&events);
	error_finish(&err);
	store_close(store);
}

static void test_read_only_file_and_folder(void **state)
{
	struct site *site = *state;

	store_fill(site->path, 1);
	assert_int_equal(chmod(site->folder, 0755), 0);
	assert_int_equal(chmod(site->path, 0444), 0);
	become_weak(true);
	assert_readable_only(site->path);
	become_weak(false);
	/* a file that could be written in a folder that takes no journal */
	assert_int_equal(chmod(site->path, 0666), 0);
	assert_int_equal(chmod(site->folder, 0555), 0);
	become_weak(true);
	assert_readable_only(site->path);
	become_weak(false);
	assert_int_equal(chmod(site->folder, 0700), 0);
	if (getuid() == 0) {
		int64_t broken;
		assert_int_equal(chmod(site->folder, 0755), 0);
		assert_int_equal(chmod(site->path, 0600), 0);
		become_weak(true);
		assert_int_equal(
			store_outcome(site->path, STORE_READ, NULL, &broken, NULL), ERROR_SYSTEM);
		become_weak(false);
	}
}

/* For this process alone. */
static bool mounted_read_only(const char *folder)
{
	return unshare(CLONE_NEWNS | (getuid() ? CLONE_NEWUSER : 0)) == 0 &&
	       mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
	       mount(folder, folder, NULL, MS_BIND, NULL) == 0 &&
	       mount(NULL, folder, NULL, MS_BIND | MS_REMOUNT | MS_RDONLY, NULL) == 0;
}

/* In a container it is not. */
static bool mounting_is_allowed(void)
{
	char *folder = folder_make();
	int status = -1;
	pid_t child = fork();

	if (child == 0)
		_exit(!mounted_read_only(folder));
	bool allowed = waitpid(child, &status, 0) == child && status == 0;
	rmdir(folder);
	free(folder);
	return allowed;
}

static void test_read_only_mount(void **state)
{
	struct site *site = *state;

	store_fill(site->path, 1);
	pid_t child = fork();
	if (child == 0) {
		if (!mounted_read_only(site->folder))
			_exit(2);
		struct store *store = store_open(site->path, STORE_WRITE, random_system(), NULL);
		struct events events = {0};
		struct boxes boxes = {0};
		int64_t broken;
		_exit(store && store_read_only(store, NULL) &&
					store_load(store, &events, &boxes, &broken, NULL) &&
					events.count == EVENT_KINDS
				? 0
				: 1);
	}
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

/* --- what a crash leaves --- */

/* The file and its journal as a crash in the middle of a large transaction leaves them. */
static void make_hot(const char *from, const char *to)
{
	struct buf bytes = {0}, name = {0};
	sqlite3 *db = bare_open(from);

	bare_run(db, "PRAGMA cache_size = 1; BEGIN");
	for (int i = 0; i < 40; i++)
		assert_int_equal(bare_run(db, "INSERT INTO draft VALUES (hex(randomblob(8)), "
					      "hex(zeroblob(3000)))"),
			SQLITE_OK);
	file_read(from, &bytes);
	file_write(to, bytes.bytes, bytes.count);
	buf_format(&name, "%s-journal", from);
	file_read(name.bytes, &bytes);
	assert_true(bytes.count > 4096);
	buf_clear(&name);
	buf_format(&name, "%s-journal", to);
	file_write(name.bytes, bytes.bytes, bytes.count);
	bare_run(db, "ROLLBACK");
	sqlite3_close(db);
	buf_finish(&bytes);
	buf_finish(&name);
}

static void test_hot_journal(void **state)
{
	struct site *site = *state;
	char *hot = folder_path(site->folder, "hot.roundtable");
	char *text;
	int64_t broken;
	struct events events = {0};

	store_fill(site->path, 1);
	make_hot(site->path, hot);
	/* where nothing can be put in order, it says so */
	assert_int_equal(chmod(site->folder, 0755), 0);
	char *journal = folder_path(site->folder, "hot.roundtable-journal");
	assert_int_equal(chmod(hot, 0444), 0);
	assert_int_equal(chmod(journal, 0444), 0);
	become_weak(true);
	assert_int_equal(store_outcome(hot, STORE_READ, NULL, &broken, &text), ERROR_READ_ONLY);
	become_weak(false);
	assert_non_null(strstr(text, "not closed properly"));
	free(text);
	assert_int_equal(chmod(hot, 0600), 0);
	assert_int_equal(chmod(journal, 0600), 0);
	/* who only reads recovers it all the same */
	assert_int_equal(store_outcome(hot, STORE_READ, &events, &broken, NULL), ERROR_NONE);
	assert_int_equal(events.count, EVENT_KINDS);
	events_finish(&events);
	sqlite3 *db = bare_open(hot);
	assert_int_equal(bare_number(db, "SELECT count(*) FROM draft"), 0);
	sqlite3_close(db);
	free(journal);
	free(hot);
}

/* A journal that is not this file's: it must not pass unnoticed. */
static void test_stale_journal(void **state)
{
	struct site *site = *state;
	char *other = folder_path(site->folder, "other.roundtable");
	char *hot = folder_path(site->folder, "hot.roundtable");
	char *stale = folder_path(site->folder, "hot.roundtable-journal");
	struct events before = {0}, after = {0};
	int64_t broken;

	store_fill(site->path, 1);
	assert_int_equal(store_outcome(site->path, STORE_READ, &before, &broken, NULL), ERROR_NONE);
	/* rubbish is no journal */
	file_write(site->journal, "rubbish, and more of it", 23);
	assert_int_equal(store_outcome(site->path, STORE_WRITE, &after, &broken, NULL), ERROR_NONE);
	assert_int_equal(after.count, before.count);
	events_finish(&after);
	store_fill(other, 2);
	make_hot(other, hot);
	assert_int_equal(rename(stale, site->journal), 0);
	if (store_outcome(site->path, STORE_WRITE, &after, &broken, NULL) == ERROR_NONE) {
		assert_int_equal(after.count, before.count);
		for (size_t i = 0; i < after.count; i++)
			assert_event_equal(&before.items[i], &after.items[i]);
	}
	events_finish(&before);
	events_finish(&after);
	free(other);
	free(hot);
	free(stale);
}

/* Somebody looked at it with a tool that left it in another journal mode. */
static void test_wal_is_taken_back(void **state)
{
	struct site *site = *state;
	char *wal = folder_path(site->folder, "a.roundtable-wal");

	store_fill(site->path, 1);
	sqlite3 *db = bare_open(site->path);
	bare_run(db, "PRAGMA journal_mode = WAL; INSERT INTO draft VALUES ('a', 'b')");
	sqlite3_close(db);
	struct store *store = open_for_notes(site->path);
	assert_true(write_note(store, EVENT_KINDS + 1, NULL));
	assert_false(file_is_there(wal));
	store_close(store);
	struct buf bytes = {0};
	file_read(site->path, &bytes);
	assert_int_equal(bytes.bytes[18], 1);
	buf_finish(&bytes);
	free(wal);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, site_set_up, site_tear_down)

/* By itself, for a case that cmocka skips counts as failed. */
static int mount_tests(void)
{
	const struct CMUnitTest tests[] = {TEST(test_read_only_mount)};

	if (!mounting_is_allowed()) {
		puts("1..0 # SKIP nothing may be mounted here");
		return 0;
	}
	return cmocka_run_group_tests(tests, NULL, NULL);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		TEST(test_second_process),
		TEST(test_twice_in_one_process),
		TEST(test_moved_files_are_noticed),
		TEST(test_moved_before_commit),
		TEST(test_read_only_file_and_folder),
		TEST(test_hot_journal),
		TEST(test_stale_journal),
		TEST(test_wal_is_taken_back),
	};

	if (argc > 1 && strcmp(argv[1], "mount") == 0)
		return mount_tests();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
