#ifndef ROUNDTABLE_UI_CONSOLE_DEVICES_H
#define ROUNDTABLE_UI_CONSOLE_DEVICES_H

#include "state.h"

/* The list of people's own devices: what devices.c does and devices_page.c draws. */

/** What a line of the list stands for. */
struct row {
	enum row_kind { ROW_ADDRESS, ROW_DEVICE, ROW_COMMAND } kind;
	int64_t number; /* index of the address, id of the device, or the action */
};

struct rows {
	struct row *items;
	size_t count, capacity;
};

struct devices {
	enum { VIEW_LIST, VIEW_CODE, VIEW_NETWORK } view;
	bool chosen; /* `focus` holds */
	struct row focus;
};

/** Whether somebody can come in now. */
bool devices_door_open(const struct console *console);
/** The lines of the list as it is now; array_finish() it. Empty without a door. */
struct rows devices_rows(const struct console *console);
/** Where the focus is; the count of rows when what had it is gone. */
size_t devices_focus(const struct devices *devices, const struct rows *rows);
/** The device with this id, NULL when it is gone. */
const struct door_device *devices_find(const struct console *console, int64_t id);
/** What a device is called in sentences. */
const char *devices_name(const struct door_device *device);
/** How to come in, and with `network` the Wi-Fi: what a wall is given. */
struct audience_door devices_audience(const struct console *console, bool network);
/** Whether the code of the Wi-Fi is shown. */
bool devices_network(const struct console *console, const struct devices *devices);
void devices_draw(struct console *console, struct overlay *overlay, struct page *page);

#endif
