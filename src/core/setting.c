#include "roundtable/core/setting.h"

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

size_t setting_words(enum setting setting)
{
	const char *words = settings[setting].words;
	size_t count = *words ? 1 : 0;

	for (; *words; words++)
		count += *words == '|';
	return count;
}

const char *setting_word(enum setting setting, size_t index, size_t *length)
{
	const char *word = settings[setting].words;

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
