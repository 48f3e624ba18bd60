#ifndef ROUNDTABLE_MINUTES_DOCUMENT_H
#define ROUNDTABLE_MINUTES_DOCUMENT_H

#include "roundtable/base/array.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * A document as a list of blocks without widths, colours or marks of any format: what the writers
 * turn into Markdown, HTML, plain text or JSON.
 *
 * It is written from the top down: a block is begun, and what is added next goes into the newest
 * one; a block that got nothing (but a heading) is dropped when the next one begins. All text is
 * copied, and sanitised once more on the way in (base/text.h), so that no writer ever meets a
 * control character or a broken sequence. Text may hold newlines; NULL counts as "".
 */

enum run_style { RUN_PLAIN, RUN_STRONG, RUN_EMPHASIS };

/**
 * A stretch of text in one style. Styled runs must have white space or punctuation outside both
 * ends.
 */
struct run {
	enum run_style style;
	char *text;
};
struct runs {
	struct run *items;
	size_t count, capacity;
};

enum block_kind {
	BLOCK_HEADING,
	BLOCK_PARAGRAPH,
	BLOCK_NOTICE, /**< to be seen before what follows is read */
	BLOCK_QUOTE,  /**< words taken over exactly */
	BLOCK_LIST,
	BLOCK_FIELDS, /**< terms with their values */
	BLOCK_TABLE,
	BLOCK_BARS, /**< amounts to be seen beside each other: values, never drawings */
	BLOCK_KINDS,
};

enum alignment { ALIGN_START, ALIGN_END };

struct block_heading {
	int level;  /**< 1 to 3 */
	char *name; /**< an anchor, unique: ASCII letters, digits, hyphens */
	char *text;
};

struct block_list {
	bool ordered;
	struct block_item {
		int level; /**< 0, or 1: belongs to the item before it */
		struct runs runs;
	} * items;
	size_t count, capacity;
};

struct block_fields {
	struct block_field {
		char *term;
		struct runs runs;
	} * items;
	size_t count, capacity;
};

struct block_table {
	char *caption;
	struct block_columns {
		struct block_column {
			char *name;
			enum alignment align;
		} * items;
		size_t count, capacity;
	} columns;
	struct block_rows {
		struct texts *items; /**< one cell per column; the first is the head of its row */
		size_t count, capacity;
	} rows;
};

struct block_bars {
	char *caption;
	struct block_bar {
		char *label;
		int64_t value, total; /**< 0 <= value <= total, which is a full bar */
		char *text;           /**< the value in words: "7 votes" */
	} * items;
	size_t count, capacity;
};

struct block {
	enum block_kind kind;
	union {
		struct block_heading heading;
		struct runs runs; /**< PARAGRAPH, NOTICE, QUOTE */
		struct block_list list;
		struct block_fields fields;
		struct block_table table;
		struct block_bars bars;
	};
};

struct document {
	char *title;
	char *language;          /**< BCP 47 tag of the text */
	struct texts every_page; /**< notices; without pages, at beginning and end */
	struct blocks {
		struct block *items;
		size_t count, capacity;
	} blocks;
	struct texts footer; /**< lines at the very end */
};

/** An empty document, owned by the caller. */
struct document *document_create(void);
/** Frees it. Takes NULL. */
void document_destroy(struct document *document);

/** Says that nothing more will be added. */
void document_end(struct document *document);

/** Sets title and language ("en" for NULL or ""). */
void document_name(struct document *document, const char *title, const char *language);
/** Adds a notice that every page carries. */
void document_every_page(struct document *document, const char *text);
/** Adds a line to the footer. */
void document_footer(struct document *document, const char *text);

/** Begins a heading of level 1 to 3; `name` see struct block_heading. */
void document_heading(struct document *document, int level, const char *name, const char *text);
/** Begins a paragraph; document_run() adds its text. */
void document_paragraph(struct document *document);
/** Begins a notice. */
void document_notice(struct document *document);
/** Begins a quotation. */
void document_quote(struct document *document);
/** Adds text to the newest paragraph, notice, quotation, list item or field. Nothing for "". */
void document_run(struct document *document, enum run_style style, const char *text);
/** A whole plain paragraph; one more for each empty line in `text`. Nothing for "". */
void document_text(struct document *document, const char *text);

/** Begins a list. */
void document_list(struct document *document, bool ordered);
/** Begins an item in the newest list, level 0 or 1 (under the item before it). */
void document_item(struct document *document, int level);

/** Begins a list of terms and values. */
void document_fields(struct document *document);
/** Begins the value of a term in it. */
void document_field(struct document *document, const char *term);

/** Begins a table. */
void document_table(struct document *document, const char *caption);
/** Adds a column to the newest table, before any row. */
void document_column(struct document *document, const char *name, enum alignment align);
/** Begins a row. */
void document_row(struct document *document);
/** Adds the next cell; more than there are columns are dropped. */
void document_cell(struct document *document, const char *text);

/** Begins bars. */
void document_bars(struct document *document, const char *caption);
/** Adds one; `value` outside 0..total is brought inside. */
void document_bar(struct document *document, const char *label, int64_t value, int64_t total,
	const char *text);

#endif
