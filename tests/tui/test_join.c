/*
 * `roundtable join` in a terminal of its own, at a real session with its service: what is typed
 * there stands in the session, and lies in the same box as what comes from the passed keyboard.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../http/hall.h"
#include "../support/pty.h"

#include "roundtable/base/mem.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

enum { ANN, BEN, CLEO, DORA };
enum { TURN_MS = 20, TURNS = 1000 };

struct room {
	struct hall hall;
	struct pty *pty, *other;
};

static int set_up(void **state)
{
	struct room *room = mem_alloc(1, sizeof *room);

	hall_open(&room->hall);
	*state = room;
	return 0;
}

static int tear_down(void **state)
{
	struct room *room = *state;

	pty_finish(room->pty);
	pty_finish(room->other);
	hall_close(&room->hall);
	array_free(room);
	return 0;
}

static struct pty *run(struct room *room, const char *command, const char *term, const char *where)
{
	const char *build = getenv("ROUNDTABLE_BUILD");
	struct buf program = {0}, runtime = {0};

	buf_format(&program, "%s/src/cli/roundtable", build != NULL ? build : ".");
	buf_format(&runtime, "XDG_RUNTIME_DIR=%s", room->hall.folder);
	const char *argv[] = {buf_text(&program), command, where, NULL};
	const char *env[] = {buf_text(&runtime), term, NULL};
	struct pty_options options = {.argv = argv, .env = env, .columns = 80, .rows = 24};
	struct pty *pty = pty_start(&options);
	buf_finish(&program);
	buf_finish(&runtime);
	return pty;
}

static struct pty *start(struct room *room, const char *term, const char *where)
{
	return run(room, "join", term, where);
}

/* --- waiting, with the session going on --- */

static void must_see(struct room *room, struct pty *pty, const char *text)
{
	for (int turns = 0; turns < TURNS; turns++) {
		service_run(room->hall.service);
		if (pty_wait_text(pty, text, TURN_MS))
			return;
	}
	char *screen = pty_screen(pty);
	print_error("not on the screen: %s\n%s\n", text, screen);
	free(screen);
	fail();
}

static void must_end(struct room *room, struct pty *pty)
{
	bool ended = false;

	for (int turns = 0; turns < TURNS && !ended; turns++) {
		service_run(room->hall.service);
		ended = pty_wait_end(pty, TURN_MS);
	}
	assert_true(ended);
	assert_true(WIFEXITED(pty_status(pty)));
	assert_int_equal(WEXITSTATUS(pty_status(pty)), 0);
	assert_true(pty_modes_restored(pty));
}

/* --- the facilitator --- */

static void admit(struct room *room)
{
	hall_door(&room->hall, DOOR_ADMIT_ALL, 0);
	service_turn(room->hall.service, false);
}

/* Somebody comes with a terminal and is let in. */
static struct pty *let_in(struct room *room, const char *name)
{
	struct pty *pty = start(room, "TERM=xterm-256color", room->hall.file);

	must_see(room, pty, "Who are you?");
	pty_type(pty, name);
	pty_keys(pty, "Enter");
	must_see(room, pty, "Please wait for the facilitator");
	admit(room);
	return pty;
}

static void cast_by_passed_keyboard(struct room *room, int64_t poll, int who, int option)
{
	struct command command = {.kind = EVENT_BALLOT_CAST,
		.body = {.poll = poll, .person = room->hall.people.items[who]}};

	for (int i = 0; i < HALL_OPTIONS; i++)
		ids_add(&body_rare_make(&command.body)->marks, i == option);
	hall_do(&room->hall, command);
	body_finish(&command.body);
}

static const struct poll *close_poll(struct room *room, int64_t poll)
{
	hall_do(&room->hall, (struct command){.kind = EVENT_POLL_CLOSED, .body = {.poll = poll}});
	return model_poll(&room->hall.session.model, poll);
}

static int64_t in_the_box(const struct room *room, int64_t poll)
{
	const struct model *model = &room->hall.session.model;

	return model_poll_cast(model, model_poll(model, poll));
}

/* --- tests --- */

static void test_a_card_goes_from_there_into_the_session(void **state)
{
	struct room *room = *state;
	const struct model *model = &room->hall.session.model;

	room->pty = let_in(room, "cleo");
	must_see(room, room->pty, "Your card>");
	pty_type(room->pty, "Buses at night");
	pty_keys(room->pty, "Enter");
	must_see(room, room->pty, "You wrote:");
	assert_int_equal(model->cards.count, 0);
	pty_keys(room->pty, "Enter");
	must_see(room, room->pty, "Taken.");
	assert_int_equal(model->cards.count, 1);
	assert_string_equal(model->cards.items[0].cells.items[0], "Buses at night");
	assert_int_equal(model->cards.items[0].person, room->hall.people.items[CLEO]);
	pty_keys(room->pty, "F10");
	must_end(room, room->pty);
	hall_settle(&room->hall);
	assert_int_equal(
		service_door(room->hall.service)->devices.count, 0); /* the place is free */
}

