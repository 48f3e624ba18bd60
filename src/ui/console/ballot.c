/* One ballot, by its shape: filled in, read back, cast. The same for a person and for a paper slip.
 */
#include "state.h"

#include "roundtable/base/hash.h"
#include "roundtable/base/mem.h"
#include "roundtable/core/sentence.h"

#include <stdio.h>
#include <string.h>

/* No row is chosen beforehand, so that a key held down casts nobody's ballot. */
#define NOTHING SIZE_MAX

struct ballot {
	int64_t poll, person; /* person 0: a slip */
	bool wall;            /* mirrored: no echo, options shuffled */
	size_t options;
	int16_t marks[TALLY_OPTIONS_MAX];
	bool blank;
	bool reading_back;
	size_t focus; /* a row: options, then "done" where there is one, then "blank" */
	size_t order[TALLY_OPTIONS_MAX +
		     2]; /* wall: what stands at each number, `options` is blank */
	char typed[4];   /* wall: digits so far */
};

static const struct poll *poll_of(const struct console *console, const struct ballot *ballot)
{
	return model_poll(console_model(console), ballot->poll);
}

static enum ballot_shape shape_of(const struct console *console, const struct ballot *ballot)
{
	const struct poll *poll = poll_of(console, ballot);

	return tally_method(poll != NULL ? poll->rule.method : TALLY_PLURALITY)->shape;
}

/* Several options may be marked, so a row says when it is enough. */
static bool has_done_row(enum ballot_shape shape)
{
	return shape == SHAPE_APPROVE || shape == SHAPE_POINTS || shape == SHAPE_SCORE;
}

/* Options, then "done" and "blank" where there are such rows. */
static size_t rows_of(const struct console *console, const struct ballot *ballot)
{
	return ballot->options + has_done_row(shape_of(console, ballot)) +
	       poll_takes_blank(poll_of(console, ballot));
}

static void clear(struct console *console, struct ballot *ballot)
{
	int16_t empty = shape_of(console, ballot) == SHAPE_SCORE ? MARK_NONE : 0;

	for (size_t i = 0; i < TALLY_OPTIONS_MAX; i++)
		ballot->marks[i] = empty;
	ballot->blank = ballot->reading_back = false;
	ballot->focus = NOTHING;
	memset(ballot->typed, 0, sizeof ballot->typed);
}

static int spent(const struct ballot *ballot)
{
	int sum = 0;

	for (size_t i = 0; i < ballot->options; i++)
		sum += ballot->marks[i] > 0 ? ballot->marks[i] : 0;
	return sum;
}

static void shuffle(struct console *console, struct ballot *ballot)
{
	size_t count = rows_of(console, ballot);

	for (size_t i = 0; i < count; i++)
		ballot->order[i] = i;
	for (size_t i = count - 1; i > 0; i--) {
		size_t k = random_below(console->config.random, (uint32_t)i + 1);
		size_t held = ballot->order[i];
		ballot->order[i] = ballot->order[k];
		ballot->order[k] = held;
	}
}

/* --- drawing --- */

static void option_text(
	const struct console *console, const struct ballot *ballot, size_t option, struct buf *out)
{
	if (option == ballot->options)
		buf_text_add(out, _("Blank ballot: none of these"));
	else
		sentence_option(console_model(console), poll_of(console, ballot), option, out);
}

static void mark_text(enum ballot_shape shape, int16_t mark, size_t number, char out[24])
{
	switch (shape) {
	case SHAPE_CHOOSE:
	case SHAPE_ANSWER:
		snprintf(out, 24, "%zu", number);
		break;
	case SHAPE_APPROVE:
		/* with the digit that ticks it */
		if (number <= 9)
			snprintf(out, 24, "%zu %s", number, mark > 0 ? "[x]" : "[ ]");
		else
			snprintf(out, 24, "  %s", mark > 0 ? "[x]" : "[ ]");
		break;
	case SHAPE_POINTS:
	case SHAPE_CREDITS:
	case SHAPE_RANK:
		snprintf(out, 24, "%2d", mark);
		break;
	case SHAPE_SCORE:
	case SHAPE_GRADE:
		if (mark < 0)
			snprintf(out, 24, " -");
		else
			snprintf(out, 24, "%2d", mark);
		break;
	case SHAPES:
		break;
	}
}

