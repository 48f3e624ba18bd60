/*
 * What holds for every key at the console: what is bound, that no walk of keys loses anything, what
 * letters alone can never do, and what can be reached.
 */
#include "walk.h"

#include "../support/model_dump.h"

#include "roundtable/ui/keymap.h"

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

/* --- the table of keys --- */

static void test_every_action_is_bound_named_and_helped(void **state)
{
	(void)state;
	for (int i = 0; i < ACTIONS_COUNT; i++) {
		const struct action_info *info = action_info((enum action_id)i);
		bool bound = false;
		for (int mode = 0; mode < MODE_COUNT; mode++)
			bound |= keymap_own((enum mode)mode, (enum action_id)i);
		if (!bound)
			fail_msg("no key does %s", info->name);
		assert_true(
			info->name[0] != '\0' && info->group[0] != '\0' && info->help[0] != '\0');
	}
}

static void test_every_action_is_in_the_manual(void **state)
{
	char *page = table_source("man/roundtable.1.scd");

	(void)state;
	for (int i = 0; i < ACTIONS_COUNT; i++) {
		const struct action_info *info = action_info((enum action_id)i);
		struct buf entry = {0};
		buf_format(&entry, "_%s_: %s.", info->name, info->help);
		if (strstr(page, buf_text(&entry)) == NULL)
			fail_msg("not in roundtable(1): %s", buf_text(&entry));
		buf_finish(&entry);
	}
	free(page);
}

static void test_no_key_is_bound_twice_in_a_mode(void **state)
{
	enum mode mode, other_mode;
	enum action_id action, other_action;
	const char *key, *other;

	(void)state;
	for (size_t i = 0; keymap_binding(i, &mode, &key, &action); i++) {
		if (key_from_name(key) == 0)
			fail_msg("no such key: %s", key);
		for (size_t k = 0; k < i && keymap_binding(k, &other_mode, &other, &other_action);
			k++)
			if (mode == other_mode && key_from_name(key) == key_from_name(other))
				fail_msg("%s: %s is bound twice", mode_name(mode), key);
	}
}

/* An F-key has another key that does the same: not every keyboard sends them. While typing that is
 * the letter after Esc. */
static void test_every_function_key_has_an_alternative(void **state)
{
	enum mode mode;
	enum action_id action;
	const char *key;

	(void)state;
	for (size_t i = 0; keymap_binding(i, &mode, &key, &action); i++) {
		char keys[200];
		bool alternative = false;
		if (key[0] != 'F' || !isdigit((unsigned char)key[1]) || mode != MODE_FUNCTION)
			continue;
		for (int where = 0; where < MODE_COUNT; where++) {
			keymap_keys((enum mode)where, action, keys, sizeof keys);
			for (char *rest = keys, *one; (one = strsep(&rest, " ")) != NULL;)
				alternative |= one[0] != '\0' &&
					       !(one[0] == 'F' && isdigit((unsigned char)one[1]));
		}
		if (!alternative)
			fail_msg("only %s does %s", key, action_info(action)->name);
	}
}

static void assert_replays(const struct table *table, uint64_t seed)
{
	struct model again = {0};
	struct buf what = {0};

	buf_format(&what, "seed %llu", (unsigned long long)seed);
	model_replay(&table->model, &again);
	char *live = model_dumped(&table->model, DUMP_ALL),
	     *folded = model_dumped(&again, DUMP_ALL);
	assert_dumps_equal(live, folded, buf_text(&what));
	free(live);
	free(folded);
	model_finish(&again);
	buf_finish(&what);
}

enum { WALKS = 12, STEPS = 1500 };

static void test_no_walk_crashes_and_the_log_is_all_there_is(void **state)
{
	int run = 0, refused = 0, closed = 0, wishes = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= WALKS; seed++) {
		struct table table;
		struct walker walker;
		walker_init(&walker, seed);
		table_open(&table, &(struct table_options){
					   .programme = seed % 3 == 0 ? "sessions/first-meeting.md"
							: seed % 3 == 1 ? RICH
									: NULL,
					   .same_picture = seed % 2 == 0,
					   .columns = seed % 2 ? 40 : 80,
					   .rows = seed % 2 ? 12 : 24,
					   .seed = seed});
		table_door(&table);
		for (int i = 0; i < STEPS; i++) {
			step(&table, &walker);
			if (table.door.open && random_below(walker.random, 40) == 0)
				table_knock(&table, "Somebody new", "", NULL, seed % 2 == 0);
			if (i % 250 == 0)
				assert_replays(&table, seed);
			if (random_below(walker.random, 300) == 0)
				table_reopen(&table);
		}
		assert_replays(&table, seed);
		run += table.run;
		refused += table.refused;
		closed += (int)table_count(&table, EVENT_POLL_CLOSED);
		wishes += table.wishes;
		table_close(&table);
	}
	/* a walk that gets nowhere would prove nothing */
	assert_true(run > WALKS * 20);
	assert_true(refused > WALKS);
	assert_true(closed > 0);
	assert_true(wishes > WALKS);
}

