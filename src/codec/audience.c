#include "roundtable/codec/audience.h"

#include "members.h"

#include "roundtable/base/mem.h"

#include <limits.h>

/* --- writing --- */

static void write_person(struct buf *out, const char *name, const struct audience_person *person)
{
	if (person->id == 0)
		return;
	write_name(out, name);
	write_object(out, &person_members, person);
}

static void write_columns(struct buf *out, const struct columns *columns)
{
	write_name(out, "columns");
	buf_byte(out, '[');
	for (size_t i = 0; i < columns->count; i++) {
		if (i > 0)
			buf_byte(out, ',');
		write_text(out, columns->items[i].name);
	}
	buf_byte(out, ']');
}

/* Nothing where nothing can be chosen. */
static void write_choices(struct buf *out, const struct audience *audience)
{
	size_t any = 0;

	for (size_t i = 0; i < audience->choices.count; i++)
		any += audience->choices.items[i].count;
	if (any == 0)
		return;
	write_name(out, "choices");
	buf_byte(out, '[');
	for (size_t i = 0; i < audience->choices.count; i++) {
		if (i > 0)
			buf_byte(out, ',');
		write_texts(out, &audience->choices.items[i]);
	}
	buf_byte(out, ']');
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
	write_columns(out, card->columns);
	if (card->item >= 0) {
		write_name(out, "row");
		write_number(out, card->item);
	}
}

/* A list of words; left out when there are none. */
static void write_list(struct buf *out, const char *name, const struct texts *words)
{
	if (words->count == 0)
		return;
	write_name(out, name);
	write_texts(out, words);
}

static void write_spread(struct buf *out, const struct ids *spread)
{
	if (spread->count == 0)
		return;
	write_name(out, "spread");
	for (size_t i = 0; i < spread->count; i++) {
		buf_byte(out, i == 0 ? '[' : ',');
		write_number(out, spread->items[i]);
	}
	buf_byte(out, ']');
}

static void write_item(struct buf *out, const struct audience_item *item)
{
	const struct burdens *burdens = &item->proposal.burdens;

	write_members(out, &item_members, item);
	write_spread(out, &item->spread);
	write_list(out, "marks", &item->marks);
	write_person(out, "person", &item->person);
	if (item->kind == ITEM_CARD)
		write_card(out, &item->card);
	write_objects(out, "burdens", &burden_members, burdens->items, burdens->count,
		sizeof *burdens->items);
	buf_byte(out, '}');
}

static void write_grid(struct buf *out, const struct audience_grid *grid)
{
	write_name(out, "grid");
	write_members(out, &grid_members, grid);
	write_objects(out, "rows", &head_members, grid->rows.items, grid->rows.count,
		sizeof *grid->rows.items);
	write_objects(out, "heads", &head_members, grid->heads.items, grid->heads.count,
		sizeof *grid->heads.items);
	buf_byte(out, '}');
}

static void write_sides(struct buf *out, const struct audience_sides *sides)
{
	write_name(out, "sides");
	write_members(out, &sides_members, sides);
	write_objects(out, "rows", &both_members, sides->items, sides->count, sizeof *sides->items);
	buf_byte(out, '}');
}

