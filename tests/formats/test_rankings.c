/* BLT, PrefLib, Condorcet Election Format, Debian: what is read, and what is refused where. */
#include "support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define CHECK(samples) check_samples(samples, sizeof samples / sizeof *samples)

static void test_blt_is_read(void **state)
{
	static const struct sample samples[] = {
		{NULL, false,
			"3 2 # seats\n-2\n4 1 3 0\n2 3=1 2 0 /* two\n lines */ 1 0\n(a7) 2 - 1 "
			"0\n0\n"
			"\"Ann\" \"Bo  B\"\n\"C\"\n\"Title\" \"source\"\n",
			"blt “Title” ranks\nnames Ann|Bo B|C\nwithdrawn 2\nseats 2\n4: 1 0 2\n2: 1 "
			"2 1\n"
			"1: 0 0 0\n1: 2 1 0\n"},
		{NULL, false, "12 1\n1 12 11 10 9 1 0\n0\n\"a\"\"\n",
			"4! Something stands behind a closing quotation mark.\n"},
		{NULL, false,
			"3 1\n[nick a b c]\n[withdrawn c]\n[tie 3 2 1]\n2 a b=c "
			"0\n0\n\"A\"\n\"B\"\n\"C\"\n"
			"\"T\"\n",
			"4~ The order for ties in this file is not used; a tie is reported, or "
			"broken by "
			"the lot of a seed.\nblt “T” ranks\nnames A|B|C\nwithdrawn 3\nseats 1\n2: "
			"1 2 2\n"},
		{NULL, false, "2 1\r\n1 2 1 0\r\n0\r\n\"A\"\r\n\"B\"\r\n\"T\"\r\n",
			"blt “T” ranks\nnames A|B\nseats 1\n1: 2 1\n"},
	};

	(void)state;
	CHECK(samples);
}

static void test_blt_mistakes_have_their_lines(void **state)
{
	static const struct sample samples[] = {
		{NULL, false,
			"3 1\n1 1 4 0\n2 2 2 0\nx 1 0\n1.5 1 0\n1 1 = 0\n1 -1 "
			"0\n0\n\"A\"\n\"A\"\n\"B\"\n"
			"\"T\"\n",
			"2! “4” is none of the 3 options.\n"
			"3! Option 2 stands twice on this ballot.\n"
			"4! “x” is not a number of ballots, which is a whole number.\n"
			"5! “1.5” is not a number of ballots, which is a whole number.\n"
			"6! “=” stands between two options.\n"
			"7! “-1” is none of the 3 options.\n"
			"10! Two options have the name “A”; each needs a name of its own.\n"},
		{NULL, false, "2 1\n5 1 2\n3 2 1 0\n0\n\"A\"\n\"B\"\n\"T\"\n",
			"3! “3” is none of the 2 options.\n"
			"3! Option 2 stands twice on the ballot that begins in line 2; is the 0 "
			"missing "
			"that ends a ballot?\n"
			"3! Option 1 stands twice on the ballot that begins in line 2; is the 0 "
			"missing "
			"that ends a ballot?\n"},
		{NULL, false, "1 1\n[nick a b]\n1 b 0\n0\n\"A\"\n\"T\"\n",
			"2! There are 2 short names for 1 options.\n"
			"3! “b” is none of the 1 options.\n"},
		{"blt", false, "2 0\n",
			"1! “0” cannot be the number of seats, which is a whole number "
			"from 1 to 1000.\n"},
		{"blt", false, "1001 1\n",
			"1! “1001” cannot be the number of options, which is a whole "
			"number from 1 to 1000.\n"},
		{"blt", false, "", "1! The file ends before the number of options.\n"},
		{NULL, false, "2 1\n1 1 2 0\n", "3! The 0 that ends the ballots is missing.\n"},
		{NULL, false, "2 1\n1 1 2\n",
			"2! The file ends within this ballot; a 0 ends a ballot.\n"},
		{NULL, false, "2 1\n1 1 2 0\n0\n\"A\"\n\"B\"\n",
			"6! The title is missing; it stands in quotation marks behind the "
			"names.\n"},
	};

	(void)state;
	CHECK(samples);
}

