/*
 * Withdrawn options are struck from the ballots before the count, which then knows nothing of
 * them, and get their numbers back in its result: one place for all rules.
 */
#include "rules.h"

#include "roundtable/base/mem.h"

#include <string.h>

bool profile_has_withdrawn(const struct tally_profile *profile)
{
	for (size_t i = 0; profile->withdrawn != NULL && i < profile->options; i++)
		if (profile->withdrawn[i])
			return true;
	return false;
}

static void strike_rows(struct struck *struck, const struct tally_profile *profile)
{
	size_t options = struck->profile.options;

	struck->marks = mem_alloc(profile->count * options + 1, sizeof *struck->marks);
	for (size_t i = 0; i < profile->count; i++) {
		const int16_t *row = profile->marks + i * profile->options;
		int16_t *kept_row = struck->marks + i * options;
		for (size_t k = 0; k < options; k++)
			kept_row[k] = row[struck->kept[k]];
	}
	struck->profile.marks = struck->marks;
}

void struck_init(struct struck *struck, const struct tally_profile *profile)
{
	size_t kept = 0;

	*struck = (struct struck){.profile = *profile, .options = profile->options};
	struck->kept = mem_alloc(profile->options + 1, sizeof *struck->kept);
	struck->names = mem_alloc(profile->options + 1, sizeof *struck->names);
	struck->costs = mem_alloc(profile->options + 1, sizeof *struck->costs);
	for (size_t i = 0; i < profile->options; i++) {
		if (profile->withdrawn[i])
			continue;
		struck->kept[kept] = i;
		struck->names[kept] = profile->names != NULL ? profile->names[i] : NULL;
		struck->costs[kept] = profile->costs != NULL ? profile->costs[i] : 0;
		kept++;
	}
	struck->profile.options = kept;
	struck->profile.withdrawn = NULL;
	struck->profile.names = profile->names != NULL ? struck->names : NULL;
	struck->profile.costs = profile->costs != NULL ? struck->costs : NULL;
	strike_rows(struck, profile);
}

void struck_finish(struct struck *struck)
{
	array_free(struck->kept);
	array_free(struck->marks);
	array_free(struck->names);
	array_free(struck->costs);
	*struck = (struct struck){0};
}

/* A row per option and `width` numbers in it. */
static void widen_rows(const struct struck *struck, size_t width, int64_t **rows)
{
	if (*rows == NULL)
		return;
	int64_t *wide = mem_alloc(struck->options * width + 1, sizeof *wide);
	for (size_t i = 0; i < struck->profile.options; i++)
		memcpy(wide + struck->kept[i] * width, *rows + i * width, width * sizeof *wide);
	array_free(*rows);
	*rows = wide;
}

static void widen_matrix(const struct struck *struck, int64_t **matrix)
{
	size_t kept = struck->profile.options;
	if (*matrix == NULL)
		return;
	int64_t *wide = mem_alloc(struck->options * struck->options + 1, sizeof *wide);
	for (size_t a = 0; a < kept; a++)
		for (size_t b = 0; b < kept; b++)
			wide[struck->kept[a] * struck->options + struck->kept[b]] =
				(*matrix)[a * kept + b];
	array_free(*matrix);
	*matrix = wide;
}

static void renumber(const struct struck *struck, struct tally_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		list->items[i] = struck->kept[list->items[i]];
}

/* Withdrawn options stand level behind all others. */
static void widen_order(const struct struck *struck, struct tally_result *result)
{
	size_t kept = struck->profile.options, next = 0;
	if (result->order == NULL)
		return;
	size_t *order = mem_alloc(struck->options + 1, sizeof *order);
	size_t *level = mem_alloc(struck->options + 1, sizeof *level);
	size_t last = result->level[result->order[kept - 1]] + 1;
	for (size_t i = 0; i < kept; i++) {
		order[i] = struck->kept[result->order[i]];
		level[order[i]] = result->level[result->order[i]];
	}
	for (size_t i = 0, at = kept; i < struck->options; i++) {
		if (next < kept && struck->kept[next] == i) {
			next++;
			continue;
		}
		order[at++] = i;
		level[i] = last;
	}
	array_free(result->order);
	array_free(result->level);
	result->order = order;
	result->level = level;
}

static void widen_middles(const struct struck *struck, struct tally_result *result)
{
	if (result->middles == NULL)
		return;
	struct tally_middle *wide = mem_alloc(struck->options + 1, sizeof *wide);
	for (size_t i = 0; i < struck->profile.options; i++)
		wide[struck->kept[i]] = result->middles[i];
	array_free(result->middles);
	result->middles = wide;
}

void struck_restore(const struct struck *struck, struct tally_result *result)
{
	struct tally_sums *sums = &result->sums;

	widen_rows(struck, 1, &sums->totals);
	widen_rows(struck, 1, &sums->givers);
	widen_rows(struck, sums->steps, &sums->spread);
	widen_matrix(struck, &sums->pairs);
	widen_matrix(struck, &result->paths);
	sums->options = struck->options;
	widen_order(struck, result);
	widen_middles(struck, result);
	renumber(struck, &result->winners);
	renumber(struck, &result->possible);
	renumber(struck, &result->elected);
	renumber(struck, &result->lot);
	for (size_t i = 0; i < result->stages.count; i++) {
		struct tally_stage *stage = &result->stages.items[i];
		renumber(struck, &stage->who);
		widen_rows(struck, 1, &stage->votes);
		widen_rows(struck, 1, &stage->points);
	}
	for (size_t i = 0; i < result->ties.count; i++) {
		struct tally_tie *tie = &result->ties.items[i];
		renumber(struck, &tie->among);
		tie->chosen = struck->kept[tie->chosen];
	}
}
