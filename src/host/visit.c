/*
 * The page for people's own devices: what a browser asks for, with JavaScript and without. It shows
 * nothing and does nothing that the other routes would not.
 */
#include "internal.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { NONCE_BYTES = 16 };

/* --- showing --- */

static void random_nonce(struct host *host, char out[2 * NONCE_BYTES + 1])
{
	unsigned char bytes[NONCE_BYTES];

	host->source.random.fill(host->source.random.context, bytes, sizeof bytes);
	hex_write(out, bytes, sizeof bytes);
}

/* The same for one device and vote, so that its ballot is found again when it is changed; made of
 * the token, which only the device keeps. */
static void ballot_nonce(const char *token, int64_t poll, char out[2 * NONCE_BYTES + 1])
{
	unsigned char digest[HASH_BYTES];
	struct hash hash;

	hash_start(&hash, NULL, 0);
	hash_field(&hash, token, strlen(token));
	hash_number(&hash, poll);
	hash_end(&hash, digest);
	hex_write(out, digest, NONCE_BYTES);
	wipe(digest, sizeof digest);
}

static const char *given(const struct request *request, enum MHD_ValueKind kind, const char *name)
{
	return request->host->http.MHD_lookup_connection_value(request->connection, kind, name);
}

/** What a page is made of beside the request. */
struct visit {
	struct page_view view;
	struct participant participant;
	struct places places;
	char nonce[2 * NONCE_BYTES + 1], ballot_nonce[2 * NONCE_BYTES + 1];
};

/* What everybody sees is read from what is told to every device: there is one way out. */
static void see(struct request *request, struct visit *visit)
{
	struct host *host = request->host;
	const struct device *device = request->device;
	const struct audience *audience = snapshot_audience(snapshot_newest(host, HOST_DEVICE));

	if (device != NULL) {
		device_participant(host, device, &visit->participant);
		visit->view.participant = &visit->participant;
	}
	visit->view.language = language_choose(
		request_header(request, MHD_HTTP_HEADER_ACCEPT_LANGUAGE), audience->language);
	if (device != NULL && device->in)
		visit->view.audience = audience;
}

static void list_places(struct host *host, struct visit *visit)
{
	host->source.places(host->source.context, &visit->places);
	for (size_t i = 0; i < visit->places.count; i++)
		visit->places.items[i].taken =
			device_for(host, visit->places.items[i].person) != NULL;
	visit->view.places = &visit->places;
}

/* The whole page, and what came of what was asked; `code` was found right (NULL: none was given).
 */
static enum MHD_Result show(struct request *request, const char *refused, const char *code)
{
	struct host *host = request->host;
	struct visit visit = {.view = {.refused = refused, .code = code}};
	const char *token = given(request, MHD_COOKIE_KIND, "roundtable");
	const char *done = given(request, MHD_GET_ARGUMENT_KIND, "done");
	struct buf html = {0};

	see(request, &visit);
	if (request->form.what != FORM_NONE)
		visit.view.form = &request->form;
	else if (done != NULL)
		visit.view.done = form_find(done);
	random_nonce(host, visit.nonce);
	visit.view.nonce = visit.nonce;
	ballot_nonce(token != NULL ? token : "", visit.participant.poll, visit.ballot_nonce);
	visit.view.ballot_nonce = visit.ballot_nonce;
	if (code != NULL || request->visitor->local)
		list_places(host, &visit);
	visit.view.now = host->source.now(host->source.context);
	page_write(&visit.view, &html);
	array_finish(&visit.places);
	return answer_page(request, refused != NULL ? MHD_HTTP_CONFLICT : MHD_HTTP_OK,
		"text/html; charset=utf-8", &html);
}

enum MHD_Result visit_page(struct request *request)
{
	return show(request, NULL, NULL);
}

/* The address in the picture: the code is in it. */
enum MHD_Result visit_code(struct request *request)
{
	const char *refused = NULL;

	if (request->device != NULL && !request->device->out)
		return show(request, NULL, NULL);
	if (!code_is_right(request, request->rest, NULL, &refused))
		return show(request, refused, NULL);
	return show(request, NULL, request->rest);
}

enum MHD_Result visit_asset(struct request *request)
{
	for (size_t i = 0; i < page_assets_count; i++) {
		struct buf bytes = {0};
		if (strcmp(page_assets[i].path, request->route->path) != 0)
			continue;
		buf_add(&bytes, (const char *)page_assets[i].bytes, page_assets[i].length);
		return answer_page(request, MHD_HTTP_OK, page_assets[i].type, &bytes);
	}
	return answer_text(request, MHD_HTTP_NOT_FOUND, _("There is nothing here."));
}

