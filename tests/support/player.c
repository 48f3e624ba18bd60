#include "player.h"

#include "roundtable/base/mem.h"

#include <stdio.h>

/* What a command of a kind is about. */
enum about { NOTHING, PERSON, CARD, THEME, PROPOSAL, BURDEN, OBJECTION, ACTION, MIXING, ANYTHING };

struct habit {
	enum about thing, into;
	int activity; /* of its stage, ACTIVITY_COUNT: any */
	int weight;
	int words; /* how many at most */
};

#define ANY_STAGE ACTIVITY_COUNT

static const struct habit habits[EVENT_KINDS] = {
	[EVENT_SESSION_CLOSED] = {NOTHING, NOTHING, ANY_STAGE, 8, 0},
	[EVENT_CORRECTION_ADDED] = {NOTHING, NOTHING, ANY_STAGE, 2, 1},
	[EVENT_STEP_UNDONE] = {NOTHING, NOTHING, ANY_STAGE, 60, 0},
	[EVENT_STEP_REDONE] = {NOTHING, NOTHING, ANY_STAGE, 40, 0},
	[EVENT_WORDS_CHANGED] = {ANYTHING, NOTHING, ANY_STAGE, 20, 1},
	[EVENT_WORDS_ERASED] = {ANYTHING, NOTHING, ANY_STAGE, 5, 0},
	[EVENT_THING_WITHDRAWN] = {ANYTHING, NOTHING, ANY_STAGE, 12, 0},
	[EVENT_STAGE_ENTERED] = {NOTHING, NOTHING, ANY_STAGE, 20, 0},
	[EVENT_STAGE_EXTENDED] = {NOTHING, NOTHING, ANY_STAGE, 5, 0},
	[EVENT_STAGE_SKIPPED] = {NOTHING, NOTHING, ANY_STAGE, 5, 0},
	[EVENT_POINT_REVEALED] = {NOTHING, NOTHING, ACTIVITY_BRIEF, 10, 0},
	[EVENT_PAUSED] = {NOTHING, NOTHING, ANY_STAGE, 10, 0},
	[EVENT_OFF_RECORD] = {NOTHING, NOTHING, ANY_STAGE, 6, 0},
	[EVENT_NOTE_ADDED] = {NOTHING, NOTHING, ANY_STAGE, 10, 1},
	[EVENT_THOUGHT_PARKED] = {NOTHING, NOTHING, ANY_STAGE, 10, 1},
	[EVENT_WORD_ASKED] = {NOTHING, NOTHING, ANY_STAGE, 10, 2},
	[EVENT_ACTION_ADDED] = {PROPOSAL, NOTHING, ANY_STAGE, 10, 2},
	[EVENT_ACTION_ANSWERED] = {ACTION, NOTHING, ANY_STAGE, 10, 0},
	[EVENT_ACTION_GIVEN] = {ACTION, NOTHING, ANY_STAGE, 10, 1},
	[EVENT_PERSON_ADDED] = {NOTHING, NOTHING, ANY_STAGE, 30, 2},
	[EVENT_PERSON_ROLE] = {NOTHING, NOTHING, ANY_STAGE, 8, 1},
	[EVENT_PERSON_DUTY] = {NOTHING, NOTHING, ANY_STAGE, 5, 0},
	[EVENT_PERSON_STATUS] = {NOTHING, NOTHING, ANY_STAGE, 12, 0},
	[EVENT_PERSON_WAY] = {NOTHING, NOTHING, ANY_STAGE, 8, 0},
	[EVENT_PERSON_NAMING] = {NOTHING, NOTHING, ANY_STAGE, 8, 0},
	[EVENT_PERSON_INTEREST] = {NOTHING, NOTHING, ANY_STAGE, 8, 1},
	[EVENT_VOICE_MISSING] = {NOTHING, NOTHING, ACTIVITY_PEOPLE, 8, 1},
	[EVENT_CARD_ADDED] = {NOTHING, NOTHING, ACTIVITY_COLLECT, 80, 4},
	[EVENT_CARDS_REVEALED] = {NOTHING, NOTHING, ACTIVITY_COLLECT, 2, 0},
	[EVENT_CARD_MERGED] = {CARD, CARD, ANY_STAGE, 12, 0},
	[EVENT_CARD_CUT] = {CARD, NOTHING, ACTIVITY_COLLECT, 12, 1},
	[EVENT_ROUND_PASSED] = {NOTHING, NOTHING, ANY_STAGE, 8, 0},
	[EVENT_THEME_ADDED] = {NOTHING, NOTHING, ACTIVITY_GROUP, 10, 1},
	[EVENT_CARD_GROUPED] = {CARD, THEME, ACTIVITY_GROUP, 20, 0},
	[EVENT_POLL_OPENED] = {PROPOSAL, NOTHING, ANY_STAGE, 60, 0},
	[EVENT_VOTER_ADDED] = {NOTHING, NOTHING, ANY_STAGE, 15, 0},
	[EVENT_VOTER_STEPPED_OUT] = {NOTHING, NOTHING, ANY_STAGE, 15, 0},
	[EVENT_STOOD_IN] = {NOTHING, PERSON, ANY_STAGE, 150, 0},
	[EVENT_TELLERS_NAMED] = {NOTHING, PERSON, ANY_STAGE, 5, 0},
	[EVENT_BALLOT_CAST] = {NOTHING, NOTHING, ANY_STAGE, 150, 0},
	[EVENT_TICK_MOVED] = {NOTHING, PERSON, ANY_STAGE, 10, 0},
	[EVENT_HANDS_COUNTED] = {NOTHING, NOTHING, ANY_STAGE, 15, 0},
	[EVENT_POLL_CLOSED] = {NOTHING, NOTHING, ANY_STAGE, 10, 0},
	[EVENT_POLL_VOIDED] = {NOTHING, NOTHING, ANY_STAGE, 12, 1},
	[EVENT_PROPOSAL_MADE] = {CARD, NOTHING, ACTIVITY_DECIDE, 15, 1},
	[EVENT_BURDEN_STATED] = {PROPOSAL, NOTHING, ANY_STAGE, 10, 3},
	[EVENT_REASON_GIVEN] = {NOTHING, NOTHING, ANY_STAGE, 8, 1},
	[EVENT_DECISION_RECORDED] = {PROPOSAL, NOTHING, ANY_STAGE, 12, 2},
	[EVENT_DECISION_CORRECTED] = {PROPOSAL, NOTHING, ANY_STAGE, 8, 3},
	[EVENT_DECISION_CARE] = {PROPOSAL, PERSON, ANY_STAGE, 8, 2},
	[EVENT_TURN_STARTED] = {NOTHING, NOTHING, ACTIVITY_TALK, 12, 0},
	[EVENT_TURN_ENDED] = {NOTHING, NOTHING, ANY_STAGE, 5, 0},
	[EVENT_HAND_RAISED] = {NOTHING, NOTHING, ACTIVITY_TALK, 10, 0},
	[EVENT_NEXT_MEETING] = {NOTHING, NOTHING, ANY_STAGE, 5, 1},
	[EVENT_RULE_PROPOSED] = {NOTHING, NOTHING, ACTIVITY_DECIDE, 8, 6},
	[EVENT_PROPOSAL_KIND] = {PROPOSAL, NOTHING, ANY_STAGE, 8, 0},
	[EVENT_OBJECTION_RAISED] = {PROPOSAL, NOTHING, ANY_STAGE, 8, 2},
	[EVENT_OBJECTION_MET] = {OBJECTION, NOTHING, ANY_STAGE, 20, 1},
	[EVENT_DECISION_REVIEWED] = {PROPOSAL, NOTHING, ANY_STAGE, 8, 1},
	[EVENT_ACTION_REPORTED] = {ACTION, NOTHING, ANY_STAGE, 8, 1},
	[EVENT_MINUTES_APPROVED] = {NOTHING, NOTHING, ANY_STAGE, 1, 0},
	[EVENT_MINORITY_STATED] = {PROPOSAL, NOTHING, ANY_STAGE, 8, 1},
	[EVENT_ADVICE_GIVEN] = {PROPOSAL, NOTHING, ANY_STAGE, 20, 2},
	[EVENT_CONSENT_ROUND] = {PROPOSAL, NOTHING, ANY_STAGE, 8, 0},
	[EVENT_THEME_MERGED] = {THEME, THEME, ANY_STAGE, 6, 0},
	[EVENT_PHASE_BEGUN] = {NOTHING, NOTHING, ACTIVITY_TALK, 8, 0},
	[EVENT_GROUPS_MIXED] = {NOTHING, NOTHING, ACTIVITY_TALK, 8, 0},
	[EVENT_GROUP_CHANGED] = {MIXING, NOTHING, ANY_STAGE, 12, 0},
	[EVENT_BALANCE_SHOWN] = {NOTHING, NOTHING, ANY_STAGE, 5, 0},
	[EVENT_BEARER_ANSWERED] = {PROPOSAL, BURDEN, ANY_STAGE, 20, 1},
};

