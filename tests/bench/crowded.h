#ifndef TESTS_BENCH_CROWDED_H
#define TESTS_BENCH_CROWDED_H

#include "../support/crowd.h"

#include <sys/types.h>

/** A session with people and an open secret vote, served by a process of its own. */
struct crowded {
	pid_t pid;
	uint16_t port;
	char code[7];
	int64_t poll, first; /**< the vote; the first person, the others follow */
	int orders, reports;
};

/** Makes the file and lets a child serve it until crowded_end(). Ends the benchmark when that
 * cannot be done. */
void crowded_begin(struct crowded *crowded, const char *path, size_t people);
/** Closes the vote; the ms of milliseconds_now() when that began. */
double crowded_close_vote(struct crowded *crowded);
void crowded_end(struct crowded *crowded);

/** Makes a file with people in its first stage, where cards are taken, and a vote that is open in
 * the second; returns the vote. */
int64_t crowded_make(const char *path, size_t people, int64_t *first);
/** Lets so many people of it join with the code; the tokens are those of the crowd's members. */
void crowded_join(struct crowd *crowd, const char *code, int64_t first);

#endif
