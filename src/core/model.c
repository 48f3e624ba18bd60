#include "roundtable/core/model.h"

#include "rule.h"

#include "roundtable/core/agreement.h"

#include <string.h>

/* Things are appended in the order of their ids, so each list is sorted by id. */
static void *find(void *items, size_t count, size_t size, int64_t id)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		char *item = (char *)items + middle * size;
		int64_t here;

		memcpy(&here, item, sizeof here); /* `id` is every thing's first member */
		if (here == id)
			return item;
		if (here < id)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

#define FIND(list, id) find((list).items, (list).count, sizeof *(list).items, (id))

struct person *person_mutable(struct model *model, int64_t id)
{
	return FIND(model->persons, id);
}

struct card *card_mutable(struct model *model, int64_t id)
{
	return FIND(model->cards, id);
}

struct theme *theme_mutable(struct model *model, int64_t id)
{
	return FIND(model->themes, id);
}

struct poll *poll_mutable(struct model *model, int64_t id)
{
	return FIND(model->polls, id);
}

struct proposal *proposal_mutable(struct model *model, int64_t id)
{
	return FIND(model->proposals, id);
}

struct action *action_mutable(struct model *model, int64_t id)
{
	return FIND(model->actions, id);
}

struct remark *remark_mutable(struct model *model, int64_t id)
{
	struct remarks *lists[] = {&model->notes, &model->parked, &model->voices,
		&model->corrections, &model->last_corrections};

	for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
		struct remark *remark = FIND(*lists[i], id);
		if (remark != NULL)
			return remark;
	}
	return NULL;
}

struct term *term_mutable(struct model *model, int64_t id)
{
	return FIND(model->glossary, id);
}

struct stage_state *stage_state_mutable(struct model *model, int64_t stage)
{
	if (stage < 0 || (size_t)stage >= model->stages.count)
		return NULL;
	return &model->stages.items[stage];
}

const struct person *model_person(const struct model *model, int64_t id)
{
	return FIND(model->persons, id);
}

const struct card *model_card(const struct model *model, int64_t id)
{
	return FIND(model->cards, id);
}

const struct theme *model_theme(const struct model *model, int64_t id)
{
	return FIND(model->themes, id);
}

const struct poll *model_poll(const struct model *model, int64_t id)
{
	return FIND(model->polls, id);
}

const struct proposal *model_proposal(const struct model *model, int64_t id)
{
	return FIND(model->proposals, id);
}

const struct rule *model_rule(const struct model *model, int64_t proposal)
{
	return FIND(model->rules, proposal);
}

const struct action *model_action(const struct model *model, int64_t id)
{
	return FIND(model->actions, id);
}

const struct term *model_term(const struct model *model, int64_t id)
{
	return FIND(model->glossary, id);
}

const struct stage *model_stage(const struct model *model, int stage)
{
	if (model->plan == NULL || stage < 0 || (size_t)stage >= model->plan->stages.count)
		return NULL;
	return &model->plan->stages.items[stage];
}

int known_role(const struct model *model, int64_t role)
{
	return model->plan != NULL && role >= 0 && role < (int64_t)model->plan->roles.count
		       ? (int)role
		       : -1;
}

int known_stage(const struct model *model, int64_t stage)
{
	return stage >= 0 && stage < (int64_t)model->stages.count ? (int)stage : -1;
}

int known_value(int64_t value, int count)
{
	return value >= 0 && value < count ? (int)value : 0;
}

int64_t known_count(int64_t count)
{
	return count < 0 ? 0 : count < INT32_MAX ? count : INT32_MAX;
}

int64_t model_next_seq(const struct model *model)
{
	size_t count = model->events.count;

	return count == 0 ? 1 : model->events.items[count - 1].seq + 1;
}

const struct event *model_event(const struct model *model, int64_t seq)
{
	const struct event *event = NULL;

	/* seq runs 1, 2, 3 ... without gaps */
	if (seq >= 1 && (uint64_t)seq <= model->events.count)
		event = &model->events.items[seq - 1];
	return event != NULL && event->seq == seq ? event : NULL;
}

bool model_step_undone(const struct model *model, int64_t step)
{
	return ids_contain(&model->undone, step);
}

