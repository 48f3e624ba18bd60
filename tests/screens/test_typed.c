/*
 * Nothing typed is lost: not by a full disk, not by a refusal, not by going elsewhere, not by a
 * kill.
 */
#include "walk.h"

#include "../../src/ui/console/form.h"
#include "../support/model_dump.h"

#include "roundtable/base/mem.h"
#include "roundtable/ui/glyph.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct typed {
	const char *name;
	int stage;        /* of rich.md, -1: before the first */
	const char *keys; /* to where the text is typed */
	const char *text;
	const char *rest;     /* keys that take it */
	enum event_kind kind; /* what it becomes */
};

static const struct typed typed[] = {
	{"a card", AT_NOTICED, "", "half a card", "Enter", EVENT_CARD_ADDED},
	{"a hidden card", AT_QUIET, "", "half a card", "Enter", EVENT_CARD_ADDED},
	{"a card in a table", AT_TAKES, "", "half a card", "Enter", EVENT_CARD_ADDED},
	{"a proposal", AT_NAME, "", "half a proposal", "Enter", EVENT_PROPOSAL_MADE},
	{"a note", AT_NOTICED, "F3", "half a note", "Enter", EVENT_NOTE_ADDED},
	{"a parked thought", AT_ROUND, "F6", "half a thought", "Enter", EVENT_THOUGHT_PARKED},
	{"a word to explain", AT_ROUND, "Ctrl-G", "half a word", "Enter Enter", EVENT_WORD_ASKED},
	{"an action", AT_REST, "F4", "half an action", "Enter Enter Enter", EVENT_ACTION_ADDED},
	{"a person", AT_POINTS, "i", "Half a name", "Enter Enter Enter Enter", EVENT_PERSON_ADDED},
	{"a meeting", AT_END, "x Enter", "half a place", "Enter", EVENT_NEXT_MEETING},
};
enum { TYPED = sizeof typed / sizeof *typed };

static void assert_field_holds(struct table *table, const struct typed *what)
{
	struct page page = {0};

	table_page(table, &page);
	if (!page.asking || strcmp(page.typed, what->text) != 0)
		fail_msg("%s: “%s” is not in the field any more", what->name, what->text);
	page_finish(&page);
}

static void begin_typing(struct table *table, const struct typed *what)
{
	open_rich(table, false);
	go(table, what->stage);
	table_keys(table, what->keys);
	table_type(table, what->text);
	assert_field_holds(table, what);
}

static void test_a_failing_disk_keeps_what_is_typed(void **state)
{
	(void)state;
	for (size_t i = 0; i < TYPED; i++) {
		const struct typed *what = &typed[i];
		struct table table;
		begin_typing(&table, what);
		size_t events = table.model.events.count;
		table.broken_disk = true;
		table_keys(&table, what->rest);
		table_must_say(&table, "Not saved: The disk is full.");
		assert_true(table_says(&table, what->text));
		assert_int_equal(table.model.events.count, events);
		table.broken_disk = false;
		table_keys(&table, "Enter");
		if (table_count(&table, what->kind) == 0)
			table_keys(&table, what->rest);
		assert_int_equal(table.model.events.count, events + 1);
		assert_int_equal(table.model.events.items[events].kind, what->kind);
		table_close(&table);
	}
}

static void test_drafts_survive_a_failing_disk(void **state)
{
	struct table table;

	(void)state;
	open_rich(&table, false);
	go(&table, AT_NOTICED);
	table_type(&table, "begun");
	table.broken_disk = true;
	table_type(&table, " while the disk was full");
	table_must_say(&table, "Not saved");
	assert_string_equal(table_draft(&table, "entry/2"), "begun");
	table.broken_disk = false;
	table_keys(&table, "Up"); /* any key will do */
	assert_string_equal(table_draft(&table, "entry/2"), "begun while the disk was full");
	table_close(&table);
}

static void test_a_draft_survives_a_kill(void **state)
{
	(void)state;
	for (size_t i = 0; i < TYPED; i++) {
		struct table table;
		begin_typing(&table, &typed[i]);
		table_reopen(&table);
		assert_field_holds(&table, &typed[i]);
		table_keys(&table, typed[i].rest);
		assert_int_equal(table_count(&table, typed[i].kind),
			typed[i].kind == EVENT_PERSON_ADDED ? 7 : 1);
		/* what was taken is no draft any more */
		for (size_t k = 0; k < table.drafts.count; k++)
			assert_null(table.drafts.items[k].text);
		table_close(&table);
	}
}

/* The Enter that takes it is one turn of the disk: nothing is left to be forgotten after that. */
static void test_what_is_taken_goes_in_one_turn(void **state)
{
	(void)state;
	for (size_t i = 0; i < TYPED; i++) {
		struct table table;
		begin_typing(&table, &typed[i]);
		size_t last = strlen(typed[i].rest) - strlen("Enter");
		char *before = mem_copy_bytes(typed[i].rest, last);
		table_keys(&table, before);
		int run = table.run, kept = table.kept;
		table_keys(&table, typed[i].rest + last);
		if (table.run != run + 1 || table.kept != kept)
			fail_msg("%s: %d commands and %d drafts at once", typed[i].name,
				table.run - run, table.kept - kept);
		for (size_t k = 0; k < table.drafts.count; k++)
			assert_null(table.drafts.items[k].text);
		free(before);
		table_close(&table);
	}
}

static enum command_result (*table_run)(void *context, const struct command *command,
	const struct texts *uses, struct refusal *refusal, struct error *err);
static int commands_seen;

/* The second command of a form is refused by the disk; until then all that is typed must be kept.
 */
