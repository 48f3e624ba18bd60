/* Pabulib, CSV and JSON: what is read, and what is refused where. */
#include "support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define CHECK(samples) check_samples(samples, sizeof samples / sizeof *samples)

static void test_pabulib_is_read(void **state)
{
	static const struct sample samples[] = {
		{NULL, false,
			"META\nkey;value\ndescription; Some town\nnum_projects;3\nnum_votes;2\n"
			"budget;1000.5\nvote_type;approval\nPROJECTS\nproject_id;cost;name\n"
			"p1;600;Park\np2;800.25;\"A \"\"big\"\" tree; or two\"\n7;0;\nVOTES\n"
			"voter_id;age;vote\nv1;30;p1,7\nv2;;\n",
			"pabulib “Some town” ticks\nnames p1|p2|7\nlabels Park|A \"big\" tree; or "
			"two|\n"
			"cost 60000\ncost 80025\ncost 0\nbudget 100050 in units of 1/100\n1: 1 0 "
			"1\n"
			"1: 0 0 0\n"},
		{NULL, false,
			"META\nbudget;10\nvote_type;ordinal\nPROJECTS\nproject_id;cost\na;1\nb;"
			"2\nVOTES\n"
			"voter_id;vote\n1;b,a\n2;\"a\"\n",
			"pabulib “” ranks\nnames a|b\ncost 1\ncost 2\nbudget 10 in units of "
			"1/1\n1: 2 1\n"
			"1: 1 0\n"},
		{NULL, false,
			"META\nbudget;10\nvote_type;cumulative\nmax_sum_points;6\nPROJECTS\n"
			"project_id;cost\na;1\nb;2\nVOTES\nvoter_id;vote;points\n1;b,a;4,2\n",
			"pabulib “” numbers\nnames a|b\ncost 1\ncost 2\nbudget 10 in units of "
			"1/1\npoints 6\n"
			"1: 2 4\n"},
	};

	(void)state;
	CHECK(samples);
}

static void test_pabulib_mistakes_have_their_lines(void **state)
{
	static const struct sample samples[] = {
		{NULL, false,
			"META\nbudget;1,5\nvote_type;likes\nnum_votes;9\nnum_projects;1\nPROJECTS\n"
			"project_id;cost\na;-1\nb;12\nb;3\nVOTES\nvoter_id;vote\n1;a,a\n2;x\n",
			"2! “1,5” is not an amount of money, such as 1200 or 1200.50.\n"
			"3! There is no vote type “likes”; there are approval, choose-1, ordinal, "
			"cumulative and scoring.\n"
			"8! “-1” is not an amount of money, such as 1200 or 1200.50.\n"
			"10! Two options have the name “b”; each needs a name of its own.\n"
			"11! There are 3 projects, but META says 1.\n"
			"13! The project “a” stands twice on this ballot.\n"
			"14! “x” is the id of no project.\n"
			"14! There are 2 votes, but META says 9.\n"},
		{NULL, false,
			"META\nbudget;5\nvote_type;scoring\nPROJECTS\nproject_id;cost\na;1\nb;2\n"
			"VOTES\nvoter_id;vote;points\n1;a,b;3\n2;a;1,2\n3;a;x\n",
			"10! “” cannot be points; they are whole numbers from -32000 to 32000.\n"
			"11! There are more points than projects on this ballot.\n"
			"12! “x” cannot be points; they are whole numbers from -32000 to 32000.\n"},
		{NULL, false, "META\nbudget;5\n",
			"1! META does not say the vote_type.\n2! There is no section PROJECTS.\n"},
		{NULL, false, "META\nbudget;5\nvote_type;approval\nPROJECTS\n",
			"4! The column names of PROJECTS are missing.\n"},
		{NULL, false, "META\nbudget;\"5\n", "2! A closing quotation mark is missing.\n"},
	};

	(void)state;
	CHECK(samples);
}

static void test_csv(void **state)
{
	static const struct sample samples[] = {
		{NULL, false, "n,Ann,\"B, b\",role\n3,5,,carer\n1,0,-2,nurse\n\n2,,,carer\n",
			"csv “” numbers\nnames Ann|B, b\n3: 5 . carer\n1: 0 -2 nurse\n2: . . "
			"carer\n"},
		{NULL, false,
			"# title: Lunch\n# grades: bad; fair; good\nA,B\ngood,bad\nfair,\n2,0\n",
			"csv “Lunch” grades\nnames A|B\ngrades bad|fair|good\nscale 2\n1: 2 0\n1: "
			"1 .\n"
			"1: 2 0\n"},
		{NULL, false, "n,A,B\nx,1,2\n0,1,2\n1,1.5,2\n1,99999,z\n1,2\n1,1,2,3\n",
			"2! “x” is not a number of ballots, which is a whole number.\n"
			"3! A number of ballots is at least 1.\n"
			"4! “1.5” is not a whole number from -32000 to 32000.\n"
			"5! “99999” is not a whole number from -32000 to 32000.\n"
			"5! “z” is not a whole number from -32000 to 32000.\n"
			"6! There are 2 values in this row and 3 column names.\n"
			"7! There are 4 values in this row and 3 column names.\n"},
		{"csv", true, "A;B\n1;2\n",
			"1~ Semicolons were read as commas.\n"
			"csv “” numbers\nnames A|B\n1: 1 2\n"},
		{"csv", false, "n,role\n1,a\n", "1! No column is an option.\n"},
		{"csv", false, "A,\n", "1! Option 2 has no name.\n"},
		{NULL, false, "A,role\n1,x\n1,\n", "3! The role of this ballot is missing.\n"},
		{NULL, false, "A,B\n\"x\"y,1\n",
			"2! Something stands behind a closing quotation mark; inside quotation "
			"marks they "
			"are doubled.\n"},
	};

	(void)state;
	CHECK(samples);
}

