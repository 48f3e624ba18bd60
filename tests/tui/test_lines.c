/*
 * The whole program on a terminal that can only print lines: a workshop from the start screen to
 * the minutes, a secret vote in it, and what becomes of keys, signals and the terminal.
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

#include <cmocka.h>

#include "place.h"

enum { WIDE = 200, ROWS = 24 };

/* How much of what was written has been waited for; each wait goes on from there. */
struct ear {
	size_t at;
	const char *text;
};

static struct ear ear;

static bool comes(struct pty *pty, void *unused)
{
	(void)unused;
	return strlen(pty_written(pty)) >= ear.at &&
	       strstr(pty_written(pty) + ear.at, ear.text) != NULL;
}

/* Waits until this is written, after what was heard before. */
static void hears(struct place *place, const char *text)
{
	ear.text = text;
	if (!pty_wait(place->pty, comes, NULL, LONG))
		fail_msg("never written: %s\nbut:\n%s", text, pty_written(place->pty) + ear.at);
	ear.at =
		(size_t)(strstr(pty_written(place->pty) + ear.at, text) - pty_written(place->pty)) +
		strlen(text);
}

/* Types a line once the prompt is there. */
static void types(struct place *place, const char *line)
{
	hears(place, "> ");
	pty_type(place->pty, line);
	pty_type(place->pty, "\n");
}

static void start(struct place *place, const char *arguments)
{
	ear.at = 0;
	pty_finish(place->pty);
	place->pty = place_start_with(place, "TERM=dumb", WIDE, ROWS, arguments);
}

static void begin_tour(struct place *place)
{
	start(place, "new tour tour.roundtable");
	hears(place, "Roundtable writes lines here");
	hears(place, "3 Only whoever types");
	types(place, "3");
	hears(place, "Press Enter to begin.");
	types(place, "");
	hears(place, "1 of 9");
}

/* Nothing but text and ends of lines: no escape sequence, nothing that moves back. */
static void only_lines(const struct place *place)
{
	for (const char *at = pty_written(place->pty); *at != '\0'; at++)
		if ((unsigned char)*at < ' ' && *at != '\n' && !(*at == '\r' && at[1] == '\n'))
			fail_msg("a byte %d after: %.40s", *at,
				at - 40 < pty_written(place->pty) ? "" : at - 40);
}

static int count(const char *text, const char *part)
{
	int found = 0;

	for (const char *at = text; (at = strstr(at, part)) != NULL; at += strlen(part))
		found++;
	return found;
}

/* Two cards, and on to the vote. */
static void collect(struct place *place)
{
	types(place, "next");
	hears(place, "2 of 9");
	types(place, "Kim, resi");
	hears(place, "Kim, resident, is here.");
	types(place, ".F8");
	hears(place, "3 of 9");
	types(place, "A chair for everybody");
	hears(place, "1 card");
	hears(place, "A chair for everybody");
	types(place, "Tea before talk");
	hears(place, "2 cards");
	types(place, ".n");
	hears(place, "4 of 9");
	types(place, ".next");
	hears(place, "5 of 9");
}

static void vote(struct place *place, const char *name, const char *voted)
{
	hears(place, name);
	types(place, "");
	hears(place, "Type the number of your choice. It is not shown.");
	hears(place, "(not shown)");
	types(place, "2");
	hears(place, "Your choice is taken, and not shown here.");
	types(place, "");
	hears(place, voted);
}

static void secret_vote(struct place *place)
{
	types(place, "");
	hears(place, "How shall the vote be held?");
	types(place, "1");
	hears(place, "0 of 6 have voted");
	types(place, "pass keyboard");
	hears(place, "choose a word");
	hears(place, "(not shown)");
	types(place, "sesame");
	hears(place, "once more");
	types(place, "sesame");
	vote(place, "Amina", "1 of 6 have voted");
	vote(place, "Ben", "2 of 6 have voted");
	/* strangers can neither leave nor stop it */
	hears(place, "Chidi");
	hears(place, "> ");
	pty_type(place->pty, "\x1a\x03\x04\x1c\n");
	types(place, "Ctrl-C");
	types(place, ":");
	types(place, "q");
	vote(place, "Only the keys in the bottom line", "3 of 6 have voted");
	types(place, "Esc");
	hears(place, "type your word");
	types(place, "sesame");
	hears(place, "3 of 6 have voted");
	types(place, "c");
	hears(place, "Close the vote and count?");
	types(place, "");
	hears(place, "3 of 6 people voted.");
}

static void test_a_workshop_to_its_minutes(void **state)
{
	struct place *place = *state;
	struct buf minutes = {0};

	begin_tour(place);
	collect(place);
	secret_vote(place);
	/* a command by its name: the list is heard before one is taken */
	types(place, ":");
	hears(place, "Which command?");
	types(place, "minutes");
	hears(place, "Only what has these words: minutes");
	types(place, ".Down");
	hears(place, "> • ");
	types(place, ".1");
	hears(place, "Note> ");
	pty_type(place->pty, "It was warm\n");
	hears(place, "Noted for the minutes.");
	types(place, "g");
	hears(place, "Reading back, and the end");
	types(place, ".9");
	types(place, "");
	hears(place, "9 of 9");
	types(place, "c");
	hears(place, "Close");
	types(place, "");
	hears(place, "The workshop is closed.");
	types(place, "m");
	hears(place, "File");
	types(place, "tour.md");
	hears(place, "tour.md");
	types(place, "F10");
	hears(place, "Leave this workshop now?");
	types(place, "");
	ends(place->pty, 0);
	assert_true(pty_modes_restored(place->pty));
	only_lines(place);
	/* neither the word nor a number was shown as it was typed */
	assert_int_equal(count(pty_written(place->pty), "sesame"), 0);
	assert_int_equal(count(pty_written(place->pty), "(not shown)> 2"), 0);
	/* what was said once and did not change was not said again */
	assert_int_equal(count(pty_written(place->pty), "Type a few words and press Enter."), 1);
	assert_int_equal(
		place_run(place, "\"$R\" verify tour.roundtable && cat tour.md", &minutes), 0);
	assert_non_null(strstr(buf_text(&minutes), "A chair for everybody"));
	assert_non_null(strstr(buf_text(&minutes), "It was warm"));
	assert_non_null(strstr(buf_text(&minutes), "3 of 6 people voted."));
	buf_finish(&minutes);
}

