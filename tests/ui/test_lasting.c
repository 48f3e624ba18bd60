/* What lasts: what is corrected, withdrawn, brought back, erased, and read back at the end; and who
 * left. */
#include "../support/table.h"

#include "../../src/ui/console/form.h"

#include "roundtable/ui/layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static int64_t propose(struct table *table)
{
	return table_say(table,
		(struct command){.kind = EVENT_PROPOSAL_MADE, .body = {.stage = AT_NAME}},
		"We are called Round", NULL);
}

/* Which form is on top. */
static const struct form_spec *top_spec(const struct table *table)
{
	const struct overlay *top = console_top(table->console);

	assert_true(top != NULL && top->kind->mode == MODE_FORM);
	return ((const struct form *)top->state)->spec;
}

/* Read back and found wrong: corrected from the keys, with a reason. */
static void test_a_recorded_decision_is_corrected(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_NAME, false);
	int64_t proposal = propose(&table);
	table_do(&table, (struct command){.kind = EVENT_DECISION_RECORDED,
				 .body = {.thing = proposal, .verdict = DECISION_DEFERRED}});
	table_keys(&table, "Tab e");
	assert_ptr_equal(top_spec(&table), &mend_form);
	table_keys(&table, "Esc");
	table_do(&table, (struct command){.kind = EVENT_STAGE_ENTERED, .body = {.stage = AT_END}});
	table_wait(&table, 0);
	table_must_say(&table, "correct it");
	table_keys(&table, "e");
	table_must_say(&table, "To decide otherwise, make a new proposal.");
	table_keys(&table, "\" Table\" Enter Enter Enter Enter Enter");
	table_must_say(&table, "Type something here first");
	assert_int_equal(table_count(&table, EVENT_DECISION_CORRECTED), 0);
	table_keys(&table, "\"The name was cut off\" Enter");
	assert_int_equal(table_count(&table, EVENT_DECISION_CORRECTED), 1);
	table_must_say(&table, "We are called Round Table");
	table_must_say(&table, "Corrected: The name was cut off");
	const struct proposal *kept = model_proposal(&table.model, proposal);
	assert_string_equal(kept->mendings.items[0].text, "We are called Round");
	assert_int_equal(kept->verdict, DECISION_DEFERRED);
	table_close(&table);
}

/* The question says so, and what is half typed about the proposal goes too. */
static void test_erasing_a_card_names_its_proposal(void **state)
{
	struct table table;
	char place[64];

	(void)state;
	table_open_at(&table, AT_NOTICED, false);
	int64_t card = table_say(&table,
		(struct command){.kind = EVENT_CARD_ADDED,
			.body = {.stage = AT_NOTICED, .item = -1, .role = -1}},
		"Round tables", NULL);
	int64_t proposal = table_say(&table,
		(struct command){
			.kind = EVENT_PROPOSAL_MADE, .body = {.stage = AT_NAME, .thing = card}},
		"Round tables", NULL);
	form_open(table.console, FORM_REWORD, proposal, 0);
	table_keys(&table, "\" for all\" Esc");
	snprintf(place, sizeof place, "form/reword/%lld/0/0", (long long)proposal);
	assert_string_equal(table_draft(&table, place), "Round tables for all");
	thing_erase(table.console, card, "Round tables");
	table_must_say(&table, "and the proposal made of them");
	table_keys(&table, "Enter");
	assert_null(model_proposal(&table.model, proposal)->text);
	assert_null(table_draft(&table, place));
	table_close(&table);
}

