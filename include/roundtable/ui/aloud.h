#ifndef ROUNDTABLE_UI_ALOUD_H
#define ROUNDTABLE_UI_ALOUD_H

#include "roundtable/base/buf.h"
#include "roundtable/ui/key.h"
#include "roundtable/ui/page.h"

#include <stdbool.h>
#include <stddef.h>

/**
 * Pages for people who hear them, and for terminals that can only print lines: each line is written
 * once, when it is new, and nothing is moved over. What is typed comes as lines too, so that it can
 * be heard and mended before it counts.
 */
struct aloud;

/** Why a page is read out. */
enum aloud_why {
	ALOUD_ANSWER, /**< something was typed: what changed, and what is asked now */
	ALOUD_AGAIN,  /**< everything, because somebody wants to hear it again */
	ALOUD_CLOCK,  /**< nobody typed anything: only new warnings */
};

struct aloud *aloud_create(void);
void aloud_destroy(struct aloud *aloud);
/**
 * Appends what is to be written of a page, wrapped at `columns` (0: not at all), ended by a prompt
 * without a newline unless nothing is written. Before a page that stands apart go `rows` empty
 * lines.
 */
void aloud_page(struct aloud *aloud, const struct page *page, enum aloud_why why, int columns,
	int rows, struct buf *out);

/** What a typed line was. */
enum aloud_line {
	ALOUD_KEYS,   /**< keys to be used */
	ALOUD_REPEAT, /**< a wish to hear the page again */
	ALOUD_NO_KEY, /**< nothing that means anything here */
};

/** Keys without text of their own. */
struct aloud_keys {
	struct key *items;
	size_t count, capacity;
};

/**
 * What a line (its newline taken off) means on a page: where text is asked for it is the text,
 * which replaces what stood there, and Enter; else a key by its name or by what the page says it
 * does, or several names; an empty line is Enter. A full stop before it means a key everywhere (two
 * of them: text that begins with one); before a number the line of a list that many down; alone:
 * again.
 */
enum aloud_line aloud_read(
	const struct page *page, const char *line, size_t length, struct aloud_keys *keys);

#endif
