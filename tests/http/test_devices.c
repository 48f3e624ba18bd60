/* People's own devices at a real session, through real sockets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "hall.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const char nonce_a[] = "aaaaaaaaaaaaaaaaaaaa", nonce_b[] = "bbbbbbbbbbbbbbbbbbbb";

static int set_up(void **state)
{
	static struct hall hall;

	hall_open(&hall);
	*state = &hall;
	return 0;
}

static int tear_down(void **state)
{
	hall_close(*state);
	return 0;
}

static void read_file(const char *source, const char *name, struct buf *text)
{
	struct buf path = {0};
	char bytes[4096];
	size_t count;

	buf_format(&path, "%s/tests/http/%s", source, name);
	FILE *file = fopen(buf_text(&path), "r");
	assert_non_null(file);
	while ((count = fread(bytes, 1, sizeof bytes, file)) > 0)
		buf_add(text, bytes, count);
	fclose(file);
	buf_finish(&path);
}

static int send_card(struct hall *hall, const char *token, const char *nonce, const char *text)
{
	char body[256];

	snprintf(body, sizeof body, "{\"nonce\":\"%s\",\"stage\":0,\"words\":[\"%s\"]}", nonce,
		text);
	return hall_ask(hall, "POST /card", token, body);
}

static int cast(
	struct hall *hall, const char *token, int64_t poll, const char *nonce, const char *marks)
{
	char body[256];

	snprintf(body, sizeof body, "{\"nonce\":\"%s\",\"poll\":%lld,\"marks\":%s}", nonce,
		(long long)poll, marks);
	return hall_ask(hall, "POST /ballot", token, body);
}

static void test_whoever_is_let_in_sends_cards_once(void **state)
{
	struct hall *hall = *state;
	const struct model *model = &hall->session.model;
	char token[65];

	hall_join(hall, hall->people.items[0], NULL, token);
	assert_int_equal(send_card(hall, token, nonce_a, "Buses at night"), 200);
	assert_int_equal(send_card(hall, token, nonce_a, "Buses at night"), 200);
	assert_int_equal(model->cards.count, 1);
	assert_string_equal(model->cards.items[0].cells.items[0], "Buses at night");
	assert_int_equal(model->cards.items[0].person, hall->people.items[0]);
	assert_int_equal(send_card(hall, token, nonce_b, "Buses at night"), 200);
	assert_int_equal(model->cards.count, 2);
}

static void test_a_crash_doubles_nothing_and_devices_come_back(void **state)
{
	struct hall *hall = *state;
	char token[65];

	hall_door(hall, DOOR_OPEN, 0);
	hall_join(hall, hall->people.items[1], NULL, token);
	assert_int_equal(send_card(hall, token, nonce_a, "Once"), 200);
	int64_t poll = hall_poll(hall);
	assert_int_equal(cast(hall, token, poll, nonce_a, "[1,0,0]"), 200);
	hall_crash(hall);
	assert_true(service_door(hall->service)->open);
	assert_int_equal(send_card(hall, token, nonce_a, "Once"), 200);
	assert_int_equal(hall->session.model.cards.count, 1);
	assert_int_equal(cast(hall, token, poll, nonce_a, "[1,0,0]"), 200);
	assert_int_equal(cast(hall, token, poll, nonce_a, "[0,1,0]"), 200);
	const struct box *box = model_box(&hall->session.model, poll);
	assert_int_equal(box_count(box), 1);
	assert_int_equal(box_ticked(box), 1);
}

static int send_word(struct hall *hall, const char *token, const char *nonce, const char *words)
{
	char body[256];

	snprintf(body, sizeof body, "{\"nonce\":\"%s\",\"stage\":0,\"words\":[%s]}", nonce, words);
	return hall_ask(hall, "POST /word", token, body);
}

static int send_group(
	struct hall *hall, const char *token, int64_t card, int64_t from, int64_t theme)
{
	char body[128];

	snprintf(body, sizeof body, "{\"stage\":%d,\"card\":%lld,\"from\":%lld,\"theme\":%lld}",
		HALL_GROUP, (long long)card, (long long)from, (long long)theme);
	return hall_ask(hall, "POST /group", token, body);
}

static int send_rename(
	struct hall *hall, const char *token, int64_t theme, const char *name, const char *read)
{
	char body[128];

	snprintf(body, sizeof body, "{\"stage\":%d,\"theme\":%lld,\"words\":[\"%s\",\"%s\"]}",
		HALL_GROUP, (long long)theme, name, read);
	return hall_ask(hall, "POST /rename", token, body);
}

static int send_theme(struct hall *hall, const char *token, const char *nonce, const char *name)
{
	char body[128];

	snprintf(body, sizeof body, "{\"stage\":%d,\"nonce\":\"%s\",\"words\":[\"%s\"]}",
		HALL_GROUP, nonce, name);
	return hall_ask(hall, "POST /theme", token, body);
}

/* Two people at once: whoever is second is told, in words, and nothing is lost. */
static void test_two_put_cards_into_themes(void **state)
{
	struct hall *hall = *state;
	const struct model *model = &hall->session.model;
	char ann[65], ben[65];

	hall_join(hall, hall->people.items[0], NULL, ann);
	hall_join(hall, hall->people.items[1], NULL, ben);
	assert_int_equal(send_card(hall, ann, nonce_a, "Buses at night"), 200);
	int64_t card = model->cards.items[0].id;
	assert_int_equal(send_theme(hall, ann, nonce_b, "Early"), 409);
	assert_non_null(strstr(hall_body, "does not belong to this stage"));
	hall_stage(hall, HALL_GROUP);
	assert_int_equal(send_theme(hall, NULL, nonce_b, "Travel"), 401);
	assert_int_equal(send_theme(hall, ann, "short", "Travel"), 400);
	assert_int_equal(send_theme(hall, ann, nonce_b, "Travel"), 200);
	assert_int_equal(send_theme(hall, ann, nonce_b, "Travel"), 200);
	assert_int_equal(send_theme(hall, ben, nonce_a, "travel"), 409);
	assert_non_null(strstr(hall_body, "There is a theme of this name already."));
	assert_int_equal(send_theme(hall, ben, nonce_a, "Nights"), 200);
	assert_int_equal(model->themes.count, 2);
	int64_t travel = model->themes.items[0].id, nights = model->themes.items[1].id;

	assert_int_equal(send_group(hall, ann, card, 0, travel), 200);
	assert_int_equal(send_group(hall, ben, card, 0, nights), 409);
	assert_non_null(strstr(hall_body, "Somebody else has moved this card meanwhile."));
	assert_int_equal(send_group(hall, ann, card, 0, travel), 200); /* sent again */
	assert_int_equal(send_group(hall, ben, card, travel, nights), 200);
	assert_int_equal(model_theme_of(model, HALL_GROUP, card), nights);
	assert_int_equal(
		model_event(model, (int64_t)model->events.count)->by, hall->people.items[1]);

	assert_int_equal(send_rename(hall, ann, nights, "By night", "Nights"), 200);
	assert_int_equal(send_rename(hall, ben, nights, "Late", "Nights"), 409);
	assert_non_null(strstr(hall_body, "Somebody else has changed this name meanwhile."));
	assert_int_equal(send_rename(hall, ben, card, "Trams", "Buses at night"), 409);
	assert_string_equal(model_card(model, card)->cells.items[0], "Buses at night");
	assert_string_equal(model_theme(model, nights)->name, "By night");

	struct command merge = {.kind = EVENT_THEME_MERGED};
	merge.body.thing = travel;
	merge.body.into = nights;
	hall_do(hall, merge);
	assert_int_equal(send_group(hall, ann, card, nights, travel), 409);
	assert_non_null(strstr(hall_body, "This theme is not there any more"));
	hall_stage(hall, HALL_TALK);
	assert_int_equal(send_group(hall, ann, card, nights, 0), 409);
	assert_int_equal(model_theme_of(model, HALL_GROUP, card), nights);
}

