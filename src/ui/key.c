#include "roundtable/ui/key.h"

#include "roundtable/base/i18n.h"
#include "roundtable/ui/glyph.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* The first name of a code is the one shown; further ones are read as well. */
static const struct {
	int32_t code;
	const char *name;
} names[] = {
	{KEYS_ENTER, "Enter"},
	{KEYS_ESC, "Esc"},
	{KEYS_SPACE, "Space"},
	{KEYS_TAB, "Tab"},
	{KEYS_UP, "Up"},
	{KEYS_DOWN, "Down"},
	{KEYS_LEFT, "Left"},
	{KEYS_RIGHT, "Right"},
	{KEYS_HOME, "Home"},
	{KEYS_END, "End"},
	{KEYS_PAGE_UP, "PageUp"},
	{KEYS_PAGE_DOWN, "PageDown"},
	{KEYS_BACKSPACE, "Backspace"},
	{KEYS_DELETE, "Delete"},
	{KEYS_INSERT, "Insert"},
	{KEYS_BACKTAB, "Shift-Tab"},
	{KEYS_BACKTAB, "BackTab"},
	{KEYS_WORD_LEFT, "Ctrl-Left"},
	{KEYS_WORD_RIGHT, "Ctrl-Right"},
	{KEYS_F1, "F1"},
	{KEYS_F2, "F2"},
	{KEYS_F3, "F3"},
	{KEYS_F4, "F4"},
	{KEYS_F5, "F5"},
	{KEYS_F6, "F6"},
	{KEYS_F7, "F7"},
	{KEYS_F8, "F8"},
	{KEYS_F9, "F9"},
	{KEYS_F10, "F10"},
	{KEYS_F11, "F11"},
	{KEYS_F12, "F12"},
	{KEYS_PASTE, "Paste"},
	{KEYS_MOUSE, "Mouse"},
	{KEYS_WHEEL_UP, "WheelUp"},
	{KEYS_WHEEL_DOWN, "WheelDown"},
};
enum { NAMES = sizeof names / sizeof *names };

int32_t key_from_name(const char *name)
{
	if (strncasecmp(name, "Alt-", 4) == 0 && name[4]) {
		int32_t code = key_from_name(name + 4);
		return code && !(code & KEYS_ALT) ? code | KEYS_ALT : 0;
	}
	/* most keys are one letter; looking for them among the names would be most of a keymap's
	 * work */
	if (name[0] > ' ' && name[0] < 0x7f && name[1] == '\0')
		return name[0];
	for (size_t i = 0; i < NAMES; i++)
		if (strcasecmp(name, names[i].name) == 0)
			return names[i].code;
	if (strncasecmp(name, "Ctrl-", 5) == 0 && name[5] && !name[6]) {
		int letter = name[5] | 0x20;
		/* Four letters are other keys to a terminal: H, I, J and M. */
		bool own = letter >= 'a' && letter <= 'z' && !strchr("hijm", letter);
		return own ? KEYS_CTRL(letter) : 0;
	}
	int32_t code;
	size_t length = strlen(name);
	if (length == 0 || glyph_decode(name, length, &code) != length)
		return 0;
	return code > KEYS_SPACE && code != 0x7f && code != 0xfffd ? code : 0;
}

void key_name(int32_t code, char out[24])
{
	const char *alt = code & KEYS_ALT ? "Alt-" : "";
	code &= ~KEYS_ALT;
	for (size_t i = 0; i < NAMES; i++)
		if (names[i].code == code) {
			snprintf(out, 24, "%s%s", alt, names[i].name);
			return;
		}
	if (code >= 1 && code <= 26) {
		snprintf(out, 24, "%sCtrl-%c", alt, (char)(code | 0x40));
		return;
	}
	char bytes[4] = "?";
	size_t length = code > KEYS_SPACE && code < KEYS_NAMED ? glyph_encode(code, bytes) : 1;
	snprintf(out, 24, "%s%.*s", alt, (int)length, bytes);
}

const char *mouse_sentence(bool on)
{
	return on ? _("Mouse on: click a line, or a key below. M turns it off.")
		  : _("Mouse off: the terminal marks text again.");
}

enum number_key number_key(size_t *typed, const struct key *key, size_t count, size_t *number)
{
	size_t before = *typed, digit = (size_t)(key->code - '0');

	*typed = 0;
	if (key->code < '0' || key->code > '9')
		return NUMBER_NONE;
	size_t longer = before * 10 + digit;
	size_t found = longer <= count ? longer : digit;
	if (found < 1 || found > count)
		return NUMBER_NONE;
	*number = found;
	if (found * 10 > count)
		return NUMBER_WHOLE;
	*typed = found;
	return NUMBER_OPEN;
}
