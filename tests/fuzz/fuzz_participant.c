/* What a device sends and what it is told: whatever can be read is written and read the same. */
#include "fuzz.h"

#include "roundtable/base/text.h"
#include "roundtable/codec/participant.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

static const char *const seeds[] = {
	"{\"code\":\"7H2K9Q\",\"person\":5}",
	"{\"code\":\"7H2K9Q\",\"name\":\"Bo\",\"role\":\"carer\"}",
	"{\"code\":\"7h2k9q\",\"wall\":true}",
	"{\"nonce\":\"0123456789abcdef\",\"stage\":2,\"words\":[\"one\",\"two \\u00e9\",\"\"]}",
	"{\"nonce\":\"0123456789abcdef\",\"poll\":12,\"marks\":[-1,0,3,1000]}",
	"{\"nonce\":\"0123456789abcdef\",\"poll\":12,\"marks\":null}",
	"{\"stage\":3,\"yes\":false}",
	"{\"places\":[{\"person\":3,\"name\":\"Amina\",\"role\":\"resident\"},"
	"{\"person\":4,\"name\":\"Bo\",\"taken\":true}]}",
	"{\"state\":\"in\",\"person\":7,\"name\":\"Bo\",\"role\":\"carer\",\"poll\":12,"
	"\"can_vote\":true,\"voted\":true,\"hand\":true,\"ready\":true}",
	NULL,
};
static const char *const tokens[] = {"{", "}", "[", "]", ",", ":", "\"", "[[[[[[[[",
	"{\"a\":", "\"code\":", "\"wall\":", "\"person\":", "\"name\":", "\"role\":", "\"nonce\":",
	"\"stage\":", "\"words\":", "\"poll\":", "\"marks\":", "\"yes\":", "\"places\":",
	"\"taken\":", "\"state\":", "\"in\"", "\"out\"", "\"waiting\"", "true", "false", "null",
	"0", "-1", "1.0", "1e9", "2147483648", "9223372036854775807", "-9223372036854775808",
	"9223372036854775808", "\"\"", "\\u0000", "\\u001b", "\\u202e", "\\ud800", "\\n", "\\\"",
	"\\", "\xff", "\xed\xa0\x80", "\xcc\x81", "\xe2\x80\x8b", NULL};

static void require_words(const char *text, bool lines)
{
	if (text == NULL)
		return;
	char *again = text_sanitise(text, strlen(text), lines, 0, NULL);
	fuzz_require(strcmp(again, text) == 0, "words are sanitised");
	free(again);
}

static void require_same(struct buf *one, struct buf *two)
{
	fuzz_require(strcmp(buf_text(one), buf_text(two)) == 0, "read again it is the same");
	buf_finish(one);
	buf_finish(two);
}

static void try_asked(const char *bytes, size_t length)
{
	struct asked asked = {0}, again = {0};
	struct buf written = {0}, rewritten = {0};
	struct error err = {0};

	if (!codec_asked_read(bytes, length, &asked, &err)) {
		fuzz_require(err.code == ERROR_BROKEN, "a refusal has a sentence");
		fuzz_require(asked.words.items == NULL && asked.marks.items == NULL &&
				     asked.code == NULL && asked.nonce == NULL,
			"nothing is left of what was refused");
		error_finish(&err);
		return;
	}
	require_words(asked.code, true);
	require_words(asked.name, true);
	require_words(asked.role, true);
	require_words(asked.nonce, true);
	for (size_t i = 0; i < asked.words.count; i++)
		require_words(asked.words.items[i], false);
	codec_asked_write(&asked, &written);
	fuzz_require(codec_asked_read(written.bytes, written.count, &again, NULL),
		"what is written can be read");
	codec_asked_write(&again, &rewritten);
	require_same(&written, &rewritten);
	asked_finish(&asked);
	asked_finish(&again);
}

static void try_participant(const char *bytes, size_t length)
{
	struct participant told, again;
	struct buf written = {0}, rewritten = {0};
	void *backing = NULL, *other = NULL;

	if (!codec_participant_read(bytes, length, &told, &backing, NULL)) {
		fuzz_require(backing == NULL, "nothing is left of what was refused");
		return;
	}
	require_words(told.name, true);
	require_words(told.role, true);
	codec_participant_write(&told, &written);
	fuzz_require(codec_participant_read(written.bytes, written.count, &again, &other, NULL),
		"what is written can be read");
	codec_participant_write(&again, &rewritten);
	require_same(&written, &rewritten);
	codec_release(backing);
	codec_release(other);
}

static void try_places(const char *bytes, size_t length)
{
	struct places places = {0}, again = {0};
	struct buf written = {0}, rewritten = {0};
	void *backing = NULL, *other = NULL;

	if (!codec_places_read(bytes, length, &places, &backing, NULL)) {
		fuzz_require(backing == NULL && places.items == NULL,
			"nothing is left of what was refused");
		return;
	}
	for (size_t i = 0; i < places.count; i++) {
		require_words(places.items[i].name, true);
		require_words(places.items[i].role, true);
	}
	codec_places_write(&places, &written);
	fuzz_require(codec_places_read(written.bytes, written.count, &again, &other, NULL),
		"what is written can be read");
	fuzz_require(again.count == places.count, "no place is lost");
	codec_places_write(&again, &rewritten);
	require_same(&written, &rewritten);
	array_finish(&places);
	array_finish(&again);
	codec_release(backing);
	codec_release(other);
}

static void one(const char *bytes, size_t length)
{
	try_asked(bytes, length);
	try_participant(bytes, length);
	try_places(bytes, length);
}

int main(int argc, char **argv)
{
	static const struct fuzz_target target = {.name = "participant",
		.seeds = seeds,
		.tokens = tokens,
		.size = 600,
		.runs = 100000,
		.one = one};

	setlocale(LC_ALL, "");
	return fuzz_main(&target, argc, argv);
}
