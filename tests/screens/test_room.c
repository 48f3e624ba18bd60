/*
 * The console before the room: what a key does in strangers' hands, and what nobody sees on a
 * screen that everybody sees.
 */
#include "walk.h"

#include "../../src/ui/console/state.h"

#include <ctype.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* --- strangers' hands --- */

static int64_t ballots(const struct table *table)
{
	return model_poll_cast(
		&table->model, &table->model.polls.items[table->model.polls.count - 1]);
}

static void press_and_check(struct table *table, int32_t code, const char *where)
{
	size_t events = table->model.events.count, drafts = table->drafts.count;
	int64_t cast = ballots(table);
	bool same_picture = table->console->same_picture;
	char name[24];

	table_key(table, code);
	key_name(code, name);
	if (table->left || !console_passed(table->console))
		fail_msg("%s: %s leaves strangers at the console", where, name);
	if (table->model.events.count != events || ballots(table) != cast)
		fail_msg("%s: %s did something", where, name);
	if (table->drafts.count != drafts)
		fail_msg("%s: %s left a draft in the file", where, name);
	if (table->console->blank || !table->console->same_picture != !same_picture)
		fail_msg("%s: %s changed what the room sees", where, name);
}

/* Every key there is but Enter. */
static void press_all(struct table *table, const char *where, const char *again)
{
	for (int32_t alt = 0; alt <= KEYS_ALT; alt += KEYS_ALT) {
		for (int32_t code = 1; code < 256; code++)
			if (code != KEYS_ENTER) {
				press_and_check(table, code | alt, where);
				table_keys(table, again);
			}
		for (size_t i = 0; i < named_keys_count; i++) {
			press_and_check(table, named_keys[i] | alt, where);
			table_keys(table, again);
		}
	}
}

static void test_strangers_have_only_the_ballots_keys(void **state)
{
	static const int stages[] = {AT_WALL, AT_DOTS, AT_SCORE, AT_YES_NO, AT_TEN};

	(void)state;
	for (int same = 0; same < 2; same++)
		for (size_t i = 0; i < sizeof stages / sizeof *stages; i++) {
			struct table table;
			if (same && (stages[i] == AT_DOTS || stages[i] == AT_SCORE))
				continue;
			open_rich(&table, same);
			go(&table, stages[i]);
			table_keys(&table, "Enter Enter Enter \"plum\" Enter");
			if (same)
				table_keys(&table, "\"plum\" Enter");
			assert_true(console_passed(table.console));
			/* back from "type your word" with Esc */
			press_all(&table, "calling", "Esc Esc");
			table_keys(&table, "Esc");
			press_all(&table, "the word", "Ctrl-U");
			table_keys(&table, "Enter");
			table_must_say(&table, "That is not the word.");
			table_keys(&table, "Enter");
			table_must_say(&table, "secret");
			/* Backspace in an empty ballot goes back to the call: Enter comes back to
			 * the ballot */
			press_all(&table, "the ballot", "Backspace Backspace Backspace Enter");
			table_keys(&table, "1 Enter");
			table_close(&table);
		}
}

static void test_the_word_gives_the_keyboard_back(void **state)
{
	struct table table;

	(void)state;
	open_rich(&table, true);
	go(&table, AT_WALL);
	table_keys(&table, "Enter Enter Enter \"plum\"");
	assert_false(table_says(&table, "plum"));
	table_keys(&table, "Enter \"plum\" Enter Enter 1 Enter Enter Esc \"plum\" Enter");
	assert_false(console_passed(table.console));
	assert_int_equal(ballots(&table), 1);
	for (size_t i = 0; i < table.drafts.count; i++)
		assert_true(table.drafts.items[i].text == NULL ||
			    strstr(table.drafts.items[i].text, "plum") == NULL);
	table_close(&table);
}

/* A newcomer's ballot takes few keys, and as many whatever is chosen on the wall. */
static void test_a_choice_takes_few_keys(void **state)
{
	(void)state;
	for (int same = 0; same < 2; same++)
		for (int32_t choice = '1'; choice <= '3'; choice++) {
			struct table table;
			open_rich(&table, same);
			go(&table, AT_WALL);
			table_keys(&table, "Enter Enter Enter Enter");
			int keys = 0;
			table_key(&table, KEYS_ENTER), keys++;
			table_key(&table, choice), keys++;
			if (same)
				table_key(&table, KEYS_ENTER), keys++;
			table_key(&table, KEYS_ENTER), keys++;
			assert_int_equal(ballots(&table), 1);
			assert_true(keys <= 6);
			table_close(&table);
		}
}

/* --- what the room never sees --- */

