#include "count.h"

#include "roundtable/base/clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/*
 * The Method of Equal Shares counted a second time in fractions, slow and plain, over thousands of
 * small elections full of ties.
 */

__extension__ typedef __int128 wide;

struct fraction {
	wide top, bottom; /* bottom > 0, nothing in common */
};

static wide times(wide a, wide b)
{
	wide product;
	assert_false(__builtin_mul_overflow(a, b, &product));
	return product;
}

static struct fraction fraction(wide top, wide bottom)
{
	wide a = top < 0 ? -top : top, b = bottom;
	while (b != 0) {
		wide rest = a % b;
		a = b;
		b = rest;
	}
	return a == 0 ? (struct fraction){0, 1} : (struct fraction){top / a, bottom / a};
}

static struct fraction minus(struct fraction a, struct fraction b)
{
	return fraction(times(a.top, b.bottom) - times(b.top, a.bottom), times(a.bottom, b.bottom));
}

static struct fraction multiple(struct fraction a, int64_t by)
{
	return fraction(times(a.top, by), a.bottom);
}

static struct fraction part(struct fraction a, int64_t by)
{
	return fraction(a.top, times(a.bottom, by));
}

static int compare(struct fraction a, struct fraction b)
{
	wide one = times(a.top, b.bottom), other = times(b.top, a.bottom);
	return (one > other) - (one < other);
}

enum { ROWS_MAX = 7, PROJECTS_MAX = 6 };

struct election {
	struct tally_rule rule;
	size_t projects, rows;
	int64_t voters, money;
	int16_t marks[ROWS_MAX * PROJECTS_MAX];
	int32_t weights[ROWS_MAX];
	int64_t costs[PROJECTS_MAX];
	size_t lot[PROJECTS_MAX]; /* place of each */
};

struct bought {
	size_t projects[PROJECTS_MAX], count;
	struct fraction prices[PROJECTS_MAX];
	int64_t spent, raises;
	int ties;
	bool stopped;
};

static bool approves(const struct election *election, size_t row, size_t project)
{
	return election->marks[row * election->projects + project] != 0;
}

static int64_t votes_for(const struct election *election, size_t project)
{
	int64_t votes = 0;
	for (size_t i = 0; i < election->rows; i++)
		votes += approves(election, i, project) ? election->weights[i] : 0;
	return votes;
}

/* Supporters from the poorest up: as long as one cannot pay an equal part of the rest, it pays
 * what it has. */
static bool price_of(const struct election *election, const struct fraction *purses, size_t project,
	struct fraction *price)
{
	bool paid[ROWS_MAX] = {false};
	struct fraction rest = {election->costs[project], 1};
	int64_t payers = votes_for(election, project);
	while (payers > 0) {
		size_t poorest = ROWS_MAX;
		for (size_t i = 0; i < election->rows; i++)
			if (approves(election, i, project) && !paid[i] &&
				(poorest == ROWS_MAX || compare(purses[i], purses[poorest]) < 0))
				poorest = i;
		*price = part(rest, payers);
		if (compare(purses[poorest], *price) >= 0)
			return true;
		rest = minus(rest, multiple(purses[poorest], election->weights[poorest]));
		payers -= election->weights[poorest];
		paid[poorest] = true;
	}
	return false;
}

static bool is_bought(const struct bought *bought, size_t project)
{
	for (size_t i = 0; i < bought->count; i++)
		if (bought->projects[i] == project)
			return true;
	return false;
}

/* Below 0: `a` is bought before `b` where their prices per worth are the same. */
static int prefer(const struct election *election, size_t a, size_t b)
{
	int64_t more = votes_for(election, b) - votes_for(election, a);
	int64_t dearer = election->costs[a] - election->costs[b];
	if (more != 0)
		return more > 0 ? 1 : -1;
	if (dearer != 0)
		return dearer > 0 ? 1 : -1;
	if (election->rule.seed == NULL)
		return 0;
	return election->lot[a] > election->lot[b] ? 1 : -1;
}

