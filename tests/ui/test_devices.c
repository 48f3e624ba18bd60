/* The door for people's own devices at the console, and the wall seen from there. */
#include "../support/table.h"

#include "../../src/ui/console/state.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void lay(struct table *table, bool same_picture, bool separate_wall)
{
	table_open(table, &(struct table_options){.programme = RICH,
				  .same_picture = same_picture,
				  .separate_wall = separate_wall});
	table_do(table,
		(struct command){.kind = EVENT_STAGE_ENTERED, .body = {.stage = AT_NOTICED}});
	table_door(table);
}

/* With the door open at this machine's address. */
static void lay_open(struct table *table, bool same_picture, bool separate_wall)
{
	lay(table, same_picture, separate_wall);
	table_keys(table, "Ctrl-N Enter");
	assert_true(table->door.open);
}

static const struct door_device *device(const struct table *table, int64_t id)
{
	for (size_t i = 0; i < table->door.devices.count; i++)
		if (table->door.devices.items[i].id == id)
			return &table->door.devices.items[i];
	return NULL;
}

static bool is_in(const struct table *table, int64_t id)
{
	return device(table, id) != NULL && device(table, id)->state == DEVICE_IN;
}

/* The focused line of the page; owned. */
static char *focused(struct table *table)
{
	struct page page = {0};
	char *text = NULL;

	table_page(table, &page);
	for (size_t i = 0; i < page.lines.count; i++)
		if (page.lines.items[i].focused)
			text = strdup(page.lines.items[i].text);
	page_finish(&page);
	return text;
}

static void must_focus(struct table *table, const char *text)
{
	char *now = focused(table);

	if (text == NULL)
		assert_null(now);
	else
		assert_string_equal(now, text);
	free(now);
}

static void test_a_door_is_opened_at_a_chosen_address(void **state)
{
	struct table table;

	(void)state;
	lay(&table, false, false);
	table_keys(&table, "\"half typed\" Ctrl-N"); /* also while typing */
	must_focus(&table, "127.0.0.1");
	table_must_say(&table, "only this machine");
	table_must_say(&table, "network eth0");
	table_must_say(&table, "Plain HTTP: who listens on this network can read along");
	table_keys(&table, "Down Enter");
	assert_string_equal(table.door.url, "http://192.168.1.20:8080");
	table_must_say(&table, "http://192.168.1.20:8080");
	table_must_say(&table, "Code: 7K3M9Q");
	table_must_say(&table, "Tested: the page can be fetched");
	table_keys(&table, "Esc");
	table_must_say(&table, "half typed");
	table_close(&table);
}

static void test_no_service_and_a_failing_one_say_so(void **state)
{
	struct table table;

	(void)state;
	table_open(&table, &(struct table_options){.programme = RICH});
	table_keys(&table, "N");
	table_must_say(&table, "No device can come in now.");
	table_keys(&table, "Enter a c s w x Up Tab Esc");
	assert_int_equal(table.wishes, 0);
	table_door(&table);
	table_keys(&table, "Esc Ctrl-N");
	table.broken_disk = true;
	table_keys(&table, "Enter");
	table_must_say(&table, "The disk is full.");
	assert_false(table.door.open);
	table_close(&table);
}

static void test_encryption_and_a_failed_test_are_said(void **state)
{
	struct table table;

	(void)state;
	lay_open(&table, false, false);
	table_must_say(&table, "Only this machine can come in here.");
	table.door.encrypted = true;
	table.door.test = DOOR_FAILS;
	table_must_say(&table, "HTTPS: who listens");
	table_must_say(&table, "could not be fetched from its own address");
	assert_false(table_says(&table, "Plain HTTP"));
	table_close(&table);
}