static const char *task(const struct console *console, const struct ballot *ballot, struct buf *out)
{
	const struct poll *poll = poll_of(console, ballot);

	switch (shape_of(console, ballot)) {
	case SHAPE_CHOOSE:
	case SHAPE_ANSWER:
		return _("Arrows to your choice, then Enter.");
	case SHAPE_APPROVE:
		if (ballot->person == 0)
			return _("The digits tick what the slip says; Enter then reads it back.");
		return _("Enter ticks and unticks. Tick as many as you like, then go to Done.");
	case SHAPE_POINTS:
	case SHAPE_CREDITS:
	case SHAPE_RANK:
		buf_format(out,
			_("Right gives a dot, left takes it back. %d of %d left. Then go to Done."),
			tally_dots(&poll->rule) - spent(ballot), tally_dots(&poll->rule));
		return buf_text(out);
	case SHAPE_SCORE:
	case SHAPE_GRADE:
		buf_format(out,
			_("Give each a number from 0 to %d, with the digits or the arrows. Then go "
			  "to Done."),
			tally_scale(&poll->rule));
		return buf_text(out);
	case SHAPES:
		break;
	}
	return "";
}

static void heading(const struct console *console, const struct ballot *ballot, struct page *page)
{
	const struct model *model = console_model(console);
	const struct poll *poll = poll_of(console, ballot);
	const struct person *person = model_person(model, ballot->person);
	const struct proposal *proposal = model_proposal(model, poll->proposal);
	const struct stage *plan = model_stage(model, poll->stage);

	long long cast = model_poll_cast(model, poll), waiting = model_poll_waiting(model, poll);
	if (ballot->person == 0)
		page_set(&page->title, _("Paper slip: ballot %lld of %lld"), cast + 1,
			cast + waiting);
	else
		page_set(&page->title, "%s",
			person != NULL && person->name != NULL ? person->name : _("(erased)"));
	page_set(&page->status, "%s", poll->secret ? _("secret") : _("open vote"));
	page_add(page, LINE_QUESTION,
		proposal != NULL && proposal->text != NULL ? proposal->text
		: plan != NULL                             ? plan->title
							   : "");
}

static void draw_rows(const struct console *console, const struct ballot *ballot, struct page *page)
{
	enum ballot_shape shape = shape_of(console, ballot);
	size_t rows = rows_of(console, ballot);

	for (size_t row = 0; row < rows; row++) {
		struct buf text = {0};
		char mark[24];
		bool done = has_done_row(shape) && row == ballot->options;
		bool blank = row == ballot->options + has_done_row(shape);
		if (done)
			buf_text_add(&text, _("Done: read it back to me"));
		else
			option_text(console, ballot, blank ? ballot->options : row, &text);
		struct line *line = page_add(page, LINE_ITEM, buf_text(&text));
		if (done)
			snprintf(mark, sizeof mark, "✓");
		else if (blank)
			snprintf(mark, sizeof mark, "0");
		else
			mark_text(shape, ballot->marks[row], row + 1, mark);
		line_mark(line, mark);
		line->focused = row == ballot->focus;
		line->target = row + 1;
		buf_finish(&text);
	}
}

/* Keys that a choice takes on the wall. */
static size_t digits(const struct console *console, const struct ballot *ballot)
{
	return rows_of(console, ballot) > 9 ? 2 : 1;
}

static void draw_wall(const struct console *console, const struct ballot *ballot, struct page *page)
{
	page->hidden = true;
	page_add(page, LINE_DO, _("Type the number of your choice. It is not shown."));
	for (size_t i = 0; i < rows_of(console, ballot); i++) {
		struct buf text = {0};
		char mark[24];
		option_text(console, ballot, ballot->order[i], &text);
		snprintf(mark, sizeof mark, "%0*zu", (int)digits(console, ballot), i + 1);
		line_mark(page_add(page, LINE_ITEM, buf_text(&text)), mark);
		buf_finish(&text);
	}
	page_hint(page, "Enter", _("take"));
	page_hint(page, "Backspace", _("again"));
	page_hint(page, "↑ ↓", _("more"));
}

