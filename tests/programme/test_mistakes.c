#include "roundtable/programme/programme.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* A title, so that a stage begins in line 3; and a stage that holds cards, so that the next begins
 * in line 7. */
#define T "# T\n\n"
#define CARDS T "## Cards (collect, 5 min)\n\n- name: cards\n\n"
#define FORTY_ONE "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddE"
#define TEN(x) x x x x x x x x x x
#define SIXTY "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

struct wrong {
	const char *text;
	int line;
	const char *message;
};

/* Each of these has exactly one mistake. */
static const struct wrong head_mistakes[] = {
	{"", 1, "There is nothing in this programme."},
	{" \n\t\n", 1, "There is nothing in this programme."},
	{"Dear all,\n\nsee you on Friday.\n", 1,
		"This is no programme: it has neither a title (# Title) nor a stage (## Title "
		"(collect, 10 min))."},
	{"## A (brief, 1 min)\n", 1, "The title is missing; begin with a line “# Title”."},
	{T "Only a purpose.\n", 3,
		"There is no stage; one begins with ## and ends in its activity and minutes, for "
		"example (collect, 10 min)."},
	{"#\n\n## A (brief, 1 min)\n", 1, "The title is empty."},
	{"# " SIXTY SIXTY "a\n\n## A (brief, 1 min)\n", 1,
		"The title is longer than 120 characters; shorten it."},
	{T "# U\n\n## A (brief, 1 min)\n", 3,
		"The title, with one #, is in line 1; a stage begins with ##."},
	{"## A (brief, 1 min)\n\n# T\n", 3, "The title stands before the first stage."},
	{T "Roles: a, b, A\n\n## A (brief, 1 min)\n", 3, "The role “A” is named twice."},
	{T "Roles: " FORTY_ONE "\n\n## A (brief, 1 min)\n", 3,
		"“" FORTY_ONE "” is longer than 40 characters; shorten it."},
	{T "Roles: resident, carer\nGroups: x = residnet, carer\n\n## A (brief, 1 min)\n", 4,
		"The role “residnet” is not in the list of “Roles:”. Did you mean “resident”?"},
	{T "Groups: x = carer\nRoles: resident\n\n## A (brief, 1 min)\n", 3,
		"The role “carer” is not in the list of “Roles:”."},
	{T "Groups: x = carer\n\n## A (brief, 1 min)\n", 3,
		"The role “carer” is not in the list of “Roles:”."},
	{T "Roles: a, b\nGroups: x = a; y = b, a\n\n## A (brief, 1 min)\n", 4,
		"The role “a” is in two groups; it can be in one."},
	{T "Roles: a, b\nGroups: a, b\n\n## A (brief, 1 min)\n", 4,
		"“a, b” is no group; write “name = role, role”, and “;” between two groups."},
	{T "Roles: a, b\nGroups: = a\n\n## A (brief, 1 min)\n", 4, "A name is missing here."},
	{T "Length: two hours\n\n## A (brief, 1 min)\n", 3,
		"“two hours” is no length; write for example “120 min”."},
	{T "Length: 0 min\n\n## A (brief, 1 min)\n", 3,
		"“0 min” is no length; write for example “120 min”."},
	{T "Language: English\n\n## A (brief, 1 min)\n", 3,
		"“English” is no language tag; write for example “en” or “pt-BR”."},
	{T "Language: en-\n\n## A (brief, 1 min)\n", 3,
		"“en-” is no language tag; write for example “en” or “pt-BR”."},
	{T "People: many\n\n## A (brief, 1 min)\n", 3,
		"“many” is no group size; write for example “up to 15” or “5 to 15”."},
	{T "People: 6 to 5\n\n## A (brief, 1 min)\n", 3,
		"“6 to 5” is no group size; write for example “up to 15” or “5 to 15”."},
	{T "People: 0 to 5\n\n## A (brief, 1 min)\n", 3,
		"“0 to 5” is no group size; write for example “up to 15” or “5 to 15”."},
	{T "Purpose: decding\n\n## A (brief, 1 min)\n", 3,
		"There is no purpose “decding”; there are: starting together, finding out what "
		"matters, planning the work, deciding, looking at ourselves, checking how it "
		"goes, ending and passing on, trying the program. Did you mean “deciding”?"},
	{T "For: " SIXTY SIXTY SIXTY SIXTY SIXTY SIXTY SIXTY SIXTY SIXTY
	   "\n\n## A (brief, 1 min)\n",
		3, "This line is longer than 500 characters; shorten it."},
	{T "For: all of us\nPepole: 5\n\n## A (brief, 1 min)\n", 4,
		"There is no header line “Pepole:”. Did you mean “People”?"},
	{T "Roles: a\nTry with: Amina\n\n## A (brief, 1 min)\n", 4,
		"“Amina” has no role; write “name = role”, and “;” between two people."},
	{T "Roles: a\nTry with: Amina = carer\n\n## A (brief, 1 min)\n", 4,
		"The role “carer” is not in the list of “Roles:”."},
	{T "Roles: a\nTry with: Amina = a; amina = a\n\n## A (brief, 1 min)\n", 4,
		"“amina” is named twice; give every person a name of their own."},
	{T "Length: 5 min\n\nLength: 6 min\n\n## A (brief, 1 min)\n", 5,
		"“Length:” stands here twice; the first is in line 3."},
	{T "Length:\n\n## A (brief, 1 min)\n", 3, "“Length:” says nothing."},
	{T "Lenght: 5 min\n\n## A (brief, 1 min)\n", 3,
		"There is no header line “Lenght:”. Did you mean “Length”?"},
	{T "Length: 5 min\nPlace: hall\n\n## A (brief, 1 min)\n", 4,
		"There is no header line “Place:”."},
	{T "Length: 5 min\nand a text\n\n## A (brief, 1 min)\n", 4,
		"“and a text” stands among the header lines and is none; leave an empty line "
		"before "
		"a text."},
	{T "A purpose.\nLength: 5 min\n\n## A (brief, 1 min)\n", 4,
		"“Length:” stands inside a text; leave an empty line before it."},
	{T "- Length: 5 min\n\n## A (brief, 1 min)\n", 3,
		"A list belongs to a stage, under its heading; header lines are written without a "
		"mark."},
	{T "> Private.\n\n## A (brief, 1 min)\n", 3,
		"A private note belongs to a stage; put it under the heading it is for."},
};

