/* Cards at the entry line: whose they are, as far as that is kept. */
#include "../support/table.h"

#include "../../src/ui/console/state.h"

#include "roundtable/base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* The roles of RICH. */
enum { RESIDENT, CARER, RESEARCHER, OFFICER };

static const struct card *newest(const struct table *table)
{
	assert_true(table->model.cards.count > 0);
	return &table->model.cards.items[table->model.cards.count - 1];
}

/* A slip of paper names a role and nobody. */
static void test_a_paper_card_names_the_role(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_QUIET, false);
	table_keys(&table, "Enter");
	table_must_say(&table, "A name or a role and a colon");
	table_keys(&table, "\"Car: afraid of the council\" Enter");
	table_must_say(&table, "from the role carer");
	assert_string_equal(newest(&table)->cells.items[0], "afraid of the council");
	assert_int_equal(newest(&table)->role, CARER);
	assert_int_equal(newest(&table)->person, 0);
	/* a name comes before a role, and gives its own */
	table_keys(&table, "\"chi: no money\" Enter");
	assert_int_equal(newest(&table)->role, CARER);
	/* what names nobody is part of the words */
	table_keys(&table, "\"Buses: none after nine\" Enter");
	assert_string_equal(newest(&table)->cells.items[0], "Buses: none after nine");
	assert_int_equal(newest(&table)->role, -1);
	table_close(&table);
}

/* "res" is a resident or a researcher: asked, not guessed, and nothing is lost. */
static void test_an_unclear_role_is_asked_about(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_QUIET, false);
	table_keys(&table, "\"res: afraid\" Enter");
	table_must_say(&table, "several roles: resident, researcher");
	table_must_say(&table, "> res: afraid");
	assert_int_equal(table.model.cards.count, 0);
	table_keys(&table, "Home Right Right Right \"i\" Enter");
	assert_int_equal(newest(&table)->role, RESIDENT);
	assert_string_equal(newest(&table)->cells.items[0], "afraid");
	table_close(&table);
}

/* Where roles are only counted, the room that looks on reads no role. */
static void test_the_room_does_not_read_the_role(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_QUIET, true);
	table_keys(&table, "\"council: I do not know\" Enter");
	table_must_say(&table, "Taken, with its role");
	assert_false(table_says(&table, "council officer"));
	assert_int_equal(newest(&table)->role, OFFICER);
	table_close(&table);
}

/* Where the name is kept a role says nothing: it is not taken out of the words. */
static void test_no_role_where_names_are_kept(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_NOTICED, false);
	table_keys(&table, "\"carer: the lift\" Enter");
	assert_string_equal(newest(&table)->cells.items[0], "carer: the lift");
	table_close(&table);
}

/* A pile of papers pasted or typed at once. */
static void test_pasted_papers_name_their_roles(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_TAKES, false);
	table_paste(&table, "carer: a driver\rcouncil: a key\rres: chairs");
	table_keys(&table, "Enter");
	table_must_say(&table, "several roles");
	table_must_say(&table, "> res: chairs");
	assert_int_equal(table.model.cards.items[0].role, CARER);
	assert_int_equal(table.model.cards.items[1].role, OFFICER);
	table_close(&table);
}

/* --- a round whose authors are not kept --- */

static void at_round(struct table *table)
{
	table_open(table, &(struct table_options){.programme = "sessions/first-meeting.md"});
	for (int i = 0; i < 3; i++)
		table_say(table,
			(struct command){.kind = EVENT_PERSON_ADDED,
				.body = {.role = i, .votes = 1, .status = STATUS_HERE}},
			i == 0   ? "Amina"
			: i == 1 ? "Ben"
				 : "Chidi",
			"");
	table_do(table, (struct command){.kind = EVENT_STAGE_ENTERED, .body = {.stage = 3}});
	table_wait(table, 0);
}

