#include "roundtable/base/clock.h"
#include "roundtable/base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void assert_folds(const char *text, const char *expected)
{
	char *folded = text_fold(text);
	assert_string_equal(folded, expected);
	char *again = text_fold(folded);
	assert_string_equal(again, expected);
	free(again);
	free(folded);
}

static void folds_for_comparing(void **state)
{
	(void)state;
	assert_folds("", "");
	assert_folds("Amina", "amina");
	assert_folds("\u00c9L\u00c8VE", "eleve");
	assert_folds("E\u0301LE\u0300VE", "eleve");
	assert_folds("Stra\u00dfe", "strasse");
	assert_folds("\ufb01n", "fin");
	assert_folds("\uff21\uff22", "ab");
	assert_folds("\u03a3\u03af\u03c3\u03c5\u03c6\u03bf\u03c2",
		"\u03c3\u03b9\u03c3\u03c5\u03c6\u03bf\u03c3");
	assert_folds("\u0130zmir", "izmir");
	/* What is invisible does not hide a word from the search. */
	assert_folds("co\u00adopera\u200btion", "cooperation");
	assert_folds("\xff", "\ufffd");
	assert_true(text_same_folded("\u00c9l\u00e8ve", "ELEVE"));
	assert_false(text_same_folded("eleve", "eleves"));
	assert_true(text_same_folded("", ""));
}

/* A name is found as a word of its own, whatever stands beside it but letters and digits. */
static void finds_whole_words(void **state)
{
	(void)state;
	assert_true(text_holds("ask amina's friend", "amina"));
	assert_true(text_holds("\u201camina\u201d", "amina"));
	assert_true(text_holds("aminata and amina", "amina"));
	assert_true(text_holds("amina k. writes", "amina k"));
	assert_false(text_holds("aminata", "amina"));
	assert_false(text_holds("\u03b5amina", "amina"));
	assert_false(text_holds("amina2", "amina"));
	assert_false(text_holds("anybody", ""));
	assert_false(text_holds("", "amina"));
}

/* What is ASCII alone is folded by itself, and as it would be beside other letters. */
static void folds_ascii_alike(void **state)
{
	(void)state;
	for (char byte = 1; byte < 127; byte++) {
		char beside[] = {'\xc3', '\xa9', byte, '\0'}, alone[] = {byte, '\0'};
		char *long_way = text_fold(beside), *short_way = text_fold(alone);
		assert_string_equal(long_way + 1, short_way);
		free(long_way);
		free(short_way);
	}
	assert_true(text_same_folded("Who Bears it", "who bears IT"));
	assert_false(text_same_folded("who", "who bears"));
	assert_false(text_same_folded("who bears", "who"));
	assert_true(text_same_folded("e\u0301", "E"));
}

/* Marks that spell another letter stay: voicing, vowel signs, virama. */
static void keeps_letters_apart(void **state)
{
	(void)state;
	assert_folds("\u304c", "\u304c");
	assert_folds(
		"\u0939\u093f\u0928\u094d\u0926\u0940", "\u0939\u093f\u0928\u094d\u0926\u0940");
	assert_folds("\u0e01\u0e34\u0e19", "\u0e01\u0e34\u0e19");
	assert_folds("\u0643\u0650\u062a\u064e\u0627\u0628", "\u0643\u062a\u0627\u0628");
}

/* Putting half a million marks in order must not take minutes. */
static void long_runs_of_marks_take_no_time(void **state)
{
	(void)state;
	struct buf text = {0};
	buf_byte(&text, 'a');
	for (int i = 0; i < 500000; i++)
		buf_text_add(&text, i % 2 ? "\u0301" : "\u0323");
	assert_folds(buf_text(&text), "a");
	buf_finish(&text);
}

static void finds_parts(void **state)
{
	(void)state;
	assert_true(text_contains("anything", ""));
	assert_true(text_contains("", ""));
	assert_false(text_contains("", "x"));
	assert_true(text_contains("The \u00c9cole on the hill", "ecole"));
	assert_false(text_contains("The \u00c9cole", "\u00c9cole"));
	assert_false(text_contains("bus", "buses"));
}

