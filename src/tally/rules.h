#ifndef ROUNDTABLE_SRC_TALLY_RULES_H
#define ROUNDTABLE_SRC_TALLY_RULES_H

#include "roundtable/tally/tally.h"

/* One counting rule a file; the table in tally.c lists them. */
extern const struct tally_method plurality_method;
extern const struct tally_method approval_method;
extern const struct tally_method dots_method;
extern const struct tally_method score_method;
extern const struct tally_method majority_method;
extern const struct tally_method consent_method;

/** True when each mark is 0 or 1 and at least one, at most `most`, of them is 1. */
bool marks_are_ticks(const int16_t *marks, size_t options, size_t most);
/** Verdict of the rules that put options in order: the highest total first. */
void rank_by_total(const struct tally_rule *rule, const struct tally_sums *sums,
	struct tally_verdict *verdict);

#endif
