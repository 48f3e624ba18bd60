/*
 * A participant's own keyboard on a session in memory: what it wants is written down, and done or
 * refused when the test says so, as over a slow line. Its pictures stand in golden-keyboard/.
 */
#include "../support/table.h"
#include "golden.h"

#include "roundtable/base/mem.h"
#include "roundtable/ui/keyboard.h"
#include "roundtable/ui/layout.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct goldens goldens = {.folder = "tests/screens/golden-keyboard"};

/* Something wanted and not answered yet. */
struct wanted {
	enum keyboard_wish wish;
	int64_t id; /* person, stage or poll */
	bool yes;
	struct texts words; /* of a card; code, name and role of a place */
	struct ids marks;
};

struct own {
	struct table table;
	struct keyboard *keyboard;
	struct keyboard_sight sight;
	struct audience audience;
	struct participant me;
	struct places places;
	struct {
		struct wanted *items;
		size_t count, capacity;
	} wanted;
	unsigned char tracker[TRACKER_BYTES];
};

/* --- ports --- */

static struct wanted *want(struct own *own, enum keyboard_wish wish, int64_t id)
{
	struct wanted *wanted = array_push(&own->wanted);

	*wanted = (struct wanted){.wish = wish, .id = id};
	return wanted;
}

static void want_places(void *context, const char *code)
{
	texts_add(&want(context, WISH_PLACES, 0)->words, code);
}

static void want_place(
	void *context, const char *code, int64_t person, const char *name, const char *role)
{
	struct wanted *wanted = want(context, WISH_PLACE, person);

	texts_add(&wanted->words, code);
	texts_add(&wanted->words, name);
	texts_add(&wanted->words, role);
}

static void want_card(void *context, int stage, const struct texts *words)
{
	texts_copy(&want(context, WISH_CARD, stage)->words, words);
}

static void want_ballot(void *context, int64_t poll, const struct ids *marks)
{
	assert_int_equal(marks->count, marks->capacity); /* held once */
	ids_copy(&want(context, WISH_BALLOT, poll)->marks, marks);
}

static void want_hand(void *context, int stage, bool up)
{
	want(context, WISH_HAND, stage)->yes = up;
}

static void want_ready(void *context, int stage, bool yes)
{
	want(context, WISH_READY, stage)->yes = yes;
}

static moment own_now(void *context)
{
	return ((const struct own *)context)->table.now;
}

/* --- opening --- */

static void look(struct own *own)
{
	audience_fill(&own->table.model, own->table.now, &own->audience);
	participant_fill(&own->table.model, own->me.person, &own->me);
	own->places.count = 0;
	participant_places(&own->table.model, &own->places);
	own->sight.heard++;
	own->sight.unanswered = own->wanted.count;
	own->sight.places = &own->places;
	keyboard_look(own->keyboard, &own->sight);
}

static void own_create(struct own *own, bool needs_code)
{
	const struct keyboard_config config = {.ports = {own, want_places, want_place, want_card,
						       want_ballot, want_hand, want_ready},
		.clock = {own_now, own},
		.random = own->table.config.random,
		.needs_code = needs_code};

	own->keyboard = keyboard_create(&config);
	look(own);
}

static void own_open(struct own *own, int stage, bool needs_code)
{
	*own = (struct own){0};
	table_open_at(&own->table, stage, false);
	own_create(own, needs_code);
}

static void forget_first(struct own *own)
{
	texts_finish(&own->wanted.items[0].words);
	array_finish(&own->wanted.items[0].marks);
	array_remove(&own->wanted, 0);
}

static void own_close(struct own *own)
{
	while (own->wanted.count > 0)
		forget_first(own);
	array_finish(&own->wanted);
	keyboard_destroy(own->keyboard);
	audience_finish(&own->audience);
	array_finish(&own->places);
	table_close(&own->table);
}

/* --- hands and eyes --- */

static bool press_key(struct own *own, int32_t code)
{
	struct key key = {.code = code};

	look(own);
	bool there = keyboard_key(own->keyboard, &key);
	look(own);
	return there;
}

