/* What passes between a device and the session, as JSON and back. */
#include "roundtable/codec/audience.h"
#include "roundtable/codec/participant.h"

#include "../support/desk.h"
#include "../support/sample_plan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void test_a_participant_both_ways(void **state)
{
	static const char json[] =
		"{\"state\":\"in\",\"person\":7,\"name\":\"Bo \\\"B\\\" \xc3\xb6\",\"role\":"
		"\"carer\",\"poll\":12,\"can_vote\":true,\"voted\":true,\"small_group\":2,"
		"\"hand\":true,"
		"\"ready\":true}";
	struct participant participant = {.state = PARTICIPANT_IN,
		.person = 7,
		.name = "Bo \"B\" \xc3\xb6",
		.role = "carer",
		.poll = 12,
		.can_vote = true,
		.voted = true,
		.small_group = 2,
		.hand = true,
		.ready = true};
	struct participant read = {.poll = 99};
	struct buf out = {0};
	void *backing = NULL;

	(void)state;
	codec_participant_write(&participant, &out);
	assert_string_equal(buf_text(&out), json);
	assert_true(codec_participant_read(json, strlen(json), &read, &backing, NULL));
	assert_int_equal(read.state, PARTICIPANT_IN);
	assert_int_equal(read.person, 7);
	assert_string_equal(read.name, participant.name);
	assert_string_equal(read.role, "carer");
	assert_int_equal(read.poll, 12);
	assert_int_equal(read.small_group, 2);
	assert_true(read.can_vote && read.voted && read.hand && read.ready);
	codec_release(backing);
	/* what is not said is no */
	buf_clear(&out);
	codec_participant_write(&(struct participant){.state = PARTICIPANT_OUT}, &out);
	assert_string_equal(buf_text(&out), "{\"state\":\"out\"}");
	assert_true(codec_participant_read("{}", 2, &read, &backing, NULL));
	assert_int_equal(read.state, PARTICIPANT_NOBODY);
	assert_int_equal(read.person, 0);
	assert_null(read.name);
	assert_false(read.can_vote || read.voted || read.hand || read.ready);
	codec_release(backing);
	codec_release(NULL);
	buf_finish(&out);
}

static void test_places_both_ways(void **state)
{
	static const char json[] = "{\"places\":[{\"person\":3,\"name\":\"Amina\",\"role\":"
				   "\"resident\"},{\"person\":4,\"name\":\"Bo\",\"taken\":true}]}";
	struct place list[] = {{.person = 3, .name = "Amina", .role = "resident"},
		{.person = 4, .name = "Bo", .taken = true}};
	struct places places = {.items = list, .count = 2}, read = {0};
	struct buf out = {0};
	void *backing = NULL;

	(void)state;
	codec_places_write(&places, &out);
	assert_string_equal(buf_text(&out), json);
	assert_true(codec_places_read(json, strlen(json), &read, &backing, NULL));
	assert_int_equal(read.count, 2);
	assert_int_equal(read.items[0].person, 3);
	assert_string_equal(read.items[0].name, "Amina");
	assert_string_equal(read.items[0].role, "resident");
	assert_false(read.items[0].taken);
	assert_int_equal(read.items[1].person, 4);
	assert_null(read.items[1].role);
	assert_true(read.items[1].taken);
	array_finish(&read);
	codec_release(backing);
	/* a roster without anybody */
	buf_clear(&out);
	codec_places_write(&(struct places){0}, &out);
	assert_string_equal(buf_text(&out), "{}");
	assert_true(codec_places_read("{}", 2, &read, &backing, NULL));
	assert_int_equal(read.count, 0);
	array_finish(&read);
	codec_release(backing);
	buf_finish(&out);
}

