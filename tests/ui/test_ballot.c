/* The ballot of every shape: what keys do to it, what it says, and what is handed in. */
#include "roundtable/ui/ballot.h"

#include "roundtable/base/hash.h"
#include "roundtable/base/mem.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct ballot_paper paper_of(enum ballot_shape shape, size_t options)
{
	static const char *const names[] = {"lift", "door", "sign", "bench", "lamp", "clock",
		"step", "rail", "bell", "path", "gate", "pond"};
	struct ballot_paper paper = {.question = mem_copy_text("What first?"),
		.shape = shape,
		.dots = shape == SHAPE_CREDITS ? 16 : 5,
		.scale = 5,
		.blank = true,
		.secret = true};

	for (size_t i = 0; i < options; i++)
		texts_add(&paper.options, names[i]);
	return paper;
}

static struct ballot *ballot_of(enum ballot_shape shape, size_t options)
{
	struct ballot_paper paper = paper_of(shape, options);

	return ballot_create(&paper, BALLOT_BY_PERSON, random_system());
}

/* Keys by name, parted by spaces; what the last one did. */
static enum ballot_outcome press(struct ballot *ballot, const char *keys)
{
	char *copy = mem_copy_text(keys), *rest = copy, *name;
	enum ballot_outcome outcome = BALLOT_USED;
	int scroll = 0;

	while ((name = strsep(&rest, " ")) != NULL) {
		struct key key = {.code = key_from_name(name)};
		assert_int_not_equal(key.code, 0);
		outcome = ballot_key(ballot, &key, &scroll);
	}
	array_free(copy);
	return outcome;
}

/* The page as text: a line each, its mark before it and its detail behind. */
static char *page_text(const struct ballot *ballot)
{
	struct page page = {0};
	struct buf text = {0};

	ballot_page(ballot, &page);
	for (size_t i = 0; i < page.lines.count; i++) {
		const struct line *line = &page.lines.items[i];
		if (line->mark != NULL)
			buf_format(&text, "%s ", line->mark);
		buf_text_add(&text, line->text);
		if (line->detail != NULL)
			buf_format(&text, " (%s)", line->detail);
		buf_byte(&text, '\n');
	}
	page_finish(&page);
	return buf_take(&text);
}

static void must_say(const struct ballot *ballot, const char *words)
{
	char *text = page_text(ballot);

	if (strstr(text, words) == NULL)
		fail_msg("not on the ballot: %s\n%s", words, text);
	array_free(text);
}

static void must_refuse(const struct ballot *ballot, const char *words)
{
	const char *message = ballot_message(ballot);

	if (message == NULL || strstr(message, words) == NULL)
		fail_msg("not said: %s, but: %s", words, message != NULL ? message : "nothing");
}

/* Hands it in and compares the marks, "" for blank; then ends it. */
static void must_hand_in(struct ballot *ballot, const char *marks)
{
	struct ids ids = {0};
	struct buf text = {0};

	assert_true(ballot_reading_back(ballot));
	assert_int_equal(press(ballot, "Enter"), BALLOT_HANDED);
	ballot_marks(ballot, &ids);
	assert_int_equal(ids.count, ids.capacity); /* held once */
	for (size_t i = 0; i < ids.count; i++)
		buf_format(&text, "%s%lld", i > 0 ? " " : "", (long long)ids.items[i]);
	assert_string_equal(buf_text(&text), marks);
	buf_finish(&text);
	array_finish(&ids);
	ballot_destroy(ballot);
}

static void test_one_choice(void **state)
{
	struct ballot *ballot = ballot_of(SHAPE_CHOOSE, 3);

	(void)state;
	assert_int_equal(press(ballot, "Enter"), BALLOT_USED);
	must_refuse(ballot, "Choose first");
	assert_int_equal(press(ballot, "x"), BALLOT_STRANGE);
	press(ballot, "Down Down Enter");
	must_say(ballot, "You chose:\n✓ door");
	must_say(ballot, "nobody can find your ballot again");
	assert_int_equal(press(ballot, "Backspace"), BALLOT_USED);
	assert_int_equal(press(ballot, "Backspace"), BALLOT_LEFT);
	press(ballot, "9");
	must_refuse(ballot, "none of the numbers");
	press(ballot, "3");
	must_hand_in(ballot, "0 0 1");
}

