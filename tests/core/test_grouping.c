/* Cards put into themes from people's own devices: what is taken, from whom, and what is told to
 * who comes second. */
#include "room.h"

#include "../support/model_dump.h"
#include "../support/sample_plan.h"

#include "roundtable/core/audience.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The room is in the stage, with two cards and a theme. */
struct table {
	struct room *room;
	struct desk *desk;
	int64_t one, two, theme;
};

static struct table lay(void **state)
{
	struct table table = {.room = *state, .desk = &((struct room *)*state)->desk};

	desk_do(table.desk, WISH(STAGE_ENTERED, .stage = AT_COLLECT));
	table.one = desk_card(table.desk, AT_COLLECT, table.room->persons[0], "one");
	table.two = desk_card(table.desk, AT_COLLECT, table.room->persons[1], "two");
	desk_do(table.desk, WISH(STAGE_ENTERED, .stage = AT_GROUP));
	table.theme =
		desk_do(table.desk, said(WISH(THEME_ADDED, .stage = AT_GROUP), WORDS("time")));
	return table;
}

/* From the device of the second person. */
static struct command own(const struct table *table, struct command command)
{
	command = by(command, table->room->persons[1]);
	command.own = true;
	return command;
}

static struct command move(const struct table *table, int64_t card, int64_t from, int64_t into)
{
	struct command command =
		own(table, WISH(CARD_GROUPED, .stage = AT_GROUP, .thing = card, .into = into));

	command.seen = from;
	return command;
}

#define THEME(table, ...) own(table, said(WISH(THEME_ADDED, .stage = AT_GROUP), WORDS(__VA_ARGS__)))
#define RENAME(table, id, ...)                                                                     \
	own(table, said(WISH(WORDS_CHANGED, .thing = (id)), WORDS(__VA_ARGS__)))

static const struct event *last(const struct table *table)
{
	return &table->desk->model.events.items[table->desk->model.events.count - 1];
}

static int64_t where(const struct table *table, int64_t card)
{
	return model_theme_of(&table->desk->model, AT_GROUP, card);
}

static void test_a_device_groups_as_the_console_does(void **state)
{
	struct table table = lay(state);
	struct desk *desk = table.desk;

	int64_t theme = desk_do(desk, THEME(&table, "money", "and words that are no name"));
	assert_string_equal(model_theme(&desk->model, theme)->name, "money");
	assert_int_equal(last(&table)->words.count, 1);
	assert_int_equal(last(&table)->by, table.room->persons[1]);
	assert_int_equal(last(&table)->body.device, 1);
	desk_do(desk, move(&table, table.one, 0, theme));
	assert_int_equal(where(&table, table.one), theme);
	assert_int_equal(last(&table)->by, table.room->persons[1]);
	assert_int_equal(last(&table)->body.device, 1);
	desk_do(desk, move(&table, table.one, theme, table.theme));
	assert_int_equal(where(&table, table.one), table.theme);
	desk_do(desk, move(&table, table.one, table.theme, 0));
	assert_int_equal(where(&table, table.one), 0);
	desk_do(desk, RENAME(&table, theme, "money and time", "money"));
	assert_string_equal(model_theme(&desk->model, theme)->name, "money and time");
	assert_int_equal(last(&table)->words.count, 1);
	assert_int_equal(last(&table)->body.device, 1);
	desk_refuse(desk, THEME(&table, ""), REFUSED_EMPTY);
	desk_refuse(desk, RENAME(&table, theme, "", "money and time"), REFUSED_EMPTY);
}

