/* Advice before one person decides: everybody the rule names is asked, or it is said why not. */
#include "room.h"

#include "../support/model_dump.h"
#include "../support/sample_plan.h"

#include "roundtable/core/agreement.h"
#include "roundtable/core/audience.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define RECORDED(which) WISH(DECISION_RECORDED, .thing = p, .verdict = DECISION_##which)
#define ADVISED(asked, ...) said(WISH(ADVICE_GIVEN, .thing = p, .yes = (asked)), WORDS(__VA_ARGS__))

/* One of them decides about money, once `asked` were; returns what is to be decided so. */
static int64_t to_decide(struct room *room, char *asked)
{
	struct desk *desk = &room->desk;
	int64_t marks[ANSWERS_CONSENT] = {1};
	int64_t rule =
		desk_do(desk, said(WISH(RULE_PROPOSED, .stage = AT_RULES, .number = HOW_AUTHORITY,
					   .person = room->persons[1], RARE(.about = KIND_MONEY)),
				      WORDS("", "", "", "", "", "", "", "", asked, "")));
	int64_t poll = desk_poll(desk, AT_RULES, rule, false);
	size_t answers = model_poll(&desk->model, poll)->rule.method == TALLY_CONSENT
				 ? ANSWERS_CONSENT
				 : ANSWERS_MAJORITY;

	for (size_t i = 0; i < PEOPLE; i++)
		desk_do(desk, WISH(BALLOT_CAST, .poll = poll, .person = room->persons[i],
				      RARE(.marks = {.items = marks, .count = answers})));
	desk_do(desk, WISH(POLL_CLOSED, .poll = poll));
	desk_do(desk, WISH(DECISION_RECORDED, .thing = rule, .verdict = DECISION_ADOPTED));
	int64_t p = desk_do(desk, said(WISH(PROPOSAL_MADE, .stage = AT_MAJORITY), WORDS("a van")));
	desk_do(desk, WISH(PROPOSAL_KIND, .thing = p, RARE(.about = KIND_MONEY)));
	return p;
}

/* Nothing is decided until all whom the rule names have an entry, and not without a reason. */
static void test_asked_before(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t p = to_decide(room, "the drivers;  The funder, ");

	desk_refuse(desk, said(RECORDED(ADOPTED), WORDS("", "cheap")), REFUSED_UNASKED);
	desk_refuse(desk, said(RECORDED(NOT_ADOPTED), WORDS("", "dear")), REFUSED_UNASKED);
	desk_refuse(desk, ADVISED(1, "the drivers", ""), REFUSED_EMPTY);
	desk_refuse(desk, ADVISED(1, "the drivers"), REFUSED_EMPTY);
	desk_refuse(desk, ADVISED(1, "", "a small one"), REFUSED_EMPTY);
	desk_do(desk, ADVISED(1, "THE DRIVERS", "a small one"));
	desk_refuse(desk, said(RECORDED(ADOPTED), WORDS("", "cheap")), REFUSED_UNASKED);
	desk_do(desk, ADVISED(0, "the funder", "on holiday"));
	desk_refuse(desk, RECORDED(ADOPTED), REFUSED_NO_REASON);
	desk_do(desk, said(RECORDED(ADOPTED), WORDS("", "a big one carries wheelchairs")));
	const struct proposal *proposal = model_proposal(&desk->model, p);
	assert_string_equal(proposal->why, "a big one carries wheelchairs");
	assert_int_equal(proposal->advice.count, 2);
	assert_false(proposal->advice.items[1].asked);
	desk_refuse(desk, ADVISED(1, "late", "no"), REFUSED_DECIDED);
}

/* Where the rule names nobody, somebody is asked all the same; putting it off needs nobody. */
static void test_somebody_at_least(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t p = to_decide(room, "");

	desk_refuse(desk, said(RECORDED(ADOPTED), WORDS("", "cheap")), REFUSED_UNASKED);
	desk_do(desk, ADVISED(1, "my neighbour", "yes"));
	desk_do(desk, said(RECORDED(ADOPTED), WORDS("", "cheap")));
	p = desk_do(desk, said(WISH(PROPOSAL_MADE, .stage = AT_MAJORITY), WORDS("a bus")));
	desk_do(desk, WISH(PROPOSAL_KIND, .thing = p, RARE(.about = KIND_MONEY)));
	desk_do(desk, RECORDED(DEFERRED));
}

