/* The page of people's own devices: the door, who comes, and what can be done. */
#include "devices.h"

bool devices_door_open(const struct console *console)
{
	return console->door != NULL && console->door->open && console->door->url != NULL;
}

/* --- the lines of the list --- */

static void add_row(struct rows *rows, enum row_kind kind, int64_t number)
{
	*array_push(rows) = (struct row){kind, number};
}

/* Who came, also from this machine while the door is closed. Who asks and who is in is not for the
 * room. */
static void add_devices(const struct console *console, struct rows *rows)
{
	const struct door *door = console->door;

	for (size_t i = 0; i < door->devices.count && !console->same_picture; i++)
		add_row(rows, ROW_DEVICE, door->devices.items[i].id);
	if (door->waiting > 0)
		add_row(rows, ROW_COMMAND, ACTION_ADMIT_ALL);
}

static void add_door(const struct console *console, struct rows *rows)
{
	if (!console->same_picture)
		add_row(rows, ROW_COMMAND, ACTION_SHOW_DOOR);
	add_row(rows, ROW_COMMAND, ACTION_SWITCH);
	add_row(rows, ROW_COMMAND, ACTION_ASK_EACH);
	add_row(rows, ROW_COMMAND, ACTION_NEW_CODE);
	if (!console->same_picture)
		add_row(rows, ROW_COMMAND, ACTION_NETWORK);
	add_row(rows, ROW_COMMAND, ACTION_CLOSE_DOOR);
}

/* Those that reach nothing but this machine first. */
static void add_addresses(const struct console *console, struct rows *rows)
{
	const struct door_addresses *addresses = &console->door->addresses;

	for (int loopback = 1; loopback >= 0; loopback--)
		for (size_t i = 0; i < addresses->count; i++)
			if (addresses->items[i].loopback == loopback)
				add_row(rows, ROW_ADDRESS, (int64_t)i);
	if (!console->same_picture)
		add_row(rows, ROW_COMMAND, ACTION_NETWORK);
}

struct rows devices_rows(const struct console *console)
{
	struct rows rows = {0};

	if (console->door == NULL)
		return rows;
	add_devices(console, &rows);
	if (devices_door_open(console))
		add_door(console, &rows);
	else
		add_addresses(console, &rows);
	return rows;
}

/* Where the focus is; the count of rows when what had it is gone. */
size_t devices_focus(const struct devices *devices, const struct rows *rows)
{
	size_t at = 0;

	while (at < rows->count && (rows->items[at].kind != devices->focus.kind ||
					   rows->items[at].number != devices->focus.number))
		at++;
	return at;
}

const struct door_device *devices_find(const struct console *console, int64_t id)
{
	const struct door *door = console->door;

	for (size_t i = 0; door != NULL && i < door->devices.count; i++)
		if (door->devices.items[i].id == id)
			return &door->devices.items[i];
	return NULL;
}

const char *devices_name(const struct door_device *device)
{
	return device->wall                                      ? _("A wall")
	       : device->name != NULL && device->name[0] != '\0' ? device->name
								 : _("A place without a name");
}

static void say_of(struct buf *detail, const char *format, const char *name)
{
	buf_text_add(detail, detail->count > 0 ? " · " : "");
	buf_format(detail, format, name);
}

static void device_line(const struct door_device *device, struct page *page)
{
	struct line *line = page_add(page, LINE_ITEM, devices_name(device));
	struct buf detail = {0};
	bool waits = device->state == DEVICE_WAITING;

	line_mark(line, waits ? "?" : "✓");
	if (device->role != NULL && device->role[0] != '\0')
		say_of(&detail, "%s", device->role);
	if (waits)
		say_of(&detail, "%s", _("waits"));
	if (waits && device->alike != NULL)
		say_of(&detail, _("looks like %s"), device->alike);
	if (waits && device->moves)
		say_of(&detail, "%s", _("has a device already: letting in moves it"));
	if (!waits && device->ready)
		say_of(&detail, "%s", _("ready"));
	if (!device->connected)
		say_of(&detail, "%s", _("not connected now"));
	if (detail.count > 0)
		line_detail(line, "%s", buf_text(&detail));
	buf_finish(&detail);
}

