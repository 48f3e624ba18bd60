/* Tables as grids: several cards in a field, counts and sums, and what is empty. */
#include "../support/desk.h"

#include "roundtable/base/mem.h"
#include "roundtable/core/audience.h"
#include "roundtable/core/grid.h"
#include "roundtable/core/ledger.h"
#include "roundtable/core/sift.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { AT_COSTS, AT_BRINGS };
enum { COST, KIND, WHO, HOURS };

static void column(struct stage *stage, const char *name, enum column_type type)
{
	*array_push(&stage->columns) = (struct column){.name = mem_copy_text(name), .type = type};
}

static void choices(struct stage *stage, struct texts words)
{
	texts_copy(&stage->columns.items[stage->columns.count - 1].choices, &words);
}

static void says(struct stage *stage, enum setting setting, const char *text)
{
	array_free(stage->settings[setting].text);
	stage->settings[setting] =
		(struct setting_value){.given = true, .text = mem_copy_text(text)};
}

static struct stage *collect(struct plan *plan, const char *title)
{
	struct stage *stage = plan_add_stage(plan);

	array_free(stage->title);
	stage->title = mem_copy_text(title);
	stage->activity = ACTIVITY_COLLECT;
	return stage;
}

static void begin(struct desk *desk, const char *grid)
{
	struct plan plan = {.title = mem_copy_text("T"),
		.purpose = mem_copy_text(""),
		.language = mem_copy_text("en")};
	static const char *const roles[] = {"resident", "carer", "funder"};

	for (size_t i = 0; i < 3; i++)
		*array_push(&plan.roles) = (struct role){.name = mem_copy_text(roles[i])};
	struct stage *stage = collect(&plan, "Costs");
	column(stage, "cost", COLUMN_TEXT);
	column(stage, "kind", COLUMN_CHOICE);
	choices(stage, WORDS("time", "money", "strain"));
	column(stage, "who", COLUMN_ROLE);
	column(stage, "hours", COLUMN_NUMBER);
	stage->settings[SETTING_AUTHORS] = (struct setting_value){true, AUTHORS_ROLE, NULL};
	says(stage, SETTING_SUM, "hours");
	says(stage, SETTING_GRID, grid);
	stage = collect(&plan, "Brings");
	stage->settings[SETTING_MATRIX] = (struct setting_value){true, 1, NULL};
	texts_add(&stage->items, "Money");
	texts_add(&stage->items, "Time");
	texts_add(&stage->items, "Tea");
	column(stage, "when", COLUMN_CHOICE);
	choices(stage, WORDS("now", "later"));
	says(stage, SETTING_GRID, "when");
	says(stage, SETTING_GAP, "when");
	*desk = (struct desk){.now = 1000};
	desk->random = random_seeded(&desk->seeded, 1);
	desk_do(desk, WISH(SESSION_STARTED, RARE(.id = "00112233445566778899aabbccddeeff",
						    .language = "en", .format = 1, .plan = &plan)));
	plan_finish(&plan);
	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_COSTS));
}

static int64_t cost(struct desk *desk, char *text, char *kind, char *who, char *hours)
{
	return desk_do(
		desk, said(WISH(CARD_ADDED, .stage = AT_COSTS), WORDS(text, kind, who, hours)));
}

static void fill(struct desk *desk, int stage, bool leaves, struct grid *grid)
{
	struct ids cards = {0};

	model_stage_cards(&desk->model, stage, &cards);
	assert_true(grid_fill(&desk->model, stage, &cards, leaves, grid));
	assert_int_equal(grid->places.count, 2 * cards.count);
	array_finish(&cards);
}

static void sentence_is(const struct grid *grid, const char *expected)
{
	struct buf text = {0};

	sentence_grid(grid, &text);
	assert_string_equal(buf_text(&text), expected);
	buf_finish(&text);
}

static void head_is(
	const struct grid_heads *heads, size_t at, const char *name, int64_t cards, int64_t amount)
{
	assert_true(at < heads->count);
	assert_string_equal(heads->items[at].name, name);
	assert_int_equal(heads->items[at].cards, cards);
	assert_int_equal(heads->items[at].amount, amount);
}

