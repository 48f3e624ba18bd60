/*
 * apply() is total: whatever a log holds, folding it ends, and what is asked of the model
 * afterwards does too. Run under the sanitisers this is where they look.
 */
#include "../support/desk.h"
#include "../support/model_dump.h"
#include "../support/player.h"
#include "../support/sample_plan.h"

#include "roundtable/base/mem.h"
#include "roundtable/core/audience.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *const members[] = {
#define X(member, type) #member,
	FIELDS(X)
#undef X
};

static int64_t garbage(struct random random, const struct model *model)
{
	static const int64_t numbers[] = {0, 1, 2, 3, 5, 7, 11, 64, 65, 500, 10000, -1, -2, -3, -64,
		INT32_MAX, INT32_MIN, INT64_C(1) << 32, (INT64_C(1) << 32) + 3, INT64_MAX,
		INT64_MIN};

	switch (random_below(random, 4)) {
	case 0:
		return numbers[random_below(random, sizeof numbers / sizeof numbers[0])];
	case 1:
		return random_below(random, SAMPLE_STAGES + 2);
	default:
		return 1 + random_below(random, (uint32_t)model->events.count + 3);
	}
}

static void fill_body(struct random random, const struct model *model, struct body *body)
{
	for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
		const struct field_info *field = field_find(members[i], strlen(members[i]));
		if (random_below(random, 3) == 0)
			continue;
		void *place = body_place_make(body, field);
		if (field->type == FIELD_TYPE_SMALL) {
			*(int32_t *)place = (int32_t)garbage(random, model);
		} else if (field->type == FIELD_TYPE_INT) {
			*(int64_t *)place = garbage(random, model);
		} else if (field->type == FIELD_TYPE_IDS) {
			uint32_t count = random_below(random, 3) ? random_below(random, 5)
								 : random_below(random, 100);
			while (((struct ids *)place)->count < count)
				ids_add(place, garbage(random, model));
		} else if (field->type == FIELD_TYPE_TEXT) {
			*(char **)place = mem_copy_text("zz");
		}
	}
}

static struct event garbage_event(struct random random, const struct model *model, moment at)
{
	struct event event = {.seq = model_next_seq(model),
		.at = random_below(random, 3) ? at : garbage(random, model),
		.kind = (enum event_kind)random_below(random, EVENT_KINDS)};

	event.step = random_below(random, 8) ? event.seq : garbage(random, model);
	event.by = garbage(random, model);
	fill_body(random, model, &event.body);
	/* the fold asks every event for it, and a file keeps it of those alone that have it */
	if (strstr(event_fields(event.kind), "device") == NULL)
		event.body.device = 0;
	for (uint32_t words = random_below(random, 6); words > 0; words--)
		texts_add(&event.words, "word");
	if (random_below(random, 10) == 0) {
		texts_finish(&event.words);
		event.erased = true;
	}
	return event;
}

/* Everything that several layers ask of a model. */
static void ask(const struct model *model, moment now)
{
	struct audience audience = {0};
	struct ids list = {0};
	bool not_undoable;

	for (int stage = -1; stage <= SAMPLE_STAGES; stage++) {
		model_voters(model, stage, &list);
		audience_fill_stage(model, stage, now, &audience);
		model_stage_cards(model, stage, &list);
		model_stage_options(model, stage, &list);
		for (size_t i = 0; i < list.count; i++)
			model_option_text(model, stage, list.items[i]);
		model_round_next(model, stage);
		model_stage_used(model, stage, now);
	}
	audience_fill(model, now, &audience);
	model_behind(model, now);
	model_undoable(model, &not_undoable);
	model_speaking(model);
	model_person_named(model, "word");
	for (size_t i = 0; i < model->polls.count; i++) {
		const struct poll *poll = &model->polls.items[i];
		model_poll_waiting(model, poll);
		model_has_voted(model, poll, 1);
	}
	audience_finish(&audience);
	array_finish(&list);
}

static bool below(int64_t value, int64_t count)
{
	return value >= 0 && value < count;
}

