/*
 * The only file that includes curses.
 *
 * Curses believes that it writes to a terminal; it writes to a memory file,
 * and what it wrote is sent on to our own non-blocking descriptor of the terminal. So a terminal
 * that has stopped reading (Ctrl-S, a hung connection) can never stop the program. What curses then
 * cannot do, the terminal's modes and its size, is done here.
 */
#include "roundtable/ui/terminal.h"

#include "roundtable/base/buf.h"
#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/ui/glyph.h"

/* Curses has a function of that name too. */
#define key_name curses_key_name
#include <curses.h>
#undef key_name

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

/* From term.h, which would also make a macro of every capability's name, `columns` among them. */
extern char *tigetstr(const char *name);

enum { CRASHES = 4, CRASH_STACK = 64 * 1024, RESET_MAX = 256, PATIENCE_MS = 200 };
static const int crashes[CRASHES] = {SIGSEGV, SIGABRT, SIGBUS, SIGFPE};

static const char PASTE_ON[] = "\033[?2004h", MOUSE_ON[] = "\033[?1000h\033[?1006h",
		  MOUSE_OFF[] = "\033[?1006l\033[?1000l";

/*
 * What a signal handler needs to put the terminal back. A handler has no other way to know
 * anything, so this is the one thing of the program that is not passed around; it is set while a
 * terminal is entered and read nowhere else.
 */
static struct {
	volatile sig_atomic_t entered;
	int fd;
	struct termios modes;
	char reset[RESET_MAX];
	size_t length;
	struct sigaction before[CRASHES];
} last_words;

struct terminal {
	int fd, memory;
	FILE *out, *in;
	SCREEN *screen;
	struct termios found, ours;
	struct buf backlog; /* bytes on their way to the terminal */
	size_t sent;
	bool gone, redraw;
	struct canvas shown; /* what curses was last told */
	attr_t attributes[STYLES];
	enum colour_set colours;
	bool mouse;
	bool lines; /* cannot place a cursor: curses draws nothing, the kernel edits what is typed
		     */
	unsigned long long bytes;
	void *crash_stack;
};

/* --- putting the terminal back, also from a signal handler: no memory, no curses, no waiting for
 * long --- */

static void write_patiently(int fd, const char *bytes, size_t length, int milliseconds)
{
	while (length > 0) {
		ssize_t done = write(fd, bytes, length);
		if (done > 0) {
			bytes += done;
			length -= (size_t)done;
			continue;
		}
		if (done < 0 && errno == EINTR)
			continue;
		struct pollfd wait = {.fd = fd, .events = POLLOUT};
		if (errno != EAGAIN || poll(&wait, 1, milliseconds) <= 0)
			break;
	}
	/* It does not read: throw away what waits in the kernel, so that these words fit. */
	if (length > 0 && milliseconds > 0) {
		tcflush(fd, TCOFLUSH);
		write_patiently(fd, bytes, length, 0);
	}
}

static void put_back(void)
{
	if (!last_words.entered)
		return;
	last_words.entered = 0;
	int saved = errno;
	write_patiently(last_words.fd, last_words.reset, last_words.length, PATIENCE_MS);
	tcsetattr(last_words.fd, TCSANOW, &last_words.modes);
	errno = saved;
}

static void on_crash(int signal)
{
	put_back();
	for (int i = 0; i < CRASHES; i++)
		if (crashes[i] == signal)
			sigaction(signal, &last_words.before[i], NULL);
	raise(signal);
}

static void catch_crashes(struct terminal *terminal)
{
	stack_t stack;
	if (sigaltstack(NULL, &stack) == 0 && (stack.ss_flags & SS_DISABLE)) {
		/* The stack may be what overflowed. */
		terminal->crash_stack = mem_alloc(1, CRASH_STACK);
		stack = (stack_t){.ss_sp = terminal->crash_stack, .ss_size = CRASH_STACK};
		sigaltstack(&stack, NULL);
	}
	struct sigaction action = {.sa_handler = on_crash, .sa_flags = SA_ONSTACK | SA_NODEFER};
	sigemptyset(&action.sa_mask);
	for (int i = 0; i < CRASHES; i++)
		sigaction(crashes[i], &action, &last_words.before[i]);
}

