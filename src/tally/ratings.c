#include "rules.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"

/*
 * Ratings show how the room spreads over a scale of words and decide nothing. The words stand in
 * an order, but how far one lies from the next nobody knows: so no mean, only counts, what lies in
 * the middle, and a disagreement that reads the order alone.
 */

static void find_middle(
	const int64_t *counts, size_t steps, int64_t answers, struct tally_middle *middle)
{
	int64_t before = 0;

	*middle = (struct tally_middle){0};
	for (size_t i = 0; i < steps; i++) {
		if (counts[i] > 0 && before <= (answers - 1) / 2)
			middle->low = i;
		if (counts[i] > 0 && before <= answers / 2)
			middle->high = i;
		before += counts[i];
	}
	for (size_t i = 0; i < steps; i++) {
		middle->below += i < middle->low ? counts[i] : 0;
		middle->above += i > middle->low ? counts[i] : 0;
	}
}

size_t tally_rating_steps(const struct tally_rule *rule)
{
	size_t steps = (size_t)tally_scale(rule) + 1;

	return rule->unsure && steps > 1 ? steps - 1 : steps;
}

void tally_rating(const struct tally_rule *rule, const int64_t *counts, struct tally_rating *rating)
{
	size_t steps = tally_rating_steps(rule);
	int64_t up_to = 0;

	*rating = (struct tally_rating){.unsure = rule->unsure ? counts[steps] : 0};
	for (size_t i = 0; i < steps; i++)
		rating->answers += counts[i];
	for (size_t i = 0; i + 1 < steps; i++) {
		up_to += counts[i];
		int64_t rest = rating->answers - up_to;
		rating->apart += 2 * (up_to < rest ? up_to : rest);
	}
	rating->most = rating->answers * (int64_t)(steps - 1);
	if (rating->answers > 0)
		find_middle(counts, steps, rating->answers, &rating->middle);
}

int tally_rating_apart(const struct tally_rating *rating)
{
	if (rating->most <= 0)
		return rating->answers > 0 ? 0 : -1;
	return (int)(((__int128)rating->apart * 200 + rating->most) / ((__int128)rating->most * 2));
}

int64_t tally_rating_leaning(const struct tally_rule *rule, const int64_t *counts, bool upper)
{
	size_t steps = tally_rating_steps(rule), side = steps / 2;
	int64_t sum = 0;

	for (size_t i = 0; i < side; i++)
		sum += counts[upper ? steps - 1 - i : i];
	return sum;
}

int tally_rating_moved(const int64_t *then, const int64_t *now, size_t steps)
{
	__int128 more = 0, pairs;
	int64_t lower = 0, higher = 0, answers = 0;

	for (size_t i = 0; i < steps; i++) {
		answers += now[i];
		higher += then[i];
	}
	pairs = (__int128)answers * higher;
	for (size_t i = 0; i < steps; i++) {
		higher -= then[i];
		more += (__int128)now[i] * (lower - higher);
		lower += then[i];
	}
	if (pairs == 0)
		return 0;
	/* rounded half away from 0, so that both directions are alike */
	return (int)((more * 200 + (more < 0 ? -pairs : pairs)) / (pairs * 2));
}

int tally_moved(const int64_t *then, const int64_t *now, size_t count)
{
	int64_t was = 0, is = 0;
	__int128 moved = 0;

	for (size_t i = 0; i < count; i++) {
		was += then[i];
		is += now[i];
	}
	if (was == 0 || is == 0)
		return was == is ? 0 : 100;
	for (size_t i = 0; i < count; i++) {
		__int128 more = (__int128)now[i] * was - (__int128)then[i] * is;
		moved += more < 0 ? -more : more;
	}
	__int128 all = (__int128)was * is * 2;
	return (int)((moved * 200 + all) / (all * 2));
}

/* Where people are furthest apart comes first; what nobody rated last. */
static int compare(const void *context, size_t a, size_t b)
{
	const struct tally_rating *one = (const struct tally_rating *)context + a;
	const struct tally_rating *other = (const struct tally_rating *)context + b;

	if (one->answers == 0 || other->answers == 0)
		return (one->answers == 0) - (other->answers == 0);
	__int128 here = (__int128)one->apart * other->most;
	__int128 there = (__int128)other->apart * one->most;
	return (here < there) - (here > there);
}

static void verdict(const struct tally_rule *rule, struct tally_result *out)
{
	const struct tally_sums *sums = &out->sums;
	struct tally_rating *ratings = mem_alloc(sums->options + 1, sizeof *ratings);
	bool whole = sums->spread != NULL && sums->steps == (size_t)tally_scale(rule) + 1;

	for (size_t i = 0; i < sums->options && whole; i++)
		tally_rating(rule, sums->spread + i * sums->steps, &ratings[i]);
	result_rank(out, compare, ratings);
	array_finish(&out->winners);
	out->outcome = OUTCOME_REPORTED;
	array_free(ratings);
}

/* The totals are how many rated it: numbers of answers cannot be added up to anything. */
static void add(const struct tally_rule *rule, const int16_t *marks, int64_t weight,
	struct tally_sums *sums)
{
	for (size_t i = 0; i < sums->options; i++) {
		if (marks[i] == MARK_NONE)
			continue;
		sums->givers[i] += weight;
		sums->totals[i] += (size_t)marks[i] < tally_rating_steps(rule) ? weight : 0;
		sums->spread[i * sums->steps + (size_t)marks[i]] += weight;
	}
}

const struct tally_method ratings_method = {
	.name = "ratings",
	.title = N_("Ratings"),
	.brief = N_("Each person rates every statement on the same scale; it is shown how often "
		    "each answer was given."),
	.shape = SHAPE_GRADE,
	.needs = NEED_SCALE | NEED_SPREAD,
	.source = "disagreement: Leik, A measure of ordinal consensus, Pacific Sociological Review "
		  "9 (1966)",
	.valid = marks_on_scale,
	.verdict = verdict,
	.add = add,
};
