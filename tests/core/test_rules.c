/* A poll by every counting rule: opened, cast, closed, read back from its log, explained. */
#include "../support/desk.h"

#include "roundtable/base/mem.h"
#include "roundtable/core/counted.h"
#include "roundtable/core/sentence.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { PEOPLE = 12, ROLES = 3, OPTIONS = 4, SEEDED = TALLY_METHODS, STAGES = 2 * TALLY_METHODS };

struct room {
	struct desk desk;
	int64_t persons[PEOPLE];
};

static void set(struct stage *stage, enum setting setting, int64_t number)
{
	stage->settings[setting].given = true;
	stage->settings[setting].number = number;
}

static void add_stage(struct plan *plan, enum tally_method_id method, bool seeded)
{
	static const char *const options[OPTIONS] = {
		"Benches: 400", "Lamps: € 300", "Trees: 1 000", "Paint: 250 euros"};
	struct stage *stage = plan_add_stage(plan);

	stage->activity = ACTIVITY_VOTE;
	stage->minutes = 5;
	array_free(stage->title);
	stage->title = mem_copy_text(tally_method(method)->name);
	set(stage, SETTING_METHOD, method);
	set(stage, SETTING_BUDGET, 1000);
	set(stage, SETTING_SEATS, 2);
	set(stage, SETTING_BAR, 3);
	if (seeded) {
		stage->settings[SETTING_SEED] =
			(struct setting_value){.given = true, .text = mem_copy_text("rain")};
		set(stage, SETTING_LEFT_OVER, COMPLETION_ADD1);
	}
	for (size_t i = 0; tally_method(method)->answers == 0 && i < OPTIONS; i++)
		texts_add(&stage->items, options[i]);
}

static int room_open(void **state)
{
	static struct room room;
	static const char *const roles[ROLES] = {"resident", "carer", "council"};
	struct desk *desk = &room.desk;
	struct plan plan = {.title = mem_copy_text("Every rule"),
		.purpose = mem_copy_text(""),
		.language = mem_copy_text("en")};

	for (int i = 0; i < ROLES; i++)
		*array_push(&plan.roles) = (struct role){.name = mem_copy_text(roles[i])};
	for (int i = 0; i < STAGES; i++)
		add_stage(&plan, (enum tally_method_id)(i % TALLY_METHODS), i >= SEEDED);
	*desk = (struct desk){.now = 1000};
	desk->random = random_seeded(&desk->seeded, 5);
	desk_do(desk, WISH(SESSION_STARTED, RARE(.id = "00112233445566778899aabbccddeeff",
						    .language = "en", .format = 1, .plan = &plan)));
	plan_finish(&plan);
	for (int i = 0; i < PEOPLE; i++) {
		char name[] = {(char)('A' + i), '\0'};
		room.persons[i] = desk_do(desk, said(WISH(PERSON_ADDED, .role = i % ROLES,
							     .votes = 1, .status = STATUS_HERE),
							WORDS(name, "")));
	}
	*state = &room;
	return 0;
}

static int room_close(void **state)
{
	desk_close(&((struct room *)*state)->desk);
	return 0;
}

/* What somebody puts on the ballot: the same for the same number, each rule's in its shape. */
static void fill(const struct poll *poll, int voter, struct ids *marks)
{
	static const int64_t places[][OPTIONS] = {
		{1, 2, 3, 4}, {1, 0, 2, 0}, {3, 1, 2, 0}, {4, 3, 2, 1}, {0, 1, 0, 2}, {2, 1, 4, 3}};
	const int64_t *place = places[voter % 6];
	size_t options = poll_options(poll);
	enum ballot_shape shape = tally_method(poll->rule.method)->shape;

	for (size_t i = 0; i < options; i++) {
		int64_t best = shape == SHAPE_CHOOSE || shape == SHAPE_ANSWER
				       ? (size_t)(voter * voter % 7) % options == i
				       : 0;
		ids_add(marks, shape == SHAPE_RANK      ? place[i]
			       : shape == SHAPE_APPROVE ? place[i] > 0
			       : shape == SHAPE_SCORE || shape == SHAPE_GRADE
				       ? place[i] > 0 ? 5 - place[i] : MARK_NONE
			       : shape == SHAPE_POINTS || shape == SHAPE_CREDITS ? place[i] == 1
										 : best);
	}
}

static int64_t held_by(struct room *room, int stage, bool secret, int people)
{
	struct desk *desk = &room->desk;
	int64_t poll = desk_do(desk, WISH(POLL_OPENED, .stage = stage, RARE(.secret = secret)));

	for (int i = 0; i < people; i++) {
		struct ids marks = {0};
		fill(model_poll(&desk->model, poll), i, &marks);
		desk_do(desk, WISH(BALLOT_CAST, .poll = poll, .person = room->persons[i],
				      RARE(.marks = marks)));
		array_finish(&marks);
	}
	desk_do(desk, WISH(POLL_CLOSED, .poll = poll));
	return poll;
}

