/*
 * The simulated room on every programme that is shipped and on the sample plan: it comes to an end,
 * through every stage, and the same seed says the same.
 */
#include "../support/model_dump.h"
#include "../support/sample_plan.h"

#include "roundtable/base/hash.h"
#include "roundtable/core/audience.h"
#include "roundtable/programme/programme.h"
#include "roundtable/rehearse/rehearse.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { SEEDS = 20, PEOPLE_LEAST = 3, PEOPLE_MOST = 30, COMMANDS_MOST = 4000 };
static const moment begins = INT64_C(1768471200000);

/* What came of a rehearsal held in memory. */
struct held {
	struct model model;
	int commands, refused;
	int done[EVENT_KINDS];
	moment ended;
	unsigned char stream[HASH_BYTES]; /* of all commands in turn, with their pauses */
};

static void note_command(struct hash *hash, const struct command *command, int64_t pause)
{
	hash_number(hash, command->kind);
	hash_number(hash, command->by);
	hash_number(hash, pause);
#define FIELD_INT(field) hash_number(hash, field);
#define FIELD_SMALL(field) hash_number(hash, field);
#define FIELD_IDS(field)                                                                           \
	for (size_t i = 0; i < field.count; i++)                                                   \
		hash_number(hash, field.items[i]);
#define FIELD_TEXT(field)
#define FIELD_PLAN(field)
#define X(member, type) FIELD_##type(command->body.member)
	COMMON_FIELDS(X)
#undef X
#define X(member, type) FIELD_##type(body_rare(&command->body)->member)
	RARE_FIELDS(X)
#undef X
	for (size_t i = 0; i < command->words.count; i++)
		hash_field(hash, command->words.items[i], strlen(command->words.items[i]));
}

static void start(struct held *held, const struct plan *plan, struct random random)
{
	struct change change = {0};
	struct refusal refusal;
	struct command command = {.kind = EVENT_SESSION_STARTED,
		.body = {RARE(.id = "00112233445566778899aabbccddeeff", .language = "en",
			.rehearsal = 1, .plan = (struct plan *)plan)}};

	*held = (struct held){.ended = begins};
	assert_true(decide(&held->model, &command, begins, random, &change, &refusal));
	model_change(&held->model, &change);
}

/* Nothing of a wall may break on any moment of a workshop. */
static void look(const struct model *model, moment now)
{
	struct audience audience = {0};

	audience_fill(model, now, &audience);
	if (audience.vote.open)
		assert_null(audience.vote.result);
	audience_finish(&audience);
}

static void hold(struct held *held, const struct plan *plan, uint64_t seed, int people)
{
	struct random_seeded seeded;
	struct random random = random_seeded(&seeded, seed);
	struct rehearse *rehearse = rehearse_create(seed, people);
	struct command command;
	struct hash hash;
	int64_t pause;

	start(held, plan, random);
	hash_start(&hash, NULL, 0);
	while (rehearse_next(rehearse, &held->model, held->ended, &command, &pause)) {
		struct change change = {0};
		struct refusal refusal;
		assert_true(pause >= 0);
		held->ended += pause;
		held->commands++;
		note_command(&hash, &command, pause);
		if (decide(&held->model, &command, held->ended, random, &change, &refusal)) {
			held->done[command.kind]++;
			model_change(&held->model, &change);
		} else {
			held->refused++;
			rehearse_refused(rehearse, refusal.code);
		}
		if (held->commands % 50 == 0)
			look(&held->model, held->ended);
		assert_true(held->commands < COMMANDS_MOST);
	}
	hash_end(&hash, held->stream);
	rehearse_destroy(rehearse);
}

static void assert_whole(const struct held *held, const char *what)
{
	const struct model *model = &held->model;

	if (model->closed_at == 0)
		fail_msg("%s: not closed", what);
	for (size_t i = 0; i < model->stages.count; i++)
		if (!model->stages.items[i].entered && !model->stages.items[i].skipped)
			fail_msg("%s: stage %zu was never entered", what, i + 1);
	assert_int_equal(model->boxes.count, 0);
	assert_null(model_open_poll(model));
	assert_false(model->off_record);
	assert_false(model->paused);
	if (held->refused > 6)
		fail_msg("%s: %d of %d commands refused", what, held->refused, held->commands);
}