static const struct wrong block_mistakes[] = {
	{T "## A (brief, 1 min)\n\n### Part\n", 5,
		"Headings are # for the title and ## for a stage; make this a stage or a "
		"paragraph."},
	{T "## A (brief, 1 min)\n\nPart\n----\n", 5,
		"The line of dashes or equals signs under this text makes it a heading; take that "
		"line away."},
	{"T\n=\n\n## A (brief, 1 min)\n", 1, NULL},
	{T "## A (brief, 1 min)\n\n---\n", 5,
		"A line across the page means nothing here; take it away."},
	{T "## A (brief, 1 min)\n\n```\ncode\n```\n", 5,
		"Code has no place in a programme; write it as a paragraph, without the marks "
		"around "
		"it."},
	{T "## A (brief, 1 min)\n\n    moved\n", 5,
		"A text that begins four columns to the right is read as code; begin it at the "
		"left "
		"edge."},
	{T "## A (brief, 1 min)\n\n<!-- mine -->\n", 5,
		"HTML has no place in a programme; write plain text, and what only you shall see "
		"with “>” before each line."},
	{T "## A (brief, 1 min)\n\nOne\ntwo <b>bold.\n", 6,
		"“<b>” is read as HTML, which has no place in a programme; write it without the "
		"angle brackets."},
	{T "## A (brief, 1 min)\n\nOne\ntwo\n![a plan](plan.png)\n", 7,
		"Pictures cannot be shown; say in words what it shows."},
	{T "## A (brief, 1 min)\n\n| a | b |\n|---|---|\n", 5,
		"Tables cannot be read; write the rows as a numbered list."},
	{T "## A (brief, 1 min)\n\na | b\n--|--\n", 6,
		"Tables cannot be read; write the rows as a numbered list."},
	{T "##A (brief, 1 min)\n\n## B (brief, 1 min)\n", 3,
		"Leave a space after the # marks of a heading."},
	{"#T\n\n## B (brief, 1 min)\n", 1, NULL},
	{T "## A (brief, 1 min)\n\n[home]: https://example.org\n", 5,
		"A line of this form defines a link and would not be shown; write the address into "
		"the text."},
	{T "## A (brief, 1 min)\n\n> > > > > > > > > deep\n", 5,
		"Quotes and lists are nested too deep here, or the line begins too far to the "
		"right."},
	{T "## A (brief, 1 min)\n\n" TEN("     ") "far\n", 5,
		"Quotes and lists are nested too deep here, or the line begins too far to the "
		"right."},
	{T "## A (brief, 1 min)\n\n" TEN(TEN("[")) TEN(TEN("[")) "\n" TEN(TEN("[")) TEN("[") "\n",
		6, "There are too many square brackets in this paragraph."},
	{T "## A (brief, 1 min)\n\n- optional: yes\n  - more: yes\n", 6,
		"A list inside another list cannot be read; make it one list."},
	{T "## A (brief, 1 min)\n\n1. > a quote\n", 5,
		"A private note stands alone: begin it at the left edge, with one “>”."},
	{T "## A (brief, 1 min)\n\n> # Heading\n", 5,
		"A heading cannot stand inside a list or a quote; write it as a text."},
	{T "## A (brief, 1 min)\n\n1. one\n\n   again\n", 7,
		"An entry of a list is one paragraph; begin a text at the left edge."},
	{T "## A (brief, 1 min)\n\n1. one\n2.\n", 6,
		"There is nothing after this mark; write a text or take it away."},
	{T "## A (brief, 1 min)\n\n1. one\n2. \u200b\n", 6,
		"There is nothing after this mark; write a text or take it away."},
	{T "## A (brief, 1 min)\n\n- optional: yes\nThe question.\n", 6,
		"Leave an empty line after a list, or begin this line with two spaces if it "
		"belongs "
		"to the list."},
	{T "## A (brief, 1 min)\n\n> Wait.\nThe question.\n", 6,
		"Leave an empty line after a private note, or begin this line with “>” if it "
		"belongs "
		"to it."},
	{T "## A (brief, 1 min)\n\n> 1. Wait.\nThe question.\n", 6,
		"Leave an empty line after a private note, or begin this line with “>” if it "
		"belongs "
		"to it."},
	{T "## A (brief, 1 min)\n\n1. " TEN(SIXTY) "\n", 5,
		"This entry is longer than 500 characters; shorten it."},
};

