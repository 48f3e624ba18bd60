/* Commands go out here, and what came of them is said. */
#include "state.h"

#include "roundtable/base/hash.h"
#include "roundtable/base/mem.h"

#include <stdio.h>
#include <string.h>

struct command command_make(enum event_kind kind)
{
	return (struct command){
		.kind = kind, .by = BY_FACILITATOR, .body = {.stage = -1, .role = -1, .item = -1}};
}

static void command_finish(struct command *command)
{
	const struct ids *marks = &body_rare(&command->body)->marks;

	if (marks->items != NULL)
		wipe(marks->items, marks->capacity * sizeof *marks->items); /* a ballot's */
	body_finish(&command->body);
	texts_wipe(&command->words);
}

void console_say(struct console *console, bool alarming, const char *text)
{
	array_free(console->message);
	console->message = text != NULL && text[0] != '\0' ? mem_copy_text(text) : NULL;
	console->alarming = alarming;
}

void console_sayf(struct console *console, bool alarming, const char *format, ...)
{
	struct buf text = {0};
	va_list args;

	va_start(args, format);
	buf_vformat(&text, format, args);
	va_end(args);
	console_say(console, alarming, buf_text(&text));
	buf_finish(&text);
}

char *refusal_text(const struct refusal *refusal)
{
	const char *sentence = _(refusal_sentence(refusal->code));
	const char *number = strstr(sentence, "%lld");
	struct buf text = {0};

	if (number == NULL) {
		buf_text_add(&text, sentence);
	} else {
		buf_add(&text, sentence, (size_t)(number - sentence));
		buf_format(&text, "%lld", (long long)refusal->number);
		buf_text_add(&text, number + strlen("%lld"));
	}
	return buf_take(&text);
}

bool console_read_only(struct console *console)
{
	if (console->config.read_only == NULL)
		return false;
	console_say(console, true, console->config.read_only);
	return true;
}

/* Before the room no refusal tells whose name is ticked: who has voted is answered as who cannot
 * vote here. */
static bool tells_who_voted(
	const struct console *console, const struct command *command, enum refusal_code code)
{
	const struct poll *poll = model_poll(console_model(console), command->body.poll);

	if (!console->same_picture || (poll != NULL && !poll->secret))
		return false;
	return code == REFUSED_HAS_VOTED || code == REFUSED_NOT_ELIGIBLE ||
	       (code == REFUSED_BOX_FULL && command->kind != EVENT_BALLOT_CAST);
}

static void say_refusal(
	struct console *console, const struct command *command, const struct refusal *refusal)
{
	if (tells_who_voted(console, command, refusal->code)) {
		console_say(console, true,
			_("That cannot be done now. Ask privately, with the wall off."));
		return;
	}
	char *why = refusal_text(refusal);
	console_say(console, true, why);
	array_free(why);
}

/* Runs a command through the port, and what is half typed and used up by it goes with it. */
static enum command_result run(struct console *console, const struct command *command,
	struct refusal *refusal, struct error *err)
{
	const struct console_ports *ports = &console->config.ports;
	struct texts uses = {0};

	for (size_t i = 0; i < console->drafts.count; i++)
		if (console->drafts.items[i].used && console->drafts.items[i].stored)
			texts_add(&uses, console->drafts.items[i].place);
	enum command_result result = ports->run(ports->context, command, &uses, refusal, err);
	for (size_t i = 0; result == COMMAND_DONE && i < console->drafts.count; i++) {
		struct draft *draft = &console->drafts.items[i];
		if (draft->used) {
			/* it may still stand in its field: then it is kept again */
			draft->dirty = true;
			draft->stored = draft->used = false;
		}
	}
	texts_finish(&uses);
	return result;
}

bool console_run(struct console *console, struct command *command, const char *done)
{
	struct refusal refusal = {0};
	struct error err = {0};
	bool ok = false;

	if (console_read_only(console)) {
		command_finish(command);
		return false;
	}
	switch (run(console, command, &refusal, &err)) {
	case COMMAND_DONE:
		ok = true;
		console_say(console, false, done);
		break;
	case COMMAND_REFUSED:
		say_refusal(console, command, &refusal);
		break;
	case COMMAND_FAILED:
		console_sayf(console, true, _("Not saved: %s"), err.text != NULL ? err.text : "");
		break;
	}
	error_finish(&err);
	command_finish(command);
	console_look(console);
	return ok;
}

static struct draft *draft_at(const struct console *console, const char *place)
{
	for (size_t i = 0; i < console->drafts.count; i++)
		if (strcmp(console->drafts.items[i].place, place) == 0)
			return &console->drafts.items[i];
	return NULL;
}

void draft_set(struct console *console, const char *place, const char *text)
{
	struct draft *draft = draft_at(console, place);

	if (draft == NULL) {
		if (text[0] == '\0')
			return;
		draft = array_push(&console->drafts);
		*draft = (struct draft){.place = mem_copy_text(place), .text = mem_copy_text("")};
	}
	if (strcmp(draft->text, text) == 0)
		return;
	array_free(draft->text);
	draft->text = mem_copy_text(text);
	draft->dirty = true;
}

void draft_restore(struct console *console, const char *place, const char *text)
{
	draft_set(console, place, text);
	struct draft *draft = draft_at(console, place);
	if (draft != NULL) {
		draft->dirty = false;
		draft->stored = true;
	}
}

void draft_use(struct console *console, const char *place)
{
	struct draft *draft = draft_at(console, place);

	if (draft != NULL)
		draft->used = true;
}

void drafts_spare(struct console *console)
{
	for (size_t i = 0; i < console->drafts.count; i++)
		console->drafts.items[i].used = false;
}

void drafts_forget(struct console *console, int64_t thing)
{
	for (size_t i = 0; i < console->drafts.count; i++) {
		long long about;
		if (sscanf(console->drafts.items[i].place, "form/%*[^/]/%lld/", &about) == 1 &&
			about == thing)
			draft_set(console, console->drafts.items[i].place, "");
	}
}

const char *draft_get(const struct console *console, const char *place)
{
	const struct draft *draft = draft_at(console, place);

	return draft != NULL ? draft->text : "";
}

/* Off the record nothing is written down, half typed or whole. */
bool console_keep(struct console *console)
{
	struct error err = {0};
	bool kept = true;

	if (console->config.read_only != NULL || console->config.model->off_record)
		return true;
	for (size_t i = 0; i < console->drafts.count && kept; i++) {
		struct draft *draft = &console->drafts.items[i];
		bool typed = draft->text[0] != '\0';
		if (!draft->dirty)
			continue;
		if (typed || draft->stored)
			kept = console->config.ports.draft(console->config.ports.context,
				draft->place, typed ? draft->text : NULL, &err);
		draft->dirty = !kept;
		draft->stored = kept ? typed : draft->stored;
	}
	if (!kept)
		console_sayf(console, true, _("Not saved: %s"), err.text != NULL ? err.text : "");
	error_finish(&err);
	return kept;
}