static void poll_finish(struct poll *poll)
{
	for (size_t i = 0; i < poll->ballots.count; i++)
		array_finish(&poll->ballots.items[i].marks);
	array_finish(&poll->ballots);
	array_finish(&poll->options);
	array_finish(&poll->costs);
	array_finish(&poll->lot);
	array_finish(&poll->eligible);
	array_finish(&poll->asked);
	array_finish(&poll->out);
	array_finish(&poll->stood_in);
	array_finish(&poll->recusals);
	array_finish(&poll->stays);
	array_finish(&poll->hands);
	tally_result_finish(&poll->result);
	array_finish(&poll->parts);
	array_finish(&poll->shown);
	array_finish(&poll->by_part);
	array_finish(&poll->told);
	array_finish(&poll->told_by_part);
	array_finish(&poll->published);
	array_finish(&poll->reasons);
}

/* Frees all that was folded from the log; keeps the log itself and the boxes. */
static void forget(struct model *model)
{
	struct events events = model->events;
	struct ids undone = model->undone;
	struct boxes boxes = model->boxes;
	struct ids own = model->own;

	for (size_t i = 0; i < model->stages.count; i++) {
		array_finish(&model->stages.items[i].passed);
		array_finish(&model->stages.items[i].columns);
	}
	for (size_t i = 0; i < model->cards.count; i++)
		array_finish(&model->cards.items[i].cells);
	for (size_t i = 0; i < model->polls.count; i++)
		poll_finish(&model->polls.items[i]);
	for (size_t i = 0; i < model->proposals.count; i++) {
		array_finish(&model->proposals.items[i].burdens);
		array_finish(&model->proposals.items[i].mendings);
		array_finish(&model->proposals.items[i].objections);
		array_finish(&model->proposals.items[i].dissents);
		array_finish(&model->proposals.items[i].advice);
		array_finish(&model->proposals.items[i].reviews);
	}
	for (size_t i = 0; i < model->mixings.count; i++) {
		array_finish(&model->mixings.items[i].persons);
		array_finish(&model->mixings.items[i].group);
	}
	array_finish(&model->mixings);
	array_finish(&model->redoable);
	array_finish(&model->pauses);
	array_finish(&model->off_records);
	array_finish(&model->stages);
	array_finish(&model->persons);
	array_finish(&model->cards);
	array_finish(&model->themes);
	array_finish(&model->placements);
	array_finish(&model->polls);
	array_finish(&model->proposals);
	array_finish(&model->rules);
	array_finish(&model->actions);
	array_finish(&model->notes);
	array_finish(&model->parked);
	array_finish(&model->voices);
	array_finish(&model->corrections);
	array_finish(&model->last_corrections);
	array_finish(&model->earlier);
	array_finish(&model->rated_before);
	array_finish(&model->glossary);
	array_finish(&model->turns);
	array_finish(&model->hands);
	*model = (struct model){
		.events = events, .undone = undone, .boxes = boxes, .own = own, .stage = -1};
}

void model_finish(struct model *model)
{
	if (model == NULL)
		return;
	forget(model);
	for (size_t i = 0; i < model->events.count; i++)
		event_finish(&model->events.items[i]);
	array_finish(&model->events);
	array_finish(&model->undone);
	for (size_t i = 0; i < model->boxes.count; i++)
		box_finish(&model->boxes.items[i]);
	array_finish(&model->boxes);
	array_finish(&model->own);
	*model = (struct model){0};
}

/* Nobody could have taken back such a step; a log that says so was made up. */
static bool step_final(const struct model *model, int64_t step, int64_t before)
{
	const struct event *event = model_event(model, step);

	while (event != NULL && event->seq < before && event->step == step) {
		if (event_rules[event->kind].needs & NOT_UNDOABLE)
			return true;
		event = model_event(model, event->seq + 1);
	}
	return false;
}

static void note_undoing(struct model *model, const struct event *event)
{
	if (event->kind == EVENT_STEP_UNDONE && step_final(model, event->body.thing, event->seq))
		return;
	if (event->kind == EVENT_STEP_UNDONE)
		ids_add(&model->undone, event->body.thing);
	else if (event->kind == EVENT_STEP_REDONE)
		ids_drop(&model->undone, event->body.thing);
}

bool event_own(const struct model *model, const struct event *event)
{
	return event->body.device != 0 || ids_contain(&model->own, event->step);
}

