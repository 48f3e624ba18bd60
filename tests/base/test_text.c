#include "roundtable/base/text.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define FAMILY "\U0001F468\u200D\U0001F469\u200D\U0001F467"
#define FLAGS "\U0001F1EB\U0001F1F7\U0001F1E9\U0001F1EA"

static void knows_strict_utf8(void **state)
{
	(void)state;
	static const char *const good[] = {"", "plain", "\u00e9\u20ac\U0001F468", "\U0010FFFF",
		"\x7f", "\xed\x9f\xbf", "\xee\x80\x80"};
	static const char *const bad[] = {"\x80", "\xc3", "\xc3(", "\xc0\x80", "\xc1\xbf",
		"\xe0\x80\xaf", "\xe2\x82", "\xed\xa0\x80", "\xed\xbf\xbf", "\xf0\x80\x80\x80",
		"\xf0\x9f\x91", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xf8\x88\x80\x80\x80",
		"\xff", "\xfe", "good\xe2\x28\xa1"};
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		assert_true(text_is_utf8(good[i], strlen(good[i])));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		if (text_is_utf8(bad[i], strlen(bad[i])))
			fail_msg("number %zu passed", i);
	}
	assert_true(text_is_utf8("a\0b", 3));
	/* The bytes given are all there is: nothing behind them is read. */
	assert_false(text_is_utf8("\u20ac", 2));
}

static void counts_graphemes(void **state)
{
	(void)state;
	assert_int_equal(text_graphemes(""), 0);
	assert_int_equal(text_graphemes("abc"), 3);
	assert_int_equal(text_graphemes("e\u0301le\u0300ve"), 5);
	assert_int_equal(text_graphemes(FAMILY), 1);
	assert_int_equal(text_graphemes(FLAGS), 2);
	assert_int_equal(text_graphemes("\r\n"), 1);
	assert_int_equal(text_graphemes("\u1112\u1161\u11ab\u1100\u1173\u11af"), 2);
	assert_int_equal(text_graphemes("\xff\xfe"), 2);
}

/* Every boundary found forwards is found backwards, from any byte in between too. */
static void assert_walk(const char *text, size_t expected)
{
	size_t length = strlen(text), count = 0, at = 0;
	while (at < length) {
		size_t next = text_next(text, length, at);
		assert_true(next > at && next <= length);
		for (size_t byte = at + 1; byte <= next; byte++)
			assert_int_equal(text_previous(text, length, byte), at);
		at = next;
		count++;
	}
	assert_int_equal(count, expected);
	assert_int_equal(text_previous(text, length, 0), 0);
	assert_int_equal(text_next(text, length, length), length);
	assert_int_equal(text_next(text, length, length + 9), length);
	if (length > 0)
		assert_int_equal(text_previous(text, length, length + 9),
			text_previous(text, length, length));
}

static void walks_by_graphemes(void **state)
{
	(void)state;
	assert_walk("", 0);
	assert_walk("one", 3);
	assert_walk("a" FAMILY "e\u0301" FLAGS "z", 6);
	assert_walk("one\ntwo\n\n" FLAGS "\r\n" FLAGS, 14);
	assert_walk("\n", 1);
	assert_walk("\u0e01\u0e33\u0939\u093f\u0928\u094d\u0926\u0940", 4);
}

static void steps_over_broken_bytes(void **state)
{
	(void)state;
	const char *text = "a\xf0\x9f\x91z";
	size_t at = 0;
	for (int i = 0; i < 5; i++)
		at = text_next(text, 5, at);
	assert_int_equal(at, 5);
	assert_int_equal(text_previous(text, 5, 5), 4);
	assert_int_equal(text_previous(text, 5, 1), 0);
}

static void measures_columns(void **state)
{
	(void)state;
	assert_int_equal(text_width(""), 0);
	assert_int_equal(text_width("plain"), 5);
	assert_int_equal(text_width("caf\u00e9"), 4);
	assert_int_equal(text_width("cafe\u0301"), 4);
	assert_int_equal(text_width("\u6f22\u5b57"), 4);
	assert_int_equal(text_width("\U0001F468"), 2);
	/* As the terminal library counts: each part for itself. */
	assert_int_equal(text_width(FAMILY), 6);
	/* What has no width is drawn as U+FFFD. */
	assert_int_equal(text_width("\x1b"), 1);
	assert_int_equal(text_width("\xff"), 1);
	assert_int_equal(text_grapheme_width("e\u0301", 3), 1);
	assert_int_equal(text_grapheme_width("\u6f22\u5b57", 3), 2);
	assert_int_equal(text_grapheme_width("", 0), 0);
}

int main(void)
{
	if (!setlocale(LC_ALL, "C.UTF-8"))
		return 1;
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_strict_utf8),
		cmocka_unit_test(counts_graphemes),
		cmocka_unit_test(walks_by_graphemes),
		cmocka_unit_test(steps_over_broken_bytes),
		cmocka_unit_test(measures_columns),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