static void take(const struct election *election, struct fraction *purses, size_t project,
	struct fraction price, struct bought *bought)
{
	for (size_t i = 0; i < election->rows; i++) {
		if (!approves(election, i, project))
			continue;
		purses[i] = compare(purses[i], price) > 0 ? minus(purses[i], price)
							  : (struct fraction){0, 1};
		assert_true(purses[i].top >= 0);
	}
	bought->prices[bought->count] = price;
	bought->projects[bought->count++] = project;
	bought->spent += election->costs[project];
}

/* Whether some order of buying the tied ones ends otherwise than the others: tried out. */
static bool order_matters(const struct election *election, const struct fraction *purses,
	const bool *tied, const struct fraction *prices)
{
	for (size_t a = 0; a < election->projects; a++) {
		struct fraction after[ROWS_MAX];
		struct bought nothing = {0};
		bool others[PROJECTS_MAX];
		if (!tied[a])
			continue;
		memcpy(after, purses, sizeof after);
		memcpy(others, tied, sizeof others);
		take(election, after, a, prices[a], &nothing);
		others[a] = false;
		for (size_t b = 0; b < election->projects; b++) {
			struct fraction price;
			if (others[b] && (!price_of(election, after, b, &price) ||
						 compare(price, prices[b]) != 0))
				return true;
		}
		if (order_matters(election, after, others, prices))
			return true;
	}
	return false;
}

static struct bought buy_all(const struct election *election, int64_t together)
{
	struct bought bought = {0};
	struct fraction purses[ROWS_MAX];
	for (size_t i = 0; i < ROWS_MAX; i++)
		purses[i] = fraction(together, election->voters);
	for (size_t p = 0; p < election->projects; p++)
		if (election->costs[p] == 0 && votes_for(election, p) > 0)
			take(election, purses, p, (struct fraction){0, 1}, &bought);
	for (;;) {
		struct fraction prices[PROJECTS_MAX], per[PROJECTS_MAX];
		bool tied[PROJECTS_MAX] = {false};
		size_t first = PROJECTS_MAX, level = 0, how_many = 0;
		for (size_t p = 0; p < election->projects; p++) {
			per[p] = (struct fraction){-1, 1};
			if (is_bought(&bought, p) || votes_for(election, p) == 0 ||
				!price_of(election, purses, p, &prices[p]))
				continue;
			per[p] = election->rule.utility == UTILITY_COST
					 ? part(prices[p], election->costs[p])
					 : prices[p];
			int by = first == PROJECTS_MAX ? -1 : compare(per[p], per[first]);
			level = by < 0 ? 1 : level + (by == 0);
			if (by < 0 || (by == 0 && prefer(election, p, first) < 0))
				first = p;
		}
		for (size_t p = 0; p < election->projects && first < PROJECTS_MAX; p++) {
			tied[p] = compare(per[p], per[first]) == 0 &&
				  (p == first || prefer(election, p, first) == 0);
			how_many += tied[p];
		}
		bought.ties += level > 1;
		if (first == PROJECTS_MAX)
			return bought;
		if (how_many > 1 && order_matters(election, purses, tied, prices)) {
			bought.stopped = true;
			return bought;
		}
		for (size_t p = 0; p < election->projects; p++)
			if (tied[p])
				take(election, purses, p, prices[p], &bought);
	}
}

static bool something_fits(const struct election *election, const struct bought *bought)
{
	for (size_t p = 0; p < election->projects; p++)
		if (!is_bought(bought, p) && votes_for(election, p) > 0 &&
			election->costs[p] <= election->rule.budget - bought->spent)
			return true;
	return false;
}

static struct bought buy_with_raises(const struct election *election)
{
	int64_t together = election->rule.budget, raises = 0;
	struct bought kept = buy_all(election, together);
	while (election->rule.completion == COMPLETION_ADD1 && !kept.stopped &&
		something_fits(election, &kept)) {
		together += election->voters * election->money;
		struct bought next = buy_all(election, together);
		if (next.spent > election->rule.budget)
			break;
		kept = next;
		kept.raises = ++raises;
	}
	return kept;
}

