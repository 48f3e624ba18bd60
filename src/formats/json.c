/*
 * JSON: an object with title, candidates, grades, seats, budget, scale, costs, withdrawn and
 * ballots; a ballot is an object with n, role and one of ranking, scores, grades, points,
 * approvals and choice.
 */
#include "reading.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/** What can stand in the file: X(ID, "name"). */
#define KEYS(X)                                                                                    \
	X(TITLE, "title")                                                                          \
	X(CANDIDATES, "candidates")                                                                \
	X(GRADES, "grades")                                                                        \
	X(SEATS, "seats")                                                                          \
	X(BUDGET, "budget")                                                                        \
	X(SCALE, "scale")                                                                          \
	X(COSTS, "costs")                                                                          \
	X(WITHDRAWN, "withdrawn")                                                                  \
	X(BALLOTS, "ballots")

enum key {
#define X(id, name) KEY_##id,
	KEYS(X)
#undef X
		KEYS_COUNT,
};

static const char *const key_names[KEYS_COUNT] = {
#define X(id, name) [KEY_##id] = name,
	KEYS(X)
#undef X
};

/* The keys of a ballot that hold its marks. */
static const struct {
	const char *name;
	enum election_marks holds;
} kinds[] = {
	{"ranking", MARKS_RANKS},
	{"scores", MARKS_NUMBERS},
	{"points", MARKS_NUMBERS},
	{"grades", MARKS_GRADES},
	{"approvals", MARKS_TICKS},
	{"choice", MARKS_TICKS},
};

enum { KINDS = sizeof kinds / sizeof *kinds };

struct reader {
	struct reading *reading;
	json_t *root;
	int lines[KEYS_COUNT]; /* of the keys; 1 where it is not there */
	struct {               /* of the ballots */
		int *items;
		size_t count, capacity;
	} ballots;
	size_t kind; /* of the ballots; KINDS: not known yet */
	int line;    /* of what is being read */
};

/* jansson keeps no lines of what it has read; strings, brackets and commas are enough to find them.
 */
struct walk {
	const char *at, *end;
	int line, depth;
	bool element; /* the next thing is an element of the list of ballots */
	enum key key; /* whose value this is */
};

static void walk_string(struct walk *walk, struct reader *reader)
{
	struct piece text = {++walk->at, 0};

	while (walk->at < walk->end && *walk->at != '"')
		walk->at += *walk->at == '\\' && walk->at + 1 < walk->end ? 2 : 1;
	text.length = (size_t)(walk->at - text.bytes);
	while (walk->depth == 1 && walk->at + 1 < walk->end && strchr(" \t\r", walk->at[1]) != NULL)
		walk->at++;
	if (walk->depth != 1 || walk->at + 1 >= walk->end || walk->at[1] != ':')
		return;
	walk->key = KEYS_COUNT;
	for (int i = 0; i < KEYS_COUNT; i++) {
		if (strlen(key_names[i]) != text.length ||
			memcmp(text.bytes, key_names[i], text.length) != 0)
			continue;
		walk->key = (enum key)i;
		reader->lines[i] = walk->line;
	}
}

static void find_lines(struct reader *reader, const char *text, const char *end)
{
	struct walk walk = {.at = text, .end = end, .line = 1, .key = KEYS_COUNT};

	for (; walk.at < walk.end; walk.at++) {
		bool blank = strchr(" \t\r\n", *walk.at) != NULL;
		bool closes = *walk.at == ']' || *walk.at == '}';
		if (walk.element && !blank && !closes) {
			*array_push(&reader->ballots) = walk.line;
			walk.element = false;
		}
		walk.line += *walk.at == '\n';
		walk.depth -= closes;
		bool list = walk.key == KEY_BALLOTS;
		if (*walk.at == '"')
			walk_string(&walk, reader);
		else if (*walk.at == '[' || *walk.at == '{')
			walk.element = ++walk.depth == 2 && *walk.at == '[' && list;
		else if (*walk.at == ',')
			walk.element = walk.depth == 2 && list;
	}
}

/* The value of a key, or NULL; reader->line is where it stands. */
static json_t *value_of(struct reader *reader, enum key key)
{
	reader->line = reader->lines[key];
	reader->reading->line = reader->line;
	return json_object_get(reader->root, key_names[key]);
}

static struct piece piece_of(const json_t *text)
{
	return (struct piece){json_string_value(text), json_string_length(text)};
}

static struct piece piece_text(const char *text)
{
	return (struct piece){text, strlen(text)};
}