static void read_back(const struct console *console, const struct ballot *ballot, struct page *page)
{
	enum ballot_shape shape = shape_of(console, ballot);

	if (ballot->wall) {
		page_add(page, LINE_SENTENCE, _("Your choice is taken, and not shown here."));
	} else if (ballot->blank) {
		page_add(page, LINE_SENTENCE,
			ballot->person != 0 ? _("You hand in a blank ballot.")
					    : _("The slip is blank."));
	} else {
		page_add(page, LINE_SENTENCE,
			ballot->person != 0 ? _("You chose:") : _("The slip says:"));
		for (size_t i = 0; i < ballot->options; i++) {
			struct buf text = {0};
			char mark[24];
			if (ballot->marks[i] <= 0 &&
				!(shape == SHAPE_SCORE && ballot->marks[i] == 0))
				continue;
			option_text(console, ballot, i, &text);
			struct line *line = page_add(page, LINE_ITEM, buf_text(&text));
			mark_text(shape, ballot->marks[i], i + 1, mark);
			line_mark(line, shape == SHAPE_POINTS || shape == SHAPE_SCORE ? mark : "✓");
			line->focused = shape == SHAPE_CHOOSE || shape == SHAPE_ANSWER;
			buf_finish(&text);
		}
	}
	page_add(page, LINE_GAP, "");
	page_add(page, LINE_DO, _("Enter = cast it. Backspace = start again."));
	if (poll_of(console, ballot)->secret && ballot->person != 0)
		page_add(page, LINE_FATE, _("Once cast, nobody can find your ballot again."));
	page_hint(page, "Enter", _("cast"));
	page_hint(page, "Backspace", _("start again"));
}

static void draw(struct console *console, struct overlay *overlay, struct page *page)
{
	const struct ballot *ballot = overlay->state;
	struct buf text = {0};

	if (poll_of(console, ballot) == NULL)
		return;
	heading(console, ballot, page);
	if (ballot->reading_back) {
		read_back(console, ballot, page);
	} else if (ballot->wall) {
		draw_wall(console, ballot, page);
	} else {
		page_add(page, LINE_DO, task(console, ballot, &text));
		draw_rows(console, ballot, page);
		page_hint(page, "↑ ↓", _("move"));
		page_hint(page, "Enter", _("choose"));
		page_hint(page, "Backspace", _("back"));
	}
	buf_finish(&text);
}

/* --- keys --- */

static bool anything(const struct console *console, const struct ballot *ballot)
{
	const struct poll *poll = poll_of(console, ballot);

	return !tally_ballot_blank(&poll->rule, ballot->marks, ballot->options);
}

static void cast(struct console *console, struct ballot *ballot)
{
	struct command command = command_make(EVENT_BALLOT_CAST);
	bool slip = ballot->person == 0;

	command.body.poll = ballot->poll;
	command.body.person = ballot->person;
	if (!ballot->blank) {
		/* as long as it will be: a list that grows leaves copies of the marks behind */
		struct ids *marks = &body_rare_make(&command.body)->marks;
		marks->items = mem_alloc(ballot->options, sizeof *marks->items);
		marks->capacity = ballot->options;
		for (size_t i = 0; i < ballot->options; i++)
			ids_add(marks, ballot->marks[i]);
	}
	bool done = console_run(console, &command,
		slip ? _("Taken. The next slip, or Backspace when there is none.")
		     : _("Cast. Please pass the keyboard on."));
	if (!done)
		return;
	clear(console, ballot);
	const struct poll *poll = poll_of(console, ballot);
	if (!slip || poll == NULL || model_poll_waiting(console_model(console), poll) <= 0) {
		if (slip)
			console_say(console, false,
				_("There are as many ballots as people who can vote."));
		console_pop(console);
	}
}

static void choose(struct console *console, struct ballot *ballot, size_t row)
{
	enum ballot_shape shape = shape_of(console, ballot);
	bool done_row = has_done_row(shape);

	if (row == NOTHING) {
		console_say(console, true, _("Choose first: the arrows, or a digit."));
	} else if (row < ballot->options && shape == SHAPE_APPROVE) {
		ballot->marks[row] = !ballot->marks[row];
	} else if (row < ballot->options && done_row) {
		ballot->focus = row + 1; /* points and scores are given with arrows and digits */
	} else if (row < ballot->options) {
		clear(console, ballot);
		ballot->focus = row;
		ballot->marks[row] = 1;
		ballot->reading_back = true;
	} else if (done_row && row == ballot->options) {
		ballot->blank = !anything(console, ballot);
		ballot->reading_back = true;
	} else {
		clear(console, ballot);
		ballot->focus = row;
		ballot->blank = ballot->reading_back = true;
	}
}

