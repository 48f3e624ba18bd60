#include "roundtable/ui/editor.h"

#include "roundtable/base/hash.h"
#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"
#include "roundtable/ui/glyph.h"

#include <stdlib.h>
#include <string.h>

/* A grapheme has at most this many bytes on average: keeps a line of nothing but accents from
 * growing for ever. */
enum { GRAPHEME_BYTES = 32 };

void editor_finish(struct editor *editor)
{
	if (!editor)
		return;
	/* What was typed may have been a ballot. */
	if (editor->text.bytes)
		wipe(editor->text.bytes, editor->text.capacity);
	buf_finish(&editor->text);
	if (editor->killed)
		wipe(editor->killed, strlen(editor->killed));
	free(editor->killed);
	*editor = (struct editor){0};
}

const char *editor_text(const struct editor *editor)
{
	return buf_text(&editor->text);
}

void editor_set(struct editor *editor, const char *text)
{
	char *copy = mem_copy_text(text ? text : "");
	buf_clear(&editor->text);
	buf_text_add(&editor->text, copy);
	free(copy);
	editor->cursor = editor->text.count;
	editor->full = false;
}

static size_t limit_of(const struct editor *editor)
{
	return editor->limit ? editor->limit : TEXT_CARD;
}

/* The nearest grapheme boundary at or after a byte: letters may have joined into one with what was
 * typed. */
static size_t boundary(const struct editor *editor, size_t byte)
{
	size_t at = 0;
	while (at < byte)
		at = text_next(editor->text.bytes, editor->text.count, at);
	return at;
}

/* Puts bytes in at the cursor unless the line grows past its limit. */
static bool insert(struct editor *editor, const char *bytes, size_t length)
{
	struct buf wider = {0};
	buf_add(&wider, editor_text(editor), editor->cursor);
	buf_add(&wider, bytes, length);
	buf_text_add(&wider, editor_text(editor) + editor->cursor);
	size_t limit = limit_of(editor);
	if (wider.count > limit * GRAPHEME_BYTES || text_graphemes(buf_text(&wider)) > limit) {
		editor->full = true;
		buf_finish(&wider);
		return false;
	}
	if (editor->text.bytes)
		wipe(editor->text.bytes, editor->text.capacity);
	buf_finish(&editor->text);
	editor->text = wider;
	editor->cursor = boundary(editor, editor->cursor + length);
	return true;
}

/* Pasted text as one line: the sanitiser drops what is no text, and the space at either end stays
 * if it parts words. */
static void paste(struct editor *editor, const char *bytes, size_t length)
{
	struct buf line = {0};
	for (size_t i = 0; i < length; i++)
		buf_byte(&line, strchr("\r\n\t", bytes[i]) ? ' ' : bytes[i]);
	char *clean = text_sanitise(buf_text(&line), line.count, false, 0, NULL);
	bool before = line.count && line.bytes[0] == ' ' && editor->cursor > 0;
	bool after = line.count > 1 && line.bytes[line.count - 1] == ' ' &&
		     editor->cursor < editor->text.count;
	if (*clean) {
		struct buf text = {0};
		buf_text_add(&text, before ? " " : "");
		buf_text_add(&text, clean);
		buf_text_add(&text, after ? " " : "");
		/* Too long: as much as there is room for. */
		size_t room = limit_of(editor), used = text_graphemes(editor_text(editor));
		room = room > used ? room - used : 0;
		size_t fit = 0;
		for (size_t i = 0; i < room && fit < text.count; i++)
			fit = text_next(text.bytes, text.count, fit);
		bool cut = fit < text.count;
		if (fit > 0)
			insert(editor, text.bytes, fit);
		editor->full = editor->full || cut;
		buf_finish(&text);
	}
	free(clean);
	buf_finish(&line);
}

