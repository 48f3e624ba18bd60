/* The sentences that screen and minutes share. */
#include "room.h"

#include "roundtable/base/buf.h"
#include "roundtable/base/mem.h"
#include "roundtable/core/sentence.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void assert_text(struct buf *out, const char *wanted)
{
	assert_string_equal(buf_text(out), wanted);
	buf_finish(out);
}

static void says_durations(void **state)
{
	(void)state;
	static const struct {
		int64_t ms;
		const char *wanted;
	} cases[] = {{-5, "less than a minute"}, {0, "less than a minute"},
		{29999, "less than a minute"}, {30000, "1 minute"}, {89999, "1 minute"},
		{90000, "2 minutes"}, {59 * MINUTE_MS, "59 minutes"}, {60 * MINUTE_MS, "1 hour"},
		{61 * MINUTE_MS, "1 hour 1 minute"}, {65 * MINUTE_MS, "1 hour 5 minutes"},
		{120 * MINUTE_MS, "2 hours"}, {121 * MINUTE_MS, "2 hours 1 minute"},
		{185 * MINUTE_MS, "3 hours 5 minutes"}};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf out = {0};
		sentence_duration(cases[i].ms, &out);
		assert_text(&out, cases[i].wanted);
	}
}

static void says_rules(void **state)
{
	(void)state;
	static const struct {
		struct tally_rule rule;
		bool secret;
		const char *wanted;
	} cases[] = {
		{{.method = TALLY_PLURALITY}, true,
			"Each person chooses one option; the option with most votes comes first. "
			"The ballots are secret."},
		{{.method = TALLY_DOTS}, false,
			"Each person has up to 5 dots to place, one or more on an option; the "
			"option with most dots comes first. The vote is not secret."},
		{{.method = TALLY_DOTS, .dots = 1}, true,
			"Each person has 1 dot to place; the option with most dots comes first. "
			"The ballots are secret."},
		{{.method = TALLY_SCORE, .scale = 10}, true,
			"Each person gives each option a score from 0 to 10; the option with the "
			"highest total comes first. The ballots are secret."},
		{{.method = TALLY_MAJORITY}, true,
			"Each person answers yes or no; it is carried when more than half of the "
			"yes and no votes are yes. The ballots are secret."},
		{{.method = TALLY_MAJORITY,
			 .numerator = 2,
			 .denominator = 3,
			 .at_least = true,
			 .base = BASE_ELIGIBLE,
			 .quorum = 8},
			true,
			"Each person answers yes or no; it is carried when at least two thirds of "
			"all who can vote say yes. The ballots are secret. It counts only "
			"if at least 8 ballots are cast."},
		{{.method = TALLY_MAJORITY,
			 .numerator = 3,
			 .denominator = 4,
			 .base = BASE_CAST,
			 .quorum = 1},
			true,
			"Each person answers yes or no; it is carried when more than three "
			"quarters of all ballots are yes, blank ones counted in. The "
			"ballots are secret. It counts only if at least 1 ballot is cast."},
		{{.method = TALLY_MAJORITY,
			 .numerator = 5,
			 .denominator = 8,
			 .at_least = true,
			 .base = BASE_PRESENT},
			false,
			"Each person answers yes or no; it is carried when at least 5/8 of those "
			"who turned out say yes, those who stepped out counted in. The "
			"vote is not secret."},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf out = {0};
		sentence_rule(&cases[i].rule, cases[i].secret, false, &out);
		assert_text(&out, cases[i].wanted);
	}
	for (enum tally_method_id method = 0; method <= TALLY_CONSENT; method++) {
		struct buf out = {0};
		sentence_rule(&(struct tally_rule){.method = method}, true, false, &out);
		assert_null(strstr(buf_text(&out), "small group"));
		buf_clear(&out);
		sentence_rule(&(struct tally_rule){.method = method}, false, true, &out);
		assert_non_null(strstr(buf_text(&out), "Each small group "));
		if (method == TALLY_RANK_TOTAL || method == TALLY_DOTS || method == TALLY_SCORE)
			assert_null(strstr(buf_text(&out), "ach person"));
		buf_clear(&out);
		sentence_rule(&(struct tally_rule){.method = method}, true, false, &out);
		assert_int_equal(strncmp(buf_text(&out), "Each person ", 12), 0);
		buf_finish(&out);
	}
}

