/* What is written reads back as the same election. */
#include "support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void read_text(const char *text, const char *format, struct election *election)
{
	struct diagnostics said = {0};
	struct error err = {0};

	if (!election_parse(text, strlen(text), "file",
		    format != NULL ? election_format_find(format) : NULL, false, election, &said,
		    &err))
		fail_msg("%s\nof: %s", said.count > 0 ? said.items[0].text : err.text, text);
	assert_int_equal(said.count, 0);
}

/* As it is dumped, but for the format it was read from. */
static char *contents(const struct election *election)
{
	struct buf text = {0};

	dump_election(election, &text);
	char *all = buf_take(&text);
	memmove(all, strchr(all, ' '), strlen(strchr(all, ' ')) + 1);
	return all;
}

static void check_round_trip(const char *text, const char *format)
{
	struct election first = {0}, second = {0};
	struct buf written = {0};
	struct error err = {0};

	read_text(text, NULL, &first);
	assert_true(election_write(&first, election_format_find(format), &written, &err));
	read_text(buf_text(&written), format, &second);
	/* told by the content as well */
	assert_true(election_format_find(format)->sniff(written.bytes, written.count));
	char *before = contents(&first), *after = contents(&second);
	assert_string_equal(before, after);
	free(before);
	free(after);
	buf_finish(&written);
	election_finish(&first);
	election_finish(&second);
}

static unsigned draw(unsigned *state, unsigned below)
{
	*state = *state * 1103515245u + 12345u;
	return (*state >> 8) % below;
}

/* A random election in BLT with level and missing ranks, blank ballots and weights. */
static char *random_blt(unsigned seed)
{
	unsigned state = seed, options = 1 + draw(&state, 14);
	struct buf text = {0};

	buf_format(&text, "%u %u\n", options, 1 + draw(&state, options));
	for (unsigned i = draw(&state, 12); i > 0; i--) {
		bool used[14] = {false};
		buf_format(&text, "%u", 1 + draw(&state, 300));
		for (unsigned k = draw(&state, options + 1), ranked = 0; k > 0; k--) {
			unsigned option = draw(&state, options);
			if (used[option])
				continue;
			used[option] = true;
			buf_format(&text, "%s%u", ranked++ > 0 && draw(&state, 3) == 0 ? "=" : " ",
				option + 1);
		}
		buf_text_add(&text, " 0\n");
	}
	buf_text_add(&text, "0\n");
	for (unsigned i = 0; i < options; i++)
		buf_format(&text, "\"Option %c\"\n", 'A' + (char)i);
	buf_text_add(&text, "\"A title\"\n");
	return buf_take(&text);
}

static void test_random_elections_come_back(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= 300; seed++) {
		char *text = random_blt(seed);
		check_round_trip(text, "blt");
		check_round_trip(text, "cvotes");
		free(text);
	}
}

static void test_a_withdrawn_option_stays_withdrawn(void **state)
{
	static const char text[] = "3 1\n-2\n4 2 1 0\n1 2 0\n0\n\"A\"\n\"B\"\n\"C\"\n\"T\"\n";
	struct election election = {0};
	struct buf written = {0};
	struct error err = {0};

	(void)state;
	check_round_trip(text, "blt");
	read_text(text, NULL, &election);
	assert_true(election_write(&election, election_format_find("cvotes"), &written, &err));
	/* this format has no word for it: such an option is left out, and who stood behind moves up
	 */
	assert_string_equal(buf_text(&written),
		"#/Title: T\n#/Candidates: A ; C\n#/Number of Seats: 1\n#/Implicit Ranking: true\n"
		"#/Weight Allowed: false\n\nA * 4\n/EMPTY/\n");
	buf_finish(&written);
	election_finish(&election);
}

static void test_what_a_format_cannot_hold_is_refused(void **state)
{
	static const struct {
		const char *text, *format, *sentence;
	} cases[] = {
		{"A\"b > C\n", "blt", "“A\"b” holds a quotation mark, which BLT cannot write."},
		{"2 1\n1 1 0\n0\n\"A/B\"\n\"C\"\n\"T\"\n", "cvotes",
			"“A/B” holds a sign which no name has in this format."},
		{"2 1\n1 1 0\n0\n\"A\"\n\"C\"\n\"T #1\"\n", "cvotes",
			"The title holds a #, which this format cannot write."},
		{"1 1\n-1\n1 1 0\n0\n\"A\"\n\"T\"\n", "cvotes",
			"Every option is withdrawn, and this format cannot say so."},
		{"A,B\n1,2\n", "blt",
			"Only rankings can be written in this format, and the file holds none."},
		{"A > B\n", "debian",
			"Elections are not written as Debian tally sheet; blt and cvotes are."},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct election election = {0};
		struct buf written = {0};
		struct error err = {0};
		read_text(cases[i].text, NULL, &election);
		assert_false(election_write(
			&election, election_format_find(cases[i].format), &written, &err));
		assert_int_equal(err.code, ERROR_INPUT);
		assert_string_equal(err.text, cases[i].sentence);
		error_finish(&err);
		buf_finish(&written);
		election_finish(&election);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_random_elections_come_back),
		cmocka_unit_test(test_a_withdrawn_option_stays_withdrawn),
		cmocka_unit_test(test_what_a_format_cannot_hold_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
