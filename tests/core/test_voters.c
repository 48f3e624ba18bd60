/* Who can vote: everybody with a vote, some roles, or people named when the vote is opened. */
#include "../support/desk.h"

#include "roundtable/base/mem.h"
#include "roundtable/core/audience.h"
#include "roundtable/core/sentence.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { AT_ALL, AT_RESIDENTS, AT_LIVES, AT_PROXY, STAGES };
enum { PEOPLE = 9 };
enum { RESIDENT, CARER, COUNCIL, ROLES };

/* Three of each role; "lives" are residents and carers. */
struct room {
	struct desk desk;
	int64_t persons[PEOPLE];
};

static void add_stages(struct plan *plan)
{
	static const char *const voters[STAGES] = {
		[AT_RESIDENTS] = "resident", [AT_LIVES] = "lives"};

	for (int i = 0; i < STAGES; i++) {
		struct stage *stage = plan_add_stage(plan);
		stage->activity = ACTIVITY_VOTE;
		texts_add(&stage->items, "benches");
		texts_add(&stage->items, "lamps");
		if (i == AT_PROXY)
			stage->settings[SETTING_STANDING_IN] =
				(struct setting_value){.given = true, .number = 1};
		if (voters[i] != NULL)
			stage->settings[SETTING_VOTERS] = (struct setting_value){
				.given = true, .text = mem_copy_text(voters[i])};
	}
}

static int room_open(void **state)
{
	static const char *const roles[ROLES] = {"resident", "carer", "council"};
	static struct room opened;
	struct room *room = &opened;
	struct plan plan = {.title = mem_copy_text("Who votes"),
		.purpose = mem_copy_text(""),
		.language = mem_copy_text("en")};

	*room = (struct room){.desk.now = 1000};
	for (int i = 0; i < ROLES; i++)
		*array_push(&plan.roles) = (struct role){.name = mem_copy_text(roles[i]),
			.group = i < COUNCIL ? mem_copy_text("lives") : NULL};
	add_stages(&plan);
	room->desk.random = random_seeded(&room->desk.seeded, 7);
	desk_do(&room->desk,
		WISH(SESSION_STARTED, RARE(.id = "00112233445566778899aabbccddeeff",
					      .language = "en", .format = 1, .plan = &plan)));
	plan_finish(&plan);
	for (int i = 0; i < PEOPLE; i++) {
		char name[] = {(char)('A' + i), '\0'};
		room->persons[i] =
			desk_do(&room->desk, said(WISH(PERSON_ADDED, .role = i % ROLES, .votes = 1,
							  .status = STATUS_HERE),
						     WORDS(name, "")));
	}
	*state = room;
	return 0;
}

static int room_close(void **state)
{
	desk_close(&((struct room *)*state)->desk);
	return 0;
}

static const struct poll *opened(struct room *room, int stage, bool secret)
{
	int64_t poll =
		desk_do(&room->desk, WISH(POLL_OPENED, .stage = stage, RARE(.secret = secret)));

	return model_poll(&room->desk.model, poll);
}

static void assert_said(const struct room *room, const struct poll *poll, const char *words)
{
	struct audience audience = {0};

	audience_set_vote(&audience, &room->desk.model, poll);
	if (strstr(audience.vote.rule, words) == NULL)
		fail_msg("“%s” is not said in: %s", words, audience.vote.rule);
	audience_finish(&audience);
}

static void only_the_roles_that_are_named_can_vote(void **state)
{
	struct room *room = *state;
	const struct poll *poll = opened(room, AT_RESIDENTS, false);

	assert_int_equal(poll->eligible.count, 3);
	for (int i = 0; i < PEOPLE; i++)
		assert_int_equal(
			ids_contain(&poll->eligible, room->persons[i]), i % ROLES == RESIDENT);
	desk_refuse(&room->desk,
		WISH(BALLOT_CAST, .poll = poll->id, .person = room->persons[CARER],
			RARE(.marks = IDS(1, 0))),
		REFUSED_NOT_ELIGIBLE);
	assert_said(room, poll, "Only these roles can vote here: resident.");
}