/* Who comes second is told, and nothing moves; the same sent again is done already. */
static void test_whoever_is_second_is_told(void **state)
{
	struct table table = lay(state);
	struct desk *desk = table.desk;
	int64_t theme = desk_do(desk, THEME(&table, "Money"));
	int64_t gone = desk_do(desk, THEME(&table, "Costs"));

	desk_refuse(desk, THEME(&table, "money"), REFUSED_THEME_KNOWN);
	desk_do(desk, move(&table, table.one, 0, theme));
	desk_refuse(desk, move(&table, table.one, 0, theme), REFUSED_SAME);
	desk_refuse(desk, move(&table, table.one, 0, table.theme), REFUSED_MOVED);
	desk_refuse(desk, move(&table, table.one, gone, table.theme), REFUSED_MOVED);
	desk_do(desk, RENAME(&table, theme, "Money, not time", "Money"));
	desk_refuse(desk, RENAME(&table, theme, "Money, not time", "Money"), REFUSED_SAME);
	desk_refuse(desk, RENAME(&table, theme, "Money!", "Money"), REFUSED_RENAMED);
	/* put together with another one meanwhile: with its cards */
	desk_do(desk, move(&table, table.two, 0, gone));
	desk_do(desk, WISH(THEME_MERGED, .thing = gone, .into = theme));
	desk_refuse(desk, move(&table, table.one, theme, gone), REFUSED_THEME_GONE);
	desk_refuse(desk, move(&table, table.two, gone, table.theme), REFUSED_MOVED);
	desk_refuse(desk, RENAME(&table, gone, "Costs!", "Costs"), REFUSED_THEME_GONE);
	assert_int_equal(where(&table, table.two), theme);
	desk_do(desk, THEME(&table, "costs")); /* there is none of this name any more */
}

/* Nothing but what is worked on now: neither cards' words nor another stage's themes. */
static void test_a_device_changes_nothing_else(void **state)
{
	struct table table = lay(state);
	struct desk *desk = table.desk;
	int64_t elsewhere = desk_card(desk, AT_ROLES, table.room->persons[0], "elsewhere");
	int64_t note = desk_do(desk, said(WISH(NOTE_ADDED), WORDS("a note")));

	desk_refuse(desk, RENAME(&table, table.one, "other words", "one"), REFUSED_NO_THING);
	desk_refuse(desk, RENAME(&table, table.room->persons[0], "Zoe"), REFUSED_NO_THING);
	/* nor is it told what there is: of the note the room knows nothing */
	desk_refuse(desk, RENAME(&table, note, "no note"), REFUSED_NO_THING);
	desk_refuse(desk, RENAME(&table, 9999, "nothing"), REFUSED_NO_THING);
	desk_refuse(desk, own(&table, WISH(WORDS_CHANGED, .thing = note)), REFUSED_NO_THING);
	desk_refuse(desk, own(&table, WISH(WORDS_CHANGED, .thing = table.theme)), REFUSED_EMPTY);
	desk_refuse(desk, move(&table, elsewhere, 0, table.theme), REFUSED_NO_THING);
	desk_refuse(desk, move(&table, 9999, 0, table.theme), REFUSED_NO_THING);
	desk_refuse(desk, move(&table, table.one, 0, table.two), REFUSED_NO_THING);
	struct command nobody = THEME(&table, "money");
	nobody.by = 9999;
	desk_refuse(desk, nobody, REFUSED_NO_PERSON);
	desk_do(desk, WISH(OFF_RECORD, .yes = 1));
	desk_refuse(desk, move(&table, table.one, 0, table.theme), REFUSED_OFF_RECORD);
	desk_do(desk, WISH(OFF_RECORD, .yes = 0));
	/* another stage is on: as it was left it stays */
	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_TALK));
	desk_refuse(desk, move(&table, table.one, 0, table.theme), REFUSED_NOT_HERE);
	desk_refuse(desk, THEME(&table, "money"), REFUSED_NOT_HERE);
	desk_refuse(desk, RENAME(&table, table.theme, "hours", "time"), REFUSED_NOT_HERE);
	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_GROUP));
	desk_do(desk, move(&table, table.one, 0, table.theme));
	desk_do(desk, WISH(SESSION_CLOSED));
	desk_refuse(desk, move(&table, table.one, table.theme, 0), REFUSED_CLOSED);
}

