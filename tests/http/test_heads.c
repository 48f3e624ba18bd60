/* Requests as nobody should send them: each is answered or cut off, and nothing comes of it. */
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

/* The text with every @ replaced by what the door is called and every ~ by the token. */
static void fill_in(const struct hall *hall, const char *text, const char *token, struct buf *out)
{
	for (; *text != '\0'; text++)
		if (*text == '@')
			buf_text_add(out, asks_authority(hall));
		else if (*text == '~')
			buf_text_add(out, token);
		else
			buf_add(out, text, 1);
}

/* The status that these bytes are answered with; 0: the connection was closed. */
static int status_of(struct hall *hall, const char *bytes, size_t length)
{
	struct guest guest;
	int status = 0;

	guest_connect(&guest, hall, true);
	guest_send(&guest, bytes, length);
	if (!guest_hears(&guest, hall, "\r\n\r\n"))
		assert_true(guest.ended);
	sscanf(buf_text(&guest.heard), "HTTP/1.1 %d", &status);
	guest_leave(&guest);
	return status;
}

#define POST_CARD                                                                                  \
	"POST /card HTTP/1.1\r\nHost: @\r\nAuthorization: Bearer ~\r\n"                            \
	"Content-Type: application/json\r\n"

static const struct {
	const char *head;
	int status;
} heads[] = {
	{"GET /me HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421},
	{"GET /me HTTP/1.1\r\nHost: localhost\r\n\r\n", 421},
	{"GET /me HTTP/1.0\r\n\r\n", 421},
	{"GET /me HTTP/1.1\r\nHost: @.evil.example\r\n\r\n", 421},
	{"GET /me HTTP/1.1\r\nHost: @\r\nAuthorization: Bearer 0\r\n\r\n", 401},
	{"GET /me HTTP/1.1\r\nHost: @\r\nAuthorization: Basic ~\r\n\r\n", 401},
	{"GET /me HTTP/1.1\r\nHost: @\r\nAuthorization: Bearer ~0\r\n\r\n", 401},
	{"GET /me HTTP/1.1\r\nHost: @\r\nCookie: roundtable=0\r\n\r\n", 401},
	{"GET /me HTTP/1.1\r\nHost: @\r\nCookie: roundtable2=~\r\n\r\n", 401},
	{"GET /me HTTP/1.1\r\nHost: @\r\nCookie: a=b; roundtable=~\r\n\r\n", 200},
	{"GET /me?token=~ HTTP/1.1\r\nHost: @\r\n\r\n", 401},
	{"HEAD /me HTTP/1.1\r\nHost: @\r\nAuthorization: Bearer ~\r\n\r\n", 405},
	{"GET /card HTTP/1.1\r\nHost: @\r\nAuthorization: Bearer ~\r\n\r\n", 405},
	{"GET /me HTTP/1.1\r\nHost: @\r\nOrigin: http://evil.example\r\n"
	 "Authorization: Bearer ~\r\n\r\n",
		403},
	{"GET /me HTTP/1.1\r\nHost: @\r\nOrigin: null\r\nAuthorization: Bearer ~\r\n\r\n", 403},
	{"GET /me HTTP/1.1\r\nHost: @\r\nOrigin: https://@\r\nAuthorization: Bearer "
	 "~\r\n\r\n",
		403},
	{"GET /me HTTP/1.1\r\nHost: @\r\nOrigin: http://@\r\nAuthorization: Bearer "
	 "~\r\n\r\n",
		200},
	{POST_CARD "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}", 400},
	{POST_CARD "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", 400},
	{POST_CARD "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}", 400},
	{POST_CARD "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n", 400},
	{POST_CARD "Content-Length: 8193\r\n\r\n", 413},
	{POST_CARD "Content-Length: 2\r\n\r\n{}", 400}, /* no nonce */
	{POST_CARD "\r\n", 400},                        /* no body */
	{"POST /card HTTP/1.1\r\nHost: @\r\nAuthorization: Bearer ~\r\n"
	 "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}",
		415},
	{"POST /card HTTP/1.1\r\nHost: @\r\nAuthorization: Bearer ~\r\n"
	 "Content-Type: application/jsonp\r\nContent-Length: 2\r\n\r\n{}",
		415},
	{"POST /card HTTP/1.1\r\nHost: @\r\nAuthorization: Bearer ~\r\n"
	 "Content-Length: 2\r\n\r\n{}",
		415},
	{"GET /audience%00/x HTTP/1.1\r\nHost: @\r\nAuthorization: Bearer ~\r\n\r\n", 404},
};

static void test_heads_that_are_not_ours(void **state)
{
	struct hall *hall = *state;
	char token[65];

	hall_join(hall, hall->people.items[0], NULL, token);
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
		struct buf head = {0};
		hall_pass(hall, 5000); /* nobody is too fast */
		fill_in(hall, heads[i].head, token, &head);
		int status = status_of(hall, head.bytes, head.count);
		if (status != heads[i].status)
			fail_msg("%s: %d", buf_text(&head), status);
		buf_finish(&head);
	}
	assert_int_equal(hall->session.model.cards.count, 0);
}