static const struct wrong stage_mistakes[] = {
	{T "## A\n", 3,
		"A stage ends in its activity and minutes in brackets, for example (collect, 10 "
		"min)."},
	{T "## A (draft)\n", 3,
		"“(draft)” does not name activity and minutes; write for example (collect, 10 "
		"min)."},
	{T "## A (talk)\n", 3, "The minutes are missing; write for example (talk, 10 min)."},
	{T "## A (15 min)\n", 3, "The activity is missing; write for example (collect, 15 min)."},
	{T "## A (colect, 1 min)\n", 3,
		"There is no activity “colect”; there are: brief, people, collect, group, vote, "
		"rate, decide, talk, break, close. Did you mean “collect”?"},
	{T "## A (talk, ten)\n", 3, "“ten” is no length; write for example “18 min”."},
	{T "## A (talk, 10)\n", 3, "“10” is no length; write for example “18 min”."},
	{T "## A (talk, 0 min)\n", 3, "A stage takes 1 to 600 min."},
	{T "## A (talk, 601 min)\n", 3, "A stage takes 1 to 600 min."},
	{T "## (talk, 1 min)\n", 3, "This stage has no title."},
	{T "## " SIXTY SIXTY "a (talk, 1 min)\n", 3,
		"This title is longer than 120 characters; shorten it and write the rest as a "
		"paragraph."},
	{T "## A (talk, 1 min)\n\n- tur: 1 min\n", 5,
		"There is no setting “tur”. Did you mean “turn”?"},
	{T "## A (talk, 1 min)\n\n- wxyz: 1 min\n", 5, "There is no setting “wxyz”."},
	{T "## A (talk, 1 min)\n\n- Who speaks?\n", 5,
		"“Who speaks?” is no setting, which is written “key: value”; what people shall see "
		"is a paragraph or a numbered list."},
	{T "## A (talk, 1 min)\n\n- What we ask ourselves now: who speaks?\n", 5,
		"“What we ask ourselves now: who speaks?” is no setting, which is written “key: "
		"value”; what people shall see is a paragraph or a numbered list."},
	{T "## A (talk, 1 min)\n\n- turn:\n", 5, "“turn:” says nothing."},
	{T "## A (talk, 1 min)\n\n- turn: 1 min\n- Turn: 1 min\n", 6,
		"“turn” stands here twice; the first is in line 5."},
	{T "## A (talk, 1 min)\n\n- name: a\n- name: b\n", 6,
		"“name” stands here twice; the first is in line 5."},
	{T "## A (talk, 1 min)\n\n- name: " FORTY_ONE "\n", 5,
		"“" FORTY_ONE "” is longer than 40 characters; shorten it."},
	{T "## A (talk, 1 min)\n\n- dots: 5\n", 5,
		"“talk” has no setting “dots”; it belongs to: vote."},
	{T "## A (talk, 1 min)\n\n- from: x\n", 5,
		"“talk” has no setting “from”; it belongs to: collect, group, decide."},
	{T "## A (talk, 1 min)\n\n- column: a (text)\n", 5,
		"“talk” has no setting “column”; it belongs to: collect."},
	{T "## A (talk, 1 min)\n\n- round: maybe\n", 5, "“round” is yes or no, not “maybe”."},
	{T "## A (talk, 9 min)\n\n- turn: 2\n", 5, "“turn” is a length such as “5 min”, not “2”."},
	{T "## A (talk, 99 min)\n\n- turn: 31 min\n", 5, "“turn” is 0 to 30 min."},
	{T "## A (collect, 1 min)\n\n- authors: shwon\n", 5,
		"“authors” cannot be “shwon”; it is one of: shown, role, counted, hidden. Did you "
		"mean “shown”?"},
	{CARDS "## B (vote, 1 min)\n\n- options: cards\n- top: three\n", 10,
		"“top” is a whole number, not “three”."},
	{CARDS "## B (vote, 1 min)\n\n- options: cards\n- top: -1\n", 10,
		"“top” is a whole number, not “-1”."},
	{CARDS "## B (vote, 1 min)\n\n- options: cards\n- top: 100\n", 10,
		"“top” is a number from 0 to 99."},
	{T "## A (decide, 1 min)\n\n- rule: qualified\n- threshold: 66 %\n", 6,
		"“threshold” is a share such as 1/2 or 2/3, not “66 %”."},
	{T "## A (decide, 1 min)\n\n- rule: qualified\n- threshold: 3/2\n", 6,
		"“threshold” is a share such as 1/2 or 2/3, not “3/2”."},
	{T "## A (decide, 1 min)\n\n- rule: qualified\n- threshold: 0/2\n", 6,
		"“threshold” is a share such as 1/2 or 2/3, not “0/2”."},
	{T "## A (collect, 1 min)\n\n- column: cost (nubmer)\n", 5,
		"A column cannot take “nubmer”; it takes one of these: text, number, date, person, "
		"role, one of A, B, C. Did you mean “number”?"},
	{T "## A (collect, 1 min)\n\n- column: (text)\n", 5, "A name is missing here."},
	{T "## A (collect, 1 min)\n\n- column: kind (one of high)\n", 5,
		"A choice needs at least two words, for example (one of low, high)."},
	{T "## A (collect, 1 min)\n\n- column: kind (one of low, high, Low)\n", 5,
		"The choice “Low” stands here twice."},
	{T "## A (collect, 1 min)\n\n- column: kind (one of low,, high)\n", 5,
		"A choice is empty here; write for example (one of low, high)."},
	{T "## A (collect, 1 min)\n\n- column: kind (one of)\n", 5,
		"A choice is empty here; write for example (one of low, high)."},
	{T "## A (collect, 1 min)\n\n- column: kind (one of )\n", 5,
		"A choice is empty here; write for example (one of low, high)."},
	{T "## A (collect, 1 min)\n\n- column: cost\n- column: Cost (number)\n", 6,
		"There are two columns “Cost”."},
};

