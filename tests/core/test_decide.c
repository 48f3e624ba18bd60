/* What is refused, each by a real command; a refused command changes nothing (see desk_refuse). */
#include "room.h"

#include "../support/model_dump.h"
#include "../support/sample_plan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The codes which a command of this file was refused with. */
static bool reached[REFUSAL_CODES];

static void refuses(struct desk *desk, struct command command, enum refusal_code code)
{
	desk_refuse(desk, command, code);
	reached[code] = true;
}

static void test_session(void **state)
{
	struct room *room = *state;
	struct desk empty = {.random = room->desk.random};
	struct plan plan = {0};

	refuses(&empty, said(WISH(NOTE_ADDED), WORDS("early")), REFUSED_NOT_STARTED);
	sample_plan(&plan);
	refuses(&room->desk, WISH(SESSION_STARTED, RARE(.plan = &plan)), REFUSED_SAME);
	plan_finish(&plan);
	int64_t poll = desk_poll(&room->desk, AT_PLURALITY, 0, true);
	refuses(&room->desk, WISH(SESSION_CLOSED), REFUSED_POLLS_OPEN);
	desk_do(&room->desk, said(WISH(POLL_VOIDED, .poll = poll), WORDS("wrong question")));
	desk_do(&room->desk, WISH(SESSION_CLOSED));
	refuses(&room->desk, said(WISH(NOTE_ADDED), WORDS("late")), REFUSED_CLOSED);
	refuses(&room->desk, WISH(STEP_UNDONE), REFUSED_CLOSED);
	refuses(&room->desk, said(WISH(CORRECTION_ADDED), WORDS("")), REFUSED_EMPTY);
	desk_do(&room->desk, said(WISH(CORRECTION_ADDED), WORDS("It was Tuesday.")));
	desk_do(&room->desk,
		WISH(PERSON_NAMING, .person = room->persons[0], .naming = NAMING_NAME));
	desk_do(&room->desk, WISH(WORDS_ERASED, .thing = room->persons[1]));
}

static void test_off_the_record(void **state)
{
	struct desk *desk = &((struct room *)*state)->desk;

	refuses(desk, WISH(OFF_RECORD, .yes = 0), REFUSED_SAME);
	desk_do(desk, WISH(OFF_RECORD, .yes = 1));
	refuses(desk, said(WISH(NOTE_ADDED), WORDS("typed all the same")), REFUSED_OFF_RECORD);
	refuses(desk,
		said(WISH(CARD_ADDED, .stage = AT_COLLECT), WORDS("", "hidden in a later cell")),
		REFUSED_OFF_RECORD);
	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_TALK));
	desk_do(desk, WISH(STEP_UNDONE));
	refuses(desk, WISH(STEP_UNDONE), REFUSED_RECORD_STAYS);
	desk_do(desk, WISH(OFF_RECORD, .yes = 0));
	refuses(desk, WISH(STEP_UNDONE), REFUSED_RECORD_STAYS);
	desk_do(desk, said(WISH(NOTE_ADDED), WORDS("back")));
}

static void test_stages(void **state)
{
	struct desk *desk = &((struct room *)*state)->desk;

	refuses(desk, WISH(STAGE_ENTERED, .stage = SAMPLE_STAGES), REFUSED_NO_STAGE);
	refuses(desk, WISH(STAGE_ENTERED, .stage = -1), REFUSED_NO_STAGE);
	refuses(desk, WISH(STAGE_EXTENDED, .stage = INT32_MAX, .number = 5), REFUSED_NO_STAGE);
	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_BRIEF));
	refuses(desk, WISH(STAGE_ENTERED, .stage = AT_BRIEF), REFUSED_SAME);
	refuses(desk, WISH(STAGE_EXTENDED, .stage = AT_BRIEF, .number = 241), REFUSED_TOO_MANY);
	refuses(desk, WISH(STAGE_EXTENDED, .stage = AT_BRIEF, .number = -6), REFUSED_TOO_MANY);
	refuses(desk, WISH(STAGE_EXTENDED, .stage = AT_BRIEF, .number = INT64_MIN),
		REFUSED_TOO_MANY);
	refuses(desk, WISH(STAGE_SKIPPED, .stage = AT_TALK, .yes = 0), REFUSED_SAME);
	refuses(desk, WISH(PAUSED, .yes = 0), REFUSED_SAME);
	desk_do(desk, WISH(PAUSED, .yes = 1));
	refuses(desk, WISH(PAUSED, .yes = 1), REFUSED_SAME);
	refuses(desk, WISH(POINT_REVEALED, .stage = AT_BRIEF, .number = 4), REFUSED_NO_THING);
	refuses(desk, WISH(POINT_REVEALED, .stage = AT_BRIEF, .number = 0), REFUSED_SAME);
}

