#include "ranked_pairs.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"

#include <stdlib.h>

/* How majorities are put in order. */
struct sorting {
	bool margins;
	const size_t *places; /* of the options in the lot; NULL: in option order */
};

/* Pairs that are level, which only the lot decides, are equal to each other and come last. */
static int compare_strength(const struct majority *a, const struct majority *b, bool margins)
{
	bool level_a = a->ahead == a->behind, level_b = b->ahead == b->behind;

	if (level_a || level_b)
		return (int)level_a - (int)level_b;
	if (margins)
		return (a->ahead - a->behind < b->ahead - b->behind) -
		       (a->ahead - a->behind > b->ahead - b->behind);
	if (a->ahead != b->ahead)
		return a->ahead > b->ahead ? -1 : 1;
	return (a->behind > b->behind) - (a->behind < b->behind);
}

static int compare_majorities(const void *a, const void *b, void *context)
{
	const struct majority *one = a, *other = b;
	const struct sorting *sorting = context;
	int by_strength = compare_strength(one, other, sorting->margins);
	size_t over[] = {one->over, other->over}, under[] = {one->under, other->under};

	if (by_strength != 0)
		return by_strength;
	for (size_t i = 0; i < 2 && sorting->places != NULL; i++) {
		over[i] = sorting->places[over[i]];
		under[i] = sorting->places[under[i]];
	}
	if (over[0] != over[1])
		return over[0] < over[1] ? -1 : 1;
	return (under[0] > under[1]) - (under[0] < under[1]);
}

/* All majorities; with a lot also the level pairs, the one earlier in the lot over the other. */
static void find_majorities(const struct tally_rule *rule, const struct tally_sums *sums,
	const size_t *places, struct majorities *majorities)
{
	struct sorting sorting = {rule->strength == STRENGTH_MARGINS, places};

	for (size_t a = 0; a < sums->options; a++) {
		for (size_t b = 0; b < sums->options; b++) {
			int64_t ahead = sums->pairs[a * sums->options + b];
			int64_t behind = sums->pairs[b * sums->options + a];
			if (a == b || ahead < behind)
				continue;
			if (ahead == behind && (places == NULL || places[a] > places[b]))
				continue;
			*array_push(majorities) = (struct majority){.over = (uint16_t)a,
				.under = (uint16_t)b,
				.ahead = (int32_t)ahead,
				.behind = (int32_t)behind};
		}
	}
	if (majorities->count > 0)
		qsort_r(majorities->items, majorities->count, sizeof *majorities->items,
			compare_majorities, &sorting);
	for (size_t i = 1; i < majorities->count; i++) {
		struct majority *one = &majorities->items[i - 1], *next = one + 1;
		next->group =
			one->group + (compare_strength(one, next, sorting.margins) != 0 ? 1 : 0);
	}
}

static void add_pair(struct tally_list *list, const struct majority *majority)
{
	list_add(list, majority->over);
	list_add(list, majority->under);
}

static void lock(
	struct tally_result *result, const struct majority *majority, struct locked *locked)
{
	bool fits = locked_add(locked, majority->over, majority->under);
	struct tally_stage *stage = result_stage(result, fits ? STAGE_LOCK : STAGE_SKIP);

	add_pair(&stage->who, majority);
	stage->amount = majority->ahead;
	stage->against = majority->behind;
}

/* Notes that the order of these majorities decides, and by what it is decided. */
static void record_tie(struct tally_result *result, const struct group *group, const bool *tied,
	enum tally_tie_broken broken_by)
{
	const struct majority *items = group->majorities->items;
	struct tally_tie *tie = result_tie(result, TIE_LOCK, result->stages.count);

	tie->broken_by = broken_by;
	for (size_t i = group->start; i < group->end; i++)
		if (tied[i - group->start])
			add_pair(&tie->among, &items[i]);
	tie->chosen = tie->among.items[0];
}

/* Notes that several options are unbeaten where only level pairs are left for the lot to order. */
static void record_level(struct tally_result *result, const struct locked *locked)
{
	struct tally_list unbeaten = {0};

	for (size_t i = 0; i < locked->options; i++) {
		bool beaten = false;
		for (size_t x = 0; x < locked->options; x++)
			beaten = beaten || locked_above(locked, x, i);
		if (!beaten)
			list_add(&unbeaten, i);
	}
	if (unbeaten.count > 1) {
		struct tally_tie *tie = result_tie(result, TIE_WIN, result->stages.count);
		tie->broken_by = TIE_LOT;
		list_copy(&tie->among, &unbeaten);
	}
	array_finish(&unbeaten);
}

/*
 * Locks the majorities in order. Equally strong ones that stand in each other's way are locked in
 * the order of the lot; without it the count stops there: false, after what is beyond doubt.
 */
static bool lock_all(struct tally_result *result, const struct majorities *majorities, bool by_lot,
	struct locked *locked)
{
	bool *tied = mem_alloc(majorities->count + 1, sizeof *tied), stopped = false;
	bool *gone = mem_alloc(locked->options + 1, sizeof *gone); /* nobody */
	const struct majority *items = majorities->items;
	struct locked all;

