/* Ranked pairs: what is locked, and which of equally strong majorities stand in each other's way.
 */
#include "ranked_pairs.h"

#include "roundtable/base/mem.h"

#include <string.h>

enum { WORD = 64 };

void locked_init(struct locked *locked, size_t options)
{
	size_t words = options / WORD + 1;

	*locked = (struct locked){.options = options, .words = words};
	locked->below = mem_alloc(options * words + 1, sizeof *locked->below);
}

void locked_copy(struct locked *to, const struct locked *from)
{
	memcpy(to->below, from->below, from->options * from->words * sizeof *to->below);
}

void locked_finish(struct locked *locked)
{
	array_free(locked->below);
	*locked = (struct locked){0};
}

bool locked_above(const struct locked *locked, size_t a, size_t b)
{
	return locked->below[a * locked->words + b / WORD] >> (b % WORD) & 1;
}

void locked_join(struct locked *locked, size_t a, size_t b)
{
	const uint64_t *under = locked->below + b * locked->words;

	if (locked_above(locked, a, b))
		return;
	for (size_t x = 0; x < locked->options; x++) {
		uint64_t *row = locked->below + x * locked->words;
		if (x != a && !locked_above(locked, x, a))
			continue;
		for (size_t i = 0; i < locked->words; i++)
			row[i] |= under[i];
		row[b / WORD] |= UINT64_C(1) << (b % WORD);
	}
}

bool locked_add(struct locked *locked, size_t a, size_t b)
{
	if (locked_above(locked, b, a))
		return false;
	locked_join(locked, a, b);
	return true;
}

struct group group_at(const struct majorities *majorities, size_t start, const bool *gone)
{
	struct group group = {majorities, start, start, gone};
	const struct majority *items = majorities->items;

	while (group.end < majorities->count && items[group.end].group == items[start].group)
		group.end++;
	return group;
}

bool group_has(const struct group *group, size_t index)
{
	const struct majority *majority = &group->majorities->items[index];

	return !group->gone[majority->over] && !group->gone[majority->under];
}

/* Whether majority `index` is neither locked already, in effect, nor shut out, nor refused. */
static bool open(
	const struct group *group, const struct locked *locked, const bool *refused, size_t index)
{
	const struct majority *majority = &group->majorities->items[index];

	return group_has(group, index) && (refused == NULL || !refused[index - group->start]) &&
	       !locked_above(locked, majority->over, majority->under) &&
	       !locked_above(locked, majority->under, majority->over);
}

void group_reach(const struct group *group, const struct locked *locked, const bool *refused,
	struct locked *all)
{
	const struct majority *items = group->majorities->items;

	locked_copy(all, locked);
	for (size_t i = group->start; i < group->end; i++)
		if (open(group, locked, refused, i))
			locked_join(all, items[i].over, items[i].under);
}

bool group_tied(const struct group *group, const struct locked *locked, const bool *refused,
	const struct locked *all, bool *tied)
{
	const struct majority *items = group->majorities->items;
	bool any = false;

	for (size_t i = group->start; i < group->end; i++) {
		bool in_circle = open(group, locked, refused, i) &&
				 locked_above(all, items[i].under, items[i].over);
		tied[i - group->start] = in_circle;
		any = any || in_circle;
	}
	return any;
}
