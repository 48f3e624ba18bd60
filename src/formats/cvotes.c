/*
 * Condorcet Election Format, version 1: parameters "#/Name: value", then one line for each kind of
 * ballot, "tag, tag || A > B = C ^weight * count" or "/EMPTY/"; # begins a comment.
 */
#include "reading.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"

#include <stdlib.h>
#include <string.h>

struct cvotes {
	struct reading *reading;
	bool listed;        /* the options are named before the ballots */
	bool begun;         /* the first ballot was read */
	bool explicit_only; /* what is not ranked is not compared */
	bool weights;       /* ^ counts */
	bool said_weight;
	bool naming; /* the options are being gathered from the ballots */
};

static void read_switch(struct cvotes *cvotes, struct piece value, bool *on)
{
	if (piece_is(value, "true"))
		*on = true;
	else if (piece_is(value, "false"))
		*on = false;
	else
		say_mistake(cvotes->reading, cvotes->reading->line,
			_("This parameter is either true or false."));
}

/* Signs that mean something in a ballot cannot be in a name. */
static bool sign_in(struct piece name)
{
	for (size_t i = 0; i < name.length; i++)
		if (strchr("<>=;,#/*^|", name.bytes[i]) != NULL)
			return true;
	return false;
}

static void check_name(struct cvotes *cvotes, struct piece name)
{
	if (sign_in(name))
		say_mistake(cvotes->reading, cvotes->reading->line,
			_("“%s” holds one of the signs < > = ; , # / * ^ |, which no name has."),
			say_piece(cvotes->reading, name));
}

static void read_candidates(struct cvotes *cvotes, struct piece value)
{
	struct reading *reading = cvotes->reading;

	if (cvotes->listed) {
		say_mistake(reading, reading->line, _("The options are named a second time."));
		return;
	}
	cvotes->listed = true;
	while (value.length > 0 && !reading->stopped) {
		struct piece name = trimmed(part_before(&value, ';'));
		if (name.length == 0 && trimmed(value).length == 0 && reading->lenient)
			break;
		check_name(cvotes, name);
		name_add(reading, reading->line, name);
	}
}

static void read_seats(struct cvotes *cvotes, struct piece value)
{
	struct reading *reading = cvotes->reading;
	int64_t seats = 0;

	if (piece_number(value, &seats) && seats >= 1 && seats <= TALLY_OPTIONS_LIMIT)
		reading->election->seats = (int)seats;
	else
		say_mistake(reading, reading->line,
			_("“%1$s” cannot be the number of seats, which is a whole number from 1 "
			  "to %2$d."),
			say_piece(reading, value), TALLY_OPTIONS_LIMIT);
}

/* "#/Name: value"; names that are not known belong to other programs. */
static void read_parameter(struct cvotes *cvotes, struct piece line)
{
	struct reading *reading = cvotes->reading;
	struct piece value = line, name = trimmed(part_before(&value, ':'));
	bool on = true;

	if (cvotes->begun)
		say_mistake(reading, reading->line, _("Parameters stand before the first ballot."));
	if (name.length == line.length) {
		say_mistake(reading, reading->line, _("A parameter is “#/Name: value”."));
		return;
	}
	if (value.length > 0 && memchr(value.bytes, '#', value.length) != NULL) {
		say_loose(reading, _("No comment can stand behind a parameter."),
			_("A comment behind a parameter was left out."), NULL);
		value = part_before(&value, '#');
	}
	value = trimmed(value);
	if (piece_is(name, "Candidates")) {
		read_candidates(cvotes, value);
	} else if (piece_is(name, "Number of Seats") || piece_is(name, "Number of Seat")) {
		read_seats(cvotes, value);
	} else if (piece_is(name, "Implicit Ranking")) {
		read_switch(cvotes, value, &on);
		cvotes->explicit_only = !on;
	} else if (piece_is(name, "Weight Allowed")) {
		read_switch(cvotes, value, &cvotes->weights);
	} else if (piece_is(name, "Title")) {
		free(reading->election->title);
		reading->election->title = cleaned(value);
	}
}

/* "A > B ^7 * 2": takes what stands behind `sign` off, 1 when there is none. */
static bool take_number(struct cvotes *cvotes, struct piece *rest, char sign, int64_t *number)
{
	struct reading *reading = cvotes->reading;
	struct piece behind = *rest, before = part_before(&behind, sign);

	*number = 1;
	if (before.length == rest->length)
		return true;
	*rest = before;
	behind = trimmed(behind);
	if (piece_number(behind, number))
		return weight_fits(reading, reading->line, *number);
	say_mistake(reading, reading->line,
		_("“%1$s” behind %2$c is not a whole number; the order is “^weight * count”."),
		say_piece(reading, behind), sign);
	return false;
}

