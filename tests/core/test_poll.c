/* Polls: what a secret ballot leaves behind, and that sums are what was cast. */
#include "../support/desk.h"
#include "../support/model_dump.h"
#include "../support/sample_plan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { PEOPLE = 12, MOST_OPTIONS = 3 };

struct room {
	struct desk desk;
	int64_t persons[PEOPLE];
};

static int room_open(void **state)
{
	static struct room room;

	desk_open(&room.desk, 11);
	desk_people(&room.desk, PEOPLE, room.persons);
	*state = &room;
	return 0;
}

static int room_close(void **state)
{
	desk_close(&((struct room *)*state)->desk);
	return 0;
}

#define BALLOT(voter, ...)                                                                         \
	WISH(BALLOT_CAST, .poll = poll, .person = (voter), RARE(.marks = IDS(__VA_ARGS__)))

static void test_secret_ballot_leaves_only_the_box(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t poll = desk_poll(desk, AT_PLURALITY, 0, true);
	char *before = model_dumped(&desk->model, DUMP_STATE | DUMP_UNDO | DUMP_LOG);

	assert_int_equal(desk_do(desk, BALLOT(room->persons[0], 0, 1, 0)), 0);
	assert_int_equal(desk_do(desk, BALLOT(room->persons[3], 1, 0, 0)), 0);
	assert_int_equal(
		desk_do(desk, WISH(BALLOT_CAST, .poll = poll, .person = room->persons[5])), 0);
	assert_int_equal(desk_do(desk, BALLOT(0, 1, 0, 0)), 0);
	assert_int_equal(desk_do(desk, WISH(TICK_MOVED, .poll = poll, .person = room->persons[0],
					       .into = room->persons[1])),
		0);
	char *after = model_dumped(&desk->model, DUMP_STATE | DUMP_UNDO | DUMP_LOG);
	assert_dumps_equal(before, after, "secret ballots");
	free(before);
	free(after);
	const struct poll *opened = model_poll(&desk->model, poll);
	const struct box *box = model_box(&desk->model, poll);
	assert_int_equal(box_count(box), 4);
	assert_int_equal(box_ticked(box), 3);
	assert_int_equal(model_poll_cast(&desk->model, opened), 4);
	assert_int_equal(model_poll_waiting(&desk->model, opened), PEOPLE - 4);
	assert_false(model_has_voted(&desk->model, opened, room->persons[0]));
	assert_true(model_has_voted(&desk->model, opened, room->persons[1]));
	assert_int_equal(opened->result.sums.options, 0);
}

static void test_records_lie_in_the_order_of_their_trackers(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t poll = desk_poll(desk, AT_DOTS, 0, true);

	for (int i = 0; i < PEOPLE; i++)
		desk_do(desk, BALLOT(room->persons[i], i % 3, 1, 1));
	const struct box *box = model_box(&desk->model, poll);
	size_t size = box_record_size(box->options);
	assert_int_equal(size, TRACKER_BYTES + 1 + 3);
	for (size_t i = 1; i < PEOPLE; i++)
		assert_true(memcmp(box->ballots + (i - 1) * size, box->ballots + i * size,
				    TRACKER_BYTES) < 0);
	for (size_t i = 0; i < box->room * size; i++)
		if (i >= PEOPLE * size)
			assert_int_equal(box->ballots[i], 0);
}

/* The same ballots by the same people in another order leave the same box. */
static void test_box_does_not_tell_the_order(void **state)
{
	struct room *room = *state;
	int64_t polls[2];
	unsigned char *boxes[2];
	size_t size = box_record_size(3);

	for (int round = 0; round < 2; round++) {
		struct desk *desk = &room->desk;
		int64_t poll = polls[round] = desk_poll(desk, AT_PLURALITY, 0, true);
		desk->random = random_seeded(&desk->seeded, 99); /* the same trackers in turn */
		for (int i = 0; i < 6; i++) {
			int voter = round == 0 ? i : 5 - i;
			desk_do(desk, BALLOT(room->persons[voter], 1, 0, 0));
		}
		const struct box *box = model_box(&desk->model, poll);
		boxes[round] = malloc(box->room * (size + 1));
		memcpy(boxes[round], box->voted, box->room);
		memcpy(boxes[round] + box->room, box->ballots, box->room * size);
		desk_do(desk, said(WISH(POLL_VOIDED, .poll = poll), WORDS("once more")));
	}
	assert_memory_equal(boxes[0], boxes[1], (PEOPLE + BOX_SPARE) * (size + 1));
	free(boxes[0]);
	free(boxes[1]);
}

