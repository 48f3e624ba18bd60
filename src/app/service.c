#include "roundtable/app/service.h"

#include "roundtable/base/buf.h"
#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/codec/audience.h"
#include "roundtable/core/participant.h"
#include "roundtable/host/host.h"
#include "roundtable/ui/console.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct service {
	struct session *session;
	struct host *host;
	char *state_path;         /* of what a crash must not lose */
	struct service_wall wall; /* shown NULL: the session as it stands */
	bool blank;
	size_t events;     /* there were when devices were last told */
	struct error left; /* why the door could not be opened again */
};

/* A folder nobody else can write to: then nobody else can have put a socket there. */
static bool private_folder(const char *path)
{
	struct stat info;

	return lstat(path, &info) == 0 && S_ISDIR(info.st_mode) && info.st_uid == geteuid() &&
	       (info.st_mode & 0022) == 0;
}

static bool socket_folder(struct buf *folder, struct error *err)
{
	const char *runtime = getenv("XDG_RUNTIME_DIR");

	if (runtime != NULL && runtime[0] == '/' && private_folder(runtime)) {
		buf_text_add(folder, runtime);
		return true;
	}
	buf_format(folder, "/tmp/roundtable-%lu", (unsigned long)geteuid());
	if (mkdir(buf_text(folder), 0700) < 0 && errno != EEXIST)
		return error_set(err, ERROR_SYSTEM, _("There is no place for a socket: %s: %s."),
			buf_text(folder), strerror(errno));
	return private_folder(buf_text(folder)) ||
	       error_set(err, ERROR_SYSTEM,
		       _("%s belongs to somebody else or can be written by others, so no wall can "
			 "be "
			 "connected. Set XDG_RUNTIME_DIR to a folder of your own."),
		       buf_text(folder));
}

char *service_socket(const char *path, struct error *err)
{
	struct buf socket = {0};
	struct stat info;

	if (stat(path, &info) < 0) {
		error_set(err, ERROR_INPUT, _("%s cannot be read: %s."), path, strerror(errno));
		return NULL;
	}
	if (!socket_folder(&socket, err)) {
		buf_finish(&socket);
		return NULL;
	}
	buf_format(&socket, "/roundtable-%llx-%llx.socket", (unsigned long long)info.st_dev,
		(unsigned long long)info.st_ino);
	return buf_take(&socket);
}

/* --- what the host asks for --- */

static void tell_devices(const struct service *service, struct buf *out)
{
	const struct session *session = service->session;
	struct audience audience = {0};

	audience_fill(&session->model, session->clock.now(session->clock.context), &audience);
	if (service->blank) { /* nothing of what is covered leaves this process */
		audience_finish(&audience);
		audience.state = AUDIENCE_BLANK;
	}
	codec_audience_write(&audience, out);
	audience_finish(&audience);
}

static void tell(void *context, enum host_view view, struct buf *out)
{
	const struct service *service = context;

	if (view == HOST_WALL && service->wall.shown != NULL)
		codec_audience_write(service->wall.shown(service->wall.context), out);
	else
		tell_devices(service, out);
}

static moment tell_time(void *context)
{
	const struct service *service = context;
	struct clock clock = service->session->clock;

	return clock.now(clock.context);
}

static int64_t tell_stage(void *context)
{
	const struct service *service = context;

	return service->session->model.stage;
}

static void tell_participant(void *context, int64_t person, struct participant *participant)
{
	const struct service *service = context;

	participant_fill(&service->session->model, person, participant);
}

static void tell_places(void *context, struct places *places)
{
	const struct service *service = context;

	participant_places(&service->session->model, places);
}

static enum host_outcome outcome_of(const struct turn_command *turn)
{
	switch (turn->outcome) {
	case TURN_DONE:
		return HOST_DONE;
	case TURN_REFUSED: /* what is so already was done before */
		return turn->refusal.code == REFUSED_SAME ? HOST_DONE : HOST_REFUSED;
	case TURN_FAILED:
		break;
	}
	return HOST_FAILED;
}

