#include "roundtable/base/clock.h"
#include "roundtable/base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include <cmocka.h>

#define FAMILY "\U0001F468\u200D\U0001F469\u200D\U0001F467"

static void assert_clean_bytes(const char *text, size_t length, bool lines, const char *expected)
{
	bool cut = false;
	char *clean = text_sanitise(text, length, lines, 0, &cut);
	assert_string_equal(clean, expected);
	assert_false(cut);
	free(clean);
}

static void assert_clean(const char *text, const char *expected)
{
	assert_clean_bytes(text, strlen(text), false, expected);
}

static void ordinary_text_stays(void **state)
{
	(void)state;
	static const char *const texts[] = {"", "Who pays for the bus?",
		"Stra\u00dfe, \u00c9cole, \u0130zmir",
		"\u0443\u043a\u0440\u0430\u0457\u043d\u0441\u044c\u043a\u0430",
		"\u6f22\u5b57\u3001\u304b\u306a", "\u05e9\u05dc\u05d5\u05dd",
		"\u0645\u0631\u062d\u0628\u0627", "\u0e20\u0e32\u0e29\u0e32\u0e44\u0e17\u0e22",
		"\u20ac 20 \u00d7 3 = \u20ac 60", "#\ufe0f\u20e3", "\U0001F1EB\U0001F1F7",
		"\u0600\u0661"};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		assert_clean(texts[i], texts[i]);
}

static void composes(void **state)
{
	(void)state;
	assert_clean("e\u0301le\u0300ve", "\u00e9l\u00e8ve");
	assert_clean("\u1112\u1161\u11ab", "\ud55c");
	assert_clean("\u212b", "\u00c5");
	/* What stood between a letter and its mark is gone before they are composed. */
	assert_clean("e\u200b\u0301", "\u00e9");
	assert_clean("e\u200d\u0301", "\u00e9");
	/* No compatibility forms: they carry meaning. */
	assert_clean("x\u00b2 \ufb01", "x\u00b2 \ufb01");
}

static void broken_bytes_are_shown(void **state)
{
	(void)state;
	assert_clean("a\x80z", "a\ufffdz");
	assert_clean("\xff\xfe", "\ufffd\ufffd");
	assert_clean("\xc0\xaf", "\ufffd\ufffd");
	assert_clean("end\xe2\x82", "end\ufffd\ufffd");
	assert_clean("\xf4\x90\x80\x80", "\ufffd\ufffd\ufffd\ufffd");
	/* Surrogates, alone or as a pair, are dropped whole. */
	assert_clean("a\xed\xa0\x80z", "az");
	assert_clean("a\xed\xa0\xbd\xed\xb8\x80z", "az");
	assert_clean("\xed\xa0", "\ufffd\ufffd");
}

static void controls_are_dropped(void **state)
{
	(void)state;
	assert_clean("\x1b[31mred\x1b[0m", "[31mred[0m");
	assert_clean("be\x07ll\x08 \x7f"
		     "del",
		"bell del");
	assert_clean("c1\xc2\x9b"
		     "31m",
		"c131m");
	assert_clean_bytes("a\0b", 3, false, "ab");
}

