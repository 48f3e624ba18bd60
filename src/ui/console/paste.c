/* Several lines pasted into an entry line: one entry for each, or all in one. Shown before it is
 * done. */
#include "state.h"

#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

/* Each entry is a write of its own: so many are done in less than a second. */
enum { LINES_MOST = 300 };

struct paste {
	char *text; /* as it was pasted, or what is left of it */
	struct texts lines;
	size_t long_ones; /* longer than an entry may be */
};

static void place_of(const struct console *console, char out[32])
{
	snprintf(out, 32, "paste/%d", console->stage);
}

/*
 * The lines that are not empty. What is half typed belongs to the first, what stands behind the
 * cursor to the last.
 */
static void find_lines(const struct console *console, struct paste *paste)
{
	const char *typed = editor_text(&console->entry);
	struct buf whole = {0};

	texts_finish(&paste->lines);
	paste->long_ones = 0;
	buf_add(&whole, typed, console->entry.cursor);
	buf_text_add(&whole, paste->text);
	buf_text_add(&whole, typed + console->entry.cursor);
	for (const char *at = buf_text(&whole); *at != '\0'; at += strspn(at, "\n")) {
		size_t length = strcspn(at, "\n");
		bool cut = false;
		char *line = text_sanitise(at, length, false, TEXT_CARD, &cut);
		if (line[0] != '\0')
			texts_add(&paste->lines, line);
		paste->long_ones += cut;
		array_free(line);
		at += length;
	}
	buf_finish(&whole);
}

static void draw_lines(const struct console *console, const struct texts *lines, struct page *page)
{
	page_add(page, LINE_GAP, "");
	if (console_hides_entry(console)) {
		page_add(page, LINE_TEXT,
			_("The lines are not shown here: the room sees this screen."));
		return;
	}
	for (size_t i = 0; i < lines->count; i++) {
		char mark[24];
		snprintf(mark, sizeof mark, "%zu", i + 1);
		line_mark(page_add(page, LINE_ITEM, lines->items[i]), mark);
	}
}

static void draw(struct console *console, struct overlay *overlay, struct page *page)
{
	const struct paste *paste = overlay->state;

	page_addf(page, LINE_QUESTION, _("%zu lines were pasted. One entry for each line?"),
		paste->lines.count);
	page_addf(page, LINE_DO,
		_("Enter = %zu entries, as they stand below. 1 = all of them in one line, to look "
		  "at before it is taken."),
		paste->lines.count);
	if (paste->long_ones > 0)
		page_addf(page, LINE_WARNING,
			_("%zu of them are longer than the %d letters there is room for: their "
			  "ends would be lost."),
			paste->long_ones, TEXT_CARD);
	if (console->audience.task == TASK_SAY_ROUND)
		page_add(page, LINE_TEXT,
			_("They count as nobody's turn. A name and a colon before a line say whose "
			  "it is."));
	draw_lines(console, &paste->lines, page);
	page_hint(page, "Enter", _("one each"));
	page_hint(page, "1", _("all in one"));
	page_hint(page, "Esc", _("neither"));
	page_hint(page, "↑ ↓", _("more"));
}

static void set_entry(struct console *console, const char *text)
{
	char place[32];

	editor_set(&console->entry, text);
	snprintf(place, sizeof place, "entry/%d", console->stage);
	draft_set(console, place, text);
}

/* As one line, as much as there is room for. */
static void take_as_one(struct console *console, struct paste *paste)
{
	struct key key = {.code = KEYS_PASTE, .text = paste->text, .length = strlen(paste->text)};

	editor_key(&console->entry, &key);
	bool full = console->entry.full;
	char *line = mem_copy_text(editor_text(&console->entry));
	set_entry(console, line);
	array_free(line);
	console_say(console, full,
		full ? _("This line is full. Press Enter to take it.")
		     : _("One line now. Enter takes it."));
}

