/* What all readers need: messages, lines, names, rows. */
#include "reading.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"

#include <stdlib.h>
#include <string.h>

enum { TOO_MANY_DIGITS = 19, ROLES_LIMIT = 1000 };

void say_mistake(struct reading *reading, int line, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	if (reading->mistakes < DIAGNOSTICS_MAX)
		diagnostics_add(reading->diagnostics, line, false, format, args);
	va_end(args);
	/* what is wrong so often is another thing altogether */
	reading->stopped |= reading->mistakes++ >= DIAGNOSTICS_MAX;
}

void say_remark(struct reading *reading, int line, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	if (reading->remarks++ < REMARKS_MAX)
		diagnostics_add(reading->diagnostics, line, true, format, args);
	va_end(args);
}

void say_loose(struct reading *reading, const char *wrong, const char *repair, const char *word)
{
	void (*tell)(struct reading *, int, const char *, ...) =
		reading->lenient ? say_remark : say_mistake;
	const char *sentence = reading->lenient ? repair : wrong;

	if (word != NULL)
		tell(reading, reading->line, sentence, word);
	else
		tell(reading, reading->line, "%s", sentence);
}

const char *say_piece(struct reading *reading, struct piece piece)
{
	/* more than can be shown need not be looked at */
	size_t length = piece.length < 1000 ? piece.length : 1000;
	bool cut = length < piece.length;
	char *text = text_sanitise(piece.bytes, length, false, NAME_MAX_SHOWN, &cut);
	struct buf whole = {0};

	buf_text_add(&whole, text);
	if (cut)
		buf_text_add(&whole, "…");
	free(text);
	text = buf_take(&whole);
	*array_push(&reading->scraps) = text;
	return text;
}

void reading_finish(struct reading *reading)
{
	texts_finish(&reading->scraps);
	array_free(reading->lengths);
	reading->lengths = NULL;
}

bool next_line(struct reading *reading, struct piece *line)
{
	if (reading->at >= reading->end || reading->stopped)
		return false;
	const char *stop = memchr(reading->at, '\n', (size_t)(reading->end - reading->at));
	line->bytes = reading->at;
	line->length = (size_t)((stop != NULL ? stop : reading->end) - reading->at);
	reading->at = stop != NULL ? stop + 1 : reading->end;
	reading->line++;
	if (line->length > 0 && line->bytes[line->length - 1] == '\r')
		line->length--;
	return true;
}

static bool is_blank(char byte)
{
	return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

struct piece trimmed(struct piece piece)
{
	while (piece.length > 0 && is_blank(piece.bytes[0])) {
		piece.bytes++;
		piece.length--;
	}
	while (piece.length > 0 && is_blank(piece.bytes[piece.length - 1]))
		piece.length--;
	return piece;
}

struct piece part_before(struct piece *rest, char mark)
{
	const char *found = rest->length > 0 ? memchr(rest->bytes, mark, rest->length) : NULL;
	struct piece part = *rest;

	if (found == NULL) {
		rest->bytes += rest->length;
		rest->length = 0;
		return part;
	}
	part.length = (size_t)(found - rest->bytes);
	rest->bytes = found + 1;
	rest->length -= part.length + 1;
	return part;
}

static char lower(char byte)
{
	return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

bool piece_begins(struct piece piece, const char *word)
{
	size_t length = strlen(word);

	if (piece.length < length)
		return false;
	for (size_t i = 0; i < length; i++)
		if (lower(piece.bytes[i]) != lower(word[i]))
			return false;
	return true;
}

bool piece_is(struct piece piece, const char *word)
{
	return piece.length == strlen(word) && piece_begins(piece, word);
}

bool piece_number(struct piece piece, int64_t *number)
{
	int64_t value = 0;

	if (piece.length == 0 || piece.length >= TOO_MANY_DIGITS)
		return false;
	for (size_t i = 0; i < piece.length; i++) {
		if (piece.bytes[i] < '0' || piece.bytes[i] > '9')
			return false;
		value = value * 10 + (piece.bytes[i] - '0');
	}
	*number = value;
	return true;
}

bool piece_signed(struct piece piece, int64_t *number)
{
	bool minus = piece.length > 0 && piece.bytes[0] == '-';
	int64_t value = 0;

	if (minus) {
		piece.bytes++;
		piece.length--;
	}
	if (!piece_number(piece, &value))
		return false;
	*number = minus ? -value : value;
	return true;
}

char *cleaned(struct piece piece)
{
	return text_sanitise(piece.bytes, piece.length, false, 0, NULL);
}

/* FNV-1a: names are short, and whoever writes a hostile file slows down their own count alone. */
static size_t slot_of(const char *bytes, size_t length)
{
	uint32_t hash = UINT32_C(2166136261);

	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)bytes[i]) * UINT32_C(16777619);
	return (hash ^ hash >> 15) % NAME_SLOTS;
}

