#ifndef ROUNDTABLE_PROGRAMME_READER_H
#define ROUNDTABLE_PROGRAMME_READER_H

/* Inside the programme layer: what its files share while one programme is read. */

#include "roundtable/programme/programme.h"

#include <cmark.h>

enum {
	STAGES_MAX = 99,
	ITEMS_MAX = 64,
	COLUMNS_MAX = 12,
	TITLE_MAX = 120, /* graphemes */
	MINUTES_MAX = 600,
	PEOPLE_MAX = 999,
	ROLES_MAX = 40,
	MADE_UP_MAX = 40,
};

/** Header lines: X(ID, "name"). */
#define HEADERS(X)                                                                                 \
	X(ROLES, "Roles")                                                                          \
	X(GROUPS, "Groups")                                                                        \
	X(LENGTH, "Length")                                                                        \
	X(LANGUAGE, "Language")                                                                    \
	X(PEOPLE, "People")                                                                        \
	X(TRY_WITH, "Try with")                                                                    \
	X(PURPOSE, "Purpose")                                                                      \
	X(FOR, "For")                                                                              \
	X(COMES_OUT, "Comes out")                                                                  \
	X(SOURCES, "Sources")

enum header {
#define X(id, name) HEADER_##id,
	HEADERS(X)
#undef X
		HEADER_COUNT,
};

/** Where in the file the parts of a stage stand; beside plan.stages, same index. */
struct stage_source {
	int line;        /**< of the heading */
	bool understood; /**< activity and minutes could be read */
	int name_line;
	int column_line; /**< of the first column; 0, as the others: there is none */
	int item_line;   /**< of the first numbered item */
	int setting_line[SETTINGS];
	char *reference[SETTINGS]; /**< SETTING_TYPE_STAGE and _ROLES as written, until
				      resolved; owned */
	struct buf prompt, notes;  /**< gathered paragraph by paragraph */
};

struct reader {
	const char *text; /**< without a byte order mark */
	size_t length;
	struct source_lines {
		size_t *items; /**< offset of each line */
		size_t count, capacity;
	} lines;
	struct plan plan;
	struct buf purpose;
	struct stage_sources {
		struct stage_source *items;
		size_t count, capacity;
	} sources;
	struct {
		char *value; /**< owned, NULL when not given */
		int line;
	} headers[HEADER_COUNT];
	int title_line;
	int last_line; /**< where the file ends */
	struct diagnostics *diagnostics;
	size_t mistakes;
	bool more;           /**< there were more than DIAGNOSTICS_MAX */
	bool skipped;        /**< the last one was not kept, so there is nothing to suggest to */
	struct texts scraps; /**< texts made for messages */
};

/* diagnostics.c */

/** Adds a mistake: the programme cannot be used. */
void mistake(struct reader *reader, int line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/** Adds a warning. */
void warning(struct reader *reader, int line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/** Appends "Did you mean ...?" to the newest message when one of the candidates is near `word`. */
void suggest(struct reader *reader, const char *word, const char *const *candidates, size_t count);
/** A text of the file fit for a message: sanitised, shortened; owned by the reader. */
const char *shown(struct reader *reader, const char *text);
/** Puts the messages in the order of their lines and says when there were more. */
void diagnostics_close(struct reader *reader);

/* lines.c */

/** Finds the lines and refuses what cannot be parsed or takes too long to. */
bool lines_read(struct reader *reader);
/** A line of the file (from 1) without its end; not terminated. */
const char *line_bytes(const struct reader *reader, int line, size_t *length);
/** The same with `quotes` quote marks taken off. *marked: all of them were there. */
const char *line_inside(
	const struct reader *reader, int line, int quotes, size_t *length, bool *marked);

/* words.c */

/** Sanitised, one line, no limit; owned. */
char *clean(const char *text, size_t length);
/** Same words, ASCII letters in any case. */
bool same_word(const char *a, const char *b);
/** Digits only, at most nine. */
bool read_number(const char *text, int64_t *number);
/** "18 min" (also mins, minute, minutes). */
bool read_minutes(const char *text, int64_t *minutes);
/** What stands before the next `separator`, cleaned, and moves on; NULL at the end. Owned. */
char *next_part(const char **text, char separator);
/** Reports an empty name or one of more than TEXT_NAME graphemes; true when it is neither. */
bool name_fits(struct reader *reader, int line, const char *name);
/** Appends a paragraph, sanitised, parted from what is there by an empty line. */
void add_paragraph(struct buf *text, const char *paragraph);
/** For "key: value": key and value cleaned, both owned. False without a colon. */
bool split_key(const char *text, char **key, char **value);

/* inline.c */

/** What becomes of the line ends inside a paragraph. */
enum line_ends {
	LINES_JOINED, /**< all become spaces */
	LINES_MEANT,  /**< those written on purpose (two spaces or a backslash) stay */
	LINES_KEPT,   /**< all stay */
};

/**
 * The text of a paragraph or heading without its marks of emphasis; owned, sanitised line by line.
 * Pictures and HTML are reported.
 */
char *inline_text(struct reader *reader, cmark_node *block, enum line_ends ends);

/* header.c */

/** Keeps or reports the header lines of a paragraph; false when it is a text instead. */
bool header_paragraph(struct reader *reader, const char *text, int line);
/** Reads the header lines kept by header_paragraph() into the plan. */
void header_finish(struct reader *reader);

/* stage.c */

/** Begins a stage from the text of its heading. */
void stage_begin(struct reader *reader, const char *heading, int line);
/** The stage being read and where it stands in the file. */
struct stage *stage_now(struct reader *reader);
struct stage_source *source_now(struct reader *reader);

/* block.c */

/** Reads one block between the headings. */
void block_read(struct reader *reader, cmark_node *node);

/* settings.c */

/** Reads one bullet "key: value" of the stage being read. */
void setting_read(struct reader *reader, const char *text, int line);

/* column.c */

/** Reads the value of a `column:` line. */
void column_read(struct reader *reader, const char *value, int line);

/* roles.c */

/** Resolves a setting that names roles or groups of roles. */
void roles_resolve(struct reader *reader, size_t stage, enum setting setting);

/* check.c */

/** Resolves references and checks what only the whole programme shows. */
void programme_check(struct reader *reader);

#endif
