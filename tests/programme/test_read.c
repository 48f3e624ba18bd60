#include "roundtable/base/text.h"
#include "roundtable/core/model.h"
#include "roundtable/programme/programme.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

/* Reads a programme that must be free of mistakes and warnings. */
static void read_clean(const char *text, struct plan *plan)
{
	struct diagnostics diagnostics = {0};
	bool good = programme_parse(text, strlen(text), plan, &diagnostics);

	for (size_t i = 0; i < diagnostics.count; i++)
		print_error("%d: %s\n", diagnostics.items[i].line, diagnostics.items[i].text);
	assert_true(good);
	assert_int_equal(diagnostics.count, 0);
	diagnostics_finish(&diagnostics);
}

static const char whole[] =
	"# First meeting of a partnership\n"
	"\n"
	"Roles: resident, service user, carer, researcher, council officer\n"
	"Groups: lives with it = resident, service user, carer; works on it = researcher,\n"
	"  council officer\n"
	"Length: 60 min\n"
	"\n"
	"**Language:** de-AT\n"
	"\n"
	"People: up to 15\n"
	"Try with: Amina = resident; Ben = researcher;\n"
	"\n"
	"What it is for,\n"
	"and for *whom*.\n"
	"\n"
	"What comes out of it.\n"
	"\n"
	"## What would be worth finding out? (really)  (collect, 18 min)\n"
	"\n"
	"What would have to change in daily life\n"
	"for this work to have been worth it?\n"
	"\n"
	"See [our page](https://example.org/a) or <https://example.org>.  \n"
	"Take your time.\n"
	"\n"
	"- name: questions\n"
	"- silent: 5 min\n"
	"- Authors: Counted\n"
	"- round: yes\n"
	"- column: question\n"
	"- column: how long (number)\n"
	"- column: kind (one of practical, personal)\n"
	"- column: bearer (role)\n"
	"- column: until (date)\n"
	"- column: who (person)\n"
	"\n"
	"> Read the question twice. Wait,\n"
	"> and wait again.\n"
	">\n"
	"> - paper\n"
	"> - pens\n"
	">\n"
	"> 1. Give them out.\n"
	"> 2. Write to <us@example.org>.\n"
	"\n"
	"## Which questions come first?  (Vote, 10 minutes)\n"
	"\n"
	"- options: questions\n"
	"- method: dots\n"
	"- dots: 3\n"
	"- stays open: yes\n"
	"- changes: no\n"
	"\n"
	"## Shall we go on?  (decide, 5 min)\n"
	"\n"
	"- from: What would be worth finding out? (really)\n"
	"- rule: qualified\n"
	"- threshold: 2/3\n"
	"- optional: yes\n"
	"\n"
	"## Tea  (break, 7 min)\n"
	"\n"
	"## Points  (brief, 1 min)\n"
	"\n"
	"1. One\n"
	"2. Two, which\n"
	"   runs on\n"
	"\n"
	"Said between the lists.\n"
	"\n"
	"3. Three\n";

static void reads_the_head(void **state)
{
	(void)state;
	struct plan plan = {0};

	read_clean(whole, &plan);
	assert_string_equal(plan.title, "First meeting of a partnership");
	assert_string_equal(plan.purpose, "What it is for, and for whom.\n\nWhat comes out of it.");
	assert_string_equal(plan.language, "de-AT");
	assert_int_equal(plan.minutes, 60);
	assert_int_equal(plan.roles.count, 5);
	assert_string_equal(plan.roles.items[1].name, "service user");
	assert_string_equal(plan.roles.items[1].group, "lives with it");
	assert_string_equal(plan.roles.items[4].name, "council officer");
	assert_string_equal(plan.roles.items[4].group, "works on it");
	assert_int_equal(plan.people.count, 2);
	assert_string_equal(plan.people.items[1].name, "Ben");
	assert_string_equal(plan.people.items[1].role, "researcher");
	plan_finish(&plan);
}

