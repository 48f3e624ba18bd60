#include "roundtable/programme/programme.h"

#include <fcntl.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static const char good[] = "# Good\n\nFor trying. And more!\n\n## A (brief, 7 min)\n";

/* A folder of the test's own, left at the end. */
struct place {
	char folder[512];
	char other[512];
};

static int enter(void **state)
{
	static struct place place;
	const char *build = getenv("ROUNDTABLE_BUILD");

	snprintf(place.folder, sizeof place.folder, "%s/programme-XXXXXX", build ? build : ".");
	snprintf(place.other, sizeof place.other, "%s/programme-XXXXXX", build ? build : ".");
	*state = &place;
	return !mkdtemp(place.folder) || !mkdtemp(place.other) || chdir(place.folder) != 0;
}

static int leave(void **state)
{
	struct place *place = *state;
	static const char *const names[] = {"a.md", "b.md", "c.md", "x.fr.md", "tour.md",
		"notes.txt", ".hidden.md", "\x1b[2J.md", "pipe", "large.md", "sub", "tour"};

	if (chdir("/") != 0)
		return -1;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char path[600];

		snprintf(path, sizeof path, "%s/%s", place->folder, names[i]);
		(void)remove(path);
		snprintf(path, sizeof path, "%s/%s", place->other, names[i]);
		(void)remove(path);
	}
	return rmdir(place->folder) != 0 || rmdir(place->other) != 0;
}

static void put(const char *folder, const char *name, const char *bytes, size_t length)
{
	char path[600];
	FILE *file = NULL;

	snprintf(path, sizeof path, "%s/%s", folder, name);
	file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
}

static void assert_refused(const char *path, const char *message)
{
	struct plan plan = {0};
	struct diagnostics diagnostics = {0};
	struct buf text = {0};
	struct error err = {0};

	assert_false(programme_read(path, &plan, &text, &diagnostics, &err));
	assert_int_equal(err.code, ERROR_INPUT);
	assert_string_equal(err.text, message);
	assert_int_equal(diagnostics.count, 0);
	assert_null(plan.title);
	assert_int_equal(text.count, 0);
	/* Who only wants to know whether it works gives no error. */
	assert_false(programme_read(path, &plan, NULL, &diagnostics, NULL));
	error_finish(&err);
}

static void what_is_no_programme_is_refused_with_one_sentence(void **state)
{
	const struct place *place = *state;
	char endless[301], message[400];
	static const char garbage[] = "\x7f\x45LF\x02\x01\x01\x00\x00\x9c\xff\xfe";

	assert_refused("missing.md", "There is no file “missing.md”.");
	assert_refused("no\x1b/such", "There is no file “no/such”.");
	assert_refused("", "There is no file “”.");
	memset(endless, 'x', sizeof endless - 1);
	endless[sizeof endless - 1] = '\0';
	snprintf(message, sizeof message, "“%s” cannot be opened: File name too long.", endless);
	assert_refused(endless, message);
	assert_refused(".", "“.” is a folder, not a programme.");
	put(place->folder, "a.md", "", 0);
	assert_refused("a.md", "“a.md” is empty.");
	put(place->folder, "a.md", " \r\n\n", 4);
	assert_refused("a.md", "“a.md” is empty.");
	put(place->folder, "a.md", garbage, sizeof garbage);
	assert_refused(
		"a.md", "“a.md” is not text in UTF-8; save it as such, or choose another file.");
	put(place->folder, "a.md", "# T\n\nna\xefve\n", 11);
	assert_refused(
		"a.md", "“a.md” is not text in UTF-8; save it as such, or choose another file.");
	put(place->folder, "a.md", "# T\0\n", 5);
	assert_refused(
		"a.md", "“a.md” is not text in UTF-8; save it as such, or choose another file.");
	assert_int_equal(mkfifo("pipe", 0600), 0);
	assert_refused("pipe", "“pipe” is not a file of text.");
}

static void what_is_too_large_is_refused_unread(void **state)
{
	(void)state;
	static const char message[] =
		"“large.md” is too large for a programme, which has at most 128 KiB.";
	int file = open("large.md", O_WRONLY | O_CREAT, 0600);

	assert_true(file >= 0);
	assert_int_equal(ftruncate(file, PROGRAMME_BYTES_MAX + 1), 0);
	assert_refused("large.md", message);
	assert_int_equal(ftruncate(file, 10 * 1000 * 1000), 0);
	assert_refused("large.md", message);
	assert_int_equal(close(file), 0);
}

static void mistakes_are_counted(void **state)
{
	const struct place *place = *state;
	struct plan plan = {0};
	struct diagnostics diagnostics = {0};
	struct error err = {0};
	static const char one[] =
		"# T\n\nLength: 1 min\n\n## A (brief, 9 min)\n\n## B (x, 1 min)\n";

	put(place->folder, "a.md", one, strlen(one));
	assert_false(programme_read("a.md", &plan, NULL, &diagnostics, &err));
	assert_string_equal(err.text, "“a.md” has one mistake and cannot be used.");
	assert_int_equal(err.code, ERROR_INPUT);
	assert_int_equal(error_exit_status(&err), 2);
	assert_int_equal(diagnostics.count, 2);
	diagnostics_finish(&diagnostics);
	put(place->folder, "a.md", "# T\n\n## A\n\n## B\n", 16);
	assert_false(programme_read("a.md", &plan, NULL, &diagnostics, &err));
	assert_string_equal(err.text, "“a.md” has 2 mistakes and cannot be used.");
	diagnostics_finish(&diagnostics);
	error_finish(&err);
}

