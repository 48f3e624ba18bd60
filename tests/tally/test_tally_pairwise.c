/* Borda and the rules that compare every option with every other. */
#include "elections.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define BORDA                                                                                      \
	{                                                                                          \
		.method = TALLY_BORDA                                                              \
	}
#define SCHULZE                                                                                    \
	{                                                                                          \
		.method = TALLY_SCHULZE                                                            \
	}
#define RANKED_PAIRS                                                                               \
	{                                                                                          \
		.method = TALLY_RANKED_PAIRS                                                       \
	}

/* The capital of Tennessee: Memphis, Nashville, Chattanooga, Knoxville. */
#define TENNESSEE "42:A>B>C>D 26:B>C>D>A 15:C>D>B>A 17:D>C>B>A"
/* Schulze 2011, section 3, example 1: 45 voters. */
#define FORTY_FIVE                                                                                 \
	"5:A>C>B>E>D 5:A>D>E>C>B 8:B>E>D>A>C 3:C>A>B>E>D 7:C>A>E>B>D 2:C>B>A>D>E 7:D>C>E>B>A "     \
	"8:E>B>A>D>C"
/* LeGrand's 921 voters, on whom the rules disagree: Abby, Brad, Cora, Dave, Erin. */
#define LEGRAND                                                                                    \
	"98:A>C>E>D>B 64:B>A>E>C>D 12:B>A>E>D>C 98:B>E>A>C>D 13:B>E>A>D>C 125:B>E>D>A>C "          \
	"124:C>A>E>D>B 76:C>E>A>D>B 21:D>A>B>E>C 30:D>B>A>E>C 98:D>B>E>C>A 139:D>C>A>B>E "         \
	"23:D>C>B>A>E"
/* Burlington 2009, the last three: Montroll, Kiss, Wright. */
#define BURLINGTON                                                                                 \
	"1332:A>B>C 767:A>C>B 455:A 2043:B>A>C 371:B>C>A 568:B 1513:C>A>B 495:C>B>A 1289:C"
/* The cycle of Condorcet. */
#define CYCLE "1:A>B>C 1:B>C>A 1:C>A>B"
/* Winning votes and margins disagree: A>B 11-9, B>C 14-6, C>A 9-5. */
#define DISAGREE "9:B>C>A 6:C=A>B 5:A>B>C"

static void assert_numbers(const int64_t *numbers, const int64_t *expected, size_t count)
{
	assert_non_null(numbers);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(numbers[i], expected[i]);
}

static void the_matrix_counts_who_is_above_whom(void **state)
{
	(void)state;
	struct election election = election_of(4, "3:A>B 2:B=C>A 1:D 70000:C>D 4:");
	struct tally_result result = election_count(&election, &(struct tally_rule)SCHULZE);
	/* unranked options are below ranked ones and level with each other */
	static const int64_t pairs[] = {
		0, 3, 3, 5,             /* A */
		2, 0, 3, 5,             /* B */
		70002, 70000, 0, 70002, /* C: 2 + 70,000 */
		70001, 70001, 1, 0,     /* D */
	};
	assert_numbers(result.sums.pairs, pairs, 16);
	assert_numbers(result.sums.givers, (int64_t[]){5, 5, 70002, 70001}, 4);
	assert_int_equal(result.sums.heads.cast, 70010);
	assert_int_equal(result.sums.heads.blank, 4);
	tally_result_finish(&result);
	election_finish(&election);
}

/* Weights at the edge of what the narrow counters hold, and over it. */
static void no_weight_overflows_the_matrix(void **state)
{
	(void)state;
	struct election election = election_of(2, "65535:A>B 1:B 65534:A>B 65535:A 65536:B>A "
						  "2147000000:A>B 1:A 1:A=B 40000:B>A 40000:B");
	struct tally_result result = election_count(&election, &(struct tally_rule)SCHULZE);
	assert_int_equal(result.sums.pairs[1], INT64_C(65535) * 2 + 65534 + 2147000000 + 1);
	assert_int_equal(result.sums.pairs[2], 1 + 65536 + 80000);
	assert_int_equal(
		result.sums.givers[0], INT64_C(65535) * 2 + 65534 + 65536 + 2147000000 + 2 + 40000);
	tally_result_finish(&result);
	election_finish(&election);
}