static void command_line(const struct console *console, enum action_id action, struct page *page)
{
	const char *text = action == ACTION_SWITCH ? _("Show the code large, here")
			   : action == ACTION_ASK_EACH && console->door->asks
				   ? _("Stop asking: the code is enough")
			   : action == ACTION_SHOW_DOOR && console->wall.shows != SHOWS_STAGE
				   ? _("Show the stage on the wall again")
				   : _(action_info(action)->help);
	struct line *line = page_add(page, LINE_ITEM, text);
	char key[24];

	line_mark(line, "·");
	if (keymap_key(MODE_DEVICES, action, key))
		line_detail(line, "%s", key);
}

static void address_line(const struct door_address *address, struct page *page)
{
	struct line *line = page_add(page, LINE_ITEM, address->address);

	line_mark(line, "•");
	if (address->loopback)
		line_detail(line, "%s", _("only this machine"));
	else
		line_detail(line, _("network %s"), address->name);
}

/* --- drawing --- */

static void add_rows(const struct console *console, struct devices *devices, struct page *page)
{
	struct rows rows = devices_rows(console);

	if (!devices->chosen && rows.count > 0) {
		devices->focus = rows.items[0];
		devices->chosen = true;
	}
	for (size_t i = 0; i < rows.count; i++) {
		const struct row *row = &rows.items[i];
		size_t first = page->lines.count;
		if (row->kind == ROW_ADDRESS)
			address_line(&console->door->addresses.items[row->number], page);
		else if (row->kind == ROW_DEVICE)
			device_line(devices_find(console, row->number), page);
		else
			command_line(console, (enum action_id)row->number, page);
		page->lines.items[first].focused = i == devices_focus(devices, &rows);
		page->lines.items[first].target = i + 1;
	}
	array_finish(&rows);
}

/* What plain HTTP means, in the words of whoever must decide on it. */
static void say_secrecy(const struct console *console, struct page *page)
{
	page_add(page, LINE_TEXT,
		console->door->encrypted
			? _("HTTPS: who listens on the network learns nothing but that somebody is "
			    "there.")
			: _("Plain HTTP: who listens on this network can read along, ballots too. "
			    "Where that matters, use HTTPS, the passed keyboard or paper."));
}

static void say_counts(const struct door *door, struct page *page)
{
	if (door->waiting > 0)
		page_addf(page, LINE_SENTENCE,
			door->waiting == 1 ? _("%d wants to come in.") : _("%d want to come in."),
			door->waiting);
	page_addf(page, LINE_TEXT, _("%d in, %d of them ready"), door->in, door->ready);
}

static void add_hints(
	const struct console *console, const struct devices *devices, struct page *page)
{
	const struct door *door = console->door;
	const struct door_device *device = devices->focus.kind == ROW_DEVICE
						   ? devices_find(console, devices->focus.number)
						   : NULL;

	page_hint(page, "Enter",
		devices->focus.kind == ROW_ADDRESS ? _("open here")
		: device == NULL                   ? _("do it")
		: device->state == DEVICE_WAITING  ? _("let in")
						   : _("put out"));
	if (door->waiting > 1)
		view_mode_hint(page, MODE_DEVICES, ACTION_ADMIT_ALL, NULL);
	if (devices_door_open(console))
		view_mode_hint(page, MODE_DEVICES, ACTION_CLOSE_DOOR, NULL);
	if (device != NULL && device->state == DEVICE_WAITING)
		view_mode_hint(page, MODE_DEVICES, ACTION_PUT_OUT, _("refuse"));
	page_hint(page, "↑ ↓", _("move"));
	page_hint(page, "Esc", _("back"));
}

