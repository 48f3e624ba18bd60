/* A word to explain: from wherever one is, in front of everybody, found again. */
#include "../support/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* While a card is half typed, where letters are people, on a wall the room sees. */
static void test_a_word_can_be_asked_about_anywhere(void **state)
{
	(void)state;
	for (int stage = AT_POINTS; stage < STAGES_RICH; stage++) {
		struct table table;
		table_open_at(&table, stage, stage % 2 == 0);
		table_keys(&table, "Ctrl-G");
		table_must_say(&table, "A word to explain");
		table_keys(&table, "\"equity\" Enter Enter");
		assert_int_equal(table.model.glossary.count, 1);
		assert_int_equal(table.model.glossary.items[0].stage, stage);
		table_must_say(
			&table, stage == AT_END ? "Word: equity" : "A word to explain: equity");
		table_close(&table);
	}
}

static void test_what_is_half_typed_stays(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_NOTICED, false);
	table_keys(&table, "\"The equ\" Ctrl-G \"equity\" Enter \"fair for each\" Enter \"ity\"");
	assert_string_equal(table.model.glossary.items[0].meaning, "fair for each");
	assert_false(table_says(&table, "A word to explain"));
	table_must_say(&table, "The equity");
	table_close(&table);
}

/* Those that wait come first; a meaning can be given, and changed. */
static void test_the_list_of_words(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_NOTICED, false);
	table_keys(&table, "Ctrl-G \"scrutiny\" Enter \"looking hard\" Enter");
	table_keys(&table, "Ctrl-G 1 \"equity\" Enter Enter");
	table_keys(&table, "Ctrl-G");
	table_must_say(&table, "waits for a meaning");
	table_must_say(&table, "looking hard");
	table_keys(&table, "2 \"fair for each\" Enter");
	assert_string_equal(table.model.glossary.items[1].meaning, "fair for each");
	assert_false(table_says(&table, "A word to explain"));
	table_keys(&table, "Ctrl-G 2 \" and twice\" Enter");
	assert_string_equal(table.model.glossary.items[0].meaning, "looking hard and twice");
	/* one that is there is not taken twice, and nothing typed is lost */
	table_keys(&table, "Ctrl-G 1 \"EQUITY\" Enter Enter");
	table_must_say(&table, "This word is in the glossary already.");
	table_must_say(&table, "EQUITY");
	assert_int_equal(table.model.glossary.count, 2);
	table_close(&table);
}

static void test_the_search_finds_words(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_NOTICED, false);
	table_keys(&table, "Ctrl-G \"equity\" Enter Enter Tab / \"equi\"");
	table_must_say(&table, "word of the glossary");
	table_keys(&table, "Enter");
	table_must_say(&table, "What it means here");
	table_keys(&table, "2 \"fair for each\" Enter / \"fair\"");
	table_must_say(&table, "meaning of a word");
	table_keys(&table, "Enter 3 \" for all\" Enter");
	assert_string_equal(table.model.glossary.items[0].word, "equity for all");
	table_keys(&table, "/ \"equi\" Enter 4 Enter");
	assert_true(table.model.glossary.items[0].withdrawn);
	table_keys(&table, "/ \"equi\" Enter 2");
	assert_false(table.model.glossary.items[0].withdrawn);
	table_keys(&table, "/ \"equi\" Enter 5 Enter");
	assert_null(table.model.glossary.items[0].word);
	assert_null(table.model.glossary.items[0].meaning);
	table_close(&table);
}

/* Many at once leave the room for what it does. */
static void test_a_few_words_are_shown(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_NOTICED, false);
	table_keys(&table, "Ctrl-G \"w1\" Enter Enter");
	for (char word[] = "w2"; word[1] <= '6'; word[1]++) {
		table_keys(&table, "Ctrl-G 1");
		table_type(&table, word);
		table_keys(&table, "Enter Enter");
		if (word[1] == '5')
			table_must_say(&table, "Words to explain: w1, w2, w3, w4, w5");
	}
	table_must_say(&table, "Words to explain: w1, w2, w3, w4, w5 and more");
	table_close(&table);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_word_can_be_asked_about_anywhere),
		cmocka_unit_test(test_what_is_half_typed_stays),
		cmocka_unit_test(test_the_list_of_words),
		cmocka_unit_test(test_the_search_finds_words),
		cmocka_unit_test(test_a_few_words_are_shown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
