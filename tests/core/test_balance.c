/* Speaking balance: whose time counts, which parts of the room are shown, what reaches the wall. */
#include "../support/desk.h"
#include "../support/sample_plan.h"

#include "roundtable/core/audience.h"
#include "roundtable/core/balance.h"
#include "roundtable/core/parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 12 };

/* Twelve people of four roles in turn: residents 0 4 8, carers 1 5 9, researchers 2 6 10, funders 3
 * 7 11. Only the first `count` come. */
struct room {
	struct desk desk;
	int64_t persons[MOST];
	struct balance balance;
};

static void room_open(struct room *room, size_t count)
{
	*room = (struct room){0};
	desk_open(&room->desk, 1);
	desk_people(&room->desk, count, room->persons);
	desk_do(&room->desk, WISH(STAGE_ENTERED, .stage = AT_TALK));
}

static void room_close(struct room *room)
{
	balance_finish(&room->balance);
	desk_close(&room->desk);
}

/* A turn of so many minutes; the desk's own seconds are made up for. */
static void speaks(struct room *room, size_t who, int minutes)
{
	desk_do(&room->desk,
		WISH(TURN_STARTED, .stage = room->desk.model.stage, .person = room->persons[who]));
	room->desk.now += minutes * MINUTE_MS - 1000;
	desk_do(&room->desk, WISH(TURN_ENDED, .stage = room->desk.model.stage));
}

static void look(struct room *room, int stage)
{
	balance_of(&room->desk.model, stage, room->desk.now, &room->balance);
}

static void test_shares_by_role(void **state)
{
	struct room room;
	struct buf text = {0};

	(void)state;
	room_open(&room, 12);
	speaks(&room, 0, 6);
	speaks(&room, 4, 3);
	speaks(&room, 2, 9);
	speaks(&room, 1, 2);
	look(&room, BALANCE_SESSION);
	assert_int_equal(room.balance.time, 20 * MINUTE_MS);
	assert_int_equal(room.balance.people, 12);
	assert_int_equal(room.balance.heard, 4);
	assert_int_equal(room.balance.silent.count, 8);
	assert_false(ids_contain(&room.balance.silent, room.persons[4]));
	assert_true(ids_contain(&room.balance.silent, room.persons[3]));
	assert_int_equal(room.balance.by_part.count, 4);
	assert_int_equal(balance_time(&room.balance, ROLE_RESIDENT), 45);
	assert_int_equal(balance_time(&room.balance, ROLE_CARER), 10);
	assert_int_equal(balance_time(&room.balance, ROLE_FUNDER), 0);
	assert_int_equal(balance_people(&room.balance, ROLE_FUNDER), 25);
	sentence_balance(&room.balance, &text);
	sentence_balance_tilt(&room.desk.model, &room.balance, &text);
	assert_string_equal(buf_text(&text),
		"20 minutes were spoken, as clicked. 4 of 12 people were heard. More of the time "
		"than of the people: resident, with 45 % of the time and 25 % of the people. Less "
		"of the time than of the people: funder, with 0 % of the time and 25 % of the "
		"people.");
	buf_finish(&text);
	room_close(&room);
}

/* The one who speaks has spoken until now; a letter of another ends the first. */
static void test_a_turn_that_goes_on(void **state)
{
	struct room room;

	(void)state;
	room_open(&room, 6);
	desk_do(&room.desk, WISH(TURN_STARTED, .stage = AT_TALK, .person = room.persons[0]));
	room.desk.now += 4 * MINUTE_MS - 1000;
	desk_do(&room.desk, WISH(TURN_STARTED, .stage = AT_TALK, .person = room.persons[1]));
	room.desk.now += MINUTE_MS;
	look(&room, AT_TALK);
	assert_int_equal(room.balance.time, 5 * MINUTE_MS);
	assert_int_equal(room.balance.heard, 2);
	look(&room, AT_COLLECT);
	assert_int_equal(room.balance.time, 0);
	assert_int_equal(room.balance.heard, 0);
	assert_int_equal(room.balance.silent.count, 6);
	room_close(&room);
}

/* What is off the record stays off it, and nobody speaks in a pause. */
static void test_time_that_does_not_count(void **state)
{
	static const enum event_kind kinds[] = {EVENT_PAUSED, EVENT_OFF_RECORD};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct room room;
		struct command command = WISH(PAUSED, .yes = 1);
		room_open(&room, 6);
		command.kind = kinds[i];
		desk_do(&room.desk,
			WISH(TURN_STARTED, .stage = AT_TALK, .person = room.persons[0]));
		room.desk.now += 2 * MINUTE_MS - 1000;
		desk_do(&room.desk, command);
		room.desk.now += 7 * MINUTE_MS - 1000;
		look(&room, BALANCE_SESSION);
		assert_int_equal(room.balance.time, 2 * MINUTE_MS - 0);
		command.body.yes = 0;
		desk_do(&room.desk, command);
		room.desk.now += MINUTE_MS;
		look(&room, BALANCE_SESSION);
		assert_int_equal(room.balance.time, 3 * MINUTE_MS);
		room_close(&room);
	}
}

