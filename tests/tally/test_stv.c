#include "roundtable/tally/tally.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Counts by single transferable vote that can be followed with pen and paper. */

enum { LETTERS = 8, ROWS = 20 };

static const char *const NAMES[LETTERS] = {"A", "B", "C", "D", "E", "F", "G", "H"};

struct election {
	enum tally_method_id method;
	int seats;
	const char *seed;
	int quorum;
	size_t options;
	const char *withdrawn; /* letters; NULL: nobody */
	/* how many, then the ranking, as in "4 A>C=D>B"; a '>' more leaves a rank out */
	const char *ballots[ROWS];
};

static void read_ballot(const char *text, int16_t *marks, int32_t *weight)
{
	char *at = NULL;
	int16_t rank = 1;

	*weight = (int32_t)strtol(text, &at, 10);
	for (; *at != '\0'; at++) {
		if (*at == '>')
			rank++;
		else if (*at >= 'A' && *at < 'A' + LETTERS)
			marks[*at - 'A'] = rank;
	}
}

static struct tally_result counted_once(const struct election *election)
{
	struct tally_rule rule = {.method = election->method,
		.seats = election->seats,
		.seed = election->seed,
		.quorum = election->quorum};
	int16_t marks[ROWS * LETTERS] = {0};
	int32_t weights[ROWS];
	bool withdrawn[LETTERS] = {false};
	struct tally_profile profile = {.shape = SHAPE_RANK,
		.options = election->options,
		.marks = marks,
		.weights = weights,
		.names = NAMES,
		.withdrawn = withdrawn};
	struct tally_result result = {0};

	for (const char *at = election->withdrawn; at != NULL && *at != '\0'; at++)
		withdrawn[*at - 'A'] = true;
	for (size_t i = 0; i < ROWS && election->ballots[i] != NULL; i++, profile.count++)
		read_ballot(election->ballots[i], marks + i * election->options, &weights[i]);
	assert_true(tally_count(&rule, &profile, (struct tally_heads){0}, &result, NULL));
	return result;
}

/* The count of the test at hand, freed after it. */
static struct tally_result result;

static void count(struct election election)
{
	tally_result_finish(&result);
	result = counted_once(&election);
}

static int free_result(void **state)
{
	(void)state;
	tally_result_finish(&result);
	return 0;
}

static void assert_list(const struct tally_list *list, const char *letters)
{
	assert_int_equal(list->count, strlen(letters));
	for (size_t i = 0; i < list->count; i++)
		assert_int_equal(list->items[i], letters[i] - 'A');
}

struct expected {
	enum tally_stage_kind kind;
	const char *who;
	int64_t votes[LETTERS];
	int64_t lost, dropped, amount;
	int rounds;
};

#define assert_stages(...)                                                                         \
	assert_stages_are((struct expected[]){__VA_ARGS__},                                        \
		sizeof((struct expected[]){__VA_ARGS__}) / sizeof(struct expected))

static void assert_stages_are(const struct expected *expected, size_t count)
{
	assert_int_equal(result.stages.count, count);
	for (size_t i = 0; i < count; i++) {
		const struct tally_stage *stage = &result.stages.items[i];
		assert_int_equal(stage->kind, expected[i].kind);
		assert_list(&stage->who, expected[i].who);
		for (size_t k = 0; k < result.sums.options; k++)
			assert_int_equal(stage->votes[k], expected[i].votes[k]);
		assert_int_equal(stage->lost, expected[i].lost);
		assert_int_equal(stage->dropped, expected[i].dropped);
		assert_int_equal(stage->amount, expected[i].amount);
		assert_int_equal(stage->rounds, expected[i].rounds);
	}
}

static void assert_tie(size_t index, enum tally_tie_at at, size_t stage, const char *among,
	enum tally_tie_broken by)
{
	assert_true(index < result.ties.count);
	const struct tally_tie *tie = &result.ties.items[index];
	assert_int_equal(tie->at, at);
	assert_int_equal(tie->stage, stage);
	assert_list(&tie->among, among);
	assert_int_equal(tie->broken_by, by);
}

static size_t place_in_lot(size_t option)
{
	for (size_t i = 0; i < result.lot.count; i++)
		if (result.lot.items[i] == option)
			return i;
	fail();
	return 0;
}

/* Votes in hundred-thousandths and in billionths. */
#define S(votes) ((int64_t)(votes)*100000)
#define M(votes) ((int64_t)(votes)*1000000000)

