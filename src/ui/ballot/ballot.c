/* A ballot and its keys: filled in, read back, handed in. */
#include "ballot.h"

#include "roundtable/base/hash.h"
#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"
#include "roundtable/ui/glyph.h"
#include "roundtable/ui/keymap.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* --- the paper --- */

char *ballot_prompt(const char *prompt)
{
	const char *end = prompt != NULL ? strstr(prompt, "\n\n") : NULL;

	if (prompt == NULL)
		return mem_copy_text("");
	return mem_copy_bytes(prompt, end != NULL ? (size_t)(end - prompt) : strlen(prompt));
}

void ballot_paper_fill(struct ballot_paper *paper, const struct audience *audience)
{
	const struct audience_vote *vote = &audience->vote;
	const char *question = vote->tests ? vote->question : audience->stage_title;

	*paper = (struct ballot_paper){
		.question = mem_copy_text(question ? question : _("(erased)")),
		.prompt = ballot_prompt(vote->tests ? NULL : audience->prompt),
		.shape = vote->shape,
		.dots = vote->dots,
		.scale = vote->scale,
		.ranks = vote->ranks,
		.budget = vote->budget,
		.fingers = vote->fingers,
		.rates = vote->rates,
		.blank = vote->blank,
		.secret = vote->secret,
		.changes = vote->changes,
		.receipts = vote->receipts};
	for (size_t i = 0; i < vote->answers.count; i++)
		texts_add(&paper->options, vote->answers.items[i].text);
	for (size_t i = 0; vote->answers.count == 0 && i < audience->items.count; i++) {
		const struct audience_item *item = &audience->items.items[i];
		if (item->kind != ITEM_OPTION || paper->options.count >= TALLY_OPTIONS_MAX)
			continue;
		texts_add(&paper->options, item->text != NULL ? item->text : _("(erased)"));
		if (vote->budget > 0)
			ids_add(&paper->costs, item->value);
	}
	texts_copy(&paper->grades, &vote->grades);
}

void ballot_paper_finish(struct ballot_paper *paper)
{
	array_free(paper->question);
	array_free(paper->prompt);
	texts_finish(&paper->options);
	texts_finish(&paper->grades);
	array_finish(&paper->costs);
	*paper = (struct ballot_paper){0};
}

/* --- the ballot --- */

bool ballot_has_done(const struct ballot *ballot)
{
	enum ballot_shape shape = ballot->paper.shape;

	return shape != SHAPE_CHOOSE && shape != SHAPE_ANSWER;
}

size_t ballot_rows(const struct ballot *ballot)
{
	return ballot->paper.options.count + ballot_has_done(ballot) + ballot->paper.blank;
}

size_t ballot_digits(const struct ballot *ballot)
{
	return ballot_rows(ballot) > 9 ? 2 : 1;
}

void ballot_say(struct ballot *ballot, const char *format, ...)
{
	struct buf text = {0};
	va_list args;

	va_start(args, format);
	buf_vformat(&text, format, args);
	va_end(args);
	array_free(ballot->message);
	ballot->message = buf_take(&text);
}

/* Where only digits and arrows give anything the first line is there from the start. */
static size_t first_row(const struct ballot *ballot)
{
	return ballot_takes_numbers(ballot) ? 0 : BALLOT_NO_ROW;
}

void ballot_clear(struct ballot *ballot)
{
	for (size_t i = 0; i < TALLY_OPTIONS_MAX; i++)
		ballot->marks[i] = ballot_unmarked(ballot);
	ballot->blank = ballot->reading_back = ballot->wording = ballot->clearing = false;
	ballot->focus = first_row(ballot);
	memset(ballot->typed, 0, sizeof ballot->typed);
	wipe(ballot->words, sizeof ballot->words);
}

/* Another choice; the words stay. */
static void clear_choice(struct ballot *ballot)
{
	char words[WORDS_TYPED];

	memcpy(words, ballot->words, sizeof words);
	ballot_clear(ballot);
	memcpy(ballot->words, words, sizeof words);
	wipe(words, sizeof words);
}

void ballot_change(struct ballot *ballot)
{
	/* one choice is made anew; of several each can be changed */
	if (!ballot_has_done(ballot))
		clear_choice(ballot);
	ballot->blank = ballot->reading_back = ballot->wording = false;
	ballot->focus = first_row(ballot);
}

static void shuffle(struct ballot *ballot, struct random random)
{
	size_t count = ballot_rows(ballot);

	for (size_t i = 0; i < count; i++)
		ballot->order[i] = i;
	for (size_t i = count - 1; i > 0; i--) {
		size_t k = random_below(random, (uint32_t)i + 1);
		size_t held = ballot->order[i];
		ballot->order[i] = ballot->order[k];
		ballot->order[k] = held;
	}
}

