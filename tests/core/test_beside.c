/* The same statement in two sessions: what is said to have moved, and what never is. */
#include "../support/desk.h"

#include "roundtable/base/mem.h"
#include "roundtable/core/audience.h"
#include "roundtable/core/beside.h"
#include "roundtable/core/sentence.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { ROLES = 4 };
#define MONTH (INT64_C(30) * 24 * 60 * MINUTE_MS)

/* A session in which one statement was rated by so many people of each role. */
struct held {
	struct desk desk;
	struct rated rated;
};

/* How it is held. */
struct manner {
	const char *answers; /* NULL: "no, hardly, mostly, yes" */
	int by, minimum;     /* 0: 3 */
	bool plain;          /* no poles */
	bool sure;           /* nobody can say "don't know" */
	bool turned;         /* the roles stand in another order in this programme */
	const char *first;   /* NULL: "We trust each other" */
	const char *title;   /* of the stage; NULL: "Rate" */
	const struct held *after;
	bool stays_open; /* all have voted */
};

static void set(struct stage *stage, enum setting setting, int64_t number)
{
	stage->settings[setting].given = true;
	stage->settings[setting].number = number;
}

static void fill_plan(struct plan *plan, struct manner way)
{
	static const char *const roles[ROLES] = {"resident", "carer", "council", "researcher"};
	const char *answers = way.answers != NULL ? way.answers : "no, hardly, mostly, yes";

	*plan = (struct plan){.title = mem_copy_text("Rated"),
		.purpose = mem_copy_text(""),
		.language = mem_copy_text("en")};
	for (int i = 0; i < ROLES; i++) {
		int role = way.turned ? ROLES - 1 - i : i;
		*array_push(&plan->roles) = (struct role){.name = mem_copy_text(roles[role]),
			.group = mem_copy_text(role < 2 ? "lives" : "works")};
	}
	struct stage *stage = plan_add_stage(plan);
	stage->activity = ACTIVITY_RATE;
	array_free(stage->title);
	stage->title = mem_copy_text(way.title != NULL ? way.title : "Rate");
	stage->settings[SETTING_WORDS] =
		(struct setting_value){.given = true, .text = mem_copy_text(answers)};
	set(stage, SETTING_BY, way.by);
	set(stage, SETTING_MINIMUM, way.minimum > 0 ? way.minimum : 3);
	set(stage, SETTING_POLES, !way.plain);
	set(stage, SETTING_UNSURE, !way.sure);
	texts_add(&stage->items, way.first != NULL ? way.first : "We trust each other");
	texts_add(&stage->items, "We meet often");
}

/*
 * Holds it: `answers` has a digit a person ('-' leaves the statement out, which takes a ballot with
 * nothing else on it), and a space between roles in the order resident, carer, council, researcher.
 */
static void hold(struct held *held, struct manner way, const char *answers)
{
	struct plan plan;
	int role = 0;
	int64_t persons[40];
	size_t count = 0;

	*held = (struct held){.desk.now = way.after != NULL ? way.after->desk.now + MONTH : 1000};
	held->desk.random = random_seeded(&held->desk.seeded, 7);
	fill_plan(&plan, way);
	struct command start =
		WISH(SESSION_STARTED, RARE(.id = "00112233445566778899aabbccddeeff",
					      .language = "en", .format = 1, .plan = &plan));
	start.earlier = way.after != NULL ? &way.after->desk.model : NULL;
	desk_do(&held->desk, start);
	plan_finish(&plan);
	const struct persons *known = &held->desk.model.persons;
	const int rate = way.after != NULL; /* “From last time” comes first */
	for (const char *at = answers; *at != '\0'; at++) {
		char name[] = {(char)('A' + role), (char)('a' + count), '\0'};
		if (*at == ' ') {
			role++;
			continue;
		}
		if (count < known->count) {
			persons[count] = known->items[count].id;
			desk_do(&held->desk, WISH(PERSON_STATUS, .person = persons[count++],
						     .status = STATUS_HERE));
			continue;
		}
		persons[count++] = desk_do(&held->desk,
			said(WISH(PERSON_ADDED, .role = way.turned ? ROLES - 1 - role : role,
				     .votes = 1, .status = STATUS_HERE),
				WORDS(name, "")));
	}
	int64_t poll = desk_do(&held->desk, WISH(POLL_OPENED, .stage = rate, RARE(.secret = 1)));
	count = 0;
	for (const char *at = answers; *at != '\0'; at++)
		if (*at != ' ')
			desk_do(&held->desk,
				WISH(BALLOT_CAST, .poll = poll, .person = persons[count++],
					RARE(.marks = IDS(*at - '0', 0))));
	if (way.stays_open)
		return;
	desk_do(&held->desk, WISH(POLL_CLOSED, .poll = poll));
	held->rated = rated_in(&held->desk.model, rate);
	assert_non_null(held->rated.poll);
}

