#ifndef TESTS_BENCH_PROGRAM_H
#define TESTS_BENCH_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/**
 * A program in a terminal of its own whose bytes are timed as they come.
 *
 * Unlike the pseudo-terminal of the tests nothing is done with a byte until the screen has settled,
 * so that what is measured is the program alone; only then libvterm makes out what stands there.
 */
struct program;

struct program_options {
	const char *const *argv; /**< program (a path) and arguments, NULL at the end */
	const char *folder;      /**< where it runs; NULL: here */
	int columns, rows;
};

/** Starts a program; ends the benchmark when the system cannot even do that. */
struct program *program_start(const struct program_options *options);
/** Ends it by SIGKILL if it still runs, and frees everything. Takes NULL. */
void program_finish(struct program *program);

/** Sends bytes as if typed; from now on time and bytes are counted anew. */
void program_type(struct program *program, const char *text);
/**
 * Reads until nothing has come for `quiet` ms, but waits `patience` ms for the first byte. Returns
 * the ms from the start or the last typing to the last byte; negative when no byte came.
 */
double program_settle(struct program *program, int quiet, int patience);
/** Whether it still runs. */
bool program_runs(const struct program *program);
/** Its process. */
pid_t program_pid(const struct program *program);
/** Bytes that came since the start or the last typing. */
size_t program_bytes(const struct program *program);
/** Whether the text stands in a row of the settled screen. */
bool program_shows(const struct program *program, const char *text);
/** Prints the settled screen to standard error, for when it is not the one that is wanted. */
void program_print(const struct program *program);
/** Resident memory now and at its highest, in KiB; 0 where the system does not tell. */
void program_memory(const struct program *program, long *now, long *highest);

/** Milliseconds of a clock that only goes forward. */
double milliseconds_now(void);

#endif
