#include "count.h"

#include "roundtable/base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* The rules with points, grades, answers and ranks added up: known examples and edges. */

static void dots_are_added_up(void **state)
{
	(void)state;
	static const int32_t weights[] = {3, 2, 1};
	struct tally_rule rule = {.method = TALLY_DOTS, .dots = 5};
	struct tally_profile profile = {.shape = SHAPE_POINTS,
		ROWS(3, {3, 2, 0}, {0, 0, 5}, {4, 0, 2}),
		.weights = weights};
	count(&rule, &profile);
	assert_numbers(result.sums.totals, int64_t, 9, 6, 10);
	assert_int_equal(result.sums.heads.spoilt, 1);
	assert_int_equal(result.sums.heads.cast, 6);
	assert_list(result.winners, 2);
}

static void votes_cost_their_square(void **state)
{
	(void)state;
	static const int32_t weights[] = {3, 2, 1, 1};
	struct tally_rule rule = {.method = TALLY_QUADRATIC, .against = true};
	struct tally_profile profile = {.shape = SHAPE_CREDITS,
		ROWS(3, {3, 2, 0}, {0, 0, 4}, {-4, 0, 0}, {4, 1, 0}),
		.weights = weights};
	assert_int_equal(tally_dots(&rule), 16);
	count(&rule, &profile);
	assert_numbers(result.sums.totals, int64_t, 5, 6, 8);
	assert_numbers(result.sums.givers, int64_t, 4, 3, 2);
	assert_int_equal(result.sums.heads.spoilt, 1);
	assert_list(result.winners, 2);
	/* without votes against, the ballot with one is spoilt too */
	rule.against = false;
	count(&rule, &profile);
	assert_numbers(result.sums.totals, int64_t, 9, 6, 8);
	assert_int_equal(result.sums.heads.spoilt, 2);
}

static void credits_have_an_edge(void **state)
{
	(void)state;
	struct tally_rule rule = {.method = TALLY_QUADRATIC, .dots = 25, .against = true};
	assert_true(tally_ballot_valid(&rule, (int16_t[]){3, -4}, 2));
	assert_false(tally_ballot_valid(&rule, (int16_t[]){3, -4, 1}, 3));
	assert_true(tally_ballot_valid(&rule, (int16_t[]){-1, 0}, 2));
	assert_false(tally_ballot_valid(&rule, (int16_t[]){0, 0}, 2));
	assert_false(tally_ballot_valid(&rule, (int16_t[]){INT16_MIN, INT16_MAX}, 2));
	assert_true(tally_ballot_blank(&rule, (int16_t[]){0, 0}, 2));
	assert_false(tally_ballot_blank(&rule, (int16_t[]){-1, 0}, 2));
}

/* Everybody against everything: an option nobody marked is still ahead. */
static void totals_may_be_below_zero(void **state)
{
	(void)state;
	struct tally_rule rule = {.method = TALLY_QUADRATIC, .against = true};
	struct tally_profile profile = {.shape = SHAPE_CREDITS, ROWS(3, {-1, 0, -2}, {-3, 0, 0})};
	count(&rule, &profile);
	assert_numbers(result.sums.totals, int64_t, -4, 0, -2);
	assert_list(result.winners, 1);
	assert_numbers(result.order, size_t, 1, 2, 0);
	/* unless it was withdrawn */
	profile.withdrawn = (bool[]){false, true, false};
	count(&rule, &profile);
	assert_list(result.winners, 2);
	assert_numbers(result.order, size_t, 2, 0, 1);
	assert_numbers(result.level, size_t, 1, 2, 0);
}

/* Four cities, each graded by how near it is. */
static void tennessee_is_judged(void **state)
{
	(void)state;
	enum { MEMPHIS, NASHVILLE, CHATTANOOGA, KNOXVILLE };
	static const int32_t weights[] = {42, 26, 15, 17};
	struct tally_rule rule = {.method = TALLY_MAJORITY_JUDGMENT, .scale = 3};
	struct tally_profile profile = {.shape = SHAPE_GRADE,
		ROWS(4, {3, 1, 0, 0}, {0, 3, 1, 1}, {0, 1, 3, 2}, {0, 1, 2, 3}),
		.weights = weights};
	count(&rule, &profile);
	assert_list(result.winners, NASHVILLE);
	assert_numbers(result.order, size_t, NASHVILLE, KNOXVILLE, CHATTANOOGA, MEMPHIS);
	assert_int_equal(result.middles[NASHVILLE].low, 1);
	assert_int_equal(result.middles[NASHVILLE].above, 26);
	assert_int_equal(result.middles[NASHVILLE].below, 0);
	assert_int_equal(result.middles[KNOXVILLE].above, 32);
	assert_int_equal(result.middles[KNOXVILLE].below, 42);
	assert_int_equal(result.middles[MEMPHIS].low, 0);
}

