#include "roundtable/base/text.h"

#include "points.h"
#include "roundtable/base/array.h"
#include "roundtable/base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/*
 * Accents, points and the like, which people leave out when they search. What looks like a
 * mark but spells another letter stays: nukta, kana voicing and virama (classes 7 to 9), the
 * vowel and tone signs of Telugu, Thai, Lao and Tibetan (84 to 132), and vowel signs of class 0.
 */
static bool stripped(int32_t point)
{
	int class = utf8proc_get_property(point)->combining_class;
	return point_is_mark(point) && ((class >= 10 && class < 84) || class > 132);
}

static bool is_ascii(const char *text)
{
	while (*text != '\0' && (unsigned char)*text < 0x80)
		text++;
	return *text == '\0';
}

/* ASCII has no accents and one way to be folded; tables of cards are mostly made of it. */
static char folded_byte(char byte)
{
	return (char)(byte >= 'A' && byte <= 'Z' ? byte - 'A' + 'a' : byte);
}

char *text_fold(const char *text)
{
	struct points points = {0};

	if (is_ascii(text)) {
		char *folded = mem_copy_text(text);
		for (char *at = folded; *at != '\0'; at++)
			*at = folded_byte(*at);
		return folded;
	}
	points_read(&points, text, strlen(text));
	points_decompose(&points, UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
	size_t kept = 0;
	for (size_t i = 0; i < points.count; i++) {
		if (!stripped(points.items[i]))
			points.items[kept++] = points.items[i];
	}
	points.count = kept;
	points_compose(&points);
	struct buf out = {0};
	for (size_t i = 0; i < points.count; i++)
		point_write(&out, points.items[i]);
	array_finish(&points);
	return buf_take(&out);
}

bool text_same_folded(const char *one, const char *other)
{
	if (is_ascii(one) && is_ascii(other)) {
		for (; *one != '\0' && folded_byte(*one) == folded_byte(*other); other++)
			one++;
		return *one == *other;
	}
	char *a = text_fold(one), *b = text_fold(other);
	bool same = strcmp(a, b) == 0;

	free(a);
	free(b);
	return same;
}

bool text_contains(const char *text, const char *needle)
{
	if (!*needle)
		return true;
	char *folded = text_fold(text);
	bool found = strstr(folded, needle) != NULL;
	free(folded);
	return found;
}

/* Letters, digits and what belongs to them; the rest parts words. */
static bool in_word(int32_t point)
{
	utf8proc_category_t category = utf8proc_category(point);
	return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO) ||
	       category == UTF8PROC_CATEGORY_SO;
}

/* Whether the character that ends just before this place belongs to a word. */
static bool word_before(const char *text, size_t at)
{
	size_t start = at;
	int32_t point;

	if (at == 0)
		return false;
	do
		start--;
	while (start > 0 && ((unsigned char)text[start] & 0xC0) == 0x80);
	point_read(text, at, start, &point);
	return in_word(point);
}

static bool word_after(const char *text, size_t length, size_t at)
{
	int32_t point;

	if (at >= length)
		return false;
	point_read(text, length, at, &point);
	return in_word(point);
}

bool text_holds(const char *folded, const char *words)
{
	size_t length = strlen(folded), wanted = strlen(words);

	for (const char *at = folded; wanted > 0 && (at = strstr(at, words)) != NULL; at++) {
		size_t from = (size_t)(at - folded);
		if (!word_before(folded, from) && !word_after(folded, length, from + wanted))
			return true;
	}
	return false;
}

size_t text_words(const char *text)
{
	size_t length = strlen(text), words = 0;
	bool before = false;
	for (size_t at = 0; at < length;) {
		int32_t point;
		at += point_read(text, length, at, &point);
		bool inside = in_word(point);
		if (!inside && (point != ' ' || !before || at == length))
			return 0;
		words += inside && !before;
		before = inside;
	}
	return words;
}

