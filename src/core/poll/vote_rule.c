/* What a stage asks of its votes: the rule, the grades in words, what options cost. */
#include "../rule.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"

#include <string.h>

enum { THRESHOLD_TWO_THIRDS = 2003, COST_MOST = 1000000000 };

static enum tally_method_id method_of(const struct stage *stage)
{
	if (stage->activity == ACTIVITY_RATE)
		return TALLY_RATINGS;
	if (stage->activity == ACTIVITY_DECIDE)
		return stage_setting(stage, SETTING_RULE) == RULE_CONSENT     ? TALLY_CONSENT
		       : stage_setting(stage, SETTING_RULE) == RULE_CONSENSUS ? TALLY_CONSENSUS
									      : TALLY_MAJORITY;
	return (enum tally_method_id)stage_setting(stage, SETTING_METHOD);
}

/* A share only where one was said, for rules that otherwise ask for everybody. */
static int64_t threshold_of(const struct stage *stage, enum tally_method_id method)
{
	bool given = stage->settings[SETTING_THRESHOLD].given;

	if (!given && (method == TALLY_GRADIENTS || method == TALLY_FIST_TO_FIVE))
		return 0;
	if (!given && stage->activity == ACTIVITY_DECIDE &&
		stage_setting(stage, SETTING_RULE) == RULE_QUALIFIED)
		return THRESHOLD_TWO_THIRDS;
	return stage_setting(stage, SETTING_THRESHOLD);
}

static int scale_of(const struct stage *stage, enum tally_method_id method)
{
	struct texts grades = {0};

	if (tally_method(method)->shape != SHAPE_GRADE)
		return (int)stage_setting(stage, SETTING_SCALE);
	stage_grades(stage, &grades);
	int scale =
		grades.count > 1 ? (int)grades.count - 1 : (int)stage_setting(stage, SETTING_SCALE);
	if (grades.count <= 1 && stage->activity == ACTIVITY_RATE)
		scale += stage_setting(stage, SETTING_UNSURE) != 0;
	texts_finish(&grades);
	return scale;
}

struct tally_rule stage_rule(const struct stage *stage)
{
	enum tally_method_id method = method_of(stage);
	const struct tally_method *known = tally_method(method);
	int64_t threshold = threshold_of(stage, method);
	bool credits = known->shape == SHAPE_CREDITS;
	const char *seed = stage_setting_text(stage, SETTING_SEED);
	struct tally_rule rule = {.method = method,
		.dots = (int)stage_setting(stage, credits ? SETTING_CREDITS : SETTING_DOTS),
		.scale = scale_of(stage, method),
		.unsure = stage->activity == ACTIVITY_RATE &&
			  stage_setting(stage, SETTING_UNSURE) != 0,
		.numerator = (int)(threshold / 1000),
		.denominator = (int)(threshold % 1000),
		.base = method == TALLY_MAJORITY
				? (enum tally_base)stage_setting(stage, SETTING_BASE)
				: BASE_YES_NO,
		.quorum = (int)stage_setting(stage, SETTING_QUORUM),
		.seed = (known->needs & NEED_SEED) && known->answers == 0 ? seed : NULL};

	/* half must be passed, any other share be reached (Robert's Rules 44) */
	rule.at_least = rule.numerator * 2 != rule.denominator;
	if (known->needs & NEED_SEATS)
		rule.seats = (int)stage_setting(stage, SETTING_SEATS);
	if (known->needs & NEED_BUDGET) {
		rule.budget = stage_setting(stage, SETTING_BUDGET);
		rule.completion = (enum tally_completion)stage_setting(stage, SETTING_LEFT_OVER);
	}
	if (method == TALLY_RANK_TOTAL)
		rule.ranks = (int)stage_setting(stage, SETTING_RANKS);
	if (method == TALLY_GRADIENTS || method == TALLY_FIST_TO_FIVE)
		rule.bar = (int)stage_setting(stage, SETTING_BAR);
	if (method == TALLY_CONSENSUS)
		rule.bar = (int)stage_setting(stage, SETTING_ASIDE);
	return rule;
}

