#include "walk.h"

#include "../../src/ui/console/state.h"

#include "roundtable/base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

void open_rich(struct table *table, bool same_picture)
{
	table_open(table, &(struct table_options){.programme = RICH, .same_picture = same_picture});
}

void go(struct table *table, int stage)
{
	struct command command = {.kind = EVENT_STAGE_ENTERED, .body = {.stage = stage}};

	if (table->model.stage != stage)
		table_do(table, command);
	table_wait(table, 0);
}

void furnish(struct table *table)
{
	static const int votes[] = {AT_YES_NO, AT_DOTS, AT_SCORE, AT_WALL, AT_HANDS};

	for (int stage = AT_QUIET; stage <= AT_TAKES; stage++)
		for (int i = 0; i < 3; i++) {
			struct command command = {.kind = EVENT_CARD_ADDED,
				.by = table->model.persons.items[i].id,
				.body = {.stage = stage, .item = -1, .role = -1}};
			texts_add(&command.words, i == 0   ? "One thing"
						  : i == 1 ? "Another thing"
							   : "A third");
			table_do(table, command);
			texts_finish(&command.words);
		}
	struct command proposed = {.kind = EVENT_PROPOSAL_MADE, .body = {.stage = AT_NAME}};
	texts_add(&proposed.words, "We do it");
	table_do(table, proposed);
	texts_finish(&proposed.words);
	for (size_t i = 0; i < sizeof votes / sizeof *votes; i++) {
		int64_t poll = table_do(table,
			(struct command){.kind = EVENT_POLL_OPENED,
				.body = {.stage = votes[i], RARE(.secret = votes[i] != AT_HANDS)}});
		for (size_t voter = 0; voter < 3 && votes[i] != AT_YES_NO && votes[i] != AT_HANDS;
			voter++)
			table_do(table,
				(struct command){.kind = EVENT_BALLOT_CAST,
					.body = {.poll = poll,
						.person = table->model.persons.items[voter].id}});
	}
	table_wait(table, 0);
}

void to_the_letters(struct table *table)
{
	for (int i = 0; console_top(table->console) != NULL && i < 20; i++)
		table_keys(table, console_top(table->console)->kind->mode == MODE_BALLOT
					  ? "Backspace"
					  : "Esc");
	assert_null(console_top(table->console));
	if (console_typing(table->console))
		table_keys(table, "Esc");
	if (table->model.off_record)
		table_key(table, 'o');
	if (table->console->blank)
		table_keys(table, "F2");
	table->console->focus = 0;
}

const int32_t named_keys[] = {KEYS_UP, KEYS_DOWN, KEYS_LEFT, KEYS_RIGHT, KEYS_HOME, KEYS_END,
	KEYS_PAGE_UP, KEYS_PAGE_DOWN, KEYS_BACKSPACE, KEYS_DELETE, KEYS_INSERT, KEYS_BACKTAB,
	KEYS_WORD_LEFT, KEYS_WORD_RIGHT, KEYS_F1, KEYS_F2, KEYS_F3, KEYS_F4, KEYS_F5, KEYS_F6,
	KEYS_F7, KEYS_F8, KEYS_F9, KEYS_F10, KEYS_F11, KEYS_F12, KEYS_MOUSE, KEYS_WHEEL_UP,
	KEYS_WHEEL_DOWN};
const size_t named_keys_count = sizeof named_keys / sizeof *named_keys;

