/*
 * Golden screens: key scripts played at the console, and what stands on the screen at the places a
 * script names.
 *
 * tests/screens/scripts/NAME.keys is played at 40 × 12, 80 × 24 and 200 × 50. A line is one of
 *
 *   # anything                   left out
 *   @programme FILE              of the source folder; first of all. Without it: the tour
 *   @sees room | wall | nobody   who sees this screen; nobody unless said. Before the first key
 *   @read-only WHY               nothing can be written
 *   @minutes N, @seconds N       the clock moves on
 *   @door                        there is a door for devices, closed
 *   @knock NAME, ROLE[, WHO]     somebody comes to it; WHO they look like, or "moves"
 *   @disk broken | works         commands and drafts fail
 *   @paste TEXT                  arrives as one paste; \n in it is a new line
 *   @reopen                      killed and opened again
 *   @follow FILE                 a session four weeks later follows, after this programme
 *   @picture NAME                compared with golden/NAME-COLUMNSxROWS.txt
 *   keys                         names and "text", parted by spaces
 *
 * ROUNDTABLE_RECORD=1 in the environment writes the golden files anew; then somebody has to look at
 * them.
 */
#include "../support/table.h"
#include "golden.h"

#include "roundtable/base/mem.h"

#include <dirent.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct size {
	int columns, rows;
};

static const struct size sizes[] = {{40, 12}, {80, 24}, {200, 50}};
enum { SIZES = sizeof sizes / sizeof *sizes };

/* A script while it is played. */
struct play {
	const char *name;
	int line;
	struct table table;
	struct table_options options;
	bool open;
};

static struct goldens goldens = {.folder = "tests/screens/golden"};

static char *source_path(const char *path)
{
	const char *source = getenv("ROUNDTABLE_SOURCE");
	struct buf out = {0};

	buf_format(&out, "%s/%s", source != NULL ? source : ".", path);
	return buf_take(&out);
}

static void take_picture(struct play *play, const char *name)
{
	struct buf where = {0};

	buf_format(&where, "%s:%d", play->name, play->line);
	golden_take(&goldens, name, &play->table.canvas, buf_text(&where));
	buf_finish(&where);
}

/* --- the lines of a script --- */

static void lay(struct play *play)
{
	if (!play->open)
		table_open(&play->table, &play->options);
	play->open = true;
}

static void do_programme(struct play *play, const char *rest)
{
	play->options.programme = rest;
}

static void do_sees(struct play *play, const char *rest)
{
	play->options.same_picture = strcmp(rest, "room") == 0;
	play->options.separate_wall = strcmp(rest, "wall") == 0;
}

static void do_read_only(struct play *play, const char *rest)
{
	play->options.read_only = rest;
}

static void do_minutes(struct play *play, const char *rest)
{
	lay(play);
	table_wait(&play->table, atoi(rest) * MINUTE_MS);
}

static void do_seconds(struct play *play, const char *rest)
{
	lay(play);
	table_wait(&play->table, atoi(rest) * 1000);
}

static void do_door(struct play *play, const char *rest)
{
	(void)rest;
	lay(play);
	table_door(&play->table);
}

static void do_knock(struct play *play, const char *rest)
{
	char *words = mem_copy_text(rest), *at = words, *name = strsep(&at, ","),
	     *role = strsep(&at, ",");
	bool moves = at != NULL && strcmp(at, " moves") == 0;

	lay(play);
	table_knock(&play->table, name, role != NULL && role[0] != '\0' ? role + 1 : "",
		at != NULL && !moves ? at + 1 : NULL, moves);
	free(words);
}

static void do_disk(struct play *play, const char *rest)
{
	lay(play);
	play->table.broken_disk = strcmp(rest, "broken") == 0;
}

static void do_paste(struct play *play, const char *rest)
{
	lay(play);
	struct buf text = {0};

	for (; *rest != '\0'; rest++)
		if (strncmp(rest, "\\n", 2) == 0) {
			buf_byte(&text, '\n');
			rest++;
		} else {
			buf_byte(&text, *rest);
		}
	table_paste(&play->table, buf_text(&text));
	buf_finish(&text);
}

