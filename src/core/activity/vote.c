/* Polls: opened for those who are here, cast into the box or by name. How they end: counting.c. */
#include "../rule.h"

#include "roundtable/core/counted.h"
#include "roundtable/core/parts.h"
#include "roundtable/core/places.h"
#include "roundtable/core/receipt.h"
#include "roundtable/core/rounds.h"
#include "roundtable/core/sentence.h"

#include "roundtable/base/hash.h"
#include "roundtable/base/mem.h"

#include <stdlib.h>
#include <string.h>

struct poll *open_poll(struct model *model, int64_t id)
{
	struct poll *poll = poll_mutable(model, id);

	return poll != NULL && poll->state == POLL_OPEN ? poll : NULL;
}

bool decide_voter_added(struct deciding *d)
{
	const struct body *body = &d->command->body;
	const struct poll *poll = model_poll(d->model, body->poll);
	const struct box *box = model_box(d->model, poll->id);

	if (ids_contain(&poll->eligible, body->person) || ids_contain(&poll->asked, body->person))
		return refuse(d, REFUSED_SAME, body->person);
	if (body->yes && box != NULL && poll->eligible.count >= box->room)
		return refuse(d, REFUSED_TOO_MANY, (int64_t)box->room);
	deciding_add(d);
	return true;
}

void apply_voter_added(struct model *model, const struct event *event)
{
	struct poll *poll = open_poll(model, event->body.poll);
	int64_t person = event->body.person;

	if (poll == NULL || model_person(model, person) == NULL ||
		ids_contain(&poll->asked, person))
		return;
	ids_add(&poll->asked, person);
	if (event->body.yes && !ids_contain(&poll->eligible, person))
		ids_add(&poll->eligible, person);
}

/* The interest somebody declared, as the event that holds its words; 0: none, taken back, or
 * erased. */
static int64_t interest_of(const struct model *model, int64_t person)
{
	for (size_t i = model->events.count; i-- > 0;) {
		const struct event *event = &model->events.items[i];
		if (event->kind == EVENT_PERSON_INTEREST && event->body.person == person &&
			!model_step_undone(model, event->step))
			return event->erased || event_word(event, 0)[0] == '\0' ? 0 : event->seq;
	}
	return 0;
}

/* Out, or in again. Why: in words, or by the interest they declared, whose words stand there and
 * nowhere else; `number` 1 wishes for that. */
static bool add_stepped_out(struct deciding *d)
{
	const struct body *body = &d->command->body;
	int64_t interest = body->yes && body->number == 1 ? interest_of(d->model, body->person) : 0;

	struct event *event = deciding_add(d);
	event->body.number = 0;
	event->body.thing = interest;
	if (interest != 0 || !body->yes)
		texts_finish(&event->words);
	return true;
}

bool decide_voter_stepped_out(struct deciding *d)
{
	const struct body *body = &d->command->body;
	const struct poll *poll = model_poll(d->model, body->poll);
	bool out = ids_contain(&poll->out, body->person);

	/* asked first: it tells nothing of who can vote here or has voted */
	if (body->yes && body->number == 1 && interest_of(d->model, body->person) == 0)
		return refuse(d, REFUSED_NO_INTEREST, body->person);
	if (!ids_contain(&poll->eligible, body->person))
		return refuse(d, REFUSED_NOT_ELIGIBLE, body->person);
	/* whoever has left is counted still once the room says so */
	bool asked = !out && !body->yes && !person_here(model_person(d->model, body->person)) &&
		     !ids_contain(&poll->stays, body->person);
	if (out == (body->yes != 0) && !asked)
		return refuse(d, REFUSED_SAME, body->person);
	if (asked)
		return add_stepped_out(d);
	if (!out && model_has_voted(d->model, poll, body->person))
		return refuse(d, REFUSED_HAS_VOTED, body->person);
	if (!out && model_poll_waiting(d->model, poll) <= 0)
		return refuse(d, REFUSED_BOX_FULL, 0);
	return add_stepped_out(d);
}

