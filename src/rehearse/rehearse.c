/* The course of a rehearsed workshop: what comes before what. */
#include "room.h"

#include "roundtable/base/mem.h"
#include "roundtable/core/phase.h"

/* Bounds that no rehearsal of a sensible programme comes near: it ends whatever happens. */
enum { COMMANDS_MOST = 50000, STAGE_COMMANDS = 200, STAGE_COMMANDS_EACH = 40, ENDINGS_MOST = 8 };

/* From when on behind the programme an optional stage is left out. */
enum { BEHIND_MINUTES = 2, EXTENSION_MINUTES = 3, HURRY = 5 /* times as fast when time is up */ };

enum { MIXED_AGAIN_PERCENT = 40 };

const struct acting actings[ACTIVITY_COUNT] = {
	[ACTIVITY_BRIEF] = {brief_act},
	[ACTIVITY_PEOPLE] = {people_act},
	[ACTIVITY_COLLECT] = {collect_act},
	[ACTIVITY_GROUP] = {group_act},
	[ACTIVITY_VOTE] = {vote_act},
	[ACTIVITY_RATE] = {rate_act},
	[ACTIVITY_DECIDE] = {decide_act},
	[ACTIVITY_TALK] = {talk_act},
	[ACTIVITY_BREAK] = {break_act},
	[ACTIVITY_CLOSE] = {close_act},
};

struct rehearse *rehearse_create(uint64_t seed, int people)
{
	struct rehearse *room = mem_alloc(1, sizeof *room);

	room->random = random_seeded(&room->seeded, seed);
	room->wanted = people;
	room->stage = -1;
	room->back_to = -1;
	return room;
}

void rehearse_destroy(struct rehearse *room)
{
	if (room == NULL)
		return;
	guests_finish(room);
	array_finish(&room->incidents);
	array_finish(&room->rare.marks);
	array_finish(&room->rare.eligible);
	array_finish(&room->rare.things);
	texts_finish(&room->words);
	array_finish(&room->polling.waiting);
	array_free(room);
}

void rehearse_refused(struct rehearse *room, enum refusal_code code)
{
	room->refused = code;
}

int room_draw(struct rehearse *room, int below)
{
	return below > 0 ? (int)random_below(room->random, (uint32_t)below) : 0;
}

bool room_chance(struct rehearse *room, int percent)
{
	return room_draw(room, 100) < percent;
}

struct body *room_wish(struct rehearse *room, enum event_kind kind, int least, int most)
{
	texts_finish(&room->words);
	array_finish(&room->rare.eligible);
	array_finish(&room->rare.things);
	room->rare = (struct rare){.marks = room->rare.marks};
	room->rare.marks.count = 0;
	room->pause = (int64_t)least * 1000 + room_draw(room, (most - least) * 1000 + 1);
	room->command = (struct command){
		.kind = kind, .body = {.stage = room->stage, .item = -1, .role = -1}};
	return &room->command.body;
}

bool room_phase(struct rehearse *room, const struct model *model)
{
	int at = model->stages.items[room->stage].phase;

	if (at + 1 >= stage_phases(model_stage(model, room->stage)))
		return false;
	int64_t left = model_phase_left(model, room->stage, room->now) / 1000;
	int least = left > 0 ? (int)left : 1;
	room_wish(room, EVENT_PHASE_BEGUN, least, least + 20)->number = at + 1;
	return true;
}

bool room_small_groups(struct rehearse *room, const struct model *model)
{
	const struct mixing *mixing = model_mixing(model, room->stage);

	if (mixing == NULL || mixing->stage != room->stage || room->moved == mixing->id ||
		mixing->groups < 2 || room->stage != model->stage)
		return false;
	if (!room->mixed_again && room_chance(room, MIXED_AGAIN_PERCENT)) {
		room->mixed_again = true;
		room_wish(room, EVENT_GROUPS_MIXED, 10, 30);
		return true;
	}
	room->moved = mixing->id;
	int64_t person = room_somebody(room, model, false);
	int group = mixing_group(mixing, person);
	if (group < 0)
		return false;
	struct body *body = room_wish(room, EVENT_GROUP_CHANGED, 20, 60);
	body->thing = mixing->id;
	body->person = person;
	body->number = (group + 1) % mixing->groups + 1;
	return true;
}

void room_say(struct rehearse *room, const char *text)
{
	texts_add(&room->words, text);
}

int64_t room_somebody(struct rehearse *room, const struct model *model, bool voters)
{
	struct ids here = {0};
	int64_t somebody = 0;

	for (size_t i = 0; i < model->persons.count; i++) {
		const struct person *person = &model->persons.items[i];
		if (!person->withdrawn && (person->votes || !voters) &&
			(person->status == STATUS_HERE || person->status == STATUS_LATE))
			ids_add(&here, person->id);
	}
	if (here.count > 0)
		somebody = here.items[room_draw(room, (int)here.count)];
	array_finish(&here);
	return somebody;
}

int64_t room_some_card(struct rehearse *room, const struct model *model, int stage)
{
	struct ids cards = {0};
	int64_t some = 0;

	for (size_t i = 0; i < model->cards.count; i++) {
		const struct card *card = &model->cards.items[i];
		bool on_ballot = false;
		for (size_t k = 0; k < model->polls.count; k++)
			on_ballot |= model->polls.items[k].state == POLL_OPEN &&
				     ids_contain(&model->polls.items[k].options, card->id);
		if (card_stands(card) && !on_ballot && card->item < 0 &&
			card->cells.items[0] != NULL && (stage < 0 || card->stage == stage))
			ids_add(&cards, card->id);
	}
	if (cards.count > 0)
		some = cards.items[room_draw(room, (int)cards.count)];
	array_finish(&cards);
	return some;
}

