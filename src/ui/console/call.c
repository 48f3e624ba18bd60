/* The passed keyboard: people are called one by one in the order of the roster; strangers hold the
 * keyboard. */
#include "state.h"

#include "roundtable/base/mem.h"

#include <string.h>

struct call {
	int64_t poll;
	char *first;     /* the word as typed first, where it must be typed twice; else NULL */
	bool asked_word; /* it has been chosen, or kept from the time before */
	bool giving_back;
	struct editor editor;
};

/* Who is called next, 0 when nobody is left. */
static int64_t next_voter(const struct console *console, const struct call *call)
{
	const struct model *model = console_model(console);
	const struct poll *poll = model_poll(model, call->poll);
	const struct ids *later = &console->passing.later;

	/* a slip ticks no name: when there are as many ballots as people, everybody has voted */
	if (poll == NULL || model_poll_waiting(model, poll) <= 0)
		return 0;
	for (size_t i = 0; i < poll->eligible.count; i++) {
		int64_t person = poll->eligible.items[i];
		if (poll_awaits(model, poll, person) && !ids_contain(later, person))
			return person;
	}
	for (size_t i = 0; i < later->count; i++)
		if (poll_awaits(model, poll, later->items[i]))
			return later->items[i];
	return 0;
}

/* Whether a word was chosen when the keyboard was passed before. */
static bool has_word(const struct console *console)
{
	return console->passing.word != NULL && console->passing.word[0] != '\0';
}

static void set_word(struct console *console, const char *word)
{
	array_free(console->passing.word);
	console->passing.word = mem_copy_text(word);
}

/* A word the room must not read is hidden, and so typed twice: a slip would lock the facilitator
 * out. */
static void draw_word(const struct call *call, const char *question, bool hidden, struct page *page)
{
	page->centred = true;
	page_add(page, LINE_QUESTION, question);
	page->asking = true;
	page_set(&page->ask, "%s", _("Word"));
	page_set(&page->typed, "%s", editor_text(&call->editor));
	page->cursor = call->editor.cursor;
	page->hidden = hidden;
	page_hint(page, "Enter", _("take"));
	page_hint(page, "Esc", call->giving_back ? _("go on voting") : _("back"));
}

static void draw(struct console *console, struct overlay *overlay, struct page *page)
{
	struct call *call = overlay->state;
	const struct model *model = console_model(console);
	const struct poll *poll = model_poll(model, call->poll);
	int64_t voter = next_voter(console, call);

	page->centred = page->apart = true;
	if (!call->asked_word) {
		draw_word(call,
			call->first != NULL ? _("Facilitator: type the word once more.")
			: has_word(console) ? _("Facilitator: Enter keeps the word that gives the "
						"keyboard back to you. Or type a new one.")
					    : _("Facilitator: choose a word that gives the "
						"keyboard back to you, or just press Enter."),
			console_readable(console), page);
		return;
	}
	if (call->giving_back) {
		draw_word(call, _("Facilitator: type your word."), true, page);
		return;
	}
	if (poll != NULL)
		page_addf(page, LINE_TEXT, _("%lld of %lld have voted"),
			(long long)model_poll_cast(model, poll),
			(long long)(poll->eligible.count - poll->out.count));
	page_add(page, LINE_GAP, "");
	if (voter == 0) {
		page_add(page, LINE_QUESTION, _("Everybody has been called. Thank you."));
		page_add(
			page, LINE_DO, _("Please give the keyboard back to the facilitator: Esc."));
		page_hint(page, "Esc", _("facilitator"));
		return;
	}
	struct buf who = {0};
	if (poll != NULL)
		poll_who(model, poll, voter, &who);
	page_add(page, LINE_QUESTION, buf_text(&who));
	buf_finish(&who);
	page_add(page, LINE_DO, _("Take the keyboard. Enter = vote, N = not now."));
	page_add(page, LINE_GAP, "");
	if (poll != NULL && poll->secret)
		page_add(page, LINE_FATE,
			_("Before casting you can start again; after it nobody can find your "
			  "ballot."));
	else
		page_add(page, LINE_FATE, open_fate(poll));
	page_hint(page, "Enter", _("vote"));
	page_hint(page, "N", _("not now"));
	page_hint(page, "Esc", _("facilitator"));
}

static void take_word(struct console *console, struct call *call)
{
	const char *typed = editor_text(&call->editor);

	if (!call->asked_word && call->first == NULL && typed[0] != '\0' &&
		console_readable(console)) {
		call->first = mem_copy_text(typed);
	} else if (!call->asked_word && call->first != NULL && strcmp(typed, call->first) != 0) {
		array_free(call->first);
		call->first = NULL;
		console_say(console, true, _("Those were two different words. Start again."));
	} else if (!call->asked_word) {
		if (typed[0] != '\0' || !has_word(console))
			set_word(console, typed);
		call->asked_word = true;
	} else if (strcmp(typed, console->passing.word) == 0) {
		console_pop(console);
		return;
	} else {
		console_say(console, true, _("That is not the word."));
		call->giving_back = false;
	}
	editor_set(&call->editor, "");
}

static bool act(struct console *console, struct overlay *overlay, enum action_id action)
{
	struct call *call = overlay->state;
	int64_t person = next_voter(console, call);

	if (!call->asked_word || call->giving_back) {
		if (action == ACTION_TAKE)
			take_word(console, call);
		else if (action == ACTION_BACK && call->giving_back)
			call->giving_back = false;
		else if (action == ACTION_BACK)
			console_pop(console);
		return true;
	}
	if (action == ACTION_BACK) {
		call->giving_back = true;
		if (console->passing.word[0] == '\0')
			console_pop(console);
	} else if (person != 0 && action == ACTION_TAKE) {
		ballot_open(console, call->poll, person);
	} else if (person != 0 && action == ACTION_NEXT) {
		ids_drop(&console->passing.later, person);
		ids_add(&console->passing.later, person);
	}
	return true;
}

void say_only_these(struct console *console)
{
	console_say(console, true, _("Only the keys in the bottom line work now."));
}

static bool input(struct console *console, struct overlay *overlay, const struct key *key)
{
	struct call *call = overlay->state;
	bool word = !call->asked_word || call->giving_back;

	if (word && editor_key(&call->editor, key))
		return true;
	if (keymap_find(MODE_CALL, key->code) != ACTION_NONE)
		return false;
	say_only_these(console);
	return true;
}

static void destroy(struct overlay *overlay)
{
	struct call *call = overlay->state;

	array_free(call->first);
	editor_finish(&call->editor);
	array_free(call);
}

static const struct overlay_kind call_kind = {.mode = MODE_CALL,
	.secret_hands = true,
	.draw = draw,
	.act = act,
	.input = input,
	.destroy = destroy};

void call_open(struct console *console, int64_t poll)
{
	struct call *call = mem_alloc(1, sizeof *call);

	call->poll = poll;
	if (console->passing.poll != poll)
		console->passing.later.count = 0;
	console->passing.poll = poll;
	console_push(console, &call_kind, call);
}
