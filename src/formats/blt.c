/*
 * BLT, the common format of programs for the single transferable vote:
 *
 *     file   = m seats {option} {"-" cand} {ballot} "0" m*name title [source [comment]]
 *     ballot = (count | "(" id ")") {rank} "0"
 *     rank   = cand {"=" cand} | "-"
 *
 * parted by white space, with comments from # to the end of the line and between slash and star.
 */
#include "blt.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"

#include <stdlib.h>
#include <string.h>

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r';
}

void blt_skip(struct reading *reading)
{
	const char *at = reading->at, *end = reading->end;

	while (at < end) {
		if (is_blank(*at)) {
			reading->line += *at++ == '\n';
		} else if (*at == '#') {
			while (at < end && *at != '\n')
				at++;
		} else if (*at == '/' && at + 1 < end && at[1] == '*') {
			for (at += 2; at < end && !(*at == '/' && at[-1] == '*'); at++)
				reading->line += *at == '\n';
			at += at < end;
		} else {
			break;
		}
	}
	reading->at = at;
}

/* A word: all up to white space, a comment or a sign that stands for itself. */
static struct piece read_word(struct reading *reading)
{
	struct piece word = {reading->at, 0};

	while (reading->at < reading->end && !is_blank(*reading->at) && *reading->at != '#' &&
		*reading->at != ']' && *reading->at != '=' && *reading->at != '"')
		reading->at++;
	if (reading->at == word.bytes && reading->at < reading->end)
		reading->at++;
	word.length = (size_t)(reading->at - word.bytes);
	return word;
}

static bool read_number(struct reading *reading, const char *what, int64_t most, int64_t *number)
{
	blt_skip(reading);
	struct piece word = read_word(reading);

	if (piece_number(word, number) && *number >= 1 && *number <= most)
		return true;
	if (word.length == 0)
		say_mistake(reading, reading->line, _("The file ends before the %s."), what);
	else
		say_mistake(reading, reading->line,
			_("“%1$s” cannot be the %2$s, which is a whole number from 1 to %3$lld."),
			say_piece(reading, word), what, (long long)most);
	return false;
}

/* The option that a number or a short name stands for; NO_NAME after a mistake, 0 being the first.
 */
static size_t option_of(struct blt *blt, int line, struct piece word)
{
	int64_t number = 0;

	for (size_t i = 0; i < blt->nicks.count && i < blt->options; i++)
		if (strlen(blt->nicks.items[i]) == word.length &&
			memcmp(blt->nicks.items[i], word.bytes, word.length) == 0)
			return i;
	if (piece_number(word, &number) && number >= 1 && number <= (int64_t)blt->options)
		return (size_t)number - 1;
	if (blt->reading->lenient)
		say_remark(blt->reading, line,
			_("“%1$s” is none of the %2$zu options; it was left out of this ballot."),
			say_piece(blt->reading, word), blt->options);
	else
		say_mistake(blt->reading, line, _("“%1$s” is none of the %2$zu options."),
			say_piece(blt->reading, word), blt->options);
	return NO_NAME;
}

static void withdraw(struct blt *blt, int line, struct piece word)
{
	bool lenient = blt->reading->lenient;

	/* what is left out of a ballot cannot be left out here */
	blt->reading->lenient = false;
	size_t option = option_of(blt, line, word);
	blt->reading->lenient = lenient;
	if (option == NO_NAME)
		return;
	if (blt->reading->election->withdrawn == NULL)
		blt->reading->election->withdrawn =
			mem_alloc(blt->options, sizeof *blt->reading->election->withdrawn);
	blt->reading->election->withdrawn[option] = true;
}

/* What is said of an option of the file that counting here does not know. */
static void say_unknown(struct blt *blt, int line, struct piece name)
{
	if (piece_is(name, "tie"))
		say_remark(blt->reading, line,
			_("The order for ties in this file is not used; a tie is reported, or "
			  "broken by the lot of a seed."));
	else if (blt->reading->lenient)
		say_remark(blt->reading, line, _("The instruction “%s” was passed over."),
			say_piece(blt->reading, name));
	else
		say_mistake(blt->reading, line,
			_("There is no instruction “%s”; there are nick, tie and withdrawn."),
			say_piece(blt->reading, name));
}

