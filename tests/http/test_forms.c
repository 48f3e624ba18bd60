/*
 * The page without JavaScript, at a real session: curl stands for a browser that sends forms, keeps
 * a cookie and goes where it is led.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "hall.h"

#include "roundtable/base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct visit {
	struct hall hall;
	struct buf page; /**< what came last, its head before it */
};

static int set_up(void **state)
{
	struct visit *visit = mem_alloc(1, sizeof *visit);

	*state = visit;
	hall_open(&visit->hall);
	hall_door(&visit->hall, DOOR_OPEN, 0);
	hall_door(&visit->hall, DOOR_ASK, 0);
	return 0;
}

static int tear_down(void **state)
{
	struct visit *visit = *state;
	struct buf command = {0};

	buf_format(&command, "rm -f %s/jar %s/page", visit->hall.folder, visit->hall.folder);
	assert_int_equal(system(buf_text(&command)), 0);
	buf_finish(&command);
	hall_close(&visit->hall);
	buf_finish(&visit->page);
	free(visit);
	return 0;
}

static void read_page(struct visit *visit)
{
	char path[96], bytes[4096];
	size_t count;

	snprintf(path, sizeof path, "%s/page", visit->hall.folder);
	FILE *file = fopen(path, "r");
	assert_non_null(file);
	buf_clear(&visit->page);
	while ((count = fread(bytes, 1, sizeof bytes, file)) > 0)
		buf_add(&visit->page, bytes, count);
	fclose(file);
}

/* Asks for a path with curl's `options`; the status of the page it ends at. */
static int curl(struct visit *visit, const char *path, const char *options)
{
	const char *folder = visit->hall.folder;
	struct buf command = {0};

	buf_format(&command,
		"curl -sS -i -L --max-time 20 -b %s/jar -c %s/jar -o %s/page %s '%s%s'", folder,
		folder, folder, options, service_door(visit->hall.service)->url, path);
	assert_int_equal(hall_shell(&visit->hall, buf_text(&command)), 0);
	buf_finish(&command);
	read_page(visit);
	/* the last head is that of the page where it was led */
	const char *last = NULL;
	for (const char *at = buf_text(&visit->page); (at = strstr(at, "HTTP/1.1 ")) != NULL; at++)
		last = at;
	assert_non_null(last);
	return atoi(last + strlen("HTTP/1.1 "));
}

/* Sends a form. */
static int act(struct visit *visit, const char *fields)
{
	struct buf options = {0};

	buf_format(&options, "-d '%s'", fields);
	int status = curl(visit, "/act", buf_text(&options));
	buf_finish(&options);
	return status;
}

static bool says(const struct visit *visit, const char *text)
{
	return strstr(buf_text(&visit->page), text) != NULL;
}

/* What a field of the page holds, to be sent back; valid until the next call. */
static const char *field(const struct visit *visit, const char *form, const char *name)
{
	static char value[128];
	char start[64];
	const char *at = strstr(buf_text(&visit->page), form);

	snprintf(start, sizeof start, "name=\"%s\" value=\"", name);
	at = at != NULL ? strstr(at, start) : NULL;
	assert_non_null(at);
	at += strlen(start);
	snprintf(value, sizeof value, "%.*s", (int)strcspn(at, "\""), at);
	return value;
}

static void come_in(struct visit *visit)
{
	const struct door *door = service_door(visit->hall.service);
	char fields[128];

	snprintf(fields, sizeof fields, "what=join&code=%s&person=%lld", door->code,
		(long long)visit->hall.people.items[0]);
	assert_int_equal(act(visit, fields), 200);
	assert_true(says(visit, "You are here as Ann"));
}

