/* Small groups: as like the room as can be, mixed anew, a place for who comes late. */
#include "../support/desk.h"
#include "../support/sample_plan.h"

#include "../../src/core/deal.h"

#include "roundtable/base/mem.h"
#include "roundtable/core/audience.h"
#include "roundtable/core/mixing.h"
#include "roundtable/core/participant.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int groups_of(char *text, size_t people)
{
	struct stage stage = {.settings[SETTING_SMALL_GROUPS] = {.given = true, .text = text}};

	return stage_small_groups_of(&stage, people);
}

static enum small_groups how(char *text)
{
	struct stage stage = {.settings[SETTING_SMALL_GROUPS] = {.given = true, .text = text}};

	return stage_small_groups(&stage);
}

static void test_how_they_are_written(void **state)
{
	(void)state;
	assert_int_equal(how("3"), SMALL_GROUPS_MIXED);
	assert_int_equal(how("of 6"), SMALL_GROUPS_MIXED);
	assert_int_equal(how("as before"), SMALL_GROUPS_AS_BEFORE);
	assert_int_equal(how(NULL), SMALL_GROUPS_NONE);
	assert_int_equal(how(""), SMALL_GROUPS_NONE);
	assert_int_equal(how("1"), SMALL_GROUPS_NONE);
	assert_int_equal(how("of 1"), SMALL_GROUPS_NONE);
	assert_int_equal(how("100"), SMALL_GROUPS_NONE);
	assert_int_equal(how("of six"), SMALL_GROUPS_NONE);
	assert_int_equal(how("3 groups"), SMALL_GROUPS_NONE);
	assert_int_equal(groups_of("3", 18), 3);
	/* nobody is alone */
	assert_int_equal(groups_of("9", 7), 3);
	assert_int_equal(groups_of("3", 3), 0);
	assert_int_equal(groups_of("of 6", 17), 3);
	assert_int_equal(groups_of("of 6", 14), 2);
	assert_int_equal(groups_of("of 6", 4), 1);
	assert_int_equal(groups_of("of 2", 7), 3);
	assert_int_equal(groups_of("of 2", 8), 4);
	assert_int_equal(groups_of("of 4", 6), 2);
	assert_int_equal(groups_of("as before", 18), 0);
}

/* How many of those with this label on a side are in a group. */
static size_t count(const struct deal_side *side, size_t level, int label, size_t people,
	const size_t *group, size_t number)
{
	size_t found = 0;

	for (size_t i = 0; i < people; i++)
		found += group[i] == number && side->labels[i * side->levels + level] == label;
	return found;
}

/* Each label of each level is spread over the groups: as many in each, or one more. */
static void assert_even(
	const struct deal_side *side, size_t people, size_t groups, const size_t *group)
{
	for (size_t i = 0; i < people; i++)
		for (size_t level = 0; level < side->levels; level++) {
			int label = side->labels[i * side->levels + level];
			size_t least = SIZE_MAX, most = 0;
			for (size_t g = 0; g < groups; g++) {
				size_t here = count(side, level, label, people, group, g);
				least = here < least ? here : least;
				most = here > most ? here : most;
			}
			assert_in_range(most - least, 0, 1);
		}
}

/* Rooms of any size, with roles in groups of roles on one side and earlier places on the other: all
 * of it is spread evenly at once, whatever the sizes. */
static void test_everything_is_even_at_once(void **state)
{
	struct random_seeded source;
	struct random random = random_seeded(&source, 11);

	(void)state;
	for (int round = 0; round < 300; round++) {
		size_t people = 4 + random_below(random, 40);
		size_t groups = 2 + random_below(random, (uint32_t)(people / 2 - 1));
		int roles[3 * 44], places[2 * 44];
		size_t group[44];
		for (size_t i = 0; i < people; i++) {
			int role = (int)random_below(random, 6);
			int place = (int)random_below(random, (uint32_t)groups);
			roles[3 * i] = 0;
			roles[3 * i + 1] = role / 3;
			roles[3 * i + 2] = role;
			places[2 * i] = place;
			places[2 * i + 1] = 10 * place + (int)random_below(random, 3);
		}
		struct deal_side sides[2] = {{3, roles}, {2, places}};
		deal_evenly(people, sides, groups, group);
		for (size_t i = 0; i < people; i++)
			assert_in_range(group[i], 0, groups - 1);
		assert_even(&sides[0], people, groups, group);
		assert_even(&sides[1], people, groups, group);
	}
}

