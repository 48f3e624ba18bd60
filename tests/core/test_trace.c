/* Where things come from and what came of them: only what the log links, and nothing not shown. */
#include "../support/desk.h"

#include "roundtable/base/mem.h"
#include "roundtable/core/trace.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { AT_IDEAS, AT_SORT, AT_VOTE, AT_DECIDE };

struct traced {
	struct desk desk;
	int64_t persons[3], cards[4];
	int64_t theme, poll, proposal, action;
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

static void begin(struct traced *t, bool hidden)
{
	static char *const words[] = {"no bus", "dark stops", "late shifts", "no bus at night"};
	static char *const roles[] = {"resident", "carer", "researcher", "funder"};
	struct desk *desk = &t->desk;
	struct plan plan = {.title = mem_copy_text("T"),
		.purpose = mem_copy_text(""),
		.language = mem_copy_text("en")};

	for (int i = 0; i < 4; i++) /* as many as the people of the desk may have */
		*array_push(&plan.roles) = (struct role){.name = mem_copy_text(roles[i])};
	struct stage *stage = add(&plan, ACTIVITY_COLLECT);
	set(stage, SETTING_AUTHORS, AUTHORS_SHOWN);
	set(stage, SETTING_HIDDEN, hidden);
	set(add(&plan, ACTIVITY_GROUP), SETTING_FROM, AT_IDEAS);
	stage = add(&plan, ACTIVITY_VOTE);
	set(stage, SETTING_OPTIONS, AT_SORT);
	set(stage, SETTING_SECRET, 0);
	set(add(&plan, ACTIVITY_DECIDE), SETTING_FROM, AT_SORT);
	*t = (struct traced){.desk = {.now = 1000}};
	desk->random = random_seeded(&desk->seeded, 1);
	desk_do(desk, WISH(SESSION_STARTED, RARE(.id = "00112233445566778899aabbccddeeff",
						    .language = "en", .format = 1, .plan = &plan)));
	plan_finish(&plan);
	desk_people(desk, 3, t->persons);
	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_IDEAS));
	for (int i = 0; i < 4; i++)
		t->cards[i] = desk_card(desk, AT_IDEAS, t->persons[i % 3], words[i]);
}

/* Cards 0 and 2 in a theme, card 3 put into card 0; the theme chosen, made a proposal, adopted. */
static void go_on(struct traced *t)
{
	struct desk *desk = &t->desk;

	desk_do(desk, WISH(CARD_MERGED, .thing = t->cards[3], .into = t->cards[0]));
	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_SORT));
	t->theme = desk_do(desk, said(WISH(THEME_ADDED, .stage = AT_SORT), WORDS("nights")));
	for (int i = 0; i < 4; i += 2)
		desk_do(desk, WISH(CARD_GROUPED, .stage = AT_SORT, .thing = t->cards[i],
				      .into = t->theme));
	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_VOTE));
	t->poll = desk_poll(desk, AT_VOTE, 0, false);
	desk_do(desk, WISH(HANDS_COUNTED, .poll = t->poll, RARE(.marks = IDS(2, 1))));
	desk_do(desk, WISH(POLL_CLOSED, .poll = t->poll));
	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_DECIDE));
	t->proposal = desk_do(desk, said(WISH(PROPOSAL_MADE, .stage = AT_DECIDE, .thing = t->theme),
					    WORDS("a night bus")));
	desk_do(desk,
		said(WISH(DECISION_RECORDED, .thing = t->proposal, .verdict = DECISION_DEFERRED),
			WORDS("")));
	t->action = desk_do(desk, said(WISH(ACTION_ADDED, .stage = AT_DECIDE, .thing = t->proposal,
					       .person = t->persons[0]),
					  WORDS("ask the company", "")));
}

/* The steps as "thing<of@depth", by names of this test. */
static void name_of(const struct traced *t, int64_t thing, struct buf *out)
{
	for (int i = 0; i < 4; i++)
		if (thing == t->cards[i])
			buf_format(out, "card%d", i);
	buf_text_add(out, thing == t->theme      ? "theme"
			  : thing == t->poll     ? "vote"
			  : thing == t->proposal ? "proposal"
			  : thing == t->action   ? "action"
						 : "");
}

static void leads(const struct traced *t,
	void (*fill)(const struct model *, int64_t, struct trace *), int64_t thing,
	const char *expected)
{
	struct trace trace = {0};
	struct buf text = {0};

	fill(&t->desk.model, thing, &trace);
	for (size_t i = 0; i < trace.count; i++) {
		buf_format(&text, "%s%d ", i > 0 ? " " : "", trace.items[i].depth);
		name_of(t, trace.items[i].thing, &text);
		buf_text_add(&text, "<");
		name_of(t, trace.items[i].of, &text);
	}
	assert_string_equal(buf_text(&text), expected);
	array_finish(&trace);
	buf_finish(&text);
}

