#ifndef ROUNDTABLE_BASE_ARRAY_H
#define ROUNDTABLE_BASE_ARRAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * Growable arrays.
 *
 * An array is any struct with the members `items`, `count` and `capacity`, zeroed
 * at the start:
 *
 *     struct cards { struct card *items; size_t count, capacity; } cards = {0};
 *     *array_push(&cards) = (struct card){.id = 7};
 *     array_finish(&cards);
 */

/** Makes room for one more item, counts it, and yields a pointer to it (not zeroed). */
#define array_push(array)                                                                          \
	((array)->items = array_room(                                                              \
		 (array)->items, (array)->count, &(array)->capacity, sizeof *(array)->items),      \
		&(array)->items[(array)->count++])

/** Takes item `index` out and closes the gap, keeping the order. */
#define array_remove(array, index)                                                                 \
	(array_close((array)->items, (array)->count, (index), sizeof *(array)->items),             \
		(array)->count--)

/** Frees the items and leaves an empty array. What the items own is the caller's. */
#define array_finish(array)                                                                        \
	(array_free((array)->items), (array)->items = NULL, (array)->count = (array)->capacity = 0)

/** For array_push(): room for at least count + 1 items; returns the (moved) block. */
void *array_room(void *items, size_t count, size_t *capacity, size_t size);
/** For array_remove(). */
void array_close(void *items, size_t count, size_t index, size_t size);
/** For array_finish(). */
void array_free(void *items);

/** A list of ids (see core/event.h: the id of a thing is the seq of its first event). */
struct ids {
	int64_t *items;
	size_t count, capacity;
};

/** True when `id` is in the list. */
bool ids_contain(const struct ids *ids, int64_t id);
/** Appends one id. */
void ids_add(struct ids *ids, int64_t id);
/** Takes `id` out if it is there. */
void ids_drop(struct ids *ids, int64_t id);
/** Makes `to` a copy of `from`; what `to` held is freed. */
void ids_copy(struct ids *to, const struct ids *from);

/** A list of owned strings. */
struct texts {
	char **items;
	size_t count, capacity;
};

/** Appends a copy of `text` (NULL stays NULL). */
void texts_add(struct texts *texts, const char *text);
/** Makes `to` a copy of `from`; what `to` held is freed. */
void texts_copy(struct texts *to, const struct texts *from);
/** Frees the strings and the list, and leaves it empty. */
void texts_finish(struct texts *texts);
/** The same, each string overwritten first: for what a ballot box alone may hold. */
void texts_wipe(struct texts *texts);

#endif
