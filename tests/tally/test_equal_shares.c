#include "count.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* The Method of Equal Shares: examples worked out by hand. */

static void assert_stage(size_t index, enum tally_stage_kind kind, size_t who, int64_t amount,
	int64_t share, int64_t of)
{
	const struct tally_stage *stage = &result.stages.items[index];
	assert_true(index < result.stages.count);
	assert_int_equal(stage->kind, kind);
	assert_int_equal(stage->who.count, 1);
	assert_int_equal(stage->who.items[0], who);
	assert_int_equal(stage->amount, amount);
	assert_int_equal(stage->share, share);
	assert_int_equal(stage->of, of);
}

/* 30 each. X has 15 + 15; then Y has 15 and 30 for its 40; Z is one short of its 6. */
#define THREE_VOTERS                                                                               \
	.shape = SHAPE_APPROVE, ROWS(3, {1, 0, 0}, {1, 1, 0}, {0, 1, 1}), .costs = (int64_t[])     \
	{                                                                                          \
		30, 40, 6                                                                          \
	}

static void poor_supporters_pay_what_they_have(void **state)
{
	(void)state;
	struct tally_rule rule = {.method = TALLY_EQUAL_SHARES, .budget = 90};
	struct tally_profile profile = {THREE_VOTERS};
	count(&rule, &profile);
	assert_list(result.elected, 0, 1);
	assert_true(result.complete);
	assert_numbers(result.sums.totals, int64_t, 2, 2, 1);
	assert_int_equal(result.stages.count, 2);
	assert_stage(0, STAGE_BUY, 0, 30, 30, 2);
	assert_stage(1, STAGE_BUY, 1, 40, 25000, 1000);
	assert_numbers(result.order, size_t, 0, 1, 2);
	assert_numbers(result.level, size_t, 0, 1, 2);
	/* X and Y cost 1/2 of their worth alike, with as many votes: the cheaper one goes first */
	assert_int_equal(result.ties.count, 1);
	assert_int_equal(result.ties.items[0].broken_by, TIE_COST);
	assert_list(result.ties.items[0].among, 0, 1);
	assert_int_equal(result.ties.items[0].chosen, 0);
}

/* One more for each, and Z can be bought too. */
static void larger_shares_buy_more(void **state)
{
	(void)state;
	struct tally_rule rule = {
		.method = TALLY_EQUAL_SHARES, .budget = 90, .completion = COMPLETION_ADD1};
	struct tally_profile profile = {THREE_VOTERS};
	count(&rule, &profile);
	assert_list(result.elected, 0, 1, 2);
	assert_list(result.winners, 0, 1, 2);
	assert_int_equal(result.stages.count, 4);
	assert_int_equal(result.stages.items[0].kind, STAGE_RAISE);
	assert_int_equal(result.stages.items[0].rounds, 1);
	assert_int_equal(result.stages.items[0].share, 93);
	assert_int_equal(result.stages.items[0].of, 3);
	assert_int_equal(result.stages.items[0].amount, 0);
	assert_stage(2, STAGE_BUY, 1, 40, 24000, 1000);
	assert_stage(3, STAGE_BUY, 2, 6, 6, 1);
	/* counted in halves, the first raise is of two halves */
	profile.money = 2;
	rule.budget = 180;
	profile.costs = (int64_t[]){60, 80, 12};
	count(&rule, &profile);
	assert_int_equal(result.stages.items[0].share, 186);
	assert_list(result.elected, 0, 1, 2);
}

static void what_is_left_tops_up(void **state)
{
	(void)state;
	struct tally_rule rule = {
		.method = TALLY_EQUAL_SHARES, .budget = 90, .completion = COMPLETION_GREEDY};
	struct tally_profile profile = {THREE_VOTERS};
	count(&rule, &profile);
	assert_list(result.elected, 0, 1, 2);
	assert_stage(2, STAGE_TOP_UP, 2, 6, 0, 0);
	/* 25 1/3 each: Y's supporters lack 4 1/3, but nobody else needs its 40 */
	rule.budget = 76;
	count(&rule, &profile);
	assert_list(result.elected, 0, 2, 1);
	assert_stage(2, STAGE_TOP_UP, 1, 40, 0, 0);
	rule.budget = 75;
	count(&rule, &profile);
	assert_list(result.elected, 0, 2);
}

