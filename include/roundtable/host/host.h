#ifndef ROUNDTABLE_HOST_HOST_H
#define ROUNDTABLE_HOST_HOST_H

#include "roundtable/base/buf.h"
#include "roundtable/base/clock.h"
#include "roundtable/base/error.h"

#include <stdbool.h>

/**
 * The service for walls and devices: standard HTTP, without threads, inside the program's own loop.
 * What it tells is what everybody may see and nothing else; see roundtable-http(7).
 *
 * The loop watches host_fd() for reading, calls host_run() when it is ready or host_wait() has
 * passed, and host_changed() after every turn in which something may have changed.
 */
struct host;

/** What the service asks of the program. */
struct host_source {
	void *context;
	/** Appends what everybody may see now: one JSON object on one line, no line feed. */
	void (*audience)(void *context, struct buf *out);
	struct clock clock; /**< for waits: clock_steady(), or a test's */
};

/** A service with no way in yet. */
struct host *host_create(const struct host_source *source, struct error *err);
/** Ends every connection. Takes NULL. */
void host_destroy(struct host *host);

/**
 * Opens the way in for programs of the same user on this machine: a Unix socket with mode 0600 at
 * `path`. A socket left behind by a process that ended is replaced; one that answers is not. The
 * socket is removed when the service ends.
 */
bool host_open_local(struct host *host, const char *path, struct error *err);

/** The descriptor to wait for (readable: call host_run()). */
int host_fd(const struct host *host);
/** Milliseconds until host_run() is due without the descriptor being ready; -1: not at all. */
int host_wait(const struct host *host);
/** Takes what came and sends what is due; never waits. */
void host_run(struct host *host);
/** Something everybody may see may have changed: if it has, whoever follows is told soon. */
void host_changed(struct host *host);
/** Why visitors cannot be served, or NULL. */
const char *host_problem(const struct host *host);
/** How many follow the session's events now. */
int host_followers(const struct host *host);

#endif
