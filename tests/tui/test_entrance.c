/* Ways into a session: with a list of people, without a terminal, into a rehearsal. */
#include <locale.h>
#include <setjmp.h>
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

/* A terminal wide enough for a sentence. */
enum { WIDE = 200, TALL = 40 };

static void writes(struct place *place, const char *text)
{
	struct buf path = {0};

	buf_format(&path, "%s/people.csv", place->folder);
	FILE *file = fopen(buf_text(&path), "w");
	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
	buf_finish(&path);
}

/* --- a list of people --- */

static void refused(struct place *place, const char *people, const char *sentence)
{
	writes(place, people);
	place_start(place, WIDE, TALL, "new first-meeting s.roundtable --people people.csv");
	sees(place->pty, sentence);
	ends(place->pty, 2);
	/* nothing is left behind that the next try would find */
	assert_int_equal(place_run(place, "ls | grep roundtable", NULL), 1);
}

static void test_a_list_that_cannot_be_taken_leaves_no_file(void **state)
{
	struct place *place = *state;
	struct buf many = {0};

	refused(place, "Amina,resident\nBen\nAmina,researcher\n",
		"people.csv, line 3: “Amina”: Somebody of that name is on the roster already.");
	refused(place, "name,role\nAmina\nabcdefghijklmnopqrstuvwxyzabcdefghijklmno,resident\n",
		"people.csv, line 3: a name and a role may have 40 letters each. Make it shorter.");
	refused(place, "Amina,\"abcdefghijklmnopqrstuvwxyz abcdefghijklmnopqrstuvwxyz\"\n",
		"line 1: a name and a role may have 40");
	refused(place, "name,role\nAmina,resi\nBen,res\n",
		"people.csv, line 3: “res” can be several roles: resident, researcher. Write one");
	refused(place, "Ben,mayor\n",
		"people.csv, line 1: “mayor” is none of the programme's roles: resident, service "
		"user, carer, researcher, council officer, funder. Write one of them, leave it");
	for (int i = 0; i < 501; i++)
		buf_format(&many, "Person %d\n", i);
	refused(place, buf_text(&many),
		"line 501: “Person 500”: There is no room for more: at most 500.");
	for (int i = 501; i < 1001; i++)
		buf_format(&many, "\n");
	refused(place, buf_text(&many),
		"people.csv has more than 1000 lines. Invite fewer people.");
	buf_finish(&many);
	/* and it works at once when the list is put right */
	writes(place, "\xef\xbb\xbfName;Role\r\n\"Amina \"\"Mina\"\" B., jr.\" "
		      ",resident\r\nBen;\n\nabcdefghijklmnopqrstuvwxyzabcdefghijklmn,Council\n");
	place_start(place, WIDE, TALL, "new first-meeting s.roundtable --people people.csv");
	sees(place->pty, "Who sees this screen?");
	pty_keys(place->pty, "Esc");
	ends(place->pty, 0);
	struct buf log = {0};
	assert_int_equal(place_run(place,
				 "\"$R\" verify s.roundtable && \"$R\" log --json s.roundtable | "
				 "grep -c person_added",
				 &log),
		0);
	assert_non_null(strstr(buf_text(&log), "\n3\n"));
	buf_clear(&log);
	place_run(place, "\"$R\" log s.roundtable", &log);
	assert_non_null(strstr(buf_text(&log), "Amina \"Mina\" B., jr."));
	assert_non_null(strstr(buf_text(&log), "abcdefghijklmnopqrstuvwxyzabcdefghijklmn"));
	/* the next session brings them along: those of the list are the same; another role is not
	 */
	buf_clear(&log);
	writes(place, "Ben,\n\"Amina \"\"Mina\"\" B., jr.\",resident\n"
		      "abcdefghijklmnopqrstuvwxyzabcdefghijklmn,Council\nCem,resident\n");
	place_start(place, WIDE, TALL,
		"new first-meeting t.roundtable --after s.roundtable --people people.csv");
	sees(place->pty, "Who sees this screen?");
	pty_keys(place->pty, "Esc");
	ends(place->pty, 0);
	place_run(place, "\"$R\" log --json t.roundtable | grep -c person_added", &log);
	assert_string_equal(buf_text(&log), "4\n");
	assert_int_equal(place_run(place, "rm t.roundtable", NULL), 0);
	writes(place, "Ben,resident\n");
	place_start(place, WIDE, TALL,
		"new first-meeting t.roundtable --after s.roundtable --people people.csv");
	sees(place->pty, "people.csv, line 1: “Ben”: Somebody of that name is on the roster");
	ends(place->pty, 2);
	buf_finish(&log);
}

/* A file that was there before is never taken away. */
static void test_a_file_that_was_there_stays(void **state)
{
	struct place *place = *state;

	writes(place, "Amina\nAmina\n");
	assert_int_equal(place_run(place, "echo mine >s.roundtable", NULL), 0);
	place_start(place, WIDE, TALL, "new first-meeting s.roundtable --people people.csv");
	ends(place->pty, 2);
	assert_int_equal(place_run(place, "grep -q mine s.roundtable", NULL), 0);
}

/* --- no terminal --- */

