/*
 * Server-sent events: whoever follows is told the whole newest state, never what changed, and never
 * more often than ten times a second. A stream with nothing to say is suspended: a reader that
 * returned nothing again and again would keep the processor busy.
 */
#include "internal.h"

#include "roundtable/base/mem.h"

#include <stdlib.h>
#include <string.h>

struct snapshot *snapshot_newest(struct host *host)
{
	struct snapshot *snapshot;

	if (host->newest != NULL && !host->stale)
		return host->newest;
	host->stale = false;
	snapshot = mem_alloc(1, sizeof *snapshot);
	snapshot->users = 1;
	host->source.audience(host->source.context, &snapshot->json);
	/* most keys change nothing that everybody sees: then it is the same state as before */
	if (host->newest != NULL && host->newest->json.count == snapshot->json.count &&
		memcmp(host->newest->json.bytes, snapshot->json.bytes, snapshot->json.count) == 0) {
		snapshot_release(snapshot);
		return host->newest;
	}
	snapshot->revision = ++host->revision;
	snapshot_release(host->newest);
	host->newest = snapshot;
	return snapshot;
}

void snapshot_release(struct snapshot *snapshot)
{
	if (snapshot == NULL || --snapshot->users > 0)
		return;
	buf_finish(&snapshot->json);
	free(snapshot);
}

static void next_state(struct stream *stream)
{
	struct snapshot *newest = snapshot_newest(stream->host);

	snapshot_release(stream->sending);
	stream->sending = newest;
	newest->users++;
	stream->told = newest->revision;
	stream->sent = 0;
	buf_clear(&stream->head);
	buf_format(&stream->head, "id: %lld\ndata: ", (long long)newest->revision);
}

/* The event: its head, the state, the empty line that ends it. */
static size_t copy_event(struct stream *stream, char *to, size_t room)
{
	static const char tail[] = "\n\n";
	const struct buf *head = &stream->head;
	const struct buf *body = stream->sending != NULL ? &stream->sending->json : NULL;
	size_t body_length = body != NULL ? body->count : 0, written = 0;
	const struct {
		const char *bytes;
		size_t length;
	} parts[] = {{head->bytes, head->count}, {body != NULL ? body->bytes : NULL, body_length},
		{tail, sizeof tail - 1}};
	size_t skip = stream->sent;

	for (size_t i = 0; i < 3 && written < room; i++) {
		if (skip >= parts[i].length) {
			skip -= parts[i].length;
			continue;
		}
		size_t length = parts[i].length - skip;
		length = length < room - written ? length : room - written;
		memcpy(to + written, parts[i].bytes + skip, length);
		written += length;
		skip = 0;
	}
	stream->sent += written;
	if (written == 0) { /* all of it is sent */
		snapshot_release(stream->sending);
		stream->sending = NULL;
		buf_clear(&stream->head);
		stream->sent = 0;
	}
	return written;
}

static ssize_t read_stream(void *context, uint64_t position, char *to, size_t room)
{
	struct stream *stream = context;

	(void)position;
	if (stream->ended)
		return MHD_CONTENT_READER_END_OF_STREAM;
	size_t written = stream->head.count > 0 ? copy_event(stream, to, room) : 0;
	if (written == 0 && stream->told < stream->host->revision) {
		next_state(stream);
		written = copy_event(stream, to, room);
	}
	if (written == 0) {
		stream->suspended = true;
		stream->host->http.MHD_suspend_connection(stream->connection);
	} else {
		stream->quiet_since = host_now(stream->host);
	}
	return (ssize_t)written;
}

static void free_stream(void *context)
{
	struct stream *stream = context;
	struct host *host = stream->host;

	for (size_t i = 0; i < host->streams.count; i++)
		if (host->streams.items[i] == stream) {
			array_remove(&host->streams, i);
			break;
		}
	snapshot_release(stream->sending);
	buf_finish(&stream->head);
	free(stream);
}

enum MHD_Result stream_begin(struct host *host, struct MHD_Connection *connection)
{
	struct stream *stream = mem_alloc(1, sizeof *stream);

	snapshot_newest(host);
	*stream = (struct stream){
		.host = host, .connection = connection, .quiet_since = host_now(host)};
	*array_push(&host->streams) = stream;
	struct MHD_Response *response = host->http.MHD_create_response_from_callback(
		MHD_SIZE_UNKNOWN, 4096, read_stream, stream, free_stream);
	if (response == NULL) {
		free_stream(stream);
		return MHD_NO;
	}
	host->http.MHD_add_response_header(
		response, MHD_HTTP_HEADER_CONTENT_TYPE, "text/event-stream");
	return answer(host, connection, MHD_HTTP_OK, response);
}

static void wake(struct stream *stream)
{
	if (!stream->suspended)
		return;
	stream->suspended = false;
	stream->host->http.MHD_resume_connection(stream->connection);
}

void streams_tell(struct host *host)
{
	int64_t now = host_now(host);
	bool may_tell = now - host->told_at >= COALESCE_MS;
	bool told = false;

	if (host->streams.count > 0 && may_tell)
		snapshot_newest(host);
	for (size_t i = 0; i < host->streams.count; i++) {
		struct stream *stream = host->streams.items[i];
		if (!stream->suspended)
			continue;
		if (stream->told < host->revision && may_tell) {
			told = true;
			wake(stream);
		} else if (now - stream->quiet_since >= HEARTBEAT_MS) {
			buf_text_add(&stream->head, ":"); /* a comment; its empty line follows */
			wake(stream);
		}
	}
	if (told)
		host->told_at = now;
}

void streams_end(struct host *host)
{
	for (size_t i = 0; i < host->streams.count; i++) {
		host->streams.items[i]->ended = true;
		wake(host->streams.items[i]);
	}
}

int streams_wait(const struct host *host)
{
	int64_t now = host_now(host), least = -1;

	for (size_t i = 0; i < host->streams.count; i++) {
		const struct stream *stream = host->streams.items[i];
		if (!stream->suspended)
			continue;
		bool behind = host->stale || stream->told < host->revision;
		int64_t due =
			behind ? host->told_at + COALESCE_MS : stream->quiet_since + HEARTBEAT_MS;
		int64_t wait = due > now ? due - now : 0;
		least = least < 0 || wait < least ? wait : least;
	}
	return (int)least;
}
