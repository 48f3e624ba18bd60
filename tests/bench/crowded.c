#include "crowded.h"

#include "program.h"

#include "roundtable/app/service.h"
#include "roundtable/base/mem.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what, const char *why)
{
	fprintf(stderr, "%s: %s\n", what, why != NULL ? why : "");
	exit(EXIT_FAILURE);
}

/* --- the file --- */

static struct stage *add_stage(struct plan *plan, enum activity activity, const char *title)
{
	struct stage *stage = plan_add_stage(plan);

	stage->activity = activity;
	stage->minutes = 10;
	array_free(stage->title);
	stage->title = mem_copy_text(title);
	return stage;
}

static void create(struct session *session, const char *path)
{
	struct plan plan = {.title = mem_copy_text("A room of many"),
		.purpose = mem_copy_text(""),
		.language = mem_copy_text("en"),
		.minutes = 60};
	const struct session_start start = {.plan = &plan, .programme = "# A room of many\n"};
	struct error err = {0};

	*array_push(&plan.roles) = (struct role){.name = mem_copy_text("resident")};
	add_stage(&plan, ACTIVITY_COLLECT, "Cards");
	struct stage *vote = add_stage(&plan, ACTIVITY_VOTE, "Which first?");
	texts_add(&vote->items, "Monday");
	texts_add(&vote->items, "Friday");
	texts_add(&vote->items, "Sunday");
	if (!session_create(session, path, &start, clock_system(), random_system(), &err))
		die(path, err.text);
	plan_finish(&plan);
}

static int64_t give(struct session *session, struct command command)
{
	struct refusal refusal = {0};
	struct error err = {0};

	if (session_run(session, &command, &refusal, &err) != TURN_DONE)
		die(event_name(command.kind),
			err.text != NULL ? err.text : refusal_sentence(refusal.code));
	return (int64_t)session->model.events.count;
}

static struct command command_of(enum event_kind kind)
{
	struct command command = {.kind = kind};

	command.body.stage = command.body.role = command.body.item = -1;
	return command;
}

static void go_to(struct session *session, int stage)
{
	struct command command = command_of(EVENT_STAGE_ENTERED);

	command.body.stage = stage;
	give(session, command);
}

static void add_people(struct session *session, size_t people)
{
	struct turn_command *turns = mem_alloc(people, sizeof *turns);
	struct command *commands = mem_alloc(people, sizeof *commands);
	struct error err = {0};

	for (size_t i = 0; i < people; i++) {
		struct buf name = {0};
		buf_format(&name, "Person %zu", i + 1);
		commands[i] = command_of(EVENT_PERSON_ADDED);
		commands[i].body.role = 0;
		commands[i].body.votes = 1;
		commands[i].body.status = STATUS_HERE;
		texts_add(&commands[i].words, buf_text(&name));
		texts_add(&commands[i].words, "");
		turns[i].command = &commands[i];
		buf_finish(&name);
	}
	if (!session_turn(session, turns, people, &err))
		die("people", err.text);
	for (size_t i = 0; i < people; i++)
		texts_finish(&commands[i].words);
	free(commands);
	free(turns);
}

static void make(struct session *session, const char *path, size_t people, struct crowded *crowded)
{
	struct command command = command_of(EVENT_POLL_OPENED);
	struct rare rare = {.secret = 1};

	create(session, path);
	crowded->first = (int64_t)session->model.events.count + 1;
	add_people(session, people);
	go_to(session, 0);
	go_to(session, 1);
	command.body.stage = 1;
	command.body.rare = &rare;
	crowded->poll = give(session, command);
}

int64_t crowded_make(const char *path, size_t people, int64_t *first)
{
	struct session session = {0};
	struct crowded crowded;

	make(&session, path, people, &crowded);
	go_to(&session, 0);
	session_finish(&session);
	*first = crowded.first;
	return crowded.poll;
}

/* --- serving it --- */

static void close_vote(struct session *session, struct service *service, int64_t poll)
{
	struct command command = command_of(EVENT_POLL_CLOSED);

	command.body.poll = poll;
	give(session, command);
	service_turn(service, false);
}

static _Noreturn void serve(
	struct session *session, struct crowded *crowded, int orders, int reports)
{
	const struct door_wish opens = {DOOR_OPEN, 0}, asks = {DOOR_ASK, 0};
	struct error err = {0};
	struct service *service = service_open(session, NULL, NULL, &err);

	if (service == NULL || !service_door_do(service, &opens, &err) ||
		!service_door_do(service, &asks, &err))
		die("the door", err.text);
	const struct door *door = service_door(service);
	crowded->port = (uint16_t)atoi(strrchr(door->url, ':') + 1);
	memcpy(crowded->code, door->code, sizeof crowded->code);
	if (write(reports, crowded, sizeof *crowded) < 0)
		exit(EXIT_FAILURE);
	for (;;) {
		struct pollfd ready[2] = {{.fd = service_fd(service), .events = POLLIN},
			{.fd = orders, .events = POLLIN}};
		char order;
		poll(ready, 2, service_wait(service));
		service_run(service);
		if (ready[1].revents == 0)
			continue;
		if (read(orders, &order, 1) <= 0)
			break;
		double from = milliseconds_now();
		close_vote(session, service, crowded->poll);
		if (write(reports, &from, sizeof from) < 0)
			break;
	}
	service_close(service);
	session_finish(session);
	exit(EXIT_SUCCESS);
}

void crowded_begin(struct crowded *crowded, const char *path, size_t people)
{
	struct session session = {0};
	int orders[2], reports[2];

	make(&session, path, people, crowded);
	if (pipe(orders) < 0 || pipe(reports) < 0 || (crowded->pid = fork()) < 0)
		die("a process", "");
	if (crowded->pid == 0) {
		close(orders[1]);
		close(reports[0]);
		serve(&session, crowded, orders[0], reports[1]);
	}
	/* the file is the child's: nothing of it is closed here, that would take its lock away */
	close(orders[0]);
	close(reports[1]);
	pid_t pid = crowded->pid;
	if (read(reports[0], crowded, sizeof *crowded) != (ssize_t)sizeof *crowded)
		die("the service", "it did not begin");
	crowded->pid = pid;
	crowded->orders = orders[1];
	crowded->reports = reports[0];
}

double crowded_close_vote(struct crowded *crowded)
{
	double from;

	if (write(crowded->orders, "c", 1) != 1)
		die("the service", "it is gone");
	if (read(crowded->reports, &from, sizeof from) != (ssize_t)sizeof from)
		die("the service", "it is gone");
	return from;
}

void crowded_end(struct crowded *crowded)
{
	close(crowded->orders);
	close(crowded->reports);
	waitpid(crowded->pid, NULL, 0);
}

/* --- coming --- */

void crowded_join(struct crowd *crowd, const char *code, int64_t first)
{
	enum { AT_ONCE = 32 };

	for (size_t from = 0; from < crowd->count; from += AT_ONCE) {
		size_t to = from + AT_ONCE < crowd->count ? from + AT_ONCE : crowd->count;
		for (size_t i = from; i < to; i++) {
			struct buf body = {0};
			buf_format(&body, "{\"code\":\"%s\",\"person\":%lld}", code,
				(long long)first + (long long)i);
			crowd_ask(crowd, i, "POST /join", buf_text(&body));
			buf_finish(&body);
		}
		while (crowd_run(crowd, 100) > 0)
			;
		for (size_t i = from; i < to; i++)
			if (!crowd_take_token(crowd, i))
				die("joining", crowd_body(crowd, i));
	}
}
