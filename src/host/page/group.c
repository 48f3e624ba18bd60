/* Cards into themes: one card and one theme are chosen; a new theme; another name for one. */
#include "html.h"

#include "roundtable/base/text.h"

static bool works(const struct page_view *view)
{
	const struct audience *audience = view->audience;

	return audience->task == TASK_GROUP &&
	       (audience->state == AUDIENCE_STAGE || audience->state == AUDIENCE_PAUSED);
}

static size_t count_kind(const struct page_view *view, enum audience_kind kind)
{
	const struct audience_items *items = &view->audience->items;
	size_t count = 0;

	for (size_t i = 0; i < items->count; i++)
		count += items->items[i].kind == kind;
	return count;
}

bool page_has_group(const struct page_view *view)
{
	return works(view) && count_kind(view, ITEM_THEME) > 0 && count_kind(view, ITEM_CARD) > 0;
}

/* Whether such a form came, for this stage, and was not done: what was in it is given back. */
static bool refused(const struct page_view *view, enum form_what what)
{
	return view->form != NULL && view->form->what == what && view->refused != NULL &&
	       view->form->asked.stage == view->audience->stage;
}

static const char *typed(const struct page_view *view)
{
	const struct texts *words = &view->form->asked.words;

	return words->count > 0 ? words->items[0] : "";
}

/* What is typed stays, whatever others do meanwhile. */
static void begin(const struct page_view *view, const char *id, bool kept, struct buf *out)
{
	html(out, "<section id=\"%s\" class=\"part\" data-key=\"%s-%d\"%s", id, id,
		view->audience->stage, kept ? " data-kept" : "");
}

/* --- a card into a theme --- */

static void card(const struct page_view *view, const struct audience_item *item, int64_t theme,
	struct buf *out)
{
	long long id = item->id;
	bool chosen = refused(view, FORM_GROUP) && view->form->asked.card == item->id;

	html(out,
		"<li><input type=\"radio\" name=\"card\" required id=\"card-%lld\" "
		"value=\"%lld-%lld\"%s><label for=\"card-%lld\">",
		id, id, (long long)theme, chosen ? " checked" : "", id);
	page_card_words(view, item, out);
	buf_text_add(out, "</label></li>\n");
}

/* What stands under the head at `head`; `theme` 0: in none. */
static void cards(const struct page_view *view, size_t head, int64_t theme, struct buf *out)
{
	const struct audience_items *items = &view->audience->items;
	size_t i = head + 1;

	buf_text_add(out, "<fieldset class=\"theme\">");
	if (theme == 0)
		html_line(view, out, "legend", SAY_NO_THEME);
	else
		html_words(view, out, "legend", items->items[head].text);
	if (i == items->count || !items->items[i].under)
		html_line(view, out, "p class=\"detail\"", SAY_THEME_EMPTY);
	else
		buf_text_add(out, "<ul class=\"choices\">\n");
	for (; i < items->count && items->items[i].under; i++)
		card(view, &items->items[i], theme, out);
	buf_text_add(out, i > head + 1 ? "</ul></fieldset>\n" : "</fieldset>\n");
}

static void option(
	const struct page_view *view, int64_t theme, const char *name, bool chosen, struct buf *out)
{
	struct buf element = {0};

	buf_format(
		&element, "option value=\"%lld\"%s", (long long)theme, chosen ? " selected" : "");
	if (theme == 0)
		html_line(view, out, buf_text(&element), SAY_INTO_NONE);
	else
		html_words(view, out, buf_text(&element), name);
	buf_byte(out, '\n');
	buf_finish(&element);
}

static void into(const struct page_view *view, struct buf *out)
{
	const struct audience_items *items = &view->audience->items;
	bool given = refused(view, FORM_GROUP);
	int64_t wanted = given ? view->form->asked.theme : 0;

	buf_text_add(out, "<div class=\"into\">\n");
	html_line(view, out, "label for=\"into\"", SAY_INTO_WHICH);
	buf_text_add(out, "<select id=\"into\" name=\"theme\" required>\n");
	html_line(view, out, "option value=\"\"", SAY_CHOOSE_THEME);
	for (size_t i = 0; i < items->count; i++)
		if (items->items[i].kind == ITEM_THEME)
			option(view, items->items[i].id, items->items[i].text,
				given && wanted == items->items[i].id, out);
	option(view, 0, NULL, given && wanted == 0, out);
	buf_text_add(out, "</select>\n");
	html_button(view, out, " class=\"main\"", SAY_PUT_THERE);
	buf_text_add(out, "</div>\n");
}