static void test_only_those_here_with_a_vote_can_vote(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;

	desk_do(desk, WISH(PERSON_STATUS, .person = room->persons[0], .status = STATUS_EXPECTED));
	desk_do(desk, WISH(PERSON_STATUS, .person = room->persons[1], .status = STATUS_ABSENT));
	desk_do(desk, WISH(PERSON_STATUS, .person = room->persons[2], .status = STATUS_LEFT));
	desk_do(desk, WISH(PERSON_STATUS, .person = room->persons[3], .status = STATUS_LATE));
	desk_do(desk, WISH(PERSON_DUTY, .person = room->persons[4], .duty = DUTY_SUPPORTER));
	desk_do(desk, WISH(THING_WITHDRAWN, .thing = room->persons[5], .yes = 1));
	int64_t poll = desk_poll(desk, AT_PLURALITY, 0, true);
	const struct ids *eligible = &model_poll(&desk->model, poll)->eligible;
	assert_int_equal(eligible->count, PEOPLE - 5);
	assert_int_equal(eligible->items[0], room->persons[3]);
	for (size_t i = 1; i < eligible->count; i++)
		assert_int_equal(eligible->items[i], room->persons[5 + i]);
}

/* What was cast, kept by the test: what the sums must come to. */
struct tallied {
	int64_t totals[MOST_OPTIONS], givers[MOST_OPTIONS], cast, blank;
};

static void draw_ballot(struct desk *desk, const struct poll *poll, int64_t *marks)
{
	size_t options = poll_options(poll);
	int budget = tally_dots(&poll->rule);

	memset(marks, 0, MOST_OPTIONS * sizeof *marks);
	switch (tally_method(poll->rule.method)->shape) {
	case SHAPE_CHOOSE:
	case SHAPE_ANSWER:
		marks[random_below(desk->random, (uint32_t)options)] = 1;
		return;
	case SHAPE_APPROVE:
		for (size_t i = 0; i < options; i++)
			marks[i] = random_below(desk->random, 2);
		marks[random_below(desk->random, (uint32_t)options)] = 1;
		return;
	case SHAPE_POINTS:
	case SHAPE_CREDITS:
	case SHAPE_RANK:
		while (budget-- > 0)
			marks[random_below(desk->random, (uint32_t)options)]++;
		return;
	case SHAPE_SCORE:
	case SHAPE_GRADE:
		for (size_t i = 0; i < options; i++)
			marks[i] = (int64_t)random_below(
					   desk->random, (uint32_t)tally_scale(&poll->rule) + 2) -
				   1;
		marks[random_below(desk->random, (uint32_t)options)] = 0;
		return;
	case SHAPES:
		break;
	}
}

static void cast_one(
	struct desk *desk, const struct poll *poll, int64_t voter, struct tallied *tallied)
{
	int64_t marks[MOST_OPTIONS];
	size_t options = poll_options(poll);
	bool blank = random_below(desk->random, 6) == 0;
	enum ballot_shape shape = tally_method(poll->rule.method)->shape;
	bool scores = shape == SHAPE_SCORE || shape == SHAPE_GRADE;
	bool rates = poll->rule.method == TALLY_RATINGS;

	draw_ballot(desk, poll, marks);
	desk_do(desk, WISH(BALLOT_CAST, .poll = poll->id, .person = voter,
			      RARE(.marks = {.items = marks, .count = blank ? 0 : options})));
	tallied->cast++;
	tallied->blank += blank;
	for (size_t i = 0; i < options && !blank; i++) {
		if (marks[i] == (scores ? MARK_NONE : 0))
			continue;
		/* answers in words are counted, not added up; the last is "don't know" */
		tallied->totals[i] += !rates ? marks[i] : marks[i] < tally_scale(&poll->rule);
		tallied->givers[i]++;
	}
}

