/* One count by the Method of Equal Shares, from bounds; exact amounts are asked for in doubt. */
#include "shares.h"

#include "roundtable/base/mem.h"

#include <string.h>

enum state { STATE_OPEN, STATE_SEEN, STATE_DEARER, STATE_BOUGHT, STATE_OUT };

void shares_init(struct shares *shares, const struct tally_rule *rule,
	const struct tally_profile *valid, int64_t voters)
{
	size_t projects = valid->options;

	*shares = (struct shares){.projects = projects,
		.rows = valid->count,
		.voters = voters,
		.budget = rule->budget,
		.by_cost = rule->utility == UTILITY_COST,
		.costs = valid->costs};
	shares->starts = mem_alloc(projects + 1, sizeof *shares->starts);
	shares->votes = mem_alloc(projects + 1, sizeof *shares->votes);
	for (size_t i = 0; i < valid->count; i++)
		for (size_t p = 0; p < projects; p++)
			shares->starts[p + 1] += valid->marks[i * projects + p] != 0;
	size_t *next = mem_alloc(projects + 1, sizeof *next);
	for (size_t p = 0; p < projects; p++)
		next[p + 1] = shares->starts[p + 1] += shares->starts[p];
	shares->supporters = mem_alloc(next[projects] + 1, sizeof *shares->supporters);
	for (size_t i = 0; i < valid->count; i++)
		for (size_t p = 0; p < projects; p++)
			if (valid->marks[i * projects + p] != 0) {
				shares->supporters[next[p]++] =
					(struct supporter){(uint32_t)i, valid->weights[i]};
				shares->votes[p] += valid->weights[i];
			}
	array_free(next);
}

void shares_finish(struct shares *shares)
{
	array_free(shares->starts);
	array_free(shares->supporters);
	array_free(shares->votes);
	*shares = (struct shares){0};
}

void shares_run_init(struct shares_run *run, const struct shares *shares)
{
	*run = (struct shares_run){.shares = shares};
	run->purses = mem_alloc(shares->rows + 1, sizeof *run->purses);
	run->prices = mem_alloc(shares->projects + 1, sizeof *run->prices);
	run->states = mem_alloc(shares->projects + 1, sizeof *run->states);
}

static void forget(struct shares_run *run)
{
	for (size_t i = 0; i < run->ties.count; i++)
		array_finish(&run->ties.items[i].among);
	run->ties.count = 0;
	run->purchases.count = 0;
	run->spent = 0;
	run->stopped = false;
}

void shares_run_finish(struct shares_run *run)
{
	forget(run);
	array_free(run->purses);
	array_free(run->prices);
	array_free(run->states);
	array_finish(&run->purchases);
	array_finish(&run->ties);
	shares_exact_destroy(run->exact);
	*run = (struct shares_run){0};
}

static struct shares_exact *exact_now(struct shares_run *run)
{
	if (run->exact == NULL)
		run->exact = shares_exact_create(run->shares);
	shares_exact_follow(run->exact, run, run->purchases.count);
	return run->exact;
}

/* a/b, a >= 0, rounded up */
static int64_t over(int64_t a, int64_t b)
{
	return a / b + (a % b != 0);
}

static int64_t worth(const struct shares *shares, size_t project)
{
	return shares->by_cost ? shares->costs[project] : 1;
}

/* Compares a price of one project with a price of another, both per unit of worth. */
static int compare_prices(
	const struct shares *shares, size_t a, int64_t price_a, size_t b, int64_t price_b)
{
	__int128 one = (__int128)price_a * worth(shares, b);
	__int128 other = (__int128)price_b * worth(shares, a);

	return (one > other) - (one < other);
}

/* What supporters pay at a price: the poor all they have, the others the price. */
struct paid {
	int64_t low, high; /**< bounds of what the poor pay together */
	int64_t others;    /**< how many pay the price */
};

/* Whoever may have less than the price is poor; to the upper bound that only adds. */
static struct paid pay(const struct shares_run *run, size_t project, int64_t price)
{
	const struct shares *shares = run->shares;
	const struct supporter *supporter = shares->supporters + shares->starts[project];
	const struct supporter *end = shares->supporters + shares->starts[project + 1];
	struct paid paid = {0};