static const struct wrong meaning_mistakes[] = {
	{T "## A (talk, 1 min)\n\n- name: a\n\n## B (talk, 1 min)\n\n- name: a\n", 9,
		"The stage in line 3 has the name “a” too."},
	{CARDS "## B (group, 1 min)\n\n- from: crads\n", 9,
		"No stage has the name or title “crads”. Did you mean “cards”?"},
	{CARDS "## B (group, 1 min)\n\n- from: nothing like it\n", 9,
		"No stage has the name or title “nothing like it”."},
	{CARDS "## Cards (talk, 1 min)\n\n## B (group, 1 min)\n\n- from: Cards\n", 11,
		"“Cards” can be the stage in line 3 or the one in line 7; give the one you mean a "
		"name of its own."},
	{CARDS "## B (group, 1 min)\n\n- from: B\n", 9,
		"“B” is this stage itself; name an earlier one."},
	{T "## B (group, 1 min)\n\n- from: C\n\n## C (collect, 1 min)\n", 5,
		"“C” comes later, in line 7; name an earlier stage."},
	{T "## B (talk, 1 min)\n\n## C (group, 1 min)\n\n- from: B\n", 7,
		"“B” is a “talk” stage and holds no cards; name a collect or group stage."},
	{T "## A (vote, 1 min)\n", 3,
		"A vote needs options: “- options: …” naming an earlier stage, or a numbered list "
		"of "
		"at least two."},
	{T "## A (vote, 1 min)\n\n1. one\n", 3,
		"A vote needs options: “- options: …” naming an earlier stage, or a numbered list "
		"of "
		"at least two."},
	{CARDS "## A (vote, 1 min)\n\n- options: cards\n\n1. one\n2. two\n", 7,
		"This vote has options from a stage and a numbered list; keep one of the two."},
	{CARDS "## A (vote, 1 min)\n\n- options: cards\n- method: majority\n", 7,
		"A majority is yes or no to the question in the title; take the options away or "
		"choose another method."},
	{T "## A (vote, 1 min)\n\n- method: majority\n\n1. one\n2. two\n", 3,
		"A majority is yes or no to the question in the title; take the options away or "
		"choose another method."},
	{T "## A (vote, 1 min)\n\n1. one\n2. two\n3. One\n", 5, "“One” stands in this list twice."},
	{T "## A (vote, 1 min)\n\n- method: dots\n- ballot: wall\n\n1. one\n2. two\n", 6,
		"In front of the wall only a ballot with one choice stays secret; use “ballot: "
		"paper” or “ballot: laptop”."},
	{T "## A (vote, 1 min)\n\n- method: majority\n- secret: no\n- receipts: yes\n", 7,
		"“receipts” finds a secret ballot again, and an open vote is kept by name anyway; "
		"leave out “receipts: yes” or “secret: no”."},
	{T "## A (decide, 1 min)\n\n- receipts: yes\n- ballot: wall\n", 5,
		"In front of the wall nobody can type two words without being seen; use “ballot: "
		"laptop” or “ballot: paper”, or leave out “receipts: yes”."},
	{T "## A (vote, 1 min)\n\n- receipts: yes\n- method: dots\n\n1. one\n2. two\n", 5,
		"Several marks on a ballot are like a fingerprint, so ballots of this method are "
		"never listed; “receipts” goes with plurality, majority, consent, consensus, "
		"gradients and fist-to-five."},
	{"# A\n\nRoles: one, two\n\n## A (vote, 1 min)\n\n- method: majority\n- by: role\n"
	 "- receipts: yes\n",
		9,
		"A list of ballots beside results by role could show how one person voted; keep "
		"one of “receipts” and “by”."},
	{T "## A (group, 1 min)\n", 3,
		"A group stage needs cards: “- from: …” naming an earlier stage."},
	{T "## A (rate, 1 min)\n", 3,
		"A rate stage needs its statements as a numbered list, or “- options: …” "
		"naming an earlier stage whose cards are rated."},
	{T "## Cards (collect, 1 min)\n## A (rate, 1 min)\n\n- options: Cards\n\n1. one\n", 4,
		"This stage has statements from a stage and a numbered list; keep one of the two."},
	{T "## A (rate, 1 min)\n\n- scale: yes\n\n1. one\n", 5,
		"“answers” are 2 to 9 words or phrases, from one end to the other, parted by "
		"commas."},
	{T "## A (talk, 9 min)\n\n- small groups: of many\n", 5,
		"“small groups” says how many (“3”) or how many people in each (“of 6”), from 2 to "
		"99; or “as before”."},
	{T "Roles: a, b\n\n## A (vote, 9 min)\n\n- voters: small groups\n- secret: no\n\n1. x\n2. "
	   "y\n",
		7, "No stage before this one deals people into small groups."},
	{T "## A (talk, 9 min)\n\n- small groups: 3\n\n## B (vote, 9 min)\n\n- voters: small "
	   "groups\n\n1. x\n2. y\n",
		9, "Small groups vote openly, each with one ballot; add “- secret: no”."},
	{T "## A (talk, 9 min)\n\n- small groups: 3\n\n## B (vote, 9 min)\n\n- voters: small "
	   "groups\n- secret: no\n- method: equal-roles\n\n1. x\n2. y\n",
		9, "A small group has no role: its ballot cannot be counted by role."},
	{T "## A (talk, 9 min)\n\n- small groups: 3\n\n## B (decide, 9 min)\n\n- voters: small "
	   "groups\n- secret: no\n",
		9, "Small groups give their ballots in a vote stage only."},
	{T "## A (talk, 9 min)\n\n- small groups: as before\n", 5,
		"No stage before this one deals people into small groups."},
	{T "## A (talk, 9 min)\n\n- steps: alone, in twos 2 min\n", 5,
		"“steps” are 2 to 12 names, each with its length of at most 120 min, parted by "
		"commas: “alone 1 min, in twos 2 min”."},
	{T "## A (rate, 1 min)\n\n- answers: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10\n\n1. one\n", 5,
		"“answers” are 2 to 9 words or phrases, from one end to the other, parted by "
		"commas."},
	{T "## A (rate, 1 min)\n\n- ballot: wall\n\n1. one\n", 5,
		"In front of the wall only a ballot with one choice stays secret; use “ballot: "
		"paper” or “ballot: laptop”."},
	{T "## A (collect, 1 min)\n\n- matrix: yes\n", 5,
		"A matrix needs its kinds as a numbered list."},
	{T "## A (collect, 1 min)\n\n- matrix: yes\n\n1. x\n2. y\n\n## B (collect, 1 min)\n\n- "
	   "from: A\n- matrix: yes\n\n1. x\n",
		13, "A matrix has its own ticks: leave out “from”, or “matrix”."},
	{T "## A (collect, 1 min)\n\n- column: hours (number)\n- sum: ours\n", 6,
		"There is no column “ours” here. Did you mean “hours”?"},
	{T "## A (collect, 1 min)\n\n- column: cost\n- column: hours\n- sum: hours\n", 7,
		"“hours” has no numbers to sum; write “- column: hours (number)”."},
	{T "## A (collect, 1 min)\n\n- column: cost\n- column: who\n- sum by: who, whom\n", 7,
		"There is no column “whom” here. Did you mean “who”?"},
	{T "## A (collect, 1 min)\n\n- column: cost\n- gap: cost\n", 6,
		"“cost” is never empty: it is the card itself."},
	{T "## A (collect, 1 min)\n\n- column: cost\n- column: met (one of yes, no)\n- gap: met "
	   "= yes, on\n",
		7, "“on” is none of the choices of “met”."},
	{CARDS "## B (collect, 1 min)\n\n- from: cards\n- column: who\n- gap: whose\n", 11,
		"There is no column “whose” here. Did you mean “who”?"},
	{T "## A (collect, 1 min)\n\n- column: cost\n- column: kind (one of a, b)\n- grid: kind\n",
		7, "A grid needs two columns, rows first: “- grid: who bears it, kind”."},
	{T "## A (collect, 1 min)\n\n- column: cost\n- column: kind (one of a, b)\n- grid: cost, "
	   "kinds\n",
		7, "There is no column “kinds” here. Did you mean “kind”?"},
	{T "## A (collect, 1 min)\n\n- column: cost\n- column: kind (one of a, b)\n- grid: kind, "
	   "cost\n",
		7,
		"“cost” has no fixed words to stand across; take a column of choices, roles or "
		"persons, or “said by”."},
	{T "## A (collect, 1 min)\n\n- column: cost\n- column: kind (one of a, b)\n- grid: kind, "
	   "kind\n",
		7, "A grid needs two different columns."},
	{T "## A (collect, 1 min)\n\n- authors: counted\n- column: cost\n- grid: cost, said by\n",
		7,
		"Nothing is kept beside a card of who said it: “said by” needs “authors: shown” or "
		"“authors: role”."},
	{T "## A (collect, 1 min)\n\n- matrix: yes\n- column: when (one of a, b)\n- grid: when, "
	   "said "
	   "by\n\n1. money\n2. time\n",
		7,
		"The kinds of a matrix are its rows: name the one column that goes across, for "
		"example “- grid: said by”."},
	{CARDS "## B (collect, 1 min)\n\n- column: what\n- column: who\n- sum by: who\n- beside: "
	       "cards\n",
		12,
		"“Cards” needs “sum by” as well: its first column is the one the two tables have "
		"in "
		"common."},
	{T "## A (collect, 1 min)\n\n- name: cards\n- column: what\n- column: who\n- sum by: "
	   "who\n\n"
	   "## B (collect, 1 min)\n\n- column: what\n- column: who\n- beside: cards\n",
		14,
		"“beside” needs “sum by”: its first column is the one the two tables have in "
		"common."},
	{CARDS "## B (group, 1 min)\n\n- name: b\n- from: cards\n\n## C (talk, 1 min)\n\n- shows: "
	       "b\n",
		14, "“shows” names a collect stage, whose table then stands here."},
	{T "## A (collect, 1 min)\n\n- matrix: yes\n\n1. money\n2. money\n", 7,
		"“money” stands in this list twice."},
	{T "## A (decide, 1 min)\n\n- rule: qualified\n", 5,
		"A qualified majority needs its share, for example “- threshold: 2/3”."},
	{T "Roles: resident, carer\n\n## A (decide, 1 min)\n\n- voters: Carer, residents\n", 7,
		"“residents” is neither a role nor a group of roles of this programme. Did you "
		"mean "
		"“resident”?"},
	{T "Roles: resident, carer\n\n## A (decide, 1 min)\n\n- voters: carer,\n", 7,
		"“” is neither a role nor a group of roles of this programme."},
	{T "## A (rate, 1 min)\n\n- stop at: 15\n\n1. one\n2. two\n", 5,
		"“stop at” needs the most rounds there may be, for example “- rounds: 3”."},
	{T "Roles: a, b\n\n## A (vote, 1 min)\n\n- method: schulze\n- by: role\n\n1. one\n2. two\n",
		8,
		"What roles gave by this method does not add up to what came out; “by” goes with "
		"plurality, approval, dots, score, majority, gradients and fist-to-five."},
	{T "## A (decide, 1 min)\n\n- voters: carer\n", 5,
		"This programme has no roles; write “Roles: …” before the first stage."},
};

