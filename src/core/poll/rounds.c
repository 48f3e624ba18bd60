/* The same question again: among those that were level, or by everybody after talking. */
#include "roundtable/core/rounds.h"
#include "roundtable/core/sentence.h"

#include "../rule.h"
#include "../words.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"

/* More options are not compared one by one. */
enum { COMPARED_MOST = 8 };

const struct poll *model_poll_before(const struct model *model, const struct poll *poll)
{
	const struct poll *before = NULL;

	for (size_t i = 0; i < model->polls.count; i++) {
		const struct poll *other = &model->polls.items[i];
		if (other->id < poll->id && other->stage == poll->stage &&
			other->proposal == poll->proposal && other->state == POLL_IS_CLOSED)
			before = other;
	}
	return before;
}

/* How many options from place `from` on share it. */
static size_t level_with(const struct tally_result *result, size_t from)
{
	size_t count = 1;

	while (from + count < result->sums.options &&
		result->level[result->order[from + count]] == result->level[result->order[from]])
		count++;
	return count;
}

void poll_tied(const struct model *model, const struct poll *poll, struct ids *tied)
{
	const struct tally_result *result = &poll->result;
	const struct stage *stage = model_stage(model, poll->stage);
	unsigned needs = tally_method(poll->rule.method)->needs;
	size_t top = 1, from = 0;

	tied->count = 0;
	if (stage == NULL || stage->activity != ACTIVITY_VOTE || poll->state != POLL_IS_CLOSED ||
		poll->options.count == 0 || (needs & (NEED_SEATS | NEED_BUDGET)) ||
		(result->outcome != OUTCOME_RANKED && result->outcome != OUTCOME_STOPPED))
		return;
	if (stage_setting(stage, SETTING_TOP) > 0)
		top = (size_t)stage_setting(stage, SETTING_TOP);
	while (from < result->sums.options && from + level_with(result, from) <= top)
		from += level_with(result, from);
	if (from >= top || from >= result->sums.options)
		return;
	for (size_t i = 0; i < level_with(result, from); i++)
		ids_add(tied, poll->options.items[result->order[from + i]]);
}

size_t poll_option_of(const struct poll *poll, const struct poll *other, size_t option)
{
	size_t i = 0;

	if (poll->options.count == 0)
		return option < poll_options(other) ? option : SIZE_MAX;
	while (i < other->options.count && other->options.items[i] != poll->options.items[option])
		i++;
	return i < other->options.count ? i : SIZE_MAX;
}

bool polls_ask_alike(const struct poll *poll, const struct poll *other)
{
	if (poll_options(poll) != poll_options(other))
		return false;
	for (size_t i = 0; i < poll_options(poll); i++)
		if (poll_option_of(poll, other, i) == SIZE_MAX)
			return false;
	return true;
}

long long poll_place(const struct poll *poll, size_t option)
{
	long long place = 1;

	for (size_t i = 0; i < poll->result.sums.options; i++)
		place += poll->result.level[i] < poll->result.level[option];
	return place;
}

static void compare(const struct model *model, const struct poll *poll, const struct poll *before,
	struct buf *out)
{
	bool totals = rule_says_in_totals(&poll->rule);
	struct buf list = {0};

	for (size_t i = 0; i < poll_options(poll); i++) {
		size_t then = poll_option_of(poll, before, i);
		struct buf name = {0}, joined = {0};
		sentence_option(model, poll, i, &name);
		long long was =
			totals ? (long long)poll_figure(before, then) : poll_place(before, then);
		long long is = totals ? (long long)poll_figure(poll, i) : poll_place(poll, i);
		if (i > 0)
			buf_format(&joined, _("%1$s; “%2$s” %3$lld, now %4$lld"), buf_text(&list),
				buf_text(&name), was, is);
		else
			buf_format(
				&joined, _("“%1$s” %2$lld, now %3$lld"), buf_text(&name), was, is);
		buf_finish(&list);
		list = joined;
		buf_finish(&name);
	}
	words_begin(out);
	buf_format(out,
		totals ? _("Compared with the vote before: %s.")
		       : _("Places compared with the vote before: %s."),
		buf_text(&list));
	buf_finish(&list);
}

