/* From a key to the last byte on the screen, and how many bytes. */
#include "bench.h"

#include "sample.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { KEYS = 200, CARDS = 100, COLUMNS = 200, ROWS = 50 };
/* After a key; it may leave the screen as it is. After a start. */
enum { QUIET_MS = 20, ANSWER_MS = 250, SETTLE_MS = 300, PATIENCE_MS = 10000 };

struct strokes {
	struct sample ms, bytes;
};

static void stroke(struct program *program, const char *key, struct strokes *strokes)
{
	program_type(program, key);
	double ms = program_settle(program, QUIET_MS, ANSWER_MS);
	if (ms >= 0) {
		sample_add(&strokes->ms, ms);
		sample_add(&strokes->bytes, (double)program_bytes(program));
	}
}

/* Letters as people type them: words with spaces in between. */
static const char *letter(size_t i)
{
	static const char *const letters[] = {
		"w", "h", "o", " ", "a", "n", "s", "w", "e", "r", "s", " "};

	return letters[i % (sizeof letters / sizeof letters[0])];
}

static void strokes_of(struct program *program, const char *const key[2], struct strokes *strokes)
{
	for (size_t i = 0; i < KEYS; i++)
		stroke(program, key[0] != NULL ? key[i % 2] : letter(i), strokes);
}

static void print(const char *label, const char *what, struct strokes *strokes, double base,
	struct strokes *all)
{
	double median = sample_median(&strokes->ms), p99 = sample_quantile(&strokes->ms, 0.99);
	double bytes = sample_mean(&strokes->bytes);

	printf("  %-28s %-14s %7.2f %7.2f %9s %8.0f %8.0f\n", label, what, median, p99,
		ratio(median, base), bytes, sample_quantile(&strokes->bytes, 1));
	for (size_t i = 0; all != NULL && i < strokes->ms.count; i++) {
		sample_add(&all->ms, strokes->ms.items[i]);
		sample_add(&all->bytes, strokes->bytes.items[i]);
	}
	sample_finish(&strokes->ms);
	sample_finish(&strokes->bytes);
}

/* Measures and prints a rival; returns its median. */
static double measure_rival(const struct bench *bench, const struct rival *rival, double base)
{
	struct strokes strokes = {0};
	struct program *program = rival_start(bench, rival, COLUMNS, ROWS);
	double median = 0;

	if (program == NULL) {
		printf("  %-28s absent\n", rival->label);
	} else if (program_settle(program, SETTLE_MS, PATIENCE_MS) < 0 || !program_runs(program)) {
		printf("  %-28s did not start\n", rival->label);
	} else {
		if (rival->keys[0] != '\0') {
			program_type(program, rival->keys);
			program_settle(program, SETTLE_MS, PATIENCE_MS);
		}
		strokes_of(program, rival->key, &strokes);
		median = sample_median(&strokes.ms);
		print(rival->label, rival->what, &strokes,
			rival == &rivals[RIVAL_NANO] ? median : base, NULL);
	}
	program_finish(program);
	return median;
}

/* A key whose time does not count. */
static void press(struct program *program, const char *key)
{
	program_type(program, key);
	program_settle(program, QUIET_MS, ANSWER_MS);
}

/* Cards: a word each, and Enter, which is what counts: it comes back when the card is on the disk.
 */
static void take_cards(struct program *program, struct strokes *strokes)
{
	for (size_t i = 0; i < CARDS; i++) {
		press(program, "who answers");
		stroke(program, "\r", strokes);
	}
}

static void measure_ours(const struct bench *bench, size_t session, const char *label, double base,
	struct strokes *all)
{
	static const char *const letters_typed[2] = {0}, *const arrows_down[2] = {
								 ARROW_DOWN, ARROW_DOWN};
	struct strokes letters = {0}, cards = {0}, arrows = {0}, groups = {0};
	struct program *program = ours_start(bench, bench->sessions[session], COLUMNS, ROWS);

	program_settle(program, SETTLE_MS, PATIENCE_MS);
	ours_enter(program);
	if (session == SESSION_EMPTY)
		press(program, "n"); /* to where cards are typed: the others stand there */
	strokes_of(program, letters_typed, &letters);
	press(program, "\r");
	print(label, "letter typed", &letters, base, all);
	take_cards(program, &cards);
	print(label, "card taken", &cards, base, all);
	press(program, "\t");
	strokes_of(program, arrows_down, &arrows);
	print(label, "arrow in cards", &arrows, base, all);
	press(program, "n");
	strokes_of(program, arrows_down, &groups);
	print(label, "arrow in themes", &groups, base, all);
	program_finish(program);
}

/*
 * What is typed is on the disk before it is on the screen. How long that takes at least, as busy as
 * the disk is, and with the pauses of somebody who types: a disk that has nothing to do takes
 * longer to begin.
 */
static void print_disk(const struct bench *bench)
{
	const struct timespec pause = {.tv_nsec = QUIET_MS * 1000000L};
	struct sample fours = {0};
	int fd = disk_open(bench);

	for (int i = 0; i < KEYS; i++) {
		nanosleep(&pause, NULL);
		sample_add(&fours, disk_sync(fd) + disk_sync(fd) + disk_sync(fd) + disk_sync(fd));
	}
	close(fd);
	printf("\n  A letter, and a card, is kept on the disk before it is shown: one commit "
	       "each.\n"
	       "  Four fdatasyncs by themselves: %.2f ms, p99 %.2f\n\n",
		sample_median(&fours), sample_quantile(&fours, 0.99));
	sample_finish(&fours);
}

void bench_keys(struct bench *bench)
{
	static const char *const labels[SESSIONS] = {"roundtable, empty session",
		"roundtable, 1,000 events", "roundtable, 10,000 events"};
	struct strokes all = {0};
	double nano = 0;

	printf("\nKey to last byte at %dx%d, bytes per key; beside nano\n\n", COLUMNS, ROWS);
	printf("  %-28s %-14s %7s %7s %9s %8s %8s\n", "", "", "ms", "p99", "", "bytes", "most");
	for (size_t i = 0; i < rivals_count; i++) {
		double median = measure_rival(bench, &rivals[i], nano);
		nano = i == RIVAL_NANO ? median : nano;
	}
	for (size_t i = 0; i < SESSIONS; i++)
		measure_ours(bench, i, labels[i], nano, &all);
	print_disk(bench);
	bench_aim(
		"key to last byte, p99 of all our keys", sample_quantile(&all.ms, 0.99), " ms", 5);
	bench_aim("bytes per key, mean of all our keys", sample_mean(&all.bytes), "", 400);
	sample_finish(&all.ms);
	sample_finish(&all.bytes);
}