static void a_good_one_comes_with_its_text(void **state)
{
	const struct place *place = *state;
	struct plan plan = {0};
	struct diagnostics diagnostics = {0};
	struct buf text = {0};
	struct error err = {0};

	put(place->folder, "a.md", good, strlen(good));
	assert_true(programme_read("a.md", &plan, &text, &diagnostics, &err));
	assert_int_equal(err.code, ERROR_NONE);
	assert_string_equal(plan.title, "Good");
	assert_string_equal(buf_text(&text), good);
	buf_finish(&text);
	plan_finish(&plan);
}

static void finds_all_by_name(void **state)
{
	const struct place *place = *state;
	const char *folders[] = {place->folder, "nowhere", place->other, NULL};
	struct programme_list list = {0};
	static const char other[] = "# Other\n\nPeople: 5\nLength: 90 min\n\n## A (brief, 7 min)\n";
	char path[600];

	(void)remove("large.md");
	put(place->folder, "b.md", good, strlen(good));
	put(place->folder, "a.md", "# Broken\n", 9);
	put(place->folder, "notes.txt", good, strlen(good));
	put(place->folder, ".hidden.md", good, strlen(good));
	put(place->folder, "\x1b[2J.md", good, strlen(good));
	put(place->other, "b.md", other, strlen(other));
	put(place->other, "a.md", other, strlen(other));
	put(place->other, "x.fr.md", other, strlen(other));
	programme_find_all(folders, &list);
	assert_int_equal(list.count, 2);
	assert_string_equal(list.items[0].name, "b");
	assert_string_equal(list.items[0].title, "Good");
	assert_string_equal(list.items[0].about, "For trying.");
	assert_int_equal(list.items[0].minutes, 7);
	assert_int_equal(list.items[0].most, 0);
	assert_string_equal(list.items[1].name, "x.fr");
	assert_string_equal(list.items[1].title, "Other");
	assert_string_equal(list.items[1].about, "");
	assert_int_equal(list.items[1].minutes, 90);
	assert_int_equal(list.items[1].most, 5);
	snprintf(path, sizeof path, "%s/x.fr.md", place->other);
	assert_string_equal(list.items[1].path, path);
	programme_list_finish(&list);
	assert_int_equal(list.count, 0);
}

static void assert_located(const char *name, const char *const *folders, const char *path)
{
	struct error err = {0};
	char *found = programme_locate(name, folders, &err);

	if (err.text)
		print_error("%s\n", err.text);
	assert_non_null(found);
	assert_string_equal(found, path);
	free(found);
}

static void assert_lost(const char *name, const char *const *folders, const char *message)
{
	struct error err = {0};

	assert_null(programme_locate(name, folders, &err));
	assert_int_equal(err.code, ERROR_INPUT);
	assert_string_equal(err.text, message);
	error_finish(&err);
}

static void locates_by_name_or_path(void **state)
{
	const struct place *place = *state;
	const char *folders[] = {place->other, NULL};
	char path[600];

	put(place->other, "tour.md", good, strlen(good));
	put(place->folder, "c.md", good, strlen(good));
	snprintf(path, sizeof path, "%s/tour.md", place->other);
	assert_located("tour", folders, path);
	assert_located("tour.md", folders, path);
	assert_located(path, folders, path);
	assert_located("c.md", folders, "c.md");
	assert_located("./c.md", folders, "./c.md");
	/* A folder of that name does not stand in the way; a file of any other name is taken as it
	 * is. */
	assert_int_equal(mkdir("tour", 0700), 0);
	assert_located("tour", folders, path);
	assert_located("notes.txt", folders, "notes.txt");
	assert_lost("tuor", folders, "There is no programme “tuor”. Did you mean “tour”?");
	assert_lost("tuor.md", folders, "There is no programme “tuor”. Did you mean “tour”?");
	assert_lost("something", folders,
		"There is no programme “something”; “roundtable programmes” lists what there is.");
	assert_lost("some/th\aing.md", folders, "There is no file “some/thing.md”.");
	assert_lost("", folders,
		"There is no programme “”; “roundtable programmes” lists what there is.");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_no_programme_is_refused_with_one_sentence),
		cmocka_unit_test(what_is_too_large_is_refused_unread),
		cmocka_unit_test(mistakes_are_counted),
		cmocka_unit_test(a_good_one_comes_with_its_text),
		cmocka_unit_test(finds_all_by_name),
		cmocka_unit_test(locates_by_name_or_path),
	};

	setlocale(LC_ALL, "");
	return cmocka_run_group_tests(tests, enter, leave);
}
