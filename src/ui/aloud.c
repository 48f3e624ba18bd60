#include "roundtable/ui/aloud.h"

#include "linear.h"
#include "roundtable/base/array.h"
#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"

#include <stdlib.h>
#include <string.h>

/** A page as it was read out. */
struct said {
	char *place;   /**< which page it was: its title and its question */
	char *focused; /**< words of the focused line, "": none */
	char *entry;   /**< the entry line with its label */
	char *hints;
	struct texts lines;
	bool standing, apart;
};

struct aloud {
	struct said last;
	struct said behind; /**< the standing page under what was laid over it */
	char *title;        /**< as last read out */
};

static const char manual[] =
	N_("Roundtable writes lines here, and reads lines: type one and press Enter. The name of "
	   "a key is the key. While text is asked for, a full stop before it says that a key is "
	   "meant: .F8 or .Esc. A full stop alone says everything again.");

static void said_finish(struct said *said)
{
	free(said->place);
	free(said->focused);
	free(said->entry);
	free(said->hints);
	texts_finish(&said->lines);
	*said = (struct said){0};
}

struct aloud *aloud_create(void)
{
	return mem_alloc(1, sizeof(struct aloud));
}

void aloud_destroy(struct aloud *aloud)
{
	if (!aloud)
		return;
	said_finish(&aloud->last);
	said_finish(&aloud->behind);
	free(aloud->title);
	free(aloud);
}

/* Whether a line typed on this page is text; without an entry line it is what nobody shall see. */
static bool takes_text(const struct page *page)
{
	return page->asking || page->hidden;
}

/* A key of the footer as it is typed here: while text is asked for, after a full stop. */
static void hint_words(const struct page *page, const struct hint *hint, struct buf *out)
{
	static const struct {
		const char *arrows, *one, *two;
	} pairs[] = {{"↑ ↓", "Up", "Down"}, {"← →", "Left", "Right"}};
	const char *dot = takes_text(page) && hint->code != KEYS_ENTER ? "." : "";

	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (strcmp(hint->key, pairs[i].arrows) == 0) {
			buf_format(out, "%s%s, %s%s %s", dot, pairs[i].one, dot, pairs[i].two,
				hint->what);
			return;
		}
	if (hint->code & KEYS_ALT)
		buf_format(out, ".%c %s", (char)(hint->code & ~KEYS_ALT), hint->what);
	else
		buf_format(out, "%s%s %s", dot, hint->key, hint->what);
}

static char *hints_words(const struct page *page)
{
	struct buf words = {0};

	for (size_t i = 0; i < page->hints.count; i++) {
		buf_text_add(&words, i > 0 ? "; " : "");
		hint_words(page, &page->hints.items[i], &words);
	}
	return buf_take(&words);
}

/* What tells one page from another. */
static char *place_of(const struct page *page)
{
	struct buf words = {0};

	buf_text_add(&words, page->title);
	for (size_t i = 0; i < page->lines.count && !page->one_by_one; i++) {
		const struct line *line = &page->lines.items[i];
		if (line->role == LINE_TITLE || line->role == LINE_QUESTION) {
			buf_format(&words, "\n%s", line->text);
			break;
		}
	}
	return buf_take(&words);
}

static void say_page(const struct page *page, struct said *said)
{
	struct linear linear = {.page = page};
	const struct line *line;
	struct buf words = {0};

	*said = (struct said){.place = place_of(page),
		.hints = hints_words(page),
		.standing = page->standing,
		.apart = page->apart};
	while (linear_next(&linear, &line, &words)) {
		if (line->role == LINE_GAP)
			continue;
		texts_add(&said->lines, buf_text(&words));
		if (line->focused)
			said->focused = mem_copy_text(buf_text(&words));
	}
	if (!said->focused)
		said->focused = mem_copy_text("");
	buf_clear(&words);
	buf_format(&words, "%s\n%s", page->ask ? page->ask : "", page->typed ? page->typed : "");
	said->entry = mem_copy_text(buf_text(&words));
	buf_finish(&words);
}

/* Whether a line was said before; each counts once, so that a second one like it is said too. */
static bool said_before(const struct said *said, const char *words, bool *used)
{
	for (size_t i = 0; said && i < said->lines.count; i++)
		if (!used[i] && strcmp(said->lines.items[i], words) == 0) {
			used[i] = true;
			return true;
		}
	return false;
}

/* "(3 of 12)" after the focused line: where in its list it is. */
static void add_position(const struct page *page, const struct line *focused, struct buf *words)
{
	int number = 0, count = 0;

	for (size_t i = 0; i < page->lines.count; i++) {
		count += page->lines.items[i].target > 0;
		if (&page->lines.items[i] == focused)
			number = count;
	}
	if (count > 1 && focused->target > 0)
		buf_format(words, _(" (%d of %d)"), number, count);
}

