/* The page as a whole: head, message, the part that fits, and what the script needs. */
#include "page/html.h"

static enum string done_string(enum form_what what)
{
	switch (what) {
	case FORM_CARD:
		return SAY_DONE_CARD;
	case FORM_BALLOT:
		return SAY_DONE_BALLOT;
	case FORM_WORD:
		return SAY_DONE_WORD;
	case FORM_HAND:
	case FORM_READY:
		return SAY_DONE_HAND;
	case FORM_GROUP:
		return SAY_DONE_GROUP;
	case FORM_THEME:
		return SAY_DONE_THEME;
	case FORM_RENAME:
		return SAY_DONE_RENAME;
	case FORM_LEAVE:
		return SAY_DONE_LEAVE;
	case FORM_NONE:
	case FORM_CODE:
	case FORM_JOIN:
	case FORM_READ:
	case FORM_WRITE:
	case FORM_COUNT:
		break;
	}
	return SAY_NOTHING;
}

static bool inside(const struct page_view *view)
{
	return view->participant != NULL && view->participant->state == PARTICIPANT_IN &&
	       view->audience != NULL;
}

static bool waiting(const struct page_view *view)
{
	return view->participant != NULL && view->participant->state == PARTICIPANT_WAITING;
}

static void message(const struct page_view *view, struct buf *out)
{
	if (view->refused != NULL) {
		buf_text_add(out,
			"<div class=\"refused\" id=\"message\" role=\"alert\" tabindex=\"-1\">\n");
		html_line(view, out, "p", SAY_NOT_DONE);
		html_known(view, out, "p", view->refused);
		buf_text_add(out, "</div>\n");
	} else if (done_string(view->done) != SAY_NOTHING) {
		html_line(view, out,
			"p class=\"done\" id=\"message\" role=\"status\" tabindex=\"-1\"",
			done_string(view->done));
		buf_byte(out, '\n');
	}
}

static void head(const struct page_view *view, struct buf *out)
{
	const char *title = view->audience != NULL ? view->audience->title : NULL;

	html(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
		language_tag(view->language));
	buf_text_add(out,
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		"<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
	html_escape(title != NULL && title[0] != '\0' ? title : "Roundtable", out);
	buf_text_add(out, "</title>\n<link rel=\"stylesheet\" href=\"/style.css\">\n"
			  "<script src=\"/page.js\" defer></script>\n");
	/* nothing can be lost by loading it again: nothing is typed here */
	if (waiting(view))
		buf_text_add(out, "<noscript><meta http-equiv=\"refresh\" "
				  "content=\"10; url=/\"></noscript>\n");
	buf_text_add(out, "</head>\n");
}

/* Without the script the way to what is new; with it, when somebody's words are kept from it. */
static void renew(const struct page_view *view, struct buf *out)
{
	buf_text_add(out, "<p id=\"renew\"><a href=\"/\">");
	html_say(view, out, SAY_RENEW);
	buf_text_add(out, "</a></p>\n");
}

/* A string that the script shows by itself. */
static void for_script(
	const struct page_view *view, const char *name, enum string string, struct buf *out)
{
	html(out, " data-%s=\"", name);
	html_escape(string_in(view->language, string), out);
	buf_byte(out, '"');
}

static void foot(const struct page_view *view, struct buf *out)
{
	/* where the script speaks; there from the start, for what is added later is not heard */
	buf_text_add(out, "<p id=\"live\" role=\"status\" aria-live=\"polite\"");
	for_script(view, "changed", SAY_CHANGED, out);
	for_script(view, "lost", SAY_LOST, out);
	for_script(view, "unsent", SAY_NOT_SENT, out);
	buf_text_add(out, "></p>\n</body>\n</html>\n");
}

void page_write(const struct page_view *view, struct buf *out)
{
	bool in = inside(view);

	head(view, out);
	html(out, "<body data-state=\"%s\">\n", in ? "in" : waiting(view) ? "waiting" : "out");
	if (in || waiting(view))
		renew(view, out);
	buf_text_add(out, "<main id=\"main\">\n");
	message(view, out);
	if (in) {
		page_see(view, out);
		page_card(view, out);
		page_ballot(view, out);
		page_group(view, out);
		page_hand(view, out);
		page_room(view, out);
		page_mine(view, out);
	} else if (waiting(view)) {
		page_waiting(view, out);
	} else {
		page_start(view, out);
	}
	buf_text_add(out, "</main>\n");
	foot(view, out);
}