static void assert_moved(const char *then, const char *now, struct manner way, const char *words)
{
	struct held one, other;
	struct buf said = {0};

	hold(&one, way, then);
	hold(&other, way, now);
	sentence_moved(&one.rated, 0, &other.rated, 0, &said);
	assert_string_equal(buf_text(&said), words);
	buf_finish(&said);
	desk_close(&one.desk);
	desk_close(&other.desk);
}

/* Cliff (1993): of all pairs of one answer then and one now, how many more rose than fell. */
static void movement_reads_the_order_alone(void **state)
{
	static const struct {
		int64_t then[4], now[4];
		int moved;
	} known[] = {
		{{4, 0, 0, 0}, {0, 0, 0, 4}, 100},
		{{0, 0, 0, 4}, {4, 0, 0, 0}, -100},
		{{1, 2, 3, 4}, {1, 2, 3, 4}, 0},
		{{2, 0, 0, 2}, {0, 2, 2, 0}, 0},
		{{1, 1, 1, 1}, {0, 0, 0, 1}, 75},
		{{0, 0, 0, 0}, {0, 0, 0, 4}, 0},
		{{3, 0, 0, 0}, {2, 1, 0, 0}, 33},
		{{2, 1, 0, 0}, {3, 0, 0, 0}, -33},
		{{0, 2, 0, 1}, {0, 1, 0, 1}, 17}, /* 1/6 */
		{{0, 1, 0, 1}, {0, 2, 0, 1}, -17},
		{{INT64_C(1) << 40, 0, 0, 0}, {0, 0, INT64_C(1) << 40, 0}, 100},
	};

	(void)state;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		assert_int_equal(
			tally_rating_moved(known[i].then, known[i].now, 4), known[i].moved);
}

static void what_moved_is_said(void **state)
{
	(void)state;
	assert_moved("000113", "333320", (struct manner){0},
		"It moved from mostly “no” to mostly “yes”. The middle answer was between “no” and "
		"“hardly”; now it is “yes”. People agree more than before.");
	assert_moved("333333", "000000", (struct manner){0},
		"It moved from mostly “yes” to mostly “no”. The middle answer was “yes”; now it is "
		"“no”. People agree about as much as before.");
	/* words without poles have no sides to stand on */
	assert_moved("000113", "333320", (struct manner){.plain = true},
		"It moved towards “yes”. The middle answer was between “no” and “hardly”; now it "
		"is “yes”. People agree more than before.");
	assert_moved("222222", "333333", (struct manner){0},
		"It moved towards “yes”. The middle answer was “mostly”; now it is “yes”. People "
		"agree about as much as before.");
	assert_moved("333000", "222111", (struct manner){0},
		"It hardly moved. The middle answer was between “no” and “yes”; now it is between "
		"“hardly” and “mostly”. People agree more than before.");
	assert_moved("1111", "0022", (struct manner){0},
		"It hardly moved. The middle answer was “hardly”; now it is between “no” and "
		"“mostly”. People agree less than before. Few rated it, so one answer weighs "
		"much.");
}

static void what_cannot_be_compared_is_not(void **state)
{
	struct held one, other;
	struct buf said = {0};

	(void)state;
	hold(&one, (struct manner){0}, "0000");
	hold(&other, (struct manner){.answers = "no, hardly, often, yes"}, "3333");
	assert_false(rated_alike(&one.rated, &other.rated));
	assert_int_equal(rated_moved(&one.rated, 0, &other.rated, 0), 0);
	sentence_moved(&one.rated, 0, &other.rated, 0, &said);
	assert_non_null(strstr(buf_text(&said), "were others last time"));
	buf_finish(&said);
	desk_close(&one.desk);
	desk_close(&other.desk);
	assert_moved("4444", "3333", (struct manner){0}, "Nobody rated it last time.");
	assert_moved("3333", "4444", (struct manner){0}, "Nobody rated it this time.");
}