/* The raise that would buy too much is told but not kept. */
static void raising_stops_before_the_budget_is_passed(void **state)
{
	(void)state;
	/* 12 each: A; 14 each: B too; 15 each: C and D at once, which is 64 */
	struct tally_rule rule = {
		.method = TALLY_EQUAL_SHARES, .budget = 60, .completion = COMPLETION_ADD1};
	struct tally_profile profile = {.shape = SHAPE_APPROVE,
		ROWS(4, {1, 0, 0, 0}, {1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}),
		.costs = (int64_t[]){20, 14, 15, 15}};
	count(&rule, &profile);
	assert_list(result.elected, 0, 1);
	assert_int_equal(result.stages.items[0].rounds, 2);
	assert_int_equal(result.stages.items[0].share, 70);
	assert_int_equal(result.stages.items[0].of, 5);
	assert_int_equal(result.stages.items[0].amount, 64);
	/* one of the two fits in what is left, and nothing says which */
	rule.completion = COMPLETION_ADD1_GREEDY;
	count(&rule, &profile);
	assert_list(result.elected, 0, 1);
	assert_false(result.complete);
	profile.costs = (int64_t[]){20, 14, 16, 15};
	rule.budget = 65;
	count(&rule, &profile);
	assert_list(result.elected, 0, 1, 3, 2);
	assert_true(result.complete);
}

/* Exactly enough is enough, and an abstainer's share is nobody else's. */
static void shares_are_exact_to_the_last_unit(void **state)
{
	(void)state;
	struct tally_rule rule = {.method = TALLY_EQUAL_SHARES, .budget = 100};
	struct tally_profile profile = {.shape = SHAPE_APPROVE,
		ROWS(2, {1, 0}, {1, 0}, {1, 0}, {0, 1}, {0, 1}, {0, 0}, {0, 0}),
		.costs = (int64_t[]){42, 29}};
	/* 100/7 each: 42 6/7 for the first, 28 4/7 for the second */
	count(&rule, &profile);
	assert_list(result.elected, 0);
	assert_int_equal(result.sums.heads.blank, 2);
	rule.budget = 98;
	profile.costs = (int64_t[]){42, 28};
	count(&rule, &profile);
	assert_list(result.elected, 0, 1);
	rule.budget = 97;
	count(&rule, &profile);
	assert_int_equal(result.elected.count, 0);
	assert_true(result.complete);
	assert_numbers(result.level, size_t, 0, 0);
}

static void worth_is_cost_or_one(void **state)
{
	(void)state;
	/* a large project three support, and a small one that two of them do */
	struct tally_rule rule = {.method = TALLY_EQUAL_SHARES, .budget = 60};
	struct tally_profile profile = {.shape = SHAPE_APPROVE,
		ROWS(2, {1, 1}, {1, 1}, {1, 0}),
		.costs = (int64_t[]){45, 12}};
	count(&rule, &profile);
	assert_list(result.elected, 0);
	rule.utility = UTILITY_CARDINALITY;
	count(&rule, &profile);
	assert_list(result.elected, 1, 0);
	assert_stage(1, STAGE_BUY, 0, 45, 17000, 1000);
}

static void what_costs_nothing_is_bought_first(void **state)
{
	(void)state;
	struct tally_rule rule = {.method = TALLY_EQUAL_SHARES, .budget = 10};
	struct tally_profile profile = {.shape = SHAPE_APPROVE,
		ROWS(4, {1, 0, 0, 1}, {1, 0, 1, 0}),
		.costs = (int64_t[]){10, 0, 0, 0}};
	count(&rule, &profile);
	assert_list(result.elected, 2, 3, 0);
	assert_stage(0, STAGE_BUY, 2, 0, 0, 1);
}

