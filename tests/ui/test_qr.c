/*
 * QR codes on the screen: every cell is what libqrencode made of the text, and - where zbarimg is
 * installed - a reader finds the text in a picture of the screen.
 */
#include "roundtable/ui/colours.h"
#include "roundtable/ui/layout.h"
#include "roundtable/ui/wall.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define URL "http://192.168.1.20:8080"
#define CODE "7K3M9Q"
#define LONG "7K3M9QXT04"
#define IN_CODE "HTTP://192.168.1.20:8080/j/" LONG
#define IN_SMALL_CODE "HTTP://192.168.1.20:8080"

static const struct audience_door door = {.url = URL, .code = CODE, .long_code = LONG};

/* A wall with that door on a screen of this size. */
static void draw(const struct audience_door *shown, int columns, int rows, struct canvas *canvas)
{
	struct audience audience = {.state = AUDIENCE_STAGE,
		.stage_title = "What matters",
		.stages = 7,
		.door = *shown};
	struct page page = {0};
	int scroll = 0;

	wall_page(&audience, 0, &page);
	layout(&page, columns, rows, &scroll, canvas);
	page_finish(&page);
}

/* Whether a half of a cell is dark: 1, light: 0; -1: it is no part of a picture. */
static int half(const struct canvas *canvas, int y, int column)
{
	const struct cell *cell = &canvas->cells[y / 2 * canvas->columns + column];

	if (cell->style != STYLE_CODE)
		return -1;
	if (strcmp(cell->text, "█") == 0)
		return 1;
	if (strcmp(cell->text, " ") == 0)
		return 0;
	return strcmp(cell->text, y % 2 == 0 ? "▀" : "▄") == 0;
}

/* The rectangle of the picture, in columns and half rows; false when there is none. */
static bool find(const struct canvas *canvas, int *left, int *top, int *columns, int *halves)
{
	int right = -1, bottom = -1;

	*left = *top = 1 << 20;
	for (int y = 0; y < 2 * canvas->rows; y++)
		for (int x = 0; x < canvas->columns; x++)
			if (half(canvas, y, x) >= 0) {
				*left = x < *left ? x : *left;
				*top = y < *top ? y : *top;
				right = x > right ? x : right;
				bottom = y > bottom ? y : bottom;
			}
	*columns = right - *left + 1;
	*halves = bottom - *top + 1;
	return right >= 0;
}

/* Every square is where the picture of `text` has it, `scale` columns wide, in a light margin of
 * `quiet` squares. */
static void assert_is(const struct canvas *canvas, const char *text, int scale, int quiet)
{
	struct page page = {0};
	int left, top, columns, halves;

	assert_true(page_qr(&page, text, NULL));
	const struct picture *picture = &page.pictures.items[0];
	int side = (picture->side + 2 * quiet) * scale;
	assert_true(find(canvas, &left, &top, &columns, &halves));
	assert_int_equal(columns, side);
	assert_int_equal(halves, (side + 1) / 2 * 2);
	for (int y = 0; y < halves; y++)
		for (int x = 0; x < columns; x++) {
			int row = y / scale - quiet, column = x / scale - quiet;
			bool inside = row >= 0 && row < picture->side && column >= 0 &&
				      column < picture->side;
			bool dark = inside && picture->dark[row * picture->side + column] != 0;
			if (half(canvas, top + y, left + x) != dark)
				fail_msg("%s: row %d, column %d", text, y, x);
		}
	page_finish(&page);
}

/* What is expected on a screen of this size; scale 0: no picture. */
static const struct expected {
	int columns, rows;
	const char *text;
	int scale, quiet;
} expected[] = {
	{40, 10, NULL, 0, 0},
	{40, 11, NULL, 0, 0},
	{40, 12, IN_SMALL_CODE, 1, 1},
	{40, 13, IN_SMALL_CODE, 1, 1},
	{60, 14, IN_SMALL_CODE, 1, 3},
	{60, 15, IN_CODE, 1, 2},
	{60, 16, IN_CODE, 1, 3},
	{60, 17, IN_CODE, 1, 4},
	{80, 24, IN_CODE, 1, 4},
	{200, 50, IN_CODE, 2, 4},
};

static void test_every_square_is_where_it_belongs(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
		const struct expected *e = &expected[i];
		struct canvas canvas = {0};
		struct buf text = {0};
		int ignored;
		draw(&door, e->columns, e->rows, &canvas);
		if (e->text != NULL)
			assert_is(&canvas, e->text, e->scale, e->quiet);
		else
			assert_false(find(&canvas, &ignored, &ignored, &ignored, &ignored));
		/* what is typed is there in words too, whatever the size */
		canvas_print(&canvas, &text);
		assert_non_null(strstr(buf_text(&text), CODE));
		buf_finish(&text);
		canvas_finish(&canvas);
	}
}

