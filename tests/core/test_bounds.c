/* What a made-up log may hold, and what only an odd order of commands brings about. */
#include "room.h"

#include "../support/sample_plan.h"

#include "roundtable/core/audience.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Puts an event into the log which no command made. */
static int64_t made_up(struct desk *desk, enum event_kind kind, moment at, struct body body)
{
	int64_t seq = model_next_seq(&desk->model);
	struct event wish = {.seq = seq, .step = seq, .at = at, .kind = kind, .body = body}, event;

	event_copy(&event, &wish);
	model_apply(&desk->model, &event);
	return seq;
}

#define MADE_UP(desk, id, ...)                                                                     \
	made_up(desk, EVENT_##id, (desk)->now,                                                     \
		(struct body){.stage = -1, .role = -1, .item = -1, __VA_ARGS__})

static void test_final_steps_are_not_brought_back(void **state)
{
	struct desk *desk = &((struct room *)*state)->desk;

	MADE_UP(desk, STEP_UNDONE, .thing = 1);
	assert_non_null(desk->model.plan);
	assert_int_equal(desk->model.redoable.count, 0);
	desk_refuse(desk, WISH(STEP_REDONE), REFUSED_NOTHING_TO_REDO);
}

static void test_wild_times(void **state)
{
	struct desk *desk = &((struct room *)*state)->desk;
	static const moment wild[] = {INT64_MIN, INT64_MAX, 0, -1, INT64_MAX, INT64_MIN, 7};

	for (int i = 0; i < 7000; i++) {
		moment at = wild[i % 7];
		struct body body = {.stage = i % 3, .yes = i % 2};
		made_up(desk, i % 2 ? EVENT_STAGE_ENTERED : EVENT_PAUSED, at, body);
		const struct event *event =
			model_event(&desk->model, model_next_seq(&desk->model) - 1);
		assert_true(event->at >= 0 && event->at <= EVENT_AT_LAST);
	}
	for (int stage = 0; stage < 3; stage++) {
		int64_t used = model_stage_used(&desk->model, stage, desk->now);
		assert_true(used >= 0 && used <= EVENT_AT_LAST);
	}
	model_ends_at(&desk->model, desk->now);
	model_behind(&desk->model, desk->now);
}

static void test_stages_that_are_none(void **state)
{
	struct desk *desk = &((struct room *)*state)->desk;
	int32_t beyond = INT32_MAX;

	int64_t theme = MADE_UP(desk, THEME_ADDED, .stage = beyond);
	int64_t poll = MADE_UP(desk, POLL_OPENED, .stage = beyond);
	assert_int_equal(model_theme(&desk->model, theme)->stage, -1);
	assert_int_equal(model_poll(&desk->model, poll)->stage, -1);
}

static void test_items_of_no_list(void **state)
{
	struct desk *desk = &((struct room *)*state)->desk;
	int64_t none = MADE_UP(desk, CARD_ADDED, .stage = AT_MATRIX, .item = 3);
	int64_t low = MADE_UP(desk, CARD_ADDED, .stage = AT_MATRIX, .item = INT32_MIN);

	assert_null(model_card(&desk->model, none));
	assert_int_equal(model_card(&desk->model, low)->item, -1);
}

/* A poll whose rule has answers of its own, and options besides. */
static void test_results_beyond_the_options(void **state)
{
	struct desk *desk = &((struct room *)*state)->desk;
	struct audience audience = {0};
	int64_t poll = MADE_UP(desk, POLL_OPENED, .stage = AT_YES_NO,
		RARE(.method = TALLY_MAJORITY, .threshold = 1002, .options = IDS(-1)));

	MADE_UP(desk, POLL_CLOSED, .poll = poll, RARE(.cast = 5, .totals = IDS(0, 0, 5)));
	audience_fill_stage(&desk->model, AT_YES_NO, desk->now, &audience);
	assert_int_equal(audience.items.count, 1);
	assert_int_equal(audience.items.items[0].id, -1);
	audience_finish(&audience);
}

static void test_nothing_lies_under_a_withdrawn_card(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t cards[4];

	for (size_t i = 0; i < 4; i++)
		cards[i] = desk_card(desk, AT_COLLECT, room->persons[i], "a card");
	desk_do(desk, WISH(CARD_MERGED, .thing = cards[0], .into = cards[1]));
	desk_do(desk, WISH(CARD_MERGED, .thing = cards[1], .into = cards[2]));
	assert_int_equal(
		model_card_root(&desk->model, model_card(&desk->model, cards[0]))->id, cards[2]);
	/* the one between goes: the first stays where both lay */
	desk_do(desk, WISH(THING_WITHDRAWN, .thing = cards[1], .yes = 1));
	assert_int_equal(model_card(&desk->model, cards[0])->merged_into, cards[2]);
	desk_do(desk, WISH(THING_WITHDRAWN, .thing = cards[2], .yes = 1));
	assert_true(card_stands(model_card(&desk->model, cards[0])));
	MADE_UP(desk, CARD_MERGED, .thing = cards[3], .into = cards[2]);
	assert_true(card_stands(model_card(&desk->model, cards[3])));
	desk_do(desk, WISH(STEP_UNDONE)); /* the merging that counted for nothing */
	desk_do(desk, WISH(STEP_UNDONE));
	assert_false(card_stands(model_card(&desk->model, cards[0])));
}

