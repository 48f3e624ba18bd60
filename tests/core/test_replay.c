/*
 * The log is the only truth: folding it anew gives the model that was there, whatever was done. And
 * taking a step back leaves everything as it was before.
 */
#include "../../src/core/rule.h"
#include "../support/desk.h"
#include "../support/model_dump.h"
#include "../support/player.h"
#include "../support/sample_plan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void assert_replays(const struct model *model, const char *what)
{
	struct model copy = {0};
	char *live = model_dumped(model, DUMP_ALL);

	model_replay(model, &copy);
	char *replayed = model_dumped(&copy, DUMP_ALL);
	assert_dumps_equal(live, replayed, what);
	free(live);
	free(replayed);
	model_finish(&copy);
}

/* What must hold in every model, however it came about. */
static void assert_sound(const struct model *model)
{
	for (size_t i = 0; i < model->polls.count; i++) {
		const struct poll *poll = &model->polls.items[i];
		bool box = poll->secret && poll->state == POLL_OPEN;
		assert_int_equal(model_box(model, poll->id) != NULL, box);
		assert_true(poll->out.count <= poll->eligible.count);
		if (poll->state != POLL_IS_VOIDED)
			assert_true(model_poll_waiting(model, poll) >= 0);
		if (box)
			assert_true(box_ticked(model_box(model, poll->id)) <=
				    box_count(model_box(model, poll->id)));
	}
	for (size_t i = 0; i < model->boxes.count; i++)
		assert_non_null(model_poll(model, model->boxes.items[i].poll));
	for (size_t i = 0; i < model->cards.count; i++) {
		const struct card *card = &model->cards.items[i];
		size_t steps = 0;
		const struct card *into = model_card(model, card->merged_into);
		assert_true(into == NULL || (!into->withdrawn && into->cells.items[0] != NULL));
		while (card->merged_into != 0 && steps <= model->cards.count) {
			card = model_card(model, card->merged_into);
			steps++;
		}
		assert_true(steps <= model->cards.count);
	}
}

static void play(uint64_t seed, int commands, bool calm, int *done)
{
	struct desk desk;
	struct random_seeded state;
	struct player player = {.random = random_seeded(&state, seed), .calm = calm};
	int64_t persons[5];
	char what[64];

	desk_open(&desk, seed);
	desk_people(&desk, 5, persons);
	for (int i = 0; i < commands; i++) {
		struct command command = player_next(&player, &desk.model);
		done[command.kind] += desk_try(&desk, command);
		assert_sound(&desk.model);
		if (i % 97 == 0 || i == commands - 1) {
			snprintf(what, sizeof what, "seed %d after command %d (%s)", (int)seed, i,
				event_name(command.kind));
			assert_replays(&desk.model, what);
		}
	}
	player_finish(&player);
	desk_close(&desk);
}

static void test_replay_equals_live(void **state)
{
	int done[EVENT_KINDS] = {0};

	(void)state;
	for (uint64_t seed = 1; seed <= 60; seed++)
		play(seed, 500, seed % 6 != 0, done);
	for (int i = EVENT_SESSION_STARTED + 1; i < EVENT_KINDS; i++)
		/* a seal comes with a decision; one session follows another: test_carry.c */
		if (done[i] == 0 && i != EVENT_RULE_SEALED && i != EVENT_SESSION_FOLLOWED &&
			/* of a decision that was taken: test_agreement.c */
			i != EVENT_DECISION_REVIEWED && i != EVENT_MINUTES_APPROVED &&
			i != EVENT_RATED_BEFORE && /* test_beside.c */
			i != EVENT_ADVICE_GIVEN /* test_advice.c */)
			fail_msg("%s was never done", event_name((enum event_kind)i));
}

