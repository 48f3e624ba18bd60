#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "world.h"

#include "../support/model_dump.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* An open session: what was acknowledged is in the file and in the model, and nothing else is. */

static void test_start(void **state)
{
	struct world *world = *state;
	const struct model *model = &world->room.session.model;
	char first[33], head[10];

	assert_int_equal(model->events.count, 1);
	assert_int_equal(strlen(model->id), 32);
	assert_int_equal(model->offset, 60);
	assert_false(model->rehearsal);
	assert_string_equal(model->plan->title, "A vote");
	snprintf(first, sizeof first, "%s", model->id);
	session_head(&world->room.session, head);
	assert_int_equal(strlen(head), 9);
	for (int i = 0; i < 9; i++)
		assert_true(i == 4 ? head[i] == ' ' : isxdigit((unsigned char)head[i]));
	world_reopen(world);
	/* another session has another id */
	char *path = folder_path(world->folder, "b.roundtable");
	struct room other;
	assert_true(room_create(&other, path, random_system(), NULL));
	assert_string_not_equal(first, other.session.model.id);
	room_finish(&other);
	/* and none is made over this one */
	struct error err = {0};
	assert_false(room_create(&other, path, random_system(), &err));
	assert_int_equal(err.code, ERROR_INPUT);
	error_finish(&err);
	free(path);
}

static void test_refused_commands_write_nothing(void **state)
{
	struct world *world = *state;
	struct buf before = {0}, after = {0};
	struct command commands[] = {
		{.kind = EVENT_SESSION_STARTED},
		{.kind = EVENT_STAGE_ENTERED, .body = {.stage = 99}},
		{.kind = EVENT_NOTE_ADDED},
		{.kind = EVENT_STEP_REDONE},
		command_poll(), /* nobody is here */
		command_cast(7, 1, NULL),
	};

	file_read(world->path, &before);
	for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
		assert_int_equal(room_run(&world->room, &commands[i], NULL), TURN_REFUSED);
	file_read(world->path, &after);
	assert_int_equal(before.count, after.count);
	assert_memory_equal(before.bytes, after.bytes, before.count);
	assert_int_equal(world->room.session.model.events.count, 1);
	buf_finish(&before);
	buf_finish(&after);
	world_reopen(world);
}

static void test_a_turn_of_several(void **state)
{
	struct world *world = *state;
	char *one[] = {"one"}, *two[] = {"two"}, *none[] = {""};
	struct command first = command_note(one), empty = command_note(none),
		       second = command_note(two), redo = {.kind = EVENT_STEP_REDONE};
	struct turn_command turn[] = {
		{.command = &first}, {.command = &empty}, {.command = &second}};
	struct turn_command refused[] = {{.command = &redo}, {.command = &empty}};

	assert_true(session_turn(&world->room.session, turn, 3, NULL));
	assert_int_equal(turn[0].outcome, TURN_DONE);
	assert_int_equal(turn[1].outcome, TURN_REFUSED);
	assert_int_equal(turn[1].refusal.code, REFUSED_EMPTY);
	assert_int_equal(turn[2].outcome, TURN_DONE);
	assert_int_equal(world->room.session.model.notes.count, 2);
	assert_true(session_turn(&world->room.session, refused, 2, NULL));
	assert_int_equal(refused[0].outcome, TURN_REFUSED);
	world_reopen(world);
	assert_int_equal(world->room.session.model.notes.count, 2);
}

/*
 * The file is taken away in the middle: nothing of the turn is in the model, and what was there
 * before still is.
 */
