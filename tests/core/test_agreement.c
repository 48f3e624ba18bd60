/* The group owns the rules: proposed, sealed, applied whatever others wish. */
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

/* Everybody gives the same answer, by name. */
static void answer(struct room *room, int64_t poll, size_t answers, size_t which)
{
	int64_t marks[ANSWERS_CONSENSUS] = {0};

	marks[which] = 1;
	for (size_t i = 0; i < PEOPLE; i++)
		desk_do(&room->desk, WISH(BALLOT_CAST, .poll = poll, .person = room->persons[i],
					     RARE(.marks = {.items = marks, .count = answers})));
	desk_do(&room->desk, WISH(POLL_CLOSED, .poll = poll));
}

/* Proposes a rule, has it adopted by the rule that holds for rules, and returns its id. */
static int64_t seal(struct room *room, struct command proposed)
{
	struct desk *desk = &room->desk;
	int64_t id = desk_do(desk, proposed);
	int64_t poll = desk_poll(desk, AT_RULES, id, false);
	const struct poll *open = model_poll(&desk->model, poll);

	if (open->rule.method == TALLY_CONSENT)
		answer(room, poll, ANSWERS_CONSENT, ANSWER_CONSENT);
	else
		answer(room, poll, ANSWERS_MAJORITY, ANSWER_YES);
	desk_do(desk, WISH(DECISION_RECORDED, .thing = id, .verdict = DECISION_ADOPTED));
	return id;
}

#define RULE(how, kind, ...)                                                                       \
	WISH(RULE_PROPOSED, .stage = AT_RULES, .number = HOW_##how,                                \
		RARE(.about = (kind), __VA_ARGS__))
#define RECORDED(which) WISH(DECISION_RECORDED, .thing = p, .verdict = DECISION_##which)

static int64_t propose(struct room *room, int stage, int64_t kind)
{
	struct desk *desk = &room->desk;
	int64_t p = desk_do(desk, said(WISH(PROPOSAL_MADE, .stage = stage), WORDS("buy it")));

	if (kind != KIND_ANY)
		desk_do(desk, WISH(PROPOSAL_KIND, .thing = p, RARE(.about = kind)));
	return p;
}

/* The stage asks for a plain majority; two thirds were sealed for money, and hold. */
static void test_a_sealed_rule_holds(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	struct audience audience = {0};
	int64_t rule = seal(room, RULE(QUALIFIED, KIND_MONEY, .threshold = 2003));
	int64_t p = propose(room, AT_MAJORITY, KIND_MONEY);
	int64_t poll = desk_poll(desk, AT_MAJORITY, p, false);
	const struct poll *open = model_poll(&desk->model, poll);

	assert_int_equal(open->agreed, rule);
	assert_int_equal(open->rule.method, TALLY_MAJORITY);
	assert_int_equal(open->rule.numerator, 2);
	assert_int_equal(open->rule.denominator, 3);
	assert_true(open->rule.at_least);
	audience_fill_stage(&desk->model, AT_MAJORITY, desk->now, &audience);
	assert_non_null(strstr(audience.vote.rule,
		"By the rule which the group sealed for decisions about money, on "));
	assert_non_null(strstr(audience.vote.rule,
		"The programme asks for another rule here; the group's rule holds."));
	desk_do(desk, WISH(HANDS_COUNTED, .poll = poll, RARE(.marks = IDS(3, 2))));
	desk_do(desk, WISH(POLL_CLOSED, .poll = poll));
	assert_int_equal(model_poll(&desk->model, poll)->result.outcome, OUTCOME_NOT_CARRIED);
	audience_fill_stage(&desk->model, AT_MAJORITY, desk->now, &audience);
	assert_non_null(strstr(audience.vote.result,
		"By the group's sealed rule for decisions about money (a larger majority)."));
	desk_refuse(desk, RECORDED(ADOPTED), REFUSED_OUTCOME_DIFFERS);
	desk_do(desk, RECORDED(NOT_ADOPTED));
	assert_int_equal(model_proposal(&desk->model, p)->agreed, rule);
	audience_finish(&audience);
}