static uint32_t draw(struct player *player, size_t below)
{
	return below > 0 ? random_below(player->random, (uint32_t)below) : 0;
}

static enum event_kind draw_kind(struct player *player)
{
	int sum = 0, i = 0;

	for (int k = 0; k < EVENT_KINDS; k++)
		sum += habits[k].weight;
	for (int at = (int)draw(player, (size_t)sum); at >= habits[i].weight; i++)
		at -= habits[i].weight;
	return (enum event_kind)i;
}

static int draw_stage(struct player *player, const struct model *model, int activity)
{
	for (int tries = 0; tries < 200; tries++) {
		int stage = (int)draw(player, model->plan->stages.count);
		if (activity == ANY_STAGE ||
			(int)model->plan->stages.items[stage].activity == activity)
			return stage;
	}
	return -1;
}

#define PICK(list) ((list).count > 0 ? (list).items[draw(player, (list).count)].id : 0)

static int64_t draw_thing(struct player *player, const struct model *model, enum about about)
{
	switch (about) {
	case NOTHING:
		return 0;
	case PERSON:
		return PICK(model->persons);
	case CARD:
		return draw(player, 5) == 0 ? 0 : PICK(model->cards);
	case THEME:
		return draw(player, 5) == 0 ? 0 : PICK(model->themes);
	case PROPOSAL:
		return PICK(model->proposals);
	case BURDEN:
		for (size_t i = model->proposals.count; i-- > 0;)
			if (model->proposals.items[i].burdens.count > 0)
				return PICK(model->proposals.items[i].burdens);
		return 0;
	case OBJECTION:
		for (size_t i = model->proposals.count; i-- > 0;)
			if (model->proposals.items[i].objections.count > 0 &&
				model->proposals.items[i].decision == 0)
				return PICK(model->proposals.items[i].objections);
		return 0;
	case ACTION:
		return PICK(model->actions);
	case MIXING:
		return PICK(model->mixings);
	case ANYTHING:
		break;
	}
	return 1 + (int64_t)draw(player, model->events.count + 2);
}

