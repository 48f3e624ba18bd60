#include "roundtable/app/service.h"

#include "roundtable/base/buf.h"
#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/codec/audience.h"
#include "roundtable/host/host.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct service {
	const struct session *session;
	struct host *host;
	bool blank;
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

static void tell(void *context, struct buf *out)
{
	const struct service *service = context;
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

struct service *service_open(const struct session *session, struct error *err)
{
	struct service *service = mem_alloc(1, sizeof *service);
	const struct host_source source = {service, tell, clock_steady()};
	char *socket = service_socket(store_path(session->store), err);

	service->session = session;
	service->host = socket != NULL ? host_create(&source, err) : NULL;
	if (service->host == NULL || !host_open_local(service->host, socket, err)) {
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
	service->blank = blank;
	host_changed(service->host);
	host_run(service->host);
}

const char *service_problem(const struct service *service)
{
	return host_problem(service->host);
}

int service_walls(const struct service *service)
{
	return host_followers(service->host);
}
