#include "irv.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"

#include <string.h>

/* Where the rule stands in the middle of a count. */
struct runoff {
	const struct tally_rule *rule;
	struct tally_result *result;
	struct rankings rankings;
	size_t options;
	bool *left;
	int64_t *votes;
	int64_t counted, cast; /* votes that went to somebody, and all there are */
	size_t *step;          /* when an option went out, from 1 */
	size_t *places;        /* in the lot, or NULL */
};

int64_t irv_votes(
	struct rankings *rankings, size_t options, const bool *left, int64_t unit, int64_t *votes)
{
	int64_t counted = 0;

	memset(votes, 0, options * sizeof *votes);
	for (size_t i = 0; i < rankings->count; i++) {
		struct ranking *ranking = &rankings->items[i];
		int64_t sharers = 0;
		size_t start = ranking->gone, end = start;
		while (sharers == 0 && end < ranking->count) {
			start = end;
			do
				sharers += left[ranking->places[end] & ~(unsigned)PLACE_LAST];
			while (!(ranking->places[end++] & PLACE_LAST));
		}
		ranking->gone = sharers == 0 ? end : start;
		if (sharers == 0)
			continue;
		counted += ranking->weight * unit;
		for (; start < end; start++) {
			size_t option = ranking->places[start] & ~(unsigned)PLACE_LAST;
			if (left[option])
				votes[option] += unit / sharers * ranking->weight;
		}
	}
	return counted;
}

size_t irv_leader(size_t options, const bool *left, const int64_t *votes, int64_t counted)
{
	size_t leader = options, standing = 0;

	for (size_t i = 0; i < options; i++) {
		if (!left[i])
			continue;
		standing++;
		if (votes[i] > counted - votes[i])
			return i;
		leader = i;
	}
	return standing == 1 ? leader : options;
}

void irv_fewest(size_t options, const bool *left, const int64_t *votes, struct tally_list *fewest)
{
	for (size_t i = 0; i < options; i++) {
		if (!left[i] || (fewest->count > 0 && votes[i] > votes[fewest->items[0]]))
			continue;
		if (fewest->count > 0 && votes[i] < votes[fewest->items[0]])
			fewest->count = 0;
		list_add(fewest, i);
	}
}

bool irv_all_go(
	size_t options, const bool *left, const int64_t *votes, const struct tally_list *fewest)
{
	int64_t few = votes[fewest->items[0]], next = INT64_MAX;

	for (size_t i = 0; i < options; i++)
		if (left[i] && votes[i] > few && votes[i] < next)
			next = votes[i];
	return next != INT64_MAX && (__int128)few * (int64_t)fewest->count < next;
}

/* The votes as they are now, for the stage just added. */
static void fill_stage(struct runoff *runoff, struct tally_stage *stage)
{
	stage->votes = mem_alloc(runoff->options + 1, sizeof *stage->votes);
	memcpy(stage->votes, runoff->votes, runoff->options * sizeof *stage->votes);
	stage->lost = runoff->cast - runoff->counted;
}

static void count_votes(struct runoff *runoff)
{
	runoff->counted = irv_votes(&runoff->rankings, runoff->options, runoff->left,
		runoff->result->unit, runoff->votes);
}

/* Keeps those of the tied who had fewest votes at the latest earlier stage where they differ. */
static void narrow(const struct runoff *runoff, struct tally_list *tied)
{
	const struct tally_stages *stages = &runoff->result->stages;

	for (size_t i = stages->count - 1; i-- > 0 && tied->count > 1;) {
		const int64_t *votes = stages->items[i].votes;
		int64_t few = INT64_MAX;
		size_t kept = 0;
		for (size_t k = 0; k < tied->count; k++)
			if (votes[tied->items[k]] < few)
				few = votes[tied->items[k]];
		for (size_t k = 0; k < tied->count; k++)
			if (votes[tied->items[k]] == few)
				tied->items[kept++] = tied->items[k];
		tied->count = kept;
	}
}

