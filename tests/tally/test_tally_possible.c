/*
 * The ranked rules against slow second implementations that are right at a glance, and what must
 * hold for every election, on random small ones.
 */
#include "elections.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 6, ROUNDS = 500 };

/* Ballots with a above b, counted one by one. */
static int64_t above(const struct election *election, size_t a, size_t b)
{
	int64_t count = 0;

	for (size_t row = 0; row < election->count; row++)
		count += election_prefers(election, row, a, b) ? election->weights[row] : 0;
	return count;
}

struct naive {
	const struct election *election;
	const struct tally_rule *rule;
	bool margins;
	int64_t pairs[MOST][MOST];
	bool can_win[MOST];
	int leaves;
};

static struct naive naive_of(const struct election *election, const struct tally_rule *rule)
{
	struct naive naive = {
		.election = election, .rule = rule, .margins = rule->strength == STRENGTH_MARGINS};

	for (size_t a = 0; a < election->options; a++)
		for (size_t b = 0; b < election->options; b++)
			naive.pairs[a][b] = above(election, a, b);
	return naive;
}

static int64_t link_of(const struct naive *naive, size_t a, size_t b)
{
	int64_t ahead = naive->pairs[a][b], behind = naive->pairs[b][a];

	return ahead <= behind ? 0 : naive->margins ? ahead - behind : ahead;
}

/* The strongest of all paths from `at` to `to` that visit nobody twice. */
static int64_t strongest(
	const struct naive *naive, size_t at, size_t to, unsigned visited, int64_t so_far)
{
	int64_t best = 0;

	if (at == to)
		return so_far;
	for (size_t next = 0; next < naive->election->options; next++) {
		if (visited >> next & 1)
			continue;
		int64_t link = link_of(naive, at, next);
		int64_t found = strongest(
			naive, next, to, visited | 1U << next, link < so_far ? link : so_far);
		best = found > best ? found : best;
	}
	return best;
}

static void schulze_paths_are_the_strongest_of_all(void **state)
{
	(void)state;
	struct random_seeded seeded;
	struct random random = random_seeded(&seeded, 21);
	for (int round = 0; round < ROUNDS; round++) {
		struct tally_rule rule = {.method = TALLY_SCHULZE,
			.strength = (enum tally_strength)random_below(random, 2)};
		struct election election = election_random(random, 1 + random_below(random, MOST),
			12, (enum election_kind)random_below(random, ELECTION_KINDS));
		struct tally_result result = election_count(&election, &rule);
		struct naive naive = naive_of(&election, &rule);
		size_t options = election.options;
		for (size_t a = 0; a < options; a++) {
			bool beaten = false;
			for (size_t b = 0; b < options; b++) {
				int64_t there =
					a == b ? 0 : strongest(&naive, a, b, 1U << a, INT64_MAX);
				int64_t back =
					a == b ? 0 : strongest(&naive, b, a, 1U << b, INT64_MAX);
				assert_int_equal(
					result.sums.pairs[a * options + b], naive.pairs[a][b]);
				assert_int_equal(result.paths[a * options + b], there);
				beaten = beaten || back > there;
				if (there > back)
					assert_true(result.level[a] < result.level[b]);
			}
			assert_int_equal(result.level[a] > 0, beaten);
		}
		tally_result_finish(&result);
		election_finish(&election);
	}
}

/* Stronger (1), equally strong (0) or weaker (-1), as the rule puts majorities in order. */
static int compare_pairs(const struct naive *naive, size_t a, size_t b, size_t c, size_t d)
{
	int64_t one = link_of(naive, a, b), other = link_of(naive, c, d);

	if (one != other || naive->margins)
		return (one > other) - (one < other);
	return (naive->pairs[b][a] < naive->pairs[d][c]) -
	       (naive->pairs[b][a] > naive->pairs[d][c]);
}

