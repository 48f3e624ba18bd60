/* A participant's own keyboard. Its pictures stand in golden-keyboard/. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "own.h"

#include <locale.h>
#include <string.h>

static struct goldens goldens = {.folder = "tests/screens/golden-keyboard"};

/* --- arriving --- */

static void test_a_place_is_found_by_typing(void **state)
{
	struct own own;

	(void)state;
	own_open(&own, AT_NOTICED, false);
	assert_int_equal(own.wanted.count, 1); /* no code on the same machine */
	assert_null(own.wanted.items[0].words.items[0]);
	own_must_say(&own, "Waiting for the session");
	assert_true(own_press(&own, "x Enter"));
	assert_false(own_press(&own, "q"));
	own_answer(&own, WISH_PLACES, NULL);
	own_picture(&own, &goldens, "places");
	own_press(&own, "\"be\"");
	own_must_say(&own, "> • Ben - researcher");
	assert_false(own_says(&own, "Amina"));
	own_press(&own, "Enter");
	assert_int_equal(own.wanted.items[0].id, table_person(&own.table, "Ben"));
	own_must_say(&own, "Asking for your place");
	own_answer(&own, WISH_PLACE, NULL);
	own_picture(&own, &goldens, "waiting");
	own_must_say(&own, "Please wait for the facilitator");
	own.me.state = PARTICIPANT_IN;
	own.sight.audience = &own.audience;
	own_must_say(&own, "What did you notice on the way here?");
	own_close(&own);
}

static void test_the_code_comes_first_over_the_network(void **state)
{
	struct own own;

	(void)state;
	own_open(&own, AT_NOTICED, true);
	assert_int_equal(own.wanted.count, 0);
	own_picture(&own, &goldens, "code");
	own_press(&own, "\"abc 123\" Enter");
	assert_string_equal(own.wanted.items[0].words.items[0], "abc 123");
	own_answer(&own, WISH_PLACES, "That is not the code.");
	own_must_say(&own, "! That is not the code.");
	own_must_say(&own, "[Code: ]");
	own_press(&own, "\"abc123\" Enter");
	own_answer(&own, WISH_PLACES, NULL);
	own_press(&own, "Enter");
	assert_string_equal(own.wanted.items[0].words.items[0], "abc123");
	assert_int_equal(own.wanted.items[0].id, table_person(&own.table, "Amina"));
	own_answer(&own, WISH_PLACE, "Amina is closed.");
	own_must_say(&own, "! Amina is closed."); /* and chosen again */
	own_answer(&own, WISH_PLACES, NULL);
	own_must_say(&own, "Who are you?");
	own_press(&own, "Enter");
	own_answer(&own, WISH_PLACE, "There is a new code."); /* made meanwhile: typed anew */
	own_answer(&own, WISH_PLACES, "That is not the code.");
	own_must_say(&own, "[Code: ]");
	own_close(&own);
}

static void test_a_newcomer_says_name_and_role(void **state)
{
	struct own own;

	(void)state;
	own_open(&own, AT_NOTICED, false);
	own_answer(&own, WISH_PLACES, NULL);
	own_press(&own, "\"Zoe\"");
	own_must_say(&own, "> + Somebody else");
	own_press(&own, "Enter");
	own_must_say(&own, "[Name: Zoe]"); /* what was typed to find it */
	own_press(&own, "Enter Esc");
	own_must_say(&own, "[Name: Zoe]");
	own_picture(&own, &goldens, "name");
	own_press(&own, "Ctrl-U Enter");
	own_must_say(&own, "Type your name first");
	own_press(&own, "\"Zoe\" Enter \"carer\" Enter");
	const struct wanted *wanted = &own.wanted.items[0];
	assert_int_equal(wanted->id, 0);
	assert_string_equal(wanted->words.items[1], "Zoe");
	assert_string_equal(wanted->words.items[2], "carer");
	own_close(&own);
	own_open(&own, AT_NOTICED, false);
	own_answer(&own, WISH_PLACES, NULL);
	own_press(&own, "PageDown Down Enter");
	assert_int_equal(own.wanted.items[0].id, 0);
	assert_string_equal(own.wanted.items[0].words.items[1], "");
	own_close(&own);
}

