#include "json.h"

#include "roundtable/base/mem.h"

#include <stdlib.h>
#include <string.h>

/*
 * Bounds on what a file may claim, far above what a programme of 128 KiB can say: they keep sums of
 * minutes within an int whoever wrote the file.
 */
enum { MINUTES_MAX = 100000, STAGES_MAX = 10000, PEOPLE_MAX = 100000 };

/* --- writing --- */

/* A member whose default is the empty text. */
static void write_member(struct buf *out, const char *name, const char *text)
{
	if (!text || !*text)
		return;
	write_name(out, name);
	write_text(out, text);
}

static void write_count(struct buf *out, const char *name, int64_t number)
{
	if (number == 0)
		return;
	write_name(out, name);
	write_number(out, number);
}

static void write_list(struct buf *out, const char *name, const struct texts *texts)
{
	if (texts->count == 0)
		return;
	write_name(out, name);
	write_texts(out, texts);
}

/* Begins item `index` of an array of objects under `name`. */
static void begin_item(struct buf *out, const char *name, size_t index)
{
	if (index == 0) {
		write_name(out, name);
		buf_byte(out, '[');
	} else {
		buf_byte(out, ',');
	}
	buf_byte(out, '{');
}

static void end_list(struct buf *out, size_t count)
{
	if (count > 0)
		buf_byte(out, ']');
}

static void write_columns(struct buf *out, const struct columns *columns)
{
	for (size_t i = 0; i < columns->count; i++) {
		const struct column *column = &columns->items[i];

		begin_item(out, "columns", i);
		write_member(out, "name", column->name);
		write_name(out, "type");
		write_text(out, column_type_name(column->type));
		write_list(out, "choices", &column->choices);
		buf_byte(out, '}');
	}
	end_list(out, columns->count);
}

static void write_setting(struct buf *out, enum setting setting, const struct setting_value *value)
{
	const struct setting_info *info = setting_info(setting);
	const char *word = NULL;
	size_t length = 0;

	write_name(out, info->name);
	if (info->type == SETTING_TYPE_WORD)
		word = setting_word(setting, (size_t)value->number, &length);
	if (info->type == SETTING_TYPE_TEXT || info->type == SETTING_TYPE_ROLES) {
		write_text(out, value->text ? value->text : "");
	} else if (word) {
		char *copy = mem_copy_bytes(word, length);
		write_text(out, copy);
		free(copy);
	} else {
		write_number(out, value->number);
	}
}

static void write_settings(struct buf *out, const struct stage *stage)
{
	bool any = false;

	for (size_t i = 0; i < SETTINGS; i++) {
		if (!stage->settings[i].given)
			continue;
		if (!any) {
			write_name(out, "settings");
			buf_byte(out, '{');
		}
		any = true;
		write_setting(out, (enum setting)i, &stage->settings[i]);
	}
	if (any)
		buf_byte(out, '}');
}

static void write_stages(struct buf *out, const struct stages *stages)
{
	for (size_t i = 0; i < stages->count; i++) {
		const struct stage *stage = &stages->items[i];

		begin_item(out, "stages", i);
		write_member(out, "name", stage->name);
		write_member(out, "title", stage->title);
		write_name(out, "activity");
		write_text(out, activity_name(stage->activity));
		write_count(out, "minutes", stage->minutes);
		write_member(out, "prompt", stage->prompt);
		write_member(out, "notes", stage->notes);
		write_list(out, "items", &stage->items);
		write_columns(out, &stage->columns);
		write_settings(out, stage);
		buf_byte(out, '}');
	}
	end_list(out, stages->count);
}

void write_plan(struct buf *out, const struct plan *plan)
{
	buf_byte(out, '{');
	write_member(out, "title", plan->title);
	write_member(out, "kind", purpose_name(plan->kind));
	write_member(out, "for_whom", plan->for_whom);
	write_member(out, "comes_out", plan->comes_out);
	write_member(out, "sources", plan->sources);
	write_count(out, "fewest", plan->fewest);
	write_count(out, "most", plan->most);
	write_member(out, "purpose", plan->purpose);
	write_member(out, "language", plan->language);
	write_count(out, "minutes", plan->minutes);
	for (size_t i = 0; i < plan->roles.count; i++) {
		begin_item(out, "roles", i);
		write_member(out, "name", plan->roles.items[i].name);
		write_member(out, "group", plan->roles.items[i].group);
		buf_byte(out, '}');
	}
	end_list(out, plan->roles.count);
	for (size_t i = 0; i < plan->people.count; i++) {
		begin_item(out, "people", i);
		write_member(out, "name", plan->people.items[i].name);
		write_member(out, "role", plan->people.items[i].role);
		buf_byte(out, '}');
	}
	end_list(out, plan->people.count);
	write_stages(out, &plan->stages);
	buf_byte(out, '}');
}

