#include "roundtable/base/text.h"

#include "points.h"
#include "roundtable/base/array.h"

#include <utf8proc.h>

enum {
	TAB = 0x09,
	LINE_FEED = 0x0A,
	CARRIAGE_RETURN = 0x0D,
	NEXT_LINE = 0x85,
	NON_JOINER = 0x200C,
	JOINER = 0x200D,
	LINE_SEPARATOR = 0x2028,
	PARAGRAPH_SEPARATOR = 0x2029,

	MARKS_MAX = 4,
	/* What is looked at before composing, where one letter may still be spread over several. */
	MARKS_SEEN = 32,
	/* A hand-made chain of joined emoji or jamo is one grapheme, however long. Real ones
	   have up to 10 code points; beyond 32 another grapheme is counted. */
	GRAPHEME_POINTS_MAX = 32,
};

struct range {
	int32_t first, last;
};

static bool in_ranges(int32_t point, const struct range *ranges, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (point >= ranges[i].first && point <= ranges[i].last)
			return true;
	}
	return false;
}

/*
 * Whether the letter is of a script whose spelling uses ZWJ and ZWNJ: Arabic and its
 * neighbours, the scripts of India and South-East Asia, Mongolian, Tifinagh. Between letters
 * of other scripts a joiner is nothing but a way to make two names look the same.
 */
static bool joining_letter(int32_t point)
{
	static const struct range scripts[] = {{0x0600, 0x0DFF}, {0x0F00, 0x109F}, {0x1700, 0x1CFF},
		{0x2D30, 0x2D7F}, {0xA800, 0xABFF}, {0xFB50, 0xFDFF}, {0xFE70, 0xFEFC},
		{0x10A00, 0x11FFF}, {0x1E900, 0x1E95F}};
	utf8proc_category_t category = utf8proc_category(point);
	return (category == UTF8PROC_CATEGORY_LO || category == UTF8PROC_CATEGORY_LM) &&
	       in_ranges(point, scripts, sizeof scripts / sizeof *scripts);
}

static bool emoji(int32_t point)
{
	return utf8proc_get_property(point)->boundclass ==
	       UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}

static bool skin_tone(int32_t point)
{
	return point >= 0x1F3FB && point <= 0x1F3FF;
}

static bool joiner(int32_t point)
{
	return point == JOINER || point == NON_JOINER;
}

static bool variation_selector(int32_t point)
{
	return (point >= 0xFE00 && point <= 0xFE0F) || (point >= 0xE0100 && point <= 0xE01EF) ||
	       (point >= 0x180B && point <= 0x180D) || point == 0x180F;
}

static bool line_end(int32_t point)
{
	return point == LINE_FEED || point == CARRIAGE_RETURN || point == NEXT_LINE ||
	       point == LINE_SEPARATOR || point == PARAGRAPH_SEPARATOR;
}

/* Characters that are never let in, joiners and white space aside. */
static bool unwanted(int32_t point)
{
	const utf8proc_property_t *property = utf8proc_get_property(point);
	switch (property->category) {
	case UTF8PROC_CATEGORY_CC:
	case UTF8PROC_CATEGORY_CS:
	case UTF8PROC_CATEGORY_CN:
	case UTF8PROC_CATEGORY_CO:
		return true;
	case UTF8PROC_CATEGORY_CF:
		/* Bidi controls, zero-width and tag characters; only signs that are drawn before
		   a number (U+0600 and others) are more than formatting. */
		return property->boundclass != UTF8PROC_BOUNDCLASS_PREPEND;
	default:
		/* Fillers and their like: letters and marks that draw nothing. */
		return property->ignorable && !variation_selector(point);
	}
}

/* Whether a surrogate, written as if it were a character, begins at `at`. */
static bool surrogate(const char *text, size_t length, size_t at)
{
	const unsigned char *bytes = (const unsigned char *)text + at;
	return length - at >= 3 && bytes[0] == 0xED && bytes[1] >= 0xA0 && bytes[1] <= 0xBF &&
	       bytes[2] >= 0x80 && bytes[2] <= 0xBF;
}