/* What the group agreed on for the case that it fails is said where it has failed. */
static void test_what_a_rule_says_when_it_fails(void **state)
{
	static const char says[] =
		"The rule that was sealed says what happens if it fails: “we vote, two thirds”";
	struct room *room = *state;
	struct desk *desk = &room->desk;
	struct audience audience = {0};

	seal(room, said(RULE(CONSENT, KIND_ANY), WORDS("", "", "", "", "", "we vote, two thirds")));
	int64_t p = propose(room, AT_MAJORITY, KIND_ANY);
	answer(room, desk_poll(desk, AT_MAJORITY, p, false), ANSWERS_CONSENT, ANSWER_OBJECT);
	audience_fill_stage(&desk->model, AT_MAJORITY, desk->now, &audience);
	assert_non_null(strstr(audience.vote.result, says));
	answer(room, desk_poll(desk, AT_MAJORITY, p, false), ANSWERS_CONSENT, ANSWER_CONSENT);
	audience_fill_stage(&desk->model, AT_MAJORITY, desk->now, &audience);
	assert_null(strstr(audience.vote.result, says));
	assert_string_equal(proposal_undecided(&desk->model, model_proposal(&desk->model, p)),
		"carried by the vote, but no decision was recorded");
	/* other words are not what was voted on */
	desk_do(desk, said(WISH(WORDS_CHANGED, .thing = p), WORDS("rent it")));
	assert_string_equal(
		proposal_undecided(&desk->model, model_proposal(&desk->model, p)), "not decided");
	audience_finish(&audience);
}

/* A kind without a rule of its own takes the one for everything else, and before that the
 * programme's. */
static void test_which_rule_holds(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t p = propose(room, AT_MAJORITY, KIND_QUESTIONS);

	assert_null(model_rule_for(&desk->model, model_proposal(&desk->model, p)));
	int64_t any = seal(room, RULE(MAJORITY, KIND_ANY, .base = BASE_PRESENT));
	assert_int_equal(model_rule_for(&desk->model, model_proposal(&desk->model, p))->id, any);
	int64_t own = seal(room, RULE(CONSENT, KIND_QUESTIONS, .quorum = 3));
	assert_int_equal(model_rule_for(&desk->model, model_proposal(&desk->model, p))->id, own);
	int64_t poll = desk_poll(desk, AT_MAJORITY, p, false);
	assert_int_equal(model_poll(&desk->model, poll)->rule.method, TALLY_CONSENT);
	assert_int_equal(model_poll(&desk->model, poll)->rule.quorum, 3);
	/* it is not called something else once it is being tested */
	desk_refuse(desk, WISH(PROPOSAL_KIND, .thing = p, RARE(.about = KIND_MONEY)),
		REFUSED_POLL_OPEN);
}

/* What was tested before a rule was sealed for it is tested again by that rule. */
static void test_a_test_by_another_rule(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t p = propose(room, AT_MAJORITY, KIND_MONEY);
	int64_t poll = desk_poll(desk, AT_MAJORITY, p, false);

	answer(room, poll, ANSWERS_MAJORITY, ANSWER_YES);
	seal(room, RULE(CONSENT, KIND_MONEY));
	desk_refuse(desk, RECORDED(ADOPTED), REFUSED_OTHER_RULE);
	poll = desk_poll(desk, AT_MAJORITY, p, false);
	answer(room, poll, ANSWERS_CONSENT, ANSWER_CONCERN);
	desk_do(desk, RECORDED(ADOPTED));
}

/* Fist to five against the bar the group set: one hand below it, and it is not carried. */
static void test_a_bar_set_beforehand(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t rule = seal(room, RULE(FIST, KIND_MONEY, .bar = 4));
	int64_t p = propose(room, AT_MAJORITY, KIND_MONEY);
	int64_t poll = desk_poll(desk, AT_MAJORITY, p, false);

	assert_int_equal(model_poll(&desk->model, poll)->rule.method, TALLY_FIST_TO_FIVE);
	assert_int_equal(model_poll(&desk->model, poll)->rule.bar, 4);
	assert_true(rule_counts_so(
		model_rule(&desk->model, rule), &model_poll(&desk->model, poll)->rule));
	desk_do(desk, WISH(HANDS_COUNTED, .poll = poll, RARE(.marks = IDS(0, 0, 0, 1, 4, 0))));
	desk_do(desk, WISH(POLL_CLOSED, .poll = poll));
	desk_refuse(desk, RECORDED(ADOPTED), REFUSED_OUTCOME_DIFFERS);
	poll = desk_poll(desk, AT_MAJORITY, p, false);
	desk_do(desk, WISH(HANDS_COUNTED, .poll = poll, RARE(.marks = IDS(0, 0, 0, 0, 4, 1))));
	desk_do(desk, WISH(POLL_CLOSED, .poll = poll));
	desk_do(desk, RECORDED(ADOPTED));
	/* a bar that is none is the usual one */
	rule = desk_do(desk, RULE(GRADIENTS, KIND_QUESTIONS, .bar = 99));
	assert_int_equal(model_rule(&desk->model, rule)->counted.bar, 6);
}