/* Names and "text", parted by spaces, as in table_keys(); false: left. */
static bool press(struct own *own, const char *keys)
{
	bool there = true;

	while (*keys != '\0' && there) {
		if (*keys == '"') {
			for (keys++; *keys != '"'; keys++)
				there = press_key(own, (unsigned char)*keys);
			keys++;
		} else {
			char *name = mem_copy_bytes(keys, strcspn(keys, " "));
			if (key_from_name(name) == 0)
				fail_msg("no key: %s", name);
			keys += strlen(name);
			there = press_key(own, key_from_name(name));
			array_free(name);
		}
		keys += *keys == ' ';
	}
	return there;
}

static char *page_text(struct own *own)
{
	struct page page = {0};
	struct buf text = {0};

	look(own);
	keyboard_page(own->keyboard, &page);
	buf_format(&text, "%s | %s\n", page.title != NULL ? page.title : "",
		page.status != NULL ? page.status : "");
	for (size_t i = 0; i < page.lines.count; i++) {
		const struct line *line = &page.lines.items[i];
		buf_format(&text, "%s%s %s%s%s\n", line->focused ? "> " : "",
			line->mark != NULL ? line->mark : "", line->text,
			line->detail != NULL ? " - " : "",
			line->detail != NULL ? line->detail : "");
	}
	if (page.asking)
		buf_format(&text, "[%s: %s]\n", page.ask, page.typed);
	buf_format(&text, "%s%s\n", page.alarming ? "! " : "",
		page.message != NULL ? page.message : "");
	buf_format(&text, "(%s)\n", page.state != NULL ? page.state : "");
	for (size_t i = 0; i < page.hints.count; i++)
		buf_format(&text, "%s %s; ", page.hints.items[i].key, page.hints.items[i].what);
	page_finish(&page);
	return buf_take(&text);
}

static bool says(struct own *own, const char *words)
{
	char *text = page_text(own);
	bool found = strstr(text, words) != NULL;

	array_free(text);
	return found;
}

static void must_say(struct own *own, const char *words)
{
	char *text = page_text(own);

	if (strstr(text, words) == NULL)
		fail_msg("not said: %s\n%s", words, text);
	array_free(text);
}

static void picture(struct own *own, const char *name)
{
	static const int sizes[][2] = {{40, 12}, {80, 24}};
	struct canvas canvas = {0};

	look(own);
	for (size_t i = 0; i < 2; i++) {
		struct page page = {0};
		int scroll = 0;
		keyboard_page(own->keyboard, &page);
		layout(&page, sizes[i][0], sizes[i][1], &scroll, &canvas);
		golden_take(&goldens, name, &canvas, name);
		page_finish(&page);
	}
	canvas_finish(&canvas);
}

/* --- what the session does with a wish --- */

static void do_wanted(struct own *own, const struct wanted *wanted)
{
	struct command command = {.by = own->me.person, .own = true, .tracker = own->tracker};

	command.body.stage = command.body.role = command.body.item = -1;
	switch (wanted->wish) {
	case WISH_PLACES:
	case WISH_READY:
		return;
	case WISH_PLACE:
		own->me.person = wanted->id;
		own->me.state = PARTICIPANT_WAITING;
		own->sight.participant = &own->me;
		own->sight.link = LINK_FOLLOWING;
		return;
	case WISH_CARD:
		command.kind = EVENT_CARD_ADDED;
		command.body.stage = wanted->id;
		command.words = wanted->words;
		break;
	case WISH_BALLOT:
		command.kind = EVENT_BALLOT_CAST;
		command.by = 0;
		command.body.poll = wanted->id;
		command.body.person = own->me.person;
		if (wanted->marks.count > 0)
			body_rare_make(&command.body)->marks = wanted->marks;
		break;
	case WISH_HAND:
		command.kind = EVENT_HAND_RAISED;
		command.body.stage = wanted->id;
		command.body.person = own->me.person;
		command.body.yes = wanted->yes;
		break;
	}
	table_do(&own->table, command);
	if (wanted->wish == WISH_BALLOT && wanted->marks.count > 0) {
		body_rare_make(&command.body)->marks = (struct ids){0};
		body_finish(&command.body);
	}
}

