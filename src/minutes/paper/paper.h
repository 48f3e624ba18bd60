#ifndef ROUNDTABLE_MINUTES_PAPER_H
#define ROUNDTABLE_MINUTES_PAPER_H

#include "roundtable/minutes/slips.h"

/* Inside minutes: what ballots and the other sheets of the paper pack are written with. */

/** The rules of a printed page. */
extern const char paper_style[];

/**
 * Appends words in lines of at most 72 columns; the first is filled up to `column`, the others
 * begin at `indent`. Ends the line.
 */
void paper_wrapped(const char *text, int column, int indent, struct buf *out);
/** Appends a paragraph of a class; nothing for "". */
void paper_paragraph(const char *class_name, const char *text, struct buf *out);
/** Appends the ballots without head and end of the page. */
void paper_ballots(const struct slips *slips, struct buf *out);
/** On one line, without what could act on a printer's page; "" for NULL. Owned. */
char *paper_words(const char *words);

#endif
