/*
 * A console in one terminal and the wall in another: what the room sees follows, covers and comes
 * back, and nothing private ever reaches it.
 */
#include "../support/pty.h"

#include "roundtable/base/array.h"
#include "roundtable/base/buf.h"
#include "roundtable/base/mem.h"

#include <locale.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { LONG = 20000, PATH_ROOM = 512 };

struct room {
	char folder[PATH_ROOM], program[PATH_ROOM], home[PATH_ROOM], runtime[PATH_ROOM];
	struct pty *console, *wall;
};

static int set_up(void **state)
{
	struct room *room = mem_alloc(1, sizeof *room);
	const char *build = getenv("ROUNDTABLE_BUILD"), *tmp = getenv("TMPDIR");

	snprintf(room->folder, sizeof room->folder, "%s/roundtable-wall-XXXXXX",
		tmp != NULL ? tmp : "/tmp");
	assert_non_null(mkdtemp(room->folder));
	snprintf(room->program, sizeof room->program, "%s/src/cli/roundtable",
		build != NULL ? build : ".");
	snprintf(room->home, sizeof room->home, "HOME=%.*s", PATH_ROOM - 8, room->folder);
	snprintf(room->runtime, sizeof room->runtime, "XDG_RUNTIME_DIR=%.*s", PATH_ROOM - 24,
		room->folder);
	*state = room;
	return 0;
}

static int tear_down(void **state)
{
	struct room *room = *state;
	struct buf command = {0};

	pty_finish(room->console);
	pty_finish(room->wall);
	buf_format(&command, "rm -rf '%s'", room->folder);
	int failed = system(buf_text(&command));
	buf_finish(&command);
	free(room);
	return failed;
}

static struct pty *start_in(struct room *room, const char *term, int columns, int rows,
	const char *one, const char *two, const char *three)
{
	const char *argv[] = {"/bin/sh", "-c", "cd \"$1\" && shift && exec \"$@\"", "sh",
		room->folder, room->program, one, two, three, NULL};
	const char *env[] = {room->home, room->runtime, "XDG_DATA_HOME", term,
		"ASAN_OPTIONS=detect_leaks=0:handle_segv=0:handle_abort=0", NULL};
	struct pty_options options = {.argv = argv, .env = env, .columns = columns, .rows = rows};

	return pty_start(&options);
}

static struct pty *start(struct room *room, int columns, int rows, const char *one, const char *two,
	const char *three)
{
	return start_in(room, "TERM=xterm-256color", columns, rows, one, two, three);
}

static void expect(struct pty *pty, const char *text)
{
	if (pty_wait_text(pty, text, LONG))
		return;
	char *screen = pty_screen(pty);
	print_error("waited for: %s\n%s", text, screen);
	array_free(screen);
	fail();
}

static void expect_gone(struct pty *pty, const char *text)
{
	if (!pty_wait_no_text(pty, text, LONG))
		fail_msg("still there: %s", text);
}

/* The tour with a wall of its own. */
static void open_room(struct room *room)
{
	room->console = start(room, 80, 24, "new", "tour", "t.roundtable");
	expect(room->console, "Who sees this screen?");
	pty_type(room->console, "2");
	expect(room->console, "A tour in ten minutes");
	room->wall = start(room, 40, 12, "screen", "t.roundtable", NULL);
	expect(room->wall, "A tour in ten minutes");
}

static void test_the_wall_follows(void **state)
{
	struct room *room = *state;

	open_room(room);
	pty_keys(room->console, "Enter");
	expect(room->wall, "How this works");
	expect(room->wall, "0 of 4 points");
	pty_keys(room->console, "Enter");
	expect(room->wall, "1 of 4 points");
	pty_resize(room->wall, 100, 30);
	expect(room->wall, "1 of 4 points");
	/* its keys change nothing, and q leaves it alone */
	pty_type(room->wall, "nnu");
	pty_keys(room->wall, "Enter F8 F5");
	pty_keys(room->console, "Enter");
	expect(room->wall, "2 of 4 points");
	pty_type(room->wall, "q");
	assert_true(pty_wait_end(room->wall, LONG));
	assert_true(pty_modes_restored(room->wall));
	pty_keys(room->console, "Enter");
	expect(room->console, "3 of 4 points");
}