static void test_somebody_comes_in_by_the_code(void **state)
{
	struct visit *visit = *state;
	char fields[128];

	assert_int_equal(curl(visit, "/", ""), 200);
	assert_true(says(visit, "name=\"code\""));
	assert_false(says(visit, "A hall")); /* strangers are told nothing */
	assert_int_equal(act(visit, "what=code&code=000000"), 409);
	assert_true(says(visit, "That is not the code."));
	snprintf(fields, sizeof fields, "what=code&code=%s",
		service_door(visit->hall.service)->code);
	assert_int_equal(act(visit, fields), 200);
	assert_true(says(visit, "Dora"));
	come_in(visit);
	assert_true(says(visit, "Content-Security-Policy: default-src 'none'; style-src 'self'"));
	assert_true(says(visit, "HttpOnly; SameSite=Strict"));
	assert_int_equal(act(visit, "what=leave"), 200);
	assert_true(says(visit, "You have left."));
	assert_int_equal(service_door(visit->hall.service)->devices.count, 0);
	assert_true(says(visit, "name=\"code\""));
}

static void test_the_picture_leads_to_the_names(void **state)
{
	struct visit *visit = *state;
	char path[64];

	snprintf(path, sizeof path, "/j/%s", service_door(visit->hall.service)->long_code);
	assert_int_equal(curl(visit, path, ""), 200);
	assert_true(says(visit, "Dora"));
	assert_int_equal(curl(visit, "/j/0000000000", ""), 409);
	come_in(visit);
	/* scanned again by somebody who is in */
	assert_int_equal(curl(visit, path, ""), 200);
	assert_true(says(visit, "You are here as Ann"));
}

static void test_a_card_is_read_back_and_sent_once(void **state)
{
	struct visit *visit = *state;
	const struct model *model = &visit->hall.session.model;
	char fields[256];

	come_in(visit);
	assert_int_equal(act(visit, "what=read&stage=0&word0=Buses+at+%3Cnight%3E"), 200);
	assert_true(says(visit, "Buses at &lt;night&gt;"));
	assert_int_equal(model->cards.count, 0);
	snprintf(fields, sizeof fields, "what=card&stage=0&word0=Buses&nonce=%s",
		field(visit, "form-card", "nonce"));
	assert_int_equal(act(visit, fields), 200);
	assert_true(says(visit, "Your card is in."));
	assert_int_equal(act(visit, fields), 200); /* "send again?" */
	assert_int_equal(model->cards.count, 1);
	assert_string_equal(model->cards.items[0].cells.items[0], "Buses");
	assert_int_equal(model->cards.items[0].person, visit->hall.people.items[0]);
}

static void test_what_is_refused_is_not_lost(void **state)
{
	struct visit *visit = *state;
	char fields[256];

	come_in(visit);
	assert_int_equal(act(visit, "what=read&stage=0&word0=Buses"), 200);
	snprintf(fields, sizeof fields, "what=card&stage=0&word0=+&nonce=%s",
		field(visit, "form-card", "nonce"));
	assert_int_equal(act(visit, fields), 409);
	assert_true(says(visit, "Type some words first."));
	assert_true(says(visit, "role=\"alert\""));
	hall_stage(&visit->hall, HALL_TALK);
	/* a word is asked about once, however often it is sent */
	for (int i = 0; i < 2; i++)
		assert_int_equal(
			act(visit, "what=word&stage=2&word0=scrutiny&nonce=fedcba9876543210"), 200);
	assert_int_equal(visit->hall.session.model.glossary.count, 1);
	assert_string_equal(visit->hall.session.model.glossary.items[0].word, "scrutiny");
	assert_int_equal(act(visit, "what=hand&yes=1&stage=2&nonce=0123456789abcdef"), 200);
	assert_true(says(visit, "Your hand is up."));
	assert_int_equal(act(visit, "what=ready&yes=1&stage=2"), 200);
	assert_true(says(visit, "You said that you are ready."));
	hall_stage(&visit->hall, HALL_CARDS);
	assert_int_equal(curl(visit, "/", ""), 200);
	assert_false(says(visit, "You said that you are ready."));
}

