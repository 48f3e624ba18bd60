#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../store/support.h"

#include "roundtable/base/mem.h"
#include "roundtable/codec/codec.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum { DRAWS = 200 };

/* Through JSON and back, and through JSON again: the same event, the same bytes. */
static void round_trip(const struct event *event)
{
	struct buf body = {0}, again = {0}, words = {0};
	struct error err = {0};
	struct event read = *event;

	read.body = (struct body){0};
	read.words = (struct texts){0};
	codec_body_write(event, &body);
	codec_words_write(&event->words, &words);
	assert_true(codec_body_read(event->kind, body.bytes, body.count, &read.body, &err));
	assert_true(codec_words_read(words.bytes, words.count, &read.words, &err));
	assert_event_equal(event, &read);
	codec_body_write(&read, &again);
	assert_string_equal(body.bytes, again.bytes);
	assert_null(strchr(body.bytes, '\n'));
	event_finish(&read);
	buf_finish(&body);
	buf_finish(&again);
	buf_finish(&words);
}

static void test_every_kind_survives(void **state)
{
	(void)state;
	for (int kind = 0; kind < EVENT_KINDS; kind++) {
		for (uint32_t seed = 0; seed < DRAWS; seed++) {
			struct event event;
			event_fill(&event, (enum event_kind)kind, 12, seed * 7919);
			round_trip(&event);
			event_finish(&event);
		}
	}
}

static void assert_body(const struct event *event, const char *expected)
{
	struct buf out = {0};

	codec_body_write(event, &out);
	assert_string_equal(buf_text(&out), expected);
	buf_finish(&out);
}

static void test_defaults_are_left_out(void **state)
{
	struct event card = {
		.kind = EVENT_CARD_ADDED, .body = {.stage = -1, .item = -1, .role = -1}};
	struct body read = {0};

	(void)state;
	assert_body(&card, "{}");
	card.body.stage = 0;
	card.body.person = 5;
	assert_body(&card, "{\"stage\":0,\"person\":5}");
	assert_true(codec_body_read(EVENT_CARD_ADDED, "{}", 2, &read, NULL));
	assert_int_equal(read.stage, -1);
	assert_int_equal(read.item, -1);
	assert_int_equal(read.role, -1);
	assert_int_equal(read.person, 0);
	/* a kind without these fields leaves them alone */
	assert_true(codec_body_read(EVENT_STEP_UNDONE, "{}", 2, &read, NULL));
	assert_int_equal(read.stage, 0);
}

static void test_bytes_are_fixed(void **state)
{
	struct event poll = {.kind = EVENT_POLL_OPENED, .body = {.stage = 3}};
	struct event closed = {.kind = EVENT_SESSION_CLOSED, .body = {.date = 20261205}};

	(void)state;
	*body_rare_make(&poll.body) =
		(struct rare){.method = 2, .secret = 1, .dots = 5, .threshold = 1002};
	ids_add(&poll.body.rare->options, -1);
	ids_add(&poll.body.rare->options, 17);
	/* of another kind: never written */
	poll.body.date = 20261121;
	assert_body(&poll, "{\"stage\":3,\"method\":2,\"secret\":1,\"options\":[-1,17],\"dots\":5,"
			   "\"threshold\":1002}");
	assert_body(&closed, "{\"date\":20261205}");
	body_finish(&poll.body);
}