/* The three precincts of Orsay, April 2007: how many of a thousand gave each grade. */
static void orsay_is_judged(void **state)
{
	(void)state;
	enum { CANDIDATES = 12, GRADES = 6 };
	static const int64_t spread[CANDIDATES][GRADES] = {
		{311, 226, 160, 163, 99, 41},   /* Besancenot */
		{304, 264, 206, 125, 76, 25},   /* Buffet */
		{602, 249, 95, 39, 10, 5},      /* Schivardi */
		{74, 84, 148, 251, 307, 136},   /* Bayrou */
		{394, 257, 160, 114, 60, 15},   /* Bové */
		{205, 261, 237, 175, 93, 29},   /* Voynet */
		{554, 158, 113, 87, 64, 24},    /* Villiers */
		{125, 122, 168, 191, 227, 167}, /* Royal */
		{549, 267, 110, 53, 18, 3},     /* Nihous */
		{743, 54, 65, 62, 46, 30},      /* Le Pen */
		{399, 259, 166, 102, 53, 21},   /* Laguiller */
		{282, 71, 115, 143, 198, 191},  /* Sarkozy */
	};
	struct tally_rule rule = {.method = TALLY_MAJORITY_JUDGMENT, .scale = GRADES - 1};
	tally_result_finish(&result);
	tally_sums_init(&result.sums, CANDIDATES);
	result.sums.steps = GRADES;
	result.sums.spread = mem_alloc(CANDIDATES * GRADES, sizeof(int64_t));
	memcpy(result.sums.spread, spread, sizeof spread);
	result.sums.heads.cast = 1000;
	tally_verdict(&rule, &result);
	assert_numbers(result.order, size_t, 3, 7, 11, 5, 0, 1, 4, 10, 8, 6, 2, 9);
	/* Bayrou "good +", Royal "good -": the published gauges */
	assert_int_equal(result.middles[3].low, 3);
	assert_int_equal(result.middles[3].above, 443);
	assert_int_equal(result.middles[3].below, 306);
	assert_int_equal(result.middles[7].low, 3);
	assert_true(result.middles[7].above < result.middles[7].below);
}

/* As many above the middle grade 2 of both, fewer below it for A: the gauge prefers A. */
static void the_gauge_does_not_rank(void **state)
{
	(void)state;
	struct tally_rule rule = {.method = TALLY_MAJORITY_JUDGMENT, .scale = 4};
	struct tally_profile profile = {
		.shape = SHAPE_GRADE, ROWS(2, {2, 1}, {2, 2}, {3, 4}, {3, 4})};
	count(&rule, &profile);
	assert_int_equal(result.middles[0].low, 2);
	assert_int_equal(result.middles[1].low, 2);
	assert_int_equal(result.middles[0].above, 2);
	assert_int_equal(result.middles[1].above, 2);
	assert_int_equal(result.middles[0].below, 0);
	assert_int_equal(result.middles[1].below, 1);
	/* taken out of the middle: A gives 2 3 2 3, B 2 4 1 4 */
	assert_numbers(result.order, size_t, 1, 0);
	assert_numbers(result.level, size_t, 1, 0);
}

static void an_even_number_has_two_middles(void **state)
{
	(void)state;
	struct tally_rule rule = {.method = TALLY_MAJORITY_JUDGMENT, .scale = 9};
	struct tally_profile profile = {
		.shape = SHAPE_GRADE, ROWS(3, {0, 4, 4}, {3, 4, 5}, {5, 5, 4}, {9, 5, 5})};
	count(&rule, &profile);
	assert_int_equal(result.middles[0].low, 3);
	assert_int_equal(result.middles[0].high, 5);
	assert_int_equal(result.middles[1].low, 4);
	assert_int_equal(result.middles[1].high, 5);
	/* equal distributions are level, whoever gave which grade */
	assert_list(result.winners, 1, 2);
}

