/* Pages read out line by line, and typed lines as keys. */
#include "roundtable/ui/aloud.h"

#include "roundtable/base/buf.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* A page of a stage with cards; the `focused` one (1 and up) has the cursor. */
static void cards_page(struct page *page, int cards, int focused)
{
	static const char *const words[] = {"A chair", "Tea", "Tea", "A walk"};

	*page = (struct page){.standing = true};
	page_set(&page->title, "Evening");
	page_set(&page->status, "3 of 9 · 18 min left");
	page_add(page, LINE_QUESTION, "What makes it worth it?");
	page_addf(page, LINE_TEXT, "%d cards", cards);
	page_add(page, LINE_GAP, "");
	for (int i = 0; i < cards; i++) {
		struct line *line = page_add(page, LINE_ITEM, words[i]);
		line_mark(line, "•");
		line->target = (size_t)i + 1;
		line->focused = i + 1 == focused;
	}
	page_set(&page->state, "on time");
	page_hint(page, "F8", "next");
	page_hint(page, "Enter", "take");
	page->asking = focused == 0;
	page_set(&page->ask, "Card");
	page_set(&page->typed, "%s", "");
}

static void form_page(struct page *page)
{
	*page = (struct page){.asking = true};
	page_set(&page->title, "Evening");
	page_add(page, LINE_TITLE, "A note");
	page_set(&page->ask, "Note");
	page_set(&page->typed, "half a");
	page_hint(page, "Esc", "back, not saved");
}

/* What is written of a page, which is freed. */
static const char *heard(struct aloud *aloud, struct page *page, enum aloud_why why)
{
	static struct buf out;

	if (aloud == NULL) {
		buf_finish(&out);
		return NULL;
	}
	buf_clear(&out);
	aloud_page(aloud, page, why, 60, 4, &out);
	page_finish(page);
	return buf_text(&out);
}

/* A page whose manual has been read already. */
static struct aloud *begun(void)
{
	struct aloud *aloud = aloud_create();
	struct page page = {0};

	page_set(&page.title, "Before");
	heard(aloud, &page, ALOUD_ANSWER);
	return aloud;
}

static void over(struct aloud *aloud)
{
	aloud_destroy(aloud);
	heard(NULL, NULL, ALOUD_ANSWER);
}

static void test_only_what_changed_is_said(void **state)
{
	struct aloud *aloud = begun();
	struct page page;

	(void)state;
	cards_page(&page, 2, 0);
	assert_string_equal(heard(aloud, &page, ALOUD_ANSWER),
		"Evening\n3 of 9 · 18 min left\nWhat makes it worth it?\n2 cards\n• A chair\n• "
		"Tea\n"
		"on time\nKeys: .F8 next; Enter take\nCard> ");
	/* a second card of the same words is another card */
	cards_page(&page, 3, 0);
	page_set(&page.message, "Taken.");
	assert_string_equal(heard(aloud, &page, ALOUD_ANSWER), "Taken.\n3 cards\n• Tea\nCard> ");
	/* nothing that the clock changes is said of itself */
	cards_page(&page, 3, 0);
	page_set(&page.status, "3 of 9 · 17 min left");
	page_set(&page.state, "1 min behind");
	assert_string_equal(heard(aloud, &page, ALOUD_CLOCK), "");
	cards_page(&page, 3, 0);
	assert_string_equal(heard(aloud, &page, ALOUD_ANSWER), "Nothing changed.\nCard> ");
	/* asked for, all of it is said again */
	cards_page(&page, 1, 0);
	assert_string_equal(heard(aloud, &page, ALOUD_AGAIN),
		"Evening\n3 of 9 · 18 min left\nWhat makes it worth it?\n1 cards\n• A chair\n"
		"on time\nKeys: .F8 next; Enter take\nCard> ");
	over(aloud);
}

static void test_the_focus_is_said_where_it_goes(void **state)
{
	struct aloud *aloud = begun();
	struct page page;

	(void)state;
	cards_page(&page, 4, 0);
	heard(aloud, &page, ALOUD_ANSWER);
	cards_page(&page, 4, 1);
	assert_string_equal(heard(aloud, &page, ALOUD_ANSWER),
		"> • A chair (1 of 4)\nKeys: F8 next; Enter take\n> ");
	cards_page(&page, 4, 4);
	assert_string_equal(heard(aloud, &page, ALOUD_ANSWER), "> • A walk (4 of 4)\n> ");
	over(aloud);
}