/* Two projects alike in votes and cost that share a supporter who can pay for one only. */
#define ONE_IN_BOTH                                                                                \
	.shape = SHAPE_APPROVE, ROWS(3, {1, 0, 0}, {1, 1, 0}, {0, 1, 0}, {0, 0, 1}),               \
	.costs = (int64_t[]){18, 18, 5}, .names = (const char *const[])                            \
	{                                                                                          \
		"Bench", "Swing", "Tree"                                                           \
	}

static void a_tie_that_matters_stops_the_count(void **state)
{
	(void)state;
	struct tally_rule rule = {.method = TALLY_EQUAL_SHARES, .budget = 40};
	struct tally_profile profile = {ONE_IN_BOTH};
	count(&rule, &profile);
	assert_false(result.complete);
	assert_int_equal(result.outcome, OUTCOME_STOPPED);
	assert_int_equal(result.elected.count, 0);
	assert_int_equal(result.ties.count, 1);
	assert_int_equal(result.ties.items[0].broken_by, TIE_STANDS);
	assert_list(result.ties.items[0].among, 0, 1);
	assert_int_equal(result.stages.items[0].kind, STAGE_STOP);
	assert_list(result.stages.items[0].who, 0, 1);
	/* a completion cannot mend it */
	rule.completion = COMPLETION_ADD1_GREEDY;
	count(&rule, &profile);
	assert_false(result.complete);
	assert_int_equal(result.elected.count, 0);
}

static void the_lot_breaks_a_tie(void **state)
{
	(void)state;
	static const char *const seeds[] = {"1", "2", "3", "4", "5", "6"};
	size_t first[2] = {0};
	for (size_t i = 0; i < 6; i++) {
		struct tally_rule rule = {
			.method = TALLY_EQUAL_SHARES, .budget = 40, .seed = seeds[i]};
		struct tally_profile profile = {ONE_IN_BOTH};
		size_t order[3], bench = 0, swing = 0;
		count(&rule, &profile);
		lot_draw(seeds[i], profile.names, 3, order);
		for (size_t k = 0; k < 3; k++) {
			bench = order[k] == 0 ? k : bench;
			swing = order[k] == 1 ? k : swing;
		}
		assert_true(result.complete);
		assert_int_equal(result.elected.count, 2);
		assert_int_equal(result.elected.items[0], swing < bench);
		assert_int_equal(result.ties.items[0].broken_by, TIE_LOT);
		assert_int_equal(result.ties.items[0].chosen, swing < bench);
		assert_memory_equal(result.lot.items, order, sizeof order);
		first[swing < bench]++;
	}
	assert_true(first[0] > 0 && first[1] > 0);
}

/* The same two, and money for both: whichever goes first, both are bought. */
static void a_tie_without_consequence_stops_nothing(void **state)
{
	(void)state;
	struct tally_rule rule = {.method = TALLY_EQUAL_SHARES, .budget = 72};
	struct tally_profile profile = {ONE_IN_BOTH};
	count(&rule, &profile);
	assert_true(result.complete);
	assert_list(result.elected, 0, 1, 2);
	assert_int_equal(result.ties.items[0].broken_by, TIE_STANDS);
	/* one unit less, and the second would have to be paid by others */
	rule.budget = 71;
	count(&rule, &profile);
	assert_false(result.complete);
	/* topping up: both fit, or one of them */
	rule = (struct tally_rule){
		.method = TALLY_EQUAL_SHARES, .budget = 30, .completion = COMPLETION_GREEDY};
	profile.costs = (int64_t[]){16, 16, 5};
	count(&rule, &profile);
	assert_false(result.complete);
	assert_list(result.stages.items[result.stages.count - 1].who, 0, 1);
	profile = (struct tally_profile){.shape = SHAPE_APPROVE,
		ROWS(2, {1, 0}, {0, 1}, {0, 0}, {0, 0}),
		.costs = (int64_t[]){15, 15}};
	count(&rule, &profile);
	assert_true(result.complete);
	assert_list(result.elected, 0, 1);
	assert_int_equal(result.ties.items[0].broken_by, TIE_STANDS);
}

