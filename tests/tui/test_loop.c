#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "roundtable/app/loop.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

/* What happened, one letter an event. */
struct log {
	struct loop *loop;
	char letters[64];
	int pipes[3][2];
	int turns, turns_wanted;
};

static void note(struct log *log, char letter)
{
	size_t length = strlen(log->letters);
	if (length + 1 < sizeof log->letters)
		log->letters[length] = letter;
}

static void set_up(struct log *log)
{
	memset(log, 0, sizeof *log);
	log->loop = loop_create();
	log->turns_wanted = 1;
	for (int i = 0; i < 3; i++)
		assert_int_equal(pipe2(log->pipes[i], O_NONBLOCK | O_CLOEXEC), 0);
}

static void tear_down(struct log *log)
{
	loop_destroy(log->loop);
	for (int i = 0; i < 3; i++) {
		close(log->pipes[i][0]);
		close(log->pipes[i][1]);
	}
}

static void fill(struct log *log, int pipe)
{
	assert_int_equal(write(log->pipes[pipe][1], "x", 1), 1);
}

static void empty(int fd)
{
	char byte;
	while (read(fd, &byte, 1) > 0)
		;
}

static bool on_turn(void *context)
{
	struct log *log = context;
	note(log, '.');
	return ++log->turns < log->turns_wanted;
}

static bool on_a(void *context, int fd, short events)
{
	note(context, events & POLLHUP ? 'A' : 'a');
	empty(fd);
	return true;
}

static bool on_b(void *context, int fd, short events)
{
	(void)events;
	note(context, 'b');
	empty(fd);
	return true;
}

static bool on_end(void *context, int fd, short events)
{
	(void)fd;
	(void)events;
	note(context, 'e');
	return false;
}

/* Takes itself and the next one out, and puts a new one in. */
static bool on_change(void *context, int fd, short events)
{
	struct log *log = context;
	(void)events;
	note(log, 'c');
	loop_remove(log->loop, fd);
	loop_remove(log->loop, log->pipes[1][0]);
	loop_add(log->loop, log->pipes[2][0], POLLIN, on_b, log);
	return true;
}

static long long milliseconds_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void test_sources_then_turn(void **state)
{
	(void)state;
	struct log log;
	set_up(&log);
	loop_on_turn(log.loop, on_turn, &log);
	loop_add(log.loop, log.pipes[0][0], POLLIN, on_a, &log);
	loop_add(log.loop, log.pipes[1][0], POLLIN, on_b, &log);
	fill(&log, 0);
	fill(&log, 1);
	loop_run(log.loop);
	assert_string_equal(log.letters, "ab.");
	tear_down(&log);
	loop_destroy(NULL);
}

static void test_source_ends_the_loop(void **state)
{
	(void)state;
	struct log log;
	set_up(&log);
	loop_on_turn(log.loop, on_turn, &log);
	loop_add(log.loop, log.pipes[0][0], POLLIN, on_end, &log);
	loop_add(log.loop, log.pipes[1][0], POLLIN, on_b, &log);
	fill(&log, 0);
	fill(&log, 1);
	loop_run(log.loop);
	assert_string_equal(log.letters, "e");
	tear_down(&log);
}

static void test_changes_during_a_turn(void **state)
{
	(void)state;
	struct log log;
	set_up(&log);
	log.turns_wanted = 2;
	loop_on_turn(log.loop, on_turn, &log);
	loop_add(log.loop, log.pipes[0][0], POLLIN, on_change, &log);
	loop_add(log.loop, log.pipes[1][0], POLLIN, on_a, &log);
	for (int i = 0; i < 3; i++)
		fill(&log, i);
	loop_run(log.loop);
	/* What was taken out is not called, what was put in is called in the next turn. */
	assert_string_equal(log.letters, "c.b.");
	tear_down(&log);
}

static void test_events(void **state)
{
	(void)state;
	struct log log;
	set_up(&log);
	loop_on_turn(log.loop, on_turn, &log);
	loop_add(log.loop, log.pipes[0][0], POLLIN, on_a, &log);
	loop_add(log.loop, log.pipes[1][1], 0, on_b, &log);
	loop_wake_within(log.loop, 0);
	loop_run(log.loop);
	assert_string_equal(log.letters, ".");
	loop_events(log.loop, log.pipes[1][1], POLLOUT);
	loop_run(log.loop);
	assert_string_equal(log.letters, ".b.");
	tear_down(&log);
}

static void test_hang_up_is_told(void **state)
{
	(void)state;
	struct log log;
	set_up(&log);
	loop_on_turn(log.loop, on_turn, &log);
	loop_add(log.loop, log.pipes[0][0], 0, on_a, &log);
	close(log.pipes[0][1]);
	loop_run(log.loop);
	assert_string_equal(log.letters, "A.");
	log.pipes[0][1] = -1;
	tear_down(&log);
}

/* A descriptor that is no longer open is told once and does not keep the loop spinning. */
static void test_closed_descriptor(void **state)
{
	(void)state;
	struct log log;
	set_up(&log);
	log.turns_wanted = 3;
	loop_on_turn(log.loop, on_turn, &log);
	int gone = dup(log.pipes[0][0]);
	loop_add(log.loop, gone, POLLIN, on_b, &log);
	loop_add(log.loop, log.pipes[1][1], POLLOUT, on_a, &log);
	close(gone);
	loop_run(log.loop);
	assert_string_equal(log.letters, "ba.a.a.");
	tear_down(&log);
}

static void test_wakes_at_the_earliest(void **state)
{
	(void)state;
	struct log log;
	set_up(&log);
	loop_on_turn(log.loop, on_turn, &log);
	loop_add(log.loop, log.pipes[0][0], POLLIN, on_a, &log);
	loop_wake_within(log.loop, 60000);
	loop_wake_within(log.loop, 20);
	loop_wake_within(log.loop, -1);
	loop_wake_within(log.loop, 30000);
	long long start = milliseconds_now();
	loop_run(log.loop);
	assert_in_range(milliseconds_now() - start, 19, 20000);
	assert_string_equal(log.letters, ".");
	tear_down(&log);
}

static bool on_signal(void *context, int fd, short events)
{
	struct signalfd_siginfo info;
	(void)events;
	while (read(fd, &info, sizeof info) == sizeof info)
		note(context, info.ssi_signo == SIGWINCH  ? 'w'
			      : info.ssi_signo == SIGTERM ? 't'
							  : '?');
	return true;
}

static void test_signals(void **state)
{
	(void)state;
	struct log log;
	set_up(&log);
	int signals = loop_signals();
	assert_true(signals >= 0);
	loop_on_turn(log.loop, on_turn, &log);
	loop_add(log.loop, signals, POLLIN, on_signal, &log);
	raise(SIGTERM);
	raise(SIGWINCH);
	raise(SIGWINCH);
	/* Ignored: writing to a pipe nobody reads is an error code, not an end. */
	raise(SIGPIPE);
	loop_run(log.loop);
	assert_int_equal(strlen(log.letters), 3);
	assert_non_null(strchr(log.letters, 't'));
	assert_non_null(strchr(log.letters, 'w'));
	close(signals);
	tear_down(&log);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sources_then_turn),
		cmocka_unit_test(test_source_ends_the_loop),
		cmocka_unit_test(test_changes_during_a_turn),
		cmocka_unit_test(test_events),
		cmocka_unit_test(test_hang_up_is_told),
		cmocka_unit_test(test_closed_descriptor),
		cmocka_unit_test(test_wakes_at_the_earliest),
		cmocka_unit_test(test_signals),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
