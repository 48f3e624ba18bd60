/* The parts of a room beside those of an earlier vote on the same question. */
#include "roundtable/core/parts.h"

#include "../rule.h"

#include "roundtable/base/mem.h"

/*
 * What a part came to in two votes is the sum of two sets of ballots. Where the sets differ by one
 * or two people - somebody joined, left, stepped out, changed the role, or left the box alone - and
 * the others hardly moved, the difference says how these voted. Roles that stood together in one of
 * the two votes can only be compared together.
 */

/* One of the two votes. */
struct side {
	const struct poll *poll;
	const struct ids *shown, *by_part;
	int64_t until; /* when it was closed */
};

/* From which role somebody spoke at a moment of the log. */
static int role_then(const struct model *model, int64_t person, int64_t until)
{
	int64_t role = -1;

	for (size_t i = 0; i < model->events.count; i++) {
		const struct event *event = &model->events.items[i];
		if (event->seq >= until)
			break;
		bool says = (event->kind == EVENT_PERSON_ADDED && event->seq == person) ||
			    (event->kind == EVENT_PERSON_ROLE && event->body.person == person);
		if (says && !model_step_undone(model, event->step))
			role = event->body.role;
	}
	return known_role(model, role);
}

/* Puts together the roles that stood in one part: `root` is a number for each of them. */
static void join_parts(const struct ids *shown, size_t *root, size_t roles)
{
	for (size_t one = 0; one < roles && one < shown->count; one++) {
		for (size_t other = 0; other < one; other++) {
			size_t from = root[one], into = root[other];
			if (shown->items[one] < 0 || shown->items[one] != shown->items[other])
				continue;
			for (size_t i = 0; i < roles; i++)
				root[i] = root[i] == from ? into : root[i];
		}
	}
}

/* Who could vote in these roles, and did not step out. */
static void people_of(const struct model *model, const struct side *side, const size_t *root,
	size_t roles, size_t part, struct ids *people)
{
	for (size_t i = 0; i < side->poll->eligible.count; i++) {
		int64_t person = side->poll->eligible.items[i];
		int role = role_then(model, person, side->until);
		size_t at = role >= 0 && (size_t)role + 1 < roles ? (size_t)role : roles - 1;
		if (root[at] == part && !ids_contain(&side->poll->out, person))
			ids_add(people, person);
	}
}

/* How many of their ballots count. */
static int64_t ballots_of(const struct side *side, const size_t *root, size_t roles, size_t part)
{
	size_t parts = parts_count(side->shown), width = side->by_part->count / parts;
	int64_t ballots = 0;

	for (size_t i = 0; i < parts; i++)
		for (size_t role = 0; role < roles && role < side->shown->count; role++)
			if (side->shown->items[role] == (int64_t)i) {
				ballots += root[role] == part ? side->by_part->items[i * width] : 0;
				break;
			}
	return ballots;
}

static int64_t differ(const struct ids *one, const struct ids *other)
{
	int64_t count = 0;

	for (size_t i = 0; i < one->count; i++)
		count += !ids_contain(other, one->items[i]);
	for (size_t i = 0; i < other->count; i++)
		count += !ids_contain(one, other->items[i]);
	return count;
}

/* By how many people or ballots a part differs. */
static int64_t part_differs(const struct model *model, const struct side *one,
	const struct side *other, const size_t *root, size_t roles, size_t part)
{
	struct ids then = {0}, now = {0};

	people_of(model, one, root, roles, part, &then);
	people_of(model, other, root, roles, part, &now);
	int64_t people = differ(&then, &now);
	int64_t ballots = ballots_of(other, root, roles, part) - ballots_of(one, root, roles, part);
	array_finish(&then);
	array_finish(&now);
	if (ballots < 0)
		ballots = -ballots;
	return people > ballots ? people : ballots;
}

/* Whether what both show, taken from each other, tells of fewer than `least`. */
static bool told_by_difference(
	const struct model *model, const struct side *one, const struct side *other, int64_t least)
{
	size_t roles = poll_roles(model), *root = mem_alloc(roles + 1, sizeof *root), parts = 0;
	bool told = false;

	for (size_t i = 0; i < roles; i++)
		root[i] = i;
	join_parts(one->shown, root, roles);
	join_parts(other->shown, root, roles);
	for (size_t part = 0; part < roles; part++) {
		bool any = false;
		for (size_t role = 0; role < roles; role++)
			any = any ||
			      (root[role] == part && (one->shown->items[role] >= 0 ||
							     other->shown->items[role] >= 0));
		parts += any;
	}
	/* all of them together are the room, whose result is shown in any case */
	for (size_t part = 0; part < roles && parts > 1; part++) {
		int64_t by = part_differs(model, one, other, root, roles, part);
		told = told || (by > 0 && by < least);
	}
	array_free(root);
	return told;
}

/* What this earlier vote on the same question shows; false: nothing, or it is none. */
static bool side_before(const struct model *model, const struct poll *poll,
	const struct poll *before, struct side *then)
{
	bool void_now = before->state == POLL_IS_VOIDED; /* but the room has seen it */

	*then = (struct side){before, void_now ? &before->told : &before->shown,
		void_now ? &before->told_by_part : &before->by_part, before->closing};
	return poll->secret && before->id < poll->id && before->secret && then->shown->count > 0 &&
	       before->rule.method == poll->rule.method && asks_again(model, poll, before) &&
	       polls_ask_alike(poll, before);
}

bool parts_beside_rounds(const struct model *model, const struct poll *poll)
{
	struct side then;

	for (size_t i = 0; i < model->polls.count; i++)
		if (side_before(model, poll, &model->polls.items[i], &then))
			return true;
	return false;
}

bool parts_told_by_rounds(const struct model *model, const struct poll *poll,
	const struct ids *shown, const struct ids *by_part, int64_t least)
{
	struct side now = {poll, shown, by_part, INT64_MAX}, then;

	for (size_t i = 0; i < model->polls.count; i++)
		if (side_before(model, poll, &model->polls.items[i], &then) &&
			told_by_difference(model, &then, &now, least))
			return true;
	return false;
}