static void hold_all(const struct plan *plan, const char *name, int *done)
{
	char what[128];

	for (int i = 0; i < SEEDS; i++) {
		struct held held;
		int people = PEOPLE_LEAST + i * (PEOPLE_MOST - PEOPLE_LEAST) / (SEEDS - 1);
		snprintf(what, sizeof what, "%s, seed %d, %d people", name, i + 1, people);
		hold(&held, plan, (uint64_t)i + 1, people);
		assert_whole(&held, what);
		int64_t minutes = (held.ended - begins) / MINUTE_MS;
		int planned = plan_stage_minutes(plan, true);
		/* many people cannot be quick about everything in a short programme */
		if (minutes < planned / 2 || minutes > planned * 3 / 2 + people / 2)
			fail_msg("%s: %d minutes were planned, it took %d", what, planned,
				(int)minutes);
		for (int k = 0; k < EVENT_KINDS; k++)
			done[k] += held.done[k];
		model_finish(&held.model);
	}
}

static void test_sample_plan_does_everything(void **state)
{
	struct plan plan = {0};
	int done[EVENT_KINDS] = {0};

	(void)state;
	sample_plan(&plan);
	hold_all(&plan, "the sample plan", done);
	plan_finish(&plan);
	for (int i = EVENT_SESSION_STARTED + 1; i < EVENT_KINDS; i++)
		/* corrections come afterwards; actions are given to others by telephone; a seal
		 * comes with its decision */
		if (i != EVENT_CORRECTION_ADDED && i != EVENT_DECISION_CORRECTED &&
			i != EVENT_ACTION_GIVEN && i != EVENT_DECISION_REVIEWED &&
			i != EVENT_RULE_SEALED &&
			/* of a session that follows another one: test_file.c */
			i != EVENT_SESSION_FOLLOWED && i != EVENT_ACTION_REPORTED &&
			i != EVENT_MINUTES_APPROVED && i != EVENT_RATED_BEFORE && done[i] == 0)
			fail_msg("no rehearsal has %s", event_name((enum event_kind)i));
}

static char *sessions_folder(void)
{
	const char *source = getenv("ROUNDTABLE_SOURCE");
	struct buf path = {0};

	assert_non_null(source);
	buf_format(&path, "%s/sessions", source);
	return buf_take(&path);
}

static void test_every_shipped_programme(void **state)
{
	char *folder = sessions_folder();
	const char *folders[] = {folder, NULL};
	struct programme_list list = {0};

	(void)state;
	programme_find_all(folders, &list);
	free(folder);
	assert_true(list.count >= 2);
	for (size_t i = 0; i < list.count; i++) {
		struct plan plan = {0};
		struct diagnostics diagnostics = {0};
		int done[EVENT_KINDS] = {0};
		assert_true(programme_read(list.items[i].path, &plan, NULL, &diagnostics, NULL));
		hold_all(&plan, list.items[i].name, done);
		assert_true(done[EVENT_DECISION_RECORDED] + done[EVENT_POLL_CLOSED] > 0);
		diagnostics_finish(&diagnostics);
		plan_finish(&plan);
	}
	programme_list_finish(&list);
}

static void test_same_seed_says_the_same(void **state)
{
	struct plan plan = {0};
	unsigned char others[SEEDS][HASH_BYTES];

	(void)state;
	sample_plan(&plan);
	for (int i = 0; i < SEEDS; i++) {
		struct held one, two;
		hold(&one, &plan, (uint64_t)i, 14);
		hold(&two, &plan, (uint64_t)i, 14);
		assert_memory_equal(one.stream, two.stream, HASH_BYTES);
		char *a = model_dumped(&one.model, DUMP_ALL),
		     *b = model_dumped(&two.model, DUMP_ALL);
		assert_dumps_equal(a, b, "the same seed");
		free(a);
		free(b);
		memcpy(others[i], one.stream, HASH_BYTES);
		for (int k = 0; k < i; k++)
			assert_memory_not_equal(others[k], others[i], HASH_BYTES);
		model_finish(&one.model);
		model_finish(&two.model);
	}
	plan_finish(&plan);
}

static void test_log_of_a_rehearsal_folds_to_its_model(void **state)
{
	struct plan plan = {0};
	struct held held;
	struct model copy = {0};

	(void)state;
	sample_plan(&plan);
	hold(&held, &plan, 7, 14);
	model_replay(&held.model, &copy);
	char *live = model_dumped(&held.model, DUMP_ALL), *again = model_dumped(&copy, DUMP_ALL);
	assert_dumps_equal(live, again, "a rehearsal");
	assert_true(held.model.rehearsal);
	free(live);
	free(again);
	model_finish(&copy);
	model_finish(&held.model);
	plan_finish(&plan);
}

