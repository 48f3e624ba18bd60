/* People's own devices: the door they come in by, and who is let in. */
#include "devices.h"

#include "roundtable/base/mem.h"

/* Says `done`, or why it could not be done. */
static bool wish(struct console *console, enum door_verb verb, int64_t number, const char *done)
{
	const struct console_ports *ports = &console->config.ports;
	const struct door_wish wanted = {verb, number};
	struct error err = {0};
	bool good = ports->door != NULL && ports->door(ports->context, &wanted, &err);

	if (good)
		console_say(console, false, done);
	else
		console_say(console, true,
			err.text != NULL ? err.text : _("No device can come in now."));
	error_finish(&err);
	return good;
}

static void put_out(struct console *console, int64_t id)
{
	wish(console, DOOR_PUT_OUT, id, _("That device is out."));
}

static void ask_put_out(struct console *console, const struct door_device *device)
{
	struct buf question = {0};

	buf_format(&question,
		device->state == DEVICE_WAITING ? _("Refuse this device: %s?")
						: _("Put this device out: %s?"),
		devices_name(device));
	confirm_open(console, buf_text(&question),
		_("What it sent stays. Whoever it was can come to the door again."), put_out,
		device->id);
	buf_finish(&question);
}

static void let_in(struct console *console, struct devices *devices, int64_t id)
{
	struct buf done = {0};

	buf_format(&done, _("Let in: %s."), devices_name(devices_find(console, id)));
	if (wish(console, DOOR_ADMIT, id, buf_text(&done)))
		devices->chosen = false; /* on to who waits next */
	buf_finish(&done);
}

static void let_in_all(struct console *console, struct devices *devices)
{
	if (wish(console, DOOR_ADMIT_ALL, 0,
		    _("All are in, but for those who have a device already or whose name looks "
		      "like another: decide on each.")))
		devices->chosen = false;
}

static void show_on_wall(struct console *console, const struct devices *devices)
{
	enum wall_shows wanted = devices_network(console, devices) ? SHOWS_NETWORK : SHOWS_DOOR;

	if (console->same_picture) {
		console_say(console, false, _("The room sees this screen: Tab shows it here."));
		return;
	}
	if (wanted == SHOWS_DOOR && !devices_door_open(console))
		return;
	bool on = console->wall.shows != wanted;
	console->wall.shows = on ? wanted : SHOWS_STAGE;
	console_say(console, false,
		on ? _("The wall shows it until you take it off here.")
		   : _("The wall shows the stage again."));
}

/* Asked for once; after that it is shown, and asked again from there. */
static void network(struct console *console, struct devices *devices)
{
	bool known = console->wall.network != NULL && devices->view != VIEW_NETWORK;

	if (!console->same_picture)
		devices->view = VIEW_NETWORK;
	if (!known || console->same_picture) /* which says why not */
		form_open(console, FORM_NETWORK, 0, 0);
}

/* What works while the door is open; false: not that. */
static bool act_open(struct console *console, struct devices *devices, enum action_id action)
{
	bool asks = console->door->asks;

	switch ((int)action) {
	case ACTION_ASK_EACH:
		wish(console, DOOR_ASK, !asks,
			asks ? _("Whoever has the code comes in.")
			     : _("Whoever comes now waits for your word."));
		return true;
	case ACTION_NEW_CODE:
		wish(console, DOOR_NEW_CODE, 0,
			_("There is a new code; the old one opens nothing. Who is in stays in."));
		return true;
	case ACTION_CLOSE_DOOR:
		/* asks nothing: it is for when it must be fast, and whoever was in comes back */
		wish(console, DOOR_CLOSE, 0,
			_("The door is closed and every device is out. What they sent stays."));
		return true;
	case ACTION_SWITCH:
		devices->view = devices->view == VIEW_CODE ? VIEW_LIST : VIEW_CODE;
		return true;
	}
	return false;
}

static bool act_here(struct console *console, struct devices *devices, enum action_id action)
{
	switch ((int)action) {
	case ACTION_SHOW_DOOR:
		show_on_wall(console, devices);
		return true;
	case ACTION_NETWORK:
		network(console, devices);
		return true;
	case ACTION_ADMIT_ALL:
		if (console->door == NULL)
			return false;
		let_in_all(console, devices);
		return true;
	}
	return devices_door_open(console) && act_open(console, devices, action);
}

