/* What everybody may see: nothing private, nothing early, and for every activity the right thing to
 * do. */
#include "../../src/core/rule.h"
#include "../support/desk.h"
#include "../support/model_dump.h"
#include "../support/sample_plan.h"

#include "roundtable/core/audience.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { PEOPLE = 5 };

struct room {
	struct desk desk;
	struct audience audience;
	int64_t persons[PEOPLE];
};

static int room_open(void **state)
{
	static struct room room;

	desk_open(&room.desk, 21);
	desk_people(&room.desk, PEOPLE, room.persons);
	*state = &room;
	return 0;
}

static int room_close(void **state)
{
	struct room *room = *state;

	audience_finish(&room->audience);
	audience_finish(&room->audience);
	desk_close(&room->desk);
	return 0;
}

static const struct audience *at(struct room *room, int stage)
{
	audience_fill_stage(&room->desk.model, stage, room->desk.now, &room->audience);
	return &room->audience;
}

static size_t count(const struct audience *audience, enum audience_kind kind)
{
	size_t found = 0;

	for (size_t i = 0; i < audience->items.count; i++)
		found += audience->items.items[i].kind == kind;
	return found;
}

/* Every string of the audience itself, and of the things its items lead to for their words. */
static void gather(const struct audience *audience, struct buf *out)
{
	buf_text_add(out, audience->title);
	buf_byte(out, '\n');
	for (size_t i = 0; i < audience->items.count; i++) {
		const struct audience_item *item = &audience->items.items[i];
		buf_text_add(out, item->text);
		for (size_t k = 0; item->kind == ITEM_CARD && k < item->card.cells.count; k++)
			buf_text_add(out, item->card.cells.items[k]);
		buf_text_add(out, item->person.name);
		buf_text_add(out, item->person.role);
		buf_text_add(out, item->role);
		buf_text_add(out, item->card.why);
		buf_text_add(out, item->action.who);
		buf_text_add(out, item->proposal.does);
		for (size_t k = 0; k < item->proposal.burdens.count; k++)
			buf_text_add(out, item->proposal.burdens.items[k].who);
		buf_byte(out, '\n');
	}
	buf_text_add(out, audience->stage_title);
	buf_text_add(out, audience->prompt);
	buf_text_add(out, audience->turn.name);
	buf_text_add(out, audience->vote.question);
	buf_text_add(out, audience->vote.rule);
	buf_text_add(out, audience->vote.result);
}

static void test_every_activity_has_its_rule(void **state)
{
	(void)state;
	for (int i = 0; i < ACTIVITY_COUNT; i++)
		assert_non_null(activity_rules[i].audience);
}

static void fill(struct room *room)
{
	struct desk *desk = &room->desk;

	desk_do(desk, said(WISH(NOTE_ADDED, .stage = AT_COLLECT), WORDS("PRIVATE note")));
	for (int i = 0; i < PEOPLE; i++) {
		desk_do(desk, WISH(PERSON_WAY, .person = room->persons[i], .way = WAY_HELPER));
		desk_do(desk,
			WISH(PERSON_NAMING, .person = room->persons[i], .naming = NAMING_NOT));
		for (int stage = AT_COLLECT; stage <= AT_HIDDEN; stage++)
			desk_card(desk, stage, room->persons[i],
				stage == AT_COUNTED ? "HIDDEN card" : "card");
		desk_do(desk, WISH(CARD_ADDED, .stage = AT_MATRIX, .item = 0,
				      .person = room->persons[i]));
	}
	int64_t gone = desk_card(desk, AT_COLLECT, room->persons[0], "WITHDRAWN card");
	desk_do(desk, WISH(THING_WITHDRAWN, .thing = gone, .yes = 1));
	gone = desk_card(desk, AT_COLLECT, room->persons[0], "ERASED card");
	desk_do(desk, WISH(WORDS_ERASED, .thing = gone));
	int64_t theme =
		desk_do(desk, said(WISH(THEME_ADDED, .stage = AT_GROUP), WORDS("WITHDRAWN theme")));
	desk_do(desk, WISH(THING_WITHDRAWN, .thing = theme, .yes = 1));
	int64_t action = desk_do(desk, said(WISH(ACTION_ADDED), WORDS("WITHDRAWN action")));
	desk_do(desk, WISH(THING_WITHDRAWN, .thing = action, .yes = 1));
	int64_t proposal = desk_do(
		desk, said(WISH(PROPOSAL_MADE, .stage = AT_MAJORITY), WORDS("WITHDRAWN proposal")));
	desk_do(desk, WISH(THING_WITHDRAWN, .thing = proposal, .yes = 1));
	int64_t voided = desk_poll(desk, AT_APPROVAL, 0, true);
	desk_do(desk, said(WISH(POLL_VOIDED, .poll = voided), WORDS("VOIDED because")));
}