/*
 * Each pair of voters has a small project of one of them, which leaves that one poor, and a large
 * one of both: level, but nobody of one pair has anything to do with the other.
 */
static void ties_among_strangers_stop_nothing(void **state)
{
	(void)state;
	struct tally_rule rule = {
		.method = TALLY_EQUAL_SHARES, .budget = 40, .utility = UTILITY_CARDINALITY};
	struct tally_profile profile = {.shape = SHAPE_APPROVE,
		ROWS(4, {1, 1, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 1}, {0, 0, 0, 1}),
		.costs = (int64_t[]){5, 15, 5, 15}};
	count(&rule, &profile);
	assert_true(result.complete);
	assert_list(result.elected, 0, 2, 1, 3);
	assert_stage(2, STAGE_BUY, 1, 15, 10000, 1000);
	assert_int_equal(result.ties.count, 2);
	assert_int_equal(result.ties.items[1].broken_by, TIE_STANDS);
	assert_list(result.ties.items[1].among, 1, 3);
}

/*
 * Amounts so large that the bounds of two prices, 1/3001 apart, cannot be told from each other: by
 * votes the first would be bought, but the second costs a hair less.
 */
static void a_hair_is_seen(void **state)
{
	(void)state;
	static const int32_t weights[] = {3001, 3000, 1000};
	struct tally_rule rule = {.method = TALLY_EQUAL_SHARES,
		.budget = 700100000000000,
		.utility = UTILITY_CARDINALITY};
	struct tally_profile profile = {.shape = SHAPE_APPROVE,
		ROWS(2, {1, 0}, {0, 1}, {0, 0}),
		.weights = weights,
		.costs = (int64_t[]){INT64_C(3001) * 20000000000 + 1, INT64_C(3000) * 20000000000}};
	count(&rule, &profile);
	assert_list(result.elected, 1, 0);
	assert_int_equal(result.ties.count, 0);
	/* the same where a third group, poor by then, pays all it has for either */
	profile = (struct tally_profile){.shape = SHAPE_APPROVE,
		ROWS(6, {1, 0, 0, 0, 0, 0}, {0, 1, 0, 0, 0, 0}, {1, 1, 1, 1, 1, 1}),
		.weights = weights,
		.costs = (int64_t[]){INT64_C(3001) * 26000000000 + 20000000000001 + 1,
			INT64_C(3000) * 26000000000 + 20000000000001, 20000000000000,
			20000000000000, 20000000000000, 19999999999999}};
	/* 7001 shares of 100,000,000,000 */
	count(&rule, &profile);
	assert_int_equal(result.elected.count, 6);
	assert_int_equal(result.elected.items[4], 1);
	assert_int_equal(result.elected.items[5], 0);
}

/* After the first purchase the supporters of the second lack two thirds of the smallest unit. */
static void a_hair_is_missing(void **state)
{
	(void)state;
	static const int32_t weights[] = {100000, 200000};
	struct tally_rule rule = {.method = TALLY_EQUAL_SHARES,
		.budget = 1000000000000000,
		.utility = UTILITY_CARDINALITY};
	struct tally_profile profile = {.shape = SHAPE_APPROVE,
		ROWS(2, {1, 1}, {1, 0}),
		.weights = weights,
		.costs = (int64_t[]){300000, 333333333233334}};
	count(&rule, &profile);
	assert_list(result.elected, 0);
	profile.costs = (int64_t[]){300000, 333333333233333};
	count(&rule, &profile);
	assert_list(result.elected, 0, 1);
}

/* More votes come before the lower cost. */
static void votes_break_a_tie_first(void **state)
{
	(void)state;
	/* 12 each: A, three votes, 3 each = 9; B, two votes, 3 each = 6; each 3 per unit of worth
	 */
	struct tally_rule rule = {
		.method = TALLY_EQUAL_SHARES, .budget = 60, .utility = UTILITY_CARDINALITY};
	struct tally_profile profile = {.shape = SHAPE_APPROVE,
		ROWS(2, {1, 0}, {1, 0}, {1, 0}, {0, 1}, {0, 1}),
		.costs = (int64_t[]){9, 6}};
	count(&rule, &profile);
	assert_list(result.elected, 0, 1);
	assert_int_equal(result.ties.items[0].broken_by, TIE_SUPPORT);
}

