/* Which parts of the room can stand beside each other in several polls. */
#include "roundtable/core/beside.h"
#include "roundtable/core/parts.h"

#include "../rule.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"

#include <string.h>

/* The roles of all programmes, each once by its name; "" is who said none. */
struct known {
	struct known_role {
		char *folded;
		const char *name;
		const char *group; /* or NULL */
		size_t into;       /* the role with which it stands in one part */
		bool there;        /* somebody of it voted somewhere */
	} * items;
	size_t count, capacity;
};

static size_t root(const struct known *known, size_t at)
{
	while (known->items[at].into != at)
		at = known->items[at].into;
	return at;
}

static const struct role *role_at(const struct parts_shown *shown, size_t role)
{
	const struct roles *roles = &shown->model->plan->roles;

	return role < roles->count ? &roles->items[role] : NULL;
}

/* The number of a role of one poll among all. */
static size_t role_number(struct known *known, const struct parts_shown *shown, size_t role)
{
	const struct role *one = role_at(shown, role);
	char *folded = text_fold(one != NULL ? one->name : "");
	size_t at = 0;

	while (at < known->count && strcmp(known->items[at].folded, folded) != 0)
		at++;
	if (at < known->count) {
		array_free(folded);
		return at;
	}
	*array_push(known) = (struct known_role){.folded = folded,
		.name = one != NULL ? one->name : _("role not said"),
		.group = one != NULL ? one->group : NULL,
		.into = at};
	return at;
}

static void known_finish(struct known *known)
{
	for (size_t i = 0; i < known->count; i++)
		array_free(known->items[i].folded);
	array_finish(known);
}

/* Roles that were shown together once are together each time. */
static void join(struct known *known, const struct parts_shown *shown)
{
	const struct ids *parts = shown->parts;

	for (size_t role = 0; role < parts->count; role++) {
		if (parts->items[role] < 0)
			continue;
		size_t at = role_number(known, shown, role);
		known->items[at].there = true;
		for (size_t other = 0; other < role; other++)
			if (parts->items[other] == parts->items[role])
				known->items[root(known, role_number(known, shown, other))].into =
					root(known, at);
	}
}

/* --- names --- */

/* The group which a part is, whole and alone; NULL: none. */
static const char *group_of(const struct known *known, size_t part)
{
	const char *group = known->items[part].group;
	size_t count = 0;

	for (size_t i = 0; i < known->count; i++) {
		const struct known_role *role = &known->items[i];
		bool in = root(known, i) == part;
		count += in && role->there;
		if (role->there && in != same_group(group, role->group))
			return NULL;
	}
	return count > 1 ? group : NULL;
}

static char *name_of(const struct known *known, size_t part)
{
	const char *group = group_of(known, part);
	struct buf name = {0};

	if (group != NULL)
		return mem_copy_text(group);
	for (size_t i = 0; i < known->count; i++) {
		struct buf joined = {0};
		if (root(known, i) != part || !known->items[i].there)
			continue;
		if (name.count > 0)
			buf_format(&joined, _("%1$s, %2$s"), buf_text(&name), known->items[i].name);
		else
			buf_text_add(&joined, known->items[i].name);
		buf_finish(&name);
		name = joined;
	}
	return buf_take(&name);
}

/* --- the parts --- */

static int64_t least_of(const struct parts_shown *shown, size_t times)
{
	int64_t least = SECRET_MIN;

	for (size_t i = 0; i < times; i++)
		least = shown[i].least > least ? shown[i].least : least;
	return least;
}

/* The common part, by its number among the roles, of a part which was shown once. */
static size_t common_root(struct known *known, const struct parts_shown *shown, size_t part)
{
	for (size_t role = 0; role < shown->parts->count; role++)
		if (shown->parts->items[role] == (int64_t)part)
			return root(known, role_number(known, shown, role));
	return known->count;
}

static void add_part(struct known *known, size_t at, const struct parts_shown *shown, size_t times,
	struct common_parts *parts)
{
	struct common_part part = {
		.name = name_of(known, at), .shown = mem_alloc(times + 1, sizeof *part.shown)};
	int64_t least = least_of(shown, times);
	size_t often = 0;

	for (size_t i = 0; i < times; i++) {
		int64_t count = 0;
		for (size_t k = 0; k < shown[i].counts.count; k++)
			if (common_root(known, &shown[i], k) == at)
				count += shown[i].counts.items[k];
		part.shown[i] = count >= least;
		often += part.shown[i];
	}
	if (often < 2) {
		array_free(part.name);
		array_free(part.shown);
		return;
	}
	for (size_t i = 0; i < times; i++)
		for (size_t k = 0; k < shown[i].counts.count; k++)
			if (common_root(known, &shown[i], k) == at)
				parts->part_of[i].items[k] = (int64_t)parts->count;
	*array_push(parts) = part;
}

void parts_of_rated(const struct rated *rated, struct parts_shown *shown)
{
	const struct poll *poll = rated->poll;
	const struct stage *stage = model_stage(rated->model, poll->stage);

	*shown = (struct parts_shown){.model = rated->model,
		.parts = &poll->shown,
		.least = stage != NULL ? stage_setting(stage, SETTING_MINIMUM) : SECRET_MIN};
	for (size_t i = 0; i < parts_count(&poll->shown); i++)
		ids_add(&shown->counts, part_ballots(poll, i));
}

void common_parts_find(const struct parts_shown *shown, size_t times, struct common_parts *parts)
{
	struct known known = {0};
	size_t whole = 0;

	parts->times = times;
	parts->part_of = mem_alloc(times + 1, sizeof *parts->part_of);
	for (size_t i = 0; i < times; i++) {
		join(&known, &shown[i]);
		for (size_t k = 0; k < shown[i].counts.count; k++)
			ids_add(&parts->part_of[i], -1);
	}
	for (size_t i = 0; i < known.count; i++)
		whole += known.items[i].there && root(&known, i) == i;
	/* one part alone is the whole room */
	for (size_t i = 0; i < known.count && whole >= 2; i++)
		if (known.items[i].there && root(&known, i) == i)
			add_part(&known, i, shown, times, parts);
	known_finish(&known);
}

void common_parts_finish(struct common_parts *parts)
{
	for (size_t i = 0; i < parts->count; i++) {
		array_free(parts->items[i].name);
		array_free(parts->items[i].shown);
	}
	array_finish(parts);
	for (size_t i = 0; i < parts->times && parts->part_of != NULL; i++)
		array_finish(&parts->part_of[i]);
	array_free(parts->part_of);
	*parts = (struct common_parts){0};
}

void sentence_common_part(const struct common_parts *parts, size_t part, size_t time,
	const struct rated *rated, size_t option, struct buf *out)
{
	size_t steps = rated->poll->result.sums.steps;
	int64_t *counts, answers = 0;

	if (!parts->items[part].shown[time])
		return;
	counts = mem_alloc(steps + 1, sizeof *counts);
	for (size_t k = 0; k < parts->part_of[time].count; k++)
		for (size_t i = 0; i < steps; i++)
			if (parts->part_of[time].items[k] == (int64_t)part)
				counts[i] += part_spread(rated->poll, k, option)[i];
	for (size_t i = 0; i < tally_rating_steps(&rated->poll->rule); i++)
		answers += counts[i];
	/* what lies in the middle of one answer is that answer */
	if (answers >= SECRET_MIN)
		sentence_middle(rated, counts, out);
	array_free(counts);
}
