#ifndef ROUNDTABLE_HOST_HOST_H
#define ROUNDTABLE_HOST_HOST_H

#include "roundtable/base/buf.h"
#include "roundtable/base/clock.h"
#include "roundtable/base/error.h"
#include "roundtable/core/decide.h"
#include "roundtable/core/door.h"
#include "roundtable/core/participant.h"

#include <stdbool.h>

/**
 * The service for walls and devices: standard HTTP, without threads, inside the program's own loop.
 * It tells what everybody may see, to each participant's device a little about that participant,
 * and takes what they send; see roundtable-http(7).
 *
 * The loop watches host_fd() for reading, calls host_run() when it is ready or host_wait() has
 * passed, and host_changed() after every turn in which something may have changed.
 */
struct host;

/** For whom the audience is written: what is covered or frozen on the wall goes on elsewhere. */
enum host_view { HOST_WALL, HOST_DEVICE, HOST_VIEWS };

enum host_outcome {
	HOST_DONE,    /**< on disk, or there already */
	HOST_REFUSED, /**< `why` says why */
	HOST_FAILED,  /**< nothing of the turn was written */
};

/** Something that a device asks the session to do. */
struct host_command {
	struct command command; /**< owned by the host */
	/** Under this name it is done once only, however often it is sent; NULL: as it is. Owned.
	 */
	char *once;
	/** The name under which the device did something last: it will not send that again; NULL:
	 * nothing yet. Owned. */
	char *before;
	enum host_outcome outcome; /**< set by run */
	char *why;                 /**< set by run when refused: a sentence; the host's then */
	int64_t made;              /**< set by run: the seq of the first event, 0: none */
};

/** What the service asks of the program. */
struct host_source {
	void *context;
	/** Appends what everybody may see now: one JSON object on one line, no line feed. */
	void (*audience)(void *context, enum host_view view, struct buf *out);
	/** Fills in what the session knows of somebody on the roster (participant_fill()). */
	void (*participant)(void *context, int64_t person, struct participant *participant);
	/** Who may come with a device; the words are borrowed until the session changes. */
	void (*places)(void *context, struct places *places);
	/** Does them, in order, in one transaction; returns when it is on disk. */
	void (*run)(void *context, struct host_command *commands, size_t count);
	/** Keeps what host_restore() needs after a crash (NULL: nothing any more). */
	void (*keep)(void *context, const char *state);
	/** What time it is in the session. */
	moment (*now)(void *context);
	/** The stage it is in; -1: it has not begun. */
	int64_t (*stage)(void *context);
	struct clock clock; /**< for waits: clock_steady(), or a test's */
	struct random random;
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
/** Certificate and key (PEM) for the network door; NULL: plain HTTP. Takes copies. */
void host_encrypt(struct host *host, const char *certificate, const char *key);
/** Opens the door again as it was when `state` was kept; what cannot be is left closed (`err`). */
bool host_restore(struct host *host, const char *state, struct error *err);

/** The door as it stands; borrowed, until the host runs again. */
const struct door *host_door(struct host *host);
/** Does what the facilitator wants of it. */
bool host_door_do(struct host *host, const struct door_wish *wish, struct error *err);

/** The descriptor to wait for (readable: call host_run()). */
int host_fd(const struct host *host);
/** Milliseconds until host_run() is due without the descriptor being ready; -1: not at all. */
int host_wait(const struct host *host);
/** Takes what came and sends what is due; never waits. */
void host_run(struct host *host);
/** Something everybody may see may have changed: if it has, whoever follows is told soon. */
void host_changed(struct host *host);
/** Somebody on the roster, or the stage, may have changed: the door names them anew. */
void host_roster_changed(struct host *host);
/** Why visitors cannot be served, or NULL. */
const char *host_problem(const struct host *host);
/** How many walls follow the session now. */
int host_walls(const struct host *host);

#endif
