#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Files that are no sessions, and damaged ones. */

/*
 * Refused as input, with a sentence that holds `says`, not a byte changed and nothing left beside
 * it.
 */
static void assert_refused(const struct site *site, const char *says)
{
	struct buf before = {0}, after = {0};
	char *text;
	int64_t broken;

	for (int mode = STORE_WRITE; mode <= STORE_READ; mode++) {
		file_read(site->path, &before);
		assert_int_equal(
			store_outcome(site->path, (enum store_mode)mode, NULL, &broken, &text),
			ERROR_INPUT);
		if (!strstr(text, says))
			fail_msg("%s: %s", says, text);
		free(text);
		file_read(site->path, &after);
		assert_int_equal(before.count, after.count);
		assert_memory_equal(buf_text(&before), buf_text(&after), before.count);
	}
	buf_finish(&before);
	buf_finish(&after);
	struct stat there;
	assert_int_equal(lstat(site->journal, &there), -1);
}

static void test_other_kinds_of_file(void **state)
{
	struct site *site = *state;

	file_write(site->path, "", 0);
	assert_refused(site, "is empty");
	file_write(site->path, "x", 1);
	assert_refused(site, "another kind");
	file_write(site->path, "# First meeting of a partnership\n\nRoles: resident\n", 50);
	assert_refused(site, "another kind");
	file_write(site->path, "SQLite form", 11);
	assert_refused(site, "cut short");
	char zeros[8192] = {0};
	file_write(site->path, zeros, sizeof zeros);
	assert_refused(site, "is empty");
	unlink(site->path);
	sqlite3 *db = NULL;
	sqlite3_open(site->path, &db);
	bare_run(db, "CREATE TABLE event (seq); INSERT INTO event VALUES (1); "
		     "PRAGMA user_version = 1");
	sqlite3_close(db);
	assert_refused(site, "another program");
}

static void test_newer_and_cut_files(void **state)
{
	struct site *site = *state;
	struct buf bytes = {0};

	store_fill(site->path, 1);
	sqlite3 *db = bare_open(site->path);
	bare_run(db, "PRAGMA user_version = 2");
	sqlite3_close(db);
	assert_refused(site, "newer version");
	unlink(site->path);
	store_fill(site->path, 1);
	file_read(site->path, &bytes);
	for (size_t length = bytes.count - 1; length > 0; length = length * 3 / 4) {
		file_write(site->path, bytes.bytes, length);
		assert_refused(site, "cut short");
	}
	buf_finish(&bytes);
}

static void test_what_is_no_file(void **state)
{
	struct site *site = *state;
	char *target = folder_path(site->folder, "target.roundtable");
	char *text;
	int64_t broken;

	assert_int_equal(store_outcome(site->path, STORE_WRITE, NULL, &broken, &text), ERROR_INPUT);
	assert_non_null(strstr(text, "There is no file"));
	free(text);
	assert_int_equal(
		store_outcome(site->folder, STORE_WRITE, NULL, &broken, &text), ERROR_INPUT);
	assert_non_null(strstr(text, "folder"));
	free(text);
	/* would block for ever */
	assert_int_equal(mkfifo(site->path, 0600), 0);
	assert_int_equal(store_outcome(site->path, STORE_READ, NULL, &broken, &text), ERROR_INPUT);
	assert_non_null(strstr(text, "pipe"));
	free(text);
	unlink(site->path);
	store_fill(target, 1);
	assert_int_equal(symlink("target.roundtable", site->path), 0);
	assert_int_equal(store_outcome(site->path, STORE_WRITE, NULL, &broken, &text), ERROR_INPUT);
	assert_non_null(strstr(text, "symbolic link"));
	free(text);
	assert_int_equal(store_outcome("/dev/null", STORE_READ, NULL, &broken, NULL), ERROR_INPUT);
	assert_int_equal(store_outcome("", STORE_READ, NULL, &broken, NULL), ERROR_INPUT);
	assert_int_equal(store_outcome("..", STORE_READ, NULL, &broken, NULL), ERROR_INPUT);
	free(target);
}

