#ifndef ROUNDTABLE_SRC_BASE_POINTS_H
#define ROUNDTABLE_SRC_BASE_POINTS_H

#include "roundtable/base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Code points, for the text functions of this layer alone. */

enum { REPLACEMENT = 0xFFFD };

struct points {
	int32_t *items;
	size_t count, capacity;
};

/**
 * Reads the code point at byte `at` of `length` bytes. A byte that begins no strict UTF-8 sequence
 * reads as U+FFFD. Returns the bytes it took, at least 1. Needs at < length.
 */
size_t point_read(const char *text, size_t length, size_t at, int32_t *point);
/** Whether it is a combining mark (Mn, Mc, Me). */
bool point_is_mark(int32_t point);
/** Appends one code point as UTF-8. */
void point_write(struct buf *buf, int32_t point);
/** Appends one code point to the list. */
void points_add(struct points *points, int32_t point);
/** The code points of a text, appended to `points`. */
void points_read(struct points *points, const char *text, size_t length);
/**
 * Decomposes, with more UTF8PROC_ options if given, and puts marks in canonical order.
 *
 * Ordering takes quadratic time in the marks behind one base, so runs of more than 32 are cut:
 * no writing system comes near that.
 */
void points_decompose(struct points *points, int options);
/** Composes what points_decompose() took apart. */
void points_compose(struct points *points);

#endif
