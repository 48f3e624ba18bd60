#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "scenario.h"

#include "../support/model_dump.h"

#include "roundtable/base/mem.h"

#include <stdlib.h>
#include <string.h>

static const char secret_words[] = "what should never have been said";

void play_init(struct play *play, const char *path)
{
	*play = (struct play){.path = path};
}

static enum turn_outcome create(struct play *play, char **text)
{
	struct error err = {0};

	play->created = room_create(&play->room, play->path, random_seeded(&play->seeded, 5), &err);
	if (!play->created)
		*text = mem_copy_text(err.text);
	error_finish(&err);
	return play->created ? TURN_DONE : TURN_FAILED;
}

/* Runs several commands as one turn. */
static enum turn_outcome run(
	struct play *play, const struct command *commands, size_t count, char **text)
{
	struct turn_command turn[PEOPLE] = {0};
	struct error err = {0};

	for (size_t i = 0; i < count; i++)
		turn[i].command = &commands[i];
	if (!session_turn(&play->room.session, turn, count, &err))
		*text = mem_copy_text(err.text);
	error_finish(&err);
	for (size_t i = 1; i < count; i++)
		assert_int_equal(turn[i].outcome, turn[0].outcome);
	return turn[0].outcome;
}

static enum turn_outcome people(struct play *play, char **text)
{
	char names[PEOPLE][2] = {"P", "Q", "R", "S", "T"};
	char *words[PEOPLE][1];
	struct command commands[PEOPLE];

	for (size_t i = 0; i < PEOPLE; i++) {
		words[i][0] = names[i];
		commands[i] = (struct command){.kind = EVENT_PERSON_ADDED,
			.body = {.role = 0, .votes = 1, .status = STATUS_HERE},
			.words = {.items = words[i], .count = 1}};
	}
	enum turn_outcome outcome = run(play, commands, PEOPLE, text);
	const struct persons *persons = &play->room.session.model.persons;
	array_finish(&play->room.people);
	for (size_t i = 0; i < persons->count; i++)
		ids_add(&play->room.people, persons->items[i].id);
	return outcome;
}

static enum turn_outcome note(struct play *play, const char *first, const char *second, char **text)
{
	char *words[][1] = {{(char *)first}, {(char *)second}};
	struct command commands[] = {command_note(words[0]), command_note(words[1])};

	return run(play, commands, second ? 2 : 1, text);
}

static enum turn_outcome poll(struct play *play, char **text)
{
	struct command command = command_poll();
	enum turn_outcome outcome = run(play, &command, 1, text);

	if (outcome == TURN_DONE)
		play->poll = model_next_seq(&play->room.session.model) - 1;
	return outcome;
}

static enum turn_outcome cast(struct play *play, size_t index, char **text)
{
	int64_t marks[ROOM_OPTIONS] = {0};

	if (index >= play->room.people.count)
		return TURN_REFUSED;
	marks[index] = 1;
	struct rare ballot = {.marks = {.items = marks, .count = ROOM_OPTIONS}};
	char *words[] = {(char *)room_words(index)};
	struct command command = command_cast(play->poll, play->room.people.items[index], &ballot);
	command.words = (struct texts){.items = words, .count = 1};
	return run(play, &command, 1, text);
}

static enum turn_outcome secret(struct play *play, char **text)
{
	enum turn_outcome outcome = note(play, secret_words, NULL, text);

	if (outcome == TURN_DONE)
		play->secret = model_next_seq(&play->room.session.model) - 1;
	return outcome;
}

static enum turn_outcome last(struct play *play, char **text)
{
	char words[12001];

	memset(words, 'z', sizeof words - 1);
	words[sizeof words - 1] = '\0';
	return note(play, words, NULL, text);
}

static enum turn_outcome draft(struct play *play, char **text)
{
	struct error err = {0};
	bool done = session_draft(&play->room.session, "note", "half a thought", &err);

	if (!done)
		*text = mem_copy_text(err.text);
	error_finish(&err);
	return done ? TURN_DONE : TURN_FAILED;
}

enum turn_outcome play_step(struct play *play, enum step step, char **text)
{
	struct command erase = {.kind = EVENT_WORDS_ERASED, .body = {.thing = play->secret}};
	struct command close = command_close(play->poll);

	*text = NULL;
	if (step != STEP_CREATE && !play->created)
		return TURN_REFUSED;
	switch (step) {
	case STEP_CREATE:
		return create(play, text);
	case STEP_PEOPLE:
		return people(play, text);
	case STEP_NOTE:
		return note(play, "a note", NULL, text);
	case STEP_POLL:
		return poll(play, text);
	case STEP_CAST_1:
		return cast(play, 0, text);
	case STEP_CAST_2:
		return cast(play, 1, text);
	case STEP_DRAFT:
		return draft(play, text);
	case STEP_SECRET:
		return secret(play, text);
	case STEP_CAST_3:
		return cast(play, 2, text);
	case STEP_PAIR:
		return note(play, "one of two", "two of two", text);
	case STEP_ERASE:
		return play->secret ? run(play, &erase, 1, text) : TURN_REFUSED;
	case STEP_CAST_4:
		return cast(play, 3, text);
	case STEP_CLOSE:
		return run(play, &close, 1, text);
	case STEP_LAST:
		return last(play, text);
	case STEPS:
		break;
	}
	return TURN_REFUSED;
}