/* The fewest that somebody must meet again, tried over every way to deal so few people into two
 * groups of the same size. */
static int fewest_met(const int *place, size_t people)
{
	int fewest = 99;

	for (unsigned ways = 0; ways < 1u << people; ways++) {
		int most = 0;
		if ((size_t)__builtin_popcount(ways) != people / 2)
			continue;
		for (size_t i = 0; i < people; i++) {
			int met = 0;
			for (size_t k = 0; k < people; k++)
				met += k != i && place[k] == place[i] &&
				       (ways >> k & 1) == (ways >> i & 1);
			most = met > most ? met : most;
		}
		fewest = most < fewest ? most : fewest;
	}
	return fewest;
}

static void test_nobody_meets_more_than_must_be(void **state)
{
	struct random_seeded source;
	struct random random = random_seeded(&source, 12);

	(void)state;
	for (int round = 0; round < 60; round++) {
		size_t people = 4 + 2 * random_below(random, 4), group[10];
		int place[10], roles[10], most = 0;
		for (size_t i = 0; i < people; i++) {
			place[i] = (int)random_below(random, 3);
			roles[i] = (int)random_below(random, 3);
		}
		int all[20];
		for (size_t i = 0; i < people; i++) {
			all[2 * i] = 0;
			all[2 * i + 1] = roles[i];
		}
		deal_evenly(people, (struct deal_side[2]){{2, all}, {1, place}}, 2, group);
		for (size_t i = 0; i < people; i++) {
			int met = 0;
			for (size_t k = 0; k < people; k++)
				met += k != i && place[k] == place[i] && group[k] == group[i];
			most = met > most ? met : most;
		}
		assert_int_equal(most, fewest_met(place, people));
	}
}

enum { PEOPLE = 12 };

struct room {
	struct desk desk;
	int64_t persons[PEOPLE];
};

static int room_open(void **state)
{
	struct room *room = calloc(1, sizeof *room);

	desk_open(&room->desk, 5);
	desk_people(&room->desk, PEOPLE, room->persons);
	*state = room;
	return 0;
}

static int room_close(void **state)
{
	struct room *room = *state;

	desk_close(&room->desk);
	free(room);
	return 0;
}

static const struct mixing *mixing_at(const struct desk *desk, int stage)
{
	const struct mixing *mixing = model_mixing(&desk->model, stage);

	assert_non_null(mixing);
	return mixing;
}

static size_t of_role(const struct desk *desk, const struct mixing *mixing, int group, int role)
{
	struct ids here = {0};
	size_t found = 0;

	mixing_here(&desk->model, mixing, group, &here);
	for (size_t i = 0; i < here.count; i++)
		found += model_person(&desk->model, here.items[i])->role == role;
	array_finish(&here);
	return found;
}

/* Each small group has as many of each role as the others, or one more. */
static void assert_like_the_room(const struct desk *desk, const struct mixing *mixing)
{
	for (int role = 0; role < SAMPLE_ROLES; role++) {
		size_t least = SIZE_MAX, most = 0;
		for (int group = 0; group < mixing->groups; group++) {
			size_t here = of_role(desk, mixing, group, role);
			least = here < least ? here : least;
			most = here > most ? here : most;
		}
		assert_in_range(most - least, 0, 1);
	}
}

