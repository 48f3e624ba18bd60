#ifndef UI_SHEET_H
#define UI_SHEET_H

#include "roundtable/base/buf.h"
#include "roundtable/ui/canvas.h"
#include "roundtable/ui/page.h"

#include <stdbool.h>

/*
 * The middle of a page as rows of known width, before it is known which of
 * them the screen has room for. Used by the layout alone.
 */

/** Why an empty row is there; a later kind goes before an earlier one when room is short. */
enum gap {
	GAP_NONE,    /**< not a gap */
	GAP_GIVEN,   /**< the view asked for it */
	GAP_BETWEEN, /**< between lines of different kinds */
	GAP_AIR,     /**< between items, on a tall screen */
};

/** A run of text within a row. */
struct span {
	int column; /**< from the left edge of the measure; -2 and -1 are the margin */
	enum style style;
	size_t text; /**< offset of a terminated string in sheet.text */
};

struct row {
	size_t line; /**< the line of the page it belongs to */
	enum gap gap;
	bool focused;
	int block; /**< rows of one block are shifted together when the page is centred */
	int width; /**< columns used */
	int box;   /**< columns of the warning's colour under the words, 0: none */
	size_t first, spans;
};

struct sheet {
	int measure; /**< columns there are */
	int reading; /**< columns running text may use */
	bool centred;
	int block;
	struct rows {
		struct row *items;
		size_t count, capacity;
	} rows;
	struct spans {
		struct span *items;
		size_t count, capacity;
	} spans;
	struct buf text;
};

/** How a line of text is set. */
struct placing {
	const char *prefix; /**< drawn before the first row, or NULL */
	bool every_row;     /**< the prefix stands before every row */
	int prefix_column;
	enum style prefix_style;
	int mark_width;   /**< room for the mark, 0: none */
	bool mark_right;  /**< marks (numbers) end in one column */
	int indent, edge; /**< the text stands in [indent, edge) */
	int right;        /**< where details end that fit beside their text; 0: at `edge` */
	bool balanced;    /**< rows of even length */
	enum style style;
};

/**
 * Makes the rows of a page. `measure` is the width of the block, `reading` the most that running
 * text may use of it; `big` is the size of LINE_BIG: 0 plain text, 1 blocks five rows high, 2 ten
 * rows ...
 */
void sheet_build(struct sheet *sheet, const struct page *page, int measure, int reading, int big);
void sheet_finish(struct sheet *sheet);

/** Starts a row of a line. */
void sheet_row(struct sheet *sheet, size_t index, bool focused);
/** Adds a run of text to the last row (focused rows take no other style than that). */
void sheet_span(struct sheet *sheet, int column, enum style style, const char *text, size_t length);
/** Adds an empty row, unless there is one already or the body has no rows yet. */
void sheet_gap(struct sheet *sheet, size_t index, enum gap gap);
/** Sets a line: mark, wrapped text, detail at the right edge or after it. */
void sheet_line(
	struct sheet *sheet, size_t index, const struct line *line, const struct placing *set);
/** Sets one text in two styles, the second from byte `split` on; later rows hang by `hang` columns
 * more. */
void sheet_two(struct sheet *sheet, size_t index, const struct line *line,
	const struct placing *set, const char *text, size_t split, enum style second, int hang);
/** Writes a line's mark into the last row. */
void sheet_mark(struct sheet *sheet, const struct line *line, const struct placing *set);

/** Draws the thin line under a line that has one, so many columns wide, with its words. */
void sheet_under(struct sheet *sheet, size_t index, const struct line *line, int columns);

/** Sets the bars [first, end) of a page. */
void sheet_bars(struct sheet *sheet, const struct page *page, size_t first, size_t end);
/** Sets spreads [first, end) of a page, on one scale with all others of it. */
void sheet_spreads(struct sheet *sheet, const struct page *page, size_t first, size_t end);
/** Sets the table rows [first, end) of a page. */
void sheet_table(struct sheet *sheet, const struct page *page, size_t first, size_t end);
/** The columns the widest table of a page wants. */
int sheet_table_width(const struct page *page);
/** Sets a line of digits `big` times its smallest size; sheet_big_width() must have said that it
 * fits. */
void sheet_big(struct sheet *sheet, size_t index, const struct line *line, int big);
/** Columns such a line needs, 0 when it has characters that cannot be drawn large. */
int sheet_big_width(const char *text, int big);
/** Room for the marks of lines [first, end), and whether they are numbers. */
void sheet_marks(
	const struct page *page, size_t first, size_t end, int columns, struct placing *set);

#endif
