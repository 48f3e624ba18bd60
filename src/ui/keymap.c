#include "roundtable/ui/keymap.h"

#include "roundtable/base/buf.h"
#include "roundtable/ui/key.h"

#include <stdio.h>
#include <string.h>

struct mode_info {
	enum mode parent;
	const char *name;
};

static const struct mode_info modes[MODE_COUNT] = {
#define X(id, parent, name) [MODE_##id] = {MODE_##parent, name},
	MODES(X)
#undef X
};

struct binding {
	enum mode mode;
	const char *key;
	enum action_id action;
};

/* The first key of an action in a mode is the one shown in the footer. */
static const struct binding bindings[] = {
	{MODE_FUNCTION, "Enter", ACTION_TAKE},
	{MODE_FUNCTION, "Up", ACTION_UP},
	{MODE_FUNCTION, "Down", ACTION_DOWN},
	{MODE_FUNCTION, "PageUp", ACTION_PAGE_UP},
	{MODE_FUNCTION, "PageDown", ACTION_PAGE_DOWN},
	{MODE_FUNCTION, "Tab", ACTION_SWITCH},
	{MODE_FUNCTION, "Esc", ACTION_BACK},
	{MODE_FUNCTION, "F1", ACTION_HELP},
	{MODE_FUNCTION, "F2", ACTION_BLANK},
	{MODE_FUNCTION, "F3", ACTION_NOTE},
	{MODE_FUNCTION, "F4", ACTION_ACTION},
	{MODE_FUNCTION, "F5", ACTION_UNDO},
	{MODE_FUNCTION, "F6", ACTION_PARK},
	{MODE_FUNCTION, "F7", ACTION_PREVIOUS},
	{MODE_FUNCTION, "F8", ACTION_NEXT},
	{MODE_FUNCTION, "F9", ACTION_PALETTE},
	{MODE_FUNCTION, "F10", ACTION_QUIT},
	{MODE_FUNCTION, "Ctrl-C", ACTION_QUIT},
	{MODE_FUNCTION, "F11", ACTION_GAPS},
	{MODE_FUNCTION, "F12", ACTION_OPEN_VOTE},
	{MODE_FUNCTION, "Ctrl-O", ACTION_OPEN_VOTE},
	{MODE_FUNCTION, "Ctrl-G", ACTION_WORD},
	{MODE_FUNCTION, "Ctrl-R", ACTION_REDO},
	{MODE_FUNCTION, "Ctrl-N", ACTION_DEVICES},
	{MODE_FUNCTION, "Ctrl-L", ACTION_WALL_OFF},
	{MODE_FUNCTION, "Ctrl-T", ACTION_SPEAKING},
	{MODE_FUNCTION, "Ctrl-X", ACTION_SMALL_GROUPS},

	{MODE_LETTERS, "Enter", ACTION_TAKE},
	{MODE_LETTERS, "Space", ACTION_TAKE},
	{MODE_LETTERS, "Home", ACTION_FIRST},
	{MODE_LETTERS, "End", ACTION_LAST},
	{MODE_LETTERS, "?", ACTION_HELP},
	{MODE_LETTERS, ":", ACTION_PALETTE},
	{MODE_LETTERS, "/", ACTION_SEARCH},
	{MODE_LETTERS, "b", ACTION_BLANK},
	{MODE_LETTERS, "u", ACTION_UNDO},
	{MODE_LETTERS, "q", ACTION_QUIT},
	{MODE_LETTERS, "n", ACTION_NEXT},
	{MODE_LETTERS, "p", ACTION_PREVIOUS},
	{MODE_LETTERS, "g", ACTION_STAGES},
	{MODE_LETTERS, "+", ACTION_EXTEND},
	{MODE_LETTERS, "t", ACTION_NOTE},
	{MODE_LETTERS, "a", ACTION_ACTION},
	{MODE_LETTERS, "k", ACTION_PARK},
	{MODE_LETTERS, "G", ACTION_WORD},
	{MODE_LETTERS, "i", ACTION_PERSON},
	{MODE_LETTERS, "z", ACTION_PAUSE},
	{MODE_LETTERS, "o", ACTION_OFF_RECORD},
	{MODE_LETTERS, "f", ACTION_NOTES},
	{MODE_LETTERS, "m", ACTION_MINUTES},
	{MODE_LETTERS, "s", ACTION_COPY},
	{MODE_LETTERS, "P", ACTION_PRINT_SLIPS},
	{MODE_LETTERS, "L", ACTION_FURTHER},
	{MODE_LETTERS, "C", ACTION_TRACE},
	{MODE_LETTERS, "O", ACTION_SIFT},
	{MODE_LETTERS, "=", ACTION_COLOURS},
	{MODE_LETTERS, "M", ACTION_MOUSE},
	{MODE_LETTERS, "N", ACTION_DEVICES},
	{MODE_LETTERS, "B", ACTION_WALL},
	{MODE_LETTERS, "F", ACTION_FREEZE},
	{MODE_LETTERS, "v", ACTION_VOTE},
	{MODE_LETTERS, "e", ACTION_EDIT},
	{MODE_LETTERS, "d", ACTION_WITHDRAW},
	{MODE_LETTERS, "D", ACTION_ERASE},

	{MODE_SEATS, "Home", ACTION_FIRST},
	{MODE_SEATS, "End", ACTION_LAST},
	{MODE_SEATS, "?", ACTION_HELP},
	{MODE_SEATS, ":", ACTION_PALETTE},
	{MODE_SEATS, "/", ACTION_SEARCH},
	{MODE_SEATS, "+", ACTION_EXTEND},
	{MODE_SEATS, "=", ACTION_COLOURS},

	{MODE_BRIEF, "r", ACTION_REVEAL},

	{MODE_PEOPLE, "h", ACTION_VOICE},
	{MODE_PEOPLE, "x", ACTION_ABSENT},

	{MODE_COLLECT, "r", ACTION_REVEAL},
	{MODE_COLLECT, "j", ACTION_MERGE},
	{MODE_COLLECT, "y", ACTION_ALIKE},
	{MODE_COLLECT, "l", ACTION_LEAVE_OUT},
	{MODE_COLLECT, "c", ACTION_GAPS},

	{MODE_GROUP, "l", ACTION_LEAVE_OUT},
	{MODE_GROUP, "j", ACTION_MERGE},
	{MODE_GROUP, "x", ACTION_SPLIT},
	{MODE_GROUP, "y", ACTION_ALIKE},

	{MODE_VOTE, "y", ACTION_SLIPS},
	{MODE_VOTE, "h", ACTION_HANDS},
	{MODE_VOTE, "w", ACTION_PASS_KEYBOARD},
	{MODE_VOTE, "x", ACTION_STEP_OUT},
	{MODE_VOTE, "E", ACTION_STAND_IN},
	{MODE_VOTE, "l", ACTION_WRONG_NAME},
	{MODE_VOTE, "c", ACTION_CLOSE_VOTE},
	{MODE_VOTE, "D", ACTION_VOID},
	{MODE_VOTE, "r", ACTION_SORT},

	{MODE_DECIDE, "y", ACTION_SLIPS},
	{MODE_DECIDE, "h", ACTION_HANDS},
	{MODE_DECIDE, "x", ACTION_STEP_OUT},
	{MODE_DECIDE, "E", ACTION_STAND_IN},
	{MODE_DECIDE, "l", ACTION_WRONG_NAME},
	{MODE_DECIDE, "c", ACTION_CLOSE_VOTE},
	{MODE_DECIDE, "D", ACTION_VOID},
	{MODE_DECIDE, "j", ACTION_FROM_CARD},
	{MODE_DECIDE, "w", ACTION_BURDEN},
	{MODE_DECIDE, "r", ACTION_REASON},
	{MODE_DECIDE, "d", ACTION_DECIDE},
	{MODE_DECIDE, "W", ACTION_CARE},
	{MODE_DECIDE, "B", ACTION_BEARER},
	{MODE_DECIDE, "T", ACTION_ROUND},
	{MODE_DECIDE, "I", ACTION_MET},
	{MODE_DECIDE, "V", ACTION_REVIEW},
	{MODE_DECIDE, "S", ACTION_MINORITY},
	{MODE_DECIDE, "A", ACTION_AMEND},
	{MODE_DECIDE, "Y", ACTION_ADVICE},
	{MODE_DECIDE, "X", ACTION_WITHDRAW},
	{MODE_DECIDE, "R", ACTION_RULE},
	{MODE_DECIDE, "K", ACTION_KIND},

	{MODE_TALK, "Space", ACTION_WANTS},

	{MODE_CLOSE, "w", ACTION_NAMING},
	{MODE_CLOSE, "x", ACTION_MEETING},
	{MODE_CLOSE, "c", ACTION_CLOSE_SESSION},
	{MODE_CLOSE, "y", ACTION_CORRECT},
	{MODE_CLOSE, "S", ACTION_MINORITY},

	{MODE_LAST, "c", ACTION_APPROVE},
	{MODE_LAST, "y", ACTION_CORRECT},
	{MODE_LAST, "V", ACTION_REVIEW},

	{MODE_STAGES, "Enter", ACTION_TAKE},
	{MODE_STAGES, "Space", ACTION_TAKE},
	{MODE_STAGES, "Up", ACTION_UP},
	{MODE_STAGES, "Down", ACTION_DOWN},
	{MODE_STAGES, "PageUp", ACTION_PAGE_UP},
	{MODE_STAGES, "PageDown", ACTION_PAGE_DOWN},
	{MODE_STAGES, "Home", ACTION_FIRST},
	{MODE_STAGES, "End", ACTION_LAST},
	{MODE_STAGES, "x", ACTION_SKIP},
	{MODE_STAGES, "Esc", ACTION_BACK},
	{MODE_STAGES, "q", ACTION_BACK},
	{MODE_STAGES, "F2", ACTION_BLANK},

	{MODE_FORM, "Enter", ACTION_TAKE},
	{MODE_FORM, "Ctrl-S", ACTION_SAVE},
	{MODE_FORM, "Up", ACTION_UP},
	{MODE_FORM, "Down", ACTION_DOWN},
	{MODE_FORM, "Tab", ACTION_DOWN},
	{MODE_FORM, "BackTab", ACTION_UP},
	{MODE_FORM, "Left", ACTION_LESS},
	{MODE_FORM, "Right", ACTION_MORE},
	{MODE_FORM, "Esc", ACTION_BACK},
	{MODE_FORM, "F2", ACTION_BLANK},

	{MODE_CONFIRM, "Enter", ACTION_TAKE},
	{MODE_CONFIRM, "Up", ACTION_UP},
	{MODE_CONFIRM, "Down", ACTION_DOWN},
	{MODE_CONFIRM, "PageUp", ACTION_PAGE_UP},
	{MODE_CONFIRM, "PageDown", ACTION_PAGE_DOWN},
	{MODE_CONFIRM, "Esc", ACTION_BACK},
	{MODE_CONFIRM, "q", ACTION_BACK},
	{MODE_CONFIRM, "F2", ACTION_BLANK},

	{MODE_PICK, "Enter", ACTION_TAKE},
	{MODE_PICK, "Up", ACTION_UP},
	{MODE_PICK, "Down", ACTION_DOWN},
	{MODE_PICK, "PageUp", ACTION_PAGE_UP},
	{MODE_PICK, "PageDown", ACTION_PAGE_DOWN},
	{MODE_PICK, "Home", ACTION_FIRST},
	{MODE_PICK, "End", ACTION_LAST},
	{MODE_PICK, "Esc", ACTION_BACK},
	{MODE_PICK, "F2", ACTION_BLANK},

	{MODE_CALL, "Enter", ACTION_TAKE},
	{MODE_CALL, "n", ACTION_NEXT},
	{MODE_CALL, "N", ACTION_NEXT},
	{MODE_CALL, "Esc", ACTION_BACK},

	{MODE_NAMES, "Enter", ACTION_TAKE},
	{MODE_NAMES, "Up", ACTION_UP},
	{MODE_NAMES, "Down", ACTION_DOWN},
	{MODE_NAMES, "x", ACTION_STEP_OUT},
	{MODE_NAMES, "E", ACTION_STAND_IN},
	{MODE_NAMES, "r", ACTION_REASON},
	{MODE_NAMES, "c", ACTION_CLOSE_VOTE},
	{MODE_NAMES, "Esc", ACTION_BACK},
	{MODE_NAMES, "F2", ACTION_BLANK},

	{MODE_BALLOT, "Enter", ACTION_TAKE},
	{MODE_BALLOT, "Up", ACTION_UP},
	{MODE_BALLOT, "Down", ACTION_DOWN},
	{MODE_BALLOT, "Left", ACTION_LESS},
	{MODE_BALLOT, "Right", ACTION_MORE},
	{MODE_BALLOT, "Space", ACTION_SWITCH},
	{MODE_BALLOT, "Backspace", ACTION_BACK},

	{MODE_DEVICES, "Enter", ACTION_TAKE},
	{MODE_DEVICES, "Up", ACTION_UP},
	{MODE_DEVICES, "Down", ACTION_DOWN},
	{MODE_DEVICES, "PageUp", ACTION_PAGE_UP},
	{MODE_DEVICES, "PageDown", ACTION_PAGE_DOWN},
	{MODE_DEVICES, "Tab", ACTION_SWITCH},
	{MODE_DEVICES, "a", ACTION_ADMIT_ALL},
	{MODE_DEVICES, "x", ACTION_PUT_OUT},
	{MODE_DEVICES, "r", ACTION_ASK_EACH},
	{MODE_DEVICES, "n", ACTION_NEW_CODE},
	{MODE_DEVICES, "s", ACTION_SHOW_DOOR},
	{MODE_DEVICES, "w", ACTION_NETWORK},
	{MODE_DEVICES, "c", ACTION_CLOSE_DOOR},
	{MODE_DEVICES, "Esc", ACTION_BACK},
	{MODE_DEVICES, "q", ACTION_BACK},
	{MODE_DEVICES, "F2", ACTION_BLANK},

	{MODE_WALL, "Enter", ACTION_TAKE},
	{MODE_WALL, "Up", ACTION_UP},
	{MODE_WALL, "Down", ACTION_DOWN},
	{MODE_WALL, "PageUp", ACTION_PAGE_UP},
	{MODE_WALL, "PageDown", ACTION_PAGE_DOWN},
	{MODE_WALL, "F", ACTION_FREEZE},
	{MODE_WALL, "f", ACTION_FREEZE},
	{MODE_WALL, "Esc", ACTION_BACK},
	{MODE_WALL, "q", ACTION_BACK},
	{MODE_WALL, "F2", ACTION_BLANK},

	{MODE_SPEAKING, "Enter", ACTION_TAKE},
	{MODE_SPEAKING, "Up", ACTION_UP},
	{MODE_SPEAKING, "Down", ACTION_DOWN},
	{MODE_SPEAKING, "PageUp", ACTION_PAGE_UP},
	{MODE_SPEAKING, "PageDown", ACTION_PAGE_DOWN},
	{MODE_SPEAKING, "Space", ACTION_SHOW_BALANCE},
	{MODE_SPEAKING, "Esc", ACTION_BACK},
	{MODE_SPEAKING, "F2", ACTION_BLANK},

	{MODE_TRACE, "Enter", ACTION_TAKE},
	{MODE_TRACE, "Up", ACTION_UP},
	{MODE_TRACE, "Down", ACTION_DOWN},
	{MODE_TRACE, "PageUp", ACTION_PAGE_UP},
	{MODE_TRACE, "PageDown", ACTION_PAGE_DOWN},
	{MODE_TRACE, "a", ACTION_ACTION},
	{MODE_TRACE, "F4", ACTION_ACTION},
	{MODE_TRACE, "Esc", ACTION_BACK},
	{MODE_TRACE, "C", ACTION_BACK},
	{MODE_TRACE, "q", ACTION_BACK},
	{MODE_TRACE, "F2", ACTION_BLANK},

	{MODE_TEXT, "Enter", ACTION_TAKE},
	{MODE_TEXT, "Up", ACTION_UP},
	{MODE_TEXT, "Down", ACTION_DOWN},
	{MODE_TEXT, "PageUp", ACTION_PAGE_UP},
	{MODE_TEXT, "PageDown", ACTION_PAGE_DOWN},
	{MODE_TEXT, "Esc", ACTION_BACK},
	{MODE_TEXT, "F2", ACTION_BLANK},

	{MODE_BLANK, "F2", ACTION_BLANK},
	{MODE_BLANK, "b", ACTION_BLANK},
	{MODE_BLANK, "Esc", ACTION_BLANK},
	{MODE_BLANK, "Enter", ACTION_BLANK},
	{MODE_BLANK, "o", ACTION_OFF_RECORD},
	{MODE_BLANK, "F10", ACTION_QUIT},
	{MODE_BLANK, "Ctrl-C", ACTION_QUIT},

	{MODE_OWN, "Enter", ACTION_TAKE},
	{MODE_OWN, "Space", ACTION_TAKE},
	{MODE_OWN, "Up", ACTION_UP},
	{MODE_OWN, "Down", ACTION_DOWN},
	{MODE_OWN, "PageUp", ACTION_PAGE_UP},
	{MODE_OWN, "PageDown", ACTION_PAGE_DOWN},
	{MODE_OWN, "Home", ACTION_FIRST},
	{MODE_OWN, "End", ACTION_LAST},
	{MODE_OWN, "h", ACTION_HAND},
	{MODE_OWN, "F4", ACTION_HAND},
	{MODE_OWN, "r", ACTION_READY},
	{MODE_OWN, "F5", ACTION_READY},
	{MODE_OWN, "w", ACTION_WORD},
	{MODE_OWN, "Ctrl-G", ACTION_WORD},
	{MODE_OWN, "=", ACTION_COLOURS},
	{MODE_OWN, "q", ACTION_QUIT},
	{MODE_OWN, "F10", ACTION_QUIT},
	{MODE_OWN, "Ctrl-C", ACTION_QUIT},

	{MODE_OWN_ENTRY, "Enter", ACTION_TAKE},
	{MODE_OWN_ENTRY, "Up", ACTION_UP},
	{MODE_OWN_ENTRY, "Down", ACTION_DOWN},
	{MODE_OWN_ENTRY, "PageUp", ACTION_PAGE_UP},
	{MODE_OWN_ENTRY, "PageDown", ACTION_PAGE_DOWN},
	{MODE_OWN_ENTRY, "Tab", ACTION_MORE},
	{MODE_OWN_ENTRY, "BackTab", ACTION_LESS},
	{MODE_OWN_ENTRY, "F4", ACTION_HAND},
	{MODE_OWN_ENTRY, "F5", ACTION_READY},
	{MODE_OWN_ENTRY, "Ctrl-G", ACTION_WORD},
	{MODE_OWN_ENTRY, "F10", ACTION_QUIT},
	{MODE_OWN_ENTRY, "Ctrl-C", ACTION_QUIT},
};

