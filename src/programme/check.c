#include "reader.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"
#include "roundtable/core/grid.h"
#include "roundtable/core/ledger.h"
#include "roundtable/core/mixing.h"
#include "roundtable/core/model.h"
#include "roundtable/core/parts.h"
#include "roundtable/core/phase.h"
#include "roundtable/core/receipt.h"

#include <stdlib.h>
#include <string.h>

static const struct stage *stage_at(const struct reader *reader, size_t index)
{
	return &reader->plan.stages.items[index];
}

static bool is_given(const struct reader *reader, size_t index, enum setting setting)
{
	return reader->sources.items[index].setting_line[setting] != 0;
}

static int line_of(const struct reader *reader, size_t index, enum setting setting)
{
	int line = reader->sources.items[index].setting_line[setting];

	return line ? line : reader->sources.items[index].line;
}

/* --- references ------------------------------------------------------------------------------- */

static bool is_called(const struct stage *stage, const char *text)
{
	return (stage->name && strcmp(stage->name, text) == 0) || strcmp(stage->title, text) == 0;
}

static bool has_cards(const struct stage *stage)
{
	return stage->activity == ACTIVITY_COLLECT || stage->activity == ACTIVITY_GROUP;
}

static void unknown_reference(struct reader *reader, size_t index, const char *text, int line)
{
	struct texts names = {0};

	for (size_t i = 0; i < index; i++) {
		const struct stage *stage = stage_at(reader, i);

		if (!has_cards(stage))
			continue;
		if (stage->name)
			texts_add(&names, stage->name);
		texts_add(&names, stage->title);
	}
	mistake(reader, line, _("No stage has the name or title “%s”."), shown(reader, text));
	suggest(reader, text, (const char *const *)names.items, names.count);
	texts_finish(&names);
}

/* The one stage a reference can mean, counted from 0; -1 after a mistake. */
static int64_t find_stage(struct reader *reader, size_t index, const char *text, int line)
{
	int64_t found = -1;

	for (size_t i = 0; i < reader->plan.stages.count; i++) {
		if (!is_called(stage_at(reader, i), text))
			continue;
		if (found >= 0) {
			mistake(reader, line,
				_("“%s” can be the stage in line %d or the one in line %d; give "
				  "the one you mean a name of its own."),
				shown(reader, text), reader->sources.items[found].line,
				reader->sources.items[i].line);
			return -1;
		}
		found = (int64_t)i;
	}
	if (found < 0) {
		unknown_reference(reader, index, text, line);
	} else if (found == (int64_t)index) {
		mistake(reader, line, _("“%s” is this stage itself; name an earlier one."),
			shown(reader, text));
		found = -1;
	} else if (found > (int64_t)index) {
		mistake(reader, line, _("“%s” comes later, in line %d; name an earlier stage."),
			shown(reader, text), reader->sources.items[found].line);
		found = -1;
	}
	return found;
}

static void resolve(struct reader *reader, size_t index, enum setting setting)
{
	struct stage *stage = &reader->plan.stages.items[index];
	int line = line_of(reader, index, setting);
	const char *text = reader->sources.items[index].reference[setting];
	int64_t found = find_stage(reader, index, text, line);
	const struct stage *other = NULL;

	if (found < 0)
		return;
	other = stage_at(reader, (size_t)found);
	if (reader->sources.items[found].understood && !has_cards(other)) {
		mistake(reader, line,
			_("“%s” is a “%s” stage and holds no cards; name a collect or group "
			  "stage."),
			shown(reader, text), activity_name(other->activity));
		return;
	}
	if (stage_setting(other, SETTING_OPTIONAL) &&
		!is_given(reader, (size_t)found, SETTING_FROM) &&
		!stage_setting(stage, SETTING_OPTIONAL))
		warning(reader, line,
			_("“%s” is optional: when it is dropped, nothing is left to work on here."),
			shown(reader, text));
	stage->settings[setting].number = found;
}

/* --- one stage -------------------------------------------------------------------------------- */