static void test_a_ballot_is_cast_and_changed(void **state)
{
	struct visit *visit = *state;
	char fields[256], nonce[64];

	come_in(visit);
	int64_t poll = hall_poll(&visit->hall);
	assert_int_equal(curl(visit, "/", ""), 200);
	assert_false(says(visit, "own-words")); /* only where the programme asks for them */
	snprintf(nonce, sizeof nonce, "%s", field(visit, "form-ballot", "nonce"));
	snprintf(fields, sizeof fields, "what=ballot&poll=%lld&options=3&nonce=%s", (long long)poll,
		nonce);
	assert_int_equal(act(visit, fields), 409);
	assert_true(says(visit, "Nothing is marked yet."));
	snprintf(fields, sizeof fields, "what=ballot&poll=%lld&options=3&choice=1&nonce=%s",
		(long long)poll, nonce);
	assert_int_equal(act(visit, fields), 200);
	assert_true(says(visit, "Your ballot is in the ballot box."));
	/* the page that was loaded anew still knows under what it lies */
	assert_int_equal(curl(visit, "/", ""), 200);
	assert_string_equal(field(visit, "form-ballot", "nonce"), nonce);
	snprintf(fields, sizeof fields, "what=ballot&poll=%lld&options=3&choice=2&nonce=%s",
		(long long)poll, nonce);
	assert_int_equal(act(visit, fields), 200);
	const struct box *box = model_box(&visit->hall.session.model, poll);
	assert_int_equal(box_count(box), 1);
	assert_int_equal(box_ticked(box), 1);
	int16_t marks[HALL_OPTIONS];
	unsigned char flag;
	box_read(box, &flag, marks);
	assert_int_equal(flag, BALLOT_VALID);
	assert_int_equal(marks[2], 1);
}

/* Two words of one's own, as a field of the form; what was not taken stands there again. */
static void test_words_go_with_a_ballot(void **state)
{
	struct visit *visit = *state;
	struct model *model = &visit->hall.session.model;
	char fields[256], nonce[64];

	struct stage *stage = (struct stage *)model_stage(model, HALL_VOTE);
	stage->settings[SETTING_RECEIPTS] = (struct setting_value){.given = true, .number = 1};
	come_in(visit);
	int64_t poll = hall_poll(&visit->hall);
	assert_int_equal(curl(visit, "/", ""), 200);
	assert_true(says(visit, "id=\"own-words\""));
	assert_true(says(visit, "Not your name"));
	snprintf(nonce, sizeof nonce, "%s", field(visit, "form-ballot", "nonce"));
	snprintf(fields, sizeof fields,
		"what=ballot&poll=%lld&options=3&choice=1&word0=red+%%3Cowl&nonce=%s",
		(long long)poll, nonce);
	assert_int_equal(act(visit, fields), 409);
	assert_true(says(visit, "Type two words"));
	assert_true(says(visit, "value=\"red &lt;owl\""));
	snprintf(fields, sizeof fields,
		"what=ballot&poll=%lld&options=3&choice=1&word0=Red+Owl&nonce=%s", (long long)poll,
		nonce);
	assert_int_equal(act(visit, fields), 200);
	assert_false(says(visit, "Owl")); /* no page holds them once they are in the box */
	const struct box *box = model_box(model, poll);
	assert_int_equal(box_count(box), 1);
	size_t size = box_record_size(box->options);
	assert_non_null(memmem(box->ballots, size, "red owl", 7));
	/* changed without words: it has none any more */
	snprintf(fields, sizeof fields, "what=ballot&poll=%lld&options=3&choice=2&word0=&nonce=%s",
		(long long)poll, nonce);
	assert_int_equal(act(visit, fields), 200);
	box = model_box(model, poll);
	assert_null(memmem(box->ballots, size, "red owl", 7));
}