static void test_words(void **state)
{
	struct desk *desk = &((struct room *)*state)->desk;

	refuses(desk, said(WISH(WORD_ASKED), WORDS("")), REFUSED_EMPTY);
	refuses(desk, said(WISH(WORD_ASKED), WORDS("", "a meaning alone")), REFUSED_EMPTY);
	refuses(desk, said(WISH(WORD_ASKED), WORDS("a", "b", "c")), REFUSED_NO_THING);
	int64_t first = desk_do(desk, said(WISH(WORD_ASKED), WORDS("Equity")));
	int64_t other = desk_do(desk, said(WISH(WORD_ASKED), WORDS("scrutiny", "looking hard")));
	/* however it is written */
	refuses(desk, said(WISH(WORD_ASKED), WORDS("equity")), REFUSED_WORD_KNOWN);
	refuses(desk, said(WISH(WORD_ASKED), WORDS("Scrutiny", "something else")),
		REFUSED_WORD_KNOWN);
	refuses(desk, said(WISH(WORDS_CHANGED, .thing = first), WORDS("SCRUTINY")),
		REFUSED_WORD_KNOWN);
	refuses(desk, said(WISH(WORDS_CHANGED, .thing = first, .part = 2), WORDS("x")),
		REFUSED_NO_THING);
	refuses(desk, said(WISH(WORDS_CHANGED, .thing = first, .part = 1), WORDS("")),
		REFUSED_EMPTY);
	refuses(desk, said(WISH(WORDS_CHANGED, .thing = other, .part = 1), WORDS("looking hard")),
		REFUSED_SAME);
	desk_do(desk, said(WISH(WORDS_CHANGED, .thing = first), WORDS("EQUITY")));
	desk_do(desk, WISH(THING_WITHDRAWN, .thing = first, .yes = 1));
	refuses(desk, WISH(THING_WITHDRAWN, .thing = first, .yes = 1), REFUSED_SAME);
	desk_do(desk, said(WISH(WORD_ASKED), WORDS("equity")));
	refuses(desk, WISH(THING_WITHDRAWN, .thing = first, .yes = 0), REFUSED_WORD_KNOWN);
	for (int i = 3; i < 500; i++) {
		char word[16];
		snprintf(word, sizeof word, "w%d", i);
		desk_do(desk, said(WISH(WORD_ASKED), WORDS(word)));
	}
	refuses(desk, said(WISH(WORD_ASKED), WORDS("one more")), REFUSED_TOO_MANY);
	desk_do(desk, said(WISH(WORD_ASKED), WORDS("w7", "the seventh")));
}

static void test_people(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	char name[16];

	refuses(desk, said(WISH(PERSON_ADDED, .role = 0), WORDS("Amina")), REFUSED_NAME_TAKEN);
	refuses(desk, said(WISH(PERSON_ADDED, .role = 0), WORDS("")), REFUSED_EMPTY);
	refuses(desk, said(WISH(PERSON_ADDED, .role = SAMPLE_ROLES), WORDS("Zoe")),
		REFUSED_NO_ROLE);
	refuses(desk, said(WISH(WORDS_CHANGED, .thing = room->persons[0]), WORDS("Bo")),
		REFUSED_NAME_TAKEN);
	refuses(desk, WISH(PERSON_ROLE, .person = room->persons[0], .role = 99), REFUSED_NO_ROLE);
	refuses(desk, WISH(PERSON_ROLE, .person = 1, .role = 0), REFUSED_NO_PERSON);
	refuses(desk, WISH(PERSON_STATUS, .person = room->persons[0], .status = STATUS_HERE),
		REFUSED_SAME);
	refuses(desk, WISH(PERSON_WAY, .person = 9999), REFUSED_NO_PERSON);
	desk_do(desk, WISH(THING_WITHDRAWN, .thing = room->persons[0], .yes = 1));
	desk_do(desk, said(WISH(PERSON_ADDED, .role = 0, .votes = 1), WORDS("Amina")));
	refuses(desk, WISH(THING_WITHDRAWN, .thing = room->persons[0], .yes = 0),
		REFUSED_NAME_TAKEN);
	for (int i = 0; desk->model.persons.count < 500; i++) {
		snprintf(name, sizeof name, "P%d", i);
		desk_do(desk, said(WISH(PERSON_ADDED, .role = 0), WORDS(name)));
	}
	refuses(desk, said(WISH(PERSON_ADDED, .role = 0), WORDS("one more")), REFUSED_TOO_MANY);
}

static void test_cards(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;

	refuses(desk, said(WISH(CARD_ADDED, .stage = AT_TALK), WORDS("a")), REFUSED_NOT_HERE);
	refuses(desk, said(WISH(CARD_ADDED, .stage = AT_COLLECT), WORDS("")), REFUSED_EMPTY);
	refuses(desk, WISH(CARD_ADDED, .stage = AT_COLLECT), REFUSED_EMPTY);
	refuses(desk, said(WISH(CARD_ADDED, .stage = AT_ROLES), WORDS("a", "b")), REFUSED_NO_THING);
	refuses(desk, by(said(WISH(CARD_ADDED, .stage = AT_ROLES), WORDS("a")), 9999),
		REFUSED_NO_PERSON);
	refuses(desk, said(WISH(CARD_ADDED, .stage = AT_ROLES, .role = 50), WORDS("a")),
		REFUSED_NO_ROLE);
	refuses(desk,
		said(WISH(CARD_ADDED, .stage = AT_ROLES, .item = 0, .person = room->persons[0]),
			WORDS("a")),
		REFUSED_NO_THING);
	refuses(desk, WISH(CARD_ADDED, .stage = AT_MATRIX, .item = 3, .person = room->persons[0]),
		REFUSED_NO_THING);
	refuses(desk, WISH(CARD_ADDED, .stage = AT_MATRIX, .item = 0), REFUSED_NO_PERSON);
	desk_do(desk, WISH(CARD_ADDED, .stage = AT_MATRIX, .item = 0, .person = room->persons[0]));
	refuses(desk, WISH(CARD_ADDED, .stage = AT_MATRIX, .item = 0, .person = room->persons[0]),
		REFUSED_SAME);
	desk_do(desk, WISH(CARDS_REVEALED, .stage = AT_COUNTED));
	refuses(desk, WISH(CARDS_REVEALED, .stage = AT_COUNTED), REFUSED_SAME);
	while (desk->model.cards.count < 5000)
		desk_card(desk, AT_ROLES, room->persons[0], "again");
	refuses(desk, said(WISH(CARD_ADDED, .stage = AT_ROLES), WORDS("a")), REFUSED_TOO_MANY);
}

