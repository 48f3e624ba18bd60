#ifndef ROUNDTABLE_CORE_GRID_H
#define ROUNDTABLE_CORE_GRID_H

#include "roundtable/base/buf.h"
#include "roundtable/core/model.h"

/**
 * A table of cards as a grid: a row for each thing that stands in one column, and across what
 * stands in another; as many cards in a field as there are. Which two the programme says: `grid`.
 *
 * What could be there and is not has its row and its column all the same: every choice of a column,
 * every role, everybody here. So what nobody has named stands out. Derived from the cards and
 * stored nowhere. The ticks of a matrix are its cards: its kinds are the rows.
 */

enum {
	GRID_KINDS = -1,       /**< in place of a column: the numbered list of a matrix */
	GRID_SAID = -2,        /**< the role of who said it, as far as it is kept */
	GRID_NOT = -3,         /**< there is none */
	GRID_ACROSS_MOST = 24, /**< what comes beyond so many words goes into one column more */
};

/** A row, or a column. */
struct grid_head {
	char *name;            /**< as it is shown: "(not said)", "(erased)" as well; owned */
	int64_t cards, amount; /**< of them; in hundredths, 0 without `sum` */
	bool asked;            /**< the programme or the roster asks for it */
	bool missing;          /**< and it has nothing, though others have */
};

struct grid {
	int row, across; /**< columns of the cards, or GRID_...; across may be GRID_NOT */
	int sum;         /**< the column that is summed, -1: none */
	const char *row_name, *across_name, *sum_name; /**< borrowed; "" nothing */
	struct grid_heads {
		struct grid_head *items;
		size_t count, capacity;
	} rows, heads;
	struct ids places;     /**< for each card in turn its row and its column, from 0 */
	int64_t cards, amount; /**< in all */
	size_t fields, empty;  /**< of rows and columns that were asked for and have something */
};

/**
 * The columns which `grid` names, rows first: a column, GRID_KINDS for the rows of a matrix,
 * GRID_SAID, or GRID_NOT for what is not there. `matrix`: one name is enough, and is what stands
 * across. False when it names more or fewer than two.
 */
bool grid_columns(
	const struct columns *columns, const char *text, bool matrix, int *row, int *across);
/** Whether a column can stand across: few things can stand there, and they are known before. */
bool grid_goes_across(const struct columns *columns, int column);

/**
 * Puts these cards (ids) into `grid`, which must be zeroed or finished. `leaves`: for what leaves
 * the room; people and who said it stand there as they may appear then, and nobody who has
 * nothing. False, and
 * nothing is in it, where the stage asks for no grid and is no matrix.
 */
bool grid_fill(const struct model *model, int stage, const struct ids *cards, bool leaves,
	struct grid *grid);
void grid_finish(struct grid *grid);
/**
 * Appends what is empty in it, to be read aloud: rows, columns, then fields of the others; by name
 * where these are few, else how many. Nothing without cards.
 */
void sentence_grid(const struct grid *grid, struct buf *out);

#endif
