/*
 * One request, from its head to its answer. What changes the session waits for the turn in which
 * all that came together is done in one transaction; nothing is answered before it is on disk.
 */
#include "internal.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

const char *request_header(const struct request *request, const char *name)
{
	return request->host->http.MHD_lookup_connection_value(
		request->connection, MHD_HEADER_KIND, name);
}

/* --- answers --- */

static void add(
	struct request *request, struct MHD_Response *response, const char *name, const char *value)
{
	request->host->http.MHD_add_response_header(response, name, value);
}

static enum MHD_Result send_off(
	struct request *request, unsigned status, bool page, struct MHD_Response *response)
{
	const struct http *http = &request->host->http;

	request->visitor->due = host_now(request->host) + ANSWER_MS;
	add(request, response, "Cache-Control", "no-store");
	add(request, response, "Content-Security-Policy",
		page ? PAGE_POLICY : "default-src 'none'");
	add(request, response, "X-Content-Type-Options", "nosniff");
	/* without any a browser does not say with a form that it comes from our own page */
	add(request, response, "Referrer-Policy", page ? "same-origin" : "no-referrer");
	enum MHD_Result result = http->MHD_queue_response(request->connection, status, response);
	http->MHD_destroy_response(response);
	return result;
}

enum MHD_Result answer(struct request *request, unsigned status, struct MHD_Response *response)
{
	return send_off(request, status, false, response);
}

static struct MHD_Response *response_of(
	struct request *request, const char *type, const struct buf *bytes)
{
	struct MHD_Response *response = request->host->http.MHD_create_response_from_buffer(
		bytes->count, bytes->bytes, MHD_RESPMEM_MUST_COPY);

	if (response != NULL)
		add(request, response, MHD_HTTP_HEADER_CONTENT_TYPE, type);
	return response;
}

enum MHD_Result answer_text(struct request *request, unsigned status, const char *text)
{
	struct buf line = {0};

	buf_format(&line, "%s\n", text);
	struct MHD_Response *response = response_of(request, "text/plain; charset=utf-8", &line);
	buf_finish(&line);
	/* whoever guesses must come anew for each guess */
	if (response != NULL && (status == MHD_HTTP_UNAUTHORIZED || status == MHD_HTTP_FORBIDDEN ||
					status == MHD_HTTP_TOO_MANY_REQUESTS))
		add(request, response, MHD_HTTP_HEADER_CONNECTION, "close");
	return response != NULL ? answer(request, status, response) : MHD_NO;
}

enum MHD_Result answer_json(struct request *request, unsigned status, struct buf *json)
{
	struct MHD_Response *response = response_of(request, "application/json", json);

	buf_finish(json);
	return response != NULL ? answer(request, status, response) : MHD_NO;
}

enum MHD_Result answer_page(
	struct request *request, unsigned status, const char *type, struct buf *bytes)
{
	struct MHD_Response *response = response_of(request, type, bytes);

	buf_finish(bytes);
	return response != NULL ? send_off(request, status, true, response) : MHD_NO;
}

enum MHD_Result answer_elsewhere(struct request *request, const char *place, const char *cookie)
{
	const struct buf nothing = {0};
	struct MHD_Response *response = response_of(request, "text/plain", &nothing);

	if (response == NULL)
		return MHD_NO;
	add(request, response, MHD_HTTP_HEADER_LOCATION, place);
	if (cookie != NULL)
		add(request, response, MHD_HTTP_HEADER_SET_COOKIE, cookie);
	return answer(request, MHD_HTTP_SEE_OTHER, response);
}

/* --- the head --- */

struct lengths {
	int lengths, encodings;
};

static enum MHD_Result count_lengths(void *context, enum MHD_ValueKind kind, const char *name,
	size_t name_size, const char *value, size_t value_size)
{
	struct lengths *found = context;

	(void)kind;
	(void)name_size;
	(void)value;
	(void)value_size;
	found->lengths += strcasecmp(name, MHD_HTTP_HEADER_CONTENT_LENGTH) == 0;
	found->encodings += strcasecmp(name, MHD_HTTP_HEADER_TRANSFER_ENCODING) == 0;
	return MHD_YES;
}

/* A length that two readers could understand in two ways is how requests are smuggled. */
static bool well_framed(const struct request *request)
{
	struct lengths found = {0};

	request->host->http.MHD_get_connection_values_n(
		request->connection, MHD_HEADER_KIND, count_lengths, &found);
	return found.lengths + found.encodings <= 1;
}

static bool is_of_type(const struct request *request, const char *wanted)
{
	const char *type = request_header(request, MHD_HTTP_HEADER_CONTENT_TYPE);
	size_t length = strlen(wanted);

	return type != NULL && strncasecmp(type, wanted, length) == 0 &&
	       strchr("; ", type[length]) != NULL;
}