	for (; supporter < end; supporter++) {
		const struct purse *purse = &run->purses[supporter->row];
		int64_t weight = supporter->weight, poor = purse->low < price ? weight : 0;
		paid.low += purse->low * poor;
		paid.high += purse->high * poor;
		paid.others += weight - poor;
	}
	return paid;
}

/*
 * A price that the true one cannot be below, seen from `price`: what comes in falls at least as
 * fast below it as the number of those who pay it.
 */
static int64_t lower_bound(const struct paid *paid, int64_t price, int64_t cost)
{
	int64_t above = paid->high + paid->others * price - cost;

	if (above <= 0)
		return price;
	if (paid->others == 0)
		return 0;
	int64_t down = over(above, paid->others);
	return down < price ? price - down : 0;
}

/* Whether no price of the project from `low` on can be lowest when `lowest` is on offer. */
static bool is_dearer(const struct shares_run *run, size_t project, int64_t low, size_t lowest)
{
	return lowest < run->shares->projects &&
	       compare_prices(run->shares, project, low, lowest, run->prices[lowest].high) > 0;
}

/* No one can pay more than the most that anybody may have. */
static int64_t most_in_purse(const struct shares_run *run, size_t project)
{
	const struct shares *shares = run->shares;
	int64_t most = 0;

	for (size_t i = shares->starts[project]; i < shares->starts[project + 1]; i++) {
		int64_t high = run->purses[shares->supporters[i].row].high;
		most = high > most ? high : most;
	}
	return most;
}

/*
 * Looks at a project's price with the money that is left: STATE_SEEN, STATE_DEARER than `lowest`
 * (its bounds are then not final), or STATE_OUT: its supporters cannot buy it, now or later. What
 * supporters pay grows with the price ever more slowly, so that stepping along the present slope
 * never goes too far: from the last price, which was lower, upwards.
 */
static enum state look_at(struct shares_run *run, size_t project, size_t lowest)
{
	const struct shares *shares = run->shares;
	struct price *price = &run->prices[project];
	int64_t cost = shares->costs[project] << run->bits, missing;
	struct paid paid;

	price->even = false;
	for (;;) {
		paid = pay(run, project, price->high);
		int64_t low = lower_bound(&paid, price->high, cost);
		price->low = low > price->low ? low : price->low;
		missing = cost - paid.low - paid.others * price->high;
		if (missing <= 0 || paid.others == 0)
			break;
		if (is_dearer(run, project, price->low, lowest))
			return STATE_DEARER;
		price->high += over(missing, paid.others);
	}
	if (missing <= 0) {
		price->even = paid.others == shares->votes[project];
		return STATE_SEEN;
	}
	/* they have the cost at most by a hair: then everybody pays all there is */
	if (paid.high < cost || !shares_exact_affordable(exact_now(run), project))
		return STATE_OUT;
	int64_t most = most_in_purse(run, project);
	price->high = most > price->high ? most : price->high;
	return STATE_SEEN;
}

/* The open project, not looked at since the last purchase, whose price may be lowest. */
static size_t most_promising(const struct shares_run *run)
{
	const struct shares *shares = run->shares;
	size_t best = shares->projects;

	for (size_t p = 0; p < shares->projects; p++)
		if (run->states[p] == STATE_OPEN &&
			(best == shares->projects || compare_prices(shares, p, run->prices[p].low,
							     best, run->prices[best].low) < 0))
			best = p;
	return best;
}

/* Compares the lowest prices per worth that two projects can ever have: everybody pays the same. */
static int compare_even(const struct shares *shares, size_t a, size_t b)
{
	int64_t top_a = shares->by_cost ? 1 : shares->costs[a];
	int64_t top_b = shares->by_cost ? 1 : shares->costs[b];
	__int128 one = (__int128)top_a * shares->votes[b];
	__int128 other = (__int128)top_b * shares->votes[a];

	return (one > other) - (one < other);
}

/* Below, at or above 0 as the price per worth of `a` is below, at or above that of `b`; exact. */
static int compare_exactly(struct shares_run *run, size_t a, size_t b)
{
	if (run->prices[a].even && run->prices[b].even)
		return compare_even(run->shares, a, b);
	return shares_exact_compare(exact_now(run), a, b);
}

/*
 * The projects with the lowest price per worth, in option order. Those which cannot be lowest by
 * the price they had before, or by the bounds of the price they have now, are not looked at.
 */
