#include "reader.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/text.h"

#include <ctype.h>
#include <string.h>

/*
 * The Markdown parser needs time that grows with the square of some inputs: unclosed brackets in
 * one paragraph, quotes and lists inside each other. No programme comes near these limits; what
 * does is refused before it is parsed.
 */
enum {
	BRACKETS_MAX = 300, /* in one run of lines without an empty one between */
	DEPTH_MAX = 8,      /* quote and list marks at the start of one line */
	INDENT_MAX = 40,    /* columns */
};

static void find_lines(struct reader *reader)
{
	size_t at = 0;

	while (at < reader->length) {
		*array_push(&reader->lines) = at;
		while (at < reader->length && reader->text[at] != '\n' && reader->text[at] != '\r')
			at++;
		if (at + 1 < reader->length && reader->text[at] == '\r' &&
			reader->text[at + 1] == '\n')
			at++;
		at++;
	}
	reader->last_line = reader->lines.count ? (int)reader->lines.count : 1;
}

const char *line_bytes(const struct reader *reader, int line, size_t *length)
{
	size_t index = (size_t)line - 1, start = 0, end = 0;

	*length = 0;
	if (line < 1 || index >= reader->lines.count)
		return "";
	start = reader->lines.items[index];
	end = index + 1 < reader->lines.count ? reader->lines.items[index + 1] : reader->length;
	while (end > start && (reader->text[end - 1] == '\n' || reader->text[end - 1] == '\r'))
		end--;
	*length = end - start;
	return reader->text + start;
}

const char *line_inside(
	const struct reader *reader, int line, int quotes, size_t *length, bool *marked)
{
	const char *bytes = line_bytes(reader, line, length);

	*marked = true;
	for (; quotes > 0; quotes--) {
		size_t blanks = 0;

		while (blanks < *length && blanks < 3 && bytes[blanks] == ' ')
			blanks++;
		if (blanks == *length || bytes[blanks] != '>') {
			*marked = false;
			return bytes;
		}
		blanks++;
		if (blanks < *length && bytes[blanks] == ' ')
			blanks++;
		bytes += blanks;
		*length -= blanks;
	}
	return bytes;
}

static bool blank(char byte)
{
	return byte == ' ' || byte == '\t';
}

/* The length of a quote or list mark at the start of `bytes`, 0 when there is none. */
static size_t mark_length(const char *bytes, size_t length)
{
	size_t digits = 0;

	if (length == 0)
		return 0;
	if (*bytes == '>')
		return 1;
	if (strchr("-+*", *bytes))
		return length == 1 || blank(bytes[1]);
	while (digits < length && digits < 9 && isdigit((unsigned char)bytes[digits]))
		digits++;
	if (digits == 0 || digits == length || !strchr(".)", bytes[digits]))
		return 0;
	digits++;
	return digits == length || blank(bytes[digits]) ? digits : 0;
}

/* Where the text of a line begins; how many marks stand before it, and the widest indentation. */
static size_t skip_marks(const char *bytes, size_t length, int *marks, int *indent)
{
	size_t at = 0;

	*marks = *indent = 0;
	for (;;) {
		int columns = 0;
		size_t mark = 0;

		for (; at < length && blank(bytes[at]); at++)
			columns += bytes[at] == '\t' ? 4 : 1;
		if (at < length && columns > *indent)
			*indent = columns;
		mark = mark_length(bytes + at, length - at);
		if (mark == 0)
			return at;
		at += mark;
		++*marks;
	}
}

/* "[words]: address" defines a link and vanishes from the text. */
static bool is_link_definition(const char *bytes, size_t length)
{
	const char *end = NULL;

	if (length == 0 || bytes[0] != '[')
		return false;
	end = memchr(bytes, ']', length);
	return end && end > bytes + 1 && (size_t)(end - bytes) + 1 < length && end[1] == ':';
}

static void check_line(struct reader *reader, int line, size_t *brackets)
{
	size_t length = 0, at = 0, before = *brackets;
	const char *bytes = line_bytes(reader, line, &length);
	int marks = 0, indent = 0;

	at = skip_marks(bytes, length, &marks, &indent);
	if (marks > DEPTH_MAX || indent > INDENT_MAX)
		mistake(reader, line,
			_("Quotes and lists are nested too deep here, or the line "
			  "begins too far to the right."));
	if (is_link_definition(bytes + at, length - at))
		mistake(reader, line,
			_("A line of this form defines a link and would not be shown; write the "
			  "address into the text."));
	if (at == length)
		*brackets = 0;
	for (; at < length; at++)
		*brackets += bytes[at] == '[';
	if (before <= BRACKETS_MAX && *brackets > BRACKETS_MAX)
		mistake(reader, line, _("There are too many square brackets in this paragraph."));
}

static bool only_blanks(const struct reader *reader)
{
	size_t at = 0;

	while (at < reader->length && strchr(" \t\r\n\f\v", reader->text[at]))
		at++;
	return at == reader->length;
}

bool lines_read(struct reader *reader)
{
	size_t brackets = 0;

	if (reader->length >= 3 && memcmp(reader->text, "\xEF\xBB\xBF", 3) == 0) {
		reader->text += 3;
		reader->length -= 3;
	}
	if (reader->length > PROGRAMME_BYTES_MAX) {
		mistake(reader, 1, _("A programme has at most %d KiB; this one is larger."),
			PROGRAMME_BYTES_MAX / 1024);
		return false;
	}
	if (memchr(reader->text, '\0', reader->length) ||
		!text_is_utf8(reader->text, reader->length)) {
		mistake(reader, 1, _("This is not text in UTF-8."));
		return false;
	}
	if (only_blanks(reader)) {
		mistake(reader, 1, _("There is nothing in this programme."));
		return false;
	}
	find_lines(reader);
	for (int line = 1; line <= reader->last_line; line++)
		check_line(reader, line, &brackets);
	return reader->mistakes == 0;
}
