#include "points.h"

#include "roundtable/base/array.h"
#include "roundtable/base/mem.h"

#include <utf8proc.h>

enum { MARKS_IN_A_ROW = 32 };

size_t point_read(const char *text, size_t length, size_t at, int32_t *point)
{
	/* No sequence is longer than 4; the library counts in a signed type. */
	size_t rest = length - at < 4 ? length - at : 4;
	utf8proc_ssize_t taken = utf8proc_iterate(
		(const utf8proc_uint8_t *)text + at, (utf8proc_ssize_t)rest, point);
	if (taken > 0)
		return (size_t)taken;
	*point = REPLACEMENT;
	return 1;
}

bool point_is_mark(int32_t point)
{
	utf8proc_category_t category = utf8proc_category(point);
	return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC ||
	       category == UTF8PROC_CATEGORY_ME;
}

void point_write(struct buf *buf, int32_t point)
{
	utf8proc_uint8_t bytes[4];
	utf8proc_ssize_t length = utf8proc_encode_char(point, bytes);
	buf_add(buf, bytes, (size_t)length);
}

void points_add(struct points *points, int32_t point)
{
	*array_push(points) = point;
}

void points_read(struct points *points, const char *text, size_t length)
{
	for (size_t at = 0; at < length;) {
		int32_t point;
		at += point_read(text, length, at, &point);
		points_add(points, point);
	}
}

void points_decompose(struct points *points, int options)
{
	struct buf bytes = {0};
	size_t marks = 0;
	for (size_t i = 0; i < points->count; i++) {
		marks = point_is_mark(points->items[i]) ? marks + 1 : 0;
		if (marks <= MARKS_IN_A_ROW)
			point_write(&bytes, points->items[i]);
	}
	array_finish(points);
	if (bytes.count == 0) {
		buf_finish(&bytes);
		return;
	}
	const utf8proc_uint8_t *text = (const utf8proc_uint8_t *)bytes.bytes;
	utf8proc_ssize_t length = (utf8proc_ssize_t)bytes.count;
	utf8proc_option_t wanted =
		(utf8proc_option_t)(options | UTF8PROC_DECOMPOSE | UTF8PROC_STABLE);
	/* It fails only for bad UTF-8 or bad options, which are both ours and neither bad. */
	utf8proc_ssize_t room = utf8proc_decompose(text, length, NULL, 0, wanted);
	if (room > 0) {
		points->items = mem_alloc((size_t)room, sizeof *points->items);
		points->capacity = (size_t)room;
		room = utf8proc_decompose(text, length, points->items, room, wanted);
		points->count = room > 0 ? (size_t)room : 0;
	}
	buf_finish(&bytes);
}

void points_compose(struct points *points)
{
	if (points->count == 0)
		return;
	utf8proc_ssize_t count = utf8proc_normalize_utf32(
		points->items, (utf8proc_ssize_t)points->count, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	points->count = count > 0 ? (size_t)count : 0;
}
