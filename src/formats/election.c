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

/* What a file must hold for a rule of this shape, by the kind of marks. */
static bool countable(enum ballot_shape shape, enum election_marks holds)
{
	switch (shape) {
	case SHAPE_CHOOSE:
	case SHAPE_ANSWER:
		return holds != MARKS_GRADES;
	case SHAPE_APPROVE:
		return holds == MARKS_TICKS || holds == MARKS_NUMBERS;
	case SHAPE_RANK:
		return holds == MARKS_RANKS || holds == MARKS_NUMBERS;
	case SHAPE_POINTS:
	case SHAPE_CREDITS:
	case SHAPE_SCORE:
		return holds == MARKS_NUMBERS;
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

/* The mark of one option in the shape of the rule. */
static int16_t turned(enum ballot_shape shape, enum election_marks holds, int16_t mark)
{
	bool choose = shape == SHAPE_CHOOSE || shape == SHAPE_ANSWER;

	if (holds == MARKS_RANKS && choose)
		return mark == 1;
	if (shape == SHAPE_SCORE || shape == SHAPE_GRADE) {
		if (mark == NOT_GIVEN)
			return MARK_NONE;
		/* what was given is never taken for nothing */
		return mark == MARK_NONE ? (int16_t)(MARK_NONE - 1) : mark;
	}
	return mark == NOT_GIVEN ? 0 : mark;
}

/* What the answers of a rule are called in files; NULL where they only have an order. */
static const char *const *answers_of(enum tally_method_id method)
{
	static const char *const majority[] = {[ANSWER_YES] = "yes", [ANSWER_NO] = "no"};
	static const char *const consent[] = {[ANSWER_CONSENT] = "consent",
		[ANSWER_CONCERN] = "concern",
		[ANSWER_OBJECT] = "object"};

	return method == TALLY_MAJORITY ? majority : method == TALLY_CONSENT ? consent : NULL;
}

/* Where each answer of the rule stands among the options: by name, else in their order. */
static bool find_answers(
	const struct election *election, const struct tally_rule *rule, size_t *places)
{
	const char *const *answers = answers_of(rule->method);
	size_t count = tally_method(rule->method)->answers, found = 0;

	for (size_t i = 0; i < count; i++) {
		places[i] = i;
		for (size_t k = 0; answers != NULL && k < count; k++) {
			if (strcasecmp(election->names.items[k], answers[i]) != 0)
				continue;
			places[i] = k;
			found++;
		}
	}
	return found == 0 || found == count;
}

static void turn_answers(
	struct election *election, const struct tally_rule *rule, const size_t *places)
{
	const struct tally_method *method = tally_method(rule->method);
	size_t options = election->names.count;

	free(election->turned_names);
	election->turned_names = mem_alloc(options, sizeof *election->turned_names);
	for (size_t k = 0; k < options; k++)
		election->turned_names[k] = election->names.items[places[k]];
	for (size_t i = 0; i < election->count; i++)
		for (size_t k = 0; k < options; k++)
			election->turned[i * options + k] = turned(method->shape, election->holds,
				election->marks[i * options + places[k]]);
}

static bool profile_answers(
	struct election *election, const struct tally_rule *rule, struct error *err)
{
	const struct tally_method *method = tally_method(rule->method);
	size_t places[TALLY_OPTIONS_LIMIT];

	if (election->names.count != method->answers)
		return error_set(err, ERROR_INPUT,
			_("“%1$s” counts %2$zu answers, and the file has %3$zu options; who "
			  "abstains leaves the ballot empty."),
			_(method->title), method->answers, election->names.count);
	if (!find_answers(election, rule, places))
		return error_set(err, ERROR_INPUT,
			_("Only some of the options have the name of an answer that “%s” counts."),
			_(method->title));
	turn_answers(election, rule, places);
	return true;
}

static bool turn(struct election *election, const struct tally_rule *rule, struct error *err)
{
	const struct tally_method *method = tally_method(rule->method);
	size_t options = election->names.count, cells = election->count * options;

	array_free(election->turned);
	election->turned = mem_alloc(cells + 1, sizeof *election->turned);
	if (method->answers > 0)
		return profile_answers(election, rule, err);
	for (size_t i = 0; i < cells; i++)
		election->turned[i] = turned(method->shape, election->holds, election->marks[i]);
	for (size_t i = 0; method->shape == SHAPE_RANK && i < election->count; i++)
		row_close_ranks(election->turned + i * options, options);
	return true;
}

bool election_profile(struct election *election, const struct tally_rule *rule,
	struct tally_profile *profile, struct error *err)
{
	const struct tally_method *method = tally_method(rule->method);
	bool as_it_is = (election->holds == MARKS_RANKS && method->shape == SHAPE_RANK) ||
			(election->holds == MARKS_TICKS && method->answers == 0);

	if (!countable(method->shape, election->holds))
		return refuse(method, election->holds, err);
	if (!as_it_is && !turn(election, rule, err))
		return false;
	*profile = (struct tally_profile){
		.shape = method->shape,
		.options = election->names.count,
		.count = election->count,
		.marks = as_it_is ? election->marks : election->turned,
		.weights = election->weights,
		.roles = election->roles,
		.role_count = election->role_names.count,
		.names = method->answers > 0 ? election->turned_names
					     : (const char *const *)election->names.items,
		.withdrawn = election->withdrawn,
		.costs = election->costs,
		.money = election->money,
	};
	return true;
}
