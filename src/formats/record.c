/* Records of values parted by a mark, as CSV and Pabulib have them (RFC 4180). */
#include "reading.h"

#include "roundtable/base/i18n.h"

#include <string.h>

static void add_field(struct record *record, const char *from, const char *to, bool doubled)
{
	*array_push(record) = (struct field){{from, (size_t)(to - from)}, doubled};
}

/* A value in quotation marks, from behind the first one; NULL when the last one is missing. */
static const char *quoted(
	struct reading *reading, struct record *record, const char *at, const char *end)
{
	const char *from = at;
	bool doubled = false;

	for (; at < end; at++) {
		reading->line += *at == '\n';
		if (*at != '"')
			continue;
		if (at + 1 == end || at[1] != '"') {
			add_field(record, from, at, doubled);
			return at + 1;
		}
		doubled = true;
		at++;
	}
	return NULL;
}

static const char *skip_spaces(const char *at, const char *end)
{
	while (at < end && (*at == ' ' || *at == '\r'))
		at++;
	return at;
}

/* One value; returns where it ends: at a mark, a line end or the end. NULL after a mistake. */
static const char *read_value(
	struct reading *reading, char mark, struct record *record, const char *at)
{
	const char *end = reading->end, *start = skip_spaces(at, end);

	if (start < end && *start == '"') {
		int line = reading->line;
		const char *stop = quoted(reading, record, start + 1, end);
		if (stop == NULL) {
			say_mistake(reading, line, _("A closing quotation mark is missing."));
			return NULL;
		}
		stop = skip_spaces(stop, end);
		if (stop < end && *stop != mark && *stop != '\n') {
			say_mistake(reading, line,
				_("Something stands behind a closing quotation mark; inside "
				  "quotation marks they are doubled."));
			return NULL;
		}
		return stop;
	}
	for (start = at; at < end && *at != mark && *at != '\n'; at++)
		;
	add_field(record, start, at, false);
	return at;
}

static bool nothing_in(const struct record *record)
{
	return record->count == 1 && trimmed(record->items[0].text).length == 0;
}

bool record_read(struct reading *reading, char mark, struct record *record)
{
	const char *at = reading->at;

	do {
		if (at >= reading->end || reading->stopped)
			return false;
		record->count = 0;
		record->line = ++reading->line;
		while ((at = read_value(reading, mark, record, at)) != NULL && at < reading->end &&
			*at == mark)
			at++;
		if (at == NULL) {
			reading->stopped = true;
			return false;
		}
		at += at < reading->end;
	} while (nothing_in(record));
	reading->at = at;
	return true;
}

struct piece record_field(struct record *record, size_t index)
{
	struct piece text = {"", 0};

	if (index >= record->count)
		return text;
	text = record->items[index].text;
	if (record->items[index].doubled) {
		buf_clear(&record->scrap);
		for (size_t i = 0; i < text.length; i++) {
			buf_byte(&record->scrap, text.bytes[i]);
			i += text.bytes[i] == '"';
		}
		text = (struct piece){buf_text(&record->scrap), record->scrap.count};
	}
	return trimmed(text);
}

void record_finish(struct record *record)
{
	array_finish(record);
	buf_finish(&record->scrap);
}
