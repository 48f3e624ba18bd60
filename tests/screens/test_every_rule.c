/*
 * tests/cli/every_rule.md with the keyboard alone, on a small and on a usual screen: a vote by
 * every counting rule is opened, voted in by everybody, closed, seen and written into the minutes;
 * then the same programme by name and by show of hands.
 */
#include "../support/table.h"

#include "roundtable/base/mem.h"
#include "roundtable/core/sentence.h"
#include "roundtable/minutes/minutes.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { PEOPLE = 9, FIRST = 1, LAST = 20 };

static const struct size {
	int columns, rows;
} sizes[] = {{40, 12}, {80, 24}};

static void lay(struct table *table, const struct size *size)
{
	struct table_options options = {.programme = "tests/cli/every_rule.md",
		.columns = size->columns,
		.rows = size->rows};

	table_open(table, &options);
	table_keys(table, "n"); /* who is here */
	assert_int_equal(table->model.persons.count, PEOPLE);
}

/* What somebody presses on the ballot, until it is handed in. */
static const char *ballot_keys(const struct poll *poll, int voter)
{
	if (poll->receipts) /* with two words, or without */
		return voter % 3 == 0 ? "2 b l u e Space o w l Backspace l Enter Enter"
				      : "Down Enter Enter Enter";
	switch (tally_method(poll->rule.method)->shape) {
	case SHAPE_CHOOSE:
	case SHAPE_ANSWER:
		return voter % 3 == 0 ? "2 Enter" : "Down Enter Enter";
	case SHAPE_APPROVE:
		return voter % 3 == 0 ? "1 2 Enter Enter" : "Down Enter Up Up Enter Enter";
	case SHAPE_POINTS:
	case SHAPE_CREDITS:
		return voter % 3 == 0 ? "2 Down Right Up Up Up Enter Enter"
				      : "Right Right Left Up Up Enter Enter";
	case SHAPE_SCORE:
	case SHAPE_GRADE:
		return voter % 3 == 0 ? "2 Down 1 Up Up Up Enter Enter"
				      : "1 Down 2 Down Right Up Up Up Up Enter Enter";
	case SHAPE_RANK:
		return voter % 3 == 0 ? "Down Enter Down Enter Up Up Up Enter Enter"
				      : "Down 2 Down 1 Up Up Up Enter Enter";
	case SHAPES:
		break;
	}
	return "";
}

/* The keyboard goes round: each calls themselves up, votes, and hands it on. */
static void everybody_votes(struct table *table, int stage)
{
	for (int voter = 0; voter < PEOPLE; voter++) {
		const struct poll *poll = model_stage_poll(&table->model, stage);
		int64_t before = model_poll_cast(&table->model, poll);
		table_keys(table, "Enter");
		table_keys(table, ballot_keys(poll, voter));
		poll = model_stage_poll(&table->model, stage);
		if (model_poll_cast(&table->model, poll) != before + 1)
			fail_msg("%s: ballot %d was not cast; the screen says:\n%s",
				tally_method(poll->rule.method)->name, voter + 1,
				table_lines(table));
	}
}

static void must_be_closed(struct table *table, int stage)
{
	const struct poll *poll = model_stage_poll(&table->model, stage);

	if (poll == NULL || poll->state != POLL_IS_CLOSED)
		fail_msg("stage %d is not closed; the screen says:\n%s", stage, table_lines(table));
	assert_int_equal(poll->result.sums.heads.cast, PEOPLE);
	assert_int_equal(poll->result.sums.heads.spoilt, 0);
	assert_int_not_equal(poll->result.outcome, OUTCOME_NO_BALLOTS);
	for (size_t i = 0; i < poll_options(poll); i++) {
		struct buf name = {0};
		sentence_option(&table->model, poll, i, &name);
		table_must_say(table, buf_text(&name));
		buf_finish(&name);
	}
}

static void minutes_must_say(struct table *table)
{
	struct minutes_facts facts = {.head = "1234 5678"};
	struct document *document = document_create();
	struct buf text = {0};

	minutes_build(&table->model, &facts, document);
	minutes_write(document, MINUTES_TXT, &text);
	for (int stage = FIRST; stage <= LAST; stage++) {
		const struct poll *poll = model_stage_poll(&table->model, stage);
		struct buf result = {0};
		assert_non_null(strstr(buf_text(&text), model_stage(&table->model, stage)->title));
		sentence_result(&table->model, poll, &result);
		assert_true(result.count > 40);
		buf_finish(&result);
	}
	assert_non_null(strstr(buf_text(&text), "How it was counted"));
	buf_finish(&text);
	document_destroy(document);
}

