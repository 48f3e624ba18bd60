/* What people's own devices do: ballots they may change, steps that are theirs, what they are told.
 */
#include "room.h"

#include "../support/model_dump.h"
#include "../support/sample_plan.h"

#include "roundtable/core/audience.h"
#include "roundtable/core/participant.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* A tracker that sorts by its first byte. */
#define TRACKER(first)                                                                             \
	((const unsigned char[TRACKER_BYTES]){                                                     \
		(first), 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
#define BALLOT(voter, ...)                                                                         \
	WISH(BALLOT_CAST, .poll = poll, .person = (voter), RARE(.marks = IDS(__VA_ARGS__)))
#define BLANK(voter) WISH(BALLOT_CAST, .poll = poll, .person = (voter))

static struct command own(struct command command, const unsigned char *tracker)
{
	command.own = true;
	command.tracker = tracker;
	return command;
}

/* --- the box --- */

static void test_a_ballot_lies_under_its_tracker(void **state)
{
	struct box box, before;
	int16_t a[] = {1, 0}, b[] = {0, 1}, none[] = {MARK_NONE, MARK_NONE};

	(void)state;
	box_init(&box, 7, 2, 3);
	size_t size = box_record_size(2);
	assert_false(box_has(&box, TRACKER(5)));
	assert_false(box_has(&box, (unsigned char[TRACKER_BYTES]){0})); /* as room that is free */
	assert_false(box_replace(&box, BALLOT_VALID, a, TRACKER(5)));
	assert_true(box_add_tracked(&box, 0, BALLOT_VALID, a, TRACKER(5)));
	assert_true(box_add_tracked(&box, 1, BALLOT_VALID, b, TRACKER(9)));
	assert_true(box_add_tracked(&box, SIZE_MAX, BALLOT_VALID, a, TRACKER(1))); /* paper */
	for (unsigned char i = 0; i < 11; i++)
		assert_int_equal(box_has(&box, TRACKER(i)), i == 1 || i == 5 || i == 9);
	assert_int_equal(box_count(&box), 3);
	assert_int_equal(box_ticked(&box), 2);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(box.ballots[i * size], 1 + 4 * i); /* sorted */

	box_copy(&before, &box);
	assert_false(
		box_add_tracked(&box, 2, BALLOT_VALID, a, TRACKER(9))); /* a ballot lies there */
	assert_false(box_replace(&box, BALLOT_VALID, b, TRACKER(9)));   /* and it is this one */
	assert_false(box_replace(&box, BALLOT_VALID, b, TRACKER(8)));
	assert_memory_equal(box.ballots, before.ballots, box.room * size);
	assert_memory_equal(box.voted, before.voted, box.room);

	assert_true(box_replace(&box, BALLOT_VALID, a, TRACKER(9)));
	assert_false(box_replace(&box, BALLOT_VALID, a, TRACKER(9)));
	assert_true(box_replace(&box, BALLOT_BLANK, NULL, TRACKER(9))); /* now blank */
	assert_false(box_replace(&box, BALLOT_BLANK, NULL, TRACKER(9)));
	assert_true(
		box_replace(&box, BALLOT_VALID, none, TRACKER(9))); /* no mark given is not blank */
	assert_true(box_replace(&box, BALLOT_BLANK, NULL, TRACKER(9)));
	assert_memory_equal(box.ballots, before.ballots, 2 * size); /* the others as they were */
	assert_memory_equal(box.ballots + 2 * size, TRACKER(9), TRACKER_BYTES);
	assert_int_equal(box.ballots[2 * size + TRACKER_BYTES], BALLOT_BLANK);
	assert_int_equal(box.ballots[2 * size + TRACKER_BYTES + 1], 0);
	assert_int_equal(box.ballots[2 * size + TRACKER_BYTES + 2], 0); /* no mark is left */
	assert_int_equal(box_count(&box), 3);
	assert_int_equal(box_ticked(&box), 2);
	box_finish(&before);
	box_finish(&box);
}

static void test_a_full_box_takes_changes_only(void **state)
{
	struct box box;
	int16_t a[] = {1, 0}, b[] = {0, 1};

	(void)state;
	box_init(&box, 7, 2, 1);
	for (size_t i = 0; i < box.room; i++)
		assert_true(
			box_add_tracked(&box, i, BALLOT_VALID, a, TRACKER((unsigned char)(2 * i))));
	assert_false(box_add_tracked(&box, SIZE_MAX, BALLOT_VALID, a, TRACKER(99)));
	assert_false(box_has(&box, TRACKER(99)));
	assert_true(box_has(&box, TRACKER((unsigned char)(2 * (box.room - 1)))));
	assert_true(
		box_replace(&box, BALLOT_VALID, b, TRACKER((unsigned char)(2 * (box.room - 1)))));
	assert_int_equal(box_count(&box), box.room);
	box_finish(&box);
}

/* --- a secret ballot from an own device --- */

static void test_sent_again_counts_once(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t poll = desk_poll(desk, AT_PLURALITY, 0, true);
	struct command first = own(BALLOT(room->persons[0], 1, 0, 0), TRACKER(50));
	struct command second = own(BLANK(room->persons[1]), TRACKER(40));

	desk_do(desk, first);
	desk_refuse(desk, first, REFUSED_SAME);
	desk_do(desk, second);
	desk_refuse(desk, second, REFUSED_SAME);
	desk_refuse(desk, first, REFUSED_SAME);
	const struct box *box = model_box(&desk->model, poll);
	assert_int_equal(box_count(box), 2);
	assert_int_equal(box_ticked(box), 2);
	assert_true(box_has(box, TRACKER(50)));
	assert_true(box_has(box, TRACKER(40)));
	assert_int_equal(desk->model.own.count, 0); /* a cast is no step */
}

static void test_changed_until_it_is_closed(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t poll = desk_poll(desk, AT_PLURALITY, 0, true);

	desk_do(desk, own(BALLOT(room->persons[0], 1, 0, 0), TRACKER(50)));
	desk_do(desk, own(BALLOT(room->persons[1], 1, 0, 0), TRACKER(60)));
	desk_do(desk, BALLOT(room->persons[2], 1, 0, 0)); /* the passed keyboard */
	char *before = model_dumped(&desk->model, DUMP_STATE | DUMP_UNDO | DUMP_LOG);
	desk_do(desk, own(BALLOT(room->persons[1], 0, 1, 0), TRACKER(60)));
	desk_do(desk, own(BLANK(room->persons[1]), TRACKER(60)));
	desk_do(desk, own(BALLOT(room->persons[1], 0, 0, 1), TRACKER(60)));
	char *after = model_dumped(&desk->model, DUMP_STATE | DUMP_UNDO | DUMP_LOG);
	assert_dumps_equal(before, after, "a changed ballot");
	free(before);
	free(after);
	assert_int_equal(box_count(model_box(&desk->model, poll)), 3);
	desk_do(desk, WISH(POLL_CLOSED, .poll = poll));
	const struct tally_sums *sums = &model_poll(&desk->model, poll)->result.sums;
	assert_int_equal(sums->heads.cast, 3);
	assert_int_equal(sums->heads.blank, 0);
	assert_int_equal(sums->totals[0], 2);
	assert_int_equal(sums->totals[1], 0);
	assert_int_equal(sums->totals[2], 1);
	desk_refuse(
		desk, own(BALLOT(room->persons[1], 1, 0, 0), TRACKER(60)), REFUSED_POLL_NOT_OPEN);
}

static void test_nobody_else_finds_it(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t poll = desk_poll(desk, AT_PLURALITY, 0, true);

	desk_do(desk, BALLOT(room->persons[0], 1, 0, 0)); /* the passed keyboard */
	desk_refuse(desk, own(BALLOT(room->persons[0], 0, 1, 0), TRACKER(50)), REFUSED_HAS_VOTED);
	desk_do(desk, own(BALLOT(room->persons[1], 1, 0, 0), TRACKER(60)));
	desk_refuse(desk, BALLOT(room->persons[1], 0, 1, 0), REFUSED_HAS_VOTED);
	desk_refuse(desk, own(BALLOT(room->persons[1], 0, 1, 0), TRACKER(61)), REFUSED_HAS_VOTED);
	/* somebody who has not voted gets no second ballot under a tracker that is taken */
	desk_refuse(desk, own(BALLOT(room->persons[2], 0, 1, 0), TRACKER(60)), REFUSED_BOX_FULL);
	assert_false(
		model_has_voted(&desk->model, model_poll(&desk->model, poll), room->persons[2]));
	/* nor does who may not vote */
	desk_do(desk, WISH(VOTER_STEPPED_OUT, .poll = poll, .person = room->persons[3], .yes = 1));
	desk_refuse(
		desk, own(BALLOT(room->persons[3], 1, 0, 0), TRACKER(70)), REFUSED_NOT_ELIGIBLE);
}

/* Once everybody has voted a change is taken still, a new ballot is not. */
static void test_changed_when_all_have_voted(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t poll = desk_poll(desk, AT_PLURALITY, 0, true);

	for (int i = 0; i < PEOPLE - 1; i++)
		desk_do(desk,
			own(BALLOT(room->persons[i], 1, 0, 0), TRACKER((unsigned char)(10 * i))));
	desk_do(desk, BALLOT(0, 1, 0, 0)); /* on paper, from somebody who did not say so */
	desk_refuse(desk, own(BALLOT(room->persons[PEOPLE - 1], 1, 0, 0), TRACKER(90)),
		REFUSED_BOX_FULL);
	desk_do(desk, own(BALLOT(room->persons[0], 0, 1, 0), TRACKER(0)));
	assert_int_equal(box_count(model_box(&desk->model, poll)), PEOPLE);
}

static void test_what_is_cast_stays_where_the_programme_says_so(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	struct stage *stage = (struct stage *)model_stage(&desk->model, AT_PLURALITY);

	assert_int_equal(stage_setting(stage, SETTING_CHANGES), 1); /* unless it says otherwise */
	int64_t poll = desk_poll(desk, AT_APPROVAL, 0, true);
	assert_true(model_poll(&desk->model, poll)->changes);
	assert_int_equal(body_rare(&model_event(&desk->model, poll)->body)->changes, 1);

	stage->settings[SETTING_CHANGES].number = 0;
	poll = desk_poll(desk, AT_PLURALITY, 0, true);
	assert_false(model_poll(&desk->model, poll)->changes);
	assert_int_equal(body_rare(&model_event(&desk->model, poll)->body)->changes, 0);
	desk_do(desk, own(BALLOT(room->persons[0], 1, 0, 0), TRACKER(50)));
	desk_refuse(desk, own(BALLOT(room->persons[0], 1, 0, 0), TRACKER(50)), REFUSED_SAME);
	desk_refuse(desk, own(BALLOT(room->persons[0], 0, 1, 0), TRACKER(50)), REFUSED_HAS_VOTED);
	/* what a command wishes makes no difference */
	desk_do(desk, said(WISH(POLL_VOIDED, .poll = poll), WORDS("once more")));
	poll = desk_do(
		desk, WISH(POLL_OPENED, .stage = AT_PLURALITY, RARE(.secret = 1, .changes = 1)));
	assert_false(model_poll(&desk->model, poll)->changes);
}

/* A log from before there was such a thing. */
static void test_an_older_log_takes_no_changes(void **state)
{
	struct room *room = *state;
	struct event opened = {.seq = model_next_seq(&room->desk.model),
		.kind = EVENT_POLL_OPENED,
		.body = {.stage = AT_PLURALITY}};
	int64_t id = opened.seq;

	opened.step = id;
	body_rare_make(&opened.body)->secret = 1;
	model_apply(&room->desk.model, &opened);
	assert_false(model_poll(&room->desk.model, id)->changes);
}

/* Consent knows no blank answer; only a device can try to hand one in. */
static void test_no_blank_consent(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t proposal =
		desk_do(desk, said(WISH(PROPOSAL_MADE, .stage = AT_CONSENT), WORDS("Weekly.")));
	int64_t poll = desk_poll(desk, AT_CONSENT, proposal, true);

	desk_refuse(desk, own(BLANK(room->persons[0]), TRACKER(50)), REFUSED_BAD_BALLOT);
	desk_do(desk, own(BALLOT(room->persons[0], 1, 0, 0), TRACKER(50)));
	desk_refuse(desk, own(BLANK(room->persons[0]), TRACKER(50)), REFUSED_BAD_BALLOT);
}

/* --- whose step it is --- */

static void test_undo_passes_over_what_devices_did(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	bool not_undoable;
	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_COLLECT));
	int64_t mine = desk_do(desk, said(WISH(NOTE_ADDED, .stage = 0), WORDS("a note")));
	struct command card =
		by(said(WISH(CARD_ADDED, .stage = AT_COLLECT), WORDS("a card")), room->persons[0]);

	card.own = true;
	card.body.stage = AT_ROLES;
	desk_refuse(desk, card, REFUSED_NOT_HERE); /* that stage has not come yet */
	card.body.stage = AT_COLLECT;
	int64_t theirs = desk_do(desk, card);
	assert_int_equal(model_undoable(&desk->model, &not_undoable), mine);
	assert_false(not_undoable);
	desk_do(desk, WISH(STEP_UNDONE));
	assert_true(model_step_undone(&desk->model, mine));
	assert_non_null(model_card(&desk->model, theirs));
	/* nor does it take away what can be brought back */
	desk_do(desk, card);
	desk_do(desk, WISH(STEP_REDONE));
	assert_false(model_step_undone(&desk->model, mine));
	/* a device's vote by name is in nobody's way either */
	mine = desk_do(desk, said(WISH(NOTE_ADDED, .stage = 0), WORDS("another")));
	int64_t poll = desk_poll(desk, AT_OPEN, 0, false);
	desk_do(desk, WISH(STEP_UNDONE));
	poll = desk_poll(desk, AT_OPEN, 0, false);
	struct command ballot = own(BALLOT(room->persons[0], 1, 0, 0), NULL);
	desk_do(desk, ballot);
	assert_int_equal(model_undoable(&desk->model, &not_undoable), 0);
	assert_true(not_undoable); /* the poll has a ballot now */
}

