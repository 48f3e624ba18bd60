/*
 * The whole program three times over: the console in one terminal, a participant's own keyboard in
 * another, and the wall. A card, one box for all keyboards, and a console that is killed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "place.h"

#include "roundtable/base/array.h"
#include "roundtable/base/mem.h"

#include <locale.h>
#include <signal.h>
#include <string.h>

struct together {
	struct place *place; /* its own terminal is the console */
	struct pty *own, *wall;
};

static int set_up(void **state)
{
	struct together *together = mem_alloc(1, sizeof *together);
	void *place;
	int failed = place_set_up(&place);

	together->place = place;
	*state = together;
	return failed;
}

static int tear_down(void **state)
{
	struct together *together = *state;
	void *place = together->place;

	pty_finish(together->own);
	pty_finish(together->wall);
	array_free(together);
	return place_tear_down(&place);
}

/* Amina comes with a terminal, and the facilitator lets her in; what was asked for before the
 * console looked waits there. */
static void begin(struct together *together)
{
	struct place *place = together->place;

	place_start(place, 80, 24, "new tour t.roundtable");
	sees(place->pty, "Who sees this screen?");
	pty_type(place->pty, "2");
	sees(place->pty, "A tour in ten minutes");
	together->wall =
		place_start_with(place, "TERM=xterm-256color", 40, 12, "screen t.roundtable");
	together->own = place_start_with(place, "TERM=xterm-256color", 40, 12, "join t.roundtable");
	sees(together->own, "Who are you?");
	pty_type(together->own, "amina");
	pty_keys(together->own, "Enter");
	sees(together->own, "Please wait for the facilitator");
	pty_keys(place->pty, "Ctrl-N");
	sees(place->pty, "1 wants to come in.");
	pty_type(place->pty, "a");
	sees(place->pty, "1 in, 0 of them ready");
	sees(together->own, "A tour in ten minutes");
	pty_keys(place->pty, "Esc");
	sees(place->pty, "Press Enter to begin");
	pty_keys(place->pty, "Enter F8 F8");
	sees(place->pty, "3 of 9");
}

static void begin_vote(struct together *together)
{
	struct pty *console = together->place->pty;

	sees(together->own, "Your card>");
	pty_type(together->own, "A chair for everybody");
	pty_keys(together->own, "Enter");
	sees(together->own, "You wrote:");
	pty_keys(together->own, "Enter");
	sees(together->wall, "1 card");
	sees(console, "A chair for everybody");
	pty_type(console, "Tea before talk\r");
	sees(together->own, "2 cards");
	pty_keys(console, "F8 F8");
	sees(console, "5 of 9");
	pty_keys(console, "Enter");
	sees(console, "How shall the vote be held?");
	pty_keys(console, "Enter");
	sees(together->own, "Press Enter for your ballot.");
}

static void close_vote(struct pty *console, const char *result)
{
	pty_type(console, "c");
	sees(console, "Close the vote and count?");
	pty_keys(console, "Enter");
	sees(console, result);
}

static void test_one_box_and_a_console_that_dies(void **state)
{
	struct together *together = *state;
	struct place *place = together->place;

	begin(together);
	begin_vote(together);
	pty_keys(together->own, "Enter 1 Enter");
	sees(together->own, "Your ballot lies in the box.");
	sees(together->wall, "1 of 5 have voted");
	/* the passed keyboard calls all the others */
	pty_keys(place->pty, "Enter");
	sees(place->pty, "choose a word");
	pty_keys(place->pty, "Enter");
	sees(place->pty, "Ben");
	pty_keys(place->pty, "Enter 2 Enter");
	sees(place->pty, "2 of 5 have voted");
	pty_keys(place->pty, "Enter 2 Enter");
	sees(together->own, "3 of 5 have voted");
	pty_signal(place->pty, SIGKILL);
	assert_true(pty_wait_end(place->pty, LONG));
	sees(together->own, "connection is lost");
	pty_keys(together->own, "Enter 2 Enter"); /* Amina thinks again meanwhile */
	sees(together->own, "Your ballot is on its way.");
	place_start(place, 80, 24, "open t.roundtable");
	sees(place->pty, "Who sees this screen?");
	pty_type(place->pty, "2");
	sees(together->own, "Your ballot lies in the box.");
	sees(place->pty, "3 of 5 have voted");
	close_vote(place->pty, "came first with 3 votes.");
	sees(together->own, "came first with 3 votes");
	pty_type(together->own, "q");
	ends(together->own, 0);
	assert_true(pty_modes_restored(together->own));
}

/* Nothing but a terminal can be joined from. */
static void test_there_must_be_a_terminal(void **state)
{
	struct together *together = *state;
	struct buf out = {0};

	assert_int_equal(place_run(together->place, "\"$R\" join nowhere.roundtable", &out), 2);
	assert_non_null(strstr(buf_text(&out), "There is no terminal to draw on."));
	buf_finish(&out);
	together->own = place_start_with(
		together->place, "TERM=xterm-256color", 40, 12, "join nowhere.roundtable");
	sees(together->own, "nowhere.roundtable cannot be");
	ends(together->own, 2);
}

#define AT(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	setlocale(LC_ALL, "C.UTF-8");
	const struct CMUnitTest tests[] = {
		AT(test_one_box_and_a_console_that_dies),
		AT(test_there_must_be_a_terminal),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
