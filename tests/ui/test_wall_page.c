/* What a wall says by the clock alone; the list of ballots after closing. */
#include "roundtable/ui/wall.h"

#include "roundtable/base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static bool says(const struct audience *audience, moment now, const char *words)
{
	struct page page = {0};
	bool said = false;

	wall_page(audience, now, &page);
	for (size_t i = 0; i < page.lines.count; i++)
		said |= strstr(page.lines.items[i].text, words) != NULL;
	page_finish(&page);
	return said;
}

static void nobody_is_asked_to_be_silent_any_longer(void **state)
{
	const struct audience audience = {.state = AUDIENCE_STAGE,
		.stage_title = "What matters",
		.prompt = "What matters?",
		.task = TASK_WRITE,
		.ends_at = 600000,
		.silent_until = 300000};

	(void)state;
	assert_true(says(&audience, 299999, "Write in silence"));
	assert_false(says(&audience, 299999, "The silence is over"));
	assert_false(says(&audience, 300000, "Write in silence"));
	assert_true(says(&audience, 300000, "The silence is over"));
}

/* The first card does not stop the clock of those who still write. */
static void the_clock_of_silence_goes_on_while_cards_come(void **state)
{
	const struct audience audience = {.state = AUDIENCE_STAGE,
		.stage_title = "What matters",
		.prompt = "What matters?",
		.task = TASK_HAND_IN,
		.ends_at = 600000,
		.silent_until = 300000};

	(void)state;
	assert_true(says(&audience, 240000, "01:00"));
	assert_false(says(&audience, 300000, "The silence is over"));
	assert_false(says(&audience, 300000, "00:00"));
}

/* Under the result, and below the bars of its answers: each with its words, or without. */
static void ballots_are_listed_by_their_words(void **state)
{
	struct audience audience = {.state = AUDIENCE_STAGE,
		.stage_title = "On Sundays?",
		.task = TASK_SEE_RESULT,
		.vote = {.id = 5,
			.secret = true,
			.result = mem_copy_text("12 of 12 voted."),
			.by_part = mem_copy_text("Shown apart: resident; carer.")}};
	struct page page = {0};
	size_t at = 0, bar = 0, result = 0, by_part = 0;

	(void)state;
	*array_push(&audience.vote.answers) = (struct audience_answer){"yes", 12};
	audience_add(&audience, ITEM_BALLOT, 7, "red owl")->figure = mem_copy_text("yes");
	audience_add(&audience, ITEM_BALLOT, 7, "")->figure = mem_copy_text("blank ballot");
	audience_add(&audience, ITEM_BALLOT, 7, NULL)->figure = mem_copy_text("yes");
	wall_page(&audience, 0, &page);
	for (size_t i = 0; i < page.lines.count; i++) {
		bar = page.lines.items[i].role == LINE_BAR ? i : bar;
		result = strstr(page.lines.items[i].text, "12 of 12") != NULL ? i : result;
		by_part = strstr(page.lines.items[i].text, "Shown apart") != NULL ? i : by_part;
		at = strstr(page.lines.items[i].text, "Look for your words") != NULL ? i : at;
	}
	/* what came out, the figures, and only then whose votes made it */
	assert_true(result > 0 && bar > result && by_part > bar && at > by_part);
	assert_int_equal(page.lines.count, at + 4);
	const struct line *lines = page.lines.items + at + 1;
	assert_string_equal(lines[0].text, "red owl");
	assert_string_equal(lines[0].detail, "yes");
	assert_string_equal(lines[0].mark, "•");
	assert_string_equal(lines[1].text, "(no words)");
	assert_string_equal(lines[1].detail, "blank ballot");
	assert_string_equal(lines[2].text, "(erased)");
	page_finish(&page);
	audience_finish(&audience);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nobody_is_asked_to_be_silent_any_longer),
		cmocka_unit_test(the_clock_of_silence_goes_on_while_cards_come),
		cmocka_unit_test(ballots_are_listed_by_their_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
