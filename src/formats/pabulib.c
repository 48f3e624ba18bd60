/*
 * Pabulib (.pb): the sections META, PROJECTS and VOTES, each a table of values parted by ; under a
 * row of column names. A project's id is its name here, for ids are unique; what it is called is
 * its label.
 */
#include "reading.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"

#include <stdlib.h>
#include <string.h>

enum vote_type { APPROVAL, CHOOSE_ONE, ORDINAL, CUMULATIVE, SCORING, VOTE_TYPES };

static const char *const type_names[VOTE_TYPES] = {
	[APPROVAL] = "approval",
	[CHOOSE_ONE] = "choose-1",
	[ORDINAL] = "ordinal",
	[CUMULATIVE] = "cumulative",
	[SCORING] = "scoring",
};

enum { NO_COLUMN = SIZE_MAX };

struct costs {
	struct money *items;
	size_t count, capacity;
};

struct pabulib {
	struct reading *reading;
	struct record record;
	enum vote_type type;
	bool has_type, has_budget, said_budget;
	struct money budget;
	struct costs costs;
	int64_t projects, votes; /* as META says; -1: it does not */
	int64_t points, scale;   /* likewise */
	int meta_line;
};

/* A value that has to be copied before the next one is asked for. */
static char *copy_field(struct pabulib *pabulib, size_t index)
{
	struct piece field = record_field(&pabulib->record, index);

	return mem_copy_bytes(field.bytes, field.length);
}

static bool is_section(struct pabulib *pabulib, const char *name)
{
	return pabulib->record.count == 1 && piece_is(record_field(&pabulib->record, 0), name);
}

/* The next record of a section; false at the end of the file or where `next` begins. */
static bool next_record(struct pabulib *pabulib, const char *next)
{
	return record_read(pabulib->reading, ';', &pabulib->record) &&
	       (next == NULL || !is_section(pabulib, next));
}

static size_t find_column(struct pabulib *pabulib, const char *name, bool needed)
{
	for (size_t i = 0; i < pabulib->record.count; i++)
		if (piece_is(record_field(&pabulib->record, i), name))
			return i;
	if (needed)
		say_mistake(pabulib->reading, pabulib->record.line, _("There is no column “%s”."),
			name);
	return NO_COLUMN;
}

static void read_type(struct pabulib *pabulib, struct piece value)
{
	int type = 0;

	while (type < VOTE_TYPES && !piece_is(value, type_names[type]))
		type++;
	pabulib->has_type = true;
	if (type == VOTE_TYPES)
		say_mistake(pabulib->reading, pabulib->record.line,
			_("There is no vote type “%s”; there are approval, choose-1, ordinal, "
			  "cumulative and scoring."),
			say_piece(pabulib->reading, value));
	else
		pabulib->type = (enum vote_type)type;
}

static void read_count(struct pabulib *pabulib, struct piece value, int64_t *number)
{
	if (piece_number(value, number))
		return;
	*number = -1;
	say_mistake(pabulib->reading, pabulib->record.line, _("“%s” is not a whole number."),
		say_piece(pabulib->reading, value));
}

static void read_entry(struct pabulib *pabulib)
{
	char *key = copy_field(pabulib, 0);
	struct piece name = {key, strlen(key)}, value = record_field(&pabulib->record, 1);
	struct reading *reading = pabulib->reading;

	if (piece_is(name, "description")) {
		free(reading->election->title);
		reading->election->title = cleaned(value);
	} else if (piece_is(name, "num_projects")) {
		read_count(pabulib, value, &pabulib->projects);
	} else if (piece_is(name, "num_votes")) {
		read_count(pabulib, value, &pabulib->votes);
	} else if (piece_is(name, "vote_type")) {
		read_type(pabulib, value);
	} else if (piece_is(name, "max_sum_points")) {
		(void)piece_number(value, &pabulib->points);
	} else if (piece_is(name, "max_points")) {
		(void)piece_number(value, &pabulib->scale);
	} else if (piece_is(name, "budget")) {
		pabulib->said_budget = true;
		pabulib->has_budget = money_read(value, &pabulib->budget);
		if (!pabulib->has_budget)
			say_mistake(reading, pabulib->record.line,
				_("“%s” is not an amount of money, such as 1200 or 1200.50."),
				say_piece(reading, value));
	}
	free(key);
}

