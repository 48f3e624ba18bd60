/* Forms as browsers send them, read strictly. */
#include "form.h"

#include "roundtable/base/hash.h"
#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"
#include "roundtable/tally/profile.h"
#include "roundtable/tally/tally.h"

#include <string.h>

/* A card has as many words as it has columns. */
enum { WORDS_MAX = 32, NONCE_MIN = 16, NONCE_MAX = 64, CODE_MAX = 16, DIGITS_MAX = 18 };

static const char *const names[FORM_COUNT] = {
#define X(id, name) [FORM_##id] = name,
	FORMS(X)
#undef X
};

const char *form_name(enum form_what what)
{
	return names[what];
}

enum form_what form_find(const char *name)
{
	enum form_what what = FORM_COUNT - 1;

	while (what > FORM_NONE && strcmp(names[what], name) != 0)
		what--;
	return what;
}

/* What was read so far. */
struct reading {
	struct form form;
	struct error *err;
	int64_t options, choice; /* -1: not said */
	bool blank, marked;
	int16_t marks[TALLY_OPTIONS_MAX];
	uint64_t marks_seen, words_seen, fields_seen;
};

static bool not_understood(struct reading *reading)
{
	return error_set(reading->err, ERROR_INPUT,
		_("What was sent cannot be understood. Load the page again."));
}

static bool read_number(const char *text, int64_t *number)
{
	bool below = text[0] == '-';
	const char *digits = text + below;
	size_t count = strspn(digits, "0123456789");
	int64_t value = 0;

	if (count == 0 || count > DIGITS_MAX || digits[count] != '\0')
		return false;
	for (size_t i = 0; i < count; i++)
		value = value * 10 + (digits[i] - '0');
	*number = below ? -value : value;
	return true;
}

static bool take_number(struct reading *reading, const char *text, int64_t *number)
{
	return read_number(text, number) || not_understood(reading);
}

static bool take_mark(struct reading *reading, size_t at, const char *text)
{
	int64_t mark = 0;

	if (at >= TALLY_OPTIONS_MAX || (reading->marks_seen >> at & 1))
		return not_understood(reading);
	reading->marks_seen |= UINT64_C(1) << at;
	/* a field for a number that was left empty says nothing */
	if (text[0] != '\0' &&
		(!read_number(text, &mark) || mark < -TALLY_MARK_LIMIT || mark > TALLY_MARK_LIMIT))
		return not_understood(reading);
	reading->marks[at] = (int16_t)mark;
	reading->marked = reading->marked || text[0] != '\0';
	return true;
}

static bool take_words(
	struct reading *reading, const char *text, size_t length, size_t limit, char **to)
{
	bool cut = false;
	char *words = text_sanitise(text, length, false, limit, &cut);

	if (cut) {
		array_free(words);
		return error_set(
			reading->err, ERROR_INPUT, _("That is too long. Say it in fewer words."));
	}
	array_free(*to);
	*to = words;
	return true;
}

static bool take_word(struct reading *reading, size_t at, const char *text, size_t length)
{
	struct texts *words = &reading->form.asked.words;

	if (at >= WORDS_MAX || (reading->words_seen >> at & 1))
		return not_understood(reading);
	reading->words_seen |= UINT64_C(1) << at;
	while (words->count <= at)
		texts_add(words, "");
	return take_words(reading, text, length, TEXT_CARD, &words->items[at]);
}