/* Entries of a list people choose from must differ. */
static void check_entries(struct reader *reader, size_t index)
{
	const struct texts *items = &stage_at(reader, index)->items;
	struct texts folded = {0};
	bool twice = false;

	for (size_t i = 0; i < items->count && !twice; i++) {
		char *fold = text_fold(items->items[i]);

		for (size_t k = 0; k < folded.count && !twice; k++)
			twice = strcmp(folded.items[k], fold) == 0;
		if (twice)
			mistake(reader, reader->sources.items[index].item_line,
				_("“%s” stands in this list twice."),
				shown(reader, items->items[i]));
		texts_add(&folded, fold);
		free(fold);
	}
	texts_finish(&folded);
}

static void check_options(struct reader *reader, size_t index)
{
	const struct stage *stage = stage_at(reader, index);
	bool taken = is_given(reader, index, SETTING_OPTIONS), listed = stage->items.count > 0;
	int line = reader->sources.items[index].line;

	enum tally_method_id method = (enum tally_method_id)stage_setting(stage, SETTING_METHOD);
	if (tally_method(method)->answers > 0) {
		if (taken || listed)
			mistake(reader, line,
				method == TALLY_MAJORITY
					? _("A majority is yes or no to the question in the "
					    "title; take the options away or choose another "
					    "method.")
					: _("This method has answers of its own to the question "
					    "in the title; take the options away or choose "
					    "another method."));
	} else if (taken && listed) {
		mistake(reader, line,
			_("This vote has options from a stage and a numbered list; keep one of "
			  "the two."));
	} else if (!taken && stage->items.count < 2) {
		mistake(reader, line,
			_("A vote needs options: “- options: …” naming an earlier stage, or a "
			  "numbered list of at least two."));
	}
	check_entries(reader, index);
}

static void check_needs(struct reader *reader, size_t index, enum setting setting,
	enum setting other, int64_t value)
{
	size_t length = 0;
	const char *word = setting_word(other, (size_t)value, &length);

	if (is_given(reader, index, setting) &&
		stage_setting(stage_at(reader, index), other) != value)
		warning(reader, line_of(reader, index, setting),
			_("“%s” has no effect here; it needs “%s: %.*s”."),
			setting_info(setting)->name, setting_info(other)->name, (int)length, word);
}

/* Settings that only some rules heed. */
static void check_heeded(struct reader *reader, size_t index, int method)
{
	for (size_t i = 0; i < SETTINGS; i++) {
		enum setting setting = (enum setting)i;
		int other = 0;
		if (!is_given(reader, index, setting) || setting_heeded(setting, method))
			continue;
		while (other < TALLY_METHODS - 1 && !setting_heeded(setting, other))
			other++;
		check_needs(reader, index, setting, SETTING_METHOD, other);
	}
}

/* Equal shares: money to spend, and in a numbered list a cost for each. */
static void check_money(struct reader *reader, size_t index)
{
	const struct stage *stage = stage_at(reader, index);
	int64_t cost = 0;

	if (stage_setting(stage, SETTING_BUDGET) <= 0)
		mistake(reader, line_of(reader, index, SETTING_BUDGET),
			_("This method needs the money to spend, for example “- budget: 1000”."));
	for (size_t i = 0; i < stage->items.count; i++)
		if (!words_cost(stage->items.items[i], &cost))
			mistake(reader, reader->sources.items[index].item_line,
				_("“%s” says no cost; write it at its end: “Benches: 1200”."),
				shown(reader, stage->items.items[i]));
}

static void check_scale(struct reader *reader, size_t index, enum tally_method_id method)
{
	const struct stage *stage = stage_at(reader, index);
	struct texts grades = {0};

	stage_grades(stage, &grades);
	if (is_given(reader, index, SETTING_GRADES) && method == TALLY_MAJORITY_JUDGMENT &&
		(grades.count < 2 || grades.count > 10))
		mistake(reader, line_of(reader, index, SETTING_GRADES),
			_("“grades” are 2 to 10 words or phrases, worst first, parted by commas."));
	texts_finish(&grades);
	if (method == TALLY_FIST_TO_FIVE && stage_setting(stage, SETTING_BAR) > 5)
		mistake(reader, line_of(reader, index, SETTING_BAR),
			_("A hand has five fingers: “bar” is a number from 0 to 5 here."));
}

