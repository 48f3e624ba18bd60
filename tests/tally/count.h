#ifndef ROUNDTABLE_TESTS_TALLY_COUNT_H
#define ROUNDTABLE_TESTS_TALLY_COUNT_H

#include "roundtable/tally/tally.h"

/** What was counted last, by count(). */
extern struct tally_result result;

/** Counts into `result`, which must succeed. */
void count(const struct tally_rule *rule, const struct tally_profile *profile);
/** Asserts that the count is refused with a sentence and leaves its result untouched. */
void assert_refused(const struct tally_rule *rule, const struct tally_profile *profile);
/** Frees `result`: the teardown of a group. */
int forget(void **state);

/* Rows of literal marks: .count and .marks of a profile with so many options. */
#define ROWS(width, ...)                                                                           \
	.options = (width),                                                                        \
	.count = sizeof((int16_t[][width]){__VA_ARGS__}) / sizeof(int16_t[width]),                 \
	.marks = &(int16_t[][width]){__VA_ARGS__}[0][0]

/* A list as an array of numbers, for one line of assertion. */
#define assert_list(list, ...)                                                                     \
	do {                                                                                       \
		static const size_t listed[] = {__VA_ARGS__};                                      \
		assert_int_equal((list).count, sizeof listed / sizeof *listed);                    \
		assert_memory_equal((list).items, listed, sizeof listed);                          \
	} while (0)

/* Numbers per option. */
#define assert_numbers(numbers, type, ...)                                                         \
	do {                                                                                       \
		static const type expected[] = {__VA_ARGS__};                                      \
		assert_memory_equal(numbers, expected, sizeof expected);                           \
	} while (0)

#endif
