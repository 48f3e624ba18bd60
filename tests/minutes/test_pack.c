/* The paper pack: what is on which sheet, and that private notes are on the facilitator's alone. */
#include "roundtable/minutes/pack.h"

#include "roundtable/base/mem.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct stage *add(
	struct plan *plan, enum activity activity, const char *title, const char *notes)
{
	struct stage *stage = plan_add_stage(plan);

	array_free(stage->title);
	array_free(stage->notes);
	stage->title = mem_copy_text(title);
	stage->notes = mem_copy_text(notes);
	stage->activity = activity;
	stage->minutes = 10;
	return stage;
}

static void set(struct stage *stage, enum setting setting, int64_t number)
{
	stage->settings[setting] = (struct setting_value){.given = true, .number = number};
}

static void add_column(struct stage *stage, const char *name, enum column_type type)
{
	*array_push(&stage->columns) = (struct column){.name = mem_copy_text(name), .type = type};
}

static void plan_init(struct plan *plan)
{
	struct stage *stage = NULL;

	*plan = (struct plan){.title = mem_copy_text("Paths <& ways>"),
		.purpose = mem_copy_text("What it is about.\n\nWhat only you prepare."),
		.language = mem_copy_text("en"),
		.for_whom = mem_copy_text("those who walk"),
		.comes_out = mem_copy_text("a path"),
		.sources = mem_copy_text("A 2019"),
		.fewest = 4,
		.most = 6};
	*array_push(&plan->roles) = (struct role){.name = mem_copy_text("walker")};
	stage = add(plan, ACTIVITY_COLLECT, "What does it cost?", "Secret-one.\n\nSecret-two.");
	set(stage, SETTING_AUTHORS, AUTHORS_HIDDEN);
	set(stage, SETTING_SILENT, 3);
	add_column(stage, "cost", COLUMN_TEXT);
	add_column(stage, "who bears it", COLUMN_ROLE);
	stage = add(plan, ACTIVITY_COLLECT, "Who brings what?", "Secret-three.");
	set(stage, SETTING_MATRIX, 1);
	set(stage, SETTING_OPTIONAL, 1);
	texts_add(&stage->items, "money");
	texts_add(&stage->items, "time");
	stage = add(plan, ACTIVITY_VOTE, "Which first?", "Secret-four.");
	texts_add(&stage->items, "Left");
	texts_add(&stage->items, "Right");
	(void)add(plan, ACTIVITY_DECIDE, "Shall we?", "Secret-five.");
}

static void write(unsigned parts, bool txt, bool large, struct buf *out)
{
	struct plan plan = {0};
	struct pack pack = {0};

	plan_init(&plan);
	pack_of_plan(&plan, parts, 0, &pack);
	plan_finish(&plan);
	if (txt)
		pack_write_txt(&pack, out);
	else
		pack_write_html(&pack, large, out);
	pack_finish(&pack);
}

static size_t times(const char *text, const char *what)
{
	size_t count = 0;

	for (; (text = strstr(text, what)) != NULL; text++)
		count++;
	return count;
}

static void private_notes_are_on_one_sheet_alone(void **state)
{
	(void)state;
	for (int txt = 0; txt < 2; txt++) {
		struct buf with = {0}, without = {0};

		write(PACK_ALL, txt, false, &with);
		write(PACK_ALL & ~(1u << PACK_NOTES), txt, false, &without);
		assert_int_equal(times(buf_text(&with), "Secret-"), 5);
		assert_int_equal(times(buf_text(&with), "What only you prepare."), 1);
		assert_int_equal(times(buf_text(&without), "Secret-"), 0);
		assert_int_equal(times(buf_text(&without), "What only you prepare."), 0);
		buf_finish(&with);
		buf_finish(&without);
	}
}

