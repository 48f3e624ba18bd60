/*
 * The whole program in a terminal: from the start screen into a workshop, a secret vote by passed
 * keyboard, and what is there again after it was killed.
 */
#include "../support/pty.h"

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
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { LONG = 20000, PATH_ROOM = 512, ARGUMENTS_MAX = 8 };

/* A folder of its own for each test, and the program in it. */
struct desk {
	char folder[PATH_ROOM];
	char program[PATH_ROOM];
	char home[PATH_ROOM], data[PATH_ROOM];
	struct pty *pty;
};

static int set_up(void **state)
{
	struct desk *desk = mem_alloc(1, sizeof *desk);
	const char *build = getenv("ROUNDTABLE_BUILD"), *tmp = getenv("TMPDIR");

	snprintf(desk->folder, sizeof desk->folder, "%s/roundtable-tui-XXXXXX",
		tmp != NULL ? tmp : "/tmp");
	assert_non_null(mkdtemp(desk->folder));
	snprintf(desk->program, sizeof desk->program, "%s/src/cli/roundtable",
		build != NULL ? build : ".");
	snprintf(desk->home, sizeof desk->home, "HOME=%.*s", PATH_ROOM - 8, desk->folder);
	snprintf(desk->data, sizeof desk->data, "XDG_DATA_HOME=%.*s", PATH_ROOM - 16, desk->folder);
	*state = desk;
	return 0;
}

static int tear_down(void **state)
{
	struct desk *desk = *state;
	struct buf command = {0};

	pty_finish(desk->pty);
	buf_format(&command, "rm -rf '%s'", desk->folder);
	int failed = system(buf_text(&command));
	buf_finish(&command);
	free(desk);
	return failed;
}

/* Starts the program in the test's folder, with up to three arguments. */
static struct pty *start_with(struct desk *desk, const char *term, int columns, int rows,
	const char *one, const char *two, const char *three)
{
	const char *argv[] = {"/bin/sh", "-c", "cd \"$1\" && shift && exec \"$@\"", "sh",
		desk->folder, desk->program, one, two, three, NULL};
	const char *env[] = {desk->home, desk->data, term,
		"ASAN_OPTIONS=detect_leaks=0:handle_segv=0:handle_abort=0", NULL};
	struct pty_options options = {.argv = argv, .env = env, .columns = columns, .rows = rows};

	return pty_start(&options);
}

static void start(struct desk *desk, const char *one, const char *two, const char *three)
{
	pty_finish(desk->pty);
	desk->pty = start_with(desk, "TERM=xterm-256color", 80, 24, one, two, three);
}

static void sees(struct pty *pty, const char *text)
{
	if (pty_wait_text(pty, text, LONG))
		return;
	char *screen = pty_screen(pty);
	print_error("not on the screen: %s\n%s\n", text, screen);
	free(screen);
	fail();
}

static void ends_clean(struct pty *pty, int status)
{
	int row, column;
	bool visible;

	assert_true(pty_wait_end(pty, LONG));
	assert_true(WIFEXITED(pty_status(pty)));
	assert_int_equal(WEXITSTATUS(pty_status(pty)), status);
	assert_true(pty_modes_restored(pty));
	assert_false(pty_alternate(pty));
	pty_cursor(pty, &row, &column, &visible);
	assert_true(visible);
}

