/*
 * The whole program in a terminal: from the start screen into a workshop, a secret vote by passed
 * keyboard, and what is there again after it was killed.
 */
#include <locale.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "place.h"

static void start(struct place *place, const char *arguments)
{
	place_start(place, 80, 24, arguments);
}

static void ends_clean(struct pty *pty, int status)
{
	int row, column;
	bool visible;

	ends(pty, status);
	assert_true(pty_modes_restored(pty));
	assert_false(pty_alternate(pty));
	pty_cursor(pty, &row, &column, &visible);
	assert_true(visible);
}

/* The log as JSON lines holds this. */
static void log_holds(struct place *place, const char *text, bool wanted)
{
	struct buf log = {0};

	assert_int_equal(place_run(place, "\"$R\" verify tour.roundtable", NULL), 0);
	assert_int_equal(place_run(place, "\"$R\" log tour.roundtable --json", &log), 0);
	if ((strstr(buf_text(&log), text) != NULL) != wanted)
		fail_msg("%s in the log: %s\n%s", wanted ? "not" : "still", text, buf_text(&log));
	buf_finish(&log);
}

/* The tour in tour.roundtable, seen by nobody but who types, in its first stage. */
static void begin_tour(struct place *place)
{
	start(place, "new tour tour.roundtable");
	sees(place->pty, "Who sees this screen?");
	pty_type(place->pty, "2");
	sees(place->pty, "Press Enter to begin");
	pty_keys(place->pty, "Enter");
	sees(place->pty, "1 of 9");
}

/* The tour at its third stage, where cards are typed. */
static void begin_cards(struct place *place)
{
	begin_tour(place);
	pty_keys(place->pty, "F8");
	sees(place->pty, "2 of 9");
	pty_keys(place->pty, "F8");
	sees(place->pty, "3 of 9");
}

static void open_again(struct place *place)
{
	start(place, "open tour.roundtable");
	sees(place->pty, "Who sees this screen?");
	pty_type(place->pty, "2");
	assert_true(pty_wait_no_text(place->pty, "Who sees this screen?", LONG));
}

/* In the vote of the tour, with two cards to choose from. */
static void begin_vote(struct place *place)
{
	struct pty *pty = place->pty;

	pty_keys(pty, "F8");
	sees(pty, "2 of 9");
	pty_keys(pty, "F8");
	sees(pty, "3 of 9");
	pty_type(pty, "A chair for everybody\rTea before talk\r");
	sees(pty, "2 cards");
	pty_keys(pty, "F8");
	sees(pty, "4 of 9");
	pty_keys(pty, "F8");
	sees(pty, "5 of 9");
	pty_keys(pty, "Enter");
	sees(pty, "How shall the vote be held?");
	pty_keys(pty, "Enter");
	sees(pty, "0 of 5 have voted");
}

static void begin_calling(struct place *place)
{
	pty_keys(place->pty, "Enter");
	sees(place->pty, "choose a word");
	pty_keys(place->pty, "Enter");
	sees(place->pty, "Take the keyboard");
}

/* --- the first minutes --- */

static void test_from_the_start_screen_into_the_tour(void **state)
{
	struct place *place = *state;

	start(place, "");
	sees(place->pty, "What would you like to do?");
	pty_type(place->pty, "6");
	sees(place->pty, "Who sees this screen?");
	pty_keys(place->pty, "Down Enter");
	sees(place->pty, "A tour in ten minutes");
	pty_keys(place->pty, "Enter");
	sees(place->pty, "Enter shows the next point");
	pty_keys(place->pty, "Enter");
	sees(place->pty, "The bottom line names the keys");
	pty_keys(place->pty, "F8");
	sees(place->pty, "Amina");
	pty_type(place->pty, "Kim, resi\r");
	sees(place->pty, "Kim, resident, is here.");
	pty_keys(place->pty, "Esc");
	sees(place->pty, "Letters are commands now");
	pty_type(place->pty, "q");
	sees(place->pty, "Leave this workshop now?");
	sees(place->pty, "To go on:");
	pty_keys(place->pty, "Enter");
	sees(place->pty, "What would you like to do?");
	/* and on from where it was left */
	pty_type(place->pty, "2");
	sees(place->pty, "tour-");
	pty_keys(place->pty, "Enter");
	sees(place->pty, "Who sees this screen?");
	pty_keys(place->pty, "Enter");
	sees(place->pty, "2 of 9");
	sees(place->pty, "Kim");
	pty_keys(place->pty, "F10");
	sees(place->pty, "Leave this workshop now?");
	pty_keys(place->pty, "Enter");
	sees(place->pty, "What would you like to do?");
	pty_keys(place->pty, "Esc");
	ends_clean(place->pty, 0);
}