static void test_an_action_leads_back_to_cards(void **state)
{
	struct traced t;

	(void)state;
	begin(&t, false);
	go_on(&t);
	leads(&t, trace_sources, t.action,
		"1 proposal<action 2 theme<proposal 3 card0<theme 4 card3<card0 3 card2<theme");
	leads(&t, trace_sources, t.theme, "1 card0<theme 2 card3<card0 1 card2<theme");
	leads(&t, trace_sources, t.cards[1], "");
	desk_close(&t.desk);
}

static void test_a_card_leads_on(void **state)
{
	struct traced t;

	(void)state;
	begin(&t, false);
	go_on(&t);
	leads(&t, trace_outcomes, t.cards[3],
		"1 card0<card3 2 theme<card0 3 vote<theme 3 proposal<theme 4 action<proposal");
	leads(&t, trace_outcomes, t.cards[1], "1 vote<card1");
	leads(&t, trace_outcomes, t.action, "");
	int64_t own = desk_do(&t.desk,
		said(WISH(ACTION_ADDED, .thing = t.cards[1]), WORDS("mend the lamps", "")));
	t.action = own;
	leads(&t, trace_outcomes, t.cards[1], "1 vote<card1 1 action<card1");
	leads(&t, trace_sources, own, "1 card1<action");
	desk_close(&t.desk);
}

static void test_votes_are_said(void **state)
{
	struct traced t;
	struct buf text = {0};

	(void)state;
	begin(&t, false);
	go_on(&t);
	trace_vote(&t.desk.model, &(struct trace_step){t.poll, t.cards[1], 1}, &text);
	assert_string_equal(buf_text(&text), "place 2 of 2: 1 vote");
	buf_finish(&text);
	desk_close(&t.desk);
}

static void test_what_was_taken_away_leads_nowhere(void **state)
{
	struct traced t;

	(void)state;
	begin(&t, false);
	go_on(&t);
	desk_do(&t.desk, WISH(THING_WITHDRAWN, .thing = t.cards[2], .yes = 1));
	leads(&t, trace_sources, t.theme, "1 card0<theme 2 card3<card0");
	leads(&t, trace_outcomes, t.cards[2], "");
	assert_false(trace_shown(&t.desk.model, t.cards[2]));
	desk_do(&t.desk, said(WISH(POLL_VOIDED, .poll = t.poll), WORDS("miscounted")));
	leads(&t, trace_outcomes, t.cards[1], "");
	desk_do(&t.desk, WISH(THING_WITHDRAWN, .thing = t.action, .yes = 1));
	leads(&t, trace_outcomes, t.proposal, "");
	desk_close(&t.desk);
}

static void test_hidden_cards_stay_hidden(void **state)
{
	struct traced t;

	(void)state;
	begin(&t, true);
	desk_refuse(&t.desk, said(WISH(ACTION_ADDED, .thing = t.cards[0]), WORDS("x", "")),
		REFUSED_HIDDEN);
	assert_false(trace_shown(&t.desk.model, t.cards[0]));
	t.theme = desk_do(&t.desk, said(WISH(THEME_ADDED, .stage = AT_SORT), WORDS("nights")));
	desk_do(&t.desk,
		WISH(CARD_GROUPED, .stage = AT_SORT, .thing = t.cards[0], .into = t.theme));
	leads(&t, trace_sources, t.theme, "");
	leads(&t, trace_outcomes, t.cards[0], "");
	desk_do(&t.desk, WISH(CARDS_REVEALED, .stage = AT_IDEAS));
	leads(&t, trace_sources, t.theme, "1 card0<theme");
	desk_close(&t.desk);
}

static void test_actions_follow_from_what_there_is(void **state)
{
	struct traced t;

	(void)state;
	begin(&t, false);
	desk_refuse(
		&t.desk, said(WISH(ACTION_ADDED, .thing = 4711), WORDS("x", "")), REFUSED_NO_THING);
	desk_close(&t.desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_an_action_leads_back_to_cards),
		cmocka_unit_test(test_a_card_leads_on),
		cmocka_unit_test(test_votes_are_said),
		cmocka_unit_test(test_what_was_taken_away_leads_nowhere),
		cmocka_unit_test(test_hidden_cards_stay_hidden),
		cmocka_unit_test(test_actions_follow_from_what_there_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
