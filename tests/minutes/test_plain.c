/* Plain text for mail, JSON, and the tree they are made from. */
#include "hostile.h"

#include "roundtable/base/array.h"
#include "roundtable/base/text.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

/* --- plain text --- */

static void assert_narrow(const char *text, bool addresses)
{
	char *copy = strdup(text);

	for (char *line = strtok(copy, "\n"); line != NULL; line = strtok(NULL, "\n"))
		if (text_width(line) > 72 && !(addresses && strstr(line, "://") != NULL))
			fail_msg("%d columns: %s", text_width(line), line);
	free(copy);
}

/* The text without white space, for what was wrapped. */
static char *squeezed(const char *text)
{
	struct buf out = {0};

	for (; *text != '\0'; text++)
		if (*text != ' ' && *text != '\n')
			buf_byte(&out, *text);
	return buf_take(&out);
}

static void txt_is_narrow_and_whole(void **state)
{
	(void)state;
	static const char *const long_ones[] = {
		"A sentence that goes on for rather longer than one line of a mail can be, and "
		"then goes on some more, and ends.",
		"Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsv"
		"orstandsvorsitzender",
		"\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e\xe6\x97"
		"\xa5\xe6\x9c\xac\xe8\xaa\x9e\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e\xe6\x97\xa5\xe6"
		"\x9c\xac\xe8\xaa\x9e\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e\xe6\x97\xa5\xe6\x9c\xac"
		"\xe8\xaa\x9e\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa"
		"\x9e\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e\xe6"
		"\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e\xe6\x97\xa5",
		"short\nand a second line that is longer than the first one but not by very much "
		"at all, is it",
	};

	for (size_t i = 0; i < hostile_count + 4; i++)
		for (enum place place = 0; place < PLACES; place++) {
			const char *given =
				i < hostile_count ? hostile[i] : long_ones[i - hostile_count];
			struct document *document = placed(place, given);
			char *text = written(document, MINUTES_TXT), *wanted = cleaned(given);
			char *flat = squeezed(text), *sought = squeezed(wanted);
			bool beside = place == IN_NOTICE || place == IN_EVERY_PAGE ||
				      place == IN_CELL || place == IN_HEAD;
			/* between two lines stand the next cell or the notice's sign */
			bool parted =
				beside && (i >= hostile_count || strchr(wanted, '\n') != NULL);
			if (strstr(flat, sought) == NULL && !parted)
				fail_msg("place %d: %s is not in %s", place, wanted, text);
			assert_narrow(text, true);
			array_free(text);
			array_free(wanted);
			array_free(flat);
			array_free(sought);
			document_destroy(document);
		}
}

static void txt_keeps_addresses_whole(void **state)
{
	(void)state;
	const char *address = "https://example.org/a/very/long/address/that/does/not/fit/into/one/"
			      "line/of/a/mail/at/all";
	struct document *document = document_create();

	document_text(document, "See");
	document_paragraph(document);
	document_run(document, RUN_PLAIN, "See ");
	document_run(document, RUN_PLAIN, address);
	document_run(document, RUN_PLAIN, " there.");
	char *text = written(document, MINUTES_TXT);
	assert_non_null(strstr(text, "See\nhttps://example.org/a/very/long/address/that/does/not/"
				     "fit/into/one/line/of/a/mail/at/all\nthere.\n"));
	array_free(text);
	document_destroy(document);
}

static void txt_lays_out_tables(void **state)
{
	(void)state;
	struct document *document = document_create();

	document_table(document, "Caption");
	document_column(document, "Name", ALIGN_START);
	document_column(document, "No", ALIGN_END);
	document_row(document);
	document_cell(document, "\xe6\x97\xa5\xe6\x9c\xac");
	document_cell(document, "7");
	document_row(document);
	document_cell(document, "eleven signs");
	document_cell(document, "1,234");
	char *text = written(document, MINUTES_TXT);
	assert_string_equal(text, "Caption\n"
				  "Name             No\n"
				  "------------  -----\n"
				  "\xe6\x97\xa5\xe6\x9c\xac              7\n"
				  "eleven signs  1,234\n\n");
	array_free(text);
	document_destroy(document);
}

/* Too many columns for a line: each row becomes an item. */
static void txt_lists_what_is_too_wide(void **state)
{
	(void)state;
	struct document *document = document_create();
	document_table(document, "");
	for (int i = 0; i < 9; i++)
		document_column(document, i == 2 ? "Third" : "Other", ALIGN_START);
	document_row(document);
	document_cell(document, "first");
	document_cell(document, "");
	document_cell(document, "third");
	char *text = written(document, MINUTES_TXT);
	assert_string_equal(text, "- first\n  Third: third\n\n");
	array_free(text);
	document_destroy(document);
}

/* --- JSON --- */

static bool json_holds(const json_t *value, const char *wanted)
{
	const char *key;
	json_t *member;
	size_t index;

	if (json_is_string(value))
		return strcmp(json_string_value(value), wanted) == 0;
	json_array_foreach(value, index, member) if (json_holds(member, wanted)) return true;
	json_object_foreach(
		(json_t *)value, key, member) if (json_holds(member, wanted)) return true;
	return false;
}

