/* Where a key goes: to what covers the screen, to what lies over the stage, to the line being
 * typed, to the stage's own activity, to the list. */
#include "state.h"

#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"

#include <limits.h>
#include <string.h>

static bool entry_key(struct console *console, const struct key *key)
{
	char place[ENTRY_PLACE];

	if (!editor_key(&console->entry, key))
		return false;
	if (console->entry.full)
		console_say(console, true, _("This line is full. Press Enter to take it."));
	entry_place(console->stage, place);
	draft_set(console, place, editor_text(&console->entry));
	return true;
}

static void entry_take(struct console *console)
{
	struct editor *entry = &console->entry;
	const char *typed = editor_text(entry);
	char *text = text_sanitise(typed, strlen(typed), false, TEXT_CARD, NULL);
	int stage = console->stage;
	char place[ENTRY_PLACE];

	entry_place(stage, place);
	draft_use(console, place);
	bool taken = console_view(console)->enter(console, text);
	drafts_spare(console);
	if (taken && stage == console->stage) {
		console->scroll = INT_MAX; /* what was just taken is in sight */
		editor_set(entry, "");
		draft_set(console, place, "");
	}
	array_free(text);
}

/* Moves the page where nothing else can be gone to, or what has the focus goes on out of sight. */
static bool move_page(struct console *console, int by)
{
	struct reach *reach = &console->reach;
	int rows = by < 0 ? reach->above : reach->below,
	    most = reach->window > 1 ? reach->window : 1;

	rows = rows < most ? rows : most;
	by = by < -rows ? -rows : by > rows ? rows : by;
	console->scroll += by;
	reach->above += by;
	reach->below -= by;
	reach->moved = rows > 0;
	return reach->moved;
}

static void move_focus(struct console *console, int by)
{
	size_t count = console->audience.items.count;
	int64_t to = (int64_t)console->focus + by;

	if (!console_typing(console) && move_page(console, by))
		return;
	if (count == 0 || console_view(console)->read)
		return;
	if (!console->in_list && console_typing(console)) {
		/* from the entry line up into the list, at its end */
		console->in_list = true;
		to = by < 0 ? (int64_t)count - 1 : 0;
	} else if (console->focus + 1 >= count && by > 0 && console_view(console)->label != NULL) {
		/* a page goes to the end first, and only from there back to the entry line */
		console->in_list = false;
	}
	console->focus = (size_t)(to < 0 ? 0 : to >= (int64_t)count ? (int64_t)count - 1 : to);
}

static void to_the_list(struct console *console)
{
	console->in_list = true;
	console_say(console, false, _("Letters are commands now. Tab: type again."));
}

static void back(struct console *console)
{
	if (console_typing(console)) {
		to_the_list(console);
	} else if (console->marked != 0) {
		console->marked = 0;
		console_say(console, false, _("The mark is gone."));
	} else {
		/* with arrows, Enter and Esc alone everything can be reached from here */
		commands_open(console, _("Which command? Press its key, or go to it."), true);
	}
}

static bool move(struct console *console, enum action_id action)
{
	switch ((int)action) {
	case ACTION_UP:
		move_focus(console, -1);
		return true;
	case ACTION_DOWN:
		move_focus(console, 1);
		return true;
	case ACTION_PAGE_UP:
		move_focus(console, -8);
		return true;
	case ACTION_PAGE_DOWN:
		move_focus(console, 8);
		return true;
	case ACTION_FIRST:
		console->focus = 0;
		console->scroll = 0;
		return true;
	case ACTION_LAST:
		console->focus =
			console->audience.items.count > 0 ? console->audience.items.count - 1 : 0;
		console->scroll = INT_MAX;
		return true;
	case ACTION_SWITCH:
		console->in_list = !console->in_list;
		return true;
	case ACTION_BACK:
		back(console);
		return true;
	}
	return false;
}

static void say_useless(struct console *console)
{
	console_say(console, true, _("This key does nothing here. F1 shows the keys."));
}

/* In what lies over the stage: whoever presses F8 there learns how to get to where it works. */
static void say_useless_above(struct console *console, const struct key *key)
{
	if (console->message == NULL && key->code != KEYS_SPACE && key->code != KEYS_MOUSE)
		console_say(console, true, _("This key does nothing here. Esc goes back."));
}

/* From the list back to the entry line, where there is one. */
static bool type_again(struct console *console)
{
	if (!console->in_list)
		return false;
	console->in_list = false;
	console->in_list = !console_typing(console);
	return !console->in_list;
}