static bool read_weight(struct cvotes *cvotes, struct piece *rest, int64_t *ballots)
{
	struct reading *reading = cvotes->reading;
	int64_t weight = 1;
	size_t length = rest->length;

	if (!take_number(cvotes, rest, '*', ballots))
		return false;
	length = rest->length;
	if (!take_number(cvotes, rest, '^', &weight))
		return false;
	if (rest->length < length && !cvotes->weights) {
		if (!cvotes->said_weight)
			say_remark(reading, reading->line,
				_("The file does not allow weights, so those behind ^ count for "
				  "nothing."));
		cvotes->said_weight = true;
		weight = 1;
	}
	*ballots *= weight;
	return weight_fits(reading, reading->line, *ballots);
}

/* The option of that name, or a new one where none are listed. */
static size_t option_of(struct cvotes *cvotes, struct piece name)
{
	struct reading *reading = cvotes->reading;
	size_t option = name_find(reading, name);

	if (option != NO_NAME)
		return option;
	if (cvotes->naming) {
		check_name(cvotes, name);
		name_add(reading, reading->line, name);
	} else if (cvotes->listed) {
		say_loose(reading, _("“%s” is none of the options."),
			_("“%s” is none of the options; it was left out of this ballot."),
			say_piece(reading, name));
	}
	return NO_NAME;
}

/* One name of a rank; false when it counts for nothing. */
static bool rank_name(struct cvotes *cvotes, struct piece name, int16_t *row, int16_t rank)
{
	struct reading *reading = cvotes->reading;

	if (name.length == 0) {
		if (!cvotes->naming)
			say_loose(reading,
				_("A rank is empty; a name stands on each side of > and =."),
				_("An empty rank was left out."), NULL);
		return false;
	}
	size_t option = option_of(cvotes, name);
	if (option == NO_NAME || row == NULL)
		return false;
	if (row[option] != 0) {
		say_loose(reading, _("“%s” stands twice on this ballot."),
			_("“%s” stands twice on this ballot; its first place counts."),
			say_piece(reading, name));
		return false;
	}
	row[option] = rank;
	return true;
}

static void read_ranking(struct cvotes *cvotes, struct piece ranking, int16_t *row)
{
	const char *at = ranking.bytes, *end = at + ranking.length, *from = at;
	int16_t rank = 1;
	bool any = false;

	for (;; at++) {
		if (at < end && *at != '>' && *at != '=')
			continue;
		struct piece name = trimmed((struct piece){from, (size_t)(at - from)});
		any |= rank_name(cvotes, name, row, rank);
		if (at == end)
			return;
		/* a rank of which nothing is left does not count */
		if (*at == '>' && any) {
			rank++;
			any = false;
		}
		from = at + 1;
	}
}

/* The first sign of a comment or "||", or NULL. */
static bool has_tags(struct piece line, struct piece *rest)
{
	for (size_t i = 0; i + 1 < line.length; i++) {
		if (line.bytes[i] == '|' && line.bytes[i + 1] == '|') {
			*rest = (struct piece){line.bytes + i + 2, line.length - i - 2};
			return true;
		}
	}
	return false;
}

static bool is_empty_ballot(struct piece ranking)
{
	return piece_is(ranking, "/EMPTY/") || piece_is(ranking, "/EMPTY_RANKING/");
}

static void check_compared(struct cvotes *cvotes, const int16_t *row)
{
	struct reading *reading = cvotes->reading;

	if (!cvotes->explicit_only)
		return;
	for (size_t i = 0; i < reading->election->names.count; i++) {
		if (row[i] != 0)
			continue;
		say_loose(reading,
			_("The file says that options which are not ranked are not compared, "
			  "which cannot be counted here."),
			_("The file says that options which are not ranked are not compared; "
			  "they count as last here."),
			NULL);
		cvotes->explicit_only = false;
		return;
	}
}

static void read_ballot(struct cvotes *cvotes, struct piece line)
{
	struct reading *reading = cvotes->reading;
	int64_t ballots = 1;
	int16_t *row = NULL;

	(void)has_tags(line, &line);
	bool good = read_weight(cvotes, &line, &ballots);
	line = trimmed(line);
	row = row_add(reading, reading->line, good ? ballots : 1);
	if (row == NULL)
		return;
	if (line.length == 0)
		say_mistake(
			reading, reading->line, _("A ballot without any name is written /EMPTY/."));
	else if (!is_empty_ballot(line))
		read_ranking(cvotes, line, row);
	check_compared(cvotes, row);
}

