/* A discussion: in turn, or with hands raised. */
#include "../room.h"

enum {
	BALANCE_PERCENT = 20,
	TURN_SECONDS = 75,
	TURNS_MOST = 40,
	PASS_PERCENT = 15,
	HAND_PERCENT = 45,
	ROUND_HAND_PERCENT = 12
};

static int turn_seconds(const struct stage *plan)
{
	int64_t turn = stage_setting(plan, SETTING_TURN);

	return turn > 0 ? (int)turn * 60 : TURN_SECONDS;
}

static bool speaks(struct rehearse *room, const struct model *model, int64_t person, int seconds)
{
	const struct turn *speaking = model_speaking(model);

	if (speaking != NULL && speaking->person == person)
		return false;
	/* the one before speaks for so long */
	room_wish(room, EVENT_TURN_STARTED, room->index > 1 ? seconds / 2 : 5, seconds)->person =
		person;
	return true;
}

static bool raise_hand(struct rehearse *room, const struct model *model)
{
	int64_t person = room_somebody(room, model, false);

	for (size_t i = 0; i < model->hands.count; i++)
		if (model->hands.items[i].person == person)
			return false;
	if (person == 0)
		return false;
	struct body *body = room_wish(room, EVENT_HAND_RAISED, 3, 20);
	body->person = person;
	body->yes = 1;
	return true;
}

static bool lower_hand(struct rehearse *room, const struct model *model)
{
	if (model->hands.count == 0)
		return false;
	room_wish(room, EVENT_HAND_RAISED, 1, 3)->person = model->hands.items[0].person;
	return true;
}

/* Who speaks next: the round's, or the first of those with a hand up, or anybody. */
static int64_t next_speaker(struct rehearse *room, const struct model *model, bool round)
{
	if (round)
		return model_round_next(model, room->stage);
	return model->hands.count > 0 ? model->hands.items[0].person
				      : room_somebody(room, model, false);
}

bool talk_act(struct rehearse *room, const struct model *model)
{
	const struct stage *plan = model_stage(model, room->stage);
	bool round = stage_setting(plan, SETTING_ROUND) != 0;
	int seconds = turn_seconds(plan), here = model_here(model);
	int turns = round ? here : plan->minutes * 60 / seconds;

	if (room->index == 2 && !model->balance_shown && room_chance(room, BALANCE_PERCENT)) {
		room_wish(room, EVENT_BALANCE_SHOWN, 3, 20)->yes = 1;
		return true;
	}

	if (room_small_groups(room, model) || room_phase(room, model))
		return true;
	turns = turns < TURNS_MOST ? turns : TURNS_MOST;
	if (here > 0 && room->index < turns) {
		if (room_chance(room, round ? ROUND_HAND_PERCENT : HAND_PERCENT) &&
			room->count++ < turns && raise_hand(room, model))
			return true;
		room->index++;
		int64_t person = next_speaker(room, model, round);
		if (round && person != 0 && room_chance(room, PASS_PERCENT)) {
			room_wish(room, EVENT_ROUND_PASSED, 3, 10)->person = person;
			return true;
		}
		if (person != 0 && speaks(room, model, person, seconds))
			return true;
	}
	if (room->index < turns && here > 0)
		return talk_act(room, model);
	if (model_speaking(model) != NULL) {
		room_wish(room, EVENT_TURN_ENDED, 20, seconds > 20 ? seconds : 20);
		return true;
	}
	return lower_hand(room, model);
}