static void reads_stages(void **state)
{
	(void)state;
	struct plan plan = {0};
	const struct stage *stage = NULL;

	read_clean(whole, &plan);
	assert_int_equal(plan.stages.count, 5);
	stage = &plan.stages.items[0];
	assert_string_equal(stage->title, "What would be worth finding out? (really)");
	assert_int_equal(stage->activity, ACTIVITY_COLLECT);
	assert_int_equal(stage->minutes, 18);
	assert_string_equal(stage->name, "questions");
	assert_string_equal(stage->prompt,
		"What would have to change in daily life for this work to have been worth it?\n\n"
		"See our page (https://example.org/a) or https://example.org.\nTake your time.");
	assert_string_equal(stage->notes,
		"Read the question twice. Wait, and wait again.\n\n- paper\n- pens\n\n"
		"1. Give them out.\n2. Write to us@example.org.");
	assert_int_equal(stage_setting(stage, SETTING_SILENT), 5);
	assert_int_equal(stage_setting(stage, SETTING_AUTHORS), AUTHORS_COUNTED);
	assert_int_equal(stage_setting(stage, SETTING_ROUND), 1);
	assert_true(stage->settings[SETTING_ROUND].given);
	assert_false(stage->settings[SETTING_HIDDEN].given);
	stage = &plan.stages.items[1];
	assert_null(stage->name);
	assert_int_equal(stage->activity, ACTIVITY_VOTE);
	assert_int_equal(stage->minutes, 10);
	assert_int_equal(stage_setting(stage, SETTING_OPTIONS), 0);
	assert_int_equal(stage_setting(stage, SETTING_METHOD), 2);
	assert_int_equal(stage_setting(stage, SETTING_DOTS), 3);
	assert_int_equal(stage_setting(stage, SETTING_STAYS_OPEN), 1);
	assert_int_equal(stage_setting(stage, SETTING_CHANGES), 0);
	assert_int_equal(stage_setting(stage, SETTING_SECRET), 1);
	stage = &plan.stages.items[2];
	assert_int_equal(stage_setting(stage, SETTING_FROM), 0);
	assert_int_equal(stage_setting(stage, SETTING_THRESHOLD), 2003);
	assert_int_equal(stage_setting(stage, SETTING_OPTIONAL), 1);
	stage = &plan.stages.items[3];
	assert_string_equal(stage->prompt, "");
	assert_string_equal(stage->notes, "");
	plan_finish(&plan);
}

static void reads_lists(void **state)
{
	(void)state;
	struct plan plan = {0};
	const struct stage *stage = NULL;
	static const enum column_type types[] = {
		COLUMN_TEXT, COLUMN_NUMBER, COLUMN_CHOICE, COLUMN_ROLE, COLUMN_DATE, COLUMN_PERSON};

	read_clean(whole, &plan);
	stage = &plan.stages.items[0];
	assert_int_equal(stage->columns.count, 6);
	for (size_t i = 0; i < 6; i++)
		assert_int_equal(stage->columns.items[i].type, types[i]);
	assert_string_equal(stage->columns.items[0].name, "question");
	assert_string_equal(stage->columns.items[2].name, "kind");
	assert_int_equal(stage->columns.items[2].choices.count, 2);
	assert_string_equal(stage->columns.items[2].choices.items[1], "personal");
	stage = &plan.stages.items[4];
	assert_int_equal(stage->items.count, 3);
	assert_string_equal(stage->items.items[1], "Two, which runs on");
	assert_string_equal(stage->items.items[2], "Three");
	assert_string_equal(stage->prompt, "Said between the lists.");
	plan_finish(&plan);
}

/* A scale of words with an apostrophe of print: what people write. */
static void reads_the_scale_of_a_rating(void **state)
{
	struct plan plan = {0};
	struct texts grades = {0};

	(void)state;
	read_clean("# T\n\n## A (rate, 1 min)\n\n- scale: now,  later , never\n- don’t know: no\n\n"
		   "1. one\n2. two\n\n## B (vote, 1 min)\n\n- method: score\n- scale: 7\n\n"
		   "1. one\n2. two\n",
		&plan);
	stage_grades(&plan.stages.items[0], &grades);
	assert_int_equal(grades.count, 3);
	assert_string_equal(grades.items[1], "later");
	assert_int_equal(stage_rule(&plan.stages.items[0]).scale, 2);
	assert_false(stage_rule(&plan.stages.items[0]).unsure);
	assert_int_equal(stage_rule(&plan.stages.items[1]).scale, 7);
	texts_finish(&grades);
	plan_finish(&plan);
}

static void assert_same_plan(const struct plan *a, const struct plan *b)
{
	assert_string_equal(a->title, b->title);
	assert_string_equal(a->purpose, b->purpose);
	assert_int_equal(a->roles.count, b->roles.count);
	assert_int_equal(a->stages.count, b->stages.count);
	for (size_t i = 0; i < a->stages.count; i++) {
		assert_string_equal(a->stages.items[i].title, b->stages.items[i].title);
		assert_string_equal(a->stages.items[i].prompt, b->stages.items[i].prompt);
		assert_string_equal(a->stages.items[i].notes, b->stages.items[i].notes);
		assert_int_equal(a->stages.items[i].items.count, b->stages.items[i].items.count);
	}
}