/* As after a restart: the events alone. */
static void load_anew(struct model *model, const struct model *from)
{
	struct events events = {0};

	for (size_t i = 0; i < from->events.count; i++) {
		struct event *event = array_push(&events);
		*event = (struct event){0};
		event_copy(event, &from->events.items[i]);
	}
	model_load(model, &events);
}

static void test_what_devices_did_stays_theirs_after_a_restart(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	struct model again = {0};
	bool not_undoable;

	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_COLLECT));
	int64_t mine = desk_do(desk, said(WISH(NOTE_ADDED, .stage = 0), WORDS("a note")));
	struct command card =
		by(said(WISH(CARD_ADDED, .stage = AT_COLLECT), WORDS("a card")), room->persons[0]);
	card.own = true;
	int64_t theirs = desk_do(desk, card);
	load_anew(&again, &desk->model);
	assert_true(event_own(&again, model_event(&again, theirs)));
	assert_int_equal(model_undoable(&again, &not_undoable), mine);
	model_finish(&again);

	/* of a card whose author is not kept the log does not tell from where it came either */
	card.by = BY_NOBODY;
	theirs = desk_do(desk, card);
	assert_true(event_own(&desk->model, model_event(&desk->model, theirs)));
	assert_int_equal(model_event(&desk->model, theirs)->body.device, 0);
	load_anew(&again, &desk->model);
	assert_false(event_own(&again, model_event(&again, theirs)));
	model_finish(&again);
}

