#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * What the file itself refuses, whoever writes to it: append-only and erase-only hold without our
 * program.
 */

struct world {
	char *folder, *path;
	sqlite3 *db;
};

static int set_up(void **state)
{
	struct world *world = calloc(1, sizeof *world);

	world->folder = folder_make();
	world->path = folder_path(world->folder, "a.roundtable");
	store_fill(world->path, 11);
	world->db = bare_open(world->path);
	*state = world;
	return 0;
}

static int tear_down(void **state)
{
	struct world *world = *state;

	sqlite3_close(world->db);
	folder_remove(world->folder);
	free(world->path);
	free(world);
	return 0;
}

/*
 * Runs SQL with every escape hatch of SQLite open, and looks that not a byte of the events changed.
 */
static void refused(sqlite3 *db, const char *sql)
{
	static const char sum[] =
		"SELECT count(*) * 1000 + sum(length(hash)) + max(seq) + "
		"total_changes() * 0 + sum(length(body)) + sum(at % 97) + "
		"sum(coalesce(length(words), 0)) + sum(coalesce(\"by\", 5)) FROM event";
	int64_t before = bare_number(db, sum);

	if (bare_run(db, sql) == SQLITE_OK)
		fail_msg("done: %s", sql);
	assert_int_equal(bare_number(db, sum), before);
}

static void test_events_never_change(void **state)
{
	struct world *world = *state;
	static const char *const columns[] = {"seq = seq + 1000", "at = at + 1", "step = 1",
		"\"by\" = 77", "kind = 'note_added'", "body = '{}'", "words = '[]'",
		"salt = zeroblob(16)", "digest = zeroblob(32)", "hash = zeroblob(32)",
		"words = NULL, salt = NULL", "words = NULL", "seq = seq", "hash = hash"};

	for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
		struct buf sql = {0};
		buf_format(&sql, "UPDATE event SET %s WHERE seq = 16", columns[i]);
		refused(world->db, sql.bytes);
		buf_clear(&sql);
		buf_format(&sql, "UPDATE OR REPLACE event SET %s WHERE seq = 16", columns[i]);
		refused(world->db, sql.bytes);
		buf_clear(&sql);
		buf_format(&sql, "UPDATE OR IGNORE event SET %s", columns[i]);
		refused(world->db, sql.bytes);
		buf_finish(&sql);
	}
}

static void test_events_are_never_deleted(void **state)
{
	struct world *world = *state;

	refused(world->db, "DELETE FROM event");
	refused(world->db, "DELETE FROM event WHERE seq = 16");
	refused(world->db, "DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)");
}

#define VALUES "1, 1, 1, 0, 'paused', '{}', NULL, NULL, NULL, zeroblob(32)"
#define COPY(seq)                                                                                  \
	"SELECT " seq                                                                              \
	", at, step, \"by\", kind, body, words, salt, digest, hash FROM event WHERE seq = 16"

static void test_events_only_follow(void **state)
{
	struct world *world = *state;

	refused(world->db, "INSERT INTO event VALUES (" VALUES ")");
	refused(world->db, "REPLACE INTO event VALUES (" VALUES ")");
	refused(world->db, "INSERT OR REPLACE INTO event " COPY("16"));
	refused(world->db, "INSERT OR REPLACE INTO event " COPY("max(seq)"));
	refused(world->db, "INSERT INTO event " COPY("0"));
	refused(world->db, "INSERT INTO event " COPY("-1"));
	refused(world->db, "INSERT INTO event " COPY("999"));
	refused(world->db, "INSERT INTO event " COPY("NULL"));
	refused(world->db, "INSERT INTO event VALUES (" VALUES ") ON CONFLICT (seq) DO UPDATE "
			   "SET body = '[]'");
	bare_run(world->db, "PRAGMA recursive_triggers = OFF");
	refused(world->db, "REPLACE INTO event VALUES (" VALUES ")");
	/* and what follows must have the right form */
	refused(world->db,
		"INSERT INTO event SELECT max(seq) + 1, 1, 1, 0, 'paused', '{}', '[]', NULL, "
		"NULL, zeroblob(32) FROM event");
	refused(world->db,
		"INSERT INTO event SELECT max(seq) + 1, 1, 1, 0, 'paused', '{}', NULL, NULL, "
		"NULL, zeroblob(31) FROM event");
	refused(world->db,
		"INSERT INTO event SELECT max(seq) + 1, 1, 0, 0, 'paused', '{}', NULL, NULL, "
		"NULL, zeroblob(32) FROM event");
	refused(world->db,
		"INSERT INTO event SELECT max(seq) + 1, 'x', 1, 0, 'paused', '{}', NULL, "
		"NULL, NULL, zeroblob(32) FROM event");
	assert_int_equal(
		bare_run(world->db, "INSERT INTO event SELECT max(seq) + 1, 1, 1, NULL, "
				    "'paused', '{}', NULL, NULL, NULL, zeroblob(32) FROM event"),
		SQLITE_OK);
}