static int64_t held(struct room *room, int stage, bool secret)
{
	return held_by(room, stage, secret, PEOPLE);
}

/* The same ballots counted without a poll around them. */
static void counted_apart(const struct poll *poll, struct tally_result *result)
{
	struct ids all = {0};
	struct ballots ballots = {0};
	struct model none = {0};
	uint16_t roles[PEOPLE];

	for (int i = 0; i < PEOPLE; i++) {
		struct ids marks = {0};
		fill(poll, i, &marks);
		for (size_t k = 0; k < marks.count; k++)
			ids_add(&all, marks.items[k]);
		roles[i] = (uint16_t)(i % ROLES);
		array_finish(&marks);
	}
	assert_true(ballots_listed(poll, &all, &ballots));
	struct tally_profile profile = {.shape = tally_method(poll->rule.method)->shape,
		.options = ballots.options,
		.count = ballots.count,
		.marks = ballots.marks,
		.roles = roles,
		.role_count = ROLES,
		.costs = poll->costs.items};
	assert_true(tally_count(
		&poll->rule, &profile, (struct tally_heads){.eligible = PEOPLE}, result, NULL));
	ballots_finish(&ballots);
	array_finish(&all);
	model_finish(&none);
}

static void assert_same(const struct tally_result *a, const struct tally_result *b)
{
	size_t options = a->sums.options;

	assert_int_equal(options, b->sums.options);
	assert_memory_equal(a->sums.totals, b->sums.totals, options * sizeof(int64_t));
	assert_memory_equal(a->order, b->order, options * sizeof *a->order);
	assert_memory_equal(a->level, b->level, options * sizeof *a->level);
	assert_int_equal(a->outcome, b->outcome);
	assert_int_equal(a->stages.count, b->stages.count);
	assert_int_equal(a->ties.count, b->ties.count);
	assert_int_equal(a->winners.count, b->winners.count);
	assert_int_equal(a->elected.count, b->elected.count);
	assert_int_equal(a->possible.count, b->possible.count);
	assert_int_equal(a->lot.count, b->lot.count);
	assert_int_equal(a->unit, b->unit);
	for (size_t i = 0; i < a->winners.count; i++)
		assert_int_equal(a->winners.items[i], b->winners.items[i]);
	for (size_t i = 0; i < a->lot.count; i++)
		assert_int_equal(a->lot.items[i], b->lot.items[i]);
}

/* Secret or by name: the model says what the ballots come to, and the log alone says it again. */
static void test_every_rule_counts_as_it_should(void **state)
{
	struct room *room = *state;
	const struct model *model = &room->desk.model;

	for (int stage = 0; stage < STAGES; stage++) {
		for (int secret = 0; secret < 2; secret++) {
			struct tally_result apart = {0};
			struct buf text = {0};
			int64_t id = held(room, stage, secret != 0);
			const struct poll *poll = model_poll(model, id);
			counted_apart(poll, &apart);
			assert_same(&poll->result, &apart);
			assert_int_equal(poll->rule.lot != NULL,
				stage >= SEEDED && tally_method(poll->rule.method)->answers == 0 &&
					(tally_method(poll->rule.method)->needs & NEED_SEED));
			if (rule_needs_ballots(&poll->rule))
				assert_null(counted_wrong(poll, &poll->result));
			sentence_rule(&poll->rule, poll->secret, false, &text);
			sentence_result(model, poll, &text);
			size_t said = text.count;
			sentence_count(model, poll, false, &text);
			assert_true(text.count > said + 80);
			for (size_t i = 0; i < poll->result.sums.options; i++) {
				buf_clear(&text);
				sentence_figure(model, poll, i, &text);
				assert_true(text.count > 0);
			}
			buf_finish(&text);
			tally_result_finish(&apart);
		}
	}
}

/* Whole rankings are fingerprints: no closing event keeps a ballot. */
static void test_no_ballot_is_kept(void **state)
{
	struct room *room = *state;
	const struct model *model = &room->desk.model;

	for (int stage = 0; stage < STAGES; stage++)
		held(room, stage, true);
	for (size_t i = 0; i < model->events.count; i++) {
		assert_int_not_equal(model->events.items[i].kind, EVENT_BALLOT_CAST);
		assert_int_equal(body_rare(&model->events.items[i].body)->ballots.count, 0);
	}
}

/* A closing whose numbers were changed: never believed where they cannot be, told where they do
 * not add up. */
