/*
 * The layers: who may include whom, which library belongs to one layer alone, what core must not
 * need, and that no layer forgot an activity. Reads the sources (ROUNDTABLE_SOURCE) and the
 * archives (ROUNDTABLE_BUILD).
 */
#include "roundtable/base/buf.h"
#include "roundtable/core/setting.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

/* base <- tally <- core <- { codec, programme, store, minutes, ui, formats, rehearse, host, join }
 * <- app <- cli */
static const struct layer {
	const char *name;
	const char *may_include; /* beside itself; every word between spaces */
} layers[] = {
	{"base", " "},
	{"tally", " base "},
	{"core", " base tally "},
	{"codec", " base tally core "},
	{"programme", " base tally core "},
	{"store", " base tally core codec "},
	{"minutes", " base tally core codec "},
	{"ui", " base tally core "},
	{"formats", " base tally "},
	{"rehearse", " base tally core "},
	{"host", " base tally core codec "},
	{"join", " base tally core codec "},
	{"app", " base tally core codec programme store minutes ui rehearse host join "},
	{"cli", " base tally core codec programme store minutes ui formats rehearse host join "
		"app "},
};

enum { LAYERS = sizeof layers / sizeof layers[0] };

/* Headers of libraries, and who alone may include them. */
static const struct {
	const char *header, *layers;
	int files; /* at most so many files; 0: any number */
} libraries[] = {
	{"sqlite3.h", " store ", 1},
	{"curses.h", " ui ", 1},
	{"ncurses.h", " ", 0},
	{"cmark.h", " programme ", 1},
	{"sodium.h", " base ", 0},
	{"utf8proc.h", " base ", 0},
	{"jansson.h", " codec minutes formats cli ", 0},
	{"sys/socket.h", " app host ", 0},
	{"microhttpd.h", " host ", 1},
	{"curl/curl.h", " join ", 1},
	{"qrencode.h", " ui ", 1},
};

enum { LIBRARIES = sizeof libraries / sizeof libraries[0] };

static int library_files[LIBRARIES];

static const char *folder_of(const char *name)
{
	const char *folder = getenv(name);

	if (folder == NULL)
		fail_msg("%s is not set", name);
	return folder;
}

static bool holds_word(const char *words, const char *word, size_t length)
{
	struct buf wanted = {0};

	buf_format(&wanted, " %.*s ", (int)length, word);
	bool found = strstr(words, buf_text(&wanted)) != NULL;
	buf_finish(&wanted);
	return found;
}

static char *read_all(const char *path)
{
	FILE *file = fopen(path, "r");
	struct buf text = {0};
	char bytes[4096];
	size_t count;

	if (file == NULL)
		fail_msg("%s cannot be read", path);
	while ((count = fread(bytes, 1, sizeof bytes, file)) > 0)
		buf_add(&text, bytes, count);
	fclose(file);
	return buf_take(&text);
}

/* Calls back for each source file below a folder. */
static int walk(const char *folder, void (*each)(void *, const char *, const char *), void *context)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;
	int files = 0;

	while (dir != NULL && (entry = readdir(dir)) != NULL) {
		struct buf path = {0};
		struct stat about;
		size_t length = strlen(entry->d_name);
		buf_format(&path, "%s/%s", folder, entry->d_name);
		if (entry->d_name[0] != '.' && stat(buf_text(&path), &about) == 0) {
			bool source = length > 2 && entry->d_name[length - 2] == '.' &&
				      strchr("ch", entry->d_name[length - 1]) != NULL;
			if (S_ISDIR(about.st_mode))
				files += walk(buf_text(&path), each, context);
			if (S_ISREG(about.st_mode) && source) {
				char *text = read_all(buf_text(&path));
				each(context, buf_text(&path), text);
				free(text);
				files++;
			}
		}
		buf_finish(&path);
	}
	if (dir != NULL)
		closedir(dir);
	return files;
}