static void no_grade_is_the_worst(void **state)
{
	(void)state;
	struct tally_rule rule = {.method = TALLY_MAJORITY_JUDGMENT, .scale = 5};
	struct tally_profile profile = {.shape = SHAPE_GRADE,
		ROWS(3, {5, 3, -1}, {-1, 3, -1}, {-1, -1, -1}, {-1, 3, -1}, {6, 3, 1})};
	count(&rule, &profile);
	assert_int_equal(result.sums.heads.blank, 1);
	assert_int_equal(result.sums.heads.spoilt, 1);
	assert_list(result.winners, 1);
	assert_int_equal(result.middles[0].low, 0);
	assert_int_equal(result.middles[0].above, 1);
	assert_int_equal(result.middles[2].low, 0);
	assert_numbers(result.level, size_t, 1, 0, 2);
}

static void judging_nothing_is_survived(void **state)
{
	(void)state;
	struct tally_rule rule = {.method = TALLY_MAJORITY_JUDGMENT};
	struct tally_profile profile = {.shape = SHAPE_GRADE, ROWS(2, {-1, -1})};
	count(&rule, &profile);
	assert_int_equal(result.outcome, OUTCOME_NO_BALLOTS);
	assert_numbers(result.level, size_t, 0, 0);
	assert_int_equal(result.winners.count, 0);
	/* sums without a spread, and with one that says nothing like the heads */
	tally_result_finish(&result);
	tally_sums_init(&result.sums, 2);
	result.sums.heads.cast = 3;
	tally_verdict(&rule, &result);
	assert_numbers(result.level, size_t, 0, 0);
	tally_result_finish(&result);
	tally_sums_init(&result.sums, 2);
	result.sums.steps = 2;
	result.sums.spread = mem_alloc(4, sizeof(int64_t));
	result.sums.spread[0] = INT64_MAX;
	result.sums.spread[1] = -5;
	result.sums.spread[3] = 7;
	result.sums.heads.cast = 3;
	tally_verdict(&rule, &result);
	assert_list(result.winners, 1);
	assert_int_equal(result.middles[0].low, 0);
	assert_int_equal(result.middles[0].above, 0);
}

static void gradients_show_a_spread(void **state)
{
	(void)state;
	struct tally_rule rule = {.method = TALLY_GRADIENTS};
	struct tally_profile profile = {.shape = SHAPE_ANSWER,
		ROWS(8, {1}, {1}, {0, 1}, {0, 0, 1}, {0, 0, 0, 0, 0, 1}, {0, 0, 0, 0, 0, 0, 0, 1},
			{0}, {1, 1})};
	count(&rule, &profile);
	assert_int_equal(result.outcome, OUTCOME_REPORTED);
	assert_numbers(result.sums.totals, int64_t, 2, 1, 1, 0, 0, 1, 0, 1);
	assert_int_equal(result.winners.count, 0);
	assert_int_equal(result.middles[0].low, 1);
	assert_int_equal(result.middles[0].high, 2);
	assert_int_equal(result.blocks, 1);
	assert_int_equal(result.reached, 0);
	assert_numbers(result.order, size_t, 0, 1, 2, 3, 4, 5, 6, 7);
	/* four of six stand at answer 5 or warmer, five at 6 */
	rule.bar = 5;
	count(&rule, &profile);
	assert_int_equal(result.reached, 4);
	rule.bar = 6;
	count(&rule, &profile);
	assert_int_equal(result.reached, 5);
	assert_int_equal(result.base, 6);
	assert_int_equal(result.needed, 6);
	assert_int_equal(result.outcome, OUTCOME_NOT_CARRIED);
	rule.numerator = 5;
	rule.denominator = 6;
	count(&rule, &profile);
	assert_int_equal(result.needed, 5);
	assert_int_equal(result.outcome, OUTCOME_CARRIED);
	/* of everybody who turned in a ballot, five are too few */
	rule.base = BASE_CAST;
	count(&rule, &profile);
	assert_int_equal(result.base, 8);
	assert_int_equal(result.needed, 7);
	assert_int_equal(result.outcome, OUTCOME_NOT_CARRIED);
}

