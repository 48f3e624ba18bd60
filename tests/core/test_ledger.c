/* Tables that are summed up: who bears how much of what, and what nobody meets. */
#include "../support/desk.h"

#include "roundtable/base/mem.h"
#include "roundtable/core/audience.h"
#include "roundtable/core/ledger.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { AT_COSTS, AT_SHORT, AT_MET, AT_END };
enum { COST, KIND, WHO, HOURS, MET, COLUMNS };

static struct stage *add(struct plan *plan, const char *title, int64_t from)
{
	struct stage *stage = plan_add_stage(plan);

	array_free(stage->title);
	stage->title = mem_copy_text(title);
	stage->activity = ACTIVITY_COLLECT;
	stage->settings[SETTING_FROM] = (struct setting_value){from >= 0, from, NULL};
	return stage;
}

static void column(struct stage *stage, const char *name, enum column_type type)
{
	*array_push(&stage->columns) = (struct column){.name = mem_copy_text(name), .type = type};
}

static void says(struct stage *stage, enum setting setting, const char *text)
{
	stage->settings[setting] =
		(struct setting_value){.given = true, .text = mem_copy_text(text)};
}

/* Costs; a shortlist of them; how they are met, asked about the same cards. */
static int ledger_open_desk(void **state)
{
	static struct desk desk;
	struct plan plan = {.title = mem_copy_text("T"),
		.purpose = mem_copy_text(""),
		.language = mem_copy_text("en")};

	*array_push(&plan.roles) = (struct role){.name = mem_copy_text("resident")};
	*array_push(&plan.roles) = (struct role){.name = mem_copy_text("funder")};
	*array_push(&plan.roles) = (struct role){.name = mem_copy_text("former resident")};
	*array_push(&plan.roles) = (struct role){.name = mem_copy_text("researcher")};
	struct stage *stage = add(&plan, "Costs", -1);
	column(stage, "cost", COLUMN_TEXT);
	column(stage, "kind", COLUMN_TEXT);
	column(stage, "who", COLUMN_ROLE);
	column(stage, "hours", COLUMN_NUMBER);
	says(stage, SETTING_SUM, "Hours");
	says(stage, SETTING_SUM_BY, "who,  KIND, nothing like it");
	add(&plan, "Short", AT_COSTS);
	stage = add(&plan, "Met", AT_SHORT);
	column(stage, "met by", COLUMN_TEXT);
	says(stage, SETTING_SUM, "hours");
	says(stage, SETTING_SUM_BY, "who");
	says(stage, SETTING_GAP, "met by = nobody, Not Yet");
	add(&plan, "End", -1);
	desk = (struct desk){.now = 1000};
	desk.random = random_seeded(&desk.seeded, 1);
	desk_do(&desk,
		WISH(SESSION_STARTED, RARE(.id = "00112233445566778899aabbccddeeff",
					      .language = "en", .format = 1, .plan = &plan)));
	plan_finish(&plan);
	desk_do(&desk, WISH(STAGE_ENTERED, .stage = AT_COSTS));
	*state = &desk;
	return 0;
}

static int ledger_close_desk(void **state)
{
	desk_close(*state);
	return 0;
}

static int64_t cost(struct desk *desk, char *text, char *kind, char *who, char *hours)
{
	return desk_do(
		desk, said(WISH(CARD_ADDED, .stage = AT_COSTS), WORDS(text, kind, who, hours)));
}

static void row_is(const struct ledger *ledger, size_t by, size_t row, const char *name,
	int64_t amount, int64_t open)
{
	assert_true(by < ledger->by.count && row < ledger->by.items[by].rows.count);
	const struct ledger_row *is = &ledger->by.items[by].rows.items[row];
	assert_string_equal(ledger_name(is), name);
	assert_int_equal(is->amount, amount);
	assert_int_equal(is->open_amount, open);
}

static void sentence_is(const struct ledger *ledger, const char *expected)
{
	struct buf text = {0};

	sentence_ledger(ledger, true, &text);
	assert_string_equal(buf_text(&text), expected);
	buf_finish(&text);
}

static void test_sums_by_who_and_kind(void **state)
{
	struct desk *desk = *state;
	struct ledger ledger = {0};

	assert_true(ledger_fill(&desk->model, AT_COSTS, NULL, &ledger));
	sentence_is(&ledger, "");
	ledger_finish(&ledger);
	cost(desk, "one", "time", "resident", "2.5");
	cost(desk, "two", "money", "Funder", "1 000");
	cost(desk, "three", "TIME", "resident", "0,25");
	cost(desk, "four", "", "", "10");
	cost(desk, "five", "time", "funder", "");
	assert_true(ledger_fill(&desk->model, AT_COSTS, NULL, &ledger));
	assert_int_equal(ledger.total, 101275);
	assert_int_equal(ledger.cards, 5);
	assert_int_equal(ledger.unsaid, 1);
	assert_int_equal(ledger.by.count, 2);
	row_is(&ledger, 0, 0, "funder", 100000, 0);
	row_is(&ledger, 0, 1, "resident", 275, 0);
	row_is(&ledger, 0, 2, "(not said)", 1000, 0);
	row_is(&ledger, 1, 0, "money", 100000, 0);
	row_is(&ledger, 1, 1, "time", 275, 0);
	assert_int_equal(ledger_share(&ledger, &ledger.by.items[0].rows.items[0]), 99);
	sentence_is(&ledger, "1012.75 hours in all. 1 card has no number yet. By “who”: most under "
			     "“funder”, 1000 "
			     "of "
			     "1012.75 hours (99 %). By “kind”: most under “money”, 1000 of 1012.75 "
			     "hours (99 %).");
	ledger_finish(&ledger);
	assert_false(ledger_fill(&desk->model, AT_END, NULL, &ledger));
}

