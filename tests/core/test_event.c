/* The tables of events: names, fields and words agree with each other and with the rules. */
#include "../../src/core/rule.h"

#include "roundtable/base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *const ids[EVENT_KINDS] = {
#define X(id, name, fields, words) [EVENT_##id] = #id,
	EVENTS(X)
#undef X
};

static const char *const members[] = {
#define X(member, type) #member,
	FIELDS(X)
#undef X
};

enum { MEMBERS = sizeof members / sizeof members[0] };

static void test_names_are_the_ids_in_lower_case(void **state)
{
	(void)state;
	for (int i = 0; i < EVENT_KINDS; i++) {
		const char *name = event_name((enum event_kind)i);
		enum event_kind found = EVENT_KINDS;
		assert_int_equal(strlen(name), strlen(ids[i]));
		for (size_t k = 0; name[k] != '\0'; k++)
			assert_true(name[k] == ids[i][k] || name[k] == ids[i][k] + ('a' - 'A'));
		assert_true(event_find(name, &found));
		assert_int_equal(found, i);
	}
}

static void test_unknown_name_is_not_found(void **state)
{
	enum event_kind found = EVENT_KINDS;

	(void)state;
	assert_false(event_find("", &found));
	assert_false(event_find("card", &found));
	assert_false(event_find("card_added ", &found));
	assert_int_equal(found, EVENT_KINDS);
}

static void test_fields_of_a_kind_are_fields_of_the_body(void **state)
{
	(void)state;
	for (int i = 0; i < EVENT_KINDS; i++) {
		unsigned char seen[MEMBERS] = {0};
		for (const char *name = event_fields((enum event_kind)i); *name != '\0';) {
			size_t length = strcspn(name, " "), at = 0;
			const struct field_info *field = field_find(name, length);
			if (field == NULL)
				fail_msg("%s: no field '%.*s'", ids[i], (int)length, name);
			while (strcmp(members[at], field->name) != 0)
				at++;
			if (seen[at]++ > 0)
				fail_msg("%s: field '%s' stands twice", ids[i], field->name);
			name += length + (name[length] == ' ');
		}
	}
}

static bool kind_has(enum event_kind kind, const char *field)
{
	size_t length = strlen(field);

	for (const char *name = event_fields(kind); *name != '\0';) {
		size_t here = strcspn(name, " ");
		if (here == length && memcmp(name, field, length) == 0)
			return true;
		name += here + (name[here] == ' ');
	}
	return false;
}

static void test_every_field_is_used(void **state)
{
	(void)state;
	for (int i = 0; i < MEMBERS; i++) {
		bool used = false;
		for (int kind = 0; kind < EVENT_KINDS; kind++)
			used |= kind_has((enum event_kind)kind, members[i]);
		used |= strstr(" " CARRIED_FIELDS " ", members[i]) != NULL;
		if (!used)
			fail_msg("no kind of event has the field '%s'", members[i]);
		assert_non_null(field_find(members[i], strlen(members[i])));
	}
	assert_null(field_find("stag", 4));
	assert_null(field_find("", 0));
}

static void test_needs_fit_the_fields(void **state)
{
	(void)state;
	for (int i = 0; i < EVENT_KINDS; i++) {
		enum event_kind kind = (enum event_kind)i;
		unsigned needs = event_rules[i].needs;
		if ((needs & NEEDS_WORDS) && event_words(kind)[0] == '\0')
			fail_msg("%s needs words and has none", ids[i]);
		if ((needs & NEEDS_STAGE) && !kind_has(kind, "stage"))
			fail_msg("%s needs a stage and has no such field", ids[i]);
		if ((needs & NEEDS_PERSON) && !kind_has(kind, "person"))
			fail_msg("%s needs a person and has no such field", ids[i]);
		if ((needs & NEEDS_OPEN_POLL) && !kind_has(kind, "poll"))
			fail_msg("%s needs a poll and has no such field", ids[i]);
		if ((needs & NEEDS_PROPOSAL) && !kind_has(kind, "thing"))
			fail_msg("%s needs a proposal and has no such field", ids[i]);
	}
}

/* Only what leaves no trace in the model, by intention, has no apply. */
static void test_every_kind_changes_the_model(void **state)
{
	(void)state;
	for (int i = 0; i < EVENT_KINDS; i++) {
		bool log_only = i == EVENT_STEP_UNDONE || i == EVENT_STEP_REDONE ||
				i == EVENT_WORDS_ERASED || i == EVENT_TICK_MOVED;
		if ((event_rules[i].apply == NULL) != log_only)
			fail_msg("%s: apply is there or not, against what is meant", ids[i]);
	}
}

