#ifndef ROUNDTABLE_CLI_FACILITATED_H
#define ROUNDTABLE_CLI_FACILITATED_H

#include "roundtable/app/facilitate.h"
#include "roundtable/cli/command.h"

/** Takes the terminal, facilitates the open session until it is left, and says where it is kept.
 * The exit status. */
int facilitated(struct session *session);

/** Creates a session after a programme (by name or path) and opens it: `path` NULL chooses a name.
 * `people` may be NULL. */
bool session_begin(struct session *session, const char *programme, const char *path,
	const char *people, struct error *err);

/** A file name that is free: folder/name-2026-11-21.roundtable, with -2 and so on; owned. */
char *session_file_name(const char *folder, const char *programme, moment now);

#endif
