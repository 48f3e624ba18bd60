/* People's own devices when two things happen at once, and what they are told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "asks.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

static const char nonce_a[] = "aaaaaaaaaaaaaaaaaaaa", nonce_b[] = "bbbbbbbbbbbbbbbbbbbb",
		  nonce_c[] = "cccccccccccccccccccc";

/* --- one turn --- */

static void test_requests_one_behind_the_other_are_all_answered(void **state)
{
	struct hall *hall = *state;
	struct buf requests = {0};
	struct guest guest;
	char token[65];

	hall_join(hall, hall->people.items[0], NULL, token);
	asks_card(hall, token, nonce_a, &requests);
	asks_card(hall, token, nonce_b, &requests);
	asks_card(hall, token, nonce_c, &requests);
	hall_settle(hall);
	guest_connect(&guest, hall, true);
	guest_says(&guest, &requests);
	while (guest_hears(&guest, hall, "{}") && times_heard(&guest.heard, "{}") < 3 &&
		hall_turn(hall, guest.fd))
		;
	assert_int_equal(times_heard(&guest.heard, "HTTP/1.1 200"), 3);
	assert_int_equal(hall->session.model.cards.count, 3);
	guest_leave(&guest);
	buf_finish(&requests);
}

static void test_the_same_in_one_turn_is_done_once(void **state)
{
	struct hall *hall = *state;
	struct guest guests[4];
	struct buf request = {0};
	char ann[65], ben[65];

	hall_join(hall, hall->people.items[0], NULL, ann);
	hall_join(hall, hall->people.items[1], NULL, ben);
	int64_t poll = hall_poll(hall);
	for (size_t i = 0; i < 4; i++)
		guest_connect(&guests[i], hall, true);
	hall_settle(hall);
	asks_card(hall, ann, nonce_a, &request);
	guest_says(&guests[0], &request);
	guest_says(&guests[1], &request);
	for (size_t i = 2; i < 4; i++) { /* a voter who votes twice at once */
		buf_clear(&request);
		asks_ballot(hall, ben, poll, i == 2 ? nonce_a : nonce_b, "[1,0,0]", &request);
		guest_says(&guests[i], &request);
	}
	for (size_t i = 0; i < 4; i++)
		assert_true(guest_hears(&guests[i], hall, "\r\n\r\n"));
	assert_int_equal(hall->session.model.cards.count, 1);
	assert_int_equal(
		times_heard(&guests[0].heard, " 200 ") + times_heard(&guests[1].heard, " 200 "), 2);
	assert_int_equal(
		times_heard(&guests[2].heard, " 200 ") + times_heard(&guests[3].heard, " 200 "), 1);
	assert_int_equal(
		times_heard(&guests[2].heard, " 409 ") + times_heard(&guests[3].heard, " 409 "), 1);
	assert_int_equal(box_count(model_box(&hall->session.model, poll)), 1);
	for (size_t i = 0; i < 4; i++)
		guest_leave(&guests[i]);
	buf_finish(&request);
}

/* --- the facilitator at the same moment --- */

static void test_who_is_put_out_while_sending_sends_nothing(void **state)
{
	struct hall *hall = *state;
	struct buf request = {0};
	struct guest guest;
	char token[65];

	hall_join(hall, hall->people.items[0], NULL, token);
	asks_card(hall, token, nonce_a, &request);
	guest_connect(&guest, hall, true);
	guest_send(&guest, request.bytes, request.count - 1);
	hall_settle(hall);
	hall_door(hall, DOOR_PUT_OUT, service_door(hall->service)->devices.items[0].id);
	guest_send(&guest, request.bytes + request.count - 1, 1);
	assert_true(guest_hears(&guest, hall, "HTTP/1.1 401"));
	assert_int_equal(hall->session.model.cards.count, 0);
	guest_leave(&guest);
	buf_finish(&request);
}