static void test_shortlist(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t one = desk_card(desk, AT_COLLECT, room->persons[0], "one");
	int64_t two = desk_card(desk, AT_COLLECT, room->persons[1], "two");
	int64_t three = desk_card(desk, AT_COLLECT, room->persons[1], "three");

	refuses(desk, WISH(CARD_MERGED, .thing = one, .into = one), REFUSED_MERGE_SELF);
	refuses(desk, WISH(CARD_MERGED, .thing = one, .into = 1), REFUSED_NO_THING);
	desk_do(desk, WISH(CARD_MERGED, .thing = one, .into = two));
	refuses(desk, WISH(CARD_MERGED, .thing = one, .into = three), REFUSED_NO_THING);
	refuses(desk, WISH(CARD_MERGED, .thing = three, .into = one), REFUSED_NO_THING);
	refuses(desk, WISH(CARD_CUT, .stage = AT_SHORT, .thing = one, .yes = 0), REFUSED_NO_THING);
	refuses(desk, WISH(CARD_CUT, .stage = AT_SHORT, .thing = three, .yes = 1), REFUSED_SAME);
	desk_do(desk,
		said(WISH(CARD_CUT, .stage = AT_SHORT, .thing = three, .yes = 0), WORDS("later")));
	refuses(desk, WISH(CARD_CUT, .stage = AT_SHORT, .thing = three, .yes = 0), REFUSED_SAME);
}

static void test_groups(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t card = desk_card(desk, AT_COLLECT, room->persons[0], "one");

	refuses(desk, said(WISH(THEME_ADDED, .stage = AT_COLLECT), WORDS("t")), REFUSED_NOT_HERE);
	int64_t theme = desk_do(desk, said(WISH(THEME_ADDED, .stage = AT_GROUP), WORDS("time")));
	refuses(desk, WISH(THEME_MERGED, .thing = theme, .into = theme), REFUSED_MERGE_SELF);
	refuses(desk, WISH(THEME_MERGED, .thing = theme, .into = 0), REFUSED_NO_THING);
	int64_t gone = desk_do(desk, said(WISH(THEME_ADDED, .stage = AT_GROUP), WORDS("hours")));
	desk_do(desk, WISH(THEME_MERGED, .thing = gone, .into = theme));
	refuses(desk, WISH(THEME_MERGED, .thing = theme, .into = gone), REFUSED_NO_THING);
	refuses(desk, WISH(CARD_GROUPED, .stage = AT_GROUP, .thing = theme, .into = theme),
		REFUSED_NO_THING);
	refuses(desk, WISH(CARD_GROUPED, .stage = AT_GROUP, .thing = card, .into = card),
		REFUSED_NO_THING);
	refuses(desk, WISH(CARD_GROUPED, .stage = AT_GROUP, .thing = card, .into = 0),
		REFUSED_SAME);
	desk_do(desk, WISH(CARD_GROUPED, .stage = AT_GROUP, .thing = card, .into = theme));
	refuses(desk, WISH(CARD_GROUPED, .stage = AT_GROUP, .thing = card, .into = theme),
		REFUSED_SAME);
	while (desk->model.themes.count < 60)
		desk_do(desk, said(WISH(THEME_ADDED, .stage = AT_GROUP), WORDS("more")));
	refuses(desk, said(WISH(THEME_ADDED, .stage = AT_GROUP), WORDS("t")), REFUSED_TOO_MANY);
}

static void test_words_and_things(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t note = desk_do(desk, said(WISH(NOTE_ADDED), WORDS("a note")));

	refuses(desk, said(WISH(NOTE_ADDED), WORDS("")), REFUSED_EMPTY);
	refuses(desk, said(WISH(WORDS_CHANGED, .thing = note), WORDS("a note")), REFUSED_SAME);
	refuses(desk, said(WISH(WORDS_CHANGED, .thing = note), WORDS("")), REFUSED_EMPTY);
	refuses(desk, WISH(WORDS_CHANGED, .thing = note), REFUSED_EMPTY);
	refuses(desk, said(WISH(WORDS_CHANGED, .thing = note, .part = 1), WORDS("b")),
		REFUSED_NO_THING);
	refuses(desk, said(WISH(WORDS_CHANGED, .thing = note, .part = -1), WORDS("b")),
		REFUSED_NO_THING);
	refuses(desk, WISH(WORDS_ERASED, .thing = 1), REFUSED_NO_THING);
	refuses(desk, WISH(THING_WITHDRAWN, .thing = 1, .yes = 1), REFUSED_NO_THING);
	refuses(desk, WISH(THING_WITHDRAWN, .thing = note, .yes = 0), REFUSED_SAME);
	desk_do(desk, WISH(THING_WITHDRAWN, .thing = note, .yes = 1));
	refuses(desk, WISH(THING_WITHDRAWN, .thing = note, .yes = 1), REFUSED_SAME);
	desk_do(desk, WISH(WORDS_ERASED, .thing = note));
	refuses(desk, WISH(WORDS_ERASED, .thing = note), REFUSED_NO_THING);
	refuses(desk, said(WISH(ACTION_ADDED, .person = 9999), WORDS("do")), REFUSED_NO_PERSON);
	refuses(desk, WISH(ACTION_ANSWERED, .thing = note), REFUSED_NO_THING);
	int64_t action = desk_do(desk, said(WISH(ACTION_ADDED), WORDS("do it", "we")));
	refuses(desk, WISH(ACTION_GIVEN, .thing = action, .person = 9999), REFUSED_NO_PERSON);
}