static void test_json_is_read(void **state)
{
	static const struct sample samples[] = {
		{NULL, false,
			"{\"title\": \"T\", \"candidates\": [\"A\", \"B\"], \"budget\": 7, "
			"\"ballots\": [\n"
			"{\"n\": 3, \"scores\": {\"A\": 3, \"B\": -2}}, {},\n{\"scores\": {\"B\": "
			"null}}]}",
			"json “T” numbers\nnames A|B\npoints 7\n3: 3 -2\n1: . .\n1: . .\n"},
		{NULL, false,
			"{\"candidates\": [\"A\", \"B\", \"C\"], \"seats\": 2, \"withdrawn\": "
			"[\"C\"],\n"
			"\"ballots\": [{\"ranking\": [\"B\", [\"A\", \"C\"]], \"role\": "
			"\"carer\"},\n"
			"{\"ranking\": [\"C\"], \"role\": \"nurse\"}]}",
			"json “” ranks\nnames A|B|C\nwithdrawn 3\nseats 2\n1: 2 1 2 carer\n1: 0 0 "
			"1 nurse\n"},
		{NULL, false,
			"{\"candidates\": [\"A\", \"B\"], \"grades\": [\"bad\", \"good\"],\n"
			"\"ballots\": [{\"n\": 2, \"scores\": {\"A\": \"good\", \"B\": \"bad\"}}]}",
			"json “” grades\nnames A|B\ngrades bad|good\nscale 1\n2: 1 0\n"},
		{NULL, false,
			"{\"candidates\": [\"A\", \"B\"], \"costs\": {\"A\": 5, \"B\": \"2.50\"},\n"
			"\"budget\": \"6\", \"ballots\": [{\"approvals\": [\"A\", \"B\"]},\n"
			"{\"approvals\": []}]}",
			"json “” ticks\nnames A|B\ncost 50\ncost 25\nbudget 60 in units of "
			"1/10\n1: 1 1\n"
			"1: 0 0\n"},
		{NULL, false,
			"{\"candidates\": [\"A\", \"B\"], \"ballots\": [{\"choice\": \"B\"}]}",
			"json “” ticks\nnames A|B\n1: 0 1\n"},
	};

	(void)state;
	CHECK(samples);
}

static void test_json_mistakes_have_their_lines(void **state)
{
	static const struct sample samples[] = {
		{NULL, false, "{\n\"candidates\": [\"A\",]}",
			"2! This is no JSON: unexpected token near ']'.\n"},
		{NULL, false, "{\"candidates\": [\"A\"],\n\"candidates\": [\"B\"]}",
			"2! This is no JSON: duplicate object key near '\"candidates\"'.\n"},
		{NULL, false,
			"{\n\"title\": 5,\n\"candidates\": [\"A\", \"B\", \"A\", 3],\n\"seats\": "
			"0,\n"
			"\"grades\": [\"one\"],\n\"budget\": -3,\n\"ballots\": [\n{\"scores\": "
			"{\"C\": 1}},\n"
			"[],\n{\"n\": 0, \"scores\": {\"A\": 1.5}},\n\n"
			"{\"scores\": {\"A\": 1}, \"ranking\": [\"A\"]},\n{\"ranking\": [\"A\"]}]}",
			"2! “title” is a text.\n"
			"3! Two options have the name “A”; each needs a name of its own.\n"
			"3! Name 4 of “candidates” is not a text.\n"
			"4! “seats” is a whole number from 1 to 1000.\n"
			"5! “grades” is a list of 2 to 251 texts, worst first.\n"
			"6! “budget” is a whole number from 1 to 32000.\n"
			"8! “C” is none of the options.\n"
			"9! A ballot is an object in braces.\n"
			"10! A number of ballots is at least 1.\n"
			"10! What “A” gets is neither a grade nor a whole number from -32000 to "
			"32000.\n"
			"12! A ballot cannot have both “ranking” and “scores”.\n"
			"13! This ballot has “ranking”, those before it have “scores”.\n"
			"13! This gives each option's number by its name.\n"},
		{NULL, false, "{\"candidates\": []}",
			"1! “candidates” is a list of names with at least one.\n"},
		{NULL, false, "{\"candidates\": [\"A\"]}", "1! “ballots” is a list.\n"},
		{NULL, false,
			"{\"candidates\": [\"A\", \"B\"], \"costs\": {\"A\": 1},\n\"ballots\": []}",
			"1! The cost of “B” is missing.\n"},
		{NULL, false,
			"{\"candidates\": [\"A\"], \"ballots\": [\n{\"choice\": \"A\"},\n"
			"{\"choice\": \"A\", \"role\": \"x\"}]}",
			"3! This ballot has a role, and one before it has none.\n"},
		{NULL, false,
			"{\"candidates\": [\"A\", \"B\"], \"ballots\": [\n{\"ranking\": [\"A\", "
			"\"B\", \"A\"]},\n"
			"{\"ranking\": [[\"A\", [\"B\"]]]},\n{\"ranking\": 3}]}",
			"2! “A” stands twice on this ballot.\n3! This is a list of names.\n"
			"4! This is a list of names.\n"},
	};

	(void)state;
	CHECK(samples);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pabulib_is_read),
		cmocka_unit_test(test_pabulib_mistakes_have_their_lines),
		cmocka_unit_test(test_csv),
		cmocka_unit_test(test_json_is_read),
		cmocka_unit_test(test_json_mistakes_have_their_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
