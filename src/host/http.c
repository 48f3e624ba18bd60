#include "http.h"

#include "roundtable/base/library.h"

static const char *const names[] = {
#define NAME(name) #name,
	HTTP_FUNCTIONS(NAME)
#undef NAME
};

enum { NAMES = sizeof names / sizeof *names };

_Static_assert(sizeof(struct http) == NAMES * sizeof(void *), "one pointer a function");

bool http_load(struct http *http, struct error *err)
{
	return library_load("libmicrohttpd.so.12", names, NAMES, (void **)http, err);
}
