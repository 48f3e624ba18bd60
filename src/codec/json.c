#include "json.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"

#include <inttypes.h>
#include <string.h>

/* Length of the well-formed UTF-8 sequence at `text`, 0 when there is none. */
static size_t sequence(const char *text)
{
	unsigned char first = (unsigned char)text[0];
	size_t length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;

	if (strnlen(text, length) < length || !text_is_utf8(text, length))
		return 0;
	return length;
}

static void write_character(struct buf *out, const char *text, size_t length)
{
	unsigned char c = (unsigned char)text[0];

	if (length == 0)
		buf_text_add(out, "\xef\xbf\xbd");
	else if (c == '"' || c == '\\')
		buf_format(out, "\\%c", c);
	else if (c == '\n')
		buf_text_add(out, "\\n");
	else if (c < 0x20 || c == 0x7f)
		buf_format(out, "\\u%04x", c);
	else
		buf_add(out, text, length);
}

void write_text(struct buf *out, const char *text)
{
	buf_byte(out, '"');
	while (*text) {
		/* What needs no thought goes over in one piece. */
		size_t plain = 0;
		while (text[plain] >= 0x20 && text[plain] < 0x7f && text[plain] != '"' &&
			text[plain] != '\\')
			plain++;
		buf_add(out, text, plain);
		text += plain;
		if (*text) {
			size_t length = sequence(text);
			write_character(out, text, length);
			text += length ? length : 1;
		}
	}
	buf_byte(out, '"');
}

void write_number(struct buf *out, int64_t number)
{
	buf_format(out, "%" PRId64, number);
}

void write_texts(struct buf *out, const struct texts *texts)
{
	buf_byte(out, '[');
	for (size_t i = 0; i < texts->count; i++) {
		if (i > 0)
			buf_byte(out, ',');
		write_text(out, texts->items[i]);
	}
	buf_byte(out, ']');
}

void write_name(struct buf *out, const char *name)
{
	if (out->bytes[out->count - 1] != '{')
		buf_byte(out, ',');
	write_text(out, name);
	buf_byte(out, ':');
}

json_t *read_document(const char *json, size_t length, json_type type, struct error *err)
{
	json_error_t why;
	json_t *value = json_loadb(json, length, JSON_REJECT_DUPLICATES, &why);

	if (!value) {
		/*
		 * No memory is no fault of the file: asking for more than there is ends the process
		 * as any such want does.
		 */
		if (json_error_code(&why) == json_error_out_of_memory)
			mem_resize(NULL, SIZE_MAX, 2);
		error_set(
			err, ERROR_BROKEN, _("The JSON of an event cannot be read: %s."), why.text);
		return NULL;
	}
	if (json_typeof(value) != type) {
		json_decref(value);
		error_set(err, ERROR_BROKEN, _("The JSON of an event is not of the right kind."));
		return NULL;
	}
	return value;
}

bool read_refuse(const char *name, struct error *err)
{
	return error_set(
		err, ERROR_BROKEN, _("The field “%s” of an event is not what it must be."), name);
}

bool read_texts(const json_t *value, const char *name, struct texts *texts, struct error *err)
{
	if (!json_is_array(value))
		return read_refuse(name, err);
	for (size_t i = 0; i < json_array_size(value); i++) {
		const json_t *item = json_array_get(value, i);
		if (!json_is_string(item))
			return read_refuse(name, err);
		texts_add(texts, json_string_value(item));
	}
	return true;
}