/* A closed poll over a programme's list, with these sums. */
struct closed {
	struct model model;
	struct plan plan;
	struct poll poll;
};

static void closed_init(struct closed *closed, struct tally_rule rule, struct tally_heads heads,
	const int64_t *totals, size_t options, int top)
{
	static const char *const names[] = {"A", "B", "C", "D", "E", "F", "G", "H"};
	struct stage *stage;

	*closed = (struct closed){0};
	stage = plan_add_stage(&closed->plan);
	stage->activity = ACTIVITY_VOTE;
	stage_set(stage, SETTING_TOP, top);
	closed->model.plan = &closed->plan;
	closed->poll =
		(struct poll){.rule = rule, .state = POLL_IS_CLOSED, .why = "", .secret = true};
	tally_sums_init(&closed->poll.result.sums, options);
	closed->poll.result.sums.heads = heads;
	for (size_t i = 0; i < options; i++) {
		closed->poll.result.sums.totals[i] = totals[i];
		closed->poll.result.sums.givers[i] =
			totals[i] < heads.cast ? totals[i] : heads.cast;
		if (tally_method(rule.method)->answers == 0) {
			texts_add(&stage->items, names[i]);
			ids_add(&closed->poll.options, -1 - (int64_t)i);
		}
	}
	tally_verdict(&closed->poll.rule, &closed->poll.result);
}

static void closed_finish(struct closed *closed)
{
	array_finish(&closed->poll.options);
	tally_result_finish(&closed->poll.result);
	plan_finish(&closed->plan);
}

static void assert_result(struct tally_rule rule, struct tally_heads heads, const int64_t *totals,
	size_t options, const char *wanted)
{
	struct closed closed;
	struct buf out = {0};

	closed_init(&closed, rule, heads, totals, options, 0);
	sentence_result(&closed.model, &closed.poll, &out);
	assert_text(&out, wanted);
	closed_finish(&closed);
}

#define VOTED(could, cast)                                                                         \
	(struct tally_heads)                                                                       \
	{                                                                                          \
		(could), 0, (cast), 0, 0                                                           \
	}
#define TOTALS(...) (const int64_t[]){__VA_ARGS__}, sizeof(int64_t[]){__VA_ARGS__} / sizeof(int64_t)

static void says_rankings(void **state)
{
	(void)state;
	struct tally_rule plurality = {.method = TALLY_PLURALITY}, dots = {.method = TALLY_DOTS};

	assert_result(plurality, VOTED(14, 12), TOTALS(7, 4, 1),
		"12 of 14 people voted. “A” came first with 7 votes. “B” came next with 4 votes.");
	assert_result(plurality, VOTED(14, 12), TOTALS(1, 5, 5, 1),
		"12 of 14 people voted. “B” and “C” share the first place with 5 votes each. The "
		"tie stands; it was not broken. "
		"“A” and “D” share the next place with 1 vote each.");
	assert_result(plurality, VOTED(3, 3), TOTALS(1, 1, 1),
		"3 of 3 people voted. “A”, “B” and “C” share the first place with 1 vote each. The "
		"tie stands; it was not broken.");
	assert_result(plurality, VOTED(9, 8), TOTALS(1, 1, 1, 1, 1, 1, 1, 1),
		"8 of 9 people voted. 8 options share the first place, each with the same total (1 "
		"vote). The tie stands; it was not broken.");
	assert_result(plurality, VOTED(4, 4), TOTALS(4, 0),
		"4 of 4 people voted. “A” came first with 4 votes. Everybody who voted gave the "
		"same answer.");
	assert_result(dots, VOTED(5, 4), TOTALS(6, 1),
		"4 of 5 people voted. “A” came first with 6 dots from 4 people. “B” came next with "
		"1 dot from 1 person.");
	assert_result(dots, VOTED(5, 4), TOTALS(6, 6, 0),
		"4 of 5 people voted. “A” and “B” share the first place with 6 dots each. The tie "
		"stands; it was not broken.");
	assert_result(plurality, ((struct tally_heads){14, 2, 9, 2, 1}), TOTALS(5, 1),
		"9 of 12 people voted. 2 more people stepped out of this vote. “A” came first with "
		"5 votes. “B” came next with 1 vote. "
		"2 ballots were blank. 1 ballot did not follow the rule and was not counted.");
}

