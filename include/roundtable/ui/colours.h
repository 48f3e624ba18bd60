#ifndef ROUNDTABLE_UI_COLOURS_H
#define ROUNDTABLE_UI_COLOURS_H

#include "roundtable/ui/canvas.h"

enum colour_set { COLOURS_DEFAULT, COLOURS_LIGHT, COLOURS_CONTRAST, COLOURS_MONO, COLOUR_SETS };

/** One style's look: xterm-256 numbers (16 to 255, whose colours are fixed), -1 for the terminal's
 * own; the nearest of 8 where there are no 256. */
struct look {
	short front, back;
	short front8, back8;
	bool bold, underline, reverse, dim;
};

struct colours {
	const char *name;
	const char *help;
	struct look looks[STYLES];
};

const struct colours *colours(enum colour_set id);
/** WCAG contrast ratio × 100 of two xterm-256 colours (16 to 255). */
int colours_contrast(int front, int back);

#endif