static void do_reopen(struct play *play, const char *rest)
{
	(void)rest;
	lay(play);
	table_reopen(&play->table);
}

static void do_follow(struct play *play, const char *rest)
{
	lay(play);
	table_follow(&play->table, rest);
}

static void do_picture(struct play *play, const char *rest)
{
	lay(play);
	take_picture(play, rest);
}

static const struct {
	const char *word;
	void (*run)(struct play *play, const char *rest);
} directives[] = {{"programme", do_programme}, {"sees", do_sees}, {"read-only", do_read_only},
	{"minutes", do_minutes}, {"seconds", do_seconds}, {"disk", do_disk}, {"paste", do_paste},
	{"reopen", do_reopen}, {"follow", do_follow}, {"picture", do_picture}, {"door", do_door},
	{"knock", do_knock}};

static void play_line(struct play *play, const char *line)
{
	size_t length = strcspn(line, " ");

	if (line[0] == '\0' || line[0] == '#')
		return;
	if (line[0] != '@') {
		lay(play);
		table_keys(&play->table, line);
		return;
	}
	for (size_t i = 0; i < sizeof directives / sizeof *directives; i++)
		if (strlen(directives[i].word) == length - 1 &&
			strncmp(line + 1, directives[i].word, length - 1) == 0) {
			directives[i].run(play, line + length + (line[length] == ' '));
			return;
		}
	fail_msg("%s:%d: what is %s?", play->name, play->line, line);
}

static void play_script(const char *name, const char *script, const struct size *size)
{
	struct play play = {
		.name = name, .options = {.columns = size->columns, .rows = size->rows}};
	char *lines = mem_copy_text(script), *rest = lines, *line;

	while ((line = strsep(&rest, "\n")) != NULL) {
		play.line++;
		play_line(&play, line);
	}
	if (play.open)
		table_close(&play.table);
	free(lines);
}

static void test_script(void **state)
{
	const char *name = *state;
	struct buf path = {0};

	buf_format(&path, "tests/screens/scripts/%s", name);
	char *script = table_source(buf_text(&path));
	goldens.differing = 0;
	for (size_t i = 0; i < SIZES; i++)
		play_script(name, script, &sizes[i]);
	free(script);
	buf_finish(&path);
	assert_int_equal(goldens.differing, 0);
}

/* A picture nobody takes any more would look as if it were tested. */
static void test_no_golden_file_is_left_over(void **state)
{
	(void)state;
	assert_int_equal(goldens_left_over(&goldens), 0);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void find_scripts(struct texts *names)
{
	char *path = source_path("tests/screens/scripts");
	DIR *folder = opendir(path);
	struct dirent *entry;

	while (folder != NULL && (entry = readdir(folder)) != NULL) {
		const char *dot = strrchr(entry->d_name, '.');
		if (dot != NULL && strcmp(dot, ".keys") == 0)
			texts_add(names, entry->d_name);
	}
	if (folder != NULL)
		closedir(folder);
	free(path);
	if (names->count > 1)
		qsort(names->items, names->count, sizeof *names->items, by_name);
}

/* One test a script; with names as arguments, only those. */
int main(int argc, char **argv)
{
	struct texts names = {0};
	struct tests {
		struct CMUnitTest *items;
		size_t count, capacity;
	} tests = {0};

	setlocale(LC_ALL, "C.UTF-8");
	find_scripts(&names);
	for (size_t i = 0; i < names.count; i++) {
		bool wanted = argc < 2;
		for (int k = 1; k < argc; k++)
			wanted |= strncmp(argv[k], names.items[i], strlen(argv[k])) == 0;
		if (wanted)
			*array_push(&tests) = (struct CMUnitTest){
				names.items[i], test_script, NULL, NULL, names.items[i]};
	}
	if (argc < 2)
		*array_push(&tests) = (struct CMUnitTest){"test_no_golden_file_is_left_over",
			test_no_golden_file_is_left_over, NULL, NULL, NULL};
	/* the macro wants an array whose size it can see; the function behind it does not */
	int failed = _cmocka_run_group_tests("screens", tests.items, tests.count, NULL, NULL);
	array_finish(&tests);
	texts_finish(&names);
	goldens_finish(&goldens);
	return failed;
}
