#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "roundtable/ui/canvas.h"
#include "roundtable/ui/glyph.h"

#include <locale.h>
#include <string.h>

static void assert_prints(const struct canvas *canvas, const char *wanted)
{
	struct buf text = {0};
	canvas_print(canvas, &text);
	assert_string_equal(buf_text(&text), wanted);
	buf_finish(&text);
}

static void test_write_clips_by_grapheme(void **state)
{
	(void)state;
	struct canvas canvas = {0};
	canvas_size(&canvas, 10, 2);
	assert_int_equal(canvas_write(&canvas, 0, 0, 10, STYLE_PLAIN, "roundtable and more"), 10);
	assert_int_equal(canvas_write(&canvas, 1, 1, 4, STYLE_PLAIN, "a花鳥"), 3);
	assert_prints(&canvas, "roundtable\n a花\n");
	assert_int_equal(canvas.cells[12].width, 2);
	assert_int_equal(canvas.cells[13].width, 0);
	assert_string_equal(canvas.cells[13].text, "");
	/* Outside nothing happens; at the right edge no wide one is split. */
	assert_int_equal(canvas_write(&canvas, 2, 0, 5, STYLE_PLAIN, "x"), 0);
	assert_int_equal(canvas_write(&canvas, -1, 0, 5, STYLE_PLAIN, "x"), 0);
	assert_int_equal(canvas_write(&canvas, 1, 9, 5, STYLE_PLAIN, "花"), 0);
	assert_int_equal(canvas_write(&canvas, 1, 11, 5, STYLE_PLAIN, "x"), 0);
	assert_prints(&canvas, "roundtable\n a花\n");
	canvas_finish(&canvas);
}

static void test_halves_of_wide_characters(void **state)
{
	(void)state;
	struct canvas canvas = {0};
	canvas_size(&canvas, 6, 1);
	canvas_write(&canvas, 0, 0, 6, STYLE_PLAIN, "花鳥風");
	canvas_write(&canvas, 0, 1, 1, STYLE_PLAIN, "x");
	assert_prints(&canvas, " x鳥風\n");
	canvas_write(&canvas, 0, 4, 1, STYLE_PLAIN, "y");
	assert_prints(&canvas, " x鳥y\n");
	canvas_write(&canvas, 0, 1, 2, STYLE_PLAIN, "月");
	assert_prints(&canvas, " 月 y\n");
	canvas_finish(&canvas);
}

static void test_marks_and_controls(void **state)
{
	(void)state;
	struct canvas canvas = {0};
	canvas_size(&canvas, 12, 1);
	canvas_write(&canvas, 0, 0, 12, STYLE_PLAIN, "e\xcc\x81\xcc\xa3x");
	assert_string_equal(canvas.cells[0].text, "e\xcc\x81\xcc\xa3");
	assert_string_equal(canvas.cells[1].text, "x");
	/* More marks than a cell holds are left out, never cut in the middle. */
	struct buf many = {0};
	buf_text_add(&many, "a");
	for (int i = 0; i < 30; i++)
		buf_text_add(&many, "\xcc\x81");
	canvas_write(&canvas, 0, 0, 12, STYLE_PLAIN, buf_text(&many));
	assert_int_equal(strlen(canvas.cells[0].text), 23);
	buf_finish(&many);
	/* What is no character of a screen is shown as the sign for that, a newline as a space. */
	canvas_write(&canvas, 0, 0, 12, STYLE_PLAIN,
		"1\033[2\n3\xff"
		"4");
	assert_prints(&canvas, "1\xef\xbf\xbd[2 3\xef\xbf\xbd"
			       "4\n");
	canvas_finish(&canvas);
}

static void test_pictures_of_several_characters(void **state)
{
	(void)state;
	struct canvas canvas = {0};
	canvas_size(&canvas, 20, 1);
	int used = canvas_write(&canvas, 0, 0, 20, STYLE_PLAIN, "👨‍👩‍👧!");
	/* Whatever number of columns the text layer gives a family, every cell of it is of width 2
	 * or covered. */
	int columns = 0;
	for (int i = 0; i < used; i++) {
		columns += canvas.cells[i].width;
		assert_true(canvas.cells[i].width > 0 || (i > 0 && canvas.cells[i - 1].width == 2));
	}
	assert_int_equal(columns, used);
	assert_string_equal(canvas.cells[used - 1].text, "!");
	canvas_finish(&canvas);
}

