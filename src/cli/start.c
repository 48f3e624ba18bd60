/* roundtable without a subcommand: the start screen. */
#include "facilitated.h"

#include "roundtable/app/rehearsal.h"
#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/programme/programme.h"
#include "roundtable/ui/room.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	START_WORKSHOP,
	START_CONTINUE,
	START_FOLLOW,
	START_MINUTES,
	START_TRY,
	START_TOUR,
	START_ROOM
};

/** A line said on the next menu. */
struct start {
	struct app *app;
	char *message;
	bool alarming;
	bool alive;
};

static void say(struct start *start, bool alarming, const char *text)
{
	array_free(start->message);
	start->message = mem_copy_text(text);
	start->alarming = alarming;
}

static void say_error(struct start *start, struct error *err)
{
	say(start, true, err->text != NULL ? err->text : "");
	error_finish(err);
}

/* Shows a menu with what is to be said; the chosen id, -1 when it was left. */
static int ask(struct start *start, struct menu *menu)
{
	if (start->message != NULL)
		menu_say(menu, start->alarming, start->message);
	array_free(start->message);
	start->message = NULL;
	start->alive = start->alive && app_menu(start->app, menu);
	return start->alive ? menu_chosen(menu) : -1;
}

/* A line of text, NULL when it was left; owned. */
static char *ask_text(struct start *start, const char *question, const char *explain,
	const char *label, const char *text)
{
	struct menu *menu = menu_create("Roundtable", question);

	menu_explain(menu, explain);
	menu_ask(menu, label, text);
	int chosen = ask(start, menu);
	char *typed =
		chosen >= 0 && menu_typed(menu)[0] != '\0' ? mem_copy_text(menu_typed(menu)) : NULL;
	menu_destroy(menu);
	return typed;
}

/* The path of a programme chosen from what there is, NULL when none was; owned. */
static char *ask_programme(struct start *start)
{
	struct texts folders = {0};
	struct programme_list list = {0};
	struct menu *menu = menu_create("Roundtable", _("Which workshop?"));
	char *path = NULL;

	cli_programme_folders(&folders);
	programme_find_all((const char *const *)folders.items, &list);
	for (size_t i = 0; i < list.count; i++) {
		const struct programme_entry *entry = &list.items[i];
		struct buf detail = {0};
		char *size = cli_group_size(entry);
		if (i == 0 || entry->kind != entry[-1].kind)
			menu_group(menu, cli_purpose(entry->kind));
		buf_format(&detail, _("%d min, %s. %s"), entry->minutes, size, entry->about);
		menu_add(menu, (int)i, entry->title, buf_text(&detail));
		array_free(size);
		buf_finish(&detail);
	}
	menu_explain(menu,
		list.count > 0
			? _("A new workshop is a new Markdown file: see roundtable-programme(5).")
			: _("No programme was found."));
	int chosen = ask(start, menu);
	if (chosen >= 0 && (size_t)chosen < list.count)
		path = mem_copy_text(list.items[chosen].path);
	menu_destroy(menu);
	programme_list_finish(&list);
	texts_finish(&folders);
	return path;
}

/* --- session files --- */

struct found {
	char *path;
	time_t changed;
};

struct founds {
	struct found *items;
	size_t count, capacity;
};

static void find_in(const char *folder, struct founds *founds)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;

	while (dir != NULL && (entry = readdir(dir)) != NULL) {
		const char *dot = strrchr(entry->d_name, '.');
		struct stat status;
		struct buf path = {0};
		if (dot == NULL || strcmp(dot, ".roundtable") != 0)
			continue;
		buf_format(&path, "%s/%s", folder, entry->d_name);
		if (stat(buf_text(&path), &status) == 0 && S_ISREG(status.st_mode))
			*array_push(founds) =
				(struct found){mem_copy_text(buf_text(&path)), status.st_mtime};
		buf_finish(&path);
	}
	if (dir != NULL)
		closedir(dir);
}

static int newest_first(const void *a, const void *b)
{
	const struct found *x = a, *y = b;

	if (x->changed != y->changed)
		return x->changed < y->changed ? 1 : -1;
	return strcmp(x->path, y->path);
}

/* The file and what its session is called, or why that cannot be read. */
static void add_title(const char *path, const char *file, struct buf *text)
{
	struct session session = {0};
	struct error err = {0};

	if (!cli_session_read(path, &session, &err))
		buf_text_add(text, err.text);
	else if (session.model.rehearsal)
		buf_format(text, _("%s: %s (rehearsal)"), file, session.model.plan->title);
	else
		buf_format(text, "%s: %s", file, session.model.plan->title);
	session_finish(&session);
	error_finish(&err);
}

