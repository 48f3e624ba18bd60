#include "roundtable/base/clock.h"
#include "roundtable/tally/tally.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* What holds for every profile, tried on thousands of random ones. */

enum { ROUNDS = 4000, BALLOTS_MAX = 30, OPTIONS_TRIED = 7 };

struct room {
	struct tally_rule rule;
	size_t options, count;
	int16_t marks[BALLOTS_MAX][OPTIONS_TRIED];
	struct tally_heads heads;
};

/* Mostly proper ballots, some blank ones, some broken. */
static void fill_ballot(struct random random, const struct room *room, int16_t *marks)
{
	enum ballot_shape shape = tally_method(room->rule.method)->shape;
	int16_t empty = shape == SHAPE_SCORE ? MARK_NONE : 0;
	for (size_t i = 0; i < room->options; i++)
		marks[i] = empty;
	uint32_t kind = random_below(random, 12);
	if (kind == 0)
		return;
	for (size_t i = 0; i < room->options; i++) {
		if (kind == 1)
			marks[i] = (int16_t)((int)random_below(random, 9) - 2);
		else if (shape == SHAPE_APPROVE)
			marks[i] = (int16_t)random_below(random, 2);
		else if (shape == SHAPE_SCORE)
			marks[i] = (int16_t)((int)random_below(random, 7) - 1);
	}
	if (kind > 1 && (shape == SHAPE_CHOOSE || shape == SHAPE_ANSWER))
		marks[random_below(random, (uint32_t)room->options)] = 1;
	for (int spent = 0; kind > 1 && shape == SHAPE_POINTS && spent < 5; spent++)
		marks[random_below(random, (uint32_t)room->options)]++;
}

/* The rules whose totals are the marks added up. */
static const enum tally_method_id plain_rules[] = {
	TALLY_PLURALITY, TALLY_APPROVAL, TALLY_DOTS, TALLY_SCORE, TALLY_MAJORITY, TALLY_CONSENT};

static struct room random_room(struct random random)
{
	struct room room = {.rule = {.method = plain_rules[random_below(
					     random, sizeof plain_rules / sizeof *plain_rules)],
				    .at_least = random_below(random, 2),
				    .base = (enum tally_base)random_below(random, 4)}};
	room.rule.denominator = (int)random_below(random, 5);
	room.rule.numerator = (int)random_below(random, (uint32_t)room.rule.denominator + 1);
	room.rule.quorum = random_below(random, 4) ? 0 : (int)random_below(random, 12);
	size_t answers = tally_method(room.rule.method)->answers;
	room.options = answers ? answers : 1 + random_below(random, OPTIONS_TRIED);
	room.count = random_below(random, BALLOTS_MAX + 1);
	for (size_t i = 0; i < room.count; i++)
		fill_ballot(random, &room, room.marks[i]);
	room.heads.blank = random_below(random, 3);
	room.heads.stepped_out = random_below(random, 3);
	room.heads.eligible = (int64_t)room.count + room.heads.blank + room.heads.stepped_out +
			      random_below(random, 3);
	return room;
}

static void count_room(const struct room *room, struct tally_result *result)
{
	int16_t marks[BALLOTS_MAX * OPTIONS_TRIED] = {0};
	for (size_t i = 0; i < room->count; i++)
		memcpy(marks + i * room->options, room->marks[i], room->options * sizeof *marks);
	struct tally_profile profile = {.shape = tally_method(room->rule.method)->shape,
		.options = room->options,
		.count = room->count,
		.marks = marks};
	*result = (struct tally_result){0};
	assert_true(tally_count(&room->rule, &profile, room->heads, result, NULL));
}

/* The rules again, each in one line: whether a ballot counts. */
static bool counts(const struct room *room, const int16_t *marks)
{
	int64_t sum = 0, ones = 0, scored = 0;
	bool ticks = true, scores = true, points = true;
	for (size_t i = 0; i < room->options; i++) {
		sum += marks[i];
		ones += marks[i] == 1;
		scored += marks[i] >= 0;
		ticks = ticks && (marks[i] == 0 || marks[i] == 1);
		scores = scores && marks[i] >= -1 && marks[i] <= 5;
		points = points && marks[i] >= 0;
	}
	switch (tally_method(room->rule.method)->shape) {
	case SHAPE_CHOOSE:
	case SHAPE_ANSWER:
		return ticks && ones == 1;
	case SHAPE_APPROVE:
		return ticks && ones > 0;
	case SHAPE_POINTS:
	case SHAPE_CREDITS:
	case SHAPE_RANK:
		return points && sum > 0 && sum <= 5;
	case SHAPE_SCORE:
	case SHAPE_GRADE:
		return scores && scored > 0;
	case SHAPES:
		break;
	}
	return false;
}

