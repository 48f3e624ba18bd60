/* Which parts of the room can stand beside each other in several polls. */
#include "roundtable/core/beside.h"
#include "roundtable/core/parts.h"

#include "rule.h"

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

static const struct role *role_at(const struct rated *rated, size_t role)
{
	const struct roles *roles = &rated->model->plan->roles;

	return role < roles->count ? &roles->items[role] : NULL;
}

/* The number of a role of one poll among all. */
static size_t role_number(struct known *known, const struct rated *rated, size_t role)
{
	const struct role *one = role_at(rated, role);
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

/* Roles that one poll shows together are together in all of them. */
static void join(struct known *known, const struct rated *rated)
{
	const struct ids *shown = &rated->poll->shown;

	for (size_t role = 0; role < shown->count; role++) {
		if (shown->items[role] < 0)
			continue;
		size_t at = role_number(known, rated, role);
		known->items[at].there = true;
		for (size_t other = 0; other < role; other++)
			if (shown->items[other] == shown->items[role])
				known->items[root(known, role_number(known, rated, other))].into =
					root(known, at);
	}
}

/* --- names --- */

static bool same_group(const char *one, const char *other)
{
	return one != NULL && other != NULL && strcmp(one, other) == 0;
}

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

static int64_t least_of(const struct rated *rated, size_t count)
{
	int64_t least = SECRET_MIN;

	for (size_t i = 0; i < count; i++) {
		const struct stage *stage = model_stage(rated[i].model, rated[i].poll->stage);
		int64_t own = stage != NULL ? stage_setting(stage, SETTING_MINIMUM) : 0;
		least = own > least ? own : least;
	}
	return least;
}

/* The common part, by its number among the roles, of a part which a poll shows. */
static size_t common_root(struct known *known, const struct rated *rated, size_t part)
{
	const struct ids *shown = &rated->poll->shown;

	for (size_t role = 0; role < shown->count; role++)
		if (shown->items[role] == (int64_t)part)
			return root(known, role_number(known, rated, role));
	return known->count;
}

static void add_part(struct known *known, size_t at, const struct rated *rated, size_t polls,
	struct common_parts *parts)
{
	int64_t least = least_of(rated, polls);
	struct common_part part = {.name = name_of(known, at),
		.shown = mem_alloc(polls + 1, sizeof *part.shown),
		.counts = mem_alloc(polls + 1, sizeof *part.counts)};
	size_t shown = 0;

	for (size_t i = 0; i < polls; i++) {
		for (size_t k = 0; k < parts_count(&rated[i].poll->shown); k++)
			if (common_root(known, &rated[i], k) == at)
				part.counts[i] += part_ballots(rated[i].poll, k);
		part.shown[i] = part.counts[i] >= least;
		shown += part.shown[i];
	}
	if (shown >= 2) {
		for (size_t i = 0; i < polls; i++)
			for (size_t k = 0; k < parts_count(&rated[i].poll->shown); k++)
				if (common_root(known, &rated[i], k) == at)
					parts->part_of[i].items[k] = (int64_t)parts->count;
		*array_push(parts) = part;
		return;
	}
	array_free(part.name);
	array_free(part.shown);
	array_free(part.counts);
}

void common_parts_find(const struct rated *rated, size_t count, struct common_parts *parts)
{
	struct known known = {0};
	size_t whole = 0;

	parts->polls = count;
	parts->part_of = mem_alloc(count + 1, sizeof *parts->part_of);
	for (size_t i = 0; i < count; i++) {
		join(&known, &rated[i]);
		for (size_t k = 0; k < parts_count(&rated[i].poll->shown); k++)
			ids_add(&parts->part_of[i], -1);
	}
	for (size_t i = 0; i < known.count; i++)
		whole += known.items[i].there && root(&known, i) == i;
	/* one part alone is the whole room */
	for (size_t i = 0; i < known.count && whole >= 2; i++)
		if (known.items[i].there && root(&known, i) == i)
			add_part(&known, i, rated, count, parts);
	known_finish(&known);
}

void common_parts_finish(struct common_parts *parts)
{
	for (size_t i = 0; i < parts->count; i++) {
		array_free(parts->items[i].name);
		array_free(parts->items[i].shown);
		array_free(parts->items[i].counts);
	}
	array_finish(parts);
	for (size_t i = 0; i < parts->polls && parts->part_of != NULL; i++)
		array_finish(&parts->part_of[i]);
	array_free(parts->part_of);
	*parts = (struct common_parts){0};
}

void sentence_common_part(const struct common_parts *parts, size_t part, const struct rated *rated,
	size_t poll, size_t option, struct buf *out)
{
	const struct poll *of = rated[poll].poll;
	size_t steps = of->result.sums.steps;
	int64_t *counts, answers = 0;

	if (!parts->items[part].shown[poll])
		return;
	counts = mem_alloc(steps + 1, sizeof *counts);
	for (size_t k = 0; k < parts->part_of[poll].count; k++)
		for (size_t i = 0; i < steps; i++)
			if (parts->part_of[poll].items[k] == (int64_t)part)
				counts[i] += part_spread(of, k, option)[i];
	for (size_t i = 0; i < tally_rating_steps(&of->rule); i++)
		answers += counts[i];
	/* what lies in the middle of one answer is that answer */
	if (answers >= SECRET_MIN)
		sentence_middle(&rated[poll], counts, out);
	array_free(counts);
}