/* Once, by nobody, for everybody to see. */
static void test_a_word_to_explain(void **state)
{
	struct hall *hall = *state;
	const struct model *model = &hall->session.model;
	char ann[65], ben[65];

	hall_join(hall, hall->people.items[0], NULL, ann);
	hall_join(hall, hall->people.items[1], NULL, ben);
	assert_int_equal(send_word(hall, NULL, nonce_a, "\"equity\""), 401);
	assert_int_equal(send_word(hall, ann, "short", "\"equity\""), 400);
	assert_int_equal(send_word(hall, ann, nonce_a, "\"equity\""), 200);
	assert_int_equal(send_word(hall, ann, nonce_a, "\"equity\""), 200);
	assert_int_equal(send_word(hall, ben, nonce_b, "\"Equity\""), 409);
	assert_non_null(strstr(hall_body, "in the glossary already"));
	assert_int_equal(model->glossary.count, 1);
	assert_int_equal(model_event(model, model->glossary.items[0].id)->by, BY_NOBODY);
	assert_int_equal(hall_ask(hall, "GET /audience", ben, NULL), 200);
	assert_non_null(strstr(hall_body, "\"word\":\"equity\""));
	assert_int_equal(send_word(hall, ben, "cccccccccccccccccccc", "\"equity\",\"fair\""), 200);
	assert_string_equal(model->glossary.items[0].meaning, "fair");
	assert_int_equal(model->events.items[model->events.count - 1].by, BY_NOBODY);
	assert_int_equal(send_word(hall, ben, "dddddddddddddddddddd", ""), 409);
}

