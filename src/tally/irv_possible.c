/* Instant runoff: who could win. */
#include "irv.h"

#include "roundtable/base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { WORD = 64 };

/* The sets of options left that are still to be looked at, last one first. */
struct search {
	const struct rankings *rankings;
	size_t options;
	int64_t unit;
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

static void add_set(struct search *search, const bool *left)
{
	memset(search->set, 0, search->universe.words * sizeof *search->set);
	for (size_t i = 0; i < search->options; i++)
		if (left[i])
			search->set[i / WORD] |= UINT64_C(1) << (i % WORD);
	size_t number = search->universe.count;
	if (universe_add(&search->universe, search->set) && search->universe.count > number)
		*array_push(&search->waiting) = number;
}

/* Takes the next set into `left`; false where it can add nobody to those who can win. */
static bool take_set(struct search *search)
{
	size_t number = search->waiting.items[--search->waiting.count];
	const uint64_t *set = universe_state(&search->universe, number);
	bool news = false;

	for (size_t i = 0; i < search->options; i++) {
		search->left[i] = set[i / WORD] >> (i % WORD) & 1;
		news = news || (search->left[i] && !search->can_win[i]);
	}
	return news;
}

static void follow(struct search *search)
{
	size_t options = search->options;
	bool *left = search->left;
	int64_t counted = irv_votes(search->rankings, options, left, search->unit, search->votes);
	size_t leader = irv_leader(options, left, search->votes, counted);
	struct tally_list fewest = {0};

	if (leader < options) {
		search->can_win[leader] = true;
		return;
	}
	irv_fewest(options, left, search->votes, &fewest);
	/* those who all go out whatever the order are taken out at once */
	bool all_go = irv_all_go(options, left, search->votes, &fewest);
	for (size_t i = 0; i < fewest.count; i++) {
		left[fewest.items[i]] = false;
		if (!all_go) {
			add_set(search, left);
			left[fewest.items[i]] = true;
		}
	}
	if (all_go)
		add_set(search, left);
	array_finish(&fewest);
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
	struct rankings merged = merge(rankings);
	struct search search = {.rankings = &merged, .options = options, .unit = unit};
	size_t readings = 0;

	universe_init(&search.universe, options / WORD + 1, TALLY_STATES_LIMIT);
	search.set = mem_alloc(search.universe.words, sizeof *search.set);
	search.left = mem_alloc(options + 1, sizeof *search.left);
	search.votes = mem_alloc(options + 1, sizeof *search.votes);
	search.can_win = mem_alloc(options + 1, sizeof *search.can_win);
	memset(search.left, true, options);
	add_set(&search, search.left);
	while (search.waiting.count > 0 && readings <= TALLY_READINGS_LIMIT &&
		search.universe.count < TALLY_STATES_LIMIT) {
		if (!take_set(&search))
			continue;
		follow(&search);
		readings += merged.count + 1;
	}
	bool determined = search.waiting.count == 0;
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
	rankings_finish(&merged);
	return determined;
}
