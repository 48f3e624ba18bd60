/* The wall, where it is a screen of its own: what it shows, seen from here. */
#include "state.h"

#include "roundtable/base/mem.h"

enum { SCREEN_LEAST = 4 }; /* lines of a list that the smallest wall shows at once */

static bool keeps_still(const struct console *console)
{
	/* what covers the wall covers what stands still on it too */
	return console->wall.frozen && !console->blank && !console_model(console)->off_record;
}

const struct audience *console_wall(struct console *console)
{
	struct audience *now = &console->wall.now;

	if (keeps_still(console)) {
		console->wall.still.page = console->wall.page;
		return &console->wall.still;
	}
	audience_fill(console_model(console), console_now(console), now);
	if (console->looking < 0)
		rated_sorted(console, now);
	if (console->stage == console_model(console)->stage)
		audience_sift(now, &console->sift);
	if (console->blank) { /* nothing of what is covered is handed out */
		audience_finish(now);
		now->state = AUDIENCE_BLANK;
		return now;
	}
	if (console_model(console)->stage != console->wall.stage) {
		/* another stage is read from its top */
		console->wall.stage = console_model(console)->stage;
		console->wall.page = 0;
	}
	now->page = console->wall.page;
	/* where a list is read aloud the wall goes along with it */
	if (console_view(console)->holds && console->stage == console_model(console)->stage &&
		console_focused(console) != NULL && console->focus < now->items.count)
		now->reading = (int)console->focus + 1;
	if (now->state != AUDIENCE_OFF_RECORD)
		now->door = devices_shown(console);
	return now;
}

bool console_wall_blank(const struct console *console)
{
	return console->blank;
}

void console_walls(struct console *console, int count)
{
	console->walls = count;
}

bool console_shows_door(const struct console *console)
{
	return console->wall.shows != SHOWS_STAGE;
}

bool console_wall_frozen(const struct console *console)
{
	return console->wall.frozen;
}

void wall_finish(struct console *console)
{
	audience_finish(&console->wall.now);
	audience_finish(&console->wall.still);
	array_free(console->wall.network);
	array_free(console->wall.password);
}

static bool has_wall(struct console *console)
{
	bool own = console->config.separate_wall || console->walls > 0;

	if (!own)
		console_say(console, true,
			_("There is no wall of its own. In another window or terminal, roundtable "
			  "screen FILE is one."));
	return own;
}

void wall_freeze(struct console *console)
{
	const struct console_ports *ports = &console->config.ports;
	struct audience still = {0};
	struct error err = {0};

	if (console->wall.frozen) {
		console->wall.frozen = false;
		audience_finish(&console->wall.still);
		console_say(console, false, _("The wall goes on with you."));
	} else if (!has_wall(console)) {
		return;
	} else if (ports->still != NULL &&
		   ports->still(ports->context, console_wall(console), &still, &err)) {
		console->wall.frozen = true;
		console->wall.still = still;
		console_say(console, false, _("The wall keeps showing this while you go on."));
	} else {
		console_say(console, true,
			err.text != NULL ? err.text : _("The wall cannot be frozen here."));
	}
	error_finish(&err);
}

/* --- the wall in small --- */

struct small {
	int page; /* that was turned to */
};

static void draw(struct console *console, struct overlay *overlay, struct page *page)
{
	struct small *small = overlay->state;
	const struct audience *audience = console_wall(console);

	wall_page(audience, console_now(console), page);
	if (audience->state == AUDIENCE_BLANK) {
		page->centred = true;
		page_add(page, LINE_TEXT, _("The wall is blank."));
	}
	if (audience->page != small->page) {
		small->page = audience->page;
		page->turn = audience->page + 1;
	}
	view_state(console, page);
	page_hint(page, "PageDown", _("turn its page"));
	view_mode_hint(page, MODE_WALL, ACTION_FREEZE,
		console->wall.frozen ? _("let it go on") : _("freeze it"));
	view_mode_hint(
		page, MODE_WALL, ACTION_BLANK, console->blank ? _("show again") : _("blank it"));
	page_hint(page, "Esc", _("back"));
}

/* No further than a list can go on the smallest wall. */
static void turn(struct console *console, int by)
{
	struct page page = {0};
	int most, to = console->wall.page + by;

	wall_page(console_wall(console), console_now(console), &page);
	most = (int)(page.lines.count / SCREEN_LEAST);
	page_finish(&page);
	console->wall.page = to < 0 ? 0 : to > most ? most : to;
	console_sayf(console, false, _("The wall shows page %d of what is long on it."),
		console->wall.page + 1);
}

static bool act(struct console *console, struct overlay *overlay, enum action_id action)
{
	switch ((int)action) {
	case ACTION_UP:
		overlay->scroll -= overlay->scroll > 0;
		return true;
	case ACTION_DOWN:
		overlay->scroll++;
		return true;
	case ACTION_PAGE_UP:
	case ACTION_PAGE_DOWN:
		turn(console, action == ACTION_PAGE_UP ? -1 : 1);
		return true;
	case ACTION_FREEZE:
		wall_freeze(console);
		return true;
	case ACTION_TAKE:
	case ACTION_BACK:
		console_pop(console);
		return true;
	}
	return false;
}

static void destroy(struct overlay *overlay)
{
	array_free(overlay->state);
}

static const struct overlay_kind wall_kind = {
	.mode = MODE_WALL, .draw = draw, .act = act, .destroy = destroy};

void wall_open(struct console *console)
{
	if (has_wall(console))
		console_push(console, &wall_kind, mem_alloc(1, sizeof(struct small)));
}
