/* A stage that goes in steps: F8 goes on within it, the bell is on the page, nothing moves alone.
 */
#include "../support/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct table_options options = {.programme = "sessions/one-two-four-all.md"};
enum { AT_STEPS = 2 };

static int bell_of(struct table *table)
{
	struct page page = {0};

	table_page(table, &page);
	int bell = page.bell;
	page_finish(&page);
	return bell;
}

static void test_one_key_goes_on(void **state)
{
	struct table table;

	(void)state;
	table_open(&table, &options);
	table_do(&table, (struct command){.kind = EVENT_STAGE_ENTERED,
				 .body = {.stage = AT_STEPS, .role = -1, .item = -1}});
	table_wait(&table, 0);
	table_must_say(&table, "Step 1 of 3: alone");
	table_must_say(&table, "In silence: write it down");
	assert_false(table_says(&table, "Tell each other"));
	int first = bell_of(&table);
	assert_int_not_equal(first, 0);
	table_wait(&table, 30000);
	table_must_say(&table, "00:30");
	assert_int_equal(bell_of(&table), first);
	table_wait(&table, 31000);
	table_must_say(&table, "The bell: the time of this step is up.");
	assert_int_not_equal(bell_of(&table), first);
	/* nothing goes on by itself */
	table_wait(&table, 600000);
	assert_int_equal(table.model.stages.items[AT_STEPS].phase, 0);
	int rung = bell_of(&table);
	table_keys(&table, "F8");
	table_must_say(&table, "Step 2 of 3: in twos");
	table_must_say(&table, "01:59");
	table_must_say(&table, "Tell each other");
	assert_int_not_equal(bell_of(&table), rung);
	table_keys(&table, "F8 F7 F8");
	table_must_say(&table, "Step 3 of 3: in fours");
	assert_int_equal(table.model.stage, AT_STEPS);
	table_keys(&table, "F8");
	assert_int_equal(table.model.stage, AT_STEPS + 1);
	assert_int_equal(bell_of(&table), 0);
	table_keys(&table, "F7");
	assert_int_equal(table.model.stage, AT_STEPS);
	table_must_say(&table, "Step 3 of 3: in fours");
	table_close(&table);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_key_goes_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
