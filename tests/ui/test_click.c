/* What a click means at the console, on a session in memory: lines, keys of the bottom line, and
 * nothing else. */
#include "../support/table.h"

#include "../../src/ui/console/state.h"

#include "roundtable/base/mem.h"
#include "roundtable/ui/glyph.h"
#include "roundtable/ui/menu.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void open_at(struct table *table, int stage, bool same_picture)
{
	table_open(table, &(struct table_options){.programme = "tests/screens/rich.md",
				  .same_picture = same_picture});
	table_do(table, (struct command){.kind = EVENT_STAGE_ENTERED, .body = {.stage = stage}});
	table_wait(table, 0);
}

/* Clicks where the text stands; false when a click there means nothing. Fails when it stands
 * nowhere. */
static bool click(struct table *table, const char *text)
{
	char *screen = table_screen(table), *rest = screen, *line;
	bool meant = false, found = false;

	for (int row = 0; !found && (line = strsep(&rest, "\n")) != NULL; row++) {
		const char *at = strstr(line, text);
		found = at != NULL;
		if (found)
			meant = table_click(table, row, glyph_width(line, (size_t)(at - line)));
	}
	if (!found)
		fail_msg("not on the screen: %s\n%s", text, screen);
	free(screen);
	return meant;
}

static const char *focused_text(struct table *table)
{
	const struct audience_item *item = console_focused(table->console);

	return item != NULL ? item->text : "";
}

static void test_a_line_takes_the_cursor(void **state)
{
	struct table table;

	(void)state;
	open_at(&table, AT_NOTICED, false);
	table_resize(&table, 40, 24);
	table_keys(&table, "\"A bus that was late once more, and full too\" Enter");
	table_keys(&table, "\"Rain\" Enter \"Somebody sang\" Enter");
	/* from the entry line; also by a later row of the line, or the room beside it */
	assert_true(console_typing(table.console));
	assert_true(click(&table, "full too"));
	assert_false(console_typing(table.console));
	assert_string_equal(focused_text(&table), "A bus that was late once more, and full too");
	table_must_say(&table, "Letters are commands now.");
	assert_true(click(&table, "Rain"));
	assert_string_equal(focused_text(&table), "Rain");
	table_key(&table, KEYS_WHEEL_DOWN);
	assert_string_equal(focused_text(&table), "Somebody sang");
	table_key(&table, KEYS_WHEEL_UP);
	assert_string_equal(focused_text(&table), "Rain");
	/* the question is no list */
	assert_false(click(&table, "What did you"));
	assert_int_equal(table_count(&table, EVENT_CARD_ADDED), 3);
	table_close(&table);
}

static void test_a_row_of_a_table_takes_the_cursor(void **state)
{
	struct table table;

	(void)state;
	open_at(&table, AT_TAKES, false);
	table_keys(&table, "\"A room\" Enter \"A key\" Enter");
	assert_true(click(&table, "A key"));
	assert_string_equal(focused_text(&table), "A key");
	assert_false(click(&table, "by when"));
	table_close(&table);
}

static void test_the_bottom_line_is_keys(void **state)
{
	struct table table;

	(void)state;
	open_at(&table, AT_NOTICED, false);
	assert_true(click(&table, "F1 help"));
	table_must_say(&table, "What the keys do here.");
	assert_true(click(&table, "Esc back"));
	assert_null(console_top(table.console));
	assert_true(click(&table, "F8 next"));
	assert_int_equal(table.model.stage, AT_TAKES);
	/* what stands there for two keys, or for all letters, is none */
	assert_true(click(&table, "F1 help"));
	assert_false(click(&table, "↑ ↓ move"));
	table_keys(&table, "Esc");
	table_do(
		&table, (struct command){.kind = EVENT_STAGE_ENTERED, .body = {.stage = AT_ROUND}});
	table_wait(&table, 0);
	assert_false(click(&table, "a-z"));
	table_close(&table);
	/* a letter that stands after Esc, because text is typed, is meant so */
	table_open(&table, &(struct table_options){0});
	table_do(&table, (struct command){.kind = EVENT_STAGE_ENTERED, .body = {.stage = 1}});
	table_wait(&table, 0);
	assert_true(click(&table, "Esc h missing voice"));
	table_must_say(&table, "Who is missing from the table?");
	assert_string_equal(editor_text(&table.console->entry), "");
	table_close(&table);
}

