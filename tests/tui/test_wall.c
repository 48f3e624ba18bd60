/*
 * A console in one terminal and the wall in another: what the room sees follows, covers and comes
 * back, and nothing private ever reaches it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "place.h"

#include "roundtable/base/mem.h"

#include <locale.h>
#include <signal.h>
#include <stdlib.h>

/* The place's own terminal is the console; the wall stands in another. */
struct room {
	struct place *place;
	struct pty *wall;
};

static int set_up(void **state)
{
	struct room *room = mem_alloc(1, sizeof *room);
	void *place;
	int failed = place_set_up(&place);

	room->place = place;
	*state = room;
	return failed;
}

static int tear_down(void **state)
{
	struct room *room = *state;
	void *place = room->place;

	pty_finish(room->wall);
	free(room);
	return place_tear_down(&place);
}

static void start_console(struct room *room, const char *arguments)
{
	place_start(room->place, 80, 24, arguments);
}

static void start_wall(struct room *room, const char *term, int columns, int rows)
{
	pty_finish(room->wall);
	room->wall = place_start_with(room->place, term, columns, rows, "screen t.roundtable");
}

static void expect_gone(struct pty *pty, const char *text)
{
	if (!pty_wait_no_text(pty, text, LONG))
		fail_msg("still there: %s", text);
}

/* The tour with a wall of its own. */
static void open_room(struct room *room)
{
	start_console(room, "new tour t.roundtable");
	sees(room->place->pty, "Who sees this screen?");
	pty_type(room->place->pty, "2");
	sees(room->place->pty, "A tour in ten minutes");
	start_wall(room, "TERM=xterm-256color", 40, 12);
	sees(room->wall, "A tour in ten minutes");
}

static void test_the_wall_follows(void **state)
{
	struct room *room = *state;

	open_room(room);
	pty_keys(room->place->pty, "Enter");
	sees(room->wall, "How this works");
	sees(room->wall, "0 of 4 points");
	pty_keys(room->place->pty, "Enter");
	sees(room->wall, "1 of 4 points");
	pty_resize(room->wall, 100, 30);
	sees(room->wall, "1 of 4 points");
	/* its keys change nothing, and q leaves it alone */
	pty_type(room->wall, "nnu");
	pty_keys(room->wall, "Enter F8 F5");
	pty_keys(room->place->pty, "Enter");
	sees(room->wall, "2 of 4 points");
	pty_type(room->wall, "q");
	assert_true(pty_wait_end(room->wall, LONG));
	assert_true(pty_modes_restored(room->wall));
	pty_keys(room->place->pty, "Enter");
	sees(room->place->pty, "3 of 4 points");
}

static void test_nothing_private_reaches_it(void **state)
{
	struct room *room = *state;

	open_room(room);
	pty_keys(room->place->pty, "Enter");
	sees(room->wall, "How this works");
	pty_type(room->place->pty, "f");
	sees(room->place->pty, "These lines are yours alone");
	pty_keys(room->place->pty, "Esc");
	expect_gone(room->place->pty, "These lines are yours alone");
	pty_keys(room->place->pty, "Enter");
	sees(room->wall, "1 of 4 points");
	assert_false(pty_shows(room->wall, "yours alone"));
	assert_false(pty_shows(room->wall, "q quit")); /* nor the console's keys */
}

static void test_it_is_covered_by_a_key_of_the_console(void **state)
{
	struct room *room = *state;

	open_room(room);
	pty_keys(room->place->pty, "Enter");
	sees(room->wall, "How this works");
	pty_keys(room->place->pty, "F2");
	expect_gone(room->wall, "How this works");
	sees(room->place->pty, "the wall is blank");
	sees(room->place->pty, "How this works"); /* whoever types still sees it */
	pty_keys(room->place->pty, "F2");
	sees(room->wall, "How this works");
}