static void test_one_box_whatever_the_way(void **state)
{
	struct hall *hall = *state;
	char ann[65], ben[65];
	struct command passed = {.kind = EVENT_BALLOT_CAST};

	hall_join(hall, hall->people.items[0], NULL, ann);
	hall_join(hall, hall->people.items[1], NULL, ben);
	int64_t poll = hall_poll(hall);
	passed.body.poll = poll;
	passed.body.person = hall->people.items[1];
	struct rare marks = {.marks = {.items = (int64_t[]){0, 0, 1}, .count = 3}};
	passed.body.rare = &marks;
	hall_do(hall, passed);
	assert_int_equal(cast(hall, ben, poll, nonce_b, "[1,0,0]"), 409);
	assert_int_equal(cast(hall, ann, poll, nonce_a, "[1,1,0]"), 409);
	assert_int_equal(cast(hall, ann, poll, nonce_a, "[1,0,0]"), 200);
	assert_int_equal(cast(hall, ann, poll, nonce_b, "[0,1,0]"), 409);
	assert_int_equal(
		model_poll_cast(&hall->session.model, model_poll(&hall->session.model, poll)), 2);
	assert_int_equal(hall_ask(hall, "GET /me", ann, NULL), 200);
	assert_non_null(strstr(hall_body, "\"voted\":true"));
}

/* The tracker that is in `now` and not among the `count` that were there. */
static const unsigned char *newest(
	const struct box *now, unsigned char (*there)[TRACKER_BYTES], size_t count)
{
	for (size_t i = 0; i < box_count(now); i++) {
		const unsigned char *tracker = now->ballots + i * box_record_size(now->options);
		bool known = false;
		for (size_t k = 0; k < count; k++)
			known |= memcmp(there[k], tracker, TRACKER_BYTES) == 0;
		if (!known)
			return tracker;
	}
	fail_msg("nothing new in the box");
	return NULL;
}

/* Nobody finds the ballot who has the file and guesses the nonce. */
static void assert_not_found(const struct box *box, int64_t poll, int64_t person, const char *nonce)
{
	unsigned char guess[HASH_BYTES];
	struct hash hash;

	hash_start(&hash, NULL, 0);
	hash_number(&hash, poll);
	hash_number(&hash, person);
	hash_field(&hash, nonce, strlen(nonce));
	hash_end(&hash, guess);
	assert_false(box_has(box, guess));
	assert_false(box_has(box, (const unsigned char *)nonce));
}