static void run(void *context, struct host_command *commands, size_t count)
{
	struct service *service = context;
	struct turn_command *turns = mem_alloc(count, sizeof *turns);

	for (size_t i = 0; i < count; i++)
		turns[i] = (struct turn_command){.command = &commands[i].command,
			.once = commands[i].once,
			.before = commands[i].before};
	session_turn(service->session, turns, count, NULL);
	for (size_t i = 0; i < count; i++) {
		commands[i].outcome = outcome_of(&turns[i]);
		commands[i].made = turns[i].made;
		if (commands[i].outcome == HOST_REFUSED)
			commands[i].why = refusal_text(&turns[i].refusal);
	}
	array_free(turns);
}

/* In one step, for only whole lines are of use after a crash. It need not survive more than that,
 * so it is not synced. */
static void keep(void *context, const char *state)
{
	const struct service *service = context;
	struct buf beside = {0};

	if (service->state_path == NULL)
		return;
	if (state == NULL) {
		unlink(service->state_path);
		return;
	}
	buf_format(&beside, "%s.new", service->state_path);
	int fd = open(
		buf_text(&beside), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
	size_t length = strlen(state);
	bool whole = fd >= 0 && write(fd, state, length) == (ssize_t)length;
	if (fd >= 0)
		close(fd);
	if (whole)
		rename(buf_text(&beside), service->state_path);
	buf_finish(&beside);
}

static char *read_state(const char *path)
{
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	struct buf text = {0};
	char bytes[4096];
	ssize_t count;

	while (fd >= 0 && (count = read(fd, bytes, sizeof bytes)) > 0)
		buf_add(&text, bytes, (size_t)count);
	if (fd >= 0)
		close(fd);
	return buf_take(&text);
}

/* --- opening and closing --- */

static bool open_host(struct service *service, const char *socket, const struct service_tls *tls,
	struct error *err)
{
	const struct host_source source = {.context = service,
		.audience = tell,
		.participant = tell_participant,
		.places = tell_places,
		.run = run,
		.keep = keep,
		.now = tell_time,
		.stage = tell_stage,
		.clock = clock_steady(),
		.random = service->session->random};

	service->host = host_create(&source, err);
	if (service->host == NULL || !host_open_local(service->host, socket, err))
		return false;
	if (tls != NULL && tls->certificate != NULL)
		host_encrypt(service->host, tls->certificate, tls->key);
	return true;
}

/* The door of a process that was killed; without one, names left of its devices mean nothing. */
static void take_up(struct service *service, const char *socket)
{
	struct buf path = {0};

	buf_format(&path, "%s.door", socket);
	char *state = read_state(buf_text(&path));
	if (state != NULL && state[0] != '\0')
		host_restore(service->host, state, &service->left);
	else if (service->session->sent.count > 0)
		session_forget_sent(service->session, NULL);
	service->state_path = buf_take(&path);
	array_free(state);
}

struct service *service_open(struct session *session, const struct service_wall *wall,
	const struct service_tls *tls, struct error *err)
{
	struct service *service = mem_alloc(1, sizeof *service);
	char *socket = service_socket(store_path(session->store), err);

	*service = (struct service){.session = session};
	if (wall != NULL)
		service->wall = *wall;
	if (socket != NULL && open_host(service, socket, tls, err)) {
		take_up(service, socket);
	} else {
		service_close(service);
		service = NULL;
	}
	free(socket);
	return service;
}

void service_close(struct service *service)
{
	if (service == NULL)
		return;
	host_destroy(service->host);
	if (service->state_path != NULL) {
		keep(service, NULL);
		session_forget_sent(service->session, NULL);
	}
	error_finish(&service->left);
	array_free(service->state_path);
	free(service);
}

int service_fd(const struct service *service)
{
	return host_fd(service->host);
}

int service_wait(const struct service *service)
{
	return host_wait(service->host);
}

void service_run(struct service *service)
{
	host_run(service->host);
}

void service_turn(struct service *service, bool blank)
{
	size_t events = service->session->model.events.count;

	service->blank = blank;
	host_changed(service->host);
	if (events != service->events) /* most keys write nothing */
		host_roster_changed(service->host);
	service->events = events;
	host_run(service->host);
}

const char *service_left(const struct service *service)
{
	return service->left.text;
}

const char *service_problem(const struct service *service)
{
	return host_problem(service->host);
}

int service_walls(const struct service *service)
{
	return host_walls(service->host);
}

const struct door *service_door(struct service *service)
{
	return host_door(service->host);
}

bool service_door_do(struct service *service, const struct door_wish *wish, struct error *err)
{
	return host_door_do(service->host, wish, err);
}