/* Whether the body is of the kind that is taken there. */
static bool type_fits(const struct request *request)
{
	unsigned needs = request->route->needs;

	return (!(needs & TAKES_BODY) || is_of_type(request, "application/json")) &&
	       (!(needs & TAKES_FORM) || is_of_type(request, "application/x-www-form-urlencoded"));
}

/* A page of somebody else that tries to speak through a participant's browser names itself here. */
static bool own_origin(const struct request *request)
{
	const char *origin = request_header(request, "Origin");

	if (origin == NULL || request->visitor->local)
		return origin == NULL;
	struct buf own = {0};
	buf_format(&own, "%s://%s", request->host->certificate != NULL ? "https" : "http",
		request_header(request, MHD_HTTP_HEADER_HOST));
	bool same = strcasecmp(origin, buf_text(&own)) == 0;
	buf_finish(&own);
	return same;
}

/* The token of a header, or of the page's cookie. */
static const char *token_of(const struct request *request)
{
	static const char bearer[] = "Bearer ";
	const char *header = request_header(request, MHD_HTTP_HEADER_AUTHORIZATION);
	const char *cookie = request->host->http.MHD_lookup_connection_value(
		request->connection, MHD_COOKIE_KIND, "roundtable");

	if (header != NULL && strncmp(header, bearer, sizeof bearer - 1) == 0)
		return header + sizeof bearer - 1;
	return cookie;
}

/* So much at once and then two a second: nobody's device floods the room. */
static bool too_fast(const struct request *request)
{
	enum { AT_ONCE = 10, A_SECOND = 2 };

	return request->device != NULL && !allowance_take(&request->device->requests,
						  host_now(request->host), AT_ONCE, A_SECOND);
}

/* Whether the person behind it may ask this; answers when not. Asked of the head, so that nobody's
 * body is read in vain, and when the request is whole, for somebody may be put out in between. */
static bool allowed(struct request *request, enum MHD_Result *answered)
{
	const struct device *device = request->device;
	unsigned needs = request->route->needs;

	/* a program of this user follows without a token, but not with one that is forgotten */
	bool unknown = device == NULL && (!request->visitor->local || request->token != NULL);
	if ((needs & NEEDS_FOLLOWER) &&
		(unknown || (device != NULL && device->wall && device->out)))
		*answered = answer_text(request, MHD_HTTP_UNAUTHORIZED,
			_("Join first: this device is not known here."));
	else if ((needs & NEEDS_PERSON) && (device == NULL || device->out))
		*answered = answer_text(request, MHD_HTTP_UNAUTHORIZED,
			_("Join first: this device is not known here."));
	else if ((needs & NEEDS_PERSON) && (!device->in || device->person == 0))
		*answered = answer_text(request, MHD_HTTP_FORBIDDEN,
			_("The facilitator has not let this device in yet."));
	else
		return true;
	return false;
}

static enum MHD_Result take_head(struct request *request, const char *method, const char *url)
{
	const char *host_name = request_header(request, MHD_HTTP_HEADER_HOST);
	const char *length = request_header(request, MHD_HTTP_HEADER_CONTENT_LENGTH);
	bool path_known = false;
	enum MHD_Result answered = MHD_YES;

	if (!well_framed(request))
		return answer_text(request, MHD_HTTP_BAD_REQUEST,
			_("The length of this request can be read in two ways."));
	if (!request->visitor->local && !door_is_host(request->host, host_name))
		return answer_text(request, MHD_HTTP_MISDIRECTED_REQUEST,
			_("This address is not the one that is shown on the wall."));
	request->route = route_find(method, url, &path_known);
	if (request->route != NULL)
		request->rest = url + strlen(request->route->path);
	if (request->route == NULL && path_known)
		return answer_text(
			request, MHD_HTTP_METHOD_NOT_ALLOWED, _("This cannot be done here."));
	if (request->route == NULL)
		return answer_text(request, MHD_HTTP_NOT_FOUND, _("There is nothing here."));
	if (!own_origin(request))
		return answer_text(request, MHD_HTTP_FORBIDDEN,
			_("Another page cannot speak for a participant."));
	if (!type_fits(request))
		return answer_text(request, MHD_HTTP_UNSUPPORTED_MEDIA_TYPE,
			request->route->needs & TAKES_FORM
				? _("Only forms of this page are taken here.")
				: _("Only JSON is taken here: Content-Type: application/json."));
	if (length != NULL && strtoull(length, NULL, 10) > BODY_MAX)
		return answer_text(request, MHD_HTTP_CONTENT_TOO_LARGE,
			_("That is too long. Make it shorter."));
	request->token = token_of(request);
	request->device =
		request->token != NULL ? device_of_token(request->host, request->token) : NULL;
	request->device_id = request->device != NULL ? request->device->id : 0;
	if (!allowed(request, &answered))
		return answered;
	if ((request->route->needs & (TAKES_BODY | TAKES_FORM)) && too_fast(request))
		return answer_text(request, MHD_HTTP_TOO_MANY_REQUESTS,
			_("That was too fast. Wait a moment and send it again."));
	return MHD_YES;
}

