#ifndef ROUNDTABLE_APP_REHEARSAL_H
#define ROUNDTABLE_APP_REHEARSAL_H

#include "roundtable/app/session.h"

/** What a rehearsal did. */
struct rehearsal_report {
	int64_t commands, refused, events;
	int64_t minutes; /**< of the room's time */
};

/**
 * Plays a whole workshop with simulated people into a new file at `path`: clock and every random
 * byte come from the seed, so the same seed and plan give the same file, byte for byte.
 * `start->rehearsal` must be true.
 */
bool rehearsal_run(const char *path, const struct session_start *start, uint64_t seed, int people,
	struct rehearsal_report *report, struct error *err);

#endif