static int read_limited(struct reader *reader, enum key key, int most)
{
	json_t *value = value_of(reader, key);

	if (value == NULL)
		return 0;
	if (json_is_integer(value) && json_integer_value(value) >= 1 &&
		json_integer_value(value) <= most)
		return (int)json_integer_value(value);
	say_mistake(reader->reading, reader->line, _("“%1$s” is a whole number from 1 to %2$d."),
		key_names[key], most);
	return 0;
}

static void read_names(struct reader *reader)
{
	json_t *list = value_of(reader, KEY_CANDIDATES), *name;
	size_t index;

	if (!json_is_array(list) || json_array_size(list) == 0) {
		say_mistake(reader->reading, reader->line,
			_("“candidates” is a list of names with at least one."));
		return;
	}
	json_array_foreach(list, index, name)
	{
		if (json_is_string(name))
			name_add(reader->reading, reader->line, piece_of(name));
		else
			say_mistake(reader->reading, reader->line,
				_("Name %zu of “candidates” is not a text."), index + 1);
	}
}

static void read_grades(struct reader *reader)
{
	json_t *list = value_of(reader, KEY_GRADES), *grade;
	size_t index;

	if (list == NULL)
		return;
	bool good = json_is_array(list) && json_array_size(list) >= 2 &&
		    json_array_size(list) <= TALLY_POINTS_MAX + 1;
	json_array_foreach(list, index, grade)
	{
		good &= json_is_string(grade);
		if (good)
			grade_add(reader->reading, reader->line, piece_of(grade));
	}
	if (!good)
		say_mistake(reader->reading, reader->line,
			_("“grades” is a list of 2 to %d texts, worst first."),
			TALLY_POINTS_MAX + 1);
}

static bool read_amount(const json_t *value, struct money *money)
{
	struct buf digits = {0};

	if (json_is_integer(value))
		buf_format(&digits, "%lld", (long long)json_integer_value(value));
	else if (json_is_string(value))
		buf_text_add(&digits, json_string_value(value));
	bool good = digits.count > 0 && money_read(piece_text(buf_text(&digits)), money);
	buf_finish(&digits);
	return good;
}

static size_t find_option(struct reader *reader, struct piece name)
{
	size_t option = name_find(reader->reading, name);

	if (option == NO_NAME)
		say_loose(reader->reading, _("“%s” is none of the options."),
			_("“%s” is none of the options; it was left out."),
			say_piece(reader->reading, name));
	return option;
}

/* Money where the options have costs, else points of a ballot. */
static void read_budget(struct reader *reader, struct money *budget, bool *has_budget)
{
	json_t *value = value_of(reader, KEY_BUDGET);
	bool costs = json_object_get(reader->root, key_names[KEY_COSTS]) != NULL;

	if (value == NULL)
		return;
	if (!costs) {
		reader->reading->election->points =
			read_limited(reader, KEY_BUDGET, TALLY_MARK_LIMIT);
	} else {
		*has_budget = read_amount(value, budget);
		if (!*has_budget)
			say_mistake(reader->reading, reader->line,
				_("“budget” is not an amount of money, such as 1200 or "
				  "\"1200.50\"."));
	}
}

static void read_money(struct reader *reader)
{
	struct election *election = reader->reading->election;
	size_t options = election->names.count;
	struct money budget, *costs = mem_alloc(options + 1, sizeof *costs);
	bool *given = mem_alloc(options + 1, sizeof *given), has_budget = false;
	json_t *list, *cost;
	const char *name;

	read_budget(reader, &budget, &has_budget);
	list = value_of(reader, KEY_COSTS);
	if (list != NULL && !json_is_object(list))
		say_mistake(reader->reading, reader->line,
			_("“costs” gives each option's amount by its name."));
	json_object_foreach(list, name, cost)
	{
		size_t option = find_option(reader, piece_text(name));
		if (option == NO_NAME)
			continue;
		given[option] = read_amount(cost, &costs[option]);
		if (!given[option])
			say_mistake(reader->reading, reader->line,
				_("The cost of “%s” is not an amount of money, such as 1200 or "
				  "\"1200.50\"."),
				say_piece(reader->reading, piece_text(name)));
	}
	for (size_t i = 0; json_is_object(list) && i < options; i++)
		if (!given[i] && json_object_get(list, election->names.items[i]) == NULL)
			say_mistake(reader->reading, reader->line,
				_("The cost of “%s” is missing."),
				say_piece(reader->reading, piece_text(election->names.items[i])));
	if (list != NULL && !money_keep(election, costs, has_budget ? &budget : NULL))
		say_mistake(reader->reading, reader->line,
			_("The amounts of money are too large to be counted."));
	array_free(costs);
	array_free(given);
}