static void fingers_reach_a_bar(void **state)
{
	(void)state;
	struct tally_rule rule = {.method = TALLY_FIST_TO_FIVE};
	struct tally_profile profile = {
		.shape = SHAPE_ANSWER, ROWS(6, {0, 0, 0, 1}, {0, 0, 0, 0, 0, 1}, {0, 0, 0, 0, 1})};
	count(&rule, &profile);
	assert_int_equal(result.outcome, OUTCOME_REPORTED);
	assert_int_equal(result.middles[0].low, 4);
	assert_int_equal(result.middles[0].high, 4);
	assert_int_equal(result.middles[0].below, 1);
	assert_int_equal(result.middles[0].above, 1);
	rule.bar = 3;
	count(&rule, &profile);
	assert_int_equal(result.outcome, OUTCOME_CARRIED);
	assert_int_equal(result.reached, 3);
	rule.bar = 4;
	count(&rule, &profile);
	assert_int_equal(result.outcome, OUTCOME_NOT_CARRIED);
	assert_int_equal(result.reached, 2);
	rule.bar = 3;
	profile = (struct tally_profile){
		.shape = SHAPE_ANSWER, ROWS(6, {0, 0, 0, 1}, {1}, {0, 0, 0, 0, 1})};
	count(&rule, &profile);
	assert_int_equal(result.blocks, 1);
	assert_int_equal(result.outcome, OUTCOME_NOT_CARRIED);
	/* bars beyond the scale: all pass, or nobody */
	rule.bar = 99;
	count(&rule, &profile);
	assert_int_equal(result.reached, 0);
	rule.method = TALLY_GRADIENTS;
	assert_refused(&rule, &profile);
}

static void means_need_enough_scorers(void **state)
{
	(void)state;
	struct tally_rule rule = {.method = TALLY_SCORE, .mean = true};
	struct tally_profile profile = {.shape = SHAPE_SCORE,
		ROWS(4, {4, 5, 0, -1}, {3, -1, 0, -1}, {4, -1, -1, -1}, {3, -1, 1, -1})};
	count(&rule, &profile);
	/* means 3.5, 5, 1/3 and none */
	assert_numbers(result.order, size_t, 1, 0, 2, 3);
	assert_numbers(result.sums.totals, int64_t, 14, 5, 1, 0);
	assert_numbers(result.sums.givers, int64_t, 4, 1, 3, 0);
	rule.numerator = 1;
	rule.denominator = 2;
	count(&rule, &profile);
	assert_int_equal(result.base, 4);
	assert_int_equal(result.needed, 2);
	assert_numbers(result.order, size_t, 0, 2, 1, 3);
	assert_list(result.winners, 0);
	rule.mean = false;
	count(&rule, &profile);
	assert_numbers(result.order, size_t, 0, 1, 2, 3);
	/* scored by half, and all of it asked for: nobody comes first */
	rule = (struct tally_rule){
		.method = TALLY_SCORE, .mean = true, .numerator = 1, .denominator = 1};
	profile = (struct tally_profile){.shape = SHAPE_SCORE, ROWS(2, {1, -1}, {-1, 1})};
	count(&rule, &profile);
	assert_int_equal(result.outcome, OUTCOME_REPORTED);
	assert_int_equal(result.winners.count, 0);
	assert_numbers(result.level, size_t, 0, 0);
}

/* Means are compared, not rounded: 1/3 with 333/1000 and 334/1000. */
static void means_are_exact(void **state)
{
	(void)state;
	static const int32_t weights[] = {1, 2, 333, 667, 334, 666, 2, 4};
	struct tally_rule rule = {.method = TALLY_SCORE, .mean = true};
	struct tally_profile profile = {.shape = SHAPE_SCORE,
		ROWS(4, {1, -1, -1, -1}, {0, -1, -1, -1}, {-1, 1, -1, -1}, {-1, 0, -1, -1},
			{-1, -1, 1, -1}, {-1, -1, 0, -1}, {-1, -1, -1, 1}, {-1, -1, -1, 0}),
		.weights = weights};
	count(&rule, &profile);
	assert_numbers(result.order, size_t, 2, 0, 3, 1);
	assert_numbers(result.level, size_t, 1, 2, 0, 1);
}