static void test_mixed_on_entering_and_anew(void **state)
{
	struct desk *desk = &((struct room *)*state)->desk;
	const int64_t *persons = ((struct room *)*state)->persons;
	struct audience audience = {0};
	struct participant me = {0};
	size_t groups = 0;

	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_TALK));
	const struct mixing *first = mixing_at(desk, AT_TALK);
	assert_int_equal(first->groups, 2);
	assert_like_the_room(desk, first);
	assert_int_equal(mixing_met(&desk->model, first), 0);
	audience_fill(&desk->model, desk->now, &audience);
	for (size_t i = 0; i < audience.items.count; i++)
		groups += audience.items.items[i].kind == ITEM_SMALL_GROUP;
	assert_int_equal(groups, 2);
	participant_fill(&desk->model, persons[3], &me);
	assert_int_equal(me.small_group, mixing_group(first, persons[3]) + 1);
	assert_int_not_equal(me.small_group, 0);
	/* in one step: who goes back takes both back */
	desk_do(desk, WISH(STEP_UNDONE));
	assert_int_equal(desk->model.mixings.count, 0);
	desk_do(desk, WISH(STEP_REDONE));
	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_BREAK));
	const struct mixing *second = mixing_at(desk, AT_BREAK);
	size_t people = second->persons.count;
	assert_int_equal(second->groups, (2 * (int)people + 3) / 6);
	assert_like_the_room(desk, second);
	int half = ((int)people + 1) / 2, share = (half + second->groups - 1) / second->groups;
	assert_in_range(mixing_met(&desk->model, second), 1, share - 1);
	/* looking back deals nothing again */
	int64_t before = model_next_seq(&desk->model);
	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_TALK));
	assert_int_equal(model_next_seq(&desk->model), before + 1);
	participant_fill(&desk->model, persons[3], &me);
	assert_int_equal(me.small_group, mixing_group(mixing_at(desk, AT_TALK), persons[3]) + 1);
	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_CLOSE));
	participant_fill(&desk->model, persons[3], &me);
	assert_int_equal(me.small_group, 0);
	audience_finish(&audience);
}

/* What the log holds is enough to deal the same again. */
static void test_dealt_again_from_the_log(void **state)
{
	struct desk *desk = &((struct room *)*state)->desk;
	struct ids again = {0};

	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_TALK));
	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_BREAK));
	const struct mixing *mixing = mixing_at(desk, AT_BREAK);
	mixing_deal(&desk->model, AT_BREAK, &mixing->persons, mixing->groups, &again);
	assert_int_equal(again.count, mixing->group.count);
	assert_memory_equal(again.items, mixing->group.items, again.count * sizeof *again.items);
	/* another lot, other groups */
	struct ids first = {0};
	ids_copy(&first, &mixing->persons);
	desk_do(desk, WISH(GROUPS_MIXED, .stage = AT_BREAK));
	mixing = mixing_at(desk, AT_BREAK);
	assert_int_equal(first.count, mixing->persons.count);
	assert_memory_not_equal(
		first.items, mixing->persons.items, first.count * sizeof *first.items);
	array_finish(&first);
	array_finish(&again);
}

/* In the smallest group; of two that are level where the role lacks. */
static void test_who_comes_late(void **state)
{
	struct desk *desk = &((struct room *)*state)->desk;
	const int64_t *persons = ((struct room *)*state)->persons;

	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_TALK));
	const struct mixing *mixing = mixing_at(desk, AT_TALK);
	int64_t gone = persons[5];
	int left = mixing_group(mixing, gone);
	desk_do(desk, WISH(PERSON_STATUS, .person = gone, .status = STATUS_LEFT));
	int64_t late = desk_do(desk,
		said(WISH(PERSON_ADDED, .votes = 1, .role = ROLE_FUNDER, .status = STATUS_HERE),
			WORDS("Late", "")));
	mixing = mixing_at(desk, AT_TALK);
	struct ids here[2] = {{0}, {0}};
	for (int group = 0; group < 2; group++)
		mixing_here(&desk->model, mixing, group, &here[group]);
	assert_in_range(labs((long)here[0].count - (long)here[1].count), 0, 1);
	assert_int_equal(mixing_group(mixing, late), left);
	/* one step */
	desk_do(desk, WISH(STEP_UNDONE));
	assert_null(model_person(&desk->model, late));
	assert_int_equal(mixing_group(mixing_at(desk, AT_TALK), late), -1);
	/* who comes back sits where they sat */
	desk_do(desk, WISH(PERSON_STATUS, .person = gone, .status = STATUS_HERE));
	assert_int_equal(mixing_group(mixing_at(desk, AT_TALK), gone), left);
	/* who only looks on is put nowhere */
	int64_t observer =
		desk_do(desk, said(WISH(PERSON_ADDED, .duty = DUTY_OBSERVER, .status = STATUS_HERE),
				      WORDS("Looks on", "")));
	assert_int_equal(mixing_group(mixing_at(desk, AT_TALK), observer), -1);
	array_finish(&here[0]);
	array_finish(&here[1]);
}

