#ifndef ROUNDTABLE_UI_GLYPH_H
#define ROUNDTABLE_UI_GLYPH_H

#include "roundtable/base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * Reads the code point at `bytes` (at most `length` bytes). Returns the bytes it takes; for
 * anything that is not strict UTF-8 it returns 1 and gives U+FFFD. 0 only when `length` is 0.
 */
size_t glyph_decode(const char *bytes, size_t length, int32_t *code);

/** Writes a code point as UTF-8 and returns the bytes used (1 to 4). */
size_t glyph_encode(int32_t code, char out[4]);

/** The offset of the grapheme boundary after `at`, and in *width the columns of the grapheme
 * between. */
size_t glyph_next(const char *text, size_t length, size_t at, int *width);

/** Columns of the first `length` bytes of a text. */
int glyph_width(const char *text, size_t length);

/** Appends as much of `text` as `columns` hold; what does not fit is cut by grapheme and ends in
 * "…". */
void glyph_shorten(struct buf *out, const char *text, int columns);

/** One row of a wrapped text: bytes [start, start + length) and their columns. */
struct wrapped {
	size_t start, length;
	int width;
};

/**
 * Takes the next row of a text, starting at byte *at and at most `columns` wide, and moves *at
 * behind it. Breaks at spaces, newlines, after hyphens and between wide characters; a word longer
 * than the row is broken by grapheme. Every call takes at least one grapheme, however narrow. False
 * at the end of the text.
 */
bool wrap_next(const char *text, size_t length, size_t *at, int columns, struct wrapped *row);

/** The number of rows wrap_next() makes of a text. */
int wrap_count(const char *text, int columns);

/** The smallest width that needs no more rows than `columns` does: rows of even length, for what
 * stands alone. */
int wrap_balanced(const char *text, int columns);

#endif
