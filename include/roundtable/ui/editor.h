#ifndef ROUNDTABLE_UI_EDITOR_H
#define ROUNDTABLE_UI_EDITOR_H

#include "roundtable/base/buf.h"
#include "roundtable/ui/key.h"

#include <stdbool.h>

/**
 * A line being typed. Moves and deletes by grapheme and by word; Home/End (Ctrl-A/Ctrl-E), kill to
 * the end (Ctrl-K), to the start (Ctrl-U), word back (Ctrl-W), yank (Ctrl-Y), paste as text with
 * newlines made spaces. Refuses to grow past its limit (graphemes) and says so through `full`.
 * Typed text passes the sanitiser when it is taken (editor_take), not while it is typed.
 */
struct editor {
	struct buf text;
	size_t cursor; /**< byte offset, always on a grapheme boundary */
	size_t limit;  /**< graphemes; 0: TEXT_CARD */
	bool full;     /**< the last key was refused because of the limit */
	char *killed;  /**< for yank */
};

void editor_finish(struct editor *editor);
/** Replaces the text and puts the cursor at its end. */
void editor_set(struct editor *editor, const char *text);
/** The text as typed so far. */
const char *editor_text(const struct editor *editor);
/** Uses a key; false when the key means nothing to a text (Enter, Esc, arrows up/down, F-keys): the
 * mode has it then. */
bool editor_key(struct editor *editor, const struct key *key);
/** Takes the sanitised text out (owned) and empties the line. */
char *editor_take(struct editor *editor);

#endif