static void test_open_without_a_terminal_touches_nothing(void **state)
{
	struct place *place = *state;
	struct buf out = {0};

	assert_int_equal(
		place_run(place,
			"\"$R\" rehearse first-meeting -o s.roundtable && cp s.roundtable kept",
			NULL),
		0);
	assert_int_equal(place_run(place, "\"$R\" open s.roundtable", &out), 2);
	assert_string_equal(strchr(buf_text(&out), ':') + 1,
		" There is no terminal to draw on. Start Roundtable in a terminal window.\n");
	assert_int_equal(place_run(place, "cmp s.roundtable kept && ! ls s.roundtable-*", &out), 0);
	/* nor is the terminal taken that belongs to whoever started it */
	place_start(place, WIDE, TALL, "open s.roundtable </dev/null");
	sees(place->pty, "There is no terminal to draw on.");
	ends(place->pty, 2);
	buf_clear(&out);
	assert_int_equal(place_run(place, "\"$R\" open nowhere.roundtable", &out), 2);
	assert_null(strstr(buf_text(&out), "terminal"));
	buf_finish(&out);
}

/* --- a rehearsal --- */

static const char rehearsed[] =
	"This is a rehearsal with simulated people; it cannot be continued as a real session.";

/* Looks at a rehearsal: its keys write nothing. */
static void looks_around(struct place *place)
{
	sees(place->pty, "Who sees this screen?");
	pty_type(place->pty, "2");
	sees(place->pty, rehearsed);
	pty_keys(place->pty, "F3");
	assert_true(pty_wait_no_text(place->pty, rehearsed, LONG));
	pty_type(place->pty, "words that stay out");
	sees(place->pty, "words that stay out");
	pty_keys(place->pty, "Enter");
	sees(place->pty, rehearsed);
	pty_keys(place->pty, "Esc");
	assert_true(pty_wait_no_text(place->pty, "words that stay out", LONG));
	pty_keys(place->pty, "F10");
}

static void test_a_rehearsal_is_opened_for_looking_at(void **state)
{
	struct place *place = *state;

	assert_int_equal(
		place_run(place, "\"$R\" rehearse first-meeting -o s.roundtable", NULL), 0);
	place_start(place, WIDE, TALL, "open s.roundtable");
	looks_around(place);
	sees(place->pty, "Leave");
	pty_keys(place->pty, "Enter");
	ends(place->pty, 0);
	assert_int_equal(place_run(place, "\"$R\" verify s.roundtable", NULL), 0);
	struct buf log = {0};
	place_run(place, "\"$R\" log s.roundtable", &log);
	assert_null(strstr(buf_text(&log), "words that stay out"));
	buf_finish(&log);
}

static void test_trying_it_out_ends_in_a_rehearsal(void **state)
{
	struct place *place = *state;

	place_start(place, WIDE, TALL, "");
	sees(place->pty, "What would you like to do?");
	pty_type(place->pty, "5");
	sees(place->pty, "Which workshop?");
	pty_keys(place->pty, "Enter");
	looks_around(place);
	sees(place->pty, "Leave");
	pty_keys(place->pty, "Enter");
	sees(place->pty, "What would you like to do?");
	pty_keys(place->pty, "Esc");
	ends(place->pty, 0);
	assert_int_equal(place_run(place, "\"$R\" verify rehearsal-*.roundtable", NULL), 0);
}

/* --- sessions on the start screen --- */

/* The room may see this screen: what a workshop is called is shown when asked for. */
static void test_titles_are_shown_when_asked_for(void **state)
{
	static const char title[] = "First meeting of a partnership (rehearsal)";
	struct place *place = *state;

	assert_int_equal(place_run(place,
				 "mkdir roundtable && \"$R\" rehearse first-meeting -o "
				 "roundtable/mine.roundtable && echo x >notes.roundtable && "
				 "touch -d 2020-01-01 notes.roundtable",
				 NULL),
		0);
	place_start(place, WIDE, TALL, "");
	sees(place->pty, "What would you like to do?");
	pty_type(place->pty, "2");
	sees(place->pty, "/roundtable/mine.roundtable");
	sees(place->pty, "notes.roundtable");
	assert_false(pty_shows(place->pty, title));
	pty_type(place->pty, "t");
	sees(place->pty, title);
	sees(place->pty, "notes.roundtable is not a session file");
	pty_type(place->pty, "t");
	assert_true(pty_wait_no_text(place->pty, title, LONG));
	pty_type(place->pty, "t");
	sees(place->pty, title);
	pty_type(place->pty, "1");
	looks_around(place);
	sees(place->pty, "Leave");
	pty_keys(place->pty, "Enter");
	sees(place->pty, "What would you like to do?");
	pty_keys(place->pty, "Esc");
	ends(place->pty, 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, place_set_up, place_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_a_list_that_cannot_be_taken_leaves_no_file),
		TEST(test_a_file_that_was_there_stays),
		TEST(test_open_without_a_terminal_touches_nothing),
		TEST(test_a_rehearsal_is_opened_for_looking_at),
		TEST(test_trying_it_out_ends_in_a_rehearsal),
		TEST(test_titles_are_shown_when_asked_for),
	};
#undef TEST

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
