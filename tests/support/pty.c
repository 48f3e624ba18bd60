#include "pty.h"

#include "roundtable/base/buf.h"
#include "roundtable/base/mem.h"
#include "roundtable/ui/glyph.h"
#include "roundtable/ui/key.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <vterm.h>

/* What the session leader tells: the program's process id, then each change of its state. */
struct news {
	pid_t program;
	int status;
};

struct pty {
	int master,
		slave; /* the slave stays open here, to see its modes after the program's death */
	int news, report;
	pid_t leader, program;
	bool ended, stopped, stalled, alternate, visible, mouse;
	int status;
	struct termios modes;
	VTerm *term;
	VTermScreen *screen;
	int columns, rows;
	struct buf row, reported, written;
	unsigned long long bytes;
};

static void die(const char *what)
{
	perror(what);
	abort();
}

/* --- in the children --- */

static void run_program(const struct pty_options *options, int report)
{
	setpgid(0, 0);
	/* The program may write before its leader made it the foreground job: it waits for that
	 * here. */
	signal(SIGTTOU, SIG_IGN);
	tcsetpgrp(0, getpid());
	signal(SIGTTOU, SIG_DFL);
	signal(SIGHUP, SIG_DFL);
	if (options->no_stdin)
		dup2(open("/dev/null", O_RDONLY), 0);
	if (report >= 0)
		dup2(report, 3);
	for (int fd = report >= 0 ? 4 : 3; fd < 64; fd++)
		close(fd);
	for (size_t i = 0; options->env && options->env[i]; i++) {
		char *setting = strdup(options->env[i]);
		if (strchr(setting, '='))
			putenv(setting);
		else
			unsetenv(setting);
	}
	execv(options->argv[0], (char *const *)options->argv);
	_exit(127);
}

/* The session leader: starts the program and tells what becomes of it. */
static void lead(const struct pty_options *options, int slave, int news, int report)
{
	setsid();
	ioctl(slave, TIOCSCTTY, 0);
	for (int fd = 0; fd < 3; fd++)
		dup2(slave, fd);
	signal(SIGHUP, SIG_IGN);
	signal(SIGTTOU, SIG_IGN);
	struct news told = {.program = fork()};
	if (told.program == 0)
		run_program(options, report);
	setpgid(told.program, told.program);
	tcsetpgrp(0, told.program);
	/* The terminal must die with the test's descriptor, not live on in the leader's. */
	int null = open("/dev/null", O_RDWR);
	for (int fd = 0; fd < 3; fd++)
		dup2(null, fd);
	close(slave);
	if (report >= 0)
		close(report);
	told.status = -1;
	do {
		if (write(news, &told, sizeof told) < 0)
			_exit(1);
	} while (waitpid(told.program, &told.status, WUNTRACED | WCONTINUED) > 0);
	_exit(0);
}

/* --- libvterm --- */

static int on_property(VTermProp property, VTermValue *value, void *context)
{
	struct pty *pty = context;
	if (property == VTERM_PROP_ALTSCREEN)
		pty->alternate = value->boolean;
	else if (property == VTERM_PROP_CURSORVISIBLE)
		pty->visible = value->boolean;
	else if (property == VTERM_PROP_MOUSE)
		pty->mouse = value->number != VTERM_PROP_MOUSE_NONE;
	return 1;
}

static void on_output(const char *bytes, size_t length, void *context)
{
	pty_send(context, bytes, length);
}

static void open_screen(struct pty *pty)
{
	static const VTermScreenCallbacks callbacks = {.settermprop = on_property};
	pty->term = vterm_new(pty->rows, pty->columns);
	vterm_set_utf8(pty->term, 1);
	vterm_output_set_callback(pty->term, on_output, pty);
	pty->screen = vterm_obtain_screen(pty->term);
	vterm_screen_set_callbacks(pty->screen, &callbacks, pty);
	vterm_screen_enable_altscreen(pty->screen, 1);
	vterm_screen_reset(pty->screen, 1);
}

/* --- starting and ending --- */