/* The search finds it, in its present words. */
static void test_what_was_withdrawn_can_be_brought_back(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_NOTICED, false);
	int64_t card = table_say(&table,
		(struct command){.kind = EVENT_CARD_ADDED,
			.body = {.stage = AT_NOTICED, .item = -1, .role = -1}},
		"Round tabels", NULL);
	table_say(&table, (struct command){.kind = EVENT_WORDS_CHANGED, .body = {.thing = card}},
		"Round tables", NULL);
	table_do(&table,
		(struct command){.kind = EVENT_THING_WITHDRAWN, .body = {.thing = card, .yes = 1}});
	table_keys(&table, "Tab / \"round tab\"");
	table_must_say(&table, "withdrawn");
	table_keys(&table, "Enter");
	table_must_say(&table, "Round tables");
	assert_false(table_says(&table, "Withdraw it"));
	table_keys(&table, "2");
	assert_false(model_withdrawn(&table.model, card));
	table_must_say(&table, "Brought back.");
	table_close(&table);
}

/* Whoever leaves is asked about, voted or not; before the room no answer tells which. */
static void test_who_left_is_asked_about(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_WALL, true);
	int64_t poll = table_poll(&table, AT_WALL, 0, true);
	int64_t who[] = {table_person(&table, "Amina"), table_person(&table, "Ben")};
	table_cast(&table, poll, who[0], 3, 1);
	for (int i = 0; i < 2; i++)
		table_do(&table, (struct command){.kind = EVENT_PERSON_STATUS,
					 .body = {.person = who[i], .status = STATUS_LEFT}});
	table_wait(&table, 0);
	table_must_say(&table, "Somebody left while the vote was open.");
	table_keys(&table, "c");
	table_must_say(&table, "Amina left while this vote was open.");
	table_keys(&table, "2");
	table_must_say(&table, "That cannot be done now. Ask privately");
	table_keys(&table, "Enter 1");
	table_must_say(&table, "Counted still");
	table_keys(&table, "Enter");
	table_must_say(&table, "Ben left while this vote was open.");
	table_keys(&table, "2");
	table_must_say(&table, "Not counted any more");
	const struct poll *asked = model_poll(&table.model, poll);
	assert_true(ids_contain(&asked->stays, who[0]));
	assert_true(ids_contain(&asked->out, who[1]));
	assert_false(table_says(&table, "Somebody left"));
	table_close(&table);
}

/* What the room hears at the end, and what becomes of a proposal nobody decided on. */
static void test_what_is_read_back(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_NAME, false);
	int64_t proposal = propose(&table);
	table_say(&table,
		(struct command){.kind = EVENT_THOUGHT_PARKED, .body = {.stage = AT_NAME}},
		"A second key", NULL);
	table_do(&table, (struct command){.kind = EVENT_STAGE_ENTERED, .body = {.stage = AT_END}});
	table_wait(&table, 0);
	table_must_say(&table, "We are called Round");
	table_must_say(&table, "not decided");
	table_must_say(&table, "Parked: A second key");
	table_keys(&table, "c");
	table_must_say(&table, "Proposals not decided: 1.");
	table_keys(&table, "Esc Enter Enter Enter \"2027-03-01\" Enter");
	assert_int_equal(model_proposal(&table.model, proposal)->verdict, DECISION_DEFERRED);
	table_must_say(&table, "taken back, not decided yet");
	table_must_say(&table, "To be answered by 2027-03-01");
	table_say(&table,
		(struct command){.kind = EVENT_DECISION_CARE,
			.body = {.thing = proposal, .into = table_person(&table, "Ben")}},
		"", "");
	table_wait(&table, 0);
	table_must_say(&table, "Answered for by Ben");
	table_close(&table);
}

static void adopt(struct table *table, const char *text)
{
	int64_t proposal = table_say(table,
		(struct command){.kind = EVENT_PROPOSAL_MADE, .body = {.stage = AT_NAME}}, text,
		NULL);
	int64_t poll = table_poll(table, AT_NAME, proposal, true);
	size_t options = poll_options(model_poll(&table->model, poll));

	for (size_t i = 0; i < 4; i++)
		table_cast(table, poll, table->model.persons.items[i].id, options, 0);
	table_do(table, (struct command){.kind = EVENT_POLL_CLOSED, .body = {.poll = poll}});
	table_do(table, (struct command){.kind = EVENT_DECISION_RECORDED,
				.body = {.thing = proposal,
					.verdict = DECISION_ADOPTED,
					.date = day_of(table->now, 0)}});
}

