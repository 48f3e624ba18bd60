#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "roundtable/base/buf.h"
#include "roundtable/ui/key.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void take(struct keys *keys, struct buf *out)
{
	struct key key;
	while (keys_next(keys, &key)) {
		char name[24];
		key_name(key.code, name);
		buf_format(out, "%s%s", out->count ? " " : "", name);
		if (key.code == KEYS_PASTE)
			buf_format(out, "(%s)", key.text);
		if (key.code == KEYS_MOUSE)
			buf_format(out, "(%d,%d)", key.row, key.column);
		free(key.text);
	}
}

/* Feeds the bytes in steps of `step` and gives the names of the keys that come out, with a flush at
 * the end. */
static void assert_keys_in_steps(const char *bytes, size_t step, const char *wanted)
{
	struct keys *keys = keys_create();
	struct buf out = {0};
	for (size_t at = 0, length = strlen(bytes); at < length; at += step) {
		keys_feed(keys, bytes + at, length - at < step ? length - at : step);
		take(keys, &out);
	}
	if (keys_waiting(keys))
		keys_flush(keys);
	take(keys, &out);
	assert_string_equal(buf_text(&out), wanted);
	assert_false(keys_waiting(keys));
	buf_finish(&out);
	keys_destroy(keys);
}

static void assert_keys(const char *bytes, const char *wanted)
{
	for (size_t step = 1; step < 8; step++)
		assert_keys_in_steps(bytes, step, wanted);
	assert_keys_in_steps(bytes, strlen(bytes) + 1, wanted);
}

static void test_plain(void **state)
{
	(void)state;
	assert_keys("aZ9?é花👨", "a Z 9 ? é 花 👨");
	assert_keys(" \t\r\n\177\b", "Space Tab Enter Enter Backspace Backspace");
	assert_keys("\001\003\022\032", "Ctrl-A Ctrl-C Ctrl-R Ctrl-Z");
	assert_keys("\034\035\036\037x", "x");
}

static void test_named(void **state)
{
	(void)state;
	assert_keys("\033[A\033[B\033[C\033[D\033[H\033[F", "Up Down Right Left Home End");
	assert_keys("\033OA\033OB\033OC\033OD\033OH\033OF", "Up Down Right Left Home End");
	assert_keys("\033[1~\033[2~\033[3~\033[4~\033[5~\033[6~\033[7~\033[8~",
		"Home Insert Delete End PageUp PageDown Home End");
	assert_keys("\033OP\033OQ\033OR\033OS\033[15~\033[17~\033[18~\033[19~\033[20~\033[21~\033["
		    "23~\033[24~",
		"F1 F2 F3 F4 F5 F6 F7 F8 F9 F10 F11 F12");
	assert_keys("\033[11~\033[12~\033[13~\033[14~\033[[A\033[[E", "F1 F2 F3 F4 F1 F5");
	assert_keys("\033[Z\033OM\033Oj\033Op\033Oy", "Shift-Tab Enter * 0 9");
}

static void test_modified(void **state)
{
	(void)state;
	assert_keys("\033[1;5C\033[1;5D\033[1;3C\033[1;3D\033Oc\033Od",
		"Ctrl-Right Ctrl-Left Ctrl-Right Ctrl-Left Ctrl-Right Ctrl-Left");
	assert_keys("\033[1;2A\033[1;5B\033[1;3A\033[a\033[3^\033[3$",
		"Up Down Alt-Up Up Delete Delete");
	assert_keys("\033x\033é\033\r\033\177", "Alt-x Alt-é Alt-Enter Alt-Backspace");
	assert_keys("\033\033[A\033\033OD", "Alt-Up Ctrl-Left");
	assert_keys("\033[114;5u\033[27;5;114~\033[97;3u\033[9;2u\033[27u",
		"Ctrl-R Ctrl-R Alt-a Shift-Tab Esc");
	/* A function key with modifiers is another key, and none of ours. */
	assert_keys("\033[15;2~\033[1;2Px", "x");
}

static void test_escape(void **state)
{
	(void)state;
	assert_keys("\033", "Esc");
	assert_keys("\033\033", "Esc Esc");
	assert_keys("\033\033\033", "Esc Esc Esc");
	assert_keys("\033[", "Alt-[");
	assert_keys("\033O", "Alt-O");
	assert_keys("\033]", "Alt-]");
	assert_keys("a\033", "a Esc");
}

/* A lone Esc waits for the flush, and what is flushed does not swallow what comes after. */
static void test_flush(void **state)
{
	(void)state;
	struct keys *keys = keys_create();
	struct buf out = {0};
	keys_feed(keys, "\033", 1);
	take(keys, &out);
	assert_string_equal(buf_text(&out), "");
	assert_true(keys_waiting(keys));
	keys_flush(keys);
	keys_feed(keys, "[A", 2);
	take(keys, &out);
	assert_string_equal(buf_text(&out), "Esc [ A");
	assert_false(keys_waiting(keys));
	buf_finish(&out);
	keys_destroy(keys);
	keys_destroy(NULL);
}

