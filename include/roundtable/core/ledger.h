#ifndef ROUNDTABLE_CORE_LEDGER_H
#define ROUNDTABLE_CORE_LEDGER_H

#include "roundtable/base/amount.h"
#include "roundtable/core/model.h"

/**
 * What a table of cards comes to: a column of numbers summed up, parted by what stands in other
 * columns (who bears it, which kind), and how much of it is open, for nothing stands in the column
 * that must not be empty. Which columns these are the programme says: `sum`, `sum by`, `gap`.
 *
 * Derived from the cards and stored nowhere. A stage that says none of these, nor a
 * `grid`, has those of the stage it takes its cards from. Cards that were put together count once,
 * with the number on the one that stands.
 */

struct ledger_row {
	const char *name; /**< as it stands on the first card; "" nothing, NULL erased. Borrowed */
	int64_t cards;
	int64_t amount; /**< in hundredths (see amount.h); without `sum` a whole one per card */
	int64_t open, open_amount;   /**< of these */
	int64_t unsaid, open_unsaid; /**< cards without a number to sum; of these the open ones */
};

/** The parts by one column: the largest first, what says nothing or was erased last; none where
 * nothing was said at all. */
struct ledger_by {
	size_t column; /**< of ledger.columns */
	struct ledger_rows {
		struct ledger_row *items;
		size_t count, capacity;
	} rows;
};

struct ledger {
	const struct columns *columns; /**< of the stage; borrowed */
	bool ticks;                    /**< of a matrix; else cards */
	int sum;                       /**< its column that is summed, -1: cards are counted */
	int unnumbered;                /**< that column, where nobody gave a number: cards are
					  counted then; else -1 */
	int gap;                       /**< its column that must not be empty, -1: none is named */
	struct texts nothing;          /**< words there that count as empty; owned */
	int64_t cards, unsaid;         /**< how many; how many of them have no number to sum */
	int64_t total;                 /**< in hundredths */
	int64_t open, open_total;      /**< cards with a gap, and what stands on them */
	struct ledger_bys {
		struct ledger_by *items;
		size_t count, capacity;
	} by;
};

/** The stage that says how this one's table is summed up, in which grid it stands and what is a
 * gap: itself, or one it takes its cards from; NULL: none. */
const struct stage *ledger_asking(const struct model *model, int stage);
/**
 * Sums up these cards (ids), or the standing ones of the stage with NULL, into `ledger`, which must
 * be zeroed or finished. False, and nothing is in it, where the stage asks for no sums and no gap.
 */
bool ledger_fill(
	const struct model *model, int stage, const struct ids *cards, struct ledger *ledger);
void ledger_finish(struct ledger *ledger);
/** Whether a card has a gap: nothing in the column that must not be empty, or words that count as
 * nothing. What was erased is no gap. */
bool ledger_open(const struct ledger *ledger, const struct card *card);
/** The share of a row in hundredths of the total, rounded; 0 of nothing. */
int ledger_share(const struct ledger *ledger, const struct ledger_row *row);
/** Appends what a row comes to, "12", and says of cards without a number that they are there: "12 +
 * 1 card", or "1 card" where none has one; `open`: what is open of it. */
void ledger_figures(
	const struct ledger *ledger, const struct ledger_row *row, bool open, struct buf *out);
/** What a row is called where it is shown: its name, "(not said)", "(erased)". */
const char *ledger_name(const struct ledger_row *row);

/**
 * What a programme says in `gap`: the column, and after "=" the words that count as nothing, parted
 * by commas, appended to `nothing` (NULL: not wanted). -1 when there is no such column.
 */
int ledger_gap_column(const struct columns *columns, const char *text, struct texts *nothing);
/** The columns which `sum by` names, appended as numbers; -1 for each that is not there. */
void ledger_by_columns(const struct columns *columns, const char *text, struct ids *numbers);

/**
 * Appends what it comes to, to be read aloud: the sum, who has most of it and how much of that is
 * open, how much is open in all. Nothing without cards. Without `names` nobody is said who stands
 * in a column of people: for what leaves the room.
 */
void sentence_ledger(const struct ledger *ledger, bool names, struct buf *out);

#endif
