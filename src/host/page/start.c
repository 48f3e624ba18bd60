/* Coming in: the code, who somebody is, waiting, out. */
#include "html.h"

#include "roundtable/base/text.h"

#include <string.h>

static void ask_code(const struct page_view *view, struct buf *out)
{
	html_line(view, out, "p class=\"do\"", SAY_CODE_ASKS);
	html_form(out, FORM_CODE, "form-code");
	html_line(view, out, "label for=\"code\"", SAY_CODE);
	buf_text_add(out,
		"<input id=\"code\" name=\"code\" type=\"text\" required maxlength=\"16\" "
		"autocapitalize=\"characters\" spellcheck=\"false\" class=\"code\">\n");
	html_button(view, out, " class=\"main\"", SAY_GO_ON);
	html_form_end(out);
}

static void place(const struct page_view *view, const struct place *place, struct buf *out)
{
	struct buf label = {0};
	bool chosen = view->form != NULL && view->form->asked.person == place->person;
	long long person = place->person;

	html(out,
		"<li><input type=\"radio\" name=\"person\" required id=\"person-%lld\" "
		"value=\"%lld\"%s><label for=\"person-%lld\"",
		person, person, chosen ? " checked" : "", person);
	html_lang(view, out);
	buf_byte(out, '>');
	buf_text_add(&label, place->name);
	if (place->role != NULL && place->role[0] != '\0')
		buf_format(&label, ", %s", place->role);
	if (place->taken)
		html_say(view, out, SAY_PLACE_TAKEN, buf_text(&label));
	else
		html_escape(buf_text(&label), out);
	buf_text_add(out, "</label></li>\n");
	buf_finish(&label);
}

static void listed(const struct page_view *view, struct buf *out)
{
	if (view->places->count == 0)
		return;
	html_form(out, FORM_JOIN, "form-listed");
	html_hidden(out, "code", view->code);
	buf_text_add(out, "<fieldset>");
	html_line(view, out, "legend", SAY_WHO_LISTED);
	buf_text_add(out, "<ul class=\"choices\">\n");
	for (size_t i = 0; i < view->places->count; i++)
		place(view, &view->places->items[i], out);
	buf_text_add(out, "</ul></fieldset>\n");
	html_button(view, out, " class=\"main\"", SAY_PLACE_IS_ME);
	html_form_end(out);
}

/* Whether an earlier place has the same role. */
static bool role_seen(const struct places *places, size_t before)
{
	for (size_t i = 0; i < before; i++)
		if (places->items[i].role != NULL &&
			strcmp(places->items[i].role, places->items[before].role) == 0)
			return true;
	return false;
}

/* Roles that others speak from, to save typing; anything else may be typed. */
static void roles(const struct places *places, struct buf *out)
{
	buf_text_add(out, "<datalist id=\"roles\">");
	for (size_t i = 0; i < places->count; i++) {
		const char *role = places->items[i].role;
		if (role == NULL || role_seen(places, i))
			continue;
		buf_text_add(out, "<option value=\"");
		html_escape(role, out);
		buf_text_add(out, "\"></option>");
	}
	buf_text_add(out, "</datalist>\n");
}

static void field(const struct page_view *view, const char *name, enum string label,
	const char *more, const char *value, struct buf *out)
{
	html(out, "<p><label for=\"%s\">", name);
	html_say(view, out, label);
	html(out,
		"</label><input id=\"%s\" name=\"%s\" type=\"text\" maxlength=\"%d\" "
		"dir=\"auto\"%s",
		name, name, TEXT_NAME, more);
	if (value != NULL && value[0] != '\0') {
		buf_text_add(out, " value=\"");
		html_escape(value, out);
		buf_byte(out, '"');
	}
	buf_text_add(out, "></p>\n");
}

static void newcomer(const struct page_view *view, struct buf *out)
{
	bool again = view->form != NULL && view->form->what == FORM_JOIN;

	html_form(out, FORM_JOIN, "form-new");
	html_hidden(out, "code", view->code);
	buf_text_add(out, "<fieldset>");
	html_line(view, out, "legend", SAY_WHO_NEW);
	field(view, "name", SAY_NAME, " required", again ? view->form->asked.name : NULL, out);
	field(view, "role", SAY_ROLE, " list=\"roles\"", again ? view->form->asked.role : NULL,
		out);
	roles(view->places, out);
	buf_text_add(out, "</fieldset>\n");
	html_button(view, out, " class=\"main\"", SAY_JOIN);
	html_form_end(out);
}

static void nameless(const struct page_view *view, struct buf *out)
{
	html_form(out, FORM_JOIN, "form-nameless");
	html_hidden(out, "code", view->code);
	html_hidden(out, "name", "");
	buf_text_add(out, "<fieldset>");
	html_line(view, out, "legend", SAY_WHO_NAMELESS);
	buf_text_add(out, "</fieldset>\n");
	html_button(view, out, "", SAY_JOIN_NAMELESS);
	html_form_end(out);
}

void page_start(const struct page_view *view, struct buf *out)
{
	const struct participant *me = view->participant;

	if (me != NULL && me->state == PARTICIPANT_OUT) {
		html_line(view, out, "h1", SAY_OUT);
		html_line(view, out, "p class=\"do\"", SAY_OUT_WHY);
	} else {
		html_line(view, out, "h1", view->places == NULL ? SAY_WELCOME : SAY_WHO);
	}
	if (view->places == NULL) {
		ask_code(view, out);
		return;
	}
	listed(view, out);
	newcomer(view, out);
	nameless(view, out);
}

void page_waiting(const struct page_view *view, struct buf *out)
{
	const char *name = view->participant->name;

	html_line(view, out, "h1", SAY_WAITING);
	if (name != NULL && name[0] != '\0')
		html_line(view, out, "p class=\"do\"", SAY_WAITING_FOR, name);
	else
		html_line(view, out, "p class=\"do\"", SAY_WAITING_NAMELESS);
	html_form(out, FORM_LEAVE, "form-leave");
	html_button(view, out, "", SAY_GO_BACK);
	html_form_end(out);
}