static void test_what_is_asked_both_ways(void **state)
{
	static const char json[] =
		"{\"code\":\"7H2K9Q\",\"wall\":true,\"person\":5,\"name\":\"Bo\",\"role\":"
		"\"carer\",\"nonce\":\"abc_-9\",\"stage\":2,\"poll\":12,\"yes\":true,\"card\":7,"
		"\"from\":8,\"theme\":9,\"words\":[\"one\",\"\"],\"marks\":[-1,0,3]}";
	char code[] = "7H2K9Q", name[] = "Bo", role[] = "carer", nonce[] = "abc_-9";
	char one[] = "one", none[] = "";
	struct asked asked = {.code = code,
		.wall = true,
		.person = 5,
		.name = name,
		.role = role,
		.nonce = nonce,
		.stage = 2,
		.words = WORDS(one, none),
		.poll = 12,
		.marks = IDS(-1, 0, 3),
		.yes = true,
		.card = 7,
		.from = 8,
		.theme = 9};
	struct asked read = {0};
	struct buf out = {0};

	(void)state;
	codec_asked_write(&asked, &out);
	assert_string_equal(buf_text(&out), json);
	assert_true(codec_asked_read(json, strlen(json), &read, NULL));
	assert_string_equal(read.code, "7H2K9Q");
	assert_true(read.wall);
	assert_int_equal(read.person, 5);
	assert_string_equal(read.name, "Bo");
	assert_string_equal(read.role, "carer");
	assert_string_equal(read.nonce, "abc_-9");
	assert_int_equal(read.stage, 2);
	assert_int_equal(read.words.count, 2);
	assert_string_equal(read.words.items[0], "one");
	assert_string_equal(read.words.items[1], "");
	assert_int_equal(read.poll, 12);
	assert_int_equal(read.marks.count, 3);
	assert_int_equal(read.marks.items[0], -1);
	assert_int_equal(read.marks.items[2], 3);
	assert_true(read.yes);
	assert_int_equal(read.card, 7);
	assert_int_equal(read.from, 8);
	assert_int_equal(read.theme, 9);
	asked_finish(&read);
	assert_null(read.code);
	assert_null(read.marks.items);
	assert_int_equal(read.words.count, 0);
	buf_finish(&out);
}

/* A ballot without marks is blank, whichever way that is said. */
static void test_a_blank_ballot(void **state)
{
	static const char *const blank[] = {
		"{\"poll\":3}", "{\"poll\":3,\"marks\":[]}", "{\"poll\":3,\"marks\":null}"};
	struct buf out = {0};

	(void)state;
	for (size_t i = 0; i < sizeof blank / sizeof *blank; i++) {
		struct asked read = {0};
		assert_true(codec_asked_read(blank[i], strlen(blank[i]), &read, NULL));
		assert_int_equal(read.poll, 3);
		assert_int_equal(read.marks.count, 0);
		asked_finish(&read);
	}
	codec_asked_write(&(struct asked){.poll = 3}, &out);
	assert_string_equal(buf_text(&out), "{\"poll\":3}");
	buf_clear(&out);
	codec_asked_write(&(struct asked){0}, &out); /* to leave */
	assert_string_equal(buf_text(&out), "{}");
	buf_finish(&out);
}

static void test_words_from_a_device_are_sanitised(void **state)
{
	static const char json[] =
		"{\"name\":\"A\\u202emi\\u0007na\",\"words\":[\"a\\nb\\u001b[2Jc\",\" x \"],"
		"\"later\":{\"new\":[]}}";
	struct asked read = {0};
	struct participant told;
	void *backing;

	(void)state;
	assert_true(codec_asked_read(json, sizeof json - 1, &read, NULL));
	assert_string_equal(read.name, "Amina");
	assert_string_equal(read.words.items[0], "a b[2Jc"); /* a card is one line */
	assert_string_equal(read.words.items[1], "x");
	asked_finish(&read);
	assert_true(codec_participant_read(json, sizeof json - 1, &told, &backing, NULL));
	assert_string_equal(told.name, "Amina");
	codec_release(backing);
}