bool rule_takes_hands(const struct tally_rule *rule)
{
	const struct tally_method *method = tally_method(rule->method);

	return method->verdict != NULL &&
	       (method->shape == SHAPE_CHOOSE || method->shape == SHAPE_ANSWER ||
		       method->shape == SHAPE_APPROVE);
}

/* --- grades --- */

static void add_trimmed(struct texts *grades, const char *start, size_t length)
{
	while (length > 0 && *start == ' ')
		start++, length--;
	while (length > 0 && start[length - 1] == ' ')
		length--;
	if (length == 0)
		return;
	char *grade = mem_copy_bytes(start, length);
	texts_add(grades, grade);
	array_free(grade);
}

/* The words a stage grades or rates with, parted by commas; NULL where they are mere numbers. */
static const char *grade_words(const struct stage *stage)
{
	/* TRANSLATORS: grades, worst first, parted by commas */
	static const char usual[] = N_("to reject, poor, acceptable, good, very good, excellent");
	/* TRANSLATORS: answers from one end of a scale to the other, parted by commas */
	static const char rated[] = N_("disagree, rather disagree, neither, rather agree, agree");
	const char *words = stage_setting_text(
		stage, stage->activity == ACTIVITY_RATE ? SETTING_WORDS : SETTING_GRADES);

	if (words != NULL)
		return words;
	if (stage->activity == ACTIVITY_RATE)
		return _(rated);
	return stage->settings[SETTING_SCALE].given || method_of(stage) != TALLY_MAJORITY_JUDGMENT
		       ? NULL
		       : _(usual);
}

void stage_grades(const struct stage *stage, struct texts *grades)
{
	bool rated = stage->activity == ACTIVITY_RATE;
	const char *words = stage->activity == ACTIVITY_VOTE || rated ? grade_words(stage) : NULL;

	if (tally_method(method_of(stage))->shape != SHAPE_GRADE)
		return;
	for (; words != NULL && *words != '\0';) {
		size_t length = strcspn(words, ",");
		add_trimmed(grades, words, length);
		words += length + (words[length] == ',');
	}
	if (grades->count < 2 || grades->count >= TALLY_POINTS_MAX)
		texts_finish(grades);
	else if (rated && stage_setting(stage, SETTING_UNSURE))
		texts_add(grades, _("don’t know"));
}

/* --- costs --- */

static bool is_space(const char *text)
{
	return *text == ' ' || *text == '\'';
}

/* Digits, which spaces may group; around them anything but digits, a decimal point or a comma. */
static bool cost_in(const char *words, int64_t *cost)
{
	int64_t sum = 0;
	const char *at = words + strcspn(words, "0123456789");

	if (*at == '\0' || (at > words && at[-1] == '-'))
		return false;
	for (; (*at >= '0' && *at <= '9') || (is_space(at) && at[1] >= '0' && at[1] <= '9'); at++) {
		if (is_space(at))
			continue;
		sum = sum * 10 + (*at - '0');
		if (sum > COST_MOST)
			return false;
	}
	bool decimals = (*at == '.' || *at == ',') && at[1] >= '0' && at[1] <= '9';
	if (decimals || at[strcspn(at, "0123456789")] != '\0')
		return false;
	*cost = sum;
	return true;
}

bool words_cost(const char *words, int64_t *cost)
{
	const char *colon = words != NULL ? strrchr(words, ':') : NULL;

	return colon != NULL && cost_in(colon + 1, cost);
}

bool model_option_cost(const struct model *model, int stage, int64_t option, int64_t *cost)
{
	const struct card *card = model_card(model, option);
	const struct stage *from = card != NULL ? model_stage(model, card->stage) : NULL;

	for (size_t i = 0; from != NULL && i < from->columns.count && i < card->cells.count; i++)
		if (from->columns.items[i].type == COLUMN_NUMBER && card->cells.items[i] != NULL)
			return cost_in(card->cells.items[i], cost);
	return words_cost(model_option_text(model, stage, option), cost);
}