/* The slot where the name stands, or the empty one where it would. */
static size_t find_slot(const struct reading *reading, const char *bytes, size_t length)
{
	size_t slot = slot_of(bytes, length);

	for (; reading->slots[slot] != 0; slot = (slot + 1) % NAME_SLOTS) {
		size_t index = reading->slots[slot] - 1U;
		if (reading->lengths[index] == length &&
			memcmp(reading->election->names.items[index], bytes, length) == 0)
			break;
	}
	return slot;
}

size_t name_find(struct reading *reading, struct piece name)
{
	size_t slot = find_slot(reading, name.bytes, name.length);

	if (reading->slots[slot] == 0 && name.length > 0 && name.length < 4 * TEXT_CARD) {
		/* spaces or letters may be written in another way than in the list */
		char *clean = cleaned(name);
		slot = find_slot(reading, clean, strlen(clean));
		free(clean);
	}
	return reading->slots[slot] != 0 ? reading->slots[slot] - 1U : NO_NAME;
}

/* "A", "A (2)", "A (3)" ...: the first that is not there yet. */
static char *another_name(const struct reading *reading, const char *name)
{
	for (size_t i = 2;; i++) {
		struct buf other = {0};
		buf_format(&other, "%s (%zu)", name, i);
		size_t slot = find_slot(reading, buf_text(&other), other.count);
		if (reading->slots[slot] == 0)
			return buf_take(&other);
		buf_finish(&other);
	}
}

static void keep_name(struct reading *reading, char *name)
{
	size_t slot = find_slot(reading, name, strlen(name));
	size_t count = reading->election->names.count;

	if (reading->lengths == NULL)
		reading->lengths = mem_alloc(TALLY_OPTIONS_LIMIT, sizeof *reading->lengths);
	reading->lengths[count] = strlen(name);
	*array_push(&reading->election->names) = name;
	/* of two with one name the first is the one that is found */
	if (reading->slots[slot] == 0)
		reading->slots[slot] = (uint16_t)(count + 1);
}

void name_add(struct reading *reading, int line, struct piece name)
{
	struct texts *names = &reading->election->names;

	if (names->count >= TALLY_OPTIONS_LIMIT) {
		if (!reading->stopped)
			say_mistake(reading, line, _("There are more than %d options."),
				TALLY_OPTIONS_LIMIT);
		reading->stopped = true;
		return;
	}
	char *clean = cleaned(name);
	if (*clean == '\0')
		say_mistake(reading, line, _("Option %zu has no name."), names->count + 1);
	else if (strlen(clean) > 4 * TEXT_CARD || text_graphemes(clean) > TEXT_CARD)
		say_mistake(reading, line,
			_("The name of option %1$zu has more than %2$d characters."),
			names->count + 1, TEXT_CARD);
	else if (names->count > 0 && reading->slots[find_slot(reading, clean, strlen(clean))]) {
		if (reading->lenient) {
			char *other = another_name(reading, clean);
			say_remark(reading, line,
				_("Another option has the name “%1$s”; this one is called "
				  "“%2$s” here."),
				say_piece(reading, name), other);
			free(clean);
			clean = other;
		} else {
			say_mistake(reading, line,
				_("Two options have the name “%s”; each needs a name of its own."),
				say_piece(reading, name));
		}
	}
	keep_name(reading, clean);
}

bool grade_find(const struct election *election, struct piece name, int16_t *place)
{
	const struct texts *grades = &election->grades;
	size_t index = 0;

	if (grades->count == 0 || name.length >= 4 * TEXT_CARD)
		return false;
	char *clean = cleaned(name);
	while (index < grades->count && strcmp(grades->items[index], clean) != 0)
		index++;
	free(clean);
	if (index == grades->count)
		return false;
	*place = (int16_t)index;
	return true;
}

