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

/* Tables can be looked at in every way after the end as well; nothing is changed by it. */
static bool closed_act(
	struct console *console, enum action_id action, const struct audience_item *focused)
{
	(void)focused;
	if (action != ACTION_SIFT)
		return false;
	sift_ask(console);
	return true;
}

static void closed_hints(struct console *console, struct page *page)
{
	view_hint(console, page, ACTION_MINUTES, NULL);
	view_hint(console, page, ACTION_PREVIOUS, NULL);
	view_hint(console, page, ACTION_NEXT, NULL);
	view_hint(console, page, ACTION_COPY, NULL);
	if (console->audience.grid.heads.count > 0)
		view_hint(console, page, ACTION_SIFT, NULL);
	view_hint(console, page, ACTION_QUIT, NULL);
}

static const struct activity_view nowhere_view = {
	.mode = MODE_LETTERS, .act = nowhere_act, .more = nowhere_more, .hints = nowhere_hints};
static const struct activity_view closed_view = {
	.mode = MODE_LETTERS, .read = true, .act = closed_act, .hints = closed_hints};

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

void entry_place(int stage, char out[ENTRY_PLACE])
{
	snprintf(out, ENTRY_PLACE, "entry/%d", stage);
}

/* Another stage: its own entry line, focus from the top. */
static void follow_stage(struct console *console)
{
	char place[ENTRY_PLACE];

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

/* Goes after an entry of the list to where it stands now. */
static void hold_focus(struct console *console, enum audience_kind kind, int64_t id)
{
	for (size_t i = 0; i < console->audience.items.count; i++)
		if (console->audience.items.items[i].id == id &&
			console->audience.items.items[i].kind == kind)
			console->focus = i;
}

void console_look(struct console *console)
{
	const struct audience_item *before = console_focused(console);
	enum audience_kind kind = before != NULL ? before->kind : 0;
	int64_t id = before != NULL && console->stage == console_at(console) ? before->id : 0;
	size_t held = console->looked;

	follow_stage(console);
	if (console->looking < 0)
		audience_fill(console_model(console), console_now(console), &console->audience);
	else
		audience_fill_stage(console_model(console), console->looking, console_now(console),
			&console->audience);
	rated_sorted(console, &console->audience);
	audience_sift(&console->audience, &console->sift);
	if (id != 0 && held == console->focus && console_view(console)->holds)
		hold_focus(console, kind, id);
	if (console->focus >= console->audience.items.count)
		console->focus =
			console->audience.items.count > 0 ? console->audience.items.count - 1 : 0;
	console->looked = console->focus;
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

bool console_covered(const struct console *console)
{
	/* where the wall is another screen, this one stays open, unless the room sees it too */
	bool blank = console->blank && (console->same_picture || !console->config.separate_wall);

	return (blank || console_model(console)->off_record) && !console_passed(console);
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
	if (console_covered(console)) {
		blank_page(console, page);
	} else if (top != NULL) {
		add_header(console, page);
		top->kind->draw(console, top, page);
	} else {
		page->standing = true;
		/* in a grid a line has many entries; where there is a cursor, the arrows go through
		 * them */
		if (console->audience.grid.shown && console_focused(console) != NULL)
			console->reach.above = console->reach.below = 0;
		else
			page->reach = &console->reach;
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
	if (!console_covered(console) && !console_passed(console))
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
