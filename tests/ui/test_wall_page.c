/* What a wall says by the clock alone. */
#include "roundtable/ui/wall.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nobody_is_asked_to_be_silent_any_longer),
		cmocka_unit_test(the_clock_of_silence_goes_on_while_cards_come),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
