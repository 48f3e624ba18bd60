/* Votes by role: what is counted for each part of the room, what is said of it, what is hidden. */
#include "../support/desk.h"

#include "roundtable/base/mem.h"
#include "roundtable/core/audience.h"
#include "roundtable/core/parts.h"
#include "roundtable/core/sentence.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { ROLES = 3, OPTIONS = 3, PEOPLE_MOST = 60 };
enum { PLURALITY, APPROVAL, DOTS, SCORE, MAJORITY, FIST, NOT_BY_ROLE, STAGES, DECIDES = STAGES };

struct room {
	struct desk desk;
	int64_t persons[PEOPLE_MOST];
	size_t count;
};

static void set(struct stage *stage, enum setting setting, int64_t number)
{
	stage->settings[setting].given = true;
	stage->settings[setting].number = number;
}

static void add_stages(struct plan *plan)
{
	static const enum tally_method_id methods[STAGES] = {TALLY_PLURALITY, TALLY_APPROVAL,
		TALLY_DOTS, TALLY_SCORE, TALLY_MAJORITY, TALLY_FIST_TO_FIVE, TALLY_PLURALITY};

	for (int i = 0; i < STAGES; i++) {
		struct stage *stage = plan_add_stage(plan);
		stage->activity = ACTIVITY_VOTE;
		array_free(stage->title);
		stage->title = mem_copy_text("What first?");
		set(stage, SETTING_METHOD, methods[i]);
		set(stage, SETTING_BY, i == NOT_BY_ROLE ? BY_ROLE_NOT : BY_ROLE);
		if (i == FIST)
			set(stage, SETTING_BAR, 3);
		if (tally_method(methods[i])->answers > 0)
			continue;
		texts_add(&stage->items, "benches");
		texts_add(&stage->items, "lamps");
		texts_add(&stage->items, "trees");
	}
	struct stage *decides = plan_add_stage(plan);
	decides->activity = ACTIVITY_DECIDE;
	set(decides, SETTING_RULE, RULE_MAJORITY);
	set(decides, SETTING_BY, BY_ROLE);
}

static void room_open(struct room *room, const int *people)
{
	static const char *const roles[ROLES] = {"resident", "carer", "council"};
	struct plan plan = {.title = mem_copy_text("Voted"),
		.purpose = mem_copy_text(""),
		.language = mem_copy_text("en")};

	*room = (struct room){.desk.now = 1000};
	for (int i = 0; i < ROLES; i++)
		*array_push(&plan.roles) = (struct role){.name = mem_copy_text(roles[i])};
	add_stages(&plan);
	room->desk.random = random_seeded(&room->desk.seeded, 7);
	desk_do(&room->desk,
		WISH(SESSION_STARTED, RARE(.id = "00112233445566778899aabbccddeeff",
					      .language = "en", .format = 1, .plan = &plan)));
	plan_finish(&plan);
	for (int role = 0; role < ROLES; role++) {
		for (int i = 0; i < people[role]; i++) {
			char name[] = {(char)('A' + role), (char)('a' + i), '\0'};
			room->persons[room->count++] = desk_do(
				&room->desk, said(WISH(PERSON_ADDED, .role = role, .votes = 1,
							  .status = STATUS_HERE),
						     WORDS(name, "")));
		}
	}
}

static int64_t opened(struct room *room, int stage, bool secret)
{
	return desk_do(&room->desk, WISH(POLL_OPENED, .stage = stage, RARE(.secret = secret)));
}

static void cast(struct room *room, int64_t poll, size_t person, struct ids marks)
{
	desk_do(&room->desk, WISH(BALLOT_CAST, .poll = poll, .person = room->persons[person],
				     RARE(.marks = marks)));
}

/* One option or answer of so many. */
static void choose(struct room *room, int64_t poll, size_t person, size_t options, size_t which)
{
	int64_t marks[6] = {0};

	marks[which] = 1;
	cast(room, poll, person, (struct ids){.items = marks, .count = options});
}