static void check_library(
	const struct layer *layer, const char *path, const char *name, size_t length)
{
	for (int i = 0; i < LIBRARIES; i++) {
		if (strlen(libraries[i].header) != length ||
			memcmp(libraries[i].header, name, length) != 0)
			continue;
		if (!holds_word(libraries[i].layers, layer->name, strlen(layer->name)))
			fail_msg("%s includes <%s>", path, libraries[i].header);
		library_files[i]++;
	}
}

static void check_includes(void *context, const char *path, const char *text)
{
	const struct layer *layer = context;

	for (const char *line = text; line != NULL && *line != '\0';) {
		if (strncmp(line, "#include \"roundtable/", 21) == 0) {
			const char *name = line + 21;
			size_t length = strcspn(name, "/");
			bool itself = strlen(layer->name) == length &&
				      memcmp(layer->name, name, length) == 0;
			if (!itself && !holds_word(layer->may_include, name, length))
				fail_msg("%s (%s) includes %.*s", path, layer->name, (int)length,
					name);
		} else if (strncmp(line, "#include <", 10) == 0) {
			check_library(layer, path, line + 10, strcspn(line + 10, ">"));
		} else if (strncmp(line, "#include \"../../", 16) == 0) {
			fail_msg("%s reaches out of its layer", path);
		}
		line = strchr(line, '\n');
		line = line != NULL ? line + 1 : NULL;
	}
}

static void test_includes_follow_the_layers(void **state)
{
	(void)state;
	memset(library_files, 0, sizeof library_files);
	for (int i = 0; i < LAYERS; i++) {
		static const char *const roots[] = {"src", "include/roundtable"};
		int files = 0;
		for (int k = 0; k < 2; k++) {
			struct buf folder = {0};
			buf_format(&folder, "%s/%s/%s", folder_of("ROUNDTABLE_SOURCE"), roots[k],
				layers[i].name);
			files += walk(buf_text(&folder), check_includes, (void *)&layers[i]);
			buf_finish(&folder);
		}
		if (files < 2)
			fail_msg("no sources of %s were found", layers[i].name);
	}
	for (int i = 0; i < LIBRARIES; i++)
		if (libraries[i].files > 0 && library_files[i] > libraries[i].files)
			fail_msg("<%s> is included by %d files, not %d", libraries[i].header,
				library_files[i], libraries[i].files);
}

/* A layer that is not in the table above would be checked by nobody. */
static void test_every_layer_is_in_the_table(void **state)
{
	static const char *const roots[] = {"src", "include/roundtable"};

	(void)state;
	for (int k = 0; k < 2; k++) {
		struct buf folder = {0};
		buf_format(&folder, "%s/%s", folder_of("ROUNDTABLE_SOURCE"), roots[k]);
		DIR *dir = opendir(buf_text(&folder));
		struct dirent *entry;
		assert_non_null(dir);
		while ((entry = readdir(dir)) != NULL) {
			bool known = entry->d_name[0] == '.';
			for (int i = 0; i < LAYERS; i++)
				known |= strcmp(entry->d_name, layers[i].name) == 0;
			if (!known)
				fail_msg("%s/%s is no known layer", roots[k], entry->d_name);
		}
		closedir(dir);
		buf_finish(&folder);
	}
}

/* What a layer's archive must not need from outside; a '*' at the end: anything that begins so. */
static const char *const never_in_core[] = {"sqlite3_*", "json_*", "initscr", "newterm", "endwin",
	"waddnstr", "wget_wch", "printf", "fprintf", "sprintf", "snprintf", "vprintf", "vfprintf",
	"vsnprintf", "dprintf", "puts", "fputs", "putchar", "__printf_chk", "__fprintf_chk",
	"__snprintf_chk", "__sprintf_chk", "__vsnprintf_chk", "time", "clock_gettime",
	"gettimeofday", "localtime", "localtime_r", "gmtime", "rand", "random", "getrandom",
	"randombytes_*", "exit", "_exit", "abort", "socket", "bind", "connect", "listen", "accept",
	"send", "recv", "open", "open64", "fopen", "fopen64", "read", "write", "getenv", NULL};