enum { BINDINGS = sizeof bindings / sizeof bindings[0] };

enum mode mode_parent(enum mode mode)
{
	return modes[mode].parent;
}

const char *mode_name(enum mode mode)
{
	return modes[mode].name;
}

bool keymap_binding(size_t index, enum mode *mode, const char **key, enum action_id *action)
{
	if (index >= BINDINGS)
		return false;
	*mode = bindings[index].mode;
	*key = bindings[index].key;
	*action = bindings[index].action;
	return true;
}

enum action_id keymap_find(enum mode mode, int32_t code)
{
	for (;;) {
		for (size_t i = 0; i < BINDINGS; i++)
			if (bindings[i].mode == mode && key_from_name(bindings[i].key) == code)
				return bindings[i].action;
		if (modes[mode].parent == mode)
			return ACTION_NONE;
		mode = modes[mode].parent;
	}
}

bool keymap_own(enum mode mode, enum action_id action)
{
	for (size_t i = 0; i < BINDINGS; i++)
		if (bindings[i].mode == mode && bindings[i].action == action)
			return true;
	return false;
}

bool keymap_key(enum mode mode, enum action_id action, char out[24])
{
	enum mode from = mode;

	for (;;) {
		for (size_t i = 0; i < BINDINGS; i++)
			/* a key which a nearer mode gave to something else does not count */
			if (bindings[i].mode == mode && bindings[i].action == action &&
				keymap_find(from, key_from_name(bindings[i].key)) == action) {
				snprintf(out, 24, "%s", bindings[i].key);
				return true;
			}
		if (modes[mode].parent == mode)
			return false;
		mode = modes[mode].parent;
	}
}

void keymap_keys(enum mode mode, enum action_id action, char *out, size_t size)
{
	enum mode from = mode;
	size_t used = 0;

	out[0] = '\0';
	for (;;) {
		for (size_t i = 0; i < BINDINGS; i++)
			if (bindings[i].mode == mode && bindings[i].action == action &&
				keymap_find(from, key_from_name(bindings[i].key)) == action &&
				used < size)
				used += (size_t)snprintf(out + used, size - used, "%s%s",
					used > 0 ? ", " : "", bindings[i].key);
		if (modes[mode].parent == mode)
			return;
		mode = modes[mode].parent;
	}
}