static void test_what_was_laid_over_gives_back_what_was_known(void **state)
{
	struct aloud *aloud = begun();
	struct page page;

	(void)state;
	cards_page(&page, 2, 0);
	heard(aloud, &page, ALOUD_ANSWER);
	form_page(&page);
	assert_string_equal(heard(aloud, &page, ALOUD_ANSWER),
		"A note\nKeys: .Esc back, not saved\nIt stands there: half a. Enter alone keeps "
		"it; a "
		"new line\n"
		"  takes its place.\nNote> ");
	cards_page(&page, 3, 0);
	assert_string_equal(heard(aloud, &page, ALOUD_ANSWER), "Evening\n3 cards\n• Tea\nCard> ");
	/* the form itself is asked anew each time */
	form_page(&page);
	assert_string_equal(heard(aloud, &page, ALOUD_ANSWER),
		"A note\nKeys: .Esc back, not saved\nIt stands there: half a. Enter alone keeps "
		"it; a "
		"new line\n"
		"  takes its place.\nNote> ");
	over(aloud);
}

static void test_one_after_another_is_one_page(void **state)
{
	static const char *const names[] = {"Amina", "Ben"};
	struct aloud *aloud = begun();

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct page page = {.one_by_one = true};
		page_add(&page, LINE_QUESTION, names[i]);
		page_add(&page, LINE_ITEM, "Yes");
		assert_string_equal(
			heard(aloud, &page, ALOUD_ANSWER), i == 0 ? "Amina\nYes\n> " : "Ben\n> ");
	}
	over(aloud);
}

static void test_a_list_that_narrows_is_read_anew(void **state)
{
	struct aloud *aloud = begun();

	(void)state;
	for (int round = 0; round < 2; round++) {
		struct page page = {.asking = true, .narrows = true};
		page_add(&page, LINE_QUESTION, "Which?");
		if (round == 0)
			page_add(&page, LINE_ITEM, "park");
		page_add(&page, LINE_ITEM, "note");
		page_set(&page.ask, "Find");
		page_set(&page.typed, "%s", round == 0 ? "" : "no");
		assert_string_equal(heard(aloud, &page, ALOUD_ANSWER),
			round == 0 ? "Which?\npark\nnote\nFind> "
				   : "Which?\nnote\nOnly what has these words: no\nFind> ");
	}
	over(aloud);
}

static void test_the_clock_says_warnings_once(void **state)
{
	struct aloud *aloud = begun();
	struct page page;

	(void)state;
	cards_page(&page, 1, 0);
	heard(aloud, &page, ALOUD_ANSWER);
	for (int i = 0; i < 3; i++) {
		cards_page(&page, 1, 0);
		page_add(&page, LINE_WARNING, "The time of this turn is up.");
		assert_string_equal(heard(aloud, &page, ALOUD_CLOCK),
			i == 0 ? "\nWarning: The time of this turn is up.\nCard> " : "");
	}
	over(aloud);
}

static void test_what_was_there_goes_out_of_sight(void **state)
{
	struct aloud *aloud = begun();
	struct page page;

	(void)state;
	cards_page(&page, 1, 0);
	heard(aloud, &page, ALOUD_ANSWER);
	for (int i = 0; i < 2; i++) {
		page = (struct page){.apart = true};
		page_add(&page, LINE_TEXT, "Nothing is shown now.");
		assert_string_equal(heard(aloud, &page, ALOUD_ANSWER),
			i == 0 ? "\n\n\n\nNothing is shown now.\n> " : "Nothing changed.\n> ");
	}
	/* also when the page itself stays */
	cards_page(&page, 1, 0);
	heard(aloud, &page, ALOUD_ANSWER);
	cards_page(&page, 1, 0);
	page.apart = true;
	assert_string_equal(heard(aloud, &page, ALOUD_ANSWER), "\n\n\n\nNothing changed.\nCard> ");
	over(aloud);
}

static void test_what_is_hidden_is_not_said(void **state)
{
	struct aloud *aloud = begun();
	struct page page;

	(void)state;
	form_page(&page);
	page.hidden = true;
	assert_string_equal(heard(aloud, &page, ALOUD_ANSWER),
		"Evening\nA note\nKeys: .Esc back, not saved\nNote (not shown)> ");
	over(aloud);
}