/* Answers the oldest wish, which must be this one. */
static void answer(struct own *own, enum keyboard_wish wish, const char *refused)
{
	assert_true(own->wanted.count > 0);
	assert_int_equal(own->wanted.items[0].wish, wish);
	if (refused == NULL)
		do_wanted(own, &own->wanted.items[0]);
	forget_first(own);
	look(own);
	keyboard_answered(own->keyboard, wish, refused);
	look(own);
}

/* Ben, who is let in. */
static void own_open_in(struct own *own, int stage)
{
	own_open(own, stage, false);
	answer(own, WISH_PLACES, NULL);
	press(own, "\"ben\" Enter");
	answer(own, WISH_PLACE, NULL);
	own->me.state = PARTICIPANT_IN;
	own->sight.audience = &own->audience;
	look(own);
}

static int64_t ballots(const struct own *own, int64_t poll)
{
	return model_poll_cast(&own->table.model, model_poll(&own->table.model, poll));
}

/* --- arriving --- */

static void test_a_place_is_found_by_typing(void **state)
{
	struct own own;

	(void)state;
	own_open(&own, AT_NOTICED, false);
	assert_int_equal(own.wanted.count, 1); /* no code on the same machine */
	assert_null(own.wanted.items[0].words.items[0]);
	must_say(&own, "Waiting for the session");
	assert_true(press(&own, "x Enter"));
	assert_false(press(&own, "q"));
	answer(&own, WISH_PLACES, NULL);
	picture(&own, "places");
	press(&own, "\"be\"");
	must_say(&own, "> • Ben - researcher");
	assert_false(says(&own, "Amina"));
	press(&own, "Enter");
	assert_int_equal(own.wanted.items[0].id, table_person(&own.table, "Ben"));
	must_say(&own, "Asking for your place");
	answer(&own, WISH_PLACE, NULL);
	picture(&own, "waiting");
	must_say(&own, "Please wait for the facilitator");
	own.me.state = PARTICIPANT_IN;
	own.sight.audience = &own.audience;
	must_say(&own, "What did you notice on the way here?");
	own_close(&own);
}

static void test_the_code_comes_first_over_the_network(void **state)
{
	struct own own;

	(void)state;
	own_open(&own, AT_NOTICED, true);
	assert_int_equal(own.wanted.count, 0);
	picture(&own, "code");
	press(&own, "\"abc 123\" Enter");
	assert_string_equal(own.wanted.items[0].words.items[0], "abc 123");
	answer(&own, WISH_PLACES, "That is not the code.");
	must_say(&own, "! That is not the code.");
	must_say(&own, "[Code: ]");
	press(&own, "\"abc123\" Enter");
	answer(&own, WISH_PLACES, NULL);
	press(&own, "Enter");
	assert_string_equal(own.wanted.items[0].words.items[0], "abc123");
	assert_int_equal(own.wanted.items[0].id, table_person(&own.table, "Amina"));
	answer(&own, WISH_PLACE, "Amina is closed.");
	must_say(&own, "! Amina is closed."); /* and chosen again */
	answer(&own, WISH_PLACES, NULL);
	must_say(&own, "Who are you?");
	press(&own, "Enter");
	answer(&own, WISH_PLACE, "There is a new code."); /* made meanwhile: typed anew */
	answer(&own, WISH_PLACES, "That is not the code.");
	must_say(&own, "[Code: ]");
	own_close(&own);
}

static void test_a_newcomer_says_name_and_role(void **state)
{
	struct own own;

	(void)state;
	own_open(&own, AT_NOTICED, false);
	answer(&own, WISH_PLACES, NULL);
	press(&own, "\"Zoe\"");
	must_say(&own, "> + Somebody else");
	press(&own, "Enter");
	must_say(&own, "[Name: Zoe]"); /* what was typed to find it */
	press(&own, "Enter Esc");
	must_say(&own, "[Name: Zoe]");
	picture(&own, "name");
	press(&own, "Ctrl-U Enter");
	must_say(&own, "Type your name first");
	press(&own, "\"Zoe\" Enter \"carer\" Enter");
	const struct wanted *wanted = &own.wanted.items[0];
	assert_int_equal(wanted->id, 0);
	assert_string_equal(wanted->words.items[1], "Zoe");
	assert_string_equal(wanted->words.items[2], "carer");
	own_close(&own);
	own_open(&own, AT_NOTICED, false);
	answer(&own, WISH_PLACES, NULL);
	press(&own, "PageDown Down Enter");
	assert_int_equal(own.wanted.items[0].id, 0);
	assert_string_equal(own.wanted.items[0].words.items[1], "");
	own_close(&own);
}

