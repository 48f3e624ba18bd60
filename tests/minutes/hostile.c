#include "hostile.h"

#include "roundtable/base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

const char *const hostile[] = {
	"<script>alert(1)</script>",
	"<img src=x onerror=alert(1)>",
	"</style></main>",
	"<!-- x -->",
	"<https://example.org/>",
	"https://example.org/a_b_c*d*",
	"&lt;b&gt; &amp; &#60; &copy;",
	"```",
	"~~~ sh",
	"`code` ``more``",
	"    indented",
	"| a | b |",
	"|---|",
	"a | b\n---|---",
	"a\\|b",
	"ends in a backslash\\",
	"\\",
	"\\\\|",
	"*stars* **bold** "
	"***",
	"_under_ __score__",
	"* item",
	"- item",
	"+ item",
	"-",
	"+",
	"1. one",
	"12) two",
	"1.",
	"2)",
	"123456789. long",
	"# title",
	"#",
	"####### seven",
	"title #",
	"title ##",
	"text\n===",
	"text\n---",
	"---",
	"***",
	"___",
	"===",
	"> quote",
	">",
	"[link](http://example.org)",
	"![image](x.png)",
	"[ref]: http://example.org",
	"[^1]",
	"[x]",
	"=cmd|' /C calc'!A0",
	"=1+1",
	"@SUM(1)",
	"$x$ and $$y$$",
	"{{template}}",
	"~strike~",
	"term\n: definition",
	": definition",
	"%20",
	"one\ntwo",
	"one\n\ntwo",
	"one\n- two\n# three\n> four\n1. five",
	"\xe2\x80\xae"
	"gnp.exe",
	"zero\xe2\x80\x8bwidth",
	"bell\x07 esc\x1b[31m",
	"bad \xff\xfe bytes",
	"\xd8\xb9\xd8\xb1\xd8\xa8\xd9\x8a "
	"12",
	"\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e\xe6\x97\xa5\xe6\x9c\xac",
	"\"quotes\" 'single'",
	"' onmouseover='x",
	"--> ]]> ?>",
	"From me",
	".",
	"..",
	"-- ",
	"a  b",
	"!",
	"![",
	"a!",
	"\\*not\\*",
	"<",
	"&",
	"*",
	"_",
	"`",
	"#hash",
	"tab\there",
	"*\n*",
	"**",
	"a*b*c",
	"a**b",
	"__init__",
};
const size_t hostile_count = sizeof hostile / sizeof *hostile;

/* What the writers get to see of a text. */
char *cleaned(const char *text)
{
	return text_sanitise(text, strlen(text), true, 0, NULL);
}

char *one_line(char *text)
{
	for (char *at = text; *at != '\0'; at++)
		if (*at == '\n')
			*at = ' ';
	return text;
}

/* Places that hold one line: a newline in them becomes a space. */
bool place_single_line(enum place place)
{
	return place == IN_HEADING || place == IN_TERM || place == IN_CELL || place == IN_HEAD ||
	       place == IN_CAPTION || place == IN_LABEL || place == IN_VALUE || place == IN_FOOTER;
}

void put_table(struct document *document, const char *caption, const char *head, const char *cell)
{
	document_table(document, caption);
	document_column(document, head, ALIGN_START);
	document_column(document, "Second", ALIGN_END);
	document_row(document);
	document_cell(document, cell);
	document_cell(document, "last");
}

void put_bars(struct document *document, const char *label, const char *value)
{
	document_bars(document, "");
	document_bar(document, label, 0, 9, value);
}

void put_item(struct document *document, bool ordered, int level, const char *text)
{
	document_list(document, ordered);
	document_item(document, 0);
	if (level > 0) {
		document_run(document, RUN_PLAIN, "over");
		document_item(document, level);
	}
	document_run(document, RUN_PLAIN, text);
}

static void put_block(struct document *document, enum place place, const char *text)
{
	if (place == IN_NOTICE)
		document_notice(document);
	else if (place == IN_QUOTE)
		document_quote(document);
	else
		document_paragraph(document);
	if (place == IN_MIDDLE)
		document_run(document, RUN_PLAIN, "before ");
	document_run(document,
		place == IN_STRONG     ? RUN_STRONG
		: place == IN_EMPHASIS ? RUN_EMPHASIS
				       : RUN_PLAIN,
		text);
	if (place == IN_MIDDLE)
		document_run(document, RUN_STRONG, " after");
}

void put_field(struct document *document, const char *term, const char *value)
{
	document_fields(document);
	document_field(document, term);
	document_run(document, RUN_PLAIN, value);
}

struct document *placed(enum place place, const char *text)
{
	struct document *document = document_create();

	switch (place) {
	case IN_HEADING:
		document_heading(document, 2, "name", text);
		break;
	case IN_ITEM:
		put_item(document, false, 0, text);
		break;
	case IN_ORDERED:
		put_item(document, true, 0, text);
		break;
	case IN_NESTED:
		put_item(document, true, 1, text);
		break;
	case IN_TERM:
		put_field(document, text, "value");
		break;
	case IN_FIELD:
		put_field(document, "term", text);
		break;
	case IN_CELL:
		put_table(document, "", "First", text);
		break;
	case IN_HEAD:
		put_table(document, "", text, "cell");
		break;
	case IN_CAPTION:
		put_table(document, text, "First", "cell");
		break;
	case IN_LABEL:
		put_bars(document, text, "value");
		break;
	case IN_VALUE:
		put_bars(document, "label", text);
		break;
	case IN_FOOTER:
		document_footer(document, text);
		break;
	case IN_EVERY_PAGE:
		document_every_page(document, text);
		break;
	case IN_PARAGRAPH:
	case IN_STRONG:
	case IN_EMPHASIS:
	case IN_MIDDLE:
	case IN_NOTICE:
	case IN_QUOTE:
	case PLACES:
		put_block(document, place, text);
		break;
	}
	document_end(document);
	return document;
}

char *written(const struct document *document, enum minutes_format format)
{
	struct buf out = {0};

	minutes_write(document, format, &out);
	assert_true(text_is_utf8(out.bytes, out.count));
	return buf_take(&out);
}
