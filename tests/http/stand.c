/*
 * A service at a door on this machine for a real browser: what everybody may see and what one knows
 * of the person is given line by line, what devices ask for is told the same way.
 *
 *     audience {...}    me {...}     refuse SENTENCE (the next wish)     quit
 */
#include "roundtable/base/mem.h"
#include "roundtable/codec/participant.h"
#include "roundtable/host/host.h"

#include <locale.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct stand {
	char *audience, *refuse;
	struct participant me;
	void *backing;
	struct host *host;
};

static void tell(void *context, enum host_view view, struct buf *out)
{
	const struct stand *stand = context;

	(void)view;
	buf_text_add(out, stand->audience);
}

static void tell_participant(void *context, int64_t person, struct participant *participant)
{
	const struct stand *stand = context;

	*participant = stand->me;
	participant->person = person;
}

static void tell_places(void *context, struct places *places)
{
	(void)context;
	*array_push(places) = (struct place){.person = 7, .name = "Ann", .role = "resident"};
	*array_push(places) = (struct place){.person = 8, .name = "Ben", .role = "carer"};
}

static void print_wish(const struct command *command)
{
	printf("%s", event_name(command->kind));
	for (size_t i = 0; i < command->words.count; i++)
		printf(" [%s]", command->words.items[i]);
	for (size_t i = 0; command->body.rare != NULL && i < command->body.rare->marks.count; i++)
		printf(" %lld", (long long)command->body.rare->marks.items[i]);
	if (command->kind == EVENT_CARD_GROUPED)
		printf(" %lld from %lld into %lld", (long long)command->body.thing,
			(long long)command->seen, (long long)command->body.into);
	if (command->kind == EVENT_WORDS_CHANGED)
		printf(" %lld", (long long)command->body.thing);
	if (command->kind == EVENT_HAND_RAISED)
		printf(" %lld", (long long)command->body.yes);
	printf("\n");
	fflush(stdout);
}

static void run(void *context, struct host_command *commands, size_t count)
{
	struct stand *stand = context;

	for (size_t i = 0; i < count; i++) {
		print_wish(&commands[i].command);
		commands[i].outcome = stand->refuse != NULL ? HOST_REFUSED : HOST_DONE;
		commands[i].why = stand->refuse;
		commands[i].made = 9;
		stand->refuse = NULL;
	}
}

static void keep(void *context, const char *state)
{
	(void)context;
	(void)state;
}

static moment now(void *context)
{
	struct clock clock = clock_system();

	(void)context;
	return clock.now(clock.context);
}

static int64_t stage(void *context)
{
	const struct stand *stand = context;
	const char *said = stand->audience != NULL ? strstr(stand->audience, "\"stage\":") : NULL;

	return said != NULL ? atoi(said + strlen("\"stage\":")) : 0;
}

static void set_me(struct stand *stand, const char *json)
{
	void *before = stand->backing;

	if (codec_participant_read(json, strlen(json), &stand->me, &stand->backing, NULL))
		codec_release(before);
}

/* False: the end. */
static bool obey(struct stand *stand, char *line)
{
	line[strcspn(line, "\n")] = '\0';
	if (strncmp(line, "audience ", 9) == 0) {
		free(stand->audience);
		stand->audience = mem_copy_text(line + 9);
	} else if (strncmp(line, "me ", 3) == 0) {
		set_me(stand, line + 3);
	} else if (strncmp(line, "refuse ", 7) == 0) {
		free(stand->refuse);
		stand->refuse = mem_copy_text(line + 7);
	} else if (strncmp(line, "asks ", 5) == 0) {
		const struct door_wish wish = {DOOR_ASK, line[5] == '1'};
		host_door_do(stand->host, &wish, NULL);
	} else if (strcmp(line, "admit") == 0) {
		const struct door_wish wish = {DOOR_ADMIT_ALL, 0};
		host_door_do(stand->host, &wish, NULL);
	} else {
		return false;
	}
	host_changed(stand->host);
	printf("ok\n");
	fflush(stdout);
	return true;
}

static bool open_door(struct stand *stand)
{
	const struct host_source source = {.context = stand,
		.audience = tell,
		.participant = tell_participant,
		.places = tell_places,
		.run = run,
		.keep = keep,
		.now = now,
		.stage = stage,
		.clock = clock_steady(),
		.random = random_system()};
	const struct door_wish wishes[] = {{DOOR_OPEN, 0}, {DOOR_ASK, 0}};

	stand->host = host_create(&source, NULL);
	if (stand->host == NULL)
		return false;
	host_door(stand->host); /* lists the addresses: that of this machine alone comes first */
	for (size_t i = 0; i < 2; i++)
		if (!host_door_do(stand->host, &wishes[i], NULL))
			return false;
	const struct door *door = host_door(stand->host);
	printf("%s %s %s\n", door->url, door->code, door->long_code);
	fflush(stdout);
	return door->loopback;
}

int main(void)
{
	struct stand stand = {.audience = mem_copy_text("{\"items\":[]}")};
	char *line = NULL;
	size_t room = 0;
	bool goes_on = open_door(&stand);

	setlocale(LC_ALL, "C.UTF-8");
	setvbuf(stdin, NULL, _IONBF, 0);
	while (goes_on) {
		struct pollfd ready[2] = {
			{.fd = host_fd(stand.host), .events = POLLIN}, {.fd = 0, .events = POLLIN}};
		poll(ready, 2, host_wait(stand.host));
		if (ready[1].revents != 0)
			goes_on = getline(&line, &room, stdin) > 0 && obey(&stand, line);
		host_run(stand.host);
	}
	host_destroy(stand.host);
	codec_release(stand.backing);
	free(stand.audience);
	free(stand.refuse);
	free(line);
	return 0;
}
