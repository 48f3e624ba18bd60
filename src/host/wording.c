/* Which language a visitor reads, and the words in it. */
#include "wording.h"

#include <string.h>
#include <strings.h>

const char *const strings_en[STRING_COUNT] = {
#define X(id, english) [SAY_##id] = english,
	STRINGS(X)
#undef X
};

static const struct {
	const char *tag;
	const char *const *strings;
} languages[LANGUAGE_COUNT] = {
#define X(id, tag) [LANGUAGE_##id] = {#tag, strings_##tag},
	LANGUAGES(X)
#undef X
};

const char *string_in(enum language language, enum string string)
{
	return languages[language].strings[string];
}

const char *language_tag(enum language language)
{
	return languages[language].tag;
}

/* The language of a tag by its first part ("de-CH" is German), LANGUAGE_COUNT for none of ours. */
static enum language find(const char *tag, size_t length)
{
	enum language language = 0;

	while (language < LANGUAGE_COUNT &&
		(strlen(languages[language].tag) != length ||
			strncasecmp(languages[language].tag, tag, length) != 0))
		language++;
	return language;
}

/* The weight of one range of the header, in thousandths; what cannot be read counts in full, as a
 * range without a weight does (RFC 9110, 12.4.2). */
static int weight(const char *from, const char *end)
{
	const char *at = memchr(from, '=', (size_t)(end - from));
	int thousandths = 0, unit = 1000;

	if (at == NULL)
		return 1000;
	for (at++; at < end && (*at == '.' || (*at >= '0' && *at <= '9')); at++)
		if (*at != '.') {
			thousandths += (*at - '0') * unit;
			unit /= 10;
		}
	return thousandths < 1000 ? thousandths : 1000;
}

enum language language_choose(const char *accept, const char *programme)
{
	enum language best = LANGUAGE_COUNT;
	int most = 0;

	for (const char *at = accept != NULL ? accept : ""; *at != '\0';) {
		at += strspn(at, ", \t");
		const char *end = at + strcspn(at, ",");
		enum language found = find(at, strcspn(at, "-;, \t"));
		int liked = weight(at, end);
		if (found < LANGUAGE_COUNT && liked > most) {
			best = found;
			most = liked;
		}
		at = end;
	}
	if (best == LANGUAGE_COUNT && programme != NULL)
		best = find(programme, strcspn(programme, "-"));
	return best < LANGUAGE_COUNT ? best : LANGUAGE_ENGLISH;
}

const char *string_known(enum language language, const char *english)
{
	for (enum string string = SAY_NOTHING + 1; string < STRING_COUNT; string++)
		if (strcmp(strings_en[string], english) == 0)
			return string_in(language, string);
	return english;
}