static void test_nothing_private_is_in_it(void **state)
{
	struct room *room = *state;

	fill(room);
	for (int stage = -1; stage < SAMPLE_STAGES; stage++) {
		struct buf out = {0};
		gather(at(room, stage), &out);
		assert_null(strstr(buf_text(&out), SAMPLE_PRIVATE));
		assert_null(strstr(buf_text(&out), "PRIVATE"));
		assert_null(strstr(buf_text(&out), "HIDDEN"));
		assert_null(strstr(buf_text(&out), "WITHDRAWN"));
		assert_null(strstr(buf_text(&out), "ERASED"));
		assert_null(strstr(buf_text(&out), "VOIDED"));
		buf_finish(&out);
	}
}

static void test_hidden_cards_wait_for_the_reveal(void **state)
{
	struct room *room = *state;

	fill(room);
	const struct audience *audience = at(room, AT_COUNTED);
	assert_int_equal(audience->done, PEOPLE);
	assert_int_equal(audience->task, TASK_HAND_IN);
	assert_int_equal(audience->items.count, 0);
	desk_do(&room->desk, WISH(CARDS_REVEALED, .stage = AT_COUNTED));
	audience = at(room, AT_COUNTED);
	assert_int_equal(count(audience, ITEM_CARD), PEOPLE);
	bool mixed = false;
	for (size_t i = 1; i < audience->items.count; i++)
		mixed |= audience->items.items[i].id < audience->items.items[i - 1].id;
	assert_true(mixed);
}

/* The group stage that takes hidden cards must not show them early either. */
static void test_hidden_cards_stay_hidden_further_on(void **state)
{
	struct room *room = *state;
	/* the plan lies in the log's first event, which the test may change */
	struct stage *group =
		&room->desk.model.events.items[0].body.rare->plan->stages.items[AT_GROUP];

	fill(room);
	group->settings[SETTING_FROM].number = AT_COUNTED;
	struct stage *vote =
		&room->desk.model.events.items[0].body.rare->plan->stages.items[AT_THEMES];
	vote->settings[SETTING_OPTIONS].number = AT_COUNTED;
	assert_int_equal(count(at(room, AT_GROUP), ITEM_CARD), 0);
	assert_int_equal(at(room, AT_THEMES)->items.count, 0);
	desk_do(&room->desk, WISH(CARDS_REVEALED, .stage = AT_COUNTED));
	assert_int_equal(count(at(room, AT_GROUP), ITEM_CARD), PEOPLE);
	assert_int_equal(count(at(room, AT_THEMES), ITEM_OPTION), PEOPLE);
}

