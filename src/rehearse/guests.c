/* Who comes to a rehearsal: made-up people, and how they get onto the roster. */
#include "room.h"

#include "roundtable/base/buf.h"
#include "roundtable/base/mem.h"

#include <string.h>

/* First names of many origins: with a role of the programme they are nobody in particular. */
static const char *const names[] = {"Amina", "Bartek", "Chidi", "Dolores", "Eero", "Farida",
	"Goran", "Hana", "Ines", "Jun", "Kofi", "Leila", "Mateo", "Nadia", "Olu", "Priya",
	"Quentin", "Rosa", "Samir", "Thandi", "Umut", "Vera", "Wei", "Ximena", "Yusuf", "Zofia",
	"Anders", "Beatriz", "Cemal", "Daria", "Efua", "Finn", "Gita", "Hamid", "Ioana", "Jakub",
	"Keiko", "Luca", "Mwende", "Nils", "Oksana", "Pedro", "Rania", "Sione", "Tomasz", "Ulla",
	"Viktor", "Wanjiru", "Xavier", "Yara", "Zeki", "Aroha", "Bjarni", "Çağla", "Đorđe",
	"Élodie", "Gwen", "Ivana", "Joaquín", "Søren"};

enum {
	NAMES = sizeof names / sizeof names[0],
	LATE_FROM = 6, /* people from which on one is late */
	ABSENT_FROM = 7,
	SUPPORTER_FROM = 9,
	INVITED_IN = 3, /* one in this many is on the roster beforehand */
	PEOPLE_USUAL = 12,
	PEOPLE_MOST = 400,
};

static void shuffle(struct rehearse *room, int *items, int count)
{
	for (int i = count - 1; i > 0; i--) {
		int other = room_draw(room, i + 1), item = items[i];
		items[i] = items[other];
		items[other] = item;
	}
}

/* A name nobody has yet: beyond the list with a letter to tell them apart. */
static char *made_up_name(const int *order, int index)
{
	struct buf name = {0};

	buf_text_add(&name, names[order[index % NAMES]]);
	if (index >= NAMES)
		buf_format(&name, " %c", 'A' + (index / NAMES - 1) % 26);
	return buf_take(&name);
}

static bool name_known(const struct guests *guests, const char *name)
{
	for (size_t i = 0; i < guests->count; i++)
		if (strcmp(guests->items[i].name, name) == 0)
			return true;
	return false;
}

static void add_guest(struct rehearse *room, char *name, int role)
{
	*array_push(&room->guests) = (struct guest){.name = name,
		.role = role,
		.votes = true,
		.arrival =
			room_draw(room, INVITED_IN) == 0 ? ARRIVES_INVITED : ARRIVES_UNANNOUNCED};
}

/* The last ones are those with something special, so that the first bring every role. */
static void deal_arrivals(struct rehearse *room, int people)
{
	struct guest *last = &room->guests.items[people - 1];

	if (people >= LATE_FROM)
		last[0].arrival = ARRIVES_LATE;
	if (people >= ABSENT_FROM)
		last[-1].arrival = ARRIVES_NEVER;
	if (people >= SUPPORTER_FROM && room_chance(room, 50)) {
		last[-2].duty = DUTY_SUPPORTER;
		last[-2].votes = false;
	}
}

/* Who was there before is expected again. */
static void add_expected(struct rehearse *room, const struct model *model)
{
	for (size_t i = 0; i < model->persons.count; i++) {
		const struct person *person = &model->persons.items[i];
		if (person->withdrawn || person->name == NULL)
			continue;
		add_guest(room, mem_copy_text(person->name), person->role);
		struct guest *guest = &room->guests.items[room->guests.count - 1];
		guest->person = person->id;
		guest->duty = person->duty;
		guest->votes = person->votes;
		guest->arrival = ARRIVES_INVITED;
	}
}

void guests_deal(struct rehearse *room, const struct model *model)
{
	const struct plan *plan = model->plan;
	int order[NAMES], roles = (int)plan->roles.count, made_up = 0;
	int people = room->wanted > 0         ? room->wanted
		     : plan->people.count > 0 ? (int)plan->people.count
					      : PEOPLE_USUAL;

	people = people < PEOPLE_MOST ? people : PEOPLE_MOST;
	for (int i = 0; i < NAMES; i++)
		order[i] = i;
	shuffle(room, order, NAMES);
	add_expected(room, model);
	for (int i = (int)room->guests.count; i < people && i < (int)plan->people.count; i++) {
		const struct plan_person *person = &plan->people.items[i];
		add_guest(room, mem_copy_text(person->name),
			person->role != NULL ? plan_role(plan, person->role) : -1);
	}
	while ((int)room->guests.count < people) {
		int index = (int)room->guests.count;
		char *name = made_up_name(order, made_up++);
		if (name_known(&room->guests, name))
			array_free(name);
		else
			add_guest(room, name,
				roles == 0      ? -1
				: index < roles ? index
						: room_draw(room, roles));
	}
	deal_arrivals(room, (int)room->guests.count);
}

void guests_finish(struct rehearse *room)
{
	for (size_t i = 0; i < room->guests.count; i++)
		array_free(room->guests.items[i].name);
	array_finish(&room->guests);
}

static bool write_down(
	struct rehearse *room, const struct model *model, struct guest *guest, enum status status)
{
	struct body *body = room_wish(room, EVENT_PERSON_ADDED, 4, 14);

	body->role = guest->role;
	body->duty = guest->duty;
	body->votes = guest->votes;
	body->status = status;
	room_say(room, guest->name);
	room_say(room, room_chance(room, 12) ? words_from(room, WORDS_OWN_ROLES) : "");
	guest->person = model_next_seq(model);
	return true;
}

static bool arrives(struct rehearse *room, int64_t person, enum status status)
{
	struct body *body = room_wish(room, EVENT_PERSON_STATUS, 3, 15);

	body->person = person;
	body->status = status;
	return true;
}

bool guests_enter(struct rehearse *room, const struct model *model)
{
	for (size_t i = 0; i < room->guests.count; i++) {
		struct guest *guest = &room->guests.items[i];
		if (guest->person == 0 && guest->arrival != ARRIVES_UNANNOUNCED)
			return write_down(room, model, guest, STATUS_EXPECTED);
	}
	for (size_t i = 0; i < room->guests.count; i++) {
		struct guest *guest = &room->guests.items[i];
		const struct person *person = model_person(model, guest->person);
		if (guest->person == 0)
			return write_down(room, model, guest, STATUS_HERE);
		if (guest->arrival == ARRIVES_INVITED && person != NULL &&
			person->status == STATUS_EXPECTED)
			return arrives(room, guest->person, STATUS_HERE);
		if (guest->arrival == ARRIVES_NEVER && person != NULL &&
			person->status == STATUS_EXPECTED)
			return arrives(room, guest->person, STATUS_ABSENT);
	}
	return false;
}

bool guests_late(struct rehearse *room, const struct model *model)
{
	for (size_t i = 0; i < room->guests.count; i++) {
		const struct guest *guest = &room->guests.items[i];
		const struct person *person = model_person(model, guest->person);
		if (guest->arrival == ARRIVES_LATE && person != NULL &&
			person->status == STATUS_EXPECTED)
			return arrives(room, guest->person, STATUS_LATE);
	}
	return false;
}