/* What is cut, put together or erased does not count; who has as much as another is level. */
static void test_only_what_stands_counts(void **state)
{
	struct desk *desk = *state;
	struct ledger ledger = {0};
	int64_t one = cost(desk, "one", "time", "resident", "2");
	int64_t two = cost(desk, "two", "time", "funder", "2");
	int64_t three = cost(desk, "three", "time", "funder", "50");
	int64_t four = cost(desk, "four", "time", "funder", "70");

	desk_do(desk, WISH(CARD_MERGED, .thing = three, .into = two));
	desk_do(desk, said(WISH(CARD_CUT, .stage = AT_SHORT, .thing = four), WORDS("")));
	assert_true(ledger_fill(&desk->model, AT_SHORT, NULL, &ledger));
	sentence_is(&ledger,
		"4 hours in all. By “who”: resident and funder are level at the top, 2 of 4 hours "
		"each (50 %).");
	ledger_finish(&ledger);
	desk_do(desk, WISH(WORDS_ERASED, .thing = one));
	assert_true(ledger_fill(&desk->model, AT_COSTS, NULL, &ledger));
	assert_int_equal(ledger.total, 200);
	assert_int_equal(ledger.unsaid, 1);
	row_is(&ledger, 0, 1, "(erased)", 0, 0);
	ledger_finish(&ledger);
	/* where nobody gave a number cards are counted: one each is no top, two each are */
	for (int each = 1; each <= 2; each++) {
		struct ids cards = {0};
		for (int i = 0; i < 4 * each; i++)
			ids_add(&cards, cost(desk, "more",
						i % 4 == 0   ? "time"
						: i % 4 == 1 ? "money"
						: i % 4 == 2 ? "skill"
							     : "room",
						"", ""));
		assert_true(ledger_fill(&desk->model, AT_COSTS, &cards, &ledger));
		sentence_is(
			&ledger, each == 1 ? "No number was given under “hours”."
					   : "No number was given under “hours”. By “kind”: 4 are "
					     "level at the top, 2 of 8 cards each (25 %).");
		ledger_finish(&ledger);
		array_finish(&cards);
	}
}

static void figures_are(
	const struct ledger *ledger, size_t row, const char *figures, const char *open)
{
	const struct ledger_row *is = &ledger->by.items[0].rows.items[row];
	struct buf text = {0};

	ledger_figures(ledger, is, false, &text);
	assert_string_equal(buf_text(&text), figures);
	buf_clear(&text);
	ledger_figures(ledger, is, true, &text);
	assert_string_equal(buf_text(&text), open);
	buf_finish(&text);
}

/* What has no number is not nothing: its cards are said beside the sum, or in place of it. */
static void test_what_cannot_be_summed_is_counted(void **state)
{
	struct desk *desk = *state;
	struct ledger ledger = {0};
	int64_t met = cost(desk, "evenings", "time", "resident", "2");

	cost(desk, "worry", "strain", "resident", "");
	cost(desk, "a short contract", "strain", "researcher", "");
	cost(desk, "being doubted", "strain", "researcher", "");
	cost(desk, "a room", "money", "funder", "3.5");
	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_SHORT));
	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_MET));
	desk_do(desk, said(WISH(WORDS_CHANGED, .thing = met, .part = HOURS + 1), WORDS("us")));
	assert_true(ledger_fill(&desk->model, AT_MET, NULL, &ledger));
	figures_are(&ledger, 0, "3.5", "3.5");
	figures_are(&ledger, 1, "2 + 1 card", "1 card");
	figures_are(&ledger, 2, "2 cards", "2 cards");
	ledger_finish(&ledger);
}