static void test_authors_show_as_set(void **state)
{
	struct room *room = *state;

	fill(room);
	desk_do(&room->desk, WISH(CARDS_REVEALED, .stage = AT_COUNTED));
	const struct {
		int stage;
		enum audience_fate fate;
		bool person, role;
	} shown[] = {
		{AT_COLLECT, FATE_NAMED, true, true},
		{AT_ROLES, FATE_ROLE, false, true},
		{AT_COUNTED, FATE_COUNTED, false, false},
		{AT_HIDDEN, FATE_NOBODY, false, false},
	};
	for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++) {
		const struct audience *audience = at(room, shown[i].stage);
		assert_int_equal(audience->fate, shown[i].fate);
		assert_true(count(audience, ITEM_CARD) >= PEOPLE);
		for (size_t k = 0; k < PEOPLE; k++) {
			const struct audience_item *item = &audience->items.items[k];
			assert_int_equal(item->person.id != 0, shown[i].person);
			assert_int_equal(item->role != NULL, shown[i].role);
		}
		assert_int_equal(audience->roles.count > 0, shown[i].stage == AT_COUNTED);
	}
	const struct audience_roles *roles = &at(room, AT_COUNTED)->roles;
	assert_int_equal(roles->count, SAMPLE_ROLES);
	assert_int_equal(roles->items[ROLE_RESIDENT].cards, 2); /* five people over four roles */
	assert_int_equal(roles->items[ROLE_FUNDER].cards, 1);
}

static void test_open_secret_poll_has_no_sums(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t poll = desk_poll(desk, AT_PLURALITY, 0, true);

	for (int i = 0; i < 4; i++)
		desk_do(desk, WISH(BALLOT_CAST, .poll = poll, .person = room->persons[i],
				      RARE(.marks = IDS(0, 1, 0))));
	const struct audience *audience = at(room, AT_PLURALITY);
	assert_int_equal(audience->task, TASK_VOTE);
	assert_int_equal(audience->fate, FATE_SECRET);
	assert_int_equal(audience->done, 4);
	assert_int_equal(audience->of, PEOPLE);
	assert_int_equal(count(audience, ITEM_RESULT), 0);
	assert_int_equal(count(audience, ITEM_OPTION), 3);
	for (size_t i = 0; i < audience->items.count; i++) {
		assert_int_equal(audience->items.items[i].value, 0);
		assert_int_equal(audience->items.items[i].id, -1 - (int64_t)i); /* as listed */
	}
	assert_int_equal(audience->vote.id, poll);
	assert_true(audience->vote.open && audience->vote.secret);
	assert_null(audience->vote.result);
	assert_int_equal(audience->vote.answers.count, 0);
	assert_int_equal(at(room, AT_BREAK)->done, 4);
	desk_do(desk, WISH(POLL_CLOSED, .poll = poll));
	audience = at(room, AT_PLURALITY);
	assert_int_equal(audience->task, TASK_SEE_RESULT);
	assert_int_equal(count(audience, ITEM_RESULT), 3);
	assert_int_equal(audience->items.items[0].id, -2);
	assert_int_equal(audience->items.items[0].value, 4);
	assert_int_equal(audience->items.items[0].level, 0);
	assert_int_equal(audience->items.items[1].level, 1);
}

static void test_states(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	struct audience *audience = &room->audience;

	audience_fill(&desk->model, desk->now, audience);
	assert_int_equal(audience->state, AUDIENCE_WELCOME);
	assert_null(audience->stage_title);
	assert_string_equal(audience->title, "Sample workshop");
	assert_int_equal(audience->stages, SAMPLE_STAGES);
	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_BRIEF));
	audience_fill(&desk->model, desk->now, audience);
	assert_int_equal(audience->state, AUDIENCE_STAGE);
	assert_int_equal(audience->stage, AT_BRIEF);
	assert_int_equal(audience->ends_at, desk->now + 5 * MINUTE_MS);
	assert_int_equal(audience->items.count, 0);
	desk_do(desk, WISH(POINT_REVEALED, .stage = AT_BRIEF, .number = 2));
	audience_fill(&desk->model, desk->now, audience);
	assert_int_equal(count(audience, ITEM_POINT), 2);
	desk_do(desk, WISH(PAUSED, .yes = 1));
	audience_fill(&desk->model, desk->now, audience);
	assert_int_equal(audience->state, AUDIENCE_PAUSED);
	desk_do(desk, WISH(OFF_RECORD, .yes = 1));
	audience_fill(&desk->model, desk->now, audience);
	assert_int_equal(audience->state, AUDIENCE_OFF_RECORD);
	assert_null(audience->stage_title);
	assert_int_equal(audience->items.count, 0);
	desk_do(desk, WISH(SESSION_CLOSED));
	audience_fill(&desk->model, desk->now, audience);
	assert_int_equal(audience->state, AUDIENCE_CLOSED);
}

