/* What is written alike gets one number: what parts a table, among thousands of cards. */
#include "names.h"

#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"

#include <string.h>

/* Where a text stands among the others, or would stand. */
static size_t place_of(const struct sorted_texts *texts, const char *text, bool *there)
{
	size_t low = 0, high = texts->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(texts->items[middle].text, text) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	*there = low < texts->count && strcmp(texts->items[low].text, text) == 0;
	return low;
}

/* Takes the text over. */
static void insert(struct sorted_texts *texts, size_t at, char *text, size_t number)
{
	*array_push(texts) = (struct sorted_text){0};
	memmove(texts->items + at + 1, texts->items + at,
		(texts->count - 1 - at) * sizeof *texts->items);
	texts->items[at] = (struct sorted_text){text, number};
}

/* Of most cards the words have been seen as they are, and need not be folded again. */
size_t names_number(struct names *names, const char *name, bool *added)
{
	/* no text holds a control character */
	const char *written = name != NULL ? name : "\x01";
	bool seen = false, known = false;
	size_t at = place_of(&names->written, written, &seen);

	*added = false;
	if (seen)
		return names->written.items[at].number;
	char *key = text_fold(written);
	size_t place = place_of(&names->folded, key, &known);
	size_t number = known ? names->folded.items[place].number : names->count++;
	*added = !known;
	if (known)
		array_free(key);
	else
		insert(&names->folded, place, key, number);
	insert(&names->written, at, mem_copy_text(written), number);
	return number;
}

void names_finish(struct names *names)
{
	struct sorted_texts *both[] = {&names->written, &names->folded};

	for (size_t i = 0; i < 2; i++) {
		for (size_t k = 0; k < both[i]->count; k++)
			array_free(both[i]->items[k].text);
		array_finish(both[i]);
	}
	names->count = 0;
}
