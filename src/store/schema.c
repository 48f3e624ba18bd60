#include "internal.h"

#include "roundtable/base/i18n.h"

#include <stdio.h>
#include <string.h>

/*
 * The schema of a session file. Its text is compared when a file is opened, so a word changed here
 * is a new version: this list stays for files of version 1, and the step from it to the next list
 * runs inside the first turn that writes to an older file.
 *
 * No functions on JSON in triggers, checks and view: with an untrusted schema SQLite refuses them.
 * What they need of a body is read as text, which holds because the program alone writes bodies and
 * always in the same bytes.
 */
struct object {
	const char *type, *name, *table, *sql;
};

static const struct object objects[] = {
	{"table", "event", "event",
		"CREATE TABLE event (\n"
		"  seq INTEGER PRIMARY KEY, -- 1, 2, 3 ...\n"
		"  at INTEGER NOT NULL,     -- milliseconds since 1970-01-01T00:00:00Z\n"
		"  step INTEGER NOT NULL,   -- seq of the first event of the same command\n"
		"  \"by\" INTEGER,            -- person; 0: facilitator; NULL: not stored\n"
		"  kind TEXT NOT NULL,\n"
		"  body TEXT NOT NULL,      -- JSON object; never erased\n"
		"  words TEXT,              -- JSON array; NULL: none, or erased\n"
		"  salt BLOB,               -- goes with the words\n"
		"  digest BLOB,             -- of salt and words; NULL: there never were words\n"
		"  hash BLOB NOT NULL,      -- of this event and the hash before it\n"
		"  CHECK (step BETWEEN 1 AND seq),\n"
		"  CHECK ((words IS NULL) = (salt IS NULL)),\n"
		"  CHECK (words IS NULL OR digest IS NOT NULL),\n"
		"  CHECK (salt IS NULL OR length(salt) = 16),\n"
		"  CHECK (digest IS NULL OR length(digest) = 32),\n"
		"  CHECK (length(hash) = 32)\n"
		") STRICT"},
	{"table", "box", "box",
		"CREATE TABLE box (\n"
		"  poll INTEGER PRIMARY KEY, -- seq of its poll_opened\n"
		"  voted BLOB NOT NULL,      -- a byte per voter\n"
		"  ballots BLOB NOT NULL     -- records of one size, sorted by tracker\n"
		") STRICT"},
	{"table", "draft", "draft",
		"CREATE TABLE draft (\n"
		"  place TEXT PRIMARY KEY, -- the prompt\n"
		"  text TEXT NOT NULL      -- what is half typed in it; not part of the log\n"
		") STRICT, WITHOUT ROWID"},
	/* Also what keeps REPLACE out: no row it could replace ever has the next seq. */
	{"trigger", "event_follows", "event",
		"CREATE TRIGGER event_follows BEFORE INSERT ON event\n"
		"WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event)\n"
		"BEGIN SELECT RAISE(ABORT, 'events are only added at the end'); END"},
	{"trigger", "event_stays", "event",
		"CREATE TRIGGER event_stays BEFORE DELETE ON event\n"
		"BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END"},
	/*
	 * The last event must be the words_erased that names this one: its seq in the array of its
	 * body.
	 */
	{"trigger", "event_only_erased", "event",
		"CREATE TRIGGER event_only_erased BEFORE UPDATE ON event\n"
		"WHEN NOT (OLD.words IS NOT NULL AND NEW.words IS NULL AND NEW.salt IS NULL\n"
		"  AND NEW.seq IS OLD.seq AND NEW.at IS OLD.at AND NEW.step IS OLD.step\n"
		"  AND NEW.\"by\" IS OLD.\"by\" AND NEW.kind IS OLD.kind AND NEW.body IS OLD.body\n"
		"  AND NEW.digest IS OLD.digest AND NEW.hash IS OLD.hash\n"
		"  AND (SELECT kind = 'words_erased'\n"
		"    AND instr(replace(replace(body, '[', ','), ']', ','), ',' || OLD.seq || ',') "
		"> 0\n"
		"    FROM event ORDER BY seq DESC LIMIT 1))\n"
		"BEGIN SELECT RAISE(ABORT, 'events are never changed; words are only erased'); "
		"END"},
	/* Of the undone and redone that name a step the newest counts: max() picks its row. */
	{"view", "live", "live",
		"CREATE VIEW live AS\n"
		"SELECT seq, at, step, \"by\", kind, body, words FROM event\n"
		"WHERE kind NOT IN ('step_undone', 'step_redone') AND step NOT IN (\n"
		"  SELECT undone FROM (\n"
		"    SELECT CAST(substr(body, instr(body, '\"thing\":') + 8) AS INTEGER) AS "
		"undone,\n"
		"      kind, max(seq)\n"
		"    FROM event WHERE kind IN ('step_undone', 'step_redone') GROUP BY 1)\n"
		"  WHERE kind = 'step_undone')"},
};

enum { OBJECTS = sizeof objects / sizeof objects[0] };

bool schema_create(struct store *store, struct error *err)
{
	char pragma[64];

	for (size_t i = 0; i < OBJECTS; i++) {
		if (!connection_run(store, objects[i].sql, err))
			return false;
	}
	snprintf(pragma, sizeof pragma, "PRAGMA application_id = %d", SCHEMA_APPLICATION);
	if (!connection_run(store, pragma, err))
		return false;
	snprintf(pragma, sizeof pragma, "PRAGMA user_version = %d", SCHEMA_VERSION);
	return connection_run(store, pragma, err);
}

static bool same(sqlite3_stmt *row, int column, const char *expected)
{
	const char *text = (const char *)sqlite3_column_text(row, column);

	return text && strcmp(text, expected) == 0;
}

static bool is_object(sqlite3_stmt *row, const struct object *object)
{
	return same(row, 0, object->type) && same(row, 1, object->name) &&
	       same(row, 2, object->table) && same(row, 3, object->sql);
}

bool schema_holds(struct store *store, struct error *err)
{
	sqlite3_stmt *rows = NULL;
	bool seen[OBJECTS] = {false};
	size_t count = 0, known = 0;
	int code = sqlite3_prepare_v2(
		store->db, "SELECT type, name, tbl_name, sql FROM sqlite_schema", -1, &rows, NULL);

	while (code == SQLITE_OK && (code = sqlite3_step(rows)) == SQLITE_ROW) {
		code = SQLITE_OK;
		count++;
		for (size_t i = 0; i < OBJECTS; i++) {
			if (!seen[i] && is_object(rows, &objects[i])) {
				seen[i] = true;
				known++;
			}
		}
	}
	sqlite3_finalize(rows);
	if (code != SQLITE_DONE)
		return connection_failed(store, code, err);
	if (known != OBJECTS || count != OBJECTS)
		return error_set(err, ERROR_BROKEN,
			_("%s was made by Roundtable, but its tables are not as Roundtable made "
			  "them. "
			  "It is not opened, for what it holds cannot be trusted."),
			store->path);
	return true;
}