static void leave_crashes(struct terminal *terminal)
{
	for (int i = 0; i < CRASHES; i++)
		sigaction(crashes[i], &last_words.before[i], NULL);
	if (terminal->crash_stack) {
		stack_t none = {.ss_flags = SS_DISABLE};
		sigaltstack(&none, NULL);
		free(terminal->crash_stack);
	}
}

/* Adds a terminfo string to the last words, without its delays; one that does not fit is left out
 * whole. */
static void add_last_word(const char *word)
{
	if (!word || word == (char *)-1)
		return;
	char *to = last_words.reset + last_words.length;
	size_t room = RESET_MAX - last_words.length, used = 0;
	while (*word && used < room) {
		const char *end = word[0] == '$' && word[1] == '<' ? strchr(word, '>') : NULL;
		if (end)
			word = end + 1;
		else
			to[used++] = *word++;
	}
	if (*word == 0)
		last_words.length += used;
}

static void prepare_last_words(const struct terminal *terminal)
{
	last_words.fd = terminal->fd;
	last_words.modes = terminal->found;
	last_words.length = 0;
	if (terminal->lines)
		return;
	add_last_word("\030"); /* CAN: ends a sequence of which only half was sent */
	add_last_word(tigetstr("sgr0"));
	add_last_word(tigetstr("op"));
	add_last_word(tigetstr("cnorm"));
	add_last_word("\033[?2004l");
	add_last_word(MOUSE_OFF);
	char *leave = tigetstr("rmcup");
	add_last_word(leave && leave != (char *)-1 ? leave : tigetstr("clear"));
}

/* --- opening and closing --- */