/* What the closing of a poll came to, to be changed; ended with event_finish(). */
static struct rare *closing_of(struct room *room, const struct poll *poll, struct event *copy)
{
	*copy = (struct event){0};
	event_copy(copy, model_event(&room->desk.model, poll->closing));
	return body_rare_make(&copy->body);
}

static enum parts_fault fault_of(struct room *room, const struct poll *poll, struct event *closing)
{
	struct model then = {0};

	model_before(&room->desk.model, poll->closing, &then);
	enum parts_fault fault =
		parts_closed_so(&then, model_poll(&then, poll->id), body_rare(&closing->body));
	model_finish(&then);
	event_finish(closing);
	return fault;
}

static const struct poll *closed(struct room *room, int64_t poll)
{
	struct event closing;

	desk_do(&room->desk, WISH(POLL_CLOSED, .poll = poll));
	const struct poll *done = model_poll(&room->desk.model, poll);
	closing_of(room, done, &closing);
	assert_int_equal(fault_of(room, done, &closing), PARTS_HOLD);
	return done;
}

static char *result_of(struct room *room, const struct poll *poll)
{
	struct buf text = {0};
	sentence_result(&room->desk.model, poll, &text);
	sentence_by_part(&room->desk.model, poll, &text);
	return buf_take(&text);
}

static void assert_said(struct room *room, const struct poll *poll, const char *words)
{
	char *text = result_of(room, poll);
	if (strstr(text, words) == NULL)
		fail_msg("“%s” is not said in: %s", words, text);
	array_free(text);
}

static void assert_unsaid(struct room *room, const struct poll *poll, const char *words)
{
	char *text = result_of(room, poll);
	if (strstr(text, words) != NULL)
		fail_msg("“%s” is said in: %s", words, text);
	array_free(text);
}

/* --- verdicts --- */

/* Eight of the council want benches; four residents and three carers lamps or trees. */
static void three_verdicts_can_differ(void **state)
{
	struct room room;
	(void)state;
	for (int secret = 0; secret < 2; secret++) {
		room_open(&room, (int[]){4, 3, 8});
		int64_t id = opened(&room, PLURALITY, secret != 0);
		for (size_t i = 0; i < 15; i++)
			choose(&room, id, i, OPTIONS,
				i < 1   ? 2
				: i < 4 ? 1
				: i < 6 ? 1
				: i < 7 ? 2
				: i < 9 ? 2
					: 0);
		const struct poll *poll = closed(&room, id);
		assert_int_equal(parts_count(&poll->shown), 3);
		assert_said(&room, poll,
			"Shown apart: resident; carer; council. None of these has fewer than 3 "
			"ballots. Counted by heads, “benches” comes first. With each of these "
			"weighing the same, “lamps” comes first. Least served by “benches”: "
			"resident: 0 of 4; carer: 0 of 3. Those served least are best off with "
			"“trees”.");
		desk_close(&room.desk);
	}
}

static void a_majority_is_read_by_role(void **state)
{
	struct room room;
	(void)state;
	room_open(&room, (int[]){3, 3, 9});
	int64_t id = opened(&room, MAJORITY, true);
	for (size_t i = 0; i < 15; i++)
		choose(&room, id, i, ANSWERS_MAJORITY,
			i < 3   ? ANSWER_NO
			: i < 5 ? ANSWER_NO
				: ANSWER_YES);
	const struct poll *poll = closed(&room, id);
	assert_said(&room, poll,
		"In favour: resident: 0 of 3; carer: 1 of 3; council: 9 of 9. Counted by heads, it "
		"is carried. With each of these weighing the same, 44 of 100 are in favour: it "
		"would not be carried. Least served by this: resident: 0 of 3; by them alone it "
		"would not be carried.");
	desk_close(&room.desk);
}

/* Half of each is not more than half; where all give the same nobody is served least. */
static void half_does_not_carry(void **state)
{
	struct room room;
	(void)state;
	room_open(&room, (int[]){4, 0, 6});
	int64_t id = opened(&room, MAJORITY, false);
	for (size_t i = 0; i < 10; i++)
		choose(&room, id, i, ANSWERS_MAJORITY, i % 2);
	const struct poll *poll = closed(&room, id);
	assert_said(&room, poll,
		"50 of 100 are in favour: it would not be carried. It serves each "
		"of them alike.");
	desk_close(&room.desk);
}

