/* Which programs are measured, and how each is started. */
#include "bench.h"

#include "roundtable/base/buf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { QUIET_MS = 150, PATIENCE_MS = 10000 };

const struct rival rivals[] = {
	[RIVAL_NANO] = {"nano, empty", {"nano"}, {0}, "", {0}, "letter typed"},
	{"nano, 10,000 lines", {"nano"}, {"TEXT"}, "", {0}, "letter typed"},
	{"less, 10,000 lines", {"less"}, {"TEXT"}, "", {"j", "j"}, "one line on"},
	{"vim, 10,000 lines", {"vim", "vim.tiny"}, {"-u", "NONE", "TEXT"}, "i", {0},
		"letter typed"},
	{"tig, this repository", {"tig"}, {0}, "", {"j", "j"}, "one line on"},
	{"htop", {"htop"}, {0}, "", {ARROW_DOWN, ARROW_UP}, "one line on"},
};
const size_t rivals_count = sizeof rivals / sizeof rivals[0];

/* The path of a program of PATH into `out`; false when it is not there. */
static bool find(const char *name, struct buf *out)
{
	const char *from = getenv("PATH");

	while (from != NULL && *from != '\0') {
		size_t length = strcspn(from, ":");
		buf_clear(out);
		buf_format(out, "%.*s/%s", (int)length, from, name);
		if (length > 0 && access(buf_text(out), X_OK) == 0)
			return true;
		from += length + (from[length] == ':');
	}
	return false;
}

/* Editors killed at the end of a measurement leave a lock behind and would ask about it. */
static void remove_lock(const struct bench *bench)
{
	struct buf path = {0};

	buf_format(&path, "%s/.text.txt.swp", bench->folder);
	unlink(buf_text(&path));
	buf_finish(&path);
}

struct program *rival_start(
	const struct bench *bench, const struct rival *rival, int columns, int rows)
{
	const char *argv[8] = {NULL};
	struct buf path = {0};
	bool there = false;
	struct program *program = NULL;

	for (size_t i = 0; i < 3 && rival->names[i] != NULL && !there; i++)
		there = find(rival->names[i], &path);
	argv[0] = buf_text(&path);
	for (size_t i = 0; i < 4 && rival->arguments[i] != NULL; i++)
		argv[i + 1] = strcmp(rival->arguments[i], "TEXT") == 0 ? bench->text
								       : rival->arguments[i];
	/* tig wants to be in a repository: where the sources are */
	struct program_options options = {.argv = argv,
		.folder = getenv("ROUNDTABLE_SOURCE"),
		.columns = columns,
		.rows = rows};
	remove_lock(bench);
	if (there)
		program = program_start(&options);
	buf_finish(&path);
	return program;
}

struct program *ours_start(const struct bench *bench, const char *session, int columns, int rows)
{
	const char *argv[4] = {bench->roundtable, session != NULL ? "open" : NULL, session, NULL};
	struct program_options options = {
		.argv = argv, .folder = bench->folder, .columns = columns, .rows = rows};

	return program_start(&options);
}

double ours_enter(struct program *program)
{
	if (!program_shows(program, "Who sees this screen?")) {
		fprintf(stderr, "bench: this is not the screen that was waited for:\n");
		program_print(program);
		exit(EXIT_FAILURE);
	}
	program_type(program, "2");
	return program_settle(program, QUIET_MS, PATIENCE_MS);
}