static bool open_tty(struct terminal *terminal, const char *path, struct error *err)
{
	terminal->fd = open(path ? path : "/dev/tty", O_RDWR | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (terminal->fd < 0 || tcgetattr(terminal->fd, &terminal->found) < 0)
		return error_set(err, ERROR_INPUT,
			_("There is no terminal to draw on. Start Roundtable in a terminal "
			  "window."));
	return true;
}

static void choose_modes(struct terminal *terminal)
{
	terminal->ours = terminal->found;
	if (terminal->lines) {
		/* As a shell leaves it; only the key that would end the program without a word is
		 * taken away. */
		terminal->ours.c_lflag |= ICANON | ECHO | ECHONL | ISIG | IEXTEN;
		terminal->ours.c_iflag |= ICRNL | IUTF8;
		terminal->ours.c_oflag |= OPOST | ONLCR;
		terminal->ours.c_cc[VQUIT] = _POSIX_VDISABLE;
		return;
	}
	cfmakeraw(&terminal->ours);
	/* Reading gives what there is or EAGAIN; 0 only when the terminal is gone. */
	terminal->ours.c_cc[VMIN] = 1;
	terminal->ours.c_cc[VTIME] = 0;
}

/* Starts curses without letting it take over any signal. */
static SCREEN *start_curses(const char *name, FILE *out, FILE *in)
{
	static const int taken[] = {SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
	enum { TAKEN = sizeof taken / sizeof *taken };
	struct sigaction before[TAKEN];
	for (int i = 0; i < TAKEN; i++)
		sigaction(taken[i], NULL, &before[i]);
	use_env(FALSE);
	SCREEN *screen = newterm(name, out, in);
	for (int i = 0; i < TAKEN; i++)
		sigaction(taken[i], &before[i], NULL);
	return screen;
}

static bool open_curses(struct terminal *terminal, char **note, struct error *err)
{
	const char *name = getenv("TERM"), *fallback = "xterm-256color";
	terminal->lines = name && strcmp(name, "dumb") == 0;
	if (terminal->lines)
		return true;
	terminal->memory = memfd_create("screen", MFD_CLOEXEC);
	int copy = terminal->memory < 0 ? -1 : fcntl(terminal->memory, F_DUPFD_CLOEXEC, 3);
	terminal->out = copy < 0 ? NULL : fdopen(copy, "w");
	terminal->in = fopen("/dev/null", "re");
	if (!terminal->out || !terminal->in) {
		if (copy >= 0 && !terminal->out)
			close(copy);
		return error_set(
			err, ERROR_SYSTEM, _("The screen cannot be set up: %s."), strerror(errno));
	}
	if (name && *name)
		terminal->screen = start_curses(name, terminal->out, terminal->in);
	const char *place = terminal->screen ? tigetstr("cup") : NULL;
	terminal->lines = terminal->screen && (!place || place == (char *)-1);
	if (terminal->screen)
		return true;
	terminal->screen = start_curses(fallback, terminal->out, terminal->in);
	if (!terminal->screen)
		return error_set(err, ERROR_SYSTEM,
			_("The description of this terminal is missing (TERM is “%s”). Install "
			  "ncurses-base."),
			name ? name : "");
	if (note) {
		struct buf words = {0};
		buf_format(&words,
			name && *name ? _("The terminal “%s” is not known on this computer; it is "
					  "treated as xterm-256color.")
				      : _("The terminal does not say what it is (TERM is not set); "
					  "it is treated as "
					  "xterm-256color.%s"),
			name && *name ? name : "");
		free(*note);
		*note = buf_take(&words);
	}
	return true;
}

/* Releases everything; the terminal has been put back or was never entered. */
static void release(struct terminal *terminal)
{
	if (terminal->screen)
		delscreen(terminal->screen);
	if (terminal->out)
		fclose(terminal->out);
	if (terminal->in)
		fclose(terminal->in);
	if (terminal->memory >= 0)
		close(terminal->memory);
	if (terminal->fd >= 0)
		close(terminal->fd);
	buf_finish(&terminal->backlog);
	canvas_finish(&terminal->shown);
	free(terminal);
}

/* Our modes on, and what curses cannot switch on. */
static void enter(struct terminal *terminal)
{
	tcsetattr(terminal->fd, TCSANOW, &terminal->ours);
	last_words.entered = 1;
	if (terminal->lines)
		return;
	buf_text_add(&terminal->backlog, PASTE_ON);
	if (terminal->mouse)
		buf_text_add(&terminal->backlog, MOUSE_ON);
	terminal->redraw = true;
}

struct terminal *terminal_create(const char *path, char **note, struct error *err)
{
	struct terminal *terminal = mem_alloc(1, sizeof *terminal);
	terminal->fd = terminal->memory = -1;
	terminal->colours = COLOUR_SETS; /* none yet */
	if (!open_tty(terminal, path, err) || !open_curses(terminal, note, err)) {
		release(terminal);
		return NULL;
	}
	choose_modes(terminal);
	prepare_last_words(terminal);
	catch_crashes(terminal);
	if (terminal->lines) {
		enter(terminal);
		return terminal;
	}
	nonl(); /* a newline goes down only: our modes do not translate output */
	typeahead(-1);
	scrollok(stdscr, FALSE);
	if (has_colors()) {
		start_color();
		use_default_colors();
	}
	terminal_colours(terminal, COLOURS_DEFAULT);
	enter(terminal);
	return terminal;
}

void terminal_restore(struct terminal *terminal)
{
	if (!terminal || !last_words.entered)
		return;
	put_back();
	buf_clear(&terminal->backlog);
	terminal->sent = 0;
}

void terminal_destroy(struct terminal *terminal)
{
	if (!terminal)
		return;
	terminal_restore(terminal);
	leave_crashes(terminal);
	release(terminal);
}

/* --- from curses to the terminal --- */

/* Takes what curses wrote into the memory file. */
static void collect(struct terminal *terminal, bool keep)
{
	off_t length = lseek(terminal->memory, 0, SEEK_END);
	char chunk[16384];
	for (off_t at = 0; keep && at < length;) {
		ssize_t got = pread(terminal->memory, chunk, sizeof chunk, at);
		if (got <= 0)
			break;
		buf_add(&terminal->backlog, chunk, (size_t)got);
		at += got;
	}
	if (ftruncate(terminal->memory, 0) < 0)
		terminal->gone = true;
	lseek(terminal->memory, 0, SEEK_SET);
}

void terminal_resume(struct terminal *terminal)
{
	/* Curses was not told that the terminal was put back. Told now, it enters anew with the
	 * next frame. */
	if (!terminal->lines) {
		set_term(terminal->screen);
		endwin();
		collect(terminal, false);
	}
	buf_clear(&terminal->backlog);
	terminal->sent = 0;
	enter(terminal);
}

int terminal_fd(const struct terminal *terminal)
{
	return terminal->fd;
}

bool terminal_backlog(const struct terminal *terminal)
{
	return terminal->sent < terminal->backlog.count;
}

/* Ctrl-D on an empty line: the terminal is still there, so it is taken as the key that leaves. */
static bool only_ctrl_d(const struct terminal *terminal)
{
	struct pollfd wait = {.fd = terminal->fd, .events = POLLIN};
	return terminal->lines && poll(&wait, 1, 0) >= 0 && !(wait.revents & (POLLHUP | POLLERR));
}

bool terminal_read(struct terminal *terminal, struct buf *in)
{
	char bytes[4096];
	/* Not for ever: a paste without end must not keep the loop from its other work. */
	for (int i = 0; i < 16 && !terminal->gone; i++) {
		ssize_t got = read(terminal->fd, bytes, sizeof bytes);
		if (got > 0)
			buf_add(in, bytes, (size_t)got);
		else if (got < 0 && errno == EAGAIN)
			break;
		else if (got == 0 && only_ctrl_d(terminal))
			buf_text_add(in, "\003\n");
		else if (got == 0 || errno != EINTR)
			terminal->gone = true;
	}
	return !terminal->gone;
}

bool terminal_lines(const struct terminal *terminal)
{
	return terminal->lines;
}

void terminal_say(struct terminal *terminal, const struct buf *text)
{
	buf_add(&terminal->backlog, text->bytes, text->count);
	terminal_write(terminal);
}

void terminal_echo(struct terminal *terminal, bool on)
{
	tcflag_t flags =
		on ? terminal->ours.c_lflag | ECHO : terminal->ours.c_lflag & ~(tcflag_t)ECHO;
	if (flags == terminal->ours.c_lflag || !last_words.entered)
		return;
	terminal->ours.c_lflag = flags;
	tcsetattr(terminal->fd, TCSANOW, &terminal->ours);
}

bool terminal_write(struct terminal *terminal)
{
	while (terminal_backlog(terminal) && !terminal->gone) {
		ssize_t done = write(terminal->fd, terminal->backlog.bytes + terminal->sent,
			terminal->backlog.count - terminal->sent);
		if (done > 0) {
			terminal->sent += (size_t)done;
			terminal->bytes += (unsigned long long)done;
		} else if (done < 0 && errno == EAGAIN) {
			return true;
		} else if (done == 0 || errno != EINTR) {
			terminal->gone = true;
		}
	}
	if (!terminal_backlog(terminal)) {
		buf_clear(&terminal->backlog);
		terminal->sent = 0;
	}
	return !terminal->gone;
}

void terminal_size(struct terminal *terminal, int *columns, int *rows)
{
	struct winsize size = {0};
	bool known =
		ioctl(terminal->fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 && size.ws_row > 0;
	*columns = known ? size.ws_col : 80;
	*rows = known ? size.ws_row : 24;
}

void terminal_redraw(struct terminal *terminal)
{
	terminal->redraw = true;
}

/* A cell as curses wants it: one character with a width and up to four marks on it. */
static void to_curses(const struct terminal *terminal, const struct cell *cell, cchar_t *out)
{
	wchar_t wide[CCHARW_MAX + 1] = {0};
	size_t length = strlen(cell->text), used = 0;
	for (size_t at = 0; at < length && used < CCHARW_MAX;) {
		int32_t code;
		at += glyph_decode(cell->text + at, length - at, &code);
		if (used > 0 && wcwidth((wchar_t)code) != 0)
			break;
		wide[used++] = (wchar_t)code;
	}
	attr_t attributes = terminal->attributes[cell->style];
	short pair = COLORS >= 8 ? (short)(cell->style + 1) : 0;
	if (setcchar(out, wide, attributes, pair, NULL) == ERR)
		setcchar(out, cell->width == 2 ? L"\uff1f" : L"?", attributes, pair, NULL);
}

/* Tells curses the rows that differ from what it was last told. */
static void tell_rows(struct terminal *terminal, const struct canvas *canvas)
{
	size_t columns = (size_t)canvas->columns;
	cchar_t *line = mem_alloc(columns, sizeof *line);
	for (int row = 0; row < canvas->rows; row++) {
		const struct cell *cells = canvas->cells + (size_t)row * columns;
		struct cell *told = terminal->shown.cells + (size_t)row * columns;
		if (memcmp(cells, told, columns * sizeof *cells) == 0)
			continue;
		memcpy(told, cells, columns * sizeof *cells);
		int count = 0;
		for (size_t i = 0; i < columns; i++)
			if (cells[i].width > 0)
				to_curses(terminal, &cells[i], &line[count++]);
		mvadd_wchnstr(row, 0, line, count);
	}
	free(line);
}

bool terminal_show(struct terminal *terminal, const struct canvas *canvas)
{
	if (!terminal_write(terminal) || terminal_backlog(terminal) || !last_words.entered ||
		terminal->lines)
		return false;
	set_term(terminal->screen);
	bool resized =
		canvas->columns != terminal->shown.columns || canvas->rows != terminal->shown.rows;
	if (resized)
		resize_term(canvas->rows, canvas->columns);
	if (resized || terminal->redraw) {
		/* Nothing is known about what stands on the screen now. */
		canvas_size(&terminal->shown, canvas->columns, canvas->rows);
		memset(terminal->shown.cells, 0xff,
			(size_t)canvas->columns * (size_t)canvas->rows *
				sizeof *terminal->shown.cells);
		clearok(curscr, TRUE);
		terminal->redraw = false;
	}
	tell_rows(terminal, canvas);
	curs_set(canvas->cursor_visible ? 1 : 0);
	move(canvas->cursor_row, canvas->cursor_column);
	wnoutrefresh(stdscr);
	doupdate();
	collect(terminal, true);
	return terminal_write(terminal);
}

/* --- colours --- */

static attr_t attributes_of(const struct look *look, bool bold)
{
	return (look->bold && bold ? A_BOLD : 0) | (look->underline ? A_UNDERLINE : 0) |
	       (look->reverse ? A_REVERSE : 0) | (look->dim ? A_DIM : 0);
}

void terminal_colours(struct terminal *terminal, enum colour_set id)
{
	/* Asked for with every frame: only a change is worth drawing everything anew. */
	if (terminal->colours == id || terminal->lines)
		return;
	terminal->colours = id;
	const char *no_color = getenv("NO_COLOR");
	set_term(terminal->screen);
	bool enough =
		has_colors() && COLORS >= 8 && COLOR_PAIRS > STYLES && !(no_color && *no_color);
	const struct colours *chosen = colours(enough ? id : COLOURS_MONO);
	for (int style = 0; style < STYLES; style++) {
		const struct look *look = &chosen->looks[style];
		bool many = COLORS >= 256;
		/* Where there are few colours, bold makes black grey, which cannot be read on cyan.
		 */
		bool bold = many || look->front8 != COLOR_BLACK || look->back8 == COLOR_BLACK;
		terminal->attributes[style] = attributes_of(look, bold);
		/* terminals without colours write light on dark */
		if (style == STYLE_CODE && COLORS < 8)
			terminal->attributes[style] = A_REVERSE;
		if (has_colors())
			init_pair((short)(style + 1), many ? look->front : look->front8,
				many ? look->back : look->back8);
	}
	/* What is cleared takes the colour of plain text. */
	cchar_t blank;
	setcchar(&blank, L" ", terminal->attributes[STYLE_PLAIN],
		has_colors() ? STYLE_PLAIN + 1 : 0, NULL);
	bkgrndset(&blank);
	terminal->redraw = true;
}

void terminal_mouse(struct terminal *terminal, bool on)
{
	if (terminal->mouse == on || terminal->lines)
		return;
	terminal->mouse = on;
	buf_text_add(&terminal->backlog, on ? MOUSE_ON : MOUSE_OFF);
}

void terminal_bell(struct terminal *terminal)
{
	/* A terminal that does not read would ring them all at once later. */
	if (!terminal_backlog(terminal))
		buf_byte(&terminal->backlog, '\a');
}

unsigned long long terminal_bytes(const struct terminal *terminal)
{
	return terminal->bytes;
}
