/*
 * Whether the door can be reached at its own address: the program visits itself, as a device would.
 * A network that keeps its devices apart is not found this way; that the address is right and
 * nothing of this machine stands in between is.
 */
#include "internal.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PROBE_MS = 3000 };

static void end(struct host *host, enum door_test test)
{
	if (host->probe < 0)
		return;
	close(host->probe);
	host->probe = -1;
	host->door.test = test;
	host->door_stale = true;
}

void probe_start(struct host *host, const char *address)
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(host->port)};
	struct epoll_event ready = {.events = EPOLLIN | EPOLLOUT | EPOLLET};

	end(host, DOOR_UNTESTED);
	host->door.test = DOOR_UNTESTED;
	host->probe = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	host->probe_until = host_now(host) + PROBE_MS;
	host->probe_asked = false;
	if (host->probe < 0 || inet_pton(AF_INET, address, &at.sin_addr) != 1)
		return;
	/* in progress, or done at once: both are told by epoll */
	connect(host->probe, (const struct sockaddr *)&at, sizeof at);
	epoll_ctl(host->epoll, EPOLL_CTL_ADD, host->probe, &ready);
}

void probe_stop(struct host *host)
{
	end(host, DOOR_UNTESTED);
	host->door.test = DOOR_UNTESTED;
}

static void ask(struct host *host)
{
	struct buf request = {0};

	buf_format(&request, "GET /me HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n",
		strstr(host->door.url, "://") + 3);
	host->probe_asked = send(host->probe, request.bytes, request.count, MSG_NOSIGNAL) ==
			    (ssize_t)request.count;
	buf_finish(&request);
}

void probe_run(struct host *host)
{
	static const char ours[] = "HTTP/1.1 401"; /* it knows of no token */
	char heard[sizeof ours - 1];

	if (host->probe < 0)
		return;
	if (!host->probe_asked)
		ask(host);
	/* encrypted: that it was taken in is all that is looked at */
	if (host->probe_asked && host->door.encrypted)
		end(host, DOOR_WORKS);
	else if (host->probe_asked &&
		 recv(host->probe, heard, sizeof heard, 0) == (ssize_t)sizeof heard)
		end(host, memcmp(heard, ours, sizeof heard) == 0 ? DOOR_WORKS : DOOR_FAILS);
	else if (host_now(host) >= host->probe_until)
		end(host, DOOR_FAILS);
}

int64_t probe_wait(const struct host *host)
{
	if (host->probe < 0)
		return -1;
	int64_t left = host->probe_until - host_now(host);
	return left > 0 ? left : 0;
}
