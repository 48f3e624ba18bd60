/* What the forms of the console keep, refuse and give back. */
#include "../support/table.h"

#include "../../src/ui/console/form.h"

#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"

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

static const struct form *top_form(const struct table *table)
{
	const struct overlay *top = console_top(table->console);

	return top != NULL && top->kind->mode == MODE_FORM ? top->state : NULL;
}

static void open_form(struct table *table, enum form_id id, int64_t thing, int64_t part)
{
	form_open(table->console, id, thing, part);
	table_wait(table, 0);
}

/* A draft as an earlier run of the program left it. */
static void leave_draft(struct table *table, const char *place, const char *text)
{
	*array_push(&table->drafts) =
		(struct table_draft){mem_copy_text(place), mem_copy_text(text)};
}

/* --- what stands stays --- */

static void test_care_is_kept_by_enter(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_NAME, false);
	int64_t proposal = propose(&table), amina = table_person(&table, "Amina");
	table_do(&table, (struct command){.kind = EVENT_DECISION_RECORDED,
				 .body = {.thing = proposal, .verdict = DECISION_DEFERRED}});
	table_say(&table,
		(struct command){.kind = EVENT_DECISION_CARE,
			.body = {.thing = proposal, .person = amina, .date = 20261127}},
		"Amina", "the whole group");
	open_form(&table, FORM_CARE, proposal, 0);
	table_must_say(&table, "the whole group");
	table_must_say(&table, "2026-11-27");
	table_keys(&table, "Enter Enter Enter Enter Enter");
	const struct proposal *kept = model_proposal(&table.model, proposal);
	assert_int_equal(table_count(&table, EVENT_DECISION_CARE), 2);
	assert_int_equal(kept->does, amina);
	assert_int_equal(kept->answers, 0);
	assert_string_equal(kept->answers_text, "the whole group");
	assert_int_equal(kept->review, 20261127);
	table_close(&table);
}

/* Whose name was erased still does it. */
static void test_an_erased_person_keeps_the_work(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_NAME, false);
	int64_t proposal = propose(&table), amina = table_person(&table, "Amina");
	table_say(&table,
		(struct command){
			.kind = EVENT_DECISION_CARE, .body = {.thing = proposal, .person = amina}},
		"Amina", "");
	int64_t action = table_say(&table,
		(struct command){
			.kind = EVENT_ACTION_ADDED, .body = {.stage = AT_NAME, .person = amina}},
		"ask the council", "Amina");
	table_do(&table, (struct command){.kind = EVENT_WORDS_ERASED, .body = {.thing = amina}});
	open_form(&table, FORM_CARE, proposal, 0);
	table_keys(&table, "Enter Enter Enter");
	assert_int_equal(model_proposal(&table.model, proposal)->does, amina);
	open_form(&table, FORM_ACTION_ANSWER, action, 0);
	table_keys(&table, "Enter Enter 2 Enter Enter");
	assert_int_equal(model_action(&table.model, action)->person, amina);
	assert_int_equal(model_action(&table.model, action)->accepted, ANSWER_ACCEPTED);
	table_close(&table);
}

/* An action nobody is named for is accepted by nobody. */
static void test_nobody_answers_for_nobody(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_POINTS, false);
	int64_t action = table_say(&table,
		(struct command){.kind = EVENT_ACTION_ADDED, .body = {.stage = AT_POINTS}},
		"ask the council", "");
	open_form(&table, FORM_ACTION_ANSWER, action, 0);
	table_keys(&table, "Enter Enter 2 Enter Enter");
	table_must_say(&table, "Nobody is named yet who could answer.");
	assert_int_equal(table_count(&table, EVENT_ACTION_ANSWERED), 0);
	table_keys(&table, "\"ami\" Enter Enter Enter Enter");
	assert_int_equal(model_action(&table.model, action)->accepted, ANSWER_ACCEPTED);
	assert_int_equal(model_action(&table.model, action)->person, table_person(&table, "Amina"));
	table_close(&table);
}

static void test_the_next_meeting_is_kept_by_enter(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_END, false);
	table_say(&table, (struct command){.kind = EVENT_NEXT_MEETING, .body = {.date = 20261127}},
		"in the library, 6 pm", NULL);
	open_form(&table, FORM_MEETING, 0, 0);
	table_keys(&table, "Enter Enter");
	assert_int_equal(table.model.next_date, 20261127);
	assert_string_equal(table.model.next_meeting, "in the library, 6 pm");
	table_close(&table);
}

