#include "roundtable/base/buf.h"
#include "roundtable/core/plan.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The man page is written by hand; what it says of each setting must be what the table in core
 * says. */

static struct buf page;

static int open_page(void **state)
{
	(void)state;
	const char *source = getenv("ROUNDTABLE_SOURCE");
	char path[600], block[4096];
	size_t got = 0;
	FILE *file = NULL;

	snprintf(path, sizeof path, "%s/man/roundtable-programme.5.scd", source ? source : ".");
	file = fopen(path, "r");
	if (!file)
		return -1;
	while ((got = fread(block, 1, sizeof block, file)) > 0)
		buf_add(&page, block, got);
	return fclose(file);
}

static int close_page(void **state)
{
	(void)state;
	buf_finish(&page);
	return 0;
}

static void assert_written(const char *line)
{
	if (!strstr(buf_text(&page), line))
		fail_msg("the page lacks the line: %s", line + 1);
}

static void add_activities(struct buf *line, unsigned activities)
{
	bool first = true;

	if (activities == FOR_ALL) {
		buf_text_add(line, "every activity");
		return;
	}
	for (size_t i = 0; i < ACTIVITY_COUNT; i++) {
		if (!(activities & 1u << i))
			continue;
		buf_text_add(line, first ? "" : ", ");
		buf_text_add(line, activity_name((enum activity)i));
		first = false;
	}
}

static void add_words(struct buf *line, enum setting setting)
{
	size_t length = 0;
	const char *word = NULL;

	for (size_t i = 0; i < setting_words(setting); i++) {
		word = setting_word(setting, i, &length);
		buf_format(line, "%s%.*s", i ? ", " : "", (int)length, word);
	}
	word = setting_word(setting, (size_t)setting_info(setting)->standard, &length);
	buf_format(line, " (%.*s)", (int)length, word);
}

static void add_values(struct buf *line, enum setting setting)
{
	const struct setting_info *info = setting_info(setting);
	int min = (int)info->min, max = (int)info->max, standard = (int)info->standard;

	switch (info->type) {
	case SETTING_TYPE_YES_NO:
		buf_format(line, "yes or no (%s)", standard ? "yes" : "no");
		break;
	case SETTING_TYPE_NUMBER:
		buf_format(line, "%d to %d (%d)", min, max, standard);
		break;
	case SETTING_TYPE_MINUTES:
		buf_format(line, "%d to %d min (%d min)", min, max, standard);
		break;
	case SETTING_TYPE_WORD:
		add_words(line, setting);
		break;
	case SETTING_TYPE_STAGE:
		buf_text_add(line, "an earlier stage");
		break;
	case SETTING_TYPE_FRACTION:
		buf_format(line, "a share such as 2/3 (%d/%d)", standard / 1000, standard % 1000);
		break;
	case SETTING_TYPE_TEXT:
		buf_text_add(line, "a text");
		break;
	case SETTING_TYPE_ROLES:
		buf_text_add(line, "roles or groups of roles");
		break;
	}
}

static void every_setting_is_described(void **state)
{
	(void)state;

	for (size_t i = 0; i < SETTINGS; i++) {
		const struct setting_info *info = setting_info((enum setting)i);
		struct buf line = {0};

		buf_format(&line, "\n*%s*: ", info->name);
		add_values(&line, (enum setting)i);
		buf_text_add(&line, "; ");
		add_activities(&line, info->activities);
		buf_text_add(&line, "\n\t");
		assert_written(buf_text(&line));
		buf_finish(&line);
	}
	assert_written("\n*name*: ");
	assert_written("\n*column*: NAME, or NAME (TYPE); collect\n\t");
}

static bool is_setting(const char *name, size_t length)
{
	if ((length == 4 && strncmp(name, "name", 4) == 0) ||
		(length == 6 && strncmp(name, "column", 6) == 0))
		return true;
	for (size_t i = 0; i < SETTINGS; i++) {
		const char *known = setting_info((enum setting)i)->name;

		if (strlen(known) == length && strncmp(known, name, length) == 0)
			return true;
	}
	return false;
}

static void nothing_else_is_described_as_a_setting(void **state)
{
	(void)state;
	const char *start = strstr(buf_text(&page), "\n# SETTINGS\n");
	const char *end = start ? strstr(start, "\n# MISTAKES") : NULL;
	size_t found = 0;

	assert_non_null(end);
	for (const char *at = start; (at = strstr(at, "\n*")) && at < end; at++) {
		size_t length = strcspn(at + 2, "*\n");

		if (strncmp(at + 2 + length, "*: ", 3) != 0)
			continue;
		if (!is_setting(at + 2, length))
			fail_msg("there is no setting %.*s", (int)length, at + 2);
		found++;
	}
	assert_int_equal(found, SETTINGS + 2);
}

static void every_activity_is_described(void **state)
{
	(void)state;

	for (size_t i = 0; i < ACTIVITY_COUNT; i++) {
		char line[64];

		snprintf(line, sizeof line, "\n*%s*\n\t", activity_name((enum activity)i));
		assert_written(line);
	}
}

static void every_column_type_is_described(void **state)
{
	(void)state;
	const char *types = strstr(buf_text(&page), "TYPE is ");

	assert_non_null(types);
	for (size_t i = 0; i < COLUMN_TYPES; i++) {
		const char *name = column_type_name((enum column_type)i);
		const char *found = strstr(types, name);

		assert_true(found && found - types < 200);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_setting_is_described),
		cmocka_unit_test(nothing_else_is_described_as_a_setting),
		cmocka_unit_test(every_activity_is_described),
		cmocka_unit_test(every_column_type_is_described),
	};

	setlocale(LC_ALL, "");
	return cmocka_run_group_tests(tests, open_page, close_page);
}
