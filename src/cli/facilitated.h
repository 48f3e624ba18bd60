#ifndef ROUNDTABLE_CLI_FACILITATED_H
#define ROUNDTABLE_CLI_FACILITATED_H

#include "roundtable/app/facilitate.h"
#include "roundtable/app/service.h"
#include "roundtable/base/buf.h"
#include "roundtable/cli/command.h"

/** Takes the terminal, facilitates the open session until it is left, and says where it is kept.
 * The exit status. */
int facilitated(struct session *session, const struct service_tls *tls);

/** Certificate and key as they were read. */
struct tls {
	struct buf certificate, key;
	struct service_tls service; /**< both of them, or NULLs */
};
/** The options for them, to stand last in the list of a subcommand. */
#define TLS_OPTIONS                                                                                \
	{"tls-cert", 0, "FILE",                                                                    \
		N_("Encrypt the network door for devices with this certificate (PEM).")},          \
	{                                                                                          \
		"tls-key", 0, "FILE", N_("The private key of that certificate (PEM).")             \
	}
/** Reads both (NULL: none). False: one is missing, or is none. */
bool tls_read(const char *certificate, const char *key, struct tls *tls, struct error *err);
void tls_finish(struct tls *tls);

/** Creates a session after a programme (by name or path) and opens it: `path` NULL chooses a name.
 * `people` may be NULL; `after` is the file of the session that is carried on, or NULL. */
bool session_begin(struct session *session, const char *programme, const char *path,
	const char *people, const char *after, struct error *err);
/** Reads the session that is carried on, which must hold; NULL: none, `session` stays zeroed. */
bool session_read_earlier(const char *path, struct session *session, struct error *err);

/** A file name that is free: folder/name-2026-11-21.roundtable, with -2 and so on; owned. */
char *session_file_name(const char *folder, const char *programme, moment now);

#endif
