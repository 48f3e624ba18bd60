#include "roundtable/app/facilitate.h"

#include "awake.h"

#include "roundtable/app/output.h"
#include "roundtable/app/service.h"
#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/codec/audience.h"
#include "roundtable/minutes/minutes.h"
#include "roundtable/minutes/slips.h"
#include "roundtable/ui/console.h"

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

/* --- minutes, time zone --- */

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
