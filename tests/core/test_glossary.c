/* Words somebody stopped on: asked about in front of everybody, explained, and nobody's. */
#include "room.h"

#include "../support/sample_plan.h"

#include "roundtable/core/audience.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct command asks(int64_t person, char *word)
{
	static char *words[1];
	struct command command = by(WISH(WORD_ASKED, .stage = AT_COLLECT), person);

	words[0] = word;
	command.words = (struct texts){.items = words, .count = 1};
	command.own = person > 0;
	return command;
}

static void test_a_word_and_what_it_means(void **state)
{
	struct desk *desk = &((struct room *)*state)->desk;
	int64_t id = desk_do(desk, asks(0, "equity"));
	const struct term *term = model_term(&desk->model, id);

	assert_int_equal(term->stage, AT_COLLECT);
	assert_string_equal(term->word, "equity");
	assert_string_equal(term->meaning, "");
	assert_true(term_waits(term));
	assert_ptr_equal(model_term_named(&desk->model, "EQUITY"), term);
	assert_null(model_term_named(&desk->model, "equit"));
	desk_do(desk, said(WISH(WORDS_CHANGED, .thing = id, .part = 1), WORDS("fair for each")));
	term = model_term(&desk->model, id);
	assert_string_equal(term->meaning, "fair for each");
	assert_false(term_waits(term));
	desk_do(desk, said(WISH(WORDS_CHANGED, .thing = id, .part = 1), WORDS("fair")));
	assert_string_equal(model_term(&desk->model, id)->meaning, "fair");
	desk_do(desk, WISH(STEP_UNDONE));
	assert_string_equal(model_term(&desk->model, id)->meaning, "fair for each");
	assert_null(model_term(&desk->model, id + 1));
}

/* Two ask about one word: it is one entry, and who brings the meaning need not look it up. */
static void test_a_word_is_one_entry(void **state)
{
	struct desk *desk = &((struct room *)*state)->desk;
	int64_t id = desk_do(desk, asks(0, "Equity"));

	desk_refuse(desk, asks(0, "equity"), REFUSED_WORD_KNOWN);
	assert_int_equal(desk->refusal.number, id);
	int64_t given = desk_do(
		desk, said(WISH(WORD_ASKED, .stage = AT_TALK), WORDS("EQUITY", "fair for each")));
	const struct event *event = model_event(&desk->model, given);
	assert_int_equal(event->kind, EVENT_WORDS_CHANGED);
	assert_int_equal(event->words.count, 1);
	assert_int_equal(desk->model.glossary.count, 1);
	assert_string_equal(model_term(&desk->model, id)->word, "Equity");
	assert_string_equal(model_term(&desk->model, id)->meaning, "fair for each");
	desk_refuse(desk, said(WISH(WORD_ASKED), WORDS("equity", "another")), REFUSED_WORD_KNOWN);
	desk_do(desk, WISH(STEP_UNDONE));
	assert_true(term_waits(model_term(&desk->model, id)));
}

/* Nobody has to own up to a word they do not know. */
static void test_nobody_is_stored(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t id = desk_do(desk, asks(room->persons[0], "equity"));
	struct command meaning = asks(room->persons[1], "equity");
	const struct event *event;

	meaning.words = WORDS("equity", "fair for each");
	int64_t given = desk_do(desk, meaning);
	for (int64_t seq = id; (event = model_event(&desk->model, seq)) != NULL; seq++) {
		assert_int_equal(event->by, BY_NOBODY);
		assert_int_equal(event->body.person, 0);
		assert_int_equal(event->body.role, event->kind == EVENT_WORD_ASKED ? -1 : 0);
	}
	assert_true(ids_contain(&desk->model.own, id));
	assert_true(ids_contain(&desk->model.own, given));
	/* the facilitator's are the facilitator's */
	id = desk_do(desk, asks(0, "scrutiny"));
	assert_int_equal(model_event(&desk->model, id)->by, BY_FACILITATOR);
}