static void test_lists_forms_and_choices(void **state)
{
	struct table table;

	(void)state;
	open_at(&table, AT_NOTICED, false);
	table_keys(&table, "Alt-g");
	assert_true(click(&table, "What does it take?"));
	table_must_say(&table, "go there");
	assert_int_equal(table.model.stage, AT_NOTICED);
	assert_true(click(&table, "Enter go there"));
	assert_int_equal(table.model.stage, AT_TAKES);
	/* a form: to the field; what is typed stays in the one before */
	table_keys(&table, "F4 \"Book the room\"");
	assert_true(click(&table, "By when"));
	table_keys(&table, "\"fri\"");
	assert_true(click(&table, "Who:"));
	table_keys(&table, "\"Ben\" Enter Enter");
	assert_int_equal(table.model.actions.count, 1);
	assert_string_equal(table.model.actions.items[0].what, "Book the room");
	assert_true(table.model.actions.items[0].due != 0);
	/* a choice: is made */
	table_keys(&table, "F9 \"blank\"");
	assert_true(click(&table, "Blank the wall"));
	assert_null(console_top(table.console));
	assert_true(table.console->blank);
	/* under the cover only the way back is there */
	for (int row = 0; row < 23; row++)
		for (int column = 0; column < 80; column++)
			assert_null(canvas_spot_at(&table.canvas, row, column));
	assert_true(click(&table, "show again"));
	assert_false(table.console->blank);
	table_close(&table);
}

/* Without echo a click would show the room which it was. */
static void test_on_a_ballot_before_the_room_nothing_can_be_pointed_at(void **state)
{
	struct table table;

	(void)state;
	open_at(&table, AT_WALL, true);
	table_keys(&table, "Enter 1 Enter \"w\" Enter \"w\" Enter Enter");
	table_must_say(&table, "Type the number of your choice.");
	for (size_t i = 0; i < table.canvas.spots.count; i++)
		assert_true(table.canvas.spots.items[i].code != KEYS_MOUSE);
	table_key(&table, KEYS_MOUSE);
	table_must_say(&table, "Type the number of your choice.");
	table_close(&table);
}

static void test_an_answer_by_name(void **state)
{
	struct table table;

	(void)state;
	open_at(&table, AT_WALL, false);
	table_keys(&table, "Enter 4 Enter");
	table_must_say(&table, "This vote is open");
	int64_t first = table.model.polls.items[0].eligible.items[0];
	assert_true(click(&table, "Chidi"));
	assert_int_equal(table_count(&table, EVENT_BALLOT_CAST), 0);
	assert_true(click(&table, "None of these"));
	assert_int_equal(table_count(&table, EVENT_BALLOT_CAST), 1);
	assert_true(table.model.polls.items[0].ballots.items[0].person != first);
	table_close(&table);
}

static void test_the_wheel_opens_nothing(void **state)
{
	struct table table;

	(void)state;
	open_at(&table, AT_ROUND, false);
	table_keys(&table, "a");
	table_key(&table, KEYS_WHEEL_UP);
	table_key(&table, KEYS_WHEEL_DOWN);
	assert_null(console_top(table.console));
	table_keys(&table, "F10");
	table_key(&table, KEYS_WHEEL_UP);
	assert_non_null(console_top(table.console));
	table_must_say(&table, "Leave this workshop now?");
	table_close(&table);
}

static void test_one_key_turns_it_on_and_off(void **state)
{
	struct table table;

	(void)state;
	open_at(&table, AT_NOTICED, false);
	assert_false(console_mouse(table.console));
	table_keys(&table, "Alt-M");
	assert_true(console_mouse(table.console));
	table_must_say(&table, "Mouse on");
	table_keys(&table, "Esc M");
	assert_false(console_mouse(table.console));
	table_must_say(&table, "Mouse off");
	/* from where letters are people too */
	table_do(
		&table, (struct command){.kind = EVENT_STAGE_ENTERED, .body = {.stage = AT_ROUND}});
	table_keys(&table, "Alt-M");
	assert_true(console_mouse(table.console));
	table_close(&table);
}

static void test_a_menu_entry_is_chosen(void **state)
{
	struct menu *menu = menu_create("Here", "Which?");

	(void)state;
	menu_set_mouse(menu, true, true);
	menu_add(menu, 7, "One", NULL);
	menu_add(menu, 8, "Two", NULL);
	assert_true(menu_key(menu, &(struct key){.code = KEYS_MOUSE}));
	assert_true(menu_key(menu, &(struct key){.code = KEYS_MOUSE, .target = 3}));
	assert_int_equal(menu_chosen(menu), -1);
	assert_true(menu_key(menu, &(struct key){.code = KEYS_WHEEL_DOWN}));
	assert_false(menu_key(menu, &(struct key){.code = KEYS_MOUSE, .target = 2}));
	assert_int_equal(menu_chosen(menu), 8);
	menu_destroy(menu);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_line_takes_the_cursor),
		cmocka_unit_test(test_a_row_of_a_table_takes_the_cursor),
		cmocka_unit_test(test_the_bottom_line_is_keys),
		cmocka_unit_test(test_lists_forms_and_choices),
		cmocka_unit_test(test_on_a_ballot_before_the_room_nothing_can_be_pointed_at),
		cmocka_unit_test(test_an_answer_by_name),
		cmocka_unit_test(test_the_wheel_opens_nothing),
		cmocka_unit_test(test_one_key_turns_it_on_and_off),
		cmocka_unit_test(test_a_menu_entry_is_chosen),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
