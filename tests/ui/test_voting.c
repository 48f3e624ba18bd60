/* Votes at the console: the passed keyboard, slips, hands, and who says what by name. */
#include "../support/table.h"

#include "../../src/ui/console/state.h"

#include "roundtable/base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void test_a_ballot_of_as_many_options_as_there_may_be(void **state)
{
	struct table table;
	char text[24];

	(void)state;
	table_open_at(&table, AT_NOTICED, false);
	for (int i = 0; i < TALLY_OPTIONS_MAX; i++) {
		snprintf(text, sizeof text, "Thing %d", i);
		table_say(&table,
			(struct command){.kind = EVENT_CARD_ADDED,
				.body = {.stage = AT_NOTICED, .item = -1, .role = -1}},
			text, NULL);
	}
	int64_t poll = table_poll(&table, AT_APPROVAL, 0, true);
	assert_int_equal(poll_options(model_poll(&table.model, poll)), TALLY_OPTIONS_MAX);
	ballot_open(table.console, poll, table_person(&table, "Amina"));
	table_keys(&table, "Enter Up Enter Enter");
	assert_int_equal(model_poll_cast(&table.model, model_poll(&table.model, poll)), 1);
	table_close(&table);
}

static enum command_result (*table_run)(void *context, const struct command *command,
	const struct texts *uses, struct refusal *refusal, struct error *err);
static int ballots_seen;

/* A list that grows leaves copies of the marks behind in memory. */
static enum command_result watch(void *context, const struct command *command,
	const struct texts *uses, struct refusal *refusal, struct error *err)
{
	const struct ids *marks = &body_rare(&command->body)->marks;

	if (command->kind == EVENT_BALLOT_CAST) {
		ballots_seen++;
		assert_int_equal(marks->count, marks->capacity);
	}
	return table_run(context, command, uses, refusal, err);
}

static void test_marks_are_held_once(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_WALL, false);
	table_run = table.config.ports.run;
	table.config.ports.run = watch;
	table_reopen(&table);
	int64_t poll = table_poll(&table, AT_WALL, 0, true);
	ballots_seen = 0;
	ballot_open(table.console, poll, table_person(&table, "Amina"));
	table_keys(&table, "2 Enter");
	ballot_open(table.console, poll, table_person(&table, "Ben"));
	table_keys(&table, "Up Enter Enter"); /* blank */
	assert_int_equal(ballots_seen, 2);
	assert_int_equal(model_poll_cast(&table.model, model_poll(&table.model, poll)), 2);
	table_close(&table);
}

static void test_nobody_is_called_when_all_ballots_are_in(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_WALL, false);
	int64_t poll = table_poll(&table, AT_WALL, 0, true);
	table_do(&table, (struct command){.kind = EVENT_TELLERS_NAMED,
				 .body = {.poll = poll,
					 .person = table_person(&table, "Amina"),
					 .into = table_person(&table, "Ben")}});
	for (int i = 0; i < 5; i++)
		table_cast(&table, poll, 0, 3, 0);
	call_open(table.console, poll);
	table_keys(&table, "Enter");
	table_must_say(&table, "Take the keyboard");
	table_cast(&table, poll, 0, 3, 0);
	table_must_say(&table, "Everybody has been called");
	table_close(&table);
}

static void test_who_has_left_is_not_called(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_WALL, false);
	int64_t poll = table_poll(&table, AT_WALL, 0, true);
	table_do(&table,
		(struct command){.kind = EVENT_PERSON_STATUS,
			.body = {.person = table_person(&table, "Amina"), .status = STATUS_LEFT}});
	call_open(table.console, poll);
	table_keys(&table, "Enter");
	table_must_say(&table, "Ben");
	assert_false(table_says(&table, "Amina"));
	for (int i = 0; i < 5; i++)
		table_key(&table, 'n');
	table_must_say(&table, "Ben");
	table_close(&table);
}

