/* Where programmes are looked for. */
#include "roundtable/cli/command.h"

#include "roundtable/base/mem.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The folder this program runs from, links resolved; owned; NULL when the system does not tell. */
static char *own_folder(void)
{
	char *path = realpath("/proc/self/exe", NULL);
	char *slash = path != NULL ? strrchr(path, '/') : NULL;

	if (slash != NULL)
		*slash = '\0';
	return path;
}

static bool lies_under(const char *path, const char *folder)
{
	char *root = realpath(folder, NULL);
	size_t length = root != NULL ? strlen(root) : 0;
	bool under = root != NULL && strncmp(path, root, length) == 0 &&
		     (path[length] == '/' || path[length] == '\0');

	free(root);
	return under;
}

static bool begins_with(const char *text, const char *start)
{
	return strncmp(text, start, strlen(start)) == 0;
}

/*
 * The folder of installed programmes, seen from where the program lies, so that a whole
 * installation can be moved: PREFIX/bin → PREFIX/share/roundtable/sessions. Where the two have no
 * prefix in common, the one it was built for.
 */
static void add_installed(const char *own, struct texts *folders)
{
	static const char prefix[] = ROUNDTABLE_PREFIX, bin[] = ROUNDTABLE_BINDIR,
			  programmes[] = ROUNDTABLE_PROGRAMMES;
	size_t start = sizeof prefix - 1, length = own != NULL ? strlen(own) : 0;

	if (own != NULL && begins_with(bin, prefix) && begins_with(programmes, prefix)) {
		const char *tail = bin + start;
		size_t tail_length = strlen(tail);
		if (length >= tail_length && strcmp(own + length - tail_length, tail) == 0) {
			struct buf path = {0};
			buf_add(&path, own, length - tail_length);
			buf_text_add(&path, programmes + start);
			texts_add(folders, buf_text(&path));
			buf_finish(&path);
			return;
		}
	}
	texts_add(folders, programmes);
}

char *cli_user_folder(void)
{
	const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
	struct buf path = {0};

	/* the specification of base directories: what is not absolute is ignored */
	if (data != NULL && data[0] == '/')
		buf_format(&path, "%s/roundtable", data);
	else if (home != NULL && home[0] == '/')
		buf_format(&path, "%s/.local/share/roundtable", home);
	else
		return NULL;
	return buf_take(&path);
}

void cli_programme_folders(struct texts *folders)
{
	char *own = own_folder(), *user = cli_user_folder();

	if (own != NULL && lies_under(own, ROUNDTABLE_BUILD))
		texts_add(folders, ROUNDTABLE_SOURCE "/sessions");
	else
		add_installed(own, folders);
	if (user != NULL)
		texts_add(folders, user);
	texts_add(folders, NULL);
	free(user);
	free(own);
}
