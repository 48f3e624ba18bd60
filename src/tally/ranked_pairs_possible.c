/*
 * Ranked pairs: who could come first. For each option that nothing beats so far, the equally
 * strong majorities are gone through in every order that matters to it. Locking a majority early or
 * never is all that an order can do to it, and a majority that is never locked must have been shut
 * out by others; so there are two ways to go for each one that lies in a circle.
 */
#include "ranked_pairs.h"

#include "roundtable/base/mem.h"

#include <string.h>

struct search {
	const struct majorities *majorities;
	size_t options;
	const bool *gone;
	size_t target;            /* the option that is to come first */
	struct tally_list rivals; /* who has a majority over it */
	size_t *work;
	size_t largest; /* group */
	bool given_up;
	struct universe universe; /* where earlier groups left off: their end, what is locked */
	uint64_t *state;
};

/* True when nobody can be locked over the target any more. */
static bool is_safe(const struct search *search, const struct locked *locked)
{
	for (size_t i = 0; i < search->rivals.count; i++)
		if (!locked_above(locked, search->target, search->rivals.items[i]))
			return false;
	return true;
}

static void set_target(struct search *search, size_t target)
{
	search->target = target;
	search->rivals.count = 0;
	for (size_t i = 0; i < search->majorities->count; i++) {
		const struct majority *majority = &search->majorities->items[i];
		if (majority->under == target && !search->gone[majority->over])
			list_add(&search->rivals, majority->over);
	}
}

/*
 * What is certain if the target is to come first: its own majorities are locked, since nothing
 * above it can shut them out, those over it are refused, and what is in no circle is locked. False
 * when something refused could be shut out by nothing any more.
 */
static bool lock_certain(const struct search *search, const struct group *group,
	struct locked *locked, bool *refused, struct locked *all)
{
	const struct majority *items = search->majorities->items;

	for (size_t i = group->start; i < group->end; i++) {
		if (items[i].over == search->target && group_has(group, i))
			locked_add(locked, items[i].over, items[i].under);
		if (items[i].under == search->target)
			refused[i - group->start] = true;
	}
	group_reach(group, locked, refused, all);
	for (size_t i = group->start; i < group->end; i++) {
		bool shut_out = locked_above(all, items[i].under, items[i].over);
		if (!group_has(group, i) || shut_out)
			continue;
		if (refused[i - group->start])
			return false;
		locked_add(locked, items[i].over, items[i].under);
	}
	return true;
}

/* The next majority to lock or refuse: one that leads on from the target, else any. */
static size_t choose(const struct search *search, const struct group *group,
	const struct locked *locked, const bool *tied)
{
	size_t any = group->end;

	for (size_t i = group->start; i < group->end; i++) {
		const struct majority *majority = &search->majorities->items[i];
		if (!tied[i - group->start])
			continue;
		if (locked_above(locked, search->target, majority->over) &&
			!locked_above(locked, search->target, majority->under))
			return i;
		any = i;
	}
	return any;
}

/* False when the search was here before, with these pairs locked, and found nothing. */
static bool is_new(struct search *search, size_t next, const struct locked *locked)
{
	size_t known = search->universe.count;

	search->state[0] = next;
	memcpy(search->state + 1, locked->below,
		locked->options * locked->words * sizeof *locked->below);
	if (!universe_add(&search->universe, search->state))
		return false;
	search->given_up = search->given_up || search->universe.count == known;
	return true;
}

/* Takes the work of a step off what is allowed, more of it where a step takes longer. */
static bool pay(struct search *search, const struct group *group)
{
	size_t price = group->end - group->start + search->universe.words / 4;

	search->given_up = search->given_up || price > *search->work;
	*search->work -= search->given_up ? 0 : price;
	return !search->given_up;
}

static bool can_win(
	struct search *search, size_t start, struct locked *locked, const bool *refused_before);

/* Both ways to go for the majority `chosen`; true when the one that locks it lets the target win.
 */