static void test_grades_in_words(void **state)
{
	struct ballot_paper paper = paper_of(SHAPE_GRADE, 2);
	struct ballot *ballot;

	(void)state;
	texts_add(&paper.grades, "poor");
	texts_add(&paper.grades, "fair");
	texts_add(&paper.grades, "good");
	paper.scale = 2;
	ballot = ballot_create(&paper, BALLOT_BY_PERSON, random_system());
	must_say(ballot, "0 = poor · 1 = fair · 2 = good");
	press(ballot, "2 Down Right Right");
	must_say(ballot, " 2 lift (good)");
	must_say(ballot, " 1 door (fair)");
	press(ballot, "3");
	must_refuse(ballot, "At most 2");
	press(ballot, "Down Enter");
	must_say(ballot, "You chose:\n✓ lift (good)\n✓ door (fair)");
	must_hand_in(ballot, "2 1");
}

static void test_money(void **state)
{
	struct ballot_paper paper = paper_of(SHAPE_APPROVE, 2);
	struct ballot *ballot;

	(void)state;
	texts_add(&paper.options, "wall: 70");
	ids_add(&paper.costs, 40);
	ids_add(&paper.costs, 50);
	ids_add(&paper.costs, 70);
	paper.budget = 100;
	ballot = ballot_create(&paper, BALLOT_BY_PERSON, random_system());
	must_say(ballot, "100 of 100 is left");
	must_say(ballot, "lift (costs 40)");
	must_say(ballot, "wall: 70\n"); /* says it already */
	press(ballot, "1 2");
	must_say(ballot, "10 of 100 is left");
	press(ballot, "3");
	must_say(ballot, "You ticked for 160, and there is 100");
	press(ballot, "1 Enter");
	must_hand_in(ballot, "0 1 1");
}

/* With ten options and more a number may have two digits. */
static void test_numbers_above_nine(void **state)
{
	struct ballot *ballot = ballot_of(SHAPE_CHOOSE, 12);

	(void)state;
	press(ballot, "1 2");
	must_say(ballot, "You chose:\n✓ pond");
	press(ballot, "Backspace 1 Enter");
	must_say(ballot, "You chose:\n✓ lift");
	must_hand_in(ballot, "1 0 0 0 0 0 0 0 0 0 0 0");
	ballot = ballot_of(SHAPE_APPROVE, 12);
	press(ballot, "1 Enter 3 1 0");
	must_say(ballot, " 9 [ ] bell\n10 [x] path\n11 [ ] gate");
	press(ballot, "Enter");
	must_hand_in(ballot, "1 0 1 0 0 0 0 0 0 1 0 0");
}

static void test_fingers_are_their_digits(void **state)
{
	struct ballot_paper paper = paper_of(SHAPE_ANSWER, 6);
	struct ballot *ballot;

	(void)state;
	paper.fingers = true;
	ballot = ballot_create(&paper, BALLOT_BY_PERSON, random_system());
	must_say(ballot, "0 lift\n1 door\n");
	press(ballot, "6");
	must_refuse(ballot, "none of the numbers");
	press(ballot, "0");
	must_say(ballot, "You chose:\n✓ lift");
	press(ballot, "Backspace 5");
	must_hand_in(ballot, "0 0 0 0 0 1");
}

static void test_no_more_places_than_asked_for(void **state)
{
	struct ballot_paper paper = paper_of(SHAPE_RANK, 4);
	struct ballot *ballot;

	(void)state;
	paper.ranks = 2;
	ballot = ballot_create(&paper, BALLOT_BY_PERSON, random_system());
	press(ballot, "Down Enter Down Enter Down Enter");
	must_refuse(ballot, "All 2 places are given");
	press(ballot, "1");
	must_refuse(ballot, "All 2 places are given");
	press(ballot, "Right");
	must_refuse(ballot, "All 2 places are given");
	press(ballot, "Up Enter Down Enter Up Up Up Up Enter");
	must_hand_in(ballot, "1 0 2 0");
}

