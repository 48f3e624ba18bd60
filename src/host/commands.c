/* What devices ask the session to do, as commands. */
#include "internal.h"

#include "roundtable/base/mem.h"

#include <string.h>

static bool is_nonce(const char *text)
{
	static const char letters[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	size_t length = text != NULL ? strlen(text) : 0;

	return length >= NONCE_MIN && length <= NONCE_MAX && strspn(text, letters) == length;
}

/* What is no stage must not become one by being shortened. */
static int32_t stage_asked(const struct asked *asked)
{
	return asked->stage >= 0 && asked->stage <= INT32_MAX ? (int32_t)asked->stage : -1;
}

/* What every command of a device has. */
static struct command *begin(struct request *request, enum event_kind kind)
{
	struct command *command = &request->command.command;

	*command = (struct command){.kind = kind, .own = true};
	command->body.stage = command->body.role = command->body.item = -1;
	return command;
}

/* What is said once however often it is sent. */
static bool say(struct request *request, enum event_kind kind)
{
	struct asked *asked = &request->asked;

	if (!is_nonce(asked->nonce))
		return false;
	struct command *command = begin(request, kind);
	command->by = request->device->person;
	command->body.stage = stage_asked(asked);
	command->words = asked->words;
	asked->words = (struct texts){0};
	request->command.once = asked->nonce;
	asked->nonce = NULL;
	if (request->device->before != NULL)
		request->command.before = mem_copy_text(request->device->before);
	return true;
}

bool command_card(struct request *request)
{
	return say(request, EVENT_CARD_ADDED);
}

bool command_word(struct request *request)
{
	return say(request, EVENT_WORD_ASKED);
}

bool command_theme(struct request *request)
{
	return say(request, EVENT_THEME_ADDED);
}

/* Sent again these are so already; what somebody else did meanwhile is told. */
bool command_rename(struct request *request)
{
	struct asked *asked = &request->asked;
	struct command *command = begin(request, EVENT_WORDS_CHANGED);

	command->by = request->device->person;
	command->body.thing = asked->theme;
	command->words = asked->words;
	asked->words = (struct texts){0};
	return true;
}

bool command_group(struct request *request)
{
	const struct asked *asked = &request->asked;
	struct command *command = begin(request, EVENT_CARD_GROUPED);

	command->by = request->device->person;
	command->body.stage = stage_asked(asked);
	command->body.thing = asked->card;
	command->body.into = asked->theme;
	command->seen = asked->from;
	return true;
}

/*
 * A device finds its ballot by what it alone knows: its token, of which nobody keeps more than a
 * digest. A client whose nonces only count up gives away neither whose the ballot is nor when it
 * was cast.
 */
static unsigned char *make_tracker(
	const char *token, int64_t poll, int64_t person, const char *nonce)
{
	unsigned char digest[HASH_BYTES];
	unsigned char *tracker = mem_alloc(1, TRACKER_BYTES);
	struct hash hash;

	hash_start(&hash, NULL, 0);
	hash_field(&hash, token, strlen(token));
	hash_number(&hash, poll);
	hash_number(&hash, person);
	hash_field(&hash, nonce, strlen(nonce));
	hash_end(&hash, digest);
	memcpy(tracker, digest, TRACKER_BYTES);
	wipe(digest, sizeof digest);
	return tracker;
}

bool command_ballot(struct request *request)
{
	struct asked *asked = &request->asked;

	if (!is_nonce(asked->nonce))
		return false;
	struct command *command = begin(request, EVENT_BALLOT_CAST);
	command->body.poll = asked->poll;
	command->body.person = request->device->person;
	if (asked->marks.count > 0) {
		body_rare_make(&command->body)->marks = asked->marks;
		asked->marks = (struct ids){0};
	}
	command->words = asked->words;
	asked->words = (struct texts){0};
	command->tracker =
		make_tracker(request->token, asked->poll, request->device->person, asked->nonce);
	return true;
}

bool command_hand(struct request *request)
{
	struct command *command = begin(request, EVENT_HAND_RAISED);

	command->by = request->device->person;
	command->body.person = request->device->person;
	command->body.stage = stage_asked(&request->asked);
	command->body.yes = request->asked.yes;
	return true;
}

void command_remember(struct request *request)
{
	if (request->command.once == NULL || request->device == NULL)
		return;
	array_free(request->device->before);
	request->device->before = mem_copy_text(request->command.once);
}