/* An Enter too many while all write in silence passes nobody; afterwards the first is named. */
static void test_nobodys_turn_in_silence(void **state)
{
	struct table table;

	(void)state;
	at_round(&table);
	table_keys(&table, "Enter Enter");
	table_must_say(&table, "Type a card");
	assert_false(table_says(&table, "Passed"));
	assert_false(table_says(&table, "It is the turn of"));
	table_wait(&table, 5 * MINUTE_MS);
	table_must_say(&table, "It is the turn of Amina");
	table_keys(&table, "Enter");
	table_must_say(&table, "Passed");
	table_must_say(&table, "It is the turn of Ben");
	table_close(&table);
	/* who is fast ends nobody's silence: the clock does, or whoever is asked and says so */
	at_round(&table);
	table_keys(&table, "\"one\" Enter");
	assert_false(table_says(&table, "It is the turn of"));
	table_keys(&table, "Tab r");
	table_must_say(&table, "End the silence now?");
	table_keys(&table, "Enter");
	table_must_say(&table, "It is the turn of Amina");
	table_keys(&table, "r");
	table_must_say(&table, "All cards are shown already");
	table_close(&table);
}

static void test_undo_gives_back_the_turn_it_took(void **state)
{
	struct table table;

	(void)state;
	at_round(&table);
	table_wait(&table, 5 * MINUTE_MS);
	table_keys(&table, "\"one\" Enter");
	table_must_say(&table, "It is the turn of Ben");
	/* a paper card took no turn */
	table_keys(&table, "\"carer: on paper\" Enter");
	table_must_say(&table, "It is the turn of Ben");
	table_keys(&table, "F5");
	table_must_say(&table, "It is the turn of Ben");
	/* the pass, not the card before it */
	table_keys(&table, "Enter");
	table_must_say(&table, "It is the turn of Chidi");
	table_keys(&table, "F5");
	table_must_say(&table, "The pass is taken back");
	table_must_say(&table, "It is the turn of Ben");
	table_must_say(&table, "1 card");
	table_keys(&table, "F5");
	table_must_say(&table, "It is the turn of Amina");
	table_keys(&table, "Ctrl-R");
	table_must_say(&table, "It is the turn of Ben");
	table_must_say(&table, "1 card");
	table_close(&table);
}

/* What is shown anyway needs no reveal, and no question that cannot be taken back. */
static void test_nothing_hidden_nothing_to_reveal(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_NOTICED, false);
	table_keys(&table, "\"one\" Enter Tab r");
	table_must_say(&table, "All cards are shown already");
	assert_null(console_top(table.console));
	table_close(&table);
}

/* A column of dates takes dates, from wherever they come, and keeps the day that is meant. */
static void test_a_date_is_a_date(void **state)
{
	enum { BY_WHEN = 2 };
	struct table table;

	(void)state;
	table_open_at(&table, AT_TAKES, false);
	table_keys(&table, "\"Chairs\" Enter F11 Enter");
	table_must_say(&table, "fri, +2w, 27.11. or 2026-11-27");
	static const char *const none[] = {"2026-13-40", "soon", "2026-02-30"};
	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		table_type(&table, none[i]);
		table_keys(&table, "Enter");
		table_must_say(&table, "That is no date.");
		assert_string_equal(newest(&table)->cells.items[BY_WHEN], "");
		table_keys(&table, "Ctrl-U");
	}
	table_keys(&table, "\"fri\" Enter");
	/* the table is laid on a Wednesday, 2026-03-04 */
	assert_string_equal(newest(&table)->cells.items[BY_WHEN], "2026-03-06");
	table_keys(&table, "Esc");
	/* and from a device of one's own */
	struct command card = {.kind = EVENT_CARD_ADDED,
		.own = true,
		.by = table_person(&table, "Amina"),
		.body = {.stage = AT_TAKES, .role = -1, .item = -1}};
	struct change change = {0};
	struct refusal refusal;
	texts_add(&card.words, "Tables");
	texts_add(&card.words, "2");
	texts_add(&card.words, "next year");
	assert_false(
		decide(&table.model, &card, table.now, table.config.random, &change, &refusal));
	assert_int_equal(refusal.code, REFUSED_NO_DATE);
	array_free(card.words.items[BY_WHEN]);
	card.words.items[BY_WHEN] = mem_copy_text("+2w");
	table_do(&table, card);
	assert_string_equal(newest(&table)->cells.items[BY_WHEN], "2026-03-18");
	texts_finish(&card.words);
	table_close(&table);
}

