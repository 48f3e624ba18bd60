/*
 * Pages on screens. The golden files hold what stands on the screen, the
 * styles letter by letter, and the page as plain lines; `test_layout --record`
 * writes them anew, and then somebody has to look at them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "pages.h"

#include "roundtable/base/buf.h"
#include "roundtable/ui/glyph.h"
#include "roundtable/ui/layout.h"

#include <limits.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const int sizes[][2] = {{40, 12}, {80, 24}, {200, 50}};
static bool recording;

/* A page on a screen, and the screen as text. */
struct shot {
	struct page page;
	struct canvas canvas;
	struct buf text;
	int scroll;
};

static void shot_take(struct shot *shot, int columns, int rows)
{
	layout(&shot->page, columns, rows, &shot->scroll, &shot->canvas);
	buf_clear(&shot->text);
	canvas_print(&shot->canvas, &shot->text);
}

static void shot_finish(struct shot *shot)
{
	page_finish(&shot->page);
	canvas_finish(&shot->canvas);
	buf_finish(&shot->text);
}

static bool shows(const struct shot *shot, const char *text)
{
	return strstr(buf_text(&shot->text), text) != NULL;
}

static enum style style_at(const struct canvas *canvas, int row, int column)
{
	return (enum style)canvas->cells[row * canvas->columns + column].style;
}

/* Row of the screen that holds the text, -1: none. */
static int row_of(const struct shot *shot, const char *text)
{
	const char *at = strstr(buf_text(&shot->text), text);
	int row = 0;
	for (const char *c = buf_text(&shot->text); at && c < at; c++)
		row += *c == '\n';
	return at ? row : -1;
}

static void golden_path(const char *name, struct buf *path)
{
	const char *source = getenv("ROUNDTABLE_SOURCE");
	buf_format(path, "%s/tests/ui/golden/%s.txt", source ? source : ".", name);
}

static void read_file(const char *path, struct buf *out)
{
	FILE *file = fopen(path, "r");
	char bytes[4096];
	size_t got;
	while (file && (got = fread(bytes, 1, sizeof bytes, file)) > 0)
		buf_add(out, bytes, got);
	if (file)
		fclose(file);
}

static void test_golden(void **state)
{
	(void)state;
	for (size_t i = 0; i < samples_count; i++) {
		struct buf now = {0}, path = {0}, before = {0};
		for (size_t size = 0; size < sizeof sizes / sizeof *sizes; size++) {
			struct shot shot = {0};
			samples[i].fill(&shot.page);
			shot_take(&shot, sizes[size][0], sizes[size][1]);
			buf_format(&now, "=== %d x %d, cursor %d %d%s\n", sizes[size][0],
				sizes[size][1], shot.canvas.cursor_row, shot.canvas.cursor_column,
				shot.canvas.cursor_visible ? "" : " hidden");
			buf_text_add(&now, buf_text(&shot.text));
			buf_text_add(&now, "--- styles\n");
			canvas_print_styles(&shot.canvas, &now);
			shot_finish(&shot);
		}
		struct page page = {0};
		samples[i].fill(&page);
		buf_text_add(&now, "=== lines\n");
		layout_linear(&page, 72, &now);
		page_finish(&page);
		golden_path(samples[i].name, &path);
		if (recording) {
			FILE *file = fopen(buf_text(&path), "w");
			assert_non_null(file);
			fwrite(now.bytes, 1, now.count, file);
			fclose(file);
		}
		read_file(buf_text(&path), &before);
		if (strcmp(buf_text(&before), buf_text(&now)) != 0)
			print_error("%s differs from:\n%s\nTo accept it: test_layout --record\n",
				buf_text(&path), buf_text(&now));
		assert_true(strcmp(buf_text(&before), buf_text(&now)) == 0);
		buf_finish(&now);
		buf_finish(&path);
		buf_finish(&before);
	}
}

/* The cursor is on the focused line or in the field, and that line is marked by more than colour.
 */
