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

static moment place_now(void *context)
{
	const struct place *place = context;

	return place->now;
}

static void place_tell(void *context, struct buf *out)
{
	struct place *place = context;

	place->asked++;
	buf_text_add(out, place->state);
}

void place_serve(struct place *place)
{
	const struct host_source source = {place, place_tell, {place_now, place}};
	struct error err = {0};

	place->host = host_create(&source, &err);
	assert_non_null(place->host);
	if (!host_open_local(place->host, place->socket, &err))
		fail_msg("%s", err.text);
}

void place_open(struct place *place)
{
	const char *tmp = getenv("TMPDIR");

	*place = (struct place){.now = 1000000, .state = "{\"n\":1}"};
	snprintf(place->folder, sizeof place->folder, "%s/roundtable-http-XXXXXX",
		tmp != NULL && strlen(tmp) < 32 ? tmp : "/tmp");
	assert_non_null(mkdtemp(place->folder));
	snprintf(place->socket, sizeof place->socket, "%s/wall.socket", place->folder);
	place_serve(place);
}

void place_close(struct place *place)
{
	host_destroy(place->host);
	assert_int_equal(access(place->socket, F_OK), -1);
	assert_int_equal(rmdir(place->folder), 0);
}

void place_say(struct place *place, const char *state)
{
	snprintf(place->state, sizeof place->state, "%s", state);
	host_changed(place->host);
}

void visitor_connect(struct visitor_socket *visitor, const struct place *place)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};

	*visitor = (struct visitor_socket){0};
	snprintf(address.sun_path, sizeof address.sun_path, "%s", place->socket);
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

static bool take(struct visitor_socket *visitor)
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
static bool turn(struct place *place, int fd)
{
	struct pollfd ready[2] = {
		{.fd = host_fd(place->host), .events = POLLIN}, {.fd = fd, .events = POLLIN}};
	bool due = host_wait(place->host) == 0;
	int count = poll(ready, fd >= 0 ? 2 : 1, due ? 0 : 50);

	host_run(place->host);
	return due || count > 0;
}

bool visitor_hears(struct visitor_socket *visitor, struct place *place, const char *text)
{
	for (int turns = 0; turns < 1000; turns++) {
		take(visitor);
		if (strstr(buf_text(&visitor->heard), text) != NULL)
			return true;
		if (visitor->ended || !turn(place, visitor->fd))
			return false;
	}
	return false;
}

bool visitor_ended(struct visitor_socket *visitor, struct place *place)
{
	for (int turns = 0; turns < 1000; turns++) {
		take(visitor);
		if (visitor->ended)
			return true;
		if (!turn(place, visitor->fd))
			return false;
	}
	return false;
}

void place_settle(struct place *place)
{
	for (int turns = 0; turns < 1000 && turn(place, -1); turns++)
		;
}