/* A later stage asks more about the same cards: nothing is copied, and each stage shows its own. */
static void test_columns_added_to_the_same_cards(void **state)
{
	struct desk *desk = *state;
	struct audience audience = {0};
	int64_t one = cost(desk, "one", "time", "resident", "9");
	int64_t two = cost(desk, "two", "time", "funder", "4");

	assert_int_equal(model_columns(&desk->model, AT_COSTS)->count, MET);
	assert_int_equal(model_columns(&desk->model, AT_SHORT)->count, MET);
	assert_int_equal(model_columns(&desk->model, AT_MET)->count, COLUMNS);
	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_MET));
	desk_do(desk, said(WISH(WORDS_CHANGED, .thing = two, .part = MET), WORDS("the fund")));
	assert_string_equal(model_card(&desk->model, two)->cells.items[MET], "the fund");
	assert_int_equal(model_card(&desk->model, two)->rewordings, 0);
	assert_int_equal(desk->model.cards.count, 2);
	audience_fill(&desk->model, desk->now, &audience);
	assert_int_equal(audience.task, TASK_FILL);
	assert_int_equal(audience.items.items[0].card.cells.count, COLUMNS);
	assert_int_equal(audience.items.items[0].gap, MET + 1);
	assert_int_equal(audience.items.items[1].gap, 0);
	assert_string_equal(audience.comes_to,
		"13 hours in all. By “who”: most under “resident”, 9 of 13 hours (69 %); open of "
		"these: "
		"9. “met by” is open on 1 of 2 cards, with 9 of 13 hours.");
	assert_int_equal(audience.sums.count, 2);
	assert_string_equal(audience.sums.items[0].open, "9");
	assert_string_equal(audience.sums.items[1].open, "");
	audience_fill_stage(&desk->model, AT_COSTS, desk->now, &audience);
	assert_int_equal(audience.items.items[0].card.cells.count, MET);
	assert_int_equal(audience.items.items[0].gap, 0);
	audience_finish(&audience);
	desk_do(desk, said(WISH(WORDS_CHANGED, .thing = one, .part = MET), WORDS("not yet")));
	struct ledger ledger = {0};
	assert_true(ledger_fill(&desk->model, AT_MET, NULL, &ledger));
	assert_true(ledger_open(&ledger, model_card(&desk->model, one)));
	desk_do(desk, said(WISH(WORDS_CHANGED, .thing = one, .part = MET), WORDS("the council")));
	assert_false(ledger_open(&ledger, model_card(&desk->model, one)));
	ledger_finish(&ledger);
	desk_refuse(desk, said(WISH(WORDS_CHANGED, .thing = one, .part = COLUMNS), WORDS("x")),
		REFUSED_NO_THING);
}

static void test_a_number_is_a_number_everywhere(void **state)
{
	struct desk *desk = *state;
	int64_t one = cost(desk, "one", "", "", "");

	desk_refuse(desk, said(WISH(CARD_ADDED, .stage = AT_COSTS), WORDS("two", "", "", "four")),
		REFUSED_NO_NUMBER);
	struct command own = said(WISH(CARD_ADDED, .stage = AT_COSTS), WORDS("two", "", "", "4 h"));
	own.own = true;
	desk_refuse(desk, own, REFUSED_NO_NUMBER);
	desk_refuse(desk, said(WISH(WORDS_CHANGED, .thing = one, .part = HOURS), WORDS("1.200")),
		REFUSED_NO_NUMBER);
	desk_do(desk, said(WISH(WORDS_CHANGED, .thing = one, .part = HOURS), WORDS("1 200")));
	desk_do(desk, said(WISH(WORDS_CHANGED, .thing = one, .part = HOURS), WORDS("")));
	desk_do(desk, said(WISH(WORDS_CHANGED, .thing = one, .part = KIND), WORDS("four")));
}

/* A role is written by its beginning; what begins several is none of them, and a device has only
 * those of the programme. */
static void test_a_role_is_one_of_the_programme(void **state)
{
	struct desk *desk = *state;
	int64_t one = cost(desk, "one", "", "", "");
	const struct card *card = model_card(&desk->model, one);
	struct command own =
		said(WISH(CARD_ADDED, .stage = AT_COSTS), WORDS("two", "", "everybody", ""));

	desk_refuse(desk, said(WISH(WORDS_CHANGED, .thing = one, .part = WHO), WORDS("re")),
		REFUSED_ROLE_UNCLEAR);
	desk_do(desk, said(WISH(WORDS_CHANGED, .thing = one, .part = WHO), WORDS("Resi")));
	card = model_card(&desk->model, one);
	assert_string_equal(card->cells.items[WHO], "resident");
	desk_do(desk, said(WISH(WORDS_CHANGED, .thing = one, .part = WHO), WORDS("everybody")));
	own.own = true;
	desk_refuse(desk, own, REFUSED_ROLE_UNCLEAR);
	own.words = WORDS("two", "", "f", "");
	desk_refuse(desk, own, REFUSED_ROLE_UNCLEAR);
	own.words = WORDS("two", "", "fu", "");
	int64_t two = desk_do(desk, own);
	assert_string_equal(model_card(&desk->model, two)->cells.items[WHO], "funder");
}

int main(void)
{
#define LEDGER(test) cmocka_unit_test_setup_teardown(test, ledger_open_desk, ledger_close_desk)
	const struct CMUnitTest tests[] = {
		LEDGER(test_sums_by_who_and_kind),
		LEDGER(test_only_what_stands_counts),
		LEDGER(test_what_cannot_be_summed_is_counted),
		LEDGER(test_columns_added_to_the_same_cards),
		LEDGER(test_a_number_is_a_number_everywhere),
		LEDGER(test_a_role_is_one_of_the_programme),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
