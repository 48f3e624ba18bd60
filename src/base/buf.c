#include "roundtable/base/buf.h"

#include "roundtable/base/mem.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Room for `more` bytes and the NUL behind them. */
static void reserve(struct buf *buf, size_t more)
{
	/* A sum that would wrap asks for more than there is, which ends the process. */
	size_t wanted = more > SIZE_MAX - buf->count - 1 ? SIZE_MAX : buf->count + more + 1;
	if (wanted <= buf->capacity)
		return;
	size_t doubled = buf->capacity > SIZE_MAX / 2 ? SIZE_MAX : buf->capacity * 2;
	if (wanted < doubled)
		wanted = doubled;
	if (wanted < 32)
		wanted = 32;
	buf->bytes = mem_resize(buf->bytes, wanted, 1);
	buf->capacity = wanted;
}

void buf_add(struct buf *buf, const void *bytes, size_t length)
{
	reserve(buf, length);
	if (length > 0)
		memcpy(buf->bytes + buf->count, bytes, length);
	buf->count += length;
	buf->bytes[buf->count] = '\0';
}

void buf_text_add(struct buf *buf, const char *text)
{
	if (text)
		buf_add(buf, text, strlen(text));
}

void buf_byte(struct buf *buf, char byte)
{
	buf_add(buf, &byte, 1);
}

void buf_format(struct buf *buf, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	buf_vformat(buf, format, args);
	va_end(args);
}

void buf_vformat(struct buf *buf, const char *format, va_list args)
{
	if (!format)
		return;
	va_list again;
	va_copy(again, args);
	int length = vsnprintf(NULL, 0, format, args);
	if (length > 0) {
		reserve(buf, (size_t)length);
		vsnprintf(buf->bytes + buf->count, (size_t)length + 1, format, again);
		buf->count += (size_t)length;
	}
	va_end(again);
}

const char *buf_text(const struct buf *buf)
{
	return buf->bytes ? buf->bytes : "";
}

char *buf_take(struct buf *buf)
{
	char *text = buf->bytes ? buf->bytes : mem_copy_text("");
	*buf = (struct buf){0};
	return text;
}

void buf_clear(struct buf *buf)
{
	buf->count = 0;
	if (buf->bytes)
		buf->bytes[0] = '\0';
}

void buf_finish(struct buf *buf)
{
	if (!buf)
		return;
	free(buf->bytes);
	*buf = (struct buf){0};
}
