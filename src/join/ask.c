/* What a device asks for: one request after another, each until it is answered. */
#include "internal.h"

#include "roundtable/base/hash.h"
#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"

#include <string.h>

enum {
	NONCE_BYTES = 16,
	ANSWER_BYTES_MAX = 1 << 20, /* more than any roster needs */
	SENTENCE_MAX = 300,
	PATIENCE_MS = 10000 /* for one answer; then it is asked again */
};

static const char *const paths[JOIN_REQUESTS] = {
	[JOIN_PLACES] = "/places",
	[JOIN_PLACE] = "/join",
	[JOIN_CARD] = "/card",
	[JOIN_BALLOT] = "/ballot",
	[JOIN_HAND] = "/hand",
	[JOIN_WORD] = "/word",
	[JOIN_GROUP] = "/group",
	[JOIN_THEME] = "/theme",
	[JOIN_RENAME] = "/rename",
	[JOIN_READY] = "/ready",
	[JOIN_LEAVE] = "/leave",
};

static bool needs_token(enum join_request request)
{
	return request != JOIN_PLACES && request != JOIN_PLACE;
}

static void wipe_buf(struct buf *buf)
{
	if (buf->bytes != NULL)
		wipe(buf->bytes, buf->capacity);
	buf_finish(buf);
}

/* --- what is asked --- */

/* Nothing is on its way any more. */
static void stop(struct join *join)
{
	if (join->asking)
		join->curl.curl_multi_remove_handle(join->multi, join->asker);
	join->asking = false;
	join->curl.curl_slist_free_all(join->ask_headers);
	join->ask_headers = NULL;
	wipe_buf(&join->body);
}

static void copy_asked(struct asked *to, const struct asked *from)
{
	*to = (struct asked){.code = mem_copy_text(from->code),
		.wall = from->wall,
		.person = from->person,
		.name = mem_copy_text(from->name),
		.role = mem_copy_text(from->role),
		.stage = from->stage,
		.poll = from->poll,
		.yes = from->yes,
		.card = from->card,
		.from = from->from,
		.theme = from->theme};
	texts_copy(&to->words, &from->words);
	/* as long as it will be: a list that grows leaves copies of the marks behind */
	to->marks.capacity = from->marks.count;
	to->marks.items = mem_alloc(from->marks.count + 1, sizeof *to->marks.items);
	for (size_t i = 0; i < from->marks.count; i++)
		to->marks.items[to->marks.count++] = from->marks.items[i];
}

static char *make_nonce(struct join *join)
{
	unsigned char bytes[NONCE_BYTES];
	char nonce[2 * NONCE_BYTES + 1];

	join->random.fill(join->random.context, bytes, sizeof bytes);
	hex_write(nonce, bytes, sizeof bytes);
	return mem_copy_text(nonce);
}

/* The same for every ballot of a vote, so that another one changes it. */
static const char *tracker_of(struct join *join, int64_t poll)
{
	for (size_t i = 0; i < join->trackers.count; i++)
		if (join->trackers.items[i].poll == poll)
			return join->trackers.items[i].nonce;
	char *nonce = make_nonce(join);
	*array_push(&join->trackers) = (struct tracker){poll, nonce};
	return nonce;
}

static void forget_trackers(struct join *join)
{
	for (size_t i = 0; i < join->trackers.count; i++)
		join_forget(&join->trackers.items[i].nonce);
	array_finish(&join->trackers);
}

static bool same_text(const char *a, const char *b)
{
	return strcmp(a != NULL ? a : "", b != NULL ? b : "") == 0;
}

static void drop(struct join *join, size_t index)
{
	asked_finish(&join->requests.items[index].asked);
	array_remove(&join->requests, index);
}

static void answer_at(struct join *join, size_t index, const char *refused)
{
	*array_push(&join->answers) =
		(struct join_answer){.request = join->requests.items[index].what,
			.done = refused == NULL,
			.sentence = mem_copy_text(refused)};
	drop(join, index);
}

static void answer_first(struct join *join, const char *refused)
{
	answer_at(join, 0, refused);
}

