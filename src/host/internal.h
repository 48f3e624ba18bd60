#ifndef ROUNDTABLE_SRC_HOST_INTERNAL_H
#define ROUNDTABLE_SRC_HOST_INTERNAL_H

#include "roundtable/base/array.h"
#include "roundtable/host/host.h"

#include "http.h"

#include <stddef.h>
#include <stdint.h>

/** Times in milliseconds; see man page roundtable-http(7). */
enum {
	HEARTBEAT_MS = 15000, /* a stream that says nothing for longer is told that we live */
	COALESCE_MS = 100,    /* at most ten states a second */
	REQUEST_MS = 10000,   /* a request that is not complete after this is cut off */
};

enum { CONNECTIONS_MAX = 1024, HEADERS_MAX = 16 * 1024 };

/** One state of the session as it was told, shared by all streams that are still sending it. */
struct snapshot {
	int users;
	int64_t revision;
	struct buf json;
};

/** Somebody who follows the session: one response that does not end. */
struct stream {
	struct host *host;
	struct MHD_Connection *connection;
	struct snapshot *sending; /* NULL: nothing begun */
	struct buf head;          /* bytes before the state, or a heartbeat */
	size_t sent;
	int64_t told; /* revision of the newest state it was sent */
	int64_t quiet_since;
	bool suspended;
	bool ended;
};

/** A connection, from accept to close. */
struct visitor {
	struct MHD_Connection *connection;
	int fd;
	int64_t since; /* when it began to wait for a request */
	bool asking;   /* a request is being read */
};

struct host {
	struct host_source source;
	struct http http;          /* once there was a visitor */
	struct MHD_Daemon *daemon; /* the same */
	int epoll;
	struct listeners {
		struct listener {
			int fd;
			char *path; /* to be removed at the end; NULL: none */
		} * items;
		size_t count, capacity;
	} listeners;
	struct visitors {
		struct visitor **items;
		size_t count, capacity;
	} visitors;
	struct streams {
		struct stream **items;
		size_t count, capacity;
	} streams;
	struct snapshot *newest;
	int64_t revision;   /* of the newest state; the first is 1 */
	bool stale;         /* the newest state may have changed since it was written */
	int64_t told_at;    /* when streams were last told */
	struct error error; /* why visitors cannot be served */
};

/** Milliseconds of the host's clock. */
int64_t host_now(const struct host *host);
/** The newest state, written anew only when it may have changed. Borrowed. */
struct snapshot *snapshot_newest(struct host *host);
void snapshot_release(struct snapshot *snapshot);

/** Answers one request whose headers are all there. */
enum MHD_Result route(
	struct host *host, struct MHD_Connection *connection, const char *url, const char *method);
/** A short plain answer: one line of text. */
enum MHD_Result answer_text(
	struct host *host, struct MHD_Connection *connection, unsigned status, const char *text);
/** Adds the headers that every answer has and sends it; gives the response away. */
enum MHD_Result answer(struct host *host, struct MHD_Connection *connection, unsigned status,
	struct MHD_Response *response);

/** Starts a stream of events on this connection. */
enum MHD_Result stream_begin(struct host *host, struct MHD_Connection *connection);
/** Wakes the streams that have something to say; call between MHD_run()s. */
void streams_tell(struct host *host);
/** Wakes all, so that the daemon can be stopped. */
void streams_end(struct host *host);
/** Milliseconds until a stream has something to say, -1: nothing is due. */
int streams_wait(const struct host *host);

#endif
