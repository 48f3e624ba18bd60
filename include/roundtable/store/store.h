#ifndef ROUNDTABLE_STORE_STORE_H
#define ROUNDTABLE_STORE_STORE_H

#include "roundtable/base/error.h"
#include "roundtable/base/hash.h"
#include "roundtable/core/decide.h"

#include <stdbool.h>

/**
 * The session file: an append-only chained log, the ballot boxes of open secret polls, and what is
 * half typed. The only user of SQLite. The format is documented in roundtable-session.5.
 */
struct store;

enum store_mode {
	STORE_WRITE, /**< hold the file for writing; a file or medium that cannot be written opens
			for reading, store_read_only() tells */
	STORE_READ,  /**< only read; refused with ERROR_BUSY and the process number while another
			process holds it */
};

/** Creates a new file (refused when `path` exists) that holds `first` and what follows in `change`;
 * see store_write(). */
struct store *store_create(const char *path, struct random random, struct error *err);
/** Opens a file; says what it is when it is no session (ERROR_INPUT), leaving it byte-identical. */
struct store *store_open(
	const char *path, enum store_mode mode, struct random random, struct error *err);
/** Closes; leaves one file. Takes NULL. */
void store_close(struct store *store);

/** True when nothing can be written; `why` (may be NULL) points to a sentence the store owns. */
bool store_read_only(const struct store *store, const char **why);
/** Whether SQLite found every page of the file sound when it was opened. */
bool store_sound(const struct store *store);
/** The real path of the file; the store owns it. */
const char *store_path(const struct store *store);

/**
 * Reads the whole log and the boxes. Checks the chain on the way: an event that does not hold ends
 * with ERROR_BROKEN naming its seq in `broken` (0: the chain holds); what could be read up to there
 * is still in `events`, and the store becomes read-only.
 */
bool store_load(struct store *store, struct events *events, struct boxes *boxes, int64_t *broken,
	struct error *err);

/** Starts a turn: the file must still be ours (ERROR_MOVED), then a transaction. */
bool store_begin(struct store *store, struct error *err);
/** Adds a change inside the turn: its events (seq must follow on), its box operation, the erasures
 * of its words_erased events. */
bool store_write(struct store *store, const struct change *change, struct error *err);
/** Ends the turn: when this returns true, what was written survives power loss. False: nothing of
 * the turn was written. */
bool store_commit(struct store *store, struct error *err);
/** Takes the turn back. */
void store_rollback(struct store *store);

/** Inside a turn: keeps what is half typed in the prompt named `place`; NULL or "" forgets it.
 * Drafts are not part of the log. */
bool store_draft_put(struct store *store, const char *place, const char *text, struct error *err);
/** Calls back for each draft kept. */
bool store_drafts(struct store *store,
	void (*each)(void *context, const char *place, const char *text), void *context,
	struct error *err);

/** Writes a whole copy to `path` (refused when it exists), synced, in one step. */
bool store_copy(struct store *store, const char *path, struct error *err);
/** The hash of the last event. */
void store_head(const struct store *store, unsigned char head[HASH_BYTES]);

#endif