static void draw_closed(const struct console *console, struct devices *devices, struct page *page)
{
	const struct door *door = console->door;

	page_add(page, LINE_QUESTION, _("Where shall people's own devices come in?"));
	if (door->devices.count > 0)
		say_counts(door, page);
	add_rows(console, devices, page);
	if (console->door->addresses.count == 0)
		page_add(page, LINE_WARNING, _("This machine has no network address."));
	say_secrecy(console, page);
	page_add(page, LINE_TEXT,
		_("Nobody needs a device: the keyboard and paper stay a way to take part in "
		  "everything."));
	add_hints(console, devices, page);
}

static void say_test(const struct door *door, struct page *page)
{
	switch (door->test) {
	case DOOR_UNTESTED:
		break;
	case DOOR_WORKS:
		page_add(page, LINE_TEXT, _("Tested: the page can be fetched from this address."));
		break;
	case DOOR_FAILS:
		page_add(page, LINE_WARNING,
			_("The page could not be fetched from its own address. A firewall may be "
			  "in the way, or the network is gone."));
		break;
	}
}

struct audience_door devices_audience(const struct console *console, bool network)
{
	const struct door *door = console->door;

	return (struct audience_door){.url = devices_door_open(console) ? door->url : NULL,
		.code = devices_door_open(console) ? door->code : NULL,
		.long_code = devices_door_open(console) ? door->long_code : NULL,
		.network = network ? console->wall.network : NULL,
		.password = network ? console->wall.password : NULL};
}

static void draw_open(const struct console *console, struct devices *devices, struct page *page)
{
	const struct door *door = console->door;
	struct audience_door shown = devices_audience(console, false);

	page_add(page, LINE_QUESTION, door->url);
	page_addf(page, LINE_QUESTION, _("Code: %s"), door->code);
	if (!console->same_picture)
		wall_door_pictures(&shown, page);
	if (door->test == DOOR_FAILS)
		say_test(door, page);
	say_counts(door, page);
	add_rows(console, devices, page);
	if (door->test == DOOR_WORKS)
		say_test(door, page);
	if (door->loopback)
		page_add(page, LINE_TEXT, _("Only this machine can come in here."));
	say_secrecy(console, page);
	add_hints(console, devices, page);
}

/* What a wall shows of it, here. */
static void draw_large(const struct console *console, bool network, struct page *page)
{
	struct audience_door shown = devices_audience(console, network);

	wall_door(&shown, page);
	if (!network && console->door->waiting > 0)
		say_counts(console->door, page);
	page_hint(page, "Tab", _("list"));
	page_hint(page, "Esc", _("back"));
	if (!console->same_picture)
		view_mode_hint(page, MODE_DEVICES, ACTION_SHOW_DOOR, NULL);
	if (network)
		view_mode_hint(page, MODE_DEVICES, ACTION_NETWORK, _("change"));
	else
		view_mode_hint(page, MODE_DEVICES, ACTION_CLOSE_DOOR, NULL);
}

/* The Wi-Fi is not shown to the room by a change of who sees this screen. */
bool devices_network(const struct console *console, const struct devices *devices)
{
	return devices->view == VIEW_NETWORK && console->wall.network != NULL &&
	       !console->same_picture;
}

void devices_draw(struct console *console, struct overlay *overlay, struct page *page)
{
	struct devices *devices = overlay->state;

	if (console->door == NULL) {
		page_add(page, LINE_QUESTION, _("No device can come in now."));
		page_add(page, LINE_TEXT,
			_("The service for walls and devices is not there. The workshop goes on "
			  "without it."));
		page_hint(page, "Esc", _("back"));
	} else if (devices_network(console, devices)) {
		draw_large(console, true, page);
	} else if (!devices_door_open(console)) {
		draw_closed(console, devices, page);
	} else if (devices->view == VIEW_CODE) {
		draw_large(console, false, page);
	} else {
		draw_open(console, devices, page);
	}
}
