/* Two words of a voter's own: they lie in the box alone, and in the list after closing or nowhere.
 */
#include "../support/desk.h"
#include "../support/model_dump.h"
#include "../support/sample_plan.h"

#include "roundtable/core/audience.h"
#include "roundtable/core/counted.h"
#include "roundtable/core/receipt.h"
#include "roundtable/core/sentence.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { PEOPLE = 12, OPTIONS = 3, BLANK = -1 };

struct room {
	struct desk desk;
	int64_t persons[PEOPLE];
};

static void set(struct desk *desk, int stage, enum setting setting, int64_t number)
{
	struct stage *plan = (struct stage *)model_stage(&desk->model, stage);

	plan->settings[setting].number = number;
	plan->settings[setting].given = true;
}

static int room_open(void **state)
{
	static struct room room;

	desk_open(&room.desk, 23);
	desk_people(&room.desk, PEOPLE, room.persons);
	set(&room.desk, AT_PLURALITY, SETTING_RECEIPTS, 1);
	*state = &room;
	return 0;
}

static int room_close(void **state)
{
	desk_close(&((struct room *)*state)->desk);
	return 0;
}

static void room_again(void **state)
{
	room_close(state);
	room_open(state);
}

/* A ballot for an option, or a blank one, with words or (NULL) without. */
static bool cast(
	struct desk *desk, int64_t poll, int64_t person, int option, const char *words, bool must)
{
	int64_t marks[OPTIONS] = {0};
	struct ids list = {.items = marks, .count = option >= 0 ? OPTIONS : 0};
	char *said_words[] = {(char *)words};
	struct command command =
		WISH(BALLOT_CAST, .poll = poll, .person = person, RARE(.marks = list));

	if (option >= 0)
		marks[option] = 1;
	if (words != NULL)
		command.words = (struct texts){.items = said_words, .count = 1};
	if (must)
		assert_int_equal(desk_do(desk, command), 0);
	return must || desk_try(desk, command);
}

struct wanted {
	int option;
	const char *words;
};

/* Everybody votes, in the order of the list or the other way round; closed. */
static const struct poll *vote(
	struct room *room, const struct wanted *wanted, size_t count, bool backwards)
{
	struct desk *desk = &room->desk;
	int64_t poll = desk_poll(desk, AT_PLURALITY, 0, true);

	for (size_t i = 0; i < count; i++) {
		size_t at = backwards ? count - 1 - i : i;
		cast(desk, poll, room->persons[i], wanted[at].option, wanted[at].words, true);
	}
	desk_do(desk, WISH(POLL_CLOSED, .poll = poll));
	return model_poll(&desk->model, poll);
}

static const struct wanted twelve[] = {{1, "blue kettle"}, {0, NULL}, {2, "old bridge"},
	{1, "Wild  Ocean"}, {0, "blue kettle"}, {BLANK, "zebra one"}, {1, NULL}, {2, NULL},
	{0, "amber 7"}, {1, "éclair noir"}, {2, "north wind"}, {BLANK, NULL}};
enum { TWELVE = sizeof twelve / sizeof *twelve };

static void test_list_is_sorted_by_words_alone(void **state)
{
	static const struct {
		const char *words, *answer;
	} list[] = {{"amber 7", "first"}, {"blue kettle", "first"}, {"blue kettle", "second"},
		{"eclair noir", "second"}, {"north wind", "third"}, {"old bridge", "third"},
		{"wild ocean", "second"}, {"zebra one", "blank ballot"}, {"", "first"},
		{"", "second"}, {"", "third"}, {"", "blank ballot"}};
	struct room *room = *state;

	for (int backwards = 0; backwards < 2; backwards++) {
		if (backwards)
			room_again(state);
		const struct poll *poll = vote(room, twelve, TWELVE, backwards != 0);
		const struct model *model = &room->desk.model;
		assert_int_equal(poll_listed(poll), TWELVE);
		for (size_t i = 0; i < TWELVE; i++) {
			struct buf answer = {0};
			sentence_listed(model, poll, i, &answer);
			assert_string_equal(poll_listed_words(model, poll, i), list[i].words);
			if (poll_listed_answer(poll, i) < OPTIONS)
				assert_int_equal(poll_listed_answer(poll, i),
					list[i].answer[0] == 'f'   ? 0
					: list[i].answer[0] == 's' ? 1
								   : 2);
			else
				assert_string_equal(buf_text(&answer), list[i].answer);
			buf_finish(&answer);
		}
	}
}