static bool take_nonce(struct reading *reading, const char *text, size_t length)
{
	static const char letters[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

	if (length < NONCE_MIN || length > NONCE_MAX || strspn(text, letters) != length)
		return not_understood(reading);
	reading->form.asked.nonce = mem_copy_text(text);
	return true;
}

/* "mark12": its number after the name; false when it is none. */
static bool numbered(const char *field, const char *name, size_t *number)
{
	size_t length = strlen(name);
	const char *digits = field + length;
	int64_t value;

	if (strncmp(field, name, length) != 0 || strlen(digits) > 2 ||
		(digits[0] == '0' && digits[1] != '\0') || digits[0] == '-' ||
		!read_number(digits, &value))
		return false;
	*number = (size_t)value;
	return true;
}

/* The fields that may stand once. */
enum field {
	WHAT,
	CODE,
	PERSON,
	NAME,
	ROLE,
	NONCE,
	STAGE,
	POLL,
	YES,
	OPTIONS,
	CHOICE,
	BLANK,
	CARD,
	THEME,
	FIELDS
};

static enum field find_field(const char *name)
{
	static const char *const fields[FIELDS] = {"what", "code", "person", "name", "role",
		"nonce", "stage", "poll", "yes", "options", "choice", "blank", "card", "theme"};
	enum field field = 0;

	while (field < FIELDS && strcmp(fields[field], name) != 0)
		field++;
	return field;
}

static bool take_flag(struct reading *reading, const char *text, bool *flag)
{
	*flag = strcmp(text, "1") == 0;
	return *flag || strcmp(text, "0") == 0 || not_understood(reading);
}

/* "12-7": card 12, seen in theme 7; "12-0": in none. */
static bool take_card(struct reading *reading, const char *text)
{
	struct asked *asked = &reading->form.asked;
	const char *parted = strchr(text, '-');
	struct buf card = {0};

	buf_add(&card, text, parted != NULL ? (size_t)(parted - text) : 0);
	bool good = parted != NULL && read_number(buf_text(&card), &asked->card) &&
		    read_number(parted + 1, &asked->from) && asked->from >= 0;
	buf_finish(&card);
	return good || not_understood(reading);
}

static bool take_field(struct reading *reading, enum field field, const char *text, size_t length)
{
	struct asked *asked = &reading->form.asked;

	switch (field) {
	case WHAT:
		reading->form.what = form_find(text);
		return reading->form.what != FORM_NONE || not_understood(reading);
	case CODE:
		return take_words(reading, text, length, CODE_MAX, &asked->code);
	case PERSON:
		return take_number(reading, text, &asked->person);
	case NAME:
		return take_words(reading, text, length, TEXT_NAME, &asked->name);
	case ROLE:
		return take_words(reading, text, length, TEXT_NAME, &asked->role);
	case NONCE:
		return take_nonce(reading, text, length);
	case STAGE:
		return take_number(reading, text, &asked->stage);
	case POLL:
		return take_number(reading, text, &asked->poll);
	case YES:
		return take_flag(reading, text, &asked->yes);
	case OPTIONS:
		return take_number(reading, text, &reading->options);
	case CHOICE:
		return take_number(reading, text, &reading->choice);
	case BLANK:
		return take_flag(reading, text, &reading->blank);
	case CARD:
		return take_card(reading, text);
	case THEME:
		return take_number(reading, text, &asked->theme);
	case FIELDS:
		break;
	}
	return not_understood(reading);
}

static bool take(struct reading *reading, const struct buf *name, const struct buf *value)
{
	const char *text = buf_text(value);
	size_t at;

	/* what ends a string early is nothing that a browser sends */
	if (strlen(buf_text(name)) != name->count || strlen(text) != value->count)
		return not_understood(reading);
	if (numbered(buf_text(name), "mark", &at))
		return take_mark(reading, at, text);
	if (numbered(buf_text(name), "word", &at))
		return take_word(reading, at, text, value->count);
	enum field field = find_field(buf_text(name));
	if (field < FIELDS && (reading->fields_seen >> field & 1))
		return not_understood(reading);
	reading->fields_seen |= UINT64_C(1) << field;
	return take_field(reading, field, text, value->count);
}

static int digit(char letter)
{
	return letter >= '0' && letter <= '9'   ? letter - '0'
	       : letter >= 'a' && letter <= 'f' ? letter - 'a' + 10
	       : letter >= 'A' && letter <= 'F' ? letter - 'A' + 10
						: -1;
}

/* Up to `end`, which may be the end of all: what stands for itself, + for a space, %20. */
static bool decode(const char **at, const char *last, char end, struct buf *out)
{
	buf_clear(out);
	for (; *at < last && **at != end && **at != '&'; ++*at) {
		if (**at == '%') {
			int high = last - *at > 2 ? digit((*at)[1]) : -1;
			int low = high >= 0 ? digit((*at)[2]) : -1;
			if (low < 0)
				return false;
			buf_byte(out, (char)(high * 16 + low));
			*at += 2;
		} else if ((unsigned char)**at <= ' ' || (unsigned char)**at >= 0x7f) {
			return false;
		} else {
			buf_byte(out, **at == '+' ? ' ' : **at);
		}
	}
	return true;
}

static bool read_fields(struct reading *reading, const char *body, size_t length)
{
	const char *at = body, *last = body + length;
	struct buf name = {0}, value = {0};
	bool good = true;

	while (good && at < last) {
		good = decode(&at, last, '=', &name) && at < last && *at == '=';
		at += good;
		good = good && decode(&at, last, '&', &value);
		if (!good)
			not_understood(reading);
		good = good && take(reading, &name, &value);
		if (good && at < last && ++at == last) /* an & that nothing follows */
			good = not_understood(reading);
	}
	/* a choice may stand in it */
	if (value.capacity > 0)
		wipe(value.bytes, value.capacity);
	buf_finish(&name);
	buf_finish(&value);
	return good;
}

static bool fill_marks(struct reading *reading)
{
	struct ids *marks = &reading->form.asked.marks;
	int64_t options = reading->options;

	if (options < 0 || options > TALLY_OPTIONS_MAX || reading->choice >= options ||
		(options < TALLY_OPTIONS_MAX && reading->marks_seen >> options != 0))
		return not_understood(reading);
	if (reading->blank)
		return true;
	if (reading->choice < 0 && !reading->marked)
		return error_set(reading->err, ERROR_INPUT,
			_("Nothing is marked yet. Mark something, or hand in a blank ballot."));
	if (reading->choice >= 0)
		reading->marks[reading->choice] = 1;
	/* as long as it will be: a list that grows leaves copies of the marks behind */
	marks->capacity = (size_t)options;
	marks->items = mem_alloc(marks->capacity + 1, sizeof *marks->items);
	for (; marks->count < marks->capacity; marks->count++)
		marks->items[marks->count] = reading->marks[marks->count];
	return true;
}

bool form_read(const char *body, size_t length, struct form *form, struct error *err)
{
	struct reading reading = {.err = err, .options = -1, .choice = -1};

	bool good = read_fields(&reading, body, length);
	if (good && reading.form.what == FORM_NONE)
		good = not_understood(&reading);
	if (good && reading.form.what == FORM_BALLOT)
		good = fill_marks(&reading);
	if (good)
		*form = reading.form;
	else
		form_finish(&reading.form);
	wipe(reading.marks, sizeof reading.marks);
	return good;
}

void form_finish(struct form *form)
{
	asked_finish(&form->asked);
	form->what = FORM_NONE;
}
