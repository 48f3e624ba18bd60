/* Before the minutes: whom they would name unasked, and what nobody would own there. */
#include "room.h"

#include "../support/sample_plan.h"

#include "roundtable/core/sentence.h"
#include "roundtable/core/unnamed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static size_t places(struct room *room, int64_t thing, bool owns)
{
	struct unnamed unnamed = {0};
	size_t count = 0;

	model_unnamed(&room->desk.model, &unnamed);
	for (size_t i = 0; i < unnamed.count; i++)
		count += unnamed.items[i].thing == thing && unnamed.items[i].owns == owns;
	array_finish(&unnamed);
	return count;
}

/* The people of the room are Amina, Bo, Chidi, Dolores and Eero. */
static void test_names_in_words(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t card = desk_card(desk, AT_ROLES, room->persons[0], "ask BO, not Boris");
	int64_t other = desk_card(desk, AT_ROLES, room->persons[0], "Boris knows");
	int64_t hidden = desk_card(desk, AT_COUNTED, room->persons[0], "Chidi's idea");
	int64_t note = desk_do(desk,
		said(WISH(NOTE_ADDED, .stage = AT_ROLES), WORDS("Dolores and Chidi came late")));

	assert_int_equal(places(room, card, false), 1);
	assert_int_equal(places(room, other, false), 0);
	assert_int_equal(places(room, hidden, false), 0);
	assert_int_equal(places(room, note, false), 2);
	/* who may be named may stand there */
	desk_do(desk, WISH(PERSON_NAMING, .person = room->persons[1], .naming = NAMING_NAME));
	assert_int_equal(places(room, card, false), 0);
	desk_do(desk, WISH(PERSON_NAMING, .person = room->persons[2], .naming = NAMING_NOT));
	assert_int_equal(places(room, note, false), 2);
	desk_do(desk, WISH(CARDS_REVEALED, .stage = AT_COUNTED));
	assert_int_equal(places(room, hidden, false), 1);
	desk_do(desk, WISH(THING_WITHDRAWN, .thing = note, .yes = 1));
	assert_int_equal(places(room, note, false), 0);
}

/* A first name is enough; a whole name that stands for a person is put as they wish to appear. */
static void test_first_names_and_names_alone(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t zora = desk_do(desk,
		said(WISH(PERSON_ADDED, .role = ROLE_CARER, .votes = 1, .status = STATUS_HERE),
			WORDS("Zora Neal", "")));
	int64_t card = desk_card(desk, AT_ROLES, zora, "with Zora");
	int64_t whole = desk_card(desk, AT_ROLES, zora, "by zora neal.");
	int64_t proposal =
		desk_do(desk, said(WISH(PROPOSAL_MADE, .stage = AT_CONSENT), WORDS("a tower")));

	assert_int_equal(places(room, card, false), 1);
	assert_int_equal(places(room, whole, false), 1);
	desk_do(desk,
		said(WISH(BURDEN_STATED, .thing = proposal), WORDS("Zora Neal", "an evening", "")));
	assert_int_equal(places(room, proposal, false), 0);
	desk_do(desk,
		said(WISH(BURDEN_STATED, .thing = proposal), WORDS("Zora and friends", "", "")));
	assert_int_equal(places(room, proposal, false), 1);
}

/* What is done by somebody whom the minutes do not name is nobody's there. */
static void test_what_nobody_owns(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	/* the only carer, and one of two residents */
	int64_t alone = desk_do(
		desk, said(WISH(ACTION_ADDED, .stage = AT_ROLES, .person = room->persons[1]),
			      WORDS("ring them", "")));
	int64_t known = desk_do(
		desk, said(WISH(ACTION_ADDED, .stage = AT_ROLES, .person = room->persons[0]),
			      WORDS("write it", "")));

	assert_int_equal(places(room, alone, true), 1);
	assert_int_equal(places(room, alone, false), 0);
	assert_int_equal(places(room, known, true), 0);
	desk_do(desk, WISH(PERSON_NAMING, .person = room->persons[1], .naming = NAMING_NAME));
	assert_int_equal(places(room, alone, true), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_names_in_words, room_open, room_close),
		cmocka_unit_test_setup_teardown(
			test_first_names_and_names_alone, room_open, room_close),
		cmocka_unit_test_setup_teardown(test_what_nobody_owns, room_open, room_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