/* Where a vote decides there is no such advice. */
static void test_not_before_a_vote(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t p = desk_do(desk, said(WISH(PROPOSAL_MADE, .stage = AT_MAJORITY), WORDS("a van")));

	desk_refuse(desk, ADVISED(1, "the drivers", "a small one"), REFUSED_NO_ADVICE);
}

/* The wall says what was advised and who is still to be asked; it is taken back like anything, and
 * erased with the person it is of. */
static void test_advice_shown_and_erased(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	struct audience audience = {0};
	int64_t p = to_decide(room, "the drivers");
	char *before = model_dumped(&desk->model, DUMP_STATE | DUMP_BOXES);
	const char *name = model_person(&desk->model, room->persons[2])->name;

	int64_t advice = desk_do(desk, ADVISED(1, (char *)name, "a small one"));
	assert_int_equal(model_event(&desk->model, advice)->body.person, room->persons[2]);
	audience_fill_stage(&desk->model, AT_MAJORITY, desk->now, &audience);
	size_t at = 0;
	while (at < audience.items.count && audience.items.items[at].kind != ITEM_ADVICE)
		at++;
	assert_true(at + 1 < audience.items.count);
	assert_non_null(strstr(audience.items.items[at].text, "The advice: “a small one”"));
	assert_string_equal(audience.items.items[at + 1].text, "Still to be asked: the drivers.");
	audience_finish(&audience);

	char *after = model_dumped(&desk->model, DUMP_STATE | DUMP_BOXES);
	assert_string_not_equal(before, after);
	desk_do(desk, WISH(STEP_UNDONE));
	char *undone = model_dumped(&desk->model, DUMP_STATE | DUMP_BOXES);
	assert_string_equal(before, undone);
	desk_do(desk, WISH(STEP_REDONE));
	char *redone = model_dumped(&desk->model, DUMP_STATE | DUMP_BOXES);
	assert_string_equal(after, redone);
	free(before);
	free(after);
	free(undone);
	free(redone);

	desk_do(desk, WISH(WORDS_ERASED, .thing = room->persons[2]));
	assert_null(model_proposal(&desk->model, p)->advice.items[0].who);
	assert_null(model_proposal(&desk->model, p)->advice.items[0].said);
}

/* A file of an earlier version, which asked for neither advice nor a reason, is not wrong about
 * that, and what stands in it can be corrected. What was put off then still waits for advice. */
static void test_decided_before_there_was_advice(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t p = to_decide(room, "the drivers");
	const struct proposal *proposal = model_proposal(&desk->model, p);
	int64_t seq = model_next_seq(&desk->model);
	struct event event = {.seq = seq,
		.step = seq,
		.at = desk->now,
		.kind = EVENT_DECISION_RECORDED,
		.body = {.thing = p, .verdict = DECISION_ADOPTED}};

	assert_false(proposal_advised(&desk->model, proposal));
	body_rare_make(&event.body)->agreed = model_rule_for(&desk->model, proposal)->id;
	texts_add(&event.words, "on Monday");
	model_apply(&desk->model, &event);
	proposal = model_proposal(&desk->model, p);
	assert_int_equal(proposal->decision, seq);
	assert_true(proposal_advised(&desk->model, proposal));
	desk_do(desk, said(WISH(DECISION_CORRECTED, .thing = p, .verdict = DECISION_ADOPTED),
			      WORDS("a small van", "on Monday", "it was small")));

	p = desk_do(desk, said(WISH(PROPOSAL_MADE, .stage = AT_MAJORITY), WORDS("a bus")));
	desk_do(desk, WISH(PROPOSAL_KIND, .thing = p, RARE(.about = KIND_MONEY)));
	desk_do(desk, RECORDED(DEFERRED));
	assert_false(proposal_advised(&desk->model, model_proposal(&desk->model, p)));
}

#define ROOM(test) cmocka_unit_test_setup_teardown(test, room_open, room_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ROOM(test_asked_before),
		ROOM(test_somebody_at_least),
		ROOM(test_not_before_a_vote),
		ROOM(test_advice_shown_and_erased),
		ROOM(test_decided_before_there_was_advice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
