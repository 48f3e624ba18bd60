/* What belongs to the session as a whole: its start and end, stages, pauses, undo, words, remarks,
 * actions. */
#include "rule.h"

#include "roundtable/core/agreement.h"

#include <limits.h>

#include <string.h>

enum { EXTENSION_MAX = 240 /* minutes at once, either way */ };

bool decide_session_started(struct deciding *d)
{
	if (d->model->plan != NULL)
		return refuse(d, REFUSED_SAME, 0);
	deciding_add(d);
	return d->command->earlier == NULL || carry_over(d, d->command->earlier);
}

void apply_session_started(struct model *model, const struct event *event)
{
	const struct rare *start = body_rare(&event->body);

	if (model->plan != NULL || start->plan == NULL)
		return;
	model->plan = start->plan;
	model->id = start->id;
	model->language = start->language;
	model->offset = (int)start->offset;
	model->rehearsal = start->rehearsal != 0;
	model->started_at = event->at;
	model->next_meeting = "";
	for (size_t i = 0; i < model->plan->stages.count; i++) {
		struct stage_state *state = array_push(&model->stages);
		*state = (struct stage_state){0};
		plan_columns(model->plan, (int)i, &state->columns);
	}
}

bool decide_session_closed(struct deciding *d)
{
	int days = (int)setting_info(SETTING_CORRECTIONS)->standard;

	if (model_open_poll(d->model) != NULL)
		return refuse(d, REFUSED_POLLS_OPEN, 0);
	for (size_t i = 0; i < d->model->plan->stages.count; i++)
		if (stage_reads_this(&d->model->plan->stages.items[i]))
			days = (int)stage_setting(
				&d->model->plan->stages.items[i], SETTING_CORRECTIONS);
	struct event *event = deciding_add(d);
	event->body.date = day_add(day_of(d->now, d->model->offset), days);
	return true;
}

void apply_session_closed(struct model *model, const struct event *event)
{
	struct stage_state *state = stage_state_mutable(model, model->stage);

	apply_turn_ended(model, event);
	if (model->paused)
		apply_paused(model, &(struct event){.at = event->at});
	if (model->off_record)
		apply_off_record(model, &(struct event){.at = event->at});
	if (state != NULL) {
		state->used = model_stage_used(model, model->stage, event->at);
		state->since = 0;
	}
	model->closed_at = event->at;
	model->corrections_until = (day)event->body.date;
}

/* The event of this kind in a step, NULL when there is none. */
static const struct event *event_of_step(
	const struct model *model, int64_t step, enum event_kind kind)
{
	const struct event *event;

	for (int64_t seq = step; (event = model_event(model, seq)) != NULL && event->step == step;
		seq++)
		if (event->kind == kind)
			return event;
	return NULL;
}

/* Why the newest step cannot be taken back: for what concerns a poll, that there are ballots; the
 * record because nobody unhears what was said on it or off it. */
static enum refusal_code why_not_undoable(const struct model *model)
{
	size_t i = model->events.count - 1;

	while (i > 0 && (model->events.items[i].kind == EVENT_STEP_UNDONE ||
				model->events.items[i].kind == EVENT_STEP_REDONE ||
				model_step_undone(model, model->events.items[i].step)))
		i--;
	enum event_kind kind = model->events.items[i].kind;
	if (model->events.items[i].step == model->events.items[0].step) /* and what it carried */
		return REFUSED_NOTHING_TO_UNDO;
	if (kind == EVENT_OFF_RECORD)
		return REFUSED_RECORD_STAYS;
	return kind == EVENT_POLL_OPENED || kind == EVENT_VOTER_ADDED ||
			       kind == EVENT_VOTER_STEPPED_OUT
		       ? REFUSED_BALLOTS_CAST
		       : REFUSED_NOT_UNDOABLE;
}

bool decide_step_undone(struct deciding *d)
{
	bool not_undoable;
	int64_t step = model_undoable(d->model, &not_undoable);

	if (step == 0)
		return refuse(
			d, not_undoable ? why_not_undoable(d->model) : REFUSED_NOTHING_TO_UNDO, 0);
	const struct event *opened = event_of_step(d->model, step, EVENT_POLL_OPENED);
	deciding_add(d)->body.thing = step;
	if (opened != NULL && body_rare(&opened->body)->secret) {
		d->change->operation = BOX_EMPTY;
		d->change->box.poll = opened->seq;
	}
	return true;
}

