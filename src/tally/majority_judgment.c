#include "rules.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"

/*
 * The grades of one option from worst to best are a sorted list, kept as how many of each there
 * are. Its majority value is the list in the order in which majority grades are taken out one
 * after the other: the lower middle one, then the nearest left, right, left, right ... of the
 * hole. (With an even number the first of all is already a left one.) Comparing two of them never
 * needs the list itself: both sides of the hole are read run by run.
 */
struct side {
	const int64_t *counts; /**< how many of each grade */
	size_t steps;
	size_t grade;
	int64_t left; /**< of this grade, not read yet */
	int step;     /**< -1: towards worse, 1: towards better; 0: there is nothing */
};

/* Goes on to a grade that still has some; false at the end of the list. */
static bool side_settle(struct side *side)
{
	while (side->left == 0) {
		if (side->step == 0)
			return false;
		if (side->step < 0 ? side->grade == 0 : side->grade + 1 >= side->steps)
			return false;
		side->grade = side->step < 0 ? side->grade - 1 : side->grade + 1;
		side->left = side->counts[side->grade];
	}
	return true;
}

struct hole {
	bool odd;      /**< one grade lies alone in the middle, not part of either side */
	size_t middle; /**< the lower middle grade */
	struct side left, right;
};

/* The grade of the list's item `at`, and which of its run that is. */
static size_t grade_at(const int64_t *counts, size_t steps, int64_t at, int64_t *within)
{
	size_t grade = 0;
	while (grade + 1 < steps && at >= counts[grade])
		at -= counts[grade++];
	*within = at;
	return grade;
}

static struct hole hole_in(const int64_t *counts, size_t steps)
{
	int64_t ballots = 0, within;

	for (size_t i = 0; i < steps; i++)
		ballots += counts[i];
	if (ballots == 0)
		return (struct hole){0};
	size_t grade = grade_at(counts, steps, (ballots - 1) / 2, &within);
	bool odd = ballots % 2 == 1;
	return (struct hole){
		.odd = odd,
		.middle = grade,
		.left = {counts, steps, grade, within + (odd ? 0 : 1), -1},
		.right = {counts, steps, grade, counts[grade] - within - 1, 1},
	};
}

static int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* Below 0 when `a` has the higher majority value. */
static int compare_holes(struct hole a, struct hole b)
{
	if (a.odd && b.odd && a.middle != b.middle)
		return a.middle > b.middle ? -1 : 1;
	while (side_settle(&a.left) && side_settle(&b.left) && side_settle(&a.right) &&
		side_settle(&b.right)) {
		if (a.left.grade != b.left.grade)
			return a.left.grade > b.left.grade ? -1 : 1;
		if (a.right.grade != b.right.grade)
			return a.right.grade > b.right.grade ? -1 : 1;
		int64_t same =
			least(least(a.left.left, b.left.left), least(a.right.left, b.right.left));
		a.left.left -= same;
		b.left.left -= same;
		a.right.left -= same;
		b.right.left -= same;
	}
	return 0;
}

static int compare(const void *context, size_t a, size_t b)
{
	const struct hole *holes = context;

	return compare_holes(holes[a], holes[b]);
}

/* How often each grade was given to an option; who left it out gave the worst. */
static int64_t *all_grades(const struct tally_sums *sums, size_t steps)
{
	int64_t *grades = mem_alloc(sums->options * steps + 1, sizeof *grades);
	int64_t valid = heads_valid(&sums->heads);

	for (size_t i = 0; i < sums->options; i++) {
		int64_t *row = grades + i * steps, given = 0;
		for (size_t k = 0; sums->spread != NULL && k < sums->steps; k++) {
			row[k] = sums->spread[i * sums->steps + k];
			given += row[k];
		}
		row[0] += valid > given ? valid - given : 0;
	}
	return grades;
}

/* The middle values and the gauge: shown, never ranked by (in small groups they disagree). */
static struct tally_middle middle_of(const struct hole *hole, const int64_t *grades, size_t steps)
{
	struct tally_middle middle = {.low = hole->middle, .high = hole->middle};
	struct side right = hole->right;

	if (!hole->odd && side_settle(&right))
		middle.high = right.grade;
	for (size_t i = 0; i < steps; i++) {
		middle.below += i < middle.low ? grades[i] : 0;
		middle.above += i > middle.low ? grades[i] : 0;
	}
	return middle;
}

static void verdict(const struct tally_rule *rule, struct tally_result *out)
{
	const struct tally_sums *sums = &out->sums;
	size_t steps = sums->spread != NULL && sums->steps > 0 ? sums->steps : 1;
	int64_t *grades = all_grades(sums, steps);
	struct hole *holes = mem_alloc(sums->options + 1, sizeof *holes);

	(void)rule;
	out->middles = mem_alloc(sums->options + 1, sizeof *out->middles);
	for (size_t i = 0; i < sums->options; i++) {
		holes[i] = hole_in(grades + i * steps, steps);
		out->middles[i] = middle_of(&holes[i], grades + i * steps, steps);
	}
	result_rank(out, compare, holes);
	array_free(holes);
	array_free(grades);
}

const struct tally_method majority_judgment_method = {
	.name = "majority-judgment",
	.title = N_("Majority judgment"),
	.brief = N_("Each person gives every option a grade; the option whose middle grade is "
		    "best comes first."),
	.shape = SHAPE_GRADE,
	.needs = NEED_SCALE | NEED_SPREAD | NEED_SEED,
	.source = "Balinski & Laraki, A theory of measuring, electing and ranking, PNAS 104 (2007)",
	.valid = marks_on_scale,
	.verdict = verdict,
};
