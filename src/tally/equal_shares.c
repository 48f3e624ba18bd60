#include "shares.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"

#include <stdint.h>

/*
 * The Method of Equal Shares and what is done with money left over. One more unit of money for
 * everybody, and the count starts again, until more would be bought than there is money for, or
 * nothing else fits (add1); then, or at once, what still fits, most votes first (greedy).
 */
enum { COUNTS_LIMIT = 1000000, RAISES_LIMIT = INT32_MAX };
#define MONEY_LIMIT INT64_C(1000000000000000)

/* Whether a project that somebody wants and that was not bought fits in what is left. */
static bool something_fits(const struct shares_run *run)
{
	const struct shares *shares = run->shares;
	bool *bought = mem_alloc(shares->projects + 1, sizeof *bought);
	bool fits = false;

	for (size_t i = 0; i < run->purchases.count; i++)
		bought[run->purchases.items[i].project] = true;
	for (size_t p = 0; p < shares->projects; p++)
		fits = fits || (!bought[p] && shares->votes[p] > 0 &&
				       shares->costs[p] <= shares->budget - run->spent);
	array_free(bought);
	return fits;
}

/* The last of the counts with ever larger shares that keeps within the budget. */
struct raised {
	struct shares_run runs[2];
	int kept;     /**< index into runs */
	int64_t step; /**< of everybody's share, in the smallest unit of money */
	int64_t raises;
	int64_t above; /**< what the next raise would buy, more than the budget; 0: it was not tried
			*/
};

/* How many raises to try next, 0 for none: those which change nothing need no count. */
static int64_t next_raises(
	const struct raised *raised, const struct shares_run *kept, int counts, struct error *err)
{
	int64_t idle = shares_idle_raises(kept, raised->step);
	__int128 more = (__int128)raised->step * kept->shares->voters * (idle + 1);

	if (counts < COUNTS_LIMIT && idle < RAISES_LIMIT - raised->raises &&
		(more + kept->money) >> SHARES_MONEY_BITS == 0)
		return idle + 1;
	error_set(err, ERROR_INPUT,
		_("The shares would have to be raised too often; count with a larger unit of "
		  "money."));
	return 0;
}

/* A count that stops at a tie is the last: what comes after depends on it. */
static bool raise_shares(struct raised *raised, struct error *err)
{
	for (int counts = 0;; counts++) {
		struct shares_run *kept = &raised->runs[raised->kept];
		struct shares_run *next = &raised->runs[1 - raised->kept];
		const struct shares *shares = kept->shares;
		if (kept->stopped || !something_fits(kept))
			return true;
		int64_t raises = next_raises(raised, kept, counts, err);
		if (raises == 0)
			return false;
		shares_run(next, kept->money + raised->step * shares->voters * raises);
		if (next->spent > shares->budget) {
			raised->above = next->spent;
			raised->raises += raises - 1;
			return true;
		}
		raised->kept = 1 - raised->kept;
		raised->raises += raises;
	}
}

static void add_tie(struct tally_result *result, const struct shares_tie *tie, size_t stage)
{
	struct tally_tie *told = result_tie(result, TIE_BUY, stage);

	told->broken_by = tie->broken_by;
	told->chosen = tie->chosen;
	for (size_t i = 0; i < tie->among.count; i++)
		list_add(&told->among, tie->among.items[i]);
}

static void tell_purchase(struct shares_run *run, size_t index, struct tally_result *result)
{
	size_t project = run->purchases.items[index].project;
	int64_t of, share = shares_price(run, index, &of);
	struct tally_stage *stage = result_stage(result, STAGE_BUY);

	stage->amount = run->shares->costs[project];
	stage->share = share;
	stage->of = of;
	list_add(&stage->who, project);
	list_add(&result->elected, project);
}

/* A tie nothing breaks that makes a difference: the count goes no further. */
static void stop_at(struct tally_result *result, const struct tally_list *among)
{
	struct tally_stage *stage = result_stage(result, STAGE_STOP);

	for (size_t i = 0; i < among->count; i++)
		list_add(&stage->who, among->items[i]);
	result->complete = false;
	result->outcome = OUTCOME_STOPPED;
}

static void tell(struct raised *raised, struct tally_result *result)
{
	struct shares_run *run = &raised->runs[raised->kept];
	size_t tie = 0;

	if (raised->raises > 0 || raised->above > 0) {
		struct tally_stage *stage = result_stage(result, STAGE_RAISE);
		stage->of = run->shares->voters;
		stage->share = run->shares->budget + raised->raises * raised->step * stage->of;
		stage->rounds = (int)raised->raises;
		stage->amount = raised->above;
	}
	for (size_t i = 0; i < run->purchases.count; i++) {
		for (; tie < run->ties.count && run->ties.items[tie].purchase == i; tie++)
			add_tie(result, &run->ties.items[tie], result->stages.count);
		tell_purchase(run, i, result);
	}
	if (run->stopped) {
		add_tie(result, &run->ties.items[tie], result->stages.count);
		stop_at(result, &run->ties.items[tie].among);
	}
}

