#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "roundtable/ui/colours.h"

#include <stdio.h>

enum { BLACK = 16, WHITE = 231 };

static void test_known_ratios(void **state)
{
	(void)state;
	assert_int_equal(colours_contrast(WHITE, BLACK), 2100);
	assert_int_equal(colours_contrast(BLACK, WHITE), 2100);
	assert_int_equal(colours_contrast(BLACK, BLACK), 100);
	/* Measured values of the Okabe-Ito hues on black, and of blue on white. */
	assert_in_range(colours_contrast(178, BLACK), 990, 1010);
	assert_in_range(colours_contrast(74, BLACK), 850, 870);
	assert_in_range(colours_contrast(175, BLACK), 790, 810);
	assert_in_range(colours_contrast(35, BLACK), 720, 740);
	assert_in_range(colours_contrast(166, BLACK), 540, 560);
	assert_in_range(colours_contrast(25, WHITE), 635, 655);
	assert_in_range(colours_contrast(166, WHITE), 370, 390);
}

/* Every pair of every set can be read. The terminal's own colours are taken for black, or white in
 * the light set. */
static void test_every_pair(void **state)
{
	(void)state;
	for (enum colour_set id = COLOURS_DEFAULT; id < COLOURS_MONO; id++) {
		const struct colours *set = colours(id);
		int own = id == COLOURS_LIGHT ? WHITE : BLACK,
		    least = id == COLOURS_CONTRAST ? 700 : 450;
		for (int style = 0; style < STYLES; style++) {
			const struct look *look = &set->looks[style];
			int back = look->back < 0 ? own : look->back;
			int front = look->front < 0 ? (own == BLACK ? WHITE : BLACK) : look->front;
			int contrast = colours_contrast(front, back);
			if (contrast < least)
				print_error("%s, style %d: %d.%02d\n", set->name, style,
					contrast / 100, contrast % 100);
			assert_true(contrast >= least);
			assert_false(look->dim);
		}
	}
}

/* Only colours with the same look on every terminal, and of the eight no pair that cannot be told
 * apart. */
static void test_fixed_colours(void **state)
{
	(void)state;
	for (enum colour_set id = COLOURS_DEFAULT; id < COLOUR_SETS; id++)
		for (int style = 0; style < STYLES; style++) {
			const struct look *look = &colours(id)->looks[style];
			assert_true(look->front == -1 || (look->front >= 16 && look->front <= 255));
			assert_true(look->back == -1 || (look->back >= 16 && look->back <= 255));
			assert_true(look->front8 >= -1 && look->front8 < 8 && look->back8 >= -1 &&
				    look->back8 < 8);
			assert_true(look->front8 == -1 || look->front8 != look->back8);
		}
}

/* What must be found at a glance differs from plain text without any colour. */
static void test_mono(void **state)
{
	(void)state;
	const struct colours *mono = colours(COLOURS_MONO);
	static const enum style strong[] = {STYLE_HEADER, STYLE_QUESTION, STYLE_FOCUS,
		STYLE_WARNING, STYLE_KEY, STYLE_ENTRY, STYLE_MARK, STYLE_SENTENCE};
	/* but for the squares, which come last: a camera needs them dark on light */
	for (int style = 0; style < STYLE_CODE; style++) {
		const struct look *look = &mono->looks[style];
		assert_true(look->front == -1 && look->back == -1 && look->front8 == -1 &&
			    look->back8 == -1);
	}
	for (size_t i = 0; i < sizeof strong / sizeof *strong; i++) {
		const struct look *look = &mono->looks[strong[i]];
		assert_true(look->bold || look->underline || look->reverse);
	}
}

static void test_named(void **state)
{
	(void)state;
	for (enum colour_set id = COLOURS_DEFAULT; id < COLOUR_SETS; id++) {
		assert_non_null(colours(id)->name);
		assert_non_null(colours(id)->help);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_known_ratios),
		cmocka_unit_test(test_every_pair),
		cmocka_unit_test(test_fixed_colours),
		cmocka_unit_test(test_mono),
		cmocka_unit_test(test_named),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
