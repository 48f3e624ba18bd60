/*
 * Start, memory, key strokes, appends and counts, measured beside other programs in one run: ratios
 * hold from machine to machine better than milliseconds do. Not a test: nothing fails when an aim
 * is missed.
 *
 *     bench PROGRAM [start | keys | store | tally | host]...
 */
#include "bench.h"

#include "long_session.h"
#include "roundtable/base/buf.h"
#include "roundtable/base/mem.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct part {
	const char *name;
	void (*run)(struct bench *bench);
} parts[] = {{"start", bench_start}, {"keys", bench_keys}, {"store", bench_store},
	{"tally", bench_tally}, {"host", bench_host}};
enum { PARTS = sizeof parts / sizeof parts[0] };

const size_t session_events[SESSIONS] = {0, 1000, 10000};

void bench_aim(const char *what, double measured, const char *unit, double aim)
{
	printf("  %-6s %s: %.2f%s (aim: at most %.4g%s)\n", measured <= aim ? "met" : "MISSED",
		what, measured, unit, aim, unit);
}

const char *ratio(double value, double base)
{
	static char texts[4][16];
	static size_t next;
	char *text = texts[next++ % 4];

	if (base > 0 && value >= 0)
		snprintf(text, sizeof texts[0], "%.2f x", value / base);
	else
		snprintf(text, sizeof texts[0], "-");
	return text;
}

static char *path_in(const char *folder, const char *name)
{
	struct buf path = {0};

	buf_format(&path, "%s/%s", folder, name);
	return buf_take(&path);
}

static void make_files(struct bench *bench)
{
	static const char *const names[SESSIONS] = {
		"empty.roundtable", "1000.roundtable", "10000.roundtable"};

	for (size_t i = 0; i < SESSIONS; i++) {
		bench->sessions[i] = path_in(bench->folder, names[i]);
		long_session_make(bench->sessions[i], session_events[i]);
	}
	bench->text = path_in(bench->folder, "text.txt");
	FILE *text = fopen(bench->text, "w");
	for (int i = 1; text != NULL && i <= 10000; i++)
		fprintf(text, "%d Who answers the telephone when the office is closed?\n", i);
	if (text == NULL || fclose(text) != 0) {
		perror(bench->text);
		exit(EXIT_FAILURE);
	}
}

static int remove_one(const char *path, const struct stat *about, int type, struct FTW *where)
{
	(void)about;
	(void)type;
	(void)where;
	return remove(path);
}

static void finish(struct bench *bench)
{
	nftw(bench->folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	for (size_t i = 0; i < SESSIONS; i++)
		free(bench->sessions[i]);
	free(bench->text);
}

/* What every program starts from: no settings of the user's own. */
static void set_environment(const char *folder)
{
	static const char *const unset[] = {"XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME",
		"VIMINIT", "EXINIT", "LESS", "NO_COLOR", "DBUS_SESSION_BUS_ADDRESS", "TMUX", "STY"};

	for (size_t i = 0; i < sizeof unset / sizeof unset[0]; i++)
		unsetenv(unset[i]);
	setenv("HOME", folder, 1);
	setenv("TERM", "xterm-256color", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("TZ", "UTC", 1);
	setenv("LESSHISTFILE", "-", 1);
}

static const struct part *part_named(const char *name)
{
	for (size_t i = 0; i < PARTS; i++)
		if (strcmp(parts[i].name, name) == 0)
			return &parts[i];
	fprintf(stderr,
		"bench: there is no part '%s'; there are start, keys, store, tally and host\n",
		name);
	exit(2);
}

int main(int argc, char **argv)
{
	char folder[] = "bench-XXXXXX";
	struct bench bench = {0};

	if (argc < 2) {
		fprintf(stderr, "bench PROGRAM [start | keys | store | tally | host]...\n");
		return 2;
	}
	bench.roundtable = realpath(argv[1], NULL);
	for (int i = 2; i < argc; i++)
		part_named(argv[i]);
	/* the current folder, not the one for temporary files: that may be in memory, where nothing
	 * is durable */
	if (bench.roundtable == NULL || mkdtemp(folder) == NULL) {
		perror(bench.roundtable == NULL ? argv[1] : folder);
		return 1;
	}
	bench.folder = realpath(folder, NULL);
	setvbuf(stdout, NULL, _IOLBF, 0);
	set_environment(bench.folder);
	make_files(&bench);
	for (int i = 2; i < argc; i++)
		part_named(argv[i])->run(&bench);
	for (size_t i = 0; argc == 2 && i < PARTS; i++)
		parts[i].run(&bench);
	finish(&bench);
	free((char *)bench.roundtable);
	free((char *)bench.folder);
	return 0;
}