static int compare_words(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The words of a folded text, sorted. */
static void split_words(struct texts *words, const char *folded)
{
	struct buf word = {0};
	size_t length = strlen(folded);
	for (size_t at = 0; at < length;) {
		int32_t point;
		at += point_read(folded, length, at, &point);
		bool inside = in_word(point);
		if (inside)
			point_write(&word, point);
		if (word.count > 0 && (!inside || at == length)) {
			texts_add(words, buf_text(&word));
			buf_clear(&word);
		}
	}
	buf_finish(&word);
	if (words->count > 0)
		qsort(words->items, words->count, sizeof *words->items, compare_words);
}

struct pairs {
	uint64_t *items;
	size_t count, capacity;
};

static int compare_pairs(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
	return (x > y) - (x < y);
}

/* The pairs of neighbouring letters in each word, its two edges counted as letters; sorted. */
static void split_pairs(struct pairs *pairs, const struct texts *words)
{
	for (size_t i = 0; i < words->count; i++) {
		const char *word = words->items[i];
		size_t length = strlen(word);
		int32_t before = 0, point;
		for (size_t at = 0; at < length; before = point) {
			at += point_read(word, length, at, &point);
			*array_push(pairs) = (uint64_t)before << 32 | (uint32_t)point;
		}
		*array_push(pairs) = (uint64_t)before << 32;
	}
	if (pairs->count > 0)
		qsort(pairs->items, pairs->count, sizeof *pairs->items, compare_pairs);
}

/* Twice what is common by what there is, in percent (Dice's coefficient), rounded down. */
static int share(size_t common, size_t a, size_t b)
{
	return a + b == 0 ? 0 : (int)(200 * common / (a + b));
}

static int words_alike(const struct texts *a, const struct texts *b)
{
	size_t common = 0;
	for (size_t i = 0, j = 0; i < a->count && j < b->count;) {
		int order = strcmp(a->items[i], b->items[j]);
		common += order == 0;
		i += order <= 0;
		j += order >= 0;
	}
	return share(common, a->count, b->count);
}

static int pairs_alike(const struct texts *a, const struct texts *b)
{
	struct pairs left = {0}, right = {0};
	split_pairs(&left, a);
	split_pairs(&right, b);
	size_t common = 0;
	for (size_t i = 0, j = 0; i < left.count && j < right.count;) {
		uint64_t x = left.items[i], y = right.items[j];
		common += x == y;
		i += x <= y;
		j += y <= x;
	}
	int result = share(common, left.count, right.count);
	array_finish(&left);
	array_finish(&right);
	return result;
}

int text_likeness(const char *a, const char *b)
{
	char *left = text_fold(a), *right = text_fold(b);
	struct texts left_words = {0}, right_words = {0};
	int result = 100;
	if (strcmp(left, right) != 0) {
		split_words(&left_words, left);
		split_words(&right_words, right);
		result = words_alike(&left_words, &right_words);
		/* Spelling and endings: letter pairs, which alone never make two texts the same. */
		int spelling = pairs_alike(&left_words, &right_words);
		spelling = spelling > 99 ? 99 : spelling;
		result = spelling > result ? spelling : result;
	}
	texts_finish(&left_words);
	texts_finish(&right_words);
	free(left);
	free(right);
	return result;
}

size_t text_distance(const char *a, const char *b)
{
	size_t width = strlen(b);
	size_t *row = mem_alloc(width + 1, sizeof *row);
	for (size_t j = 0; j <= width; j++)
		row[j] = j;
	for (size_t i = 0; a[i]; i++) {
		size_t diagonal = row[0];
		row[0] = i + 1;
		for (size_t j = 0; j < width; j++) {
			size_t change = diagonal + (a[i] != b[j]);
			size_t step = (row[j] < row[j + 1] ? row[j] : row[j + 1]) + 1;
			diagonal = row[j + 1];
			row[j + 1] = change < step ? change : step;
		}
	}
	size_t distance = row[width];
	free(row);
	return distance;
}

const char *text_nearest(const char *word, const char *const *candidates, size_t count)
{
	const char *nearest = NULL;
	size_t best = 0;
	char *folded = text_fold(word);
	size_t length = strlen(folded);
	for (size_t i = 0; i < count; i++) {
		char *candidate = text_fold(candidates[i]);
		size_t other = strlen(candidate);
		size_t distance = text_distance(folded, candidate);
		/* Two letters changed places in a word of four still count, three in seven do. */
		size_t allowed = ((length > other ? length : other) + 2) / 3;
		/* Typing stopped half-way: as good as one letter wrong. */
		if (length >= 2 && strncmp(candidate, folded, length) == 0 && distance > 1)
			distance = allowed = 1;
		if (length > 0 && other > 0 && distance <= allowed &&
			(!nearest || distance < best)) {
			nearest = candidates[i];
			best = distance;
		}
		free(candidate);
	}
	free(folded);
	return nearest;
}
