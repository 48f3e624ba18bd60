/* A matrix: kinds and people, one seat letter a tick. */
#include "../console/state.h"

#include <ctype.h>
#include <limits.h>

static int focused_kind(struct console *console)
{
	const struct audience_item *item = console_focused(console);

	if (item == NULL)
		return -1;
	return item->kind == ITEM_KIND ? (int)(-1 - item->id) : item->card.item;
}

/* The tick of a person at a kind, NULL when there is none. */
static const struct card *tick_of(const struct model *model, int kind, int64_t person)
{
	for (size_t i = 0; i < model->cards.count; i++) {
		const struct card *card = &model->cards.items[i];
		if (card->stage == model->stage && card->item == kind && card->person == person &&
			card_stands(card))
			return card;
	}
	return NULL;
}

static void tick(struct console *console, int kind, const struct person *person)
{
	const struct card *ticked = tick_of(console_model(console), kind, person->id);
	struct command command;
	int64_t row = -1 - (int64_t)kind;

	if (ticked != NULL && cells_have_words(&ticked->cells)) {
		console_say(console, true,
			_("Words stand here already. Go down to the line, then F9: withdraw."));
		return;
	}
	if (ticked != NULL) {
		command = command_make(EVENT_THING_WITHDRAWN);
		command.body.thing = ticked->id;
		command.body.yes = 1;
	} else {
		command = command_make(EVENT_CARD_ADDED);
		command.body.stage = console_at(console);
		command.body.item = kind;
		command.body.person = person->id;
	}
	if (console_run(console, &command, ticked != NULL ? _("Unticked.") : _("Ticked.")))
		console_focus(console, row);
}

static bool input(struct console *console, const struct key *key)
{
	int kind = focused_kind(console);

	if (key->code >= 127 || !isalpha((int)key->code) || kind < 0)
		return false;
	const struct person *person = model_at_seat(console_model(console), (char)key->code);
	if (person == NULL)
		console_say(console, true,
			_("No seat has this letter. Enter shows the people; F8 goes on."));
	else
		tick(console, kind, person);
	return true;
}

/* A row of the matrix, or a tick with words: it has a line of its own. */
static bool row_drawn(const struct audience_item *item)
{
	return item->kind == ITEM_KIND ||
	       (item->kind == ITEM_CARD && cells_have_words(&item->card.cells));
}

/* Up and down go from line to line, past the ticks that stand in their row. */
static void next_row(struct console *console, int by, int steps)
{
	size_t count = console->audience.items.count;

	for (int64_t i = (int64_t)console->focus + by; i >= 0 && i < (int64_t)count && steps > 0;
		i += by)
		if (row_drawn(&console->audience.items.items[i])) {
			console->focus = (size_t)i;
			steps--;
		}
}

static void person_picked(struct console *console, int64_t id, int64_t kind)
{
	const struct person *person = model_person(console_model(console), id);

	if (person != NULL)
		tick(console, (int)kind, person);
}

/* The people as a list: for small screens, and for who would rather not use the letters. */
static void choose_person(struct console *console)
{
	const struct model *model = console_model(console);
	int kind = focused_kind(console);

	if (kind < 0)
		return;
	struct pick *pick = pick_open(
		console, console_stage(console)->items.items[kind], true, person_picked, kind);
	for (size_t i = 0; i < model->persons.count; i++) {
		const struct person *person = &model->persons.items[i];
		if (!person->withdrawn && person->name != NULL && person->status != STATUS_ABSENT)
			pick_add(pick, person->id, person->name,
				tick_of(model, kind, person->id) != NULL ? _("ticked") : "");
	}
}

static bool act(struct console *console, enum action_id action, const struct audience_item *focused)
{
	(void)focused;
	switch ((int)action) {
	case ACTION_UP:
		next_row(console, -1, 1);
		return true;
	case ACTION_DOWN:
		next_row(console, 1, 1);
		return true;
	case ACTION_PAGE_UP:
		next_row(console, -1, 8);
		return true;
	case ACTION_PAGE_DOWN:
		next_row(console, 1, 8);
		return true;
	case ACTION_FIRST:
		next_row(console, -1, INT_MAX);
		return true;
	case ACTION_LAST:
		next_row(console, 1, INT_MAX);
		return true;
	case ACTION_GAPS:
		gaps_open(console, console_at(console));
		return true;
	case ACTION_TAKE:
		choose_person(console);
		return true;
	case ACTION_SWITCH:
		sift_turn(console);
		return true;
	}
	return false;
}

static void more(struct console *console, struct page *page)
{
	const struct model *model = console_model(console);
	struct buf text = {0};

	for (size_t i = 0; i < model->persons.count; i++) {
		const struct person *person = &model->persons.items[i];
		if (person->withdrawn || person->name == NULL || person->status == STATUS_ABSENT)
			continue;
		buf_format(&text, "%s%c %s", text.count > 0 ? "  " : "",
			model_seat(model, person->id), person->name);
	}
	page_add(page, LINE_GAP, "");
	page_addf(page, LINE_TEXT, _("Letters: %s"),
		text.count > 0 ? buf_text(&text) : _("nobody is on the roster yet"));
	buf_finish(&text);
}

static void hints(struct console *console, struct page *page)
{
	page_hint(page, "a-z", _("tick"));
	page_hint(page, "↑ ↓", _("line"));
	view_ways(console, page);
	view_hint(console, page, ACTION_TAKE, _("choose a person"));
	view_hint(console, page, ACTION_GAPS, _("words for the ticks"));
	if (console->audience.grid.heads.count > 0)
		view_hint(console, page, ACTION_SWITCH,
			console->audience.grid.shown ? _("list") : _("grid"));
	view_hint(console, page, ACTION_UNDO, NULL);
}

const struct activity_view matrix_view = {
	.mode = MODE_MATRIX, .act = act, .input = input, .more = more, .hints = hints};
