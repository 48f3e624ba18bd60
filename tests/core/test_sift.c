/* A table in another order, or only some of it: said in words, and nothing is lost. */
#include "roundtable/core/sift.h"

#include "roundtable/base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct column column_items[] = {
	{.name = (char *)"cost"},
	{.name = (char *)"who", .type = COLUMN_ROLE},
	{.name = (char *)"hours", .type = COLUMN_NUMBER},
};
static const struct columns columns = {.items = column_items, .count = 3};

/* Rows a to d, of which b and d are open. */
static void fill(struct audience *audience)
{
	static const char *cells[4][3] = {{"a", "carer", "9"}, {"b", "resident", ""},
		{"c", "Carer", "100"}, {"d", NULL, "20,5"}};

	*audience = (struct audience){.comes_to = mem_copy_text("129.5 in all.")};
	for (int i = 0; i < 4; i++) {
		struct audience_item *item = audience_add(audience, ITEM_CARD, i + 1, cells[i][0]);
		item->card = (struct audience_card){
			.cells = {.items = cells[i], .count = 3}, .columns = &columns, .item = -1};
		item->gap = i % 2 == 1 ? 2 : 0;
	}
}

static void looks(struct sift sift, const char *rows, const char *comes_to)
{
	struct audience audience;
	struct buf text = {0};

	fill(&audience);
	audience_sift(&audience, &sift);
	for (size_t i = 0; i < audience.items.count; i++)
		buf_text_add(&text, audience.items.items[i].text);
	assert_string_equal(buf_text(&text), rows);
	assert_string_equal(audience.comes_to, comes_to);
	buf_finish(&text);
	audience_finish(&audience);
}

static void test_all_of_it(void **state)
{
	(void)state;
	looks((struct sift){0}, "abcd", "129.5 in all.");
	looks((struct sift){SIFT_SORTED, 7, NULL}, "abcd", "129.5 in all.");
}

static void test_only_some(void **state)
{
	(void)state;
	looks((struct sift){SIFT_OPEN_ONLY, 0, NULL}, "bd",
		"Only what is open is shown: 2 of 4. 129.5 in all.");
	looks((struct sift){SIFT_ONLY, 1, (char *)"carer"}, "ac",
		"Only “carer” under “who” is shown: 2 of 4. 129.5 in all.");
}

static void test_in_order(void **state)
{
	(void)state;
	looks((struct sift){SIFT_OPEN_FIRST, 0, NULL}, "bdac",
		"What is open stands first. 129.5 in all.");
	looks((struct sift){SIFT_SORTED, 2, NULL}, "cdab",
		"In the order of “hours”. 129.5 in all.");
	looks((struct sift){SIFT_SORTED, 1, NULL}, "acbd", "In the order of “who”. 129.5 in all.");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_of_it),
		cmocka_unit_test(test_only_some),
		cmocka_unit_test(test_in_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