static void test_who_is_out_asks_again(void **state)
{
	struct own own;

	(void)state;
	own_open_in(&own, AT_NOTICED);
	own_press(&own, "\"half\"");
	own.me.state = PARTICIPANT_OUT;
	own.sight.link = LINK_APART;
	own_picture(&own, &goldens, "out");
	own_must_say(&own, "This device has no place any more");
	own_press(&own, "Enter");
	own_answer(&own, WISH_PLACES, NULL);
	own_must_say(&own, "Who are you?");
	own_press(&own, "\"ben\" Enter");
	own_answer(&own, WISH_PLACE, NULL);
	own.me.state = PARTICIPANT_IN;
	own_must_say(&own, "half]"); /* what was typed is kept */
	own_close(&own);
}

/* --- cards --- */

static void test_a_card_is_read_back_and_sent(void **state)
{
	struct own own;

	(void)state;
	own_open_in(&own, AT_NOTICED);
	own_picture(&own, &goldens, "card");
	own_must_say(&own, "write it here");
	own_press(&own, "Enter");
	own_must_say(&own, "Type some words first");
	own_press(&own, "\"The lift was broken\" Enter");
	own_must_say(&own, "You wrote:");
	own_must_say(&own, "The lift was broken");
	own_must_say(&own, "Kept with your name");
	own_picture(&own, &goldens, "card-back");
	assert_int_equal(own.wanted.count, 0);
	own_press(&own, "Backspace");
	own_must_say(&own, "[Your card: The lift was broken]");
	own_press(&own, "Enter Enter");
	own_must_say(&own, "a card is on its way");
	own_must_say(&own, "[Your card: ]");
	assert_int_equal(own.wanted.items[0].id, AT_NOTICED);
	own_answer(&own, WISH_CARD, NULL);
	own_must_say(&own, "Taken.");
	own_must_say(&own, "• The lift was broken - Ben");
	own_picture(&own, &goldens, "card-taken");
	own_close(&own);
}

static void test_a_refused_card_comes_back(void **state)
{
	struct own own;

	(void)state;
	own_open_in(&own, AT_NOTICED);
	own_press(&own, "\"one\" Enter Enter");
	own_answer(&own, WISH_CARD, "Off the record.");
	own_must_say(&own, "! Off the record.");
	own_must_say(&own, "[Your card: one]");
	own_press(&own, "Enter Enter \"two\"");
	own_answer(&own, WISH_CARD, "Off the record.");
	own_must_say(&own, "! Not taken: “one”. Off the record.");
	own_must_say(&own, "[Your card: two]");
	own_close(&own);
}

static void test_a_card_of_several_columns(void **state)
{
	struct own own;

	(void)state;
	own_open_in(&own, AT_TAKES);
	own_must_say(&own, "[what: ]");
	own_press(&own, "\"A bus\" Enter \"3\" Tab BackTab");
	own_must_say(&own, "[how many: 3]");
	own_picture(&own, &goldens, "card-columns");
	own_press(&own, "Enter Enter Enter Enter Enter");
	own_must_say(&own, "how many: 3");
	own_press(&own, "Enter");
	assert_int_equal(own.wanted.items[0].words.count, 6);
	assert_string_equal(own.wanted.items[0].words.items[1], "3");
	own_close(&own);
}

/* A stage that goes and comes back finds what was half typed. */
static void test_half_a_card_waits_for_its_stage(void **state)
{
	struct own own;

	(void)state;
	own_open_in(&own, AT_NOTICED);
	own_press(&own, "\"half\"");
	table_do(&own.table,
		(struct command){.kind = EVENT_STAGE_ENTERED, .body = {.stage = AT_TAKES}});
	own_press(&own, "\"other\"");
	own_must_say(&own, "[what: other]");
	table_do(&own.table,
		(struct command){.kind = EVENT_STAGE_ENTERED, .body = {.stage = AT_NOTICED}});
	own_must_say(&own, "[Your card: half]");
	own_close(&own);
}

/* --- ballots --- */