/* Twenty people choose three of five kinds of food: Orange, Pear, Chocolate, Strawberry, Hamburger.
 */
#define FOOD                                                                                       \
	{                                                                                          \
		"4 A", "2 B>A", "8 C>D", "4 C>E", "1 D", "1 E"                                     \
	}

static void scottish_food(void **state)
{
	(void)state;
	count((struct election){TALLY_SCOTTISH_STV, .seats = 3, .options = 5, .ballots = FOOD});
	assert_stages({STAGE_FIRST, "", {S(4), S(2), S(12), S(1), S(1)}},
		{STAGE_ELECT, "C", {S(4), S(2), S(12), S(1), S(1)}},
		{STAGE_SURPLUS, "C", {S(4), S(2), S(6), S(5), S(3)}, .amount = S(6)},
		{STAGE_EXCLUDE, "B", {S(6), 0, S(6), S(5), S(3)}, .amount = S(2)},
		{STAGE_ELECT, "A", {S(6), 0, S(6), S(5), S(3)}},
		{STAGE_EXCLUDE, "E", {S(6), 0, S(6), S(5), 0}, .lost = S(3), .amount = S(3)},
		{STAGE_FILL, "D", {S(6), 0, S(6), S(5), 0}, .lost = S(3)});
	assert_int_equal(result.unit, 100000);
	assert_int_equal(result.quota, S(6));
	assert_int_equal(result.stages.items[0].quota, S(6));
	assert_list(&result.elected, "CAD");
	assert_list(&result.winners, "ACD");
	assert_int_equal(result.sums.totals[3], S(5));
	assert_int_equal(result.outcome, OUTCOME_RANKED);
	assert_true(result.complete);
	assert_int_equal(result.ties.count, 0);
	assert_int_equal(result.lot.count, 0);
	/* the elected are level, then the last one out, then the first one out */
	static const size_t order[] = {0, 2, 3, 4, 1}, level[] = {0, 2, 0, 0, 1};
	for (size_t i = 0; i < 5; i++) {
		assert_int_equal(result.order[i], order[i]);
		assert_int_equal(result.level[i], level[i]);
	}
}

/* 3 of 7 votes are above the quota of 4: each ballot goes on at 0.42857. */
static void scottish_drops_decimals(void **state)
{
	(void)state;
	count((struct election){TALLY_SCOTTISH_STV, .seats = 2, .options = 3,
		.ballots = {"5 A>B", "2 A>C", "1 B", "2 C"}});
	assert_stages({STAGE_FIRST, "", {S(7), S(1), S(2)}}, {STAGE_ELECT, "A", {S(7), S(1), S(2)}},
		{STAGE_SURPLUS, "A", {S(4), 314285, 285714}, .dropped = 1, .amount = S(3)},
		{STAGE_EXCLUDE, "C", {S(4), 314285, 0}, .lost = 285714, .dropped = 1,
			.amount = 285714},
		{STAGE_FILL, "B", {S(4), 314285, 0}, .lost = 285714, .dropped = 1});
	assert_list(&result.elected, "AB");
}

/* A value moved twice is cut twice: 0.5, then 0.5 × 2 of 5 = 0.2 and 1 × 2 of 5 = 0.4. */
static void scottish_values_multiply(void **state)
{
	(void)state;
	count((struct election){TALLY_SCOTTISH_STV, .seats = 3, .options = 5,
		.ballots = {"6 A>B>C", "2 B>D", "1 C", "1 D", "1 E"}});
	assert_int_equal(result.quota, S(3));
	assert_stages({STAGE_FIRST, "", {S(6), S(2), S(1), S(1), S(1)}},
		{STAGE_ELECT, "A", {S(6), S(2), S(1), S(1), S(1)}},
		{STAGE_SURPLUS, "A", {S(3), S(5), S(1), S(1), S(1)}, .amount = S(3)},
		{STAGE_ELECT, "B", {S(3), S(5), S(1), S(1), S(1)}},
		{STAGE_SURPLUS, "B", {S(3), S(3), 220000, 180000, S(1)}, .amount = S(2)},
		{STAGE_EXCLUDE, "E", {S(3), S(3), 220000, 180000, 0}, .lost = S(1), .amount = S(1)},
		{STAGE_EXCLUDE, "D", {S(3), S(3), 220000, 0, 0}, .lost = 280000, .amount = 180000},
		{STAGE_FILL, "C", {S(3), S(3), 220000, 0, 0}, .lost = 280000});
}

