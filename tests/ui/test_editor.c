#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"
#include "roundtable/ui/editor.h"
#include "roundtable/ui/glyph.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

static bool press(struct editor *editor, const char *name)
{
	struct key key = {.code = key_from_name(name)};
	assert_int_not_equal(key.code, 0);
	return editor_key(editor, &key);
}

static void type(struct editor *editor, const char *text)
{
	for (size_t at = 0, length = strlen(text); at < length;) {
		struct key key = {0};
		at += glyph_decode(text + at, length - at, &key.code);
		assert_true(editor_key(editor, &key));
	}
}

static void paste(struct editor *editor, const char *text, size_t length)
{
	struct key key = {.code = KEYS_PASTE, .text = (char *)text, .length = length};
	assert_true(editor_key(editor, &key));
}

/* The text with "|" where the cursor is. */
static void assert_stands(const struct editor *editor, const char *wanted)
{
	struct buf text = {0};
	buf_add(&text, editor_text(editor), editor->cursor);
	buf_byte(&text, '|');
	buf_text_add(&text, editor_text(editor) + editor->cursor);
	assert_string_equal(buf_text(&text), wanted);
	buf_finish(&text);
}

static void test_typing_and_moving(void **state)
{
	(void)state;
	struct editor editor = {0};
	assert_stands(&editor, "|");
	press(&editor, "Left");
	press(&editor, "Backspace");
	press(&editor, "Delete");
	press(&editor, "Ctrl-K");
	assert_stands(&editor, "|");
	type(&editor, "Grüße 花");
	assert_stands(&editor, "Grüße 花|");
	press(&editor, "Left");
	press(&editor, "Backspace");
	assert_stands(&editor, "Grüße|花");
	press(&editor, "Home");
	press(&editor, "Delete");
	type(&editor, "g");
	assert_stands(&editor, "g|rüße花");
	press(&editor, "End");
	press(&editor, "Right");
	assert_stands(&editor, "grüße花|");
	press(&editor, "Ctrl-A");
	assert_stands(&editor, "|grüße花");
	press(&editor, "Ctrl-E");
	assert_stands(&editor, "grüße花|");
	editor_finish(&editor);
	editor_finish(NULL);
}

/* The cursor never stands within what people see as one letter, and one key takes one letter away.
 */
static void test_graphemes(void **state)
{
	(void)state;
	struct editor editor = {0};
	type(&editor, "ae\xcc\x81"
		      "👨‍👩‍👧b");
	press(&editor, "Left");
	press(&editor, "Backspace");
	assert_stands(&editor, "ae\xcc\x81|b");
	press(&editor, "Left");
	assert_stands(&editor, "a|e\xcc\x81"
			       "b");
	press(&editor, "Delete");
	assert_stands(&editor, "a|b");
	/* A mark typed in the middle joins the letter before it. */
	type(&editor, "\xcc\x81");
	assert_stands(&editor, "a\xcc\x81|b");
	press(&editor, "Left");
	assert_stands(&editor, "|a\xcc\x81"
			       "b");
	editor_finish(&editor);
}

static void test_words(void **state)
{
	(void)state;
	struct editor editor = {0};
	editor_set(&editor, "buses after six, été");
	press(&editor, "Ctrl-Left");
	assert_stands(&editor, "buses after six, |été");
	press(&editor, "Ctrl-Left");
	assert_stands(&editor, "buses after |six, été");
	press(&editor, "Ctrl-Right");
	assert_stands(&editor, "buses after six|, été");
	press(&editor, "Ctrl-W");
	assert_stands(&editor, "buses after |, été");
	press(&editor, "Alt-Backspace");
	assert_stands(&editor, "buses |, été");
	press(&editor, "Ctrl-K");
	assert_stands(&editor, "buses |");
	press(&editor, "Ctrl-Y");
	assert_stands(&editor, "buses , été|");
	press(&editor, "Ctrl-U");
	assert_stands(&editor, "|");
	press(&editor, "Ctrl-Y");
	press(&editor, "Ctrl-Y");
	assert_stands(&editor, "buses , étébuses , été|");
	editor_finish(&editor);
}