/* The names on a ballot, for files that do not list them. */
static void gather_names(struct cvotes *cvotes, struct piece line)
{
	(void)has_tags(line, &line);
	line = part_before(&line, '*');
	line = trimmed(part_before(&line, '^'));
	if (line.length > 0 && !is_empty_ballot(line))
		read_ranking(cvotes, line, NULL);
}

static void read_lines(struct cvotes *cvotes)
{
	struct reading *reading = cvotes->reading;
	struct piece line;

	cvotes->begun = false;
	while (next_line(reading, &line)) {
		if (line.length > 1 && line.bytes[0] == '#' && line.bytes[1] == '/') {
			line.bytes += 2;
			line.length -= 2;
			if (!cvotes->naming)
				read_parameter(cvotes, line);
			continue;
		}
		struct piece rest = line;
		line = trimmed(part_before(&rest, '#'));
		if (rest.length > 0 && *rest.bytes == '/' && line.length == 0 && !cvotes->naming)
			say_mistake(reading, reading->line,
				_("A parameter begins at the very start of its line."));
		if (line.length == 0)
			continue;
		cvotes->begun = true;
		if (cvotes->naming)
			gather_names(cvotes, line);
		else
			read_ballot(cvotes, line);
	}
}

/* Whether a parameter names the options. */
static bool names_options(const char *at, const char *end)
{
	struct piece rest = {at, (size_t)(end - at)};

	while (rest.length > 0) {
		struct piece line = part_before(&rest, '\n');
		if (piece_is(trimmed(part_before(&line, ':')), "#/Candidates") &&
			line.bytes[-1] == ':')
			return true;
	}
	return false;
}

void cvotes_read(struct reading *reading)
{
	struct cvotes cvotes = {.reading = reading};
	const char *from = reading->at;

	reading->election->holds = MARKS_RANKS;
	if (!names_options(reading->at, reading->end)) {
		/* where they are not, the ballots name them, in the order in which they appear */
		cvotes.naming = true;
		read_lines(&cvotes);
		cvotes.naming = false;
		reading->at = from;
		reading->line = 0;
	}
	read_lines(&cvotes);
}

/* It begins with a parameter, or its first line that is no comment is a ballot with > or /EMPTY/.
 */
bool cvotes_sniff(const char *text, size_t length)
{
	struct piece rest = {text, length};

	while (rest.length > 0) {
		struct piece line = part_before(&rest, '\n');
		if (piece_begins(line, "#/"))
			return true;
		line = trimmed(part_before(&line, '#'));
		if (line.length > 0)
			return memchr(line.bytes, '>', line.length) != NULL ||
			       is_empty_ballot(line) || has_tags(line, &line);
	}
	return false;
}

static void write_ballot(
	const struct election *election, const int16_t *row, int32_t count, struct buf *out)
{
	size_t options = election->names.count, written = 0;
	int16_t most = 0;

	for (size_t i = 0; i < options; i++)
		most = row[i] > most ? row[i] : most;
	for (int16_t rank = 1; rank <= most; rank++) {
		const char *between = written > 0 ? " > " : "";
		for (size_t i = 0; i < options; i++) {
			bool out_of_it = election->withdrawn != NULL && election->withdrawn[i];
			if (row[i] != rank || out_of_it)
				continue;
			buf_format(out, "%s%s", between, election->names.items[i]);
			between = " = ";
			written++;
		}
	}
	if (written == 0)
		buf_text_add(out, "/EMPTY/");
	if (count > 1)
		buf_format(out, " * %ld", (long)count);
	buf_byte(out, '\n');
}

bool cvotes_write(const struct election *election, struct buf *out, struct error *err)
{
	const char *before = "#/Candidates: ";

	if (election->title != NULL && *election->title != '\0') {
		if (strchr(election->title, '#') != NULL)
			return error_set(err, ERROR_INPUT,
				_("The title holds a #, which this format cannot write."));
		buf_format(out, "#/Title: %s\n", election->title);
	}
	for (size_t i = 0; i < election->names.count; i++) {
		const char *name = election->names.items[i];
		if (election->withdrawn != NULL && election->withdrawn[i])
			continue;
		if (sign_in((struct piece){name, strlen(name)}))
			return error_set(err, ERROR_INPUT,
				_("“%s” holds a sign which no name has in this format."), name);
		buf_format(out, "%s%s", before, name);
		before = " ; ";
	}
	if (*before == '#')
		return error_set(err, ERROR_INPUT,
			_("Every option is withdrawn, and this format cannot say so."));
	if (election->seats > 0)
		buf_format(out, "\n#/Number of Seats: %d", election->seats);
	buf_text_add(out, "\n#/Implicit Ranking: true\n#/Weight Allowed: false\n\n");
	for (size_t i = 0; i < election->count; i++)
		write_ballot(election, election->marks + i * election->names.count,
			election->weights[i], out);
	return true;
}