static void sums_match_brute_force(void **state)
{
	(void)state;
	struct random_seeded seeded;
	struct random random = random_seeded(&seeded, 11);
	for (int round = 0; round < ROUNDS; round++) {
		struct room room = random_room(random);
		struct tally_result result;
		count_room(&room, &result);
		struct tally_sums sums = result.sums;
		int64_t valid = 0;
		for (size_t ballot = 0; ballot < room.count; ballot++)
			valid += counts(&room, room.marks[ballot]);
		assert_int_equal(sums.heads.cast - sums.heads.blank - sums.heads.spoilt, valid);
		assert_int_equal(sums.heads.cast, (int64_t)room.count + room.heads.blank);
		for (size_t option = 0; option < room.options; option++) {
			int64_t total = 0, givers = 0;
			bool score = room.rule.method == TALLY_SCORE;
			for (size_t ballot = 0; ballot < room.count; ballot++) {
				int mark = room.marks[ballot][option];
				if (!counts(&room, room.marks[ballot]) || mark < (score ? 0 : 1))
					continue;
				total += mark;
				givers++;
			}
			assert_int_equal(sums.totals[option], total);
			assert_int_equal(sums.givers[option], givers);
		}
		tally_result_finish(&result);
	}
}

static void the_order_of_ballots_is_nothing(void **state)
{
	(void)state;
	struct random_seeded seeded;
	struct random random = random_seeded(&seeded, 12);
	for (int round = 0; round < ROUNDS; round++) {
		struct room room = random_room(random);
		struct tally_result first, second;
		count_room(&room, &first);
		for (size_t i = room.count; i > 1; i--) {
			size_t other = random_below(random, (uint32_t)i);
			int16_t held[OPTIONS_TRIED];
			memcpy(held, room.marks[i - 1], sizeof held);
			memcpy(room.marks[i - 1], room.marks[other], sizeof held);
			memcpy(room.marks[other], held, sizeof held);
		}
		count_room(&room, &second);
		size_t numbers = room.options * sizeof(int64_t);
		assert_memory_equal(first.sums.totals, second.sums.totals, numbers);
		assert_memory_equal(first.sums.givers, second.sums.givers, numbers);
		assert_memory_equal(&first.sums.heads, &second.sums.heads, sizeof first.sums.heads);
		assert_int_equal(first.outcome, second.outcome);
		assert_int_equal(first.winners.count, second.winners.count);
		assert_int_equal(first.base, second.base);
		assert_int_equal(first.needed, second.needed);
		assert_memory_equal(first.order, second.order, room.options * sizeof *first.order);
		assert_memory_equal(first.level, second.level, room.options * sizeof *first.level);
		tally_result_finish(&first);
		tally_result_finish(&second);
	}
}

/* Options have no names to the count: change their places and the places of the result change. */
static void the_order_of_options_is_nothing(void **state)
{
	(void)state;
	struct random_seeded seeded;
	struct random random = random_seeded(&seeded, 13);
	for (int round = 0; round < ROUNDS; round++) {
		struct room room = random_room(random);
		if (tally_method(room.rule.method)->answers)
			continue;
		struct tally_result first, second;
		count_room(&room, &first);
		struct room turned = room;
		for (size_t i = 0; i < room.count; i++) {
			for (size_t option = 0; option < room.options; option++)
				turned.marks[i][room.options - 1 - option] = room.marks[i][option];
		}
		count_room(&turned, &second);
		assert_int_equal(first.outcome, second.outcome);
		assert_int_equal(first.winners.count, second.winners.count);
		for (size_t option = 0; option < room.options; option++)
			assert_int_equal(
				first.level[option], second.level[room.options - 1 - option]);
		tally_result_finish(&first);
		tally_result_finish(&second);
	}
}

