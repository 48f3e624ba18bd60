#include "roundtable/base/text.h"

#include "points.h"

#include <limits.h>
#include <string.h>
#include <utf8proc.h>
#include <wchar.h>

/* How many bytes from `at` on are ASCII for sure: most of what is read is, eight at a time. */
static size_t ascii_run(const char *text, size_t length, size_t at)
{
	const uint64_t high_bits = UINT64_C(0x8080808080808080);
	size_t start = at;
	uint64_t word;

	for (; length - at >= sizeof word; at += sizeof word) {
		memcpy(&word, text + at, sizeof word);
		if (word & high_bits)
			break;
	}
	return at - start;
}

bool text_is_utf8(const char *text, size_t length)
{
	for (size_t at = 0; at < length;) {
		at += ascii_run(text, length, at);
		if (at == length)
			break;
		size_t rest = length - at < 4 ? length - at : 4;
		utf8proc_int32_t point;
		utf8proc_ssize_t taken = utf8proc_iterate(
			(const utf8proc_uint8_t *)text + at, (utf8proc_ssize_t)rest, &point);
		if (taken <= 0)
			return false;
		at += (size_t)taken;
	}
	return true;
}

size_t text_next(const char *text, size_t length, size_t at)
{
	if (at >= length)
		return length;
	int32_t before, point, state = 0;
	at += point_read(text, length, at, &before);
	while (at < length) {
		size_t taken = point_read(text, length, at, &point);
		if (utf8proc_grapheme_break_stateful(before, point, &state))
			return at;
		at += taken;
		before = point;
	}
	return length;
}

size_t text_previous(const char *text, size_t length, size_t at)
{
	if (at > length)
		at = length;
	/*
	 * Where a grapheme begins cannot be told from its end alone (flags are pairs, counted
	 * from the front), so this walks from the last place that is surely a boundary: a
	 * line start.
	 */
	size_t start = at;
	while (start > 0 && (start == at || text[start - 1] != '\n'))
		start--;
	size_t boundary = start;
	while (boundary < at) {
		start = boundary;
		boundary = text_next(text, length, boundary);
	}
	return start;
}

size_t text_graphemes(const char *text)
{
	size_t length = strlen(text), count = 0;
	for (size_t at = 0; at < length; at = text_next(text, length, at))
		count++;
	return count;
}

int text_width(const char *text)
{
	return text_grapheme_width(text, strlen(text));
}

int text_grapheme_width(const char *text, size_t length)
{
	/*
	 * The sum over the code points, also for an emoji joined from several: the terminal
	 * library moves its cursor by just this sum, and the columns behind have to agree with it.
	 */
	int width = 0;
	for (size_t at = 0; at < length;) {
		int32_t point;
		at += point_read(text, length, at, &point);
		int columns = wcwidth((wchar_t)point);
		columns = columns < 0 ? 1 : columns;
		width = width > INT_MAX - columns ? INT_MAX : width + columns;
	}
	return width;
}

void text_html(const char *text, const char *newline, struct buf *out)
{
	for (; *text != '\0'; text++) {
		switch (*text) {
		case '&':
			buf_text_add(out, "&amp;");
			break;
		case '<':
			buf_text_add(out, "&lt;");
			break;
		case '>':
			buf_text_add(out, "&gt;");
			break;
		case '"':
			buf_text_add(out, "&quot;");
			break;
		case '\'':
			buf_text_add(out, "&#39;");
			break;
		case '\n':
			buf_text_add(out, newline);
			break;
		default:
			buf_byte(out, *text);
		}
	}
}
