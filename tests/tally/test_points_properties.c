#include "count.h"

#include "roundtable/base/clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* What holds for every profile, tried on thousands of random ones by every rule but the rounds. */

enum {
	ROUNDS = 3000,
	ROWS_MAX = 14,
	OPTIONS_TRIED = 6,
	SCALE = 3,
	CELLS = ROWS_MAX * OPTIONS_TRIED
};

static const enum tally_method_id rules[] = {TALLY_PLURALITY, TALLY_APPROVAL, TALLY_DOTS,
	TALLY_SCORE, TALLY_QUADRATIC, TALLY_MAJORITY_JUDGMENT, TALLY_GRADIENTS, TALLY_FIST_TO_FIVE,
	TALLY_EQUAL_SHARES, TALLY_RANK_TOTAL, TALLY_EQUAL_ROLES};

/* An election in memory of its own, so that it can be turned about. */
struct election {
	struct tally_rule rule;
	size_t options, count;
	int16_t marks[ROWS_MAX][8];
	int32_t weights[ROWS_MAX];
	uint16_t roles[ROWS_MAX];
	int64_t costs[8];
	bool withdrawn[8];
};

static int16_t random_mark(struct random random, enum ballot_shape shape)
{
	switch (shape) {
	case SHAPE_APPROVE:
		return (int16_t)random_below(random, 2);
	case SHAPE_POINTS:
		return random_below(random, 2) ? (int16_t)random_below(random, 3) : 0;
	case SHAPE_CREDITS:
		return (int16_t)((int)random_below(random, 5) - 2);
	case SHAPE_SCORE:
	case SHAPE_GRADE:
		return (int16_t)((int)random_below(random, SCALE + 2) - 1);
	case SHAPE_RANK:
		return (int16_t)random_below(random, 5);
	case SHAPE_CHOOSE:
	case SHAPE_ANSWER:
	case SHAPES:
		break;
	}
	return 0;
}

static struct election random_election(struct random random)
{
	size_t which = random_below(random, sizeof rules / sizeof *rules);
	struct election election = {
		.rule = {.method = rules[which],
			.scale = SCALE,
			.against = random_below(random, 2),
			.mean = random_below(random, 2),
			.bar = (int)random_below(random, 7),
			.budget = 1 + random_below(random, 60),
			.completion = (enum tally_completion)random_below(random, 4),
			.utility = (enum tally_utility)random_below(random, 2)}};
	const struct tally_method *method = tally_method(rules[which]);
	election.options =
		method->answers ? method->answers : 1 + random_below(random, OPTIONS_TRIED);
	election.count = random_below(random, ROWS_MAX + 1);
	for (size_t i = 0; i < election.count; i++) {
		for (size_t k = 0; k < election.options; k++)
			election.marks[i][k] = random_mark(random, method->shape);
		if (method->shape == SHAPE_CHOOSE || method->shape == SHAPE_ANSWER)
			election.marks[i][random_below(random, (uint32_t)election.options)] = 1;
		election.weights[i] = 1 + (int32_t)random_below(random, 3);
		election.roles[i] = (uint16_t)random_below(random, 3);
	}
	for (size_t k = 0; k < election.options; k++)
		election.costs[k] = random_below(random, 25);
	return election;
}

static struct tally_result counted(const struct election *election)
{
	int16_t marks[ROWS_MAX * 8] = {0};
	struct tally_result got = {0};
	for (size_t i = 0; i < election->count; i++)
		memcpy(marks + i * election->options, election->marks[i],
			election->options * sizeof *marks);
	struct tally_profile profile = {.shape = tally_method(election->rule.method)->shape,
		.options = election->options,
		.count = election->count,
		.marks = marks,
		.weights = election->weights,
		.roles = election->roles,
		.role_count = 3,
		.withdrawn = election->withdrawn,
		.costs = election->costs,
		.money = 2};
	assert_true(tally_count(
		&election->rule, &profile, (struct tally_heads){.eligible = 99}, &got, NULL));
	return got;
}

static bool same_numbers(const int64_t *a, const int64_t *b, size_t count)
{
	return (a == NULL) == (b == NULL) && (a == NULL || memcmp(a, b, count * sizeof *a) == 0);
}

static void assert_same(const struct tally_result *a, const struct tally_result *b)
{
	size_t options = a->sums.options;
	assert_int_equal(a->outcome, b->outcome);
	assert_int_equal(a->complete, b->complete);
	assert_int_equal(options, b->sums.options);
	assert_memory_equal(&a->sums.heads, &b->sums.heads, sizeof a->sums.heads);
	assert_true(same_numbers(a->sums.totals, b->sums.totals, options));
	assert_true(same_numbers(a->sums.givers, b->sums.givers, options));
	assert_true(same_numbers(a->sums.spread, b->sums.spread, options * a->sums.steps));
	assert_memory_equal(a->order, b->order, options * sizeof *a->order);
	assert_memory_equal(a->level, b->level, options * sizeof *a->level);
	assert_int_equal(a->winners.count, b->winners.count);
	assert_int_equal(a->elected.count, b->elected.count);
	for (size_t i = 0; i < a->elected.count; i++)
		assert_int_equal(a->elected.items[i], b->elected.items[i]);
	assert_int_equal(a->stages.count, b->stages.count);
	assert_int_equal(a->ties.count, b->ties.count);
	assert_int_equal(a->blocks, b->blocks);
	assert_int_equal(a->reached, b->reached);
}

