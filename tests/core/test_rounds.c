/* Rounds with an end that was set before the first one. */
#include "../support/desk.h"

#include "roundtable/base/mem.h"
#include "roundtable/core/audience.h"
#include "roundtable/core/rounds.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { AT_CHOOSE, AT_RATE, AT_APPROVE, AT_RANK, AT_ONCE, STAGES };
enum { PEOPLE = 10, OPTIONS = 3 };

struct room {
	struct desk desk;
	int64_t persons[PEOPLE];
};

/* Each stage: how it is held, by which rule. */
static const struct {
	enum activity activity;
	int method, rounds, stop;
} stages[STAGES] = {
	[AT_CHOOSE] = {ACTIVITY_VOTE, TALLY_PLURALITY, 3, 15},
	[AT_RATE] = {ACTIVITY_RATE, 0, 5, 20},
	[AT_APPROVE] = {ACTIVITY_VOTE, TALLY_APPROVAL, 2, 0},
	[AT_RANK] = {ACTIVITY_VOTE, TALLY_BORDA, 2, 0},
	[AT_ONCE] = {ACTIVITY_VOTE, TALLY_PLURALITY, 0, 0},
};

static void set(struct stage *stage, enum setting setting, int64_t number)
{
	stage->settings[setting] = (struct setting_value){.given = true, .number = number};
}

