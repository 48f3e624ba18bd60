#ifndef ROUNDTABLE_APP_SERVICE_H
#define ROUNDTABLE_APP_SERVICE_H

#include "roundtable/app/session.h"

/**
 * The way in to a session that is being facilitated, for the walls of this machine: a Unix socket
 * named by device and inode of the session file, in XDG_RUNTIME_DIR or, where there is none, in a
 * folder of the user's own under /tmp.
 */
struct service;

/** Opens it. NULL (and why) leaves the session as usable as before. */
struct service *service_open(const struct session *session, struct error *err);
/** Takes NULL. */
void service_close(struct service *service);
int service_fd(const struct service *service);
/** Milliseconds until service_run() is due, -1: not by itself. */
int service_wait(const struct service *service);
void service_run(struct service *service);
/** At the end of a turn: tells walls what changed. `blank`: the wall shows nothing. */
void service_turn(struct service *service, bool blank);
/** Why no wall can be served, or NULL. */
const char *service_problem(const struct service *service);
/** How many walls follow. */
int service_walls(const struct service *service);

/** The path of the socket for the session file at `path`, owned by the caller; NULL (and why) when
 * there is no such file or no safe place for sockets. */
char *service_socket(const char *path, struct error *err);

#endif