static void set_private(struct table *table)
{
	for (size_t i = 0; i < table->model.persons.count; i++) {
		int64_t person = table->model.persons.items[i].id;
		table_do(table, (struct command){.kind = EVENT_PERSON_WAY,
					.body = {.person = person, .way = WAY_HELPER}});
		table_do(table, (struct command){.kind = EVENT_PERSON_NAMING,
					.body = {.person = person, .naming = NAMING_NOT}});
	}
}

/* "2:03" beside a name: how long somebody spoke. */
static bool tells_length(const char *detail)
{
	for (const char *at = detail; at != NULL && (at = strchr(at, ':')) != NULL; at++)
		if (at > detail && isdigit((unsigned char)at[-1]) && isdigit((unsigned char)at[1]))
			return true;
	return false;
}

static void assert_wall_safe(struct table *table, uint64_t seed, int step_number)
{
	static const char *const private[] = {"PRIVATE-NOTE", "Votes best by", "In the minutes",
		"with a helper I choose", "large print", "Private notes for", "Find words. Enter",
		"How does each person want", "Ticked by mistake"};
	struct page page = {0};
	char *lines = table_lines(table);

	for (size_t i = 0; i < sizeof private / sizeof *private; i++)
		if (strstr(lines, private[i]) != NULL)
			fail_msg("seed %llu, step %d: the room sees “%s”:\n%s",
				(unsigned long long)seed, step_number, private[i], lines);
	table_page(table, &page);
	for (size_t i = 0; i < page.lines.count; i++) {
		assert_int_not_equal(page.lines.items[i].role, LINE_NOTE);
		if (page.lines.items[i].role == LINE_ITEM &&
			tells_length(page.lines.items[i].detail))
			fail_msg("seed %llu: the room sees how long %s spoke",
				(unsigned long long)seed, page.lines.items[i].text);
	}
	page_finish(&page);
	free(lines);
}

static void test_nothing_private_on_a_screen_the_room_sees(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 8; seed++) {
		struct table table;
		struct walker walker;
		bool rich = seed % 4 != 0;
		walker_init(&walker, seed + 100);
		walker.never_wall_off = true;
		table_open(&table, &(struct table_options){
					   .programme = rich ? RICH : NULL, .same_picture = true});
		if (rich)
			furnish(&table);
		set_private(&table);
		for (int i = 0; i < 1000; i++) {
			/* a walk stays where it is for a while, then visits another stage */
			if (i % 60 == 0 && table.model.closed_at == 0)
				go(&table, (int)random_below(walker.random,
						   (uint32_t)table.model.stages.count));
			step(&table, &walker);
			assert_wall_safe(&table, seed, i);
		}
		table_close(&table);
	}
}

/* The same private things do open when nobody looks on: else the test above would prove nothing. */
static void test_private_things_open_when_the_wall_is_off(void **state)
{
	struct table table;

	(void)state;
	open_rich(&table, true);
	go(&table, AT_POINTS);
	table_keys(&table, "f");
	assert_false(table_says(&table, "PRIVATE-NOTE"));
	table_keys(&table, "Ctrl-L Enter f");
	table_must_say(&table, "PRIVATE-NOTE");
	table_keys(&table, "Esc /");
	table_must_say(&table, "Find words");
	table_keys(&table, "Esc");
	go(&table, AT_ROUND);
	table_keys(&table, "a");
	table_wait(&table, 65000);
	table_must_say(&table, "1:0");
	/* also while something is typed and where letters are people */
	table_keys(&table, "Ctrl-L");
	assert_wall_safe(&table, 0, 0);
	go(&table, AT_NOTICED);
	table_keys(&table, "\"half\" Ctrl-L Enter");
	table_must_say(&table, "Nobody sees this screen now");
	table_close(&table);
	/* a person's preferences; the tour has somebody at once */
	table_open(&table, &(struct table_options){.same_picture = true});
	go(&table, 1);
	table_keys(&table, "Tab Home Enter");
	table_must_say(&table, "Duty");
	assert_wall_safe(&table, 0, 0);
	table_keys(&table, "Esc Ctrl-L Enter Enter");
	table_must_say(&table, "Votes best by");
	table_close(&table);
}

/* Ctrl-L draws the screen anew in other programs: by itself it opens nothing here. */
static void test_ctrl_l_asks_before_it_opens_anything(void **state)
{
	static const char *const noes[] = {"Esc", "q", "x"};

	(void)state;
	for (size_t i = 0; i < sizeof noes / sizeof *noes; i++) {
		struct table table;
		open_rich(&table, true);
		go(&table, AT_ROUND);
		table_keys(&table, "a");
		table_wait(&table, 65000);
		table_keys(&table, "Ctrl-L");
		table_must_say(&table, "Is the projector off");
		assert_wall_safe(&table, 0, 0);
		table_keys(&table, noes[i]);
		assert_true(table.console->same_picture);
		assert_wall_safe(&table, 0, 0);
		table_keys(&table, "Ctrl-L Enter");
		table_must_say(&table, "Nobody sees this screen now");
		/* back on it goes at once */
		table_keys(&table, "Ctrl-L");
		assert_true(table.console->same_picture);
		assert_wall_safe(&table, 0, 0);
		table_close(&table);
	}
}