/* The list comes to the sums that were counted. */
static void test_list_is_counted_again(void **state)
{
	struct room *room = *state;
	const struct poll *poll = vote(room, twelve, TWELVE, false);
	struct ballots ballots = {0};
	struct tally_result again = {0};

	assert_true(ballots_listed(poll, &poll->published, &ballots));
	assert_int_equal(ballots.count, TWELVE - 2);
	assert_int_equal(ballots.blank, 2);
	assert_true(poll_count(&room->desk.model, poll, &ballots,
		(struct tally_heads){.eligible = PEOPLE}, &again));
	for (size_t i = 0; i < OPTIONS; i++)
		assert_int_equal(again.sums.totals[i], poll->result.sums.totals[i]);
	assert_int_equal(again.sums.heads.blank, 2);
	tally_result_finish(&again);
	ballots_finish(&ballots);
}

/* Whether the words stand anywhere in the log or in what is made of it. */
static bool told(const struct model *model, const char *words)
{
	char *dump = model_dumped(model, DUMP_STATE | DUMP_UNDO | DUMP_LOG);
	bool found = strstr(dump, words) != NULL;

	free(dump);
	return found;
}

static void test_words_lie_in_the_box_alone(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t poll = desk_poll(desk, AT_PLURALITY, 0, true);
	char *before = model_dumped(&desk->model, DUMP_STATE | DUMP_UNDO | DUMP_LOG);

	cast(desk, poll, room->persons[0], 1, "blue kettle", true);
	cast(desk, poll, 0, 1, "paper boat", true); /* a slip */
	cast(desk, poll, room->persons[1], 0, NULL, true);
	cast(desk, poll, room->persons[2], BLANK, "no idea", true);
	char *after = model_dumped(&desk->model, DUMP_STATE | DUMP_UNDO | DUMP_LOG);
	assert_dumps_equal(before, after, "ballots with words");
	free(before);
	free(after);
	/* each record is as long as another */
	const struct box *box = model_box(&desk->model, poll);
	size_t size = box_record_size(box->options);
	assert_int_equal(size, TRACKER_BYTES + 1 + OPTIONS + RECEIPT_BYTES);
	assert_non_null(memmem(box->ballots, 4 * size, "blue kettle", 11));
	desk_do(desk, said(WISH(POLL_VOIDED, .poll = poll), WORDS("once more")));
	assert_null(model_box(&desk->model, poll));
	assert_false(told(&desk->model, "kettle"));
	assert_false(told(&desk->model, "boat"));
}

/* What is said of the list, once the vote is closed. */
static void assert_says(struct room *room, const struct poll *poll, const char *words)
{
	struct buf text = {0};

	sentence_receipts(&room->desk.model, poll, &text);
	if (strstr(buf_text(&text), words) == NULL)
		fail_msg("“%s” does not say “%s”", buf_text(&text), words);
	buf_finish(&text);
}

static void assert_no_list(struct room *room, const struct poll *poll, const char *why)
{
	const struct model *model = &room->desk.model;
	const struct event *closed = &model->events.items[model->events.count - 1];

	assert_int_equal(closed->kind, EVENT_POLL_CLOSED);
	assert_int_equal(poll_listed(poll), 0);
	assert_int_equal(closed->words.count, 0);
	assert_int_equal(body_rare(&closed->body)->ballots.count, 0);
	assert_false(told(model, "blue kettle"));
	assert_says(room, poll, why);
}

