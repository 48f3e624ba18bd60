/* terminal.c and loop.c as a user meets them: a program in a terminal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../support/pty.h"
#include "../ui/pages.h"

#include "roundtable/base/buf.h"
#include "roundtable/base/mem.h"
#include "roundtable/ui/layout.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

enum { LONG = 20000 };

/* The crash cases want the system's own behaviour, not the sanitiser's report. */
#define CRASH_ENV                                                                                  \
	"ASAN_OPTIONS=detect_leaks=0:handle_segv=0:handle_abort=0:handle_sigbus=0:handle_sigfpe=0"

static const char *program;

static struct pty *start_with(
	const char *what, const char *more, const char *const *env, int columns, int rows)
{
	const char *argv[] = {program, what, more, NULL};
	struct pty_options options = {.argv = argv,
		.env = env,
		.columns = columns,
		.rows = rows,
		.report = strcmp(what, "busy") == 0};
	return pty_start(&options);
}

static struct pty *start(const char *what)
{
	return start_with(what, NULL, NULL, 80, 24);
}

static void assert_screen_shows(struct pty *pty, const char *text)
{
	if (pty_wait_text(pty, text, LONG))
		return;
	char *screen = pty_screen(pty);
	print_error("not on the screen: %s\n%s", text, screen);
	free(screen);
	fail();
}

/* Sane again: modes as found, main screen, and the program gone. */
static void assert_left_clean(struct pty *pty)
{
	assert_true(pty_wait_end(pty, LONG));
	assert_true(pty_modes_restored(pty));
	assert_false(pty_alternate(pty));
	int row, column;
	bool visible;
	pty_cursor(pty, &row, &column, &visible);
	assert_true(visible);
}

static void test_starts_types_and_leaves(void **state)
{
	(void)state;
	struct pty *pty = start("keys");
	assert_screen_shows(pty, "What did you type?");
	assert_true(pty_alternate(pty));
	assert_false(pty_modes_restored(pty));
	pty_type(pty, "Grüße 花");
	assert_screen_shows(pty, "Say> Grüße 花");
	int row, column;
	bool visible;
	pty_cursor(pty, &row, &column, &visible);
	assert_true(visible);
	assert_int_equal(row, 21);
	assert_int_equal(column, 3 + (int)strlen("Say> ") + 8);
	pty_keys(pty, "Ctrl-Q");
	assert_left_clean(pty);
	assert_true(WIFEXITED(pty_status(pty)) && WEXITSTATUS(pty_status(pty)) == 0);
	pty_finish(pty);
}

static bool screen_is(struct pty *pty, void *wanted)
{
	char *screen = pty_screen(pty);
	bool same = strcmp(screen, wanted) == 0;
	free(screen);
	return same;
}

/* What the layout says is what stands on the terminal, cell by cell, and so is the cursor. */
static void assert_screen_is_page(
	struct pty *pty, const struct sample *sample, int columns, int rows)
{
	struct page page = {0};
	struct canvas canvas = {0};
	struct buf wanted = {0};
	int scroll = 0, row, column;
	bool visible;
	sample->fill(&page);
	layout(&page, columns, rows, &scroll, &canvas);
	canvas_print(&canvas, &wanted);
	pty_wait(pty, screen_is, (void *)buf_text(&wanted), LONG);
	char *screen = pty_screen(pty);
	assert_string_equal(screen, buf_text(&wanted));
	free(screen);
	pty_cursor(pty, &row, &column, &visible);
	assert_int_equal(visible, canvas.cursor_visible);
	if (visible) {
		assert_int_equal(row, canvas.cursor_row);
		assert_int_equal(column, canvas.cursor_column);
	}
	buf_finish(&wanted);
	canvas_finish(&canvas);
	page_finish(&page);
}

static void test_screen_is_the_canvas(void **state)
{
	(void)state;
	static const int sizes[][2] = {{40, 12}, {80, 24}, {200, 50}};
	for (size_t i = 0; i < samples_count; i++) {
		int columns = sizes[i % 3][0], rows = sizes[i % 3][1];
		struct pty *pty = start_with(samples[i].name, NULL, NULL, columns, rows);
		assert_screen_is_page(pty, &samples[i], columns, rows);
		pty_finish(pty);
	}
}