static const char *const never_beside_store[] = {
	"sqlite3_*", "initscr", "newterm", "socket", "bind", "connect", "exit", NULL};

static bool is(const char *symbol, size_t length, const char *never)
{
	size_t wanted = strlen(never);

	if (never[wanted - 1] == '*')
		return length >= wanted - 1 && memcmp(symbol, never, wanted - 1) == 0;
	return length == wanted && memcmp(symbol, never, wanted) == 0;
}

/* The symbols an archive needs, one a line. */
static char *needed(const char *layer)
{
	struct buf command = {0}, symbols = {0};
	char line[512];

	buf_format(
		&command, "nm -u '%s/src/%s/lib%s.a'", folder_of("ROUNDTABLE_BUILD"), layer, layer);
	FILE *nm = popen(buf_text(&command), "r");
	assert_non_null(nm);
	while (fgets(line, sizeof line, nm) != NULL)
		buf_text_add(&symbols, line);
	if (pclose(nm) != 0 || symbols.count == 0)
		fail_msg("%s failed", buf_text(&command));
	buf_finish(&command);
	return buf_take(&symbols);
}

static void check_needs(const char *layer, const char *const *never)
{
	char *symbols = needed(layer);

	for (const char *line = symbols; line != NULL && *line != '\0';) {
		const char *symbol = line + strspn(line, " U");
		size_t length = strcspn(symbol, "@\n");
		for (size_t i = 0; never[i] != NULL; i++)
			if (is(symbol, length, never[i]))
				fail_msg("lib%s.a needs %s", layer, never[i]);
		line = strchr(line, '\n');
		line = line != NULL ? line + 1 : NULL;
	}
	free(symbols);
}

static void test_archives_need_nothing_they_should_not_know(void **state)
{
	(void)state;
	check_needs("core", never_in_core);
	check_needs("tally", never_in_core);
	check_needs("rehearse", never_in_core);
	check_needs("codec", never_beside_store);
	check_needs("programme", never_beside_store);
	check_needs("minutes", never_beside_store);
	check_needs("formats", never_beside_store);
}

static const struct {
	const char *id, *name;
} activities[ACTIVITY_COUNT] = {
#define X(id, name, help) {"[ACTIVITY_" #id "]", name},
	ACTIVITIES(X)
#undef X
};

static void count_entries(void *context, const char *path, const char *text)
{
	int *entries = context;

	(void)path;
	for (int i = 0; i < ACTIVITY_COUNT; i++)
		for (const char *at = text; (at = strstr(at, activities[i].id)) != NULL; at++)
			entries[i]++;
}

/* Every layer that knows activities has one table with all of them, and a file for each. */
static void test_no_layer_forgets_an_activity(void **state)
{
	static const char *const knowing[] = {"core", "minutes", "ui", "rehearse"};

	(void)state;
	for (size_t k = 0; k < sizeof knowing / sizeof knowing[0]; k++) {
		struct buf folder = {0};
		int entries[ACTIVITY_COUNT] = {0};
		buf_format(&folder, "%s/src/%s", folder_of("ROUNDTABLE_SOURCE"), knowing[k]);
		walk(buf_text(&folder), count_entries, entries);
		for (int i = 0; i < ACTIVITY_COUNT; i++) {
			struct buf path = {0};
			struct stat about;
			if (entries[i] != 1)
				fail_msg("%s has %d table entries for %s", knowing[k], entries[i],
					activities[i].name);
			buf_format(
				&path, "%s/activity/%s.c", buf_text(&folder), activities[i].name);
			/* rating looks like voting on the screen */
			bool shared = strcmp(knowing[k], "ui") == 0 && i == ACTIVITY_RATE;
			if (!shared && stat(buf_text(&path), &about) != 0)
				fail_msg("there is no %s", buf_text(&path));
			buf_finish(&path);
		}
		buf_finish(&folder);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_includes_follow_the_layers),
		cmocka_unit_test(test_every_layer_is_in_the_table),
		cmocka_unit_test(test_archives_need_nothing_they_should_not_know),
		cmocka_unit_test(test_no_layer_forgets_an_activity),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
