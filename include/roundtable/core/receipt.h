#ifndef ROUNDTABLE_CORE_RECEIPT_H
#define ROUNDTABLE_CORE_RECEIPT_H

#include "roundtable/core/model.h"

#include "roundtable/base/buf.h"

/**
 * Two words of a voter's own, and the list of ballots in which they are found after closing.
 *
 * Voters choose the words themselves (Phrase-Verified Voting, Blanchard et al. 2021), so that no
 * two can be given the same ones to look for (clash attack, Küsters, Truderung & Vogt 2012). Until
 * the vote is closed the words lie in its ballot box and nowhere else. Then either all ballots are
 * listed, each with its words, in an order that comes from the words alone; or none is, and the
 * words are gone with the box.
 *
 * Only ballots that are one answer are listed, so that a list without its words says no more than
 * the totals do. And because people see who types words, a list is refused where those who chose
 * some, or none, are so few that it would tell how they voted. Never where results are shown by
 * part of the room: the two beside each other could.
 */
enum {
	RECEIPT_LETTERS = 24,    /**< most letters of both words with the space between them */
	RECEIPT_BYTES = 72,      /**< as many of three bytes: what each record of the box holds */
	RECEIPT_BALLOTS_MIN = 10 /**< fewest ballots that are listed */
};

/** Whether ballots counted by this rule can be listed: each is one answer. */
bool rule_lists_ballots(const struct tally_rule *rule);
/**
 * Brings typed words to the form that is kept and shown: folded, so that no way of typing is told,
 * one space between; "" where nothing was typed. False, with `words` untouched, when they are not
 * two words of letters and digits, or too long.
 */
bool receipt_read(const char *typed, char words[RECEIPT_BYTES + 1]);
/** What may be typed, in a sentence. */
const char *receipt_form(void);

/** How many ballots of a closed poll are listed; 0: there is no list. */
size_t poll_listed(const struct poll *poll);
/** The answer on one of them, an option; poll_options() for a blank ballot. */
size_t poll_listed_answer(const struct poll *poll, size_t row);
/** The same in words. */
void sentence_listed(
	const struct model *model, const struct poll *poll, size_t row, struct buf *out);
/** Its words, "" when it has none, NULL when they were erased. */
const char *poll_listed_words(const struct model *model, const struct poll *poll, size_t row);

/** Whether the ballots of an earlier vote on what this one asks were listed, also where that one is
 * void now: a list beside it would show who changed, or who has words now and had none. */
bool question_listed(const struct model *model, const struct poll *poll);
/** Appends that there will be a list, that there is one and what to do when words are missing or
 * stand beside another ballot, or why there is none; nothing where none was asked for. */
void sentence_receipts(const struct model *model, const struct poll *poll, struct buf *out);

#endif