/* Editors on other systems end lines differently and put a mark in front. */
static void takes_any_line_ends(void **state)
{
	(void)state;
	static const char *const ends[] = {"\r\n", "\r"};
	struct plan plain = {0};

	read_clean(whole, &plain);
	for (size_t i = 0; i < 2; i++) {
		struct plan plan = {0};
		struct buf text = {0};

		buf_text_add(&text, "\xEF\xBB\xBF");
		for (const char *at = whole; *at; at++) {
			if (*at == '\n')
				buf_text_add(&text, ends[i]);
			else
				buf_byte(&text, *at);
		}
		read_clean(buf_text(&text), &plan);
		assert_same_plan(&plain, &plan);
		plan_finish(&plan);
		buf_finish(&text);
	}
	plan_finish(&plain);
}

static void lines_are_counted_with_any_ends(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"# T\n\n## A (brief, 1 min)\n\n- optonal: yes\n",
		"\xEF\xBB\xBF# T\r\n\r\n## A (brief, 1 min)\r\n\r\n- optonal: yes\r\n",
		"# T\r\r## A (brief, 1 min)\r\r- optonal: yes",
	};

	for (size_t i = 0; i < 3; i++) {
		struct plan plan = {0};
		struct diagnostics diagnostics = {0};

		assert_false(programme_parse(texts[i], strlen(texts[i]), &plan, &diagnostics));
		assert_int_equal(diagnostics.count, 1);
		assert_int_equal(diagnostics.items[0].line, 5);
		diagnostics_finish(&diagnostics);
		plan_finish(&plan);
	}
}

static void what_is_shown_is_sanitised(void **state)
{
	(void)state;
	struct plan plan = {0};

	read_clean("# T\x1b[2J\u202Eitle\n\nRoles: re\u200Bsident\n\nA\x07 b\n\n"
		   "## St\u202Eage (vote, 1 min)\n\nPro&#27;mpt\n\n- name: n\u200Bn\n\n"
		   "1. o\x1bne\n2. e\u0301\n\n> no\x1bte\n",
		&plan);
	assert_string_equal(plan.title, "T[2Jitle");
	assert_string_equal(plan.roles.items[0].name, "resident");
	assert_string_equal(plan.purpose, "A b");
	assert_string_equal(plan.stages.items[0].title, "Stage");
	assert_string_equal(plan.stages.items[0].name, "nn");
	assert_string_equal(plan.stages.items[0].prompt, "Prompt");
	assert_string_equal(plan.stages.items[0].items.items[0], "one");
	assert_string_equal(plan.stages.items[0].items.items[1], "\u00e9");
	assert_string_equal(plan.stages.items[0].notes, "note");
	plan_finish(&plan);
}

/* A purpose may hold colons; only what is or nearly is a header line is taken for one. */
static void a_text_with_a_colon_is_the_purpose(void **state)
{
	(void)state;
	struct plan plan = {0};

	read_clean("# T\n\nFor whom: everybody. Sources: A.\nThe purpose: to meet.\n\n"
		   "Roles:\n  a, b,\n  c\n\nMore: of it.\n\n## A (brief, 1 min)\n\nRoles: many\n",
		&plan);
	assert_string_equal(plan.purpose,
		"For whom: everybody. Sources: A. The purpose: to meet.\n\nMore: of it.");
	assert_int_equal(plan.roles.count, 3);
	assert_string_equal(plan.language, "en");
	assert_int_equal(plan.minutes, 0);
	assert_string_equal(plan.stages.items[0].prompt, "Roles: many");
	plan_finish(&plan);
}

static void reads_what_a_workshop_is_for(void **state)
{
	(void)state;
	struct plan plan = {0};

	read_clean("# T\n\nPurpose: Finding out what matters\nPeople: 5 to 15\n"
		   "For: residents and\n  those who work: with them\nComes out: a list\n"
		   "Sources: A 2019; B 2020\n\nAbout it.\n\n## A (brief, 1 min)\n",
		&plan);
	assert_int_equal(plan.kind, PURPOSE_MATTERS);
	assert_int_equal(plan.fewest, 5);
	assert_int_equal(plan.most, 15);
	assert_string_equal(plan.for_whom, "residents and those who work: with them");
	assert_string_equal(plan.comes_out, "a list");
	assert_string_equal(plan.sources, "A 2019; B 2020");
	assert_string_equal(plan.purpose, "About it.");
	/* None of it need be there. */
	read_clean("# T\n\nPeople: up to 7\n\n## A (brief, 1 min)\n", &plan);
	assert_int_equal(plan.kind, PURPOSE_NONE);
	assert_int_equal(plan.fewest, 0);
	assert_int_equal(plan.most, 7);
	assert_null(plan.for_whom);
	assert_null(plan.comes_out);
	assert_null(plan.sources);
	plan_finish(&plan);
}