bool poll_shifts_listed(const struct poll *poll, const struct poll *before)
{
	return poll->stage == before->stage && before->rule.method == poll->rule.method &&
	       poll_options(poll) <= COMPARED_MOST && polls_ask_alike(poll, before);
}

void sentence_shift(const struct model *model, const struct poll *poll, struct buf *out)
{
	const struct poll *before = poll_compared(model, poll);

	if (before == NULL)
		return;
	if (poll->stage == before->stage && poll_options(poll) < poll_options(before)) {
		words_begin(out);
		buf_text_add(out, _("This vote was among those that were level in the vote "
				    "before."));
	} else if (poll_shifts_listed(poll, before)) {
		compare(model, poll, before, out);
	} else {
		sentence_moves(model, poll, out);
	}
}

/* --- rounds with an end that was set beforehand --- */

bool rule_can_stop(const struct tally_rule *rule)
{
	return rule_says_in_totals(rule) || (tally_method(rule->method)->needs & NEED_SPREAD) != 0;
}

/* What one option was given and what it could have been given more: a mark or none of each ballot,
 * or points up to the highest. */
static void halves(const struct poll *poll, size_t option, int64_t *counts)
{
	const struct tally_sums *sums = &poll->result.sums;
	bool points = tally_method(poll->rule.method)->shape == SHAPE_SCORE;
	int64_t ballots = sums->heads.cast - sums->heads.blank - sums->heads.spoilt;
	int64_t most = ballots * (points ? tally_scale(&poll->rule) : 1);

	counts[0] = sums->totals[option];
	counts[1] = most > counts[0] ? most - counts[0] : 0;
}

/* How an option of a poll moved, which had the number `then` in the poll before. */
static int option_moved(const struct poll *poll, const struct poll *before, size_t option)
{
	const struct tally_sums *now = &poll->result.sums, *sums = &before->result.sums;
	size_t then = poll_option_of(poll, before, option);
	int64_t was[2], is[2];

	if (now->spread != NULL)
		return now->steps != sums->steps
			       ? -1
			       : tally_moved(sums->spread + then * now->steps,
					 now->spread + option * now->steps, now->steps);
	halves(before, then, was);
	halves(poll, option, is);
	return tally_moved(was, is, 2);
}

/* Votes, answers and dots that went from one option to another. */
static int whole_moved(const struct poll *poll, const struct poll *before)
{
	size_t count = poll->result.sums.options;
	int64_t *then = mem_alloc(count + 1, sizeof *then);

	for (size_t i = 0; i < count; i++)
		then[i] = before->result.sums.totals[poll_option_of(poll, before, i)];
	int moved = tally_moved(then, poll->result.sums.totals, count);
	array_free(then);
	return moved;
}

/* Where each option is marked by itself, the one that moved most says whether all is still. */
static void read_moved(const struct poll *poll, const struct poll *before, struct rounds *rounds)
{
	enum ballot_shape shape = tally_method(poll->rule.method)->shape;

	rounds->moved = -1;
	rounds->option = SIZE_MAX;
	if (!rule_can_stop(&poll->rule) || before->rule.method != poll->rule.method ||
		before->result.order == NULL || poll->result.order == NULL ||
		!polls_ask_alike(poll, before))
		return;
	if (shape != SHAPE_GRADE && shape != SHAPE_APPROVE && shape != SHAPE_SCORE) {
		rounds->moved = whole_moved(poll, before);
		return;
	}
	for (size_t i = 0; i < poll->result.sums.options; i++) {
		int moved = option_moved(poll, before, i);
		if (moved <= rounds->moved)
			continue;
		rounds->moved = moved;
		rounds->option = i;
	}
}

