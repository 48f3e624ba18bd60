#include "sheet.h"

#include "roundtable/base/mem.h"
#include "roundtable/ui/glyph.h"

#include <stdlib.h>
#include <string.h>

enum { HIGH = 5, LETTER_GAP = 1 };

/* Letters five dots high; a dot is two columns wide, for a cell is about twice as high as wide. */
static const struct {
	char letter;
	int wide;
	const char *dots[HIGH];
} letters[] = {
	{'0', 3, {"###", "# #", "# #", "# #", "###"}},
	{'1', 3, {" # ", "## ", " # ", " # ", "###"}},
	{'2', 3, {"###", "  #", "###", "#  ", "###"}},
	{'3', 3, {"###", "  #", " ##", "  #", "###"}},
	{'4', 3, {"# #", "# #", "###", "  #", "  #"}},
	{'5', 3, {"###", "#  ", "###", "  #", "###"}},
	{'6', 3, {"###", "#  ", "###", "# #", "###"}},
	{'7', 3, {"###", "  #", "  #", "  #", "  #"}},
	{'8', 3, {"###", "# #", "###", "# #", "###"}},
	{'9', 3, {"###", "# #", "###", "  #", "###"}},
	{':', 1, {" ", "#", " ", "#", " "}},
	{'-', 2, {"  ", "  ", "##", "  ", "  "}},
	{' ', 1, {" ", " ", " ", " ", " "}},
};
enum { LETTERS = sizeof letters / sizeof *letters };

/* The letter at the start of a text and the bytes it takes; -1: not one of ours. */
static int letter_at(const char *text, size_t *used)
{
	static const char minus[] = "−"; /* U+2212, as typeset numbers have it */
	*used = 1;
	char wanted = *text;
	if (strncmp(text, minus, sizeof minus - 1) == 0) {
		*used = sizeof minus - 1;
		wanted = '-';
	}
	for (int i = 0; i < LETTERS; i++)
		if (letters[i].letter == wanted)
			return i;
	return -1;
}

int sheet_big_width(const char *text, int big)
{
	int dots = 0;
	for (size_t used; *text; text += used) {
		int which = letter_at(text, &used);
		if (which < 0)
			return 0;
		dots += letters[which].wide + (dots ? LETTER_GAP : 0);
	}
	return dots * 2 * big;
}

/* One row of the letters, as a string of blocks and blanks. */
static void draw_row(struct buf *out, const char *text, int row, int big)
{
	bool first = true;
	for (size_t used; *text; text += used, first = false) {
		int which = letter_at(text, &used);
		const char *dots = letters[which].dots[row];
		for (int i = first ? 0 : -LETTER_GAP; i < letters[which].wide; i++)
			for (int j = 0; j < 2 * big; j++)
				buf_text_add(out, i >= 0 && dots[i] == '#' ? "█" : " ");
	}
}

void sheet_big(struct sheet *sheet, size_t index, const struct line *line, int big)
{
	int width = sheet_big_width(line->text, big);
	int column = sheet->centred ? 0 : (sheet->reading - width) / 2;
	for (int row = 0; row < HIGH; row++) {
		struct buf blocks = {0};
		draw_row(&blocks, line->text, row, big);
		for (int i = 0; i < big; i++) {
			sheet_row(sheet, index, false);
			sheet_span(sheet, column, STYLE_QUESTION, blocks.bytes, blocks.count);
		}
		buf_finish(&blocks);
	}
	if (!line->detail)
		return;
	size_t length = strlen(line->detail);
	int detail = glyph_width(line->detail, length);
	sheet_row(sheet, index, false);
	sheet_span(sheet, detail < width ? column + (width - detail) / 2 : column, STYLE_DIM,
		line->detail, length);
}
