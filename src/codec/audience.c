#include "roundtable/codec/audience.h"

#include "json.h"
#include "members.h"

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

/* The members as an object that is left open, so that more can be added. */
static void write_members(struct buf *out, const struct members *members, const void *object)
{
	buf_byte(out, '{');
	for (size_t i = 0; i < members->count; i++)
		write_member(out, &members->items[i], (const char *)object + members->items[i].at);
}

static void write_object(struct buf *out, const struct members *members, const void *object)
{
	write_members(out, members, object);
	buf_byte(out, '}');
}

/* A member that is an array of objects; left out when there are none. */
static void write_objects(struct buf *out, const char *name, const struct members *members,
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

static void write_person(struct buf *out, const char *name, const struct audience_person *person)
{
	if (person->id == 0)
		return;
	write_name(out, name);
	write_object(out, &person_members, person);
}

/* Cells: an erased one is null. */
static void write_card(struct buf *out, const struct audience_card *card)
{
	write_name(out, "cells");
	buf_byte(out, '[');
	for (size_t i = 0; i < card->cells.count; i++) {
		if (i > 0)
			buf_byte(out, ',');
		if (card->cells.items[i] != NULL)
			write_text(out, card->cells.items[i]);
		else
			buf_text_add(out, "null");
	}
	buf_byte(out, ']');
	write_name(out, "columns");
	buf_byte(out, '[');
	for (size_t i = 0; i < card->columns->count; i++) {
		if (i > 0)
			buf_byte(out, ',');
		write_text(out, card->columns->items[i].name);
	}
	buf_byte(out, ']');
	if (card->item >= 0) {
		write_name(out, "row");
		write_number(out, card->item);
	}
}

static void write_item(struct buf *out, const struct audience_item *item)
{
	const struct burdens *burdens = &item->proposal.burdens;

	write_members(out, &item_members, item);
	write_person(out, "person", &item->person);
	if (item->kind == ITEM_CARD)
		write_card(out, &item->card);
	write_objects(out, "burdens", &burden_members, burdens->items, burdens->count,
		sizeof *burdens->items);
	buf_byte(out, '}');
}

void codec_audience_write(const struct audience *audience, struct buf *out)
{
	write_members(out, &audience_members, audience);
	write_person(out, "turn", &audience->turn);
	write_objects(out, "roles", &role_members, audience->roles.items, audience->roles.count,
		sizeof *audience->roles.items);
	if (audience->vote.id != 0) {
		const struct audience_answers *list = &audience->vote.answers;
		write_name(out, "vote");
		write_members(out, &vote_members, &audience->vote);
		write_objects(out, "answers", &answer_members, list->items, list->count,
			sizeof *list->items);
		buf_byte(out, '}');
	}
	write_name(out, "items");
	buf_byte(out, '[');
	for (size_t i = 0; i < audience->items.count; i++) {
		if (i > 0)
			buf_byte(out, ',');
		write_item(out, &audience->items.items[i]);
	}
	buf_text_add(out, "]}");
}

/* --- reading --- */

/* What the strings and lists of an audience that was read belong to. */
struct backing {
	struct texts texts;
	struct {
		void **items;
		size_t count, capacity;
	} blocks;
};

static void release(void *context)
{
	struct backing *backing = context;

	texts_finish(&backing->texts);
	for (size_t i = 0; i < backing->blocks.count; i++)
		array_free(backing->blocks.items[i]);
	array_finish(&backing->blocks);
	array_free(backing);
}

static void *block(struct backing *backing, size_t count, size_t size)
{
	void *made = mem_alloc(count + 1, size);

	*array_push(&backing->blocks) = made;
	return made;
}

static char *sanitised(const json_t *value)
{
	return text_sanitise(json_string_value(value), json_string_length(value), true, 0, NULL);
}

static const char *text_kept(struct backing *backing, const json_t *value)
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

static bool read_members(const json_t *object, const struct members *members,
	struct backing *backing, void *to, struct error *err)
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
				*(const char **)at = text_kept(backing, value);
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

/* A member that is an array of objects, if it is there: room for all of them, read in order. */
static bool read_objects(const json_t *object, const char *name, const struct members *members,
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

static bool read_person(const json_t *object, const char *name, struct backing *backing,
	struct audience_person *person, struct error *err)
{
	const json_t *value = json_object_get(object, name);

	if (value == NULL)
		return true;
	if (!json_is_object(value))
		return read_refuse(name, err);
	return read_members(value, &person_members, backing, person, err);
}

static bool read_card(const json_t *object, struct backing *backing, struct audience_card *card,
	struct error *err)
{
	const json_t *cells = json_object_get(object, "cells");
	const json_t *names = json_object_get(object, "columns");
	const json_t *row = json_object_get(object, "row");
	struct columns *columns = block(backing, 1, sizeof *columns);

	if (!json_is_array(cells))
		return read_refuse("cells", err);
	if (!json_is_array(names))
		return read_refuse("columns", err);
	if (row != NULL && (!json_is_integer(row) || json_integer_value(row) < 0 ||
				   json_integer_value(row) > INT_MAX))
		return read_refuse("row", err);
	card->item = row != NULL ? (int)json_integer_value(row) : -1;
	card->cells.items = block(backing, json_array_size(cells), sizeof *card->cells.items);
	for (size_t i = 0; i < json_array_size(cells); i++) {
		const json_t *cell = json_array_get(cells, i);
		if (!json_is_string(cell) && !json_is_null(cell))
			return read_refuse("cells", err);
		card->cells.items[i] = json_is_string(cell) ? text_kept(backing, cell) : NULL;
		card->cells.count = i + 1;
	}
	columns->items = block(backing, json_array_size(names), sizeof *columns->items);
	for (size_t i = 0; i < json_array_size(names); i++) {
		const json_t *name = json_array_get(names, i);
		if (!json_is_string(name))
			return read_refuse("columns", err);
		columns->items[i].name = (char *)text_kept(backing, name);
		columns->count = i + 1;
	}
	card->columns = columns;
	return true;
}

static bool read_item(
	const json_t *value, struct backing *backing, struct audience_item *item, struct error *err)
{
	struct burdens *burdens = &item->proposal.burdens;
	void *made = NULL;

	if (!json_is_object(value))
		return read_refuse("items", err);
	bool good = read_members(value, &item_members, backing, item, err) &&
		    read_person(value, "person", backing, &item->person, err) &&
		    read_objects(value, "burdens", &burden_members, backing, &made, &burdens->count,
			    sizeof *burdens->items, err);
	burdens->items = made;
	if (made != NULL)
		*array_push(&backing->blocks) = made;
	return good && (item->kind != ITEM_CARD || read_card(value, backing, &item->card, err));
}

/* A row of a matrix is followed by as many ticks as it says. */
static bool rows_hold(const struct audience *audience, struct error *err)
{
	for (size_t i = 0; i < audience->items.count; i++) {
		const struct audience_item *item = &audience->items.items[i];
		size_t left = audience->items.count - 1 - i;
		if (item->kind == ITEM_KIND && (item->value < 0 || item->value > (int64_t)left))
			return read_refuse("value", err);
	}
	return true;
}

static bool read_lists(
	const json_t *root, struct backing *backing, struct audience *audience, struct error *err)
{
	const json_t *vote = json_object_get(root, "vote"), *items = json_object_get(root, "items");
	struct audience_answers *list = &audience->vote.answers;
	void *made = NULL;

	bool good = read_objects(root, "roles", &role_members, backing, &made,
		&audience->roles.count, sizeof *audience->roles.items, err);
	audience->roles.items = made;
	made = NULL;
	if (good && vote != NULL) {
		good = json_is_object(vote)
			       ? read_members(vote, &vote_members, backing, &audience->vote, err) &&
					 read_objects(vote, "answers", &answer_members, backing,
						 &made, &list->count, sizeof *list->items, err)
			       : read_refuse("vote", err);
		list->items = made;
	}
	if (good && !json_is_array(items))
		good = read_refuse("items", err);
	for (size_t i = 0; good && i < json_array_size(items); i++) {
		struct audience_item *item = array_push(&audience->items);
		*item = (struct audience_item){.card.item = -1};
		good = read_item(json_array_get(items, i), backing, item, err);
	}
	return good && rows_hold(audience, err);
}

bool codec_audience_read(
	const char *json, size_t length, struct audience *audience, struct error *err)
{
	json_t *root = read_document(json, length, JSON_OBJECT, err);
	struct backing *backing = mem_alloc(1, sizeof *backing);
	struct audience read = {.release = release, .backing = backing};

	bool good = root != NULL && read_members(root, &audience_members, backing, &read, err) &&
		    read_person(root, "turn", backing, &read.turn, err) &&
		    read_lists(root, backing, &read, err);
	json_decref(root);
	if (!good) {
		audience_finish(&read);
		return false;
	}
	*audience = read;
	return true;
}