/* The lines that were not said before, and the focused one when it has become so. */
static void write_lines(const struct page *page, const struct said *now, const struct said *before,
	int columns, struct buf *out)
{
	struct linear linear = {.page = page};
	const struct line *line;
	struct buf words = {0}, all = {0};
	bool *used = before ? mem_alloc(before->lines.count + 1, sizeof *used) : NULL;

	while (linear_next(&linear, &line, &words)) {
		if (line->role == LINE_GAP)
			continue;
		bool known = said_before(before, buf_text(&words), used);
		bool moved = line->focused && before && strcmp(before->focused, now->focused) != 0;
		if (known && !moved)
			continue;
		buf_clear(&all);
		buf_format(&all, "%s%s", line->focused ? "> " : "", buf_text(&words));
		if (line->focused)
			add_position(page, line, &all);
		linear_rows(out, buf_text(&all), columns, 2);
	}
	free(used);
	buf_finish(&words);
	buf_finish(&all);
}

static void write_entry(const struct page *page, int columns, struct buf *out)
{
	struct buf words = {0};

	if (page->hidden || !page->typed || !*page->typed)
		return;
	buf_format(&words,
		page->narrows ? _("Only what has these words: %s")
			      : _("It stands there: %s. Enter alone keeps it; a new line takes its "
				  "place."),
		page->typed);
	linear_rows(out, buf_text(&words), columns, 2);
	buf_finish(&words);
}

static void write_prompt(const struct page *page, struct buf *out)
{
	const char *label = page->asking && page->ask ? page->ask : "";

	if (page->hidden && *label)
		buf_format(out, _("%s (not shown)> "), label);
	else
		buf_format(out, "%s> ", page->hidden ? _("(not shown)") : label);
}

static void write_message(const struct page *page, int columns, struct buf *out)
{
	struct buf words = {0};

	if (!page->message)
		return;
	buf_format(&words, page->alarming ? _("Warning: %s") : "%s", page->message);
	linear_rows(out, buf_text(&words), columns, 2);
	buf_finish(&words);
}

static void write_header(
	struct aloud *aloud, const struct page *page, bool back, int columns, struct buf *out)
{
	const char *title = page->title ? page->title : "";
	bool changed = !aloud->title || strcmp(aloud->title, title) != 0;

	if (*title && (changed || back))
		linear_rows(out, title, columns, 2);
	if (page->status && changed)
		linear_rows(out, page->status, columns, 2);
	char *copy = mem_copy_text(title);
	free(aloud->title);
	aloud->title = copy;
}

/* The clock alone brought this page: a warning is said at once, everything else can wait. */
static void write_warnings(
	struct aloud *aloud, const struct page *page, int columns, struct buf *out)
{
	struct linear linear = {.page = page};
	const struct line *line;
	struct buf words = {0}, fresh = {0};
	bool *used = mem_alloc(aloud->last.lines.count + 1, sizeof *used);

	while (linear_next(&linear, &line, &words))
		if (line->role == LINE_WARNING &&
			!said_before(&aloud->last, buf_text(&words), used)) {
			linear_rows(&fresh, buf_text(&words), columns, 2);
			texts_add(&aloud->last.lines, buf_text(&words));
			used = mem_resize(used, aloud->last.lines.count + 1, sizeof *used);
			used[aloud->last.lines.count - 1] = true;
		}
	if (fresh.count > 0) {
		buf_format(out, "\n%s", buf_text(&fresh));
		write_prompt(page, out);
	}
	free(used);
	buf_finish(&words);
	buf_finish(&fresh);
}

void aloud_page(struct aloud *aloud, const struct page *page, enum aloud_why why, int columns,
	int rows, struct buf *out)
{
	struct said now;
	say_page(page, &now);
	bool same = aloud->last.place && strcmp(aloud->last.place, now.place) == 0 &&
		    aloud->last.standing == now.standing;
	bool narrowed = page->narrows && same && strcmp(aloud->last.entry, now.entry) != 0;
	bool back = !same && page->standing && aloud->behind.place &&
		    strcmp(aloud->behind.place, now.place) == 0;
	const struct said *before = same ? &aloud->last : back ? &aloud->behind : NULL;

	if (why == ALOUD_CLOCK && same) {
		write_warnings(aloud, page, columns, out);
		said_finish(&now);
		return;
	}
	bool away = page->apart && !(same && aloud->last.apart);
	for (int i = 0; away && i < rows; i++)
		buf_byte(out, '\n');
	if (why == ALOUD_AGAIN) {
		free(aloud->title);
		aloud->title = NULL;
	}
	if (why == ALOUD_AGAIN || narrowed)
		before = NULL;
	if (!aloud->last.place)
		linear_rows(out, _(manual), columns, 0);
	size_t begun = out->count;
	write_message(page, columns, out);
	write_header(aloud, page, back, columns, out);
	write_lines(page, &now, before, columns, out);
	if (!before && page->state)
		linear_rows(out, page->state, columns, 2);
	if (*now.hints && (!before || strcmp(before->hints, now.hints) != 0)) {
		struct buf words = {0};
		buf_format(&words, _("Keys: %s"), now.hints);
		linear_rows(out, buf_text(&words), columns, 2);
		buf_finish(&words);
	}
	if (page->asking && (!before || back || strcmp(before->entry, now.entry) != 0))
		write_entry(page, columns, out);
	if (out->count == begun)
		buf_format(out, "%s\n", _("Nothing changed."));
	write_prompt(page, out);
	if (!same && aloud->last.standing) {
		said_finish(&aloud->behind);
		aloud->behind = aloud->last;
	} else {
		said_finish(&aloud->last);
	}
	aloud->last = now;
}

