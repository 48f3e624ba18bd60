#include "roundtable/app/app.h"

#include "roundtable/app/loop.h"
#include "roundtable/base/hash.h"
#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/ui/aloud.h"
#include "roundtable/ui/layout.h"
#include "roundtable/ui/terminal.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

enum { ESC_WAIT_MS = 25 };

struct app {
	struct app_config config;
	struct terminal *terminal;
	struct loop *loop;
	struct keys *keys;
	struct canvas canvas;
	struct aloud *aloud; /* of a terminal that can only print lines, else NULL */
	struct buf in;       /* bytes read and not yet used */
	enum aloud_why why;
	int bell; /* of the page drawn last */
	const struct scene *scene;
	char *note; /* said by the terminal when it opened, or about a line that means nothing */
	int signals;
	moment last_input;
	bool gone; /* terminal gone or told to end */
	bool done; /* the scene is */
	bool mouse;
	bool lists;  /* a line of the picture is focused: the wheel moves from line to line */
	bool behind; /* keys were used since the picture was drawn */
};

/* The one terminal that must be restored when memory runs out: the handler has no argument. */
static struct terminal *to_restore;

static void out_of_memory(void)
{
	static const char sentence[] = "roundtable: There is no memory left. "
				       "Everything acknowledged so far is in the session file.\n";

	terminal_restore(to_restore);
	if (write(STDERR_FILENO, sentence, sizeof sentence - 1) < 0)
		_exit(EXIT_FAILURE);
	_exit(EXIT_FAILURE);
}

static void suspend(struct app *app)
{
	if (app->scene->passed != NULL && app->scene->passed(app->scene->context))
		return;
	terminal_restore(app->terminal);
	raise(SIGSTOP);
	terminal_resume(app->terminal);
	app->why = ALOUD_AGAIN;
}

/*
 * What the mouse did becomes a key: the one that stands under it, the line it is on, or the wheel
 * scrolls. False when it means nothing, also when it was aimed at a picture that is no more.
 */
static bool aim(struct app *app, struct key *key)
{
	enum { WHEEL_ROWS = 3 };

	if (app->behind)
		return false;
	if (key->code == KEYS_MOUSE) {
		const struct spot *spot = canvas_spot_at(&app->canvas, key->row, key->column);
		if (spot != NULL)
			*key = (struct key){.code = spot->code, .target = spot->target};
		return spot != NULL;
	}
	if (!app->lists) {
		int *scroll = app->scene->scroll(app->scene->context);
		*scroll += key->code == KEYS_WHEEL_UP ? -WHEEL_ROWS : WHEEL_ROWS;
		if (*scroll < 0)
			*scroll = 0;
	}
	return app->lists;
}

static bool of_mouse(const struct key *key)
{
	return key->code == KEYS_MOUSE || key->code == KEYS_WHEEL_UP ||
	       key->code == KEYS_WHEEL_DOWN;
}

/* Strangers can neither leave nor stop the program. */
static void give_key(struct app *app, const struct key *key)
{
	bool passed = app->scene->passed != NULL && app->scene->passed(app->scene->context);

	if (key->code == KEYS_CTRL('z')) {
		suspend(app);
	} else if (key->code != KEYS_CTRL('c') || !passed) {
		app->done = !app->scene->key(app->scene->context, key);
		app->behind = true;
	}
}

static void give_keys(struct app *app)
{
	struct key key = {0};

	if (app->in.count > 0) {
		keys_feed(app->keys, app->in.bytes, app->in.count);
		wipe(app->in.bytes, app->in.count);
		buf_clear(&app->in);
	}
	while (!app->done && keys_next(app->keys, &key)) {
		if (!of_mouse(&key) || aim(app, &key))
			give_key(app, &key);
		array_free(key.text);
		key = (struct key){0};
	}
}

/* --- a terminal of lines --- */

/* What a line means depends on what is asked for when its turn comes. */
static void give_line(struct app *app, const char *line, size_t length)
{
	struct page page = {0};
	struct aloud_keys keys = {0};

	app->scene->page(app->scene->context, &page);
	app->why = ALOUD_ANSWER;
	switch (aloud_read(&page, line, length, &keys)) {
	case ALOUD_KEYS:
		break;
	case ALOUD_REPEAT:
		app->why = ALOUD_AGAIN;
		break;
	case ALOUD_NO_KEY:
		array_free(app->note);
		app->note = mem_copy_text(
			_("That is no key here. A full stop alone says the keys again."));
		break;
	}
	for (size_t i = 0; i < keys.count && !app->done; i++)
		give_key(app, &keys.items[i]);
	if (keys.count > 0)
		wipe(keys.items, keys.capacity * sizeof *keys.items); /* a ballot's, maybe */
	array_finish(&keys);
	page_finish(&page);
}