/* Every order of equally strong majorities: any of the strongest not done yet may be the next. */
static void lock_in_every_order(struct naive *naive, bool done[MOST][MOST], bool locked[MOST][MOST])
{
	size_t options = naive->election->options, a, b;
	bool any = false;

	for (size_t pair = 0; pair < options * options; pair++) {
		bool strongest_left = true;
		a = pair / options;
		b = pair % options;
		if (done[a][b] || link_of(naive, a, b) == 0)
			continue;
		for (size_t c = 0; c < options; c++)
			for (size_t d = 0; d < options; d++)
				if (!done[c][d] && link_of(naive, c, d) > 0 &&
					compare_pairs(naive, c, d, a, b) > 0)
					strongest_left = false;
		if (!strongest_left)
			continue;
		any = true;
		bool now_locked[MOST][MOST];
		memcpy(now_locked, locked, sizeof now_locked);
		if (!locked[b][a])
			for (size_t x = 0; x < options; x++)
				for (size_t y = 0; y < options; y++)
					if ((x == a || locked[x][a]) && (y == b || locked[b][y]))
						now_locked[x][y] = true;
		done[a][b] = true;
		lock_in_every_order(naive, done, now_locked);
		done[a][b] = false;
	}
	if (any)
		return;
	naive->leaves++;
	for (a = 0; a < options; a++) {
		bool beaten = false;
		for (b = 0; b < options; b++)
			beaten = beaten || locked[b][a];
		naive->can_win[a] = naive->can_win[a] || !beaten;
	}
}

static void assert_possible(const struct naive *naive, const struct tally_result *result)
{
	size_t next = 0;

	for (size_t i = 0; i < naive->election->options; i++)
		if (naive->can_win[i]) {
			assert_true(next < result->possible.count);
			assert_int_equal(result->possible.items[next++], i);
		}
	assert_int_equal(next, result->possible.count);
}

/* Who can win is reported; the lot picks one of them, in a line without ties. */
static void check_with_and_without_lot(struct naive *naive, const char *seed)
{
	struct tally_rule rule = *naive->rule;
	struct tally_result result = election_count(naive->election, &rule);

	assert_possible(naive, &result);
	assert_int_equal(result.winners.count, result.possible.count);
	if (result.possible.count == 1 || rule.method == TALLY_IRV)
		assert_int_equal(result.complete, result.possible.count == 1);
	tally_result_finish(&result);
	rule.seed = seed;
	result = election_count(naive->election, &rule);
	assert_possible(naive, &result);
	assert_int_equal(result.winners.count, 1);
	assert_true(naive->can_win[result.winners.items[0]]);
	for (size_t i = 0; i < naive->election->options; i++)
		assert_int_equal(result.level[result.order[i]], i);
	tally_result_finish(&result);
}

static void ranked_pairs_finds_the_winners_of_every_order(void **state)
{
	(void)state;
	struct random_seeded seeded;
	struct random random = random_seeded(&seeded, 22);
	int with_ties = 0;
	for (int round = 0; round < ROUNDS; round++) {
		struct tally_rule rule = {.method = TALLY_RANKED_PAIRS,
			.strength = (enum tally_strength)random_below(random, 2)};
		struct election election = election_random(random, 1 + random_below(random, 4), 7,
			(enum election_kind)random_below(random, ELECTION_KINDS));
		if (election.count > 0) {
			struct naive naive = naive_of(&election, &rule);
			bool done[MOST][MOST] = {0}, locked[MOST][MOST] = {0};
			lock_in_every_order(&naive, done, locked);
			with_ties += naive.leaves > 1;
			check_with_and_without_lot(&naive, "dusk");
		}
		election_finish(&election);
	}
	assert_true(with_ties > ROUNDS / 4);
}

/* Who has how many votes among those left, in units of 1/60. */
static int64_t votes_of(const struct naive *naive, size_t option, const bool *left)
{
	const struct election *election = naive->election;
	int64_t votes = 0;

	for (size_t row = 0; row < election->count; row++) {
		const int16_t *marks = election->marks + row * election->options;
		int64_t sharers = 0;
		bool first = left[option] && marks[option] > 0, ended = false;
		for (size_t i = 0; i < election->options; i++) {
			if (marks[i] == 0)
				continue;
			first = first && !(left[i] && marks[i] < marks[option]);
			sharers += left[i] && marks[i] == marks[option];
			/* a rank that two share, at this one or before, ends the ballot */
			for (size_t k = 0; k < i; k++)
				ended = ended ||
					(marks[k] == marks[i] && marks[i] <= marks[option]);
		}
		if (first && !(ended && naive->rule->equal == EQUAL_EXHAUST))
			votes += 60 / sharers * election->weights[row];
	}
	return votes;
}

