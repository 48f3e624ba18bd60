#include "roundtable/ui/menu.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/ui/editor.h"

#include <stdio.h>

struct menu {
	char *title, *question, *explanation, *message, *label;
	bool alarming, mouse, has_mouse;
	char *group; /* what the choices added next belong to, until one is */
	struct editor editor;
	size_t focus;
	size_t typed; /* of a number */
	int chosen;
	int scroll;
	struct menu_offer {
		char key[2];
		char *what;
		int id;
	} offer;
	struct menu_options {
		struct menu_option {
			int id;
			char *text, *detail, *group;
		} * items;
		size_t count, capacity;
	} options;
};

struct menu *menu_create(const char *title, const char *question)
{
	struct menu *menu = mem_alloc(1, sizeof *menu);

	menu->title = mem_copy_text(title);
	menu->question = mem_copy_text(question);
	menu->chosen = -1;
	return menu;
}

void menu_destroy(struct menu *menu)
{
	if (menu == NULL)
		return;
	for (size_t i = 0; i < menu->options.count; i++) {
		array_free(menu->options.items[i].text);
		array_free(menu->options.items[i].detail);
		array_free(menu->options.items[i].group);
	}
	array_finish(&menu->options);
	editor_finish(&menu->editor);
	array_free(menu->title);
	array_free(menu->question);
	array_free(menu->explanation);
	array_free(menu->message);
	array_free(menu->label);
	array_free(menu->group);
	array_free(menu->offer.what);
	array_free(menu);
}

void menu_add(struct menu *menu, int id, const char *text, const char *detail)
{
	*array_push(&menu->options) =
		(struct menu_option){id, mem_copy_text(text), mem_copy_text(detail), menu->group};
	menu->group = NULL;
}

void menu_ask(struct menu *menu, const char *label, const char *text)
{
	array_free(menu->label);
	menu->label = mem_copy_text(label);
	editor_set(&menu->editor, text);
}

void menu_offer(struct menu *menu, char key, const char *what, int id)
{
	array_free(menu->offer.what);
	menu->offer = (struct menu_offer){.key = {key}, .what = mem_copy_text(what), .id = id};
}

static void replace(char **field, const char *text)
{
	array_free(*field);
	*field = mem_copy_text(text);
}

void menu_group(struct menu *menu, const char *text)
{
	replace(&menu->group, text);
}

void menu_explain(struct menu *menu, const char *text)
{
	replace(&menu->explanation, text);
}

void menu_say(struct menu *menu, bool alarming, const char *text)
{
	replace(&menu->message, text);
	menu->alarming = alarming;
}

static bool choose(struct menu *menu, size_t index)
{
	if (index >= menu->options.count)
		return true;
	menu->focus = index;
	menu->chosen = menu->options.items[index].id;
	return false;
}

/* One number is the beginning of another: the first has the focus, and Enter takes it. */
static void say_open(struct menu *menu, size_t number)
{
	struct buf text = {0};

	buf_format(&text, _("Enter takes %zu. Or type on."), number);
	menu_say(menu, false, buf_text(&text));
	menu->focus = number - 1;
	buf_finish(&text);
}

bool menu_key(struct menu *menu, const struct key *key)
{
	size_t count = menu->options.count, number;
	enum number_key numbered = number_key(&menu->typed, key, count, &number);

	replace(&menu->message, NULL);
	if (key->code == KEYS_ESC || key->code == KEYS_CTRL('c') || key->code == KEYS_F10 ||
		(menu->label == NULL && key->code == 'q')) {
		menu->chosen = -1;
		return false;
	}
	if (menu->has_mouse &&
		(key->code == (KEYS_ALT | 'M') || (menu->label == NULL && key->code == 'M'))) {
		menu->mouse = !menu->mouse;
		menu_say(menu, false, mouse_sentence(menu->mouse));
		return true;
	}
	if (menu->offer.what != NULL && key->code == menu->offer.key[0]) {
		menu->chosen = menu->offer.id;
		return false;
	}
	if (key->code == KEYS_MOUSE)
		return choose(menu, key->target - 1);
	if (menu->label != NULL && editor_key(&menu->editor, key))
		return true;
	if (key->code == KEYS_UP || key->code == KEYS_WHEEL_UP)
		menu->focus -= menu->focus > 0;
	else if (key->code == KEYS_DOWN || key->code == KEYS_WHEEL_DOWN)
		menu->focus += menu->focus + 1 < count;
	else if (key->code == KEYS_PAGE_UP || key->code == KEYS_HOME)
		menu->focus = key->code == KEYS_HOME || menu->focus < 8 ? 0 : menu->focus - 8;
	else if (count > 0 && (key->code == KEYS_PAGE_DOWN || key->code == KEYS_END))
		menu->focus = key->code == KEYS_END || menu->focus + 8 >= count ? count - 1
										: menu->focus + 8;
	else if (menu->label != NULL && key->code == KEYS_ENTER) {
		menu->chosen = count > 0 ? menu->options.items[menu->focus].id : 0;
		return false;
	} else if (key->code == KEYS_ENTER || (key->code == ' ' && menu->label == NULL))
		return choose(menu, menu->focus);
	else if (menu->label == NULL && numbered == NUMBER_WHOLE)
		return choose(menu, number - 1);
	else if (menu->label == NULL && numbered == NUMBER_OPEN)
		say_open(menu, number);
	else
		menu_say(menu, true, _("This key does nothing here."));
	return true;
}

void menu_page(struct menu *menu, struct page *page)
{
	page_set(&page->title, "%s", menu->title);
	page_add(page, LINE_QUESTION, menu->question);
	if (menu->explanation != NULL)
		page_add(page, LINE_TEXT, menu->explanation);
	for (size_t i = 0; i < menu->options.count; i++) {
		if (i == 0 || menu->options.items[i].group != NULL)
			page_add(page, LINE_GAP, "");
		if (menu->options.items[i].group != NULL)
			page_add(page, LINE_TITLE, menu->options.items[i].group);
		struct line *line = page_add(page, LINE_ITEM, menu->options.items[i].text);
		char mark[24];
		snprintf(mark, sizeof mark, "%zu", i + 1);
		line_mark(line, mark);
		if (menu->options.items[i].detail != NULL)
			line_detail(line, "%s", menu->options.items[i].detail);
		line->focused = i == menu->focus;
		line->target = i + 1;
	}
	if (menu->label != NULL) {
		page->asking = true;
		page_set(&page->ask, "%s", menu->label);
		page_set(&page->typed, "%s", editor_text(&menu->editor));
		page->cursor = menu->editor.cursor;
	}
	if (menu->message != NULL) {
		page_set(&page->message, "%s", menu->message);
		page->alarming = menu->alarming;
	}
	page_hint(page, "Enter", menu->label != NULL ? _("take") : _("choose"));
	if (menu->offer.what != NULL)
		page_hint(page, menu->offer.key, menu->offer.what);
	page_hint(page, "Esc", _("back"));
	if (menu->options.count > 1)
		page_hint(page, "↑ ↓", _("move"));
	if (menu->label == NULL && menu->has_mouse)
		page_hint(page, "M", _("mouse"));
}

int *menu_scroll(struct menu *menu)
{
	return &menu->scroll;
}

bool menu_mouse(const struct menu *menu)
{
	return menu->mouse;
}

void menu_set_mouse(struct menu *menu, bool there, bool on)
{
	menu->has_mouse = there;
	menu->mouse = on;
}

int menu_chosen(const struct menu *menu)
{
	return menu->chosen;
}

const char *menu_typed(const struct menu *menu)
{
	return editor_text(&menu->editor);
}