/* `offers`: the first choice and, behind a comma, the others. */
static void decide_offers(int yes, int no, int blank, const char *offers)
{
	struct table table;
	size_t at = 0;

	table_open_at(&table, AT_NAME, false);
	int64_t proposal = propose(&table), poll = table_poll(&table, AT_NAME, proposal, true);
	const struct poll *open = model_poll(&table.model, poll);
	size_t options = poll_options(open);
	for (; yes > 0; yes--)
		table_cast(&table, poll, table.model.persons.items[at++].id, options, 0);
	for (; no > 0; no--)
		table_cast(&table, poll, table.model.persons.items[at++].id, options, 1);
	for (; blank > 0; blank--)
		table_cast(&table, poll, table.model.persons.items[at++].id, options, -1);
	table_do(&table, (struct command){.kind = EVENT_POLL_CLOSED, .body = {.poll = poll}});
	open_form(&table, FORM_DECIDE, proposal, 0);
	assert_non_null(top_form(&table));
	const struct form_field *outcome = &top_form(&table)->fields[0];
	struct buf found = {0};
	for (size_t i = 0; outcome->field.choices[i] != NULL; i++)
		buf_format(&found, "%s%s", i > 0 ? ", " : "", outcome->field.choices[i]);
	assert_int_equal(outcome->choice, 0);
	assert_string_equal(buf_text(&found), offers);
	buf_finish(&found);
	table_close(&table);
}

#define DEFERRED "deferred: taken back to those we speak for"

/* What the vote forbids is not offered. */
static void test_what_the_vote_says_is_offered(void **state)
{
	(void)state;
	decide_offers(4, 1, 0, "adopted, " DEFERRED);
	decide_offers(1, 4, 0, "not adopted, " DEFERRED);
	decide_offers(0, 0, 4, DEFERRED); /* nothing valid was cast */
}

static void test_what_was_not_tested_can_be_deferred(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_NAME, false);
	int64_t proposal = propose(&table);
	open_form(&table, FORM_DECIDE, proposal, 0);
	table_must_say(&table, "Test the proposal first, or defer it.");
	table_keys(&table, "Right Enter Enter Enter");
	assert_int_equal(model_proposal(&table.model, proposal)->verdict, DECISION_DEFERRED);
	table_close(&table);
}

/* --- what is gone --- */

static void test_what_is_not_there_opens_no_form(void **state)
{
	static const enum form_id about[] = {FORM_PERSON, FORM_REWORD, FORM_LEAVE_OUT, FORM_GAP,
		FORM_HANDS, FORM_VOID, FORM_TELLERS, FORM_BURDEN, FORM_REASON, FORM_DECIDE,
		FORM_CARE, FORM_ACTION_ANSWER, FORM_WRONG_NAME, FORM_STEP_OUT, FORM_STAND_IN};
	struct table table;

	(void)state;
	table_open_at(&table, AT_NOTICED, false);
	for (size_t i = 0; i < sizeof about / sizeof *about; i++) {
		open_form(&table, about[i], 9999, 0);
		assert_null(top_form(&table));
		table_must_say(&table, "not there any more");
	}
	table_close(&table);
}

static void test_a_gap_that_is_none_is_not_asked_about(void **state)
{
	struct table table;
	struct buf place = {0};
	char open[64];

	(void)state;
	table_open_at(&table, AT_TAKES, false);
	int64_t card = table_say(&table,
		(struct command){.kind = EVENT_CARD_ADDED,
			.body = {.stage = AT_TAKES, .item = -1, .role = -1}},
		"a driver", NULL);
	buf_format(&place, "form/gap/%lld/99/0", (long long)card);
	leave_draft(&table, buf_text(&place), "words");
	snprintf(open, sizeof open, "gap/%lld/99/0", (long long)card);
	leave_draft(&table, "form/open", open);
	buf_finish(&place);
	table_reopen(&table);
	assert_null(top_form(&table));
	table_keys(&table, "Enter");
	open_form(&table, FORM_GAP, card, -1);
	assert_null(top_form(&table));
	table_close(&table);
}

/* Who is asked first how to be named must not be asked again because of one Esc. */
static void test_what_is_private_is_not_left_without_a_word(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_END, false);
	open_form(&table, FORM_NAMING, 0, 0);
	table_keys(&table, "2 Enter Esc");
	table_must_say(&table, "nothing of it would be kept");
	assert_non_null(top_form(&table));
	table_keys(&table, "Down Down Down Down Enter");
	assert_int_equal(table.model.persons.items[0].naming, NAMING_NAME);
	open_form(&table, FORM_NAMING, 0, 0);
	table_keys(&table, "Esc");
	assert_null(top_form(&table));
	open_form(&table, FORM_NAMING, 0, 0);
	table_keys(&table, "3 Esc Esc");
	assert_null(top_form(&table));
	assert_int_equal(table.model.persons.items[0].naming, NAMING_NAME);
	table_close(&table);
}