static void record_tie(struct runoff *runoff, const struct tally_list *among,
	enum tally_tie_broken broken_by, size_t chosen)
{
	struct tally_result *result = runoff->result;
	struct tally_tie *tie = result_tie(result, TIE_EXCLUDE, result->stages.count);

	list_copy(&tie->among, among);
	tie->broken_by = broken_by;
	tie->chosen = chosen;
}

static size_t last_in_lot(const struct runoff *runoff, const struct tally_list *tied)
{
	size_t last = tied->items[0];

	for (size_t i = 1; i < tied->count; i++)
		if (runoff->places[tied->items[i]] > runoff->places[last])
			last = tied->items[i];
	return last;
}

/*
 * Who goes out: of several with fewest votes one, by an earlier stage or by lot; without lot all of
 * them where all must go whatever the order; nobody where the order matters and nothing decides it.
 */
static void choose_out(struct runoff *runoff, struct tally_list *out)
{
	struct tally_list tied = {0};
	size_t chosen;

	irv_fewest(runoff->options, runoff->left, runoff->votes, &tied);
	list_copy(out, &tied);
	narrow(runoff, out);
	chosen = out->items[0];
	if (out->count > 1 && runoff->places == NULL) {
		bool all_go = irv_all_go(runoff->options, runoff->left, runoff->votes, &tied);
		record_tie(runoff, &tied, TIE_STANDS, tied.items[0]);
		list_copy(out, &tied);
		if (!all_go)
			out->count = 0;
	} else if (tied.count > 1) {
		if (out->count > 1)
			chosen = last_in_lot(runoff, out);
		if (out->count < tied.count)
			record_tie(runoff, &tied, TIE_EARLIER, chosen);
		if (out->count > 1)
			record_tie(runoff, out, TIE_LOT, chosen);
		out->items[0] = chosen;
		out->count = 1;
	}
	array_finish(&tied);
}

/* Round after round until somebody has won, who is returned, or until a tie stops it: `options`. */
static size_t run(struct runoff *runoff)
{
	struct tally_result *result = runoff->result;
	struct tally_list out = {0};
	size_t leader;

	count_votes(runoff);
	memcpy(result->sums.totals, runoff->votes, runoff->options * sizeof *runoff->votes);
	fill_stage(runoff, result_stage(result, STAGE_FIRST));
	for (size_t step = 1;; step++) {
		leader = irv_leader(runoff->options, runoff->left, runoff->votes, runoff->counted);
		if (leader < runoff->options)
			break;
		choose_out(runoff, &out);
		if (out.count == 0)
			break;
		int64_t few = runoff->votes[out.items[0]];
		for (size_t i = 0; i < out.count; i++) {
			runoff->left[out.items[i]] = false;
			runoff->step[out.items[i]] = step;
		}
		count_votes(runoff);
		struct tally_stage *stage = result_stage(result, STAGE_EXCLUDE);
		list_copy(&stage->who, &out);
		stage->amount = few;
		fill_stage(runoff, stage);
	}
	bool won = leader < runoff->options;
	struct tally_stage *stage = result_stage(result, won ? STAGE_ELECT : STAGE_STOP);
	if (won)
		list_add(&stage->who, leader);
	else
		list_copy(&stage->who, &result->ties.items[result->ties.count - 1].among);
	fill_stage(runoff, stage);
	array_finish(&out);
	return leader;
}

/* The order: who wins, who was left, who went out, the last one first. */
struct standing {
	const struct runoff *runoff;
	const struct tally_list *first;
	bool won; /* whoever was left is in the order of the votes */
};

static int compare_standing(const void *context, size_t a, size_t b)
{
	const struct standing *standing = context;
	const size_t *step = standing->runoff->step;
	const int64_t *votes = standing->runoff->votes;
	bool first_a = list_contains(standing->first, a),
	     first_b = list_contains(standing->first, b);

	if (first_a || first_b)
		return (int)first_b - (int)first_a;
	if (step[a] == 0 && step[b] == 0)
		return standing->won ? (votes[a] < votes[b]) - (votes[a] > votes[b]) : 0;
	if (step[a] == 0 || step[b] == 0)
		return step[a] == 0 ? -1 : 1;
	return (step[a] < step[b]) - (step[a] > step[b]);
}

