#ifndef TESTS_BENCH_BENCH_H
#define TESTS_BENCH_BENCH_H

#include "program.h"

#include <stddef.h>

/** The sessions everything is measured with. */
enum { SESSION_EMPTY, SESSION_1000, SESSION_10000, SESSIONS };

/** What the parts of the benchmark share. */
struct bench {
	const char *roundtable; /**< path of the program */
	const char *folder;     /**< for files; on the disk that is measured */
	char *sessions[SESSIONS];
	char *text; /**< 10,000 lines, for the programs that show files */
};

extern const size_t session_events[SESSIONS];

/** One of the programs measured beside ours. */
struct rival {
	const char *label;
	const char *names[3];     /**< of the program, the first that is there counts */
	const char *arguments[4]; /**< "TEXT" stands for the file of 10,000 lines */
	const char *keys;         /**< typed once before measuring; "" none */
	const char *key[2];       /**< measured, in turn; none: letters are typed */
	const char *what;         /**< what the key does */
};

/* What terminals in application mode send for the arrows. */
#define ARROW_DOWN "\033OB"
#define ARROW_UP "\033OA"

extern const struct rival rivals[];
extern const size_t rivals_count;
/** The rival with whose numbers all others are compared, where it is there: nano with nothing in
 * it. */
enum { RIVAL_NANO };

/** Starts a rival; NULL when it is not installed. */
struct program *rival_start(
	const struct bench *bench, const struct rival *rival, int columns, int rows);
/** Starts our program with a session; NULL `session`: its start screen. */
struct program *ours_start(const struct bench *bench, const char *session, int columns, int rows);
/** Answers who sees the screen and waits for the console; ms it took. */
double ours_enter(struct program *program);

/** A file of one page on the disk that is measured: the descriptor. */
int disk_open(const struct bench *bench);
/** Overwrites the page and waits for fdatasync(); ms. */
double disk_sync(int fd);

/** The parts; each prints its table. */
void bench_start(struct bench *bench);
void bench_keys(struct bench *bench);
void bench_store(struct bench *bench);
void bench_tally(struct bench *bench);
void bench_host(struct bench *bench);

/** Prints "met" or "MISSED" beside an aim that was measured. */
void bench_aim(const char *what, double measured, const char *unit, double aim);
/** A ratio as text ("1.23 x", "-" without a base); valid until the next four calls. */
const char *ratio(double value, double base);

#endif