static void test_secret_votes_by_every_rule(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct table table;
		lay(&table, &sizes[i]);
		for (int stage = FIRST; stage <= LAST; stage++) {
			/* opened; the keyboard goes round without a word to get it back */
			table_keys(&table, "F8 Enter Enter Enter Enter");
			assert_non_null(model_open_poll(&table.model));
			everybody_votes(&table, stage);
			table_keys(&table, "Esc c Enter");
			must_be_closed(&table, stage);
		}
		minutes_must_say(&table);
		table_close(&table);
	}
}

static void test_fingers_are_typed_as_they_sit(void **state)
{
	static const char *const wrong[] = {"12345", "123451239", "12345123x", "1234512345"};

	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct table table;
		lay(&table, &sizes[i]);
		for (int stage = FIRST; stage <= 10; stage++)
			table_keys(&table, "F8");
		table_keys(&table, "Enter 3"); /* a show of hands */
		for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
			table_keys(&table, "Ctrl-U");
			table_type(&table, wrong[k]);
			table_keys(&table, "Enter");
			assert_int_equal(table_count(&table, EVENT_HANDS_COUNTED), 0);
		}
		table_keys(&table, "Ctrl-U \"345 540-33\" Enter c Enter");
		const struct poll *poll = model_stage_poll(&table.model, 10);
		assert_int_equal(poll->state, POLL_IS_CLOSED);
		assert_int_equal(poll->result.sums.totals[0], 1);
		assert_int_equal(poll->result.sums.totals[3], 3);
		assert_int_equal(poll->result.sums.totals[5], 2);
		assert_int_equal(poll->result.sums.heads.blank, 1);
		assert_int_equal(poll->result.sums.heads.cast, PEOPLE);
		/* 7 of 8 reach three fingers, and two thirds must */
		assert_int_equal(poll->result.outcome, OUTCOME_CARRIED);
		table_close(&table);
	}
}

/* By name a key is the finger; the fist has none, and is 0. */
static void test_fingers_by_name(void **state)
{
	struct table table;

	(void)state;
	lay(&table, &sizes[1]);
	for (int stage = FIRST; stage <= 10; stage++)
		table_keys(&table, "F8");
	table_keys(&table, "Enter 4 0 1 5 5 - 3 3 3 3");
	const struct poll *poll = model_stage_poll(&table.model, 10);
	assert_int_equal(poll->ballots.count, PEOPLE);
	assert_int_equal(poll->ballots.items[0].marks.items[0], 1);
	assert_int_equal(poll->ballots.items[2].marks.items[5], 1);
	assert_int_equal(poll->ballots.items[4].marks.count, 0);
	table_close(&table);
}

/* Level at the first place: a vote among those alone; then the same again, with what moved. */
static void test_votes_in_rounds(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct table table;
		lay(&table, &sizes[i]);
		table_keys(&table, "F8 F8"); /* approval: no seed */
		table_keys(
			&table, "Enter 3 \"4\" Enter \"4\" Enter \"1\" Enter \"0\" Enter c Enter");
		table_must_say(&table, "share the first place");
		table_keys(&table, "v 1 3");
		const struct poll *poll = model_open_poll(&table.model);
		assert_non_null(poll);
		assert_int_equal(poll->options.count, 2);
		table_keys(&table, "\"3\" Enter \"6\" Enter \"0\" Enter c Enter");
		table_must_say(&table, "“lamps” came first");
		table_must_say(&table, "among those that were level");
		table_keys(&table, "v 3 \"5\" Enter \"6\" Enter \"0\" Enter c Enter");
		table_must_say(&table, "“benches” 3, now 5; “lamps” 6, now 6");
		assert_int_equal(table_count(&table, EVENT_POLL_CLOSED), 3);
		table_close(&table);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_secret_votes_by_every_rule),
		cmocka_unit_test(test_fingers_are_typed_as_they_sit),
		cmocka_unit_test(test_fingers_by_name),
		cmocka_unit_test(test_votes_in_rounds),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