/* Takes out bytes [from, to) and puts the cursor there. `keep`: for yank. */
static void cut(struct editor *editor, size_t from, size_t to, bool keep)
{
	if (from >= to)
		return;
	if (keep) {
		free(editor->killed);
		editor->killed = mem_copy_bytes(editor->text.bytes + from, to - from);
	}
	memmove(editor->text.bytes + from, editor->text.bytes + to, editor->text.count - to + 1);
	editor->text.count -= to - from;
	editor->cursor = boundary(editor, from);
}

static bool is_word(char c)
{
	return (c & 0x80) || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z');
}

static size_t word_left(const struct editor *editor)
{
	const char *text = editor_text(editor);
	size_t at = editor->cursor;
	while (at > 0 && !is_word(text[at - 1]))
		at = text_previous(text, editor->text.count, at);
	while (at > 0 && is_word(text[at - 1]))
		at = text_previous(text, editor->text.count, at);
	return at;
}

static size_t word_right(const struct editor *editor)
{
	const char *text = editor_text(editor);
	size_t at = editor->cursor, length = editor->text.count;
	while (at < length && !is_word(text[at]))
		at = text_next(text, length, at);
	while (at < length && is_word(text[at]))
		at = text_next(text, length, at);
	return at;
}

static size_t previous(const struct editor *editor)
{
	return editor->cursor == 0
		       ? 0
		       : text_previous(editor_text(editor), editor->text.count, editor->cursor);
}

static size_t next(const struct editor *editor)
{
	return editor->cursor == editor->text.count
		       ? editor->cursor
		       : text_next(editor_text(editor), editor->text.count, editor->cursor);
}

/* The keys that change the text; false when it is none of them. */
static bool change(struct editor *editor, int32_t code)
{
	size_t cursor = editor->cursor, end = editor->text.count;
	switch (code) {
	case KEYS_BACKSPACE:
		cut(editor, previous(editor), cursor, false);
		return true;
	case KEYS_DELETE:
		cut(editor, cursor, next(editor), false);
		return true;
	case KEYS_CTRL('W'):
	case KEYS_ALT | KEYS_BACKSPACE:
		cut(editor, word_left(editor), cursor, true);
		return true;
	case KEYS_CTRL('K'):
		cut(editor, cursor, end, true);
		return true;
	case KEYS_CTRL('U'):
		cut(editor, 0, cursor, true);
		return true;
	case KEYS_CTRL('Y'):
		if (editor->killed)
			insert(editor, editor->killed, strlen(editor->killed));
		return true;
	}
	return false;
}

/* The keys that move; false when it is none of them. */
static bool move(struct editor *editor, int32_t code)
{
	switch (code) {
	case KEYS_LEFT:
		editor->cursor = previous(editor);
		return true;
	case KEYS_RIGHT:
		editor->cursor = next(editor);
		return true;
	case KEYS_WORD_LEFT:
		editor->cursor = word_left(editor);
		return true;
	case KEYS_WORD_RIGHT:
		editor->cursor = word_right(editor);
		return true;
	case KEYS_HOME:
	case KEYS_CTRL('A'):
		editor->cursor = 0;
		return true;
	case KEYS_END:
	case KEYS_CTRL('E'):
		editor->cursor = editor->text.count;
		return true;
	}
	return false;
}

bool editor_key(struct editor *editor, const struct key *key)
{
	editor->full = false;
	if (change(editor, key->code) || move(editor, key->code))
		return true;
	if (key->code == KEYS_PASTE) {
		paste(editor, key->text ? key->text : "", key->length);
		return true;
	}
	if (key->code < KEYS_SPACE || key->code >= KEYS_NAMED)
		return false;
	char bytes[4];
	insert(editor, bytes, glyph_encode(key->code, bytes));
	return true;
}

char *editor_take(struct editor *editor)
{
	char *taken = text_sanitise(editor_text(editor), editor->text.count, false, 0, NULL);
	if (editor->text.bytes)
		wipe(editor->text.bytes, editor->text.capacity);
	buf_clear(&editor->text);
	editor->cursor = 0;
	editor->full = false;
	return taken;
}