/* Another person's device now: what is not answered was somebody else's. */
static void change_person(struct join *join, const struct asked *place)
{
	bool same = join->place.person == place->person &&
		    same_text(join->place.name, place->name) &&
		    same_text(join->place.role, place->role);

	if (!same) {
		stop(join);
		forget_trackers(join);
		for (size_t i = 0; i < join->requests.count;)
			if (needs_token(join->requests.items[i].what))
				answer_at(join, i,
					_("Not sent: this device speaks for somebody else now."));
			else
				i++;
	}
	struct asked copy;
	copy_asked(&copy, place);
	asked_finish(&join->place);
	join->place = copy;
}

void join_ask(struct join *join, enum join_request what, const struct asked *asked)
{
	struct request request = {.what = what};

	copy_asked(&request.asked, asked);
	if (what == JOIN_BALLOT)
		request.asked.nonce = mem_copy_text(tracker_of(join, asked->poll));
	else if (what == JOIN_CARD || what == JOIN_WORD || what == JOIN_THEME)
		request.asked.nonce = make_nonce(join);
	if (what == JOIN_PLACE)
		change_person(join, asked);
	*array_push(&join->requests) = request;
	ask_next(join);
}

void ask_anew(struct join *join)
{
	struct request request = {.what = JOIN_PLACE, .again = true};

	join_forget(&join->token);
	follow_end(join);
	if (join->me.state == PARTICIPANT_OUT || join->place.wall)
		return; /* only somebody there asks again */
	for (size_t i = 0; i < join->requests.count; i++)
		if (join->requests.items[i].what == JOIN_PLACE)
			return;
	copy_asked(&request.asked, &join->place);
	*array_push(&join->requests) = request;
}

/* --- sending --- */

static size_t on_answer(char *bytes, size_t size, size_t count, void *context)
{
	struct join *join = context;
	size_t length = size * count;

	if (join->answer.count + length > ANSWER_BYTES_MAX)
		return 0; /* ends the transfer */
	buf_add(&join->answer, bytes, length);
	return length;
}

/* Brings the first request that can be sent to the front, where what is on its way stands. What
 * needs a token waits for it; the rest keeps its order. */
static bool choose(struct join *join)
{
	struct requests *requests = &join->requests;
	size_t chosen = 0;

	while (chosen < requests->count && join->token == NULL &&
		needs_token(requests->items[chosen].what))
		chosen++;
	if (chosen == requests->count)
		return false;
	struct request request = requests->items[chosen];
	memmove(requests->items + 1, requests->items, chosen * sizeof *requests->items);
	requests->items[0] = request;
	return true;
}

void ask_next(struct join *join)
{
	bool waits = join->ask_at != INT64_MAX && join->ask_at > join_now(join);

	if (join->asking || waits || !choose(join))
		return;
	const struct request *request = &join->requests.items[0];
	join->ask_at = INT64_MAX;
	codec_asked_write(&request->asked, &join->body);
	join_set_up(join, join->asker, paths[request->what]);
	join->ask_headers = join->curl.curl_slist_append(NULL, "Content-Type: application/json");
	join->ask_headers = join->curl.curl_slist_append(join->ask_headers, "Expect:");
	if (needs_token(request->what))
		join->ask_headers = join_token_header(join, join->ask_headers);
	join->curl.curl_easy_setopt(join->asker, CURLOPT_HTTPHEADER, join->ask_headers);
	join->curl.curl_easy_setopt(join->asker, CURLOPT_POSTFIELDS, buf_text(&join->body));
	join->curl.curl_easy_setopt(join->asker, CURLOPT_POSTFIELDSIZE, (long)join->body.count);
	join->curl.curl_easy_setopt(join->asker, CURLOPT_TIMEOUT_MS, (long)PATIENCE_MS);
	join->curl.curl_easy_setopt(join->asker, CURLOPT_WRITEFUNCTION, on_answer);
	join->curl.curl_easy_setopt(join->asker, CURLOPT_WRITEDATA, join);
	join->asking = true;
	join->curl.curl_multi_add_handle(join->multi, join->asker);
}

/* --- what came of it --- */