static void run_off_in_every_order(struct naive *naive, bool *left)
{
	size_t options = naive->election->options, standing = 0;
	int64_t votes[MOST], counted = 0, few = INT64_MAX;

	for (size_t i = 0; i < options; i++) {
		votes[i] = votes_of(naive, i, left);
		counted += votes[i];
		standing += left[i];
		few = left[i] && votes[i] < few ? votes[i] : few;
	}
	for (size_t i = 0; i < options; i++) {
		if (left[i] && (standing == 1 || votes[i] * 2 > counted)) {
			naive->can_win[i] = true;
			return;
		}
	}
	for (size_t i = 0; i < options; i++) {
		if (!left[i] || votes[i] != few)
			continue;
		left[i] = false;
		run_off_in_every_order(naive, left);
		left[i] = true;
	}
}

static void runoff_finds_the_winners_of_every_order(void **state)
{
	(void)state;
	struct random_seeded seeded;
	struct random random = random_seeded(&seeded, 23);
	for (int round = 0; round < ROUNDS; round++) {
		struct tally_rule rule = {
			.method = TALLY_IRV, .equal = (enum tally_equal)random_below(random, 2)};
		struct election election = election_random(random, 1 + random_below(random, 5), 9,
			(enum election_kind)random_below(random, ELECTION_KINDS));
		if (election.count > 0) {
			struct naive naive = naive_of(&election, &rule);
			bool left[MOST] = {true, true, true, true, true, true};
			run_off_in_every_order(&naive, left);
			check_with_and_without_lot(&naive, "dawn");
		}
		election_finish(&election);
	}
}

static const enum tally_method_id ranked_rules[] = {
	TALLY_BORDA, TALLY_SCHULZE, TALLY_RANKED_PAIRS, TALLY_IRV};

enum { RANKED_RULES = sizeof ranked_rules / sizeof *ranked_rules };

static struct tally_rule random_rule(struct random random)
{
	return (struct tally_rule){.method = ranked_rules[random_below(random, RANKED_RULES)],
		.equal = (enum tally_equal)random_below(random, 2),
		.strength = (enum tally_strength)random_below(random, 2),
		.borda = (enum tally_borda)random_below(random, 3)};
}

/* Renaming the options renames the result and changes nothing else. */
static void no_option_is_favoured(void **state)
{
	(void)state;
	struct random_seeded seeded;
	struct random random = random_seeded(&seeded, 24);
	for (int round = 0; round < ROUNDS; round++) {
		struct tally_rule rule = random_rule(random);
		struct election one = election_random(
			random, MOST, 9, (enum election_kind)random_below(random, ELECTION_KINDS));
		int16_t marks[9 * MOST];
		struct election other = {.options = MOST,
			.count = one.count,
			.marks = marks,
			.weights = one.weights};
		size_t turn = 1 + random_below(random, MOST - 1);
		for (size_t row = 0; row < one.count; row++)
			for (size_t i = 0; i < MOST; i++)
				marks[row * MOST + (i + turn) % MOST] = one.marks[row * MOST + i];
		struct tally_result first = election_count(&one, &rule);
		struct tally_result second = election_count(&other, &rule);
		assert_int_equal(first.outcome, second.outcome);
		assert_int_equal(first.winners.count, second.winners.count);
		for (size_t i = 0; i < MOST; i++)
			assert_int_equal(first.level[i], second.level[(i + turn) % MOST]);
		tally_result_finish(&first);
		tally_result_finish(&second);
		election_finish(&one);
	}
}