/* Whatever a terminal does to the old picture when its size changes, the new one is whole. */
static void test_resized_screen_is_the_canvas(void **state)
{
	(void)state;
	static const int sizes[][2] = {{80, 24}, {41, 10}, {80, 24}, {79, 24}, {200, 50}, {80, 25},
		{40, 40}, {120, 12}, {80, 24}};
	struct pty *pty = start_with(samples[1].name, NULL, NULL, 80, 24);
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		pty_resize(pty, sizes[i][0], sizes[i][1]);
		assert_screen_is_page(pty, &samples[1], sizes[i][0], sizes[i][1]);
	}
	/* There and back before the program has looked: it redraws although nothing seems changed.
	 */
	pty_resize(pty, 20, 5);
	pty_resize(pty, 80, 24);
	assert_screen_is_page(pty, &samples[1], 80, 24);
	pty_finish(pty);
}

static int reported(struct pty *pty, const char *word)
{
	const char *report = pty_report(pty), *last = NULL;
	for (const char *at = report; (at = strstr(at, word)) != NULL; at++)
		last = at;
	return last ? atoi(last + strlen(word)) : 0;
}

static bool turned(struct pty *pty, void *count)
{
	return reported(pty, "turn ") >= *(int *)count;
}

static void test_stalled_terminal_never_blocks(void **state)
{
	(void)state;
	struct pty *pty = start_with("busy", NULL, NULL, 200, 50);
	int before = 5;
	assert_true(pty_wait(pty, turned, &before, LONG));
	pty_stall(pty, true);
	int during = reported(pty, "turn ") + 100;
	assert_true(pty_wait(pty, turned, &during, LONG));
	/* A turn is worth some milliseconds; the limit allows for a machine under load. */
	assert_in_range(reported(pty, "worst "), 0, 500);
	pty_stall(pty, false);
	int after = reported(pty, "turn ") + 20;
	assert_true(pty_wait(pty, turned, &after, LONG));
	pty_finish(pty);
}

/* Even then it can be ended, and the terminal is put back. */
static void test_stalled_terminal_can_be_left(void **state)
{
	(void)state;
	struct pty *pty = start_with("busy", NULL, NULL, 200, 50);
	int turns = 5;
	assert_true(pty_wait(pty, turned, &turns, LONG));
	pty_stall(pty, true);
	turns = reported(pty, "turn ") + 50;
	assert_true(pty_wait(pty, turned, &turns, LONG));
	pty_signal(pty, SIGTERM);
	assert_true(pty_wait_end(pty, LONG));
	assert_true(pty_modes_restored(pty));
	pty_stall(pty, false);
	pty_wait_text(pty, "never", 100);
	assert_false(pty_alternate(pty));
	pty_finish(pty);
}

static void test_resize_storm(void **state)
{
	(void)state;
	struct pty *pty = start("keys");
	assert_screen_shows(pty, "What did you type?");
	unsigned seed = 7;
	for (int i = 0; i < 2000; i++) {
		seed = seed * 1103515245 + 12345;
		int columns = 1 + (int)(seed >> 16) % 220, rows = 1 + (int)(seed >> 8) % 60;
		pty_resize(pty, i % 100 == 0 ? 1 : columns, i % 100 == 0 ? 1 : rows);
		/* Without waiting for anything: half of them are overtaken by the next. */
		if (i % 16 == 0)
			pty_type(pty, "x");
		pty_wait_text(pty, "never", i % 50 == 0 ? 5 : 0);
	}
	pty_resize(pty, 39, 9);
	assert_screen_shows(pty, "39 columns and 9 rows");
	pty_resize(pty, 80, 24);
	assert_screen_shows(pty, "Letters: 125.");
	assert_screen_shows(pty, "Ctrl-Q leave");
	pty_keys(pty, "Ctrl-Q");
	assert_left_clean(pty);
	assert_true(WIFEXITED(pty_status(pty)) && WEXITSTATUS(pty_status(pty)) == 0);
	pty_finish(pty);
}

static void test_every_width(void **state)
{
	(void)state;
	struct pty *pty = start("keys");
	for (int columns = 40; columns <= 100; columns++) {
		pty_resize(pty, columns, 14);
		char wanted[64];
		snprintf(wanted, sizeof wanted, "花鳥");
		assert_screen_shows(pty, "What did you type?");
		assert_screen_shows(pty, wanted);
	}
	pty_finish(pty);
}