/* --- what a device is told --- */

static void assert_told(const struct model *model, int64_t person, int64_t poll, bool can_vote,
	bool voted, bool hand)
{
	struct participant told = {.state = PARTICIPANT_IN, .ready = true, .poll = 99, .hand = 1};

	participant_fill(model, person, &told);
	assert_int_equal(told.state, PARTICIPANT_IN); /* not the model's to say */
	assert_true(told.ready);
	assert_int_equal(told.person, person);
	assert_int_equal(told.poll, poll);
	assert_int_equal(told.can_vote, can_vote);
	assert_int_equal(told.voted, voted);
	assert_int_equal(told.hand, hand);
}

static void test_a_participant_is_told_of_itself(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	const int64_t *who = room->persons;
	struct participant told = {.poll = 7, .can_vote = true, .voted = true, .hand = true};

	participant_fill(&desk->model, 0, &told);
	assert_int_equal(told.person, 0);
	assert_null(told.name);
	assert_int_equal(told.poll, 0);
	assert_false(told.can_vote || told.voted || told.hand);
	assert_told(&desk->model, who[0], 0, false, false, false); /* before the first stage */
	participant_fill(&desk->model, who[1], &told);
	assert_string_equal(told.name, "Bo");
	assert_string_equal(told.role, "carer");

	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_PLURALITY));
	desk_do(desk, WISH(PERSON_DUTY, .person = who[3], .duty = DUTY_OBSERVER));
	int64_t poll = desk_poll(desk, AT_PLURALITY, 0, true);
	desk_do(desk, own(BALLOT(who[0], 1, 0, 0), TRACKER(1)));
	desk_do(desk, WISH(VOTER_STEPPED_OUT, .poll = poll, .person = who[2], .yes = 1));
	desk_do(desk, WISH(HAND_RAISED, .stage = AT_PLURALITY, .person = who[1], .yes = 1));
	assert_told(&desk->model, who[0], poll, true, true, false);
	assert_told(&desk->model, who[1], poll, true, false, true);
	assert_told(&desk->model, who[2], poll, false, false, false);
	assert_told(&desk->model, who[3], poll, false, false, false);
	/* another stage: that poll is behind it */
	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_TALK));
	assert_told(&desk->model, who[0], 0, false, false, false);
	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_PLURALITY));
	desk_do(desk, own(BALLOT(who[1], 1, 0, 0), TRACKER(2)));
	desk_do(desk, own(BALLOT(who[4], 1, 0, 0), TRACKER(3)));
	desk_do(desk, WISH(POLL_CLOSED, .poll = poll));
	participant_fill(&desk->model, who[0], &told);
	assert_int_equal(told.poll, 0);
	assert_false(told.can_vote || told.voted);
	/* erased names are nobody's */
	desk_do(desk, WISH(WORDS_ERASED, .thing = who[0]));
	participant_fill(&desk->model, who[0], &told);
	assert_int_equal(told.person, who[0]);
	assert_null(told.name);
}

