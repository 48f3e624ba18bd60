#ifndef ROUNDTABLE_TESTS_DESK_H
#define ROUNDTABLE_TESTS_DESK_H

#include "roundtable/core/decide.h"

/**
 * A session in memory at which tests give commands: decide() and model_change() with a clock that
 * moves on a second per command and random bytes from a seed. Nothing is stored.
 */
struct desk {
	struct model model;
	struct random_seeded seeded;
	struct random random;
	moment now;
	struct refusal refusal; /**< of the last command */
};

/* A wish starts from a body that names no stage, role or item; what is given after that counts. */
#pragma GCC diagnostic ignored "-Woverride-init"

/** A command: WISH(CARD_ADDED, .stage = 2), words and author added by the next two. */
#define WISH(id, ...)                                                                              \
	((struct command){                                                                         \
		.kind = EVENT_##id, .body = {.stage = -1, .role = -1, .item = -1, __VA_ARGS__}})
/** Texts for as long as the block lasts: WORDS("one", "two"). */
#define WORDS(...)                                                                                 \
	((struct texts){.items = (char *[]){__VA_ARGS__},                                          \
		.count = sizeof((char *[]){__VA_ARGS__}) / sizeof(char *)})
/** A list of numbers for as long as the block lasts. */
#define IDS(...)                                                                                   \
	((struct ids){.items = (int64_t[]){__VA_ARGS__},                                           \
		.count = sizeof((int64_t[]){__VA_ARGS__}) / sizeof(int64_t)})

/** The same command with these words, or by this person. */
struct command said(struct command command, struct texts words);
struct command by(struct command command, int64_t person);

/** A session held after the sample plan, in its first second. */
void desk_open(struct desk *desk, uint64_t seed);
void desk_close(struct desk *desk);

/** Gives a command. True: done. False: `refusal` says why. */
bool desk_try(struct desk *desk, struct command command);
/** Gives a command that must be done; returns the seq of its first event, 0 when it leaves none. */
int64_t desk_do(struct desk *desk, struct command command);
/** Gives a command that must be refused with this code, leaving nothing changed and an empty
 * change. */
void desk_refuse(struct desk *desk, struct command command, enum refusal_code code);

/** Adds people who are here with a vote; roles in turn. Their ids land in `persons` (count
 * entries). */
void desk_people(struct desk *desk, size_t count, int64_t *persons);
/** Adds a card by a person; returns its id. */
int64_t desk_card(struct desk *desk, int stage, int64_t person, const char *text);
/** Opens the poll of a stage as set there, or of a proposal; returns its id. */
int64_t desk_poll(struct desk *desk, int stage, int64_t proposal, bool secret);

#endif