static void assert_sums(const struct poll *poll, const struct tallied *tallied, int64_t out)
{

	assert_int_equal(poll->state, POLL_IS_CLOSED);
	assert_int_equal(poll->result.sums.options, poll_options(poll));
	assert_int_equal(poll->result.sums.heads.eligible, PEOPLE);
	assert_int_equal(poll->result.sums.heads.stepped_out, out);
	assert_int_equal(poll->result.sums.heads.cast, tallied->cast);
	assert_int_equal(poll->result.sums.heads.blank, tallied->blank);
	assert_int_equal(poll->result.sums.heads.spoilt, 0);
	for (size_t i = 0; i < poll->result.sums.options; i++) {
		assert_int_equal(poll->result.sums.totals[i], tallied->totals[i]);
		assert_int_equal(poll->result.sums.givers[i], tallied->givers[i]);
	}
	if (tallied->cast > tallied->blank && poll->rule.method != TALLY_RATINGS)
		for (size_t i = 1; i < poll->result.sums.options; i++)
			assert_true(tallied->totals[poll->result.order[i - 1]] >=
				    tallied->totals[poll->result.order[i]]);
}

static const int voting[] = {
	AT_PLURALITY, AT_APPROVAL, AT_DOTS, AT_SCORE, AT_YES_NO, AT_RATE, AT_MAJORITY, AT_CONSENT};

static int64_t open_at(struct desk *desk, int stage, bool secret)
{
	int64_t proposal = 0;

	if (stage == AT_MAJORITY || stage == AT_CONSENT)
		proposal = desk_do(desk, said(WISH(PROPOSAL_MADE, .stage = stage), WORDS("p")));
	return desk_poll(desk, stage, proposal, secret);
}

static void test_sums_are_what_was_cast(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;

	for (int i = 0; i < 200; i++) {
		struct tallied tallied = {0};
		int stage = voting[i % (int)(sizeof voting / sizeof voting[0])];
		bool secret = random_below(desk->random, 3) > 0;
		int64_t poll = open_at(desk, stage, secret);
		size_t voters = 3 + random_below(desk->random, PEOPLE - 3), from = 0;
		for (size_t k = 0; k < voters; k++) {
			bool paper = secret && random_below(desk->random, 3) == 0;
			cast_one(desk, model_poll(&desk->model, poll),
				paper ? 0 : room->persons[from++], &tallied);
		}
		if (from == voters && voters < PEOPLE)
			desk_do(desk, WISH(VOTER_STEPPED_OUT, .poll = poll,
					      .person = room->persons[PEOPLE - 1], .yes = 1));
		desk_do(desk, WISH(POLL_CLOSED, .poll = poll));
		assert_sums(model_poll(&desk->model, poll), &tallied,
			from == voters && voters < PEOPLE);
		assert_null(model_box(&desk->model, poll));
		assert_int_equal(model_poll(&desk->model, poll)->published.count, 0);
	}
}

static void test_wished_sums_do_not_count(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t poll = desk_poll(desk, AT_PLURALITY, 0, true);

	for (int i = 0; i < 3; i++)
		desk_do(desk, BALLOT(room->persons[i], 1, 0, 0));
	int64_t closing =
		desk_do(desk, WISH(POLL_CLOSED, .poll = poll,
				      RARE(.cast = 99, .totals = IDS(9, 9, 9),
					      .givers = IDS(9, 9, 9), .ballots = IDS(1, 0, 0))));
	assert_int_equal(model_poll(&desk->model, poll)->result.sums.totals[0], 3);
	assert_int_equal(model_poll(&desk->model, poll)->result.sums.totals[1], 0);
	assert_int_equal(model_poll(&desk->model, poll)->result.sums.heads.cast, 3);
	assert_int_equal(model_event(&desk->model, closing)->body.rare->totals.count, 3);
	assert_int_equal(model_event(&desk->model, closing)->body.rare->ballots.count, 0);
}

static void test_named_ballot_replaces_the_earlier_one(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t poll = desk_poll(desk, AT_OPEN, 0, false);

	int64_t first = desk_do(desk, BALLOT(room->persons[0], 1, 0, 0));
	assert_int_equal(model_event(&desk->model, first)->by, room->persons[0]);
	desk_do(desk, BALLOT(room->persons[0], 0, 0, 1));
	desk_do(desk, BALLOT(room->persons[1], 0, 0, 1));
	assert_int_equal(model_poll_cast(&desk->model, model_poll(&desk->model, poll)), 2);
	desk_do(desk, WISH(STEP_UNDONE));
	desk_do(desk, WISH(STEP_UNDONE));
	desk_do(desk, WISH(POLL_CLOSED, .poll = poll));
	assert_int_equal(model_poll(&desk->model, poll)->result.sums.totals[0], 1);
	assert_int_equal(model_poll(&desk->model, poll)->result.sums.totals[2], 0);
}

