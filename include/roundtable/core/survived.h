#ifndef ROUNDTABLE_CORE_SURVIVED_H
#define ROUNDTABLE_CORE_SURVIVED_H

#include "roundtable/base/buf.h"
#include "roundtable/core/model.h"

/**
 * Whose ideas a cut has left in: by the roles of those who said them, as far as that was kept.
 *
 * A card that was put together with another shares its fate, and one in a theme the theme's.
 */

/** Who reads what is said of it. */
enum survived_for {
	SURVIVED_ROOM, /**< everybody, now: cards whose roles show in sums only are left out, for a
			  sum that moves with a card tells whose it is */
	SURVIVED_MINUTES, /**< what leaves the room: only roles that may be shown, the others
			     together; and for cards whose roles show in sums only, nothing where
			     all that went forward, or all that did not, came from one role */
};

/**
 * Appends for each role how many of its cards went forward ("Of 12 cards from resident 4 went
 * forward."): over the cut of a shortlist, or of a closed vote with `top`, of which stage `stage`
 * is. Nothing where nothing was cut, the cut is not clear, or no roles were kept.
 */
void sentence_survived(
	const struct model *model, int stage, enum survived_for reader, struct buf *out);
/** Appends that it is not shown by role, where roles were kept and this reader never sees them:
 * what depends on whose the cards are is left out in silence, for saying so would tell it. */
void sentence_survived_withheld(
	const struct model *model, int stage, enum survived_for reader, struct buf *out);

#endif