static void check_cursor(const struct shot *shot)
{
	const struct canvas *canvas = &shot->canvas;
	bool focused = false;
	for (size_t i = 0; i < shot->page.lines.count; i++)
		focused = focused || shot->page.lines.items[i].focused;
	assert_int_equal(canvas->cursor_visible, shot->page.asking || focused);
	assert_in_range(canvas->cursor_row, 1, canvas->rows - 1);
	assert_in_range(canvas->cursor_column, 0, canvas->columns - 1);
	if (canvas->cursor_visible)
		assert_int_equal(style_at(canvas, canvas->cursor_row, canvas->cursor_column),
			shot->page.asking ? STYLE_ENTRY : STYLE_FOCUS);
	if (focused)
		assert_true(shows(shot, "▸"));
}

static void test_every_size(void **state)
{
	(void)state;
	for (int columns = 1; columns <= 230; columns += columns < 110 ? 1 : 7) {
		for (int rows = 1; rows <= 60; rows += rows < 26 ? 1 : 5) {
			for (size_t i = 0; i < samples_count; i++) {
				struct shot shot = {.scroll = rows % 3 ? 0 : 1000};
				samples[i].fill(&shot.page);
				shot_take(&shot, columns, rows);
				assert_int_equal(shot.canvas.columns, columns);
				assert_int_equal(shot.canvas.rows, rows);
				if (columns >= SCREEN_COLUMNS_MIN && rows >= SCREEN_ROWS_MIN) {
					check_cursor(&shot);
					assert_int_equal(
						style_at(&shot.canvas, 0, 0), STYLE_HEADER);
					assert_int_equal(style_at(&shot.canvas, 0, columns - 1),
						STYLE_HEADER);
					assert_true(shows(&shot, shot.page.hints.items[0].what));
				} else {
					assert_false(shot.canvas.cursor_visible);
				}
				shot_finish(&shot);
			}
		}
	}
}

static void test_too_small(void **state)
{
	(void)state;
	struct shot shot = {0};
	page_add(&shot.page, LINE_QUESTION, "Who is here?");
	shot_take(&shot, 39, 30);
	assert_true(shows(&shot, "39 columns and 30 rows"));
	assert_false(shows(&shot, "Who"));
	shot_take(&shot, 100, 9);
	assert_true(shows(&shot, "100 columns and 9 rows. Roundtable needs 40 and 10."));
	shot_take(&shot, 40, 10);
	assert_true(shows(&shot, "Who is here?"));
	shot_finish(&shot);
}

static void add_items(struct page *page, int count, int focus)
{
	for (int i = 0; i < count; i++) {
		struct line *line = page_addf(page, LINE_ITEM, "Thing number %d of a list%s", i,
			i % 4 == 3 ? " with more words than there is room for on one row of a "
				     "small screen"
				   : "");
		line->focused = i == focus;
	}
}

/* Walking through a long list: the focused line is whole and in sight, the question stays, the
 * counts add up. */
static void test_focus_stays_in_sight(void **state)
{
	(void)state;
	for (size_t size = 0; size < sizeof sizes / sizeof *sizes; size++) {
		int scroll = 0, count = 90;
		for (int step = 0; step < 2 * count; step++) {
			int focus = step < count ? step : 2 * count - 1 - step;
			struct shot shot = {.scroll = scroll};
			page_add(&shot.page, LINE_QUESTION, "Which one?");
			add_items(&shot.page, count, focus);
			shot_take(&shot, sizes[size][0], sizes[size][1]);
			scroll = shot.scroll;
			char wanted[64];
			snprintf(wanted, sizeof wanted, "Thing number %d of a list", focus);
			int row = row_of(&shot, wanted);
			assert_int_equal(row, shot.canvas.cursor_row);
			check_cursor(&shot);
			assert_true(shows(&shot, "Which one?"));
			/* The line's last row is there as well. */
			if (focus % 4 == 3 && size == 0)
				assert_int_equal(style_at(&shot.canvas, row + 2, 3), STYLE_FOCUS);
			assert_true(shows(&shot, "above") || focus < 50);
			assert_true(shows(&shot, "below") || focus > count - 50);
			assert_false(focus == 0 && shows(&shot, "above"));
			assert_false(focus == count - 1 && shows(&shot, "below"));
			shot_finish(&shot);
		}
	}
}