/* --- typed lines --- */

static void add_key(struct aloud_keys *keys, int32_t code)
{
	*array_push(keys) = (struct key){.code = code};
}

/* The keys in a line as it was typed; `text` leaves out what is no letter. */
static void add_typed(struct aloud_keys *keys, const char *line, size_t length, bool text)
{
	struct keys *decoder = keys_create();
	struct key key;

	keys_feed(decoder, line, length);
	for (int i = 0; i < 2; i++) {
		while (keys_next(decoder, &key)) {
			free(key.text);
			if (!text || (key.code >= ' ' && key.code < KEYS_NAMED))
				add_key(keys, key.code);
		}
		keys_flush(decoder);
	}
	keys_destroy(decoder);
}

/* A line of a list by its number, 0: no such line. */
static size_t numbered(const struct page *page, const char *words)
{
	size_t number = (size_t)strtoul(words, NULL, 10), count = 0;

	if (words[0] == '\0' || words[strspn(words, "0123456789")] != '\0' || number == 0)
		return 0;
	for (size_t i = 0; i < page->lines.count; i++)
		if (page->lines.items[i].target > 0 && ++count == number)
			return page->lines.items[i].target;
	return 0;
}

/* One key by its name, or by what the footer says it does; 0: none. After a full stop a letter is
 * the one after Esc, where that means something else. */
static int32_t named(const struct page *page, const char *words, bool dotted)
{
	int32_t code = key_from_name(words);

	if (dotted && words[strspn(words, "0123456789")] == '\0')
		return 0;
	if (code > ' ' && code < KEYS_NAMED && dotted && (takes_text(page) || page->standing))
		return KEYS_ALT | code;
	for (size_t i = 0; code == 0 && i < page->hints.count; i++)
		if (strcasecmp(page->hints.items[i].what, words) == 0)
			code = page->hints.items[i].code;
	return code;
}

static bool add_named(
	const struct page *page, const char *words, bool dotted, struct aloud_keys *keys)
{
	int32_t whole = named(page, words, dotted);
	size_t had = keys->count;
	bool good = true;

	if (whole) {
		add_key(keys, whole);
		return true;
	}
	char *copy = mem_copy_text(words);
	for (char *rest = copy, *word; good && (word = strsep(&rest, " ")) != NULL;) {
		int32_t code = *word ? named(page, word, dotted) : 0;
		good = !*word || code;
		if (code)
			add_key(keys, code);
	}
	free(copy);
	if (!good)
		keys->count = had;
	return good && keys->count > had;
}

static void add_text(
	const struct page *page, const char *line, size_t length, struct aloud_keys *keys)
{
	/* What stood there gives way. */
	if (page->asking && length > 0) {
		add_key(keys, KEYS_END);
		add_key(keys, KEYS_CTRL('u'));
	}
	add_typed(keys, line, length, true);
	if (!page->narrows || length == 0)
		add_key(keys, KEYS_ENTER);
}

enum aloud_line aloud_read(
	const struct page *page, const char *line, size_t length, struct aloud_keys *keys)
{
	char *words = mem_copy_bytes(line, length);
	bool dotted = words[0] == '.', text = takes_text(page);
	const char *name = words + dotted;
	enum aloud_line what = ALOUD_KEYS;

	if (strcmp(words, ".") == 0) {
		what = ALOUD_REPEAT;
	} else if (strcmp(words, "\003") == 0) {
		add_key(keys, KEYS_CTRL('c'));
	} else if (text && dotted && name[0] == '.') {
		add_text(page, line + 1, length - 1, keys);
	} else if (text && !dotted) {
		add_text(page, line, length, keys);
	} else if (length == 0) {
		add_key(keys, KEYS_ENTER);
	} else if (dotted && numbered(page, name) > 0) {
		*array_push(keys) =
			(struct key){.code = KEYS_MOUSE, .target = numbered(page, name)};
	} else if (memchr(line, 27, length)) {
		add_typed(keys, line, length, false);
	} else if (!add_named(page, name, dotted, keys)) {
		what = ALOUD_NO_KEY;
	}
	free(words);
	return what;
}