/* After talking the same stage is rated once more. */
static void rated_again_says_what_moved(void **state)
{
	struct held held;
	struct buf said = {0};

	(void)state;
	hold(&held, (struct manner){0}, "0001");
	sentence_rating(&held.desk.model, held.rated.poll, 0, &said);
	assert_null(strstr(buf_text(&said), "last time"));
	int64_t poll = desk_do(&held.desk, WISH(POLL_OPENED, .stage = 0, RARE(.secret = 1)));
	for (size_t i = 0; i < 4; i++)
		desk_do(&held.desk, WISH(BALLOT_CAST, .poll = poll,
					    .person = held.desk.model.persons.items[i].id,
					    RARE(.marks = IDS(i < 3 ? 3 : 2, 0))));
	desk_do(&held.desk, WISH(POLL_CLOSED, .poll = poll));
	buf_clear(&said);
	sentence_rating(&held.desk.model, model_stage_poll(&held.desk.model, 0), 0, &said);
	assert_non_null(strstr(buf_text(&said), "It moved from mostly “no” to mostly “yes”."));
	buf_clear(&said);
	sentence_rating(&held.desk.model, model_stage_poll(&held.desk.model, 0), 1, &said);
	assert_non_null(strstr(buf_text(&said), "It hardly moved."));
	buf_finish(&said);
	desk_close(&held.desk);
}

/* --- parts of the room --- */

/* Lays two beside each other; `expected` has a line for each common part: name, then, now. */
static void assert_common(struct manner was, const char *then, struct manner is, const char *now,
	const char *expected)
{
	struct held held[2];
	struct common_parts parts = {0};
	struct buf found = {0};

	hold(&held[0], was, then);
	hold(&held[1], is, now);
	struct parts_shown shown[2] = {{0}};
	parts_of_rated(&held[0].rated, &shown[0]);
	parts_of_rated(&held[1].rated, &shown[1]);
	common_parts_find(shown, 2, &parts);
	for (size_t i = 0; i < parts.count; i++) {
		buf_text_add(&found, parts.items[i].name);
		for (size_t k = 0; k < 2; k++) {
			struct buf middle = {0};
			sentence_common_part(&parts, i, k, &held[k].rated, 0, &middle);
			buf_format(&found, "|%s", buf_text(&middle));
			buf_finish(&middle);
		}
		buf_byte(&found, '\n');
	}
	assert_string_equal(buf_text(&found), expected);
	buf_finish(&found);
	common_parts_finish(&parts);
	array_finish(&shown[0].counts);
	array_finish(&shown[1].counts);
	desk_close(&held[0].desk);
	desk_close(&held[1].desk);
}

static void parts_stand_beside_each_other_by_name(void **state)
{
	struct manner roles = {.by = BY_ROLE}, turned = {.by = BY_ROLE, .turned = true};
	struct manner groups = {.by = BY_GROUP};

	(void)state;
	assert_common(roles, "000 111 222 333", turned, "111 222 333 000",
		"resident|“no”|“hardly”\ncarer|“hardly”|“mostly”\ncouncil|“mostly”|“yes”\n"
		"researcher|“yes”|“no”\n");
	assert_common(groups, "000 111 22 2", groups, "333 333 00 0",
		"lives|between “no” and “hardly”|“yes”\nworks|“mostly”|“no”\n");
}

/* Residents alone then, residents and two carers now: the two would be what is left. */
static void nested_parts_are_not_told_apart(void **state)
{
	struct manner roles = {.by = BY_ROLE};

	(void)state;
	assert_common(roles, "000 111 222", roles, "000 33 222",
		"lives|between “no” and “hardly”|“no”\ncouncil|“mostly”|“mostly”\n");
	/* shown by role then, by group now */
	assert_common(roles, "000 111 222", (struct manner){.by = BY_GROUP}, "000 333 222",
		"lives|between “no” and “hardly”|between “no” and “yes”\n"
		"council|“mostly”|“mostly”\n");
	/* each session puts others together */
	assert_common(roles, "000 11 222 333", roles, "000 111 222 33",
		"lives|“no”|between “no” and “hardly”\nworks|between “mostly” and "
		"“yes”|“mostly”\n");
	assert_common(roles, "000 11 222 333", roles, " 22 222 333",
		"resident, carer, council|“hardly”|“mostly”\nresearcher|“yes”|“yes”\n");
	assert_common(roles, "000 11 222", roles, "000 1 222 3",
		"lives|“no”|“no”\nworks|“mostly”|“mostly”\n");
	/* in the end all of them, which is the whole room */
	assert_common(roles, " 22 222 333", roles, " 222 22 3", "");
}

/* What one session does not show, and what is too small for one of them, is not shown of the other.
 */
