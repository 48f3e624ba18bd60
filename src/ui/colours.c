#include "roundtable/ui/colours.h"

#include "roundtable/base/i18n.h"

#include <math.h>

/*
 * Fronts and backs are numbers of the fixed part of the xterm palette, with the contrast
 * that tests/ui/test_colours.c computes again; the hues are those people with any kind of colour
 * vision can tell apart (Okabe and Ito), and none says anything alone.
 *
 * The eight-colour columns use only pairs that can be read on any palette: white, cyan, yellow and
 * green on black, black on white, cyan and yellow.
 */
enum { BLACK8, RED8, GREEN8, YELLOW8, BLUE8, MAGENTA8, CYAN8, WHITE8 };
enum { OWN = -1, BLACK = 16, WHITE = 231 };

/* What a camera reads is dark on light, also where all else is light on dark. */
#define CAMERA                                                                                     \
	{                                                                                          \
		BLACK, WHITE, BLACK8, WHITE8                                                       \
	}

/* clang-format off: a table. */
static const struct colours
	sets[COLOUR_SETS] =
		{
			[COLOURS_DEFAULT] =
				{.name = "default",
					.help = N_("Light text on black"),
					.looks =
						{
							[STYLE_PLAIN] = {254, BLACK, WHITE8,
								BLACK8},
							[STYLE_HEADER] = {WHITE, 24, BLACK8, CYAN8,
								.bold = true},
							[STYLE_QUESTION] = {WHITE, BLACK, WHITE8,
								BLACK8, .bold = true},
							[STYLE_DO] = {117, BLACK, CYAN8, BLACK8},
							[STYLE_DIM] = {248, BLACK, WHITE8, BLACK8},
							[STYLE_FOCUS] = {BLACK, 117, BLACK8, CYAN8,
								.bold = true},
							[STYLE_MARK] =
								{215, BLACK,
									YELLOW8, BLACK8, .bold = true},
							[STYLE_BAR] = {74, BLACK, CYAN8, BLACK8},
							[STYLE_SENTENCE] =
								{157, BLACK,
									GREEN8, BLACK8, .bold = true},
							[STYLE_NOTE] = {182, BLACK, WHITE8, BLACK8},
							[STYLE_WARNING] =
								{BLACK, 215, BLACK8, YELLOW8,
									.bold = true},
							[STYLE_KEY] =
								{215, BLACK,
									YELLOW8, BLACK8, .bold = true},
							[STYLE_ENTRY] = {WHITE, 237,
								BLACK8, WHITE8},
							[STYLE_CODE] = CAMERA,
						}},
			[COLOURS_LIGHT] =
				{.name = "light",
					.help = N_("Dark text on white"),
					.looks =
						{
							[STYLE_PLAIN] = {235, WHITE,
								BLACK8, WHITE8},
							[STYLE_HEADER] =
								{WHITE, 24,
									WHITE8, BLACK8, .bold = true},
							[STYLE_QUESTION] =
								{BLACK, WHITE,
									BLACK8, WHITE8, .bold = true},
							[STYLE_DO] = {25, WHITE, BLACK8, WHITE8},
							[STYLE_DIM] = {240, WHITE, BLACK8, WHITE8},
							[STYLE_FOCUS] = {WHITE, 25,
								WHITE8, BLACK8, .bold = true},
							[STYLE_MARK] = {130, WHITE,
								BLACK8, WHITE8, .bold = true},
							[STYLE_BAR] = {25, WHITE, BLACK8, WHITE8},
							[STYLE_SENTENCE] = {22, WHITE,
								BLACK8, WHITE8, .bold = true},
							[STYLE_NOTE] = {90, WHITE, BLACK8, WHITE8},
							[STYLE_WARNING] = {BLACK, 215,
								BLACK8, YELLOW8, .bold = true},
							[STYLE_KEY] = {130, WHITE,
								BLACK8, WHITE8, .bold = true},
							[STYLE_ENTRY] = {BLACK, 253, BLACK8, CYAN8},
							[STYLE_CODE] = CAMERA,
						}},
			[COLOURS_CONTRAST] =
				{.name = "contrast",
					.help = N_("White and yellow on black, nothing dimmed"),
					.looks =
						{
							[STYLE_PLAIN] = {WHITE, BLACK,
								WHITE8, BLACK8},
							[STYLE_HEADER] =
								{BLACK, WHITE,
									BLACK8, WHITE8, .bold = true},
							[STYLE_QUESTION] =
								{WHITE, BLACK,
									WHITE8, BLACK8, .bold = true},
							[STYLE_DO] =
								{226, BLACK,
									YELLOW8, BLACK8, .bold = true},
							[STYLE_DIM] =
								{WHITE, BLACK, WHITE8, BLACK8},
							[STYLE_FOCUS] = {BLACK, 226,
								BLACK8, YELLOW8, .bold = true},
							[STYLE_MARK] = {226, BLACK,
								YELLOW8, BLACK8, .bold = true},
							[STYLE_BAR] = {123, BLACK, CYAN8, BLACK8},
							[STYLE_SENTENCE] = {226, BLACK,
								YELLOW8, BLACK8, .bold = true},
							[STYLE_NOTE] = {123, BLACK, CYAN8, BLACK8},
							[STYLE_WARNING] = {BLACK, WHITE,
								BLACK8, WHITE8, .bold = true},
							[STYLE_KEY] = {226, BLACK,
								YELLOW8, BLACK8, .bold = true},
							[STYLE_ENTRY] = {BLACK, WHITE,
								BLACK8, WHITE8},
							[STYLE_CODE] = CAMERA,
						}},
			[COLOURS_MONO] =
				{.name = "mono",
					.help = N_("The terminal's own two colours"),
					.looks =
						{
							[STYLE_PLAIN] = {OWN, OWN, OWN, OWN},
							[STYLE_HEADER] = {OWN, OWN, OWN, OWN,
								.reverse = true},
							[STYLE_QUESTION] = {OWN, OWN, OWN, OWN,
								.bold = true},
							[STYLE_DO] = {OWN, OWN, OWN, OWN},
							[STYLE_DIM] = {OWN, OWN, OWN, OWN},
							[STYLE_FOCUS] = {OWN, OWN, OWN, OWN,
								.bold = true, .reverse = true},
							[STYLE_MARK] = {OWN, OWN, OWN, OWN,
								.bold = true},
							[STYLE_BAR] = {OWN, OWN, OWN, OWN},
							[STYLE_SENTENCE] = {OWN, OWN, OWN, OWN,
								.bold = true},
							[STYLE_NOTE] = {OWN, OWN, OWN, OWN},
							[STYLE_WARNING] = {OWN, OWN, OWN, OWN,
								.bold = true, .reverse = true},
							[STYLE_KEY] = {OWN, OWN, OWN, OWN,
								.bold = true},
							[STYLE_ENTRY] = {OWN, OWN, OWN, OWN,
								.underline = true},
							[STYLE_CODE] = CAMERA,
						}},
};
/* clang-format on */

const struct colours *colours(enum colour_set id)
{
	return &sets[id];
}

/* One channel of an xterm colour, 0 to 255. */
static int channel(int colour, int which)
{
	static const int steps[] = {0, 95, 135, 175, 215, 255}, place[] = {36, 6, 1};
	if (colour >= 232)
		return 8 + 10 * (colour - 232);
	return steps[(colour - 16) / place[which] % 6];
}

/* WCAG 2 relative luminance. */
static double luminance(int colour)
{
	static const double weight[] = {0.2126, 0.7152, 0.0722};
	double sum = 0;
	for (int i = 0; i < 3; i++) {
		double c = channel(colour, i) / 255.0;
		sum += weight[i] * (c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
	}
	return sum;
}

int colours_contrast(int front, int back)
{
	double a = luminance(front), b = luminance(back);
	double ratio = a > b ? (a + 0.05) / (b + 0.05) : (b + 0.05) / (a + 0.05);
	return (int)(ratio * 100);
}