static void test_the_manual_is_read_first(void **state)
{
	struct aloud *aloud = aloud_create();
	struct page page;

	(void)state;
	cards_page(&page, 1, 0);
	assert_memory_equal(heard(aloud, &page, ALOUD_ANSWER), "Roundtable writes lines", 23);
	over(aloud);
}

/* --- typed lines --- */

/* The keys of a line by their names, "again" or "no key". */
static char *typed(const struct page *page, const char *line)
{
	struct aloud_keys keys = {0};
	struct buf out = {0};
	enum aloud_line what = aloud_read(page, line, strlen(line), &keys);

	if (what != ALOUD_KEYS) {
		assert_int_equal(keys.count, 0);
		buf_text_add(&out, what == ALOUD_REPEAT ? "again" : "no key");
	}
	for (size_t i = 0; i < keys.count; i++) {
		char name[24];
		key_name(keys.items[i].code, name);
		buf_format(&out, "%s%s", i > 0 ? " " : "", name);
		if (keys.items[i].code == KEYS_MOUSE)
			buf_format(&out, ":%zu", keys.items[i].target);
	}
	array_finish(&keys);
	return buf_take(&out);
}

static void means(struct page *page, const char *line, const char *keys)
{
	char *found = typed(page, line);

	if (strcmp(found, keys) != 0)
		fail_msg("“%s” means %s, not %s", line, found, keys);
	free(found);
}

static void test_where_text_is_asked_for_a_line_is_text(void **state)
{
	struct page page;

	(void)state;
	cards_page(&page, 2, 0);
	means(&page, "", "Enter");
	means(&page, "n", "End Ctrl-U n Enter");
	means(&page, "F8", "End Ctrl-U F 8 Enter");
	means(&page, "..a", "End Ctrl-U . a Enter");
	means(&page, "é\033[D\t\x1f\xff", "End Ctrl-U é Enter");
	means(&page, ".", "again");
	means(&page, ".n", "Alt-n");
	means(&page, ".F8", "F8");
	means(&page, ".esc", "Esc");
	means(&page, ".next", "F8");
	means(&page, ".Down Down", "Down Down");
	means(&page, ".2", "Mouse:2");
	means(&page, ".3", "no key");
	means(&page, ".something", "no key");
	means(&page, "\003", "Ctrl-C");
	page.narrows = true;
	means(&page, "no", "End Ctrl-U n o");
	means(&page, "", "Enter");
	page_finish(&page);
}

static void test_elsewhere_a_line_is_keys(void **state)
{
	struct page page;

	(void)state;
	cards_page(&page, 2, 1);
	means(&page, "", "Enter");
	means(&page, "n", "n");
	means(&page, "N", "N");
	means(&page, "2", "2");
	means(&page, "down", "Down");
	means(&page, "Down  Down Enter", "Down Down Enter");
	means(&page, "next", "F8");
	means(&page, "hello", "no key");
	means(&page, "Down hello", "no key");
	means(&page, ".", "again");
	means(&page, ".n", "Alt-n"); /* where letters are people, the command */
	means(&page, ".1", "Mouse:1");
	means(&page, "\033[B\033[B", "Down Down");
	page.standing = false;
	means(&page, ".n", "n");
	page_finish(&page);
}

/* A ballot without echo has no entry line: its number is typed unseen, and Enter. */
static void test_what_is_typed_unseen_is_text(void **state)
{
	struct page page = {.hidden = true};

	(void)state;
	page_hint(&page, "Backspace", "again");
	means(&page, "12", "1 2 Enter");
	means(&page, "", "Enter");
	means(&page, ".Backspace", "Backspace");
	page_finish(&page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_only_what_changed_is_said),
		cmocka_unit_test(test_the_focus_is_said_where_it_goes),
		cmocka_unit_test(test_what_was_laid_over_gives_back_what_was_known),
		cmocka_unit_test(test_one_after_another_is_one_page),
		cmocka_unit_test(test_a_list_that_narrows_is_read_anew),
		cmocka_unit_test(test_the_clock_says_warnings_once),
		cmocka_unit_test(test_what_was_there_goes_out_of_sight),
		cmocka_unit_test(test_what_is_hidden_is_not_said),
		cmocka_unit_test(test_the_manual_is_read_first),
		cmocka_unit_test(test_where_text_is_asked_for_a_line_is_text),
		cmocka_unit_test(test_elsewhere_a_line_is_keys),
		cmocka_unit_test(test_what_is_typed_unseen_is_text),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