/* Every role of the plan is there as far as there are people for it. */
static void test_roles_are_dealt_to_all(void **state)
{
	struct plan plan = {0};

	(void)state;
	sample_plan(&plan);
	for (int people = 3; people <= 20; people++) {
		struct held held;
		int roles[SAMPLE_ROLES] = {0}, present = 0;
		hold(&held, &plan, (uint64_t)people, people);
		assert_int_equal(held.model.persons.count, people);
		for (size_t i = 0; i < held.model.persons.count; i++)
			if (held.model.persons.items[i].status != STATUS_ABSENT)
				roles[held.model.persons.items[i].role]++;
		for (int i = 0; i < SAMPLE_ROLES; i++)
			present += roles[i] > 0;
		assert_int_equal(present, people < SAMPLE_ROLES ? people : SAMPLE_ROLES);
		model_finish(&held.model);
	}
	plan_finish(&plan);
}

/* The incidents of a workshop: over some seeds each happens, and decisions end in every way. */
static void test_decisions_end_in_every_way(void **state)
{
	struct plan plan = {0};
	int verdicts[DECISIONS] = {0}, amended[DECISIONS + 1] = {0}, paid[PAIDS] = {0}, late = 0,
	    reworded = 0, voided = 0, skipped = 0;

	(void)state;
	sample_plan(&plan);
	for (int seed = 1; seed <= SEEDS; seed++) {
		struct held held;
		hold(&held, &plan, (uint64_t)seed, 14);
		for (size_t i = 0; i < held.model.proposals.count; i++) {
			const struct proposal *proposal = &held.model.proposals.items[i];
			/* an amendment is adopted, lost or withdrawn */
			if (proposal->amends != 0) {
				assert_true(proposal->decision != 0 || proposal->withdrawn);
				amended[proposal->withdrawn ? DECISIONS : proposal->verdict]++;
				continue;
			}
			assert_int_not_equal(proposal->decision, 0);
			verdicts[proposal->verdict]++;
			reworded += proposal->rewordings > 0;
			for (size_t k = 0; k < proposal->burdens.count; k++)
				paid[proposal->burdens.items[k].paid]++;
		}
		for (size_t i = 0; i < held.model.polls.count; i++) {
			late += held.model.polls.items[i].asked.count > 0;
			voided += held.model.polls.items[i].state == POLL_IS_VOIDED;
		}
		skipped += held.done[EVENT_STAGE_SKIPPED];
		model_finish(&held.model);
	}
	for (int i = 0; i < DECISIONS; i++)
		assert_true(verdicts[i] > 0);
	for (int i = 0; i < PAIDS; i++)
		assert_true(paid[i] > 0);
	assert_true(amended[DECISION_ADOPTED] > 0 && amended[DECISION_NOT_ADOPTED] > 0 &&
		    amended[DECISIONS] > 0);
	assert_true(late > 0 && reworded > 0 && voided > 0 && skipped > 0);
	plan_finish(&plan);
}

/* One stage of each kind alone, with next to nobody: whatever a programme is like, it ends. */
static void test_odd_programmes_and_rooms(void **state)
{
	struct plan whole = {0};

	(void)state;
	sample_plan(&whole);
	for (int stage = 0; stage < SAMPLE_STAGES; stage++)
		for (int people = 1; people <= 4; people++) {
			struct plan plan = {0};
			struct held held;
			plan_copy(&plan, &whole);
			struct stage only = plan.stages.items[stage], first = plan.stages.items[0];
			plan.stages.items[0] = only;
			plan.stages.items[stage] = first;
			size_t count = plan.stages.count;
			plan.stages.items[0].settings[SETTING_FROM].number = -1;
			plan.stages.items[0].settings[SETTING_OPTIONS].number = -1;
			plan.stages.count = 1;
			hold(&held, &plan, (uint64_t)people, people);
			assert_true(held.model.closed_at != 0);
			/* too few for a secret vote: an open one */
			if (stage == AT_PLURALITY) {
				const struct poll *poll = model_stage_poll(&held.model, 0);
				assert_non_null(poll);
				assert_int_equal(poll->state, POLL_IS_CLOSED);
				assert_int_equal(poll->secret, people >= 3);
			}
			model_finish(&held.model);
			plan.stages.count = count;
			plan_finish(&plan);
		}
	plan_finish(&whole);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sample_plan_does_everything),
		cmocka_unit_test(test_every_shipped_programme),
		cmocka_unit_test(test_same_seed_says_the_same),
		cmocka_unit_test(test_log_of_a_rehearsal_folds_to_its_model),
		cmocka_unit_test(test_roles_are_dealt_to_all),
		cmocka_unit_test(test_decisions_end_in_every_way),
		cmocka_unit_test(test_odd_programmes_and_rooms),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