static void what_one_hides_the_other_does_not_show(void **state)
{
	struct manner roles = {.by = BY_ROLE};

	(void)state;
	assert_common((struct manner){.by = BY_ROLE_NOT}, "000 111 222", roles, "000 111 222", "");
	assert_common(roles, "000 111 222", (struct manner){.by = BY_ROLE_NOT}, "000 111 222", "");
	assert_common(roles, "000 111 222", roles, "00 1 22", "");
	/* five was promised in one of them */
	assert_common(roles, "000 111 22222", (struct manner){.by = BY_ROLE, .minimum = 5},
		"00000 11111 33333", "council|“mostly”|“yes”\n");
	/* a part of which two answered: the middle of two is what they said */
	assert_common(roles, "044 111 222", roles, "000 111 222",
		"resident||“no”\ncarer|“hardly”|“hardly”\ncouncil|“mostly”|“mostly”\n");
}

/* --- since an earlier session --- */

/* What is said of the first statement. */
static void assert_says(const struct held *held, const char *words, bool said)
{
	struct buf text = {0};

	sentence_rating(&held->desk.model, held->rated.poll, 0, &text);
	if ((strstr(buf_text(&text), words) != NULL) != said)
		fail_msg("“%s” says “%s”: %d", buf_text(&text), words, !said);
	buf_finish(&text);
}

/* What stands of an earlier session before everybody, as "counts of ballots", one line each. */
static void assert_seen(const struct held *held, const char *expected)
{
	struct audience audience = {0};
	struct buf seen = {0};

	audience_fill_stage(&held->desk.model, held->desk.model.plan->stages.count > 1,
		held->desk.now, &audience);
	for (size_t i = 0; i < audience.items.count; i++) {
		const struct audience_item *item = &audience.items.items[i];
		if (!item->before)
			continue;
		assert_true(item->under);
		for (size_t k = 0; k < item->spread.count; k++)
			buf_format(&seen, "%lld ", (long long)item->spread.items[k]);
		buf_format(&seen, "of %lld\n", (long long)item->value);
	}
	assert_string_equal(buf_text(&seen), expected);
	buf_finish(&seen);
	audience_finish(&audience);
}

static void void_it(struct held *held)
{
	desk_do(&held->desk, said(WISH(POLL_VOIDED, .poll = held->rated.poll->id), WORDS("wrong")));
}

static void last_time_stands_beside_this_time(void **state)
{
	struct held then, now;

	(void)state;
	hold(&then, (struct manner){0}, "0001144");
	hold(&now, (struct manner){.after = &then}, "3333320");
	assert_says(&now,
		"Compared with last time (1970-01-01, 5 answers): It moved from mostly “no” to "
		"mostly “yes”. The middle answer was “no”; now it is “yes”. People agree less than "
		"before.",
		true);
	assert_seen(&now, "3 2 0 0 2 of 7\n7 0 0 0 0 of 7\n");
	/* nothing else of it came along: neither by whom, nor by role */
	const struct model *model = &now.desk.model;
	assert_int_equal(model->rated_before.count, 1);
	const struct rare *rare =
		body_rare(&model_event(model, model->rated_before.items[0])->body);
	assert_int_equal(rare->by_part.count + rare->parts.count + rare->ballots.count, 0);
	desk_close(&now.desk);
	desk_close(&then.desk);
}

/* What is said of all statements of this time beside the last. */
static void assert_says_of_all(const struct held *held, const char *words, bool said)
{
	struct buf text = {0};

	sentence_ratings(&held->desk.model, held->rated.poll, &text);
	if ((strstr(buf_text(&text), words) != NULL) != said)
		fail_msg("“%s” says “%s”: %d", buf_text(&text), words, !said);
	buf_finish(&text);
}

/* "We meet often" gets "no" from all, each time. */
static void what_moved_is_said_of_all_at_once(void **state)
{
	struct held then, now;

	(void)state;
	hold(&then, (struct manner){0}, "0001");
	assert_says_of_all(&then, "last time", false);
	hold(&now, (struct manner){.after = &then}, "3332");
	assert_says_of_all(&now,
		"Since last time (1970-01-01) 1 of 2 statements moved. Furthest towards “yes”: “We "
		"trust each other”.",
		true);
	assert_says_of_all(&now, "towards “no”", false);
	desk_close(&then.desk);
	then = now;
	hold(&now, (struct manner){.after = &then}, "1000");
	assert_says_of_all(&now, "1 of 2 statements moved. Furthest towards “no”: “We", true);
	desk_close(&now.desk);
	hold(&now, (struct manner){.after = &then}, "3332");
	assert_says_of_all(&now, "Since last time (1970-01-31) none of 2 statements moved.", true);
	desk_close(&now.desk);
	/* of one alone its own sentence says it */
	hold(&now, (struct manner){.after = &then}, "4444");
	assert_says_of_all(&now, "last time", false);
	desk_close(&now.desk);
	desk_close(&then.desk);
}

