/*
 * From the bytes of a terminal to keys.
 *
 * The grammar is the one of ECMA-48 control sequences; the meanings are those of
 * xterm (ctlseqs), with the older spellings of rxvt and of the Linux console. One
 * sequence is taken at a time from a buffer; what is not whole yet stays there until more
 * comes or keys_flush() says that nothing will.
 */
#include "roundtable/ui/key.h"

#include "roundtable/base/buf.h"
#include "roundtable/base/mem.h"
#include "roundtable/ui/glyph.h"

#include <stdlib.h>
#include <string.h>

enum {
	SEQUENCE_MAX = 64,   /* no key is longer: what is, is noise */
	PASTE_MAX = 1 << 20, /* far above any text limit; the rest of a larger paste is dropped */
	PASTE_PATIENCE = 40, /* flushes (25 ms each) without a byte after which a paste has ended */
	NUMBERS = 3,
};

struct keys {
	struct buf in;
	size_t at;       /* first byte not yet used */
	size_t whole_to; /* bytes before this are final: nothing more belongs to them */
	bool pasting;
	struct buf paste;
	int idle; /* flushes since the last byte */
};

static const char PASTE_END[] = "\033[201~";
enum { PASTE_END_LENGTH = sizeof PASTE_END - 1 };

struct keys *keys_create(void)
{
	return mem_alloc(1, sizeof(struct keys));
}

void keys_destroy(struct keys *keys)
{
	if (!keys)
		return;
	buf_finish(&keys->in);
	buf_finish(&keys->paste);
	free(keys);
}

void keys_feed(struct keys *keys, const void *bytes, size_t length)
{
	if (keys->at == keys->in.count) {
		buf_clear(&keys->in);
		keys->at = keys->whole_to = 0;
	}
	buf_add(&keys->in, bytes, length);
	keys->idle = 0;
}

bool keys_waiting(const struct keys *keys)
{
	return keys->pasting || keys->at < keys->in.count;
}

void keys_flush(struct keys *keys)
{
	keys->whole_to = keys->in.count;
	keys->idle++;
}

/* A key without modifiers as the terminal sends it: control characters, Space, letters. 0: none. */
static int32_t plain(int32_t code)
{
	if (code == 8 || code == 127)
		return KEYS_BACKSPACE;
	if (code == 10)
		return KEYS_ENTER;
	if (code < 32)
		return code <= 27 ? code : 0;
	/* C1 controls, and what the decoder could not read. */
	return code < 0xa0 && code > 127 ? 0 : code == 0xfffd ? 0 : code;
}