/* A rule is changed by the rule for rules; the one before it is replaced, and both stay known. */
static void test_changing_a_rule(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t rules = seal(room, RULE(QUALIFIED, KIND_RULES, .threshold = 3004));
	int64_t first = seal(room, RULE(MAJORITY, KIND_MONEY));
	int64_t again = desk_do(desk, RULE(CONSENT, KIND_MONEY));
	int64_t poll = desk_poll(desk, AT_RULES, again, false);

	assert_int_equal(model_poll(&desk->model, poll)->agreed, rules);
	assert_int_equal(model_poll(&desk->model, poll)->rule.denominator, 4);
	assert_int_equal(model_sealed_rule(&desk->model, KIND_MONEY)->id, first);
	answer(room, poll, ANSWERS_MAJORITY, ANSWER_YES);
	desk_do(desk, WISH(DECISION_RECORDED, .thing = again, .verdict = DECISION_ADOPTED));
	assert_int_equal(model_sealed_rule(&desk->model, KIND_MONEY)->id, again);
	assert_int_equal(
		model_rule(&desk->model, first)->replaced, model_rule(&desk->model, again)->sealed);
}

/* The seal and its moment are in the log, and are not taken back. */
static void test_a_seal_stays(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t id = seal(room, RULE(CONSENT, KIND_MONEY));
	const struct rule *rule = model_rule(&desk->model, id);
	const struct event *event = model_event(&desk->model, rule->sealed);

	assert_int_equal(event->kind, EVENT_RULE_SEALED);
	assert_int_equal(event->body.thing, id);
	assert_int_equal(event->at, rule->sealed_at);
	assert_int_equal(event->step, model_proposal(&desk->model, id)->decision);
	desk_refuse(desk, WISH(STEP_UNDONE), REFUSED_NOT_UNDOABLE);
	/* nobody seals by the way, unseals by a correction, or words a rule otherwise */
	int64_t other = desk_do(desk, RULE(LOT, KIND_MEMBERSHIP));
	desk_refuse(desk, WISH(RULE_SEALED, .thing = other), REFUSED_NOT_TESTED);
	desk_refuse(desk,
		said(WISH(DECISION_CORRECTED, .thing = id, .verdict = DECISION_DEFERRED),
			WORDS("", "", "oh")),
		REFUSED_DECIDED);
	desk_refuse(desk, said(WISH(WORDS_CHANGED, .thing = other), WORDS("by me")),
		REFUSED_RULE_WORDS);
	desk_refuse(desk, WISH(PROPOSAL_KIND, .thing = other, RARE(.about = KIND_MONEY)),
		REFUSED_RULE_WORDS);
}

/* What is proposed is read as it will be applied, whatever words came with the wish. */
static void test_a_rule_in_words(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t id = desk_do(
		desk, said(RULE(QUALIFIED, KIND_ANY, .threshold = 3004, .base = BASE_PRESENT,
				   .quorum = 4),
			      WORDS("as I like", "the garden", "", "all of us", "anybody here",
				      "we talk again", "the garden group", "", "", "everybody")));
	const char *text = model_proposal(&desk->model, id)->text;

	assert_string_equal(text,
		"Decisions about the garden: Each person answers yes or no; it is carried when "
		"at least three quarters of those who turned out say yes, those who stepped out "
		"counted in. It counts only if at least 4 ballots are cast. Bound by it: all of "
		"us. Who may object: anybody here. If it fails: we talk again. Who does it: the "
		"garden group. Who is told: everybody.");
	assert_int_equal(model_rule(&desk->model, id)->kind, id);
	assert_string_equal(kind_words(&desk->model, id), "the garden");
	desk_refuse(desk, RULE(MAJORITY, 3), REFUSED_NO_KIND);
	desk_refuse(
		desk, WISH(RULE_PROPOSED, .stage = AT_RULES, .number = RULE_HOWS), REFUSED_NO_KIND);
	desk_refuse(desk, WISH(RULE_PROPOSED, .stage = AT_TALK), REFUSED_NOT_HERE);
	desk_refuse(desk, RULE(AUTHORITY, KIND_MONEY), REFUSED_EMPTY);
}

