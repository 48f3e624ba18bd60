#ifndef ROUNDTABLE_BASE_DIAGNOSTIC_H
#define ROUNDTABLE_BASE_DIAGNOSTIC_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

/** Something a reader has to say about a line of a text file. */
struct diagnostic {
	int line;     /**< from 1 */
	bool warning; /**< true: the file can be used all the same */
	char *text;   /**< whole sentence(s), with a suggestion where there is one; owned */
};

/** All that a reader has to say; zeroed is nothing. */
struct diagnostics {
	struct diagnostic *items;
	size_t count, capacity;
};

/** So many mistakes of one file are told; a reader then says that there are more. */
enum { DIAGNOSTICS_MAX = 200 };

/** Adds one, worded as printf does. */
void diagnostics_add(struct diagnostics *diagnostics, int line, bool warning, const char *format,
	va_list args) __attribute__((format(printf, 4, 0)));
/** Puts them in the order of their lines; those of one line stay in the order they came in. */
void diagnostics_sort(struct diagnostics *diagnostics);
/** True when none of them is a mistake. */
bool diagnostics_only_warn(const struct diagnostics *diagnostics);
/** Frees the texts and leaves none. */
void diagnostics_finish(struct diagnostics *diagnostics);

#endif
