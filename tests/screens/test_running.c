/*
 * No running tally, anywhere: two rooms that differ in nothing but what was chosen on the ballots
 * must show, send, log and print the same until the vote is closed, whatever is pressed.
 */
#include "walk.h"

#include "roundtable/codec/audience.h"
#include "roundtable/codec/codec.h"
#include "roundtable/codec/participant.h"
#include "roundtable/core/audience.h"
#include "roundtable/core/participant.h"
#include "roundtable/minutes/minutes.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { PEOPLE = 9, FIRST = 1, LAST = 19, KEYS_PRESSED = 120 };

/* What everybody in the one room chooses, and what nobody there would in the other. */
static void choose(const struct poll *poll, bool other, struct ids *marks)
{
	size_t options = poll_options(poll);

	for (size_t i = 0; i < options; i++)
		ids_add(marks, 0);
	switch (tally_method(poll->rule.method)->shape) {
	case SHAPE_CHOOSE:
	case SHAPE_ANSWER:
	case SHAPE_APPROVE:
	case SHAPE_POINTS:
	case SHAPE_CREDITS:
		marks->items[other ? 1 : 0] = 1;
		break;
	case SHAPE_SCORE:
	case SHAPE_GRADE:
		for (size_t i = 0; i < options; i++)
			marks->items[i] = (int64_t)(i + other) % 2;
		break;
	case SHAPE_RANK:
		marks->items[other ? 1 : 0] = 1;
		marks->items[other ? 0 : 1] = 2;
		break;
	case SHAPES:
		break;
	}
}

static void cast(struct table *table, int64_t id, size_t voter, bool other)
{
	const struct poll *poll = model_poll(&table->model, id);
	struct ids marks = {0};
	/* two words of one's own, where they are taken: in the one room, and longer in the other */
	char *words[] = {other ? "enormous wheelbarrows" : "red owl"};

	choose(poll, other, &marks);
	table_do(table, (struct command){.kind = EVENT_BALLOT_CAST,
				.body = {.poll = id,
					.person = poll->eligible.items[voter],
					RARE(.marks = marks)},
				.words = {.items = words, .count = poll->receipts}});
	array_finish(&marks);
}

/* What is shown to the room, sent to devices and kept in the log. */
static void tell(struct table *table, struct buf *out)
{
	struct audience audience = {0};
	char *lines = table_lines(table);

	buf_text_add(out, lines);
	free(lines);
	audience_fill(&table->model, table->now, &audience);
	codec_audience_write(&audience, out);
	audience_finish(&audience);
	for (size_t i = 0; i < table->model.persons.count; i++) {
		struct participant participant = {.state = PARTICIPANT_IN};
		participant_fill(&table->model, table->model.persons.items[i].id, &participant);
		codec_participant_write(&participant, out);
	}
	for (size_t i = 0; i < table->model.events.count; i++)
		codec_event_write(&table->model.events.items[i], out);
}

static void tell_minutes(const struct table *table, struct buf *out)
{
	struct minutes_facts facts = {.head = "1234 5678"};
	struct document *document = document_create();

	minutes_build(&table->model, &facts, document);
	for (int format = 0; format < MINUTES_FORMATS; format++)
		minutes_write(document, (enum minutes_format)format, out);
	document_destroy(document);
}

static bool alike(struct table rooms[2], bool minutes)
{
	struct buf told[2] = {0};

	for (int i = 0; i < 2; i++) {
		tell(&rooms[i], &told[i]);
		if (minutes)
			tell_minutes(&rooms[i], &told[i]);
	}
	bool same = told[0].count == told[1].count &&
		    memcmp(told[0].bytes, told[1].bytes, told[0].count) == 0;
	buf_finish(&told[0]);
	buf_finish(&told[1]);
	return same;
}

static void must_be_alike(struct table rooms[2], bool minutes, const char *rule, const char *when)
{
	if (!alike(rooms, minutes))
		fail_msg("%s, %s: something tells what was chosen; one screen says:\n%s", rule,
			when, table_lines(&rooms[0]));
}

/* Both press the same: any key but Enter, which alone could close the vote. */
static void press_anything(struct table rooms[2], const char *rule, uint64_t seed)
{
	struct walker walkers[2];

	for (int i = 0; i < 2; i++) {
		walker_init(&walkers[i], seed);
		walkers[i].never_enter = true;
	}
	for (int key = 0; key < KEYS_PRESSED; key++) {
		for (int i = 0; i < 2; i++)
			step(&rooms[i], &walkers[i]);
		must_be_alike(rooms, false, rule, "after some keys");
	}
}

/* Both are seen while the keyboard goes round: at the call, with an empty ballot open, and after.
 */
static void pass_keyboard(struct table rooms[2], const char *rule)
{
	static const char *const keys[] = {"Enter", "Backspace", "Esc"};

	assert_true(console_passed(rooms[0].console));
	for (size_t key = 0; key < sizeof keys / sizeof *keys; key++) {
		for (int i = 0; i < 2; i++)
			table_keys(&rooms[i], keys[key]);
		must_be_alike(rooms, false, rule, keys[key]);
	}
	assert_false(console_passed(rooms[0].console));
}

static void vote(struct table rooms[2], int stage)
{
	const char *rule = NULL;
	int64_t poll = 0;

	for (int i = 0; i < 2; i++) {
		go(&rooms[i], stage);
		table_keys(&rooms[i], "Enter Enter Enter Enter"); /* opened, and the call */
		assert_non_null(model_open_poll(&rooms[i].model));
		poll = model_open_poll(&rooms[i].model)->id;
		rule = tally_method(model_poll(&rooms[i].model, poll)->rule.method)->name;
	}
	for (size_t voter = 0; voter < PEOPLE; voter++) {
		if (voter == PEOPLE - 1)
			pass_keyboard(rooms, rule);
		for (int i = 0; i < 2; i++)
			cast(&rooms[i], poll, voter, i == 1);
		must_be_alike(rooms, voter == PEOPLE - 1, rule, "a ballot in the box");
	}
	press_anything(rooms, rule, (uint64_t)stage);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(
			model_poll_cast(&rooms[i].model, model_poll(&rooms[i].model, poll)),
			PEOPLE);
		table_do(&rooms[i],
			(struct command){.kind = EVENT_POLL_CLOSED, .body = {.poll = poll}});
		table_wait(&rooms[i], 0);
	}
	assert_false(alike(rooms, true)); /* now it is told: else the above would prove nothing */
}

static void test_two_rooms_alike_until_the_vote_is_closed(void **state)
{
	static const struct table_options options = {
		.programme = "tests/cli/every_rule.md", .columns = 80, .rows = 24};

	(void)state;
	for (int stage = FIRST; stage <= LAST; stage++) {
		struct table rooms[2];
		for (int i = 0; i < 2; i++) {
			table_open(&rooms[i], &options);
			assert_int_equal(rooms[i].model.persons.count, PEOPLE);
		}
		vote(rooms, stage);
		for (int i = 0; i < 2; i++)
			table_close(&rooms[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_two_rooms_alike_until_the_vote_is_closed),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