/* Rows that hold a number rather than a tick. */
static bool by_points(const struct console *console, const struct ballot *ballot)
{
	enum ballot_shape shape = shape_of(console, ballot);

	return (shape == SHAPE_POINTS || shape == SHAPE_SCORE) && ballot->focus < ballot->options;
}

/* One point or score more or less on the focused row. */
static void change(struct console *console, struct ballot *ballot, int by)
{
	const struct poll *poll = poll_of(console, ballot);
	enum ballot_shape shape = shape_of(console, ballot);

	if (ballot->focus >= ballot->options)
		return;
	int16_t *mark = &ballot->marks[ballot->focus];
	if (shape == SHAPE_APPROVE)
		*mark = by > 0;
	else if (shape == SHAPE_POINTS && by > 0 && spent(ballot) >= tally_dots(&poll->rule))
		console_say(console, true, _("All dots are given. Take one back first."));
	else if (shape == SHAPE_POINTS && *mark + by >= 0)
		*mark = (int16_t)(*mark + by);
	else if (shape == SHAPE_SCORE && *mark + by >= MARK_NONE &&
		 *mark + by <= tally_scale(&poll->rule))
		*mark = (int16_t)(*mark + by);
}

static void take_number(struct console *console, struct ballot *ballot)
{
	int number = 0;

	/* as many keys for each choice, so that nobody hears which it is */
	if (ballot->typed[0] != '\0' && strlen(ballot->typed) < digits(console, ballot)) {
		memset(ballot->typed, 0, sizeof ballot->typed);
		console_say(console, true, _("Type both digits, as they stand. Start again."));
		return;
	}
	sscanf(ballot->typed, "%d", &number);
	if (number < 1 || (size_t)number > rows_of(console, ballot)) {
		memset(ballot->typed, 0, sizeof ballot->typed);
		console_say(console, true, _("That is none of the numbers. Start again."));
		return;
	}
	size_t option = ballot->order[number - 1];
	clear(console, ballot);
	ballot->blank = option == ballot->options;
	if (!ballot->blank)
		ballot->marks[option] = 1;
	ballot->reading_back = true;
}

static void start_again(struct console *console, struct ballot *ballot)
{
	bool empty =
		!anything(console, ballot) && !ballot->reading_back && ballot->typed[0] == '\0';

	clear(console, ballot);
	if (empty)
		console_pop(
			console); /* nothing filled in: back to who is called, or from the slips */
}

static bool act(struct console *console, struct overlay *overlay, enum action_id action)
{
	struct ballot *ballot = overlay->state;
	const struct poll *poll = poll_of(console, ballot);

	if (poll == NULL || poll->state != POLL_OPEN) {
		console_pop(console);
		return true;
	}
	size_t rows = rows_of(console, ballot);
	if (action == ACTION_BACK) {
		start_again(console, ballot);
	} else if (ballot->reading_back) {
		if (action == ACTION_TAKE)
			cast(console, ballot);
	} else if (ballot->wall) {
		if (action == ACTION_TAKE)
			take_number(console, ballot);
		else if (action == ACTION_UP)
			overlay->scroll -= overlay->scroll > 0;
		else if (action == ACTION_DOWN)
			overlay->scroll++;
	} else {
		switch ((int)action) {
		case ACTION_UP:
			ballot->focus = ballot->focus == NOTHING || ballot->focus == 0
						? rows - 1
						: ballot->focus - 1;
			break;
		case ACTION_DOWN:
			ballot->focus = ballot->focus == NOTHING ? 0 : (ballot->focus + 1) % rows;
			break;
		case ACTION_LESS:
			change(console, ballot, -1);
			break;
		case ACTION_MORE:
			change(console, ballot, 1);
			break;
		case ACTION_TAKE:
			choose(console, ballot, ballot->focus);
			break;
		case ACTION_SWITCH:
			if (by_points(console, ballot))
				change(console, ballot, 1);
			else
				choose(console, ballot, ballot->focus);
			break;
		}
	}
	return true;
}