static void json_keeps_text(void **state)
{
	(void)state;
	for (size_t i = 0; i < hostile_count; i++)
		for (enum place place = 0; place < PLACES; place++) {
			struct document *document = placed(place, hostile[i]);
			char *text = written(document, MINUTES_JSON), *wanted = cleaned(hostile[i]);
			json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
			assert_non_null(root);
			/* a space at the end of a run is kept: it parts it from the next */
			if (hostile[i][strlen(hostile[i]) - 1] != ' ' && hostile[i][0] != ' ')
				assert_true(json_holds(root, wanted));
			json_decref(root);
			array_free(text);
			array_free(wanted);
			document_destroy(document);
		}
}

static void json_is_the_tree(void **state)
{
	(void)state;
	struct document *document = document_create();

	document_name(document, "T", "cy");
	document_every_page(document, "E");
	document_heading(document, 1, "n", "H");
	document_paragraph(document);
	document_run(document, RUN_PLAIN, "a ");
	document_run(document, RUN_STRONG, "b");
	put_item(document, true, 1, "c");
	put_bars(document, "l", "v");
	put_table(document, "C", "First", "x");
	document_footer(document, "F");
	char *text = written(document, MINUTES_JSON);
	json_t *root = json_loads(text, 0, NULL);
	char *compact = json_dumps(root, JSON_COMPACT);
	assert_string_equal(compact,
		"{\"format\":\"roundtable-minutes\",\"version\":1,\"title\":\"T\",\"language\":"
		"\"cy\","
		"\"every_page\":[\"E\"],\"blocks\":[{\"kind\":\"heading\",\"level\":1,\"name\":"
		"\"n\",\"text\":\"H\"},"
		"{\"kind\":\"paragraph\",\"runs\":[{\"style\":\"plain\",\"text\":\"a "
		"\"},{\"style\":\"strong\",\"text\":\"b\"}]},"
		"{\"kind\":\"list\",\"ordered\":true,\"items\":[{\"level\":0,\"runs\":[{\"style\":"
		"\"plain\",\"text\":\"over\"}]},"
		"{\"level\":1,\"runs\":[{\"style\":\"plain\",\"text\":\"c\"}]}]},"
		"{\"kind\":\"bars\",\"caption\":\"\",\"bars\":[{\"label\":\"l\",\"value\":0,"
		"\"total\":9,\"text\":\"v\"}]},"
		"{\"kind\":\"table\",\"caption\":\"C\",\"columns\":[{\"name\":\"First\",\"align\":"
		"\"start\"},"
		"{\"name\":\"Second\",\"align\":\"end\"}],\"rows\":[[\"x\",\"last\"]]}],\"footer\":"
		"[\"F\"]}");
	free(compact);
	json_decref(root);
	array_free(text);
	document_destroy(document);
}

/* --- the tree itself --- */

static void tree_takes_anything(void **state)
{
	(void)state;
	struct document *document = document_create();

	/* without a block to go into nothing happens */
	document_run(document, RUN_PLAIN, "lost");
	document_item(document, 0);
	document_field(document, "lost");
	document_row(document);
	document_cell(document, "lost");
	document_column(document, "lost", ALIGN_START);
	document_bar(document, "lost", 1, 2, "");
	assert_int_equal(document->blocks.count, 0);
	document_list(document, false);
	document_run(document, RUN_PLAIN, "lost");
	document_fields(document);
	document_table(document, NULL);
	document_column(document, NULL, ALIGN_START);
	document_end(document);
	/* what got nothing is gone */
	assert_int_equal(document->blocks.count, 0);
	document_text(document, "one\n\n\n\ntwo\n\n");
	assert_int_equal(document->blocks.count, 2);
	document_list(document, false);
	document_item(document, 1);
	assert_int_equal(document->blocks.items[2].list.items[0].level, 0);
	document_bars(document, NULL);
	document_bar(document, "a", -4, 3, NULL);
	document_bar(document, "b", 9, 3, NULL);
	assert_int_equal(document->blocks.items[3].bars.items[0].value, 0);
	assert_int_equal(document->blocks.items[3].bars.items[1].value, 3);
	document_table(document, "");
	document_column(document, "a", ALIGN_START);
	document_row(document);
	document_cell(document, "1");
	document_cell(document, "2");
	document_column(document, "late", ALIGN_START);
	assert_int_equal(document->blocks.items[4].table.rows.items[0].count, 1);
	assert_int_equal(document->blocks.items[4].table.columns.count, 1);
	document_destroy(document);
	document_destroy(NULL);
}

static void formats_are_found(void **state)
{
	(void)state;
	enum minutes_format format = MINUTES_FORMATS;

	for (enum minutes_format each = 0; each < MINUTES_FORMATS; each++) {
		assert_true(minutes_format_find(minutes_format_name(each), &format));
		assert_int_equal(format, each);
	}
	format = MINUTES_TXT;
	assert_false(minutes_format_find("docx", &format));
	assert_false(minutes_format_find("", &format));
	assert_int_equal(format, MINUTES_TXT);
}

int main(void)
{
	setlocale(LC_ALL, "C.UTF-8");
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(txt_is_narrow_and_whole),
		cmocka_unit_test(txt_keeps_addresses_whole),
		cmocka_unit_test(txt_lays_out_tables),
		cmocka_unit_test(txt_lists_what_is_too_wide),
		cmocka_unit_test(json_keeps_text),
		cmocka_unit_test(json_is_the_tree),
		cmocka_unit_test(tree_takes_anything),
		cmocka_unit_test(formats_are_found),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