static void the_order_follows_the_totals(void **state)
{
	(void)state;
	struct random_seeded seeded;
	struct random random = random_seeded(&seeded, 14);
	for (int round = 0; round < ROUNDS; round++) {
		struct room room = random_room(random);
		struct tally_result verdict;
		count_room(&room, &verdict);
		size_t first = 0;
		for (size_t option = 0; option < room.options; option++)
			first += verdict.level[option] == 0;
		assert_int_equal(
			verdict.winners.count, verdict.outcome == OUTCOME_RANKED ? first : 0);
		for (size_t i = 1; i < room.options; i++) {
			size_t above = verdict.order[i - 1], below = verdict.order[i];
			int64_t step = verdict.sums.totals[above] - verdict.sums.totals[below];
			assert_true(step > 0 || (step == 0 && above < below));
			assert_int_equal(verdict.level[below], verdict.level[above] + (step > 0));
		}
		tally_result_finish(&verdict);
	}
}

/* The threshold by its definition, without dividing. */
static void needed_is_the_fewest_yes_votes(void **state)
{
	(void)state;
	struct random_seeded seeded;
	struct random random = random_seeded(&seeded, 15);
	int carried = 0;
	for (int round = 0; round < ROUNDS; round++) {
		struct room room = random_room(random);
		room.rule.method = TALLY_MAJORITY;
		room.rule.quorum = 0;
		int64_t yes = random_below(random, 15), no = random_below(random, 15) + (yes == 0);
		struct tally_result verdict = {0};
		tally_sums_init(&verdict.sums, ANSWERS_MAJORITY);
		verdict.sums.totals[ANSWER_YES] = yes;
		verdict.sums.totals[ANSWER_NO] = no;
		verdict.sums.heads = room.heads;
		verdict.sums.heads.cast = yes + no + room.heads.blank;
		tally_verdict(&room.rule, &verdict);
		bool given = room.rule.numerator > 0 && room.rule.denominator > 0;
		int64_t top = given ? room.rule.numerator : 1,
			bottom = given ? room.rule.denominator : 2;
		int64_t fewest = 1;
		while (room.rule.at_least ? fewest * bottom < top * verdict.base
					  : fewest * bottom <= top * verdict.base)
			fewest++;
		assert_int_equal(verdict.needed, fewest);
		assert_int_equal(verdict.outcome == OUTCOME_CARRIED, yes >= fewest);
		carried += verdict.outcome == OUTCOME_CARRIED;
		tally_result_finish(&verdict);
	}
	assert_in_range(carried, ROUNDS / 10, ROUNDS - ROUNDS / 10);
}

/* One more vote never harms the one it is for. */
static void a_vote_more_never_harms(void **state)
{
	(void)state;
	struct random_seeded seeded;
	struct random random = random_seeded(&seeded, 16);
	for (int round = 0; round < ROUNDS; round++) {
		struct room room = random_room(random);
		if (room.count == BALLOTS_MAX)
			continue;
		size_t option =
			room.rule.method == TALLY_MAJORITY || room.rule.method == TALLY_CONSENT
				? 0
				: random_below(random, (uint32_t)room.options);
		struct tally_result before, after;
		count_room(&room, &before);
		int16_t empty = room.rule.method == TALLY_SCORE ? MARK_NONE : 0;
		for (size_t i = 0; i < room.options; i++)
			room.marks[room.count][i] = i == option ? 1 : empty;
		room.count++;
		count_room(&room, &after);
		assert_true(after.level[option] <= before.level[option]);
		if (before.outcome == OUTCOME_CARRIED && room.rule.method == TALLY_CONSENT)
			assert_int_equal(after.outcome, OUTCOME_CARRIED);
		tally_result_finish(&before);
		tally_result_finish(&after);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sums_match_brute_force),
		cmocka_unit_test(the_order_of_ballots_is_nothing),
		cmocka_unit_test(the_order_of_options_is_nothing),
		cmocka_unit_test(the_order_follows_the_totals),
		cmocka_unit_test(needed_is_the_fewest_yes_votes),
		cmocka_unit_test(a_vote_more_never_harms),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