static void fingers_reach_the_bar_by_role(void **state)
{
	struct room room;
	(void)state;
	room_open(&room, (int[]){3, 0, 3});
	int64_t id = opened(&room, FIST, true);
	for (size_t i = 0; i < 6; i++)
		choose(&room, id, i, 6, i < 2 ? 2 : 3);
	const struct poll *poll = closed(&room, id);
	assert_said(&room, poll,
		"In favour: resident: 1 of 3; council: 3 of 3. Counted by heads, "
		"it is not carried. With each of these weighing the same, 67 of "
		"100 are in favour: it would not be carried.");
	desk_close(&room.desk);
}

/* The vote on a proposal: each part beside the whole, the verdict that of the rule. */
static void a_decision_is_shown_by_role(void **state)
{
	struct room room;

	(void)state;
	room_open(&room, (int[]){4, 0, 5});
	int64_t proposal = desk_do(&room.desk,
		said(WISH(PROPOSAL_MADE, .stage = DECIDES), WORDS("We meet on Fridays.")));
	int64_t id = desk_do(&room.desk,
		WISH(POLL_OPENED, .stage = DECIDES, .thing = proposal, RARE(.secret = 1)));
	for (size_t i = 0; i < 9; i++)
		choose(&room, id, i, ANSWERS_MAJORITY, i < 3 || i == 8 ? ANSWER_NO : ANSWER_YES);
	const struct poll *poll = closed(&room, id);
	assert_int_equal(parts_count(&poll->shown), 2);
	assert_said(&room, poll,
		"In favour: resident: 1 of 4; council: 4 of 5. Counted by heads, it "
		"is carried.");
	assert_int_equal(poll->result.outcome, OUTCOME_CARRIED);
	desk_close(&room.desk);
}

static void dots_and_points_add_up(void **state)
{
	static const int stages[] = {APPROVAL, DOTS, SCORE};
	(void)state;
	for (size_t s = 0; s < 3; s++) {
		struct room room;
		int64_t most = stages[s] == APPROVAL ? 1 : 2;
		room_open(&room, (int[]){3, 0, 4});
		int64_t id = opened(&room, stages[s], true);
		for (size_t i = 0; i < 7; i++)
			cast(&room, id, i, IDS(i < 3 ? most : 0, 1, i < 3 ? 0 : most));
		const struct poll *poll = closed(&room, id);
		assert_int_equal(*part_spread(poll, 0, 0), 3 * most);
		assert_int_equal(*part_spread(poll, 1, 1), 4);
		assert_int_equal(*part_spread(poll, 1, 2), 4 * most);
		assert_said(&room, poll,
			most == 1 ? "Counted by heads, “lamps” comes first."
				  : "Counted by heads, “trees” comes first. With each of these "
				    "weighing the same, “benches”, “lamps” and “trees” share the "
				    "first place. Least served by “trees”: resident: 0 from 3 "
				    "people. Those served least are best off with “lamps”.");
		desk_close(&room.desk);
	}
}

/* --- what is too small, or was not asked for --- */

static void what_is_too_small_is_put_together_or_hidden(void **state)
{
	struct room room;
	(void)state;
	room_open(&room, (int[]){3, 3, 3});
	int64_t id = opened(&room, PLURALITY, true);
	for (size_t i = 1; i < 9; i++)
		choose(&room, id, i, OPTIONS, 0);
	const struct poll *poll = closed(&room, id);
	assert_int_equal(parts_count(&poll->shown), 2);
	assert_int_equal(part_ballots(poll, 0) + part_ballots(poll, 1), 8);
	desk_close(&room.desk);

	room_open(&room, (int[]){3, 0, 3});
	id = opened(&room, PLURALITY, true);
	for (size_t i = 1; i < 6; i++)
		choose(&room, id, i, OPTIONS, 0);
	poll = closed(&room, id);
	assert_int_equal(poll->by_part.count, 0);
	assert_said(&room, poll, "Nothing is shown by role: with fewer than 3");
	assert_unsaid(&room, poll, "Counted by heads");
	desk_close(&room.desk);
}

