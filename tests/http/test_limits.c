/* People's own devices when there are too many, when they vanish, when the network does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "asks.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

static int set_up(void **state)
{
	static struct hall hall;

	hall_open(&hall);
	hall_door(&hall, DOOR_OPEN, 0);
	*state = &hall;
	return 0;
}

static int tear_down(void **state)
{
	hall_close(*state);
	return 0;
}

static const char nonce_a[] = "aaaaaaaaaaaaaaaaaaaa";

static void test_a_device_cannot_flood_the_room(void **state)
{
	struct hall *hall = *state;
	int done = 0, refused = 0;
	char token[65], body[96];

	hall_join(hall, hall->people.items[0], NULL, token);
	for (int i = 0; i < 60; i++) {
		snprintf(body, sizeof body,
			"{\"nonce\":\"aaaaaaaaaaaaaaaa%02d\",\"words\":[\"x\"]}", i);
		int status = hall_ask(hall, "POST /card", token, body);
		done += status == 200;
		refused += status == 429;
	}
	assert_int_equal(done + refused, 60);
	assert_true(done >= 10 && done < 40);
	assert_int_equal(hall->session.model.cards.count, done);
	hall_pass(hall, 1000);
	assert_int_equal(hall_ask(hall, "POST /card", token, body), 200);
}

static void test_whoever_guesses_keeps_out_nobody_for_long(void **state)
{
	struct hall *hall = *state;
	int tried = 0, held = 0;
	char body[64];

	for (int i = 0; i < 300; i++) {
		snprintf(body, sizeof body, "{\"code\":\"%06d\"}", i);
		int status = hall_ask(hall, "POST /places", NULL, body);
		tried += status == 403;
		held += status == 429;
	}
	assert_int_equal(tried + held, 300);
	assert_true(tried >= 10 && tried < 150); /* ten at once, then ten a second */
	/* the picture's code lets in even now; the short one again after a moment */
	snprintf(body, sizeof body, "{\"code\":\"%s\"}", service_door(hall->service)->long_code);
	assert_int_equal(hall_ask(hall, "POST /places", NULL, body), 200);
	snprintf(body, sizeof body, "{\"code\":\"%s\"}", service_door(hall->service)->code);
	hall_pass(hall, 1000);
	for (int i = 0; i < 20; i++)
		assert_int_equal(hall_ask(hall, "POST /places", NULL, body), 200);
	assert_int_equal(hall_ask(hall, "POST /places", NULL, "{\"code\":\"\"}"), 403);
	assert_int_equal(hall_ask(hall, "POST /places", NULL, "{}"), 403);
}

static void test_keys_are_answered_while_codes_are_guessed(void **state)
{
	enum { GUESSERS = 100 };
	struct hall *hall = *state;
	struct guest guests[GUESSERS];
	struct buf request = {0};

	asks_write(hall, "POST /places", NULL, "{\"code\":\"000000\"}", &request);
	for (int i = 0; i < GUESSERS; i++)
		guest_connect(&guests[i], hall, true);
	for (int i = 0; i < GUESSERS; i++)
		for (int k = 0; k < 20; k++)
			guest_says(&guests[i], &request);
	/* a connection is good for one guess, and a turn takes in few of them: the loop comes back
	 * to the keyboard, whatever lies in the sockets */
	for (int turns = 0; turns < GUESSERS / 16 + 1; turns++)
		service_run(hall->service);
	int answered = 0;
	for (int i = 0; i < GUESSERS; i++) {
		guest_take(&guests[i]);
		answered += times_heard(&guests[i].heard, "HTTP/1.1 ");
		assert_true(times_heard(&guests[i].heard, "HTTP/1.1 ") <= 1);
		guest_leave(&guests[i]);
	}
	assert_true(answered > 0);
	hall_settle(hall);
	buf_finish(&request);
}

