/* A card: its words, one field a column; then read back before they go out. */
#include "html.h"

#include "roundtable/base/text.h"

#include <string.h>

static bool taken(const struct page_view *view)
{
	const struct audience *audience = view->audience;

	return audience->columns != NULL &&
	       (audience->state == AUDIENCE_STAGE || audience->state == AUDIENCE_PAUSED);
}

/* Whether words for this stage came that are not a card yet. */
static bool drafted(const struct page_view *view)
{
	const struct form *form = view->form;
	bool card = form != NULL && (form->what == FORM_READ || form->what == FORM_WRITE ||
					    form->what == FORM_CARD);

	return card && form->asked.stage == view->audience->stage;
}

/* What stands in them; "" for nothing. */
static const char *written(const struct page_view *view, size_t column)
{
	return drafted(view) && column < view->form->asked.words.count
		       ? view->form->asked.words.items[column]
		       : "";
}

static void label(const struct page_view *view, size_t column, const char *element, struct buf *out)
{
	const struct columns *columns = view->audience->columns;
	const char *name = columns->items[column].name;

	if (name == NULL || name[0] == '\0')
		html_line(view, out, element, SAY_CARD_TEXT);
	else
		html_words(view, out, element, name);
}

static void option(const char *value, bool chosen, struct buf *out)
{
	html(out, "<option%s>", chosen ? " selected" : "");
	html_escape(value, out);
	buf_text_add(out, "</option>\n");
}

/* One of the choices or nothing; words that came and are none of them stay. */
static void choose(const struct page_view *view, size_t column, struct buf *out)
{
	const struct texts *choices = audience_choices(view->audience, column);
	const char *now = written(view, column);
	bool found = now[0] == '\0';

	html(out, "<select id=\"word%zu\" name=\"word%zu\"%s>\n<option value=\"\">", column, column,
		column == 0 ? " required" : "");
	html_say(view, out, SAY_COLUMN_EMPTY);
	buf_text_add(out, "</option>\n");
	for (size_t i = 0; i < choices->count; i++) {
		bool chosen = strcmp(choices->items[i], now) == 0;
		option(choices->items[i], chosen, out);
		found |= chosen;
	}
	if (!found)
		option(now, true, out);
	buf_text_add(out, "</select></p>\n");
}

static void field(const struct page_view *view, size_t column, struct buf *out)
{
	struct buf element = {0};

	buf_format(&element, "label for=\"word%zu\"", column);
	buf_text_add(out, "<p>");
	label(view, column, buf_text(&element), out);
	buf_finish(&element);
	if (audience_choices(view->audience, column)->count > 0) {
		choose(view, column, out);
		return;
	}
	html(out,
		"<textarea id=\"word%zu\" name=\"word%zu\" rows=\"%d\" maxlength=\"%d\" "
		"dir=\"auto\"%s>",
		column, column, view->audience->columns->count > 1 ? 1 : 3, TEXT_CARD,
		column == 0 ? " required" : "");
	html_escape(written(view, column), out);
	buf_text_add(out, "</textarea></p>\n");
}

static void begin(
	const struct page_view *view, enum form_what what, const char *id, struct buf *out)
{
	html_form(out, what, id);
	html_hidden_number(out, "stage", view->audience->stage);
}

static void write_form(const struct page_view *view, struct buf *out)
{
	begin(view, FORM_READ, "form-card", out);
	for (size_t i = 0; i < view->audience->columns->count; i++)
		field(view, i, out);
	html_button(view, out, " class=\"main\"", SAY_READ_BACK);
	html_form_end(out);
}

static void hidden_words(const struct page_view *view, struct buf *out)
{
	for (size_t i = 0; i < view->audience->columns->count; i++) {
		struct buf name = {0};
		buf_format(&name, "word%zu", i);
		html_hidden(out, buf_text(&name), written(view, i));
		buf_finish(&name);
	}
}

static void read_back(const struct page_view *view, struct buf *out)
{
	html_line(view, out, "p class=\"do\"", SAY_YOUR_WORDS);
	buf_text_add(out, "<dl class=\"words\">\n");
	for (size_t i = 0; i < view->audience->columns->count; i++) {
		label(view, i, "dt", out);
		if (written(view, i)[0] != '\0')
			html_words(view, out, "dd", written(view, i));
		else
			html_line(view, out, "dd", SAY_COLUMN_EMPTY);
	}
	buf_text_add(out, "</dl>\n");
	begin(view, FORM_CARD, "form-card", out);
	html_hidden(out, "nonce", view->nonce);
	hidden_words(view, out);
	html_button(view, out, " class=\"main\"", SAY_SEND);
	html_form_end(out);
	begin(view, FORM_WRITE, "form-write", out);
	hidden_words(view, out);
	html_button(view, out, "", SAY_CHANGE_WORDS);
	html_form_end(out);
}

void page_card(const struct page_view *view, struct buf *out)
{
	/* what was refused is shown to be changed; what is to be sent is read back */
	bool back = drafted(view) && view->form->what == FORM_READ && view->refused == NULL;

	if (!taken(view))
		return;
	html(out, "<section id=\"card\" data-key=\"card-%d\"%s>\n", view->audience->stage,
		drafted(view) ? " data-kept" : "");
	html_line(view, out, "h2", SAY_YOUR_CARD);
	if (back)
		read_back(view, out);
	else
		write_form(view, out);
	buf_text_add(out, "</section>\n");
}