/* The last event decides: a words_erased that names this one. */
static void test_words_are_only_erased(void **state)
{
	struct world *world = *state;
	static const char erase[] = "UPDATE event SET words = NULL, salt = NULL WHERE seq = 16";
	static const char add[] =
		"INSERT INTO event SELECT max(seq) + 1, 1, 1, 0, 'words_erased', "
		"'{\"thing\":16,\"things\":[%s]}', NULL, NULL, NULL, zeroblob(32) "
		"FROM event";
	static const char *const others[] = {"", "1", "116", "160,161", "6,1"};

	assert_true(bare_number(world->db, "SELECT words IS NOT NULL FROM event WHERE seq = 16"));
	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
		struct buf sql = {0};
		buf_format(&sql, add, others[i]);
		assert_int_equal(bare_run(world->db, sql.bytes), SQLITE_OK);
		refused(world->db, erase);
		buf_finish(&sql);
	}
	struct buf sql = {0};
	buf_format(&sql, add, "15,16,17");
	assert_int_equal(bare_run(world->db, sql.bytes), SQLITE_OK);
	buf_finish(&sql);
	/* both together, nothing else beside them, nothing instead of them */
	refused(world->db, "UPDATE event SET words = NULL WHERE seq = 16");
	refused(world->db, "UPDATE event SET salt = NULL WHERE seq = 16");
	refused(world->db, "UPDATE event SET words = '[]' WHERE seq = 16");
	refused(world->db,
		"UPDATE event SET words = NULL, salt = NULL, body = '{ }' WHERE seq = 16");
	refused(world->db,
		"UPDATE event SET words = NULL, salt = NULL, digest = NULL WHERE seq = 16");
	refused(world->db, "UPDATE event SET words = NULL, salt = NULL WHERE seq = 18");
	assert_int_equal(bare_run(world->db, erase), SQLITE_OK);
	/* once */
	refused(world->db, erase);
	refused(world->db,
		"UPDATE event SET words = '[\"back\"]', salt = zeroblob(16) WHERE seq = 16");
}

static void test_live(void **state)
{
	struct world *world = *state;
	static const char add[] = "INSERT INTO event SELECT max(seq) + 1, 1, %s, 0, '%s', "
				  "'{\"thing\":%d}', NULL, NULL, NULL, zeroblob(32) FROM event";
	/* Two events of one step, and one of a step of its own. */
	enum { ONE = EVENT_KINDS + 1, ALSO_ONE, TWO };
	static const struct {
		const char *kind;
		int step;
		bool one, two;
	} steps[] = {
		{"paused", 0, true, true},
		{"step_undone", TWO, true, false},
		{"step_undone", ONE, false, false},
		{"step_redone", ONE, true, false},
		{"step_redone", TWO, true, true},
		{"step_undone", TWO, true, false},
		/* a number that begins like that of another step */
		{"step_undone", ONE / 10, true, false},
	};
	struct buf sql = {0};

	for (int i = 0; i < 2; i++) {
		buf_clear(&sql);
		buf_format(&sql, add, i == 0 ? "max(seq) + 1" : "max(seq)", "paused", 0);
		assert_int_equal(bare_run(world->db, sql.bytes), SQLITE_OK);
	}
	for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
		buf_clear(&sql);
		buf_format(&sql, add, "max(seq) + 1", steps[i].kind, steps[i].step);
		assert_int_equal(bare_run(world->db, sql.bytes), SQLITE_OK);
		buf_clear(&sql);
		buf_format(&sql, "SELECT sum(seq IN (%d, %d)) * 10 + sum(seq = %d) FROM live", ONE,
			ALSO_ONE, TWO);
		assert_int_equal(bare_number(world->db, sql.bytes),
			(steps[i].one ? 20 : 0) + (steps[i].two ? 1 : 0));
	}
	buf_finish(&sql);
	assert_int_equal(
		bare_number(world->db, "SELECT count(*) FROM live WHERE kind LIKE 'step%'"), 0);
	/* also for a reader who trusts nothing */
	sqlite3_db_config(world->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(world->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	assert_true(bare_number(world->db, "SELECT count(*) FROM live") > 40);
}

/* --- a schema that is not ours is not opened --- */

static void test_hostile_schemas(void **state)
{
	struct world *world = *state;
	static const char *const changes[] = {
		"CREATE TABLE more (x)",
		"CREATE VIEW more AS SELECT 1",
		"CREATE INDEX more ON event (kind)",
		"CREATE TRIGGER more AFTER INSERT ON event BEGIN DELETE FROM box; END",
		"DROP VIEW live",
		"DROP TRIGGER event_stays",
		"ALTER TABLE event ADD COLUMN more TEXT",
		"ALTER TABLE event RENAME TO log; CREATE VIEW event AS SELECT * FROM log",
		"DROP TABLE box; CREATE VIEW box AS SELECT 1 AS poll, x'00' AS voted, x'00' AS "
		"ballots",
		"DROP TRIGGER event_stays; CREATE TRIGGER event_stays BEFORE DELETE ON box "
		"BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END",
	};

	for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
		struct error err = {0};
		struct buf bytes = {0}, after = {0};
		if (bare_run(world->db, changes[i]) != SQLITE_OK)
			fail_msg("%s", sqlite3_errmsg(world->db));
		sqlite3_close(world->db);
		file_read(world->path, &bytes);
		if (store_open(world->path, STORE_WRITE, random_system(), &err))
			fail_msg("opened: %s", changes[i]);
		assert_int_equal(err.code, ERROR_BROKEN);
		error_finish(&err);
		file_read(world->path, &after);
		assert_int_equal(bytes.count, after.count);
		assert_memory_equal(bytes.bytes, after.bytes, bytes.count);
		buf_finish(&bytes);
		buf_finish(&after);
		assert_int_equal(unlink(world->path), 0);
		store_fill(world->path, 11);
		world->db = bare_open(world->path);
	}
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_events_never_change),
		TEST(test_events_are_never_deleted),
		TEST(test_events_only_follow),
		TEST(test_words_are_only_erased),
		TEST(test_live),
		TEST(test_hostile_schemas),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
