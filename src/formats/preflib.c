/*
 * PrefLib, the formats of 2022: a header of lines "# KEY: value", then "count: item,item,...", an
 * item being the number of an option or several of them, level, in braces. In categorical data the
 * k-th item is what was put into category k.
 */
#include "reading.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"

#include <stdlib.h>
#include <string.h>

struct preflib {
	struct reading *reading;
	int64_t options, voters, orders, categories; /* as the header says; -1: it does not */
	int64_t found;                               /* lines of ballots */
	bool strict, complete, categorical;          /* what its data type promises */
	struct texts names;
	struct texts grades;
	int last; /* line of the header's last entry */
};

static void read_count(struct preflib *preflib, struct piece value, int64_t most, int64_t *number)
{
	struct reading *reading = preflib->reading;

	if (!piece_number(value, number) || *number > most) {
		*number = -1;
		say_mistake(reading, reading->line,
			_("“%1$s” is not a whole number from 0 to %2$lld."),
			say_piece(reading, value), (long long)most);
	}
}

static void read_type(struct preflib *preflib, struct piece value)
{
	static const char known[][4] = {"soc", "soi", "toc", "toi", "cat"};
	size_t type = 0;

	while (type < sizeof known / sizeof *known && !piece_is(value, known[type]))
		type++;
	if (type == sizeof known / sizeof *known) {
		say_mistake(preflib->reading, preflib->reading->line,
			_("The data type “%s” cannot be counted; soc, soi, toc, toi and cat can."),
			say_piece(preflib->reading, value));
		return;
	}
	preflib->categorical = type == 4;
	preflib->strict = known[type][0] == 's';
	preflib->complete = known[type][0] != 'c' && known[type][2] == 'c';
}

/* "ALTERNATIVE NAME 3: Clare Daly": they stand in order. */
static void read_name(
	struct preflib *preflib, struct piece number, struct piece value, struct texts *into)
{
	struct reading *reading = preflib->reading;
	int64_t place = 0;

	if (!piece_number(trimmed(number), &place) || place != (int64_t)into->count + 1)
		say_mistake(reading, reading->line,
			_("“%1$s” is out of order; number %2$zu comes here."),
			say_piece(reading, number), into->count + 1);
	if (into->count > TALLY_OPTIONS_LIMIT) {
		reading->stopped = true;
		return;
	}
	if (into == &preflib->names) {
		name_add(reading, reading->line, value);
		texts_add(into, "");
	} else {
		*array_push(into) = cleaned(value);
	}
}

static void read_entry(struct preflib *preflib, struct piece line)
{
	static const char alternative[] = "ALTERNATIVE NAME ", category[] = "CATEGORY NAME ";
	struct election *election = preflib->reading->election;
	struct piece value = line, key = trimmed(part_before(&value, ':'));

	value = trimmed(value);
	preflib->last = preflib->reading->line;
	if (piece_is(key, "TITLE")) {
		free(election->title);
		election->title = cleaned(value);
	} else if (piece_is(key, "DATA TYPE")) {
		read_type(preflib, value);
	} else if (piece_is(key, "NUMBER ALTERNATIVES")) {
		read_count(preflib, value, INT32_MAX, &preflib->options);
	} else if (piece_is(key, "NUMBER VOTERS")) {
		read_count(preflib, value, TALLY_BALLOTS_LIMIT, &preflib->voters);
	} else if (piece_is(key, "NUMBER UNIQUE ORDERS") ||
		   piece_is(key, "NUMBER UNIQUE PREFERENCES")) {
		read_count(preflib, value, TALLY_BALLOTS_LIMIT, &preflib->orders);
	} else if (piece_is(key, "NUMBER CATEGORIES")) {
		read_count(preflib, value, TALLY_MARK_LIMIT, &preflib->categories);
	} else if (piece_begins(key, alternative)) {
		key.bytes += sizeof alternative - 1;
		key.length -= sizeof alternative - 1;
		read_name(preflib, key, value, &preflib->names);
	} else if (piece_begins(key, category)) {
		key.bytes += sizeof category - 1;
		key.length -= sizeof category - 1;
		read_name(preflib, key, value, &preflib->grades);
	}
}