/* A row of weight 3 is three rows, in whatever order they come. */
static void no_voter_is_favoured(void **state)
{
	(void)state;
	struct random_seeded seeded;
	struct random random = random_seeded(&seeded, 25);
	for (int round = 0; round < ROUNDS; round++) {
		enum { ROWS = 30 };
		int16_t marks[ROWS * MOST] = {0};
		int32_t weights[ROWS];
		struct tally_rule rule = random_rule(random);
		struct election one = election_random(random, MOST, ROWS / 3,
			(enum election_kind)random_below(random, ELECTION_KINDS));
		struct election other = {.options = MOST, .marks = marks, .weights = weights};
		for (int32_t copy = 0; copy < 3; copy++) {
			for (size_t row = one.count; row-- > 0;) {
				if (one.weights[row] <= copy)
					continue;
				memcpy(marks + other.count * MOST, one.marks + row * MOST,
					MOST * sizeof *marks);
				weights[other.count++] = 1;
			}
		}
		struct tally_result first = election_count(&one, &rule);
		struct tally_result second = election_count(&other, &rule);
		char text[2][ELECTION_TEXT];
		assert_int_equal(first.outcome, second.outcome);
		assert_string_equal(order_of(&first, text[0]), order_of(&second, text[1]));
		assert_string_equal(stages_of(&first, text[0]), stages_of(&second, text[1]));
		assert_string_equal(ties_of(&first, text[0]), ties_of(&second, text[1]));
		tally_result_finish(&first);
		tally_result_finish(&second);
		election_finish(&one);
	}
}

static void a_winner_of_every_duel_wins(void **state)
{
	(void)state;
	struct random_seeded seeded;
	struct random random = random_seeded(&seeded, 26);
	int found = 0;
	for (int round = 0; round < ROUNDS; round++) {
		struct election election = election_random(random, 2 + random_below(random, 4), 12,
			(enum election_kind)random_below(random, ELECTION_KINDS));
		for (size_t a = 0; a < election.options; a++) {
			bool wins = true;
			for (size_t b = 0; b < election.options; b++)
				wins = wins &&
				       (a == b || above(&election, a, b) > above(&election, b, a));
			if (!wins)
				continue;
			found++;
			for (size_t k = 0; k < 4; k++) {
				struct tally_rule rule = {
					.method = k & 1 ? TALLY_SCHULZE : TALLY_RANKED_PAIRS,
					.strength = (enum tally_strength)(k >> 1)};
				struct tally_result result = election_count(&election, &rule);
				assert_int_equal(result.winners.count, 1);
				assert_int_equal(result.winners.items[0], a);
				tally_result_finish(&result);
			}
		}
		election_finish(&election);
	}
	assert_true(found > ROUNDS / 4);
}

static void the_first_choice_of_more_than_half_wins(void **state)
{
	(void)state;
	static const enum tally_method_id methods[] = {
		TALLY_SCHULZE, TALLY_RANKED_PAIRS, TALLY_IRV};
	struct random_seeded seeded;
	struct random random = random_seeded(&seeded, 27);
	for (int round = 0; round < ROUNDS; round++) {
		struct election election =
			election_random(random, 2 + random_below(random, 4), 5, FULL_RANKINGS);
		int64_t cast = 0, first = 0;
		for (size_t row = 0; row < election.count; row++) {
			cast += election.weights[row];
			first += election.marks[row * election.options] == 1 ? election.weights[row]
									     : 0;
		}
		for (size_t k = 0; k < 3 && first * 2 > cast; k++) {
			struct tally_rule rule = {.method = methods[k]};
			struct tally_result result = election_count(&election, &rule);
			assert_int_equal(result.winners.count, 1);
			assert_int_equal(result.winners.items[0], 0);
			tally_result_finish(&result);
		}
		election_finish(&election);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(schulze_paths_are_the_strongest_of_all),
		cmocka_unit_test(ranked_pairs_finds_the_winners_of_every_order),
		cmocka_unit_test(runoff_finds_the_winners_of_every_order),
		cmocka_unit_test(no_option_is_favoured),
		cmocka_unit_test(no_voter_is_favoured),
		cmocka_unit_test(a_winner_of_every_duel_wins),
		cmocka_unit_test(the_first_choice_of_more_than_half_wins),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