/* However a vote comes by its options, it shows no card before all are shown. */
static void test_no_vote_on_hidden_cards(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	/* the plan lies in the log's first event, which the test may change */
	struct plan *plan = desk->model.events.items[0].body.rare->plan;
	int64_t one = desk_card(desk, AT_COUNTED, room->persons[0], "one");
	int64_t two = desk_card(desk, AT_COUNTED, room->persons[1], "two");

	assert_true(card_hidden(&desk->model, model_card(&desk->model, one)));
	desk_refuse(desk, WISH(POLL_OPENED, .stage = AT_THEMES, RARE(.options = IDS(one, two))),
		REFUSED_HIDDEN);
	plan->stages.items[AT_GROUP].settings[SETTING_FROM].number = AT_COUNTED;
	int64_t theme = desk_do(desk, said(WISH(THEME_ADDED, .stage = AT_GROUP), WORDS("one")));
	desk_refuse(desk, WISH(POLL_OPENED, .stage = AT_THEMES), REFUSED_HIDDEN);
	desk_refuse(desk, WISH(POLL_OPENED, .stage = AT_PLURALITY, RARE(.options = IDS(-1, theme))),
		REFUSED_HIDDEN);
	desk_refuse(desk,
		said(WISH(PROPOSAL_MADE, .stage = AT_CONSENT, .thing = theme), WORDS("p")),
		REFUSED_HIDDEN);
	desk_do(desk, WISH(CARDS_REVEALED, .stage = AT_COUNTED));
	assert_false(card_hidden(&desk->model, model_card(&desk->model, one)));
	int64_t poll = desk_do(desk, WISH(POLL_OPENED, .stage = AT_THEMES));
	assert_int_equal(model_poll(&desk->model, poll)->options.count, 3);
}

static void test_what_is_left_out_tells_no_order(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	struct audience audience = {0};
	bool mixed = false;

	for (size_t i = 0; i < 12; i++) {
		int64_t card = desk_card(desk, AT_COUNTED, room->persons[i % PEOPLE], "a card");
		desk_do(desk, WISH(CARD_CUT, .stage = AT_COUNTED, .thing = card, .yes = 0));
	}
	desk_do(desk, WISH(CARDS_REVEALED, .stage = AT_COUNTED));
	audience_fill_stage(&desk->model, AT_COUNTED, desk->now, &audience);
	assert_int_equal(audience.items.count, 12);
	for (size_t i = 1; i < 12; i++)
		mixed |= audience.items.items[i].id < audience.items.items[i - 1].id;
	assert_true(mixed);
	audience_finish(&audience);
}

static void test_sums_of_roles_once_a_stage_is_left(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	struct audience audience = {0};

	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_COUNTED));
	desk_card(desk, AT_COUNTED, room->persons[0], "a card");
	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_BREAK));
	audience_fill_stage(&desk->model, AT_COUNTED, desk->now, &audience);
	assert_int_equal(audience.roles.count, 0); /* hidden still */
	desk_do(desk, WISH(CARDS_REVEALED, .stage = AT_COUNTED));
	audience_fill_stage(&desk->model, AT_COUNTED, desk->now, &audience);
	assert_true(audience.roles.count > 0);
	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_COUNTED));
	audience_fill(&desk->model, desk->now, &audience);
	assert_int_equal(audience.roles.count, 0);
	audience_finish(&audience);
}

static void test_who_came_late(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t poll = desk_poll(desk, AT_PLURALITY, 0, true), late;

	assert_int_equal(model_late_voter(&desk->model, model_poll(&desk->model, poll)), 0);
	desk_do(desk, said(WISH(PERSON_ADDED, .votes = 0, .status = STATUS_HERE), WORDS("Guest")));
	desk_do(desk, said(WISH(PERSON_ADDED, .votes = 1, .status = STATUS_EXPECTED),
			      WORDS("On the way")));
	late = desk_do(
		desk, said(WISH(PERSON_ADDED, .votes = 1, .status = STATUS_LATE), WORDS("Late")));
	assert_int_equal(model_late_voter(&desk->model, model_poll(&desk->model, poll)), late);
	desk_do(desk, WISH(VOTER_ADDED, .poll = poll, .person = late, .yes = 0));
	assert_int_equal(model_late_voter(&desk->model, model_poll(&desk->model, poll)), 0);
}

/* Beside the id of a person no name is typed twice; of older files both are erased. */
static void test_names_beside_ids(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t action = desk_do(desk, said(WISH(ACTION_ADDED), WORDS("do it", "the board")));

	assert_string_equal(model_action(&desk->model, action)->who, "the board");
	desk_do(desk, said(WISH(ACTION_GIVEN, .thing = action, .person = room->persons[0]),
			      WORDS("Amina")));
	assert_string_equal(model_action(&desk->model, action)->who, "");
	int64_t given = MADE_UP(desk, ACTION_GIVEN, .thing = action, .person = room->persons[1]);
	struct event *old = &desk->model.events.items[given - 1];
	texts_add(&old->words, "Bo");
	desk_do(desk, WISH(WORDS_ERASED, .thing = room->persons[1]));
	assert_true(model_event(&desk->model, given)->erased);
	assert_non_null(model_action(&desk->model, action)->what);
}

int main(void)
{
#define ROOM(test) cmocka_unit_test_setup_teardown(test, room_open, room_close)
	const struct CMUnitTest tests[] = {
		ROOM(test_final_steps_are_not_brought_back),
		ROOM(test_wild_times),
		ROOM(test_stages_that_are_none),
		ROOM(test_items_of_no_list),
		ROOM(test_results_beyond_the_options),
		ROOM(test_nothing_lies_under_a_withdrawn_card),
		ROOM(test_no_vote_on_hidden_cards),
		ROOM(test_what_is_left_out_tells_no_order),
		ROOM(test_sums_of_roles_once_a_stage_is_left),
		ROOM(test_who_came_late),
		ROOM(test_names_beside_ids),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