void codec_audience_write(const struct audience *audience, struct buf *out)
{
	write_members(out, &audience_members, audience);
	write_person(out, "turn", &audience->turn);
	if (audience->phase.of > 0) {
		write_name(out, "phase");
		write_object(out, &phase_members, &audience->phase);
	}
	if (audience->door.url != NULL || audience->door.network != NULL) {
		write_name(out, "door");
		write_object(out, &door_members, &audience->door);
	}
	if (audience->columns != NULL)
		write_columns(out, audience->columns);
	write_choices(out, audience);
	write_objects(out, "roles", &role_members, audience->roles.items, audience->roles.count,
		sizeof *audience->roles.items);
	write_objects(out, "sums", &sum_members, audience->sums.items, audience->sums.count,
		sizeof *audience->sums.items);
	if (audience->grid.heads.count > 0)
		write_grid(out, &audience->grid);
	if (audience->sides.count > 0)
		write_sides(out, &audience->sides);
	write_objects(out, "words", &word_members, audience->words.items, audience->words.count,
		sizeof *audience->words.items);
	if (audience->vote.id != 0) {
		const struct audience_answers *list = &audience->vote.answers;
		write_name(out, "vote");
		write_members(out, &vote_members, &audience->vote);
		write_list(out, "grades", &audience->vote.grades);
		write_list(out, "heads", &audience->vote.heads);
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

/* A member that is an object of its own, if it is there. */
static bool read_part(const json_t *object, const char *name, const struct members *members,
	struct backing *backing, void *part, struct error *err)
{
	const json_t *value = json_object_get(object, name);

	if (value == NULL)
		return true;
	if (!json_is_object(value))
		return read_refuse(name, err);
	return read_members(value, members, backing, part, err);
}

/* NULL when they are not there as they should be. */
static const struct columns *read_columns(
	const json_t *object, struct backing *backing, struct error *err)
{
	const json_t *names = json_object_get(object, "columns");
	struct columns *columns = backing_block(backing, 1, sizeof *columns);

	if (!json_is_array(names)) {
		read_refuse("columns", err);
		return NULL;
	}
	columns->items = backing_block(backing, json_array_size(names), sizeof *columns->items);
	for (size_t i = 0; i < json_array_size(names); i++) {
		const json_t *name = json_array_get(names, i);
		if (!json_is_string(name))
			return read_refuse("columns", err) ? columns : NULL;
		columns->items[i].name = (char *)backing_text(backing, name);
		columns->count = i + 1;
	}
	return columns;
}

/* A list for each column, be it empty. */
static bool read_choices(
	const json_t *root, struct backing *backing, struct audience *audience, struct error *err)
{
	const json_t *lists = json_object_get(root, "choices");
	size_t columns = audience->columns != NULL ? audience->columns->count : 0;

	if (lists != NULL && (!json_is_array(lists) || json_array_size(lists) != columns))
		return read_refuse("choices", err);
	for (size_t i = 0; i < columns; i++) {
		const json_t *list = json_array_get(lists, i);
		struct texts *choices = array_push(&audience->choices);
		*choices = (struct texts){0};
		if (lists != NULL && !json_is_array(list))
			return read_refuse("choices", err);
		choices->items =
			backing_block(backing, json_array_size(list), sizeof *choices->items);
		for (size_t k = 0; k < json_array_size(list); k++) {
			const json_t *choice = json_array_get(list, k);
			if (!json_is_string(choice))
				return read_refuse("choices", err);
			choices->items[k] = (char *)backing_text(backing, choice);
			choices->count = k + 1;
		}
	}
	return true;
}

static bool read_card(const json_t *object, struct backing *backing, struct audience_card *card,
	struct error *err)
{
	const json_t *cells = json_object_get(object, "cells");
	const json_t *row = json_object_get(object, "row");

	if (!json_is_array(cells))
		return read_refuse("cells", err);
	if (row != NULL && (!json_is_integer(row) || json_integer_value(row) < 0 ||
				   json_integer_value(row) > INT_MAX))
		return read_refuse("row", err);
	card->item = row != NULL ? (int)json_integer_value(row) : -1;
	card->cells.items =
		backing_block(backing, json_array_size(cells), sizeof *card->cells.items);
	for (size_t i = 0; i < json_array_size(cells); i++) {
		const json_t *cell = json_array_get(cells, i);
		if (!json_is_string(cell) && !json_is_null(cell))
			return read_refuse("cells", err);
		card->cells.items[i] = json_is_string(cell) ? backing_text(backing, cell) : NULL;
		card->cells.count = i + 1;
	}
	card->columns = read_columns(object, backing, err);
	return card->columns != NULL;
}

static bool read_list(
	const json_t *object, const char *name, struct texts *words, struct error *err)
{
	const json_t *value = json_object_get(object, name);

	return value == NULL || read_texts(value, name, words, err);
}

static bool read_spread(const json_t *object, struct ids *spread, struct error *err)
{
	const json_t *numbers = json_object_get(object, "spread");

	if (numbers != NULL && !json_is_array(numbers))
		return read_refuse("spread", err);
	for (size_t i = 0; i < json_array_size(numbers); i++) {
		const json_t *number = json_array_get(numbers, i);
		if (!json_is_integer(number) || json_integer_value(number) < 0 ||
			json_integer_value(number) > INT_MAX)
			return read_refuse("spread", err);
		ids_add(spread, json_integer_value(number));
	}
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
		    read_spread(value, &item->spread, err) &&
		    read_list(value, "marks", &item->marks, err) &&
		    read_part(value, "person", &person_members, backing, &item->person, err) &&
		    read_objects(value, "burdens", &burden_members, backing, &made, &burdens->count,
			    sizeof *burdens->items, err);
	burdens->items = made;
	if (made != NULL)
		*array_push(&backing->blocks) = made;
	return good && (item->kind != ITEM_CARD || read_card(value, backing, &item->card, err));
}

/* A row of a matrix is followed by as many ticks as it says; a statement has a count for each
 * answer; what stands in a grid has its row and column there. */
static bool rows_hold(const struct audience *audience, struct error *err)
{
	for (size_t i = 0; i < audience->items.count; i++) {
		const struct audience_item *item = &audience->items.items[i];
		size_t left = audience->items.count - 1 - i;
		if (item->kind == ITEM_KIND && (item->value < 0 || item->value > (int64_t)left))
			return read_refuse("value", err);
		if (item->kind == ITEM_RATED &&
			(audience->vote.scale < 1 || audience->vote.scale > TALLY_POINTS_MAX ||
				item->spread.count != (size_t)audience->vote.scale + 1))
			return read_refuse("spread", err);
		if (item->row > audience->grid.rows.count ||
			item->across > audience->grid.heads.count)
			return read_refuse("grid_row", err);
	}
	return true;
}

static bool read_heads(const json_t *grid, const char *name, struct backing *backing,
	struct audience_heads *heads, struct error *err)
{
	void *made = NULL;
	bool good = read_objects(grid, name, &head_members, backing, &made, &heads->count,
		sizeof *heads->items, err);

	heads->items = made;
	return good;
}

static bool read_grid(
	const json_t *root, struct backing *backing, struct audience_grid *grid, struct error *err)
{
	const json_t *value = json_object_get(root, "grid");

	return read_part(root, "grid", &grid_members, backing, grid, err) &&
	       (value == NULL || (read_heads(value, "rows", backing, &grid->rows, err) &&
					 read_heads(value, "heads", backing, &grid->heads, err)));
}

static bool read_sides(const json_t *root, struct backing *backing, struct audience_sides *sides,
	struct error *err)
{
	const json_t *value = json_object_get(root, "sides");
	void *made = NULL;
	bool good = read_part(root, "sides", &sides_members, backing, sides, err) &&
		    (value == NULL || read_objects(value, "rows", &both_members, backing, &made,
					      &sides->count, sizeof *sides->items, err));

	sides->items = made;
	return good;
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
	good = good && read_objects(root, "words", &word_members, backing, &made,
			       &audience->words.count, sizeof *audience->words.items, err);
	audience->words.items = made;
	made = NULL;
	good = good && read_objects(root, "sums", &sum_members, backing, &made,
			       &audience->sums.count, sizeof *audience->sums.items, err);
	audience->sums.items = made;
	made = NULL;
	if (good && vote != NULL) {
		good = json_is_object(vote)
			       ? read_members(vote, &vote_members, backing, &audience->vote, err) &&
					 read_objects(vote, "answers", &answer_members, backing,
						 &made, &list->count, sizeof *list->items, err) &&
					 read_list(vote, "grades", &audience->vote.grades, err) &&
					 read_list(vote, "heads", &audience->vote.heads, err)
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
	struct audience read = {.release = backing_destroy, .backing = backing};

	bool good = root != NULL && read_members(root, &audience_members, backing, &read, err) &&
		    read_part(root, "turn", &person_members, backing, &read.turn, err) &&
		    read_part(root, "phase", &phase_members, backing, &read.phase, err) &&
		    read_part(root, "door", &door_members, backing, &read.door, err) &&
		    (json_object_get(root, "columns") == NULL ||
			    (read.columns = read_columns(root, backing, err)) != NULL) &&
		    read_choices(root, backing, &read, err) &&
		    read_grid(root, backing, &read.grid, err) &&
		    read_sides(root, backing, &read.sides, err) &&
		    read_lists(root, backing, &read, err);
	json_decref(root);
	if (!good) {
		audience_finish(&read);
		return false;
	}
	*audience = read;
	return true;
}