static void test_fill_and_styles(void **state)
{
	(void)state;
	struct canvas canvas = {0};
	struct buf styles = {0};
	canvas_size(&canvas, 8, 2);
	canvas_fill(&canvas, 0, 1, 5, STYLE_HEADER, "=");
	canvas_fill(&canvas, 1, 0, 20, STYLE_FOCUS, " ");
	canvas_write(&canvas, 1, 2, 3, STYLE_MARK, "花");
	canvas_print_styles(&canvas, &styles);
	assert_string_equal(buf_text(&styles), ".HHHHH\nFFmmFFFF\n");
	assert_prints(&canvas, " =====\n  花\n");
	canvas_size(&canvas, 8, 2);
	assert_prints(&canvas, "\n\n");
	buf_finish(&styles);
	canvas_finish(&canvas);
	canvas_finish(NULL);
}

/* Wraps and joins the rows with "|". */
static void assert_wraps(const char *text, int columns, const char *wanted)
{
	struct buf rows = {0};
	struct wrapped row;
	size_t at = 0;
	while (wrap_next(text, strlen(text), &at, columns, &row)) {
		if (rows.count)
			buf_byte(&rows, '|');
		buf_add(&rows, text + row.start, row.length);
		assert_in_range(row.width, 0, columns < 2 ? 2 : columns);
		assert_int_equal(row.width, glyph_width(text + row.start, row.length));
	}
	assert_string_equal(buf_text(&rows), wanted);
	buf_finish(&rows);
}

static void test_wrap(void **state)
{
	(void)state;
	assert_wraps("", 10, "");
	assert_wraps("one", 10, "one");
	assert_wraps("one two three", 7, "one two|three");
	assert_wraps("one two three", 8, "one two|three");
	assert_wraps("one  two   three", 5, "one|two|three");
	assert_wraps("one two ", 7, "one two");
	assert_wraps("incomprehensible", 6, "incomp|rehens|ible");
	assert_wraps("an incomprehensible", 6, "an|incomp|rehens|ible");
	assert_wraps("co-production", 8, "co-|producti|on");
	assert_wraps("-5 -10", 3, "-5|-10");
	assert_wraps("first\nsecond\n\nfourth", 20, "first|second||fourth");
	assert_wraps("花鳥風月 now", 5, "花鳥|風月|now");
	assert_wraps("花鳥", 1, "花|鳥");
	assert_wraps("e\xcc\x81"
		     "e\xcc\x81"
		     "e\xcc\x81",
		2,
		"e\xcc\x81"
		"e\xcc\x81|e\xcc\x81");
}

static void test_wrap_balanced(void **state)
{
	(void)state;
	assert_int_equal(wrap_balanced("short", 20), 20);
	assert_int_equal(wrap_balanced("one two three four", 17), 10);
	/* Never narrower than the longest word. */
	assert_int_equal(wrap_balanced("a incomprehensible b", 17), 16);
}

static void assert_shortens(const char *text, int columns, const char *wanted)
{
	struct buf out = {0};
	glyph_shorten(&out, text, columns);
	assert_string_equal(buf_text(&out), wanted);
	buf_finish(&out);
}

static void test_shorten(void **state)
{
	(void)state;
	assert_shortens("word", 4, "word");
	assert_shortens("words", 4, "wor…");
	assert_shortens("two words", 5, "two…");
	assert_shortens("花鳥風", 4, "花…");
	assert_shortens("word", 1, "…");
	assert_shortens("word", 0, "");
}

static void test_decode(void **state)
{
	(void)state;
	static const struct {
		const char *bytes;
		size_t length, used;
		int32_t code;
	} cases[] = {{"a", 1, 1, 'a'}, {"é", 2, 2, 0xe9}, {"花", 3, 3, 0x82b1},
		{"👨", 4, 4, 0x1f468}, {"\xe9", 1, 1, 0xfffd}, {"\xc3", 1, 1, 0xfffd},
		{"\xc3x", 2, 1, 0xfffd}, {"\xc0\x80", 2, 1, 0xfffd}, {"\xed\xa0\x80", 3, 1, 0xfffd},
		{"\xf4\x90\x80\x80", 4, 1, 0xfffd}, {"\xe0\x80\x80", 3, 1, 0xfffd},
		{"\x80", 1, 1, 0xfffd}, {"\xff", 1, 1, 0xfffd}, {"", 0, 0, 0}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int32_t code = 0;
		assert_int_equal(
			glyph_decode(cases[i].bytes, cases[i].length, &code), cases[i].used);
		assert_int_equal(code, cases[i].code);
		char bytes[4];
		if (code != 0xfffd && cases[i].length)
			assert_int_equal(glyph_encode(code, bytes), cases[i].used);
	}
}

int main(void)
{
	setlocale(LC_ALL, "");
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_write_clips_by_grapheme),
		cmocka_unit_test(test_halves_of_wide_characters),
		cmocka_unit_test(test_marks_and_controls),
		cmocka_unit_test(test_pictures_of_several_characters),
		cmocka_unit_test(test_fill_and_styles),
		cmocka_unit_test(test_wrap),
		cmocka_unit_test(test_wrap_balanced),
		cmocka_unit_test(test_shorten),
		cmocka_unit_test(test_decode),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