/* Ballots leave no event: some cast since the step was taken back may stand against it. */
static bool redo_fits_box(struct deciding *d, int64_t step)
{
	const struct event *out = event_of_step(d->model, step, EVENT_VOTER_STEPPED_OUT);
	const struct poll *poll = out != NULL ? model_poll(d->model, out->body.poll) : NULL;

	if (poll == NULL || !out->body.yes)
		return true;
	if (model_has_voted(d->model, poll, out->body.person))
		return refuse(d, REFUSED_HAS_VOTED, out->body.person);
	return model_poll_waiting(d->model, poll) > 0 || refuse(d, REFUSED_BOX_FULL, 0);
}

bool decide_step_redone(struct deciding *d)
{
	const struct ids *redoable = &d->model->redoable;

	if (redoable->count == 0)
		return refuse(d, REFUSED_NOTHING_TO_REDO, 0);
	int64_t step = redoable->items[redoable->count - 1];
	if (!redo_fits_box(d, step))
		return false;
	const struct event *opened = event_of_step(d->model, step, EVENT_POLL_OPENED);
	deciding_add(d)->body.thing = step;
	if (opened != NULL && body_rare(&opened->body)->secret)
		change_put_box(d->change, opened);
	return true;
}

/* --- words --- */

/* Where the current words of a thing's part stand, NULL when there is no such thing or part. */
static const char **words_place(struct model *model, int64_t thing, size_t part)
{
	struct card *card = card_mutable(model, thing);
	struct person *person = person_mutable(model, thing);
	struct theme *theme = theme_mutable(model, thing);
	struct proposal *proposal = proposal_mutable(model, thing);
	struct action *action = action_mutable(model, thing);
	struct remark *remark = remark_mutable(model, thing);
	struct term *term = term_mutable(model, thing);

	if (card != NULL)
		return part < card->cells.count ? &card->cells.items[part] : NULL;
	if (person != NULL)
		return part == 0 ? &person->name : part == 1 ? &person->own_role : NULL;
	if (action != NULL)
		return part == 0 ? &action->what : part == 1 ? &action->who : NULL;
	if (term != NULL)
		return part == 0 ? &term->word : part == 1 ? &term->meaning : NULL;
	if (part != 0)
		return NULL;
	return theme != NULL      ? &theme->name
	       : proposal != NULL ? &proposal->text
	       : remark != NULL   ? &remark->text
				  : NULL;
}

static bool name_taken(const struct model *model, const char *name, int64_t but)
{
	for (size_t i = 0; i < model->persons.count; i++) {
		const struct person *person = &model->persons.items[i];
		if (person->id != but && !person->withdrawn && person->name != NULL &&
			strcmp(person->name, name) == 0)
			return true;
	}
	return false;
}

bool decide_words_changed(struct deciding *d)
{
	const struct body *body = &d->command->body;
	/* the place is only looked at, never written through */
	const char **place = words_place((struct model *)d->model, body->thing, (size_t)body->part);
	const struct proposal *proposal = model_proposal(d->model, body->thing);
	const struct theme *theme = model_theme(d->model, body->thing);

	if (d->command->own)
		return theme_renamed_by_device(d);
	if (place == NULL)
		return refuse(d, REFUSED_NO_THING, body->thing);
	if (d->command->words.count == 0)
		return refuse(d, REFUSED_EMPTY, 0);
	const char *text = d->command->words.items[0];
	const struct card *card = model_card(d->model, body->thing);
	if (text[0] == '\0' && (card == NULL || (body->part == 0 && card->item < 0)))
		return refuse(d, REFUSED_EMPTY, 0);
	if (card != NULL &&
		!cell_fits(d, model_card_columns(d->model, card), (size_t)body->part, text))
		return false;
	/* an amendment may be meant as it stands though the text has changed */
	bool again =
		proposal != NULL && proposal->amends != 0 && amendment_stale(d->model, proposal);
	if (*place != NULL && strcmp(*place, text) == 0 && !again)
		return refuse(d, REFUSED_SAME, body->thing);
	if (model_person(d->model, body->thing) != NULL && body->part == 0 &&
		name_taken(d->model, text, body->thing))
		return refuse(d, REFUSED_NAME_TAKEN, body->thing);
	if (model_term(d->model, body->thing) != NULL && body->part == 0 &&
		!word_is_free(d, text, body->thing))
		return false;
	if (on_ballot(d->model, body->thing))
		return refuse(d, REFUSED_POLL_OPEN, body->thing);
	if (card != NULL && *place == NULL && !card_may_return(d, card))
		return false;
	if (proposal != NULL && proposal->decision != 0)
		return refuse(d, REFUSED_DECIDED, body->thing);
	if (model_rule(d->model, body->thing) != NULL)
		return refuse(d, REFUSED_RULE_WORDS, body->thing);
	if (proposal != NULL && proposal_voted_on(d->model, proposal))
		return refuse(d, REFUSED_POLL_OPEN, body->thing);
	struct event *event = deciding_add(d);
	if (card != NULL)
		cell_complete(
			d->model, model_card_columns(d->model, card), (size_t)body->part, event, 0);
	if (theme != NULL)
		keep_grouper(d->model, theme->stage, event);
	return true;
}

