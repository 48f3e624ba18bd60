#ifndef ROUNDTABLE_MINUTES_PACK_H
#define ROUNDTABLE_MINUTES_PACK_H

#include "roundtable/base/array.h"
#include "roundtable/base/buf.h"
#include "roundtable/core/plan.h"
#include "roundtable/minutes/slips.h"

#include <stdbool.h>
#include <stddef.h>

/** The paper pack of a programme: everything to be printed before a workshop. */

/** Its parts, in the order they are printed: X(ID, "name"). */
#define PACK_PART_LIST(X)                                                                          \
	X(AGENDA, "agenda")                                                                        \
	X(NOTES, "notes")                                                                          \
	X(PEOPLE, "people")                                                                        \
	X(CARDS, "cards")                                                                          \
	X(TABLES, "tables")                                                                        \
	X(BALLOTS, "ballots")                                                                      \
	X(DECISIONS, "decisions")                                                                  \
	X(LISTS, "lists")

enum pack_part {
#define X(id, name) PACK_##id,
	PACK_PART_LIST(X)
#undef X
		PACK_PARTS,
};

enum { PACK_ALL = (1u << PACK_PARTS) - 1 };

/** The name of a part. */
const char *pack_part_name(enum pack_part part);
/** Finds a part by name; false when there is none. */
bool pack_part_find(const char *name, enum pack_part *part);

enum sheet_item_kind {
	SHEET_HEADING, /**< `text`, over what follows */
	SHEET_TEXT,    /**< a paragraph */
	SHEET_POINT,   /**< one of several */
	SHEET_PRIVATE, /**< a note nobody but the facilitator reads */
	SHEET_WRITE,   /**< `text` and `count` lines to write on */
	SHEET_TICK,    /**< `text` and a box before each of `words` */
	SHEET_HEADS,   /**< a table with these heads and `count` empty rows */
	SHEET_ROW,     /**< a filled row of the table above */
};

/** Something on a sheet. Texts hold no newline. */
struct sheet_item {
	enum sheet_item_kind kind;
	char *text;
	struct texts words;
	int count;
};

/** A sheet of paper, or a slip that is cut out of one. */
struct sheet {
	enum pack_part part;
	char *title;
	bool cut;   /**< small: several on a page, cut apart */
	bool wide;  /**< printed across the page */
	int copies; /**< all alike */
	struct sheet_items {
		struct sheet_item *items;
		size_t count, capacity;
	} items;
};

struct pack {
	char *title;
	char *language;
	struct sheets {
		struct sheet *items;
		size_t count, capacity;
	} sheets;
	struct slips ballots;
};

/**
 * Makes the sheets of a programme. `parts` is a set of bits 1 << enum pack_part; `copies` of what
 * each person gets (0: as many as the programme is for, else SLIPS_COPIES). The facilitator's
 * private notes are in the part PACK_NOTES and in no other. `pack` is zeroed before.
 */
void pack_of_plan(const struct plan *plan, unsigned parts, int copies, struct pack *pack);
/** Frees what it owns. Takes NULL. */
void pack_finish(struct pack *pack);

/**
 * Appends the pack as one page to print. Each part begins on a new sheet; no row and no slip is
 * split, unless it is longer than a sheet. Large print: 18 points and more, wider lines.
 */
void pack_write_html(const struct pack *pack, bool large, struct buf *out);
/** Appends the pack as plain text of at most 72 columns, a form feed between sheets. */
void pack_write_txt(const struct pack *pack, struct buf *out);

#endif
