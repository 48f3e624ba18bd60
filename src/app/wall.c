/* The wall as a scene: it follows, it draws, it scrolls, and it is left. Nothing else; over a
 * network it is first let in by the code. */
#include "roundtable/app/wall.h"

#include "roundtable/base/i18n.h"
#include "roundtable/codec/participant.h"
#include "roundtable/ui/editor.h"
#include "roundtable/ui/keymap.h"
#include "roundtable/ui/wall.h"

#include <limits.h>
#include <poll.h>

struct wall {
	struct app *app;
	struct join *join;
	int stage; /* whose page is scrolled */
	int scroll;
	int page;     /* that the facilitator turned to */
	int64_t told; /* states heard when it was asked for news */
	enum join_state state;
	struct editor code; /* while it is typed */
	char *refused;      /* why the last one was no good */
};

/* Over a network, before the code was right or when the door was opened anew. */
static bool apart(const struct wall *wall)
{
	return join_state(wall->join) == JOIN_APART;
}

static void send_code(struct wall *wall)
{
	char *code = editor_take(&wall->code);
	const struct asked asked = {.code = code, .wall = true};

	if (code[0] != '\0')
		join_ask(wall->join, JOIN_PLACE, &asked);
	array_free(code);
}

/* False: left. */
static bool code_key(struct wall *wall, const struct key *key)
{
	if (editor_key(&wall->code, key))
		return true;
	if (key->code == KEYS_ENTER)
		send_code(wall);
	enum action_id action = keymap_find(MODE_ENTRY, key->code);
	return action != ACTION_QUIT && key->code != KEYS_CTRL('c');
}

static void take_answers(struct wall *wall)
{
	struct join_answer answer;

	while (join_take_answer(wall->join, &answer)) {
		array_free(wall->refused);
		wall->refused = answer.sentence;
	}
}

static moment now(const struct wall *wall)
{
	struct clock clock = app_clock(wall->app);

	return clock.now(clock.context);
}

static bool on_key(void *context, const struct key *key)
{
	struct wall *wall = context;

	if (apart(wall))
		return code_key(wall, key);
	switch ((int)keymap_find(MODE_LETTERS, key->code)) {
	case ACTION_QUIT:
		return false;
	case ACTION_UP:
		wall->scroll -= wall->scroll > 0;
		break;
	case ACTION_DOWN:
		wall->scroll += wall->scroll < INT_MAX / 2;
		break;
	case ACTION_PAGE_UP:
		wall->scroll = wall->scroll > 8 ? wall->scroll - 8 : 0;
		break;
	case ACTION_PAGE_DOWN:
		wall->scroll += wall->scroll < INT_MAX / 2 ? 8 : 0;
		break;
	case ACTION_FIRST:
		wall->scroll = 0;
		break;
	case ACTION_LAST:
		wall->scroll = INT_MAX;
		break;
	}
	return true;
}

static void waiting(struct page *page)
{
	page->centred = true;
	page_add(page, LINE_QUESTION, _("Waiting for the session"));
	page_add(page, LINE_TEXT,
		_("This wall shows the workshop as soon as the session is open. Leave with q."));
}

static void ask_code(const struct wall *wall, struct page *page)
{
	const char *problem = join_problem(wall->join);

	page_add(page, LINE_QUESTION, _("Which code is it?"));
	page_add(page, LINE_TEXT,
		_("The console shows it with the address: 6 letters and digits. A wall only "
		  "follows."));
	page->asking = true;
	page_set(&page->ask, "%s", _("Code"));
	page_set(&page->typed, "%s", editor_text(&wall->code));
	page->cursor = wall->code.cursor;
	if (problem != NULL || wall->refused != NULL) {
		page_set(&page->message, "%s", problem != NULL ? problem : wall->refused);
		page->alarming = true;
	}
	page_hint(page, "Enter", _("go on"));
	page_hint(page, "F10", _("leave"));
}

static void on_page(void *context, struct page *page)
{
	struct wall *wall = context;
	const struct audience *audience = join_audience(wall->join);

	if (apart(wall)) {
		ask_code(wall, page);
		return;
	}
	if (audience == NULL) {
		waiting(page);
		return;
	}
	if (audience->stage != wall->stage) { /* another stage is read from its top */
		wall->stage = audience->stage;
		wall->scroll = wall->page = 0;
	}
	wall_page(audience, now(wall), page);
	if (audience->page != wall->page && audience->page >= 0 && audience->page < INT_MAX) {
		wall->page = audience->page;
		page->turn = audience->page + 1;
	}
	if (join_state(wall->join) == JOIN_LOST)
		page_set(&page->message, "%s",
			_("The connection is lost; this is what was shown last. It comes back by "
			  "itself."));
}

/* A state, or that the connection went or came back. */
static bool news(void *context)
{
	struct wall *wall = context;
	bool changed =
		join_heard(wall->join) != wall->told || join_state(wall->join) != wall->state;

	wall->told = join_heard(wall->join);
	wall->state = join_state(wall->join);
	return changed;
}

static int *on_scroll(void *context)
{
	struct wall *wall = context;

	return &wall->scroll;
}

static int next_change(void *context)
{
	const struct wall *wall = context;
	const struct audience *audience = join_audience(wall->join);
	int clock = audience != NULL ? wall_next_change(audience, now(wall)) : -1;
	int connection = join_wait(wall->join);

	return connection < 0 || (clock >= 0 && clock < connection) ? clock : connection;
}

/* At the end of every turn, so that a wait that is over is acted on too. */
static bool on_turn(void *context)
{
	struct wall *wall = context;

	join_run(wall->join);
	take_answers(wall);
	return true;
}

static bool on_ready(void *context, int fd, short events)
{
	struct wall *wall = context;

	(void)fd;
	(void)events;
	join_run(wall->join);
	take_answers(wall);
	return true;
}

bool wall_show(struct app *app, struct join *join)
{
	struct wall wall = {.app = app, .join = join, .stage = -1};
	struct scene scene = {.context = &wall,
		.key = on_key,
		.keep = on_turn,
		.page = on_page,
		.scroll = on_scroll,
		.next_change = next_change,
		.news = news};

	app_watch(app, join_fd(join), on_ready, &wall);
	bool alive = app_show(app, &scene);
	app_unwatch(app, join_fd(join));
	editor_finish(&wall.code);
	array_free(wall.refused);
	return alive;
}