static void the_agenda_says_what_and_when(void **state)
{
	(void)state;
	struct buf out = {0};

	write(1u << PACK_AGENDA, true, false, &out);
	assert_non_null(strstr(buf_text(&out), "What it is about."));
	assert_non_null(strstr(buf_text(&out), "40 minutes, for 4 to 6 people."));
	assert_non_null(strstr(buf_text(&out), "Who it is for: those who walk"));
	assert_non_null(strstr(buf_text(&out), "What comes out: a path"));
	assert_non_null(strstr(buf_text(&out), "What it draws on: A 2019"));
	assert_non_null(strstr(buf_text(&out), "  0:00      10  What does it cost?"));
	assert_non_null(strstr(buf_text(&out), "  0:10      10  Who brings what? (left out when"));
	assert_non_null(strstr(buf_text(&out), "  0:20      10  Which first?"));
	buf_finish(&out);
}

static void forms_ask_for_what_a_stage_takes(void **state)
{
	(void)state;
	struct buf out = {0};

	write(1u << PACK_CARDS, true, false, &out);
	/* one for each of six people, and two stages */
	assert_int_equal(times(buf_text(&out), "What does it cost?"), 6);
	assert_int_equal(times(buf_text(&out), "who bears it\n  [ ] walker"), 6);
	assert_int_equal(times(buf_text(&out), "No name, please.\n"), 6);
	assert_int_equal(times(buf_text(&out), "My name"), 6);
	assert_int_equal(times(buf_text(&out), "  [ ] money\n  [ ] time\n"), 6);
	buf_clear(&out);
	write(1u << PACK_TABLES, false, false, &out);
	assert_int_equal(times(buf_text(&out), "<tr><th>cost</th><th>who bears it</th></tr>"), 1);
	assert_int_equal(
		times(buf_text(&out), "<tr><th>Who</th><th>money</th><th>time</th></tr>"), 1);
	assert_int_equal(times(buf_text(&out), "<tr><td></td><td></td></tr>"), 14);
	buf_finish(&out);
}

static void people_choose_how_they_are_named_one_by_one(void **state)
{
	(void)state;
	struct buf out = {0};

	write(1u << PACK_PEOPLE, true, false, &out);
	assert_int_equal(times(buf_text(&out), "In the minutes I want to appear\n"), 6);
	assert_int_equal(times(buf_text(&out), "  [ ] not at all\n"), 6);
	assert_int_equal(times(buf_text(&out), "  [ ] walker\n"), 6);
	buf_finish(&out);
}

static void parts_come_in_their_order(void **state)
{
	(void)state;
	static const char *const order[] = {"Who it is for", "For the facilitator only", "Who I am",
		"No name, please.", "<th>cost</th>", "Mark one box.", "The proposal, word for word",
		"Parking lot"};
	struct buf out = {0};
	const char *at = NULL;

	write(PACK_ALL, false, true, &out);
	at = strstr(buf_text(&out), "<body class=\"large\">");
	assert_non_null(at);
	for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
		at = strstr(at, order[i]);
		if (at == NULL)
			fail_msg("“%s” does not come after the one before", order[i]);
	}
	assert_null(strstr(buf_text(&out), "Paths <&"));
	assert_int_equal(times(buf_text(&out), "<main"), times(buf_text(&out), "</main>"));
	assert_int_equal(times(buf_text(&out), "<section>"), times(buf_text(&out), "</section>"));
	buf_finish(&out);
}

static void parts_are_found_by_name(void **state)
{
	(void)state;
	enum pack_part part = PACK_PARTS;

	for (int i = 0; i < PACK_PARTS; i++) {
		assert_true(pack_part_find(pack_part_name((enum pack_part)i), &part));
		assert_int_equal(part, i);
	}
	assert_false(pack_part_find("note", &part));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(private_notes_are_on_one_sheet_alone),
		cmocka_unit_test(the_agenda_says_what_and_when),
		cmocka_unit_test(forms_ask_for_what_a_stage_takes),
		cmocka_unit_test(people_choose_how_they_are_named_one_by_one),
		cmocka_unit_test(parts_come_in_their_order),
		cmocka_unit_test(parts_are_found_by_name),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