/* Each line by itself. What is refused stays: one line in the entry line, several here (false). */
static bool take_each(struct console *console, struct paste *paste)
{
	size_t count = paste->lines.count, refused = 0;
	struct buf rest = {0};
	char *why = NULL;

	console->pasting = true;
	for (size_t i = 0; i < count; i++) {
		if (console_view(console)->enter(console, paste->lines.items[i]))
			continue;
		buf_format(&rest, refused > 0 ? "\n%s" : "%s", paste->lines.items[i]);
		if (refused++ == 0)
			why = mem_copy_text(console->message != NULL ? console->message : "");
	}
	console->pasting = false;
	set_entry(console, refused == 1 ? buf_text(&rest) : "");
	if (refused == 0)
		console_sayf(
			console, false, _("%zu entries taken. F5 takes the last one back."), count);
	else
		console_sayf(console, true, _("%zu of %zu lines were not taken: %s"), refused,
			count, why);
	array_free(why);
	array_free(paste->text);
	paste->text = mem_copy_text(buf_text(&rest));
	find_lines(console, paste);
	buf_finish(&rest);
	return refused <= 1;
}

static void scroll(struct overlay *overlay, int by)
{
	if (overlay->scroll < INT_MAX / 2) /* else the end is shown at the next drawing */
		overlay->scroll = overlay->scroll + by > 0 ? overlay->scroll + by : 0;
}

static void close(struct console *console)
{
	char place[32];

	place_of(console, place);
	draft_set(console, place, "");
	console_pop(console);
}

static bool act(struct console *console, struct overlay *overlay, enum action_id action)
{
	struct paste *paste = overlay->state;
	char place[32];

	switch ((int)action) {
	case ACTION_TAKE:
		if (take_each(console, paste)) {
			console->scroll = INT_MAX; /* what was just taken is in sight */
			close(console);
		} else {
			place_of(console, place);
			draft_set(console, place, paste->text);
		}
		return true;
	case ACTION_BACK:
		console_say(console, false, _("Nothing was pasted."));
		close(console);
		return true;
	case ACTION_UP:
	case ACTION_PAGE_UP:
		scroll(overlay, action == ACTION_UP ? -1 : -8);
		return true;
	case ACTION_DOWN:
	case ACTION_PAGE_DOWN:
		scroll(overlay, action == ACTION_DOWN ? 1 : 8);
		return true;
	}
	return false;
}

static bool input(struct console *console, struct overlay *overlay, const struct key *key)
{
	if (key->code != '1')
		return false;
	take_as_one(console, overlay->state);
	close(console);
	return true;
}

static void paste_free(struct paste *paste)
{
	texts_finish(&paste->lines);
	array_free(paste->text);
	array_free(paste);
}

static void destroy(struct overlay *overlay)
{
	paste_free(overlay->state);
}

static const struct overlay_kind paste_kind = {
	.mode = MODE_TEXT, .draw = draw, .act = act, .input = input, .destroy = destroy};

/* Clean text whose lines end in a newline: terminals send a return for each. */
static char *clean(const char *text, size_t length)
{
	struct buf lines = {0};

	for (size_t i = 0; i < length; i++)
		buf_byte(&lines, text[i] == '\r' ? '\n' : text[i]);
	char *out = text_sanitise(buf_text(&lines), lines.count, true, 0, NULL);
	buf_finish(&lines);
	return out;
}

bool paste_open(struct console *console, const char *text, size_t length)
{
	char place[32];

	if (!console_typing(console) || !console_view(console)->many || text == NULL)
		return false;
	struct paste *paste = mem_alloc(1, sizeof *paste);
	paste->text = clean(text, length);
	bool several = strpbrk(paste->text, "\n") != NULL;
	if (several)
		find_lines(console, paste);
	if (several && paste->lines.count <= LINES_MOST) {
		console_push(console, &paste_kind, paste);
		place_of(console, place);
		draft_set(console, place, paste->text);
		return true;
	}
	if (several)
		console_sayf(console, true,
			_("%zu lines at once are too many. Nothing was pasted. At most %d."),
			paste->lines.count, LINES_MOST);
	paste_free(paste);
	return several;
}