static void test_enter_lets_in_one_after_another(void **state)
{
	struct table table;

	(void)state;
	lay_open(&table, false, false);
	table_keys(&table, "Esc");
	int64_t amina = table_knock(&table, "Amina", "resident", NULL, true);
	int64_t bo = table_knock(&table, "Bo", "", "Ben", false);
	table_keys(&table, "Ctrl-N");
	must_focus(&table, "Amina");
	table_must_say(&table, "resident · waits · has a device already: letting in moves it");
	table_must_say(&table, "looks like Ben");
	table_keys(&table, "Enter");
	assert_true(is_in(&table, amina));
	assert_false(is_in(&table, bo));
	must_focus(&table, "Bo");
	table_keys(&table, "Enter");
	assert_true(is_in(&table, bo));
	table_must_say(&table, "2 in, 0 of them ready");
	table_close(&table);
}

/* Nobody is let in because somebody else went away under the finger. */
/* From a terminal of this machine somebody comes without any door. */
static void test_a_closed_door_keeps_nobody_of_this_machine_out(void **state)
{
	struct table table;

	(void)state;
	lay(&table, false, false);
	int64_t amina = table_knock(&table, "Amina", "resident", NULL, false);
	table_must_say(&table, "1 wants to come in: Ctrl-N");
	table_keys(&table, "Ctrl-N");
	table_must_say(&table, "Where shall people's own devices come in?");
	must_focus(&table, "Amina");
	table_keys(&table, "Enter");
	assert_true(is_in(&table, amina));
	assert_false(table.door.open);
	table_knock(&table, "Bo", "", NULL, false);
	table_knock(&table, "Cy", "", NULL, false);
	table_keys(&table, "a");
	assert_int_equal(table.door.waiting, 0);
	assert_false(table.door.open);
	table_close(&table);
}

static void test_the_finger_means_who_it_pointed_at(void **state)
{
	struct table table;

	(void)state;
	lay_open(&table, false, false);
	table_keys(&table, "Esc");
	int64_t amina = table_knock(&table, "Amina", "", NULL, false);
	int64_t bo = table_knock(&table, "Bo", "", NULL, false);
	table_keys(&table, "Ctrl-N");
	must_focus(&table, "Amina");
	table_gone(&table, amina);
	must_focus(&table, NULL);
	table_keys(&table, "Enter");
	assert_false(is_in(&table, bo));
	table_must_say(&table, "What was chosen here is gone.");
	must_focus(&table, "Bo");
	int64_t chidi = table_knock(&table, "Chidi", "", NULL, false);
	table_keys(&table, "Down");
	must_focus(&table, "Chidi");
	table_gone(&table, chidi);
	table_keys(&table, "x");
	table_must_say(&table, "What was chosen here is gone.");
	must_focus(&table, "Bo");
	console_door(table.console, NULL); /* the service went */
	table_keys(&table, "x Enter");
	console_door(table.console, &table.door);
	must_focus(&table, "Bo");
	table_keys(&table, "Enter");
	assert_true(is_in(&table, bo));
	table_close(&table);
}

static void test_all_but_the_doubtful_come_in_at_once(void **state)
{
	struct table table;

	(void)state;
	lay_open(&table, false, false);
	int64_t amina = table_knock(&table, "Amina", "", NULL, true);
	int64_t chidi = table_knock(&table, "Chidi", "", NULL, false);
	table_keys(&table, "a");
	assert_true(is_in(&table, chidi));
	assert_false(is_in(&table, amina));
	table_close(&table);
}

static void test_putting_out_asks_first(void **state)
{
	struct table table;

	(void)state;
	lay_open(&table, false, false);
	table_keys(&table, "x");
	table_must_say(&table, "Choose a device in the list first.");
	int64_t amina = table_knock(&table, "Amina", "", NULL, false);
	table_keys(&table, "Home Up Up Up Up Up Up Up Up");
	must_focus(&table, "Amina");
	table_keys(&table, "x");
	table_must_say(&table, "Refuse this device: Amina?");
	table_keys(&table, "Esc Enter");
	assert_true(is_in(&table, amina));
	table_keys(&table, "Up Up Up Up Up Up Up Up Enter");
	table_must_say(&table, "Put this device out: Amina?");
	table_keys(&table, "Enter");
	assert_null(device(&table, amina));
	table_close(&table);
}