/*
 * By the lot one option wins; without it everybody who wins for some way of breaking the ties does.
 */
static void conclude(struct runoff *runoff, size_t leader)
{
	struct tally_result *result = runoff->result;
	struct tally_list possible = {0}, winner = {0};
	bool won = leader < runoff->options, determined = true;

	if (won)
		list_add(&winner, leader);
	if (result->ties.count == 0)
		list_copy(&possible, &winner);
	else
		determined =
			irv_possible(&runoff->rankings, runoff->options, result->unit, &possible);
	bool by_lot = runoff->places != NULL;
	struct standing standing = {runoff, by_lot ? &winner : &possible, won};
	result_rank(result, compare_standing, &standing);
	array_finish(&result->possible);
	result->possible = possible;
	result->complete = result->winners.count == 1 && (by_lot || determined);
	if (!by_lot && !determined) {
		array_finish(&result->winners);
		result->outcome = OUTCOME_STOPPED;
	}
	array_finish(&winner);
}

/*
 * The unit in which every rank that is shared splits evenly: the least number that all numbers of
 * sharers divide. 0 where the votes would not fit.
 */
static int64_t unit_of(const struct rankings *rankings, int64_t ballots)
{
	int64_t unit = 1, most = 1, sharers = 0;

	for (size_t i = 0; i < rankings->count; i++) {
		const struct ranking *ranking = &rankings->items[i];
		for (size_t k = 0; k < ranking->count; k++) {
			sharers++;
			most = sharers > most ? sharers : most;
			if (ranking->places[k] & PLACE_LAST)
				sharers = 0;
		}
	}
	for (int64_t n = 2; n <= most; n++) {
		int64_t divisor = n;
		for (int64_t rest = unit; rest != 0;) {
			int64_t next = divisor % rest;
			divisor = rest;
			rest = next;
		}
		if (n / divisor > INT64_MAX / (ballots + 1) / unit)
			return 0;
		unit *= n / divisor;
	}
	return unit;
}

static bool count(const struct tally_rule *rule, const struct tally_profile *valid,
	struct tally_result *result, struct error *err)
{
	size_t options = valid->options;
	int64_t ballots = heads_valid(&result->sums.heads);
	struct runoff runoff = {.rule = rule, .result = result, .options = options};

	rankings_init(&runoff.rankings, valid, rule->equal == EQUAL_EXHAUST);
	int64_t unit = unit_of(&runoff.rankings, ballots);
	if (unit == 0) {
		rankings_finish(&runoff.rankings);
		return error_set(err, ERROR_INPUT,
			_("So many options share a rank on some ballot that the votes cannot be "
			  "split without rounding. Count it with equal ranks ending the ballot "
			  "instead."));
	}
	result->unit = unit;
	runoff.cast = ballots * unit;
	runoff.left = mem_alloc(options + 1, sizeof *runoff.left);
	runoff.votes = mem_alloc(options + 1, sizeof *runoff.votes);
	runoff.step = mem_alloc(options + 1, sizeof *runoff.step);
	runoff.places = result_lot_places(result);
	memset(runoff.left, true, options);
	conclude(&runoff, run(&runoff));
	rankings_finish(&runoff.rankings);
	array_free(runoff.left);
	array_free(runoff.votes);
	array_free(runoff.step);
	array_free(runoff.places);
	return true;
}

const struct tally_method irv_method = {
	.name = "irv",
	.title = N_("Instant runoff"),
	.brief = N_("Each person ranks the options; the option with fewest votes goes out and its "
		    "ballots move on to the next one, until an option has more than half."),
	.shape = SHAPE_RANK,
	.needs = NEED_SEED,
	.source = "Robert's Rules of Order Newly Revised, section 45: preferential voting; ties: "
		  "Conitzer, Rognlie & Xia, Preference functions that score rankings (2009)",
	.valid = marks_rank,
	.count = count,
};