static void test_who_is_out_asks_again(void **state)
{
	struct own own;

	(void)state;
	own_open_in(&own, AT_NOTICED);
	press(&own, "\"half\"");
	own.me.state = PARTICIPANT_OUT;
	own.sight.link = LINK_APART;
	picture(&own, "out");
	must_say(&own, "This device has no place any more");
	press(&own, "Enter");
	answer(&own, WISH_PLACES, NULL);
	must_say(&own, "Who are you?");
	press(&own, "\"ben\" Enter");
	answer(&own, WISH_PLACE, NULL);
	own.me.state = PARTICIPANT_IN;
	must_say(&own, "half]"); /* what was typed is kept */
	own_close(&own);
}

/* --- cards --- */

static void test_a_card_is_read_back_and_sent(void **state)
{
	struct own own;

	(void)state;
	own_open_in(&own, AT_NOTICED);
	picture(&own, "card");
	must_say(&own, "write it here");
	press(&own, "Enter");
	must_say(&own, "Type some words first");
	press(&own, "\"The lift was broken\" Enter");
	must_say(&own, "You wrote:");
	must_say(&own, "The lift was broken");
	must_say(&own, "Kept with your name");
	picture(&own, "card-back");
	assert_int_equal(own.wanted.count, 0);
	press(&own, "Backspace");
	must_say(&own, "[Your card: The lift was broken]");
	press(&own, "Enter Enter");
	must_say(&own, "a card is on its way");
	must_say(&own, "[Your card: ]");
	assert_int_equal(own.wanted.items[0].id, AT_NOTICED);
	answer(&own, WISH_CARD, NULL);
	must_say(&own, "Taken.");
	must_say(&own, "• The lift was broken - Ben");
	picture(&own, "card-taken");
	own_close(&own);
}

static void test_a_refused_card_comes_back(void **state)
{
	struct own own;

	(void)state;
	own_open_in(&own, AT_NOTICED);
	press(&own, "\"one\" Enter Enter");
	answer(&own, WISH_CARD, "Off the record.");
	must_say(&own, "! Off the record.");
	must_say(&own, "[Your card: one]");
	press(&own, "Enter Enter \"two\"");
	answer(&own, WISH_CARD, "Off the record.");
	must_say(&own, "! Not taken: “one”. Off the record.");
	must_say(&own, "[Your card: two]");
	own_close(&own);
}

static void test_a_card_of_several_columns(void **state)
{
	struct own own;

	(void)state;
	own_open_in(&own, AT_TAKES);
	must_say(&own, "[what: ]");
	press(&own, "\"A bus\" Enter \"3\" Tab BackTab");
	must_say(&own, "[how many: 3]");
	picture(&own, "card-columns");
	press(&own, "Enter Enter Enter Enter Enter");
	must_say(&own, "how many: 3");
	press(&own, "Enter");
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
	press(&own, "\"half\"");
	table_do(&own.table,
		(struct command){.kind = EVENT_STAGE_ENTERED, .body = {.stage = AT_TAKES}});
	press(&own, "\"other\"");
	must_say(&own, "[what: other]");
	table_do(&own.table,
		(struct command){.kind = EVENT_STAGE_ENTERED, .body = {.stage = AT_NOTICED}});
	must_say(&own, "[Your card: half]");
	own_close(&own);
}

/* --- ballots --- */