/* They tell neither the order of casting nor whose a ballot is. */
static void test_nonces_that_count_up_tell_nothing(void **state)
{
	enum { VOTES = 8, DEVICES = 3 };
	struct hall *hall = *state;
	char token[DEVICES][65], nonce[24];
	int in_order = 0, pairs = 0;

	for (int i = 0; i < DEVICES; i++)
		hall_join(hall, hall->people.items[i], NULL, token[i]);
	for (int vote = 0; vote < VOTES; vote++) {
		unsigned char under[DEVICES][TRACKER_BYTES];
		int64_t poll = hall_poll(hall);
		for (int i = 0; i < DEVICES; i++) {
			snprintf(nonce, sizeof nonce, "%020d", vote * DEVICES + i);
			assert_int_equal(cast(hall, token[i], poll, nonce, "[1,0,0]"), 200);
			const struct box *box = model_box(&hall->session.model, poll);
			memcpy(under[i], newest(box, under, (size_t)i), TRACKER_BYTES);
			for (int k = 0; k < i; k++, pairs++)
				in_order += memcmp(under[k], under[i], TRACKER_BYTES) < 0;
			assert_not_found(box, poll, hall->people.items[i], nonce);
		}
		struct command again = {.kind = EVENT_POLL_VOIDED,
			.body = {.poll = poll},
			.words = {.items = (char *[]){"again"}, .count = 1}};
		hall_do(hall, again);
		hall_stage(hall, HALL_TALK);
	}
	assert_in_range(in_order, 1, pairs - 1);
}

static void test_nobody_does_anything_before_being_let_in(void **state)
{
	struct hall *hall = *state;
	char body[64], token[65];

	hall_door(hall, DOOR_OPEN, 0);
	assert_int_equal(hall_ask(hall, "GET /audience", NULL, NULL), 401);
	assert_int_equal(hall_ask(hall, "GET /events", NULL, NULL), 401);
	assert_int_equal(hall_ask(hall, "POST /join", NULL, "{\"code\":\"000000\"}"), 403);
	snprintf(body, sizeof body, "{\"code\":\"%s\",\"name\":\"Eve\"}",
		service_door(hall->service)->code);
	assert_int_equal(hall_ask(hall, "POST /join", NULL, body), 200);
	assert_int_equal(sscanf(hall_body, "{\"token\":\"%64s", token), 1);
	token[64] = '\0';
	assert_int_equal(hall_ask(hall, "GET /me", token, NULL), 200);
	assert_non_null(strstr(hall_body, "\"waiting\""));
	assert_int_equal(hall_ask(hall, "GET /audience", token, NULL), 403);
	assert_int_equal(send_card(hall, token, nonce_a, "no"), 403);
	hall_door(hall, DOOR_ADMIT, service_door(hall->service)->devices.items[0].id);
	assert_int_equal(hall->session.model.persons.count, 5);
	assert_string_equal(hall->session.model.persons.items[4].name, "Eve");
	assert_int_equal(send_card(hall, token, nonce_a, "yes"), 200);
	hall_door(hall, DOOR_PUT_OUT, service_door(hall->service)->devices.items[0].id);
	assert_int_equal(send_card(hall, token, nonce_b, "no"), 401);
	assert_int_equal(hall_ask(hall, "GET /me", token, NULL), 200);
	assert_non_null(strstr(hall_body, "\"out\""));
}

static void test_the_door_is_tried_from_outside(void **state)
{
	struct hall *hall = *state;

	hall_door(hall, DOOR_OPEN, 0);
	assert_int_equal(service_door(hall->service)->test, DOOR_UNTESTED);
	hall_settle(hall);
	assert_int_equal(service_door(hall->service)->test, DOOR_WORKS);
	assert_true(service_door(hall->service)->loopback);
	hall_door(hall, DOOR_CLOSE, 0);
	assert_false(service_door(hall->service)->open);
	assert_int_equal(service_door(hall->service)->test, DOOR_UNTESTED);
}

