#include "fuzz.h"

#include "roundtable/base/text.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

static const char *const seeds[] = {
	"Plain words, typed by somebody.",
	"a\tb  c\r\nd\n\ne\n",
	"e\u0301 o\u0308\u0323 \u1112\u1161\u11ab \u0e01\u0e33 \u0928\u093f "
	"\u0915\u094d\u200d\u0937",
	"\U0001F468\u200D\U0001F469\u200D\U0001F467 \U0001F1EB\U0001F1F7 \u2764\uFE0F",
	"\u202Eabc\u202C \u2066x\u2069 \u200Bz\uFEFF \u05d0\u05d1 \u0645\u0631\u062d\u0628\u0627",
	"\x1b[31mred\x1b[0m \x07 \x7f \xc2\x9b"
	"31m",
	"\xff\xfe\xc0\x80\xed\xa0\x80\xf4\x90\x80\x80",
	NULL,
};
static const char *const tokens[] = {
	" ",
	"\n",
	"\r",
	"\t",
	"\x1b",
	"\x7f",
	"\xc2\x85",
	"\xc2\x9b",
	"\u00a0",
	"\u00ad",
	"\u034f",
	"\u0301",
	"\u0308\u0301\u0323\u0302\u0300",
	"\u061c",
	"\u180e",
	"\u200b",
	"\u200c",
	"\u200d",
	"\u200e",
	"\u2028",
	"\u2029",
	"\u202e",
	"\u2060",
	"\u2066",
	"\ufeff",
	"\ufe0f",
	"\ufffd",
	"\ufffe",
	"\uE000",
	"\U000E0041",
	"\U0010FFFF",
	"\U0001F468",
	"\U0001F3FD",
	"\U0001F1E9",
	"\u0958",
	"\u1100",
	"\u1161",
	"\u11a8",
	"\u212b",
	"\u3000",
	"\uac00",
	"\ufb1d",
	"\xff",
	"\xc3",
	"\xe2\x82",
	"\xf0\x9f\x91",
	"\xed\xbf\xbf",
	"a",
	"A",
	"\u00e9",
	NULL,
};

static bool is_dropped(const char *at)
{
	static const char *const dropped[] = {"\u061c", "\u200b", "\u200e", "\u200f", "\u202a",
		"\u202b", "\u202c", "\u202d", "\u202e", "\u2060", "\u2066", "\u2067", "\u2068",
		"\u2069", "\ufeff", "\u180e", "\xc2\x85", "\xc2\x9b", "\uE000", "\U000E0041",
		"\U0010FFFF"};

	for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++) {
		if (strncmp(at, dropped[i], strlen(dropped[i])) == 0)
			return true;
	}
	return false;
}

static void require_plain(const char *text, bool lines)
{
	for (const char *at = text; *at; at++) {
		if (*at == '\n')
			fuzz_require(lines, "a new line stays only where there are lines");
		else
			fuzz_require((unsigned char)*at >= ' ' && *at != '\x7f',
				"there are no control characters");
		fuzz_require(!is_dropped(at), "what moves or hides text is gone");
	}
	fuzz_require(
		*text != ' ' && (!*text || text[strlen(text) - 1] != ' '), "the ends are trimmed");
	fuzz_require(!strstr(text, "  "), "spaces do not repeat");
}

static void require_sanitised(const char *bytes, size_t length, bool lines, size_t limit)
{
	bool cut = false, again_cut = false;
	char *text = text_sanitise(bytes, length, lines, limit, &cut);
	char *again = text_sanitise(text, strlen(text), lines, limit, &again_cut);

	fuzz_require(text_is_utf8(text, strlen(text)), "what comes out is UTF-8");
	require_plain(text, lines);
	fuzz_require(limit == 0 || text_graphemes(text) <= limit, "the limit is kept");
	fuzz_require(limit > 0 || !cut, "nothing is cut without a limit");
	fuzz_require(strcmp(text, again) == 0, "a second time changes nothing");
	fuzz_require(!again_cut, "a second time cuts nothing");
	free(text);
	free(again);
}

static void one(const char *bytes, size_t length)
{
	require_sanitised(bytes, length, false, 0);
	require_sanitised(bytes, length, true, 0);
	require_sanitised(bytes, length, false, TEXT_NAME);
	require_sanitised(bytes, length, true, 5);
}

int main(int argc, char **argv)
{
	static const struct fuzz_target target = {.name = "sanitise",
		.seeds = seeds,
		.tokens = tokens,
		.size = 600,
		.runs = 25000,
		.one = one};

	setlocale(LC_ALL, "");
	return fuzz_main(&target, argc, argv);
}