/* Six and six, three of each role: one group has two of the role, the other one. */
static void test_where_the_role_lacks(void **state)
{
	struct desk *desk = &((struct room *)*state)->desk;

	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_TALK));
	for (int role = 0; role < SAMPLE_ROLES; role++) {
		const struct mixing *mixing = mixing_at(desk, AT_TALK);
		int lacks = of_role(desk, mixing, 0, role) < of_role(desk, mixing, 1, role) ? 0 : 1;
		int64_t late = desk_do(desk,
			said(WISH(PERSON_ADDED, .votes = 1, .role = role, .status = STATUS_LATE),
				WORDS("Late", "")));
		assert_int_equal(mixing_group(mixing_at(desk, AT_TALK), late), lacks);
		desk_do(desk, WISH(STEP_UNDONE));
	}
}

static void test_moved_by_hand(void **state)
{
	struct desk *desk = &((struct room *)*state)->desk;
	const int64_t *persons = ((struct room *)*state)->persons;

	desk_refuse(desk, WISH(GROUPS_MIXED, .stage = AT_COLLECT), REFUSED_NOT_HERE);
	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_TALK));
	const struct mixing *mixing = mixing_at(desk, AT_TALK);
	int group = mixing_group(mixing, persons[2]), other = 1 - group;
	desk_refuse(desk,
		WISH(GROUP_CHANGED, .thing = mixing->id, .person = persons[2], .number = group + 1),
		REFUSED_SAME);
	desk_refuse(desk,
		WISH(GROUP_CHANGED, .thing = mixing->id, .person = persons[2], .number = 3),
		REFUSED_NO_THING);
	desk_refuse(desk,
		WISH(GROUP_CHANGED, .thing = mixing->id, .person = persons[2], .number = 0),
		REFUSED_NO_THING);
	desk_do(desk, WISH(GROUP_CHANGED, .thing = mixing->id, .person = persons[2],
			      .number = other + 1));
	assert_int_equal(mixing_group(mixing_at(desk, AT_TALK), persons[2]), other);
	desk_do(desk, WISH(STEP_UNDONE));
	assert_int_equal(mixing_group(mixing_at(desk, AT_TALK), persons[2]), group);
}

static void test_too_few(void **state)
{
	struct desk *desk = &((struct room *)*state)->desk;

	for (size_t i = 0; i < desk->model.persons.count; i++)
		if (desk->model.persons.items[i].status != STATUS_ABSENT)
			desk_do(desk, WISH(PERSON_STATUS, .person = desk->model.persons.items[i].id,
					      .status = STATUS_ABSENT));
	/* nothing stands in the way of going on */
	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_TALK));
	assert_int_equal(desk->model.mixings.count, 0);
	desk_refuse(desk, WISH(GROUPS_MIXED, .stage = AT_TALK), REFUSED_FEW_MIXED);
}

/* --- small groups that vote --- */

static void set_text(const struct desk *desk, int stage, enum setting setting, const char *text)
{
	struct setting_value *value =
		&((struct stage *)model_stage(&desk->model, stage))->settings[setting];

	array_free(value->text);
	*value = (struct setting_value){.given = true, .text = mem_copy_text(text)};
}

/* Three small groups from the first stage on, which choose in AT_OPEN. */
static int64_t open_for_groups(struct desk *desk)
{
	set_text(desk, AT_BRIEF, SETTING_SMALL_GROUPS, "3");
	set_text(desk, AT_OPEN, SETTING_VOTERS, "small groups");
	desk_refuse(desk, WISH(POLL_OPENED, .stage = AT_OPEN), REFUSED_NOT_MIXED);
	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_BRIEF));
	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_OPEN));
	desk_refuse(
		desk, WISH(POLL_OPENED, .stage = AT_OPEN, RARE(.secret = 1)), REFUSED_GROUPS_OPEN);
	return desk_do(desk, WISH(POLL_OPENED, .stage = AT_OPEN));
}

static struct command own(struct command command, int64_t person)
{
	command.own = true;
	command.by = person;
	return command;
}

