/*
 * A person's own device against a host of few words: each answer is laid out by the test before the
 * request comes. What is asked, how often, under which nonce, and what is made of the answers.
 */
#include "roundtable/codec/participant.h"
#include "roundtable/join/join.h"

#include "roundtable/base/buf.h"
#include "roundtable/base/mem.h"

#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>

enum { CONNECTIONS = 8 };

struct desk {
	char folder[64], path[96];
	int listener;
	struct connection {
		int fd; /* -1: free */
		struct buf in;
		bool follows;
		bool waits; /* for its answer */
	} connections[CONNECTIONS];
	struct texts requests; /* "POST /card token=... {body}", in order of coming */
	struct texts answers;  /* "200 {...}" for the next ones; "": the connection is cut instead,
				  "wait": later */
	long events_status;    /* of GET /events, 0: 200 */
	struct join *join;
	struct random_seeded seeded;
	moment now;
};

static moment desk_now(void *context)
{
	return ((const struct desk *)context)->now;
}

static void desk_listen(struct desk *desk)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};

	snprintf(address.sun_path, sizeof address.sun_path, "%s", desk->path);
	desk->listener = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	assert_int_equal(bind(desk->listener, (struct sockaddr *)&address, sizeof address), 0);
	assert_int_equal(listen(desk->listener, 8), 0);
}

static void hang_up(struct connection *connection)
{
	if (connection->fd >= 0)
		close(connection->fd);
	buf_finish(&connection->in);
	*connection = (struct connection){.fd = -1};
}

static void desk_shut(struct desk *desk)
{
	for (int i = 0; i < CONNECTIONS; i++)
		hang_up(&desk->connections[i]);
	close(desk->listener);
	unlink(desk->path);
	desk->listener = -1;
}

static int set_up(void **state)
{
	struct desk *desk = mem_alloc(1, sizeof *desk);
	const char *tmp = getenv("TMPDIR");
	struct error err = {0};

	for (int i = 0; i < CONNECTIONS; i++)
		desk->connections[i].fd = -1;
	desk->now = 1000000;
	snprintf(desk->folder, sizeof desk->folder, "%s/roundtable-device-XXXXXX",
		tmp != NULL && strlen(tmp) < 32 ? tmp : "/tmp");
	assert_non_null(mkdtemp(desk->folder));
	snprintf(desk->path, sizeof desk->path, "%s/socket", desk->folder);
	desk_listen(desk);
	desk->join = join_create_device(desk->path, NULL, (struct clock){desk_now, desk},
		random_seeded(&desk->seeded, 5), &err);
	assert_non_null(desk->join);
	*state = desk;
	return 0;
}

static int tear_down(void **state)
{
	struct desk *desk = *state;

	join_destroy(desk->join);
	if (desk->listener >= 0)
		desk_shut(desk);
	texts_finish(&desk->requests);
	texts_finish(&desk->answers);
	int failed = rmdir(desk->folder);
	array_free(desk);
	return failed;
}

/* --- the host --- */

static void send_text(struct connection *connection, const char *text)
{
	size_t length = strlen(text);

	assert_int_equal(send(connection->fd, text, length, MSG_NOSIGNAL), length);
}

static void answer(struct desk *desk, struct connection *connection)
{
	struct buf out = {0};
	char *next;

	if (desk->answers.count == 0)
		fail_msg("nobody expects %s", desk->requests.items[desk->requests.count - 1]);
	next = desk->answers.items[0];
	array_remove(&desk->answers, 0);
	connection->waits = strcmp(next, "wait") == 0;
	if (next[0] == '\0') {
		hang_up(connection);
	} else if (!connection->waits) {
		buf_format(&out, "HTTP/1.1 %.3s OK\r\nContent-Length: %zu\r\n\r\n%s", next,
			strlen(next) - 4, next + 4);
		send_text(connection, buf_text(&out));
	}
	array_free(next);
	buf_finish(&out);
}

