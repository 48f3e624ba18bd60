#ifndef ROUNDTABLE_CORE_WORDS_H
#define ROUNDTABLE_CORE_WORDS_H

/* Inside core: what the makers of sentences share. */
#include "roundtable/base/buf.h"
#include "roundtable/core/model.h"

#include <stdint.h>

/** Puts a space between what stands in `out` and the next sentence. */
void words_begin(struct buf *out);
/** A count as ngettext takes it. */
unsigned long words_plural(int64_t count);
/** Appends a list: "a, b and c". */
void words_list(const struct texts *texts, struct buf *out);
/** Appends these options of a poll in quotation marks: "“A”, “B” and “C”". */
void words_options(const struct model *model, const struct poll *poll, const size_t *options,
	size_t count, struct buf *out);
/** Appends the share a majority needs: "half", "two thirds", "5/8". */
void words_share(const struct tally_rule *rule, struct buf *out);
/** Appends how the rule decides, in a sentence: for majorities with their share, with the bar where
 * one was agreed. `groups`: small groups vote, not people. */
void words_rule(const struct tally_rule *rule, bool groups, struct buf *out);
/** The same where small groups vote; false, and nothing is appended, where it is said as of people.
 */
bool words_group_rule(const struct tally_rule *rule, struct buf *out);
/** Appends when a majority carries, in a sentence. */
void words_majority_rule(const struct tally_rule *rule, struct buf *out);
/**
 * Appends the arithmetic of a majority with its verdict: "9 voted yes and 4 no; it takes 10 of the
 * 14 who turned out (two thirds): not carried." The outcome must be one of the two.
 */
void words_carried(
	const struct tally_rule *rule, const struct tally_result *result, struct buf *out);
/** Appends how many voted yes and how many no, where that decides nothing. */
void words_uncounted(const struct tally_result *result, struct buf *out);
/** Appends how many ballots the rule asks for and how many were cast, in a sentence; nothing where
 * it asks for none. */
void words_quorum(
	const struct tally_rule *rule, const struct tally_result *result, struct buf *out);

/**
 * Appends what came out where the options are not simply in order: the quorum and the verdict with
 * its arithmetic, in sentences; of OUTCOME_RANKED the quorum alone.
 */
void words_outcome(
	const struct tally_rule *rule, const struct tally_result *result, struct buf *out);

/** Appends what sentence_ratings() says, and what is shown by role or why nothing is. */
void words_ratings(const struct model *model, const struct poll *poll, struct buf *out);

#endif
