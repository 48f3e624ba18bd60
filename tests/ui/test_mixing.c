/* Small groups at the console: who is where, somebody into another one, mixed once more, undone. */
#include "../support/table.h"

#include "roundtable/core/mixing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct table_options options = {.programme = "sessions/top-ten.md"};
enum { AT_WHO = 1, AT_FIRST = 3, AT_TEA = 5, AT_NEW = 6 };

static void come(struct table *table)
{
	static const char *const people[] = {"Ann, patient", "Ben, carer", "Cem, practitioner",
		"Dora, patient", "Elif, carer", "Finn, practitioner", "Gwen, patient",
		"Hugo, carer", "Ines, practitioner"};

	table_keys(table, "F8 F8");
	assert_int_equal(table->model.stage, AT_WHO);
	for (size_t i = 0; i < sizeof people / sizeof *people; i++) {
		table_type(table, people[i]);
		table_keys(table, "Enter");
	}
}

static int group_of(const struct table *table, int stage, const char *name)
{
	return mixing_group(model_mixing(&table->model, stage), table_person(table, name));
}

static void test_who_is_where(void **state)
{
	struct table table;
	char *before, *after;

	(void)state;
	table_open(&table, &options);
	come(&table);
	table_keys(&table, "F8 F8");
	assert_int_equal(table.model.stage, AT_FIRST);
	table_must_say(&table, "Small group 1: ");
	table_must_say(&table, "Small group 2: ");
	table_must_say(&table, "Ann (patient)");
	/* into another one */
	int group = group_of(&table, AT_FIRST, "Gwen");
	table_keys(&table, "Ctrl-X \"gwen\" Enter");
	table_must_say(&table, "Into which small group does Gwen go?");
	table_keys(&table, group == 0 ? "2" : "1");
	assert_int_equal(group_of(&table, AT_FIRST, "Gwen"), 1 - group);
	table_keys(&table, "F5");
	assert_int_equal(group_of(&table, AT_FIRST, "Gwen"), group);
	/* once more, and back */
	before = table_lines(&table);
	table_keys(&table, "Ctrl-X Enter");
	after = table_lines(&table);
	assert_string_not_equal(before, after);
	assert_int_equal(table.model.mixings.count, 2);
	table_keys(&table, "F5");
	assert_int_equal(table.model.mixings.count, 1);
	array_free(before);
	array_free(after);
	/* whoever comes now sits down at once */
	table_keys(&table, "F9 \"add person\" Enter \"Jack\" Enter Right Enter Enter Enter");
	table_must_say(&table, "Jack (patient)");
	/* the vote has none; then they are mixed anew, and go on so */
	table_keys(&table, "F8 Ctrl-X");
	table_must_say(&table, "The programme asks for no small groups in this stage.");
	table_keys(&table, "F8");
	assert_int_equal(table.model.stage, AT_TEA);
	table_must_say(&table, "Small group 1: ");
	assert_int_equal(table.model.mixings.count, 2);
	table_keys(&table, "F8");
	assert_int_equal(table.model.stage, AT_NEW);
	table_must_say(&table, "Small group 1: ");
	assert_int_equal(table.model.mixings.count, 2);
	assert_int_equal(group_of(&table, AT_NEW, "Gwen"), group_of(&table, AT_TEA, "Gwen"));
	/* those that are there go on: nobody mixes here */
	table_keys(&table, "Ctrl-X");
	table_must_say(&table, "Who goes into another small group?");
	assert_false(table_says(&table, "mix them once more"));
	table_close(&table);
}

/* Each small group is called by its number, hands in one ballot, and stands beside the result. */
static void test_small_groups_rank(void **state)
{
	struct table table;

	(void)state;
	table_open(&table, &options);
	come(&table);
	for (int i = 0; i < 2; i++)
		table_say(&table,
			(struct command){.kind = EVENT_CARD_ADDED,
				.body = {.stage = AT_FIRST - 1, .role = -1, .item = -1}},
			i == 0 ? "Why does it hurt at night?" : "Who comes when I call?", "");
	table_keys(&table, "F8 F8 F8");
	assert_int_equal(table.model.stage, AT_FIRST + 1);
	table_keys(&table, "Enter");
	table_must_say(&table, "Each small group gives one ballot.");
	const struct poll *poll = model_open_poll(&table.model);
	assert_non_null(poll);
	assert_false(poll->secret);
	assert_int_equal(poll->eligible.count, 2);
	table_must_say(&table, "Each small group ranks the options, 1 for the best");
	table_keys(&table, "Enter");
	table_must_say(&table, "Which small group reads out its ballot?");
	table_keys(&table, "Enter");
	table_must_say(&table, "Small group 1");
	/* one is left out: that is read back as well */
	table_keys(&table, "Down Down Enter Down Enter");
	table_must_say(&table, "Only 1 of 2 has a place. The others count below it.");
	table_keys(&table, "Enter");
	table_must_say(&table, "Small group 1: the ballot is in. w puts one right.");
	table_keys(&table, "Enter Enter");
	table_must_say(&table, "Small group 2");
	table_keys(&table, "Down Esc");
	assert_int_equal(model_open_poll(&table.model)->ballots.count, 1);
	table_keys(&table, "Enter Enter Down Down Enter Up Enter Down Down Enter");
	assert_false(table_says(&table, "have a place"));
	table_keys(&table, "Enter");
	/* put right: as it was handed in, and then the other way round */
	table_keys(&table, "w");
	table_must_say(&table, "is in: Enter puts it right");
	table_keys(&table, "1");
	table_must_say(&table, "1 Who comes when I call?");
	table_keys(&table, "Backspace Down Enter Down Enter Down Enter Enter");
	poll = model_open_poll(&table.model);
	assert_int_equal(poll->ballots.count, 2);
	assert_int_equal(poll->ballots.items[0].person, mixing_voter(0));
	table_keys(&table, "c Enter");
	table_must_say(&table, "2 of 2 small groups voted.");
	table_must_say(&table, "at night?; total: 3; group 1: 1; group 2: 2");
	table_must_say(&table, "I call?; total: 3; group 1: 2; group 2: 1");
	table_close(&table);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_who_is_where),
		cmocka_unit_test(test_small_groups_rank),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