/* Whatever the log held, what stands in the model can be used as an index. */
static void assert_bounded(const struct model *model)
{
	int roles = model->plan != NULL ? (int)model->plan->roles.count : 0;

	for (size_t i = 0; i < model->persons.count; i++) {
		const struct person *person = &model->persons.items[i];
		assert_true(below(person->role + 1, roles + 1));
		assert_true(below((int64_t)person->duty, DUTIES));
		assert_true(below((int64_t)person->status, STATUSES));
		assert_true(below((int64_t)person->way, WAYS));
		assert_true(below((int64_t)person->naming, NAMINGS));
	}
	for (size_t i = 0; i < model->cards.count; i++) {
		assert_true(below(model->cards.items[i].role + 1, roles + 1));
		assert_true(model->cards.items[i].cells.count > 0);
	}
	for (size_t i = 0; i < model->polls.count; i++) {
		const struct poll *poll = &model->polls.items[i];
		assert_true(below((int64_t)poll->rule.method, TALLY_METHODS));
		assert_true(below((int64_t)poll->rule.base, BASE_ELIGIBLE + 1));
		assert_true(below(poll->way, BALLOT_PAPER + 1));
		assert_true(poll_options(poll) <= TALLY_OPTIONS_MAX);
		assert_true(poll->hands.count == 0 || poll->hands.count == poll_options(poll));
		for (size_t k = 0; k < poll->ballots.count; k++)
			assert_true(poll->ballots.items[k].marks.count == 0 ||
				    poll->ballots.items[k].marks.count == poll_options(poll));
	}
	for (size_t i = 0; i < model->proposals.count; i++)
		assert_true(below((int64_t)model->proposals.items[i].verdict, DECISIONS));
	for (size_t i = 0; i < model->actions.count; i++)
		assert_true(below((int64_t)model->actions.items[i].accepted, ANSWERS) &&
			    below((int64_t)model->actions.items[i].paid, PAIDS));
}

/* A box as a broken file may hold it: of another size than the poll's. */
static void garbage_box(struct random random, struct model *model)
{
	if (model->polls.count == 0)
		return;
	struct box box;
	size_t at = random_below(random, (uint32_t)model->polls.count);
	box_init(
		&box, model->polls.items[at].id, random_below(random, 90), random_below(random, 4));
	random.fill(random.context, box.voted, box.room);
	random.fill(random.context, box.ballots, box.room * box_record_size(box.options));
	model_box_put(model, &box);
	box_finish(&box);
}

static void test_garbage_never_breaks_the_fold(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 40; seed++) {
		struct desk desk;
		struct random_seeded source;
		struct random random = random_seeded(&source, seed);
		struct player player = {.random = random};
		desk_open(&desk, seed);
		for (int i = 0; i < 300; i++) {
			struct event event = garbage_event(random, &desk.model, desk.now);
			model_apply(&desk.model, &event);
			assert_int_equal(event.words.count, 0); /* moved */
			if (i % 20 == 0)
				garbage_box(random, &desk.model);
			if (i % 10 == 0)
				ask(&desk.model, desk.now);
			assert_bounded(&desk.model);
			if (desk.model.plan != NULL && random_below(random, 3) == 0)
				desk_try(&desk, player_next(&player, &desk.model));
		}
		struct model copy = {0};
		char *live = model_dumped(&desk.model, DUMP_ALL);
		model_replay(&desk.model, &copy);
		char *replayed = model_dumped(&copy, DUMP_ALL);
		assert_dumps_equal(live, replayed, "a log of garbage");
		free(live);
		free(replayed);
		model_finish(&copy);
		player_finish(&player);
		desk_close(&desk);
	}
}

/* Wishes that no edge would make are refused or done, but never break anything. */
static void test_garbage_never_breaks_deciding(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 20; seed++) {
		struct desk desk;
		struct random_seeded source;
		struct random random = random_seeded(&source, seed);
		struct player player = {.random = random, .calm = true};
		int64_t persons[5];
		desk_open(&desk, seed);
		desk_people(&desk, 5, persons);
		for (int i = 0; i < 400; i++) {
			struct event event = garbage_event(random, &desk.model, desk.now);
			desk_try(&desk, player_next(&player, &desk.model));
			if (event.kind != EVENT_SESSION_CLOSED)
				desk_try(&desk, (struct command){.kind = event.kind,
							.by = event.by,
							.body = event.body,
							.words = event.words});
			if (i % 20 == 0)
				ask(&desk.model, desk.now);
			event_finish(&event);
		}
		player_finish(&player);
		desk_close(&desk);
	}
}

