/* What a ballot shows: what to do, its rows, and what it says when it is read back. */
#include "ballot.h"

#include <stdio.h>
#include <string.h>

enum { MARK_TEXT = 24 };

static const char *option_text(const struct ballot *ballot, size_t option)
{
	return option < ballot->paper.options.count ? ballot->paper.options.items[option]
						    : _("Blank ballot: none of these");
}

static void mark_text(const struct ballot *ballot, size_t option, char out[MARK_TEXT])
{
	int16_t mark = ballot->marks[option];
	size_t number = option + !ballot->paper.fingers;

	switch (ballot->paper.shape) {
	case SHAPE_CHOOSE:
	case SHAPE_ANSWER:
		snprintf(out, MARK_TEXT, "%zu", number);
		break;
	case SHAPE_APPROVE:
		/* with the number that ticks it */
		snprintf(out, MARK_TEXT, "%*zu %s", ballot->paper.options.count > 9 ? 2 : 1, number,
			mark > 0 ? "[x]" : "[ ]");
		break;
	case SHAPE_POINTS:
	case SHAPE_CREDITS:
		snprintf(out, MARK_TEXT, "%2d", mark);
		break;
	case SHAPE_RANK:
	case SHAPE_SCORE:
	case SHAPE_GRADE:
		if (ballot_marked(ballot, option))
			snprintf(out, MARK_TEXT, "%2d", mark);
		else
			snprintf(out, MARK_TEXT, " -");
		break;
	case SHAPES:
		break;
	}
}

/* What the ticked projects cost, of what there is: a help, not a limit. */
static void add_money(const struct ballot *ballot, struct page *page)
{
	const struct ballot_paper *paper = &ballot->paper;
	long long spent = 0, budget = paper->budget;

	for (size_t i = 0; i < paper->costs.count && i < paper->options.count; i++)
		spent += ballot->marks[i] > 0 ? paper->costs.items[i] : 0;
	if (ballot->hands == BALLOT_BY_TELLERS)
		page_add(page, LINE_DO,
			_("The digits tick what the slip says; Enter then reads it back."));
	else if (spent <= budget)
		page_addf(page, LINE_DO,
			_("Tick what the money should go to. %lld of %lld is left. Then go to "
			  "Done."),
			budget - spent, budget);
	else
		page_addf(page, LINE_DO,
			_("You ticked for %lld, and there is %lld: not all can be bought. Then go "
			  "to Done."),
			spent, budget);
}

/* The grades in words, with the digits that give them. */
static void add_legend(const struct ballot_paper *paper, struct page *page)
{
	struct buf list = {0};

	for (size_t i = 0; i < paper->grades.count; i++)
		buf_format(&list, i == 0 ? "%zu = %s" : " · %zu = %s", i, paper->grades.items[i]);
	page_add(page, LINE_DO,
		paper->rates
			? _("Answer each line, with the digits or the arrows. Leave out what you "
			    "do not want to answer. Then go to Done.")
			: _("Give each a grade, with the digits or the arrows. Then go to Done."));
	page_add(page, LINE_TEXT, buf_text(&list));
	buf_finish(&list);
}

static void add_task(const struct ballot *ballot, struct page *page)
{
	const struct ballot_paper *paper = &ballot->paper;
	int left = paper->dots - ballot_spent(ballot);

	switch (paper->shape) {
	case SHAPE_CHOOSE:
	case SHAPE_ANSWER:
		page_add(page, LINE_DO, _("Arrows to your choice, then Enter."));
		break;
	case SHAPE_APPROVE:
		if (paper->budget > 0) {
			add_money(ballot, page);
			break;
		}
		page_add(page, LINE_DO,
			ballot->hands == BALLOT_BY_TELLERS
				? _("The digits tick what the slip says; Enter then reads it back.")
				: _("Enter ticks and unticks. Tick as many as you like, then go to "
				    "Done."));
		break;
	case SHAPE_POINTS:
		page_addf(page, LINE_DO,
			_("Right gives a dot, left takes it back. %d of %d left. Then go to Done."),
			left, paper->dots);
		break;
	case SHAPE_CREDITS:
		page_addf(page, LINE_DO,
			_("Right gives a vote, left takes it back: 2 votes cost 4 credits, 3 cost "
			  "9. %d of %d credits left. Then go to Done."),
			left, paper->dots);
		break;
	case SHAPE_RANK:
		page_add(page, LINE_DO,
			_("Enter gives the next place, a digit that place. Left and right move it. "
			  "Then go to Done."));
		if (paper->ranks > 0)
			page_addf(page, LINE_TEXT,
				ngettext("Place %d option: 1 is the best.",
					"Place %d options: 1 is the best.",
					(unsigned long)paper->ranks),
				paper->ranks);
		break;
	case SHAPE_GRADE:
	case SHAPE_SCORE:
		if (paper->grades.count > 0) {
			add_legend(paper, page);
			break;
		}
		page_addf(page, LINE_DO,
			_("Give each a number from 0 to %d, with the digits or the arrows. Then go "
			  "to Done."),
			paper->scale);
		break;
	case SHAPES:
		break;
	}
}

