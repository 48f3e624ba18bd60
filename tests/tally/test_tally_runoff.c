/* Instant runoff. */
#include "elections.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define IRV                                                                                        \
	{                                                                                          \
		.method = TALLY_IRV                                                                \
	}

static void the_textbook(void **state)
{
	(void)state;
	/* the capital of Tennessee: Memphis, Nashville, Chattanooga, Knoxville */
	EXPECT(IRV, 4, "42:A>B>C>D 26:B>C>D>A 15:C>D>B>A 17:D>C>B>A", "D", "D", "D A B C",
		"first A42 B26 C15 D17 | out C: A42 B26 D32 | out B: A42 D58 | elect D", "");
	/* Burlington 2009, the last three: Montroll, Kiss, Wright */
	EXPECT(IRV, 3,
		"1332:A>B>C 767:A>C>B 455:A 2043:B>A>C 371:B>C>A 568:B 1513:C>A>B 495:C>B>A 1289:C",
		"B", "B", "B C A",
		"first A2554 B2982 C3297 | out A: B4314 C4064 lost 455 | elect B", "");
	/* more than half wins at once, exactly half does not */
	EXPECT(IRV, 3, "3:A 1:B 1:C", "A", "A", "A BC", "first A3 B1 C1 | elect A", "");
	EXPECT(IRV, 3, "3:A 2:B 1:C>B", "AB", "AB", "AB C",
		"first A3 B2 C1 | out C: A3 B3 | out B: A3 lost 3 | elect A",
		"out AB earlier B, win AB stands");
}

/* Each option that could win does, for one of the lots. */
static void ties_for_fewest(void **state)
{
	(void)state;
	static const char *const ballots = "4:A 4:B 2:C>A 2:D>C>B";
	struct tally_rule rule = IRV;
	expect_written(&rule, 4, ballots,
		&(struct expected){"ABC", "ABC", "ABC D", "first A4 B4 C2 D2 | stop CD",
			"out CD stands, win ABC stands"});
	rule.seed = "snow"; /* A, B, D, C: the latest of C and D goes out */
	expect_written(&rule, 4, ballots,
		&(struct expected){"A", "ABC", "A B D C",
			"first A4 B4 C2 D2 | out C: A6 B4 D2 | out D: A6 B6 | out B: A6 lost 6 | "
			"elect A",
			"out CD lot C, out AB earlier B"});
	rule.seed = "dawn"; /* C, D, B, A */
	expect_written(&rule, 4, ballots,
		&(struct expected){"B", "ABC", "B A C D",
			"first A4 B4 C2 D2 | out D: A4 B4 C4 | out C: A6 B6 | out A: B6 lost 6 | "
			"elect B",
			"out CD lot D, out ABC earlier C, out AB lot A"});
}

/* The latest earlier stage first, then those before it, then the lot among those still tied. */
static void earlier_stages_narrow_a_tie(void **state)
{
	(void)state;
	struct tally_rule rule = {.method = TALLY_IRV, .seed = "dawn"};
	expect_written(&rule, 5, "20:A 6:B 6:C 7:D 1:E>B 1:E>C",
		&(struct expected){.stages = "first A20 B6 C6 D7 E2 | out E: A20 B7 C7 D7 | "
					     "out B: A20 C7 D7 lost 7 | elect A",
			.ties = "out BCD earlier B, out BC lot B, rank CD lot C"});
	/* B had fewer than C at the stage before, though more at the first */
	expect_written(&rule, 5, "12:A 6:B 5:C 2:D>C 2:E>B 1:E>C",
		&(struct expected){.stages = "first A12 B6 C5 D2 E3 | out D: A12 B6 C7 E3 | "
					     "out E: A12 B8 C8 | out B: A12 C8 lost 8 | elect A",
			.ties = "out BC earlier B"});
}

static void those_who_go_out_anyway_need_no_lot(void **state)
{
	(void)state;
	EXPECT(IRV, 5, "5:A 4:B 3:C", "A", "A", "A B C DE",
		"first A5 B4 C3 | out DE: A5 B4 C3 | out C: A5 B4 lost 3 | elect A",
		"out DE stands");
	/* C and D together have as many as B: then it does matter */
	EXPECT(IRV, 4, "3:A 2:B 1:C 1:D>C", "A", "A", "A BCD", "first A3 B2 C1 D1 | stop CD",
		"out CD stands");
}