static void test_the_places_are_the_roster(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	struct places places = {0};

	desk_do(desk, WISH(THING_WITHDRAWN, .thing = room->persons[1], .yes = 1));
	desk_do(desk, WISH(WORDS_ERASED, .thing = room->persons[2]));
	desk_do(desk, WISH(PERSON_STATUS, .person = room->persons[3], .status = STATUS_ABSENT));
	desk_do(desk,
		said(WISH(PERSON_ROLE, .person = room->persons[4], .role = 0), WORDS("neighbour")));
	participant_places(&desk->model, &places);
	assert_int_equal(places.count, 3);
	assert_int_equal(places.items[0].person, room->persons[0]);
	assert_string_equal(places.items[0].name, "Amina");
	assert_string_equal(places.items[0].role, "resident");
	assert_int_equal(places.items[1].person, room->persons[3]); /* who may come yet */
	assert_string_equal(places.items[2].role, "neighbour");
	for (size_t i = 0; i < places.count; i++)
		assert_false(places.items[i].taken);
	array_finish(&places);
}

/* What is needed to fill in a ballot, for every shape there is in a room. */
static void test_everybody_is_told_how_to_vote(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	static const struct {
		enum sample_stage stage;
		enum ballot_shape shape;
		int dots, scale;
		size_t answers;
	} votes[] = {{AT_PLURALITY, SHAPE_CHOOSE, 0, 0, 0}, {AT_APPROVAL, SHAPE_APPROVE, 0, 0, 0},
		{AT_DOTS, SHAPE_POINTS, 4, 0, 0}, {AT_SCORE, SHAPE_SCORE, 0, 3, 0},
		{AT_YES_NO, SHAPE_ANSWER, 0, 0, 2}};
	struct audience audience = {0};

	for (size_t i = 0; i < sizeof votes / sizeof *votes; i++) {
		desk_do(desk, WISH(STAGE_ENTERED, .stage = votes[i].stage));
		int64_t poll = desk_poll(desk, votes[i].stage, 0, true);
		desk_do(desk, BLANK(room->persons[0]));
		audience_fill(&desk->model, desk->now, &audience);
		const struct audience_vote *vote = &audience.vote;
		assert_int_equal(vote->id, poll);
		assert_int_equal(vote->shape, votes[i].shape);
		assert_int_equal(vote->dots, votes[i].dots);
		assert_int_equal(vote->scale, votes[i].scale);
		assert_true(vote->blank);
		assert_true(vote->changes);
		assert_int_equal(vote->answers.count, votes[i].answers);
		for (size_t k = 0; k < vote->answers.count; k++) {
			assert_true(vote->answers.items[k].text[0] != '\0');
			assert_int_equal(vote->answers.items[k].people, 0);
		}
	}
	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_CONSENT));
	int64_t proposal =
		desk_do(desk, said(WISH(PROPOSAL_MADE, .stage = AT_CONSENT), WORDS("Weekly.")));
	((struct stage *)model_stage(&desk->model, AT_CONSENT))->settings[SETTING_CHANGES].number =
		0;
	desk_poll(desk, AT_CONSENT, proposal, true);
	audience_fill(&desk->model, desk->now, &audience);
	assert_int_equal(audience.vote.shape, SHAPE_ANSWER);
	assert_int_equal(audience.vote.answers.count, 3);
	assert_false(audience.vote.blank);
	assert_false(audience.vote.changes);
	audience_finish(&audience);
}

