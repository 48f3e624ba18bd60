#include "roundtable/base/clock.h"
#include "slow_stv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* What holds for every count by single transferable vote, tried on thousands of random ones. */

enum { ROUNDS = 4000, ROWS = 14 };

static const char *const NAMES[SLOW_OPTIONS] = {
	"Ash", "Birch", "Cedar", "Elm", "Fir", "Hazel", "Oak"};

/* An election small enough to have ties of every kind. */
struct election {
	struct tally_rule rule;
	struct tally_profile profile;
	int16_t marks[ROWS * SLOW_OPTIONS];
	int32_t weights[ROWS];
	const char *names[SLOW_OPTIONS];
};

static void fill_ballot(struct random random, struct election *election, int16_t *marks, bool equal)
{
	size_t options = election->profile.options, order[SLOW_OPTIONS];
	size_t ranked = 1 + random_below(random, (uint32_t)options), sharing = 1;
	int16_t rank = 1;

	for (size_t i = 0; i < options; i++) {
		size_t at = random_below(random, (uint32_t)i + 1);
		order[i] = order[at];
		order[at] = i;
	}
	for (size_t i = 0; i < ranked; i++) {
		bool level = i > 0 && equal && sharing < 4 && random_below(random, 3) == 0;
		sharing = level ? sharing + 1 : 1;
		/* now and then a rank is left out */
		rank = (int16_t)(rank + (i > 0 && !level) + (random_below(random, 20) == 0));
		marks[order[i]] = rank <= SLOW_OPTIONS ? rank : 0;
	}
}

static void random_election(
	struct random random, enum tally_method_id method, struct election *election)
{
	*election = (struct election){.rule.method = method};
	size_t options = 1 + random_below(random, SLOW_OPTIONS);
	bool equal = random_below(random, 3) == 0;
	election->rule.seats = (int)random_below(random, 5);
	election->rule.seed = random_below(random, 3) ? "spring" : NULL;
	for (size_t i = 0; i < options; i++)
		election->names[i] = NAMES[i];
	election->profile = (struct tally_profile){.shape = SHAPE_RANK,
		.options = options,
		.count = random_below(random, ROWS + 1),
		.marks = election->marks,
		.weights = election->weights,
		.names = election->names};
	for (size_t i = 0; i < election->profile.count; i++) {
		election->weights[i] = 1 + (int32_t)random_below(random, 4);
		fill_ballot(random, election, election->marks + i * options, equal);
	}
}

static struct tally_result count_of(const struct election *election)
{
	struct tally_result result = {0};

	assert_true(tally_count(
		&election->rule, &election->profile, (struct tally_heads){0}, &result, NULL));
	return result;
}

static void each_election(
	enum tally_method_id method, void (*check)(struct random random, struct election *election))
{
	struct random_seeded seeded;
	struct random random = random_seeded(&seeded, 4711);

	for (int i = 0; i < ROUNDS; i++) {
		struct election election;
		random_election(random, method, &election);
		/* the profile points into what was filled in */
		check(random, &election);
	}
}

static void assert_same_stage(
	const struct tally_stage *stage, const struct slow_stage *slow, size_t options)
{
	assert_int_equal(stage->kind, slow->kind);
	assert_int_equal(stage->who.count, slow->count);
	for (size_t i = 0; i < slow->count; i++)
		assert_int_equal(stage->who.items[i], slow->who[i]);
	for (size_t i = 0; i < options; i++)
		assert_int_equal(stage->votes[i], slow->votes[i]);
	assert_int_equal(stage->lost, slow->lost);
	assert_int_equal(stage->quota, slow->quota);
	assert_int_equal(stage->amount, slow->amount);
	assert_int_equal(stage->rounds, slow->rounds);
}

static void agrees(struct random random, struct election *election)
{
	struct tally_result result = count_of(election);
	size_t seats = election->rule.seats > 0 ? (size_t)election->rule.seats : 1;
	const size_t *lot = result.lot.count > 0 ? result.lot.items : NULL;
	struct slow_count slow;

	(void)random;
	assert_int_equal(lot != NULL, election->rule.seed != NULL);
	if (election->rule.method == TALLY_MEEK_STV)
		slow_meek(&slow, &election->profile, seats, lot);
	else
		slow_scottish(&slow, &election->profile, seats, lot);
	assert_int_equal(result.stages.count, slow.stage_count);
	for (size_t i = 0; i < slow.stage_count; i++)
		assert_same_stage(
			&result.stages.items[i], &slow.stages[i], election->profile.options);
	assert_int_equal(result.elected.count, slow.count);
	for (size_t i = 0; i < slow.count; i++)
		assert_int_equal(result.elected.items[i], slow.elected[i]);
	assert_int_equal(result.complete, !slow.stopped);
	for (size_t i = 0; i < election->profile.options; i++)
		assert_int_equal(result.sums.totals[i], slow.votes[i]);
	tally_result_finish(&result);
}

static void scottish_agrees_with_the_slow_count(void **state)
{
	(void)state;
	each_election(TALLY_SCOTTISH_STV, agrees);
}

static void meek_agrees_with_the_slow_count(void **state)
{
	(void)state;
	each_election(TALLY_MEEK_STV, agrees);
}