static void find_cheapest(struct shares_run *run, struct tally_list *cheapest)
{
	const struct shares *shares = run->shares;
	size_t lowest = shares->projects, next;

	while ((next = most_promising(run)) < shares->projects) {
		if (is_dearer(run, next, run->prices[next].low, lowest))
			break;
		run->states[next] = look_at(run, next, lowest);
		if (run->states[next] == STATE_SEEN &&
			!is_dearer(run, next, run->prices[next].high, lowest))
			lowest = next;
	}
	for (size_t p = 0; p < shares->projects; p++) {
		bool seen = run->states[p] == STATE_SEEN;
		if (seen || run->states[p] == STATE_DEARER)
			run->states[p] = STATE_OPEN;
		if (!seen || is_dearer(run, p, run->prices[p].low, lowest))
			continue;
		int by = cheapest->count == 0 ? 0 : compare_exactly(run, p, cheapest->items[0]);
		if (by < 0)
			cheapest->count = 0;
		if (by <= 0)
			list_add(cheapest, p);
	}
}

/* Everybody who supports it pays the price or all they have. */
static void buy(struct shares_run *run, size_t project)
{
	const struct shares *shares = run->shares;
	struct price price = run->prices[project];

	for (size_t i = shares->starts[project]; i < shares->starts[project + 1]; i++) {
		struct purse *purse = &run->purses[shares->supporters[i].row];
		purse->low = purse->low > price.high ? purse->low - price.high : 0;
		purse->high = purse->high > price.low ? purse->high - price.low : 0;
	}
	*array_push(&run->purchases) = (struct purchase){project, price};
	run->states[project] = STATE_BOUGHT;
	run->spent += shares->costs[project];
}

enum { BY_VOTES, BY_COST, BY_LOT, BREAKS };

/* Whether `a` goes before, with or after `b` where their prices are level. */
static int compare_by(const struct shares *shares, int by, size_t a, size_t b)
{
	switch (by) {
	case BY_VOTES:
		return (shares->votes[a] < shares->votes[b]) -
		       (shares->votes[a] > shares->votes[b]);
	case BY_COST:
		return (shares->costs[a] > shares->costs[b]) -
		       (shares->costs[a] < shares->costs[b]);
	case BY_LOT:
		return shares->lot == NULL ? 0
					   : (shares->lot[a] > shares->lot[b]) -
						     (shares->lot[a] < shares->lot[b]);
	}
	return 0;
}

enum tally_tie_broken shares_break_tie(const struct shares *shares, struct tally_list *tied)
{
	static const enum tally_tie_broken names[BREAKS] = {TIE_SUPPORT, TIE_COST, TIE_LOT};

	for (int by = 0; by < BREAKS; by++) {
		size_t kept = 1;
		for (size_t i = 1; i < tied->count; i++) {
			int order = compare_by(shares, by, tied->items[i], tied->items[0]);
			if (order < 0)
				kept = 0;
			if (order <= 0)
				tied->items[kept++] = tied->items[i];
		}
		tied->count = kept;
		if (kept == 1)
			return names[by];
	}
	return TIE_STANDS;
}

/* Buys the cheapest; several of them where their order makes no difference. */
static void buy_one_of(struct shares_run *run, struct tally_list *cheapest)
{
	if (cheapest->count > 1) {
		struct shares_tie *tie = array_push(&run->ties);
		*tie = (struct shares_tie){.purchase = run->purchases.count};
		for (size_t i = 0; i < cheapest->count; i++)
			list_add(&tie->among, cheapest->items[i]);
		tie->broken_by = shares_break_tie(run->shares, cheapest);
		tie->chosen = cheapest->items[0];
		if (tie->broken_by == TIE_STANDS &&
			!shares_exact_harmless(exact_now(run), cheapest)) {
			run->stopped = true;
			return;
		}
	}
	for (size_t i = 0; i < cheapest->count; i++)
		buy(run, cheapest->items[i]);
}

/* The finest parts of money in which all of it still can be counted. */
static int bits_for(int64_t money)
{
	int bits = SHARES_MONEY_BITS - 1;

	while (bits > 0 && money >> (SHARES_MONEY_BITS - bits) > 0)
		bits--;
	return bits;
}

