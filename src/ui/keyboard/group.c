/* Cards into themes: arrows to a card, Enter, its theme. What is typed is a new theme. */
#include "state.h"

#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"

bool group_now(const struct keyboard *keyboard)
{
	return keyboard_in(keyboard) && keyboard->sight.audience->state == AUDIENCE_STAGE &&
	       keyboard->sight.audience->task == TASK_GROUP;
}

static void close_menu(struct grouping *group)
{
	menu_destroy(group->menu);
	group->menu = NULL;
	array_finish(&group->themes);
	array_free(group->read);
	group->read = NULL;
}

void group_finish(struct keyboard *keyboard)
{
	struct grouping *group = &keyboard->group;

	close_menu(group);
	editor_finish(&group->line);
	texts_finish(&group->sent);
}

bool group_unsent(const struct keyboard *keyboard)
{
	return keyboard->group.line.text.count > 0 || keyboard->group.sent.count > 0;
}

/* --- the list --- */

static const struct audience_items *items_of(const struct keyboard *keyboard)
{
	return &keyboard->sight.audience->items;
}

/* What can be gone to: a card, or a theme. */
static bool is_place(const struct audience_item *item)
{
	return item->kind == ITEM_CARD || item->kind == ITEM_THEME;
}

static const struct audience_item *focused(const struct keyboard *keyboard)
{
	const struct audience_items *items = items_of(keyboard);
	size_t index = keyboard->group.index;

	return index < items->count && is_place(&items->items[index]) ? &items->items[index] : NULL;
}

/* The theme under whose head the entry stands; 0: none. */
static int64_t theme_over(const struct keyboard *keyboard, size_t index)
{
	const struct audience_items *items = items_of(keyboard);

	while (index > 0 && items->items[index].under)
		index--;
	return items->items[index].kind == ITEM_THEME ? items->items[index].id : 0;
}

static void go_to(struct keyboard *keyboard, size_t index)
{
	keyboard->group.index = index;
	keyboard->group.at = items_of(keyboard)->items[index].id;
}

/* The first card in no theme but this one; false: there is none. */
static bool go_to_next(struct keyboard *keyboard, int64_t but)
{
	const struct audience_items *items = items_of(keyboard);

	for (size_t i = 0; i < items->count; i++)
		if (items->items[i].kind == ITEM_CARD && items->items[i].id != but &&
			theme_over(keyboard, i) == 0) {
			go_to(keyboard, i);
			return true;
		}
	return false;
}

static void move(struct keyboard *keyboard, int by)
{
	const struct audience_items *items = items_of(keyboard);
	size_t index = keyboard->group.index;

	for (int left = by < 0 ? -by : by; left > 0; left--) {
		size_t next = index;
		do
			next += by < 0 ? SIZE_MAX : 1; /* before the first: beyond all */
		while (next < items->count && !is_place(&items->items[next]));
		if (next >= items->count)
			break;
		index = next;
	}
	if (index < items->count)
		go_to(keyboard, index);
}

/* Goes along with the entry that has the focus, wherever others move it. */
void group_follow(struct keyboard *keyboard)
{
	struct grouping *group = &keyboard->group;

	if (!group_now(keyboard)) {
		if (group->menu != NULL && keyboard_in(keyboard))
			keyboard_say(keyboard, true, "%s", _("The room has gone on."));
		close_menu(group);
		return;
	}
	const struct audience_items *items = items_of(keyboard);
	for (size_t i = 0; i < items->count; i++)
		if (is_place(&items->items[i]) && items->items[i].id == group->at) {
			group->index = i;
			return;
		}
	if (go_to_next(keyboard, 0))
		return;
	group->index = group->index < items->count ? group->index : 0;
	if (focused(keyboard) == NULL)
		move(keyboard, 1);
}

/* --- what is asked about a card, or a theme --- */

static void ask_theme(struct keyboard *keyboard, const struct audience_item *card)
{
	const struct audience_items *items = items_of(keyboard);
	struct grouping *group = &keyboard->group;

	group->menu = menu_create(keyboard->sight.audience->stage_title, _("Into which theme?"));
	menu_explain(group->menu, card->text != NULL ? card->text : _("(erased)"));
	for (size_t i = 0; i < items->count; i++) {
		const struct audience_item *item = &items->items[i];
		if (item->kind != ITEM_THEME)
			continue;
		menu_add(group->menu, (int)group->themes.count,
			item->text != NULL ? item->text : _("(erased)"), "");
		ids_add(&group->themes, item->id);
	}
	menu_add(group->menu, (int)group->themes.count, _("Into none"), "");
	ids_add(&group->themes, 0);
	group->about = card->id;
	group->from = theme_over(keyboard, group->index);
}

