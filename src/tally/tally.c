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
	[TALLY_QUADRATIC] = &quadratic_method,
	[TALLY_MAJORITY_JUDGMENT] = &majority_judgment_method,
	[TALLY_GRADIENTS] = &gradients_method,
	[TALLY_FIST_TO_FIVE] = &fist_to_five_method,
	[TALLY_EQUAL_SHARES] = &equal_shares_method,
	[TALLY_RANK_TOTAL] = &rank_total_method,
	[TALLY_EQUAL_ROLES] = &equal_roles_method,
	[TALLY_SCOTTISH_STV] = &scottish_stv_method,
	[TALLY_MEEK_STV] = &meek_stv_method,
	[TALLY_BORDA] = &borda_method,
	[TALLY_IRV] = &irv_method,
	[TALLY_SCHULZE] = &schulze_method,
	[TALLY_RANKED_PAIRS] = &ranked_pairs_method,
	[TALLY_RATINGS] = &ratings_method,
	[TALLY_CONSENSUS] = &consensus_method,
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

static int points(int wanted, int usual, int most)
{
	if (wanted <= 0)
		return usual;
	return wanted < most ? wanted : most;
}

int tally_dots(const struct tally_rule *rule)
{
	bool credits = tally_method(rule->method)->shape == SHAPE_CREDITS;

	return points(rule->dots, credits ? USUAL_CREDITS : USUAL_DOTS, TALLY_MARK_LIMIT);
}

/* Grades are counted one by one, so that fewer of them are allowed. */
static int scale_limit(const struct tally_rule *rule)
{
	bool grades = tally_method(rule->method)->shape == SHAPE_GRADE;

	return grades ? TALLY_POINTS_MAX : TALLY_MARK_LIMIT;
}

int tally_scale(const struct tally_rule *rule)
{
	return points(rule->scale, USUAL_SCALE, scale_limit(rule));
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
	for (size_t i = 0; sums->spread != NULL && i < sums->options * sums->steps; i++)
		sums->spread[i] = bounded(sums->spread[i], 0, TALLY_BALLOTS_LIMIT);
	for (size_t i = 0; sums->pairs != NULL && i < sums->options * sums->options; i++)
		sums->pairs[i] = bounded(sums->pairs[i], 0, TALLY_BALLOTS_LIMIT);
}

int64_t heads_valid(const struct tally_heads *heads)
{
	return heads->cast - heads->blank - heads->spoilt;
}

/* Who counts toward the quorum: everybody who handed in a ballot, or those who said yes. */
static int64_t quorum_heads(const struct tally_rule *rule, const struct tally_sums *sums)
{
	bool yes_only = rule->quorum_yes && rule->method == TALLY_MAJORITY;

	return yes_only ? sums->totals[ANSWER_YES] : sums->heads.cast;
}

/* The arithmetic stays to be shown; that it decides nothing is said last. */
static void judge_turnout(const struct tally_rule *rule, struct tally_result *result)
{
	bool several = tally_method(rule->method)->needs & (NEED_SEATS | NEED_BUDGET);

	if (quorum_heads(rule, &result->sums) < rule->quorum)
		result->outcome = OUTCOME_NO_QUORUM;
	else if (heads_valid(&result->sums.heads) <= 0)
		result->outcome = OUTCOME_NO_BALLOTS;
	else if (result->outcome == OUTCOME_RANKED && !several) {
		result_settle_ties(result);
		return;
	}
	array_finish(&result->possible);
	if (result->outcome != OUTCOME_NO_QUORUM && result->outcome != OUTCOME_NO_BALLOTS)
		return;
	array_finish(&result->winners);
	array_finish(&result->elected);
}

void tally_verdict(const struct tally_rule *rule, struct tally_result *result)
{
	const struct tally_method *method = tally_method(rule->method);

	bound_sums(&result->sums, method->shape);
	if ((method->needs & NEED_PAIRS) && result->sums.pairs == NULL)
		result->sums.pairs = mem_alloc(result->sums.options * result->sums.options + 1,
			sizeof *result->sums.pairs);
	if ((method->needs & NEED_SEED) && rule->lot != NULL && result->lot.count == 0)
		for (size_t i = 0; i < result->sums.options; i++)
			list_add(&result->lot, rule->lot[i]);
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

/* What the options and figures of the rule must be before a ballot is looked at. */
static bool rule_fits(
	const struct tally_rule *rule, const struct tally_profile *profile, struct error *err)
{
	const struct tally_method *method = tally_method(rule->method);

	if (method->answers != 0 && profile->options != method->answers)
		return error_set(err, ERROR_INPUT,
			_("This rule takes %1$zu answers; there are %2$zu options."),
			method->answers, profile->options);
	if ((method->needs & NEED_CREDITS) && rule->dots > TALLY_MARK_LIMIT)
		return error_set(err, ERROR_INPUT,
			_("A ballot may spend %1$d points; at most %2$d can be counted."),
			rule->dots, TALLY_MARK_LIMIT);
	if ((method->needs & NEED_SCALE) && rule->scale > scale_limit(rule))
		return error_set(err, ERROR_INPUT,
			_("The scale goes up to %1$d; at most %2$d can be counted."), rule->scale,
			scale_limit(rule));
	return true;
}

/* Counts a profile without withdrawn options, of whatever shape. */
static bool count_profile(const struct tally_rule *rule, const struct tally_profile *profile,
	struct tally_heads heads, struct tally_result *result, struct error *err)
{
	const struct tally_method *method = tally_method(rule->method);
	struct tally_result counted = {.unit = 1, .complete = true};
	struct tally_profile seen;
	int16_t *marks;

	/* a first rank says too little about the rest of a budget */
	bool guess = (method->needs & NEED_BUDGET) && profile->shape == SHAPE_RANK;
	if (!within_limits(profile, err) || !rule_fits(rule, profile, err))
		return false;
	if (guess || !profile_seen_as(profile, method->shape, &seen, &marks))
		return error_set(err, ERROR_INPUT,
			_("Ballots of this kind cannot be counted by this rule."));
	tally_add_up(rule, &seen, heads, &counted.sums);
	if (method->needs & NEED_SEED)
		result_draw_lot(&counted, rule, &seen);
	bool ok = true;
	if (method->verdict != NULL)
		tally_verdict(rule, &counted);
	else
		ok = count_ballots(rule, &seen, &counted, err);
	array_free(marks);
	if (ok)
		*result = counted;
	else
		tally_result_finish(&counted);
	return ok;
}

bool tally_count(const struct tally_rule *rule, const struct tally_profile *profile,
	struct tally_heads heads, struct tally_result *result, struct error *err)
{
	if (!profile_has_withdrawn(profile))
		return count_profile(rule, profile, heads, result, err);
	if (!within_limits(profile, err))
		return false;
	struct struck struck;
	struck_init(&struck, profile);
	bool ok = count_profile(rule, &struck.profile, heads, result, err);
	if (ok)
		struck_restore(&struck, result);
	struck_finish(&struck);
	return ok;
}
