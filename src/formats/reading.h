#ifndef ROUNDTABLE_SRC_FORMATS_READING_H
#define ROUNDTABLE_SRC_FORMATS_READING_H

/* Inside the formats layer: what the readers share while one file is read. */

#include "roundtable/formats/election.h"

enum {
	REMARKS_MAX = 10000, /* so many repairs are told one by one */
	NAME_MAX_SHOWN = 60, /* graphemes of the file quoted in a message */
	NAME_SLOTS = 4096,   /* of the table of names: more than twice TALLY_OPTIONS_LIMIT */
	NO_NAME = UINT16_MAX,
};

struct reading {
	const char *at, *end; /**< what is still to be read; nothing stands at `end` */
	int line;             /**< of `at`, or of the line next_line() gave; from 1 */
	bool lenient;
	bool stopped; /**< a limit was passed or too much is wrong: no more is read */
	size_t mistakes, remarks;
	struct election *election;
	struct diagnostics *diagnostics;
	size_t rows;                /**< there is room for */
	int64_t ballots;            /**< weights of the rows added up */
	int first;                  /**< line of the first ballot; 0: none yet */
	uint16_t slots[NAME_SLOTS]; /**< 1 + index of the name whose hash leads here */
	size_t *lengths;            /**< of the names */
	struct texts scraps;        /**< texts made for messages */
};

/** One line, or a piece of it; not terminated. */
struct piece {
	const char *bytes;
	size_t length;
};

/** Adds a mistake: the file cannot be used. */
void say_mistake(struct reading *reading, int line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/** Adds a repair, or something else worth knowing that is no mistake. */
void say_remark(struct reading *reading, int line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/**
 * About the line being read: `wrong` as a mistake or, with --lenient, `repair` as a remark; both
 * take `word` as %s, or nothing when it is NULL.
 */
void say_loose(struct reading *reading, const char *wrong, const char *repair, const char *word);
/** A piece of the file fit for a message; owned by the reading. */
const char *say_piece(struct reading *reading, struct piece piece);
/** Frees what belongs to the reading alone. */
void reading_finish(struct reading *reading);

/** The next line without its end; reading->line is its number. False when there is none. */
bool next_line(struct reading *reading, struct piece *line);
/** Without the white space (ASCII) around it. */
struct piece trimmed(struct piece piece);
/** What stands before the first `mark`, which is taken out of `rest` as well; all when none is. */
struct piece part_before(struct piece *rest, char mark);
/** Same bytes, ASCII letters in any case. */
bool piece_is(struct piece piece, const char *word);
/** Whether it begins so, ASCII letters in any case. */
bool piece_begins(struct piece piece, const char *word);
/** Digits only, at most 18 of them. */
bool piece_number(struct piece piece, int64_t *number);
/** Digits that may follow a minus sign. */
bool piece_signed(struct piece piece, int64_t *number);

/**
 * Takes a name of an option: sanitised; nothing, too much and what is there already are mistakes.
 * With --lenient a second one of the same name gets a number.
 */
void name_add(struct reading *reading, int line, struct piece name);
/** The option of this name, NO_NAME when there is none. */
size_t name_find(struct reading *reading, struct piece name);
/** A text of the file, sanitised to one line; owned by the caller. */
char *cleaned(struct piece piece);

/** Adds a grade above those there are; nothing and what is there already are mistakes. */
void grade_add(struct reading *reading, int line, struct piece name);
/** The place of the grade of this name; false when there is none. */
bool grade_find(const struct election *election, struct piece name, int16_t *place);

/**
 * A row of zeroed marks for `weight` ballots; valid until the next one. NULL, and the reading
 * stopped, when a limit is passed. The names must all be known by then.
 */
int16_t *row_add(struct reading *reading, int line, int64_t weight);
/** Whether `weight` can be a number of ballots; else adds the mistake. */
bool weight_fits(struct reading *reading, int line, int64_t weight);
/**
 * The quick way through plain rankings: numbers of options of one or two digits with `mark` behind
 * each, all new on this row, are given the ranks behind *rank. Returns where something else stands.
 */
const char *row_plain_ranks(
	const char *at, const char *end, char mark, int16_t *row, size_t options, int16_t *rank);
/** Gives the ranks of a row the numbers from 1 on, none left out; negative numbers stay. */
void row_close_ranks(int16_t *row, size_t options);
/** The role of the row added last, by name; the same name is the same role. */
void row_role(struct reading *reading, int line, struct piece role);

/** An amount of money as written. */
struct money {
	int64_t value; /**< in units of 10^-decimals */
	int decimals;
};
/** Reads digits with at most six decimals after a point, at most 10^12 of money. */
bool money_read(struct piece piece, struct money *money);
/**
 * Puts costs (one per option) and a budget (NULL: not said) into smallest units; false when there
 * are more than 10^15 of them.
 */
bool money_keep(struct election *election, const struct money *costs, const struct money *budget);

/** A field of a record. */
struct field {
	struct piece text; /**< without quotation marks around it */
	bool doubled;      /**< holds doubled quotation marks */
};
struct record {
	struct field *items;
	size_t count, capacity;
	int line; /**< it begins in */
	struct buf scrap;
};

/**
 * Reads the next record of values parted by `mark`, quotation marks doubled inside quoted ones;
 * lines without anything are passed over. False at the end, or when a quotation mark is missing
 * (which is a mistake).
 */
bool record_read(struct reading *reading, char mark, struct record *record);
/** The trimmed value of a field, "" where the record is shorter; valid until the next call. */
struct piece record_field(struct record *record, size_t index);
void record_finish(struct record *record);

/* The readers and what tells their files. */
bool blt_sniff(const char *text, size_t length);
void blt_read(struct reading *reading);
bool blt_write(const struct election *election, struct buf *out, struct error *err);
bool preflib_sniff(const char *text, size_t length);
void preflib_read(struct reading *reading);
bool cvotes_sniff(const char *text, size_t length);
void cvotes_read(struct reading *reading);
bool cvotes_write(const struct election *election, struct buf *out, struct error *err);
bool pabulib_sniff(const char *text, size_t length);
void pabulib_read(struct reading *reading);
bool debian_sniff(const char *text, size_t length);
void debian_read(struct reading *reading);
bool csv_sniff(const char *text, size_t length);
void csv_read(struct reading *reading);
bool json_sniff(const char *text, size_t length);
void json_read(struct reading *reading);

#endif
