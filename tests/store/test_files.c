#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

/* Files that are no sessions, damaged ones, ones in use, ones that move and ones that cannot be written. */

enum { NOBODY = 65534 };

struct world {
	char *folder, *path;
};

static int set_up(void **state)
{
	struct world *world = calloc(1, sizeof *world);

	world->folder = folder_make();
	world->path = folder_path(world->folder, "a.roundtable");
	*state = world;
	return 0;
}

static int tear_down(void **state)
{
	struct world *world = *state;

	folder_remove(world->folder);
	free(world->path);
	free(world);
	return 0;
}

/* Opens and loads; whatever went wrong is the answer. */
static enum error_code outcome(const char *path, enum store_mode mode, struct events *events,
	int64_t *broken, char **text)
{
	struct error err = {0};
	struct events read = {0};
	struct boxes boxes = {0};
	struct store *store = store_open(path, mode, random_system(), &err);

	*broken = 0;
	if (store)
		store_load(store, &read, &boxes, broken, &err);
	store_close(store);
	boxes_free(&boxes);
	if (events)
		*events = read;
	else
		events_finish(&read);
	enum error_code code = err.code;
	if (text)
		*text = strdup(err.text ? err.text : "");
	error_finish(&err);
	return code;
}

/* Refused as input, with a sentence that holds `says`, not a byte changed and nothing left beside it. */
static void assert_refused(const struct world *world, const char *says)
{
	struct buf before = {0}, after = {0};
	char *text;
	int64_t broken;

	for (int mode = STORE_WRITE; mode <= STORE_READ; mode++) {
		file_read(world->path, &before);
		assert_int_equal(
			outcome(world->path, (enum store_mode)mode, NULL, &broken, &text),
			ERROR_INPUT);
		if (!strstr(text, says))
			fail_msg("%s: %s", says, text);
		free(text);
		file_read(world->path, &after);
		assert_int_equal(before.count, after.count);
		assert_memory_equal(buf_text(&before), buf_text(&after), before.count);
	}
	buf_finish(&before);
	buf_finish(&after);
	struct stat there;
	char *journal = folder_path(world->folder, "a.roundtable-journal");
	assert_int_equal(lstat(journal, &there), -1);
	free(journal);
}

static void test_other_kinds_of_file(void **state)
{
	struct world *world = *state;

	file_write(world->path, "", 0);
	assert_refused(world, "is empty");
	file_write(world->path, "x", 1);
	assert_refused(world, "another kind");
	file_write(world->path, "# First meeting of a partnership\n\nRoles: resident\n", 50);
	assert_refused(world, "another kind");
	file_write(world->path, "SQLite form", 11);
	assert_refused(world, "cut short");
	char zeros[8192] = {0};
	file_write(world->path, zeros, sizeof zeros);
	assert_refused(world, "another kind");
	unlink(world->path);
	sqlite3 *db = NULL;
	sqlite3_open(world->path, &db);
	bare_run(db, "CREATE TABLE event (seq); INSERT INTO event VALUES (1); "
		     "PRAGMA user_version = 1");
	sqlite3_close(db);
	assert_refused(world, "another program");
}

static void test_newer_and_cut_files(void **state)
{
	struct world *world = *state;
	struct buf bytes = {0};

	store_fill(world->path, 1);
	sqlite3 *db = bare_open(world->path);
	bare_run(db, "PRAGMA user_version = 2");
	sqlite3_close(db);
	assert_refused(world, "newer version");
	unlink(world->path);
	store_fill(world->path, 1);
	file_read(world->path, &bytes);
	for (size_t length = bytes.count - 1; length > 0; length = length * 3 / 4) {
		file_write(world->path, bytes.bytes, length);
		assert_refused(world, "cut short");
	}
	buf_finish(&bytes);
}

