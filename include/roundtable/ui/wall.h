#ifndef ROUNDTABLE_UI_WALL_H
#define ROUNDTABLE_UI_WALL_H

#include "roundtable/core/audience.h"
#include "roundtable/ui/page.h"

/**
 * From the audience to lines: what the room sees, in the order of reading. A wall shows this and
 * nothing else; the console shows it too, with a cursor and its own lines after it.
 */

/** What is said on a person's own device in other words than in the room; NULL: in the same. */
struct wall_own {
	const char *task, *fate;
};

/** What a console, or a person's own device, adds to what it shows of the audience. */
struct wall_cursor {
	size_t focus;               /**< index of the item that has the cursor; SIZE_MAX: none */
	int64_t marked;             /**< card marked for merging, 0: none */
	bool looking_back;          /**< at an earlier stage: nothing is to be done here now */
	const struct wall_own *own; /**< NULL: the console */
};

/** The header: title of the stage, its number, time left. */
void wall_header(const struct audience *audience, moment now, bool looking_back, struct page *page);
/** All below the header. `cursor` NULL: a wall, where nothing can be chosen. */
void wall_body(const struct audience *audience, moment now, const struct wall_cursor *cursor,
	struct page *page);
/** The whole page of a wall, or of a person's own device. */
void wall_whole(const struct audience *audience, moment now, const struct wall_cursor *cursor,
	struct page *page);
/** The whole page of a wall. */
void wall_page(const struct audience *audience, moment now, struct page *page);
/** How people's own devices come in: in words and as a picture for their cameras. */
void wall_door(const struct audience_door *door, struct page *page);
/** The pictures alone: the URL with the long code, and the URL where there is less room. */
void wall_door_pictures(const struct audience_door *door, struct page *page);
/** Milliseconds until what wall_page() says changes by the clock alone; -1: never. */
int wall_next_change(const struct audience *audience, moment now);
/** The bars of a vote with answers of its own, once counted; its rule before. */
void wall_vote(const struct audience_vote *vote, struct page *page);
/** A part of the room with its share of the time spoken as a bar, and its share of the people
 * beside it, both in hundredths; the `first` one says what they are. */
void wall_share(const char *part, int64_t time, size_t people, bool first, struct page *page);

#endif