static struct command from_device(struct command command)
{
	command.own = true;
	return command;
}

static void test_named_ballots_of_devices(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	const int64_t *who = room->persons;
	int64_t poll = desk_poll(desk, AT_OPEN, 0, false);

	desk_do(desk, from_device(BALLOT(who[0], 1, 0, 0)));
	/* it comes again when its answer was lost */
	desk_refuse(desk, from_device(BALLOT(who[0], 1, 0, 0)), REFUSED_SAME);
	desk_do(desk, from_device(BALLOT(who[0], 0, 0, 1)));
	desk->model.polls.items[desk->model.polls.count - 1].changes = false;
	desk_refuse(desk, from_device(BALLOT(who[0], 0, 0, 1)), REFUSED_SAME);
	desk_refuse(desk, from_device(BALLOT(who[0], 1, 0, 0)), REFUSED_HAS_VOTED);
	desk_do(desk, from_device(BALLOT(who[1], 1, 0, 0)));
	desk_do(desk, BALLOT(who[0], 1, 0, 0)); /* the console may set it right */
	desk_do(desk, said(WISH(POLL_VOIDED, .poll = poll), WORDS("again")));
	/* nobody alone takes away what was counted in the room */
	poll = desk_poll(desk, AT_OPEN, 0, false);
	desk_do(desk, WISH(HANDS_COUNTED, .poll = poll, RARE(.marks = IDS(3, 4, 0))));
	desk_refuse(desk, from_device(BALLOT(who[0], 1, 0, 0)), REFUSED_HAS_VOTED);
}

static void test_show_of_hands(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t poll = desk_poll(desk, AT_OPEN, 0, false);

	desk_do(desk, WISH(HANDS_COUNTED, .poll = poll, RARE(.marks = IDS(3, 4, 0), .blank = 2)));
	desk_do(desk, WISH(POLL_CLOSED, .poll = poll));
	const struct poll *closed = model_poll(&desk->model, poll);
	assert_int_equal(closed->result.sums.heads.cast, 9);
	assert_int_equal(closed->result.sums.heads.blank, 2);
	assert_int_equal(closed->result.sums.totals[0], 3);
	assert_int_equal(closed->result.sums.totals[1], 4);
	/* what was said by name does not go under in a count */
	poll = desk_poll(desk, AT_OPEN, 0, false);
	desk_do(desk, BALLOT(room->persons[0], 1, 0, 0));
	desk_refuse(desk, WISH(HANDS_COUNTED, .poll = poll, RARE(.marks = IDS(3, 4, 0))),
		REFUSED_BALLOTS_CAST);
	desk_do(desk, said(WISH(POLL_VOIDED, .poll = poll), WORDS("again")));
	poll = desk_poll(desk, AT_APPROVAL, 0, false);
	desk_do(desk, WISH(HANDS_COUNTED, .poll = poll, RARE(.marks = IDS(7, 9, 2))));
	desk_do(desk, WISH(POLL_CLOSED, .poll = poll));
	assert_int_equal(model_poll(&desk->model, poll)->result.sums.heads.cast, 9);
}

static void test_voided_poll_shows_nothing(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t poll = desk_poll(desk, AT_PLURALITY, 0, true);

	for (int i = 0; i < 4; i++)
		desk_do(desk, BALLOT(room->persons[i], 1, 0, 0));
	desk_do(desk, WISH(POLL_CLOSED, .poll = poll));
	desk_do(desk, said(WISH(POLL_VOIDED, .poll = poll), WORDS("the question was misread")));
	const struct poll *voided = model_poll(&desk->model, poll);
	assert_int_equal(voided->state, POLL_IS_VOIDED);
	assert_string_equal(voided->why, "the question was misread");
	assert_int_equal(voided->result.sums.options, 0);
	assert_int_equal(voided->result.sums.heads.cast, 0);
	assert_null(model_stage_poll(&desk->model, AT_PLURALITY));
	poll = desk_poll(desk, AT_PLURALITY, 0, true); /* run again */
	desk_do(desk, BALLOT(room->persons[0], 1, 0, 0));
	desk_do(desk, said(WISH(POLL_VOIDED, .poll = poll), WORDS("again")));
	assert_null(model_box(&desk->model, poll));
}