/* The largest surplus goes first, and the elected receive nothing while they wait. */
static void scottish_largest_surplus_first(void **state)
{
	(void)state;
	count((struct election){TALLY_SCOTTISH_STV, .seats = 3, .options = 5,
		.ballots = {"6 A>B>C", "8 B>A>D", "2 C", "1 D", "2 E"}});
	assert_int_equal(result.quota, S(5));
	assert_stages({STAGE_FIRST, "", {S(6), S(8), S(2), S(1), S(2)}},
		{STAGE_ELECT, "BA", {S(6), S(8), S(2), S(1), S(2)}},
		{STAGE_SURPLUS, "B", {S(6), S(5), S(2), S(4), S(2)}, .amount = S(3)},
		{STAGE_SURPLUS, "A", {S(5), S(5), 299996, S(4), S(2)}, .dropped = 4,
			.amount = S(1)},
		{STAGE_EXCLUDE, "E", {S(5), S(5), 299996, S(4), 0}, .lost = S(2), .dropped = 4,
			.amount = S(2)},
		{STAGE_EXCLUDE, "C", {S(5), S(5), 0, S(4), 0}, .lost = 499996, .dropped = 4,
			.amount = 299996},
		{STAGE_FILL, "D", {S(5), S(5), 0, S(4), 0}, .lost = 499996, .dropped = 4});
	assert_int_equal(result.ties.count, 0);
}

static void scottish_at_the_quota_nothing_moves(void **state)
{
	(void)state;
	count((struct election){
		TALLY_SCOTTISH_STV, .seats = 2, .options = 3, .ballots = {"3 A>B", "2 B", "1 C"}});
	assert_int_equal(result.quota, S(3));
	assert_stages({STAGE_FIRST, "", {S(3), S(2), S(1)}}, {STAGE_ELECT, "A", {S(3), S(2), S(1)}},
		{STAGE_EXCLUDE, "C", {S(3), S(2), 0}, .lost = S(1), .amount = S(1)},
		{STAGE_FILL, "B", {S(3), S(2), 0}, .lost = S(1)});
}

/* At the last stage A, C and D are level; one stage back C and D are lowest, two back D alone. */
static void scottish_ties_narrow_back(void **state)
{
	(void)state;
	count((struct election){TALLY_SCOTTISH_STV, .seats = 1, .options = 5,
		.ballots = {"6 A>C", "3 B>C", "3 B>D", "7 C", "6 D>C", "4 E>A", "1 E>D"}});
	assert_stages({STAGE_FIRST, "", {S(6), S(6), S(7), S(6), S(5)}},
		{STAGE_EXCLUDE, "E", {S(10), S(6), S(7), S(7), 0}, .amount = S(5)},
		{STAGE_EXCLUDE, "B", {S(10), 0, S(10), S(10), 0}, .amount = S(6)},
		{STAGE_EXCLUDE, "D", {S(10), 0, S(16), 0, 0}, .lost = S(4), .amount = S(10)},
		{STAGE_ELECT, "C", {S(10), 0, S(16), 0, 0}, .lost = S(4)});
	assert_int_equal(result.ties.count, 1);
	assert_tie(0, TIE_EXCLUDE, 3, "ACD", TIE_EARLIER);
	assert_int_equal(result.ties.items[0].chosen, 3);
}

static void a_tie_stops_the_count(void **state)
{
	(void)state;
	struct election election = {TALLY_SCOTTISH_STV, .seats = 2, .options = 4,
		.ballots = {"5 A", "2 B>C", "2 C>D", "2 D>B"}};
	count(election);
	assert_stages({STAGE_FIRST, "", {S(5), S(2), S(2), S(2)}},
		{STAGE_ELECT, "A", {S(5), S(2), S(2), S(2)}},
		{STAGE_SURPLUS, "A", {S(4), S(2), S(2), S(2)}, .lost = S(1), .amount = S(1)},
		{STAGE_STOP, "BCD", {S(4), S(2), S(2), S(2)}, .lost = S(1)});
	assert_int_equal(result.outcome, OUTCOME_STOPPED);
	assert_false(result.complete);
	assert_list(&result.elected, "A");
	assert_list(&result.winners, "A");
	assert_int_equal(result.ties.count, 1);
	assert_tie(0, TIE_EXCLUDE, 3, "BCD", TIE_STANDS);

	election.method = TALLY_MEEK_STV;
	count(election);
	assert_int_equal(result.outcome, OUTCOME_STOPPED);
	assert_false(result.complete);
	assert_list(&result.elected, "A");
	assert_int_equal(result.stages.items[result.stages.count - 1].kind, STAGE_STOP);
	assert_tie(0, TIE_EXCLUDE, result.stages.count - 1, "BCD", TIE_STANDS);
}

