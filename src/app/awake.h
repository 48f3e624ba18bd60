#ifndef ROUNDTABLE_APP_AWAKE_H
#define ROUNDTABLE_APP_AWAKE_H

/** Keeps the screen from going to sleep, where the system offers a way (systemd-inhibit). */
struct awake;

struct awake *awake_start(void);
/** Lets it sleep again. Takes NULL. */
void awake_end(struct awake *awake);

#endif