struct ballot *ballot_create(
	struct ballot_paper *paper, enum ballot_hands hands, struct random random)
{
	struct ballot *ballot = mem_alloc(1, sizeof *ballot);

	ballot->paper = *paper;
	ballot->hands = hands;
	*paper = (struct ballot_paper){0};
	ballot_clear(ballot);
	if (hands == BALLOT_BEFORE_ROOM)
		shuffle(ballot, random);
	return ballot;
}

void ballot_destroy(struct ballot *ballot)
{
	if (ballot == NULL)
		return;
	ballot_paper_finish(&ballot->paper);
	array_free(ballot->message);
	wipe(ballot, sizeof *ballot);
	array_free(ballot);
}

bool ballot_reword(struct ballot *ballot, struct ballot_paper *paper)
{
	if (paper->shape != ballot->paper.shape ||
		paper->options.count != ballot->paper.options.count)
		return false;
	ballot_paper_finish(&ballot->paper);
	ballot->paper = *paper;
	*paper = (struct ballot_paper){0};
	return true;
}

bool ballot_begun(const struct ballot *ballot)
{
	for (size_t i = 0; i < ballot->paper.options.count; i++)
		if (ballot_marked(ballot, i))
			return true;
	return ballot->blank || ballot->typed[0] != '\0';
}

bool ballot_reading_back(const struct ballot *ballot)
{
	return ballot->reading_back;
}

const char *ballot_words(const struct ballot *ballot)
{
	return ballot->words;
}

const char *ballot_message(const struct ballot *ballot)
{
	return ballot->message;
}

void ballot_marks(const struct ballot *ballot, struct ids *marks)
{
	size_t count = ballot->paper.options.count;

	if (ballot->blank)
		return;
	marks->items = mem_alloc(count, sizeof *marks->items);
	marks->capacity = count;
	for (size_t i = 0; i < count; i++)
		ids_add(marks, ballot->marks[i]);
}

void ballot_fill(struct ballot *ballot, const struct ids *marks)
{
	size_t count = ballot->paper.options.count;

	for (size_t i = 0; marks->count == count && i < count; i++)
		ballot->marks[i] = (int16_t)marks->items[i];
}

/* --- keys --- */

static bool anything(const struct ballot *ballot)
{
	for (size_t i = 0; i < ballot->paper.options.count; i++)
		if (ballot_marked(ballot, i))
			return true;
	return false;
}

static void read_back(struct ballot *ballot, bool blank)
{
	if (blank && !ballot->paper.blank) {
		ballot_say(ballot, "%s", _("Nothing is marked yet."));
		return;
	}
	ballot->blank = blank;
	/* before the room nothing is typed that takes longer for one than for another */
	ballot->wording = ballot->paper.receipts && ballot->hands != BALLOT_BEFORE_ROOM;
	ballot->reading_back = !ballot->wording;
}

/* An Enter too many hands in nothing: a blank ballot has a line of its own. */
static void read_back_done(struct ballot *ballot)
{
	if (!anything(ballot) && ballot->paper.blank)
		ballot_say(ballot, "%s",
			_("Nothing is marked yet. The last line hands in a blank ballot."));
	else
		read_back(ballot, !anything(ballot));
}

static void choose(struct ballot *ballot, size_t row)
{
	size_t options = ballot->paper.options.count;

	if (row == BALLOT_NO_ROW) {
		ballot_say(ballot, "%s", _("Choose first: the arrows, or a digit."));
	} else if (row >= options && !(ballot_has_done(ballot) && row == options)) {
		/* several answers stay behind it, for whoever takes this back */
		if (!ballot_has_done(ballot))
			clear_choice(ballot);
		ballot->focus = row;
		read_back(ballot, true);
	} else if (row >= options) {
		read_back_done(ballot);
	} else if (ballot->paper.shape == SHAPE_APPROVE) {
		ballot->marks[row] = !ballot->marks[row];
	} else if (ballot->paper.shape == SHAPE_RANK) {
		ballot_rank(ballot, row);
	} else if (ballot_takes_numbers(ballot)) {
		ballot->focus = row + 1; /* points and scores are given with arrows and digits */
	} else {
		clear_choice(ballot);
		ballot->focus = row;
		ballot->marks[row] = 1;
		read_back(ballot, false);
	}
}

static void say_no_line(struct ballot *ballot)
{
	ballot_say(ballot, "%s", _("Go to a line first, with the arrows."));
}

