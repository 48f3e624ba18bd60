#include "reader.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char suffix[] = ".md";

/* The length of a file name without ".md", 0 for other files and hidden ones. */
static size_t name_length(const char *file)
{
	size_t length = strlen(file), end = strlen(suffix);

	if (file[0] == '.' || length <= end || strcmp(file + length - end, suffix) != 0)
		return 0;
	return length - end;
}

static char *join(const char *folder, const char *name, size_t length)
{
	struct buf path = {0};

	buf_text_add(&path, folder);
	if (path.count > 0 && path.bytes[path.count - 1] != '/')
		buf_byte(&path, '/');
	buf_add(&path, name, length);
	buf_text_add(&path, suffix);
	return buf_take(&path);
}

/* Names are shown and typed: what a terminal would not show as it is cannot be one. */
static bool is_plain(const char *name)
{
	char *clean_name = clean(name, strlen(name));
	bool plain = strcmp(clean_name, name) == 0;

	free(clean_name);
	return plain;
}

static bool contains(const struct texts *texts, const char *text)
{
	for (size_t i = 0; i < texts->count; i++) {
		if (strcmp(texts->items[i], text) == 0)
			return true;
	}
	return false;
}

/* Names and paths of what lies in the folders; of equal names the first. */
static void list_files(const char *const *folders, struct texts *names, struct texts *paths)
{
	for (; *folders; folders++) {
		DIR *folder = opendir(*folders);
		const struct dirent *entry = NULL;

		while (folder && (entry = readdir(folder))) {
			size_t length = name_length(entry->d_name);
			char *name = mem_copy_bytes(entry->d_name, length);
			char *path = join(*folders, entry->d_name, length);

			if (length > 0 && is_plain(name) && !contains(names, name)) {
				texts_add(names, name);
				texts_add(paths, path);
			}
			free(name);
			free(path);
		}
		if (folder)
			(void)closedir(folder);
	}
}

/* The text up to the first full stop, question or exclamation mark which ends a word. */
static char *first_sentence(const char *text)
{
	size_t length = strcspn(text, "\n");

	for (size_t i = 0; i < length; i++) {
		if (strchr(".!?", text[i]) && (i + 1 == length || text[i + 1] == ' '))
			return mem_copy_bytes(text, i + 1);
	}
	return mem_copy_bytes(text, length);
}

static void add_entry(struct programme_list *list, const char *name, const char *path)
{
	struct diagnostics diagnostics = {0};
	struct plan plan = {0};

	if (programme_read(path, &plan, NULL, &diagnostics, NULL))
		*array_push(list) = (struct programme_entry){
			.name = mem_copy_text(name),
			.path = mem_copy_text(path),
			.title = mem_copy_text(plan.title),
			.kind = plan.kind,
			.about = first_sentence(plan.purpose),
			.minutes = plan.minutes ? plan.minutes : plan_stage_minutes(&plan, true),
			.fewest = plan.fewest,
			.most = plan.most,
		};
	plan_finish(&plan);
	diagnostics_finish(&diagnostics);
}

/* What says no purpose comes last. */
static int by_purpose(const void *a, const void *b)
{
	const struct programme_entry *first = a, *second = b;
	int one = first->kind == PURPOSE_NONE ? PURPOSES : (int)first->kind;
	int other = second->kind == PURPOSE_NONE ? PURPOSES : (int)second->kind;

	if (one != other)
		return one < other ? -1 : 1;
	return strcmp(first->name, second->name);
}

void programme_find_all(const char *const *folders, struct programme_list *list)
{
	struct texts names = {0}, paths = {0};

	list_files(folders, &names, &paths);
	for (size_t i = 0; i < names.count; i++)
		add_entry(list, names.items[i], paths.items[i]);
	if (list->count > 1)
		qsort(list->items, list->count, sizeof *list->items, by_purpose);
	texts_finish(&names);
	texts_finish(&paths);
}

void programme_list_finish(struct programme_list *list)
{
	if (!list)
		return;
	for (size_t i = 0; i < list->count; i++) {
		struct programme_entry *entry = &list->items[i];

		free(entry->name);
		free(entry->path);
		free(entry->title);
		free(entry->about);
	}
	array_finish(list);
}

static bool exists(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0;
}

static bool refuse_name(const char *name, const struct texts *names, struct error *err)
{
	const char *near = text_nearest(name, (const char *const *)names->items, names->count);

	if (near)
		return error_set(err, ERROR_INPUT,
			_("There is no programme “%s”. Did you mean “%s”?"), name, near);
	return error_set(err, ERROR_INPUT,
		_("There is no programme “%s”; “roundtable programmes” lists what there is."),
		name);
}

/* `name` may end in ".md". */
static char *locate_in(const char *name, const char *const *folders, struct error *err)
{
	struct texts names = {0}, paths = {0};
	size_t length = name_length(name);
	char *wanted = clean(name, length ? length : strlen(name));
	char *found = NULL;

	list_files(folders, &names, &paths);
	for (size_t i = 0; i < names.count && !found; i++) {
		if (strcmp(names.items[i], wanted) == 0)
			found = mem_copy_text(paths.items[i]);
	}
	if (!found)
		(void)refuse_name(wanted, &names, err);
	free(wanted);
	texts_finish(&names);
	texts_finish(&paths);
	return found;
}

char *programme_locate(const char *name, const char *const *folders, struct error *err)
{
	char *shown_name = NULL;

	/* A bare word is a name first: a folder called "tour" must not stand in the way. */
	if (!strchr(name, '/') && !name_length(name)) {
		char *found = locate_in(name, folders, exists(name) ? NULL : err);

		if (found || !exists(name))
			return found;
		return mem_copy_text(name);
	}
	if (exists(name))
		return mem_copy_text(name);
	if (!strchr(name, '/'))
		return locate_in(name, folders, err);
	shown_name = clean(name, strlen(name));
	error_set(err, ERROR_INPUT, _("There is no file “%s”."), shown_name);
	free(shown_name);
	return NULL;
}
