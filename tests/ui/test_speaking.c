/* Who speaks: a letter in any stage; how the time is shared, for the facilitator or the wall. */
#include "../support/table.h"

#include "roundtable/core/balance.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* While a card is half typed too: one key, then letters are people. */
static void test_turns_in_any_stage(void **state)
{
	(void)state;
	for (int stage = AT_POINTS; stage < STAGES_RICH; stage++) {
		struct table table;
		table_open_at(&table, stage, stage % 2 == 0);
		table_keys(&table, "Ctrl-T a");
		assert_int_equal(
			model_speaking(&table.model)->person, table.model.persons.items[0].id);
		assert_int_equal(model_speaking(&table.model)->stage, stage);
		table_wait(&table, 30000);
		table_keys(&table, "b");
		assert_int_equal(
			model_speaking(&table.model)->person, table.model.persons.items[1].id);
		table_keys(&table, "b");
		assert_null(model_speaking(&table.model));
		assert_int_equal(table.model.turns.count, 2);
		table_keys(&table, "Down Enter Esc");
		assert_int_equal(table.model.turns.count, 3);
		table_close(&table);
	}
}

static void test_what_is_half_typed_stays(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_NOTICED, false);
	table_keys(&table, "\"The bus\" Ctrl-T a Esc \" is late\"");
	table_must_say(&table, "The bus is late");
	table_must_say(&table, "Amina speaks");
	table_close(&table);
}

/* Who was not heard is for the facilitator; the room sees it on no screen. */
static void test_who_was_not_heard_is_private(void **state)
{
	(void)state;
	for (int seen = 0; seen < 2; seen++) {
		struct table table;
		table_open_at(&table, AT_ROUND, seen);
		table_keys(&table, "a");
		table_wait(&table, 60000);
		table_keys(&table, "Ctrl-T");
		table_must_say(&table, "Who speaks?");
		assert_int_equal(table_says(&table, "not heard yet"), !seen);
		assert_int_equal(table_says(&table, "as clicked"), !seen);
		table_keys(&table, "Space");
		table_must_say(&table, "Does the group want");
		assert_false(table.model.balance_shown);
		table_keys(&table, "Enter");
		assert_true(table.model.balance_shown);
		assert_int_equal(table_says(&table, "not heard yet"), !seen);
		table_must_say(&table, "as clicked");
		table_keys(&table, "Space");
		assert_false(table.model.balance_shown);
		assert_int_equal(table_count(&table, EVENT_BALANCE_SHOWN), 2);
		table_close(&table);
	}
}

/* A round of talk says when it has gone round, and goes on only when it is asked to. */
static void test_a_round_says_that_it_is_over(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_ROUND, false);
	size_t people = table.model.persons.count;
	for (size_t i = 0; i < people; i++) {
		assert_false(table_says(&table, "Everybody has been heard"));
		table_keys(&table, "Enter");
	}
	table_must_say(&table, "Enter end the round");
	table_keys(&table, "Enter");
	table_must_say(&table, "Everybody has been heard.");
	assert_null(model_speaking(&table.model));
	assert_int_equal(table.model.turns.count, people);
	table_keys(&table, "Enter");
	assert_int_equal(model_speaking(&table.model)->person, table.model.persons.items[0].id);
	assert_false(table_says(&table, "Everybody has been heard"));
	table_close(&table);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_round_says_that_it_is_over),
		cmocka_unit_test(test_turns_in_any_stage),
		cmocka_unit_test(test_what_is_half_typed_stays),
		cmocka_unit_test(test_who_was_not_heard_is_private),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
