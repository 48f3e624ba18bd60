#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "markup.h"

#include <string.h>

static const char *const tags[] = {"html", "head", "meta", "title", "link", "script", "noscript",
	"body", "main", "header", "footer", "section", "div", "h1", "h2", "p", "span", "strong",
	"a", "ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td", "svg",
	"rect", "form", "fieldset", "legend", "label", "input", "textarea", "select", "option",
	"datalist", "button", "details", "summary", "output"};
static const char *const alone[] = {"meta", "link", "input", "rect"};
/* neither style nor anything that runs */
static const char *const attributes[] = {"lang", "dir", "charset", "name", "content", "rel", "href",
	"src", "defer", "http-equiv", "id", "class", "role", "tabindex", "for", "type", "value",
	"maxlength", "minlength", "min", "max", "required", "checked", "selected", "rows", "method",
	"action", "autocomplete", "autocapitalize", "spellcheck", "inputmode", "list",
	"formnovalidate", "open", "scope", "aria-hidden", "aria-live", "aria-label", "focusable",
	"width", "height", "data-state", "data-key", "data-kept", "data-ends", "data-now",
	"data-left", "data-over", "data-up", "data-clock", "data-spends", "data-squared",
	"data-changed", "data-lost", "data-unsent", "data-choices"};

#define COUNT(list) (sizeof list / sizeof *list)

static bool among(const char *const *list, size_t count, const char *name, size_t length)
{
	for (size_t i = 0; i < count; i++)
		if (strlen(list[i]) == length && memcmp(list[i], name, length) == 0)
			return true;
	return false;
}

static bool is(const char *name, size_t length, const char *wanted)
{
	return strlen(wanted) == length && memcmp(name, wanted, length) == 0;
}

/* What is open, and what was seen. */
struct reading {
	struct markup *markup;
	const char *at;
	struct {
		const char *name;
		size_t length;
	} open[40];
	size_t depth;
	struct texts ids, labelled, controls; /* controls: ids of those that need a label */
};

static void add_entity(struct reading *reading, struct buf *text)
{
	static const struct {
		const char *name;
		char letter;
	} entities[] = {
		{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}};

	for (size_t i = 0; i < COUNT(entities); i++) {
		size_t length = strlen(entities[i].name);
		if (strncmp(reading->at, entities[i].name, length) == 0) {
			buf_byte(text, entities[i].letter);
			reading->at += length;
			return;
		}
	}
	fail_msg("a bare ampersand: %.40s", reading->at);
}

static void add_value(struct reading *reading, struct buf *value)
{
	reading->at++;
	while (*reading->at != '"' && *reading->at != '\0') {
		if (strchr("<>", *reading->at) != NULL)
			fail_msg("a bare sign in a value: %.40s", reading->at);
		if (*reading->at == '&')
			add_entity(reading, value);
		else
			buf_byte(value, *reading->at++);
	}
	assert_int_equal(*reading->at, '"');
	reading->at++;
}

/* What matters of a tag. */
struct tag {
	const char *name;
	size_t length;
	struct buf id, control, value, type, label_for;
};

static void take_attribute(struct reading *reading, struct tag *tag)
{
	size_t length = strcspn(reading->at, "= >");
	const char *name = reading->at;
	struct buf value = {0};

	if (!among(attributes, COUNT(attributes), name, length))
		fail_msg("attribute at %.60s", name);
	buf_format(&reading->markup->shape, " %.*s", (int)length, name);
	reading->at += length;
	if (*reading->at == '=') {
		reading->at++;
		assert_int_equal(*reading->at, '"');
		add_value(reading, &value);
	}
	struct buf *to = is(name, length, "id")      ? &tag->id
			 : is(name, length, "name")  ? &tag->control
			 : is(name, length, "value") ? &tag->value
			 : is(name, length, "type")  ? &tag->type
			 : is(name, length, "for")   ? &tag->label_for
						     : NULL;
	if (is(name, length, "aria-live"))
		reading->markup->live++;
	if (to != NULL)
		buf_text_add(to, buf_text(&value));
	buf_finish(&value);
}

