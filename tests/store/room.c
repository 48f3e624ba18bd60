#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "room.h"

#include "roundtable/base/mem.h"

#include <stdlib.h>

static void fill_plan(struct plan *plan)
{
	*plan = (struct plan){.minutes = 60};
	plan->title = mem_copy_text("A vote");
	plan->purpose = mem_copy_text("");
	plan->language = mem_copy_text("en");
	*array_push(&plan->roles) = (struct role){.name = mem_copy_text("resident")};
	*array_push(&plan->roles) = (struct role){.name = mem_copy_text("carer")};
	struct stage *stage = plan_add_stage(plan);
	stage->activity = ACTIVITY_COLLECT;
	stage->minutes = 10;
	*array_push(&stage->columns) =
		(struct column){.name = mem_copy_text("what"), .type = COLUMN_TEXT};
	stage = plan_add_stage(plan);
	stage->activity = ACTIVITY_VOTE;
	stage->minutes = 10;
	stage->settings[SETTING_RECEIPTS] = (struct setting_value){.given = true, .number = 1};
	for (int i = 0; i < ROOM_OPTIONS; i++)
		texts_add(&stage->items, (char[]){(char)('A' + i), '\0'});
	stage = plan_add_stage(plan);
	stage->activity = ACTIVITY_VOTE;
	stage->minutes = 10;
	stage->settings[SETTING_METHOD] =
		(struct setting_value){.given = true, .number = TALLY_APPROVAL};
	stage->settings[SETTING_BY] = (struct setting_value){.given = true, .number = BY_ROLE};
	for (int i = 0; i < ROOM_OPTIONS; i++)
		texts_add(&stage->items, (char[]){(char)('A' + i), '\0'});
}

bool room_create(struct room *room, const char *path, struct random random, struct error *err)
{
	struct plan plan;

	*room = (struct room){.now = INT64_C(1795000000000)};
	fill_plan(&plan);
	struct session_start start = {.plan = &plan, .programme = "# A vote\n", .offset = 60};
	bool done = session_create(
		&room->session, path, &start, clock_ticking(&room->now), random, err);
	plan_finish(&plan);
	return done;
}

bool room_open(struct room *room, const char *path, struct random random, struct error *err)
{
	*room = (struct room){.now = INT64_C(1796000000000)};
	if (!session_open(
		    &room->session, path, STORE_WRITE, clock_ticking(&room->now), random, err))
		return false;
	const struct persons *persons = &room->session.model.persons;
	for (size_t i = 0; i < persons->count; i++)
		ids_add(&room->people, persons->items[i].id);
	return true;
}

void room_finish(struct room *room)
{
	session_finish(&room->session);
	array_finish(&room->people);
}

enum turn_outcome room_run(struct room *room, const struct command *command, char **text)
{
	struct refusal refusal = {0};
	struct error err = {0};
	enum turn_outcome outcome = session_run(&room->session, command, &refusal, &err);

	if (text)
		*text = mem_copy_text(
			outcome == TURN_REFUSED ? refusal_sentence(refusal.code) : err.text);
	error_finish(&err);
	return outcome;
}

int64_t room_do(struct room *room, const struct command *command)
{
	char *text = NULL;

	if (room_run(room, command, &text) != TURN_DONE)
		fail_msg("%s: %s", event_name(command->kind), text);
	free(text);
	return model_next_seq(&room->session.model) - 1;
}

struct command command_note(char **words)
{
	return (struct command){.kind = EVENT_NOTE_ADDED,
		.body = {.stage = ROOM_COLLECT},
		.words = {.items = words, .count = 1}};
}

struct command command_poll(void)
{
	static struct rare secretly = {.secret = 1};

	return (struct command){
		.kind = EVENT_POLL_OPENED, .body = {.stage = ROOM_VOTE, .rare = &secretly}};
}

struct command command_cast(int64_t poll, int64_t person, struct rare *marks)
{
	return (struct command){
		.kind = EVENT_BALLOT_CAST, .body = {.poll = poll, .person = person, .rare = marks}};
}

struct command command_close(int64_t poll)
{
	return (struct command){.kind = EVENT_POLL_CLOSED, .body = {.poll = poll}};
}

void room_people(struct room *room, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct buf name = {0};
		buf_format(&name, "Person %zu", room->people.count + 1);
		char *words[] = {name.bytes, ""};
		struct command command = {.kind = EVENT_PERSON_ADDED,
			.body = {.role = 0, .votes = 1, .status = STATUS_HERE},
			.words = {.items = words, .count = 2}};
		ids_add(&room->people, room_do(room, &command));
		buf_finish(&name);
	}
}

int64_t room_poll(struct room *room)
{
	struct command command = command_poll();

	return room_do(room, &command);
}

const char *room_words(size_t index)
{
	static const char *const words[] = {"umbrageous quokka", "", "zephyrine jackdaw",
		"vexillary ptarmigan", "quixotic wombat", "", "jocund axolotl", "xanthic oryx",
		"wizened yaffle", "", "kymric uakari", "nacreous isopod"};

	return words[index % (sizeof words / sizeof *words)];
}

enum turn_outcome room_cast(struct room *room, int64_t poll, size_t index, size_t option)
{
	char *words[] = {(char *)room_words(index)};
	int64_t marks[ROOM_OPTIONS];

	for (size_t i = 0; i < ROOM_OPTIONS; i++)
		marks[i] = i == option;
	struct rare ballot = {.marks = {.items = marks, .count = ROOM_OPTIONS}};
	struct command command = command_cast(poll, room->people.items[index], &ballot);
	if (model_poll(&room->session.model, poll)->receipts)
		command.words = (struct texts){.items = words, .count = 1};
	return room_run(room, &command, NULL);
}
