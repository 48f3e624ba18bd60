#include "roundtable/app/facilitate.h"

#include "awake.h"

#include "roundtable/app/output.h"
#include "roundtable/app/service.h"
#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"
#include "roundtable/codec/audience.h"
#include "roundtable/minutes/minutes.h"
#include "roundtable/minutes/slips.h"
#include "roundtable/ui/console.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/** The session at the console, and the service for walls and devices; NULL where there is none. */
struct facilitating {
	struct session *session;
	struct console *console;
	struct service *service;
	int walls;  /* that followed when last looked */
	bool stale; /* what the console says of the walls has changed since it was drawn */
};

/* --- the console's ports onto the session --- */

static struct session *session_of(void *context)
{
	const struct facilitating *now = context;

	return now->session;
}

static enum command_result run(void *context, const struct command *command,
	const struct texts *uses, struct refusal *refusal, struct error *err)
{
	struct turn_command turn = {.command = command, .uses = uses};

	session_turn(session_of(context), &turn, 1, err);
	*refusal = turn.refusal;
	switch (turn.outcome) {
	case TURN_DONE:
		return COMMAND_DONE;
	case TURN_REFUSED:
		return COMMAND_REFUSED;
	case TURN_FAILED:
		break;
	}
	return COMMAND_FAILED;
}

static bool draft(void *context, const char *place, const char *text, struct error *err)
{
	return session_draft(session_of(context), place, text, err);
}

static bool copy(void *context, const char *path, struct error *err)
{
	const struct session *session = session_of(context);

	if (session->model.boxes.count > 0)
		return error_set(err, ERROR_INPUT, "%s", _(refusal_sentence(REFUSED_COPY_OPEN)));
	return store_copy(session->store, path, err);
}

static bool minutes(void *context, const char *path, struct error *err)
{
	return session_minutes(session_of(context), path, err);
}

static bool slips(void *context, const char *path, struct error *err)
{
	return session_slips(session_of(context), path, err);
}

static char *free_name(void *context, const char *path)
{
	(void)context;
	return output_free_name(path);
}

static void head(void *context, char out[10])
{
	session_head(session_of(context), out);
}

static bool door(void *context, const struct door_wish *wish, struct error *err)
{
	const struct facilitating *now = context;

	if (now->service == NULL)
		return error_set(err, ERROR_SYSTEM,
			_("There is no service for walls and devices in this session."));
	bool done = service_door_do(now->service, wish, err);
	console_door(now->console, service_door(now->service));
	return done;
}

/* By the way in which a wall is told: so it stands on its own. */
static bool still(
	void *context, const struct audience *now, struct audience *copy, struct error *err)
{
	struct buf json = {0};

	(void)context;
	codec_audience_write(now, &json);
	bool good = codec_audience_read(json.bytes, json.count, copy, err);
	buf_finish(&json);
	return good;
}

/* --- the console as a scene --- */

static bool on_key(void *context, const struct key *key)
{
	const struct facilitating *now = context;

	return console_key(now->console, key);
}

static bool on_keep(void *context)
{
	const struct facilitating *now = context;

	return console_keep(now->console);
}

/* Walls are told after whoever typed has seen it. */
static void on_shown(void *context)
{
	struct facilitating *now = context;

	now->stale = false;
	if (now->service == NULL)
		return;
	service_turn(now->service, console_wall_blank(now->console));
	const char *problem = service_problem(now->service);
	int walls = problem != NULL ? -1 : service_walls(now->service);
	if (walls == now->walls)
		return;
	now->stale = true;
	now->walls = walls;
	if (problem != NULL)
		console_say(now->console, true, problem);
	console_walls(now->console, walls > 0 ? walls : 0);
}

static const struct audience *on_wall(void *context)
{
	const struct facilitating *now = context;

	return console_wall(now->console);
}

