/* HTML, read strictly: every tag known and closed, what people said is text, colours can be read.
 */
#include "hostile.h"

#include "roundtable/base/array.h"

#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *const allowed[] = {"html", "head", "meta", "title", "style", "body", "main",
	"footer", "h1", "h2", "h3", "p", "br", "strong", "em", "blockquote", "ul", "ol", "li", "dl",
	"dt", "dd", "div", "table", "caption", "thead", "tbody", "tr", "th", "td", "figure",
	"figcaption", "span"};

static bool is_allowed(const char *name, size_t length)
{
	for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
		if (strlen(allowed[i]) == length && memcmp(allowed[i], name, length) == 0)
			return true;
	return false;
}

static const char *const attributes[] = {"lang=\"", "dir=\"", "charset=\"", "http-equiv=\"",
	"content=\"", "name=\"", "class=\"", "id=\"", "role=\"", "scope=\"", "aria-hidden=\"",
	"style=\""};

/* Reads the attributes of a tag up to its end; returns where it ends. */
static const char *read_attributes(const char *at, const char *html)
{
	while (*at == ' ') {
		at++;
		if (*at == '/')
			break;
		bool known = false;
		for (size_t i = 0; i < sizeof attributes / sizeof *attributes && !known; i++) {
			size_t length = strlen(attributes[i]);
			known = strncmp(at, attributes[i], length) == 0;
			at += known ? length : 0;
		}
		if (!known)
			fail_msg("attribute at %.40s", at);
		at += strcspn(at, "\"<>");
		assert_int_equal(*at, '"');
		at++;
	}
	(void)html;
	return at;
}

static void read_entity(const char **at, struct buf *text)
{
	static const struct {
		const char *name;
		char letter;
	} entities[] = {
		{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}};

	for (size_t i = 0; i < sizeof entities / sizeof *entities; i++) {
		size_t length = strlen(entities[i].name);
		if (strncmp(*at, entities[i].name, length) == 0) {
			buf_byte(text, entities[i].letter);
			*at += length;
			return;
		}
	}
	fail_msg("a bare ampersand: %.30s", *at);
}

struct open_tags {
	struct {
		const char *name;
		size_t length;
	} items[40];
	size_t count;
};

static void read_tag(const char **at, struct open_tags *open, struct buf *text)
{
	bool closing = (*at)[1] == '/';
	const char *name = *at + (closing ? 2 : 1);
	size_t length = strspn(name, "abcdefghijklmnopqrstuvwxyz123456789");
	const char *end = read_attributes(name + length, *at);
	bool alone = *end == '/';

	if (!is_allowed(name, length))
		fail_msg("tag at %.40s", *at);
	end += alone;
	assert_int_equal(*end, '>');
	if (length == 2 && memcmp(name, "br", 2) == 0)
		buf_byte(text, '\n');
	if (closing) {
		assert_true(open->count > 0);
		open->count--;
		assert_int_equal(open->items[open->count].length, length);
		assert_memory_equal(open->items[open->count].name, name, length);
	} else if (!alone) {
		assert_true(open->count < 40);
		open->items[open->count].name = name;
		open->items[open->count++].length = length;
	}
	*at = end + 1;
}

/* Every tag known and closed in its turn, no bare sign; the text as a reader gets it. */
static void read_html(const char *html, struct buf *text)
{
	struct open_tags open = {.count = 0};
	const char *at = html;

	assert_int_equal(strncmp(at, "<!DOCTYPE html>\n", 16), 0);
	at += 15;
	while (*at != '\0') {
		if (*at == '<')
			read_tag(&at, &open, text);
		else if (*at == '&')
			read_entity(&at, text);
		else if (*at == '>')
			fail_msg("a bare sign: %.30s", at);
		else
			buf_byte(text, *at++);
	}
	assert_int_equal(open.count, 0);
}

static void html_keeps_text(void **state)
{
	(void)state;
	for (size_t i = 0; i < hostile_count; i++)
		for (enum place place = 0; place < PLACES; place++) {
			struct document *document = placed(place, hostile[i]);
			document_name(document, hostile[i], "en");
			char *html = written(document, MINUTES_HTML), *wanted = cleaned(hostile[i]);
			struct buf text = {0};
			if (place == IN_HEADING)
				one_line(wanted);
			read_html(html, &text);
			if (strstr(strstr(buf_text(&text), "@media print"), wanted) == NULL)
				fail_msg("place %d: %s is not in %s", place, wanted, html);
			assert_null(strstr(html, "<script"));
			assert_null(strstr(html, "<img"));
			assert_null(strstr(html, "javascript:"));
			buf_finish(&text);
			array_free(html);
			array_free(wanted);
			document_destroy(document);
		}
}