struct pty *pty_start(const struct pty_options *options)
{
	struct pty *pty = mem_alloc(1, sizeof *pty);
	struct winsize size = {.ws_col = (unsigned short)options->columns,
		.ws_row = (unsigned short)options->rows};
	int news[2], report[2] = {-1, -1};
	pty->columns = options->columns;
	pty->rows = options->rows;
	if (openpty(&pty->master, &pty->slave, NULL, NULL, &size) < 0 || pipe(news) < 0 ||
		(options->report && pipe(report) < 0))
		die("pty");
	tcgetattr(pty->slave, &pty->modes);
	fflush(NULL);
	pty->leader = fork();
	if (pty->leader < 0)
		die("fork");
	if (pty->leader == 0) {
		/* Only the test holds the other side: its end is the terminal's. */
		close(pty->master);
		lead(options, pty->slave, news[1], report[1]);
	}
	close(news[1]);
	if (report[1] >= 0)
		close(report[1]);
	pty->news = news[0];
	pty->report = report[0];
	fcntl(pty->master, F_SETFL, O_NONBLOCK);
	fcntl(pty->news, F_SETFL, O_NONBLOCK);
	if (pty->report >= 0)
		fcntl(pty->report, F_SETFL, O_NONBLOCK);
	pty->visible = true;
	open_screen(pty);
	return pty;
}

void pty_finish(struct pty *pty)
{
	if (!pty)
		return;
	if (!pty->ended && pty->program > 0)
		kill(pty->program, SIGKILL);
	if (pty->program <= 0)
		kill(pty->leader, SIGKILL);
	waitpid(pty->leader, NULL, 0);
	int open[] = {pty->master, pty->slave, pty->news, pty->report};
	for (size_t i = 0; i < sizeof open / sizeof *open; i++)
		if (open[i] >= 0)
			close(open[i]);
	if (pty->term)
		vterm_free(pty->term);
	buf_finish(&pty->row);
	buf_finish(&pty->reported);
	buf_finish(&pty->written);
	free(pty);
}

/* --- taking in what happens --- */

static long long milliseconds_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void take_news(struct pty *pty)
{
	struct news told;
	while (read(pty->news, &told, sizeof told) == sizeof told) {
		pty->program = told.program;
		if (told.status == -1)
			continue;
		pty->stopped = WIFSTOPPED(told.status);
		if (WIFEXITED(told.status) || WIFSIGNALED(told.status)) {
			pty->ended = true;
			pty->status = told.status;
		}
	}
}

static void take_output(struct pty *pty)
{
	char bytes[65536];
	ssize_t got;
	while (!pty->stalled && pty->master >= 0 &&
		(got = read(pty->master, bytes, sizeof bytes)) > 0) {
		pty->bytes += (unsigned long long)got;
		buf_add(&pty->written, bytes, (size_t)got);
		vterm_input_write(pty->term, bytes, (size_t)got);
	}
	while (pty->report >= 0 && (got = read(pty->report, bytes, sizeof bytes)) > 0)
		buf_add(&pty->reported, bytes, (size_t)got);
}

bool pty_wait(struct pty *pty, bool (*until)(struct pty *, void *), void *context, int milliseconds)
{
	long long deadline = milliseconds_now() + milliseconds;
	for (;;) {
		take_news(pty);
		take_output(pty);
		if (until(pty, context))
			return true;
		long long left = deadline - milliseconds_now();
		if (left <= 0)
			return false;
		struct pollfd wait[] = {{.fd = pty->stalled ? -1 : pty->master, .events = POLLIN},
			{.fd = pty->ended ? -1 : pty->news, .events = POLLIN},
			{.fd = pty->ended ? -1 : pty->report, .events = POLLIN}};
		/* A terminal nobody writes to any more reports a hang-up at once; then only the
		 * deadline is left. */
		if (pty->ended)
			wait[0].fd = -1;
		poll(wait, 3, left > 50 ? 50 : (int)left);
	}
}

static bool shows(struct pty *pty, void *text)
{
	return pty_shows(pty, text);
}

static bool shows_not(struct pty *pty, void *text)
{
	return !pty_shows(pty, text);
}

static bool has_ended(struct pty *pty, void *unused)
{
	(void)unused;
	return pty->ended;
}

static bool has_stopped(struct pty *pty, void *unused)
{
	(void)unused;
	return pty->stopped;
}

static bool has_program(struct pty *pty, void *unused)
{
	(void)unused;
	return pty->program > 0;
}

bool pty_wait_text(struct pty *pty, const char *text, int milliseconds)
{
	return pty_wait(pty, shows, (void *)text, milliseconds);
}

bool pty_wait_no_text(struct pty *pty, const char *text, int milliseconds)
{
	return pty_wait(pty, shows_not, (void *)text, milliseconds);
}