static void test_late_and_gone(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t poll = desk_poll(desk, AT_PLURALITY, 0, true);

	for (int i = 0; i < 3; i++)
		desk_do(desk, BALLOT(room->persons[i], 1, 0, 0));
	int64_t late =
		desk_do(desk, said(WISH(PERSON_ADDED, .role = 0, .votes = 1, .status = STATUS_LATE),
				      WORDS("Late")));
	desk_do(desk, WISH(VOTER_ADDED, .poll = poll, .person = late, .yes = 1));
	desk_do(desk, BALLOT(late, 0, 1, 0));
	desk_do(desk, WISH(PERSON_STATUS, .person = room->persons[7], .status = STATUS_LEFT));
	desk_do(desk, WISH(VOTER_STEPPED_OUT, .poll = poll, .person = room->persons[7], .yes = 0));
	desk_do(desk,
		said(WISH(VOTER_STEPPED_OUT, .poll = poll, .person = room->persons[8], .yes = 1),
			WORDS("her sister sells it")));
	desk_refuse(desk,
		WISH(VOTER_STEPPED_OUT, .poll = poll, .person = room->persons[9], .yes = 1,
			.number = 1),
		REFUSED_NO_INTEREST);
	desk_do(desk, said(WISH(PERSON_INTEREST, .person = room->persons[9]), WORDS("sells it")));
	int64_t stepped =
		desk_do(desk, said(WISH(VOTER_STEPPED_OUT, .poll = poll, .person = room->persons[9],
					   .yes = 1, .number = 1),
				      WORDS("not kept twice")));
	const struct recusals *recusals = &model_poll(&desk->model, poll)->recusals;
	assert_int_equal(model_event(&desk->model, stepped)->words.count, 0);
	assert_int_equal(recusals->count, 2); /* who left is none */
	assert_string_equal(recusals->items[0].why, "her sister sells it");
	assert_string_equal(recusals->items[1].why, "sells it");
	desk_do(desk, WISH(VOTER_STEPPED_OUT, .poll = poll, .person = room->persons[9], .yes = 0));
	desk_do(desk, WISH(POLL_CLOSED, .poll = poll));
	const struct tally_heads *heads = &model_poll(&desk->model, poll)->result.sums.heads;
	assert_int_equal(heads->eligible, PEOPLE + 1); /* who left was counted still */
	assert_int_equal(heads->stepped_out, 1);
	assert_int_equal(heads->cast, 4);
	desk_do(desk, WISH(WORDS_ERASED, .thing = room->persons[8]));
	recusals = &model_poll(&desk->model, poll)->recusals;
	assert_int_equal(recusals->count, 1);
	assert_null(recusals->items[0].why);
}

/* Asked about, voted or not, so that the question tells nothing; answered before closing. */
static void test_who_left_is_asked_about(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	const int64_t *who = room->persons;
	int64_t poll = desk_poll(desk, AT_PLURALITY, 0, true);
#define OUT(which, is) WISH(VOTER_STEPPED_OUT, .poll = poll, .person = who[which], .yes = (is))
#define LEFT_VOTER model_left_voter(&desk->model, model_poll(&desk->model, poll))
	for (int i = 0; i < 3; i++)
		desk_do(desk, BALLOT(who[i], 1, 0, 0));
	desk_refuse(desk, OUT(0, 0), REFUSED_SAME); /* here, and counted anyway */
	desk_do(desk, WISH(PERSON_STATUS, .person = who[0], .status = STATUS_LEFT));
	desk_do(desk, WISH(PERSON_STATUS, .person = who[3], .status = STATUS_LEFT));
	desk_do(desk, WISH(PERSON_STATUS, .person = who[4], .status = STATUS_LEFT));
	assert_int_equal(LEFT_VOTER, who[0]);
	desk_refuse(desk, WISH(POLL_CLOSED, .poll = poll), REFUSED_LEFT_UNANSWERED);
	desk_refuse(desk, OUT(0, 1), REFUSED_HAS_VOTED);
	desk_do(desk, OUT(0, 0));
	desk_refuse(desk, OUT(0, 0), REFUSED_SAME);
	assert_int_equal(LEFT_VOTER, who[3]);
	desk_do(desk, OUT(3, 1));
	assert_int_equal(LEFT_VOTER, who[4]);
	desk_do(desk, OUT(4, 0));
	assert_int_equal(LEFT_VOTER, 0);
	desk_do(desk, OUT(4, 1)); /* the room thinks again */
	desk_do(desk, OUT(4, 0));
	assert_int_equal(LEFT_VOTER, 0);
	desk_do(desk, WISH(POLL_CLOSED, .poll = poll));
	const struct tally_heads *heads = &model_poll(&desk->model, poll)->result.sums.heads;
	assert_int_equal(heads->eligible, PEOPLE);
	assert_int_equal(heads->stepped_out, 1);
	assert_int_equal(heads->cast, 3);
}

