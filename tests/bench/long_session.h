#ifndef TESTS_BENCH_LONG_SESSION_H
#define TESTS_BENCH_LONG_SESSION_H

#include <stddef.h>

/**
 * Writes a session file of this many events, as long workshops leave them: for every 1,000 events
 * about 400 cards typed in one stage, half of them grouped in the next, 100 turns to speak in a
 * third; words changed, notes, parked thoughts, actions in between; 24 people, and all of it
 * through the same commands as at the keys. It stands in the last stage where cards are typed, with
 * these cards on the screen. With 0 events it has only been created.
 *
 * Ends the benchmark when that cannot be done.
 */
void long_session_make(const char *path, size_t events);

#endif
