#include "roundtable/base/text.h"
#include "roundtable/programme/programme.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Reads a programme of the folder `sessions`, which must be free of mistakes and warnings. */
static void read_shipped(const char *name, struct plan *plan)
{
	const char *source = getenv("ROUNDTABLE_SOURCE");
	struct diagnostics diagnostics = {0};
	struct error err = {0};
	char path[600];
	bool good = false;

	snprintf(path, sizeof path, "%s/sessions/%s.md", source ? source : ".", name);
	good = programme_read(path, plan, NULL, &diagnostics, &err);
	for (size_t i = 0; i < diagnostics.count; i++)
		print_error(
			"%s:%d: %s\n", path, diagnostics.items[i].line, diagnostics.items[i].text);
	if (err.text)
		print_error("%s\n", err.text);
	assert_true(good);
	assert_int_equal(diagnostics.count, 0);
}

/* What every programme we ship owes its reader. */
static void assert_written_for_a_wall(const struct plan *plan)
{
	for (size_t i = 0; i < plan->stages.count; i++) {
		const struct stage *stage = &plan->stages.items[i];

		if (!*stage->prompt || !*stage->notes)
			fail_msg("“%s” needs a prompt and notes", stage->title);
		/* Four lines of a wall 40 columns wide hold no more. */
		if (text_graphemes(stage->title) > 50)
			fail_msg("the title “%s” is too long for a wall", stage->title);
		if (text_graphemes(stage->prompt) > 240)
			fail_msg("the prompt of “%s” is too long for a wall", stage->title);
	}
	assert_true(*plan->purpose != '\0');
	assert_int_equal(plan_stage_minutes(plan, true), plan->minutes);
}

static void the_tour_has_every_activity_once(void **state)
{
	(void)state;
	static const enum activity order[] = {ACTIVITY_BRIEF, ACTIVITY_PEOPLE, ACTIVITY_COLLECT,
		ACTIVITY_GROUP, ACTIVITY_VOTE, ACTIVITY_DECIDE, ACTIVITY_TALK, ACTIVITY_BREAK,
		ACTIVITY_CLOSE};
	struct plan plan = {0};
	const struct stage *vote = NULL;

	read_shipped("tour", &plan);
	assert_written_for_a_wall(&plan);
	assert_int_equal(plan.minutes, 10);
	assert_int_equal(plan.stages.count, sizeof order / sizeof *order);
	for (size_t i = 0; i < plan.stages.count; i++)
		assert_int_equal(plan.stages.items[i].activity, order[i]);
	/* One person alone can try a secret vote. */
	assert_int_equal(plan.people.count, 5);
	vote = &plan.stages.items[4];
	assert_int_equal(stage_setting(vote, SETTING_SECRET), 1);
	assert_int_equal(stage_setting(vote, SETTING_OPTIONS), 2);
	plan_finish(&plan);
}

static void the_first_meeting_has_its_minutes(void **state)
{
	(void)state;
	static const struct {
		enum activity activity;
		int minutes;
	} order[] = {
		{ACTIVITY_BRIEF, 7}, /* welcome, what is recorded */
		{ACTIVITY_PEOPLE, 8},
		{ACTIVITY_TALK, 5},     /* oneself */
		{ACTIVITY_COLLECT, 18}, /* framing questions */
		{ACTIVITY_COLLECT, 7},  /* merging them */
		{ACTIVITY_VOTE, 4},     /* with the break: 12 */
		{ACTIVITY_BREAK, 8},
		{ACTIVITY_COLLECT, 16}, /* who brings what, and when it is needed */
		{ACTIVITY_COLLECT, 13}, /* costs */
		{ACTIVITY_DECIDE, 9},   /* how we decide: 15 */
		{ACTIVITY_DECIDE, 6},
		{ACTIVITY_DECIDE, 5}, /* ground rules */
		{ACTIVITY_TALK, 5},   /* actions */
		{ACTIVITY_TALK, 3},   /* worth it? */
		{ACTIVITY_CLOSE, 6},
	};
	struct plan plan = {0};

	read_shipped("first-meeting", &plan);
	assert_written_for_a_wall(&plan);
	assert_int_equal(plan.minutes, 120);
	assert_int_equal(plan.stages.count, sizeof order / sizeof *order);
	for (size_t i = 0; i < plan.stages.count; i++) {
		assert_int_equal(plan.stages.items[i].activity, order[i].activity);
		assert_int_equal(plan.stages.items[i].minutes, order[i].minutes);
	}
	assert_int_equal(plan_stage_minutes(&plan, false), 104);
	plan_finish(&plan);
}

static void the_first_meeting_hangs_together(void **state)
{
	(void)state;
	struct plan plan = {0};
	const struct stage *stages = NULL;

	read_shipped("first-meeting", &plan);
	stages = plan.stages.items;
	assert_int_equal(stage_setting(&stages[3], SETTING_AUTHORS), AUTHORS_COUNTED);
	assert_int_equal(stage_setting(&stages[4], SETTING_FROM), 3);
	assert_int_equal(stage_setting(&stages[4], SETTING_SHORTLIST), 12);
	assert_int_equal(stage_setting(&stages[5], SETTING_OPTIONS), 4);
	assert_int_equal(stage_setting(&stages[5], SETTING_STAYS_OPEN), 1);
	assert_int_equal(stage_setting(&stages[5], SETTING_SECRET), 1);
	assert_int_equal(stage_setting(&stages[7], SETTING_MATRIX), 1);
	assert_int_equal(stages[7].items.count, 8);
	assert_int_equal(stages[7].columns.count, 2);
	assert_int_equal(stages[8].columns.count, 4);
	assert_int_equal(stages[8].columns.items[1].choices.count, 6);
	assert_int_equal(stages[8].columns.items[2].type, COLUMN_ROLE);
	assert_int_equal(stages[8].columns.items[3].type, COLUMN_CHOICE);
	assert_int_equal(stage_setting(&stages[9], SETTING_RULE), RULE_CONSENT);
	assert_int_equal(stage_setting(&stages[9], SETTING_WHAT), WHAT_RULES);
	assert_int_equal(plan.roles.count, 6);
	for (size_t i = 0; i < plan.roles.count; i++)
		assert_string_equal(
			plan.roles.items[i].group, i < 3 ? "lives with it" : "works on it");
	plan_finish(&plan);
}