/* Own keyboards and the passed one: one box, a ballot a person, the last one counts. */
static void test_one_box_for_all_keyboards(void **state)
{
	struct room *room = *state;

	room->pty = let_in(room, "ann");
	room->other = let_in(room, "ben");
	int64_t poll = hall_poll(&room->hall);
	must_see(room, room->pty, "Press Enter for your ballot.");
	pty_keys(room->pty, "Enter 1 Enter");
	must_see(room, room->pty, "Your ballot lies in the box.");
	must_see(room, room->other, "1 of 4 have voted");
	pty_keys(room->other, "Enter 2 Enter");
	must_see(room, room->other, "Your ballot lies in the box.");
	cast_by_passed_keyboard(room, poll, CLEO, 1);
	must_see(room, room->pty, "3 of 4 have voted");
	/* Ann thinks again */
	pty_keys(room->pty, "Enter");
	must_see(room, room->pty, "Arrows to your choice");
	pty_keys(room->pty, "3 Enter");
	must_see(room, room->pty, "Your ballot lies in the box.");
	hall_settle(&room->hall);
	assert_int_equal(in_the_box(room, poll), 3);
	const struct poll *closed = close_poll(room, poll);
	assert_int_equal(closed->result.sums.totals[0], 0);
	assert_int_equal(closed->result.sums.totals[1], 2);
	assert_int_equal(closed->result.sums.totals[2], 1);
	must_see(room, room->pty, "B");
	must_see(room, room->other, "Which first?");
}

/* Two terminals at the same cards: what one does the other sees, and whoever is second is told. */
static void test_cards_are_put_into_themes(void **state)
{
	struct room *room = *state;
	const struct model *model = &room->hall.session.model;

	room->pty = let_in(room, "ann");
	must_see(room, room->pty, "Your card>");
	pty_type(room->pty, "Buses at night");
	pty_keys(room->pty, "Enter Enter");
	must_see(room, room->pty, "Taken.");
	room->other = let_in(room, "ben");
	hall_stage(&room->hall, HALL_GROUP);
	must_see(room, room->pty, "New theme>");
	pty_type(room->pty, "Getting there");
	pty_keys(room->pty, "Enter");
	must_see(room, room->pty, "The theme is there now.");
	must_see(room, room->other, "Getting there");
	pty_type(room->other, "getting there");
	pty_keys(room->other, "Enter");
	must_see(room, room->other, "There is a theme of this name already.");
	/* both have the card in their hands */
	pty_keys(room->pty, "Enter");
	must_see(room, room->pty, "Into which theme?");
	pty_keys(room->other, "Enter");
	must_see(room, room->other, "Into which theme?");
	pty_keys(room->pty, "1");
	must_see(room, room->pty, "The card is there now.");
	int64_t card = model->cards.items[0].id, theme = model->themes.items[0].id;
	assert_int_equal(model_theme_of(model, HALL_GROUP, card), theme);
	must_see(room, room->other, "Into which theme?");
	pty_keys(room->other, "2");
	must_see(room, room->other, "Somebody else has moved this card meanwhile.");
	assert_int_equal(model_theme_of(model, HALL_GROUP, card), theme);
	must_see(room, room->other, "1 of 1 cards are in a theme"); /* and how things stand */
	pty_keys(room->other, "Enter 2");
	must_see(room, room->other, "The card is there now.");
	assert_int_equal(model_theme_of(model, HALL_GROUP, card), 0);
	pty_keys(room->other, "Up Enter");
	must_see(room, room->other, "Its name> Getting there");
	pty_type(room->other, "!");
	pty_keys(room->other, "Enter");
	must_see(room, room->pty, "Getting there!");
	assert_string_equal(model_theme(model, theme)->name, "Getting there!");
}

/* kill -9 of the console: what is typed waits, what lies in the box can still be changed. */
static void test_it_goes_on_after_a_crash(void **state)
{
	struct room *room = *state;

	room->pty = let_in(room, "ann");
	int64_t poll = hall_poll(&room->hall);
	must_see(room, room->pty, "Press Enter for your ballot.");
	pty_keys(room->pty, "Enter 1 Enter");
	must_see(room, room->pty, "Your ballot lies in the box.");
	hall_crash(&room->hall);
	must_see(room, room->pty, "connection is lost");
	pty_keys(room->pty, "Enter 2 Enter");
	must_see(room, room->pty, "Your ballot lies in the box.");
	cast_by_passed_keyboard(room, poll, BEN, 1);
	cast_by_passed_keyboard(room, poll, CLEO, 1);
	assert_int_equal(in_the_box(room, poll), 3);
	const struct poll *closed = close_poll(room, poll);
	assert_int_equal(closed->result.sums.totals[0], 0);
	assert_int_equal(closed->result.sums.totals[1], 3);
}