static void on_page(void *context, struct page *page)
{
	const struct facilitating *now = context;

	if (now->service != NULL)
		console_door(now->console, service_door(now->service));
	console_page(now->console, page);
}

static int *on_scroll(void *context)
{
	const struct facilitating *now = context;

	return console_scroll(now->console);
}

static int next_change(void *context)
{
	const struct facilitating *now = context;
	if (now->stale)
		return 0;
	int clock = console_next_change(now->console);
	int service = now->service != NULL ? service_wait(now->service) : -1;

	return service < 0 || (clock >= 0 && clock < service) ? clock : service;
}

static enum colour_set on_colours(void *context)
{
	const struct facilitating *now = context;

	return console_colours(now->console);
}

static bool on_passed(void *context)
{
	const struct facilitating *now = context;

	return console_passed(now->console);
}

static bool on_mouse(void *context)
{
	const struct facilitating *now = context;

	return console_mouse(now->console);
}

static bool on_service(void *context, int fd, short events)
{
	const struct facilitating *now = context;

	(void)fd;
	(void)events;
	service_run(now->service);
	return true;
}

/* Shows the console; with the service where it can be opened, which no console waits for. */
static bool show_console(struct app *app, struct facilitating *now,
	const struct console_config *config, const struct service_tls *tls)
{
	struct error err = {0};
	const struct service_wall wall = {now, on_wall};
	const struct scene scene = {.context = now,
		.key = on_key,
		.keep = on_keep,
		.shown = on_shown,
		.page = on_page,
		.scroll = on_scroll,
		.next_change = next_change,
		.colours = on_colours,
		.passed = on_passed,
		.mouse = on_mouse};

	now->service = service_open(now->session, &wall, tls, &err);
	if (now->service != NULL)
		app_watch(app, service_fd(now->service), on_service, now);
	if (now->service != NULL && service_left(now->service) != NULL)
		console_say(now->console, true, service_left(now->service));
	else if (now->service == NULL && config->separate_wall)
		console_say(now->console, true, err.text);
	struct awake *awake = awake_start();
	bool alive = app_show(app, &scene);
	awake_end(awake);
	if (now->service != NULL)
		app_unwatch(app, service_fd(now->service));
	console_door(now->console, NULL);
	service_close(now->service);
	error_finish(&err);
	return alive;
}

static void restore_draft(void *context, const char *place, const char *text)
{
	if (!session_is_sent(place))
		console_restore(context, place, text);
}

enum { SEES_ROOM = 0, SEES_NOBODY = 1, SEES_WALL = 2 };