static void check_rounds(struct reader *reader, size_t index)
{
	if (is_given(reader, index, SETTING_STOP_AT) &&
		stage_setting(stage_at(reader, index), SETTING_ROUNDS) == 0)
		mistake(reader, line_of(reader, index, SETTING_STOP_AT),
			_("“stop at” needs the most rounds there may be, for example “- rounds: "
			  "3”."));
}

/* Results by role. */
static void check_by(struct reader *reader, size_t index)
{
	const struct stage *stage = stage_at(reader, index);
	bool by = stage_setting(stage, SETTING_BY) != BY_ROLE_NOT;

	if (by && !stage_by_part(stage))
		mistake(reader, line_of(reader, index, SETTING_BY),
			_("What roles gave by this method does not add up to what came out; “by” "
			  "goes with plurality, approval, dots, score, majority, gradients and "
			  "fist-to-five."));
	if (!by && is_given(reader, index, SETTING_MINIMUM))
		warning(reader, line_of(reader, index, SETTING_MINIMUM),
			_("“minimum” has no effect without “by: role” or “by: group”."));
	if (by && reader->plan.roles.count < 2)
		warning(reader, line_of(reader, index, SETTING_BY),
			_("“by” has no effect where the programme names fewer than two roles."));
}

/* Two words of a voter's own, and the list of ballots. */
static void check_receipts(struct reader *reader, size_t index)
{
	const struct stage *stage = stage_at(reader, index);
	struct tally_rule rule = stage_rule(stage);
	int line = line_of(reader, index, SETTING_RECEIPTS);

	if (stage_setting(stage, SETTING_RECEIPTS) == 0)
		return;
	if (stage_setting(stage, SETTING_SECRET) == 0)
		mistake(reader, line,
			_("“receipts” finds a secret ballot again, and an open vote is kept by "
			  "name anyway; leave out “receipts: yes” or “secret: no”."));
	if (stage_setting(stage, SETTING_BALLOT) == BALLOT_WALL)
		mistake(reader, line,
			_("In front of the wall nobody can type two words without being seen; use "
			  "“ballot: laptop” or “ballot: paper”, or leave out “receipts: yes”."));
	if (stage_setting(stage, SETTING_BY) != BY_ROLE_NOT)
		mistake(reader, line,
			_("A list of ballots beside results by role could show how one person "
			  "voted; keep one of “receipts” and “by”."));
	if (!rule_lists_ballots(&rule))
		mistake(reader, line,
			_("Several marks on a ballot are like a fingerprint, so ballots of this "
			  "method are never listed; “receipts” goes with plurality, majority, "
			  "consent, consensus, gradients and fist-to-five."));
}

static void check_vote(struct reader *reader, size_t index)
{
	const struct stage *stage = stage_at(reader, index);
	enum tally_method_id method = (enum tally_method_id)stage_setting(stage, SETTING_METHOD);
	enum ballot_shape shape = tally_method(method)->shape;

	check_options(reader, index);
	check_heeded(reader, index, (int)method);
	check_by(reader, index);
	check_receipts(reader, index);
	check_scale(reader, index, method);
	check_rounds(reader, index);
	if (tally_method(method)->needs & NEED_BUDGET)
		check_money(reader, index);
	if (shape == SHAPE_ANSWER && is_given(reader, index, SETTING_TOP))
		warning(reader, line_of(reader, index, SETTING_TOP),
			method == TALLY_MAJORITY
				? _("“top” has no effect on a majority, which has no options.")
				: _("“top” has no effect on a method that has no options."));
	/* On a mirrored wall the number of keystrokes would give the ballot away. */
	if (stage_setting(stage, SETTING_BALLOT) == BALLOT_WALL && shape != SHAPE_CHOOSE &&
		shape != SHAPE_ANSWER)
		mistake(reader, line_of(reader, index, SETTING_BALLOT),
			_("In front of the wall only a ballot with one choice stays secret; use "
			  "“ballot: paper” or “ballot: laptop”."));
}