void apply_voter_stepped_out(struct model *model, const struct event *event)
{
	struct poll *poll = open_poll(model, event->body.poll);
	int64_t person = event->body.person;

	if (poll == NULL || !ids_contain(&poll->eligible, person))
		return;
	struct ids *to = event->body.yes ? &poll->out : &poll->stays;
	ids_drop(&poll->out, person);
	ids_drop(&poll->stays, person);
	for (size_t i = poll->recusals.count; i-- > 0;)
		if (poll->recusals.items[i].person == person)
			array_remove(&poll->recusals, i);
	const struct event *interest = model_event(model, event->body.thing);
	bool declared = interest != NULL && interest->kind == EVENT_PERSON_INTEREST;
	if (event->body.yes && person_here(model_person(model, person)))
		*array_push(&poll->recusals) = (struct recusal){.id = event->seq,
			.person = person,
			.why = event_word(declared ? interest : event, 0)};
	if (event->body.yes || !person_here(model_person(model, person)))
		ids_add(to, person);
}

bool decide_tellers_named(struct deciding *d)
{
	const struct person *one = model_person(d->model, d->command->body.person);
	const struct person *two = model_person(d->model, d->command->body.into);

	if (one == NULL || two == NULL || one == two)
		return refuse(d, REFUSED_NO_PERSON, 0);
	if (one->role == two->role && one->role >= 0)
		return refuse(d, REFUSED_SAME_ROLE, 0);
	deciding_add(d);
	return true;
}

void apply_tellers_named(struct model *model, const struct event *event)
{
	struct poll *poll = open_poll(model, event->body.poll);

	if (poll == NULL)
		return;
	poll->teller = event->body.person;
	poll->second_teller = event->body.into;
}

static bool marks_valid(const struct poll *poll, const struct ids *marks, int16_t *out)
{
	size_t options = poll_options(poll);

	if (marks->count == 0)
		return true; /* blank */
	if (marks->count != options)
		return false;
	for (size_t i = 0; i < options; i++) {
		if (marks->items[i] < MARK_NONE || marks->items[i] > TALLY_POINTS_MAX)
			return false;
		out[i] = (int16_t)marks->items[i];
	}
	return tally_ballot_valid(&poll->rule, out, options);
}

bool box_fits(const struct box *box, const struct poll *poll)
{
	return box != NULL && box->options == poll_marks(poll) && box->room >= poll->eligible.count;
}

static size_t voter_index(const struct poll *poll, int64_t person)
{
	size_t i = 0;

	while (i < poll->eligible.count && poll->eligible.items[i] != person)
		i++;
	return i;
}

/* The box with one ballot more, or another in its place. The person is ticked; no event tells of
 * it. */
static bool cast_secretly(struct deciding *d, const struct poll *poll, const int16_t *marks)
{
	const struct body *body = &d->command->body;
	const struct box *box = model_box(d->model, poll->id);
	const unsigned char *tracker = d->command->tracker;
	size_t voter = body->person != 0 ? voter_index(poll, body->person) : SIZE_MAX;

	if (!box_fits(box, poll))
		return refuse(d, REFUSED_POLL_NOT_OPEN, poll->id);
	bool voted = voter != SIZE_MAX && box->voted[voter];
	if (voted && (tracker == NULL || !box_has(box, tracker)))
		return refuse(d, REFUSED_HAS_VOTED, body->person);
	if (!voted && model_poll_waiting(d->model, poll) <= 0)
		return refuse(d, REFUSED_BOX_FULL, 0);
	unsigned char flag = body_rare(body)->marks.count > 0 ? BALLOT_VALID : BALLOT_BLANK;
	box_copy(&d->change->box, box);
	d->change->operation = BOX_PUT;
	if (voted && !box_replace(&d->change->box, flag, marks, tracker))
		return refuse(d, REFUSED_SAME, body->person);
	if (voted && !poll->changes)
		return refuse(d, REFUSED_HAS_VOTED, body->person);
	if (!voted &&
		!(tracker != NULL ? box_add_tracked(&d->change->box, voter, flag, marks, tracker)
				  : box_add(&d->change->box, voter, flag, marks, d->random)))
		return refuse(d, REFUSED_BOX_FULL, 0);
	return true;
}