static void test_a_failed_turn(void **state)
{
	struct world *world = *state;
	char *other = folder_path(world->folder, "other");
	char *kept[] = {"kept"}, *lost[] = {"lost"};
	struct command command = command_note(kept);

	room_do(&world->room, &command);
	char *before = model_dumped(&world->room.session.model, DUMP_ALL);
	assert_int_equal(rename(world->path, other), 0);
	command = command_note(lost);
	char *text;
	assert_int_equal(room_run(&world->room, &command, &text), TURN_FAILED);
	assert_non_null(strstr(text, "renamed"));
	free(text);
	assert_false(session_draft(&world->room.session, "note", "lost", NULL));
	char *after = model_dumped(&world->room.session.model, DUMP_ALL);
	assert_dumps_equal(before, after, "after a failed turn");
	/* put back, the same command goes through */
	assert_int_equal(rename(other, world->path), 0);
	room_do(&world->room, &command);
	assert_int_equal(world->room.session.model.notes.count, 2);
	world_reopen(world);
	free(before);
	free(after);
	free(other);
}

static void collect(void *context, const char *place, const char *text)
{
	buf_format(context, "[%s|%s]", place, text);
}

static void test_drafts(void **state)
{
	struct world *world = *state;
	struct buf all = {0};

	assert_true(session_draft(&world->room.session, "card", "half a thou", NULL));
	assert_true(session_draft(&world->room.session, "note", "x", NULL));
	assert_true(session_draft(&world->room.session, "note", NULL, NULL));
	world_reopen(world);
	assert_true(store_drafts(world->room.session.store, collect, &all, NULL));
	assert_string_equal(buf_text(&all), "[card|half a thou]");
	buf_finish(&all);
}

static int commits;

static int count_commit(void *context)
{
	(void)context;
	commits++;
	return 0;
}

static int watch_commits(
	sqlite3 *db, const char **why, const struct sqlite3_api_routines *functions)
{
	(void)why;
	(void)functions;
	sqlite3_commit_hook(db, count_commit, NULL);
	return SQLITE_OK;
}

/* Each transaction waits for the disk four times: a card and what was half typed of it wait once.
 */
static void test_a_card_and_its_draft_are_one_transaction(void **state)
{
	struct world *world = *state;
	char *words[] = {"half a thought, made whole"}, *place[] = {"entry/0"};
	struct texts uses = {.items = place, .count = 1};
	struct command note = command_note(words), nothing = {.kind = EVENT_NOTE_ADDED};
	struct turn_command refused = {.command = &nothing, .uses = &uses};
	struct turn_command taken = {.command = &note, .uses = &uses};
	struct buf left = {0};

	sqlite3_auto_extension((void (*)(void))watch_commits);
	world_reopen(world);
	assert_true(session_draft(&world->room.session, "entry/0", "half a thought", NULL));
	commits = 0;
	assert_true(session_turn(&world->room.session, &refused, 1, NULL));
	assert_int_equal(refused.outcome, TURN_REFUSED);
	assert_int_equal(commits, 0);
	assert_true(store_drafts(world->room.session.store, collect, &left, NULL));
	assert_string_equal(buf_text(&left), "[entry/0|half a thought]");
	buf_clear(&left);
	assert_true(session_turn(&world->room.session, &taken, 1, NULL));
	assert_int_equal(taken.outcome, TURN_DONE);
	assert_int_equal(commits, 1);
	sqlite3_cancel_auto_extension((void (*)(void))watch_commits);
	world_reopen(world);
	assert_true(store_drafts(world->room.session.store, collect, &left, NULL));
	assert_string_equal(buf_text(&left), "");
	assert_int_equal(world->room.session.model.notes.count, 1);
	buf_finish(&left);
}

/* The length of the journal; what is there must not be in force. */
static off_t journal_length(const struct world *world)
{
	char *path = folder_path(world->folder, "a.roundtable-journal");
	struct buf bytes = {0};

	file_read(path, &bytes);
	off_t length = (off_t)bytes.count;
	assert_true(length == 0 || bytes.bytes[0] == '\0');
	buf_finish(&bytes);
	free(path);
	return length;
}