/* The ballots of a secret vote say no role unless it was declared before the opening. */
static void nothing_says_a_role_unless_it_was_declared(void **state)
{
	struct room room;
	struct buf text = {0};
	(void)state;
	room_open(&room, (int[]){3, 0, 3});
	int64_t id = opened(&room, NOT_BY_ROLE, true);
	const struct poll *poll = model_poll(&room.desk.model, id);
	assert_int_equal(model_box(&room.desk.model, id)->options, OPTIONS);
	sentence_parts(&room.desk.model, poll, &text);
	assert_int_equal(text.count, 0);
	for (size_t i = 0; i < 6; i++)
		choose(&room, id, i, OPTIONS, 0);
	poll = closed(&room, id);
	assert_int_equal(poll->by_part.count, 0);
	assert_unsaid(&room, poll, "role");

	id = opened(&room, PLURALITY, true);
	poll = model_poll(&room.desk.model, id);
	assert_int_equal(model_box(&room.desk.model, id)->options, OPTIONS + 1);
	sentence_parts(&room.desk.model, poll, &text);
	assert_non_null(strstr(buf_text(&text), "Each ballot says from where in the room it comes, "
						"one of these: resident; council."));
	buf_finish(&text);
	desk_close(&room.desk);
}

static void hands_say_no_role(void **state)
{
	struct room room;
	(void)state;
	room_open(&room, (int[]){3, 0, 3});
	int64_t id = opened(&room, PLURALITY, false);
	desk_do(&room.desk, WISH(HANDS_COUNTED, .poll = id, RARE(.marks = IDS(1, 2, 3))));
	const struct poll *poll = closed(&room, id);
	assert_int_equal(poll->shown.count, 0);
	assert_said(&room, poll, "Hands were counted, and nothing is shown by role.");
	desk_close(&room.desk);
}

/* Whatever the room: each shown part has three ballots, and they are the whole. */
static void no_room_shows_fewer_than_it_may(void **state)
{
	struct random_seeded seeded;
	struct random random = random_seeded(&seeded, 5);
	size_t shown = 0;

	(void)state;
	for (int round = 0; round < 200; round++) {
		struct room room;
		int people[ROLES];
		for (int i = 0; i < ROLES; i++)
			people[i] = (int)random_below(random, 7) + (i == 0 ? 3 : 0);
		room_open(&room, people);
		int64_t id = opened(&room, PLURALITY, round % 4 > 0);
		for (size_t i = 0; i < room.count; i++) {
			if (i > 2 && random_below(random, 4) == 0)
				continue;
			if (i > 2 && random_below(random, 6) == 0)
				cast(&room, id, i, (struct ids){0});
			else
				choose(&room, id, i, OPTIONS, random_below(random, OPTIONS));
		}
		const struct poll *poll = closed(&room, id);
		const struct tally_sums *sums = &poll->result.sums;
		size_t parts = parts_count(&poll->shown);
		assert_true(parts != 1);
		int64_t left = sums->heads.cast - sums->heads.blank;
		for (size_t i = 0; i < parts; i++) {
			assert_true(part_ballots(poll, i) >= 3);
			left -= part_ballots(poll, i);
		}
		assert_true(parts == 0 || left == 0);
		for (size_t k = 0; k < OPTIONS && parts > 0; k++) {
			int64_t sum = 0;
			for (size_t i = 0; i < parts; i++)
				sum += *part_spread(poll, i, k);
			assert_int_equal(sum, sums->totals[k]);
		}
		shown += parts > 0;
		desk_close(&room.desk);
	}
	assert_true(shown > 50);
}