/* "cho" for Chidi: asked about while it stands there, and kept as typed if that is what is meant.
 */
static void test_whoever_is_not_on_the_roster_is_asked_about(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_POINTS, false);
	table_keys(&table, "F4 \"ask\" Enter \"cho\" Enter");
	table_must_say(&table, "“cho” is nobody on the roster");
	table_keys(&table, "Enter");
	assert_false(table_says(&table, "nobody on the roster"));
	table_keys(&table, "Enter");
	assert_string_equal(table.model.actions.items[0].who, "cho");
	/* what is typed after that is asked about anew, and so is what was not left with Enter */
	table_keys(&table, "F4 \"ask\" Enter \"cho\" Enter \"x\" Down Enter");
	table_must_say(&table, "“chox” is nobody on the roster");
	assert_int_equal(table.model.actions.count, 1);
	table_keys(&table, "Ctrl-U \"chi\" Enter Enter");
	assert_false(table_says(&table, "nobody on the roster"));
	assert_int_equal(table.model.actions.items[1].person, table_person(&table, "Chidi"));
	table_keys(&table, "F4 \"ask\" Enter Enter Enter");
	assert_int_equal(table.model.actions.count, 3);
	table_close(&table);
}

/* Where only somebody of the roster can be meant, nobody else is taken, and nobody is left out
 * without a word. */
static void test_only_somebody_of_the_roster_can_be_meant(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_NAME, false);
	int64_t proposal = propose(&table);
	open_form(&table, FORM_OBJECTION, proposal, 0);
	table_keys(&table, "Enter \"the stairs\" Enter Enter \"zzz\" Enter");
	table_must_say(&table, "“zzz” is not one person of the roster");
	table_keys(&table, "Enter");
	assert_int_equal(table_count(&table, EVENT_OBJECTION_RAISED), 0);
	table_keys(&table, "Ctrl-U \"ami\" Enter");
	assert_int_equal(table_count(&table, EVENT_OBJECTION_RAISED), 1);
	table_close(&table);
}

/* One of several choices, by beginning, number or a later word; what many share and what is none is
 * asked about, and other words stay once that was said. */
static void test_a_gap_with_choices(void **state)
{
	struct table table;

	(void)state;
	table_open(&table, &(struct table_options){.programme = "sessions/first-meeting.md"});
	table_do(&table, (struct command){.kind = EVENT_STAGE_ENTERED, .body = {.stage = 8}});
	int64_t id = table_say(&table,
		(struct command){
			.kind = EVENT_CARD_ADDED, .body = {.stage = 8, .item = -1, .role = -1}},
		"an evening a week", NULL);
	open_form(&table, FORM_GAP, id, 1);
	table_keys(&table, "\"p\" Enter");
	table_must_say(&table, "can be several of these");
	assert_string_equal(model_card(&table.model, id)->cells.items[1], "");
	table_keys(&table, "\"r\" Enter");
	table_must_say(&table, "can be several of these");
	table_keys(&table, "\"a\" Enter");
	assert_string_equal(model_card(&table.model, id)->cells.items[1], "practical");
	open_form(&table, FORM_GAP, id, 1);
	table_keys(&table, "\"our patience\" Enter");
	table_must_say(&table, "“our patience” is none of these: practical");
	assert_string_equal(model_card(&table.model, id)->cells.items[1], "practical");
	table_keys(&table, "Enter");
	assert_string_equal(model_card(&table.model, id)->cells.items[1], "our patience");
	open_form(&table, FORM_GAP, id, 1);
	table_must_say(&table, "2 personal");
	table_keys(&table, "\"2\"");
	table_must_say(&table, "→ personal");
	table_keys(&table, "Enter");
	assert_string_equal(model_card(&table.model, id)->cells.items[1], "personal");
	open_form(&table, FORM_GAP, id, 1);
	table_keys(&table, "\"7\" Enter");
	table_must_say(&table, "“7” is none of these");
	table_keys(&table, "Ctrl-U \"trust\" Enter");
	assert_string_equal(model_card(&table.model, id)->cells.items[1], "to trust in research");
	table_close(&table);
}

