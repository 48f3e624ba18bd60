/* A partnership carried on: what the next session gets, and what it does not. */
#include "room.h"

#include "../support/sample_plan.h"

#include "roundtable/base/mem.h"
#include "roundtable/core/agreement.h"
#include "roundtable/core/audience.h"
#include "roundtable/core/sentence.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char first_id[] = "aa112233445566778899aabbccddeeff";

/* Starts a session that follows `earlier`, with this id; false: refused. */
static bool follow(struct desk *next, const struct model *earlier, const char *id, bool rehearsal)
{
	struct plan plan = {0};

	*next = (struct desk){.now = earlier->started_at + INT64_C(60) * 24 * 60 * MINUTE_MS};
	next->random = random_seeded(&next->seeded, 7);
	sample_plan(&plan);
	/* it does not know the carer's role */
	array_free(plan.roles.items[ROLE_CARER].name);
	plan.roles.items[ROLE_CARER].name = mem_copy_text("gardener");
	struct command start =
		WISH(SESSION_STARTED, RARE(.id = (char *)id, .format = 1, .language = "en",
					      .rehearsal = rehearsal, .plan = &plan));
	start.earlier = earlier;
	bool done = desk_try(next, start);
	plan_finish(&plan);
	return done;
}

/* Adopts a proposal or rule by what it is tested by here. */
static void adopt(struct room *room, int64_t id)
{
	struct desk *desk = &room->desk;
	int64_t poll = desk_poll(desk, AT_RULES, id, false);
	const struct poll *open = model_poll(&desk->model, poll);
	int64_t marks[ANSWERS_CONSENT] = {1};
	size_t answers = open->rule.method == TALLY_CONSENT ? ANSWERS_CONSENT : ANSWERS_MAJORITY;

	for (size_t i = 0; i < PEOPLE; i++)
		desk_do(desk, WISH(BALLOT_CAST, .poll = poll, .person = room->persons[i],
				      RARE(.marks = {.items = marks, .count = answers})));
	desk_do(desk, WISH(POLL_CLOSED, .poll = poll));
	desk_do(desk, said(WISH(DECISION_RECORDED, .thing = id, .verdict = DECISION_ADOPTED,
				   .date = 19700201),
			      WORDS("soon")));
}

/* One of them objects, and it is not adopted. */
static void refuse_it(struct room *room, int64_t id)
{
	struct desk *desk = &room->desk;
	int64_t poll = desk_poll(desk, AT_RULES, id, false);

	for (size_t i = 0; i < PEOPLE; i++) {
		int64_t marks[ANSWERS_CONSENT] = {0};
		marks[i == 0 ? ANSWER_OBJECT : ANSWER_CONSENT] = 1;
		desk_do(desk, WISH(BALLOT_CAST, .poll = poll, .person = room->persons[i],
				      RARE(.marks = {.items = marks, .count = ANSWERS_CONSENT})));
	}
	desk_do(desk, WISH(POLL_CLOSED, .poll = poll));
	desk_do(desk, WISH(DECISION_RECORDED, .thing = id, .verdict = DECISION_NOT_ADOPTED));
}

static int64_t propose(struct room *room, const char *text)
{
	return desk_do(
		&room->desk, said(WISH(PROPOSAL_MADE, .stage = AT_RULES), WORDS((char *)text)));
}

/* --- people --- */