static void test_a_ballot_lies_in_the_box_and_may_be_changed(void **state)
{
	struct own own;

	(void)state;
	own_open_in(&own, AT_WALL);
	must_say(&own, "The vote opens in a moment");
	assert_false(says(&own, "Enter your ballot;"));
	int64_t poll = table_poll(&own.table, AT_WALL, 0, true);
	must_say(&own, "Press Enter for your ballot.");
	must_say(&own, "Enter your ballot;");
	must_say(&own, "only this device can find your ballot");
	picture(&own, "vote");
	press(&own, "Enter 2");
	must_say(&own, "You chose:");
	picture(&own, "ballot-back");
	press(&own, "Enter");
	must_say(&own, "Your ballot is on its way.");
	assert_int_equal(ballots(&own, poll), 0);
	answer(&own, WISH_BALLOT, NULL);
	assert_int_equal(ballots(&own, poll), 1);
	must_say(&own, "lies in the box");
	picture(&own, "voted");
	press(&own, "Down Enter");
	must_say(&own, "Arrows to your choice");
	press(&own, "1 Enter");
	assert_int_equal(own.wanted.items[0].marks.items[0], 1);
	answer(&own, WISH_BALLOT, NULL);
	assert_int_equal(ballots(&own, poll), 1);
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
	press(&own, "Enter 2");
	must_say(&own, "nobody can find your ballot again");
	press(&own, "Enter");
	answer(&own, WISH_BALLOT, NULL);
	must_say(&own, "You have voted.");
	press(&own, "Enter");
	assert_false(says(&own, "Arrows to your choice"));
	assert_int_equal(ballots(&own, poll), 1);
	own_close(&own);
}

/* The passed keyboard was quicker. */
static void test_who_voted_elsewhere_has_voted(void **state)
{
	struct own own;

	(void)state;
	own_open_in(&own, AT_WALL);
	int64_t poll = table_poll(&own.table, AT_WALL, 0, true);
	press(&own, "Enter");
	table_cast(&own.table, poll, own.me.person,
		poll_options(model_poll(&own.table.model, poll)), 1);
	press(&own, "2 Enter");
	answer(&own, WISH_BALLOT, "This person has voted already.");
	must_say(&own, "! This person has voted already.");
	must_say(&own, "You have voted.");
	press(&own, "Enter");
	assert_false(says(&own, "Arrows to your choice"));
	own_close(&own);
}

static void test_ballots_of_other_shapes(void **state)
{
	struct own own;

	(void)state;
	own_open_in(&own, AT_DOTS);
	table_poll(&own.table, AT_DOTS, 0, true);
	press(&own, "Enter Down Right Right");
	must_say(&own, "4 of 6 left");
	picture(&own, "ballot-dots");
	press(&own, "Esc"); /* a look at the room */
	must_say(&own, "Press Enter for your ballot.");
	press(&own, "Enter");
	must_say(&own, "4 of 6 left");
	press(&own, "Up Up Enter Enter");
	assert_int_equal(own.wanted.items[0].marks.items[0], 2);
	own_close(&own);
}

static void test_a_vote_that_closes_takes_the_ballot_away(void **state)
{
	struct own own;

	(void)state;
	own_open_in(&own, AT_WALL);
	int64_t poll = table_poll(&own.table, AT_WALL, 0, true);
	press(&own, "Enter Down");
	own.table.model.off_record = true; /* nothing is told; nothing is lost */
	must_say(&own, "Off the record");
	own.table.model.off_record = false;
	press(&own, "Enter");
	must_say(&own, "> 1");
	table_say(&own.table, (struct command){.kind = EVENT_POLL_VOIDED, .body = {.poll = poll}},
		"The options were wrong.", NULL);
	must_say(&own, "takes no ballots any more");
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
	must_say(&own, "you have no vote in this one");
	press(&own, "Enter");
	assert_false(says(&own, "Arrows to your choice"));
	own_close(&own);
}

/* What one person filled in is nobody else's. */
static void test_another_person_finds_an_empty_ballot(void **state)
{
	struct own own;

	(void)state;
	own_open_in(&own, AT_DOTS);
	table_poll(&own.table, AT_DOTS, 0, true);
	press(&own, "Enter Down Right Right Up Up Enter Enter");
	answer(&own, WISH_BALLOT, NULL);
	own.me.state = PARTICIPANT_OUT;
	press(&own, "Enter");
	answer(&own, WISH_PLACES, NULL);
	press(&own, "\"amina\" Enter");
	answer(&own, WISH_PLACE, NULL);
	own.me.state = PARTICIPANT_IN;
	press(&own, "Enter");
	must_say(&own, "6 of 6 left");
	own_close(&own);
}