static void test_changed_stages_are_told(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;

	for (int stage = 0; stage < TALLY_METHODS; stage++) {
		int64_t id = held(room, stage, true);
		const struct poll *poll = model_poll(&desk->model, id);
		if (!rule_needs_ballots(&poll->rule))
			continue;
		const struct event *closing =
			&desk->model.events.items[desk->model.events.count - 1];
		struct rare changed = *body_rare(&closing->body);
		struct ids numbers = {0};
		size_t told = 0;
		for (size_t k = 0; k < changed.counted.count; k++) {
			for (int by = -1; by <= 1; by += 2) {
				struct tally_result result = {0};
				ids_copy(&numbers, &changed.counted);
				numbers.items[k] += by * (k % 3 == 0 ? 1 : 1000000);
				struct rare body = changed;
				body.counted = numbers;
				told += !counted_read(&desk->model, poll, &body, &result) ||
					counted_wrong(poll, &result) != NULL;
				tally_result_finish(&result);
			}
		}
		array_finish(&numbers);
		/* a few figures stand for themselves: who could have won, how ties were broken */
		if (told < changed.counted.count)
			fail_msg("%s: %zu of %zu changes told",
				tally_method(poll->rule.method)->name, told,
				2 * changed.counted.count);
	}
}

/* More bought than there is, or for another price. */
static void test_money_adds_up(void **state)
{
	struct room *room = *state;
	int64_t id = held(room, TALLY_EQUAL_SHARES, true);
	struct poll poll = *model_poll(&room->desk.model, id);

	assert_null(counted_wrong(&poll, &poll.result));
	poll.rule.budget = 1;
	assert_non_null(counted_wrong(&poll, &poll.result));
	poll.rule.budget = 1000;
	poll.costs.items[poll.result.elected.items[0]]++;
	assert_non_null(counted_wrong(&poll, &poll.result));
	poll.costs.items[poll.result.elected.items[0]]--;
}

static void test_stages_cut_short_are_refused(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t id = held(room, TALLY_IRV, true);
	const struct poll *poll = model_poll(&desk->model, id);
	const struct rare *closed =
		body_rare(&desk->model.events.items[desk->model.events.count - 1].body);

	for (size_t cut = 0; cut < closed->counted.count; cut++) {
		struct tally_result result = {0};
		struct rare body = *closed;
		body.counted.count = cut;
		assert_false(counted_read(&desk->model, poll, &body, &result));
		assert_int_equal(result.outcome, OUTCOME_STOPPED);
		assert_non_null(result.order);
		tally_result_finish(&result);
	}
}

static void test_costs_are_read_from_words(void **state)
{
	static const struct {
		const char *words;
		int64_t cost; /* -1: none */
	} cases[] = {{"Benches: 1200", 1200}, {"Lamps: 2 400 €", 2400}, {"A: b: €7", 7},
		{"Paint 300", -1}, {"Paint: none", -1}, {"Paint: 3.50", -1}, {"Paint: 1 and 2", -1},
		{"Paint: -5", -1}, {"Paint: 12345678901", -1}, {"Free: 0", 0}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int64_t cost = -1;
		bool found = words_cost(cases[i].words, &cost);
		if (found != (cases[i].cost >= 0) || (found && cost != cases[i].cost))
			fail_msg("“%s” costs %lld", cases[i].words, (long long)cost);
	}
}

/* The lot of the opening is the lot of its words, and is there before the first ballot. */
static void test_lot_is_drawn_at_the_opening(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t id =
		desk_do(desk, WISH(POLL_OPENED, .stage = SEEDED + TALLY_IRV, RARE(.secret = 1)));
	const struct poll *poll = model_poll(&desk->model, id);
	const char *names[OPTIONS];
	size_t order[OPTIONS];
	struct buf text = {0};

	for (size_t i = 0; i < OPTIONS; i++)
		names[i] = model_option_text(&desk->model, poll->stage, poll->options.items[i]);
	lot_draw("rain", names, OPTIONS, order);
	assert_int_equal(poll->lot.count, OPTIONS);
	assert_memory_equal(poll->lot.items, order, sizeof order);
	sentence_rule(&poll->rule, true, false, &text);
	assert_non_null(strstr(buf_text(&text), "“rain”"));
	buf_finish(&text);
}

/* --- few secret ballots --- */

static char *result_said(const struct model *model, const struct poll *poll)
{
	struct buf text = {0};

	sentence_result(model, poll, &text);
	for (size_t k = 0; k < poll->result.sums.options; k++) {
		struct buf figure = {0};
		sentence_figure(model, poll, k, &figure);
		assert_true(figure.count > 0);
		buf_finish(&figure);
	}
	sentence_count(model, poll, false, &text);
	return buf_take(&text);
}