static void test_people_are_expected_under_the_same_keys(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk, next, third;

	desk_do(desk, WISH(PERSON_NAMING, .person = room->persons[0], .naming = NAMING_NAME));
	desk_do(desk, WISH(PERSON_NAMING, .person = room->persons[1], .naming = NAMING_ROLE));
	desk_do(desk, WISH(PERSON_NAMING, .person = room->persons[2], .naming = NAMING_NOT));
	desk_do(desk, WISH(PERSON_DUTY, .person = room->persons[3], .duty = DUTY_SCRIBE));
	desk_do(desk, WISH(PERSON_WAY, .person = room->persons[3], .way = WAY_LARGE_PRINT));
	assert_true(follow(&next, &desk->model, first_id, false));
	assert_int_equal(next.model.persons.count, PEOPLE);
	for (size_t i = 0; i < PEOPLE; i++) {
		const struct person *was = &desk->model.persons.items[i];
		const struct person *person = &next.model.persons.items[i];
		assert_string_equal(person->name, was->name);
		assert_int_equal(person->status, STATUS_EXPECTED);
		assert_int_equal(person->votes, was->duty == DUTY_NONE);
		assert_int_equal(model_origin(&next.model, person->id).there, was->id);
		assert_string_equal(next.model.plan->roles.items[person->role].name,
			desk->model.plan->roles.items[was->role].name);
	}
	/* a name is given for one set of minutes; what protects somebody is kept */
	assert_int_equal(next.model.persons.items[0].naming, NAMING_NOT_ASKED);
	assert_int_equal(next.model.persons.items[1].naming, NAMING_ROLE);
	assert_int_equal(next.model.persons.items[2].naming, NAMING_NOT);
	assert_int_equal(next.model.persons.items[3].duty, DUTY_SCRIBE);
	assert_int_equal(next.model.persons.items[3].way, WAY_NOT_ASKED);
	assert_string_equal(model_last(&next.model)->session, desk->model.id);
	/* the third session knows who is who by the first */
	assert_true(follow(&third, &next.model, "ff112233445566778899aabbccddeeff", false));
	assert_int_equal(third.model.earlier.count, 2);
	assert_string_equal(model_last(&third.model)->session, first_id);
	struct origin origin = model_origin(&third.model, third.model.persons.items[0].id);
	assert_string_equal(origin.session->session, desk->model.id);
	assert_int_equal(origin.there, room->persons[0]);
	desk_close(&third);
	desk_close(&next);
}

static void test_what_was_erased_or_withdrawn_stays_behind(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk, next;
	int64_t gone = desk_do(desk, said(WISH(THOUGHT_PARKED), WORDS("secret")));
	int64_t off = desk_do(desk, said(WISH(THOUGHT_PARKED), WORDS("mistake")));

	desk_do(desk, said(WISH(THOUGHT_PARKED), WORDS("kept")));
	desk_do(desk, said(WISH(WORD_ASKED), WORDS("equity", "fair")));
	int64_t action =
		desk_do(desk, said(WISH(ACTION_ADDED, .person = room->persons[0], .date = 19700301),
				      WORDS("call", "")));
	desk_do(desk, WISH(WORDS_ERASED, .thing = gone));
	desk_do(desk, WISH(THING_WITHDRAWN, .thing = off, .yes = 1));
	desk_do(desk, WISH(WORDS_ERASED, .thing = room->persons[0]));
	assert_true(follow(&next, &desk->model, first_id, false));
	assert_int_equal(next.model.persons.count, PEOPLE - 1);
	assert_int_equal(next.model.parked.count, 1);
	assert_string_equal(next.model.parked.items[0].text, "kept");
	assert_string_equal(next.model.glossary.items[0].meaning, "fair");
	assert_int_equal(next.model.actions.items[0].person, 0);
	assert_int_equal(next.model.actions.items[0].due, 19700301);
	assert_int_equal(model_origin(&next.model, next.model.actions.items[0].id).there, action);
	/* what was carried is erased like anything else */
	int64_t word = next.model.glossary.items[0].id;
	desk_do(&next, WISH(WORDS_ERASED, .thing = word));
	assert_null(next.model.glossary.items[0].word);
	desk_close(&next);
}

/* --- rules and decisions --- */

static void test_sealed_rules_hold_from_the_start(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk, next;
	struct buf text = {0};
	int64_t rule =
		desk_do(desk, said(WISH(RULE_PROPOSED, .stage = AT_RULES, .number = HOW_QUALIFIED,
					   RARE(.threshold = 3004, .quorum = 2)),
				      WORDS("", "the garden")));

	adopt(room, rule);
	int64_t decision = propose(room, "buy a hose");
	desk_do(desk, WISH(PROPOSAL_KIND, .thing = decision, RARE(.about = rule)));
	assert_true(follow(&next, &desk->model, first_id, false));
	assert_int_equal(next.model.rules.count, 1);
	const struct rule *here = &next.model.rules.items[0];
	assert_int_equal(here->kind, here->id);
	assert_string_equal(here->kind_words, "the garden");
	assert_int_equal(here->counted.numerator, 3);
	assert_int_equal(here->counted.denominator, 4);
	assert_int_equal(here->counted.quorum, 2);
	assert_ptr_equal(model_sealed_rule(&next.model, here->kind), here);
	assert_string_equal(model_proposal(&next.model, here->id)->text,
		model_proposal(&desk->model, rule)->text);
	assert_true(here->sealed_at == model_rule(&desk->model, rule)->sealed_at);
	/* the wall says from which session */
	sentence_sealed(&next.model, here, &text);
	assert_non_null(strstr(buf_text(&text), desk->model.plan->title));
	/* a proposal of that kind is decided by it */
	const struct proposal *open = &next.model.proposals.items[1];
	assert_string_equal(open->text, "buy a hose");
	assert_int_equal(open->decision, 0);
	assert_ptr_equal(model_rule_for(&next.model, open), here);
	buf_finish(&text);
	desk_close(&next);
}

