/* Adding the ballots up: all that most verdicts need, and all that a secret poll keeps. */
#include "rules.h"

#include "roundtable/base/mem.h"

#include <string.h>

void tally_sums_init(struct tally_sums *sums, size_t options)
{
	sums->options = options;
	sums->totals = mem_alloc(options + 1, sizeof *sums->totals);
	sums->givers = mem_alloc(options + 1, sizeof *sums->givers);
}

static int64_t *copied(const int64_t *numbers, size_t count)
{
	if (numbers == NULL)
		return NULL;
	int64_t *copy = mem_alloc(count + 1, sizeof *copy);
	memcpy(copy, numbers, count * sizeof *copy);
	return copy;
}

void tally_sums_copy(struct tally_sums *to, const struct tally_sums *from)
{
	struct tally_sums copy = *from;

	copy.totals = copied(from->totals, from->options);
	copy.givers = copied(from->givers, from->options);
	copy.pairs = copied(from->pairs, from->options * from->options);
	copy.spread = copied(from->spread, from->options * from->steps);
	tally_sums_finish(to);
	*to = copy;
}

void tally_sums_finish(struct tally_sums *sums)
{
	if (sums == NULL)
		return;
	array_free(sums->totals);
	array_free(sums->givers);
	array_free(sums->pairs);
	array_free(sums->spread);
	*sums = (struct tally_sums){0};
}

/* What stands on a ballot where nothing was marked. */
static int16_t empty_mark(enum ballot_shape shape)
{
	return shape == SHAPE_SCORE || shape == SHAPE_GRADE ? MARK_NONE : 0;
}

bool tally_ballot_blank(const struct tally_rule *rule, const int16_t *marks, size_t options)
{
	int16_t empty = empty_mark(tally_method(rule->method)->shape);

	for (size_t i = 0; i < options; i++)
		if (marks[i] != empty)
			return false;
	return true;
}

static void add_ballot(const struct tally_rule *rule, const int16_t *marks, int64_t weight,
	struct tally_sums *sums)
{
	const struct tally_method *method = tally_method(rule->method);
	int16_t empty = empty_mark(method->shape);

	if (method->add != NULL) {
		method->add(rule, marks, weight, sums);
		return;
	}
	for (size_t i = 0; i < sums->options; i++) {
		if (marks[i] == empty)
			continue;
		sums->totals[i] += marks[i] * weight;
		sums->givers[i] += weight;
		if (sums->spread != NULL)
			sums->spread[i * sums->steps + (size_t)marks[i]] += weight;
	}
}

void tally_add_up(const struct tally_rule *rule, const struct tally_profile *profile,
	struct tally_heads heads, struct tally_sums *sums)
{
	const struct tally_method *method = tally_method(rule->method);
	struct pairs pairs;

	tally_sums_init(sums, profile->options);
	sums->heads = heads;
	sums->heads.cast = heads.blank;
	sums->heads.spoilt = 0;
	if (method->needs & NEED_PAIRS)
		pairs_init(&pairs, sums->options);
	if (method->needs & NEED_SPREAD) {
		sums->steps = (size_t)tally_scale(rule) + 1;
		sums->spread = mem_alloc(sums->options * sums->steps + 1, sizeof *sums->spread);
	}
	for (size_t i = 0; i < profile->count; i++) {
		const int16_t *marks = profile->marks + i * profile->options;
		int64_t weight = profile_weight(profile, i);
		sums->heads.cast += weight;
		if (tally_ballot_blank(rule, marks, profile->options))
			sums->heads.blank += weight;
		else if (!tally_ballot_valid(rule, marks, profile->options))
			sums->heads.spoilt += weight;
		else if (method->needs & NEED_PAIRS)
			pairs_add(&pairs, marks, weight);
		else
			add_ballot(rule, marks, weight, sums);
	}
	if (method->needs & NEED_PAIRS)
		pairs_finish(&pairs, sums);
	if (method->complete != NULL)
		method->complete(rule, sums);
}
