/* How polls end: counted and closed, or voided. */
#include "rule.h"

#include "roundtable/base/hash.h"
#include "roundtable/base/mem.h"

#include <string.h>

static void count_box(const struct box *box, const struct poll *poll, struct tally_heads heads,
	struct tally_sums *sums)
{
	size_t cells = box->room * box->options;
	int16_t *marks = mem_alloc(cells > 0 ? cells : 1, sizeof *marks);
	size_t valid, blank, spoilt;

	box_read(box, marks, &valid, &blank, &spoilt);
	heads.blank = (int64_t)blank;
	struct tally_profile profile = {.options = box->options, .count = valid, .marks = marks};
	tally_add_up(&poll->rule, &profile, heads, sums);
	sums->heads.spoilt += (int64_t)spoilt;
	sums->heads.cast += (int64_t)spoilt;
	wipe(marks, cells * sizeof *marks);
	array_free(marks);
}

static void count_named(const struct poll *poll, struct tally_heads heads, struct tally_sums *sums)
{
	size_t options = poll_options(poll), valid = 0;
	int16_t *marks = mem_alloc(poll->ballots.count * options + 1, sizeof *marks);

	for (size_t i = 0; i < poll->ballots.count; i++) {
		const struct poll_ballot *ballot = &poll->ballots.items[i];
		if (ids_contain(&poll->out, ballot->person))
			continue;
		if (ballot->marks.count == 0) {
			heads.blank++;
			continue;
		}
		for (size_t k = 0; k < options; k++)
			marks[valid * options + k] = (int16_t)ballot->marks.items[k];
		valid++;
	}
	struct tally_profile profile = {.options = options, .count = valid, .marks = marks};
	tally_add_up(&poll->rule, &profile, heads, sums);
	array_free(marks);
}

static void count_hands(const struct model *model, const struct poll *poll,
	struct tally_heads heads, struct tally_sums *sums)
{
	heads.blank = poll->hands_blank;
	heads.cast = model_poll_cast(model, poll);
	tally_sums_init(sums, poll_options(poll));
	sums->heads = heads;
	for (size_t i = 0; i < sums->options; i++)
		sums->totals[i] = sums->givers[i] = poll->hands.items[i];
}

bool decide_poll_closed(struct deciding *d)
{
	const struct model *model = d->model;
	const struct poll *poll = model_poll(model, d->command->body.poll);
	const struct box *box = model_box(model, poll->id);
	struct tally_heads heads = {
		.eligible = (int64_t)poll->eligible.count, .stepped_out = (int64_t)poll->out.count};
	struct tally_result result = {0};
	struct tally_sums *sums = &result.sums;

	if (poll->secret && !box_fits(box, poll))
		return refuse(d, REFUSED_NO_THING, poll->id);
	if (poll->secret && box_count(box) < SECRET_MIN)
		return refuse(d, REFUSED_FEW_BALLOTS, (int64_t)box_count(box));
	if (model_late_voter(model, poll) != 0)
		return refuse(d, REFUSED_LATE_UNANSWERED, 0);
	if (model_left_voter(model, poll) != 0)
		return refuse(d, REFUSED_LEFT_UNANSWERED, 0);
	if (poll->secret)
		count_box(box, poll, heads, sums);
	else if (poll->hands.count > 0)
		count_hands(model, poll, heads, sums);
	else
		count_named(poll, heads, sums);
	tally_verdict(&poll->rule, &result);
	struct rare *closed = body_rare_make(&deciding_add(d)->body);
	array_finish(&closed->totals); /* whatever was wished */
	array_finish(&closed->givers);
	array_finish(&closed->ballots);
	closed->could_vote = sums->heads.eligible;
	closed->stepped_out = sums->heads.stepped_out;
	closed->cast = sums->heads.cast;
	closed->blank = sums->heads.blank;
	closed->spoilt = sums->heads.spoilt;
	closed->outcome = result.outcome;
	for (size_t i = 0; i < sums->options; i++) {
		ids_add(&closed->totals, sums->totals[i]);
		ids_add(&closed->givers, sums->givers[i]);
	}
	tally_result_finish(&result);
	if (poll->secret) {
		d->change->operation = BOX_EMPTY;
		d->change->box.poll = poll->id;
	}
	return true;
}

void apply_poll_closed(struct model *model, const struct event *event)
{
	const struct rare *closed = body_rare(&event->body);
	struct poll *poll = open_poll(model, event->body.poll);

	if (poll == NULL)
		return;
	poll->state = POLL_IS_CLOSED;
	poll->closed_at = event->at;
	tally_result_finish(&poll->result);
	tally_sums_init(&poll->result.sums, poll_options(poll));
	poll->result.sums.heads = (struct tally_heads){known_count(closed->could_vote),
		known_count(closed->stepped_out), known_count(closed->cast),
		known_count(closed->blank), known_count(closed->spoilt)};
	for (size_t i = 0; i < poll->result.sums.options; i++) {
		if (i < closed->totals.count)
			poll->result.sums.totals[i] = known_count(closed->totals.items[i]);
		if (i < closed->givers.count)
			poll->result.sums.givers[i] = known_count(closed->givers.items[i]);
	}
	tally_verdict(&poll->rule, &poll->result);
	ids_copy(&poll->published, &closed->ballots);
}

bool decide_poll_voided(struct deciding *d)
{
	const struct poll *poll = model_poll(d->model, d->command->body.poll);

	if (poll == NULL || poll->state == POLL_IS_VOIDED)
		return refuse(d, REFUSED_NO_THING, d->command->body.poll);
	for (size_t i = 0; i < d->model->proposals.count; i++)
		if (d->model->proposals.items[i].decision != 0 &&
			d->model->proposals.items[i].poll == poll->id)
			return refuse(d, REFUSED_DECIDED, poll->proposal);
	deciding_add(d);
	if (model_box(d->model, poll->id) != NULL) {
		d->change->operation = BOX_EMPTY;
		d->change->box.poll = poll->id;
	}
	return true;
}

void apply_poll_voided(struct model *model, const struct event *event)
{
	struct poll *poll = poll_mutable(model, event->body.poll);

	if (poll == NULL)
		return;
	poll->state = POLL_IS_VOIDED;
	poll->closed_at = event->at;
	poll->why = event_word(event, 0);
	tally_result_finish(&poll->result); /* a voided result is never shown */
	array_finish(&poll->published);
}