/* Whoever says no to "put them together?" has marked nothing: Enter elsewhere merges no card. */
static void test_a_no_leaves_no_mark(void **state)
{
	static const char *const noes[] = {"Esc", "q", "Down x"};

	(void)state;
	for (size_t i = 0; i < sizeof noes / sizeof *noes; i++) {
		struct table table;
		table_open_at(&table, AT_NOTICED, false);
		table_keys(&table, "\"When do buses run in the evening?\" Enter \"Who pays the "
				   "carers?\" Enter "
				   "\"When do buses run in the evenings?\" Enter Tab y");
		table_must_say(&table, "These two look alike");
		table_keys(&table, noes[i]);
		assert_null(console_top(table.console));
		table_keys(&table, "Home Down");
		table_must_say(&table, "Enter reword");
		table_keys(&table, "Enter");
		assert_int_equal(table_count(&table, EVENT_CARD_MERGED), 0);
		table_must_say(&table, "Reword");
		/* asked once; and a mark set by hand is said, and what Enter does with it */
		table_keys(&table, "Esc y");
		table_must_say(&table, "No two cards look alike");
		table_keys(&table, "j");
		table_must_say(&table, "Enter put together");
		table_keys(&table, "Esc");
		table_must_say(&table, "The mark is gone");
		table_keys(&table, "Enter");
		table_must_say(&table, "Reword");
		assert_int_equal(table_count(&table, EVENT_CARD_MERGED), 0);
		table_close(&table);
	}
}

/* A theme goes into another with its cards; taken back, both are there again. */
static void test_themes_are_put_together(void **state)
{
	struct table table;

	(void)state;
	table_open(&table, &(struct table_options){0});
	int stage = 0;
	while (table.model.plan->stages.items[stage].activity != ACTIVITY_GROUP)
		stage++;
	int source = model_source(&table.model, stage);
	const char *const cards[] = {"Buses at night", "Night buses", "A warm room"};
	for (size_t i = 0; i < 3; i++)
		table_say(&table,
			(struct command){.kind = EVENT_CARD_ADDED,
				.body = {.stage = source, .role = -1, .item = -1}},
			cards[i], NULL);
	table_do(&table, (struct command){.kind = EVENT_STAGE_ENTERED,
				 .body = {.stage = stage, .role = -1, .item = -1}});
	table_keys(&table, "\"Travel\" Enter \"Rooms\" Enter Tab 1 1 2");
	assert_int_equal(table.model.placements.count, 3);
	table_keys(&table, "Home j");
	table_must_say(&table, "Put this theme into which?");
	table_keys(&table, "Enter");
	int64_t travel = table.model.themes.items[0].id, rooms = table.model.themes.items[1].id;
	assert_true(table.model.themes.items[0].withdrawn);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(table.model.placements.items[i].theme, rooms);
	table_keys(&table, "u");
	assert_false(table.model.themes.items[0].withdrawn);
	assert_int_equal(
		model_theme_of(&table.model, stage, table.model.cards.items[0].id), travel);
	/* and cards that look alike are pointed out here too */
	table_keys(&table, "y");
	table_must_say(&table, "These two look alike");
	table_keys(&table, "Enter");
	assert_int_equal(table_count(&table, EVENT_CARD_MERGED), 1);
	table_close(&table);
}