/* Set-up: who sees this screen. -1: left. */
static int ask_who_sees(struct app *app, const struct session *session, bool *alive)
{
	struct menu *menu = menu_create(session->model.plan->title, _("Who sees this screen?"));

	menu_explain(menu, _("What is private never appears on a screen the room sees. This can be "
			     "changed at any time with Ctrl-L."));
	menu_add(menu, SEES_ROOM, _("The room: a projector or large screen shows the same picture"),
		NULL);
	menu_add(menu, SEES_WALL,
		_("Not the room: it has a wall of its own, another window or terminal"),
		_("started there with: roundtable screen FILE"));
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

bool facilitate(struct app *app, struct session *session, const struct service_tls *tls)
{
	struct error err = {0};
	bool alive = true;
	int sees = ask_who_sees(app, session, &alive);

	if (!alive || sees < 0)
		return alive;
	struct facilitating now = {.session = session};
	struct console_config config = {
		.ports = {&now, run, draft, copy, minutes, slips, free_name, head, door, still},
		.model = &session->model,
		.clock = session->clock,
		.random = session->random,
		.file = store_path(session->store),
		.same_picture = sees == SEES_ROOM,
		.separate_wall = sees == SEES_WALL,
		.mouse = app_mouse(app),
		.lines = app_lines(app),
		.read_only = reading_only(session)};
	struct console *console = now.console = console_create(&config);
	if (config.read_only == NULL)
		store_drafts(session->store, restore_draft, console, &err);
	if (config.read_only != NULL)
		console_say(console, true, config.read_only);
	error_finish(&err);
	alive = show_console(app, &now, &config, tls);
	console_destroy(console);
	return alive;
}

/* --- people, minutes, time zone --- */

enum { LINES_MAX = 1000 };

/** Who is to be invited. */
struct guests {
	struct guest {
		char *name, *role;
		enum status status;
		int line; /**< of the file, 0: the programme brings them */
	} * items;
	size_t count, capacity;
};

static void guests_finish(struct guests *guests)
{
	for (size_t i = 0; i < guests->count; i++) {
		array_free(guests->items[i].name);
		array_free(guests->items[i].role);
	}
	array_finish(guests);
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
	while (quoted && *p == ' ')
		p++;
	p += *p == ',' || *p == ';';
	*at = p;
	char *field = text_sanitise(buf_text(&raw), raw.count, false, 0, NULL);
	buf_finish(&raw);
	return field;
}

/* Names are not cut without a word: who would find themselves in them? */
static bool fits(const char *path, int line, const char *text, struct error *err)
{
	return text_graphemes(text) <= TEXT_NAME ||
	       error_set(err, ERROR_INPUT,
		       _("%s, line %d: a name and a role may have %d letters each. Make it "
			 "shorter."),
		       path, line, TEXT_NAME);
}

/* Roles are those of the programme, by which everything is counted: another word, or one that
 * begins several, is put right in the file now rather than missed in the minutes later. */
static bool role_fits(
	const struct plan *plan, const char *path, int line, const char *role, struct error *err)
{
	struct buf names = {0};
	bool ok = true;

	/* without roles nothing is counted by them, and people speak in their own words */
	if (role[0] == '\0' || plan->roles.count == 0 || plan_role(plan, role) >= 0)
		return true;
	if (plan_roles_meant(plan, role, &names) > 1) {
		ok = error_set(err, ERROR_INPUT,
			_("%1$s, line %2$d: “%3$s” can be several roles: %4$s. Write one of them."),
			path, line, role, buf_text(&names));
	} else {
		plan_roles_meant(plan, "", &names);
		ok = error_set(err, ERROR_INPUT,
			_("%1$s, line %2$d: “%3$s” is none of the programme's roles: %4$s. Write "
			  "one of them, leave it empty, or add it to the programme."),
			path, line, role, buf_text(&names));
	}
	buf_finish(&names);
	return ok;
}

static bool read_guest(const struct plan *plan, const char *path, const char *text, int line,
	struct guests *guests, struct error *err)
{
	struct guest guest = {.status = STATUS_EXPECTED, .line = line};
	bool ok = true;

	guest.name = csv_field(&text);
	guest.role = csv_field(&text);
	/* a head row is no person */
	bool wanted = guest.name[0] != '\0' && !(line == 1 && strcasecmp(guest.name, "name") == 0);
	if (wanted)
		ok = fits(path, line, guest.name, err) && fits(path, line, guest.role, err) &&
		     role_fits(plan, path, line, guest.role, err);
	if (wanted && ok) {
		*array_push(guests) = guest;
	} else {
		array_free(guest.name);
		array_free(guest.role);
	}
	return ok;
}

/* The whole file is read and checked before anybody is invited. */
static bool read_guests(
	const struct plan *plan, const char *path, struct guests *guests, struct error *err)
{
	FILE *file = fopen(path, "re");
	char *line = NULL;
	size_t room = 0;
	int number = 0;
	bool ok = true;

	if (file == NULL)
		return error_set(
			err, ERROR_INPUT, _("%s cannot be read: %s."), path, strerror(errno));
	while (ok && getline(&line, &room, file) >= 0) {
		const char *text = line;
		if (++number == 1 && strncmp(text, "\xef\xbb\xbf", 3) == 0)
			text += 3;
		ok = number <= LINES_MAX
			     ? read_guest(plan, path, text, number, guests, err)
			     : error_set(err, ERROR_INPUT,
				       _("%s has more than %d lines. Invite fewer people."), path,
				       LINES_MAX);
	}
	if (ok && ferror(file))
		ok = error_set(
			err, ERROR_INPUT, _("%s cannot be read: %s."), path, strerror(errno));
	array_free(line);
	fclose(file);
	return ok;
}

static void invitation(const struct plan *plan, const struct guest *guest, struct command *command)
{
	int known = guest->role[0] != '\0' ? plan_role(plan, guest->role) : -1;

	*command = (struct command){.kind = EVENT_PERSON_ADDED,
		.by = BY_FACILITATOR,
		.body = {.role = known, .votes = 1, .status = guest->status}};
	texts_add(&command->words, guest->name);
	texts_add(&command->words, known < 0 ? guest->role : "");
}

/* Says which of them was refused, if one was. */
static bool all_invited(const struct guests *guests, const struct turn_command *turn,
	const char *path, struct error *err)
{
	for (size_t i = 0; i < guests->count; i++) {
		const struct guest *guest = &guests->items[i];
		if (turn[i].outcome == TURN_DONE)
			continue;
		char *why = refusal_text(&turn[i].refusal);
		if (guest->line > 0)
			error_set(err, ERROR_INPUT, _("%s, line %d: “%s”: %s"), path, guest->line,
				guest->name, why);
		else
			error_set(err, ERROR_INPUT, _("“%s”: %s"), guest->name, why);
		array_free(why);
		return false;
	}
	return true;
}

/* All of them in one turn. */
static bool invite(
	struct session *session, const struct guests *guests, const char *path, struct error *err)
{
	struct command *commands;
	struct turn_command *turn;

	if (guests->count == 0)
		return true;
	commands = mem_alloc(guests->count, sizeof *commands);
	turn = mem_alloc(guests->count, sizeof *turn);
	for (size_t i = 0; i < guests->count; i++) {
		invitation(session->model.plan, &guests->items[i], &commands[i]);
		turn[i].command = &commands[i];
	}
	bool ok = session_turn(session, turn, guests->count, err) &&
		  all_invited(guests, turn, path, err);
	for (size_t i = 0; i < guests->count; i++)
		texts_finish(&commands[i].words);
	array_free(commands);
	array_free(turn);
	return ok;
}

bool session_invite(struct session *session, const char *people, struct error *err)
{
	const struct plan *plan = session->model.plan;
	struct guests guests = {0};

	for (size_t i = 0; i < plan->people.count; i++)
		*array_push(&guests) =
			(struct guest){.name = mem_copy_text(plan->people.items[i].name),
				.role = mem_copy_text(plan->people.items[i].role),
				.status = STATUS_HERE};
	bool ok = (people == NULL || read_guests(plan, people, &guests, err)) &&
		  invite(session, &guests, people, err);
	guests_finish(&guests);
	return ok;
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
			_("The name must end with .html, .md, .txt or .json; it says what is "
			  "written."));
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

bool session_slips(const struct session *session, const char *path, struct error *err)
{
	size_t length = strlen(path);
	struct slips slips = {0};
	struct buf text = {0};
	bool html = length > 5 && strcmp(path + length - 5, ".html") == 0;
	bool ok = false;

	slips_of_session(&session->model, 0, &slips);
	if (!html && (length < 4 || strcmp(path + length - 4, ".txt") != 0)) {
		error_set(err, ERROR_INPUT,
			_("The name must end with .html or .txt; it says what is written."));
	} else if (slips.count == 0) {
		error_set(err, ERROR_INPUT, _("There is no secret vote, so there are no slips."));
	} else {
		if (html)
			slips_write_html(&slips, false, &text);
		else
			slips_write_txt(&slips, &text);
		ok = output_write(path, false, store_path(session->store), &text, err);
	}
	slips_finish(&slips);
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