/* One person decides after advice, the lot decides, or it is decided elsewhere: no vote does. */
static void test_rules_without_a_vote(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t one =
		seal(room, said(WISH(RULE_PROPOSED, .stage = AT_RULES, .number = HOW_AUTHORITY,
					.person = room->persons[1], RARE(.about = KIND_MONEY)),
				   WORDS("", "", "her name")));
	int64_t p = propose(room, AT_MAJORITY, KIND_MONEY);

	/* her name stands in the text, and goes with her */
	assert_string_equal(model_rule(&desk->model, one)->decides, "");
	desk_refuse(desk, WISH(POLL_OPENED, .stage = AT_MAJORITY, .thing = p), REFUSED_NO_VOTE);
	desk_do(desk, RECORDED(DEFERRED));
	seal(room, said(RULE(ELSEWHERE, KIND_MONEY), WORDS("", "", "the city council")));
	p = propose(room, AT_MAJORITY, KIND_MONEY);
	desk_refuse(desk, RECORDED(ADOPTED), REFUSED_ELSEWHERE);
	desk_do(desk, RECORDED(DEFERRED));
	desk_do(desk, WISH(WORDS_ERASED, .thing = room->persons[1]));
	assert_null(model_proposal(&desk->model, one)->text);
	assert_int_equal(model_rule(&desk->model, one)->kind, KIND_MONEY);
}

/* --- nothing about us without us --- */

static int64_t carried(struct room *room, const char *who)
{
	struct desk *desk = &room->desk;
	int64_t p = propose(room, AT_MAJORITY, KIND_ANY);

	desk_do(desk, said(WISH(BURDEN_STATED, .thing = p, .paid = PAID_NOBODY),
			      WORDS((char *)who, "3 h a week", "")));
	answer(room, desk_poll(desk, AT_MAJORITY, p, false), ANSWERS_MAJORITY, ANSWER_YES);
	return p;
}

static const struct burden *burden_at(struct room *room, int64_t p, size_t index)
{
	return &model_proposal(&room->desk.model, p)->burdens.items[index];
}

static void says(struct room *room, int64_t p, size_t index, const char *sentence)
{
	const struct burden *burden = burden_at(room, p, index);
	struct buf out = {0};

	sentence_bearer(model_proposal(&room->desk.model, p), burden, burden->who, &out);
	assert_string_equal(buf_text(&out), sentence);
	buf_finish(&out);
}