void grade_add(struct reading *reading, int line, struct piece name)
{
	struct texts *grades = &reading->election->grades;
	char *clean = cleaned(name);

	if (grades->count > TALLY_POINTS_MAX) {
		say_mistake(
			reading, line, _("There are more than %d grades."), TALLY_POINTS_MAX + 1);
		reading->stopped = true;
	}
	if (*clean == '\0')
		say_mistake(reading, line, _("Grade %zu has no name."), grades->count + 1);
	for (size_t i = 0; i < grades->count; i++)
		if (strcmp(grades->items[i], clean) == 0)
			say_mistake(reading, line, _("Two grades have the name “%s”."),
				say_piece(reading, name));
	*array_push(grades) = clean;
}

bool weight_fits(struct reading *reading, int line, int64_t weight)
{
	if (weight >= 1 && weight <= TALLY_BALLOTS_LIMIT)
		return true;
	if (weight < 1)
		say_mistake(reading, line, _("A number of ballots is at least 1."));
	else
		say_mistake(reading, line, _("There are at most %lld ballots in an election."),
			(long long)TALLY_BALLOTS_LIMIT);
	return false;
}

static void stop(struct reading *reading, int line, const char *sentence)
{
	say_mistake(reading, line, "%s", sentence);
	reading->stopped = true;
}

int16_t *row_add(struct reading *reading, int line, int64_t weight)
{
	struct election *election = reading->election;
	size_t options = election->names.count;

	if (reading->stopped || options == 0)
		return NULL;
	reading->ballots += weight;
	if (reading->ballots > TALLY_BALLOTS_LIMIT) {
		stop(reading, line,
			_("There are more ballots than can be counted, which are 2147483647."));
		return NULL;
	}
	if (election->count >= TALLY_CELLS_LIMIT / options) {
		stop(reading, line, _("There are too many ballots for so many options."));
		return NULL;
	}
	if (election->count == reading->rows) {
		size_t rows = reading->rows < 64 ? 64 : reading->rows * 2;
		election->marks =
			mem_resize(election->marks, rows * options, sizeof *election->marks);
		election->weights = mem_resize(election->weights, rows, sizeof *election->weights);
		reading->rows = rows;
	}
	if (reading->first == 0)
		reading->first = line;
	int16_t *row = election->marks + election->count * options;
	memset(row, 0, options * sizeof *row);
	election->weights[election->count++] = (int32_t)weight;
	return row;
}

const char *row_plain_ranks(
	const char *at, const char *end, char mark, int16_t *row, size_t options, int16_t *rank)
{
	int16_t next = *rank;

	/* whether there is a second digit is a coin toss, so it must not be a branch */
	while (end - at >= 4) {
		unsigned first = (unsigned char)(at[0] - '0'),
			 second = (unsigned char)(at[1] - '0');
		unsigned two = second <= 9;
		unsigned option = first + two * (9 * first + second) - 1;
		const char *behind = at + 1 + two;
		if (first > 9 || *behind != mark || option >= options || row[option] != 0)
			break;
		row[option] = ++next;
		at = behind + 1;
	}
	*rank = next;
	return at;
}

void row_close_ranks(int16_t *row, size_t options)
{
	size_t places[TALLY_OPTIONS_LIMIT], count = 0;
	int16_t rank = 0, last = 0;

	/* the ranked options, best first; most ballots rank few */
	for (size_t i = 0; i < options; i++) {
		size_t at = count;
		if (row[i] <= 0)
			continue;
		for (; at > 0 && row[places[at - 1]] > row[i]; at--)
			places[at] = places[at - 1];
		places[at] = i;
		count++;
	}
	for (size_t i = 0; i < count; i++) {
		int16_t mark = row[places[i]];
		rank += mark != last;
		last = mark;
		row[places[i]] = rank;
	}
}

void row_role(struct reading *reading, int line, struct piece role)
{
	struct election *election = reading->election;
	struct texts *names = &election->role_names;
	size_t index = 0;

	if (trimmed(role).length == 0) {
		say_mistake(reading, line, _("The role of this ballot is missing."));
		return;
	}
	char *clean = cleaned(role);
	while (index < names->count && strcmp(names->items[index], clean) != 0)
		index++;
	if (index == ROLES_LIMIT) {
		free(clean);
		stop(reading, line, _("There are too many different roles."));
		return;
	}
	if (index == names->count)
		*array_push(names) = clean;
	else
		free(clean);
	election->roles = mem_resize(election->roles, reading->rows, sizeof *election->roles);
	election->roles[election->count - 1] = (uint16_t)index;
}
