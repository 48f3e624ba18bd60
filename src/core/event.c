#include "roundtable/core/event.h"

#include "roundtable/base/mem.h"

#include <string.h>

struct event_info {
	const char *name;
	const char *fields;
	const char *words;
};

static const struct event_info infos[EVENT_KINDS] = {
#define X(id, name, fields, words) [EVENT_##id] = {name, fields, words},
	EVENTS(X)
#undef X
};

static const struct field_info fields[] = {
#define X(member, type) {#member, FIELD_TYPE_##type, false, offsetof(struct body, member)},
	COMMON_FIELDS(X)
#undef X
#define X(member, type) {#member, FIELD_TYPE_##type, true, offsetof(struct rare, member)},
		RARE_FIELDS(X)
#undef X
};

enum { FIELD_COUNT = sizeof fields / sizeof fields[0] };

const char *event_name(enum event_kind kind)
{
	return infos[kind].name;
}

bool event_find(const char *name, enum event_kind *kind)
{
	for (int i = 0; i < EVENT_KINDS; i++)
		if (strcmp(infos[i].name, name) == 0) {
			*kind = (enum event_kind)i;
			return true;
		}
	return false;
}

const char *event_fields(enum event_kind kind)
{
	return infos[kind].fields;
}

const char *event_words(enum event_kind kind)
{
	return infos[kind].words;
}

const struct field_info *field_find(const char *name, size_t length)
{
	for (size_t i = 0; i < FIELD_COUNT; i++)
		if (strlen(fields[i].name) == length && memcmp(fields[i].name, name, length) == 0)
			return &fields[i];
	return NULL;
}

const struct rare *body_rare(const struct body *body)
{
	static const struct rare none;

	return body->rare != NULL ? body->rare : &none;
}

struct rare *body_rare_make(struct body *body)
{
	if (body->rare == NULL)
		body->rare = mem_alloc(1, sizeof *body->rare);
	return body->rare;
}

const void *body_place(const struct body *body, const struct field_info *field)
{
	const void *part = field->rare ? (const void *)body_rare(body) : body;

	return (const char *)part + field->offset;
}

void *body_place_make(struct body *body, const struct field_info *field)
{
	void *part = field->rare ? (void *)body_rare_make(body) : body;

	return (char *)part + field->offset;
}

int64_t body_number(const struct body *body, const struct field_info *field)
{
	const void *place = body_place(body, field);

	return field->type == FIELD_TYPE_SMALL ? *(const int32_t *)place : *(const int64_t *)place;
}

bool body_set_number(struct body *body, const struct field_info *field, int64_t number)
{
	void *place = body_place_make(body, field);

	if (field->type != FIELD_TYPE_SMALL) {
		*(int64_t *)place = number;
		return true;
	}
	if (number < INT32_MIN || number > INT32_MAX)
		return false;
	*(int32_t *)place = (int32_t)number;
	return true;
}

/* Gives what lies at `place`, so far shared with another body, a copy of its own. */
static void place_copy(void *place, enum field_type type)
{
	switch (type) {
	case FIELD_TYPE_INT:
	case FIELD_TYPE_SMALL:
		break;
	case FIELD_TYPE_IDS: {
		struct ids original = *(struct ids *)place;
		*(struct ids *)place = (struct ids){0};
		ids_copy(place, &original);
		break;
	}
	case FIELD_TYPE_TEXT: {
		char **text = place;
		*text = mem_copy_text(*text);
		break;
	}
	case FIELD_TYPE_PLAN: {
		struct plan **plan = place;
		if (*plan != NULL) {
			const struct plan *original = *plan;
			*plan = mem_alloc(1, sizeof **plan);
			plan_copy(*plan, original);
		}
		break;
	}
	}
}

static void place_finish(void *place, enum field_type type)
{
	switch (type) {
	case FIELD_TYPE_INT:
	case FIELD_TYPE_SMALL:
		break;
	case FIELD_TYPE_IDS:
		array_finish((struct ids *)place);
		break;
	case FIELD_TYPE_TEXT:
		array_free(*(char **)place);
		break;
	case FIELD_TYPE_PLAN:
		plan_finish(*(struct plan **)place);
		array_free(*(struct plan **)place);
		break;
	}
}

/* The common fields are numbers: only the rare ones own anything. */
static void body_copy(struct body *to, const struct body *from)
{
	*to = *from;
	if (from->rare == NULL)
		return;
	to->rare = NULL;
	*body_rare_make(to) = *from->rare;
	for (size_t i = 0; i < FIELD_COUNT; i++)
		place_copy(body_place_make(to, &fields[i]), fields[i].type);
}

void body_finish(struct body *body)
{
	for (size_t i = 0; body->rare != NULL && i < FIELD_COUNT; i++)
		place_finish(body_place_make(body, &fields[i]), fields[i].type);
	array_free(body->rare);
	memset(body, 0, sizeof *body);
}

void event_copy(struct event *to, const struct event *from)
{
	*to = *from;
	body_copy(&to->body, &from->body);
	to->words = (struct texts){0};
	texts_copy(&to->words, &from->words);
}

void event_finish(struct event *event)
{
	if (event == NULL)
		return;
	body_finish(&event->body);
	texts_finish(&event->words);
	memset(event, 0, sizeof *event);
}

const char *event_word(const struct event *event, size_t index)
{
	if (event->erased)
		return NULL;
	return index < event->words.count ? event->words.items[index] : "";
}
