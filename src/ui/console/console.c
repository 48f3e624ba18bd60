#include "roundtable/ui/console.h"

#include "state.h"

#include "roundtable/core/agreement.h"

#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

const struct model *console_model(const struct console *console)
{
	return console->config.model;
}

moment console_now(const struct console *console)
{
	return console->config.clock.now(console->config.clock.context);
}

day console_today(const struct console *console)
{
	return day_of(console_now(console), console_model(console)->offset);
}

int console_at(const struct console *console)
{
	return console->looking >= 0 ? console->looking : console_model(console)->stage;
}

const struct stage *console_stage(const struct console *console)
{
	return model_stage(console_model(console), console_at(console));
}

const struct activity_view *const activity_views[ACTIVITY_COUNT] = {
	[ACTIVITY_BRIEF] = &brief_view,
	[ACTIVITY_PEOPLE] = &people_view,
	[ACTIVITY_COLLECT] = &collect_view,
	[ACTIVITY_GROUP] = &group_view,
	[ACTIVITY_VOTE] = &vote_view,
	[ACTIVITY_RATE] = &vote_view,
	[ACTIVITY_DECIDE] = &decide_view,
	[ACTIVITY_TALK] = &talk_view,
	[ACTIVITY_BREAK] = &break_view,
	[ACTIVITY_CLOSE] = &close_view,
};

/* Before the first stage and after the last word nothing belongs to an activity. */
static void nowhere_hints(struct console *console, struct page *page)
{
	view_hint(console, page, ACTION_TAKE, _("begin"));
	view_hint(console, page, ACTION_STAGES, NULL);
	view_hint(console, page, ACTION_HELP, NULL);
	view_hint(console, page, ACTION_PERSON, NULL);
	view_hint(console, page, ACTION_QUIT, NULL);
}

/* What is due comes up when the session is opened. */
static void nowhere_more(struct console *console, struct page *page)
{
	struct buf due = {0};

	sentence_due(console_model(console), &due);
	if (due.count > 0)
		page_add(page, LINE_TEXT, buf_text(&due));
	buf_finish(&due);
}

static bool nowhere_act(
	struct console *console, enum action_id action, const struct audience_item *focused)
{
	(void)focused;
	return action == ACTION_TAKE && console_act(console, ACTION_NEXT);
}

static void closed_hints(struct console *console, struct page *page)
{
	view_hint(console, page, ACTION_MINUTES, NULL);
	view_hint(console, page, ACTION_PREVIOUS, NULL);
	view_hint(console, page, ACTION_NEXT, NULL);
	view_hint(console, page, ACTION_COPY, NULL);
	view_hint(console, page, ACTION_QUIT, NULL);
}

static const struct activity_view nowhere_view = {
	.mode = MODE_LETTERS, .act = nowhere_act, .more = nowhere_more, .hints = nowhere_hints};
static const struct activity_view closed_view = {
	.mode = MODE_LETTERS, .read = true, .hints = closed_hints};

const struct activity_view *console_view(const struct console *console)
{
	const struct stage *stage = console_stage(console);

	if (stage == NULL)
		return &nowhere_view;
	if (console_model(console)->closed_at != 0)
		return stage_reads_this(stage) ? &close_view : &closed_view;
	if (stage->activity == ACTIVITY_COLLECT && stage_setting(stage, SETTING_MATRIX))
		return &matrix_view;
	return stage_reads_last(stage) ? &last_view : activity_views[stage->activity];
}

struct overlay *console_top(const struct console *console)
{
	size_t count = console->overlays.count;

	return count > 0 ? console->overlays.items[count - 1] : NULL;
}

struct overlay *console_push(struct console *console, const struct overlay_kind *kind, void *state)
{
	struct overlay *overlay = mem_alloc(1, sizeof *overlay);

	overlay->kind = kind;
	overlay->state = state;
	*array_push(&console->overlays) = overlay;
	return overlay;
}

void console_pop(struct console *console)
{
	struct overlay *overlay = console_top(console);

	if (overlay == NULL)
		return;
	console->overlays.count--;
	if (overlay->kind->destroy != NULL)
		overlay->kind->destroy(overlay);
	array_free(overlay);
}

static void entry_place(int stage, char out[32])
{
	snprintf(out, 32, "entry/%d", stage);
}

