/* Forms as browsers send them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "host/form.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

#define NONCE "0123456789abcdef"

static void reads(const char *body, struct form *form)
{
	struct error err = {0};

	*form = (struct form){0};
	if (!form_read(body, strlen(body), form, &err))
		fail_msg("%s: %s", body, err.text);
}

static void test_fields_are_read(void **state)
{
	struct form form;

	(void)state;
	reads("what=join&code=ab+c1&name=Ann+O%27Neil+%E2%82%AC&role=", &form);
	assert_int_equal(form.what, FORM_JOIN);
	assert_string_equal(form.asked.code, "ab c1");
	assert_string_equal(form.asked.name, "Ann O'Neil €");
	assert_string_equal(form.asked.role, "");
	form_finish(&form);
	reads("what=card&nonce=" NONCE "&stage=3&word0=one%0D%0Atwo%1b%5B2J&word2=%e2%80%aex",
		&form);
	assert_int_equal(form.asked.stage, 3);
	assert_int_equal(form.asked.words.count, 3);
	assert_string_equal(form.asked.words.items[0], "one two[2J");
	assert_string_equal(form.asked.words.items[1], "");
	assert_string_equal(form.asked.words.items[2], "x");
	assert_string_equal(form.asked.nonce, NONCE);
	form_finish(&form);
	reads("what=group&stage=3&card=12-7&theme=9", &form);
	assert_int_equal(form.asked.card, 12);
	assert_int_equal(form.asked.from, 7);
	assert_int_equal(form.asked.theme, 9);
	form_finish(&form);
	reads("what=hand&yes=1", &form);
	assert_true(form.asked.yes);
	form_finish(&form);
	assert_int_equal(form.what, FORM_NONE);
}

static void marks_are(const char *body, const char *wanted)
{
	struct form form;
	struct buf marks = {0};

	reads(body, &form);
	for (size_t i = 0; i < form.asked.marks.count; i++)
		buf_format(&marks, "%lld ", (long long)form.asked.marks.items[i]);
	assert_string_equal(buf_text(&marks), wanted);
	buf_finish(&marks);
	form_finish(&form);
}

static void test_marks_are_read(void **state)
{
	(void)state;
	marks_are("what=ballot&nonce=" NONCE "&poll=7&options=3&choice=1", "0 1 0 ");
	marks_are("what=ballot&options=3&mark0=1&mark2=1", "1 0 1 ");
	marks_are("what=ballot&options=3&mark0=-1&mark1=5&mark2=", "-1 5 0 ");
	marks_are("what=ballot&options=2&mark1=-4", "0 -4 ");
	marks_are("what=ballot&options=3&choice=1&blank=1", "");
	marks_are("what=ballot&options=3&mark0=3&blank=1", "");
}

static void test_what_is_not_right_is_refused(void **state)
{
	static const char *const bodies[] = {"", "what", "what=", "what=jump", "what=hand&yes=2",
		"what=hand&&yes=1", "what=hand&", "&what=hand", "what=hand&what=hand",
		"what=hand&other=1", "what=hand&stage=", "what=hand&stage=1x", "what=hand&stage=-",
		"what=hand&stage=9999999999999999999", "what=card&word0=%", "what=card&word0=%2",
		"what=card&word0=%gg", "what=card&word0=a%00b", "what=card&word32=a",
		"what=card&word=a", "what=card&word01=a", "what=card&word0=a&word0=b",
		"what=card&word-1=a", "what=card&nonce=short", "what=card&nonce=0123456789abcde.",
		"what=card&word0=a b", "what=card&word0=\xc3\xa4", "what%00=card", "what=ballot",
		"what=ballot&options=3", "what=ballot&options=65&choice=1",
		"what=ballot&options=3&choice=3", "what=ballot&options=-1&choice=-2",
		"what=ballot&options=3&mark3=1", "what=ballot&options=3&mark0=32001",
		"what=ballot&options=3&mark0=1&mark0=1", "what=ballot&options=3&mark64=1",
		"what=ballot&choice=1", "what=group&card=12",
		"what=group&card=", "what=group&card=-", "what=group&card=12-",
		"what=group&card=-12", "what=group&card=12-7-1", "what=group&card=12--7",
		"what=group&card=12-x", "what=group&theme="};

	(void)state;
	for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
		struct form form = {0};
		struct error err = {0};
		if (form_read(bodies[i], strlen(bodies[i]), &form, &err))
			fail_msg("read: %s", bodies[i]);
		assert_int_equal(err.code, ERROR_INPUT);
		assert_int_equal(form.what, FORM_NONE);
		assert_null(form.asked.nonce);
		error_finish(&err);
	}
}

/* More than a person may say is refused, not cut: nothing is lost quietly. */
static void test_too_much_is_refused(void **state)
{
	struct buf body = {0};
	struct form form = {0};
	struct error err = {0};

	(void)state;
	buf_text_add(&body, "what=card&word0=");
	for (int i = 0; i < 500; i++)
		buf_text_add(&body, "%C3%A4");
	assert_true(form_read(body.bytes, body.count, &form, &err));
	form_finish(&form);
	buf_byte(&body, 'x');
	assert_false(form_read(body.bytes, body.count, &form, &err));
	assert_non_null(strstr(err.text, "too long"));
	error_finish(&err);
	buf_finish(&body);
}

static void test_each_form_has_a_name(void **state)
{
	(void)state;
	for (enum form_what what = FORM_NONE + 1; what < FORM_COUNT; what++)
		assert_int_equal(form_find(form_name(what)), what);
	assert_int_equal(form_find(""), FORM_NONE);
	assert_int_equal(form_find("nothing"), FORM_NONE);
}

int main(void)
{
	setlocale(LC_ALL, "C.UTF-8");
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fields_are_read),
		cmocka_unit_test(test_marks_are_read),
		cmocka_unit_test(test_what_is_not_right_is_refused),
		cmocka_unit_test(test_too_much_is_refused),
		cmocka_unit_test(test_each_form_has_a_name),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
