/* What fast or careless hands must not do, and what one key does for a scribe in a hurry. */
#include "../support/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { AT_PEOPLE = 1 };

static void at_people(struct table *table)
{
	table_open(table, &(struct table_options){0});
	table_keys(table, "n n");
	assert_int_equal(table->model.stage, AT_PEOPLE);
}

/* A name typed while the list has the keys: D asks about erasing, the next letter takes the
 * question away. */
static void test_a_name_typed_on_erases_nobody(void **state)
{
	struct table table;

	(void)state;
	at_people(&table);
	table_keys(&table, "Tab D o");
	table_must_say(&table, "Nothing was done");
	table_keys(&table, "Enter Esc");
	assert_int_equal(table_count(&table, EVENT_WORDS_ERASED), 0);
	table_keys(&table, "D Enter");
	assert_int_equal(table_count(&table, EVENT_WORDS_ERASED), 1);
	table_close(&table);
}

static void test_one_key_for_who_goes_and_comes_back(void **state)
{
	struct table table;

	(void)state;
	at_people(&table);
	table_keys(&table, "Tab x");
	assert_int_equal(table.model.persons.items[0].status, STATUS_LEFT);
	table_keys(&table, "x");
	assert_int_equal(table.model.persons.items[0].status, STATUS_HERE);
	table_close(&table);
}

static void test_who_was_expected_is_not_added_twice(void **state)
{
	struct table table;
	size_t before;

	(void)state;
	at_people(&table);
	table_do(&table, (struct command){.kind = EVENT_PERSON_STATUS,
				 .body = {.person = table.model.persons.items[0].id,
					 .status = STATUS_EXPECTED}});
	before = table.model.persons.count;
	table_keys(&table, "\"Amina, resident\" Enter");
	assert_int_equal(table.model.persons.count, before);
	assert_int_equal(table.model.persons.items[0].status, STATUS_HERE);
	table_close(&table);
}

/* A first name, or the letter of a seat, may mean somebody who is awaited: that is asked. */
static void test_a_first_name_is_asked_about(void **state)
{
	struct table table;

	(void)state;
	at_people(&table);
	table_keys(&table, "\"Zoe Rahman, resident\" Enter \"Zita Oake, carer\" Enter");
	size_t before = table.model.persons.count;
	for (size_t i = before - 2; i < before; i++)
		table_do(&table, (struct command){.kind = EVENT_PERSON_STATUS,
					 .body = {.person = table.model.persons.items[i].id,
						 .status = STATUS_EXPECTED}});
	table_keys(&table, "\"zoe\" Enter");
	table_must_say(&table, "Is this Zoe Rahman");
	assert_int_equal(table.model.persons.count, before);
	table_keys(&table, "Enter");
	assert_int_equal(table.model.persons.count, before);
	assert_int_equal(table.model.persons.items[before - 2].status, STATUS_HERE);
	/* the letter of the seat; in another role it is somebody else, and so is who is here
	 * already */
	char seat[2] = {model_seat(&table.model, table.model.persons.items[before - 1].id), '\0'};
	table_type(&table, seat);
	table_keys(&table, "Enter");
	table_must_say(&table, "Is this Zita Oake");
	table_keys(&table, "Ctrl-U \"Zita, resident\" Enter \"zoe\" Enter");
	assert_int_equal(table.model.persons.count, before + 2);
	table_keys(&table, "\"zita oake\" Enter");
	assert_int_equal(table.model.persons.count, before + 2);
	assert_int_equal(table.model.persons.items[before - 1].status, STATUS_HERE);
	/* not the beginning of a word, and not where two could be meant */
	table_keys(&table, "\"Zara Lee\" Enter \"Zara Moss\" Enter");
	for (size_t i = before + 2; i < before + 4; i++)
		table_do(&table, (struct command){.kind = EVENT_PERSON_STATUS,
					 .body = {.person = table.model.persons.items[i].id,
						 .status = STATUS_EXPECTED}});
	table_keys(&table, "\"zara\" Enter");
	assert_int_equal(table.model.persons.count, before + 5);
	table_do(&table, (struct command){.kind = EVENT_PERSON_STATUS,
				 .body = {.person = table.model.persons.items[before + 3].id,
					 .status = STATUS_LEFT}});
	table_keys(&table, "\"zar\" Enter");
	assert_int_equal(table.model.persons.count, before + 6);
	table_close(&table);
}

/* A key held down: Enter opens the ballot and then stops. */
static void test_enter_held_down_casts_nothing(void **state)
{
	struct table table;

	(void)state;
	table_open(&table, &(struct table_options){0});
	table_keys(&table, "n n F8 \"one\" Enter \"two\" Enter F8 F8 Enter 1 Enter Enter");
	table_keys(&table, "Enter Enter Enter Enter Enter Enter Enter Enter");
	table_must_say(&table, "Choose first");
	assert_int_equal(table.model.boxes.count, 1);
	assert_int_equal(box_count(&table.model.boxes.items[0]), 0);
	table_close(&table);
}

/* The open vote is reached where letters mean people. */
static void test_the_open_vote_from_everywhere(void **state)
{
	struct table table;

	(void)state;
	table_open(&table, &(struct table_options){0});
	table_keys(&table, "n n F8 \"one\" Enter \"two\" Enter F8 F8 Enter 1 F8 F8");
	assert_int_equal(model_stage(&table.model, table.model.stage)->activity, ACTIVITY_TALK);
	table_keys(&table, "F12");
	table_must_say(&table, "0 of 5 have voted");
	table_keys(&table, "Esc");
	table_keys(&table, "Ctrl-O");
	table_must_say(&table, "0 of 5 have voted");
	table_close(&table);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_name_typed_on_erases_nobody),
		cmocka_unit_test(test_one_key_for_who_goes_and_comes_back),
		cmocka_unit_test(test_who_was_expected_is_not_added_twice),
		cmocka_unit_test(test_a_first_name_is_asked_about),
		cmocka_unit_test(test_enter_held_down_casts_nothing),
		cmocka_unit_test(test_the_open_vote_from_everywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
