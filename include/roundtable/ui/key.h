#ifndef ROUNDTABLE_UI_KEY_H
#define ROUNDTABLE_UI_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * A key, the same number everywhere: in keymaps, tests and help.
 *
 * Printable keys are their code point; Ctrl-A..Ctrl-Z are 1..26 except those which terminals send
 * for Tab, Enter (13) and Esc (27); named keys follow. KEY_ALT is added for Esc-then-key. A paste
 * arrives as one event with its text.
 */
enum {
	KEYS_TAB = 9,
	KEYS_ENTER = 13,
	KEYS_ESC = 27,
	KEYS_SPACE = 32,
	KEYS_NAMED = 0x200000,
	KEYS_UP,
	KEYS_DOWN,
	KEYS_LEFT,
	KEYS_RIGHT,
	KEYS_HOME,
	KEYS_END,
	KEYS_PAGE_UP,
	KEYS_PAGE_DOWN,
	KEYS_BACKSPACE,
	KEYS_DELETE,
	KEYS_INSERT,
	KEYS_BACKTAB,
	KEYS_WORD_LEFT,
	KEYS_WORD_RIGHT, /* Ctrl- or Alt-arrows */
	KEYS_F1,
	KEYS_F2,
	KEYS_F3,
	KEYS_F4,
	KEYS_F5,
	KEYS_F6,
	KEYS_F7,
	KEYS_F8,
	KEYS_F9,
	KEYS_F10,
	KEYS_F11,
	KEYS_F12,
	KEYS_PASTE, /* text in struct key */
	KEYS_MOUSE, /* a click: row and column in struct key; whoever draws looks up its target */
	KEYS_WHEEL_UP,
	KEYS_WHEEL_DOWN,
	KEYS_ALT = 0x400000,
};
#define KEYS_CTRL(letter) ((letter)&0x1f)

struct key {
	int32_t code;
	char *text; /**< KEYS_PASTE: the pasted bytes, owned by whoever holds the key */
	size_t length;
	int row, column; /**< KEYS_MOUSE: cell of the screen, from 0 */
	size_t target;   /**< KEYS_MOUSE: the line that was meant (struct line), 0: none */
};

/**
 * Reads a name as used in keymaps and key scripts: "a", "?", "Enter", "Esc", "Space", "Tab",
 * "Ctrl-R", "F5", "Up", "Alt-n", "PageDown", "Backspace". 0 when it is none.
 */
int32_t key_from_name(const char *name);
/** What the mouse does now that it was turned on or off, as a sentence. */
const char *mouse_sentence(bool on);
/** The name of a key, as shown to people; written into `out` (at least 24 bytes). */
void key_name(int32_t code, char out[24]);

/** What a key says to a numbered list. */
enum number_key {
	NUMBER_NONE, /**< nothing: no digit, or nothing has this number */
	NUMBER_OPEN, /**< a number, and with one digit more it could be another */
	NUMBER_WHOLE /**< a number, and no other begins so */
};
/**
 * Takes a key for a list numbered from 1 to `count`, digit after digit: "12" is the twelfth where
 * there are twelve. `*typed` is kept by the caller, 0 at first; every other key sets it back, and
 * so does a digit with which there is no such number: that one begins anew. `*number` is set unless
 * it is NUMBER_NONE.
 */
enum number_key number_key(size_t *typed, const struct key *key, size_t count, size_t *number);

/**
 * Turns the bytes a terminal sends into keys: UTF-8, xterm/VT/rxvt/linux sequences, bracketed
 * paste, lone Esc (by keys_flush when nothing followed for 25 ms), half sequences across reads.
 * What it does not know it drops, never types it.
 */
struct keys; /* opaque */
struct keys *keys_create(void);
void keys_destroy(struct keys *keys);
/** Takes bytes as read. */
void keys_feed(struct keys *keys, const void *bytes, size_t length);
/** The next whole key, false when there is none; key->text is the caller's to free. */
bool keys_next(struct keys *keys, struct key *key);
/** True while an unfinished sequence waits; then call keys_flush() after 25 ms without input. */
bool keys_waiting(const struct keys *keys);
void keys_flush(struct keys *keys);

#endif
