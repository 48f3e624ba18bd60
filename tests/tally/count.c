#include "count.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct tally_result result;

int forget(void **state)
{
	(void)state;
	tally_result_finish(&result);
	return 0;
}

void count(const struct tally_rule *rule, const struct tally_profile *profile)
{
	tally_result_finish(&result);
	assert_true(
		tally_count(rule, profile, (struct tally_heads){.eligible = 100}, &result, NULL));
}

void assert_refused(const struct tally_rule *rule, const struct tally_profile *profile)
{
	struct error err = {0};
	struct tally_result untouched = {.base = 77};
	assert_false(tally_count(rule, profile, (struct tally_heads){0}, &untouched, &err));
	assert_int_equal(err.code, ERROR_INPUT);
	assert_non_null(err.text);
	assert_int_equal(untouched.base, 77);
	assert_null(untouched.order);
	error_finish(&err);
}
