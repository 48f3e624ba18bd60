/* What was decided and taken on is read back; each says how they wish to be named. */
#include "../room.h"

#include "roundtable/base/date.h"

enum { ANSWERING, NAMING, MEETING, DONE };

static bool answer_action(struct rehearse *room, const struct model *model)
{
	static const enum paid paid[] = {PAID_YES, PAID_NOBODY, PAID_NOT_KNOWN, PAID_NOT_ASKED};

	while (room->index < (int)model->actions.count) {
		const struct action *action = &model->actions.items[room->index++];
		if (action->withdrawn)
			continue;
		struct body *body = room_wish(room, EVENT_ACTION_ANSWERED, 6, 20);
		body->thing = action->id;
		body->accepted = room_chance(room, 85) ? ANSWER_ACCEPTED : ANSWER_DECLINED;
		body->paid = paid[room_draw(room, PAIDS)];
		return true;
	}
	room->phase = NAMING;
	room->index = 0;
	return false;
}

static bool ask_naming(struct rehearse *room, const struct model *model)
{
	static const enum naming namings[] = {
		NAMING_NAME, NAMING_NAME, NAMING_NAME, NAMING_ROLE, NAMING_ROLE, NAMING_NOT};

	while (room->index < (int)model->persons.count) {
		const struct person *person = &model->persons.items[room->index++];
		if (person->withdrawn || person->status == STATUS_EXPECTED ||
			person->status == STATUS_ABSENT || room_chance(room, 5))
			continue;
		struct body *body = room_wish(room, EVENT_PERSON_NAMING, 3, 8);
		body->person = person->id;
		body->naming = namings[room_draw(room, sizeof namings / sizeof namings[0])];
		return true;
	}
	room->phase = MEETING;
	return false;
}

bool close_act(struct rehearse *room, const struct model *model)
{
	if (room->phase == ANSWERING && answer_action(room, model))
		return true;
	if (room->phase == NAMING && ask_naming(room, model))
		return true;
	if (room->phase != MEETING)
		return false;
	room->phase = DONE;
	room_wish(room, EVENT_NEXT_MEETING, 15, 50)->date =
		day_add(day_of(room->now, model->offset), 14 + 7 * room_draw(room, 4));
	room_say(room, words_from(room, WORDS_MEETINGS));
	return true;
}
