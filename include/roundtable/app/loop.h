#ifndef ROUNDTABLE_APP_LOOP_H
#define ROUNDTABLE_APP_LOOP_H

#include <stdbool.h>

/**
 * One poll() for everything: a list of sources, each a descriptor with a callback, and a time to
 * wake up at. Signals come through a signalfd as a source like any other.
 */
struct loop;

/** Called when a source is ready. `events` as poll(2) reports them. Return false to end the loop.
 */
typedef bool (*loop_source_fn)(void *context, int fd, short events);
/** Called once per turn, after all ready sources: the place to commit, draw and send. Return false
 * to end the loop. */
typedef bool (*loop_turn_fn)(void *context);

struct loop *loop_create(void);
void loop_destroy(struct loop *loop);
void loop_on_turn(struct loop *loop, loop_turn_fn turn, void *context);
/** Adds a source; `events` is what to wait for (POLLIN, POLLOUT). */
void loop_add(struct loop *loop, int fd, short events, loop_source_fn source, void *context);
/** Changes what a source waits for. */
void loop_events(struct loop *loop, int fd, short events);
void loop_remove(struct loop *loop, int fd);
/** Wakes the loop for a turn after at most this many milliseconds (the earliest request of a turn
 * counts; -1: no request). */
void loop_wake_within(struct loop *loop, int milliseconds);
/** Runs until a callback returns false. */
void loop_run(struct loop *loop);

/**
 * Blocks the signals a full-screen program handles (INT TERM HUP TSTP CONT WINCH, PIPE ignored) and
 * returns a descriptor that reports them (struct signalfd_siginfo), or -1.
 */
int loop_signals(void);

#endif
