/* The routes: one table of what may be asked, by whom, and what is done. */
#include "internal.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"

#include <string.h>

/* --- following --- */

static enum host_view view_of(const struct request *request)
{
	return request->device != NULL && !request->device->wall ? HOST_DEVICE : HOST_WALL;
}

static enum MHD_Result audience(struct request *request)
{
	const struct snapshot *newest = snapshot_newest(request->host, view_of(request));
	struct buf json = {0};

	if (request->device != NULL && !request->device->in)
		return answer_text(request, MHD_HTTP_FORBIDDEN,
			_("The facilitator has not let this device in yet."));
	buf_add(&json, newest->json.bytes, newest->json.count);
	return answer_json(request, MHD_HTTP_OK, &json);
}

static enum MHD_Result me(struct request *request)
{
	struct participant participant = {0};
	struct buf json = {0};

	if (request->device == NULL)
		return answer_text(request, MHD_HTTP_UNAUTHORIZED,
			_("Join first: this device is not known here."));
	device_participant(request->host, request->device, &participant);
	codec_participant_write(&participant, &json);
	return answer_json(request, MHD_HTTP_OK, &json);
}

/* --- joining --- */

static bool may_join(struct request *request, enum MHD_Result *answered)
{
	struct host *host = request->host;
	const char *code = request->asked.code;

	if (request->visitor->local)
		return true;
	/* so many wrong codes a second from all together: right ones wait then as well */
	if (host->wrong_codes.left < 0)
		host->wrong_codes.left = 0;
	if (code == NULL || !allowance_take(&host->wrong_codes, host_now(host), 10, 10)) {
		*answered = code == NULL ? answer_text(request, MHD_HTTP_FORBIDDEN,
						   _("Type the code that is on the wall."))
					 : answer_text(request, MHD_HTTP_TOO_MANY_REQUESTS,
						   _("Too many wrong codes came. Wait a moment "
						     "and try again."));
		return false;
	}
	if (!door_code_right(host, code)) {
		*answered = answer_text(request, MHD_HTTP_FORBIDDEN,
			_("That is not the code. It is on the wall, 6 letters and digits."));
		return false;
	}
	host->wrong_codes.left += 1000; /* a right one costs nothing */
	return true;
}

static enum MHD_Result places(struct request *request)
{
	struct host *host = request->host;
	struct places list = {0};
	struct buf json = {0};
	enum MHD_Result answered;

	if (!may_join(request, &answered))
		return answered;
	host->source.places(host->source.context, &list);
	for (size_t i = 0; i < list.count; i++)
		list.items[i].taken = device_for(host, list.items[i].person) != NULL;
	codec_places_write(&list, &json);
	array_finish(&list);
	return answer_json(request, MHD_HTTP_OK, &json);
}

static enum MHD_Result join(struct request *request)
{
	char token[2 * HASH_BYTES + 1];
	struct buf json = {0};
	char *why = NULL;
	enum MHD_Result answered;

	if (!may_join(request, &answered))
		return answered;
	if (device_come(request->host, &request->asked, request->visitor->local, token, &why) ==
		NULL) {
		answered = answer_text(request, MHD_HTTP_CONFLICT, why);
		array_free(why);
		return answered;
	}
	buf_format(&json, "{\"token\":\"%s\"}", token);
	wipe(token, sizeof token);
	return answer_json(request, MHD_HTTP_OK, &json);
}

static enum MHD_Result leave(struct request *request)
{
	struct buf json = {0};

	if (request->device == NULL)
		return answer_text(request, MHD_HTTP_UNAUTHORIZED,
			_("Join first: this device is not known here."));
	device_forget(request->host, request->device);
	buf_text_add(&json, "{}");
	return answer_json(request, MHD_HTTP_OK, &json);
}

/* --- what changes the session --- */

static enum MHD_Result done(struct request *request)
{
	struct host_command *command = &request->command;
	struct buf json = {0};

	switch (command->outcome) {
	case HOST_DONE:
		if (command->once != NULL && request->device != NULL) {
			array_free(request->device->before);
			request->device->before = mem_copy_text(command->once);
		}
		buf_text_add(&json, "{}");
		return answer_json(request, MHD_HTTP_OK, &json);
	case HOST_REFUSED:
		return answer_text(request, MHD_HTTP_CONFLICT, command->why);
	case HOST_FAILED:
		break;
	}
	return answer_text(request, MHD_HTTP_SERVICE_UNAVAILABLE,
		_("It could not be written just now. Nothing is lost: send it again."));
}