static void test_limit(void **state)
{
	(void)state;
	struct editor editor = {.limit = 5};
	type(&editor, "abcde");
	assert_false(editor.full);
	type(&editor, "f");
	assert_true(editor.full);
	assert_stands(&editor, "abcde|");
	/* A mark is no letter of its own. */
	type(&editor, "\xcc\x81");
	assert_false(editor.full);
	press(&editor, "Backspace");
	assert_false(editor.full);
	paste(&editor, "xyz", 3);
	assert_true(editor.full);
	assert_stands(&editor, "abcdx|");
	editor_finish(&editor);

	struct editor card = {0};
	char *many = mem_alloc(TEXT_CARD + 10, 1);
	memset(many, 'x', TEXT_CARD + 9);
	paste(&card, many, TEXT_CARD + 9);
	assert_int_equal(strlen(editor_text(&card)), TEXT_CARD);
	free(many);
	/* Marks without end do not grow for ever either. */
	editor_set(&card, "a");
	for (int i = 0; i < 40000; i++) {
		struct key mark = {.code = 0x301};
		editor_key(&card, &mark);
		if (card.full)
			break;
	}
	assert_true(card.full);
	editor_finish(&card);
}

static void test_paste(void **state)
{
	(void)state;
	struct editor editor = {0};
	paste(&editor, "one\r\ntwo\tthree\033[31m\xff\xe2\x80\xae", 23);
	assert_non_null(strstr(editor_text(&editor), "one two three"));
	assert_null(strchr(editor_text(&editor), '\033'));
	assert_null(strchr(editor_text(&editor), '\n'));
	assert_true(text_is_utf8(editor_text(&editor), strlen(editor_text(&editor))));
	editor_set(&editor, "ab");
	press(&editor, "Left");
	paste(&editor, " x ", 3);
	assert_stands(&editor, "a x |b");
	paste(&editor, "", 0);
	paste(&editor, "\n\n", 2);
	assert_stands(&editor, "a x |b");
	editor_finish(&editor);
}

static void test_keys_of_the_mode(void **state)
{
	(void)state;
	struct editor editor = {0};
	type(&editor, "draft");
	static const char *const others[] = {"Enter", "Esc", "Up", "Down", "F1", "F12", "Tab",
		"Shift-Tab", "PageUp", "Ctrl-C", "Ctrl-R", "Ctrl-P", "Alt-n", "Insert"};
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_false(press(&editor, others[i]));
	struct key mouse = {.code = KEYS_MOUSE};
	assert_false(editor_key(&editor, &mouse));
	assert_stands(&editor, "draft|");
	editor_finish(&editor);
}

static void test_take(void **state)
{
	(void)state;
	struct editor editor = {0};
	type(&editor, "  one   two e\xcc\x81 ");
	char *taken = editor_take(&editor);
	assert_string_equal(taken, "one two é");
	free(taken);
	assert_stands(&editor, "|");
	taken = editor_take(&editor);
	assert_string_equal(taken, "");
	free(taken);
	type(&editor, "again");
	assert_stands(&editor, "again|");
	editor_set(&editor, NULL);
	assert_stands(&editor, "|");
	editor_finish(&editor);
}

/* Random keys: the text stays valid and the cursor on a boundary. */
static void test_random_keys(void **state)
{
	(void)state;
	static const int32_t codes[] = {'a', ' ', 0xe9, 0x301, 0x82b1, 0x1f468, 0x200d, 0x1f1e9,
		0x1f1ea, KEYS_LEFT, KEYS_RIGHT, KEYS_BACKSPACE, KEYS_DELETE, KEYS_HOME, KEYS_END,
		KEYS_WORD_LEFT, KEYS_WORD_RIGHT, KEYS_CTRL('W'), KEYS_CTRL('K'), KEYS_CTRL('U'),
		KEYS_CTRL('Y'), 'b', 'c', '-', 0x1100, 0x1161};
	struct editor editor = {.limit = 30};
	unsigned seed = 3;
	for (int i = 0; i < 20000; i++) {
		seed = seed * 1103515245 + 12345;
		struct key key = {.code = codes[(seed >> 16) % (sizeof codes / sizeof *codes)]};
		editor_key(&editor, &key);
		const char *text = editor_text(&editor);
		size_t length = strlen(text), at = 0;
		assert_true(text_is_utf8(text, length));
		assert_in_range(text_graphemes(text), 0, 30);
		while (at < editor.cursor)
			at = text_next(text, length, at);
		assert_int_equal(at, editor.cursor);
	}
	editor_finish(&editor);
}

int main(void)
{
	setlocale(LC_ALL, "");
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_typing_and_moving),
		cmocka_unit_test(test_graphemes),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_limit),
		cmocka_unit_test(test_paste),
		cmocka_unit_test(test_keys_of_the_mode),
		cmocka_unit_test(test_take),
		cmocka_unit_test(test_random_keys),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
