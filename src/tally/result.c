/* Results and their parts: what every rule fills in. */
#include "rules.h"

#include "roundtable/base/mem.h"

#include <stdlib.h>

void tally_result_finish(struct tally_result *result)
{
	if (result == NULL)
		return;
	tally_sums_finish(&result->sums);
	array_finish(&result->winners);
	array_finish(&result->possible);
	array_finish(&result->elected);
	array_free(result->order);
	array_free(result->level);
	array_free(result->paths);
	array_free(result->middles);
	for (size_t i = 0; i < result->stages.count; i++) {
		array_finish(&result->stages.items[i].who);
		array_free(result->stages.items[i].votes);
		array_free(result->stages.items[i].points);
	}
	array_finish(&result->stages);
	for (size_t i = 0; i < result->ties.count; i++)
		array_finish(&result->ties.items[i].among);
	array_finish(&result->ties);
	array_finish(&result->lot);
	*result = (struct tally_result){0};
}

struct tally_stage *result_stage(struct tally_result *result, enum tally_stage_kind kind)
{
	struct tally_stage *stage = array_push(&result->stages);

	*stage = (struct tally_stage){.kind = kind};
	return stage;
}

struct tally_tie *result_tie(struct tally_result *result, enum tally_tie_at at, size_t stage)
{
	struct tally_tie *tie = array_push(&result->ties);

	*tie = (struct tally_tie){.at = at, .stage = stage};
	return tie;
}

void list_add(struct tally_list *list, size_t option)
{
	*array_push(list) = option;
}

bool list_contains(const struct tally_list *list, size_t option)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->items[i] == option)
			return true;
	return false;
}

void list_copy(struct tally_list *to, const struct tally_list *from)
{
	to->count = 0;
	for (size_t i = 0; i < from->count; i++)
		list_add(to, from->items[i]);
}

void list_sort(struct tally_list *list)
{
	for (size_t i = 1; i < list->count; i++) {
		size_t option = list->items[i], at = i;
		for (; at > 0 && list->items[at - 1] > option; at--)
			list->items[at] = list->items[at - 1];
		list->items[at] = option;
	}
}

void result_rank(struct tally_result *result,
	int (*compare)(const void *context, size_t a, size_t b), const void *context)
{
	size_t options = result->sums.options, level = 0;
	size_t *order = mem_alloc(options + 1, sizeof *order);
	size_t *levels = mem_alloc(options + 1, sizeof *levels);

	/* insertion keeps level ones in option order */
	for (size_t i = 0; i < options; i++) {
		size_t at = i;
		for (; at > 0 && compare(context, order[at - 1], i) > 0; at--)
			order[at] = order[at - 1];
		order[at] = i;
	}
	array_free(result->order);
	array_free(result->level);
	array_finish(&result->winners);
	for (size_t i = 0; i < options; i++) {
		level += i > 0 && compare(context, order[i - 1], order[i]) != 0;
		levels[order[i]] = level;
		if (level == 0)
			list_add(&result->winners, order[i]);
	}
	list_copy(&result->possible, &result->winners);
	result->order = order;
	result->level = levels;
	result->outcome = OUTCOME_RANKED;
	result->complete = true;
}

static int compare_levels(const void *context, size_t a, size_t b)
{
	const size_t *levels = context;

	return (levels[a] > levels[b]) - (levels[a] < levels[b]);
}

void result_rank_levels(struct tally_result *result, const size_t *levels)
{
	result_rank(result, compare_levels, levels);
}

void result_peel(struct tally_result *result,
	bool (*beats)(const void *context, size_t a, size_t b), const void *context)
{
	size_t options = result->sums.options, placed = 0;
	size_t *levels = mem_alloc(options + 1, sizeof *levels);
	size_t *beaten = mem_alloc(options + 1, sizeof *beaten);

	for (size_t a = 0; a < options; a++) {
		levels[a] = options; /* in no level yet */
		for (size_t b = 0; b < options; b++)
			beaten[b] += a != b && beats(context, a, b);
	}
	for (size_t level = 0; placed < options; level++) {
		for (size_t a = 0; a < options; a++)
			if (levels[a] == options && beaten[a] == 0)
				levels[a] = level;
		for (size_t a = 0; a < options; a++) {
			if (levels[a] != level)
				continue;
			placed++;
			for (size_t b = 0; b < options; b++)
				beaten[b] -= a != b && beats(context, a, b);
		}
	}
	result_rank_levels(result, levels);
	array_free(levels);
	array_free(beaten);
}

