/* Ballots of one shape seen as another. */
#include "rules.h"

#include "roundtable/base/mem.h"

/* How the marks of one shape become those of another. */
enum conversion { CONVERT_NOT, CONVERT_SAME, CONVERT_FIRST_RANK };

static enum conversion conversion(enum ballot_shape from, enum ballot_shape to)
{
	/* [from][to]; a mark 1 on its own is also a first rank */
	static const unsigned char ways[SHAPES][SHAPES] = {
		[SHAPE_CHOOSE] = {[SHAPE_APPROVE] = CONVERT_SAME,
			[SHAPE_ANSWER] = CONVERT_SAME,
			[SHAPE_RANK] = CONVERT_SAME},
		[SHAPE_APPROVE] = {[SHAPE_CHOOSE] = CONVERT_SAME,
			[SHAPE_ANSWER] = CONVERT_SAME,
			[SHAPE_RANK] = CONVERT_SAME},
		[SHAPE_ANSWER] = {[SHAPE_CHOOSE] = CONVERT_SAME},
		[SHAPE_RANK] = {[SHAPE_CHOOSE] = CONVERT_FIRST_RANK,
			[SHAPE_APPROVE] = CONVERT_FIRST_RANK,
			[SHAPE_ANSWER] = CONVERT_FIRST_RANK},
		[SHAPE_POINTS] = {[SHAPE_CREDITS] = CONVERT_SAME},
		[SHAPE_CREDITS] = {[SHAPE_POINTS] = CONVERT_SAME},
		[SHAPE_SCORE] = {[SHAPE_GRADE] = CONVERT_SAME},
		[SHAPE_GRADE] = {[SHAPE_SCORE] = CONVERT_SAME},
	};

	return from == to ? CONVERT_SAME : (enum conversion)ways[from][to];
}

static void first_rank(const int16_t *ranks, size_t options, int16_t *marks)
{
	int16_t best = 0;

	for (size_t i = 0; i < options; i++)
		if (ranks[i] > 0 && (best == 0 || ranks[i] < best))
			best = ranks[i];
	for (size_t i = 0; i < options; i++)
		marks[i] = best > 0 && ranks[i] == best;
}

bool profile_seen_as(const struct tally_profile *profile, enum ballot_shape shape,
	struct tally_profile *as, int16_t **marks)
{
	size_t options = profile->options;
	struct tally_profile seen = *profile;
	int16_t *converted = NULL;

	seen.shape = shape;
	switch (conversion(profile->shape, shape)) {
	case CONVERT_NOT:
		return false;
	case CONVERT_SAME:
		break;
	case CONVERT_FIRST_RANK:
		converted = mem_alloc(profile->count * options + 1, sizeof *converted);
		for (size_t i = 0; i < profile->count; i++)
			first_rank(profile->marks + i * options, options, converted + i * options);
		seen.marks = converted;
		break;
	}
	*as = seen;
	*marks = converted;
	return true;
}
