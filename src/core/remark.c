/* Remarks of every kind, actions, and the next meeting. */
#include "rule.h"

static void add_remark(struct remarks *remarks, const struct event *event, int stage)
{
	*array_push(remarks) = (struct remark){
		.id = event->seq, .stage = stage, .at = event->at, .text = event_word(event, 0)};
}

void apply_note_added(struct model *model, const struct event *event)
{
	add_remark(&model->notes, event, known_stage(model, event->body.stage));
}

void apply_thought_parked(struct model *model, const struct event *event)
{
	add_remark(&model->parked, event, known_stage(model, event->body.stage));
}

void apply_voice_missing(struct model *model, const struct event *event)
{
	add_remark(&model->voices, event, known_stage(model, event->body.stage));
}

/* To these minutes, or to those of the session before, before they are approved. */
bool decide_correction_added(struct deciding *d)
{
	const struct earlier *last = model_last(d->model);
	int64_t thing = d->command->body.thing;

	if (thing != 0 && (last == NULL || last->id != thing))
		return refuse(d, REFUSED_NO_LAST, thing);
	deciding_add(d);
	return true;
}

void apply_correction_added(struct model *model, const struct event *event)
{
	bool last = event->body.thing != 0;

	add_remark(last ? &model->last_corrections : &model->corrections, event, -1);
}

void deciding_forget_name(struct event *event, size_t word, int64_t person)
{
	if (person != 0 && word < event->words.count)
		event->words.items[word][0] = '\0';
}

/* What an action follows from is there for everybody to see. */
static bool may_follow_from(struct deciding *d, int64_t thing)
{
	const struct card *card = model_card(d->model, thing);

	if (card != NULL && card_hidden(d->model, card))
		return refuse(d, REFUSED_HIDDEN, thing);
	return thing == 0 || card != NULL || model_theme(d->model, thing) != NULL ||
	       model_proposal(d->model, thing) != NULL || refuse(d, REFUSED_NO_THING, thing);
}

bool decide_action_added(struct deciding *d)
{
	int64_t person = d->command->body.person;

	if (person != 0 && model_person(d->model, person) == NULL)
		return refuse(d, REFUSED_NO_PERSON, person);
	if (!may_follow_from(d, d->command->body.thing))
		return false;
	deciding_forget_name(deciding_add(d), 1, person);
	return true;
}

void apply_action_added(struct model *model, const struct event *event)
{
	*array_push(&model->actions) = (struct action){.id = event->seq,
		.stage = known_stage(model, event->body.stage),
		.source = event->body.thing,
		.what = event_word(event, 0),
		.who = event_word(event, 1),
		.came = "",
		.person = event->body.person,
		.due = (day)event->body.date};
}

bool decide_action_known(struct deciding *d)
{
	int64_t person = d->command->body.person;

	if (model_action(d->model, d->command->body.thing) == NULL)
		return refuse(d, REFUSED_NO_THING, d->command->body.thing);
	if (person != 0 && model_person(d->model, person) == NULL)
		return refuse(d, REFUSED_NO_PERSON, person);
	struct event *event = deciding_add(d);
	if (event->kind == EVENT_ACTION_GIVEN)
		deciding_forget_name(event, 0, person);
	return true;
}

void apply_action_answered(struct model *model, const struct event *event)
{
	struct action *action = action_mutable(model, event->body.thing);

	if (action == NULL)
		return;
	action->accepted = (enum answer)known_value(event->body.accepted, ANSWERS);
	action->paid = (enum paid)known_value(event->body.paid, PAIDS);
}

void apply_action_given(struct model *model, const struct event *event)
{
	struct action *action = action_mutable(model, event->body.thing);

	if (action == NULL)
		return;
	action->person = event->body.person;
	action->who = event_word(event, 0);
	action->due = (day)event->body.date;
	action->accepted = ANSWER_NOT_ASKED;
}

bool decide_action_reported(struct deciding *d)
{
	const struct action *action = model_action(d->model, d->command->body.thing);
	int64_t state = d->command->body.number;

	if (action == NULL || action->withdrawn || state < 0 || state >= ACTION_STATES)
		return refuse(d, REFUSED_NO_THING, d->command->body.thing);
	deciding_add(d);
	return true;
}

void apply_action_reported(struct model *model, const struct event *event)
{
	struct action *action = action_mutable(model, event->body.thing);

	if (action == NULL)
		return;
	action->state = (enum action_state)known_value(event->body.number, ACTION_STATES);
	action->came = event_word(event, 0);
}

void audience_add_action(
	struct audience *audience, const struct model *model, const struct action *action)
{
	struct audience_item *item = audience_add(audience, ITEM_ACTION, action->id, action->what);
	const struct person *person = model_person(model, action->person);

	item->action = (struct audience_action){.who = action->accepted == ANSWER_DECLINED ? ""
						       : person != NULL ? person->name
									: action->who,
		.due = action->due,
		.accepted = action->accepted,
		.state = action->state,
		.came = action->came};
}

void apply_next_meeting(struct model *model, const struct event *event)
{
	model->next_date = (day)event->body.date;
	model->next_meeting = event_word(event, 0);
}