static void test_blt_is_repaired_only_when_asked(void **state)
{
	static const struct sample samples[] = {
		{NULL, false, "2 1\n1 1 0\n0\nAnn\nBo\nT\n",
			"4! Names stand in quotation marks.\n"},
		{NULL, true, "2 1\n1 1 7 2 0\n0\nAnn\n\"Bo\" \"B.\",\nT\n",
			"2~ “7” is none of the 2 options; it was left out of this ballot.\n"
			"4~ A name without quotation marks was taken as it stands.\n"
			"5~ Two texts on one line were joined to one name.\n"
			"5~ A comma beside a name was left out.\n"
			"6~ A name without quotation marks was taken as it stands.\n"
			"blt “T” ranks\nnames Ann|Bo B.\nseats 1\n1: 1 2\n"},
		{NULL, true, "2 1\n1 1 2 1 0\n0\n# Ann\n# Bo\n",
			"2~ Option 1 stands twice on this ballot; its first place counts.\n"
			"4~ A comment was taken for a name.\n5~ A comment was taken for a name.\n"
			"5~ There is no title; the election has none.\n"
			"blt “” ranks\nnames Ann|Bo\nseats 1\n1: 1 2\n"},
		{NULL, true, "2 1\n1 1 0\n0\n\"A\"\n\"A\"\n\"T\"\n",
			"5~ Another option has the name “A”; this one is called “A (2)” here.\n"
			"blt “T” ranks\nnames A|A (2)\nseats 1\n1: 1 0\n"},
	};

	(void)state;
	CHECK(samples);
}

static void test_preflib(void **state)
{
	static const struct sample samples[] = {
		{NULL, false,
			"# TITLE: T\n# DATA TYPE: toi\n# NUMBER ALTERNATIVES: 3\n# NUMBER VOTERS: "
			"5\n"
			"# NUMBER UNIQUE ORDERS: 3\n# ALTERNATIVE NAME 1: A\n# ALTERNATIVE NAME 2: "
			"B\n"
			"# ALTERNATIVE NAME 3: C\n3: 2,{1,3}\n1: {3, 2}\n1:\n",
			"preflib “T” ranks\nnames A|B|C\n3: 2 1 2\n1: 0 1 1\n1: 0 0 0\n"},
		{NULL, false,
			"# TITLE: T\n# DATA TYPE: soc\n# NUMBER ALTERNATIVES: 4\n# NUMBER VOTERS: "
			"9\n"
			"# ALTERNATIVE NAME 1: A\n# ALTERNATIVE NAME 3: B\n# ALTERNATIVE NAME 3: "
			"C\n"
			"2: 1,{2,3}\n2: 1\nmuch\n1: 1,2,9\n1: 1,1,2\n1: {1,2\n",
			"6! “3” is out of order; number 2 comes here.\n"
			"7! The header names 3 options and says that there are 4.\n"
			"8! Options are level here, but the data type says that none are.\n"
			"9! An option is not ranked here, but the data type says that all are.\n"
			"10! A line of ballots is “count: option,option,...”.\n"
			"11! “9” is not the number of an option.\n"
			"11! An option is not ranked here, but the data type says that all are.\n"
			"12! Option 1 stands twice on this ballot.\n"
			"12! An option is not ranked here, but the data type says that all are.\n"
			"13! The brace “}” that ends this is missing.\n"
			"13! An option is not ranked here, but the data type says that all are.\n"
			"13! There are 7 ballots, but the header says 9; is the file whole?\n"},
		{NULL, false,
			"# TITLE: T\n# DATA TYPE: cat\n# NUMBER CATEGORIES: 3\n# CATEGORY NAME 1: "
			"good\n"
			"# CATEGORY NAME 2: fair\n# CATEGORY NAME 3: bad\n# ALTERNATIVE NAME 1: A\n"
			"# ALTERNATIVE NAME 2: B\n2: {1,2},{},{}\n1: {},2,1\n1: 2\n",
			"preflib “T” grades\nnames A|B\ngrades bad|fair|good\nscale 2\n2: 2 2\n1: "
			"0 1\n"
			"1: . 2\n"},
		{NULL, false,
			"# TITLE: T\n# DATA TYPE: cat\n# CATEGORY NAME 1: Yes\n# CATEGORY NAME 2: "
			"No\n"
			"# ALTERNATIVE NAME 1: A\n# ALTERNATIVE NAME 2: B\n3: 2,1\n1: {1,2},{}\n",
			"preflib “T” ticks\nnames A|B\n3: 0 1\n1: 1 1\n"},
		{NULL, false, "# TITLE: T\n# DATA TYPE: wmd\n",
			"2! The data type “wmd” cannot be counted; soc, soi, toc, toi and cat "
			"can.\n"
			"2! The header names no option (ALTERNATIVE NAME 1).\n"},
	};

	(void)state;
	CHECK(samples);
}

