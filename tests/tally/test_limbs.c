#include "../../src/tally/limbs.h"

#include "roundtable/base/clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Long numbers against those the machine knows, and against what must hold for any. */

enum { WIDTH = 5 };

__extension__ typedef unsigned __int128 wide;

/* Limbs that are all zeros or all ones as often as not: carries and borrows run through those. */
static void random_limbs(struct random random, uint64_t *limbs, size_t width)
{
	for (size_t i = 0; i < width; i++) {
		switch (random_below(random, 4)) {
		case 0:
			limbs[i] = 0;
			break;
		case 1:
			limbs[i] = UINT64_MAX;
			break;
		default:
			random.fill(random.context, &limbs[i], sizeof limbs[i]);
		}
	}
}

static wide value_of(const uint64_t *limbs)
{
	return (wide)limbs[1] << 64 | limbs[0];
}

static void two_limbs_match_the_machine(void **state)
{
	(void)state;
	struct random_seeded seeded;
	struct random random = random_seeded(&seeded, 61);
	for (int round = 0; round < 20000; round++) {
		uint64_t a[2], b[2], c[2], factor;
		random_limbs(random, a, 2);
		random_limbs(random, b, 2);
		random_limbs(random, &factor, 1);
		factor += factor == 0;
		wide one = value_of(a), other = value_of(b);
		assert_int_equal(limbs_compare(a, b, 2), (one > other) - (one < other));
		assert_int_equal(limbs_used(a, 2), one >> 64 != 0 ? 2 : 1);
		assert_int_equal(limbs_is_zero(a, 2), one == 0);
		memcpy(c, a, sizeof c);
		limbs_add(c, b, 2);
		assert_true(value_of(c) == one + other);
		memcpy(c, a, sizeof c);
		limbs_subtract(c, b, 2);
		assert_true(value_of(c) == one - other);
		memcpy(c, a, sizeof c);
		limbs_multiply(c, 2, factor);
		assert_true(value_of(c) == one * factor);
		memcpy(c, a, sizeof c);
		uint64_t rest = limbs_divide(c, 2, factor);
		assert_true(value_of(c) == one / factor);
		assert_true(rest == (uint64_t)(one % factor));
		limbs_set(c, 2, factor);
		assert_true(value_of(c) == factor);
	}
}

static void what_was_done_can_be_undone(void **state)
{
	(void)state;
	struct random_seeded seeded;
	struct random random = random_seeded(&seeded, 62);
	for (int round = 0; round < 20000; round++) {
		uint64_t a[WIDTH], b[WIDTH], c[WIDTH], factor;
		random_limbs(random, a, WIDTH);
		random_limbs(random, b, WIDTH);
		random_limbs(random, &factor, 1);
		factor += factor == 0;
		a[WIDTH - 1] = b[WIDTH - 1] = 0;
		memcpy(c, a, sizeof c);
		limbs_add(c, b, WIDTH);
		assert_true(limbs_compare(c, a, WIDTH) >= 0);
		limbs_subtract(c, b, WIDTH);
		assert_memory_equal(c, a, sizeof c);
		limbs_multiply(c, WIDTH, factor);
		assert_int_equal(limbs_divide(c, WIDTH, factor), 0);
		assert_memory_equal(c, a, sizeof c);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_limbs_match_the_machine),
		cmocka_unit_test(what_was_done_can_be_undone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