static void check_rate(struct reader *reader, size_t index)
{
	const struct stage *stage = stage_at(reader, index);
	size_t answers =
		(size_t)stage_rule(stage).scale + 1 - (stage_setting(stage, SETTING_UNSURE) != 0);
	struct texts grades = {0};

	bool taken = is_given(reader, index, SETTING_OPTIONS);
	if (!taken && stage->items.count == 0)
		mistake(reader, reader->sources.items[index].line,
			_("A rate stage needs its statements as a numbered list, or “- options: …” "
			  "naming an earlier stage whose cards are rated."));
	if (taken && stage->items.count > 0)
		mistake(reader, reader->sources.items[index].line,
			_("This stage has statements from a stage and a numbered list; keep one of "
			  "the two."));
	check_entries(reader, index);
	check_rounds(reader, index);
	stage_grades(stage, &grades);
	if (is_given(reader, index, SETTING_WORDS) &&
		(grades.count == 0 || answers < 2 || answers > 9))
		mistake(reader, line_of(reader, index, SETTING_WORDS),
			_("“answers” are 2 to 9 words or phrases, from one end to the other, "
			  "parted "
			  "by commas."));
	texts_finish(&grades);
	if (stage_setting(stage, SETTING_BALLOT) == BALLOT_WALL)
		mistake(reader, line_of(reader, index, SETTING_BALLOT),
			_("In front of the wall only a ballot with one choice stays secret; use "
			  "“ballot: paper” or “ballot: laptop”."));
	check_by(reader, index);
}

static void check_decide(struct reader *reader, size_t index)
{
	const struct stage *stage = stage_at(reader, index);
	int64_t rule = stage_setting(stage, SETTING_RULE);

	check_needs(reader, index, SETTING_THRESHOLD, SETTING_RULE, RULE_QUALIFIED);
	if (rule == RULE_QUALIFIED && !is_given(reader, index, SETTING_THRESHOLD))
		mistake(reader, line_of(reader, index, SETTING_RULE),
			_("A qualified majority needs its share, for example “- threshold: 2/3”."));
	check_needs(reader, index, SETTING_ASIDE, SETTING_RULE, RULE_CONSENSUS);
	check_receipts(reader, index);
	check_by(reader, index);
	if (rule == RULE_CONSENT && is_given(reader, index, SETTING_BASE))
		warning(reader, line_of(reader, index, SETTING_BASE),
			_("“base” has no effect on consent, which asks everybody."));
	if (rule == RULE_CONSENSUS && is_given(reader, index, SETTING_BASE))
		warning(reader, line_of(reader, index, SETTING_BASE),
			_("“base” has no effect on consensus, which asks everybody."));
}

static void check_time_within(struct reader *reader, size_t index, enum setting setting)
{
	const struct stage *stage = stage_at(reader, index);

	if (stage_setting(stage, setting) > stage->minutes)
		warning(reader, line_of(reader, index, setting),
			_("“%s” is longer than the stage, which has %d min."),
			setting_info(setting)->name, stage->minutes);
}

/* --- what a table is summed by --- */

static void no_column(struct reader *reader, const struct columns *columns, const char *name,
	size_t length, int line)
{
	const char *names[ITEMS_MAX] = {0};
	char *wanted = clean(name, length);
	size_t count = 0;

	for (size_t i = 0; i < columns->count && count < ITEMS_MAX; i++)
		names[count++] = columns->items[i].name;
	mistake(reader, line, _("There is no column “%s” here."), shown(reader, wanted));
	suggest(reader, wanted, names, count);
	free(wanted);
}

static void check_sum(struct reader *reader, size_t index, const struct columns *columns)
{
	const char *name = stage_setting_text(stage_at(reader, index), SETTING_SUM);
	int line = line_of(reader, index, SETTING_SUM);
	int column = name != NULL ? columns_find(columns, name, strlen(name)) : -1;

	if (name != NULL && column < 0)
		no_column(reader, columns, name, strlen(name), line);
	else if (column >= 0 && columns->items[column].type != COLUMN_NUMBER)
		mistake(reader, line,
			_("“%s” has no numbers to sum; write “- column: %s (number)”."),
			columns->items[column].name, columns->items[column].name);
}

