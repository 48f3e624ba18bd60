/* Hours and money as people write them. */
#include "roundtable/base/amount.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void test_what_is_a_number(void **state)
{
	static const struct {
		const char *text;
		int64_t amount;
		const char *back;
	} good[] = {{"3", 300, "3"}, {"0", 0, "0"}, {"2.5", 250, "2.5"}, {"2,5", 250, "2.5"},
		{"2.50", 250, "2.5"}, {"2.05", 205, "2.05"}, {"1 200", 120000, "1200"},
		{"1200", 120000, "1200"}, {"1 200 300", 120030000, "1200300"},
		{"12 000,75", 1200075, "12000.75"}, {"007", 700, "7"},
		{"9999999999", 999999999900, "9999999999"}};

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		struct buf back = {0};
		int64_t amount = -1;
		if (!amount_parse(good[i].text, &amount))
			fail_msg("refused: %s", good[i].text);
		assert_int_equal(amount, good[i].amount);
		amount_format(&back, amount);
		assert_string_equal(buf_text(&back), good[i].back);
		buf_finish(&back);
	}
}

/* What two people read differently is none, and neither is what needs a unit to be understood. */
static void test_what_is_none(void **state)
{
	static const char *const bad[] = {"", " ", "four", "3 h", "h 3", "1.200", "1,200", "1.2.3",
		"1 20", "1 2000", "1200 300", "12345 678", "-3", "+3", ".5", "5.", "1 200 30",
		"1e3", "10000000000", "10 000 000 000", "½", "3 ", "1  200"};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		int64_t amount = 7;
		if (amount_parse(bad[i], &amount))
			fail_msg("taken: %s as %lld", bad[i], (long long)amount);
		assert_int_equal(amount, 7);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_a_number),
		cmocka_unit_test(test_what_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
