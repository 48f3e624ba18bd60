#ifndef ROUNDTABLE_BASE_MEM_H
#define ROUNDTABLE_BASE_MEM_H

#include <stddef.h>

/**
 * Memory that never fails.
 *
 * When the system has no memory left, the handler set by mem_on_exhausted() is
 * called; it restores the terminal, prints one line and ends the process with
 * exit status 1. What was acknowledged is on disk by then. No caller checks
 * for NULL.
 */

/** Sets what is called when memory runs out. It must not return. */
void mem_on_exhausted(void (*handler)(void));

/** count × size zeroed bytes, owned by the caller. Overflow counts as exhaustion. */
void *mem_alloc(size_t count, size_t size);

/** Like realloc for count × size bytes; new bytes are not zeroed. `old` may be NULL. */
void *mem_resize(void *old, size_t count, size_t size);

/** A copy of `text`, owned by the caller; NULL for NULL. */
char *mem_copy_text(const char *text);

/** A terminated copy of the first `length` bytes of `text`, owned by the caller. */
char *mem_copy_bytes(const char *text, size_t length);

#endif