/* Every command that is done and can be taken back is taken back and brought back. */
static void test_undo_restores_after_any_command(void **state)
{
	(void)state;
	for (uint64_t seed = 100; seed < 112; seed++) {
		struct desk desk;
		struct random_seeded source;
		struct player player = {.random = random_seeded(&source, seed), .calm = true};
		int64_t persons[5];
		desk_open(&desk, seed);
		desk_people(&desk, 5, persons);
		for (int i = 0; i < 250; i++) {
			struct command command = player_next(&player, &desk.model);
			if (command.kind == EVENT_STEP_UNDONE || command.kind == EVENT_STEP_REDONE)
				continue;
			char *before = model_dumped(&desk.model, DUMP_STATE | DUMP_BOXES);
			size_t events = desk.model.events.count;
			if (desk_try(&desk, command) && desk.model.events.count > events) {
				char *after = model_dumped(&desk.model, DUMP_STATE | DUMP_BOXES);
				if (desk_try(&desk, WISH(STEP_UNDONE))) {
					char *undone =
						model_dumped(&desk.model, DUMP_STATE | DUMP_BOXES);
					assert_dumps_equal(
						before, undone, event_name(command.kind));
					free(undone);
					desk_do(&desk, WISH(STEP_REDONE));
					char *redone =
						model_dumped(&desk.model, DUMP_STATE | DUMP_BOXES);
					assert_dumps_equal(after, redone, event_name(command.kind));
					free(redone);
				}
				free(after);
			}
			free(before);
		}
		player_finish(&player);
		desk_close(&desk);
	}
}

enum { PEOPLE = 4 };

/* A room in which one command of every kind that can be taken back makes sense. */
struct room {
	struct desk desk;
	int64_t persons[PEOPLE], card, other, theme, second, proposal, burden, objection, decided,
		action, mixing, open, secret;
};

static void room_open(struct room *room)
{
	struct desk *desk = &room->desk;

	desk_open(desk, 5);
	desk_people(desk, PEOPLE, room->persons);
	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_BRIEF));
	room->mixing = desk_do(desk, WISH(GROUPS_MIXED, .stage = AT_TALK));
	room->card = desk_card(desk, AT_COLLECT, room->persons[0], "one");
	room->other = desk_card(desk, AT_COLLECT, room->persons[1], "two");
	room->theme = desk_do(desk, said(WISH(THEME_ADDED, .stage = AT_GROUP), WORDS("time")));
	room->second = desk_do(desk, said(WISH(THEME_ADDED, .stage = AT_GROUP), WORDS("hours")));
	room->proposal = desk_do(desk, said(WISH(PROPOSAL_MADE, .stage = AT_MAJORITY), WORDS("p")));
	room->burden = desk_do(
		desk, said(WISH(BURDEN_STATED, .thing = room->proposal), WORDS("everybody", "")));
	room->objection = desk_do(desk,
		WISH(OBJECTION_RAISED, .thing = room->proposal, .number = OBJECTION_WORDLESS));
	room->decided = desk_do(desk, said(WISH(PROPOSAL_MADE, .stage = AT_QUALIFIED), WORDS("q")));
	int64_t test = desk_poll(desk, AT_QUALIFIED, room->decided, false);
	desk_do(desk, WISH(HANDS_COUNTED, .poll = test, RARE(.marks = IDS(PEOPLE, 0))));
	desk_do(desk, WISH(POLL_CLOSED, .poll = test));
	desk_do(desk, WISH(DECISION_RECORDED, .thing = room->decided, .verdict = DECISION_ADOPTED));
	room->action = desk_do(desk, said(WISH(ACTION_ADDED), WORDS("do it", "we")));
	room->open = desk_poll(desk, AT_OPEN, 0, false);
	room->secret = desk_poll(desk, AT_PLURALITY, 0, true);
	desk_do(desk, WISH(PERSON_STATUS, .person = room->persons[3], .status = STATUS_LEFT));
	desk_do(desk, said(WISH(PERSON_ADDED, .votes = 1, .status = STATUS_HERE), WORDS("Late")));
}

