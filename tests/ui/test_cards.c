/* Cards at the entry line: whose they are, as far as that is kept. */
#include "../support/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* The roles of RICH. */
enum { RESIDENT, CARER, RESEARCHER, OFFICER };

static const struct card *newest(const struct table *table)
{
	assert_true(table->model.cards.count > 0);
	return &table->model.cards.items[table->model.cards.count - 1];
}

/* A slip of paper names a role and nobody. */
static void test_a_paper_card_names_the_role(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_QUIET, false);
	table_keys(&table, "Enter");
	table_must_say(&table, "A name or a role and a colon");
	table_keys(&table, "\"Car: afraid of the council\" Enter");
	table_must_say(&table, "from the role carer");
	assert_string_equal(newest(&table)->cells.items[0], "afraid of the council");
	assert_int_equal(newest(&table)->role, CARER);
	assert_int_equal(newest(&table)->person, 0);
	/* a name comes before a role, and gives its own */
	table_keys(&table, "\"chi: no money\" Enter");
	assert_int_equal(newest(&table)->role, CARER);
	/* what names nobody is part of the words */
	table_keys(&table, "\"Buses: none after nine\" Enter");
	assert_string_equal(newest(&table)->cells.items[0], "Buses: none after nine");
	assert_int_equal(newest(&table)->role, -1);
	table_close(&table);
}

/* "res" is a resident or a researcher: asked, not guessed, and nothing is lost. */
static void test_an_unclear_role_is_asked_about(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_QUIET, false);
	table_keys(&table, "\"res: afraid\" Enter");
	table_must_say(&table, "several roles: resident, researcher");
	table_must_say(&table, "> res: afraid");
	assert_int_equal(table.model.cards.count, 0);
	table_keys(&table, "Home Right Right Right \"i\" Enter");
	assert_int_equal(newest(&table)->role, RESIDENT);
	assert_string_equal(newest(&table)->cells.items[0], "afraid");
	table_close(&table);
}

/* Where roles are only counted, the room that looks on reads no role. */
static void test_the_room_does_not_read_the_role(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_QUIET, true);
	table_keys(&table, "\"council: I do not know\" Enter");
	table_must_say(&table, "Taken, with its role");
	assert_false(table_says(&table, "council officer"));
	assert_int_equal(newest(&table)->role, OFFICER);
	table_close(&table);
}

/* Where the name is kept a role says nothing: it is not taken out of the words. */
static void test_no_role_where_names_are_kept(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_NOTICED, false);
	table_keys(&table, "\"carer: the lift\" Enter");
	assert_string_equal(newest(&table)->cells.items[0], "carer: the lift");
	table_close(&table);
}

/* A pile of papers pasted or typed at once. */
static void test_pasted_papers_name_their_roles(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_TAKES, false);
	table_paste(&table, "carer: a driver\rcouncil: a key\rres: chairs");
	table_keys(&table, "Enter");
	table_must_say(&table, "several roles");
	table_must_say(&table, "> res: chairs");
	assert_int_equal(table.model.cards.items[0].role, CARER);
	assert_int_equal(table.model.cards.items[1].role, OFFICER);
	table_close(&table);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_paper_card_names_the_role),
		cmocka_unit_test(test_an_unclear_role_is_asked_about),
		cmocka_unit_test(test_the_room_does_not_read_the_role),
		cmocka_unit_test(test_no_role_where_names_are_kept),
		cmocka_unit_test(test_pasted_papers_name_their_roles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
