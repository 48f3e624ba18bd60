#ifndef ROUNDTABLE_UI_CONSOLE_H
#define ROUNDTABLE_UI_CONSOLE_H

#include "roundtable/base/error.h"
#include "roundtable/core/audience.h"
#include "roundtable/core/decide.h"
#include "roundtable/core/door.h"
#include "roundtable/ui/colours.h"
#include "roundtable/ui/key.h"
#include "roundtable/ui/page.h"

#include <stdbool.h>

/** Whether a command was done (on disk and in the model), refused (`refusal`), or could not be
 * written (`err`). */
enum command_result { COMMAND_DONE, COMMAND_REFUSED, COMMAND_FAILED };

/** What the console needs from whoever owns the session file. Each call returns when its work is on
 * disk. */
struct console_ports {
	void *context;
	/** Runs a command. When it is done, what is half typed in the places `uses` is forgotten
	 * with it, all in one: the command used it up. */
	enum command_result (*run)(void *context, const struct command *command,
		const struct texts *uses, struct refusal *refusal, struct error *err);
	/** Keeps what is half typed in a place (NULL text: forgets it). */
	bool (*draft)(void *context, const char *place, const char *text, struct error *err);
	/** Saves a copy of the session file under a name the user typed. */
	bool (*copy)(void *context, const char *path, struct error *err);
	/** Writes the minutes; the format follows the name's ending. */
	bool (*minutes)(void *context, const char *path, struct error *err);
	/** Writes the paper ballots of the session as it stands. */
	bool (*slips)(void *context, const char *path, struct error *err);
	/** A name that is free, for a file that shall be called `path`; owned (array_free()). */
	char *(*free_name)(void *context, const char *path);
	/** Short form of the log's head, for reading aloud at a decision. */
	void (*head)(void *context, char out[10]);
	/** Does what the facilitator wishes of the door for devices; what became of it comes by
	 * console_door(). NULL: there is no service. */
	bool (*door)(void *context, const struct door_wish *wish, struct error *err);
	/** Fills `still` (zeroed) with a copy of what a wall shows that stands on its own, for a
	 * wall that is frozen. NULL: walls cannot be frozen. */
	bool (*still)(void *context, const struct audience *now, struct audience *still,
		struct error *err);
};

struct console_config {
	struct console_ports ports;
	const struct model *model; /**< changes under the console as commands run */
	struct clock clock;
	struct random random;
	const char *file;   /**< path of the session file, shown when leaving */
	bool same_picture;  /**< the room sees this screen */
	bool separate_wall; /**< the room sees another one: blank and the like are about that */
	bool mouse;         /**< the mouse is wanted at first */
	bool lines; /**< the screen is written in lines that stay: nothing on it is ever gone */
	const char *read_only; /**< why nothing can be written, or NULL */
};

/** The facilitator's screen: keys in, pages out; one command a key at most is run through the
 * ports. */
struct console;

struct console *console_create(const struct console_config *config);
void console_destroy(struct console *console);
/** Uses a key. False: the console is left for good. */
bool console_key(struct console *console, const struct key *key);
/** At the end of a turn of the loop: keeps what is half typed. False when that failed (a message
 * says so). */
bool console_keep(struct console *console);
/** Fills an empty page with what the screen shows now. */
void console_page(struct console *console, struct page *page);
/** The scroll position of the shown page, for the layout to keep. */
int *console_scroll(struct console *console);
/** Gives back what was half typed when the file was last open; call before the first page. */
void console_restore(struct console *console, const char *place, const char *text);
/** ms until the screen changes by itself (the clock), -1: not. */
int console_next_change(const struct console *console);
/** The colours wanted. */
enum colour_set console_colours(const struct console *console);
/** Whether walls are to show nothing, whichever way the room was to see the workshop. */
bool console_wall_blank(const struct console *console);
/**
 * What walls show now: the stage, or how devices come in; what it showed when it was frozen;
 * nothing while it is covered. Valid until the console is called again or the model or the door
 * changes.
 */
const struct audience *console_wall(struct console *console);
/** Whether walls are to show how devices come in: console_wall() has it then. */
bool console_shows_door(const struct console *console);
/** Whether walls keep showing what they showed when the facilitator said so. */
bool console_wall_frozen(const struct console *console);
/** The door as it is now, borrowed until the next call; NULL: there is none. */
void console_door(struct console *console, const struct door *door);
/** How many walls follow the session now, for the state line. */
void console_walls(struct console *console, int count);
/** Whether the mouse is wanted. */
bool console_mouse(const struct console *console);
/** Whether strangers hold the keyboard: signals and suspend keys are dead then. */
bool console_passed(const struct console *console);
/** Shows a message from outside (a broken chain, a failed write). */
void console_say(struct console *console, bool alarming, const char *text);
/** The sentence of a refusal in the user's language, its number filled in; owned by the caller
 * (array_free()). */
char *refusal_text(const struct refusal *refusal);

#endif
