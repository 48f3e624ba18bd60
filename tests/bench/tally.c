/*
 * Counting: whole processes of `roundtable tally` over elections made from a seed. What is counted
 * is on the disk and in its cache; the first row of each election only reads and adds up, so what a
 * rule costs beyond that stands beside it.
 */
#include "bench.h"

#include "roundtable/base/buf.h"
#include "roundtable/base/clock.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { OPTIONS_MAX = 128, SEED = 4, ROUNDS = 7, ENOUGH_MS = 3000, KIB = 1024 };
/* What the noise of a voter is drawn from, and the head start of the first option over the last:
 * a third of that, so that there is an order and nobody has won before the count. */
enum { NOISE = 65536, HEAD_START = NOISE / 3 };
/* How a program that could not be started ends (sh does the same), one that went wrong otherwise.
 */
enum { NOT_THERE = 127, FAILED = 126 };

struct election {
	const char *name, *title;
	size_t options, ballots, seats; /* no seats: a budget, and projects to approve of */
};

enum { TWENTY, HUNDRED, BUDGET, MILLION, ELECTIONS };
static const struct election elections[ELECTIONS] = {
	[TWENTY] = {"twenty.blt", "100,000 ballots, each with 20 options in order", 20, 100000, 10},
	[HUNDRED] = {"hundred.blt", "10,000 ballots, each with 100 options in order", 100, 10000,
		10},
	[BUDGET] = {"budget.pb", "65,000 voters who approve of up to 20 of 120 projects", 120,
		65000, 0},
	[MILLION] = {"million.blt", "1,000,000 ballots, each with 20 options in order", 20, 1000000,
		10},
};

/* A row of the report. FILE stands for the path of the election. */
struct count {
	const char *label;
	int election;
	const char *program; /* NULL: ours */
	const char *arguments[8];
	double aim; /* ms; 0: there is none */
};

#define OURS(...)                                                                                  \
	NULL,                                                                                      \
	{                                                                                          \
		"tally", __VA_ARGS__, "FILE", "--json"                                             \
	}
static const struct count counts[] = {
	{"read, first choices", TWENTY, OURS("plurality"), 0},
	{"Schulze", TWENTY, OURS("schulze"), 1.5 * 24},
	{"ranked pairs", TWENTY, OURS("ranked-pairs"), 0},
	{"Borda", TWENTY, OURS("borda"), 0},
	{"instant-runoff", TWENTY, OURS("irv"), 0},
	{"Scottish STV, 10 seats", TWENTY, OURS("scottish-stv"), 0},
	{"Meek STV, 10 seats", TWENTY, OURS("meek-stv"), 1.5 * 200},
	{"stv-rs, Meek", TWENTY, "stv-rs",
		{"--arithmetic", "fixed9", "--input", "FILE", "meek", "--parallel=no"}, 0},
	{"Droop, Meek", TWENTY, "droop", {"rule=meek-prf", "FILE"}, 0},
	{"Condorcet PHP, Schulze", TWENTY, "condorcet",
		{"election", "--import-condorcet-election-format", "CVOTES", "Schulze"}, 0},
	{"read, first choices", HUNDRED, OURS("plurality"), 0},
	{"Schulze", HUNDRED, OURS("schulze"), 0},
	{"ranked pairs", HUNDRED, OURS("ranked-pairs"), 0},
	{"ranked pairs, seed", HUNDRED, OURS("ranked-pairs", "--seed", "a seed"), 0},
	{"Borda", HUNDRED, OURS("borda"), 0},
	{"read, approvals", BUDGET, OURS("approval"), 0},
	{"equal shares", BUDGET, OURS("equal-shares"), 0},
	{"equal shares, cardinality", BUDGET, OURS("equal-shares", "--utility", "cardinality"), 0},
	{"equal shares, add1", BUDGET, OURS("equal-shares", "--completion", "add1"), 0},
	{"equal shares, add1-greedy", BUDGET, OURS("equal-shares", "--completion", "add1-greedy"),
		0},
	{"read, first choices", MILLION, OURS("plurality"), 0},
	{"Schulze", MILLION, OURS("schulze"), 0},
	{"ranked pairs", MILLION, OURS("ranked-pairs"), 0},
	{"Borda", MILLION, OURS("borda"), 0},
	{"instant-runoff", MILLION, OURS("irv"), 0},
	{"Scottish STV, 10 seats", MILLION, OURS("scottish-stv"), 0},
	{"Meek STV, 10 seats", MILLION, OURS("meek-stv"), 0},
};
enum { COUNTS = sizeof counts / sizeof counts[0] };