static void says_majorities(void **state)
{
	(void)state;
	struct tally_rule half = {.method = TALLY_MAJORITY};
	struct tally_rule thirds = {.method = TALLY_MAJORITY,
		.numerator = 2,
		.denominator = 3,
		.at_least = true,
		.base = BASE_PRESENT};
	struct tally_rule quorum = {.method = TALLY_MAJORITY, .quorum = 10};

	struct tally_rule all = {.method = TALLY_MAJORITY,
		.numerator = 1,
		.denominator = 1,
		.at_least = true,
		.base = BASE_ELIGIBLE};

	assert_result(thirds, ((struct tally_heads){14, 0, 14, 1, 0}), TOTALS(9, 4),
		"14 of 14 people voted. 1 ballot was blank. 9 voted yes and 4 no; it takes 10 of "
		"the 14 who turned out (two thirds): not carried.");
	assert_result(half, VOTED(14, 12), TOTALS(7, 5),
		"12 of 14 people voted. 7 voted yes and 5 no; it takes 7 of the 12 who voted yes "
		"or no (more than half): carried.");
	assert_result(half, VOTED(14, 12), TOTALS(6, 6),
		"12 of 14 people voted. It is a tie. 6 voted yes and 6 no; it takes 7 of the 12 "
		"who voted yes or no (more than half): not carried.");
	assert_result(half, VOTED(4, 4), TOTALS(0, 4),
		"4 of 4 people voted. 0 voted yes and 4 no; it takes 3 of the 4 who voted yes or "
		"no (more than half): not carried. Everybody who voted gave the same answer.");
	/* half of an odd number is passed by the next whole one, not by half a vote and one */
	assert_result(half, VOTED(7, 7), TOTALS(4, 3),
		"7 of 7 people voted. 4 voted yes and 3 no; it takes 4 of the 7 who voted yes or "
		"no (more than half): carried.");
	half.base = BASE_CAST;
	assert_result(half, ((struct tally_heads){9, 0, 8, 2, 0}), TOTALS(4, 2),
		"8 of 9 people voted. 2 ballots were blank. 4 voted yes and 2 no; it takes 5 of "
		"the 8 ballots (more than half): not carried.");
	assert_result(all, VOTED(6, 5), TOTALS(5, 0),
		"5 of 6 people voted. 5 voted yes and 0 no; it takes all of the 6 who could vote: "
		"not carried. Everybody who voted gave the same answer.");
	assert_result(quorum, VOTED(14, 5), TOTALS(5, 0),
		"5 of 14 people voted. 5 voted yes and 0 no. For a quorum 10 ballots were needed, "
		"5 were cast: nothing is decided. Everybody who voted gave the same answer.");
	assert_result(quorum, VOTED(14, 11), TOTALS(6, 5),
		"11 of 14 people voted. For a quorum 10 ballots were needed, 11 were cast. 6 voted "
		"yes and 5 no; it takes 6 of the 11 who voted yes or no (more than half): "
		"carried.");
	quorum.quorum_yes = true;
	assert_result(quorum, VOTED(14, 11), TOTALS(6, 5),
		"11 of 14 people voted. 6 voted yes and 5 no. For a quorum 10 yes votes were "
		"needed, 6 were given: nothing is decided.");
	half.base = BASE_YES_NO;
	assert_result(half, ((struct tally_heads){4, 0, 3, 3, 0}), TOTALS(0, 0),
		"3 of 4 people voted. 3 ballots were blank. No ballot could be counted: there is "
		"no result.");
}

