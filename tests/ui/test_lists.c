/* Lists from which something is chosen: by arrows, by their ends, by number. */
#include "../support/table.h"

#include "../../src/ui/console/state.h"

#include "roundtable/base/mem.h"
#include "roundtable/ui/menu.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static size_t number_of(const char *typed, size_t count, enum number_key *kind)
{
	size_t so_far = 0, number = 0;

	for (; *typed != '\0'; typed++)
		*kind = number_key(&so_far, &(struct key){.code = *typed}, count, &number);
	return number;
}

static void test_a_number_is_typed_digit_by_digit(void **state)
{
	static const struct {
		const char *typed;
		size_t count, number;
		enum number_key kind;
	} cases[] = {
		{"1", 9, 1, NUMBER_WHOLE},
		{"1", 10, 1, NUMBER_OPEN},
		{"10", 10, 10, NUMBER_WHOLE},
		{"12", 12, 12, NUMBER_WHOLE},
		{"2", 12, 2, NUMBER_WHOLE},
		/* there is no 13: the 3 stands alone */
		{"13", 12, 3, NUMBER_WHOLE},
		/* what came in between ends a number */
		{"1x2", 12, 2, NUMBER_WHOLE},
		{"11", 120, 11, NUMBER_OPEN},
		{"119", 120, 119, NUMBER_WHOLE},
		{"0", 12, 0, NUMBER_NONE},
		{"9", 8, 0, NUMBER_NONE},
		{"x", 8, 0, NUMBER_NONE},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		enum number_key kind = NUMBER_NONE;
		assert_int_equal(number_of(cases[i].typed, cases[i].count, &kind), cases[i].number);
		assert_int_equal(kind, cases[i].kind);
	}
}

static void chosen(struct console *console, int64_t id, int64_t thing)
{
	(void)console;
	assert_int_equal(thing, 7);
	console_sayf(console, false, "%lld was chosen", (long long)id);
}

static void open_list(struct table *table, int64_t count)
{
	struct pick *pick = pick_open(table->console, "Which?", false, chosen, 7);

	for (int64_t i = 1; i <= count; i++)
		pick_add(pick, i, "one of them", "");
	table_wait(table, 0);
}

static void test_a_choice_takes_numbers_above_nine(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_POINTS, false);
	open_list(&table, 12);
	table_keys(&table, "1");
	table_must_say(&table, "Enter takes 1. Or type on.");
	table_keys(&table, "2");
	table_must_say(&table, "12 was chosen");
	open_list(&table, 12);
	table_keys(&table, "1 Enter");
	table_must_say(&table, "1 was chosen");
	open_list(&table, 12);
	table_keys(&table, "3");
	table_must_say(&table, "3 was chosen");
	open_list(&table, 12);
	table_keys(&table, "End Enter");
	table_must_say(&table, "12 was chosen");
	open_list(&table, 12);
	table_keys(&table, "End Home Enter");
	table_must_say(&table, "1 was chosen");
	table_close(&table);
}

static void test_the_stages_go_by_their_numbers(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_POINTS, false);
	table_keys(&table, "g 1 6 Enter");
	assert_int_equal(table.model.stage, 15);
	table_keys(&table, "g Home Enter");
	assert_int_equal(table.model.stage, 0);
	table_keys(&table, "g End Up Enter");
	assert_int_equal(table.model.stage, 14);
	table_keys(&table, "g 3");
	assert_int_equal(table.model.stage, 14);
	table_keys(&table, "Enter");
	assert_int_equal(table.model.stage, 2);
	table_close(&table);
}

static bool shows(struct table *table, const char *text)
{
	char *screen = table_screen(table);
	bool found = strstr(screen, text) != NULL;

	array_free(screen);
	return found;
}

/* What belongs to one entry and is longer than the screen is read to its end, and back. */
static void test_a_long_result_is_read_to_its_end(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_NAME, false);
	table_resize(&table, 40, 12);
	table_keys(&table, "\"We are called Round, and whoever comes gives that name to others, "
			   "on paper, at the door and wherever else we are asked\" Enter");
	table_keys(&table, "w \"everybody\" Enter \"an hour\" Enter Enter Enter");
	table_keys(&table, "v 3 \"5\" Enter \"1\" Enter Enter Enter Enter");
	assert_true(shows(&table, "more below"));
	assert_false(shows(&table, "Carried by everybody"));
	table_keys(&table, "PageDown PageDown PageDown");
	assert_false(shows(&table, "more below"));
	assert_true(shows(&table, "more above"));
	table_keys(&table, "PageUp PageUp PageUp");
	assert_false(shows(&table, "more above"));
	/* line by line, each of them is in sight once */
	for (int i = 0; i < 12 && !shows(&table, "Carried by everybody"); i++)
		table_keys(&table, "Down");
	assert_true(shows(&table, "Carried by everybody"));
	/* any other key comes back to what has the focus */
	table_keys(&table, "PageDown PageDown F3 Esc");
	assert_true(shows(&table, "We are called Round"));
	table_close(&table);
}

/* A page beyond the end is the end; only from there the entry line comes next. */
static void test_a_page_goes_to_the_end_before_it_leaves(void **state)
{
	struct table table;

	(void)state;
	table_open(&table, &(struct table_options){0});
	table_keys(&table, "n F8 Tab Home");
	assert_true(shows(&table, "▸ a  Amina"));
	table_keys(&table, "PageDown");
	assert_true(shows(&table, "▸ e  Eva"));
	assert_false(shows(&table, "Name, role>"));
	table_keys(&table, "PageDown");
	assert_true(shows(&table, "Name, role>"));
	table_close(&table);
}

