#ifndef ROUNDTABLE_BASE_TEXT_H
#define ROUNDTABLE_BASE_TEXT_H

#include "roundtable/base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Limits on what people type, in graphemes (user-perceived characters). */
enum text_limit {
	TEXT_NAME = 40,
	TEXT_CARD = 500,
	TEXT_NOTE = 2000,
};

/** True when `length` bytes are strict UTF-8 (no surrogates, overlongs, > U+10FFFF). */
bool text_is_utf8(const char *text, size_t length);

/**
 * The one sanitiser for everything that enters, whatever the source.
 *
 * Strict UTF-8 (bad bytes become U+FFFD), NFC; drops control characters (a newline stays if `lines`
 * and else becomes a space; tab and every other space becomes a space), surrogates, unassigned,
 * private use, bidi controls (061C 200E 200F 202A-202E 2066-2069), zero-width (200B 2060-2064 FEFF
 * 180E and their like, fillers included) and tag characters; ZWJ and ZWNJ stay only where a letter
 * of a script that needs them, or an emoji, stands on both sides; at most 4 combining marks a base,
 * none without one. White space at the ends, of lines too, is trimmed and runs of spaces become
 * one. At most `limit` graphemes (0: no limit); the rest is cut and *cut (if given) set to true,
 * else left alone. Sanitising twice changes nothing more.
 *
 * Returns an owned string, possibly "".
 */
char *text_sanitise(const char *text, size_t length, bool lines, size_t limit, bool *cut);

/** The byte offset of the grapheme boundary after `at` (the length at the end). */
size_t text_next(const char *text, size_t length, size_t at);
/** The byte offset of the grapheme boundary before `at` (0 at the start). */
size_t text_previous(const char *text, size_t length, size_t at);
/** Number of graphemes in a string. */
size_t text_graphemes(const char *text);

/** Columns the terminal gives a string: glibc's wcwidth, -1 counted as 1 (drawn as U+FFFD). */
int text_width(const char *text);
/** Columns of the one grapheme of `length` bytes at `text`. */
int text_grapheme_width(const char *text, size_t length);

/** A folded copy (NFKC, case folded, marks stripped) for searching and comparing; owned. */
char *text_fold(const char *text);
/** Whether two texts are the same once folded. */
bool text_same_folded(const char *one, const char *other);
/** How many words a text is, when it is nothing else than words of letters and digits with one
 * space between two of them; else 0. */
size_t text_words(const char *text);
/** Whether these words stand in a text as whole words: neither a letter nor a digit is next to
 * them. Both are folded already. */
bool text_holds(const char *folded, const char *words);
/** True when `needle` (already folded) occurs in the folded `text`. An empty needle always does. */
bool text_contains(const char *text, const char *needle);
/**
 * How alike two texts are after folding, 0 to 100 (100: same words, in any order); for pointing
 * out near-duplicates.
 */
int text_likeness(const char *a, const char *b);

/**
 * Appends text as it may stand in HTML, in content and in quoted values; a line feed becomes
 * `newline` ("<br>", or as it is: "\n").
 */
void text_html(const char *text, const char *newline, struct buf *out);

/** Levenshtein distance in bytes, for "did you mean". */
size_t text_distance(const char *a, const char *b);
/** The candidate nearest to `word`, or NULL when none is near enough to suggest. */
const char *text_nearest(const char *word, const char *const *candidates, size_t count);

#endif