static bool try_locking(struct search *search, const struct group *group, size_t chosen,
	const struct locked *locked, const bool *refused)
{
	const struct majority *majority = &search->majorities->items[chosen];
	struct locked with;

	locked_init(&with, locked->options);
	locked_copy(&with, locked);
	locked_add(&with, majority->over, majority->under);
	bool won = can_win(search, group->start, &with, refused);
	locked_finish(&with);
	return won;
}

/* From majority `start` on; `locked` is used up. `refused_before`: within its group, or NULL. */
static bool can_win(
	struct search *search, size_t start, struct locked *locked, const bool *refused_before)
{
	size_t count = search->majorities->count;
	bool *refused = mem_alloc(search->largest + 1, sizeof *refused);
	bool *tied = mem_alloc(search->largest + 1, sizeof *tied);
	struct locked all;
	bool won = false;

	locked_init(&all, locked->options);
	if (refused_before != NULL) {
		struct group group = group_at(search->majorities, start, search->gone);
		memcpy(refused, refused_before, (group.end - start) * sizeof *refused);
	}
	while (!won && !search->given_up) {
		won = is_safe(search, locked);
		if (won || start == count)
			break;
		struct group group = group_at(search->majorities, start, search->gone);
		if (!pay(search, &group) || !lock_certain(search, &group, locked, refused, &all))
			break;
		if (group_tied(&group, locked, refused, &all, tied)) {
			size_t chosen = choose(search, &group, locked, tied);
			won = try_locking(search, &group, chosen, locked, refused);
			refused[chosen - start] = true;
			continue;
		}
		/* nothing is open any more, so that all that was refused is shut out by now */
		if (!is_new(search, group.end, locked))
			break;
		memset(refused, 0, (group.end - start) * sizeof *refused);
		start = group.end;
	}
	locked_finish(&all);
	array_free(refused);
	array_free(tied);
	return won;
}

/* Locks group after group until an order decides, from majority `start` on; where that is. */
static size_t lock_undisputed(
	const struct majorities *majorities, size_t start, const bool *gone, struct locked *locked)
{
	bool *tied = mem_alloc(majorities->count + 1, sizeof *tied);
	struct locked all;

	locked_init(&all, locked->options);
	while (start < majorities->count) {
		struct group group = group_at(majorities, start, gone);
		group_reach(&group, locked, NULL, &all);
		if (group_tied(&group, locked, NULL, &all, tied))
			break;
		for (size_t i = group.start; i < group.end; i++)
			if (group_has(&group, i))
				locked_add(locked, majorities->items[i].over,
					majorities->items[i].under);
		start = group.end;
	}
	locked_finish(&all);
	array_free(tied);
	return start;
}

static bool is_beaten(const struct locked *locked, const bool *gone, size_t option)
{
	for (size_t i = 0; i < locked->options; i++)
		if (!gone[i] && locked_above(locked, i, option))
			return true;
	return false;
}

bool ranked_pairs_possible(const struct majorities *majorities, const bool *gone,
	struct locked *locked, size_t *start, size_t *work, struct tally_list *possible)
{
	size_t options = locked->options, words = options * locked->words + 1;
	struct search search = {
		.majorities = majorities, .options = options, .gone = gone, .work = work};
	struct locked from_here;

	for (size_t at = 0, end; at < majorities->count; at = end) {
		end = group_at(majorities, at, gone).end;
		if (end - at > search.largest)
			search.largest = end - at;
	}
	*start = lock_undisputed(majorities, *start, gone, locked);
	locked_init(&from_here, options);
	search.state = mem_alloc(words, sizeof *search.state);
	possible->count = 0;
	for (size_t i = 0; i < options && !search.given_up; i++) {
		if (gone[i] || is_beaten(locked, gone, i))
			continue;
		set_target(&search, i);
		universe_init(&search.universe, words, RANKED_PAIRS_WORDS_LIMIT / words);
		locked_copy(&from_here, locked);
		if (can_win(&search, *start, &from_here, NULL))
			list_add(possible, i);
		universe_finish(&search.universe);
	}
	if (search.given_up)
		possible->count = 0;
	array_finish(&search.rivals);
	array_free(search.state);
	locked_finish(&from_here);
	return !search.given_up;
}
