#include "roundtable/core/setting.h"

#include "roundtable/core/sentence.h"

#include <string.h>

static const struct {
	const char *name, *help;
} activities[ACTIVITY_COUNT] = {
#define X(id, name, help) [ACTIVITY_##id] = {name, help},
	ACTIVITIES(X)
#undef X
};

static const struct setting_info settings[SETTINGS] = {
#define X(id, name, activities, type, words, min, max, standard, help)                             \
	[SETTING_##id] = {name, activities, SETTING_TYPE_##type, words, min, max, standard, help},
	SETTING_LIST(X)
#undef X
};

const char *activity_name(enum activity activity)
{
	return activities[activity].name;
}

const char *activity_help(enum activity activity)
{
	return activities[activity].help;
}

bool activity_find(const char *name, enum activity *activity)
{
	for (size_t i = 0; i < ACTIVITY_COUNT; i++) {
		if (strcmp(activities[i].name, name) == 0) {
			*activity = (enum activity)i;
			return true;
		}
	}
	return false;
}

const struct setting_info *setting_info(enum setting setting)
{
	return &settings[setting];
}

/* Counting rules are named in one table, their own. */
size_t setting_words(enum setting setting)
{
	if (setting == SETTING_METHOD)
		return TALLY_METHODS;
	const char *words = settings[setting].words;
	size_t count = *words ? 1 : 0;

	for (; *words; words++)
		count += *words == '|';
	return count;
}

static const char *method_word(size_t index, size_t *length)
{
	*length = 0;
	if (index >= TALLY_METHODS)
		return NULL;
	const char *name = tally_method((enum tally_method_id)index)->name;
	*length = strlen(name);
	return name;
}

const char *setting_word(enum setting setting, size_t index, size_t *length)
{
	const char *word = settings[setting].words;

	if (setting == SETTING_METHOD)
		return method_word(index, length);
	for (; index > 0; index--) {
		word = strchr(word, '|');
		if (!word) {
			*length = 0;
			return NULL;
		}
		word++;
	}
	*length = strcspn(word, "|");
	return *length ? word : NULL;
}

/* What a setting needs of the rule: a property, a ballot, or one of two rules. */
static const struct heeding {
	enum setting setting;
	unsigned needs;
	enum ballot_shape shape;
	enum tally_method_id rule, other;
} heedings[] = {
	{SETTING_DOTS, 0, SHAPE_POINTS, TALLY_METHODS, TALLY_METHODS},
	{SETTING_CREDITS, 0, SHAPE_CREDITS, TALLY_METHODS, TALLY_METHODS},
	{SETTING_SCALE, NEED_SCALE, SHAPES, TALLY_METHODS, TALLY_METHODS},
	{SETTING_GRADES, 0, SHAPE_GRADE, TALLY_METHODS, TALLY_METHODS},
	{SETTING_RANKS, 0, SHAPES, TALLY_RANK_TOTAL, TALLY_METHODS},
	{SETTING_SEATS, NEED_SEATS, SHAPES, TALLY_METHODS, TALLY_METHODS},
	{SETTING_BAR, 0, SHAPES, TALLY_GRADIENTS, TALLY_FIST_TO_FIVE},
	{SETTING_BUDGET, NEED_BUDGET, SHAPES, TALLY_METHODS, TALLY_METHODS},
	{SETTING_LEFT_OVER, NEED_BUDGET, SHAPES, TALLY_METHODS, TALLY_METHODS},
	{SETTING_SEED, NEED_SEED, SHAPES, TALLY_METHODS, TALLY_METHODS},
	{SETTING_THRESHOLD, NEED_SHARE, SHAPES, TALLY_METHODS, TALLY_METHODS},
	{SETTING_BASE, 0, SHAPES, TALLY_MAJORITY, TALLY_METHODS},
	{SETTING_ASIDE, 0, SHAPES, TALLY_CONSENSUS, TALLY_METHODS},
};

bool setting_heeded(enum setting setting, int method)
{
	enum tally_method_id id = (enum tally_method_id)method;
	const struct tally_method *rule = tally_method(id);

	if (setting == SETTING_STOP_AT)
		return rule_can_stop(&(struct tally_rule){.method = id});
	for (size_t i = 0; i < sizeof heedings / sizeof *heedings; i++)
		if (heedings[i].setting == setting)
			return (rule->needs & heedings[i].needs) != 0 ||
			       rule->shape == heedings[i].shape || id == heedings[i].rule ||
			       id == heedings[i].other;
	return true;
}
