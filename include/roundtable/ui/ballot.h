#ifndef ROUNDTABLE_UI_BALLOT_H
#define ROUNDTABLE_UI_BALLOT_H

#include "roundtable/base/clock.h"
#include "roundtable/core/audience.h"
#include "roundtable/ui/key.h"
#include "roundtable/ui/page.h"

#include <stdbool.h>

/**
 * One ballot, by its shape: filled in, read back, handed in. The same for the passed keyboard, for
 * a slip that tellers type, and for a person's own keyboard: it knows what is on the paper and
 * nothing else.
 */

/** What there is to fill in. */
struct ballot_paper {
	char *question; /**< owned */
	char *prompt;   /**< what the room is asked, where that is not the question; owned */
	enum ballot_shape shape;
	struct texts options; /**< as they are read; at most TALLY_OPTIONS_MAX */
	int dots;             /**< points or credits that may be spent */
	int scale;            /**< highest score or grade */
	struct texts grades;  /**< in words, worst first; none: mere numbers */
	int ranks;            /**< how many may be ranked; 0: all */
	int64_t budget;       /**< money to spend; 0: none */
	struct ids costs;     /**< of each option, where money is spent */
	bool fingers;         /**< answers are numbered from 0 */
	bool rates;           /**< grades are answers to statements */
	bool blank;           /**< a blank ballot may be handed in */
	bool secret;
	bool changes;  /**< may be changed where it was filled in until the vote closes */
	bool receipts; /**< two words of the voter's own may go with it; see core/receipt.h */
};

/** What the room is asked, as it stands on a ballot: its first paragraph. Owned by the caller; NULL
 * gives "". */
char *ballot_prompt(const char *prompt);
/** Fills a zeroed paper from the vote that everybody sees. */
void ballot_paper_fill(struct ballot_paper *paper, const struct audience *audience);
/** Frees what it holds and zeroes it. */
void ballot_paper_finish(struct ballot_paper *paper);

/** Whose it is. */
enum ballot_hands {
	BALLOT_BY_PERSON,
	BALLOT_BY_TELLERS,  /**< a paper slip; tellers have the keyboard */
	BALLOT_BEFORE_ROOM, /**< a person's, one choice, before the room: numbers are shuffled,
			nothing is shown */
};

/** What a key did. */
enum ballot_outcome {
	BALLOT_USED,
	BALLOT_STRANGE, /**< the key means nothing on a ballot */
	BALLOT_HANDED,  /**< read back and confirmed: the marks are to be handed in */
	BALLOT_LEFT,    /**< back, with nothing filled in */
};

struct ballot;

/**
 * An empty ballot. What `paper` holds is taken over, and the paper left empty; `random` shuffles
 * the numbers of BALLOT_BEFORE_ROOM.
 */
struct ballot *ballot_create(
	struct ballot_paper *paper, enum ballot_hands hands, struct random random);
/** Wipes the marks. Takes NULL. */
void ballot_destroy(struct ballot *ballot);
/** Other words on the same paper: what `paper` holds is taken over, the marks stay. False, with
 * nothing done, when it is another ballot's: of another shape or with more or fewer options. */
bool ballot_reword(struct ballot *ballot, struct ballot_paper *paper);

/** Uses a key; `scroll` of the page is moved where the arrows do that. */
enum ballot_outcome ballot_key(struct ballot *ballot, const struct key *key, int *scroll);
/** A click on a row (struct line's target) moves the cursor there: Enter chooses. */
void ballot_point(struct ballot *ballot, size_t target);
/** Why the last key did less than it might have, or NULL. */
const char *ballot_message(const struct ballot *ballot);
/** Adds question, rows and keys to a page, and says in its status whether the vote is secret. The
 * title is the caller's. */
void ballot_page(const struct ballot *ballot, struct page *page);

/** Fills an empty list with a mark for each option; none: it is blank. Its room is as large as
 * they are, so that no copies stay behind in memory; the caller wipes it. */
void ballot_marks(const struct ballot *ballot, struct ids *marks);
/** The two words that go with it, in the form that is kept; "" none. Valid until it is cleared. */
const char *ballot_words(const struct ballot *ballot);
/** Whether anything is filled in. */
bool ballot_begun(const struct ballot *ballot);
/** Whether it is read back now: Enter hands it in. */
bool ballot_reading_back(const struct ballot *ballot);
/** Fills it in as a ballot that was handed in before, to put it right; a list that does not fit, or
 * is empty, leaves it as it is. */
void ballot_fill(struct ballot *ballot, const struct ids *marks);
/** Empties it, for the next one. */
void ballot_clear(struct ballot *ballot);
/** Goes on filling it in as it stands, after it was handed in: to change it. */
void ballot_change(struct ballot *ballot);

#endif