/* --- all else --- */

static void test_a_hand_goes_up_and_down(void **state)
{
	struct own own;

	(void)state;
	own_open_in(&own, AT_WALL);
	press(&own, "h");
	assert_true(own.wanted.items[0].yes);
	answer(&own, WISH_HAND, NULL);
	must_say(&own, "your hand is up");
	must_say(&own, "h hand down");
	picture(&own, "hand");
	/* down again with the next stage; and up also while something is typed */
	table_do(&own.table,
		(struct command){.kind = EVENT_STAGE_ENTERED, .body = {.stage = AT_NOTICED}});
	press(&own, "\"h\" F4");
	must_say(&own, "[Your card: h]");
	assert_true(own.wanted.items[0].yes);
	answer(&own, WISH_HAND, NULL);
	press(&own, "Alt-h");
	assert_false(own.wanted.items[0].yes);
	own_close(&own);
}

static void test_ready_is_for_silence(void **state)
{
	struct own own;

	(void)state;
	own_open_in(&own, AT_QUIET);
	press(&own, "F5");
	assert_int_equal(own.wanted.items[0].wish, WISH_READY);
	assert_int_equal(own.wanted.items[0].id, AT_QUIET);
	answer(&own, WISH_READY, NULL);
	own.me.ready = true;
	must_say(&own, "you are ready");
	picture(&own, "ready");
	table_do(&own.table,
		(struct command){.kind = EVENT_STAGE_ENTERED, .body = {.stage = AT_WALL}});
	press(&own, "r");
	must_say(&own, "This key does nothing here.");
	assert_int_equal(own.wanted.count, 0);
	own_close(&own);
}

static void test_colours_go_round(void **state)
{
	struct own own;

	(void)state;
	own_open_in(&own, AT_WALL);
	for (int i = 1; i <= COLOUR_SETS; i++) {
		press(&own, "=");
		must_say(&own, "Colours: ");
		assert_int_equal(keyboard_colours(own.keyboard), i % COLOUR_SETS);
	}
	own_close(&own);
}

static void test_leaving_asks_when_something_is_not_sent(void **state)
{
	struct own own;

	(void)state;
	own_open_in(&own, AT_WALL);
	assert_false(press(&own, "q"));
	press(&own, "h"); /* as if it had stayed: not answered yet */
	assert_true(press(&own, "q"));
	must_say(&own, "Leave now?");
	picture(&own, "leave");
	assert_true(press(&own, "Esc"));
	answer(&own, WISH_HAND, NULL);
	table_poll(&own.table, AT_WALL, 0, true);
	assert_true(press(&own, "Enter 2 q"));
	must_say(&own, "Leave now?");
	assert_true(press(&own, "x"));
	must_say(&own, "You chose:");
	own_close(&own);
	own_open_in(&own, AT_NOTICED);
	assert_true(press(&own, "\"q\" F10"));
	assert_false(press(&own, "Enter"));
	own_close(&own);
	own_open(&own, AT_NOTICED, false);
	assert_false(press(&own, "Esc"));
	own_close(&own);
}

static void test_a_lost_connection_is_said(void **state)
{
	struct own own;

	(void)state;
	own_open_in(&own, AT_NOTICED);
	press(&own, "\"half\"");
	press(&own, "Alt-=");
	must_say(&own, "Colours:");
	own.sight.link = LINK_LOST; /* said instead of what was said last */
	must_say(&own, "The connection is lost.");
	must_say(&own, "[Your card: half]");
	picture(&own, "lost");
	press(&own, "Ctrl-U Enter"); /* also behind what was said last */
	must_say(&own, "! Type some words first.");
	must_say(&own, "(the connection is lost)");
	press(&own, "x");
	own.sight.problem = "It could not be written just now.";
	must_say(&own, "It could not be written just now.");
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
		cmocka_unit_test(test_a_hand_goes_up_and_down),
		cmocka_unit_test(test_ready_is_for_silence),
		cmocka_unit_test(test_colours_go_round),
		cmocka_unit_test(test_leaving_asks_when_something_is_not_sent),
		cmocka_unit_test(test_a_lost_connection_is_said),
		cmocka_unit_test(test_no_picture_is_left_over),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