static void test_blank(void **state)
{
	(void)state;
	for (int shape = 0; shape < SHAPES; shape++) {
		struct ballot *ballot = ballot_of((enum ballot_shape)shape, 3);
		press(ballot, "Up Enter"); /* the last row */
		must_say(ballot, "You hand in a blank ballot.");
		must_hand_in(ballot, "");
	}
}

/* Where nobody may hand in a blank one, an empty one is not read back as one. */
static void test_no_blank(void **state)
{
	struct ballot_paper paper = paper_of(SHAPE_POINTS, 2);

	(void)state;
	paper.blank = false;
	struct ballot *ballot = ballot_create(&paper, BALLOT_BY_PERSON, random_system());
	press(ballot, "Up Enter");
	assert_false(ballot_reading_back(ballot));
	must_refuse(ballot, "Nothing is marked yet");
	ballot_destroy(ballot);
}

static void test_ticks(void **state)
{
	struct ballot *ballot = ballot_of(SHAPE_APPROVE, 3);

	(void)state;
	press(ballot, "Down Enter Down Right Left Right 3");
	must_say(ballot, "3 [x] sign");
	press(ballot, "Enter");
	must_hand_in(ballot, "1 1 1");
}

static void test_dots(void **state)
{
	struct ballot *ballot = ballot_of(SHAPE_POINTS, 2);

	(void)state;
	/* the first line has the keys; Enter gives nothing, and a ballot without a dot is not read
	 * back as a blank one */
	press(ballot, "Enter Enter Enter");
	must_refuse(ballot, "The last line hands in a blank ballot");
	press(ballot, "3");
	must_refuse(ballot, "Go to a line first");
	press(ballot, "Right");
	must_refuse(ballot, "Go to a line first");
	press(ballot, "Up Up 6");
	must_refuse(ballot, "At most 5");
	press(ballot, "4 Right Right");
	must_refuse(ballot, "All dots are given");
	must_say(ballot, "0 of 5 left");
	press(ballot, "Left Left Down Space Enter Enter");
	must_say(ballot, "✓ 3 dots: lift\n✓ 1 dot: door");
	must_hand_in(ballot, "3 1");
}

static void test_scores_and_grades(void **state)
{
	static const enum ballot_shape shapes[] = {SHAPE_SCORE, SHAPE_GRADE};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct ballot *ballot = ballot_of(shapes[i], 3);
		press(ballot, "0 Down 6");
		must_refuse(ballot, "At most 5");
		press(ballot, "5 Right Up Up Up Enter");
		must_say(ballot, "✓ 0 of 5: lift\n✓ 5 of 5: door");
		must_hand_in(ballot, "0 5 -1");
	}
}

static void test_credits_cost_their_square(void **state)
{
	struct ballot *ballot = ballot_of(SHAPE_CREDITS, 3);

	(void)state;
	press(ballot, "3");
	must_say(ballot, "7 of 16 credits left");
	must_say(ballot, " 3 lift (costs 9 credits)");
	press(ballot, "Right");
	assert_null(ballot_message(ballot)); /* 4 cost all there are */
	must_say(ballot, "0 of 16 credits left");
	press(ballot, "Down Right");
	must_refuse(ballot, "One more vote costs 1 credit, and 0 are left");
	press(ballot, "5");
	must_refuse(ballot, "5 votes cost 25 credits; there are 16 in all");
	press(ballot, "Up Left Left Down 3");
	must_say(ballot, "3 of 16 credits left");
	press(ballot, "Right");
	must_refuse(ballot, "One more vote costs 7 credits, and 3 are left");
	press(ballot, "Down Left Right Down Enter"); /* nothing goes below none */
	must_say(ballot, "✓ 3 votes: door (costs 9 credits)\n✓ 1 vote: sign (costs 1 credit)");
	must_hand_in(ballot, "2 3 1");
}