static void a_group_stands_for_its_roles(void **state)
{
	struct room *room = *state;
	const struct poll *poll = opened(room, AT_LIVES, true);

	assert_int_equal(poll->eligible.count, 6);
	for (int i = 0; i < PEOPLE; i++)
		assert_int_equal(
			ids_contain(&poll->eligible, room->persons[i]), i % ROLES != COUNCIL);
}

/* Whoever comes late is asked about where they could have voted, and nowhere else. */
static void nobody_is_late_who_could_not_vote(void **state)
{
	struct room *room = *state;
	int64_t poll = opened(room, AT_RESIDENTS, false)->id;

	desk_do(&room->desk,
		said(WISH(PERSON_ADDED, .role = COUNCIL, .votes = 1, .status = STATUS_HERE),
			WORDS("late", "")));
	assert_int_equal(
		model_late_voter(&room->desk.model, model_poll(&room->desk.model, poll)), 0);
	int64_t late = desk_do(&room->desk,
		said(WISH(PERSON_ADDED, .role = RESIDENT, .votes = 1, .status = STATUS_HERE),
			WORDS("later", "")));
	assert_int_equal(
		model_late_voter(&room->desk.model, model_poll(&room->desk.model, poll)), late);
}

static void a_secret_vote_of_too_few_is_refused(void **state)
{
	struct room *room = *state;

	desk_do(&room->desk,
		WISH(PERSON_STATUS, .person = room->persons[0], .status = STATUS_LEFT));
	desk_refuse(&room->desk, WISH(POLL_OPENED, .stage = AT_RESIDENTS, RARE(.secret = 1)),
		REFUSED_FEW_VOTERS);
	assert_int_equal(room->desk.refusal.number, 2);
	opened(room, AT_ALL, true);
}

static void people_are_named_when_it_is_opened(void **state)
{
	struct room *room = *state;
	const int64_t *who = room->persons;
	int64_t id = desk_do(
		&room->desk, WISH(POLL_OPENED, .stage = AT_ALL,
				     RARE(.secret = 1, .eligible = IDS(who[5], who[0], who[1]))));
	const struct poll *poll = model_poll(&room->desk.model, id);

	assert_true(poll->chosen);
	assert_int_equal(poll->eligible.count, 3);
	assert_int_equal(poll->eligible.items[0], who[0]);
	assert_int_equal(poll->eligible.items[1], who[1]);
	assert_int_equal(poll->eligible.items[2], who[5]);
	desk_do(&room->desk,
		said(WISH(PERSON_ADDED, .role = COUNCIL, .votes = 1, .status = STATUS_HERE),
			WORDS("late", "")));
	assert_int_equal(model_late_voter(&room->desk.model, model_poll(&room->desk.model, id)), 0);
	assert_said(room, model_poll(&room->desk.model, id),
		"Only these people can vote here: A; B; F.");
}

/* Naming takes nobody in whom the programme leaves out, and no observer. */
static void nobody_is_named_who_cannot_vote(void **state)
{
	struct room *room = *state;
	const int64_t *who = room->persons;

	desk_refuse(&room->desk,
		WISH(POLL_OPENED, .stage = AT_RESIDENTS, RARE(.eligible = IDS(who[0], who[1]))),
		REFUSED_NOT_ELIGIBLE);
	desk_do(&room->desk,
		WISH(PERSON_DUTY, .person = who[0], .duty = DUTY_OBSERVER, .votes = 0));
	desk_refuse(&room->desk,
		WISH(POLL_OPENED, .stage = AT_ALL, RARE(.eligible = IDS(who[0], who[1]))),
		REFUSED_NOT_ELIGIBLE);
	const struct poll *poll = opened(room, AT_ALL, false);
	assert_int_equal(poll->eligible.count, PEOPLE - 1);
	assert_false(poll->chosen);
}

/* --- for somebody absent --- */

static void leave(struct room *room, int person)
{
	desk_do(&room->desk,
		WISH(PERSON_STATUS, .person = room->persons[person], .status = STATUS_ABSENT));
}

#define STAND_IN(one, other)                                                                       \
	WISH(STOOD_IN, .poll = poll, .person = room->persons[one], .into = room->persons[other])