static void test_a_ballot_lies_in_the_box_and_may_be_changed(void **state)
{
	struct own own;

	(void)state;
	own_open_in(&own, AT_WALL);
	own_must_say(&own, "The vote opens in a moment");
	assert_false(own_says(&own, "Enter your ballot;"));
	int64_t poll = table_poll(&own.table, AT_WALL, 0, true);
	own_must_say(&own, "Press Enter for your ballot.");
	own_must_say(&own, "Enter your ballot;");
	own_must_say(&own, "only this device can find your ballot");
	own_picture(&own, &goldens, "vote");
	own_press(&own, "Enter 2");
	own_must_say(&own, "You chose:");
	own_picture(&own, &goldens, "ballot-back");
	own_press(&own, "Enter");
	own_must_say(&own, "Your ballot is on its way.");
	assert_int_equal(own_ballots(&own, poll), 0);
	own_answer(&own, WISH_BALLOT, NULL);
	assert_int_equal(own_ballots(&own, poll), 1);
	own_must_say(&own, "lies in the box");
	own_picture(&own, &goldens, "voted");
	own_press(&own, "Down Enter");
	own_must_say(&own, "Arrows to your choice");
	own_press(&own, "1 Enter");
	assert_int_equal(own.wanted.items[0].marks.items[0], 1);
	own_answer(&own, WISH_BALLOT, NULL);
	assert_int_equal(own_ballots(&own, poll), 1);
	own_close(&own);
}

static void test_a_ballot_that_may_not_be_changed(void **state)
{
	struct own own;

	(void)state;
	own_open_in(&own, AT_WALL);
	int64_t poll = table_poll(&own.table, AT_WALL, 0, true);
	for (size_t i = 0; i < own.table.model.polls.count; i++)
		own.table.model.polls.items[i].changes = false;
	own_press(&own, "Enter 2");
	own_must_say(&own, "nobody can find your ballot again");
	own_press(&own, "Enter");
	own_answer(&own, WISH_BALLOT, NULL);
	own_must_say(&own, "You have voted.");
	own_press(&own, "Enter");
	assert_false(own_says(&own, "Arrows to your choice"));
	assert_int_equal(own_ballots(&own, poll), 1);
	own_close(&own);
}

/* The passed keyboard was quicker. */
static void test_who_voted_elsewhere_has_voted(void **state)
{
	struct own own;

	(void)state;
	own_open_in(&own, AT_WALL);
	int64_t poll = table_poll(&own.table, AT_WALL, 0, true);
	own_press(&own, "Enter");
	table_cast(&own.table, poll, own.me.person,
		poll_options(model_poll(&own.table.model, poll)), 1);
	own_press(&own, "2 Enter");
	own_answer(&own, WISH_BALLOT, "This person has voted already.");
	own_must_say(&own, "! This person has voted already.");
	own_must_say(&own, "You have voted.");
	own_press(&own, "Enter");
	assert_false(own_says(&own, "Arrows to your choice"));
	own_close(&own);
}

static void test_ballots_of_other_shapes(void **state)
{
	struct own own;

	(void)state;
	own_open_in(&own, AT_DOTS);
	table_poll(&own.table, AT_DOTS, 0, true);
	own_press(&own, "Enter Right Right");
	own_must_say(&own, "4 of 6 left");
	own_picture(&own, &goldens, "ballot-dots");
	own_press(&own, "Esc"); /* a look at the room */
	own_must_say(&own, "Press Enter for your ballot.");
	own_press(&own, "Enter");
	own_must_say(&own, "4 of 6 left");
	own_press(&own, "Up Up Enter Enter");
	assert_int_equal(own.wanted.items[0].marks.items[0], 2);
	own_close(&own);
}

static void test_a_vote_that_closes_takes_the_ballot_away(void **state)
{
	struct own own;

	(void)state;
	own_open_in(&own, AT_WALL);
	int64_t poll = table_poll(&own.table, AT_WALL, 0, true);
	own_press(&own, "Enter Down");
	own.table.model.off_record = true; /* nothing is told; nothing is lost */
	own_must_say(&own, "Off the record");
	own.table.model.off_record = false;
	own_press(&own, "Enter");
	own_must_say(&own, "> 1");
	table_say(&own.table, (struct command){.kind = EVENT_POLL_VOIDED, .body = {.poll = poll}},
		"The options were wrong.", NULL);
	own_must_say(&own, "takes no ballots any more");
	own_close(&own);
}

static void test_who_cannot_vote_is_told(void **state)
{
	struct own own;

	(void)state;
	own_open_in(&own, AT_WALL);
	table_do(&own.table, (struct command){.kind = EVENT_PERSON_STATUS,
				     .body = {.person = own.me.person, .status = STATUS_LEFT}});
	table_poll(&own.table, AT_WALL, 0, true);
	own_must_say(&own, "you have no vote in this one");
	own_press(&own, "Enter");
	assert_false(own_says(&own, "Arrows to your choice"));
	own_close(&own);
}

