#ifndef ROUNDTABLE_TESTS_STORE_SUPPORT_H
#define ROUNDTABLE_TESTS_STORE_SUPPORT_H

#include "roundtable/app/session.h"
#include "roundtable/base/buf.h"

#include <sqlite3.h>

/* What the tests of codec, store and faults share. Include cmocka before. */

/** A folder of its own, in memory where that can be had and TMPDIR names no other place; owned. */
char *folder_make(void);
/** Removes it with all that is in it, and frees the name. */
void folder_remove(char *folder);
/** folder/name, owned. */
char *folder_path(const char *folder, const char *name);

/** A folder of its own for each test, and the names of a session file and its journal in it. */
struct site {
	char *folder, *path, *journal;
};
/** Set-up and tear-down of a test; the state is the site. */
int site_set_up(void **state);
int site_tear_down(void **state);

/** Reads a whole file; fails the test when it cannot. */
void file_read(const char *path, struct buf *out);
/** Writes a whole file. */
void file_write(const char *path, const void *bytes, size_t length);
/** True when the file is there. */
bool file_is_there(const char *path);
/** How often `needle` stands in the bytes. */
size_t bytes_count(const struct buf *bytes, const void *needle, size_t length);

/** A clock that moves on by one second each time it is asked. */
struct clock clock_ticking(moment *state);

/** A plan in which everything a plan can hold is set; finish with plan_finish(). */
void plan_fill(struct plan *plan);
/**
 * Fills every field of the event's kind with values drawn by `seed`, and as many words as it has.
 */
void event_fill(struct event *event, enum event_kind kind, int64_t seq, uint32_t seed);
/** The first event of a session with the sample plan. */
void event_start(struct event *event);
/** Fails the test unless the events are the same in all they own. */
void assert_event_equal(const struct event *a, const struct event *b);

/** Appends a copy of the event to a change. */
void change_add(struct change *change, const struct event *event);

/**
 * Opens, loads and closes a file; the answer is what went wrong. `events` (may be NULL) gets what
 * could be read, `text` (may be NULL) the sentence, owned.
 */
enum error_code store_outcome(const char *path, enum store_mode mode, struct events *events,
	int64_t *broken, char **text);
/**
 * Creates a session file that holds event_start() and then one event of each kind drawn by `seed`.
 */
void store_fill(const char *path, uint32_t seed);
enum { NOTES = 60 };
/**
 * Creates a session file with notes of seq 2 to NOTES + 1, each with the words "secret-SEQ-..."
 * (four digits), typed as drafts here and there before: by that rows move about in the file. With
 * some seeds a second copy of a note's words is left in the slack of a page.
 */
void store_type(const char *path, uint32_t seed);
/** Opens a file with bare SQLite: no DEFENSIVE, a trusted schema, no other limit. */
sqlite3 *bare_open(const char *path);
/** Runs SQL there; the result code. */
int bare_run(sqlite3 *db, const char *sql);
/** The first column of the first row as a number, -1 when there is none. */
int64_t bare_number(sqlite3 *db, const char *sql);

void events_finish(struct events *events);
void boxes_free(struct boxes *boxes);

#endif
