#ifndef ROUNDTABLE_TESTS_FAULT_SCENARIO_H
#define ROUNDTABLE_TESTS_FAULT_SCENARIO_H

#include "../store/room.h"

/**
 * A short workshop in steps, each of which can be looked for in the file afterwards. Include cmocka
 * before.
 */
enum step {
	STEP_CREATE,
	STEP_PEOPLE, /**< five of them, in one turn */
	STEP_NOTE,
	STEP_POLL, /**< a secret vote is opened */
	STEP_CAST_1,
	STEP_CAST_2,
	STEP_DRAFT,  /**< something half typed */
	STEP_SECRET, /**< a note that will be erased */
	STEP_CAST_3,
	STEP_PAIR, /**< two notes in one turn */
	STEP_ERASE,
	STEP_CAST_4,
	STEP_CLOSE, /**< the vote */
	STEP_LAST,  /**< a long note */
	STEPS,
};

enum { PEOPLE = 5 };

struct play {
	struct room room;
	const char *path;
	struct random_seeded seeded;
	int64_t poll, secret;
	bool created;
};

void play_init(struct play *play, const char *path);
/** Does one step; why it was not done is left in `text` (owned, NULL when it was). */
enum turn_outcome play_step(struct play *play, enum step step, char **text);
/**
 * Does all steps but the closing of the vote, so that its ballots can be seen afterwards; `after`
 * is told how each went.
 */
void play_through(struct play *play, enum turn_outcome outcomes[STEPS],
	void (*after)(void *context, enum turn_outcome outcome), void *context);
/**
 * Compares how the steps went with what is found; fails the test when an acknowledged one is lost
 * or a refused one is there. Returns how many failed ones are there all the same.
 */
int play_compare(
	const enum turn_outcome outcomes[STEPS], const bool found[STEPS], const char *where);
/** Closes the session. */
void play_finish(struct play *play);

/**
 * Opens the file and finds which steps it holds; `dump` (may be NULL) gets the model as an owned
 * text. False: there is no file, or an empty one. Fails the test when it is no sound session.
 */
bool play_found(const char *path, bool found[STEPS], char **dump);
/** The same text of a session that is open. */
char *play_dump(const struct play *play);

#endif