/* A wall may be there whatever was answered at the start; then one key covers both. */
static void test_it_is_covered_with_a_console_that_the_room_sees(void **state)
{
	struct room *room = *state;

	start_console(room, "new tour t.roundtable");
	sees(room->place->pty, "Who sees this screen?");
	pty_type(room->place->pty, "1");
	sees(room->place->pty, "A tour in ten minutes");
	start_wall(room, "TERM=xterm-256color", 40, 12);
	pty_keys(room->place->pty, "Enter");
	sees(room->wall, "How this works");
	pty_keys(room->place->pty, "F2");
	expect_gone(room->place->pty, "How this works");
	expect_gone(room->wall, "How this works");
	pty_keys(room->place->pty, "F2");
	sees(room->place->pty, "How this works");
	sees(room->wall, "How this works");
}

/* The wall of its own is given up for this screen: what covers the wall covers this one too. */
static void test_a_screen_that_the_room_sees_instead_is_covered(void **state)
{
	struct room *room = *state;

	open_room(room);
	pty_keys(room->place->pty, "Enter");
	sees(room->wall, "How this works");
	pty_keys(room->place->pty, "Ctrl-L");
	sees(room->place->pty, "The room sees this screen");
	pty_keys(room->place->pty, "F2");
	expect_gone(room->place->pty, "How this works");
	expect_gone(room->wall, "How this works");
}

static void test_a_console_that_dies_does_not_take_it_along(void **state)
{
	struct room *room = *state;

	open_room(room);
	pty_keys(room->place->pty, "Enter Enter");
	sees(room->wall, "1 of 4 points");
	pty_signal(room->place->pty, SIGKILL);
	assert_true(pty_wait_end(room->place->pty, LONG));
	sees(room->wall, "The connection is lost");
	assert_true(pty_shows(room->wall, "1 of 4 points"));
	start_console(room, "open t.roundtable");
	sees(room->place->pty, "Who sees this screen?");
	pty_type(room->place->pty, "2");
	sees(room->place->pty, "1 of 4 points");
	expect_gone(room->wall, "The connection is lost");
	pty_keys(room->place->pty, "Enter");
	sees(room->wall, "2 of 4 points");
}

static void test_it_waits_for_a_session_to_open(void **state)
{
	struct room *room = *state;

	open_room(room);
	pty_type(room->wall, "q");
	assert_true(pty_wait_end(room->wall, LONG));
	pty_type(room->place->pty, "q");
	pty_keys(room->place->pty, "Enter");
	assert_true(pty_wait_end(room->place->pty, LONG));
	start_wall(room, "TERM=xterm-256color", 40, 12);
	sees(room->wall, "Waiting for the session");
	start_console(room, "open t.roundtable");
	sees(room->place->pty, "Who sees this screen?");
	pty_type(room->place->pty, "2");
	sees(room->wall, "A tour in ten minutes");
}

/* In lines, for who listens: what changes is told though nobody types there. */
static void test_a_wall_in_lines_tells_what_changes(void **state)
{
	struct room *room = *state;

	open_room(room);
	start_wall(room, "TERM=dumb", 60, 40);
	sees(room->wall, "A tour in ten minutes");
	pty_keys(room->place->pty, "Enter");
	sees(room->wall, "0 of 4 points");
	pty_keys(room->place->pty, "Enter");
	sees(room->wall, "1 of 4 points");
}

#define AT(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	setlocale(LC_ALL, "C.UTF-8");
	const struct CMUnitTest tests[] = {
		AT(test_the_wall_follows),
		AT(test_nothing_private_reaches_it),
		AT(test_it_is_covered_by_a_key_of_the_console),
		AT(test_it_is_covered_with_a_console_that_the_room_sees),
		AT(test_a_screen_that_the_room_sees_instead_is_covered),
		AT(test_a_console_that_dies_does_not_take_it_along),
		AT(test_it_waits_for_a_session_to_open),
		AT(test_a_wall_in_lines_tells_what_changes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
