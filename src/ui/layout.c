/*
 * A page on a screen of a given size.
 *
 * Small screens (a hall's projector: 40 × 12) spend every row on words. Taller ones give them air,
 * and on wide ones the text keeps to a measure the eye can follow and stands in the middle.
 */
#include "roundtable/ui/layout.h"

#include "chrome.h"
#include "picture.h"
#include "roundtable/base/i18n.h"
#include "roundtable/ui/glyph.h"
#include "roundtable/ui/key.h"
#include "sheet.h"

#include <string.h>

enum { MEASURE = 100, SCROLL_AIR = 14, AIR_ROWS = 30 };
/* Columns that lines beside a picture have at least, and on a screen that is the picture's. */
enum { BESIDE = 30, NARROWEST = 16 };

/* The rows that are shown: indices into sheet.rows, without the gaps there is no room for. */
struct chosen {
	size_t *items;
	size_t count, capacity;
};

static int max(int a, int b)
{
	return a > b ? a : b;
}

static int min(int a, int b)
{
	return a < b ? a : b;
}

static void choose(struct chosen *chosen, const struct sheet *sheet, enum gap most)
{
	chosen->count = 0;
	for (size_t i = 0; i < sheet->rows.count; i++) {
		const struct row *row = &sheet->rows.items[i];
		if (row->gap > most)
			continue;
		*array_push(chosen) = i;
		/* With air between items, what parts lists from the rest is twice as much. */
		if (most == GAP_AIR && row->gap != GAP_NONE && row->gap != GAP_AIR && !row->spans)
			*array_push(chosen) = i;
	}
}

/* As much air as fits; false when even without any the page must scroll. */
static bool choose_fitting(struct chosen *chosen, const struct sheet *sheet, const struct frame *f)
{
	/* Air between items is for tall screens, while it leaves a quarter of the room free. */
	int first = f->height >= AIR_ROWS ? GAP_AIR : GAP_BETWEEN;
	for (int gap = first; gap >= GAP_NONE; gap--) {
		choose(chosen, sheet, (enum gap)gap);
		int room = gap == GAP_AIR ? f->height * 3 / 4 : f->height;
		if (chosen->count <= (size_t)room)
			return true;
	}
	enum gap rest = f->height >= SCROLL_AIR ? GAP_GIVEN : GAP_NONE;
	choose(chosen, sheet, f->height >= AIR_ROWS ? GAP_BETWEEN : rest);
	return false;
}

/* Lists, tables and large digits move as one; each row of running text is centred by itself. */
static bool moves_as_one(enum line_role role)
{
	return role == LINE_ITEM || role == LINE_BAR || role == LINE_SPREAD || role == LINE_ROW ||
	       role == LINE_HEAD || role == LINE_BIG || role == LINE_NOTE || role == LINE_WARNING;
}

static int shift_of(const struct frame *f, const struct sheet *sheet, const struct row *row)
{
	if (!f->page->centred)
		return 0;
	int width = row->width;
	if (moves_as_one(f->page->lines.items[row->line].role))
		for (size_t i = 0; i < sheet->rows.count; i++)
			if (sheet->rows.items[i].block == row->block)
				width = max(width, sheet->rows.items[i].width);
	return max(0, (f->measure - width) / 2);
}

static void draw_row(const struct frame *f, const struct sheet *sheet, const struct row *row, int y)
{
	int left = f->left + shift_of(f, sheet, row);
	int right = f->left + f->measure;
	if (row->focused)
		canvas_fill(f->canvas, y, f->left - 2, frame_band(f), STYLE_FOCUS, " ");
	size_t target = f->page->lines.items[row->line].target;
	if (target > 0 && row->gap == GAP_NONE)
		canvas_spot(f->canvas, y, f->left - 2, frame_band(f), KEYS_MOUSE, target);
	if (row->box)
		canvas_fill(f->canvas, y, left, row->box, STYLE_WARNING, " ");
	for (size_t i = row->first; i < row->first + row->spans; i++) {
		const struct span *span = &sheet->spans.items[i];
		int column = left + span->column;
		canvas_write(f->canvas, y, column, right - column, span->style,
			sheet->text.bytes + span->text);
	}
}

