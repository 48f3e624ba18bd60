/* A question answered with Enter or Esc, and a choice out of several. */
#include "state.h"

#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"

#include <stdio.h>
#include <string.h>

struct confirm {
	char *question, *detail;
	void (*yes)(struct console *console, int64_t thing);
	int64_t thing;
};

static void confirm_draw(struct console *console, struct overlay *overlay, struct page *page)
{
	const struct confirm *confirm = overlay->state;

	(void)console;
	page->centred = true;
	page_add(page, LINE_QUESTION, confirm->question);
	page_add(page, LINE_GAP, "");
	if (confirm->detail[0] != '\0')
		page_add(page, LINE_TEXT, confirm->detail);
	page_hint(page, "Enter", _("yes"));
	page_hint(page, "Esc", _("no, go back"));
}

static bool confirm_act(struct console *console, struct overlay *overlay, enum action_id action)
{
	const struct confirm *confirm = overlay->state;
	int by = action == ACTION_DOWN        ? 1
		 : action == ACTION_PAGE_DOWN ? 8
		 : action == ACTION_UP        ? -1
		 : action == ACTION_PAGE_UP   ? -8
					      : 0;

	/* a long question on a small screen is read to its end before it is answered */
	if (by != 0) {
		overlay->scroll = overlay->scroll + by > 0 ? overlay->scroll + by : 0;
		return true;
	}
	void (*yes)(struct console *, int64_t) = confirm->yes;
	int64_t thing = confirm->thing;

	console_pop(console);
	if (action == ACTION_TAKE)
		yes(console, thing);
	return true;
}

/* Whoever types on without looking has not said yes: any other key takes the question away. */
static bool confirm_input(struct console *console, struct overlay *overlay, const struct key *key)
{
	(void)overlay;
	if (keymap_find(MODE_CONFIRM, key->code) != ACTION_NONE)
		return false;
	console_pop(console);
	console_say(console, true, _("Nothing was done. Enter would have been yes."));
	return true;
}

static void confirm_destroy(struct overlay *overlay)
{
	struct confirm *confirm = overlay->state;

	array_free(confirm->question);
	array_free(confirm->detail);
	array_free(confirm);
}

static const struct overlay_kind confirm_kind = {.mode = MODE_CONFIRM,
	.draw = confirm_draw,
	.act = confirm_act,
	.input = confirm_input,
	.destroy = confirm_destroy};

void confirm_open(struct console *console, const char *question, const char *detail,
	void (*yes)(struct console *console, int64_t thing), int64_t thing)
{
	struct confirm *confirm = mem_alloc(1, sizeof *confirm);

	confirm->question = mem_copy_text(question);
	confirm->detail = mem_copy_text(detail != NULL ? detail : "");
	confirm->yes = yes;
	confirm->thing = thing;
	console_push(console, &confirm_kind, confirm);
}

struct pick {
	char *question;
	void (*picked)(struct console *console, int64_t id, int64_t thing);
	int64_t thing;
	bool filter;
	struct editor editor;
	int64_t (*by_key)(const struct console *console, int32_t code); /* or NULL */
	bool keys_run;
	size_t focus; /* among those that match */
	size_t typed; /* of a number */
	struct pick_options {
		struct pick_option {
			int64_t id;
			char *text, *detail;
			char *folded; /* both, for finding; NULL: nothing is typed here */
		} * items;
		size_t count, capacity;
	} options;
};

static bool matches(const struct pick_option *option, const char *needle)
{
	return option->folded == NULL || strstr(option->folded, needle) != NULL;
}

/* The option that has the focus and how many match. */
static const struct pick_option *focused(const struct pick *pick, size_t *matching)
{
	const struct pick_option *found = NULL;
	char *needle = text_fold(editor_text(&pick->editor));

	*matching = 0;
	for (size_t i = 0; i < pick->options.count; i++) {
		if (!matches(&pick->options.items[i], needle))
			continue;
		if (*matching == pick->focus)
			found = &pick->options.items[i];
		*matching += 1;
	}
	array_free(needle);
	return found;
}

static void pick_draw(struct console *console, struct overlay *overlay, struct page *page)
{
	const struct pick *pick = overlay->state;
	char *needle = text_fold(editor_text(&pick->editor));
	size_t number = 0;

	(void)console;
	page_add(page, LINE_QUESTION, pick->question);
	page_add(page, LINE_GAP, "");
	for (size_t i = 0; i < pick->options.count; i++) {
		const struct pick_option *option = &pick->options.items[i];
		char mark[24] = "•";
		if (!matches(option, needle))
			continue;
		struct line *line = page_add(page, LINE_ITEM, option->text);
		if (!pick->filter)
			snprintf(mark, sizeof mark, "%zu", number + 1);
		line_mark(line, mark);
		if (option->detail[0] != '\0')
			line_detail(line, "%s", option->detail);
		line->focused = number == pick->focus;
		line->target = ++number;
	}
	array_free(needle);
	if (number == 0)
		page_add(page, LINE_TEXT,
			pick->options.count == 0 ? _("There is nothing to choose from yet.")
						 : _("Nothing here has these words."));
	if (pick->filter) {
		page->asking = page->narrows = true;
		page_set(&page->ask, "%s", _("Find"));
		page_set(&page->typed, "%s", editor_text(&pick->editor));
		page->cursor = pick->editor.cursor;
	}
	page_hint(page, "↑ ↓", _("move"));
	page_hint(page, "Enter", _("choose"));
	page_hint(page, "Esc", _("back"));
}

