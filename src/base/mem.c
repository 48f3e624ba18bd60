#include "roundtable/base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/*
 * The one variable of the program that is not owned by anybody: running out of memory can
 * happen anywhere, and threading a handler through every call that copies a string would
 * be worse. It is set once, before anything else runs.
 */
static void (*exhausted_handler)(void);

static _Noreturn void exhausted(void)
{
	if (exhausted_handler)
		exhausted_handler();
	abort();
}

void mem_on_exhausted(void (*handler)(void))
{
	exhausted_handler = handler;
}

void *mem_alloc(size_t count, size_t size)
{
	/* calloc() may answer NULL for nothing at all, which is no failure. */
	if (count == 0 || size == 0)
		count = size = 1;
	if (count > SIZE_MAX / size)
		exhausted();
	void *block = calloc(count, size);
	if (!block)
		exhausted();
	return block;
}

void *mem_resize(void *old, size_t count, size_t size)
{
	if (count == 0 || size == 0)
		count = size = 1;
	if (count > SIZE_MAX / size)
		exhausted();
	void *block = realloc(old, count * size);
	if (!block)
		exhausted();
	return block;
}

char *mem_copy_text(const char *text)
{
	return text ? mem_copy_bytes(text, strlen(text)) : NULL;
}

char *mem_copy_bytes(const char *text, size_t length)
{
	if (length == SIZE_MAX)
		exhausted();
	char *copy = mem_resize(NULL, length + 1, 1);
	if (length > 0)
		memcpy(copy, text, length);
	copy[length] = '\0';
	return copy;
}