/* What a mark means: what votes cost, a grade in its word, the cost that is not in the words. */
static void add_cost(const struct ballot *ballot, size_t option, struct line *line)
{
	const struct ballot_paper *paper = &ballot->paper;
	int votes = ballot->marks[option];
	int64_t said = 0;

	if (paper->shape == SHAPE_GRADE && votes >= 0 && (size_t)votes < paper->grades.count)
		line_detail(line, "%s", paper->grades.items[votes]);
	if (option < paper->costs.count && !words_cost(paper->options.items[option], &said))
		line_detail(line, _("costs %lld"), (long long)paper->costs.items[option]);
	if (ballot->paper.shape == SHAPE_CREDITS && votes != 0)
		line_detail(line, votes == 1 ? _("costs %d credit") : _("costs %d credits"),
			votes * votes);
}

static void add_rows(const struct ballot *ballot, struct page *page)
{
	size_t options = ballot->paper.options.count;

	for (size_t row = 0; row < ballot_rows(ballot); row++) {
		bool done = ballot_has_done(ballot) && row == options;
		char mark[MARK_TEXT] = "0";
		struct line *line = page_add(page, LINE_ITEM,
			done ? _("Done: read it back to me") : option_text(ballot, row));
		if (row < options)
			mark_text(ballot, row, mark);
		line_mark(line, done ? "✓" : mark);
		if (row < options)
			add_cost(ballot, row, line);
		line->focused = row == ballot->focus;
		line->target = row + 1;
	}
}

/* What Enter does on the focused line. */
static const char *enter_does(const struct ballot *ballot)
{
	size_t options = ballot->paper.options.count;

	if (ballot_has_done(ballot) && ballot->focus == options)
		return _("read back");
	if (ballot->paper.shape == SHAPE_RANK && ballot->focus < options)
		return _("place");
	return ballot_takes_numbers(ballot) && ballot->focus < options ? _("next") : _("choose");
}

static void add_hints(const struct ballot *ballot, struct page *page)
{
	bool numbers = ballot_takes_numbers(ballot);
	const char *back = ballot_begun(ballot) ? _("undo") : _("back");

	if (numbers)
		page_hint(page, "← →", _("give"));
	page_hint(page, "↑ ↓", _("move"));
	if (numbers)
		page_hint(page, "Backspace", back);
	page_hint(page, "Enter", enter_does(ballot));
	if (!numbers)
		page_hint(page, "Backspace", back);
}

static void wall_page_of(const struct ballot *ballot, struct page *page)
{
	page->hidden = true;
	page_add(page, LINE_DO, _("Type the number of your choice. It is not shown."));
	for (size_t i = 0; i < ballot_rows(ballot); i++) {
		char mark[MARK_TEXT];
		snprintf(mark, sizeof mark, "%0*zu", (int)ballot_digits(ballot), i + 1);
		line_mark(page_add(page, LINE_ITEM, option_text(ballot, ballot->order[i])), mark);
	}
	page_hint(page, "Enter", _("take"));
	page_hint(page, "Backspace", _("again"));
	page_hint(page, "↑ ↓", _("more"));
}

/* Points and scores say what they are: a mere number before a line reads like a place. */
static struct line *read_back_line(const struct ballot *ballot, size_t option, struct page *page)
{
	const char *text = option_text(ballot, option);
	int mark = ballot->marks[option];
	bool words = ballot->paper.grades.count > 0;

	switch (ballot->paper.shape) {
	case SHAPE_POINTS:
		return page_addf(page, LINE_ITEM,
			ngettext("%1$d dot: %2$s", "%1$d dots: %2$s", (unsigned long)mark), mark,
			text);
	case SHAPE_CREDITS:
		return page_addf(page, LINE_ITEM,
			ngettext("%1$d vote: %2$s", "%1$d votes: %2$s", (unsigned long)mark), mark,
			text);
	case SHAPE_SCORE:
	case SHAPE_GRADE:
		if (!words)
			return page_addf(page, LINE_ITEM, _("%1$d of %2$d: %3$s"), mark,
				ballot->paper.scale, text);
		break;
	case SHAPE_CHOOSE:
	case SHAPE_ANSWER:
	case SHAPE_APPROVE:
	case SHAPE_RANK:
	case SHAPES:
		break;
	}
	return page_add(page, LINE_ITEM, text);
}

static void read_back_option(const struct ballot *ballot, size_t option, struct page *page)
{
	enum ballot_shape shape = ballot->paper.shape;
	struct line *line = read_back_line(ballot, option, page);
	char mark[MARK_TEXT];

	mark_text(ballot, option, mark);
	line_mark(line, shape == SHAPE_RANK ? mark : "✓");
	add_cost(ballot, option, line);
	line->focused = shape == SHAPE_CHOOSE || shape == SHAPE_ANSWER;
}

