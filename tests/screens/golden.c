#include "golden.h"

#include "../support/table.h"

#include "roundtable/base/mem.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static bool recording(void)
{
	const char *record = getenv("ROUNDTABLE_RECORD");

	return record != NULL && record[0] != '\0';
}

static char *source_path(const char *path)
{
	const char *source = getenv("ROUNDTABLE_SOURCE");
	struct buf out = {0};

	buf_format(&out, "%s/%s", source != NULL ? source : ".", path);
	return buf_take(&out);
}

static char *read_golden(const char *path)
{
	char *full = source_path(path);
	bool there = access(full, R_OK) == 0;

	free(full);
	return there ? table_source(path) : mem_copy_text("");
}

static void record(const char *path, const struct buf *text)
{
	char *full = source_path(path);
	FILE *file = fopen(full, "w");

	if (file == NULL)
		fail_msg("%s cannot be written", full);
	fwrite(text->bytes, 1, text->count, file);
	fclose(file);
	free(full);
}

void golden_take(
	struct goldens *goldens, const char *name, const struct canvas *canvas, const char *where)
{
	struct buf text = {0}, path = {0}, file = {0};

	buf_format(&file, "%s-%dx%d.txt", name, canvas->columns, canvas->rows);
	for (size_t i = 0; i < goldens->taken.count; i++)
		if (strcmp(goldens->taken.items[i], buf_text(&file)) == 0)
			fail_msg("%s: there are two pictures %s", where, name);
	texts_add(&goldens->taken, buf_text(&file));
	buf_format(&path, "%s/%s", goldens->folder, buf_text(&file));
	canvas_print(canvas, &text);
	buf_format(&text, "--- styles, cursor %d %d%s\n", canvas->cursor_row, canvas->cursor_column,
		canvas->cursor_visible ? "" : " hidden");
	canvas_print_styles(canvas, &text);
	if (recording())
		record(buf_text(&path), &text);
	char *golden = read_golden(buf_text(&path));
	if (strcmp(golden, buf_text(&text)) != 0) {
		print_error("%s: %s differs; now:\n%s\nTo accept it: ROUNDTABLE_RECORD=1\n", where,
			buf_text(&path), buf_text(&text));
		goldens->differing++;
	}
	free(golden);
	buf_finish(&text);
	buf_finish(&path);
	buf_finish(&file);
}

int goldens_left_over(const struct goldens *goldens)
{
	char *path = source_path(goldens->folder);
	DIR *folder = opendir(path);
	struct dirent *entry;
	int left = 0;

	assert_non_null(folder);
	while ((entry = readdir(folder)) != NULL) {
		bool known = entry->d_name[0] == '.';
		for (size_t i = 0; i < goldens->taken.count; i++)
			known |= strcmp(goldens->taken.items[i], entry->d_name) == 0;
		if (!known)
			print_error("nobody draws %s/%s\n", goldens->folder, entry->d_name);
		left += !known;
	}
	closedir(folder);
	free(path);
	return left;
}

void goldens_finish(struct goldens *goldens)
{
	texts_finish(&goldens->taken);
}
