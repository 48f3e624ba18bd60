/*
 * A small program on the terminal, the keys and the loop, as the real one is
 * built on them: what tests/tui starts in a pseudo-terminal.
 *
 *   sample PAGE       shows that page of tests/ui/pages.c
 *   sample keys       types into an entry line and says which key came last
 *   sample busy       draws a screen of changing colours 100 times a second, and reports each turn
 * on descriptor 3
 */
#include "roundtable/app/loop.h"
#include "roundtable/base/mem.h"
#include "roundtable/ui/editor.h"
#include "roundtable/ui/glyph.h"
#include "roundtable/ui/layout.h"
#include "roundtable/ui/terminal.h"

#include "../ui/pages.h"

#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

struct sample_state {
	struct terminal *terminal;
	struct loop *loop;
	struct keys *keys;
	struct editor editor;
	struct canvas canvas;
	const char *what;
	char *note;
	struct buf last; /* the key that came last, or what was typed on Enter */
	int scroll, turns, key_count;
	int64_t last_input, worst;
	bool deaf; /* hang-ups are seen on the terminal alone */
};

static int64_t milliseconds_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool on_terminal(void *context, int fd, short events)
{
	struct sample_state *s = context;
	(void)fd;
	s->last_input = milliseconds_now();
	if ((events & POLLOUT) && !terminal_write(s->terminal))
		return false;
	if (events & (POLLIN | POLLHUP | POLLERR)) {
		struct buf in = {0};
		bool there = terminal_read(s->terminal, &in) && !(events & POLLHUP);
		if (in.count > 0)
			keys_feed(s->keys, in.bytes, in.count);
		buf_finish(&in);
		return there;
	}
	return true;
}

static bool on_signal(void *context, int fd, short events)
{
	struct sample_state *s = context;
	struct signalfd_siginfo info;
	(void)events;
	while (read(fd, &info, sizeof info) == sizeof info) {
		switch (info.ssi_signo) {
		case SIGINT:
		case SIGTERM:
			return false;
		case SIGHUP:
			if (!s->deaf)
				return false;
			break;
		case SIGTSTP:
			terminal_restore(s->terminal);
			raise(SIGSTOP);
			break;
		case SIGCONT:
			terminal_resume(s->terminal);
			break;
		case SIGWINCH:
			terminal_redraw(s->terminal);
			break;
		}
	}
	return true;
}

/* Calls itself until the stack is used up; what it returns nobody gets to see. */
static int overflow_stack(int depth, const volatile char *above)
{
	volatile char here[4096];
	here[depth % 4096] = (char)(above ? above[0] + depth : depth);
	return depth < 0 ? here[0] : overflow_stack(depth + 1, here) + here[1];
}

/* The ways to die are keys. */
static void use_key(struct sample_state *s, struct key *key)
{
	char name[24];
	if (key->code == KEYS_F2)
		raise(SIGSEGV);
	if (key->code == KEYS_F3)
		abort();
	if (key->code == KEYS_F4)
		s->turns = overflow_stack(0, NULL);
	s->key_count++;
	buf_clear(&s->last);
	key_name(key->code, name);
	if (key->code == KEYS_PASTE)
		buf_format(&s->last, "Paste of %zu bytes", key->length);
	else
		buf_text_add(&s->last, name);
	editor_key(&s->editor, key);
	free(key->text);
}

static void fill_keys_page(struct sample_state *s, struct page *page)
{
	page_set(&page->title, "Sample");
	page_set(&page->status, "%d keys", s->key_count);
	page_add(page, LINE_QUESTION, "What did you type?");
	page_addf(page, LINE_TEXT, "Last key: %s.", buf_text(&s->last));
	page_addf(page, LINE_TEXT, "Letters: %zu.", strlen(editor_text(&s->editor)));
	for (int i = 0; i < 30; i++) {
		struct line *line = page_addf(page, LINE_ITEM,
			"wide 花鳥風月 and é 👨‍👩‍👧 in line %d", i);
		line_detail(line, "detail %d", i);
	}
	page->asking = true;
	page_set(&page->ask, "Say");
	page_set(&page->typed, "%s", editor_text(&s->editor));
	page->cursor = s->editor.cursor;
	if (s->note)
		page_set(&page->message, "%s", s->note);
	page_hint(page, "Ctrl-Q", "leave");
}

static void draw(struct sample_state *s)
{
	int columns, rows;
	terminal_size(s->terminal, &columns, &rows);
	if (strcmp(s->what, "busy") == 0) {
		canvas_size(&s->canvas, columns, rows);
		for (int row = 0; row < rows; row++)
			for (int column = 0; column < columns; column++) {
				char letter[2] = {(char)('a' + (s->turns + row + column) % 26), 0};
				canvas_write(&s->canvas, row, column, 1,
					(enum style)((s->turns + column) % STYLES), letter);
			}
	} else {
		struct page page = {0};
		for (size_t i = 0; i < samples_count; i++)
			if (strcmp(samples[i].name, s->what) == 0)
				samples[i].fill(&page);
		if (strcmp(s->what, "keys") == 0)
			fill_keys_page(s, &page);
		layout(&page, columns, rows, &s->scroll, &s->canvas);
		page_finish(&page);
	}
	terminal_show(s->terminal, &s->canvas);
}

static bool on_turn(void *context)
{
	struct sample_state *s = context;
	int64_t start = milliseconds_now();
	struct key key;
	if (keys_waiting(s->keys) && start - s->last_input >= 25)
		keys_flush(s->keys);
	while (keys_next(s->keys, &key)) {
		if (key.code == KEYS_CTRL('Q'))
			return false;
		use_key(s, &key);
	}
	if (keys_waiting(s->keys))
		loop_wake_within(s->loop, 25);
	draw(s);
	loop_events(s->loop, terminal_fd(s->terminal),
		(short)(POLLIN | (terminal_backlog(s->terminal) ? POLLOUT : 0)));
	int64_t took = milliseconds_now() - start;
	s->worst = took > s->worst ? took : s->worst;
	s->turns++;
	if (strcmp(s->what, "busy") == 0) {
		dprintf(3, "turn %d worst %d\n", s->turns, (int)s->worst);
		loop_wake_within(s->loop, 10);
	}
	return true;
}

int main(int argc, char **argv)
{
	setlocale(LC_ALL, "");
	struct sample_state s = {.what = argc > 1 ? argv[1] : "keys", .deaf = argc > 2};
	struct error err = {0};
	int signals = loop_signals();
	s.terminal = terminal_create(NULL, &s.note, &err);
	if (!s.terminal) {
		fprintf(stderr, "sample: %s\n", err.text);
		int status = error_exit_status(&err);
		error_finish(&err);
		return status;
	}
	s.keys = keys_create();
	s.loop = loop_create();
	s.editor.limit = 5000;
	loop_add(s.loop, signals, POLLIN, on_signal, &s);
	loop_add(s.loop, terminal_fd(s.terminal), POLLIN, on_terminal, &s);
	loop_on_turn(s.loop, on_turn, &s);
	loop_wake_within(s.loop, 0);
	loop_run(s.loop);
	loop_destroy(s.loop);
	terminal_destroy(s.terminal);
	keys_destroy(s.keys);
	editor_finish(&s.editor);
	canvas_finish(&s.canvas);
	buf_finish(&s.last);
	free(s.note);
	close(signals);
	return 0;
}