static void test_decisions_go_on_while_they_hold_or_wait(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk, next, third;
	int64_t holds = propose(room, "holds");

	adopt(room, holds);
	int64_t waits = propose(room, "waits");
	desk_do(desk, said(WISH(DECISION_RECORDED, .thing = waits, .verdict = DECISION_DEFERRED,
				   .date = 19700215),
			      WORDS("ask at home")));
	desk_do(desk, WISH(DECISION_CARE, .thing = waits, .person = room->persons[1]));
	assert_true(follow(&next, &desk->model, first_id, false));
	assert_int_equal(next.model.proposals.count, 2);
	const struct proposal *one = &next.model.proposals.items[0];
	const struct proposal *two = &next.model.proposals.items[1];
	assert_int_equal(one->verdict, DECISION_ADOPTED);
	assert_int_equal(two->verdict, DECISION_DEFERRED);
	assert_string_equal(two->next, "ask at home");
	assert_int_equal(two->review, 19700215);
	assert_string_equal(model_person(&next.model, two->does)->name,
		model_person(&desk->model, room->persons[1])->name);
	/* both dates have come by the next session */
	assert_true(proposal_due(&next.model, one));
	assert_true(proposal_due(&next.model, two));
	struct buf due = {0};
	sentence_due(&next.model, &due);
	assert_string_equal(buf_text(&due), "1 decision is to be reviewed. 1 decision was deferred "
					    "and waits for an answer.");
	buf_finish(&due);
	/* what is taken up again and decided is not carried twice */
	int64_t again =
		desk_do(&next, said(WISH(PROPOSAL_MADE, .stage = AT_RULES + 1, .into = two->id),
				       WORDS("waits no more")));
	desk_do(&next, WISH(DECISION_RECORDED, .thing = again, .verdict = DECISION_DEFERRED));
	desk_do(&next, said(WISH(DECISION_REVIEWED, .thing = next.model.proposals.items[0].id),
			       WORDS("fine")));
	assert_false(proposal_due(&next.model, &next.model.proposals.items[0]));
	assert_false(proposal_due(&next.model, &next.model.proposals.items[1]));
	assert_true(follow(&third, &next.model, "ff112233445566778899aabbccddeeff", false));
	assert_int_equal(third.model.proposals.count, 2);
	assert_string_equal(third.model.proposals.items[1].text, "waits no more");
	desk_close(&third);
	desk_close(&next);
}

/* --- who carries it --- */

static struct command bearer_says(
	int64_t proposal, const struct burden *burden, int64_t voice, enum answer answer)
{
	return WISH(BEARER_ANSWERED, .thing = proposal, .into = burden->id, .person = voice,
		.accepted = answer);
}

/* By show of hands, all for it. */
static void carried_by_all(struct desk *desk, int64_t proposal)
{
	int64_t poll = desk_poll(desk, AT_QUALIFIED, proposal, false);

	desk_do(desk, WISH(HANDS_COUNTED, .poll = poll, RARE(.marks = IDS(PEOPLE, 0))));
	desk_do(desk, WISH(POLL_CLOSED, .poll = poll));
}