static void read_withdrawn(struct reader *reader)
{
	json_t *list = value_of(reader, KEY_WITHDRAWN), *name;
	struct election *election = reader->reading->election;
	size_t index;

	if (list == NULL)
		return;
	if (!json_is_array(list))
		say_mistake(reader->reading, reader->line, _("“withdrawn” is a list of names."));
	election->withdrawn = mem_alloc(election->names.count + 1, sizeof *election->withdrawn);
	json_array_foreach(list, index, name)
	{
		size_t option =
			json_is_string(name) ? find_option(reader, piece_of(name)) : NO_NAME;
		if (option != NO_NAME)
			election->withdrawn[option] = true;
		else if (!json_is_string(name))
			say_mistake(reader->reading, reader->line,
				_("“withdrawn” is a list of names."));
	}
}

static void set_mark(struct reader *reader, int16_t *row, struct piece name, int16_t mark)
{
	size_t option = find_option(reader, name);

	if (option == NO_NAME)
		return;
	if (row[option] != 0)
		say_loose(reader->reading, _("“%s” stands twice on this ballot."),
			_("“%s” stands twice on this ballot; its first place counts."),
			say_piece(reader->reading, name));
	else
		row[option] = mark;
}

/* "ranking": a list of names, or of lists of names which are level. */
static void read_ranking(struct reader *reader, const json_t *list, int16_t *row, bool level_all)
{
	json_t *level, *name;
	size_t place, index;
	int16_t rank = 0;

	if (!json_is_array(list)) {
		say_mistake(reader->reading, reader->line, _("This is a list of names."));
		return;
	}
	json_array_foreach(list, place, level)
	{
		rank = level_all ? 1 : (int16_t)(rank + 1);
		if (json_is_string(level)) {
			set_mark(reader, row, piece_of(level), rank);
			continue;
		}
		if (!json_is_array(level) || level_all)
			say_mistake(reader->reading, reader->line, _("This is a list of names."));
		json_array_foreach(level, index, name)
		{
			if (json_is_string(name))
				set_mark(reader, row, piece_of(name), rank);
			else
				say_mistake(reader->reading, reader->line,
					_("This is a list of names."));
		}
		if (rank > TALLY_OPTIONS_LIMIT)
			return;
	}
}

static void read_numbers(struct reader *reader, const json_t *object, int16_t *row)
{
	struct reading *reading = reader->reading;
	const char *name;
	json_t *value;

	if (!json_is_object(object)) {
		say_mistake(
			reading, reader->line, _("This gives each option's number by its name."));
		return;
	}
	json_object_foreach((json_t *)object, name, value)
	{
		size_t option = find_option(reader, piece_text(name));
		int16_t mark = NOT_GIVEN;
		if (json_is_integer(value) && json_integer_value(value) >= -TALLY_MARK_LIMIT &&
			json_integer_value(value) <= TALLY_MARK_LIMIT)
			mark = (int16_t)json_integer_value(value);
		else if (!json_is_null(value) &&
			 !(json_is_string(value) &&
				 grade_find(reading->election, piece_of(value), &mark)))
			say_mistake(reading, reader->line,
				_("What “%1$s” gets is neither a grade nor a whole number from "
				  "%2$d to %3$d."),
				say_piece(reading, piece_text(name)), -TALLY_MARK_LIMIT,
				TALLY_MARK_LIMIT);
		if (option != NO_NAME)
			row[option] = mark;
	}
}

/* The key with the marks of a ballot; KINDS when it is blank. */
static size_t kind_of(struct reader *reader, const json_t *ballot)
{
	size_t found = KINDS;

	for (size_t i = 0; i < KINDS; i++) {
		if (json_object_get(ballot, kinds[i].name) == NULL)
			continue;
		if (found != KINDS)
			say_mistake(reader->reading, reader->line,
				_("A ballot cannot have both “%1$s” and “%2$s”."),
				kinds[found].name, kinds[i].name);
		found = i;
	}
	return found;
}

static void check_kind(struct reader *reader, size_t kind)
{
	if (reader->kind == KINDS)
		reader->kind = kind;
	else if (kind != KINDS && kind != reader->kind)
		say_mistake(reader->reading, reader->line,
			_("This ballot has “%1$s”, those before it have “%2$s”."), kinds[kind].name,
			kinds[reader->kind].name);
}

static int64_t read_count(struct reader *reader, const json_t *ballot)
{
	json_t *count = json_object_get(ballot, "n");

	if (count == NULL)
		return 1;
	if (json_is_integer(count))
		return weight_fits(reader->reading, reader->line, json_integer_value(count))
			       ? json_integer_value(count)
			       : 1;
	say_mistake(reader->reading, reader->line,
		_("“n” is the number of ballots, which is a whole number."));
	return 1;
}