static void give_lines(struct app *app)
{
	size_t at = 0;

	while (!app->done && at < app->in.count) {
		const char *line = app->in.bytes + at;
		const char *end = memchr(line, '\n', app->in.count - at);
		if (end == NULL)
			break;
		give_line(app, line, (size_t)(end - line));
		at += (size_t)(end - line) + 1;
	}
	if (at == 0)
		return;
	/* what is left is for the scene that comes next */
	memmove(app->in.bytes, app->in.bytes + at, app->in.count - at);
	app->in.count -= at;
	wipe(app->in.bytes + app->in.count, at);
}

static void draw_lines(struct app *app)
{
	struct page page = {0};
	struct buf out = {0};
	int columns, rows;

	const struct scene *scene = app->scene;
	terminal_size(app->terminal, &columns, &rows);
	if (scene->news != NULL && scene->news(scene->context) && app->why == ALOUD_CLOCK)
		app->why = ALOUD_ANSWER;
	scene->page(scene->context, &page);
	if (app->note != NULL)
		page_set(&page.message, "%s", app->note);
	array_free(app->note);
	app->note = NULL;
	terminal_echo(app->terminal, !page.hidden);
	aloud_page(app->aloud, &page, app->why, columns, rows, &out);
	app->why = ALOUD_CLOCK;
	if (out.count > 0)
		terminal_say(app->terminal, &out);
	page_finish(&page);
	buf_finish(&out);
}

static bool on_terminal(void *context, int fd, short events)
{
	struct app *app = context;

	(void)fd;
	if ((events & POLLOUT) && !terminal_write(app->terminal))
		app->gone = true;
	if (events & (POLLIN | POLLHUP | POLLERR)) {
		app->gone |= !terminal_read(app->terminal, &app->in);
		app->last_input = app->config.clock.now(app->config.clock.context);
		if (app->aloud != NULL)
			give_lines(app);
		else
			give_keys(app);
	}
	return !app->gone && !app->done;
}

static bool on_signal(void *context, int fd, short events)
{
	struct app *app = context;
	struct signalfd_siginfo info;
	struct key interrupt = {.code = KEYS_CTRL('c')};

	(void)events;
	while (read(fd, &info, sizeof info) == sizeof info) {
		switch (info.ssi_signo) {
		case SIGTERM:
		case SIGHUP:
			app->gone = true;
			break;
		case SIGINT:
			give_key(app, &interrupt);
			app->why = ALOUD_ANSWER;
			break;
		case SIGTSTP:
			suspend(app);
			break;
		case SIGWINCH:
			terminal_redraw(app->terminal);
			break;
		default:
			break;
		}
	}
	return !app->gone && !app->done;
}

static void draw(struct app *app)
{
	const struct scene *scene = app->scene;
	struct page page = {0};
	int columns, rows;

	if (terminal_backlog(app->terminal))
		return; /* drawn when it has been taken */
	terminal_size(app->terminal, &columns, &rows);
	scene->page(scene->context, &page);
	if (app->note != NULL && page.message == NULL)
		page_set(&page.message, "%s", app->note);
	array_free(app->note);
	app->note = NULL;
	layout(&page, columns, rows, scene->scroll(scene->context), &app->canvas);
	if (page.bell != 0 && page.bell != app->bell)
		terminal_bell(app->terminal);
	app->bell = page.bell;
	app->lists = app->behind = false;
	for (size_t i = 0; i < page.lines.count; i++)
		app->lists |= page.lines.items[i].focused;
	page_finish(&page);
	if (scene->mouse != NULL)
		app->mouse = scene->mouse(scene->context);
	terminal_mouse(app->terminal, app->mouse);
	if (scene->colours != NULL)
		terminal_colours(app->terminal, scene->colours(scene->context));
	terminal_show(app->terminal, &app->canvas);
	if (!terminal_write(app->terminal))
		app->gone = true;
}

