/* Amendments: moved, taken in order before the motion, and the text that is then voted on. */
#include "room.h"

#include "../support/sample_plan.h"

#include "roundtable/core/agreement.h"
#include "roundtable/core/audience.h"
#include "roundtable/core/sentence.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static int64_t propose(struct desk *desk, int stage)
{
	return desk_do(desk, said(WISH(PROPOSAL_MADE, .stage = stage), WORDS("ten lamps")));
}

static int64_t move(struct desk *desk, int64_t motion, int64_t mover, char *text)
{
	return desk_do(desk,
		said(WISH(PROPOSAL_MADE, .stage = AT_MAJORITY, .into = motion, .person = mover),
			WORDS(text)));
}

/* Votes by show of hands; returns the poll. */
static int64_t vote(struct desk *desk, int64_t about, int64_t yes, int64_t no)
{
	int64_t poll = desk_poll(desk, AT_MAJORITY, about, false);

	desk_do(desk, WISH(HANDS_COUNTED, .poll = poll, RARE(.marks = IDS(yes, no))));
	desk_do(desk, WISH(POLL_CLOSED, .poll = poll));
	return poll;
}

#define OPEN(about) WISH(POLL_OPENED, .stage = AT_MAJORITY, .thing = (about))
#define TEXT(id) model_proposal(&desk->model, id)->text

/* Each is voted on before the motion, in the order of moving; the text as amended is voted on. */
static void test_amendments_in_order(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t motion = propose(desk, AT_MAJORITY);
	int64_t first = move(desk, motion, room->persons[0], "twelve lamps");
	int64_t second = move(desk, motion, 0, "ten bright lamps");

	assert_int_equal(model_stage_proposal(&desk->model, AT_MAJORITY)->id, first);
	desk_refuse(desk, OPEN(motion), REFUSED_AMENDMENT);
	desk_refuse(desk, OPEN(second), REFUSED_AMENDMENT);
	desk_refuse(desk, WISH(DECISION_RECORDED, .thing = motion, .verdict = DECISION_ADOPTED),
		REFUSED_NOT_TESTED);
	vote(desk, first, 4, 1);
	assert_string_equal(TEXT(motion), "twelve lamps");
	assert_int_equal(model_proposal(&desk->model, first)->verdict, DECISION_ADOPTED);

	/* the other was moved to words that stand no more */
	desk_refuse(desk, OPEN(second), REFUSED_AMENDED);
	desk_refuse(desk, OPEN(motion), REFUSED_AMENDMENT);
	desk_do(desk, said(WISH(WORDS_CHANGED, .thing = second), WORDS("twelve bright lamps")));
	vote(desk, second, 1, 4);
	assert_string_equal(TEXT(motion), "twelve lamps");
	assert_int_equal(model_proposal(&desk->model, second)->verdict, DECISION_NOT_ADOPTED);

	int64_t poll = vote(desk, motion, 5, 0);
	desk_do(desk, WISH(DECISION_RECORDED, .thing = motion, .verdict = DECISION_ADOPTED));
	assert_int_equal(model_proposal(&desk->model, motion)->poll, poll);
	/* what was decided is not amended any more, nor an amendment decided, reviewed or mended */
	desk_refuse(desk,
		said(WISH(PROPOSAL_MADE, .stage = AT_MAJORITY, .into = second), WORDS("none")),
		REFUSED_NO_THING);
	desk_refuse(desk,
		said(WISH(DECISION_CORRECTED, .thing = first, .verdict = DECISION_DEFERRED),
			WORDS("", "", "oh")),
		REFUSED_NO_THING);
}