/* With a seed the latest in the lot goes out, and the same seed says the same again. */
static void the_lot_excludes_the_latest(void **state)
{
	(void)state;
	static const enum tally_method_id methods[] = {TALLY_SCOTTISH_STV, TALLY_MEEK_STV};
	static const char *const seeds[] = {"a", "b", "c", "d", "e", "f"};
	bool out[LETTERS] = {false};
	for (size_t i = 0; i < 12; i++) {
		count((struct election){methods[i % 2], .seats = 2, .seed = seeds[i / 2],
			.options = 4, .ballots = {"5 A", "2 B>C", "2 C>D", "2 D>B"}});
		assert_true(result.complete);
		assert_int_equal(result.lot.count, 4);
		const struct tally_tie *tie = &result.ties.items[0];
		assert_tie(0, TIE_EXCLUDE, tie->stage, "BCD", TIE_LOT);
		assert_list(&result.stages.items[tie->stage].who, NAMES[tie->chosen]);
		for (size_t k = 1; k < 4; k++)
			assert_true(place_in_lot(k) <= place_in_lot(tie->chosen));
		out[tie->chosen] = true;
	}
	assert_true(out[1] + out[2] + out[3] > 1);
}

/* Two equal surpluses: with a seed the earliest in the lot moves first, without one nothing does.
 */
static void equal_surpluses_need_the_lot(void **state)
{
	(void)state;
	struct election election = {TALLY_SCOTTISH_STV, .seats = 3, .options = 5,
		.ballots = {"5 A>C", "5 B>D", "1 C", "1 D", "1 E"}};
	count(election);
	assert_int_equal(result.quota, S(4));
	assert_stages({STAGE_FIRST, "", {S(5), S(5), S(1), S(1), S(1)}},
		{STAGE_ELECT, "AB", {S(5), S(5), S(1), S(1), S(1)}},
		{STAGE_STOP, "AB", {S(5), S(5), S(1), S(1), S(1)}});
	assert_int_equal(result.ties.count, 2);
	assert_tie(0, TIE_ELECT, 1, "AB", TIE_STANDS);
	assert_tie(1, TIE_SURPLUS, 2, "AB", TIE_STANDS);
	assert_list(&result.elected, "AB");

	election.seed = "spring";
	count(election);
	size_t first = place_in_lot(0) < place_in_lot(1) ? 0 : 1;
	assert_tie(0, TIE_ELECT, 1, "AB", TIE_LOT);
	assert_tie(1, TIE_SURPLUS, 2, "AB", TIE_LOT);
	assert_int_equal(result.ties.items[1].chosen, first);
	assert_int_equal(result.elected.items[0], first);
	assert_int_equal(result.stages.items[2].who.items[0], first);
	assert_true(result.complete);
}

/* A and B come to nine votes together; A had more before. */
static void equal_surpluses_look_back(void **state)
{
	(void)state;
	count((struct election){TALLY_SCOTTISH_STV, .seats = 3, .options = 5,
		.ballots = {"7 A", "6 B>D", "7 C", "6 D", "2 E>A", "3 E>B"}});
	assert_int_equal(result.quota, S(8));
	assert_stages({STAGE_FIRST, "", {S(7), S(6), S(7), S(6), S(5)}},
		{STAGE_EXCLUDE, "E", {S(9), S(9), S(7), S(6), 0}, .amount = S(5)},
		{STAGE_ELECT, "AB", {S(9), S(9), S(7), S(6), 0}},
		{STAGE_SURPLUS, "A", {S(8), S(9), S(7), S(6), 0}, .lost = 99999, .dropped = 1,
			.amount = S(1)},
		{STAGE_SURPLUS, "B", {S(8), S(8), S(7), 666666, 0}, .lost = 133332, .dropped = 2,
			.amount = S(1)},
		{STAGE_EXCLUDE, "D", {S(8), S(8), S(7), 0, 0}, .lost = 799998, .dropped = 2,
			.amount = 666666},
		{STAGE_FILL, "C", {S(8), S(8), S(7), 0, 0}, .lost = 799998, .dropped = 2});
	assert_int_equal(result.ties.count, 2);
	assert_tie(0, TIE_ELECT, 2, "AB", TIE_EARLIER);
	assert_tie(1, TIE_SURPLUS, 3, "AB", TIE_EARLIER);
}

