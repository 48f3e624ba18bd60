/*
 * BLT: the names and the title behind the ballots. Strictly, each is a text in quotation marks.
 * Other programs write one name a line, without quotation marks, with doubled ones, two texts for
 * one name, with a comma behind it, or as comments: that is what --lenient reads.
 */
#include "blt.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { MORE_TEXTS = 3 }; /* behind the names: title, source, comment */

struct text {
	struct piece piece;
	int line;
	char *made; /* where the text had to be put together; owned */
};

struct texts_found {
	struct text *items;
	size_t count, capacity;
};

/* Strictly: texts in quotation marks. What is wrong with the first that is not goes to `wrong`. */
static bool find_texts(struct reading *reading, struct texts_found *found, const char **wrong)
{
	for (;;) {
		blt_skip(reading);
		if (reading->at == reading->end)
			return true;
		if (*reading->at != '"') {
			*wrong = _("Names stand in quotation marks.");
			return false;
		}
		const char *from = ++reading->at;
		while (reading->at < reading->end && *reading->at != '"' && *reading->at != '\n')
			reading->at++;
		if (reading->at == reading->end || *reading->at == '\n') {
			*wrong = _("A closing quotation mark is missing.");
			return false;
		}
		*array_push(found) =
			(struct text){{from, (size_t)(reading->at - from)}, reading->line, NULL};
		reading->at++;
		if (reading->at < reading->end && strchr(" \t\r\n#/", *reading->at) == NULL) {
			*wrong = _("Something stands behind a closing quotation mark.");
			return false;
		}
	}
}

static void say_repair(struct reading *reading, bool *said, const char *sentence)
{
	if (!*said)
		say_remark(reading, reading->line, "%s", sentence);
	*said = true;
}

/* The text in quotation marks at the start of `rest`, taken out of it; appended to `out`. */
static void take_quoted(struct reading *reading, struct piece *rest, struct buf *out)
{
	bool said = false;

	for (rest->bytes++, rest->length--; rest->length > 0; rest->bytes++, rest->length--) {
		if (*rest->bytes == '"') {
			if (rest->length < 2 || rest->bytes[1] != '"')
				break;
			say_repair(reading, &said, _("A doubled quotation mark was read as one."));
			rest->bytes++;
			rest->length--;
		}
		buf_byte(out, *rest->bytes);
	}
	if (rest->length > 0) {
		rest->bytes++;
		rest->length--;
	} else {
		said = false;
		say_repair(reading, &said, _("A missing quotation mark was added."));
	}
}

/* One line as one name, however it is written. */
static void mend_line(struct reading *reading, struct piece line, struct texts_found *found)
{
	struct buf text = {0};
	bool joined = false, comma = false, bare = false;
	struct piece rest = trimmed(line);

	while (rest.length > 0) {
		if (*rest.bytes == ',') {
			say_repair(reading, &comma, _("A comma beside a name was left out."));
			rest.bytes++;
			rest.length--;
		} else if (*rest.bytes == '"') {
			if (text.count > 0) {
				say_repair(reading, &joined,
					_("Two texts on one line were joined to one name."));
				buf_byte(&text, ' ');
			}
			take_quoted(reading, &rest, &text);
		} else {
			struct piece name = trimmed(part_before(&rest, ','));
			say_repair(reading, &bare,
				_("A name without quotation marks was taken as it stands."));
			buf_byte(&text, ' ');
			buf_add(&text, name.bytes, name.length);
		}
		rest = trimmed(rest);
	}
	struct text made = {.line = reading->line, .made = buf_take(&text)};
	made.piece = (struct piece){made.made, strlen(made.made)};
	*array_push(found) = made;
}