static void test_it_is_black_on_white_in_every_colour_set(void **state)
{
	(void)state;
	for (enum colour_set id = COLOURS_DEFAULT; id < COLOUR_SETS; id++) {
		const struct look *look = &colours(id)->looks[STYLE_CODE];
		assert_int_equal(look->front, 16);
		assert_int_equal(look->back, 231);
		assert_int_equal(look->front8, 0);
		assert_int_equal(look->back8, 7);
		assert_false(look->bold || look->reverse || look->dim || look->underline);
	}
}

/* The longest address there is, with HTTPS, keeps to the same number of squares. */
static void test_the_longest_address_takes_no_more_room(void **state)
{
	struct page page = {0};

	(void)state;
	wall_door(
		&(struct audience_door){
			.url = "https://255.255.255.255:65535", .code = CODE, .long_code = LONG},
		&page);
	assert_int_equal(page.pictures.count, 2);
	assert_int_equal(page.pictures.items[0].side, 25);
	page_finish(&page);
}

static void test_what_is_too_long_is_refused(void **state)
{
	struct page page = {0};
	struct error err = {0};
	char text[4001];

	(void)state;
	memset(text, 'x', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	assert_false(page_qr(&page, text, &err));
	assert_int_equal(err.code, ERROR_INPUT);
	assert_int_equal(page.pictures.count, 0);
	error_finish(&err);
	page_finish(&page);
}

/* --- what a reader finds --- */

enum { CELL_WIDE = 6, CELL_HIGH = 12 };

/* The screen as a grey picture: cells of a picture by their halves, all else as dark as the default
 * set's ground. */
static void photograph(const struct canvas *canvas, const char *path)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fprintf(file, "P5 %d %d 255\n", canvas->columns * CELL_WIDE, canvas->rows * CELL_HIGH);
	for (int y = 0; y < canvas->rows * CELL_HIGH; y++)
		for (int x = 0; x < canvas->columns * CELL_WIDE; x++)
			fputc(half(canvas, y / (CELL_HIGH / 2), x / CELL_WIDE) == 0 ? 255 : 0,
				file);
	fclose(file);
}

/* What zbarimg reads on the screen; owned. */
static char *read_code(const struct canvas *canvas)
{
	char path[] = "/tmp/roundtable-qr-XXXXXX", line[256];
	struct buf command = {0}, said = {0};
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	close(fd);
	photograph(canvas, path);
	buf_format(&command, "zbarimg -q --raw %s 2>/dev/null", path);
	FILE *reader = popen(buf_text(&command), "r");
	assert_non_null(reader);
	while (fgets(line, sizeof line, reader) != NULL)
		buf_text_add(&said, line);
	pclose(reader);
	unlink(path);
	buf_finish(&command);
	return buf_take(&said);
}

static void must_read(const struct audience_door *shown, int columns, int rows, const char *text)
{
	struct canvas canvas = {0};
	struct buf line = {0};

	draw(shown, columns, rows, &canvas);
	char *said = read_code(&canvas);
	buf_format(&line, "%s\n", text);
	if (strcmp(said, buf_text(&line)) != 0)
		fail_msg("%d x %d: read '%s'", columns, rows, said);
	free(said);
	buf_finish(&line);
	canvas_finish(&canvas);
}

static void test_a_reader_finds_the_text(void **state)
{
	static const struct audience_door network = {
		.url = URL, .network = "Town Hall; \"Guests\"", .password = "a:b,c\\d"};

	(void)state;
	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
		if (expected[i].text != NULL)
			must_read(&door, expected[i].columns, expected[i].rows, expected[i].text);
	must_read(&network, 80, 24, "WIFI:T:WPA;S:Town Hall\\; \\\"Guests\\\";P:a\\:b\\,c\\\\d;;");
	must_read(&(struct audience_door){.network = "Open"}, 80, 24, "WIFI:T:nopass;S:Open;;");
}

/* By itself, for a case that cmocka skips counts as failed. */
static int reader_tests(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_a_reader_finds_the_text)};

	if (system("command -v zbarimg >/dev/null 2>&1") != 0) {
		puts("1..0 # SKIP there is no zbarimg");
		return 0;
	}
	return cmocka_run_group_tests(tests, NULL, NULL);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_square_is_where_it_belongs),
		cmocka_unit_test(test_it_is_black_on_white_in_every_colour_set),
		cmocka_unit_test(test_the_longest_address_takes_no_more_room),
		cmocka_unit_test(test_what_is_too_long_is_refused),
	};

	setlocale(LC_ALL, "C.UTF-8");
	if (argc > 1 && strcmp(argv[1], "read") == 0)
		return reader_tests();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