static void test_every_choice_of_the_start_screen_comes_back(void **state)
{
	struct place *place = *state;

	start(place, "");
	for (int choice = '1'; choice <= '6'; choice++) {
		char key[2] = {(char)choice, '\0'};
		sees(place->pty, "What would you like to do?");
		if (choice == '5')
			continue;
		pty_type(place->pty, key);
		assert_true(pty_wait_no_text(place->pty, "What would you like to do?", LONG));
		pty_keys(place->pty, "Esc");
	}
	sees(place->pty, "What would you like to do?");
	pty_type(place->pty, "q");
	ends_clean(place->pty, 0);
}

/* --- a secret vote --- */

/* Presses one key and counts it. */
static void press(struct pty *pty, const char *key, int *count)
{
	pty_keys(pty, key);
	(*count)++;
}

static void test_a_secret_vote_by_passed_keyboard(void **state)
{
	static const char *const people[] = {"Amina", "Ben", "Chidi", "Dolores", "Eva"};
	struct place *place = *state;
	struct pty *pty;

	begin_tour(place);
	begin_vote(place);
	begin_calling(place);
	pty = place->pty;
	for (int i = 0; i < 5; i++) {
		char voted[40];
		int keys = 0;
		sees(pty, people[i]);
		press(pty, "Enter", &keys);
		sees(pty, "Arrows to your choice, then Enter.");
		/* nothing is chosen beforehand, so that a key held down casts nobody's ballot */
		press(pty, "Enter", &keys);
		sees(pty, "Choose first: the arrows, or a digit.");
		press(pty, "Down", &keys);
		if (i % 2)
			press(pty, "Down", &keys);
		press(pty, "Enter", &keys);
		sees(pty, "You chose:");
		press(pty, "Enter", &keys);
		snprintf(voted, sizeof voted, "%d of 5 have voted", i + 1);
		sees(pty, voted);
		assert_in_range(keys - 1, 3, 6);
	}
	sees(pty, "Everybody has been called.");
	pty_keys(pty, "Esc");
	sees(pty, "Enter close the vote");
	pty_keys(pty, "Enter");
	sees(pty, "Close the vote and count?");
	pty_keys(pty, "Enter");
	sees(pty, "came first with 3 votes.");
	pty_keys(pty, "F10 Enter");
	ends_clean(pty, 0);
	log_holds(place, "poll_closed", true);
}

static void test_in_strangers_hands(void **state)
{
	struct place *place = *state;
	struct pty *pty;

	begin_tour(place);
	begin_vote(place);
	begin_calling(place);
	pty = place->pty;
	pty_keys(pty, "Enter");
	sees(pty, "secret");
	/* what would end, stop or leave the program elsewhere; the digit after them is taken, so
	 * all were read */
	pty_keys(pty, "Ctrl-C Ctrl-Z Ctrl-Q F10 F9 F8 F1 : q Esc Esc Esc F5 Ctrl-R");
	pty_signal(pty, SIGINT);
	pty_signal(pty, SIGTSTP);
	pty_keys(pty, "2");
	sees(pty, "You chose:");
	assert_false(pty_wait_stop(pty, 0));
	/* the size may change under a ballot */
	pty_resize(pty, 40, 12);
	sees(pty, "Backspace = start");
	sees(pty, "Tea before talk");
	pty_resize(pty, 20, 5);
	sees(pty, "This window has 20");
	pty_resize(pty, 120, 40);
	sees(pty, "Tea before talk");
	pty_keys(pty, "Enter");
	sees(pty, "1 of 5 have voted");
	pty_keys(pty, "Esc");
	sees(pty, "pass keyboard");
	/* in the facilitator's hands Ctrl-Z stops the program, as it should */
	pty_keys(pty, "Ctrl-Z");
	assert_true(pty_wait_stop(pty, LONG));
	assert_true(pty_modes_restored(pty));
	pty_signal(pty, SIGCONT);
	sees(pty, "1 of 5 have voted");
}

/* --- killed --- */

static void kill_program(struct place *place)
{
	pty_signal(place->pty, SIGKILL);
	assert_true(pty_wait_end(place->pty, LONG));
	assert_true(WIFSIGNALED(pty_status(place->pty)));
}

