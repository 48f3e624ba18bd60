/* How polls end: counted and closed, or voided. */
#include "../rule.h"

#include "roundtable/core/parts.h"

#include "roundtable/base/hash.h"
#include "roundtable/base/mem.h"

#include <string.h>

/* Ballots of the box; what they have beside the marks of the options is taken off. */
static void empty_box(
	const struct poll *poll, const struct box *box, struct ballots *ballots, int64_t *spoilt)
{
	size_t width = box->options, options = poll_options(poll), count = box_count(box);
	unsigned char *flags = mem_alloc(count + 1, sizeof *flags);
	int16_t *marks = mem_alloc(count * width + 1, sizeof *marks);

	*ballots = (struct ballots){.options = options, .marks = marks};
	*spoilt = 0;
	if (poll_says_role(poll))
		ballots->roles = mem_alloc(count + 1, sizeof *ballots->roles);
	box_read(box, flags, marks);
	for (size_t i = 0; i < count; i++) {
		const int16_t *row = marks + i * width;
		ballots->blank += flags[i] == BALLOT_BLANK;
		*spoilt += flags[i] != BALLOT_BLANK && flags[i] != BALLOT_VALID;
		if (flags[i] != BALLOT_VALID)
			continue;
		if (ballots->roles != NULL)
			ballots->roles[ballots->count] = (uint16_t)row[options];
		memmove(marks + ballots->count++ * options, row, options * sizeof *marks);
	}
	size_t kept = ballots->count * options;
	wipe(marks + kept, (count * width - kept) * sizeof *marks);
	array_free(flags);
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

/* Whether some role would be seen through: of those who voted in it there are too few. */
static bool role_too_small(
	const struct model *model, const struct poll *poll, const struct ballots *ballots)
{
	/* parts of the room that are too small are put together instead */
	size_t roles = poll->parts.count > 0 ? 0 : poll_roles(model);
	bool small = false;

	for (size_t role = 0; role < roles && ballots->roles != NULL; role++) {
		size_t count = 0;
		for (size_t i = 0; i < ballots->count; i++)
			count += ballots->roles[i] == role;
		small = small || (count > 0 && count < SECRET_MIN);
	}
	return small;
}

static bool count_secretly(struct deciding *d, const struct poll *poll, struct tally_heads heads,
	struct tally_result *result, struct rare *closed)
{
	struct ballots ballots;
	int64_t spoilt;
	bool counted = false;

	empty_box(poll, model_box(d->model, poll->id), &ballots, &spoilt);
	if (role_too_small(d->model, poll, &ballots))
		refuse(d, REFUSED_FEW_OF_ROLE, 0);
	else if (!poll_count(d->model, poll, &ballots, heads, result))
		refuse(d, REFUSED_BAD_BALLOT, 0);
	else
		counted = true;
	if (counted)
		parts_write(d->model, poll, &ballots, closed);
	ballots_finish(&ballots);
	result->sums.heads.spoilt += spoilt;
	result->sums.heads.cast += spoilt;
	return counted;
}

static bool count_openly(struct deciding *d, const struct poll *poll, struct tally_heads heads,
	struct tally_result *result, struct rare *closed)
{
	struct ballots ballots = {0};

	if (poll->hands.count > 0) {
		count_hands(d->model, poll, heads, &result->sums);
		tally_verdict(&poll->rule, result);
		return true;
	}
	bool counted = ballots_named(d->model, poll, &ballots) &&
		       poll_count(d->model, poll, &ballots, heads, result);
	if (counted)
		parts_write(d->model, poll, &ballots, closed);
	ballots_finish(&ballots);
	return counted || refuse(d, REFUSED_BAD_BALLOT, 0);
}

bool decide_poll_closed(struct deciding *d)
{
	const struct model *model = d->model;
	const struct poll *poll = model_poll(model, d->command->body.poll);
	const struct box *box = model_box(model, poll->id);
	struct tally_heads heads = {
		.eligible = (int64_t)poll->eligible.count, .stepped_out = (int64_t)poll->out.count};
	struct tally_result result = {0};

	if (poll->secret && !box_fits(box, poll))
		return refuse(d, REFUSED_NO_THING, poll->id);
	if (poll->secret && poll->stood_in.count > 0 && box_count(box) < poll_fewest(poll))
		return refuse(d, REFUSED_FEW_HANDS, (int64_t)box_count(box));
	if (poll->secret && box_count(box) < SECRET_MIN)
		return refuse(d, REFUSED_FEW_BALLOTS, (int64_t)box_count(box));
	if (model_late_voter(model, poll) != 0)
		return refuse(d, REFUSED_LATE_UNANSWERED, 0);
	if (model_left_voter(model, poll) != 0)
		return refuse(d, REFUSED_LEFT_UNANSWERED, 0);
	struct body by_part = {0};
	struct rare *parts = body_rare_make(&by_part);
	bool counted = poll->secret ? count_secretly(d, poll, heads, &result, parts)
				    : count_openly(d, poll, heads, &result, parts);
	if (counted) {
		struct event *event = deciding_add(d);
		struct rare *closed = body_rare_make(&event->body);
		texts_finish(&event->words); /* whatever was wished */
		if (poll_places_alone(poll, result.sums.heads.cast))
			counted_hide(poll, &result);
		counted_write(poll, &result, closed);
		ids_copy(&closed->parts, &parts->parts);
		closed->withheld = parts->withheld;
		ids_copy(&closed->by_part, &parts->by_part);
		if (poll->receipts)
			receipt_list(poll, box, event);
	}
	if (counted)
		amendment_settle(d, poll, result.outcome);
	body_finish(&by_part);
	tally_result_finish(&result);
	if (counted && poll->secret) {
		d->change->operation = BOX_EMPTY;
		d->change->box.poll = poll->id;
	}
	return counted;
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
	counted_read(model, poll, closed, &poll->result);
	if (poll_places_alone(poll, poll->result.sums.heads.cast))
		counted_hide(poll, &poll->result); /* files of earlier versions hold it */
	parts_read(model, poll, closed);
	poll->withheld = closed->withheld != 0;
	poll->closing = event->seq;
	receipt_take(poll, event);
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
	array_finish(&poll->told);
	array_finish(&poll->told_by_part);
	poll->told = poll->shown;
	poll->told_by_part = poll->by_part;
	poll->shown = poll->by_part = (struct ids){0};
}
