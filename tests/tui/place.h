#ifndef ROUNDTABLE_TESTS_PLACE_H
#define ROUNDTABLE_TESTS_PLACE_H

#include "../support/pty.h"

#include "roundtable/base/buf.h"

/* A folder of its own for each test, and the whole program in it. Include cmocka before. */

enum {
	LONG = 20000, /**< ms to wait for what has to come */
	PATH_ROOM = 512
};

struct place {
	char folder[PATH_ROOM], program[PATH_ROOM], home[PATH_ROOM], data[PATH_ROOM],
		runtime[PATH_ROOM];
	struct pty *pty; /**< the program as last started */
};

/** Set-up and tear-down of a test; the state is the place. */
int place_set_up(void **state);
int place_tear_down(void **state);

/** Starts the program in a terminal of its own, with arguments as a shell reads them. The caller
 * ends it. */
struct pty *place_start_with(
	struct place *place, const char *term, int columns, int rows, const char *arguments);
/** The same in an xterm, as the place's own, instead of the one before. */
void place_start(struct place *place, int columns, int rows, const char *arguments);
/** Fails the test, with the screen, when this does not come. */
void sees(struct pty *pty, const char *text);
/** The program ends by itself, with this exit status. */
void ends(struct pty *pty, int status);
/**
 * Runs a line of the shell in the folder, where $R is the program, without a terminal: its exit
 * status, what it printed added to `out` (may be NULL).
 */
int place_run(struct place *place, const char *line, struct buf *out);

#endif
