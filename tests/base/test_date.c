#include "roundtable/base/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

/* A Saturday. */
static const day today = 20261121;

static void assert_date(const char *text, day expected)
{
	day result = -1;
	if (!day_parse(text, today, &result))
		fail_msg("`%s` was not read", text);
	if (result != expected)
		fail_msg("`%s` was read as %d, not %d", text, (int)result, (int)expected);
}

static void assert_no_date(const char *text)
{
	day result = -1;
	if (day_parse(text, today, &result))
		fail_msg("`%s` was read as %d", text, (int)result);
	assert_int_equal(result, -1);
}

/* The C library's calendar is the judge, over three thousand years in steps of 11 hours. */
static void days_agree_with_the_system(void **state)
{
	(void)state;
	for (int64_t at = -30000000000; at < 64000000000; at += 39601) {
		time_t seconds = (time_t)at;
		struct tm parts;
		gmtime_r(&seconds, &parts);
		day expected =
			(parts.tm_year + 1900) * 10000 + (parts.tm_mon + 1) * 100 + parts.tm_mday;
		day found = day_of(at * 1000 + 999, 0);
		if (found != expected || day_weekday(found) != (parts.tm_wday + 6) % 7)
			fail_msg("%d, weekday %d, is wrong for %d", (int)found, day_weekday(found),
				(int)expected);
	}
}

static void days_follow_each_other(void **state)
{
	(void)state;
	day d = 10101;
	int count = 1, weekday = day_weekday(d);
	while (d < 99991231) {
		day next = day_add(d, 1);
		if (next <= d || day_add(next, -1) != d)
			fail_msg("%d is followed by %d", (int)d, (int)next);
		weekday = (weekday + 1) % 7;
		assert_int_equal(day_weekday(next), weekday);
		d = next;
		count++;
	}
	assert_int_equal(count, 3652059);
}

static void offsets_move_midnight(void **state)
{
	(void)state;
	moment at = INT64_C(1795303800000); /* 2026-11-21T23:30:00Z */
	assert_int_equal(day_of(at, 0), 20261121);
	assert_int_equal(day_of(at, 30), 20261122);
	assert_int_equal(day_of(at, 29), 20261121);
	assert_int_equal(day_of(at, -11 * 60), 20261121);
	assert_int_equal(day_of(-1, 0), 19691231);
	assert_int_equal(day_of(0, -1), 19691231);
}

static void days_add_up(void **state)
{
	(void)state;
	assert_int_equal(day_add(20240228, 1), 20240229);
	assert_int_equal(day_add(21000228, 1), 21000301);
	assert_int_equal(day_add(20261231, 1), 20270101);
	assert_int_equal(day_add(20260101, -1), 20251231);
	assert_int_equal(day_add(0, 5), 0);
	assert_int_equal(day_weekday(today), 5);
}

/* A broken file may hold anything: no overflow, and something that can be written. */
static void absurd_values_stay_dates(void **state)
{
	(void)state;
	assert_int_equal(day_of(INT64_MAX, 2147483647), 99991231);
	assert_int_equal(day_of(INT64_MIN, -2147483647), 10101);
	assert_int_equal(day_add(99991231, 2147483647), 99991231);
	assert_int_equal(day_add(10101, -2147483647), 10101);
	int weekday = day_weekday(-2147483647);
	assert_in_range(weekday, 0, 6);
	struct buf buf = {0};
	moment_format_iso(&buf, INT64_MAX);
	assert_string_equal(buf_text(&buf), "9999-12-31T23:59:59.999Z");
	buf_clear(&buf);
	moment_format_iso(&buf, INT64_MIN);
	assert_string_equal(buf_text(&buf), "0001-01-01T00:00:00.000Z");
	buf_clear(&buf);
	day_format(&buf, INT32_MIN);
	moment_format_time(&buf, INT64_MIN, INT32_MIN);
	buf_finish(&buf);
}