static void undo_and_redo(struct room *room, struct command command)
{
	struct desk *desk = &room->desk;
	char *before = model_dumped(&desk->model, DUMP_STATE | DUMP_BOXES);

	desk_do(desk, command);
	char *after = model_dumped(&desk->model, DUMP_STATE | DUMP_BOXES);
	if (strcmp(before, after) == 0)
		fail_msg("%s changes nothing", event_name(command.kind));
	desk_do(desk, WISH(STEP_UNDONE));
	char *undone = model_dumped(&desk->model, DUMP_STATE | DUMP_BOXES);
	assert_dumps_equal(before, undone, event_name(command.kind));
	assert_replays(&desk->model, event_name(command.kind));
	desk_do(desk, WISH(STEP_REDONE));
	char *redone = model_dumped(&desk->model, DUMP_STATE | DUMP_BOXES);
	assert_dumps_equal(after, redone, event_name(command.kind));
	assert_replays(&desk->model, event_name(command.kind));
	free(before);
	free(after);
	free(undone);
	free(redone);
}

/* Each in turn, on what those before left; every kind must be among them. */
static void undo_each(struct room *room, const struct command *commands, size_t count)
{
	bool covered[EVENT_KINDS] = {0};

	for (size_t i = 0; i < count; i++) {
		undo_and_redo(room, commands[i]);
		covered[commands[i].kind] = true;
	}
	for (int i = 0; i < EVENT_KINDS; i++)
		/* a moved tick leaves nothing in the log: it is moved back, not undone */
		if (!(event_rules[i].needs & NOT_UNDOABLE) && i != EVENT_TICK_MOVED &&
			i != EVENT_MINUTES_APPROVED /* test_carry.c */ &&
			i != EVENT_ADVICE_GIVEN /* test_advice.c */ && !covered[i])
			fail_msg("%s is not covered here", event_name((enum event_kind)i));
}