static void test_a_device_that_comes_back_again_and_again_follows(void **state)
{
	struct hall *hall = *state;
	struct guest guests[6];
	struct buf request = {0};
	char token[65];

	hall_join(hall, hall->people.items[0], NULL, token);
	asks_write(hall, "GET /events", token, NULL, &request);
	for (int i = 0; i < 6; i++) {
		guest_connect(&guests[i], hall, true);
		guest_says(&guests[i], &request);
		assert_true(guest_hears(&guests[i], hall, "\"stage_title\":\"Cards\""));
	}
	assert_true(guest_ended(&guests[0], hall));
	assert_true(guest_ended(&guests[1], hall));
	for (int i = 2; i < 6; i++) {
		guest_take(&guests[i]);
		assert_false(guests[i].ended);
	}
	for (int i = 0; i < 6; i++)
		guest_leave(&guests[i]);
	buf_finish(&request);
}

static void test_who_came_before_leaves_room(void **state)
{
	struct hall *hall = *state;
	char body[64];

	hall_door(hall, DOOR_ASK, 0);
	snprintf(body, sizeof body, "\"person\":%lld", (long long)hall->people.items[0]);
	asks_join(hall, body);
	for (int i = 0; i < 1010; i++)
		asks_join(hall, "\"wall\":true");
	const struct door *door = service_door(hall->service);
	assert_int_equal(door->devices.count, 1000);
	assert_int_equal(door->in, 1); /* who is in stays */
}

static void test_without_descriptors_nothing_is_lost(void **state)
{
	struct hall *hall = *state;
	struct rlimit before, few;
	struct guest guests[60];
	struct buf request = {0};
	char token[65];

	hall_join(hall, hall->people.items[0], NULL, token);
	hall_settle(hall);
	getrlimit(RLIMIT_NOFILE, &before);
	for (int i = 0; i < 60; i++)
		guest_connect(&guests[i], hall, true);
	int next = dup(0);
	close(next);
	/* not one is left: the queue stays full, and the loop may sleep all the same */
	few = (struct rlimit){(rlim_t)next, before.rlim_max};
	setrlimit(RLIMIT_NOFILE, &few);
	service_run(hall->service);
	struct pollfd ready = {.fd = service_fd(hall->service), .events = POLLIN};
	int count = poll(&ready, 1, 20);
	setrlimit(RLIMIT_NOFILE, &before);
	assert_int_equal(count, 0);
	/* some are: the file keeps what it needs */
	few = (struct rlimit){(rlim_t)next + 64 + 8, before.rlim_max};
	setrlimit(RLIMIT_NOFILE, &few);
	hall_settle(hall);
	setrlimit(RLIMIT_NOFILE, &before);
	for (int i = 0; i < 60; i++)
		guest_leave(&guests[i]);
	hall_settle(hall);
	assert_int_equal(hall_ask(hall, "GET /me", token, NULL), 200);
	buf_finish(&request);
}

/* --- vanishing --- */

static void test_who_vanishes_at_any_byte_harms_nobody(void **state)
{
	struct hall *hall = *state;
	struct buf request = {0};
	struct guest guest;
	char token[65];

	hall_join(hall, hall->people.items[0], NULL, token);
	int64_t poll = hall_poll(hall);
	asks_ballot(hall, token, poll, nonce_a, "[1,0,0]", &request);
	for (size_t length = 0; length <= request.count; length++) {
		guest_connect(&guest, hall, true);
		guest_send(&guest, request.bytes, length);
		if (length % 2 == 0)
			service_run(hall->service);
		guest_leave(&guest);
		for (int turns = 0; turns < 3; turns++)
			service_run(hall->service);
		hall_pass(hall, 500);
	}
	hall_pass(hall, 5000);
	guest_connect(&guest, hall, true);
	guest_says(&guest, &request);
	assert_true(guest_hears(&guest, hall, "HTTP/1.1 200"));
	guest_leave(&guest);
	assert_int_equal(box_count(model_box(&hall->session.model, poll)), 1);
	buf_finish(&request);
}