static void refuses_asked(const char *json)
{
	struct asked asked = {0};
	struct error err = {0};

	if (codec_asked_read(json, strlen(json), &asked, &err))
		fail_msg("read: %s", json);
	assert_int_equal(err.code, ERROR_BROKEN);
	assert_null(asked.code);
	assert_null(asked.words.items);
	assert_null(asked.marks.items);
	error_finish(&err);
}

static void refuses_answer(const char *json, bool participant)
{
	struct participant told = {.poll = 7};
	struct places places = {0};
	void *backing = NULL;
	struct error err = {0};

	if (participant ? codec_participant_read(json, strlen(json), &told, &backing, &err)
			: codec_places_read(json, strlen(json), &places, &backing, &err))
		fail_msg("read: %s", json);
	assert_int_equal(err.code, ERROR_BROKEN);
	assert_int_equal(told.poll, 7); /* untouched */
	assert_null(places.items);
	assert_int_equal(places.count, 0);
	assert_null(backing);
	error_finish(&err);
}

static void test_what_is_malformed_is_refused(void **state)
{
	static const char *const both[] = {"", " ", "{", "[]", "null", "7", "{}x",
		"{\"a\":\"\xff\"}", "{'person':1}", "{\"person\":1,\"person\":2}"};
	static const char *const asked[] = {"{\"code\":7}", "{\"code\":null}",
		"{\"code\":\"a\\u0000b\"}", "{\"code\":\"x\",\"wall\":1}", "{\"wall\":\"yes\"}",
		"{\"person\":\"5\"}", "{\"person\":1.0}", "{\"person\":99999999999999999999}",
		"{\"name\":[]}", "{\"nonce\":9}", "{\"stage\":true}", "{\"yes\":0}",
		"{\"words\":\"one\"}", "{\"words\":{\"0\":\"one\"}}", "{\"words\":[1]}",
		"{\"words\":[\"one\",null]}", "{\"words\":null}", "{\"marks\":1}",
		"{\"marks\":[\"1\"]}", "{\"marks\":[1,null]}", "{\"marks\":[1.5]}",
		"{\"marks\":{}}", "{\"code\":\"x\",\"words\":[\"y\"],\"marks\":[1,2,[]]}"};
	static const char *const told[] = {"{\"state\":\"asleep\"}", "{\"state\":2}",
		"{\"person\":\"1\"}", "{\"name\":1}", "{\"voted\":1}", "{\"hand\":null}"};
	static const char *const places[] = {"{\"places\":{}}", "{\"places\":null}",
		"{\"places\":[1]}", "{\"places\":[null]}", "{\"places\":[{\"person\":\"1\"}]}",
		"{\"places\":[{\"name\":\"x\"},{\"name\":2}]}",
		"{\"places\":[{\"name\":\"x\"},{\"taken\":1}]}"};
	struct buf deep = {0};

	(void)state;
	for (size_t i = 0; i < sizeof both / sizeof *both; i++) {
		refuses_asked(both[i]);
		refuses_answer(both[i], true);
		refuses_answer(both[i], false);
	}
	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
		refuses_asked(asked[i]);
	for (size_t i = 0; i < sizeof told / sizeof *told; i++)
		refuses_answer(told[i], true);
	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		refuses_answer(places[i], false);
	buf_text_add(&deep, "{\"marks\":");
	for (int i = 0; i < 100000; i++)
		buf_byte(&deep, '[');
	refuses_asked(buf_text(&deep));
	buf_finish(&deep);
}

/* --- what the audience tells devices --- */

static void round_trip(struct audience *audience, struct audience *read)
{
	struct buf json = {0};
	struct error err = {0};

	codec_audience_write(audience, &json);
	if (!codec_audience_read(json.bytes, json.count, read, &err))
		fail_msg("%s: %s", err.text, buf_text(&json));
	buf_finish(&json);
}

