#include "fuzz.h"

#include "roundtable/base/text.h"
#include "roundtable/programme/programme.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

static const char *const seeds[] = {
	"# T\n\nRoles: a, b\nGroups: x = a; y = b\nLength: 20 min\nLanguage: en\nPeople: up to 15\n"
	"Try with: A = a; B = b\n\nPurpose.\n\n## One (collect, 5 min)\n\nPrompt.\n\n- name: one\n"
	"- silent: 2 min\n- column: c (one of x, y)\n\n> Note.\n\n## Two (vote, 5 min)\n\n"
	"- options: one\n- method: dots\n- dots: 3\n\n## Three (decide, 5 min)\n\n- rule: "
	"qualified\n"
	"- threshold: 2/3\n\n## Four (brief, 5 min)\n\n1. one\n2. two\n",
	NULL,
};
static const char *const files[] = {"sessions/tour.md", "sessions/first-meeting.md", NULL};
static const char *const tokens[] = {
#define X(id, name, activities, type, words, min, max, standard, help) "\n- " name ": ",
	SETTING_LIST(X)
#undef X
#define X(id, name, help) " (" name ", 5 min)\n",
		ACTIVITIES(X)
#undef X
			"\n# ",
	"\n## ",
	"\n### ",
	"\n\n",
	"\n",
	"\r\n",
	"\r",
	"> ",
	"- ",
	"1. ",
	"2) ",
	"\n---\n",
	"\n===\n",
	"```",
	"~~~",
	"\n    ",
	"\t",
	"|",
	"\n|---|---|\n",
	"[a]: b",
	"[a](b)",
	"![a](b)",
	"<b>",
	"<a@b.c>",
	"<!--",
	"-->",
	"`",
	"**",
	"_",
	"*",
	"\\",
	"  \n",
	"&amp;",
	"&#10;",
	"&#0;",
	"[",
	"](",
	": ",
	", ",
	"; ",
	"=",
	"(",
	")",
	"yes",
	"no",
	"99999999999",
	"-1",
	"1/2",
	"min",
	"one of ",
	"Roles: ",
	"Groups: ",
	"Length: ",
	"Try with: ",
	"\n- name: ",
	"\n- column: ",
	"\xEF\xBB\xBF",
	"\xff",
	"\xe2\x80\xae",
	"\xcc\x81",
	"\xe2\x80\x8b",
	"\x1b[2J",
	"\x01",
	NULL,
};

/* What is shown to people holds nothing that the sanitiser would take away. */
static void require_clean(const char *text, bool lines)
{
	char *again = text_sanitise(text, strlen(text), lines, 0, NULL);

	fuzz_require(strcmp(again, text) == 0, "texts are sanitised");
	free(again);
}

static void require_reference(const struct plan *plan, size_t index, enum setting setting)
{
	int64_t other = stage_setting(&plan->stages.items[index], setting);

	if (other == -1)
		return;
	fuzz_require(other >= 0 && other < (int64_t)index, "references go back");
	fuzz_require(plan->stages.items[other].activity == ACTIVITY_COLLECT ||
			     plan->stages.items[other].activity == ACTIVITY_GROUP,
		"references name a stage with cards");
}

static void require_stage(const struct plan *plan, size_t index)
{
	const struct stage *stage = &plan->stages.items[index];

	fuzz_require(*stage->title && text_graphemes(stage->title) <= 120, "titles fit");
	fuzz_require(stage->minutes >= 1 && stage->minutes <= 600, "stages have minutes");
	fuzz_require(stage->items.count <= 64 && stage->columns.count <= 12, "lists fit");
	fuzz_require((unsigned)stage->activity < ACTIVITY_COUNT, "activities are known");
	require_clean(stage->title, false);
	require_clean(stage->prompt, true);
	require_clean(stage->notes, true);
	for (size_t i = 0; i < stage->items.count; i++)
		require_clean(stage->items.items[i], false);
	for (size_t i = 0; i < stage->columns.count; i++)
		require_clean(stage->columns.items[i].name, false);
	for (size_t i = 0; i < SETTINGS; i++) {
		const struct setting_info *info = setting_info((enum setting)i);
		int64_t number = stage_setting(stage, (enum setting)i);

		if (info->type == SETTING_TYPE_STAGE)
			require_reference(plan, index, (enum setting)i);
		else if (info->type == SETTING_TYPE_FRACTION)
			fuzz_require(number / 1000 >= 1 && number / 1000 <= number % 1000,
				"shares are at most 1");
		else
			fuzz_require(number >= info->min && number <= info->max,
				"settings keep their range");
		fuzz_require(!stage->settings[i].given || info->activities & 1u << stage->activity,
			"settings suit the activity");
	}
}

static void require_plan(const struct plan *plan)
{
	struct plan copy = {0};

	fuzz_require(plan->stages.count >= 1 && plan->stages.count <= 99, "there are stages");
	fuzz_require(*plan->title != '\0', "there is a title");
	require_clean(plan->title, false);
	require_clean(plan->purpose, true);
	for (size_t i = 0; i < plan->roles.count; i++)
		require_clean(plan->roles.items[i].name, false);
	for (size_t i = 0; i < plan->stages.count; i++)
		require_stage(plan, i);
	plan_copy(&copy, plan);
	plan_finish(&copy);
}

static int count_lines(const char *bytes, size_t length)
{
	int lines = 1;

	for (size_t i = 0; i < length; i++)
		lines += bytes[i] == '\n' || bytes[i] == '\r';
	return lines;
}

static void one(const char *bytes, size_t length)
{
	struct plan plan = {0};
	struct diagnostics diagnostics = {0};
	bool good = programme_parse(bytes, length, &plan, &diagnostics);
	int line = 1, lines = count_lines(bytes, length);

	fuzz_require(good == diagnostics_only_warn(&diagnostics), "a mistake is a refusal");
	for (size_t i = 0; i < diagnostics.count; i++) {
		const struct diagnostic *said = &diagnostics.items[i];

		fuzz_require(said->line >= line && said->line <= lines, "lines are in order");
		fuzz_require(*said->text != '\0', "something is said");
		require_clean(said->text, false);
		line = said->line;
	}
	if (good)
		require_plan(&plan);
	else
		fuzz_require(!plan.title && plan.stages.count == 0, "a refusal leaves no plan");
	plan_finish(&plan);
	diagnostics_finish(&diagnostics);
}

int main(int argc, char **argv)
{
	static const struct fuzz_target target = {.name = "programme",
		.seeds = seeds,
		.files = files,
		.tokens = tokens,
		.size = 24 * 1024,
		.runs = 2000,
		.one = one};

	setlocale(LC_ALL, "");
	return fuzz_main(&target, argc, argv);
}