/* Whoever carries a decision is known in the next session, and asked when it is taken up again. */
static void test_burdens_go_on_and_who_carries_is_asked_again(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk, next;
	int64_t id = propose(room, "the hall is open on Sundays");

	desk_do(desk, said(WISH(BURDEN_STATED, .thing = id, .paid = PAID_NOBODY),
			      WORDS("the residents", "3 h a week", "")));
	desk_do(desk, said(WISH(BURDEN_STATED, .thing = id, .paid = PAID_YES),
			      WORDS("Bo", "the keys", "the council")));
	const struct proposal *before = model_proposal(&desk->model, id);
	desk_do(desk,
		said(bearer_says(id, &before->burdens.items[0], room->persons[0], ANSWER_ACCEPTED),
			WORDS("for a year")));
	desk_do(desk,
		bearer_says(id, &before->burdens.items[1], room->persons[1], ANSWER_ACCEPTED));
	adopt(room, id);
	desk_do(desk, said(WISH(BURDEN_STATED, .thing = id), WORDS("the funder", "heating", "")));
	assert_true(follow(&next, &desk->model, first_id, false));

	const struct proposal *here = &next.model.proposals.items[0];
	assert_int_equal(here->burdens.count, 3);
	const struct burden *burdens = here->burdens.items;
	assert_string_equal(burdens[0].who, "the residents");
	assert_string_equal(burdens[0].how_much, "3 h a week");
	assert_int_equal(burdens[0].paid, PAID_NOBODY);
	assert_int_equal(burdens[0].role, ROLE_RESIDENT);
	assert_int_equal(burdens[0].answer, ANSWER_ACCEPTED);
	assert_string_equal(burdens[0].said, "for a year");
	assert_string_equal(burdens[1].paid_by, "the council");
	assert_string_equal(model_person(&next.model, burdens[1].person)->name, "Bo");
	assert_int_equal(burdens[2].answer, ANSWER_NOT_ASKED);
	/* named after it was decided: that flags it here as it did there */
	assert_ptr_equal(proposal_reopens(here), &burdens[2]);
	assert_null(proposal_missing(here));

	for (size_t i = 0; i < next.model.persons.count; i++)
		desk_do(&next, WISH(PERSON_STATUS, .person = next.model.persons.items[i].id,
				       .status = STATUS_HERE));
	int64_t earlier = here->id;
	int64_t again =
		desk_do(&next, said(WISH(PROPOSAL_MADE, .stage = AT_QUALIFIED, .into = earlier),
				       WORDS("and on Saturdays")));
	const struct proposal *now = model_proposal(&next.model, again);
	assert_int_equal(now->burdens.count, 3);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(now->burdens.items[i].answer, ANSWER_NOT_ASKED);
	carried_by_all(&next, again);
	desk_refuse(&next, WISH(DECISION_RECORDED, .thing = again, .verdict = DECISION_ADOPTED),
		REFUSED_BEARER);
	for (size_t i = 0; i < 3; i++) {
		now = model_proposal(&next.model, again);
		const struct burden *burden = &now->burdens.items[i];
		int64_t voice = 0;
		for (size_t k = 0; k < next.model.persons.count; k++)
			if (burden_voice(burden, &next.model.persons.items[k]))
				voice = next.model.persons.items[k].id;
		desk_do(&next, bearer_says(again, burden, voice, ANSWER_ACCEPTED));
	}
	desk_do(&next, WISH(DECISION_RECORDED, .thing = again, .verdict = DECISION_ADOPTED));
	/* the words stand once: what is erased is gone in both, one by one or with either of them
	 */
	int64_t burden = model_proposal(&next.model, earlier)->burdens.items[0].id;
	desk_do(&next, WISH(WORDS_ERASED, .thing = burden));
	assert_null(model_proposal(&next.model, earlier)->burdens.items[0].who);
	assert_null(model_proposal(&next.model, earlier)->burdens.items[0].said);
	assert_null(model_proposal(&next.model, again)->burdens.items[0].who);
	assert_non_null(model_proposal(&next.model, again)->burdens.items[1].who);
	desk_do(&next, WISH(WORDS_ERASED, .thing = again));
	for (size_t i = 0; i < 3; i++) {
		assert_null(model_proposal(&next.model, again)->burdens.items[i].who);
		assert_null(model_proposal(&next.model, again)->burdens.items[i].how_much);
		assert_null(model_proposal(&next.model, earlier)->burdens.items[i].who);
	}
	assert_non_null(model_proposal(&next.model, earlier)->text);
	desk_close(&next);
}