/* The host's sentence, or ours where it says nothing. */
static char *sentence_of(const struct join *join, long status)
{
	char *text = text_sanitise(
		buf_text(&join->answer), join->answer.count, false, SENTENCE_MAX, NULL);

	if (text[0] != '\0')
		return text;
	array_free(text);
	struct buf out = {0};
	buf_format(&out, _("The session refused this (HTTP %ld)."), status);
	return buf_take(&out);
}

static void refuse(struct join *join, long status)
{
	char *sentence = sentence_of(join, status);

	answer_first(join, sentence);
	array_free(sentence);
}

static void take_places(struct join *join)
{
	struct places places = {0};
	void *backing = NULL;

	if (!codec_places_read(
		    buf_text(&join->answer), join->answer.count, &places, &backing, NULL)) {
		answer_first(join, _("What answers there is no Roundtable session."));
		return;
	}
	array_finish(&join->places);
	codec_release(join->places_backing);
	join->places = places;
	join->places_backing = backing;
	answer_first(join, NULL);
}

static void take_token(struct join *join)
{
	char *token = codec_token_read(buf_text(&join->answer), join->answer.count, NULL);

	if (token == NULL) {
		answer_first(join, _("What answers there is no Roundtable session."));
		return;
	}
	join_forget(&join->token);
	join->token = token;
	join->me.state = PARTICIPANT_NOBODY;
	if (join->requests.items[0].again)
		drop(join, 0); /* nobody asked */
	else
		answer_first(join, NULL);
	follow_begin(join);
}

static void take_done(struct join *join)
{
	switch (join->requests.items[0].what) {
	case JOIN_PLACES:
		take_places(join);
		break;
	case JOIN_PLACE:
		take_token(join);
		break;
	case JOIN_LEAVE:
		join_forget(&join->token);
		forget_trackers(join);
		follow_end(join);
		answer_first(join, NULL);
		break;
	case JOIN_CARD:
	case JOIN_BALLOT:
	case JOIN_HAND:
	case JOIN_READY:
	case JOIN_WORD:
	case JOIN_GROUP:
	case JOIN_THEME:
	case JOIN_RENAME:
	case JOIN_REQUESTS:
		answer_first(join, NULL);
		break;
	}
}

/* Not now: the same again in a while. */
static void wait(struct join *join, long status)
{
	join->ask_at = join_now(join) + RETRY_MS;
	join->problem = status != 0 ? sentence_of(join, status)
				    : mem_copy_text(_("The session cannot be reached; it is tried "
						      "again and again."));
}

void ask_done(struct join *join, CURLcode result)
{
	enum join_request what = join->requests.items[0].what;
	long status = 0;

	if (result == CURLE_OK)
		join->curl.curl_easy_getinfo(join->asker, CURLINFO_RESPONSE_CODE, &status);
	stop(join);
	array_free(join->problem);
	join->problem = NULL;
	if (status == 200)
		take_done(join);
	else if (status == 0 || status == 429 || status >= 500)
		wait(join, status);
	else if (status == 401 && what == JOIN_LEAVE)
		take_done(join);
	else if (status == 401 && needs_token(what))
		ask_anew(join);
	else
		refuse(join, status);
	wipe_buf(&join->answer);
}

bool join_take_answer(struct join *join, struct join_answer *answer)
{
	if (join->answers.count == 0)
		return false;
	*answer = join->answers.items[0];
	array_remove(&join->answers, 0);
	return true;
}

size_t join_unanswered(const struct join *join)
{
	return join->requests.count;
}

const char *join_problem(const struct join *join)
{
	return join->problem;
}

const struct places *join_places(const struct join *join)
{
	return &join->places;
}

void ask_finish(struct join *join)
{
	stop(join);
	join->curl.curl_easy_cleanup(join->asker);
	while (join->requests.count > 0)
		drop(join, 0);
	array_finish(&join->requests);
	for (size_t i = 0; i < join->answers.count; i++)
		array_free(join->answers.items[i].sentence);
	array_finish(&join->answers);
	forget_trackers(join);
	asked_finish(&join->place);
	join_forget(&join->token);
	wipe_buf(&join->answer);
	array_free(join->problem);
	array_finish(&join->places);
	codec_release(join->places_backing);
}