void rounds_read(const struct model *model, int stage, int64_t until, struct rounds *rounds)
{
	const struct stage *plan = model_stage(model, stage);

	*rounds = (struct rounds){.moved = -1, .option = SIZE_MAX};
	if (plan == NULL || plan->activity == ACTIVITY_DECIDE)
		return;
	rounds->most = (int)stage_setting(plan, SETTING_ROUNDS);
	rounds->stop = (int)stage_setting(plan, SETTING_STOP_AT);
	for (size_t i = 0; rounds->most > 0 && i < model->polls.count; i++) {
		const struct poll *poll = &model->polls.items[i];
		if (poll->stage != stage || poll->state != POLL_IS_CLOSED || poll->id > until)
			continue;
		if (rounds->last != NULL && poll_options(poll) < poll_options(rounds->last))
			continue;
		if (rounds->last != NULL)
			read_moved(poll, rounds->last, rounds);
		rounds->last = poll;
		rounds->held++;
	}
	rounds->over =
		rounds->most > 0 && (rounds->held >= rounds->most ||
					    (rounds->moved >= 0 && rounds->moved < rounds->stop));
}

bool rounds_allow(const struct model *model, int stage, const struct ids *options)
{
	const struct poll *last = model_stage_poll(model, stage);
	struct ids tied = {0};
	struct rounds rounds;

	rounds_read(model, stage, INT64_MAX, &rounds);
	if (!rounds.over)
		return true;
	if (last != NULL)
		poll_tied(model, last, &tied);
	bool level = options->count > 0 && options->count < poll_options(rounds.last);
	for (size_t i = 0; i < options->count; i++)
		level = level && ids_contain(&tied, options->items[i]);
	array_finish(&tied);
	return level;
}

void sentence_rounds_rule(const struct rounds *rounds, struct buf *out)
{
	words_begin(out);
	if (rounds->stop > 0)
		buf_format(out,
			_("At most %1$d rounds; no other is held once fewer than %2$d of 100 "
			  "move."),
			rounds->most, rounds->stop);
	else
		buf_format(out, _("At most %d rounds."), rounds->most);
}

static void say_number(const struct rounds *rounds, int number, struct buf *out)
{
	words_begin(out);
	if (rounds->stop > 0 && number < rounds->most)
		buf_format(out,
			_("Round %1$d of at most %2$d; no other is held once fewer than %3$d of "
			  "100 "
			  "move."),
			number, rounds->most, rounds->stop);
	else
		buf_format(out, _("Round %1$d of at most %2$d."), number, rounds->most);
}

static void say_moved(const struct model *model, const struct rounds *rounds, struct buf *out)
{
	struct buf name = {0};

	if (rounds->moved < 0)
		return;
	words_begin(out);
	if (rounds->option == SIZE_MAX) {
		buf_format(out, _("Since the round before, %d of 100 moved."), rounds->moved);
	} else {
		sentence_option(model, rounds->last, rounds->option, &name);
		buf_format(out,
			_("Since the round before, %1$d of 100 moved where most did: “%2$s”."),
			rounds->moved, buf_text(&name));
	}
	buf_finish(&name);
}

void sentence_rounds(const struct model *model, const struct poll *poll, struct buf *out)
{
	struct rounds rounds;

	rounds_read(model, poll->stage, poll->id, &rounds);
	if (rounds.most == 0 || poll->proposal != 0)
		return;
	if (poll->state == POLL_OPEN) {
		if (rounds.last == NULL || poll_options(poll) >= poll_options(rounds.last))
			say_number(&rounds, rounds.held + 1, out);
		return;
	}
	if (rounds.last != poll)
		return;
	say_number(&rounds, rounds.held, out);
	say_moved(model, &rounds, out);
	words_begin(out);
	buf_text_add(out,
		rounds.over
			? _("By the rule set before the first round, this was the last.")
			: _("By the rule set before the first round, another one may be held."));
}