/* What is not decided yet is carried with who would carry it, and not with what they said of it. */
static void test_who_would_carry_what_waits_is_asked_anew(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk, next;
	int64_t id = propose(room, "waits");

	desk_do(desk, said(WISH(BURDEN_STATED, .thing = id), WORDS("Bo", "the keys", "")));
	desk_do(desk, bearer_says(id, &model_proposal(&desk->model, id)->burdens.items[0],
			      room->persons[1], ANSWER_ACCEPTED));
	desk_do(desk,
		WISH(WORDS_ERASED, .thing = model_proposal(&desk->model, id)->burdens.items[0].id));
	assert_true(follow(&next, &desk->model, first_id, false));
	const struct proposal *here = &next.model.proposals.items[0];
	assert_int_equal(here->decision, 0);
	assert_int_equal(here->burdens.count, 1);
	/* the words are gone, the person is not */
	assert_string_equal(here->burdens.items[0].who, "Bo");
	assert_string_equal(here->burdens.items[0].how_much, "");
	assert_int_equal(here->burdens.items[0].answer, ANSWER_NOT_ASKED);
	desk_close(&next);
}

static void test_what_was_not_adopted_is_read_back_once(void **state)
{
	struct room *room = *state;
	struct desk next, third;

	refuse_it(room, propose(room, "no"));
	assert_true(follow(&next, &room->desk.model, first_id, false));
	assert_int_equal(next.model.proposals.count, 1);
	assert_int_equal(next.model.proposals.items[0].verdict, DECISION_NOT_ADOPTED);
	assert_true(follow(&third, &next.model, "ff112233445566778899aabbccddeeff", false));
	assert_int_equal(third.model.proposals.count, 0);
	desk_close(&third);
	desk_close(&next);
}

/* --- actions and the last minutes --- */

static void test_actions_go_on_while_they_are_open(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk, next;
	int64_t open = desk_do(desk, said(WISH(ACTION_ADDED), WORDS("open", "whoever")));
	int64_t done = desk_do(desk, said(WISH(ACTION_ADDED), WORDS("done", "")));
	struct audience audience = {0};

	desk_do(desk, said(WISH(ACTION_REPORTED, .thing = done, .number = ACTION_IS_DONE),
			      WORDS("at once")));
	desk_do(desk, WISH(ACTION_ANSWERED, .thing = open, .accepted = ANSWER_ACCEPTED));
	desk_refuse(desk, WISH(ACTION_REPORTED, .thing = done, .number = 9), REFUSED_NO_THING);
	assert_true(follow(&next, &desk->model, first_id, false));
	assert_int_equal(next.model.actions.count, 1);
	const struct action *action = &next.model.actions.items[0];
	assert_string_equal(action->who, "whoever");
	assert_int_equal(action->accepted, ANSWER_ACCEPTED);
	/* read back at the end as long as it is open */
	audience_fill_stage(&next.model, AT_CLOSE + 1, 0, &audience);
	assert_int_equal(audience.items.items[0].kind, ITEM_ACTION);
	desk_do(&next, WISH(ACTION_REPORTED, .thing = action->id, .number = ACTION_IS_DROPPED));
	audience_fill_stage(&next.model, AT_CLOSE + 1, 0, &audience);
	assert_int_equal(audience.items.count, 0);
	audience_fill_stage(&next.model, 0, 0, &audience);
	assert_int_equal(audience.items.items[1].action.state, ACTION_IS_DROPPED);
	audience_finish(&audience);
	desk_close(&next);
}