/* --- reading --- */

/* Reads member `name`; when it is not there, a copy of `standard` (NULL stays NULL). */
static bool read_member(const json_t *object, const char *name, const char *standard, char **text,
	struct error *err)
{
	const json_t *value = json_object_get(object, name);

	if (value && !json_is_string(value))
		return read_refuse(name, err);
	free(*text);
	*text = mem_copy_text(value ? json_string_value(value) : standard);
	return true;
}

/* Reads a number from 0 to `most`; 0 when it is not there. */
static bool read_count(
	const json_t *object, const char *name, int most, int *number, struct error *err)
{
	const json_t *value = json_object_get(object, name);

	if (!value)
		return true;
	if (!json_is_integer(value) || json_integer_value(value) < 0 ||
		json_integer_value(value) > most)
		return read_refuse(name, err);
	*number = (int)json_integer_value(value);
	return true;
}

static bool read_minutes(const json_t *object, int *minutes, struct error *err)
{
	return read_count(object, "minutes", MINUTES_MAX, minutes, err);
}

/* A purpose that came later than this program is none. */
static bool read_kind(const json_t *object, enum purpose *kind, struct error *err)
{
	const json_t *value = json_object_get(object, "kind");

	if (value && !json_is_string(value))
		return read_refuse("kind", err);
	for (int i = PURPOSE_NONE + 1; value && i < PURPOSES; i++) {
		if (strcmp(purpose_name((enum purpose)i), json_string_value(value)) == 0)
			*kind = (enum purpose)i;
	}
	return true;
}

static bool read_list(
	const json_t *object, const char *name, struct texts *texts, struct error *err)
{
	const json_t *value = json_object_get(object, name);

	return !value || read_texts(value, name, texts, err);
}

/*
 * Finds the array under `name`, *count items; a missing one has none. Each item must be an object.
 */
static bool read_objects(const json_t *object, const char *name, const json_t **array,
	size_t *count, struct error *err)
{
	*array = json_object_get(object, name);
	*count = json_array_size(*array);
	if (*array && !json_is_array(*array))
		return read_refuse(name, err);
	for (size_t i = 0; i < *count; i++) {
		if (!json_is_object(json_array_get(*array, i)))
			return read_refuse(name, err);
	}
	return true;
}

static bool column_type_find(const char *name, enum column_type *type)
{
	for (int i = 0; i < COLUMN_TYPES; i++) {
		if (strcmp(column_type_name((enum column_type)i), name) == 0) {
			*type = (enum column_type)i;
			return true;
		}
	}
	return false;
}

