#ifndef ROUNDTABLE_CLI_RECOUNT_H
#define ROUNDTABLE_CLI_RECOUNT_H

#include "roundtable/core/model.h"

#include <stdbool.h>
#include <stddef.h>

/** What the result of a closed vote could be checked against. */
enum recount_from {
	RECOUNT_PUBLISHED, /**< secret, its ballots were published: counted again */
	RECOUNT_NAMED,     /**< open, by name: counted again */
	RECOUNT_HANDS,     /**< a show of hands: added up again from the counts */
	RECOUNT_SUMS,      /**< secret, ballots not kept: derived again from the stored sums */
	RECOUNT_STAGES,    /**< the same, by a rule that needs them: the stored stages add up */
	RECOUNT_PLACES, /**< secret, too few ballots to keep stages: not derived, only looked at */
	RECOUNTS,
};

/** What a check of one event found. */
struct recount {
	int64_t event; /**< seq of the closing, or of the decision */
	int64_t poll;
	enum recount_from from; /**< of a closing */
	bool decision;          /**< a decision checked against its vote */
	bool mixing;            /**< small groups dealt again by their lot */
	bool carried;           /**< of an earlier session: its vote is in that file */
	bool rated;             /**< how statements were rated there */
	const char *wrong; /**< why it does not hold: a sentence, translated, not owned; NULL: it
			      holds */
};

struct recounts {
	struct recount *items;
	size_t count, capacity;
};

/**
 * Counts every closed vote again as far as its ballots are there, compares each decision with its
 * vote, and deals small groups again by their lot, in the order of the log.
 */
void recount_all(const struct model *model, struct recounts *recounts);

#endif
