/* A session that follows others: where its things come from, the last minutes, what is due. */
#include "../rule.h"
#include "../words.h"

#include "roundtable/base/date.h"
#include "roundtable/base/i18n.h"
#include "roundtable/core/agreement.h"

/* Only the start of a session says which ones it follows. */
bool decide_step_of_start(struct deciding *d)
{
	return refuse(d, REFUSED_NO_LAST, 0);
}

void apply_session_followed(struct model *model, const struct event *event)
{
	const struct rare *rare = body_rare(&event->body);

	if (rare->id == NULL)
		return;
	*array_push(&model->earlier) = (struct earlier){.id = event->seq,
		.session = rare->id,
		.title = rare->title != NULL ? rare->title : "",
		.held = (day)event->body.date};
}

moment event_then(const struct event *event)
{
	const struct rare *rare = body_rare(&event->body);

	return rare->origin != 0 ? known_length(rare->then) : event->at;
}

const struct earlier *model_last(const struct model *model)
{
	return model->earlier.count > 0 ? &model->earlier.items[model->earlier.count - 1] : NULL;
}

struct origin model_origin(const struct model *model, int64_t id)
{
	const struct event *event = model_event(model, id);
	struct origin origin = {.there = id};

	if (event == NULL)
		return origin;
	const struct rare *rare = body_rare(&event->body);
	origin.at = event_then(event);
	for (size_t i = 0; rare->origin != 0 && i < model->earlier.count; i++) {
		if (model->earlier.items[i].id != rare->origin)
			continue;
		origin.session = &model->earlier.items[i];
		origin.there = rare->there;
	}
	return origin;
}

bool model_carried(const struct model *model, int64_t id)
{
	return model_origin(model, id).session != NULL;
}

/* --- the last minutes --- */

bool decide_minutes_approved(struct deciding *d)
{
	const struct earlier *last = model_last(d->model);

	if (last == NULL)
		return refuse(d, REFUSED_NO_LAST, 0);
	if (d->model->approved != 0)
		return refuse(d, REFUSED_SAME, last->id);
	deciding_add(d)->body.thing = last->id;
	return true;
}

void apply_minutes_approved(struct model *model, const struct event *event)
{
	const struct earlier *last = model_last(model);

	if (last != NULL && event->body.thing == last->id)
		model->approved = event->seq;
}

/* --- what is due --- */

bool proposal_taken_up(const struct model *model, const struct proposal *proposal)
{
	for (size_t i = 0; i < model->proposals.count; i++) {
		const struct proposal *later = &model->proposals.items[i];
		if (later->earlier == proposal->id && !later->withdrawn && later->decision != 0)
			return true;
	}
	return false;
}

/* Everybody's clock: the day on which the session began. */
static bool reached(const struct model *model, day date)
{
	return date != 0 && date <= day_of(model->started_at, model->offset);
}

bool proposal_due(const struct model *model, const struct proposal *proposal)
{
	bool stands = proposal->decision != 0 && !proposal->withdrawn && proposal->replaced == 0;

	if (!stands || !model_carried(model, proposal->id))
		return false;
	if (proposal->verdict == DECISION_DEFERRED)
		return !proposal_taken_up(model, proposal) &&
		       (proposal->review == 0 || reached(model, proposal->review));
	return proposal->verdict == DECISION_ADOPTED && reached(model, proposal->review);
}

static void say_count(const char *one, const char *several, int count, struct buf *out)
{
	if (count == 0)
		return;
	words_begin(out);
	buf_format(out, ngettext(one, several, (unsigned long)count), count);
}

static int open_actions(const struct model *model, bool overdue)
{
	int count = 0;

	for (size_t i = 0; i < model->actions.count; i++) {
		const struct action *action = &model->actions.items[i];
		count += !action->withdrawn && action->state == ACTION_IS_OPEN &&
			 model_carried(model, action->id) &&
			 (!overdue || reached(model, action->due));
	}
	return count;
}

static int due_proposals(const struct model *model, enum decision_verdict verdict)
{
	int count = 0;

	for (size_t i = 0; i < model->proposals.count; i++)
		count += proposal_due(model, &model->proposals.items[i]) &&
			 model->proposals.items[i].verdict == verdict;
	return count;
}

static int carried_parked(const struct model *model)
{
	int count = 0;

	for (size_t i = 0; i < model->parked.count; i++)
		count += !model->parked.items[i].withdrawn &&
			 model_carried(model, model->parked.items[i].id);
	return count;
}

void sentence_due(const struct model *model, struct buf *out)
{
	say_count(N_("%d decision is to be reviewed."), N_("%d decisions are to be reviewed."),
		due_proposals(model, DECISION_ADOPTED), out);
	say_count(N_("%d decision was deferred and waits for an answer."),
		N_("%d decisions were deferred and wait for an answer."),
		due_proposals(model, DECISION_DEFERRED), out);
	say_count(N_("%d action of earlier meetings is open."),
		N_("%d actions of earlier meetings are open."), open_actions(model, false), out);
	say_count(N_("%d of them should be done by now."), N_("%d of them should be done by now."),
		open_actions(model, true), out);
	say_count(N_("%d thought is still parked."), N_("%d thoughts are still parked."),
		carried_parked(model), out);
}

/* --- read back --- */

static void say_minutes(const struct model *model, struct buf *out)
{
	const struct earlier *last = model_last(model);
	struct buf date = {0};

	if (last == NULL) {
		buf_text_add(out, _("This session follows no other one."));
		return;
	}
	day_format(&date, last->held);
	if (model->approved != 0)
		buf_format(out, _("The minutes of “%1$s”, %2$s, are approved."), last->title,
			buf_text(&date));
	else
		buf_format(out, _("The minutes of “%1$s”, %2$s: do they stand?"), last->title,
			buf_text(&date));
	buf_finish(&date);
}

static void add_last_proposals(struct audience *audience, const struct model *model, bool due)
{
	for (size_t i = 0; i < model->proposals.count; i++) {
		const struct proposal *proposal = &model->proposals.items[i];
		if (proposal->withdrawn || !model_carried(model, proposal->id) ||
			proposal_due(model, proposal) != due)
			continue;
		if (proposal->decision != 0)
			audience_add_proposal(audience, model, proposal);
		else
			audience_add(audience, ITEM_UNDECIDED, proposal->id, proposal->text);
	}
}

/* What is due comes before what only has to be known. */
void last_audience(const struct model *model, struct audience *audience)
{
	const struct remarks *corrections = &model->last_corrections;
	struct buf text = {0};

	audience->task = TASK_CHECK;
	say_minutes(model, &text);
	audience_say(audience, ITEM_MINUTES, 0, &text);
	audience->items.items[0].value = model->approved != 0;
	for (size_t i = 0; i < corrections->count; i++)
		if (!corrections->items[i].withdrawn)
			audience_add(audience, ITEM_CORRECTION, corrections->items[i].id,
				corrections->items[i].text);
	for (size_t i = 0; i < model->actions.count; i++)
		if (!model->actions.items[i].withdrawn &&
			model_carried(model, model->actions.items[i].id))
			audience_add_action(audience, model, &model->actions.items[i]);
	add_last_proposals(audience, model, true);
	add_last_proposals(audience, model, false);
	for (size_t i = 0; i < model->parked.count; i++)
		if (!model->parked.items[i].withdrawn &&
			model_carried(model, model->parked.items[i].id))
			audience_add(audience, ITEM_PARKED, model->parked.items[i].id,
				model->parked.items[i].text);
}
