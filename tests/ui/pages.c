#include "pages.h"

#include "roundtable/base/buf.h"

#include <string.h>

static void header(struct page *page, const char *status)
{
	page_set(&page->title, "First meeting of a partnership");
	page_set(&page->status, "%s", status);
}

static void item(struct page *page, const char *mark, const char *text, const char *detail)
{
	struct line *line = page_add(page, LINE_ITEM, text);
	line_mark(line, mark);
	if (detail)
		line_detail(line, "%s", detail);
}

static void ballot(struct page *page)
{
	header(page, "Stage 5 of 10 · 7 min left");
	page_add(page, LINE_QUESTION, "Which question should we work on first?");
	page_add(page, LINE_DO, "Amina: choose one, then Enter.");
	page_add(page, LINE_FATE, "Secret: nobody can find your ballot.");
	item(page, "1", "How do people find out about the lunch club?", NULL);
	item(page, "2", "What stops carers from taking a break?", NULL);
	page->lines.items[page->lines.count - 1].focused = true;
	item(page, "3", "Buses after six", NULL);
	item(page, "0", "Blank ballot", NULL);
	page_set(&page->state, "12 of 15 have voted");
	page_hint(page, "Up/Down", "choose");
	page_hint(page, "Enter", "vote");
	page_hint(page, "Esc", "start again");
	page_hint(page, "?", "help");
}

static void collect(struct page *page)
{
	header(page, "Stage 3 of 10 · 4 min over");
	page_add(page, LINE_QUESTION,
		"What would have to change in daily life for this work to have been worth it?");
	page_add(page, LINE_DO, "One sentence each, in turn. An empty Enter passes.");
	page_add(page, LINE_FATE, "Kept with your role, not with your name.");
	item(page, "1", "That I do not have to tell my story five times", "service user");
	item(page, "2", "Somebody answers the phone", "carer");
	item(page, "3",
		"Meetings at hours when people who work, and people who look after somebody, can "
		"come "
		"to them without losing pay",
		"resident");
	item(page, "4", "Numbers we can show the council", "researcher");
	page->asking = true;
	page_set(&page->ask, "Gwen, carer");
	page_set(&page->typed, "A break that does not have to be booked six weeks ahead");
	page->cursor = strlen(page->typed);
	page_set(&page->message, "Card 4 is kept.");
	page_set(&page->state, "Round 1: 4 of 14 have spoken");
	page_hint(page, "Enter", "next card");
	page_hint(page, "F4", "reveal");
	page_hint(page, "Ctrl-P", "park");
	page_hint(page, "Ctrl-N", "note");
	page_hint(page, "Ctrl-Z", "undo");
	page_hint(page, "Ctrl-G", "next stage");
	page_hint(page, "F1", "help");
}

static void roster(struct page *page)
{
	header(page, "Stage 2 of 10 · on time");
	page_add(page, LINE_QUESTION, "Who is here, and who is missing?");
	static const char *const people[][2] = {{"Amina", "resident"},
		{"Bela Kovács", "service user"}, {"Carys", "carer"},
		{"Dr Dambudzo Marechera", "researcher, scribe"}, {"Eun-ji 은지", "council officer"},
		{"Faruk", "funder"}, {"Gwen", "carer, late"}, {"Hana 花", "resident"},
		{"Ines", "practitioner"}, {"Jo", "facilitator, without a vote"},
		{"Kofi", "community organisation"}, {"Lech", "resident, absent"},
		{"María José", "service user"}, {"Noor", "public contributor"}};
	for (size_t i = 0; i < sizeof people / sizeof *people; i++) {
		struct buf mark = {0};
		buf_format(&mark, "%zu", i + 1);
		item(page, buf_text(&mark), people[i][0], people[i][1]);
		buf_finish(&mark);
	}
	page->lines.items[9].focused = true;
	page->lines.items[12].struck = true;
	page_set(&page->message,
		"There is already somebody called Amina. Add a letter to tell them apart.");
	page->alarming = true;
	page_hint(page, "a", "add a person");
	page_hint(page, "Enter", "arrived");
	page_hint(page, "Space", "edit");
	page_hint(page, "n", "next stage");
	page_hint(page, "q", "back");
	page_hint(page, "?", "help");
}

static void result(struct page *page)
{
	header(page, "Stage 5 of 10 · 2 min left");
	page_add(page, LINE_QUESTION, "Which questions come first?");
	static const struct {
		const char *text;
		int64_t value;
	} bars[] = {{"Buses after six", 21}, {"What stops carers from taking a break?", 17},
		{"How do people find out about the lunch club?", 9},
		{"Who decides about the hall", 1}, {"Dogs", 0}};
	for (size_t i = 0; i < sizeof bars / sizeof *bars; i++) {
		struct line *line = page_add(page, LINE_BAR, bars[i].text);
		line->value = bars[i].value;
		line->total = 21;
		char mark[2] = {(char)('1' + i), 0};
		line_mark(line, mark);
	}
	page_add(page, LINE_SENTENCE, "“Buses after six” came first with 21 of 48 dots.");
	page_add(page, LINE_FATE, "15 could vote, 12 voted, each with 4 dots.");
	page_hint(page, "Enter", "take the first three forward");
	page_hint(page, "n", "next stage");
	page_hint(page, "?", "help");
}

static void row(struct page *page, enum line_role role, const char *a, const char *b, const char *c,
	const char *d)
{
	struct line *line = page_add(page, role, "");
	texts_add(&line->cells, a);
	texts_add(&line->cells, b);
	texts_add(&line->cells, c);
	texts_add(&line->cells, d);
}

