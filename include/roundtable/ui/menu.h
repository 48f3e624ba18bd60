#ifndef ROUNDTABLE_UI_MENU_H
#define ROUNDTABLE_UI_MENU_H

#include "roundtable/ui/key.h"
#include "roundtable/ui/page.h"

#include <stdbool.h>

/** A screen with a question and a list to choose from, or a line to type: what stands before a
 * session is open. */
struct menu;

struct menu *menu_create(const char *title, const char *question);
void menu_destroy(struct menu *menu);
/** Adds a choice. `id` 0 or more; text and detail are copied. */
void menu_add(struct menu *menu, int id, const char *text, const char *detail);
/** Puts a heading over the choice added next; all up to the next heading belong to it. */
void menu_group(struct menu *menu, const char *text);
/** Asks for a line of text instead of (or beside) a choice; `text` stands in it already. */
void menu_ask(struct menu *menu, const char *label, const char *text);
/** A key that chooses `id` without an entry in the list: a letter not used otherwise, where no text
 * is asked for. At most one. */
void menu_offer(struct menu *menu, char key, const char *what, int id);
/** A line of explanation under the question. */
void menu_explain(struct menu *menu, const char *text);
void menu_say(struct menu *menu, bool alarming, const char *text);

/** Uses a key. False: something was chosen, typed, or the menu was left. */
bool menu_key(struct menu *menu, const struct key *key);
void menu_page(struct menu *menu, struct page *page);
int *menu_scroll(struct menu *menu);

/** Whether the mouse is wanted; M changes it, where there is one (`on` as the menu begins). */
bool menu_mouse(const struct menu *menu);
void menu_set_mouse(struct menu *menu, bool there, bool on);

/** The chosen id after menu_key() was false; -1: left with Esc. */
int menu_chosen(const struct menu *menu);
/** What was typed; the menu owns it. */
const char *menu_typed(const struct menu *menu);

#endif
