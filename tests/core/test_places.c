/* The table beside options that came in order, and where their list is cut. */
#include "../support/desk.h"
#include "../support/sample_plan.h"

#include "roundtable/core/audience.h"
#include "roundtable/core/places.h"
#include "roundtable/core/sentence.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { PEOPLE = 12, OPTIONS = 3 };

static void set(const struct desk *desk, int stage, enum setting setting, int64_t number)
{
	((struct stage *)model_stage(&desk->model, stage))->settings[setting] =
		(struct setting_value){.given = true, .number = number};
}

/* How somebody of each role scores tea, coffee and water. */
static const int64_t scores[SAMPLE_ROLES][OPTIONS] = {
	[ROLE_RESIDENT] = {5, 1, 0},
	[ROLE_CARER] = {1, 2, 2},
	[ROLE_RESEARCHER] = {5, 5, 5},
	[ROLE_FUNDER] = {4, 0, 1},
};

/* A secret vote in which each role counts alike, and so many of them cast their ballots. */
static const struct poll *vote(struct desk *desk, size_t roles)
{
	int64_t persons[PEOPLE];

	desk_open(desk, 7);
	desk_people(desk, PEOPLE, persons);
	int64_t id = desk_poll(desk, AT_ROLE_VOTE, 0, true);
	for (size_t i = 0; i < PEOPLE; i++) {
		struct ids marks = {0};
		if (i % SAMPLE_ROLES >= roles)
			continue;
		for (size_t k = 0; k < OPTIONS; k++)
			ids_add(&marks, scores[i % SAMPLE_ROLES][k]);
		desk_do(desk,
			WISH(BALLOT_CAST, .poll = id, .person = persons[i], RARE(.marks = marks)));
		array_finish(&marks);
	}
	desk_do(desk, WISH(POLL_CLOSED, .poll = id));
	return model_poll(&desk->model, id);
}

static void is(const struct texts *texts, const char *expected)
{
	struct buf all = {0};

	for (size_t i = 0; i < texts->count; i++)
		buf_format(&all, "%s%s", i > 0 ? " | " : "", texts->items[i]);
	assert_string_equal(buf_text(&all), expected);
	buf_finish(&all);
}

static void test_the_places_of_each_role(void **state)
{
	struct desk desk;
	struct texts heads = {0};
	struct audience audience = {0};

	(void)state;
	const struct poll *poll = vote(&desk, SAMPLE_ROLES);
	places_heads(&desk.model, poll, &heads);
	is(&heads, "total | resident | carer | researcher | funder");
	texts_finish(&heads);
	audience_fill_stage(&desk.model, AT_ROLE_VOTE, desk.now, &audience);
	is(&audience.vote.heads, "total | resident | carer | researcher | funder");
	for (size_t i = 0; i < audience.items.count; i++) {
		const struct audience_item *item = &audience.items.items[i];
		is(&item->marks, strcmp(item->text, "tea") == 0      ? "7 | 1 | 3 | 2 | 1"
				 : strcmp(item->text, "coffee") == 0 ? "8.5 | 2 | 1.5 | 2 | 3"
								     : "8.5 | 3 | 1.5 | 2 | 2");
	}
	audience_finish(&audience);
	/* the transcript does not say it all again */
	struct buf text = {0};
	sentence_count(&desk.model, poll, false, &text);
	assert_null(strstr(buf_text(&text), "Points:"));
	assert_null(strstr(buf_text(&text), "Place 1"));
	assert_non_null(strstr(buf_text(&text), "Equal weight for each role"));
	buf_finish(&text);
	desk_close(&desk);
}

/* Of few secret ballots the places they led to are shown, and not which role gave which. */
static void test_few_ballots_have_no_table(void **state)
{
	struct desk desk;
	struct texts heads = {0};
	struct audience audience = {0};

	(void)state;
	const struct poll *poll = vote(&desk, SAMPLE_ROLES - 1);
	places_heads(&desk.model, poll, &heads);
	assert_int_equal(heads.count, 0);
	audience_fill_stage(&desk.model, AT_ROLE_VOTE, desk.now, &audience);
	assert_int_equal(audience.vote.heads.count, 0);
	assert_int_equal(audience.items.count, OPTIONS);
	for (size_t i = 0; i < OPTIONS; i++)
		assert_int_equal(audience.items.items[i].marks.count, 0);
	audience_finish(&audience);
	desk_close(&desk);
}

static void cut_is(const struct desk *desk, size_t after, const char *words)
{
	struct audience audience = {0};

	audience_fill_stage(&desk->model, AT_ROLE_VOTE, desk->now, &audience);
	for (size_t i = 0; i < audience.items.count; i++)
		if (i != after)
			assert_null(audience.items.items[i].cut);
		else
			assert_string_equal(audience.items.items[i].cut, words);
	audience_finish(&audience);
}

static void test_where_the_list_is_cut(void **state)
{
	struct desk desk;
	bool level;

	(void)state;
	const struct poll *poll = vote(&desk, SAMPLE_ROLES);
	cut_is(&desk, SIZE_MAX, NULL);
	assert_int_equal(places_forward(&desk.model, poll, &level), 0);
	set(&desk, AT_ROLE_VOTE, SETTING_TOP, 1);
	cut_is(&desk, 0, "the first goes forward");
	assert_int_equal(places_forward(&desk.model, poll, &level), 1);
	assert_false(level);
	/* the other two are level, and the last: there is nothing to draw a line under */
	set(&desk, AT_ROLE_VOTE, SETTING_TOP, 2);
	cut_is(&desk, SIZE_MAX, NULL);
	assert_int_equal(places_forward(&desk.model, poll, &level), 1);
	assert_true(level);
	set(&desk, AT_ROLE_VOTE, SETTING_TOP, 3);
	assert_int_equal(places_forward(&desk.model, poll, &level), 0);
	assert_false(level);
	desk_close(&desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_places_of_each_role),
		cmocka_unit_test(test_few_ballots_have_no_table),
		cmocka_unit_test(test_where_the_list_is_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
