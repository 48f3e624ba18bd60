/* Objects whose members stand in a table, both ways. */
#include "members.h"

#include "roundtable/base/date.h"
#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"

#include <limits.h>
#include <string.h>

/* --- writing --- */

static int64_t number_at(const struct member *member, const void *at)
{
	switch (member->type) {
	case MEMBER_INT:
	case MEMBER_NAME: /* enums are as wide as an int here */
		return *(const int *)at;
	case MEMBER_NUMBER:
		return *(const int64_t *)at;
	case MEMBER_SIZE:
		return (int64_t) * (const size_t *)at;
	case MEMBER_DAY:
		return *(const day *)at;
	case MEMBER_BOOL:
		return *(const bool *)at;
	case MEMBER_LETTER:
		return *(const char *)at;
	case MEMBER_TEXT:
	case MEMBER_OWNED:
		break;
	}
	return 0;
}

static void write_member(struct buf *out, const struct member *member, const void *at)
{
	if (member->type == MEMBER_TEXT || member->type == MEMBER_OWNED) {
		const char *text = *(const char *const *)at;
		if (text != NULL) {
			write_name(out, member->name);
			write_text(out, text);
		}
		return;
	}
	int64_t number = number_at(member, at);
	if (number == 0)
		return;
	write_name(out, member->name);
	if (member->type == MEMBER_BOOL)
		buf_text_add(out, "true");
	else if (member->type == MEMBER_LETTER)
		write_text(out, (const char[]){(char)number, '\0'});
	else if (member->type == MEMBER_NAME)
		write_text(out, member->names[number]);
	else
		write_number(out, number);
}

void write_members(struct buf *out, const struct members *members, const void *object)
{
	buf_byte(out, '{');
	for (size_t i = 0; i < members->count; i++)
		write_member(out, &members->items[i], (const char *)object + members->items[i].at);
}

void write_object(struct buf *out, const struct members *members, const void *object)
{
	write_members(out, members, object);
	buf_byte(out, '}');
}

void write_objects(struct buf *out, const char *name, const struct members *members,
	const void *items, size_t count, size_t size)
{
	if (count == 0)
		return;
	write_name(out, name);
	buf_byte(out, '[');
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			buf_byte(out, ',');
		write_object(out, members, (const char *)items + i * size);
	}
	buf_byte(out, ']');
}

/* --- reading --- */

void backing_destroy(void *context)
{
	struct backing *backing = context;

	texts_finish(&backing->texts);
	for (size_t i = 0; i < backing->blocks.count; i++)
		array_free(backing->blocks.items[i]);
	array_finish(&backing->blocks);
	array_free(backing);
}

void *backing_block(struct backing *backing, size_t count, size_t size)
{
	void *made = mem_alloc(count + 1, size);

	*array_push(&backing->blocks) = made;
	return made;
}

static char *sanitised(const json_t *value)
{
	return text_sanitise(json_string_value(value), json_string_length(value), true, 0, NULL);
}

const char *backing_text(struct backing *backing, const json_t *value)
{
	*array_push(&backing->texts) = sanitised(value);
	return backing->texts.items[backing->texts.count - 1];
}

static bool read_name(const struct member *member, const json_t *value, int64_t *number)
{
	for (int i = 0; json_is_string(value) && i < member->count; i++)
		if (strcmp(member->names[i], json_string_value(value)) == 0) {
			*number = i;
			return true;
		}
	return false;
}

/* The value as a number within what the field can hold; false when it is anything else. */
static bool read_number(const struct member *member, const json_t *value, int64_t *number)
{
	bool wide = member->type == MEMBER_NUMBER, sized = member->type == MEMBER_SIZE;

	if (member->type == MEMBER_NAME)
		return read_name(member, value, number);
	if (member->type == MEMBER_BOOL) {
		*number = json_is_true(value);
		return json_is_boolean(value);
	}
	if (member->type == MEMBER_LETTER) {
		*number = json_is_string(value) ? json_string_value(value)[0] : 0;
		return *number >= '!' && *number <= '~';
	}
	*number = json_integer_value(value);
	return json_is_integer(value) && (wide || (*number >= INT_MIN && *number <= INT_MAX)) &&
	       (!sized || *number >= 0);
}

static void set_number(const struct member *member, int64_t number, void *at)
{
	switch (member->type) {
	case MEMBER_INT:
	case MEMBER_NAME:
		*(int *)at = (int)number;
		break;
	case MEMBER_NUMBER:
		*(int64_t *)at = number;
		break;
	case MEMBER_SIZE:
		*(size_t *)at = (size_t)number;
		break;
	case MEMBER_DAY:
		*(day *)at = (day)number;
		break;
	case MEMBER_BOOL:
		*(bool *)at = number != 0;
		break;
	case MEMBER_LETTER:
		*(char *)at = (char)number;
		break;
	case MEMBER_TEXT:
	case MEMBER_OWNED:
		break;
	}
}

bool read_members(const json_t *object, const struct members *members, struct backing *backing,
	void *to, struct error *err)
{
	for (size_t i = 0; i < members->count; i++) {
		const struct member *member = &members->items[i];
		const json_t *value = json_object_get(object, member->name);
		void *at = (char *)to + member->at;
		int64_t number;
		if (value == NULL)
			continue;
		if (member->type == MEMBER_TEXT || member->type == MEMBER_OWNED) {
			if (!json_is_string(value))
				return read_refuse(member->name, err);
			if (member->type == MEMBER_TEXT)
				*(const char **)at = backing_text(backing, value);
			else
				*(char **)at = sanitised(value);
		} else {
			if (!read_number(member, value, &number))
				return read_refuse(member->name, err);
			set_number(member, number, at);
		}
	}
	return true;
}

bool read_objects(const json_t *object, const char *name, const struct members *members,
	struct backing *backing, void **items, size_t *count, size_t size, struct error *err)
{
	const json_t *list = json_object_get(object, name);

	if (list == NULL)
		return true;
	if (!json_is_array(list))
		return read_refuse(name, err);
	*items = mem_alloc(json_array_size(list) + 1, size);
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *value = json_array_get(list, i);
		if (!json_is_object(value))
			return read_refuse(name, err);
		if (!read_members(value, members, backing, (char *)*items + i * size, err))
			return false;
		*count = i + 1;
	}
	return true;
}
