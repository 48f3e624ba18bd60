#include "roundtable/base/library.h"

#include "roundtable/base/array.h"
#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"

#include <dlfcn.h>
#include <string.h>

bool library_load(const char *soname, const char *const *names, size_t count, void **functions,
	struct error *err)
{
	void *library = dlopen(soname, RTLD_NOW | RTLD_LOCAL);
	void **found = mem_alloc(count + 1, sizeof *found);
	bool good = library != NULL;

	for (size_t i = 0; good && i < count; i++)
		good = (found[i] = dlsym(library, names[i])) != NULL;
	if (good)
		memcpy(functions, found, count * sizeof *functions);
	else
		error_set(err, ERROR_SYSTEM,
			_("%s is needed for this and cannot be used here. Install it."), soname);
	array_free(found);
	return good; /* it stays loaded: what it started may still run */
}