static const struct wrong warnings[] = {
	{T "Language: xx\n\n## A (brief, 1 min)\n", 3,
		"No language has the two letters “xx”; write for example “en” or “pt-BR”."},
	{T "Language: qq-CH\n\n## A (brief, 1 min)\n", 3,
		"No language has the two letters “qq”; write for example “en” or “pt-BR”."},
	{T "## A (rate, 1 min)\n\n- minimum: 5\n\n1. one\n", 5,
		"“minimum” has no effect without “by: role” or “by: group”."},
	{T "## A (vote, 1 min)\n\n- method: majority\n- by: role\n", 6,
		"“by” has no effect where the programme names fewer than two roles."},
	{T "## A (rate, 1 min)\n\n- by: role\n\n1. one\n", 5,
		"“by” has no effect where the programme names fewer than two roles."},
	{T "Length: 9 min\n\n## A (talk, 6 min)\n\n## B (talk, 5 min)\n\n- optional: yes\n", 3,
		"The stages take 11 min, 2 more than the length; without the optional ones they "
		"take "
		"6 min."},
	{T "## A (brief, 1 min)\n\nText\n2. two\n", 6,
		"This line belongs to the paragraph above; leave an empty line before a numbered "
		"list."},
	{T "## A (brief, 1 min)\n\noptional: yes\n", 5,
		"Everybody will read this line; put “- ” before it if it is a setting."},
	{T "## A (vote, 1 min)\n\n- dots: 3\n\n1. one\n2. two\n", 5,
		"“dots” has no effect here; it needs “method: dots”."},
	{T "## A (vote, 1 min)\n\n- scale: 3\n\n1. one\n2. two\n", 5,
		"“scale” has no effect here; it needs “method: score”."},
	{T "## A (vote, 1 min)\n\n- threshold: 2/3\n\n1. one\n2. two\n", 5,
		"“threshold” has no effect here; it needs “method: majority”."},
	{T "## A (vote, 1 min)\n\n- base: cast\n\n1. one\n2. two\n", 5,
		"“base” has no effect here; it needs “method: majority”."},
	{T "## A (vote, 1 min)\n\n- method: majority\n- top: 2\n", 6,
		"“top” has no effect on a majority, which has no options."},
	{T "## A (decide, 1 min)\n\n- threshold: 2/3\n", 5,
		"“threshold” has no effect here; it needs “rule: qualified”."},
	{T "## A (decide, 1 min)\n\n- rule: consent\n- base: cast\n", 6,
		"“base” has no effect on consent, which asks everybody."},
	{T "## A (collect, 4 min)\n\n- silent: 5 min\n", 5,
		"“silent” is longer than the stage, which has 4 min."},
	{T "## A (talk, 1 min)\n\n- turn: 2 min\n", 5,
		"“turn” is longer than the stage, which has 1 min."},
	{T "## A (close, 1 min)\n\n## B (talk, 1 min)\n", 3,
		"Stages follow after the close; make it the last."},
	{T "## A (collect, 1 min)\n\n- optional: yes\n\n## B (group, 1 min)\n\n- from: A\n", 9,
		"“A” is optional: when it is dropped, nothing is left to work on here."},
};