static void test_undo_of_every_undoable_kind(void **state)
{
	struct room room;

	(void)state;
	room_open(&room);
	const int64_t *who = room.persons;
	int64_t late = room.desk.model.persons.items[PEOPLE].id;
	const struct command commands[] = {
		said(WISH(WORDS_CHANGED, .thing = room.card), WORDS("uno")),
		said(WISH(ACTION_REPORTED, .thing = room.action, .number = ACTION_IS_DONE),
			WORDS("by all")),
		WISH(THING_WITHDRAWN, .thing = room.action, .yes = 1),
		WISH(STAGE_ENTERED, .stage = AT_TALK),
		WISH(GROUP_CHANGED, .thing = room.mixing, .person = who[0],
			.number =
				2 - mixing_group(model_mixing(&room.desk.model, AT_TALK), who[0])),
		WISH(GROUPS_MIXED, .stage = AT_TALK),
		WISH(STAGE_EXTENDED, .stage = AT_TALK, .number = 5),
		WISH(STAGE_SKIPPED, .stage = AT_TALK, .yes = 1),
		WISH(POINT_REVEALED, .stage = AT_BRIEF, .number = 1),
		WISH(PAUSED, .yes = 1),
		said(WISH(NOTE_ADDED), WORDS("note")),
		said(WISH(THOUGHT_PARKED), WORDS("thought")),
		said(WISH(WORD_ASKED), WORDS("equity", "fair for each")),
		said(WISH(ACTION_ADDED), WORDS("do that", "you")),
		WISH(ACTION_ANSWERED, .thing = room.action, .accepted = ANSWER_ACCEPTED),
		WISH(ACTION_GIVEN, .thing = room.action, .person = who[1]),
		said(WISH(PERSON_ADDED, .role = 0), WORDS("Zoe")),
		WISH(PERSON_ROLE, .person = who[0], .role = 3),
		WISH(PERSON_DUTY, .person = who[0], .duty = DUTY_SCRIBE),
		WISH(PERSON_STATUS, .person = who[0], .status = STATUS_LEFT),
		WISH(PERSON_WAY, .person = who[0], .way = WAY_PAPER),
		WISH(PERSON_NAMING, .person = who[0], .naming = NAMING_NAME),
		said(WISH(PERSON_INTEREST, .person = who[0]), WORDS("owns the hall")),
		said(WISH(VOICE_MISSING, .stage = AT_PEOPLE), WORDS("night workers")),
		said(WISH(CARD_ADDED, .stage = AT_COLLECT), WORDS("three")),
		WISH(CARD_GROUPED, .stage = AT_GROUP, .thing = room.card, .into = room.theme),
		said(WISH(CARD_CUT, .stage = AT_SHORT, .thing = room.card, .yes = 0),
			WORDS("late")),
		WISH(CARD_CUT, .stage = AT_SHORT, .thing = room.card, .yes = 1),
		WISH(CARD_MERGED, .thing = room.card, .into = room.other),
		WISH(ROUND_PASSED, .stage = AT_COLLECT, .person = who[2]),
		said(WISH(THEME_ADDED, .stage = AT_GROUP), WORDS("money")),
		WISH(POLL_OPENED, .stage = AT_DOTS, RARE(.secret = 1)),
		WISH(CONSENT_ROUND, .thing = room.proposal, .number = ROUND_CLARIFY),
		WISH(PROPOSAL_KIND, .thing = room.proposal, RARE(.about = -2)),
		WISH(POLL_OPENED, .stage = AT_CONSENT - 1, .thing = room.proposal),
		WISH(VOTER_ADDED, .poll = room.secret, .person = late, .yes = 1),
		WISH(VOTER_STEPPED_OUT, .poll = room.secret, .person = who[0], .yes = 1),
		WISH(TELLERS_NAMED, .poll = room.secret, .person = who[0], .into = who[1]),
		WISH(STOOD_IN, .poll = room.open, .person = who[0], .into = who[1]),
		WISH(HANDS_COUNTED, .poll = room.open, RARE(.marks = IDS(2, 1, 0))),
		WISH(BALLOT_CAST, .poll = room.open, .person = who[0], RARE(.marks = IDS(0, 1, 0))),
		said(WISH(PROPOSAL_MADE, .stage = AT_CONSENT), WORDS("another")),
		said(WISH(PROPOSAL_MADE, .stage = AT_RULES, .into = room.decided),
			WORDS("q again")),
		said(WISH(DECISION_REVIEWED, .thing = room.decided), WORDS("it went well")),
		said(WISH(BURDEN_STATED, .thing = room.proposal, .paid = PAID_NOBODY),
			WORDS("all", "1 h", "")),
		WISH(BEARER_ANSWERED, .thing = room.proposal, .into = room.burden, .yes = 1),
		WISH(BEARER_ANSWERED, .thing = room.proposal, .into = room.burden, .person = who[1],
			.accepted = ANSWER_ACCEPTED),
		said(WISH(OBJECTION_RAISED, .thing = room.proposal), WORDS("too dear", "a loan")),
		said(WISH(OBJECTION_MET, .thing = room.objection, .yes = 1), WORDS("it is half")),
		said(WISH(REASON_GIVEN, .poll = room.open), WORDS("because")),
		WISH(DECISION_CARE, .thing = room.proposal, .person = who[0], .date = 20260301),
		WISH(TURN_STARTED, .stage = AT_TALK, .person = who[0]),
		WISH(TURN_ENDED, .stage = AT_TALK),
		WISH(HAND_RAISED, .stage = AT_TALK, .person = who[1], .yes = 1),
		WISH(BALANCE_SHOWN, .yes = 1),
		WISH(THEME_MERGED, .thing = room.theme, .into = room.second),
		WISH(PHASE_BEGUN, .stage = AT_TALK, .number = 1),
		said(WISH(NEXT_MEETING, .date = 20260401), WORDS("here")),
		said(WISH(RULE_PROPOSED, .stage = AT_CONSENT, .number = HOW_QUALIFIED),
			WORDS("", "the garden", "", "everybody")),
	};
	undo_each(&room, commands, sizeof commands / sizeof commands[0]);
	desk_close(&room.desk);
}

static void test_undo_takes_the_newest_steps_in_turn(void **state)
{
	struct desk desk;
	int64_t persons[3], notes[3];

	(void)state;
	desk_open(&desk, 3);
	desk_people(&desk, 3, persons);
	for (int i = 0; i < 3; i++)
		notes[i] = desk_do(&desk, said(WISH(NOTE_ADDED), WORDS("note")));
	for (int i = 2; i >= 0; i--) {
		desk_do(&desk, WISH(STEP_UNDONE));
		assert_int_equal(desk.model.notes.count, i);
		assert_true(model_step_undone(&desk.model, notes[i]));
	}
	desk_do(&desk, WISH(STEP_REDONE));
	desk_do(&desk, WISH(STEP_REDONE));
	assert_int_equal(desk.model.notes.count, 2);
	assert_int_equal(desk.model.notes.items[1].id, notes[1]);
	desk_close(&desk);
}

