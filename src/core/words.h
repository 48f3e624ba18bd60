#ifndef ROUNDTABLE_CORE_WORDS_H
#define ROUNDTABLE_CORE_WORDS_H

/* Inside core: what the makers of sentences share. */
#include "roundtable/base/buf.h"
#include "roundtable/tally/tally.h"

#include <stdint.h>

/** Puts a space between what stands in `out` and the next sentence. */
void words_begin(struct buf *out);
/** A count as ngettext takes it. */
unsigned long words_plural(int64_t count);
/** Appends the share a majority needs: "half", "two thirds", "5/8". */
void words_share(const struct tally_rule *rule, struct buf *out);
/** Appends how the rule decides, in a sentence: for majorities with their share. */
void words_rule(const struct tally_rule *rule, struct buf *out);
/** Appends how many votes a majority needs, and of how many, in a sentence. */
void words_needed(
	const struct tally_rule *rule, const struct tally_result *result, struct buf *out);

/**
 * Appends what came out where the options are not simply in order, in a sentence; nothing for
 * OUTCOME_RANKED.
 */
void words_outcome(const struct tally_rule *rule, enum tally_outcome outcome, struct buf *out);

#endif