/* All that is invisible or turns the reading direction, one by one, at every place in a word. */
static void hidden_characters_are_dropped(void **state)
{
	(void)state;
	static const int32_t points[] = {0x061C, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D,
		0x202E, 0x2066, 0x2067, 0x2068, 0x2069, 0x200B, 0x2060, 0x2061, 0x2062, 0x2063,
		0x2064, 0x2065, 0x206A, 0x206F, 0xFEFF, 0x180E, 0x00AD, 0x034F, 0x115F, 0x1160,
		0x3164, 0xFFA0, 0xFFF9, 0xFFFB, 0x1D173, 0xE0001, 0xE0020, 0xE0041, 0xE007F, 0xE000,
		0xF8FF, 0xF0000, 0x10FFFD, 0xFFFE, 0xFFFF, 0xFDD0, 0x1FFFF, 0x0378, 0x10FFFF,
		0x200C, 0x200D};
	for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
		utf8proc_uint8_t bytes[5] = {0};
		utf8proc_encode_char(points[i], bytes);
		struct buf text = {0};
		buf_format(&text, "%sad%smin%s", (char *)bytes, (char *)bytes, (char *)bytes);
		char *clean = text_sanitise(buf_text(&text), text.count, true, 0, NULL);
		if (strcmp(clean, "admin") != 0)
			fail_msg("U+%04X came through: %s", (unsigned)points[i], clean);
		free(clean);
		buf_finish(&text);
	}
	assert_clean("\u202e\u200b\ufeff", "");
	/* A flag spelt with tag characters is left as its base. */
	assert_clean("\U0001F3F4\U000E0067\U000E0062\U000E007F", "\U0001F3F4");
}

static void joiners_stay_where_they_join(void **state)
{
	(void)state;
	assert_clean(FAMILY, FAMILY);
	assert_clean("\u2764\ufe0f\u200d\U0001F525", "\u2764\ufe0f\u200d\U0001F525");
	assert_clean("\U0001F44D\U0001F3FD", "\U0001F44D\U0001F3FD");
	assert_clean(
		"\U0001F469\U0001F3FD\u200d\U0001F52C", "\U0001F469\U0001F3FD\u200d\U0001F52C");
	assert_clean("\U0001F3F3\ufe0f\u200d\U0001F308", "\U0001F3F3\ufe0f\u200d\U0001F308");
	/* Persian, Sinhala, Bengali. */
	assert_clean("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
		"\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645");
	assert_clean("\u0dc1\u0dca\u200d\u0dbb\u0dd3", "\u0dc1\u0dca\u200d\u0dbb\u0dd3");
	assert_clean(
		"\u09b0\u200d\u09cd\u09af\u09be\u09ac", "\u09b0\u200d\u09cd\u09af\u09be\u09ac");
}

static void joiners_go_elsewhere(void **state)
{
	(void)state;
	assert_clean("\u200d" FAMILY "\u200d", FAMILY);
	assert_clean("\U0001F468\u200d\u200d\U0001F469", "\U0001F468\u200d\U0001F469");
	assert_clean("\U0001F468\u200d\u200b\u200d\U0001F469", "\U0001F468\u200d\U0001F469");
	assert_clean("\U0001F468\u200d child", "\U0001F468 child");
	assert_clean("\u0645\u06cc\u200c", "\u0645\u06cc");
	assert_clean("\u200c\u0645\u06cc", "\u0645\u06cc");
	assert_clean("\u0645\u200c \u06cc", "\u0645 \u06cc");
	assert_clean("\u0645\u200d\U0001F469", "\u0645\U0001F469");
	assert_clean("\u6f22\u200d\u5b57", "\u6f22\u5b57");
	assert_clean("1\u200d2", "12");
}

static void marks_are_limited(void **state)
{
	(void)state;
	assert_clean("x\u0301\u0301\u0301\u0301\u0301\u0301y", "x\u0301\u0301\u0301\u0301y");
	/* A composed letter and four more. */
	assert_clean("a\u0302\u0301\u0301\u0301\u0301\u0301", "\u1ea5\u0301\u0301\u0301\u0301");
	/* Joiners do not start the count anew. */
	assert_clean("x\u0317\u0317\u0317\u0317\u200d\u0317\u0317\u200c\u0317y",
		"x\u0317\u0317\u0317\u0317y");
	/* No base, no mark: it would sit on what is drawn before. */
	assert_clean("\u0301\u0301"
		     "abc",
		"abc");
	assert_clean("  \u0301"
		     "abc",
		"abc");
	assert_clean_bytes("a\n\u0301z", 5, true, "a\nz");
	struct buf text = {0};
	buf_byte(&text, 'x');
	for (int i = 0; i < 300000; i++)
		buf_text_add(&text, i % 3 == 0 ? "\u0317" : i % 3 == 1 ? "\u200d" : "\u0489");
	char *clean = text_sanitise(buf_text(&text), text.count, false, 0, NULL);
	assert_int_equal(text_graphemes(clean), 1);
	assert_true(strlen(clean) <= 1 + 4 * 2);
	free(clean);
	buf_finish(&text);
}