/* What people at a console do in a row; a walk of single keys alone would seldom come as far. */
static const char *const habits[] = {"Enter Enter Enter Enter", "Enter 1 Enter", "Enter 2 Enter",
	"Enter Down Enter Enter", "Enter 1 Enter 2 Enter 3 Enter", "c Enter", "Esc Esc", "Tab",
	"v 3", "v 4", "v 1", "v 4 1 2 Up 3 x c Enter", "x \"am\" Enter",
	"y \"am\" Enter \"be\" Enter", "\"a word or two\" Enter", "\"am: said by her\" Enter",
	"\"Zoë, res\" Enter", "F3 \"a note\" Enter",
	"F4 \"do it\" Enter \"be\" Enter \"fri\" Enter", "F6 \"park it\" Enter",
	"i \"Uma\" Enter Enter Enter Enter", "r Enter", "d Enter", "D Enter", "D \"because\" Enter",
	"j Up j", "l \"why not\" Enter", "e \"!\" Enter", "Alt-g Down Enter",
	"Alt-g Up Up Up Enter", "Alt-g x Esc", "Ctrl-N Enter Tab", "Ctrl-N Enter a Up Up x Enter",
	"Alt-B PageDown Esc", "F11 \"12\" Enter Enter Esc", "Space a b Space c",
	"w \"Ben\" Enter \"a day\" Enter Right Enter Enter", "h \"2\" Enter \"1\" Enter Enter",
	"F9 \"ext\" Enter", "u u", "Ctrl-R", "F8", "F8", "F7", "Alt-z", "Alt-o o",
	"Right Right Down Right Down Down Enter Enter", "y Enter",
	"Enter Right Down \"fri\" Enter Enter"};
enum { HABITS = sizeof habits / sizeof *habits };

void walker_init(struct walker *walker, uint64_t seed)
{
	*walker = (struct walker){0};
	walker->random = random_seeded(&walker->seeded, seed);
}

static int32_t printable(struct walker *walker)
{
	return ' ' + (int32_t)random_below(walker->random, 95);
}

static int32_t draw_key(struct walker *walker)
{
	switch (random_below(walker->random, 10)) {
	case 0:
		return named_keys[random_below(walker->random, (uint32_t)named_keys_count)];
	case 1:
		return walker->never_enter ? KEYS_ESC : KEYS_ENTER;
	case 2:
		return KEYS_ESC;
	case 3:
		return random_below(walker->random, 2) ? KEYS_UP : KEYS_DOWN;
	case 4:
		return KEYS_ALT | printable(walker);
	case 5:
		return KEYS_TAB;
	case 6:
		return 1 + (int32_t)random_below(walker->random, 26);
	case 7:
		return 0xe9; /* é */
	default:
		return printable(walker);
	}
}

void come_back(struct table *table)
{
	if (table->left)
		table_reopen(table);
}

/* The keys of a habit, stopping short when one of them left the console. */
static void follow_habit(struct table *table, const char *keys)
{
	char *copy = mem_copy_text(keys);

	for (char *at = copy; *at != '\0';) {
		size_t length = strcspn(at, " ");
		if (*at == '"')
			length = (size_t)(strchr(at + 1, '"') + 1 - at);
		char *one = mem_copy_bytes(at, length);
		table_keys(table, one);
		free(one);
		come_back(table);
		at += length;
		at += strspn(at, " ");
	}
	free(copy);
}

void step(struct table *table, struct walker *walker)
{
	if (!walker->never_enter && random_below(walker->random, 4) == 0) {
		follow_habit(table, habits[random_below(walker->random, HABITS)]);
		return;
	}
	const struct spots *spots = &table->canvas.spots;
	if (!walker->never_enter && !walker->never_wall_off && spots->count > 0 &&
		random_below(walker->random, 8) == 0) {
		const struct spot *spot =
			&spots->items[random_below(walker->random, (uint32_t)spots->count)];
		table_click(table, spot->row, spot->column);
		come_back(table);
		return;
	}
	int32_t code = draw_key(walker);
	if ((walker->never_wall_off && (code & ~KEYS_ALT) == KEYS_CTRL('l')) ||
		(walker->never_enter && (code & ~KEYS_ALT) == KEYS_ENTER))
		return;
	table_key(table, code);
	if (random_below(walker->random, 50) == 0)
		table_wait(table, (int64_t)random_below(walker->random, 400000));
	come_back(table);
}