static bool read_columns(const json_t *object, struct columns *columns, struct error *err)
{
	const json_t *array;
	size_t count;

	if (!read_objects(object, "columns", &array, &count, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		const json_t *item = json_array_get(array, i);
		const char *type = json_string_value(json_object_get(item, "type"));
		struct column *column = array_push(columns);

		*column = (struct column){0};
		if (!type || !column_type_find(type, &column->type))
			return read_refuse("type", err);
		if (!read_member(item, "name", "", &column->name, err) ||
			!read_list(item, "choices", &column->choices, err))
			return false;
	}
	return true;
}

static bool word_find(enum setting setting, const char *word, int64_t *number)
{
	for (size_t i = 0; i < setting_words(setting); i++) {
		size_t length;
		const char *choice = setting_word(setting, i, &length);
		if (choice && strlen(word) == length && memcmp(choice, word, length) == 0) {
			*number = (int64_t)i;
			return true;
		}
	}
	return false;
}

/* Whether the rest of the program can work with this number in stage `stage`. */
static bool number_holds(const struct setting_info *info, int64_t number, size_t stage)
{
	switch (info->type) {
	case SETTING_TYPE_YES_NO:
	case SETTING_TYPE_NUMBER:
	case SETTING_TYPE_MINUTES:
		return number >= info->min && number <= info->max;
	case SETTING_TYPE_STAGE:
		/* Earlier ones only: a circle of stages would never end. */
		return number >= -1 && number < (int64_t)stage;
	case SETTING_TYPE_FRACTION:
		return number / 1000 >= 1 && number % 1000 >= 1 && number / 1000 <= number % 1000;
	case SETTING_TYPE_WORD:
	case SETTING_TYPE_TEXT:
	case SETTING_TYPE_ROLES:
		return false;
	}
	return false;
}

static bool read_setting(
	const json_t *value, enum setting setting, size_t stage, struct setting_value *to)
{
	const struct setting_info *info = setting_info(setting);

	to->given = true;
	if (json_is_integer(value)) {
		to->number = json_integer_value(value);
		return number_holds(info, to->number, stage);
	}
	if (!json_is_string(value))
		return false;
	if (info->type == SETTING_TYPE_WORD)
		return word_find(setting, json_string_value(value), &to->number);
	if (info->type != SETTING_TYPE_TEXT && info->type != SETTING_TYPE_ROLES)
		return false;
	to->text = mem_copy_text(json_string_value(value));
	return true;
}

static bool read_settings(
	const json_t *object, size_t index, struct stage *stage, struct error *err)
{
	const json_t *settings = json_object_get(object, "settings");

	if (settings && !json_is_object(settings))
		return read_refuse("settings", err);
	for (size_t i = 0; settings && i < SETTINGS; i++) {
		const char *name = setting_info((enum setting)i)->name;
		const json_t *value = json_object_get(settings, name);
		if (value && !read_setting(value, (enum setting)i, index, &stage->settings[i]))
			return read_refuse(name, err);
	}
	return true;
}

static bool read_stages(const json_t *object, struct plan *plan, struct error *err)
{
	const json_t *array;
	size_t count;

	if (!read_objects(object, "stages", &array, &count, err))
		return false;
	if (count == 0 || count > STAGES_MAX)
		return read_refuse("stages", err);
	for (size_t i = 0; i < count; i++) {
		const json_t *item = json_array_get(array, i);
		const char *activity = json_string_value(json_object_get(item, "activity"));
		struct stage *stage = plan_add_stage(plan);

		if (!activity || !activity_find(activity, &stage->activity))
			return read_refuse("activity", err);
		if (!read_member(item, "name", NULL, &stage->name, err) ||
			!read_member(item, "title", "", &stage->title, err) ||
			!read_minutes(item, &stage->minutes, err) ||
			!read_member(item, "prompt", "", &stage->prompt, err) ||
			!read_member(item, "notes", "", &stage->notes, err) ||
			!read_list(item, "items", &stage->items, err) ||
			!read_columns(item, &stage->columns, err) ||
			!read_settings(item, i, stage, err))
			return false;
	}
	return true;
}

static bool read_roles(const json_t *object, struct roles *roles, struct error *err)
{
	const json_t *array;
	size_t count;

	if (!read_objects(object, "roles", &array, &count, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		const json_t *item = json_array_get(array, i);
		struct role *role = array_push(roles);

		*role = (struct role){0};
		if (!read_member(item, "name", "", &role->name, err) ||
			!read_member(item, "group", NULL, &role->group, err))
			return false;
	}
	return true;
}

static bool read_people(const json_t *object, struct plan_people *people, struct error *err)
{
	const json_t *array;
	size_t count;

	if (!read_objects(object, "people", &array, &count, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		const json_t *item = json_array_get(array, i);
		struct plan_person *person = array_push(people);

		*person = (struct plan_person){0};
		if (!read_member(item, "name", "", &person->name, err) ||
			!read_member(item, "role", "", &person->role, err))
			return false;
	}
	return true;
}

bool read_plan(const json_t *value, struct plan *plan, struct error *err)
{
	if (!json_is_object(value))
		return read_refuse("plan", err);
	return read_member(value, "title", "", &plan->title, err) &&
	       read_kind(value, &plan->kind, err) &&
	       read_member(value, "for_whom", NULL, &plan->for_whom, err) &&
	       read_member(value, "comes_out", NULL, &plan->comes_out, err) &&
	       read_member(value, "sources", NULL, &plan->sources, err) &&
	       read_count(value, "fewest", PEOPLE_MAX, &plan->fewest, err) &&
	       read_count(value, "most", PEOPLE_MAX, &plan->most, err) &&
	       read_member(value, "purpose", "", &plan->purpose, err) &&
	       read_member(value, "language", "en", &plan->language, err) &&
	       read_minutes(value, &plan->minutes, err) && read_roles(value, &plan->roles, err) &&
	       read_people(value, &plan->people, err) && read_stages(value, plan, err);
}
