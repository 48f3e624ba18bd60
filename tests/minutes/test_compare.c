/* What several sessions have in common: stages by name or title, words by what they say. */
#include "minutes/compare/compare.h"

#include "room.h"

#include "roundtable/base/mem.h"
#include "roundtable/minutes/minutes.h"

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

/* --- whole sessions --- */

#define MOVED "It moved from mostly “disagree”"

/* A session in which three people rated two statements alike. */
static void hold(struct room *room, const char *id, moment later, bool rehearsal, int64_t answer)
{
	int64_t persons[3], poll;

	room_init(room);
	room->now += later;
	room_role(room, "resident");
	struct stage *stage = room_stage(room, ACTIVITY_RATE, "How are we?", 5, "");
	stage_item(stage, "We listen");
	stage_item(stage, "We decide");
	room_start(room, rehearsal);
	room->model.id = id;
	for (int i = 0; i < 3; i++)
		persons[i] = SAY(room, PERSON_ADDED,
			i == 0   ? "Amina"
			: i == 1 ? "Bo"
				 : "Cem",
			.role = 0, .votes = 1, .status = STATUS_HERE);
	DO(room, STAGE_ENTERED, .stage = 0);
	poll = DO(room, POLL_OPENED, .stage = 0, RARE(.secret = 1));
	for (int i = 0; i < 3; i++)
		room_cast(room, poll, persons[i], (int64_t[]){answer, answer}, 2);
	DO(room, POLL_CLOSED, .poll = poll);
}

static void assert_compared(const struct room *one, const struct room *other, const char *words)
{
	const struct compared sessions[] = {{&one->model, "one"}, {&other->model, "other"}};
	struct document *document = document_create();
	struct error err = {0};
	struct buf text = {0};

	assert_true(compare_build(sessions, 2, COMPARE_LISTED, document, &err));
	minutes_write(document, MINUTES_JSON, &text);
	if (strstr(buf_text(&text), words) == NULL)
		fail_msg("“%s” is not in: %s", words, buf_text(&text));
	buf_finish(&text);
	document_destroy(document);
}

static void sessions_stand_by_date_and_rehearsals_are_named(void **state)
{
	const moment week = INT64_C(7) * 24 * 3600 * 1000;
	struct room early, late, rehearsed;

	(void)state;
	hold(&early, "1", 0, false, 0);
	hold(&late, "2", week, false, 3);
	hold(&rehearsed, "3", 2 * week, true, 0);
	/* whatever the order in which they are given */
	assert_compared(&late, &early, MOVED);
	assert_compared(&early, &late, MOVED);
	assert_compared(&early, &rehearsed, "stands beside a real session here");
	assert_compared(&rehearsed, &late, "stands beside a real session here");
	room_finish(&early);
	room_finish(&late);
	room_finish(&rehearsed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_words_are_the_same),
		cmocka_unit_test(stages_are_found_by_name_or_title),
		cmocka_unit_test(sessions_stand_by_date_and_rehearsals_are_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
