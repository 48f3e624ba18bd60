#include "roundtable/app/rehearsal.h"

#include "roundtable/rehearse/rehearse.h"

/**
 * When every rehearsal begins: Thursday 2026-01-15, 10:00 UTC. Fixed, so that nothing but the seed and the programme
 * makes a difference.
 */
#define REHEARSAL_BEGINS INT64_C(1768471200000)

static moment room_now(void *context)
{
	return *(const moment *)context;
}

/* One command in a turn of its own, after its pause. False: the file could not be written. */
static bool give(struct session *session, struct rehearse *rehearse, const struct command *command,
	struct rehearsal_report *report, struct error *err)
{
	struct refusal refusal = {0};
	enum turn_outcome outcome = session_run(session, command, &refusal, err);

	report->commands++;
	if (outcome == TURN_REFUSED) {
		report->refused++;
		rehearse_refused(rehearse, refusal.code);
	}
	return outcome != TURN_FAILED;
}

bool rehearsal_run(const char *path, const struct session_start *start, uint64_t seed, int people,
	struct rehearsal_report *report, struct error *err)
{
	moment now = REHEARSAL_BEGINS;
	struct clock clock = {.now = room_now, .context = &now};
	struct random_seeded seeded;
	struct random random = random_seeded(&seeded, seed);
	struct session session = {0};
	struct command command;
	int64_t pause;

	*report = (struct rehearsal_report){0};
	if (!session_create(&session, path, start, clock, random, err))
		return false;
	struct rehearse *rehearse = rehearse_create(seed, people);
	bool done = true;
	while (done && rehearse_next(rehearse, &session.model, now, &command, &pause)) {
		now += pause;
		done = give(&session, rehearse, &command, report, err);
	}
	report->events = (int64_t)session.model.events.count;
	report->minutes = (now - REHEARSAL_BEGINS) / MINUTE_MS;
	rehearse_destroy(rehearse);
	session_finish(&session);
	return done;
}
