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
#define X(member, type) {#member, FIELD_TYPE_##type, offsetof(struct body, member)},
	FIELDS(X)
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

static void *member(struct body *body, const struct field_info *field)
{
	return (char *)body + field->offset;
}

static void body_copy(struct body *to, const struct body *from)
{
	*to = *from;
	for (size_t i = 0; i < FIELD_COUNT; i++) {
		switch (fields[i].type) {
		case FIELD_TYPE_INT:
			break;
		case FIELD_TYPE_IDS: {
			struct ids *copy = member(to, &fields[i]);
			struct ids original = *copy;
			*copy = (struct ids){0};
			ids_copy(copy, &original);
			break;
		}
		case FIELD_TYPE_TEXT: {
			char **text = member(to, &fields[i]);
			*text = mem_copy_text(*text);
			break;
		}
		case FIELD_TYPE_PLAN: {
			struct plan **plan = member(to, &fields[i]);
			if (*plan != NULL) {
				const struct plan *original = *plan;
				*plan = mem_alloc(1, sizeof **plan);
				plan_copy(*plan, original);
			}
			break;
		}
		}
	}
}

void body_finish(struct body *body)
{
	for (size_t i = 0; i < FIELD_COUNT; i++) {
		void *place = member(body, &fields[i]);
		switch (fields[i].type) {
		case FIELD_TYPE_INT:
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
