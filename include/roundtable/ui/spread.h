#ifndef ROUNDTABLE_UI_SPREAD_H
#define ROUNDTABLE_UI_SPREAD_H

#include <stdbool.h>
#include <stddef.h>

/**
 * The glyph of which the bar of answer `step` of `steps` is made. With `poles` both ends are full
 * and the one in the middle is dots; else they grow darker. Several may share one: their numbers
 * and order say which is which.
 */
const char *spread_glyph(size_t step, size_t steps, bool poles);

#endif