static void says_consensus(void **state)
{
	(void)state;
	struct tally_rule consensus = {.method = TALLY_CONSENSUS};

	assert_result(consensus, VOTED(4, 4), TOTALS(3, 1, 0, 0),
		"4 of 4 people voted. 4 of 4 agree; it must be all. 1 of these agrees with "
		"reservations. Nobody blocks: agreed by consensus.");
	assert_result(consensus, VOTED(5, 5), TOTALS(2, 1, 2, 0),
		"5 of 5 people voted. 2 people stand aside and leave the base. 3 of the other 3 "
		"agree; it must be all. 1 of these agrees with reservations. Nobody blocks: "
		"agreed by consensus.");
	assert_result(consensus, VOTED(5, 5), TOTALS(3, 0, 1, 1),
		"5 of 5 people voted. 1 person stands aside and leaves the base. 3 of the other 4 "
		"agree; it must be all. 1 person blocks. There is no consensus: not carried.");
	assert_result(consensus, VOTED(5, 3), TOTALS(3, 0, 0, 0),
		"3 of 5 people voted. 3 of 5 agree; it must be all. Somebody asked "
		"has not answered, and a missing answer is not agreement: not carried yet. "
		"Everybody who voted gave the same answer.");
	consensus.bar = 1;
	assert_result(consensus, VOTED(5, 5), TOTALS(3, 0, 2, 0),
		"5 of 5 people voted. 2 people stand aside and leave the base. That is more than "
		"the 1 that was agreed. 3 of the other 3 agree; it must be all. There is no "
		"consensus: not carried.");
}

static void says_consent(void **state)
{
	(void)state;
	struct tally_rule consent = {.method = TALLY_CONSENT};

	assert_result(consent, VOTED(4, 4), TOTALS(3, 1, 0),
		"4 of 4 people voted. 3 people consent. 1 person consents with a concern. 0 people "
		"object. Nobody objects: carried by consent.");
	assert_result(consent, VOTED(4, 4), TOTALS(3, 0, 1),
		"4 of 4 people voted. 3 people consent. 0 people consent with a concern. 1 person "
		"objects. An objection stands: not carried.");
	assert_result(consent, VOTED(4, 3), TOTALS(3, 0, 0),
		"3 of 4 people voted. 3 people consent. 0 people consent with a concern. 0 people "
		"object. "
		"Somebody asked has not answered, and a missing answer is not consent: not carried "
		"yet. "
		"Everybody who voted gave the same answer.");
}

static void says_what_goes_forward(void **state)
{
	(void)state;
	static const struct {
		int64_t totals[4];
		int top;
		const char *wanted;
	} cases[] = {{{7, 4, 3, 1}, 2, "The first 2 go forward."},
		{{7, 4, 3, 1}, 1,
			"The first 1 goes "
			"forward."},
		{{7, 4, 4, 1}, 2,
			"2 can go forward, but “B” and “C” are level at the cut; the "
			"room decides."},
		{{5, 5, 5, 0}, 1,
			"1 can go forward, but “A”, “B” and “C” are level at the cut; "
			"the room decides."},
		{{7, 4, 3, 1}, 0, ""}, {{7, 4, 3, 1}, 4, ""},
		{{4, 4, 1, 1}, 2, "The first 2 go forward."}};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct closed closed;
		struct buf out = {0};
		closed_init(&closed, (struct tally_rule){.method = TALLY_PLURALITY}, VOTED(20, 15),
			cases[i].totals, 4, cases[i].top);
		sentence_forward(&closed.model, &closed.poll, &out);
		assert_text(&out, cases[i].wanted);
		closed_finish(&closed);
	}
}

