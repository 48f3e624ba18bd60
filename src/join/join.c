/*
 * The client's two transfers, one that follows and one that asks. Their sockets stand in an epoll
 * of ours, so that the loop has one descriptor to wait for.
 */
#include "internal.h"

#include "roundtable/base/hash.h"
#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"

#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

int64_t join_now(const struct join *join)
{
	return join->clock.now(join->clock.context);
}

void join_forget(char **secret)
{
	if (*secret != NULL)
		wipe(*secret, strlen(*secret));
	array_free(*secret);
	*secret = NULL;
}

/* --- curl in our loop --- */

static int on_socket(
	CURL *transfer, curl_socket_t fd, int what, void *context, void *socket_context)
{
	struct join *join = context;
	struct epoll_event event = {.data.fd = fd,
		.events = (what & CURL_POLL_IN ? EPOLLIN : 0u) |
			  (what & CURL_POLL_OUT ? EPOLLOUT : 0u)};

	(void)transfer;
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
	join->timer = ms < 0 ? INT64_MAX : join_now(join) + ms;
	return 0;
}

void join_set_up(struct join *join, CURL *transfer, const char *path)
{
	struct buf address = {0};

	buf_format(&address, "%s%s", join->base, path);
	join->curl.curl_easy_setopt(transfer, CURLOPT_URL, buf_text(&address));
	join->curl.curl_easy_setopt(transfer, CURLOPT_UNIX_SOCKET_PATH, join->socket);
	join->curl.curl_easy_setopt(transfer, CURLOPT_PROTOCOLS_STR, "http,https");
	join->curl.curl_easy_setopt(transfer, CURLOPT_PROXY, "");
	join->curl.curl_easy_setopt(transfer, CURLOPT_NOSIGNAL, 1L);
	join->curl.curl_easy_setopt(transfer, CURLOPT_CONNECTTIMEOUT_MS, 5000L);
	buf_finish(&address);
}

struct curl_slist *join_token_header(struct join *join, struct curl_slist *headers)
{
	struct buf line = {0};

	if (join->token == NULL)
		return headers;
	buf_format(&line, "Authorization: Bearer %s", join->token);
	headers = join->curl.curl_slist_append(headers, buf_text(&line));
	wipe(line.bytes, line.count);
	buf_finish(&line);
	return headers;
}

static char *base_of(const char *url)
{
	char *base = mem_copy_text(url != NULL ? url : "http://localhost");
	size_t length = strlen(base);

	while (length > 0 && base[length - 1] == '/')
		base[--length] = '\0';
	return base;
}

static struct join *create(
	const char *socket, const char *url, struct clock clock, struct error *err)
{
	struct join *join = mem_alloc(1, sizeof *join);

	*join = (struct join){.clock = clock,
		.epoll = -1,
		.timer = INT64_MAX,
		.retry_at = INT64_MAX,
		.ask_at = INT64_MAX,
		.base = base_of(url),
		.socket = mem_copy_text(socket)};
	if (!curl_load(&join->curl, err)) {
		array_free(join->base);
		array_free(join->socket);
		array_free(join);
		return NULL;
	}
	join->curl.curl_global_init(CURL_GLOBAL_DEFAULT);
	join->epoll = epoll_create1(EPOLL_CLOEXEC);
	join->multi = join->curl.curl_multi_init();
	join->stream = join->curl.curl_easy_init();
	join->asker = join->curl.curl_easy_init();
	if (join->epoll < 0 || join->multi == NULL || join->stream == NULL || join->asker == NULL) {
		error_set(err, ERROR_SYSTEM, _("No connection can be made on this system."));
		join_destroy(join);
		return NULL;
	}
	join->curl.curl_multi_setopt(join->multi, CURLMOPT_SOCKETFUNCTION, on_socket);
	join->curl.curl_multi_setopt(join->multi, CURLMOPT_SOCKETDATA, join);
	join->curl.curl_multi_setopt(join->multi, CURLMOPT_TIMERFUNCTION, on_timer);
	join->curl.curl_multi_setopt(join->multi, CURLMOPT_TIMERDATA, join);
	return join;
}

struct join *join_create(const char *socket, const char *url, struct clock clock, struct error *err)
{
	struct join *join = create(socket, url, clock, err);

	if (join != NULL)
		follow_begin(join);
	return join;
}

struct join *join_create_device(const char *socket, const char *url, struct clock clock,
	struct random random, struct error *err)
{
	struct join *join = create(socket, url, clock, err);

	if (join != NULL) {
		join->device = true;
		join->random = random;
		join->state = JOIN_APART;
	}
	return join;
}

void join_destroy(struct join *join)
{
	if (join == NULL)
		return;
	follow_finish(join);
	ask_finish(join);
	join->curl.curl_multi_cleanup(join->multi);
	if (join->epoll >= 0)
		close(join->epoll);
	join->curl.curl_global_cleanup();
	array_free(join->base);
	array_free(join->socket);
	array_free(join);
}

int join_fd(const struct join *join)
{
	return join->epoll;
}

int join_wait(const struct join *join)
{
	int64_t due = join->timer < join->retry_at ? join->timer : join->retry_at;

	due = join->ask_at < due ? join->ask_at : due;
	if (due == INT64_MAX)
		return -1;
	int64_t left = due - join_now(join);
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
	if (join->timer <= join_now(join)) {
		join->timer = INT64_MAX;
		join->curl.curl_multi_socket_action(join->multi, CURL_SOCKET_TIMEOUT, 0, &running);
	}
}

/* What ended in this turn; a message is gone once its transfer is taken away. */
static void take_ended(struct join *join)
{
	CURLMsg *message;
	CURLcode result = CURLE_OK;
	bool stream = false, asker = false;
	int left;

	while ((message = join->curl.curl_multi_info_read(join->multi, &left)) != NULL) {
		if (message->msg != CURLMSG_DONE)
			continue;
		stream |= message->easy_handle == join->stream;
		if (message->easy_handle == join->asker) {
			asker = true;
			result = message->data.result;
		}
	}
	if (asker)
		ask_done(join, result);
	if (stream && join->streaming)
		follow_lost(join);
}

void join_run(struct join *join)
{
	if (join->retry_at <= join_now(join))
		follow_begin(join);
	take_ready(join);
	take_ended(join);
	if (join->device && join->token == NULL && join->me.state == PARTICIPANT_OUT)
		follow_end(join);
	ask_next(join);
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
	return join->told ? &join->audience : NULL;
}

const struct participant *join_participant(const struct join *join)
{
	return join->me_backing != NULL ? &join->me : NULL;
}
