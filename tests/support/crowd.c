#include "crowd.h"

#include "roundtable/base/mem.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static double now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void die(const char *what)
{
	perror(what);
	exit(EXIT_FAILURE);
}

static struct sockaddr_in at_port(uint16_t port)
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(port)};

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	return at;
}

uint16_t crowd_free_port(void)
{
	struct sockaddr_in at = at_port(0);
	socklen_t length = sizeof at;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (bind(fd, (struct sockaddr *)&at, sizeof at) < 0 ||
		getsockname(fd, (struct sockaddr *)&at, &length) < 0)
		die("a port");
	close(fd);
	return ntohs(at.sin_port);
}

void crowd_open(struct crowd *crowd, size_t count, uint16_t port)
{
	*crowd = (struct crowd){.items = mem_alloc(count, sizeof *crowd->items),
		.count = count,
		.epoll = epoll_create1(EPOLL_CLOEXEC),
		.port = port};
	for (size_t i = 0; i < count; i++)
		crowd->items[i].fd = -1;
}

void crowd_close(struct crowd *crowd)
{
	for (size_t i = 0; i < crowd->count; i++) {
		crowd_drop(crowd, i);
		buf_finish(&crowd->items[i].out);
		buf_finish(&crowd->items[i].in);
	}
	free(crowd->items);
	close(crowd->epoll);
}

void crowd_drop(struct crowd *crowd, size_t member)
{
	struct member *one = &crowd->items[member];

	if (one->fd >= 0)
		close(one->fd);
	one->fd = -1;
	if (one->busy)
		one->status = 0;
	one->busy = one->follows = false;
}

static void watch_for(struct crowd *crowd, size_t member, int how, unsigned what)
{
	struct epoll_event event = {.events = what, .data.u64 = member};

	epoll_ctl(crowd->epoll, how, crowd->items[member].fd, &event);
}

