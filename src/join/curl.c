#include "curl.h"

#include "roundtable/base/library.h"

static const char *const names[] = {
#define NAME(name) #name,
	CURL_FUNCTIONS(NAME)
#undef NAME
};

enum { NAMES = sizeof names / sizeof *names };

_Static_assert(sizeof(struct curl) == NAMES * sizeof(void *), "one pointer a function");

bool curl_load(struct curl *curl, struct error *err)
{
	return library_load("libcurl.so.4", names, NAMES, (void **)curl, err);
}