/* The options as a voter would have them, best first: what each has ahead, and noise. */
static void draw_order(struct random random, size_t options, size_t order[OPTIONS_MAX])
{
	uint16_t noise[OPTIONS_MAX];
	size_t likes[OPTIONS_MAX];

	random.fill(random.context, noise, options * sizeof *noise);
	for (size_t option = 0; option < options; option++) {
		size_t like = noise[option] + HEAD_START * (options - option) / options;
		size_t at = option;
		for (; at > 0 && likes[at - 1] < like; at--) {
			likes[at] = likes[at - 1];
			order[at] = order[at - 1];
		}
		likes[at] = like;
		order[at] = option;
	}
}

static void write_ballots(FILE *file, const struct election *election, struct random random)
{
	size_t order[OPTIONS_MAX];

	fprintf(file, "%zu %zu\n", election->options, election->seats);
	for (size_t i = 0; i < election->ballots; i++) {
		draw_order(random, election->options, order);
		fputs("1", file);
		for (size_t at = 0; at < election->options; at++)
			fprintf(file, " %zu", order[at] + 1);
		fputs(" 0\n", file);
	}
	fputs("0\n", file);
	for (size_t option = 1; option <= election->options; option++)
		fprintf(file, "\"Option %zu\"\n", option);
	fputs("\"Made from a seed\"\n", file);
}

/* Costs from 1,000 to 100,000, and a budget for about a third of all that. */
static void write_budget(FILE *file, const struct election *election, struct random random)
{
	size_t order[OPTIONS_MAX];

	fprintf(file,
		"META\nkey;value\ndescription;Made from a seed\nnum_projects;%zu\nnum_votes;%zu\n"
		"budget;%zu\nvote_type;approval\nPROJECTS\nproject_id;cost;name\n",
		election->options, election->ballots, election->options * 50500 / 3);
	for (size_t option = 1; option <= election->options; option++)
		fprintf(file, "%zu;%u;Project %zu\n", option, 1000 + random_below(random, 99001),
			option);
	fputs("VOTES\nvoter_id;vote\n", file);
	for (size_t i = 1; i <= election->ballots; i++) {
		size_t approved = 1 + random_below(random, 20);
		draw_order(random, election->options, order);
		fprintf(file, "%zu;%zu", i, order[0] + 1);
		for (size_t at = 1; at < approved; at++)
			fprintf(file, ",%zu", order[at] + 1);
		fputs("\n", file);
	}
}

static void make(const char *path, const struct election *election)
{
	struct random_seeded seeded;
	struct random random = random_seeded(&seeded, SEED);
	FILE *file = fopen(path, "w");

	if (file != NULL && election->seats > 0)
		write_ballots(file, election, random);
	else if (file != NULL)
		write_budget(file, election, random);
	if (file == NULL || fclose(file) != 0) {
		perror(path);
		exit(EXIT_FAILURE);
	}
}

/* What is left of a process: its end, its time by the clock and of the processor, and its highest
 * memory (or that of the benchmark, from which it was made, if that was higher: some MB). */
struct run {
	int status;
	double ms, cpu_ms, mb;
};

static double milliseconds_of(struct timeval time)
{
	return (double)time.tv_sec * 1e3 + (double)time.tv_usec / 1e3;
}

static struct run run_once(const char *const argv[], const char *output)
{
	struct rusage usage = {0};
	int status = 0;
	double from = milliseconds_now();
	pid_t pid = fork();