void apply_words_changed(struct model *model, const struct event *event)
{
	const struct body *body = &event->body;
	const char **place = words_place(model, body->thing, (size_t)body->part);
	struct card *card = card_mutable(model, body->thing);
	struct proposal *proposal = proposal_mutable(model, body->thing);

	if (place == NULL)
		return;
	/* filling an empty cell is no rewording */
	if (card != NULL && (*place == NULL || **place != '\0'))
		card->rewordings++;
	if (proposal != NULL) {
		proposal->rewordings++;
		proposal->worded = event->seq;
		bearers_ask_again(proposal);
	}
	bool was_gone = *place == NULL;
	*place = event_word(event, 0);
	if (card != NULL && was_gone != (*place == NULL))
		settle_cards(model);
}

bool model_withdrawn(const struct model *model, int64_t thing)
{
	const struct card *card = model_card(model, thing);
	const struct person *person = model_person(model, thing);
	const struct theme *theme = model_theme(model, thing);
	const struct proposal *proposal = model_proposal(model, thing);
	const struct action *action = model_action(model, thing);
	const struct remark *remark = remark_mutable((struct model *)model, thing);
	const struct term *term = model_term(model, thing);

	return (card != NULL && card->withdrawn) || (person != NULL && person->withdrawn) ||
	       (theme != NULL && theme->withdrawn) || (proposal != NULL && proposal->withdrawn) ||
	       (action != NULL && action->withdrawn) || (remark != NULL && remark->withdrawn) ||
	       (term != NULL && term->withdrawn);
}

bool decide_thing_withdrawn(struct deciding *d)
{
	int64_t thing = d->command->body.thing;
	const struct model *model = d->model;
	const struct person *person = model_person(model, thing);
	const struct proposal *proposal = model_proposal(model, thing);
	const struct card *card = model_card(model, thing);
	const struct term *term = model_term(model, thing);

	if (person == NULL && proposal == NULL && card == NULL && term == NULL &&
		model_theme(model, thing) == NULL && model_action(model, thing) == NULL &&
		remark_mutable((struct model *)model, thing) == NULL)
		return refuse(d, REFUSED_NO_THING, thing);
	if (model_withdrawn(model, thing) == (d->command->body.yes != 0))
		return refuse(d, REFUSED_SAME, thing);
	if (proposal != NULL && proposal->decision != 0)
		return refuse(d, REFUSED_DECIDED, thing);
	if (person != NULL && person->withdrawn && person->name != NULL &&
		name_taken(model, person->name, thing))
		return refuse(d, REFUSED_NAME_TAKEN, thing);
	if (term != NULL && term->withdrawn && term->word != NULL &&
		!word_is_free(d, term->word, thing))
		return false;
	if (card != NULL && card->withdrawn && !card_may_return(d, card))
		return false;
	for (size_t i = 0; i < model->polls.count; i++) {
		const struct poll *poll = &model->polls.items[i];
		if (poll->state == POLL_OPEN &&
			(poll->proposal == thing || ids_contain(&poll->options, thing) ||
				ids_contain(&poll->eligible, thing)))
			return refuse(d, REFUSED_POLL_OPEN, thing);
	}
	deciding_add(d);
	return true;
}

