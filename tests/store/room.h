#ifndef ROUNDTABLE_TESTS_STORE_ROOM_H
#define ROUNDTABLE_TESTS_STORE_ROOM_H

#include "support.h"

/** A real session in a file, with people and a vote in it. Include cmocka before. */
struct room {
	struct session session;
	moment now; /**< moves on by a second each time it is asked */
	struct ids people;
};

enum { ROOM_COLLECT, ROOM_VOTE, ROOM_BY_ROLE, ROOM_OPTIONS = 5 };

/**
 * Creates the session; false with `err` when that fails. The room must not move: the clock is in
 * it.
 */
bool room_create(struct room *room, const char *path, struct random random, struct error *err);
/** Opens an existing one. */
bool room_open(struct room *room, const char *path, struct random random, struct error *err);
void room_finish(struct room *room);

/**
 * Runs a command; TURN_FAILED and TURN_REFUSED leave their reason in `text` (owned, may be NULL).
 */
enum turn_outcome room_run(struct room *room, const struct command *command, char **text);
/** Runs a command that must be done; the seq of the last event afterwards. */
int64_t room_do(struct room *room, const struct command *command);

/* Commands with nothing owned; a poll is a secret one. */
struct command command_note(char **words);
struct command command_poll(void);
struct command command_cast(int64_t poll, int64_t person, struct rare *marks);
struct command command_close(int64_t poll);

/** Adds `count` people who are here with a vote. */
void room_people(struct room *room, size_t count);
/** Opens the secret vote; its id. */
int64_t room_poll(struct room *room);
/** The two words of their own with which a person votes: 3 of 12 have none. */
const char *room_words(size_t index);
/** Casts a vote for option `option` as person `index` of the people. */
enum turn_outcome room_cast(struct room *room, int64_t poll, size_t index, size_t option);

#endif
