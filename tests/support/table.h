#ifndef ROUNDTABLE_TESTS_TABLE_H
#define ROUNDTABLE_TESTS_TABLE_H

#include "roundtable/base/buf.h"
#include "roundtable/core/door.h"
#include "roundtable/ui/canvas.h"
#include "roundtable/ui/console.h"

/**
 * A table with people around it and the console on it: a session in memory behind the console's
 * ports. Keys go in as somebody would press them, screens come out. The clock stands until it is
 * moved; random bytes come from a seed. Nothing is stored but what the session file would hold: the
 * log, the boxes and the drafts.
 */
struct table {
	struct model model;
	struct console *console;
	struct console_config config;
	struct random_seeded seeded;
	moment now;
	struct canvas canvas;     /**< the screen after the last key */
	bool blind;               /**< nothing is drawn: for very many keys */
	bool broken_disk;         /**< commands, drafts and files fail while this is set */
	bool left;                /**< the console was left */
	int run, refused, failed; /**< commands so far, by what came of them */
	struct door door;         /**< for devices; opened by a wish */
	int64_t devices;          /**< that came, ever */
	int wishes;               /**< of the door that were done */
	int kept;                 /**< drafts written or forgotten, each in a turn of its own */
	char *copied, *written,
		*slips; /**< names of the last copy, minutes and ballots, NULL: none */
	struct table_drafts {
		struct table_draft {
			char *place, *text;
		} * items;
		size_t count, capacity;
	} drafts;
};

enum { TABLE_SEED = 7 };

/** What a table is laid with; zeroed it is the tour, seen by nobody but the facilitator, 80 × 24.
 */
struct table_options {
	const char *programme; /**< file below the source folder; NULL: sessions/tour.md */
	bool same_picture;
	bool separate_wall; /**< and one wall follows */
	const char *read_only;
	int columns, rows;
	uint64_t seed;
};

/** Opens a new session after a programme, with the people the programme brings. Fails the test when
 * it cannot. */
void table_open(struct table *table, const struct table_options *options);
#define RICH "tests/screens/rich.md"

/** The stages of RICH. */
enum {
	AT_POINTS,
	AT_QUIET,
	AT_NOTICED,
	AT_TAKES,
	AT_APPROVAL,
	AT_DOTS,
	AT_SCORE,
	AT_WALL,
	AT_TEN,
	AT_PAPER,
	AT_YES_NO,
	AT_NAME,
	AT_HANDS,
	AT_ROUND,
	AT_REST,
	AT_END,
	STAGES_RICH,
};

/** Opens a session after RICH, in this stage. */
void table_open_at(struct table *table, int stage, bool same_picture);
/** As if the program had been killed and the session opened again: model from the log, console
 * anew, drafts given back. */
void table_reopen(struct table *table);
/** A session four weeks later that follows the one on the table, after a programme. */
void table_follow(struct table *table, const char *programme);
void table_close(struct table *table);

/** Uses one key, keeps what is half typed and draws, as a turn of the loop does. */
void table_key(struct table *table, int32_t code);
/** Clicks on a cell of the screen; false when nothing is there. */
bool table_click(struct table *table, int row, int column);
/** Types text, a key per character. */
void table_type(struct table *table, const char *text);
/** Pastes text. */
void table_paste(struct table *table, const char *text);
/** Uses keys given by name and "text" in quotation marks, parted by spaces: `Tab j "Amina, res"
 * Enter`. */
void table_keys(struct table *table, const char *keys);
/** Gives the table a door for devices, closed, with two addresses to choose from. */
void table_door(struct table *table);
/** Somebody comes to the door and waits; the id of the device. `alike` may be NULL. */
int64_t table_knock(
	struct table *table, const char *name, const char *role, const char *alike, bool moves);
/** A device that is in, or waits, goes by itself. */
void table_gone(struct table *table, int64_t device);
/** Moves the clock and draws. */
void table_wait(struct table *table, int64_t ms);
/** Another size of the screen. */
void table_resize(struct table *table, int columns, int rows);

/** Fills an empty page with what the screen shows. */
void table_page(struct table *table, struct page *page);
/** The whole page in plain lines, none left out for want of room; owned. */
char *table_lines(struct table *table);
/** The screen as text; owned. */
char *table_screen(struct table *table);
/** Whether the page says this, somewhere. */
bool table_says(struct table *table, const char *text);
/** Fails the test, with the page, unless the page says this. */
void table_must_say(struct table *table, const char *text);

/** Gives a command past the console, which must be done; returns the seq of its first event. */
int64_t table_do(struct table *table, struct command command);
/** The same with up to two words (NULL: none). */
int64_t table_say(struct table *table, struct command command, const char *one, const char *two);
/** Opens the vote of a stage, or of a proposal (0: none); its id. */
int64_t table_poll(struct table *table, int stage, int64_t thing, bool secret);
/** Casts one mark on option `marked` of `options`, or with -1 a blank ballot. */
void table_cast(struct table *table, int64_t poll, int64_t person, size_t options, int marked);
/** How many events of a kind the log has. */
size_t table_count(const struct table *table, enum event_kind kind);
/** The draft of a place, NULL when there is none. */
const char *table_draft(const struct table *table, const char *place);
/** The id of the person of this name. */
int64_t table_person(const struct table *table, const char *name);

/** Reads a file of the source folder; owned. Fails the test when it cannot be read. */
char *table_source(const char *path);

#endif
