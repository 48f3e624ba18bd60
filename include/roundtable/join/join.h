#ifndef ROUNDTABLE_JOIN_JOIN_H
#define ROUNDTABLE_JOIN_JOIN_H

#include "roundtable/base/clock.h"
#include "roundtable/base/error.h"
#include "roundtable/core/audience.h"

#include <stdbool.h>
#include <stddef.h>

struct asked;
struct participant;
struct places;

/**
 * The client of a running session: it follows what everybody may see and comes back by itself when
 * the connection is lost. A person's own device asks for things beside that, and asks again with
 * the same nonce until it is answered.
 *
 * The loop watches join_fd() for reading and calls join_run() when it is ready or join_wait() has
 * passed.
 */
struct join;

enum join_state {
	JOIN_APART,      /**< a device that has no place (any more): it follows nothing */
	JOIN_CONNECTING, /**< nothing was heard yet */
	JOIN_FOLLOWING,
	JOIN_LOST, /**< the connection is gone; it is tried again and again */
};

/**
 * Follows the session behind a Unix socket, or, `socket` NULL, the one at `url`
 * ("http://host:port"). `clock` is for waits: clock_steady(), or a test's.
 */
struct join *join_create(
	const char *socket, const char *url, struct clock clock, struct error *err);
/**
 * The same for a person's own device, which follows nothing before it has asked for a place and
 * was given a token. Nonces come from `random`; token and nonces are held in memory alone.
 */
struct join *join_create_device(const char *socket, const char *url, struct clock clock,
	struct random random, struct error *err);
/** Takes NULL. */
void join_destroy(struct join *join);

/** The descriptor to wait for (readable: call join_run()). */
int join_fd(const struct join *join);
/** Milliseconds until join_run() is due without the descriptor being ready; -1: not at all. */
int join_wait(const struct join *join);
/** Takes what came and tries again what was lost; never waits. */
void join_run(struct join *join);

enum join_state join_state(const struct join *join);
/** How many states were heard so far: tells whether something is new. */
int64_t join_heard(const struct join *join);
/** What everybody may see, as last heard; NULL before anything was heard. */
const struct audience *join_audience(const struct join *join);
/** What the session says of this device's person, as last heard; NULL before. */
const struct participant *join_participant(const struct join *join);

/** What a device asks for. */
enum join_request {
	JOIN_PLACES, /**< who may come */
	JOIN_PLACE,  /**< to have one */
	JOIN_CARD,
	JOIN_BALLOT,
	JOIN_HAND,
	JOIN_READY,
	JOIN_WORD,
	JOIN_GROUP,  /**< a card into a theme */
	JOIN_THEME,  /**< a new theme */
	JOIN_RENAME, /**< another name for one */
	JOIN_LEAVE,  /**< to give the place back */
	JOIN_REQUESTS,
};

/**
 * Asks for something: sent when what was asked before is answered, and again until it is. What
 * `asked` (borrowed) means is said in codec/participant.h; its nonce is made here, and for a ballot
 * is the same one as long as the vote and the person are: a second ballot changes the first.
 */
void join_ask(struct join *join, enum join_request request, const struct asked *asked);

/** What came of a request. */
struct join_answer {
	enum join_request request;
	bool done;      /**< on disk; false: refused */
	char *sentence; /**< why it was refused; owned; NULL when done */
};

/** Takes the next answer out, in the order of asking; false: there is none. The caller frees the
 * sentence. */
bool join_take_answer(struct join *join, struct join_answer *answer);
/** How many requests are not answered. */
size_t join_unanswered(const struct join *join);
/** Why the first of them has to wait, in a sentence; NULL: it does not. */
const char *join_problem(const struct join *join);
/** The places there are, as last asked for. */
const struct places *join_places(const struct join *join);

#endif
