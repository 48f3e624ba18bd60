/* How the table of a stage is looked at: its order, and which of its rows. */
#include "state.h"

#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"

#include <string.h>

/* What a line of the choice stands for: a way, a column and, for words, the row they stand in. */
enum { HOWS = 8, COLUMNS_MOST = 64 };

static int64_t choice(enum sift_how how, size_t column, size_t row)
{
	return (int64_t)((row * COLUMNS_MOST + column) * HOWS + how);
}

static const char *cell(const struct audience_item *item, size_t column)
{
	return column < item->card.cells.count && item->card.cells.items[column] != NULL
		       ? item->card.cells.items[column]
		       : "";
}

/* The table as it is, whatever is looked at now. */
static void fill_whole(const struct console *console, struct audience *audience)
{
	audience_fill_stage(
		console_model(console), console_at(console), console_now(console), audience);
}

static void picked(struct console *console, int64_t id, int64_t unused)
{
	struct audience whole = {0};
	size_t row = (size_t)id / HOWS / COLUMNS_MOST, column = (size_t)id / HOWS % COLUMNS_MOST;
	enum sift_how how = (enum sift_how)(id % HOWS);

	(void)unused;
	fill_whole(console, &whole);
	sift_finish(&console->sift);
	if (how != SIFT_ONLY || row < whole.items.count)
		console->sift = (struct sift){how, column, NULL};
	if (how == SIFT_ONLY && row < whole.items.count)
		console->sift.words = mem_copy_text(cell(&whole.items.items[row], column));
	console->focus = 0;
	console_say(console, false,
		how == SIFT_ALL        ? _("The whole table, in the order of coming.")
		: console->looking < 0 ? _("On the wall too. O, then 1: the whole table again.")
				       : _("O, then 1: the whole table again."));
	audience_finish(&whole);
}

/* Whether these words stand in that column of an earlier row already. */
static bool stood_before(const struct audience *whole, size_t row, size_t column)
{
	for (size_t i = 0; i < row; i++)
		if (text_same_folded(cell(&whole->items.items[row], column),
			    cell(&whole->items.items[i], column)))
			return true;
	return false;
}

static void add_orders(const struct columns *columns, struct pick *pick)
{
	for (size_t c = 0; c < columns->count && c < COLUMNS_MOST; c++) {
		struct buf text = {0};
		buf_format(&text, _("In the order of “%s”"), columns->items[c].name);
		pick_add(pick, choice(SIFT_SORTED, c, 0), buf_text(&text),
			columns->items[c].type == COLUMN_NUMBER ? _("the largest first") : "");
		buf_finish(&text);
	}
}

/* The words that stand in a column, each once. */
static void add_words(const struct audience *whole, size_t column, struct pick *pick)
{
	for (size_t i = 0; i < whole->items.count; i++) {
		const char *words = cell(&whole->items.items[i], column);
		struct buf text = {0};
		if (words[0] == '\0' || stood_before(whole, i, column))
			continue;
		buf_format(&text, _("Only “%s”"), words);
		pick_add(pick, choice(SIFT_ONLY, column, i), buf_text(&text),
			whole->items.items[0].card.columns->items[column].name);
		buf_finish(&text);
	}
}

/* What parts a table: one of several words, or a role or person. */
static bool parts_rows(enum column_type type)
{
	return type == COLUMN_CHOICE || type == COLUMN_ROLE || type == COLUMN_PERSON;
}

static void offer(struct console *console, const struct audience *whole)
{
	const struct columns *columns = whole->items.items[0].card.columns;
	struct pick *pick =
		pick_open(console, _("What is to be seen of this table?"), false, picked, 0);
	bool gaps = false;

	for (size_t i = 0; i < whole->items.count; i++)
		gaps |= whole->items.items[i].gap != 0;
	pick_add(pick, choice(SIFT_ALL, 0, 0), _("All of it, in the order of coming"), "");
	if (whole->grid.heads.count > 0) {
		struct buf text = {0};
		buf_format(&text, _("As a grid: “%1$s”, across “%2$s”"), whole->grid.row,
			whole->grid.across);
		pick_add(pick, choice(SIFT_GRID, 0, 0), buf_text(&text), "");
		buf_finish(&text);
	}
	if (gaps) {
		pick_add(pick, choice(SIFT_OPEN_FIRST, 0, 0), _("What is open first"), "");
		pick_add(pick, choice(SIFT_OPEN_ONLY, 0, 0), _("Only what is open"), "");
	}
	add_orders(columns, pick);
	for (size_t c = 0; c < columns->count && c < COLUMNS_MOST; c++)
		if (parts_rows(columns->items[c].type))
			add_words(whole, c, pick);
}

void sift_turn(struct console *console)
{
	bool grid = console->sift.how == SIFT_GRID;

	sift_finish(&console->sift);
	if (!grid && console->audience.grid.heads.count == 0) {
		console_say(console, false, _("The programme asks for no grid here."));
		return;
	}
	console->sift.how = grid ? SIFT_ALL : SIFT_GRID;
	console->focus = 0;
	console_say(console, false,
		grid                   ? _("As a list again.")
		: console->looking < 0 ? _("As a grid, on the wall too.")
				       : _("As a grid."));
}

void sift_ask(struct console *console)
{
	struct audience whole = {0};

	fill_whole(console, &whole);
	if (whole.items.count > 0 && item_in_table(&whole.items.items[0]))
		offer(console, &whole);
	else if (whole.grid.heads.count > 0)
		sift_turn(console);
	else
		console_say(console, false, _("There is no table here to put in order."));
	audience_finish(&whole);
}
