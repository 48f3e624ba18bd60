#include "reader.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"

#include <stdlib.h>
#include <string.h>

enum {
	SHOWN_MAX = 60,     /* graphemes of the file quoted in a message */
	SUGGEST_BYTES = 80, /* longer words are not compared: comparing is quadratic */
};

static void add(struct reader *reader, int line, bool is_warning, const char *format, va_list args)
{
	reader->mistakes += !is_warning;
	reader->skipped = reader->diagnostics->count >= DIAGNOSTICS_MAX;
	reader->more |= reader->skipped;
	if (!reader->skipped)
		diagnostics_add(reader->diagnostics, line, is_warning, format, args);
}

void mistake(struct reader *reader, int line, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add(reader, line, false, format, args);
	va_end(args);
}

void warning(struct reader *reader, int line, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add(reader, line, true, format, args);
	va_end(args);
}

void suggest(struct reader *reader, const char *word, const char *const *candidates, size_t count)
{
	struct near {
		const char **items;
		size_t count, capacity;
	} near = {0};
	const char *best = NULL;

	if (reader->skipped || strlen(word) > SUGGEST_BYTES)
		return;
	for (size_t i = 0; i < count; i++) {
		if (strlen(candidates[i]) <= SUGGEST_BYTES)
			*array_push(&near) = candidates[i];
	}
	best = text_nearest(word, near.items, near.count);
	if (best) {
		struct diagnostic *last =
			&reader->diagnostics->items[reader->diagnostics->count - 1];
		struct buf text = {0};

		buf_text_add(&text, last->text);
		buf_byte(&text, ' ');
		buf_format(&text, _("Did you mean “%s”?"), best);
		free(last->text);
		last->text = buf_take(&text);
	}
	array_finish(&near);
}

const char *shown(struct reader *reader, const char *text)
{
	bool cut = false;
	char *scrap = text_sanitise(text, strlen(text), false, SHOWN_MAX, &cut);
	struct buf buf = {0};

	buf_text_add(&buf, scrap);
	if (cut)
		buf_text_add(&buf, "…");
	free(scrap);
	scrap = buf_take(&buf);
	*array_push(&reader->scraps) = scrap;
	return scrap;
}

void diagnostics_close(struct reader *reader)
{
	diagnostics_sort(reader->diagnostics);
	if (reader->more) {
		size_t last = reader->diagnostics->count - 1;

		*array_push(reader->diagnostics) =
			(struct diagnostic){.line = reader->diagnostics->items[last].line,
				.text = mem_copy_text(
					_("There are more mistakes; these are the first ones."))};
	}
}