/* What one person alone wants is reached in one step, not in millions. */
static void long_raising_is_short(void **state)
{
	(void)state;
	struct tally_rule rule = {
		.method = TALLY_EQUAL_SHARES, .budget = 5000000, .completion = COMPLETION_ADD1};
	struct tally_profile profile = {.shape = SHAPE_APPROVE,
		ROWS(2, {1, 0}, {1, 0}, {0, 1}),
		.costs = (int64_t[]){1000, 4000000}};
	count(&rule, &profile);
	assert_list(result.elected, 0, 1);
	/* a share of 1,666,666 2/3 and 2,333,334 more */
	assert_int_equal(result.stages.items[0].rounds, 2333334);
	assert_int_equal(result.stages.items[0].share, 5000000 + 3 * 2333334);
	/* when that step would buy too much, it is the step before that is kept */
	profile.costs = (int64_t[]){1000, 4999000};
	profile.count = 2;
	profile.marks = (int16_t[]){1, 1, 1, 1};
	count(&rule, &profile);
	assert_list(result.elected, 0, 1);
	assert_int_equal(result.stages.items[0].kind, STAGE_BUY);
}

static void limits_are_said(void **state)
{
	(void)state;
	struct tally_rule rule = {.method = TALLY_EQUAL_SHARES};
	struct tally_profile profile = {THREE_VOTERS};
	assert_refused(&rule, &profile);
	rule.budget = 90;
	profile.costs = (int64_t[]){30, -1, 6};
	assert_refused(&rule, &profile);
	profile.costs = (int64_t[]){30, 1000000000000001, 6};
	assert_refused(&rule, &profile);
	profile.costs = NULL;
	assert_refused(&rule, &profile);
	/* the largest amounts there may be, and more raises than can be told */
	rule.budget = 1000000000000000;
	profile.costs = (int64_t[]){999999999999999, 1, 1000000000000000};
	count(&rule, &profile);
	assert_list(result.elected, 1);
	rule.completion = COMPLETION_ADD1;
	assert_refused(&rule, &profile);
	profile.money = 1000000;
	count(&rule, &profile);
	assert_true(result.complete);
	/* nobody, or nobody who approves of anything */
	rule = (struct tally_rule){
		.method = TALLY_EQUAL_SHARES, .budget = 9, .completion = COMPLETION_ADD1_GREEDY};
	profile = (struct tally_profile){
		.shape = SHAPE_APPROVE, .options = 2, .costs = (int64_t[]){1, 0}};
	count(&rule, &profile);
	assert_int_equal(result.outcome, OUTCOME_NO_BALLOTS);
	assert_int_equal(result.elected.count, 0);
	profile.count = 1;
	profile.marks = (int16_t[]){0, 0};
	count(&rule, &profile);
	assert_int_equal(result.outcome, OUTCOME_NO_BALLOTS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(poor_supporters_pay_what_they_have),
		cmocka_unit_test(larger_shares_buy_more),
		cmocka_unit_test(what_is_left_tops_up),
		cmocka_unit_test(raising_stops_before_the_budget_is_passed),
		cmocka_unit_test(shares_are_exact_to_the_last_unit),
		cmocka_unit_test(worth_is_cost_or_one),
		cmocka_unit_test(what_costs_nothing_is_bought_first),
		cmocka_unit_test(a_tie_that_matters_stops_the_count),
		cmocka_unit_test(the_lot_breaks_a_tie),
		cmocka_unit_test(a_tie_without_consequence_stops_nothing),
		cmocka_unit_test(ties_among_strangers_stop_nothing),
		cmocka_unit_test(a_hair_is_seen),
		cmocka_unit_test(a_hair_is_missing),
		cmocka_unit_test(votes_break_a_tie_first),
		cmocka_unit_test(long_raising_is_short),
		cmocka_unit_test(limits_are_said),
	};
	return cmocka_run_group_tests(tests, NULL, forget);
}
