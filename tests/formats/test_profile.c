/* The ballots of a file as the rules take them. */
#include "support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void read_text(const char *text, struct election *election)
{
	struct diagnostics said = {0};
	struct error err = {0};

	assert_true(election_parse(text, strlen(text), "file", NULL, false, election, &said, &err));
	assert_int_equal(said.count, 0);
}

/* The profile as "1 0 2 / 0 1 0", or the sentence of refusal. */
static void check(const char *text, enum tally_method_id method, const char *expected)
{
	struct tally_rule rule = {.method = method};
	struct election election = {0};
	struct tally_profile profile;
	struct error err = {0};
	struct buf told = {0};

	read_text(text, &election);
	if (election_profile(&election, &rule, &profile, &err)) {
		for (size_t i = 0; i < profile.count; i++)
			for (size_t k = 0; k < profile.options; k++)
				buf_format(&told, "%s%d",
					k > 0   ? " "
					: i > 0 ? " / "
						: "",
					profile.marks[i * profile.options + k]);
		if (tally_method(method)->answers > 0)
			buf_format(&told, " %s", profile.names[0]);
		else
			assert_ptr_equal(profile.names, election.names.items);
	} else {
		assert_int_equal(err.code, ERROR_INPUT);
		buf_text_add(&told, err.text);
	}
	assert_string_equal(buf_text(&told), expected);
	buf_finish(&told);
	error_finish(&err);
	election_finish(&election);
}

static void test_rankings_stay_rankings(void **state)
{
	struct tally_rule rule = {.method = TALLY_PLURALITY};
	struct election election = {0};
	struct tally_profile profile;

	(void)state;
	check("A > B\nB = C\n/EMPTY/\n", TALLY_PLURALITY, "1 2 0 / 0 1 1 / 0 0 0");
	check("A > B\n", TALLY_SCORE, "The file holds rankings, which “Score” does not count.");
	check("A > B\n", TALLY_DOTS, "The file holds rankings, which “Dots” does not count.");
	/* a first rank is no approval */
	check("A > B\n", TALLY_APPROVAL,
		"The file holds rankings, which “Approval” does not count.");
	read_text("A > B\n", &election);
	assert_true(election_profile(&election, &rule, &profile, NULL));
	assert_int_equal(profile.shape, SHAPE_RANK);
	assert_ptr_equal(profile.marks, election.marks);
	election_finish(&election);
}

static void test_numbers_mean_what_the_rule_says(void **state)
{
	static const char csv[] = "A,B,C\n3,,-1\n0,1,2\n";

	(void)state;
	check(csv, TALLY_DOTS, "3 0 -1 / 0 1 2");
	/* a score that was given is never taken for none */
	check(csv, TALLY_SCORE, "3 -1 -2 / 0 1 2");
	check(csv, TALLY_APPROVAL, "3 0 -1 / 0 1 2");
}

static void test_answers_are_found_by_name_or_order(void **state)
{
	(void)state;
	check("no,YES\n1,0\n0,1\n", TALLY_MAJORITY, "0 1 / 1 0 YES");
	check("Adopt,Reject\n1,0\n0,1\n", TALLY_MAJORITY, "1 0 / 0 1 Adopt");
	check("yes,perhaps\n1,0\n", TALLY_MAJORITY,
		"Only some of the options have the name of an answer that “Majority” counts.");
	check("a,b,c\n1,0,0\n", TALLY_MAJORITY,
		"“Majority” counts 2 answers, and the file has 3 options; who abstains leaves the "
		"ballot empty.");
	check("n,How\n1,1\n1,0\n1,2\n1,\n", TALLY_MAJORITY, "1 0 / 0 1 / 2 0 / 0 0 yes");
	check("n,How\n1,5\n1,0\n1,6\n", TALLY_FIST_TO_FIVE,
		"0 0 0 0 0 1 / 1 0 0 0 0 0 / 2 0 0 0 0 0 0");
	check("n,How\n1,1\n1,8\n1,0\n", TALLY_GRADIENTS,
		"1 0 0 0 0 0 0 0 / 0 0 0 0 0 0 0 1 / 2 0 0 0 0 0 0 0 1");
	check("n,How\n1,1\n", TALLY_CONSENT,
		"“Consent” counts 3 answers, and the file has 1 options; who abstains leaves the "
		"ballot empty.");
	check("object,consent,concern\n1,0,0\n0,1,0\n", TALLY_CONSENT, "0 0 1 / 1 0 0 consent");
}

static void test_money_keeps_its_decimals(void **state)
{
	struct election election = {0};
	int64_t amount = 0;

	(void)state;
	read_text("META\nbudget;10\nvote_type;approval\nPROJECTS\nproject_id;cost\na;1.5\nb;2\n"
		  "VOTES\nvoter_id;vote\n",
		&election);
	assert_true(election_money(&election, "12", &amount));
	assert_int_equal(amount, 120);
	assert_int_equal(election.money, 10);
	assert_true(election_money(&election, "0.125", &amount));
	assert_int_equal(amount, 125);
	assert_int_equal(election.money, 1000);
	assert_int_equal(election.costs[0], 1500);
	assert_int_equal(election.budget, 10000);
	static const char *const wrong[] = {
		"", "-1", "1,5", "1.", "x", "1e3", "1.1234567", "9999999999999", "1 000"};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_false(election_money(&election, wrong[i], &amount));
	/* the amounts in it would not fit any more */
	assert_true(election_money(&election, "999999999999", &amount));
	assert_false(election_money(&election, "999999999999.999999", &amount));
	assert_int_equal(election.money, 1000);
	election_finish(&election);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rankings_stay_rankings),
		cmocka_unit_test(test_numbers_mean_what_the_rule_says),
		cmocka_unit_test(test_answers_are_found_by_name_or_order),
		cmocka_unit_test(test_money_keeps_its_decimals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