static void add_found(struct menu *menu, int id, const struct found *found, bool titles)
{
	moment at = (moment)found->changed * 1000;
	struct buf changed = {0}, text = {0};

	day_format(&changed, day_of(at, local_offset(at)));
	buf_byte(&changed, ' ');
	moment_format_time(&changed, at, local_offset(at));
	const char *file = strncmp(found->path, "./", 2) == 0 ? found->path + 2 : found->path;
	if (titles)
		add_title(found->path, file, &text);
	else
		buf_text_add(&text, file);
	menu_add(menu, id, buf_text(&text), buf_text(&changed));
	buf_finish(&changed);
	buf_finish(&text);
}

/* One of these files; titles may be private and the room may see this screen, so they are shown
 * when asked for. -1: none. */
static int ask_found(struct start *start, const char *question, const struct founds *founds)
{
	enum { TITLES = INT_MAX };
	bool titles = false;
	int chosen;

	do {
		struct menu *menu = menu_create("Roundtable", question);
		for (size_t i = 0; i < founds->count; i++)
			add_found(menu, (int)i, &founds->items[i], titles);
		if (founds->count > 0)
			menu_offer(menu, 't', titles ? _("hide titles") : _("titles"), TITLES);
		else
			menu_explain(menu,
				_("There is no session in this folder yet. Press Esc, then 1 to "
				  "start a workshop."));
		chosen = ask(start, menu);
		menu_destroy(menu);
		titles = !titles;
	} while (chosen == TITLES);
	return chosen;
}

/* A session file of this folder or the user's; NULL when none was chosen; owned. */
static char *ask_session(struct start *start, const char *question)
{
	struct founds founds = {0};
	char *own = cli_user_folder(), *path = NULL;

	find_in(".", &founds);
	if (own != NULL)
		find_in(own, &founds);
	if (founds.count > 1)
		qsort(founds.items, founds.count, sizeof *founds.items, newest_first);
	int chosen = ask_found(start, question, &founds);
	if (chosen >= 0 && (size_t)chosen < founds.count)
		path = mem_copy_text(founds.items[chosen].path);
	for (size_t i = 0; i < founds.count; i++)
		array_free(founds.items[i].path);
	array_finish(&founds);
	array_free(own);
	return path;
}

/* --- what the choices do --- */

static void hold(struct start *start, struct session *session)
{
	struct buf text = {0};

	start->alive = facilitate(start->app, session, NULL);
	buf_format(&text, _("Kept in %s."), store_path(session->store));
	say(start, false, buf_text(&text));
	buf_finish(&text);
}

/* `after`: the file of the session that is carried on; NULL: none. */
static void start_workshop(struct start *start, const char *programme, const char *after)
{
	moment now = clock_system().now(NULL);
	char *suggested = session_file_name(NULL, programme, now);
	char *path = ask_text(start, _("Where shall the session be kept?"),
		_("One file, on this computer only. Enter takes the name as it stands."), _("File"),
		suggested);
	struct session session = {0};
	struct error err = {0};

	if (path != NULL && session_begin(&session, programme, path, NULL, after, &err))
		hold(start, &session);
	else if (path != NULL)
		say_error(start, &err);
	session_finish(&session);
	array_free(path);
	array_free(suggested);
}

static void go_on(struct start *start)
{
	char *path = ask_session(start, _("Continue which session?"));
	struct session session = {0};
	struct error err = {0};

	if (path != NULL &&
		session_open(&session, path, STORE_WRITE, clock_system(), random_system(), &err))
		hold(start, &session);
	else if (path != NULL)
		say_error(start, &err);
	session_finish(&session);
	array_free(path);
}

/* Whether the partnership of this session can be carried on is known before more is asked. */
static bool can_follow(struct start *start, const char *path)
{
	struct session session = {0};
	struct error err = {0};
	bool can = session_read_earlier(path, &session, &err);

	if (can && session.model.rehearsal)
		can = error_set(&err, ERROR_INPUT, "%s", _(refusal_sentence(REFUSED_REHEARSAL)));
	if (!can)
		say_error(start, &err);
	session_finish(&session);
	return can;
}

static void follow(struct start *start)
{
	char *earlier = ask_session(start, _("Follow up which session?"));
	char *programme =
		earlier != NULL && can_follow(start, earlier) ? ask_programme(start) : NULL;

	if (programme != NULL)
		start_workshop(start, programme, earlier);
	array_free(programme);
	array_free(earlier);
}