/* What one person filled in is nobody else's. */
static void test_another_person_finds_an_empty_ballot(void **state)
{
	struct own own;

	(void)state;
	own_open_in(&own, AT_DOTS);
	table_poll(&own.table, AT_DOTS, 0, true);
	own_press(&own, "Enter Right Right Up Up Enter Enter");
	own_answer(&own, WISH_BALLOT, NULL);
	own.me.state = PARTICIPANT_OUT;
	own_press(&own, "Enter");
	own_answer(&own, WISH_PLACES, NULL);
	own_press(&own, "\"amina\" Enter");
	own_answer(&own, WISH_PLACE, NULL);
	own.me.state = PARTICIPANT_IN;
	own_press(&own, "Enter");
	own_must_say(&own, "6 of 6 left");
	own_close(&own);
}

/* --- all else --- */

static void test_where_one_sits(void **state)
{
	struct own own;

	(void)state;
	own_open_in(&own, AT_ROUND);
	assert_false(own_says(&own, "you are in small group"));
	table_do(&own.table,
		(struct command){.kind = EVENT_STAGE_ENTERED, .body = {.stage = AT_REST}});
	own_must_say(&own, "you are in small group");
	own_picture(&own, &goldens, "small-group");
	table_do(&own.table, (struct command){.kind = EVENT_OFF_RECORD, .body = {.yes = 1}});
	assert_false(own_says(&own, "you are in small group"));
	own_close(&own);
}

static void test_a_hand_goes_up_and_down(void **state)
{
	struct own own;

	(void)state;
	own_open_in(&own, AT_WALL);
	own_press(&own, "h");
	assert_true(own.wanted.items[0].yes);
	own_answer(&own, WISH_HAND, NULL);
	own_must_say(&own, "your hand is up");
	own_must_say(&own, "h hand down");
	own_picture(&own, &goldens, "hand");
	/* down again with the next stage; and up also while something is typed */
	table_do(&own.table,
		(struct command){.kind = EVENT_STAGE_ENTERED, .body = {.stage = AT_NOTICED}});
	own_press(&own, "\"h\" F4");
	own_must_say(&own, "[Your card: h]");
	assert_true(own.wanted.items[0].yes);
	own_answer(&own, WISH_HAND, NULL);
	own_press(&own, "Alt-h");
	assert_false(own.wanted.items[0].yes);
	own_close(&own);
}

/* Anybody can stop on a word, in the middle of a card too; the room sees the word alone. */
static void test_a_word_is_asked_about(void **state)
{
	struct own own;

	(void)state;
	own_open_in(&own, AT_QUIET);
	own_press(&own, "\"Half\" Ctrl-G");
	own_must_say(&own, "Which word shall be explained?");
	own_press(&own, "Enter \"safeguarding\"");
	own_picture(&own, &goldens, "word");
	own_press(&own, "Enter");
	assert_int_equal(own.wanted.items[0].wish, WISH_WORD);
	own_answer(&own, WISH_WORD, NULL);
	own_must_say(&own, "The room sees the word now");
	assert_int_equal(own.table.model.glossary.count, 1);
	assert_string_equal(own.table.model.glossary.items[0].word, "safeguarding");
	own_must_say(&own, "Half"); /* the card waits as it was */
	own_press(&own, "Ctrl-G Esc");
	own_must_say(&own, "Half");
	assert_int_equal(own.wanted.count, 0);
	own_close(&own);
}

static void test_ready_is_for_silence(void **state)
{
	struct own own;

	(void)state;
	own_open_in(&own, AT_QUIET);
	own_press(&own, "F5");
	assert_int_equal(own.wanted.items[0].wish, WISH_READY);
	assert_int_equal(own.wanted.items[0].id, AT_QUIET);
	own_answer(&own, WISH_READY, NULL);
	own.me.ready = true;
	own_must_say(&own, "you are ready");
	own_picture(&own, &goldens, "ready");
	table_do(&own.table,
		(struct command){.kind = EVENT_STAGE_ENTERED, .body = {.stage = AT_WALL}});
	own_press(&own, "r");
	own_must_say(&own, "This key does nothing here.");
	assert_int_equal(own.wanted.count, 0);
	own_close(&own);
}

