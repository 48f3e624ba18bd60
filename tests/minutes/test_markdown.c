/* Markdown, read by a reader that is not ours: what people said stays text. */
#include "hostile.h"

#include "roundtable/base/array.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmark.h>
#include <cmocka.h>

struct seen {
	struct buf text;  /* everything read, blocks parted by \x1f */
	struct buf shape; /* the kinds of blocks in order */
};

static void see_node(cmark_node *node, struct seen *seen, const char *source)
{
	cmark_node_type type = cmark_node_get_type(node);

	if (type == CMARK_NODE_TEXT) {
		buf_text_add(&seen->text, cmark_node_get_literal(node));
	} else if (type == CMARK_NODE_LINEBREAK) {
		buf_byte(&seen->text, '\n');
	} else if (type == CMARK_NODE_SOFTBREAK) {
		buf_byte(&seen->text, '\x1f'); /* only between the rows of a table */
	} else if (type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING ||
		   type == CMARK_NODE_ITEM || type == CMARK_NODE_LIST ||
		   type == CMARK_NODE_BLOCK_QUOTE || type == CMARK_NODE_THEMATIC_BREAK) {
		buf_format(&seen->shape, "%s ", cmark_node_get_type_string(node));
		buf_byte(&seen->text, '\x1f');
	} else if (type != CMARK_NODE_DOCUMENT && type != CMARK_NODE_STRONG &&
		   type != CMARK_NODE_EMPH) {
		fail_msg("%s in: %s", cmark_node_get_type_string(node), source);
	}
}

static void see(const char *markdown, struct seen *seen)
{
	cmark_node *root = cmark_parse_document(markdown, strlen(markdown), CMARK_OPT_DEFAULT);
	cmark_iter *iter = cmark_iter_new(root);
	cmark_event_type event;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE)
		if (event == CMARK_EVENT_ENTER)
			see_node(cmark_iter_get_node(iter), seen, markdown);
	cmark_iter_free(iter);
	cmark_node_free(root);
}

static const char *const shapes[PLACES] = {[IN_PARAGRAPH] = "paragraph ",
	[IN_STRONG] = "paragraph ",
	[IN_EMPHASIS] = "paragraph ",
	[IN_MIDDLE] = "paragraph ",
	[IN_HEADING] = "heading ",
	[IN_NOTICE] = "block_quote paragraph ",
	[IN_QUOTE] = "block_quote paragraph ",
	[IN_ITEM] = "list item paragraph ",
	[IN_ORDERED] = "list item paragraph ",
	[IN_NESTED] = "list item paragraph list item paragraph ",
	[IN_TERM] = "list item paragraph "
		    "",
	[IN_FIELD] = "list item paragraph ",
	[IN_CELL] = "paragraph ",
	[IN_HEAD] = "paragraph ",
	[IN_CAPTION] = "paragraph paragraph ",
	[IN_LABEL] = "list item paragraph ",
	[IN_VALUE] = "list item paragraph ",
	[IN_FOOTER] = "thematic_break paragraph ",
	[IN_EVERY_PAGE] = "block_quote paragraph block_quote paragraph "};

static void assert_markdown_keeps(enum place place, const char *text)
{
	struct document *document = placed(place, text);
	char *markdown = written(document, MINUTES_MD), *wanted = cleaned(text);
	struct seen seen = {0};

	if (place_single_line(place))
		one_line(wanted);
	if (wanted[0] != '\0') {
		see(markdown, &seen);
		if (strcmp(buf_text(&seen.shape), shapes[place]) != 0)
			fail_msg("place %d: %sfrom: %s", place, buf_text(&seen.shape), markdown);
		if (strstr(buf_text(&seen.text), wanted) == NULL)
			fail_msg("place %d: \"%s\" is not in \"%s\", read from: %s", place, wanted,
				buf_text(&seen.text), markdown);
	}
	buf_finish(&seen.text);
	buf_finish(&seen.shape);
	array_free(markdown);
	array_free(wanted);
	document_destroy(document);
}

static void markdown_keeps_text(void **state)
{
	(void)state;
	for (size_t i = 0; i < hostile_count; i++)
		for (enum place place = 0; place < PLACES; place++)
			assert_markdown_keeps(place, hostile[i]);
}

/* Texts made of nothing but signs that mean something to somebody. */
static void markdown_keeps_noise(void **state)
{
	(void)state;
	static const char signs[] = "*_`~#-+=.>)(<[]!&;|\\$:{}^\"'\n\n  a1x/@%";
	uint64_t x = 88172645463325252u;

	for (int round = 0; round < 6000; round++) {
		char text[14];
		size_t length = 1 + (size_t)(round % 12);
		for (size_t i = 0; i < length; i++) {
			x ^= x << 13;
			x ^= x >> 7;
			x ^= x << 17;
			text[i] = signs[x % (sizeof signs - 1)];
		}
		text[length] = '\0';
		assert_markdown_keeps((enum place)(round % PLACES), text);
	}
}

/*
 * The bars that part the cells are the only ones in a row, so every reader of tables parts it
 * alike.
 */
static void markdown_rows_have_their_cells(void **state)
{
	(void)state;
	for (size_t i = 0; i < hostile_count; i++) {
		struct document *document = placed(IN_CELL, hostile[i]);
		char *markdown = written(document, MINUTES_MD);
		size_t bars = 0, lines = 0;
		for (const char *at = markdown; *at != '\0'; at++) {
			bars += *at == '|';
			lines += *at == '\n';
		}
		assert_int_equal(lines, 3);
		assert_int_equal(bars, 9);
		array_free(markdown);
		document_destroy(document);
	}
}

/* What some readers add to CommonMark is not left to chance. */
static void markdown_knows_common_additions(void **state)
{
	(void)state;
	static const struct {
		const char *text, *wanted;
	} cases[] = {{": meaning", "\\: meaning\n"}, {"a\n: b", "a\\\n\\: b\n"},
		{"$x$", "\\$x\\$\n"}, {"~~x~~", "\\~\\~x\\~\\~\n"}, {"{{x}}", "\\{\\{x\\}\\}\n"},
		{"a: b", "a: b\n"}, {"12 o'clock - or so.", "12 o'clock - or so.\n"}};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct document *document = placed(IN_PARAGRAPH, cases[i].text);
		char *markdown = written(document, MINUTES_MD);
		assert_string_equal(markdown, cases[i].wanted);
		array_free(markdown);
		document_destroy(document);
	}
}

static void markdown_keeps_lists_apart(void **state)
{
	(void)state;
	struct document *document = document_create();
	struct seen seen = {0};

	put_item(document, false, 0, "one");
	put_item(document, false, 0, "two");
	put_field(document, "term", "three");
	put_item(document, true, 0, "four");
	put_item(document, true, 0, "five");
	put_bars(document, "six", "6");
	put_item(document, false, 0, "seven");
	char *markdown = written(document, MINUTES_MD);
	see(markdown, &seen);
	assert_string_equal(buf_text(&seen.shape),
		"list item paragraph list item paragraph list item paragraph list item paragraph "
		"list item paragraph list item paragraph list item paragraph ");
	buf_finish(&seen.text);
	buf_finish(&seen.shape);
	array_free(markdown);
	document_destroy(document);
}

int main(void)
{
	setlocale(LC_ALL, "C.UTF-8");
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(markdown_keeps_text),
		cmocka_unit_test(markdown_keeps_noise),
		cmocka_unit_test(markdown_rows_have_their_cells),
		cmocka_unit_test(markdown_knows_common_additions),
		cmocka_unit_test(markdown_keeps_lists_apart),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
