#ifndef ROUNDTABLE_FORMATS_ELECTION_H
#define ROUNDTABLE_FORMATS_ELECTION_H

#include "roundtable/base/array.h"
#include "roundtable/base/buf.h"
#include "roundtable/base/diagnostic.h"
#include "roundtable/base/error.h"
#include "roundtable/tally/tally.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * Elections as files hold them: read into one struct, whatever the format, and written again.
 *
 * Nothing is guessed: what a file does not say stays unsaid, and what it says wrongly is a mistake
 * with its line. With `lenient`, what other programs write loosely is repaired and each repair is
 * said as a warning. roundtable-formats(5) describes the formats.
 */

/** What the marks of an election are. */
enum election_marks {
	MARKS_RANKS,   /**< 1 = best, level ones share a number, none is left out, 0 = not ranked */
	MARKS_TICKS,   /**< 1 = chosen, approved of; else 0 */
	MARKS_NUMBERS, /**< numbers that mean what the rule says: points, scores, ranks ... */
	MARKS_GRADES,  /**< places in `grades`, 0 = worst */
};

/** Among numbers and grades: nothing stands there. Given numbers stay within TALLY_MARK_LIMIT. */
enum { NOT_GIVEN = INT16_MIN };

/** The most bytes a file may have. */
enum { ELECTION_BYTES_MAX = 512 * 1024 * 1024 };

struct reading;
struct election_format;

/** An election. Zeroed is empty; all it points to is its own. */
struct election {
	const struct election_format *format; /**< it was read from */
	char *title;                          /**< "" where the file has none */
	struct texts names;                   /**< the options, in file order, all different */
	struct texts labels; /**< Pabulib: what the projects are called; else none */
	bool *withdrawn;     /**< per option; NULL: none */
	enum election_marks holds;
	int16_t *marks; /**< count × names.count */
	int32_t *weights;
	uint16_t *roles;     /**< per row, into role_names; NULL: none */
	size_t count;        /**< rows */
	struct texts grades; /**< worst first; for MARKS_GRADES */
	struct texts role_names;
	int seats;                 /**< 0: not said */
	int points;                /**< a ballot may spend; 0: not said */
	int scale;                 /**< highest score or grade; 0: not said */
	int64_t *costs;            /**< per option, in smallest units of money; NULL: none */
	int64_t budget;            /**< likewise; -1: not said */
	int64_t money;             /**< smallest units of money in one unit: 1, 10, 100 ... */
	int16_t *turned;           /**< marks as the rule wants them, of election_profile() */
	const char **turned_names; /**< and the names in the order of its answers */
};

/** A format: one row of the table. */
struct election_format {
	const char *name;       /**< on the command line: "blt" */
	const char *title;      /**< for people */
	const char *extensions; /**< of file names: " soc soi toc toi cat " */
	/** Whether the beginning of a text shows that it is of this format. */
	bool (*sniff)(const char *text, size_t length);
	/** Reads; internal to the layer. */
	void (*read)(struct reading *reading);
	/** Appends the election; NULL where the format is only read. */
	bool (*write)(const struct election *election, struct buf *out, struct error *err);
	bool latin1; /**< files may be in Latin-1 */
};

/** Every format, in the order in which they are tried, ended by a row without a name. */
extern const struct election_format election_formats[];
/** Finds a format by name; NULL if there is none. */
const struct election_format *election_format_find(const char *name);

/**
 * Reads an election from memory. `format` NULL: told by the content, then by the extension of
 * `path` (may be NULL). All mistakes and repairs land in `diagnostics` in the order of their lines;
 * with a mistake the call returns false with ERROR_INPUT and a sentence that counts them, and
 * `election` (zeroed memory) is untouched. `name` is what the text is called in sentences.
 */
bool election_parse(const char *text, size_t length, const char *name,
	const struct election_format *format, bool lenient, struct election *election,
	struct diagnostics *diagnostics, struct error *err);
/**
 * The same from a file, "-" being standard input. A file that is missing, a folder or too large is
 * refused with ERROR_INPUT; ERROR_SYSTEM when reading fails.
 */
bool election_read(const char *path, const struct election_format *format, bool lenient,
	struct election *election, struct diagnostics *diagnostics, struct error *err);
/** Frees what it holds and leaves an empty one. Takes NULL. */
void election_finish(struct election *election);

/**
 * The ballots for this rule: as they are where the file says what they are, numbers as what the
 * rule wants (ranks, points, scores, grades). For a rule with answers of its own the options are
 * these answers, by their names or, when none has such a name, in their order; a single option
 * holds the number of the answer. ERROR_INPUT with a sentence when the file does not hold what the
 * rule counts. `profile` points into the election until the next call.
 */
bool election_profile(struct election *election, const struct tally_rule *rule,
	struct tally_profile *profile, struct error *err);
/**
 * Reads an amount of money such as 1200 or 322239.55 and returns it in the election's smallest
 * units, made smaller (with the costs) where the amount needs it. False when it is no such amount.
 */
bool election_money(struct election *election, const char *text, int64_t *amount);
/** Writes the election in a format; ERROR_INPUT when that format cannot hold it. */
bool election_write(const struct election *election, const struct election_format *format,
	struct buf *out, struct error *err);

#endif
