#ifndef ROUNDTABLE_BASE_ERROR_H
#define ROUNDTABLE_BASE_ERROR_H

#include <stdarg.h>
#include <stdbool.h>

/** What kind of failure it was: decides the exit status, never the sentence. */
enum error_code {
	ERROR_NONE,
	ERROR_INPUT,     /**< what the user gave cannot be used: exit status 2 */
	ERROR_BROKEN,    /**< the file is ours but something in it does not hold: 1 */
	ERROR_BUSY,      /**< another process has the file: 1 */
	ERROR_READ_ONLY, /**< the file or medium cannot be written: 1 */
	ERROR_MOVED,     /**< the file was renamed, deleted or replaced under us: 1 */
	ERROR_FULL,      /**< no room on the medium: 1 */
	ERROR_SYSTEM,    /**< the system said no (I/O, sockets): 1 */
};

/**
 * Why a call failed: a whole sentence for a person, saying what to do where
 * that is known. Zeroed is "no error". Fallible functions take one last and
 * may be given NULL by a caller who only wants to know whether it worked.
 */
struct error {
	enum error_code code;
	char *text; /**< owned; NULL when there is no error */
};

/**
 * Sets code and sentence (freeing an earlier one). Always returns false, for
 * `return error_set(...)`.
 */
bool error_set(struct error *err, enum error_code code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/** After open() failed on a file to be read: says why, by errno. Always false. */
bool error_set_open(struct error *err, const char *name);
/** Frees the sentence and leaves "no error". Takes NULL. */
void error_finish(struct error *err);
/** The exit status of design: 0 for none, 2 for ERROR_INPUT, else 1. */
int error_exit_status(const struct error *err);

#endif