static void test_the_room_sees_what_waits(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	struct audience audience = {0};

	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_TALK));
	int64_t id = desk_do(desk, asks(room->persons[0], "equity"));
	desk_do(desk, said(WISH(WORD_ASKED), WORDS("scrutiny", "looking hard")));
	int64_t gone = desk_do(desk, asks(0, "gone"));
	int64_t erased = desk_do(desk, asks(0, "erased"));
	desk_do(desk, WISH(THING_WITHDRAWN, .thing = gone, .yes = 1));
	desk_do(desk, WISH(WORDS_ERASED, .thing = erased));
	audience_fill(&desk->model, desk->now, &audience);
	assert_int_equal(audience.words.count, 1);
	assert_int_equal(audience.words.items[0].id, id);
	assert_string_equal(audience.words.items[0].word, "equity");
	audience_fill_stage(&desk->model, AT_COLLECT, desk->now, &audience); /* a look back */
	assert_int_equal(audience.words.count, 0);
	desk_do(desk, WISH(OFF_RECORD, .yes = 1));
	audience_fill(&desk->model, desk->now, &audience);
	assert_int_equal(audience.words.count, 0);
	desk_refuse(desk, asks(0, "another"), REFUSED_OFF_RECORD);
	desk_do(desk, WISH(OFF_RECORD, .yes = 0));
	desk_do(desk, said(WISH(WORDS_CHANGED, .thing = id, .part = 1), WORDS("fair")));
	audience_fill(&desk->model, desk->now, &audience);
	assert_int_equal(audience.words.count, 0);
	/* nothing is asked of the room once it is over */
	desk_do(desk, asks(0, "too late"));
	desk_do(desk, WISH(SESSION_CLOSED));
	audience_fill(&desk->model, desk->now, &audience);
	assert_int_equal(audience.words.count, 0);
	audience_finish(&audience);
}

static void test_the_glossary_is_read_back(void **state)
{
	struct desk *desk = &((struct room *)*state)->desk;
	struct audience audience = {0};
	int64_t first = desk_do(desk, asks(0, "equity"));

	desk_do(desk, said(WISH(WORD_ASKED), WORDS("scrutiny", "looking hard")));
	int64_t gone = desk_do(desk, asks(0, "gone"));
	int64_t erased = desk_do(desk, said(WISH(WORD_ASKED), WORDS("erased", "erased too")));
	desk_do(desk, WISH(THING_WITHDRAWN, .thing = gone, .yes = 1));
	desk_do(desk, WISH(WORDS_ERASED, .thing = erased));
	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_CLOSE));
	audience_fill(&desk->model, desk->now, &audience);
	assert_int_equal(audience.words.count, 0); /* they are among the rest */
	assert_int_equal(audience.items.count, 3);
	const struct audience_item *items = audience.items.items;
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(items[i].kind, ITEM_WORD);
	assert_int_equal(items[0].id, first);
	assert_string_equal(items[0].text, "equity");
	assert_string_equal(items[0].meaning, "");
	assert_string_equal(items[1].meaning, "looking hard");
	assert_null(items[2].text);
	assert_null(items[2].meaning);
	audience_finish(&audience);
}

/* Every wording it had, and every meaning. */
static void test_erasing_a_word(void **state)
{
	struct desk *desk = &((struct room *)*state)->desk;
	int64_t id = desk_do(desk, asks(0, "Ms Smith's way"));

	desk_do(desk, said(WISH(WORDS_CHANGED, .thing = id, .part = 1), WORDS("as she does")));
	desk_do(desk, said(WISH(WORDS_CHANGED, .thing = id), WORDS("her way")));
	desk_do(desk, WISH(WORDS_ERASED, .thing = id));
	const struct term *term = model_term(&desk->model, id);
	assert_null(term->word);
	assert_null(term->meaning);
	assert_false(term_waits(term));
	for (int64_t seq = id; seq < id + 3; seq++)
		assert_true(model_event(&desk->model, seq)->erased);
	/* the word is free again, and a withdrawn one that is erased comes back as it is */
	desk_do(desk, asks(0, "her way"));
	desk_do(desk, WISH(THING_WITHDRAWN, .thing = id, .yes = 1));
	desk_do(desk, WISH(THING_WITHDRAWN, .thing = id, .yes = 0));
}

int main(void)
{
#define ROOM(test) cmocka_unit_test_setup_teardown(test, room_open, room_close)
	const struct CMUnitTest tests[] = {
		ROOM(test_a_word_and_what_it_means),
		ROOM(test_a_word_is_one_entry),
		ROOM(test_nobody_is_stored),
		ROOM(test_the_room_sees_what_waits),
		ROOM(test_the_glossary_is_read_back),
		ROOM(test_erasing_a_word),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