bool pty_wait_end(struct pty *pty, int milliseconds)
{
	bool ended = pty_wait(pty, has_ended, NULL, milliseconds);
	take_output(pty);
	return ended;
}

bool pty_wait_stop(struct pty *pty, int milliseconds)
{
	return pty_wait(pty, has_stopped, NULL, milliseconds);
}

/* --- typing --- */

void pty_send(struct pty *pty, const void *bytes, size_t length)
{
	const char *from = bytes;
	while (length > 0 && pty->master >= 0) {
		ssize_t done = write(pty->master, from, length);
		if (done > 0) {
			from += done;
			length -= (size_t)done;
			continue;
		}
		if (done < 0 && errno != EAGAIN && errno != EINTR)
			return;
		/* The program must read before more fits; meanwhile it may want to write. */
		struct pollfd wait = {.fd = pty->master, .events = POLLOUT};
		if (poll(&wait, 1, 5000) <= 0)
			die("the program does not read what is typed");
	}
}

void pty_type(struct pty *pty, const char *text)
{
	pty_send(pty, text, strlen(text));
}

void pty_paste(struct pty *pty, const char *text)
{
	pty_type(pty, "\033[200~");
	pty_type(pty, text);
	pty_type(pty, "\033[201~");
}

static void send_key(struct pty *pty, int32_t code)
{
	static const struct {
		int32_t code;
		const char *bytes;
	} named[] = {{KEYS_UP, "\033[A"}, {KEYS_DOWN, "\033[B"}, {KEYS_RIGHT, "\033[C"},
		{KEYS_LEFT, "\033[D"}, {KEYS_HOME, "\033[H"}, {KEYS_END, "\033[F"},
		{KEYS_PAGE_UP, "\033[5~"}, {KEYS_PAGE_DOWN, "\033[6~"}, {KEYS_BACKSPACE, "\177"},
		{KEYS_DELETE, "\033[3~"}, {KEYS_INSERT, "\033[2~"}, {KEYS_BACKTAB, "\033[Z"},
		{KEYS_WORD_LEFT, "\033[1;5D"}, {KEYS_WORD_RIGHT, "\033[1;5C"}, {KEYS_F1, "\033OP"},
		{KEYS_F2, "\033OQ"}, {KEYS_F3, "\033OR"}, {KEYS_F4, "\033OS"},
		{KEYS_F5, "\033[15~"}, {KEYS_F6, "\033[17~"}, {KEYS_F7, "\033[18~"},
		{KEYS_F8, "\033[19~"}, {KEYS_F9, "\033[20~"}, {KEYS_F10, "\033[21~"},
		{KEYS_F11, "\033[23~"}, {KEYS_F12, "\033[24~"}};
	if (code & KEYS_ALT) {
		pty_type(pty, "\033");
		code &= ~KEYS_ALT;
	}
	for (size_t i = 0; i < sizeof named / sizeof *named; i++)
		if (named[i].code == code) {
			pty_type(pty, named[i].bytes);
			return;
		}
	char bytes[4];
	pty_send(pty, bytes, glyph_encode(code, bytes));
}

void pty_keys(struct pty *pty, const char *names)
{
	char *copy = mem_copy_text(names), *rest = copy, *name;
	while ((name = strsep(&rest, " ")) != NULL) {
		int32_t code = key_from_name(name);
		if (*name && code == 0) {
			fprintf(stderr, "no such key: %s\n", name);
			abort();
		}
		if (code)
			send_key(pty, code);
	}
	free(copy);
}

/* --- the screen --- */

static void read_row(struct pty *pty, int row, struct buf *out)
{
	size_t start = out->count, end = start;
	for (int column = 0; column < pty->columns;) {
		VTermScreenCell cell;
		VTermPos at = {.row = row, .col = column};
		if (!vterm_screen_get_cell(pty->screen, at, &cell))
			break;
		bool blank = cell.chars[0] == 0 || cell.chars[0] == (uint32_t)-1;
		for (int i = 0; !blank && i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++) {
			char bytes[4];
			buf_add(out, bytes, glyph_encode((int32_t)cell.chars[i], bytes));
		}
		if (blank)
			buf_byte(out, ' ');
		if (!blank && cell.chars[0] != ' ')
			end = out->count;
		column += cell.width > 0 ? cell.width : 1;
	}
	out->count = end;
	if (out->bytes)
		out->bytes[end] = 0;
}