/* Invited and never marked as here: said on leaving the roster, and before a vote of nobody. */
static void test_nobody_is_marked_as_here(void **state)
{
	struct table table;

	(void)state;
	table_open(&table, &(struct table_options){0});
	table_keys(&table, "n n");
	for (size_t i = 0; i < table.model.persons.count; i++)
		table_do(&table, (struct command){.kind = EVENT_PERSON_STATUS,
					 .body = {.person = table.model.persons.items[i].id,
						 .status = STATUS_EXPECTED}});
	table_keys(&table, "F8");
	table_must_say(&table, "Nobody is marked as here");
	table_keys(&table, "\"one\" Enter \"two\" Enter F8");
	assert_false(table_says(&table, "Nobody is marked as here"));
	table_keys(&table, "F8 Enter");
	table_must_say(&table, "Nobody who can vote is marked as here");
	assert_null(console_top(table.console));
	table_close(&table);
}

/* One by one out of those who can; whoever was named goes out again by the same key. */
static void test_who_can_vote_is_named(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_WALL, false);
	table_keys(&table, "Enter");
	table_must_say(&table, "now 6 people can");
	table_keys(&table, "5");
	table_must_say(&table, "Everybody who can; go on");
	table_keys(&table, "2 3 4 5 3");
	table_must_say(&table, "These 3 people can vote; go on");
	table_keys(&table, "1");
	table_must_say(&table, "now 3 people can");
	table_keys(&table, "4");
	const struct poll *poll = model_open_poll(&table.model);
	assert_true(poll->chosen);
	assert_int_equal(poll->eligible.count, 3);
	assert_true(ids_contain(&poll->eligible, table_person(&table, "Amina")));
	assert_false(ids_contain(&poll->eligible, table_person(&table, "Ben")));
	/* the next vote asks everybody again */
	table_say(&table, (struct command){.kind = EVENT_POLL_VOIDED, .body = {.poll = poll->id}},
		"again", NULL);
	table_keys(&table, "Esc Enter");
	table_must_say(&table, "now 6 people can");
	table_close(&table);
}

static void hold_round(struct table *table, int marked)
{
	int64_t poll = table_poll(table, AT_WALL, 0, false);

	for (size_t i = 0; i < model_poll(&table->model, poll)->eligible.count; i++)
		table_cast(table, poll, model_poll(&table->model, poll)->eligible.items[i],
			poll_options(model_poll(&table->model, poll)), marked);
	table_do(table, (struct command){.kind = EVENT_POLL_CLOSED, .body = {.poll = poll}});
}

/* v is there while another round may be held, and says why not after the last. */
static void test_rounds_end_by_the_rule(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_WALL, false);
	struct stage *stage = (struct stage *)model_stage(&table.model, AT_WALL);
	stage->settings[SETTING_ROUNDS] = (struct setting_value){.given = true, .number = 2};
	hold_round(&table, 0);
	table_must_say(&table, "Round 1 of at most 2.");
	table_must_say(&table, "another one may be held");
	table_must_say(&table, "next round");
	table_keys(&table, "v");
	table_must_say(&table, "How shall the vote be held?");
	/* as it was held before: by name */
	table_keys(&table, "Enter");
	const struct poll *second = model_open_poll(&table.model);
	assert_false(second->secret);
	table_say(&table, (struct command){.kind = EVENT_POLL_VOIDED, .body = {.poll = second->id}},
		"too early", NULL);
	table_keys(&table, "Esc");
	hold_round(&table, 1);
	table_must_say(&table, "100 of 100 moved");
	table_must_say(&table, "this was the last");
	assert_false(table_says(&table, "next round"));
	assert_false(table_says(&table, "vote again"));
	table_keys(&table, "v");
	table_must_say(&table, "The rounds are over");
	table_close(&table);
}

/* Opened the wrong way: u, as the screen says, as long as nobody has voted. */
static void test_a_vote_opened_the_wrong_way_is_taken_back(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_WALL, false);
	table_keys(&table, "Enter 1");
	table_must_say(&table, "u takes it back");
	table_keys(&table, "u");
	assert_int_equal(table.model.polls.count, 0);
	table_keys(&table, "Enter 3");
	assert_false(table_says(&table, "u takes it back"));
	table_close(&table);
}