static void choose(struct console *console, struct pick *pick)
{
	size_t matching;
	const struct pick_option *option = focused(pick, &matching);
	void (*picked)(struct console *, int64_t, int64_t) = pick->picked;
	int64_t thing = pick->thing;

	if (option == NULL)
		return;
	int64_t id = option->id;
	console_pop(console);
	picked(console, id, thing);
}

static bool pick_act(struct console *console, struct overlay *overlay, enum action_id action)
{
	struct pick *pick = overlay->state;
	size_t matching;
	int step = action == ACTION_PAGE_UP || action == ACTION_PAGE_DOWN ? 8 : 1;

	focused(pick, &matching);
	switch ((int)action) {
	case ACTION_UP:
	case ACTION_PAGE_UP:
		pick->focus = pick->focus >= (size_t)step ? pick->focus - (size_t)step : 0;
		return true;
	case ACTION_DOWN:
	case ACTION_PAGE_DOWN:
		pick->focus += (size_t)step;
		if (pick->focus >= matching)
			pick->focus = matching > 0 ? matching - 1 : 0;
		return true;
	case ACTION_FIRST:
	case ACTION_LAST:
		pick->focus = action == ACTION_LAST && matching > 0 ? matching - 1 : 0;
		return true;
	case ACTION_TAKE:
		choose(console, pick);
		return true;
	case ACTION_BACK:
		console_pop(console);
		return true;
	}
	return false;
}

/* The option a key stands for, among those that match; false: none of them. */
static bool has_key(
	const struct console *console, const struct pick *pick, int32_t code, size_t *focus)
{
	int64_t id = pick->by_key != NULL ? pick->by_key(console, code) : 0;
	char *needle = text_fold(editor_text(&pick->editor));
	size_t matching = 0;
	bool found = false;

	for (size_t i = 0; id != 0 && i < pick->options.count && !found; i++) {
		found = pick->options.items[i].id == id;
		if (found)
			*focus = matching;
		matching += matches(&pick->options.items[i], needle);
	}
	array_free(needle);
	return found;
}

/* A letter alone is first of all the key of a command: whoever types on means words. */
static bool filter_input(struct console *console, struct pick *pick, const struct key *key)
{
	bool first = editor_text(&pick->editor)[0] == '\0';
	bool letter = key->code > ' ' && key->code < KEYS_NAMED;

	if (first && letter && pick->keys_run && has_key(console, pick, key->code, &pick->focus)) {
		choose(console, pick);
		return true;
	}
	if (!editor_key(&pick->editor, key))
		return false;
	pick->keys_run = false; /* words are being typed */
	pick->focus = 0;
	if (first && letter)
		has_key(console, pick, key->code, &pick->focus);
	return true;
}

static bool pick_input(struct console *console, struct overlay *overlay, const struct key *key)
{
	struct pick *pick = overlay->state;
	size_t number;

	if (pick->filter)
		return filter_input(console, pick, key);
	enum number_key kind = number_key(&pick->typed, key, pick->options.count, &number);
	if (kind == NUMBER_NONE)
		return false;
	pick->focus = number - 1;
	if (kind == NUMBER_WHOLE)
		choose(console, pick);
	else
		console_sayf(console, false, _("Enter takes %zu. Or type on."), number);
	return true;
}

static void pick_point(struct console *console, struct overlay *overlay, size_t target)
{
	struct pick *pick = overlay->state;

	pick->focus = target - 1;
	choose(console, pick);
}

static void pick_destroy(struct overlay *overlay)
{
	struct pick *pick = overlay->state;

	for (size_t i = 0; i < pick->options.count; i++) {
		array_free(pick->options.items[i].text);
		array_free(pick->options.items[i].detail);
		array_free(pick->options.items[i].folded);
	}
	array_finish(&pick->options);
	editor_finish(&pick->editor);
	array_free(pick->question);
	array_free(pick);
}

static const struct overlay_kind pick_kind = {.mode = MODE_PICK,
	.draw = pick_draw,
	.act = pick_act,
	.input = pick_input,
	.point = pick_point,
	.destroy = pick_destroy};

struct pick *pick_open(struct console *console, const char *question, bool filter,
	void (*picked)(struct console *console, int64_t id, int64_t thing), int64_t thing)
{
	struct pick *pick = mem_alloc(1, sizeof *pick);

	pick->question = mem_copy_text(question);
	pick->filter = filter;
	pick->picked = picked;
	pick->thing = thing;
	console_push(console, &pick_kind, pick);
	return pick;
}

void pick_add(struct pick *pick, int64_t id, const char *text, const char *detail)
{
	struct pick_option option = {id, mem_copy_text(text != NULL ? text : _("(erased)")),
		mem_copy_text(detail != NULL ? detail : ""), NULL};

	if (pick->filter) {
		struct buf both = {0};
		buf_format(&both, "%s\n%s", option.text, option.detail);
		option.folded = text_fold(buf_text(&both));
		buf_finish(&both);
	}
	*array_push(&pick->options) = option;
}

void pick_focus(struct pick *pick, int64_t id)
{
	for (size_t i = 0; i < pick->options.count; i++)
		if (pick->options.items[i].id == id)
			pick->focus = i;
}

void pick_keys(struct pick *pick, int64_t (*by_key)(const struct console *console, int32_t code),
	bool runs)
{
	pick->by_key = by_key;
	pick->keys_run = runs;
}