/* It can be meant as it stands though the text has changed; withdrawn it holds up nothing. */
static void test_amendments_fitted_or_withdrawn(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t motion = propose(desk, AT_MAJORITY);
	int64_t first = move(desk, motion, 0, "twelve lamps");
	int64_t second = move(desk, motion, 0, "no lamps");
	int64_t third = move(desk, motion, 0, "one lamp");

	vote(desk, first, 5, 0);
	desk_refuse(desk, OPEN(second), REFUSED_AMENDED);
	desk_do(desk, said(WISH(WORDS_CHANGED, .thing = second), WORDS("no lamps")));
	desk_do(desk, OPEN(second));
	desk_refuse(
		desk, said(WISH(WORDS_CHANGED, .thing = motion), WORDS("mine")), REFUSED_POLL_OPEN);
	desk_refuse(desk, WISH(WORDS_ERASED, .thing = motion), REFUSED_POLL_OPEN);
	desk_do(desk, WISH(STEP_UNDONE));
	desk_do(desk, WISH(THING_WITHDRAWN, .thing = second, .yes = 1));
	desk_do(desk, WISH(THING_WITHDRAWN, .thing = third, .yes = 1));
	assert_int_equal(model_stage_proposal(&desk->model, AT_MAJORITY)->id, motion);
	vote(desk, motion, 5, 0);
	/* an amendment moved after the vote comes before the decision, and undoes the vote */
	int64_t late = move(desk, motion, 0, "two lamps");
	desk_refuse(desk, WISH(DECISION_RECORDED, .thing = motion, .verdict = DECISION_ADOPTED),
		REFUSED_AMENDMENT);
	vote(desk, late, 5, 0);
	desk_refuse(desk, WISH(DECISION_RECORDED, .thing = motion, .verdict = DECISION_ADOPTED),
		REFUSED_NOT_TESTED);
	vote(desk, motion, 5, 0);
	desk_do(desk, WISH(DECISION_RECORDED, .thing = motion, .verdict = DECISION_ADOPTED));
}

static void test_what_cannot_be_amended(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t motion = propose(desk, AT_MAJORITY);
	int64_t first = move(desk, motion, 0, "twelve lamps");

#define MOVED(into_, text)                                                                         \
	said(WISH(PROPOSAL_MADE, .stage = AT_MAJORITY, .into = into_), WORDS(text))
	desk_refuse(desk, MOVED(motion, "ten lamps"), REFUSED_SAME);
	desk_refuse(desk, MOVED(first, "thirteen lamps"), REFUSED_NO_THING);
	desk_refuse(desk, MOVED(9999, "thirteen lamps"), REFUSED_NO_THING);
	desk_refuse(desk,
		said(WISH(PROPOSAL_MADE, .stage = AT_MAJORITY, .into = motion, .person = 9999),
			WORDS("x")),
		REFUSED_NO_PERSON);
	desk_refuse(desk, WISH(DECISION_RECORDED, .thing = first, .verdict = DECISION_DEFERRED),
		REFUSED_NO_THING);
	desk_refuse(desk, said(WISH(BURDEN_STATED, .thing = first), WORDS("resident", "", "")),
		REFUSED_NO_THING);
	/* by consent a proposal is reworded */
	int64_t rules = desk_do(desk, WISH(RULE_PROPOSED, .stage = AT_RULES, .number = HOW_CONSENT,
					      RARE(.about = KIND_MONEY)));
	desk_refuse(desk, MOVED(rules, "x"), REFUSED_NO_THING);
	int64_t consented = propose(desk, AT_CONSENT);
	desk_refuse(desk, MOVED(consented, "twelve lamps"), REFUSED_NO_AMENDMENT);
}

/* Who would carry it consented to other words: they are asked again. */
static void test_bearers_of_amended_words(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t motion = propose(desk, AT_MAJORITY);
	int64_t burden = desk_do(
		desk, said(WISH(BURDEN_STATED, .thing = motion), WORDS("resident", "3 h", "")));

	desk_do(desk, WISH(BEARER_ANSWERED, .thing = motion, .into = burden,
			      .person = room->persons[0], .accepted = ANSWER_ACCEPTED));
	assert_null(proposal_missing(model_proposal(&desk->model, motion)));
	vote(desk, move(desk, motion, 0, "twelve lamps"), 3, 2);
	assert_non_null(proposal_missing(model_proposal(&desk->model, motion)));
}

static const struct audience_item *amendment_item(const struct audience *audience)
{
	for (size_t i = 0; i < audience->items.count; i++)
		if (audience->items.items[i].kind == ITEM_AMENDMENT)
			return &audience->items.items[i];
	return NULL;
}