/* Ticks by digit, Enter when it is enough: how a teller types slips. */
static void test_a_slip_is_digits_and_enter(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_NOTICED, false);
	table_keys(&table, "\"one\" Enter \"two\" Enter \"three\" Enter");
	int64_t poll = table_poll(&table, AT_APPROVAL, 0, true);
	table_do(&table, (struct command){.kind = EVENT_TELLERS_NAMED,
				 .body = {.poll = poll,
					 .person = table_person(&table, "Amina"),
					 .into = table_person(&table, "Ben")}});
	ballot_open(table.console, poll, 0);
	table_must_say(&table, "The digits tick what the slip says");
	table_keys(&table, "1 3 Enter");
	table_must_say(&table, "The slip says:");
	table_must_say(&table, "one");
	table_must_say(&table, "three");
	assert_false(table_says(&table, "two"));
	table_keys(&table, "Enter 2 Enter Enter");
	/* 0 is the blank row; a number there is not, and a letter, do nothing and say so */
	table_keys(&table, "0");
	table_must_say(&table, "The slip is blank");
	table_keys(&table, "Enter 7");
	table_must_say(&table, "none of the numbers");
	table_keys(&table, "w");
	table_must_say(&table, "Only the keys in the bottom line");
	const struct box *box = model_box(&table.model, poll);
	assert_int_equal(box_count(box), 3);
	/* Esc is Backspace for tellers: it asks before it takes ticks back */
	table_keys(&table, "1 Esc Esc Esc");
	assert_null(console_top(table.console));
	table_close(&table);
}

/* In a voter's hands Esc does nothing but say so: the keyboard does not go back by it. */
static void test_esc_is_dead_on_a_voters_ballot(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_WALL, false);
	int64_t poll = table_poll(&table, AT_WALL, 0, true);
	ballot_open(table.console, poll, table_person(&table, "Amina"));
	table_keys(&table, "Esc");
	table_must_say(&table, "Only the keys in the bottom line");
	table_keys(&table, "0");
	table_must_say(&table, "You hand in a blank ballot");
	table_close(&table);
}

/* The keyboard is taken back for a late arrival and passed on: who said "not now" is not called
 * first again. */
static void test_not_now_holds_when_the_keyboard_comes_back(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_WALL, false);
	table_poll(&table, AT_WALL, 0, true);
	table_keys(&table, "Enter Enter n Enter 1 Enter Esc Enter Enter");
	table_must_say(&table, "Chidi");
	table_keys(&table, "n n n n");
	table_must_say(&table, "Amina");
	/* of another vote nobody has said anything */
	table_keys(&table, "Esc c Enter D \"x\" Enter Enter Enter Enter Enter");
	table_must_say(&table, "Amina");
	table_close(&table);
}

/* The word holds until another is chosen; Enter alone does not take the lock off. */
static void test_the_word_holds_when_the_keyboard_is_passed_again(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_WALL, false);
	table_poll(&table, AT_WALL, 0, true);
	table_keys(&table, "Enter \"plum\" Enter Esc \"plum\" Enter Enter");
	table_must_say(&table, "Enter keeps the word");
	table_keys(&table, "Enter Esc");
	table_must_say(&table, "type your word");
	table_keys(&table, "\"pear\" Enter");
	assert_true(console_passed(table.console));
	table_keys(&table, "Esc \"plum\" Enter");
	assert_false(console_passed(table.console));
	table_keys(&table, "Enter \"pear\" Enter Esc \"plum\" Enter");
	assert_true(console_passed(table.console));
	table_keys(&table, "Esc \"pear\" Enter");
	assert_false(console_passed(table.console));
	/* no file tells it */
	for (size_t i = 0; i < table.drafts.count; i++)
		assert_null(table.drafts.items[i].text);
	table_close(&table);
	/* before the room a new word is typed twice, the old one is kept by Enter */
	table_open_at(&table, AT_WALL, true);
	table_poll(&table, AT_WALL, 0, true);
	table_keys(&table, "Enter \"plum\" Enter \"plum\" Enter Esc \"plum\" Enter Enter Enter");
	table_must_say(&table, "Take the keyboard");
	table_keys(&table, "Esc \"plum\" Enter");
	assert_false(console_passed(table.console));
	table_close(&table);
}