static void test_what_is_no_file(void **state)
{
	struct world *world = *state;
	char *target = folder_path(world->folder, "target.roundtable");
	char *text;
	int64_t broken;

	assert_int_equal(outcome(world->path, STORE_WRITE, NULL, &broken, &text), ERROR_INPUT);
	assert_non_null(strstr(text, "There is no file"));
	free(text);
	assert_int_equal(outcome(world->folder, STORE_WRITE, NULL, &broken, &text), ERROR_INPUT);
	assert_non_null(strstr(text, "folder"));
	free(text);
	/* would block for ever */
	assert_int_equal(mkfifo(world->path, 0600), 0);
	assert_int_equal(outcome(world->path, STORE_READ, NULL, &broken, &text), ERROR_INPUT);
	assert_non_null(strstr(text, "pipe"));
	free(text);
	unlink(world->path);
	store_fill(target, 1);
	assert_int_equal(symlink("target.roundtable", world->path), 0);
	assert_int_equal(outcome(world->path, STORE_WRITE, NULL, &broken, &text), ERROR_INPUT);
	assert_non_null(strstr(text, "symbolic link"));
	free(text);
	assert_int_equal(outcome("/dev/null", STORE_READ, NULL, &broken, NULL), ERROR_INPUT);
	assert_int_equal(outcome("", STORE_READ, NULL, &broken, NULL), ERROR_INPUT);
	assert_int_equal(outcome("..", STORE_READ, NULL, &broken, NULL), ERROR_INPUT);
	free(target);
}

/* A folder may well be reached by a link: ~/Documents often is one. */
static void test_linked_folder(void **state)
{
	struct world *world = *state;
	char *link = folder_path(world->folder, "link");
	char *path = folder_path(world->folder, "link/a.roundtable");
	int64_t broken;

	store_fill(world->path, 1);
	assert_int_equal(symlink(world->folder, link), 0);
	assert_int_equal(outcome(path, STORE_WRITE, NULL, &broken, NULL), ERROR_NONE);
	free(link);
	free(path);
}

/* --- damage --- */

static const char *const triggers[] = {"event_follows", "event_stays", "event_only_erased"};

/* Lets `sql` do what the triggers forbid and puts them back as they were. */
static void force(const char *path, const char *sql)
{
	sqlite3 *db = bare_open(path);
	char *texts[3];

	for (int i = 0; i < 3; i++) {
		sqlite3_stmt *row;
		struct buf query = {0};
		buf_format(&query, "SELECT sql FROM sqlite_schema WHERE name = '%s'", triggers[i]);
		sqlite3_prepare_v2(db, query.bytes, -1, &row, NULL);
		assert_int_equal(sqlite3_step(row), SQLITE_ROW);
		texts[i] = strdup((const char *)sqlite3_column_text(row, 0));
		sqlite3_finalize(row);
		buf_clear(&query);
		buf_format(&query, "DROP TRIGGER %s", triggers[i]);
		assert_int_equal(bare_run(db, query.bytes), SQLITE_OK);
		buf_finish(&query);
	}
	if (bare_run(db, sql) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	for (int i = 0; i < 3; i++) {
		assert_int_equal(bare_run(db, texts[i]), SQLITE_OK);
		free(texts[i]);
	}
	sqlite3_close(db);
}

static void assert_named(const char *path, const char *sql, int64_t seq)
{
	struct events events = {0};
	char *text;
	int64_t broken;

	force(path, sql);
	enum error_code code = outcome(path, STORE_WRITE, &events, &broken, &text);
	if (code != ERROR_BROKEN || broken != seq)
		fail_msg("%s: %d %lld %s", sql, code, (long long)broken, text);
	/* what stands before it can be read */
	assert_int_equal(events.count, seq - 1);
	struct buf name = {0};
	buf_format(&name, "vent %lld ", (long long)seq);
	if (seq > 1)
		assert_non_null(strstr(text, name.bytes));
	buf_finish(&name);
	free(text);
	events_finish(&events);
}

static void test_every_changed_column_is_named(void **state)
{
	struct world *world = *state;
	static const char *const changes[] = {"at = at + 1", "step = CASE step WHEN 1 THEN 2 ELSE 1 END",
		"\"by\" = coalesce(\"by\", 4) + 1", "\"by\" = NULL WHERE \"by\" IS NOT NULL AND 1",
		"kind = 'turn_ended'", "body = body || ' '", "body = '{}'",
		"words = words || ' '", "words = '[]'", "salt = randomblob(16)",
		"digest = randomblob(32)", "hash = randomblob(32)",
		"words = NULL, salt = NULL, digest = NULL", "seq = 100000"};
	struct buf good = {0}, sql = {0};

	store_fill(world->path, 1);
	file_read(world->path, &good);
	sqlite3 *db = bare_open(world->path);
	for (int64_t seq = 1; seq <= EVENT_KINDS; seq += 3) {
		for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
			bool worded = strncmp(changes[i], "words", 5) == 0 ||
				strncmp(changes[i], "salt", 4) == 0;
			const char *also = strstr(changes[i], "WHERE") ? "" : "WHERE 1";
			buf_clear(&sql);
			buf_format(&sql,
				"SELECT count(*) FROM event WHERE seq = %d AND (%d OR words IS NOT NULL) "
				"AND (%d OR \"by\" IS NOT NULL) AND (%d OR body <> '{}') AND step <= seq "
				"AND (%d OR kind <> 'turn_ended') AND (%d OR seq > 1)",
				(int)seq, !worded, strstr(changes[i], "by\" = NULL") == NULL,
				strcmp(changes[i], "body = '{}'") != 0,
				strncmp(changes[i], "kind", 4) != 0, strncmp(changes[i], "step", 4) != 0);
			if (bare_number(db, sql.bytes) == 0)
				continue;
			buf_clear(&sql);
			buf_format(&sql, "UPDATE event SET %s %s AND seq = %d", changes[i], also, (int)seq);
			sqlite3_close(db);
			assert_named(world->path, sql.bytes, seq);
			file_write(world->path, good.bytes, good.count);
			db = bare_open(world->path);
		}
	}
	sqlite3_close(db);
	buf_finish(&good);
	buf_finish(&sql);
}