static struct election random_election(struct random random)
{
	static const char *const seeds[] = {NULL, "north", "south"};
	struct election election = {
		.rule = {.method = TALLY_EQUAL_SHARES,
			.utility = (enum tally_utility)random_below(random, 2),
			.completion = random_below(random, 2) ? COMPLETION_ADD1 : COMPLETION_NONE,
			.seed = seeds[random_below(random, 3)]},
		.projects = 1 + random_below(random, PROJECTS_MAX),
		.rows = 1 + random_below(random, ROWS_MAX),
		.money = 1 + random_below(random, 3)};
	uint32_t likely = 1 + random_below(random, 4), coarse = 1 + random_below(random, 6);
	uint32_t kinds = random_below(random, 2) ? 12 : 4;
	for (size_t i = 0; i < election.rows * election.projects; i++)
		election.marks[i] = random_below(random, 5) < likely;
	for (size_t i = 0; i < election.rows; i++) {
		election.weights[i] = 1 + (int32_t)random_below(random, 3) / 2;
		election.voters += election.weights[i];
	}
	for (size_t p = 0; p < election.projects; p++)
		election.costs[p] = coarse * random_below(random, kinds);
	election.rule.budget = 1 + random_below(random, 3 * kinds * coarse);
	return election;
}

static void count_election(struct election *election)
{
	static const char *const names[] = {"A", "B", "C", "D", "E", "F"};
	struct tally_profile profile = {.shape = SHAPE_APPROVE,
		.options = election->projects,
		.count = election->rows,
		.marks = election->marks,
		.weights = election->weights,
		.costs = election->costs,
		.money = election->money,
		.names = names};
	if (election->rule.seed != NULL) {
		size_t order[PROJECTS_MAX];
		lot_draw(election->rule.seed, names, election->projects, order);
		for (size_t i = 0; i < election->projects; i++)
			election->lot[order[i]] = i;
	}
	count(&election->rule, &profile);
}

static void assert_told(const struct election *election, const struct bought *bought)
{
	size_t first = 0;
	if (result.stages.count > 0 && result.stages.items[0].kind == STAGE_RAISE) {
		assert_int_equal(result.stages.items[0].rounds, bought->raises);
		assert_int_equal(result.stages.items[0].share,
			election->rule.budget +
				bought->raises * election->voters * election->money);
		first = 1;
	} else {
		assert_int_equal(bought->raises, 0);
	}
	for (size_t i = 0; i < bought->count; i++) {
		const struct tally_stage *stage = &result.stages.items[first + i];
		struct fraction told = fraction(stage->share, stage->of);
		assert_int_equal(stage->who.items[0], bought->projects[i]);
		int by = compare(told, bought->prices[i]);
		assert_true(by <= 0);
		if (stage->of == 1000)
			assert_true(
				compare(fraction(stage->share + 1, 1000), bought->prices[i]) > 0);
		else
			assert_int_equal(by, 0);
	}
}

static void counts_match_fractions(void **state)
{
	(void)state;
	struct random_seeded seeded;
	struct random random = random_seeded(&seeded, 51);
	int stopped = 0, ties = 0, raised = 0;
	for (int round = 0; round < 12000; round++) {
		struct election election = random_election(random);
		count_election(&election);
		if (result.outcome == OUTCOME_NO_BALLOTS)
			continue;
		struct bought bought = buy_with_raises(&election);
		assert_int_equal(result.complete, !bought.stopped);
		assert_int_equal(result.ties.count, bought.ties);
		assert_int_equal(result.elected.count, bought.count);
		for (size_t i = 0; i < bought.count; i++)
			assert_int_equal(result.elected.items[i], bought.projects[i]);
		assert_told(&election, &bought);
		stopped += bought.stopped;
		ties += result.ties.count > 0;
		raised += bought.raises > 1;
	}
	assert_in_range(stopped, 50, 6000);
	assert_in_range(ties, 1000, 12000);
	assert_in_range(raised, 300, 12000);
}