static void test_undo(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;

	refuses(desk, WISH(STEP_REDONE), REFUSED_NOTHING_TO_REDO);
	for (size_t i = 0; i < PEOPLE; i++)
		desk_do(desk, WISH(STEP_UNDONE));
	refuses(desk, WISH(STEP_UNDONE), REFUSED_NOTHING_TO_UNDO);
	desk_do(desk, WISH(STEP_REDONE));
	desk_do(desk, said(WISH(NOTE_ADDED), WORDS("something new")));
	refuses(desk, WISH(STEP_REDONE), REFUSED_NOTHING_TO_REDO);
	desk_do(desk, WISH(CARDS_REVEALED, .stage = AT_COUNTED));
	refuses(desk, WISH(STEP_UNDONE), REFUSED_NOT_UNDOABLE);
}

static void test_talk(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;

	refuses(desk, WISH(TURN_ENDED, .stage = AT_TALK), REFUSED_SAME);
	desk_do(desk, WISH(TURN_STARTED, .stage = AT_TALK, .person = room->persons[0]));
	refuses(desk, WISH(TURN_STARTED, .stage = AT_TALK, .person = room->persons[0]),
		REFUSED_SAME);
	refuses(desk, WISH(HAND_RAISED, .person = room->persons[1], .yes = 0), REFUSED_SAME);
	refuses(desk, WISH(TURN_STARTED, .stage = 77, .person = room->persons[0]),
		REFUSED_NO_STAGE);
	refuses(desk, WISH(ROUND_PASSED, .stage = AT_TALK, .person = 0), REFUSED_NO_PERSON);
}

static void test_rules_that_need_more(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;

	int64_t free = desk_card(desk, AT_COLLECT, room->persons[0], "a walk");
	refuses(desk,
		WISH(POLL_OPENED, .stage = AT_SHARES, RARE(.secret = 1, .options = IDS(-1, free))),
		REFUSED_NO_PRICE);
	assert_int_equal(desk->refusal.number, 2);
	struct setting_value *budget =
		&desk->model.plan->stages.items[AT_SHARES].settings[SETTING_BUDGET];
	int64_t money = budget->number;
	budget->number = 0;
	refuses(desk,
		WISH(POLL_OPENED, .stage = AT_SHARES, RARE(.secret = 1, .options = IDS(-1, -2))),
		REFUSED_NO_COST);
	budget->number = money;
	/* two residents and one of each other role would be seen through */
	refuses(desk, WISH(POLL_OPENED, .stage = AT_ROLE_VOTE, RARE(.secret = 1)),
		REFUSED_FEW_OF_ROLE);
	for (int i = 0; i < PEOPLE; i++)
		desk_do(desk, WISH(PERSON_ROLE, .person = room->persons[i], .role = ROLE_CARER));
	int64_t poll = desk_poll(desk, AT_ROLE_VOTE, 0, true);
	refuses(desk, WISH(BALLOT_CAST, .poll = poll, RARE(.marks = IDS(1, 2, 3))),
		REFUSED_SLIP_ROLE);
	refuses(desk, WISH(BALLOT_CAST, .poll = poll, .role = 77, RARE(.marks = IDS(1, 2, 3))),
		REFUSED_SLIP_ROLE);
	desk_do(desk,
		WISH(BALLOT_CAST, .poll = poll, .role = ROLE_CARER, RARE(.marks = IDS(1, 2, 3))));
	desk_do(desk,
		WISH(BALLOT_CAST, .poll = poll, .role = ROLE_CARER, RARE(.marks = IDS(1, 2, 3))));
	desk_do(desk,
		WISH(BALLOT_CAST, .poll = poll, .role = ROLE_FUNDER, RARE(.marks = IDS(1, 2, 3))));
	refuses(desk, WISH(POLL_CLOSED, .poll = poll), REFUSED_FEW_OF_ROLE);
	desk_do(desk, said(WISH(POLL_VOIDED, .poll = poll), WORDS("too few")));
	for (int i = 0; i < PEOPLE; i++)
		desk_do(desk,
			WISH(PERSON_ROLE, .person = room->persons[i], .role = i % SAMPLE_ROLES));
}

