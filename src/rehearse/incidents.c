/* What happens in any workshop, whatever its programme: notes, slips, people who leave. */
#include "room.h"

#include "roundtable/base/buf.h"
#include "roundtable/base/date.h"

#include <string.h>

enum { LEAVE_FROM = 8 /* voters from which on one can be spared */, APART = 4 /* commands */ };

/* How often each happens in a workshop. */
static const int often[INCIDENTS] = {
	[INCIDENT_NOTE] = 2,
	[INCIDENT_PARK] = 3,
	[INCIDENT_WORD] = 3,
	[INCIDENT_ACTION] = 3,
	[INCIDENT_REWORD] = 1,
	[INCIDENT_WITHDRAW] = 1,
	[INCIDENT_UNDO] = 1,
	[INCIDENT_REDO] = 1,
	[INCIDENT_OFF_RECORD] = 1,
	[INCIDENT_PAUSE] = 1,
	[INCIDENT_ERASE] = 1,
	[INCIDENT_BACK] = 1,
	[INCIDENT_LEAVE] = 1,
	[INCIDENT_LATE] = 1,
};

/* Seldom ones happen in one workshop of so many. */
static bool happens(struct rehearse *room, enum incident incident)
{
	if (incident == INCIDENT_ERASE || incident == INCIDENT_BACK || incident == INCIDENT_REDO)
		return room_chance(room, 50);
	return true;
}

void incidents_deal(struct rehearse *room, const struct plan *plan)
{
	(void)plan;
	for (int i = 0; i < INCIDENTS; i++)
		for (int k = 0; k < often[i]; k++)
			if (happens(room, (enum incident)i))
				ids_add(&room->incidents, i);
	for (int i = (int)room->incidents.count - 1; i > 0; i--) {
		int other = room_draw(room, i + 1);
		int64_t item = room->incidents.items[i];
		room->incidents.items[i] = room->incidents.items[other];
		room->incidents.items[other] = item;
	}
}

void incidents_share(struct rehearse *room, const struct model *model)
{
	int stages = 0;

	for (size_t i = (size_t)room->stage; i < model->plan->stages.count; i++)
		stages += model->plan->stages.items[i].activity != ACTIVITY_BREAK;
	room->quota = model_stage(model, room->stage)->activity == ACTIVITY_BREAK || stages == 0
			      ? 0
			      : ((int)room->incidents.count + stages - 1) / stages;
}

bool incidents_end(struct rehearse *room, const struct model *model)
{
	if (model->off_record) {
		room_wish(room, EVENT_OFF_RECORD, 60, 150);
		return true;
	}
	if (model->paused) {
		room_wish(room, EVENT_PAUSED, 30, 120);
		return true;
	}
	if (room->undoing == 0)
		return false;
	if (room->undoing > 0) {
		room->undoing = room->undoing == 2 ? -1 : 0;
		room_wish(room, EVENT_STEP_UNDONE, 2, 6);
		return true;
	}
	room->undoing = 0;
	room_wish(room, EVENT_STEP_REDONE, 2, 8);
	return true;
}

static bool remark(struct rehearse *room, enum event_kind kind, enum word_list list)
{
	room_wish(room, kind, 8, 25);
	room_say(room, words_next(room, list));
	return true;
}

/* Words people stop on, and what a group may mean by them. */
static const struct {
	const char *word, *meaning;
} terms[] = {{"stakeholder", "anybody whose life this changes, asked or not"},
	{"sustainable", "still there two years after the money has ended"},
	{"hard to reach", "not asked yet, in a way that suits them"},
	{"capacity", "the hours people have left after their own lives"},
	{"evidence", "what was counted and what was lived through, both written down"},
	{"governance", "who decides what, and whom we ask when it goes wrong"}};

/* Somebody stops on a word. Often the room says at once what it means here, or else before anybody
 * stops on the next. */
static bool stop_on_word(struct rehearse *room, const struct model *model)
{
	size_t count = model->glossary.count;
	const struct term *last = count > 0 ? &model->glossary.items[count - 1] : NULL;

	if (last != NULL && term_waits(last) && count <= sizeof terms / sizeof *terms) {
		struct body *body = room_wish(room, EVENT_WORDS_CHANGED, 20, 60);
		body->thing = last->id;
		body->part = 1;
		room_say(room, terms[count - 1].meaning);
		return true;
	}
	if (count >= sizeof terms / sizeof *terms)
		return false;
	room_wish(room, EVENT_WORD_ASKED, 10, 40)->stage = model->stage;
	room_say(room, terms[count].word);
	room_say(room, room_chance(room, 50) ? terms[count].meaning : "");
	return true;
}