/* That the clock stands still must not scroll away, nor the question because of it. */
static void test_a_warning_stays_above_the_question(void **state)
{
	struct shot shot = {0};

	(void)state;
	page_add(&shot.page, LINE_WARNING, "Paused: the clock stands still.");
	page_add(&shot.page, LINE_QUESTION, "Which one?");
	add_items(&shot.page, 30, 29);
	shot_take(&shot, 40, 12);
	assert_true(shows(&shot, "Paused"));
	assert_true(shows(&shot, "Which one?"));
	assert_true(shows(&shot, "Thing number 29"));
	shot_finish(&shot);
}

static void test_scroll_is_clamped(void **state)
{
	(void)state;
	struct shot shot = {.scroll = INT_MAX};
	add_items(&shot.page, 40, -1);
	shot_take(&shot, 40, 12);
	assert_true(shows(&shot, "a small screen"));
	assert_true(shows(&shot, "more above"));
	assert_false(shows(&shot, "below"));
	assert_true(shot.scroll > 40 && shot.scroll < 100);
	shot.scroll = -5;
	shot_take(&shot, 40, 12);
	assert_int_equal(shot.scroll, 0);
	assert_true(shows(&shot, "number 0"));
	shot_take(&shot, 200, 50);
	assert_int_equal(shot.scroll, 0);
	shot_finish(&shot);
}

/* Screen by screen, every line comes; further than the end is the end. */
static void test_pages_are_turned_by_screens(void **state)
{
	enum { LINES = 50 };

	(void)state;
	for (size_t size = 0; size < 2; size++) {
		bool seen[LINES] = {false};
		struct shot shot = {.scroll = 17};
		page_add(&shot.page, LINE_QUESTION, "Which ones?");
		for (int i = 0; i < LINES; i++)
			page_addf(&shot.page, LINE_ITEM, "line %d.", i);
		for (shot.page.turn = 1; shot.page.turn <= LINES; shot.page.turn++) {
			shot_take(&shot, sizes[size][0], sizes[size][1]);
			assert_true(shows(&shot, "Which ones?"));
			assert_true(shows(&shot, "line 0.") == (shot.page.turn == 1));
			for (int i = 0; i < LINES; i++)
				seen[i] |= shows(&shot, shot.page.lines.items[i + 1].text);
			if (shot.page.turn == 2)
				assert_false(shows(&shot, "line 49."));
		}
		assert_true(shows(&shot, "line 49."));
		for (int i = 0; i < LINES; i++)
			assert_true(seen[i]);
		/* and there it stays */
		int at = shot.scroll;
		shot.page.turn = 0;
		shot_take(&shot, sizes[size][0], sizes[size][1]);
		assert_int_equal(shot.scroll, at);
		shot.page.turn = INT_MAX;
		shot_take(&shot, sizes[size][0], sizes[size][1]);
		assert_int_equal(shot.scroll, at);
		shot_finish(&shot);
	}
}

static void test_more_is_counted(void **state)
{
	(void)state;
	struct shot shot = {0};
	page_add(&shot.page, LINE_QUESTION, "Which one?");
	for (int i = 0; i < 12; i++)
		page_addf(&shot.page, LINE_ITEM, "Thing %d", i);
	shot_take(&shot, 40, 12);
	/* Ten rows without the header: the question, eight things, and what is left said beside the
	 * state. */
	assert_true(shows(&shot, "Thing 7\n"));
	assert_true(shows(&shot, "↓ 4 more below"));
	page_set(&shot.page.message, "Kept.");
	shot_take(&shot, 40, 12);
	assert_true(shows(&shot, "↓ 5 more below"));
	assert_true(row_of(&shot, "Kept.") > row_of(&shot, "more below"));
	shot.scroll = 2;
	shot_take(&shot, 40, 12);
	assert_true(shows(&shot, "↑ 2 more above   ↓ 3 more below"));
	shot_finish(&shot);
}

/* At 40 × 12: header, eight rows, state or message, entry line, footer; without an entry line nine
 * rows. */
