#ifndef ROUNDTABLE_UI_KEYMAP_H
#define ROUNDTABLE_UI_KEYMAP_H

#include "roundtable/ui/action.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * Modes of the console: X(ID, parent, "name"). What a mode does not bind is looked up in its
 * parent. FUNCTION holds the keys that work even while text is typed; LETTERS adds the shortcuts
 * that work when it is not; SEATS those that are no letters.
 */
#define MODES(X)                                                                                   \
	X(FUNCTION, FUNCTION, "always")                                                            \
	X(LETTERS, FUNCTION, "when nothing is typed")                                              \
	X(ENTRY, FUNCTION, "while typing")                                                         \
	X(BRIEF, LETTERS, "brief")                                                                 \
	X(PEOPLE, LETTERS, "people")                                                               \
	X(COLLECT, LETTERS, "collect")                                                             \
	X(SEATS, FUNCTION, "where letters are people")                                             \
	X(MATRIX, SEATS, "matrix")                                                                 \
	X(GROUP, LETTERS, "group")                                                                 \
	X(VOTE, LETTERS, "vote")                                                                   \
	X(DECIDE, LETTERS, "decide")                                                               \
	X(TALK, SEATS, "talk")                                                                     \
	X(BREAK, LETTERS, "break")                                                                 \
	X(CLOSE, LETTERS, "close")                                                                 \
	X(LAST, LETTERS, "from last time")                                                         \
	X(STAGES, STAGES, "list of stages")                                                        \
	X(FORM, FORM, "form")                                                                      \
	X(CONFIRM, CONFIRM, "question")                                                            \
	X(PICK, PICK, "choice")                                                                    \
	X(CALL, CALL, "calling the voters")                                                        \
	X(NAMES, NAMES, "asking by name")                                                          \
	X(BALLOT, BALLOT, "ballot")                                                                \
	X(DEVICES, DEVICES, "devices")                                                             \
	X(WALL, WALL, "wall in small")                                                             \
	X(SPEAKING, SPEAKING, "who speaks")                                                        \
	X(TEXT, TEXT, "help and notes")                                                            \
	X(BLANK, BLANK, "blank wall")                                                              \
	X(OWN, OWN, "own keyboard")                                                                \
	X(OWN_ENTRY, OWN_ENTRY, "own keyboard, while typing")                                      \
	X(TRACE, TRACE, "where from")

enum mode {
#define X(id, parent, name) MODE_##id,
	MODES(X)
#undef X
		MODE_COUNT,
};

/** What a key does in a mode, looked up to the root; ACTION_NONE when nothing. */
enum action_id keymap_find(enum mode mode, int32_t code);
/** The name of the first key bound to an action in a mode (looked up to the root), written into
 * `out`; false when none is. */
bool keymap_key(enum mode mode, enum action_id action, char out[24]);
/** All keys bound to an action in a mode, parted by ", ". */
void keymap_keys(enum mode mode, enum action_id action, char *out, size_t size);
/** Binding `index` of all there are, in their order; false when there is none. */
bool keymap_binding(size_t index, enum mode *mode, const char **key, enum action_id *action);
/** Whether an action is bound in this mode itself, not only in a parent. */
bool keymap_own(enum mode mode, enum action_id action);
/** The parent of a mode; a root is its own parent. */
enum mode mode_parent(enum mode mode);
/** The name of a mode. */
const char *mode_name(enum mode mode);

#endif
