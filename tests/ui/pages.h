#ifndef TESTS_UI_PAGES_H
#define TESTS_UI_PAGES_H

#include "roundtable/ui/page.h"

/** Pages as a workshop shows them, for looking at and for golden screens. */
struct sample {
	const char *name;
	void (*fill)(struct page *page);
};

extern const struct sample samples[];
extern const size_t samples_count;

#endif
