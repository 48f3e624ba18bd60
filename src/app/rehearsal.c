#include "roundtable/app/rehearsal.h"

#include "roundtable/base/i18n.h"
#include "roundtable/rehearse/rehearse.h"

/**
 * When every rehearsal begins: Thursday 2026-01-15, 10:00 UTC. Fixed, so that nothing but the seed
 * and the programme makes a difference.
 */
#define REHEARSAL_BEGINS INT64_C(1768471200000)

/** A rehearsal that follows another one begins eight weeks after it. */
#define FOLLOWS_AFTER (INT64_C(56) * 24 * 60 * MINUTE_MS)

/* Nobody waits for a rehearsed entry to be safe on disk, so many go there in one turn. */
enum { TOGETHER = 64 };

/*
 * The room runs ahead of the file: what it does is decided on a model of its own, and what was
 * done there is done to the file some entries later. Both come to the same; only the trackers of
 * ballots differ, which the room never looks at.
 */
struct ahead {
	struct rehearse *room;
	struct model model;
	struct random_seeded seeded;
	struct random random;
	moment now;
	struct wishes { /* done ahead, not in the file yet; `at` is when */
		struct event *items;
		size_t count, capacity;
	} wishes;
	size_t told; /* how many of them the file's clock has told the time of */
};

/* The file's clock is asked once for each command. */
static moment room_now(void *context)
{
	struct ahead *ahead = context;

	if (ahead->told < ahead->wishes.count)
		return ahead->wishes.items[ahead->told++].at;
	return ahead->now;
}

static void forget_wishes(struct ahead *ahead)
{
	for (size_t i = 0; i < ahead->wishes.count; i++)
		event_finish(&ahead->wishes.items[i]);
	ahead->wishes.count = 0;
	ahead->told = 0;
}

/* One command of the room. False: the workshop is over. */
static bool go_ahead(struct ahead *ahead, struct rehearsal_report *report)
{
	struct command command;
	struct change change = {0};
	struct refusal refusal;
	int64_t pause;

	if (!rehearse_next(ahead->room, &ahead->model, ahead->now, &command, &pause))
		return false;
	ahead->now += pause;
	report->commands++;
	if (!decide(&ahead->model, &command, ahead->now, ahead->random, &change, &refusal)) {
		report->refused++;
		rehearse_refused(ahead->room, refusal.code);
		return true;
	}
	struct event wish = {.at = ahead->now,
		.kind = command.kind,
		.by = command.by,
		.body = command.body,
		.words = command.words};
	event_copy(array_push(&ahead->wishes), &wish);
	model_change(&ahead->model, &change);
	return true;
}

/* Does to the file what was done ahead, in one turn. */
static bool catch_up(struct ahead *ahead, struct session *session, struct error *err)
{
	size_t count = ahead->wishes.count;
	struct command commands[TOGETHER];
	struct turn_command turn[TOGETHER];

	for (size_t i = 0; i < count; i++) {
		const struct event *wish = &ahead->wishes.items[i];
		commands[i] = (struct command){.kind = wish->kind,
			.by = wish->by,
			.body = wish->body,
			.words = wish->words};
		turn[i] = (struct turn_command){.command = &commands[i]};
	}
	bool done = count == 0 || session_turn(session, turn, count, err);
	for (size_t i = 0; done && i < count; i++)
		if (turn[i].outcome != TURN_DONE)
			done = error_set(
				err, ERROR_SYSTEM, "%s", _(refusal_sentence(turn[i].refusal.code)));
	forget_wishes(ahead);
	return done;
}

static bool play(struct ahead *ahead, struct session *session, struct rehearsal_report *report,
	struct error *err)
{
	bool goes_on = true;

	for (size_t i = 0; i < session->model.events.count; i++) {
		struct event event;
		event_copy(&event, &session->model.events.items[i]);
		model_apply(&ahead->model, &event);
	}
	while (goes_on) {
		while (goes_on && ahead->wishes.count < TOGETHER)
			goes_on = go_ahead(ahead, report);
		if (!catch_up(ahead, session, err))
			return false;
	}
	return true;
}

bool rehearsal_run(const char *path, const struct session_start *start, uint64_t seed, int people,
	struct rehearsal_report *report, struct error *err)
{
	const moment begins = start->earlier != NULL ? start->earlier->started_at + FOLLOWS_AFTER
						     : REHEARSAL_BEGINS;
	struct ahead ahead = {.now = begins};
	struct clock clock = {.now = room_now, .context = &ahead};
	struct random_seeded seeded;
	struct session session = {0};

	*report = (struct rehearsal_report){0};
	if (!session_create(&session, path, start, clock, random_seeded(&seeded, seed), err))
		return false;
	ahead.room = rehearse_create(seed, people);
	ahead.random = random_seeded(&ahead.seeded, seed);
	bool done = play(&ahead, &session, report, err);
	report->events = (int64_t)session.model.events.count;
	report->minutes = (ahead.now - begins) / MINUTE_MS;
	rehearse_destroy(ahead.room);
	forget_wishes(&ahead);
	array_finish(&ahead.wishes);
	model_finish(&ahead.model);
	session_finish(&session);
	return done;
}
