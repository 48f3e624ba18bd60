#include "roundtable/core/plan.h"

#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"

#include <stdlib.h>
#include <string.h>

const char *column_type_name(enum column_type type)
{
	static const char *const names[COLUMN_TYPES] = {
		[COLUMN_TEXT] = "text",
		[COLUMN_NUMBER] = "number",
		[COLUMN_DATE] = "date",
		[COLUMN_PERSON] = "person",
		[COLUMN_ROLE] = "role",
		[COLUMN_CHOICE] = "one of",
	};

	return names[type];
}

const char *purpose_name(enum purpose purpose)
{
	static const char *const names[PURPOSES] = {
#define X(id, word) [PURPOSE_##id] = word,
		PURPOSE_LIST(X)
#undef X
	};

	return names[purpose];
}

static void stage_finish(struct stage *stage)
{
	free(stage->name);
	free(stage->title);
	free(stage->prompt);
	free(stage->notes);
	texts_finish(&stage->items);
	for (size_t i = 0; i < stage->columns.count; i++) {
		free(stage->columns.items[i].name);
		texts_finish(&stage->columns.items[i].choices);
	}
	array_finish(&stage->columns);
	for (size_t i = 0; i < SETTINGS; i++)
		free(stage->settings[i].text);
}

void plan_finish(struct plan *plan)
{
	if (!plan)
		return;
	for (size_t i = 0; i < plan->roles.count; i++) {
		free(plan->roles.items[i].name);
		free(plan->roles.items[i].group);
	}
	array_finish(&plan->roles);
	for (size_t i = 0; i < plan->stages.count; i++)
		stage_finish(&plan->stages.items[i]);
	array_finish(&plan->stages);
	for (size_t i = 0; i < plan->people.count; i++) {
		free(plan->people.items[i].name);
		free(plan->people.items[i].role);
	}
	array_finish(&plan->people);
	free(plan->title);
	free(plan->for_whom);
	free(plan->comes_out);
	free(plan->sources);
	free(plan->purpose);
	free(plan->language);
	*plan = (struct plan){0};
}

static void stage_copy(struct stage *to, const struct stage *from)
{
	*to = (struct stage){
		.name = mem_copy_text(from->name),
		.title = mem_copy_text(from->title),
		.activity = from->activity,
		.minutes = from->minutes,
		.prompt = mem_copy_text(from->prompt),
		.notes = mem_copy_text(from->notes),
	};
	texts_copy(&to->items, &from->items);
	for (size_t i = 0; i < from->columns.count; i++) {
		const struct column *column = &from->columns.items[i];
		struct column *copy = array_push(&to->columns);

		*copy = (struct column){.name = mem_copy_text(column->name), .type = column->type};
		texts_copy(&copy->choices, &column->choices);
	}
	for (size_t i = 0; i < SETTINGS; i++) {
		to->settings[i] = from->settings[i];
		to->settings[i].text = mem_copy_text(from->settings[i].text);
	}
}

void plan_copy(struct plan *to, const struct plan *from)
{
	struct plan copy = {.minutes = from->minutes,
		.kind = from->kind,
		.fewest = from->fewest,
		.most = from->most};

	copy.title = mem_copy_text(from->title);
	copy.purpose = mem_copy_text(from->purpose);
	copy.for_whom = mem_copy_text(from->for_whom);
	copy.comes_out = mem_copy_text(from->comes_out);
	copy.sources = mem_copy_text(from->sources);
	copy.language = mem_copy_text(from->language);
	for (size_t i = 0; i < from->roles.count; i++) {
		const struct role *role = &from->roles.items[i];

		*array_push(&copy.roles) = (struct role){
			.name = mem_copy_text(role->name), .group = mem_copy_text(role->group)};
	}
	for (size_t i = 0; i < from->stages.count; i++)
		stage_copy(array_push(&copy.stages), &from->stages.items[i]);
	for (size_t i = 0; i < from->people.count; i++) {
		const struct plan_person *person = &from->people.items[i];

		*array_push(&copy.people) = (struct plan_person){
			.name = mem_copy_text(person->name), .role = mem_copy_text(person->role)};
	}
	/* Only now, so that a plan may be copied onto itself. */
	plan_finish(to);
	*to = copy;
}

struct stage *plan_add_stage(struct plan *plan)
{
	struct stage *stage = array_push(&plan->stages);

	*stage = (struct stage){
		.title = mem_copy_text(""),
		.prompt = mem_copy_text(""),
		.notes = mem_copy_text(""),
	};
	for (size_t i = 0; i < SETTINGS; i++)
		stage->settings[i].number = setting_info((enum setting)i)->standard;
	return stage;
}

int plan_stage_minutes(const struct plan *plan, bool with_optional)
{
	int sum = 0;

	for (size_t i = 0; i < plan->stages.count; i++) {
		const struct stage *stage = &plan->stages.items[i];

		if (with_optional || !stage_setting(stage, SETTING_OPTIONAL))
			sum += stage->minutes;
	}
	return sum;
}