/* Ballots leave no event, so what was taken back before them may not fit any more. */
static void test_redo_does_not_contradict_the_box(void **state)
{
	struct desk desk;
	int64_t who[4];

	(void)state;
	desk_open(&desk, 3);
	desk_people(&desk, 4, who);
	int64_t poll = desk_poll(&desk, AT_PLURALITY, 0, true);
	desk_do(&desk, WISH(VOTER_STEPPED_OUT, .poll = poll, .person = who[0], .yes = 1));
	desk_do(&desk, WISH(STEP_UNDONE));
	desk_do(&desk,
		WISH(BALLOT_CAST, .poll = poll, .person = who[0], RARE(.marks = IDS(1, 0, 0))));
	desk_refuse(&desk, WISH(STEP_REDONE), REFUSED_HAS_VOTED);
	desk_close(&desk);
}

/* A poll that is taken back takes its box along, and brings an empty one back. */
static void test_undo_of_an_opening_empties_the_box(void **state)
{
	struct desk desk;
	int64_t who[3];

	(void)state;
	desk_open(&desk, 3);
	desk_people(&desk, 3, who);
	int64_t poll = desk_poll(&desk, AT_PLURALITY, 0, true);
	desk_do(&desk, WISH(STEP_UNDONE));
	assert_null(model_poll(&desk.model, poll));
	assert_null(model_box(&desk.model, poll));
	desk_do(&desk, WISH(STEP_REDONE));
	assert_non_null(model_poll(&desk.model, poll));
	assert_int_equal(box_count(model_box(&desk.model, poll)), 0);
	desk_do(&desk,
		WISH(BALLOT_CAST, .poll = poll, .person = who[0], RARE(.marks = IDS(1, 0, 0))));
	desk_refuse(&desk, WISH(STEP_UNDONE), REFUSED_BALLOTS_CAST);
	desk_close(&desk);
}

static void test_erased_words_are_gone_everywhere(void **state)
{
	struct desk desk;
	int64_t who[3];

	(void)state;
	desk_open(&desk, 3);
	desk_people(&desk, 3, who);
	int64_t card = desk_card(&desk, AT_COLLECT, who[0], "hush");
	desk_do(&desk, said(WISH(WORDS_CHANGED, .thing = card), WORDS("hush, really")));
	desk_do(&desk, said(WISH(WORDS_CHANGED, .thing = card, .part = 3), WORDS("hush too")));
	desk_do(&desk, said(WISH(CARD_CUT, .stage = AT_SHORT, .thing = card, .yes = 0),
			       WORDS("hush it up")));
	desk_do(&desk, said(WISH(WORDS_CHANGED, .thing = card), WORDS("hush again")));
	desk_do(&desk, WISH(STEP_UNDONE)); /* what was taken back is erased as well */
	desk_do(&desk, WISH(WORDS_ERASED, .thing = card));
	char *dump = model_dumped(&desk.model, DUMP_ALL);
	assert_null(strstr(dump, "hush"));
	assert_non_null(strstr(dump, "Amina"));
	free(dump);
	assert_replays(&desk.model, "an erasure");
	desk_do(&desk, WISH(WORDS_ERASED, .thing = who[0]));
	dump = model_dumped(&desk.model, DUMP_ALL);
	assert_null(strstr(dump, "Amina"));
	free(dump);
	assert_replays(&desk.model, "another erasure");
	desk_refuse(&desk, WISH(STEP_UNDONE), REFUSED_NOT_UNDOABLE);
	desk_close(&desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_replay_equals_live),
		cmocka_unit_test(test_undo_restores_after_any_command),
		cmocka_unit_test(test_undo_of_every_undoable_kind),
		cmocka_unit_test(test_undo_takes_the_newest_steps_in_turn),
		cmocka_unit_test(test_redo_does_not_contradict_the_box),
		cmocka_unit_test(test_undo_of_an_opening_empties_the_box),
		cmocka_unit_test(test_erased_words_are_gone_everywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