/* Another stage: its own entry line, focus from the top. */
static void follow_stage(struct console *console)
{
	char place[32];

	if (console->stage == console_at(console))
		return;
	console->stage = console_at(console);
	console->focus = 0;
	console->scroll = 0;
	console->marked = 0;
	console->in_list = console->sort_turned = false;
	sift_finish(&console->sift);
	entry_place(console->stage, place);
	editor_set(&console->entry, draft_get(console, place));
}

void console_look(struct console *console)
{
	follow_stage(console);
	if (console->looking < 0)
		audience_fill(console_model(console), console_now(console), &console->audience);
	else
		audience_fill_stage(console_model(console), console->looking, console_now(console),
			&console->audience);
	rated_sorted(console, &console->audience);
	audience_sift(&console->audience, &console->sift);
	if (console->focus >= console->audience.items.count)
		console->focus =
			console->audience.items.count > 0 ? console->audience.items.count - 1 : 0;
}

const struct audience_item *console_focused(struct console *console)
{
	if (console->focus >= console->audience.items.count || console_view(console)->read)
		return NULL;
	return &console->audience.items.items[console->focus];
}

void console_focus(struct console *console, int64_t id)
{
	for (size_t i = 0; i < console->audience.items.count; i++)
		if (console->audience.items.items[i].id == id)
			console->focus = i;
}

struct console *console_create(const struct console_config *config)
{
	struct console *console = mem_alloc(1, sizeof *console);

	console->config = *config;
	console->same_picture = config->same_picture;
	console->mouse = config->mouse;
	console->stage = -2;
	console->looking = -1;
	console_look(console);
	return console;
}

void console_destroy(struct console *console)
{
	if (console == NULL)
		return;
	while (console->overlays.count > 0)
		console_pop(console);
	array_finish(&console->overlays);
	for (size_t i = 0; i < console->drafts.count; i++) {
		array_free(console->drafts.items[i].place);
		array_free(console->drafts.items[i].text);
	}
	array_finish(&console->drafts);
	array_finish(&console->round_turns);
	array_finish(&console->unlike);
	array_finish(&console->passing.later);
	array_finish(&console->opening.voters);
	array_free(console->passing.word);
	editor_finish(&console->entry);
	audience_finish(&console->audience);
	sift_finish(&console->sift);
	wall_finish(console);
	array_free(console->message);
	array_free(console);
}

void console_restore(struct console *console, const char *place, const char *text)
{
	int stage;

	draft_restore(console, place, text);
	if (sscanf(place, "entry/%d", &stage) == 1 && stage == console->stage)
		editor_set(&console->entry, text);
	else if (sscanf(place, "paste/%d", &stage) == 1 && stage == console->stage)
		paste_open(console, text, strlen(text));
	else
		form_restore(console, place, text);
}

bool console_readable(const struct console *console)
{
	return console->same_picture || console->config.lines;
}

bool console_typing(struct console *console)
{
	const struct activity_view *view = console_view(console);

	return !console->in_list && console->config.read_only == NULL && view->label != NULL &&
	       view->label(console) != NULL;
}

/* What is to stay hidden is not read on the wall while it is typed. */
bool console_hides_entry(const struct console *console)
{
	return console->same_picture &&
	       model_cards_hidden(console_model(console), console_at(console));
}