static void test_lengths_that_nobody_means(void **state)
{
	static const char *const lengths[] = {"-1", "+2", "2, 2", "0x2", "99999999999999999999",
		"18446744073709551618", "2 2", "", "two"};
	struct hall *hall = *state;
	char token[65];

	hall_join(hall, hall->people.items[0], NULL, token);
	for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
		struct buf head = {0};
		hall_pass(hall, 5000);
		fill_in(hall, POST_CARD, token, &head);
		buf_format(&head, "Content-Length: %s\r\n\r\n{}", lengths[i]);
		int status = status_of(hall, head.bytes, head.count);
		if (status != 0 && (status < 400 || status >= 500))
			fail_msg("%s: %d", lengths[i], status);
		buf_finish(&head);
	}
}

static void test_a_nul_is_no_text(void **state)
{
	struct hall *hall = *state;
	static const char nul[] = "GET /me HTTP/1.1\r\nX: a\0b\r\nHost: ";
	static const char in_path[] = "GET /me\0/x HTTP/1.1\r\nHost: ";
	struct buf head = {0};

	buf_add(&head, nul, sizeof nul - 1);
	fill_in(hall, "@\r\n\r\n", "", &head);
	int status = status_of(hall, head.bytes, head.count);
	assert_true(status == 0 || (status >= 400 && status < 500));
	buf_clear(&head);
	buf_add(&head, in_path, sizeof in_path - 1);
	fill_in(hall, "@\r\n\r\n", "", &head);
	status = status_of(hall, head.bytes, head.count);
	assert_true(status == 0 || (status >= 400 && status < 500));
	buf_finish(&head);
}

static void test_too_long_heads_and_bodies(void **state)
{
	struct hall *hall = *state;
	struct buf text = {0};
	char token[65];

	fill_in(hall, "GET /me HTTP/1.1\r\nHost: @\r\nX: ", "", &text);
	while (text.count < 40000)
		buf_text_add(&text, "aaaaaaaaaaaaaaaa");
	buf_text_add(&text, "\r\n\r\n");
	int status = status_of(hall, text.bytes, text.count);
	assert_true(status == 0 || status == 413 || status == 431);
	buf_clear(&text);
	hall_join(hall, hall->people.items[0], NULL, token);
	/* in pieces, its length not said before */
	fill_in(hall, POST_CARD "Transfer-Encoding: chunked\r\n\r\n", token, &text);
	for (int i = 0; i < 9; i++) {
		buf_text_add(&text, "400\r\n");
		for (int k = 0; k < 1024; k++)
			buf_byte(&text, ' ');
		buf_text_add(&text, "\r\n");
	}
	buf_text_add(&text, "0\r\n\r\n");
	assert_int_equal(status_of(hall, text.bytes, text.count), 413);
	buf_finish(&text);
}

static void add_deep(struct buf *body, char letter, int depth)
{
	buf_text_add(body, "{\"marks\":");
	for (int i = 0; i < depth; i++)
		buf_byte(body, letter);
}

static void test_json_of_hostile_shapes(void **state)
{
	static const char *const bodies[] = {"", "[]", "null", "1", "\"\"", "{", "{}", "{}{}",
		"{\"nonce\":1}", "{\"nonce\":null}", "{\"nonce\":{}}",
		"{\"nonce\":\"aaaaaaaaaaaaaaaa\",\"nonce\":\"bbbbbbbbbbbbbbbb\",\"words\":[\"x\"]}",
		"{\"nonce\":\"aaaaaaaaaaaaaaaa\",\"words\":\"x\"}",
		"{\"nonce\":\"aaaaaaaaaaaaaaaa\",\"words\":[1]}",
		"{\"nonce\":\"aaaaaaaaaaaaaaaa\",\"words\":[[]]}",
		"{\"nonce\":\"aaaaaaaaaaaaaaaa\",\"words\":{}}",
		"{\"nonce\":\"aaaaaaaaaaaaaaaa\",\"words\":[]}",
		"{\"nonce\":\"aaaaaaaaaaaaaaaa\",\"words\":[\"\"]}",
		"{\"nonce\":\"aaaaaaaaaaaaaaaa\",\"words\":[\"x\",\"y\"]}",
		"{\"nonce\":\"aaaaaaaaaaaaaaaa\",\"words\":[\"\\u0000\"]}",
		"{\"nonce\":\"aaaaaaaaaaaaaaaa\",\"words\":[\"\\ud800\"]}",
		"{\"nonce\":\"aaaaaaaaaaaaaaaa\",\"words\":[\"\xff\xfe\"]}",
		"{\"nonce\":\"aaaaaaaaaaaaaaaa\",\"stage\":-1,\"words\":[\"x\"]}",
		"{\"nonce\":\"aaaaaaaaaaaaaaaa\",\"stage\":1,\"words\":[\"x\"]}",
		"{\"nonce\":\"aaaaaaaaaaaaaaaa\",\"stage\":99,\"words\":[\"x\"]}",
		"{\"nonce\":\"aaaaaaaaaaaaaaaa\",\"stage\":4294967296,\"words\":[\"x\"]}",
		"{\"nonce\":\"aaaaaaaaaaaaaaaa\",\"stage\":-4294967296,\"words\":[\"x\"]}",
		"{\"nonce\":\"aaaaaaaaaaaaaaaa\",\"stage\":9223372036854775807,\"words\":[\"x\"]}",
		"{\"nonce\":\"aaaaaaaaaaaaaaaa\",\"stage\":9223372036854775808,\"words\":[\"x\"]}",
		"{\"nonce\":\"aaaaaaaaaaaaaaaa\",\"stage\":0.5,\"words\":[\"x\"]}",
		"{\"nonce\":\"aaaaaaaaaaaaaaaa\",\"stage\":\"0\",\"words\":[\"x\"]}",
		"{\"nonce\":\"aaaaaaaaaaaaaaa\",\"words\":[\"x\"]}",
		"{\"nonce\":\"aaaaaaaaaaaaaaa/\",\"words\":[\"x\"]}",
		"{\"nonce\":\"aaaaaaaaaaaaaaaa'; --\",\"words\":[\"x\"]}"};
	struct hall *hall = *state;
	struct buf body = {0};
	char token[65];

	hall_join(hall, hall->people.items[0], NULL, token);
	for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
		hall_pass(hall, 5000);
		int status = hall_ask(hall, "POST /card", token, bodies[i]);
		if (status != 400 && status != 409)
			fail_msg("%s: %d", bodies[i], status);
	}
	for (int i = 0; i < 2; i++) {
		hall_pass(hall, 5000);
		buf_clear(&body);
		add_deep(&body, i == 0 ? '[' : '-', 8000);
		assert_int_equal(hall_ask(hall, "POST /card", token, buf_text(&body)), 400);
	}
	buf_finish(&body);
	assert_int_equal(hall->session.model.cards.count, 0);
}

