#include "roundtable/codec/codec.h"

#include "json.h"

#include "roundtable/base/clock.h"
#include "roundtable/base/date.h"
#include "roundtable/base/mem.h"

#include <string.h>

/* The next of the names parted by spaces at *names, which moves on; NULL at the end. */
static const struct field_info *next_field(const char **names)
{
	while (**names) {
		size_t length = strcspn(*names, " ");
		const struct field_info *field = field_find(*names, length);

		*names += length + strspn(*names + length, " ");
		if (field)
			return field;
	}
	return NULL;
}

/* What an int reads as when it is not there: "none" where 0 is the first of a list. */
static int64_t standard(const struct field_info *field)
{
	bool index = field->offset == offsetof(struct body, stage) ||
		     field->offset == offsetof(struct body, role) ||
		     field->offset == offsetof(struct body, item);

	return index && !field->rare ? -1 : 0;
}

static void write_ids(struct buf *out, const struct ids *ids)
{
	buf_byte(out, '[');
	for (size_t i = 0; i < ids->count; i++) {
		if (i > 0)
			buf_byte(out, ',');
		write_number(out, ids->items[i]);
	}
	buf_byte(out, ']');
}

static void write_field(struct buf *out, const struct body *body, const struct field_info *field)
{
	switch (field->type) {
	case FIELD_TYPE_INT:
	case FIELD_TYPE_SMALL: {
		int64_t number = body_number(body, field);
		if (number == standard(field))
			return;
		write_name(out, field->name);
		write_number(out, number);
		return;
	}
	case FIELD_TYPE_IDS: {
		const struct ids *ids = body_place(body, field);
		if (ids->count == 0)
			return;
		write_name(out, field->name);
		write_ids(out, ids);
		return;
	}
	case FIELD_TYPE_TEXT: {
		const char *text = *(char *const *)body_place(body, field);
		if (!text || !*text)
			return;
		write_name(out, field->name);
		write_text(out, text);
		return;
	}
	case FIELD_TYPE_PLAN: {
		const struct plan *plan = *(struct plan *const *)body_place(body, field);
		if (!plan)
			return;
		write_name(out, field->name);
		write_plan(out, plan);
		return;
	}
	}
}

void codec_body_write(const struct event *event, struct buf *out)
{
	const char *names = event_fields(event->kind), *carried = CARRIED_FIELDS;
	const struct field_info *field;

	buf_byte(out, '{');
	while ((field = next_field(&names)))
		write_field(out, &event->body, field);
	while (body_rare(&event->body)->origin != 0 && (field = next_field(&carried)))
		write_field(out, &event->body, field);
	buf_byte(out, '}');
}

static bool read_ids(const json_t *value, const char *name, struct ids *ids, struct error *err)
{
	if (!json_is_array(value))
		return read_refuse(name, err);
	for (size_t i = 0; i < json_array_size(value); i++) {
		const json_t *item = json_array_get(value, i);
		if (!json_is_integer(item))
			return read_refuse(name, err);
		ids_add(ids, json_integer_value(item));
	}
	return true;
}

/* Reads one value into its place in `body`, which owns it from then on, wholly read or not. */
static bool read_field(
	const json_t *value, const struct field_info *field, struct body *body, struct error *err)
{
	void *to = body_place_make(body, field);

	switch (field->type) {
	case FIELD_TYPE_INT:
	case FIELD_TYPE_SMALL:
		if (!json_is_integer(value) ||
			!body_set_number(body, field, json_integer_value(value)))
			return read_refuse(field->name, err);
		return true;
	case FIELD_TYPE_IDS:
		return read_ids(value, field->name, to, err);
	case FIELD_TYPE_TEXT:
		if (!json_is_string(value))
			return read_refuse(field->name, err);
		if (json_string_length(value) > 0)
			*(char **)to = mem_copy_text(json_string_value(value));
		return true;
	case FIELD_TYPE_PLAN: {
		struct plan *plan = mem_alloc(1, sizeof *plan);
		*(struct plan **)to = plan;
		return read_plan(value, plan, err);
	}
	}
	return false;
}

bool codec_body_read(
	enum event_kind kind, const char *json, size_t length, struct body *body, struct error *err)
{
	json_t *object = read_document(json, length, JSON_OBJECT, err);
	const char *names = event_fields(kind), *carried = CARRIED_FIELDS;
	const struct field_info *field;
	struct body read = {0};
	bool done = object != NULL;

	while (done && json_object_get(object, "origin") != NULL &&
		(field = next_field(&carried))) {
		const json_t *value = json_object_get(object, field->name);
		if (value)
			done = read_field(value, field, &read, err);
	}
	while (done && (field = next_field(&names))) {
		const json_t *value = json_object_get(object, field->name);
		if (value)
			done = read_field(value, field, &read, err);
		else if (standard(field) != 0)
			body_set_number(&read, field, standard(field));
	}
	json_decref(object);
	if (done)
		*body = read;
	else
		body_finish(&read);
	return done;
}

void codec_words_write(const struct texts *words, struct buf *out)
{
	write_texts(out, words);
}

bool codec_words_read(const char *json, size_t length, struct texts *words, struct error *err)
{
	json_t *array = read_document(json, length, JSON_ARRAY, err);
	struct texts read = {0};
	bool done = array && read_texts(array, "words", &read, err);

	json_decref(array);
	if (done)
		*words = read;
	else
		texts_finish(&read);
	return done;
}

void codec_event_write(const struct event *event, struct buf *out)
{
	buf_text_add(out, "{\"seq\":");
	write_number(out, event->seq);
	buf_text_add(out, ",\"at\":\"");
	moment_format_iso(out, event->at);
	buf_text_add(out, "\",\"step\":");
	write_number(out, event->step);
	buf_text_add(out, ",\"by\":");
	if (event->by == BY_NOBODY)
		buf_text_add(out, "null");
	else
		write_number(out, event->by);
	buf_text_add(out, ",\"kind\":");
	write_text(out, event_name(event->kind));
	buf_text_add(out, ",\"body\":");
	codec_body_write(event, out);
	buf_text_add(out, ",\"words\":");
	if (event->erased)
		buf_text_add(out, "null");
	else
		write_texts(out, &event->words);
	buf_byte(out, '}');
}