static void ranks_are_added_up(void **state)
{
	(void)state;
	struct tally_rule rule = {.method = TALLY_RANK_TOTAL};
	/* two people rank three of four, one ranks two; what is left out counts 4 */
	struct tally_profile profile = {
		.shape = SHAPE_RANK, ROWS(4, {1, 2, 3, 0}, {2, 1, 0, 3}, {1, 0, 2, 0})};
	count(&rule, &profile);
	assert_int_equal(result.unit, 2);
	assert_int_equal(result.sums.ranks, 3);
	assert_numbers(result.sums.totals, int64_t, 2 * 4, 2 * 7, 2 * 9, 2 * 11);
	assert_list(result.winners, 0);
	assert_numbers(result.order, size_t, 0, 1, 2, 3);
	/* agreed: five each */
	rule.ranks = 5;
	count(&rule, &profile);
	assert_numbers(result.sums.totals, int64_t, 2 * 4, 2 * 9, 2 * 11, 2 * 15);
	/* agreed: two each, so that the longer ballots are spoilt */
	rule.ranks = 2;
	count(&rule, &profile);
	assert_int_equal(result.sums.heads.spoilt, 2);
	assert_numbers(result.sums.totals, int64_t, 2, 6, 4, 6);
}

/* Level ones share the places they take; gaps are not places. */
static void level_ranks_share_their_places(void **state)
{
	(void)state;
	struct tally_rule rule = {.method = TALLY_RANK_TOTAL};
	struct tally_profile profile = {.shape = SHAPE_RANK,
		ROWS(4, {1, 1, 2, 3}, {7, 7, 7, 9}),
		.weights = (int32_t[]){1, 10}};
	count(&rule, &profile);
	/* 1.5 1.5 3 4 and ten times 2 2 2 4 */
	assert_numbers(result.sums.totals, int64_t, 43, 43, 46, 88);
	assert_list(result.winners, 0, 1);
	assert_false(tally_ballot_valid(&rule, (int16_t[]){1, -1}, 2));
	assert_false(tally_ballot_valid(&rule, (int16_t[]){TALLY_OPTIONS_LIMIT + 1, 1}, 2));
}

/* Two patients count as much as four clinicians. */
static void roles_weigh_alike(void **state)
{
	(void)state;
	struct tally_rule rule = {.method = TALLY_EQUAL_ROLES};
	struct tally_profile profile = {.shape = SHAPE_SCORE,
		ROWS(3, {5, 1, 0}, {5, 2, -1}, {0, 1, 5}, {0, 3, 5}, {1, 2, 4}, {0, 5, 5}),
		.roles = (uint16_t[]){0, 0, 2, 2, 2, 2},
		.role_count = 3};
	count(&rule, &profile);
	/* 1 2 3 and 3 2 1: twelve places in all, everything level, though the sums are 11 14 19 */
	assert_int_equal(result.unit, 2);
	assert_numbers(result.sums.totals, int64_t, 8, 8, 8);
	assert_list(result.winners, 0, 1, 2);
	assert_int_equal(result.stages.count, 2);
	assert_int_equal(result.stages.items[1].kind, STAGE_ROLE);
	assert_int_equal(result.stages.items[1].role, 2);
	assert_int_equal(result.stages.items[1].of, 2);
	assert_numbers(result.stages.items[1].points, int64_t, 1, 11, 19);
	assert_numbers(result.stages.items[1].votes, int64_t, 6, 4, 2);
	profile.roles = (uint16_t[]){0, 0, 0, 0, 0, 0};
	count(&rule, &profile);
	assert_numbers(result.order, size_t, 2, 1, 0);
	profile.roles = NULL;
	assert_refused(&rule, &profile);
}

/* Options level in a role share its places, so that each role gives away the same. */
static void level_places_are_shared(void **state)
{
	(void)state;
	struct tally_rule rule = {.method = TALLY_EQUAL_ROLES};
	struct tally_profile profile = {.shape = SHAPE_SCORE,
		ROWS(4, {3, 3, 3, 0}, {0, 1, 0, 0}, {-1, -1, -1, 5}),
		.weights = (int32_t[]){2, 1, 9},
		.roles = (uint16_t[]){0, 1, 0},
		.role_count = 2};
	count(&rule, &profile);
	/* role 0: 6 6 6 45, role 1: 0 1 0 0 */
	assert_numbers(result.stages.items[0].votes, int64_t, 6, 6, 6, 2);
	assert_numbers(result.stages.items[1].votes, int64_t, 6, 2, 6, 6);
	assert_list(result.winners, 1, 3);
	/* by their means instead, an option nobody in a role scored comes last there */
	rule.mean = true;
	profile.marks = (int16_t[]){3, 1, 0, -1, 0, 1, 0, 0, -1, 1, -1, -1};
	count(&rule, &profile);
	assert_numbers(result.stages.items[0].votes, int64_t, 2, 4, 6, 8);
}

