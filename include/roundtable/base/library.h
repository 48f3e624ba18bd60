#ifndef ROUNDTABLE_BASE_LIBRARY_H
#define ROUNDTABLE_BASE_LIBRARY_H

#include "roundtable/base/error.h"

#include <stdbool.h>
#include <stddef.h>

/**
 * Shared libraries that are needed seldom and cost every start a lot when they are linked: libcurl
 * with what it needs takes five times as long to load as everything else together. They are loaded
 * when they are needed, for the rest of the process.
 */

/**
 * Loads the library with this soname and looks up `count` functions by name into `functions`, in
 * that order. ERROR_SYSTEM names the library and what to install when it is not there or too old;
 * `functions` is untouched then.
 */
bool library_load(const char *soname, const char *const *names, size_t count, void **functions,
	struct error *err);

#endif