static void test_missing_and_swapped_events_are_named(void **state)
{
	struct world *world = *state;
	struct buf good = {0};
	int64_t broken;

	store_fill(world->path, 1);
	file_read(world->path, &good);
	assert_named(world->path, "DELETE FROM event WHERE seq = 20", 20);
	file_write(world->path, good.bytes, good.count);
	assert_named(world->path,
		"DELETE FROM event WHERE seq = 20; UPDATE event SET seq = seq - 1, step = step - 1 "
		"WHERE seq > 20",
		20);
	file_write(world->path, good.bytes, good.count);
	assert_named(world->path, "DELETE FROM event WHERE seq = 1", 1);
	file_write(world->path, good.bytes, good.count);
	force(world->path, "DELETE FROM event");
	assert_int_equal(outcome(world->path, STORE_READ, NULL, &broken, NULL), ERROR_BROKEN);
	assert_int_equal(broken, 0);
	buf_finish(&good);
}

/* A bit in the file itself: each event's hash is found in the bytes, one bit of it or of what stands before it flips. */
static void test_flipped_bits_are_named(void **state)
{
	struct world *world = *state;
	struct buf good = {0};
	sqlite3_stmt *rows;

	store_fill(world->path, 1);
	file_read(world->path, &good);
	sqlite3 *db = bare_open(world->path);
	sqlite3_prepare_v2(
		db, "SELECT seq, hash, digest FROM event ORDER BY seq", -1, &rows, NULL);
	while (sqlite3_step(rows) == SQLITE_ROW) {
		int64_t broken, seq = sqlite3_column_int64(rows, 0);
		char *hash = memmem(good.bytes, good.count, sqlite3_column_blob(rows, 1), 32);
		assert_non_null(hash);
		struct buf bad = {0};
		buf_add(&bad, good.bytes, good.count);
		bad.bytes[hash - good.bytes + seq % 32] ^= (char)(1 << seq % 8);
		char *path = folder_path(world->folder, "b.roundtable");
		file_write(path, bad.bytes, bad.count);
		assert_int_equal(outcome(path, STORE_READ, NULL, &broken, NULL), ERROR_BROKEN);
		assert_int_equal(broken, seq);
		free(path);
		buf_finish(&bad);
	}
	sqlite3_finalize(rows);
	sqlite3_close(db);
	buf_finish(&good);
}