static void shared_ranks_end_a_ballot(void **state)
{
	(void)state;
	EXPECT(IRV, 4, "3:A=B>C 2:C>A=B>D 1:D", "C", "C", "C D AB", "first C2 D1 lost 3 | elect C",
		"");
	/* even when only one of those who share the rank is left */
	EXPECT(IRV, 4, "4:D 3:A 2:C>A=B 1:B>A", NULL, NULL, NULL,
		"first A3 B1 C2 D4 | out B: A4 C2 D4 | out C: A4 D4 lost 2 | "
		"out A: D4 lost 6 | elect D",
		NULL);
}

static void shared_ranks_can_be_split(void **state)
{
	(void)state;
	struct tally_rule rule = {.method = TALLY_IRV, .equal = EQUAL_SPLIT, .seed = "dawn"};
	struct election election = election_of(4, "3:A=B>C 2:C>A=B>D 1:D");
	struct tally_result result = election_count(&election, &rule);
	assert_int_equal(result.unit, 2);
	tally_result_finish(&result);
	/* in halves; when A has gone its sharers' halves are whole votes for B */
	expect_count(&election, &rule,
		&(struct expected){"B", "AB", "B C A D",
			"first A3 B3 C4 D2 | out D: A3 B3 C4 lost 2 | out A: B6 C4 lost 2 | elect "
			"B",
			"out AB lot A"});
	election_finish(&election);
	/* three share: sixths, of which two sharers get three each */
	rule.seed = NULL;
	expect_written(&rule, 4, "2:A=B=C 1:A 2:D",
		&(struct expected){"A", "A", "A D BC",
			"first A10 B4 C4 D12 | out BC: A18 D12 | elect A", "out BC stands"});
}

static void too_many_sharers_are_refused(void **state)
{
	(void)state;
	enum { MANY = 60 };
	int16_t marks[MANY];
	for (size_t i = 0; i < MANY; i++)
		marks[i] = 1;
	struct tally_rule rule = {.method = TALLY_IRV, .equal = EQUAL_SPLIT};
	struct tally_profile profile = {.options = MANY, .count = 1, .marks = marks};
	struct tally_result result = {0};
	struct error err = {0};
	assert_false(tally_count(&rule, &profile, (struct tally_heads){0}, &result, &err));
	assert_int_equal(err.code, ERROR_INPUT);
	assert_null(result.order);
	error_finish(&err);
	rule.equal = EQUAL_EXHAUST;
	assert_true(tally_count(&rule, &profile, (struct tally_heads){0}, &result, &err));
	assert_int_equal(result.winners.count, MANY);
	tally_result_finish(&result);
}

/* Each stage has all votes: with somebody, or lost. */
static void no_vote_appears_or_disappears(void **state)
{
	(void)state;
	struct random_seeded seeded;
	struct random random = random_seeded(&seeded, 31);
	for (int round = 0; round < 600; round++) {
		struct tally_rule rule = {.method = TALLY_IRV,
			.equal = (enum tally_equal)random_below(random, 2),
			.seed = random_below(random, 2) ? "dawn" : NULL};
		struct election election = election_random(random, 1 + random_below(random, 7), 20,
			(enum election_kind)random_below(random, ELECTION_KINDS));
		struct tally_result result = election_count(&election, &rule);
		int64_t lost = 0, cast = 0;
		for (size_t i = 0; i < election.count; i++)
			cast += election.weights[i];
		for (size_t i = 0; i < result.stages.count; i++) {
			const struct tally_stage *stage = &result.stages.items[i];
			int64_t votes = stage->lost;
			for (size_t option = 0; option < election.options; option++)
				votes += stage->votes[option];
			assert_int_equal(votes, cast * result.unit);
			assert_true(stage->lost >= lost);
			lost = stage->lost;
		}
		tally_result_finish(&result);
		election_finish(&election);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_textbook),
		cmocka_unit_test(ties_for_fewest),
		cmocka_unit_test(earlier_stages_narrow_a_tie),
		cmocka_unit_test(those_who_go_out_anyway_need_no_lot),
		cmocka_unit_test(shared_ranks_end_a_ballot),
		cmocka_unit_test(shared_ranks_can_be_split),
		cmocka_unit_test(too_many_sharers_are_refused),
		cmocka_unit_test(no_vote_appears_or_disappears),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