/* A ballot that mostly obeys the rule, or a count of hands. */
static void draw_marks(struct player *player, const struct poll *poll, bool hands)
{
	size_t options = poll != NULL ? poll_options(poll) : 2;
	enum ballot_shape shape =
		poll != NULL ? tally_method(poll->rule.method)->shape : SHAPE_CHOOSE;

	player->list.count = 0;
	if (options == 0 || (!hands && draw(player, 8) == 0))
		return;
	for (size_t i = 0; i < options; i++)
		ids_add(&player->list, 0);
	switch (hands ? SHAPE_SCORE : shape) {
	case SHAPE_CHOOSE:
	case SHAPE_ANSWER:
		player->list.items[draw(player, options)] = 1;
		break;
	case SHAPE_APPROVE:
		for (size_t i = 0; i < options; i++)
			player->list.items[i] = draw(player, 2);
		break;
	case SHAPE_POINTS:
	case SHAPE_CREDITS:
	case SHAPE_RANK:
		player->list.items[draw(player, options)] += draw(player, 4);
		player->list.items[draw(player, options)] += draw(player, 3);
		break;
	case SHAPE_SCORE:
	case SHAPE_GRADE:
		for (size_t i = 0; i < options; i++)
			player->list.items[i] = (int64_t)draw(player, 5) - (hands ? 0 : 1);
		break;
	case SHAPES:
		break;
	}
}

