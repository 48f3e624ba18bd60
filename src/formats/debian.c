/*
 * Debian's tally sheets: "Option 3--->: name" for each option, then "V: 12-3" and a digest for each
 * ballot, the k-th character being the rank of option k, - where it is not ranked.
 */
#include "reading.h"

#include "roundtable/base/i18n.h"

#include <stdlib.h>
#include <string.h>

/* Behind 9 come letters. */
static int rank_of(char sign)
{
	if (sign >= '1' && sign <= '9')
		return sign - '0';
	if (sign >= 'A' && sign <= 'Z')
		return sign - 'A' + 10;
	if (sign >= 'a' && sign <= 'z')
		return sign - 'a' + 10;
	return sign == '-' ? 0 : -1;
}

/* "   ||/  Option 4------>: Anthony Towns": the number and the name, false when it is none. */
static bool option_line(struct piece line, int64_t *number, struct piece *name)
{
	line = trimmed(line);
	while (line.length > 0 && strchr("|/ ", *line.bytes) != NULL) {
		line.bytes++;
		line.length--;
	}
	if (!piece_begins(line, "Option "))
		return false;
	*name = line;
	struct piece head = part_before(name, ':');
	if (head.length == line.length)
		return false;
	head.bytes += strlen("Option ");
	head.length -= strlen("Option ");
	head = trimmed(part_before(&head, '-'));
	*name = trimmed(*name);
	return piece_number(head, number);
}

static void read_ballot(struct reading *reading, struct piece line)
{
	size_t options = reading->election->names.count;
	struct piece ranks = trimmed(line);
	size_t length = 0;

	while (length < ranks.length && ranks.bytes[length] != ' ' && ranks.bytes[length] != '\t')
		length++;
	ranks.length = length;
	if (length != options) {
		say_mistake(reading, reading->line,
			_("This ballot has %1$zu ranks for %2$zu options."), length, options);
		return;
	}
	int16_t *row = row_add(reading, reading->line, 1);
	for (size_t i = 0; row != NULL && i < options; i++) {
		int rank = rank_of(ranks.bytes[i]);
		if (rank < 0) {
			say_mistake(reading, reading->line,
				_("“%s” is not a rank; ranks are 1 to 9, then letters, and - where "
				  "there is none."),
				say_piece(reading, (struct piece){ranks.bytes + i, 1}));
			return;
		}
		row[i] = (int16_t)rank;
	}
	if (row != NULL)
		row_close_ranks(row, options);
}

static void read_option(struct reading *reading, int64_t number, struct piece name)
{
	size_t next = reading->election->names.count + 1;

	if (reading->first > 0)
		say_mistake(reading, reading->line, _("Options stand before the ballots."));
	else if (number != (int64_t)next)
		say_mistake(reading, reading->line,
			_("Option %1$lld is out of order; option %2$zu comes here."),
			(long long)number, next);
	if (reading->first == 0)
		name_add(reading, reading->line, name);
}

void debian_read(struct reading *reading)
{
	struct piece line, name;
	int64_t number = 0;
	bool complained = false;

	reading->election->holds = MARKS_RANKS;
	while (next_line(reading, &line)) {
		if (option_line(line, &number, &name)) {
			read_option(reading, number, name);
		} else if (line.length > 2 && memcmp(line.bytes, "V: ", 3) == 0) {
			/* the explanation at the top gives "V: vote" in quotation marks */
			line.bytes += 3;
			line.length -= 3;
			if (reading->election->names.count > 0)
				read_ballot(reading, line);
			else if (!complained)
				say_mistake(reading, reading->line,
					_("Ballots stand behind the options, and there is none "
					  "yet."));
			complained |= reading->election->names.count == 0;
		}
	}
	if (reading->election->names.count == 0 && !complained)
		say_mistake(reading, 1, _("There is no option (“Option 1-->: name”)."));
}

bool debian_sniff(const char *text, size_t length)
{
	struct piece rest = {text, length}, name;
	int64_t number;

	for (int lines = 0; lines < 100 && rest.length > 0; lines++)
		if (option_line(part_before(&rest, '\n'), &number, &name))
			return true;
	return false;
}