static void test_code_asking_and_closing_take_one_key(void **state)
{
	struct table table;

	(void)state;
	lay_open(&table, false, false);
	assert_true(table.door.asks);
	table_keys(&table, "r");
	assert_false(table.door.asks);
	table_must_say(&table, "Whoever has the code comes in.");
	table_keys(&table, "r");
	assert_true(table.door.asks);
	table_keys(&table, "n");
	table_must_say(&table, "Code: 0A1B2C");
	table_keys(&table, "s");
	assert_true(console_shows_door(table.console));
	table_keys(&table, "c");
	assert_false(table.door.open);
	assert_false(console_shows_door(table.console)); /* nothing closed is on a wall */
	table_must_say(&table, "The door is closed");
	must_focus(&table, NULL); /* a second key does not open it again somewhere */
	table_close(&table);
}

/* What the footer has no room for can be found in the list with arrows and Enter alone. */
static void test_every_command_is_a_line_of_the_list(void **state)
{
	static const enum action_id actions[] = {ACTION_ADMIT_ALL, ACTION_SHOW_DOOR,
		ACTION_NEW_CODE, ACTION_NETWORK, ACTION_CLOSE_DOOR};
	struct table table;

	(void)state;
	lay_open(&table, false, false);
	table_knock(&table, "Amina", "", NULL, false);
	for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
		table_must_say(&table, action_info(actions[i])->help);
	table_keys(&table, "PageDown PageDown Enter"); /* the last closes the door */
	assert_false(table.door.open);
	table_close(&table);
}

static void test_who_waits_is_counted_wherever_one_is(void **state)
{
	struct table table;

	(void)state;
	lay_open(&table, false, false);
	table_keys(&table, "Esc");
	table_knock(&table, "Amina", "", NULL, false);
	table_must_say(&table, "1 wants to come in: Ctrl-N · 15 min ahead");
	table_knock(&table, "Bo", "", NULL, false);
	table_must_say(&table, "2 want to come in: Ctrl-N");
	table_keys(&table, "F3 \"a note\""); /* over a form, which is kept */
	table_must_say(&table, "2 want to come in: Ctrl-N");
	table_keys(&table, "Ctrl-N");
	must_focus(&table, "Amina");
	assert_false(table_says(&table, "Ctrl-N"));
	table_keys(&table, "Esc");
	table_must_say(&table, "a note");
	table_close(&table);
}

static void test_strangers_at_the_keyboard_see_and_do_nothing_of_it(void **state)
{
	struct table table;

	(void)state;
	lay_open(&table, false, false);
	table_keys(&table, "Esc");
	table_do(&table, (struct command){.kind = EVENT_STAGE_ENTERED, .body = {.stage = AT_WALL}});
	table_poll(&table, AT_WALL, 0, true);
	table_knock(&table, "Secret Guest", "", NULL, false);
	table_keys(&table, "w Enter");
	assert_true(console_passed(table.console));
	assert_false(table_says(&table, "come in"));
	table_keys(&table, "Ctrl-N");
	assert_false(devices_open_now(table.console));
	table_close(&table);
}

static void test_the_room_sees_no_names(void **state)
{
	struct table table;

	(void)state;
	lay_open(&table, true, false);
	int64_t guest = table_knock(&table, "Secret Guest", "role of theirs", "Ben", true);
	table_must_say(&table, "Code: 7K3M9Q");
	table_must_say(&table, "1 wants to come in.");
	for (int view = 0; view < 2; view++) {
		assert_false(table_says(&table, "Secret"));
		assert_false(table_says(&table, "theirs"));
		table_keys(&table, "x");
		assert_false(table_says(&table, "Secret"));
		table_keys(&table, "Tab");
	}
	table_keys(&table, "w"); /* nor the password of the Wi-Fi */
	table_must_say(&table, "The room sees this screen.");
	table_keys(&table, "s");
	assert_false(console_shows_door(table.console));
	assert_false(is_in(&table, guest));
	table_keys(&table, "Esc");
	table_must_say(&table, "1 wants to come in: Ctrl-N");
	assert_false(table_says(&table, "Secret"));
	table_close(&table);
}