static void test_the_door_closes_while_ballots_come(void **state)
{
	struct hall *hall = *state;
	struct guest guests[3];
	struct buf request = {0};
	char tokens[3][65];

	for (int i = 0; i < 3; i++)
		hall_join(hall, hall->people.items[i], NULL, tokens[i]);
	int64_t poll = hall_poll(hall);
	for (int i = 0; i < 3; i++) {
		guest_connect(&guests[i], hall, true);
		hall_settle(hall);
	}
	for (int i = 0; i < 3; i++) { /* one of them only begins to follow */
		buf_clear(&request);
		if (i < 2)
			asks_ballot(hall, tokens[i], poll, nonce_a, "[1,0,0]", &request);
		else
			asks_write(hall, "GET /events", tokens[i], NULL, &request);
		guest_says(&guests[i], &request);
	}
	hall_door(hall, DOOR_CLOSE, 0);
	for (int i = 0; i < 3; i++) {
		assert_true(guest_ended(&guests[i], hall));
		assert_int_equal(
			times_heard(&guests[i].heard, "{}"), 0); /* nothing is acknowledged */
		guest_leave(&guests[i]);
	}
	assert_int_equal(box_count(model_box(&hall->session.model, poll)), 0);
	buf_finish(&request);
}

static void test_who_waits_is_told_nothing_of_whom_they_say_to_be(void **state)
{
	struct hall *hall = *state;
	struct buf request = {0};
	char ann[65], other[65], body[128];

	hall_join(hall, hall->people.items[0], NULL, ann);
	int64_t poll = hall_poll(hall);
	snprintf(body, sizeof body, "{\"nonce\":\"%s\",\"poll\":%lld,\"marks\":[1,0,0]}", nonce_a,
		(long long)poll);
	assert_int_equal(hall_ask(hall, "POST /ballot", ann, body), 200);
	snprintf(body, sizeof body, "{\"code\":\"%s\",\"person\":%lld}",
		service_door(hall->service)->code, (long long)hall->people.items[0]);
	assert_int_equal(hall_ask(hall, "POST /join", NULL, body), 200);
	assert_int_equal(sscanf(hall_body, "{\"token\":\"%64[0-9a-f]", other), 1);
	assert_int_equal(hall_ask(hall, "GET /me", other, NULL), 200);
	assert_non_null(strstr(hall_body, "\"waiting\""));
	assert_null(strstr(hall_body, "voted"));
	assert_null(strstr(hall_body, "can_vote"));
	/* nor is who lost the place */
	hall_door(hall, DOOR_ADMIT, service_door(hall->service)->devices.items[0].id);
	assert_int_equal(hall_ask(hall, "GET /me", ann, NULL), 200);
	assert_non_null(strstr(hall_body, "\"out\""));
	assert_null(strstr(hall_body, "voted"));
	assert_int_equal(hall_ask(hall, "GET /audience", ann, NULL), 403);
	assert_int_equal(hall_ask(hall, "GET /me", other, NULL), 200);
	assert_non_null(strstr(hall_body, "\"voted\":true"));
	buf_finish(&request);
}

static void test_all_are_let_in_but_two_who_say_they_are_the_same(void **state)
{
	struct hall *hall = *state;
	char body[64];

	for (int i = 0; i < 2; i++) {
		snprintf(body, sizeof body, "\"person\":%lld", (long long)hall->people.items[0]);
		asks_join(hall, body);
	}
	asks_join(hall, "\"name\":\"Eve\"");
	hall_door(hall, DOOR_ADMIT_ALL, 0);
	const struct door *door = service_door(hall->service);
	assert_int_equal(door->in, 1);
	assert_int_equal(door->waiting, 2);
	assert_string_equal(door->devices.items[2].name, "Eve");
}