/* What the header promises must be there before the ballots are read. */
static bool check_header(struct preflib *preflib)
{
	struct reading *reading = preflib->reading;
	size_t names = reading->election->names.count;
	int line = preflib->last > 0 ? preflib->last : 1;

	if (names == 0)
		say_mistake(reading, line, _("The header names no option (ALTERNATIVE NAME 1)."));
	else if (preflib->options >= 0 && (size_t)preflib->options != names)
		say_mistake(reading, line,
			_("The header names %1$zu options and says that there are %2$lld."), names,
			(long long)preflib->options);
	if (preflib->categories >= 0 && (size_t)preflib->categories != preflib->grades.count)
		say_mistake(reading, line,
			_("The header names %1$zu categories and says that there are %2$lld."),
			preflib->grades.count, (long long)preflib->categories);
	if (preflib->categorical && preflib->grades.count == 0)
		say_mistake(reading, line, _("The header names no category (CATEGORY NAME 1)."));
	return names > 0 && (!preflib->categorical || preflib->grades.count > 0);
}

/* Puts a mark on the options of an item: "7" or, level, "7,3,1". How many there were. */
static size_t mark_item(struct preflib *preflib, struct piece item, int16_t *row, int16_t mark)
{
	size_t options = preflib->reading->election->names.count, count = 0;
	int16_t empty = preflib->categorical ? NOT_GIVEN : 0;

	while (item.length > 0) {
		struct piece one = trimmed(part_before(&item, ','));
		int64_t number = 0;
		if (!piece_number(one, &number) || number < 1 || number > (int64_t)options) {
			say_loose(preflib->reading, _("“%s” is not the number of an option."),
				_("“%s” is not the number of an option; it was left out of this "
				  "ballot."),
				say_piece(preflib->reading, one));
		} else if (row[number - 1] != empty) {
			say_loose(preflib->reading, _("Option %s stands twice on this ballot."),
				_("Option %s stands twice on this ballot; its first place "
				  "counts."),
				say_piece(preflib->reading, one));
		} else {
			row[number - 1] = mark;
			count++;
		}
	}
	return count;
}

/* The next item of a ballot, without its braces. False after a mistake. */
static bool next_item(struct preflib *preflib, struct piece *rest, struct piece *item, bool *level)
{
	*rest = trimmed(*rest);
	*level = rest->length > 0 && *rest->bytes == '{';
	if (!*level) {
		*item = trimmed(part_before(rest, ','));
		return true;
	}
	rest->bytes++;
	rest->length--;
	const char *stop = memchr(rest->bytes, '}', rest->length);
	if (stop == NULL) {
		say_mistake(preflib->reading, preflib->reading->line,
			_("The brace “}” that ends this is missing."));
		return false;
	}
	*item = part_before(rest, '}');
	*rest = trimmed(*rest);
	if (rest->length > 0 && *rest->bytes == ',') {
		part_before(rest, ',');
	} else if (rest->length > 0) {
		say_mistake(preflib->reading, preflib->reading->line,
			_("A comma stands between two items."));
		return false;
	}
	return true;
}

/* The first category is the best: marks are places in the list of grades, worst first. */
static int16_t mark_of(const struct preflib *preflib, size_t place)
{
	return (int16_t)(preflib->categorical ? preflib->grades.count - place : place);
}

static void check_promises(struct preflib *preflib, const int16_t *row, bool level)
{
	struct reading *reading = preflib->reading;
	size_t options = reading->election->names.count, marked = 0;

	if (preflib->categorical)
		return;
	for (size_t i = 0; i < options; i++)
		marked += row[i] != 0;
	if (preflib->strict && level)
		say_loose(reading,
			_("Options are level here, but the data type says that none are."),
			_("Options are level here, though the data type says that none are."),
			NULL);
	if (preflib->complete && marked < options)
		say_loose(reading,
			_("An option is not ranked here, but the data type says that all are."),
			_("An option is not ranked here, though the data type says that all "
			  "are; it counts as last."),
			NULL);
}