/* Draws chosen rows [from, to) from screen row y on, with the cursor on the focused line. */
static void draw_rows(const struct frame *f, const struct sheet *sheet, const struct chosen *chosen,
	size_t from, size_t to, int y)
{
	for (size_t i = from; i < to; i++, y++) {
		const struct row *row = &sheet->rows.items[chosen->items[i]];
		draw_row(f, sheet, row, y);
		const struct row *before = i > 0 ? &sheet->rows.items[chosen->items[i - 1]] : NULL;
		bool first = !before || before->gap != GAP_NONE || before->line != row->line;
		if (!row->focused || (!first && i > from))
			continue;
		canvas_write(f->canvas, y, f->left - 2, 1, STYLE_FOCUS, "▸");
		f->canvas->cursor_row = y;
		f->canvas->cursor_column = f->left + shift_of(f, sheet, row);
		f->canvas->cursor_visible = true;
	}
}

static bool is_head(enum line_role role, bool guide)
{
	return role == LINE_TITLE || role == LINE_QUESTION ||
	       (guide && (role == LINE_DO || role == LINE_FATE));
}

/*
 * How many of the chosen rows stay at the top while the rest scrolls: the question, together with
 * what to do if that leaves half of the room.
 */
static size_t pinned(const struct frame *f, const struct sheet *sheet, const struct chosen *chosen)
{
	for (int guide = 1; guide >= 0; guide--) {
		size_t count = 0;
		bool warned = true; /* that the clock stands still, say, stays above the question */
		for (size_t i = 0; i < chosen->count; i++) {
			const struct row *row = &sheet->rows.items[chosen->items[i]];
			enum line_role role = f->page->lines.items[row->line].role;
			if (row->gap != GAP_NONE)
				continue;
			warned = warned && role == LINE_WARNING;
			if (!warned && !is_head(role, guide))
				break;
			count = i + 1;
		}
		if (count > 0 && count < chosen->count &&
			sheet->rows.items[chosen->items[count]].gap != GAP_NONE)
			count++;
		if (count <= (size_t)f->height / 2 && f->height > 3)
			return count;
	}
	return 0;
}

/* Lines of which chosen rows [from, to) hold something. */
static int count_lines(
	const struct sheet *sheet, const struct chosen *chosen, size_t from, size_t to)
{
	int count = 0;
	size_t last = SIZE_MAX;
	for (size_t i = from; i < to; i++) {
		const struct row *row = &sheet->rows.items[chosen->items[i]];
		if (row->gap == GAP_NONE && row->line != last) {
			count++;
			last = row->line;
		}
	}
	return count;
}

/* How much there is that is not in sight, and whether it is for the page keys to bring it. */
struct unseen {
	int above, below;
	bool paged;
};

static void say_more(struct buf *words, const struct unseen *unseen)
{
	int above = unseen->above, below = unseen->below;

	if (unseen->paged && above && below)
		buf_format(words, _("↑ PageUp: %d   ↓ PageDown: %d more"), above, below);
	else if (unseen->paged && above)
		buf_format(words, _("↑ PageUp: %d more"), above);
	else if (unseen->paged && below)
		buf_format(words, _("↓ PageDown: %d more"), below);
	else if (above && below)
		buf_format(words, _("↑ %d more above   ↓ %d more below"), above, below);
	else if (above)
		buf_format(words, _("↑ %d more above"), above);
	else if (below)
		buf_format(words, _("↓ %d more below"), below);
}

/* True when a small screen can say it at the end of its state line. */
static bool more_beside_state(const struct frame *f, const struct unseen *unseen)
{
	if (f->top > 1 || f->page->message)
		return false;
	struct buf words = {0};
	say_more(&words, unseen);
	const char *state = f->page->state ? f->page->state : "";
	int width = glyph_width(buf_text(&words), words.count) + glyph_width(state, strlen(state));
	buf_finish(&words);
	return width + 2 <= f->measure;
}

