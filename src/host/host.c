/*
 * The daemon inside our loop. We listen ourselves and hand each connection over, so that one daemon
 * serves every way in and one descriptor tells of everything that came.
 */
#include "internal.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

int64_t host_now(const struct host *host)
{
	return host->source.clock.now(host->source.clock.context);
}

struct visitor *host_visitor(const struct host *host, struct MHD_Connection *connection)
{
	return host->http.MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)
		->socket_context;
}

static uint32_t ipv4_of(const struct sockaddr *address)
{
	return address->sa_family == AF_INET
		       ? ntohl(((const struct sockaddr_in *)(const void *)address)->sin_addr.s_addr)
		       : 0;
}

static void connection_changed(void *context, struct MHD_Connection *connection,
	void **socket_context, enum MHD_ConnectionNotificationCode code)
{
	struct host *host = context;
	struct visitor *visitor = *socket_context;

	if (code == MHD_CONNECTION_NOTIFY_STARTED) {
		visitor = mem_alloc(1, sizeof *visitor);
		*visitor = (struct visitor){.connection = connection,
			.daemon = host->http
					  .MHD_get_connection_info(
						  connection, MHD_CONNECTION_INFO_DAEMON)
					  ->daemon,
			.fd = host->http
				      .MHD_get_connection_info(
					      connection, MHD_CONNECTION_INFO_CONNECTION_FD)
				      ->connect_fd,
			.due = host_now(host) + REQUEST_MS};
		visitor->local = visitor->daemon == host->local;
		if (!visitor->local)
			visitor->address =
				ipv4_of(host->http
						.MHD_get_connection_info(connection,
							MHD_CONNECTION_INFO_CLIENT_ADDRESS)
						->client_addr);
		*socket_context = visitor;
		*array_push(&host->visitors) = visitor;
		return;
	}
	for (size_t i = 0; i < host->visitors.count; i++)
		if (host->visitors.items[i] == visitor) {
			free(visitor);
			array_remove(&host->visitors, i);
			*socket_context = NULL;
			return;
		}
}

struct host *host_create(const struct host_source *source, struct error *err)
{
	struct host *host = mem_alloc(1, sizeof *host);

	*host = (struct host){.source = *source,
		.epoll = -1,
		.network_listener = -1,
		.probe = -1,
		.door = {.asks = true},
		.door_stale = true};
	host->epoll = epoll_create1(EPOLL_CLOEXEC);
	if (host->epoll < 0) {
		error_set(err, ERROR_SYSTEM, _("The service for walls cannot be started: %s"),
			strerror(errno));
		host_destroy(host);
		return NULL;
	}
	return host;
}

/* A daemon with a suspended connection ends the process. */
static void stop(struct host *host, struct MHD_Daemon **daemon)
{
	if (*daemon == NULL)
		return;
	host->ending = true; /* for what this run takes in */
	streams_end(host, *daemon);
	requests_end(host, *daemon);
	host->http.MHD_run(*daemon);
	host->http.MHD_stop_daemon(*daemon);
	host->ending = false;
	*daemon = NULL;
}

void host_stop_network(struct host *host)
{
	probe_stop(host);
	if (host->network_listener >= 0)
		close(host->network_listener);
	host->network_listener = -1;
	stop(host, &host->network);
}