static void test_every_code_is_reached(void **state)
{
	(void)state;
	for (int i = REFUSED_NONE + 1; i < REFUSAL_CODES; i++) {
		/* given by those who open and copy files */
		if (i == REFUSED_REHEARSAL || i == REFUSED_COPY_OPEN)
			continue;
		/* of sessions that follow others: test_carry.c */
		if (i == REFUSED_REAL || i == REFUSED_NO_LAST)
			continue;
		/* of what the group has agreed on: test_agreement.c */
		if (i >= REFUSED_RULE_WORDS && i <= REFUSED_NO_KIND)
			continue;
		/* of columns of numbers and of roles: test_ledger.c */
		if (i == REFUSED_NO_NUMBER || i == REFUSED_ROLE_UNCLEAR)
			continue;
		/* of columns of dates: test_cards.c */
		if (i == REFUSED_NO_DATE)
			continue;
		/* of votes in rounds: test_rounds.c */
		if (i == REFUSED_ROUNDS_OVER)
			continue;
		/* of who votes for somebody absent: test_voters.c */
		if (i >= REFUSED_NOT_ALLOWED && i <= REFUSED_FEW_HANDS)
			continue;
		/* of stepping out, and of what was decided: test_poll.c, test_agreement.c */
		if (i == REFUSED_NO_INTEREST || i == REFUSED_NOT_DECIDED)
			continue;
		/* of advice before one person decides: test_advice.c */
		if ((i >= REFUSED_NO_ADVICE && i <= REFUSED_NO_REASON) || i == REFUSED_PUT_OFF)
			continue;
		/* of two words with a ballot: test_receipts.c */
		if (i == REFUSED_RECEIPT || i == REFUSED_NO_RECEIPTS)
			continue;
		/* of small groups: test_mixing.c */
		if (i >= REFUSED_FEW_MIXED && i <= REFUSED_GROUPS_OPEN)
			continue;
		/* of cards grouped from devices: test_grouping.c */
		if (i >= REFUSED_THEME_GONE && i <= REFUSED_RENAMED)
			continue;
		/* of amendments: test_amendment.c */
		if (i >= REFUSED_NO_AMENDMENT && i <= REFUSED_AMENDED)
			continue;
		if (!reached[i])
			fail_msg("nothing was refused with \"%s\"",
				refusal_sentence((enum refusal_code)i));
	}
}

static void test_opening_polls(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t card = desk_card(desk, AT_COLLECT, room->persons[0], "one");
	int64_t proposal =
		desk_do(desk, said(WISH(PROPOSAL_MADE, .stage = AT_MAJORITY), WORDS("p")));

	refuses(desk, WISH(POLL_OPENED, .stage = AT_TALK), REFUSED_NOT_HERE);
	refuses(desk, WISH(POLL_OPENED, .stage = AT_PLURALITY, .thing = proposal),
		REFUSED_NOT_HERE);
	refuses(desk, WISH(POLL_OPENED, .stage = AT_MAJORITY, .thing = 0), REFUSED_NO_THING);
	refuses(desk, WISH(POLL_OPENED, .stage = AT_THEMES), REFUSED_FEW_OPTIONS);
	refuses(desk, WISH(POLL_OPENED, .stage = AT_THEMES, RARE(.options = IDS(card, 9999))),
		REFUSED_NO_THING);
	refuses(desk, WISH(POLL_OPENED, .stage = AT_PLURALITY, RARE(.options = IDS(-1, -1))),
		REFUSED_NO_THING);
	refuses(desk, WISH(POLL_OPENED, .stage = AT_PLURALITY, RARE(.options = IDS(-1, -4))),
		REFUSED_NO_THING);
	refuses(desk,
		WISH(POLL_OPENED, .stage = AT_APPROVAL, RARE(.secret = 1), .way = BALLOT_WALL),
		REFUSED_WALL_SHAPE);
	int64_t poll = desk_do(desk,
		WISH(POLL_OPENED, .stage = AT_PLURALITY, RARE(.secret = 1), .way = BALLOT_WALL));
	refuses(desk, WISH(POLL_OPENED, .stage = AT_PLURALITY, RARE(.secret = 1)),
		REFUSED_POLL_OPEN);
	desk_do(desk, said(WISH(POLL_VOIDED, .poll = poll), WORDS("again")));
	refuses(desk, said(WISH(POLL_VOIDED, .poll = poll), WORDS("twice")), REFUSED_NO_THING);
	for (int i = 0; i < 66; i++)
		desk_do(desk, said(WISH(CARD_ADDED, .stage = AT_COLLECT), WORDS("option")));
	struct ids many = {0};
	model_stage_cards(&desk->model, AT_COLLECT, &many);
	refuses(desk, WISH(POLL_OPENED, .stage = AT_THEMES, RARE(.options = many)),
		REFUSED_TOO_MANY);
	array_finish(&many);
	for (size_t i = 0; i < 3; i++)
		desk_do(desk,
			WISH(PERSON_STATUS, .person = room->persons[i], .status = STATUS_LEFT));
	refuses(desk, WISH(POLL_OPENED, .stage = AT_PLURALITY, RARE(.secret = 1)),
		REFUSED_FEW_VOTERS);
	assert_int_equal(desk->refusal.number, 2);
	desk_do(desk, WISH(POLL_OPENED, .stage = AT_PLURALITY, RARE(.secret = 0)));
}

