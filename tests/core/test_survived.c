/* Whose ideas went forward: by role, and only as far as roles were kept and may be said. */
#include "../support/desk.h"

#include "roundtable/base/mem.h"
#include "roundtable/core/audience.h"
#include "roundtable/core/survived.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { AT_IDEAS, AT_CUT, AT_VOTE };
enum { RESIDENT, FUNDER, CARER };

struct cutting {
	struct desk desk;
	int64_t persons[6]; /* two of each role */
	int64_t cards[6];   /* one of each */
};

static struct stage *add(struct plan *plan, enum activity activity)
{
	struct stage *stage = plan_add_stage(plan);

	stage->activity = activity;
	return stage;
}

static void set(struct stage *stage, enum setting setting, int64_t number)
{
	stage->settings[setting] = (struct setting_value){.given = true, .number = number};
}

static void begin(struct cutting *cutting, int64_t authors)
{
	static char *const ideas[] = {"a", "b", "c", "d", "e", "f"};
	struct desk *desk = &cutting->desk;
	struct plan plan = {.title = mem_copy_text("T"),
		.purpose = mem_copy_text(""),
		.language = mem_copy_text("en")};

	*array_push(&plan.roles) = (struct role){.name = mem_copy_text("resident")};
	*array_push(&plan.roles) = (struct role){.name = mem_copy_text("funder")};
	*array_push(&plan.roles) = (struct role){.name = mem_copy_text("carer")};
	*array_push(&plan.roles) = (struct role){.name = mem_copy_text("researcher")};
	set(add(&plan, ACTIVITY_COLLECT), SETTING_AUTHORS, authors);
	struct stage *stage = add(&plan, ACTIVITY_COLLECT);
	set(stage, SETTING_FROM, AT_IDEAS);
	set(stage, SETTING_SHORTLIST, 4);
	stage = add(&plan, ACTIVITY_VOTE);
	set(stage, SETTING_OPTIONS, AT_CUT);
	set(stage, SETTING_TOP, 1);
	set(stage, SETTING_SECRET, 0);
	*desk = (struct desk){.now = 1000};
	desk->random = random_seeded(&desk->seeded, 1);
	desk_do(desk, WISH(SESSION_STARTED, RARE(.id = "00112233445566778899aabbccddeeff",
						    .language = "en", .format = 1, .plan = &plan)));
	plan_finish(&plan);
	desk_people(desk, 6, cutting->persons);
	for (int i = 0; i < 6; i++)
		if (model_person(&desk->model, cutting->persons[i])->role != i % 3)
			desk_do(desk,
				WISH(PERSON_ROLE, .person = cutting->persons[i], .role = i % 3));
	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_IDEAS));
	for (int i = 0; i < 6; i++)
		cutting->cards[i] = desk_card(desk, AT_IDEAS, cutting->persons[i], ideas[i]);
	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_CUT));
}

static void cut(struct cutting *cutting, int card)
{
	desk_do(&cutting->desk,
		said(WISH(CARD_CUT, .stage = AT_CUT, .thing = cutting->cards[card]), WORDS("")));
}

static void says(struct cutting *cutting, int stage, enum survived_for reader, const char *expected)
{
	struct buf text = {0};

	sentence_survived(&cutting->desk.model, stage, reader, &text);
	assert_string_equal(buf_text(&text), expected);
	buf_finish(&text);
}

static void withholds(struct cutting *cutting, int stage, enum survived_for reader, bool expected)
{
	struct buf text = {0};

	sentence_survived_withheld(&cutting->desk.model, stage, reader, &text);
	assert_string_equal(buf_text(&text),
		expected ? "Whose ideas went forward is not shown by role: it would tell whose "
			   "they are."
			 : "");
	buf_finish(&text);
}

static void test_a_shortlist(void **state)
{
	struct cutting cutting;
	struct audience audience = {0};

	(void)state;
	begin(&cutting, AUTHORS_ROLE);
	says(&cutting, AT_CUT, SURVIVED_ROOM, "");
	cut(&cutting, 0);
	desk_do(&cutting.desk,
		WISH(CARD_MERGED, .thing = cutting.cards[1], .into = cutting.cards[3]));
	cut(&cutting, 3); /* what was put into it goes with it */
	const char *expected =
		"Of 2 cards from resident 0 went forward. Of 2 cards from funder 1 went "
		"forward. Of 2 cards from carer 2 went forward.";
	says(&cutting, AT_CUT, SURVIVED_ROOM, expected);
	says(&cutting, AT_CUT, SURVIVED_MINUTES, expected);
	says(&cutting, AT_IDEAS, SURVIVED_MINUTES, "");
	audience_fill(&cutting.desk.model, cutting.desk.now, &audience);
	assert_string_equal(audience.comes_to, expected);
	audience_finish(&audience);
	desk_close(&cutting.desk);
}