static int room_open(void **state)
{
	static struct room opened;
	struct room *room = &opened;
	struct plan plan = {.title = mem_copy_text("Rounds"),
		.purpose = mem_copy_text(""),
		.language = mem_copy_text("en")};

	*room = (struct room){.desk.now = 1000};
	for (int i = 0; i < STAGES; i++) {
		struct stage *stage = plan_add_stage(&plan);
		stage->activity = stages[i].activity;
		texts_add(&stage->items, "benches");
		texts_add(&stage->items, "lamps");
		texts_add(&stage->items, "trees");
		if (stages[i].activity == ACTIVITY_VOTE)
			set(stage, SETTING_METHOD, stages[i].method);
		set(stage, SETTING_ROUNDS, stages[i].rounds);
		set(stage, SETTING_STOP_AT, stages[i].stop);
	}
	room->desk.random = random_seeded(&room->desk.seeded, 7);
	desk_do(&room->desk,
		WISH(SESSION_STARTED, RARE(.id = "00112233445566778899aabbccddeeff",
					      .language = "en", .format = 1, .plan = &plan)));
	plan_finish(&plan);
	for (int i = 0; i < PEOPLE; i++) {
		char name[] = {(char)('A' + i), '\0'};
		room->persons[i] = desk_do(
			&room->desk, said(WISH(PERSON_ADDED, .votes = 1, .status = STATUS_HERE),
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

/* Everybody's ballot in a round: one option chosen, the first statement rated, or all ranked alike.
 */
static int64_t hold(struct room *room, int stage, const int *first)
{
	int64_t poll = desk_do(&room->desk, WISH(POLL_OPENED, .stage = stage));

	for (int i = 0; i < PEOPLE; i++) {
		struct ids chosen = IDS(first[i] == 0, first[i] == 1, first[i] == 2);
		struct ids rated = IDS(first[i], 0, 0), ranked = IDS(1, 2, 3);
		struct ids marks = stage == AT_RATE ? rated : stage == AT_RANK ? ranked : chosen;
		desk_do(&room->desk, WISH(BALLOT_CAST, .poll = poll, .person = room->persons[i],
					     RARE(.marks = marks)));
	}
	desk_do(&room->desk, WISH(POLL_CLOSED, .poll = poll));
	return poll;
}

static struct rounds now(struct room *room, int stage)
{
	struct rounds rounds;

	rounds_read(&room->desk.model, stage, INT64_MAX, &rounds);
	return rounds;
}

static void assert_said(struct room *room, int64_t id, const char *words)
{
	struct buf text = {0};

	sentence_rounds(&room->desk.model, model_poll(&room->desk.model, id), &text);
	if (strcmp(buf_text(&text), words) != 0)
		fail_msg("“%s” is said instead of “%s”", buf_text(&text), words);
	buf_finish(&text);
}

static const int even[PEOPLE] = {0, 0, 0, 0, 1, 1, 1, 2, 2, 2};
static const int one_moved[PEOPLE] = {0, 0, 0, 0, 0, 1, 1, 2, 2, 2};
static const int many_moved[PEOPLE] = {2, 2, 2, 2, 2, 2, 2, 2, 2, 2};

static void they_end_when_little_moved(void **state)
{
	struct room *room = *state;
	int64_t first = hold(room, AT_CHOOSE, even), second = hold(room, AT_CHOOSE, one_moved);
	struct rounds rounds = now(room, AT_CHOOSE);

	assert_int_equal(rounds.held, 2);
	assert_int_equal(rounds.moved, 10);
	assert_true(rounds.over);
	desk_refuse(&room->desk, WISH(POLL_OPENED, .stage = AT_CHOOSE), REFUSED_ROUNDS_OVER);
	assert_said(room, first,
		"Round 1 of at most 3; no other is held once fewer than 15 of 100 move. By the "
		"rule set before the first round, another one may be held.");
	assert_said(room, second,
		"Round 2 of at most 3; no other is held once fewer than 15 of 100 move. Since the "
		"round before, 10 of 100 moved. By the rule set before the first round, this was "
		"the last.");
}

static void they_end_with_the_last_that_may_be(void **state)
{
	struct room *room = *state;

	hold(room, AT_CHOOSE, even);
	hold(room, AT_CHOOSE, many_moved);
	assert_int_equal(now(room, AT_CHOOSE).moved, 70);
	assert_false(now(room, AT_CHOOSE).over);
	int64_t third = hold(room, AT_CHOOSE, even);
	desk_refuse(&room->desk, WISH(POLL_OPENED, .stage = AT_CHOOSE), REFUSED_ROUNDS_OVER);
	assert_said(room, third,
		"Round 3 of at most 3. Since the round before, 70 of 100 moved. By the rule set "
		"before the first round, this was the last.");
}

/* On the wall while it is open: before the first ballot. */
static void the_rule_is_said_while_people_vote(void **state)
{
	struct room *room = *state;
	struct audience audience = {0};
	int64_t poll = desk_do(&room->desk, WISH(POLL_OPENED, .stage = AT_RATE));

	audience_set_vote(&audience, &room->desk.model, model_poll(&room->desk.model, poll));
	assert_non_null(strstr(audience.vote.rule,
		"Round 1 of at most 5; no other is held once fewer than 20 of 100 move."));
	audience_finish(&audience);
}

/* One statement that moves keeps all of them in; "don't know" is an answer. */
static void the_statement_that_moved_most_decides(void **state)
{
	static const int agree[PEOPLE] = {4, 4, 4, 4, 4, 4, 4, 4, 4, 4};
	static const int unsure[PEOPLE] = {4, 4, 4, 4, 4, 4, 4, 5, 5, 5};
	static const int surer[PEOPLE] = {4, 4, 4, 4, 4, 4, 4, 4, 4, 5};
	struct room *room = *state;

	hold(room, AT_RATE, agree);
	int64_t second = hold(room, AT_RATE, unsure);
	struct rounds rounds = now(room, AT_RATE);
	assert_int_equal(rounds.moved, 30);
	assert_int_equal(rounds.option, 0);
	assert_false(rounds.over);
	assert_said(room, second,
		"Round 2 of at most 5; no other is held once fewer than 20 of 100 move. Since the "
		"round before, 30 of 100 moved where most did: “benches”. By the rule set before "
		"the first round, another one may be held.");
	/* as many as it says is not fewer */
	hold(room, AT_RATE, surer);
	assert_int_equal(now(room, AT_RATE).moved, 20);
	assert_false(now(room, AT_RATE).over);
	hold(room, AT_RATE, surer);
	assert_int_equal(now(room, AT_RATE).moved, 0);
	assert_true(now(room, AT_RATE).over);
}

static void marks_move_option_by_option(void **state)
{
	struct room *room = *state;

	hold(room, AT_APPROVE, even);
	hold(room, AT_APPROVE, many_moved);
	assert_int_equal(now(room, AT_APPROVE).moved, 70);
	assert_int_equal(now(room, AT_APPROVE).option, 2);
}

/* Where nothing says how much moved, only the number of rounds ends them. */
static void places_are_not_said_to_move(void **state)
{
	struct room *room = *state;

	hold(room, AT_RANK, even);
	hold(room, AT_RANK, even);
	assert_int_equal(now(room, AT_RANK).moved, -1);
	assert_true(now(room, AT_RANK).over);
}

static void what_is_void_or_among_the_level_is_no_round(void **state)
{
	struct room *room = *state;

	hold(room, AT_CHOOSE, even);
	int64_t second = hold(room, AT_CHOOSE, one_moved);
	desk_do(&room->desk, said(WISH(POLL_VOIDED, .poll = second), WORDS("miscounted")));
	assert_int_equal(now(room, AT_CHOOSE).held, 1);
	assert_false(now(room, AT_CHOOSE).over);
	static const int level[PEOPLE] = {0, 0, 0, 0, 0, 1, 1, 1, 1, 1};
	hold(room, AT_CHOOSE, level);
	hold(room, AT_CHOOSE, level);
	desk_refuse(&room->desk, WISH(POLL_OPENED, .stage = AT_CHOOSE), REFUSED_ROUNDS_OVER);
	desk_refuse(&room->desk,
		WISH(POLL_OPENED, .stage = AT_CHOOSE, RARE(.options = IDS(-1, -3))),
		REFUSED_ROUNDS_OVER);
	int64_t among = desk_do(
		&room->desk, WISH(POLL_OPENED, .stage = AT_CHOOSE, RARE(.options = IDS(-1, -2))));
	assert_said(room, among, "");
	assert_int_equal(now(room, AT_CHOOSE).held, 3);
}

static void without_rounds_a_vote_is_held_as_often_as_wished(void **state)
{
	struct room *room = *state;

	for (int i = 0; i < 4; i++)
		assert_said(room, hold(room, AT_ONCE, even), "");
	assert_false(now(room, AT_ONCE).over);
}

static void what_moved_is_half_of_what_shares_changed(void **state)
{
	static const struct {
		int64_t then[3], now[3];
		int moved;
	} known[] = {
		{{4, 3, 3}, {4, 3, 3}, 0}, {{4, 3, 3}, {8, 6, 6}, 0}, /* twice as many people */
		{{10, 0, 0}, {0, 10, 0}, 100}, {{2, 1, 0}, {1, 1, 1}, 33},
		{{0, 0, 0}, {0, 0, 0}, 0}, {{0, 0, 0}, {1, 0, 0}, 100},
		{{199, 1, 0}, {200, 0, 0}, 1}, /* half is rounded up */
	};

	(void)state;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		assert_int_equal(tally_moved(known[i].then, known[i].now, 3), known[i].moved);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, room_open, room_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(they_end_when_little_moved),
		TEST(they_end_with_the_last_that_may_be),
		TEST(the_rule_is_said_while_people_vote),
		TEST(the_statement_that_moved_most_decides),
		TEST(marks_move_option_by_option),
		TEST(places_are_not_said_to_move),
		TEST(what_is_void_or_among_the_level_is_no_round),
		TEST(without_rounds_a_vote_is_held_as_often_as_wished),
		cmocka_unit_test(what_moved_is_half_of_what_shares_changed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
