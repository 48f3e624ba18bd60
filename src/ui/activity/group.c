/* Cards into named themes: type a name for a theme, its number puts the focused card into one. */
#include "../console/state.h"

static const char *label(struct console *console)
{
	(void)console;
	return _("New theme");
}

static bool enter(struct console *console, const char *text)
{
	struct command command = command_make(EVENT_THEME_ADDED);

	command.body.stage = console_at(console);
	texts_add(&command.words, text);
	return console_run(console, &command,
		_("The theme is there. In the list, its number puts a card into it."));
}

static size_t themes_shown(const struct console *console)
{
	size_t shown = 0;

	for (size_t i = 0; i < console->audience.items.count; i++)
		shown += console->audience.items.items[i].kind == ITEM_THEME;
	return shown;
}

static int64_t theme_at(const struct console *console, size_t number)
{
	for (size_t i = 0; i < console->audience.items.count; i++)
		if (console->audience.items.items[i].kind == ITEM_THEME && --number == 0)
			return console->audience.items.items[i].id;
	return 0;
}

/* The first card in no theme, else where the focus was. */
static size_t next_ungrouped(const struct console *console, size_t focus)
{
	const struct audience_items *items = &console->audience.items;

	for (size_t i = 0; i + 1 < items->count; i++)
		if (items->items[i].kind == ITEM_UNGROUPED)
			return i + 1;
	return focus < items->count ? focus : 0;
}

static void put(struct console *console, int64_t card, int64_t into)
{
	struct command command = command_make(EVENT_CARD_GROUPED);
	size_t focus = console->focus;

	command.body.stage = console_at(console);
	command.body.thing = card;
	command.body.into = into;
	if (console_run(console, &command, into != 0 ? _("In the theme.") : _("In no theme.")))
		console->focus = next_ungrouped(console, focus);
}

static void picked(struct console *console, int64_t into, int64_t card)
{
	put(console, card, into);
}

/* The number of the card's theme, digit after digit where there are ten and more; 0: none. */
static bool input(struct console *console, const struct key *key)
{
	const struct audience_item *focused = console_focused(console);
	size_t number = console->typed, before = number;
	enum number_key kind = number_key(&console->typed, key, themes_shown(console), &number);
	bool taken = key->code == KEYS_ENTER && before > 0;

	if (!taken && (key->code < '0' || key->code > '9'))
		return false;
	if (focused == NULL || focused->kind != ITEM_CARD) {
		console->typed = 0;
		console_say(console, true,
			_("Go to a card first, with the arrows; then its theme's number."));
	} else if (kind == NUMBER_OPEN) {
		console_sayf(console, false, _("Enter takes %zu. Or type on."), number);
	} else if (kind == NUMBER_WHOLE || taken) {
		put(console, focused->id, theme_at(console, number));
	} else if (key->code == '0') {
		put(console, focused->id, 0);
	} else {
		console_say(console, true,
			_("There is no theme of this number. Tab, then type a name for it."));
	}
	return true;
}

/* Enter on a card: choose its theme from the list. */
static void choose(struct console *console, const struct audience_item *card)
{
	int64_t id = card->id;
	struct pick *pick = pick_open(console, _("Into which theme?"), false, picked, id);

	for (size_t i = 0; i < console->audience.items.count; i++) {
		const struct audience_item *item = &console->audience.items.items[i];
		if (item->kind == ITEM_THEME)
			pick_add(pick, item->id, item->text, "");
	}
	pick_add(pick, 0, _("Into none"), "");
}

static void merged(struct console *console, int64_t into, int64_t theme)
{
	struct command command = command_make(EVENT_THEME_MERGED);

	command.body.thing = theme;
	command.body.into = into;
	if (console_run(console, &command, _("The themes are one; its cards went along.")))
		console_focus(console, into);
}

/* A theme goes into another, with its cards. */
static void ask_merge(struct console *console, const struct audience_item *theme)
{
	int64_t id = theme->id;
	struct pick *pick = NULL;

	for (size_t i = 0; i < console->audience.items.count; i++) {
		const struct audience_item *item = &console->audience.items.items[i];
		if (item->kind != ITEM_THEME || item->id == id)
			continue;
		if (pick == NULL)
			pick = pick_open(
				console, _("Put this theme into which?"), false, merged, id);
		pick_add(pick, item->id, item->text != NULL ? item->text : _("(erased)"), "");
	}
	if (pick == NULL)
		console_say(console, true, _("There is no other theme to put it into."));
}