static void test_below_ten_there_is_no_list(void **state)
{
	struct room *room = *state;
	struct wanted all[PEOPLE];

	for (size_t i = 0; i < PEOPLE; i++)
		all[i] = (struct wanted){(int)(i % OPTIONS), "blue kettle"};
	assert_no_list(room, vote(room, all, 9, false), "Fewer than 10");
	const struct poll *poll = vote(room, all, 10, false);
	assert_int_equal(poll_listed(poll), 10);
	assert_says(room, poll, "declared void");
	/* afterwards nobody can be told, and nothing be held again */
	desk_do(&room->desk, WISH(SESSION_CLOSED));
	assert_says(room, poll, "Every ballot is listed");
	struct buf text = {0};
	sentence_receipts(&room->desk.model, poll, &text);
	assert_null(strstr(buf_text(&text), "facilitator"));
	buf_finish(&text);
}

/* Who typed words is seen in the room: so few of one kind would be told by their lines. */
static void test_few_with_or_without_words_are_not_told(void **state)
{
	static const struct {
		size_t worded;
		bool listed;
	} cases[] = {{0, false}, {1, false}, {2, false}, {3, true}, {9, true}, {10, false},
		{11, false}, {12, true}};
	struct room *room = *state;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct wanted all[TWELVE];
		for (size_t k = 0; k < TWELVE; k++)
			all[k] = (struct wanted){
				(int)(k % OPTIONS), k < cases[i].worded ? "blue kettle" : NULL};
		const struct poll *poll = vote(room, all, TWELVE, false);
		if (cases[i].listed)
			assert_int_equal(poll_listed(poll), TWELVE);
		else
			assert_no_list(room, poll, "Too few ballots");
		room_again(state);
	}
}

/* Two lists of one question would show who changed, or who has words now: void or not. */
static void test_the_next_vote_has_no_list(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;

	for (int voided = 0; voided < 2; voided++) {
		const struct poll *poll = vote(room, twelve, TWELVE, false);
		assert_int_equal(poll_listed(poll), TWELVE);
		if (voided)
			desk_do(desk, said(WISH(POLL_VOIDED, .poll = poll->id), WORDS("again")));
		int64_t next = desk_poll(desk, AT_PLURALITY, 0, true);
		struct buf text = {0};
		sentence_receipts(&desk->model, model_poll(&desk->model, next), &text);
		assert_non_null(strstr(buf_text(&text), "an earlier vote on this were listed"));
		buf_finish(&text);
		assert_false(cast(desk, next, room->persons[0], 1, "blue kettle", false));
		assert_int_equal(desk->refusal.code, REFUSED_NO_RECEIPTS);
		room_again(state);
	}
}

/* Whoever casts a second ballot for somebody absent knows both. */
static void test_standing_in_takes_more(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t id = desk_poll(desk, AT_PLURALITY, 0, true);
	struct poll *poll = (struct poll *)model_poll(&desk->model, id);

	ids_add(&poll->stood_in, room->persons[0]);
	ids_add(&poll->stood_in, room->persons[1]);
	for (size_t i = 0; i < TWELVE; i++)
		cast(desk, id, room->persons[i], 0, i < 9 ? "blue kettle" : NULL, true);
	desk_do(desk, WISH(POLL_CLOSED, .poll = id));
	assert_int_equal(poll_listed(model_poll(&desk->model, id)), 0);
}

/* Nobody's choice is to be read beside somebody else's name; and one word of two is no list. */
static void test_whose_words_they_cannot_be(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t ann = desk_do(desk, said(WISH(PERSON_ADDED, .votes = 1, .status = STATUS_HERE),
					    WORDS("Ann Miller", "")));
	int64_t poll = desk_poll(desk, AT_PLURALITY, 0, true);

	assert_false(cast(desk, poll, room->persons[0], 1, "ann  MILLER", false));
	assert_int_equal(desk->refusal.code, REFUSED_RECEIPT);
	assert_false(cast(desk, poll, ann, 1, "Ann Miller", false));
	desk_refuse(desk,
		said(WISH(BALLOT_CAST, .poll = poll, .person = ann, RARE(.marks = IDS(1, 0, 0))),
			WORDS("blue kettle", "more words")),
		REFUSED_RECEIPT);
	desk_do(desk, WISH(OFF_RECORD, .yes = 1));
	cast(desk, poll, ann, 1, "blue kettle", true);
}

