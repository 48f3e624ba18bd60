#ifndef ROUNDTABLE_APP_FACILITATE_H
#define ROUNDTABLE_APP_FACILITATE_H

#include "roundtable/app/app.h"
#include "roundtable/app/service.h"
#include "roundtable/app/session.h"

/**
 * Facilitates an open session on the screen until it is left: asks once who sees the screen, then
 * runs the console. False: the terminal went away or the process was told to end; what was
 * acknowledged is on disk. `tls` encrypts the network door; NULL: plain HTTP.
 */
bool facilitate(struct app *app, struct session *session, const struct service_tls *tls);

/** Adds the people a programme brings (a tour's made-up participants) and, if `people` is not NULL,
 * those of a CSV file ("name,role" lines). */
bool session_invite(struct session *session, const char *people, struct error *err);

/** Writes the minutes of a session to `path`, in the format its ending names; in one step, refused
 * when the file exists. */
bool session_minutes(const struct session *session, const char *path, struct error *err);

/** Writes the paper ballots of a session as it stands to `path` (.html or .txt), like
 * session_minutes(). */
bool session_slips(const struct session *session, const char *path, struct error *err);

/** Minutes east of UTC at this moment, by the system's time zone. */
int local_offset(moment at);

#endif