static void test_killed_with_half_a_card(void **state)
{
	struct place *place = *state;

	begin_cards(place);
	pty_type(place->pty, "A whole card\r");
	sees(place->pty, "1 card");
	pty_type(place->pty, "Half a c");
	sees(place->pty, "> Half a c");
	kill_program(place);
	open_again(place);
	sees(place->pty, "3 of 9");
	sees(place->pty, "A whole card");
	sees(place->pty, "> Half a c");
	pty_type(place->pty, "ard\r");
	sees(place->pty, "2 cards");
	pty_keys(place->pty, "F10 Enter");
	ends_clean(place->pty, 0);
	log_holds(place, "Half a card", true);
}

static void test_killed_with_half_a_form(void **state)
{
	struct place *place = *state;

	begin_tour(place);
	pty_keys(place->pty, "F4");
	sees(place->pty, "An action");
	pty_type(place->pty, "Call the bus company\rAm");
	sees(place->pty, "Who> Am");
	kill_program(place);
	open_again(place);
	sees(place->pty, "What: Call the bus company");
	sees(place->pty, "Who> Am");
	pty_type(place->pty, "\r\r");
	sees(place->pty, "The action is written down.");
	kill_program(place);
	/* what was taken is not offered again */
	open_again(place);
	sees(place->pty, "1 of 9");
	assert_false(pty_shows(place->pty, "Call the bus company"));
	pty_keys(place->pty, "F10 Enter");
	ends_clean(place->pty, 0);
	log_holds(place, "Call the bus company", true);
}

static void test_killed_in_the_middle_of_a_secret_vote(void **state)
{
	struct place *place = *state;
	struct pty *pty;

	begin_tour(place);
	begin_vote(place);
	begin_calling(place);
	pty_keys(place->pty, "Enter 1 Enter");
	sees(place->pty, "1 of 5 have voted");
	pty_keys(place->pty, "Enter 2 Enter");
	sees(place->pty, "2 of 5 have voted");
	/* Chidi has chosen and not cast */
	pty_keys(place->pty, "Enter 1");
	sees(place->pty, "You chose:");
	kill_program(place);
	open_again(place);
	pty = place->pty;
	sees(pty, "5 of 9");
	sees(pty, "2 of 5 have voted");
	begin_calling(place);
	sees(pty, "Chidi");
	pty_keys(pty, "Enter 1 Enter");
	sees(pty, "3 of 5 have voted");
	kill_program(place);
	open_again(place);
	pty = place->pty;
	sees(pty, "3 of 5 have voted");
	pty_type(pty, "c");
	sees(pty, "Close the vote and count?");
	pty_keys(pty, "Enter");
	sees(pty, "came first with 2 votes.");
	pty_keys(pty, "F10 Enter");
	ends_clean(pty, 0);
	log_holds(place, "ballot_cast", false);
}

/* --- ended from outside --- */

static void test_signals_leave_the_terminal_and_the_file_whole(void **state)
{
	static const int signals[] = {SIGTERM, SIGHUP};
	struct place *place = *state;

	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
		if (i == 0)
			begin_tour(place);
		else
			open_again(place);
		pty_keys(place->pty, "F3");
		sees(place->pty, "A note for the minutes");
		pty_type(place->pty, i == 0 ? "Half a note" : "!");
		sees(place->pty, i == 0 ? "> Half a note" : "> Half a note!");
		pty_signal(place->pty, signals[i]);
		ends_clean(place->pty, 1);
		assert_int_equal(place_run(place, "\"$R\" verify tour.roundtable", NULL), 0);
	}
	open_again(place);
	sees(place->pty, "> Half a note!");
}

static void test_a_terminal_that_goes_away(void **state)
{
	struct place *place = *state;

	begin_tour(place);
	pty_keys(place->pty, "F8");
	sees(place->pty, "2 of 9");
	pty_hang_up(place->pty);
	assert_true(pty_wait_end(place->pty, LONG));
	assert_true(WIFEXITED(pty_status(place->pty)));
	assert_int_equal(place_run(place, "\"$R\" verify tour.roundtable", NULL), 0);
}

