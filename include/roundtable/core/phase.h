#ifndef ROUNDTABLE_CORE_PHASE_H
#define ROUNDTABLE_CORE_PHASE_H

#include "roundtable/base/buf.h"
#include "roundtable/core/model.h"

/**
 * The steps of a stage that goes from few to many ("alone 1 min, in twos 2 min, all 5 min"): each
 * has a name and a length. A bell tells when the time of one is up; people go on to the next.
 *
 * In the code they are phases: a step is what one command did.
 */
enum { PHASES_MOST = 12, PHASE_MINUTES_MOST = 120, PHASE_NAME_MOST = 40 };

/** How many steps a stage has; 0: none, or they are not written as they should be. */
int stage_phases(const struct stage *stage);
/** Appends the name of a step; its length in minutes, 0 when there is no such step. */
int stage_phase(const struct stage *stage, int index, struct buf *name);
/** How much of the time of the present step is left, in ms, pauses left out; less than 0: it is up.
 */
int64_t model_phase_left(const struct model *model, int stage, moment now);

#endif