static void html_needs_nothing_else(void **state)
{
	(void)state;
	struct document *document = placed(IN_CELL, "x");
	char *html = written(document, MINUTES_HTML);

	assert_non_null(strstr(html, "default-src 'none'"));
	assert_null(strstr(html, "url("));
	assert_null(strstr(html, "@import"));
	assert_null(strstr(html, "href"));
	assert_null(strstr(html, "src="));
	assert_non_null(strstr(html, "<th scope=\"col\">First</th>"));
	assert_non_null(strstr(html, "<th scope=\"col\" class=\"end\">Second</th>"));
	assert_non_null(strstr(html, "<th scope=\"row\">x</th><td class=\"end\">last</td>"));
	array_free(html);
	document_destroy(document);
}

static void html_names_its_language(void **state)
{
	(void)state;
	static const struct {
		const char *language, *wanted;
	} cases[] = {{NULL, "<html lang=\"en\">"}, {"", "<html lang=\"en\">"},
		{"cy", "<html lang=\"cy\">"}, {"ar", "<html lang=\"ar\" dir=\"rtl\">"},
		{"fa-IR", "<html lang=\"fa-IR\" "
			  "dir=\"rtl\">"},
		{"ara", "<html lang=\"ara\">"},
		{"e\"><b>", "<html lang=\"e&quot;&gt;&lt;b&gt;\">"}};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct document *document = placed(IN_PARAGRAPH, "x");
		document_name(document, "t", cases[i].language);
		char *html = written(document, MINUTES_HTML);
		assert_non_null(strstr(html, cases[i].wanted));
		array_free(html);
		document_destroy(document);
	}
}

/* --- contrast, after WCAG 2 --- */

static double channel(const char *hex)
{
	char digits[3] = {hex[0], hex[1], '\0'};
	double value = (double)strtol(digits, NULL, 16) / 255;

	return value <= 0.03928 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static double luminance(const char *hex)
{
	return 0.2126 * channel(hex) + 0.7152 * channel(hex + 2) + 0.0722 * channel(hex + 4);
}

static double contrast(const char *a, const char *b)
{
	double one = luminance(a) + 0.05, two = luminance(b) + 0.05;

	return one > two ? one / two : two / one;
}

/* The value of a colour in a set that begins at `set`. */
static const char *colour(const char *set, const char *name)
{
	const char *at = strstr(set, name);

	assert_non_null(at);
	return strchr(at, '#') + 1;
}

static void html_can_be_read(void **state)
{
	(void)state;
	static const struct {
		const char *over, *under;
		double least;
	} pairs[] = {{"--ink:", "--paper:", 7}, {"--muted:", "--paper:", 4.5},
		{"--ink:", "--notice:", 4.5}, {"--bar:", "--paper:", 3}, {"--line:", "--paper:", 3},
		{"--alarm:", "--notice:", 3}};
	static const char *const sets[] = {
		":root { color-scheme", "prefers-color-scheme: dark", "@media print"};
	struct document *document = placed(IN_PARAGRAPH, "x");
	char *html = written(document, MINUTES_HTML);

	assert_true(contrast("000000", "ffffff") > 20.9 && contrast("000000", "ffffff") < 21.1);
	assert_true(contrast("767676", "ffffff") > 4.4 && contrast("767676", "ffffff") < 4.7);
	for (size_t s = 0; s < sizeof sets / sizeof *sets; s++) {
		const char *set = strstr(html, sets[s]);
		assert_non_null(set);
		for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
			double ratio =
				contrast(colour(set, pairs[i].over), colour(set, pairs[i].under));
			if (ratio < pairs[i].least)
				fail_msg("%s on %s in %s: %.2f", pairs[i].over, pairs[i].under,
					sets[s], ratio);
		}
	}
	array_free(html);
	document_destroy(document);
}

int main(void)
{
	setlocale(LC_ALL, "C.UTF-8");
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(html_keeps_text),
		cmocka_unit_test(html_needs_nothing_else),
		cmocka_unit_test(html_names_its_language),
		cmocka_unit_test(html_can_be_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
