#ifndef ROUNDTABLE_APP_KEYBOARD_H
#define ROUNDTABLE_APP_KEYBOARD_H

#include "roundtable/app/app.h"
#include "roundtable/join/join.h"

/**
 * Shows a participant's own keyboard until it is left: `join` is a device's. `needs_code`: the
 * session is reached over the network. Who leaves gives the place back, as far as the session can
 * be reached. False: the terminal is gone.
 */
bool keyboard_show(struct app *app, struct join *join, bool needs_code);

#endif