/* Longer than this nobody sits without a break. */
enum { STRETCH_MOST = 75 };

static void assert_breaks_where_needed(const struct plan *plan, const char *name)
{
	int stretch = 0;

	for (size_t i = 0; i < plan->stages.count; i++) {
		const struct stage *stage = &plan->stages.items[i];

		stretch = stage->activity == ACTIVITY_BREAK ? 0 : stretch + stage->minutes;
		if (stretch > STRETCH_MOST)
			fail_msg("%s: %d minutes up to “%s” without a break", name, stretch,
				stage->title);
	}
}

/* A stranger learns from the head what it is for, for whom, what comes of it and from where. */
static void assert_says_what_it_is(const struct plan *plan, const char *name)
{
	if (plan->kind == PURPOSE_NONE || plan->for_whom == NULL || plan->comes_out == NULL ||
		plan->sources == NULL || plan->fewest == 0)
		fail_msg("%s lacks one of Purpose:, For:, Comes out:, Sources:, People: A to B",
			name);
}

static void every_programme_can_be_run_by_a_stranger(void **state)
{
	(void)state;
	const char *source = getenv("ROUNDTABLE_SOURCE");
	const char *folders[] = {NULL, NULL};
	struct programme_list list = {0};
	char folder[600];

	snprintf(folder, sizeof folder, "%s/sessions", source ? source : ".");
	folders[0] = folder;
	programme_find_all(folders, &list);
	assert_true(list.count >= 2);
	for (size_t i = 0; i < list.count; i++) {
		const char *name = list.items[i].name;
		struct plan plan = {0};

		print_message("# %s\n", name);
		read_shipped(name, &plan);
		assert_written_for_a_wall(&plan);
		assert_breaks_where_needed(&plan, name);
		assert_int_equal(plan.stages.items[plan.stages.count - 1].activity, ACTIVITY_CLOSE);
		/* the tour is for one person alone, with the people it brings */
		if (plan.people.count == 0) {
			assert_true(list.items[i].most > 0);
			assert_says_what_it_is(&plan, name);
		}
		plan_finish(&plan);
	}
	programme_list_finish(&list);
}

/* The table of the README says of each what it is for and which framework it comes from. */
static void every_programme_is_in_the_readme(void **state)
{
	(void)state;
	const char *source = getenv("ROUNDTABLE_SOURCE");
	const char *folders[] = {NULL, NULL};
	struct programme_list list = {0};
	struct buf text = {0};
	char path[600], block[4096];
	size_t got = 0;

	snprintf(path, sizeof path, "%s/README.md", source ? source : ".");
	FILE *file = fopen(path, "r");
	assert_non_null(file);
	while ((got = fread(block, 1, sizeof block, file)) > 0)
		buf_add(&text, block, got);
	assert_int_equal(fclose(file), 0);
	snprintf(path, sizeof path, "%s/sessions", source ? source : ".");
	folders[0] = path;
	programme_find_all(folders, &list);
	assert_true(list.count >= 30);
	for (size_t i = 0; i < list.count; i++) {
		char row[200];
		snprintf(row, sizeof row, " | `%s` | ", list.items[i].name);
		if (strstr(buf_text(&text), row) == NULL)
			fail_msg("the table of the README lacks %s", list.items[i].name);
	}
	programme_list_finish(&list);
	buf_finish(&text);
}

static void both_are_found_by_name(void **state)
{
	(void)state;
	const char *source = getenv("ROUNDTABLE_SOURCE");
	const char *folders[] = {NULL, NULL};
	struct programme_list list = {0};
	struct error err = {0};
	char folder[600];
	char *path = NULL;

	snprintf(folder, sizeof folder, "%s/sessions", source ? source : ".");
	folders[0] = folder;
	programme_find_all(folders, &list);
	assert_true(list.count >= 2);
	for (size_t i = 0; i < list.count; i++) {
		if (strcmp(list.items[i].name, "first-meeting") == 0)
			assert_int_equal(list.items[i].most, 15);
	}
	programme_list_finish(&list);
	path = programme_locate("first-meting", folders, &err);
	assert_null(path);
	assert_string_equal(
		err.text, "There is no programme “first-meting”. Did you mean “first-meeting”?");
	error_finish(&err);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_tour_has_every_activity_once),
		cmocka_unit_test(the_first_meeting_has_its_minutes),
		cmocka_unit_test(the_first_meeting_hangs_together),
		cmocka_unit_test(every_programme_can_be_run_by_a_stranger),
		cmocka_unit_test(every_programme_is_in_the_readme),
		cmocka_unit_test(both_are_found_by_name),
	};

	setlocale(LC_ALL, "");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