/* Four people rate it once more; nothing of last time stands there while they do. */
static void rate_again(struct held *held, int64_t mark)
{
	int64_t poll = desk_do(&held->desk, WISH(POLL_OPENED, .stage = 1, RARE(.secret = 1)));

	assert_seen(held, "");
	for (size_t i = 0; i < 4; i++)
		desk_do(&held->desk, WISH(BALLOT_CAST, .poll = poll,
					     .person = held->desk.model.persons.items[i].id,
					     RARE(.marks = IDS(mark, 0))));
	desk_do(&held->desk, WISH(POLL_CLOSED, .poll = poll));
	held->rated = rated_in(&held->desk.model, 1);
}

/* Where nobody could judge it one time, that time is no measure. */
static void no_answers_are_not_compared(void **state)
{
	struct held then, now;

	(void)state;
	hold(&then, (struct manner){0}, "0001");
	hold(&now, (struct manner){.after = &then}, "4444");
	assert_says(&now, "Nobody rated it. 4 do not know.", true);
	assert_says(&now, "last time", false);
	rate_again(&now, 3);
	assert_says(&now, "the vote before", false);
	assert_says(&now, "Compared with last time (1970-01-01, 4 answers)", true);
	rate_again(&now, 4);
	assert_says(&now, "ompared", false);
	desk_close(&now.desk);
	desk_close(&then.desk);
}

/* It would draw people's answers towards itself. */
static void nothing_of_last_time_stands_before_the_closing(void **state)
{
	struct held then, now;

	(void)state;
	hold(&then, (struct manner){0}, "0001");
	hold(&now, (struct manner){.after = &then, .stays_open = true}, "3333");
	assert_seen(&now, "");
	int64_t poll = model_stage_poll(&now.desk.model, 1)->id;
	desk_do(&now.desk, WISH(POLL_CLOSED, .poll = poll));
	assert_seen(&now, "3 1 0 0 0 of 4\n4 0 0 0 0 of 4\n");
	/* nor while it is rated once more */
	rate_again(&now, 0);
	assert_says(&now, "Compared with the vote before: It moved from mostly “yes”", true);
	assert_says(&now, "Compared with last time (1970-01-01, 4 answers): It moved towards “no”",
		true);
	desk_close(&now.desk);
	desk_close(&then.desk);
}

static void what_is_not_the_same_has_no_last_time(void **state)
{
	struct manner others[] = {{.first = "We trust"}, {.title = "Another stage"}};
	struct held then, now;

	(void)state;
	hold(&then, (struct manner){0}, "0001");
	hold(&now, (struct manner){.after = &then, .first = "we TRUST each other"}, "3333");
	assert_says(&now, "last time (", true);
	desk_close(&now.desk);
	/* in another place of the list it is the same by its words */
	hold(&now, (struct manner){.after = &then, .first = "We meet often"}, "3333");
	assert_seen(&now, "4 0 0 0 0 of 4\n4 0 0 0 0 of 4\n");
	desk_close(&now.desk);
	for (size_t i = 0; i < 2; i++) {
		others[i].after = &then;
		hold(&now, others[i], "3333");
		assert_says(&now, "last time", false);
		desk_close(&now.desk);
	}
	hold(&now, (struct manner){.after = &then, .answers = "no, hardly, often, yes"}, "3333");
	assert_says(&now, "The answers to choose from were others last time", true);
	assert_says(&now, "Compared", false);
	assert_seen(&now, "");
	desk_close(&now.desk);
	desk_close(&then.desk);
}

static void what_was_declared_void_is_left_behind(void **state)
{
	struct held then, now, third;

	(void)state;
	hold(&then, (struct manner){0}, "0001");
	hold(&now, (struct manner){.after = &then}, "3333");
	void_it(&now);
	/* the session before had a result */
	hold(&third, (struct manner){.after = &now}, "2222");
	assert_seen(&third, "3 1 0 0 0 of 4\n4 0 0 0 0 of 4\n");
	desk_close(&third.desk);
	void_it(&then);
	desk_close(&now.desk);
	hold(&now, (struct manner){.after = &then}, "3333");
	assert_int_equal(now.desk.model.rated_before.count, 0);
	assert_seen(&now, "");
	desk_close(&now.desk);
	desk_close(&then.desk);
}