static void check_sum_by(struct reader *reader, size_t index, const struct columns *columns)
{
	const char *at = stage_setting_text(stage_at(reader, index), SETTING_SUM_BY);

	while (at != NULL) {
		size_t length = strcspn(at, ",");
		if (columns_find(columns, at, length) < 0)
			no_column(reader, columns, at, length,
				line_of(reader, index, SETTING_SUM_BY));
		at = at[length] == ',' ? at + length + 1 : NULL;
	}
}

static void check_gap(struct reader *reader, size_t index, const struct columns *columns)
{
	const char *text = stage_setting_text(stage_at(reader, index), SETTING_GAP);
	int line = line_of(reader, index, SETTING_GAP);
	struct texts nothing = {0};

	if (text == NULL)
		return;
	int column = ledger_gap_column(columns, text, &nothing);
	if (column < 0)
		no_column(reader, columns, text, strcspn(text, "="), line);
	else if (column == 0)
		mistake(reader, line, _("“%s” is never empty: it is the card itself."),
			columns->items[0].name);
	for (size_t i = 0; column > 0 && i < nothing.count; i++) {
		const struct texts *choices = &columns->items[column].choices;
		bool found = choices->count == 0;
		for (size_t k = 0; k < choices->count; k++)
			found = found || text_same_folded(choices->items[k], nothing.items[i]);
		if (!found) {
			mistake(reader, line, _("“%s” is none of the choices of “%s”."),
				shown(reader, nothing.items[i]), columns->items[column].name);
			suggest(reader, nothing.items[i], (const char *const *)choices->items,
				choices->count);
		}
	}
	texts_finish(&nothing);
}

/* Each name of a grid must be a column; said is by whom no card keeps, too. */
static void check_grid_names(
	struct reader *reader, size_t index, const struct columns *columns, int row, int across)
{
	const char *text = stage_setting_text(stage_at(reader, index), SETTING_GRID);
	const char *second = strchr(text, ',') != NULL ? strchr(text, ',') + 1 : text;
	int line = line_of(reader, index, SETTING_GRID);

	if (row == GRID_NOT)
		no_column(reader, columns, text, strcspn(text, ","), line);
	if (across == GRID_NOT)
		no_column(reader, columns, second, strlen(second), line);
	else if (!grid_goes_across(columns, across))
		mistake(reader, line,
			_("“%s” has no fixed words to stand across; take a column of choices, "
			  "roles or persons, or “said by”."),
			columns->items[across].name);
	else if (row == across)
		mistake(reader, line, _("A grid needs two different columns."));
}

static void check_grid(struct reader *reader, size_t index, const struct columns *columns)
{
	const struct stage *stage = stage_at(reader, index);
	const char *text = stage_setting_text(stage, SETTING_GRID);
	int line = line_of(reader, index, SETTING_GRID), row, across;
	bool matrix = stage_setting(stage, SETTING_MATRIX) != 0;
	const struct stage *source =
		stage_at(reader, (size_t)plan_source(&reader->plan, (int)index));

	if (text == NULL)
		return;
	if (!grid_columns(columns, text, matrix, &row, &across)) {
		mistake(reader, line,
			matrix ? _("The kinds of a matrix are its rows: name the one column that "
				   "goes across, for example “- grid: said by”.")
			       : _("A grid needs two columns, rows first: “- grid: who bears it, "
				   "kind”."));
		return;
	}
	check_grid_names(reader, index, columns, row, across);
	if ((row == GRID_SAID || across == GRID_SAID) && !matrix &&
		stage_setting(source, SETTING_AUTHORS) > AUTHORS_ROLE)
		mistake(reader, line,
			_("Nothing is kept beside a card of who said it: “said by” needs "
			  "“authors: shown” or “authors: role”."));
}

