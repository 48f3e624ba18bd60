#include "roundtable/base/array.h"

#include "roundtable/base/hash.h"
#include "roundtable/base/mem.h"

#include <stdlib.h>
#include <string.h>

void *array_room(void *items, size_t count, size_t *capacity, size_t size)
{
	if (count < *capacity)
		return items;
	/* Most lists hold one or two things, and there are thousands of them: begin small. */
	size_t wanted = *capacity < 1 ? 1 : *capacity;
	/* Doubling that would wrap is left as it is: mem_resize() then ends the process. */
	wanted = wanted > SIZE_MAX / 2 ? SIZE_MAX : wanted * 2;
	items = mem_resize(items, wanted, size);
	*capacity = wanted;
	return items;
}

void array_close(void *items, size_t count, size_t index, size_t size)
{
	unsigned char *gap = (unsigned char *)items + index * size;
	memmove(gap, gap + size, (count - index - 1) * size);
}

void array_free(void *items)
{
	free(items);
}

bool ids_contain(const struct ids *ids, int64_t id)
{
	for (size_t i = 0; i < ids->count; i++) {
		if (ids->items[i] == id)
			return true;
	}
	return false;
}

void ids_add(struct ids *ids, int64_t id)
{
	*array_push(ids) = id;
}

void ids_drop(struct ids *ids, int64_t id)
{
	for (size_t i = 0; i < ids->count; i++) {
		if (ids->items[i] == id) {
			array_remove(ids, i);
			return;
		}
	}
}

void ids_copy(struct ids *to, const struct ids *from)
{
	struct ids copy = {0};
	for (size_t i = 0; i < from->count; i++)
		ids_add(&copy, from->items[i]);
	array_finish(to);
	*to = copy;
}

void texts_add(struct texts *texts, const char *text)
{
	/* Copied first: `text` may be one of the strings of the list. */
	char *copy = mem_copy_text(text);
	*array_push(texts) = copy;
}

void texts_copy(struct texts *to, const struct texts *from)
{
	struct texts copy = {0};
	for (size_t i = 0; i < from->count; i++)
		texts_add(&copy, from->items[i]);
	texts_finish(to);
	*to = copy;
}

void texts_finish(struct texts *texts)
{
	if (!texts)
		return;
	for (size_t i = 0; i < texts->count; i++)
		free(texts->items[i]);
	array_finish(texts);
}

void texts_wipe(struct texts *texts)
{
	for (size_t i = 0; i < texts->count; i++)
		if (texts->items[i] != NULL)
			wipe(texts->items[i], strlen(texts->items[i]));
	texts_finish(texts);
}
