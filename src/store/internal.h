#ifndef ROUNDTABLE_STORE_INTERNAL_H
#define ROUNDTABLE_STORE_INTERNAL_H

#include "roundtable/base/buf.h"
#include "roundtable/store/store.h"

#include <sqlite3.h>
#include <stdarg.h>

/* Inside store: what its files share. */

/** Where the chain stands: see roundtable-session.5. */
struct chain {
	unsigned char key[SESSION_ID_BYTES]; /**< the session id */
	unsigned char head[HASH_BYTES];      /**< hash of the last event; zero before the first */
	int64_t count;                       /**< events so far */
};

/** What one event's hash is made of. Borrowed. */
struct link {
	int64_t seq, at, step;
	int64_t by; /**< BY_NOBODY: NULL in the file */
	const char *kind;
	const char *body;
	size_t body_length;
	const unsigned char *digest; /**< HASH_BYTES, NULL: no words */
};

/** Statements that are prepared once a connection. */
enum statement {
	STATEMENT_BEGIN,
	STATEMENT_COMMIT,
	STATEMENT_ROLLBACK,
	STATEMENT_EVENT_ADD,
	STATEMENT_WORDS_ERASE,
	STATEMENT_BOX_SIZE,
	STATEMENT_BOX_ADD,
	STATEMENT_BOX_DROP,
	STATEMENT_DRAFT_PUT,
	STATEMENT_DRAFT_DROP,
	STATEMENT_DRAFTS_ABOUT,
	STATEMENTS,
};

struct store {
	char *path; /**< real path */
	enum store_mode mode;
	struct random random;
	sqlite3 *db; /**< NULL when a connection was lost and could not be had again */
	sqlite3_stmt *statements[STATEMENTS];
	char *why;              /**< why nothing can be written, NULL: it can */
	bool damaged;           /**< SQLite found a page that does not hold */
	struct chain chain;     /**< as the file has it */
	struct chain turn;      /**< as the open turn has it */
	struct buf body, words; /**< for writing events, kept for their memory */
	bool creating;          /**< the turn that makes the file is open */
	bool in_turn;
	bool loaded;        /**< `chain` is known */
	bool failed;        /**< the connection has failed: have a new one before going on */
	bool erasing;       /**< the open turn erases words */
	bool residue;       /**< erased words may be left in the slack of the file's pages */
	bool journal_stays; /**< see journal_stays() */
};

/* --- file.c: the file as the system sees it --- */

/** realpath(folder)/name, owned; NULL with ERROR_INPUT when there is no such folder or no name. */
char *file_real_path(const char *path, struct error *err);
/** True when `path` is a regular file; else says what it is. */
bool file_is_regular(const char *path, struct error *err);
/**
 * Makes a new empty file, 0600 where the file system can keep that; refused when there is something
 * of that name.
 */
bool file_make(const char *path, struct error *err);
/** Says that another process has the file, and which. Always false. */
bool file_busy(const char *path, struct error *err);
/** Whether the folder of a real path can be written: without that there is no journal. */
bool file_folder_writable(const char *path);
/** Whether a journal lies beside the file. */
bool file_has_journal(const char *path);
/** Takes the file and its journal away. */
void file_remove(const char *path);
/** Removes the journal alone; only by who holds the lock, and when nothing in it is needed. */
void file_remove_journal(const char *path);

/* --- header.c: the first bytes of the file --- */

/**
 * True when the file begins as a session of a version we know; else says what it is (ERROR_INPUT).
 */
bool header_is_ours(struct store *store, struct error *err);
/**
 * True when the file is as long as it says; else ERROR_INPUT. Only meaningful while the file is
 * locked.
 */
bool header_is_whole(struct store *store, struct error *err);

/* --- connection.c --- */

/** Opens, locks and checks the file. `create`: it is new and empty, nothing is checked. */
bool connection_open(struct store *store, bool create, struct error *err);
/** Closes the connection as it is; a journal that is needed stays. */
void connection_drop(struct store *store);
/**
 * Gives up a connection that failed and opens a new one, which takes back what was half written.
 */
bool connection_renew(struct store *store, struct error *err);
/** Whether the file was renamed, deleted or replaced; says so in `err`. */
bool connection_moved(struct store *store, struct error *err);
/** A prepared statement, reset, of the current connection; NULL with `err` when SQLite refuses. */
sqlite3_stmt *connection_statement(struct store *store, enum statement which, struct error *err);
/** Steps a statement that yields nothing, resets it and forgets what was bound. */
bool connection_do(struct store *store, sqlite3_stmt *statement, struct error *err);
/** Runs SQL that yields nothing. */
bool connection_run(struct store *store, const char *sql, struct error *err);
/**
 * Turns what SQLite answered into an error; notes when the connection is not to be trusted any
 * more. Always false.
 */
bool connection_failed(struct store *store, int code, struct error *err);
/**
 * Whether the journal stays as long as it is when the turn ends. If not it is cut to nothing, in
 * the same sync: for turns that change ballots or erase, as it holds what was there before.
 */
bool journal_stays(struct store *store, bool stays, struct error *err);
/** From now on nothing can be written; the first sentence given stays. */
void connection_forbid(struct store *store, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* --- schema.c --- */

enum { SCHEMA_VERSION = 1, SCHEMA_APPLICATION = 0x5254626c /* "RTbl" */ };

/** Makes the tables, triggers and the view inside the open transaction. */
bool schema_create(struct store *store, struct error *err);
/** True when the schema is word for word that of the file's version. */
bool schema_holds(struct store *store, struct error *err);

/* --- chain.c --- */

/** Starts a chain for a session id of 32 hex digits; false when it is none. */
bool chain_start(struct chain *chain, const char *id);
void chain_digest(const unsigned char salt[SALT_BYTES], const char *words, size_t length,
	unsigned char digest[HASH_BYTES]);
/** The hash the next event must have. */
void chain_hash(const struct chain *chain, const struct link *link, unsigned char hash[HASH_BYTES]);

/* --- copy.c --- */

/**
 * Writes the file anew without what erased words may have left in it. What fails is tried again
 * later.
 */
void residue_clean(struct store *store);

/* --- boxes.c --- */

/** Reads all boxes; damaged ones are left out and the store becomes read-only. */
bool boxes_load(struct store *store, struct boxes *boxes, struct error *err);
/** Does a change's box operation inside the open turn. */
bool boxes_write(struct store *store, const struct change *change, struct error *err);
/** Wipes and frees a list of boxes. */
void boxes_finish(struct boxes *boxes);

#endif
