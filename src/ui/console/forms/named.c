/* Fields for a person, or for one of several words: what is meant by what is typed, and what is
 * none of them. */
#include "../form.h"

#include "roundtable/base/mem.h"

#include <string.h>

int64_t form_person(struct console *console, const struct form *form, size_t field)
{
	char *text = form_text(form, field);
	const struct person *person = model_person_named(console_model(console), text);

	array_free(text);
	return person != NULL ? person->id : 0;
}

/* Which of its words a field can mean: by what is typed, or by the number of one. */
static void words_meant(const struct form_field *field, const char *text, struct ids *meant)
{
	size_t number = 0, length = strlen(text);

	if (length > 0)
		texts_meant(&field->words, text, meant);
	if (meant->count > 0 || length == 0 || strspn(text, "0123456789") < length || length > 3)
		return;
	for (; *text != '\0'; text++)
		number = 10 * number + (size_t)(*text - '0');
	if (number > 0 && number <= field->words.count)
		ids_add(meant, (int64_t)number - 1);
}

const char *form_named(struct console *console, const struct form *form, size_t index)
{
	const struct form_field *field = &form->fields[index];
	char *text = form_text(form, index);
	const struct person *person = NULL;
	struct ids meant = {0};
	const char *name = NULL;

	if (field->field.kind == FIELD_PERSON)
		person = model_person_named(console_model(console), text);
	if (field->field.kind == FIELD_ONE_OF)
		words_meant(field, text, &meant);
	if (person != NULL)
		name = person->name;
	else if (meant.count == 1)
		name = field->words.items[meant.items[0]];
	array_finish(&meant);
	array_free(text);
	return name;
}

static void add_words(const struct form_field *field, const struct ids *which, struct buf *out)
{
	size_t count = which != NULL ? which->count : field->words.count;

	for (size_t i = 0; i < count; i++)
		buf_format(out, "%s%s", i > 0 ? ", " : "",
			field->words.items[which != NULL ? (size_t)which->items[i] : i]);
}

/* Words that name no person, or none of those that can be chosen: said once, unless they must. */
static void say_unknown(struct console *console, struct form_field *field, const char *text)
{
	struct ids meant = {0};
	struct buf list = {0};

	if (field->field.kind == FIELD_ONE_OF)
		words_meant(field, text, &meant);
	add_words(field, meant.count > 0 ? &meant : NULL, &list);
	if (meant.count > 1)
		console_sayf(console, true,
			_("“%1$s” can be several of these: %2$s. Type one letter more."), text,
			buf_text(&list));
	else if (field->field.kind == FIELD_ONE_OF)
		console_sayf(console, true,
			_("“%1$s” is none of these: %2$s. Enter again keeps it as it is typed."),
			text, buf_text(&list));
	else
		console_sayf(console, true,
			field->field.on_roster ? _("“%s” is not one person of the roster. Correct "
						   "it, or leave it empty.")
					       : _("“%s” is nobody on the roster. Enter again "
						   "keeps it as it is typed."),
			text);
	field->kept = !field->field.on_roster && meant.count == 0;
	array_finish(&meant);
	buf_finish(&list);
}

bool form_known(struct console *console, struct form *form, size_t index)
{
	struct form_field *field = &form->fields[index];
	enum field_kind kind = field->field.kind;

	if ((kind != FIELD_PERSON && kind != FIELD_ONE_OF) || field->kept ||
		form_named(console, form, index) != NULL)
		return true;
	char *text = form_text(form, index);
	bool empty = text[0] == '\0';
	if (!empty)
		say_unknown(console, field, text);
	array_free(text);
	return empty;
}

void form_named_line(
	struct console *console, const struct form *form, size_t index, struct page *page)
{
	const char *name = form_named(console, form, index);
	char *text = form_text(form, index);

	if (name != NULL && strcmp(name, text) != 0)
		page_addf(page, LINE_TEXT, "→ %s", name);
	array_free(text);
}

void form_cell(struct console *console, struct form_field *field, const struct column *column)
{
	column_words(console_model(console)->plan, column, &field->words);
	field->field.kind = column->type == COLUMN_PERSON ? FIELD_PERSON
			    : field->words.count > 0      ? FIELD_ONE_OF
							  : FIELD_WORDS;
}
