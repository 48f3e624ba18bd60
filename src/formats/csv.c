/*
 * CSV: a row of column names, then a row for each ballot, or for `n` of them. Columns `n` and
 * `role` are about the ballot, each other one is an option. Numbers mean what the rule says; an
 * empty value is "not given". Before the row of names may stand "# title: ..." and
 * "# grades: worst; ...; best", and then grades may be words.
 */
#include "reading.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { NO_COLUMN = SIZE_MAX };

struct csv {
	struct reading *reading;
	struct record record;
	char mark;
	size_t n, role, columns;
	struct { /* per column: the option */
		size_t *items;
		size_t count, capacity;
	} options;
};

static void read_grades(struct reading *reading, struct piece list)
{
	struct texts *grades = &reading->election->grades;

	while (list.length > 0 && !reading->stopped)
		grade_add(reading, reading->line, trimmed(part_before(&list, ';')));
	if (grades->count < 2)
		say_mistake(reading, reading->line,
			_("There are at least two grades, worst first, with ; between them."));
	reading->election->holds = MARKS_GRADES;
}

/* Comment lines at the very top. */
static void read_comments(struct reading *reading)
{
	struct piece line;

	while (reading->at < reading->end && *reading->at == '#' && next_line(reading, &line)) {
		line.bytes++;
		line.length--;
		struct piece value = line, key = trimmed(part_before(&value, ':'));
		value = trimmed(value);
		if (piece_is(key, "title")) {
			free(reading->election->title);
			reading->election->title = cleaned(value);
		} else if (piece_is(key, "grades") && reading->election->grades.count == 0) {
			read_grades(reading, value);
		}
	}
}

/* A comma, or what spreadsheets of other languages write; without --lenient only a comma. */
static char find_mark(struct reading *reading)
{
	const char *stop = memchr(reading->at, '\n', (size_t)(reading->end - reading->at));
	size_t length = (size_t)((stop != NULL ? stop : reading->end) - reading->at);

	if (!reading->lenient || memchr(reading->at, ',', length) != NULL)
		return ',';
	for (const char *mark = ";\t"; *mark != '\0'; mark++) {
		if (memchr(reading->at, *mark, length) == NULL)
			continue;
		say_remark(reading, reading->line + 1,
			*mark == ';' ? _("Semicolons were read as commas.")
				     : _("Tabs were read as commas."));
		return *mark;
	}
	return ',';
}

static bool read_names(struct csv *csv)
{
	struct reading *reading = csv->reading;

	if (!record_read(reading, csv->mark, &csv->record)) {
		if (!reading->stopped)
			say_mistake(reading, reading->line > 0 ? reading->line : 1,
				_("There is no row of column names."));
		return false;
	}
	csv->columns = csv->record.count;
	for (size_t i = 0; i < csv->columns && !reading->stopped; i++) {
		struct piece name = record_field(&csv->record, i);
		*array_push(&csv->options) = NO_COLUMN;
		if (piece_is(name, "n") && csv->n == NO_COLUMN) {
			csv->n = i;
		} else if (piece_is(name, "role") && csv->role == NO_COLUMN) {
			csv->role = i;
		} else {
			csv->options.items[i] = reading->election->names.count;
			name_add(reading, csv->record.line, name);
		}
	}
	if (reading->election->names.count == 0)
		say_mistake(reading, csv->record.line, _("No column is an option."));
	return reading->election->names.count > 0;
}

static int16_t read_mark(struct csv *csv, struct piece value)
{
	struct reading *reading = csv->reading;
	int64_t number = 0;
	int16_t mark = NOT_GIVEN;

	if (value.length == 0 || grade_find(reading->election, value, &mark))
		return mark;
	if (piece_signed(value, &number) && number >= -TALLY_MARK_LIMIT &&
		number <= TALLY_MARK_LIMIT)
		return (int16_t)number;
	if (reading->election->grades.count > 0)
		say_mistake(reading, csv->record.line,
			_("“%s” is neither one of the grades nor a whole number."),
			say_piece(reading, value));
	else
		say_mistake(reading, csv->record.line,
			_("“%1$s” is not a whole number from %2$d to %3$d."),
			say_piece(reading, value), -TALLY_MARK_LIMIT, TALLY_MARK_LIMIT);
	return NOT_GIVEN;
}

/* How many ballots the row stands for; 1 after a mistake. */
static int64_t read_count(struct csv *csv)
{
	int64_t count = 1;

	if (csv->n == NO_COLUMN)
		return 1;
	struct piece value = record_field(&csv->record, csv->n);
	if (!piece_number(value, &count)) {
		say_mistake(csv->reading, csv->record.line,
			_("“%s” is not a number of ballots, which is a whole number."),
			say_piece(csv->reading, value));
		return 1;
	}
	return weight_fits(csv->reading, csv->record.line, count) ? count : 1;
}

static void read_ballot(struct csv *csv)
{
	struct reading *reading = csv->reading;

	if (csv->record.count != csv->columns) {
		say_mistake(reading, csv->record.line,
			_("There are %1$zu values in this row and %2$zu column names."),
			csv->record.count, csv->columns);
		return;
	}
	int16_t *row = row_add(reading, csv->record.line, read_count(csv));
	if (row == NULL)
		return;
	for (size_t i = 0; i < csv->columns; i++)
		if (csv->options.items[i] != NO_COLUMN)
			row[csv->options.items[i]] = read_mark(csv, record_field(&csv->record, i));
	if (csv->role != NO_COLUMN)
		row_role(reading, csv->record.line, record_field(&csv->record, csv->role));
}

void csv_read(struct reading *reading)
{
	struct csv csv = {.reading = reading, .n = NO_COLUMN, .role = NO_COLUMN};

	reading->election->holds = MARKS_NUMBERS;
	read_comments(reading);
	if (reading->at < reading->end)
		csv.mark = find_mark(reading);
	if (read_names(&csv))
		while (record_read(reading, csv.mark, &csv.record))
			read_ballot(&csv);
	array_finish(&csv.options);
	record_finish(&csv.record);
}

/* Its first line that is no comment has a comma, and no sign of another format. */
bool csv_sniff(const char *text, size_t length)
{
	struct piece rest = {text, length};

	while (rest.length > 0) {
		struct piece line = trimmed(part_before(&rest, '\n'));
		if (line.length == 0 || *line.bytes == '#')
			continue;
		return memchr(line.bytes, ',', line.length) != NULL && *line.bytes != '{' &&
		       *line.bytes != '[';
	}
	return false;
}