static enum command_result fail_second(void *context, const struct command *command,
	const struct texts *uses, struct refusal *refusal, struct error *err)
{
	struct table *table = context;

	assert_int_equal(uses->count, 0);
	assert_string_equal(table_draft(table, "form/person/2/0/0"), "Amina B");
	assert_string_equal(table_draft(table, "form/person/2/0/2"), "sees it all");
	table->broken_disk = ++commands_seen == 2;
	return table_run(context, command, uses, refusal, err);
}

static void test_a_form_of_several_commands_keeps_its_drafts(void **state)
{
	struct table table;

	(void)state;
	open_rich(&table, false);
	table_run = table.config.ports.run;
	table.config.ports.run = fail_second;
	commands_seen = 0;
	table_reopen(&table);
	go(&table, AT_POINTS);
	assert_int_equal(table_person(&table, "Amina"), 2);
	form_open(table.console, FORM_PERSON, 2, 0);
	table_keys(&table,
		"\" B\" Enter Enter \"sees it all\" Enter Enter Enter Enter Enter Enter Enter");
	assert_int_equal(commands_seen, 2);
	table_must_say(&table, "Not saved");
	table.broken_disk = false;
	table_keys(&table, "Up");
	assert_string_equal(table_draft(&table, "form/person/2/0/2"), "sees it all");
	table_close(&table);
}

static void test_a_draft_survives_esc_and_moving_on(void **state)
{
	struct table table;

	(void)state;
	open_rich(&table, false);
	go(&table, AT_NOTICED);
	table_keys(&table, "\"half a card\" F3 \"half a note\" Esc F8 F8 F7 F7");
	assert_field_holds(&table, &(struct typed){.name = "a card", .text = "half a card"});
	table_keys(&table, "F3");
	assert_field_holds(&table, &(struct typed){.name = "a note", .text = "half a note"});
	table_keys(&table, "Enter Enter");
	assert_int_equal(table_count(&table, EVENT_NOTE_ADDED), 1);
	assert_int_equal(table_count(&table, EVENT_CARD_ADDED), 1);
	table_close(&table);
}

struct refused {
	const char *name;
	int stage;
	const char *keys; /* all of it, with what is refused at the end */
	const char *says;
	const char *typed; /* what must still stand in the field, NULL: no field */
};

static const struct refused refusals[] = {
	{"a name twice", AT_POINTS, "i \"Amina\" Enter Enter Enter Enter", "on the roster already",
		NULL},
	{"tellers of one role", AT_DOTS, "y \"am\" Enter \"ev\" Enter", "different roles", "ev"},
	{"a teller nobody knows", AT_DOTS, "y \"am\" Enter \"xx\" Enter",
		"not one person of the roster", "xx"},
	{"a stranger steps out", AT_DOTS, "x \"xx\" Down Down \"yy\" Enter",
		"not one person of the roster", "xx"},
	{"too many hands", AT_HANDS, "h \"9\" Enter \"9\" Enter \"9\" Enter", "Count again", "9"},
	{"a wrong tick", AT_DOTS, "l \"do\" Enter \"ev\" Enter", "not there any more", "ev"},
	{"a tick on a tick", AT_DOTS, "l \"am\" Enter \"be\" Enter", "voted already", "be"},
	{"no date", AT_REST, "F4 \"do it\" Enter Enter \"soon\" Enter", "That is no date", "soon"},
	{"a number that is none", AT_HANDS, "h \"two\" Enter Enter Enter", "That is no number",
		"two"},
	{"too few ballots", AT_YES_NO, "c Enter", "Fewer than 3", NULL},
	{"nothing to bring back", AT_POINTS, "Ctrl-R", "nothing to bring back", NULL},
	{"a required field", AT_POINTS, "F3 Enter", "Type something here first", ""},
	{"no such ending", AT_POINTS, "m Ctrl-U \"minutes.doc\" Enter", "", "minutes.doc"},
};

static void test_what_is_refused_writes_nothing_and_stays_typed(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof refusals / sizeof *refusals - 1; i++) {
		const struct refused *what = &refusals[i];
		struct table table;
		struct page page = {0};
		open_rich(&table, false);
		furnish(&table);
		go(&table, what->stage);
		char *before = model_dumped(&table.model, DUMP_ALL);
		table_keys(&table, what->keys);
		table_must_say(&table, what->says);
		char *after = model_dumped(&table.model, DUMP_ALL);
		assert_dumps_equal(before, after, what->name);
		table_page(&table, &page);
		assert_true(page.alarming);
		if (what->typed != NULL && (!page.asking || strcmp(page.typed, what->typed) != 0))
			fail_msg("%s: “%s” is not in the field any more", what->name, what->typed);
		page_finish(&page);
		free(before);
		free(after);
		table_close(&table);
	}
}

/* The message has three rows at 40 columns; what a refusal advises stands at its end. */
static void test_every_refusal_fits_a_small_screen(void **state)
{
	(void)state;
	for (int code = 0; code < REFUSAL_CODES; code++) {
		struct refusal refusal = {.code = (enum refusal_code)code, .number = 10};
		char *text = refusal_text(&refusal);
		if (wrap_count(text, 40 - 4) > 3)
			fail_msg("cut at 40 columns: %s", text);
		free(text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_failing_disk_keeps_what_is_typed),
		cmocka_unit_test(test_drafts_survive_a_failing_disk),
		cmocka_unit_test(test_a_draft_survives_a_kill),
		cmocka_unit_test(test_what_is_taken_goes_in_one_turn),
		cmocka_unit_test(test_a_form_of_several_commands_keeps_its_drafts),
		cmocka_unit_test(test_a_draft_survives_esc_and_moving_on),
		cmocka_unit_test(test_what_is_refused_writes_nothing_and_stays_typed),
		cmocka_unit_test(test_every_refusal_fits_a_small_screen),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
