/*
 * The pairwise matrix: how many ballots put one option above another. Most of the time of a
 * pairwise count goes here, so ballots are first counted in 16 bits, several pairs at a time, and
 * moved into the matrix before those overflow.
 */
#include "rules.h"

#include "roundtable/base/mem.h"

#include <string.h>

enum {
	LANES = 8,             /* pairs compared at a time; the compiler makes one step of them */
	NO_RANK = INT16_MAX,   /* behind every rank */
	COUNT_MAX = UINT16_MAX /* what a counter holds */
};

void pairs_init(struct pairs *pairs, size_t options)
{
	*pairs = (struct pairs){.options = options};
	/* one more option, ranked by nobody: to be above it is to be ranked */
	pairs->width = (options + 1 + LANES - 1) / LANES * LANES;
	pairs->keys = mem_alloc(pairs->width, sizeof *pairs->keys);
	pairs->counts = mem_alloc(options * pairs->width + 1, sizeof *pairs->counts);
	pairs->totals = mem_alloc(options * pairs->width + 1, sizeof *pairs->totals);
	for (size_t i = 0; i < pairs->width; i++)
		pairs->keys[i] = NO_RANK;
}

static void move_counts(struct pairs *pairs)
{
	size_t cells = pairs->options * pairs->width;

	for (size_t i = 0; i < cells; i++)
		pairs->totals[i] += pairs->counts[i];
	memset(pairs->counts, 0, cells * sizeof *pairs->counts);
	pairs->counted = 0;
}

static void count_above(
	const int16_t *keys, size_t width, int16_t own, uint16_t weight, uint16_t *restrict counts)
{
	for (size_t block = 0; block < width; block += LANES)
		for (size_t lane = 0; lane < LANES; lane++)
			counts[block + lane] = (uint16_t)(counts[block + lane] +
							  (keys[block + lane] > own ? weight : 0));
}

/* A row that stands for more ballots than a counter holds. */
static void add_heavy(struct pairs *pairs, int64_t weight)
{
	for (size_t a = 0; a < pairs->options; a++)
		for (size_t b = 0; b < pairs->width; b++)
			if (pairs->keys[b] > pairs->keys[a])
				pairs->totals[a * pairs->width + b] += weight;
}

void pairs_add(struct pairs *pairs, const int16_t *marks, int64_t weight)
{
	int16_t *keys = pairs->keys;

	for (size_t i = 0; i < pairs->options; i++)
		keys[i] = marks[i] > 0 ? marks[i] : NO_RANK;
	if (weight > COUNT_MAX) {
		add_heavy(pairs, weight);
		return;
	}
	if (pairs->counted + weight > COUNT_MAX)
		move_counts(pairs);
	pairs->counted += weight;
	for (size_t a = 0; a < pairs->options; a++)
		if (keys[a] != NO_RANK)
			count_above(keys, pairs->width, keys[a], (uint16_t)weight,
				pairs->counts + a * pairs->width);
}

void pairs_finish(struct pairs *pairs, struct tally_sums *sums)
{
	size_t options = pairs->options;

	move_counts(pairs);
	sums->pairs = mem_alloc(options * options + 1, sizeof *sums->pairs);
	for (size_t a = 0; a < options; a++) {
		const int64_t *row = pairs->totals + a * pairs->width;
		memcpy(sums->pairs + a * options, row, options * sizeof *row);
		sums->givers[a] = row[options];
	}
	array_free(pairs->keys);
	array_free(pairs->counts);
	array_free(pairs->totals);
	*pairs = (struct pairs){0};
}
