#ifndef ROUNDTABLE_TESTS_GOLDEN_H
#define ROUNDTABLE_TESTS_GOLDEN_H

#include "roundtable/base/array.h"
#include "roundtable/ui/canvas.h"

#include <stdbool.h>

/**
 * Golden screens: what stands on a canvas against the file where somebody has looked at it.
 * ROUNDTABLE_RECORD=1 in the environment writes the files anew.
 */
struct goldens {
	const char *folder; /**< below the source folder */
	struct texts taken; /**< names of the files, to find those nobody draws any more */
	int differing;
};

/** Compares with FOLDER/NAME-COLUMNSxROWS.txt; `where` is said of one that differs. */
void golden_take(
	struct goldens *goldens, const char *name, const struct canvas *canvas, const char *where);
/** Files that no picture was compared with; prints their names. */
int goldens_left_over(const struct goldens *goldens);
void goldens_finish(struct goldens *goldens);

#endif