/*
 * By name. At the console a ballot may be set right; what comes from a device may come again, or be
 * changed where the vote allows, and takes away no count of hands.
 */
static bool cast_openly(struct deciding *d, const struct poll *poll, int64_t voter, int role)
{
	const struct body *body = &d->command->body;
	const struct ids *wished = &body_rare(body)->marks;

	if (d->command->own && poll->hands.count > 0)
		return refuse(d, REFUSED_HAS_VOTED, body->person);
	for (size_t i = 0; d->command->own && i < poll->ballots.count; i++) {
		const struct ids *marks = &poll->ballots.items[i].marks;
		if (poll->ballots.items[i].person != voter)
			continue;
		if (marks->count == wished->count &&
			(marks->count == 0 || memcmp(marks->items, wished->items,
						      marks->count * sizeof *marks->items) == 0))
			return refuse(d, REFUSED_SAME, body->person);
		if (!poll->changes)
			return refuse(d, REFUSED_HAS_VOTED, body->person);
	}
	struct event *event = deciding_add(d);
	texts_finish(&event->words); /* a ballot by name has none */
	event->by = poll_stands_in(poll, body->person);
	if (event->by == 0 && body->person > 0)
		event->by = body->person;
	event->body.person = voter;
	event->body.role = role;
	return true;
}

static bool role_known(const struct model *model, int role)
{
	return known_role(model, role) == role;
}

bool decide_ballot_cast(struct deciding *d)
{
	const struct body *body = &d->command->body;
	const struct poll *poll = model_poll(d->model, body->poll);
	int16_t marks[TALLY_OPTIONS_MAX + 1 + RECEIPT_BYTES];
	bool done = false, by_role = poll_says_role(poll);
	const struct person *voter = model_person(d->model, body->person);
	int64_t whose = poll_voter(d->model, poll, body->person);
	int role = voter != NULL ? voter->role : body->role;

	if (body_rare(body)->marks.count == 0 && d->command->own && !poll_takes_blank(poll))
		return refuse(d, REFUSED_BAD_BALLOT, 0);
	if (body->person != 0 &&
		(!ids_contain(&poll->eligible, whose) || ids_contain(&poll->out, whose)))
		return refuse(d, REFUSED_NOT_ELIGIBLE, body->person);
	/* from a device of their own: who is here and has a vote */
	if (poll->mixing != 0 && d->command->own &&
		(voter == NULL || !voter->votes || !person_here(voter)))
		return refuse(d, REFUSED_NOT_ELIGIBLE, body->person);
	if (body->person == 0 && !poll->secret)
		return refuse(d, REFUSED_OPEN_POLL, poll->id);
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		marks[i] = MARK_NONE;
	if (by_role && body_rare(body)->marks.count > 0)
		marks[poll_options(poll)] = (int16_t)poll_role_mark(d->model, poll, role);
	if (!marks_valid(poll, &body_rare(body)->marks, marks))
		refuse(d, REFUSED_BAD_BALLOT, 0);
	else if (by_role && voter == NULL && (role < 0 || !role_known(d->model, role)))
		refuse(d, REFUSED_SLIP_ROLE, 0);
	else if (receipt_mark(d, poll, marks))
		done = poll->secret ? cast_secretly(d, poll, marks)
				    : cast_openly(d, poll, whose, by_role ? role : -1);
	wipe(marks, sizeof marks);
	return done;
}

