#include "fuzz.h"

#include "roundtable/base/text.h"
#include "roundtable/tally/profile.h"
#include "roundtable/tally/tally.h"

#include "host/form.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

static const char *const seeds[] = {
	"what=join&code=7K2M9Q&name=Ann&role=carer",
	"what=card&nonce=0123456789abcdef&stage=3&word0=Buses+at+night&word1=%C3%A4",
	"what=ballot&nonce=0123456789abcdef&poll=7&options=3&choice=1",
	"what=ballot&nonce=0123456789abcdef&poll=7&options=3&mark0=-1&mark1=5&mark2=",
	"what=ballot&nonce=0123456789abcdef&poll=7&options=3&blank=1",
	"what=ready&stage=2&yes=1",
	NULL,
};
static const char *const tokens[] = {"&", "=", "%", "%00", "%2", "%C3%A4", "%E2%80%AE", "+", "what",
	"what=card", "what=ballot", "word0", "word31", "word32", "mark0", "mark63", "mark64",
	"options", "options=64", "options=65", "choice", "choice=-1", "blank=1", "nonce", "yes=0",
	"-", "0", "99999999999999999999", NULL};

static void require_clean(const char *text)
{
	char *again = text_sanitise(text, strlen(text), false, 0, NULL);

	fuzz_require(strcmp(text, again) == 0, "what people say is sanitised");
	free(again);
}

static void one(const char *bytes, size_t length)
{
	struct form form = {0};
	struct error err = {0};

	if (!form_read(bytes, length, &form, &err)) {
		fuzz_require(err.code == ERROR_INPUT, "what is refused is told why");
		fuzz_require(form.what == FORM_NONE && form.asked.words.count == 0 &&
				     form.asked.marks.count == 0 && form.asked.name == NULL,
			"what is refused leaves nothing");
		error_finish(&err);
		return;
	}
	fuzz_require(form.what > FORM_NONE && form.what < FORM_COUNT, "it is a form we know");
	fuzz_require(form.asked.marks.count <= TALLY_OPTIONS_MAX, "there are few enough marks");
	for (size_t i = 0; i < form.asked.marks.count; i++)
		fuzz_require(form.asked.marks.items[i] >= -TALLY_MARK_LIMIT &&
				     form.asked.marks.items[i] <= TALLY_MARK_LIMIT,
			"a mark fits");
	for (size_t i = 0; i < form.asked.words.count; i++)
		require_clean(form.asked.words.items[i]);
	require_clean(form.asked.name != NULL ? form.asked.name : "");
	form_finish(&form);
}

int main(int argc, char **argv)
{
	static const struct fuzz_target target = {.name = "form",
		.seeds = seeds,
		.tokens = tokens,
		.size = 600,
		.runs = 50000,
		.one = one};

	setlocale(LC_ALL, "");
	return fuzz_main(&target, argc, argv);
}