static void white_space_is_tidied(void **state)
{
	(void)state;
	assert_clean("  two   words  ", "two words");
	assert_clean("tab\tbed", "tab bed");
	assert_clean("no\u00a0break\u3000wide\u2003em", "no break wide em");
	assert_clean(" \t \u00a0", "");
	assert_clean("one\ntwo\r\nthree\rfour\u2028five\xc2\x85six", "one two three four five six");
	const char *lines = "\n  one \r\n\r\n  two\rthree\u2029\n\n ";
	assert_clean_bytes(lines, strlen(lines), true, "one\n\ntwo\nthree");
}

static void length_is_limited(void **state)
{
	(void)state;
	bool cut = false;
	char *clean = text_sanitise("abcdef", 6, false, 6, &cut);
	assert_string_equal(clean, "abcdef");
	assert_false(cut);
	free(clean);
	clean = text_sanitise("abcdef   ", 9, false, 6, &cut);
	assert_false(cut);
	free(clean);
	clean = text_sanitise("abcdefg", 7, false, 6, &cut);
	assert_string_equal(clean, "abcdef");
	assert_true(cut);
	free(clean);
	clean = text_sanitise("abc def", 7, false, 4, NULL);
	assert_string_equal(clean, "abc");
	free(clean);
	/* Cut between graphemes, never inside one. */
	const char *people = "e\u0301" FAMILY FAMILY "\U0001F1EB\U0001F1F7\U0001F1E9\U0001F1EA";
	clean = text_sanitise(people, strlen(people), false, 2, &cut);
	assert_string_equal(clean, "\u00e9" FAMILY);
	free(clean);
	clean = text_sanitise(people, strlen(people), false, 4, &cut);
	assert_string_equal(clean, "\u00e9" FAMILY FAMILY "\U0001F1EB\U0001F1F7");
	free(clean);
}

/* One "character" of a thousand joined emoji or jamo is no way around the limit. */
static void endless_graphemes_are_cut(void **state)
{
	(void)state;
	struct buf text = {0};
	for (int i = 0; i < 1000; i++)
		buf_text_add(&text, "\U0001F468\u200d");
	bool cut = false;
	char *clean = text_sanitise(buf_text(&text), text.count, false, 2, &cut);
	assert_true(cut);
	assert_in_range(strlen(clean), 1, 64 * 4);
	free(clean);
	buf_clear(&text);
	for (int i = 0; i < 1000; i++)
		buf_text_add(&text, "\u1100");
	clean = text_sanitise(buf_text(&text), text.count, false, 2, &cut);
	assert_int_equal(strlen(clean), 64 * 3);
	free(clean);
	buf_finish(&text);
}

/* Pieces that were made to be put together badly. */
static const char *const pieces[] = {"a", "e", " ", "\n", "\r", "\t", "\u0301", "\u0323", "\u0338",
	"\u200d", "\u200c", "\u200b", "\u202e", "\U0001F468", "\U0001F3FD", "\ufe0f", "\u2764",
	"\u0915", "\u094d", "\u093c", "\u09c7", "\u09be", "\u0645", "\u1100", "\u1161", "\u11a8",
	"\uac00", "\u00a0", "\u3000", "\u0378", "\xed\xa0\x80", "\xff", "\xe2\x82", "=", "\u2126",
	"\u0344", "\u0958", "\U0001F1EB", "\U0001D15E", "\u0f73", "\u0600", "\U000E0041", "\x1b",
	"\u20e3", "\u0e33", "\u1b35", "\u1b06", "\U000E0100", "\u1e9b"};