/* What is said to "x Amina" before the room: the same whether she voted or cannot vote here. */
static void test_stepping_out_does_not_tell_who_voted(void **state)
{
	static const char neutral[] = "That cannot be done now. Ask privately, with the wall off.";
	struct table table;

	(void)state;
	table_open_at(&table, AT_WALL, true);
	int64_t poll = table_poll(&table, AT_WALL, 0, true);
	int64_t late = table_say(&table,
		(struct command){.kind = EVENT_PERSON_ADDED,
			.body = {.role = -1, .votes = 0, .status = STATUS_HERE}},
		"Zoe", "");
	assert_true(late > 0);
	table_cast(&table, poll, table_person(&table, "Amina"), 3, 1);
	form_open(table.console, FORM_STEP_OUT, poll, 0);
	table_keys(&table, "\"Amina\" Enter Enter Enter");
	table_must_say(&table, neutral);
	assert_false(table_says(&table, "voted already"));
	table_keys(&table, "Up Up Ctrl-U \"Zoe\" Enter Enter Enter");
	table_must_say(&table, neutral);
	table_keys(&table, "Up Up Ctrl-U \"Nobody\" Enter Enter Enter");
	table_must_say(&table, "not one person of the roster");
	table_keys(&table, "Up Up Ctrl-U \"Ben\" Enter Enter Enter");
	table_must_say(&table, "Stepped out");
	table_close(&table);
}

static void test_off_the_wall_the_reason_is_said(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_WALL, false);
	int64_t poll = table_poll(&table, AT_WALL, 0, true);
	table_cast(&table, poll, table_person(&table, "Amina"), 3, 1);
	form_open(table.console, FORM_STEP_OUT, poll, 0);
	table_keys(&table, "\"Amina\" Enter Enter Enter");
	table_must_say(&table, "voted already");
	table_close(&table);
}

/* --- by name --- */

/* The answer of a person in the newest poll: the option, options for blank, -1 for none. */
static int answer(const struct table *table, const char *name)
{
	const struct poll *poll = &table->model.polls.items[table->model.polls.count - 1];

	for (size_t i = 0; i < poll->ballots.count; i++) {
		const struct poll_ballot *ballot = &poll->ballots.items[i];
		if (ballot->person != table_person(table, name))
			continue;
		for (size_t k = 0; k < ballot->marks.count; k++)
			if (ballot->marks.items[k] > 0)
				return (int)k;
		return (int)poll_options(poll);
	}
	return -1;
}

static void at_names(struct table *table, bool same_picture)
{
	table_open_at(table, AT_HANDS, same_picture);
	table_keys(table, "Enter 4");
	table_must_say(table, "Amina");
	table_must_say(table, "1 North room");
}

/* One key a person, and the next one stands there. */
static void test_by_name_one_key_a_person(void **state)
{
	static const char *const names[] = {"Amina", "Ben", "Chidi", "Dolores", "Eva", "Farid"};
	static const int wanted[] = {0, 1, 0, 2, 1, 0};
	struct table table;

	(void)state;
	at_names(&table, false);
	int run = table.run;
	table_keys(&table, "1 2 1 0 2");
	table_must_say(&table, "5 of 6 have voted");
	table_keys(&table, "1");
	assert_int_equal(table.run - run, 6);
	table_must_say(&table, "Everybody has answered");
	for (size_t i = 0; i < 6; i++)
		assert_int_equal(answer(&table, names[i]), wanted[i]);
	/* nobody is left to be asked: Enter goes on to what comes next */
	table_must_say(&table, "Enter close the vote");
	table_keys(&table, "Enter");
	table_must_say(&table, "Close the vote and count?");
	table_keys(&table, "Esc");
	table_must_say(&table, "Enter close the vote");
	table_keys(&table, "Enter Enter");
	assert_int_equal(table.model.polls.items[0].state, POLL_IS_CLOSED);
	table_must_say(&table, "came first with 3 votes");
	table_close(&table);
}

/* Whoever says it differently a moment later is heard; a wrong key writes nothing down. */
static void test_by_name_an_answer_is_corrected(void **state)
{
	struct table table;

	(void)state;
	at_names(&table, false);
	table_keys(&table, "1 1 Up Up 2");
	assert_int_equal(answer(&table, "Amina"), 1);
	assert_int_equal(answer(&table, "Ben"), 0);
	/* on to the first who has not answered, past Ben */
	table_keys(&table, "3 9 w é");
	table_must_say(&table, "Nothing was written down");
	assert_int_equal(answer(&table, "Chidi"), -1);
	table_keys(&table, "2");
	assert_int_equal(answer(&table, "Chidi"), 1);
	/* back, and on again where it stood */
	table_keys(&table, "Esc Enter 1");
	assert_int_equal(answer(&table, "Dolores"), 0);
	table_close(&table);
}

