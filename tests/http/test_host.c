/* The service for walls, through real sockets: what it says, when it says it, whom it cuts off. */
#include "visitor.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static int set_up(void **state)
{
	static struct venue venue;

	venue_open(&venue);
	*state = &venue;
	return 0;
}

static int tear_down(void **state)
{
	venue_close(*state);
	return 0;
}

static size_t times(const char *text, const char *part)
{
	size_t found = 0;

	for (; (text = strstr(text, part)) != NULL; text += strlen(part))
		found++;
	return found;
}

static void test_the_state_is_told_to_whoever_asks(void **state)
{
	struct venue *venue = *state;
	struct visitor_socket visitor;

	visitor_connect(&visitor, venue);
	visitor_ask(&visitor, "GET /audience");
	assert_true(visitor_hears(&visitor, venue, "{\"n\":1}"));
	const char *heard = buf_text(&visitor.heard);
	assert_int_equal(strncmp(heard, "HTTP/1.1 200 ", 13), 0);
	assert_non_null(strstr(heard, "Content-Type: application/json\r\n"));
	assert_non_null(strstr(heard, "Content-Security-Policy: default-src 'none'\r\n"));
	assert_non_null(strstr(heard, "X-Content-Type-Options: nosniff\r\n"));
	assert_non_null(strstr(heard, "Referrer-Policy: no-referrer\r\n"));
	assert_non_null(strstr(heard, "Cache-Control: no-store\r\n"));
	visitor_leave(&visitor);
}

static void test_only_the_same_user_comes_in(void **state)
{
	const struct venue *venue = *state;
	struct stat info;

	assert_int_equal(stat(venue->socket, &info), 0);
	assert_int_equal(info.st_mode & 07777, 0600);
}

static void test_what_is_not_there_and_what_cannot_be_done(void **state)
{
	static const char *const asked[][2] = {{"GET /x", " 404 "}, {"GET /audience/x", " 404 "},
		{"GET /../etc/passwd", " 404 "}, {"POST /audience", " 405 "},
		{"DELETE /events", " 405 "}};
	struct venue *venue = *state;

	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
		struct visitor_socket visitor;
		visitor_connect(&visitor, venue);
		visitor_ask(&visitor, asked[i][0]);
		if (!visitor_hears(&visitor, venue, asked[i][1]))
			fail_msg("%s: %s", asked[i][0], buf_text(&visitor.heard));
		assert_null(strstr(buf_text(&visitor.heard), "\"n\""));
		visitor_leave(&visitor);
	}
	assert_int_equal(venue->asked, 0);
}

static void test_who_follows_is_told_what_changes(void **state)
{
	struct venue *venue = *state;
	struct visitor_socket visitor;

	visitor_connect(&visitor, venue);
	visitor_ask(&visitor, "GET /events");
	assert_true(visitor_hears(&visitor, venue, "id: 1\ndata: {\"n\":1}\n\n"));
	assert_non_null(strstr(buf_text(&visitor.heard), "Content-Type: text/event-stream\r\n"));
	assert_int_equal(host_walls(venue->host), 1);
	venue->now += 1000;
	venue_say(venue, "{\"n\":2}");
	assert_true(visitor_hears(&visitor, venue, "id: 2\ndata: {\"n\":2}\n\n"));
	venue->now += 1000;
	host_changed(venue->host); /* nothing that everybody sees */
	venue_settle(venue);
	assert_int_equal(times(buf_text(&visitor.heard), "data:"), 2);
	visitor_leave(&visitor);
}

/* It is asked for with each picture of the console: at most keys nothing of it is new. */
static void test_the_door_is_listed_anew_only_for_cause(void **state)
{
	struct venue *venue = *state;

	host_door(venue->host);
	assert_int_equal(venue->listed, 1);
	host_changed(venue->host);
	host_door(venue->host);
	assert_int_equal(venue->listed, 1);
	host_roster_changed(venue->host);
	host_door(venue->host);
	assert_int_equal(venue->listed, 2);
}

static void test_many_changes_are_told_as_the_newest(void **state)
{
	struct venue *venue = *state;
	struct visitor_socket visitor;

	visitor_connect(&visitor, venue);
	visitor_ask(&visitor, "GET /events");
	assert_true(visitor_hears(&visitor, venue, "data: {\"n\":1}\n\n"));
	venue->now += 1000;
	for (int i = 2; i <= 9; i++) {
		char text[16];
		snprintf(text, sizeof text, "{\"n\":%d}", i);
		venue_say(venue, text);
		host_run(venue->host);
		venue->now += 10;
	}
	/* the first change goes out at once, the others together when a tenth of a second is over
	 */
	assert_int_equal(host_wait(venue->host), 20);
	venue->now += 20;
	assert_true(visitor_hears(&visitor, venue, "data: {\"n\":9}\n\n"));
	assert_int_equal(times(buf_text(&visitor.heard), "data:"), 3);
	visitor_leave(&visitor);
}