/* The end of the pass says what was passed over, and what only says that there is nothing. */
static void test_the_gap_pass_says_what_is_open(void **state)
{
	struct table table;

	(void)state;
	table_open(&table, &(struct table_options){.programme = "sessions/first-meeting.md"});
	table_do(&table, (struct command){.kind = EVENT_STAGE_ENTERED, .body = {.stage = 8}});
	int64_t id = table_say(&table,
		(struct command){
			.kind = EVENT_CARD_ADDED, .body = {.stage = 8, .item = -1, .role = -1}},
		"an evening a week", NULL);
	open_form(&table, FORM_GAP, id, 1);
	table_keys(&table, "\"pra\" Enter Enter \"not\" Enter");
	table_must_say(&table, "That was the last one; 1 cell is still empty.");
	open_form(&table, FORM_GAP, id, 2);
	table_keys(&table, "\"resi\" Enter");
	table_must_say(&table, "No cell is empty; on 1 card something is still open.");
	table_say(&table,
		(struct command){.kind = EVENT_WORDS_CHANGED, .body = {.thing = id, .part = 3}},
		"paid for", NULL);
	open_form(&table, FORM_GAP, id, 3);
	table_keys(&table, "Enter");
	table_must_say(&table, "No empty cell is left to ask about.");
	table_close(&table);
}

/* A role by its beginning: whole where one begins so, asked about where several do or none does. */
static void test_a_gap_for_a_role(void **state)
{
	struct table table;

	(void)state;
	table_open(&table, &(struct table_options){.programme = "sessions/costs-and-benefits.md"});
	table_do(&table, (struct command){.kind = EVENT_STAGE_ENTERED, .body = {.stage = 2}});
	int64_t id = table_say(&table,
		(struct command){
			.kind = EVENT_CARD_ADDED, .body = {.stage = 2, .item = -1, .role = -1}},
		"the babysitter", NULL);
	open_form(&table, FORM_GAP, id, 2);
	table_must_say(&table, "1 resident, 2 service user, 3 carer, 4 researcher");
	table_keys(&table, "\"res\" Enter");
	table_must_say(&table, "several of these: resident, researcher");
	table_keys(&table, "Enter");
	assert_string_equal(model_card(&table.model, id)->cells.items[2], "");
	table_keys(&table, "\"i\"");
	table_must_say(&table, "→ resident");
	table_keys(&table, "Enter");
	assert_string_equal(model_card(&table.model, id)->cells.items[2], "resident");
	open_form(&table, FORM_GAP, id, 2);
	table_keys(&table, "\"everybody\" Enter");
	table_must_say(&table, "“everybody” is none of these: resident, service user");
	assert_string_equal(model_card(&table.model, id)->cells.items[2], "resident");
	table_keys(&table, "Enter");
	assert_string_equal(model_card(&table.model, id)->cells.items[2], "everybody");
	open_form(&table, FORM_REWORD, id, 0);
	table_keys(&table, "Down Down Ctrl-U \"fun\" Down Down Down Down Enter");
	assert_string_equal(model_card(&table.model, id)->cells.items[2], "funder");
	table_close(&table);
}

/* --- drafts --- */

static void test_only_the_open_form_comes_back(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_POINTS, false);
	table_keys(&table, "F3 \"a note\" Esc F6 \"a thought\" Esc");
	table_reopen(&table);
	assert_null(top_form(&table));
	table_keys(&table, "F3");
	table_must_say(&table, "a note");
	table_reopen(&table);
	assert_int_equal(table.console->overlays.count, 1);
	assert_int_equal(top_form(&table)->id, FORM_NOTE);
	table_keys(&table, "Esc F6");
	table_must_say(&table, "a thought");
	table_keys(&table, "Enter");
	assert_int_equal(table_count(&table, EVENT_THOUGHT_PARKED), 1);
	table_reopen(&table);
	assert_null(top_form(&table));
	table_close(&table);
}

static void test_the_field_comes_back_too(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_POINTS, false);
	table_keys(&table, "F4 \"ask\" Enter \"Ben\"");
	table_reopen(&table);
	assert_int_equal(top_form(&table)->focus, 1);
	table_keys(&table, "Enter Enter");
	assert_int_equal(table.model.actions.items[0].person, table_person(&table, "Ben"));
	assert_string_equal(table.model.actions.items[0].what, "ask");
	for (size_t i = 0; i < table.drafts.count; i++)
		assert_null(table.drafts.items[i].text);
	table_close(&table);
}

