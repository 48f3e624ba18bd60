#ifndef ROUNDTABLE_CORE_PLACES_H
#define ROUNDTABLE_CORE_PLACES_H

#include "roundtable/core/model.h"

/**
 * What stands beside the options of a counted vote that came in order: a table with a column for
 * what each came to, for each small group or role whose places are known, and for how far each
 * moved. Short words and numbers, for screens and minutes alike; nothing in it is not told of the
 * vote anyway.
 */

/**
 * Appends the heads of these columns: none where bars say it all, or only what each came to is
 * known.
 */
void places_heads(const struct model *model, const struct poll *poll, struct texts *heads);
/** Appends what stands in them for an option, as many texts as there are heads. */
void places_cells(
	const struct model *model, const struct poll *poll, size_t option, struct texts *cells);
/** How many of the first of a counted vote go forward, and whether those at the cut are level so
 * that the room decides: they are not counted then. 0, and not level: none is cut off. */
size_t places_forward(const struct model *model, const struct poll *poll, bool *level);
/** Appends the words of the line under an option, if the list is cut after it: "the first 10". */
void places_cut(const struct model *model, const struct poll *poll, size_t option, struct buf *out);

#endif
