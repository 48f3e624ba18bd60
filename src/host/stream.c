/*
 * Server-sent events: whoever follows is told the whole newest state, never what changed, and never
 * more often than ten times a second. A stream with nothing to say is suspended: a reader that
 * returned nothing again and again would keep the processor busy.
 */
#include "internal.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static bool same_bytes(const struct buf *one, const struct buf *other)
{
	return one->count == other->count &&
	       (one->count == 0 || memcmp(one->bytes, other->bytes, one->count) == 0);
}

struct snapshot *snapshot_newest(struct host *host, enum host_view view)
{
	struct snapshot *snapshot, *newest = host->newest[view];

	if (newest != NULL && !host->stale[view])
		return newest;
	host->stale[view] = false;
	snapshot = mem_alloc(1, sizeof *snapshot);
	snapshot->users = 1;
	host->source.audience(host->source.context, view, &snapshot->json);
	/* most keys change nothing that everybody sees: then it is the same state as before */
	if (newest != NULL && same_bytes(&newest->json, &snapshot->json)) {
		snapshot_release(snapshot);
		return newest;
	}
	snapshot->revision = ++host->revision[view];
	snapshot_release(newest);
	host->newest[view] = snapshot;
	return snapshot;
}

/* Once a state, however many load the page: whoever is not let in can ask for it too. */
const struct audience *snapshot_audience(struct snapshot *snapshot)
{
	if (!snapshot->read)
		codec_audience_read(
			snapshot->json.bytes, snapshot->json.count, &snapshot->audience, NULL);
	snapshot->read = true;
	return &snapshot->audience;
}

void snapshot_release(struct snapshot *snapshot)
{
	if (snapshot == NULL || --snapshot->users > 0)
		return;
	buf_finish(&snapshot->json);
	audience_finish(&snapshot->audience);
	free(snapshot);
}

static void next_state(struct stream *stream)
{
	struct snapshot *newest = snapshot_newest(stream->host, stream->view);

	snapshot_release(stream->sending);
	stream->sending = newest;
	newest->users++;
	stream->told = newest->revision;
	stream->sent = 0;
	buf_clear(&stream->head);
	buf_format(&stream->head, "id: %lld\ndata: ", (long long)newest->revision);
}

/* Whether everything may be told to it: a device is told what everybody sees once it is in. */
static bool told_all(const struct stream *stream)
{
	return stream->device == NULL || stream->device->in;
}

/* What its device is to be told of its person, if it differs from what it was told; else empty. */
static struct buf new_you(const struct stream *stream)
{
	struct participant participant;
	struct buf json = {0};

	if (stream->device == NULL || stream->device->wall)
		return json;
	device_participant(stream->host, stream->device, &participant);
	codec_participant_write(&participant, &json);
	if (same_bytes(&stream->you, &json))
		buf_finish(&json);
	return json;
}