static void test_choices_come_back(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_POINTS, false);
	table_keys(&table, "i \"Gül\" Enter Right Right Enter Right Enter 2");
	table_reopen(&table);
	const struct form *form = top_form(&table);
	assert_non_null(form);
	assert_int_equal(form->fields[1].choice, 2);
	assert_int_equal(form->fields[2].choice, STATUS_LATE);
	assert_int_equal(form->fields[3].choice, 1);
	table_keys(&table, "Enter");
	const struct person *person = model_person(&table.model, table_person(&table, "Gül"));
	assert_int_equal(person->role, 1);
	assert_int_equal(person->status, STATUS_LATE);
	assert_false(person->votes);
	for (size_t i = 0; i < table.drafts.count; i++)
		assert_null(table.drafts.items[i].text);
	table_close(&table);
}

/* A letter goes to the choice that begins with it; what is no choice says so and changes nothing.
 */
static void test_a_letter_chooses(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_POINTS, false);
	table_keys(&table, "i \"Gül\" Enter C");
	const struct form *form = top_form(&table);
	assert_string_equal(
		table.model.plan->roles.items[form->fields[1].choice - 1].name, "carer");
	table_key(&table, 'c');
	assert_string_equal(
		table.model.plan->roles.items[form->fields[1].choice - 1].name, "council officer");
	table_key(&table, 'w');
	table_must_say(&table, "No choice begins so");
	assert_string_equal(
		table.model.plan->roles.items[form->fields[1].choice - 1].name, "council officer");
	table_close(&table);
}

/* F8 in a form, a list, a question about another stage's vote: nothing, and how to get out. */
static void test_a_key_that_does_nothing_above_the_stage_says_so(void **state)
{
	static const char *const above[] = {"F3", "F9", "Alt-g", "v"};
	struct table table;

	(void)state;
	table_open_at(&table, AT_WALL, false);
	table_poll(&table, AT_WALL, 0, true);
	table_keys(&table, "F8");
	for (size_t i = 0; i < sizeof above / sizeof *above; i++) {
		int stage = table.model.stage;
		table_keys(&table, above[i]);
		assert_non_null(console_top(table.console));
		table_keys(&table, "F8");
		table_must_say(&table, "This key does nothing here. Esc goes back.");
		assert_int_equal(table.model.stage, stage);
		table_keys(&table, "Esc");
		assert_null(console_top(table.console));
	}
	table_close(&table);
}

/* A choice turned back to what stands is no draft; one that is no choice any more is passed over.
 */
static void test_a_choice_turned_back_is_no_draft(void **state)
{
	struct table table;
	struct buf place = {0};

	(void)state;
	table_open_at(&table, AT_POINTS, false);
	int64_t amina = table_person(&table, "Amina");
	open_form(&table, FORM_PERSON, amina, 0);
	buf_format(&place, "form/person/%lld/0/3", (long long)amina);
	table_keys(&table, "Enter Enter Enter Right");
	assert_non_null(table_draft(&table, buf_text(&place)));
	table_keys(&table, "Left");
	assert_null(table_draft(&table, buf_text(&place)));
	table_keys(&table, "Esc");
	leave_draft(&table, "form/person-new/0/0/3", "17");
	leave_draft(&table, "form/person-new/0/0/1", "x");
	table_reopen(&table);
	table_keys(&table, "i");
	assert_int_equal(top_form(&table)->fields[1].choice, 0);
	assert_int_equal(top_form(&table)->fields[3].choice, 0);
	buf_finish(&place);
	table_close(&table);
}

/* Who was ticked, how somebody votes or is named: never in a draft. */
static void test_what_is_private_is_no_draft(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_WALL, false);
	int64_t poll = table_poll(&table, AT_WALL, 0, true);
	open_form(&table, FORM_WRONG_NAME, poll, 0);
	table_keys(&table, "\"Amina\" Enter \"Ben\" Esc Esc");
	open_form(&table, FORM_NAMING, 0, 0);
	table_keys(&table, "2 Enter 3 Esc Esc");
	open_form(&table, FORM_PERSON, table_person(&table, "Eva"), 0);
	table_keys(&table, "Enter Enter Enter Enter Enter Enter Enter 3 Enter 2");
	assert_int_equal(top_form(&table)->focus, 8);
	for (size_t i = 0; i < table.drafts.count; i++)
		assert_true(strcmp(table.drafts.items[i].place, "form/open") == 0);
	table_reopen(&table);
	assert_int_equal(top_form(&table)->id, FORM_PERSON);
	table_close(&table);
}

/* --- names, many people --- */