static void start(struct shares_run *run, int64_t money)
{
	const struct shares *shares = run->shares;
	__int128 parts;
	struct purse full;

	forget(run);
	run->money = money;
	run->bits = bits_for(money);
	parts = (__int128)money << run->bits;
	full.low = (int64_t)(parts / shares->voters);
	full.high = full.low + (parts % shares->voters != 0);
	for (size_t i = 0; i < shares->rows; i++)
		run->purses[i] = full;
	for (size_t p = 0; p < shares->projects; p++) {
		int64_t cost = shares->costs[p], votes = shares->votes[p];
		bool affordable = (__int128)votes * money >= (__int128)cost * shares->voters;
		run->states[p] = votes > 0 && affordable ? STATE_OPEN : STATE_OUT;
		run->prices[p] = (struct price){0};
		if (run->states[p] == STATE_OUT)
			continue;
		run->prices[p].low = (cost << run->bits) / votes;
		run->prices[p].high = over(cost << run->bits, votes);
	}
}

void shares_run(struct shares_run *run, int64_t money)
{
	struct tally_list cheapest = {0};

	start(run, money);
	/* what costs nothing takes nothing from anybody */
	for (size_t p = 0; p < run->shares->projects; p++)
		if (run->states[p] == STATE_OPEN && run->shares->costs[p] == 0)
			buy(run, p);
	do {
		cheapest.count = 0;
		find_cheapest(run, &cheapest);
		if (cheapest.count > 0)
			buy_one_of(run, &cheapest);
	} while (cheapest.count > 0 && !run->stopped);
	array_finish(&cheapest);
}

/*
 * How many raises a project that was not bought certainly stays out of reach. One that is dearer
 * than all that was bought comes after them and finds what they leave; any other might come
 * between them as soon as full shares could buy it.
 */
static int64_t out_of_reach(const struct shares_run *run, size_t project, size_t last, int64_t step)
{
	const struct shares *shares = run->shares;
	int64_t votes = shares->votes[project];
	__int128 held = (((__int128)run->money << run->bits) / shares->voters + 1) * votes;

	if (last < shares->projects && compare_even(shares, project, last) > 0) {
		held = 0;
		for (size_t i = shares->starts[project]; i < shares->starts[project + 1]; i++)
			held += (__int128)run->purses[shares->supporters[i].row].high *
				shares->supporters[i].weight;
	}
	__int128 missing = ((__int128)shares->costs[project] << run->bits) - held;
	__int128 raise = ((__int128)step << run->bits) * votes;
	return missing <= 0 ? 0 : (int64_t)((missing - 1) / raise);
}

int64_t shares_idle_raises(const struct shares_run *run, int64_t step)
{
	const struct shares *shares = run->shares;
	size_t last = shares->projects;
	int64_t least = INT64_MAX;

	/* what all paid alike for is bought at the same price by larger shares, in the same order
	 */
	for (size_t i = 0; i < run->purchases.count; i++) {
		size_t project = run->purchases.items[i].project;
		if (shares->costs[project] == 0)
			continue;
		if (!run->purchases.items[i].price.even)
			return 0;
		last = project;
	}
	for (size_t p = 0; p < shares->projects; p++) {
		if (shares->votes[p] == 0 || run->states[p] == STATE_BOUGHT)
			continue;
		int64_t idle = out_of_reach(run, p, last, step);
		least = idle < least ? idle : least;
	}
	return least;
}

int64_t shares_price(struct shares_run *run, size_t index, int64_t *of)
{
	enum { THOUSANDTHS = 1000 };
	const struct shares *shares = run->shares;
	const struct purchase *purchase = &run->purchases.items[index];
	int64_t cost = shares->costs[purchase->project];

	if (purchase->price.even || cost == 0) {
		*of = shares->votes[purchase->project];
		return cost;
	}
	*of = THOUSANDTHS;
	__int128 low = ((__int128)purchase->price.low * THOUSANDTHS) >> run->bits;
	__int128 high = ((__int128)purchase->price.high * THOUSANDTHS) >> run->bits;
	if (low == high)
		return (int64_t)low;
	if (run->exact == NULL)
		run->exact = shares_exact_create(shares);
	shares_exact_follow(run->exact, run, index);
	return shares_exact_price(run->exact, purchase->project, THOUSANDTHS);
}
