#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "hall.h"

#include "roundtable/base/mem.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

char hall_body[65536];

/* --- time --- */

/* The service's clock goes on by itself and is moved on by hall_pass(). */
static moment passed;

struct clock __real_clock_steady(void);
struct clock __wrap_clock_steady(void);

static moment service_now(void *context)
{
	const struct clock real = __real_clock_steady();

	(void)context;
	return real.now(real.context) + passed;
}

struct clock __wrap_clock_steady(void)
{
	return (struct clock){.now = service_now};
}

void hall_pass(struct hall *hall, int milliseconds)
{
	passed += milliseconds;
	service_run(hall->service);
}

/* --- the session --- */

static moment tick(void *context)
{
	moment *now = context;

	*now += 1000;
	return *now;
}

static struct clock ticking(struct hall *hall)
{
	return (struct clock){tick, &hall->now};
}

static struct stage *add_stage(struct plan *plan, enum activity activity, const char *title)
{
	struct stage *stage = plan_add_stage(plan);

	stage->activity = activity;
	stage->minutes = 10;
	array_free(stage->title);
	array_free(stage->notes);
	stage->title = mem_copy_text(title);
	stage->notes = mem_copy_text(HALL_NOTES);
	return stage;
}

static void fill_plan(struct plan *plan)
{
	*plan = (struct plan){.minutes = 60};
	plan->title = mem_copy_text("A hall");
	plan->purpose = mem_copy_text("");
	plan->language = mem_copy_text("en");
	*array_push(&plan->roles) = (struct role){.name = mem_copy_text("resident")};
	*array_push(&plan->roles) = (struct role){.name = mem_copy_text("carer")};
	add_stage(plan, ACTIVITY_COLLECT, "Cards");
	struct stage *vote = add_stage(plan, ACTIVITY_VOTE, "Which first?");
	for (int i = 0; i < HALL_OPTIONS; i++)
		texts_add(&vote->items, (char[]){(char)('A' + i), '\0'});
	add_stage(plan, ACTIVITY_TALK, "Talk");
	struct stage *group = add_stage(plan, ACTIVITY_GROUP, "What belongs together?");
	group->settings[SETTING_FROM] = (struct setting_value){.given = true, .number = HALL_CARDS};
}

int64_t hall_do(struct hall *hall, struct command command)
{
	struct refusal refusal = {0};
	struct error err = {0};

	if (session_run(&hall->session, &command, &refusal, &err) != TURN_DONE)
		fail_msg("%s %s", refusal_sentence(refusal.code), err.text != NULL ? err.text : "");
	service_turn(hall->service, false);
	return (int64_t)hall->session.model.events.count;
}

static struct command command_of(enum event_kind kind)
{
	struct command command = {.kind = kind};

	command.body.stage = command.body.role = command.body.item = -1;
	return command;
}

static void add_people(struct hall *hall)
{
	static const char *const names[] = {"Ann", "Ben", "Cleo", "Dora"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct command command = command_of(EVENT_PERSON_ADDED);
		char *words[] = {(char *)names[i], ""};
		command.body.role = (int64_t)i % 2;
		command.body.votes = 1;
		command.body.status = STATUS_HERE;
		command.words = (struct texts){.items = words, .count = 2};
		ids_add(&hall->people, hall_do(hall, command));
	}
}

static void open_service(struct hall *hall, const struct service_tls *tls)
{
	struct error err = {0};

	hall->service = service_open(&hall->session, NULL, tls, &err);
	if (hall->service == NULL)
		fail_msg("%s", err.text);
}