/* --- letters alone --- */

static bool is_tick(const struct table *table, int64_t thing)
{
	const struct card *card = model_card(&table->model, thing);

	return card != NULL && card->item >= 0;
}

/* A tick in a matrix is unticked by its letter; nothing else goes away by letters. */
static void assert_nothing_ended(const struct table *table)
{
	static const enum event_kind kinds[] = {EVENT_SESSION_CLOSED, EVENT_POLL_CLOSED,
		EVENT_POLL_VOIDED, EVENT_CARDS_REVEALED, EVENT_WORDS_ERASED,
		EVENT_DECISION_RECORDED};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (table_count(table, kinds[i]) > 0)
			fail_msg("%s without Enter", event_name(kinds[i]));
	for (size_t i = 0; i < table->model.events.count; i++) {
		const struct event *event = &table->model.events.items[i];
		if (event->kind == EVENT_THING_WITHDRAWN && !is_tick(table, event->body.thing))
			fail_msg("%s without Enter", event_name(event->kind));
	}
}

static void test_no_letter_ends_anything(void **state)
{
	(void)state;
	for (int stage = 0; stage < STAGES_RICH; stage++) {
		struct table table;
		struct walker walker;
		walker_init(&walker, (uint64_t)stage + 1);
		walker.never_enter = true;
		open_rich(&table, false);
		furnish(&table);
		go(&table, stage);
		table.blind = true;
		/* every pair of printable keys that begins from the list */
		for (int32_t first = ' '; first < 127; first++)
			for (int32_t second = ' '; second < 127;
				second += 1 + (int32_t)random_below(walker.random, 40)) {
				to_the_letters(&table);
				go(&table, stage);
				table_key(&table, first);
				table_key(&table, second);
				table_key(&table, second);
				come_back(&table);
			}
		to_the_letters(&table);
		go(&table, stage);
		for (int i = 0; i < 400; i++)
			step(&table, &walker);
		assert_nothing_ended(&table);
		table_close(&table);
	}
}

/* --- reading only, and after the end --- */

static void test_reading_only_shows_every_stage_and_writes_nothing(void **state)
{
	struct table table;
	struct walker walker;

	(void)state;
	table_open(&table,
		&(struct table_options){.programme = RICH, .read_only = "It is a rehearsal."});
	furnish(&table);
	size_t events = table.model.events.count;
	for (int stage = 0; stage < STAGES_RICH; stage++) {
		table_keys(&table, "F8");
		table_must_say(&table, table.model.plan->stages.items[stage].title);
	}
	walker_init(&walker, 5);
	for (int i = 0; i < 1500; i++)
		step(&table, &walker);
	assert_int_equal(table.model.events.count, events);
	assert_int_equal(table.run + table.refused + table.failed, 0);
	assert_int_equal(table.drafts.count, 0);
	table_close(&table);
}

static void test_a_closed_session_can_be_looked_through(void **state)
{
	struct table table;

	(void)state;
	open_rich(&table, false);
	go(&table, AT_NOTICED);
	table_keys(&table, "\"The bus was late\" Enter");
	go(&table, AT_END);
	table_keys(&table, "c Enter");
	table_must_say(&table, "The workshop is closed.");
	size_t events = table.model.events.count;
	for (int i = AT_END; i > AT_NOTICED; i--)
		table_keys(&table, "p");
	table_must_say(&table, "The bus was late");
	table_keys(&table, "g Down Enter");
	table_must_say(&table, "What does it take?");
	assert_int_equal(table.model.events.count, events);
	assert_int_equal(table.model.stage, AT_END);
	table_close(&table);
}

/* Arrows, Enter, Space, Esc and digits reach everything: Esc from the list opens the commands,
 * which hold them all. */
