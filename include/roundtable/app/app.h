#ifndef ROUNDTABLE_APP_APP_H
#define ROUNDTABLE_APP_APP_H

#include "roundtable/app/loop.h"
#include "roundtable/base/clock.h"
#include "roundtable/base/error.h"
#include "roundtable/ui/colours.h"
#include "roundtable/ui/key.h"
#include "roundtable/ui/menu.h"
#include "roundtable/ui/page.h"

#include <stdbool.h>

/** Where time, randomness and the terminal come from: the program's own, or a test's. */
struct app_config {
	struct clock clock;
	struct random random;
	const char *terminal; /**< path; NULL: the controlling terminal */
};

/** What is on the screen for a while: the console, a menu. The functions are asked in this order in
 * each turn of the loop. */
struct scene {
	void *context;
	bool (*key)(void *context, const struct key *key); /**< false: done */
	bool (*keep)(void *context); /**< writes what is half typed; may be NULL */
	/** Once the screen shows it: tells others, whom no key waits for; may be NULL. */
	void (*shown)(void *context);
	void (*page)(void *context, struct page *page);
	int *(*scroll)(void *context);
	int (*next_change)(void *context);         /**< ms, -1 none; may be NULL */
	enum colour_set (*colours)(void *context); /**< may be NULL */
	bool (*passed)(void *context);             /**< strangers hold the keyboard; may be NULL */
	bool (*mouse)(void *context);              /**< whether it is wanted; NULL: as it was */
	/** Whether something came since the last call that nobody typed here: it is read out in
	 * lines as what was typed is; may be NULL. */
	bool (*news)(void *context);
};

/** The terminal and the loop, for as many scenes as come. */
struct app;

struct app *app_create(const struct app_config *config, struct error *err);
/** Restores the terminal. Takes NULL. */
void app_destroy(struct app *app);
/** Shows a scene until it is done. False: the terminal is gone or the process is told to end. */
bool app_show(struct app *app, const struct scene *scene);
/** Shows a menu until something is chosen; false as app_show(). */
bool app_menu(struct app *app, struct menu *menu);
/** While a scene is shown: waits for this descriptor too and calls `ready` (see loop.h). */
void app_watch(struct app *app, int fd, loop_source_fn ready, void *context);
void app_unwatch(struct app *app, int fd);
/** Whether the mouse was on in the last scene: the next one begins so. */
bool app_mouse(const struct app *app);
/** Whether the screen is written in lines, which stay. */
bool app_lines(const struct app *app);
struct clock app_clock(const struct app *app);
struct random app_random(const struct app *app);

#endif