/* A bit anywhere: what is shown without a complaint is what was written. */
static void test_any_flipped_bit(void **state)
{
	struct world *world = *state;
	struct events events = {0}, read = {0};
	struct buf good = {0};
	int64_t broken;
	uint32_t seed = 9;
	int noticed = 0;

	store_fill(world->path, 1);
	file_read(world->path, &good);
	assert_int_equal(outcome(world->path, STORE_READ, &events, &broken, NULL), ERROR_NONE);
	for (int round = 0; round < 1500; round++) {
		seed = seed * 1664525u + 1013904223u;
		size_t at = (seed >> 4) % good.count;
		/* the schema's page would be all refusals */
		if (at < 4096 && round % 8)
			continue;
		good.bytes[at] ^= (char)(1 << round % 8);
		file_write(world->path, good.bytes, good.count);
		good.bytes[at] ^= (char)(1 << round % 8);
		enum error_code code = outcome(world->path, STORE_READ, &read, &broken, NULL);
		noticed += code != ERROR_NONE;
		if (code == ERROR_NONE)
			assert_int_equal(read.count, events.count);
		assert_true(read.count <= events.count);
		for (size_t i = 0; i < read.count; i++)
			assert_event_equal(&read.items[i], &events.items[i]);
		events_finish(&read);
	}
	/* the others fell into room that holds nothing */
	assert_true(noticed > 300);
	events_finish(&events);
	buf_finish(&good);
}

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
	struct world *world = *state;
	struct buf expected = {0};
	char *text;
	int release;
	int64_t broken;

	store_fill(world->path, 1);
	pid_t child = hold(world->path, STORE_WRITE, &release);
	buf_format(&expected, "is open in process %ld.", (long)child);
	for (int mode = STORE_WRITE; mode <= STORE_READ; mode++) {
		assert_int_equal(outcome(world->path, (enum store_mode)mode, NULL, &broken, &text),
			ERROR_BUSY);
		assert_non_null(strstr(text, expected.bytes));
		free(text);
	}
	/* asking did not loosen its hold */
	assert_int_equal(outcome(world->path, STORE_WRITE, NULL, &broken, NULL), ERROR_BUSY);
	let_go(child, release);
	assert_int_equal(outcome(world->path, STORE_WRITE, NULL, &broken, NULL), ERROR_NONE);
	/* readers do not keep anybody out */
	child = hold(world->path, STORE_READ, &release);
	assert_int_equal(outcome(world->path, STORE_READ, NULL, &broken, NULL), ERROR_NONE);
	assert_int_equal(outcome(world->path, STORE_WRITE, NULL, &broken, NULL), ERROR_NONE);
	let_go(child, release);
	buf_finish(&expected);
}

/* Twice in one process: refused, and the first goes on holding it. */
static void test_twice_in_one_process(void **state)
{
	struct world *world = *state;
	struct events events = {0};
	struct boxes boxes = {0};
	char *text;
	int64_t broken;

	store_fill(world->path, 1);
	struct store *store = store_open(world->path, STORE_WRITE, random_system(), NULL);
	assert_true(store_load(store, &events, &boxes, &broken, NULL));
	events_finish(&events);
	assert_int_equal(outcome(world->path, STORE_WRITE, NULL, &broken, &text), ERROR_BUSY);
	assert_non_null(strstr(text, "this program already"));
	free(text);
	pid_t child = fork();
	if (child == 0)
		_exit(outcome(world->path, STORE_WRITE, NULL, &broken, NULL) == ERROR_BUSY ? 0 : 1);
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
	struct world *world = *state;
	char *other = folder_path(world->folder, "other.roundtable");
	char *copy = folder_path(world->folder, "copy.roundtable");
	struct error err = {0};
	int64_t broken, seq = EVENT_KINDS + 1;

	store_fill(world->path, 1);
	struct store *store = open_for_notes(world->path);
	assert_true(write_note(store, seq++, &err));
	assert_int_equal(rename(world->path, other), 0);
	assert_false(write_note(store, seq, &err));
	assert_int_equal(err.code, ERROR_MOVED);
	/* back in its place it goes on */
	assert_int_equal(rename(other, world->path), 0);
	assert_true(write_note(store, seq++, &err));
	/* replaced by another one of the same name */
	store_fill(other, 2);
	assert_int_equal(rename(other, world->path), 0);
	assert_false(write_note(store, seq, &err));
	assert_int_equal(err.code, ERROR_MOVED);
	/* gone: what is still in our hands can be saved */
	assert_int_equal(unlink(world->path), 0);
	assert_false(write_note(store, seq, &err));
	assert_int_equal(err.code, ERROR_MOVED);
	assert_true(store_copy(store, copy, &err));
	store_close(store);
	struct events events = {0};
	assert_int_equal(outcome(copy, STORE_READ, &events, &broken, NULL), ERROR_NONE);
	assert_int_equal(events.count, EVENT_KINDS + 2);
	events_finish(&events);
	error_finish(&err);
	free(other);
	free(copy);
}