static void test_how_to_vote_both_ways(void **state)
{
	static const enum sample_stage votes[] = {
		AT_PLURALITY, AT_APPROVAL, AT_DOTS, AT_SCORE, AT_YES_NO, AT_OPEN};
	struct audience audience = {0};
	struct desk desk;
	int64_t persons[5];

	(void)state;
	desk_open(&desk, 3);
	desk_people(&desk, 5, persons);
	for (size_t i = 0; i < sizeof votes / sizeof *votes; i++) {
		struct audience read = {0};
		desk_do(&desk, WISH(STAGE_ENTERED, .stage = votes[i]));
		desk_poll(&desk, votes[i], 0, votes[i] != AT_OPEN);
		audience_fill(&desk.model, desk.now, &audience);
		audience.vote.blank = audience.vote.changes = i % 2;
		round_trip(&audience, &read);
		assert_int_equal(read.vote.shape, audience.vote.shape);
		assert_int_equal(read.vote.dots, audience.vote.dots);
		assert_int_equal(read.vote.scale, audience.vote.scale);
		assert_int_equal(read.vote.blank, i % 2);
		assert_int_equal(read.vote.changes, i % 2);
		assert_int_equal(read.vote.answers.count, audience.vote.answers.count);
		for (size_t k = 0; k < read.vote.answers.count; k++)
			assert_string_equal(read.vote.answers.items[k].text,
				audience.vote.answers.items[k].text);
		assert_null(read.columns);
		audience_finish(&read);
	}
	audience_finish(&audience);
	desk_close(&desk);
}

static void test_columns_both_ways(void **state)
{
	struct audience audience = {0}, read = {0};
	struct error err = {0};
	struct desk desk;

	(void)state;
	desk_open(&desk, 3);
	desk_do(&desk, WISH(STAGE_ENTERED, .stage = AT_COLLECT));
	audience_fill(&desk.model, desk.now, &audience);
	round_trip(&audience, &read);
	assert_int_equal(read.columns->count, 4);
	for (size_t i = 0; i < 4; i++)
		assert_string_equal(read.columns->items[i].name, audience.columns->items[i].name);
	assert_int_equal(read.choices.count, 4);
	for (size_t i = 0; i < 4; i++) {
		const struct texts *choices = &audience.choices.items[i];
		assert_int_equal(read.choices.items[i].count, choices->count);
		for (size_t k = 0; k < choices->count; k++)
			assert_string_equal(read.choices.items[i].items[k], choices->items[k]);
	}
	audience_finish(&read);
	desk_do(&desk, WISH(STAGE_ENTERED, .stage = AT_ROLES));
	audience_fill(&desk.model, desk.now, &audience);
	round_trip(&audience, &read);
	assert_int_equal(read.columns->count, 1);
	assert_string_equal(read.columns->items[0].name, "");
	audience_finish(&read);
	audience_finish(&audience);
	desk_close(&desk);
	static const char *const bad[] = {"{\"items\":[],\"columns\":7}",
		"{\"items\":[],\"columns\":[7]}",
		"{\"items\":[],\"columns\":[\"a\"],\"choices\":[]}",
		"{\"items\":[],\"columns\":[\"a\"],\"choices\":[\"b\"]}",
		"{\"items\":[],\"columns\":[\"a\"],\"choices\":[[7]]}",
		"{\"items\":[],\"vote\":{\"id\":1,\"shape\":\"round\"}}",
		"{\"items\":[],\"vote\":{\"id\":1,\"dots\":\"5\"}}",
		"{\"items\":[],\"vote\":{\"id\":1,\"changes\":1}}"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		assert_false(codec_audience_read(bad[i], strlen(bad[i]), &read, &err));
		assert_int_equal(err.code, ERROR_BROKEN);
		error_finish(&err);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_participant_both_ways),
		cmocka_unit_test(test_places_both_ways),
		cmocka_unit_test(test_what_is_asked_both_ways),
		cmocka_unit_test(test_a_blank_ballot),
		cmocka_unit_test(test_words_from_a_device_are_sanitised),
		cmocka_unit_test(test_what_is_malformed_is_refused),
		cmocka_unit_test(test_how_to_vote_both_ways),
		cmocka_unit_test(test_columns_both_ways),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