static void test_places(void **state)
{
	struct ballot *ballot = ballot_of(SHAPE_RANK, 4);

	(void)state;
	press(ballot, "1");
	must_refuse(ballot, "Go to a line first");
	press(ballot, "Down Down Enter Down Enter Up Up Enter"); /* door, sign, lift */
	must_say(ballot, " 3 lift\n 1 door\n 2 sign\n - bench");
	press(ballot, "1"); /* lift to the first place, the others behind it */
	must_say(ballot, " 1 lift\n 2 door\n 3 sign\n - bench");
	press(ballot, "Right");
	must_say(ballot, " 2 lift\n 1 door\n 3 sign\n - bench");
	press(ballot, "Left Left Left");
	must_say(ballot, " 1 lift\n 2 door\n 3 sign\n - bench");
	press(ballot, "Enter"); /* out again: the others move up */
	must_say(ballot, " - lift\n 1 door\n 2 sign\n - bench");
	press(ballot, "9"); /* no gaps: the next place */
	must_say(ballot, " 3 lift\n 1 door\n 2 sign\n - bench");
	press(ballot, "Backspace"); /* takes the last place back */
	must_say(ballot, " - lift\n 1 door\n 2 sign\n - bench");
	press(ballot, "Up Up Enter");
	must_say(ballot, "You chose:\n 1 door\n 2 sign\n");
	press(ballot, "Backspace"); /* places are not given again for one mistake */
	must_say(ballot, " 1 door");
	press(ballot, "Enter");
	must_hand_in(ballot, "0 1 2 0");
}

static void test_backspace_takes_places_back_to_the_way_out(void **state)
{
	struct ballot *ballot = ballot_of(SHAPE_RANK, 3);

	(void)state;
	press(ballot, "Down Enter Down Enter");
	assert_int_equal(press(ballot, "Backspace"), BALLOT_USED);
	assert_int_equal(press(ballot, "Backspace"), BALLOT_USED);
	assert_false(ballot_begun(ballot));
	assert_int_equal(press(ballot, "Backspace"), BALLOT_LEFT);
	ballot_destroy(ballot);
}

/* One key too many costs one answer at most: the line it stands on, and all only when asked twice.
 */
static void test_backspace_takes_back_one_line(void **state)
{
	static const enum ballot_shape shapes[] = {
		SHAPE_APPROVE, SHAPE_POINTS, SHAPE_SCORE, SHAPE_RANK, SHAPE_GRADE, SHAPE_CREDITS};

	(void)state;
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
		struct ballot *ballot = ballot_of(shapes[i], 4);
		press(ballot, "Up Down Right Down Right Down Right");
		assert_int_equal(press(ballot, "Backspace"), BALLOT_USED);
		press(ballot, "Down Down Enter");
		must_say(ballot, "You chose:\n");
		must_say(ballot, " lift");
		must_say(ballot, " door");
		char *text = page_text(ballot);
		assert_null(strstr(text, "sign"));
		array_free(text);
		/* from what is read back to what was filled in, and nothing of it is lost */
		must_say(ballot, "Backspace = change it");
		press(ballot, "Backspace");
		assert_false(ballot_reading_back(ballot));
		/* a blank ballot that is taken back leaves the answers as they were */
		press(ballot, "Down Enter");
		must_say(ballot, "You hand in a blank ballot");
		press(ballot, "Backspace Up Enter");
		must_say(ballot, " door");
		press(ballot, "Backspace");
		if (shapes[i] == SHAPE_RANK) {
			ballot_destroy(ballot);
			continue;
		}
		/* on a line with nothing it asks, and any other key has said no */
		press(ballot, "Up");
		assert_int_equal(press(ballot, "Backspace"), BALLOT_USED);
		must_refuse(ballot, "Once more takes all your answers back");
		press(ballot, "Up Down Backspace");
		assert_true(ballot_begun(ballot));
		assert_int_equal(press(ballot, "Backspace"), BALLOT_USED);
		assert_false(ballot_begun(ballot));
		assert_int_equal(press(ballot, "Backspace"), BALLOT_LEFT);
		ballot_destroy(ballot);
	}
}

