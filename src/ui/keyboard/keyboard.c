/* A participant's own keyboard: which part of it has the keys, and what it shows. */
#include "state.h"

#include "roundtable/base/mem.h"
#include "roundtable/ui/wall.h"

#include <limits.h>
#include <stdarg.h>

void keyboard_say(struct keyboard *keyboard, bool alarming, const char *format, ...)
{
	struct buf text = {0};
	va_list args;

	va_start(args, format);
	buf_vformat(&text, format, args);
	va_end(args);
	array_free(keyboard->message);
	keyboard->message = buf_take(&text);
	keyboard->alarming = alarming;
}

static enum participant_state state_of(const struct keyboard *keyboard)
{
	const struct participant *participant = keyboard->sight.participant;

	return participant != NULL ? participant->state : PARTICIPANT_NOBODY;
}

bool keyboard_in(const struct keyboard *keyboard)
{
	return keyboard->arrival == ARRIVAL_DONE && state_of(keyboard) == PARTICIPANT_IN &&
	       keyboard->sight.audience != NULL;
}

struct keyboard *keyboard_create(const struct keyboard_config *config)
{
	struct keyboard *keyboard = mem_alloc(1, sizeof *keyboard);

	keyboard->config = *config;
	keyboard->stage = -1;
	arrive_begin(keyboard);
	return keyboard;
}

void keyboard_destroy(struct keyboard *keyboard)
{
	if (keyboard == NULL)
		return;
	ballot_destroy(keyboard->ballot);
	cards_finish(keyboard);
	group_finish(keyboard);
	editor_finish(&keyboard->line);
	editor_finish(&keyboard->word);
	array_free(keyboard->code);
	array_free(keyboard->name);
	array_free(keyboard->message);
	array_free(keyboard);
}

void keyboard_look(struct keyboard *keyboard, const struct keyboard_sight *sight)
{
	/* what was said before it went is not what counts now */
	if (sight->link == LINK_LOST && keyboard->sight.link != LINK_LOST) {
		array_free(keyboard->message);
		keyboard->message = NULL;
	}
	keyboard->sight = *sight;
	if (!keyboard_in(keyboard))
		return;
	if (sight->audience->stage != keyboard->stage) { /* another stage is read from its top */
		keyboard->stage = sight->audience->stage;
		keyboard->scroll = 0;
	}
	here_follow(keyboard);
	group_follow(keyboard);
}

void keyboard_answered(struct keyboard *keyboard, enum keyboard_wish wish, const char *refused)
{
	switch (wish) {
	case WISH_PLACES:
	case WISH_PLACE:
		arrive_answered(keyboard, wish, refused);
		break;
	case WISH_CARD:
		card_answered(keyboard, refused);
		break;
	case WISH_BALLOT:
		here_ballot_answered(keyboard, refused);
		break;
	case WISH_WORD:
		keyboard_say(keyboard, refused != NULL, "%s",
			refused != NULL ? refused
					: _("The room sees the word now, and not who asked."));
		break;
	case WISH_GROUP:
	case WISH_THEME:
	case WISH_RENAME:
		group_answered(keyboard, wish, refused);
		break;
	case WISH_HAND:
	case WISH_READY:
		if (refused != NULL)
			keyboard_say(keyboard, true, "%s", refused);
		break;
	}
}

/* --- keys --- */

static bool unsent(const struct keyboard *keyboard)
{
	bool ballot = keyboard->ballot != NULL && !keyboard->handed && keyboard->handing == 0 &&
		      ballot_begun(keyboard->ballot);

	return ballot || cards_unsent(keyboard) || group_unsent(keyboard) ||
	       keyboard->sight.unanswered > 0;
}

/* False: left. */
static bool leave(struct keyboard *keyboard)
{
	keyboard->leave_asked = unsent(keyboard);
	return keyboard->leave_asked;
}

/* Whoever types on without looking has not said yes. */
static bool leave_key(struct keyboard *keyboard, const struct key *key)
{
	keyboard->leave_asked = false;
	return keymap_find(MODE_CONFIRM, key->code) != ACTION_TAKE;
}

static void scroll(struct keyboard *keyboard, enum action_id action)
{
	int *at = &keyboard->scroll;

	switch ((int)action) {
	case ACTION_UP:
		*at -= *at > 0;
		break;
	case ACTION_DOWN:
		*at += *at < INT_MAX / 2;
		break;
	case ACTION_PAGE_UP:
		*at = *at > 8 ? *at - 8 : 0;
		break;
	case ACTION_PAGE_DOWN:
		*at += *at < INT_MAX / 2 ? 8 : 0;
		break;
	case ACTION_FIRST:
		*at = 0;
		break;
	case ACTION_LAST:
		*at = INT_MAX;
		break;
	}
}

