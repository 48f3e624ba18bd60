#include "internal.h"

#include "roundtable/base/i18n.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* How long a short reader of another process is waited for, in ms. */
enum { PATIENCE = 250 };

static const char *const texts[STATEMENTS] = {
	[STATEMENT_BEGIN] = "BEGIN IMMEDIATE",
	[STATEMENT_COMMIT] = "COMMIT",
	[STATEMENT_ROLLBACK] = "ROLLBACK",
	[STATEMENT_EVENT_ADD] =
		"INSERT INTO event (seq, at, step, \"by\", kind, body, words, salt, digest, hash) "
		"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
	[STATEMENT_WORDS_ERASE] = "UPDATE event SET words = NULL, salt = NULL "
				  "WHERE seq = ?1 AND words IS NOT NULL",
	[STATEMENT_BOX_SIZE] = "SELECT length(voted), length(ballots) FROM box WHERE poll = ?1",
	[STATEMENT_BOX_ADD] = "INSERT INTO box (poll, voted, ballots) "
			      "VALUES (?1, zeroblob(?2), zeroblob(?3))",
	[STATEMENT_BOX_DROP] = "DELETE FROM box WHERE poll = ?1",
	[STATEMENT_DRAFT_PUT] = "INSERT INTO draft (place, text) VALUES (?1, ?2) "
				"ON CONFLICT (place) DO UPDATE SET text = excluded.text",
	[STATEMENT_DRAFT_DROP] = "DELETE FROM draft WHERE place = ?1",
	/* form/NAME/THING/...: the second part is the thing, a later one may be the same number */
	[STATEMENT_DRAFTS_ABOUT] =
		"DELETE FROM draft WHERE place GLOB 'form/*' "
		"AND substr(place, 5 + instr(substr(place, 6), '/')) GLOB '/' || ?1 || '/*'",
};

void connection_forbid(struct store *store, const char *format, ...)
{
	struct buf why = {0};
	va_list args;

	if (store->why)
		return;
	va_start(args, format);
	buf_vformat(&why, format, args);
	va_end(args);
	store->why = buf_take(&why);
}

/* --- what went wrong --- */

/*
 * Whether the last thing the system refused for this file, or for its journal, was for want of
 * room.
 */
static bool ran_out(struct store *store, int which)
{
	sqlite3_file *file = NULL;
	int system = 0;

	if (!store->db || sqlite3_file_control(store->db, "main", which, &file) != SQLITE_OK ||
		!file || !file->pMethods)
		return false;
	file->pMethods->xFileControl(file, SQLITE_FCNTL_LAST_ERRNO, &system);
	return system == ENOSPC || system == EDQUOT || system == EFBIG;
}

/* SQLite knows one sign of a full disk; a quota and a limit on file sizes are others. */
static bool no_room(struct store *store, int code)
{
	return (code & 0xff) == SQLITE_FULL ||
	       (code == SQLITE_IOERR_WRITE &&
		       (ran_out(store, SQLITE_FCNTL_FILE_POINTER) ||
			       ran_out(store, SQLITE_FCNTL_JOURNAL_POINTER)));
}

/*
 * A sync that failed is not tried again: the system may have thrown away what it could not write,
 * and the next sync would say all is well.
 */
static bool sync_failed(int code)
{
	return code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC;
}

bool connection_failed(struct store *store, int code, struct error *err)
{
	const char *path = store->path;

	if ((code & 0xff) != SQLITE_BUSY && (code & 0xff) != SQLITE_CONSTRAINT)
		store->failed = true;
	if (no_room(store, code))
		return error_set(err, ERROR_FULL,
			_("There is no room left for %s. Make room, then do it again; it was not "
			  "recorded."),
			path);
	if (sync_failed(code)) {
		connection_forbid(store,
			_("The medium of %s did not keep what was written. Nothing more is "
			  "recorded "
			  "there; save a copy on another medium."),
			path);
		return error_set(err, ERROR_SYSTEM, "%s", store->why);
	}
	if (code == SQLITE_READONLY_DBMOVED)
		return error_set(err, ERROR_MOVED,
			_("%s was renamed, deleted or replaced while it was open."), path);
	if (code == SQLITE_READONLY_ROLLBACK || code == SQLITE_READONLY_RECOVERY)
		return error_set(err, ERROR_READ_ONLY,
			_("%s was not closed properly and cannot be put in order where it lies. "
			  "Copy "
			  "it together with its “-journal” file to a folder that can be written."),
			path);
	switch (code & 0xff) {
	case SQLITE_BUSY:
		return file_busy(path, err);
	case SQLITE_READONLY:
		return error_set(err, ERROR_READ_ONLY, _("%s cannot be written."), path);
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return error_set(err, ERROR_BROKEN, _("%s is damaged: %s."), path,
			store->db ? sqlite3_errmsg(store->db) : sqlite3_errstr(code));
	case SQLITE_NOMEM:
		return error_set(err, ERROR_SYSTEM, _("There is not enough memory for %s."), path);
	}
	return error_set(err, ERROR_SYSTEM, _("%s cannot be read or written: %s."), path,
		store->db ? sqlite3_errmsg(store->db) : sqlite3_errstr(code));
}