/* How many have voted is said; who has, or has not, is not. */
static void test_nobody_sees_who_has_not_voted(void **state)
{
	static const char *const looks[] = {"", "F1 Esc", "F9", "Esc Alt-g", "c", "x"};

	(void)state;
	for (int same = 0; same < 2; same++)
		for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
			struct table table;
			open_rich(&table, same);
			go(&table, AT_WALL);
			table_keys(&table, "Enter Enter Enter Enter Enter 1 Enter");
			if (same)
				table_keys(&table, "Enter");
			table_keys(&table, "Esc");
			assert_int_equal(ballots(&table), 1);
			if (looks[i][0] != '\0')
				table_keys(&table, looks[i]);
			for (size_t p = 0; p < table.model.persons.count; p++)
				if (table_says(&table, table.model.persons.items[p].name))
					fail_msg("after %s the page names %s", looks[i],
						table.model.persons.items[p].name);
			table_close(&table);
		}
}

/* A ballot that would be seen is not filled in: neither a slip nor more than one choice. */
static void test_no_ballot_is_filled_in_before_the_room(void **state)
{
	struct table table;

	(void)state;
	open_rich(&table, false);
	go(&table, AT_SCORE);
	table_keys(&table, "Enter Enter Ctrl-L Enter");
	assert_false(console_passed(table.console));
	table_must_say(&table, "one-choice");
	table_keys(&table, "y \"am\" Enter \"be\" Enter");
	assert_false(console_passed(table.console));
	table_must_say(&table, "would see each slip");
	table_keys(&table, "Ctrl-L Enter y");
	assert_true(console_passed(table.console));
	table_close(&table);
}

static void test_the_room_sees_no_choice(void **state)
{
	(void)state;
	for (int32_t choice = '1'; choice <= '4'; choice++) {
		static char *first = NULL;
		struct table table;
		open_rich(&table, true);
		go(&table, AT_WALL);
		table_keys(&table, "Enter Enter Enter Enter Enter");
		char *before = table_screen(&table);
		table_key(&table, choice);
		char *typed = table_screen(&table);
		assert_string_equal(before, typed);
		table_keys(&table, "Enter");
		char *back = table_screen(&table);
		if (choice == '1')
			first = back;
		else
			assert_string_equal(first, back);
		free(before);
		free(typed);
		if (choice != '1')
			free(back);
		if (choice == '4')
			free(first);
		table_close(&table);
	}
}

static void test_one_key_blanks_the_screen_whatever_is_open(void **state)
{
	static const char *const doors[] = {"", "F3 \"secret thought\"", "F9", "F1", "Alt-g", "F10",
		"Esc i", "F4", "Esc m", "Esc Enter"};

	(void)state;
	for (int stage = 0; stage < STAGES_RICH; stage++)
		for (size_t i = 0; i < sizeof doors / sizeof *doors; i++) {
			struct table table;
			open_rich(&table, true);
			furnish(&table);
			go(&table, stage);
			table_keys(&table, doors[i]);
			if (console_passed(table.console)) {
				table_close(&table);
				continue;
			}
			table_keys(&table, "F2 F2"); /* the message of the last key is gone */
			char *before = table_screen(&table);
			table_keys(&table, "F2");
			char *blank = table_screen(&table);
			for (const char *at = blank; (size_t)(at - blank) < strlen(blank) - 30;
				at++)
				if (*at != ' ' && *at != '\n')
					fail_msg("stage %d, %s: the blank screen shows\n%s", stage,
						doors[i], blank);
			table_keys(&table, "F2");
			char *after = table_screen(&table);
			assert_string_equal(before, after);
			free(before);
			free(blank);
			free(after);
			table_close(&table);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_strangers_have_only_the_ballots_keys),
		cmocka_unit_test(test_the_word_gives_the_keyboard_back),
		cmocka_unit_test(test_a_choice_takes_few_keys),
		cmocka_unit_test(test_nothing_private_on_a_screen_the_room_sees),
		cmocka_unit_test(test_private_things_open_when_the_wall_is_off),
		cmocka_unit_test(test_ctrl_l_asks_before_it_opens_anything),
		cmocka_unit_test(test_nobody_sees_who_has_not_voted),
		cmocka_unit_test(test_no_ballot_is_filled_in_before_the_room),
		cmocka_unit_test(test_the_room_sees_no_choice),
		cmocka_unit_test(test_one_key_blanks_the_screen_whatever_is_open),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