static void test_ballots_of_hostile_shapes(void **state)
{
	static const char *const marks[] = {"[1]", "[1,0]", "[1,0,0,0]", "[2,0,0]", "[-1,0,0]",
		"[-2,1,0]", "[65537,0,0]", "[65536,65536,1]", "[256,0,0]", "[1,1,0]",
		"[9223372036854775807,0,0]", "[18446744073709551617,0,0]", "[1.0,0,0]",
		"[true,0,0]", "[\"1\",0,0]", "[[1],0,0]", "[null,0,0]", "{\"0\":1}", "\"100\"",
		"1"};
	struct hall *hall = *state;
	char token[65], body[256];
	struct buf many = {0};

	hall_join(hall, hall->people.items[0], NULL, token);
	long long poll = hall_poll(hall);
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		hall_pass(hall, 5000);
		snprintf(body, sizeof body,
			"{\"nonce\":\"aaaaaaaaaaaaaaaa\",\"poll\":%lld,\"marks\":%s}", poll,
			marks[i]);
		int status = hall_ask(hall, "POST /ballot", token, body);
		if (status != 400 && status != 409)
			fail_msg("%s: %d", body, status);
	}
	buf_format(&many, "{\"nonce\":\"aaaaaaaaaaaaaaaa\",\"poll\":%lld,\"marks\":[0", poll);
	for (int i = 0; i < 4000; i++)
		buf_text_add(&many, ",0");
	buf_text_add(&many, "]}");
	assert_int_equal(hall_ask(hall, "POST /ballot", token, buf_text(&many)), 409);
	buf_finish(&many);
	hall_pass(hall, 5000);
	assert_int_equal(hall_ask(hall, "POST /ballot", token,
				 "{\"nonce\":\"aaaaaaaaaaaaaaaa\",\"poll\":1,\"marks\":[1,0,0]}"),
		409);
	assert_int_equal(box_count(model_box(&hall->session.model, poll)), 0);
}

static void test_names_come_in_clean(void **state)
{
	struct hall *hall = *state;
	struct buf body = {0};

	buf_format(&body,
		"{\"code\":\"%s\",\"name\":\"\\u001b]0;x\\u0007E\\u202Eve\\n\",\"role\":\"a\\tb\"}",
		service_door(hall->service)->code);
	assert_int_equal(hall_ask(hall, "POST /join", NULL, buf_text(&body)), 200);
	const struct door *door = service_door(hall->service);
	assert_int_equal(door->waiting, 1);
	for (const char *at = door->devices.items[0].name; *at != '\0'; at++)
		assert_true((unsigned char)*at >= ' ');
	assert_null(strstr(door->devices.items[0].name, "\u202E"));
	buf_finish(&body);
}

int main(void)
{
#define AT(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		AT(test_heads_that_are_not_ours),
		AT(test_lengths_that_nobody_means),
		AT(test_a_nul_is_no_text),
		AT(test_too_long_heads_and_bodies),
		AT(test_json_of_hostile_shapes),
		AT(test_ballots_of_hostile_shapes),
		AT(test_names_come_in_clean),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