static void test_plan_by_names(void **state)
{
	struct event start;
	struct buf out = {0};

	(void)state;
	event_start(&start);
	codec_body_write(&start, &out);
	assert_string_equal(out.bytes,
		"{\"id\":\"00112233445566778899aabbccddeeff\",\"format\":1,\"language\":\"en\","
		"\"programme\":\"# First meeting\\n\",\"plan\":{\"title\":\"First "
		"\\\"meeting\\\"\","
		"\"kind\":\"starting together\",\"for_whom\":\"everybody\",\"comes_out\":\"a "
		"list\","
		"\"sources\":\"A 2019\",\"fewest\":5,\"most\":15,"
		"\"purpose\":\"To begin.\\n\\nTogether.\",\"language\":\"fr\",\"minutes\":120,"
		"\"roles\":[{\"name\":\"resident\",\"group\":\"lives with "
		"it\"},{\"name\":\"funder\"}],"
		"\"people\":[{\"name\":\"Amina\",\"role\":\"resident\"}],\"stages\":[{"
		"\"name\":\"questions\",\"title\":\"What would be worth finding out?\","
		"\"activity\":\"collect\",\"minutes\":18,\"prompt\":\"What would have to change?\","
		"\"notes\":\"Read it twice. Wait.\",\"items\":[\"one\",\"two\"],\"columns\":[{"
		"\"name\":\"what\",\"type\":\"text\"},{\"name\":\"how much\",\"type\":\"one of\","
		"\"choices\":[\"little\",\"a lot\"]}],\"settings\":{\"silent\":5,"
		"\"authors\":\"counted\"}},{\"activity\":\"vote\",\"minutes\":10,\"settings\":{"
		"\"options\":0,\"method\":\"dots\",\"secret\":1,\"threshold\":2003}}]}}");
	event_finish(&start);
	buf_finish(&out);
}

/* Every value every setting can have, written by a programme, comes back. */
static void test_every_setting_survives(void **state)
{
	(void)state;
	for (int i = 0; i < SETTINGS; i++) {
		const struct setting_info *info = setting_info((enum setting)i);
		int64_t step = info->max > 1000 ? info->max / 7 : 1;
		for (int64_t number = info->min; number <= info->max; number += step) {
			struct event start;
			event_start(&start);
			struct stage *stage = &start.body.rare->plan->stages.items[1];
			bool stands = info->type == SETTING_TYPE_STAGE;
			bool share = info->type == SETTING_TYPE_FRACTION;
			bool words =
				info->type == SETTING_TYPE_TEXT || info->type == SETTING_TYPE_ROLES;
			stage->settings[i] = (struct setting_value){.given = true,
				.text = words ? mem_copy_text("poor, good") : NULL,
				.number = share    ? 2003
					  : stands ? -1
						   : number};
			round_trip(&start);
			event_finish(&start);
		}
	}
}

static void refused(enum event_kind kind, const char *json)
{
	struct body body = {.stage = 77};
	struct error err = {0};

	if (codec_body_read(kind, json, strlen(json), &body, &err))
		fail_msg("taken: %s", json);
	assert_int_equal(err.code, ERROR_BROKEN);
	assert_non_null(err.text);
	assert_int_equal(body.stage, 77);
	error_finish(&err);
}

static void test_what_is_new_is_ignored(void **state)
{
	static const char json[] =
		"{\"stage\":4,\"colour\":[{}],\"date\":\"no field of this kind\"}";
	struct body body = {0};

	(void)state;
	assert_true(codec_body_read(EVENT_STAGE_ENTERED, json, sizeof json - 1, &body, NULL));
	assert_int_equal(body.stage, 4);
	assert_int_equal(body.date, 0);
}

static void test_hostile_bodies(void **state)
{
	static const char *const bad[] = {"", " ", "{", "{}x", "[]", "null", "7", "\"{}\"",
		"{\"stage\":1.0}", "{\"stage\":\"1\"}", "{\"stage\":null}", "{\"stage\":true}",
		"{\"stage\":[1]}", "{\"stage\":99999999999999999999}", "{\"stage\":1,\"stage\":2}",
		"{\"stage\":1e3}", "{\"\\u0000\":1}", "{\"a\":\"\xff\"}",
		"{\"a\":\"\xed\xa0\x80\"}", "{'stage':1}", "{stage:1}", "{\"stage\":01}",
		"{\"stage\":NaN}", "{\"stage\":1,}"};
	struct buf deep = {0};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		refused(EVENT_STAGE_ENTERED, bad[i]);
	refused(EVENT_WORDS_ERASED, "{\"things\":7}");
	refused(EVENT_WORDS_ERASED, "{\"things\":[1,\"2\"]}");
	refused(EVENT_WORDS_ERASED, "{\"things\":{\"0\":1}}");
	refused(EVENT_SESSION_STARTED, "{\"id\":7}");
	refused(EVENT_SESSION_STARTED, "{\"id\":\"a\\u0000b\"}");
	/* a number too long for its place is no shorter number */
	refused(EVENT_STAGE_ENTERED, "{\"stage\":4294967296}");
	refused(EVENT_STAGE_ENTERED, "{\"stage\":-2147483649}");
	buf_text_add(&deep, "{\"things\":");
	for (int i = 0; i < 100000; i++)
		buf_byte(&deep, '[');
	refused(EVENT_WORDS_ERASED, deep.bytes);
	buf_finish(&deep);
}

