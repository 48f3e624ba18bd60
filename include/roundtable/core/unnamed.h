#ifndef ROUNDTABLE_CORE_UNNAMED_H
#define ROUNDTABLE_CORE_UNNAMED_H

#include "roundtable/core/model.h"

/**
 * People whom the minutes would name though they have not said that they may be named, and what
 * nobody owns there because its owner appears as a participant. Private: for the console alone.
 */

struct unnamed_item {
	int64_t thing;  /**< a card, a proposal, an action, a remark, a person, a term; 0: none */
	int64_t person; /**< who is meant */
	const char *words; /**< the words in which the name stands, or what is owned; borrowed */
	bool owns; /**< not a name in words: they do it or answer for it, and no name says so */
};

struct unnamed {
	struct unnamed_item *items;
	size_t count, capacity;
};

/**
 * Appends every place to an empty list, in the order of the minutes: words that hold the name of
 * somebody who was not asked how they want to be named, or wishes not to be; whole words, however
 * they are written, the whole name or its first word of three letters at least. Words in which a
 * whole name stands for a person, and is replaced in the minutes, are no such place.
 */
void model_unnamed(const struct model *model, struct unnamed *unnamed);

#endif