static void test_the_last_minutes_are_corrected_and_approved(void **state)
{
	struct room *room = *state;
	struct desk next;
	struct audience audience = {0};

	desk_refuse(&room->desk, WISH(MINUTES_APPROVED), REFUSED_NO_LAST);
	desk_refuse(
		&room->desk, said(WISH(CORRECTION_ADDED, .thing = 5), WORDS("x")), REFUSED_NO_LAST);
	assert_true(follow(&next, &room->desk.model, first_id, false));
	/* a stage in front, the others as they were but one later */
	assert_int_equal(next.model.plan->stages.count, room->desk.model.plan->stages.count + 1);
	assert_true(stage_reads_last(&next.model.plan->stages.items[0]));
	for (size_t i = 0; i < room->desk.model.plan->stages.count; i++)
		for (size_t k = 0; k < SETTINGS; k++) {
			const struct stage *was = &room->desk.model.plan->stages.items[i];
			const struct stage *is = &next.model.plan->stages.items[i + 1];
			bool refers = setting_info((enum setting)k)->type == SETTING_TYPE_STAGE &&
				      was->settings[k].number >= 0;
			assert_int_equal(is->settings[k].number, was->settings[k].number + refers);
		}
	int64_t last = model_last(&next.model)->id;
	desk_do(&next, said(WISH(CORRECTION_ADDED, .thing = last), WORDS("it was the 12")));
	desk_do(&next, WISH(MINUTES_APPROVED));
	desk_refuse(&next, WISH(MINUTES_APPROVED), REFUSED_SAME);
	assert_int_equal(next.model.last_corrections.count, 1);
	assert_int_equal(next.model.corrections.count, 0);
	audience_fill_stage(&next.model, 0, 0, &audience);
	assert_int_equal(audience.items.items[0].kind, ITEM_MINUTES);
	assert_non_null(strstr(audience.items.items[0].text, "are approved"));
	assert_int_equal(audience.items.items[1].kind, ITEM_CORRECTION);
	audience_finish(&audience);
	/* taken back like anything the facilitator does; what was carried is not */
	desk_do(&next, WISH(STEP_UNDONE));
	assert_int_equal(next.model.approved, 0);
	desk_refuse(&next, WISH(STEP_UNDONE), REFUSED_NOT_UNDOABLE);
	desk_close(&next);
}

static void test_nothing_is_taken_back_but_what_was_done_here(void **state)
{
	struct room *room = *state;
	struct desk next;

	desk_do(&room->desk, said(WISH(WORD_ASKED), WORDS("equity", "fair")));
	assert_true(follow(&next, &room->desk.model, first_id, false));
	desk_refuse(&next, WISH(STEP_UNDONE), REFUSED_NOTHING_TO_UNDO);
	desk_do(&next, WISH(THING_WITHDRAWN, .thing = next.model.glossary.items[0].id, .yes = 1));
	assert_true(next.model.glossary.items[0].withdrawn);
	desk_close(&next);
}

/* --- what cannot be carried --- */

static void test_rehearsals_and_real_sessions_do_not_mix(void **state)
{
	struct room *room = *state;
	struct desk next, third;

	assert_false(follow(&next, &room->desk.model, first_id, true));
	assert_int_equal(next.refusal.code, REFUSED_REAL);
	desk_close(&next);
	room->desk.model.rehearsal = true;
	assert_false(follow(&next, &room->desk.model, first_id, false));
	assert_int_equal(next.refusal.code, REFUSED_REHEARSAL);
	desk_close(&next);
	assert_true(follow(&next, &room->desk.model, first_id, true));
	assert_true(follow(&third, &next.model, "ff112233445566778899aabbccddeeff", true));
	desk_close(&third);
	desk_close(&next);
}

static void test_nobody_claims_an_origin(void **state)
{
	struct room *room = *state;
	struct desk next;

	assert_true(follow(&next, &room->desk.model, first_id, false));
	int64_t last = model_last(&next.model)->id;
	desk_refuse(&next, said(WISH(THOUGHT_PARKED, RARE(.origin = last, .there = 3)), WORDS("x")),
		REFUSED_NO_LAST);
	desk_refuse(&next, WISH(SESSION_FOLLOWED, RARE(.id = (char *)first_id)), REFUSED_NO_LAST);
	desk_close(&next);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, room_open, room_close)
	const struct CMUnitTest tests[] = {
		TEST(test_people_are_expected_under_the_same_keys),
		TEST(test_what_was_erased_or_withdrawn_stays_behind),
		TEST(test_sealed_rules_hold_from_the_start),
		TEST(test_decisions_go_on_while_they_hold_or_wait),
		TEST(test_burdens_go_on_and_who_carries_is_asked_again),
		TEST(test_who_would_carry_what_waits_is_asked_anew),
		TEST(test_what_was_not_adopted_is_read_back_once),
		TEST(test_actions_go_on_while_they_are_open),
		TEST(test_the_last_minutes_are_corrected_and_approved),
		TEST(test_nothing_is_taken_back_but_what_was_done_here),
		TEST(test_rehearsals_and_real_sessions_do_not_mix),
		TEST(test_nobody_claims_an_origin),
	};
#undef TEST

	return cmocka_run_group_tests(tests, NULL, NULL);
}
