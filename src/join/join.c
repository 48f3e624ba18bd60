/*
 * Server-sent events read with libcurl. Its sockets stand in an epoll of ours, so that the loop has
 * one descriptor to wait for.
 */
#include "roundtable/join/join.h"

#include "curl.h"

#include "roundtable/base/buf.h"
#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/codec/audience.h"

#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

enum {
	RETRY_MS = 1000,          /* after a loss it is tried again this often */
	SILENCE_S = 40,           /* nothing heard for longer, not even a heartbeat: lost */
	EVENT_BYTES_MAX = 8 << 20 /* more than any session can say: not our host */
};

struct join {
	struct curl curl;
	CURLM *multi;
	CURL *request;
	struct clock clock;
	int epoll;
	int64_t timer;    /* when curl wants to be called, INT64_MAX: not */
	int64_t retry_at; /* when to try again, INT64_MAX: nothing was lost */
	enum join_state state;
	struct buf line;
	int64_t heard;
	struct audience audience;
};

static int64_t now(const struct join *join)
{
	return join->clock.now(join->clock.context);
}

/* --- what comes --- */

/* One line of the stream. Events are whole states of one line of data; the rest needs no memory. */
static void take_line(struct join *join)
{
	static const char data[] = "data:";
	const char *line = buf_text(&join->line);
	struct audience audience = {0};

	if (strncmp(line, data, sizeof data - 1) != 0)
		return;
	line += sizeof data - 1;
	line += *line == ' ';
	if (!codec_audience_read(line, strlen(line), &audience, NULL))
		return; /* a newer host says what we cannot read: what was last read stands */
	audience_finish(&join->audience);
	join->audience = audience;
	join->heard++;
	join->state = JOIN_FOLLOWING;
}

static size_t on_bytes(char *bytes, size_t size, size_t count, void *context)
{
	struct join *join = context;
	size_t length = size * count;

	for (size_t i = 0; i < length; i++) {
		if (bytes[i] == '\n') {
			take_line(join);
			buf_clear(&join->line);
		} else if (join->line.count >= EVENT_BYTES_MAX) {
			return 0; /* ends the request */
		} else if (bytes[i] != '\r') {
			buf_byte(&join->line, bytes[i]);
		}
	}
	return length;
}

/* --- curl in our loop --- */

static int on_socket(CURL *request, curl_socket_t fd, int what, void *context, void *socket_context)
{
	struct join *join = context;
	struct epoll_event event = {.data.fd = fd,
		.events = (what & CURL_POLL_IN ? EPOLLIN : 0u) |
			  (what & CURL_POLL_OUT ? EPOLLOUT : 0u)};

	(void)request;
	(void)socket_context;
	if (what == CURL_POLL_REMOVE)
		epoll_ctl(join->epoll, EPOLL_CTL_DEL, fd, NULL);
	else if (epoll_ctl(join->epoll, EPOLL_CTL_MOD, fd, &event) < 0)
		epoll_ctl(join->epoll, EPOLL_CTL_ADD, fd, &event);
	return 0;
}

static int on_timer(CURLM *multi, long ms, void *context)
{
	struct join *join = context;

	(void)multi;
	join->timer = ms < 0 ? INT64_MAX : now(join) + ms;
	return 0;
}

static void begin(struct join *join)
{
	join->retry_at = INT64_MAX;
	buf_clear(&join->line);
	join->curl.curl_multi_add_handle(join->multi, join->request);
}

static void lost(struct join *join)
{
	join->curl.curl_multi_remove_handle(join->multi, join->request);
	join->retry_at = now(join) + RETRY_MS;
	if (join->state == JOIN_FOLLOWING)
		join->state = JOIN_LOST;
}

struct join *join_create(const char *socket, const char *url, struct clock clock, struct error *err)
{
	struct join *join = mem_alloc(1, sizeof *join);
	struct buf address = {0};