void apply_thing_withdrawn(struct model *model, const struct event *event)
{
	int64_t thing = event->body.thing;
	bool gone = event->body.yes != 0;
	struct card *card = card_mutable(model, thing);
	struct person *person = person_mutable(model, thing);
	struct theme *theme = theme_mutable(model, thing);
	struct proposal *proposal = proposal_mutable(model, thing);
	struct action *action = action_mutable(model, thing);
	struct remark *remark = remark_mutable(model, thing);
	struct term *term = term_mutable(model, thing);

	if (card != NULL) {
		card->withdrawn = gone;
		settle_cards(model);
	}
	if (person != NULL)
		person->withdrawn = gone;
	if (theme != NULL)
		theme->withdrawn = gone;
	if (proposal != NULL)
		proposal->withdrawn = gone;
	if (action != NULL)
		action->withdrawn = gone;
	if (remark != NULL)
		remark->withdrawn = gone;
	if (term != NULL)
		term->withdrawn = gone;
}

/* --- stages and time --- */

bool decide_stage_entered(struct deciding *d)
{
	if (d->command->body.stage == d->model->stage)
		return refuse(d, REFUSED_SAME, d->model->stage);
	deciding_add(d);
	mixing_enter(d, (int)d->command->body.stage);
	return true;
}

void apply_stage_entered(struct model *model, const struct event *event)
{
	struct stage_state *old = stage_state_mutable(model, model->stage);
	struct stage_state *new = stage_state_mutable(model, event->body.stage);

	if (new == NULL)
		return;
	apply_turn_ended(model, event);
	if (model->stage < 0)
		model->started_at = event->at; /* the workshop begins with its first stage */
	if (old != NULL) {
		old->used = model_stage_used(model, model->stage, event->at);
		old->since = 0;
	}
	model->hands.count = 0; /* who wanted to speak there no longer does */
	model->stage = (int)event->body.stage;
	new->since = event->at;
	new->skipped = false;
	if (!new->entered)
		new->first = event->at;
	new->entered = true;
}

bool decide_stage_extended(struct deciding *d)
{
	int64_t minutes = d->command->body.number;
	const struct stage *stage = model_stage(d->model, (int)d->command->body.stage);
	int extended = d->model->stages.items[d->command->body.stage].extended;

	if (minutes == 0 || minutes > EXTENSION_MAX || minutes < -EXTENSION_MAX ||
		stage->minutes + extended + minutes < 0)
		return refuse(d, REFUSED_TOO_MANY, EXTENSION_MAX);
	deciding_add(d);
	return true;
}

void apply_stage_extended(struct model *model, const struct event *event)
{
	struct stage_state *state = stage_state_mutable(model, event->body.stage);

	int64_t minutes = event->body.number;

	/* as much as decide would have let through */
	if (state != NULL && minutes >= -EXTENSION_MAX && minutes <= EXTENSION_MAX &&
		state->extended <= INT_MAX / 2 && state->extended >= -INT_MAX / 2)
		state->extended += (int)minutes;
}

bool decide_stage_skipped(struct deciding *d)
{
	const struct stage_state *state = &d->model->stages.items[d->command->body.stage];

	if (state->skipped == (d->command->body.yes != 0))
		return refuse(d, REFUSED_SAME, d->command->body.stage);
	deciding_add(d);
	return true;
}

void apply_stage_skipped(struct model *model, const struct event *event)
{
	struct stage_state *state = stage_state_mutable(model, event->body.stage);

	if (state != NULL)
		state->skipped = event->body.yes != 0;
}

static void span_mark(struct spans *spans, bool begins, moment at)
{
	if (begins)
		*array_push(spans) = (struct span){.from = at};
	else if (spans->count > 0 && spans->items[spans->count - 1].to == 0)
		spans->items[spans->count - 1].to = at;
}

bool decide_paused(struct deciding *d)
{
	if (d->model->paused == (d->command->body.yes != 0))
		return refuse(d, REFUSED_SAME, 0);
	deciding_add(d);
	return true;
}

void apply_paused(struct model *model, const struct event *event)
{
	model->paused = event->body.yes != 0;
	span_mark(&model->pauses, model->paused, event->at);
}

bool decide_off_record(struct deciding *d)
{
	if (d->model->off_record == (d->command->body.yes != 0))
		return refuse(d, REFUSED_SAME, 0);
	deciding_add(d);
	return true;
}

void apply_off_record(struct model *model, const struct event *event)
{
	model->off_record = event->body.yes != 0;
	span_mark(&model->off_records, model->off_record, event->at);
}
