/* The mouse in a terminal: off until it is asked for; a click goes to a line or is a key of the
 * bottom line, the wheel scrolls. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "place.h"

static void clicks(struct place *place, const char *text)
{
	sees(place->pty, text);
	assert_true(pty_click(place->pty, text));
}

static bool is_on(struct pty *pty, void *unused)
{
	(void)unused;
	return pty_mouse(pty);
}

static bool is_off(struct pty *pty, void *unused)
{
	(void)unused;
	return !pty_mouse(pty);
}

/* The row of the focused line, -1: none. */
static int focused_row(struct pty *pty)
{
	for (int row = 0; row < 24; row++)
		if (strstr(pty_row(pty, row), "▸") != NULL)
			return row;
	return -1;
}

static bool is_focused(struct pty *pty, void *text)
{
	int row = focused_row(pty);

	return row >= 0 && strstr(pty_row(pty, row), text) != NULL;
}

static void focuses(struct place *place, const char *text)
{
	if (pty_wait(place->pty, is_focused, (void *)text, LONG))
		return;
	char *screen = pty_screen(place->pty);
	print_error("not focused: %s\n%s\n", text, screen);
	free(screen);
	fail();
}

static void begin_tour(struct place *place)
{
	place_start(place, 80, 24, "new tour tour.roundtable");
	sees(place->pty, "Who sees this screen?");
	pty_type(place->pty, "M");
	assert_true(pty_wait(place->pty, is_on, NULL, LONG));
	sees(place->pty, "Mouse on");
	clicks(place, "Only whoever types");
	sees(place->pty, "Press Enter to begin");
}

static void test_from_menu_to_menu_it_stays_as_it_is(void **state)
{
	struct place *place = *state;

	place_start(place, 80, 24, "");
	sees(place->pty, "What would you like to do?");
	assert_false(pty_mouse(place->pty));
	pty_type(place->pty, "M");
	assert_true(pty_wait(place->pty, is_on, NULL, LONG));
	sees(place->pty, "Mouse on");
	pty_wheel(place->pty, false);
	focuses(place, "Continue");
	clicks(place, "Start a workshop");
	sees(place->pty, "Which workshop?");
	assert_true(pty_mouse(place->pty));
	clicks(place, "back");
	sees(place->pty, "What would you like to do?");
	/* where nothing stands a click is nothing */
	pty_type(place->pty, "\033[<0;1;20M\033[<0;80;1M");
	clicks(place, "Tour");
	sees(place->pty, "Who sees this screen?");
	clicks(place, "Esc back");
	sees(place->pty, "What would you like to do?");
	pty_type(place->pty, "M");
	assert_true(pty_wait(place->pty, is_off, NULL, LONG));
	pty_type(place->pty, "q");
	ends(place->pty, 0);
}

static void test_through_a_vote(void **state)
{
	struct place *place = *state;

	begin_tour(place);
	clicks(place, "Enter begin");
	sees(place->pty, "1 of 9");
	clicks(place, "n next");
	sees(place->pty, "2 of 9");
	/* a click on the list takes the keys from the entry line */
	pty_type(place->pty, "Ki");
	sees(place->pty, "> Ki");
	clicks(place, "Chidi");
	focuses(place, "Chidi");
	sees(place->pty, "Letters are commands now.");
	pty_wheel(place->pty, false);
	focuses(place, "Dolores");
	pty_keys(place->pty, "n");
	sees(place->pty, "3 of 9");
	pty_type(place->pty, "A chair\rTea\r");
	sees(place->pty, "2 cards");
	pty_keys(place->pty, "F8");
	sees(place->pty, "4 of 9");
	pty_keys(place->pty, "F8");
	sees(place->pty, "5 of 9");
	pty_keys(place->pty, "Enter");
	sees(place->pty, "How shall the vote be held?");
	clicks(place, "Secret: the keyboard");
	sees(place->pty, "0 of 5 have voted");
	clicks(place, "pass keyboard");
	sees(place->pty, "choose a word");
	clicks(place, "Enter take");
	sees(place->pty, "Take the keyboard");
	clicks(place, "Enter vote");
	sees(place->pty, "Arrows to your choice");
	/* on a ballot a click goes there, and chooses nothing */
	clicks(place, "Tea");
	focuses(place, "Tea");
	sees(place->pty, "Arrows to your choice");
	clicks(place, "Enter choose");
	sees(place->pty, "You chose:");
	clicks(place, "Enter cast");
	sees(place->pty, "1 of 5 have voted");
	pty_signal(place->pty, 15);
	assert_true(pty_wait_end(place->pty, LONG));
	/* whoever comes after can mark text again */
	assert_false(pty_mouse(place->pty));
}

/* A question is answered by its keys alone: a click beside them answers nothing. */
static void test_a_click_beside_is_no_answer(void **state)
{
	struct place *place = *state;

	begin_tour(place);
	pty_keys(place->pty, "F10");
	sees(place->pty, "Leave this workshop now?");
	clicks(place, "Leave this");
	pty_wheel(place->pty, true);
	pty_resize(place->pty, 81, 24);
	clicks(place, "no, go back");
	assert_true(pty_wait_no_text(place->pty, "Leave this workshop now?", LONG));
	assert_false(pty_shows(place->pty, "Nothing was done"));
	pty_keys(place->pty, "F10");
	sees(place->pty, "Leave this workshop now?");
	clicks(place, "yes");
	ends(place->pty, 0);
}

/* Under a covered wall nothing can be hit, not even what stood there before. */
static void test_a_covered_wall_has_nothing_to_hit(void **state)
{
	struct place *place = *state;

	begin_tour(place);
	pty_keys(place->pty, "Enter");
	sees(place->pty, "1 of 9");
	pty_keys(place->pty, "F2");
	sees(place->pty, "show again");
	pty_type(place->pty, "\033[<0;6;23M\033[<65;6;10M");
	clicks(place, "show again");
	sees(place->pty, "1 of 9");
}

/* Keys that came before a click change the picture it was aimed at. */
static void test_a_click_on_what_is_no_more(void **state)
{
	struct place *place = *state;

	begin_tour(place);
	pty_keys(place->pty, "Enter");
	sees(place->pty, "1 of 9");
	for (int column = 1; column <= 80; column++) {
		char keys[64];
		snprintf(keys, sizeof keys, "%c\033[<0;%d;23M", column % 2 ? 'n' : 'p', column);
		pty_type(place->pty, keys);
		sees(place->pty, column % 2 ? "2 of 9" : "1 of 9");
		if (column % 2)
			pty_keys(place->pty, "Esc");
		if (column % 2)
			sees(place->pty, "Letters are commands now.");
	}
	pty_keys(place->pty, "F10");
	sees(place->pty, "Leave this workshop now?");
	pty_keys(place->pty, "Enter");
	ends(place->pty, 0);
	assert_int_equal(place_run(place,
				 "test $(\"$R\" log --json tour.roundtable | grep -c "
				 "stage_entered) = 81",
				 NULL),
		0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, place_set_up, place_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_from_menu_to_menu_it_stays_as_it_is),
		TEST(test_through_a_vote),
		TEST(test_a_click_beside_is_no_answer),
		TEST(test_a_covered_wall_has_nothing_to_hit),
		TEST(test_a_click_on_what_is_no_more),
	};
#undef TEST

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