static void draw_more(const struct frame *f, bool beside, const struct unseen *unseen)
{
	struct buf words = {0};
	say_more(&words, unseen);
	int width = glyph_width(buf_text(&words), words.count);
	if (beside)
		canvas_write(f->canvas, f->message_row, f->left + f->measure - width, width,
			STYLE_DIM, buf_text(&words));
	else
		canvas_write(f->canvas, f->top + f->height - 1, f->left, f->measure, STYLE_DIM,
			buf_text(&words));
	buf_finish(&words);
}

/* The rows, among those that scroll, of the line that has the focus, and all that belong to it: up
 * to the next line that can have it. Without a focus all rows belong together. */
struct extent {
	int line, line_end; /* the focused line; line -1: none is */
	int first, last;
	bool whole; /* no entry has the focus */
};

static struct extent extent_of(
	const struct frame *f, const struct sheet *sheet, const struct chosen *chosen, size_t pin)
{
	int count = (int)chosen->count, shift = (int)pin;
	struct extent extent = {.line = -1, .line_end = -1, .last = count - 1 - shift};
	size_t line = SIZE_MAX, own = 0;
	for (int i = 0; i < count; i++) {
		const struct row *row = &sheet->rows.items[chosen->items[i]];
		size_t target = f->page->lines.items[row->line].target;
		if (row->focused && (line == SIZE_MAX || row->line == line)) {
			extent.line = line == SIZE_MAX ? i - shift : extent.line;
			extent.line_end = i - shift;
			line = row->line;
			own = target;
		} else if (target > 0 && line == SIZE_MAX) {
			extent.first = i + 1 - shift;
		} else if (target > 0 && row->line != line && target != own) {
			extent.last = i - 1 - shift;
			break;
		}
	}
	/* without an entry that has the focus the arrows go to none: the whole is read */
	if (own == 0) {
		extent.whole = true;
		extent.first = 0;
		extent.last = count - 1 - shift;
	}
	return extent;
}

/*
 * Brings the focused line into sight, with a row around it where there is room; and what belongs to
 * it, if that is not more than there is room for.
 */
static int scroll_to_focus(const struct extent *extent, int window, int scroll)
{
	int around = window >= 5 ? 1 : 0;
	int end =
		extent->last - extent->line + 2 * around < window ? extent->last : extent->line_end;
	if (extent->line_end < 0)
		return scroll;
	scroll = max(scroll, end + around - window + 1);
	return min(scroll, max(0, extent->line - around));
}

static void tell_reach(const struct frame *f, const struct extent *extent, int window, int start)
{
	if (f->page->reach == NULL)
		return;
	f->page->reach->above = max(0, start - extent->first);
	f->page->reach->below = max(0, extent->last - (start + window - 1));
	f->page->reach->window = window;
}

static void draw_scrolled(
	const struct frame *f, const struct sheet *sheet, const struct chosen *chosen, int *scroll)
{
	size_t pin = pinned(f, sheet, chosen), from, to;
	int rest = (int)(chosen->count - pin), window = f->height - (int)pin;
	int turn = f->page->turn;
	struct extent extent = extent_of(f, sheet, chosen, pin);
	struct unseen unseen = {.paged = f->page->reach != NULL && extent.whole};
	bool beside = true;
	/* First with every row there is; then without the last, which says what else there is. */
	for (;; window--, beside = false) {
		int wanted = turn > rest ? rest : turn > 0 ? (turn - 1) * window : *scroll;
		bool moved = f->page->reach != NULL && f->page->reach->moved;
		int start = moved ? wanted : scroll_to_focus(&extent, window, wanted);
		start = max(0, min(start, rest - window));
		from = pin + (size_t)start;
		to = from + (size_t)window;
		unseen.above = count_lines(sheet, chosen, pin, from);
		unseen.below = count_lines(sheet, chosen, to, chosen->count);
		if (beside && !more_beside_state(f, &unseen))
			continue;
		*scroll = start;
		tell_reach(f, &extent, window, start);
		break;
	}
	draw_rows(f, sheet, chosen, 0, pin, f->top);
	draw_rows(f, sheet, chosen, from, to, f->top + (int)pin);
	draw_more(f, beside, &unseen);
}

