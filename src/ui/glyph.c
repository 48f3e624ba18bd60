#include "roundtable/ui/glyph.h"

#include "roundtable/base/text.h"

#include <string.h>

size_t glyph_decode(const char *bytes, size_t length, int32_t *code)
{
	static const int32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	if (length == 0)
		return 0;
	unsigned char first = (unsigned char)bytes[0];
	size_t need = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
	int32_t value = need == 1 ? first : first & (0xff >> (need + 1));
	bool good = need <= length && (first < 0x80 || first >= 0xc2) && first < 0xf5;
	for (size_t i = 1; good && i < need; i++) {
		good = ((unsigned char)bytes[i] & 0xc0) == 0x80;
		value = value << 6 | ((unsigned char)bytes[i] & 0x3f);
	}
	good = good && value >= least[need] && value <= 0x10ffff &&
	       (value < 0xd800 || value > 0xdfff);
	*code = good ? value : 0xfffd;
	return good ? need : 1;
}

size_t glyph_encode(int32_t code, char out[4])
{
	if (code < 0x80) {
		out[0] = (char)code;
		return 1;
	}
	size_t need = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
	static const unsigned char lead[] = {0, 0, 0xc0, 0xe0, 0xf0};
	for (size_t i = need - 1; i > 0; i--) {
		out[i] = (char)(0x80 | (code & 0x3f));
		code >>= 6;
	}
	out[0] = (char)(lead[need] | code);
	return need;
}

static bool is_ascii(const char *text, size_t length, size_t at)
{
	return at < length && (unsigned char)text[at] < 0x80;
}

size_t glyph_next(const char *text, size_t length, size_t at, int *width)
{
	/* Two ASCII bytes in a row (not CR LF) are two graphemes: most of all text never asks for
	 * tables. */
	bool last = at + 1 == length;
	if (is_ascii(text, length, at) && (last || is_ascii(text, length, at + 1)) &&
		text[at] != '\r') {
		*width = 1;
		return at + 1;
	}
	size_t next = text_next(text, length, at);
	*width = text_grapheme_width(text + at, next - at);
	return next;
}

int glyph_width(const char *text, size_t length)
{
	int total = 0, width;
	for (size_t at = 0; at < length; total += width)
		at = glyph_next(text, length, at, &width);
	return total;
}

void glyph_shorten(struct buf *out, const char *text, int columns)
{
	size_t length = strlen(text);
	if (glyph_width(text, length) <= columns) {
		buf_add(out, text, length);
		return;
	}
	if (columns < 1)
		return;
	size_t at = 0;
	int used = 0;
	for (;;) {
		int width;
		size_t next = glyph_next(text, length, at, &width);
		if (used + width > columns - 1)
			break;
		used += width;
		at = next;
	}
	while (at > 0 && text[at - 1] == ' ')
		at--;
	buf_add(out, text, at);
	buf_text_add(out, "…");
}

/* True when a row may end between the grapheme at [at, next) and what follows. */
static bool may_break_after(const char *text, size_t length, size_t at, size_t next, int width)
{
	if (next >= length)
		return false;
	if (width == 2)
		return true;
	return text[at] == '-' && next == at + 1 && at > 0 && text[at - 1] != ' ' &&
	       text[next] != ' ' && (text[next] < '0' || text[next] > '9');
}

bool wrap_next(const char *text, size_t length, size_t *at, int columns, struct wrapped *row)
{
	size_t start = *at, end = start, break_end = start, break_next = start;
	int width = 0, break_width = 0;
	while (start < length && text[start] == ' ' && *at > 0)
		start++, end++;
	if (start >= length)
		return false;
	bool fits = true;
	while (end < length && text[end] != '\n') {
		int wide;
		size_t next = glyph_next(text, length, end, &wide);
		if (text[end] == ' ' && (end == start || text[end - 1] != ' ')) {
			break_end = break_next = end;
			break_width = width;
		}
		if (width + wide > columns && end > start) {
			fits = false;
			break;
		}
		width += wide;
		if (may_break_after(text, length, end, next, wide)) {
			break_end = break_next = next;
			break_width = width;
		}
		end = next;
	}
	/* A space that hangs over the edge does not count; the row ends before it. */
	if (!fits && break_end > start) {
		end = break_end;
		width = break_width;
	}
	*at = fits ? end : break_end > start ? break_next : end;
	if (fits && end < length && text[end] == '\n')
		*at = end + 1;
	while (end > start && text[end - 1] == ' ')
		end--, width--;
	*row = (struct wrapped){.start = start, .length = end - start, .width = width};
	return true;
}

int wrap_count(const char *text, int columns)
{
	size_t length = strlen(text), at = 0;
	struct wrapped row;
	int rows = 0;
	while (wrap_next(text, length, &at, columns, &row))
		rows++;
	return rows;
}

/* Columns of the longest run without a space. */
static int longest_word(const char *text)
{
	int longest = 0;
	while (*text) {
		size_t run = strcspn(text, " \n");
		int width = glyph_width(text, run);
		longest = width > longest ? width : longest;
		text += run + (text[run] != 0);
	}
	return longest;
}

int wrap_balanced(const char *text, int columns)
{
	int rows = wrap_count(text, columns), low = longest_word(text), high = columns;
	if (rows < 2)
		return columns;
	while (low < high) {
		int middle = (low + high) / 2;
		if (wrap_count(text, middle) <= rows)
			high = middle;
		else
			low = middle + 1;
	}
	return high;
}
