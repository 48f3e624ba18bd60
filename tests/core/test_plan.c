#include "roundtable/base/mem.h"
#include "roundtable/core/plan.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void activities_are_named_and_found(void **state)
{
	(void)state;
	enum activity activity = ACTIVITY_TALK;

	for (size_t i = 0; i < ACTIVITY_COUNT; i++) {
		assert_true(*activity_help((enum activity)i) != '\0');
		assert_true(activity_find(activity_name((enum activity)i), &activity));
		assert_int_equal(activity, i);
	}
	assert_string_equal(activity_name(ACTIVITY_COLLECT), "collect");
	activity = ACTIVITY_TALK;
	assert_false(activity_find("Collect", &activity));
	assert_false(activity_find("coll", &activity));
	assert_false(activity_find("", &activity));
	assert_int_equal(activity, ACTIVITY_TALK);
}

static void assert_word(enum setting setting, size_t index, const char *expected)
{
	size_t length = 99;
	const char *word = setting_word(setting, index, &length);

	assert_non_null(word);
	assert_int_equal(length, strlen(expected));
	assert_memory_equal(word, expected, length);
}

static void words_are_parted(void **state)
{
	(void)state;
	size_t length = 99;

	assert_int_equal(setting_words(SETTING_AUTHORS), 4);
	assert_word(SETTING_AUTHORS, AUTHORS_SHOWN, "shown");
	assert_word(SETTING_AUTHORS, AUTHORS_COUNTED, "counted");
	assert_word(SETTING_AUTHORS, AUTHORS_HIDDEN, "hidden");
	assert_word(SETTING_RULE, RULE_QUALIFIED, "qualified");
	assert_word(SETTING_BALLOT, BALLOT_PAPER, "paper");
	assert_word(SETTING_REVEAL, REVEAL_ALL, "all at once");
	assert_null(setting_word(SETTING_AUTHORS, 4, &length));
	assert_int_equal(length, 0);
	length = 99;
	assert_null(setting_word(SETTING_AUTHORS, 99, &length));
	assert_int_equal(length, 0);
	assert_int_equal(setting_words(SETTING_DOTS), 0);
	assert_null(setting_word(SETTING_DOTS, 0, &length));
}

/* The table is what the reader, the check and the man page go by: a slip in it would spread. */
static void the_table_of_settings_holds_together(void **state)
{
	(void)state;

	for (size_t i = 0; i < SETTINGS; i++) {
		const struct setting_info *info = setting_info((enum setting)i);

		assert_true(info->name && *info->name && info->help && *info->help);
		assert_true(info->activities != 0 && (info->activities & ~FOR_ALL) == 0);
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(info->name, setting_info((enum setting)k)->name);
		if (info->type == SETTING_TYPE_WORD)
			assert_int_equal(setting_words((enum setting)i), info->max + 1);
		else
			assert_int_equal(setting_words((enum setting)i), 0);
		if (info->type == SETTING_TYPE_STAGE)
			assert_int_equal(info->standard, -1);
		else if (info->type != SETTING_TYPE_FRACTION)
			assert_in_range(info->standard, info->min, info->max);
	}
	assert_int_equal(setting_info(SETTING_THRESHOLD)->standard, 1002);
	assert_int_equal(setting_info(SETTING_SECRET)->standard, 1);
}

static void column_types_have_words(void **state)
{
	(void)state;

	assert_string_equal(column_type_name(COLUMN_TEXT), "text");
	assert_string_equal(column_type_name(COLUMN_PERSON), "person");
	assert_string_equal(column_type_name(COLUMN_CHOICE), "one of");
}

static void a_new_stage_has_the_defaults(void **state)
{
	(void)state;
	struct plan plan = {0};
	const struct stage *stage = plan_add_stage(&plan);

	assert_string_equal(stage->title, "");
	assert_string_equal(stage->prompt, "");
	assert_string_equal(stage->notes, "");
	assert_null(stage->name);
	for (size_t i = 0; i < SETTINGS; i++) {
		assert_false(stage->settings[i].given);
		assert_int_equal(stage_setting(stage, (enum setting)i),
			setting_info((enum setting)i)->standard);
		assert_null(stage_setting_text(stage, (enum setting)i));
	}
	plan_finish(&plan);
	assert_int_equal(plan.stages.count, 0);
	plan_finish(&plan);
	plan_finish(NULL);
}

static void fill(struct plan *plan)
{
	struct stage *stage = NULL;
	struct column *column = NULL;

	plan->title = mem_copy_text("Title");
	plan->purpose = mem_copy_text("Purpose");
	plan->kind = PURPOSE_DECIDING;
	plan->for_whom = mem_copy_text("everybody");
	plan->comes_out = mem_copy_text("a list");
	plan->sources = mem_copy_text("A 2019");
	plan->fewest = 5;
	plan->most = 15;
	plan->language = mem_copy_text("en");
	plan->minutes = 30;
	*array_push(&plan->roles) = (struct role){
		.name = mem_copy_text("resident"), .group = mem_copy_text("lives with it")};
	*array_push(&plan->roles) = (struct role){.name = mem_copy_text("researcher")};
	*array_push(&plan->people) = (struct plan_person){
		.name = mem_copy_text("Amina"), .role = mem_copy_text("resident")};
	stage = plan_add_stage(plan);
	stage->minutes = 10;
	stage = plan_add_stage(plan);
	stage->name = mem_copy_text("costs");
	stage->activity = ACTIVITY_COLLECT;
	stage->minutes = 15;
	stage->settings[SETTING_OPTIONAL] = (struct setting_value){.given = true, .number = 1};
	stage->settings[SETTING_FROM].text = mem_copy_text("kept");
	texts_add(&stage->items, "money");
	column = array_push(&stage->columns);
	*column = (struct column){.name = mem_copy_text("kind"), .type = COLUMN_CHOICE};
	texts_add(&column->choices, "practical");
}