/* What is due stands first: a decision that was reviewed moves down, and the cursor goes with it.
 */
static void test_the_cursor_stays_with_what_was_reviewed(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_NAME, false);
	adopt(&table, "We meet on Mondays");
	adopt(&table, "We are called Round");
	table_follow(&table, RICH);
	table_keys(&table, "Enter Down");
	int64_t first = console_focused(table.console)->id;
	assert_int_equal(console_focused(table.console)->kind, ITEM_DECISION);
	table_keys(&table, "Enter Enter \"it works\" Enter \"+4w\" Enter");
	assert_int_equal(table_count(&table, EVENT_DECISION_REVIEWED), 1);
	assert_int_equal(console_focused(table.console)->id, first);
	table_keys(&table, "Up");
	assert_int_not_equal(console_focused(table.console)->id, first);
	assert_int_equal(console_focused(table.console)->kind, ITEM_DECISION);
	table_close(&table);
}

/* The room reads along on the smallest wall: what is read aloud is in sight there, and marked. */
static void test_the_wall_goes_along_with_what_is_read_back(void **state)
{
	struct table table;
	struct canvas canvas = {0};

	(void)state;
	table_open(&table, &(struct table_options){.programme = RICH, .separate_wall = true});
	table_do(&table, (struct command){.kind = EVENT_STAGE_ENTERED, .body = {.stage = AT_END}});
	for (int i = 0; i < 12; i++) {
		char what[16];
		snprintf(what, sizeof what, "action %c", 'A' + i);
		table_say(&table,
			(struct command){.kind = EVENT_ACTION_ADDED, .body = {.stage = AT_END}},
			what, "");
	}
	table_wait(&table, 0);
	table_keys(&table, "End");
	for (int i = 0; i < 2; i++) {
		struct page page = {0};
		int scroll = 0;
		wall_page(console_wall(table.console), table.now, &page);
		layout(&page, 40, 12, &scroll, &canvas);
		page_finish(&page);
		struct buf screen = {0};
		canvas_print(&canvas, &screen);
		assert_int_equal(strstr(buf_text(&screen), "action L") != NULL, i == 0);
		assert_int_equal(strstr(buf_text(&screen), "action A") != NULL, i == 1);
		buf_finish(&screen);
		table_keys(&table, "Home");
	}
	canvas_finish(&canvas);
	table_close(&table);
}

/* Where no session came before this one there is nothing to approve, and Enter goes on. */
static void test_nothing_is_approved_of_no_meeting(void **state)
{
	struct table table;

	(void)state;
	table_open(&table, &(struct table_options){.programme = "sessions/meeting.md"});
	table_do(&table, (struct command){.kind = EVENT_STAGE_ENTERED, .body = {.stage = 1}});
	table_wait(&table, 0);
	table_must_say(&table, "follows no other one");
	assert_false(table_says(&table, "approve"));
	table_keys(&table, "c");
	table_must_say(&table, "follows no other one");
	assert_int_equal(table.model.stage, 1);
	table_keys(&table, "Enter");
	assert_int_equal(table.model.stage, 2);
	table_close(&table);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_cursor_stays_with_what_was_reviewed),
		cmocka_unit_test(test_the_wall_goes_along_with_what_is_read_back),
		cmocka_unit_test(test_nothing_is_approved_of_no_meeting),
		cmocka_unit_test(test_a_recorded_decision_is_corrected),
		cmocka_unit_test(test_erasing_a_card_names_its_proposal),
		cmocka_unit_test(test_what_was_withdrawn_can_be_brought_back),
		cmocka_unit_test(test_who_left_is_asked_about),
		cmocka_unit_test(test_what_is_read_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