static void test_a_wall_is_nobody(void **state)
{
	struct hall *hall = *state;
	struct buf request = {0};
	struct guest guest;
	char token[65];

	asks_join(hall, "\"wall\":true");
	assert_int_equal(sscanf(hall_body, "{\"token\":\"%64[0-9a-f]", token), 1);
	hall_door(hall, DOOR_ADMIT, service_door(hall->service)->devices.items[0].id);
	assert_int_equal(hall->session.model.persons.count, 4);
	assert_int_equal(hall_ask(hall, "POST /card", token,
				 "{\"nonce\":\"aaaaaaaaaaaaaaaa\",\"words\":[\"x\"]}"),
		403);
	guest_connect(&guest, hall, true);
	asks_write(hall, "GET /events", token, NULL, &request);
	guest_says(&guest, &request);
	assert_true(guest_hears(&guest, hall, "\"stage_title\":\"Cards\""));
	hall_door(hall, DOOR_PUT_OUT, service_door(hall->service)->devices.items[0].id);
	assert_true(guest_hears(&guest, hall, "\r\n0\r\n\r\n"));
	guest_leave(&guest);
	/* nor does it come back by itself */
	assert_int_equal(hall_ask(hall, "GET /audience", token, NULL), 401);
	buf_finish(&request);
}

/* Without a person a ballot would be a slip of paper, and a card the facilitator's. */
static void test_a_wall_fills_in_no_form(void **state)
{
	struct hall *hall = *state;
	struct buf request = {0};
	char body[128], token[65];

	asks_join(hall, "\"wall\":true");
	assert_int_equal(sscanf(hall_body, "{\"token\":\"%64[0-9a-f]", token), 1);
	int64_t poll = hall_poll(hall);
	for (int i = 0; i < 3; i++) {
		struct guest guest;
		if (i == 0)
			snprintf(body, sizeof body,
				"what=ballot&nonce=%s&poll=%lld&options=3&choice=1", nonce_a,
				(long long)poll);
		else
			snprintf(body, sizeof body, "what=%s&nonce=%s&stage=%d&%s",
				i == 1 ? "card" : "hand", nonce_a, i == 1 ? 0 : HALL_VOTE,
				i == 1 ? "word0=x" : "yes=1");
		buf_clear(&request);
		asks_form(hall, token, body, &request);
		guest_connect(&guest, hall, true);
		guest_says(&guest, &request);
		assert_true(guest_hears(&guest, hall, "HTTP/1.1 200"));
		guest_leave(&guest);
	}
	assert_int_equal(box_count(model_box(&hall->session.model, poll)), 0);
	assert_int_equal(hall->session.model.cards.count, 0);
	assert_int_equal(hall->session.model.hands.count, 0);
	buf_finish(&request);
}

static void test_readiness_ends_with_its_stage(void **state)
{
	struct hall *hall = *state;
	char token[65];

	hall_join(hall, hall->people.items[0], NULL, token);
	assert_int_equal(hall_ask(hall, "POST /ready", token, "{\"yes\":true,\"stage\":1}"), 409);
	assert_int_equal(hall_ask(hall, "POST /ready", token, "{\"yes\":true}"), 200);
	assert_int_equal(service_door(hall->service)->ready, 1);
	hall_stage(hall, HALL_TALK);
	assert_int_equal(service_door(hall->service)->ready, 0);
	assert_int_equal(hall_ask(hall, "GET /me", token, NULL), 200);
	assert_null(strstr(hall_body, "ready"));
}

/* --- what is told, and what is written --- */

static bool holds(const struct buf *bytes, const char *text)
{
	return memmem(bytes->bytes, bytes->count, text, strlen(text)) != NULL;
}