enum { AT_BEGINNING = 1, AT_WORD, NOWHERE };

/* Where a text stands in a name, both folded: it is the name, at its beginning, at that of a later
 * word, or nowhere. */
static int where_in(const char *name, const char *text, size_t length)
{
	if (strcmp(name, text) == 0)
		return 0;
	if (strncmp(name, text, length) == 0)
		return AT_BEGINNING;
	for (const char *word = strchr(name, ' '); word != NULL; word = strchr(word + 1, ' '))
		if (strncmp(word + 1, text, length) == 0)
			return AT_WORD;
	return NOWHERE;
}

void texts_meant(const struct texts *words, const char *text, struct ids *meant)
{
	char *wanted = text_fold(text);
	int best = NOWHERE;

	for (size_t i = 0; i < words->count; i++) {
		char *name = text_fold(words->items[i]);
		int where = where_in(name, wanted, strlen(wanted));
		free(name);
		if (where < best) {
			best = where;
			meant->count = 0;
		}
		if (where == best && where < NOWHERE)
			ids_add(meant, (int64_t)i);
	}
	free(wanted);
}

static void add_roles(const struct plan *plan, struct texts *words)
{
	for (size_t i = 0; i < plan->roles.count; i++)
		texts_add(words, plan->roles.items[i].name);
}

void column_words(const struct plan *plan, const struct column *column, struct texts *words)
{
	if (column->type == COLUMN_ROLE)
		add_roles(plan, words);
	for (size_t i = 0; i < column->choices.count; i++)
		texts_add(words, column->choices.items[i]);
}

static void roles_meant(const struct plan *plan, const char *text, struct ids *roles)
{
	struct texts words = {0};

	add_roles(plan, &words);
	texts_meant(&words, text, roles);
	texts_finish(&words);
}

int plan_role(const struct plan *plan, const char *text)
{
	struct ids roles = {0};

	roles_meant(plan, text, &roles);
	int role = text[0] != '\0' && roles.count == 1 ? (int)roles.items[0] : -1;
	array_finish(&roles);
	return role;
}

size_t plan_roles_meant(const struct plan *plan, const char *text, struct buf *names)
{
	struct ids roles = {0};

	roles_meant(plan, text, &roles);
	size_t count = roles.count;
	for (size_t i = 0; i < count; i++)
		buf_format(
			names, "%s%s", i > 0 ? ", " : "", plan->roles.items[roles.items[i]].name);
	array_finish(&roles);
	return count;
}

int plan_source(const struct plan *plan, int stage)
{
	/* a reference always points to an earlier stage, so this ends */
	while (stage >= 0 && (size_t)stage < plan->stages.count) {
		int64_t from = stage_setting(&plan->stages.items[stage], SETTING_FROM);
		if (from < 0 || from >= stage)
			break;
		stage = (int)from;
	}
	return stage;
}

static void add_columns(const struct columns *from, struct columns *to)
{
	for (size_t i = 0; i < from->count; i++)
		*array_push(to) = from->items[i];
}

void plan_columns(const struct plan *plan, int stage, struct columns *columns)
{
	int source = plan_source(plan, stage);
	const struct stage *first = source >= 0 && (size_t)source < plan->stages.count
					    ? &plan->stages.items[source]
					    : NULL;

	if (first == NULL || first->activity != ACTIVITY_COLLECT)
		return;
	if (first->columns.count == 0)
		*array_push(columns) = (struct column){.name = ""};
	for (int i = source; i <= stage; i++)
		if (plan->stages.items[i].activity == ACTIVITY_COLLECT &&
			plan_source(plan, i) == source)
			add_columns(&plan->stages.items[i].columns, columns);
}

int columns_find(const struct columns *columns, const char *name, size_t length)
{
	int found = -1;

	while (length > 0 && name[0] == ' ') {
		name++;
		length--;
	}
	while (length > 0 && name[length - 1] == ' ')
		length--;
	char *plain = mem_copy_bytes(name, length);
	for (size_t i = 0; i < columns->count && found < 0 && length > 0; i++)
		found = text_same_folded(columns->items[i].name, plain) ? (int)i : -1;
	free(plain);
	return found;
}

int64_t stage_setting(const struct stage *stage, enum setting setting)
{
	return stage->settings[setting].number;
}

bool stage_reads_this(const struct stage *stage)
{
	return stage->activity == ACTIVITY_CLOSE &&
	       stage_setting(stage, SETTING_READS) == READS_THIS;
}

bool stage_reads_last(const struct stage *stage)
{
	return stage->activity == ACTIVITY_CLOSE &&
	       stage_setting(stage, SETTING_READS) == READS_LAST;
}

bool stage_same(const struct stage *one, const struct stage *other)
{
	if (one->activity != other->activity)
		return false;
	if (one->name != NULL && other->name != NULL)
		return strcmp(one->name, other->name) == 0;
	return strcmp(one->title, other->title) == 0;
}

const char *stage_setting_text(const struct stage *stage, enum setting setting)
{
	return stage->settings[setting].text;
}