static void test_hostile_plans(void **state)
{
	static const char *const bad[] = {"7", "[]", "{\"title\":7}", "{\"minutes\":-1}",
		"{\"minutes\":2147483648}", "{\"roles\":{}}", "{\"roles\":[7]}",
		"{\"roles\":[{\"name\":[]}]}", "{\"people\":[{\"role\":1}]}", "{\"stages\":7}",
		/* no stage at all */
		"{}", "{\"stages\":[]}", "{\"stages\":[[]]}", "{\"stages\":[{}]}",
		"{\"stages\":[{\"activity\":0}]}", "{\"stages\":[{\"activity\":\"dance\"}]}",
		"{\"stages\":[{\"activity\":\"vote\",\"minutes\":9999999}]}",
		"{\"stages\":[{\"activity\":\"vote\",\"items\":[7]}]}",
		"{\"stages\":[{\"activity\":\"vote\",\"columns\":[{}]}]}",
		"{\"stages\":[{\"activity\":\"vote\",\"columns\":[{\"type\":\"blob\"}]}]}",
		"{\"stages\":[{\"activity\":\"vote\",\"settings\":[]}]}",
		"{\"stages\":[{\"activity\":\"vote\",\"settings\":{\"method\":\"dice\"}}]}",
		"{\"stages\":[{\"activity\":\"vote\",\"settings\":{\"method\":99}}]}",
		"{\"stages\":[{\"activity\":\"vote\",\"settings\":{\"dots\":0}}]}",
		"{\"stages\":[{\"activity\":\"vote\",\"settings\":{\"dots\":\"5\"}}]}",
		"{\"stages\":[{\"activity\":\"vote\",\"settings\":{\"threshold\":1000}}]}",
		"{\"stages\":[{\"activity\":\"vote\",\"settings\":{\"threshold\":3002}}]}",
		/* itself, a later one: a circle */
		"{\"stages\":[{\"activity\":\"group\",\"settings\":{\"from\":0}}]}",
		"{\"stages\":[{\"activity\":\"group\",\"settings\":{\"from\":7}}]}",
		"{\"stages\":[{\"activity\":\"group\",\"settings\":{\"from\":-2}}]}"};
	struct buf json = {0};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		buf_clear(&json);
		buf_format(&json, "{\"plan\":%s}", bad[i]);
		refused(EVENT_SESSION_STARTED, json.bytes);
	}
	buf_finish(&json);
}

/* What is missing in a plan reads as nothing said, never as no string at all. */
static void test_empty_plan(void **state)
{
	static const char json[] =
		"{\"plan\":{\"roles\":[{}],\"people\":[{}],\"stages\":[{\"activity\":\"break\"}]}}";
	struct body body = {0};

	(void)state;
	assert_true(codec_body_read(EVENT_SESSION_STARTED, json, sizeof json - 1, &body, NULL));
	assert_string_equal(body.rare->plan->title, "");
	assert_string_equal(body.rare->plan->language, "en");
	assert_string_equal(body.rare->plan->roles.items[0].name, "");
	assert_null(body.rare->plan->roles.items[0].group);
	assert_string_equal(body.rare->plan->people.items[0].role, "");
	assert_null(body.rare->plan->stages.items[0].name);
	assert_string_equal(body.rare->plan->stages.items[0].prompt, "");
	assert_int_equal(body.rare->plan->stages.items[0].settings[SETTING_DOTS].number, 5);
	assert_false(body.rare->plan->stages.items[0].settings[SETTING_DOTS].given);
	body_finish(&body);
}