static void test_dropped(void **state)
{
	(void)state;
	assert_keys("\033[1;x", "");
	assert_keys("\033[99~\033[1;99Q\033[?1;2c\033[I\033[O\033[12;40Rx", "x");
	assert_keys("\xff\xfe\xc3(\xed\xa0\x80y", "( y");
	assert_keys("\xc2\x85z", "z");
	assert_keys("\033]11;rgb:0000/0000/0000\033\\a\033]0;title\007b\033P1$r0m\033\\c", "a b c");
	assert_keys("\033[1;\033[A", "Up");
	assert_keys("\033[M !!x", "x");
	/* Noise without end is not kept. */
	struct buf noise = {0};
	buf_text_add(&noise, "\033[");
	for (int i = 0; i < 5000; i++)
		buf_byte(&noise, ';');
	buf_text_add(&noise, "Ax");
	struct keys *keys = keys_create();
	struct buf out = {0};
	keys_feed(keys, noise.bytes, noise.count);
	take(keys, &out);
	assert_non_null(strstr(buf_text(&out), "x"));
	assert_false(keys_waiting(keys));
	buf_finish(&out);
	buf_finish(&noise);
	keys_destroy(keys);
}

static void test_mouse(void **state)
{
	(void)state;
	assert_keys("\033[<0;5;3M\033[<0;5;3m\033[<2;5;3M\033[<64;1;1M\033[<65;1;1M",
		"Mouse(2,4) WheelUp WheelDown");
}

static void test_paste(void **state)
{
	(void)state;
	assert_keys("a\033[200~two\nlines \033[A\033[201~b", "a Paste(two\nlines \033[A) b");
	assert_keys("\033[200~\033[201~\033[200~x\033[20\033[201~", "Paste() Paste(x\033[20)");
}

/* A paste whose end never comes does not take the keyboard away for ever. */
static void test_paste_without_end(void **state)
{
	(void)state;
	struct keys *keys = keys_create();
	struct buf out = {0};
	keys_feed(keys, "\033[200~half", 10);
	take(keys, &out);
	for (int i = 0; i < 39; i++) {
		assert_true(keys_waiting(keys));
		keys_flush(keys);
		take(keys, &out);
		assert_string_equal(buf_text(&out), "");
	}
	keys_flush(keys);
	take(keys, &out);
	assert_string_equal(buf_text(&out), "Paste(half)");
	keys_feed(keys, "x", 1);
	take(keys, &out);
	assert_string_equal(buf_text(&out), "Paste(half) x");
	buf_finish(&out);
	keys_destroy(keys);
}

/* Whatever comes in, in whatever pieces: nothing is read outside, and the same keys come out. */
static void test_noise(void **state)
{
	(void)state;
	static const char alphabet[] =
		"\033\033\033[[O]P<;:~$?0123MAumab \r\177\xc3\xa9\xe8\xff\x9b^_";
	unsigned seed = 1;
	for (int round = 0; round < 3000; round++) {
		char bytes[40];
		size_t length = 0;
		while (length < sizeof bytes) {
			seed = seed * 1103515245 + 12345;
			bytes[length++] = alphabet[(seed >> 16) % (sizeof alphabet - 1)];
		}
		struct buf whole = {0}, parts = {0};
		struct keys *keys = keys_create();
		keys_feed(keys, bytes, length);
		take(keys, &whole);
		keys_flush(keys);
		take(keys, &whole);
		keys_destroy(keys);
		keys = keys_create();
		for (size_t i = 0; i < length; i++) {
			keys_feed(keys, bytes + i, 1);
			take(keys, &parts);
		}
		keys_flush(keys);
		take(keys, &parts);
		keys_destroy(keys);
		assert_string_equal(buf_text(&whole), buf_text(&parts));
		buf_finish(&whole);
		buf_finish(&parts);
	}
}

static void test_names(void **state)
{
	(void)state;
	static const char *const names[] = {"a", "?", "Enter", "Esc", "Space", "Tab", "Ctrl-R",
		"F5", "F12", "Up", "Alt-n", "Alt-Enter", "PageDown", "Backspace", "Shift-Tab",
		"Ctrl-Left", "é", "花", "-", ":"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char name[24];
		int32_t code = key_from_name(names[i]);
		assert_int_not_equal(code, 0);
		key_name(code, name);
		assert_string_equal(name, names[i]);
	}
	assert_int_equal(key_from_name("enter"), KEYS_ENTER);
	assert_int_equal(key_from_name("ctrl-r"), KEYS_CTRL('R'));
	assert_int_equal(key_from_name("BackTab"), KEYS_BACKTAB);
	assert_int_equal(key_from_name("n"), 'n');
	static const char *const wrong[] = {"", "ab", "F13", "Ctrl-", "Ctrl-I", "Ctrl-M", "Ctrl-1",
		"Alt-", "Alt-Alt-x", "\xff", "\177", "Hyper-x"};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_int_equal(key_from_name(wrong[i]), 0);
}

int main(void)
{
	setlocale(LC_ALL, "");
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain),
		cmocka_unit_test(test_named),
		cmocka_unit_test(test_modified),
		cmocka_unit_test(test_escape),
		cmocka_unit_test(test_flush),
		cmocka_unit_test(test_dropped),
		cmocka_unit_test(test_mouse),
		cmocka_unit_test(test_paste),
		cmocka_unit_test(test_paste_without_end),
		cmocka_unit_test(test_noise),
		cmocka_unit_test(test_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
