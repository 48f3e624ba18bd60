/* What is written alike gets one number: what parts a table, among thousands of cards. */
#include "names.h"

#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"

#include <string.h>

/* Where a key stands among the sorted ones, or would stand. */
static size_t place_of(const struct names *names, const char *key)
{
	size_t low = 0, high = names->sorted.count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(names->keys.items[names->sorted.items[middle]], key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

size_t names_number(struct names *names, const char *name, bool *added)
{
	/* no folded text holds a control character */
	char *key = name != NULL ? text_fold(name) : mem_copy_text("\x01");
	size_t at = place_of(names, key), number = names->keys.count;

	*added = at == names->sorted.count ||
		 strcmp(names->keys.items[names->sorted.items[at]], key) != 0;
	if (*added) {
		texts_add(&names->keys, key);
		ids_add(&names->sorted, (int64_t)number);
		memmove(names->sorted.items + at + 1, names->sorted.items + at,
			(number - at) * sizeof *names->sorted.items);
		names->sorted.items[at] = (int64_t)number;
	} else {
		number = (size_t)names->sorted.items[at];
	}
	array_free(key);
	return number;
}

void names_finish(struct names *names)
{
	texts_finish(&names->keys);
	array_finish(&names->sorted);
}