/* Somebody who knows the way types ahead: each line finds the page it was meant for. */
static void test_typed_ahead(void **state)
{
	struct place *place = *state;

	start(place, "");
	pty_type(place->pty, "6\n3\n\nn\n.n\nOne card\nAnother card\n");
	hears(place, "2 cards");
	pty_type(place->pty, "half a c\x15whole\n.\n");
	hears(place, "3 of 9");
	hears(place, "3 cards");
	hears(place, "• whole");
	types(place, ".Ctrl-C");
	hears(place, "Leave this workshop now?");
	types(place, "");
	hears(place, "What would you like to do?");
	types(place, "q");
	ends(place->pty, 0);
}

static void test_the_end_of_input_asks_first(void **state)
{
	struct place *place = *state;

	begin_tour(place);
	hears(place, "> ");
	pty_type(place->pty, "\x04");
	hears(place, "Leave this workshop now?");
	types(place, "Esc");
	hears(place, "How this works");
	hears(place, "> ");
	pty_signal(place->pty, SIGINT);
	hears(place, "Leave this workshop now?");
	types(place, "no such key");
	hears(place, "That is no key here.");
	types(place, "");
	ends(place->pty, 0);
}

static void test_stopped_and_continued(void **state)
{
	struct place *place = *state;

	begin_tour(place);
	hears(place, "> ");
	pty_type(place->pty, "\x1a");
	assert_true(pty_wait_stop(place->pty, LONG));
	assert_true(pty_modes_restored(place->pty));
	pty_signal(place->pty, SIGCONT);
	/* where one was is said again */
	hears(place, "How this works");
	hears(place, "1 of 9");
	types(place, "n");
	hears(place, "2 of 9");
	pty_signal(place->pty, SIGTERM);
	assert_true(pty_wait_end(place->pty, LONG));
	assert_true(pty_modes_restored(place->pty));
}

static void test_a_terminal_that_goes_away(void **state)
{
	struct place *place = *state;

	begin_tour(place);
	pty_hang_up(place->pty);
	assert_true(pty_wait_end(place->pty, LONG));
	assert_int_equal(place_run(place, "\"$R\" verify tour.roundtable", NULL), 0);
}

/* What stands in lines cannot be taken away; it is pushed out of sight. */
static void test_a_blank_wall(void **state)
{
	struct place *place = *state;
	char away[ROWS * 2 + 1];

	for (int i = 0; i < ROWS; i++)
		memcpy(away + (size_t)i * 2, "\r\n", 2);
	away[ROWS * 2] = '\0';
	begin_tour(place);
	types(place, "b");
	hears(place, away);
	hears(place, "Nothing is shown now.");
	types(place, "b");
	hears(place, "How this works");
	types(place, "Ctrl-L");
	hears(place, away);
	hears(place, "The room sees this screen");
}

/* Only a choice by number can be typed unseen; what needs more is done on paper. */
static void test_other_ballots_are_for_paper(void **state)
{
	struct place *place = *state;
	char source[512];
	const char *folder = getenv("ROUNDTABLE_SOURCE");

	snprintf(source, sizeof source, "new '%s/tests/screens/rich.md' rich.roundtable",
		folder != NULL ? folder : ".");
	start(place, source);
	types(place, "3");
	hears(place, "Press Enter to begin.");
	types(place, "g");
	hears(place, "Where should the effort go?");
	types(place, ".6");
	types(place, "");
	hears(place, "6 of 16");
	types(place, "");
	hears(place, "How shall the vote be held?");
	types(place, "1");
	hears(place, "0 of 6 have voted");
	types(place, "");
	hears(place, "The lines of this screen stay:");
	types(place, "y");
	hears(place, "Reads aloud");
}

static void test_a_terminal_nobody_knows_draws_all_the_same(void **state)
{
	struct place *place = *state;

	place->pty = place_start_with(place, "TERM=unknown", 80, 24, "new tour tour.roundtable");
	sees(place->pty, "Who sees this screen?");
	sees(place->pty, "is not known on this computer");
	pty_keys(place->pty, "Esc");
	ends(place->pty, 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, place_set_up, place_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_a_workshop_to_its_minutes),
		TEST(test_typed_ahead),
		TEST(test_the_end_of_input_asks_first),
		TEST(test_stopped_and_continued),
		TEST(test_a_terminal_that_goes_away),
		TEST(test_a_blank_wall),
		TEST(test_other_ballots_are_for_paper),
		TEST(test_a_terminal_nobody_knows_draws_all_the_same),
	};
#undef TEST

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
