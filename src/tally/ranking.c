/* Ballots as lists of options, best first: what rules with rounds read again and again. */
#include "rules.h"

#include "roundtable/base/mem.h"

#include <string.h>

bool marks_rank(const struct tally_rule *rule, const int16_t *marks, size_t options)
{
	int ranked = 0, broken = 0;

	(void)rule;
	for (size_t i = 0; i < options; i++) {
		broken |= marks[i] < 0;
		broken |= marks[i] > TALLY_OPTIONS_LIMIT;
		ranked |= marks[i];
	}
	return ranked != 0 && !broken;
}

size_t marks_sort(const int16_t *marks, size_t options, uint16_t *places)
{
	/* starts[rank]: where the options of that rank go; ranks are few, so they are counted */
	uint16_t starts[TALLY_OPTIONS_LIMIT + 2];
	size_t last = 0, ranked = 0;

	for (size_t i = 0; i < options; i++)
		if ((size_t)marks[i] > last)
			last = (size_t)marks[i];
	memset(starts, 0, (last + 2) * sizeof *starts);
	for (size_t i = 0; i < options; i++) {
		starts[marks[i] + 1]++;
		ranked += marks[i] > 0;
	}
	starts[1] = 0;
	for (size_t rank = 1; rank <= last; rank++)
		starts[rank + 1] = (uint16_t)(starts[rank + 1] + starts[rank]);
	for (size_t i = 0; i < options; i++)
		if (marks[i] > 0)
			places[starts[marks[i]]++] = (uint16_t)i;
	for (size_t i = 0; i < ranked; i++)
		if (i + 1 == ranked || marks[places[i]] != marks[places[i + 1]])
			places[i] |= PLACE_LAST;
	return ranked;
}

/* How many of the places come before the first rank that several options share. */
static size_t before_shared(const uint16_t *places, size_t count)
{
	size_t kept = 0;

	while (kept < count && (places[kept] & PLACE_LAST))
		kept++;
	return kept;
}

void rankings_init(struct rankings *rankings, const struct tally_profile *valid, bool cut_at_shared)
{
	size_t options = valid->options, used = 0;

	*rankings = (struct rankings){.count = valid->count};
	rankings->items = mem_alloc(valid->count + 1, sizeof *rankings->items);
	rankings->places = mem_alloc(valid->count * options + 1, sizeof *rankings->places);
	for (size_t i = 0; i < valid->count; i++) {
		uint16_t *places = rankings->places + used;
		size_t count = marks_sort(valid->marks + i * options, options, places);
		if (cut_at_shared)
			count = before_shared(places, count);
		rankings->items[i] = (struct ranking){
			.places = places, .count = count, .weight = profile_weight(valid, i)};
		used += count;
	}
}

void rankings_finish(struct rankings *rankings)
{
	array_free(rankings->items);
	array_free(rankings->places);
	*rankings = (struct rankings){0};
}
