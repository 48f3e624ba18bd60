#ifndef ROUNDTABLE_SRC_FORMATS_BLT_H
#define ROUNDTABLE_SRC_FORMATS_BLT_H

#include "reading.h"

struct blt {
	struct reading *reading;
	size_t options;
	struct texts nicks; /**< short names, as many as options; or none */
};

/** Passes over white space and comments. */
void blt_skip(struct reading *reading);
/** Reads the names and the title behind the ballots. */
void blt_names(struct blt *blt);

#endif
