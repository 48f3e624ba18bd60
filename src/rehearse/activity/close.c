/* What was decided and taken on is read back; each says how they wish to be named. */
#include "../room.h"

#include "roundtable/base/date.h"
#include "roundtable/core/agreement.h"

enum { ANSWERING, NAMING, MEETING, DONE };

static bool answer_action(struct rehearse *room, const struct model *model)
{
	static const enum paid paid[] = {PAID_YES, PAID_NOBODY, PAID_NOT_KNOWN, PAID_NOT_ASKED};

	while (room->index < (int)model->actions.count) {
		const struct action *action = &model->actions.items[room->index++];
		if (action->withdrawn || action->state != ACTION_IS_OPEN)
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

/* What came of what was taken on last time. */
static bool report_action(struct rehearse *room, const struct model *model)
{
	while (room->index < (int)model->actions.count) {
		const struct action *action = &model->actions.items[room->index++];
		if (action->withdrawn || !model_carried(model, action->id))
			continue;
		struct body *body = room_wish(room, EVENT_ACTION_REPORTED, 8, 25);
		body->thing = action->id;
		body->number = room_chance(room, 50)   ? ACTION_IS_DONE
			       : room_chance(room, 25) ? ACTION_IS_DROPPED
						       : ACTION_IS_OPEN;
		room_say(room, body->number == ACTION_IS_OPEN   ? ""
			       : body->number == ACTION_IS_DONE ? words_next(room, WORDS_CAME)
								: words_next(room, WORDS_DROPPED));
		return true;
	}
	return false;
}

/* Of what is due some stands; the rest waits for a stage that decides. */
static bool review_due(struct rehearse *room, const struct model *model)
{
	while (room->count < (int)model->proposals.count) {
		const struct proposal *proposal = &model->proposals.items[room->count++];
		if (!proposal_due(model, proposal) || proposal->verdict != DECISION_ADOPTED)
			continue;
		struct body *body = room_wish(room, EVENT_DECISION_REVIEWED, 15, 40);
		body->thing = proposal->id;
		body->date = day_add(day_of(room->now, model->offset), 60);
		room_say(room, words_next(room, WORDS_FOUND));
		return true;
	}
	return false;
}

/* The meeting before: one correction, the minutes approved, then what was to be done. */
static bool read_last(struct rehearse *room, const struct model *model)
{
	const struct earlier *last = model_last(model);

	if (last == NULL)
		return false;
	switch (room->phase) {
	case ANSWERING:
		room->phase = NAMING;
		room_wish(room, EVENT_CORRECTION_ADDED, 30, 60)->thing = last->id;
		room_say(room, words_next(room, WORDS_CORRECTIONS));
		return true;
	case NAMING:
		room->phase = MEETING;
		room_wish(room, EVENT_MINUTES_APPROVED, 10, 30);
		return true;
	default:
		return report_action(room, model) || review_due(room, model);
	}
}

bool close_act(struct rehearse *room, const struct model *model)
{
	if (stage_reads_last(model_stage(model, room->stage)))
		return read_last(room, model);
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