/* Whatever the completion: never above the budget, and nothing that fits is left by the greedy. */
static void the_budget_is_kept(void **state)
{
	(void)state;
	struct random_seeded seeded;
	struct random random = random_seeded(&seeded, 52);
	for (int round = 0; round < 4000; round++) {
		struct election election = random_election(random);
		election.rule.completion = (enum tally_completion)random_below(random, 4);
		count_election(&election);
		struct bought bought = {0};
		for (size_t i = 0; i < result.elected.count; i++) {
			assert_false(is_bought(&bought, result.elected.items[i]));
			bought.projects[bought.count++] = result.elected.items[i];
			bought.spent += election.costs[result.elected.items[i]];
		}
		assert_true(bought.spent <= election.rule.budget);
		bool greedy = election.rule.completion == COMPLETION_GREEDY ||
			      election.rule.completion == COMPLETION_ADD1_GREEDY;
		if (greedy && result.complete && result.outcome != OUTCOME_NO_BALLOTS)
			assert_false(something_fits(&election, &bought));
	}
}

/*
 * Every project has a twin that the same people support, so that each purchase is a tie between
 * numbers whose denominators have long outgrown a machine word: they are seen to be equal, and
 * the lot decides each time.
 */
enum { PAIRS = 14, TWINS = 2 * PAIRS, VOTERS = 61 };

struct twins {
	char texts[TWINS][3];
	const char *names[TWINS];
	int16_t marks[VOTERS * TWINS];
	int32_t weights[VOTERS];
	int64_t costs[TWINS];
	size_t place[TWINS];
};

static void make_twins(struct random random, struct twins *twins)
{
	size_t order[TWINS];
	*twins = (struct twins){0};
	for (size_t i = 0; i < VOTERS; i++)
		twins->weights[i] = 1 + (int32_t)random_below(random, 1000003);
	for (size_t p = 0; p < TWINS; p++) {
		twins->texts[p][0] = (char)('a' + p / 2);
		twins->texts[p][1] = p % 2 ? '2' : '1';
		twins->names[p] = twins->texts[p];
		twins->costs[p] =
			p % 2 ? twins->costs[p - 1] : 300000001 + random_below(random, 900000000);
		for (size_t i = 0; i < VOTERS; i++)
			twins->marks[i * TWINS + p] = p % 2 ? twins->marks[i * TWINS + p - 1]
							    : random_below(random, 3) == 0;
	}
	lot_draw("x", twins->names, TWINS, order);
	for (size_t i = 0; i < TWINS; i++)
		twins->place[order[i]] = i;
}

static void assert_met_in_ties(const struct twins *twins)
{
	size_t firsts = 0;
	for (size_t i = 0; i < result.ties.count; i++) {
		const struct tally_tie *tie = &result.ties.items[i];
		assert_int_equal(tie->broken_by, TIE_LOT);
		assert_int_equal(tie->among.count, 2);
		assert_true(twins->place[tie->chosen] < twins->place[tie->chosen ^ 1]);
	}
	for (size_t i = 0; i < result.elected.count; i++) {
		bool again = false;
		for (size_t k = 0; k < i; k++)
			again = again || result.elected.items[k] == (result.elected.items[i] ^ 1);
		firsts += !again;
	}
	assert_int_equal(result.ties.count, firsts);
	assert_true(firsts > PAIRS / 2);
}

static void long_fractions_are_exact(void **state)
{
	(void)state;
	struct random_seeded seeded;
	struct random random = random_seeded(&seeded, 53);
	struct tally_rule rule = {
		.method = TALLY_EQUAL_SHARES, .budget = INT64_C(16000000001), .seed = "x"};
	for (int round = 0; round < 20; round++) {
		struct twins twins;
		make_twins(random, &twins);
		struct tally_profile profile = {.shape = SHAPE_APPROVE,
			.options = TWINS,
			.count = VOTERS,
			.marks = twins.marks,
			.weights = twins.weights,
			.costs = twins.costs,
			.names = twins.names};
		rule.utility = (enum tally_utility)(round % 2);
		count(&rule, &profile);
		assert_met_in_ties(&twins);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_match_fractions),
		cmocka_unit_test(the_budget_is_kept),
		cmocka_unit_test(long_fractions_are_exact),
	};
	return cmocka_run_group_tests(tests, NULL, forget);
}