/* One point or score more or less on the focused row. */
static void step(struct ballot *ballot, int by)
{
	if (ballot->focus < ballot->paper.options.count)
		ballot_step(ballot, ballot->focus, by);
	else if (ballot_has_done(ballot))
		say_no_line(ballot);
}

static void take_number(struct ballot *ballot)
{
	int number = 0;

	/* as many keys for each choice, so that nobody hears which it is */
	if (ballot->typed[0] != '\0' && strlen(ballot->typed) < ballot_digits(ballot)) {
		memset(ballot->typed, 0, sizeof ballot->typed);
		ballot_say(ballot, "%s", _("Type both digits, as they stand. Start again."));
		return;
	}
	sscanf(ballot->typed, "%d", &number);
	if (number < 1 || (size_t)number > ballot_rows(ballot)) {
		memset(ballot->typed, 0, sizeof ballot->typed);
		ballot_say(ballot, "%s", _("That is none of the numbers. Start again."));
		return;
	}
	size_t option = ballot->order[number - 1];
	bool blank = option == ballot->paper.options.count;
	ballot_clear(ballot);
	if (!blank)
		ballot->marks[option] = 1;
	read_back(ballot, blank);
}

/* Takes back what stands on the focused line, or of places the last one; false: nothing does. */
static bool take_back(struct ballot *ballot)
{
	size_t row = ballot->focus;
	bool here = row < ballot->paper.options.count && ballot_marked(ballot, row);

	if (!anything(ballot))
		return false;
	if (ballot->paper.shape == SHAPE_RANK) {
		ballot_rank(ballot, here ? row : ballot_at_place(ballot, ballot_places(ballot)));
		return true;
	}
	if (here)
		ballot->marks[row] = ballot_unmarked(ballot);
	return here;
}

/* Backspace: back from what was read to what was filled in; there line after line, or, asked for
 * twice, everything at once; of nothing the way out. */
static enum ballot_outcome back(struct ballot *ballot, bool asked)
{
	bool begun = ballot_begun(ballot) || ballot->reading_back || ballot->wording;
	size_t row = ballot->focus;

	if (begun && ballot_has_done(ballot)) {
		if (ballot->reading_back || ballot->wording) {
			ballot_change(ballot);
			ballot->focus = row;
		} else if (asked) {
			ballot_clear(ballot);
		} else if (!take_back(ballot)) {
			ballot_say(ballot, "%s",
				_("Nothing stands on this line. Once more takes all your answers "
				  "back."));
			ballot->clearing = true;
		}
		return BALLOT_USED;
	}
	ballot_clear(ballot);
	return begun ? BALLOT_USED : BALLOT_LEFT;
}

static void move(struct ballot *ballot, int by)
{
	size_t rows = ballot_rows(ballot);

	if (by > 0)
		ballot->focus = ballot->focus == BALLOT_NO_ROW ? 0 : (ballot->focus + 1) % rows;
	else
		ballot->focus = ballot->focus == BALLOT_NO_ROW || ballot->focus == 0
					? rows - 1
					: ballot->focus - 1;
}

static void fill_in(struct ballot *ballot, enum action_id action)
{
	switch ((int)action) {
	case ACTION_UP:
		move(ballot, -1);
		break;
	case ACTION_DOWN:
		move(ballot, 1);
		break;
	case ACTION_LESS:
		step(ballot, -1);
		break;
	case ACTION_MORE:
		step(ballot, 1);
		break;
	case ACTION_TAKE:
		choose(ballot, ballot->focus);
		break;
	case ACTION_SWITCH:
		if (ballot_takes_numbers(ballot) && ballot->focus < ballot->paper.options.count)
			step(ballot, 1);
		else
			choose(ballot, ballot->focus);
		break;
	}
}

static enum ballot_outcome act(
	struct ballot *ballot, enum action_id action, bool asked, int *scroll)
{
	if (action == ACTION_BACK)
		return back(ballot, asked);
	if (ballot->reading_back)
		return action == ACTION_TAKE ? BALLOT_HANDED : BALLOT_USED;
	if (ballot->hands != BALLOT_BEFORE_ROOM)
		fill_in(ballot, action);
	else if (action == ACTION_TAKE)
		take_number(ballot);
	else if (action == ACTION_UP)
		*scroll -= *scroll > 0;
	else if (action == ACTION_DOWN && *scroll < INT_MAX / 2)
		*scroll += 1;
	return BALLOT_USED;
}