static void reads_full_dates(void **state)
{
	(void)state;
	assert_date("2026-11-27", 20261127);
	assert_date(" 2026-11-27 ", 20261127);
	assert_date("2024-02-29", 20240229);
	assert_date("27.11.2026", 20261127);
	assert_date("1.2.2027", 20270201);
	assert_date("27/11/2026", 20261127);
}

static void reads_short_dates(void **state)
{
	(void)state;
	assert_date("27/11", 20261127);
	assert_date("27.11.", 20261127);
	assert_date("21/11", 20261121);
	assert_date("20/11", 20271120);
	assert_date("1/1", 20270101);
	assert_date("29/2", 20280229);
	day result = 0;
	assert_true(day_parse("29/2", 20960301, &result));
	assert_int_equal(result, 21040229);
}

static void reads_words(void **state)
{
	(void)state;
	assert_date("today", 20261121);
	assert_date("Tomorrow", 20261122);
	assert_date("fri", 20261127);
	assert_date("FRIDAY", 20261127);
	assert_date("sun", 20261122);
	assert_date("tues", 20261124);
	/* The day it is today means the next one, a week away. */
	assert_date("sat", 20261128);
	assert_date("saturday", 20261128);
	assert_date("+3d", 20261124);
	assert_date("+0d", 20261121);
	assert_date("+2w", 20261205);
	assert_date("+2W", 20261205);
	assert_date("+1m", 20261221);
	assert_date("+14m", 20280121);
	day result = 0;
	assert_true(day_parse("+1m", 20270131, &result));
	assert_int_equal(result, 20270228);
	assert_true(day_parse("+1m", 20271231, &result));
	assert_int_equal(result, 20280131);
}

static void refuses_what_is_no_date(void **state)
{
	(void)state;
	static const char *const words[] = {"", " ", "fr", "frida y", "fridays", "todays", "+d",
		"+3", "+3x", "+3dd", "3d", "-3d", "+99999d", "2026-11-31", "2026-13-01",
		"2026-00-10", "2026-11-00", "0000-01-01", "26-11-27", "2026-11-27x", "2026/11/27",
		"27.11.26", "27.11/2026", "27.11/", "30/2", "31/4", "0/1", "1/13", "27", "27.",
		"27/", "/", "27/11/", "999999999999999999999", "2026-011-27", "27.011.2026",
		"+3d and a long tail of words", "\xff\xfe", "+99990m"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		assert_no_date(words[i]);
}

static void writes_dates_and_times(void **state)
{
	(void)state;
	struct buf buf = {0};
	day_format(&buf, today);
	assert_string_equal(buf_text(&buf), "2026-11-21");
	buf_clear(&buf);
	day_format(&buf, 0);
	assert_string_equal(buf_text(&buf), "");
	moment_format_iso(&buf, INT64_C(1795269909123));
	assert_string_equal(buf_text(&buf), "2026-11-21T14:05:09.123Z");
	buf_clear(&buf);
	moment_format_time(&buf, INT64_C(1795269909123), 0);
	buf_byte(&buf, ' ');
	moment_format_time(&buf, INT64_C(1795269909123), 600);
	buf_byte(&buf, ' ');
	moment_format_time(&buf, INT64_C(1795269909123), -330);
	buf_byte(&buf, ' ');
	moment_format_time(&buf, -1, 0);
	assert_string_equal(buf_text(&buf), "14:05 00:05 08:35 23:59");
	buf_finish(&buf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(days_agree_with_the_system),
		cmocka_unit_test(days_follow_each_other),
		cmocka_unit_test(offsets_move_midnight),
		cmocka_unit_test(days_add_up),
		cmocka_unit_test(absurd_values_stay_dates),
		cmocka_unit_test(reads_full_dates),
		cmocka_unit_test(reads_short_dates),
		cmocka_unit_test(reads_words),
		cmocka_unit_test(refuses_what_is_no_date),
		cmocka_unit_test(writes_dates_and_times),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
