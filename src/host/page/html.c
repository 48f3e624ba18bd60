/* The pieces of HTML. */
#include "html.h"

#include "roundtable/base/text.h"

#include <stdarg.h>
#include <string.h>

void html_escape(const char *text, struct buf *out)
{
	text_html(text, "\n", out);
}

void html(struct buf *out, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	buf_vformat(out, format, args);
	va_end(args);
}

static void say(const struct page_view *view, struct buf *out, enum string string, va_list args)
{
	struct buf text = {0};

	buf_vformat(&text, string_in(view->language, string), args);
	html_escape(buf_text(&text), out);
	buf_finish(&text);
}

void html_say(const struct page_view *view, struct buf *out, enum string string, ...)
{
	va_list args;

	va_start(args, string);
	say(view, out, string, args);
	va_end(args);
}

/* "</p>" for "p class=..." */
static void end(struct buf *out, const char *element)
{
	html(out, "</%.*s>", (int)strcspn(element, " "), element);
}

void html_line(
	const struct page_view *view, struct buf *out, const char *element, enum string string, ...)
{
	va_list args;

	va_start(args, string);
	html(out, "<%s>", element);
	say(view, out, string, args);
	end(out, element);
	va_end(args);
}

void html_lang(const struct page_view *view, struct buf *out)
{
	const char *language = view->audience != NULL ? view->audience->language : NULL;

	if (language != NULL && language[0] != '\0' &&
		strcmp(language, language_tag(view->language)) != 0) {
		buf_text_add(out, " lang=\"");
		html_escape(language, out);
		buf_byte(out, '"');
	}
	buf_text_add(out, " dir=\"auto\"");
}

void html_words(
	const struct page_view *view, struct buf *out, const char *element, const char *words)
{
	if (words == NULL) {
		html_line(view, out, element, SAY_ERASED);
		return;
	}
	html(out, "<%s", element);
	html_lang(view, out);
	buf_byte(out, '>');
	html_escape(words, out);
	end(out, element);
}

void html_known(
	const struct page_view *view, struct buf *out, const char *element, const char *sentence)
{
	const char *ours = string_known(view->language, sentence);
	bool foreign = ours == sentence && view->language != LANGUAGE_ENGLISH;

	html(out, "<%s%s>", element, foreign ? " lang=\"en\"" : "");
	html_escape(ours, out);
	end(out, element);
}

void html_form(struct buf *out, enum form_what what, const char *id)
{
	html(out, "<form method=\"post\" action=\"/act\" id=\"%s\" autocomplete=\"off\">\n", id);
	html_hidden(out, "what", form_name(what));
}

void html_form_end(struct buf *out)
{
	buf_text_add(out, "</form>\n");
}

void html_hidden(struct buf *out, const char *name, const char *value)
{
	if (value == NULL)
		return;
	html(out, "<input type=\"hidden\" name=\"%s\" value=\"", name);
	html_escape(value, out);
	buf_text_add(out, "\">");
}

void html_hidden_number(struct buf *out, const char *name, int64_t value)
{
	html(out, "<input type=\"hidden\" name=\"%s\" value=\"%lld\">", name, (long long)value);
}

void html_button(
	const struct page_view *view, struct buf *out, const char *attributes, enum string string)
{
	html(out, "<button type=\"submit\"%s>", attributes);
	html_say(view, out, string);
	buf_text_add(out, "</button>");
}