static void test_a_name_is_not_cut_without_a_word(void **state)
{
	static const char forty[] = "abcdefghijklmnopqrstuvwxyzabcdefghijklmn";
	struct table table;

	(void)state;
	table_open_at(&table, AT_POINTS, false);
	table_keys(&table, "i");
	table_type(&table, forty);
	table_key(&table, 'o');
	table_must_say(&table, "room for 40 letters");
	table_must_say(&table, forty);
	table_keys(&table, "Enter Enter Enter Enter");
	assert_string_equal(table.model.persons.items[table.model.persons.count - 1].name, forty);
	open_form(&table, FORM_REWORD, table_person(&table, forty), 0);
	table_key(&table, 'o');
	table_must_say(&table, "room for 40 letters");
	table_close(&table);
}

static void test_everybody_is_asked_how_to_be_named(void **state)
{
	struct table table;
	char name[24];

	(void)state;
	table_open_at(&table, AT_END, false);
	for (int i = 0; i < 94; i++) {
		snprintf(name, sizeof name, "Person %d", i);
		table_say(&table,
			(struct command){.kind = EVENT_PERSON_ADDED,
				.body = {.role = -1, .votes = 1, .status = STATUS_HERE}},
			name, "");
	}
	open_form(&table, FORM_NAMING, 0, 0);
	assert_int_equal(top_form(&table)->count, 100);
	for (int i = 0; i < 99; i++)
		table_key(&table, key_from_name("Down"));
	table_keys(&table, "2 Enter");
	for (size_t i = 0; i < 100; i++)
		assert_int_equal(table.model.persons.items[i].naming,
			i == 99 ? NAMING_NAME : NAMING_NOT_ASKED);
	table_close(&table);
}

static void test_a_taken_name_changes_nothing_else(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_POINTS, false);
	int64_t amina = table_person(&table, "Amina");
	size_t events = table.model.events.count;
	open_form(&table, FORM_PERSON, amina, 0);
	table_keys(&table, "Ctrl-U \"Ben\" Enter 3 Enter \"own\" Enter 2 Enter 2 Enter 4 Enter \"a "
			   "shop\" Enter 2 Enter 2 Enter");
	table_must_say(&table, "on the roster already");
	assert_int_equal(table.model.events.count, events);
	table_close(&table);
}

static void test_a_number_in_a_refusal_is_filled_in(void **state)
{
	(void)state;
	char *text = refusal_text(&(struct refusal){.code = REFUSED_TOO_MANY, .number = 500});
	assert_string_equal(text, "There is no room for more: at most 500.");
	array_free(text);
}

/* Any cell of a card can be corrected, not its first alone. */
static void test_every_cell_can_be_reworded(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_TAKES, false);
	table_keys(&table, "\"an evening\" Enter");
	const struct card *card = &table.model.cards.items[table.model.cards.count - 1];
	assert_true(card->cells.count > 1);
	int64_t id = card->id;
	table_say(&table,
		(struct command){.kind = EVENT_WORDS_CHANGED, .body = {.thing = id, .part = 1}},
		"3", NULL);
	table_keys(&table, "Tab End e");
	table_must_say(&table, "an evening");
	table_keys(&table, "Enter Ctrl-U \"4\" Enter");
	for (size_t i = 2; i < card->cells.count; i++)
		table_keys(&table, "Enter");
	card = model_card(&table.model, id);
	assert_string_equal(card->cells.items[0], "an evening");
	assert_string_equal(card->cells.items[1], "4");
	assert_int_equal(card->rewordings, 1);
	table_close(&table);
}

/* Nothing is left open without a word; whoever goes back to an earlier stage comes by again. */
static void test_what_is_left_undecided_is_said(void **state)
{
	static const char said[] = "is not decided yet: it stays open. F7 goes back.";
	struct table table;

	(void)state;
	table_open_at(&table, AT_NAME, false);
	int64_t proposal = propose(&table);
	table_keys(&table, "F7");
	assert_false(table_says(&table, said));
	table_keys(&table, "F8 F8");
	table_must_say(&table, said);
	table_keys(&table, "F7");
	assert_int_equal(table.model.stage, AT_NAME);
	table_do(&table, (struct command){.kind = EVENT_DECISION_RECORDED,
				 .body = {.thing = proposal, .verdict = DECISION_DEFERRED}});
	table_keys(&table, "F8");
	assert_false(table_says(&table, said));
	table_close(&table);
}