static void borda_gives_halves_to_level_options(void **state)
{
	(void)state;
	struct election election = election_of(4, "1:A>B=C 2:D 1:B>A>D>C");
	struct tally_rule rule = BORDA;
	struct tally_result result = election_count(&election, &rule);
	assert_int_equal(result.unit, 2);
	/* A>B=C, D last: 6 3 3 0; D, the rest level: 2 2 2 6; B>A>D>C: 4 6 0 2; all 6 × 12 */
	assert_numbers(result.sums.totals, (int64_t[]){6 + 4 + 4, 3 + 4 + 6, 3 + 4, 12 + 2}, 4);
	tally_result_finish(&result);
	rule.borda = BORDA_ZERO;
	result = election_count(&election, &rule);
	assert_numbers(result.sums.totals, (int64_t[]){6 + 4, 3 + 6, 3, 12 + 2}, 4);
	tally_result_finish(&result);
	rule.borda = BORDA_TRUNCATED;
	result = election_count(&election, &rule);
	/* 3 ranked: 3, and 2 and 1 shared; 1 ranked: 1; 4 ranked: 4 3 2 1 */
	assert_numbers(result.sums.totals, (int64_t[]){6 + 6, 3 + 8, 3 + 2, 4 + 4}, 4);
	assert_numbers(result.sums.givers, (int64_t[]){2, 2, 2, 3}, 4);
	tally_result_finish(&result);
	election_finish(&election);
}

static void borda_counts_the_textbook(void **state)
{
	(void)state;
	struct election election = election_of(4, TENNESSEE);
	struct tally_result result = election_count(&election, &(struct tally_rule)BORDA);
	assert_numbers(result.sums.totals, (int64_t[]){126 * 2, 194 * 2, 173 * 2, 107 * 2}, 4);
	tally_result_finish(&result);
	election_finish(&election);
	EXPECT(BORDA, 4, TENNESSEE, "B", "B", "B C A D", "", "");
	EXPECT(BORDA, 3, CYCLE, "ABC", "ABC", "ABC", "", "win ABC stands");
}

static void schulze_counts_the_textbook(void **state)
{
	(void)state;
	EXPECT(SCHULZE, 4, TENNESSEE, "B", "B", "B C D A", "", "");
	EXPECT(SCHULZE, 5, FORTY_FIVE, "E", "E", "E A C B D", "", "");
	EXPECT(SCHULZE, 5, LEGRAND, "A", "A", "A B E D C", "", "");
	EXPECT(SCHULZE, 3, BURLINGTON, "A", "A", "A B C", "", "");
	EXPECT(SCHULZE, 3, CYCLE, "ABC", "ABC", "ABC", "", "win ABC stands");
}

static void schulze_shows_how_strong_the_paths_are(void **state)
{
	(void)state;
	struct election election = election_of(5, FORTY_FIVE);
	struct tally_result result = election_count(&election, &(struct tally_rule)SCHULZE);
	static const int64_t paths[] = {
		0, 28, 28, 30, 24, /* A */
		25, 0, 28, 33, 24, /* B */
		25, 29, 0, 29, 24, /* C */
		25, 28, 28, 0, 24, /* D */
		25, 28, 28, 31, 0, /* E */
	};
	assert_numbers(result.paths, paths, 25);
	tally_result_finish(&result);
	election_finish(&election);
}