/* Before the room: as many keys for each choice, and nothing of it on the page. */
static void test_before_the_room(void **state)
{
	struct ballot_paper paper = paper_of(SHAPE_CHOOSE, 12);
	struct random_seeded seeded;

	(void)state;
	struct ballot *ballot =
		ballot_create(&paper, BALLOT_BEFORE_ROOM, random_seeded(&seeded, 7));
	char *before = page_text(ballot);
	press(ballot, "0 4");
	char *typed = page_text(ballot);
	assert_string_equal(before, typed);
	assert_non_null(strstr(before, "13 "));
	press(ballot, "Enter");
	must_say(ballot, "taken, and not shown here");
	press(ballot, "Backspace 4 Enter");
	must_refuse(ballot, "Type both digits");
	array_free(before);
	array_free(typed);
	ballot_destroy(ballot);
}

static struct ballot *ballot_with_words(enum ballot_hands hands)
{
	struct ballot_paper paper = paper_of(SHAPE_CHOOSE, 3);

	paper.receipts = true;
	return ballot_create(&paper, hands, random_system());
}

/* Two words of one's own are asked for once it is chosen, and read back with it. */
static void test_two_words(void **state)
{
	struct ballot *ballot = ballot_with_words(BALLOT_BY_PERSON);

	(void)state;
	press(ballot, "2");
	assert_false(ballot_reading_back(ballot));
	must_say(ballot, "Two words of your own, if you like");
	must_say(ballot, "Not your name");
	press(ballot, "R e d Enter");
	must_refuse(ballot, "Type two words");
	assert_false(ballot_reading_back(ballot));
	press(ballot, "Space o w q Backspace l Enter");
	assert_string_equal(ballot_words(ballot), "red owl");
	must_say(ballot, "The words beside it: red owl");
	must_say(ballot, "it is found by these words alone");
	/* another choice: the words stay, until they are taken back too */
	press(ballot, "Backspace");
	assert_string_equal(ballot_words(ballot), "");
	press(ballot, "3 o n e Space t w o Backspace Backspace Backspace Backspace");
	press(ballot, "Backspace Backspace Backspace");
	press(ballot, "Backspace"); /* back to the choice */
	must_say(ballot, "Arrows to your choice");
	press(ballot, "3 Enter");
	must_say(ballot, "Without words.");
	must_say(ballot, "nobody can find your ballot again");
	must_hand_in(ballot, "0 0 1");
}

static void test_words_on_a_slip_and_on_none(void **state)
{
	struct ballot *ballot = ballot_with_words(BALLOT_BY_TELLERS);

	(void)state;
	press(ballot, "2");
	must_say(ballot, "Type the two words on the slip");
	press(ballot, "7 Space 1 1 Enter"); /* digits are letters here */
	assert_string_equal(ballot_words(ballot), "7 11");
	ballot_clear(ballot);
	assert_string_equal(ballot_words(ballot), "");
	press(ballot, "0 a Space b Enter");
	must_say(ballot, "The slip is blank.");
	must_say(ballot, "The words beside it: a b");
	assert_string_equal(ballot_words(ballot), "a b");
	must_hand_in(ballot, "");
	ballot = ballot_with_words(BALLOT_BEFORE_ROOM); /* where all press as many keys */
	press(ballot, "1 Enter");
	assert_true(ballot_reading_back(ballot));
	assert_string_equal(ballot_words(ballot), "");
	ballot_destroy(ballot);
}

/* Whoever changes a choice need not type the words again. */
static void test_a_changed_choice_keeps_its_words(void **state)
{
	struct ballot *ballot = ballot_with_words(BALLOT_BY_PERSON);

	(void)state;
	press(ballot, "2 r e d Space o w l Enter Enter");
	ballot_change(ballot);
	press(ballot, "1 Enter");
	assert_string_equal(ballot_words(ballot), "red owl");
	must_hand_in(ballot, "1 0 0");
}

