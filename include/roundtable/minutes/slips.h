#ifndef ROUNDTABLE_MINUTES_SLIPS_H
#define ROUNDTABLE_MINUTES_SLIPS_H

#include "roundtable/base/array.h"
#include "roundtable/base/buf.h"
#include "roundtable/core/model.h"

#include <stdbool.h>

/** The paper ballot of one vote. All its copies are alike: nothing on it may tell whose it was. */
struct slip {
	char *question;
	char *prompt; /**< the words under the question, "" when there are none */
	struct tally_rule rule;
	struct texts grades;  /**< in words, worst first; none: mere numbers */
	struct texts roles;   /**< to be ticked, where each role counts apart; else none */
	struct texts options; /**< as they stand on the wall; "": a line to write on */
	bool receipts;        /**< it has a line for two words of the voter's own */
	int copies;
};

/** The paper ballots of a session or programme. */
struct slips {
	char *title;
	char *language;
	bool rehearsal;
	struct slip *items;
	size_t count, capacity;
};

enum { SLIPS_COPIES = 15 /* for a room of unknown size */ };

/**
 * Adds a slip for each secret vote of a programme, `copies` of each (0: SLIPS_COPIES). `slips` is
 * zeroed before.
 */
void slips_of_plan(const struct plan *plan, int copies, struct slips *slips);
/** The same for a session as it stands: options as known by now; 0: as many as can vote. */
void slips_of_session(const struct model *model, int copies, struct slips *slips);
void slips_finish(struct slips *slips);

/** Appends what a voter does with a slip, in whole sentences. */
void slip_instruction(const struct slip *slip, struct buf *out);
/** The dots, credits, places or highest score or grade of a slip's rule, 0 for others. */
int slip_most(const struct slip *slip);

/** Appends the slips as one page to print: two in a row, or for large print one. */
void slips_write_html(const struct slips *slips, bool large, struct buf *out);
/** Appends the slips as plain text. */
void slips_write_txt(const struct slips *slips, struct buf *out);

#endif