/* A file may hold anything: no number of a part can be changed, nor moved to another part. */
static void changed_parts_are_not_believed(void **state)
{
	struct room room;
	(void)state;
	room_open(&room, (int[]){3, 0, 4});
	int64_t id = opened(&room, PLURALITY, true);
	for (size_t i = 0; i < room.count; i++)
		choose(&room, id, i, OPTIONS, i % 2);
	struct poll poll = *closed(&room, id);
	const struct event *event = &room.desk.model.events.items[room.desk.model.events.count - 1];
	struct rare changed = *body_rare(&event->body);
	const struct ids *kept = &body_rare(&event->body)->by_part;
	assert_int_equal(kept->count, 2 * (1 + OPTIONS));
	for (size_t i = 0; i < kept->count; i++) {
		changed.by_part = (struct ids){0};
		ids_copy(&changed.by_part, kept);
		changed.by_part.items[i]++;
		changed.by_part.items[(i + 1 + OPTIONS) % kept->count]--;
		poll.shown = poll.by_part = (struct ids){0};
		assert_false(parts_read(&room.desk.model, &poll, &changed));
		assert_int_equal(poll.shown.count, 0);
		array_finish(&changed.by_part);
	}
	desk_close(&room.desk);
}

/* --- what everybody sees --- */

static void each_option_says_what_parts_gave(void **state)
{
	struct room room;
	struct audience audience = {0};
	(void)state;
	room_open(&room, (int[]){3, 0, 4});
	int64_t id = opened(&room, PLURALITY, true);
	for (size_t i = 0; i < room.count; i++)
		choose(&room, id, i, OPTIONS, i < 1 ? 0 : 1);
	closed(&room, id);
	audience_fill_stage(&room.desk.model, PLURALITY, 0, &audience);
	assert_int_equal(audience.items.count, OPTIONS);
	assert_string_equal(audience.items.items[0].text, "lamps");
	assert_string_equal(audience.items.items[0].parts, "resident: 2 of 3; council: 4 of 4");
	assert_null(audience.items.items[0].figure);
	audience_finish(&audience);
	desk_close(&room.desk);
}

/* --- beside an earlier vote on the same question --- */

/* All who are here vote, but for `alone` of them, the last ones; the first for benches. */
static const struct poll *held(struct room *room, bool secret, size_t alone)
{
	int64_t id = opened(room, PLURALITY, secret);
	const struct ids voters = model_poll(&room->desk.model, id)->eligible;
	int64_t marks[OPTIONS] = {0};

	for (size_t i = 0; i + alone < voters.count; i++) {
		marks[0] = i == 0;
		marks[1] = i > 0;
		desk_do(&room->desk, WISH(BALLOT_CAST, .poll = id, .person = voters.items[i],
					     RARE(.marks = {.items = marks, .count = OPTIONS})));
	}
	return closed(room, id);
}

static void joins(struct room *room, int role, const char *name)
{
	room->persons[room->count++] = desk_do(&room->desk,
		said(WISH(PERSON_ADDED, .role = role, .votes = 1, .status = STATUS_HERE),
			WORDS((char *)name, "")));
}

static void assert_withheld(struct room *room, const struct poll *poll)
{
	assert_true(poll->withheld);
	assert_int_equal(poll->shown.count, 0);
	assert_int_equal(poll->by_part.count, 0);
	assert_said(room, poll, "Nothing is shown by role this time");
	assert_said(room, poll, "by fewer than 3 from an earlier vote on this");
	assert_unsaid(room, poll, "resident");
}

static void assert_shown(const struct poll *poll, size_t parts)
{
	assert_false(poll->withheld);
	assert_int_equal(parts_count(&poll->shown), parts);
}

/* 5 and 5, then 6 and 5: what the residents gave more is what the newcomer gave. */
static void one_who_joins_is_not_told_by_the_difference(void **state)
{
	struct room room;

	(void)state;
	room_open(&room, (int[]){5, 0, 5});
	assert_shown(held(&room, true, 0), 2);
	assert_shown(held(&room, true, 0), 2); /* the same people may vote otherwise */
	joins(&room, 0, "Newcomer");
	assert_withheld(&room, held(&room, true, 0));
	joins(&room, 0, "Second");
	assert_withheld(&room, held(&room, true, 0));
	joins(&room, 0, "Third"); /* three of them, of whom nobody is told apart */
	assert_shown(held(&room, true, 0), 2);
	joins(&room, 2, "Fourth"); /* the council differs by one, from all votes before */
	assert_withheld(&room, held(&room, true, 0));
	desk_close(&room.desk);
}