static void assert_one(const struct wrong *wrong, bool is_warning)
{
	struct plan plan = {0};
	struct diagnostics diagnostics = {0};
	bool good = programme_parse(wrong->text, strlen(wrong->text), &plan, &diagnostics);
	const char *text = diagnostics.count ? diagnostics.items[0].text : "";

	assert_true(good == diagnostics_only_warn(&diagnostics));
	if (!wrong->message) { /* it brings others with it: the line of the first is enough */
		assert_true(!good && diagnostics.items[0].line == wrong->line);
	} else if (diagnostics.count != 1 || strcmp(text, wrong->message) != 0 ||
		   diagnostics.items[0].line != wrong->line || good != is_warning ||
		   diagnostics.items[0].warning != is_warning) {
		for (size_t i = 0; i < diagnostics.count; i++)
			print_error(
				"%d: %s\n", diagnostics.items[i].line, diagnostics.items[i].text);
		fail_msg("expected in line %d: %s\nof: %s", wrong->line, wrong->message,
			wrong->text);
	}
	diagnostics_finish(&diagnostics);
	plan_finish(&plan);
}

static void assert_all(const struct wrong *wrong, size_t count, bool is_warning)
{
	for (size_t i = 0; i < count; i++)
		assert_one(&wrong[i], is_warning);
}