const char *pty_row(struct pty *pty, int row)
{
	buf_clear(&pty->row);
	read_row(pty, row, &pty->row);
	return buf_text(&pty->row);
}

char *pty_screen(struct pty *pty)
{
	struct buf all = {0};
	for (int row = 0; row < pty->rows; row++) {
		read_row(pty, row, &all);
		buf_byte(&all, '\n');
	}
	return buf_take(&all);
}

bool pty_shows(struct pty *pty, const char *text)
{
	for (int row = 0; row < pty->rows; row++)
		if (strstr(pty_row(pty, row), text))
			return true;
	return false;
}

void pty_cursor(struct pty *pty, int *row, int *column, bool *visible)
{
	VTermPos at;
	vterm_state_get_cursorpos(vterm_obtain_state(pty->term), &at);
	*row = at.row;
	*column = at.col;
	*visible = pty->visible;
}

bool pty_coloured(struct pty *pty)
{
	for (int row = 0; row < pty->rows; row++)
		for (int column = 0; column < pty->columns; column++) {
			VTermScreenCell cell;
			VTermPos at = {.row = row, .col = column};
			if (vterm_screen_get_cell(pty->screen, at, &cell) &&
				(!VTERM_COLOR_IS_DEFAULT_FG(&cell.fg) ||
					!VTERM_COLOR_IS_DEFAULT_BG(&cell.bg)))
				return true;
		}
	return false;
}

bool pty_mouse(const struct pty *pty)
{
	return pty->mouse;
}

/* The column of a byte of a row: the cells before it. */
static int column_of(const char *row, const char *at)
{
	return glyph_width(row, (size_t)(at - row));
}

bool pty_click(struct pty *pty, const char *text)
{
	for (int row = 0; row < pty->rows; row++) {
		const char *line = pty_row(pty, row), *at = strstr(line, text);
		char report[64];
		if (at == NULL)
			continue;
		int column = column_of(line, at) + 1;
		snprintf(report, sizeof report, "\033[<0;%d;%dM\033[<0;%d;%dm", column, row + 1,
			column, row + 1);
		pty_type(pty, report);
		return true;
	}
	return false;
}

void pty_wheel(struct pty *pty, bool up)
{
	pty_type(pty, up ? "\033[<64;5;5M" : "\033[<65;5;5M");
}

bool pty_alternate(const struct pty *pty)
{
	return pty->alternate;
}

void pty_resize(struct pty *pty, int columns, int rows)
{
	struct winsize size = {.ws_col = (unsigned short)columns, .ws_row = (unsigned short)rows};
	pty->columns = columns;
	pty->rows = rows;
	/* The emulator (0.1.4) crashes on a wide character where there is one column only. */
	vterm_set_size(pty->term, rows, columns < 2 ? 2 : columns);
	ioctl(pty->master, TIOCSWINSZ, &size);
}

void pty_stall(struct pty *pty, bool stalled)
{
	pty->stalled = stalled;
}

void pty_signal(struct pty *pty, int signal)
{
	/* what was reported before this signal is no answer to it */
	if (signal == SIGTSTP || signal == SIGCONT)
		pty->stopped = false;
	if (!pty_wait(pty, has_program, NULL, 5000))
		die("the program did not start");
	kill(pty->program, signal);
}

void pty_hang_up(struct pty *pty)
{
	close(pty->master);
	close(pty->slave);
	pty->master = pty->slave = -1;
}

int pty_status(const struct pty *pty)
{
	return pty->status;
}

bool pty_modes_restored(struct pty *pty)
{
	struct termios now;
	return tcgetattr(pty->slave, &now) == 0 && now.c_iflag == pty->modes.c_iflag &&
	       now.c_oflag == pty->modes.c_oflag && now.c_lflag == pty->modes.c_lflag &&
	       (now.c_cflag & ~(unsigned)CIBAUD) == (pty->modes.c_cflag & ~(unsigned)CIBAUD) &&
	       memcmp(now.c_cc, pty->modes.c_cc, sizeof now.c_cc) == 0;
}

const char *pty_report(struct pty *pty)
{
	take_output(pty);
	return buf_text(&pty->reported);
}

const char *pty_written(const struct pty *pty)
{
	return buf_text(&pty->written);
}

unsigned long long pty_bytes(const struct pty *pty)
{
	return pty->bytes;
}
