#ifndef ROUNDTABLE_APP_SERVICE_H
#define ROUNDTABLE_APP_SERVICE_H

#include "roundtable/app/session.h"
#include "roundtable/core/audience.h"
#include "roundtable/core/door.h"

/**
 * The way in to a session that is being facilitated: for the walls and devices of this machine a
 * Unix socket, named by device and inode of the session file, in XDG_RUNTIME_DIR or, where there is
 * none, in a folder of the user's own under /tmp; for others a network address, once the
 * facilitator opens that door.
 *
 * Beside the socket lies what devices are known by again after a crash (".door", mode 0600); it
 * goes when the session is left.
 */
struct service;

/** What a wall shows now, asked for whenever it is to be told; valid until anything changes. */
struct service_wall {
	void *context;
	const struct audience *(*shown)(void *context);
};

/** Certificate and key in PEM for the network; both NULL: plain HTTP. */
struct service_tls {
	const char *certificate, *key;
};

/** Opens it; what walls show comes from `wall` (NULL: the session as it stands). The door stands as
 * it did when the program was killed. NULL (and why) leaves the session as usable as before. */
struct service *service_open(struct session *session, const struct service_wall *wall,
	const struct service_tls *tls, struct error *err);
/** Takes NULL. */
void service_close(struct service *service);
int service_fd(const struct service *service);
/** Milliseconds until service_run() is due, -1: not by itself. */
int service_wait(const struct service *service);
void service_run(struct service *service);
/** At the end of a turn: tells walls and devices what changed. `blank`: no device is shown
 * anything either. */
void service_turn(struct service *service, bool blank);
/** Why the door, which was open when the program was killed, is not open now; NULL: it is, or it
 * was not. */
const char *service_left(const struct service *service);
/** Why nobody can be served, or NULL. */
const char *service_problem(const struct service *service);
/** How many walls follow. */
int service_walls(const struct service *service);
/** The door as it stands; borrowed until the service runs again. */
const struct door *service_door(struct service *service);
/** Does what the facilitator wants of it. */
bool service_door_do(struct service *service, const struct door_wish *wish, struct error *err);

/** The path of the socket for the session file at `path`, owned by the caller; NULL (and why) when
 * there is no such file or no safe place for sockets. */
char *service_socket(const char *path, struct error *err);

#endif