/* What the vote has carried and nobody wrote down is named before the end. */
static void test_what_was_carried_is_named_at_the_close(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_NAME, false);
	int64_t proposal = propose(&table);
	int64_t poll = table_do(&table, (struct command){.kind = EVENT_POLL_OPENED,
						.body = {.stage = AT_NAME, .thing = proposal}});
	table_do(&table, (struct command){.kind = EVENT_HANDS_COUNTED,
				 .body = {.poll = poll,
					 RARE(.marks = {.items = (int64_t[]){5, 0}, .count = 2})}});
	table_do(&table, (struct command){.kind = EVENT_POLL_CLOSED, .body = {.poll = poll}});
	table_do(&table, (struct command){.kind = EVENT_STAGE_ENTERED, .body = {.stage = AT_END}});
	table_must_say(&table, "carried by the vote, but no decision was recorded");
	table_keys(&table, "c");
	table_must_say(&table, "Carried by the vote, but no decision was recorded: “We are called "
			       "Round”");
	table_close(&table);
}

/* Names in words are shown to the facilitator before the end, and never to the room. */
static void test_names_are_listed_before_the_close(void **state)
{
	for (int mirrored = 0; mirrored < 2; mirrored++) {
		struct table table;
		(void)state;
		table_open_at(&table, AT_END, mirrored);
		table_say(&table,
			(struct command){.kind = EVENT_PERSON_ADDED,
				.body = {.role = 0, .votes = 1, .status = STATUS_HERE}},
			"Zora Neal", "");
		table_say(&table,
			(struct command){.kind = EVENT_NOTE_ADDED, .body = {.stage = AT_END}},
			"Zora knows the way", NULL);
		table_keys(&table, "c");
		if (mirrored) {
			table_must_say(&table, "Close this workshop?");
			table_must_say(&table, "name people who were not asked: 1");
			assert_false(table_says(&table, "Zora"));
		} else {
			table_must_say(&table, "Zora knows the way");
			table_must_say(&table, "names Zora Neal");
			table_keys(&table, "Enter");
			table_must_say(&table, "Reword it");
			table_keys(&table, "Esc c Down Down Enter");
			table_must_say(&table, "Close this workshop?");
		}
		table_close(&table);
	}
}

/* Whoever looks at the words and leaves them as they are has done nothing wrong. */
static void test_words_left_as_they_are_change_nothing(void **state)
{
	static const int stages[] = {AT_NOTICED, AT_TAKES};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct table table;
		table_open_at(&table, stages[i], false);
		table_keys(&table, "\"an evening\" Enter Tab End e");
		size_t events = table.model.events.count;
		while (console_top(table.console) != NULL)
			table_keys(&table, "Enter");
		table_must_say(&table, "Nothing was changed.");
		assert_int_equal(table.model.events.count, events);
		assert_int_equal(table.refused, 0);
		table_close(&table);
	}
}

/* --- what is typed is saved, or said not to be --- */

/* An interest declared in error is taken back by emptying its line; the log keeps what it was. */
static void test_an_interest_is_taken_back(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_POINTS, false);
	int64_t amina = table_person(&table, "Amina");
	open_form(&table, FORM_PERSON, amina, 0);
	table_keys(&table, "Down Down Down Down Down Down \"works for the council\" Ctrl-S");
	assert_null(top_form(&table));
	table_must_say(&table, "Written down.");
	assert_string_equal(model_person(&table.model, amina)->interest, "works for the council");
	open_form(&table, FORM_PERSON, amina, 0);
	table_keys(&table, "Down Down Down Down Down Down Ctrl-U Ctrl-S");
	assert_string_equal(model_person(&table.model, amina)->interest, "");
	assert_int_equal(table_count(&table, EVENT_PERSON_INTEREST), 2);
	/* and once more changes nothing */
	open_form(&table, FORM_PERSON, amina, 0);
	table_keys(&table, "Ctrl-S");
	table_must_say(&table, "Nothing was changed.");
	assert_int_equal(table_count(&table, EVENT_PERSON_INTEREST), 2);
	table_keys(&table, "u");
	assert_string_equal(model_person(&table.model, amina)->interest, "works for the council");
	table_close(&table);
}

/* Esc says that nothing is saved yet, the list says whose it is, and one key saves from any field.
 */