static void test_rows_of_a_small_screen(void **state)
{
	(void)state;
	struct shot shot = {0};
	for (int i = 0; i < 9; i++)
		page_addf(&shot.page, LINE_TEXT, "row %d", i);
	page_set(&shot.page.state, "12 of 15 have voted");
	page_hint(&shot.page, "?", "help");
	shot_take(&shot, 40, 12);
	assert_int_equal(row_of(&shot, "row 0"), 1);
	assert_int_equal(row_of(&shot, "row 8"), 9);
	assert_int_equal(row_of(&shot, "12 of 15"), 10);
	assert_int_equal(row_of(&shot, "? help"), 11);
	free(shot.page.lines.items[8].text);
	shot.page.lines.count--;
	shot.page.asking = true;
	page_set(&shot.page.ask, "Name");
	page_set(&shot.page.message, "Kept.");
	shot_take(&shot, 40, 12);
	assert_int_equal(row_of(&shot, "row 7"), 8);
	assert_int_equal(row_of(&shot, "Kept."), 9);
	assert_int_equal(row_of(&shot, "Name>"), 10);
	assert_int_equal(row_of(&shot, "? help"), 11);
	assert_false(shows(&shot, "12 of 15"));
	shot_finish(&shot);
}

/* Air goes before words: what the layout put in first, what the view asked for next, then it
 * scrolls. */
static void test_gaps_go_first(void **state)
{
	(void)state;
	struct shot shot = {0};
	page_add(&shot.page, LINE_QUESTION, "Which one?");
	page_add(&shot.page, LINE_DO, "Choose.");
	page_add(&shot.page, LINE_GAP, "");
	for (int i = 0; i < 4; i++)
		page_addf(&shot.page, LINE_ITEM, "Thing %d", i);
	shot_take(&shot, 40, 12);
	assert_int_equal(row_of(&shot, "Choose."), 3);
	assert_int_equal(row_of(&shot, "Thing 0"), 5);
	page_add(&shot.page, LINE_ITEM, "Thing 4");
	page_add(&shot.page, LINE_ITEM, "Thing 5");
	shot_take(&shot, 40, 12);
	assert_int_equal(row_of(&shot, "Choose."), 2);
	assert_int_equal(row_of(&shot, "Thing 0"), 4);
	page_add(&shot.page, LINE_ITEM, "Thing 6");
	shot_take(&shot, 40, 12);
	assert_int_equal(row_of(&shot, "Thing 0"), 3);
	assert_int_equal(row_of(&shot, "Thing 6"), 9);
	assert_false(shows(&shot, "more"));
	shot_finish(&shot);
}

static void test_header_shortens_the_title(void **state)
{
	(void)state;
	struct shot shot = {0};
	page_set(&shot.page.title, "A partnership for better evenings");
	page_set(&shot.page.status, "Stage 3 of 10");
	page_add(&shot.page, LINE_TEXT, "x");
	shot_take(&shot, 80, 24);
	assert_true(shows(&shot, "A partnership for better evenings"));
	shot_take(&shot, 40, 12);
	assert_true(shows(&shot, " A partnership for bett…  Stage 3 of 10\n"));
	page_set(&shot.page.status, "Stage 3 of 10, fourteen minutes left of twenty");
	shot_take(&shot, 40, 12);
	assert_true(shows(&shot, " Stage 3 of 10, fourteen minutes left…\n"));
	shot_finish(&shot);
}

static void test_details(void **state)
{
	(void)state;
	struct shot shot = {0};
	line_detail(page_add(&shot.page, LINE_ITEM, "Short"), "resident");
	line_detail(
		page_add(&shot.page, LINE_ITEM, "Some words that need two rows of it"), "carer");
	line_detail(
		page_add(&shot.page, LINE_ITEM, "Some words that need rows and then leave some"),
		"carer");
	shot_take(&shot, 40, 12);
	assert_true(shows(&shot, "  Short                        resident\n"));
	assert_true(shows(&shot, "  Some words that need two rows of it\n  carer\n"));
	assert_true(shows(&shot, "  leave some — carer\n"));
	shot_finish(&shot);
}

