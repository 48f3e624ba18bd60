#ifndef ROUNDTABLE_UI_PAGE_H
#define ROUNDTABLE_UI_PAGE_H

#include "roundtable/base/array.h"
#include "roundtable/base/error.h"

#include <stdbool.h>
#include <stdint.h>

/**
 * What a screen says, before anybody knows how wide it is.
 *
 * A view fills a page with lines in order of reading; each has a role. The
 * layout (ui/layout.h) wraps, aligns and scrolls them onto a canvas, and the
 * linear writer prints the same lines for screen readers and dumb terminals. No
 * view ever measures a column.
 */
enum line_role {
	LINE_TITLE,    /**< what this part is called */
	LINE_QUESTION, /**< what is asked of the room; the largest text */
	LINE_DO,       /**< what to do now, one plain line */
	LINE_FATE,     /**< what happens to the answer (hidden, named, kept) */
	LINE_TEXT,     /**< running text */
	LINE_ITEM,     /**< one of several; `mark` before it */
	LINE_BAR,      /**< item with value/total drawn as a bar and printed as digits */
	LINE_SPREAD, /**< how often each of `cells` was answered (`counts`), as a bar of parts: all
			of a page on the same scale; with `poles` from the middle both ways */
	LINE_ROW, /**< row of a table: `cells`; consecutive rows share column widths; narrow: label:
		     value */
	LINE_HEAD,     /**< head row of the table that follows */
	LINE_BIG,      /**< digits and colon, drawn large where there is room (the break's clock) */
	LINE_SENTENCE, /**< a result that can be read aloud */
	LINE_NOTE,     /**< the facilitator's private words; never on a wall */
	LINE_WARNING,  /**< something is not as it should be; glyph + word */
	LINE_GAP,      /**< an empty line, dropped first when room is short */
};

struct line {
	enum line_role role;
	bool focused;  /**< the cursor sits here; at most one line of a page */
	bool struck;   /**< withdrawn, dropped or not possible now: drawn dim with its mark, said in
			  words by the view */
	char *mark;    /**< short glyph or label before the text ("3", "•", "[x]"), or NULL */
	char *text;    /**< the words; never NULL */
	char *detail;  /**< said beside it, right-aligned where there is room (who, when, how much),
			  or NULL */
	bool spare;    /**< the detail is left out where it has no room beside the text */
	char *under;   /**< words on a thin line drawn under it, where a list is cut; or NULL */
	size_t target; /**< a click on it arrives as a key with this number; 0: means nothing */
	int64_t value; /**< LINE_BAR */
	int64_t total; /**< LINE_BAR: what a full bar means; 0 draws no bar */
	struct texts cells; /**< LINE_ROW, LINE_HEAD; LINE_SPREAD: the answers in words */
	struct ids counts;  /**< LINE_SPREAD: one for each cell */
	bool poles;         /**< LINE_SPREAD: the ends are opposites */
};

/** A key and what it does, for the footer. */
struct hint {
	char *key;
	char *what;
	int32_t code; /**< the key, as a click on it sends it; 0 where several are named */
};

/** Squares for a camera; drawn black on white, whatever the colours are. */
struct picture {
	int side;            /**< squares in a row and in a column */
	unsigned char *dark; /**< side × side of them, row by row: 1 or 0; owned */
};

/** What of a page that scrolls is out of sight: rows of what has the focus - from its line to the
 * next that can have it - or, where nothing has, of the whole. Above the first of a list, and below
 * the last, all rows there are count as its own. */
struct reach {
	int above, below;
	int window; /**< rows there are for what scrolls */
	bool moved; /**< said by the caller: the page was moved by hand, and the focus may be out of
		       sight */
};

struct page {
	char *title;  /**< header, left: the session or the screen */
	char *status; /**< header, right: stage n of N, time left, in words and digits */
	struct lines {
		struct line *items;
		size_t count, capacity;
	} lines;
	/** All of one thing, best first: the first that there is room for stands beside the lines,
	 * which say the same in words. */
	struct pictures {
		struct picture *items;
		size_t count, capacity;
	} pictures;
	int bell;            /**< it rings when this is another than on the page before; 0: never */
	bool poster;         /**< a picture is what the page is for: the lines make room for it */
	struct reach *reach; /**< the caller's, told by the layout; NULL: nobody asks */
	int turn;            /**< shows screen `turn` of what scrolls, from 1; 0: as it stands */
	bool centred;        /**< few lines shown in the middle (break, welcome, blank wall) */
	bool standing;       /**< it stays behind what is laid over it, and comes back */
	bool one_by_one; /**< it asks one after another: still the same page when its question is
			    new */
	bool apart;      /**< what was shown before must go out of sight */

	/* The entry line, where text is taken; it has the real cursor when `asking`. */
	bool asking;
	char *ask;     /**< the label before it */
	char *typed;   /**< what stands in it */
	size_t cursor; /**< byte offset in `typed` */
	bool hidden;   /**< what is typed is not to be read: dots instead of letters */
	bool narrows;  /**< what is typed only narrows the list; Enter takes the focused line */

	char *message; /**< last acknowledgement or refusal, one line, or NULL */
	bool alarming; /**< the message is a refusal or warning */
	char *state; /**< what goes on behind (an open poll, off the record, planned and used), one
			line, or NULL */
	struct hints {
		struct hint *items;
		size_t count, capacity;
	} hints; /**< most important first; as many as fit are shown */
};

/** Frees everything and leaves an empty page. */
void page_finish(struct page *page);

/** Appends a line of a role; the text is copied. The result is valid until the next line is added.
 */
struct line *page_add(struct page *page, enum line_role role, const char *text);
/** The same with printf formatting. */
struct line *page_addf(struct page *page, enum line_role role, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/** Sets the mark / the detail of a line (copied, freeing an earlier one). */
void line_mark(struct line *line, const char *mark);
void line_detail(struct line *line, const char *format, ...) __attribute__((format(printf, 2, 3)));
/** Sets the words on the line drawn under a line (copied, freeing earlier ones; NULL: none is). */
void line_under(struct line *line, const char *words);
/** Adds a key and what it does to the footer. The result is valid until the next is added. */
struct hint *page_hint(struct page *page, const char *key, const char *what);
/** Adds the QR code of a text to the pictures. False (and why) when the text is too long for one,
 * or the library is not there. */
bool page_qr(struct page *page, const char *text, struct error *err);
/** Sets one of the page's strings (copied, freeing an earlier one): page_set(&page->title, "...").
 */
void page_set(char **field, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