/* A lone Esc is only known to be one when nothing followed. */
static void settle_escape(struct app *app)
{
	moment waited = app->config.clock.now(app->config.clock.context) - app->last_input;

	if (!keys_waiting(app->keys))
		return;
	if (waited >= ESC_WAIT_MS || waited < 0) {
		keys_flush(app->keys);
		give_keys(app);
	} else {
		loop_wake_within(app->loop, (int)(ESC_WAIT_MS - waited));
	}
}

static bool on_turn(void *context)
{
	struct app *app = context;
	const struct scene *scene = app->scene;

	settle_escape(app);
	if (scene->keep != NULL)
		scene->keep(scene->context);
	if (app->done || app->gone)
		return false;
	if (app->aloud != NULL)
		draw_lines(app);
	else
		draw(app);
	if (scene->shown != NULL)
		scene->shown(scene->context);
	loop_events(app->loop, terminal_fd(app->terminal),
		(short)(POLLIN | (terminal_backlog(app->terminal) ? POLLOUT : 0)));
	if (scene->next_change != NULL && scene->next_change(scene->context) >= 0)
		loop_wake_within(app->loop, scene->next_change(scene->context));
	return !app->gone;
}

struct app *app_create(const struct app_config *config, struct error *err)
{
	struct app *app = mem_alloc(1, sizeof *app);

	app->config = *config;
	app->signals = loop_signals();
	if (app->signals < 0) {
		error_set(err, ERROR_SYSTEM, _("Signals cannot be received on this system."));
		goto fail;
	}
	app->terminal = terminal_create(config->terminal, &app->note, err);
	if (app->terminal == NULL)
		goto fail;
	to_restore = app->terminal;
	mem_on_exhausted(out_of_memory);
	app->keys = keys_create();
	if (terminal_lines(app->terminal))
		app->aloud = aloud_create();
	app->loop = loop_create();
	loop_add(app->loop, terminal_fd(app->terminal), POLLIN, on_terminal, app);
	loop_add(app->loop, app->signals, POLLIN, on_signal, app);
	loop_on_turn(app->loop, on_turn, app);
	return app;
fail:
	app_destroy(app);
	return NULL;
}

void app_destroy(struct app *app)
{
	if (app == NULL)
		return;
	to_restore = NULL;
	loop_destroy(app->loop);
	keys_destroy(app->keys);
	canvas_finish(&app->canvas);
	aloud_destroy(app->aloud);
	buf_finish(&app->in);
	terminal_destroy(app->terminal);
	if (app->signals >= 0)
		close(app->signals);
	array_free(app->note);
	array_free(app);
}

bool app_show(struct app *app, const struct scene *scene)
{
	app->scene = scene;
	app->done = false;
	app->why = ALOUD_ANSWER;
	if (app->gone)
		return false;
	/* typed ahead */
	if (app->aloud != NULL)
		give_lines(app);
	loop_wake_within(app->loop, 0); /* the first picture waits for no key */
	loop_run(app->loop);
	if (scene->keep != NULL)
		scene->keep(scene->context);
	app->scene = NULL;
	return !app->gone;
}

static bool menu_scene_key(void *context, const struct key *key)
{
	return menu_key(context, key);
}

static void menu_scene_page(void *context, struct page *page)
{
	menu_page(context, page);
}

static int *menu_scene_scroll(void *context)
{
	return menu_scroll(context);
}

static bool menu_scene_mouse(void *context)
{
	return menu_mouse(context);
}

bool app_menu(struct app *app, struct menu *menu)
{
	struct scene scene = {.context = menu,
		.key = menu_scene_key,
		.page = menu_scene_page,
		.scroll = menu_scene_scroll,
		.mouse = menu_scene_mouse};

	menu_set_mouse(menu, app->aloud == NULL, app->mouse);
	return app_show(app, &scene);
}

void app_watch(struct app *app, int fd, loop_source_fn ready, void *context)
{
	loop_add(app->loop, fd, POLLIN, ready, context);
}

void app_unwatch(struct app *app, int fd)
{
	loop_remove(app->loop, fd);
}

bool app_lines(const struct app *app)
{
	return app->aloud != NULL;
}

bool app_mouse(const struct app *app)
{
	return app->mouse;
}

struct clock app_clock(const struct app *app)
{
	return app->config.clock;
}

struct random app_random(const struct app *app)
{
	return app->config.random;
}
