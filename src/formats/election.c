/* An election as the rules take it. */
#include "reading.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

void election_finish(struct election *election)
{
	if (election == NULL)
		return;
	free(election->title);
	texts_finish(&election->names);
	texts_finish(&election->labels);
	texts_finish(&election->grades);
	texts_finish(&election->role_names);
	array_free(election->withdrawn);
	array_free(election->marks);
	array_free(election->weights);
	array_free(election->roles);
	array_free(election->costs);
	array_free(election->turned);
	free(election->turned_names);
	*election = (struct election){0};
}

/* What the marks are before any rule looks at them; numbers are what the rule wants. */
static enum ballot_shape shape_of(enum election_marks holds, enum ballot_shape wanted)
{
	switch (holds) {
	case MARKS_RANKS:
		return SHAPE_RANK;
	case MARKS_TICKS:
		return SHAPE_APPROVE;
	case MARKS_GRADES:
		return SHAPE_GRADE;
	case MARKS_NUMBERS:
		break;
	}
	return wanted;
}

/* What a file must hold for a rule of this shape: nothing may be read into a ballot. */
static bool countable(enum ballot_shape shape, enum election_marks holds)
{
	switch (shape) {
	case SHAPE_CHOOSE:
	case SHAPE_ANSWER:
	case SHAPE_RANK:
		return holds != MARKS_GRADES;
	case SHAPE_APPROVE:
		return holds == MARKS_TICKS || holds == MARKS_NUMBERS;
	case SHAPE_POINTS:
	case SHAPE_CREDITS:
		return holds == MARKS_NUMBERS;
	case SHAPE_SCORE:
	case SHAPE_GRADE:
		return holds == MARKS_NUMBERS || holds == MARKS_GRADES;
	case SHAPES:
		break;
	}
	return false;
}

static bool refuse(const struct tally_method *method, enum election_marks holds, struct error *err)
{
	const char *title = _(method->title);

	switch (holds) {
	case MARKS_RANKS:
		return error_set(err, ERROR_INPUT,
			_("The file holds rankings, which “%s” does not count."), title);
	case MARKS_TICKS:
		return error_set(err, ERROR_INPUT,
			_("The file holds choices or approvals, which “%s” does not count."),
			title);
	case MARKS_NUMBERS:
		return error_set(err, ERROR_INPUT,
			_("The file holds points or scores, which “%s” does not count."), title);
	case MARKS_GRADES:
		return error_set(err, ERROR_INPUT,
			_("The file holds grades, which “%s” does not count."), title);
	}
	return false;
}

/* A number or grade of one option in the shape of the rule. */
static int16_t turned(enum ballot_shape shape, int16_t mark)
{
	if (shape != SHAPE_SCORE && shape != SHAPE_GRADE)
		return mark == NOT_GIVEN ? 0 : mark;
	if (mark == NOT_GIVEN)
		return MARK_NONE;
	/* what was given is never taken for nothing */
	return mark == MARK_NONE ? (int16_t)(MARK_NONE - 1) : mark;
}

static void turn_numbers(struct election *election, enum ballot_shape shape)
{
	size_t options = election->names.count, cells = election->count * options;

	for (size_t i = 0; i < cells; i++)
		election->turned[i] = turned(shape, election->marks[i]);
	for (size_t i = 0; shape == SHAPE_RANK && i < election->count; i++)
		row_close_ranks(election->turned + i * options, options);
}

/* The answers of a rule: what they are called in files, and the number of the first one. */
struct answers {
	const char *const *names;
	bool named; /* found by these names; else only their order tells them apart */
	int first;
	int step; /* from one answer's number to the next one's */
};

static struct answers answers_of(enum tally_method_id method)
{
	static const char *const majority[] = {[ANSWER_YES] = "yes", [ANSWER_NO] = "no"};
	static const char *const consent[] = {[ANSWER_CONSENT] = "consent",
		[ANSWER_CONCERN] = "concern",
		[ANSWER_OBJECT] = "object"};
	static const char *const consensus[] = {[ANSWER_AGREE] = "agree",
		[ANSWER_RESERVED] = "reservations",
		[ANSWER_ASIDE] = "aside",
		[ANSWER_BLOCK] = "block"};
	static const char *const digits[] = {"0", "1", "2", "3", "4", "5", "6", "7", "8"};

	if (method == TALLY_MAJORITY)
		return (struct answers){majority, true, 1, -1};
	if (method == TALLY_CONSENT)
		return (struct answers){consent, true, 0, 0};
	if (method == TALLY_CONSENSUS)
		return (struct answers){consensus, true, 0, 0};
	return method == TALLY_GRADIENTS ? (struct answers){digits + 1, false, 1, 1}
					 : (struct answers){digits, false, 0, 1};
}

