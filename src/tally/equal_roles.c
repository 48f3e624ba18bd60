#include "rules.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"

#include <string.h>

/*
 * Each role counts as much as any other, however many belong to it: the scores are added up role
 * by role, each role's sums become places, and the places are added up. Options level in a role
 * each get the mean of the places they take up together, so that every role gives away the same
 * total; hence halves.
 */
enum { HALVES = 2 };

struct role {
	const struct tally_rule *rule;
	int64_t *scores, *givers; /**< per option */
};

/* Above 0 when the role puts `a` before `b`. */
static int prefers(const struct role *role, size_t a, size_t b)
{
	if (!role->rule->mean)
		return (role->scores[a] > role->scores[b]) - (role->scores[a] < role->scores[b]);
	if (role->givers[a] == 0 || role->givers[b] == 0)
		return (role->givers[a] > 0) - (role->givers[b] > 0);
	__int128 one = (__int128)role->scores[a] * role->givers[b];
	__int128 other = (__int128)role->scores[b] * role->givers[a];
	return (one > other) - (one < other);
}

/* Places in halves: two for itself and for each option before it, one for each level with it. */
static int64_t *places_of(const struct role *role, size_t options)
{
	int64_t *places = mem_alloc(options + 1, sizeof *places);

	for (size_t a = 0; a < options; a++) {
		places[a] = HALVES;
		for (size_t b = 0; b < options; b++) {
			int by = prefers(role, b, a);
			if (b != a)
				places[a] += by > 0 ? HALVES : by == 0;
		}
	}
	return places;
}

/* Adds up one role's ballots; how many there are. */
static int64_t role_scores(const struct tally_profile *valid, size_t number, struct role *role)
{
	int64_t ballots = 0;

	memset(role->scores, 0, valid->options * sizeof *role->scores);
	memset(role->givers, 0, valid->options * sizeof *role->givers);
	for (size_t i = 0; i < valid->count; i++) {
		if (valid->roles[i] != number)
			continue;
		int64_t weight = profile_weight(valid, i);
		ballots += weight;
		for (size_t k = 0; k < valid->options; k++) {
			int16_t mark = valid->marks[i * valid->options + k];
			role->scores[k] += mark == MARK_NONE ? 0 : mark * weight;
			role->givers[k] += mark == MARK_NONE ? 0 : weight;
		}
	}
	return ballots;
}

static void add_role(
	const struct role *role, size_t number, size_t options, struct tally_result *result)
{
	struct tally_stage *stage = result_stage(result, STAGE_ROLE);

	stage->role = number;
	stage->of = HALVES;
	stage->votes = places_of(role, options);
	stage->points = mem_alloc(options + 1, sizeof *stage->points);
	memcpy(stage->points, role->scores, options * sizeof *stage->points);
	for (size_t i = 0; i < options; i++)
		result->sums.totals[i] += stage->votes[i];
}

static bool count(const struct tally_rule *rule, const struct tally_profile *valid,
	struct tally_result *result, struct error *err)
{
	size_t options = valid->options;

	if (valid->roles == NULL || valid->role_count == 0)
		return error_set(err, ERROR_INPUT,
			_("To count each role alike, every ballot needs a role."));
	struct role role = {rule, mem_alloc(options + 1, sizeof *role.scores),
		mem_alloc(options + 1, sizeof *role.givers)};
	memset(result->sums.totals, 0, options * sizeof *result->sums.totals);
	for (size_t number = 0; number < valid->role_count; number++)
		if (role_scores(valid, number, &role) > 0)
			add_role(&role, number, options, result);
	result->unit = HALVES;
	rank_by_lowest(rule, result);
	array_free(role.scores);
	array_free(role.givers);
	return true;
}

const struct tally_method equal_roles_method = {
	.name = "equal-roles",
	.title = N_("Equal weight for each role"),
	.brief = N_("Each person gives each option points; every role's points become places, and "
		    "the lowest total of places comes first, so that each role counts alike."),
	.shape = SHAPE_SCORE,
	.needs = NEED_SCALE | NEED_ROLES | NEED_SEED,
	.source = "James Lind Alliance Guidebook, chapter 7, collating and scoring interim "
		  "priorities",
	.valid = marks_on_scale,
	.count = count,
};