/* A folder may well be reached by a link: ~/Documents often is one. */
static void test_linked_folder(void **state)
{
	struct site *site = *state;
	char *link = folder_path(site->folder, "link");
	char *path = folder_path(site->folder, "link/a.roundtable");
	int64_t broken;

	store_fill(site->path, 1);
	assert_int_equal(symlink(site->folder, link), 0);
	assert_int_equal(store_outcome(path, STORE_WRITE, NULL, &broken, NULL), ERROR_NONE);
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
	enum error_code code = store_outcome(path, STORE_WRITE, &events, &broken, &text);
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
	struct site *site = *state;
	static const char *const changes[] = {"at = at + 1",
		"step = CASE step WHEN 1 THEN 2 ELSE 1 END", "\"by\" = coalesce(\"by\", 4) + 1",
		"\"by\" = NULL WHERE \"by\" IS NOT NULL AND 1", "kind = 'turn_ended'",
		"body = body || ' '", "body = '{}'", "words = words || ' '", "words = '[]'",
		"salt = randomblob(16)", "digest = randomblob(32)", "hash = randomblob(32)",
		"words = NULL, salt = NULL, digest = NULL", "seq = 100000"};
	struct buf good = {0}, sql = {0};

	store_fill(site->path, 1);
	file_read(site->path, &good);
	sqlite3 *db = bare_open(site->path);
	for (int64_t seq = 1; seq <= EVENT_KINDS; seq += 3) {
		for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
			bool worded = strncmp(changes[i], "words", 5) == 0 ||
				      strncmp(changes[i], "salt", 4) == 0;
			const char *also = strstr(changes[i], "WHERE") ? "" : "WHERE 1";
			buf_clear(&sql);
			buf_format(&sql,
				"SELECT count(*) FROM event WHERE seq = %d AND (%d OR words IS NOT "
				"NULL) "
				"AND (%d OR \"by\" IS NOT NULL) AND (%d OR body <> '{}') AND step "
				"<= seq "
				"AND (%d OR kind <> 'turn_ended') AND (%d OR seq > 1)",
				(int)seq, !worded, strstr(changes[i], "by\" = NULL") == NULL,
				strcmp(changes[i], "body = '{}'") != 0,
				strncmp(changes[i], "kind", 4) != 0,
				strncmp(changes[i], "step", 4) != 0);
			if (bare_number(db, sql.bytes) == 0)
				continue;
			buf_clear(&sql);
			buf_format(&sql, "UPDATE event SET %s %s AND seq = %d", changes[i], also,
				(int)seq);
			sqlite3_close(db);
			assert_named(site->path, sql.bytes, seq);
			file_write(site->path, good.bytes, good.count);
			db = bare_open(site->path);
		}
	}
	sqlite3_close(db);
	buf_finish(&good);
	buf_finish(&sql);
}

static void test_missing_and_swapped_events_are_named(void **state)
{
	struct site *site = *state;
	struct buf good = {0};
	int64_t broken;

	store_fill(site->path, 1);
	file_read(site->path, &good);
	assert_named(site->path, "DELETE FROM event WHERE seq = 20", 20);
	file_write(site->path, good.bytes, good.count);
	assert_named(site->path,
		"DELETE FROM event WHERE seq = 20; UPDATE event SET seq = seq - 1, step = step - 1 "
		"WHERE seq > 20",
		20);
	file_write(site->path, good.bytes, good.count);
	assert_named(site->path, "DELETE FROM event WHERE seq = 1", 1);
	file_write(site->path, good.bytes, good.count);
	force(site->path, "DELETE FROM event");
	assert_int_equal(store_outcome(site->path, STORE_READ, NULL, &broken, NULL), ERROR_BROKEN);
	assert_int_equal(broken, 0);
	buf_finish(&good);
}

/*
 * A bit in the file itself: each event's hash is found in the bytes, one bit of it or of what
 * stands before it flips.
 */
static void test_flipped_bits_are_named(void **state)
{
	struct site *site = *state;
	struct buf good = {0};
	sqlite3_stmt *rows;

	store_fill(site->path, 1);
	file_read(site->path, &good);
	sqlite3 *db = bare_open(site->path);
	sqlite3_prepare_v2(db, "SELECT seq, hash, digest FROM event ORDER BY seq", -1, &rows, NULL);
	while (sqlite3_step(rows) == SQLITE_ROW) {
		int64_t broken, seq = sqlite3_column_int64(rows, 0);
		char *hash = memmem(good.bytes, good.count, sqlite3_column_blob(rows, 1), 32);
		assert_non_null(hash);
		struct buf bad = {0};
		buf_add(&bad, good.bytes, good.count);
		bad.bytes[hash - good.bytes + seq % 32] ^= (char)(1 << seq % 8);
		char *path = folder_path(site->folder, "b.roundtable");
		file_write(path, bad.bytes, bad.count);
		assert_int_equal(
			store_outcome(path, STORE_READ, NULL, &broken, NULL), ERROR_BROKEN);
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
	struct site *site = *state;
	struct events events = {0}, read = {0};
	struct buf good = {0};
	int64_t broken;
	uint32_t seed = 9;
	int noticed = 0;

	store_fill(site->path, 1);
	file_read(site->path, &good);
	assert_int_equal(store_outcome(site->path, STORE_READ, &events, &broken, NULL), ERROR_NONE);
	for (int round = 0; round < 1500; round++) {
		seed = seed * 1664525u + 1013904223u;
		size_t at = (seed >> 4) % good.count;
		/* the schema's page would be all refusals */
		if (at < 4096 && round % 8)
			continue;
		good.bytes[at] ^= (char)(1 << round % 8);
		file_write(site->path, good.bytes, good.count);
		good.bytes[at] ^= (char)(1 << round % 8);
		enum error_code code = store_outcome(site->path, STORE_READ, &read, &broken, NULL);
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

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, site_set_up, site_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_other_kinds_of_file),
		TEST(test_newer_and_cut_files),
		TEST(test_what_is_no_file),
		TEST(test_linked_folder),
		TEST(test_every_changed_column_is_named),
		TEST(test_missing_and_swapped_events_are_named),
		TEST(test_flipped_bits_are_named),
		TEST(test_any_flipped_bit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