#define ANSWERED(voice, which)                                                                     \
	WISH(BEARER_ANSWERED, .thing = p, .into = burden_at(room, p, 0)->id, .person = (voice),    \
		.accepted = ANSWER_##which)

/* The vote was carried; without the residents it is not adopted, and the wall says what is missing.
 */
static void test_bearers_consent_first(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	struct audience audience = {0};
	int64_t p = carried(room, "Residents");

	assert_int_equal(burden_at(room, p, 0)->role, ROLE_RESIDENT);
	desk_refuse(desk, RECORDED(ADOPTED), REFUSED_BEARER);
	audience_fill_stage(&desk->model, AT_MAJORITY, desk->now, &audience);
	assert_int_equal(audience.items.items[1].kind, ITEM_BEARER);
	assert_string_equal(audience.items.items[1].text,
		"It cannot be adopted yet: Residents, who would carry 3 h a week unpaid, must "
		"consent first.");
	audience_finish(&audience);
	/* one of them says it, not the carer, and not the facilitator */
	desk_refuse(desk, ANSWERED(room->persons[1], ACCEPTED), REFUSED_NOT_THEIRS);
	desk_refuse(desk, ANSWERED(0, ACCEPTED), REFUSED_NO_PERSON);
	desk_do(desk,
		WISH(BEARER_ANSWERED, .thing = p, .into = burden_at(room, p, 0)->id, .yes = 1));
	says(room, p, 0,
		"We wait for Residents, who would carry 3 h a week unpaid, to confer apart.");
	desk_refuse(desk, RECORDED(ADOPTED), REFUSED_BEARER);
	desk_do(desk, said(ANSWERED(room->persons[4], ACCEPTED), WORDS("with the bus paid")));
	says(room, p, 0,
		"Consent was given by Residents, who would carry 3 h a week unpaid. They said: "
		"“with the bus paid”");
	desk_refuse(desk, RECORDED(NOT_ADOPTED), REFUSED_OUTCOME_DIFFERS);
	desk_do(desk, RECORDED(ADOPTED));
	desk_refuse(desk, ANSWERED(room->persons[4], DECLINED), REFUSED_DECIDED);
}

static void test_bearers_refuse(void **state)
{
	struct room *room = *state;
	int64_t p = carried(room, "resident");

	desk_do(&room->desk, ANSWERED(room->persons[0], DECLINED));
	desk_refuse(&room->desk, RECORDED(ADOPTED), REFUSED_BEARER);
	desk_do(&room->desk, RECORDED(NOT_ADOPTED));
	says(room, p, 0,
		"Not adopted: resident, who would carry 3 h a week unpaid, did not consent.");
}

/* Nobody of them is here: it waits, whoever would like to say yes for them. */
static void test_absent_bearers(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t p = carried(room, "Funder");

	for (size_t i = 0; i < PEOPLE; i++)
		if (model_person(&desk->model, room->persons[i])->role == ROLE_FUNDER)
			desk_do(desk, WISH(PERSON_STATUS, .person = room->persons[i],
					      .status = STATUS_LEFT));
	desk_refuse(desk, ANSWERED(room->persons[0], ACCEPTED), REFUSED_NOBODY_HERE);
	desk_refuse(desk, RECORDED(ADOPTED), REFUSED_BEARER);
	desk_do(desk, RECORDED(DEFERRED));
}

/* Consent is to the words as they stood. */
static void test_bearers_are_asked_again(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t p = carried(room, "resident");

	desk_do(desk, ANSWERED(room->persons[0], ACCEPTED));
	desk_do(desk, said(WISH(WORDS_CHANGED, .thing = p), WORDS("buy two")));
	answer(room, desk_poll(desk, AT_MAJORITY, p, false), ANSWERS_MAJORITY, ANSWER_YES);
	desk_refuse(desk, RECORDED(ADOPTED), REFUSED_BEARER);
}

/* Whoever is named after the decision was not asked before it: it is to be reviewed. */
static void test_bearers_named_later(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t p = propose(room, AT_MAJORITY, KIND_ANY);

	answer(room, desk_poll(desk, AT_MAJORITY, p, false), ANSWERS_MAJORITY, ANSWER_YES);
	desk_do(desk, RECORDED(ADOPTED));
	assert_null(proposal_reopens(model_proposal(&desk->model, p)));
	desk_do(desk, said(WISH(BURDEN_STATED, .thing = p), WORDS("resident", "an evening")));
	assert_non_null(proposal_reopens(model_proposal(&desk->model, p)));
	says(room, p, 0,
		"To be reviewed: resident, named only after the decision as carrying an evening, "
		"did not consent.");
	desk_do(desk, ANSWERED(room->persons[0], ACCEPTED));
	assert_null(proposal_reopens(model_proposal(&desk->model, p)));
}

/* The only way past it is the rule which the group sealed for just that. */
static void test_the_rule_for_work(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t rule = seal(room, RULE(QUALIFIED, KIND_WORK, .threshold = 4005));
	int64_t p = carried(room, "funder");

	assert_int_equal(model_proposal_poll(&desk->model, p)->agreed, rule);
	assert_int_equal(model_proposal_poll(&desk->model, p)->rule.denominator, 5);
	desk_do(desk, RECORDED(ADOPTED));
	assert_int_equal(model_proposal(&desk->model, p)->agreed, rule);
	/* it was named before, and settled by the rule: nothing new is to be reviewed */
	assert_null(proposal_reopens(model_proposal(&desk->model, p)));
	says(room, p, 0,
		"Adopted without the consent of funder, bearing 3 h a week unpaid, by the rule "
		"which the group sealed for that.");
}

/* A person is meant by their name, and it goes with them. */
static void test_a_person_carries_it(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	const char *name = model_person(&desk->model, room->persons[2])->name;
	int64_t p = carried(room, name);

	assert_int_equal(burden_at(room, p, 0)->person, room->persons[2]);
	assert_int_equal(burden_at(room, p, 0)->role, -1);
	desk_refuse(desk, ANSWERED(room->persons[3], ACCEPTED), REFUSED_NOT_THEIRS);
	desk_do(desk, ANSWERED(room->persons[2], ACCEPTED));
	desk_do(desk, RECORDED(ADOPTED));
	desk_do(desk, WISH(WORDS_ERASED, .thing = room->persons[2]));
	assert_null(burden_at(room, p, 0)->who);
}

/* --- testing by consent --- */

static void must_say(struct room *room, int64_t p, size_t index, const char *sentence)
{
	const struct proposal *proposal = model_proposal(&room->desk.model, p);
	struct buf out = {0};

	sentence_objection(
		&room->desk.model, proposal, &proposal->objections.items[index], "", &out);
	assert_string_equal(buf_text(&out), sentence);
	buf_finish(&out);
}

/* An objection counts at once, said or not yet to be said; it is met, or tested again. */
static void test_objections(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t p = propose(room, AT_CONSENT, KIND_ANY);
	struct command raised = WISH(OBJECTION_RAISED, .thing = p);

	answer(room, desk_poll(desk, AT_CONSENT, p, false), ANSWERS_CONSENT, ANSWER_CONSENT);
	desk_refuse(desk, raised, REFUSED_EMPTY);
	int64_t first = desk_do(
		desk, said(by(raised, room->persons[1]), WORDS("too dear", "a cheaper one")));
	/* whose it is, is not in the file */
	assert_int_equal(model_event(&desk->model, first)->by, BY_NOBODY);
	must_say(room, p, 0, "Objection: “too dear” What would meet it: “a cheaper one”");
	desk_refuse(desk, RECORDED(ADOPTED), REFUSED_OBJECTION);
	desk_do(desk, said(WISH(OBJECTION_MET, .thing = first, .yes = 1), WORDS("used")));
	must_say(room, p, 0,
		"Objection: “too dear” What would meet it: “a cheaper one” It has been met: "
		"“used”");
	desk_refuse(desk, WISH(OBJECTION_MET, .thing = first, .yes = 1), REFUSED_SAME);
	desk_do(desk, WISH(OBJECTION_RAISED, .thing = p, .number = OBJECTION_WORDLESS));
	must_say(room, p, 1, "An objection stands; it cannot be put into words yet.");
	desk_refuse(desk, RECORDED(ADOPTED), REFUSED_OBJECTION);
	/* who consents with a concern has no reservation: that is a word of consensus */
	desk_do(desk, said(WISH(OBJECTION_RAISED, .thing = p, .number = OBJECTION_RESERVED),
			      WORDS("it is late")));
	must_say(room, p, 2, "Concern: “it is late”");
	answer(room, desk_poll(desk, AT_CONSENT, p, false), ANSWERS_CONSENT, ANSWER_CONSENT);
	desk_do(desk, RECORDED(ADOPTED));
	desk_refuse(desk, WISH(OBJECTION_MET, .thing = first, .yes = 0), REFUSED_DECIDED);
	desk_refuse(desk, said(raised, WORDS("late")), REFUSED_DECIDED);
}

/* By a sealed rule of consensus, with a limit on how many may stand aside: what is heard beside it
 * holds nothing up, a block does. */
static void test_consensus(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t rule = seal(room, RULE(CONSENSUS, KIND_MONEY, .bar = 1));
	int64_t p = propose(room, AT_MAJORITY, KIND_MONEY);
	int64_t poll = desk_poll(desk, AT_MAJORITY, p, false);
	const struct poll *open = model_poll(&desk->model, poll);
	struct command heard = WISH(OBJECTION_RAISED, .thing = p, .number = OBJECTION_RESERVED);

	assert_int_equal(open->rule.method, TALLY_CONSENSUS);
	assert_int_equal(open->rule.bar, 1);
	assert_int_equal(open->agreed, rule);
	assert_false(poll_takes_blank(open));
	assert_true(model_asks_everybody(&desk->model, model_proposal(&desk->model, p)));
	assert_non_null(strstr(
		model_proposal(&desk->model, rule)->text, "At most 1 person may stand aside."));
	answer(room, poll, ANSWERS_CONSENSUS, ANSWER_ASIDE);
	desk_refuse(desk, RECORDED(ADOPTED), REFUSED_OUTCOME_DIFFERS);
	answer(room, desk_poll(desk, AT_MAJORITY, p, false), ANSWERS_CONSENSUS, ANSWER_RESERVED);
	desk_refuse(desk, heard, REFUSED_EMPTY);
	desk_do(desk, said(heard, WORDS("it is late")));
	must_say(room, p, 0, "Reservation: “it is late”");
	heard.body.number = OBJECTION_ASIDE;
	desk_refuse(desk, heard, REFUSED_EMPTY);
	desk_do(desk, said(heard, WORDS("not mine")));
	must_say(room, p, 1, "Standing aside: “not mine”");
	assert_null(proposal_objection(&desk->model, model_proposal(&desk->model, p)));
	heard.body.number = OBJECTION_WORDLESS;
	desk_do(desk, heard);
	desk_refuse(desk, RECORDED(ADOPTED), REFUSED_OBJECTION);
	answer(room, desk_poll(desk, AT_MAJORITY, p, false), ANSWERS_CONSENSUS, ANSWER_AGREE);
	desk_do(desk, RECORDED(ADOPTED));
}

/* A minority states what it thinks of a decision; nobody changes that, and nothing takes it back.
 */
static void test_minority(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	struct audience audience = {0};
	int64_t p = propose(room, AT_MAJORITY, KIND_ANY);
	struct command stated = WISH(MINORITY_STATED, .thing = p);

	desk_refuse(desk, said(stated, WORDS("too soon")), REFUSED_NOT_DECIDED);
	answer(room, desk_poll(desk, AT_MAJORITY, p, false), ANSWERS_MAJORITY, ANSWER_YES);
	desk_do(desk, RECORDED(ADOPTED));
	desk_refuse(desk, said(stated, WORDS("")), REFUSED_EMPTY);
	int64_t first = desk_do(desk, said(by(stated, room->persons[2]), WORDS("it is unfair")));
	assert_int_equal(model_event(&desk->model, first)->by, BY_NOBODY);
	desk_refuse(desk, said(WISH(WORDS_CHANGED, .thing = first), WORDS("it is fair")),
		REFUSED_NO_THING);
	desk_refuse(desk, WISH(THING_WITHDRAWN, .thing = first, .yes = 1), REFUSED_NO_THING);
	desk_refuse(desk, WISH(STEP_UNDONE), REFUSED_NOT_UNDOABLE);
	stated.body.person = room->persons[1];
	desk_do(desk, said(stated, WORDS("and too dear")));
	audience_fill_stage(&desk->model, AT_MAJORITY, desk->now, &audience);
	assert_int_equal(audience.items.items[1].kind, ITEM_HEARD);
	assert_string_equal(audience.items.items[1].text, "Minority statement: “it is unfair”");
	assert_non_null(strstr(audience.items.items[2].text, "Minority statement: “and too dear” "
							     "Signed: "));
	audience_finish(&audience);
	desk_do(desk, WISH(WORDS_ERASED, .thing = first));
	assert_null(model_proposal(&desk->model, p)->dissents.items[0].text);
}

/* A name stands on the wall when its owner wishes it, and nowhere else. */
static void test_objectors_stay_off_the_wall(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	struct audience audience = {0};
	int64_t p = propose(room, AT_CONSENT, KIND_ANY);
	const char *name = model_person(&desk->model, room->persons[1])->name;

	desk_do(desk, said(by(WISH(OBJECTION_RAISED, .thing = p), room->persons[1]),
			      WORDS("too dear", "")));
	audience_fill_stage(&desk->model, AT_CONSENT, desk->now, &audience);
	assert_int_equal(audience.items.items[1].kind, ITEM_OBJECTION);
	assert_string_equal(audience.items.items[1].text, "Objection: “too dear”");
	desk_do(desk, said(WISH(OBJECTION_RAISED, .thing = p, .person = room->persons[1]),
			      WORDS("too dear", "")));
	audience_fill_stage(&desk->model, AT_CONSENT, desk->now, &audience);
	assert_non_null(strstr(audience.items.items[2].text, name));
	audience_finish(&audience);
}

/* Each round says what is asked of the room; the test itself is the vote. */
static void test_rounds_of_consent(void **state)
{
	static const enum audience_task tasks[] = {[ROUND_OPEN] = TASK_PROPOSE,
		[ROUND_PRESENT] = TASK_PRESENT,
		[ROUND_CLARIFY] = TASK_CLARIFY,
		[ROUND_REACT] = TASK_REACT,
		[ROUND_AMEND] = TASK_AMEND,
		[ROUND_OBJECTIONS] = TASK_OBJECTIONS};
	struct room *room = *state;
	struct desk *desk = &room->desk;
	struct audience audience = {0};
	int64_t p = propose(room, AT_CONSENT, KIND_ANY);

	for (int round = ROUND_PRESENT; round < CONSENT_ROUNDS; round++) {
		desk_do(desk, WISH(CONSENT_ROUND, .thing = p, .number = round));
		audience_fill_stage(&desk->model, AT_CONSENT, desk->now, &audience);
		assert_int_equal(audience.task, tasks[round]);
		assert_non_null(audience_asks(audience.task));
	}
	int64_t poll = desk_poll(desk, AT_CONSENT, p, true);
	audience_fill_stage(&desk->model, AT_CONSENT, desk->now, &audience);
	assert_int_equal(audience.task, TASK_TEST);
	desk_refuse(
		desk, WISH(CONSENT_ROUND, .thing = p, .number = ROUND_REACT), REFUSED_POLL_OPEN);
	desk_do(desk, said(WISH(POLL_VOIDED, .poll = poll), WORDS("again")));
	audience_finish(&audience);
}

/* --- decisions over time --- */

/* A decision is taken up again by the rule of its kind, holds until then, and is replaced. */
static void test_the_chain_of_decisions(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t rule = seal(room, RULE(CONSENT, KIND_MONEY));
	int64_t p = propose(room, AT_MAJORITY, KIND_MONEY), old = p;
	struct command again =
		said(WISH(PROPOSAL_MADE, .stage = AT_QUALIFIED, .into = p), WORDS("sell it"));

	/* it is not decided yet, nor is it amended: consent words it anew */
	desk_refuse(desk, again, REFUSED_NO_AMENDMENT);
	answer(room, desk_poll(desk, AT_MAJORITY, p, false), ANSWERS_CONSENT, ANSWER_CONSENT);
	desk_do(desk, RECORDED(ADOPTED));
	desk_do(desk, said(WISH(DECISION_REVIEWED, .thing = p, .date = 20270501),
			      WORDS("it is used every day")));
	assert_int_equal(model_proposal(&desk->model, p)->review, 20270501);
	assert_int_equal(model_proposal(&desk->model, p)->reviews.count, 1);
	p = desk_do(desk, again);
	assert_int_equal(model_proposal(&desk->model, p)->kind, KIND_MONEY);
	assert_int_equal(model_proposal(&desk->model, old)->replaced, 0);
	int64_t poll = desk_poll(desk, AT_QUALIFIED, p, false);
	assert_int_equal(model_poll(&desk->model, poll)->agreed, rule);
	answer(room, poll, ANSWERS_CONSENT, ANSWER_CONSENT);
	desk_do(desk, RECORDED(ADOPTED));
	assert_int_equal(model_proposal(&desk->model, old)->replaced, p);
	assert_int_equal(model_proposal(&desk->model, p)->earlier, old);
	desk_refuse(desk, again, REFUSED_NO_THING); /* what took its place is taken up now */
	desk_refuse(desk, said(WISH(DECISION_REVIEWED, .thing = 1), WORDS("x")), REFUSED_NO_THING);
	/* what was put off was not decided, and does not stand */
	p = propose(room, AT_MAJORITY, KIND_ANY);
	desk_do(desk, RECORDED(DEFERRED));
	desk_refuse(desk, said(WISH(DECISION_REVIEWED, .thing = p), WORDS("x")), REFUSED_PUT_OFF);
}

#define ROOM(test) cmocka_unit_test_setup_teardown(test, room_open, room_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ROOM(test_a_sealed_rule_holds),
		ROOM(test_what_a_rule_says_when_it_fails),
		ROOM(test_which_rule_holds),
		ROOM(test_a_test_by_another_rule),
		ROOM(test_a_bar_set_beforehand),
		ROOM(test_changing_a_rule),
		ROOM(test_a_seal_stays),
		ROOM(test_a_rule_in_words),
		ROOM(test_rules_without_a_vote),
		ROOM(test_bearers_consent_first),
		ROOM(test_bearers_refuse),
		ROOM(test_absent_bearers),
		ROOM(test_bearers_are_asked_again),
		ROOM(test_bearers_named_later),
		ROOM(test_the_rule_for_work),
		ROOM(test_a_person_carries_it),
		ROOM(test_objections),
		ROOM(test_consensus),
		ROOM(test_minority),
		ROOM(test_objectors_stay_off_the_wall),
		ROOM(test_rounds_of_consent),
		ROOM(test_the_chain_of_decisions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