struct levels_and_lot {
	const size_t *level, *places;
};

static int compare_by_lot(const void *context, size_t a, size_t b)
{
	const struct levels_and_lot *by = context;
	int by_level = compare_levels(by->level, a, b);

	return by_level != 0 ? by_level : compare_levels(by->places, a, b);
}

/* Records a tie of options order[start] up to order[end - 1]. */
static void record_tie(struct tally_result *result, size_t start, size_t end, const size_t *places)
{
	struct tally_tie *tie =
		result_tie(result, start == 0 ? TIE_WIN : TIE_RANK, result->stages.count);

	tie->broken_by = places != NULL ? TIE_LOT : TIE_STANDS;
	tie->chosen = result->order[start];
	for (size_t i = start; i < end; i++) {
		size_t option = result->order[i];
		list_add(&tie->among, option);
		if (places != NULL && places[option] < places[tie->chosen])
			tie->chosen = option;
	}
}

void result_settle_ties(struct tally_result *result)
{
	size_t options = result->sums.options, *places = result_lot_places(result);
	struct tally_list possible = {0};

	for (size_t start = 0, end; start < options; start = end) {
		for (end = start + 1; end < options; end++)
			if (result->level[result->order[end]] !=
				result->level[result->order[start]])
				break;
		if (end - start > 1 && (start == 0 || places != NULL))
			record_tie(result, start, end, places);
	}
	if (places == NULL)
		return;
	size_t *level = result->level;
	struct levels_and_lot by = {level, places};
	list_copy(&possible, &result->possible);
	result->level = NULL;
	result_rank(result, compare_by_lot, &by);
	array_finish(&result->possible);
	result->possible = possible;
	array_free(level);
	array_free(places);
}

void result_elected_win(struct tally_result *result, bool complete)
{
	array_finish(&result->winners);
	array_finish(&result->possible); /* several win */
	for (size_t i = 0; i < result->elected.count; i++)
		list_add(&result->winners, result->elected.items[i]);
	list_sort(&result->winners);
	result->complete = complete;
	result->outcome = complete ? OUTCOME_RANKED : OUTCOME_STOPPED;
}

static int compare_totals(const void *context, size_t a, size_t b)
{
	const int64_t *totals = context;

	return (totals[a] < totals[b]) - (totals[a] > totals[b]);
}

void rank_by_total(const struct tally_rule *rule, struct tally_result *result)
{
	(void)rule;
	result_rank(result, compare_totals, result->sums.totals);
}

static int compare_lowest(const void *context, size_t a, size_t b)
{
	return compare_totals(context, b, a);
}

void rank_by_lowest(const struct tally_rule *rule, struct tally_result *result)
{
	(void)rule;
	result_rank(result, compare_lowest, result->sums.totals);
}

void result_draw_lot(struct tally_result *result, const struct tally_rule *rule,
	const struct tally_profile *profile)
{
	if (rule->lot != NULL && result->lot.count == 0) {
		for (size_t i = 0; i < profile->options; i++)
			list_add(&result->lot, rule->lot[i]);
		return;
	}
	if (rule->seed == NULL || profile->names == NULL || result->lot.count > 0)
		return;
	for (size_t i = 0; i < profile->options; i++)
		list_add(&result->lot, i);
	lot_draw(rule->seed, profile->names, profile->options, result->lot.items);
}

size_t *result_lot_places(const struct tally_result *result)
{
	if (result->lot.count == 0)
		return NULL;
	size_t *places = mem_alloc(result->lot.count, sizeof *places);
	for (size_t i = 0; i < result->lot.count; i++)
		places[result->lot.items[i]] = i;
	return places;
}
