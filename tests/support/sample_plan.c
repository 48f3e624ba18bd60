#include "sample_plan.h"

#include "roundtable/base/mem.h"

#include <stdlib.h>

static struct stage *add(struct plan *plan, enum activity activity, const char *title, int minutes)
{
	struct stage *stage = plan_add_stage(plan);

	free(stage->title);
	free(stage->notes);
	stage->title = mem_copy_text(title);
	stage->notes = mem_copy_text(SAMPLE_PRIVATE);
	stage->activity = activity;
	stage->minutes = minutes;
	return stage;
}

static void set(struct stage *stage, enum setting setting, int64_t number)
{
	stage->settings[setting].given = true;
	stage->settings[setting].number = number;
}

static void items(struct stage *stage, const char *one, const char *two, const char *three)
{
	texts_add(&stage->items, one);
	texts_add(&stage->items, two);
	texts_add(&stage->items, three);
}

static struct column *column(struct stage *stage, const char *name, enum column_type type)
{
	struct column *column = array_push(&stage->columns);

	*column = (struct column){.name = mem_copy_text(name), .type = type};
	return column;
}

static void add_collects(struct plan *plan)
{
	struct stage *stage = add(plan, ACTIVITY_COLLECT, "What matters?", 10);
	set(stage, SETTING_ROUND, 1);
	set(stage, SETTING_AUTHORS, AUTHORS_SHOWN);
	column(stage, "what", COLUMN_TEXT);
	column(stage, "for whom", COLUMN_ROLE);
	column(stage, "by when", COLUMN_DATE);
	struct column *sort = column(stage, "sort", COLUMN_CHOICE);
	texts_add(&sort->choices, "time");
	texts_add(&sort->choices, "money");
	set(add(plan, ACTIVITY_COLLECT, "By role", 5), SETTING_AUTHORS, AUTHORS_ROLE);
	stage = add(plan, ACTIVITY_COLLECT, "Counted", 5);
	set(stage, SETTING_AUTHORS, AUTHORS_COUNTED);
	set(stage, SETTING_HIDDEN, 1);
	set(stage, SETTING_SILENT, 2);
	set(add(plan, ACTIVITY_COLLECT, "Hidden", 5), SETTING_AUTHORS, AUTHORS_HIDDEN);
	stage = add(plan, ACTIVITY_COLLECT, "Who brings what?", 8);
	set(stage, SETTING_MATRIX, 1);
	items(stage, "time", "money", "experience");
	stage = add(plan, ACTIVITY_COLLECT, "At most three", 6);
	set(stage, SETTING_FROM, AT_COLLECT);
	set(stage, SETTING_SHORTLIST, 3);
	set(add(plan, ACTIVITY_GROUP, "In themes", 6), SETTING_FROM, AT_SHORT);
}

static struct stage *add_vote(struct plan *plan, const char *title, int64_t method, bool listed)
{
	struct stage *stage = add(plan, ACTIVITY_VOTE, title, 5);

	set(stage, SETTING_METHOD, method);
	if (listed)
		items(stage, "tea", "coffee", "water");
	return stage;
}

/* In the order of the setting's words. */
enum {
	PLURALITY,
	APPROVAL,
	DOTS,
	SCORE,
	MAJORITY,
	MAJORITY_JUDGMENT = 7,
	EQUAL_SHARES = 10,
	EQUAL_ROLES = 12,
	RUNOFF = 16
};

static void add_votes(struct plan *plan)
{
	add_vote(plan, "One", PLURALITY, true);
	add_vote(plan, "Any", APPROVAL, true);
	struct stage *stage = add_vote(plan, "Dots", DOTS, true);
	set(stage, SETTING_DOTS, 4);
	set(stage, SETTING_BALLOT, BALLOT_PAPER);
	set(add_vote(plan, "Scores", SCORE, true), SETTING_SCALE, 3);
	add_vote(plan, "Yes or no", MAJORITY, false);
	struct stage *hands = add_vote(plan, "By hands", PLURALITY, true);
	set(hands, SETTING_SECRET, 0);
	set(hands, SETTING_STANDING_IN, 1);
	stage = add_vote(plan, "Themes", APPROVAL, false);
	set(stage, SETTING_OPTIONS, AT_GROUP);
	set(stage, SETTING_STAYS_OPEN, 1);
	stage = add(plan, ACTIVITY_RATE, "How true?", 5);
	items(stage, "We listen", "We decide", "We rest");
}

static void add_decisions(struct plan *plan)
{
	struct stage *stage = add(plan, ACTIVITY_DECIDE, "How we decide", 8);
	set(stage, SETTING_RULE, RULE_CONSENT);
	set(stage, SETTING_SECRET, 0);
	set(stage, SETTING_WHAT, WHAT_RULES);
	set(add(plan, ACTIVITY_DECIDE, "More than half", 8), SETTING_RULE, RULE_MAJORITY);
	stage = add(plan, ACTIVITY_DECIDE, "Two thirds", 8);
	set(stage, SETTING_RULE, RULE_QUALIFIED);
	set(stage, SETTING_SECRET, 0);
	set(add(plan, ACTIVITY_DECIDE, "Nobody against", 8), SETTING_RULE, RULE_CONSENT);
	stage = add_vote(plan, "What to buy", EQUAL_SHARES, false);
	set(stage, SETTING_BUDGET, 100);
	items(stage, "tea: 40", "coffee: 60", "water: 10");
	add_vote(plan, "Each role alike", EQUAL_ROLES, true);
	stage = add_vote(plan, "How good?", MAJORITY_JUDGMENT, true);
	free(stage->settings[SETTING_GRADES].text);
	stage->settings[SETTING_GRADES] =
		(struct setting_value){.given = true, .text = mem_copy_text("poor, fair, good")};
	add_vote(plan, "In order", RUNOFF, true);
}

void sample_plan(struct plan *plan)
{
	static const char *const roles[SAMPLE_ROLES] = {
		"resident", "carer", "researcher", "funder"};

	plan->title = mem_copy_text("Sample workshop");
	plan->purpose = mem_copy_text("To try everything once.");
	plan->language = mem_copy_text("en");
	for (int i = 0; i < SAMPLE_ROLES; i++)
		*array_push(&plan->roles) = (struct role){.name = mem_copy_text(roles[i])};
	struct stage *stage = add(plan, ACTIVITY_BRIEF, "Welcome", 5);
	set(stage, SETTING_REVEAL, REVEAL_ONE_BY_ONE);
	items(stage, "Why we are here", "What is kept", "What is not");
	add(plan, ACTIVITY_PEOPLE, "Who is here?", 5);
	add_collects(plan);
	add_votes(plan);
	add_decisions(plan);
	stage = add(plan, ACTIVITY_TALK, "A round", 10);
	set(stage, SETTING_ROUND, 1);
	set(stage, SETTING_OPTIONAL, 1);
	stage->settings[SETTING_STEPS] = (struct setting_value){
		.given = true, .text = mem_copy_text("alone 1 min, in twos 2 min, all 4 min")};
	stage->settings[SETTING_SMALL_GROUPS] =
		(struct setting_value){.given = true, .text = mem_copy_text("2")};
	stage = add(plan, ACTIVITY_BREAK, "Tea", 10);
	stage->settings[SETTING_SMALL_GROUPS] =
		(struct setting_value){.given = true, .text = mem_copy_text("of 3")};
	add(plan, ACTIVITY_CLOSE, "Read back", 5);
}