static void test_cvotes(void **state)
{
	static const struct sample samples[] = {
		{NULL, false,
			"#/Candidates: A ; B B;C\n#/Number of Seats: 2\n#/Weight Allowed: true\n# "
			"note\n\n"
			"A > B B = C * 4 # more\nx, y || C ^3 * 2\n/EMPTY/ * 2\nB  B>A\n",
			"cvotes “” ranks\nnames A|B B|C\nseats 2\n4: 1 2 2\n6: 0 0 1\n2: 0 0 0\n1: "
			"2 1 0\n"},
		{NULL, false, "C > A\nA=B * 2\n",
			"cvotes “” ranks\nnames C|A|B\n1: 1 2 0\n2: 0 1 1\n"},
		{NULL, false, "#/Candidates: A;B\nA > B ^7\nB^2*3\n",
			"2~ The file does not allow weights, so those behind ^ count for nothing.\n"
			"cvotes “” ranks\nnames A|B\n1: 1 2\n3: 0 1\n"},
		{NULL, false,
			"#/Candidates: A;B;A\n#/Implicit Ranking: no\n    #/Number of Seats: 2\n"
			"A > D\nA > B > A\nA >> B\nA * 8 ^7\nA * 0\n#/Number of Seats: 0\n",
			"1! Two options have the name “A”; each needs a name of its own.\n"
			"2! This parameter is either true or false.\n"
			"3! A parameter begins at the very start of its line.\n"
			"4! “D” is none of the options.\n"
			"5! “A” stands twice on this ballot.\n"
			"6! A rank is empty; a name stands on each side of > and =.\n"
			"7! “8 ^7” behind * is not a whole number; the order is “^weight * "
			"count”.\n"
			"8! A number of ballots is at least 1.\n"
			"9! Parameters stand before the first ballot.\n"
			"9! “0” cannot be the number of seats, which is a whole number from 1 to "
			"1000.\n"},
		{NULL, true, "#/Candidates: A;B;C # all\nD > A > A > C = E > B\n",
			"1~ A comment behind a parameter was left out.\n"
			"2~ “D” is none of the options; it was left out of this ballot.\n"
			"2~ “A” stands twice on this ballot; its first place counts.\n"
			"2~ “E” is none of the options; it was left out of this ballot.\n"
			"cvotes “” ranks\nnames A|B|C\n1: 1 3 2\n"},
		{NULL, false, "#/Candidates: A;B\n#/Implicit Ranking: false\nA > B\n",
			"cvotes “” ranks\nnames A|B\n1: 1 2\n"},
		{NULL, false, "#/Candidates: A;B\n#/Implicit Ranking: false\nA\nB\n",
			"3! The file says that options which are not ranked are not compared, "
			"which cannot "
			"be counted here.\n"},
		{NULL, false, "A < B > C\n",
			"1! “A < B” holds one of the signs < > = ; , # / * ^ |, which no name "
			"has.\n"},
		{NULL, false, "#/Candidatesx: A\nA > B\n", "cvotes “” ranks\nnames A|B\n1: 1 2\n"},
		{NULL, false, "#/Candidates:\nA\n", "1! There is no option in this file.\n"},
		{"cvotes", false, "# nothing\n", "1! There is no option in this file.\n"},
	};

	(void)state;
	CHECK(samples);
}

static void test_debian(void **state)
{
	static const struct sample samples[] = {
		{NULL, false,
			"   \"V: vote \t\tMD5SUM\"\n\n     Option 1--->: Ann\n   /  Option 2-->: "
			"Rapha\xebl\n"
			"   |/  Option 3->: None of the above\n   ||/\nV: 1-3\t\tabc\nV: 222\nV: "
			"---\tx\n",
			"debian “” ranks\nnames Ann|Raphaël|None of the above\n1: 1 0 2\n1: 1 1 1\n"
			"1: 0 0 0\n"},
		{NULL, false,
			"Option 1->: A\n /Option 3->: B\nV: 12\nV: 123\tx\nV: 1?\nOption 3->: C\n",
			"2! Option 3 is out of order; option 2 comes here.\n"
			"4! This ballot has 3 ranks for 2 options.\n"
			"5! “?” is not a rank; ranks are 1 to 9, then letters, and - where there "
			"is none.\n"
			"6! Options stand before the ballots.\n"},
		{"debian", false, "V: 12\nV: 21\n",
			"1! Ballots stand behind the options, and there is none yet.\n"},
	};

	(void)state;
	CHECK(samples);
}

static void test_bytes_that_are_no_text(void **state)
{
	static const struct sample samples[] = {
		{NULL, false, "2 1\n1 1 0\n0\n\"Zo\xeb\"\n\"B\"\n\"T\"\n",
			"4! This line is not UTF-8.\n"},
		{NULL, true, "2 1\n1 1 0\n0\n\"Zo\xeb\"\n\"B\"\n\"T\"\n",
			"4~ This line is not UTF-8; the file was read as Latin-1.\n"
			"blt “T” ranks\nnames Zoë|B\nseats 1\n1: 1 0\n"},
		{NULL, false,
			"\xEF\xBB\xBF"
			"A > B\n",
			"cvotes “” ranks\nnames A|B\n1: 1 2\n"},
		{NULL, false, "just some words\n",
			"“file” is of no format that is known here; --from names one.\n"},
	};

	(void)state;
	CHECK(samples);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_blt_is_read),
		cmocka_unit_test(test_blt_mistakes_have_their_lines),
		cmocka_unit_test(test_blt_is_repaired_only_when_asked),
		cmocka_unit_test(test_preflib),
		cmocka_unit_test(test_cvotes),
		cmocka_unit_test(test_debian),
		cmocka_unit_test(test_bytes_that_are_no_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