static void ask_name(struct keyboard *keyboard, const struct audience_item *theme)
{
	struct grouping *group = &keyboard->group;

	if (theme->text == NULL) {
		keyboard_say(keyboard, true, "%s", _("The name was erased; it is not typed here."));
		return;
	}
	group->menu = menu_create(
		keyboard->sight.audience->stage_title, _("What shall this theme be called?"));
	menu_ask(group->menu, _("Its name"), theme->text);
	group->about = theme->id;
	group->read = mem_copy_text(theme->text);
}

static void send_card(struct keyboard *keyboard, int64_t theme)
{
	const struct keyboard_ports *ports = &keyboard->config.ports;
	struct grouping *group = &keyboard->group;

	ports->group(
		ports->context, keyboard->sight.audience->stage, group->about, group->from, theme);
	if (theme != 0)
		go_to_next(keyboard, group->about);
}

static void send_name(struct keyboard *keyboard, const char *name)
{
	const struct keyboard_ports *ports = &keyboard->config.ports;
	struct grouping *group = &keyboard->group;

	texts_add(&group->sent, name);
	ports->rename(
		ports->context, keyboard->sight.audience->stage, group->about, name, group->read);
}

static void menu_used(struct keyboard *keyboard, const struct key *key)
{
	struct grouping *group = &keyboard->group;

	if (menu_key(group->menu, key))
		return;
	int chosen = menu_chosen(group->menu);
	if (chosen >= 0 && group->read == NULL)
		send_card(keyboard, group->themes.items[chosen]);
	else if (chosen >= 0 && menu_typed(group->menu)[0] != '\0')
		send_name(keyboard, menu_typed(group->menu));
	close_menu(group);
}

/* --- keys --- */

static void take(struct keyboard *keyboard)
{
	const struct keyboard_ports *ports = &keyboard->config.ports;
	struct grouping *group = &keyboard->group;
	char *name = editor_take(&group->line);
	const struct audience_item *item = focused(keyboard);

	if (name[0] != '\0') {
		texts_add(&group->sent, name);
		ports->theme(ports->context, keyboard->sight.audience->stage, name);
	} else if (item == NULL) {
		keyboard_say(keyboard, true, "%s", _("Type a name for a theme first."));
	} else if (item->kind == ITEM_THEME) {
		ask_name(keyboard, item);
	} else {
		ask_theme(keyboard, item);
	}
	array_free(name);
}

bool group_key(struct keyboard *keyboard, const struct key *key)
{
	struct grouping *group = &keyboard->group;

	if (group->menu != NULL) {
		menu_used(keyboard, key);
		return true;
	}
	if (key->code == KEYS_MOUSE) {
		const struct audience_items *items = items_of(keyboard);
		size_t index = key->target - 1; /* 0: beyond all */
		if (index < items->count && is_place(&items->items[index]))
			go_to(keyboard, index);
		return true;
	}
	group->line.limit = TEXT_CARD;
	if (editor_key(&group->line, key))
		return true;
	switch ((int)keymap_find(MODE_OWN_ENTRY, key->code)) {
	case ACTION_TAKE:
		take(keyboard);
		return true;
	case ACTION_UP:
		move(keyboard, -1);
		return true;
	case ACTION_DOWN:
		move(keyboard, 1);
		return true;
	case ACTION_PAGE_UP:
		move(keyboard, -8);
		return true;
	case ACTION_PAGE_DOWN:
		move(keyboard, 8);
		return true;
	}
	return false;
}

/* --- what came of it --- */

void group_answered(struct keyboard *keyboard, enum keyboard_wish wish, const char *refused)
{
	struct grouping *group = &keyboard->group;

	if (wish == WISH_GROUP) {
		keyboard_say(keyboard, refused != NULL, "%s",
			refused != NULL ? refused : _("The card is there now."));
		return;
	}
	if (group->sent.count == 0)
		return;
	char *name = group->sent.items[0];
	array_remove(&group->sent, 0);
	if (refused == NULL)
		keyboard_say(keyboard, false, "%s",
			wish == WISH_THEME ? _("The theme is there now.")
					   : _("The theme has this name now."));
	else
		keyboard_say(keyboard, true, _("Not taken: “%s”. %s"), name, refused);
	array_free(name);
}

/* --- pages --- */

void group_page(struct keyboard *keyboard, struct page *page)
{
	const struct audience_item *item = focused(keyboard);
	bool typed = editor_text(&keyboard->group.line)[0] != '\0';

	keyboard_ask(page, _("New theme"), &keyboard->group.line);
	if (typed)
		keyboard_hint(page, MODE_OWN_ENTRY, ACTION_TAKE, _("make this theme"));
	else if (item != NULL)
		keyboard_hint(page, MODE_OWN_ENTRY, ACTION_TAKE,
			item->kind == ITEM_CARD ? _("choose its theme") : _("correct its name"));
	page_hint(page, "↑ ↓", _("move"));
}
