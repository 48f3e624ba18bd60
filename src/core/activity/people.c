/* The roster: who is here, from which role, and who is missing. */
#include "../rule.h"

#include <string.h>

enum { PERSONS_MAX = 500 };

static bool comes(int64_t status)
{
	return status == STATUS_HERE || status == STATUS_LATE;
}

bool decide_person_added(struct deciding *d)
{
	const struct model *model = d->model;
	const struct body *body = &d->command->body;

	if (model->persons.count >= PERSONS_MAX)
		return refuse(d, REFUSED_TOO_MANY, PERSONS_MAX);
	for (size_t i = 0; i < model->persons.count; i++) {
		const struct person *person = &model->persons.items[i];
		if (!person->withdrawn && person->name != NULL &&
			strcmp(person->name, d->command->words.items[0]) == 0)
			return refuse(d, REFUSED_NAME_TAKEN, person->id);
	}
	if (body->role < -1 || body->role >= (int64_t)model->plan->roles.count)
		return refuse(d, REFUSED_NO_ROLE, body->role);
	int64_t id = deciding_add(d)->seq;
	if (comes(body->status) && (body->votes || body->duty == DUTY_NONE))
		mixing_receive(d, id, (int)body->role);
	return true;
}

void apply_person_added(struct model *model, const struct event *event)
{
	*array_push(&model->persons) = (struct person){.id = event->seq,
		.name = event_word(event, 0),
		.own_role = event_word(event, 1),
		.interest = "",
		.role = known_role(model, event->body.role),
		.duty = (enum duty)known_value(event->body.duty, DUTIES),
		.votes = event->body.votes != 0,
		.status = (enum status)known_value(event->body.status, STATUSES)};
}

bool decide_person_role(struct deciding *d)
{
	int64_t role = d->command->body.role;

	if (role < -1 || role >= (int64_t)d->model->plan->roles.count)
		return refuse(d, REFUSED_NO_ROLE, role);
	deciding_add(d);
	return true;
}

void apply_person_role(struct model *model, const struct event *event)
{
	struct person *person = person_mutable(model, event->body.person);

	if (person == NULL)
		return;
	person->role = known_role(model, event->body.role);
	person->own_role = event_word(event, 0);
}

void apply_person_duty(struct model *model, const struct event *event)
{
	struct person *person = person_mutable(model, event->body.person);

	if (person == NULL)
		return;
	person->duty = (enum duty)known_value(event->body.duty, DUTIES);
	person->votes = event->body.votes != 0;
}

bool decide_person_status(struct deciding *d)
{
	const struct body *body = &d->command->body;
	const struct person *person = model_person(d->model, body->person);

	if ((int64_t)person->status == body->status)
		return refuse(d, REFUSED_SAME, body->person);
	deciding_add(d);
	if (comes(body->status) && (person->votes || person->duty == DUTY_NONE))
		mixing_receive(d, person->id, person->role);
	return true;
}

void apply_person_status(struct model *model, const struct event *event)
{
	struct person *person = person_mutable(model, event->body.person);

	if (person != NULL)
		person->status = (enum status)known_value(event->body.status, STATUSES);
}

void apply_person_way(struct model *model, const struct event *event)
{
	struct person *person = person_mutable(model, event->body.person);

	if (person != NULL)
		person->way = (enum way)known_value(event->body.way, WAYS);
}

void apply_person_naming(struct model *model, const struct event *event)
{
	struct person *person = person_mutable(model, event->body.person);

	if (person != NULL)
		person->naming = (enum naming)known_value(event->body.naming, NAMINGS);
}

/* Without words the one that was declared is no longer there; the log keeps what it was. */
bool decide_person_interest(struct deciding *d)
{
	const struct person *person = model_person(d->model, d->command->body.person);
	const char *words = d->command->words.count > 0 ? d->command->words.items[0] : "";

	if (words[0] == '\0' && (person->interest == NULL || person->interest[0] == '\0'))
		return refuse(d, REFUSED_EMPTY, person->id);
	deciding_add(d);
	return true;
}

void apply_person_interest(struct model *model, const struct event *event)
{
	struct person *person = person_mutable(model, event->body.person);

	if (person != NULL)
		person->interest = event_word(event, 0);
}

void people_audience(const struct model *model, int stage, struct audience *audience)
{
	(void)stage;
	audience->task = TASK_SAY_WHO;
	audience->fate = FATE_ROSTER;
	audience->counted = COUNTED_PEOPLE;
	audience->done = model_here(model);
	for (size_t i = 0; i < model->persons.count; i++) {
		const struct person *person = &model->persons.items[i];
		if (person->withdrawn)
			continue;
		struct audience_item *item =
			audience_add(audience, ITEM_PERSON, person->id, person->name);
		item->person = audience_person(model, person);
		audience->of++;
	}
	for (size_t i = 0; i < model->voices.count; i++)
		if (!model->voices.items[i].withdrawn)
			audience_add(audience, ITEM_VOICE, model->voices.items[i].id,
				model->voices.items[i].text);
}