static int chosen_by(const char *keys)
{
	struct menu *menu = menu_create("Programmes", "Which?");
	bool open = true;

	for (int i = 1; i <= 12; i++)
		menu_add(menu, i, "one of them", NULL);
	for (; open && *keys != '\0'; keys++)
		open = menu_key(menu, &(struct key){.code = *keys});
	int found = open ? 0 : menu_chosen(menu);
	menu_destroy(menu);
	return found;
}

static void test_the_start_screen_takes_numbers_above_nine(void **state)
{
	(void)state;
	assert_int_equal(chosen_by("2"), 2);
	assert_int_equal(chosen_by("1"), 0);
	assert_int_equal(chosen_by("1\r"), 1);
	assert_int_equal(chosen_by("11"), 11);
	assert_int_equal(chosen_by("0"), 0);
}

/* The number of the theme a card lies in, 0: none. */
static int theme_number(const struct table *table, int stage, int64_t card)
{
	int64_t theme = model_theme_of(&table->model, stage, card);

	for (size_t i = 0; i < table->model.themes.count; i++)
		if (table->model.themes.items[i].id == theme)
			return (int)i + 1;
	return 0;
}

/* Of ten themes and more the number has two digits: the second is no theme for the next card. */
static void test_a_card_goes_into_a_theme_above_nine(void **state)
{
	enum { COLLECTS = 2, GROUPS, THEMES = 12 };
	struct table table;
	int64_t cards[3];

	(void)state;
	table_open(&table, &(struct table_options){0});
	assert_int_equal(table.model.plan->stages.items[GROUPS].activity, ACTIVITY_GROUP);
	for (int i = 0; i < 3; i++)
		cards[i] = table_say(&table,
			(struct command){.kind = EVENT_CARD_ADDED,
				.body = {.stage = COLLECTS, .item = -1, .role = -1}},
			"a thought", NULL);
	for (int i = 0; i < THEMES; i++)
		table_say(&table,
			(struct command){.kind = EVENT_THEME_ADDED, .body = {.stage = GROUPS}},
			"a theme", NULL);
	table_do(&table, (struct command){.kind = EVENT_STAGE_ENTERED, .body = {.stage = GROUPS}});
	table_wait(&table, 0);
	table_keys(&table, "Tab 1");
	table_must_say(&table, "Enter takes 1. Or type on.");
	assert_int_equal(table_count(&table, EVENT_CARD_GROUPED), 0);
	table_keys(&table, "2");
	assert_int_equal(theme_number(&table, GROUPS, cards[0]), 12);
	table_keys(&table, "1 Enter");
	assert_int_equal(theme_number(&table, GROUPS, cards[1]), 1);
	/* what came in between ends a number; one that no other begins with waits for nothing */
	table_keys(&table, "1 Down Up 2");
	assert_int_equal(theme_number(&table, GROUPS, cards[2]), 2);
	assert_int_equal(table_count(&table, EVENT_CARD_GROUPED), 3);
	table_must_say(&table, "1-12");
	table_close(&table);
}

/* What is taken back is named, but for a room that looks on. */
static void test_undo_says_what(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_NOTICED, false);
	table_keys(&table, "\"A chair for everybody who comes late and leaves early\" Enter F5");
	table_must_say(
		&table, "Taken back: Card added “A chair for everybody who comes late an…”.");
	table_keys(&table, "Tab n F5");
	table_must_say(&table, "Taken back: Stage begun “What does it take?”. Ctrl-R");
	table_keys(&table, "Alt-z F5");
	table_must_say(&table, "Taken back: Pause begun. Ctrl-R");
	table_close(&table);
	table_open_at(&table, AT_NOTICED, true);
	table_keys(&table, "\"A chair\" Enter F5");
	table_must_say(&table, "Last entry taken back.");
	assert_false(table_says(&table, "A chair"));
	table_close(&table);
}

/* Where letters are seats, "Esc o" is pressed as it is printed, as slowly as anybody likes. */
static void test_esc_and_a_letter_in_a_talk(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_ROUND, false);
	table_must_say(&table, "Esc o off the record");
	table_keys(&table, "Esc");
	table_must_say(&table, "Press its key");
	table_keys(&table, "o");
	assert_true(table.model.off_record);
	table_keys(&table, "o");
	assert_false(table.model.off_record);
	/* a letter that is no key here begins a word, and so does every one after it */
	table_keys(&table, "Esc \"xo\"");
	table_must_say(&table, "Nothing here has these words");
	assert_false(table.model.off_record);
	table_keys(&table, "Backspace Backspace \"off\" Esc");
	assert_int_equal(table.model.off_record, false);
	/* where words are looked for nothing runs by a letter, but its command has the focus */
	table_keys(&table, "F9 o");
	assert_false(table.model.off_record);
	table_keys(&table, "Enter");
	assert_true(table.model.off_record);
	table_keys(&table, "o F9 \"off the\" Enter");
	assert_true(table.model.off_record);
	table_close(&table);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_number_is_typed_digit_by_digit),
		cmocka_unit_test(test_a_choice_takes_numbers_above_nine),
		cmocka_unit_test(test_a_card_goes_into_a_theme_above_nine),
		cmocka_unit_test(test_the_stages_go_by_their_numbers),
		cmocka_unit_test(test_a_long_result_is_read_to_its_end),
		cmocka_unit_test(test_a_page_goes_to_the_end_before_it_leaves),
		cmocka_unit_test(test_the_start_screen_takes_numbers_above_nine),
		cmocka_unit_test(test_esc_and_a_letter_in_a_talk),
		cmocka_unit_test(test_undo_says_what),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