/* The largest size at which digits leave room for everything else; 0: as plain text. */
static int big_size(const struct frame *f)
{
	const char *text = NULL;
	for (size_t i = 0; i < f->page->lines.count; i++)
		if (f->page->lines.items[i].role == LINE_BIG)
			text = f->page->lines.items[i].text;
	if (!text || sheet_big_width(text, 1) == 0)
		return 0;
	for (int size = 3; size > 0; size--) {
		if (sheet_big_width(text, size) > f->reading ||
			(size > 1 && 5 * size > f->height / 2))
			continue;
		struct sheet sheet;
		sheet_build(&sheet, f->page, f->measure, f->reading, size);
		struct chosen chosen = {0};
		choose(&chosen, &sheet, GAP_NONE);
		bool fits = chosen.count <= (size_t)f->height;
		array_finish(&chosen);
		sheet_finish(&sheet);
		if (fits || (size == 1 && f->canvas->rows >= 16))
			return size;
	}
	return 0;
}

static void draw_body(const struct frame *f, int *scroll)
{
	struct sheet sheet;
	struct chosen chosen = {0};
	sheet_build(&sheet, f->page, f->measure, f->reading, big_size(f));
	f->canvas->cursor_row = f->top;
	f->canvas->cursor_column = f->left;
	if (choose_fitting(&chosen, &sheet, f)) {
		int free = f->height - (int)chosen.count;
		int down = f->height >= AIR_ROWS ? min(2, free / 4) : 0;
		if (f->page->centred)
			down = free / 2;
		*scroll = 0;
		if (f->page->reach != NULL)
			f->page->reach->above = f->page->reach->below = 0;
		draw_rows(f, &sheet, &chosen, 0, chosen.count, f->top + down);
	} else {
		draw_scrolled(f, &sheet, &chosen, scroll);
	}
	array_finish(&chosen);
	sheet_finish(&sheet);
}

static void say_too_small(struct canvas *canvas)
{
	struct buf words = {0};
	buf_format(&words,
		_("This window has %1$d columns and %2$d rows. Roundtable needs %3$d and %4$d."),
		canvas->columns, canvas->rows, SCREEN_COLUMNS_MIN, SCREEN_ROWS_MIN);
	size_t at = 0;
	struct wrapped piece;
	for (int row = 0; row < canvas->rows; row++) {
		if (!wrap_next(buf_text(&words), words.count, &at, canvas->columns, &piece))
			break;
		struct buf text = {0};
		buf_add(&text, words.bytes + piece.start, piece.length);
		canvas_write(canvas, row, 0, canvas->columns, STYLE_PLAIN, buf_text(&text));
		buf_finish(&text);
	}
	buf_finish(&words);
}

/* The rows and columns of a screen, or of that part of it which a picture leaves. */
static void share_out(
	struct frame *frame, const struct page *page, struct canvas *canvas, int columns)
{
	int margins = columns < 60 ? 3 : columns < 100 ? 6 : 8;
	int measure = min(MEASURE, columns - margins);
	/* A table may be wider than what people read line by line. */
	int wide = columns >= 100 ? min(sheet_table_width(page), columns - 8) : 0;

	frame_init(frame, page, canvas, columns, max(measure, wide), measure);
}

void layout(const struct page *page, int columns, int rows, int *scroll, struct canvas *canvas)
{
	canvas_size(canvas, columns, rows);
	if (columns < SCREEN_COLUMNS_MIN || rows < SCREEN_ROWS_MIN) {
		say_too_small(canvas);
		return;
	}
	struct frame frame;
	struct placed placed;
	share_out(&frame, page, canvas, columns);
	struct frame body = frame;
	if (picture_place(page, frame.measure - BESIDE, frame.height, PICTURE_QUIET, &placed)) {
		body.measure -= placed.columns + 2;
		body.reading = min(body.reading, body.measure);
		picture_draw(
			&placed, frame.top, frame.left + frame.measure - placed.columns, canvas);
	} else if (page->poster &&
		   picture_place(page, columns - NARROWEST, rows, PICTURE_QUIET_LEAST, &placed)) {
		/* the whole height is the picture's, and all else stands to the left of it */
		share_out(&frame, page, canvas, columns - placed.columns);
		body = frame;
		picture_draw(&placed, (rows - placed.rows) / 2, columns - placed.columns, canvas);
	}
	draw_body(&body, scroll);
	frame_draw(&frame);
}