static void connect_to(struct crowd *crowd, size_t member)
{
	struct member *one = &crowd->items[member];
	struct sockaddr_in at = at_port(crowd->port);
	int yes = 1;

	one->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (one->fd < 0)
		die("a socket");
	setsockopt(one->fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
	if (connect(one->fd, (struct sockaddr *)&at, sizeof at) < 0 && errno != EINPROGRESS) {
		crowd_drop(crowd, member);
		return;
	}
	watch_for(crowd, member, EPOLL_CTL_ADD, EPOLLIN | EPOLLOUT);
}

static void push(struct crowd *crowd, size_t member)
{
	struct member *one = &crowd->items[member];
	ssize_t count =
		send(one->fd, one->out.bytes + one->sent, one->out.count - one->sent, MSG_NOSIGNAL);

	if (count > 0)
		one->sent += (size_t)count;
	else if (errno != EAGAIN && errno != ENOTCONN)
		crowd_drop(crowd, member);
	if (one->fd >= 0)
		watch_for(crowd, member, EPOLL_CTL_MOD,
			one->sent < one->out.count ? EPOLLIN | EPOLLOUT : EPOLLIN);
}

void crowd_ask(struct crowd *crowd, size_t member, const char *request, const char *body)
{
	struct member *one = &crowd->items[member];
	bool fresh = one->fd < 0;

	if (fresh)
		connect_to(crowd, member);
	one->busy = one->fd >= 0;
	one->status = 0;
	one->sent = one->body_at = 0;
	buf_clear(&one->in);
	buf_clear(&one->out);
	buf_format(&one->out, "%s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n", request, crowd->port);
	if (one->token[0] != '\0')
		buf_format(&one->out, "Authorization: Bearer %s\r\n", one->token);
	if (body != NULL)
		buf_format(&one->out,
			"Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
			strlen(body), body);
	else
		buf_text_add(&one->out, "\r\n");
	if (!fresh)
		push(crowd, member);
}

void crowd_follow(struct crowd *crowd, size_t member)
{
	crowd_ask(crowd, member, "GET /events", NULL);
	crowd->items[member].left = 0;
	crowd->items[member].seen_at = 0;
}

/* The answer is complete when its body has the length that its head says. */
static void take_answer(struct crowd *crowd, size_t member)
{
	struct member *one = &crowd->items[member];
	const char *text = buf_text(&one->in), *end = strstr(text, "\r\n\r\n");
	const char *length = end != NULL ? strcasestr(text, "\r\nContent-Length: ") : NULL;

	if (end == NULL)
		return;
	one->body_at = (size_t)(end + 4 - text);
	if (length == NULL || length > end) { /* it does not end */
		one->follows = true;
		one->busy = false;
		sscanf(text, "HTTP/1.1 %d", &one->status);
		memmove(one->in.bytes, one->in.bytes + one->body_at, one->in.count - one->body_at);
		one->in.count -= one->body_at;
		one->body_at = 0;
		return;
	}
	if (one->in.count < one->body_at + strtoul(length + 18, NULL, 10))
		return;
	sscanf(text, "HTTP/1.1 %d", &one->status);
	one->busy = false;
	if (strcasestr(text, "\r\nConnection: close") != NULL) {
		close(one->fd);
		one->fd = -1;
	}
}

/* What was told comes in pieces, each with its length before it; only the end of it is kept. */
static void take_told(struct crowd *crowd, struct member *one, const char *bytes, size_t length)
{
	enum { KEPT = 128 * 1024 };
	size_t before = one->in.count, back;

	for (size_t i = 0; i < length;) {
		if (one->left == 0) { /* "1f4\r\n", and "\r\n" of the piece before */
			char letter = bytes[i++];
			if (letter == '\n' && one->out.count > 0) {
				one->left = strtoul(buf_text(&one->out), NULL, 16);
				buf_clear(&one->out);
			} else if (letter != '\r' && letter != '\n') {
				buf_byte(&one->out, letter);
			}
			continue;
		}
		size_t part = one->left < length - i ? one->left : length - i;
		buf_add(&one->in, bytes + i, part);
		one->left -= part;
		i += part;
	}
	back = crowd->watch != NULL ? strlen(crowd->watch) : 0;
	if (back > 0 && one->seen_at == 0 &&
		strstr(buf_text(&one->in) + (before > back ? before - back : 0), crowd->watch) !=
			NULL)
		one->seen_at = now_ms();
	if (one->in.count > 2 * KEPT) {
		memmove(one->in.bytes, one->in.bytes + one->in.count - KEPT, KEPT);
		one->in.count = KEPT;
	}
}

static void take(struct crowd *crowd, size_t member)
{
	struct member *one = &crowd->items[member];
	static char bytes[65536];
	ssize_t count;

	while (one->fd >= 0 && (count = recv(one->fd, bytes, sizeof bytes, 0)) != 0) {
		if (count < 0 && errno == EAGAIN)
			return;
		if (count < 0)
			break;
		if (one->follows) {
			take_told(crowd, one, bytes, (size_t)count);
			continue;
		}
		buf_add(&one->in, bytes, (size_t)count);
		if (one->busy)
			take_answer(crowd, member);
		if (one->follows) {
			struct buf rest = one->in;
			one->in = (struct buf){0};
			buf_clear(&one->out);
			take_told(crowd, one, rest.bytes, rest.count);
			buf_finish(&rest);
		}
	}
	if (one->fd >= 0)
		crowd_drop(crowd, member);
}

size_t crowd_run(struct crowd *crowd, int milliseconds)
{
	struct epoll_event events[256];
	int count = epoll_wait(crowd->epoll, events, 256, milliseconds);
	size_t busy = 0;

	for (int i = 0; i < count; i++) {
		size_t member = (size_t)events[i].data.u64;
		struct member *one = &crowd->items[member];
		if (one->fd >= 0 && events[i].events & EPOLLOUT && one->sent < one->out.count)
			push(crowd, member);
		if (one->fd >= 0 && events[i].events & (EPOLLIN | EPOLLERR | EPOLLHUP))
			take(crowd, member);
	}
	for (size_t i = 0; i < crowd->count; i++)
		busy += crowd->items[i].busy;
	return busy;
}

const char *crowd_body(struct crowd *crowd, size_t member)
{
	return buf_text(&crowd->items[member].in) + crowd->items[member].body_at;
}

bool crowd_take_token(struct crowd *crowd, size_t member)
{
	return sscanf(crowd_body(crowd, member), "{\"token\":\"%64[0-9a-f]",
		       crowd->items[member].token) == 1;
}
