/*
 * The daemon inside our loop. We listen ourselves and hand each connection over, so that one daemon
 * serves every way in and one descriptor tells of everything that came.
 */
#include "internal.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

int64_t host_now(const struct host *host)
{
	return host->source.clock.now(host->source.clock.context);
}

static struct visitor *visitor_of(const struct host *host, struct MHD_Connection *connection)
{
	for (size_t i = 0; i < host->visitors.count; i++)
		if (host->visitors.items[i]->connection == connection)
			return host->visitors.items[i];
	return NULL;
}

static enum MHD_Result handle(void *context, struct MHD_Connection *connection, const char *url,
	const char *method, const char *version, const char *body, size_t *length, void **request)
{
	static int headers_seen;
	struct host *host = context;

	(void)version;
	(void)body;
	if (*request == NULL) { /* headers only; the body, if any, comes with the next calls */
		*request = &headers_seen;
		return MHD_YES;
	}
	if (*length > 0) { /* no route takes a body yet: read it away */
		*length = 0;
		return MHD_YES;
	}
	struct visitor *visitor = visitor_of(host, connection);
	if (visitor != NULL)
		visitor->asking = false;
	return route(host, connection, url, method);
}

static void request_ended(void *context, struct MHD_Connection *connection, void **request,
	enum MHD_RequestTerminationCode code)
{
	struct visitor *visitor = visitor_of(context, connection);

	(void)request;
	(void)code;
	if (visitor != NULL) { /* the next request has its own time */
		visitor->since = host_now(context);
		visitor->asking = true;
	}
}

static void connection_changed(void *context, struct MHD_Connection *connection,
	void **socket_context, enum MHD_ConnectionNotificationCode code)
{
	struct host *host = context;

	(void)socket_context;
	if (code == MHD_CONNECTION_NOTIFY_STARTED) {
		struct visitor *visitor = mem_alloc(1, sizeof *visitor);
		*visitor = (struct visitor){.connection = connection,
			.fd = host->http
				      .MHD_get_connection_info(
					      connection, MHD_CONNECTION_INFO_CONNECTION_FD)
				      ->connect_fd,
			.since = host_now(host),
			.asking = true};
		*array_push(&host->visitors) = visitor;
		return;
	}
	for (size_t i = 0; i < host->visitors.count; i++)
		if (host->visitors.items[i]->connection == connection) {
			free(host->visitors.items[i]);
			array_remove(&host->visitors, i);
			return;
		}
}

struct host *host_create(const struct host_source *source, struct error *err)
{
	struct host *host = mem_alloc(1, sizeof *host);

	*host = (struct host){.source = *source, .epoll = -1};
	host->epoll = epoll_create1(EPOLL_CLOEXEC);
	if (host->epoll < 0) {
		error_set(err, ERROR_SYSTEM, _("The service for walls cannot be started: %s"),
			strerror(errno));
		host_destroy(host);
		return NULL;
	}
	return host;
}

void host_destroy(struct host *host)
{
	if (host == NULL)
		return;
	for (size_t i = 0; i < host->listeners.count; i++) {
		struct listener *listener = &host->listeners.items[i];
		close(listener->fd);
		if (listener->path != NULL)
			unlink(listener->path);
		free(listener->path);
	}
	array_finish(&host->listeners);
	if (host->daemon != NULL) {
		/* a daemon with a suspended connection ends the process */
		streams_end(host);
		host->http.MHD_run(host->daemon);
		host->http.MHD_stop_daemon(host->daemon);
	}
	if (host->epoll >= 0)
		close(host->epoll);
	for (size_t i = 0; i < host->visitors.count; i++)
		free(host->visitors.items[i]);
	array_finish(&host->visitors);
	array_finish(&host->streams);
	snapshot_release(host->newest);
	error_finish(&host->error);
	free(host);
}

/* True when a process answers at this address. */
static bool answers(const struct sockaddr_un *address)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	bool answered =
		fd >= 0 && connect(fd, (const struct sockaddr *)address, sizeof *address) == 0;

	if (fd >= 0)
		close(fd);
	return answered;
}

/* The mode is set before anybody can connect: by the umask of the moment of bind(). */
static bool bind_private(int fd, const struct sockaddr_un *address)
{
	mode_t before = umask(0177);
	int bound = bind(fd, (const struct sockaddr *)address, sizeof *address);

	umask(before);
	return bound == 0;
}

