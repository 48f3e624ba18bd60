#ifndef ROUNDTABLE_CORE_NAMES_H
#define ROUNDTABLE_CORE_NAMES_H

/* Inside core: what is written alike gets one number. */
#include "roundtable/base/array.h"

/** Names, numbered from 0 as they come; zeroed: none. */
struct names {
	struct sorted_texts {
		struct sorted_text {
			char *text; /**< owned */
			size_t number;
		} * items;
		size_t count, capacity;
	} written, folded; /**< each as it was written, and folded; in order */
	size_t count;      /**< numbers so far */
};

/** The number of a name, a new one where it is the first written so. NULL (erased) has a number of
 * its own. `added`: whether it is new. */
size_t names_number(struct names *names, const char *name, bool *added);
void names_finish(struct names *names);

#endif