static void read_ballot(struct preflib *preflib, struct piece line)
{
	struct reading *reading = preflib->reading;
	struct piece rest = line, count = trimmed(part_before(&rest, ':')), item;
	size_t options = reading->election->names.count, place = 0;
	bool level = false, any_level = false;
	int64_t weight = 1;

	if (count.length == line.length || !piece_number(count, &weight)) {
		say_mistake(reading, reading->line,
			_("A line of ballots is “count: option,option,...”."));
		return;
	}
	int16_t *row = weight_fits(reading, reading->line, weight)
			       ? row_add(reading, reading->line, weight)
			       : NULL;
	if (row == NULL)
		return;
	preflib->found++;
	for (size_t i = 0; preflib->categorical && i < options; i++)
		row[i] = NOT_GIVEN;
	rest = trimmed(rest);
	if (!preflib->categorical) {
		int16_t rank = 0;
		const char *end = rest.bytes + rest.length;
		rest.bytes = row_plain_ranks(rest.bytes, end, ',', row, options, &rank);
		rest.length = (size_t)(end - rest.bytes);
		place = (size_t)rank;
	}
	while (rest.length > 0 && next_item(preflib, &rest, &item, &level)) {
		if (preflib->categorical && place == preflib->grades.count) {
			say_mistake(reading, reading->line,
				_("This ballot has more items than there are categories."));
			return;
		}
		if (!level && item.length == 0)
			say_loose(reading, _("An item is empty."), _("An empty item was left out."),
				NULL);
		size_t marked = mark_item(preflib, item, row, mark_of(preflib, place + 1));
		place += preflib->categorical || marked > 0;
		any_level |= marked > 1;
	}
	check_promises(preflib, row, any_level);
}

static void check_totals(struct preflib *preflib)
{
	struct reading *reading = preflib->reading;
	long long voters = preflib->voters, ballots = reading->ballots;

	if (preflib->voters >= 0 && voters != ballots) {
		if (reading->lenient)
			say_remark(reading, reading->line,
				_("There are %1$lld ballots, though the header says %2$lld."),
				ballots, voters);
		else
			say_mistake(reading, reading->line,
				_("There are %1$lld ballots, but the header says %2$lld; is the "
				  "file whole?"),
				ballots, voters);
	}
	if (preflib->orders >= 0 && preflib->orders != preflib->found) {
		if (reading->lenient)
			say_remark(reading, reading->line,
				_("There are %1$lld lines of ballots, though the header says "
				  "%2$lld."),
				(long long)preflib->found, (long long)preflib->orders);
		else
			say_mistake(reading, reading->line,
				_("There are %1$lld lines of ballots, but the header says %2$lld; "
				  "is the file whole?"),
				(long long)preflib->found, (long long)preflib->orders);
	}
}

/* Categories: one or two are approval, the first being approved of; more are grades. */
static void keep_categories(struct preflib *preflib)
{
	struct election *election = preflib->reading->election;
	size_t cells = election->count * election->names.count, grades = preflib->grades.count;

	if (!preflib->categorical)
		return;
	if (grades <= 2) {
		election->holds = MARKS_TICKS;
		for (size_t i = 0; i < cells; i++)
			election->marks[i] = election->marks[i] == (int16_t)(grades - 1);
		return;
	}
	election->holds = MARKS_GRADES;
	for (size_t i = grades; i-- > 0;)
		grade_add(preflib->reading, preflib->last,
			(struct piece){preflib->grades.items[i], strlen(preflib->grades.items[i])});
}

void preflib_read(struct reading *reading)
{
	struct preflib preflib = {
		.reading = reading, .options = -1, .voters = -1, .orders = -1, .categories = -1};
	bool begun = false, good = true;
	struct piece line;

	reading->election->holds = MARKS_RANKS;
	while (good && next_line(reading, &line)) {
		line = trimmed(line);
		if (line.length == 0)
			continue;
		if (!begun && *line.bytes == '#') {
			line.bytes++;
			line.length--;
			read_entry(&preflib, line);
			continue;
		}
		if (!begun)
			good = check_header(&preflib);
		begun = true;
		if (good)
			read_ballot(&preflib, line);
	}
	if (!begun && !reading->stopped)
		good = check_header(&preflib);
	if (good && !reading->stopped) {
		check_totals(&preflib);
		keep_categories(&preflib);
	}
	texts_finish(&preflib.names);
	texts_finish(&preflib.grades);
}

/* The first line that is not empty is "# KEY: value" with a key of the format. */
bool preflib_sniff(const char *text, size_t length)
{
	static const char *const keys[] = {"FILE NAME", "TITLE", "DESCRIPTION", "DATA TYPE",
		"NUMBER ALTERNATIVES", "ALTERNATIVE NAME"};
	struct piece rest = {text, length}, line = {text, 0};

	while (rest.length > 0 && line.length == 0)
		line = trimmed(part_before(&rest, '\n'));
	if (line.length == 0 || *line.bytes != '#' || memchr(line.bytes, ':', line.length) == NULL)
		return false;
	line.bytes++;
	line.length--;
	line = trimmed(line);
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (line.length > strlen(keys[i]) &&
			memcmp(line.bytes, keys[i], strlen(keys[i])) == 0)
			return true;
	return false;
}