/* The journal holds what was there before: of ballots and of what was erased that must not stay. */
static void test_what_the_journal_keeps(void **state)
{
	struct world *world = *state;
	char *words[] = {"to be erased"};
	struct command note = command_note(words), erase = {.kind = EVENT_WORDS_ERASED};

	room_people(&world->room, 3);
	erase.body.thing = room_do(&world->room, &note);
	assert_true(journal_length(world) > 0);
	int64_t poll = room_poll(&world->room);
	assert_int_equal(journal_length(world), 0);
	room_do(&world->room, &note);
	assert_true(journal_length(world) > 0);
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(room_cast(&world->room, poll, i, 0), TURN_DONE);
		assert_int_equal(journal_length(world), 0);
	}
	room_do(&world->room, &note);
	struct command close = command_close(poll);
	room_do(&world->room, &close);
	assert_int_equal(journal_length(world), 0);
	assert_true(session_draft(&world->room.session, "note", "half a thou", NULL));
	assert_true(journal_length(world) > 0);
	room_do(&world->room, &erase);
	assert_int_equal(journal_length(world), 0);
}

/* What a killed process left is cleared away by the next one, though that writes nothing. */
static void test_a_journal_left_behind_goes(void **state)
{
	struct world *world = *state;
	char *words[] = {"said"};
	struct command note = command_note(words);
	struct buf name = {0}, left = {0}, bytes = {0}, journal = {0};
	struct room room = {0};

	room_do(&world->room, &note);
	buf_format(&name, "%s.left", world->path);
	buf_format(&left, "%s.left-journal", world->path);
	buf_format(&journal, "%s-journal", world->path);
	file_read(world->path, &bytes);
	file_write(buf_text(&name), bytes.bytes, bytes.count);
	buf_clear(&bytes);
	file_read(buf_text(&journal), &bytes);
	assert_true(bytes.count > 0);
	file_write(buf_text(&left), bytes.bytes, bytes.count);
	assert_true(room_open(&room, buf_text(&name), random_system(), NULL));
	assert_int_equal(room.session.model.events.count, world->room.session.model.events.count);
	room_finish(&room);
	assert_false(file_is_there(buf_text(&left)));
	buf_finish(&name);
	buf_finish(&left);
	buf_finish(&bytes);
	buf_finish(&journal);
}

static void forget(struct command *command)
{
	body_finish(&command->body);
	texts_finish(&command->words);
}

/* What is half typed about a thing goes with its words, out of the file too. */
static void test_drafts_of_erased_words(void **state)
{
	struct world *world = *state;
	struct command note = {.kind = EVENT_NOTE_ADDED, .body = {.stage = -1}};
	struct buf all = {0}, bytes = {0};

	texts_add(&note.words, "said");
	room_do(&world->room, &note);
	forget(&note);
	int64_t id = world->room.session.model.notes.items[0].id;
	char about[64], other[64], part[64];
	snprintf(about, sizeof about, "form/reword/%lld/0/0", (long long)id);
	snprintf(other, sizeof other, "form/reword/%lld/0/0", (long long)id + 1);
	assert_true(session_draft(&world->room.session, about, "Tichborne claimant", NULL));
	assert_true(session_draft(&world->room.session, other, "kept", NULL));
	snprintf(part, sizeof part, "form/reword/%lld/%lld/0", (long long)id + 1, (long long)id);
	assert_true(session_draft(&world->room.session, part, "another thing's", NULL));
	struct command erase = {.kind = EVENT_WORDS_ERASED, .body = {.thing = id}};
	room_do(&world->room, &erase);
	world_reopen(world);
	assert_true(store_drafts(world->room.session.store, collect, &all, NULL));
	assert_null(strstr(buf_text(&all), "Tichborne"));
	assert_non_null(strstr(buf_text(&all), "kept"));
	assert_non_null(strstr(buf_text(&all), "another thing's"));
	file_read(world->path, &bytes);
	assert_null(memmem(bytes.bytes, bytes.count, "Tichborne", strlen("Tichborne")));
	buf_finish(&all);
	buf_finish(&bytes);
}