/* Who supports without a vote has no voice to be missed; who left has had one. */
static void test_who_counts(void **state)
{
	struct room room;

	(void)state;
	room_open(&room, 8);
	desk_do(&room.desk,
		WISH(PERSON_DUTY, .person = room.persons[3], .duty = DUTY_INTERPRETER, .votes = 0));
	desk_do(&room.desk, WISH(PERSON_STATUS, .person = room.persons[2], .status = STATUS_LEFT));
	desk_do(&room.desk,
		WISH(PERSON_STATUS, .person = room.persons[1], .status = STATUS_ABSENT));
	speaks(&room, 3, 5);
	speaks(&room, 0, 1);
	look(&room, BALANCE_SESSION);
	assert_int_equal(room.balance.time, MINUTE_MS);
	assert_int_equal(room.balance.people, 6);
	assert_int_equal(room.balance.heard, 1);
	assert_false(ids_contain(&room.balance.silent, room.persons[2]));
	assert_int_equal(room.balance.silent.count, 4);
	room_close(&room);
}

/* Two of a role would be seen through. */
static void test_small_roles_are_put_together(void **state)
{
	struct room room;
	struct buf text = {0};

	(void)state;
	room_open(&room, 8);
	speaks(&room, 0, 5);
	look(&room, BALANCE_SESSION);
	assert_int_equal(room.balance.by_part.count, 2);
	for (size_t i = 0; i < 2; i++)
		assert_true(room.balance.by_part.items[i].people >= 3);
	room_close(&room);
	room_open(&room, 5);
	speaks(&room, 0, 5);
	look(&room, BALANCE_SESSION);
	assert_int_equal(room.balance.by_part.count, 0);
	sentence_balance(&room.balance, &text);
	assert_non_null(strstr(buf_text(&text), "It is not shown by role"));
	buf_clear(&text);
	sentence_balance_tilt(&room.desk.model, &room.balance, &text);
	assert_string_equal(buf_text(&text), "");
	buf_finish(&text);
	room_close(&room);
}

/* Nobody's name, nothing before the group wants it, nothing where a role would be seen through. */
static void test_the_wall_shows_it_when_wanted(void **state)
{
	struct room room;
	struct audience audience = {0};
	size_t before;

	(void)state;
	room_open(&room, 12);
	speaks(&room, 0, 5);
	audience_fill(&room.desk.model, room.desk.now, &audience);
	before = audience.items.count;
	for (size_t i = 0; i < before; i++)
		assert_int_not_equal(audience.items.items[i].kind, ITEM_SHARE);
	desk_do(&room.desk, WISH(BALANCE_SHOWN, .yes = 1));
	desk_refuse(&room.desk, WISH(BALANCE_SHOWN, .yes = 1), REFUSED_SAME);
	audience_fill(&room.desk.model, room.desk.now, &audience);
	assert_int_equal(audience.items.count, before + 4);
	const struct audience_item *item = &audience.items.items[before];
	assert_int_equal(item->kind, ITEM_SHARE);
	assert_string_equal(item->text, "resident");
	assert_int_equal(item->value, 100);
	assert_int_equal(item->level, 25);
	assert_string_equal(item->figure, "100 % of the time, 25 % of the people");
	assert_int_equal(item->person.id, 0);
	desk_do(&room.desk, WISH(STAGE_ENTERED, .stage = AT_COLLECT));
	audience_fill(&room.desk.model, room.desk.now, &audience);
	for (size_t i = 0; i < audience.items.count; i++)
		assert_int_not_equal(audience.items.items[i].kind, ITEM_SHARE);
	audience_finish(&audience);
	room_close(&room);
	room_open(&room, 5);
	speaks(&room, 0, 5);
	desk_do(&room.desk, WISH(BALANCE_SHOWN, .yes = 1));
	audience_fill(&room.desk.model, room.desk.now, &audience);
	for (size_t i = 0; i < audience.items.count; i++)
		assert_int_not_equal(audience.items.items[i].kind, ITEM_SHARE);
	audience_finish(&audience);
	room_close(&room);
}

static void test_hundredths(void **state)
{
	(void)state;
	assert_int_equal(balance_percent(1, 3), 33);
	assert_int_equal(balance_percent(2, 3), 67);
	assert_int_equal(balance_percent(1, 200), 1);
	assert_int_equal(balance_percent(0, 0), 0);
	assert_int_equal(balance_percent(INT64_MAX, INT64_MAX), 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shares_by_role),
		cmocka_unit_test(test_a_turn_that_goes_on),
		cmocka_unit_test(test_time_that_does_not_count),
		cmocka_unit_test(test_who_counts),
		cmocka_unit_test(test_small_roles_are_put_together),
		cmocka_unit_test(test_the_wall_shows_it_when_wanted),
		cmocka_unit_test(test_hundredths),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