static void die_by_key(const char *key, int signal)
{
	static const char *const env[] = {CRASH_ENV, NULL};
	struct pty *pty = start_with("keys", NULL, env, 80, 24);
	assert_screen_shows(pty, "What did you type?");
	pty_keys(pty, key);
	assert_left_clean(pty);
	assert_true(WIFSIGNALED(pty_status(pty)));
	assert_int_equal(WTERMSIG(pty_status(pty)), signal);
	pty_finish(pty);
}

static void test_segv(void **state)
{
	(void)state;
	die_by_key("F2", SIGSEGV);
}

static void test_abort(void **state)
{
	(void)state;
	die_by_key("F3", SIGABRT);
}

static void test_stack_overflow(void **state)
{
	(void)state;
	die_by_key("F4", SIGSEGV);
}

static void die_by_signal(int signal, bool crash)
{
	static const char *const env[] = {CRASH_ENV, NULL};
	struct pty *pty = start_with("keys", NULL, env, 80, 24);
	assert_screen_shows(pty, "What did you type?");
	pty_signal(pty, signal);
	assert_left_clean(pty);
	if (crash)
		assert_true(WIFSIGNALED(pty_status(pty)) && WTERMSIG(pty_status(pty)) == signal);
	else
		assert_true(WIFEXITED(pty_status(pty)) && WEXITSTATUS(pty_status(pty)) == 0);
	pty_finish(pty);
}

static void test_signals(void **state)
{
	(void)state;
	static const int ends[] = {SIGHUP, SIGINT, SIGTERM},
			 kills[] = {SIGSEGV, SIGABRT, SIGBUS, SIGFPE};
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		die_by_signal(ends[i], false);
	for (size_t i = 0; i < sizeof kills / sizeof *kills; i++)
		die_by_signal(kills[i], true);
}

static void test_hang_up(void **state)
{
	(void)state;
	/* Once as a signal, once seen on the terminal alone. */
	for (int deaf = 0; deaf < 2; deaf++) {
		struct pty *pty = start_with("keys", deaf ? "deaf" : NULL, NULL, 80, 24);
		assert_screen_shows(pty, "What did you type?");
		pty_hang_up(pty);
		assert_true(pty_wait_end(pty, LONG));
		assert_true(WIFEXITED(pty_status(pty)) && WEXITSTATUS(pty_status(pty)) == 0);
		pty_finish(pty);
	}
}

static bool goes_on(struct pty *pty, void *unused)
{
	(void)unused;
	return pty_alternate(pty) && pty_shows(pty, "Letters: 3.") && !pty_modes_restored(pty);
}

static void test_stop_and_continue(void **state)
{
	(void)state;
	struct pty *pty = start("keys");
	pty_type(pty, "abc");
	assert_screen_shows(pty, "Letters: 3.");
	for (int i = 0; i < 3; i++) {
		pty_signal(pty, SIGTSTP);
		assert_true(pty_wait_stop(pty, LONG));
		assert_true(pty_modes_restored(pty));
		assert_true(pty_wait_no_text(pty, "Letters", LONG));
		assert_false(pty_alternate(pty));
		pty_resize(pty, 60 + i, 20);
		pty_signal(pty, SIGCONT);
		assert_true(pty_wait(pty, goes_on, NULL, LONG));
	}
	pty_type(pty, "d");
	assert_screen_shows(pty, "Letters: 4.");
	pty_keys(pty, "Ctrl-Q");
	assert_left_clean(pty);
	pty_finish(pty);
}

static void test_paste(void **state)
{
	(void)state;
	struct pty *pty = start("keys");
	assert_screen_shows(pty, "What did you type?");
	struct buf text = {0};
	while (text.count < 4000)
		buf_format(&text, "line %zu\rwith more\n", text.count);
	pty_paste(pty, buf_text(&text));
	char wanted[64];
	snprintf(wanted, sizeof wanted, "Last key: Paste of %zu bytes.", text.count);
	assert_screen_shows(pty, wanted);
	assert_screen_shows(pty, "1 keys");
	assert_screen_shows(pty, "with more");
	buf_finish(&text);
	/* Without brackets, as a dumb sender does it: no key is lost. */
	for (int i = 0; i < 1000; i++)
		pty_type(pty, "wxyz");
	assert_screen_shows(pty, "4001 keys");
	pty_finish(pty);
}