/* Both tables say by what they are laid beside each other. */
static void check_beside(struct reader *reader, size_t index)
{
	const struct stage *stage = stage_at(reader, index);
	int64_t other = stage_setting(stage, SETTING_BESIDE);
	int line = line_of(reader, index, SETTING_BESIDE);

	if (other >= 0 && !stage_setting_text(stage_at(reader, (size_t)other), SETTING_SUM_BY))
		mistake(reader, line,
			_("“%s” needs “sum by” as well: its first column is the one the two "
			  "tables have in common."),
			stage_at(reader, (size_t)other)->title);
	else if (other >= 0 && !stage_setting_text(stage, SETTING_SUM_BY))
		mistake(reader, line,
			_("“beside” needs “sum by”: its first column is the one the two tables "
			  "have in common."));
}

/* The columns a table is summed by, those of the stage whose cards it takes included. */
static void check_ledger(struct reader *reader, size_t index)
{
	struct columns columns = {0};

	plan_columns(&reader->plan, (int)index, &columns);
	check_sum(reader, index, &columns);
	check_sum_by(reader, index, &columns);
	check_gap(reader, index, &columns);
	check_grid(reader, index, &columns);
	check_beside(reader, index);
	array_finish(&columns);
}

/* Each a name and a length; together no longer than the stage. */
static void check_steps(struct reader *reader, size_t index)
{
	const struct stage *stage = stage_at(reader, index);
	int count = stage_phases(stage), minutes = 0;

	if (!is_given(reader, index, SETTING_STEPS))
		return;
	if (count == 0)
		mistake(reader, line_of(reader, index, SETTING_STEPS),
			_("“steps” are 2 to %1$d names, each with its length of at most %2$d min, "
			  "parted by commas: “alone 1 min, in twos 2 min”."),
			PHASES_MOST, PHASE_MINUTES_MOST);
	for (int i = 0; i < count; i++)
		minutes += stage_phase(stage, i, NULL);
	if (minutes > stage->minutes)
		warning(reader, line_of(reader, index, SETTING_STEPS),
			_("“%s” is longer than the stage, which has %d min."), "steps",
			stage->minutes);
	if (count > 0 && stage->items.count > (size_t)count)
		warning(reader, line_of(reader, index, SETTING_STEPS),
			_("Each entry of the list says what to do in one step; there are more "
			  "entries than steps."));
}

/* Somewhere before this stage people are dealt into small groups. */
static bool mixed_before(const struct reader *reader, size_t index)
{
	for (size_t i = 0; i < index; i++)
		if (stage_small_groups(stage_at(reader, i)) == SMALL_GROUPS_MIXED)
			return true;
	return false;
}

static void check_small_groups(struct reader *reader, size_t index)
{
	enum small_groups how = stage_small_groups(stage_at(reader, index));
	int line = line_of(reader, index, SETTING_SMALL_GROUPS);

	if (!is_given(reader, index, SETTING_SMALL_GROUPS))
		return;
	if (how == SMALL_GROUPS_NONE)
		mistake(reader, line,
			_("“small groups” says how many (“3”) or how many people in each (“of "
			  "6”), from 2 to 99; or “as before”."));
	if (how == SMALL_GROUPS_AS_BEFORE && !mixed_before(reader, index))
		mistake(reader, line,
			_("No stage before this one deals people into small groups."));
}

/* One ballot of each small group, openly; of roles it says nothing. */
static void check_groups_vote(struct reader *reader, size_t index)
{
	const struct stage *stage = stage_at(reader, index);
	int line = line_of(reader, index, SETTING_VOTERS);

	if (!stage_groups_vote(stage))
		return;
	if (stage->activity != ACTIVITY_VOTE)
		mistake(reader, line, _("Small groups give their ballots in a vote stage only."));
	if (stage_setting(stage, SETTING_SECRET))
		mistake(reader, line,
			_("Small groups vote openly, each with one ballot; add “- secret: no”."));
	if (!mixed_before(reader, index))
		mistake(reader, line,
			_("No stage before this one deals people into small groups."));
	if (stage_setting(stage, SETTING_BY) != BY_ROLE_NOT ||
		(tally_method(stage_rule(stage).method)->needs & NEED_ROLES))
		mistake(reader, line,
			_("A small group has no role: its ballot cannot be counted by role."));
}