static void test_a_vote(void **state)
{
	struct cutting cutting;
	struct desk *desk = &cutting.desk;
	struct audience audience = {0};

	(void)state;
	begin(&cutting, AUTHORS_SHOWN);
	cut(&cutting, 5);
	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_VOTE));
	int64_t poll = desk_poll(desk, AT_VOTE, 0, false);
	says(&cutting, AT_VOTE, SURVIVED_ROOM, "");
	desk_do(desk, WISH(HANDS_COUNTED, .poll = poll, RARE(.marks = IDS(1, 3, 1, 0, 1))));
	desk_do(desk, WISH(POLL_CLOSED, .poll = poll));
	audience_fill(&desk->model, desk->now, &audience);
	assert_non_null(strstr(audience.vote.result, "Of 2 cards from resident 0 went forward. Of "
						     "2 cards from funder 1 went forward. Of "
						     "1 card from carer 0 went forward."));
	audience_finish(&audience);
	desk_close(desk);
}

/* One carer asks not to be named: then one is left who could be meant. */
static void test_small_roles_are_not_said_in_the_minutes(void **state)
{
	struct cutting cutting;

	(void)state;
	begin(&cutting, AUTHORS_ROLE);
	cut(&cutting, 2);
	desk_do(&cutting.desk,
		WISH(PERSON_NAMING, .person = cutting.persons[5], .naming = NAMING_NOT));
	says(&cutting, AT_CUT, SURVIVED_MINUTES,
		"Of 2 cards from resident 2 went forward. Of 2 cards from funder 2 went forward. "
		"Of 2 "
		"cards from other participants 1 went forward.");
	withholds(&cutting, AT_CUT, SURVIVED_MINUTES, false);
	for (int i = 0; i < 5; i++)
		desk_do(&cutting.desk,
			WISH(PERSON_NAMING, .person = cutting.persons[i], .naming = NAMING_NOT));
	says(&cutting, AT_CUT, SURVIVED_MINUTES, "");
	withholds(&cutting, AT_CUT, SURVIVED_MINUTES, true);
	withholds(&cutting, AT_CUT, SURVIVED_ROOM, false);
	desk_close(&cutting.desk);
}

/* Where roles show in sums only, the room sees none that moves; and none that is a single role's.
 */
static void test_sums_tell_of_no_card(void **state)
{
	struct cutting cutting;
	struct audience before = {0}, after = {0};

	(void)state;
	begin(&cutting, AUTHORS_COUNTED);
	audience_fill(&cutting.desk.model, cutting.desk.now, &before);
	cut(&cutting, 0);
	cut(&cutting, 3);
	audience_fill(&cutting.desk.model, cutting.desk.now, &after);
	assert_null(after.comes_to);
	assert_int_equal(before.roles.count, 4);
	for (size_t i = 0; i < before.roles.count; i++)
		assert_int_equal(after.roles.items[i].cards, before.roles.items[i].cards);
	says(&cutting, AT_CUT, SURVIVED_ROOM, "");
	says(&cutting, AT_CUT, SURVIVED_MINUTES, "");
	withholds(&cutting, AT_CUT, SURVIVED_ROOM, true);
	/* to say that those left out are of one role would tell of which */
	withholds(&cutting, AT_CUT, SURVIVED_MINUTES, false);
	cut(&cutting, 1);
	says(&cutting, AT_CUT, SURVIVED_MINUTES,
		"Of 2 cards from resident 0 went forward. Of 2 cards from funder 1 went forward. "
		"Of 2 "
		"cards from carer 2 went forward.");
	says(&cutting, AT_CUT, SURVIVED_ROOM, "");
	audience_finish(&before);
	audience_finish(&after);
	desk_close(&cutting.desk);
	begin(&cutting, AUTHORS_HIDDEN);
	cut(&cutting, 0);
	says(&cutting, AT_CUT, SURVIVED_MINUTES, "");
	desk_close(&cutting.desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_shortlist),
		cmocka_unit_test(test_a_vote),
		cmocka_unit_test(test_small_roles_are_not_said_in_the_minutes),
		cmocka_unit_test(test_sums_tell_of_no_card),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
