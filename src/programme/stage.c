#include "reader.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"

#include <stdlib.h>
#include <string.h>

struct stage *stage_now(struct reader *reader)
{
	return &reader->plan.stages.items[reader->plan.stages.count - 1];
}

struct stage_source *source_now(struct reader *reader)
{
	return &reader->sources.items[reader->sources.count - 1];
}

static void unknown_activity(struct reader *reader, const char *word, int line)
{
	static const char *const names[ACTIVITY_COUNT] = {
#define X(id, name, help) [ACTIVITY_##id] = name,
		ACTIVITIES(X)
#undef X
	};
	struct buf all = {0};

	for (size_t i = 0; i < ACTIVITY_COUNT; i++) {
		buf_text_add(&all, i ? ", " : "");
		buf_text_add(&all, names[i]);
	}
	mistake(reader, line, _("There is no activity “%s”; there are: %s."), shown(reader, word),
		buf_text(&all));
	suggest(reader, word, names, ACTIVITY_COUNT);
	buf_finish(&all);
}

/* Activities are written in lower case; a capital is no reason to refuse one. */
static bool find_activity(const char *word, enum activity *activity)
{
	for (size_t i = 0; i < ACTIVITY_COUNT; i++) {
		if (same_word(word, activity_name((enum activity)i)))
			return activity_find(activity_name((enum activity)i), activity);
	}
	return false;
}

static bool stage_minutes(struct reader *reader, const char *text, int line, int *minutes)
{
	int64_t number = 0;

	if (!read_minutes(text, &number)) {
		mistake(reader, line, _("“%s” is no length; write for example “18 min”."),
			shown(reader, text));
		return false;
	}
	if (number < 1 || number > MINUTES_MAX) {
		mistake(reader, line, _("A stage takes 1 to %d min."), MINUTES_MAX);
		return false;
	}
	*minutes = (int)number;
	return true;
}

/* What stands in the brackets: activity and minutes. */
static bool read_brackets(struct reader *reader, const char *inside, int line)
{
	struct stage *stage = stage_now(reader);
	const char *rest = inside;
	char *word = next_part(&rest, ',');
	char *length = rest ? clean(rest, strlen(rest)) : NULL;
	enum activity activity = ACTIVITY_BRIEF;
	int64_t minutes = 0;
	bool known = find_activity(word, &activity), good = false;

	if (length && known) {
		good = stage_minutes(reader, length, line, &stage->minutes);
	} else if (length) {
		unknown_activity(reader, word, line);
		(void)stage_minutes(reader, length, line, &stage->minutes);
	} else if (known) {
		mistake(reader, line, _("The minutes are missing; write for example (%s, 10 min)."),
			activity_name(activity));
	} else if (read_minutes(word, &minutes)) {
		mistake(reader, line,
			_("The activity is missing; write for example (collect, %d min)."),
			(int)minutes);
	} else {
		mistake(reader, line,
			_("“(%s)” does not name activity and minutes; write for example "
			  "(collect, 10 min)."),
			shown(reader, inside));
	}
	if (known)
		stage->activity = activity;
	free(word);
	free(length);
	return good;
}

static void stage_title(struct reader *reader, const char *bytes, size_t length, int line)
{
	struct stage *stage = stage_now(reader);

	free(stage->title);
	stage->title = clean(bytes, length);
	if (!*stage->title)
		mistake(reader, line, _("This stage has no title."));
	else if (text_graphemes(stage->title) > TITLE_MAX)
		mistake(reader, line,
			_("This title is longer than %d characters; shorten it and write the rest "
			  "as a paragraph."),
			TITLE_MAX);
}

void stage_begin(struct reader *reader, const char *heading, int line)
{
	const char *open = strrchr(heading, '(');
	size_t length = strlen(heading);
	char *inside = NULL;

	if (reader->plan.stages.count == STAGES_MAX)
		mistake(reader, line, _("A programme has at most %d stages."), STAGES_MAX);
	(void)plan_add_stage(&reader->plan);
	*array_push(&reader->sources) = (struct stage_source){.line = line};
	if (!open || heading[length - 1] != ')') {
		stage_title(reader, heading, length, line);
		mistake(reader, line,
			_("A stage ends in its activity and minutes in brackets, for example "
			  "(collect, 10 min)."));
		return;
	}
	stage_title(reader, heading, (size_t)(open - heading), line);
	inside = clean(open + 1, length - (size_t)(open + 1 - heading) - 1);
	source_now(reader)->understood = read_brackets(reader, inside, line);
	free(inside);
}