static void put(const struct page_view *view, struct buf *out)
{
	const struct audience_items *items = &view->audience->items;

	begin(view, "group", false, out);
	buf_text_add(out, " data-choices>\n");
	html_line(view, out, "h2", SAY_GROUP_HOW);
	html_line(view, out, "p class=\"fate\"", SAY_GROUP_KEPT);
	html_form(out, FORM_GROUP, "form-group");
	html_hidden_number(out, "stage", view->audience->stage);
	/* what is still to be done comes first */
	for (size_t i = 0; i < items->count; i++)
		if (items->items[i].kind == ITEM_UNGROUPED)
			cards(view, i, 0, out);
	for (size_t i = 0; i < items->count; i++)
		if (items->items[i].kind == ITEM_THEME)
			cards(view, i, items->items[i].id, out);
	into(view, out);
	html_form_end(out);
	buf_text_add(out, "</section>\n");
}

/* --- themes --- */

static void name_field(const struct page_view *view, const char *id, enum string label,
	const char *name, struct buf *out)
{
	struct buf element = {0};

	buf_format(&element, "label for=\"%s\"", id);
	html_line(view, out, buf_text(&element), label);
	html(out,
		"<input id=\"%s\" name=\"word0\" type=\"text\" required maxlength=\"%d\" "
		"dir=\"auto\" value=\"",
		id, TEXT_CARD);
	html_escape(name, out);
	buf_text_add(out, "\">\n");
	buf_finish(&element);
}

static void new_theme(const struct page_view *view, struct buf *out)
{
	bool given = refused(view, FORM_THEME);
	bool open = given || count_kind(view, ITEM_THEME) == 0;

	begin(view, "theme", given, out);
	html(out, ">\n<details id=\"theme-new\"%s>", open ? " open" : "");
	html_line(view, out, "summary", SAY_THEME_NEW);
	html_form(out, FORM_THEME, "form-theme");
	html_hidden(out, "nonce", view->nonce);
	html_hidden_number(out, "stage", view->audience->stage);
	name_field(view, "theme-name", SAY_THEME_NAME, given ? typed(view) : "", out);
	html_button(view, out, " class=\"main\"", SAY_THEME_ADD);
	html_form_end(out);
	buf_text_add(out, "</details>\n</section>\n");
}

/* The name that was read goes with it: who corrects what somebody else has just corrected is told.
 */
static void rename_one(
	const struct page_view *view, const struct audience_item *theme, struct buf *out)
{
	bool given = refused(view, FORM_RENAME) && view->form->asked.theme == theme->id;
	struct buf id = {0};

	buf_format(&id, "form-rename-%lld", (long long)theme->id);
	html_form(out, FORM_RENAME, buf_text(&id));
	html_hidden_number(out, "stage", view->audience->stage);
	html_hidden_number(out, "theme", theme->id);
	html_hidden(out, "word1", theme->text);
	buf_clear(&id);
	buf_format(&id, "rename-%lld", (long long)theme->id);
	name_field(view, buf_text(&id), SAY_THEME_NAME, given ? typed(view) : theme->text, out);
	html_button(view, out, "", SAY_THEME_RENAME);
	html_form_end(out);
	buf_finish(&id);
}

static void rename_themes(const struct page_view *view, struct buf *out)
{
	const struct audience_items *items = &view->audience->items;
	bool given = refused(view, FORM_RENAME);

	begin(view, "rename", given, out);
	html(out, ">\n<details id=\"theme-rename\"%s>", given ? " open" : "");
	html_line(view, out, "summary", SAY_THEME_CORRECT);
	for (size_t i = 0; i < items->count; i++)
		if (items->items[i].kind == ITEM_THEME && items->items[i].text != NULL)
			rename_one(view, &items->items[i], out);
	buf_text_add(out, "</details>\n</section>\n");
}

void page_group(const struct page_view *view, struct buf *out)
{
	if (!works(view))
		return;
	if (page_has_group(view))
		put(view, out);
	new_theme(view, out);
	if (count_kind(view, ITEM_THEME) > 0)
		rename_themes(view, out);
}
