#include "roundtable/app/facilitate.h"

#include "awake.h"

#include "roundtable/app/output.h"
#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"
#include "roundtable/minutes/minutes.h"
#include "roundtable/ui/console.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* --- the console's ports onto the session --- */

static enum command_result run(void *context, const struct command *command, struct refusal *refusal,
	struct error *err)
{
	switch (session_run(context, command, refusal, err)) {
	case TURN_DONE: return COMMAND_DONE;
	case TURN_REFUSED: return COMMAND_REFUSED;
	case TURN_FAILED: break;
	}
	return COMMAND_FAILED;
}

static bool draft(void *context, const char *place, const char *text, struct error *err)
{
	return session_draft(context, place, text, err);
}

static bool copy(void *context, const char *path, struct error *err)
{
	const struct session *session = context;

	if (session->model.boxes.count > 0)
		return error_set(err, ERROR_INPUT, "%s", _(refusal_sentence(REFUSED_COPY_OPEN)));
	return store_copy(session->store, path, err);
}

static bool minutes(void *context, const char *path, struct error *err)
{
	return session_minutes(context, path, err);
}

static void head(void *context, char out[10])
{
	session_head(context, out);
}

/* --- the console as a scene --- */

static bool console_scene_key(void *context, const struct key *key)
{
	return console_key(context, key);
}

static bool console_scene_keep(void *context)
{
	return console_keep(context);
}

static void console_scene_page(void *context, struct page *page)
{
	console_page(context, page);
}

static int *console_scene_scroll(void *context)
{
	return console_scroll(context);
}

static int console_scene_next(void *context)
{
	return console_next_change(context);
}

static enum colour_set console_scene_colours(void *context)
{
	return console_colours(context);
}

static bool console_scene_passed(void *context)
{
	return console_passed(context);
}

static void restore_draft(void *context, const char *place, const char *text)
{
	console_restore(context, place, text);
}

enum { SEES_ROOM = 0, SEES_NOBODY = 1 };

/* Set-up: who sees this screen. -1: left. */
static int ask_who_sees(struct app *app, const struct session *session, bool *alive)
{
	struct menu *menu = menu_create(session->model.plan->title, _("Who sees this screen?"));

	menu_explain(menu, _("What is private never appears on a screen the room sees. This can be changed at any time with Ctrl-L."));
	menu_add(menu, SEES_ROOM, _("The room: a projector or large screen shows the same picture"), NULL);
	menu_add(menu, SEES_NOBODY, _("Only whoever types: there is no projector"), NULL);
	*alive = app_menu(app, menu);
	int chosen = menu_chosen(menu);
	menu_destroy(menu);
	return chosen;
}

/* Why nothing can be written, or NULL. */
static const char *reading_only(const struct session *session)
{
	const char *why = NULL;

	if (store_read_only(session->store, &why))
		return why;
	if (session->model.rehearsal)
		return _(refusal_sentence(REFUSED_REHEARSAL));
	return NULL;
}

bool facilitate(struct app *app, struct session *session)
{
	struct error err = {0};
	bool alive = true;
	int sees = ask_who_sees(app, session, &alive);

	if (!alive || sees < 0)
		return alive;
	struct console_config config = {
		.ports = {session, run, draft, copy, minutes, head},
		.model = &session->model,
		.clock = session->clock,
		.random = session->random,
		.file = store_path(session->store),
		.same_picture = sees == SEES_ROOM,
		.read_only = reading_only(session)};
	struct console *console = console_create(&config);
	struct scene scene = {console, console_scene_key, console_scene_keep, console_scene_page,
		console_scene_scroll, console_scene_next, console_scene_colours, console_scene_passed};
	if (config.read_only == NULL)
		store_drafts(session->store, restore_draft, console, &err);
	if (config.read_only != NULL)
		console_say(console, true, config.read_only);
	error_finish(&err);
	struct awake *awake = awake_start();
	alive = app_show(app, &scene);
	awake_end(awake);
	console_destroy(console);
	return alive;
}

/* --- people, minutes, time zone --- */