/* Leniently: each line is a name; without any line, each comment is. */
static void mend_texts(struct reading *reading, struct texts_found *found)
{
	struct piece line;
	const char *from = reading->at;
	int first = reading->line;

	reading->line--;
	while (next_line(reading, &line)) {
		line = trimmed(line);
		if (line.length > 0 && *line.bytes != '#')
			mend_line(reading, line, found);
	}
	reading->line = reading->line > first ? reading->line : first;
	if (found->count > 0)
		return;
	reading->at = from;
	reading->line = first - 1;
	while (next_line(reading, &line)) {
		line = trimmed(line);
		if (line.length < 2)
			continue;
		line.bytes++;
		line.length--;
		say_remark(reading, reading->line, _("A comment was taken for a name."));
		*array_push(found) = (struct text){line, reading->line, NULL};
	}
}

static void keep_texts(struct blt *blt, const struct texts_found *found)
{
	struct reading *reading = blt->reading;
	int last = reading->line;

	texts_finish(&reading->election->names);
	for (size_t i = 0; i < found->count && i < blt->options; i++)
		name_add(reading, found->items[i].line, found->items[i].piece);
	if (found->count > blt->options)
		reading->election->title = cleaned(found->items[blt->options].piece);
	if (found->count < blt->options)
		say_mistake(reading, last, _("There are %1$zu names for %2$zu options."),
			found->count, blt->options);
	else if (found->count == blt->options && reading->lenient)
		say_remark(reading, last, _("There is no title; the election has none."));
	else if (found->count == blt->options)
		say_mistake(reading, last,
			_("The title is missing; it stands in quotation marks behind the names."));
	else if (found->count > blt->options + MORE_TEXTS)
		say_mistake(reading, found->items[blt->options + MORE_TEXTS].line,
			_("There are too many texts: %1$zu names, a title, a source and a comment "
			  "can stand here."),
			blt->options);
}

void blt_names(struct blt *blt)
{
	struct reading *reading = blt->reading;
	struct texts_found found = {0};
	const char *wrong = NULL, *from = reading->at;
	int first = reading->line;

	if (find_texts(reading, &found, &wrong) &&
		(found.count > blt->options || !reading->lenient)) {
		keep_texts(blt, &found);
	} else if (!reading->lenient) {
		say_mistake(reading, reading->line, "%s", wrong);
	} else {
		found.count = 0;
		reading->at = from;
		reading->line = first;
		mend_texts(reading, &found);
		keep_texts(blt, &found);
	}
	for (size_t i = 0; i < found.count; i++)
		free(found.items[i].made);
	array_finish(&found);
}

static void write_ballot(const struct election *election, size_t index, struct buf *out)
{
	size_t options = election->names.count;
	const int16_t *row = election->marks + index * options;
	bool more = true;

	buf_format(out, "%ld", (long)election->weights[index]);
	for (int16_t rank = 1; more; rank++) {
		more = false;
		for (size_t i = 0; i < options; i++) {
			if (row[i] != rank)
				continue;
			buf_format(out, "%c%zu", more ? '=' : ' ', i + 1);
			more = true;
		}
	}
	buf_text_add(out, " 0\n");
}

static bool write_text(const char *text, struct buf *out, struct error *err)
{
	if (strchr(text, '"') != NULL)
		return error_set(err, ERROR_INPUT,
			_("“%s” holds a quotation mark, which BLT cannot write."), text);
	buf_format(out, "\"%s\"\n", text);
	return true;
}

bool blt_write(const struct election *election, struct buf *out, struct error *err)
{
	size_t options = election->names.count;

	buf_format(out, "%zu %d\n", options, election->seats > 0 ? election->seats : 1);
	for (size_t i = 0; election->withdrawn != NULL && i < options; i++)
		if (election->withdrawn[i])
			buf_format(out, "-%zu\n", i + 1);
	for (size_t i = 0; i < election->count; i++)
		write_ballot(election, i, out);
	buf_text_add(out, "0\n");
	for (size_t i = 0; i < options; i++)
		if (!write_text(election->names.items[i], out, err))
			return false;
	return write_text(election->title != NULL ? election->title : "", out, err);
}