/* Who steps out, leaves, or speaks from another role now. */
static void one_who_goes_is_not_told_by_the_difference(void **state)
{
	struct room room;

	(void)state;
	for (int how = 0; how < 4; how++) {
		room_open(&room, (int[]){5, 0, 5});
		int64_t first = held(&room, true, 0)->id;
		int64_t who = room.persons[9];
		if (how == 0)
			desk_do(&room.desk,
				WISH(PERSON_STATUS, .person = who, .status = STATUS_LEFT));
		if (how == 1)
			desk_do(&room.desk, WISH(PERSON_ROLE, .person = who, .role = 0));
		if (how == 2)
			desk_do(&room.desk,
				WISH(PERSON_DUTY, .person = who, .duty = DUTY_OBSERVER));
		if (how == 3) {
			int64_t id = opened(&room, PLURALITY, true);
			desk_do(&room.desk,
				WISH(VOTER_STEPPED_OUT, .poll = id, .person = who, .yes = 1));
			for (size_t i = 0; i < 9; i++)
				choose(&room, id, i, OPTIONS, 0);
			assert_withheld(&room, closed(&room, id));
		} else {
			assert_withheld(&room, held(&room, true, 0));
		}
		/* declared void afterwards it was seen all the same */
		desk_do(&room.desk, said(WISH(POLL_VOIDED, .poll = first), WORDS("miscounted")));
		if (how < 3)
			assert_withheld(&room, held(&room, true, 0));
		desk_close(&room.desk);
	}
}

/* Who leaves the box alone is seen too. */
static void one_ballot_less_is_not_told_by_the_difference(void **state)
{
	struct room room;

	(void)state;
	room_open(&room, (int[]){6, 0, 6});
	assert_shown(held(&room, true, 0), 2);
	assert_withheld(&room, held(&room, true, 1));
	assert_withheld(&room, held(&room, true, 2));
	assert_shown(held(&room, true, 3), 2);
	desk_close(&room.desk);
	/* of an open vote everybody knows who voted how: there is nothing to be worked out */
	room_open(&room, (int[]){6, 0, 6});
	assert_shown(held(&room, false, 0), 2);
	assert_shown(held(&room, true, 1), 2);
	desk_close(&room.desk);
}

/* Roles that stand together in one of the two votes are compared together. */
static void parts_put_together_are_compared_together(void **state)
{
	struct room room;

	(void)state;
	room_open(&room, (int[]){6, 3, 3});
	assert_shown(held(&room, true, 0), 3);
	/* three of the council are gone, and with them their part: 6 and 3 are as they were */
	for (size_t i = 9; i < 12; i++)
		desk_do(&room.desk,
			WISH(PERSON_STATUS, .person = room.persons[i], .status = STATUS_LEFT));
	assert_shown(held(&room, true, 0), 2);
	/* with one of them back, carers and council stand together: 4 where 3 and 3 were, then 3 */
	desk_do(&room.desk, WISH(PERSON_STATUS, .person = room.persons[9], .status = STATUS_HERE));
	assert_withheld(&room, held(&room, true, 0));
	desk_close(&room.desk);
}

static void what_named_ballots_gave_is_counted_again(void **state)
{
	struct room room;
	struct event closing;

	(void)state;
	room_open(&room, (int[]){4, 0, 5});
	const struct poll *poll = held(&room, false, 0);
	assert_shown(poll, 2);
	closing_of(&room, poll, &closing);
	assert_int_equal(fault_of(&room, poll, &closing), PARTS_HOLD);
	struct rare *rare = closing_of(&room, poll, &closing);
	/* the whole stays what it was */
	size_t width = rare->by_part.count / 2, at = rare->by_part.items[1] > 0 ? 1 : 2;
	rare->by_part.items[at]--;
	rare->by_part.items[width + at]++;
	assert_int_equal(fault_of(&room, poll, &closing), PARTS_NOT_COUNTED_SO);
	rare = closing_of(&room, poll, &closing);
	array_finish(&rare->parts);
	array_finish(&rare->by_part);
	assert_int_equal(fault_of(&room, poll, &closing), PARTS_NOT_COUNTED_SO);
	desk_close(&room.desk);
}

