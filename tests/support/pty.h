#ifndef TESTS_SUPPORT_PTY_H
#define TESTS_SUPPORT_PTY_H

#include <stdbool.h>
#include <stddef.h>

/**
 * A program in a terminal of its own, and what stands on its screen.
 *
 * The terminal is a pseudo-terminal read by libvterm within the test. Between the test and the
 * program stands a session leader, as a shell would, so that the program can be stopped and
 * continued. Nothing sleeps: every wait has a condition and a deadline.
 */
struct pty;

struct pty_options {
	const char *const *argv; /**< program (a path) and arguments, NULL at the end */
	const char *const
		*env; /**< "NAME=value" sets, "NAME" unsets; NULL at the end; may be NULL */
	int columns, rows;
	bool report;   /**< descriptor 3 of the program is a pipe that pty_report() reads */
	bool no_stdin; /**< standard input is /dev/null; the terminal is the controlling one all the
			  same */
};

/** Starts the program. Aborts the test process when the system cannot even do that. */
struct pty *pty_start(const struct pty_options *options);
/** Ends the program if it still runs and frees everything. Takes NULL. */
void pty_finish(struct pty *pty);

/** Sends bytes as if typed. */
void pty_type(struct pty *pty, const char *text);
void pty_send(struct pty *pty, const void *bytes, size_t length);
/** Sends keys by their names (ui/key.h), parted by spaces: "Down Down Enter". */
void pty_keys(struct pty *pty, const char *names);
/** Sends text as a bracketed paste. */
void pty_paste(struct pty *pty, const char *text);

/** Takes in what the program does until the condition holds; false when it does not within the
 * deadline. */
bool pty_wait(struct pty *pty, bool (*until)(struct pty *pty, void *context), void *context,
	int milliseconds);
/** Waits until the text stands somewhere on the screen (within one row). */
bool pty_wait_text(struct pty *pty, const char *text, int milliseconds);
/** Waits until it stands nowhere on the screen. */
bool pty_wait_no_text(struct pty *pty, const char *text, int milliseconds);
/** Waits until the program has ended. */
bool pty_wait_end(struct pty *pty, int milliseconds);
/** Waits until the program is stopped. */
bool pty_wait_stop(struct pty *pty, int milliseconds);

/** A row of the screen as text, trailing blanks trimmed; valid until the next call. */
const char *pty_row(struct pty *pty, int row);
/** All rows, each ended by a newline; owned by the caller. */
char *pty_screen(struct pty *pty);
/** True when the text stands in some row. */
bool pty_shows(struct pty *pty, const char *text);
/** Where the cursor is, and whether it can be seen. */
void pty_cursor(struct pty *pty, int *row, int *column, bool *visible);
/** Whether any cell has a colour of its own. */
bool pty_coloured(struct pty *pty);
/** Whether the terminal tells the program of clicks. */
bool pty_mouse(const struct pty *pty);
/** Presses the first mouse button where the text stands on the screen; false when it does not. */
bool pty_click(struct pty *pty, const char *text);
/** Turns the mouse wheel by one notch. */
void pty_wheel(struct pty *pty, bool up);
/** Whether the alternate screen is on. */
bool pty_alternate(const struct pty *pty);

/** Changes the size of the terminal; the program gets SIGWINCH. */
void pty_resize(struct pty *pty, int columns, int rows);
/** Stops or goes on reading what the program writes. */
void pty_stall(struct pty *pty, bool stalled);
/** Sends a signal to the program. */
void pty_signal(struct pty *pty, int signal);
/** Closes the terminal under the program. Only pty_wait_end(), pty_status() and pty_finish() may
 * follow. */
void pty_hang_up(struct pty *pty);

/** The wait status of a program that has ended. */
int pty_status(const struct pty *pty);
/** Whether the modes of the terminal are what they were before the program started. */
bool pty_modes_restored(struct pty *pty);
/** What the program has written to descriptor 3 so far. */
const char *pty_report(struct pty *pty);
/** Everything the program has written to the terminal so far, as it came. */
const char *pty_written(const struct pty *pty);
/** Bytes the program has written to the terminal so far. */
unsigned long long pty_bytes(const struct pty *pty);

#endif