static void the_order_of_ballots_is_nothing(void **state)
{
	(void)state;
	struct random_seeded seeded;
	struct random random = random_seeded(&seeded, 41);
	for (int round = 0; round < ROUNDS; round++) {
		struct election election = random_election(random), turned = election;
		for (size_t i = 0; i < election.count; i++) {
			size_t from = election.count - 1 - i;
			memcpy(turned.marks[i], election.marks[from], sizeof *turned.marks);
			turned.weights[i] = election.weights[from];
			turned.roles[i] = election.roles[from];
		}
		struct tally_result a = counted(&election), b = counted(&turned);
		assert_same(&a, &b);
		tally_result_finish(&a);
		tally_result_finish(&b);
	}
}

/* A row of weight three is three rows. */
static void weights_are_ballots(void **state)
{
	(void)state;
	struct random_seeded seeded;
	struct random random = random_seeded(&seeded, 42);
	for (int round = 0; round < ROUNDS; round++) {
		struct election election = random_election(random), spread = election;
		size_t rows = 0;
		election.count = election.count > ROWS_MAX / 3 ? ROWS_MAX / 3 : election.count;
		for (size_t i = 0; i < election.count; i++)
			for (int32_t k = 0; k < election.weights[i]; k++, rows++) {
				memcpy(spread.marks[rows], election.marks[i], sizeof *spread.marks);
				spread.weights[rows] = 1;
				spread.roles[rows] = election.roles[i];
			}
		spread.count = rows;
		struct tally_result a = counted(&election), b = counted(&spread);
		assert_same(&a, &b);
		tally_result_finish(&a);
		tally_result_finish(&b);
	}
}

static bool contains(const struct tally_list *list, size_t option)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->items[i] == option)
			return true;
	return false;
}

/* Change the places of the options and the places of the result change with them. */
static void the_order_of_options_is_nothing(void **state)
{
	(void)state;
	struct random_seeded seeded;
	struct random random = random_seeded(&seeded, 43);
	for (int round = 0; round < ROUNDS; round++) {
		struct election election = random_election(random), turned = election;
		size_t options = election.options;
		if (tally_method(election.rule.method)->answers > 0)
			continue;
		for (size_t k = 0; k < options; k++) {
			for (size_t i = 0; i < election.count; i++)
				turned.marks[i][options - 1 - k] = election.marks[i][k];
			turned.costs[options - 1 - k] = election.costs[k];
		}
		struct tally_result a = counted(&election), b = counted(&turned);
		assert_int_equal(a.outcome, b.outcome);
		assert_int_equal(a.complete, b.complete);
		/* projects level in everything are bought in option order: the set is the same */
		bool bought = election.rule.method == TALLY_EQUAL_SHARES;
		for (size_t k = 0; k < options; k++) {
			if (!bought)
				assert_int_equal(a.level[k], b.level[options - 1 - k]);
			if (a.complete)
				assert_int_equal(contains(&a.winners, k),
					contains(&b.winners, options - 1 - k));
		}
		tally_result_finish(&a);
		tally_result_finish(&b);
	}
}

/* A count with a withdrawn option is the count of the ballots without its column. */
static void a_withdrawn_option_was_never_there(void **state)
{
	(void)state;
	struct random_seeded seeded;
	struct random random = random_seeded(&seeded, 44);
	for (int round = 0; round < ROUNDS; round++) {
		struct election election = random_election(random), without = election;
		if (tally_method(election.rule.method)->answers > 0 || election.options == 1)
			continue;
		size_t gone = random_below(random, (uint32_t)election.options);
		election.withdrawn[gone] = true;
		without.options--;
		for (size_t k = gone; k < without.options; k++) {
			for (size_t i = 0; i < election.count; i++)
				without.marks[i][k] = election.marks[i][k + 1];
			without.costs[k] = election.costs[k + 1];
		}
		struct tally_result a = counted(&election), b = counted(&without);
		assert_int_equal(a.outcome, b.outcome);
		assert_int_equal(a.level[gone], b.level[b.order[without.options - 1]] + 1);
		assert_int_equal(a.order[without.options], gone);
		assert_int_equal(a.sums.totals[gone], 0);
		assert_false(contains(&a.winners, gone));
		assert_int_equal(a.winners.count, b.winners.count);
		for (size_t k = 0; k < without.options; k++) {
			size_t was = k + (k >= gone);
			assert_int_equal(a.level[was], b.level[k]);
			assert_int_equal(a.order[k], b.order[k] + (b.order[k] >= gone));
			assert_int_equal(a.sums.totals[was], b.sums.totals[k]);
			assert_int_equal(contains(&a.winners, was), contains(&b.winners, k));
		}
		assert_int_equal(a.stages.count, b.stages.count);
		for (size_t i = 0; i < a.stages.count; i++)
			for (size_t k = 0; k < a.stages.items[i].who.count; k++)
				assert_int_equal(a.stages.items[i].who.items[k],
					b.stages.items[i].who.items[k] +
						(b.stages.items[i].who.items[k] >= gone));
		tally_result_finish(&a);
		tally_result_finish(&b);
	}
}

