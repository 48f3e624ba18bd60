#ifndef ROUNDTABLE_MINUTES_COMPARE_H
#define ROUNDTABLE_MINUTES_COMPARE_H

#include "roundtable/base/error.h"
#include "roundtable/core/model.h"
#include "roundtable/minutes/document.h"

/** A session that is compared; borrowed. */
struct compared {
	const struct model *model; /**< with a plan */
	const char *file_name;     /**< how it is called in the document */
};

/** In which order statements stand; a figure for the option of the command line. */
enum compare_order { COMPARE_LISTED, COMPARE_MOVED };

/**
 * Writes into an empty document what moved between sessions, in the order of their dates: stages
 * that share a name or an exact title, and in them what has the same words.
 *
 * It says nothing that the minutes of the sessions do not say, each for itself; see core/beside.h
 * for what is said by role. False when two are the same session (ERROR_INPUT), or when they have
 * nothing in common that could be compared (ERROR_SYSTEM): then the document is of no use.
 */
bool compare_build(const struct compared *sessions, size_t count, enum compare_order order,
	struct document *document, struct error *err);

#endif