void host_encrypt(struct host *host, const char *certificate, const char *key)
{
	host->certificate = mem_copy_text(certificate);
	host->key = mem_copy_text(key);
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
	host_stop_network(host);
	stop(host, &host->local);
	if (host->epoll >= 0)
		close(host->epoll);
	for (size_t i = 0; i < host->visitors.count; i++)
		free(host->visitors.items[i]);
	array_finish(&host->visitors);
	array_finish(&host->streams);
	array_finish(&host->waiting);
	for (size_t i = 0; i < host->devices.count; i++)
		device_destroy(host->devices.items[i]);
	array_finish(&host->devices);
	for (int view = 0; view < HOST_VIEWS; view++)
		snapshot_release(host->newest[view]);
	door_finish(&host->door);
	array_free(host->certificate);
	array_free(host->key);
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
	struct epoll_event ready = {.events = EPOLLIN | EPOLLET};
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

static void sooner(int *wait, int64_t other)
{
	if (other >= 0 && (*wait < 0 || other < *wait))
		*wait = (int)other;
}

int host_wait(const struct host *host)
{
	struct MHD_Daemon *const daemons[] = {host->local, host->network};
	int wait = -1;

	if (host->more || host->waiting.count > 0)
		return 0;
	if (host->local == NULL && host->network == NULL)
		return -1;
	sooner(&wait, streams_wait(host));
	sooner(&wait, probe_wait(host));
	for (size_t i = 0; i < 2; i++) {
		MHD_UNSIGNED_LONG_LONG theirs;
		if (daemons[i] != NULL &&
			host->http.MHD_get_timeout(daemons[i], &theirs) == MHD_YES)
			sooner(&wait, (int64_t)theirs);
	}
	int64_t now = host_now(host);
	for (size_t i = 0; i < host->visitors.count; i++) {
		int64_t due = host->visitors.items[i]->due;
		if (due != 0)
			sooner(&wait, due > now ? due - now : 0);
	}
	return wait;
}

static void log_nothing(void *context, const char *format, va_list arguments)
{
	(void)context;
	(void)format;
	(void)arguments;
}

/* No path of ours has an escape: what one holds must not end it before its end. */
static size_t leave_escaped(void *context, struct MHD_Connection *connection, char *text)
{
	(void)context;
	(void)connection;
	return strlen(text);
}

static struct MHD_Daemon *start_daemon(struct host *host, bool encrypted)
{
	const struct MHD_OptionItem secure[] = {{MHD_OPTION_HTTPS_MEM_CERT, 0, host->certificate},
		{MHD_OPTION_HTTPS_MEM_KEY, 0, host->key}, {MHD_OPTION_END, 0, NULL}};
	const struct MHD_OptionItem plain[] = {{MHD_OPTION_END, 0, NULL}};
	unsigned flags = MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_NO_LISTEN_SOCKET |
			 (encrypted ? (unsigned)MHD_USE_TLS : 0);

	return host->http.MHD_start_daemon(flags, 0, NULL, NULL, request_handle, host,
		MHD_OPTION_EXTERNAL_LOGGER, log_nothing, NULL, MHD_OPTION_CONNECTION_LIMIT,
		(unsigned)CONNECTIONS_MAX, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEADERS_MAX,
		MHD_OPTION_NOTIFY_COMPLETED, request_ended, host, MHD_OPTION_NOTIFY_CONNECTION,
		connection_changed, host, MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped, NULL,
		MHD_OPTION_ARRAY, encrypted ? secure : plain, MHD_OPTION_END);
}

/* What a start need not pay for: the library is loaded for the first visitor. */
bool host_start(struct host *host, bool network, struct error *err)
{
	struct epoll_event ready = {.events = EPOLLIN};
	struct MHD_Daemon **daemon = network ? &host->network : &host->local;

	if (*daemon != NULL)
		return true;
	if (!host->loaded && !http_load(&host->http, err))
		return false;
	host->loaded = true;
	*daemon = start_daemon(host, network && host->certificate != NULL);
	if (*daemon == NULL)
		return error_set(err, ERROR_SYSTEM,
			network && host->certificate != NULL
				? _("The door cannot be opened with this certificate and key.")
				: _("The service for walls and devices cannot be started."));
	const union MHD_DaemonInfo *info =
		host->http.MHD_get_daemon_info(*daemon, MHD_DAEMON_INFO_EPOLL_FD);
	return (info != NULL &&
		       epoll_ctl(host->epoll, EPOLL_CTL_ADD, info->epoll_fd, &ready) == 0) ||
	       error_set(err, ERROR_SYSTEM, _("The service for walls cannot be started: %s"),
		       strerror(errno));
}

/* How many connections there may be: files must be opened beside them. */
static size_t connections_most(bool network)
{
	struct rlimit files;
	size_t most = CONNECTIONS_MAX;

	if (getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur < most + DESCRIPTORS_OURS)
		most = files.rlim_cur > DESCRIPTORS_OURS ? files.rlim_cur - DESCRIPTORS_OURS : 0;
	if (!network)
		return most;
	return most > CONNECTIONS_LOCAL ? most - CONNECTIONS_LOCAL : 0;
}

/* Nobody takes all the places there are. */
static bool too_many(const struct host *host, bool network, uint32_t address)
{
	size_t same = 0;

	if (host->visitors.count >= connections_most(network))
		return true;
	if (address == 0 || address >> 24 == IN_LOOPBACKNET)
		return false;
	for (size_t i = 0; i < host->visitors.count; i++)
		same += host->visitors.items[i]->address == address;
	return same >= CONNECTIONS_EACH;
}

static void accept_from(struct host *host, int listener, bool network)
{
	int taken = 0;

	for (; taken < ACCEPTS_A_TURN; taken++) {
		struct sockaddr_storage address = {0};
		socklen_t length = sizeof address;
		const struct sockaddr *from = (const struct sockaddr *)&address;
		int fd = accept4(listener, (struct sockaddr *)&address, &length,
			SOCK_NONBLOCK | SOCK_CLOEXEC);
		if (fd < 0)
			return;
		/* on failure, as when there are too many, the library closes it itself */
		if (!too_many(host, network, network ? ipv4_of(from) : 0) &&
			host_start(host, network, &host->error))
			host->http.MHD_add_connection(
				network ? host->network : host->local, fd, from, length);
		else
			close(fd);
	}
	host->more = true;
}

/* Who sends a request drop by drop, or takes nothing of the answer, would keep a place for ever. */
static void cut_off_slow(struct host *host)
{
	int64_t now = host_now(host);

	for (size_t i = 0; i < host->visitors.count; i++) {
		struct visitor *visitor = host->visitors.items[i];
		if (visitor->due != 0 && now >= visitor->due) {
			visitor->due = 0;
			shutdown(visitor->fd, SHUT_RDWR);
		}
	}
}

static void run_daemons(struct host *host)
{
	if (host->local != NULL)
		host->http.MHD_run(host->local);
	if (host->network != NULL)
		host->http.MHD_run(host->network);
}

/*
 * What is told once is taken note of: a listener out of whose queue nothing can be taken, for want
 * of descriptors, would else keep the loop busy.
 */
static void take_note(const struct host *host)
{
	struct epoll_event ready[16];

	while (epoll_wait(host->epoll, ready, 16, 0) == 16)
		;
}

void host_run(struct host *host)
{
	take_note(host);
	host->more = false;
	for (size_t i = 0; i < host->listeners.count; i++)
		accept_from(host, host->listeners.items[i].fd, false);
	if (host->network_listener >= 0)
		accept_from(host, host->network_listener, true);
	if (host->local == NULL && host->network == NULL)
		return;
	cut_off_slow(host);
	probe_run(host);
	run_daemons(host);
	requests_do(host);
	streams_tell(host);
	run_daemons(host);
}

void host_changed(struct host *host)
{
	for (int view = 0; view < HOST_VIEWS; view++)
		host->stale[view] = true;
	host->stale_you = true;
}

void host_roster_changed(struct host *host)
{
	host->door_stale = true;
}

int host_walls(const struct host *host)
{
	int walls = 0;

	for (size_t i = 0; i < host->streams.count; i++)
		walls += host->streams.items[i]->view == HOST_WALL;
	return walls;
}

const char *host_problem(const struct host *host)
{
	return host->error.text;
}
