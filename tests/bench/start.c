/* Start to settled screen, and resident memory. */
#include "bench.h"

#include "sample.h"

#include <stdio.h>

enum { ROUNDS = 15, QUIET_MS = 150, PATIENCE_MS = 10000, COLUMNS = 80, ROWS = 24, KIB = 1024 };

/* What is measured of one start. */
struct start {
	struct sample screen,
		console; /* ms to the first settled screen; with the console, ours only */
	struct sample memory, highest; /* MB */
	const char *missing;           /* why there are no figures; NULL: there are */
};

static void note_memory(struct start *start, const struct program *program)
{
	long now, highest;

	program_memory(program, &now, &highest);
	sample_add(&start->memory, (double)now / KIB);
	sample_add(&start->highest, (double)highest / KIB);
}

static void measure_rival(const struct bench *bench, const struct rival *rival, struct start *start)
{
	struct program *program = NULL;

	if (start->missing != NULL)
		return;
	program = rival_start(bench, rival, COLUMNS, ROWS);
	double settled = program != NULL ? program_settle(program, QUIET_MS, PATIENCE_MS) : -1;
	if (program == NULL) {
		start->missing = "absent";
	} else if (settled < 0 || !program_runs(program)) {
		start->missing = "did not start";
	} else {
		sample_add(&start->screen, settled);
		note_memory(start, program);
	}
	program_finish(program);
}

static void measure_ours(const struct bench *bench, const char *session, struct start *start)
{
	struct program *program = ours_start(bench, session, COLUMNS, ROWS);
	double settled = program_settle(program, QUIET_MS, PATIENCE_MS);

	sample_add(&start->screen, settled);
	if (session != NULL)
		sample_add(&start->console, settled + ours_enter(program));
	note_memory(start, program);
	program_finish(program);
}

static void print(const char *label, struct start *start, struct start *base)
{
	if (start->missing != NULL) {
		printf("  %-28s %s\n", label, start->missing);
		return;
	}
	double screen = sample_median(&start->screen), memory = sample_median(&start->memory);
	printf("  %-28s %7.1f %7.1f %9s %8.1f %7.1f %9s", label, screen,
		sample_least(&start->screen), ratio(screen, sample_median(&base->screen)), memory,
		sample_median(&start->highest), ratio(memory, sample_median(&base->memory)));
	if (start->console.count > 0)
		printf(" %9.1f", sample_median(&start->console));
	printf("\n");
}

static void finish(struct start *start)
{
	sample_finish(&start->screen);
	sample_finish(&start->console);
	sample_finish(&start->memory);
	sample_finish(&start->highest);
}

static void print_aims(struct start ours[], struct start *nano)
{
	if (nano->missing == NULL)
		bench_aim("start of an empty session, in starts of nano",
			sample_median(&ours[SESSION_EMPTY].screen) / sample_median(&nano->screen),
			"", 1);
	bench_aim("start with 1,000 events", sample_median(&ours[SESSION_1000].screen), " ms", 25);
	bench_aim(
		"start with 10,000 events", sample_median(&ours[SESSION_10000].screen), " ms", 60);
	bench_aim("resident memory, empty", sample_median(&ours[SESSION_EMPTY].memory), " MB", 10);
	bench_aim("resident memory, 10,000 events", sample_median(&ours[SESSION_10000].memory),
		" MB", 10);
}

void bench_start(struct bench *bench)
{
	static const char *const labels[SESSIONS + 1] = {"roundtable, empty session",
		"roundtable, 1,000 events", "roundtable, 10,000 events",
		"roundtable, start screen"};
	struct start ours[SESSIONS + 1] = {0}, others[16] = {0};

	/* in turn, so that what else the machine does meets all alike */
	for (int round = 0; round < ROUNDS; round++) {
		for (size_t i = 0; i < rivals_count; i++)
			measure_rival(bench, &rivals[i], &others[i]);
		for (size_t i = 0; i <= SESSIONS; i++)
			measure_ours(bench, i < SESSIONS ? bench->sessions[i] : NULL, &ours[i]);
	}
	printf("\nStart to settled screen at %dx%d, resident memory; median of %d, beside nano\n\n",
		COLUMNS, ROWS, ROUNDS);
	printf("  %-28s %7s %7s %9s %8s %7s %9s %9s\n", "", "ms", "best", "", "MB", "peak", "",
		"+ console");
	for (size_t i = 0; i < rivals_count; i++)
		print(rivals[i].label, &others[i], &others[RIVAL_NANO]);
	for (size_t i = 0; i <= SESSIONS; i++)
		print(labels[i], &ours[i], &others[RIVAL_NANO]);
	printf("\n");
	print_aims(ours, &others[RIVAL_NANO]);
	for (size_t i = 0; i <= SESSIONS; i++)
		finish(&ours[i]);
	for (size_t i = 0; i < rivals_count; i++)
		finish(&others[i]);
}
