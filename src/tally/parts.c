#include "roundtable/tally/parts.h"

#include "limbs.h"

#include "roundtable/base/array.h"
#include "roundtable/base/mem.h"

/*
 * Shares of different parts have different denominators, and their product has as many digits as
 * there are parts: sums are compared over the product of all, in limbs.
 */
struct whole {
	size_t width;
	uint64_t *sum, *scratch;
};

static struct whole whole_of(const struct tally_parts *parts)
{
	size_t width = parts->parts + 3; /* a limb for each factor, and for the sum of all */

	return (struct whole){
		width, mem_alloc(width, sizeof(uint64_t)), mem_alloc(width, sizeof(uint64_t))};
}

static void whole_finish(struct whole *whole)
{
	array_free(whole->sum);
	array_free(whole->scratch);
}

/* Adds amount × factor × the ballots of all parts but `but`. */
static void whole_add(struct whole *whole, const struct tally_parts *parts, size_t but,
	int64_t amount, int64_t factor)
{
	limbs_set(whole->scratch, whole->width, (uint64_t)amount);
	limbs_multiply(whole->scratch, whole->width, (uint64_t)factor);
	for (size_t i = 0; i < parts->parts; i++)
		if (i != but)
			limbs_multiply(whole->scratch, whole->width, (uint64_t)parts->ballots[i]);
	limbs_add(whole->sum, whole->scratch, whole->width);
}

static int64_t given(const struct tally_parts *parts, size_t part, size_t option)
{
	return parts->totals[part * parts->options + option];
}

static struct whole whole_of_option(const struct tally_parts *parts, size_t option, int64_t factor)
{
	struct whole whole = whole_of(parts);

	for (size_t i = 0; i < parts->parts; i++)
		whole_add(&whole, parts, i, given(parts, i, option), factor);
	return whole;
}

static int compared(struct whole *one, struct whole *other)
{
	int order = limbs_compare(one->sum, other->sum, one->width);

	whole_finish(one);
	whole_finish(other);
	return order;
}

int tally_parts_compare(const struct tally_parts *parts, size_t a, size_t b)
{
	struct whole one = whole_of_option(parts, a, 1), other = whole_of_option(parts, b, 1);

	return compared(&one, &other);
}

int tally_parts_reach(
	const struct tally_parts *parts, size_t option, int64_t numerator, int64_t denominator)
{
	struct whole one = whole_of_option(parts, option, denominator), other = whole_of(parts);

	whole_add(&other, parts, parts->parts, numerator, (int64_t)parts->parts);
	return compared(&one, &other);
}

/* a/b below, at or above c/d. */
static int compare_shares(int64_t a, int64_t b, int64_t c, int64_t d)
{
	__int128 left = (__int128)a * d, right = (__int128)c * b;

	return (left > right) - (left < right);
}

int tally_parts_give(const struct tally_parts *parts, size_t option, size_t a, size_t b)
{
	return compare_shares(given(parts, a, option), parts->ballots[a], given(parts, b, option),
		parts->ballots[b]);
}

size_t tally_parts_least(const struct tally_parts *parts, size_t option)
{
	size_t least = 0;

	for (size_t i = 1; i < parts->parts; i++)
		if (tally_parts_give(parts, option, i, least) < 0)
			least = i;
	return least;
}

int tally_parts_compare_least(const struct tally_parts *parts, size_t a, size_t b)
{
	size_t of_a = tally_parts_least(parts, a), of_b = tally_parts_least(parts, b);

	return compare_shares(given(parts, of_a, a), parts->ballots[of_a], given(parts, of_b, b),
		parts->ballots[of_b]);
}

int64_t tally_parts_percent(const struct tally_parts *parts, size_t option)
{
	int64_t percent = 0;

	/* at least half of the next one */
	while (tally_parts_reach(parts, option, 2 * percent + 1, 200) >= 0)
		percent++;
	return percent;
}