static void assert_filled(const struct plan *plan)
{
	const struct stage *stage = NULL;

	assert_string_equal(plan->title, "Title");
	assert_string_equal(plan->purpose, "Purpose");
	assert_int_equal(plan->kind, PURPOSE_DECIDING);
	assert_string_equal(plan->for_whom, "everybody");
	assert_string_equal(plan->comes_out, "a list");
	assert_string_equal(plan->sources, "A 2019");
	assert_int_equal(plan->fewest, 5);
	assert_int_equal(plan->most, 15);
	assert_string_equal(plan->language, "en");
	assert_int_equal(plan->minutes, 30);
	assert_int_equal(plan->roles.count, 2);
	assert_string_equal(plan->roles.items[0].group, "lives with it");
	assert_null(plan->roles.items[1].group);
	assert_string_equal(plan->people.items[0].role, "resident");
	assert_int_equal(plan->stages.count, 2);
	assert_null(plan->stages.items[0].name);
	stage = &plan->stages.items[1];
	assert_string_equal(stage->name, "costs");
	assert_int_equal(stage->activity, ACTIVITY_COLLECT);
	assert_int_equal(stage_setting(stage, SETTING_OPTIONAL), 1);
	assert_string_equal(stage_setting_text(stage, SETTING_FROM), "kept");
	assert_string_equal(stage->items.items[0], "money");
	assert_string_equal(stage->columns.items[0].name, "kind");
	assert_int_equal(stage->columns.items[0].type, COLUMN_CHOICE);
	assert_string_equal(stage->columns.items[0].choices.items[0], "practical");
}

static void a_copy_stands_for_itself(void **state)
{
	(void)state;
	struct plan plan = {0}, copy = {0};

	fill(&plan);
	plan_copy(&copy, &plan);
	plan_finish(&plan);
	assert_filled(&copy);
	fill(&plan);
	plan_copy(&plan, &copy); /* what it held is freed */
	plan_copy(&plan, &plan);
	plan_finish(&copy);
	assert_filled(&plan);
	plan_finish(&plan);
	/* An empty one can be copied as well. */
	plan_copy(&copy, &plan);
	assert_null(copy.title);
	plan_finish(&copy);
}

static void minutes_add_up(void **state)
{
	(void)state;
	struct plan plan = {0};

	assert_int_equal(plan_stage_minutes(&plan, true), 0);
	fill(&plan);
	assert_int_equal(plan_stage_minutes(&plan, true), 25);
	assert_int_equal(plan_stage_minutes(&plan, false), 10);
	plan_finish(&plan);
}

static void roles_are_found_by_their_beginnings(void **state)
{
	(void)state;
	static const char *const names_of[] = {
		"resident", "researcher", "carer", "care", "Bürger", "council officer"};
	struct plan plan = {0};

	assert_int_equal(plan_role(&plan, "resident"), -1);
	for (size_t i = 0; i < sizeof names_of / sizeof *names_of; i++)
		*array_push(&plan.roles) = (struct role){.name = mem_copy_text(names_of[i])};
	assert_int_equal(plan_role(&plan, "resident"), 0);
	assert_int_equal(plan_role(&plan, "RESI"), 0);
	assert_int_equal(plan_role(&plan, "res"), -1);
	assert_int_equal(plan_role(&plan, "care"), 3); /* exact, though another begins so */
	assert_int_equal(plan_role(&plan, "carer"), 2);
	assert_int_equal(plan_role(&plan, "car"), -1);
	assert_int_equal(plan_role(&plan, "burg"), 4);
	assert_int_equal(plan_role(&plan, "council o"), 5);
	assert_int_equal(plan_role(&plan, "council officers"), -1);
	assert_int_equal(plan_role(&plan, "offi"), 5); /* a later word */
	assert_int_equal(plan_role(&plan, "fficer"), -1);
	assert_int_equal(plan_role(&plan, "mayor"), -1);
	assert_int_equal(plan_role(&plan, ""), -1);

	struct buf names = {0};
	assert_int_equal(plan_roles_meant(&plan, "Res", &names), 2);
	assert_string_equal(buf_text(&names), "resident, researcher");
	buf_clear(&names);
	assert_int_equal(plan_roles_meant(&plan, "care", &names), 1);
	assert_string_equal(buf_text(&names), "care");
	buf_clear(&names);
	assert_int_equal(plan_roles_meant(&plan, "mayor", &names), 0);
	assert_string_equal(buf_text(&names), "");
	assert_int_equal(plan_roles_meant(&plan, "", &names), sizeof names_of / sizeof *names_of);
	buf_finish(&names);
	plan_finish(&plan);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(activities_are_named_and_found),
		cmocka_unit_test(words_are_parted),
		cmocka_unit_test(the_table_of_settings_holds_together),
		cmocka_unit_test(column_types_have_words),
		cmocka_unit_test(a_new_stage_has_the_defaults),
		cmocka_unit_test(a_copy_stands_for_itself),
		cmocka_unit_test(minutes_add_up),
		cmocka_unit_test(roles_are_found_by_their_beginnings),
	};

	setlocale(LC_ALL, "");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