/* What a key means here; while text is typed, letters are commands after Esc. */
static enum action_id action_of(const struct key *key, bool typing)
{
	enum action_id action = keymap_find(typing ? MODE_OWN_ENTRY : MODE_OWN, key->code);

	if (action == ACTION_NONE && (key->code & KEYS_ALT))
		action = keymap_find(MODE_OWN, key->code & ~KEYS_ALT);
	return action;
}

static void change_colours(struct keyboard *keyboard)
{
	keyboard->colours = (enum colour_set)((keyboard->colours + 1) % COLOUR_SETS);
	keyboard_say(keyboard, false, _("Colours: %s"), colours(keyboard->colours)->name);
}

/* False: left. */
static bool here_key(struct keyboard *keyboard, const struct key *key)
{
	struct draft_card *card = card_now(keyboard);
	bool typing = card != NULL || group_now(keyboard);

	if (keyboard->word_asked) {
		word_key(keyboard, key);
		return true;
	}
	if (keyboard->ballot_shown && here_ballot_key(keyboard, key))
		return true;
	if (card != NULL && card_key(keyboard, card, key))
		return true;
	if (group_now(keyboard) && group_key(keyboard, key))
		return true;
	enum action_id action = action_of(key, typing);
	if (action == ACTION_QUIT)
		return leave(keyboard);
	if (here_act(keyboard, action))
		return true;
	if (action == ACTION_COLOURS)
		change_colours(keyboard);
	else if (action != ACTION_NONE)
		scroll(keyboard, action);
	else if (key->code > ' ' && key->code < KEYS_NAMED)
		keyboard_say(keyboard, true, _("This key does nothing here."));
	return true;
}

/* Waiting, or out. False: left. */
static bool outside_key(struct keyboard *keyboard, const struct key *key)
{
	enum action_id action = action_of(key, false);

	if (action == ACTION_QUIT)
		return leave(keyboard);
	if (action == ACTION_COLOURS)
		change_colours(keyboard);
	else if (action == ACTION_TAKE && state_of(keyboard) == PARTICIPANT_OUT)
		arrive_again(keyboard);
	return true;
}

bool keyboard_key(struct keyboard *keyboard, const struct key *key)
{
	array_free(keyboard->message);
	keyboard->message = NULL;
	if (keyboard->leave_asked)
		return leave_key(keyboard, key);
	if (keyboard->arrival != ARRIVAL_DONE)
		return arrive_key(keyboard, key);
	return keyboard_in(keyboard) ? here_key(keyboard, key) : outside_key(keyboard, key);
}

/* --- pages --- */

void keyboard_ask(struct page *page, const char *label, const struct editor *editor)
{
	page->asking = true;
	page_set(&page->ask, "%s", label);
	page_set(&page->typed, "%s", editor_text(editor));
	page->cursor = editor->cursor;
}

void keyboard_hint(struct page *page, enum mode mode, enum action_id action, const char *what)
{
	char key[24];

	if (keymap_key(mode, action, key))
		page_hint(page, key, what);
}

static void leave_page(struct page *page)
{
	page->centred = true;
	page_add(page, LINE_QUESTION, _("Leave now?"));
	page_add(page, LINE_GAP, "");
	page_add(page, LINE_TEXT, _("Something of yours was not sent yet. It would be lost."));
	page_hint(page, "Enter", _("leave"));
	page_hint(page, "Esc", _("stay"));
}

/* Before the person is in, and after. */
static void outside_page(const struct keyboard *keyboard, struct page *page)
{
	page->centred = true;
	page_set(&page->title, "%s", _("Join the workshop"));
	switch (state_of(keyboard)) {
	case PARTICIPANT_NOBODY:
	case PARTICIPANT_IN: /* in, and nothing told yet */
		page_add(page, LINE_QUESTION, _("Asking for your place"));
		page_add(page, LINE_TEXT, _("The session has not answered yet."));
		break;
	case PARTICIPANT_WAITING:
		page_add(page, LINE_QUESTION, _("Please wait for the facilitator"));
		page_add(page, LINE_TEXT,
			_("Your place is asked for. The facilitator lets each person in; what can "
			  "be done then comes by itself."));
		break;
	case PARTICIPANT_OUT:
		page_add(page, LINE_QUESTION, _("This device has no place any more"));
		page_add(page, LINE_TEXT,
			_("The facilitator took it out, or another device speaks for you now. What "
			  "you sent stays."));
		page_hint(page, "Enter", _("ask for a place again"));
		break;
	}
	keyboard_hint(page, MODE_OWN, ACTION_QUIT, _("leave"));
}