static void test_the_wifi_is_in_memory_only(void **state)
{
	struct table table;
	const struct audience *wall;

	(void)state;
	lay_open(&table, false, true);
	size_t events = table.model.events.count;
	table_keys(&table, "w \"Town Hall\" Enter \"correct horse\" Enter");
	table_must_say(&table, "Wi-Fi: Town Hall");
	table_must_say(&table, "Password: correct horse");
	assert_int_equal(table.model.events.count, events);
	for (size_t i = 0; i < table.drafts.count; i++)
		assert_true(table.drafts.items[i].text == NULL ||
			    strstr(table.drafts.items[i].text, "horse") == NULL);
	assert_null(console_wall(table.console)->door.network);
	table_keys(&table, "s");
	wall = console_wall(table.console);
	assert_string_equal(wall->door.network, "Town Hall");
	assert_string_equal(wall->door.password, "correct horse");
	table_keys(&table, "s");
	assert_null(console_wall(table.console)->door.network);
	table_reopen(&table);
	table_keys(&table, "Ctrl-N w");
	assert_false(table_says(&table, "correct horse"));
	table_close(&table);
}

/* What a wall draws now, in lines; owned. */
static char *wall_lines(struct table *table)
{
	struct page page = {0};
	struct buf text = {0};

	wall_page(console_wall(table->console), table->now, &page);
	for (size_t i = 0; i < page.lines.count; i++)
		buf_format(&text, "%s\n", page.lines.items[i].text);
	page_finish(&page);
	return text.count > 0 ? buf_take(&text) : strdup("");
}

static bool wall_says(struct table *table, const char *words)
{
	char *lines = wall_lines(table);
	bool says = strstr(lines, words) != NULL;

	free(lines);
	return says;
}

static void test_the_wall_shows_the_door_while_one_says_so(void **state)
{
	struct table table;

	(void)state;
	lay_open(&table, false, true);
	table_knock(&table, "Secret Guest", "", NULL, false);
	assert_false(wall_says(&table, "7K3M9Q"));
	table_keys(&table, "s");
	assert_true(wall_says(&table, "Code: 7K3M9Q"));
	assert_true(wall_says(&table, "http://127.0.0.1:8080"));
	assert_false(wall_says(&table, "Secret"));
	table_keys(&table, "Esc");
	table_must_say(&table, "the wall shows how to come in");
	table_keys(&table, "F2");
	assert_int_equal(console_wall(table.console)->state, AUDIENCE_BLANK);
	assert_null(console_wall(table.console)->door.url);
	table_keys(&table, "F2 Alt-o");
	assert_null(console_wall(table.console)->door.url);
	table_keys(&table, "o Ctrl-N s");
	assert_false(wall_says(&table, "7K3M9Q"));
	table_close(&table);
}

static void test_a_frozen_wall_keeps_what_it_shows(void **state)
{
	struct table table;

	(void)state;
	lay(&table, false, true);
	table_keys(&table, "\"The bus was late\" Enter Esc");
	char *before = wall_lines(&table);
	assert_non_null(strstr(before, "The bus was late"));
	table_keys(&table, "F");
	assert_true(console_wall_frozen(table.console));
	table_must_say(&table, "the wall is frozen");
	table_keys(&table, "e \"!!\" Enter n");
	char *after = wall_lines(&table);
	assert_string_equal(before, after);
	free(before);
	free(after);
	table_keys(&table, "Esc F2"); /* covering comes first */
	assert_int_equal(console_wall(table.console)->state, AUDIENCE_BLANK);
	table_keys(&table, "F2 Alt-o");
	assert_int_equal(console_wall(table.console)->state, AUDIENCE_OFF_RECORD);
	table_keys(&table, "o");
	assert_true(wall_says(&table, "The bus was late"));
	table_keys(&table, "F");
	assert_false(console_wall_frozen(table.console));
	assert_false(wall_says(&table, "The bus was late"));
	table_close(&table);
}