/* The characters that may stay, white space as ' ' or '\n', joiners still anywhere. */
static void admit(struct points *out, const char *text, size_t length, bool lines)
{
	int32_t before = 0;
	size_t marks = 0;
	for (size_t at = 0; at < length;) {
		if (surrogate(text, length, at)) {
			at += 3;
			continue;
		}
		int32_t point;
		at += point_read(text, length, at, &point);
		bool second_half = point == LINE_FEED && before == CARRIAGE_RETURN;
		before = point;
		if (second_half)
			continue;
		if (line_end(point))
			point = lines ? '\n' : ' ';
		else if (point == TAB || utf8proc_category(point) == UTF8PROC_CATEGORY_ZS)
			point = ' ';
		else if (!joiner(point) && unwanted(point))
			continue;
		if (point_is_mark(point) && ++marks > MARKS_SEEN)
			continue;
		if (!point_is_mark(point) && !joiner(point))
			marks = 0;
		points_add(out, point);
	}
}

/* Whether the joiner at `index` joins: a letter or emoji before it, the like after it. */
static bool joins(const struct points *points, size_t kept, size_t index)
{
	const int32_t *items = points->items;
	size_t left = kept, right = index + 1;
	while (left > 0 && point_is_mark(items[left - 1]))
		left--;
	if (left > 0 && skin_tone(items[left - 1]))
		left--;
	if (left == 0)
		return false;
	if (emoji(items[left - 1]))
		return right < points->count && emoji(items[right]);
	/* Bengali writes a joiner before the mark that goes with the next letter. */
	while (right < points->count && point_is_mark(items[right]))
		right++;
	return joining_letter(items[left - 1]) && right < points->count &&
	       joining_letter(items[right]);
}

/* Takes the joiners out that join nothing. */
static void keep_joiners(struct points *points)
{
	size_t kept = 0;
	for (size_t i = 0; i < points->count; i++) {
		if (!joiner(points->items[i]) || joins(points, kept, i))
			points->items[kept++] = points->items[i];
	}
	points->count = kept;
}

/* White space trimmed and made single, marks without a base or beyond the limit taken out. */
static void tidy(struct points *points)
{
	size_t kept = 0, marks = 0;
	int32_t *items = points->items;
	for (size_t i = 0; i < points->count; i++) {
		int32_t point = items[i], last = kept > 0 ? items[kept - 1] : '\n';
		if (point_is_mark(point)) {
			/* At a line's start there is no base: it would land on what is drawn
			 * before. */
			if (last == '\n' || ++marks > MARKS_MAX)
				continue;
		} else if (!joiner(point)) {
			marks = 0;
		}
		if (point == ' ' && (last == ' ' || last == '\n'))
			continue;
		if (point == '\n' && last == ' ')
			kept--;
		if (point == '\n' && kept == 0)
			continue;
		items[kept++] = point;
	}
	points->count = kept;
}

/* Takes away what must not stand at the end. */
static void trim_end(struct points *points)
{
	while (points->count > 0) {
		int32_t last = points->items[points->count - 1];
		if (last != ' ' && last != '\n' && !joiner(last))
			return;
		points->count--;
	}
}

/* How many code points make up the first `limit` graphemes. */
static size_t within(const struct points *points, size_t limit)
{
	size_t graphemes = 0, length = 0;
	int32_t state = 0;
	for (size_t i = 0; i < points->count; i++) {
		bool starts = i == 0 || utf8proc_grapheme_break_stateful(
						points->items[i - 1], points->items[i], &state);
		if (starts || length == GRAPHEME_POINTS_MAX) {
			if (graphemes == limit)
				return i;
			graphemes++;
			length = 0;
		}
		length++;
	}
	return points->count;
}

/* All that is done to admitted characters but for the limit. */
static void clean(struct points *points)
{
	/* Joiners go before composing: one that is dropped must not part a letter from its mark. */
	keep_joiners(points);
	points_decompose(points, 0);
	points_compose(points);
	tidy(points);
	trim_end(points);
}

char *text_sanitise(const char *text, size_t length, bool lines, size_t limit, bool *cut)
{
	struct points points = {0};
	admit(&points, text, length, lines);
	clean(&points);
	size_t fit = limit == 0 ? points.count : within(&points, limit);
	if (fit < points.count) {
		points.count = fit;
		/* What a joiner joined to may just have gone. */
		clean(&points);
		if (cut)
			*cut = true;
	}
	struct buf out = {0};
	for (size_t i = 0; i < points.count; i++)
		point_write(&out, points.items[i]);
	array_finish(&points);
	return buf_take(&out);
}
