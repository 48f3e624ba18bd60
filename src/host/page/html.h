#ifndef ROUNDTABLE_SRC_HOST_PAGE_HTML_H
#define ROUNDTABLE_SRC_HOST_PAGE_HTML_H

#include "../page.h"

/*
 * Inside the page: HTML, and its parts. Whatever people said goes through html_words() or
 * html_escape(); what the page says itself through html_say().
 */

/** Text as text, fit for content and for values in double quotes. */
void html_escape(const char *text, struct buf *out);
/** printf-formatted markup: for tags, ids and numbers, never for words. */
void html(struct buf *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
/** A string of the page with its arguments, escaped. */
void html_say(const struct page_view *view, struct buf *out, enum string string, ...);
/** The same in an element: html_line(view, out, "p class=\"fate\"", SAY_...). */
void html_line(const struct page_view *view, struct buf *out, const char *element,
	enum string string, ...);
/** The attributes of an element that holds words of people or of the programme. */
void html_lang(const struct page_view *view, struct buf *out);
/** Such words in an element; NULL: erased. */
void html_words(
	const struct page_view *view, struct buf *out, const char *element, const char *words);
/** A sentence another part of the program made: in the visitor's language where that is known. */
void html_known(
	const struct page_view *view, struct buf *out, const char *element, const char *sentence);
/** Begins a form that asks for `what`; html_form_end() ends it. */
void html_form(struct buf *out, enum form_what what, const char *id);
void html_form_end(struct buf *out);
void html_hidden(struct buf *out, const char *name, const char *value);
void html_hidden_number(struct buf *out, const char *name, int64_t value);
/** A button that sends its form. */
void html_button(
	const struct page_view *view, struct buf *out, const char *attributes, enum string string);

/** Coming in: the code, who somebody is, waiting, out. */
void page_start(const struct page_view *view, struct buf *out);
void page_waiting(const struct page_view *view, struct buf *out);
/** What everybody sees: heading, question, task; and, after what this person can do, what came of
 * it: counts, result, items. */
void page_see(const struct page_view *view, struct buf *out);
void page_room(const struct page_view *view, struct buf *out);
/** The items from `first` on that are shown as a grid. */
void page_grid(const struct page_view *view, size_t first, struct buf *out);
/** What a table comes to: in sentences, and beside another. */
void page_sums(const struct page_view *view, struct buf *out);
void page_items(const struct page_view *view, struct buf *out);
/** What this person can do: card, ballot, and the small things. */
void page_card(const struct page_view *view, struct buf *out);
void page_ballot(const struct page_view *view, struct buf *out);
void page_group(const struct page_view *view, struct buf *out);
void page_hand(const struct page_view *view, struct buf *out);
void page_mine(const struct page_view *view, struct buf *out);
/** Whether the ballot is shown, so that what can be marked need not stand above it as well. */
bool page_has_ballot(const struct page_view *view);
/** Whether cards can be put into themes, so that these need not stand below it as well. */
bool page_has_group(const struct page_view *view);
/** The words of a card, all its columns, in spans. */
void page_card_words(
	const struct page_view *view, const struct audience_item *item, struct buf *out);
/** A bar that says `value` of `total`; its number stands beside it. */
void page_bar(int64_t value, int64_t total, struct buf *out);

#endif