/* Only open polls: a ballot by name replaces the person's earlier one. */
void apply_ballot_cast(struct model *model, const struct event *event)
{
	struct poll *poll = open_poll(model, event->body.poll);
	const struct ids *marks = &body_rare(&event->body)->marks;
	struct poll_ballot *ballot = NULL;

	if (poll == NULL || poll->secret ||
		(marks->count > 0 && marks->count != poll_options(poll)))
		return;
	for (size_t i = 0; i < poll->ballots.count; i++)
		if (poll->ballots.items[i].person == event->body.person)
			ballot = &poll->ballots.items[i];
	if (ballot == NULL) {
		ballot = array_push(&poll->ballots);
		*ballot = (struct poll_ballot){.person = event->body.person};
	}
	ids_copy(&ballot->marks, marks);
	ballot->role = known_role(model, event->body.role);
	poll->hands.count = 0;
}

/* The wrong name was ticked: the tick goes to the right one, the ballot stays where it lies. */
bool decide_tick_moved(struct deciding *d)
{
	const struct body *body = &d->command->body;
	const struct poll *poll = model_poll(d->model, body->poll);
	const struct box *box = model_box(d->model, body->poll);
	size_t from = voter_index(poll, body->person), to = voter_index(poll, body->into);

	if (!poll->secret)
		return refuse(d, REFUSED_OPEN_POLL, body->poll);
	if (!box_fits(box, poll))
		return refuse(d, REFUSED_POLL_NOT_OPEN, body->poll);
	if (from == poll->eligible.count || to == poll->eligible.count)
		return refuse(d, REFUSED_NOT_ELIGIBLE, body->into);
	if (!box->voted[from])
		return refuse(d, REFUSED_NO_THING, body->person);
	if (box->voted[to] || ids_contain(&poll->out, body->into))
		return refuse(d, REFUSED_HAS_VOTED, body->into);
	box_copy(&d->change->box, box);
	d->change->operation = BOX_PUT;
	d->change->box.voted[from] = 0;
	d->change->box.voted[to] = 1;
	return true;
}

bool decide_hands_counted(struct deciding *d)
{
	const struct rare *wish = body_rare(&d->command->body);
	const struct poll *poll = model_poll(d->model, d->command->body.poll);
	enum ballot_shape shape = tally_method(poll->rule.method)->shape;
	int64_t present = (int64_t)(poll->eligible.count - poll->out.count);
	int64_t sum = wish->blank, most = 0;

	if (poll->secret)
		return refuse(d, REFUSED_SECRET_POLL, poll->id);
	if (wish->blank > present)
		return refuse(d, REFUSED_HANDS_SUM, wish->blank);
	if (wish->marks.count != poll_options(poll) || wish->blank < 0 ||
		!rule_takes_hands(&poll->rule))
		return refuse(d, REFUSED_BAD_BALLOT, 0);
	for (size_t i = 0; i < wish->marks.count; i++) {
		if (wish->marks.items[i] < 0 || wish->marks.items[i] > present)
			return refuse(d, REFUSED_HANDS_SUM, wish->marks.items[i]);
		sum += wish->marks.items[i];
		most = wish->marks.items[i] > most ? wish->marks.items[i] : most;
	}
	if (shape != SHAPE_APPROVE && sum > present)
		return refuse(d, REFUSED_HANDS_SUM, sum);
	if (shape == SHAPE_APPROVE && most + wish->blank > present)
		return refuse(d, REFUSED_HANDS_SUM, most + wish->blank);
	/* what was said by name, an objection say, must not go under */
	if (poll->ballots.count > 0)
		return refuse(d, REFUSED_BALLOTS_CAST, poll->id);
	deciding_add(d);
	return true;
}

void apply_hands_counted(struct model *model, const struct event *event)
{
	struct poll *poll = open_poll(model, event->body.poll);
	const struct rare *counted = body_rare(&event->body);

	if (poll == NULL || poll->secret || counted->marks.count != poll_options(poll))
		return;
	ids_copy(&poll->hands, &counted->marks);
	for (size_t i = 0; i < poll->hands.count; i++)
		poll->hands.items[i] = known_count(poll->hands.items[i]);
	poll->hands_blank = known_count(counted->blank);
}