bool connection_moved(struct store *store, struct error *err)
{
	int moved = 0;

	sqlite3_file_control(store->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
	if (moved)
		error_set(err, ERROR_MOVED,
			_("%s was renamed, deleted or replaced while it was open. Nothing is "
			  "recorded "
			  "until it is back in its place; or save a copy and go on with that."),
			store->path);
	return moved;
}

/* --- statements --- */

bool connection_run(struct store *store, const char *sql, struct error *err)
{
	int code = sqlite3_exec(store->db, sql, NULL, NULL, NULL);

	return code == SQLITE_OK || connection_failed(store, code, err);
}

sqlite3_stmt *connection_statement(struct store *store, enum statement which, struct error *err)
{
	sqlite3_stmt **statement = &store->statements[which];

	if (!*statement) {
		int code = sqlite3_prepare_v3(
			store->db, texts[which], -1, SQLITE_PREPARE_PERSISTENT, statement, NULL);
		if (code != SQLITE_OK)
			connection_failed(store, code, err);
	}
	return *statement;
}

bool connection_do(struct store *store, sqlite3_stmt *statement, struct error *err)
{
	int code = sqlite3_step(statement);
	bool done = code == SQLITE_DONE || connection_failed(store, code, err);

	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
	return done;
}

/* Runs a statement of one row and compares its first column. */
static bool answers(
	struct store *store, const char *sql, const char *expected, bool *same, struct error *err)
{
	sqlite3_stmt *row = NULL;
	int code = sqlite3_prepare_v2(store->db, sql, -1, &row, NULL);

	if (code == SQLITE_OK)
		code = sqlite3_step(row);
	if (code == SQLITE_ROW) {
		const char *text = (const char *)sqlite3_column_text(row, 0);
		*same = text && strcmp(text, expected) == 0;
	}
	sqlite3_finalize(row);
	return code == SQLITE_ROW || connection_failed(store, code, err);
}

/* --- opening --- */

/* What a hostile file may make SQLite do, and what it may not. */
static bool configure(struct store *store, struct error *err)
{
	static const struct {
		int option, value;
	} options[] =
		{
			{SQLITE_DBCONFIG_DEFENSIVE, 1},
			{SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
			{SQLITE_DBCONFIG_DQS_DML, 0},
			{SQLITE_DBCONFIG_DQS_DDL, 0},
			{SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
			{SQLITE_DBCONFIG_ENABLE_VIEW, 0},
		},
	  limits[] = {
		  {SQLITE_LIMIT_LENGTH, 16 * 1024 * 1024},
		  {SQLITE_LIMIT_SQL_LENGTH, 16 * 1024},
		  {SQLITE_LIMIT_EXPR_DEPTH, 100},
		  {SQLITE_LIMIT_TRIGGER_DEPTH, 10},
		  /* one: VACUUM needs it */
		  {SQLITE_LIMIT_ATTACHED, 1},
	  };

	sqlite3_busy_timeout(store->db, PATIENCE);
	for (size_t i = 0; i < sizeof options / sizeof options[0]; i++) {
		int code = sqlite3_db_config(store->db, options[i].option, options[i].value, NULL);
		if (code != SQLITE_OK)
			return connection_failed(store, code, err);
	}
	for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++)
		sqlite3_limit(store->db, limits[i].option, limits[i].value);
	return connection_run(store,
		"PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA secure_delete = ON; "
		"PRAGMA temp_store = MEMORY",
		err);
}

/* Whether this file can be written where it lies: the file itself, and a journal beside it. */
static bool writable(const struct store *store)
{
	return sqlite3_db_readonly(store->db, "main") == 0 && file_folder_writable(store->path);
}

/* Says why nothing is written here, after what is wrong with the file itself has been said. */
static void forbid_writing(struct store *store)
{
	if (store->mode == STORE_READ)
		connection_forbid(store, _("%s was opened for reading."), store->path);
	else if (sqlite3_db_readonly(store->db, "main") != 0)
		connection_forbid(store,
			_("%s can be read but not written, so nothing new is recorded. Copy it to "
			  "a "
			  "place that can be written to go on with it."),
			store->path);
	else
		connection_forbid(store,
			_("The folder of %s cannot be written, so nothing new is recorded. Copy "
			  "the "
			  "file to a place that can be written to go on with it."),
			store->path);
}

/*
 * Takes the lock, which also takes back what a crash left half written. For writing BEGIN
 * EXCLUSIVE, and not only IMMEDIATE: no reader is left then that could make the first commit fail.
 */
static bool lock(struct store *store, bool writing, struct error *err)
{
	struct error why = {0};
	bool done =
		writing ? connection_run(
				  store, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE", &why)
			: connection_run(store, "BEGIN; SELECT count(*) FROM sqlite_schema", &why);

	/* Of a file that is cut short SQLite says only that it is damaged. */
	if (!done && why.code == ERROR_BROKEN && !header_is_whole(store, err)) {
		error_finish(&why);
		return false;
	}
	if (!done) {
		error_set(err, why.code, "%s", why.text);
		error_finish(&why);
	}
	return done;
}

/* With the lock held: what the file is, and whether it is sound. */
static bool check(struct store *store, struct error *err)
{
	bool sound = false;

	if (!header_is_ours(store, err) || !header_is_whole(store, err) ||
		!schema_holds(store, err) ||
		/* the log is read once, in order: a larger cache would hold it a second time */
		!connection_run(store, "PRAGMA cache_size = -256", err) ||
		!answers(store, "PRAGMA quick_check(1)", "ok", &sound, err))
		return false;
	store->damaged = !sound;
	if (!sound)
		connection_forbid(store,
			_("%s is damaged. What can still be read is shown; nothing new is "
			  "recorded."),
			store->path);
	return true;
}

/*
 * A journal that is cut to nothing by every commit gives its blocks back and asks for new ones each
 * time, which costs about as much as a fifth sync: so it stays, and a commit only takes it out of
 * force. What it holds then is how some pages of the log and the drafts were before. Of ballots and
 * of what was erased nothing may be left: see journal_stays().
 */
static bool set_journal(struct store *store, struct error *err)
{
	bool same = false;

	if (!answers(store, "PRAGMA journal_mode = PERSIST", "persist", &same, err))
		return false;
	if (!same)
		return error_set(err, ERROR_SYSTEM,
			_("%s cannot be written safely where it lies: SQLite refuses the journal."),
			store->path);
	return connection_run(
		store, "PRAGMA journal_size_limit = 0; PRAGMA synchronous = EXTRA", err);
}

bool journal_stays(struct store *store, bool stays, struct error *err)
{
	if (store->journal_stays == stays)
		return true;
	if (!connection_run(store,
		    stays ? "PRAGMA journal_size_limit = 65536" : "PRAGMA journal_size_limit = 0",
		    err))
		return false;
	store->journal_stays = stays;
	return true;
}

/* A new file. No lock yet: taking it would write the first page before there is anything to say. */
static bool begin_file(struct store *store, struct error *err)
{
	return connection_run(store, "PRAGMA locking_mode = EXCLUSIVE", err) &&
	       set_journal(store, err);
}

static bool enter_file(struct store *store, struct error *err)
{
	bool writing = store->mode == STORE_WRITE && !store->why && writable(store);

	if (!header_is_ours(store, err) || !lock(store, writing, err) || !check(store, err) ||
		!connection_run(store, "COMMIT", err) || (writing && !set_journal(store, err)))
		return false;
	if (!writing)
		forbid_writing(store);
	return true;
}

bool connection_open(struct store *store, bool create, struct error *err)
{
	int code = sqlite3_open_v2(store->path, &store->db,
		SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE |
			SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_NOMUTEX,
		NULL);
	bool done = code == SQLITE_OK || connection_failed(store, code, err);

	store->failed = !done;
	store->journal_stays = false;
	done = done && configure(store, err) &&
	       (create ? begin_file(store, err) : enter_file(store, err));
	if (!done)
		connection_drop(store);
	return done;
}

void connection_drop(struct store *store)
{
	for (size_t i = 0; i < STATEMENTS; i++) {
		sqlite3_finalize(store->statements[i]);
		store->statements[i] = NULL;
	}
	sqlite3_close(store->db);
	store->db = NULL;
}

bool connection_renew(struct store *store, struct error *err)
{
	struct error why = {0};
	/* Of that name there may be another file by now. */
	bool moved = store->db && connection_moved(store, &why);

	connection_drop(store);
	store->in_turn = store->creating = false;
	if (!moved && connection_open(store, false, &why))
		return true;
	connection_forbid(
		store, _("%s could not be opened again after an error. %s"), store->path, why.text);
	error_set(err, why.code, "%s", why.text);
	error_finish(&why);
	return false;
}