void hall_open(struct hall *hall)
{
	struct plan plan;
	struct error err = {0};

	*hall = (struct hall){.now = INT64_C(1795000000000)};
	snprintf(hall->folder, sizeof hall->folder, "/tmp/roundtable-hall-XXXXXX");
	assert_non_null(mkdtemp(hall->folder));
	setenv("XDG_RUNTIME_DIR", hall->folder, 1);
	snprintf(hall->file, sizeof hall->file, "%s/hall.roundtable", hall->folder);
	fill_plan(&plan);
	struct session_start start = {.plan = &plan, .programme = "# A hall\n"};
	if (!session_create(
		    &hall->session, hall->file, &start, ticking(hall), random_system(), &err))
		fail_msg("%s", err.text);
	plan_finish(&plan);
	open_service(hall, NULL);
	add_people(hall);
	hall_stage(hall, HALL_CARDS);
}

/* A copy of the files as they lie there goes on; what the process would have tidied up is undone.
 */
void hall_crash_with(struct hall *hall, const char *command_between)
{
	struct error err = {0};
	struct buf command = {0};

	buf_format(&command, "cp -a %s %s.kept", hall->folder, hall->folder);
	assert_int_equal(system(buf_text(&command)), 0);
	service_close(hall->service);
	session_finish(&hall->session);
	buf_clear(&command);
	buf_format(&command, "cp -a %s.kept/. %s/ && rm -r %s.kept", hall->folder, hall->folder,
		hall->folder);
	assert_int_equal(system(buf_text(&command)), 0);
	buf_finish(&command);
	if (command_between != NULL)
		assert_int_equal(system(command_between), 0);
	if (!session_open(
		    &hall->session, hall->file, STORE_WRITE, ticking(hall), random_system(), &err))
		fail_msg("%s", err.text);
	open_service(hall, NULL);
}

void hall_crash(struct hall *hall)
{
	hall_crash_with(hall, NULL);
}

void hall_encrypt(struct hall *hall, const char *certificate, const char *key)
{
	const struct service_tls tls = {certificate, key};

	service_close(hall->service);
	open_service(hall, &tls);
}

void hall_close(struct hall *hall)
{
	service_close(hall->service);
	session_finish(&hall->session);
	array_finish(&hall->people);
	assert_int_equal(unlink(hall->file), 0);
	/* neither socket nor door state stays behind */
	assert_int_equal(rmdir(hall->folder), 0);
}

void hall_stage(struct hall *hall, int stage)
{
	struct command command = command_of(EVENT_STAGE_ENTERED);

	command.body.stage = stage;
	hall_do(hall, command);
}

int64_t hall_poll(struct hall *hall)
{
	struct command command = command_of(EVENT_POLL_OPENED);
	struct rare rare = {.secret = 1};

	hall_stage(hall, HALL_VOTE);
	command.body.stage = HALL_VOTE;
	command.body.rare = &rare;
	return hall_do(hall, command);
}

void hall_door(struct hall *hall, enum door_verb verb, int64_t number)
{
	const struct door_wish wish = {verb, number};
	struct error err = {0};

	if (!service_door_do(hall->service, &wish, &err))
		fail_msg("%s", err.text);
}

/* --- guests --- */

static int connect_network(const struct hall *hall)
{
	const struct door *door = service_door(hall->service);
	struct sockaddr_in at = {.sin_family = AF_INET};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	assert_non_null(door->url);
	at.sin_port = htons((uint16_t)atoi(strrchr(door->url, ':') + 1));
	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_equal(connect(fd, (struct sockaddr *)&at, sizeof at), 0);
	return fd;
}

static int connect_local(const struct hall *hall)
{
	struct sockaddr_un at = {.sun_family = AF_UNIX};
	char *socket_path = service_socket(hall->file, NULL);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	snprintf(at.sun_path, sizeof at.sun_path, "%s", socket_path);
	free(socket_path);
	assert_int_equal(connect(fd, (struct sockaddr *)&at, sizeof at), 0);
	return fd;
}

void guest_connect(struct guest *guest, const struct hall *hall, bool network)
{
	*guest = (struct guest){.fd = network ? connect_network(hall) : connect_local(hall)};
}

void guest_send(struct guest *guest, const char *bytes, size_t length)
{
	send(guest->fd, bytes, length, MSG_NOSIGNAL);
}

void guest_leave(struct guest *guest)
{
	close(guest->fd);
	buf_finish(&guest->heard);
}