/* The tenth option has a letter: one that does nothing else here. */
static void test_by_name_more_than_nine_options(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_TEN, false);
	table_keys(&table, "Enter 4 a b 0");
	assert_int_equal(answer(&table, "Amina"), 9);
	assert_int_equal(answer(&table, "Ben"), 10); /* blank: b is no option's */
	table_keys(&table, "c");
	table_must_say(&table, "Close the vote and count?");
	table_close(&table);
}

static void test_by_name_later_and_not_at_all(void **state)
{
	struct table table;

	(void)state;
	at_names(&table, false);
	/* Amina later, Ben steps out, Eva has left */
	table_do(&table,
		(struct command){.kind = EVENT_PERSON_STATUS,
			.body = {.person = table_person(&table, "Eva"), .status = STATUS_LEFT}});
	table_keys(&table, "Enter x Enter Enter 1 1 1 2");
	assert_int_equal(answer(&table, "Amina"), 1);
	assert_int_equal(answer(&table, "Ben"), -1);
	assert_int_equal(answer(&table, "Eva"), -1);
	assert_int_equal(answer(&table, "Farid"), 0);
	table_must_say(&table, "Everybody has answered");
	table_must_say(&table, "stepped out");
	/* and back in */
	table_keys(&table, "Down x 2");
	assert_int_equal(answer(&table, "Ben"), 1);
	table_close(&table);
}

/* A form that was left does not turn a show of hands into a vote by name. */
static void test_a_show_of_hands_stays_one(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_HANDS, false);
	table_keys(&table, "Enter 3");
	table_must_say(&table, "Show of hands");
	table_keys(&table, "Esc");
	table_must_say(&table, "Enter count hands");
	table_keys(&table, "Enter");
	table_must_say(&table, "Show of hands");
	table_keys(&table, "\"2\" Enter \"3\" Enter Enter");
	table_must_say(&table, "Enter close the vote");
	table_close(&table);
}

/* What cannot be held before the room is not what Enter takes, and says why and what helps. */
static void test_before_the_room_the_first_way_works(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_SCORE, true);
	table_keys(&table, "Enter");
	table_must_say(&table, "the room sees this screen. Projector off, then Ctrl-L");
	table_keys(&table, "Enter");
	const struct poll *poll = model_open_poll(&table.model);
	assert_non_null(poll);
	assert_int_equal(poll->way, BALLOT_PAPER);
	table_close(&table);
	/* one choice stays secret there, and so does everything once nobody looks on */
	table_open_at(&table, AT_WALL, true);
	table_keys(&table, "Enter Enter");
	assert_int_equal(model_open_poll(&table.model)->way, BALLOT_WALL);
	table_close(&table);
	table_open_at(&table, AT_SCORE, true);
	table_keys(&table, "Ctrl-L Enter Enter");
	assert_false(table_says(&table, "the room sees this screen"));
	table_keys(&table, "Enter");
	assert_int_equal(model_open_poll(&table.model)->way, BALLOT_LAPTOP);
	table_close(&table);
}

/* Consent: no blank answer, and the reason of an objection at once. */
static void test_by_name_an_objection_and_its_reason(void **state)
{
	struct table table;

	(void)state;
	table_open(&table, &(struct table_options){0});
	table_do(&table, (struct command){.kind = EVENT_STAGE_ENTERED, .body = {.stage = 5}});
	table_wait(&table, 0);
	table_keys(&table, "\"A chair for all\" Enter v Enter");
	table_must_say(&table, "3 objection");
	table_keys(&table, "1 3 0");
	table_must_say(&table, "Nothing was written down");
	assert_int_equal(answer(&table, "Ben"), 2);
	/* words typed at once are why; what it is stays what was said */
	table_keys(&table, "r \"a No room for wheelchairs\"");
	table_must_say(&table, "What it is: an objection: here is why");
	table_keys(&table, "Enter Enter Enter 1");
	assert_int_equal(table_count(&table, EVENT_OBJECTION_RAISED), 1);
	assert_int_equal(answer(&table, "Chidi"), 0);
	/* a concern has words too, and is none the less no objection; nobody's name goes with it */
	table_keys(&table, "2");
	table_must_say(&table, "Dolores: consent with a concern. r writes down why.");
	table_keys(&table, "r \"the lift is slow\" Enter Enter Enter");
	const struct objections *heard = &table.model.proposals.items[0].objections;
	assert_int_equal(heard->count, 2);
	assert_int_equal(heard->items[0].kind, OBJECTION_SAID);
	assert_int_equal(heard->items[1].kind, OBJECTION_RESERVED);
	assert_int_equal(heard->items[1].person, 0);
	/* of whom it was is gone back to with the arrows */
	table_keys(&table, "Up Up Up r");
	table_must_say(&table, "an objection: here is why");
	table_close(&table);
}

