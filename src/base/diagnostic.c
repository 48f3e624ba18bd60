#include "roundtable/base/diagnostic.h"

#include "roundtable/base/array.h"
#include "roundtable/base/buf.h"

#include <stdlib.h>

void diagnostics_add(
	struct diagnostics *diagnostics, int line, bool warning, const char *format, va_list args)
{
	struct buf text = {0};

	buf_vformat(&text, format, args);
	*array_push(diagnostics) =
		(struct diagnostic){.line = line, .warning = warning, .text = buf_take(&text)};
}

/* Insertion keeps messages on one line in the order they were found; there are few of them. */
void diagnostics_sort(struct diagnostics *diagnostics)
{
	struct diagnostic *items = diagnostics->items;

	for (size_t i = 1; i < diagnostics->count; i++) {
		struct diagnostic moving = items[i];
		size_t j = i;

		for (; j > 0 && items[j - 1].line > moving.line; j--)
			items[j] = items[j - 1];
		items[j] = moving;
	}
}

bool diagnostics_only_warn(const struct diagnostics *diagnostics)
{
	for (size_t i = 0; i < diagnostics->count; i++) {
		if (!diagnostics->items[i].warning)
			return false;
	}
	return true;
}

void diagnostics_finish(struct diagnostics *diagnostics)
{
	if (!diagnostics)
		return;
	for (size_t i = 0; i < diagnostics->count; i++)
		free(diagnostics->items[i].text);
	array_finish(diagnostics);
}