static void test_what_lies_on_a_ballot_stays(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t one = desk_card(desk, AT_COLLECT, room->persons[0], "one");
	int64_t two = desk_card(desk, AT_COLLECT, room->persons[0], "two");
	int64_t off = desk_card(desk, AT_COLLECT, room->persons[0], "off");
	int64_t theme = desk_do(desk, said(WISH(THEME_ADDED, .stage = AT_GROUP), WORDS("time")));

	desk_do(desk, WISH(POLL_OPENED, .stage = AT_THEMES,
			      RARE(.secret = 1, .options = IDS(one, two, theme))));
	refuses(desk, WISH(CARD_MERGED, .thing = one, .into = two), REFUSED_POLL_OPEN);
	refuses(desk, WISH(CARD_CUT, .stage = AT_SHORT, .thing = one, .yes = 0), REFUSED_POLL_OPEN);
	refuses(desk, WISH(THING_WITHDRAWN, .thing = one, .yes = 1), REFUSED_POLL_OPEN);
	refuses(desk, WISH(THING_WITHDRAWN, .thing = room->persons[0], .yes = 1),
		REFUSED_POLL_OPEN);
	refuses(desk, said(WISH(WORDS_CHANGED, .thing = one), WORDS("other")), REFUSED_POLL_OPEN);
	refuses(desk, said(WISH(WORDS_CHANGED, .thing = theme), WORDS("other")), REFUSED_POLL_OPEN);
	desk_do(desk, WISH(CARD_MERGED, .thing = off, .into = two));
}

static void test_secret_ballots(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	const int64_t *who = room->persons;
	int64_t poll = desk_poll(desk, AT_PLURALITY, 0, true);

#define BALLOT(voter, ...)                                                                         \
	WISH(BALLOT_CAST, .poll = poll, .person = (voter), RARE(.marks = IDS(__VA_ARGS__)))
	refuses(desk, WISH(BALLOT_CAST, .poll = 1), REFUSED_POLL_NOT_OPEN);
	refuses(desk, BALLOT(9999, 1, 0, 0), REFUSED_NOT_ELIGIBLE);
	refuses(desk, BALLOT(who[0], 1, 1, 0), REFUSED_BAD_BALLOT);
	refuses(desk, BALLOT(who[0], 1, 0), REFUSED_BAD_BALLOT);
	refuses(desk, BALLOT(who[0], 0, 0, 0), REFUSED_BAD_BALLOT);
	refuses(desk, BALLOT(who[0], 65537, 0, 0), REFUSED_BAD_BALLOT);
	refuses(desk, WISH(HANDS_COUNTED, .poll = poll, RARE(.marks = IDS(1, 0, 0))),
		REFUSED_SECRET_POLL);
	refuses(desk, WISH(POLL_CLOSED, .poll = poll), REFUSED_FEW_BALLOTS);
	desk_do(desk, BALLOT(who[0], 1, 0, 0));
	refuses(desk, BALLOT(who[0], 1, 0, 0), REFUSED_HAS_VOTED);
	refuses(desk, WISH(STEP_UNDONE), REFUSED_BALLOTS_CAST);
	refuses(desk, WISH(VOTER_STEPPED_OUT, .poll = poll, .person = who[0], .yes = 1),
		REFUSED_HAS_VOTED);
	refuses(desk, WISH(VOTER_STEPPED_OUT, .poll = poll, .person = 9999, .yes = 1),
		REFUSED_NO_PERSON);
	desk_do(desk, WISH(VOTER_STEPPED_OUT, .poll = poll, .person = who[4], .yes = 1));
	refuses(desk, BALLOT(who[4], 1, 0, 0), REFUSED_NOT_ELIGIBLE);
	desk_do(desk, BALLOT(0, 0, 1, 0)); /* paper */
	refuses(desk, WISH(POLL_CLOSED, .poll = poll), REFUSED_FEW_BALLOTS);
	assert_int_equal(desk->refusal.number, 2);
	desk_do(desk, BALLOT(0, 0, 1, 0));
	desk_do(desk, BALLOT(0, 0, 1, 0));
	refuses(desk, BALLOT(0, 0, 1, 0), REFUSED_BOX_FULL);
	refuses(desk, BALLOT(who[1], 0, 1, 0), REFUSED_BOX_FULL);
	refuses(desk, WISH(VOTER_STEPPED_OUT, .poll = poll, .person = who[1], .yes = 1),
		REFUSED_BOX_FULL);
	desk_do(desk, WISH(POLL_CLOSED, .poll = poll));
	refuses(desk, WISH(POLL_CLOSED, .poll = poll), REFUSED_POLL_NOT_OPEN);
	refuses(desk, BALLOT(0, 0, 1, 0), REFUSED_POLL_NOT_OPEN);
}