/* Steps taken back can be brought back until something new is done. */
static void note_redoable(struct model *model, const struct event *event)
{
	if (event->kind == EVENT_STEP_UNDONE && step_final(model, event->body.thing, event->seq))
		return;
	if (event->kind == EVENT_STEP_UNDONE)
		ids_add(&model->redoable, event->body.thing);
	else if (event->kind == EVENT_STEP_REDONE)
		ids_drop(&model->redoable, event->body.thing);
	else if (!event_own(model, event)) /* those are none of the console's */
		model->redoable.count = 0;
}

/* Whoever wrote the log: its moments can be added to one another. */
static void bound_time(struct event *event)
{
	event->at = known_length(event->at);
}

static void fold(struct model *model, const struct event *event)
{
	note_redoable(model, event);
	if (model_step_undone(model, event->step))
		return;
	if (event_rules[event->kind].apply != NULL)
		event_rules[event->kind].apply(model, event);
}

static void fold_all(struct model *model)
{
	forget(model);
	for (size_t i = 0; i < model->events.count; i++)
		fold(model, &model->events.items[i]);
}

void model_load(struct model *model, struct events *events)
{
	model_finish(model);
	model->events = *events;
	*events = (struct events){0};
	for (size_t i = 0; i < model->events.count; i++) {
		bound_time(&model->events.items[i]);
		note_undoing(model, &model->events.items[i]);
	}
	fold_all(model);
}

void model_before(const struct model *model, int64_t seq, struct model *then)
{
	struct events before = {0};

	for (size_t i = 0; i < model->events.count && model->events.items[i].seq < seq; i++)
		event_copy(array_push(&before), &model->events.items[i]);
	model_load(then, &before);
}

static void erase(struct model *model, const struct ids *seqs)
{
	for (size_t i = 0; i < seqs->count; i++) {
		struct event *event = (struct event *)model_event(model, seqs->items[i]);
		if (event == NULL || event->words.count == 0)
			continue;
		texts_finish(&event->words);
		event->erased = true;
	}
}

void model_apply(struct model *model, struct event *event)
{
	bool first = model->events.count == 0;

	if (first)
		model->stage = -1;
	*array_push(&model->events) = *event;
	*event = (struct event){0};
	bound_time(&model->events.items[model->events.count - 1]);
	const struct event *last = &model->events.items[model->events.count - 1];
	note_undoing(model, last);
	if (last->kind == EVENT_WORDS_ERASED)
		erase(model, &body_rare(&last->body)->things);
	/* What an earlier event said is gone or counts no more: fold again. */
	if (last->kind == EVENT_WORDS_ERASED || last->kind == EVENT_STEP_UNDONE ||
		last->kind == EVENT_STEP_REDONE)
		fold_all(model);
	else
		fold(model, last);
}

static size_t box_index(const struct model *model, int64_t poll)
{
	for (size_t i = 0; i < model->boxes.count; i++)
		if (model->boxes.items[i].poll == poll)
			return i;
	return model->boxes.count;
}

void model_box_put(struct model *model, const struct box *box)
{
	struct box copy;

	box_copy(&copy, box);
	model_box_empty(model, box->poll);
	*array_push(&model->boxes) = copy;
}

void model_box_empty(struct model *model, int64_t poll)
{
	size_t index = box_index(model, poll);

	if (index == model->boxes.count)
		return;
	box_finish(&model->boxes.items[index]);
	array_remove(&model->boxes, index);
}

const struct box *model_box(const struct model *model, int64_t poll)
{
	size_t index = box_index(model, poll);

	return index < model->boxes.count ? &model->boxes.items[index] : NULL;
}

void model_change(struct model *model, struct change *change)
{
	if (change->own && change->events.count > 0 && change->events.items[0].body.device == 0)
		ids_add(&model->own, change->events.items[0].step);
	for (size_t i = 0; i < change->events.count; i++)
		model_apply(model, &change->events.items[i]);
	switch (change->operation) {
	case BOX_NONE:
		break;
	case BOX_PUT:
		model_box_put(model, &change->box);
		break;
	case BOX_EMPTY:
		model_box_empty(model, change->box.poll);
		break;
	}
	change_finish(change);
}

void change_finish(struct change *change)
{
	if (change == NULL)
		return;
	for (size_t i = 0; i < change->events.count; i++)
		event_finish(&change->events.items[i]);
	array_finish(&change->events);
	box_finish(&change->box);
	*change = (struct change){0};
}