static void test_esc_and_enter_reach_every_command(void **state)
{
	(void)state;
	for (int stage = 0; stage < STAGES_RICH; stage++) {
		struct table table;
		open_rich(&table, false);
		furnish(&table);
		go(&table, stage);
		table_keys(&table, "Esc Esc");
		if (!table_says(&table, "Which command?"))
			table_keys(&table, "Esc");
		table_must_say(&table, "Which command?");
		enum activity activity = table.model.plan->stages.items[stage].activity;
		static const enum action_id wanted[] = {ACTION_NOTE, ACTION_ACTION, ACTION_PARK,
			ACTION_NEXT, ACTION_EXTEND, ACTION_PAUSE, ACTION_OFF_RECORD, ACTION_QUIT,
			ACTION_MINUTES};
		for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
			table_must_say(&table, action_info(wanted[i])->help);
		if (stage == AT_TAKES || stage == AT_NAME) {
			table_must_say(&table, action_info(ACTION_WITHDRAW)->help);
			table_must_say(&table, action_info(ACTION_ERASE)->help);
		}
		if (activity == ACTIVITY_VOTE)
			table_must_say(&table, action_info(ACTION_CLOSE_VOTE)->help);
		if (activity == ACTIVITY_CLOSE)
			table_must_say(&table, action_info(ACTION_CLOSE_SESSION)->help);
		table_close(&table);
	}
}

/* A key that has nothing to work on is named neither in the help nor in the footer. */
static void test_help_names_what_does_something_now(void **state)
{
	static const enum action_id of_lines[] = {ACTION_EDIT, ACTION_WITHDRAW, ACTION_ERASE,
		ACTION_TRACE, ACTION_MERGE, ACTION_LEAVE_OUT, ACTION_ALIKE};
	static const enum action_id of_tables[] = {ACTION_GAPS, ACTION_SIFT};
	struct table table;

	(void)state;
	open_rich(&table, false);
	go(&table, AT_TAKES);
	table_keys(&table, "F1");
	for (size_t i = 0; i < sizeof of_lines / sizeof *of_lines; i++)
		assert_false(table_says(&table, action_info(of_lines[i])->help));
	for (size_t i = 0; i < sizeof of_tables / sizeof *of_tables; i++)
		assert_false(table_says(&table, action_info(of_tables[i])->help));
	assert_false(table_says(&table, action_info(ACTION_OPEN_VOTE)->help));
	assert_false(table_says(&table, action_info(ACTION_SMALL_GROUPS)->help));
	table_keys(&table, "Esc");
	furnish(&table);
	table_keys(&table, "F1");
	for (size_t i = 0; i < sizeof of_lines / sizeof *of_lines; i++)
		table_must_say(&table, action_info(of_lines[i])->help);
	for (size_t i = 0; i < sizeof of_tables / sizeof *of_tables; i++)
		table_must_say(&table, action_info(of_tables[i])->help);
	table_must_say(&table, action_info(ACTION_OPEN_VOTE)->help);
	/* a list without columns is no table, and a break has no list at all */
	table_keys(&table, "Esc");
	go(&table, AT_NOTICED);
	table_keys(&table, "F1");
	for (size_t i = 0; i < sizeof of_tables / sizeof *of_tables; i++)
		assert_false(table_says(&table, action_info(of_tables[i])->help));
	table_keys(&table, "Esc");
	go(&table, AT_REST);
	table_keys(&table, "F1");
	assert_false(table_says(&table, action_info(ACTION_ERASE)->help));
	assert_false(table_says(&table, action_info(ACTION_TRACE)->help));
	/* what is shown already is not revealed, and what was not taken back not brought back */
	assert_false(table_says(&table, action_info(ACTION_REDO)->help));
	table_keys(&table, "Esc t \"a note\" Enter u F1");
	table_must_say(&table, action_info(ACTION_REDO)->help);
	table_keys(&table, "Esc");
	go(&table, AT_QUIET);
	table_keys(&table, "F1");
	table_must_say(&table, action_info(ACTION_REVEAL)->help);
	table_keys(&table, "Esc");
	go(&table, AT_NOTICED);
	table_keys(&table, "F1");
	assert_false(table_says(&table, action_info(ACTION_REVEAL)->help));
	table_close(&table);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_action_is_bound_named_and_helped),
		cmocka_unit_test(test_every_action_is_in_the_manual),
		cmocka_unit_test(test_no_key_is_bound_twice_in_a_mode),
		cmocka_unit_test(test_help_names_what_does_something_now),
		cmocka_unit_test(test_every_function_key_has_an_alternative),
		cmocka_unit_test(test_no_walk_crashes_and_the_log_is_all_there_is),
		cmocka_unit_test(test_no_letter_ends_anything),
		cmocka_unit_test(test_reading_only_shows_every_stage_and_writes_nothing),
		cmocka_unit_test(test_a_closed_session_can_be_looked_through),
		cmocka_unit_test(test_esc_and_enter_reach_every_command),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