static void test_a_second_process_is_told_which_has_the_file(void **state)
{
	struct place *place = *state;
	struct buf said = {0};

	begin_tour(place);
	struct pty *second =
		place_start_with(place, "TERM=xterm-256color", 80, 24, "open tour.roundtable");
	assert_true(pty_wait_end(second, LONG));
	assert_int_equal(WEXITSTATUS(pty_status(second)), 1);
	assert_false(pty_alternate(second));
	assert_true(pty_shows(second, "process"));
	pty_finish(second);
	assert_int_equal(place_run(place, "\"$R\" minutes tour.roundtable", &said), 1);
	assert_non_null(strstr(buf_text(&said), "process"));
	buf_finish(&said);
	/* the first goes on undisturbed */
	pty_keys(place->pty, "F8");
	sees(place->pty, "2 of 9");
}

/* --- very much at once --- */

static void test_a_long_paste_into_a_card(void **state)
{
	struct place *place = *state;
	struct buf text = {0};

	begin_cards(place);
	for (int i = 0; text.count < 4000; i++)
		buf_format(&text, "line %d of what was pasted\r\n\x1b[31m", i);
	pty_paste(place->pty, buf_text(&text));
	sees(place->pty, "lines were pasted");
	pty_type(place->pty, "1");
	sees(place->pty, "This line is full.");
	assert_true(pty_shows(place->pty, "0 cards")); /* the newlines in it took nothing */
	pty_keys(place->pty, "Enter");
	sees(place->pty, "1 card");
	pty_keys(place->pty, "F10 Enter");
	ends_clean(place->pty, 0);
	log_holds(place, "line 5 of what was pasted", true);
	buf_finish(&text);
}

/* What was written before stays: the name proposed is one that is free. */
static void test_a_free_name_is_proposed(void **state)
{
	static const char *const keys[] = {"m", "P", "s"};
	static const char *const names[] = {"tour.html", "tour-2.html", "tour-3.html",
		"tour-slips.html", "tour-slips-2.html", "tour-slips-3.html", "tour-copy.roundtable",
		"tour-copy-2.roundtable", "tour-copy-3.roundtable"};
	struct place *place = *state;

	begin_tour(place);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		pty_type(place->pty, keys[i / 3]);
		sees(place->pty, names[i]);
		pty_keys(place->pty, "Enter");
		sees(place->pty, "Written: ");
		assert_true(pty_shows(place->pty, names[i]));
		pty_keys(place->pty, "Home");
		assert_true(pty_wait_no_text(place->pty, "Written: ", LONG));
	}
	pty_keys(place->pty, "F10 Enter");
	ends_clean(place->pty, 0);
	struct buf listing = {0};
	place_run(place, "ls", &listing);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		assert_non_null(strstr(buf_text(&listing), names[i]));
	buf_finish(&listing);
}

/* Keys by the hundred in one go: each is used, none is lost. */
static void test_keys_faster_than_the_screen(void **state)
{
	struct place *place = *state;
	struct buf keys = {0};

	begin_cards(place);
	for (int i = 0; i < 50; i++)
		buf_format(&keys, "card %d\r", i);
	pty_type(place->pty, buf_text(&keys));
	sees(place->pty, "card 49");
	pty_keys(place->pty, "F10 Enter");
	ends_clean(place->pty, 0);
	for (int i = 0; i < 50; i++) {
		char card[24];
		snprintf(card, sizeof card, "\"card %d\"", i);
		log_holds(place, card, true);
	}
	buf_finish(&keys);
}

static void test_resized_to_nothing_and_back(void **state)
{
	struct place *place = *state;

	begin_tour(place);
	for (int i = 0; i < 60; i++)
		pty_resize(place->pty, 2 + i * 7 % 90, 1 + i * 5 % 30);
	pty_resize(place->pty, 80, 24);
	pty_keys(place->pty, "F8");
	sees(place->pty, "2 of 9");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, place_set_up, place_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_from_the_start_screen_into_the_tour),
		TEST(test_every_choice_of_the_start_screen_comes_back),
		TEST(test_a_secret_vote_by_passed_keyboard),
		TEST(test_in_strangers_hands),
		TEST(test_killed_with_half_a_card),
		TEST(test_killed_with_half_a_form),
		TEST(test_killed_in_the_middle_of_a_secret_vote),
		TEST(test_signals_leave_the_terminal_and_the_file_whole),
		TEST(test_a_terminal_that_goes_away),
		TEST(test_a_second_process_is_told_which_has_the_file),
		TEST(test_a_long_paste_into_a_card),
		TEST(test_a_free_name_is_proposed),
		TEST(test_keys_faster_than_the_screen),
		TEST(test_resized_to_nothing_and_back),
	};
#undef TEST

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
