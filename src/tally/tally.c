#include "roundtable/tally/tally.h"

#include "rules.h"

#include <string.h>

/* The budget and the scale where the rule does not say. */
enum { USUAL_DOTS = 5, USUAL_SCALE = 5 };

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
	return points(rule->dots, USUAL_DOTS);
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

/* What stands on a ballot where nothing was marked. */
static int16_t empty_mark(const struct tally_rule *rule)
{
	return tally_method(rule->method)->shape == SHAPE_SCORE ? MARK_NONE : 0;
}

bool tally_ballot_valid(const struct tally_rule *rule, const int16_t *marks, size_t options)
{
	const struct tally_method *method = tally_method(rule->method);
	if (options == 0 || options > TALLY_OPTIONS_MAX)
		return false;
	if (method->answers != 0 && options != method->answers)
		return false;
	return method->valid(rule, marks, options);
}

bool tally_ballot_blank(const struct tally_rule *rule, const int16_t *marks, size_t options)
{
	int16_t empty = empty_mark(rule);
	for (size_t i = 0; i < options; i++) {
		if (marks[i] != empty)
			return false;
	}
	return true;
}

static void add_ballot(const struct tally_rule *rule, const int16_t *marks, size_t options,
	struct tally_sums *sums)
{
	if (tally_ballot_blank(rule, marks, options)) {
		sums->heads.blank++;
		return;
	}
	if (!tally_ballot_valid(rule, marks, options)) {
		sums->heads.spoilt++;
		return;
	}
	int16_t empty = empty_mark(rule);
	for (size_t i = 0; i < options; i++) {
		if (marks[i] != empty) {
			sums->totals[i] += marks[i];
			sums->givers[i]++;
		}
	}
}

void tally_count(const struct tally_rule *rule, const struct tally_profile *profile,
	struct tally_heads heads, struct tally_sums *sums)
{
	*sums = (struct tally_sums){
		.options =
			profile->options < TALLY_OPTIONS_MAX ? profile->options : TALLY_OPTIONS_MAX,
		.heads = heads,
	};
	sums->heads.cast = heads.blank + (int64_t)profile->count;
	sums->heads.spoilt = 0;
	for (size_t i = 0; i < profile->count; i++)
		add_ballot(rule, profile->marks + i * profile->options, profile->options, sums);
}

void rank_by_total(
	const struct tally_rule *rule, const struct tally_sums *sums, struct tally_verdict *verdict)
{
	(void)rule;
	const int64_t *totals = sums->totals;
	for (size_t i = 0; i < sums->options; i++) {
		size_t at = i;
		for (; at > 0 && totals[verdict->order[at - 1]] < totals[i]; at--)
			verdict->order[at] = verdict->order[at - 1];
		verdict->order[at] = i;
	}
	size_t level = 0;
	for (size_t i = 0; i < sums->options; i++) {
		size_t option = verdict->order[i];
		if (i > 0 && totals[option] != totals[verdict->order[i - 1]])
			level++;
		verdict->level[option] = level;
		verdict->winners += level == 0;
	}
	verdict->outcome = OUTCOME_RANKED;
}

static int64_t bounded(int64_t number)
{
	return number < 0 ? 0 : number < INT32_MAX ? number : INT32_MAX;
}

/*
 * Sums may come from a file that somebody else wrote: numbers no room can have are brought
 * within bounds where every product still fits.
 */
static struct tally_sums bounded_sums(const struct tally_sums *sums)
{
	struct tally_sums safe = {
		.options = sums->options < TALLY_OPTIONS_MAX ? sums->options : TALLY_OPTIONS_MAX,
		.heads = {bounded(sums->heads.eligible), bounded(sums->heads.stepped_out),
			bounded(sums->heads.cast), bounded(sums->heads.blank),
			bounded(sums->heads.spoilt)},
	};
	for (size_t i = 0; i < safe.options; i++) {
		safe.totals[i] = bounded(sums->totals[i]);
		safe.givers[i] = bounded(sums->givers[i]);
	}
	return safe;
}

void tally_verdict(
	const struct tally_rule *rule, const struct tally_sums *sums, struct tally_verdict *verdict)
{
	struct tally_sums safe = bounded_sums(sums);
	const struct tally_heads *heads = &safe.heads;
	*verdict = (struct tally_verdict){0};
	tally_method(rule->method)->verdict(rule, &safe, verdict);
	/* The arithmetic stays to be shown; that it decides nothing is said last. */
	if (heads->cast < rule->quorum)
		verdict->outcome = OUTCOME_NO_QUORUM;
	else if (heads->cast - heads->blank - heads->spoilt <= 0)
		verdict->outcome = OUTCOME_NO_BALLOTS;
	else
		return;
	verdict->winners = 0;
}