static bool entry_key(struct console *console, const struct key *key)
{
	char place[32];

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
	char place[32];

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

static void move_focus(struct console *console, int by)
{
	size_t count = console->audience.items.count;
	int64_t to = (int64_t)console->focus + by;

	if (count == 0 || console_view(console)->read) {
		/* nothing to go to: the page itself moves */
		if (console->scroll < INT_MAX / 2) /* else the end is shown at the next drawing */
			console->scroll =
				by < 0 && console->scroll < -by ? 0 : console->scroll + by;
		return;
	}
	if (!console->in_list && console_typing(console)) {
		/* from the entry line up into the list, at its end */
		console->in_list = true;
		to = by < 0 ? (int64_t)count - 1 : 0;
	} else if (to >= (int64_t)count && console_view(console)->label != NULL) {
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
		commands_open(console, _("Which command?"));
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
	/* Esc-then-letter: the letter's command, from everywhere */
	if (action == ACTION_NONE && (key->code & KEYS_ALT))
		action = keymap_find(view->mode, key->code & ~KEYS_ALT);
	if (action == ACTION_NONE && (key->code & KEYS_ALT))
		action = keymap_find(MODE_LETTERS, key->code & ~KEYS_ALT);
	if (action == ACTION_NONE) {
		if (key->code > ' ' && key->code < KEYS_NAMED)
			say_useless(console);
		return;
	}
	if (text && action == ACTION_TAKE && editor_text(&console->entry)[0] != '\0') {
		entry_take(console);
		return;
	}
	if (view->act != NULL && view->act(console, action, text ? NULL : console_focused(console)))
		return;
	if (!move(console, action) && !console_act(console, action) && action != ACTION_TAKE)
		say_useless(console);
}

/* Whether the room sees nothing of this screen; never in strangers' hands, where only the ballot's
 * keys work. */
static bool covered(const struct console *console)
{
	/* where the wall is another screen, this one stays open, unless the room sees it too */
	bool blank = console->blank && (console->same_picture || !console->config.separate_wall);

	return (blank || console_model(console)->off_record) && !console_passed(console);
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
	console->uncovered = false;
	console_say(console, false, NULL);
	if (mouse && !covered(console)) {
		point(console, top, key);
	} else if (covered(console)) {
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

static void blank_page(struct console *console, struct page *page)
{
	page->centred = page->apart = true;
	if (console_model(console)->off_record) {
		page_set(&page->title, "%s", _("Off the record"));
		page_add(page, LINE_QUESTION, _("Off the record"));
		page_add(page, LINE_TEXT,
			_("Nothing is written down now. The minutes will only say how long."));
		page_hint(page, "o", _("back on the record"));
		return;
	}
	page_set(&page->title, "%s", "");
	page_add(page, LINE_TEXT, console->config.lines ? _("Nothing is shown now.") : "");
	page_hint(page, "F2", _("show again"));
}

static void add_header(const struct console *console, struct page *page)
{
	wall_header(&console->audience, console_now(console), console->looking >= 0, page);
}

/* What the room sees, with the cursor; before it what the room must answer first. */
static void add_body(struct console *console, struct page *page)
{
	const struct poll *poll = model_poll(console_model(console), console->audience.vote.id);
	bool chosen = console_focused(console) != NULL && !console_typing(console);
	struct wall_cursor cursor = {.focus = chosen ? console->focus : SIZE_MAX,
		.marked = console->marked,
		.looking_back = console->looking >= 0};

	if (poll != NULL && console->audience.task != TASK_REST)
		poll_warning(console, poll, page);
	wall_body(&console->audience, console_now(console), &cursor, page);
}

void console_page(struct console *console, struct page *page)
{
	struct overlay *top = console_top(console);
	const struct activity_view *view = console_view(console);

	console_look(console);
	if (covered(console)) {
		blank_page(console, page);
	} else if (top != NULL) {
		add_header(console, page);
		top->kind->draw(console, top, page);
	} else {
		page->standing = true;
		add_header(console, page);
		add_body(console, page);
		if (view->more != NULL)
			view->more(console, page);
		view_state(console, page);
		if (console_typing(console)) {
			page->asking = true;
			page_set(&page->ask, "%s", view->label(console));
			page_set(&page->typed, "%s", editor_text(&console->entry));
			page->cursor = console->entry.cursor;
			page->hidden = console_hides_entry(console);
		}
		view->hints(console, page);
	}
	if (!covered(console) && !console_passed(console))
		view_waiting(console, page);
	/* the wall rings where it is a screen of its own */
	if (console->config.separate_wall && console->walls > 0)
		page->bell = 0;
	page->apart |= console->uncovered;
	if (console->message != NULL) {
		page_set(&page->message, "%s", console->message);
		page->alarming = console->alarming;
	}
}

int *console_scroll(struct console *console)
{
	struct overlay *top = console_top(console);

	return top != NULL ? &top->scroll : &console->scroll;
}

int console_next_change(const struct console *console)
{
	const struct model *model = console_model(console);
	const struct stage *stage = console_stage(console);

	if (stage == NULL || model->closed_at != 0 || model->paused)
		return -1;
	/* a break and silent writing count in seconds for everybody to see, all else in minutes */
	if (stage->activity == ACTIVITY_BREAK || stage->activity == ACTIVITY_TALK ||
		console->audience.silent_until > console_now(console) ||
		console->audience.phase.ends_at > console_now(console))
		return 1000 - (int)(console_now(console) % 1000);
	return (int)(MINUTE_MS -
		     model_stage_used(model, model->stage, console_now(console)) % MINUTE_MS);
}

enum colour_set console_colours(const struct console *console)
{
	return console->colours;
}

bool console_mouse(const struct console *console)
{
	return console->mouse;
}

bool console_passed(const struct console *console)
{
	const struct overlay *top = console_top(console);

	return top != NULL && top->kind->secret_hands;
}