static void write_minutes(struct start *start)
{
	char *path = ask_session(start, _("Minutes of which session?"));
	struct session session = {0};
	struct error err = {0};
	struct buf name = {0};

	if (path == NULL)
		return;
	buf_add(&name, path, strlen(path) - strlen(".roundtable"));
	buf_text_add(&name, ".html");
	char *out = ask_text(start, _("Write the minutes to which file?"),
		_("The ending says how: .html to print or mail, .md, .txt for the body of a mail, "
		  ".json for programs."),
		_("File"), buf_text(&name));
	if (out != NULL &&
		session_open(&session, path, STORE_READ, clock_system(), random_system(), &err) &&
		session_minutes(&session, out, &err)) {
		buf_clear(&name);
		buf_format(&name, _("Written: %s"), out);
		say(start, false, buf_text(&name));
	} else if (out != NULL) {
		say_error(start, &err);
	}
	session_finish(&session);
	buf_finish(&name);
	array_free(out);
	array_free(path);
}

/* A whole workshop with simulated people, then open for looking around. */
static void try_it(struct start *start)
{
	char *programme = ask_programme(start);
	struct plan plan = {0};
	struct buf text = {0};
	struct error err = {0};
	struct session session = {0};
	struct rehearsal_report report = {0};

	if (programme == NULL)
		return;
	char *path = session_file_name(NULL, "rehearsal", clock_system().now(NULL));
	bool ok = cli_programme_read(programme, &plan, &text, &err);
	struct session_start begin = {
		.plan = &plan, .programme = buf_text(&text), .rehearsal = true};
	ok = ok && rehearsal_run(path, &begin, 1, 0, &report, &err) &&
	     session_open(&session, path, STORE_WRITE, clock_system(), random_system(), &err);
	if (ok)
		hold(start, &session);
	else
		say_error(start, &err);
	session_finish(&session);
	plan_finish(&plan);
	buf_finish(&text);
	array_free(path);
	array_free(programme);
}

static void tour(struct start *start)
{
	struct session session = {0};
	struct error err = {0};
	char *path = session_file_name(NULL, "tour", clock_system().now(NULL));

	if (session_begin(&session, "tour", path, NULL, NULL, &err))
		hold(start, &session);
	else
		say_error(start, &err);
	session_finish(&session);
	array_free(path);
}

static void check_room(struct start *start)
{
	struct room *room = room_create();
	struct scene scene = {.context = room,
		.key = room_key,
		.page = room_page,
		.scroll = room_scroll,
		.colours = room_colours};

	start->alive = app_show(start->app, &scene);
	room_destroy(room);
}

static int start_menu(struct start *start)
{
	struct menu *menu = menu_create("Roundtable", _("What would you like to do?"));

	menu_add(menu, START_WORKSHOP, _("Start a workshop"), _("choose a programme"));
	menu_add(menu, START_CONTINUE, _("Continue"), _("a session of this folder"));
	menu_add(menu, START_FOLLOW, _("Follow up an earlier session"),
		_("carry on with its people, rules and actions"));
	menu_add(menu, START_MINUTES, _("Minutes"), _("write what leaves the room"));
	menu_add(menu, START_TRY, _("Try it with simulated people"),
		_("a whole workshop in a second"));
	menu_add(menu, START_TOUR, _("Tour"), _("ten minutes, learn the keys"));
	menu_add(menu, START_ROOM, _("Check the room"), _("letter size, keyboard, colours"));
	int chosen = ask(start, menu);
	menu_destroy(menu);
	return chosen;
}

int cli_start(void)
{
	struct app_config config = {.clock = clock_system(), .random = random_system()};
	struct error err = {0};
	struct start start = {.app = app_create(&config, &err), .alive = true};
	char *programme;

	if (start.app == NULL)
		return cli_fail(&err);
	for (int chosen = start_menu(&start); chosen >= 0; chosen = start_menu(&start)) {
		switch (chosen) {
		case START_WORKSHOP:
			programme = ask_programme(&start);
			if (programme != NULL)
				start_workshop(&start, programme, NULL);
			array_free(programme);
			break;
		case START_CONTINUE:
			go_on(&start);
			break;
		case START_FOLLOW:
			follow(&start);
			break;
		case START_MINUTES:
			write_minutes(&start);
			break;
		case START_TRY:
			try_it(&start);
			break;
		case START_TOUR:
			tour(&start);
			break;
		case START_ROOM:
			check_room(&start);
			break;
		}
	}
	app_destroy(start.app);
	array_free(start.message);
	return start.alive ? CLI_DONE : CLI_FAILED;
}