/* Of several sessions the newest that rated it: one in between may have done something else. */
static void the_newest_result_goes_along(void **state)
{
	struct held then, between, now;

	(void)state;
	hold(&then, (struct manner){0}, "0001");
	hold(&between, (struct manner){.after = &then}, "2222");
	hold(&now, (struct manner){.after = &between}, "3333");
	assert_int_equal(now.desk.model.rated_before.count, 1);
	assert_says(&now, "last time (1970-01-31, 4 answers)", true);
	desk_close(&now.desk);
	desk_close(&between.desk);
	hold(&between, (struct manner){.after = &then, .title = "Another stage"}, "2222");
	hold(&now, (struct manner){.after = &between}, "3333");
	assert_int_equal(now.desk.model.rated_before.count, 2);
	assert_says(&now, "last time (1970-01-01, 4 answers)", true);
	assert_seen(&now, "3 1 0 0 0 of 4\n4 0 0 0 0 of 4\n");
	desk_close(&now.desk);
	desk_close(&between.desk);
	desk_close(&then.desk);
}

/* Only whether "don't know" can be said differs: the scale is the same. */
static void unsure_may_be_new(void **state)
{
	struct held then, now;

	(void)state;
	hold(&then, (struct manner){0}, "0014");
	hold(&now, (struct manner){.after = &then, .sure = true}, "3333");
	assert_seen(&now, "2 1 0 0 of 3\n4 0 0 0 of 4\n");
	desk_close(&then.desk);
	then = now;
	hold(&now, (struct manner){.after = &then}, "0000");
	assert_seen(&now, "0 0 0 4 0 of 4\n4 0 0 0 0 of 4\n");
	desk_close(&now.desk);
	desk_close(&then.desk);
}

/* A file may say anything. */
static void what_does_not_add_up_is_not_believed(void **state)
{
	int64_t counts[] = {2, 0, 1, 1, 1, 0};
	struct ids rows = {.items = counts, .count = 6};
	struct texts words = WORDS("Rate", "", "no", "so", "yes", "One", "Two");
	struct event event = {.kind = EVENT_RATED_BEFORE,
		.body = {RARE(.steps = 3, .cast = 4, .blank = 1, .spread = rows)},
		.words = words};
	struct rare *rare = event.body.rare;

	(void)state;
	assert_true(rated_before_whole(&event));
	rare->blank = 2;
	assert_false(rated_before_whole(&event)); /* three answers on two ballots */
	rare->blank = -1;
	assert_false(rated_before_whole(&event));
	rare->blank = 0;
	rare->cast = INT64_MAX;
	assert_false(rated_before_whole(&event));
	rare->cast = 4;
	counts[1] = -1;
	assert_false(rated_before_whole(&event));
	counts[1] = 0;
	rare->spread.count = 5;
	assert_false(rated_before_whole(&event));
	rare->spread.count = 3;
	assert_false(rated_before_whole(&event)); /* two are named */
	rare->spread.count = 6;
	rare->steps = 1;
	assert_false(rated_before_whole(&event));
	rare->steps = 0;
	assert_false(rated_before_whole(&event));
	rare->steps = 3;
	event.words.count = 0;
	assert_false(rated_before_whole(&event));
	event.erased = true;
	assert_true(rated_before_whole(&event));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(movement_reads_the_order_alone),
		cmocka_unit_test(what_moved_is_said),
		cmocka_unit_test(what_cannot_be_compared_is_not),
		cmocka_unit_test(rated_again_says_what_moved),
		cmocka_unit_test(parts_stand_beside_each_other_by_name),
		cmocka_unit_test(nested_parts_are_not_told_apart),
		cmocka_unit_test(what_one_hides_the_other_does_not_show),
		cmocka_unit_test(last_time_stands_beside_this_time),
		cmocka_unit_test(what_moved_is_said_of_all_at_once),
		cmocka_unit_test(no_answers_are_not_compared),
		cmocka_unit_test(nothing_of_last_time_stands_before_the_closing),
		cmocka_unit_test(what_is_not_the_same_has_no_last_time),
		cmocka_unit_test(what_was_declared_void_is_left_behind),
		cmocka_unit_test(the_newest_result_goes_along),
		cmocka_unit_test(unsure_may_be_new),
		cmocka_unit_test(what_does_not_add_up_is_not_believed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