static void draw_words(struct player *player, int most)
{
	static const char *const words[] = {"time", "money", "a room without stairs", "plain words",
		"the bus after nine", "who is asked first", "é, ж, 水 and 🌍", ""};
	char name[24];

	texts_finish(&player->words);
	for (int i = 0; i < most; i++) {
		if (draw(player, 3) == 0) {
			snprintf(name, sizeof name, "word %u", (unsigned)draw(player, 1000));
			texts_add(&player->words, name);
		} else {
			texts_add(&player->words,
				words[draw(player, sizeof words / sizeof words[0])]);
		}
	}
}

/* An open poll where there is one, mostly. */
static const struct poll *draw_poll(struct player *player, const struct model *model)
{
	const struct poll *poll = model_open_poll(model);

	if (model->polls.count == 0 || (poll != NULL && draw(player, 4) > 0))
		return poll;
	return &model->polls.items[draw(player, model->polls.count)];
}

void player_finish(struct player *player)
{
	array_finish(&player->list);
	texts_finish(&player->words);
}

struct command player_next(struct player *player, const struct model *model)
{
	enum event_kind kind;

	do
		kind = draw_kind(player);
	while (player->calm && kind == EVENT_SESSION_CLOSED);
	const struct habit *habit = &habits[kind];
	const struct poll *poll = draw_poll(player, model);
	struct command command = {.kind = kind};
	draw_words(player, habit->words);
	draw_marks(player, poll, kind == EVENT_HANDS_COUNTED);
	command.body = (struct body){.stage = draw_stage(player, model, habit->activity),
		.thing = draw_thing(player, model, habit->thing),
		.into = draw_thing(player, model, habit->into),
		.part = draw(player, 4),
		.person = draw(player, 10) == 0 ? 0 : draw_thing(player, model, PERSON),
		.role = (int64_t)draw(player, model->plan->roles.count + 1) - 1,
		.item = -1,
		.number = draw(player, 6),
		.date = draw(player, 2) ? 20260301 : 0,
		.yes = draw(player, 2),
		.duty = draw(player, DUTIES),
		.votes = draw(player, 4) > 0,
		.status = draw(player, 3) ? STATUS_HERE : draw(player, STATUSES),
		.way = draw(player, 3),
		.naming = draw(player, NAMINGS),
		.accepted = draw(player, ANSWERS),
		.paid = draw(player, PAIDS),
		.poll = poll != NULL ? poll->id : 0,
		.rare = &player->rare,
		.verdict = draw(player, DECISIONS)};
	player->rare = (struct rare){.secret = draw(player, 3) > 0,
		.blank = draw(player, 2),
		.about = -(int64_t)draw(player, 8)};
	if (kind == EVENT_BALLOT_CAST || kind == EVENT_HANDS_COUNTED)
		player->rare.marks = player->list;
	if (kind == EVENT_CARD_ADDED && draw(player, 3) == 0)
		command.body.item = draw(player, 4);
	if (kind == EVENT_CARD_ADDED)
		command.by = command.body.person;
	if (kind == EVENT_CARD_ADDED && player->words.count > 2) { /* a column of dates */
		array_free(player->words.items[2]);
		player->words.items[2] = mem_copy_text("+2w");
	}
	if (kind == EVENT_BEARER_ANSWERED) /* of the proposal that asks it of them */
		for (size_t i = 0; i < model->proposals.count; i++)
			if (model->proposals.items[i].burdens.count > 0)
				command.body.thing = model->proposals.items[i].id;
	const struct stage *stage = model_stage(model, (int)command.body.stage);
	if (kind == EVENT_POLL_OPENED && stage != NULL && stage->activity != ACTIVITY_DECIDE)
		command.body.thing = 0;
	command.words = player->words;
	return command;
}
