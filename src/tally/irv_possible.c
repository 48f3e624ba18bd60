/* Instant runoff: who could win. */
#include "irv.h"

#include "roundtable/base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { WORD = 64 };

/* The sets of options left that are still to be looked at, last one first. */
struct search {
	struct rankings rankings; /* like ballots put together */
	size_t options;
	int64_t unit;
	size_t readings;
	struct universe universe;
	struct {
		size_t *items;
		size_t count, capacity;
	} waiting;
	uint64_t *set;
	bool *left;
	int64_t *votes;
	bool *can_win;
};

/* True when the search was not at this set before. */
static bool add_set(struct search *search, const bool *left)
{
	memset(search->set, 0, search->universe.words * sizeof *search->set);
	for (size_t i = 0; i < search->options; i++)
		if (left[i])
			search->set[i / WORD] |= UINT64_C(1) << (i % WORD);
	return universe_add(&search->universe, search->set);
}

/* Takes the next set into `left`. */
static void take_set(struct search *search)
{
	size_t number = search->waiting.items[--search->waiting.count];
	const uint64_t *set = universe_state(&search->universe, number);

	for (size_t i = 0; i < search->options; i++)
		search->left[i] = set[i / WORD] >> (i % WORD) & 1;
	for (size_t i = 0; i < search->rankings.count; i++)
		search->rankings.items[i].gone = 0;
}

/* False where whoever is left is known to be able to win. */
static bool has_news(const struct search *search)
{
	for (size_t i = 0; i < search->options; i++)
		if (search->left[i] && !search->can_win[i])
			return true;
	return false;
}

static bool within_limits(const struct search *search)
{
	return search->readings <= TALLY_READINGS_LIMIT &&
	       search->universe.count < TALLY_STATES_LIMIT;
}

/*
 * Counts the set in `left`. True when there is one to go on with in its place, because one option
 * goes out or several do whatever the order; else those to go on with wait.
 */
static bool go_on(struct search *search, struct tally_list *fewest)
{
	size_t options = search->options;
	bool *left = search->left;

	search->readings += search->rankings.count + 1;
	int64_t counted = irv_votes(&search->rankings, options, left, search->unit, search->votes);
	size_t leader = irv_leader(options, left, search->votes, counted);
	if (leader < options) {
		search->can_win[leader] = true;
		return false;
	}
	fewest->count = 0;
	irv_fewest(options, left, search->votes, fewest);
	bool one_way = fewest->count == 1 || irv_all_go(options, left, search->votes, fewest);
	for (size_t i = 0; i < fewest->count; i++) {
		size_t number = search->universe.count;
		left[fewest->items[i]] = false;
		if (one_way)
			continue;
		if (add_set(search, left) && search->universe.count > number)
			*array_push(&search->waiting) = number;
		left[fewest->items[i]] = true;
	}
	return one_way && add_set(search, left);
}

static int compare_rankings(const void *a, const void *b)
{
	const struct ranking *one = a, *other = b;
	size_t shorter = one->count < other->count ? one->count : other->count;
	int by_places = memcmp(one->places, other->places, shorter * sizeof *one->places);

	return by_places != 0 ? by_places
			      : (one->count > other->count) - (one->count < other->count);
}

/* Like ballots put together: the same election takes the same work however it is written down. */
static struct rankings merge(const struct rankings *rankings)
{
	struct rankings merged = {.items = mem_alloc(rankings->count + 1, sizeof *merged.items)};
	struct ranking *sorted = mem_alloc(rankings->count + 1, sizeof *sorted);

	if (rankings->count > 0)
		memcpy(sorted, rankings->items, rankings->count * sizeof *sorted);
	for (size_t i = 0; i < rankings->count; i++)
		sorted[i].gone = 0;
	qsort(sorted, rankings->count, sizeof *sorted, compare_rankings);
	for (size_t i = 0; i < rankings->count; i++) {
		struct ranking *last = &merged.items[merged.count - (merged.count > 0)];
		if (merged.count > 0 && compare_rankings(last, &sorted[i]) == 0)
			last->weight += sorted[i].weight;
		else
			merged.items[merged.count++] = sorted[i];
	}
	array_free(sorted);
	return merged;
}

bool irv_possible(
	const struct rankings *rankings, size_t options, int64_t unit, struct tally_list *possible)
{
	struct search search = {.rankings = merge(rankings), .options = options, .unit = unit};
	struct tally_list fewest = {0};

	universe_init(&search.universe, options / WORD + 1, TALLY_STATES_LIMIT);
	search.set = mem_alloc(search.universe.words, sizeof *search.set);
	search.left = mem_alloc(options + 1, sizeof *search.left);
	search.votes = mem_alloc(options + 1, sizeof *search.votes);
	search.can_win = mem_alloc(options + 1, sizeof *search.can_win);
	memset(search.left, true, options);
	(void)add_set(&search, search.left);
	*array_push(&search.waiting) = 0;
	while (search.waiting.count > 0 && within_limits(&search)) {
		take_set(&search);
		while (within_limits(&search) && has_news(&search) && go_on(&search, &fewest))
			;
	}
	bool determined = search.waiting.count == 0 && within_limits(&search);
	possible->count = 0;
	for (size_t i = 0; determined && i < options; i++)
		if (search.can_win[i])
			list_add(possible, i);
	universe_finish(&search.universe);
	array_finish(&search.waiting);
	array_free(search.set);
	array_free(search.left);
	array_free(search.votes);
	array_free(search.can_win);
	rankings_finish(&search.rankings);
	array_finish(&fewest);
	return determined;
}
