#include "visitor.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static moment venue_now(void *context)
{
	const struct venue *venue = context;

	return venue->now;
}

static void venue_tell(void *context, enum host_view view, struct buf *out)
{
	struct venue *venue = context;

	(void)view;
	venue->asked++;
	buf_text_add(out, venue->state);
	for (size_t i = 0; i < venue->padding; i++)
		buf_byte(out, ' ');
}

static int64_t venue_stage(void *context)
{
	(void)context;
	return 0;
}

static void venue_participant(void *context, int64_t person, struct participant *participant)
{
	(void)context;
	participant->person = person;
}

static void venue_places(void *context, struct places *places)
{
	struct venue *venue = context;

	venue->listed++;
	*array_push(places) = (struct place){.person = 7, .name = "Ann", .role = "resident"};
}

static void venue_run(void *context, struct host_command *commands, size_t count)
{
	struct venue *venue = context;

	for (size_t i = 0; i < count; i++)
		commands[i].outcome = HOST_DONE;
	venue->turns++;
}

static void venue_keep(void *context, const char *state)
{
	(void)context;
	(void)state;
}

void venue_serve(struct venue *venue)
{
	const struct host_source source = {.context = venue,
		.audience = venue_tell,
		.participant = venue_participant,
		.places = venue_places,
		.run = venue_run,
		.keep = venue_keep,
		.now = venue_now,
		.stage = venue_stage,
		.clock = {venue_now, venue},
		.random = random_system()};
	struct error err = {0};

	venue->host = host_create(&source, &err);
	assert_non_null(venue->host);
	if (!host_open_local(venue->host, venue->socket, &err))
		fail_msg("%s", err.text);
}

void venue_open(struct venue *venue)
{
	const char *tmp = getenv("TMPDIR");

	*venue = (struct venue){.now = 1000000, .state = "{\"n\":1}"};
	snprintf(venue->folder, sizeof venue->folder, "%s/roundtable-http-XXXXXX",
		tmp != NULL && strlen(tmp) < 32 ? tmp : "/tmp");
	assert_non_null(mkdtemp(venue->folder));
	snprintf(venue->socket, sizeof venue->socket, "%s/wall.socket", venue->folder);
	venue_serve(venue);
}

void venue_close(struct venue *venue)
{
	host_destroy(venue->host);
	assert_int_equal(access(venue->socket, F_OK), -1);
	assert_int_equal(rmdir(venue->folder), 0);
}

void venue_say(struct venue *venue, const char *state)
{
	snprintf(venue->state, sizeof venue->state, "%s", state);
	host_changed(venue->host);
}

void visitor_connect(struct visitor_socket *visitor, const struct venue *venue)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};

	*visitor = (struct visitor_socket){0};
	snprintf(address.sun_path, sizeof address.sun_path, "%s", venue->socket);
	visitor->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(connect(visitor->fd, (struct sockaddr *)&address, sizeof address), 0);
}

void visitor_send(struct visitor_socket *visitor, const void *bytes, size_t length)
{
	send(visitor->fd, bytes, length, MSG_NOSIGNAL);
}

void visitor_ask(struct visitor_socket *visitor, const char *request_line)
{
	struct buf request = {0};

	buf_format(&request, "%s HTTP/1.1\r\nHost: localhost\r\n\r\n", request_line);
	visitor_send(visitor, request.bytes, request.count);
	buf_finish(&request);
}

void visitor_leave(struct visitor_socket *visitor)
{
	close(visitor->fd);
	buf_finish(&visitor->heard);
}

bool visitor_take(struct visitor_socket *visitor)
{
	char bytes[4096];
	bool moved = false;
	ssize_t count;

	while ((count = recv(visitor->fd, bytes, sizeof bytes, MSG_DONTWAIT)) > 0) {
		buf_add(&visitor->heard, bytes, (size_t)count);
		moved = true;
	}
	visitor->ended |= count == 0 || (count < 0 && errno != EAGAIN);
	return moved;
}

/* One turn as the program's loop takes it; false when neither side had anything to do. The wait
 * covers what the kernel still has to carry from one end of a socket to the other. */
static bool turn(struct venue *venue, int fd)
{
	struct pollfd ready[2] = {
		{.fd = host_fd(venue->host), .events = POLLIN}, {.fd = fd, .events = POLLIN}};
	bool due = host_wait(venue->host) == 0;
	int count = poll(ready, fd >= 0 ? 2 : 1, due ? 0 : 50);

	host_run(venue->host);
	return due || count > 0;
}

bool visitor_hears(struct visitor_socket *visitor, struct venue *venue, const char *text)
{
	for (int turns = 0; turns < 1000; turns++) {
		visitor_take(visitor);
		if (strstr(buf_text(&visitor->heard), text) != NULL)
			return true;
		if (visitor->ended || !turn(venue, visitor->fd))
			return false;
	}
	return false;
}

bool visitor_ended(struct visitor_socket *visitor, struct venue *venue)
{
	for (int turns = 0; turns < 1000; turns++) {
		visitor_take(visitor);
		if (visitor->ended)
			return true;
		if (!turn(venue, visitor->fd))
			return false;
	}
	return false;
}

void venue_settle(struct venue *venue)
{
	for (int turns = 0; turns < 1000 && turn(venue, -1); turns++)
		;
}