static void fill(struct body *body)
{
	for (int i = 0; i < MEMBERS; i++) {
		const struct field_info *field = field_find(members[i], strlen(members[i]));
		void *place = body_place_make(body, field);
		switch (field->type) {
		case FIELD_TYPE_INT:
		case FIELD_TYPE_SMALL:
			assert_true(body_set_number(body, field, 100 + i));
			break;
		case FIELD_TYPE_IDS:
			ids_add(place, i);
			break;
		case FIELD_TYPE_TEXT:
			*(char **)place = mem_copy_text(members[i]);
			break;
		case FIELD_TYPE_PLAN:
			*(struct plan **)place = mem_alloc(1, sizeof(struct plan));
			plan_add_stage(*(struct plan **)place);
			break;
		}
	}
}

static void test_copy_is_deep(void **state)
{
	struct event event = {.seq = 7, .at = 8, .step = 6, .by = 3, .kind = EVENT_CARD_ADDED};
	struct event copy;

	(void)state;
	fill(&event.body);
	texts_add(&event.words, "one");
	texts_add(&event.words, "");
	event_copy(&copy, &event);
	event.words.items[0][0] = 'X';
	event.body.rare->marks.items[0] = -1;
	event_finish(&event);
	event_finish(&event);
	assert_int_equal(copy.seq, 7);
	assert_string_equal(event_word(&copy, 0), "one");
	assert_string_equal(event_word(&copy, 1), "");
	assert_string_equal(event_word(&copy, 2), "");
	assert_int_equal(copy.body.rare->plan->stages.count, 1);
	for (int i = 0; i < MEMBERS; i++) {
		const struct field_info *field = field_find(members[i], strlen(members[i]));
		const void *place = body_place(&copy.body, field);
		if (field->type == FIELD_TYPE_INT || field->type == FIELD_TYPE_SMALL)
			assert_int_equal(body_number(&copy.body, field), 100 + i);
		else if (field->type == FIELD_TYPE_IDS)
			assert_int_equal(((const struct ids *)place)->items[0], i);
		else if (field->type == FIELD_TYPE_TEXT)
			assert_string_equal(*(char *const *)place, members[i]);
	}
	copy.erased = true;
	assert_null(event_word(&copy, 0));
	event_finish(&copy);
	event_finish(NULL);
}

/* Whoever copies and frees a body without the rare part counts on it. */
static void test_common_fields_are_numbers(void **state)
{
	static const enum field_type types[] = {
#define X(member, type) FIELD_TYPE_##type,
		COMMON_FIELDS(X)
#undef X
	};

	(void)state;
	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
		assert_true(types[i] == FIELD_TYPE_INT || types[i] == FIELD_TYPE_SMALL);
	/* ten thousand of them lie in memory at once */
	assert_in_range(sizeof(struct event), 0, 176);
}

static void test_rare_part_is_made_when_needed(void **state)
{
	struct event event = {.kind = EVENT_HANDS_COUNTED, .body = {.poll = 7}}, copy;

	(void)state;
	assert_int_equal(body_rare(&event.body)->blank, 0);
	assert_int_equal(body_rare(&event.body)->marks.count, 0);
	event_copy(&copy, &event);
	assert_null(event.body.rare);
	assert_null(copy.body.rare);
	body_rare_make(&copy.body)->blank = 2;
	body_rare_make(&copy.body)->outcome = 3;
	assert_int_equal(body_rare(&copy.body)->blank, 2);
	assert_int_equal(body_rare(&event.body)->blank, 0);
	event_finish(&copy);
	assert_null(copy.body.rare);
}

static void test_refusals_have_whole_sentences(void **state)
{
	(void)state;
	assert_string_equal(refusal_sentence(REFUSED_NONE), "");
	for (int i = 1; i < REFUSAL_CODES; i++) {
		const char *sentence = refusal_sentence((enum refusal_code)i);
		assert_true(sentence[0] >= 'A' && sentence[0] <= 'Z');
		assert_int_equal(sentence[strlen(sentence) - 1], '.');
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names_are_the_ids_in_lower_case),
		cmocka_unit_test(test_unknown_name_is_not_found),
		cmocka_unit_test(test_fields_of_a_kind_are_fields_of_the_body),
		cmocka_unit_test(test_every_field_is_used),
		cmocka_unit_test(test_needs_fit_the_fields),
		cmocka_unit_test(test_every_kind_changes_the_model),
		cmocka_unit_test(test_copy_is_deep),
		cmocka_unit_test(test_common_fields_are_numbers),
		cmocka_unit_test(test_rare_part_is_made_when_needed),
		cmocka_unit_test(test_refusals_have_whole_sentences),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