static void test_the_wall_is_paged_from_here(void **state)
{
	struct table table;

	(void)state;
	lay(&table, false, true);
	for (int i = 0; i < 12; i++)
		table_keys(&table, "\"A card\" Enter");
	table_keys(&table, "Esc B PageUp");
	assert_int_equal(console_wall(table.console)->page, 0);
	table_keys(&table, "PageDown PageDown");
	assert_int_equal(console_wall(table.console)->page, 2);
	table_must_say(&table, "The wall shows page 3");
	for (int i = 0; i < 40; i++)
		table_keys(&table, "PageDown");
	assert_in_range(console_wall(table.console)->page, 3, 6);
	table_keys(&table, "q F8"); /* another stage is read from its top */
	assert_int_equal(console_wall(table.console)->page, 0);
	table_close(&table);
}

static void test_the_wall_in_small_is_the_wall(void **state)
{
	struct table table;
	struct page page = {0}, small = {0};

	(void)state;
	lay(&table, false, true);
	table_keys(&table, "\"The bus was late\" Enter Esc B");
	table_page(&table, &small);
	wall_page(console_wall(table.console), table.now, &page);
	assert_true(page.lines.count > 2);
	assert_int_equal(small.lines.count, page.lines.count);
	for (size_t i = 0; i < page.lines.count; i++)
		assert_string_equal(small.lines.items[i].text, page.lines.items[i].text);
	page_finish(&page);
	page_finish(&small);
	table_keys(&table, "f");
	assert_true(console_wall_frozen(table.console));
	table_keys(&table, "F2");
	table_must_say(&table, "The wall is blank.");
	table_close(&table);
}

static void test_without_a_wall_there_is_none_to_freeze(void **state)
{
	struct table table;

	(void)state;
	lay(&table, false, false);
	table_keys(&table, "Esc B");
	table_must_say(&table, "There is no wall of its own.");
	table_keys(&table, "F");
	assert_false(console_wall_frozen(table.console));
	console_walls(table.console, 1); /* one came all the same */
	table_keys(&table, "F");
	assert_true(console_wall_frozen(table.console));
	table_close(&table);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_door_is_opened_at_a_chosen_address),
		cmocka_unit_test(test_no_service_and_a_failing_one_say_so),
		cmocka_unit_test(test_encryption_and_a_failed_test_are_said),
		cmocka_unit_test(test_enter_lets_in_one_after_another),
		cmocka_unit_test(test_a_closed_door_keeps_nobody_of_this_machine_out),
		cmocka_unit_test(test_the_finger_means_who_it_pointed_at),
		cmocka_unit_test(test_all_but_the_doubtful_come_in_at_once),
		cmocka_unit_test(test_putting_out_asks_first),
		cmocka_unit_test(test_code_asking_and_closing_take_one_key),
		cmocka_unit_test(test_every_command_is_a_line_of_the_list),
		cmocka_unit_test(test_who_waits_is_counted_wherever_one_is),
		cmocka_unit_test(test_strangers_at_the_keyboard_see_and_do_nothing_of_it),
		cmocka_unit_test(test_the_room_sees_no_names),
		cmocka_unit_test(test_the_wifi_is_in_memory_only),
		cmocka_unit_test(test_the_wall_shows_the_door_while_one_says_so),
		cmocka_unit_test(test_a_frozen_wall_keeps_what_it_shows),
		cmocka_unit_test(test_the_wall_is_paged_from_here),
		cmocka_unit_test(test_the_wall_in_small_is_the_wall),
		cmocka_unit_test(test_without_a_wall_there_is_none_to_freeze),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