/* In the order of the paper, or of the places. */
static void read_back_options(const struct ballot *ballot, struct page *page)
{
	if (ballot->paper.shape == SHAPE_RANK) {
		for (int place = 1; place <= ballot_places(ballot); place++)
			read_back_option(ballot, ballot_at_place(ballot, place), page);
		return;
	}
	for (size_t i = 0; i < ballot->paper.options.count; i++)
		if (ballot_marked(ballot, i))
			read_back_option(ballot, i, page);
}

/* Of a ranking not all of which was given: said, for a key may have been missed. */
static void add_left_out(const struct ballot *ballot, struct page *page)
{
	const struct ballot_paper *paper = &ballot->paper;
	int all = (int)paper->options.count, placed = ballot_places(ballot);
	int asked = paper->ranks > 0 && paper->ranks < all ? paper->ranks : all;

	if (paper->shape == SHAPE_RANK && placed < asked)
		page_addf(page, LINE_TEXT,
			ngettext("Only %1$d of %2$d has a place. The others count below it.",
				"Only %1$d of %2$d have a place. The others count below them.",
				(unsigned long)placed),
			placed, asked);
}

static void words_page(const struct ballot *ballot, struct page *page)
{
	bool slip = ballot->hands == BALLOT_BY_TELLERS;

	page_add(page, LINE_DO,
		slip ? _("Type the two words on the slip, if there are any.")
		     : _("Two words of your own, if you like: by them you find your ballot in the "
			 "list after closing."));
	if (!slip)
		page_add(page, LINE_FATE,
			_("Not your name, nothing that others know of you, and new ones for each "
			  "vote. Tell nobody: whoever knows them sees how you voted."));
	page->asking = true;
	page_set(&page->ask, "%s", _("Two words"));
	page_set(&page->typed, "%s", ballot->words);
	page->cursor = strlen(ballot->words);
	page_hint(page, "Enter", ballot->words[0] != '\0' ? _("go on") : _("without words"));
	page_hint(page, "Backspace", ballot->words[0] != '\0' ? _("take back") : _("back"));
}

/* What is said of finding it again; with words of one's own it can be found in the list. */
static void add_words(const struct ballot *ballot, struct page *page)
{
	if (!ballot->paper.receipts || ballot->hands == BALLOT_BEFORE_ROOM)
		return;
	if (ballot->words[0] == '\0')
		page_add(page, LINE_SENTENCE, _("Without words."));
	else
		page_addf(page, LINE_SENTENCE, _("The words beside it: %s"), ballot->words);
}

static void add_confirmation(const struct ballot *ballot, struct page *page)
{
	const struct ballot_paper *paper = &ballot->paper;
	bool several = ballot_has_done(ballot);

	page_add(page, LINE_GAP, "");
	page_add(page, LINE_DO,
		several ? _("Enter = cast it. Backspace = change it.")
			: _("Enter = cast it. Backspace = start again."));
	if (paper->changes && ballot->hands == BALLOT_BY_PERSON)
		page_add(page, LINE_FATE,
			paper->secret ? _("Here you can change it until the vote closes; nobody "
					  "else can find it.")
				      : _("Here you can change it until the vote closes."));
	else if (paper->secret && ballot->hands != BALLOT_BY_TELLERS)
		page_add(page, LINE_FATE,
			ballot->words[0] != '\0'
				? _("Once cast, it is found by these words alone: remember them.")
				: _("Once cast, nobody can find your ballot again."));
	page_hint(page, "Enter", _("cast"));
	page_hint(page, "Backspace", several ? _("change") : _("start again"));
}

static void read_back(const struct ballot *ballot, struct page *page)
{
	bool slip = ballot->hands == BALLOT_BY_TELLERS;

	if (ballot->hands == BALLOT_BEFORE_ROOM) {
		page_add(page, LINE_SENTENCE, _("Your choice is taken, and not shown here."));
	} else if (ballot->blank) {
		page_add(page, LINE_SENTENCE,
			slip ? _("The slip is blank.") : _("You hand in a blank ballot."));
	} else {
		page_add(page, LINE_SENTENCE, slip ? _("The slip says:") : _("You chose:"));
		read_back_options(ballot, page);
		add_left_out(ballot, page);
	}
	add_words(ballot, page);
	add_confirmation(ballot, page);
}

void ballot_page(const struct ballot *ballot, struct page *page)
{
	page_set(&page->status, "%s", ballot->paper.secret ? _("secret") : _("open vote"));
	page_add(page, LINE_QUESTION, ballot->paper.question);
	if (ballot->reading_back) {
		read_back(ballot, page);
	} else if (ballot->wording) {
		words_page(ballot, page);
	} else if (ballot->hands == BALLOT_BEFORE_ROOM) {
		wall_page_of(ballot, page);
	} else {
		if (ballot->paper.prompt != NULL && ballot->paper.prompt[0] != '\0')
			page_add(page, LINE_TEXT, ballot->paper.prompt);
		add_task(ballot, page);
		add_rows(ballot, page);
		add_hints(ballot, page);
	}
}
