/* The same question again: among those that were level, or by everybody after talking. */
#include "roundtable/core/sentence.h"

#include "words.h"

#include "roundtable/base/i18n.h"

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

static size_t option_of(const struct poll *poll, const struct poll *other, size_t option)
{
	size_t i = 0;

	if (poll->options.count == 0)
		return option < poll_options(other) ? option : SIZE_MAX;
	while (i < other->options.count && other->options.items[i] != poll->options.items[option])
		i++;
	return i < other->options.count ? i : SIZE_MAX;
}

static bool same_options(const struct poll *poll, const struct poll *other)
{
	if (poll_options(poll) != poll_options(other))
		return false;
	for (size_t i = 0; i < poll_options(poll); i++)
		if (option_of(poll, other, i) == SIZE_MAX)
			return false;
	return true;
}

/* The place of an option; level ones share the first of theirs. */
static long long place_of(const struct poll *poll, size_t option)
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
		size_t then = option_of(poll, before, i);
		struct buf name = {0}, joined = {0};
		sentence_option(model, poll, i, &name);
		long long was =
			totals ? (long long)poll_figure(before, then) : place_of(before, then);
		long long is = totals ? (long long)poll_figure(poll, i) : place_of(poll, i);
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

void sentence_shift(const struct model *model, const struct poll *poll, struct buf *out)
{
	const struct poll *before = model_poll_before(model, poll);

	/* places by disagreement are none */
	if (poll->rule.method == TALLY_RATINGS)
		return;
	if (before == NULL || poll->state != POLL_IS_CLOSED || before->result.order == NULL ||
		poll->result.order == NULL)
		return;
	if (poll_options(poll) < poll_options(before)) {
		words_begin(out);
		buf_text_add(out, _("This vote was among those that were level in the vote "
				    "before."));
	} else if (same_options(poll, before) && before->rule.method == poll->rule.method &&
		   poll_options(poll) <= COMPARED_MOST) {
		compare(model, poll, before, out);
	}
}