void play_through(struct play *play, enum turn_outcome outcomes[STEPS],
	void (*after)(void *context, enum turn_outcome outcome), void *context)
{
	char *text;

	for (int step = 0; step < STEPS; step++) {
		outcomes[step] = TURN_REFUSED;
		if (step == STEP_CLOSE)
			continue;
		outcomes[step] = play_step(play, (enum step)step, &text);
		after(context, outcomes[step]);
		free(text);
	}
}

int play_compare(
	const enum turn_outcome outcomes[STEPS], const bool found[STEPS], const char *where)
{
	int unsure = 0;

	for (int step = 0; step < STEPS; step++) {
		if (outcomes[step] == TURN_DONE && !found[step])
			fail_msg("%s: step %d is lost", where, step);
		if (outcomes[step] == TURN_REFUSED && found[step])
			fail_msg("%s: step %d was refused", where, step);
		unsure += outcomes[step] == TURN_FAILED && found[step];
	}
	return unsure;
}

void play_finish(struct play *play)
{
	if (play->created)
		room_finish(&play->room);
	play->created = false;
}

/* --- looking at what is there --- */

static bool has_note(const struct model *model, char first, size_t length)
{
	for (size_t i = 0; i < model->notes.count; i++) {
		const char *text = model->notes.items[i].text;
		if (text && text[0] == first && strlen(text) == length)
			return true;
	}
	return false;
}

static bool has_voted(const struct model *model, size_t index)
{
	if (model->polls.count == 0 || model->persons.count == 0)
		return false;
	const struct poll *vote = &model->polls.items[0];
	if (vote->state != POLL_OPEN)
		return false;
	return model_has_voted(model, vote, model->persons.items[index].id);
}

static void find_draft(void *context, const char *place, const char *text)
{
	assert_string_equal(place, "note");
	assert_string_equal(text, "half a thought");
	*(bool *)context = true;
}

static const struct event *find_kind(const struct model *model, enum event_kind kind)
{
	for (size_t i = 0; i < model->events.count; i++) {
		if (model->events.items[i].kind == kind)
			return &model->events.items[i];
	}
	return NULL;
}

static void find(struct session *session, bool found[STEPS])
{
	const struct model *model = &session->model;
	const struct event *erased = find_kind(model, EVENT_WORDS_ERASED);
	bool one = has_note(model, 'o', 10), two = has_note(model, 't', 10);

	found[STEP_CREATE] = true;
	found[STEP_PEOPLE] = model->persons.count > 0;
	assert_true(model->persons.count == 0 || model->persons.count == PEOPLE);
	found[STEP_NOTE] = has_note(model, 'a', 6);
	found[STEP_POLL] = model->polls.count > 0;
	for (size_t i = 0; i < 3; i++)
		found[i == 2 ? STEP_CAST_3 : STEP_CAST_1 + i] = has_voted(model, i);
	found[STEP_CAST_4] = has_voted(model, 3);
	assert_true(store_drafts(session->store, find_draft, &found[STEP_DRAFT], NULL));
	found[STEP_SECRET] = has_note(model, 'w', strlen(secret_words)) || erased;
	assert_int_equal(one, two);
	found[STEP_PAIR] = one;
	found[STEP_ERASE] = erased != NULL;
	found[STEP_CLOSE] = find_kind(model, EVENT_POLL_CLOSED) != NULL;
	found[STEP_LAST] = has_note(model, 'z', 12000);
	if (found[STEP_CLOSE])
		assert_int_equal(model->boxes.count, 0);
	else if (found[STEP_POLL])
		assert_int_equal(model->boxes.count, 1);
}

static char *dump_of(const struct session *session)
{
	return model_dumped(&session->model, DUMP_STATE | DUMP_UNDO | DUMP_LOG);
}

char *play_dump(const struct play *play)
{
	return dump_of(&play->room.session);
}

bool play_found(const char *path, bool found[STEPS], char **dump)
{
	struct error err = {0};
	struct room room;
	struct buf bytes = {0};

	memset(found, 0, STEPS * sizeof *found);
	if (!file_is_there(path))
		return false;
	if (!room_open(&room, path, random_system(), &err)) {
		/* a crash while it was being made leaves an empty file at most, and it says so */
		if (err.code != ERROR_INPUT || !strstr(err.text, "is empty"))
			fail_msg("%s", err.text);
		error_finish(&err);
		return false;
	}
	const char *why = NULL;
	if (room.session.broken || store_read_only(room.session.store, &why))
		fail_msg("broken at %lld, %s", (long long)room.session.broken, why);
	find(&room.session, found);
	if (dump)
		*dump = dump_of(&room.session);
	room_finish(&room);
	file_read(path, &bytes);
	if (found[STEP_ERASE])
		assert_int_equal(bytes_count(&bytes, secret_words, strlen(secret_words)), 0);
	/* five ballots are not listed: with the box their words are gone */
	for (size_t i = 0; found[STEP_CLOSE] && i < PEOPLE; i++)
		if (room_words(i)[0] != '\0')
			assert_int_equal(
				bytes_count(&bytes, room_words(i), strlen(room_words(i))), 0);
	buf_finish(&bytes);
	return true;
}
