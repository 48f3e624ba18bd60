#ifndef ROUNDTABLE_CORE_SIFT_H
#define ROUNDTABLE_CORE_SIFT_H

#include "roundtable/core/audience.h"

/**
 * A table of cards as it is looked at: in another order, or only some of it. Nothing of it is
 * stored; what the table comes to is said of the whole, and what is left out is said in words.
 */

enum sift_how {
	SIFT_ALL,       /**< as it is */
	SIFT_OPEN_ONLY, /**< only what should not be empty and is */
	SIFT_OPEN_FIRST,
	SIFT_SORTED, /**< by what stands in a column: numbers the largest first, words as spelt;
			what says nothing last */
	SIFT_ONLY,   /**< only rows where these words stand in a column */
	SIFT_GRID,   /**< as the grid the programme asks for */
};

struct sift {
	enum sift_how how;
	size_t column; /**< SIFT_SORTED, SIFT_ONLY */
	char *words;   /**< SIFT_ONLY; owned */
};

/** Puts the cards of a filled audience so, where they stand in a table, and says so in a sentence
 * in front of `comes_to`. A column that is not there leaves all as it is. */
void audience_sift(struct audience *audience, const struct sift *sift);
/** Whether an item is a row of a table of cards. */
bool item_in_table(const struct audience_item *item);
void sift_finish(struct sift *sift);

#endif