/* The wall asks about the amendment, and shows what it came to until something else is asked. */
static void test_the_room_sees_amendments(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t motion = propose(desk, AT_MAJORITY);
	int64_t first = move(desk, motion, room->persons[0], "twelve lamps");
	struct audience audience = {0};

	audience_fill_stage(&desk->model, AT_MAJORITY, desk->now, &audience);
	assert_non_null(strstr(amendment_item(&audience)->text, "Amendment 1, moved by "));
	assert_non_null(strstr(amendment_item(&audience)->text,
		" is voted on next, before the proposal: “twelve lamps”"));
	int64_t poll = desk_poll(desk, AT_MAJORITY, first, false);
	audience_fill_stage(&desk->model, AT_MAJORITY, desk->now, &audience);
	assert_string_equal(audience.vote.question,
		"Amendment 1. Shall the proposal then read: “twelve lamps”?");
	assert_true(audience.vote.open);
	desk_do(desk, WISH(HANDS_COUNTED, .poll = poll, RARE(.marks = IDS(2, 3))));
	desk_do(desk, WISH(POLL_CLOSED, .poll = poll));
	audience_fill_stage(&desk->model, AT_MAJORITY, desk->now, &audience);
	assert_int_equal(audience.vote.id, poll);
	assert_non_null(strstr(audience.vote.result, "not carried."));
	assert_non_null(strstr(amendment_item(&audience)->text, "was lost: “twelve lamps”"));
	/* the motion itself: the amendment's vote has gone */
	poll = desk_poll(desk, AT_MAJORITY, motion, false);
	audience_fill_stage(&desk->model, AT_MAJORITY, desk->now, &audience);
	assert_int_equal(audience.vote.id, poll);
	assert_string_equal(audience.vote.question, "ten lamps");
	audience_finish(&audience);
}

/* Without a quorum nothing was said of it: it waits still. */
static void test_an_amendment_without_a_quorum(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t motion = propose(desk, AT_MAJORITY);
	int64_t first = move(desk, motion, 0, "twelve lamps");
	int64_t poll = desk_poll(desk, AT_MAJORITY, first, false);

	desk_do(desk, WISH(HANDS_COUNTED, .poll = poll, RARE(.marks = IDS(0, 0), .blank = 5)));
	desk_do(desk, WISH(POLL_CLOSED, .poll = poll));
	assert_int_equal(model_proposal(&desk->model, first)->decision, 0);
	assert_int_equal(model_stage_proposal(&desk->model, AT_MAJORITY)->id, first);
	vote(desk, first, 5, 0);
	assert_string_equal(TEXT(motion), "twelve lamps");
}

/* Words that an adopted amendment put into the motion go with it, wherever they stand. */
static void test_erased_amendments(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t motion = propose(desk, AT_MAJORITY);
	int64_t lost = move(desk, motion, 0, "green lamps");
	int64_t first, later;

	vote(desk, lost, 0, 5);
	first = move(desk, motion, 0, "lamps for Ann");
	vote(desk, first, 5, 0);
	later = move(desk, motion, 0, "bright lamps for Ann");
	desk_do(desk, said(WISH(WORDS_CHANGED, .thing = motion), WORDS("two lamps for Ann")));
	desk_do(desk, WISH(WORDS_ERASED, .thing = first));
	assert_null(TEXT(motion));
	assert_null(TEXT(first));
	assert_null(TEXT(later));
	assert_string_equal(TEXT(lost), "green lamps");
	for (size_t i = 0; i < desk->model.events.count; i++)
		for (size_t k = 0; k < desk->model.events.items[i].words.count; k++)
			assert_null(strstr(desk->model.events.items[i].words.items[k], "Ann"));
	/* with the motion its amendments go, for they say what it says */
	desk_do(desk, WISH(WORDS_ERASED, .thing = motion));
	assert_null(TEXT(lost));
}

#define ROOM(test) cmocka_unit_test_setup_teardown(test, room_open, room_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ROOM(test_amendments_in_order),
		ROOM(test_amendments_fitted_or_withdrawn),
		ROOM(test_what_cannot_be_amended),
		ROOM(test_bearers_of_amended_words),
		ROOM(test_the_room_sees_amendments),
		ROOM(test_an_amendment_without_a_quorum),
		ROOM(test_erased_amendments),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
