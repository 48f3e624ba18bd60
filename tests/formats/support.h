#ifndef ROUNDTABLE_TESTS_FORMATS_SUPPORT_H
#define ROUNDTABLE_TESTS_FORMATS_SUPPORT_H

#include "roundtable/formats/election.h"

/** A text, and what reading it must come to. */
struct sample {
	const char *format; /**< NULL: told by the content */
	bool lenient;
	const char *text;
	const char *outcome; /**< as outcome_of() tells it */
};

/**
 * What reading comes to, as text: each thing said as "line! mistake" or "line~ remark", then, where
 * it was read, the election, a line for each thing it holds.
 */
char *outcome_of(const char *text, const char *format, bool lenient);
/** Appends what the election holds. */
void dump_election(const struct election *election, struct buf *out);
/** Reads each sample and compares. */
void check_samples(const struct sample *samples, size_t count);

#endif