static void test_so_many_are_told_in_turns(void **state)
{
	enum { MANY = 100 };
	struct venue *venue = *state;
	static struct visitor_socket visitors[MANY];
	size_t heard = 0;

	for (int i = 0; i < MANY; i++) {
		visitor_connect(&visitors[i], venue);
		visitor_ask(&visitors[i], "GET /events");
		assert_true(visitor_hears(&visitors[i], venue, "data: {\"n\":1}\n\n"));
	}
	venue_settle(venue);
	venue->now += 1000;
	venue_say(venue, "{\"n\":2}");
	host_run(venue->host);
	host_run(venue->host);
	/* the keyboard has its turn before the rest are told; the loop does not sleep on that */
	assert_int_equal(host_wait(venue->host), 0);
	for (int i = 0; i < MANY; i++) {
		visitor_take(&visitors[i]);
		heard += times(buf_text(&visitors[i].heard), "{\"n\":2}");
	}
	assert_true(heard > 0 && heard < MANY);
	for (int i = 0; i < MANY; i++) {
		assert_true(visitor_hears(&visitors[i], venue, "data: {\"n\":2}\n\n"));
		assert_int_equal(times(buf_text(&visitors[i].heard), "data:"), 2);
		visitor_leave(&visitors[i]);
	}
}

static void test_a_quiet_stream_is_kept_alive(void **state)
{
	struct venue *venue = *state;
	struct visitor_socket visitor;

	visitor_connect(&visitor, venue);
	visitor_ask(&visitor, "GET /events");
	assert_true(visitor_hears(&visitor, venue, "data: {\"n\":1}\n\n"));
	venue_settle(venue);
	assert_int_equal(host_wait(venue->host), 15000);
	venue->now += 15000;
	assert_true(visitor_hears(&visitor, venue, "\n\n:\n\n") ||
		    strstr(buf_text(&visitor.heard), ":\n\n") != NULL);
	visitor_leave(&visitor);
	venue->now += 15000; /* the next heartbeat finds nobody */
	venue_settle(venue);
	venue->now += 15000;
	venue_settle(venue);
	assert_int_equal(host_walls(venue->host), 0);
}

static void test_a_request_that_drips_is_cut_off(void **state)
{
	struct venue *venue = *state;
	struct visitor_socket slow, good;

	visitor_connect(&slow, venue);
	visitor_send(&slow, "GET /aud", 8);
	venue_settle(venue);
	venue->now += 9999;
	venue_settle(venue);
	assert_false(slow.ended);
	visitor_send(&slow, "i", 1);
	venue_settle(venue);
	venue->now += 1;
	assert_true(visitor_ended(&slow, venue));
	visitor_connect(&good, venue);
	visitor_ask(&good, "GET /audience");
	assert_true(visitor_hears(&good, venue, "{\"n\":1}"));
	visitor_leave(&slow);
	visitor_leave(&good);
}

static void test_who_takes_nothing_of_the_answer_is_cut_off(void **state)
{
	struct venue *venue = *state;
	struct visitor_socket deaf, good;

	venue->padding = 4 << 20; /* more than lies in the sockets between us */
	host_changed(venue->host);
	for (int follows = 0; follows < 2; follows++) {
		visitor_connect(&deaf, venue);
		visitor_ask(&deaf, follows ? "GET /events" : "GET /audience");
		venue_settle(venue);
		venue->now += 29999;
		venue_settle(venue);
		visitor_connect(&good, venue);
		visitor_ask(&good, "GET /audience");
		venue_settle(venue);
		assert_int_equal(host_walls(venue->host), follows);
		venue->now += 1;
		assert_true(visitor_hears(&good, venue, "{\"n\":1}"));
		venue_settle(venue);
		assert_int_equal(host_walls(venue->host), 0);
		assert_true(visitor_ended(&deaf, venue));
		assert_true(deaf.heard.count < venue->padding);
		visitor_leave(&deaf);
		visitor_leave(&good);
	}
}