static bool invite_person(struct session *session, const char *name, const char *role,
	enum status status, struct error *err)
{
	struct command command = {.kind = EVENT_PERSON_ADDED, .by = BY_FACILITATOR};
	struct refusal refusal = {0};
	int known = role[0] != '\0' ? plan_role(session->model.plan, role) : -1;

	command.body.role = known;
	command.body.votes = 1;
	command.body.status = status;
	texts_add(&command.words, name);
	texts_add(&command.words, known < 0 ? role : "");
	enum turn_outcome outcome = session_run(session, &command, &refusal, err);
	texts_finish(&command.words);
	if (outcome == TURN_REFUSED)
		error_set(err, ERROR_INPUT, "%s: %s", name, _(refusal_sentence(refusal.code)));
	return outcome == TURN_DONE;
}

/* One field of a CSV line: quotes may hold commas, doubled quotes are one. Moves *at behind it. */
static char *csv_field(const char **at)
{
	struct buf raw = {0};
	const char *p = *at;
	bool quoted = *p == '"';

	p += quoted;
	for (; *p != '\0' && *p != '\n'; p++) {
		if (quoted && *p == '"' && p[1] != '"')
			break;
		if (!quoted && (*p == ',' || *p == ';'))
			break;
		if (quoted && *p == '"')
			p++;
		buf_byte(&raw, *p);
	}
	p += quoted && *p == '"';
	p += *p == ',' || *p == ';';
	*at = p;
	char *field = text_sanitise(buf_text(&raw), raw.count, false, TEXT_NAME, NULL);
	buf_finish(&raw);
	return field;
}

static bool invite_line(struct session *session, const char *line, int number, struct error *err)
{
	char *name = csv_field(&line), *role = csv_field(&line);
	/* a head row is no person */
	bool head_row = number == 1 && strcasecmp(name, "name") == 0;
	bool ok = name[0] == '\0' || head_row ||
		invite_person(session, name, role, STATUS_EXPECTED, err);

	array_free(name);
	array_free(role);
	return ok;
}

static bool invite_file(struct session *session, const char *path, struct error *err)
{
	FILE *file = fopen(path, "re");
	char *line = NULL;
	size_t room = 0;
	int number = 0;
	bool ok = true;

	if (file == NULL)
		return error_set(err, ERROR_INPUT, _("%s cannot be read: %s."), path, strerror(errno));
	while (ok && getline(&line, &room, file) >= 0) {
		const char *text = line;
		if (++number == 1 && strncmp(text, "\xef\xbb\xbf", 3) == 0)
			text += 3;
		ok = number <= 1000 && invite_line(session, text, number, err);
	}
	if (ok && ferror(file))
		ok = error_set(err, ERROR_INPUT, _("%s cannot be read: %s."), path, strerror(errno));
	array_free(line);
	fclose(file);
	return ok;
}

bool session_invite(struct session *session, const char *people, struct error *err)
{
	const struct plan *plan = session->model.plan;

	for (size_t i = 0; i < plan->people.count; i++)
		if (!invite_person(session, plan->people.items[i].name, plan->people.items[i].role,
			STATUS_HERE, err))
			return false;
	return people == NULL || invite_file(session, people, err);
}

bool session_minutes(const struct session *session, const char *path, struct error *err)
{
	const char *dot = strrchr(path, '.');
	const char *slash = strrchr(store_path(session->store), '/');
	enum minutes_format format;
	struct document *document;
	struct buf text = {0};
	char log_head[10];

	if (dot == NULL || !minutes_format_find(dot + 1, &format))
		return error_set(err, ERROR_INPUT,
			_("The name must end with .html, .md, .txt or .json; it says what is written."));
	session_head(session, log_head);
	struct minutes_facts facts = {log_head, slash != NULL ? slash + 1 : NULL};
	document = document_create();
	minutes_build(&session->model, &facts, document);
	minutes_write(document, format, &text);
	document_destroy(document);
	bool ok = output_write(path, false, store_path(session->store), &text, err);
	buf_finish(&text);
	return ok;
}

int local_offset(moment at)
{
	time_t seconds = (time_t)(at / 1000);
	struct tm local;

	if (localtime_r(&seconds, &local) == NULL)
		return 0;
	return (int)(local.tm_gmtoff / 60);
}