static void test_bars(void **state)
{
	(void)state;
	struct shot shot = {0};
	static const int64_t values[] = {16, 8, 1, 0, 20};
	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		struct line *line = page_addf(&shot.page, LINE_BAR, "Option %zu", i);
		line->value = values[i];
		line->total = 16;
	}
	struct line *none = page_add(&shot.page, LINE_BAR, "No total");
	none->value = 5;
	shot_take(&shot, 40, 12);
	/* 24 columns of bar beside eight of label and two of digits. */
	assert_true(shows(&shot, "  Option 0  16 ████████████████████████\n"));
	assert_true(shows(&shot, "  Option 1   8 ████████████\n"));
	assert_true(shows(&shot, "  Option 2   1 █▌\n"));
	assert_true(shows(&shot, "  Option 3   0\n"));
	assert_true(shows(&shot, "  Option 4  20 ████████████████████████\n"));
	assert_true(shows(&shot, "  No total   5\n"));
	page_finish(&shot.page);
	/* What is not nothing is never drawn as nothing. */
	struct line *least = page_add(&shot.page, LINE_BAR, "Least");
	least->value = 1;
	least->total = 100000;
	shot_take(&shot, 40, 12);
	assert_true(shows(&shot, "  Least  1 ▏\n"));
	shot_finish(&shot);
}

static void add_row(struct page *page, enum line_role role, const char *a, const char *b)
{
	struct line *line = page_add(page, role, "");
	texts_add(&line->cells, a);
	texts_add(&line->cells, b);
}

static void test_tables(void **state)
{
	(void)state;
	struct shot shot = {0};
	add_row(&shot.page, LINE_HEAD, "Who", "Hours");
	add_row(&shot.page, LINE_ROW, "carer", "12");
	add_row(&shot.page, LINE_ROW, "resident", "3");
	shot_take(&shot, 40, 12);
	assert_true(shows(&shot,
		"  Who       Hours\n  ───────────────\n  carer        12\n  resident      3\n"));
	add_row(&shot.page, LINE_ROW, "everybody who comes in the evening", "1");
	shot_take(&shot, 40, 12);
	assert_true(shows(&shot, "  Who: resident\n  Hours: 3\n"));
	assert_true(shows(&shot, "  Who: everybody who comes in the\n    evening\n  Hours: 1\n"));
	shot_take(&shot, 80, 24);
	assert_true(shows(&shot, "   everybody who comes in the evening       1\n"));
	shot_finish(&shot);
}

static void test_wide_table_uses_a_wide_screen(void **state)
{
	(void)state;
	struct shot shot = {0};
	struct buf cell = {0};
	while (cell.count < 70)
		buf_text_add(&cell, "word ");
	buf_text_add(&cell, "end");
	add_row(&shot.page, LINE_ROW, buf_text(&cell), buf_text(&cell));
	shot_take(&shot, 200, 50);
	assert_int_equal(shot.canvas.cells[2 * 200 + 99].style, STYLE_PLAIN);
	const char *first = strstr(buf_text(&shot.text), "end");
	const char *newline = strchr(buf_text(&shot.text) + 2, '\n');
	assert_non_null(first);
	assert_non_null(newline);
	assert_non_null(strstr(first, "end   word"));
	shot_finish(&shot);
	buf_finish(&cell);
}

static void test_big(void **state)
{
	(void)state;
	struct shot shot = {0};
	page_add(&shot.page, LINE_BIG, "12:-08");
	shot_take(&shot, 40, 12);
	assert_true(shows(&shot, "12:-08"));
	page_set(&shot.page.lines.items[0].text, "-1:08");
	shot_take(&shot, 40, 12);
	assert_true(shows(&shot, "██████"));
	assert_false(shows(&shot, "08"));
	/* With no room for five rows, and with letters, it is text. */
	for (int i = 0; i < 5; i++)
		page_add(&shot.page, LINE_TEXT, "x");
	shot_take(&shot, 40, 12);
	assert_true(shows(&shot, "-1:08"));
	shot_take(&shot, 40, 16);
	assert_true(shows(&shot, "██████"));
	page_set(&shot.page.lines.items[0].text, "soon");
	shot_take(&shot, 200, 50);
	assert_true(shows(&shot, "soon"));
	shot_finish(&shot);
}

/* However long the text and wherever the cursor: it is in sight, and the letter under it is the
 * right one. */
