/* The small things that are always there: who I am here, hand, ready, leaving. */
#include "html.h"

#include "roundtable/base/text.h"

static void who(const struct page_view *view, struct buf *out)
{
	const struct participant *me = view->participant;

	if (me->name == NULL || me->name[0] == '\0')
		html_line(view, out, "p class=\"who\"", SAY_YOU_NAMELESS);
	else if (me->role == NULL || me->role[0] == '\0')
		html_line(view, out, "p class=\"who\"", SAY_YOU_ARE, me->name);
	else
		html_line(view, out, "p class=\"who\"", SAY_YOU_ARE_ROLE, me->name, me->role);
}

static void toggle(const struct page_view *view, enum form_what what, const char *id, bool on,
	enum string string, struct buf *out)
{
	html_form(out, what, id);
	html_hidden(out, "nonce", view->nonce);
	html_hidden_number(out, "stage", view->audience->stage);
	html_hidden_number(out, "yes", !on);
	html_button(view, out, on ? " class=\"on\"" : "", string);
	html_form_end(out);
}

static void leave(const struct page_view *view, struct buf *out)
{
	buf_text_add(out, "<details id=\"leave\">");
	html_line(view, out, "summary", SAY_LEAVE);
	html_line(view, out, "p", SAY_LEAVE_SURE);
	html_form(out, FORM_LEAVE, "form-leave");
	html_button(view, out, "", SAY_LEAVE_NOW);
	html_form_end(out);
	buf_text_add(out, "</details>\n");
}

/* Anybody can stop on a word; the room is not told who. */
static void word(const struct page_view *view, struct buf *out)
{
	buf_text_add(out, "<details id=\"word\">");
	html_line(view, out, "summary", SAY_WORD_UNCLEAR);
	html_form(out, FORM_WORD, "form-word");
	html_hidden(out, "nonce", view->nonce);
	html_hidden_number(out, "stage", view->audience->stage);
	html_line(view, out, "label for=\"unclear\"", SAY_WORD_WHICH);
	html(out,
		"<input id=\"unclear\" name=\"word0\" type=\"text\" required maxlength=\"%d\" "
		"dir=\"auto\">\n",
		TEXT_NAME);
	html_button(view, out, "", SAY_WORD_ASK);
	html_form_end(out);
	buf_text_add(out, "</details>\n");
}

static bool running(const struct page_view *view)
{
	return view->audience->state == AUDIENCE_STAGE || view->audience->state == AUDIENCE_PAUSED;
}

void page_hand(const struct page_view *view, struct buf *out)
{
	const struct participant *me = view->participant;

	if (!running(view))
		return;
	buf_text_add(out, "<div id=\"hand\">\n");
	if (me->hand)
		html_line(view, out, "p class=\"done\"", SAY_HAND_IS_UP);
	if (me->ready)
		html_line(view, out, "p class=\"done\"", SAY_READY_IS);
	buf_text_add(out, "<div class=\"small\">\n");
	toggle(view, FORM_HAND, "form-hand", me->hand, me->hand ? SAY_HAND_DOWN : SAY_HAND_UP, out);
	toggle(view, FORM_READY, "form-ready", me->ready, me->ready ? SAY_NOT_READY : SAY_READY,
		out);
	buf_text_add(out, "</div>\n");
	word(view, out);
	buf_text_add(out, "</div>\n");
}

void page_mine(const struct page_view *view, struct buf *out)
{
	buf_text_add(out, "<footer id=\"mine\">\n");
	who(view, out);
	leave(view, out);
	buf_text_add(out, "</footer>\n");
}