/* xterm's modifier parameter: 1 + 1 shift + 2 alt + 4 ctrl (+ 8 meta). */
static int32_t modified(int32_t code, int modifier)
{
	int bits = modifier > 0 ? modifier - 1 : 0;
	bool shift = bits & 1, alt = bits & (2 | 8), ctrl = bits & 4;
	if (code == KEYS_LEFT && (ctrl || alt))
		return KEYS_WORD_LEFT;
	if (code == KEYS_RIGHT && (ctrl || alt))
		return KEYS_WORD_RIGHT;
	if (code >= KEYS_F1 && code <= KEYS_F12)
		return bits ? 0 : code;
	if (code == KEYS_TAB && shift)
		return KEYS_BACKTAB;
	if (ctrl && ((code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z')))
		code = plain(KEYS_CTRL(code));
	return code && alt ? code | KEYS_ALT : code;
}

/* The key of "CSI number ~". */
static int32_t numbered(int number)
{
	static const int32_t codes[] = {
		[1] = KEYS_HOME,
		[2] = KEYS_INSERT,
		[3] = KEYS_DELETE,
		[4] = KEYS_END,
		[5] = KEYS_PAGE_UP,
		[6] = KEYS_PAGE_DOWN,
		[7] = KEYS_HOME,
		[8] = KEYS_END,
		[11] = KEYS_F1,
		[12] = KEYS_F2,
		[13] = KEYS_F3,
		[14] = KEYS_F4,
		[15] = KEYS_F5,
		[17] = KEYS_F6,
		[18] = KEYS_F7,
		[19] = KEYS_F8,
		[20] = KEYS_F9,
		[21] = KEYS_F10,
		[23] = KEYS_F11,
		[24] = KEYS_F12,
	};
	return number > 0 && number < (int)(sizeof codes / sizeof *codes) ? codes[number] : 0;
}

/* The key of a final letter after CSI or SS3. */
static int32_t lettered(char letter)
{
	switch (letter) {
	case 'A':
		return KEYS_UP;
	case 'B':
		return KEYS_DOWN;
	case 'C':
		return KEYS_RIGHT;
	case 'D':
		return KEYS_LEFT;
	case 'F':
		return KEYS_END;
	case 'H':
		return KEYS_HOME;
	case 'P':
		return KEYS_F1;
	case 'Q':
		return KEYS_F2;
	case 'R':
		return KEYS_F3;
	case 'S':
		return KEYS_F4;
	case 'Z':
		return KEYS_BACKTAB;
	}
	return 0;
}

/* "CSI < button ; column ; row M": only presses of the first button and the wheel mean something.
 */
static void mouse(const int numbers[NUMBERS], char last, struct key *key)
{
	if (last != 'M')
		return;
	if (numbers[0] == 64 || numbers[0] == 65) {
		key->code = numbers[0] == 64 ? KEYS_WHEEL_UP : KEYS_WHEEL_DOWN;
	} else if (numbers[0] == 0 && numbers[1] > 0 && numbers[2] > 0) {
		key->code = KEYS_MOUSE;
		key->column = numbers[1] - 1;
		key->row = numbers[2] - 1;
	}
}

/* Reads "1;5" into numbers; what follows a colon belongs to protocols nobody switched on. */
static void read_numbers(const char *bytes, size_t length, int numbers[NUMBERS])
{
	int which = 0;
	bool skip = false;
	for (size_t i = 0; i < length && which < NUMBERS; i++) {
		if (bytes[i] == ';') {
			which++;
			skip = false;
		} else if (bytes[i] == ':') {
			skip = true;
		} else if (!skip && bytes[i] >= '0' && bytes[i] <= '9' &&
			   numbers[which] < 1000000) {
			numbers[which] = numbers[which] * 10 + (bytes[i] - '0');
		}
	}
}

/* The key of a whole control sequence; its parameters are bytes[2 .. end), its last byte is
 * bytes[end]. */
static void control_sequence(struct keys *keys, const char *bytes, size_t end, struct key *key)
{
	int numbers[NUMBERS] = {0};
	char last = bytes[end];
	bool own = end > 2 && bytes[2] >= '<' && bytes[2] <= '?';
	read_numbers(bytes + 2, end - 2, numbers);
	if (own) {
		if (bytes[2] == '<')
			mouse(numbers, last, key);
		return;
	}
	if (last == '~' && numbers[0] == 200)
		keys->pasting = true;
	else if (last == '~' && numbers[0] == 27)
		key->code = modified(plain(numbers[2]), numbers[1]);
	else if (last == '~')
		key->code = modified(numbered(numbers[0]), numbers[1]);
	else if (last == '$' || last == '^' || last == '@') /* rxvt: shift, ctrl, both */
		key->code = numbered(numbers[0]);
	else if (last == 'u' && numbers[0] < 0xe000)
		key->code = modified(plain(numbers[0]), numbers[1]);
	else if (last >= 'a' && last <= 'd') /* rxvt: shift-arrow */
		key->code = lettered((char)(last - 'a' + 'A'));
	else
		key->code = modified(lettered(last), numbers[1]);
}

/* ESC [ ...: returns the bytes used, 0 when it is not whole. */
static size_t take_csi(
	struct keys *keys, const char *bytes, size_t length, bool whole, struct key *key)
{
	if (length > 2 && (bytes[2] == '[' || bytes[2] == 'M')) {
		/* Linux console's F1 to F5 (ESC [ [ A); old mouse reports (ESC [ M and three
		 * bytes). */
		size_t need = bytes[2] == '[' ? 4 : 6;
		if (length < need)
			return whole ? length : 0;
		if (need == 4 && bytes[3] >= 'A' && bytes[3] <= 'E')
			key->code = KEYS_F1 + (bytes[3] - 'A');
		return need;
	}
	size_t end = 2;
	while (end < length && bytes[end] >= 0x20 && bytes[end] <= 0x3f &&
		(bytes[end] != '$' || bytes[2] == '?'))
		end++;
	if (end >= SEQUENCE_MAX)
		return end;
	if (end == length) {
		if (whole && length == 2)
			key->code = KEYS_ALT | '[';
		return whole ? length : 0;
	}
	/* A byte that cannot be here ends the sequence; it is the start of something else. */
	if ((unsigned char)bytes[end] < 0x20 || (unsigned char)bytes[end] > 0x7e)
		return end;
	control_sequence(keys, bytes, end, key);
	return end + 1;
}

/* ESC O x: arrows, F1 to F4 and the number pad in application mode. */
static size_t take_ss3(const char *bytes, size_t length, bool whole, struct key *key)
{
	static const char pad[] = "*+,-./0123456789";
	if (length < 3) {
		if (whole)
			key->code = KEYS_ALT | 'O';
		return whole ? 2 : 0;
	}
	char last = bytes[2];
	if (last >= 'j' && last <= 'y')
		key->code = pad[last - 'j'];
	else if (last == 'M')
		key->code = KEYS_ENTER;
	else if (last == 'c' || last == 'd') /* rxvt: ctrl-arrow */
		key->code = last == 'c' ? KEYS_WORD_RIGHT : KEYS_WORD_LEFT;
	else
		key->code = lettered(last);
	return 3;
}

/* ESC ] ... and its like: an answer to a question nobody asked here, up to BEL or ESC \. */
static size_t take_string(const char *bytes, size_t length, bool whole, struct key *key)
{
	if (length == 2) {
		if (whole)
			key->code = KEYS_ALT | bytes[1];
		return whole ? 2 : 0;
	}
	for (size_t i = 2; i < length; i++) {
		if (bytes[i] == 7)
			return i + 1;
		if (bytes[i] == 27 && i + 1 < length)
			return bytes[i + 1] == '\\' ? i + 2 : i;
	}
	return whole || length > PASTE_MAX ? length : 0;
}

/* A letter: one code point. */
static size_t take_letter(const char *bytes, size_t length, bool whole, struct key *key)
{
	int32_t code;
	size_t used = glyph_decode(bytes, length, &code);
	unsigned char first = (unsigned char)bytes[0];
	size_t need = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 1;
	if (code == 0xfffd && need > length && !whole) {
		size_t good = 1;
		while (good < length && ((unsigned char)bytes[good] & 0xc0) == 0x80)
			good++;
		if (good == length)
			return 0;
	}
	key->code = plain(code);
	return used;
}

static size_t take_escape(
	struct keys *keys, const char *bytes, size_t length, bool whole, struct key *key)
{
	if (length == 1) {
		if (whole)
			key->code = KEYS_ESC;
		return whole ? 1 : 0;
	}
	if (bytes[1] == '[')
		return take_csi(keys, bytes, length, whole, key);
	if (bytes[1] == 'O')
		return take_ss3(bytes, length, whole, key);
	if (bytes[1] == 27) {
		/* Two Escs, or rxvt's way to say Alt with a named key. */
		if (length == 2 && !whole)
			return 0;
		if (length == 2 || (bytes[2] != '[' && bytes[2] != 'O')) {
			key->code = KEYS_ESC;
			return 1;
		}
	} else if (bytes[1] && strchr("P]^_X", bytes[1])) {
		return take_string(bytes, length, whole, key);
	}
	size_t used = bytes[1] == 27 ? take_escape(keys, bytes + 1, length - 1, whole, key)
				     : take_letter(bytes + 1, length - 1, whole, key);
	if (key->code)
		key->code = key->code == KEYS_LEFT    ? KEYS_WORD_LEFT
			    : key->code == KEYS_RIGHT ? KEYS_WORD_RIGHT
						      : key->code | KEYS_ALT;
	return used ? used + 1 : 0;
}

static void paste_add(struct keys *keys, const char *bytes, size_t length)
{
	size_t room = PASTE_MAX - keys->paste.count;
	buf_add(&keys->paste, bytes, length < room ? length : room);
}

/* Moves bytes into the paste; true when its end has come. */
static bool take_paste(struct keys *keys)
{
	const char *bytes = keys->in.bytes + keys->at;
	size_t length = keys->in.count - keys->at;
	const char *end = length ? memmem(bytes, length, PASTE_END, PASTE_END_LENGTH) : NULL;
	if (end) {
		paste_add(keys, bytes, (size_t)(end - bytes));
		keys->at += (size_t)(end - bytes) + PASTE_END_LENGTH;
		return true;
	}
	bool over = keys->idle >= PASTE_PATIENCE;
	size_t keep = 0;
	for (size_t tail = 1; !over && tail < PASTE_END_LENGTH && tail <= length; tail++)
		if (memcmp(bytes + length - tail, PASTE_END, tail) == 0)
			keep = tail;
	if (length > keep)
		paste_add(keys, bytes, length - keep);
	keys->at += length - keep;
	return over;
}

bool keys_next(struct keys *keys, struct key *key)
{
	*key = (struct key){0};
	while (keys_waiting(keys)) {
		if (keys->pasting) {
			if (!take_paste(keys))
				return false;
			keys->pasting = false;
			key->code = KEYS_PASTE;
			key->length = keys->paste.count;
			key->text = buf_take(&keys->paste);
			return true;
		}
		bool whole = keys->at < keys->whole_to;
		const char *bytes = keys->in.bytes + keys->at;
		size_t length = (whole ? keys->whole_to : keys->in.count) - keys->at;
		size_t used = bytes[0] == 27 ? take_escape(keys, bytes, length, whole, key)
					     : take_letter(bytes, length, whole, key);
		if (used == 0)
			return false;
		keys->at += used;
		if (key->code)
			return true;
	}
	return false;
}