static void test_colours_go_round(void **state)
{
	struct own own;

	(void)state;
	own_open_in(&own, AT_WALL);
	for (int i = 1; i <= COLOUR_SETS; i++) {
		own_press(&own, "=");
		own_must_say(&own, "Colours: ");
		assert_int_equal(keyboard_colours(own.keyboard), i % COLOUR_SETS);
	}
	own_close(&own);
}

static void test_leaving_asks_when_something_is_not_sent(void **state)
{
	struct own own;

	(void)state;
	own_open_in(&own, AT_WALL);
	assert_false(own_press(&own, "q"));
	own_press(&own, "h"); /* as if it had stayed: not answered yet */
	assert_true(own_press(&own, "q"));
	own_must_say(&own, "Leave now?");
	own_picture(&own, &goldens, "leave");
	assert_true(own_press(&own, "Esc"));
	own_answer(&own, WISH_HAND, NULL);
	table_poll(&own.table, AT_WALL, 0, true);
	assert_true(own_press(&own, "Enter 2 q"));
	own_must_say(&own, "Leave now?");
	assert_true(own_press(&own, "x"));
	own_must_say(&own, "You chose:");
	own_close(&own);
	own_open_in(&own, AT_NOTICED);
	assert_true(own_press(&own, "\"q\" F10"));
	assert_false(own_press(&own, "Enter"));
	own_close(&own);
	own_open(&own, AT_NOTICED, false);
	assert_false(own_press(&own, "Esc"));
	own_close(&own);
}

static void test_a_lost_connection_is_said(void **state)
{
	struct own own;

	(void)state;
	own_open_in(&own, AT_NOTICED);
	own_press(&own, "\"half\"");
	own_press(&own, "Alt-=");
	own_must_say(&own, "Colours:");
	own.sight.link = LINK_LOST; /* said instead of what was said last */
	own_must_say(&own, "The connection is lost.");
	own_must_say(&own, "[Your card: half]");
	own_picture(&own, &goldens, "lost");
	own_press(&own, "Ctrl-U Enter"); /* also behind what was said last */
	own_must_say(&own, "! Type some words first.");
	own_must_say(&own, "(the connection is lost)");
	own_press(&own, "x");
	own.sight.problem = "It could not be written just now.";
	own_must_say(&own, "It could not be written just now.");
	own_close(&own);
}

/* --- cards into themes --- */

static int64_t theme_of(const struct own *own, size_t card)
{
	const struct model *model = &own->table.model;

	return model_theme_of(model, model->stage, model->cards.items[card].id);
}

static void test_cards_are_put_into_themes(void **state)
{
	struct own own;
	const struct model *model = &own.table.model;

	(void)state;
	own_open_grouping(&own);
	own_must_say(&own, ">   · Buses at night");
	own_press(&own, "\"Getting there\"");
	own_must_say(&own, "Enter make this theme;");
	own_press(&own, "Enter");
	own_answer(&own, WISH_THEME, NULL);
	own_press(&own, "\"Home\" Enter");
	own_answer(&own, WISH_THEME, NULL);
	own_must_say(&own, "The theme is there now.");
	assert_int_equal(model->themes.count, 2);
	own_picture(&own, &goldens, "group");
	own_press(&own, "Enter");
	own_must_say(&own, "Into which theme?");
	own_picture(&own, &goldens, "group-theme");
	own_press(&own, "Enter");
	own_answer(&own, WISH_GROUP, NULL);
	assert_int_equal(theme_of(&own, 0), model->themes.items[0].id);
	assert_int_equal(model->events.items[model->events.count - 1].by, own.me.person);
	/* and on to the next that is in none */
	own_must_say(&own, ">   · Tickets cost too much");
	own_press(&own, "Down Enter 2");
	own_answer(&own, WISH_GROUP, NULL);
	assert_int_equal(theme_of(&own, 2), model->themes.items[1].id);
	/* out of it again, from where it is now */
	own_press(&own, "Up Enter 3");
	assert_int_equal(own.wanted.items[0].marks.items[1], model->themes.items[1].id);
	own_answer(&own, WISH_GROUP, NULL);
	assert_int_equal(theme_of(&own, 2), 0);
	own_press(&own, "Enter Esc");
	assert_int_equal(own.wanted.count, 0);
	/* a name is corrected where it stands */
	own_press(&own, "PageUp Enter");
	own_must_say(&own, "[Its name: Getting there]");
	own_press(&own, "\"!\" Enter");
	own_answer(&own, WISH_RENAME, NULL);
	assert_string_equal(model->themes.items[0].name, "Getting there!");
	own_must_say(&own, "The theme has this name now.");
	own_close(&own);
}

