/* The exact amounts of the Method of Equal Shares, over one common denominator. */
#include "limbs.h"
#include "shares.h"

#include "roundtable/base/mem.h"

#include <string.h>

/* Above the denominator: an amount of money, times votes, times a worth; see shares.h. */
enum { SPARE_LIMBS = 4 };

struct shares_exact {
	const struct shares *shares;
	int64_t money; /**< all shares together */
	size_t followed;
	size_t width;
	uint64_t *purses;      /**< rows × width: what is left, times the denominator */
	uint64_t *denominator; /**< width */
	uint64_t *scratch[2];  /**< width each */
	struct exact_price {
		uint64_t *amount; /**< price = amount / (payers × denominator) */
		int64_t payers;
		bool affordable;
	} prices[2];
};

static void free_numbers(struct shares_exact *exact)
{
	array_free(exact->purses);
	array_free(exact->denominator);
	for (int i = 0; i < 2; i++) {
		array_free(exact->scratch[i]);
		array_free(exact->prices[i].amount);
	}
}

/* Room for numbers of `width` limbs, keeping purses and denominator. */
static void widen(struct shares_exact *exact, size_t width)
{
	size_t rows = exact->shares->rows;
	uint64_t *purses = mem_alloc(rows * width + 1, sizeof *purses);
	uint64_t *denominator = mem_alloc(width, sizeof *denominator);

	for (size_t i = 0; i < rows && exact->width > 0; i++)
		memcpy(purses + i * width, exact->purses + i * exact->width,
			exact->width * sizeof *purses);
	if (exact->width > 0)
		memcpy(denominator, exact->denominator, exact->width * sizeof *denominator);
	free_numbers(exact);
	exact->purses = purses;
	exact->denominator = denominator;
	exact->width = width;
	for (int i = 0; i < 2; i++) {
		exact->scratch[i] = mem_alloc(width, sizeof *exact->scratch[i]);
		exact->prices[i].amount = mem_alloc(width, sizeof *exact->prices[i].amount);
	}
}

struct shares_exact *shares_exact_create(const struct shares *shares)
{
	struct shares_exact *exact = mem_alloc(1, sizeof *exact);

	exact->shares = shares;
	return exact;
}

void shares_exact_destroy(struct shares_exact *exact)
{
	if (exact == NULL)
		return;
	free_numbers(exact);
	array_free(exact);
}

static void start(struct shares_exact *exact, int64_t money)
{
	exact->money = money;
	exact->followed = 0;
	if (exact->width == 0)
		widen(exact, 1 + SPARE_LIMBS);
	limbs_set(exact->denominator, exact->width, (uint64_t)exact->shares->voters);
	for (size_t i = 0; i < exact->shares->rows; i++)
		limbs_set(exact->purses + i * exact->width, exact->width, (uint64_t)money);
}

/*
 * The price: at first as if all paid the same; whoever has less pays what there is, the others
 * more, until nobody has less. Each time round more of them are poor, so that it ends.
 */
static void find_price(struct shares_exact *exact, size_t project, struct exact_price *price)
{
	const struct shares *shares = exact->shares;
	size_t width = exact->width;
	uint64_t *rest = exact->scratch[0], *share = exact->scratch[1];
	int64_t payers = shares->votes[project], before = -1;

	memcpy(price->amount, exact->denominator, width * sizeof *price->amount);
	limbs_multiply(price->amount, width, (uint64_t)shares->costs[project]);
	while (payers != before && payers > 0) {
		int64_t poor = 0;
		before = payers;
		memcpy(rest, exact->denominator, width * sizeof *rest);
		limbs_multiply(rest, width, (uint64_t)shares->costs[project]);
		for (size_t i = shares->starts[project]; i < shares->starts[project + 1]; i++) {
			uint32_t row = shares->supporters[i].row;
			memcpy(share, exact->purses + row * width, width * sizeof *share);
			limbs_multiply(share, width, (uint64_t)before);
			if (limbs_compare(share, price->amount, width) >= 0)
				continue;
			memcpy(share, exact->purses + row * width, width * sizeof *share);
			limbs_multiply(share, width, (uint64_t)shares->supporters[i].weight);
			limbs_subtract(rest, share, width);
			poor += shares->supporters[i].weight;
		}
		payers = shares->votes[project] - poor;
		memcpy(price->amount, rest, width * sizeof *rest);
	}
	price->payers = payers;
	price->affordable = payers > 0;
}

static uint64_t common_divisor(uint64_t a, uint64_t b)
{
	while (b != 0) {
		uint64_t rest = a % b;
		a = b;
		b = rest;
	}
	return a;
}