static void test_a_form_that_is_left_says_so(void **state)
{
	struct table table;

	(void)state;
	table_open(&table, &(struct table_options){.programme = "sessions/first-meeting.md"});
	for (int i = 0; i < 2; i++)
		table_say(&table,
			(struct command){.kind = EVENT_PERSON_ADDED,
				.body = {.role = 0, .votes = 1, .status = STATUS_HERE}},
			i == 0 ? "Amina" : "Ben", "");
	int stage = 0;
	while (table.model.plan->stages.items[stage].activity != ACTIVITY_PEOPLE)
		stage++;
	table_do(&table, (struct command){.kind = EVENT_STAGE_ENTERED, .body = {.stage = stage}});
	table_keys(&table, "Tab Home Enter");
	table_must_say(&table, "Ctrl-S save");
	table_must_say(&table, "Esc back");
	assert_false(table_says(&table, "not saved"));
	table_keys(&table, "Esc");
	assert_false(table_says(&table, "ot saved"));
	table_keys(&table, "Enter \"h\"");
	table_must_say(&table, "Esc back, not saved");
	table_keys(&table, "Esc");
	table_must_say(&table, "Not saved yet: what you typed waits here");
	table_must_say(&table, "Typed, and not saved yet: Amina");
	assert_non_null(model_person_named(&table.model, "Amina"));
	table_reopen(&table);
	table_must_say(&table, "Typed, and not saved yet: Amina");
	table_keys(&table, "Tab Home Enter Ctrl-S");
	assert_string_equal(
		model_person(&table.model, table_person(&table, "Aminah"))->name, "Aminah");
	assert_false(table_says(&table, "not saved yet"));
	/* what is typed and taken back by hand waits for nothing */
	table_keys(&table, "Enter \"s\" Backspace Esc");
	assert_false(table_says(&table, "ot saved"));
	/* a field that must not be empty is where Ctrl-S stops */
	table_keys(&table, "Enter Ctrl-U Down Ctrl-S");
	table_must_say(&table, "Type something here first");
	assert_int_equal(top_form(&table)->focus, 0);
	table_close(&table);
}

/* Missing voices are asked for one after the other until an empty line. */
static void test_voices_one_by_one(void **state)
{
	struct table table;

	(void)state;
	table_open_at(&table, AT_POINTS, false);
	open_form(&table, FORM_VOICE, 0, 0);
	table_keys(&table, "\"Night shift workers\" Enter");
	table_must_say(&table, "Who else?");
	table_keys(&table, "\"people without papers\" Enter");
	assert_int_equal(table.model.voices.count, 2);
	assert_string_equal(table.model.voices.items[1].text, "people without papers");
	table_reopen(&table); /* killed meanwhile: the form is open, and empty */
	assert_non_null(top_form(&table));
	table_keys(&table, "Enter");
	assert_null(top_form(&table));
	assert_int_equal(table.model.voices.count, 2);
	assert_false(table.model.off_record);
	table_close(&table);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_care_is_kept_by_enter),
		cmocka_unit_test(test_what_is_left_undecided_is_said),
		cmocka_unit_test(test_what_was_carried_is_named_at_the_close),
		cmocka_unit_test(test_names_are_listed_before_the_close),
		cmocka_unit_test(test_what_was_carried_is_named_at_the_close),
		cmocka_unit_test(test_words_left_as_they_are_change_nothing),
		cmocka_unit_test(test_an_erased_person_keeps_the_work),
		cmocka_unit_test(test_the_next_meeting_is_kept_by_enter),
		cmocka_unit_test(test_nobody_answers_for_nobody),
		cmocka_unit_test(test_what_the_vote_says_is_offered),
		cmocka_unit_test(test_what_was_not_tested_can_be_deferred),
		cmocka_unit_test(test_what_is_not_there_opens_no_form),
		cmocka_unit_test(test_a_gap_that_is_none_is_not_asked_about),
		cmocka_unit_test(test_what_is_private_is_not_left_without_a_word),
		cmocka_unit_test(test_whoever_is_not_on_the_roster_is_asked_about),
		cmocka_unit_test(test_only_somebody_of_the_roster_can_be_meant),
		cmocka_unit_test(test_a_gap_with_choices),
		cmocka_unit_test(test_the_gap_pass_says_what_is_open),
		cmocka_unit_test(test_a_gap_for_a_role),
		cmocka_unit_test(test_only_the_open_form_comes_back),
		cmocka_unit_test(test_the_field_comes_back_too),
		cmocka_unit_test(test_choices_come_back),
		cmocka_unit_test(test_a_letter_chooses),
		cmocka_unit_test(test_a_key_that_does_nothing_above_the_stage_says_so),
		cmocka_unit_test(test_a_choice_turned_back_is_no_draft),
		cmocka_unit_test(test_what_is_private_is_no_draft),
		cmocka_unit_test(test_a_name_is_not_cut_without_a_word),
		cmocka_unit_test(test_everybody_is_asked_how_to_be_named),
		cmocka_unit_test(test_a_taken_name_changes_nothing_else),
		cmocka_unit_test(test_a_number_in_a_refusal_is_filled_in),
		cmocka_unit_test(test_every_cell_can_be_reworded),
		cmocka_unit_test(test_an_interest_is_taken_back),
		cmocka_unit_test(test_a_form_that_is_left_says_so),
		cmocka_unit_test(test_voices_one_by_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