static bool wall_digit(const struct console *console, struct ballot *ballot, const struct key *key)
{
	size_t length = strlen(ballot->typed);

	if (key->code < '0' || key->code > '9' || ballot->reading_back)
		return false;
	/* a second digit where one is enough starts the number anew */
	if (length >= digits(console, ballot)) {
		memset(ballot->typed, 0, sizeof ballot->typed);
		length = 0;
	}
	ballot->typed[length] = (char)key->code;
	return true;
}

/* A digit on a row that holds a number gives as much. */
static void give(struct console *console, struct ballot *ballot, int digit)
{
	const struct tally_rule *rule = &poll_of(console, ballot)->rule;
	bool score = shape_of(console, ballot) == SHAPE_SCORE;
	int limit = score ? tally_scale(rule) : tally_dots(rule);

	if (ballot->focus >= ballot->options) {
		console_say(console, true, _("Go to a line first, with the arrows."));
		return;
	}
	int16_t held = ballot->marks[ballot->focus];
	ballot->marks[ballot->focus] = (int16_t)digit;
	if (digit > limit || (!score && spent(ballot) > limit)) {
		ballot->marks[ballot->focus] = held;
		console_sayf(console, true, _("At most %d."), limit);
	}
}

/* A digit chooses the row of that number. Where several may be ticked, Enter then means enough. */
static void choose_by_digit(struct console *console, struct ballot *ballot, int digit)
{
	bool several = has_done_row(shape_of(console, ballot));

	if (digit == 0 && poll_takes_blank(poll_of(console, ballot))) {
		choose(console, ballot, ballot->options + several);
	} else if (digit == 0 || (size_t)digit > ballot->options) {
		console_say(console, true, _("That is none of the numbers."));
	} else {
		ballot->focus = (size_t)digit - 1;
		choose(console, ballot, ballot->focus);
		if (several)
			ballot->focus = ballot->options;
	}
}

static bool digit_key(struct console *console, struct ballot *ballot, const struct key *key)
{
	enum ballot_shape shape = shape_of(console, ballot);
	int digit = key->code - '0';

	if (ballot->wall)
		return wall_digit(console, ballot, key);
	if (ballot->reading_back || digit < 0 || digit > 9)
		return false;
	if (shape == SHAPE_POINTS || shape == SHAPE_SCORE)
		give(console, ballot, digit);
	else
		choose_by_digit(console, ballot, digit);
	return true;
}

static bool input(struct console *console, struct overlay *overlay, const struct key *key)
{
	struct ballot *ballot = overlay->state;

	if (poll_of(console, ballot) == NULL)
		return false;
	if (key->code == KEYS_ESC && ballot->person == 0) {
		start_again(console, ballot); /* tellers have the keyboard, not a voter */
		return true;
	}
	if (digit_key(console, ballot, key))
		return true;
	if (keymap_find(MODE_BALLOT, key->code) != ACTION_NONE)
		return false;
	say_only_these(console);
	return true;
}

/* A click only moves the cursor: Enter chooses. */
static void point(struct console *console, struct overlay *overlay, size_t target)
{
	(void)console;
	((struct ballot *)overlay->state)->focus = target - 1;
}

static void destroy(struct overlay *overlay)
{
	wipe(overlay->state, sizeof(struct ballot));
	array_free(overlay->state);
}

/* Of a stranger's ballot only its own keys work; so for a teller's. */
static const struct overlay_kind ballot_kind = {.mode = MODE_BALLOT,
	.secret_hands = true,
	.draw = draw,
	.act = act,
	.input = input,
	.point = point,
	.destroy = destroy};

void ballot_open(struct console *console, int64_t id, int64_t person)
{
	const struct poll *poll = model_poll(console_model(console), id);

	if (poll == NULL || console_read_only(console))
		return;
	if (poll->secret && model_poll_waiting(console_model(console), poll) <= 0) {
		console_say(console, true,
			_("There are as many ballots as people who can vote. c closes the vote."));
		return;
	}
	if (ballot_seen(console, poll, person == 0))
		return;
	struct ballot *ballot = mem_alloc(1, sizeof *ballot);
	ballot->poll = id;
	ballot->person = person;
	ballot->options = poll_options(poll);
	ballot->wall = person != 0 && poll->secret && console_readable(console);
	clear(console, ballot);
	if (ballot->wall)
		shuffle(console, ballot);
	console_push(console, &ballot_kind, ballot);
}
