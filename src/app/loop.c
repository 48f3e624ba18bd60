#include "roundtable/app/loop.h"

#include "roundtable/base/array.h"
#include "roundtable/base/mem.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <time.h>

struct source {
	int fd; /* -1: taken out, and cleared away after the turn */
	short events;
	loop_source_fn ready;
	void *context;
};

struct loop {
	struct {
		struct source *items;
		size_t count, capacity;
	} sources;
	struct {
		struct pollfd *items;
		size_t count, capacity;
	} polled;
	loop_turn_fn turn;
	void *turn_context;
	int64_t wake; /* monotonic milliseconds, INT64_MAX: no request */
};

static int64_t milliseconds_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

struct loop *loop_create(void)
{
	struct loop *loop = mem_alloc(1, sizeof *loop);
	loop->wake = INT64_MAX;
	return loop;
}

void loop_destroy(struct loop *loop)
{
	if (!loop)
		return;
	array_finish(&loop->sources);
	array_finish(&loop->polled);
	free(loop);
}

void loop_on_turn(struct loop *loop, loop_turn_fn turn, void *context)
{
	loop->turn = turn;
	loop->turn_context = context;
}

void loop_add(struct loop *loop, int fd, short events, loop_source_fn source, void *context)
{
	*array_push(&loop->sources) = (struct source){fd, events, source, context};
}

static struct source *find(struct loop *loop, int fd)
{
	for (size_t i = 0; i < loop->sources.count; i++)
		if (loop->sources.items[i].fd == fd)
			return &loop->sources.items[i];
	return NULL;
}

void loop_events(struct loop *loop, int fd, short events)
{
	struct source *source = find(loop, fd);
	if (source)
		source->events = events;
}

void loop_remove(struct loop *loop, int fd)
{
	struct source *source = find(loop, fd);
	if (source)
		source->fd = -1;
}

void loop_wake_within(struct loop *loop, int milliseconds)
{
	if (milliseconds < 0)
		return;
	int64_t wake = milliseconds_now() + milliseconds;
	if (wake < loop->wake)
		loop->wake = wake;
}

/* Clears away what was taken out, and lists what is to be waited for. */
static void prepare(struct loop *loop)
{
	size_t kept = 0;
	for (size_t i = 0; i < loop->sources.count; i++)
		if (loop->sources.items[i].fd >= 0)
			loop->sources.items[kept++] = loop->sources.items[i];
	loop->sources.count = kept;
	loop->polled.count = 0;
	for (size_t i = 0; i < kept; i++)
		*array_push(&loop->polled) = (struct pollfd){
			.fd = loop->sources.items[i].fd, .events = loop->sources.items[i].events};
}

/* Waits; false when poll() itself cannot go on. The request to be woken is used up by it. */
static bool wait_ready(struct loop *loop)
{
	int timeout = -1;
	if (loop->wake != INT64_MAX) {
		int64_t left = loop->wake - milliseconds_now();
		timeout = left < 0 ? 0 : left > INT_MAX ? INT_MAX : (int)left;
	}
	loop->wake = INT64_MAX;
	int ready = poll(loop->polled.items, loop->polled.count, timeout);
	if (ready < 0) {
		/* An interrupted wait is a turn in which nothing was ready. */
		for (size_t i = 0; i < loop->polled.count; i++)
			loop->polled.items[i].revents = 0;
		return errno == EINTR || errno == EAGAIN || errno == ENOMEM;
	}
	return true;
}

/* Calls the sources that are ready; the list may grow and shrink meanwhile. */
static bool dispatch(struct loop *loop)
{
	for (size_t i = 0; i < loop->polled.count; i++) {
		short events = loop->polled.items[i].revents;
		struct source source = loop->sources.items[i];
		if (events == 0 || source.fd < 0)
			continue;
		if (!source.ready(source.context, source.fd, events))
			return false;
		/* A descriptor closed behind our back would be "ready" for ever. */
		if (events & POLLNVAL)
			loop_remove(loop, source.fd);
	}
	return true;
}

void loop_run(struct loop *loop)
{
	do {
		prepare(loop);
		if (!wait_ready(loop) || !dispatch(loop))
			return;
	} while (!loop->turn || loop->turn(loop->turn_context));
}

int loop_signals(void)
{
	static const int handled[] = {SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT, SIGWINCH};
	sigset_t set;
	sigemptyset(&set);
	for (size_t i = 0; i < sizeof handled / sizeof *handled; i++)
		sigaddset(&set, handled[i]);
	struct sigaction ignore = {.sa_handler = SIG_IGN};
	if (sigaction(SIGPIPE, &ignore, NULL) < 0 || sigprocmask(SIG_BLOCK, &set, NULL) < 0)
		return -1;
	return signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
}
