/* Where a search through all ways of breaking ties has been. */
#include "rules.h"

#include "roundtable/base/mem.h"

#include <string.h>

enum { SLOTS_FIRST = 64 };

void universe_init(struct universe *universe, size_t words, size_t limit)
{
	*universe = (struct universe){.words = words, .limit = limit};
}

void universe_finish(struct universe *universe)
{
	array_free(universe->states);
	array_free(universe->slots);
	*universe = (struct universe){0};
}

const uint64_t *universe_state(const struct universe *universe, size_t index)
{
	return universe->states + index * universe->words;
}

static uint64_t mix(const uint64_t *state, size_t words)
{
	uint64_t hash = UINT64_C(0x9E3779B97F4A7C15);

	for (size_t i = 0; i < words; i++) {
		hash = (hash ^ state[i]) * UINT64_C(0xD6E8FEB86659FD93);
		hash ^= hash >> 32;
	}
	return hash;
}

/* The slot where the state is, or the free one where it belongs. */
static uint32_t *slot_of(const struct universe *universe, const uint64_t *state)
{
	size_t bytes = universe->words * sizeof *state;
	size_t at = (size_t)mix(state, universe->words) & (universe->capacity - 1);

	while (universe->slots[at] != 0 &&
		memcmp(universe_state(universe, universe->slots[at] - 1), state, bytes) != 0)
		at = (at + 1) & (universe->capacity - 1);
	return &universe->slots[at];
}

/* Twice the room; slots are kept at most half full. */
static void grow(struct universe *universe)
{
	universe->capacity = universe->capacity == 0 ? SLOTS_FIRST : universe->capacity * 2;
	universe->states = mem_resize(universe->states, universe->capacity / 2,
		universe->words * sizeof *universe->states);
	array_free(universe->slots);
	universe->slots = mem_alloc(universe->capacity, sizeof *universe->slots);
	for (size_t i = 0; i < universe->count; i++)
		*slot_of(universe, universe_state(universe, i)) = (uint32_t)i + 1;
}

bool universe_add(struct universe *universe, const uint64_t *state)
{
	if (universe->count * 2 >= universe->capacity)
		grow(universe);
	uint32_t *slot = slot_of(universe, state);
	if (*slot != 0)
		return false;
	if (universe->count < universe->limit) {
		memcpy(universe->states + universe->count * universe->words, state,
			universe->words * sizeof *state);
		*slot = (uint32_t)++universe->count;
	}
	return true;
}