static void test_fields_counts_and_sums(void **state)
{
	struct desk desk;
	struct grid grid = {0};

	(void)state;
	begin(&desk, "who, kind");
	fill(&desk, AT_COSTS, false, &grid);
	sentence_is(&grid, "");
	grid_finish(&grid);
	cost(&desk, "one", "time", "resident", "2");
	cost(&desk, "two", "TIME", "Resident", "3.5");
	cost(&desk, "three", "money", "carer", "");
	cost(&desk, "four", "", "the cat", "1");
	int64_t gone = cost(&desk, "five", "strain", "funder", "9");
	desk_do(&desk, WISH(THING_WITHDRAWN, .thing = gone, .yes = 1));
	fill(&desk, AT_COSTS, false, &grid);
	assert_int_equal(grid.rows.count, 4);
	head_is(&grid.rows, 0, "resident", 2, 550);
	head_is(&grid.rows, 1, "carer", 1, 0);
	head_is(&grid.rows, 2, "funder", 0, 0);
	head_is(&grid.rows, 3, "the cat", 1, 100);
	assert_int_equal(grid.heads.count, 4);
	head_is(&grid.heads, 0, "time", 2, 550);
	head_is(&grid.heads, 3, "(not said)", 1, 100);
	assert_int_equal(grid.places.items[0], grid.places.items[2]);
	assert_int_equal(grid.places.items[1], grid.places.items[3]);
	/* what came from elsewhere is no row that somebody asked for */
	assert_int_equal(grid.fields, 4);
	assert_int_equal(grid.empty, 2);
	sentence_is(&grid,
		"By “who”: nothing is named for “funder”. By “kind”: nothing is named for "
		"“strain”. Among the others 2 of 4 fields are empty.");
	grid_finish(&grid);
	cost(&desk, "six", "strain", "funder", "");
	cost(&desk, "seven", "money", "resident", "");
	cost(&desk, "eight", "strain", "resident", "");
	cost(&desk, "nine", "time", "carer", "");
	cost(&desk, "ten", "strain", "carer", "");
	cost(&desk, "eleven", "money", "funder", "");
	fill(&desk, AT_COSTS, false, &grid);
	sentence_is(&grid, "Nothing is named for “funder” under “time”.");
	grid_finish(&grid);
	cost(&desk, "twelve", "time", "funder", "");
	fill(&desk, AT_COSTS, false, &grid);
	sentence_is(&grid, "");
	grid_finish(&grid);
	desk_close(&desk);
}

/* By who said it: in the room each role that is here; outside nobody is given away, and nothing is
 * said of a role that may not be shown. */
static void test_said_by(void **state)
{
	struct desk desk;
	struct grid grid = {0};
	static const int roles[] = {0, 1, 2, 0};
	int64_t people[4];

	(void)state;
	begin(&desk, "kind, said by");
	for (size_t i = 0; i < 4; i++)
		people[i] = desk_do(&desk, said(WISH(PERSON_ADDED, .role = roles[i], .votes = 1,
							.status = STATUS_HERE),
						   WORDS((char[]){(char)('A' + i), '\0'}, "")));
	for (size_t i = 0; i < 2; i++)
		desk_do(&desk,
			by(said(WISH(CARD_ADDED, .stage = AT_COSTS), WORDS("one", "time", "", "")),
				people[i]));
	fill(&desk, AT_COSTS, false, &grid);
	assert_string_equal(grid.across_name, "said by");
	assert_int_equal(grid.heads.count, 3);
	head_is(&grid.heads, 0, "resident", 1, 0);
	head_is(&grid.heads, 1, "carer", 1, 0);
	head_is(&grid.heads, 2, "funder", 0, 0);
	grid_finish(&grid);
	fill(&desk, AT_COSTS, true, &grid);
	assert_int_equal(grid.heads.count, 2);
	head_is(&grid.heads, 0, "resident", 1, 0);
	head_is(&grid.heads, 1, "a participant", 1, 0);
	sentence_is(&grid, "By “kind”: nothing is named for “money”, “strain”.");
	grid_finish(&grid);
	desk_close(&desk);
}

