#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "place.h"

#include "roundtable/base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int place_set_up(void **state)
{
	struct place *place = mem_alloc(1, sizeof *place);
	const char *build = getenv("ROUNDTABLE_BUILD"), *tmp = getenv("TMPDIR");

	snprintf(place->folder, sizeof place->folder, "%s/roundtable-tui-XXXXXX",
		tmp != NULL ? tmp : "/tmp");
	assert_non_null(mkdtemp(place->folder));
	snprintf(place->program, sizeof place->program, "%s/src/cli/roundtable",
		build != NULL ? build : ".");
	snprintf(place->home, sizeof place->home, "HOME=%.*s", PATH_ROOM - 8, place->folder);
	snprintf(place->data, sizeof place->data, "XDG_DATA_HOME=%.*s", PATH_ROOM - 16,
		place->folder);
	snprintf(place->runtime, sizeof place->runtime, "XDG_RUNTIME_DIR=%.*s", PATH_ROOM - 24,
		place->folder);
	*state = place;
	return 0;
}

int place_tear_down(void **state)
{
	struct place *place = *state;
	struct buf command = {0};

	pty_finish(place->pty);
	buf_format(&command, "rm -rf '%s'", place->folder);
	int failed = system(buf_text(&command));
	buf_finish(&command);
	free(place);
	return failed;
}

struct pty *place_start_with(
	struct place *place, const char *term, int columns, int rows, const char *arguments)
{
	struct buf line = {0};

	buf_format(&line, "cd '%s' && exec '%s' %s", place->folder, place->program, arguments);
	const char *argv[] = {"/bin/sh", "-c", buf_text(&line), NULL};
	const char *env[] = {place->home, place->data, place->runtime, term,
		"ASAN_OPTIONS=detect_leaks=0:handle_segv=0:handle_abort=0", NULL};
	struct pty_options options = {.argv = argv, .env = env, .columns = columns, .rows = rows};
	struct pty *pty = pty_start(&options);
	buf_finish(&line);
	return pty;
}

void place_start(struct place *place, int columns, int rows, const char *arguments)
{
	pty_finish(place->pty);
	place->pty = place_start_with(place, "TERM=xterm-256color", columns, rows, arguments);
}

void sees(struct pty *pty, const char *text)
{
	if (pty_wait_text(pty, text, LONG))
		return;
	char *screen = pty_screen(pty);
	print_error("not on the screen: %s\n%s\n", text, screen);
	free(screen);
	fail();
}

void ends(struct pty *pty, int status)
{
	assert_true(pty_wait_end(pty, LONG));
	assert_true(WIFEXITED(pty_status(pty)));
	assert_int_equal(WEXITSTATUS(pty_status(pty)), status);
}

int place_run(struct place *place, const char *line, struct buf *out)
{
	struct buf command = {0};
	char bytes[4096];
	size_t got;

	buf_format(&command, "cd '%s' && R='%s' && { %s; } 2>&1 </dev/null", place->folder,
		place->program, line);
	FILE *pipe = popen(buf_text(&command), "r");
	buf_finish(&command);
	assert_non_null(pipe);
	while ((got = fread(bytes, 1, sizeof bytes, pipe)) > 0)
		if (out != NULL)
			buf_add(out, bytes, got);
	int status = pclose(pipe);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}
