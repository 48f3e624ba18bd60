/* Each part weighing the same, and the part that is served least: against numbers worked out by
 * hand, and where products are longer than any integer. */
#include "roundtable/tally/parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { PARTS = 3, OPTIONS = 3 };

/* 2 of 3, 1 of 4, 9 of 10; 1 of 3, 3 of 4, 1 of 10; 2 of 3, 1 of 4, 10 of 11 would be more. */
static const int64_t ballots[PARTS] = {3, 4, 10};
static const int64_t totals[PARTS * OPTIONS] = {2, 1, 2, 1, 3, 1, 9, 1, 9};
static const struct tally_parts room = {PARTS, OPTIONS, ballots, totals};

static void each_part_weighs_the_same(void **state)
{
	(void)state;
	/* 2/3 + 1/4 + 9/10 = 109/60 against 1/3 + 3/4 + 1/10 = 71/60 */
	assert_true(tally_parts_compare(&room, 0, 1) > 0);
	assert_true(tally_parts_compare(&room, 1, 0) < 0);
	assert_int_equal(tally_parts_compare(&room, 0, 2), 0);
	assert_int_equal(tally_parts_percent(&room, 0), 61); /* 60.6 */
	assert_int_equal(tally_parts_percent(&room, 1), 39); /* 39.4 */
}

static void few_can_outweigh_many(void **state)
{
	static const int64_t heads[] = {3, 100}, votes[] = {0, 3, 60, 40};
	static const struct tally_parts unlike = {2, 2, heads, votes};
	(void)state;
	assert_true(tally_parts_compare(&unlike, 0, 1) < 0); /* 60 of 103, yet 0.6 against 1.4 */
}

static void the_least_part_is_found(void **state)
{
	(void)state;
	assert_int_equal(tally_parts_least(&room, 0), 1); /* 1 of 4 */
	assert_int_equal(tally_parts_least(&room, 1), 2); /* 1 of 10 */
	assert_true(tally_parts_compare_least(&room, 0, 1) > 0);
	assert_int_equal(tally_parts_compare_least(&room, 0, 2), 0);
	assert_true(tally_parts_give(&room, 0, 0, 1) > 0);
}

static void a_share_is_reached_exactly_or_not(void **state)
{
	static const int64_t heads[] = {3, 6}, votes[] = {1, 6};
	static const struct tally_parts third = {2, 1, heads, votes};
	(void)state;
	/* 1/3 and 6/6 are 2/3 in the middle, though 7 of 9 heads */
	assert_int_equal(tally_parts_reach(&third, 0, 2, 3), 0);
	assert_true(tally_parts_reach(&third, 0, 667, 1000) < 0);
	assert_true(tally_parts_reach(&third, 0, 666, 1000) > 0);
}

/* 40 parts of about a million: their product has 800 bits. */
static void many_parts_stay_exact(void **state)
{
	int64_t heads[40], votes[80];
	struct tally_parts many = {40, 2, heads, votes};
	(void)state;
	for (size_t i = 0; i < 40; i++) {
		heads[i] = 1000003 + 2 * (int64_t)i;
		votes[2 * i] = votes[2 * i + 1] = 499999 + (int64_t)i;
	}
	assert_int_equal(tally_parts_compare(&many, 0, 1), 0);
	votes[79]++;
	assert_true(tally_parts_compare(&many, 0, 1) < 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_part_weighs_the_same),
		cmocka_unit_test(few_can_outweigh_many),
		cmocka_unit_test(the_least_part_is_found),
		cmocka_unit_test(a_share_is_reached_exactly_or_not),
		cmocka_unit_test(many_parts_stay_exact),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