static void check_collect(struct reader *reader, size_t index)
{
	const struct stage *stage = stage_at(reader, index);

	if (stage_setting(stage, SETTING_MATRIX) && stage->items.count == 0)
		mistake(reader, line_of(reader, index, SETTING_MATRIX),
			_("A matrix needs its kinds as a numbered list."));
	if (stage_setting(stage, SETTING_MATRIX))
		check_entries(reader, index);
	check_ledger(reader, index);
	check_time_within(reader, index, SETTING_SILENT);
	check_steps(reader, index);
}

static void check_stage(struct reader *reader, size_t index)
{
	const struct stage *stage = stage_at(reader, index);
	int line = reader->sources.items[index].line;

	check_small_groups(reader, index);
	check_groups_vote(reader, index);
	switch (stage->activity) {
	case ACTIVITY_COLLECT:
		check_collect(reader, index);
		break;
	case ACTIVITY_GROUP:
		if (!is_given(reader, index, SETTING_FROM))
			mistake(reader, line,
				_("A group stage needs cards: “- from: …” naming an earlier "
				  "stage."));
		break;
	case ACTIVITY_VOTE:
		check_vote(reader, index);
		break;
	case ACTIVITY_RATE:
		check_rate(reader, index);
		break;
	case ACTIVITY_DECIDE:
		check_decide(reader, index);
		break;
	case ACTIVITY_TALK:
		if (stage_setting(stage, SETTING_SHOWS) >= 0 &&
			stage_at(reader, (size_t)stage_setting(stage, SETTING_SHOWS))->activity !=
				ACTIVITY_COLLECT)
			mistake(reader, line_of(reader, index, SETTING_SHOWS),
				_("“shows” names a collect stage, whose table then stands here."));
		check_time_within(reader, index, SETTING_TURN);
		check_steps(reader, index);
		break;
	case ACTIVITY_CLOSE:
		if (stage_reads_this(&reader->plan.stages.items[index]) &&
			index + 1 < reader->plan.stages.count)
			warning(reader, line,
				_("Stages follow after the close; make it the last."));
		break;
	case ACTIVITY_BRIEF:
	case ACTIVITY_PEOPLE:
	case ACTIVITY_BREAK:
	case ACTIVITY_COUNT:
		break;
	}
}

/* --- the whole -------------------------------------------------------------------------------- */

static void check_names(struct reader *reader, size_t index)
{
	const char *name = stage_at(reader, index)->name;

	for (size_t i = 0; name && i < index; i++) {
		const char *other = stage_at(reader, i)->name;

		if (other && strcmp(other, name) == 0) {
			mistake(reader, reader->sources.items[index].name_line,
				_("The stage in line %d has the name “%s” too."),
				reader->sources.items[i].line, shown(reader, name));
			return;
		}
	}
}

static void check_length(struct reader *reader)
{
	int length = reader->plan.minutes;
	int with = plan_stage_minutes(&reader->plan, true);
	int without = plan_stage_minutes(&reader->plan, false);

	if (length == 0 || with <= length)
		return;
	warning(reader, reader->headers[HEADER_LENGTH].line,
		_("The stages take %d min, %d more than the length; without the optional ones they "
		  "take %d min."),
		with, with - length, without);
}

void programme_check(struct reader *reader)
{
	for (size_t i = 0; i < reader->plan.stages.count && !reader->more; i++) {
		for (size_t k = 0; k < SETTINGS; k++) {
			if (!reader->sources.items[i].reference[k])
				continue;
			if (setting_info((enum setting)k)->type == SETTING_TYPE_ROLES)
				roles_resolve(reader, i, (enum setting)k);
			else
				resolve(reader, i, (enum setting)k);
		}
		check_names(reader, i);
		if (reader->sources.items[i].understood)
			check_stage(reader, i);
	}
	check_length(reader);
}