/* A theme made, a card put into it, its name corrected: each by a form of the page. */
static void test_cards_are_put_into_themes(void **state)
{
	struct visit *visit = *state;
	const struct model *model = &visit->hall.session.model;
	char fields[256];

	come_in(visit);
	assert_int_equal(
		act(visit, "what=card&stage=0&word0=Buses+%3Eat+night&nonce=fedcba9876543210"),
		200);
	int64_t card = model->cards.items[0].id;
	hall_stage(&visit->hall, HALL_GROUP);
	assert_int_equal(curl(visit, "/", ""), 200);
	assert_false(says(visit, "form-group")); /* no theme yet to put it into */
	assert_true(says(visit, "<details id=\"theme-new\" open>"));
	snprintf(fields, sizeof fields, "what=theme&stage=3&word0=Gettin+there&nonce=%s",
		field(visit, "form-theme", "nonce"));
	assert_int_equal(act(visit, fields), 200);
	assert_true(says(visit, "The theme is there now."));
	assert_int_equal(act(visit, fields), 200); /* "send again?" */
	assert_int_equal(model->themes.count, 1);
	int64_t theme = model->themes.items[0].id;
	assert_int_equal(model_event(model, theme)->by, visit->hall.people.items[0]);

	snprintf(fields, sizeof fields, "name=\"card\" required id=\"card-%lld\" value=\"%lld-0\"",
		(long long)card, (long long)card);
	assert_true(says(visit, fields));
	assert_int_equal(act(visit, "what=group&stage=3&theme=&card=1-0"), 409);
	assert_int_equal(act(visit, "what=group&stage=3&theme=1&card=1"), 409);
	snprintf(fields, sizeof fields, "what=group&stage=3&card=%lld-0&theme=%lld",
		(long long)card, (long long)theme);
	assert_int_equal(act(visit, fields), 200);
	assert_true(says(visit, "The card is there now."));
	assert_int_equal(model_theme_of(model, HALL_GROUP, card), theme);
	assert_int_equal(act(visit, fields), 200);
	/* it was seen in no theme; somebody has put it into one since */
	snprintf(fields, sizeof fields, "what=group&stage=3&card=%lld-99&theme=0", (long long)card);
	assert_int_equal(act(visit, fields), 409);
	assert_true(says(visit, "Somebody else has moved this card meanwhile."));
	snprintf(fields, sizeof fields, "value=\"%lld-%lld\" checked", (long long)card,
		(long long)theme); /* as things stand now */
	assert_true(says(visit, fields));
	assert_int_equal(model_theme_of(model, HALL_GROUP, card), theme);

	snprintf(fields, sizeof fields,
		"what=rename&stage=3&theme=%lld&word0=Getting+there&word1=Gettin+there",
		(long long)theme);
	assert_int_equal(act(visit, fields), 200);
	assert_true(says(visit, "The theme has this name now."));
	assert_string_equal(model_theme(model, theme)->name, "Getting there");
	snprintf(fields, sizeof fields, "what=rename&stage=3&theme=%lld&word0=Mine&word1=Gettin",
		(long long)theme);
	assert_int_equal(act(visit, fields), 409);
	assert_true(says(visit, "Somebody else has changed this name meanwhile."));
	assert_true(says(visit, "value=\"Mine\"")); /* what was typed is given back */
	assert_string_equal(model->cards.items[0].cells.items[0], "Buses >at night");
}

static void test_the_language_is_the_visitor_s(void **state)
{
	struct visit *visit = *state;

	assert_int_equal(curl(visit, "/", "-H 'Accept-Language: cy, fr;q=0.8'"), 200);
	assert_true(says(visit, "<html lang=\"fr\">"));
	assert_int_equal(curl(visit, "/", "-H 'Accept-Language: cy'"), 200);
	assert_true(says(visit, "<html lang=\"en\">"));
}

static void test_only_forms_of_this_page_are_taken(void **state)
{
	struct visit *visit = *state;

	come_in(visit);
	assert_int_equal(curl(visit, "/act", "-d what=leave -H 'Origin: http://example.org'"), 403);
	assert_int_equal(curl(visit, "/act", "-d what=leave -H 'Content-Type: text/plain'"), 415);
	assert_int_equal(curl(visit, "/act", ""), 405);
	assert_int_equal(act(visit, "what=other"), 409);
	assert_int_equal(curl(visit, "/", ""), 200);
	assert_true(says(visit, "You are here as Ann"));
}

int main(void)
{
	if (system("command -v curl >/dev/null") != 0) {
		printf("1..0 # SKIP there is no curl\n");
		return 0;
	}
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			test_somebody_comes_in_by_the_code, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			test_the_picture_leads_to_the_names, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			test_a_card_is_read_back_and_sent_once, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			test_what_is_refused_is_not_lost, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			test_a_ballot_is_cast_and_changed, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_words_go_with_a_ballot, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_cards_are_put_into_themes, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			test_the_language_is_the_visitor_s, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			test_only_forms_of_this_page_are_taken, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
