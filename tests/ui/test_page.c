/* The page itself, and the same page as plain lines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "roundtable/base/buf.h"
#include "roundtable/ui/glyph.h"
#include "roundtable/ui/layout.h"
#include "roundtable/ui/page.h"

#include <locale.h>
#include <string.h>

static void assert_linear(const struct page *page, int columns, const char *wanted)
{
	struct buf out = {0};
	layout_linear(page, columns, &out);
	assert_string_equal(buf_text(&out), wanted);
	buf_finish(&out);
}

static void test_page_owns_its_strings(void **state)
{
	(void)state;
	struct page page = {0};
	char text[] = "mine";
	struct line *line = page_add(&page, LINE_ITEM, text);
	line_mark(line, text);
	line_mark(line, "2");
	line_detail(line, "%s and %d", text, 3);
	line_detail(line, "%s again", line->detail);
	text[0] = 'x';
	assert_string_equal(line->text, "mine");
	assert_string_equal(line->mark, "2");
	assert_string_equal(line->detail, "mine and 3 again");
	line_mark(line, NULL);
	assert_null(line->mark);
	page_set(&page.title, "%s", "one");
	page_set(&page.title, "%s, two", page.title);
	assert_string_equal(page.title, "one, two");
	assert_string_equal(page_addf(&page, LINE_TEXT, "%d of %d", 1, 2)->text, "1 of 2");
	assert_string_equal(page_add(&page, LINE_GAP, NULL)->text, "");
	page_hint(&page, "Enter", "go on");
	texts_add(&page_add(&page, LINE_ROW, "")->cells, "cell");
	page_finish(&page);
	assert_int_equal(page.lines.count, 0);
	assert_null(page.title);
	page_finish(&page);
	page_finish(NULL);
}

static void test_linear_says_everything(void **state)
{
	(void)state;
	struct page page = {0};
	page_set(&page.title, "First meeting");
	page_set(&page.status, "Stage 2 of 10");
	page_add(&page, LINE_QUESTION, "Who bears it?");
	page_add(&page, LINE_GAP, "");
	page_add(&page, LINE_GAP, "");
	struct line *line = page_add(&page, LINE_ITEM, "Amina");
	line_mark(line, "1");
	line_detail(line, "resident");
	line = page_add(&page, LINE_ITEM, "Bela");
	line_mark(line, "2");
	line->focused = true;
	line = page_add(&page, LINE_BAR, "Buses");
	line->value = 7;
	line->total = 9;
	line_detail(line, "58 percent");
	line = page_add(&page, LINE_HEAD, "");
	texts_add(&line->cells, "Cost");
	texts_add(&line->cells, "Paid by");
	line = page_add(&page, LINE_ROW, "");
	texts_add(&line->cells, "Travel");
	texts_add(&line->cells, "nobody");
	line = page_add(&page, LINE_ROW, "");
	texts_add(&line->cells, "Time");
	texts_add(&line->cells, "");
	page_add(&page, LINE_WARNING, "Not saved.");
	page_add(&page, LINE_NOTE, "Wait.");
	page_set(&page.state, "12 of 15 have voted");
	page_set(&page.message, "Not possible now.");
	page.alarming = true;
	page.asking = true;
	page_set(&page.ask, "Name");
	page_set(&page.typed, "Gw");
	page_hint(&page, "Enter", "keep");
	page_hint(&page, "?", "help");
	assert_linear(&page, 80,
		"First meeting\nStage 2 of 10\n\n"
		"Who bears it?\n\n1 Amina (resident)\n> 2 Bela\nBuses: 7 (58 percent)\n"
		"Cost: Travel; Paid by: nobody\nCost: Time\nWarning: Not saved.\nPrivate note: "
		"Wait.\n\n"
		"12 of 15 have voted\nWarning: Not possible now.\nKeys: Enter keep, ? help\nName> "
		"Gw\n");
	page.hidden = true;
	page.alarming = false;
	struct buf out = {0};
	layout_linear(&page, 80, &out);
	assert_non_null(strstr(buf_text(&out), "\nNot possible now.\n"));
	assert_non_null(strstr(buf_text(&out), "Name> ••\n"));
	assert_null(strstr(buf_text(&out), "Gw"));
	buf_finish(&out);
	page_finish(&page);
}

static void test_linear_wraps(void **state)
{
	(void)state;
	struct page page = {0};
	struct line *line = page_add(&page, LINE_ITEM, "one two three four");
	line_mark(line, "1");
	assert_linear(&page, 12, "1 one two\n  three four\n");
	assert_linear(&page, 0, "1 one two three four\n");
	page_finish(&page);
	page_add(&page, LINE_HEAD, "");
	texts_add(&page.lines.items[0].cells, "Alone");
	assert_linear(&page, 40, "Alone\n");
	page_finish(&page);
	assert_linear(&page, 40, "");
}

int main(void)
{
	setlocale(LC_ALL, "");
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_page_owns_its_strings),
		cmocka_unit_test(test_linear_says_everything),
		cmocka_unit_test(test_linear_wraps),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
