/* What the shapes of ballots allow on each option. */
#include "ballot.h"

int16_t ballot_unmarked(const struct ballot *ballot)
{
	enum ballot_shape shape = ballot->paper.shape;

	return shape == SHAPE_SCORE || shape == SHAPE_GRADE ? MARK_NONE : 0;
}

bool ballot_marked(const struct ballot *ballot, size_t option)
{
	return ballot->marks[option] != ballot_unmarked(ballot);
}

int ballot_spent(const struct ballot *ballot)
{
	int sum = 0;

	for (size_t i = 0; i < ballot->paper.options.count; i++) {
		int mark = ballot->marks[i];
		sum += ballot->paper.shape == SHAPE_CREDITS ? mark * mark : mark > 0 ? mark : 0;
	}
	return sum;
}

bool ballot_takes_numbers(const struct ballot *ballot)
{
	switch (ballot->paper.shape) {
	case SHAPE_POINTS:
	case SHAPE_SCORE:
	case SHAPE_CREDITS:
	case SHAPE_GRADE:
		return true;
	case SHAPE_CHOOSE:
	case SHAPE_APPROVE:
	case SHAPE_ANSWER:
	case SHAPE_RANK:
	case SHAPES:
		break;
	}
	return false;
}

/* --- places --- */

int ballot_places(const struct ballot *ballot)
{
	int last = 0;

	for (size_t i = 0; i < ballot->paper.options.count; i++)
		last = ballot->marks[i] > last ? ballot->marks[i] : last;
	return last;
}

size_t ballot_at_place(const struct ballot *ballot, int place)
{
	for (size_t i = 0; i < ballot->paper.options.count; i++)
		if (ballot->marks[i] == place)
			return i;
	return BALLOT_NO_ROW;
}

/* Puts an option at a place, 0: nowhere; the others keep their order. */
static void put(struct ballot *ballot, size_t option, int place)
{
	int16_t *marks = ballot->marks;
	int16_t had = marks[option];

	marks[option] = 0;
	for (size_t i = 0; had > 0 && i < ballot->paper.options.count; i++)
		marks[i] = (int16_t)(marks[i] - (marks[i] > had));
	int last = ballot_places(ballot) + 1;
	if (place > last)
		place = last;
	for (size_t i = 0; place > 0 && i < ballot->paper.options.count; i++)
		marks[i] = (int16_t)(marks[i] + (marks[i] >= place));
	marks[option] = (int16_t)place;
}

/* Whether one more option may have a place; says why not. */
static bool place_left(struct ballot *ballot, size_t option)
{
	int most = ballot->paper.ranks, given = ballot_places(ballot);

	if (most <= 0 || given < most || ballot->marks[option] > 0)
		return true;
	ballot_say(ballot, _("All %d places are given. Take one back first."), most);
	return false;
}

void ballot_rank(struct ballot *ballot, size_t option)
{
	if (!place_left(ballot, option))
		return;
	put(ballot, option, ballot->marks[option] > 0 ? 0 : ballot_places(ballot) + 1);
}

/* --- numbers --- */

static int limit(const struct ballot *ballot)
{
	enum ballot_shape shape = ballot->paper.shape;

	return shape == SHAPE_SCORE || shape == SHAPE_GRADE ? ballot->paper.scale
							    : ballot->paper.dots;
}

/* Whether a number may stand on an option. */
static bool fits(struct ballot *ballot, size_t option, int mark)
{
	int16_t held = ballot->marks[option];

	if (mark > limit(ballot))
		return false;
	if (ballot_unmarked(ballot) == MARK_NONE)
		return mark >= MARK_NONE;
	ballot->marks[option] = (int16_t)mark;
	bool paid = ballot_spent(ballot) <= ballot->paper.dots;
	ballot->marks[option] = held;
	return mark >= 0 && paid;
}

static void say_cost(struct ballot *ballot, int more)
{
	ballot_say(ballot,
		more == 1
			? _("One more vote costs %d credit, and %d are left. Take one back first.")
			: _("One more vote costs %d credits, and %d are left. Take one back "
			    "first."),
		more, ballot->paper.dots - ballot_spent(ballot));
}

void ballot_step(struct ballot *ballot, size_t option, int by)
{
	int16_t *mark = &ballot->marks[option];
	int to = *mark + by;

	switch (ballot->paper.shape) {
	case SHAPE_CHOOSE:
	case SHAPE_ANSWER:
	case SHAPES:
		break;
	case SHAPE_APPROVE:
		*mark = by > 0;
		break;
	case SHAPE_RANK:
		if (*mark == 0)
			ballot_rank(ballot, option);
		else if (to > 0)
			put(ballot, option, to);
		break;
	case SHAPE_POINTS:
		if (fits(ballot, option, to))
			*mark = (int16_t)to;
		else if (by > 0)
			ballot_say(ballot, "%s", _("All dots are given. Take one back first."));
		break;
	case SHAPE_CREDITS:
		if (fits(ballot, option, to))
			*mark = (int16_t)to;
		else if (by > 0)
			say_cost(ballot, to * to - *mark * *mark);
		break;
	case SHAPE_SCORE:
	case SHAPE_GRADE:
		if (fits(ballot, option, to))
			*mark = (int16_t)to;
		break;
	}
}

static void give_number(struct ballot *ballot, size_t option, int digit)
{
	if (fits(ballot, option, digit))
		ballot->marks[option] = (int16_t)digit;
	else if (ballot->paper.shape == SHAPE_CREDITS)
		ballot_say(ballot, _("%d votes cost %d credits; there are %d in all."), digit,
			digit * digit, ballot->paper.dots);
	else
		ballot_say(ballot, _("At most %d."), limit(ballot));
}

void ballot_give(struct ballot *ballot, size_t option, int digit)
{
	if (ballot->paper.shape != SHAPE_RANK)
		give_number(ballot, option, digit);
	else if (digit == 0 || place_left(ballot, option))
		put(ballot, option, digit);
}