static void take_request(struct desk *desk, struct connection *connection, const char *body)
{
	const char *head = buf_text(&connection->in);
	const char *token = strstr(head, "Authorization: Bearer ");
	struct buf said = {0};

	buf_format(&said, "%.*s",
		(int)strcspn(strchr(head, ' ') + 1, " ") + (int)strcspn(head, " ") + 1, head);
	if (token != NULL)
		buf_format(&said, " token=%.*s", (int)strcspn(token + 22, "\r"), token + 22);
	buf_format(&said, " %s", body);
	texts_add(&desk->requests, buf_text(&said));
	buf_finish(&said);
	if (strncmp(head, "GET /events", 11) != 0) {
		assert_non_null(strstr(head, "Content-Type: application/json\r\n"));
		buf_clear(&connection->in);
		answer(desk, connection);
		return;
	}
	buf_clear(&connection->in);
	if (desk->events_status != 0) {
		char line[96];
		snprintf(line, sizeof line, "HTTP/1.1 %ld No\r\nContent-Length: 0\r\n\r\n",
			desk->events_status);
		send_text(connection, line);
		return;
	}
	connection->follows = true;
	send_text(connection, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n");
}

static void hear(struct desk *desk, struct connection *connection)
{
	char bytes[4096];
	ssize_t count = recv(connection->fd, bytes, sizeof bytes, MSG_DONTWAIT);

	if (count == 0) {
		hang_up(connection);
		return;
	}
	if (count > 0)
		buf_add(&connection->in, bytes, (size_t)count);
	const char *end = strstr(buf_text(&connection->in), "\r\n\r\n");
	const char *length = strstr(buf_text(&connection->in), "Content-Length: ");
	if (end == NULL || (length != NULL && strlen(end + 4) < strtoul(length + 16, NULL, 10)))
		return;
	char *body = mem_copy_text(end + 4);
	take_request(desk, connection, body);
	array_free(body);
}

static void turn(struct desk *desk)
{
	struct pollfd ready[CONNECTIONS + 2] = {{.fd = join_fd(desk->join), .events = POLLIN},
		{.fd = desk->listener, .events = POLLIN}};

	for (int i = 0; i < CONNECTIONS; i++)
		ready[i + 2] = (struct pollfd){.fd = desk->connections[i].fd, .events = POLLIN};
	poll(ready, CONNECTIONS + 2, 2);
	desk->now += 50;
	if (ready[1].revents & POLLIN)
		for (int i = 0; i < CONNECTIONS; i++)
			if (desk->connections[i].fd < 0) {
				desk->connections[i].fd = accept4(
					desk->listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
				break;
			}
	for (int i = 0; i < CONNECTIONS; i++)
		if (ready[i + 2].revents != 0)
			hear(desk, &desk->connections[i]);
	join_run(desk->join);
}

/* Says an event to whoever follows. */
static void tell(struct desk *desk, const char *event)
{
	int told = 0;

	for (int i = 0; i < CONNECTIONS; i++)
		if (desk->connections[i].fd >= 0 && desk->connections[i].follows) {
			send_text(&desk->connections[i], event);
			told++;
		}
	assert_int_equal(told, 1);
}

/* --- what a test waits for --- */

static const char *last_request(const struct desk *desk)
{
	return desk->requests.count > 0 ? desk->requests.items[desk->requests.count - 1] : "";
}

static void expect_requests(struct desk *desk, size_t count)
{
	for (int turns = 0; turns < 1000 && desk->requests.count < count; turns++)
		turn(desk);
	assert_int_equal(desk->requests.count, count);
}

static void expect_answer(struct desk *desk, enum join_request what, const char *refused)
{
	struct join_answer got = {0};
	bool there = false;

	for (int turns = 0; turns < 1000 && !there; turns++) {
		turn(desk);
		there = join_take_answer(desk->join, &got);
	}
	assert_true(there);
	assert_int_equal(got.request, what);
	assert_int_equal(got.done, refused == NULL);
	if (refused != NULL)
		assert_string_equal(got.sentence, refused);
	else
		assert_null(got.sentence);
	array_free(got.sentence);
}

static void expect_state(struct desk *desk, enum join_state state)
{
	for (int turns = 0; turns < 1000 && join_state(desk->join) != state; turns++)
		turn(desk);
	assert_int_equal(join_state(desk->join), state);
}

static void ask(struct desk *desk, enum join_request what, struct asked asked)
{
	join_ask(desk->join, what, &asked);
}

static void ask_card(struct desk *desk, const char *words)
{
	struct asked card = {.stage = 3};

	texts_add(&card.words, words);
	ask(desk, JOIN_CARD, card);
	texts_finish(&card.words);
}

static void ask_ballot(struct desk *desk, int64_t poll, int64_t first, int64_t second)
{
	int64_t marks[] = {first, second};

	ask(desk, JOIN_BALLOT, (struct asked){.poll = poll, .marks = {.items = marks, .count = 2}});
}

/* Somebody whose device is let in. */
static void be_in(struct desk *desk)
{
	texts_add(&desk->answers, "200 {\"token\":\"tok1\"}");
	ask(desk, JOIN_PLACE, (struct asked){.person = 7});
	expect_answer(desk, JOIN_PLACE, NULL);
	for (int turns = 0; turns < 1000 && strncmp(last_request(desk), "GET", 3) != 0; turns++)
		turn(desk);
	assert_string_equal(last_request(desk), "GET /events token=tok1 ");
	tell(desk, "event: you\ndata: {\"state\":\"in\",\"person\":7}\n\n");
	expect_state(desk, JOIN_FOLLOWING);
}

/* The nonce of a request; owned. */
static char *nonce_of(const char *request)
{
	const char *at = strstr(request, "\"nonce\":\"");

	assert_non_null(at);
	return mem_copy_bytes(at + 9, strcspn(at + 9, "\""));
}

/* --- tests --- */

static void test_places_then_a_place_then_the_stream(void **state)
{
	struct desk *desk = *state;

	for (int i = 0; i < 3; i++)
		turn(desk);
	assert_int_equal(desk->requests.count, 0); /* nothing before it is asked */
	assert_int_equal(join_state(desk->join), JOIN_APART);
	texts_add(&desk->answers, "200 {\"places\":[{\"person\":7,\"name\":\"Amina\"},"
				  "{\"person\":9,\"name\":\"Ben\",\"taken\":true}]}");
	ask(desk, JOIN_PLACES, (struct asked){.code = (char *)"ABC123"});
	expect_answer(desk, JOIN_PLACES, NULL);
	assert_string_equal(last_request(desk), "POST /places {\"code\":\"ABC123\"}");
	assert_int_equal(join_places(desk->join)->count, 2);
	assert_string_equal(join_places(desk->join)->items[0].name, "Amina");
	assert_true(join_places(desk->join)->items[1].taken);
	texts_add(&desk->answers, "200 {\"token\":\"tok1\"}");
	ask(desk, JOIN_PLACE, (struct asked){.code = (char *)"ABC123", .person = 7});
	expect_answer(desk, JOIN_PLACE, NULL);
	expect_requests(desk, 3);
	assert_string_equal(last_request(desk), "GET /events token=tok1 ");
	tell(desk, "event: you\ndata: {\"state\":\"waiting\",\"name\":\"Amina\"}\n\n");
	expect_state(desk, JOIN_FOLLOWING);
	assert_int_equal(join_participant(desk->join)->state, PARTICIPANT_WAITING);
	assert_null(join_audience(desk->join));
	tell(desk, "event: you\ndata: {\"state\":\"in\",\"person\":7}\n\n"
		   "id: 4\ndata: {\"title\":\"one\",\"items\":[]}\n\n");
	for (int i = 0; i < 100 && join_audience(desk->join) == NULL; i++)
		turn(desk);
	assert_string_equal(join_audience(desk->join)->title, "one");
	assert_int_equal(join_participant(desk->join)->state, PARTICIPANT_IN);
}

static void test_a_refusal_is_said(void **state)
{
	struct desk *desk = *state;

	texts_add(&desk->answers, "403 That is not the code.\n");
	ask(desk, JOIN_PLACES, (struct asked){.code = (char *)"WRONG1"});
	expect_answer(desk, JOIN_PLACES, "That is not the code.");
	texts_add(&desk->answers, "200 <html>a printer</html>");
	ask(desk, JOIN_PLACES, (struct asked){0});
	expect_answer(desk, JOIN_PLACES, "What answers there is no Roundtable session.");
	be_in(desk);
}

/* An answer that was lost: asked again, under the same nonce, until it comes. */
static void test_the_same_nonce_until_it_is_answered(void **state)
{
	struct desk *desk = *state;

	be_in(desk);
	texts_add(&desk->answers, ""); /* done, maybe, but nobody heard */
	texts_add(&desk->answers, "503 It could not be written. Nothing is lost.");
	texts_add(&desk->answers, "429 Too fast.");
	texts_add(&desk->answers, "200 {}");
	texts_add(&desk->answers, "200 {}");
	ask_card(desk, "the lift");
	ask_card(desk, "the door");
	expect_requests(desk, 4);
	assert_int_equal(join_unanswered(desk->join), 2);
	for (int i = 0; i < 10 && join_problem(desk->join) == NULL; i++)
		turn(desk);
	assert_string_equal(join_problem(desk->join), "It could not be written. Nothing is lost.");
	expect_answer(desk, JOIN_CARD, NULL);
	expect_answer(desk, JOIN_CARD, NULL);
	assert_null(join_problem(desk->join));
	assert_int_equal(desk->requests.count, 2 + 5);
	char *first = nonce_of(desk->requests.items[2]);
	assert_int_equal(strlen(first), 32);
	for (int i = 3; i < 6; i++)
		assert_string_equal(desk->requests.items[i], desk->requests.items[2]);
	char *second = nonce_of(desk->requests.items[6]);
	assert_string_not_equal(first, second);
	array_free(first);
	array_free(second);
}

/* Another ballot in the same vote changes the first: it lies under the same nonce. */
static void test_a_vote_has_one_nonce(void **state)
{
	struct desk *desk = *state;

	be_in(desk);
	for (int i = 0; i < 4; i++)
		texts_add(&desk->answers, i == 3 ? "409 You have voted." : "200 {}");
	ask_ballot(desk, 5, 1, 0);
	ask_ballot(desk, 5, 0, 1);
	ask_ballot(desk, 6, 1, 0);
	expect_answer(desk, JOIN_BALLOT, NULL);
	expect_answer(desk, JOIN_BALLOT, NULL);
	expect_answer(desk, JOIN_BALLOT, NULL);
	ask_ballot(desk, 6, 1, 1);
	expect_answer(desk, JOIN_BALLOT, "You have voted.");
	char *nonces[4];
	for (int i = 0; i < 4; i++)
		nonces[i] = nonce_of(desk->requests.items[2 + i]);
	assert_string_equal(nonces[0], nonces[1]);
	assert_string_not_equal(nonces[0], nonces[2]);
	assert_string_equal(nonces[2], nonces[3]);
	assert_non_null(strstr(desk->requests.items[3], "\"marks\":[0,1]"));
	for (int i = 0; i < 4; i++)
		array_free(nonces[i]);
}

/* The session went away and came back: what was not answered is handed in then. */
static void test_it_comes_back_with_what_was_not_answered(void **state)
{
	struct desk *desk = *state;

	be_in(desk);
	desk_shut(desk);
	expect_state(desk, JOIN_LOST);
	ask_card(desk, "the lift");
	for (int i = 0; i < 200; i++)
		turn(desk);
	assert_non_null(join_problem(desk->join));
	assert_int_equal(join_unanswered(desk->join), 1);
	desk_listen(desk);
	texts_add(&desk->answers, "200 {}");
	expect_answer(desk, JOIN_CARD, NULL);
	for (int i = 0; i < 300 && desk->requests.count < 4; i++)
		turn(desk);
	tell(desk, "event: you\ndata: {\"state\":\"in\",\"person\":7}\n\n");
	expect_state(desk, JOIN_FOLLOWING);
}

/* It came back and knows no token any more: the place is asked for again, then all else. */
static void test_a_forgotten_token_is_asked_for_again(void **state)
{
	struct desk *desk = *state;

	be_in(desk);
	texts_add(&desk->answers, "401 Who are you?");
	texts_add(&desk->answers, "200 {\"token\":\"tok2\"}");
	texts_add(&desk->answers, "200 {}");
	ask_ballot(desk, 5, 1, 0);
	expect_answer(desk, JOIN_BALLOT, NULL); /* nobody asked for the place: no answer to that */
	assert_string_equal(desk->requests.items[3], "POST /join {\"person\":7}");
	char *before = nonce_of(desk->requests.items[2]);
	const char *again = NULL;
	for (size_t i = 4; i < desk->requests.count; i++)
		if (strncmp(desk->requests.items[i], "POST /ballot token=tok2", 23) == 0)
			again = desk->requests.items[i];
	assert_non_null(again);
	char *after = nonce_of(again);
	assert_string_equal(before, after);
	array_free(before);
	array_free(after);
}

static void test_the_stream_forgets_it_too(void **state)
{
	struct desk *desk = *state;

	be_in(desk);
	desk_shut(desk);
	expect_state(desk, JOIN_LOST);
	desk_listen(desk);
	desk->events_status = 401;
	texts_add(&desk->answers, "409 Ben has this place now.");
	expect_answer(desk, JOIN_PLACE, "Ben has this place now.");
	assert_int_equal(join_state(desk->join), JOIN_APART);
	size_t asked = desk->requests.count;
	for (int i = 0; i < 300; i++)
		turn(desk);
	assert_int_equal(desk->requests.count, asked);
}

/* Put out, or moved to another device: it does not come back by itself. */
static void test_who_is_out_stays_out(void **state)
{
	struct desk *desk = *state;

	be_in(desk);
	tell(desk, "event: you\ndata: {\"state\":\"out\"}\n\n");
	expect_state(desk, JOIN_APART);
	assert_int_equal(join_participant(desk->join)->state, PARTICIPANT_OUT);
	for (int i = 0; i < 300; i++)
		turn(desk);
	assert_int_equal(desk->requests.count, 2);
	/* the person asks again */
	texts_add(&desk->answers, "200 {\"token\":\"tok2\"}");
	ask(desk, JOIN_PLACE, (struct asked){.person = 9});
	expect_answer(desk, JOIN_PLACE, NULL);
	assert_int_equal(join_participant(desk->join)->state, PARTICIPANT_NOBODY);
}

/* What one person wrote is never handed in for another. */
static void test_another_person_takes_nothing_along(void **state)
{
	struct desk *desk = *state;

	be_in(desk);
	texts_add(&desk->answers, "200 {}");
	ask_ballot(desk, 5, 1, 0);
	expect_answer(desk, JOIN_BALLOT, NULL);
	texts_add(&desk->answers, "503 Not now.");
	ask_card(desk, "Amina's words");
	expect_requests(desk, 4);
	texts_add(&desk->answers, "200 {\"token\":\"tok2\"}");
	texts_add(&desk->answers, "200 {}");
	ask(desk, JOIN_PLACE, (struct asked){.person = 9});
	ask_ballot(desk, 5, 0, 1);
	expect_answer(desk, JOIN_CARD, "Not sent: this device speaks for somebody else now.");
	expect_answer(desk, JOIN_PLACE, NULL);
	expect_answer(desk, JOIN_BALLOT, NULL);
	char *first = nonce_of(desk->requests.items[2]), *second = NULL;
	for (size_t i = 4; i < desk->requests.count; i++) {
		assert_null(strstr(desk->requests.items[i], "Amina's words"));
		if (strstr(desk->requests.items[i], "/ballot") != NULL)
			second = nonce_of(desk->requests.items[i]);
	}
	assert_string_not_equal(first, second);
	array_free(first);
	array_free(second);
}

/* What was on its way when it was put out does not bring it back. */
static void test_a_late_answer_brings_nobody_back(void **state)
{
	struct desk *desk = *state;

	be_in(desk);
	texts_add(&desk->answers, "wait");
	ask_card(desk, "the lift");
	expect_requests(desk, 3);
	tell(desk, "event: you\ndata: {\"state\":\"out\"}\n\n");
	expect_state(desk, JOIN_APART);
	texts_add(&desk->answers, "401 Who are you?");
	for (int i = 0; i < CONNECTIONS; i++)
		if (desk->connections[i].waits)
			answer(desk, &desk->connections[i]);
	for (int i = 0; i < 100; i++)
		turn(desk);
	assert_int_equal(desk->requests.count, 3);
	assert_int_equal(join_unanswered(desk->join), 1);
}

static void test_leaving_ends_it(void **state)
{
	struct desk *desk = *state;

	be_in(desk);
	texts_add(&desk->answers, "401 Who are you?"); /* as good as done */
	ask(desk, JOIN_LEAVE, (struct asked){0});
	expect_answer(desk, JOIN_LEAVE, NULL);
	assert_string_equal(last_request(desk), "POST /leave token=tok1 {}");
	assert_int_equal(join_state(desk->join), JOIN_APART);
	for (int i = 0; i < 300; i++)
		turn(desk);
	assert_int_equal(desk->requests.count, 3);
}

#define AT(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		AT(test_places_then_a_place_then_the_stream),
		AT(test_a_refusal_is_said),
		AT(test_the_same_nonce_until_it_is_answered),
		AT(test_a_vote_has_one_nonce),
		AT(test_it_comes_back_with_what_was_not_answered),
		AT(test_a_forgotten_token_is_asked_for_again),
		AT(test_the_stream_forgets_it_too),
		AT(test_a_late_answer_brings_nobody_back),
		AT(test_who_is_out_stays_out),
		AT(test_another_person_takes_nothing_along),
		AT(test_leaving_ends_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