bool host_open_local(struct host *host, const char *path, struct error *err)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	struct epoll_event ready = {.events = EPOLLIN};
	int fd = -1;

	if (strlen(path) >= sizeof address.sun_path)
		return error_set(err, ERROR_SYSTEM,
			_("The path of the socket for walls is too long: %s"), path);
	strcpy(address.sun_path, path);
	if (answers(&address))
		return error_set(err, ERROR_BUSY, _("Another process already serves at %s."), path);
	unlink(path);
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0 || !bind_private(fd, &address) || listen(fd, SOMAXCONN) < 0 ||
		epoll_ctl(host->epoll, EPOLL_CTL_ADD, fd, &ready) < 0) {
		error_set(err, ERROR_SYSTEM,
			_("The socket for walls cannot be opened at %1$s: %2$s"), path,
			strerror(errno));
		if (fd >= 0)
			close(fd);
		return false;
	}
	*array_push(&host->listeners) = (struct listener){.fd = fd, .path = mem_copy_text(path)};
	return true;
}

int host_fd(const struct host *host)
{
	return host->epoll;
}

int host_wait(const struct host *host)
{
	MHD_UNSIGNED_LONG_LONG theirs;
	int wait = streams_wait(host);

	if (host->daemon == NULL)
		return -1;
	if (host->http.MHD_get_timeout(host->daemon, &theirs) == MHD_YES &&
		(wait < 0 || theirs < (MHD_UNSIGNED_LONG_LONG)wait))
		wait = (int)theirs;
	int64_t now = host_now(host);
	for (size_t i = 0; i < host->visitors.count; i++) {
		const struct visitor *visitor = host->visitors.items[i];
		int64_t left = visitor->since + REQUEST_MS - now;
		if (visitor->asking && (wait < 0 || left < wait))
			wait = left > 0 ? (int)left : 0;
	}
	return wait;
}

/* What a start need not pay for: the library is loaded for the first visitor. */
static bool start_daemon(struct host *host, struct error *err)
{
	struct epoll_event ready = {.events = EPOLLIN};

	if (host->daemon != NULL)
		return true;
	if (!http_load(&host->http, err))
		return false;
	host->daemon = host->http.MHD_start_daemon(
		MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_NO_LISTEN_SOCKET, 0, NULL, NULL,
		handle, host, MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MAX,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEADERS_MAX,
		MHD_OPTION_NOTIFY_COMPLETED, request_ended, host, MHD_OPTION_NOTIFY_CONNECTION,
		connection_changed, host, MHD_OPTION_END);
	if (host->daemon == NULL)
		return error_set(err, ERROR_SYSTEM,
			_("The service for walls cannot be started: %s"), strerror(errno));
	const union MHD_DaemonInfo *info =
		host->http.MHD_get_daemon_info(host->daemon, MHD_DAEMON_INFO_EPOLL_FD);
	return (info != NULL &&
		       epoll_ctl(host->epoll, EPOLL_CTL_ADD, info->epoll_fd, &ready) == 0) ||
	       error_set(err, ERROR_SYSTEM, _("The service for walls cannot be started: %s"),
		       strerror(errno));
}

static void take_in(struct host *host, int fd, const struct sockaddr *address, socklen_t length)
{
	/* on failure, as when there are too many, the library closes the descriptor itself */
	if (start_daemon(host, &host->error))
		host->http.MHD_add_connection(host->daemon, fd, address, length);
	else
		close(fd);
}

static void accept_all(struct host *host)
{
	for (size_t i = 0; i < host->listeners.count; i++) {
		struct sockaddr_storage address;
		socklen_t length = sizeof address;
		int fd;
		while ((fd = accept4(host->listeners.items[i].fd, (struct sockaddr *)&address,
				&length, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
			take_in(host, fd, (struct sockaddr *)&address, length);
			length = sizeof address;
		}
	}
}

/* A client that sends its request drop by drop would keep its place for ever. */
static void cut_off_slow(struct host *host)
{
	int64_t now = host_now(host);

	for (size_t i = 0; i < host->visitors.count; i++) {
		struct visitor *visitor = host->visitors.items[i];
		if (visitor->asking && now - visitor->since >= REQUEST_MS) {
			visitor->asking = false;
			shutdown(visitor->fd, SHUT_RDWR);
		}
	}
}

void host_run(struct host *host)
{
	accept_all(host);
	if (host->daemon == NULL)
		return;
	cut_off_slow(host);
	host->http.MHD_run(host->daemon);
	streams_tell(host);
	host->http.MHD_run(host->daemon);
}

void host_changed(struct host *host)
{
	host->stale = true;
}

int host_followers(const struct host *host)
{
	return (int)host->streams.count;
}

const char *host_problem(const struct host *host)
{
	return host->error.text;
}