static void a_quorum_may_count_yes_only(void **state)
{
	(void)state;
	struct tally_rule rule = {.method = TALLY_MAJORITY, .quorum = 4};
	struct tally_profile profile = {
		.shape = SHAPE_ANSWER, ROWS(2, {1, 0}, {1, 0}, {0, 0}, {0, 1}, {1, 0})};
	count(&rule, &profile);
	assert_int_equal(result.outcome, OUTCOME_CARRIED);
	rule.quorum_yes = true;
	count(&rule, &profile);
	assert_int_equal(result.outcome, OUTCOME_NO_QUORUM);
	rule.quorum = 3;
	count(&rule, &profile);
	assert_int_equal(result.outcome, OUTCOME_CARRIED);
	/* no other rule knows yes */
	rule = (struct tally_rule){.method = TALLY_PLURALITY, .quorum = 4, .quorum_yes = true};
	count(&rule, &profile);
	assert_int_equal(result.outcome, OUTCOME_RANKED);
}

static void a_ranking_serves_where_one_is_chosen(void **state)
{
	(void)state;
	struct tally_rule rule = {.method = TALLY_PLURALITY};
	struct tally_profile profile = {.shape = SHAPE_RANK,
		ROWS(3, {1, 2, 3}, {0, 0, 4}, {1, 1, 2}, {0, 0, 0}, {3, 2, 0}),
		.weights = (int32_t[]){2, 1, 1, 1, 4}};
	count(&rule, &profile);
	assert_numbers(result.sums.totals, int64_t, 2, 4, 1);
	assert_int_equal(result.sums.heads.spoilt, 1);
	assert_int_equal(result.sums.heads.blank, 1);
	/* who puts two first approves of both */
	rule.method = TALLY_APPROVAL;
	count(&rule, &profile);
	assert_numbers(result.sums.totals, int64_t, 3, 5, 1);
	assert_int_equal(result.sums.heads.spoilt, 0);
	/* a withdrawn first choice makes room for the next */
	rule.method = TALLY_PLURALITY;
	profile.withdrawn = (bool[]){true, false, false};
	count(&rule, &profile);
	assert_numbers(result.sums.totals, int64_t, 0, 7, 1);
	assert_int_equal(result.sums.heads.spoilt, 0);
	assert_numbers(result.level, size_t, 2, 0, 1);
	/* but of a budget a first rank says too little */
	rule = (struct tally_rule){.method = TALLY_EQUAL_SHARES, .budget = 9};
	profile.costs = (int64_t[]){1, 1, 1};
	assert_refused(&rule, &profile);
}

static void shapes_are_turned_where_that_says_the_same(void **state)
{
	(void)state;
	static const struct {
		enum ballot_shape from, to;
	} same[] = {{SHAPE_CHOOSE, SHAPE_APPROVE}, {SHAPE_APPROVE, SHAPE_CHOOSE},
		{SHAPE_CHOOSE, SHAPE_RANK}, {SHAPE_APPROVE, SHAPE_RANK},
		{SHAPE_CHOOSE, SHAPE_ANSWER}, {SHAPE_ANSWER, SHAPE_CHOOSE},
		{SHAPE_POINTS, SHAPE_CREDITS}, {SHAPE_CREDITS, SHAPE_POINTS},
		{SHAPE_SCORE, SHAPE_GRADE}, {SHAPE_GRADE, SHAPE_SCORE}, {SHAPE_RANK, SHAPE_RANK}},
	  no[] = {{SHAPE_SCORE, SHAPE_APPROVE}, {SHAPE_RANK, SHAPE_SCORE},
		  {SHAPE_POINTS, SHAPE_SCORE}, {SHAPE_GRADE, SHAPE_RANK},
		  {SHAPE_APPROVE, SHAPE_POINTS}, {SHAPE_RANK, SHAPE_CREDITS}};
	struct tally_profile profile = {ROWS(2, {0, 1}, {1, 0})}, seen = {0};
	int16_t *marks = NULL;
	for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
		profile.shape = same[i].from;
		assert_true(profile_seen_as(&profile, same[i].to, &seen, &marks));
		assert_int_equal(seen.shape, same[i].to);
		assert_ptr_equal(seen.marks, profile.marks);
		assert_null(marks);
	}
	seen.count = 99;
	for (size_t i = 0; i < sizeof no / sizeof *no; i++) {
		profile.shape = no[i].from;
		assert_false(profile_seen_as(&profile, no[i].to, &seen, &marks));
		assert_int_equal(seen.count, 99);
	}
	profile.shape = SHAPE_SCORE;
	struct tally_rule rule = {.method = TALLY_APPROVAL};
	assert_refused(&rule, &profile);
}

