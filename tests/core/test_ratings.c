/* Statements rated on a scale: what is counted, and by which parts of the room it is shown. */
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

enum { ROLES = 4, STATEMENTS = 2, PEOPLE_MOST = 40, NEVER = -2 /**< hands in nothing */ };
enum { AT_ROLES, AT_GROUPS, AT_NOBODY, AT_FIVE, AT_PLAIN, AT_FOUR, STAGES };

/* A room of so many people of each role; "lives" and "works" are groups of two roles each. */
struct room {
	struct desk desk;
	int64_t persons[PEOPLE_MOST];
	int roles[PEOPLE_MOST];
	size_t count;
};

static void set(struct stage *stage, enum setting setting, int64_t number)
{
	stage->settings[setting].given = true;
	stage->settings[setting].number = number;
}

static void add_stages(struct plan *plan)
{
	for (int i = 0; i < STAGES; i++) {
		struct stage *stage = plan_add_stage(plan);
		stage->activity = ACTIVITY_RATE;
		stage->settings[SETTING_WORDS] = (struct setting_value){
			.given = true, .text = mem_copy_text("no, hardly, mostly, yes")};
		set(stage, SETTING_BY,
			i == AT_NOBODY   ? BY_ROLE_NOT
			: i == AT_GROUPS ? BY_GROUP
					 : BY_ROLE);
		if (i == AT_FIVE)
			set(stage, SETTING_MINIMUM, 5);
		if (i == AT_PLAIN)
			set(stage, SETTING_POLES, 0);
		texts_add(&stage->items, "We listen");
		texts_add(&stage->items, "We decide");
		if (i == AT_FOUR) {
			texts_add(&stage->items, "We learn");
			texts_add(&stage->items, "We rest");
		}
	}
}