/* No figure of an open poll, and none of a voided one. */
static void says_nothing_too_early(void **state)
{
	(void)state;
	struct room room;
	struct buf out = {0};

	room_init(&room);
	struct stage *stage = room_stage(&room, ACTIVITY_VOTE, "V", 5, "");
	stage_item(stage, "ALPHA");
	stage_item(stage, "BETA");
	room_start(&room, false);
	int64_t persons[4];
	static const char *const names[] = {"P", "Q", "R", "S"};
	for (size_t i = 0; i < 4; i++)
		persons[i] = SAY(&room, PERSON_ADDED, names[i], .role = -1, .votes = 1,
			.status = STATUS_HERE);
	int64_t poll = DO(&room, POLL_OPENED, .stage = 0, RARE(.secret = 1));
	for (size_t i = 0; i < 3; i++)
		room_cast(&room, poll, persons[i], (int64_t[]){1, 0}, 2);
	sentence_result(&room.model, model_poll(&room.model, poll), &out);
	assert_text(&out, "The vote is still open: 3 of 4 have voted.");
	DO(&room, POLL_CLOSED, .poll = poll);
	SAY(&room, POLL_VOIDED, "the list was wrong", .poll = poll);
	sentence_result(&room.model, model_poll(&room.model, poll), &out);
	assert_text(&out, "This vote was declared void and has no result. The reason: “the list "
			  "was wrong”.");
	room_finish(&room);
}

/* --- people --- */

static int64_t person(
	struct room *room, const char *name, int role, enum status status, enum naming naming)
{
	int64_t id = SAY(room, PERSON_ADDED, name, .role = role, .votes = 1, .status = status);

	if (naming != NAMING_NOT_ASKED)
		DO(room, PERSON_NAMING, .person = id, .naming = naming);
	return id;
}

static void assert_appears(struct room *room, int64_t id, const char *wanted)
{
	struct buf out = {0};

	sentence_person(&room->model, model_person(&room->model, id), &out);
	assert_text(&out, wanted);
}

static void people_appear_as_they_wish(void **state)
{
	(void)state;
	struct room room;
	static const char *const roles[] = {"resident", "researcher", "funder", "carer"};

	room_init(&room);
	for (size_t i = 0; i < 4; i++)
		room_role(&room, roles[i]);
	room_start(&room, false);
	int64_t named = person(&room, "N1", 0, STATUS_HERE, NAMING_NAME);
	int64_t one = person(&room, "N2", 0, STATUS_HERE, NAMING_ROLE);
	assert_appears(&room, named, "N1, resident");
	/* the only resident who is not named would be found by elimination */
	assert_appears(&room, one, "a participant");
	int64_t away = person(&room, "N3", 0, STATUS_ABSENT, NAMING_ROLE);
	assert_appears(&room, one, "a participant");
	assert_appears(&room, away, "a participant");
	int64_t hidden = person(&room, "N4", 0, STATUS_HERE, NAMING_NOT);
	assert_appears(&room, hidden, "a participant");
	assert_appears(&room, one, "a participant");
	int64_t two = person(&room, "N5", 0, STATUS_LATE, NAMING_NOT_ASKED);
	assert_appears(&room, one, "resident");
	assert_appears(&room, two, "resident");
	/* somebody added by mistake gives no cover */
	DO(&room, THING_WITHDRAWN, .thing = two, .yes = 1);
	assert_appears(&room, one, "a participant");
	assert_appears(&room, two, "a participant");
	int64_t roleless = person(&room, "N6", -1, STATUS_HERE, NAMING_ROLE);
	person(&room, "N7", -1, STATUS_HERE, NAMING_ROLE);
	assert_appears(&room, roleless, "a participant");
	int64_t plain = person(&room, "N8", -1, STATUS_HERE, NAMING_NAME);
	assert_appears(&room, plain, "N8");
	assert_appears(&room, 9999, "a participant");
	DO(&room, WORDS_ERASED, .thing = named);
	assert_appears(&room, named, "(erased), resident");
	room_finish(&room);
}