static void test_tasks(void **state)
{
	struct room *room = *state;
	const struct {
		int stage;
		enum audience_task task;
	} tasks[] = {
		{AT_BRIEF, TASK_LISTEN},
		{AT_PEOPLE, TASK_SAY_WHO},
		{AT_COLLECT, TASK_SAY_ROUND},
		{AT_ROLES, TASK_SAY},
		{AT_COUNTED, TASK_WRITE},
		{AT_MATRIX, TASK_TICK},
		{AT_SHORT, TASK_SHORTEN},
		{AT_GROUP, TASK_GROUP},
		{AT_PLURALITY, TASK_WAIT_VOTE},
		{AT_RATE, TASK_WAIT_VOTE},
		{AT_MAJORITY, TASK_PROPOSE},
		{AT_TALK, TASK_SAY_ROUND},
		{AT_BREAK, TASK_REST},
		{AT_CLOSE, TASK_CHECK},
	};

	for (size_t i = 0; i < sizeof tasks / sizeof tasks[0]; i++)
		assert_int_equal(at(room, tasks[i].stage)->task, tasks[i].task);
	desk_card(&room->desk, AT_COUNTED, room->persons[0], "after the silence");
	assert_int_equal(at(room, AT_COUNTED)->task, TASK_HAND_IN);
	/* the others go on writing until their time is up */
	desk_do(&room->desk, WISH(STAGE_ENTERED, .stage = AT_COUNTED));
	assert_true(at(room, AT_COUNTED)->silent_until > room->desk.now);
	assert_int_equal(at(room, AT_COUNTED)->task, TASK_WRITE);
	/* until the cards are shown: nobody writes any more then */
	desk_do(&room->desk, WISH(CARDS_REVEALED, .stage = AT_COUNTED));
	assert_int_equal(at(room, AT_COUNTED)->silent_until, 0);
	assert_int_equal(at(room, AT_COUNTED)->task, TASK_SAY);
	assert_int_equal(at(room, AT_COLLECT)->turn.id, room->persons[0]);
	desk_card(&room->desk, AT_COLLECT, room->persons[0], "one");
	desk_do(&room->desk, WISH(ROUND_PASSED, .stage = AT_COLLECT, .person = room->persons[1]));
	assert_int_equal(at(room, AT_COLLECT)->turn.id, room->persons[2]);
}

/* Written down while talking, they stand there; whoever declines no longer stands beside it. */
static void test_actions_stand_where_they_were_added(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t action =
		desk_do(desk, said(WISH(ACTION_ADDED, .stage = AT_TALK, .person = room->persons[0]),
				      WORDS("book the hall", "")));

	desk_do(desk, said(WISH(ACTION_ADDED, .stage = AT_COLLECT), WORDS("ask the park", "Bo")));
	const struct audience *audience = at(room, AT_TALK);
	assert_int_equal(count(audience, ITEM_ACTION), 1);
	assert_string_equal(audience->items.items[0].action.who, "Amina");
	desk_do(desk, WISH(ACTION_ANSWERED, .thing = action, .accepted = ANSWER_DECLINED));
	audience = at(room, AT_TALK);
	assert_string_equal(audience->items.items[0].action.who, "");
	assert_int_equal(audience->items.items[0].action.accepted, ANSWER_DECLINED);
	assert_int_equal(count(at(room, AT_CLOSE), ITEM_ACTION), 2);
	desk_do(desk, WISH(THING_WITHDRAWN, .thing = action, .yes = 1));
	assert_int_equal(count(at(room, AT_TALK), ITEM_ACTION), 0);
}

