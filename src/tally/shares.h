#ifndef ROUNDTABLE_SRC_TALLY_SHARES_H
#define ROUNDTABLE_SRC_TALLY_SHARES_H

#include "rules.h"

/*
 * The Method of Equal Shares from inside. Everybody has the same share of the budget. A project
 * can be bought while its supporters hold its cost; each pays the same, its price, or all they
 * have left where that is less. The one with the lowest price per unit of worth is bought first.
 *
 * Amounts are rationals whose denominators grow with every purchase. So they are held twice: as
 * bounds, in whole small parts of money, always; and exactly, in numbers of any length, only when
 * the bounds leave a question open. Both are integers; what is decided never depends on rounding.
 */

/** An election prepared for counting again and again. */
struct shares {
	size_t projects, rows;
	int64_t voters; /**< who have a share, also those who approve of nothing */
	int64_t budget; /**< in the smallest unit of money */
	bool by_cost;   /**< a project is worth its cost to a supporter, else 1 */
	const int64_t *costs;
	size_t *starts; /**< projects + 1 */
	struct supporter {
		uint32_t row;
		int32_t weight;
	} * supporters;    /**< of project p: starts[p] up to starts[p + 1] */
	int64_t *votes;    /**< per project: its supporters, with their weights */
	const size_t *lot; /**< place of each project in the lot; NULL without one */
};

/** What everybody who pays a full price pays, between two bounds. */
struct price {
	int64_t low, high; /**< in parts of 1/2^bits of the smallest unit */
	bool even;         /**< every supporter pays exactly cost/votes */
};

struct purchase {
	size_t project;
	struct price price;
};

struct shares_tie {
	struct tally_list among;
	enum tally_tie_broken broken_by;
	size_t purchase; /**< which one it led to: an index, or their number where it stopped */
	size_t chosen;
};

struct shares_exact;

/** One count from the first purchase to the last. */
struct shares_run {
	const struct shares *shares;
	int64_t money; /**< all shares together, in the smallest unit */
	int bits;
	struct purse {
		int64_t low, high;
	} * purses;           /**< per row, bounds of what one of its voters has left */
	struct price *prices; /**< per project, as last looked at: they only rise */
	unsigned char *states;
	struct purchases {
		struct purchase *items;
		size_t count, capacity;
	} purchases;
	struct shares_ties {
		struct shares_tie *items;
		size_t count, capacity;
	} ties;
	int64_t spent;
	bool stopped; /**< at the last of the ties, which nothing breaks */
	struct shares_exact *exact;
};

void shares_init(struct shares *shares, const struct tally_rule *rule,
	const struct tally_profile *valid, int64_t voters);
void shares_finish(struct shares *shares);

void shares_run_init(struct shares_run *run, const struct shares *shares);
void shares_run_finish(struct shares_run *run);
/** Counts with `money` as all shares together, less than 2^SHARES_MONEY_BITS. */
void shares_run(struct shares_run *run, int64_t money);
/**
 * How many raises of everybody's share by `step` certainly change nothing about the purchases, so
 * that they need not be counted; 0 where that is not known.
 */
int64_t shares_idle_raises(const struct shares_run *run, int64_t step);
/** The price of purchase `index` rounded down to 1/of of the smallest unit, or exact. */
int64_t shares_price(struct shares_run *run, size_t index, int64_t *of);

/**
 * Narrows tied options to those with most votes, then the cheapest, then the first of the lot;
 * says which it was that left the one at items[0]. TIE_STANDS: several are left.
 */
enum tally_tie_broken shares_break_tie(const struct shares *shares, struct tally_list *tied);

enum { SHARES_MONEY_BITS = 61 };

/* Exact amounts, caught up with the purchases of a run when they are asked for. */

struct shares_exact *shares_exact_create(const struct shares *shares);
void shares_exact_destroy(struct shares_exact *exact);
/** Makes the first `count` purchases of the run, from full shares if it made others before. */
void shares_exact_follow(struct shares_exact *exact, const struct shares_run *run, size_t count);
/** Whether the supporters of a project hold its cost. */
bool shares_exact_affordable(struct shares_exact *exact, size_t project);
/** Compares the prices per worth of two affordable projects. */
int shares_exact_compare(struct shares_exact *exact, size_t a, size_t b);
/**
 * Whether the tied projects can all be bought at their price whatever the order: nobody who
 * supports several of them would run out of money.
 */
bool shares_exact_harmless(struct shares_exact *exact, const struct tally_list *tied);
/** The price of an affordable project in parts of 1/of, rounded down. */
int64_t shares_exact_price(struct shares_exact *exact, size_t project, int64_t of);

#endif
