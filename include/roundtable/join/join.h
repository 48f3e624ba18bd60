#ifndef ROUNDTABLE_JOIN_JOIN_H
#define ROUNDTABLE_JOIN_JOIN_H

#include "roundtable/base/clock.h"
#include "roundtable/base/error.h"
#include "roundtable/core/audience.h"

#include <stdbool.h>

/**
 * The client of a running session: it follows what everybody may see and comes back by itself when
 * the connection is lost.
 *
 * The loop watches join_fd() for reading and calls join_run() when it is ready or join_wait() has
 * passed.
 */
struct join;

enum join_state {
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

#endif