/* What the closing event holds beyond the places of an open vote with the same ballots: nothing. */
static void assert_places_alone(
	const struct model *model, const struct poll *open, const struct poll *secret)
{
	const struct rare *closed = body_rare(&model->events.items[model->events.count - 1].body);
	const struct tally_result *a = &open->result, *b = &secret->result;
	size_t options = a->sums.options;

	assert_int_equal(a->outcome, b->outcome);
	assert_int_equal(a->winners.count, b->winners.count);
	assert_int_equal(a->elected.count, b->elected.count);
	assert_memory_equal(a->order, b->order, options * sizeof *a->order);
	assert_memory_equal(a->level, b->level, options * sizeof *a->level);
	assert_int_equal(closed->pairs.count, 0);
	assert_null(b->sums.pairs);
	assert_null(b->paths);
	assert_true(b->stages.count <= 1 && b->ties.count <= 1);
	if (b->stages.count == 1)
		assert_true(b->stages.items[0].kind == STAGE_STOP &&
			    b->stages.items[0].votes == NULL && b->stages.items[0].who.count == 0);
	for (size_t i = 0; i < options; i++)
		if (tally_method(secret->rule.method)->shape == SHAPE_RANK)
			assert_int_equal(closed->totals.items[i] + closed->givers.items[i], 0);
	assert_null(counted_wrong(secret, b));
}

static void test_few_secret_ballots_leave_their_places_alone(void **state)
{
	struct room *room = *state;
	const struct model *model = &room->desk.model;
	size_t seen = 0;

	for (int stage = 0; stage < STAGES; stage++) {
		unsigned needs = tally_method((enum tally_method_id)(stage % TALLY_METHODS))->needs;
		for (int people = STAGES_MIN - 1; people <= STAGES_MIN; people++) {
			if (needs & NEED_EVERYBODY)
				continue;
			int64_t open = held_by(room, stage, false, people);
			int64_t secret = held_by(room, stage, true, people);
			const struct poll *poll = model_poll(model, secret);
			bool ranks = tally_method(poll->rule.method)->shape == SHAPE_RANK;
			bool alone = (rule_needs_ballots(&poll->rule) || (needs & NEED_PAIRS) ||
					     ranks) &&
				     people < STAGES_MIN;
			assert_int_equal(poll_places_alone(poll, people), alone);
			assert_false(poll_places_alone(model_poll(model, open), people));
			char *text = result_said(model, poll);
			assert_int_equal(
				strstr(text, "Only what came out is kept and shown") != NULL,
				alone);
			array_free(text);
			if (alone)
				assert_places_alone(model, model_poll(model, open), poll);
			seen += alone;
		}
	}
	assert_int_equal(seen, 2 * 9);
}

/* What was kept before this was known is not shown either. */
static void test_what_older_files_keep_of_few_is_not_shown(void **state)
{
	struct room *room = *state;
	const struct model *model = &room->desk.model;
	int64_t id = held_by(room, TALLY_SCHULZE, false, STAGES_MIN - 1);
	const struct poll *open = model_poll(model, id);
	struct poll secret = *open;
	struct body body = {0};
	struct tally_result read = {0};

	counted_write(open, &open->result, body_rare_make(&body));
	secret.secret = true;
	assert_true(counted_read(model, &secret, body_rare(&body), &read));
	assert_non_null(read.sums.pairs);
	counted_hide(&secret, &read);
	assert_null(read.sums.pairs);
	assert_int_equal(read.winners.items[0], open->result.winners.items[0]);
	tally_result_finish(&read);
	body_finish(&body);
	/* the points of few rankings: they say who came first, and are not shown */
	open = model_poll(model, held_by(room, TALLY_BORDA, false, STAGES_MIN - 1));
	secret = *open;
	secret.secret = true;
	read = (struct tally_result){0};
	counted_write(open, &open->result, body_rare_make(&body));
	assert_false(closed_places_alone(&secret, body_rare(&body)));
	assert_true(counted_read(model, &secret, body_rare(&body), &read));
	size_t options = read.sums.options;
	assert_true(read.sums.totals[open->result.order[0]] > 0);
	counted_hide(&secret, &read);
	assert_int_equal(read.sums.totals[open->result.order[0]], 0);
	assert_memory_equal(read.order, open->result.order, options * sizeof *read.order);
	tally_result_finish(&read);
	body_finish(&body);
}

#define ROOM_TEST(name) cmocka_unit_test_setup_teardown(name, room_open, room_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ROOM_TEST(test_every_rule_counts_as_it_should),
		ROOM_TEST(test_no_ballot_is_kept),
		ROOM_TEST(test_changed_stages_are_told),
		ROOM_TEST(test_money_adds_up),
		ROOM_TEST(test_stages_cut_short_are_refused),
		cmocka_unit_test(test_costs_are_read_from_words),
		ROOM_TEST(test_lot_is_drawn_at_the_opening),
		ROOM_TEST(test_few_secret_ballots_leave_their_places_alone),
		ROOM_TEST(test_what_older_files_keep_of_few_is_not_shown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
