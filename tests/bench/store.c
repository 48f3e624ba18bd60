/* Durable appends beside a bare fdatasync on the same disk; reading and folding a log. */
#include "bench.h"

#include "sample.h"

#include "roundtable/app/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { APPENDS = 400, GROUPS = 60, GROUP = 30, FOLDS = 15 };

static void die(const char *what, const char *why)
{
	fprintf(stderr, "%s: %s\n", what, why != NULL ? why : "");
	exit(EXIT_FAILURE);
}

static struct command note(void)
{
	struct command command = {.kind = EVENT_NOTE_ADDED};

	texts_add(&command.words, "Who answers the telephone when the office is closed?");
	return command;
}

static void append_one(struct session *session, struct sample *sample)
{
	struct command command = note();
	struct refusal refusal;
	struct error err = {0};
	double from = milliseconds_now();

	if (session_run(session, &command, &refusal, &err) != TURN_DONE)
		die("an append", err.text);
	sample_add(sample, milliseconds_now() - from);
	texts_finish(&command.words);
}

/* A whole group in one transaction; the time of each. */
static void append_group(struct session *session, struct sample *sample)
{
	struct command command = note();
	struct turn_command turns[GROUP];
	struct error err = {0};

	for (size_t i = 0; i < GROUP; i++)
		turns[i] = (struct turn_command){.command = &command};
	double from = milliseconds_now();
	if (!session_turn(session, turns, GROUP, &err))
		die("a group of appends", err.text);
	sample_add(sample, (milliseconds_now() - from) / GROUP);
	texts_finish(&command.words);
}

static struct session open_session(const char *path)
{
	struct session session = {0};
	struct error err = {0};

	if (!session_open(&session, path, STORE_WRITE, clock_system(), random_system(), &err))
		die(path, err.text);
	return session;
}

static void measure_appends(const struct bench *bench)
{
	struct sample syncs = {0}, ones = {0}, groups = {0};
	struct session session = open_session(bench->sessions[SESSION_1000]);
	int fd = disk_open(bench);

	/* in turn, so that what else the disk does meets both alike */
	for (int i = 0; i < APPENDS; i++) {
		sample_add(&syncs, disk_sync(fd));
		append_one(&session, &ones);
	}
	for (int i = 0; i < GROUPS; i++)
		append_group(&session, &groups);
	close(fd);
	session_finish(&session);
	double sync = sample_median(&syncs), one = sample_median(&ones),
	       group = sample_median(&groups);
	printf("\nDurable appends on this disk, 1,000 events and more; median, beside one "
	       "fdatasync\n\n");
	printf("  %-34s %8s %8s\n", "", "ms", "p99");
	printf("  %-34s %8.3f %8.3f %9s\n", "one fdatasync of a page", sync,
		sample_quantile(&syncs, 0.99), ratio(sync, sync));
	printf("  %-34s %8.3f %8.3f %9s\n", "an event by itself", one, sample_quantile(&ones, 0.99),
		ratio(one, sync));
	printf("  %-34s %8.3f %8.3f %9s\n", "an event of thirty in one turn", group,
		sample_quantile(&groups, 0.99), ratio(group, sync));
	printf("\n");
	bench_aim("one durable event, in times of fdatasync", one / sync, "", 4.5);
	sample_finish(&syncs);
	sample_finish(&ones);
	sample_finish(&groups);
}

/* Opening in its steps: what the file is, reading and checking the chain, folding. */
static void read_once(
	const char *path, struct sample *opens, struct sample *loads, struct sample *folds)
{
	struct events events = {0};
	struct boxes boxes = {0};
	struct model model = {0};
	struct error err = {0};
	int64_t broken;
	double from = milliseconds_now();

	struct store *store = store_open(path, STORE_WRITE, random_system(), &err);
	double opened = milliseconds_now();
	if (store == NULL || !store_load(store, &events, &boxes, &broken, &err))
		die(path, err.text);
	double loaded = milliseconds_now();
	model_load(&model, &events);
	double folded = milliseconds_now();
	sample_add(opens, opened - from);
	sample_add(loads, loaded - opened);
	sample_add(folds, folded - loaded);
	model_finish(&model);
	array_finish(&boxes);
	store_close(store);
}

static void measure_reading(const struct bench *bench, size_t session)
{
	struct sample opens = {0}, loads = {0}, folds = {0};

	for (int i = 0; i < FOLDS; i++)
		read_once(bench->sessions[session], &opens, &loads, &folds);
	double events = session_events[session] > 0 ? (double)session_events[session] : 1;
	printf("  %6zu events: %12.2f %12.2f %12.2f %14.2f\n", session_events[session],
		sample_median(&opens), sample_median(&loads), sample_median(&folds),
		sample_median(&folds) / events * 1e3);
	sample_finish(&opens);
	sample_finish(&loads);
	sample_finish(&folds);
}

void bench_store(struct bench *bench)
{
	printf("\nReading a log; median of %d\n\n", FOLDS);
	printf("  %14s %12s %12s %12s %14s\n", "", "open, ms", "read, ms", "fold, ms",
		"us per event");
	for (size_t i = 0; i < SESSIONS; i++)
		measure_reading(bench, i);
	measure_appends(bench);
}
