#include "reader.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"

#include <stdlib.h>
#include <string.h>

/* "one of A, B, C": the choices. */
static bool read_choices(struct reader *reader, const char *list, int line, struct column *column)
{
	char *choice = NULL;
	bool good = true;

	for (const char *at = list; good && (choice = next_part(&at, ',')); free(choice)) {
		if (!*choice)
			break;
		good = name_fits(reader, line, choice);
		for (size_t i = 0; good && i < column->choices.count; i++) {
			if (!text_same_folded(column->choices.items[i], choice))
				continue;
			mistake(reader, line, _("The choice “%s” stands here twice."),
				shown(reader, choice));
			good = false;
		}
		if (good && column->choices.count == ITEMS_MAX) {
			mistake(reader, line, _("A column has at most %d choices."), ITEMS_MAX);
			good = false;
		}
		if (good)
			texts_add(&column->choices, choice);
	}
	if (good && choice) {
		mistake(reader, line,
			_("A choice is empty here; write for example (one of low, high)."));
		free(choice);
		good = false;
	} else if (good && column->choices.count < 2) {
		mistake(reader, line,
			_("A choice needs at least two words, for example (one of low, high)."));
		good = false;
	}
	return good;
}

static bool read_type(struct reader *reader, const char *word, int line, struct column *column)
{
	static const char one_of[] = "one of";
	const char *names[COLUMN_TYPES] = {0};
	size_t length = strlen(one_of);
	struct buf all = {0};

	if (strncmp(word, one_of, length) == 0 && (word[length] == ' ' || !word[length])) {
		column->type = COLUMN_CHOICE;
		return read_choices(reader, word + length, line, column);
	}
	for (size_t i = 0; i < COLUMN_TYPES; i++) {
		names[i] = column_type_name((enum column_type)i);
		if (i != COLUMN_CHOICE && same_word(word, names[i])) {
			column->type = (enum column_type)i;
			buf_finish(&all);
			return true;
		}
		buf_text_add(&all, i ? ", " : "");
		buf_text_add(&all, i == COLUMN_CHOICE ? "one of A, B, C" : names[i]);
	}
	mistake(reader, line, _("A column cannot take “%s”; it takes one of these: %s."),
		shown(reader, word), buf_text(&all));
	suggest(reader, word, names, COLUMN_TYPES);
	buf_finish(&all);
	return false;
}

/* "NAME (type)"; without brackets the column takes text. */
static bool read_column(struct reader *reader, const char *value, int line, struct column *column)
{
	size_t length = strlen(value);
	const char *open = length && value[length - 1] == ')' ? strrchr(value, '(') : NULL;
	char *type = NULL;
	bool good = false;

	column->name = clean(value, open ? (size_t)(open - value) : length);
	if (!name_fits(reader, line, column->name))
		return false;
	if (!open)
		return true;
	type = clean(open + 1, length - (size_t)(open + 1 - value) - 1);
	good = read_type(reader, type, line, column);
	free(type);
	return good;
}

void column_read(struct reader *reader, const char *value, int line)
{
	struct columns *columns = &stage_now(reader)->columns;
	struct column column = {.type = COLUMN_TEXT};

	if (columns->count > COLUMNS_MAX)
		return;
	if (columns->count == COLUMNS_MAX)
		mistake(reader, line, _("A stage has at most %d columns."), COLUMNS_MAX);
	if (!read_column(reader, value, line, &column)) {
		free(column.name);
		texts_finish(&column.choices);
		return;
	}
	for (size_t i = 0; i < columns->count; i++) {
		if (text_same_folded(columns->items[i].name, column.name))
			mistake(reader, line, _("There are two columns “%s”."),
				shown(reader, column.name));
	}
	*array_push(columns) = column;
}