static bool next_you(struct stream *stream)
{
	struct buf json = new_you(stream);

	if (json.count == 0)
		return false;
	buf_clear(&stream->head);
	buf_text_add(&stream->head, "event: you\ndata: ");
	buf_add(&stream->head, json.bytes, json.count);
	stream->sent = 0;
	buf_finish(&stream->you);
	stream->you = json;
	return true;
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
	if (stream->ended || stream->host->ending)
		return MHD_CONTENT_READER_END_OF_STREAM;
	size_t written = stream->head.count > 0 ? copy_event(stream, to, room) : 0;
	if (written == 0 && next_you(stream))
		written = copy_event(stream, to, room);
	if (written == 0 && told_all(stream) &&
		stream->told < stream->host->revision[stream->view]) {
		next_state(stream);
		written = copy_event(stream, to, room);
	}
	if (written == 0) {
		stream->suspended = true;
		stream->visitor->due = 0;
		stream->host->http.MHD_suspend_connection(stream->visitor->connection);
	} else {
		stream->quiet_since = host_now(stream->host);
		stream->visitor->due = stream->quiet_since + ANSWER_MS;
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
	if (stream->device != NULL)
		stream->device->streams--;
	host->door_stale = true;
	snapshot_release(stream->sending);
	buf_finish(&stream->head);
	buf_finish(&stream->you);
	free(stream);
}

static void wake(struct stream *stream)
{
	if (!stream->suspended)
		return;
	stream->suspended = false;
	stream->host->http.MHD_resume_connection(stream->visitor->connection);
}

static void end(struct stream *stream)
{
	stream->ended = true;
	wake(stream);
}

/* A device that comes back again and again over a bad network leaves streams that nobody hears: the
 * oldest goes. */
static void make_room(struct host *host, const struct device *device)
{
	enum { STREAMS_EACH = 4 };

	if (device == NULL || device->streams < STREAMS_EACH)
		return;
	for (size_t i = 0; i < host->streams.count; i++) {
		struct stream *stream = host->streams.items[i];
		if (stream->device == device && !stream->ended) {
			shutdown(stream->visitor->fd, SHUT_RDWR);
			end(stream);
			return;
		}
	}
}

enum MHD_Result stream_begin(struct request *request)
{
	struct host *host = request->host;
	struct device *device = request->device;
	struct stream *stream;

	make_room(host, device);
	stream = mem_alloc(1, sizeof *stream);
	*stream = (struct stream){.host = host,
		.visitor = request->visitor,
		.device = device,
		.view = device != NULL && !device->wall ? HOST_DEVICE : HOST_WALL,
		.quiet_since = host_now(host)};
	snapshot_newest(host, stream->view);
	if (device != NULL)
		device->streams++;
	host->door_stale = true;
	*array_push(&host->streams) = stream;
	struct MHD_Response *response = host->http.MHD_create_response_from_callback(
		MHD_SIZE_UNKNOWN, 4096, read_stream, stream, free_stream);
	if (response == NULL) {
		free_stream(stream);
		return MHD_NO;
	}
	host->http.MHD_add_response_header(
		response, MHD_HTTP_HEADER_CONTENT_TYPE, "text/event-stream");
	return answer(request, MHD_HTTP_OK, response);
}

/* Whether what its device was told of its person may not hold any more. */
static bool you_differs(const struct stream *stream)
{
	struct buf json = new_you(stream);
	bool differs = json.count > 0;

	buf_finish(&json);
	return differs;
}

/*
 * A few in each turn, so that the keyboard has its turns in between: what the rest are told is the
 * same state.
 */
void streams_tell(struct host *host)
{
	enum { TOLD_A_TURN = 32 };
	int64_t now = host_now(host);
	bool may_tell = host->telling || now - host->told_at >= COALESCE_MS;
	bool look = may_tell && host->stale_you;
	int told = 0;

	if (may_tell && !host->telling && host->streams.count > 0)
		for (int view = 0; view < HOST_VIEWS; view++)
			snapshot_newest(host, (enum host_view)view);
	host->telling = false;
	for (size_t i = 0; i < host->streams.count && !host->telling; i++) {
		struct stream *stream = host->streams.items[i];
		if (!stream->suspended)
			continue;
		bool behind = told_all(stream) && stream->told < host->revision[stream->view];
		if ((behind && may_tell) || (look && you_differs(stream))) {
			host->telling = ++told > TOLD_A_TURN;
			if (!host->telling)
				wake(stream);
		} else if (now - stream->quiet_since >= HEARTBEAT_MS) {
			buf_text_add(&stream->head, ":"); /* a comment; its empty line follows */
			wake(stream);
		}
	}
	host->more |= host->telling;
	if (look && !host->telling)
		host->stale_you = false;
	if (told > 0)
		host->told_at = now;
}

void streams_end(struct host *host, const struct MHD_Daemon *daemon)
{
	for (size_t i = 0; i < host->streams.count; i++)
		if (daemon == NULL || host->streams.items[i]->visitor->daemon == daemon)
			end(host->streams.items[i]);
}

void streams_end_device(struct host *host, const struct device *device)
{
	for (size_t i = 0; i < host->streams.count; i++)
		if (host->streams.items[i]->device == device) {
			host->streams.items[i]->device = NULL;
			end(host->streams.items[i]);
		}
}

int streams_wait(const struct host *host)
{
	int64_t now = host_now(host), least = -1;

	for (size_t i = 0; i < host->streams.count; i++) {
		const struct stream *stream = host->streams.items[i];
		if (!stream->suspended)
			continue;
		bool behind = host->stale[stream->view] || host->stale_you ||
			      (told_all(stream) && stream->told < host->revision[stream->view]);
		int64_t due =
			behind ? host->told_at + COALESCE_MS : stream->quiet_since + HEARTBEAT_MS;
		int64_t wait = due > now ? due - now : 0;
		least = least < 0 || wait < least ? wait : least;
	}
	return (int)least;
}
