#ifndef ROUNDTABLE_TESTS_MINUTES_HOSTILE_H
#define ROUNDTABLE_TESTS_MINUTES_HOSTILE_H

#include "roundtable/minutes/minutes.h"

#include <stdbool.h>
#include <stddef.h>

/** Text that means something to somebody who reads a format, and must not. */
extern const char *const hostile[];
extern const size_t hostile_count;

/** Where in a document a text can stand. */
enum place {
	IN_PARAGRAPH,
	IN_STRONG,
	IN_EMPHASIS,
	IN_MIDDLE,
	IN_HEADING,
	IN_NOTICE,
	IN_QUOTE,
	IN_ITEM,
	IN_ORDERED,
	IN_NESTED,
	IN_TERM,
	IN_FIELD,
	IN_CELL,
	IN_HEAD,
	IN_CAPTION,
	IN_LABEL,
	IN_VALUE,
	IN_FOOTER,
	IN_EVERY_PAGE,
	PLACES
};

/** Whether a newline in this place becomes a space. */
bool place_single_line(enum place place);
/** A document with the text in this place and little else. */
struct document *placed(enum place place, const char *text);
/** What the writers get to see of a text; owned. */
char *cleaned(const char *text);
/** Newlines made spaces, in place. */
char *one_line(char *text);
/** The document in a format; owned. */
char *written(const struct document *document, enum minutes_format format);

/* Blocks for documents made by hand. */
void put_table(struct document *document, const char *caption, const char *head, const char *cell);
void put_bars(struct document *document, const char *label, const char *value);
void put_item(struct document *document, bool ordered, int level, const char *text);
void put_field(struct document *document, const char *term, const char *value);

#endif