static void test_nothing_private_reaches_it(void **state)
{
	struct room *room = *state;

	open_room(room);
	pty_keys(room->console, "Enter");
	expect(room->wall, "How this works");
	pty_type(room->console, "f");
	expect(room->console, "These lines are yours alone");
	pty_keys(room->console, "Esc");
	expect_gone(room->console, "These lines are yours alone");
	pty_keys(room->console, "Enter");
	expect(room->wall, "1 of 4 points");
	assert_false(pty_shows(room->wall, "yours alone"));
	assert_false(pty_shows(room->wall, "q quit")); /* nor the console's keys */
}

static void test_it_is_covered_by_a_key_of_the_console(void **state)
{
	struct room *room = *state;

	open_room(room);
	pty_keys(room->console, "Enter");
	expect(room->wall, "How this works");
	pty_keys(room->console, "F2");
	expect_gone(room->wall, "How this works");
	expect(room->console, "the wall is blank");
	expect(room->console, "How this works"); /* whoever types still sees it */
	pty_keys(room->console, "F2");
	expect(room->wall, "How this works");
}

static void test_a_console_that_dies_does_not_take_it_along(void **state)
{
	struct room *room = *state;

	open_room(room);
	pty_keys(room->console, "Enter Enter");
	expect(room->wall, "1 of 4 points");
	pty_signal(room->console, SIGKILL);
	assert_true(pty_wait_end(room->console, LONG));
	expect(room->wall, "The connection is lost");
	assert_true(pty_shows(room->wall, "1 of 4 points"));
	pty_finish(room->console);
	room->console = start(room, 80, 24, "open", "t.roundtable", NULL);
	expect(room->console, "Who sees this screen?");
	pty_type(room->console, "2");
	expect(room->console, "1 of 4 points");
	expect_gone(room->wall, "The connection is lost");
	pty_keys(room->console, "Enter");
	expect(room->wall, "2 of 4 points");
}

static void test_it_waits_for_a_session_to_open(void **state)
{
	struct room *room = *state;

	open_room(room);
	pty_type(room->wall, "q");
	assert_true(pty_wait_end(room->wall, LONG));
	pty_finish(room->wall);
	pty_type(room->console, "q");
	pty_keys(room->console, "Enter");
	assert_true(pty_wait_end(room->console, LONG));
	room->wall = start(room, 40, 12, "screen", "t.roundtable", NULL);
	expect(room->wall, "Waiting for the session");
	pty_finish(room->console);
	room->console = start(room, 80, 24, "open", "t.roundtable", NULL);
	expect(room->console, "Who sees this screen?");
	pty_type(room->console, "2");
	expect(room->wall, "A tour in ten minutes");
}

/* In lines, for who listens: what changes is told though nobody types there. */
static void test_a_wall_in_lines_tells_what_changes(void **state)
{
	struct room *room = *state;

	open_room(room);
	pty_finish(room->wall);
	room->wall = start_in(room, "TERM=dumb", 60, 40, "screen", "t.roundtable", NULL);
	expect(room->wall, "A tour in ten minutes");
	pty_keys(room->console, "Enter");
	expect(room->wall, "0 of 4 points");
	pty_keys(room->console, "Enter");
	expect(room->wall, "1 of 4 points");
}

#define AT(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	setlocale(LC_ALL, "C.UTF-8");
	const struct CMUnitTest tests[] = {
		AT(test_the_wall_follows),
		AT(test_nothing_private_reaches_it),
		AT(test_it_is_covered_by_a_key_of_the_console),
		AT(test_a_console_that_dies_does_not_take_it_along),
		AT(test_it_waits_for_a_session_to_open),
		AT(test_a_wall_in_lines_tells_what_changes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