static void read_meta(struct pabulib *pabulib)
{
	struct reading *reading = pabulib->reading;
	bool first = true;

	pabulib->meta_line = pabulib->record.line;
	while (next_record(pabulib, "PROJECTS")) {
		/* "key;value", which some files leave out */
		if (!first || !piece_is(record_field(&pabulib->record, 0), "key"))
			read_entry(pabulib);
		first = false;
	}
	if (reading->stopped)
		return;
	if (!is_section(pabulib, "PROJECTS"))
		say_mistake(reading, reading->line, _("There is no section PROJECTS."));
	if (!pabulib->has_type)
		say_mistake(reading, pabulib->meta_line, _("META does not say the vote_type."));
	if (!pabulib->said_budget)
		say_loose(reading, _("META does not say the budget."),
			_("META does not say the budget."), NULL);
}

static void read_project(struct pabulib *pabulib, size_t id, size_t cost, size_t name)
{
	struct reading *reading = pabulib->reading;
	struct election *election = reading->election;
	struct piece label = record_field(&pabulib->record, name);
	struct money money = {0, 0};

	if (name != NO_COLUMN)
		*array_push(&election->labels) = cleaned(label);
	struct piece amount = record_field(&pabulib->record, cost);
	if (cost != NO_COLUMN && !money_read(amount, &money))
		say_mistake(reading, pabulib->record.line,
			_("“%s” is not an amount of money, such as 1200 or 1200.50."),
			say_piece(reading, amount));
	*array_push(&pabulib->costs) = money;
	name_add(reading, pabulib->record.line, record_field(&pabulib->record, id));
}

static void check_count(struct pabulib *pabulib, int64_t said, int64_t found, const char *wrong)
{
	struct reading *reading = pabulib->reading;

	if (said < 0 || said == found)
		return;
	if (reading->lenient)
		say_remark(reading, reading->line, wrong, (long long)found, (long long)said);
	else
		say_mistake(reading, reading->line, wrong, (long long)found, (long long)said);
}

/* False when the file ends here. */
static bool read_projects(struct pabulib *pabulib)
{
	struct reading *reading = pabulib->reading;

	if (!is_section(pabulib, "PROJECTS"))
		return false;
	if (!next_record(pabulib, "VOTES")) {
		if (!reading->stopped)
			say_mistake(reading, reading->line,
				_("The column names of PROJECTS are missing."));
		return false;
	}
	size_t id = find_column(pabulib, "project_id", true);
	size_t cost = find_column(pabulib, "cost", true);
	size_t name = find_column(pabulib, "name", false);
	while (next_record(pabulib, "VOTES"))
		read_project(pabulib, id, cost, name);
	if (reading->stopped)
		return false;
	struct election *election = reading->election;
	check_count(pabulib, pabulib->projects, (int64_t)election->names.count,
		_("There are %1$lld projects, but META says %2$lld."));
	if (!money_keep(
		    election, pabulib->costs.items, pabulib->has_budget ? &pabulib->budget : NULL))
		say_mistake(reading, pabulib->meta_line,
			_("The amounts of money are too large to be counted."));
	if (!is_section(pabulib, "VOTES")) {
		say_mistake(reading, reading->line, _("There is no section VOTES."));
		return false;
	}
	if (election->names.count == 0)
		say_mistake(reading, reading->line, _("There is no project."));
	return election->names.count > 0;
}

/* The number beside the k-th project of a vote. */
static int16_t read_points(struct pabulib *pabulib, struct piece *points)
{
	struct reading *reading = pabulib->reading;
	struct piece one = trimmed(part_before(points, ','));
	int64_t number = 0;

	if (piece_signed(one, &number) && number >= -TALLY_MARK_LIMIT && number <= TALLY_MARK_LIMIT)
		return (int16_t)number;
	say_mistake(reading, pabulib->record.line,
		_("“%1$s” cannot be points; they are whole numbers from %2$d to %3$d."),
		say_piece(reading, one), -TALLY_MARK_LIMIT, TALLY_MARK_LIMIT);
	return 0;
}