/* Who objected is asked why before the decision is recorded, and the group may go on without. */
static void test_an_objection_is_asked_why(void **state)
{
	struct table table;

	(void)state;
	table_open(&table, &(struct table_options){0});
	table_do(&table, (struct command){.kind = EVENT_STAGE_ENTERED, .body = {.stage = 5}});
	table_wait(&table, 0);
	table_keys(&table, "\"A chair for all\" Enter v Enter 1 3 2 3 1 c Enter");
	table_must_say(&table, "Enter record the decision");
	table_keys(&table, "Enter");
	table_must_say(&table, "nothing says why");
	table_keys(&table, "1 \"No room for wheelchairs\" Enter \"a ramp\" Enter Enter");
	const struct objections *heard = &table.model.proposals.items[0].objections;
	assert_int_equal(heard->count, 1);
	assert_int_equal(heard->items[0].kind, OBJECTION_SAID);
	assert_string_equal(heard->items[0].meets, "a ramp");
	/* the other one: not this time, in so many words */
	table_keys(&table, "d");
	table_must_say(&table, "nothing says why");
	table_keys(&table, "2");
	table_must_say(&table, "Record the decision");
	table_must_say(&table, "Outcome");
	table_keys(&table, "Esc r Enter \"too loud\" Enter Enter Enter");
	assert_int_equal(heard->count, 2);
	/* both have their words: nothing is asked any more */
	table_keys(&table, "d");
	table_must_say(&table, "Outcome");
	table_close(&table);
}

/* Who has not answered yet is not for the room to read. */
static void test_by_name_the_room_sees_who_is_asked_and_no_list(void **state)
{
	struct table table;

	(void)state;
	at_names(&table, true);
	table_keys(&table, "1");
	table_must_say(&table, "Ben");
	assert_false(table_says(&table, "Chidi"));
	assert_false(table_says(&table, "Farid"));
	table_close(&table);
	at_names(&table, false);
	table_must_say(&table, "Farid");
	table_close(&table);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_ballot_of_as_many_options_as_there_may_be),
		cmocka_unit_test(test_marks_are_held_once),
		cmocka_unit_test(test_nobody_is_called_when_all_ballots_are_in),
		cmocka_unit_test(test_who_has_left_is_not_called),
		cmocka_unit_test(test_nobody_is_marked_as_here),
		cmocka_unit_test(test_who_can_vote_is_named),
		cmocka_unit_test(test_rounds_end_by_the_rule),
		cmocka_unit_test(test_a_vote_opened_the_wrong_way_is_taken_back),
		cmocka_unit_test(test_a_slip_is_digits_and_enter),
		cmocka_unit_test(test_esc_is_dead_on_a_voters_ballot),
		cmocka_unit_test(test_not_now_holds_when_the_keyboard_comes_back),
		cmocka_unit_test(test_the_word_holds_when_the_keyboard_is_passed_again),
		cmocka_unit_test(test_stepping_out_does_not_tell_who_voted),
		cmocka_unit_test(test_off_the_wall_the_reason_is_said),
		cmocka_unit_test(test_by_name_one_key_a_person),
		cmocka_unit_test(test_a_show_of_hands_stays_one),
		cmocka_unit_test(test_by_name_an_answer_is_corrected),
		cmocka_unit_test(test_by_name_more_than_nine_options),
		cmocka_unit_test(test_by_name_later_and_not_at_all),
		cmocka_unit_test(test_by_name_an_objection_and_its_reason),
		cmocka_unit_test(test_an_objection_is_asked_why),
		cmocka_unit_test(test_before_the_room_the_first_way_works),
		cmocka_unit_test(test_by_name_the_room_sees_who_is_asked_and_no_list),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
