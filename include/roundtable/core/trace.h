#ifndef ROUNDTABLE_CORE_TRACE_H
#define ROUNDTABLE_CORE_TRACE_H

#include "roundtable/core/model.h"

/**
 * Where a thing comes from and what came of it: a decision or an action back to the cards in
 * people's own words, a card on to the theme, the votes, the decision and the actions.
 *
 * Only links that the log has are followed, and nothing is derived from likeness or order. What was
 * withdrawn, votes declared void and cards that are still hidden are left out, and with them what
 * could be reached through them alone.
 */

/** A thing on the way. */
struct trace_step {
	int64_t thing; /**< a card, theme, poll, proposal (and its decision) or action */
	int64_t of;    /**< the thing it was reached from */
	int depth;     /**< links from where the trace began, from 1 */
};

/** Each thing once, right behind what it was reached from; cards in the order they are shown in. */
struct trace {
	struct trace_step *items;
	size_t count, capacity;
};

/** Whether this is such a thing, and one everybody may be led to. */
bool trace_shown(const struct model *model, int64_t thing);
/** Fills `trace` (zeroed or used before) with what a thing comes from: an action from its decision
 * or card, a decision from an earlier one, a card or theme, an amendment from what it amends, a
 * theme from its cards, a card from those that were put into it. */
void trace_sources(const struct model *model, int64_t thing, struct trace *trace);
/** The same with what came of it: the card it was put into, themes, votes on it, proposals and the
 * votes that tested them, decisions that took their place, actions. */
void trace_outcomes(const struct model *model, int64_t thing, struct trace *trace);

/** The words that a proposal was decided on, or stands with: without later corrections of the
 * record. NULL when erased. */
const char *trace_decided_words(const struct proposal *proposal);
/** Appends the events whose first word is what the proposal said before, oldest first. */
void trace_wordings(const struct model *model, const struct proposal *proposal, struct ids *events);

/**
 * Appends what a vote made of one of its options, or of the proposal it tested, without a full stop
 * where it is no sentence: "place 2 of 5: 7 dots from 4 people". Of an open vote only how many have
 * voted.
 */
void trace_vote(const struct model *model, const struct trace_step *step, struct buf *out);

#endif