/* Who is alone in a role is one of its group, where that leaves nobody alone as a participant. */
static void who_is_alone_appears_by_group(void **state)
{
	(void)state;
	static const char *const roles[] = {"resident", "carer", "researcher", "funder"};
	struct room room;

	room_init(&room);
	for (size_t i = 0; i < 4; i++) {
		room_role(&room, roles[i]);
		room.plan.roles.items[i].group =
			mem_copy_text(i < 2 ? "lives with it" : "works on it");
	}
	room_start(&room, false);
	int64_t resident = person(&room, "N1", 0, STATUS_HERE, NAMING_ROLE);
	assert_appears(&room, resident, "a participant");
	int64_t carer = person(&room, "N2", 1, STATUS_HERE, NAMING_NOT_ASKED);
	assert_appears(&room, resident, "one of “lives with it”");
	assert_appears(&room, carer, "one of “lives with it”");
	/* the only other one would be known by that */
	int64_t funder = person(&room, "N3", 3, STATUS_HERE, NAMING_ROLE);
	assert_appears(&room, funder, "a participant");
	assert_appears(&room, carer, "a participant");
	int64_t hidden = person(&room, "N4", 1, STATUS_HERE, NAMING_NOT);
	assert_appears(&room, hidden, "a participant");
	assert_appears(&room, carer, "one of “lives with it”");
	/* those who appear by role give no cover to the others of their group */
	int64_t one = person(&room, "N5", 2, STATUS_HERE, NAMING_ROLE);
	int64_t two = person(&room, "N6", 2, STATUS_LATE, NAMING_ROLE);
	assert_appears(&room, one, "researcher");
	assert_appears(&room, two, "researcher");
	assert_appears(&room, funder, "a participant");
	/* nor does who is named, or did not come */
	DO(&room, PERSON_NAMING, .person = resident, .naming = NAMING_NAME);
	person(&room, "N7", 0, STATUS_ABSENT, NAMING_ROLE);
	assert_appears(&room, carer, "a participant");
	room_finish(&room);
}

static void own_words_only_where_asked_for(void **state)
{
	(void)state;
	struct room room;
	struct buf out = {0};

	room_init(&room);
	room_role(&room, "carer");
	room_start(&room, false);
	int64_t id = SAY_TWO(&room, PERSON_ADDED, "N", "own words", .role = 0, .votes = 1,
		.status = STATUS_HERE);
	DO(&room, PERSON_NAMING, .person = id, .naming = NAMING_NAME);
	sentence_person_fully(&room.model, model_person(&room.model, id), &out);
	assert_text(&out, "N, carer (own words)");
	sentence_person(&room.model, model_person(&room.model, id), &out);
	assert_text(&out, "N, carer");
	room_finish(&room);
}

/* A role may stand beside a card only when two people of it could have said it. */
static void roles_need_two(void **state)
{
	(void)state;
	struct room room;

	room_init(&room);
	room_role(&room, "resident");
	room_start(&room, false);
	assert_false(sentence_role_shown(&room.model, 0));
	person(&room, "N1", 0, STATUS_HERE, NAMING_NAME);
	assert_false(sentence_role_shown(&room.model, 0));
	person(&room, "N2", 0, STATUS_ABSENT, NAMING_NAME);
	person(&room, "N3", 0, STATUS_HERE, NAMING_NOT);
	assert_false(sentence_role_shown(&room.model, 0));
	person(&room, "N4", 0, STATUS_LEFT, NAMING_NOT_ASKED);
	assert_true(sentence_role_shown(&room.model, 0));
	assert_false(sentence_role_shown(&room.model, 1));
	assert_false(sentence_role_shown(&room.model, -1));
	room_finish(&room);
}

int main(void)
{
	setlocale(LC_ALL, "C.UTF-8");
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_durations),
		cmocka_unit_test(says_rules),
		cmocka_unit_test(says_rankings),
		cmocka_unit_test(says_majorities),
		cmocka_unit_test(says_consent),
		cmocka_unit_test(says_consensus),
		cmocka_unit_test(says_what_goes_forward),
		cmocka_unit_test(says_nothing_too_early),
		cmocka_unit_test(people_appear_as_they_wish),
		cmocka_unit_test(who_is_alone_appears_by_group),
		cmocka_unit_test(own_words_only_where_asked_for),
		cmocka_unit_test(roles_need_two),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