/* Whoever stood under the cursor a moment ago may be gone: then nobody else is meant. */
static void say_gone(struct console *console, struct devices *devices)
{
	devices->chosen = false;
	console_say(console, true, _("What was chosen here is gone. Choose again."));
}

static void take(struct console *console, struct devices *devices)
{
	struct rows rows = devices_rows(console);
	bool there = devices_focus(devices, &rows) < rows.count;
	int64_t number = devices->focus.number;

	array_finish(&rows);
	if (!there) {
		say_gone(console, devices);
	} else if (devices->focus.kind == ROW_ADDRESS) {
		if (wish(console, DOOR_OPEN, number, _("The door is open.")))
			devices->chosen = false;
	} else if (devices->focus.kind == ROW_COMMAND) {
		act_here(console, devices, (enum action_id)number);
	} else if (devices_find(console, number)->state == DEVICE_WAITING) {
		let_in(console, devices, number);
	} else {
		ask_put_out(console, devices_find(console, number));
	}
}

static void put_out_focused(struct console *console, struct devices *devices)
{
	bool device = devices->focus.kind == ROW_DEVICE && !console->same_picture;

	if (!device)
		console_say(console, true, _("Choose a device in the list first."));
	else if (devices_find(console, devices->focus.number) == NULL)
		say_gone(console, devices);
	else
		ask_put_out(console, devices_find(console, devices->focus.number));
}

static void move_to(struct devices *devices, const struct rows *rows, int64_t to)
{
	if (rows->count == 0)
		return;
	to = to >= (int64_t)rows->count ? (int64_t)rows->count - 1 : to < 0 ? 0 : to;
	devices->focus = rows->items[to];
	devices->chosen = true;
}

static void move(struct console *console, struct devices *devices, enum action_id action)
{
	struct rows rows = devices_rows(console);
	size_t at = devices_focus(devices, &rows);
	int step = action == ACTION_PAGE_UP || action == ACTION_PAGE_DOWN ? 8 : 1;
	bool up = action == ACTION_UP || action == ACTION_PAGE_UP;

	move_to(devices, &rows, at == rows.count ? 0 : (int64_t)at + (up ? -step : step));
	array_finish(&rows);
}

static bool act(struct console *console, struct overlay *overlay, enum action_id action)
{
	struct devices *devices = overlay->state;
	bool large = devices_network(console, devices) ||
		     (devices_door_open(console) && devices->view == VIEW_CODE);

	if (action == ACTION_BACK) {
		console_pop(console);
		return true;
	}
	if (large && (action == ACTION_TAKE || action == ACTION_SWITCH)) {
		devices->view = VIEW_LIST;
		return true;
	}
	switch ((int)action) {
	case ACTION_UP:
	case ACTION_DOWN:
	case ACTION_PAGE_UP:
	case ACTION_PAGE_DOWN:
		move(console, devices, action);
		return true;
	case ACTION_TAKE:
		take(console, devices);
		return true;
	case ACTION_PUT_OUT:
		put_out_focused(console, devices);
		return true;
	}
	return act_here(console, devices, action);
}

static void point(struct console *console, struct overlay *overlay, size_t target)
{
	struct rows rows = devices_rows(console);

	if (target <= rows.count)
		move_to(overlay->state, &rows, (int64_t)target - 1);
	array_finish(&rows);
}

static void destroy(struct overlay *overlay)
{
	array_free(overlay->state);
}

static const struct overlay_kind devices_kind = {
	.mode = MODE_DEVICES, .draw = devices_draw, .act = act, .point = point, .destroy = destroy};

bool devices_open_now(const struct console *console)
{
	for (size_t i = 0; i < console->overlays.count; i++)
		if (console->overlays.items[i]->kind == &devices_kind)
			return true;
	return false;
}

void devices_open(struct console *console)
{
	if (devices_open_now(console))
		return;
	struct devices *devices = mem_alloc(1, sizeof *devices);
	devices->view = console->same_picture ? VIEW_CODE : VIEW_LIST;
	console_push(console, &devices_kind, devices);
}

struct audience_door devices_shown(const struct console *console)
{
	switch (console->wall.shows) {
	case SHOWS_STAGE:
		break;
	case SHOWS_DOOR:
		return devices_audience(console, false);
	case SHOWS_NETWORK:
		return devices_audience(console, true);
	}
	return (struct audience_door){0};
}

void console_door(struct console *console, const struct door *door)
{
	console->door = door;
	if (console->wall.shows == SHOWS_DOOR && !devices_door_open(console))
		console->wall.shows = SHOWS_STAGE;
}