static void test_escape(void **state)
{
	(void)state;
	struct pty *pty = start("keys");
	assert_screen_shows(pty, "What did you type?");
	pty_type(pty, "\033");
	assert_screen_shows(pty, "Last key: Esc.");
	pty_type(pty, "\033[A");
	assert_screen_shows(pty, "Last key: Up.");
	pty_type(pty, "\033x");
	assert_screen_shows(pty, "Last key: Alt-x.");
	assert_screen_shows(pty, "3 keys");
	/* Half a sequence and bytes that are no text are dropped; what follows is not. */
	pty_type(pty, "\033[1;");
	pty_wait_text(pty, "never", 100);
	pty_type(pty, "\xff\xc3");
	pty_wait_text(pty, "never", 100);
	pty_type(pty, "q");
	assert_screen_shows(pty, "Last key: q.");
	assert_screen_shows(pty, "4 keys");
	pty_finish(pty);
}

static void with_term(const char *term, const char *wanted, bool coloured)
{
	const char *env[] = {term, NULL};
	struct pty *pty = start_with("keys", NULL, env, 100, 24);
	assert_screen_shows(pty, wanted);
	assert_int_equal(pty_coloured(pty), coloured);
	pty_keys(pty, "Ctrl-Q");
	assert_true(pty_wait_end(pty, LONG));
	assert_true(pty_modes_restored(pty));
	pty_finish(pty);
}

static void test_terminals(void **state)
{
	(void)state;
	with_term("TERM=no-such-terminal", "The terminal “no-such-terminal” is not known", true);
	with_term("TERM", "The terminal does not say what it is", true);
	with_term("TERM=", "The terminal does not say what it is", true);
	with_term("TERM=linux", "What did you type?", true);
	with_term("TERM=screen", "What did you type?", true);
	with_term("TERM=vt100", "What did you type?", false);
	with_term("NO_COLOR=1", "What did you type?", false);
	with_term("NO_COLOR=", "What did you type?", true);
}

static void test_stdin_is_no_terminal(void **state)
{
	(void)state;
	const char *argv[] = {program, "keys", NULL};
	struct pty *pty = pty_start(
		&(struct pty_options){.argv = argv, .columns = 80, .rows = 24, .no_stdin = true});
	assert_screen_shows(pty, "What did you type?");
	pty_type(pty, "here");
	assert_screen_shows(pty, "Letters: 4.");
	pty_finish(pty);
}

static void test_few_bytes_a_key(void **state)
{
	(void)state;
	struct pty *pty = start_with("keys", NULL, NULL, 200, 50);
	assert_screen_shows(pty, "What did you type?");
	pty_type(pty, "a");
	assert_screen_shows(pty, "Letters: 1.");
	unsigned long long before = pty_bytes(pty);
	for (int i = 2; i <= 51; i++) {
		char wanted[32];
		pty_type(pty, "b");
		snprintf(wanted, sizeof wanted, "Letters: %d.", i);
		assert_screen_shows(pty, wanted);
	}
	assert_in_range((pty_bytes(pty) - before) / 50, 1, 400);
	pty_finish(pty);
}

int main(int argc, char **argv)
{
	(void)argc;
	setlocale(LC_ALL, "");
	/* The sample program stands beside this one. */
	struct buf path = {0};
	const char *slash = strrchr(argv[0], '/');
	buf_add(&path, argv[0], slash ? (size_t)(slash - argv[0]) : 0);
	buf_text_add(&path, slash ? "/sample" : "./sample");
	program = buf_text(&path);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_starts_types_and_leaves),
		cmocka_unit_test(test_screen_is_the_canvas),
		cmocka_unit_test(test_resized_screen_is_the_canvas),
		cmocka_unit_test(test_stalled_terminal_never_blocks),
		cmocka_unit_test(test_stalled_terminal_can_be_left),
		cmocka_unit_test(test_resize_storm),
		cmocka_unit_test(test_every_width),
		cmocka_unit_test(test_segv),
		cmocka_unit_test(test_abort),
		cmocka_unit_test(test_stack_overflow),
		cmocka_unit_test(test_signals),
		cmocka_unit_test(test_hang_up),
		cmocka_unit_test(test_stop_and_continue),
		cmocka_unit_test(test_paste),
		cmocka_unit_test(test_escape),
		cmocka_unit_test(test_terminals),
		cmocka_unit_test(test_stdin_is_no_terminal),
		cmocka_unit_test(test_few_bytes_a_key),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	buf_finish(&path);
	return failed;
}