/* The keys that mean something now, most useful first. */
static void here_hints(const struct keyboard *keyboard, bool typing, struct page *page)
{
	enum mode mode = typing ? MODE_OWN_ENTRY : MODE_OWN;
	bool up = keyboard->sight.participant->hand, ready = keyboard->sight.participant->ready;

	if (typing && !group_now(keyboard))
		keyboard_hint(page, mode, ACTION_TAKE, _("read it back"));
	else if (here_votes(keyboard))
		keyboard_hint(page, mode, ACTION_TAKE,
			keyboard->handed ? _("change your ballot") : _("your ballot"));
	if (here_quiet(keyboard))
		keyboard_hint(page, mode, ACTION_READY, ready ? _("not ready") : _("ready"));
	if (here_hand(keyboard))
		keyboard_hint(page, mode, ACTION_HAND, up ? _("hand down") : _("hand up"));
	keyboard_hint(page, mode, ACTION_WORD, _("a word is unclear"));
	keyboard_hint(page, mode, ACTION_QUIT, _("leave"));
}

static void here_page(struct keyboard *keyboard, struct page *page)
{
	const struct audience *audience = keyboard->sight.audience;
	moment now = keyboard->config.clock.now(keyboard->config.clock.context);
	struct wall_own own = {here_task(keyboard), here_fate(keyboard)};
	struct wall_cursor cursor = {.focus = SIZE_MAX, .own = &own};
	struct draft_card *card = card_now(keyboard);
	bool groups = group_now(keyboard);

	wall_header(audience, now, false, page);
	if (audience->state == AUDIENCE_BLANK) {
		page->centred = true;
		page_add(page, LINE_TEXT, _("Nothing is shown just now."));
	} else if (keyboard->word_asked) {
		word_page(keyboard, page);
	} else if (keyboard->ballot_shown) {
		ballot_page(keyboard->ballot, page);
		page_hint(page, "Esc", _("back; it is kept"));
	} else if (card != NULL && card->reading_back) {
		card_read_back(keyboard, card, page);
	} else if (groups && keyboard->group.menu != NULL) {
		menu_page(keyboard->group.menu, page);
	} else {
		page->standing = true;
		if (groups)
			cursor.focus = keyboard->group.index;
		wall_whole(audience, now, &cursor, page);
		if (card != NULL)
			card_page(keyboard, card, page);
		if (groups)
			group_page(keyboard, page);
		here_hints(keyboard, card != NULL || groups, page);
	}
	here_state(keyboard, page);
}

void keyboard_page(struct keyboard *keyboard, struct page *page)
{
	if (keyboard->leave_asked)
		leave_page(page);
	else if (keyboard->arrival != ARRIVAL_DONE)
		arrive_page(keyboard, page);
	else if (keyboard_in(keyboard))
		here_page(keyboard, page);
	else
		outside_page(keyboard, page);
	if (keyboard->message != NULL) {
		page_set(&page->message, "%s", keyboard->message);
		page->alarming = keyboard->alarming;
	} else if (keyboard->sight.problem != NULL) {
		page_set(&page->message, "%s", keyboard->sight.problem);
	} else if (keyboard->sight.link == LINK_LOST) {
		page_set(&page->message, "%s",
			_("The connection is lost. It comes back by itself; what you wrote and "
			  "filled in is kept."));
	}
}

int *keyboard_scroll(struct keyboard *keyboard)
{
	if (keyboard->ballot_shown)
		return &keyboard->ballot_scroll;
	return keyboard->group.menu != NULL ? menu_scroll(keyboard->group.menu) : &keyboard->scroll;
}

enum colour_set keyboard_colours(const struct keyboard *keyboard)
{
	return keyboard->colours;
}

int keyboard_next_change(const struct keyboard *keyboard)
{
	moment now = keyboard->config.clock.now(keyboard->config.clock.context);

	return keyboard_in(keyboard) ? wall_next_change(keyboard->sight.audience, now) : -1;
}