static bool enter(struct rehearse *room, int stage, int64_t rest)
{
	room_wish(room, EVENT_STAGE_ENTERED, 4, 12)->stage = stage;
	room->pause = rest > room->pause ? rest : room->pause;
	return true;
}

/* Where nobody is needed before the first stage for people, the roster can wait for it. */
static bool roster_waits(const struct plan *plan)
{
	for (size_t i = 0; i < plan->stages.count; i++) {
		enum activity activity = plan->stages.items[i].activity;
		if (activity == ACTIVITY_PEOPLE)
			return true;
		if (activity != ACTIVITY_BRIEF && activity != ACTIVITY_BREAK)
			return false;
	}
	return false;
}

/* A stage was entered: how long it shall take, and a fresh start for its activity. */
static void settle(struct rehearse *room, const struct model *model)
{
	int64_t planned = model_stage_planned(model, model->stage);

	room->stage = model->stage;
	room->length = planned * (85 + room_draw(room, 26)) / 100;
	room->given = 0;
	room->phase = room->index = room->count = 0;
	room->thing = room->compared = 0;
	room->quiet = 2 + room_draw(room, 5);
	incidents_share(room, model);
}

static bool extend(struct rehearse *room, const struct model *model)
{
	const struct stage *plan = model_stage(model, room->stage);
	int64_t used = model_stage_used(model, room->stage, room->now);

	if (room->extended || plan->minutes < 5 || used < room->length ||
		(plan->activity != ACTIVITY_COLLECT && plan->activity != ACTIVITY_TALK))
		return false;
	room->extended = true;
	room->length += EXTENSION_MINUTES * MINUTE_MS;
	room_wish(room, EVENT_STAGE_EXTENDED, 2, 6)->number = EXTENSION_MINUTES;
	return true;
}

/* What ends the session when the last stage is over: no poll stays open. */
static bool end_session(struct rehearse *room, const struct model *model)
{
	const struct poll *poll = model_open_poll(model);

	if (room->endings++ >= ENDINGS_MOST)
		return false;
	if (poll != NULL) {
		room_wish(room, EVENT_POLL_VOIDED, 5, 10)->poll = poll->id;
		room_say(room, words_from(room, WORDS_VOIDS));
		return true;
	}
	room_wish(room, EVENT_SESSION_CLOSED, 5, 20);
	return true;
}

static bool leave_stage(struct rehearse *room, const struct model *model)
{
	int next = room->stage + 1;
	int64_t rest = room->length - model_stage_used(model, room->stage, room->now);

	while (next < (int)model->plan->stages.count && model->stages.items[next].skipped)
		next++;
	if (next >= (int)model->plan->stages.count)
		return (polling_on(room) && polling_next(room, model, 0)) ||
		       end_session(room, model);
	if (stage_setting(model_stage(model, next), SETTING_OPTIONAL) &&
		model_stage(model, next)->activity != ACTIVITY_PEOPLE &&
		model_behind(model, room->now) > BEHIND_MINUTES * MINUTE_MS) {
		struct body *body = room_wish(room, EVENT_STAGE_SKIPPED, 2, 6);
		body->stage = next;
		body->yes = 1;
		return true;
	}
	return enter(room, next, rest);
}

/* The next thing to do in the stage at work. */
static bool go_on(struct rehearse *room, const struct model *model)
{
	enum activity activity = model_stage(model, room->stage)->activity;
	int most = STAGE_COMMANDS + STAGE_COMMANDS_EACH * (int)room->guests.count;

	if (room->given < most) {
		/* a vote at the side table is closed before anything else begins */
		if (polling_on(room) && room->polling.stage != room->stage &&
			activity != ACTIVITY_BREAK && polling_next(room, model, 0))
			return true;
		if (incidents_next(room, model, false))
			return true;
		if (actings[activity].next(room, model))
			return true;
		if (incidents_next(room, model, true) || extend(room, model))
			return true;
	}
	return leave_stage(room, model);
}

static bool next(struct rehearse *room, const struct model *model)
{
	if (!room->dealt) {
		room->begun = room_draw(room, 100);
		guests_deal(room, model);
		incidents_deal(room, model->plan);
		room->dealt = true;
	}
	if (incidents_end(room, model))
		return true;
	if (model->stage < 0)
		return (!roster_waits(model->plan) && guests_enter(room, model)) ||
		       enter(room, 0, 60 * 1000);
	if (room->back_to >= 0 && model->stage != room->back_to)
		return enter(room, room->back_to, 30 * 1000);
	room->back_to = -1;
	if (model->stage != room->stage)
		settle(room, model);
	return go_on(room, model);
}

/* Nothing takes half of a short stage; and when time is up, everything goes faster. */
static void keep_pace(struct rehearse *room, const struct model *model)
{
	int64_t most = room->length / 2;

	if (room->stage >= 0 && room->command.kind != EVENT_STAGE_ENTERED && room->pause > most)
		room->pause = most;
	if (room->stage >= 0 && room->command.kind != EVENT_STAGE_ENTERED &&
		model_stage_used(model, room->stage, room->now) > room->length)
		room->pause /= HURRY;
}

bool rehearse_next(struct rehearse *room, const struct model *model, moment now,
	struct command *command, int64_t *pause)
{
	if (model->plan == NULL || model->plan->stages.count == 0 || model->closed_at != 0 ||
		room->total >= COMMANDS_MOST)
		return false;
	room->now = now;
	if (!next(room, model))
		return false;
	room->refused = REFUSED_NONE;
	room->given++;
	room->total++;
	keep_pace(room, model);
	room->command.words = room->words;
	*command = room->command;
	*pause = room->pause;
	return true;
}
