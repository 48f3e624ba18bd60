#include "program.h"

#include "roundtable/base/buf.h"
#include "roundtable/base/mem.h"
#include "roundtable/ui/glyph.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <vterm.h>

/* A screen that never stands still is taken as it is after this time. */
enum { LONGEST_MS = 10000 };

struct program {
	int master;
	pid_t pid;
	int columns, rows;
	double since; /* start or last typing */
	size_t bytes;
	VTerm *term;
	VTermScreen *screen;
};

static void die(const char *what)
{
	perror(what);
	exit(EXIT_FAILURE);
}

double milliseconds_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

struct program *program_start(const struct program_options *options)
{
	struct program *program = mem_alloc(1, sizeof *program);
	struct winsize size = {.ws_col = (unsigned short)options->columns,
		.ws_row = (unsigned short)options->rows};

	program->columns = options->columns;
	program->rows = options->rows;
	program->term = vterm_new(options->rows, options->columns);
	vterm_set_utf8(program->term, 1);
	program->screen = vterm_obtain_screen(program->term);
	vterm_screen_enable_altscreen(program->screen, 1);
	vterm_screen_reset(program->screen, 1);
	fflush(NULL);
	program->since = milliseconds_now();
	program->pid = forkpty(&program->master, NULL, NULL, &size);
	if (program->pid < 0)
		die("forkpty");
	if (program->pid == 0) {
		if (options->folder == NULL || chdir(options->folder) == 0)
			execv(options->argv[0], (char *const *)options->argv);
		_exit(127);
	}
	fcntl(program->master, F_SETFL, O_NONBLOCK);
	return program;
}

void program_finish(struct program *program)
{
	if (program == NULL)
		return;
	kill(program->pid, SIGKILL);
	waitpid(program->pid, NULL, 0);
	close(program->master);
	vterm_free(program->term);
	free(program);
}

void program_type(struct program *program, const char *text)
{
	size_t length = strlen(text);

	program->bytes = 0;
	program->since = milliseconds_now();
	if (write(program->master, text, length) != (ssize_t)length)
		die("the program does not read what is typed");
}

/* Appends all that can be read now; true when something came. */
static bool take(struct program *program, struct buf *all)
{
	char bytes[65536];
	ssize_t got;
	bool some = false;

	while ((got = read(program->master, bytes, sizeof bytes)) > 0) {
		buf_add(all, bytes, (size_t)got);
		some = true;
	}
	return some;
}

double program_settle(struct program *program, int quiet, int patience)
{
	double now = milliseconds_now(), first = now + patience, end = now + LONGEST_MS, last = -1;
	struct buf all = {0};

	while (now < end) {
		struct pollfd wait = {.fd = program->master, .events = POLLIN};
		double left = (last < 0 ? first : last + quiet) - now;
		if (left <= 0 || (poll(&wait, 1, (int)left + 1) < 0 && errno != EINTR))
			break;
		bool came = take(program, &all);
		now = milliseconds_now();
		if (came)
			last = now;
		else if (wait.revents & (POLLHUP | POLLERR))
			break; /* it has ended */
	}
	program->bytes += all.count;
	if (all.count > 0)
		vterm_input_write(program->term, all.bytes, all.count);
	buf_finish(&all);
	return last < 0 ? -1 : last - program->since;
}

bool program_runs(const struct program *program)
{
	siginfo_t news = {0};

	/* it is left to be waited for by program_finish() */
	return waitid(P_PID, (id_t)program->pid, &news, WEXITED | WNOHANG | WNOWAIT) == 0 &&
	       news.si_pid == 0;
}

size_t program_bytes(const struct program *program)
{
	return program->bytes;
}

static void read_row(const struct program *program, int row, struct buf *out)
{
	for (int column = 0; column < program->columns;) {
		VTermPos at = {.row = row, .col = column};
		VTermScreenCell cell;
		if (!vterm_screen_get_cell(program->screen, at, &cell))
			return;
		for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] != 0; i++) {
			char bytes[4];
			buf_add(out, bytes, glyph_encode((int32_t)cell.chars[i], bytes));
		}
		if (cell.chars[0] == 0)
			buf_byte(out, ' ');
		column += cell.width > 0 ? cell.width : 1;
	}
}

bool program_shows(const struct program *program, const char *text)
{
	struct buf words = {0};
	bool shows = false;

	for (int row = 0; row < program->rows && !shows; row++) {
		buf_clear(&words);
		read_row(program, row, &words);
		shows = strstr(buf_text(&words), text) != NULL;
	}
	buf_finish(&words);
	return shows;
}

void program_print(const struct program *program)
{
	struct buf words = {0};

	for (int row = 0; row < program->rows; row++) {
		read_row(program, row, &words);
		buf_byte(&words, '\n');
	}
	fputs(buf_text(&words), stderr);
	buf_finish(&words);
}

pid_t program_pid(const struct program *program)
{
	return program->pid;
}

void program_memory(const struct program *program, long *now, long *highest)
{
	char path[64], line[256];

	*now = *highest = 0;
	snprintf(path, sizeof path, "/proc/%ld/status", (long)program->pid);
	FILE *status = fopen(path, "r");
	while (status != NULL && fgets(line, sizeof line, status) != NULL) {
		sscanf(line, "VmRSS: %ld", now);
		sscanf(line, "VmHWM: %ld", highest);
	}
	if (status != NULL)
		fclose(status);
}
