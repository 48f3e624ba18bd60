/* The same statement in two polls, beside each other: what moved, in words. */
#include "roundtable/core/beside.h"

#include "roundtable/core/sentence.h"

#include "../words.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/text.h"

#include <string.h>

enum { FEW = 5 /**< answers, of which one can make the difference */ };

struct rated rated_in(const struct model *model, int stage)
{
	const struct poll *poll = model_stage_poll(model, stage);
	bool counted = poll != NULL && poll->rule.method == TALLY_RATINGS &&
		       poll->state == POLL_IS_CLOSED && poll->result.sums.spread != NULL &&
		       poll->result.sums.heads.cast > 0;

	return (struct rated){model, counted ? poll : NULL};
}

const int64_t *rated_counts(const struct rated *rated, size_t option)
{
	const struct tally_sums *sums = &rated->poll->result.sums;

	return sums->spread + option * sums->steps;
}

static bool same_answer(const struct rated *one, const struct rated *other, size_t grade)
{
	struct buf here = {0}, there = {0};

	sentence_grade(one->model, one->poll, grade, &here);
	sentence_grade(other->model, other->poll, grade, &there);
	bool same = text_same_folded(buf_text(&here), buf_text(&there));
	buf_finish(&here);
	buf_finish(&there);
	return same;
}

bool rated_alike(const struct rated *one, const struct rated *other)
{
	size_t steps = tally_rating_steps(&one->poll->rule);
	bool alike = steps == tally_rating_steps(&other->poll->rule);

	for (size_t i = 0; i < steps && alike; i++)
		alike = same_answer(one, other, i);
	return alike;
}

int rated_moved(const struct rated *then, size_t before, const struct rated *now, size_t after)
{
	if (!rated_alike(then, now))
		return 0;
	return tally_rating_moved(rated_counts(then, before), rated_counts(now, after),
		tally_rating_steps(&now->poll->rule));
}

/* --- words --- */

static void add_middle(
	const struct rated *rated, const struct tally_rating *rating, struct buf *out)
{
	struct buf low = {0}, high = {0};

	sentence_grade(rated->model, rated->poll, rating->middle.low, &low);
	sentence_grade(rated->model, rated->poll, rating->middle.high, &high);
	if (rating->middle.low == rating->middle.high)
		buf_format(out, _("“%s”"), buf_text(&low));
	else
		buf_format(out, _("between “%1$s” and “%2$s”"), buf_text(&low), buf_text(&high));
	buf_finish(&low);
	buf_finish(&high);
}

void sentence_middle(const struct rated *rated, const int64_t *counts, struct buf *out)
{
	struct tally_rating rating;

	tally_rating(&rated->poll->rule, counts, &rating);
	if (rating.answers > 0)
		add_middle(rated, &rating, out);
}

/* Towards which end most lean: 1 the last answer, -1 the first, 0 neither. */
static int side(const struct tally_rule *rule, const int64_t *counts)
{
	int64_t upper = tally_rating_leaning(rule, counts, true);
	int64_t lower = tally_rating_leaning(rule, counts, false);

	return (upper > lower) - (upper < lower);
}

static void say_direction(
	const int64_t *then, const struct rated *now, const int64_t *counts, struct buf *out)
{
	size_t steps = tally_rating_steps(&now->poll->rule), last = steps - 1;
	int moved = tally_rating_moved(then, counts, steps);
	bool far = moved >= MOVED_LEAST || moved <= -MOVED_LEAST;
	bool flipped = far && side(&now->poll->rule, then) * side(&now->poll->rule, counts) < 0 &&
		       poll_has_poles(now->poll, model_stage(now->model, now->poll->stage));
	struct buf from = {0}, to = {0};

	sentence_grade(now->model, now->poll, moved > 0 ? 0 : last, &from);
	sentence_grade(now->model, now->poll, moved > 0 ? last : 0, &to);
	words_begin(out);
	if (flipped)
		buf_format(out, _("It moved from mostly “%1$s” to mostly “%2$s”."), buf_text(&from),
			buf_text(&to));
	else if (far)
		buf_format(out, _("It moved towards “%s”."), buf_text(&to));
	else
		buf_text_add(out, _("It hardly moved."));
	buf_finish(&from);
	buf_finish(&to);
}