#define ALL(list) list, sizeof list / sizeof *list

static void mistakes_before_the_first_stage(void **state)
{
	(void)state;
	assert_all(ALL(head_mistakes), false);
}

static void blocks_that_have_no_place(void **state)
{
	(void)state;
	assert_all(ALL(block_mistakes), false);
}

static void mistakes_in_headings_and_settings(void **state)
{
	(void)state;
	assert_all(ALL(stage_mistakes), false);
}

static void mistakes_of_meaning(void **state)
{
	(void)state;
	assert_all(ALL(meaning_mistakes), false);
}

static void warnings_leave_it_usable(void **state)
{
	(void)state;
	assert_all(ALL(warnings), true);
}

/* Appends `count` lines made from a format with one number. */
static void add_lines(struct buf *text, int count, const char *before, const char *after)
{
	for (int i = 0; i < count; i++)
		buf_format(text, "%s%d%s", before, i, after);
}

static void assert_count_limit(const char *start, const char *before, const char *after, int limit,
	int line, const char *message)
{
	for (int extra = 0; extra <= 2; extra++) {
		struct buf text = {0};
		struct wrong wrong = {.line = line, .message = message};

		buf_text_add(&text, start);
		add_lines(&text, limit + extra, before, after);
		wrong.text = buf_text(&text);
		if (extra > 0) {
			assert_one(&wrong, false);
		} else {
			struct plan plan = {0};
			struct diagnostics diagnostics = {0};

			assert_true(programme_parse(
				wrong.text, strlen(wrong.text), &plan, &diagnostics));
			assert_int_equal(diagnostics.count, 0);
			plan_finish(&plan);
		}
		buf_finish(&text);
	}
}

