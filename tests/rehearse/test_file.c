/* A rehearsal on disk: the same seed gives the same file, byte for byte, and the file holds the
 * whole workshop. */
#include "../support/model_dump.h"
#include "../support/sample_plan.h"

#include "roundtable/app/rehearsal.h"
#include "roundtable/programme/programme.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

enum { PEOPLE = 14, SECONDS_MOST = 5 };

static char folder[] = "/tmp/roundtable-rehearse-XXXXXX";

static int make_folder(void **state)
{
	(void)state;
	return mkdtemp(folder) != NULL ? 0 : -1;
}

static int remove_folder(void **state)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;

	(void)state;
	while (dir != NULL && (entry = readdir(dir)) != NULL) {
		struct buf path = {0};
		buf_format(&path, "%s/%s", folder, entry->d_name);
		unlink(buf_text(&path));
		buf_finish(&path);
	}
	if (dir != NULL)
		closedir(dir);
	return rmdir(folder);
}

static char *path_of(const char *name)
{
	struct buf path = {0};

	buf_format(&path, "%s/%s.roundtable", folder, name);
	return buf_take(&path);
}

static struct buf bytes_of(const char *path)
{
	struct buf bytes = {0};
	char block[4096];
	FILE *file = fopen(path, "rb");
	size_t count;

	assert_non_null(file);
	while ((count = fread(block, 1, sizeof block, file)) > 0)
		buf_add(&bytes, block, count);
	fclose(file);
	return bytes;
}

/* Plays a rehearsal into a new file and returns its path. */
static char *play(
	const struct plan *plan, const char *name, uint64_t seed, struct rehearsal_report *report)
{
	struct session_start start = {.plan = plan, .programme = "# As it was", .rehearsal = true};
	struct error err = {0};
	char *path = path_of(name);

	if (!rehearsal_run(path, &start, seed, PEOPLE, report, &err))
		fail_msg("seed %d: %s", (int)seed, err.text);
	return path;
}

static void test_same_seed_same_bytes(void **state)
{
	struct plan plan = {0};
	struct rehearsal_report report, again;
	char name[32];

	(void)state;
	sample_plan(&plan);
	for (uint64_t seed = 1; seed <= 4; seed++) {
		snprintf(name, sizeof name, "one-%d", (int)seed);
		char *one = play(&plan, name, seed, &report);
		snprintf(name, sizeof name, "two-%d", (int)seed);
		char *two = play(&plan, name, seed, &again);
		struct buf a = bytes_of(one), b = bytes_of(two);
		assert_memory_equal(&report, &again, sizeof report);
		assert_int_equal(a.count, b.count);
		assert_true(a.count > 0);
		assert_memory_equal(a.bytes, b.bytes, a.count);
		buf_finish(&a);
		buf_finish(&b);
		free(one);
		free(two);
	}
	plan_finish(&plan);
}

static void test_other_seed_other_workshop(void **state)
{
	struct plan plan = {0};
	struct rehearsal_report report;

	(void)state;
	sample_plan(&plan);
	char *one = play(&plan, "other-1", 1, &report), *two = play(&plan, "other-2", 2, &report);
	struct buf a = bytes_of(one), b = bytes_of(two);
	assert_false(a.count == b.count && memcmp(a.bytes, b.bytes, a.count) == 0);
	buf_finish(&a);
	buf_finish(&b);
	free(one);
	free(two);
	plan_finish(&plan);
}

static moment no_time(void *context)
{
	(void)context;
	return 0;
}