/* --- doing --- */

/* To the page again, so that loading it anew sends nothing twice. */
static enum MHD_Result go_home(struct request *request, enum form_what done, const char *cookie)
{
	struct buf place = {0};

	buf_text_add(&place, "/");
	if (done != FORM_NONE)
		buf_format(&place, "?done=%s", form_name(done));
	enum MHD_Result result = answer_elsewhere(request, buf_text(&place), cookie);
	buf_finish(&place);
	return result;
}

static enum MHD_Result come(struct request *request)
{
	struct asked *asked = &request->form.asked;
	char token[2 * HASH_BYTES + 1];
	struct buf cookie = {0};
	char *why = NULL;
	const char *refused;
	enum MHD_Result result;

	if (!code_is_right(request, asked->code, NULL, &refused))
		return show(request, refused, NULL);
	if (device_come(request->host, asked, request->visitor->local, token, &why) == NULL) {
		result = show(request, why, asked->code);
		array_free(why);
		return result;
	}
	buf_format(&cookie, "roundtable=%s; Path=/; HttpOnly; SameSite=Strict%s", token,
		request->host->certificate != NULL && !request->visitor->local ? "; Secure" : "");
	wipe(token, sizeof token);
	result = go_home(request, FORM_NONE, buf_text(&cookie));
	buf_finish(&cookie);
	return result;
}

static enum MHD_Result choose_place(struct request *request)
{
	const char *refused;

	if (!code_is_right(request, request->form.asked.code, NULL, &refused))
		return show(request, refused, NULL);
	return show(request, NULL, request->form.asked.code);
}

static enum MHD_Result leave(struct request *request)
{
	device_forget(request->host, request->device);
	devices_keep(request->host);
	request->device = NULL;
	return go_home(request, FORM_LEAVE, "roundtable=; Path=/; Max-Age=0");
}

static enum MHD_Result wait_for(struct request *request, bool (*make)(struct request *))
{
	request->asked = request->form.asked;
	request->form.asked = (struct asked){0};
	if (make(request))
		return request_wait(request);
	return show(request, _("This request cannot be understood. Load the page again."), NULL);
}

static enum MHD_Result ready(struct request *request)
{
	if (!device_ready(request->host, request->device, request->form.asked.yes,
		    request->form.asked.stage))
		return show(request, _("That does not belong to this stage."), NULL);
	return go_home(request, FORM_READY, NULL);
}

/* What only somebody who was let in can do. */
static enum MHD_Result act(struct request *request)
{
	switch (request->form.what) {
	case FORM_CARD:
		return wait_for(request, command_card);
	case FORM_BALLOT:
		return wait_for(request, command_ballot);
	case FORM_HAND:
		return wait_for(request, command_hand);
	case FORM_WORD:
		return wait_for(request, command_word);
	case FORM_READY:
		return ready(request);
	case FORM_GROUP:
		return wait_for(request, command_group);
	case FORM_THEME:
		return wait_for(request, command_theme);
	case FORM_RENAME:
		return wait_for(request, command_rename);
	case FORM_LEAVE:
		return leave(request);
	case FORM_READ:
	case FORM_WRITE:
	case FORM_NONE:
	case FORM_CODE:
	case FORM_JOIN:
	case FORM_COUNT:
		break;
	}
	return show(request, NULL, NULL);
}

enum MHD_Result visit_act(struct request *request)
{
	struct error err = {0};

	if (!form_read(request->body.bytes, request->body.count, &request->form, &err)) {
		enum MHD_Result result = show(request, err.text, NULL);
		error_finish(&err);
		return result;
	}
	if (request->form.what == FORM_CODE)
		return choose_place(request);
	if (request->form.what == FORM_JOIN)
		return come(request);
	if (request->device != NULL && request->form.what == FORM_LEAVE)
		return leave(request);
	if (request->device == NULL || !request->device->in || request->device->person == 0)
		return show(request, NULL, NULL);
	return act(request);
}

enum MHD_Result visit_done(struct request *request)
{
	const struct host_command *command = &request->command;
	enum form_what what = request->form.what;

	if (command->outcome == HOST_DONE) {
		command_remember(request);
		return go_home(request, what, NULL);
	}
	/* what was typed is given back */
	form_finish(&request->form);
	form_read(request->body.bytes, request->body.count, &request->form, NULL);
	return show(request,
		command->outcome == HOST_REFUSED
			? command->why
			: _("It could not be written just now. Nothing is lost: send it again."),
		NULL);
}