/* Runs the program without a terminal; its exit status, what it printed in `out`. */
static int run(struct desk *desk, const char *arguments, struct buf *out)
{
	struct buf command = {0};
	char bytes[4096];
	size_t got;

	buf_format(&command, "cd '%s' && '%s' %s 2>&1", desk->folder, desk->program, arguments);
	FILE *pipe = popen(buf_text(&command), "r");
	buf_finish(&command);
	assert_non_null(pipe);
	while ((got = fread(bytes, 1, sizeof bytes, pipe)) > 0)
		if (out != NULL)
			buf_add(out, bytes, got);
	int status = pclose(pipe);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* The log as JSON lines holds this. */
static void log_holds(struct desk *desk, const char *text, bool wanted)
{
	struct buf log = {0};

	assert_int_equal(run(desk, "verify tour.roundtable", NULL), 0);
	assert_int_equal(run(desk, "log tour.roundtable --json", &log), 0);
	if ((strstr(buf_text(&log), text) != NULL) != wanted)
		fail_msg("%s in the log: %s\n%s", wanted ? "not" : "still", text, buf_text(&log));
	buf_finish(&log);
}

/* The tour in tour.roundtable, seen by nobody but who types, in its first stage. */
static void begin_tour(struct desk *desk)
{
	start(desk, "new", "tour", "tour.roundtable");
	sees(desk->pty, "Who sees this screen?");
	pty_type(desk->pty, "2");
	sees(desk->pty, "Press Enter to begin");
	pty_keys(desk->pty, "Enter");
	sees(desk->pty, "1 of 9");
}

static void open_again(struct desk *desk)
{
	start(desk, "open", "tour.roundtable", NULL);
	sees(desk->pty, "Who sees this screen?");
	pty_type(desk->pty, "2");
	assert_true(pty_wait_no_text(desk->pty, "Who sees this screen?", LONG));
}

/* In the vote of the tour, with two cards to choose from. */
static void begin_vote(struct desk *desk)
{
	struct pty *pty = desk->pty;

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

static void begin_calling(struct desk *desk)
{
	pty_keys(desk->pty, "Enter");
	sees(desk->pty, "choose a word");
	pty_keys(desk->pty, "Enter");
	sees(desk->pty, "Take the keyboard");
}

/* --- the first minutes --- */

static void test_from_the_start_screen_into_the_tour(void **state)
{
	struct desk *desk = *state;

	start(desk, NULL, NULL, NULL);
	sees(desk->pty, "What would you like to do?");
	pty_type(desk->pty, "5");
	sees(desk->pty, "Who sees this screen?");
	pty_keys(desk->pty, "Down Enter");
	sees(desk->pty, "A tour in ten minutes");
	pty_keys(desk->pty, "Enter");
	sees(desk->pty, "Enter shows the next point");
	pty_keys(desk->pty, "Enter");
	sees(desk->pty, "The bottom line names the keys");
	pty_keys(desk->pty, "F8");
	sees(desk->pty, "Amina");
	pty_type(desk->pty, "Kim, resi\r");
	sees(desk->pty, "Kim, resident, is here.");
	pty_keys(desk->pty, "Esc");
	sees(desk->pty, "Letters are commands now");
	pty_type(desk->pty, "q");
	sees(desk->pty, "Leave this workshop now?");
	sees(desk->pty, "To go on:");
	pty_keys(desk->pty, "Enter");
	sees(desk->pty, "What would you like to do?");
	/* and on from where it was left */
	pty_type(desk->pty, "2");
	sees(desk->pty, "tour-");
	pty_keys(desk->pty, "Enter");
	sees(desk->pty, "Who sees this screen?");
	pty_keys(desk->pty, "Enter");
	sees(desk->pty, "2 of 9");
	sees(desk->pty, "Kim");
	pty_keys(desk->pty, "F10");
	sees(desk->pty, "Leave this workshop now?");
	pty_keys(desk->pty, "Enter");
	sees(desk->pty, "What would you like to do?");
	pty_keys(desk->pty, "Esc");
	ends_clean(desk->pty, 0);
}

static void test_every_choice_of_the_start_screen_comes_back(void **state)
{
	struct desk *desk = *state;

	start(desk, NULL, NULL, NULL);
	for (int choice = '1'; choice <= '6'; choice++) {
		char key[2] = {(char)choice, '\0'};
		sees(desk->pty, "What would you like to do?");
		if (choice == '5')
			continue;
		pty_type(desk->pty, key);
		assert_true(pty_wait_no_text(desk->pty, "What would you like to do?", LONG));
		pty_keys(desk->pty, "Esc");
	}
	sees(desk->pty, "What would you like to do?");
	pty_type(desk->pty, "q");
	ends_clean(desk->pty, 0);
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
	struct desk *desk = *state;
	struct pty *pty;

	begin_tour(desk);
	begin_vote(desk);
	begin_calling(desk);
	pty = desk->pty;
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
	sees(pty, "pass keyboard");
	pty_type(pty, "c");
	sees(pty, "Close the vote and count?");
	pty_keys(pty, "Enter");
	sees(pty, "came first with 3 votes.");
	pty_keys(pty, "F10 Enter");
	ends_clean(pty, 0);
	log_holds(desk, "poll_closed", true);
}

static void test_in_strangers_hands(void **state)
{
	struct desk *desk = *state;
	struct pty *pty;

	begin_tour(desk);
	begin_vote(desk);
	begin_calling(desk);
	pty = desk->pty;
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

static void kill_program(struct desk *desk)
{
	pty_signal(desk->pty, SIGKILL);
	assert_true(pty_wait_end(desk->pty, LONG));
	assert_true(WIFSIGNALED(pty_status(desk->pty)));
}

static void test_killed_with_half_a_card(void **state)
{
	struct desk *desk = *state;

	begin_tour(desk);
	pty_keys(desk->pty, "F8");
	sees(desk->pty, "2 of 9");
	pty_keys(desk->pty, "F8");
	sees(desk->pty, "3 of 9");
	pty_type(desk->pty, "A whole card\r");
	sees(desk->pty, "1 card");
	pty_type(desk->pty, "Half a c");
	sees(desk->pty, "> Half a c");
	kill_program(desk);
	open_again(desk);
	sees(desk->pty, "3 of 9");
	sees(desk->pty, "A whole card");
	sees(desk->pty, "> Half a c");
	pty_type(desk->pty, "ard\r");
	sees(desk->pty, "2 cards");
	pty_keys(desk->pty, "F10 Enter");
	ends_clean(desk->pty, 0);
	log_holds(desk, "Half a card", true);
}

static void test_killed_with_half_a_form(void **state)
{
	struct desk *desk = *state;

	begin_tour(desk);
	pty_keys(desk->pty, "F4");
	sees(desk->pty, "An action");
	pty_type(desk->pty, "Call the bus company\rAm");
	sees(desk->pty, "Who> Am");
	kill_program(desk);
	open_again(desk);
	sees(desk->pty, "What: Call the bus company");
	sees(desk->pty, "Who> Am");
	pty_type(desk->pty, "\r\r");
	sees(desk->pty, "The action is written down.");
	kill_program(desk);
	/* what was taken is not offered again */
	open_again(desk);
	sees(desk->pty, "1 of 9");
	assert_false(pty_shows(desk->pty, "Call the bus company"));
	pty_keys(desk->pty, "F10 Enter");
	ends_clean(desk->pty, 0);
	log_holds(desk, "Call the bus company", true);
}

static void test_killed_in_the_middle_of_a_secret_vote(void **state)
{
	struct desk *desk = *state;
	struct pty *pty;

	begin_tour(desk);
	begin_vote(desk);
	begin_calling(desk);
	pty_keys(desk->pty, "Enter 1 Enter");
	sees(desk->pty, "1 of 5 have voted");
	pty_keys(desk->pty, "Enter 2 Enter");
	sees(desk->pty, "2 of 5 have voted");
	/* Chidi has chosen and not cast */
	pty_keys(desk->pty, "Enter 1");
	sees(desk->pty, "You chose:");
	kill_program(desk);
	open_again(desk);
	pty = desk->pty;
	sees(pty, "5 of 9");
	sees(pty, "2 of 5 have voted");
	begin_calling(desk);
	sees(pty, "Chidi");
	pty_keys(pty, "Enter 1 Enter");
	sees(pty, "3 of 5 have voted");
	kill_program(desk);
	open_again(desk);
	pty = desk->pty;
	sees(pty, "3 of 5 have voted");
	pty_type(pty, "c");
	sees(pty, "Close the vote and count?");
	pty_keys(pty, "Enter");
	sees(pty, "came first with 2 votes.");
	pty_keys(pty, "F10 Enter");
	ends_clean(pty, 0);
	log_holds(desk, "ballot_cast", false);
}

/* --- ended from outside --- */

static void test_signals_leave_the_terminal_and_the_file_whole(void **state)
{
	static const int signals[] = {SIGTERM, SIGHUP};
	struct desk *desk = *state;

	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
		if (i == 0)
			begin_tour(desk);
		else
			open_again(desk);
		pty_keys(desk->pty, "F3");
		sees(desk->pty, "A note for the minutes");
		pty_type(desk->pty, i == 0 ? "Half a note" : "!");
		sees(desk->pty, i == 0 ? "> Half a note" : "> Half a note!");
		pty_signal(desk->pty, signals[i]);
		ends_clean(desk->pty, 1);
		assert_int_equal(run(desk, "verify tour.roundtable", NULL), 0);
	}
	open_again(desk);
	sees(desk->pty, "> Half a note!");
}

static void test_a_terminal_that_goes_away(void **state)
{
	struct desk *desk = *state;

	begin_tour(desk);
	pty_keys(desk->pty, "F8");
	sees(desk->pty, "2 of 9");
	pty_hang_up(desk->pty);
	assert_true(pty_wait_end(desk->pty, LONG));
	assert_true(WIFEXITED(pty_status(desk->pty)));
	assert_int_equal(run(desk, "verify tour.roundtable", NULL), 0);
}

static void test_a_second_process_is_told_which_has_the_file(void **state)
{
	struct desk *desk = *state;
	struct buf said = {0};

	begin_tour(desk);
	struct pty *second =
		start_with(desk, "TERM=xterm-256color", 80, 24, "open", "tour.roundtable", NULL);
	assert_true(pty_wait_end(second, LONG));
	assert_int_equal(WEXITSTATUS(pty_status(second)), 1);
	assert_false(pty_alternate(second));
	assert_true(pty_shows(second, "process"));
	pty_finish(second);
	assert_int_equal(run(desk, "minutes tour.roundtable", &said), 1);
	assert_non_null(strstr(buf_text(&said), "process"));
	buf_finish(&said);
	/* the first goes on undisturbed */
	pty_keys(desk->pty, "F8");
	sees(desk->pty, "2 of 9");
}

/* --- terminals --- */

static void test_a_terminal_that_cannot_draw_is_refused_in_one_sentence(void **state)
{
	struct desk *desk = *state;

	desk->pty = start_with(desk, "TERM=dumb", 80, 24, "new", "tour", "tour.roundtable");
	assert_true(pty_wait_end(desk->pty, LONG));
	assert_true(WIFEXITED(pty_status(desk->pty)));
	assert_int_equal(WEXITSTATUS(pty_status(desk->pty)), 2);
	assert_true(pty_shows(desk->pty, "dumb"));
	assert_true(pty_modes_restored(desk->pty));
}

static void test_a_long_paste_into_a_card(void **state)
{
	struct desk *desk = *state;
	struct buf text = {0};

	begin_tour(desk);
	pty_keys(desk->pty, "F8");
	sees(desk->pty, "2 of 9");
	pty_keys(desk->pty, "F8");
	sees(desk->pty, "3 of 9");
	for (int i = 0; text.count < 4000; i++)
		buf_format(&text, "line %d of what was pasted\r\n\x1b[31m", i);
	pty_paste(desk->pty, buf_text(&text));
	sees(desk->pty, "lines were pasted");
	pty_type(desk->pty, "1");
	sees(desk->pty, "This line is full.");
	assert_true(pty_shows(desk->pty, "0 cards")); /* the newlines in it took nothing */
	pty_keys(desk->pty, "Enter");
	sees(desk->pty, "1 card");
	pty_keys(desk->pty, "F10 Enter");
	ends_clean(desk->pty, 0);
	log_holds(desk, "line 5 of what was pasted", true);
	buf_finish(&text);
}

/* What was written before stays: the name proposed is one that is free. */
static void test_a_free_name_is_proposed(void **state)
{
	static const char *const keys[] = {"m", "P", "s"};
	static const char *const names[] = {"tour.html", "tour-2.html", "tour-3.html",
		"tour-slips.html", "tour-slips-2.html", "tour-slips-3.html", "tour-copy.roundtable",
		"tour-copy-2.roundtable", "tour-copy-3.roundtable"};
	struct desk *desk = *state;

	begin_tour(desk);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		pty_type(desk->pty, keys[i / 3]);
		sees(desk->pty, names[i]);
		pty_keys(desk->pty, "Enter");
		sees(desk->pty, "Written: ");
		assert_true(pty_shows(desk->pty, names[i]));
		pty_keys(desk->pty, "Home");
		assert_true(pty_wait_no_text(desk->pty, "Written: ", LONG));
	}
	pty_keys(desk->pty, "F10 Enter");
	ends_clean(desk->pty, 0);
	struct buf listing = {0};
	run(desk, "--version; ls", &listing);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		assert_non_null(strstr(buf_text(&listing), names[i]));
	buf_finish(&listing);
}

/* Keys by the hundred in one go: each is used, none is lost. */
static void test_keys_faster_than_the_screen(void **state)
{
	struct desk *desk = *state;
	struct buf keys = {0};

	begin_tour(desk);
	pty_keys(desk->pty, "F8");
	sees(desk->pty, "2 of 9");
	pty_keys(desk->pty, "F8");
	sees(desk->pty, "3 of 9");
	for (int i = 0; i < 50; i++)
		buf_format(&keys, "card %d\r", i);
	pty_type(desk->pty, buf_text(&keys));
	sees(desk->pty, "card 49");
	pty_keys(desk->pty, "F10 Enter");
	ends_clean(desk->pty, 0);
	for (int i = 0; i < 50; i++) {
		char card[24];
		snprintf(card, sizeof card, "\"card %d\"", i);
		log_holds(desk, card, true);
	}
	buf_finish(&keys);
}

static void test_resized_to_nothing_and_back(void **state)
{
	struct desk *desk = *state;

	begin_tour(desk);
	for (int i = 0; i < 60; i++)
		pty_resize(desk->pty, 2 + i * 7 % 90, 1 + i * 5 % 30);
	pty_resize(desk->pty, 80, 24);
	pty_keys(desk->pty, "F8");
	sees(desk->pty, "2 of 9");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
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
		TEST(test_a_terminal_that_cannot_draw_is_refused_in_one_sentence),
		TEST(test_a_long_paste_into_a_card),
		TEST(test_a_free_name_is_proposed),
		TEST(test_keys_faster_than_the_screen),
		TEST(test_resized_to_nothing_and_back),
	};
#undef TEST

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