static void test_each_small_group_has_one_ballot(void **state)
{
	struct desk *desk = &((struct room *)*state)->desk;
	const int64_t *persons = ((struct room *)*state)->persons;
	int64_t id = open_for_groups(desk);
	const struct poll *poll = model_poll(&desk->model, id);
	const struct mixing *mixing = mixing_at(desk, AT_OPEN);
	int64_t voter = mixing_voter(mixing_group(mixing, persons[0])), mate = 0, other = 0;
	struct participant me = {0};

	assert_int_equal(poll->eligible.count, 3);
	for (int i = 1; i < PEOPLE; i++)
		if (mixing_group(mixing, persons[i]) == mixing_voter_group(voter))
			mate = persons[i];
		else
			other = persons[i];
	/* from the device of one, for all of them */
	desk_do(desk, own(WISH(BALLOT_CAST, .poll = id, .person = persons[0],
				  RARE(.marks = IDS(0, 1, 0))),
			      persons[0]));
	poll = model_poll(&desk->model, id);
	assert_int_equal(poll->ballots.count, 1);
	assert_int_equal(poll->ballots.items[0].person, voter);
	assert_int_equal(
		model_event(&desk->model, model_next_seq(&desk->model) - 1)->by, persons[0]);
	participant_fill(&desk->model, mate, &me);
	assert_true(me.can_vote && me.voted);
	participant_fill(&desk->model, other, &me);
	assert_true(me.can_vote && !me.voted);
	/* who has voted in one small group votes in no other */
	int mates = mixing_voter_group(voter);
	desk_refuse(desk,
		WISH(GROUP_CHANGED, .thing = mixing->id, .person = persons[0],
			.number = mates == 0 ? 2 : 1),
		REFUSED_POLL_OPEN);
	desk_refuse(desk, WISH(GROUPS_MIXED, .stage = AT_BRIEF), REFUSED_POLL_OPEN);
	/* another of them changes it; nobody adds a second one */
	desk_do(desk,
		own(WISH(BALLOT_CAST, .poll = id, .person = mate, RARE(.marks = IDS(1, 0, 0))),
			mate));
	assert_int_equal(model_poll(&desk->model, id)->ballots.count, 1);
	assert_int_equal(model_poll_cast(&desk->model, poll), 1);
	/* whoever is in none has no ballot, and nobody is asked about them */
	desk_do(desk, WISH(PERSON_STATUS, .person = other, .status = STATUS_LEFT));
	assert_int_equal(model_left_voter(&desk->model, model_poll(&desk->model, id)), 0);
	participant_fill(&desk->model, other, &me);
	assert_false(me.can_vote);
	desk_refuse(desk,
		own(WISH(BALLOT_CAST, .poll = id, .person = other, RARE(.marks = IDS(1, 0, 0))),
			other),
		REFUSED_NOT_ELIGIBLE);
	int64_t late = desk_do(desk,
		said(WISH(PERSON_ADDED, .votes = 1, .status = STATUS_HERE), WORDS("Late", "")));
	assert_int_equal(model_late_voter(&desk->model, model_poll(&desk->model, id)), 0);
	desk_refuse(desk,
		WISH(BALLOT_CAST, .poll = id, .person = late, RARE(.marks = IDS(1, 0, 0))),
		REFUSED_NOT_ELIGIBLE);
	/* typed in for the others */
	for (int group = 0; group < 3; group++)
		desk_do(desk, WISH(BALLOT_CAST, .poll = id, .person = mixing_voter(group),
				      RARE(.marks = IDS(0, 0, 1))));
	desk_do(desk, WISH(POLL_CLOSED, .poll = id));
	poll = model_poll(&desk->model, id);
	assert_int_equal(poll->result.sums.heads.cast, 3);
	assert_int_equal(poll->result.sums.totals[2], 3);
	assert_false(poll_group_marks(poll)); /* a choice is no number */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_how_they_are_written),
		cmocka_unit_test(test_everything_is_even_at_once),
		cmocka_unit_test(test_nobody_meets_more_than_must_be),
		cmocka_unit_test_setup_teardown(
			test_mixed_on_entering_and_anew, room_open, room_close),
		cmocka_unit_test_setup_teardown(
			test_dealt_again_from_the_log, room_open, room_close),
		cmocka_unit_test_setup_teardown(test_who_comes_late, room_open, room_close),
		cmocka_unit_test_setup_teardown(test_where_the_role_lacks, room_open, room_close),
		cmocka_unit_test_setup_teardown(
			test_each_small_group_has_one_ballot, room_open, room_close),
		cmocka_unit_test_setup_teardown(test_moved_by_hand, room_open, room_close),
		cmocka_unit_test_setup_teardown(test_too_few, room_open, room_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