static void table(struct page *page)
{
	header(page, "Stage 7 of 10 · 11 min left");
	page_add(page, LINE_QUESTION, "What does it cost, and who bears it?");
	row(page, LINE_HEAD, "Cost", "Who bears it", "Hours", "Paid by");
	row(page, LINE_ROW, "Travel to the hall", "resident", "2", "the council");
	row(page, LINE_ROW, "Evenings of the people who are on short contracts",
		"researcher (junior)", "40", "nobody");
	row(page, LINE_ROW, "Somebody to sit with mother", "carer", "12", "not yet known");
	row(page, LINE_ROW, "Telling the story again", "service user", "3.5", "nobody");
	page->lines.items[3].focused = true;
	page_add(page, LINE_WARNING, "Two costs are paid by nobody.");
	page_add(page, LINE_NOTE,
		"Wait here. The junior researchers will not speak first; ask the funder what they "
		"could pay for.");
	page_hint(page, "Enter", "change");
	page_hint(page, "n", "next stage");
	page_hint(page, "?", "help");
}

static void place(struct page *page, const char *mark, const char *const cells[7])
{
	struct line *line = page_add(page, mark != NULL ? LINE_ROW : LINE_HEAD, "");

	if (mark != NULL)
		line_mark(line, mark);
	for (size_t i = 0; i < 7; i++)
		texts_add(&line->cells, cells[i]);
}

static void places(struct page *page)
{
	header(page, "Stage 9 of 12 · 4 min left");
	page_add(page, LINE_QUESTION, "Second ranking, by everybody");
	place(page, NULL,
		(const char *const[]){"", "total", "patient", "carer", "practitioner",
			"community organisation", "moved"});
	place(page, "1",
		(const char *const[]){
			"What helps against pain at night once the tablets have run out?", "5.5",
			"2", "2.5", "1", "3", "up 11"});
	place(page, "2",
		(const char *const[]){
			"Who can be called at the weekend?", "10.5", "6.5", "1", "3", "–", "same"});
	line_under(&page->lines.items[page->lines.count - 1], "the first 2 go forward");
	place(page, "3",
		(const char *const[]){"Is a shorter stay as safe for those who live alone?", "13",
			"4", "2.5", "6.5", "12", "down 9"});
	page_hint(page, "n", "next stage");
}

static void pause(struct page *page)
{
	header(page, "Stage 6 of 10 · break");
	page->centred = true;
	page_add(page, LINE_TEXT, "Break until 15:20");
	page_add(page, LINE_BIG, "11:42");
	page_add(page, LINE_TEXT, "Tea is by the door. You can vote at the table next to it.");
	page_set(&page->state, "Side-table vote: 5 of 15 have voted");
	page_hint(page, "Space", "pause");
	page_hint(page, "n", "next stage");
	page_hint(page, "?", "help");
}

static void start(struct page *page)
{
	page_set(&page->title, "Roundtable");
	page_add(page, LINE_QUESTION, "What would you like to do?");
	item(page, "1", "Start a workshop", "purpose, minutes, group size");
	item(page, "2", "Continue", "first-meeting.roundtable, yesterday 17:05");
	item(page, "3", "Minutes", NULL);
	item(page, "4", "Try it with simulated people", NULL);
	item(page, "5", "Tour", "ten minutes");
	item(page, "6", "Check the room", "letter size, keyboard, colours");
	page->lines.items[1].focused = true;
	page_hint(page, "1-6", "choose");
	page_hint(page, "Enter", "open");
	page_hint(page, "q", "quit");
	page_hint(page, "?", "help");
}

static void decision(struct page *page)
{
	header(page, "Stage 8 of 10 · 1 min left");
	page_add(page, LINE_TITLE, "Proposal 2");
	page_add(page, LINE_QUESTION,
		"We meet every second Thursday at six in the hall, and the council pays the bus "
		"for everybody who needs it.");
	struct line *line = page_add(
		page, LINE_ITEM, "Tested by a qualified majority: two thirds of the votes cast");
	line_detail(line, "sealed in stage 8");
	line = page_add(page, LINE_ITEM, "Who does it");
	line_detail(line, "Kofi");
	line = page_add(page, LINE_ITEM, "Who answers for it");
	line_detail(line, "the council officer");
	line = page_add(page, LINE_ITEM, "Review");
	line_detail(line, "27 November 2026");
	page_add(page, LINE_GAP, "");
	page_add(page, LINE_SENTENCE, "Adopted: 9 yes, 3 no; 8 were needed.");
	page_add(page, LINE_TEXT, "Reasons against, in their own words, are in the minutes.");
	page->asking = true;
	page_set(&page->ask, "How do you wish to be named when the minutes say that you objected");
	page_set(&page->typed, "%s", "");
	page_set(&page->message,
		"Nothing was changed: say who carries the work first, or write “nobody” if nobody "
		"does. "
		"“Not yet known” is an answer as well, and it is printed as it stands.");
	page->alarming = true;
	page_hint(page, "Enter", "keep");
	page_hint(page, "Esc", "leave");
}

const struct sample samples[] = {
	{"start", start},
	{"ballot", ballot},
	{"collect", collect},
	{"roster", roster},
	{"result", result},
	{"table", table},
	{"places", places},
	{"break", pause},
	{"decision", decision},
};
const size_t samples_count = sizeof samples / sizeof *samples;
