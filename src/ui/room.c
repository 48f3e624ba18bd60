#include "roundtable/ui/room.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"

#include <stdio.h>

struct room {
	char last_key[24];
	enum colour_set colours;
	int scroll;
};

struct room *room_create(void)
{
	return mem_alloc(1, sizeof(struct room));
}

void room_destroy(void *room)
{
	array_free(room);
}

bool room_key(void *context, const struct key *key)
{
	struct room *room = context;

	if (key->code == KEYS_ESC || key->code == KEYS_CTRL('c'))
		return false;
	key_name(key->code, room->last_key);
	if (key->code == '=')
		room->colours = (enum colour_set)((room->colours + 1) % COLOUR_SETS);
	return true;
}

void room_page(void *context, struct page *page)
{
	const struct room *room = context;

	page_set(&page->title, "%s", _("Check the room"));
	page_add(page, LINE_QUESTION, _("Can you read this from the back row?"));
	page_add(page, LINE_TEXT,
		_("If not, make the letters of this window larger until it is about 40 columns "
		  "wide and 12 rows high (often Ctrl and +)."));
	page_add(page, LINE_ITEM, _("Il1 O0 rn m - Amina, Øystein, Zoë, Nguyễn"));
	struct line *bar = page_add(page, LINE_BAR, _("A bar"));
	bar->value = 7;
	bar->total = 12;
	page_add(page, LINE_SENTENCE, _("A sentence that is read aloud."));
	page_addf(page, LINE_DO, _("Press any key, also F1 to F10. The last one was: %s"),
		room->last_key[0] != '\0' ? room->last_key : _("none yet"));
	page_addf(page, LINE_TEXT, _("Colours: %s"), colours(room->colours)->name);
	page_hint(page, "=", _("colours"));
	page_hint(page, "Esc", _("back"));
}

int *room_scroll(void *context)
{
	return &((struct room *)context)->scroll;
}

enum colour_set room_colours(void *context)
{
	return ((struct room *)context)->colours;
}