/* No answer is counted while the vote is open, all are afterwards. */
static void test_answers_are_counted_after_closing(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	struct audience audience = {0};

	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_YES_NO));
	int64_t poll = desk_poll(desk, AT_YES_NO, 0, true);
	for (int i = 0; i < PEOPLE; i++) {
		desk_do(desk, BALLOT(room->persons[i], i > 0, i == 0));
		audience_fill(&desk->model, desk->now, &audience);
		assert_int_equal(audience.vote.answers.items[0].people, 0);
		assert_int_equal(audience.vote.answers.items[1].people, 0);
	}
	desk_do(desk, WISH(POLL_CLOSED, .poll = poll));
	audience_fill(&desk->model, desk->now, &audience);
	assert_int_equal(audience.vote.answers.count, 2);
	assert_int_equal(audience.vote.answers.items[0].people, PEOPLE - 1);
	assert_int_equal(audience.vote.answers.items[1].people, 1);
	audience_finish(&audience);
}

static void test_everybody_is_told_what_a_card_has_to_say(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	struct audience audience = {0};

	for (int stage = 0; stage < SAMPLE_STAGES; stage++) {
		desk_do(desk, WISH(STAGE_ENTERED, .stage = stage));
		audience_fill(&desk->model, desk->now, &audience);
		if (stage == AT_COLLECT) {
			assert_int_equal(audience.columns->count, 4);
			assert_string_equal(audience.columns->items[1].name, "for whom");
		} else if (stage == AT_ROLES || stage == AT_COUNTED || stage == AT_HIDDEN) {
			assert_int_equal(audience.columns->count, 1);
			assert_string_equal(audience.columns->items[0].name, "");
		} else {
			assert_null(audience.columns);
		}
	}
	/* only where cards are taken now */
	audience_fill_stage(&desk->model, AT_COLLECT, desk->now, &audience);
	assert_null(audience.columns);
	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_COLLECT));
	desk_do(desk, WISH(SESSION_CLOSED));
	audience_fill_stage(&desk->model, AT_COLLECT, desk->now, &audience);
	assert_null(audience.columns);
	audience_finish(&audience);
}

int main(void)
{
#define ROOM(test) cmocka_unit_test_setup_teardown(test, room_open, room_close)
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_ballot_lies_under_its_tracker),
		cmocka_unit_test(test_a_full_box_takes_changes_only),
		ROOM(test_sent_again_counts_once),
		ROOM(test_changed_until_it_is_closed),
		ROOM(test_nobody_else_finds_it),
		ROOM(test_changed_when_all_have_voted),
		ROOM(test_what_is_cast_stays_where_the_programme_says_so),
		ROOM(test_an_older_log_takes_no_changes),
		ROOM(test_no_blank_consent),
		ROOM(test_undo_passes_over_what_devices_did),
		ROOM(test_what_devices_did_stays_theirs_after_a_restart),
		ROOM(test_a_participant_is_told_of_itself),
		ROOM(test_the_places_are_the_roster),
		ROOM(test_everybody_is_told_how_to_vote),
		ROOM(test_answers_are_counted_after_closing),
		ROOM(test_everybody_is_told_what_a_card_has_to_say),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