	*join = (struct join){
		.clock = clock, .epoll = -1, .timer = INT64_MAX, .retry_at = INT64_MAX};
	if (!curl_load(&join->curl, err)) {
		array_free(join);
		return NULL;
	}
	join->curl.curl_global_init(CURL_GLOBAL_DEFAULT);
	join->epoll = epoll_create1(EPOLL_CLOEXEC);
	join->multi = join->curl.curl_multi_init();
	join->request = join->curl.curl_easy_init();
	if (join->epoll < 0 || join->multi == NULL || join->request == NULL) {
		error_set(err, ERROR_SYSTEM, _("No connection can be made on this system."));
		join_destroy(join);
		return NULL;
	}
	join->curl.curl_multi_setopt(join->multi, CURLMOPT_SOCKETFUNCTION, on_socket);
	join->curl.curl_multi_setopt(join->multi, CURLMOPT_SOCKETDATA, join);
	join->curl.curl_multi_setopt(join->multi, CURLMOPT_TIMERFUNCTION, on_timer);
	join->curl.curl_multi_setopt(join->multi, CURLMOPT_TIMERDATA, join);
	buf_format(&address, "%s/events", url != NULL ? url : "http://localhost");
	join->curl.curl_easy_setopt(join->request, CURLOPT_URL, buf_text(&address));
	join->curl.curl_easy_setopt(join->request, CURLOPT_UNIX_SOCKET_PATH, socket);
	join->curl.curl_easy_setopt(join->request, CURLOPT_PROTOCOLS_STR, "http,https");
	join->curl.curl_easy_setopt(join->request, CURLOPT_PROXY, "");
	join->curl.curl_easy_setopt(join->request, CURLOPT_FAILONERROR, 1L);
	join->curl.curl_easy_setopt(join->request, CURLOPT_NOSIGNAL, 1L);
	join->curl.curl_easy_setopt(join->request, CURLOPT_CONNECTTIMEOUT_MS, 5000L);
	join->curl.curl_easy_setopt(join->request, CURLOPT_LOW_SPEED_LIMIT, 1L);
	join->curl.curl_easy_setopt(join->request, CURLOPT_LOW_SPEED_TIME, (long)SILENCE_S);
	join->curl.curl_easy_setopt(join->request, CURLOPT_WRITEFUNCTION, on_bytes);
	join->curl.curl_easy_setopt(join->request, CURLOPT_WRITEDATA, join);
	buf_finish(&address);
	begin(join);
	return join;
}

void join_destroy(struct join *join)
{
	if (join == NULL)
		return;
	if (join->multi != NULL && join->request != NULL)
		join->curl.curl_multi_remove_handle(join->multi, join->request);
	join->curl.curl_easy_cleanup(join->request);
	join->curl.curl_multi_cleanup(join->multi);
	if (join->epoll >= 0)
		close(join->epoll);
	buf_finish(&join->line);
	audience_finish(&join->audience);
	join->curl.curl_global_cleanup();
	array_free(join);
}

int join_fd(const struct join *join)
{
	return join->epoll;
}

int join_wait(const struct join *join)
{
	int64_t due = join->timer < join->retry_at ? join->timer : join->retry_at;

	if (due == INT64_MAX)
		return -1;
	int64_t left = due - now(join);
	return left > 0 ? (int)left : 0;
}

static void take_ready(struct join *join)
{
	struct epoll_event ready[8];
	int running, count = epoll_wait(join->epoll, ready, 8, 0);

	for (int i = 0; i < count; i++) {
		int what = (ready[i].events & EPOLLIN ? CURL_CSELECT_IN : 0) |
			   (ready[i].events & EPOLLOUT ? CURL_CSELECT_OUT : 0) |
			   (ready[i].events & (EPOLLERR | EPOLLHUP) ? CURL_CSELECT_ERR : 0);
		join->curl.curl_multi_socket_action(join->multi, ready[i].data.fd, what, &running);
	}
	if (join->timer <= now(join)) {
		join->timer = INT64_MAX;
		join->curl.curl_multi_socket_action(join->multi, CURL_SOCKET_TIMEOUT, 0, &running);
	}
}

void join_run(struct join *join)
{
	CURLMsg *message;
	bool ended = false;
	int left;

	if (join->retry_at <= now(join))
		begin(join);
	take_ready(join);
	while ((message = join->curl.curl_multi_info_read(join->multi, &left)) != NULL)
		ended |= message->msg == CURLMSG_DONE;
	if (ended)
		lost(join);
}

enum join_state join_state(const struct join *join)
{
	return join->state;
}

int64_t join_heard(const struct join *join)
{
	return join->heard;
}

const struct audience *join_audience(const struct join *join)
{
	return join->heard > 0 ? &join->audience : NULL;
}