static void margins_and_winning_votes_differ(void **state)
{
	(void)state;
	struct tally_rule margins = {.method = TALLY_SCHULZE, .strength = STRENGTH_MARGINS};
	EXPECT(SCHULZE, 3, DISAGREE, "A", "A", "A B C", "", "");
	expect_written(&margins, 3, DISAGREE, &(struct expected){"B", "B", "B C A", "", ""});
	struct election election = election_of(3, DISAGREE);
	struct tally_result result = election_count(&election, &margins);
	assert_numbers(result.paths, (int64_t[]){0, 2, 2, 4, 0, 8, 4, 2, 0}, 9);
	tally_result_finish(&result);
	election_finish(&election);
	margins.method = TALLY_RANKED_PAIRS;
	EXPECT(RANKED_PAIRS, 3, DISAGREE, "A", "A", "A B C", "BC 14-6, AB 11-9, (CA 9-5), ", "");
	expect_written(&margins, 3, DISAGREE,
		&(struct expected){"B", "B", "B C A", "BC 14-6, CA 9-5, (AB 11-9), ", ""});
}

static void ranked_pairs_counts_the_textbook(void **state)
{
	(void)state;
	EXPECT(RANKED_PAIRS, 4, TENNESSEE, "B", "B", "B C D A",
		"CD 83-17, BC 68-32, BD 68-32, BA 58-42, CA 58-42, DA 58-42, ", "");
	EXPECT(RANKED_PAIRS, 5, FORTY_FIVE, "A", "A", "A C E B D",
		"BD 33-12, ED 31-14, AD 30-15, CB 29-16, (DC 28-17), EB 27-18, AC 26-19, "
		"(BA 25-20), CE 24-21, (EA 23-22), ",
		"");
	EXPECT(RANKED_PAIRS, 5, LEGRAND, "B", "B", "B A E D C", NULL, "");
	EXPECT(RANKED_PAIRS, 3, BURLINGTON, "A", "A", "A B C",
		"AC 4597-3668, BC 4314-4064, AB 4067-3477, ", "");
}

static void ranked_pairs_names_all_who_could_win(void **state)
{
	(void)state;
	EXPECT(RANKED_PAIRS, 3, CYCLE, "ABC", "ABC", "ABC", "stop ABBCCA",
		"lock ABBCCA stands, win ABC stands");
	/* D is below all three, whatever the order; what is in no circle is locked all the same */
	EXPECT(RANKED_PAIRS, 4, "1:A>B>C>D 1:B>C>A 1:C>A>B", "ABC", "ABC", "ABC D",
		"AD 3-0, BD 3-0, CD 3-0, stop ABBCCA", NULL);
	/* A over B is clear, then one of the others shuts the other out */
	EXPECT(RANKED_PAIRS, 3, "3:A>B>C 3:C>A>B 2:B>C>A", "AC", "AC", "AC B", "AB 6-2, stop BCCA",
		"lock BCCA stands, win AC stands");
	/* D wins however the tie below it goes */
	EXPECT(RANKED_PAIRS, 4, "1:D>A>B>C 1:D>B>C>A 1:D>C>A>B", "D", "D", "D ABC",
		"DA 3-0, DB 3-0, DC 3-0, stop ABBCCA", "lock ABBCCA stands");
}

/* What is not locked must have been shut out: E would win if a majority could just be left out. */
static void ranked_pairs_leaves_nothing_out(void **state)
{
	(void)state;
	EXPECT(RANKED_PAIRS, 6, "1:C=E>D>B 1:B>E>C>A=D>F 1:A=F>C>D>E>B 1:D>B>A=E>F>C 1:B>F", "BC",
		"BC", NULL, NULL, NULL);
}