static void test_who_follows_and_vanishes_is_found_out(void **state)
{
	struct hall *hall = *state;
	struct buf request = {0};
	struct guest guests[20];
	char token[65];

	hall_join(hall, hall->people.items[0], NULL, token);
	asks_write(hall, "GET /events", token, NULL, &request);
	for (int i = 0; i < 20; i++) {
		guest_connect(&guests[i], hall, true);
		guest_says(&guests[i], &request);
		service_run(hall->service);
		guest_leave(&guests[i]);
	}
	hall_settle(hall);
	for (int i = 0; i < 3; i++) {
		hall_pass(hall, 15000);
		hall_settle(hall);
	}
	assert_false(service_door(hall->service)->devices.items[0].connected);
	buf_finish(&request);
}

/* --- the network --- */

static int take_port(uint16_t port)
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(port)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), yes = 1;

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
	if (bind(fd, (struct sockaddr *)&at, sizeof at) == 0 && listen(fd, 1) == 0)
		return fd;
	close(fd);
	return -1;
}

static void test_ports_that_are_taken_are_passed_over(void **state)
{
	struct hall *hall = *state;
	int taken[10];

	hall_door(hall, DOOR_CLOSE, 0);
	for (int i = 0; i < 10; i++)
		taken[i] = take_port((uint16_t)(8080 + i));
	hall_door(hall, DOOR_OPEN, 0);
	int port = atoi(strrchr(service_door(hall->service)->url, ':') + 1);
	assert_true(port > 0);
	for (int i = 0; i < 10; i++)
		assert_true(taken[i] < 0 || port != 8080 + i);
	assert_int_equal(hall_ask(hall, "GET /me", NULL, NULL), 401);
	for (int i = 0; i < 10; i++)
		if (taken[i] >= 0)
			close(taken[i]);
}

static void test_after_a_crash_the_door_may_have_to_open_elsewhere(void **state)
{
	struct hall *hall = *state;
	struct buf command = {0};
	char token[65];

	hall_join(hall, hall->people.items[0], NULL, token);
	/* the address is gone when the program comes back */
	buf_format(&command, "sed -i 's/^door 127.0.0.1/door 192.0.2.1/' %s/*.door", hall->folder);
	hall_crash_with(hall, buf_text(&command));
	assert_false(service_door(hall->service)->open);
	assert_int_equal(service_door(hall->service)->in, 1);
	hall_door(hall, DOOR_OPEN, 0);
	assert_int_equal(hall_ask(hall, "GET /me", token, NULL), 200);
	assert_non_null(strstr(hall_body, "\"in\""));
	/* what is left of a state that means nothing opens nothing */
	buf_clear(&command);
	buf_format(&command,
		"for f in %s/*.door; do printf 'door 127.0.0.1\\ndevice 1 1 0 0 zz\\ndevice\\n"
		"device 9 9 0 0 00\\n\\n' >$f; done",
		hall->folder);
	hall_crash_with(hall, buf_text(&command));
	assert_false(service_door(hall->service)->open);
	assert_int_equal(service_door(hall->service)->devices.count, 0);
	hall_stage(hall, HALL_TALK);
	buf_finish(&command);
}

int main(void)
{
#define AT(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		AT(test_a_device_cannot_flood_the_room),
		AT(test_whoever_guesses_keeps_out_nobody_for_long),
		AT(test_keys_are_answered_while_codes_are_guessed),
		AT(test_a_device_that_comes_back_again_and_again_follows),
		AT(test_who_came_before_leaves_room),
		AT(test_without_descriptors_nothing_is_lost),
		AT(test_who_vanishes_at_any_byte_harms_nobody),
		AT(test_who_follows_and_vanishes_is_found_out),
		AT(test_ports_that_are_taken_are_passed_over),
		AT(test_after_a_crash_the_door_may_have_to_open_elsewhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