void guest_take(struct guest *guest)
{
	char bytes[4096];
	ssize_t count;

	while ((count = recv(guest->fd, bytes, sizeof bytes, MSG_DONTWAIT)) > 0)
		buf_add(&guest->heard, bytes, (size_t)count);
	guest->ended |= count == 0 || (count < 0 && errno != EAGAIN);
}

bool hall_turn(struct hall *hall, int fd)
{
	struct pollfd ready[2] = {
		{.fd = service_fd(hall->service), .events = POLLIN}, {.fd = fd, .events = POLLIN}};
	int wait = service_wait(hall->service);
	bool due = wait >= 0 && wait <= 200; /* what is only held back comes */
	int count = poll(ready, fd >= 0 ? 2 : 1, due ? wait : 50);

	if (due || ready[0].revents != 0) /* else the program would sleep on */
		service_run(hall->service);
	return due || count > 0;
}

bool guest_hears(struct guest *guest, struct hall *hall, const char *text)
{
	for (int turns = 0; turns < 2000; turns++) {
		guest_take(guest);
		if (strstr(buf_text(&guest->heard), text) != NULL)
			return true;
		if (guest->ended || !hall_turn(hall, guest->fd))
			return false;
	}
	return false;
}

bool guest_ended(struct guest *guest, struct hall *hall)
{
	for (int turns = 0; turns < 2000; turns++) {
		guest_take(guest);
		if (guest->ended)
			return true;
		if (!hall_turn(hall, guest->fd))
			return false;
	}
	return false;
}

void hall_settle(struct hall *hall)
{
	for (int turns = 0; turns < 2000 && hall_turn(hall, -1); turns++)
		;
}

int hall_shell(struct hall *hall, const char *command)
{
	pid_t child = fork();
	int status;

	if (child == 0) {
		execl("/bin/sh", "sh", "-c", command, (char *)NULL);
		_exit(127);
	}
	while (waitpid(child, &status, WNOHANG) == 0)
		hall_turn(hall, -1);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int hall_ask(struct hall *hall, const char *request, const char *token, const char *body)
{
	const struct door *door = service_door(hall->service);
	struct buf text = {0};
	struct guest guest;
	int status = 0;

	buf_format(&text, "%s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n", request,
		door->open ? strstr(door->url, "://") + 3 : "localhost");
	if (token != NULL)
		buf_format(&text, "Authorization: Bearer %s\r\n", token);
	if (body != NULL)
		buf_format(&text, "Content-Type: application/json\r\nContent-Length: %zu\r\n",
			strlen(body));
	buf_text_add(&text, "\r\n");
	if (body != NULL)
		buf_text_add(&text, body);
	guest_connect(&guest, hall, door->open);
	guest_send(&guest, text.bytes, text.count);
	buf_finish(&text);
	assert_true(guest_ended(&guest, hall));
	const char *heard = buf_text(&guest.heard), *after = strstr(heard, "\r\n\r\n");
	sscanf(heard, "HTTP/1.1 %d", &status);
	snprintf(hall_body, sizeof hall_body, "%s", after != NULL ? after + 4 : "");
	guest_leave(&guest);
	return status;
}

void hall_join(struct hall *hall, int64_t person, const char *name, char token[65])
{
	const struct door *door = service_door(hall->service);
	struct buf body = {0};

	buf_format(&body, "{\"code\":\"%s\",\"person\":%lld,\"name\":\"%s\"}", door->code,
		(long long)person, name != NULL ? name : "");
	int status = hall_ask(hall, "POST /join", NULL, buf_text(&body));
	buf_finish(&body);
	if (status != 200 || sscanf(hall_body, "{\"token\":\"%64[0-9a-f]", token) != 1)
		fail_msg("%d %s", status, hall_body);
	door = service_door(hall->service);
	if (door->waiting > 0)
		hall_door(hall, DOOR_ADMIT, door->devices.items[door->waiting - 1].id);
}