/* The lot of "dawn" is C, D, B, A, E. */
static void ranked_pairs_locks_equal_majorities_by_lot(void **state)
{
	(void)state;
	struct tally_rule rule = {.method = TALLY_RANKED_PAIRS, .seed = "dawn"};
	expect_written(&rule, 3, CYCLE,
		&(struct expected){
			"B", "ABC", "B C A", "CA 2-1, BC 2-1, (AB 2-1), ", "lock CABCAB lot C"});
	/* level pairs come after all majorities, whoever is earlier in the lot above the other */
	expect_written(&rule, 3, "2:A>B 1:C>A 1:C",
		&(struct expected){"C", "AC", "C A B", "AB 3-0, CB 2-2, CA 2-2, ", "win AC lot C"});
	/* A over C and C over B shut out B over A, so that A wins, though B is earlier */
	expect_written(&rule, 3, "1:A>C>B 1:B>A>C",
		&(struct expected){"A", "AB", "A C B", "AC 2-0, CB 1-1, (BA 1-1), ",
			"win AB lot A, lock CBBA lot C"});
	expect_written(&rule, 4, "1:A",
		&(struct expected){"A", "A", "A C D B",
			"AC 1-0, AD 1-0, AB 1-0, CD 0-0, CB 0-0, DB 0-0, ", ""});
	expect_written(&rule, 3, "1:A 1:C",
		&(struct expected){"C", "AC", "C A B", "CB 1-0, AB 1-0, CA 1-1, ", "win AC lot C"});
}

static void ties_are_broken_by_lot_and_named(void **state)
{
	(void)state;
	struct tally_rule schulze = {.method = TALLY_SCHULZE, .seed = "dawn"};
	struct tally_rule borda = {.method = TALLY_BORDA, .seed = "dawn"};
	struct election election = election_of(4, CYCLE);
	struct tally_result result = election_count(&election, &schulze);
	char text[ELECTION_TEXT];
	assert_string_equal(letters_of(&result.lot, text), "CDBA");
	tally_result_finish(&result);
	election_finish(&election);
	expect_written(
		&schulze, 3, CYCLE, &(struct expected){"C", "ABC", "C B A", "", "win ABC lot C"});
	expect_written(
		&borda, 3, CYCLE, &(struct expected){"C", "ABC", "C B A", "", "win ABC lot C"});
	/* a place further down is a tie too, though not one to win */
	expect_written(&schulze, 4, "2:A>B 1:A",
		&(struct expected){"A", "A", "A B C D", "", "rank CD lot C"});
	/* without a lot only the tie for the first place is one that matters */
	schulze.seed = NULL;
	expect_written(&schulze, 4, "2:A>B 1:A", &(struct expected){"A", "A", "A B CD", "", ""});
}

static void no_ballots_say_nothing(void **state)
{
	(void)state;
	static const enum tally_method_id methods[] = {
		TALLY_BORDA, TALLY_SCHULZE, TALLY_RANKED_PAIRS, TALLY_IRV};
	for (size_t i = 0; i < 4; i++) {
		struct tally_rule rule = {.method = methods[i]};
		struct election election = election_of(3, "2:");
		struct tally_result result = election_count(&election, &rule);
		char text[ELECTION_TEXT];
		assert_int_equal(result.outcome, OUTCOME_NO_BALLOTS);
		assert_int_equal(result.winners.count, 0);
		assert_int_equal(result.possible.count, 0);
		assert_int_equal(result.sums.heads.cast, 2);
		assert_int_equal(result.sums.heads.blank, 2);
		assert_string_equal(order_of(&result, text), "ABC");
		tally_result_finish(&result);
		election_finish(&election);
	}
}

static void one_option_wins(void **state)
{
	(void)state;
	EXPECT(BORDA, 1, "3:A", "A", "A", "A", "", "");
	EXPECT(SCHULZE, 1, "3:A", "A", "A", "A", "", "");
	EXPECT(RANKED_PAIRS, 1, "3:A", "A", "A", "A", "", "");
	EXPECT({.method = TALLY_IRV}, 1, "3:A", "A", "A", "A", "first A3 | elect A", "");
}

static void all_level_is_a_tie_of_all(void **state)
{
	(void)state;
	EXPECT(BORDA, 3, "4:A=B=C", "ABC", "ABC", "ABC", "", "win ABC stands");
	EXPECT(SCHULZE, 3, "4:A=B=C", "ABC", "ABC", "ABC", "", "win ABC stands");
	EXPECT(RANKED_PAIRS, 3, "4:A=B=C", "ABC", "ABC", "ABC", "", "win ABC stands");
}