static void test_a_place_moves_by_the_facilitators_word(void **state)
{
	struct room *room = *state;

	room->pty = let_in(room, "ann");
	must_see(room, room->pty, "Your card>");
	pty_type(room->pty, "half");
	room->other = start(room, "TERM=xterm-256color", room->hall.file);
	must_see(room, room->other, "a device speaks for it");
	pty_type(room->other, "ann");
	pty_keys(room->other, "Enter");
	must_see(room, room->other, "Another device speaks for this place.");
	hall_settle(&room->hall);
	const struct door *door = service_door(room->hall.service);
	assert_int_equal(door->waiting, 1);
	assert_true(door->devices.items[0].moves);
	hall_door(&room->hall, DOOR_ADMIT, door->devices.items[0].id);
	must_see(room, room->other, "Your card>");
	must_see(room, room->pty, "This device has no place any more");
	pty_type(room->pty, "q"); /* asks: half a card is there */
	must_see(room, room->pty, "Leave now?");
	pty_keys(room->pty, "Enter");
	must_end(room, room->pty);
}

static void test_over_the_network_with_the_code(void **state)
{
	struct room *room = *state;

	hall_door(&room->hall, DOOR_OPEN, 0);
	const struct door *door = service_door(room->hall.service);
	room->pty = start(room, "TERM=xterm-256color", door->url);
	must_see(room, room->pty, "Type the code that is on the wall.");
	pty_type(room->pty, "nocode");
	pty_keys(room->pty, "Enter");
	must_see(room, room->pty, "That is not the code.");
	pty_type(room->pty, door->code);
	pty_keys(room->pty, "Enter");
	must_see(room, room->pty, "Who are you?");
	pty_type(room->pty, "Zoe");
	pty_keys(room->pty, "Enter Enter");
	must_see(room, room->pty, "From which position do you speak?");
	pty_keys(room->pty, "Enter");
	must_see(room, room->pty, "Please wait for the facilitator");
	admit(room);
	must_see(room, room->pty, "Your card>");
	pty_keys(room->pty, "F4");
	must_see(room, room->pty, "your hand is up");
	assert_int_equal(room->hall.session.model.hands.count, 1);
	assert_int_equal(room->hall.session.model.persons.count, 5);
}

/* A wall elsewhere follows once it has the code; nobody has to let it in. */
static void test_a_wall_over_the_network_with_the_code(void **state)
{
	struct room *room = *state;

	hall_door(&room->hall, DOOR_OPEN, 0);
	const struct door *door = service_door(room->hall.service);
	room->pty = run(room, "screen", "TERM=xterm-256color", door->url);
	must_see(room, room->pty, "Which code is it?");
	pty_type(room->pty, "nocode");
	pty_keys(room->pty, "Enter");
	must_see(room, room->pty, "That is not the code.");
	pty_type(room->pty, door->code);
	pty_keys(room->pty, "Enter");
	must_see(room, room->pty, "Cards");
	hall_stage(&room->hall, HALL_TALK);
	must_see(room, room->pty, "Talk");
	assert_int_equal(service_walls(room->hall.service), 1);
	/* put out: it asks for the code again */
	hall_door(&room->hall, DOOR_PUT_OUT, service_door(room->hall.service)->devices.items[0].id);
	must_see(room, room->pty, "Which code is it?");
	pty_keys(room->pty, "F10");
	must_end(room, room->pty);
}

/* For who listens: the same in lines. */
static void test_in_lines(void **state)
{
	struct room *room = *state;

	room->pty = start(room, "TERM=dumb", room->hall.file);
	must_see(room, room->pty, "Who are you?");
	pty_type(room->pty, "dora\r");
	must_see(room, room->pty, "> • Dora");
	pty_type(room->pty, "\r");
	must_see(room, room->pty, "Please wait for the facilitator");
	admit(room);
	must_see(room, room->pty, "Your card>");
	pty_type(room->pty, "Benches\r");
	must_see(room, room->pty, "You wrote:");
	pty_type(room->pty, "\r");
	must_see(room, room->pty, "Taken.");
	int64_t poll = hall_poll(&room->hall);
	must_see(room, room->pty, "Press Enter for your ballot.");
	pty_type(room->pty, "\r");
	must_see(room, room->pty, "Arrows to your choice");
	pty_type(room->pty, "2\r");
	must_see(room, room->pty, "You chose:");
	pty_type(room->pty, "\r");
	must_see(room, room->pty, "lies in the box");
	assert_int_equal(in_the_box(room, poll), 1);
	pty_type(room->pty, "q\r");
	must_end(room, room->pty);
}

static void test_it_waits_and_is_killed_in_peace(void **state)
{
	struct room *room = *state;

	room->pty = let_in(room, "ann");
	must_see(room, room->pty, "Your card>");
	pty_signal(room->pty, SIGTERM);
	assert_true(pty_wait_end(room->pty, 20000));
	assert_true(pty_modes_restored(room->pty));
}

#define AT(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	setlocale(LC_ALL, "C.UTF-8");
	const struct CMUnitTest tests[] = {
		AT(test_a_card_goes_from_there_into_the_session),
		AT(test_one_box_for_all_keyboards),
		AT(test_cards_are_put_into_themes),
		AT(test_it_goes_on_after_a_crash),
		AT(test_a_place_moves_by_the_facilitators_word),
		AT(test_over_the_network_with_the_code),
		AT(test_a_wall_over_the_network_with_the_code),
		AT(test_in_lines),
		AT(test_it_waits_and_is_killed_in_peace),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
