#include "roundtable/codec/participant.h"

#include "members.h"

#include "roundtable/base/hash.h"
#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"

#include <string.h>

#define AT(member) offsetof(struct asked, member)
static const struct member asked_list[] = {
	{"code", MEMBER_OWNED, AT(code)},
	{"wall", MEMBER_BOOL, AT(wall)},
	{"person", MEMBER_NUMBER, AT(person)},
	{"name", MEMBER_OWNED, AT(name)},
	{"role", MEMBER_OWNED, AT(role)},
	{"nonce", MEMBER_OWNED, AT(nonce)},
	{"stage", MEMBER_NUMBER, AT(stage)},
	{"poll", MEMBER_NUMBER, AT(poll)},
	{"yes", MEMBER_BOOL, AT(yes)},
	{"card", MEMBER_NUMBER, AT(card)},
	{"from", MEMBER_NUMBER, AT(from)},
	{"theme", MEMBER_NUMBER, AT(theme)},
};
#undef AT

static const struct members asked_members = {asked_list, sizeof asked_list / sizeof *asked_list};

void codec_participant_write(const struct participant *participant, struct buf *out)
{
	write_object(out, &participant_members, participant);
}

bool codec_participant_read(const char *json, size_t length, struct participant *participant,
	void **backing, struct error *err)
{
	json_t *root = read_document(json, length, JSON_OBJECT, err);
	struct backing *made = mem_alloc(1, sizeof *made);
	struct participant read = {0};

	bool good = root != NULL && read_members(root, &participant_members, made, &read, err);
	json_decref(root);
	if (!good) {
		backing_destroy(made);
		return false;
	}
	*participant = read;
	*backing = made;
	return true;
}

void codec_places_write(const struct places *places, struct buf *out)
{
	buf_byte(out, '{');
	write_objects(
		out, "places", &place_members, places->items, places->count, sizeof *places->items);
	buf_byte(out, '}');
}

bool codec_places_read(
	const char *json, size_t length, struct places *places, void **backing, struct error *err)
{
	json_t *root = read_document(json, length, JSON_OBJECT, err);
	struct backing *made = mem_alloc(1, sizeof *made);
	struct places read = {0};
	void *items = NULL;

	bool good = root != NULL && read_objects(root, "places", &place_members, made, &items,
					    &read.count, sizeof *read.items, err);
	read.items = items;
	read.capacity = read.count;
	json_decref(root);
	if (!good) {
		array_finish(&read);
		backing_destroy(made);
		return false;
	}
	*places = read;
	*backing = made;
	return true;
}

void codec_token_write(const char *token, struct buf *out)
{
	buf_byte(out, '{');
	write_name(out, "token");
	write_text(out, token);
	buf_byte(out, '}');
}

char *codec_token_read(const char *json, size_t length, struct error *err)
{
	json_t *root = read_document(json, length, JSON_OBJECT, err);
	const json_t *token = json_object_get(root, "token");
	char *read = json_is_string(token) ? mem_copy_text(json_string_value(token)) : NULL;

	if (root != NULL && read == NULL)
		read_refuse("token", err);
	json_decref(root);
	return read;
}

void codec_release(void *backing)
{
	if (backing != NULL)
		backing_destroy(backing);
}

void asked_finish(struct asked *asked)
{
	array_free(asked->code);
	array_free(asked->name);
	array_free(asked->role);
	array_free(asked->nonce);
	texts_wipe(&asked->words);
	if (asked->marks.items != NULL)
		wipe(asked->marks.items, asked->marks.capacity * sizeof *asked->marks.items);
	array_finish(&asked->marks);
	*asked = (struct asked){0};
}

void codec_asked_write(const struct asked *asked, struct buf *out)
{
	write_members(out, &asked_members, asked);
	if (asked->words.count > 0) {
		write_name(out, "words");
		write_texts(out, &asked->words);
	}
	if (asked->marks.count > 0) {
		write_name(out, "marks");
		buf_byte(out, '[');
		for (size_t i = 0; i < asked->marks.count; i++) {
			if (i > 0)
				buf_byte(out, ',');
			write_number(out, asked->marks.items[i]);
		}
		buf_byte(out, ']');
	}
	buf_byte(out, '}');
}

static bool read_words(const json_t *value, struct texts *words, struct error *err)
{
	if (!json_is_array(value))
		return read_refuse("words", err);
	for (size_t i = 0; i < json_array_size(value); i++) {
		const json_t *word = json_array_get(value, i);
		if (!json_is_string(word))
			return read_refuse("words", err);
		char *text = text_sanitise(
			json_string_value(word), json_string_length(word), false, 0, NULL);
		texts_add(words, text);
		array_free(text);
	}
	return true;
}

static bool read_marks(const json_t *value, struct ids *marks, struct error *err)
{
	if (!json_is_array(value))
		return read_refuse("marks", err);
	/* as long as it will be: a list that grows leaves copies of the marks behind */
	marks->capacity = json_array_size(value);
	marks->items = mem_alloc(marks->capacity + 1, sizeof *marks->items);
	for (size_t i = 0; i < json_array_size(value); i++) {
		const json_t *mark = json_array_get(value, i);
		if (!json_is_integer(mark))
			return read_refuse("marks", err);
		marks->items[marks->count++] = json_integer_value(mark);
	}
	return true;
}

bool codec_asked_read(const char *json, size_t length, struct asked *asked, struct error *err)
{
	json_t *root = read_document(json, length, JSON_OBJECT, err);
	struct backing backing = {0};
	struct asked read = {0};

	bool good = root != NULL && read_members(root, &asked_members, &backing, &read, err);
	const json_t *words = json_object_get(root, "words");
	const json_t *marks = json_object_get(root, "marks");
	good = good && (words == NULL || read_words(words, &read.words, err)) &&
	       (marks == NULL || json_is_null(marks) || read_marks(marks, &read.marks, err));
	json_decref(root);
	if (!good) {
		asked_finish(&read);
		return false;
	}
	*asked = read;
	return true;
}