/* Another program has its port meanwhile: the session goes on, and says so. */
static void test_a_door_that_cannot_be_opened_again_is_told(void **state)
{
	struct hall *hall = *state;
	struct sockaddr_in at = {.sin_family = AF_INET};
	socklen_t length = sizeof at;
	struct buf path = {0};
	int taken = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_equal(bind(taken, (struct sockaddr *)&at, sizeof at), 0);
	assert_int_equal(listen(taken, 1), 0);
	getsockname(taken, (struct sockaddr *)&at, &length);
	assert_null(service_left(hall->service));
	service_close(hall->service);
	char *socket_path = service_socket(hall->file, NULL);
	buf_format(&path, "%s.door", socket_path);
	FILE *file = fopen(buf_text(&path), "w");
	assert_non_null(file);
	fprintf(file, "door 127.0.0.1 %d ABCDEF ABCDEFGHJK 1\n", ntohs(at.sin_port));
	fclose(file);
	hall->service = service_open(&hall->session, NULL, NULL, NULL);
	assert_non_null(hall->service);
	assert_non_null(strstr(service_left(hall->service), "The door cannot be opened"));
	assert_false(service_door(hall->service)->open);
	close(taken);
	free(socket_path);
	buf_finish(&path);
}

static void test_the_door_can_be_encrypted(void **state)
{
	struct hall *hall = *state;
	const char *source = getenv("ROUNDTABLE_SOURCE");
	struct buf certificate = {0}, key = {0}, command = {0};

	assert_non_null(source);
	read_file(source, "certificate.pem", &certificate);
	read_file(source, "key.pem", &key);
	hall_encrypt(hall, buf_text(&certificate), buf_text(&key));
	hall_door(hall, DOOR_OPEN, 0);
	const struct door *door = service_door(hall->service);
	assert_true(door->encrypted);
	assert_int_equal(strncmp(door->url, "https://127.0.0.1:", 18), 0);
	buf_format(&command,
		"curl -sf --cacert %s/tests/http/certificate.pem -H 'Origin: %s' "
		"-H 'Content-Type: application/json' -d '{\"code\":\"%s\",\"wall\":true}' %s/join "
		"| grep -q token",
		source, door->url, door->code, door->url);
	assert_int_equal(hall_shell(hall, buf_text(&command)), 0);
	buf_clear(&command);
	/* whoever speaks plainly to it hears nothing */
	buf_format(&command, "curl -sf http://%s/audience", strstr(door->url, "://") + 3);
	assert_int_not_equal(hall_shell(hall, buf_text(&command)), 0);
	buf_finish(&command);
	buf_finish(&certificate);
	buf_finish(&key);
}

/* The whole way of somebody whose browser runs no script, with curl and its cookies. */
static void test_a_page_without_javascript(void **state)
{
	struct hall *hall = *state;
	const struct model *model = &hall->session.model;
	struct buf command = {0};

	hall_door(hall, DOOR_OPEN, 0);
	const struct door *door = service_door(hall->service);
	/* "page" fetches what the forms of the last page ask for; "act" sends one */
	buf_format(&command,
		"set -e; cd %s; url=%s; jar='-b jar -c jar'\n"
		"page() { curl -s $jar \"$url$1\" >page.html; }\n"
		"act() { curl -s -L $jar \"$url/act\" \"$@\" >page.html; }\n"
		"has() { grep -qF -- \"$1\" page.html || { echo \"no $1\"; cat page.html; exit 1; "
		"}; }\n"
		"nonce() { sed -n \"/id=\\\"form-$1\\\"/,/<\\/form>/s/.*name=\\\"nonce\\\" "
		"value=\\\"\\([^\\\"]*\\).*/\\1/p\" page.html | head -1; }\n",
		hall->folder, door->url);
	struct buf first = {0};
	buf_add(&first, command.bytes, command.count);
	buf_format(&first,
		"page / ; has 'name=\"code\"'; has '<html lang=\"en\">'\n"
		"act -d what=code -d code=000000; has 'is not the code'\n"
		"page /j/%s; has 'Cleo'\n"
		"act -d what=join -d code=%s -d person=%lld\n"
		"has 'One moment'\n",
		door->long_code, door->code, (long long)hall->people.items[2]);
	assert_int_equal(hall_shell(hall, buf_text(&first)), 0);
	hall_door(hall, DOOR_ADMIT, service_door(hall->service)->devices.items[0].id);
	buf_clear(&first);
	buf_add(&first, command.bytes, command.count);
	buf_text_add(&first, "page / ; has 'Cards'; page /; has 'Cleo'\n"
			     "act -d what=card -d stage=0 -d nonce=cccccccccccccccccccc "
			     "--data-urlencode 'word0=<b>Buses</b> & benches'\n"
			     "has '&lt;b&gt;Buses&lt;/b&gt; &amp; benches'\n");
	assert_int_equal(hall_shell(hall, buf_text(&first)), 0);
	assert_int_equal(model->cards.count, 1);
	assert_string_equal(model->cards.items[0].cells.items[0], "<b>Buses</b> & benches");
	int64_t poll = hall_poll(hall);
	buf_clear(&first);
	buf_add(&first, command.bytes, command.count);
	buf_format(&first,
		"page /; has 'Which first?'; n=$(nonce ballot); [ ${#n} = 32 ]\n"
		"act -d what=ballot -d poll=%lld -d nonce=$n -d options=3 -d choice=1\n"
		"page /; [ \"$(nonce ballot)\" = \"$n\" ]\n"
		"act -d what=ballot -d poll=%lld -d nonce=$n -d options=3 -d choice=0\n"
		"rm jar page.html\n",
		(long long)poll, (long long)poll);
	assert_int_equal(hall_shell(hall, buf_text(&first)), 0);
	assert_int_equal(box_count(model_box(model, poll)), 1);
	buf_finish(&first);
	buf_finish(&command);
}