static void test_nothing_private_is_told(void **state)
{
	static const char *const private[] = {HALL_NOTES, "\"way\"", "\"naming\"", "\"marks\"",
		"\"notes\"", "\"eligible\"", "\"tracker\"", "\"ballots\":"};
	struct hall *hall = *state;
	struct buf request = {0}, all = {0};
	struct guest guests[3];
	char tokens[3][65];

	for (int i = 0; i < 3; i++) {
		hall_join(hall, hall->people.items[i], NULL, tokens[i]);
		guest_connect(&guests[i], hall, true);
		buf_clear(&request);
		asks_write(hall, "GET /events", tokens[i], NULL, &request);
		guest_says(&guests[i], &request);
		assert_true(guest_hears(&guests[i], hall, "\"stage_title\":\"Cards\""));
	}
	struct command command = {.kind = EVENT_PERSON_NAMING, .body.naming = NAMING_NOT};
	command.body.person = hall->people.items[3];
	hall_do(hall, command);
	int64_t poll = hall_poll(hall);
	for (int i = 0; i < 2; i++) {
		char body[128];
		snprintf(body, sizeof body, "{\"nonce\":\"%s\",\"poll\":%lld,\"marks\":[0,1,0]}",
			nonce_a, (long long)poll);
		assert_int_equal(hall_ask(hall, "POST /ballot", tokens[i], body), 200);
		assert_true(guest_hears(&guests[i], hall, "\"voted\":true"));
	}
	hall_stage(hall, HALL_TALK);
	hall_stage(hall, HALL_VOTE);
	hall_pass(hall, 1000);
	hall_settle(hall);
	for (int i = 0; i < 3; i++) {
		guest_take(&guests[i]);
		/* of nobody else it is told that they voted */
		assert_int_equal(times_heard(&guests[i].heard, "\"voted\":true") > 0, i < 2);
		buf_add(&all, guests[i].heard.bytes, guests[i].heard.count);
		guest_leave(&guests[i]);
	}
	assert_int_equal(hall_ask(hall, "GET /audience", tokens[2], NULL), 200);
	buf_text_add(&all, hall_body);
	assert_true(holds(&all, "\"done\":2"));
	for (size_t i = 0; i < sizeof private / sizeof *private; i++)
		if (holds(&all, private[i]))
			fail_msg("%s was told", private[i]);
	buf_finish(&all);
	buf_finish(&request);
}

static void read_whole(const char *path, struct buf *bytes)
{
	char part[4096];
	size_t count;
	FILE *file = fopen(path, "r");

	buf_clear(bytes);
	while (file != NULL && (count = fread(part, 1, sizeof part, file)) > 0)
		buf_add(bytes, part, count);
	if (file != NULL)
		fclose(file);
}

static void test_the_file_tells_nothing_of_devices(void **state)
{
	struct hall *hall = *state;
	struct buf file = {0};
	char tokens[3][65], body[128];

	for (int i = 0; i < 3; i++)
		hall_join(hall, hall->people.items[i], NULL, tokens[i]);
	int64_t poll = hall_poll(hall);
	for (int i = 0; i < 3; i++) {
		snprintf(body, sizeof body, "{\"nonce\":\"%s%d\",\"poll\":%lld,\"marks\":[0,1,0]}",
			nonce_a, i, (long long)poll);
		assert_int_equal(hall_ask(hall, "POST /ballot", tokens[i], body), 200);
	}
	read_whole(hall->file, &file);
	assert_true(file.count > 0);
	assert_false(holds(&file, nonce_a));
	assert_false(holds(&file, "127.0.0.1"));
	assert_false(holds(&file, service_door(hall->service)->code));
	for (int i = 0; i < 3; i++)
		assert_false(holds(&file, tokens[i]));
	buf_finish(&file);
}

int main(void)
{
#define AT(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		AT(test_requests_one_behind_the_other_are_all_answered),
		AT(test_the_same_in_one_turn_is_done_once),
		AT(test_who_is_put_out_while_sending_sends_nothing),
		AT(test_the_door_closes_while_ballots_come),
		AT(test_who_waits_is_told_nothing_of_whom_they_say_to_be),
		AT(test_all_are_let_in_but_two_who_say_they_are_the_same),
		AT(test_a_wall_is_nobody),
		AT(test_a_wall_fills_in_no_form),
		AT(test_readiness_ends_with_its_stage),
		AT(test_nothing_private_is_told),
		AT(test_the_file_tells_nothing_of_devices),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