/* --- the pieces --- */

static enum MHD_Result take_whole(struct request *request)
{
	enum MHD_Result answered = MHD_YES;

	if (request->device_id != 0 && request->device == NULL)
		return answer_text(request, MHD_HTTP_UNAUTHORIZED,
			_("Join first: this device is not known here."));
	if (!allowed(request, &answered))
		return answered;
	if (request->too_long)
		return answer_text(request, MHD_HTTP_CONTENT_TOO_LARGE,
			_("That is too long. Make it shorter."));
	if ((request->route->needs & TAKES_BODY) &&
		!codec_asked_read(request->body.bytes, request->body.count, &request->asked, NULL))
		return answer_text(request, MHD_HTTP_BAD_REQUEST,
			_("This request cannot be understood. Load the page again."));
	return request->route->handle(request);
}

enum MHD_Result request_handle(void *context, struct MHD_Connection *connection, const char *url,
	const char *method, const char *version, const char *body, size_t *length, void **at)
{
	struct host *host = context;
	struct request *request = *at;

	(void)version;
	if (request == NULL) {
		*at = request = mem_alloc(1, sizeof *request);
		*request = (struct request){.host = host,
			.visitor = host_visitor(host, connection),
			.connection = connection};
		return take_head(request, method, url);
	}
	if (*length > 0) {
		request->too_long |= request->body.count + *length > BODY_MAX;
		if (!request->too_long)
			buf_add(&request->body, body, *length);
		*length = 0;
		return MHD_YES;
	}
	/* it may have been put out since the head came */
	request->device = device_find(host, request->device_id);
	/* a second time when what it waited for is done */
	return request->waits ? request->route->done(request) : take_whole(request);
}

static void destroy(struct request *request)
{
	struct command *command = &request->command.command;

	if (request->body.bytes != NULL) /* a ballot's, maybe */
		wipe(request->body.bytes, request->body.capacity);
	buf_finish(&request->body);
	asked_finish(&request->asked);
	form_finish(&request->form);
	if (command->body.rare != NULL && command->body.rare->marks.items != NULL)
		wipe(command->body.rare->marks.items,
			command->body.rare->marks.capacity * sizeof(int64_t));
	body_finish(&command->body);
	texts_wipe(&command->words);
	array_free((void *)command->tracker);
	array_free(request->command.once);
	array_free(request->command.before);
	array_free(request->command.why);
	array_free(request);
}

void request_ended(void *context, struct MHD_Connection *connection, void **at,
	enum MHD_RequestTerminationCode code)
{
	struct host *host = context;
	struct request *request = *at;
	struct visitor *visitor = host_visitor(host, connection);

	(void)code;
	if (visitor != NULL) /* the next request has its own time */
		visitor->due = host_now(host) + REQUEST_MS;
	if (request == NULL)
		return;
	for (size_t i = 0; i < host->waiting.count; i++)
		if (host->waiting.items[i] == request) {
			array_remove(&host->waiting, i);
			break;
		}
	destroy(request);
	*at = NULL;
}

/* --- turns --- */

enum MHD_Result request_wait(struct request *request)
{
	if (request->host->ending) {
		request->command.outcome = HOST_FAILED;
		return request->route->done(request);
	}
	request->waits = true;
	request->visitor->due = 0;
	*array_push(&request->host->waiting) = request;
	request->host->http.MHD_suspend_connection(request->connection);
	return MHD_YES;
}

static void go_on(struct host *host, struct request *request)
{
	host->http.MHD_resume_connection(request->connection);
}

void requests_do(struct host *host)
{
	size_t count = host->waiting.count;

	if (count == 0)
		return;
	struct host_command *commands = mem_alloc(count, sizeof *commands);
	for (size_t i = 0; i < count; i++)
		commands[i] = host->waiting.items[i]->command;
	host->source.run(host->source.context, commands, count);
	for (size_t i = 0; i < count; i++) {
		host->waiting.items[i]->command = commands[i];
		go_on(host, host->waiting.items[i]);
	}
	array_free(commands);
	host->waiting.count = 0;
	host_changed(host);
}

void requests_end(struct host *host, const struct MHD_Daemon *daemon)
{
	for (size_t i = host->waiting.count; i-- > 0;) {
		struct request *request = host->waiting.items[i];
		if (daemon != NULL && request->visitor->daemon != daemon)
			continue;
		request->command.outcome = HOST_FAILED;
		array_remove(&host->waiting, i);
		go_on(host, request);
	}
}