static void test_a_stream_tells_everybody_and_each(void **state)
{
	struct hall *hall = *state;
	struct guest guest;
	char token[65], head[256];

	/* without a token everybody of this machine follows, with one that is forgotten nobody */
	assert_int_equal(hall_ask(hall, "GET /audience", NULL, NULL), 200);
	assert_int_equal(hall_ask(hall, "GET /audience", nonce_a, NULL), 401);
	hall_join(hall, hall->people.items[0], NULL, token);
	guest_connect(&guest, hall, false);
	snprintf(head, sizeof head,
		"GET /events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n", token);
	guest_send(&guest, head, strlen(head));
	assert_true(guest_hears(&guest, hall, "event: you\ndata: {\"state\":\"in\""));
	assert_true(guest_hears(&guest, hall, "\"stage_title\":\"Cards\""));
	assert_int_equal(send_card(hall, token, nonce_a, "Seen by all"), 200);
	assert_true(guest_hears(&guest, hall, "Seen by all"));
	hall_stage(hall, HALL_TALK);
	/* who is ready is asked anew in each stage */
	assert_int_equal(hall_ask(hall, "POST /ready", token, "{\"yes\":true,\"stage\":2}"), 200);
	assert_true(guest_hears(&guest, hall, "\"ready\":true"));
	assert_int_equal(service_door(hall->service)->ready, 1);
	hall_stage(hall, HALL_CARDS);
	assert_int_equal(service_door(hall->service)->ready, 0);
	hall_stage(hall, HALL_TALK);
	assert_int_equal(hall_ask(hall, "POST /hand", token, "{\"yes\":true,\"stage\":2}"), 200);
	assert_true(guest_hears(&guest, hall, "\"hand\":true"));
	hall_door(hall, DOOR_PUT_OUT, service_door(hall->service)->devices.items[0].id);
	assert_true(guest_hears(&guest, hall, "{\"state\":\"out\""));
	guest_leave(&guest);
	hall_settle(hall);
}

int main(void)
{
#define AT(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		AT(test_whoever_is_let_in_sends_cards_once),
		AT(test_a_crash_doubles_nothing_and_devices_come_back),
		AT(test_two_put_cards_into_themes),
		AT(test_a_word_to_explain),
		AT(test_one_box_whatever_the_way),
		AT(test_nonces_that_count_up_tell_nothing),
		AT(test_nobody_does_anything_before_being_let_in),
		AT(test_the_door_is_tried_from_outside),
		AT(test_a_door_that_cannot_be_opened_again_is_told),
		AT(test_the_door_can_be_encrypted),
		AT(test_a_page_without_javascript),
		AT(test_a_stream_tells_everybody_and_each),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