/* Names typed while a poll was open go with it: who stepped to the vote is nobody's business. */
static void test_drafts_of_polls(void **state)
{
	struct world *world = *state;
	struct room *room = &world->room;
	char *why[] = {"once more"};

	room_people(room, 5);
	for (int i = 0; i < 2; i++) {
		struct buf all = {0}, bytes = {0};
		int64_t poll = room_poll(room);
		char place[64];
		snprintf(place, sizeof place, "form/wrong-name/%lld/0/0", (long long)poll);
		assert_true(session_draft(&room->session, place, "Orsolya Szabo", NULL));
		for (size_t k = 0; k < 3; k++)
			assert_int_equal(room_cast(room, poll, k, 0), TURN_DONE);
		struct command close = command_close(poll);
		struct command voided = {.kind = EVENT_POLL_VOIDED,
			.body = {.poll = poll},
			.words = {.items = why, .count = 1}};
		room_do(room, i == 0 ? &close : &voided);
		assert_true(store_drafts(room->session.store, collect, &all, NULL));
		assert_int_equal(all.count, 0);
		world_reopen(world);
		file_read(world->path, &bytes);
		assert_int_equal(bytes_count(&bytes, "Orsolya", 7), 0);
		buf_finish(&all);
		buf_finish(&bytes);
	}
}

static void test_erased(void **state)
{
	struct world *world = *state;
	char *words[] = {"I should not have said this"};
	struct command note = command_note(words);
	int64_t id = room_do(&world->room, &note);
	struct command erase = {.kind = EVENT_WORDS_ERASED, .body = {.thing = id}};
	struct buf bytes = {0};

	file_read(world->path, &bytes);
	assert_int_equal(bytes_count(&bytes, words[0], strlen(words[0])), 1);
	room_do(&world->room, &erase);
	assert_null(world->room.session.model.notes.items[0].text);
	file_read(world->path, &bytes);
	assert_int_equal(bytes_count(&bytes, words[0], strlen(words[0])), 0);
	world_reopen(world);
	assert_null(world->room.session.model.notes.items[0].text);
	buf_finish(&bytes);
}

/* --- what is not whole --- */

static void test_broken_chain_opens_for_reading(void **state)
{
	struct world *world = *state;
	char *words[] = {"a note to be changed"};
	struct command note = command_note(words);
	struct buf bytes = {0};
	struct error err = {0};

	for (int i = 0; i < 5; i++)
		room_do(&world->room, &note);
	room_finish(&world->room);
	file_read(world->path, &bytes);
	/* rows lie from the end of the page on: the first one found is the last one written */
	char *at = memmem(bytes.bytes, bytes.count, words[0], strlen(words[0]));
	at[2] = 'N';
	file_write(world->path, bytes.bytes, bytes.count);
	assert_true(room_open(&world->room, world->path, random_system(), &err));
	assert_int_equal(world->room.session.broken, 6);
	assert_int_equal(world->room.session.model.notes.count, 4);
	const char *why;
	assert_true(store_read_only(world->room.session.store, &why));
	assert_non_null(strstr(why, "event 6"));
	assert_int_equal(room_run(&world->room, &note, NULL), TURN_FAILED);
	assert_int_equal(world->room.session.model.notes.count, 4);
	buf_finish(&bytes);
}

static void test_without_a_start(void **state)
{
	struct world *world = *state;
	struct buf bytes = {0};
	struct error err = {0};

	room_finish(&world->room);
	file_read(world->path, &bytes);
	char *at = memmem(bytes.bytes, bytes.count, "A vote", 6);
	at[0] = 'B';
	file_write(world->path, bytes.bytes, bytes.count);
	assert_false(room_open(&world->room, world->path, random_system(), &err));
	assert_int_equal(err.code, ERROR_BROKEN);
	assert_non_null(strstr(err.text, "Event 1 "));
	error_finish(&err);
	buf_finish(&bytes);
}

static void test_reading(void **state)
{
	struct world *world = *state;
	struct session session = {0};
	struct refusal refusal;
	struct error err = {0};
	char *words[] = {"no"};
	struct command note = command_note(words);

	room_finish(&world->room);
	assert_true(session_open(
		&session, world->path, STORE_READ, clock_system(), random_system(), &err));
	assert_int_equal(session_run(&session, &note, &refusal, &err), TURN_FAILED);
	assert_int_equal(err.code, ERROR_READ_ONLY);
	assert_int_equal(session.model.events.count, 1);
	error_finish(&err);
	session_finish(&session);
}