/* Who has voted by name and goes is counted; only about the others there is a question. */
static void test_who_left_an_open_vote(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	const int64_t *who = room->persons;
	int64_t poll = desk_poll(desk, AT_OPEN, 0, false);

	desk_do(desk, BALLOT(who[0], 1, 0, 0));
	desk_do(desk, WISH(PERSON_STATUS, .person = who[0], .status = STATUS_LEFT));
	assert_int_equal(LEFT_VOTER, 0);
	desk_do(desk, WISH(PERSON_STATUS, .person = who[1], .status = STATUS_LEFT));
	assert_int_equal(LEFT_VOTER, who[1]);
	desk_do(desk, OUT(1, 1));
	assert_int_equal(LEFT_VOTER, 0);
	desk_do(desk, WISH(POLL_CLOSED, .poll = poll));
}

/* Whose reason it is stays out of the log. */
static void test_reasons_have_no_names(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t poll = open_at(desk, AT_CONSENT, true);
	int64_t reason = desk_do(
		desk, by(said(WISH(REASON_GIVEN, .poll = poll), WORDS("too much for carers")),
			      room->persons[0]));

	assert_int_equal(model_event(&desk->model, reason)->by, BY_NOBODY);
	assert_string_equal(
		model_poll(&desk->model, poll)->reasons.items[0].text, "too much for carers");
}

/* What a stage does not want kept of who said it is not in the log. */
static void test_authors_are_kept_as_set(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	const struct {
		int stage;
		int64_t by, role, person;
	} kept[] = {
		{AT_COLLECT, room->persons[1], ROLE_CARER, room->persons[1]},
		{AT_ROLES, BY_NOBODY, ROLE_CARER, 0},
		{AT_COUNTED, BY_NOBODY, ROLE_CARER, 0},
		{AT_HIDDEN, BY_NOBODY, -1, 0},
	};

	for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
		int64_t id = desk_do(desk, by(said(WISH(CARD_ADDED, .stage = kept[i].stage,
							   .person = room->persons[1]),
						      WORDS("one")),
						   room->persons[1]));
		const struct event *event = model_event(&desk->model, id);
		const struct card *card = model_card(&desk->model, id);
		assert_int_equal(event->by, kept[i].by);
		assert_int_equal(event->body.role, kept[i].role);
		assert_int_equal(event->body.person, 0);
		assert_int_equal(card->person, kept[i].person);
		assert_int_equal(card->role, kept[i].role);
	}
}

int main(void)
{
#define ROOM(test) cmocka_unit_test_setup_teardown(test, room_open, room_close)
	const struct CMUnitTest tests[] = {
		ROOM(test_secret_ballot_leaves_only_the_box),
		ROOM(test_records_lie_in_the_order_of_their_trackers),
		ROOM(test_box_does_not_tell_the_order),
		ROOM(test_only_those_here_with_a_vote_can_vote),
		ROOM(test_sums_are_what_was_cast),
		ROOM(test_wished_sums_do_not_count),
		ROOM(test_named_ballot_replaces_the_earlier_one),
		ROOM(test_named_ballots_of_devices),
		ROOM(test_show_of_hands),
		ROOM(test_voided_poll_shows_nothing),
		ROOM(test_late_and_gone),
		ROOM(test_who_left_is_asked_about),
		ROOM(test_who_left_an_open_vote),
		ROOM(test_reasons_have_no_names),
		ROOM(test_authors_are_kept_as_set),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
