#ifndef ROUNDTABLE_CORE_SIDES_H
#define ROUNDTABLE_CORE_SIDES_H

#include "roundtable/core/ledger.h"

/**
 * Two tables side by side: what each comes to by the same thing, such as who bears a cost and who
 * has the good of it. The programme says so: `beside` names the earlier table; both are parted by
 * the first column of their `sum by`. Derived from the cards and stored nowhere.
 */
struct sides {
	struct side {
		const char *name;     /**< of the stage, or its title; borrowed */
		struct ledger ledger; /**< its first part is the one that is laid beside */
	} side[2];                    /**< the earlier table, then this one */
	struct sides_rows {
		struct sides_row {
			const char *name;                 /**< as in a ledger; borrowed */
			const struct ledger_row *side[2]; /**< NULL: nothing of it there */
		} * items;
		size_t count, capacity;
	} rows; /**< in the order of the earlier table, then what stands in this one only */
};

/** The stage whose table is laid beside that of this stage; -1: none. */
int sides_other(const struct model *model, int stage);
/**
 * Fills it from these cards (ids) of the two stages, or with NULL from the standing ones; it must
 * be zeroed or finished. False, and nothing is in it, where none is asked for, where the cards of
 * one are hidden still, or where nobody has said in one of them whom it is about.
 */
bool sides_fill(const struct model *model, int stage, const struct ids *earlier,
	const struct ids *cards, struct sides *sides);
void sides_finish(struct sides *sides);
/** What the amounts of a side are, for a column that says them: "costs: hours". */
void sides_heading(const struct side *side, struct buf *out);
/**
 * Appends who stands in one table and not in the other, in sentences to be read aloud; how many
 * where that are many. `names`: as for sentence_ledger().
 */
void sentence_sides(const struct sides *sides, bool names, struct buf *out);

#endif