static void read_marks(struct reader *reader, const json_t *ballot, size_t kind, int16_t *row)
{
	json_t *value = kind < KINDS ? json_object_get(ballot, kinds[kind].name) : NULL;
	struct election *election = reader->reading->election;
	enum election_marks holds = kinds[reader->kind < KINDS ? reader->kind : 0].holds;
	bool numbers = holds == MARKS_NUMBERS || holds == MARKS_GRADES;

	for (size_t i = 0; numbers && i < election->names.count; i++)
		row[i] = NOT_GIVEN;
	if (value == NULL)
		return;
	if (numbers)
		read_numbers(reader, value, row);
	else if (json_is_string(value))
		set_mark(reader, row, piece_of(value), 1);
	else
		read_ranking(reader, value, row, holds == MARKS_TICKS);
	/* a name that was left out leaves no gap */
	if (holds == MARKS_RANKS)
		row_close_ranks(row, election->names.count);
}

static void read_ballot(struct reader *reader, const json_t *ballot)
{
	struct reading *reading = reader->reading;

	if (!json_is_object(ballot)) {
		say_mistake(reading, reader->line, _("A ballot is an object in braces."));
		return;
	}
	size_t kind = kind_of(reader, ballot);
	check_kind(reader, kind);
	int16_t *row = row_add(reading, reader->line, read_count(reader, ballot));
	if (row == NULL)
		return;
	read_marks(reader, ballot, kind, row);
	json_t *role = json_object_get(ballot, "role");
	if (role == NULL && reading->election->role_names.count == 0)
		return;
	if (reading->election->count > 1 && reading->election->role_names.count == 0)
		say_mistake(reading, reader->line,
			_("This ballot has a role, and one before it has none."));
	row_role(reading, reader->line, json_is_string(role) ? piece_of(role) : piece_text(""));
}

static void read_ballots(struct reader *reader)
{
	json_t *list = value_of(reader, KEY_BALLOTS), *ballot;
	struct election *election = reader->reading->election;
	size_t index;

	if (!json_is_array(list)) {
		say_mistake(reader->reading, reader->line, _("“ballots” is a list."));
		return;
	}
	/* blank ballots may come before the first one that shows what they all hold */
	reader->kind = KINDS;
	for (size_t i = 0; i < json_array_size(list) && reader->kind == KINDS; i++)
		for (size_t k = 0; k < KINDS; k++)
			if (json_object_get(json_array_get(list, i), kinds[k].name) != NULL)
				reader->kind = k;
	json_array_foreach(list, index, ballot)
	{
		reader->line = reader->ballots.items[index < reader->ballots.count ? index : 0];
		reader->reading->line = reader->line;
		if (!reader->reading->stopped)
			read_ballot(reader, ballot);
	}
	election->holds = reader->kind < KINDS ? kinds[reader->kind].holds : MARKS_NUMBERS;
	if (election->holds == MARKS_NUMBERS && election->grades.count > 0)
		election->holds = MARKS_GRADES;
}

static void read_root(struct reader *reader)
{
	struct election *election = reader->reading->election;
	json_t *title = value_of(reader, KEY_TITLE);

	if (json_is_string(title))
		election->title = cleaned(piece_of(title));
	else if (title != NULL)
		say_mistake(reader->reading, reader->line, _("“title” is a text."));
	read_names(reader);
	if (election->names.count == 0)
		return;
	read_grades(reader);
	election->seats = read_limited(reader, KEY_SEATS, TALLY_OPTIONS_LIMIT);
	election->scale = read_limited(reader, KEY_SCALE, TALLY_POINTS_MAX);
	read_money(reader);
	read_withdrawn(reader);
	read_ballots(reader);
}

void json_read(struct reading *reading)
{
	struct reader reader = {.reading = reading};
	json_error_t wrong;

	reader.root = json_loadb(
		reading->at, (size_t)(reading->end - reading->at), JSON_REJECT_DUPLICATES, &wrong);
	if (reader.root == NULL) {
		say_mistake(reading, wrong.line > 0 ? wrong.line : 1, _("This is no JSON: %s."),
			say_piece(reading, piece_text(wrong.text)));
		return;
	}
	for (int i = 0; i < KEYS_COUNT; i++)
		reader.lines[i] = 1;
	find_lines(&reader, reading->at, reading->end);
	if (json_is_object(reader.root))
		read_root(&reader);
	else
		say_mistake(reading, 1, _("The file is no object in braces."));
	array_finish(&reader.ballots);
	json_decref(reader.root);
}

bool json_sniff(const char *text, size_t length)
{
	struct piece all = trimmed((struct piece){text, length});

	return all.length > 0 && *all.bytes == '{';
}