static void what_secret_ballots_may_not_show_is_found(void **state)
{
	struct room room;
	struct event closing;

	(void)state;
	room_open(&room, (int[]){5, 2, 5});
	const struct poll *poll = held(&room, true, 0);
	assert_shown(poll, 2);
	struct ids shown = {0}, by_part = {0};
	ids_copy(&shown, &poll->shown);
	ids_copy(&by_part, &poll->by_part);
	struct rare *rare = closing_of(&room, poll, &closing);
	rare->by_part.items[0] = 2;
	assert_int_equal(fault_of(&room, poll, &closing), PARTS_TOO_SMALL);
	/* carers stand with others from the opening on: two of them would be told apart */
	rare = closing_of(&room, poll, &closing);
	for (size_t i = 0; i < ROLES; i++)
		rare->parts.items[i] = (int64_t)i;
	for (size_t i = 0; i < by_part.count / 2; i++)
		ids_add(&rare->by_part, by_part.items[i]);
	assert_int_equal(fault_of(&room, poll, &closing), PARTS_NOT_COUNTED_SO);
	/* withheld beside an earlier vote: there was none */
	rare = closing_of(&room, poll, &closing);
	array_finish(&rare->parts);
	array_finish(&rare->by_part);
	rare->withheld = 1;
	assert_int_equal(fault_of(&room, poll, &closing), PARTS_NOT_COUNTED_SO);
	joins(&room, 2, "Newcomer");
	poll = held(&room, true, 0);
	assert_withheld(&room, poll);
	closing_of(&room, poll, &closing);
	assert_int_equal(fault_of(&room, poll, &closing), PARTS_HOLD);
	/* shown all the same, it tells how the newcomer voted */
	rare = closing_of(&room, poll, &closing);
	rare->withheld = 0;
	ids_copy(&rare->parts, &shown);
	ids_copy(&rare->by_part, &by_part);
	assert_int_equal(fault_of(&room, poll, &closing), PARTS_TOLD);
	array_finish(&shown);
	array_finish(&by_part);
	desk_close(&room.desk);
}

static void parts_are_those_of_the_voters(void **state)
{
	struct room room;
	struct event opened = {0};
	struct model then = {0};

	(void)state;
	room_open(&room, (int[]){5, 2, 5});
	const struct poll *poll = held(&room, true, 0);
	model_before(&room.desk.model, poll->id, &then);
	event_copy(&opened, model_event(&room.desk.model, poll->id));
	assert_true(parts_opened_so(&then, poll, &opened));
	body_rare_make(&opened.body)->parts.items[1] = 2;
	assert_false(parts_opened_so(&then, poll, &opened));
	event_finish(&opened);
	model_finish(&then);
	desk_close(&room.desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(three_verdicts_can_differ),
		cmocka_unit_test(a_majority_is_read_by_role),
		cmocka_unit_test(half_does_not_carry),
		cmocka_unit_test(fingers_reach_the_bar_by_role),
		cmocka_unit_test(a_decision_is_shown_by_role),
		cmocka_unit_test(dots_and_points_add_up),
		cmocka_unit_test(what_is_too_small_is_put_together_or_hidden),
		cmocka_unit_test(nothing_says_a_role_unless_it_was_declared),
		cmocka_unit_test(hands_say_no_role),
		cmocka_unit_test(no_room_shows_fewer_than_it_may),
		cmocka_unit_test(one_who_joins_is_not_told_by_the_difference),
		cmocka_unit_test(one_who_goes_is_not_told_by_the_difference),
		cmocka_unit_test(one_ballot_less_is_not_told_by_the_difference),
		cmocka_unit_test(parts_put_together_are_compared_together),
		cmocka_unit_test(changed_parts_are_not_believed),
		cmocka_unit_test(what_named_ballots_gave_is_counted_again),
		cmocka_unit_test(what_secret_ballots_may_not_show_is_found),
		cmocka_unit_test(parts_are_those_of_the_voters),
		cmocka_unit_test(each_option_says_what_parts_gave),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