static bool forbidden(int32_t point, bool lines)
{
	if (point == '\n')
		return !lines;
	utf8proc_category_t category = utf8proc_category(point);
	return category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_CS ||
	       category == UTF8PROC_CATEGORY_CN || category == UTF8PROC_CATEGORY_CO ||
	       (point >= 0x202A && point <= 0x202E) || (point >= 0x2060 && point <= 0x206F) ||
	       point == 0x200B || (point >= 0xE0000 && point <= 0xE007F);
}

static void assert_wholesome(const char *clean, bool lines, size_t limit)
{
	size_t length = strlen(clean), marks = 0;
	assert_true(text_is_utf8(clean, length));
	assert_true(limit == 0 || text_graphemes(clean) <= limit);
	assert_true(length == 0 || (clean[0] != ' ' && clean[0] != '\n'));
	assert_true(length == 0 || (clean[length - 1] != ' ' && clean[length - 1] != '\n'));
	assert_null(strstr(clean, "  "));
	assert_null(strstr(clean, " \n"));
	for (size_t at = 0; at < length;) {
		int32_t point;
		at += (size_t)utf8proc_iterate((const utf8proc_uint8_t *)clean + at, -1, &point);
		assert_false(forbidden(point, lines));
		utf8proc_category_t category = utf8proc_category(point);
		bool mark = category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME;
		marks = mark ? marks + 1 : point == 0x200C || point == 0x200D ? marks : 0;
		assert_true(marks <= 4);
	}
	utf8proc_uint8_t *composed = utf8proc_NFC((const utf8proc_uint8_t *)clean);
	assert_string_equal((char *)composed, clean);
	free(composed);
}

static void any_mixture_comes_out_wholesome(void **state)
{
	(void)state;
	struct random_seeded seeded;
	struct random random = random_seeded(&seeded, 20);
	struct buf text = {0};
	for (int round = 0; round < 60000; round++) {
		buf_clear(&text);
		for (uint32_t left = random_below(random, 14); left > 0; left--)
			buf_text_add(&text,
				pieces[random_below(random, sizeof pieces / sizeof *pieces)]);
		bool lines = random_below(random, 2);
		size_t limit = random_below(random, 6);
		char *clean = text_sanitise(buf_text(&text), text.count, lines, limit, NULL);
		assert_wholesome(clean, lines, limit);
		bool cut = false;
		char *again = text_sanitise(clean, strlen(clean), lines, limit, &cut);
		assert_string_equal(again, clean);
		assert_false(cut);
		free(again);
		free(clean);
	}
	buf_finish(&text);
}

static void any_bytes_come_out_wholesome(void **state)
{
	(void)state;
	struct random_seeded seeded;
	struct random random = random_seeded(&seeded, 21);
	for (int round = 0; round < 20000; round++) {
		char bytes[24];
		size_t length = random_below(random, sizeof bytes);
		random.fill(random.context, bytes, length);
		char *clean = text_sanitise(bytes, length, true, 0, NULL);
		assert_wholesome(clean, true, 0);
		free(clean);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ordinary_text_stays),
		cmocka_unit_test(composes),
		cmocka_unit_test(broken_bytes_are_shown),
		cmocka_unit_test(controls_are_dropped),
		cmocka_unit_test(hidden_characters_are_dropped),
		cmocka_unit_test(joiners_stay_where_they_join),
		cmocka_unit_test(joiners_go_elsewhere),
		cmocka_unit_test(marks_are_limited),
		cmocka_unit_test(white_space_is_tidied),
		cmocka_unit_test(length_is_limited),
		cmocka_unit_test(endless_graphemes_are_cut),
		cmocka_unit_test(any_mixture_comes_out_wholesome),
		cmocka_unit_test(any_bytes_come_out_wholesome),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