static void test_moved_before_commit(void **state)
{
	struct world *world = *state;
	char *other = folder_path(world->folder, "other.roundtable");
	struct change change = {0};
	struct event note = {.seq = EVENT_KINDS + 1, .step = EVENT_KINDS + 1, .kind = EVENT_PAUSED};
	struct error err = {0};

	store_fill(world->path, 1);
	struct store *store = open_for_notes(world->path);
	change_add(&change, &note);
	assert_true(store_begin(store, &err));
	assert_true(store_write(store, &change, &err));
	assert_int_equal(rename(world->path, other), 0);
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
	struct world *world = *state;

	store_fill(world->path, 1);
	assert_int_equal(chmod(world->folder, 0755), 0);
	assert_int_equal(chmod(world->path, 0444), 0);
	become_weak(true);
	assert_readable_only(world->path);
	become_weak(false);
	/* a file that could be written in a folder that takes no journal */
	assert_int_equal(chmod(world->path, 0666), 0);
	assert_int_equal(chmod(world->folder, 0555), 0);
	become_weak(true);
	assert_readable_only(world->path);
	become_weak(false);
	assert_int_equal(chmod(world->folder, 0700), 0);
	if (getuid() == 0) {
		int64_t broken;
		assert_int_equal(chmod(world->folder, 0755), 0);
		assert_int_equal(chmod(world->path, 0600), 0);
		become_weak(true);
		assert_int_equal(
			outcome(world->path, STORE_READ, NULL, &broken, NULL), ERROR_SYSTEM);
		become_weak(false);
	}
}

static void test_read_only_mount(void **state)
{
	struct world *world = *state;

	store_fill(world->path, 1);
	pid_t child = fork();
	if (child == 0) {
		if (unshare(CLONE_NEWNS | (getuid() ? CLONE_NEWUSER : 0)) != 0 ||
			mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
			mount(world->folder, world->folder, NULL, MS_BIND, NULL) != 0 ||
			mount(NULL, world->folder, NULL, MS_BIND | MS_REMOUNT | MS_RDONLY, NULL) != 0)
			_exit(77);
		struct store *store = store_open(world->path, STORE_WRITE, random_system(), NULL);
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
	if (WIFEXITED(status) && WEXITSTATUS(status) == 77)
		skip(); /* not allowed to mount here */
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
	struct world *world = *state;
	char *hot = folder_path(world->folder, "hot.roundtable");
	char *text;
	int64_t broken;
	struct events events = {0};

	store_fill(world->path, 1);
	make_hot(world->path, hot);
	/* where nothing can be put in order, it says so */
	assert_int_equal(chmod(world->folder, 0755), 0);
	char *journal = folder_path(world->folder, "hot.roundtable-journal");
	assert_int_equal(chmod(hot, 0444), 0);
	assert_int_equal(chmod(journal, 0444), 0);
	become_weak(true);
	assert_int_equal(outcome(hot, STORE_READ, NULL, &broken, &text), ERROR_READ_ONLY);
	become_weak(false);
	assert_non_null(strstr(text, "not closed properly"));
	free(text);
	assert_int_equal(chmod(hot, 0600), 0);
	assert_int_equal(chmod(journal, 0600), 0);
	/* who only reads recovers it all the same */
	assert_int_equal(outcome(hot, STORE_READ, &events, &broken, NULL), ERROR_NONE);
	assert_int_equal(events.count, EVENT_KINDS);
	events_finish(&events);
	sqlite3 *db = bare_open(hot);
	assert_int_equal(bare_number(db, "SELECT count(*) FROM draft"), 0);
	sqlite3_close(db);
	free(journal);
	free(hot);
}

/* Somebody looked at it with a tool that left it in another journal mode. */
static void test_wal_is_taken_back(void **state)
{
	struct world *world = *state;
	char *wal = folder_path(world->folder, "a.roundtable-wal");

	store_fill(world->path, 1);
	sqlite3 *db = bare_open(world->path);
	bare_run(db, "PRAGMA journal_mode = WAL; INSERT INTO draft VALUES ('a', 'b')");
	sqlite3_close(db);
	struct store *store = open_for_notes(world->path);
	assert_true(write_note(store, EVENT_KINDS + 1, NULL));
	assert_false(file_is_there(wal));
	store_close(store);
	struct buf bytes = {0};
	file_read(world->path, &bytes);
	assert_int_equal(bytes.bytes[18], 1);
	buf_finish(&bytes);
	free(wal);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_other_kinds_of_file),
		TEST(test_newer_and_cut_files),
		TEST(test_what_is_no_file),
		TEST(test_linked_folder),
		TEST(test_every_changed_column_is_named),
		TEST(test_missing_and_swapped_events_are_named),
		TEST(test_flipped_bits_are_named),
		TEST(test_any_flipped_bit),
		TEST(test_second_process),
		TEST(test_twice_in_one_process),
		TEST(test_moved_files_are_noticed),
		TEST(test_moved_before_commit),
		TEST(test_read_only_file_and_folder),
		TEST(test_read_only_mount),
		TEST(test_hot_journal),
		TEST(test_wal_is_taken_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