#define CAST(voter, ...)                                                                           \
	WISH(BALLOT_CAST, .poll = poll, .person = room->persons[voter],                            \
		RARE(.marks = IDS(__VA_ARGS__)))

static void somebody_here_votes_for_one_who_is_absent(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;

	leave(room, 8);
	int64_t poll = opened(room, AT_PROXY, false)->id;
	desk_refuse(desk, CAST(8, 1, 0), REFUSED_NOT_ELIGIBLE);
	desk_do(desk, STAND_IN(8, 0));
	/* they are no matter for the room: nobody left */
	assert_int_equal(model_left_voter(&desk->model, model_poll(&desk->model, poll)), 0);
	desk_do(desk, CAST(0, 1, 0));
	int64_t cast = desk_do(desk, CAST(8, 0, 1));
	assert_int_equal(model_event(&desk->model, cast)->by, room->persons[0]);
	assert_said(room, model_poll(&desk->model, poll), "A also votes for I, who is absent.");
	desk_do(desk, WISH(POLL_CLOSED, .poll = poll));
	const struct poll *closed = model_poll(&desk->model, poll);
	assert_int_equal(closed->result.sums.heads.eligible, PEOPLE);
	assert_int_equal(closed->result.sums.heads.cast, 2);
	struct audience audience = {0};
	audience_set_vote(&audience, &desk->model, closed);
	assert_non_null(strstr(audience.vote.result, "A also votes for I, who is absent."));
	/* one of them had two: those are ballots, not people */
	assert_non_null(strstr(audience.vote.result, "2 of 9 ballots were cast."));
	assert_null(strstr(audience.vote.result, "people voted"));
	audience_finish(&audience);
}

static void standing_in_has_its_bounds(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;

	leave(room, 7);
	leave(room, 8);
	int64_t poll = opened(room, AT_ALL, false)->id;
	desk_refuse(desk, STAND_IN(8, 0), REFUSED_NOT_ALLOWED);
	poll = opened(room, AT_PROXY, false)->id;
	desk_refuse(desk, STAND_IN(1, 0), REFUSED_NOT_ABSENT);
	desk_refuse(desk, STAND_IN(8, 7), REFUSED_NOT_ELIGIBLE);
	desk_do(desk, STAND_IN(8, 0));
	desk_refuse(desk, STAND_IN(8, 1), REFUSED_SAME);
	desk_refuse(desk, STAND_IN(7, 0), REFUSED_STANDS_IN);
	desk_do(desk,
		WISH(PERSON_DUTY, .person = room->persons[7], .duty = DUTY_OBSERVER, .votes = 0));
	desk_refuse(desk, STAND_IN(7, 1), REFUSED_NOT_ELIGIBLE);
}

/* Two of three ballots from one hand: that hand would know the third. */
static void two_ballots_of_one_person_hide_nobody(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;

	leave(room, 8);
	int64_t poll = opened(room, AT_PROXY, true)->id;
	desk_do(desk, STAND_IN(8, 0));
	desk_do(desk, CAST(0, 1, 0));
	desk_do(desk, CAST(8, 1, 0));
	desk_do(desk, CAST(1, 0, 1));
	desk_refuse(desk, WISH(POLL_CLOSED, .poll = poll), REFUSED_FEW_HANDS);
	assert_int_equal(desk->refusal.number, 3);
	assert_said(room, model_poll(&desk->model, poll),
		"1 person casts a second ballot, for somebody absent.");
	desk_do(desk, CAST(2, 0, 1));
	desk_do(desk, WISH(POLL_CLOSED, .poll = poll));
	for (size_t i = 0; i < desk->model.events.count; i++)
		assert_int_not_equal(desk->model.events.items[i].kind, EVENT_BALLOT_CAST);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, room_open, room_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(only_the_roles_that_are_named_can_vote),
		TEST(a_group_stands_for_its_roles),
		TEST(nobody_is_late_who_could_not_vote),
		TEST(a_secret_vote_of_too_few_is_refused),
		TEST(people_are_named_when_it_is_opened),
		TEST(nobody_is_named_who_cannot_vote),
		TEST(somebody_here_votes_for_one_who_is_absent),
		TEST(standing_in_has_its_bounds),
		TEST(two_ballots_of_one_person_hide_nobody),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