/* Others work on the same cards: the focus stays on its card, and what is refused is not lost. */
static void test_others_move_cards_meanwhile(void **state)
{
	struct own own;

	(void)state;
	own_open_grouping(&own);
	own_press(&own, "Enter"); /* no theme yet, but none can be chosen */
	own_must_say(&own, "Into none");
	own_press(&own, "Esc");
	struct command theme = {.kind = EVENT_THEME_ADDED,
		.body = {.stage = own.table.model.stage, .role = -1, .item = -1}};
	int64_t home = table_say(&own.table, theme, "Home", NULL);
	own_press(&own, "Down Down");
	own_must_say(&own, ">   · A warm room in winter");
	struct command moved = {.kind = EVENT_CARD_GROUPED,
		.body = {.stage = own.table.model.stage,
			.role = -1,
			.item = -1,
			.thing = own.table.model.cards.items[2].id,
			.into = home}};
	own_press(&own, "Enter");
	table_do(&own.table, moved);
	own_press(&own, "2"); /* into none, where it had been seen */
	assert_int_equal(own.wanted.items[0].marks.items[1], 0);
	own_answer(&own, WISH_GROUP, "Somebody else has moved this card meanwhile.");
	own_must_say(&own, "! Somebody else has moved this card meanwhile.");
	own_must_say(&own, ">   · A warm room in winter");
	own_press(&own, "\"Room\" Enter");
	own_must_say(&own, "[New theme: ]");
	own_answer(&own, WISH_THEME, "There is a theme of this name already.");
	own_must_say(&own, "! Not taken: “Room”. There is a theme of this name already.");
	/* the room goes on: nothing is asked any more, what is half typed is kept */
	own_press(&own, "Enter");
	own_must_say(&own, "Into which theme?");
	table_do(&own.table, (struct command){.kind = EVENT_STAGE_ENTERED, .body = {.stage = 0}});
	own_must_say(&own, "! The room has gone on.");
	assert_int_equal(own.wanted.count, 0);
	assert_false(own_press(&own, "q"));
	own_close(&own);
	own_open_grouping(&own);
	assert_true(own_press(&own, "\"half\" F10"));
	own_must_say(&own, "Leave now?");
	own_close(&own);
}

static void test_no_picture_is_left_over(void **state)
{
	(void)state;
	assert_int_equal(goldens.differing, 0);
	assert_int_equal(goldens_left_over(&goldens), 0);
	goldens_finish(&goldens);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_place_is_found_by_typing),
		cmocka_unit_test(test_the_code_comes_first_over_the_network),
		cmocka_unit_test(test_a_newcomer_says_name_and_role),
		cmocka_unit_test(test_who_is_out_asks_again),
		cmocka_unit_test(test_a_card_is_read_back_and_sent),
		cmocka_unit_test(test_a_refused_card_comes_back),
		cmocka_unit_test(test_a_card_of_several_columns),
		cmocka_unit_test(test_half_a_card_waits_for_its_stage),
		cmocka_unit_test(test_a_ballot_lies_in_the_box_and_may_be_changed),
		cmocka_unit_test(test_a_ballot_that_may_not_be_changed),
		cmocka_unit_test(test_who_voted_elsewhere_has_voted),
		cmocka_unit_test(test_ballots_of_other_shapes),
		cmocka_unit_test(test_a_vote_that_closes_takes_the_ballot_away),
		cmocka_unit_test(test_who_cannot_vote_is_told),
		cmocka_unit_test(test_another_person_finds_an_empty_ballot),
		cmocka_unit_test(test_where_one_sits),
		cmocka_unit_test(test_a_hand_goes_up_and_down),
		cmocka_unit_test(test_a_word_is_asked_about),
		cmocka_unit_test(test_ready_is_for_silence),
		cmocka_unit_test(test_colours_go_round),
		cmocka_unit_test(test_leaving_asks_when_something_is_not_sent),
		cmocka_unit_test(test_a_lost_connection_is_said),
		cmocka_unit_test(test_cards_are_put_into_themes),
		cmocka_unit_test(test_others_move_cards_meanwhile),
		cmocka_unit_test(test_no_picture_is_left_over),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
