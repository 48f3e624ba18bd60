#include "reader.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"

#include <stdlib.h>
#include <string.h>

/* Bytes; what is longer before its colon is a sentence and was meant for the room. */
enum { KEY_MAX = 24 };

/* An apostrophe of print is one of the keyboard. */
static char *plain_key(const char *key)
{
	struct buf plain = {0};

	for (const char *at = key; *at != '\0';) {
		bool curly = strncmp(at, "’", strlen("’")) == 0;
		buf_add(&plain, curly ? "'" : at, 1);
		at += curly ? strlen("’") : 1;
	}
	return buf_take(&plain);
}

/* The scale of a rating is its answers. */
static bool setting_find(const struct reader *reader, const char *key, enum setting *setting)
{
	const struct stages *stages = &reader->plan.stages;
	bool rates = stages->items[stages->count - 1].activity == ACTIVITY_RATE;
	char *plain = plain_key(key);
	bool found = false;

	for (size_t i = 0; i < SETTINGS && !found; i++) {
		found = same_word(plain, setting_info((enum setting)i)->name);
		if (found)
			*setting = rates && i == SETTING_SCALE ? SETTING_WORDS : (enum setting)i;
	}
	free(plain);
	return found;
}

static void no_setting(struct reader *reader, const char *text, int line)
{
	mistake(reader, line,
		_("“%s” is no setting, which is written “key: value”; what people shall see is a "
		  "paragraph or a numbered list."),
		shown(reader, text));
}

static void unknown_setting(struct reader *reader, const char *key, int line)
{
	const char *names[SETTINGS + 2] = {"name", "column"};

	for (size_t i = 0; i < SETTINGS; i++)
		names[i + 2] = setting_info((enum setting)i)->name;
	mistake(reader, line, _("There is no setting “%s”."), shown(reader, key));
	suggest(reader, key, names, SETTINGS + 2);
}

/* Reports a setting the activity does not have, naming those that do. */
static void wrong_activity(struct reader *reader, const char *name, unsigned activities, int line)
{
	struct buf those = {0};

	for (size_t i = 0; i < ACTIVITY_COUNT; i++) {
		if (!(activities & 1u << i))
			continue;
		buf_text_add(&those, those.count ? ", " : "");
		buf_text_add(&those, activity_name((enum activity)i));
	}
	mistake(reader, line, _("“%s” has no setting “%s”; it belongs to: %s."),
		activity_name(stage_now(reader)->activity), name, buf_text(&those));
	buf_finish(&those);
}

static bool read_word(
	struct reader *reader, enum setting setting, const char *value, int line, int64_t *number)
{
	struct texts words = {0};
	struct buf all = {0};
	bool found = false;

	for (size_t i = 0; i < setting_words(setting); i++) {
		size_t length = 0;
		const char *start = setting_word(setting, i, &length);
		char *word = mem_copy_bytes(start, length);

		if (same_word(word, value)) {
			*number = (int64_t)i;
			found = true;
		}
		buf_text_add(&all, i ? ", " : "");
		buf_text_add(&all, word);
		texts_add(&words, word);
		free(word);
	}
	if (!found) {
		mistake(reader, line, _("“%s” cannot be “%s”; it is one of: %s."),
			setting_info(setting)->name, shown(reader, value), buf_text(&all));
		suggest(reader, value, (const char *const *)words.items, words.count);
	}
	texts_finish(&words);
	buf_finish(&all);
	return found;
}

static bool read_yes_no(
	struct reader *reader, const char *name, const char *value, int line, int64_t *number)
{
	if (same_word(value, "yes") || same_word(value, "no")) {
		*number = same_word(value, "yes");
		return true;
	}
	mistake(reader, line, _("“%s” is yes or no, not “%s”."), name, shown(reader, value));
	return false;
}

static bool within(struct reader *reader, const struct setting_info *info, int64_t number, int line)
{
	if (number >= info->min && number <= info->max)
		return true;
	if (info->type == SETTING_TYPE_MINUTES)
		mistake(reader, line, _("“%s” is %d to %d min."), info->name, (int)info->min,
			(int)info->max);
	else
		mistake(reader, line, _("“%s” is a number from %d to %d."), info->name,
			(int)info->min, (int)info->max);
	return false;
}