/* A theme is parted: it is shown with its cards, those that go are marked; undone in one step. */
static void test_a_theme_is_parted(void **state)
{
	struct table table;

	(void)state;
	table_open(&table, &(struct table_options){0});
	int stage = 0;
	while (table.model.plan->stages.items[stage].activity != ACTIVITY_GROUP)
		stage++;
	int source = model_source(&table.model, stage);
	const char *const cards[] = {"Buses at night", "Tickets cost too much", "A warm room"};
	for (size_t i = 0; i < 3; i++)
		table_say(&table,
			(struct command){.kind = EVENT_CARD_ADDED,
				.body = {.stage = source, .role = -1, .item = -1}},
			cards[i], NULL);
	table_do(&table, (struct command){.kind = EVENT_STAGE_ENTERED,
				 .body = {.stage = stage, .role = -1, .item = -1}});
	table_keys(&table, "\"Travel\" Enter Tab 1 1 1");
	table_keys(&table, "Home Down x");
	table_must_say(&table, "Part this theme");
	table_must_say(&table, "Tickets cost too much");
	table_keys(&table, "\"Money\" Down Down Right Enter");
	table_keys(&table, "Enter");
	assert_int_equal(table.model.themes.count, 2);
	int64_t travel = table.model.themes.items[0].id, money = table.model.themes.items[1].id;
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(model_theme_of(&table.model, stage, table.model.cards.items[i].id),
			i == 1 ? money : travel);
	table_keys(&table, "u");
	assert_int_equal(table.model.themes.count, 1);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(
			model_theme_of(&table.model, stage, table.model.cards.items[i].id), travel);
	/* somebody's device takes a card out meanwhile: there it stays */
	table_keys(&table, "Home x \"Money\" Down Right Down Right");
	table_do(&table, (struct command){.kind = EVENT_CARD_GROUPED,
				 .own = true,
				 .by = table.model.persons.items[0].id,
				 .seen = travel,
				 .body = {.stage = stage,
					 .role = -1,
					 .item = -1,
					 .thing = table.model.cards.items[0].id}});
	table_keys(&table, "Enter Enter");
	table_must_say(&table, "What somebody else has moved meanwhile stays");
	assert_int_equal(model_theme_of(&table.model, stage, table.model.cards.items[0].id), 0);
	assert_int_equal(model_theme_of(&table.model, stage, table.model.cards.items[1].id),
		table.model.themes.items[1].id);
	table_keys(&table, "u");
	/* without a theme there is nothing to part */
	table_keys(&table, "0 End x");
	table_must_say(&table, "then x parts it");
	table_close(&table);
}

/* Somebody's device moves cards meanwhile: the digit is for the card that had the focus. */
static void test_the_focus_stays_on_its_card(void **state)
{
	struct table table;

	(void)state;
	table_open(&table, &(struct table_options){0});
	int stage = 0;
	while (table.model.plan->stages.items[stage].activity != ACTIVITY_GROUP)
		stage++;
	int source = model_source(&table.model, stage);
	const char *const cards[] = {"Buses at night", "Tickets cost too much", "A warm room"};
	int64_t ids[3];
	for (size_t i = 0; i < 3; i++)
		ids[i] = table_say(&table,
			(struct command){.kind = EVENT_CARD_ADDED,
				.body = {.stage = source, .role = -1, .item = -1}},
			cards[i], NULL);
	table_do(&table, (struct command){.kind = EVENT_STAGE_ENTERED,
				 .body = {.stage = stage, .role = -1, .item = -1}});
	table_keys(&table, "\"Travel\" Enter \"Rooms\" Enter Tab End");
	int64_t travel = table.model.themes.items[0].id, rooms = table.model.themes.items[1].id;
	table_do(&table, (struct command){.kind = EVENT_CARD_GROUPED,
				 .own = true,
				 .by = table.model.persons.items[0].id,
				 .body = {.stage = stage,
					 .role = -1,
					 .item = -1,
					 .thing = ids[0],
					 .into = rooms}});
	table_do(&table, (struct command){.kind = EVENT_CARD_GROUPED,
				 .own = true,
				 .by = table.model.persons.items[0].id,
				 .body = {.stage = stage,
					 .role = -1,
					 .item = -1,
					 .thing = ids[2],
					 .into = travel}});
	table_keys(&table, "2");
	assert_int_equal(model_theme_of(&table.model, stage, ids[0]), rooms);
	assert_int_equal(model_theme_of(&table.model, stage, ids[1]), 0);
	assert_int_equal(model_theme_of(&table.model, stage, ids[2]), rooms);
	table_close(&table);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_paper_card_names_the_role),
		cmocka_unit_test(test_an_unclear_role_is_asked_about),
		cmocka_unit_test(test_the_room_does_not_read_the_role),
		cmocka_unit_test(test_no_role_where_names_are_kept),
		cmocka_unit_test(test_pasted_papers_name_their_roles),
		cmocka_unit_test(test_nobodys_turn_in_silence),
		cmocka_unit_test(test_undo_gives_back_the_turn_it_took),
		cmocka_unit_test(test_nothing_hidden_nothing_to_reveal),
		cmocka_unit_test(test_a_date_is_a_date),
		cmocka_unit_test(test_a_no_leaves_no_mark),
		cmocka_unit_test(test_themes_are_put_together),
		cmocka_unit_test(test_a_theme_is_parted),
		cmocka_unit_test(test_the_focus_stays_on_its_card),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