/* Options without a vote go out one after the other: in which order changes nothing. */
static void empty_options_stop_nothing(void **state)
{
	(void)state;
	struct election election = {.seats = 1, .options = 5, .ballots = {"4 A", "3 B", "2 C>B"}};
	static const enum tally_method_id methods[] = {TALLY_SCOTTISH_STV, TALLY_MEEK_STV};
	for (size_t i = 0; i < 2; i++) {
		election.method = methods[i];
		count(election);
		assert_true(result.complete);
		assert_list(&result.elected, "B");
		assert_list(&result.stages.items[1].who, "D");
		assert_list(&result.stages.items[2].who, "E");
		assert_list(&result.stages.items[3].who, "C");
		assert_int_equal(result.ties.count, 1);
		assert_tie(0, TIE_EXCLUDE, 1, "DE", TIE_STANDS);
	}
	/* where one of them would get a seat, it does */
	for (size_t i = 0; i < 2; i++) {
		count((struct election){
			methods[i], .seats = 3, .options = 4, .ballots = {"5 A", "4 B"}});
		assert_false(result.complete);
		assert_list(&result.elected, "AB");
		assert_list(&result.stages.items[result.stages.count - 1].who, "CD");
	}
}

/* The keep factor of A becomes 2.666666667 / 6, rounded up: 0.444444445. */
static void meek_lowers_what_is_kept(void **state)
{
	(void)state;
	count((struct election){TALLY_MEEK_STV, .seats = 2, .options = 3,
		.ballots = {"4 A>B", "2 A>C", "1 B", "1 C"}});
	assert_stages({STAGE_FIRST, "", {M(6), M(1), M(1)}},
		{STAGE_ELECT, "A", {M(6), M(1), M(1)}, .rounds = 1},
		{STAGE_ELECT, "B", {2666666670, 3222222220, 2111111110}, .rounds = 2});
	assert_int_equal(result.unit, 1000000000);
	assert_int_equal(result.stages.items[0].quota, 2666666667);
	assert_int_equal(result.quota, 2666666667);
	assert_list(&result.elected, "AB");
	assert_true(result.complete);
}

static void meek_excludes_and_moves_on(void **state)
{
	(void)state;
	count((struct election){TALLY_MEEK_STV, .seats = 1, .options = 3,
		.ballots = {"4 A", "3 B", "1 C>B", "1 C>B>A"}});
	assert_stages({STAGE_FIRST, "", {M(4), M(3), M(2)}},
		{STAGE_EXCLUDE, "C", {M(4), M(5), 0}, .amount = M(2), .rounds = 1},
		{STAGE_ELECT, "B", {M(4), M(5), 0}, .rounds = 1});
	assert_int_equal(result.quota, 4500000001);
}

static void meek_food(void **state)
{
	(void)state;
	count((struct election){TALLY_MEEK_STV, .seats = 3, .options = 5, .ballots = FOOD});
	assert_list(&result.winners, "ACD");
	assert_list(&result.elected, "CDA");
	assert_int_equal(result.stages.count, 6);
	/* C keeps 5.000000001 / 12 of each ballot, rounded up */
	static const int64_t second[] = {M(4), M(2), 5000000004, 5666666664, 3333333332};
	const struct tally_stage *stage = &result.stages.items[2];
	assert_list(&stage->who, "D");
	assert_int_equal(stage->rounds, 2);
	for (size_t i = 0; i < 5; i++)
		assert_int_equal(stage->votes[i], second[i]);
	stage = &result.stages.items[3];
	assert_int_equal(stage->kind, STAGE_SURPLUS);
	assert_list(&stage->who, "CD");
	assert_int_equal(stage->amount, 666666666);
	assert_true(stage->votes[2] - stage->quota + stage->votes[3] - stage->quota < 1000);
	assert_list(&result.stages.items[4].who, "B");
	assert_list(&result.stages.items[5].who, "A");
}