/* Everything times the payers, so that the price is whole; less what both have in common. */
static void buy(struct shares_exact *exact, size_t project)
{
	const struct shares *shares = exact->shares;
	struct exact_price *price = &exact->prices[0];

	find_price(exact, project, price);
	memcpy(exact->scratch[0], price->amount, exact->width * sizeof *price->amount);
	uint64_t payers = (uint64_t)price->payers;
	uint64_t divisor =
		common_divisor(payers, limbs_divide(exact->scratch[0], exact->width, payers));
	limbs_divide(price->amount, exact->width, divisor);
	payers /= divisor;
	limbs_multiply(exact->denominator, exact->width, payers);
	for (size_t i = 0; i < shares->rows; i++)
		limbs_multiply(exact->purses + i * exact->width, exact->width, payers);
	for (size_t i = shares->starts[project]; i < shares->starts[project + 1]; i++) {
		uint64_t *purse = exact->purses + shares->supporters[i].row * exact->width;
		if (limbs_compare(purse, price->amount, exact->width) <= 0)
			limbs_set(purse, exact->width, 0);
		else
			limbs_subtract(purse, price->amount, exact->width);
	}
	size_t used = limbs_used(exact->denominator, exact->width);
	if (used + SPARE_LIMBS > exact->width)
		widen(exact, used + SPARE_LIMBS);
}

void shares_exact_follow(struct shares_exact *exact, const struct shares_run *run, size_t count)
{
	if (exact->followed > count || exact->money != run->money || exact->width == 0)
		start(exact, run->money);
	for (; exact->followed < count; exact->followed++) {
		size_t project = run->purchases.items[exact->followed].project;
		if (exact->shares->costs[project] > 0)
			buy(exact, project);
	}
}

bool shares_exact_affordable(struct shares_exact *exact, size_t project)
{
	find_price(exact, project, &exact->prices[0]);
	return exact->prices[0].affordable;
}

static uint64_t worth(const struct shares *shares, size_t project)
{
	return shares->by_cost ? (uint64_t)shares->costs[project] : 1;
}

int shares_exact_compare(struct shares_exact *exact, size_t a, size_t b)
{
	const size_t projects[2] = {a, b};

	for (int i = 0; i < 2; i++)
		find_price(exact, projects[i], &exact->prices[i]);
	for (int i = 0; i < 2; i++) {
		uint64_t *amount = exact->prices[i].amount;
		limbs_multiply(amount, exact->width, (uint64_t)exact->prices[1 - i].payers);
		limbs_multiply(amount, exact->width, worth(exact->shares, projects[1 - i]));
	}
	return limbs_compare(exact->prices[0].amount, exact->prices[1].amount, exact->width);
}

/* What the tied projects that a row supports are worth to it; 0 unless there are two or more. */
static void shared_worth(
	const struct shares *shares, const struct tally_list *tied, uint64_t *worths)
{
	unsigned char *how_many = mem_alloc(shares->rows + 1, sizeof *how_many);

	for (size_t k = 0; k < tied->count; k++) {
		size_t project = tied->items[k];
		for (size_t i = shares->starts[project]; i < shares->starts[project + 1]; i++) {
			uint32_t row = shares->supporters[i].row;
			worths[row] += worth(shares, project);
			how_many[row] = how_many[row] > 0 ? 2 : 1;
		}
	}
	for (size_t i = 0; i < shares->rows; i++)
		if (how_many[i] < 2)
			worths[i] = 0;
	array_free(how_many);
}

bool shares_exact_harmless(struct shares_exact *exact, const struct tally_list *tied)
{
	const struct shares *shares = exact->shares;
	size_t first = tied->items[0], width = exact->width;
	struct exact_price *price = &exact->prices[0];
	uint64_t *worths = mem_alloc(shares->rows + 1, sizeof *worths);
	bool harmless = true;

	shared_worth(shares, tied, worths);
	find_price(exact, first, price);
	for (size_t i = 0; i < shares->rows && harmless; i++) {
		uint64_t *purse = exact->scratch[0], *needed = exact->scratch[1];
		memcpy(purse, exact->purses + i * width, width * sizeof *purse);
		/* who has nothing left pays for none of them */
		if (worths[i] == 0 || limbs_is_zero(purse, width))
			continue;
		/* purse >= price per worth × worths */
		limbs_multiply(purse, width, (uint64_t)price->payers);
		limbs_multiply(purse, width, worth(shares, first));
		memcpy(needed, price->amount, width * sizeof *needed);
		limbs_multiply(needed, width, worths[i]);
		harmless = limbs_compare(purse, needed, width) >= 0;
	}
	array_free(worths);
	return harmless;
}

int64_t shares_exact_price(struct shares_exact *exact, size_t project, int64_t of)
{
	struct exact_price *price = &exact->prices[0];
	uint64_t *tried = exact->scratch[0];
	uint64_t found = 0;

	find_price(exact, project, price);
	limbs_multiply(price->amount, exact->width, (uint64_t)of);
	/* the highest number that, times payers × denominator, is not above the amount */
	for (uint64_t bit = 1ULL << 62; bit > 0; bit >>= 1) {
		memcpy(tried, exact->denominator, exact->width * sizeof *tried);
		limbs_multiply(tried, exact->width, (uint64_t)price->payers);
		limbs_multiply(tried, exact->width, found | bit);
		if (limbs_compare(tried, price->amount, exact->width) <= 0)
			found |= bit;
	}
	return (int64_t)found;
}