static void note_control(struct reading *reading, struct tag *tag)
{
	struct buf pair = {0};
	bool control = is(tag->name, tag->length, "input") ||
		       is(tag->name, tag->length, "textarea") ||
		       is(tag->name, tag->length, "select");
	bool named = control || is(tag->name, tag->length, "button");

	if (named && tag->control.count > 0) {
		buf_format(&pair, "%s=%s", buf_text(&tag->control), buf_text(&tag->value));
		texts_add(&reading->markup->names, buf_text(&pair));
		buf_text_add(&reading->markup->text, buf_text(&tag->value));
		buf_byte(&reading->markup->text, '\n');
	}
	if (control && strcmp(buf_text(&tag->type), "hidden") != 0)
		texts_add(&reading->controls, buf_text(&tag->id));
	buf_finish(&pair);
}

static void note(struct reading *reading, struct tag *tag)
{
	for (size_t i = 0; i < reading->ids.count && tag->id.count > 0; i++)
		if (strcmp(reading->ids.items[i], buf_text(&tag->id)) == 0)
			fail_msg("id %s twice", buf_text(&tag->id));
	if (tag->id.count > 0)
		texts_add(&reading->ids, buf_text(&tag->id));
	if (is(tag->name, tag->length, "label"))
		texts_add(&reading->labelled, buf_text(&tag->label_for));
	reading->markup->headings += is(tag->name, tag->length, "h1");
	reading->markup->forms += is(tag->name, tag->length, "form");
	note_control(reading, tag);
	buf_finish(&tag->id);
	buf_finish(&tag->control);
	buf_finish(&tag->value);
	buf_finish(&tag->type);
	buf_finish(&tag->label_for);
}

static void close_tag(struct reading *reading, const char *name, size_t length)
{
	assert_true(reading->depth > 0);
	reading->depth--;
	if (reading->open[reading->depth].length != length ||
		memcmp(reading->open[reading->depth].name, name, length) != 0)
		fail_msg("%.20s is not what is open: %.20s", name,
			reading->open[reading->depth].name);
}

static void read_tag(struct reading *reading)
{
	bool closing = reading->at[1] == '/';
	struct tag tag = {.name = reading->at + 1 + closing};

	tag.length = strspn(tag.name, "abcdefghijklmnopqrstuvwxyz12");
	if (!among(tags, COUNT(tags), tag.name, tag.length))
		fail_msg("tag at %.60s", reading->at);
	buf_format(
		&reading->markup->shape, "<%s%.*s", closing ? "/" : "", (int)tag.length, tag.name);
	reading->at = tag.name + tag.length;
	while (*reading->at == ' ') {
		reading->at++;
		take_attribute(reading, &tag);
	}
	bool empty = *reading->at == '/';
	reading->at += empty;
	assert_int_equal(*reading->at, '>');
	reading->at++;
	if (closing) {
		close_tag(reading, tag.name, tag.length);
		return;
	}
	if (!empty && !among(alone, COUNT(alone), tag.name, tag.length)) {
		assert_true(reading->depth < COUNT(reading->open));
		reading->open[reading->depth].name = tag.name;
		reading->open[reading->depth++].length = tag.length;
	}
	note(reading, &tag);
}

static bool has(const struct texts *texts, const char *text)
{
	for (size_t i = 0; i < texts->count; i++)
		if (strcmp(texts->items[i], text) == 0)
			return true;
	return false;
}

void markup_read(struct markup *markup, const char *html)
{
	struct reading reading = {.markup = markup, .at = html};

	assert_int_equal(strncmp(html, "<!DOCTYPE html>\n", 16), 0);
	reading.at += 15;
	while (*reading.at != '\0') {
		if (*reading.at == '<')
			read_tag(&reading);
		else if (*reading.at == '&')
			add_entity(&reading, &markup->text);
		else if (*reading.at == '>')
			fail_msg("a bare sign: %.40s", reading.at);
		else
			buf_byte(&markup->text, *reading.at++);
	}
	assert_int_equal(reading.depth, 0);
	for (size_t i = 0; i < reading.controls.count; i++)
		if (!has(&reading.labelled, reading.controls.items[i]))
			fail_msg("no label for %s", reading.controls.items[i]);
	for (size_t i = 0; i < reading.labelled.count; i++)
		if (!has(&reading.ids, reading.labelled.items[i]))
			fail_msg("a label for nothing: %s", reading.labelled.items[i]);
	texts_finish(&reading.ids);
	texts_finish(&reading.labelled);
	texts_finish(&reading.controls);
}

void markup_finish(struct markup *markup)
{
	buf_finish(&markup->text);
	buf_finish(&markup->shape);
	texts_finish(&markup->names);
	*markup = (struct markup){0};
}

bool markup_has(const struct markup *markup, const char *control)
{
	return has(&markup->names, control);
}