/* What no clock showed, and a step that is not of one piece, do not hold. */
static void test_times_and_steps(void **state)
{
	struct world *world = *state;
	static const struct {
		moment at;
		int64_t step;
		bool holds;
	} cases[] = {{0, 3, true}, {EVENT_AT_LAST, 3, true}, {5, 2, true}, {-1, 3, false},
		{EVENT_AT_LAST + 1, 3, false}, {INT64_MIN, 3, false}, {INT64_MAX, 3, false},
		{5, 1, false}};

	room_finish(&world->room);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct change change = {0};
		struct events events = {0};
		int64_t broken = 0;
		assert_int_equal(unlink(world->path), 0);
		assert_true(room_create(&world->room, world->path, random_system(), NULL));
		struct store *store = world->room.session.store;
		for (int64_t seq = 2; seq <= 3; seq++) {
			struct event event = {.seq = seq,
				.step = seq == 2 ? 2 : cases[i].step,
				.at = seq == 2 ? 5 : cases[i].at,
				.kind = EVENT_PAUSED};
			change_add(&change, &event);
		}
		assert_true(store_begin(store, NULL) && store_write(store, &change, NULL) &&
			    store_commit(store, NULL));
		change_finish(&change);
		room_finish(&world->room);
		store_outcome(world->path, STORE_READ, &events, &broken, NULL);
		assert_int_equal(broken, cases[i].holds ? 0 : 3);
		assert_int_equal(events.count, cases[i].holds ? 3 : 2);
		events_finish(&events);
	}
}

/*
 * A file whose chain holds and whose events say what no command ever said: whoever can write a file
 * can write that. It opens, and the model stands.
 */
static void test_hostile_events(void **state)
{
	struct world *world = *state;

	room_finish(&world->room);
	for (uint32_t seed = 0; seed < 40; seed++) {
		struct change change = {0};
		struct error err = {0};
		struct store *store;
		assert_int_equal(unlink(world->path), 0);
		store_fill(world->path, seed * 101);
		assert_true(room_open(&world->room, world->path, random_system(), &err));
		store = world->room.session.store;
		for (uint32_t i = 0; i < 200; i++) {
			struct event event;
			event_fill(&event, (enum event_kind)((seed + i * 7919) % EVENT_KINDS),
				EVENT_KINDS + 1 + (int64_t)i, seed * 1000 + i);
			/* about things that are there, too */
			if (i % 3) {
				event.body.thing = 1 + (seed + i) % 60;
				event.body.person = 1 + (seed * i) % 60;
				event.body.poll = EVENT_POLL_OPENED + 1;
				event.body.stage = i % 3;
			}
			array_finish(&body_rare_make(&event.body)->things);
			change_add(&change, &event);
			event_finish(&event);
		}
		assert_true(store_begin(store, &err) && store_write(store, &change, &err) &&
			    store_commit(store, &err));
		change_finish(&change);
		room_finish(&world->room);
		assert_true(room_open(&world->room, world->path, random_system(), &err));
		assert_int_equal(world->room.session.model.events.count, EVENT_KINDS + 200);
		free(model_dumped(&world->room.session.model, DUMP_ALL));
		room_finish(&world->room);
	}
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, world_set_up, world_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_start),
		TEST(test_refused_commands_write_nothing),
		TEST(test_a_turn_of_several),
		TEST(test_a_failed_turn),
		TEST(test_drafts),
		TEST(test_a_card_and_its_draft_are_one_transaction),
		TEST(test_what_the_journal_keeps),
		TEST(test_a_journal_left_behind_goes),
		TEST(test_drafts_of_erased_words),
		TEST(test_drafts_of_polls),
		TEST(test_erased),
		TEST(test_broken_chain_opens_for_reading),
		TEST(test_without_a_start),
		TEST(test_reading),
		TEST(test_times_and_steps),
		TEST(test_hostile_events),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
