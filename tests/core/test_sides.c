/* Two tables side by side: what each role carries and what it gets; and what nobody owns. */
#include "../support/desk.h"

#include "roundtable/base/mem.h"
#include "roundtable/core/audience.h"
#include "roundtable/core/sentence.h"
#include "roundtable/core/sides.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { AT_COSTS, AT_GAINS, AT_TALK, AT_HIDDEN };

static struct stage *add(struct plan *plan, const char *title, const char *who)
{
	struct stage *stage = plan_add_stage(plan);

	array_free(stage->title);
	stage->title = mem_copy_text(title);
	stage->activity = ACTIVITY_COLLECT;
	*array_push(&stage->columns) =
		(struct column){.name = mem_copy_text("what"), .type = COLUMN_TEXT};
	*array_push(&stage->columns) =
		(struct column){.name = mem_copy_text(who), .type = COLUMN_ROLE};
	stage->settings[SETTING_SUM_BY] =
		(struct setting_value){.given = true, .text = mem_copy_text(who)};
	return stage;
}

static int open_tables(void **state)
{
	static struct desk desk;
	struct plan plan = {.title = mem_copy_text("T"),
		.purpose = mem_copy_text(""),
		.language = mem_copy_text("en")};

	*array_push(&plan.roles) = (struct role){.name = mem_copy_text("resident")};
	struct stage *stage = add(&plan, "Costs", "who");
	stage->name = mem_copy_text("costs");
	*array_push(&stage->columns) =
		(struct column){.name = mem_copy_text("hours"), .type = COLUMN_NUMBER};
	stage->settings[SETTING_SUM] =
		(struct setting_value){.given = true, .text = mem_copy_text("hours")};
	stage = add(&plan, "What is gained?", "whom");
	stage->settings[SETTING_BESIDE] = (struct setting_value){true, AT_COSTS, NULL};
	stage = plan_add_stage(&plan);
	stage->activity = ACTIVITY_TALK;
	stage->settings[SETTING_SHOWS] = (struct setting_value){true, AT_GAINS, NULL};
	stage = add(&plan, "Hidden", "who");
	stage->settings[SETTING_HIDDEN] = (struct setting_value){true, 1, NULL};
	stage->settings[SETTING_BESIDE] = (struct setting_value){true, AT_COSTS, NULL};
	desk = (struct desk){.now = 1000};
	desk.random = random_seeded(&desk.seeded, 1);
	desk_do(&desk,
		WISH(SESSION_STARTED, RARE(.id = "00112233445566778899aabbccddeeff",
					      .language = "en", .format = 1, .plan = &plan)));
	plan_finish(&plan);
	desk_do(&desk, WISH(STAGE_ENTERED, .stage = AT_COSTS));
	*state = &desk;
	return 0;
}

static int close_tables(void **state)
{
	desk_close(*state);
	return 0;
}

static void card(struct desk *desk, int stage, char *who, char *hours)
{
	desk_do(desk, said(WISH(CARD_ADDED, .stage = stage),
			      stage == AT_COSTS ? WORDS("c", who, hours) : WORDS("c", who)));
}

static void sentence_is(const struct desk *desk, const char *expected)
{
	struct sides sides = {0};
	struct buf text = {0};

	assert_true(sides_fill(&desk->model, AT_GAINS, NULL, NULL, &sides));
	sentence_sides(&sides, true, &text);
	assert_string_equal(buf_text(&text), expected);
	sides_finish(&sides);
	buf_finish(&text);
}

static void test_who_carries_and_who_gains(void **state)
{
	struct desk *desk = *state;
	struct sides sides = {0};

	card(desk, AT_COSTS, "resident", "12");
	card(desk, AT_COSTS, "carer", "8");
	card(desk, AT_COSTS, "strained", "");
	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_GAINS));
	assert_false(sides_fill(&desk->model, AT_GAINS, NULL, NULL, &sides));
	card(desk, AT_GAINS, "Carer", NULL);
	card(desk, AT_GAINS, "funder", NULL);
	card(desk, AT_GAINS, "funder", NULL);
	card(desk, AT_GAINS, "", NULL);
	assert_true(sides_fill(&desk->model, AT_GAINS, NULL, NULL, &sides));
	assert_int_equal(sides.rows.count, 5);
	assert_string_equal(sides.rows.items[0].name, "resident");
	assert_int_equal(sides.rows.items[0].side[0]->amount, 1200);
	assert_null(sides.rows.items[0].side[1]);
	assert_string_equal(sides.rows.items[1].name, "carer");
	assert_int_equal(sides.rows.items[1].side[1]->amount, 100);
	sides_finish(&sides);
	sentence_is(desk,
		"For resident: 12 of 20 hours under “costs”, and nothing under “What is gained?”. "
		"For strained: 1 of 3 cards under “costs”, and nothing under “What is gained?”. "
		"For funder: 2 of 4 cards under “What is gained?”, and nothing under “costs”.");
	card(desk, AT_COSTS, "funder", "1");
	card(desk, AT_COSTS, "two", "1");
	card(desk, AT_COSTS, "three", "1");
	sentence_is(desk, "4 of them stand under “costs” and not under “What is gained?”.");
	assert_false(sides_fill(&desk->model, AT_COSTS, NULL, NULL, &sides));
}

/* While people talk the whole table stands there; what is hidden still is beside nothing. */
static void test_a_talk_shows_it(void **state)
{
	struct desk *desk = *state;
	struct audience audience = {0};
	struct sides sides = {0};

	card(desk, AT_COSTS, "resident", "12");
	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_GAINS));
	card(desk, AT_GAINS, "carer", NULL);
	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_TALK));
	audience_fill(&desk->model, desk->now, &audience);
	assert_int_equal(audience.items.count, 1);
	assert_int_equal(audience.sides.count, 2);
	assert_string_equal(audience.sides.left, "costs: hours");
	assert_string_equal(audience.sides.items[0].left, "12");
	assert_int_equal(audience.sides.items[0].left_share, 100);
	assert_string_equal(audience.sides.items[0].right, "");
	assert_non_null(strstr(audience.comes_to, "For resident: 12 of 12 hours"));
	assert_null(audience.columns);
	audience_finish(&audience);
	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_HIDDEN));
	card(desk, AT_HIDDEN, "carer", NULL);
	assert_false(sides_fill(&desk->model, AT_HIDDEN, NULL, NULL, &sides));
}

static void test_what_nobody_owns(void **state)
{
	struct desk *desk = *state;
	struct audience audience = {0};

	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_TALK));
	desk_do(desk, said(WISH(ACTION_ADDED, .stage = AT_TALK), WORDS("Call them", "Kim")));
	audience_fill(&desk->model, desk->now, &audience);
	assert_null(audience.comes_to);
	desk_do(desk, said(WISH(ACTION_ADDED, .stage = AT_TALK), WORDS("Write it up", "")));
	audience_fill(&desk->model, desk->now, &audience);
	assert_string_equal(audience.comes_to, "Nobody has taken on 1 of 2 actions yet.");
	audience_finish(&audience);
}

int main(void)
{
#define TABLES(test) cmocka_unit_test_setup_teardown(test, open_tables, close_tables)
	const struct CMUnitTest tests[] = {
		TABLES(test_who_carries_and_who_gains),
		TABLES(test_a_talk_shows_it),
		TABLES(test_what_nobody_owns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
