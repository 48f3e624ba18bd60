/* Two rankings of the same cards in different stages: what rose and fell, what is new among the
 * first. */
#include "../support/desk.h"
#include "../support/sample_plan.h"

#include "roundtable/core/audience.h"
#include "roundtable/core/rounds.h"
#include "roundtable/core/sentence.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { PEOPLE = 12, CARDS = 12 };

struct room {
	struct desk desk;
	int64_t persons[PEOPLE], cards[CARDS];
};

static void set(const struct desk *desk, int stage, enum setting setting, int64_t number)
{
	((struct stage *)model_stage(&desk->model, stage))->settings[setting] =
		(struct setting_value){.given = true, .number = number};
}

static int room_open(void **state)
{
	struct room *room = calloc(1, sizeof *room);
	char name[] = "a";

	desk_open(&room->desk, 5);
	desk_people(&room->desk, PEOPLE, room->persons);
	set(&room->desk, AT_APPROVAL, SETTING_OPTIONS, AT_COLLECT);
	set(&room->desk, AT_THEMES, SETTING_OPTIONS, AT_COLLECT);
	for (int i = 0; i < CARDS; i++, name[0]++)
		room->cards[i] = desk_card(&room->desk, AT_COLLECT, room->persons[0], name);
	*state = room;
	return 0;
}

static int room_close(void **state)
{
	struct room *room = *state;

	desk_close(&room->desk);
	free(room);
	return 0;
}

/* Holds an open vote in which the cards come out in this order, "a" the first card. */
static const struct poll *rank(struct desk *desk, int stage, const char *order)
{
	int64_t id = desk_poll(desk, stage, 0, false);
	const struct poll *poll = model_poll(&desk->model, id);
	struct ids marks = {0};

	for (size_t i = 0; i < poll->options.count; i++) {
		const char *text = model_option_text(&desk->model, stage, poll->options.items[i]);
		ids_add(&marks, PEOPLE - (strchr(order, text[0]) - order));
	}
	desk_do(desk, WISH(HANDS_COUNTED, .poll = id, RARE(.marks = marks)));
	desk_do(desk, WISH(POLL_CLOSED, .poll = id));
	array_finish(&marks);
	return model_poll(&desk->model, id);
}

static char *shift(const struct desk *desk, const struct poll *poll)
{
	struct buf text = {0};

	sentence_shift(&desk->model, poll, &text);
	return buf_take(&text);
}

static void test_what_rose_and_fell(void **state)
{
	struct desk *desk = &((struct room *)*state)->desk;
	struct audience audience = {0};

	set(desk, AT_THEMES, SETTING_TOP, 3);
	int64_t first = rank(desk, AT_APPROVAL, "abcdefghijkl")->id;
	assert_null(poll_compared(&desk->model, model_poll(&desk->model, first)));
	const struct poll *poll = rank(desk, AT_THEMES, "iabdefghcjkl");
	assert_ptr_equal(poll_moves(&desk->model, poll), model_poll(&desk->model, first));
	char *said = shift(desk, poll);
	assert_string_equal(said, "Compared with “Any”: “i” rose most, from place 9 to 1. “c” fell "
				  "most, from place 3 "
				  "to 9. New among the first 3: “i”. No longer among them: “c”.");
	free(said);
	audience_fill_stage(&desk->model, AT_THEMES, desk->now, &audience);
	assert_string_equal(audience.items.items[0].parts, "up 8, from place 9 to 1");
	assert_string_equal(audience.items.items[1].parts, "down 1, from place 1 to 2");
	assert_string_equal(audience.items.items[8].parts, "down 6, from place 3 to 9");
	assert_string_equal(audience.items.items[9].parts, "place 10 as before");
	audience_finish(&audience);
	/* held again in its own stage, it is compared with that */
	poll = rank(desk, AT_THEMES, "aibdefghcjkl");
	said = shift(desk, poll);
	assert_string_equal(said,
		"Compared with the vote before: “a” rose most, from place 2 to 1. “i” fell most, "
		"from place 1 to 2. The first 3 are the same as before.");
	free(said);
	/* the first one is not compared with what came after it */
	said = shift(desk, model_poll(&desk->model, first));
	assert_string_equal(said, "");
	free(said);
}

static void test_level_and_unmoved(void **state)
{
	struct desk *desk = &((struct room *)*state)->desk;

	rank(desk, AT_APPROVAL, "abcdefghijkl");
	const struct poll *poll = rank(desk, AT_THEMES, "bcaefdghijkl");
	char *said = shift(desk, poll);
	assert_string_equal(said,
		"Compared with “Any”: “b”, “c”, “e” and “f” rose most, by 1 place each. “a” and "
		"“d” "
		"fell most, by 2 places each. The first 10 are the same as before.");
	free(said);
	poll = rank(desk, AT_THEMES, "bcaefdghijkl");
	said = shift(desk, poll);
	assert_string_equal(said, "Compared with the vote before: The first 10 are the same as "
				  "before.");
	free(said);
}

/* A card may have gone and another come; a vote on other things is not compared. */
static void test_other_cards(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	struct buf moved = {0};

	rank(desk, AT_APPROVAL, "abcdefghijkl");
	desk_do(desk, WISH(THING_WITHDRAWN, .thing = room->cards[1], .yes = 1));
	desk_card(desk, AT_COLLECT, room->persons[1], "z");
	const struct poll *poll = rank(desk, AT_THEMES, "zacdefghijkl");
	const struct poll *before = poll_moves(&desk->model, poll);
	assert_int_equal(before->stage, AT_APPROVAL);
	char *told = shift(desk, poll);
	assert_non_null(strstr(told, "New among the first 10: “z”."));
	assert_non_null(strstr(told, "No longer among them: “(withdrawn)”."));
	free(told);
	sentence_place_moved(poll, before, poll->result.order[0], &moved);
	assert_string_equal(buf_text(&moved), "new");
	buf_finish(&moved);
	/* fewer than half the same: another question */
	for (int i = 2; i < 9; i++)
		desk_do(desk, WISH(THING_WITHDRAWN, .thing = room->cards[i], .yes = 1));
	desk_do(desk, said(WISH(POLL_VOIDED, .poll = poll->id), WORDS("too soon")));
	poll = rank(desk, AT_THEMES, "azjkl");
	assert_null(poll_compared(&desk->model, poll));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_what_rose_and_fell, room_open, room_close),
		cmocka_unit_test_setup_teardown(test_level_and_unmoved, room_open, room_close),
		cmocka_unit_test_setup_teardown(test_other_cards, room_open, room_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