	locked_init(&all, locked->options);
	for (size_t start = 0; start < majorities->count && !stopped;) {
		struct group group = group_at(majorities, start, gone);
		if (items[start].ahead == items[start].behind)
			record_level(result, locked);
		group_reach(&group, locked, NULL, &all);
		bool any = group_tied(&group, locked, NULL, &all, tied);
		if (any && by_lot)
			record_tie(result, &group, tied, TIE_LOT);
		for (size_t i = start; i < group.end; i++)
			if (by_lot || !tied[i - start])
				lock(result, &items[i], locked);
		stopped = any && !by_lot;
		if (stopped) {
			record_tie(result, &group, tied, TIE_STANDS);
			struct tally_stage *stage = result_stage(result, STAGE_STOP);
			list_copy(&stage->who, &result->ties.items[result->ties.count - 1].among);
			stage->amount = items[start].ahead;
			stage->against = items[start].behind;
		}
		start = group.end;
	}
	locked_finish(&all);
	array_free(tied);
	array_free(gone);
	return !stopped;
}

static bool is_above(const void *context, size_t a, size_t b)
{
	return locked_above(context, a, b);
}

/*
 * The order where a tie stopped the count: first all who could come first, then all who could if
 * those were not there, and so on; in the last level those for whom that is not determined. False
 * where it is not determined for the first place.
 */
static bool rank_possible(
	struct tally_result *result, const struct majorities *majorities, struct locked *locked)
{
	size_t options = locked->options, placed = 0, start = 0;
	size_t work = RANKED_PAIRS_WORK_LIMIT;
	size_t *levels = mem_alloc(options + 1, sizeof *levels);
	bool *gone = mem_alloc(options + 1, sizeof *gone);
	struct tally_list first = {0};
	bool known = ranked_pairs_possible(majorities, gone, locked, &start, &work, &first);
	bool determined = known;

	work = RANKED_PAIRS_WORK_LIMIT / 4; /* the places after the first matter less */
	while (known) {
		for (size_t i = 0; i < first.count; i++)
			gone[first.items[i]] = true;
		for (size_t i = 0; i < options; i++)
			levels[i] += !gone[i];
		placed += first.count;
		known = placed < options &&
			ranked_pairs_possible(majorities, gone, locked, &start, &work, &first);
	}
	result_rank_levels(result, levels);
	if (determined && placed < options) {
		struct tally_tie *tie = result_tie(result, TIE_RANK, result->stages.count);
		for (size_t i = 0; i < options; i++)
			if (!gone[i])
				list_add(&tie->among, i);
	}
	array_finish(&first);
	array_free(levels);
	array_free(gone);
	return determined;
}

/* With a lot: who could have won without it. */
static void find_possible(const struct tally_rule *rule, struct tally_result *result)
{
	size_t options = result->sums.options, work = RANKED_PAIRS_WORK_LIMIT, start = 0;
	bool *gone = mem_alloc(options + 1, sizeof *gone); /* nobody */
	struct majorities majorities = {0};
	struct locked locked;

	locked_init(&locked, options);
	find_majorities(rule, &result->sums, NULL, &majorities);
	ranked_pairs_possible(&majorities, gone, &locked, &start, &work, &result->possible);
	for (size_t i = 0; i < result->ties.count; i++)
		if (result->ties.items[i].at == TIE_WIN)
			result->ties.items[i].chosen = result->winners.items[0];
	locked_finish(&locked);
	array_finish(&majorities);
	array_free(gone);
}

static void verdict(const struct tally_rule *rule, struct tally_result *out)
{
	size_t *places = result_lot_places(out);
	struct majorities majorities = {0};
	struct locked locked;

	locked_init(&locked, out->sums.options);
	find_majorities(rule, &out->sums, places, &majorities);
	if (lock_all(out, &majorities, places != NULL, &locked)) {
		result_peel(out, is_above, &locked);
		if (out->ties.count > 0)
			find_possible(rule, out);
	} else {
		bool determined = rank_possible(out, &majorities, &locked);
		out->complete = determined && out->winners.count == 1;
		if (!determined) {
			array_finish(&out->winners);
			array_finish(&out->possible);
			out->outcome = OUTCOME_STOPPED;
		}
	}
	locked_finish(&locked);
	array_finish(&majorities);
	array_free(places);
}

const struct tally_method ranked_pairs_method = {
	.name = "ranked-pairs",
	.title = N_("Ranked pairs"),
	.brief = N_("Each person ranks the options; every option is compared with every other, and "
		    "the clearest majorities count first, unless they contradict clearer ones."),
	.shape = SHAPE_RANK,
	.needs = NEED_PAIRS | NEED_SEED,
	.source = "Tideman, Independence of clones as a criterion for voting rules, Social Choice "
		  "and Welfare 4 (1987); Zavist & Tideman (1989)",
	.valid = marks_rank,
	.verdict = verdict,
};