/* Of what fits and is not bought yet, all that have most votes. */
static void find_wanted(const struct shares *shares, const struct tally_result *result,
	int64_t left, struct tally_list *wanted)
{
	wanted->count = 0;
	for (size_t p = 0; p < shares->projects; p++) {
		if (shares->votes[p] == 0 || shares->costs[p] > left ||
			list_contains(&result->elected, p))
			continue;
		if (wanted->count > 0 && shares->votes[p] > shares->votes[wanted->items[0]])
			wanted->count = 0;
		if (wanted->count == 0 || shares->votes[p] == shares->votes[wanted->items[0]])
			list_add(wanted, p);
	}
}

/* Buys the first of them, or all when nothing tells them apart and all fit; false to stop. */
static bool top_up_with(const struct shares *shares, struct tally_list *wanted, int64_t *left,
	struct tally_result *result)
{
	struct shares_tie tie = {0};

	for (size_t i = 0; i < wanted->count; i++)
		list_add(&tie.among, wanted->items[i]);
	tie.broken_by = shares_break_tie(shares, wanted);
	tie.chosen = wanted->items[0];
	if (tie.among.count > 1)
		add_tie(result, &tie, result->stages.count);
	int64_t cost = shares->costs[wanted->items[0]];
	bool all_fit = cost == 0 || (int64_t)wanted->count <= *left / cost;
	if (!all_fit)
		stop_at(result, &tie.among);
	for (size_t i = 0; i < wanted->count && all_fit; i++) {
		struct tally_stage *stage = result_stage(result, STAGE_TOP_UP);
		stage->amount = cost;
		list_add(&stage->who, wanted->items[i]);
		list_add(&result->elected, wanted->items[i]);
		*left -= cost;
	}
	array_finish(&tie.among);
	return all_fit;
}

static void top_up(const struct shares *shares, int64_t left, struct tally_result *result)
{
	struct tally_list wanted = {0};

	do {
		find_wanted(shares, result, left, &wanted);
	} while (wanted.count > 0 && top_up_with(shares, &wanted, &left, result));
	array_finish(&wanted);
}

static int compare_bought(const void *context, size_t a, size_t b)
{
	const size_t *turns = context;

	return (turns[a] > turns[b]) - (turns[a] < turns[b]);
}

/* In the order of buying; what was not bought stands level at the end. */
static void rank_bought(struct tally_result *result)
{
	size_t *turns = mem_alloc(result->sums.options + 1, sizeof *turns);
	bool complete = result->complete;

	for (size_t i = 0; i < result->sums.options; i++)
		turns[i] = result->elected.count;
	for (size_t i = 0; i < result->elected.count; i++)
		turns[result->elected.items[i]] = i;
	result_rank(result, compare_bought, turns);
	array_free(turns);
	result_elected_win(result, complete);
}

static bool has_money(
	const struct tally_rule *rule, const struct tally_profile *valid, struct error *err)
{
	if (valid->costs == NULL || rule->budget <= 0)
		return error_set(err, ERROR_INPUT,
			_("Equal shares need a budget and the cost of every option."));
	bool large = rule->budget > MONEY_LIMIT || valid->money > MONEY_LIMIT;
	for (size_t i = 0; i < valid->options; i++) {
		if (valid->costs[i] < 0)
			return error_set(err, ERROR_INPUT, _("A cost cannot be below zero."));
		large = large || valid->costs[i] > MONEY_LIMIT;
	}
	if (large)
		return error_set(err, ERROR_INPUT,
			_("Amounts above %lld of the smallest unit of money cannot be "
			  "counted."),
			(long long)MONEY_LIMIT);
	return true;
}

static bool count(const struct tally_rule *rule, const struct tally_profile *valid,
	struct tally_result *result, struct error *err)
{
	const struct tally_heads *heads = &result->sums.heads;
	bool add1 =
		rule->completion == COMPLETION_ADD1 || rule->completion == COMPLETION_ADD1_GREEDY;
	bool greedy =
		rule->completion == COMPLETION_GREEDY || rule->completion == COMPLETION_ADD1_GREEDY;
	struct raised raised = {.step = valid->money > 0 ? valid->money : 1};
	struct shares shares;
	bool ok = true;

	if (!has_money(rule, valid, err))
		return false;
	result_draw_lot(result, rule, valid);
	size_t *places = result_lot_places(result);
	/* whoever approved of nothing has a share all the same */
	shares_init(&shares, rule, valid, heads->cast - heads->spoilt);
	shares.lot = places;
	if (valid->count > 0) {
		shares_run_init(&raised.runs[0], &shares);
		shares_run_init(&raised.runs[1], &shares);
		shares_run(&raised.runs[0], rule->budget);
		if (add1)
			ok = raise_shares(&raised, err);
		tell(&raised, result);
		if (greedy && result->complete)
			top_up(&shares, rule->budget - raised.runs[raised.kept].spent, result);
		shares_run_finish(&raised.runs[0]);
		shares_run_finish(&raised.runs[1]);
	}
	rank_bought(result);
	shares_finish(&shares);
	array_free(places);
	return ok;
}

const struct tally_method equal_shares_method = {
	.name = "equal-shares",
	.title = N_("Method of Equal Shares"),
	.brief = N_("Each person approves of projects and has the same share of the budget; a "
		    "project is bought when its supporters' shares can pay for it."),
	.shape = SHAPE_APPROVE,
	.needs = NEED_BUDGET | NEED_SEED,
	.source = "Peters & Skowron (2020); Peters, Pierczynski & Skowron, Proportional "
		  "Participatory Budgeting with Additive Utilities (2021)",
	.valid = marks_approve,
	.count = count,
};
