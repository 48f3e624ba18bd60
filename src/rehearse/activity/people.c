/* Everybody says who they are; how each votes best is asked quietly; who is missing is said. */
#include "../room.h"

enum { ASK_WAYS, SAY_MORE, SAY_MISSING };
enum { INTERESTS_MOST = 2, VOICES_MOST = 2 };

static bool ask_way(struct rehearse *room, const struct person *person)
{
	static const enum way ways[] = {WAY_KEYBOARD, WAY_KEYBOARD, WAY_KEYBOARD, WAY_KEYBOARD,
		WAY_PAPER, WAY_LARGE_PRINT, WAY_HELPER, WAY_NOT_ASKED};
	enum way way = ways[room_draw(room, sizeof ways / sizeof ways[0])];

	if (way == WAY_NOT_ASKED)
		return false;
	struct body *body = room_wish(room, EVENT_PERSON_WAY, 1, 4);
	body->person = person->id;
	body->way = way;
	return true;
}

static bool ask_ways(struct rehearse *room, const struct model *model)
{
	while (room->index < (int)model->persons.count) {
		const struct person *person = &model->persons.items[room->index++];
		if (person->status == STATUS_HERE && person->votes &&
			person->way == WAY_NOT_ASKED && ask_way(room, person))
			return true;
	}
	room->phase = SAY_MORE;
	room->index = 0;
	return false;
}

/* Interests declared, a duty taken on, a role in somebody's own words. */
static bool say_more(struct rehearse *room, const struct model *model)
{
	int64_t person = room_somebody(room, model, true);
	int what = room->index++;
	struct body *body;

	if (what > INTERESTS_MOST + 1 || person == 0) {
		room->phase = SAY_MISSING;
		room->index = 0;
		return false;
	}
	if (what < INTERESTS_MOST) {
		const char *declared = model_person(model, person)->interest;
		bool before = declared != NULL && declared[0] != '\0';
		body = room_wish(room, EVENT_PERSON_INTEREST, 6, 20);
		const char *words = words_next(room, WORDS_INTERESTS);
		room_say(room, before ? "" : words); /* declared in error: taken back */
	} else if (what == INTERESTS_MOST) {
		body = room_wish(room, EVENT_PERSON_DUTY, 4, 10);
		body->duty = DUTY_SCRIBE;
		body->votes = 1;
	} else {
		body = room_wish(room, EVENT_PERSON_ROLE, 6, 20);
		body->role = model_person(model, person)->role;
		room_say(room, words_from(room, WORDS_OWN_ROLES));
	}
	body->person = person;
	return true;
}

bool people_act(struct rehearse *room, const struct model *model)
{
	if (guests_enter(room, model))
		return true;
	if (room->phase == ASK_WAYS && ask_ways(room, model))
		return true;
	if (room->phase == SAY_MORE && say_more(room, model))
		return true;
	if (room->index >= VOICES_MOST)
		return false;
	room_wish(room, EVENT_VOICE_MISSING, 10, 40);
	room_say(room, words_next(room, WORDS_VOICES));
	room->index++;
	return true;
}