/* What is not shown cannot be told from what is not there. */
static void test_a_hidden_card_cannot_be_found(void **state)
{
	struct table table = lay(state);
	struct desk *desk = table.desk;
	struct stage *source = (struct stage *)model_stage(&desk->model, AT_COLLECT);

	source->settings[SETTING_HIDDEN].number = 1;
	desk_refuse(desk, move(&table, table.one, 0, table.theme), REFUSED_NO_THING);
	desk_refuse(desk, move(&table, 9999, 0, table.theme), REFUSED_NO_THING);
	desk_do(desk, WISH(CARDS_REVEALED, .stage = AT_COLLECT));
	desk_do(desk, move(&table, table.one, 0, table.theme));
}

/* Where cards do not tell who wrote them, nothing tells who put them together, nor from where. */
static void test_nobody_is_kept_where_no_author_is(void **state)
{
	struct table table = lay(state);
	struct desk *desk = table.desk;
	struct stage *source = (struct stage *)model_stage(&desk->model, AT_COLLECT);

	for (int authors = AUTHORS_ROLE; authors <= AUTHORS_HIDDEN; authors++) {
		source->settings[SETTING_AUTHORS].number = authors;
		int64_t in = where(&table, table.one);
		desk_do(desk, move(&table, table.one, in, in == 0 ? table.theme : 0));
		assert_int_equal(last(&table)->by, BY_NOBODY);
		assert_int_equal(last(&table)->body.device, 0);
		in = where(&table, table.one);
		desk_do(desk, WISH(CARD_GROUPED, .stage = AT_GROUP, .thing = table.one,
				      .into = in == 0 ? table.theme : 0));
		assert_int_equal(last(&table)->by, BY_NOBODY);
		desk_do(desk, THEME(&table, (char[]){'a', (char)('0' + authors), '\0'}));
		assert_int_equal(last(&table)->by, BY_NOBODY);
		desk_do(desk, said(WISH(THEME_ADDED, .stage = AT_GROUP), WORDS("console")));
		assert_int_equal(last(&table)->by, BY_NOBODY);
		desk_do(desk,
			RENAME(&table, table.theme, (char[]){'b', (char)('0' + authors), '\0'}));
		assert_int_equal(last(&table)->by, BY_NOBODY);
		desk_do(desk, said(WISH(WORDS_CHANGED, .thing = table.theme), WORDS("time")));
		assert_int_equal(last(&table)->by, BY_NOBODY);
		assert_int_equal(last(&table)->body.device, 0);
	}
}

/* The console's undo takes back what the console did; what a device did on it stays where it can.
 */
static void test_undo_leaves_what_devices_did(void **state)
{
	struct table table = lay(state);
	struct desk *desk = table.desk;
	bool not_undoable;

	int64_t mine = desk_do(desk,
		WISH(CARD_GROUPED, .stage = AT_GROUP, .thing = table.one, .into = table.theme));
	int64_t theirs = desk_do(desk, THEME(&table, "money"));
	desk_do(desk, move(&table, table.one, table.theme, theirs));
	assert_int_equal(model_undoable(&desk->model, &not_undoable), mine);
	desk_do(desk, WISH(STEP_UNDONE));
	assert_int_equal(where(&table, table.one), theirs);
	/* the console's theme goes, and with it what was put into it */
	desk_do(desk, move(&table, table.two, 0, table.theme));
	desk_do(desk, WISH(STEP_UNDONE));
	assert_int_equal(where(&table, table.two), 0);
	desk_refuse(desk, move(&table, table.two, 0, table.theme), REFUSED_NO_THING);
	desk_do(desk, WISH(STEP_REDONE));
	assert_int_equal(where(&table, table.two), table.theme);
}

int main(void)
{
#define ROOM(test) cmocka_unit_test_setup_teardown(test, room_open, room_close)
	const struct CMUnitTest tests[] = {
		ROOM(test_a_device_groups_as_the_console_does),
		ROOM(test_whoever_is_second_is_told),
		ROOM(test_a_device_changes_nothing_else),
		ROOM(test_a_hidden_card_cannot_be_found),
		ROOM(test_nobody_is_kept_where_no_author_is),
		ROOM(test_undo_leaves_what_devices_did),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
