#ifndef ROUNDTABLE_SRC_UI_WALL_H
#define ROUNDTABLE_SRC_UI_WALL_H

#include "roundtable/ui/wall.h"

/** The items of the audience as lines: people, cards and tables, options and results, proposals,
 * actions. */
void wall_items(
	const struct audience *audience, const struct wall_cursor *cursor, struct page *page);
/** The list of ballots after closing, where there is one: after everything else. */
void wall_ballots(
	const struct audience *audience, const struct wall_cursor *cursor, struct page *page);
/** A table of cards as the grid it is shown as; its first item is number `first`. */
void wall_grid(const struct audience *audience, size_t first, const struct wall_cursor *cursor,
	struct page *page);
/** The answers of the scale with what their bars are made of; nothing else explains them. */
void wall_scale(const struct audience_vote *vote, struct page *page);
/** The statement that is item `at`: its number in the list, its spreads, the sentence about it. */
void wall_rated(const struct audience *audience, size_t at, struct page *page);
/** An option of a counted vote: with its bar, what it came to or, where more is known of it, as a
 * row of a table, whose head stands before the first. */
void wall_result(const struct audience_item *item, struct page *page);
void wall_places_head(const struct audience_vote *vote, struct page *page);
/** What a table comes to, as tables: beside another, and by each column it is parted by. */
void wall_sums(const struct audience *audience, struct page *page);

#endif
