/* The routes: one table of what may be asked, by whom, and what is done. */
#include "internal.h"

#include "roundtable/base/array.h"
#include "roundtable/base/i18n.h"

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

bool code_is_right(
	struct request *request, const char *code, unsigned *status, const char **refused)
{
	enum { A_SECOND = 10 };
	struct host *host = request->host;
	unsigned ignored;

	if (status == NULL)
		status = &ignored;
	*status = MHD_HTTP_FORBIDDEN;
	/* the code of the picture is too long to be guessed: no flood of guesses keeps it out */
	if (request->visitor->local || (code != NULL && door_long_code_right(host, code)))
		return true;
	if (code == NULL || code[0] == '\0') {
		*refused = _("Type the code that is on the wall.");
		return false;
	}
	/* right ones wait then as well, or guessing would go on */
	if (!allowance_take(&host->wrong_codes, host_now(host), A_SECOND, A_SECOND)) {
		*status = MHD_HTTP_TOO_MANY_REQUESTS;
		*refused = _("Too many wrong codes came. Wait a moment and try again.");
		return false;
	}
	if (!door_code_right(host, code)) {
		*refused = _("That is not the code. It is on the wall, 6 letters and digits.");
		return false;
	}
	host->wrong_codes.left += 1000; /* a right one costs nothing */
	return true;
}

static bool may_join(struct request *request, enum MHD_Result *answered)
{
	const char *refused;
	unsigned status;

	if (code_is_right(request, request->asked.code, &status, &refused))
		return true;
	*answered = answer_text(request, status, refused);
	return false;
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
	devices_keep(request->host);
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
		command_remember(request);
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

static enum MHD_Result ask(struct request *request, bool (*make)(struct request *))
{
	return make(request) ? request_wait(request)
			     : answer_text(request, MHD_HTTP_BAD_REQUEST,
				       _("This request cannot be understood. Load the page "
					 "again."));
}

static enum MHD_Result card(struct request *request)
{
	return ask(request, command_card);
}

static enum MHD_Result word(struct request *request)
{
	return ask(request, command_word);
}

static enum MHD_Result group(struct request *request)
{
	return ask(request, command_group);
}

static enum MHD_Result theme(struct request *request)
{
	return ask(request, command_theme);
}

static enum MHD_Result rename_theme(struct request *request)
{
	return ask(request, command_rename);
}

static enum MHD_Result ballot(struct request *request)
{
	return ask(request, command_ballot);
}

static enum MHD_Result hand(struct request *request)
{
	return ask(request, command_hand);
}

static enum MHD_Result ready(struct request *request)
{
	struct buf json = {0};

	if (!device_ready(request->host, request->device, request->asked.yes, request->asked.stage))
		return answer_text(
			request, MHD_HTTP_CONFLICT, _("That does not belong to this stage."));
	buf_text_add(&json, "{}");
	return answer_json(request, MHD_HTTP_OK, &json);
}

static const struct route routes[] = {
	{MHD_HTTP_METHOD_GET, "/", 0, visit_page, NULL},
	{MHD_HTTP_METHOD_GET, "/j/", IS_BEGINNING, visit_code, NULL},
	{MHD_HTTP_METHOD_GET, "/style.css", 0, visit_asset, NULL},
	{MHD_HTTP_METHOD_GET, "/page.js", 0, visit_asset, NULL},
	{MHD_HTTP_METHOD_POST, "/act", TAKES_FORM, visit_act, visit_done},
	{MHD_HTTP_METHOD_GET, "/audience", NEEDS_FOLLOWER, audience, NULL},
	{MHD_HTTP_METHOD_GET, "/events", NEEDS_FOLLOWER, stream_begin, NULL},
	{MHD_HTTP_METHOD_GET, "/me", 0, me, NULL},
	{MHD_HTTP_METHOD_POST, "/places", TAKES_BODY, places, NULL},
	{MHD_HTTP_METHOD_POST, "/join", TAKES_BODY, join, NULL},
	{MHD_HTTP_METHOD_POST, "/leave", TAKES_BODY, leave, NULL},
	{MHD_HTTP_METHOD_POST, "/card", NEEDS_PERSON | TAKES_BODY, card, done},
	{MHD_HTTP_METHOD_POST, "/word", NEEDS_PERSON | TAKES_BODY, word, done},
	{MHD_HTTP_METHOD_POST, "/group", NEEDS_PERSON | TAKES_BODY, group, done},
	{MHD_HTTP_METHOD_POST, "/theme", NEEDS_PERSON | TAKES_BODY, theme, done},
	{MHD_HTTP_METHOD_POST, "/rename", NEEDS_PERSON | TAKES_BODY, rename_theme, done},
	{MHD_HTTP_METHOD_POST, "/ballot", NEEDS_PERSON | TAKES_BODY, ballot, done},
	{MHD_HTTP_METHOD_POST, "/hand", NEEDS_PERSON | TAKES_BODY, hand, done},
	{MHD_HTTP_METHOD_POST, "/ready", NEEDS_PERSON | TAKES_BODY, ready, NULL},
};

enum { ROUTES = sizeof routes / sizeof *routes };

const struct route *route_find(const char *method, const char *path, bool *path_known)
{
	*path_known = false;
	for (size_t i = 0; i < ROUTES; i++) {
		size_t length = strlen(routes[i].path);
		if (routes[i].needs & IS_BEGINNING ? strncmp(routes[i].path, path, length) != 0
						   : strcmp(routes[i].path, path) != 0)
			continue;
		*path_known = true;
		if (strcmp(routes[i].method, method) == 0)
			return &routes[i];
	}
	return NULL;
}