/* C has a hair more than B, yet less than the surplus which is still about. */
static void meek_ties_are_wide(void **state)
{
	(void)state;
	struct election election = {TALLY_MEEK_STV, .seats = 2, .options = 3,
		.ballots = {"4 A>B", "2 A>C", "1 B", "2 C"}};
	count(election);
	assert_stages({STAGE_FIRST, "", {M(6), M(1), M(2)}},
		{STAGE_ELECT, "A", {M(6), M(1), M(2)}, .rounds = 1},
		{STAGE_SURPLUS, "A", {3000000006, 2999999996, 2999999998}, .amount = 2999999999,
			.rounds = 2},
		{STAGE_STOP, "BC", {3000000006, 2999999996, 2999999998}});
	assert_tie(0, TIE_EXCLUDE, 3, "BC", TIE_STANDS);
	assert_int_equal(result.outcome, OUTCOME_STOPPED);
	election.seed = "spring";
	count(election);
	assert_tie(0, TIE_EXCLUDE, 3, "BC", TIE_LOT);
	assert_true(result.complete);
	/* no further distribution when the count is over: what was held is lost */
	size_t out = result.ties.items[0].chosen, in = out == 1 ? 2 : 1;
	const struct tally_stage *last = &result.stages.items[4];
	assert_int_equal(last->kind, STAGE_FILL);
	assert_list(&last->who, NAMES[in]);
	assert_int_equal(last->lost, out == 1 ? 2999999996 : 2999999998);
	assert_int_equal(result.sums.totals[out], 0);
}

static void meek_shares_a_rank(void **state)
{
	(void)state;
	/* three thirds are one vote */
	count((struct election){TALLY_MEEK_STV, .options = 4, .ballots = {"3 A=B=C", "1 D>A"}});
	assert_stages({STAGE_FIRST, "", {M(1), M(1), M(1), M(1)}},
		{STAGE_STOP, "ABCD", {M(1), M(1), M(1), M(1)}});
	count((struct election){TALLY_MEEK_STV, .options = 3, .ballots = {"1 A=B=C", "1 A>B"}});
	assert_int_equal(result.stages.items[0].votes[0], 1333333333);
	assert_int_equal(result.stages.items[0].votes[1], 333333333);
	assert_int_equal(result.stages.items[0].lost, 1);
	/*
	 * A keeps 3.666666667 / 7, rounded up: 0.523809524. Of A=B, A gets that half of the time
	 * and nothing else, B all of the ballot half of the time and else what A lets pass.
	 */
	count((struct election){TALLY_MEEK_STV, .seats = 2, .options = 3,
		.ballots = {"6 A", "2 A=B>C", "2 B", "1 C"}});
	assert_stages({STAGE_FIRST, "", {M(7), M(3), M(1)}},
		{STAGE_ELECT, "A", {M(7), M(3), M(1)}, .rounds = 1},
		{STAGE_ELECT, "B", {3666666668, 3476190476, M(1)}, .lost = 2857142856,
			.rounds = 2});
}

static void scottish_stops_at_a_shared_rank(void **state)
{
	(void)state;
	count((struct election){TALLY_SCOTTISH_STV, .options = 4,
		.ballots = {"3 A", "2 B>C=D>A", "4 C=D>A", "2 D>>A"}});
	assert_int_equal(result.sums.heads.spoilt, 4);
	assert_int_equal(result.quota, S(4));
	assert_true(result.ties.count > 0);
	assert_stages({STAGE_FIRST, "", {S(3), S(2), 0, S(2)}},
		{STAGE_EXCLUDE, "C", {S(3), S(2), 0, S(2)}},
		{STAGE_STOP, "BD", {S(3), S(2), 0, S(2)}});
	count((struct election){
		TALLY_SCOTTISH_STV, .options = 4, .ballots = {"3 A", "2 B>C=D>A", "3 D>>A"}});
	assert_stages({STAGE_FIRST, "", {S(3), S(2), 0, S(3)}},
		{STAGE_EXCLUDE, "C", {S(3), S(2), 0, S(3)}},
		{STAGE_EXCLUDE, "B", {S(3), 0, 0, S(3)}, .lost = S(2), .amount = S(2)},
		{STAGE_STOP, "AD", {S(3), 0, 0, S(3)}, .lost = S(2)});
}