static void same_words_are_alike(void **state)
{
	(void)state;
	assert_int_equal(text_likeness("", ""), 100);
	assert_int_equal(text_likeness("More buses", "more BUSES!"), 100);
	assert_int_equal(text_likeness("buses more", "more buses"), 100);
	assert_int_equal(text_likeness("?", "!"), 0);
	assert_int_equal(text_likeness("?", "?"), 100);
	assert_int_equal(text_likeness("abc", ""), 0);
	assert_int_equal(text_likeness("abc", "xyz"), 0);
	/* The same letter pairs are not yet the same words. */
	assert_int_equal(text_likeness("abcbdb", "abdbcb"), 99);
	assert_true(text_likeness("aa", "aaa") < 100);
	assert_true(text_likeness("more more buses", "more buses") < 100);
}

static void near_duplicates_stand_out(void **state)
{
	(void)state;
	assert_in_range(text_likeness("Buses at night", "More buses at night"), 75, 99);
	assert_in_range(
		text_likeness("Who pays for transport?", "Who pays for the transport"), 80, 99);
	assert_in_range(text_likeness("Volunteer training", "Training volunteers"), 85, 99);
	assert_in_range(text_likeness("Accessible rooms", "Acessible room"), 75, 99);
	assert_in_range(text_likeness("Buses at night", "A garden for children"), 0, 40);
	assert_in_range(text_likeness("Opening hours of the clinic", "Trust in research"), 0, 40);
	/* Written without spaces. */
	assert_in_range(text_likeness("\u516c\u5171\u4ea4\u901a\u8d39\u7528",
				"\u516c\u5171\u4ea4\u901a\u7684\u8d39\u7528"),
		60, 99);
}

static void likeness_has_no_direction(void **state)
{
	(void)state;
	struct random_seeded seeded;
	struct random random = random_seeded(&seeded, 3);
	for (int i = 0; i < 2000; i++) {
		char a[12] = "", b[12] = "";
		for (size_t at = 0; at < 11; at++) {
			a[at] = "abc -\xc3\xa9"[random_below(random, 7)];
			b[at] = "abc -\xc3\xa9"[random_below(random, 7)];
		}
		int there = text_likeness(a, b);
		assert_in_range(there, 0, 100);
		assert_int_equal(there, text_likeness(b, a));
		assert_int_equal(text_likeness(a, a), 100);
	}
}

static void measures_edits(void **state)
{
	(void)state;
	assert_int_equal(text_distance("", ""), 0);
	assert_int_equal(text_distance("", "abc"), 3);
	assert_int_equal(text_distance("abc", ""), 3);
	assert_int_equal(text_distance("kitten", "sitting"), 3);
	assert_int_equal(text_distance("flaw", "lawn"), 2);
	assert_int_equal(text_distance("dots", "dtos"), 2);
	assert_int_equal(text_distance("same", "same"), 0);
}

static void suggests_the_nearest(void **state)
{
	(void)state;
	static const char *const words[] = {"brief", "people", "collect", "group", "vote", "rate",
		"decide", "talk", "break", "close"};
	size_t count = sizeof words / sizeof *words;
	assert_string_equal(text_nearest("colect", words, count), "collect");
	assert_string_equal(text_nearest("Vote", words, count), "vote");
	assert_string_equal(text_nearest("vtoe", words, count), "vote");
	assert_string_equal(text_nearest("gruop", words, count), "group");
	assert_string_equal(text_nearest("peop", words, count), "people");
	assert_string_equal(text_nearest("DECIDED", words, count), "decide");
	assert_string_equal(text_nearest("breka", words, count), "break");
	assert_null(text_nearest("", words, count));
	assert_null(text_nearest("x", (const char *[]){""}, 1));
	assert_null(text_nearest("x", words, count));
	assert_null(text_nearest("spreadsheet", words, count));
	assert_null(text_nearest("vote", words, 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(folds_for_comparing),
		cmocka_unit_test(finds_whole_words),
		cmocka_unit_test(folds_ascii_alike),
		cmocka_unit_test(keeps_letters_apart),
		cmocka_unit_test(long_runs_of_marks_take_no_time),
		cmocka_unit_test(finds_parts),
		cmocka_unit_test(same_words_are_alike),
		cmocka_unit_test(near_duplicates_stand_out),
		cmocka_unit_test(likeness_has_no_direction),
		cmocka_unit_test(measures_edits),
		cmocka_unit_test(suggests_the_nearest),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
