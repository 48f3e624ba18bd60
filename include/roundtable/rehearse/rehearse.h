#ifndef ROUNDTABLE_REHEARSE_REHEARSE_H
#define ROUNDTABLE_REHEARSE_REHEARSE_H

#include "roundtable/core/decide.h"

/**
 * A simulated room: from a seed and the session as it stands, the next command somebody would give.
 *
 * It uses the same commands as a person at the keys and knows neither store nor screen. Same seed,
 * same plan, same commands at the same moments.
 */
struct rehearse;

/** A room of `people` participants whose roles are dealt from the plan; 0: as many as the plan
 * brings, else 12. */
struct rehearse *rehearse_create(uint64_t seed, int people);
void rehearse_destroy(struct rehearse *rehearse);

/**
 * The next command of the room, written into `command`, whose body and words the rehearse owns
 * until the next call. `*pause` is how many ms of the room's time pass before it is given. False
 * when the workshop is over (the session is closed). A refusal of the last command is told by
 * rehearse_refused() and must lead on to another one.
 */
bool rehearse_next(struct rehearse *rehearse, const struct model *model, moment now,
	struct command *command, int64_t *pause);
void rehearse_refused(struct rehearse *rehearse, enum refusal_code code);

#endif