static void a_mistake_leaves_the_plan_alone(void **state)
{
	(void)state;
	struct plan plan = {0};
	struct diagnostics diagnostics = {0};

	read_clean("# Old\n\n## A (brief, 1 min)\n", &plan);
	assert_false(programme_parse("# New\n", 6, &plan, &diagnostics));
	assert_false(diagnostics_only_warn(&diagnostics));
	assert_string_equal(plan.title, "Old");
	diagnostics_finish(&diagnostics);
	assert_int_equal(diagnostics.count, 0);
	/* A good one takes its place, and nothing of the old leaks. */
	read_clean("# New\n\n## A (brief, 1 min)\n", &plan);
	assert_string_equal(plan.title, "New");
	plan_finish(&plan);
}

static void all_mistakes_come_at_once_in_order(void **state)
{
	(void)state;
	static const char text[] =
		"# T\n\nLength: long\nRoles: a\n\n## A (colect, 1 min)\n\n- frm: x\n\n"
		"## B (vote, 2 min)\n\n- options: nowhere\n- optional: perhaps\n";
	static const int lines[] = {3, 6, 8, 12, 13};
	struct plan plan = {0};
	struct diagnostics diagnostics = {0};

	assert_false(programme_parse(text, strlen(text), &plan, &diagnostics));
	assert_int_equal(diagnostics.count, 5);
	for (size_t i = 0; i < 5; i++)
		assert_int_equal(diagnostics.items[i].line, lines[i]);
	diagnostics_finish(&diagnostics);
}

static void very_many_mistakes_are_cut(void **state)
{
	(void)state;
	struct buf text = {0};
	struct plan plan = {0};
	struct diagnostics diagnostics = {0};

	buf_text_add(&text, "# T\n\n## A (brief, 1 min)\n\n");
	for (int i = 0; i < 5000; i++)
		buf_text_add(&text, "- no\n");
	assert_false(programme_parse(buf_text(&text), text.count, &plan, &diagnostics));
	assert_int_equal(diagnostics.count, 201);
	assert_int_equal(diagnostics.items[199].line, 204);
	assert_int_equal(diagnostics.items[200].line, 204);
	assert_string_equal(
		diagnostics.items[200].text, "There are more mistakes; these are the first ones.");
	diagnostics_finish(&diagnostics);
	buf_finish(&text);
}

/* The parser behind needs quadratic time for some of these. */
static void no_input_takes_long(void **state)
{
	(void)state;
	static const char *const parts[] = {"![[]()", "[", "> ", "1. ", "- ", "a\n\n", "[a]\n\n",
		"- a\n", "## x (collect, 3 min)\n- from: abc\n", "*a ", "_a ", "`a", "<a ", "&",
		"  > a\n", "[a](", "Roles: a, b\n\n"};
	static const char *const heads[] = {"", "# T\n\n## A (brief, 1 min)\n\n", "# T\n\nRoles: "};

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		for (size_t k = 0; k < sizeof heads / sizeof *heads; k++) {
			struct plan plan = {0};
			struct diagnostics diagnostics = {0};
			struct buf text = {0};
			clock_t start = clock();

			buf_text_add(&text, heads[k]);
			while (text.count + strlen(parts[i]) <= PROGRAMME_BYTES_MAX)
				buf_text_add(&text, parts[i]);
			(void)programme_parse(buf_text(&text), text.count, &plan, &diagnostics);
			if (clock() - start > 2 * CLOCKS_PER_SEC)
				fail_msg("“%s” after “%s” takes too long", parts[i], heads[k]);
			buf_finish(&text);
			diagnostics_finish(&diagnostics);
			plan_finish(&plan);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_the_head),
		cmocka_unit_test(reads_stages),
		cmocka_unit_test(reads_lists),
		cmocka_unit_test(reads_the_scale_of_a_rating),
		cmocka_unit_test(takes_any_line_ends),
		cmocka_unit_test(lines_are_counted_with_any_ends),
		cmocka_unit_test(what_is_shown_is_sanitised),
		cmocka_unit_test(a_text_with_a_colon_is_the_purpose),
		cmocka_unit_test(reads_what_a_workshop_is_for),
		cmocka_unit_test(a_mistake_leaves_the_plan_alone),
		cmocka_unit_test(all_mistakes_come_at_once_in_order),
		cmocka_unit_test(very_many_mistakes_are_cut),
		cmocka_unit_test(no_input_takes_long),
	};

	setlocale(LC_ALL, "");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