static bool add_action(struct rehearse *room, const struct model *model)
{
	struct body *body = room_wish(room, EVENT_ACTION_ADDED, 10, 30);
	bool known = room_chance(room, 75);

	body->person = known ? room_somebody(room, model, false) : 0;
	body->date = room_chance(room, 80)
			     ? day_add(day_of(room->now, model->offset), 3 + room_draw(room, 40))
			     : 0;
	room_say(room, words_next(room, WORDS_ACTIONS));
	room_say(room, known ? "" : words_from(room, WORDS_BEARERS));
	return true;
}

static bool reword(struct rehearse *room, const struct model *model)
{
	const struct card *card = model_card(model, room_some_card(room, model, -1));
	struct buf text = {0};

	if (card == NULL)
		return false;
	buf_format(&text, "%s, %s", card->cells.items[0], words_from(room, WORDS_AMENDS));
	room_wish(room, EVENT_WORDS_CHANGED, 8, 25)->thing = card->id;
	room_say(room, buf_text(&text));
	buf_finish(&text);
	return true;
}

static bool withdraw(struct rehearse *room, const struct model *model)
{
	int64_t card = room_some_card(room, model, -1);

	if (card == 0)
		return false;
	struct body *body = room_wish(room, EVENT_THING_WITHDRAWN, 6, 20);
	body->thing = card;
	body->yes = 1;
	return true;
}

/* Somebody asks that the oldest parked thought leave no trace. */
static bool erase(struct rehearse *room, const struct model *model)
{
	for (size_t i = 0; i < model->parked.count; i++) {
		if (model->parked.items[i].text == NULL)
			continue;
		room_wish(room, EVENT_WORDS_ERASED, 10, 30)->thing = model->parked.items[i].id;
		return true;
	}
	return false;
}

static bool look_back(struct rehearse *room, const struct model *model)
{
	for (int stage = model->stage - 1; stage >= 0; stage--) {
		if (!model->stages.items[stage].entered)
			continue;
		room->back_to = model->stage;
		room_wish(room, EVENT_STAGE_ENTERED, 5, 15)->stage = stage;
		return true;
	}
	return false;
}

/* In the second half of the workshop, and never while a vote is open. */
static bool leave(struct rehearse *room, const struct model *model)
{
	struct ids voters = {0};

	model_voters(model, -1, &voters);
	bool spare = voters.count >= LEAVE_FROM && model_open_poll(model) == NULL &&
		     model->stage * 2 > (int)model->plan->stages.count;
	if (spare) {
		struct body *body = room_wish(room, EVENT_PERSON_STATUS, 4, 12);
		body->person = voters.items[room_draw(room, (int)voters.count)];
		body->status = STATUS_LEFT;
	}
	array_finish(&voters);
	return spare;
}

static bool happen(struct rehearse *room, const struct model *model, enum incident incident)
{
	switch (incident) {
	case INCIDENT_NOTE:
		return remark(room, EVENT_NOTE_ADDED, WORDS_NOTES);
	case INCIDENT_PARK:
		return remark(room, EVENT_THOUGHT_PARKED, WORDS_THOUGHTS);
	case INCIDENT_WORD:
		return stop_on_word(room, model);
	case INCIDENT_ACTION:
		return add_action(room, model);
	case INCIDENT_REWORD:
		return reword(room, model);
	case INCIDENT_WITHDRAW:
		return withdraw(room, model);
	case INCIDENT_UNDO:
	case INCIDENT_REDO:
		room->undoing = incident == INCIDENT_REDO ? 2 : 1;
		return remark(room, EVENT_NOTE_ADDED, WORDS_NOTES);
	case INCIDENT_OFF_RECORD:
	case INCIDENT_PAUSE:
		room_wish(room, incident == INCIDENT_PAUSE ? EVENT_PAUSED : EVENT_OFF_RECORD, 3, 10)
			->yes = 1;
		return true;
	case INCIDENT_ERASE:
		return erase(room, model);
	case INCIDENT_BACK:
		return look_back(room, model);
	case INCIDENT_LEAVE:
		return leave(room, model);
	case INCIDENT_LATE: /* if not during a vote of the first half */
		return room->stage * 2 > (int)model->plan->stages.count && guests_late(room, model);
	case INCIDENTS:
		break;
	}
	return false;
}

bool incidents_next(struct rehearse *room, const struct model *model, bool draining)
{
	if (room->quota <= 0 || room->refused != REFUSED_NONE || model->persons.count == 0 ||
		(!draining && room->quiet-- > 0))
		return false;
	/* what cannot happen now is put back to the others */
	for (size_t tries = room->incidents.count; tries > 0; tries--) {
		enum incident incident =
			(enum incident)room->incidents.items[room->incidents.count - 1];
		room->incidents.count--;
		if (happen(room, model, incident)) {
			room->quota--;
			room->quiet = APART + room_draw(room, 2 * APART);
			return true;
		}
		ids_add(&room->incidents, incident);
		int64_t *items = room->incidents.items;
		memmove(items + 1, items, (room->incidents.count - 1) * sizeof *items);
		items[0] = incident;
	}
	room->quota = 0;
	return false;
}