/* Who is out stays out, who is elected stays elected, and no vote comes from nowhere. */
static void books_balance(struct random random, struct election *election)
{
	struct tally_result result = count_of(election);
	const struct tally_heads *heads = &result.sums.heads;
	int64_t all = (heads->cast - heads->blank - heads->spoilt) * result.unit, lost = 0;
	int states[SLOW_OPTIONS] = {0};
	size_t seats = election->rule.seats > 0 ? (size_t)election->rule.seats : 1;

	(void)random;
	for (size_t i = 0; i < result.stages.count; i++) {
		const struct tally_stage *stage = &result.stages.items[i];
		int64_t held = stage->lost + stage->dropped;
		for (size_t k = 0; k < election->profile.options; k++) {
			assert_true(stage->votes[k] >= 0);
			assert_true(states[k] != 2 || stage->votes[k] == 0);
			held += stage->votes[k];
		}
		assert_int_equal(held, all);
		assert_true(stage->lost >= 0 && stage->dropped >= 0);
		assert_true(result.unit == 1000000000 || stage->lost >= lost);
		lost = stage->lost;
		for (size_t k = 0; k < stage->who.count; k++) {
			int *own = &states[stage->who.items[k]];
			assert_true(stage->kind == STAGE_STOP ||
				    *own == (stage->kind == STAGE_SURPLUS));
			if (stage->kind != STAGE_STOP)
				*own = stage->kind == STAGE_EXCLUDE ? 2 : 1;
		}
	}
	assert_true(result.elected.count <= seats);
	if (result.complete && all > 0)
		assert_int_equal(result.elected.count,
			seats < election->profile.options ? seats : election->profile.options);
	for (size_t i = 0; i < result.elected.count; i++)
		assert_int_equal(states[result.elected.items[i]], 1);
	tally_result_finish(&result);
}

static void no_vote_comes_from_nowhere(void **state)
{
	(void)state;
	each_election(TALLY_SCOTTISH_STV, books_balance);
	each_election(TALLY_MEEK_STV, books_balance);
}

/* The same ballots with the options numbered otherwise, and the ballots in another order. */
static void shuffle(
	struct random random, const struct election *from, struct election *to, size_t *numbers)
{
	size_t options = from->profile.options, count = from->profile.count, rows[ROWS];

	*to = *from;
	to->profile.marks = to->marks;
	to->profile.weights = to->weights;
	to->profile.names = to->names;
	for (size_t i = 0; i < options; i++) {
		size_t at = random_below(random, (uint32_t)i + 1);
		numbers[i] = numbers[at];
		numbers[at] = i;
	}
	for (size_t i = 0; i < count; i++) {
		size_t at = random_below(random, (uint32_t)i + 1);
		rows[i] = rows[at];
		rows[at] = i;
	}
	for (size_t i = 0; i < options; i++)
		to->names[numbers[i]] = from->names[i];
	for (size_t i = 0; i < count; i++) {
		to->weights[i] = from->weights[rows[i]];
		for (size_t k = 0; k < options; k++)
			to->marks[i * options + numbers[k]] = from->marks[rows[i] * options + k];
	}
}

static void same_for_all(struct random random, struct election *election)
{
	struct election other;
	size_t numbers[SLOW_OPTIONS];

	shuffle(random, election, &other, numbers);
	struct tally_result one = count_of(election), two = count_of(&other);
	assert_int_equal(one.complete, two.complete);
	assert_int_equal(one.outcome, two.outcome);
	assert_int_equal(one.stages.count, two.stages.count);
	assert_int_equal(one.winners.count, two.winners.count);
	for (size_t i = 0; i < election->profile.options; i++) {
		assert_int_equal(one.sums.totals[i], two.sums.totals[numbers[i]]);
		assert_int_equal(one.level[i] == 0, two.level[numbers[i]] == 0);
	}
	/* without a lot, equally many votes are named in the order of the list */
	for (size_t i = 0; election->rule.seed != NULL && i < one.elected.count; i++)
		assert_int_equal(numbers[one.elected.items[i]], two.elected.items[i]);
	tally_result_finish(&one);
	tally_result_finish(&two);
}

static void options_and_ballots_are_alike(void **state)
{
	(void)state;
	each_election(TALLY_SCOTTISH_STV, same_for_all);
	each_election(TALLY_MEEK_STV, same_for_all);
}

/* Two ballots that say the same are one ballot that counts twice. */
static void weights_only_multiply(struct random random, struct election *election)
{
	struct election apart = *election;
	size_t options = election->profile.options, rows = 0;
	int16_t marks[ROWS * 4 * SLOW_OPTIONS];

	(void)random;
	for (size_t i = 0; i < election->profile.count; i++)
		for (int32_t k = 0; k < election->weights[i]; k++)
			memcpy(marks + rows++ * options, election->marks + i * options,
				options * sizeof *marks);
	apart.profile.marks = marks;
	apart.profile.weights = NULL;
	apart.profile.count = rows;
	struct tally_result one = count_of(election), two = count_of(&apart);
	assert_int_equal(one.stages.count, two.stages.count);
	for (size_t i = 0; i < options; i++)
		assert_int_equal(one.sums.totals[i], two.sums.totals[i]);
	tally_result_finish(&one);
	tally_result_finish(&two);
}

static void equal_ballots_may_be_put_together(void **state)
{
	(void)state;
	each_election(TALLY_SCOTTISH_STV, weights_only_multiply);
	each_election(TALLY_MEEK_STV, weights_only_multiply);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(scottish_agrees_with_the_slow_count),
		cmocka_unit_test(meek_agrees_with_the_slow_count),
		cmocka_unit_test(no_vote_comes_from_nowhere),
		cmocka_unit_test(options_and_ballots_are_alike),
		cmocka_unit_test(equal_ballots_may_be_put_together),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