static int ascending(const void *a, const void *b)
{
	const int16_t *one = a, *other = b;
	return (*one > *other) - (*one < *other);
}

/* The majority value by its definition: sort, and take the lower middle one out again and again. */
static size_t majority_value(const struct election *election, size_t option, int16_t *value)
{
	int16_t grades[ROWS_MAX * 3];
	size_t count = 0, taken = 0;
	struct tally_rule rule = election->rule;
	for (size_t i = 0; i < election->count; i++) {
		if (!tally_ballot_valid(&rule, election->marks[i], election->options))
			continue;
		for (int32_t k = 0; k < election->weights[i]; k++)
			grades[count++] = election->marks[i][option] == MARK_NONE
						  ? 0
						  : election->marks[i][option];
	}
	qsort(grades, count, sizeof *grades, ascending);
	while (count > 0) {
		size_t middle = (count - 1) / 2;
		value[taken++] = grades[middle];
		memmove(grades + middle, grades + middle + 1,
			(count - 1 - middle) * sizeof *grades);
		count--;
	}
	return taken;
}

static void majority_values_match_their_definition(void **state)
{
	(void)state;
	struct random_seeded seeded;
	struct random random = random_seeded(&seeded, 45);
	int late = 0;
	for (int round = 0; round < ROUNDS; round++) {
		struct election election = random_election(random);
		int16_t values[8][ROWS_MAX * 3];
		size_t length = 0;
		election.rule = (struct tally_rule){.method = TALLY_MAJORITY_JUDGMENT,
			.scale = 1 + (int)random_below(random, SCALE)};
		for (size_t i = 0; i < election.count; i++)
			for (size_t k = 0; k < election.options; k++)
				election.marks[i][k] =
					(int16_t)((int)random_below(random,
							  (uint32_t)election.rule.scale + 2) -
						  1);
		struct tally_result got = counted(&election);
		for (size_t k = 0; k < election.options; k++)
			length = majority_value(&election, k, values[k]);
		for (size_t a = 0; a < election.options; a++) {
			for (size_t b = 0; b < election.options; b++) {
				size_t at = 0;
				while (at < length && values[a][at] == values[b][at])
					at++;
				int by = at == length ? 0 : values[a][at] > values[b][at] ? 1 : -1;
				int by_level = (got.level[a] < got.level[b]) -
					       (got.level[a] > got.level[b]);
				assert_int_equal(by_level, by);
				late += by != 0 && at > 4;
			}
			if (length > 0)
				assert_int_equal(got.middles[a].low, values[a][0]);
		}
		tally_result_finish(&got);
	}
	assert_true(late > ROUNDS / 10); /* and not only by the middle grade */
}

/* A ballot that ranks everything gives away the same total of places, however many are level. */
static void places_are_conserved(void **state)
{
	(void)state;
	struct random_seeded seeded;
	struct random random = random_seeded(&seeded, 46);
	for (int round = 0; round < ROUNDS; round++) {
		struct election election = random_election(random);
		bool roles = round % 2;
		election.rule = (struct tally_rule){
			.method = roles ? TALLY_EQUAL_ROLES : TALLY_RANK_TOTAL, .scale = 5};
		if (election.options > OPTIONS_TRIED)
			continue;
		for (size_t i = 0; i < election.count; i++)
			for (size_t k = 0; k < election.options; k++)
				election.marks[i][k] = (int16_t)(1 + random_below(random, 5));
		struct tally_result got = counted(&election);
		int64_t sum = 0, givers = 0;
		for (size_t k = 0; k < election.options; k++)
			sum += got.sums.totals[k];
		for (size_t i = 0; i < election.count; i++)
			givers += election.weights[i];
		if (roles)
			givers = (int64_t)got.stages.count;
		assert_int_equal(
			sum, givers * (int64_t)(election.options * (election.options + 1)));
		tally_result_finish(&got);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_order_of_ballots_is_nothing),
		cmocka_unit_test(weights_are_ballots),
		cmocka_unit_test(the_order_of_options_is_nothing),
		cmocka_unit_test(a_withdrawn_option_was_never_there),
		cmocka_unit_test(majority_values_match_their_definition),
		cmocka_unit_test(places_are_conserved),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