static void as_many_seats_as_options(void **state)
{
	(void)state;
	count((struct election){
		TALLY_SCOTTISH_STV, .seats = 3, .options = 2, .ballots = {"1 A", "3 B"}});
	assert_stages({STAGE_FIRST, "", {S(1), S(3)}}, {STAGE_ELECT, "B", {S(1), S(3)}},
		{STAGE_FILL, "A", {S(1), S(3)}});
	count((struct election){
		TALLY_MEEK_STV, .seats = 3, .options = 2, .ballots = {"1 A", "3 B"}});
	assert_stages({STAGE_FIRST, "", {M(1), M(3)}}, {STAGE_FILL, "BA", {M(1), M(3)}});
	count((struct election){TALLY_SCOTTISH_STV, .options = 1, .ballots = {"2 A"}});
	assert_list(&result.elected, "A");
	count((struct election){TALLY_MEEK_STV, .options = 1, .ballots = {"2 A"}});
	assert_list(&result.elected, "A");
	assert_true(result.complete);
}

/* As in scottish_drops_decimals, once D is struck from every ballot. */
static void withdrawn_options_are_struck(void **state)
{
	(void)state;
	static const char *const ballots[] = {"5 D>A>B", "2 A=D>C", "1 D=B", "2 C>D", "3 D"};
	struct election election = {TALLY_SCOTTISH_STV, .seats = 2, .options = 4, .withdrawn = "D"};
	memcpy(election.ballots, ballots, sizeof ballots);
	count(election);
	assert_int_equal(result.sums.heads.blank, 3);
	assert_int_equal(result.quota, S(4));
	assert_stages({STAGE_FIRST, "", {S(7), S(1), S(2)}}, {STAGE_ELECT, "A", {S(7), S(1), S(2)}},
		{STAGE_SURPLUS, "A", {S(4), 314285, 285714}, .dropped = 1, .amount = S(3)},
		{STAGE_EXCLUDE, "C", {S(4), 314285, 0}, .lost = 285714, .dropped = 1,
			.amount = 285714},
		{STAGE_FILL, "B", {S(4), 314285, 0}, .lost = 285714, .dropped = 1});
	assert_list(&result.elected, "AB");
	election.method = TALLY_MEEK_STV;
	count(election);
	assert_int_equal(result.stages.items[0].votes[0], M(7));
	assert_int_equal(result.stages.items[0].votes[3], 0);
	assert_int_equal(result.stages.items[0].quota, 3333333334);
}

static void too_few_ballots_elect_nobody(void **state)
{
	(void)state;
	static const enum tally_method_id methods[] = {TALLY_SCOTTISH_STV, TALLY_MEEK_STV};
	for (size_t i = 0; i < 2; i++) {
		count((struct election){methods[i], .seats = 2, .options = 3, .ballots = {"2 "}});
		assert_int_equal(result.outcome, OUTCOME_NO_BALLOTS);
		assert_int_equal(result.sums.heads.blank, 2);
		assert_int_equal(result.stages.count, 1);
		assert_list(&result.elected, "");
		assert_list(&result.winners, "");
		assert_int_equal(result.ties.count, 0);
		count((struct election){
			methods[i], .quorum = 4, .options = 3, .ballots = {"2 A>B", "1 B"}});
		assert_int_equal(result.outcome, OUTCOME_NO_QUORUM);
		assert_list(&result.elected, "");
		assert_list(&result.winners, "");
		assert_list(&result.stages.items[1].who, "A");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(scottish_food),
		cmocka_unit_test(scottish_drops_decimals),
		cmocka_unit_test(scottish_values_multiply),
		cmocka_unit_test(scottish_largest_surplus_first),
		cmocka_unit_test(scottish_at_the_quota_nothing_moves),
		cmocka_unit_test(scottish_ties_narrow_back),
		cmocka_unit_test(a_tie_stops_the_count),
		cmocka_unit_test(the_lot_excludes_the_latest),
		cmocka_unit_test(equal_surpluses_need_the_lot),
		cmocka_unit_test(equal_surpluses_look_back),
		cmocka_unit_test(empty_options_stop_nothing),
		cmocka_unit_test(meek_lowers_what_is_kept),
		cmocka_unit_test(meek_excludes_and_moves_on),
		cmocka_unit_test(meek_food),
		cmocka_unit_test(meek_ties_are_wide),
		cmocka_unit_test(meek_shares_a_rank),
		cmocka_unit_test(scottish_stops_at_a_shared_rank),
		cmocka_unit_test(as_many_seats_as_options),
		cmocka_unit_test(withdrawn_options_are_struck),
		cmocka_unit_test(too_few_ballots_elect_nobody),
	};
	return cmocka_run_group_tests(tests, NULL, free_result);
}
