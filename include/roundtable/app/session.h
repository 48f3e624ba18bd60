#ifndef ROUNDTABLE_APP_SESSION_H
#define ROUNDTABLE_APP_SESSION_H

#include "roundtable/base/error.h"
#include "roundtable/core/decide.h"
#include "roundtable/store/store.h"

#include <stdbool.h>

/** An open session: the file, the model folded from it, and where time and randomness come from. */
struct session {
	struct store *store;
	struct model model;
	struct clock clock;
	struct random random;
	int64_t broken; /**< seq of the first event that does not hold, 0: all hold */
	/** Under which names what came from devices was done, of each device the last: the file
	 * keeps them among the drafts until the session is left. */
	struct texts sent;
};

/** What the first event of a new session records. */
struct session_start {
	const struct plan *plan;
	const char *programme; /**< the programme file's text */
	int offset;            /**< minutes east of UTC */
	bool rehearsal;
	const struct model *earlier; /**< the session that is carried on, borrowed; NULL: none */
};

/** Creates the file and the first event. */
bool session_create(struct session *session, const char *path, const struct session_start *start,
	struct clock clock, struct random random, struct error *err);
/** Opens and folds. A broken chain opens for reading: `broken` names the event. */
bool session_open(struct session *session, const char *path, enum store_mode mode,
	struct clock clock, struct random random, struct error *err);
/** Closes the file and frees the model. Takes a zeroed session. */
void session_finish(struct session *session);

enum turn_outcome {
	TURN_DONE,    /**< on disk and in the model: may be acknowledged */
	TURN_REFUSED, /**< `refusal` says why; nothing changed */
	TURN_FAILED,  /**< `err` says why; nothing changed, nothing was acknowledged */
};

/** One command in a turn of its own: HAS_MOVED, BEGIN, decide, insert, apply, COMMIT, HAS_MOVED. On
 * failure rolls back and folds again. */
enum turn_outcome session_run(struct session *session, const struct command *command,
	struct refusal *refusal, struct error *err);

/** A command of a group turn and what came of it. */
struct turn_command {
	const struct command *command;
	/** Places whose drafts it uses up: forgotten when it is done. May be NULL. */
	const struct texts *uses;
	/** A name under which it is done once only: when it was before, nothing happens, and the
	 * outcome is TURN_DONE. With it the name `before` is forgotten. Both may be NULL. */
	const char *once, *before;
	enum turn_outcome outcome;
	struct refusal refusal;
	int64_t made; /**< seq of its first event; 0: none */
};
/** Several commands in one transaction, each decided on what those before it left. A refused one
 * leaves the others standing. False: none is done. */
bool session_turn(
	struct session *session, struct turn_command *commands, size_t count, struct error *err);

/** Whether this place of a draft holds such a name. */
bool session_is_sent(const char *place);
/** Forgets the names of what came from devices; nobody can send any of it again. */
bool session_forget_sent(struct session *session, struct error *err);

/** Keeps or forgets (NULL) what is half typed. */
bool session_draft(struct session *session, const char *place, const char *text, struct error *err);

/** The first eight hex digits of the last event's hash, grouped for reading aloud ("3fa9 0c1e");
 * `out` holds 10 bytes. */
void session_head(const struct session *session, char out[10]);

#endif
