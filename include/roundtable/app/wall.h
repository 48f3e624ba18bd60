#ifndef ROUNDTABLE_APP_WALL_H
#define ROUNDTABLE_APP_WALL_H

#include "roundtable/app/app.h"
#include "roundtable/join/join.h"

/**
 * Shows the wall of a running session until it is left with q: what everybody may see, at the size
 * of this terminal. A `join` made for a device has to be let in by the code, which is asked for.
 * No key changes anything of the session. False: the terminal is gone.
 */
bool wall_show(struct app *app, struct join *join);

#endif