static void result_items(
	const struct model *model, const struct poll *poll, struct audience *audience)
{
	const struct poll *earlier = poll_moves(model, poll);
	int64_t most = 0;

	places_heads(model, poll, &audience->vote.heads);
	for (size_t i = 0; i < poll->result.sums.options; i++)
		most = poll_figure(poll, i) > most ? poll_figure(poll, i) : most;
	for (size_t i = 0; i < poll->result.sums.options; i++) {
		size_t option = poll->result.order[i];
		if (option >= poll->options.count)
			continue; /* an answer of the rule's own */
		int64_t id = poll->options.items[option];
		struct audience_item *item = audience_add(
			audience, ITEM_RESULT, id, model_option_shown(model, poll->stage, id));
		struct buf figure = {0};
		struct buf parts = {0}, cut = {0};
		if (!rule_says_in_totals(&poll->rule)) {
			sentence_figure(model, poll, option, &figure);
			item->figure = buf_take(&figure);
		}
		places_cells(model, poll, option, &item->marks);
		places_cut(model, poll, option, &cut);
		if (cut.count > 0)
			item->cut = buf_take(&cut);
		if (poll->shown.count > 0)
			sentence_part_totals(model, poll, option, &parts);
		if (item->marks.count == 0)
			sentence_group_marks(poll, option, &parts);
		if (item->marks.count == 0 && earlier != NULL) {
			buf_text_add(&parts, parts.count > 0 ? " · " : "");
			sentence_place_moved(poll, earlier, option, &parts);
		}
		if (parts.count > 0)
			item->parts = buf_take(&parts);
		item->value = poll_figure(poll, option);
		item->total = most;
		/* after two in second place comes the fourth */
		const struct audience_item *before = i > 0 ? item - 1 : NULL;
		bool level =
			before != NULL &&
			poll->result.level[option] == poll->result.level[poll->result.order[i - 1]];
		item->level = level ? before->level : i;
	}
}

/* Where the rule has answers of its own, they are there to be read before anybody is asked. */
static void own_answers(const struct tally_rule *rule, struct audience *audience)
{
	for (size_t i = 0; i < tally_method(rule->method)->answers; i++)
		audience_add(audience, ITEM_POINT, 0, sentence_answer(rule->method, i));
}

void vote_audience(const struct model *model, int stage, struct audience *audience)
{
	const struct stage *plan = model_stage(model, stage);
	const struct poll *poll = model_stage_poll(model, stage);
	struct ids options = {0};

	if (poll != NULL)
		audience_set_vote(audience, model, poll);
	audience->task = poll == NULL                    ? TASK_WAIT_VOTE
			 : poll->state == POLL_IS_CLOSED ? TASK_SEE_RESULT
			 : poll->secret                  ? TASK_VOTE
							 : TASK_SHOW_HANDS;
	bool secret = poll != NULL ? poll->secret : stage_setting(plan, SETTING_SECRET) != 0;
	audience->fate = secret ? FATE_SECRET : FATE_OPEN;
	if (poll != NULL && poll->state == POLL_IS_CLOSED) {
		if (poll->rule.method == TALLY_RATINGS)
			rated_items(model, poll, audience);
		else
			result_items(model, poll, audience);
		audience_add_ballots(audience, model, poll);
		return;
	}
	if (poll != NULL)
		ids_copy(&options, &poll->options);
	else if (plan->activity == ACTIVITY_DECIDE ||
		 !model_cards_hidden(model, (int)stage_setting(plan, SETTING_OPTIONS)))
		model_stage_options(model, stage, &options);
	for (size_t i = 0; i < options.count; i++) {
		struct audience_item *item = audience_add(audience, ITEM_OPTION, options.items[i],
			model_option_text(model, stage, options.items[i]));
		if (poll != NULL && i < poll->costs.count)
			item->value = poll->costs.items[i];
	}
	struct tally_rule rule = poll != NULL ? poll->rule : stage_rule(plan);
	own_answers(&rule, audience);
	array_finish(&options);
}