static void wall_digit(struct ballot *ballot, int32_t digit)
{
	size_t length = strlen(ballot->typed);

	/* a second digit where one is enough starts the number anew */
	if (length >= ballot_digits(ballot)) {
		memset(ballot->typed, 0, sizeof ballot->typed);
		length = 0;
	}
	ballot->typed[length] = (char)digit;
}

/* Chooses the row of a number that was typed. Where several may be ticked, Enter then means enough.
 */
static void choose_number(struct ballot *ballot, size_t number)
{
	ballot->focus = number - 1;
	choose(ballot, ballot->focus);
	if (ballot_has_done(ballot))
		ballot->focus = ballot->paper.options.count;
}

static void choose_by_digit(struct ballot *ballot, const struct key *key)
{
	size_t options = ballot->paper.options.count, number;
	struct key finger = {.code = key->code + 1}; /* the fist is the first */

	if (key->code == '0' && ballot->number == 0 && ballot->paper.blank &&
		!ballot->paper.fingers) {
		choose(ballot, options + ballot_has_done(ballot));
		return;
	}
	switch (number_key(
		&ballot->number, ballot->paper.fingers ? &finger : key, options, &number)) {
	case NUMBER_NONE:
		ballot_say(ballot, "%s", _("That is none of the numbers."));
		break;
	case NUMBER_OPEN:
		ballot->focus = number - 1;
		ballot_say(ballot, _("Enter takes %zu. Or type on."), number);
		break;
	case NUMBER_WHOLE:
		choose_number(ballot, number);
		break;
	}
}

static bool digit_key(struct ballot *ballot, const struct key *key)
{
	int32_t code = key->code;
	bool gives = ballot_takes_numbers(ballot) || ballot->paper.shape == SHAPE_RANK;
	size_t number = ballot->number;

	if (ballot->reading_back || code < '0' || code > '9') {
		ballot->number = 0;
		if (number > 0 && code == KEYS_ENTER)
			choose_number(ballot, number);
		return number > 0 && code == KEYS_ENTER;
	}
	if (ballot->hands == BALLOT_BEFORE_ROOM)
		wall_digit(ballot, code);
	else if (!gives)
		choose_by_digit(ballot, key);
	else if (ballot->focus >= ballot->paper.options.count)
		say_no_line(ballot);
	else
		ballot_give(ballot, ballot->focus, code - '0');
	return true;
}

/* --- the two words --- */

static void type(struct ballot *ballot, int32_t point)
{
	char bytes[4];
	size_t length = strlen(ballot->words), more = glyph_encode(point, bytes);

	/* the last byte stays 0 */
	if (length + more < sizeof ballot->words)
		memcpy(ballot->words + length, bytes, more);
	else
		ballot_say(ballot, "%s", receipt_form());
	wipe(bytes, sizeof bytes);
}

static void take_words(struct ballot *ballot)
{
	char words[RECEIPT_BYTES + 1];

	if (!receipt_read(ballot->words, words)) {
		ballot_say(ballot, "%s", receipt_form());
		return;
	}
	wipe(ballot->words, sizeof ballot->words);
	memcpy(ballot->words, words, sizeof words);
	wipe(words, sizeof words);
	ballot->wording = false;
	ballot->reading_back = true;
}

/* The last letter; of none, to the choice. */
static void unword(struct ballot *ballot)
{
	size_t length = strlen(ballot->words), kept = text_previous(ballot->words, length, length);

	if (length == 0)
		ballot_change(ballot);
	wipe(ballot->words + kept, length - kept);
}

static enum ballot_outcome word_key(struct ballot *ballot, const struct key *key)
{
	if (key->code == KEYS_ENTER)
		take_words(ballot);
	else if (key->code == KEYS_BACKSPACE)
		unword(ballot);
	else if (key->code >= KEYS_SPACE && key->code < KEYS_NAMED)
		type(ballot, key->code);
	else
		return BALLOT_STRANGE;
	return BALLOT_USED;
}

enum ballot_outcome ballot_key(struct ballot *ballot, const struct key *key, int *scroll)
{
	enum action_id action = keymap_find(MODE_BALLOT, key->code);
	bool asked = ballot->clearing;

	array_free(ballot->message);
	ballot->message = NULL;
	ballot->clearing = false;
	if (key->code == KEYS_ESC && ballot->hands == BALLOT_BY_TELLERS)
		return back(ballot, asked); /* tellers have the keyboard, not a voter */
	if (ballot->wording)
		return word_key(ballot, key);
	if (digit_key(ballot, key))
		return BALLOT_USED;
	return action != ACTION_NONE ? act(ballot, action, asked, scroll) : BALLOT_STRANGE;
}

void ballot_point(struct ballot *ballot, size_t target)
{
	ballot->focus = target - 1;
}
