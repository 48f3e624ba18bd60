#ifndef ROUNDTABLE_UI_TERMINAL_H
#define ROUNDTABLE_UI_TERMINAL_H

#include "roundtable/base/buf.h"
#include "roundtable/base/error.h"
#include "roundtable/ui/canvas.h"
#include "roundtable/ui/colours.h"
#include "roundtable/ui/key.h"

#include <stdbool.h>

/**
 * The terminal: the only part that includes curses.
 *
 * It never blocks. Curses draws into a memory file; what comes out is written to our own
 * non-blocking descriptor of the terminal as fast as it takes it. A frame is skipped while the last
 * one is still on its way.
 *
 * One that cannot place a cursor (TERM=dumb) is written to in lines: nothing but text and newlines
 * goes out, and what comes in are lines that the terminal itself let be edited.
 */
struct terminal;

/**
 * Opens the controlling terminal (`path`, or NULL for /dev/tty), saves its settings, enters the
 * alternate screen. An unknown TERM falls back to xterm-256color; `note` (if not NULL) then gets a
 * sentence, owned by the caller. Installs handlers for SEGV, ABRT, BUS, FPE that only restore the
 * terminal and re-raise.
 */
struct terminal *terminal_create(const char *path, char **note, struct error *err);
/** Leaves the alternate screen, restores the settings. Takes NULL. Safe to call twice through
 * terminal_restore(). */
void terminal_destroy(struct terminal *terminal);
/** Puts the terminal back as it was found, without freeing: for SIGTSTP and fatal ends. */
void terminal_restore(struct terminal *terminal);
/** Enters again after SIGCONT. */
void terminal_resume(struct terminal *terminal);

/** The descriptor to wait on: for reading always, for writing while terminal_backlog(). */
int terminal_fd(const struct terminal *terminal);
bool terminal_backlog(const struct terminal *terminal);
/** Appends the bytes that are there. False when the terminal is gone (end of file, hang-up, error):
 * leave. Of a terminal of lines they are whole lines; the end of input typed by hand is one with
 * Ctrl-C in it. */
bool terminal_read(struct terminal *terminal, struct buf *in);
/** Writes what waits. False when the terminal is gone. */
bool terminal_write(struct terminal *terminal);
/** The size now (asks the kernel). */
void terminal_size(struct terminal *terminal, int *columns, int *rows);
/** The next canvas is drawn in full: after SIGWINCH, or when something else has written to the
 * screen. */
void terminal_redraw(struct terminal *terminal);
/** Shows a canvas; does nothing while there is a backlog (call again when it is gone). */
bool terminal_show(struct terminal *terminal, const struct canvas *canvas);
/** Whether this terminal can only print lines; then what follows on colours, mouse and canvas does
 * nothing. */
bool terminal_lines(const struct terminal *terminal);
/** Writes text to a terminal of lines. */
void terminal_say(struct terminal *terminal, const struct buf *text);
/** Whether a terminal of lines shows what is typed. */
void terminal_echo(struct terminal *terminal, bool on);
/** Chooses colours; COLOURS_MONO where the terminal has none or NO_COLOR is set. */
void terminal_colours(struct terminal *terminal, enum colour_set colours);
/** Turns mouse reports on or off; only a change sends anything. Off at first. */
void terminal_mouse(struct terminal *terminal, bool on);
/** Rings the bell: visible by the view, audible here if wanted. */
void terminal_bell(struct terminal *terminal);
/** Bytes written so far: for the benchmark. */
unsigned long long terminal_bytes(const struct terminal *terminal);

#endif