	if (pid == 0) {
		int out = open(output, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
		if (out < 0 || dup2(out, STDOUT_FILENO) < 0)
			_exit(FAILED);
		execvp(argv[0], (char *const *)argv);
		_exit(NOT_THERE);
	}
	if (pid < 0 || wait4(pid, &status, 0, &usage) != pid) {
		perror(argv[0]);
		exit(EXIT_FAILURE);
	}
	return (struct run){WIFEXITED(status) ? WEXITSTATUS(status) : FAILED,
		milliseconds_now() - from,
		milliseconds_of(usage.ru_utime) + milliseconds_of(usage.ru_stime),
		(double)usage.ru_maxrss / KIB};
}

/* The fastest of some runs: what else a machine does only ever adds. */
static struct run run_best(const char *const argv[])
{
	struct run best = run_once(argv, "/dev/null");
	double spent = best.ms;

	for (int i = 1; i < ROUNDS && spent < ENOUGH_MS && best.status == 0; i++) {
		struct run run = run_once(argv, "/dev/null");
		spent += run.ms;
		if (run.status != 0 || run.ms < best.ms)
			best = run;
	}
	return best;
}

/* The same election as Condorcet PHP reads it. */
static void convert(const struct bench *bench, const char *path, const char *cvotes)
{
	const char *const argv[] = {bench->roundtable, "tally", "--to", "cvotes", path, NULL};

	run_once(argv, cvotes);
}

static struct run measure(const struct bench *bench, const struct count *count, const char *path)
{
	const char *argv[10] = {count->program != NULL ? count->program : bench->roundtable};
	struct buf cvotes = {0};

	buf_format(&cvotes, "%s.cvotes", path);
	for (size_t i = 0; i < 8 && count->arguments[i] != NULL; i++) {
		argv[i + 1] = count->arguments[i];
		if (strcmp(count->arguments[i], "FILE") == 0)
			argv[i + 1] = path;
		if (strcmp(count->arguments[i], "CVOTES") == 0) {
			convert(bench, path, buf_text(&cvotes));
			argv[i + 1] = buf_text(&cvotes);
		}
	}
	struct run run = run_best(argv);
	buf_finish(&cvotes);
	return run;
}

/* The same count of a tenth of the ballots: what growth is told from, by the time of the processor,
 * which other programs disturb less; NULL: there is none. */
static const struct run *smaller(const struct run runs[], size_t of)
{
	for (size_t i = 0; counts[of].election == MILLION && i < of; i++)
		if (counts[i].election == TWENTY && strcmp(counts[i].label, counts[of].label) == 0)
			return &runs[i];
	return NULL;
}

static void print(const struct run runs[], size_t at, const struct run *reading)
{
	const struct count *count = &counts[at];
	const struct run *run = &runs[at], *before = smaller(runs, at);
	double ballots = (double)elections[count->election].ballots;

	if (run->status != 0) {
		printf("  %-28s %s\n", count->label,
			run->status == NOT_THERE ? "absent" : "did not count it");
		return;
	}
	printf("  %-28s %9.4f %9.4f %9s %9.0f %7.1f %12s\n", count->label, run->ms / 1000,
		run->cpu_ms / 1000, ratio(run->ms, reading->ms), run->ms * 1e6 / ballots, run->mb,
		before != NULL ? ratio(run->cpu_ms, before->cpu_ms) : "");
}

void bench_tally(struct bench *bench)
{
	struct run runs[COUNTS] = {{0}};
	const struct run *reading = NULL;
	struct buf path = {0};

	printf("\nCounting, the whole process; best of up to %d, beside reading alone\n", ROUNDS);
	for (size_t i = 0; i < COUNTS; i++) {
		const struct election *election = &elections[counts[i].election];
		if (i == 0 || counts[i].election != counts[i - 1].election) {
			buf_clear(&path);
			buf_format(&path, "%s/%s", bench->folder, election->name);
			make(buf_text(&path), election);
			reading = &runs[i];
			printf("\n  %s\n  %-28s %9s %9s %9s %9s %7s %12s\n", election->title, "",
				"seconds", "cpu", "", "ns/ballot", "MB peak",
				counts[i].election == MILLION ? "cpu, growth" : "");
		}
		runs[i] = measure(bench, &counts[i], buf_text(&path));
		print(runs, i, reading);
	}
	printf("\n");
	for (size_t i = 0; i < COUNTS; i++)
		if (counts[i].aim > 0 && runs[i].status == 0)
			bench_aim(counts[i].label, runs[i].ms, " ms", counts[i].aim);
	buf_finish(&path);
}