static void there_are_limits_of_number(void **state)
{
	(void)state;
	assert_count_limit(
		T, "## S", " (talk, 1 min)\n", 99, 3 + 99, "A programme has at most 99 stages.");
	assert_count_limit(T "## A (vote, 1 min)\n\n", "1. o", "\n", 64, 5 + 64,
		"A numbered list has at most 64 entries.");
	assert_count_limit(T "## A (collect, 1 min)\n\n", "- column: c", " (text)\n", 12, 5 + 12,
		"A stage has at most 12 columns.");
}

static void lists_in_the_head_are_limited(void **state)
{
	(void)state;
	struct buf text = {0};
	struct wrong wrong = {.line = 3, .message = "A programme has at most 40 roles."};

	buf_text_add(&text, T "Roles: ");
	add_lines(&text, 60, "r", ", ");
	buf_text_add(&text, "\n\n## A (talk, 1 min)\n");
	wrong.text = buf_text(&text);
	assert_one(&wrong, false);
	buf_finish(&text);
	buf_text_add(&text, T "Roles: a\nTry with: ");
	add_lines(&text, 41, "p", " = a; ");
	buf_text_add(&text, "\n\n## A (talk, 1 min)\n");
	wrong = (struct wrong){.text = buf_text(&text),
		.line = 4,
		.message = "A programme brings at most 40 people."};
	assert_one(&wrong, false);
	buf_finish(&text);
	buf_text_add(&text, T "## A (collect, 1 min)\n\n- column: x (one of ");
	add_lines(&text, 65, "c", ", ");
	buf_text_add(&text, "z)\n");
	wrong = (struct wrong){
		.text = buf_text(&text), .line = 5, .message = "A column has at most 64 choices."};
	assert_one(&wrong, false);
	buf_finish(&text);
}

static void assert_bytes(const char *bytes, size_t length, const char *message)
{
	struct plan plan = {0};
	struct diagnostics diagnostics = {0};

	assert_false(programme_parse(bytes, length, &plan, &diagnostics));
	assert_int_equal(diagnostics.count, 1);
	assert_string_equal(diagnostics.items[0].text, message);
	diagnostics_finish(&diagnostics);
}

static void bytes_that_are_no_text(void **state)
{
	(void)state;
	static char large[PROGRAMME_BYTES_MAX + 1];

	assert_bytes("# T\0\n", 5, "This is not text in UTF-8.");
	assert_bytes("# T\xff\n", 5, "This is not text in UTF-8.");
	memset(large, 'a', sizeof large);
	assert_bytes(large, sizeof large, "A programme has at most 128 KiB; this one is larger.");
}

/* What a message quotes is shortened and holds nothing that moves a terminal. */
static void messages_quote_safely(void **state)
{
	(void)state;
	struct wrong wrong = {
		.text = T "Length: \x1b[2J" SIXTY "a\n\n## A (talk, 1 min)\n",
		.line = 3,
		.message = "“[2Jaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…” is no "
			   "length; write for example “120 min”.",
	};

	assert_one(&wrong, false);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mistakes_before_the_first_stage),
		cmocka_unit_test(blocks_that_have_no_place),
		cmocka_unit_test(mistakes_in_headings_and_settings),
		cmocka_unit_test(mistakes_of_meaning),
		cmocka_unit_test(warnings_leave_it_usable),
		cmocka_unit_test(there_are_limits_of_number),
		cmocka_unit_test(lists_in_the_head_are_limited),
		cmocka_unit_test(bytes_that_are_no_text),
		cmocka_unit_test(messages_quote_safely),
	};

	setlocale(LC_ALL, "");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