/* A matrix: nobody ticked, when it is needed, as a grid in the order of which the items stand. */
static void test_matrix(void **state)
{
	struct desk desk;
	struct audience audience = {0};
	struct sift sift = {.how = SIFT_GRID};
	int64_t people[3];

	(void)state;
	begin(&desk, "who, kind");
	desk_people(&desk, 3, people);
	desk_do(&desk, WISH(STAGE_ENTERED, .stage = AT_BRINGS));
	audience_fill(&desk.model, desk.now, &audience);
	assert_null(audience.comes_to);
	desk_do(&desk, said(WISH(CARD_ADDED, .stage = AT_BRINGS, .item = 1, .person = people[0]),
			       WORDS("later")));
	desk_do(&desk, WISH(CARD_ADDED, .stage = AT_BRINGS, .item = 1, .person = people[1]));
	desk_do(&desk, said(WISH(CARD_ADDED, .stage = AT_BRINGS, .item = 2, .person = people[2]),
			       WORDS("later")));
	desk_do(&desk, said(WISH(CARD_ADDED, .stage = AT_BRINGS, .item = 2, .person = people[1]),
			       WORDS("now")));
	audience_fill(&desk.model, desk.now, &audience);
	assert_string_equal(audience.comes_to,
		"“when” is open on 1 of 4 ticks. Nobody is ticked at “Money”. Nothing is named for "
		"“Time” under “now”.");
	assert_int_equal(audience.items.count, 7);
	assert_false(audience.grid.shown);
	audience_sift(&audience, &sift);
	assert_true(audience.grid.shown);
	assert_int_equal(audience.items.count, 7);
	assert_int_equal(audience.items.items[4].kind, ITEM_KIND);
	assert_int_equal(audience.items.items[5].across, 1);
	assert_int_equal(audience.items.items[5].person.id, people[1]);
	assert_int_equal(audience.items.items[6].across, 2);
	assert_int_equal(audience.grid.rows.items[0].cards, 0);
	audience_finish(&audience);
	desk_close(&desk);
}

/* Left out, a card is in no grid; with it the words that nobody expected stay within bounds. */
static void test_left_out_and_many(void **state)
{
	struct desk desk;
	struct audience audience = {0};
	struct sift sift = {.how = SIFT_GRID};
	struct grid grid = {0};

	(void)state;
	begin(&desk, "who, kind");
	int64_t one = cost(&desk, "one", "money", "carer", "1");
	cost(&desk, "two", "time", "resident", "1");
	int64_t out = cost(&desk, "out", "strain", "funder", "1");
	desk_do(&desk, said(WISH(CARD_CUT, .stage = AT_COSTS, .thing = out), WORDS("late")));
	audience_fill(&desk.model, desk.now, &audience);
	assert_int_equal(audience.items.count, 3);
	audience_sift(&audience, &sift);
	assert_int_equal(audience.items.count, 2);
	assert_int_equal(audience.items.items[1].id, one);
	assert_int_equal(audience.items.items[1].row, 2);
	assert_int_equal(audience.items.items[1].across, 2);
	assert_string_equal(audience.grid.amount, "2");
	audience_finish(&audience);
	for (int i = 0; i < 40; i++) {
		char kind[] = {'k', (char)('A' + i), '\0'};
		cost(&desk, "more", kind, "carer", "");
	}
	desk_do(&desk, WISH(WORDS_ERASED, .thing = one));
	fill(&desk, AT_COSTS, false, &grid);
	assert_int_equal(grid.heads.count, GRID_ACROSS_MOST + 1);
	assert_string_equal(grid.heads.items[GRID_ACROSS_MOST].name, "(others)");
	assert_string_equal(grid.rows.items[3].name, "(erased)");
	grid_finish(&grid);
	desk_close(&desk);
}

/* Nobody gave a number: that is said, and cards are counted. */
static void test_no_number(void **state)
{
	struct desk desk;
	struct ledger ledger = {0};
	struct buf text = {0};

	(void)state;
	begin(&desk, "who, kind");
	cost(&desk, "one", "money", "carer", "");
	assert_true(ledger_fill(&desk.model, AT_COSTS, NULL, &ledger));
	sentence_ledger(&ledger, true, &text);
	assert_string_equal(buf_text(&text), "No number was given under “hours”.");
	assert_int_equal(ledger.total, 100);
	ledger_finish(&ledger);
	buf_finish(&text);
	desk_close(&desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fields_counts_and_sums),
		cmocka_unit_test(test_said_by),
		cmocka_unit_test(test_matrix),
		cmocka_unit_test(test_left_out_and_many),
		cmocka_unit_test(test_no_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