static bool is_nonce(const char *text)
{
	static const char letters[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	size_t length = text != NULL ? strlen(text) : 0;

	return length >= NONCE_MIN && length <= NONCE_MAX && strspn(text, letters) == length;
}

/* What every command of a device has. */
static struct command *begin(struct request *request, enum event_kind kind)
{
	struct command *command = &request->command.command;

	*command = (struct command){.kind = kind, .own = true};
	command->body.stage = command->body.role = command->body.item = -1;
	return command;
}

static enum MHD_Result no_nonce(struct request *request)
{
	return answer_text(request, MHD_HTTP_BAD_REQUEST,
		_("This request cannot be understood. Load the page again."));
}

static enum MHD_Result card(struct request *request)
{
	struct asked *asked = &request->asked;

	if (!is_nonce(asked->nonce))
		return no_nonce(request);
	struct command *command = begin(request, EVENT_CARD_ADDED);
	command->by = request->device->person;
	command->body.stage = asked->stage;
	command->words = asked->words;
	asked->words = (struct texts){0};
	request->command.once = asked->nonce;
	asked->nonce = NULL;
	if (request->device->before != NULL)
		request->command.before = mem_copy_text(request->device->before);
	return request_wait(request);
}

/* A device finds its ballot by what it alone knows; nothing of the order of casting is in it. */
static unsigned char *make_tracker(int64_t poll, int64_t person, const char *nonce)
{
	unsigned char digest[HASH_BYTES];
	unsigned char *tracker = mem_alloc(1, TRACKER_BYTES);
	struct hash hash;

	hash_start(&hash, NULL, 0);
	hash_number(&hash, poll);
	hash_number(&hash, person);
	hash_field(&hash, nonce, strlen(nonce));
	hash_end(&hash, digest);
	memcpy(tracker, digest, TRACKER_BYTES);
	wipe(digest, sizeof digest);
	return tracker;
}

static enum MHD_Result ballot(struct request *request)
{
	struct asked *asked = &request->asked;

	if (!is_nonce(asked->nonce))
		return no_nonce(request);
	struct command *command = begin(request, EVENT_BALLOT_CAST);
	command->body.poll = asked->poll;
	command->body.person = request->device->person;
	if (asked->marks.count > 0) {
		body_rare_make(&command->body)->marks = asked->marks;
		asked->marks = (struct ids){0};
	}
	command->tracker = make_tracker(asked->poll, request->device->person, asked->nonce);
	return request_wait(request);
}

static enum MHD_Result hand(struct request *request)
{
	struct command *command = begin(request, EVENT_HAND_RAISED);

	command->by = request->device->person;
	command->body.person = request->device->person;
	command->body.stage = request->asked.stage;
	command->body.yes = request->asked.yes;
	return request_wait(request);
}

static enum MHD_Result ready(struct request *request)
{
	struct buf json = {0};

	request->device->ready = request->asked.yes ? request->asked.stage : -1;
	request->host->stale_you = request->host->door_stale = true;
	buf_text_add(&json, "{}");
	return answer_json(request, MHD_HTTP_OK, &json);
}

static const struct route routes[] = {
	{MHD_HTTP_METHOD_GET, "/audience", NEEDS_FOLLOWER, audience, NULL},
	{MHD_HTTP_METHOD_GET, "/events", NEEDS_FOLLOWER, stream_begin, NULL},
	{MHD_HTTP_METHOD_GET, "/me", 0, me, NULL},
	{MHD_HTTP_METHOD_POST, "/places", TAKES_BODY, places, NULL},
	{MHD_HTTP_METHOD_POST, "/join", TAKES_BODY, join, NULL},
	{MHD_HTTP_METHOD_POST, "/leave", TAKES_BODY, leave, NULL},
	{MHD_HTTP_METHOD_POST, "/card", NEEDS_PERSON | TAKES_BODY, card, done},
	{MHD_HTTP_METHOD_POST, "/ballot", NEEDS_PERSON | TAKES_BODY, ballot, done},
	{MHD_HTTP_METHOD_POST, "/hand", NEEDS_PERSON | TAKES_BODY, hand, done},
	{MHD_HTTP_METHOD_POST, "/ready", NEEDS_PERSON | TAKES_BODY, ready, NULL},
};

enum { ROUTES = sizeof routes / sizeof *routes };

const struct route *route_find(const char *method, const char *path, bool *path_known)
{
	*path_known = false;
	for (size_t i = 0; i < ROUTES; i++) {
		if (strcmp(routes[i].path, path) != 0)
			continue;
		*path_known = true;
		if (strcmp(routes[i].method, method) == 0)
			return &routes[i];
	}
	return NULL;
}
