#ifndef ROUNDTABLE_SRC_UI_BALLOT_H
#define ROUNDTABLE_SRC_UI_BALLOT_H

#include "roundtable/base/i18n.h"
#include "roundtable/core/receipt.h"
#include "roundtable/ui/ballot.h"

/* Inside the ballot: its state, and what its files call of each other. */

/* Where Enter chooses no row is chosen beforehand, so that a key held down casts nobody's ballot.
 */
#define BALLOT_NO_ROW SIZE_MAX

/* Room for two words as they are typed: folded they may become shorter. */
enum { WORDS_TYPED = 2 * RECEIPT_BYTES };

struct ballot {
	struct ballot_paper paper;
	enum ballot_hands hands;
	int16_t marks[TALLY_OPTIONS_MAX];
	bool blank;
	bool reading_back;
	bool clearing; /* the last key asked whether all is taken back */
	size_t focus;  /* a row: options, then "done" where there is one, then "blank" */
	size_t order[TALLY_OPTIONS_MAX + 2]; /* wall: what stands at each number; the number of
						options is blank */
	char typed[4];                       /* wall: digits so far */
	size_t number;                       /* else: of an option, so far */
	bool wording;                        /* its two words are being typed */
	char words[WORDS_TYPED];
	char *message;
};

/* Several options may be marked, so a row says when it is enough. */
bool ballot_has_done(const struct ballot *ballot);
/* Options, then "done" and "blank" where there are such rows. */
size_t ballot_rows(const struct ballot *ballot);
/* Keys that a choice takes on the wall. */
size_t ballot_digits(const struct ballot *ballot);

/* --- marks.c: what the shapes allow --- */

/* What an option has that nothing was said about. */
int16_t ballot_unmarked(const struct ballot *ballot);
bool ballot_marked(const struct ballot *ballot, size_t option);
/* Dots or credits. */
int ballot_spent(const struct ballot *ballot);
/* Rows that hold a number rather than a tick or a place. */
bool ballot_takes_numbers(const struct ballot *ballot);
/* One more or less on an option; says why not. */
void ballot_step(struct ballot *ballot, size_t option, int by);
/* A digit on an option that holds a number or a place; says why not. */
void ballot_give(struct ballot *ballot, size_t option, int digit);
/* The next place to an option that has none; else takes it back, and those behind move up. */
void ballot_rank(struct ballot *ballot, size_t option);
/* The option at a place, BALLOT_NO_ROW: none. */
size_t ballot_at_place(const struct ballot *ballot, int place);
/* How many places are given. */
int ballot_places(const struct ballot *ballot);

void ballot_say(struct ballot *ballot, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
