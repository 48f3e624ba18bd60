#ifndef ROUNDTABLE_TESTS_MARKUP_H
#define ROUNDTABLE_TESTS_MARKUP_H

#include "roundtable/base/array.h"
#include "roundtable/base/buf.h"

#include <stdbool.h>

/**
 * A page, read strictly: every tag and attribute known, every element closed in its turn, no bare
 * sign, ids used once, every control named. Whatever is wrong fails the test. Include cmocka
 * before.
 */
struct markup {
	struct buf text;    /**< as a reader gets it; values of controls too */
	struct buf shape;   /**< tags and names of attributes alone, without words */
	struct texts names; /**< "name=value" of every control */
	int headings;       /**< of the first level */
	int live;           /**< regions that speak */
	int forms;
};

/** Reads it into a zeroed struct. */
void markup_read(struct markup *markup, const char *html);
void markup_finish(struct markup *markup);
/** Whether a control is there, "name=value". */
bool markup_has(const struct markup *markup, const char *control);

#endif