static void test_file_holds_the_workshop(void **state)
{
	struct plan plan = {0};
	struct rehearsal_report report;
	struct session session = {0};
	struct error err = {0};

	(void)state;
	sample_plan(&plan);
	char *path = play(&plan, "whole", 7, &report);
	assert_true(report.commands > 200);
	assert_true(report.refused <= 6);
	if (!session_open(&session, path, STORE_READ, (struct clock){.now = no_time},
		    random_system(), &err))
		fail_msg("%s", err.text);
	const struct model *model = &session.model;
	assert_int_equal(session.broken, 0);
	assert_int_equal(model->events.count, report.events);
	assert_true(model->rehearsal);
	assert_true(model->closed_at != 0);
	assert_int_equal(
		(model->closed_at - model->events.items[0].at) / MINUTE_MS, report.minutes);
	assert_int_equal(model->events.items[0].at, INT64_C(1768471200000));
	assert_int_equal(model->persons.count, PEOPLE);
	assert_int_equal(model->boxes.count, 0);
	assert_int_equal(model->plan->stages.count, SAMPLE_STAGES);
	for (size_t i = 0; i < model->polls.count; i++)
		assert_int_not_equal(model->polls.items[i].state, POLL_OPEN);
	/* each entry has its own time, whatever went to the disk together */
	moment last = 0;
	size_t moments = 0;
	for (size_t i = 0; i < model->events.count; i++) {
		assert_true(model->events.items[i].at >= last);
		moments += model->events.items[i].at > last;
		last = model->events.items[i].at;
	}
	assert_true(moments * 10 > model->events.count * 9);
	session_finish(&session);
	free(path);
	plan_finish(&plan);
}

/* The programme that leads the way, in the time it is meant to take, leaving one file behind. */
static void test_first_meeting_takes_seconds(void **state)
{
	const char *source = getenv("ROUNDTABLE_SOURCE");
	struct plan plan = {0};
	struct buf programme = {0};
	struct diagnostics diagnostics = {0};
	struct rehearsal_report report;
	struct timespec from, to;

	(void)state;
	assert_non_null(source);
	buf_format(&programme, "%s/sessions/first-meeting.md", source);
	assert_true(programme_read(buf_text(&programme), &plan, NULL, &diagnostics, NULL));
	clock_gettime(CLOCK_MONOTONIC, &from);
	char *path = play(&plan, "first-meeting", 7, &report);
	clock_gettime(CLOCK_MONOTONIC, &to);
	print_message("# %lld commands, %lld events, %lld minutes played in %lld ms\n",
		(long long)report.commands, (long long)report.events, (long long)report.minutes,
		(long long)((to.tv_sec - from.tv_sec) * 1000 +
			    (to.tv_nsec - from.tv_nsec) / 1000000));
	assert_true(to.tv_sec - from.tv_sec < SECONDS_MOST);
	assert_true(report.minutes >= 100 && report.minutes <= 140);
	struct buf journal = {0};
	buf_format(&journal, "%s-journal", path);
	assert_int_not_equal(access(buf_text(&journal), F_OK), 0);
	buf_finish(&journal);
	free(path);
	buf_finish(&programme);
	diagnostics_finish(&diagnostics);
	plan_finish(&plan);
}

static void test_existing_file_is_left_alone(void **state)
{
	struct plan plan = {0};
	struct rehearsal_report report;
	struct error err = {0};
	struct session_start start = {.plan = &plan, .programme = "", .rehearsal = true};

	(void)state;
	sample_plan(&plan);
	char *path = play(&plan, "there", 3, &report);
	struct buf before = bytes_of(path);
	assert_false(rehearsal_run(path, &start, 4, PEOPLE, &report, &err));
	assert_non_null(err.text);
	struct buf after = bytes_of(path);
	assert_int_equal(before.count, after.count);
	assert_memory_equal(before.bytes, after.bytes, before.count);
	buf_finish(&before);
	buf_finish(&after);
	error_finish(&err);
	free(path);
	plan_finish(&plan);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same_seed_same_bytes),
		cmocka_unit_test(test_other_seed_other_workshop),
		cmocka_unit_test(test_file_holds_the_workshop),
		cmocka_unit_test(test_first_meeting_takes_seconds),
		cmocka_unit_test(test_existing_file_is_left_alone),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