static void test_field_follows_the_cursor(void **state)
{
	(void)state;
	struct buf typed = {0};
	for (int i = 0; i < 60; i++)
		buf_text_add(&typed, i % 5 == 4 ? "花" : i % 5 == 3 ? "e\xcc\x81" : "ab");
	for (int columns = 40; columns <= 90; columns += 10) {
		for (size_t at = 0; at <= typed.count;) {
			struct shot shot = {0};
			shot.page.asking = true;
			page_set(&shot.page.ask, "Say");
			page_set(&shot.page.typed, "%s", buf_text(&typed));
			shot.page.cursor = at;
			shot_take(&shot, columns, 12);
			check_cursor(&shot);
			const struct cell *cell =
				&shot.canvas.cells[shot.canvas.cursor_row * columns +
						   shot.canvas.cursor_column];
			if (at == typed.count) {
				assert_string_equal(cell->text, " ");
				shot_finish(&shot);
				break;
			}
			assert_memory_equal(cell->text, typed.bytes + at, strlen(cell->text));
			assert_true(cell->width > 0);
			int width;
			at = glyph_next(typed.bytes, typed.count, at, &width);
			shot_finish(&shot);
		}
	}
	buf_finish(&typed);
}

static void test_hidden_field(void **state)
{
	(void)state;
	struct shot shot = {.page = {.asking = true, .hidden = true}};
	page_set(&shot.page.ask, "Your two words");
	page_set(&shot.page.typed, "e\xcc\x81"
				   "花x");
	shot.page.cursor = strlen(shot.page.typed);
	shot_take(&shot, 80, 24);
	assert_true(shows(&shot, "Your two words> •••\n"));
	assert_false(shows(&shot, "花"));
	shot_finish(&shot);
}

static void test_hints_that_fit(void **state)
{
	(void)state;
	struct shot shot = {0};
	page_add(&shot.page, LINE_TEXT, "x");
	page_hint(&shot.page, "Enter", "go on to the next stage");
	page_hint(&shot.page, "Ctrl-P", "park a thought");
	page_hint(&shot.page, "?", "help");
	shot_take(&shot, 40, 12);
	assert_true(shows(&shot, " Enter go on to the next stage  ? help\n"));
	assert_false(shows(&shot, "park"));
	for (int i = 0; i < 8; i++)
		page_hint(&shot.page, "F5", "another one");
	shot_take(&shot, 80, 24);
	assert_true(shows(&shot, "park a thought"));
	/* Two rows, and no third. */
	assert_int_equal(row_of(&shot, "Enter go on"), 22);
	shot_finish(&shot);
}

static void test_struck_and_note(void **state)
{
	(void)state;
	struct shot shot = {0};
	struct line *line = page_add(&shot.page, LINE_ITEM, "Lech");
	line_mark(line, "[-]");
	line->struck = true;
	page_add(&shot.page, LINE_NOTE, "Ask the funder.");
	page_add(&shot.page, LINE_WARNING, "Nothing is saved.");
	shot_take(&shot, 80, 24);
	assert_int_equal(style_at(&shot.canvas, row_of(&shot, "Lech"), 9), STYLE_DIM);
	assert_true(shows(&shot, "│ Ask the funder."));
	assert_true(shows(&shot, "! Nothing is saved."));
	shot_finish(&shot);
}

int main(int argc, char **argv)
{
	setlocale(LC_ALL, "");
	recording = argc > 1 && strcmp(argv[1], "--record") == 0;
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_golden),
		cmocka_unit_test(test_every_size),
		cmocka_unit_test(test_too_small),
		cmocka_unit_test(test_focus_stays_in_sight),
		cmocka_unit_test(test_a_warning_stays_above_the_question),
		cmocka_unit_test(test_scroll_is_clamped),
		cmocka_unit_test(test_pages_are_turned_by_screens),
		cmocka_unit_test(test_more_is_counted),
		cmocka_unit_test(test_rows_of_a_small_screen),
		cmocka_unit_test(test_gaps_go_first),
		cmocka_unit_test(test_header_shortens_the_title),
		cmocka_unit_test(test_details),
		cmocka_unit_test(test_bars),
		cmocka_unit_test(test_tables),
		cmocka_unit_test(test_wide_table_uses_a_wide_screen),
		cmocka_unit_test(test_big),
		cmocka_unit_test(test_field_follows_the_cursor),
		cmocka_unit_test(test_hidden_field),
		cmocka_unit_test(test_hints_that_fit),
		cmocka_unit_test(test_struck_and_note),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