static void test_only_two_words_are_taken(void **state)
{
	static const char *const bad[] = {"blue", "one two three", "blue kettle!", "a/b c", "- -",
		"abcdefghijkl mnopqrstuvwx", "<b> x"};
	static const char *const good[] = {"", "  ", "blue kettle", " Blue\tKettle ", "7 11",
		"abcdefghijk mnopqrstuvwx", "ночь луна", "東京 大阪"};
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t poll = desk_poll(desk, AT_PLURALITY, 0, true);

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		assert_false(cast(desk, poll, room->persons[0], 1, bad[i], false));
		assert_int_equal(desk->refusal.code, REFUSED_RECEIPT);
	}
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		cast(desk, poll, room->persons[i], 1, good[i], true);
	/* elsewhere none are: nobody shall think that they are kept */
	poll = desk_poll(desk, AT_YES_NO, 0, true);
	desk_refuse(desk,
		said(WISH(BALLOT_CAST, .poll = poll, .person = room->persons[0],
			     RARE(.marks = IDS(1, 0))),
			WORDS("blue kettle")),
		REFUSED_NO_RECEIPTS);
	poll = desk_poll(desk, AT_OPEN, 0, false);
	assert_false(cast(desk, poll, room->persons[0], 1, "blue kettle", false));
	assert_int_equal(desk->refusal.code, REFUSED_NO_RECEIPTS);
	desk_refuse(desk,
		said(WISH(BALLOT_CAST, .poll = poll, .person = room->persons[0],
			     RARE(.marks = IDS(0, 1, 0))),
			WORDS("", "blue kettle")),
		REFUSED_NO_RECEIPTS);
	assert_false(told(&desk->model, "kettle"));
}

static void test_a_changed_ballot_has_its_new_words(void **state)
{
	static const unsigned char tracker[TRACKER_BYTES] = {7};
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t poll = desk_poll(desk, AT_PLURALITY, 0, true);
	struct command first = said(WISH(BALLOT_CAST, .poll = poll, .person = room->persons[0],
					    RARE(.marks = IDS(0, 1, 0))),
		WORDS("blue kettle"));

	first.own = true;
	first.tracker = tracker;
	desk_do(desk, first);
	desk_refuse(desk, first, REFUSED_SAME);
	struct command second = said(first, WORDS("red door"));
	desk_do(desk, second);
	struct command third = said(first, (struct texts){0});
	for (size_t i = 1; i < 11; i++)
		cast(desk, poll, room->persons[i], 0, i < 8 ? "my words" : NULL, true);
	desk_do(desk, WISH(POLL_CLOSED, .poll = poll));
	const struct poll *closed = model_poll(&desk->model, poll);
	assert_int_equal(poll_listed(closed), 11);
	assert_string_equal(poll_listed_words(&desk->model, closed, 7), "red door");
	assert_int_equal(poll_listed_answer(closed, 7), 1);
	assert_false(told(&desk->model, "kettle"));
	desk_refuse(desk, third, REFUSED_POLL_NOT_OPEN);
}

/* Before the room, beside results by role, and on ballots with several marks there are no words. */
static void test_where_no_words_are_taken(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	struct command wall =
		WISH(POLL_OPENED, .stage = AT_PLURALITY, .way = BALLOT_WALL, RARE(.secret = 1));

	int64_t poll = desk_do(desk, wall);
	assert_false(model_poll(&desk->model, poll)->receipts);
	assert_says(room, model_poll(&desk->model, poll), "nobody types words");
	desk_do(desk, said(WISH(POLL_VOIDED, .poll = poll), WORDS("again")));
	set(desk, AT_PLURALITY, SETTING_BY, BY_ROLE);
	poll = desk_poll(desk, AT_PLURALITY, 0, true);
	assert_true(model_poll(&desk->model, poll)->parts.count > 0);
	assert_false(model_poll(&desk->model, poll)->receipts);
	assert_says(room, model_poll(&desk->model, poll), "a list would tell too much");
	set(desk, AT_DOTS, SETTING_RECEIPTS, 1);
	poll = desk_poll(desk, AT_DOTS, 0, true);
	assert_false(model_poll(&desk->model, poll)->receipts);
	set(desk, AT_CONSENT, SETTING_RECEIPTS, 1);
	int64_t proposal =
		desk_do(desk, said(WISH(PROPOSAL_MADE, .stage = AT_CONSENT), WORDS("p")));
	poll = desk_poll(desk, AT_CONSENT, proposal, true);
	assert_true(model_poll(&desk->model, poll)->receipts);
}