/* Ballots that a poll cannot take, as a file may hold them, count for nothing. */
static void test_ballots_of_another_size(void **state)
{
	struct desk desk;
	int64_t who[4];

	(void)state;
	desk_open(&desk, 1);
	desk_people(&desk, 4, who);
	int64_t poll = desk_poll(&desk, AT_OPEN, 0, false);
	for (int i = 0; i < 3; i++) {
		struct event event = {.seq = model_next_seq(&desk.model),
			.at = desk.now,
			.kind = i < 2 ? EVENT_BALLOT_CAST : EVENT_HANDS_COUNTED,
			.body = {.poll = poll, .person = who[i]}};
		event.step = event.seq;
		for (int k = 0; k < (i == 0 ? 1 : 70); k++)
			ids_add(&body_rare_make(&event.body)->marks, 1);
		model_apply(&desk.model, &event);
	}
	desk_do(&desk,
		WISH(BALLOT_CAST, .poll = poll, .person = who[3], RARE(.marks = IDS(0, 0, 1))));
	desk_do(&desk, WISH(POLL_CLOSED, .poll = poll));
	const struct tally_sums *sums = &model_poll(&desk.model, poll)->result.sums;
	assert_int_equal(sums->heads.cast, 1);
	assert_int_equal(sums->totals[0] + sums->totals[1], 0);
	assert_int_equal(sums->totals[2], 1);
	desk_close(&desk);
}

/* Over cards that are withdrawn a log may lead from one back to itself. */
static void test_cards_never_lie_in_a_circle(void **state)
{
	struct desk desk;
	int64_t who[1];

	(void)state;
	desk_open(&desk, 1);
	desk_people(&desk, 1, who);
	int64_t a = desk_card(&desk, AT_COLLECT, who[0], "a");
	int64_t b = desk_card(&desk, AT_COLLECT, who[0], "b");
	desk_do(&desk, WISH(CARD_MERGED, .thing = a, .into = b));
	desk_do(&desk, WISH(THING_WITHDRAWN, .thing = b, .yes = 1));
	struct event event = {.seq = model_next_seq(&desk.model),
		.at = desk.now,
		.kind = EVENT_CARD_MERGED,
		.body = {.thing = b, .into = a}};
	event.step = event.seq;
	model_apply(&desk.model, &event);
	assert_int_equal(model_card(&desk.model, b)->put_into, 0);
	desk_do(&desk, WISH(THING_WITHDRAWN, .thing = b, .yes = 0));
	assert_int_equal(model_card(&desk.model, a)->merged_into, b);
	assert_int_equal(model_card(&desk.model, b)->merged_into, 0);
	desk_close(&desk);
}

static void test_unknown_things_do_nothing(void **state)
{
	struct desk desk;
	int64_t who[2];

	(void)state;
	desk_open(&desk, 1);
	desk_people(&desk, 2, who);
	char *before = model_dumped(&desk.model, DUMP_STATE | DUMP_BOXES);
	for (int i = EVENT_WORDS_CHANGED; i < EVENT_KINDS; i++) {
		enum event_kind kind = (enum event_kind)i;
		/* these make something, or are about the whole session */
		if (kind == EVENT_PAUSED || kind == EVENT_OFF_RECORD || kind == EVENT_NOTE_ADDED ||
			kind == EVENT_THOUGHT_PARKED || kind == EVENT_WORD_ASKED ||
			kind == EVENT_ACTION_ADDED || kind == EVENT_PERSON_ADDED ||
			kind == EVENT_VOICE_MISSING || kind == EVENT_CARD_ADDED ||
			kind == EVENT_THEME_ADDED || kind == EVENT_POLL_OPENED ||
			kind == EVENT_PROPOSAL_MADE || kind == EVENT_NEXT_MEETING ||
			kind == EVENT_BALANCE_SHOWN)
			continue;
		struct event event = {.seq = model_next_seq(&desk.model),
			.at = desk.now,
			.kind = kind,
			.body = {.stage = 999,
				.thing = 999,
				.into = 998,
				.person = 997,
				.poll = 996,
				.yes = 1,
				.number = 2,
				.status = STATUS_LEFT}};
		event.step = event.seq;
		texts_add(&event.words, "word");
		model_apply(&desk.model, &event);
		char *after = model_dumped(&desk.model, DUMP_STATE | DUMP_BOXES);
		assert_dumps_equal(before, after, event_name(kind));
		free(after);
	}
	free(before);
	desk_close(&desk);
}

static void test_empty_models(void **state)
{
	struct model model = {0};
	struct events none = {0};

	(void)state;
	ask(&model, 0);
	model_load(&model, &none);
	ask(&model, 5);
	assert_int_equal(model.stage, -1);
	assert_int_equal(model_next_seq(&model), 1);
	assert_null(model_event(&model, 1));
	model_finish(&model);
	model_finish(&model);
	model_finish(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_garbage_never_breaks_the_fold),
		cmocka_unit_test(test_garbage_never_breaks_deciding),
		cmocka_unit_test(test_ballots_of_another_size),
		cmocka_unit_test(test_cards_never_lie_in_a_circle),
		cmocka_unit_test(test_unknown_things_do_nothing),
		cmocka_unit_test(test_empty_models),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
