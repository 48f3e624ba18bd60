#ifndef ROUNDTABLE_PROGRAMME_PROGRAMME_H
#define ROUNDTABLE_PROGRAMME_PROGRAMME_H

#include "roundtable/base/buf.h"
#include "roundtable/base/diagnostic.h"
#include "roundtable/base/error.h"
#include "roundtable/core/plan.h"

#include <stdbool.h>

enum { PROGRAMME_BYTES_MAX = 128 * 1024 };

/**
 * Reads the Markdown profile of roundtable-programme.5 from memory.
 *
 * All mistakes are reported at once, in the order of their lines. Returns true and fills `plan`
 * when there is no mistake (warnings may stand in `diagnostics`). The text must be valid UTF-8.
 */
bool programme_parse(
	const char *text, size_t length, struct plan *plan, struct diagnostics *diagnostics);

/**
 * Reads a programme file: refuses what is missing, a folder, larger than PROGRAMME_BYTES_MAX
 * (unread), not UTF-8 or holds NUL, each with one clear sentence in `err`. Mistakes of meaning land
 * in `diagnostics` and the call returns false with ERROR_INPUT and a sentence that counts them.
 * `text` (may be NULL) receives the file as it was.
 */
bool programme_read(const char *path, struct plan *plan, struct buf *text,
	struct diagnostics *diagnostics, struct error *err);

/** A programme that can be found by name. */
struct programme_entry {
	char *name; /**< file name without ".md" */
	char *path;
	char *title;
	enum purpose kind; /**< from the header `Purpose:` */
	char *about;       /**< the first sentence of what it is about */
	int minutes;
	int fewest, most; /**< for how many people, from the header `People:`; 0 unknown */
};

struct programme_list {
	struct programme_entry *items;
	size_t count, capacity;
};

/**
 * Lists the programmes in these folders (NULL-terminated list of paths, earlier ones win on equal
 * names), sorted by purpose (none last), then by name. What cannot be read as a programme is left
 * out.
 */
void programme_find_all(const char *const *folders, struct programme_list *list);
void programme_list_finish(struct programme_list *list);

/** The path of a programme given by path or by name in these folders; owned; NULL with a "did you
 * mean" in `err`. */
char *programme_locate(const char *name, const char *const *folders, struct error *err);

#endif