static void test_a_thousand_connect_and_say_nothing(void **state)
{
	enum { THOUSAND = 1000 };
	struct venue *venue = *state;
	static struct visitor_socket idle[THOUSAND];
	struct visitor_socket good;
	struct rlimit files;

	/* both ends are in this process */
	getrlimit(RLIMIT_NOFILE, &files);
	files.rlim_cur = files.rlim_max;
	setrlimit(RLIMIT_NOFILE, &files);
	int many = files.rlim_cur >= 2 * THOUSAND + 200 ? THOUSAND : (int)files.rlim_cur / 2 - 200;
	for (int i = 0; i < many; i++) {
		visitor_connect(&idle[i], venue);
		visitor_send(&idle[i], "GET /audience HTTP/1.1\r\nX", (size_t)i % 26);
		host_run(venue->host);
	}
	visitor_connect(&good, venue);
	visitor_ask(&good, "GET /audience");
	assert_true(visitor_hears(&good, venue, "{\"n\":1}"));
	visitor_leave(&good);
	venue->now += 10000;
	for (int i = 0; i < many; i++) {
		assert_true(visitor_ended(&idle[i], venue));
		visitor_leave(&idle[i]);
	}
}

static void test_garbage_harms_nobody(void **state)
{
	struct venue *venue = *state;
	static char big[40000];
	struct visitor_socket visitor;
	static const struct {
		const char *bytes;
		size_t length;
	} sent[] = {{"\0\0\0\0\r\n\r\n", 8}, {"GET\r\n\r\n", 7},
		{"GET /audience HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 7\r\n\r\nhello",
			66},
		{"GET /audience HTTP/9.9\r\n\r\n", 26}, {"\x16\x03\x01\x02\x00\x01\x00\x01", 8},
		{big, sizeof big}};

	memset(big, 'a', sizeof big);
	memcpy(big, "GET /", 5);
	for (size_t i = 0; i < sizeof sent / sizeof *sent; i++) {
		visitor_connect(&visitor, venue);
		visitor_send(&visitor, sent[i].bytes, sent[i].length);
		venue_settle(venue);
		visitor_leave(&visitor);
		venue_settle(venue);
	}
	visitor_connect(&visitor, venue);
	visitor_ask(&visitor, "GET /audience");
	assert_true(visitor_hears(&visitor, venue, "{\"n\":1}"));
	visitor_leave(&visitor);
}

static void test_one_session_has_one_service(void **state)
{
	struct venue *venue = *state;
	const struct host_source source = {0};
	struct error err = {0};
	struct host *second = host_create(&source, &err);

	assert_false(host_open_local(second, venue->socket, &err));
	assert_int_equal(err.code, ERROR_BUSY);
	error_finish(&err);
	host_destroy(second);
	assert_int_equal(access(venue->socket, F_OK), 0); /* the first one's */
}

static void test_a_socket_left_behind_is_replaced(void **state)
{
	struct venue *venue = *state;
	struct visitor_socket visitor;

	/* as after kill -9: the name is there, nobody answers */
	char left[112];
	snprintf(left, sizeof left, "%s.left", venue->socket);
	assert_int_equal(rename(venue->socket, left), 0);
	host_destroy(venue->host);
	assert_int_equal(rename(left, venue->socket), 0);
	venue_serve(venue);
	visitor_connect(&visitor, venue);
	visitor_ask(&visitor, "GET /audience");
	assert_true(visitor_hears(&visitor, venue, "{\"n\":1}"));
	visitor_leave(&visitor);
}

static void test_it_ends_with_people_following(void **state)
{
	struct venue *venue = *state;
	struct visitor_socket visitors[5];

	for (size_t i = 0; i < 5; i++) {
		visitor_connect(&visitors[i], venue);
		visitor_ask(&visitors[i], "GET /events");
		assert_true(visitor_hears(&visitors[i], venue, "data: {\"n\":1}\n\n"));
	}
	venue_settle(venue);
	host_destroy(venue->host);
	venue_serve(venue);
	for (size_t i = 0; i < 5; i++) {
		assert_true(visitor_ended(&visitors[i], venue));
		visitor_leave(&visitors[i]);
	}
}

#define AT(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		AT(test_the_state_is_told_to_whoever_asks),
		AT(test_only_the_same_user_comes_in),
		AT(test_what_is_not_there_and_what_cannot_be_done),
		AT(test_who_follows_is_told_what_changes),
		AT(test_the_door_is_listed_anew_only_for_cause),
		AT(test_many_changes_are_told_as_the_newest),
		AT(test_so_many_are_told_in_turns),
		AT(test_a_quiet_stream_is_kept_alive),
		AT(test_a_request_that_drips_is_cut_off),
		AT(test_who_takes_nothing_of_the_answer_is_cut_off),
		AT(test_a_thousand_connect_and_say_nothing),
		AT(test_garbage_harms_nobody),
		AT(test_one_session_has_one_service),
		AT(test_a_socket_left_behind_is_replaced),
		AT(test_it_ends_with_people_following),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
