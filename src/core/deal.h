#ifndef ROUNDTABLE_CORE_DEAL_H
#define ROUNDTABLE_CORE_DEAL_H

#include <stdbool.h>
#include <stddef.h>

/*
 * People dealt into groups so that every part of the room is spread over them as evenly as can be.
 */

/** One way to part the room, and each part again: `labels` holds people × levels numbers; two are
 * in the same part of a level when they have the same labels up to it. */
struct deal_side {
	size_t levels;
	const int *labels;
};

/**
 * Deals `people` into `groups` (1 to people): `group` gets the number of each, from 0. Of every
 * part of either side each group gets its share, rounded down or up; there always is such a way
 * (the bounds make a network whose flows are whole numbers: de Werra 1971 on balanced colourings of
 * the edges of bipartite graphs; Hoffman's circulation theorem). Among several the order of the
 * people decides, so that a lot does.
 */
void deal_evenly(size_t people, const struct deal_side sides[2], size_t groups, size_t *group);

#endif