/* A share such as 2/3, kept as numerator × 1000 + denominator. */
static bool read_fraction(
	struct reader *reader, const char *name, const char *value, int line, int64_t *number)
{
	const char *rest = value;
	char *over = next_part(&rest, '/');
	char *under = rest ? clean(rest, strlen(rest)) : NULL;
	int64_t numerator = 0, denominator = 0;
	bool good = under && read_number(over, &numerator) && read_number(under, &denominator) &&
		    numerator >= 1 && denominator <= 999 && numerator <= denominator;

	free(over);
	free(under);
	if (!good) {
		mistake(reader, line, _("“%s” is a share such as 1/2 or 2/3, not “%s”."), name,
			shown(reader, value));
		return false;
	}
	*number = numerator * 1000 + denominator;
	return true;
}

static bool read_value(struct reader *reader, enum setting setting, const char *value, int line,
	struct setting_value *result)
{
	const struct setting_info *info = setting_info(setting);
	int64_t *number = &result->number;

	switch (info->type) {
	case SETTING_TYPE_YES_NO:
		return read_yes_no(reader, info->name, value, line, number);
	case SETTING_TYPE_NUMBER:
		if (!read_number(value, number)) {
			mistake(reader, line, _("“%s” is a whole number, not “%s”."), info->name,
				shown(reader, value));
			return false;
		}
		return within(reader, info, *number, line);
	case SETTING_TYPE_MINUTES:
		if (!read_minutes(value, number)) {
			mistake(reader, line, _("“%s” is a length such as “5 min”, not “%s”."),
				info->name, shown(reader, value));
			return false;
		}
		return within(reader, info, *number, line);
	case SETTING_TYPE_WORD:
		return read_word(reader, setting, value, line, number);
	case SETTING_TYPE_STAGE:
		*number = info->standard;
		source_now(reader)->reference[setting] = mem_copy_text(value);
		return true;
	case SETTING_TYPE_FRACTION:
		return read_fraction(reader, info->name, value, line, number);
	case SETTING_TYPE_TEXT:
		result->text = mem_copy_text(value);
		return true;
	case SETTING_TYPE_ROLES:
		source_now(reader)->reference[setting] = mem_copy_text(value);
		return true;
	}
	return false;
}

static void set(struct reader *reader, enum setting setting, const char *value, int line)
{
	const struct setting_info *info = setting_info(setting);
	struct stage_source *source = source_now(reader);
	struct stage *stage = stage_now(reader);
	struct setting_value result = {.given = true};

	if (source->setting_line[setting]) {
		mistake(reader, line, _("“%s” stands here twice; the first is in line %d."),
			info->name, source->setting_line[setting]);
		return;
	}
	source->setting_line[setting] = line;
	if (source->understood && !(info->activities & 1u << stage->activity))
		wrong_activity(reader, info->name, info->activities, line);
	else if (read_value(reader, setting, value, line, &result))
		stage->settings[setting] = result;
}

static void set_name(struct reader *reader, const char *value, int line)
{
	struct stage_source *source = source_now(reader);

	if (source->name_line) {
		mistake(reader, line, _("“%s” stands here twice; the first is in line %d."), "name",
			source->name_line);
		return;
	}
	source->name_line = line;
	if (name_fits(reader, line, value))
		stage_now(reader)->name = mem_copy_text(value);
}

static void set_column(struct reader *reader, const char *value, int line)
{
	struct stage_source *source = source_now(reader);

	if (!source->column_line)
		source->column_line = line;
	if (source->understood && stage_now(reader)->activity != ACTIVITY_COLLECT)
		wrong_activity(reader, "column", FOR(COLLECT), line);
	else
		column_read(reader, value, line);
}

void setting_read(struct reader *reader, const char *text, int line)
{
	char *key = NULL, *value = NULL;
	enum setting setting = SETTING_OPTIONAL;

	if (!split_key(text, &key, &value) || !*key || strlen(key) > KEY_MAX) {
		no_setting(reader, text, line);
	} else if (!*value) {
		mistake(reader, line, _("“%s:” says nothing."), shown(reader, key));
	} else if (same_word(key, "name")) {
		set_name(reader, value, line);
	} else if (same_word(key, "column")) {
		set_column(reader, value, line);
	} else if (setting_find(reader, key, &setting)) {
		set(reader, setting, value, line);
	} else {
		unknown_setting(reader, key, line);
	}
	free(key);
	free(value);
}
