/* Several lines pasted into an entry line: what will come of them is said first, none is lost. */
#include "../support/table.h"

#include "roundtable/base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char *card(const struct table *table, size_t index)
{
	assert_true(index < table->model.cards.count);
	return table->model.cards.items[index].cells.items[0];
}

/* Terminals send a return for each line. */
static void test_one_entry_for_each_line(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_QUIET, false);
	table_keys(&table, "\"half \"");
	table_paste(&table, "a lift\r\r\tno stairs \r\nsigns\x1b[31m in red\r");
	table_must_say(&table, "3 lines were pasted");
	table_must_say(&table, "1 half a lift");
	table_must_say(&table, "2 no stairs");
	assert_int_equal(table.model.cards.count, 0);
	table_keys(&table, "Enter");
	table_must_say(&table, "3 entries taken");
	assert_int_equal(table.model.cards.count, 3);
	assert_string_equal(card(&table, 0), "half a lift");
	assert_string_equal(card(&table, 1), "no stairs");
	assert_string_equal(card(&table, 2), "signs[31m in red");
	/* the line is empty again, and so is its draft */
	table_keys(&table, "\"x\" Enter");
	assert_string_equal(card(&table, 3), "x");
	assert_null(table_draft(&table, "paste/1"));
	table_close(&table);
}

static void test_all_in_one_or_nothing(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_QUIET, false);
	table_keys(&table, "\"half \"");
	table_paste(&table, "one\rtwo\rthree");
	table_keys(&table, "Esc");
	table_must_say(&table, "Nothing was pasted");
	table_paste(&table, "one\rtwo\rthree");
	table_keys(&table, "1");
	assert_int_equal(table.model.cards.count, 0);
	table_keys(&table, "Enter");
	assert_int_equal(table.model.cards.count, 1);
	assert_string_equal(card(&table, 0), "half one two three");
	/* one line, with a newline after it, asks nothing */
	table_paste(&table, "a line\r\n");
	table_keys(&table, "Enter");
	assert_string_equal(card(&table, 1), "a line");
	table_close(&table);
}

/* What is refused stays, with why; a full disk and a kill take nothing. */
static void test_what_is_refused_stays(void **state)
{
	struct table table;

	(void)state;
	table_open(&table, &(struct table_options){0});
	table_keys(&table, "n n");
	table_paste(&table, "Kim, resident\rBen, carer\rLee\r");
	table_keys(&table, "Enter");
	table_must_say(&table, "1 of 3 lines were not taken: Somebody of that name");
	assert_int_equal(table_count(&table, EVENT_PERSON_ADDED), 7);
	table_reopen(&table);
	table_must_say(&table, "Name, role> Ben, carer");
	table_keys(&table, "Ctrl-U \"Ben B., carer\" Enter");
	assert_int_equal(table_count(&table, EVENT_PERSON_ADDED), 8);
	table_paste(&table, "Uma\rVio\r");
	table.broken_disk = true;
	table_keys(&table, "Enter");
	table_must_say(&table, "Not saved");
	table.broken_disk = false;
	table_keys(&table, "F2 F2");
	table_reopen(&table);
	table_must_say(&table, "2 lines were pasted");
	table_keys(&table, "Enter");
	assert_int_equal(table_count(&table, EVENT_PERSON_ADDED), 10);
	table_close(&table);
}

/* In a round they are in nobody's turn, but for a name before a line. */
static void test_pasted_lines_take_nobodys_turn(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_NOTICED, false);
	table_must_say(&table, "Amina");
	table_paste(&table, "the lift\rben: the sign\rthe door");
	table_must_say(&table, "nobody's turn");
	table_keys(&table, "Enter");
	assert_int_equal(table.model.cards.items[0].person, 0);
	assert_int_equal(table.model.cards.items[1].person, table_person(&table, "Ben"));
	assert_int_equal(table.model.cards.items[2].person, 0);
	assert_int_equal(model_round_next(&table.model, AT_NOTICED), table_person(&table, "Amina"));
	table_close(&table);
}

/* Cards that are to stay hidden are not read on the wall before they are taken. */
static void test_hidden_lines_are_not_for_the_room(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_QUIET, true);
	table_paste(&table, "afraid of the council\rno money");
	table_must_say(&table, "2 lines were pasted");
	assert_false(table_says(&table, "afraid"));
	table_close(&table);
}

static void test_too_long_and_too_many(void **state)
{
	struct table table;
	struct buf text = {0};

	(void)state;
	table_open_at(&table, AT_QUIET, false);
	for (int i = 0; i <= TEXT_CARD; i++)
		buf_byte(&text, 'x');
	buf_text_add(&text, "\rshort");
	table_paste(&table, buf_text(&text));
	table_must_say(&table, "1 of them are longer");
	table_keys(&table, "Esc");
	buf_clear(&text);
	for (int i = 0; i < 301; i++)
		buf_format(&text, "line %d\r", i);
	table_paste(&table, buf_text(&text));
	table_must_say(&table, "301 lines at once are too many");
	table_keys(&table, "\"x\" Enter");
	assert_int_equal(table.model.cards.count, 1);
	buf_finish(&text);
	table_close(&table);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_entry_for_each_line),
		cmocka_unit_test(test_all_in_one_or_nothing),
		cmocka_unit_test(test_what_is_refused_stays),
		cmocka_unit_test(test_pasted_lines_take_nobodys_turn),
		cmocka_unit_test(test_hidden_lines_are_not_for_the_room),
		cmocka_unit_test(test_too_long_and_too_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
