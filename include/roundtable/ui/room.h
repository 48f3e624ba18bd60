#ifndef ROUNDTABLE_UI_ROOM_H
#define ROUNDTABLE_UI_ROOM_H

#include "roundtable/ui/colours.h"
#include "roundtable/ui/key.h"
#include "roundtable/ui/page.h"

#include <stdbool.h>

/** Checks the room before people come: can the letters be read from the back row, do the keys
 * arrive, which colours. */
struct room;

struct room *room_create(void);
void room_destroy(void *room);
/** False: left with Esc. */
bool room_key(void *room, const struct key *key);
void room_page(void *room, struct page *page);
int *room_scroll(void *room);
enum colour_set room_colours(void *room);

#endif