/* "[nick A B C]", "[withdrawn B]", "[tie 2 1 3]" */
static void read_instruction(struct blt *blt)
{
	struct reading *reading = blt->reading;
	int line = reading->line;

	reading->at++;
	blt_skip(reading);
	struct piece name = read_word(reading);
	bool nick = piece_is(name, "nick"), withdrawn = piece_is(name, "withdrawn");
	if (!nick && !withdrawn)
		say_unknown(blt, line, name);
	for (;;) {
		blt_skip(reading);
		if (reading->at == reading->end) {
			say_mistake(reading, line, _("The bracket “]” that ends this is missing."));
			return;
		}
		struct piece word = read_word(reading);
		if (piece_is(word, "]"))
			break;
		if (nick)
			*array_push(&blt->nicks) = mem_copy_bytes(word.bytes, word.length);
		else if (withdrawn)
			withdraw(blt, line, word);
	}
	if (nick && blt->nicks.count != blt->options)
		say_mistake(reading, line, _("There are %1$zu short names for %2$zu options."),
			blt->nicks.count, blt->options);
}

/* What stands between the first line and the ballots. */
static void read_head(struct blt *blt)
{
	struct reading *reading = blt->reading;

	for (;;) {
		blt_skip(reading);
		if (reading->at == reading->end || reading->stopped)
			return;
		if (*reading->at == '[') {
			read_instruction(blt);
		} else if (*reading->at == '-') {
			reading->at++;
			withdraw(blt, reading->line, read_word(reading));
		} else {
			return;
		}
	}
}

/* How many ballots one stands for; 0 is the end of them. False after a mistake. */
static bool read_count(struct blt *blt, int64_t *count)
{
	struct reading *reading = blt->reading;

	if (*reading->at == '(') {
		while (reading->at < reading->end && *reading->at != ')' && *reading->at != '\n')
			reading->at++;
		if (reading->at < reading->end && *reading->at == ')') {
			reading->at++;
			*count = 1;
			return true;
		}
		say_mistake(
			reading, reading->line, _("The bracket “)” that ends this is missing."));
		return false;
	}
	struct piece word = read_word(reading);
	if (piece_number(word, count))
		return *count == 0 || weight_fits(reading, reading->line, *count);
	say_mistake(reading, reading->line,
		_("“%s” is not a number of ballots, which is a whole number."),
		say_piece(reading, word));
	*count = 1;
	return false;
}

/* A rank that is no plain number of an option: skipped, a short name, or wrong. */
static size_t read_rank(struct blt *blt, int line)
{
	struct piece word = read_word(blt->reading);

	return piece_is(word, "-") ? NO_NAME : option_of(blt, line, word);
}

static void say_twice(struct blt *blt, size_t option, int began)
{
	struct reading *reading = blt->reading;

	if (reading->lenient)
		say_remark(reading, reading->line,
			_("Option %zu stands twice on this ballot; its first place counts."),
			option + 1);
	else if (reading->line != began)
		say_mistake(reading, reading->line,
			_("Option %1$zu stands twice on the ballot that begins in line %2$d; is "
			  "the 0 missing that ends a ballot?"),
			option + 1, began);
	else
		say_mistake(reading, reading->line, _("Option %zu stands twice on this ballot."),
			option + 1);
}

/* The next option on a ballot: plain digits go the quick way. 0 at the end of the ballot. */
static size_t next_option(struct blt *blt)
{
	struct reading *reading = blt->reading;
	const char *at = reading->at;
	size_t number = 0;

	while (at < reading->end && (unsigned char)(*at - '0') <= 9 && number <= blt->options)
		number = number * 10 + (size_t)(*at++ - '0');
	bool ends = at == reading->end || is_blank(*at) || *at == '=' || *at == '#';
	if (at > reading->at && ends && number <= blt->options && blt->nicks.count == 0) {
		reading->at = at;
		return number;
	}
	if (piece_is((struct piece){reading->at, ends ? (size_t)(at - reading->at) : 0}, "0")) {
		reading->at = at;
		return 0;
	}
	size_t option = read_rank(blt, reading->line);
	return option == NO_NAME ? NO_NAME : option + 1;
}