/* All that must not be forgotten: decisions with who answers for them and when they are looked at
 * again, what is still undecided, actions, what was parked. */
static void test_everything_open_is_read_back(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t gone = desk_do(desk, said(WISH(THOUGHT_PARKED, .stage = AT_TALK), WORDS("gone")));
	int64_t open =
		desk_do(desk, said(WISH(PROPOSAL_MADE, .stage = AT_CONSENT), WORDS("still open")));
	int64_t made = desk_do(desk, said(WISH(PROPOSAL_MADE, .stage = AT_CONSENT), WORDS("p")));

	desk_do(desk, WISH(THING_WITHDRAWN, .thing = gone, .yes = 1));
	desk_do(desk, said(WISH(THOUGHT_PARKED, .stage = AT_TALK), WORDS("the path")));
	desk_do(desk, WISH(DECISION_RECORDED, .thing = made, .verdict = DECISION_DEFERRED));
	desk_do(desk,
		said(WISH(DECISION_CARE, .thing = made, .into = room->persons[1], .date = 20270301),
			WORDS("the board", "")));
	const struct audience *audience = at(room, AT_CLOSE);
	assert_int_equal(audience->items.count, 3);
	const struct audience_item *items = audience->items.items;
	assert_int_equal(items[0].kind, ITEM_DECISION);
	assert_string_equal(items[0].proposal.does, "the board");
	assert_string_equal(items[0].proposal.answers, "Bo");
	assert_int_equal(items[0].proposal.review, 20270301);
	assert_int_equal(items[1].kind, ITEM_UNDECIDED);
	assert_int_equal(items[1].id, open);
	assert_int_equal(items[2].kind, ITEM_PARKED);
	assert_string_equal(items[2].text, "the path");
}

static void test_groups_lose_nothing(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t cards[4];

	for (int i = 0; i < 4; i++)
		cards[i] = desk_card(desk, AT_COLLECT, room->persons[i], "card");
	int64_t own = desk_card(desk, AT_SHORT, room->persons[0], "added while shortening");
	int64_t theme = desk_do(desk, said(WISH(THEME_ADDED, .stage = AT_GROUP), WORDS("time")));
	desk_do(desk, WISH(CARD_GROUPED, .stage = AT_GROUP, .thing = cards[0], .into = theme));
	desk_do(desk, WISH(CARD_GROUPED, .stage = AT_GROUP, .thing = own, .into = theme));
	const struct audience *audience = at(room, AT_GROUP);
	assert_int_equal(count(audience, ITEM_CARD), 5);
	assert_int_equal(count(audience, ITEM_UNGROUPED), 1);
	assert_int_equal(audience->done, 2);
	assert_int_equal(audience->of, 5);
	desk_do(desk, WISH(THING_WITHDRAWN, .thing = theme, .yes = 1));
	audience = at(room, AT_GROUP);
	assert_int_equal(count(audience, ITEM_CARD), 5);
	assert_int_equal(audience->done, 0);
}

int main(void)
{
#define ROOM(test) cmocka_unit_test_setup_teardown(test, room_open, room_close)
	const struct CMUnitTest tests[] = {
		ROOM(test_every_activity_has_its_rule),
		ROOM(test_nothing_private_is_in_it),
		ROOM(test_hidden_cards_wait_for_the_reveal),
		ROOM(test_hidden_cards_stay_hidden_further_on),
		ROOM(test_authors_show_as_set),
		ROOM(test_open_secret_poll_has_no_sums),
		ROOM(test_states),
		ROOM(test_tasks),
		ROOM(test_actions_stand_where_they_were_added),
		ROOM(test_everything_open_is_read_back),
		ROOM(test_groups_lose_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