static void room_open(struct room *room, const int *people)
{
	static const char *const roles[ROLES] = {"resident", "carer", "council", "researcher"};
	struct plan plan = {.title = mem_copy_text("Rated"),
		.purpose = mem_copy_text(""),
		.language = mem_copy_text("en")};

	*room = (struct room){.desk.now = 1000};
	for (int i = 0; i < ROLES; i++)
		*array_push(&plan.roles) = (struct role){.name = mem_copy_text(roles[i]),
			.group = mem_copy_text(i < 2 ? "lives" : "works")};
	add_stages(&plan);
	room->desk.random = random_seeded(&room->desk.seeded, 7);
	desk_do(&room->desk,
		WISH(SESSION_STARTED, RARE(.id = "00112233445566778899aabbccddeeff",
					      .language = "en", .format = 1, .plan = &plan)));
	plan_finish(&plan);
	for (int role = 0; role < ROLES; role++) {
		for (int i = 0; i < people[role]; i++) {
			char name[] = {(char)('A' + role), (char)('a' + i), '\0'};
			room->roles[room->count] = role;
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

static void cast(struct room *room, int64_t poll, size_t person, int64_t first, int64_t second)
{
	desk_do(&room->desk, WISH(BALLOT_CAST, .poll = poll, .person = room->persons[person],
				     RARE(.marks = IDS(first, second))));
}

static const struct poll *closed(struct room *room, int64_t poll)
{
	desk_do(&room->desk, WISH(POLL_CLOSED, .poll = poll));
	return model_poll(&room->desk.model, poll);
}

static void assert_said(char *text, const char *words)
{
	if (strstr(text, words) == NULL)
		fail_msg("“%s” is not said in: %s", words, text);
	array_free(text);
}

static char *result_of(struct room *room, const struct poll *poll)
{
	struct buf text = {0};
	sentence_result(&room->desk.model, poll, &text);
	return buf_take(&text);
}

static char *rating_of(struct room *room, const struct poll *poll, size_t option)
{
	struct buf text = {0};
	sentence_rating(&room->desk.model, poll, option, &text);
	return buf_take(&text);
}

/* --- counting --- */

/* Leik (1966): nothing where all say the same, all where half stand at each end. */
static void disagreement_reads_the_order_alone(void **state)
{
	static const struct {
		int64_t counts[5];
		int apart;
		size_t low, high;
	} known[] = {
		{{0, 0, 7, 0, 9}, 0, 2, 2},
		{{4, 0, 0, 4, 0}, 100, 0, 3},
		{{1, 0, 0, 0, 0}, 0, 0, 0},
		{{0, 0, 0, 0, 3}, -1, 0, 0}, /* three do not know */
		{{2, 2, 2, 2, 0}, 67, 1, 2},
		{{3, 0, 0, 1, 5}, 50, 0, 0},
		{{0, 3, 3, 0, 0}, 33, 1, 2},
	};
	struct tally_rule rule = {.method = TALLY_RATINGS, .scale = 4, .unsure = true};

	(void)state;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		struct tally_rating rating;
		tally_rating(&rule, known[i].counts, &rating);
		assert_int_equal(tally_rating_apart(&rating), known[i].apart);
		assert_int_equal(rating.middle.low, known[i].low);
		assert_int_equal(rating.middle.high, known[i].high);
		assert_int_equal(rating.unsure, known[i].counts[4]);
	}
}

static void answers_are_counted_and_not_added_up(void **state)
{
	struct room room;
	(void)state;
	room_open(&room, (int[]){4, 0, 0, 0});
	int64_t id = opened(&room, AT_NOBODY, true);
	cast(&room, id, 0, 3, 0);
	cast(&room, id, 1, 3, 3);
	cast(&room, id, 2, 4, 3);
	cast(&room, id, 3, MARK_NONE, 0);
	const struct poll *poll = closed(&room, id);
	assert_int_equal(poll->result.outcome, OUTCOME_REPORTED);
	assert_int_equal(poll->result.winners.count, 0);
	assert_int_equal(poll->result.sums.totals[0], 2); /* one is unsure, one left it out */
	assert_int_equal(poll->result.sums.givers[0], 3);
	assert_int_equal(poll->result.order[0], 1);
	assert_int_equal(poll->shown.count, 0);
	assert_said(result_of(&room, poll), "differ most on “We decide”.");
	assert_said(rating_of(&room, poll, 0), "Of 2 who rated it, 2 lean to “yes” and 0 to “no”. "
					       "1 does not know. 1 left it out. Disagreement: 0");
	desk_close(&room.desk);
}

static void without_poles_the_middle_is_said(void **state)
{
	struct room room;
	(void)state;
	room_open(&room, (int[]){3, 3, 0, 0});
	int64_t id = opened(&room, AT_PLAIN, true);
	for (size_t i = 0; i < 6; i++)
		cast(&room, id, i, i < 3 ? 1 : (int64_t)i - 3, i < 3 ? 0 : 3);
	const struct poll *poll = closed(&room, id);
	assert_said(rating_of(&room, poll, 0), "The middle answer of 6 is “hardly”; 1 gave one "
					       "before it and 1 one after it.");
	assert_said(rating_of(&room, poll, 1), "lies between “no” and “yes”. In the middle of "
					       "each: resident: “no”; carer: “yes”.");
	desk_close(&room.desk);
}

/* --- all statements beside each other --- */

/* Three residents and three of the council give these marks to the four statements. */
static void assert_stands_out(
	const int64_t resident[4], const int64_t council[4], bool last_few, const char *expected)
{
	struct room room;
	struct buf text = {0};

	room_open(&room, (int[]){3, 0, 3, 0});
	int64_t id = opened(&room, AT_FOUR, true);
	for (size_t i = 0; i < room.count; i++) {
		const int64_t *of = i < 3 ? resident : council;
		int64_t last = last_few && i > 1 ? MARK_NONE : of[3];
		desk_do(&room.desk, WISH(BALLOT_CAST, .poll = id, .person = room.persons[i],
					    RARE(.marks = IDS(of[0], of[1], of[2], last))));
	}
	sentence_ratings(&room.desk.model, model_poll(&room.desk.model, id), &text);
	assert_int_equal(text.count, 0); /* not while people vote */
	sentence_ratings(&room.desk.model, closed(&room, id), &text);
	assert_string_equal(buf_text(&text), expected);
	buf_clear(&text);
	desk_do(&room.desk, said(WISH(POLL_VOIDED, .poll = id), WORDS("again")));
	sentence_ratings(&room.desk.model, model_poll(&room.desk.model, id), &text);
	assert_int_equal(text.count, 0);
	buf_finish(&text);
	desk_close(&room.desk);
}

static void what_stands_out_is_said(void **state)
{
	(void)state;
	assert_stands_out((int64_t[]){3, 1, 0, 0}, (int64_t[]){3, 0, 3, 0}, true,
		"In the middle “yes”: “We listen”. Nearest to “no”, in the "
		"middle between “no” and “hardly”: “We decide”. Opinions differ most on “We "
		"learn”. Rated by fewest, by 2 of 6: “We rest”. By role, answers are furthest "
		"apart on “We "
		"decide” and “We learn”.");
	/* the last one counts as soon as half of the ballots rate it */
	assert_stands_out((int64_t[]){3, 1, 1, 0}, (int64_t[]){3, 1, 1, 0}, false,
		"In the middle “yes”: “We listen”. In the middle “no”: "
		"“We rest”. On no statement did opinions differ. By role, answers "
		"are far apart on no statement.");
	/* where all are level nothing is near an end */
	assert_stands_out((int64_t[]){2, 2, 2, 2}, (int64_t[]){2, 2, 2, 2}, false,
		"On no statement did opinions differ. By role, answers are far apart on no "
		"statement.");
	assert_stands_out((int64_t[]){2, 2, 2, 0}, (int64_t[]){2, 2, 2, 0}, true,
		"On no statement did opinions differ. Rated by fewest, by 2 of 6: “We rest”. By "
		"role, answers are far apart on no statement.");
	/* more than three are no answer to the question which */
	assert_stands_out((int64_t[]){0, 0, 0, 0}, (int64_t[]){3, 3, 3, 3}, false,
		"Opinions differ as much on 4 statements. By role, "
		"answers are as far apart on 4 statements.");
}

/* Of two the middle answers themselves say it. */
static void of_two_statements_none_is_nearest(void **state)
{
	struct room room;
	struct buf text = {0};
	(void)state;
	room_open(&room, (int[]){3, 0, 0, 0});
	int64_t id = opened(&room, AT_PLAIN, true);
	for (size_t i = 0; i < 3; i++)
		cast(&room, id, i, 3, 0);
	sentence_ratings(&room.desk.model, closed(&room, id), &text);
	assert_string_equal(buf_text(&text), "On no statement did opinions differ.");
	buf_finish(&text);
	desk_close(&room.desk);
}

/* --- parts of the room --- */

static void assert_parts(int stage, const int *people, const int64_t *expected)
{
	struct room room;
	room_open(&room, people);
	const struct poll *poll = model_poll(&room.desk.model, opened(&room, stage, true));
	if (expected == NULL) {
		assert_int_equal(poll->parts.count, 0);
	} else {
		assert_int_equal(poll->parts.count, ROLES + 1);
		for (size_t i = 0; i <= ROLES; i++)
			assert_int_equal(poll->parts.items[i], expected[i]);
	}
	desk_close(&room.desk);
}

static void parts_are_fixed_at_the_opening(void **state)
{
	(void)state;
	assert_parts(AT_ROLES, (int[]){3, 4, 5, 6}, (int64_t[]){0, 1, 2, 3, -1});
	/* the small go together within their group first */
	assert_parts(AT_ROLES, (int[]){5, 1, 3, 4}, (int64_t[]){0, 0, 1, 2, -1});
	assert_parts(AT_ROLES, (int[]){2, 1, 3, 0}, (int64_t[]){0, 0, 1, -1, -1});
	assert_parts(AT_ROLES, (int[]){3, 4, 1, 5}, (int64_t[]){0, 1, 2, 2, -1});
	/* and with anybody where that is not enough */
	assert_parts(AT_ROLES, (int[]){1, 0, 3, 4}, (int64_t[]){0, -1, 0, 1, -1});
	assert_parts(AT_ROLES, (int[]){2, 0, 3, 0}, NULL);
	assert_parts(AT_ROLES, (int[]){9, 0, 0, 0}, NULL);
	assert_parts(AT_GROUPS, (int[]){3, 4, 5, 6}, (int64_t[]){0, 0, 1, 1, -1});
	assert_parts(AT_GROUPS, (int[]){3, 4, 1, 1}, NULL);
	assert_parts(AT_FIVE, (int[]){4, 4, 5, 4}, (int64_t[]){0, 0, 1, 1, -1});
	assert_parts(AT_NOBODY, (int[]){5, 5, 5, 5}, NULL);
}

static void parts_are_shown_beside_each_other(void **state)
{
	struct room room;
	(void)state;
	for (int secret = 0; secret < 2; secret++) {
		room_open(&room, (int[]){3, 0, 2, 2});
		int64_t id = opened(&room, AT_ROLES, secret != 0);
		for (size_t i = 0; i < room.count; i++)
			cast(&room, id, i, i < 3 ? 3 : 0, 2);
		const struct poll *poll = closed(&room, id);
		assert_int_equal(parts_count(&poll->shown), 2);
		assert_int_equal(part_ballots(poll, 0), 3);
		assert_int_equal(part_ballots(poll, 1), 4);
		assert_int_equal(part_spread(poll, 0, 0)[3], 3);
		assert_int_equal(part_spread(poll, 1, 0)[0], 4);
		assert_said(result_of(&room, poll), "Shown apart: resident; works. None of these "
						    "has fewer than 3 ballots.");
		assert_said(rating_of(&room, poll, 0),
			"Leaning to “yes”: resident: 3 of 3; works: 0 of 4.");
		desk_close(&room.desk);
	}
}

/* A role that became too small at closing goes to another; too few in all, and nothing is shown. */
static void parts_are_asked_again_at_the_closing(void **state)
{
	struct room room;
	(void)state;
	room_open(&room, (int[]){3, 3, 3, 0});
	int64_t id = opened(&room, AT_ROLES, true);
	for (size_t i = 1; i < room.count; i++)
		cast(&room, id, i, 3, 2);
	const struct poll *poll = closed(&room, id);
	assert_int_equal(parts_count(&poll->shown), 2);
	assert_int_equal(part_ballots(poll, 0), 5);
	assert_said(result_of(&room, poll), "Shown apart: lives; council.");
	desk_close(&room.desk);

	room_open(&room, (int[]){3, 0, 3, 0});
	id = opened(&room, AT_ROLES, true);
	for (size_t i = 1; i < room.count; i++)
		cast(&room, id, i, 3, 2);
	poll = closed(&room, id);
	assert_int_equal(poll->shown.count, 0);
	assert_int_equal(poll->by_part.count, 0);
	assert_said(result_of(&room, poll), "Nothing is shown by role: with fewer than 3");
	desk_close(&room.desk);
}

static void who_comes_late_is_of_some_part(void **state)
{
	struct room room;
	(void)state;
	room_open(&room, (int[]){3, 0, 3, 0});
	int64_t id = opened(&room, AT_ROLES, true);
	int64_t late = desk_do(
		&room.desk, said(WISH(PERSON_ADDED, .role = 1, .votes = 1, .status = STATUS_LATE),
				    WORDS("Late", "")));
	desk_do(&room.desk, WISH(VOTER_ADDED, .poll = id, .person = late, .yes = 1));
	room.persons[room.count++] = late;
	for (size_t i = 0; i < room.count; i++)
		cast(&room, id, i, 3, 2);
	const struct poll *poll = closed(&room, id);
	assert_int_equal(part_ballots(poll, 0), 4);
	assert_said(result_of(&room, poll), "Shown apart: lives; council.");
	desk_close(&room.desk);
}

static void a_slip_says_its_role(void **state)
{
	struct room room;
	(void)state;
	room_open(&room, (int[]){3, 0, 3, 0});
	int64_t id = opened(&room, AT_ROLES, true);
	desk_refuse(&room.desk, WISH(BALLOT_CAST, .poll = id, RARE(.marks = IDS(1, 1))),
		REFUSED_SLIP_ROLE);
	for (int i = 0; i < 6; i++)
		desk_do(&room.desk, WISH(BALLOT_CAST, .poll = id, .role = i < 3 ? 0 : 2,
					    RARE(.marks = IDS(i < 3 ? 0 : 3, 1))));
	const struct poll *poll = closed(&room, id);
	assert_int_equal(part_spread(poll, 0, 0)[0], 3);
	assert_int_equal(part_spread(poll, 1, 0)[3], 3);
	desk_close(&room.desk);
}

/* --- whatever the room: nobody is seen through, and nothing is lost --- */

static void assert_hold(const struct poll *poll)
{
	const struct tally_sums *sums = &poll->result.sums;
	int64_t valid = sums->heads.cast - sums->heads.blank;
	size_t parts = parts_count(&poll->shown);

	assert_true(parts != 1);
	for (size_t i = 0; i < parts; i++)
		assert_true(part_ballots(poll, i) >= 3);
	for (size_t i = 0; i < parts; i++)
		valid -= part_ballots(poll, i);
	assert_true(parts == 0 || valid == 0);
	for (size_t k = 0; k < sums->options * sums->steps && parts > 0; k++) {
		int64_t sum = 0;
		for (size_t i = 0; i < parts; i++)
			sum += part_spread(poll, i, 0)[k];
		assert_int_equal(sum, sums->spread[k]);
	}
}

static void no_room_shows_fewer_than_it_may(void **state)
{
	struct random_seeded seeded;
	struct random random = random_seeded(&seeded, 11);
	size_t shown = 0;

	(void)state;
	for (int round = 0; round < 120; round++) {
		struct room room;
		int people[ROLES];
		for (int i = 0; i < ROLES; i++)
			people[i] = (int)random_below(random, 7);
		people[0] += 3;
		room_open(&room, people);
		int64_t id = opened(&room, round % 2 == 0 ? AT_ROLES : AT_GROUPS, round % 5 > 0);
		size_t cast_so_far = 0;
		for (size_t i = 0; i < room.count; i++) {
			if (i > 2 && random_below(random, 4) == 0)
				continue;
			if (cast_so_far++ > 2 && random_below(random, 6) == 0)
				desk_do(&room.desk,
					WISH(BALLOT_CAST, .poll = id, .person = room.persons[i]));
			else
				cast(&room, id, i, random_below(random, 5),
					(int64_t)random_below(random, 6) - 1);
		}
		const struct poll *poll = closed(&room, id);
		assert_hold(poll);
		shown += poll->shown.count > 0;
		desk_close(&room.desk);
	}
	assert_true(shown > 30);
}

/* --- a file may hold anything --- */

static void changed_parts_are_not_believed(void **state)
{
	struct room room;
	(void)state;
	room_open(&room, (int[]){3, 0, 4, 0});
	int64_t id = opened(&room, AT_ROLES, true);
	for (size_t i = 0; i < room.count; i++)
		cast(&room, id, i, 3, 2);
	struct poll poll = *closed(&room, id);
	const struct event *event = &room.desk.model.events.items[room.desk.model.events.count - 1];
	struct rare changed = *body_rare(&event->body);
	for (size_t i = 0; i < body_rare(&event->body)->by_part.count; i++) {
		changed.by_part = (struct ids){0};
		ids_copy(&changed.by_part, &body_rare(&event->body)->by_part);
		changed.by_part.items[i] += i % 2 == 0 ? 1 : -1;
		poll.shown = poll.by_part = (struct ids){0};
		assert_false(parts_read(&room.desk.model, &poll, &changed));
		assert_int_equal(poll.shown.count, 0);
		array_finish(&changed.by_part);
	}
	desk_close(&room.desk);
}

/* --- what everybody sees --- */

static void sorted_with_what_stands_under_them(void **state)
{
	struct room room;
	struct audience audience = {0};
	(void)state;
	room_open(&room, (int[]){3, 0, 3, 0});
	int64_t id = opened(&room, AT_ROLES, true);
	for (size_t i = 0; i < room.count; i++)
		cast(&room, id, i, 2, i < 3 ? 0 : 3);
	closed(&room, id);
	audience_fill_stage(&room.desk.model, AT_ROLES, 0, &audience);
	assert_int_equal(audience.items.count, 6);
	assert_string_equal(audience.items.items[0].text, "We listen");
	audience_sort_rated(&audience, true);
	assert_string_equal(audience.items.items[0].text, "We decide");
	assert_string_equal(audience.items.items[1].text, "resident");
	assert_string_equal(audience.items.items[2].text, "council");
	assert_int_equal(audience.items.items[2].spread.items[3], 3);
	audience_sort_rated(&audience, false);
	assert_string_equal(audience.items.items[0].text, "We listen");
	audience_finish(&audience);
	desk_close(&room.desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(disagreement_reads_the_order_alone),
		cmocka_unit_test(answers_are_counted_and_not_added_up),
		cmocka_unit_test(without_poles_the_middle_is_said),
		cmocka_unit_test(what_stands_out_is_said),
		cmocka_unit_test(of_two_statements_none_is_nearest),
		cmocka_unit_test(parts_are_fixed_at_the_opening),
		cmocka_unit_test(parts_are_shown_beside_each_other),
		cmocka_unit_test(parts_are_asked_again_at_the_closing),
		cmocka_unit_test(who_comes_late_is_of_some_part),
		cmocka_unit_test(a_slip_says_its_role),
		cmocka_unit_test(no_room_shows_fewer_than_it_may),
		cmocka_unit_test(changed_parts_are_not_believed),
		cmocka_unit_test(sorted_with_what_stands_under_them),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