/* One ballot behind its count. False when the file ends within it. */
static bool read_ballot(struct blt *blt, int64_t count)
{
	struct reading *reading = blt->reading;
	int began = reading->line;
	int16_t *row = row_add(reading, began, count), rank = 0;
	bool level = false;

	while (row != NULL && !reading->stopped) {
		blt_skip(reading);
		if (!level && blt->nicks.count == 0)
			reading->at = row_plain_ranks(
				reading->at, reading->end, ' ', row, blt->options, &rank);
		if (reading->at < reading->end && is_blank(*reading->at))
			continue;
		if (reading->at == reading->end) {
			say_mistake(reading, began,
				_("The file ends within this ballot; a 0 ends a ballot."));
			return false;
		}
		if (*reading->at == '"') {
			say_mistake(reading, began, _("The 0 that ends this ballot is missing."));
			return true;
		}
		if (*reading->at == '=') {
			if (level || rank == 0)
				say_mistake(reading, reading->line,
					_("“=” stands between two options."));
			level = true;
			reading->at++;
			continue;
		}
		size_t option = next_option(blt);
		if (option == 0) {
			if (level)
				say_mistake(reading, reading->line,
					_("“=” stands between two options."));
			return true;
		}
		bool known = option != NO_NAME;
		if (known && row[option - 1] != 0)
			say_twice(blt, option - 1, began);
		else if (known)
			row[option - 1] = level && rank > 0 ? rank : ++rank;
		level = false;
	}
	return false;
}

/* True when the 0 behind them was there. */
static bool read_ballots(struct blt *blt)
{
	struct reading *reading = blt->reading;

	for (;;) {
		int64_t count = 1;
		blt_skip(reading);
		if (reading->stopped)
			return false;
		if (reading->at == reading->end || *reading->at == '"') {
			say_mistake(reading, reading->line,
				_("The 0 that ends the ballots is missing."));
			return reading->at < reading->end;
		}
		if (read_count(blt, &count) && count == 0)
			return true;
		if (!read_ballot(blt, count > 0 && count <= TALLY_BALLOTS_LIMIT ? count : 1))
			return false;
	}
}

/* So that rows have their width before the names are known, which stand at the end. */
static void number_options(struct blt *blt)
{
	for (size_t i = 0; i < blt->options; i++)
		texts_add(&blt->reading->election->names, "");
}

void blt_read(struct reading *reading)
{
	struct blt blt = {.reading = reading};
	int64_t options, seats;

	reading->line = 1;
	if (read_number(reading, _("number of options"), TALLY_OPTIONS_LIMIT, &options) &&
		read_number(reading, _("number of seats"), TALLY_OPTIONS_LIMIT, &seats)) {
		blt.options = (size_t)options;
		reading->election->seats = (int)seats;
		number_options(&blt);
		read_head(&blt);
		if (read_ballots(&blt) && !reading->stopped)
			blt_names(&blt);
	}
	texts_finish(&blt.nicks);
}

/* Two whole numbers alone on the first line that is no comment. */
bool blt_sniff(const char *text, size_t length)
{
	struct reading *reading = mem_alloc(1, sizeof *reading);
	int64_t options, seats;

	reading->at = text;
	reading->end = text + length;
	blt_skip(reading);
	struct piece first = read_word(reading);
	while (reading->at < reading->end && (*reading->at == ' ' || *reading->at == '\t'))
		reading->at++;
	struct piece second = read_word(reading);
	while (reading->at < reading->end && (*reading->at == ' ' || *reading->at == '\t'))
		reading->at++;
	bool alone = reading->at == reading->end || strchr("\r\n#/[-", *reading->at) != NULL;
	free(reading);
	return alone && piece_number(first, &options) && piece_number(second, &seats);
}