static void test_ticks_tellers_and_latecomers(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	const int64_t *who = room->persons;
	int64_t poll = desk_poll(desk, AT_PLURALITY, 0, true);

	refuses(desk, WISH(TELLERS_NAMED, .poll = poll, .person = who[0], .into = who[4]),
		REFUSED_SAME_ROLE);
	refuses(desk, WISH(TELLERS_NAMED, .poll = poll, .person = who[0], .into = who[0]),
		REFUSED_NO_PERSON);
	refuses(desk, WISH(TICK_MOVED, .poll = poll, .person = who[0], .into = who[1]),
		REFUSED_NO_THING);
	for (int i = 0; i < 3; i++)
		desk_do(desk, BALLOT(who[i], 1, 0, 0));
	refuses(desk, WISH(TICK_MOVED, .poll = poll, .person = who[0], .into = who[1]),
		REFUSED_HAS_VOTED);
	refuses(desk, WISH(TICK_MOVED, .poll = poll, .person = who[0], .into = 9999),
		REFUSED_NOT_ELIGIBLE);
	int64_t late =
		desk_do(desk, said(WISH(PERSON_ADDED, .role = 1, .votes = 1, .status = STATUS_LATE),
				      WORDS("Late")));
	refuses(desk, WISH(POLL_CLOSED, .poll = poll), REFUSED_LATE_UNANSWERED);
	refuses(desk, WISH(VOTER_ADDED, .poll = poll, .person = who[0], .yes = 1), REFUSED_SAME);
	desk_do(desk, WISH(VOTER_ADDED, .poll = poll, .person = late, .yes = 0));
	refuses(desk, WISH(VOTER_ADDED, .poll = poll, .person = late, .yes = 1), REFUSED_SAME);
	desk_do(desk, WISH(PERSON_STATUS, .person = who[0], .status = STATUS_LEFT));
	refuses(desk, WISH(POLL_CLOSED, .poll = poll), REFUSED_LEFT_UNANSWERED);
	desk_do(desk, WISH(VOTER_STEPPED_OUT, .poll = poll, .person = who[0], .yes = 0));
	desk_do(desk, WISH(POLL_CLOSED, .poll = poll));
}

/* A box has room for the roster at opening and ten more. */
static void test_box_has_room_for_ten_more(void **state)
{
	struct desk *desk = &((struct room *)*state)->desk;
	int64_t poll = desk_poll(desk, AT_PLURALITY, 0, true), late = 0;

	for (int i = 0; i <= BOX_SPARE; i++) {
		char name[] = {'X', (char)('a' + i), 0};
		late = desk_do(desk,
			said(WISH(PERSON_ADDED, .votes = 1, .status = STATUS_HERE), WORDS(name)));
		struct command in = WISH(VOTER_ADDED, .poll = poll, .person = late, .yes = 1);
		if (i < BOX_SPARE)
			desk_do(desk, in);
		else
			refuses(desk, in, REFUSED_TOO_MANY);
	}
}

static void test_open_polls(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	const int64_t *who = room->persons;
	int64_t poll = desk_poll(desk, AT_OPEN, 0, false);

	refuses(desk, BALLOT(0, 1, 0, 0), REFUSED_OPEN_POLL);
	refuses(desk, WISH(TICK_MOVED, .poll = poll, .person = who[0], .into = who[1]),
		REFUSED_OPEN_POLL);
	refuses(desk, WISH(HANDS_COUNTED, .poll = poll, RARE(.marks = IDS(3, 3, 0))),
		REFUSED_HANDS_SUM);
	assert_int_equal(desk->refusal.number, 6);
	refuses(desk, WISH(HANDS_COUNTED, .poll = poll, RARE(.marks = IDS(3, 2, 0), .blank = 1)),
		REFUSED_HANDS_SUM);
	refuses(desk, WISH(HANDS_COUNTED, .poll = poll, RARE(.marks = IDS(3, -1, 0))),
		REFUSED_HANDS_SUM);
	refuses(desk, WISH(HANDS_COUNTED, .poll = poll, RARE(.marks = IDS(3, 2))),
		REFUSED_BAD_BALLOT);
	desk_do(desk, BALLOT(who[0], 1, 0, 0));
	refuses(desk, WISH(VOTER_STEPPED_OUT, .poll = poll, .person = who[0], .yes = 1),
		REFUSED_HAS_VOTED);
	int64_t scores = desk_poll(desk, AT_SCORE, 0, false);
	refuses(desk, WISH(HANDS_COUNTED, .poll = scores, RARE(.marks = IDS(1, 1, 1))),
		REFUSED_BAD_BALLOT);
	int64_t any = desk_poll(desk, AT_APPROVAL, 0, false);
	refuses(desk, WISH(HANDS_COUNTED, .poll = any, RARE(.marks = IDS(5, 5, 5), .blank = 1)),
		REFUSED_HANDS_SUM);
	desk_do(desk, WISH(HANDS_COUNTED, .poll = any, RARE(.marks = IDS(5, 5, 5))));
}

static void answer_all(struct room *room, int64_t poll, size_t answers, size_t answer)
{
	int64_t marks[ANSWERS_CONSENT] = {0};

	marks[answer] = 1;
	for (size_t i = 0; i < PEOPLE; i++)
		desk_do(&room->desk, WISH(BALLOT_CAST, .poll = poll, .person = room->persons[i],
					     RARE(.marks = {.items = marks, .count = answers})));
	desk_do(&room->desk, WISH(POLL_CLOSED, .poll = poll));
}

