#ifndef ROUNDTABLE_TESTS_MODEL_DUMP_H
#define ROUNDTABLE_TESTS_MODEL_DUMP_H

#include "roundtable/base/buf.h"
#include "roundtable/core/model.h"

/** What of a model is written down. */
enum dump {
	DUMP_STATE = 1 << 0, /**< everything folded from the log, every field */
	DUMP_BOXES = 1 << 1, /**< the ballot boxes, byte by byte */
	DUMP_UNDO = 1 << 2,  /**< the steps left out and those that can be brought back */
	DUMP_LOG = 1 << 3,   /**< the events, every field of every body, and their words */
	DUMP_ALL = DUMP_STATE | DUMP_BOXES | DUMP_UNDO | DUMP_LOG,
};

/** Appends a text that is the same for models that are the same, one line per thing. */
void model_dump(const struct model *model, unsigned parts, struct buf *out);
/** The same as an owned string. */
char *model_dumped(const struct model *model, unsigned parts);

/** Asserts that two dumps are equal; on failure shows the first line that differs. `what` names the
 * moment. */
void assert_dumps_equal(const char *before, const char *after, const char *what);

/**
 * Folds a copy of a model's log and boxes anew into `copy` (zeroed or finished). Of each event only
 * the fields of its kind are copied, as a file would keep them.
 */
void model_replay(const struct model *model, struct model *copy);

#endif