static void test_what_may_be_changed_says_so(void **state)
{
	struct ballot_paper paper = paper_of(SHAPE_APPROVE, 3);
	struct ballot_paper reworded = paper_of(SHAPE_APPROVE, 3),
			    other = paper_of(SHAPE_POINTS, 3);

	(void)state;
	paper.changes = reworded.changes = true;
	struct ballot *ballot = ballot_create(&paper, BALLOT_BY_PERSON, random_system());
	press(ballot, "1 3 Enter");
	must_say(ballot, "change it until the vote closes");
	assert_int_equal(press(ballot, "Enter"), BALLOT_HANDED);
	ballot_change(ballot);
	must_say(ballot, "1 [x] lift\n2 [ ] door\n3 [x] sign");
	array_free(reworded.options.items[1]);
	reworded.options.items[1] = mem_copy_text("gate");
	assert_true(ballot_reword(ballot, &reworded)); /* the words are new, the marks are not */
	must_say(ballot, "1 [x] lift\n2 [ ] gate");
	assert_false(ballot_reword(ballot, &other));
	press(ballot, "3 Enter");
	must_hand_in(ballot, "1 0 0");
	ballot_paper_finish(&other);
}

static void test_the_paper_is_what_everybody_sees(void **state)
{
	struct audience_item items[] = {{.kind = ITEM_CARD, .text = "no option"},
		{.kind = ITEM_OPTION, .text = "one"}, {.kind = ITEM_OPTION, .text = NULL}};
	struct audience_answer answers[] = {{.text = "yes"}, {.text = "no"}};
	struct audience audience = {.stage_title = "Which?",
		.items = {.items = items, .count = 3},
		.vote = {.open = true, .secret = true, .shape = SHAPE_POINTS, .dots = 7}};
	struct ballot_paper paper = {0};

	(void)state;
	ballot_paper_fill(&paper, &audience);
	assert_string_equal(paper.question, "Which?");
	assert_int_equal(paper.options.count, 2);
	assert_string_equal(paper.options.items[0], "one");
	assert_string_equal(paper.options.items[1], "(erased)");
	assert_int_equal(paper.dots, 7);
	assert_true(paper.secret);
	ballot_paper_finish(&paper);
	audience.vote.tests = true;
	audience.vote.question = "We meet weekly.";
	audience.vote.answers.items = answers;
	audience.vote.answers.count = 2;
	audience.vote.shape = SHAPE_ANSWER;
	ballot_paper_fill(&paper, &audience);
	assert_string_equal(paper.question, "We meet weekly.");
	assert_int_equal(paper.options.count, 2);
	assert_string_equal(paper.options.items[1], "no");
	ballot_paper_finish(&paper);
}

int main(void)
{
	setlocale(LC_ALL, "C.UTF-8");
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_choice),
		cmocka_unit_test(test_grades_in_words),
		cmocka_unit_test(test_money),
		cmocka_unit_test(test_numbers_above_nine),
		cmocka_unit_test(test_fingers_are_their_digits),
		cmocka_unit_test(test_no_more_places_than_asked_for),
		cmocka_unit_test(test_blank),
		cmocka_unit_test(test_no_blank),
		cmocka_unit_test(test_ticks),
		cmocka_unit_test(test_dots),
		cmocka_unit_test(test_scores_and_grades),
		cmocka_unit_test(test_credits_cost_their_square),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_backspace_takes_places_back_to_the_way_out),
		cmocka_unit_test(test_backspace_takes_back_one_line),
		cmocka_unit_test(test_before_the_room),
		cmocka_unit_test(test_two_words),
		cmocka_unit_test(test_words_on_a_slip_and_on_none),
		cmocka_unit_test(test_a_changed_choice_keeps_its_words),
		cmocka_unit_test(test_what_may_be_changed_says_so),
		cmocka_unit_test(test_the_paper_is_what_everybody_sees),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