static void take_out(struct console *console, const struct audience_item *card)
{
	put(console, card->id, 0);
}

/* The theme that has the focus, or the one the focused card is in; 0: none. */
static int64_t theme_of(const struct console *console, const struct audience_item *focused)
{
	if (focused != NULL && focused->kind == ITEM_CARD)
		return model_theme_of(console_model(console), console_at(console), focused->id);
	return focused != NULL && focused->kind == ITEM_THEME ? focused->id : 0;
}

static bool act(struct console *console, enum action_id action, const struct audience_item *focused)
{
	if (action == ACTION_SWITCH && console_typing(console)) {
		/* into the list, at the card that needs a theme next */
		console->in_list = true;
		console->focus = next_ungrouped(console, console->focus);
		return true;
	}
	if (action == ACTION_ALIKE) {
		cards_alike_ask(console);
		return true;
	}
	if (action == ACTION_SPLIT) {
		int64_t theme = theme_of(console, focused);
		if (theme != 0)
			form_open(console, FORM_SPLIT, theme, 0);
		else
			console_say(console, true,
				_("Go to a theme or one of its cards first, with the arrows; then "
				  "x "
				  "parts it."));
		return true;
	}
	if (action == ACTION_MERGE) {
		if (focused != NULL && focused->kind == ITEM_THEME)
			ask_merge(console, focused);
		else
			console_say(console, true,
				_("Go to a theme first, with the arrows; then j puts it into "
				  "another."));
		return true;
	}
	if (focused == NULL) {
		if (action == ACTION_TAKE)
			console_say(console, false,
				_("Type a name for a theme, or press Tab to go to the cards."));
		return action == ACTION_TAKE;
	}
	if (action == ACTION_TAKE && focused->kind == ITEM_CARD)
		choose(console, focused);
	else if (action == ACTION_TAKE && focused->kind == ITEM_THEME)
		form_open(console, FORM_REWORD, focused->id, 0);
	else if (action == ACTION_LEAVE_OUT && focused->kind == ITEM_CARD)
		take_out(console, focused);
	else
		return false;
	return true;
}

/* The numbers of the themes stay in sight while a card has the focus, however small the screen. */
static void theme_numbers(const struct console *console, struct page *page)
{
	struct buf text = {0};
	int number = 0;

	for (size_t i = 0; i < console->audience.items.count; i++) {
		const struct audience_item *item = &console->audience.items.items[i];
		if (item->kind == ITEM_THEME)
			buf_format(&text, "%s%d %s", number > 0 ? " · " : "", number + 1,
				item->text != NULL ? item->text : _("(erased)"));
		number += item->kind == ITEM_THEME;
	}
	if (number > 0)
		page_set(&page->state, "%s", buf_text(&text));
	buf_finish(&text);
}

static void hints(struct console *console, struct page *page)
{
	if (!console_typing(console))
		theme_numbers(console, page);
	if (console_typing(console)) {
		view_hint(console, page, ACTION_TAKE, _("take"));
		view_hint(console, page, ACTION_SWITCH, _("list"));
		view_ways(console, page);
	} else if (!view_nothing(console, page)) {
		struct buf numbers = {0};
		size_t shown = themes_shown(console);
		buf_format(&numbers, "1-%zu", shown > 9 ? shown : 9);
		page_hint(page, buf_text(&numbers), _("theme"));
		buf_finish(&numbers);
		page_hint(page, "0", _("none"));
		view_ways(console, page);
		view_hint(console, page, ACTION_TAKE, _("choose a theme"));
		view_hint(console, page, ACTION_EDIT, NULL);
		view_hint(console, page, ACTION_MERGE, NULL);
		view_hint(console, page, ACTION_SPLIT, NULL);
		view_hint(console, page, ACTION_ALIKE, NULL);
		view_hint(console, page, ACTION_SWITCH, _("type a theme"));
	}
	view_hint(console, page, ACTION_UNDO, NULL);
}

const struct activity_view group_view = {.mode = MODE_GROUP,
	.holds = true,
	.many = true,
	.label = label,
	.enter = enter,
	.act = act,
	.input = input,
	.hints = hints};
