#include "rules.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"

#include <string.h>

/* The budget, the credits and the scale where the rule does not say. */
enum { USUAL_DOTS = 5, USUAL_CREDITS = 16, USUAL_SCALE = 5 };

static const struct tally_method *const methods[TALLY_METHODS] = {
	[TALLY_PLURALITY] = &plurality_method,
	[TALLY_APPROVAL] = &approval_method,
	[TALLY_DOTS] = &dots_method,
	[TALLY_SCORE] = &score_method,
	[TALLY_MAJORITY] = &majority_method,
	[TALLY_CONSENT] = &consent_method,
};

const struct tally_method *tally_method(enum tally_method_id id)
{
	return methods[id];
}

bool tally_method_find(const char *name, enum tally_method_id *id)
{
	for (size_t i = 0; i < TALLY_METHODS; i++) {
		if (strcmp(methods[i]->name, name) == 0) {
			*id = (enum tally_method_id)i;
			return true;
		}
	}
	return false;
}

static int points(int wanted, int usual)
{
	if (wanted <= 0)
		return usual;
	return wanted < TALLY_POINTS_MAX ? wanted : TALLY_POINTS_MAX;
}

int tally_dots(const struct tally_rule *rule)
{
	bool credits = tally_method(rule->method)->shape == SHAPE_CREDITS;

	return points(rule->dots, credits ? USUAL_CREDITS : USUAL_DOTS);
}

int tally_scale(const struct tally_rule *rule)
{
	return points(rule->scale, USUAL_SCALE);
}

bool marks_are_ticks(const int16_t *marks, size_t options, size_t most)
{
	size_t ticks = 0;
	for (size_t i = 0; i < options; i++) {
		if (marks[i] != 0 && marks[i] != 1)
			return false;
		ticks += marks[i] == 1;
	}
	return ticks >= 1 && ticks <= most;
}

bool marks_choose(const struct tally_rule *rule, const int16_t *marks, size_t options)
{
	(void)rule;
	return marks_are_ticks(marks, options, 1);
}

bool tally_ballot_valid(const struct tally_rule *rule, const int16_t *marks, size_t options)
{
	const struct tally_method *method = tally_method(rule->method);
	if (options == 0 || options > TALLY_OPTIONS_LIMIT)
		return false;
	if (method->answers != 0 && options != method->answers)
		return false;
	return method->valid(rule, marks, options);
}

static int64_t bounded(int64_t number, int64_t least, int64_t most)
{
	return number < least ? least : number < most ? number : most;
}

/*
 * Sums may come from a file that somebody else wrote: numbers no room can have are brought
 * within bounds where every product still fits.
 */
static void bound_sums(struct tally_sums *sums, enum ballot_shape shape)
{
	const int64_t most = (int64_t)TALLY_BALLOTS_LIMIT * TALLY_MARK_LIMIT;
	int64_t least = shape == SHAPE_CREDITS ? -most : 0;
	int64_t *heads[] = {&sums->heads.eligible, &sums->heads.stepped_out, &sums->heads.cast,
		&sums->heads.blank, &sums->heads.spoilt};

	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		*heads[i] = bounded(*heads[i], 0, TALLY_BALLOTS_LIMIT);
	for (size_t i = 0; i < sums->options; i++) {
		sums->totals[i] = bounded(sums->totals[i], least, most);
		sums->givers[i] = bounded(sums->givers[i], 0, TALLY_BALLOTS_LIMIT);
	}
}

/* The arithmetic stays to be shown; that it decides nothing is said last. */
static void judge_turnout(const struct tally_rule *rule, struct tally_result *result)
{
	const struct tally_heads *heads = &result->sums.heads;

	if (heads->cast < rule->quorum)
		result->outcome = OUTCOME_NO_QUORUM;
	else if (heads->cast - heads->blank - heads->spoilt <= 0)
		result->outcome = OUTCOME_NO_BALLOTS;
	else
		return;
	array_finish(&result->winners);
	array_finish(&result->elected);
}

void tally_verdict(const struct tally_rule *rule, struct tally_result *result)
{
	const struct tally_method *method = tally_method(rule->method);

	bound_sums(&result->sums, method->shape);
	result->unit = 1;
	method->verdict(rule, result);
	judge_turnout(rule, result);
}

/* The rows that obey the rule, so that a count of its own need not look at the others. */
static void keep_valid(const struct tally_rule *rule, const struct tally_profile *profile,
	struct tally_profile *valid, int16_t **marks, int32_t **weights, uint16_t **roles)
{
	size_t options = profile->options, kept = 0;

	*marks = mem_alloc(profile->count * options + 1, sizeof **marks);
	*weights = mem_alloc(profile->count + 1, sizeof **weights);
	*roles = profile->roles != NULL ? mem_alloc(profile->count + 1, sizeof **roles) : NULL;
	for (size_t i = 0; i < profile->count; i++) {
		const int16_t *row = profile->marks + i * options;
		if (tally_ballot_blank(rule, row, options) ||
			!tally_ballot_valid(rule, row, options))
			continue;
		memcpy(*marks + kept * options, row, options * sizeof *row);
		(*weights)[kept] = (int32_t)profile_weight(profile, i);
		if (*roles != NULL)
			(*roles)[kept] = profile->roles[i];
		kept++;
	}
	*valid = *profile;
	valid->count = kept;
	valid->marks = *marks;
	valid->weights = *weights;
	valid->roles = *roles;
}

static bool count_ballots(const struct tally_rule *rule, const struct tally_profile *profile,
	struct tally_result *result, struct error *err)
{
	struct tally_profile valid;
	int16_t *marks;
	int32_t *weights;
	uint16_t *roles;

	keep_valid(rule, profile, &valid, &marks, &weights, &roles);
	bool ok = tally_method(rule->method)->count(rule, &valid, result, err);
	array_free(marks);
	array_free(weights);
	array_free(roles);
	if (ok)
		judge_turnout(rule, result);
	return ok;
}

static bool within_limits(const struct tally_profile *profile, struct error *err)
{
	int64_t ballots = 0;

	if (profile->options == 0)
		return error_set(err, ERROR_INPUT, _("There are no options to count."));
	if (profile->options > TALLY_OPTIONS_LIMIT)
		return error_set(err, ERROR_INPUT,
			_("There are %1$zu options; at most %2$d can be counted."),
			profile->options, TALLY_OPTIONS_LIMIT);
	if (profile->count > TALLY_CELLS_LIMIT / profile->options)
		return error_set(
			err, ERROR_INPUT, _("There are too many ballots for so many options."));
	for (size_t i = 0; i < profile->count; i++)
		ballots += profile_weight(profile, i);
	if (ballots > TALLY_BALLOTS_LIMIT)
		return error_set(err, ERROR_INPUT,
			_("There are %1$lld ballots; at most %2$lld can be counted."),
			(long long)ballots, (long long)TALLY_BALLOTS_LIMIT);
	return true;
}

bool tally_count(const struct tally_rule *rule, const struct tally_profile *profile,
	struct tally_heads heads, struct tally_result *result, struct error *err)
{
	struct tally_result counted = {.unit = 1, .complete = true};

	if (!within_limits(profile, err))
		return false;
	tally_add_up(rule, profile, heads, &counted.sums);
	if (tally_method(rule->method)->verdict != NULL) {
		tally_verdict(rule, &counted);
	} else if (!count_ballots(rule, profile, &counted, err)) {
		tally_result_finish(&counted);
		return false;
	}
	*result = counted;
	return true;
}
