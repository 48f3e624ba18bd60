#include "roundtable/core/box.h"

#include "roundtable/base/hash.h"
#include "roundtable/base/mem.h"

#include <string.h>

size_t box_record_size(size_t options)
{
	return TRACKER_BYTES + 1 + options;
}

static unsigned char *record(const struct box *box, size_t index)
{
	return box->ballots + index * box_record_size(box->options);
}

static unsigned char flag_at(const struct box *box, size_t index)
{
	return record(box, index)[TRACKER_BYTES];
}

void box_init(struct box *box, int64_t poll, size_t options, size_t voters)
{
	*box = (struct box){.poll = poll, .options = options, .room = voters + BOX_SPARE};
	box->voted = mem_alloc(box->room, 1);
	box->ballots = mem_alloc(box->room, box_record_size(options));
}

void box_finish(struct box *box)
{
	if (box == NULL)
		return;
	if (box->voted != NULL)
		wipe(box->voted, box->room);
	if (box->ballots != NULL)
		wipe(box->ballots, box->room * box_record_size(box->options));
	array_free(box->voted);
	array_free(box->ballots);
	*box = (struct box){0};
}

void box_copy(struct box *to, const struct box *from)
{
	size_t bytes = from->room * box_record_size(from->options);

	*to = *from;
	to->voted = mem_alloc(from->room, 1);
	to->ballots = mem_alloc(bytes, 1);
	memcpy(to->voted, from->voted, from->room);
	memcpy(to->ballots, from->ballots, bytes);
}

size_t box_count(const struct box *box)
{
	size_t count = 0;

	while (count < box->room && flag_at(box, count) != 0)
		count++;
	return count;
}

size_t box_ticked(const struct box *box)
{
	size_t count = 0;

	for (size_t i = 0; i < box->room; i++)
		count += box->voted[i] != 0;
	return count;
}

/* Where a tracker belongs among the first `count` records, which are sorted. */
static size_t place_for(const struct box *box, const unsigned char *tracker, size_t count)
{
	size_t at = 0;

	while (at < count && memcmp(record(box, at), tracker, TRACKER_BYTES) < 0)
		at++;
	return at;
}

/* Whether that made a difference. */
static bool fill_in(
	const struct box *box, unsigned char *at, unsigned char flag, const int16_t *marks)
{
	unsigned char *to = at + TRACKER_BYTES;
	bool differs = *to != flag;

	*to++ = flag;
	for (size_t i = 0; i < box->options; i++) {
		unsigned char now = marks != NULL ? (unsigned char)(marks[i] + 1) : 0;
		differs |= to[i] != now;
		to[i] = now;
	}
	return differs;
}

static bool lies_at(const struct box *box, size_t at, const unsigned char *tracker, size_t count)
{
	return at < count && memcmp(record(box, at), tracker, TRACKER_BYTES) == 0;
}

bool box_add_tracked(struct box *box, size_t voter, unsigned char flag, const int16_t *marks,
	const unsigned char *tracker)
{
	size_t size = box_record_size(box->options);
	size_t count = box_count(box), at = place_for(box, tracker, count);

	if (count == box->room || (voter != SIZE_MAX && voter >= box->room) ||
		lies_at(box, at, tracker, count))
		return false;
	unsigned char *new = record(box, at);
	memmove(new + size, new, (count - at) * size);
	memcpy(new, tracker, TRACKER_BYTES);
	fill_in(box, new, flag, marks);
	if (voter != SIZE_MAX)
		box->voted[voter] = 1;
	return true;
}

bool box_add(struct box *box, size_t voter, unsigned char flag, const int16_t *marks,
	struct random random)
{
	unsigned char tracker[TRACKER_BYTES];

	random.fill(random.context, tracker, sizeof tracker);
	bool added = box_add_tracked(box, voter, flag, marks, tracker);
	wipe(tracker, sizeof tracker);
	return added;
}

bool box_has(const struct box *box, const unsigned char *tracker)
{
	size_t count = box_count(box);

	return lies_at(box, place_for(box, tracker, count), tracker, count);
}

bool box_replace(
	struct box *box, unsigned char flag, const int16_t *marks, const unsigned char *tracker)
{
	return box_has(box, tracker) &&
	       fill_in(box, record(box, place_for(box, tracker, box_count(box))), flag, marks);
}

void box_read(const struct box *box, unsigned char *flags, int16_t *marks)
{
	size_t count = box_count(box);

	for (size_t i = 0; i < count; i++) {
		const unsigned char *from = record(box, i) + TRACKER_BYTES + 1;
		flags[i] = flag_at(box, i);
		for (size_t option = 0; option < box->options; option++)
			marks[i * box->options + option] = (int16_t)(from[option] - 1);
	}
}