static size_t find_project(struct pabulib *pabulib, struct piece id)
{
	size_t option = name_find(pabulib->reading, id);

	if (option == NO_NAME)
		say_loose(pabulib->reading, _("“%s” is the id of no project."),
			_("“%s” is the id of no project; it was left out of this ballot."),
			say_piece(pabulib->reading, id));
	return option;
}

static void read_vote(struct pabulib *pabulib, size_t vote, size_t points)
{
	struct reading *reading = pabulib->reading;
	bool numbers = pabulib->type == CUMULATIVE || pabulib->type == SCORING;
	int16_t *row = row_add(reading, pabulib->record.line, 1), empty = numbers ? NOT_GIVEN : 0;
	int16_t rank = 1;

	if (row == NULL)
		return;
	for (size_t i = 0; numbers && i < reading->election->names.count; i++)
		row[i] = NOT_GIVEN;
	/* neither holds doubled quotation marks unless it is wrong anyway */
	struct piece ids = record_field(&pabulib->record, vote);
	struct piece given = numbers ? record_field(&pabulib->record, points) : ids;
	while (ids.length > 0) {
		struct piece id = trimmed(part_before(&ids, ','));
		int16_t number = numbers ? read_points(pabulib, &given) : 0;
		size_t option = find_project(pabulib, id);
		if (option == NO_NAME)
			continue;
		if (row[option] != empty)
			say_loose(reading, _("The project “%s” stands twice on this ballot."),
				_("The project “%s” stands twice on this ballot; its first place "
				  "counts."),
				say_piece(reading, id));
		else
			row[option] = numbers ? number : pabulib->type == ORDINAL ? rank++ : 1;
	}
	if (numbers && given.length > 0)
		say_mistake(reading, pabulib->record.line,
			_("There are more points than projects on this ballot."));
}

static void read_votes(struct pabulib *pabulib)
{
	struct reading *reading = pabulib->reading;
	bool numbers = pabulib->type == CUMULATIVE || pabulib->type == SCORING;

	if (!next_record(pabulib, NULL)) {
		if (!reading->stopped)
			say_mistake(reading, reading->line,
				_("The column names of VOTES are missing."));
		return;
	}
	size_t vote = find_column(pabulib, "vote", true);
	size_t points = numbers ? find_column(pabulib, "points", true) : NO_COLUMN;
	if (vote == NO_COLUMN || (numbers && points == NO_COLUMN))
		return;
	while (next_record(pabulib, NULL))
		read_vote(pabulib, vote, points);
	if (!reading->stopped)
		check_count(pabulib, pabulib->votes, reading->ballots,
			_("There are %1$lld votes, but META says %2$lld."));
}

static enum election_marks holds(enum vote_type type)
{
	switch (type) {
	case ORDINAL:
		return MARKS_RANKS;
	case CUMULATIVE:
	case SCORING:
		return MARKS_NUMBERS;
	case APPROVAL:
	case CHOOSE_ONE:
	case VOTE_TYPES:
		break;
	}
	return MARKS_TICKS;
}

void pabulib_read(struct reading *reading)
{
	struct pabulib pabulib = {.reading = reading, .projects = -1, .votes = -1};

	if (!record_read(reading, ';', &pabulib.record) || !is_section(&pabulib, "META")) {
		if (!reading->stopped)
			say_mistake(reading, reading->line > 0 ? reading->line : 1,
				_("The file does not begin with META."));
	} else {
		read_meta(&pabulib);
		reading->election->holds = holds(pabulib.type);
		if (pabulib.type == CUMULATIVE && pabulib.points <= TALLY_MARK_LIMIT)
			reading->election->points = (int)pabulib.points;
		if (pabulib.type == SCORING && pabulib.scale <= TALLY_MARK_LIMIT)
			reading->election->scale = (int)pabulib.scale;
		if (read_projects(&pabulib))
			read_votes(&pabulib);
	}
	array_finish(&pabulib.costs);
	record_finish(&pabulib.record);
}

bool pabulib_sniff(const char *text, size_t length)
{
	struct piece rest = {text, length};

	return piece_is(trimmed(part_before(&rest, '\n')), "META");
}