static void withdrawn_options_are_struck(void **state)
{
	(void)state;
	static const struct {
		enum tally_method_id method;
		const char *order;
	} rules[] = {{TALLY_BORDA, "C A D B"}, {TALLY_SCHULZE, "C D A B"},
		{TALLY_RANKED_PAIRS, "C D A B"}, {TALLY_IRV, "C A D B"}};
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		/* Tennessee without Nashville: Chattanooga wins by each of these rules */
		struct election election = election_of(4, TENNESSEE);
		election.withdrawn[1] = true;
		struct tally_rule rule = {.method = rules[i].method};
		expect_count(
			&election, &rule, &(struct expected){"C", "C", rules[i].order, NULL, ""});
		election_finish(&election);
	}
}

/* Random options against random voters, where far too many orders are possible. */
static void what_takes_too_long_is_not_guessed(void **state)
{
	(void)state;
	enum { MANY = 70, VOTERS = 120 };
	static int16_t marks[VOTERS * MANY];
	static char names[MANY][8];
	const char *pointers[MANY];
	struct random_seeded seeded;
	struct random random = random_seeded(&seeded, 5);
	for (size_t row = 0; row < VOTERS; row++) {
		for (size_t left = MANY; left > 0; left--) {
			size_t skip = random_below(random, (uint32_t)left), option = 0;
			while (marks[row * MANY + option] != 0 || skip-- > 0)
				option++;
			marks[row * MANY + option] = (int16_t)(MANY - left + 1);
		}
	}
	for (size_t i = 0; i < MANY; i++) {
		pointers[i] = names[i];
		names[i][0] = (char)('A' + i / 26);
		names[i][1] = (char)('a' + i % 26);
	}
	struct tally_profile profile = {
		.options = MANY, .count = VOTERS, .marks = marks, .names = pointers};
	static const enum tally_method_id methods[] = {TALLY_RANKED_PAIRS, TALLY_IRV};
	for (size_t i = 0; i < 2; i++) {
		struct tally_rule rule = {.method = methods[i]};
		struct tally_result result = {0};
		assert_true(tally_count(&rule, &profile, (struct tally_heads){0}, &result, NULL));
		assert_int_equal(result.outcome, OUTCOME_STOPPED);
		assert_false(result.complete);
		assert_int_equal(result.winners.count, 0);
		assert_int_equal(result.possible.count, 0);
		assert_int_equal(result.stages.items[result.stages.count - 1].kind, STAGE_STOP);
		tally_result_finish(&result);
		/* the lot decides all the same; who else could have won stays unknown */
		rule.seed = "dawn";
		assert_true(tally_count(&rule, &profile, (struct tally_heads){0}, &result, NULL));
		assert_int_equal(result.outcome, OUTCOME_RANKED);
		assert_true(result.complete);
		assert_int_equal(result.winners.count, 1);
		assert_int_equal(result.possible.count, 0);
		tally_result_finish(&result);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_matrix_counts_who_is_above_whom),
		cmocka_unit_test(no_weight_overflows_the_matrix),
		cmocka_unit_test(borda_gives_halves_to_level_options),
		cmocka_unit_test(borda_counts_the_textbook),
		cmocka_unit_test(schulze_counts_the_textbook),
		cmocka_unit_test(schulze_shows_how_strong_the_paths_are),
		cmocka_unit_test(margins_and_winning_votes_differ),
		cmocka_unit_test(ranked_pairs_counts_the_textbook),
		cmocka_unit_test(ranked_pairs_names_all_who_could_win),
		cmocka_unit_test(ranked_pairs_leaves_nothing_out),
		cmocka_unit_test(ranked_pairs_locks_equal_majorities_by_lot),
		cmocka_unit_test(ties_are_broken_by_lot_and_named),
		cmocka_unit_test(no_ballots_say_nothing),
		cmocka_unit_test(one_option_wins),
		cmocka_unit_test(all_level_is_a_tie_of_all),
		cmocka_unit_test(withdrawn_options_are_struck),
		cmocka_unit_test(what_takes_too_long_is_not_guessed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
