/* What a programme must say to be run, and what it says in vain: the whole, and each stage. */
#include "check.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/text.h"
#include "roundtable/core/phase.h"

#include <stdlib.h>
#include <string.h>

const struct stage *stage_at(const struct reader *reader, size_t index)
{
	return &reader->plan.stages.items[index];
}

bool is_given(const struct reader *reader, size_t index, enum setting setting)
{
	return reader->sources.items[index].setting_line[setting] != 0;
}

int line_of(const struct reader *reader, size_t index, enum setting setting)
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
void check_entries(struct reader *reader, size_t index)
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

static void check_time_within(struct reader *reader, size_t index, enum setting setting)
{
	const struct stage *stage = stage_at(reader, index);

	if (stage_setting(stage, setting) > stage->minutes)
		warning(reader, line_of(reader, index, setting),
			_("“%s” is longer than the stage, which has %d min."),
			setting_info(setting)->name, stage->minutes);
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
bool mixed_before(const struct reader *reader, size_t index)
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

static void check_collect(struct reader *reader, size_t index)
{
	const struct stage *stage = stage_at(reader, index);

	if (stage_setting(stage, SETTING_MATRIX) && stage->items.count == 0)
		mistake(reader, line_of(reader, index, SETTING_MATRIX),
			_("A matrix needs its kinds as a numbered list."));
	if (stage_setting(stage, SETTING_MATRIX) && is_given(reader, index, SETTING_FROM))
		mistake(reader, line_of(reader, index, SETTING_MATRIX),
			_("A matrix has its own ticks: leave out “from”, or “matrix”."));
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