static void test_wished_lists_do_not_count(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t poll = desk_poll(desk, AT_PLURALITY, 0, true);

	for (size_t i = 0; i < 10; i++)
		cast(desk, poll, room->persons[i], 1, NULL, true);
	desk_do(desk, said(WISH(POLL_CLOSED, .poll = poll, RARE(.ballots = IDS(1, 0, 0))),
			      WORDS("made up")));
	assert_int_equal(poll_listed(model_poll(&desk->model, poll)), 0);
	assert_false(told(&desk->model, "made up"));
}

static void test_words_of_the_list_can_be_erased(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	const struct poll *poll = vote(room, twelve, TWELVE, false);
	struct audience audience = {0};
	int64_t id = poll->id;
	size_t lines = 0;

	desk_do(desk, WISH(WORDS_ERASED, .thing = poll->closing));
	poll = model_poll(&desk->model, id);
	assert_int_equal(poll_listed(poll), TWELVE);
	assert_null(poll_listed_words(&desk->model, poll, 0));
	assert_int_equal(poll_listed_answer(poll, 0), 0);
	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_PLURALITY));
	audience_fill(&desk->model, desk->now, &audience);
	for (size_t i = 0; i < audience.items.count; i++) {
		lines += audience.items.items[i].kind == ITEM_BALLOT;
		if (audience.items.items[i].kind == ITEM_BALLOT)
			assert_null(audience.items.items[i].text);
	}
	assert_int_equal(lines, TWELVE);
	audience_finish(&audience);
}

/* A log may hold anything: a list that could not have been written is none. */
static void test_no_list_is_taken_that_could_not_be(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	const struct poll *poll = vote(room, twelve, TWELVE, false);
	struct rare *closed = model_event(&desk->model, poll->closing)->body.rare;
	static const struct {
		size_t at;
		int64_t mark;
	} wrong[] = {{0, 0}, {1, 1}, {2, MARK_NONE}, {0, 2}, {21, 0}, {21, 1}};

	for (size_t i = 0; i <= sizeof wrong / sizeof *wrong; i++) {
		struct events events = {0};
		struct model again = {0};
		size_t count = closed->ballots.count;
		int64_t was = 0;
		if (i < sizeof wrong / sizeof *wrong) {
			was = closed->ballots.items[wrong[i].at];
			closed->ballots.items[wrong[i].at] = wrong[i].mark;
		} else {
			closed->ballots.count -= OPTIONS; /* one too few */
		}
		for (size_t k = 0; k < desk->model.events.count; k++)
			event_copy(array_push(&events), &desk->model.events.items[k]);
		model_load(&again, &events);
		if (poll_listed(model_poll(&again, poll->id)) != 0)
			fail_msg("list %zu was taken", i);
		model_finish(&again);
		closed->ballots.count = count;
		if (i < sizeof wrong / sizeof *wrong)
			closed->ballots.items[wrong[i].at] = was;
	}
}

int main(void)
{
#define ROOM(name) cmocka_unit_test_setup_teardown(name, room_open, room_close)
	const struct CMUnitTest tests[] = {
		ROOM(test_list_is_sorted_by_words_alone),
		ROOM(test_list_is_counted_again),
		ROOM(test_words_lie_in_the_box_alone),
		ROOM(test_below_ten_there_is_no_list),
		ROOM(test_few_with_or_without_words_are_not_told),
		ROOM(test_the_next_vote_has_no_list),
		ROOM(test_standing_in_takes_more),
		ROOM(test_whose_words_they_cannot_be),
		ROOM(test_only_two_words_are_taken),
		ROOM(test_a_changed_ballot_has_its_new_words),
		ROOM(test_where_no_words_are_taken),
		ROOM(test_wished_lists_do_not_count),
		ROOM(test_words_of_the_list_can_be_erased),
		ROOM(test_no_list_is_taken_that_could_not_be),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