/* What is ranked after a withdrawn option takes its place. */
static void options_move_up(void **state)
{
	(void)state;
	struct tally_rule rule = {.method = TALLY_RANK_TOTAL};
	struct tally_profile profile = {.shape = SHAPE_RANK,
		ROWS(4, {2, 1, 3, 0}, {1, 0, 0, 0}, {1, 1, 2, 5}),
		.withdrawn = (bool[]){true, false, false, false}};
	count(&rule, &profile);
	/* 1 2 -, blank, 1 2 3 */
	assert_int_equal(result.sums.heads.blank, 1);
	assert_numbers(result.sums.totals, int64_t, 0, 4, 8, 14);
	assert_numbers(result.order, size_t, 1, 2, 3, 0);
	assert_list(result.winners, 1);
	profile.withdrawn = (bool[]){true, true, true, true};
	assert_refused(&rule, &profile);
}

static void limits_are_said(void **state)
{
	(void)state;
	struct tally_profile points = {.shape = SHAPE_POINTS, ROWS(2, {1000, 0}, {0, 999})};
	struct tally_rule rule = {.method = TALLY_DOTS, .dots = TALLY_MARK_LIMIT};
	count(&rule, &points);
	assert_numbers(result.sums.totals, int64_t, 1000, 999);
	rule.dots = TALLY_MARK_LIMIT + 1;
	assert_refused(&rule, &points);
	struct tally_profile grades = {.shape = SHAPE_GRADE, ROWS(2, {250, 0}, {0, 249})};
	rule = (struct tally_rule){.method = TALLY_MAJORITY_JUDGMENT, .scale = TALLY_POINTS_MAX};
	count(&rule, &grades);
	assert_int_equal(result.sums.steps, 251);
	rule.scale = TALLY_POINTS_MAX + 1;
	assert_refused(&rule, &grades);
	rule.method = TALLY_SCORE;
	count(&rule, &grades);
	assert_list(result.winners, 0);
	struct tally_profile none = {.shape = SHAPE_SCORE};
	assert_refused(&rule, &none);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dots_are_added_up),
		cmocka_unit_test(votes_cost_their_square),
		cmocka_unit_test(credits_have_an_edge),
		cmocka_unit_test(totals_may_be_below_zero),
		cmocka_unit_test(tennessee_is_judged),
		cmocka_unit_test(orsay_is_judged),
		cmocka_unit_test(the_gauge_does_not_rank),
		cmocka_unit_test(an_even_number_has_two_middles),
		cmocka_unit_test(no_grade_is_the_worst),
		cmocka_unit_test(judging_nothing_is_survived),
		cmocka_unit_test(gradients_show_a_spread),
		cmocka_unit_test(fingers_reach_a_bar),
		cmocka_unit_test(means_need_enough_scorers),
		cmocka_unit_test(means_are_exact),
		cmocka_unit_test(ranks_are_added_up),
		cmocka_unit_test(level_ranks_share_their_places),
		cmocka_unit_test(roles_weigh_alike),
		cmocka_unit_test(level_places_are_shared),
		cmocka_unit_test(a_quorum_may_count_yes_only),
		cmocka_unit_test(a_ranking_serves_where_one_is_chosen),
		cmocka_unit_test(shapes_are_turned_where_that_says_the_same),
		cmocka_unit_test(options_move_up),
		cmocka_unit_test(limits_are_said),
	};
	return cmocka_run_group_tests(tests, NULL, forget);
}