static void test_decisions(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;

	refuses(desk, said(WISH(PROPOSAL_MADE, .stage = AT_TALK), WORDS("p")), REFUSED_NOT_HERE);
	refuses(desk, said(WISH(PROPOSAL_MADE, .stage = AT_MAJORITY, .thing = 1), WORDS("p")),
		REFUSED_NO_THING);
	int64_t p = desk_do(desk, said(WISH(PROPOSAL_MADE, .stage = AT_MAJORITY), WORDS("p")));
	refuses(desk, said(WISH(BURDEN_STATED, .thing = 1), WORDS("w")), REFUSED_NO_THING);
	refuses(desk, WISH(DECISION_RECORDED, .thing = 1), REFUSED_NO_THING);
	refuses(desk, WISH(DECISION_CARE, .thing = 1), REFUSED_NO_THING);
	refuses(desk, WISH(DECISION_CARE, .thing = p, .into = 9999), REFUSED_NO_PERSON);
#define RECORDED(which) WISH(DECISION_RECORDED, .thing = p, .verdict = DECISION_##which)
	refuses(desk, RECORDED(ADOPTED), REFUSED_NOT_TESTED);
	int64_t poll = desk_poll(desk, AT_MAJORITY, p, true);
	refuses(desk, RECORDED(DEFERRED), REFUSED_POLL_OPEN);
	refuses(desk, said(WISH(WORDS_CHANGED, .thing = p), WORDS("q")), REFUSED_POLL_OPEN);
	refuses(desk, WISH(THING_WITHDRAWN, .thing = p, .yes = 1), REFUSED_POLL_OPEN);
	answer_all(room, poll, ANSWERS_MAJORITY, ANSWER_NO);
	refuses(desk, RECORDED(ADOPTED), REFUSED_OUTCOME_DIFFERS);
	desk_do(desk, said(WISH(WORDS_CHANGED, .thing = p), WORDS("q")));
	refuses(desk, RECORDED(NOT_ADOPTED), REFUSED_NOT_TESTED); /* another text was tested */
	poll = desk_poll(desk, AT_MAJORITY, p, true);
	answer_all(room, poll, ANSWERS_MAJORITY, ANSWER_YES);
	refuses(desk, RECORDED(NOT_ADOPTED), REFUSED_OUTCOME_DIFFERS);
	refuses(desk, WISH(DECISION_RECORDED, .thing = p, .verdict = 7), REFUSED_OUTCOME_DIFFERS);
	refuses(desk, said(WISH(REASON_GIVEN, .poll = 1), WORDS("why")), REFUSED_NO_THING);
	desk_do(desk, RECORDED(ADOPTED));
	refuses(desk, RECORDED(ADOPTED), REFUSED_DECIDED);
	refuses(desk, said(WISH(WORDS_CHANGED, .thing = p), WORDS("r")), REFUSED_DECIDED);
	refuses(desk, WISH(THING_WITHDRAWN, .thing = p, .yes = 1), REFUSED_DECIDED);
	refuses(desk, WISH(POLL_OPENED, .stage = AT_MAJORITY, .thing = p), REFUSED_DECIDED);
	refuses(desk, said(WISH(POLL_VOIDED, .poll = poll), WORDS("no")), REFUSED_DECIDED);
	refuses(desk, WISH(STEP_UNDONE), REFUSED_NOT_UNDOABLE);
}

/* Consent that not everybody answered is no verdict: hold, test again, or defer. */
static void test_what_decided_nothing(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t p = desk_do(desk, said(WISH(PROPOSAL_MADE, .stage = AT_CONSENT), WORDS("p")));
	int64_t poll = desk_poll(desk, AT_CONSENT, p, false);

	desk_do(desk, WISH(BALLOT_CAST, .poll = poll, .person = room->persons[0],
			      RARE(.marks = IDS(1, 0, 0))));
	desk_do(desk, WISH(POLL_CLOSED, .poll = poll));
	refuses(desk, RECORDED(ADOPTED), REFUSED_UNDECIDED);
	refuses(desk, RECORDED(NOT_ADOPTED), REFUSED_UNDECIDED);
	desk_do(desk, RECORDED(DEFERRED));
}

static void test_hidden_cards(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t card = desk_card(desk, AT_COUNTED, room->persons[0], "one");

	refuses(desk, said(WISH(PROPOSAL_MADE, .stage = AT_CONSENT, .thing = card), WORDS("one")),
		REFUSED_HIDDEN);
	desk_do(desk, WISH(CARDS_REVEALED, .stage = AT_COUNTED));
	desk_do(desk, said(WISH(PROPOSAL_MADE, .stage = AT_CONSENT, .thing = card), WORDS("one")));
}

int main(void)
{
#define ROOM(test) cmocka_unit_test_setup_teardown(test, room_open, room_close)
	const struct CMUnitTest tests[] = {
		ROOM(test_session),
		ROOM(test_off_the_record),
		ROOM(test_stages),
		ROOM(test_words),
		ROOM(test_people),
		ROOM(test_cards),
		ROOM(test_shortlist),
		ROOM(test_groups),
		ROOM(test_words_and_things),
		ROOM(test_undo),
		ROOM(test_talk),
		ROOM(test_opening_polls),
		ROOM(test_what_decided_nothing),
		ROOM(test_hidden_cards),
		ROOM(test_what_lies_on_a_ballot_stays),
		ROOM(test_secret_ballots),
		ROOM(test_ticks_tellers_and_latecomers),
		ROOM(test_box_has_room_for_ten_more),
		ROOM(test_open_polls),
		ROOM(test_decisions),
		cmocka_unit_test_setup_teardown(test_rules_that_need_more, room_open, room_close),
		cmocka_unit_test(test_every_code_is_reached),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
