/* Ways into a session: with a list of people, without a terminal, into a rehearsal. */
#include "../support/pty.h"

#include "roundtable/base/buf.h"
#include "roundtable/base/mem.h"

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

enum { LONG = 20000, PATH_ROOM = 512 };

/* A folder of its own for each test, and the program in it. */
struct desk {
	char folder[PATH_ROOM], program[PATH_ROOM], home[PATH_ROOM], data[PATH_ROOM];
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

/* Starts the program in the test's folder, in a terminal wide enough for a sentence. */
static void start(struct desk *desk, const char *arguments)
{
	struct buf line = {0};

	buf_format(&line, "cd '%s' && exec '%s' %s", desk->folder, desk->program, arguments);
	const char *argv[] = {"/bin/sh", "-c", buf_text(&line), NULL};
	const char *env[] = {desk->home, desk->data, "TERM=xterm-256color",
		"ASAN_OPTIONS=detect_leaks=0:handle_segv=0:handle_abort=0", NULL};
	struct pty_options options = {.argv = argv, .env = env, .columns = 200, .rows = 40};
	pty_finish(desk->pty);
	desk->pty = pty_start(&options);
	buf_finish(&line);
}

static void sees(struct desk *desk, const char *text)
{
	if (pty_wait_text(desk->pty, text, LONG))
		return;
	char *screen = pty_screen(desk->pty);
	print_error("not on the screen: %s\n%s\n", text, screen);
	free(screen);
	fail();
}

static void ends(struct desk *desk, int status)
{
	assert_true(pty_wait_end(desk->pty, LONG));
	assert_true(WIFEXITED(pty_status(desk->pty)));
	assert_int_equal(WEXITSTATUS(pty_status(desk->pty)), status);
}

/* Runs a line of the shell in the folder, where $R is the program, without a terminal; its exit
 * status, what it printed in `out`. */
static int run(struct desk *desk, const char *line, struct buf *out)
{
	struct buf command = {0};
	char bytes[4096];
	size_t got;

	buf_format(&command, "cd '%s' && R='%s' && { %s; } 2>&1 </dev/null", desk->folder,
		desk->program, line);
	FILE *pipe = popen(buf_text(&command), "r");
	buf_finish(&command);
	assert_non_null(pipe);
	while ((got = fread(bytes, 1, sizeof bytes, pipe)) > 0)
		if (out != NULL)
			buf_add(out, bytes, got);
	int status = pclose(pipe);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void writes(struct desk *desk, const char *text)
{
	struct buf path = {0};

	buf_format(&path, "%s/people.csv", desk->folder);
	FILE *file = fopen(buf_text(&path), "w");
	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
	buf_finish(&path);
}

/* --- a list of people --- */

static void refused(struct desk *desk, const char *people, const char *sentence)
{
	writes(desk, people);
	start(desk, "new first-meeting s.roundtable --people people.csv");
	sees(desk, sentence);
	ends(desk, 2);
	/* nothing is left behind that the next try would find */
	assert_int_equal(run(desk, "ls | grep roundtable", NULL), 1);
}

static void test_a_list_that_cannot_be_taken_leaves_no_file(void **state)
{
	struct desk *desk = *state;
	struct buf many = {0};

	refused(desk, "Amina,resident\nBen\nAmina,researcher\n",
		"people.csv, line 3: “Amina”: Somebody of that name is on the roster already.");
	refused(desk, "name,role\nAmina\nabcdefghijklmnopqrstuvwxyzabcdefghijklmno,resident\n",
		"people.csv, line 3: a name and a role may have 40 letters each. Make it shorter.");
	refused(desk, "Amina,\"abcdefghijklmnopqrstuvwxyz abcdefghijklmnopqrstuvwxyz\"\n",
		"line 1: a name and a role may have 40");
	for (int i = 0; i < 501; i++)
		buf_format(&many, "Person %d\n", i);
	refused(desk, buf_text(&many),
		"line 501: “Person 500”: There is no room for more: at most 500.");
	for (int i = 501; i < 1001; i++)
		buf_format(&many, "\n");
	refused(desk, buf_text(&many), "people.csv has more than 1000 lines. Invite fewer people.");
	buf_finish(&many);
	/* and it works at once when the list is put right */
	writes(desk, "\xef\xbb\xbfName;Role\r\n\"Amina \"\"Mina\"\" B., jr.\" "
		     ",resident\r\nBen;\n\nChidi,abcdefghijklmnopqrstuvwxyzabcdefghijklmn\n");
	start(desk, "new first-meeting s.roundtable --people people.csv");
	sees(desk, "Who sees this screen?");
	pty_keys(desk->pty, "Esc");
	ends(desk, 0);
	struct buf log = {0};
	assert_int_equal(run(desk,
				 "\"$R\" verify s.roundtable && \"$R\" log --json s.roundtable | "
				 "grep -c person_added",
				 &log),
		0);
	assert_non_null(strstr(buf_text(&log), "\n3\n"));
	buf_clear(&log);
	run(desk, "\"$R\" log s.roundtable", &log);
	assert_non_null(strstr(buf_text(&log), "Amina \"Mina\" B., jr."));
	assert_non_null(strstr(buf_text(&log), "abcdefghijklmnopqrstuvwxyzabcdefghijklmn"));
	buf_finish(&log);
}

/* A file that was there before is never taken away. */
static void test_a_file_that_was_there_stays(void **state)
{
	struct desk *desk = *state;

	writes(desk, "Amina\nAmina\n");
	assert_int_equal(run(desk, "echo mine >s.roundtable", NULL), 0);
	start(desk, "new first-meeting s.roundtable --people people.csv");
	ends(desk, 2);
	assert_int_equal(run(desk, "grep -q mine s.roundtable", NULL), 0);
}

/* --- no terminal --- */

static void test_open_without_a_terminal_touches_nothing(void **state)
{
	struct desk *desk = *state;
	struct buf out = {0};

	assert_int_equal(
		run(desk, "\"$R\" rehearse first-meeting -o s.roundtable && cp s.roundtable kept",
			NULL),
		0);
	assert_int_equal(run(desk, "\"$R\" open s.roundtable", &out), 2);
	assert_string_equal(strchr(buf_text(&out), ':') + 1,
		" There is no terminal to draw on. Start Roundtable in a terminal window.\n");
	assert_int_equal(run(desk, "cmp s.roundtable kept && ! ls s.roundtable-*", &out), 0);
	/* nor is the terminal taken that belongs to whoever started it */
	start(desk, "open s.roundtable </dev/null");
	sees(desk, "There is no terminal to draw on.");
	ends(desk, 2);
	buf_clear(&out);
	assert_int_equal(run(desk, "\"$R\" open nowhere.roundtable", &out), 2);
	assert_null(strstr(buf_text(&out), "terminal"));
	buf_finish(&out);
}

/* --- a rehearsal --- */

static const char rehearsed[] =
	"This is a rehearsal with simulated people; it cannot be continued as a real session.";

/* Looks at a rehearsal: its keys write nothing. */
static void looks_around(struct desk *desk)
{
	sees(desk, "Who sees this screen?");
	pty_type(desk->pty, "2");
	sees(desk, rehearsed);
	pty_keys(desk->pty, "F3");
	assert_true(pty_wait_no_text(desk->pty, rehearsed, LONG));
	pty_type(desk->pty, "words that stay out");
	sees(desk, "words that stay out");
	pty_keys(desk->pty, "Enter");
	sees(desk, rehearsed);
	pty_keys(desk->pty, "Esc");
	assert_true(pty_wait_no_text(desk->pty, "words that stay out", LONG));
	pty_keys(desk->pty, "F10");
}

static void test_a_rehearsal_is_opened_for_looking_at(void **state)
{
	struct desk *desk = *state;

	assert_int_equal(run(desk, "\"$R\" rehearse first-meeting -o s.roundtable", NULL), 0);
	start(desk, "open s.roundtable");
	looks_around(desk);
	sees(desk, "Leave");
	pty_keys(desk->pty, "Enter");
	ends(desk, 0);
	assert_int_equal(run(desk, "\"$R\" verify s.roundtable", NULL), 0);
	struct buf log = {0};
	run(desk, "\"$R\" log s.roundtable", &log);
	assert_null(strstr(buf_text(&log), "words that stay out"));
	buf_finish(&log);
}

static void test_trying_it_out_ends_in_a_rehearsal(void **state)
{
	struct desk *desk = *state;

	start(desk, "");
	sees(desk, "What would you like to do?");
	pty_type(desk->pty, "4");
	sees(desk, "Which workshop?");
	pty_keys(desk->pty, "Enter");
	looks_around(desk);
	sees(desk, "Leave");
	pty_keys(desk->pty, "Enter");
	sees(desk, "What would you like to do?");
	pty_keys(desk->pty, "Esc");
	ends(desk, 0);
	assert_int_equal(run(desk, "\"$R\" verify rehearsal-*.roundtable", NULL), 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_a_list_that_cannot_be_taken_leaves_no_file),
		TEST(test_a_file_that_was_there_stays),
		TEST(test_open_without_a_terminal_touches_nothing),
		TEST(test_a_rehearsal_is_opened_for_looking_at),
		TEST(test_trying_it_out_ends_in_a_rehearsal),
	};
#undef TEST

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