static void say_middles(const struct tally_rating *before, const struct rated *now,
	const struct tally_rating *after, struct buf *out)
{
	struct buf was = {0}, is = {0};

	add_middle(now, before, &was); /* the answers are called the same */
	add_middle(now, after, &is);
	words_begin(out);
	if (before->middle.low == after->middle.low && before->middle.high == after->middle.high)
		buf_format(out, _("The middle answer is the same: %s."), buf_text(&is));
	else
		buf_format(out, _("The middle answer was %1$s; now it is %2$s."), buf_text(&was),
			buf_text(&is));
	buf_finish(&was);
	buf_finish(&is);
}

static void say_agreement(
	const struct tally_rating *before, const struct tally_rating *after, struct buf *out)
{
	int change = tally_rating_apart(after) - tally_rating_apart(before);

	words_begin(out);
	if (change <= -AGREE_LEAST)
		buf_text_add(out, _("People agree more than before."));
	else if (change >= AGREE_LEAST)
		buf_text_add(out, _("People agree less than before."));
	else
		buf_text_add(out, _("People agree about as much as before."));
	if (before->answers < FEW || after->answers < FEW) {
		words_begin(out);
		buf_text_add(out, _("Few rated it, so one answer weighs much."));
	}
}

static void say_other_scale(struct buf *out)
{
	words_begin(out);
	buf_text_add(out, _("The answers to choose from were others last time, so nothing is said "
			    "of what moved."));
}

/* On the same scale, counted by `rule` then. */
static void say_moved(const struct tally_rule *rule, const int64_t *then, const struct rated *now,
	size_t option, struct buf *out)
{
	const int64_t *counts = rated_counts(now, option);
	struct tally_rating was, is;

	tally_rating(rule, then, &was);
	tally_rating(&now->poll->rule, counts, &is);
	if (was.answers == 0 || is.answers == 0) {
		words_begin(out);
		buf_text_add(out, was.answers > 0  ? _("Nobody rated it this time.")
				  : is.answers > 0 ? _("Nobody rated it last time.")
						   : _("Nobody rated it either time."));
		return;
	}
	say_direction(then, now, counts, out);
	say_middles(&was, now, &is, out);
	say_agreement(&was, &is, out);
}

void sentence_moved(const struct rated *then, size_t before, const struct rated *now, size_t after,
	struct buf *out)
{
	if (rated_alike(then, now))
		say_moved(&then->poll->rule, rated_counts(then, before), now, after, out);
	else
		say_other_scale(out);
}

/* --- since an earlier session --- */

bool rated_before_alike(const struct rated_before *before, const struct rated *now)
{
	size_t steps = tally_rating_steps(&before->rule);
	bool alike = steps == tally_rating_steps(&now->poll->rule);

	for (size_t i = 0; i < steps && alike; i++) {
		struct buf answer = {0};
		sentence_grade(now->model, now->poll, i, &answer);
		alike = text_same_folded(before->answers[i], buf_text(&answer));
		buf_finish(&answer);
	}
	return alike;
}

bool rated_before_moved(
	const struct rated *now, size_t option, struct rated_before *before, int *moved)
{
	const int64_t *counts = rated_counts(now, option);
	struct tally_rating was, is;

	if (!rated_before_find(now->model, now->poll, option, before) ||
		!rated_before_alike(before, now))
		return false;
	tally_rating(&before->rule, before->counts, &was);
	tally_rating(&now->poll->rule, counts, &is);
	*moved = tally_rating_moved(before->counts, counts, tally_rating_steps(&now->poll->rule));
	return was.answers > 0 && is.answers > 0;
}

void sentence_moved_since(
	const struct rated_before *before, const struct rated *now, size_t option, struct buf *out)
{
	struct tally_rating was, is;
	struct buf moved = {0}, date = {0};

	tally_rating(&before->rule, before->counts, &was);
	tally_rating(&now->poll->rule, rated_counts(now, option), &is);
	if (is.answers == 0)
		return;
	if (!rated_before_alike(before, now)) {
		say_other_scale(out);
		return;
	}
	say_moved(&before->rule, before->counts, now, option, &moved);
	day_format(&date, before->session->held);
	words_begin(out);
	if (was.answers > 0)
		buf_format(out,
			ngettext("Compared with last time (%1$s, %2$lld answer): %3$s",
				"Compared with last time (%1$s, %2$lld answers): %3$s",
				words_plural(was.answers)),
			buf_text(&date), (long long)was.answers, buf_text(&moved));
	else
		buf_text_add(out, buf_text(&moved));
	buf_finish(&moved);
	buf_finish(&date);
}