static void test_words(void **state)
{
	static const char *const bad[] = {"", "{}", "[7]", "[\"a\",null]", "[\"a\"", "[[\"a\"]]"};
	struct texts words = {0}, read = {0};
	struct buf out = {0};

	(void)state;
	texts_add(&words, "a \"b\"");
	texts_add(&words, "");
	texts_add(&words, "\n\x01\xc3\xa9");
	codec_words_write(&words, &out);
	assert_string_equal(out.bytes, "[\"a \\\"b\\\"\",\"\",\"\\n\\u0001\xc3\xa9\"]");
	assert_true(codec_words_read(out.bytes, out.count, &read, NULL));
	assert_int_equal(read.count, 3);
	assert_string_equal(read.items[2], "\n\x01\xc3\xa9");
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct error err = {0};
		assert_false(codec_words_read(bad[i], strlen(bad[i]), &read, &err));
		assert_int_equal(err.code, ERROR_BROKEN);
		assert_int_equal(read.count, 3);
		error_finish(&err);
	}
	texts_finish(&words);
	texts_finish(&read);
	buf_finish(&out);
}

/* Nothing that is written may be refused when it is read: it would make the session unreadable. */
static void test_bytes_that_are_no_text(void **state)
{
	struct texts words = {0}, read = {0};
	struct buf out = {0};

	(void)state;
	texts_add(&words, "a\xff\xc3(\xed\xa0\x80\xf4\x90\x80\x80\xe2\x82");
	codec_words_write(&words, &out);
	assert_true(codec_words_read(out.bytes, out.count, &read, NULL));
	assert_int_equal(strncmp(read.items[0], "a\xef\xbf\xbd\xef\xbf\xbd(", 8), 0);
	texts_finish(&words);
	texts_finish(&read);
	buf_finish(&out);
}

static void test_event_line(void **state)
{
	struct event note = {.seq = 9,
		.at = INT64_C(1795269909123),
		.step = 8,
		.by = BY_NOBODY,
		.kind = EVENT_NOTE_ADDED,
		.body = {.stage = 2}};
	struct buf out = {0};

	(void)state;
	texts_add(&note.words, "cold room");
	codec_event_write(&note, &out);
	assert_string_equal(out.bytes, "{\"seq\":9,\"at\":\"2026-11-21T14:05:09.123Z\",\"step\":8,"
				       "\"by\":null,\"kind\":\"note_added\",\"body\":{\"stage\":2},"
				       "\"words\":[\"cold room\"]}");
	buf_clear(&out);
	note.by = BY_FACILITATOR;
	note.erased = true;
	codec_event_write(&note, &out);
	assert_non_null(strstr(out.bytes, "\"by\":0,"));
	assert_non_null(strstr(out.bytes, "\"words\":null}"));
	json_t *line = json_loadb(out.bytes, out.count, 0, NULL);
	assert_non_null(line);
	json_decref(line);
	event_finish(&note);
	buf_finish(&out);
}

/* Bytes changed at random: refused or read, never more than that (the sanitisers watch). */
static void test_damaged_bodies(void **state)
{
	struct buf body = {0};
	struct event event;
	uint32_t seed = 5;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		enum event_kind kind =
			round % 4 ? (enum event_kind)(round % EVENT_KINDS) : EVENT_SESSION_STARTED;
		struct body read = {0};
		event_fill(&event, kind, 2, (uint32_t)round);
		buf_clear(&body);
		codec_body_write(&event, &body);
		for (int i = 0; i < 3; i++) {
			seed = seed * 1664525u + 1013904223u;
			body.bytes[(seed >> 8) % body.count] = (char)(seed >> 3);
		}
		if (codec_body_read(kind, body.bytes, body.count, &read, NULL))
			body_finish(&read);
		event_finish(&event);
	}
	buf_finish(&body);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_kind_survives),
		cmocka_unit_test(test_defaults_are_left_out),
		cmocka_unit_test(test_bytes_are_fixed),
		cmocka_unit_test(test_plan_by_names),
		cmocka_unit_test(test_every_setting_survives),
		cmocka_unit_test(test_what_is_new_is_ignored),
		cmocka_unit_test(test_hostile_bodies),
		cmocka_unit_test(test_hostile_plans),
		cmocka_unit_test(test_empty_plan),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_bytes_that_are_no_text),
		cmocka_unit_test(test_event_line),
		cmocka_unit_test(test_damaged_bodies),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
