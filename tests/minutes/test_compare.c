/* What several sessions have in common: stages by name or title, words by what they say. */
#include "minutes/compare.h"

#include "roundtable/base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* A list of words parted by '|'; "-" stands for what was erased. */
static void fill(struct texts *list, const char *words)
{
	while (*words != '\0') {
		size_t length = strcspn(words, "|");
		char *word = mem_copy_bytes(words, length);
		texts_add(list, strcmp(word, "-") == 0 ? NULL : word);
		array_free(word);
		words += length + (words[length] == '|');
	}
}

/* `expected`: a row as the numbers of its places, '.' where it is missing, rows parted by spaces.
 */
static void assert_rows(const struct rows *rows, size_t count, const char *expected)
{
	struct buf found = {0};

	for (size_t i = 0; i < rows->count; i++) {
		if (i > 0)
			buf_byte(&found, ' ');
		for (size_t k = 0; k < count; k++)
			if (rows->items[i].at[k] == MISSING)
				buf_byte(&found, '.');
			else
				buf_format(&found, "%zu", rows->items[i].at[k]);
	}
	assert_string_equal(buf_text(&found), expected);
	buf_finish(&found);
}

static void assert_texts(const char *one, const char *two, const char *three, const char *expected)
{
	struct texts lists[3] = {{0}};
	struct rows rows = {0};

	fill(&lists[0], one);
	fill(&lists[1], two);
	fill(&lists[2], three);
	rows_of_texts(lists, 3, &rows);
	assert_rows(&rows, 3, expected);
	rows_finish(&rows);
	for (int i = 0; i < 3; i++)
		texts_finish(&lists[i]);
}

static void the_same_words_are_the_same(void **state)
{
	(void)state;
	assert_texts("we listen|we decide", "We decide|WE LISTEN", "we listen", "010 10.");
	assert_texts("a", "b", "b|a", "0.1 .00");
	/* said twice in one list stands twice */
	assert_texts("a|a", "a", "a|a", "000 1.1");
	/* what was erased is like nothing, not even like itself */
	assert_texts("-|a", "-|a", "-", "11.");
	assert_texts("", "", "", "");
}

static void add_stage(
	struct plan *plan, enum activity activity, const char *name, const char *title)
{
	struct stage *stage = plan_add_stage(plan);

	stage->activity = activity;
	stage->name = name != NULL ? mem_copy_text(name) : NULL;
	array_free(stage->title);
	stage->title = mem_copy_text(title);
}

static void stages_are_found_by_name_or_title(void **state)
{
	struct plan one = {0}, other = {0};
	const struct plan *plans[2] = {&one, &other};
	struct rows rows = {0};

	(void)state;
	add_stage(&one, ACTIVITY_RATE, "health", "How are we?");
	add_stage(&one, ACTIVITY_RATE, NULL, "And the rest");
	add_stage(&one, ACTIVITY_TALK, NULL, "Look");
	add_stage(&one, ACTIVITY_RATE, "one", "The same title");
	add_stage(&other, ACTIVITY_RATE, "rest", "And the rest");
	add_stage(&other, ACTIVITY_RATE, "health", "How do we do now?");
	add_stage(&other, ACTIVITY_VOTE, NULL, "Look");
	/* two names say that they are two things */
	add_stage(&other, ACTIVITY_RATE, "two", "The same title");
	rows_of_stages(plans, 2, &rows);
	assert_rows(&rows, 2, "01 10 2. 3. .2 .3");
	assert_int_equal(row_places(&rows.items[0], 2), 2);
	assert_int_equal(row_places(&rows.items[2], 2), 1);
	rows_finish(&rows);
	plan_finish(&one);
	plan_finish(&other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_words_are_the_same),
		cmocka_unit_test(stages_are_found_by_name_or_title),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
