#ifndef ROUNDTABLE_BASE_BUF_H
#define ROUNDTABLE_BASE_BUF_H

#include <stdarg.h>
#include <stddef.h>

/**
 * A growable byte buffer. Zeroed is empty. `bytes` is always followed by a NUL
 * that `count` does not include, once anything was added; use buf_text() to read it as a
 * string.
 */
struct buf {
	char *bytes;
	size_t count, capacity;
};

/** Appends `length` bytes. */
void buf_add(struct buf *buf, const void *bytes, size_t length);
/** Appends a string; NULL adds nothing. */
void buf_text_add(struct buf *buf, const char *text);
/** Appends one byte. */
void buf_byte(struct buf *buf, char byte);
/** Appends printf-formatted text. */
void buf_format(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
/** The va_list form of buf_format(). */
void buf_vformat(struct buf *buf, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));
/** The contents as a string, "" when empty; the buffer keeps owning it. */
const char *buf_text(const struct buf *buf);
/** Hands the contents over as an owned string ("" when empty) and empties the buffer. */
char *buf_take(struct buf *buf);
/** Forgets the contents, keeps the memory. */
void buf_clear(struct buf *buf);
/** Frees the memory and leaves the buffer empty. */
void buf_finish(struct buf *buf);

#endif