/* Esc-then-letter: the letter's command, from everywhere. */
enum action_id console_letter(const struct console *console, int32_t code)
{
	enum action_id action = keymap_find(console_view(console)->mode, code);

	return action != ACTION_NONE ? action : keymap_find(MODE_LETTERS, code);
}

static void stage_key(struct console *console, const struct key *key)
{
	const struct activity_view *view = console_view(console);
	bool text = console_typing(console);
	enum action_id action;

	if (text && key->code == KEYS_PASTE && paste_open(console, key->text, key->length))
		return;
	if (text && entry_key(console, key))
		return;
	if (!text && view->input != NULL && view->input(console, key))
		return;
	action = keymap_find(text ? MODE_ENTRY : view->mode, key->code);
	if (action == ACTION_NONE && (key->code & KEYS_ALT))
		action = console_letter(console, key->code & ~KEYS_ALT);
	if (action == ACTION_NONE) {
		if (key->code > ' ' && key->code < KEYS_NAMED)
			say_useless(console);
		return;
	}
	if (text && action == ACTION_TAKE && editor_text(&console->entry)[0] != '\0') {
		entry_take(console);
		return;
	}
	const struct audience_item *focused = text ? NULL : console_focused(console);
	if (action == ACTION_TAKE && focused == NULL && type_again(console))
		return;
	if (view->act != NULL && view->act(console, action, focused))
		return;
	if (action == ACTION_TAKE && type_again(console))
		return;
	if (!move(console, action) && !console_act(console, action) && action != ACTION_TAKE)
		say_useless(console);
}

static void covered_key(struct console *console, const struct key *key)
{
	enum action_id action = keymap_find(MODE_BLANK, key->code);

	if (action == (console_model(console)->off_record ? ACTION_OFF_RECORD : ACTION_BLANK)) {
		console_act(console, action);
	} else if (action == ACTION_QUIT && console->leave_asked) {
		console->leaving = true;
	} else if (action == ACTION_QUIT) {
		/* no question is drawn over what is covered: the same key again answers it */
		console_sayf(console, false,
			_("Press it again to leave. Everything is kept in %s."),
			console->config.file);
		console->leave_asked = true;
		return;
	}
	console->leave_asked = false;
}

/* A list may have a way of its own to go from line to line. */
static void wheel_stage(struct console *console, bool up)
{
	const struct activity_view *view = console_view(console);
	bool list = console->audience.items.count > 0 && !view->read;

	if (console_typing(console))
		return;
	if (!list || view->act == NULL ||
		!view->act(console, up ? ACTION_UP : ACTION_DOWN, console_focused(console)))
		move_focus(console, up ? -1 : 1);
}

/* A click moves the cursor, or chooses where a list asks for nothing else; the wheel moves it line
 * by line. */
static void point(struct console *console, struct overlay *top, const struct key *key)
{
	bool wheel = key->code != KEYS_MOUSE, up = key->code == KEYS_WHEEL_UP;

	if (top != NULL && wheel) {
		if (keymap_find(top->kind->mode, KEYS_UP) == ACTION_UP)
			top->kind->act(console, top, up ? ACTION_UP : ACTION_DOWN);
	} else if (top != NULL) {
		if (key->target > 0 && top->kind->point != NULL)
			top->kind->point(console, top, key->target);
	} else if (wheel) {
		wheel_stage(console, up);
	} else if (key->target > 0 && key->target <= console->audience.items.count) {
		if (console_typing(console))
			to_the_list(console);
		console->focus = key->target - 1;
	}
}

bool console_key(struct console *console, const struct key *key)
{
	struct overlay *top = console_top(console);
	bool mouse = key->code >= KEYS_MOUSE && key->code <= KEYS_WHEEL_DOWN;

	console_look(console);
	console->uncovered = console->reach.moved = false;
	console_say(console, false, NULL);
	if (mouse && !console_covered(console)) {
		point(console, top, key);
	} else if (console_covered(console)) {
		covered_key(console, key);
	} else if (top != NULL && !top->kind->secret_hands &&
		   keymap_find(MODE_FUNCTION, key->code) == ACTION_DEVICES) {
		devices_open(console);
	} else if (top != NULL) {
		if (top->kind->input == NULL || !top->kind->input(console, top, key)) {
			enum action_id action = keymap_find(top->kind->mode, key->code);
			if (action == ACTION_BLANK)
				console_act(console, action);
			else if (action == ACTION_NONE || !top->kind->act(console, top, action))
				say_useless_above(console, key);
		}
	} else {
		stage_key(console, key);
	}
	console_look(console);
	return !console->leaving;
}