/* Where each answer of the rule stands among the options: by name, else in their order. */
static bool find_answers(const struct election *election, const struct answers *answers,
	size_t count, size_t *places)
{
	size_t found = 0;

	for (size_t i = 0; i < count; i++) {
		places[i] = i;
		for (size_t k = 0; answers->named && k < count; k++) {
			if (strcasecmp(election->names.items[k], answers->names[i]) != 0)
				continue;
			places[i] = k;
			found++;
		}
	}
	return found == 0 || found == count;
}

/* A column for each answer. */
static void turn_answers(struct election *election, size_t answers, const size_t *places)
{
	size_t options = election->names.count;

	for (size_t k = 0; k < answers; k++)
		election->turned_names[k] = election->names.items[places[k]];
	for (size_t i = 0; i < election->count; i++) {
		for (size_t k = 0; k < options; k++) {
			int16_t mark = election->marks[i * options + places[k]];
			election->turned[i * options + k] = election->holds == MARKS_RANKS
								    ? mark == 1
								    : turned(SHAPE_ANSWER, mark);
		}
	}
}

/* One column with the number of the answer; what is none of them spoils the ballot. */
static void turn_answer_numbers(
	struct election *election, const struct answers *answers, size_t count)
{
	for (size_t k = 0; k < count; k++)
		election->turned_names[k] = answers->names[k];
	for (size_t i = 0; i < election->count; i++) {
		int16_t *row = election->turned + i * count;
		int mark = election->marks[i], answer = (mark - answers->first) * answers->step;
		if (mark == NOT_GIVEN)
			continue;
		if (answer >= 0 && answer < (int)count)
			row[answer] = 1;
		else
			row[0] = 2;
	}
}

static bool profile_answers(struct election *election, const struct tally_rule *rule,
	struct tally_profile *profile, struct error *err)
{
	const struct tally_method *method = tally_method(rule->method);
	struct answers answers = answers_of(rule->method);
	size_t places[TALLY_OPTIONS_LIMIT], options = election->names.count;
	bool numbers = options == 1 && election->holds == MARKS_NUMBERS && answers.step != 0;

	if (options != method->answers && !numbers)
		return error_set(err, ERROR_INPUT,
			_("“%1$s” counts %2$zu answers, and the file has %3$zu options; who "
			  "abstains leaves the ballot empty."),
			_(method->title), method->answers, options);
	if (!numbers && !find_answers(election, &answers, method->answers, places))
		return error_set(err, ERROR_INPUT,
			_("Only some of the options have the name of an answer that “%s” counts."),
			_(method->title));
	array_free(election->turned);
	free(election->turned_names);
	election->turned =
		mem_alloc(election->count * method->answers + 1, sizeof *election->turned);
	election->turned_names = mem_alloc(method->answers, sizeof *election->turned_names);
	if (numbers)
		turn_answer_numbers(election, &answers, method->answers);
	else
		turn_answers(election, method->answers, places);
	profile->shape = SHAPE_ANSWER;
	profile->options = method->answers;
	profile->marks = election->turned;
	profile->names = election->turned_names;
	return true;
}

static void profile_options(
	struct election *election, const struct tally_rule *rule, struct tally_profile *profile)
{
	size_t options = election->names.count;
	enum ballot_shape shape = shape_of(election->holds, tally_method(rule->method)->shape);
	bool numbers = election->holds == MARKS_NUMBERS || election->holds == MARKS_GRADES;

	if (numbers) {
		array_free(election->turned);
		election->turned =
			mem_alloc(election->count * options + 1, sizeof *election->turned);
		turn_numbers(election, shape);
	}
	profile->shape = shape;
	profile->options = options;
	profile->marks = numbers ? election->turned : election->marks;
	profile->names = (const char *const *)election->names.items;
	profile->withdrawn = election->withdrawn;
	profile->costs = election->costs;
}

bool election_profile(struct election *election, const struct tally_rule *rule,
	struct tally_profile *profile, struct error *err)
{
	const struct tally_method *method = tally_method(rule->method);
	struct tally_profile made = {
		.count = election->count,
		.weights = election->weights,
		.roles = election->roles,
		.role_count = election->role_names.count,
		.money = election->money,
	};

	if (!countable(method->shape, election->holds))
		return refuse(method, election->holds, err);
	if (method->answers == 0)
		profile_options(election, rule, &made);
	else if (!profile_answers(election, rule, &made, err))
		return false;
	*profile = made;
	return true;
}
